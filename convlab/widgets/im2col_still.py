"""Draw what stands in for lesson 4's widget where no script runs: its first step."""

import numpy as np

from convlab.numerics import engine
from convlab.pictures import drawing as d

ALT = (
    "The widget at its first step: a 5x5 image with the values 1 to 25 and a frame around the window of output "
    "cell (0, 0); the output of 3x3 cells with that cell marked; and the 9x9 column matrix with a frame around "
    "its first column, 1 2 3 6 7 8 11 12 13. The pixel 13 is chosen: it stands in the matrix nine times, on "
    "the diagonal from the lower left to the upper right, each place boxed. Below, a kernel "
    "with ones on its diagonal, laid out as the row 1 0 0 0 1 0 0 0 1, and its product with the first column, "
    "21, the first number of the map."
)
CHOSEN = 13
DIAGONAL = np.eye(3, dtype=int)


def columns_still(alt: str = ALT) -> str:
    """Return the first step: window, column, cell; and one pixel with all of its places."""
    image = np.arange(1, 26).reshape(5, 5)
    matrix = engine.im2col(image[None], 3, 3)
    small, size, top = 30, 28, 62
    left, right = 26, 410
    title = {"size": 15, "font_weight": 600}
    parts = [
        d.text(left + 75, 40, "image", fill="window", **title),
        d.text(left + 265, 40, "output", fill="output", **title),
        d.text(right + 126, 40, "columns", fill="ink", **title),
        d.grid(left, top, image, size=small, kind="plain"),
        d.grid(right, top, matrix, size=size, kind="plain"),
        d.grid(left + 220, top + 30, np.zeros((3, 3)), size=small, kind="plain", labels=np.full((3, 3), "")),
        d.box(left + 220, top + 30, small, small, fill="output"),
        d.text(left + 235, top + 50, "21", size=13, fill="card"),
    ]
    parts += [boxed(left + c * small, top + r * small, small) for r, c in np.argwhere(image == CHOSEN)]
    parts += [boxed(right + c * size, top + r * size, size) for r, c in np.argwhere(matrix == CHOSEN)]
    parts += [
        d.frame(left, top, 3, 3, small, "window"),
        d.frame(right, top, 9, 1, size, "window"),
        d.text(left, top + 190, "framed: the window of output cell (0, 0), and its", size=13, anchor="start"),
        d.text(left, top + 208, "column: 1 2 3 6 7 8 11 12 13", size=13, anchor="start"),
        d.text(left, top + 234, "boxed: pixel 13, nine times in the matrix", size=13, anchor="start"),
    ]
    row = top + 9 * size + 46
    parts += [
        d.text(left + 9 * size / 2, row - 14, "the kernel, laid out as a row", fill="kernel", **title),
        d.grid(left, row, DIAGONAL.reshape(1, 9), size=size, kind="signed", role="kernel"),
        d.text(right - 60, row + 19, "@ columns =", size=15, fill="muted"),
        d.grid(right, row, np.zeros((1, 9)), size=size, kind="plain", labels=np.array([["21"] + [""] * 8])),
        d.frame(right, row, 1, 9, size, "output"),
    ]
    return d.picture(700, 434, parts, alt)


def boxed(x: float, y: float, size: float) -> str:
    """Return a box inside a cell."""
    return d.box(x + 3.5, y + 3.5, size - 7, size - 7, stroke="ink", stroke_width=2)
