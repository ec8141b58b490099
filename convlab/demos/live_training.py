"""One training of the tiny CNN, a batch at a time: what a widget shows while it goes on, with no word of how.

Plain gradient descent, batches of 16, a learning rate that falls evenly to 0 at the end of the plan. Everything
random comes from one seed, so the same plan at the same rate ends with the same weights.
"""

from collections.abc import Iterator

import numpy as np

from convlab import digits
from convlab.demos import digit_places
from convlab.numerics import training

SIZE = 16  # digits in a batch
FEW = 50  # digits to learn by heart
EPOCHS = {"few": 150, "all": 25, "moved": 60}
RATE = 0.2
LAST = 0.1  # the last layer begins so much smaller, so that no class is preferred and the first loss is near ln 10


class Run:
    """A network on its way from random weights to trained ones.

    Parameters
    ----------
    few : bool
        Whether to learn from 50 digits in place of 1,397.
    shuffled : bool
        Whether the labels are shuffled among the digits that are learned from.
    moved : bool
        Whether digits stand at random places, new ones each time; the unseen ones too.
    seed : int

    Attributes
    ----------
    params : dict of arrays
        The weights so far.
    step, steps : int
        Batches seen, and batches planned.
    losses : list of float
        The loss of every batch.
    """

    def __init__(
        self, *, few: bool = False, shuffled: bool = False, moved: bool = False, seed: int = 8
    ) -> None:
        self._rng = np.random.default_rng(seed)
        self.moved, self.params = moved, training.init_params(self._rng)
        self.params["w3"] *= LAST
        images, labels = digits.load("train")
        self.images, self.labels = (images[:FEW], labels[:FEW]) if few else (images, labels)
        if shuffled:
            self.labels = self._rng.permutation(self.labels)
        self.unseen, self.truth = digits.load("test")
        if moved:
            self.unseen = digits.shifted(np.random.default_rng(1), self.unseen)
        self.per_epoch = len(self.labels) // SIZE
        self.step, self.steps = 0, self.per_epoch * EPOCHS["few" if few else "moved" if moved else "all"]
        self.losses: list[float] = []
        self._batches = self._endless()

    @property
    def is_over(self) -> bool:
        """Tell whether the plan is done, or the weights are no numbers any more."""
        return self.step >= self.steps or self.has_exploded

    @property
    def has_exploded(self) -> bool:
        """Tell whether the last loss was no number."""
        return bool(self.losses) and not np.isfinite(self.losses[-1])

    def rate(self, highest: float) -> float:
        """Return the rate of the next step: `highest` at first, 0 at the end."""
        return highest * (1 - self.step / self.steps)

    def advance(self, highest: float = RATE, way: training.WayBack = training.OURS) -> float:
        """Take one step of gradient descent and return the loss before it.

        Parameters
        ----------
        highest : float
            The learning rate, before it falls.
        way : WayBack
            Whose functions go back.
        """
        images, labels = next(self._batches)
        with np.errstate(all="ignore"):  # rates that are too large are asked for
            loss, grads = training.cnn_loss(images, labels, self.params, 1, way)
            now = self.rate(highest)
            for name, grad in grads.items():
                self.params[name] = (self.params[name] - now * grad).astype(np.float32)
        self.step += 1
        self.losses.append(float(loss))
        return float(loss)

    def said(self, images: np.ndarray) -> np.ndarray:
        """Return the class that the network gives each image."""
        return self.logits(images).argmax(axis=1)

    def logits(self, images: np.ndarray) -> np.ndarray:
        """Return the logits of images, and zeros where the weights are no numbers."""
        with np.errstate(all="ignore"):
            return np.nan_to_num(training.forward(images, self.params)["logits"], posinf=0, neginf=0)

    def probabilities(self, image: np.ndarray) -> np.ndarray:
        """Return how likely each class is, by the network, for one image."""
        return digit_places.shares(self.logits(image[None]).astype(float))[0]

    def measure(self) -> tuple[float, float, np.ndarray]:
        """Return the shares that are read rightly, of (at most 400) digits learned from and of unseen ones.

        Returns
        -------
        seen, unseen : float
        said : array (400,)
            What the network says to every unseen digit.
        """
        images, labels = self.images[:400], self.labels[:400]
        if self.moved:
            images = digits.shifted(np.random.default_rng(2), images)
        said = self.said(self.unseen)
        return float(np.mean(self.said(images) == labels)), float(np.mean(said == self.truth)), said

    def _endless(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        while True:
            for images, labels in training.batches(self._rng, self.images, self.labels, SIZE):
                yield (digits.shifted(self._rng, images) if self.moved else images), labels


def recorded() -> dict[str, np.ndarray]:
    """Return the default run as `tools/train_tiny_cnn.py` recorded it.

    `losses` (2175,) of all steps; `accuracies` (51, 3), each a step and the shares of seen and of unseen digits
    that are read rightly; and the weights in the end.
    """
    with np.load(digits.DATA / "live_run.npz") as file:
        return {name: file[name] for name in file.files}


def thinned(losses: list[float], points: int = 240) -> list[list[float | None]]:
    """Return a curve of at most `points` points, [step, mean loss since the last point]; None is no number.

    >>> thinned([2.0, 1.0, 0.5, 0.5], points=2)
    [[2, 1.5], [4, 0.5]]
    """
    width = max(1, -(-len(losses) // points))
    means = [float(np.mean(losses[start : start + width])) for start in range(0, len(losses), width)]
    return [
        [min((number + 1) * width, len(losses)), round(mean, 4) if np.isfinite(mean) else None]
        for number, mean in enumerate(means)
    ]
