"""Usual mistakes of lesson 1: slide, multiply, sum."""

from __future__ import annotations

import numpy as np

from convlab import engine
from convlab.mistakes import Bank, probe

X = np.array(
    [[1.0, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
K = np.array([[1.0, 2, 0], [0, -1, 3], [-2, 0, 1]])

conv2d = Bank(
    "conv2d",
    oracle=engine.conv2d,
    where="lesson 1",
    probes=[probe(X[:2, :3], K[:1, :2]), probe(X[:3, :4], K[:2, :2]), probe(X, K)],
)
conv2d.add(
    "kernel-flipped",
    "Your map equals ours with the kernel turned by 180 degrees. Does correlation turn it?",
    lambda image, kernel: engine.conv2d(image, kernel[::-1, ::-1]),
)

BANKS = [conv2d]
