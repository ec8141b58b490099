"""Usual mistakes of lesson 7's layer with its dilation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, fails_when
from convlab.mistakes.receptive_field.layer import Variant, changed, layer, tap_by_tap
from convlab.numerics import engine

HOLES = "lesson 7, section 7.4 (what if the kernel has holes)"
COLUMNS = "lesson 7, section 7.7 (is that hard to compute)"


def _spread(taps: Callable) -> Variant:
    """Return the variant that dilates its kernels in its own way: `taps(w, dilation)`."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        try:
            return layer(x, taps(w, dilation), b, stride, padding, 1, groups)
        except ValueError:  # the kernels have become larger than the image
            return AnyOf(AnyError(ValueError), AnyError(IndexError), AnyArray((len(w), 0, 0)))

    return variant


def _behind(w: np.ndarray, dilation: int, at: int = 0) -> np.ndarray:
    place = np.eye(dilation)[at]
    return np.kron(w, np.outer(place, place))


def _cut(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the maps of undilated kernels, as many places as the dilated ones have."""
    right = layer(x, w, None, stride, padding, dilation, groups)
    found = layer(x, w, b, stride, padding, 1, groups)
    return found[:, : right.shape[1], : right.shape[2]]


def _too_many_places(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Answer as one does whose windows are cut off at the border: NumPy refuses them, or stretches a single tap."""
    if dilation == 1:
        return layer(x, w, b, stride, padding, dilation, groups)
    found = layer(x, w, b, stride, padding, 1, groups)
    for side, places, taps in zip(x.shape[1:], found.shape[1:], w.shape[2:], strict=True):
        left = side + 2 * padding - (places - 1) * stride  # pixels from the last place to the border
        if -(-left // dilation) not in (1, *range(taps, left + 1)):
            return AnyError(ValueError, "broadcast|reshape|mismatch|shape|aligned")
    return AnyArray(found.shape)


def _room(x: np.ndarray, w: np.ndarray, padding: int, dilation: int) -> np.ndarray:
    """Return how far the dilated kernels can move on each axis."""
    return np.array(x.shape[1:]) + 2 * padding - dilation * (np.array(w.shape[2:]) - 1) - 1


def _fails_dilated(error: AnyError) -> Variant:
    return fails_when(
        lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: dilation > 1, layer, error
    )


def add_dilation_mistakes(add: Callable) -> None:
    """Add the usual mistakes with the holes."""
    add(
        "dilation-ignored",
        "Your maps equal ours without holes, whatever the dilation. Where does the dilation enter?",
        changed(lambda **_: {"dilation": 1}),
        where=COLUMNS,
        about="dilation",
    )
    add(
        "dilation-in-size-only",
        "Your maps have as many places as a dilated kernel leaves, but the taps stand side by side. Which pixel does "
        "tap (m, n) read?",
        _cut,
        where=COLUMNS,
        about="dilation",
    )
    add(
        "dilation-from-zero",
        "Your taps stand one pixel further apart than ours. Is the ordinary kernel dilation 0, or 1?",
        _spread(lambda w, d: engine.dilate_kernel(w, d + 1)),
        _spread(lambda w, d: engine.dilate_kernel(w, d + 1) if d > 1 else w),
        where=HOLES,
        about="dilation",
    )
    add(
        "taps-too-close",
        "Your taps stand d - 1 pixels apart, so that without holes they all lie on one. With d - 1 zeros between them, "
        "how far is it to the next?",
        tap_by_tap(lambda m, d: m * (d - 1)),
        where=COLUMNS,
    )
    add(
        "gap-after-the-last-tap",
        "Your maps lack places at their end: the kernel reaches over d k pixels. How many gaps stand between k taps?",
        _spread(_behind),
        where=HOLES,
        about="dilation",
    )
    add(
        "gap-before-the-first-tap",
        "Your taps begin behind a gap. Where does tap (0, 0) belong?",
        _spread(lambda w, d: _behind(w, d, -1)),
        where=HOLES,
        about="dilation",
    )
    add(
        "dilation-one-axis",
        "The holes are in one direction only. Does the kernel grow down as far as it grows to the right?",
        _spread(lambda w, d: engine.dilate_kernel(w, d)[:, :, ::d]),
        _spread(lambda w, d: engine.dilate_kernel(w, d)[:, :, :, ::d]),
        where=HOLES,
        about="dilation",
    )
    add(
        "taps-repeated",
        "Your taps are repeated where holes belong. What stands between two taps?",
        _spread(lambda w, d: w.repeat(d, 2).repeat(d, 3)),
        _spread(
            lambda w, d: w.repeat(d, 2).repeat(d, 3)[
                :, :, : d * (w.shape[2] - 1) + 1, : d * (w.shape[3] - 1) + 1
            ]
        ),
        where=HOLES,
        about="dilation",
    )
    add(
        "image-thinned",
        "Your windows begin at every d-th pixel only, as if the image were thinned first. Where may a window begin?",
        changed(lambda x, padding, dilation, **_: {
            "x": engine.pad2d(x, padding)[:, ::dilation, ::dilation], "padding": 0, "dilation": 1,
        }),
        where=HOLES,
        about="dilation",
    )  # fmt: skip
    add(
        "size-without-dilation",
        "At a dilation above 1 it stops: windows and places do not agree. Is your number of places counted with the "
        "kernel, or with what it reaches over?",
        _fails_dilated(AnyError(ValueError, "broadcast|reshape|mismatch|shape|aligned")),
        _fails_dilated(AnyError(IndexError, "out of bounds")),
        _too_many_places,
        where=HOLES,
        about="places with holes",
    )
    add(
        "padding-dilated",
        "Your padding grows with the dilation. Whose business is it to choose the padding?",
        changed(lambda padding, dilation, **_: {"padding": padding * dilation}),
        where=HOLES,
        about="dilation and padding",
    )
    add(
        "stride-and-dilation-swapped",
        "You step by the dilation and spread by the stride. Which of them is inside one window?",
        changed(lambda stride, dilation, **_: {"stride": dilation, "dilation": stride}),
        where=HOLES,
        about="dilation and stride",
    )
    add(
        "exact-fit-refused",
        "A kernel that just fits is refused. How many places has a kernel that reaches as far as the padded image?",
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: any(
                _room(x, w, padding, dilation) == 0
            ),
            layer,
        ),
        where=HOLES,
        about="just fits",
    )
    add(
        "fit-without-padding",
        "A kernel that fits on the padded image only is refused. How large is the image that it slides over?",
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: any(_room(x, w, 0, dilation) < 0),
            layer,
        ),
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: any(
                _room(x, w, 0, dilation) + padding < 0
            ),
            layer,
        ),
        where=HOLES,
        about="fits padded",
    )
    add(
        "tall-kernel-refused",
        "A kernel that is taller than the image is wide is refused. Which of its sides must fit into the width?",
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: (
                dilation * (w.shape[2] - 1) + 1 > x.shape[2] + 2 * padding
            ),
            layer,
        ),
        where=HOLES,
        about="tall",
    )
    add(
        "even-kernel-refused",
        "A kernel with an even side is refused. What keeps it from sliding?",
        fails_when(lambda x, w, *more, **named: w.shape[2] % 2 == 0 or w.shape[3] % 2 == 0, layer),
        where=HOLES,
        about="odd",
    )
