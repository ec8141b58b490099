"""Measure how the models of lesson 6 read digits at each of the 121 places to which a digit can be pushed."""

from functools import cache

import numpy as np

from convlab import digits
from convlab.numerics import training

REACH = digits.REACH
SHIFTS = range(-REACH, REACH + 1)
PLACES = [(dx, dy) for dy in SHIFTS for dx in SHIFTS]
SAMPLE = 100
MODELS = ("linear", "cnn")


def everywhere(image: np.ndarray) -> np.ndarray:
    """Return one `(28, 28)` image at all places, `(121, 28, 28)`, in the order of `PLACES`."""
    dx, dy = np.array(PLACES).T
    return digits.place(np.repeat(image[None], len(PLACES), axis=0), dx, dy)


@cache
def parameters(model: str, trained: str) -> dict[str, np.ndarray]:
    """Return the weights of a model, "linear" or "cnn", trained on "shifted" or "centered" digits."""
    return digits.linear_weights(trained) if model == "linear" else digits.weights(1, trained)


def logits(model: str, trained: str, images: np.ndarray) -> np.ndarray:
    """Return the ten logits of each image, `(N, 10)`."""
    params = parameters(model, trained)
    if model == "linear":
        return images.reshape(len(images), -1) @ params["w"].T + params["b"]
    return training.forward(images, params)["logits"]


@cache
def accuracies(model: str, trained: str) -> np.ndarray:
    """Return the share of the first 100 test digits that a model reads at each place, `(121,)`."""
    images, labels = (array[:SAMPLE] for array in digits.load("test"))
    return np.array(
        [np.mean(logits(model, trained, digits.place(images, *at)).argmax(axis=1) == labels) for at in PLACES]
    )


def shares(z: np.ndarray) -> np.ndarray:
    """Return logits as shares along the last axis."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
