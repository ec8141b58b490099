"""Lesson 4's widget: an output cell, its window in the image, its column in the matrix."""

import numpy as np

from convlab.checks import learner
from convlab.numerics import engine
from convlab.widgets.base import Widget, make
from convlab.widgets.im2col_still import columns_still

SIDE, KERNEL, STRIDES = 5, 3, (1, 2)
X = np.arange(24).reshape(2, 3, 4) ** 2 % 29
PROBES = [
    (X, 2, 3),
    (X, 3, 2, 1, 1),
    (X, 2, 2, 2),
    (X[:1], 2, 3, 2, 2),
    (np.pad(X, ((0, 0), (2, 0), (0, 3))), 3, 2, 2),
]


def columns() -> Widget:
    """Return a widget that shows a 5 x 5 image with the values 1 to 25 and the matrix of its 3 x 3 windows."""
    image = np.arange(1, SIDE * SIDE + 1).reshape(SIDE, SIDE)

    def compute(_given: dict) -> dict:
        im2col = learner.function("im2col", engine.im2col, PROBES)
        matrices = {str(s): im2col(image[None], KERNEL, KERNEL, s).astype(int).tolist() for s in STRIDES}
        return {"matrices": matrices, **im2col.signed(image[None], KERNEL, KERNEL, 1)}

    setup = {"image": image.tolist(), "kernel": KERNEL, "strides": list(STRIDES)}
    return make("columns", setup=setup, given={}, compute=compute, still=columns_still)
