"""Lesson 3's text and its example."""

import numpy as np

from tests.support.lessons import prose

LESSON = "03_padding_stride"


PROSE = prose(LESSON)


SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


X = np.array(
    [[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)


K = np.array([[1, 2, 0], [0, -1, 3], [-2, 0, 1]])


NUMPYS = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def coverage(n, k, p=0, s=1):
    """Count by hand how many windows hold each pixel."""
    count = np.zeros((n + 2 * p, n + 2 * p), dtype=int)
    for i in range(0, n + 2 * p - k + 1, s):
        for j in range(0, n + 2 * p - k + 1, s):
            count[i : i + k, j : j + k] += 1
    return count[p : p + n, p : p + n]
