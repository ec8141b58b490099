"""Usual mistakes of lesson 8's `conv2d_backward` in its products: what meets what, and what is turned."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import Probe, probe, right_when
from convlab.mistakes.training.layer import (
    ALL_CHANNELS,
    FRACTIONS,
    SQUARE,
    TALL,
    back,
    changed,
    other_dx,
    with_dw,
    with_weights,
)
from convlab.numerics.engine import im2col
from convlab.numerics.gradients import col2im


def _other_dw(make: Callable) -> Callable:
    """Return a variant whose dw is `make(dout, x, w, stride, padding)`, in the shape of `w`."""

    def variant(dout, x, w, stride=1, padding=0):
        dx, _, db = back(dout, x, w, stride, padding)
        return dx, make(dout, x, w, stride, padding).reshape(w.shape), db

    return variant


def _flat(dout: np.ndarray) -> np.ndarray:
    return dout.reshape(len(dout), -1)


def _columns(x, w, stride, padding):
    return im2col(x, *w.shape[2:], stride=stride, padding=padding)


def _home(columns, x, w, stride, padding):
    return col2im(columns, x.shape, *w.shape[2:], stride, padding)


def add_product_mistakes(add: Callable) -> None:
    """Add the usual mistakes in the two products."""
    add(
        "reshape-for-transpose",
        "A matrix of yours is reshaped where it should be turned. Which operation makes columns of rows?",
        other_dx(
            lambda dout, x, w, stride, padding: _home(
                w.reshape(-1, len(w)) @ _flat(dout), x, w, stride, padding
            )
        ),
        _other_dw(
            lambda dout, x, w, stride, padding: (
                _flat(dout)
                @ (lambda columns: columns.reshape(columns.shape[::-1]))(_columns(x, w, stride, padding))
            )
        ),
        _other_dw(lambda dout, x, w, stride, padding: _columns(x, w, stride, padding) @ _flat(dout).T),
        lambda dout, *args, **named: back(dout.transpose(1, 2, 0).reshape(dout.shape), *args, **named),
        lambda dout, *args, **named: back(dout.reshape(-1, len(dout)).T.reshape(dout.shape), *args, **named),
        probes=ALL_CHANNELS,
    )
    add(
        "input-for-weights",
        "Your dx is made of pixels, or your dw of weights. What was each pixel multiplied by on the way forth?",
        other_dx(
            lambda dout, x, w, stride, padding: _home(
                _flat(dout).sum(axis=0) * _columns(x, w, stride, padding), x, w, stride, padding
            )
        ),
        _other_dw(lambda dout, x, w, stride, padding: _flat(dout).sum(axis=1)[:, None, None, None] * w),
    )
    add(
        "filters-summed",
        "All filters get the same dw, the sum of all. Whose blame belongs to which filter?",
        with_dw(lambda dw: 0 * dw + dw.sum(axis=0)),
        with_dw(lambda dw: np.cumsum(dw, axis=0)),
        probes=ALL_CHANNELS,
    )
    add(
        "kernel-flipped-one-axis",
        "Your dx or dw is made with kernels turned along one axis, or along the channels. Which axes does a window lie "
        "on?",
        *(with_weights(lambda w, cut=cut: w[cut]) for cut in _CUTS),
        *(with_dw(lambda dw, cut=cut: dw[cut]) for cut in _CUTS),
        probes=[*ALL_CHANNELS, *SQUARE],
    )
    add(
        "rounded",
        "Your gradients are rounded. Who asked for fewer digits?",
        *(
            changed(lambda *three, digits=digits: tuple(np.round(part, digits) for part in three))
            for digits in (1, 2, 3)
        ),
        probes=[_scaled(at) for at in FRACTIONS],
    )


def _scaled(at: Probe) -> Probe:
    """Return the call with a seventh of its blame."""
    dout, *others = at.args
    return probe(dout / 7, *others)


_CUTS = [np.s_[:, :, ::-1], np.s_[:, :, :, ::-1], np.s_[:, ::-1], np.s_[:, ::-1, ::-1, ::-1]]


def add_square_kernels(add: Callable) -> None:
    """Add the most general mistake, last: right for square kernels alone."""
    add(
        "kernel-taken-as-square",
        "It is right for square kernels, and only for those. Does one of their sides count for both, or for the other?",
        right_when(lambda dout, x, w, *_, **__: w.shape[2] == w.shape[3], back),
        probes=[*SQUARE, *TALL],
    )
