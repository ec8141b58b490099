"""Lesson 7's widgets: a cone from one output down to the pixels it sees; a table of kernels cut into groups."""

import numpy as np

from convlab.checks import learner
from convlab.numerics import engine, fields
from convlab.widgets.base import Widget, make
from convlab.widgets.receptive_field_stills import cone_still, groups_still

MOST_LAYERS, WIDEST = 5, 255
DRAWS = {False: 400, True: 60}  # of random weights, for a row of samples and for a square
WIDEST_SQUARE = 63  # a wider field is too fine for a square picture of it
RANGES = {"kernel": (1, 5), "stride": (1, 3), "dilation": (1, 8)}
LAYERS = ((3, 1, 1), (3, 2, 1), (3, 1, 1))
KERNEL = np.array([[1.0, 2, 3], [4, -5, 6]])
DILATE_PROBES = [(KERNEL, 2), (KERNEL, 1), (KERNEL.T, 3), (KERNEL[:1] / 4, 4)]

MOST_CHANNELS = 12
X, W = np.arange(60.0).reshape(4, 3, 5) ** 2 % 29, np.arange(48.0).reshape(6, 2, 2, 2) ** 2 % 13 - 6
GROUP_PROBES = [
    (X, W, None, 1, 0, 1, 2),
    (X, W, np.arange(6.0), 2, 1, 2, 2),
    (X[:2], W, None, 1, 1),
    (X, W[:4, :1], None, 1, 0, 1, 4),
]


def cone(layers: tuple = LAYERS) -> Widget:
    """Return a widget that shows what one output of a stack sees, and how much say each pixel has.

    Parameters
    ----------
    layers : sequence of (kernel, stride, dilation)
        One to five layers, the first layer first.

    Raises
    ------
    ValueError
        If there are too many layers, or a number is outside of its slider.
    """
    layers = [tuple(map(int, layer)) for layer in layers]
    if not 1 <= len(layers) <= MOST_LAYERS:
        raise ValueError(f"expected 1 to {MOST_LAYERS} layers, got {len(layers)}")
    for layer in layers:
        for value, (name, (low, high)) in zip(layer, RANGES.items(), strict=True):
            if not low <= value <= high:
                raise ValueError(f"expected a {name} from {low} to {high}, got {value}")
    setup = {
        "ranges": RANGES,
        "most": MOST_LAYERS,
        "widest": WIDEST,
        "widestSquare": WIDEST_SQUARE,
        "side": 128,
    }
    given = {"layers": [list(layer) for layer in layers], "isRandom": False, "isSquare": False}
    return make("cone", setup=setup, given=given, compute=see, still=lambda: cone_still(layers))


def see(given: dict) -> dict:
    """Return the say of every pixel: of a row of samples, or of a square; empty where the field is too wide to draw."""
    dilate_kernel = learner.function("dilate_kernel", engine.dilate_kernel, DILATE_PROBES)
    layers, is_square = given["layers"], given["isSquare"]
    width, _ = fields.field(layers)
    shares: list = []
    if width <= (WIDEST_SQUARE if is_square else WIDEST):
        masks = [dilate_kernel(np.ones((k if is_square else 1, k)), d) for k, _, d in layers]
        shares = fields.say(masks, [s for _, s, _ in layers], DRAWS[is_square] * given["isRandom"]).tolist()
    wide, gap = next(((k, d) for k, _, d in layers if d > 1), (3, 2))
    return {"say": shares, **dilate_kernel.signed(np.arange(1.0, 1 + wide)[None], gap, is_shown=False)}


def groups(channels: int = 8, filters: int = 8, groups: int = 2, kernel: int = 3) -> Widget:
    """Return a widget that shows which filter reads which channel, and what the groups save.

    Parameters
    ----------
    channels, filters, groups : int
        1 to 12.
    kernel : int
        1, 3, 5 or 7.

    Raises
    ------
    ValueError
        If a number is outside of its control.
    """
    given = {"channels": channels, "filters": filters, "groups": groups, "kernel": kernel}
    for name, value in given.items():
        if not 1 <= value <= MOST_CHANNELS or (name == "kernel" and value not in (1, 3, 5, 7)):
            raise ValueError(
                f"expected {name} of 1 to {MOST_CHANNELS}, and a kernel of 1, 3, 5 or 7, got {value}"
            )
    setup = {"most": MOST_CHANNELS, "kernels": [1, 3, 5, 7], "places": 32 * 32}
    return make("groups", setup=setup, given=given, compute=read, still=lambda: groups_still(**given))


def read(given: dict) -> dict:
    """Return which channels each filter reads, or what the learner's function says where there are no such groups."""
    grouped = learner.function("conv2d_grouped", engine.conv2d_multi, GROUP_PROBES)
    c, f, g = given["channels"], given["filters"], given["groups"]
    answer: dict = {"reads": [], "says": ""}
    # Channel c holds the number 2 ** c at its only pixel, so a sum of them tells who was in it.
    x, w = 2.0 ** np.arange(c).reshape(c, 1, 1), np.ones((f, max(c // g, 1), 1, 1))
    try:
        sums = grouped(x, w, None, 1, 0, 1, g).ravel().astype(int).tolist()
        answer["reads"] = [[total >> channel & 1 for channel in range(c)] for total in sums]
    except ValueError:
        if grouped.own is not None:
            answer["says"] = learner.complaint(grouped.own, (x, w, None, 1, 0, 1, g))
            grouped.is_yours = bool(answer["says"])
    return {**answer, "whose": grouped.label, "isYours": grouped.is_yours}
