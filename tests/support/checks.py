"""Answers, arguments and failures for tests of `check`."""

import numpy as np
import pytest
from scipy.signal import convolve2d

from convlab import CheckFailed, check

IMAGE = np.array(
    [[1.0, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)


KERNEL = np.array([[1.0, 2, 0], [0, -1, 3], [-2, 0, 1]])


RIGHT = np.array([[9.0, 2, 11, 8], [1, 14, 11, 5], [5, 0, 3, 20]])


def returning(value):
    """Return a function of anything that returns `value`."""
    return lambda *args, **kwargs: value


def failure(function, args=(), **how):
    """Return the CheckFailed that a check raises."""
    with pytest.raises(CheckFailed) as caught:
        check(function, args, **how)
    return caught.value


def flipped(image, kernel):
    return convolve2d(image, kernel, mode="valid")


def as_conv2d(function, args, expected):
    """Return the failure of a check whose caller knows `function` as conv2d."""
    with pytest.raises(CheckFailed) as caught:
        exec(
            "check(conv2d, args, expected=expected)",
            {"check": check, "conv2d": function, "args": args, "expected": expected},
        )
    return caught.value
