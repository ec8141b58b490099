"""Turn the strokes of a pen on a board into a 28x28 digit like those that the network has learned from."""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np

from convlab import digits

BOARD = 280  # side of the board in its own pixels, ten for each pixel of a digit
PEN = 32  # width of its pen at first
TALL = BOARD * digits.INK / digits.SIDE  # what a digit as tall as the training digits measures on the board
FINE = 4  # pixels along each side of one of the 8x8 cells

Strokes = Iterable[Sequence[Sequence[float]]]


def digit(strokes: Strokes, pen: float = PEN, is_recentered: bool = True) -> np.ndarray:
    """Return what was drawn as a `(28, 28)` float32 digit, ink 1 on paper 0.

    Recentered, the drawing and its ink are scaled together to the height of the training digits, averaged over
    8x8 cells as these once were, enlarged again and put in the middle: place and size on the board no longer
    count. Not recentered, the board is only made ten times smaller.

    Parameters
    ----------
    strokes : iterable of strokes
        A stroke is a list of points (x, y) in pixels of the board; one point is a dot.
    pen : float
        Width of the pen in pixels of the board, for a digit 180 pixels tall.
    is_recentered : bool
        Whether the drawing is brought to the middle, and to size.

    Examples
    --------
    >>> bar = [[(20, 20), (20, 60)]]
    >>> digit(bar)[14].argmax(), digit(bar, is_recentered=False)[4].argmax()
    (13, 1)
    """
    lines = [np.asarray(stroke, float).reshape(-1, 2) for stroke in strokes if len(stroke)]
    if not lines:
        return np.zeros((digits.SIDE, digits.SIDE), np.float32)
    if not is_recentered:
        scale = digits.SIDE / BOARD
        return ink([line * scale for line in lines], pen * scale, digits.SIDE).astype(np.float32)
    points, side, width = np.concatenate(lines), 8 * FINE, pen / TALL
    low, high = points.min(axis=0), points.max(axis=0)
    grow = (1 - width) / max(*(high - low), 1)
    fitted = [side * ((line - (low + high) / 2) * grow + 0.5) for line in lines]
    cells = ink(fitted, side * width, side).reshape(8, FINE, 8, FINE).mean(axis=(1, 3))
    return digits.enlarge(16 * cells[None])[0]


def ink(lines: list[np.ndarray], width: float, side: int) -> np.ndarray:
    """Return lines drawn with a round pen on `(side, side)` pixels, smooth at the edges; lengths in pixels."""
    at = np.stack(np.meshgrid(np.arange(side) + 0.5, np.arange(side) + 0.5), axis=-1)
    nearest = np.full((side, side), np.inf)
    for line in lines:
        for start, stop in itertools.pairwise(line) if len(line) > 1 else [(line[0], line[0])]:
            way, off = stop - start, at - start
            share = np.clip(off @ way / max(way @ way, 1e-9), 0, 1)
            nearest = np.minimum(nearest, np.linalg.norm(off - share[..., None] * way, axis=-1))
    return np.clip(width / 2 + 0.5 - nearest, 0, 1)
