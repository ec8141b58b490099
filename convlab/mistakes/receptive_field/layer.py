"""The layer of lesson 7 with places for mistakes, and the calls that tell them apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Probe, probe
from convlab.numerics import engine

Variant = Callable[..., object]


def layer(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> np.ndarray:
    """Return the maps of one image."""
    return engine.conv2d_multi(x, w, b, stride, padding, dilation, groups)


def changed(change: Callable[..., dict]) -> Variant:
    """Return the variant that computes with other arguments: `change(**arguments)` returns those that differ."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        given = {"x": x, "w": w, "b": b, "stride": stride, "padding": padding}
        given |= {"dilation": dilation, "groups": groups}
        return layer(**given | change(**given))

    return variant


def maps(change: Callable[[np.ndarray, int], np.ndarray]) -> Variant:
    """Return the variant that changes the maps before the biases are added: `change(maps, groups)`."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        found = change(layer(x, w, None, stride, padding, dilation, groups), groups)
        if b is None:
            return found
        return found + (b if found.ndim == 3 and len(found) == len(b) else b[: len(found)]).reshape(-1, 1, 1)

    return variant


def after(change: Callable[[np.ndarray, int], np.ndarray]) -> Variant:
    """Return the variant that changes the maps after the biases were added: `change(maps, groups)`."""
    return lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: change(
        layer(x, w, b, stride, padding, dilation, groups), groups
    )


def whole(change: Callable[[np.ndarray, int], np.ndarray]) -> Variant:
    """Return the variant that changes the maps and adds all biases to what is left, where NumPy does that."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        found = change(layer(x, w, None, stride, padding, dilation, groups), groups)
        try:
            return found if b is None else found + b[:, None, None]
        except ValueError:
            return AnyError(ValueError, "broadcast")

    return variant


def at_filters(change: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Variant:
    """Return the variant that makes a mistake at every place of a filter, all its channels at once."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        view = engine.windows(engine.pad2d(x, padding), *w.shape[2:], stride=stride, dilation=dilation)
        parts = view.reshape(groups, -1, *view.shape[1:])
        banks = w.reshape(groups, -1, *w.shape[1:])
        pairs = zip(parts, banks, strict=True)
        found = [change(part, f[:, None, None]) for part, bank in pairs for f in bank]
        return np.array(found) + (0 if b is None else b[:, None, None])

    return variant


def tap_by_tap(place: Callable[[int, int], int]) -> Variant:
    """Return the variant whose tap (m, n) reads from row `place(m, dilation)` and column `place(n, dilation)` on."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        right = layer(x, w, None, stride, padding, dilation, groups)
        padded, out = engine.pad2d(engine.real(x), padding), np.zeros(right.shape)
        rows, columns = (stride * np.arange(n) for n in right.shape[1:])
        for (f, c, m, n), weight in np.ndenumerate(w):
            channel = padded[f // (len(w) // groups) * w.shape[1] + c]
            out[f] += weight * channel[np.ix_(rows + place(m, dilation), columns + place(n, dilation))]
        return out if b is None else out + b[:, None, None]

    return variant


def at_places(change: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Variant:
    """Return the variant that makes a mistake at every place of every channel: `change(windows, kernels)`."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        view = engine.windows(engine.pad2d(x, padding), *w.shape[2:], stride=stride, dilation=dilation)
        parts = view.reshape(groups, -1, *view.shape[1:])
        banks = w.reshape(groups, -1, *w.shape[1:])
        found = [
            change(part, f[:, None, None]).sum(0)
            for part, bank in zip(parts, banks, strict=True)
            for f in bank
        ]
        return np.array(found) + (0 if b is None else b[:, None, None])

    return variant


def numbers(*shape: int) -> np.ndarray:
    """Return whole numbers of which hardly two are alike."""
    return (np.arange(np.prod(shape)) ** 2 * 7 % 83 - 30.0).reshape(shape)


X2, X3, X4, X6 = numbers(2, 3, 4), numbers(3, 6, 5), numbers(4, 5, 6), numbers(6, 4, 5)
W = {(f, c, kh, kw): numbers(f, c, kh, kw) for f, c, kh, kw in [(2, 1, 2, 2), (3, 1, 3, 2), (6, 2, 2, 3)]}
B = np.array([100.0, -200, 400, 700, -900, 1600])
TWO, DEEP, LESS = W[6, 2, 2, 3], numbers(6, 2, 2, 2), numbers(4, 3, 2, 3)
BYTES = (X4.astype(int) % 90 + 160).astype(np.uint8)
CALLS = {
    "plain": [
        probe(X2, W[2, 1, 2, 2], B[:2], groups=2),
        probe(X4, TWO, B, groups=2),
        probe(X3, numbers(2, 3, 2, 3), B[:2]),
        probe(X3, W[3, 1, 3, 2], B[:3], groups=3),
    ],
    "groups": [
        probe(X4, TWO, None, groups=2),
        probe(X6, DEEP, B, groups=3),
        probe(X6, LESS, B[:4], groups=2),
        probe(X4, numbers(2, 2, 2, 3), B[:2], groups=2),
        probe(X2, numbers(4, 1, 2, 2), B[:4], groups=2),
    ],
    "deep": [probe(X6, LESS, B[:4], groups=2), probe(X6, DEEP, B, groups=3)],
    "square": [probe(X4, numbers(4, 2, 2, 2), B[:4], groups=2), probe(X6, numbers(2, 3, 3, 3), B[:2], groups=2)],
    "no bias": [
        probe(X2, W[2, 1, 2, 2], groups=2),
        probe(X4, TWO, groups=2),
        probe(X3, numbers(2, 3, 2, 3)),
    ],
    "bias": [
        probe(X6, DEEP, B, groups=3),
        probe(X4, numbers(2, 4, 2, 3), B[:2]),
        probe(X6, LESS, B[:4], groups=2),
    ],
    "same": [
        probe(X3, numbers(2, 3, 3, 3), B[:2]),
        probe(X4, numbers(4, 2, 3, 3), B[:4], groups=2),
        probe(X3, numbers(3, 1, 3, 3), B[:3], 2, groups=3),
    ],
    "one filter": [
        probe(X4, numbers(1, 4, 2, 3), B[:1]),
        probe(X3, numbers(1, 3, 3, 2), B[1:2]),
        probe(X2, numbers(1, 2, 2, 2), B[2:3]),
    ],
    "stride": [
        probe(X4, TWO, B, 2, groups=2),
        probe(X3, numbers(2, 3, 2, 3), B[:2], 2),
        probe(X3, numbers(3, 1, 2, 2), B[:3], 3, groups=3),
    ],
    "padding": [
        probe(X4, TWO, B, 1, 1, groups=2),
        probe(X3, numbers(2, 3, 2, 3), B[:2], 1, 2),
        probe(X3, W[3, 1, 3, 2], B[:3], 1, 1, groups=3),
        probe(X2, W[2, 1, 2, 2], B[:2], 2, 1, groups=2),
    ],
    "dilation": [
        probe(X4, TWO, B, dilation=2, groups=2),
        probe(X3, numbers(2, 3, 2, 2), B[:2], dilation=3),
        probe(X3, numbers(3, 1, 3, 2), B[:3], dilation=2, groups=3),
    ],
    "dilation and padding": [
        probe(X4, TWO, B, 1, 1, 2, 2),
        probe(X3, numbers(2, 3, 2, 2), B[:2], 1, 2, 3),
        probe(X3, numbers(3, 1, 3, 2), B[:3], 1, 1, 2, 3),
    ],
    "dilation and stride": [
        probe(X4, numbers(2, 2, 2, 2), B[:2], 3, 0, 2, 2),
        probe(X3, numbers(2, 3, 2, 2), B[:2], 2, 0, 3),
        probe(X3, numbers(3, 1, 2, 2), B[:3], 3, 2, 2, 3),
    ],
    "just fits": [
        probe(X2, numbers(2, 1, 3, 2), B[:2], groups=2),
        probe(X3, numbers(2, 3, 2, 3), B[:2], dilation=2),
        probe(X4, numbers(2, 2, 3, 2), B[:2], dilation=2, groups=2),
    ],
    "fits padded": [
        probe(X2, numbers(2, 1, 4, 2), B[:2], padding=1, groups=2),
        probe(X3, numbers(2, 3, 3, 3), B[:2], padding=2, dilation=3),
        probe(X4, numbers(2, 2, 2, 3), B[:2], padding=1, dilation=3, groups=2),
        probe(X2, numbers(2, 1, 5, 2), B[:2], padding=1, groups=2),
        probe(X4, numbers(2, 2, 5, 2), B[:2], padding=2, dilation=2, groups=2),
        probe(X3, numbers(2, 3, 2, 7), B[:2], padding=1),
    ],
    "tall": [
        probe(X3[:, :, :2], numbers(2, 3, 3, 2), B[:2]),
        probe(X4[:, :, :2], numbers(2, 2, 4, 1), B[:2], groups=2),
        probe(X2[:, :, :2], numbers(2, 1, 3, 1), B[:2], groups=2),
    ],
    "uneven": [
        probe(X4, TWO, B, 2, groups=2),
        probe(X3, numbers(2, 3, 3, 2), B[:2], 2),
        probe(X2, W[2, 1, 2, 2], B[:2], 2, groups=2),
        probe(X4, numbers(2, 2, 3, 2), B[:2], 3, 1, groups=2),
    ],
    "zero bias": [
        probe(X2, W[2, 1, 2, 2], np.array([0.0, 5]), groups=2),
        probe(X3, numbers(2, 3, 2, 3), np.array([-7.0, 0])),
        probe(X3, W[3, 1, 3, 2], np.array([3.0, 0, -9]), groups=3),
    ],
    "square maps": [
        probe(X3, numbers(2, 3, 3, 2), B[:2]),
        probe(X4, numbers(4, 2, 2, 3), B[:4], groups=2),
        probe(X2, numbers(2, 1, 2, 2), B[:2], groups=2),
        probe(X2, numbers(2, 1, 1, 2), B[:2], groups=2),
    ],
    "odd": [probe(X3, numbers(2, 3, 3, 3), B[:2]), probe(X4, numbers(4, 1, 1, 3), B[:4], groups=4)],
    "dtype": [
        probe(BYTES, TWO.astype(int), groups=2),
        probe(BYTES, TWO.astype(int), B / 8 + 0.5, groups=2),
        probe(X4.astype(int), TWO / 4, groups=2),
        probe(X2.astype(int), W[2, 1, 2, 2] / 3, groups=2),
        probe(X3.astype(int), numbers(2, 3, 2, 3) / 8),
        probe(X4 / 4, TWO.astype(int), B / 3, groups=2),
        probe(X3 / 4, numbers(2, 3, 2, 3).astype(int), B[:2]),
        probe(X2 / 8, W[2, 1, 2, 2].astype(int), B[:2], groups=2),
        probe(X3.astype(int), numbers(2, 3, 2, 3).astype(int), B[:2] / 3),
        probe(X4.astype(int), TWO.astype(int), B / 7, groups=2),
        probe(X4 / 8, TWO / 4, groups=2),
    ],
}  # fmt: skip
CALLS["places with holes"] = [  # in the last the dilated kernel has a single place, whatever a step is
    *CALLS["dilation"],
    probe(X4[:, :3, :5], TWO, B, dilation=2, groups=2),
]


def calls(about: str) -> list[Probe]:
    """Return the probes that are about something."""
    return CALLS[about]
