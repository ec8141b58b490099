"""Lesson 5's widget: edit a kernel, see at once what it makes of a picture."""

import base64

import numpy as np

from convlab import digits, images
from convlab.checks import learner
from convlab.numerics import engine
from convlab.widgets.base import Widget, make
from convlab.widgets.kernels_still import edit_still

SIDE, SIZES, LARGEST_UPLOAD = 96, (1, 3, 5, 7), 160
X = np.array(
    [[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
K = np.array([[1.0, 2, 0], [0, -1, 3], [-2, 0, 1]])
PROBES = [
    (X, K),
    (60 * X.astype(np.uint8), np.array([[1, -2, 4, 0, 0.5]])),
    (X[:2], np.arange(15.0).reshape(5, 3) - 4),
]
WORDS = {
    "identity": "identity",
    "box_blur": "box blur",
    "gaussian": "Gaussian",
    "sharpen": "sharpen",
    "emboss": "emboss",
    "sobel_x": "Sobel x",
    "sobel_y": "Sobel y",
    "edge_h": "edge h",
    "edge_v": "edge v",
    "laplacian": "Laplacian",
    "gabor_0": "Gabor 0°",
    "gabor_45": "Gabor 45°",
}


def pictures() -> dict[str, tuple[str, np.ndarray]]:
    """Return the pictures by name: a reader's words, and the pixels as `uint8`."""
    square = 200 * images.white_square(np.random.default_rng(5), SIDE // 2) + 28
    stripes = 128 + 100 * np.cos(2 * np.pi * np.arange(SIDE) / 4) * np.ones((SIDE, 1))
    away = np.arange(SIDE) - (SIDE - 1) / 2
    rings = 128 + 110 * np.cos(np.hypot(away, away[:, None]) ** 2 / 30)
    written = np.hstack([image[4:24, 4:24] for image in digits.load("test")[0][[0, 2, 6]]])
    found = {
        "photo": ("photograph", 255 * images.photograph(SIDE)),
        "square": ("white square, noise", square),
        "stripes": ("stripes", stripes),
        "rings": ("rings", rings),
        "digits": ("digits", 255 * written),
        "step": ("one step", 60 + 140 * images.step(SIDE // 2)),
    }
    return {
        name: (words, np.clip(np.rint(pixels), 0, 255).astype(np.uint8))
        for name, (words, pixels) in found.items()
    }


def presets() -> dict[str, tuple[str, np.ndarray]]:
    """Return the kernels of the bank by name: a reader's words, and the weights."""
    return {name: (WORDS[name], kernel.astype(float)) for name, kernel in images.kernels().items()}


def edit_kernel(kernel: str | np.ndarray = "sobel_x", picture: str = "photo") -> Widget:
    """Return a widget with an editable kernel, a picture, and the map that the one makes of the other.

    Parameters
    ----------
    kernel : str or array of shape (k, k)
        The name of a kernel of `images.kernels()`, or the weights of one's own, with k 1, 3, 5 or 7.
    picture : {"photo", "square", "stripes", "rings", "digits", "step"}

    Raises
    ------
    ValueError
        If a name is unknown, or the weights are not finite numbers in such a square.
    """
    shown, bank = pictures(), presets()
    if picture not in shown:
        raise ValueError(f"expected a picture of {', '.join(shown)}, got {picture!r}")
    name = kernel if isinstance(kernel, str) else "own"
    if name != "own" and name not in bank:
        raise ValueError(f"expected a kernel of {', '.join(bank)}, got {name!r}")
    weights = np.asarray(kernel, dtype=float) if name == "own" else bank[name][1]
    sides = set(weights.shape)
    if weights.ndim != 2 or len(sides) > 1 or not sides <= set(SIZES) or not np.isfinite(weights).all():
        raise ValueError(f"expected a square of side 1, 3, 5 or 7, got shape {weights.shape}")

    def compute(given: dict) -> dict:
        if given["picture"] not in shown:  # a learner's own picture stays in the browser
            return {"map": "", "whose": "this page; your own picture stays in it", "isYours": False}
        apply_kernel = learner.function("apply_kernel", same_size, PROBES)
        args = shown[given["picture"]][1], np.asarray(given["kernel"], dtype=float)
        return {"map": packed(apply_kernel(*args), "<f4"), **apply_kernel.signed(*args)}

    setup = {
        "pictures": [
            [key, words, list(pixels.shape), packed(pixels, "u1")] for key, (words, pixels) in shown.items()
        ],
        "kernels": [[key, words, values.tolist()] for key, (words, values) in bank.items()],
        "sizes": list(SIZES),
        "largestUpload": LARGEST_UPLOAD,
    }
    given = {"kernel": weights.tolist(), "kernelName": name, "picture": picture}
    return make(
        "edit_kernel",
        setup=setup,
        given=given,
        compute=compute,
        still=lambda: edit_still(shown[picture][1], weights),
        parts=("point", "edit_sum"),
    )


def same_size(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the map of the image's own size, with zeros outside; the sides of the kernel are odd."""
    (height, width), (kh, kw) = image.shape, kernel.shape
    around = np.zeros((height + kh - 1, width + kw - 1))
    around[kh // 2 : kh // 2 + height, kw // 2 : kw // 2 + width] = image
    return engine.conv2d(around, kernel)


def packed(values: np.ndarray, dtype: str) -> str:
    """Return an array as base64 of its bytes."""
    return base64.b64encode(np.ascontiguousarray(values, dtype=dtype).tobytes()).decode()
