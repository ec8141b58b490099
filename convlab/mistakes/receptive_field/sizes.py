"""Usual mistakes of lesson 7's layer with the size of its maps, with loops that end early, and with rounded numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, fails_when, right_when
from convlab.mistakes.receptive_field.layer import Variant, after, changed, layer, maps

SIZE = "lesson 2, section 2.1 (how many places are there)"


def _reach(w: np.ndarray, dilation: int) -> tuple[int, int]:
    """Return how far a kernel reaches, down and to the right."""
    return tuple(dilation * (k - 1) + 1 for k in w.shape[2:])


def _believing(size: Callable) -> Variant:
    """Return the variant whose maps end too early: `size(n, k, padding, stride)` places along each axis."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        pairs = zip(x.shape[1:], _reach(w, dilation), strict=True)
        rows, columns = (max(size(n, k, padding, stride), 0) for n, k in pairs)
        return layer(x, w, b, stride, padding, dilation, groups)[:, :rows, :columns]

    return variant


def _is_uneven(x, w, b=None, stride=1, padding=0, dilation=1, groups=1) -> bool:
    return any((n + 2 * padding - k) % stride for n, k in zip(x.shape[1:], _reach(w, dilation), strict=True))


def _rounded_up(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Go on where the steps do not come out even: windows that stick out are refused, or stretched by NumPy."""
    right = layer(x, w, b, stride, padding, dilation, groups)
    if not _is_uneven(x, w, b, stride, padding, dilation, groups):
        return right
    pairs = zip(x.shape[1:], _reach(w, dilation), strict=True)
    sides = [-(-(n + 2 * padding - k) // stride) + 1 for n, k in pairs]
    return AnyOf(AnyError(ValueError, "broadcast"), AnyArray((len(w), *sides)))


def _is_square_map(x, w, b=None, stride=1, padding=0, dilation=1, groups=1) -> bool:
    rows, columns = layer(x, w, b, stride, padding, dilation, groups).shape[1:]
    return rows == columns


def _with_all(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Add no bias at all as soon as one of them is 0."""
    return layer(x, w, b if b is None or b.all() else None, stride, padding, dilation, groups)


def _begun(rows: int, filters: int | None = None, *, is_biased: bool = True) -> Variant:
    """Return the variant that ends after so many rows of the first maps; the rest is 0."""

    def begin(found: np.ndarray, groups: int) -> np.ndarray:
        out = np.zeros(found.shape)
        out[:filters, :rows] = found[:filters, :rows]
        return out

    if is_biased:
        return after(begin)
    return lambda x, w, b=None, *more, **named: begin(layer(x, w, None, *more, **named), 1)


def add_size_mistakes(add: Callable) -> None:
    """Add the usual mistakes with the size of the maps and with what is left out or rounded."""
    add(
        "size-without-stride",
        "It stops at a stride above 1. How many places are there for a window that steps further?",
        fails_when(
            lambda x, w, b=None, stride=1, *_, **__: stride > 1,
            layer,
            AnyError(Exception, "broadcast|bounds"),
        ),
        where=SIZE,
        about="stride",
    )
    add(
        "size-without-padding",
        "With padding, your maps are too small. On how many sides does it make the image larger?",
        _believing(lambda n, k, padding, stride: (n - k) // stride + 1),
        where=SIZE,
        about="padding",
    )
    add(
        "rounded-up",
        "It stops where the steps do not come out even. What becomes of a window that does not fit any more?",
        _rounded_up,
        where=SIZE,
        about="uneven",
    )
    add(
        "zero-bias-drops-all",
        "As soon as one bias is 0, you add none. What does a bias of 0 change?",
        _with_all,
        about="zero bias",
    )
    add(
        "returned-too-early",
        "Only the beginning of your maps is there, the rest is 0. Does the `return` wait until all loops are over?",
        _begun(1, 1),
        _begun(1, 1, is_biased=False),
        _begun(1),
        _begun(10**6, 1),
        about="groups",
    )
    add(
        "summed-into-the-whole-map",
        "Every number of a map is the sum of all its answers. To how many places does one answer belong?",
        maps(lambda found, groups: 0 * found + found.sum(axis=(1, 2), keepdims=True)),
        maps(lambda found, groups: 0 * found + found.sum()),
        where="lesson 1, section 1.3 (and at every place)",
    )
    add(
        "image-made-whole",
        "The fractions of the image are lost before you begin. Which step makes whole numbers of its pixels?",
        changed(lambda x, **_: {"x": np.trunc(x)}),
        about="dtype",
    )
    add(
        "rounded",
        "Your numbers are rounded. Who asked for fewer digits?",
        *(after(lambda found, groups, digits=digits: np.round(found, digits)) for digits in (1, 2)),
        about="dtype",
    )
    add(
        "pixels-divided",
        "Your maps are ours divided by 255. Who asked for pixels between 0 and 1?",
        after(lambda found, groups: found / 255),
        maps(lambda found, groups: found / 255),
    )
    add(
        "kernel-taken-as-square",
        "It is right for square kernels, and only for those. Does one of their sides count for both, or for the other?",
        right_when(lambda x, w, *_, **__: w.shape[2] == w.shape[3], layer),
        about="square",
    )
    add(
        "map-taken-as-square",
        "It is right where the maps are square, and only there. Which of their sides counts the rows?",
        right_when(_is_square_map, layer),
        about="square maps",
    )
