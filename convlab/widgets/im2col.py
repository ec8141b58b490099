"""Lesson 4's widget: an output cell, its window in the image, its column in the matrix."""

import numpy as np

from convlab.checks import learner
from convlab.numerics import engine
from convlab.widgets.base import Widget, make
from convlab.widgets.im2col_still import DIAGONAL, columns_still

SIDE, KERNEL, STRIDES = 5, 3, (1, 2)
X = np.arange(24).reshape(2, 3, 4) ** 2 % 29
PROBES = [
    (X, 2, 3),
    (X, 3, 2, 1, 1),
    (X, 2, 2, 2),
    (X[:1], 2, 3, 2, 2),
    (np.pad(X, ((0, 0), (2, 0), (0, 3))), 3, 2, 2),
]

ROWS = {
    "diagonal": ("diagonal", DIAGONAL),
    "edge": ("edge 1 0 −1", np.array([[1, 0, -1]] * 3)),
    "sum": ("all ones", np.ones((3, 3), int)),
    "middle": ("the middle alone", np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])),
    "places": ("1 to 9", np.arange(1, 10).reshape(3, 3)),
}


def columns() -> Widget:
    """Return a widget that fills a map: a row of weights times the matrix of an image's windows, column by column.

    The image has 5 x 5 pixels with the values 1 to 25, the windows are of 3 x 3.
    """
    image = np.arange(1, SIDE * SIDE + 1).reshape(SIDE, SIDE)

    def compute(_given: dict) -> dict:
        im2col = learner.function("im2col", engine.im2col, PROBES)
        matrices = {str(s): im2col(image[None], KERNEL, KERNEL, s).astype(int).tolist() for s in STRIDES}
        return {"matrices": matrices, **im2col.signed(image[None], KERNEL, KERNEL, 1)}

    setup = {
        "image": image.tolist(),
        "kernel": KERNEL,
        "strides": list(STRIDES),
        "rows": [[name, words, weights.ravel().tolist()] for name, (words, weights) in ROWS.items()],
    }
    return make("columns", setup=setup, given={}, compute=compute, still=columns_still)
