"""Compute one convolution in seven ways, from six loops to PyTorch, and a depthwise one: the runners of the races."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from convlab.numerics.engine import output_size, windows

Way = Callable[..., np.ndarray]


def ways(filters: np.ndarray) -> dict[str, Way]:
    """Return the ways by label, PyTorch only where it is installed."""
    found = {
        "six loops": six_loops,
        "three loops": three_loops,
        "patch loop": patch_loop,
        "tap loop": tap_loop,
        "einsum": einsum,
        "SciPy": with_scipy(),
    }
    return found | ({"PyTorch": with_torch(filters)} if find_spec("torch") else {})


def empty_maps(image: np.ndarray, filters: np.ndarray) -> np.ndarray:
    """Return zeros in the shape of the maps."""
    sides = [output_size(n, k) for n, k in zip(image.shape[1:], filters.shape[2:], strict=True)]
    return np.zeros((len(filters), *sides))


def six_loops(image: np.ndarray, filters: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """Multiply number by number."""
    out = empty_maps(image, filters)
    for f, i, j in itertools.product(*map(range, out.shape)):
        total = biases[f]
        for c, m, n in itertools.product(*map(range, filters.shape[1:])):
            total += image[c, i + m, j + n] * filters[f, c, m, n]
        out[f, i, j] = total
    return out


def three_loops(image: np.ndarray, filters: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """Multiply window by window, for each filter."""
    out, (kh, kw) = empty_maps(image, filters), filters.shape[2:]
    for f, i, j in itertools.product(*map(range, out.shape)):
        out[f, i, j] = (image[:, i : i + kh, j : j + kw] * filters[f]).sum() + biases[f]
    return out


def patch_loop(image: np.ndarray, filters: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """Lay the windows out one by one, then multiply once."""
    out, (kh, kw) = empty_maps(image, filters), filters.shape[2:]
    places = itertools.product(*map(range, out.shape[1:]))
    rows = np.array([image[:, i : i + kh, j : j + kw].ravel() for i, j in places])
    return (filters.reshape(len(filters), -1) @ rows.T + biases[:, None]).reshape(out.shape)


def tap_loop(image: np.ndarray, filters: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """Lay out what each tap sees, then multiply once."""
    (f, c, kh, kw), out = filters.shape, empty_maps(image, filters)
    ho, wo = out.shape[1:]
    columns = np.empty((c, kh, kw, ho, wo))
    for m, n in itertools.product(range(kh), range(kw)):
        columns[:, m, n] = image[:, m : m + ho, n : n + wo]
    return (filters.reshape(f, -1) @ columns.reshape(c * kh * kw, -1) + biases[:, None]).reshape(out.shape)


def einsum(image: np.ndarray, filters: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """Sum over three axes of a view of all windows."""
    view = windows(image, *filters.shape[2:])
    return np.einsum("cijmn,fcmn->fij", view, filters, optimize=True) + biases[:, None, None]


def depthwise_by_tap(image: np.ndarray, filters: np.ndarray) -> np.ndarray:
    """Return the maps of one filter a channel, `(C, 1, kH, kW)`, of the image's own size: a product by tap."""
    (kh, kw), (_, height, width) = filters.shape[2:], image.shape
    padded, out = np.pad(image, ((0, 0), (kh // 2,) * 2, (kw // 2,) * 2)), np.zeros(image.shape)
    for m, n in itertools.product(range(kh), range(kw)):
        out += filters[:, 0, m, n, None, None] * padded[:, m : m + height, n : n + width]
    return out


def with_scipy() -> Way:
    """Return a way that calls SciPy for each filter and channel; the import is not part of the race."""
    from scipy.signal import correlate2d  # outside the race, and slow to load

    def call(image: np.ndarray, filters: np.ndarray, biases: np.ndarray) -> np.ndarray:
        maps = [sum(map(lambda x, k: correlate2d(x, k, mode="valid"), image, bank)) for bank in filters]
        return np.stack(maps) + biases[:, None, None]

    return call


def with_torch(filters: np.ndarray) -> Way:
    """Return a way that calls PyTorch on one thread: on a busy machine more of them wait for each other."""
    import torch  # not installed everywhere: the caller tells of it

    weights, threads = torch.from_numpy(filters), torch.get_num_threads()

    def call(image: np.ndarray, _filters: np.ndarray, biases: np.ndarray) -> np.ndarray:
        torch.set_num_threads(1)
        try:
            with torch.no_grad():
                tensors = torch.from_numpy(image), weights, torch.from_numpy(biases)
                return torch.nn.functional.conv2d(*tensors).numpy()
        finally:
            torch.set_num_threads(threads)

    return call
