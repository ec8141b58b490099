"""Load the handwritten digits, put them at other places, and load the weights trained on them.

The digits are those of scikit-learn's `load_digits` (E. Alpaydin and C. Kaynak, "Optical Recognition of
Handwritten Digits", UCI Machine Learning Repository, 1998, CC BY 4.0), 8x8 pixels each. They are enlarged
here to 18x18 and stand in the middle of 28x28 pixels. docs/data.md tells more about them and the weights.
"""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

DATA = Path(__file__).parent / "data"
SIDE = 28
INK = 18
REACH = (SIDE - INK) // 2


def _pick(kind: str, choices: tuple[str, ...]) -> str:
    if kind not in choices:
        raise ValueError(f"expected one of {', '.join(choices)}, got {kind!r}")
    return kind


def originals(part: str = "train") -> tuple[np.ndarray, np.ndarray]:
    """Return the digits as they came: `(N, 8, 8)` uint8 images with values 0..16, and `(N,)` labels.

    `part` is "train" (1,397 digits) or "test" (400 others).
    """
    _pick(part, ("train", "test"))
    with np.load(DATA / "digits.npz") as file:
        chosen = np.isin(np.arange(len(file["labels"])), file["test"], invert=part == "train")
        return file["images"][chosen], file["labels"][chosen].astype(np.int64)


def load(part: str = "train") -> tuple[np.ndarray, np.ndarray]:
    """Return the digits in the middle of `(N, 28, 28)` float32 images, ink 1 on paper 0, and `(N,)` labels.

    >>> images, labels = load("test")
    >>> images.shape, labels[:4]
    ((400, 28, 28), array([2, 2, 3, 0]))
    """
    small, labels = originals(part)
    return enlarge(small), labels


def _interpolation(size: int) -> np.ndarray:
    """Return the `(size, 8)` weights by which 8 samples become `size`: cubic convolution (Keys, 1981)."""
    at = (np.arange(size) + 0.5) * 8 / size - 0.5
    d = np.abs(at[:, None] - np.arange(8))
    near = 1.5 * d**3 - 2.5 * d**2 + 1
    far = -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2
    return np.where(d < 1, near, np.where(d < 2, far, 0)).astype(np.float32)


def enlarge(small: np.ndarray) -> np.ndarray:
    """Return `(N, 8, 8)` digits with values 0..16 as `(N, 28, 28)`: enlarged to 18x18, in the middle."""
    grow = _interpolation(INK)
    images = np.zeros((len(small), SIDE, SIDE), np.float32)
    middle = slice(REACH, REACH + INK)
    images[:, middle, middle] = np.clip(grow @ (small.astype(np.float32) / 16) @ grow.T, 0, 1)
    return images


def place(images: np.ndarray, dx: int | np.ndarray, dy: int | np.ndarray) -> np.ndarray:
    """Return `(N, H, W)` images moved `dx` pixels right and `dy` down; what was outside comes in as 0.

    `dx` and `dy` are integers, or arrays with one integer an image.

    >>> place(np.array([[[1, 2], [3, 4]]]), 1, 0)
    array([[[0, 1],
            [0, 3]]])
    """
    n, h, w = images.shape
    rows = np.arange(h) - np.broadcast_to(dy, n)[:, None]
    columns = np.arange(w) - np.broadcast_to(dx, n)[:, None]
    inside = ((rows >= 0) & (rows < h))[:, :, None] & ((columns >= 0) & (columns < w))[:, None, :]
    which = np.arange(n)[:, None, None]
    moved = images[which, rows.clip(0, h - 1)[:, :, None], columns.clip(0, w - 1)[:, None, :]]
    moved[~inside] = 0
    return moved


def shifted(rng: np.random.Generator, images: np.ndarray, reach: int = REACH) -> np.ndarray:
    """Return the images, each moved to a random place at most `reach` pixels away on either axis."""
    dx, dy = rng.integers(-reach, reach + 1, size=(2, len(images)))
    return place(images, dx, dy)


def _weights(prefix: str) -> dict[str, np.ndarray]:
    with np.load(DATA / "weights.npz") as file:
        return {name.removeprefix(prefix): file[name] for name in file.files if name.startswith(prefix)}


def weights(padding: int = 1, trained: str = "shifted") -> dict[str, np.ndarray]:
    """Return the trained tiny CNN as a dict of float32 arrays `w1, b1, w2, b2, w3, b3`.

    `trained` says on what: "shifted" (digits at random places) or, for `padding=1` only, "centered".

    >>> weights(padding=0)["w3"].shape
    (10, 200)
    """
    if padding not in (0, 1):
        raise ValueError(f"expected padding 0 or 1, got {padding!r}")
    _pick(trained, ("shifted", "centered") if padding == 1 else ("shifted",))
    return _weights(f"cnn_padding{padding}_{trained}_")


def linear_weights(trained: str = "shifted") -> dict[str, np.ndarray]:
    """Return the linear model's `w (10, 784)` and `b (10,)`, trained on "shifted" or on "centered" digits."""
    return _weights(f"linear_{_pick(trained, ('shifted', 'centered'))}_")


SHAPES = {"w1": (4, 1, 3, 3), "b1": (4,), "w2": (8, 4, 3, 3), "b2": (8,), "b3": (10,)}
WIDTHS = {392: 1, 200: 0}  # features of the tiny CNN, and the padding that leaves them


def write_weights(path: str | Path, params: dict[str, np.ndarray]) -> Path:
    """Write a tiny CNN's weights to a file of your own, and return its path.

    Raises ValueError if they are not those of a tiny CNN.
    """
    _check(params)
    path = Path(path)
    with path.open("wb") as file:
        np.savez_compressed(file, **{name: np.asarray(array, np.float32) for name, array in params.items()})
    return path


def read_weights(path: str | Path) -> dict[str, np.ndarray]:
    """Return the weights of a file that `write_weights` made.

    Where there is no such file, it says so and returns the course's own, so that a notebook goes on.
    Raises ValueError if the file holds no weights of a tiny CNN.
    """
    path = Path(path)
    if not path.is_file():
        print(f"{path} is not there yet: save your weights first. Until then, these are the course's.")
        return weights()
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            params = {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, AttributeError, BadZipFile) as error:
        raise ValueError(f"{path} holds no weights: {error}") from error
    _check(params)
    return params


def padding_of(params: dict[str, np.ndarray]) -> int:
    """Return the padding for which a tiny CNN's weights were made: 1 for 392 features, 0 for 200."""
    return WIDTHS[params["w3"].shape[1]]


def _check(params: dict[str, np.ndarray]) -> None:
    """Raise ValueError unless these are the weights of a tiny CNN."""
    shapes = {name: np.shape(array) for name, array in params.items()}
    if shapes not in [SHAPES | {"w3": (10, width)} for width in WIDTHS]:
        raise ValueError(f"expected w1, b1, w2, b2, w3 and b3 of the tiny CNN, got {shapes}")
