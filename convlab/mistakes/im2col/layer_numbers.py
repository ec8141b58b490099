"""Usual mistakes of a layer in its windows, its numbers and its shapes, in lesson 4."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Bank, probe
from convlab.mistakes.families import add_domains, add_lost_numbers, numbers
from convlab.mistakes.im2col.layer_dials import layer
from convlab.mistakes.image_axes import add_read_channels_last
from convlab.mistakes.shared import AT_ONE_PLACE, LOST_FRACTION, wrapped
from convlab.numerics import engine

ONE_PLACE = "lesson 1, section 1.2 (what happens at one place)"


def _plus(maps, b):
    return maps if b is None else maps + b[:, None, None]


def _everywhere(change: Callable) -> Callable:
    """Return the variant that makes a mistake of one place at every place of every channel."""

    def variant(x, w, b=None, stride=1, padding=0):
        view = engine.windows(engine.pad2d(engine.real(x), padding), *w.shape[2:], stride=stride)
        return _plus(change(view[..., None, :, :, :, :, :], w[:, :, None, None]).sum(-3), b)

    return variant


def _mean_of_all_channels(x, w, b=None, stride=1, padding=0):
    return _plus(layer(x, w, None, stride, padding) / w[0].size, b)


# Four filters of four weights at four places, and weights that are single numbers: there `*` stops nowhere.
_TABLES = [
    probe(numbers(1, 3, 3), numbers(4, 1, 2, 2)),
    probe(numbers(2, 3, 2) + 1, numbers(4, 2, 2, 1)),
    probe(numbers(1, 4, 3), numbers(3, 1, 1, 1)),
]


def _entry_by_entry(x, w, b=None, stride=1, padding=0):
    """Multiply weights and columns entry by entry, as far as NumPy can."""
    shape = layer(x, w, None, stride, padding).shape
    try:
        maps = (w.reshape(len(w), -1) * engine.im2col(x, *w.shape[2:], stride, padding)).reshape(shape)
    except ValueError:
        return AnyError(ValueError, "broadcast|cannot reshape")
    return _plus(maps, b)


def add_windows_and_numbers(bank: Bank, lead: tuple) -> None:
    """Add the mistakes at one place of a window, of some shapes only, and of lost numbers."""
    for id, (question, changes) in AT_ONE_PLACE.items():
        if id not in ("kernel-flipped", "matrix-product"):
            whole = [_mean_of_all_channels] if id == "mean-for-sum" else []
            bank.add(
                id,
                question,
                *map(_everywhere, changes),
                *whole,
                where="lesson 1, section 1.2 (what happens at one place)",
            )
    add_lost_numbers(
        bank,
        lambda image, kernel: probe(
            np.broadcast_to(np.stack([image, image[::-1]]), (*lead, 2, *image.shape)).copy(),
            np.stack([kernel, 2 * kernel])[None],
        ),
        lambda x, w, b=None, stride=1, padding=0: _plus(
            wrapped(layer(x, w, None, stride, padding), x.dtype), b
        ),
        lambda x, w, b=None, stride=1, padding=0: _plus(layer(x, w, None, stride, padding).astype(int), b),
    )
    whole = [numbers(*lead, 2, 4, size).astype(int) for size in (4, 5, 6)]
    bank.add(
        "output-dtype",
        LOST_FRACTION,
        lambda x, w, b=None, stride=1, padding=0: wrapped(
            layer(x, w, b, stride, padding), np.result_type(x, w)
        ),
        probes=[probe(x, numbers(2, 2, 2, 3).astype(int), np.array([0.25, -2.5])) for x in whole],
    )
    add_domains(
        bank,
        lambda image, kernel: probe(
            numbers(*lead, 2, *image), numbers(3, 2, *kernel), np.array([100.0, -200, 400])
        ),
        lambda x, w, *_, **__: (x.shape[-2:], w.shape[2:]),
    )
    add_read_channels_last(bank, lead)
    if not lead:
        bank.add(
            "entry-by-entry",
            "`*` multiplies entry by entry, and refuses tables of other shapes. Which sign takes rows times columns?",
            _entry_by_entry,
            probes=_TABLES,
        )
    bank.add(
        "channels-averaged",
        "Your maps are ours divided by the number of channels. Does a filter take a mean over channels?",
        lambda x, w, *more, **named: layer(x, w / w.shape[1], *more, **named),
        lambda x, w, *more, **named: layer(x, w, *more, **named) / w.shape[1],
        where=ONE_PLACE,
    )
    bank.add(
        "filters-added-up",
        "The maps of your filters are added up. How many maps does the layer return?",
        lambda *args, **named: layer(*args, **named).sum(-3),
        lambda *args, **named: layer(*args, **named).sum(-3, keepdims=True),
    )
    bank.add(
        "kernel-transposed",
        "Rows and columns of your kernels are exchanged, and those that are not square stop it. Which index runs down?",
        lambda x, w, *more, **named: (
            AnyError() if w.shape[2] != w.shape[3] else layer(x, w.swapaxes(2, 3), *more, **named)
        ),
        probes=[probe(x, numbers(2, 2, k, k), None) for x in whole for k in (2, 3)],
    )
    bank.add(
        "one-map-per-channel",
        "There is still an axis of channels in your answer. Inside one filter, what happens to the channels?",
        lambda x, w, *more, **named: AnyArray(_with_channels(layer(x, w, *more, **named).shape, w.shape[1])),
    )
    bank.add(
        "parameters-swapped",
        "Your maps equal ours with stride and padding exchanged. In which order does the exercise list its parameters?",
        lambda x, w, b=None, padding=0, stride=1: layer(x, w, b, stride, padding) if stride else AnyError(),
        probes=[probe(x, numbers(2, 2, 2, 3), None, *dials) for x in whole for dials in [(2, 1), (1, 2)]],
    )
    bank.add(
        "axis-squeezed",
        "With a single filter (or a single image) your answer has lost an axis. Which shape has one map of one filter?",
        lambda *args, **named: np.squeeze(layer(*args, **named)),
        lambda *args, **named: (
            np.squeeze(layer(*args, **named), axis=-3) if len(args[1]) == 1 else layer(*args, **named)
        ),
        probes=[probe(x, numbers(1, 2, 2, 3), np.array([9.0])) for x in whole],
    )


def _with_channels(shape: tuple, channels: int) -> tuple:
    return (*shape[:-2], channels, *shape[-2:])
