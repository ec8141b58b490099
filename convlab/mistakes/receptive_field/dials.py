"""Usual mistakes of lesson 7's layer with its stride, its padding and the dtype of its answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, fails_when, loses_fractions
from convlab.mistakes.padding_stride.pad2d import sides
from convlab.mistakes.receptive_field.layer import Variant, after, at_places, changed, layer, maps
from convlab.mistakes.shared import LAST_TWO
from convlab.numerics import engine

STRIDE = "lesson 3, section 3.3 (how far does the window step)"
EDGE = "lesson 3, section 3.2 (what stands beyond the edge)"


def _strided(pick: Callable) -> Variant:
    """Return the variant that picks in its own way from the maps of stride 1."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        return pick(layer(x, w, b, 1, padding, dilation, groups), stride)

    return variant


def _in_size_only(found: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Cut maps to the size that strides leave."""
    return found[:, : (found.shape[1] - 1) // rows + 1, : (found.shape[2] - 1) // columns + 1]


def _padded(pad: Callable) -> Variant:
    """Return the variant that pads in its own way: `pad(x, padding)`."""
    return changed(lambda x, padding, **_: {"x": pad(x, padding), "padding": 0})


def add_dial_mistakes(add: Callable) -> None:
    """Add the usual mistakes with stride, padding and dtype."""
    add(
        "stride-ignored",
        "Your maps equal ours with stride 1, whatever the stride. Where does the stride enter?",
        _strided(lambda found, stride: found),
        where=STRIDE,
        about="stride",
    )
    add(
        "stride-in-size-only",
        "Your maps have the right size, but their windows stand side by side. In how many places must the stride "
        "appear?",
        _strided(lambda found, stride: _in_size_only(found, stride, stride)),
        where=STRIDE,
        about="stride",
    )
    add(
        "stride-one-axis",
        "The stride works in one direction only. Does the window not step down as far as it steps to the right?",
        _strided(lambda found, stride: found[:, ::stride]),
        _strided(lambda found, stride: found[:, :, ::stride]),
        _strided(lambda found, stride: _in_size_only(found, 1, stride)[:, ::stride]),
        _strided(lambda found, stride: _in_size_only(found, stride, 1)[:, :, ::stride]),
        where=STRIDE,
        about="stride",
    )
    add(
        "padding-ignored",
        "Your maps equal ours without padding. Where does the padding enter?",
        changed(lambda **_: {"padding": 0}),
        where=EDGE,
        about="padding",
    )
    add(
        "one-side-only",
        "You pad at one end of each axis only. On how many sides does padding stand?",
        _padded(lambda x, padding: sides(x, padding, 0)),
        _padded(lambda x, padding: sides(x, 0, padding)),
        _padded(lambda x, padding: sides(x, 2 * padding, 0)),
        _padded(lambda x, padding: sides(x, 0, 2 * padding)),
        where=EDGE,
        about="padding",
    )
    add(
        "padding-one-axis",
        "You pad along one axis only. Do rows get zeros, and columns, too?",
        _padded(lambda x, padding: np.pad(x, ((0, 0), (padding, padding), (0, 0)))),
        _padded(lambda x, padding: np.pad(x, ((0, 0), (0, 0), (padding, padding)))),
        where=EDGE,
        about="padding",
    )
    add(
        "padding-twice",
        "Your maps equal ours with twice the padding. Is it added in two places?",
        changed(lambda padding, **_: {"padding": 2 * padding}),
        where=EDGE,
        about="padding",
    )
    add(
        "padding-on-channels",
        "The padding reached the channels too. Which axes hold rows and columns?",
        _padded(lambda x, padding: np.pad(x, padding)[: len(x)]),
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: padding > 0,
            layer,
            AnyError(ValueError, "mismatch|aligned|divi|channel|group|shape|broadcast"),
        ),
        where=EDGE,
        about="padding",
    )
    add(
        "edge-for-zeros",
        "Beyond the border you repeat the edge. What stands outside the image here?",
        _padded(lambda x, padding: engine.pad2d(x, padding, "replicate")),
        where=EDGE,
        about="padding",
    )
    add_dtype_mistakes(add)


def _as(values: np.ndarray, dtype: object) -> np.ndarray:
    """Cast as filling an array does: fractions cut off, small integers wrapped."""
    return values if np.dtype(dtype).kind == "f" else np.trunc(values).astype(np.int64).astype(dtype)


def _filled(dtype: Callable, is_biased: bool) -> Variant:
    """Return the variant that keeps its maps in the dtype that `dtype(x, w)` names, with the bias or before it."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        found = layer(x, w, b if is_biased else None, stride, padding, dilation, groups)
        kept = _as(found, dtype(x, w))
        return kept if is_biased or b is None else kept + b[:, None, None]

    return variant


def _added_in_place(dtype: Callable) -> Variant:
    """Return the variant that adds the biases in place to maps of that dtype: NumPy refuses fractions there."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        kept = _as(layer(x, w, None, stride, padding, dilation, groups), dtype(x, w))
        if b is None or kept.dtype.kind == "f":
            return kept + (0 if b is None else b[:, None, None])
        return AnyError(TypeError, "Cannot cast ufunc 'add'")

    return variant


def _all_in_the_images_dtype(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Multiply and add up in the image's own dtype."""
    found = _as(layer(x, _as(w, x.dtype), None, stride, padding, dilation, groups), x.dtype)
    return found if b is None else found + b[:, None, None]


def _products_cast(windows: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """Multiply in the image's own dtype, then sum."""
    kernels = _as(kernels, windows.dtype)
    return (windows * kernels).astype(float).sum(LAST_TWO)


def add_dtype_mistakes(add: Callable) -> None:
    """Add the usual mistakes with the dtype of the answer."""
    dtypes = (
        lambda x, w: x.dtype,
        lambda x, w: w.dtype,
        lambda x, w: np.int64,
        lambda x, w: np.result_type(x, w),
    )
    add(
        "output-dtype",
        "Your maps have lost their fractions, or wrapped around at 256. Which dtype has the array that you fill?",
        *(
            _filled(dtype, is_biased)
            for dtype in dtypes
            for is_biased in (True, False)
            if is_biased or dtype is not dtypes[3]
        ),
        *(_added_in_place(dtype) for dtype in (*dtypes, np.result_type)),
        after(lambda found, groups: np.rint(found)),
        maps(lambda found, groups: np.trunc(found)),
        loses_fractions(lambda x, *_, **__: x.dtype.kind in "biu", layer),
        where="lesson 1, section 1.3 (and at every place)",
        about="dtype",
    )
    add(
        "weights-cast",
        "Your weights are cut to the dtype of the image before they are used. What is left of 0.25 in a `uint8`?",
        changed(lambda x, w, **_: {"w": _as(w, x.dtype)}),
        changed(lambda w, **_: {"w": np.trunc(w)}),
        at_places(_products_cast),
        _all_in_the_images_dtype,
        where="lesson 1, section 1.3 (and at every place)",
        about="dtype",
    )
