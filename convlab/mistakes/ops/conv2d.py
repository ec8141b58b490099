"""Usual mistakes of lesson 1 at every place: `conv2d`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, Anything, Bank, fails_when, probe
from convlab.mistakes.families import add_lost_numbers, add_running_sum
from convlab.mistakes.shared import (
    AT_ONE_PLACE,
    K12,
    K22,
    K23,
    K32,
    OVERFLOW,
    U8,
    WEIGHTS,
    K,
    X,
)
from convlab.numerics.engine import conv2d as correlate
from convlab.numerics.engine import windows

WHERE = "lesson 1, section 1.3 (and at every place)"
WHERE_TURNED = "lesson 1, section 1.4 (does the kernel turn around)"


def conv2d_oracle(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the valid cross-correlation."""
    return correlate(image, kernel)


def unlike(a: tuple, b: tuple) -> AnyError:
    """Return the pattern of a ValueError that names these two shapes as unequal."""
    a, b = (r"\(" + ",\\s?".join(map(str, shape)) + r",?\)" for shape in (a, b))
    return AnyError(ValueError, f"{a}.*{b}|{b}.*{a}")


def _out(image: np.ndarray, kernel: np.ndarray) -> tuple[int, int]:
    return image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1


conv2d = Bank(
    "conv2d",
    oracle=conv2d_oracle,
    where=WHERE,
    probes=[
        probe(X[1:3, 1:5], K12),
        probe(X[:4, 1:4], K22),
        probe(X[:4, :5], K32),
        probe(X[1:], K23),
        probe(X, K),
    ],
)
_SQUARES = [probe(X[:3, :3], K22), probe(X[1:5, 2:], K), probe(X[1:4, 1:4], K22.T)]
ONE_ROW_OR_COLUMN = [probe(X[:, :3], K), probe(X[:3], K), probe(X[:4, 1:4], K), probe(X[1:4, :5], K)]
_BYTES = [
    probe(U8, WEIGHTS),
    probe(U8[:, 1:], WEIGHTS[:1]),
    probe(U8[1:], WEIGHTS[:, 1:]),
    probe(U8 // 2, WEIGHTS),
]
add_lost_numbers(conv2d, probe)


def _kernel(change: Callable) -> Callable:
    """Return the variant of conv2d whose kernel is changed first."""
    return lambda image, kernel: correlate(image, change(kernel))


def _map(change: Callable) -> Callable:
    """Return the variant of conv2d whose map is changed last."""
    return lambda image, kernel: change(correlate(image, kernel))


def _blank(out: np.ndarray, keep: tuple) -> np.ndarray:
    """Return `out` with zeros outside `keep`."""
    left = np.zeros_like(out)
    left[keep] = out[keep]
    return left


def _for_square_kernels(variant: Callable) -> Callable:
    """Return a variant that is judged on square kernels alone."""
    return lambda image, kernel: variant(image, kernel) if len({*kernel.shape}) == 1 else Anything()


def _over_the_border(across: bool) -> Callable:
    """Return the variant whose windows hang over the border, where it is met first when going across, or down."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> AnyOf:
        (rows, cols), (kh, kw) = _out(image, kernel), kernel.shape
        sides = enumerate(zip(image.shape, (rows, cols), strict=True))
        past = [
            f"index {n} is out of bounds for axis {axis} with size {n}$" for axis, both in sides for n in both
        ]
        first, then = (kh, kw - 1), (kh - 1, kw)
        (first, then), side = ((first, then), kw) if across else ((then, first), kh)
        return AnyOf(
            AnyError(IndexError, "|".join(past)),
            unlike(first, (kh, kw)),
            *([unlike(then, (kh, kw))] if side < 3 else []),  # a single row or column is stretched
            AnyArray((rows + 1, cols + 1), (rows + 1, cols), (rows, cols + 1)),
            *([AnyArray(image.shape)] if max(kh, kw) < 3 else []),
        )

    return variant


def _window_unlike(*by: tuple[int, int]) -> Callable:
    """Return the variant whose slices are unlike the kernel by so many rows and columns."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> AnyOf:
        kh, kw = kernel.shape
        wrong = [unlike((kh + rows, kw + cols), (kh, kw)) for rows, cols in by]
        stretched = [AnyArray(_out(image, kernel))] if min(kh, kw) < 3 else []
        return AnyOf(*wrong, *stretched)

    return variant


def _mirrored_windows(image: np.ndarray, kernel: np.ndarray) -> object:
    """Answer as one does whose window moves down where it should move right."""
    out = correlate(image, kernel)
    return out.T if out.shape[0] == out.shape[1] else AnyOf(AnyError(), AnyArray(out.shape))


def _everywhere(change: Callable) -> Callable:
    """Return the variant of conv2d that makes a mistake of one place at every place."""
    return lambda image, kernel: change(windows(image, *kernel.shape), kernel)


_AT_EVERY_PLACE: dict[str, list[Callable]] = {
    "mean-for-sum": [lambda image, kernel: correlate(image, kernel) / np.abs(kernel).sum()],
    "returned-too-early": [
        _map(lambda out: _blank(out, np.s_[:1])),
        _map(lambda out: _blank(out, np.s_[:1, :1])),
        _map(lambda out: _blank(out, np.s_[:, :1])),
    ],
    "window-one-short": [_window_unlike((-1, -1))],
}
for _id, (_question, _changes) in AT_ONE_PLACE.items():
    conv2d.add(
        _id,
        _question,
        *map(_everywhere, _changes),
        *_AT_EVERY_PLACE.get(_id, []),
        where=WHERE_TURNED if "flipped" in _id else "",
    )
conv2d.add(
    "window-one-long",
    "Your window is larger than the kernel. How many rows does the slice from `i` to `i + kh` hold?",
    _window_unlike((1, 1), (1, 0), (0, 1)),
)
conv2d.add(
    "window-over-border",
    "A window of yours is a row or column smaller than the kernel. Does the last one hang over the image's border, "
    "or do your slices end too early?",
    _over_the_border(across=True),
    _over_the_border(across=False),
    probes=[*_SQUARES, *ONE_ROW_OR_COLUMN],
)
conv2d.add(
    "height-width-swapped",
    "Rows and columns are mixed up: your map is ours, mirrored at the diagonal. Which entry of `shape` counts the "
    "rows, and which index walks down?",
    _map(np.transpose),
    _mirrored_windows,
    probes=_SQUARES,
)
conv2d.add(
    "kernel-transposed",
    "Your map equals ours with the kernel mirrored at its diagonal. Which index of the kernel counts "
    "the rows?",
    _kernel(np.transpose),
    _for_square_kernels(_kernel(np.transpose)),
    probes=_SQUARES,
)
conv2d.add(
    "kernel-quarter-turn",
    "Your map equals ours with the kernel turned by 90 degrees. Does correlation turn it?",
    _for_square_kernels(_kernel(np.rot90)),
    _for_square_kernels(_kernel(lambda kernel: np.rot90(kernel, 3))),
    _kernel(np.rot90),
    _kernel(lambda kernel: np.rot90(kernel, 3)),
    probes=_SQUARES,
    where=WHERE_TURNED,
)
add_running_sum(conv2d)
conv2d.add(
    "list-not-emptied",
    "Each row of your map holds the answers of all rows. When does a row begin with an empty list?",
    _map(lambda out: np.tile(out.ravel(), (len(out), 1))),
)
conv2d.add(
    "summed-into-the-whole-map",
    "Every number of your map is the sum of all answers. To how many places does one answer belong?",
    _map(lambda out: np.full_like(out, out.sum())),
)
conv2d.add(
    "places-doubled",
    "Your window takes every second place only. How far is it from one place to the next?",
    _map(lambda out: out[::2, ::2]),
    _map(lambda out: _blank(out, np.s_[::2, ::2])),
    probes=[probe(X[:3], K22), probe(X[:, :5], K22), probe(X[:4], K12)],
)
conv2d.add(
    "normalized",
    "Your map is ours, stretched so that it ends at 1 or at 255. Was that asked for?",
    *(_map(lambda out, top=top: top * (out - out.min()) / (out.max() - out.min())) for top in (1, 255)),
    *(_map(lambda out, top=top: top * out / out.max()) for top in (1, 255)),
    *(_map(lambda out, top=top: top * out / np.abs(out).max()) for top in (1, 255)),
    *(_map(lambda out, top=top: top * np.abs(out) / np.abs(out).max()) for top in (1, 255)),
)
conv2d.add(
    "row-appended-at-each-place",
    "Each row of yours comes once for every place of it. Which loop does the line that appends the row belong to?",
    _map(lambda out: np.repeat(out, out.shape[1], axis=0)),
)
conv2d.add(
    "output-one-short",
    "Your map lacks its last row or column (or they stay 0). Six pixels and a kernel of three: how many "
    "places?",
    *(_map(lambda out, cut=cut: out[cut]) for cut in (np.s_[:-1, :-1], np.s_[:-1], np.s_[:, :-1])),
    *(_map(lambda out, cut=cut: _blank(out, cut)) for cut in (np.s_[:-1, :-1], np.s_[:-1], np.s_[:, :-1])),
)
conv2d.add(
    "same-for-valid",
    "Your map is as large as the image (or larger). Which windows lie wholly inside it?",
    lambda image, kernel: AnyArray(image.shape),
    lambda image, kernel: AnyArray(tuple(n + k - 1 for n, k in zip(image.shape, kernel.shape, strict=True))),
    lambda image, kernel: AnyArray(
        tuple(n + 1 - k % 2 for n, k in zip(image.shape, kernel.shape, strict=True))
    ),
)
conv2d.add(
    "not-folded",
    "Your answers lie in one row or column. Which shape has a map of so many rows and columns?",
    _map(np.ravel),
    _map(lambda out: out.reshape(-1, 1)),
    _map(lambda out: out.reshape(1, -1)),
)
conv2d.add(
    "windows-do-not-overlap",
    "Your window jumps by its own size. How far is it from one place to the next?",
    lambda image, kernel: correlate(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]],
)
conv2d.add(
    "map-left-empty",
    "Your map is all zeros. Does each sum find its way into the output?",
    _map(np.zeros_like),
)
conv2d.add(
    "equal-size-refused",
    "A kernel as large as the image is refused, yet it has one place. Is it `>` or `>=`?",
    fails_when(
        lambda image, kernel: kernel.shape[0] == image.shape[0] or kernel.shape[1] == image.shape[1],
        correlate,
    ),
    fails_when(lambda image, kernel: kernel.shape == image.shape, correlate),
    probes=[
        probe(X[:3, :3], K),
        probe(X[:3, :2], K32),
        probe(X[:2, 1:4], K23),
        probe(X[:3, 1:5], K),
        probe(X[:4, :3], K),
    ],
)
conv2d.add(OVERFLOW[0], OVERFLOW[1], *map(_everywhere, OVERFLOW[2]), probes=_BYTES)
BANKS = [conv2d]
