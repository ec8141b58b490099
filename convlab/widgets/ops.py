"""Lesson 1's widgets: slide a kernel over an image; add channels and a bias."""

import numpy as np

from convlab import images
from convlab.checks import learner
from convlab.numerics import engine
from convlab.widgets.base import Widget, make
from convlab.widgets.ops_stills import channels_still, slide_still

LARGEST_IMAGE, LARGEST_KERNEL = 12, 5
PROBES = [
    (np.array([[1.0, 2, 0, 1], [0, 1, 3, 1], [2, 1, 0, 2]]), np.array([[1.0, 2], [0, -1]])),
    (np.arange(20.0).reshape(4, 5) ** 2, np.array([[1.0, -2, 3], [4, 0, 5]])),
    (np.array([[250, 9], [7, 200], [30, 4]], dtype=np.uint8), np.array([[1], [-2]])),
]
MULTI_PROBES = [
    (np.arange(24.0).reshape(2, 3, 4) ** 2, np.arange(24.0).reshape(3, 2, 2, 2) - 9, np.array([1.0, -2, 5])),
    (np.arange(27.0).reshape(3, 3, 3) - 13, np.arange(12.0).reshape(2, 3, 1, 2) ** 2, None),
]


def image_presets() -> dict[str, tuple[str, np.ndarray | None]]:
    """Return the images that the widget offers by name: what a reader sees, and the pixels."""
    return {
        "edge": ("vertical edge", images.vertical_edge()),
        "anchor_a": ("10 to 250", images.anchor_a()),
        "blob": ("soft blob", images.blob()),
        "eye": ("diagonal, eye(7)", np.eye(7, dtype=int)),
        "random": ("random", None),
    }


def kernel_presets() -> dict[str, tuple[str, np.ndarray]]:
    """Return the kernels that the widget offers by name: what a reader sees, and the weights."""
    return {
        "edge": ("edge 1 0 −1", np.array([[1, 0, -1]] * 3)),
        "sobel": ("Sobel x", images.sobel_x()),
        "blur": ("blur (box)", np.full((3, 3), 1 / 9)),
        "sharpen": ("sharpen", np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])),
        "identity": ("identity", np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])),
        "middle": ("middle column", np.array([[0, 1, 0]] * 3)),
        "wide": ("2 × 3", np.array([[1, 2, 3], [-1, -2, -3]])),
    }


def slide_kernel(image: np.ndarray | str | None = None, kernel: np.ndarray | str | None = None) -> Widget:
    """Return a widget in which a kernel slides over a small image, one place at a time.

    Parameters
    ----------
    image : array of shape (H, W) or str, optional
        At most 12 x 12 pixels, or the name of a preset such as `"anchor_a"`; default `"edge"`.
    kernel : array of shape (kH, kW) or str, optional
        At most 5 x 5 weights, or the name of a preset such as `"sobel"`; default `"edge"`.

    Raises
    ------
    ValueError
        If a name is unknown, an array is not 2-D or too large, or the kernel does not fit.
    """
    image_name, image = _pick("image", image, image_presets(), LARGEST_IMAGE)
    kernel_name, kernel = _pick("kernel", kernel, kernel_presets(), LARGEST_KERNEL)
    engine.conv2d(image, kernel)  # raises where the kernel does not fit
    given = {
        "image": image.tolist(),
        "kernel": kernel.tolist(),
        "imageName": image_name,
        "kernelName": kernel_name,
    }
    setup = {"images": _listed(image_presets()), "kernels": _listed(kernel_presets())}
    return make(
        "slide_kernel",
        setup=setup,
        given=given,
        compute=slide,
        still=lambda: slide_still(image, kernel),
        parts=("point",),
    )


def slide(given: dict) -> dict:
    """Return the maps of cross-correlation and of true convolution, and whose function made them."""
    conv2d = learner.function("conv2d", engine.conv2d, PROBES)
    image, kernel = np.asarray(given["image"], dtype=float), np.asarray(given["kernel"], dtype=float)
    maps = {"correlation": conv2d(image, kernel), "convolution": conv2d(image, kernel[::-1, ::-1].copy())}
    maps = {name: np.asarray(values, dtype=float).tolist() for name, values in maps.items()}
    return {"maps": maps, **conv2d.signed(image, kernel)}


def channels(
    image: np.ndarray | None = None, filters: np.ndarray | None = None, bias: np.ndarray | None = None
) -> Widget:
    """Return a widget that adds the products of all channels and a bias to one number of one map.

    Parameters
    ----------
    image : array of shape (C, H, W), optional
        At most 4 channels of 6 x 6 pixels.
    filters : array of shape (F, C, kH, kW), optional
    bias : array of shape (F,), optional

    Raises
    ------
    ValueError
        If the shapes do not fit together or are too large to draw.
    """
    drawn, default_filters, default_bias = channel_example()
    image = np.asarray(drawn if image is None else image, dtype=float)
    filters = np.asarray(default_filters if filters is None else filters, dtype=float)
    bias = np.asarray(default_bias if bias is None else bias, dtype=float)
    if image.ndim != 3 or image.shape[0] > 4 or max(image.shape[1:]) > 6:
        raise ValueError(f"expected an image of at most 4 x 6 x 6, got {image.shape}")
    if bias.shape != filters.shape[:1]:
        raise ValueError(f"expected one bias for each of {filters.shape[0]} filters, got {bias.shape}")
    engine.conv2d_multi(image, filters, bias)  # raises where the shapes do not fit

    def compute(_given: dict) -> dict:
        multi = learner.function("conv2d_multi", engine.conv2d_multi, MULTI_PROBES)
        maps = multi(image, filters, bias)
        return {"maps": maps.tolist(), **multi.signed(image, filters, bias)}

    setup = {"image": image.tolist(), "filters": filters.tolist(), "bias": bias.tolist()}
    return make(
        "channels",
        setup=setup,
        given={},
        compute=compute,
        still=lambda: channels_still(image, filters, bias),
        parts=("point",),
    )


def channel_example() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return three channels, filters and biases; at one place the bias turns a negative sum positive."""
    rng = np.random.default_rng(240)
    image, filters = rng.integers(0, 6, size=(3, 5, 5)), rng.integers(-1, 2, size=(3, 3, 3, 3))
    return image, filters, np.array([3, -2, 5])


def _pick(what: str, wanted: object, presets: dict, largest: int) -> tuple[str, np.ndarray]:
    """Return the preset's name (or `own`) and the array that a learner asked for."""
    wanted = "edge" if wanted is None else wanted
    if isinstance(wanted, str):
        if presets.get(wanted, (None, None))[1] is None:
            names = ", ".join(name for name, (_, values) in presets.items() if values is not None)
            raise ValueError(f"expected the {what} to be one of {names}, got {wanted!r}")
        return wanted, presets[wanted][1]
    array = np.asarray(wanted, dtype=float)
    if array.ndim != 2 or not array.size or max(array.shape) > largest or not np.isfinite(array).all():
        raise ValueError(
            f"expected the {what} as numbers of at most {largest} x {largest}, got {array.shape}"
        )
    return "own", array


def _listed(presets: dict) -> list[dict]:
    """Return presets as plain data for the script."""
    return [
        {"name": name, "words": words, "values": None if values is None else values.tolist()}
        for name, (words, values) in presets.items()
    ]
