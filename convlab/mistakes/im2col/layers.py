"""Usual mistakes of lesson 4: a layer as one matrix product, for one image and for a batch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Bank, probe
from convlab.mistakes.families import numbers
from convlab.mistakes.im2col.im2col import COLUMNS, ORDER
from convlab.mistakes.im2col.layer_dials import add_bias_mistakes, add_dial_mistakes, layer
from convlab.mistakes.im2col.layer_numbers import add_windows_and_numbers
from convlab.numerics import engine

PRODUCT = "lesson 4, section 4.3 (and the layer is one product)"
BATCH = "lesson 4, section 4.4 (does the order matter), the batch"


def _maps(change: Callable) -> Callable:
    """Return a variant that changes the maps before the bias is added."""

    def variant(x, w, b=None, stride=1, padding=0):
        maps = change(layer(x, w, None, stride, padding))
        return maps if b is None else maps + b[:, None, None]

    return variant


def _after(change: Callable) -> Callable:
    """Return a variant that changes the maps after the bias was added."""
    return lambda *args, **named: change(layer(*args, **named))


def _with(weights: Callable) -> Callable:
    """Return a variant that uses other weights."""
    return lambda x, w, *more, **named: layer(x, weights(w), *more, **named)


def _seeing(change: Callable) -> Callable:
    """Return a variant that sees other images."""
    return lambda x, *more, **named: layer(change(x), *more, **named)


def _shaped(change: Callable) -> Callable:
    """Return a variant of whose answer only the shape is known: `change(shape of the maps)` lists some."""
    return lambda *args, **named: AnyArray(*change(layer(*args, **named).shape))


def _moved(move: Callable) -> Callable:
    """Return a variant that moves the axes of its maps and then adds the bias as if it had not."""

    def variant(x, w, b=None, stride=1, padding=0):
        maps = move(layer(x, w, None, stride, padding))
        if b is None:
            return maps
        return maps + b[:, None, None] if maps.shape[-3] in (1, len(b)) else AnyError(ValueError, "broadcast")

    return variant


def _rows_reshaped(*order: int) -> Callable:
    """Return a variant that reshapes its windows, axes (C, Ho, Wo, kH, kW) in some `order`, to a row for each place."""

    def variant(x, w, b=None, stride=1, padding=0):
        view = engine.windows(engine.pad2d(engine.real(x), padding), *w.shape[2:], stride=stride)
        view = view.reshape(-1, *view.shape[-5:])
        ho, wo = view.shape[2:4]
        view = view.transpose(0, *(1 + axis for axis in order))
        rows = view.reshape(len(view) * ho * wo, -1) @ w.reshape(len(w), -1).T
        maps = (rows if b is None else rows + b).reshape(*x.shape[:-3], ho, wo, len(w))
        return np.moveaxis(maps, -1, -3)

    return variant


def _reshaped(*order: int) -> Callable:
    """Return a variant that reshapes its windows, axes (C, Ho, Wo, kH, kW) in some `order`, to columns."""

    def variant(x, w, b=None, stride=1, padding=0):
        view = engine.windows(engine.pad2d(engine.real(x), padding), *w.shape[2:], stride=stride)
        lead = view.ndim - 5
        ho, wo = view.shape[lead + 1 : lead + 3]
        moved = view.transpose(*range(lead), *(axis + lead for axis in order))
        columns = moved.reshape(*view.shape[:lead], w[0].size, ho * wo)
        maps = (w.reshape(len(w), -1) @ columns).reshape(*view.shape[:lead], len(w), ho, wo)
        return maps if b is None else maps + b[:, None, None]

    return variant


def _unfolded_images_last(maps: np.ndarray) -> np.ndarray:
    """Fold the product as if the images were its fastest axis, though they are not."""
    n, f, *sides = maps.shape
    return np.moveaxis(maps.swapaxes(0, 1).reshape(f, *sides, n), -1, 0)


def _refolded(*order: int) -> Callable:
    """Return a `_maps` change: the numbers in another order of axes, the shape as it should be."""
    return lambda maps: maps.transpose(
        *range(maps.ndim - len(order)), *(axis + maps.ndim - len(order) for axis in order)
    ).reshape(maps.shape)


def _calls(lead: tuple) -> dict[str, list]:
    """Return the probes for images with the leading axes `lead`, by what they are about."""
    x, wide, w, w3 = (
        numbers(*lead, 2, 4, 5),
        numbers(*lead, 3, 6, 7),
        numbers(3, 2, 2, 3),
        numbers(2, 3, 3, 2),
    )
    b, b2 = np.array([100.0, -200, 400]), np.array([50.0, -70])
    return {
        "plain": [
            probe(x[..., :1, :3, :3], w[:, :1, :, :2], b),
            probe(x, w, b),
            probe(wide, w3, b2),
            probe(wide[..., :4, :], w3, b2),
        ],
        "no bias": [probe(x, w), probe(wide, w3), probe(x[..., :3, :], w)],
        "stride": [probe(wide, w3, b2, 2), probe(wide, w3[..., :1, :], b2, 3), probe(x, w[..., :2], b, 2)],
        "padding": [
            probe(x, w, b, 1, 1),
            probe(x, w, b, 1, 2),
            probe(wide, w3, b2, 2, 1),
            probe(wide, w3, b2, 1, 1),
        ],
    }


def make(name: str, lead: tuple) -> Bank:
    """Return the bank of a layer for images with the leading axes `lead`."""
    calls = _calls(lead)
    bank = Bank(name, oracle=layer, where=PRODUCT, probes=calls["plain"])

    def add(id, question, *variants, where="", about=""):
        bank.add(id, question, *variants, where=where, probes=calls.get(about, []))

    add(
        "taps-column-first",
        "Your maps equal ours with the taps taken down the window first. Are rows of the matrix and "
        "numbers of `w[f]` in the same order?",
        _with(lambda w: w.reshape(*w.shape[:2], w.shape[3], w.shape[2]).swapaxes(2, 3)),
        where=COLUMNS,
    )
    add(
        "kernel-transposed",
        "Your maps equal ours with the kernels' rows and columns exchanged. Which index runs down?",
        lambda x, w, *more, **named: layer(x, w.swapaxes(2, 3), *more, **named),
        where=COLUMNS,
    )
    add(
        "channel-last",
        "Your maps equal ours with the channel as the fastest index of the rows. What does `w[f]` of shape "
        "(C, kH, kW) lay out first?",
        _with(lambda w: w.reshape(len(w), *w.shape[2:], w.shape[1]).transpose(0, 3, 1, 2)),
        _with(lambda w: w.transpose(0, 2, 3, 1).reshape(w.shape)),
        where=COLUMNS,
    )
    add(
        "kernel-flipped",
        "Your maps equal ours with the kernels turned by 180 degrees. Does correlation turn them?",
        _with(lambda w: w[:, :, ::-1, ::-1]),
        where="lesson 1, section 1.4 (does the kernel turn around)",
    )
    add(
        "reshape-for-transpose",
        "The shape is right and the columns hold the numbers of the windows, but in the wrong places. "
        "`reshape` never moves a number: who moves the axes?",
        _reshaped(0, 1, 2, 3, 4),
        _reshaped(1, 2, 0, 3, 4),
        _rows_reshaped(0, 1, 2, 3, 4),
        _rows_reshaped(0, 3, 4, 1, 2),
        where=ORDER,
    )
    add(
        "columns-column-major",
        "Your maps hold the right numbers, read down instead of to the right. Which output cell does the "
        "second column belong to?",
        _maps(_refolded(0, 2, 1)),
        where=ORDER,
    )
    moves = [(1, 2, 0)] if not lead else [(0, 2, 3, 1), (1, 0, 2, 3), (2, 3, 0, 1)]
    folds = [make(_refolded(*order)) for order in moves for make in (_maps, _after)]
    folds += [_after(_unfolded_images_last)] if lead else []
    add(
        "folded-without-transpose",
        "Your maps hold the right numbers, folded in the wrong order. In which order does the product have "
        "its axes, before you fold it?",
        *folds,
        where=BATCH if lead else ORDER,
    )
    add(
        "filters-last",
        "Your answer has the filters on its last axis. In our layout the maps come before rows and columns.",
        lambda *args, **named: np.moveaxis(layer(*args, **named), -3, -1),
        _shaped(lambda shape: [(*shape[:-3], *shape[-2:], shape[-3])]),
        _moved(lambda maps: np.moveaxis(maps, -3, -1)),
    )
    add(
        "not-folded",
        "Your maps still lie flat, one row each. Which shape has a map of Ho rows and Wo columns?",
        _shaped(lambda shape: [(*shape[:-2], shape[-2] * shape[-1])]),
    )
    add(
        "weights-reshaped",
        "Your rows of weights mix the filters: `w` is re-read as (..., F) and turned. Which axis of `w` counts the "
        "filters?",
        _with(lambda w: w.reshape(-1, len(w)).T.reshape(w.shape)),
    )
    add(
        "height-width-swapped",
        "The rows and columns of your maps are exchanged. How many rows has the output?",
        lambda *args, **named: np.swapaxes(layer(*args, **named), -1, -2),
        _shaped(lambda shape: [(*shape[:-2], shape[-1], shape[-2])]),
        about="no bias",
    )
    add(
        "channel-0-only",
        "Your maps come from the first channel alone. How long is a column?",
        lambda x, w, *more, **named: layer(x[..., :1, :, :], w[:, :1], *more, **named),
    )
    add(
        "channels-reversed",
        "Your maps equal ours with the channels in reverse order. Which kernel belongs to which channel?",
        _with(lambda w: w[:, ::-1]),
    )
    add(
        "every-channel-with-every-kernel",
        "In your sums every channel meets every kernel of a filter. Which kernel belongs to which channel?",
        lambda x, w, *more, **named: layer(x.sum(-3, keepdims=True), w.sum(1, keepdims=True), *more, **named),
    )
    add(
        "first-filter-for-all",
        "All your maps come from one and the same filter. Which index chooses the filter?",
        _with(lambda w: np.repeat(w[:1], len(w), 0)),
        _with(lambda w: np.repeat(w[-1:], len(w), 0)),
    )
    if lead:
        add_batch_mistakes(add)
    add_bias_mistakes(add)
    add_dial_mistakes(add)
    add_windows_and_numbers(bank, lead)
    return bank


def add_batch_mistakes(add: Callable) -> None:
    """Add what only a batch can go wrong in."""
    add(
        "first-image-for-all",
        "All images of your batch have the maps of one and the same. Which index chooses the image?",
        _seeing(lambda x: np.repeat(x[:1], len(x), 0)),
        _seeing(lambda x: np.repeat(x[-1:], len(x), 0)),
        where=BATCH,
    )
    add(
        "only-one-image",
        "You return the maps of one image. How many images came in?",
        lambda x, *more, **named: layer(x[:1], *more, **named),
        lambda x, *more, **named: layer(x[0], *more, **named),
        lambda x, *more, **named: layer(x[-1:], *more, **named),
        lambda x, *more, **named: layer(x[-1], *more, **named),
        where=BATCH,
    )
    add(
        "images-summed",
        "The maps of your images are added up. What tells one image's columns from another's?",
        lambda x, *more, **named: layer(x, *more, **named).sum(0),
        lambda x, *more, **named: layer(engine.real(x).sum(0), *more, **named),
        lambda x, *more, **named: np.repeat(layer(x, *more, **named).sum(0, keepdims=True), len(x), 0),
        where=BATCH,
    )
    add(
        "images-in-one-row",
        "The maps of all images stand on one axis, one image after another. Which axis of its own has an image?",
        _shaped(lambda shape: [(shape[0] * shape[1], *shape[2:])]),
        where=BATCH,
    )
    add(
        "padding-on-the-batch",
        "The padding added images to the batch, too. Which axes hold rows and columns?",
        lambda x, w, b=None, stride=1, padding=0: layer(
            np.pad(x, [(padding, padding), (0, 0), (0, 0), (0, 0)]), w, b, stride, padding
        ),
        where=BATCH,
        about="padding",
    )
    add(
        "batch-after-filters",
        "Your answer has the filters before the images. In our layout the image comes first.",
        lambda *args, **named: layer(*args, **named).swapaxes(0, 1),
        _moved(lambda maps: maps.swapaxes(0, 1)),
        where=BATCH,
    )
