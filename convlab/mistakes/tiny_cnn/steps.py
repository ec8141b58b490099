"""The tiny CNN of lesson 6 with steps that can be changed, and arguments for probes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

SHAPES = {"w1": (4, 1, 3, 3), "b1": (4,), "w2": (8, 4, 3, 3), "b2": (8,), "w3": (10, 0), "b3": (10,)}


def drawn(
    seed: int, count: int, padding: int = 1, width: int = 0
) -> tuple[np.ndarray, dict[str, np.ndarray], int]:
    """Return the arguments of a probe: whole-number images and parameters, no two filters alike.

    `w3` takes `width` features, where a number is given, which may be another than the right one.
    """
    rng = np.random.default_rng(seed)
    shapes = SHAPES | {"w3": (10, width or 8 * (7 if padding else 5) ** 2)}
    params = {name: rng.integers(-3, 4, size=shape).astype(float) for name, shape in shapes.items()}
    params["b1"], params["b2"] = np.array([3.0, -2, 5, 1]), np.array([9.0, -20, 4, 30, -7, 12, 2, -3])
    params["b3"] = 100 * rng.permutation(10).astype(float)
    return rng.integers(0, 6, size=(count, 28, 28)).astype(float), params, padding


def same(x: np.ndarray) -> np.ndarray:
    """Return `x`: a step left out."""
    return x


def bend(x: np.ndarray) -> np.ndarray:
    """Return the ReLU of `x`."""
    return np.maximum(x, 0)


def _zeros_around(x: np.ndarray, padding: int) -> np.ndarray:
    return np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])


def _convolved(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return the maps (N, F, H', W') without biases."""
    view = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    return np.moveaxis(np.tensordot(view, w, axes=([1, 4, 5], [1, 2, 3])), 3, 1)


def blocks(x: np.ndarray) -> np.ndarray:
    """Return (N, C, H // 2, W // 2, 2, 2): the windows of the pool, what does not fit dropped."""
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).swapaxes(3, 4)


def largest(x: np.ndarray) -> np.ndarray:
    """Return the maximum of every window of the pool."""
    return blocks(x).max(axis=(4, 5))


def _rows_first(x: np.ndarray) -> np.ndarray:
    return x.reshape(len(x), -1)


def activations(
    images: np.ndarray,
    params: dict[str, np.ndarray],
    padding: int = 1,
    *,
    change: Callable = same,
    pad: Callable = _zeros_around,
    bends: tuple[Callable, Callable] = (bend, bend),
    paddings: Callable = lambda padding: (padding, padding),
    pool: Callable | tuple[Callable, Callable] = largest,
    flatten: Callable = _rows_first,
    end: Callable = same,
) -> dict[str, np.ndarray]:
    """Return all activations of the tiny CNN; each keyword changes one step of it, or that of both blocks."""
    params, maps, x = change(params), {}, images[:, None].astype(float)
    pools = pool if isinstance(pool, tuple) else (pool, pool)
    for block, zeros, bent, pooled in zip("12", paddings(padding), bends, pools, strict=True):
        w = params["w" + block]
        x = _convolved(pad(x[:, : w.shape[1]], zeros), w) + params["b" + block][:, None, None]
        maps["conv" + block] = x
        maps["relu" + block] = x = bent(x)
        maps["pool" + block] = x = pooled(x)
    features, w3 = flatten(x), params["w3"]
    if features.shape[1] != w3.shape[1]:
        raise ValueError(f"expected {w3.shape[1]} features, got {features.shape[1]}")
    maps["logits"] = end(features @ w3.T + params["b3"])
    return maps
