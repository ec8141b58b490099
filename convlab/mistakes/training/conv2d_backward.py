"""Usual mistakes of lesson 8: the way back through a convolution, `conv2d_backward`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, loses_fractions
from convlab.mistakes.training.conv2d_backward_products import add_product_mistakes, add_square_kernels
from convlab.mistakes.training.layer import (
    ALL_CHANNELS,
    FRACTIONS,
    PADDED,
    PLAIN,
    SHORT,
    SQUARE,
    STRIDED,
    TALL,
    back,
    by_place,
    changed,
    cropped,
    other_dx,
    padded,
    places,
    refused,
    up_to_the_last_window,
    with_blame,
    with_db,
    with_dw,
    with_dx,
    with_weights,
)
from convlab.mistakes.training.scatter import last_tap

BACK = "lesson 8, section 8.4 (how does a convolution hand the blame on)"
FLIP = "lesson 1, section 1.4 (does the kernel turn around)"
FIRST = "lesson 8, section 8.2 (who is to blame)"


conv2d_backward = Bank("conv2d_backward", oracle=back, where=BACK, probes=PLAIN)
add = conv2d_backward.add
add(
    "kernel-not-turned",
    "Your dx equals ours with the kernel turned by 180 degrees. Seen from a pixel, which weight comes first?",
    with_weights(lambda w: w[..., ::-1, ::-1]),
    where=FLIP,
)
add(
    "kernel-flipped",
    "Your dw is turned by 180 degrees. Which pixels did the first weight of a kernel meet?",
    with_dw(lambda dw: dw[..., ::-1, ::-1]),
)
add(
    "kernel-transposed",
    "Your answer equals ours with the kernel mirrored at its diagonal, in dx or in dw. Which index is the row?",
    with_weights(lambda w: w.swapaxes(2, 3) if w.shape[2] == w.shape[3] else w),
    with_dw(lambda dw: dw.swapaxes(2, 3)),
    probes=SQUARE,
)
add(
    "overlaps-overwritten",
    "Where windows overlap, or from place to place, only the last share of the blame is left. Does each one add to "
    "what is there, or take its place (`=`, `+=`)?",
    by_place(into_dx=lambda there, share: share),
    by_place(into_dw=lambda there, share: share),
    by_place(into_dx=lambda there, share: share, into_dw=lambda there, share: share),
    by_place(into_dx=lambda there, share: share, per_filter=True),
    by_place(into_dx=lambda there, share: share, into_dw=lambda there, share: share, per_filter=True),
    other_dx(
        lambda dout, x, w, stride, padding: last_tap(
            w.reshape(len(w), -1).T @ dout.reshape(len(w), -1), x.shape, *w.shape[2:], stride, padding
        )
    ),
    with_db(lambda dout: dout[:, -1, -1]),
)
add(
    "gradient-averaged",
    "Your db, dw or dx is divided by the number of places. The gradients are those of a sum: who asked for a mean?",
    with_db(lambda dout: dout.mean(axis=(1, 2))),
    changed(lambda dx, dw, db, n: (dx, dw / n, db), places),
    changed(lambda dx, dw, db, n: (dx, dw / n, db / n), places),
    changed(lambda dx, dw, db, n: (dx / n, dw / n, db / n), places),
    changed(lambda dx, dw, db, n: (dx / n, dw / n, db / n), lambda dout: dout.size),
    changed(lambda dx, dw, db, n: (dx, dw / n, db / n), lambda dout: len(dout)),
)
add(
    "bias-wrong-axes",
    "Your db is not one number for each filter. Over which axes of `dout` does a bias stand?",
    with_db(lambda dout: dout.sum()),
    with_db(lambda dout: dout.sum(axis=0)),
    with_db(lambda dout: dout.sum(axis=0).ravel()),
    with_db(lambda dout: dout.sum(axis=(0, 1))),
    with_db(lambda dout: dout.sum(axis=(0, 2))),
    with_db(lambda dout: dout.sum(axis=1)),
    with_db(lambda dout: dout.sum(axis=2)),
    with_db(lambda dout: np.full(len(dout), dout.sum())),
    with_db(lambda dout: dout),
)
add(
    "axis-kept",
    "Your db has more axes than it should. Which shape has `b`?",
    with_db(lambda dout: dout.sum(axis=(1, 2), keepdims=True)),
    with_db(lambda dout: dout.sum(axis=(1, 2))[:, None]),
    with_db(lambda dout: dout.sum(axis=(1, 2))[None]),
)
add(
    "bias-forgotten",
    "Your db is missing or 0, or it counts the places. What reached the bias?",
    changed(lambda dx, dw, db: (dx, dw)),
    with_db(lambda dout: np.zeros(len(dout))),
    with_db(lambda dout: np.full(len(dout), float(places(dout)))),
)
add(
    "order-of-results",
    "The right three, in another order. Which order does the exercise ask for?",
    changed(lambda dx, dw, db: (dw, dx, db)),
    changed(lambda dx, dw, db: (dw, db, dx)),
    changed(lambda dx, dw, db: (db, dw, dx)),
    changed(lambda dx, dw, db: (dx, db, dw)),
)
add(
    "blame-forgotten",
    "Your gradients are those of the plain sum of the outputs. Where does `dout` come in?",
    with_blame(lambda dout, x, w: np.ones(dout.shape)),
    other_dx(lambda dout, x, w, stride, padding: back(np.ones(dout.shape), x, w, stride, padding)[0]),
)
add(
    "sign-turned",
    "Your gradients point downhill. Who takes the step against them, this function or the one that calls it?",
    changed(lambda dx, dw, db: (-dx, -dw, -db)),
)
add(
    "channel-0-only",
    "Only the first channel gets something. Through how many channels does a filter reach?",
    with_dx(lambda dx: dx * (np.arange(len(dx)) == 0)[:, None, None]),
    with_dw(lambda dw: dw * (np.arange(dw.shape[1]) == 0)[:, None, None]),
    changed(
        lambda dx, dw, db: (
            dx * (np.arange(len(dx)) == 0)[:, None, None],
            dw * (np.arange(dw.shape[1]) == 0)[:, None, None],
            db,
        )
    ),
    probes=ALL_CHANNELS,
)
add(
    "channels-summed",
    "All channels get the same. Which channel's weights, and which channel's pixels, belong to each?",
    with_dx(lambda dx: np.zeros(dx.shape) + dx.sum(axis=0)),
    with_dw(lambda dw: np.zeros(dw.shape) + dw.sum(axis=1, keepdims=True)),
    changed(
        lambda dx, dw, db: (np.zeros(dx.shape) + dx.sum(0), np.zeros(dw.shape) + dw.sum(1, keepdims=True), db)
    ),
    probes=ALL_CHANNELS,
)
add(
    "one-filter-only",
    "Your dx has what one filter brings, or their mean. Blame comes from all filters: what becomes of the others?",
    other_dx(lambda dout, x, w, stride, padding: back(dout[:1], x, w[:1], stride, padding)[0]),
    other_dx(lambda dout, x, w, stride, padding: back(dout[-1:], x, w[-1:], stride, padding)[0]),
    other_dx(lambda dout, x, w, stride, padding: back(dout, x, 0 * w + w[:1], stride, padding)[0]),
    other_dx(lambda dout, x, w, stride, padding: back(dout, x, w, stride, padding)[0] / len(w)),
    where=FIRST,
    probes=ALL_CHANNELS,
)
add(
    "not-folded",
    "The right numbers, still in columns or in rows. Which shape have `x` and `w`?",
    with_dw(lambda dw: dw.reshape(len(dw), -1)),
    with_dw(lambda dw: dw.ravel()),
    other_dx(lambda dout, x, w, stride, padding: w.reshape(len(w), -1).T @ dout.reshape(len(w), -1)),
    lambda dout, x, w, stride=1, padding=0: (
        w.reshape(len(w), -1).T @ dout.reshape(len(w), -1),
        back(dout, x, w, stride, padding)[1].reshape(len(w), -1),
        back(dout, x, w, stride, padding)[2],
    ),
)
add(
    "returned-too-early",
    "Only the beginning is there. Does the `return` wait until all loops are over?",
    *(
        by_place(last=last, whole_bias=is_whole)
        for is_whole in (False, True)
        for last in (
            lambda f, ho, wo: (1, 1, 1),
            lambda f, ho, wo: (1, 1, wo),
            lambda f, ho, wo: (1, ho, wo),
            lambda f, ho, wo: (f, 1, 1),
            lambda f, ho, wo: (f, 1, wo),
        )
    ),
    probes=[*ALL_CHANNELS, *TALL],
)
add(
    "output-one-short",
    "What the last row or column of outputs brings is missing. Does a `range` hold its own end?",
    *(
        by_place(last=last, whole_bias=is_whole)
        for is_whole in (False, True)
        for last in (
            lambda f, ho, wo: (f, ho - 1, wo - 1),
            lambda f, ho, wo: (f, ho - 1, wo),
            lambda f, ho, wo: (f, ho, wo - 1),
        )
    ),
    probes=TALL,
)
add(
    "padding-not-cropped",
    "Your dx is right, with the ring of padding still around it. Which shape has `x`?",
    padded,
    probes=PADDED,
)
add(
    "empty-without-padding",
    "Right with padding, but dx is empty without. What does the slice `[p:-p]` leave when `p` is 0?",
    cropped(lambda dx, shape, padding: dx[:, padding:-padding, padding:-padding]),
    probes=PADDED,
)
add(
    "cropped-at-one-end",
    "Your dx is moved: the padding is cut off at one end of each axis only. On how many sides did it stand?",
    cropped(lambda dx, shape, padding: dx[:, : shape[1], : shape[2]]),
    cropped(lambda dx, shape, padding: dx[:, 2 * padding :, 2 * padding :]),
    cropped(lambda dx, shape, padding: dx[:, padding:, padding:]),
    probes=PADDED,
)
add(
    "padding-always-one",
    "You cut one ring off dx, whatever the padding. How wide was the ring?",
    cropped(lambda dx, shape, padding: dx[:, 1:-1, 1:-1]),
    probes=PADDED,
)
add(
    "padding-ignored",
    "It stops, or goes astray, where there is padding. In which image did the windows slide?",
    refused(lambda stride, padding: padding > 0),
    probes=PADDED,
)
add(
    "stride-ignored",
    "Your windows stand one pixel apart, whatever the stride. Where does the window of output (i, j) begin?",
    by_place(dx_step=1, dw_step=1),
    by_place(dx_step=1),
    by_place(dw_step=1),
    probes=STRIDED,
)
add(
    "stride-refused",
    "It stops at a stride above 1. What lies between the outputs when the windows step further?",
    refused(lambda stride, padding: stride > 1),
    probes=STRIDED,
)
add(
    "border-cut",
    "Your dx ends where the last window ends. What is due to pixels that no window meets?",
    other_dx(up_to_the_last_window),
    probes=SHORT,
)


add(
    "output-dtype",
    "Fractions are lost, or refused. Which dtype have the arrays that you add to?",
    loses_fractions(lambda dout, *_, **__: dout.dtype.kind == "f", back),
    fails_when(lambda dout, *_, **__: dout.dtype.kind == "f", back, AnyError(TypeError, "Cannot cast")),
    probes=FRACTIONS,
)
add_product_mistakes(add)
add_square_kernels(add)

BANKS = [conv2d_backward]
