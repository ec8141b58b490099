"""Usual mistakes of lesson 2: the trace of a stack."""

from __future__ import annotations

from collections.abc import Callable

from convlab.mistakes import Bank, probe
from convlab.mistakes.output_size.count_params import count as right_count
from convlab.numerics.engine import output_size as right_size


def _trace(
    shape: tuple[int, int, int],
    layers: list[dict],
    *,
    size: Callable[..., int] = right_size,
    see: Callable[[int, int, int, int, bool], tuple[int, int]] | None = None,
    count: Callable[[int, int, int], int] = right_count,
    pool_stride: int | None = None,
    pool_channels: int | None = None,
) -> list[dict]:
    """Trace a stack; the keywords are the places where mistakes happen."""
    see = see or (lambda field, jump, k, s, is_conv: (field + (k - 1) * jump, jump * s))
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {index} has an unknown kind")
        is_conv, k = layer["kind"] == "conv", layer["kernel"]
        s, p = layer.get("stride", 1 if is_conv else pool_stride or k), layer.get("padding", 0)
        try:
            h, w = size(h, k, p, s), size(w, k, p, s)
        except ValueError as error:
            raise ValueError(f"layer {index}: {error}") from error
        filters = layer["filters"] if is_conv else pool_channels or c
        params = count(c, filters, k) if is_conv else 0
        c, (field, jump) = filters, see(field, jump, k, s, is_conv)
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows


def _oracle(shape: tuple[int, int, int], layers: list[dict]) -> list[dict]:
    return _trace(shape, layers)


def _edited(edit: Callable[[list[dict], tuple, list[dict]], list[dict]]) -> Callable:
    """Return a variant that changes the right rows afterwards."""
    return lambda shape, layers: edit(_trace(shape, layers), shape, layers)


def _conv(filters: int, kernel: int, **more: int) -> dict:
    return {"kind": "conv", "filters": filters, "kernel": kernel, **more}


def _pool(kernel: int, **more: int) -> dict:
    return {"kind": "pool", "kernel": kernel, **more}


_MIXED = [_conv(4, 3, padding=1), _pool(2), _conv(6, 5, stride=2, padding=1), _pool(3, stride=2), _conv(5, 2)]
trace_layers = Bank(
    "trace_layers",
    oracle=_oracle,
    where="lesson 2, 'How far does a stack see?'",
    probes=[
        probe((1, 8, 10), [_conv(4, 3)]),
        probe((2, 14, 11), [_conv(3, 3, stride=2, padding=1), _conv(5, 3)]),
        probe((3, 13, 18), [_pool(3), _conv(2, 2, padding=2), _pool(2)]),
        probe((2, 17, 22), [_pool(3, stride=2), _conv(4, 3, stride=2), _conv(6, 2, stride=2)]),
        probe((3, 50, 61), _MIXED),
        probe((2, 40, 33), [_conv(7, 4, stride=3, padding=2), _pool(2), _conv(3, 3), _conv(2, 1, stride=2)]),
    ],
)
trace_layers.add(
    "jump-forgotten",
    "Your fields equal ours at stride 1. After a stride of 2, how far apart in the input are two neighbors?",
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + k - 1, j)),
)
trace_layers.add(
    "jump-too-early",
    "Your fields count a layer's stride before it has looked. Whose neighbors does it see?",
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j * s, j * s)),
)
trace_layers.add(
    "fields-multiplied",
    "Your fields are products of the kernels. Do the windows of neighbors overlap?",
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f * k, j)),
)
trace_layers.add(
    "pools-forgotten",
    "Your fields equal ours without the pools. Does a pool not look at a window, and step?",
    lambda shape, layers: _trace(
        shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j * s) if is_conv else (f, j)
    ),
    lambda shape, layers: _trace(
        shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j * is_conv, j * s)
    ),
)
trace_layers.add(
    "pool-stride-not-counted",
    "Your fields equal ours with pools that never step. By how much does a pool stretch the jump?",
    lambda shape, layers: _trace(
        shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j * s if is_conv else j)
    ),
)
trace_layers.add(
    "pool-stride-one",
    "Your pools move by one when no stride is given. What is the usual stride of a pool?",
    lambda shape, layers: _trace(shape, layers, pool_stride=1),
    where="lesson 2, the task of exercise 2.4",
    probes=[probe((1, 12, 15), [_pool(2)])],
)
trace_layers.add(
    "pool-stride-two",
    "Your pools move by two when no stride is given. By how much does a pool of 3 move then?",
    lambda shape, layers: _trace(shape, layers, pool_stride=2),
    where="lesson 2, the task of exercise 2.4",
    probes=[probe((1, 12, 15), [_pool(3)]), probe((2, 9, 14), [_pool(4), _conv(2, 2)])],
)
trace_layers.add(
    "pool-leaves-one-channel",
    "One channel is left after your pools. A pool looks at every channel by itself: how many come out?",
    lambda shape, layers: _trace(shape, layers, pool_channels=1),
    where="lesson 2, the task of exercise 2.4",
    probes=[probe((3, 12, 15), [_pool(2)]), probe((2, 12, 9), [_pool(3), _conv(4, 2)])],
)
trace_layers.add(
    "strides-added",
    "Your jumps add the strides up. After two strides of 2, how far apart in the input are two neighbors?",
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j + s)),
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j + s - 1)),
)
trace_layers.add(
    "field-from-zero",
    "Your fields are one short, everywhere. How much of the input does a pixel of it see before any layer?",
    _edited(lambda rows, shape, layers: [{**r, "receptive_field": r["receptive_field"] - 1} for r in rows]),
)
trace_layers.add(
    "sizes-not-carried-on",
    "Each of your layers starts from the input's height and width again. What does the second layer get?",
    _edited(
        lambda rows, shape, layers: [
            {**row, "shape": (row["shape"][0], *_trace(shape, [layer])[0]["shape"][1:])}
            for row, layer in zip(rows, layers, strict=True)
        ]
    ),
    where="lesson 2, the hints of exercise 2.4",
)
trace_layers.add(
    "only-the-last-stride",
    "Your fields remember the stride of the last layer alone. What about the strides before it?",
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, s)),
)
trace_layers.add(
    "whole-kernels-added",
    "Your fields grow by the whole kernel in each layer. A neighbor more: how many new pixels does a kernel "
    "of 3 see?",
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + k, j)),
    lambda shape, layers: _trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + k * j, j * s)),
)
trace_layers.add(
    "channels-of-the-output",
    "Your parameters equal ours with as many channels read as maps made. Whose channels does a filter reach "
    "through?",
    lambda shape, layers: _trace(shape, layers, count=lambda c, f, k: right_count(f, f, k)),
    where="lesson 2, 'What does a layer have to learn?'",
)
trace_layers.add(
    "returned-too-early",
    "Only the first layer is in your list. Does the `return` wait until the loop is over?",
    _edited(lambda rows, shape, layers: rows[:1]),
    where="lesson 2, the hints of exercise 2.4",
)
trace_layers.add(
    "last-layer-only",
    "Only the last layer is in your list. Where is the list made, before the loop or in it?",
    _edited(lambda rows, shape, layers: rows[-1:]),
    where="lesson 2, the hints of exercise 2.4",
)
trace_layers.add(
    "pool-has-parameters",
    "Your pools learn something. What is there to learn in a maximum?",
    *(
        _edited(
            lambda rows, shape, layers, learned=learned: [
                row
                if layer["kind"] == "conv"
                else {**row, "params": learned(row["shape"][0], layer["kernel"])}
                for row, layer in zip(rows, layers, strict=True)
            ]
        )
        for learned in (lambda c, k: c * (c * k * k + 1), lambda c, k: c * (k * k + 1), lambda c, k: k * k)
    ),
    where="lesson 2, the task of exercise 2.4",
    probes=[probe((2, 9, 7), [_pool(2), _pool(2)])],
)
trace_layers.add(
    "channels-of-the-input",
    "Your layers all read as many channels as the picture has. How deep are the maps by now?",
    _edited(
        lambda rows, shape, layers: [
            {
                **row,
                "params": right_count(shape[0], layer["filters"], layer["kernel"])
                if layer["kind"] == "conv"
                else 0,
            }
            for row, layer in zip(rows, layers, strict=True)
        ]
    ),
    where="lesson 2, 'What does a layer have to learn?'",
    probes=[probe((1, 20, 16), [_conv(4, 3), _conv(5, 2), _conv(2, 3)])],
)
trace_layers.add(
    "bias-forgotten",
    "Your parameters equal ours without biases. How many has a layer?",
    lambda shape, layers: _trace(shape, layers, count=lambda c, f, k: right_count(c, f, k, False)),
    where="lesson 2, 'What does a layer have to learn?'",
)
trace_layers.add(
    "parameters-summed-up",
    "Your parameters grow from layer to layer. Are they those of this layer alone?",
    _edited(
        lambda rows, shape, layers: [
            {**row, "params": sum(r["params"] for r in rows[: i + 1])} for i, row in enumerate(rows)
        ]
    ),
    where="lesson 2, the task of exercise 2.4",
    probes=[probe((1, 20, 16), [_conv(4, 3), _conv(5, 2), _conv(2, 3)])],
)
trace_layers.add(
    "width-from-height",
    "Your maps are square, whatever the picture is. Are rows and columns counted apart?",
    _edited(lambda rows, shape, layers: [{**r, "shape": (*r["shape"][:2], r["shape"][1])} for r in rows]),
    where="lesson 2, 'How many places are there?'",
)
trace_layers.add(
    "axes-swapped",
    "Your heights and widths have changed places. Which comes first in (C, H, W)?",
    _edited(
        lambda rows, shape, layers: [{**r, "shape": tuple(r["shape"][i] for i in (0, 2, 1))} for r in rows]
    ),
    where="lesson 2, the task of exercise 2.4",
)
trace_layers.add(
    "channels-last",
    "Your shapes end with the channels. Which comes first in (C, H, W)?",
    _edited(lambda rows, shape, layers: [{**r, "shape": (*r["shape"][1:], r["shape"][0])} for r in rows]),
    where="lesson 2, the task of exercise 2.4",
)
trace_layers.add(
    "rows-share-one-dict",
    "All your rows are the last one. Did you put the same dict into the list again and again?",
    _edited(lambda rows, shape, layers: [rows[-1]] * len(rows)),
    where="lesson 2, the hints of exercise 2.4",
)
trace_layers.add(
    "input-included",
    "Your list starts with the input. How many dicts does a list of one layer need?",
    _edited(lambda rows, shape, layers: [{"shape": tuple(shape), "params": 0, "receptive_field": 1}, *rows]),
    where="lesson 2, the task of exercise 2.4",
)
for _id, _wrong, _question in [
    (
        "no-plus-one",
        lambda n, k, p, s: right_size(n, k, p, s) - 1,
        "one short. Is your `output_size` right yet?",
    ),
    (
        "padding-once",
        lambda n, k, p, s: right_size(n + p, k, 0, s),
        "those of a padding on one side only. At how many ends does it stand?",
    ),
    (
        "padding-ignored",
        lambda n, k, p, s: right_size(n, k, 0, s),
        "those without padding. Do you read that entry?",
    ),
    (
        "stride-ignored",
        lambda n, k, p, s: right_size(n, k, p, 1),
        "those at stride 1. Do you read that entry?",
    ),
    (
        "rounded-up",
        lambda n, k, p, s: -(-(n + 2 * p - k) // s) + 1,
        "rounded up. Is a step taken that does not fit?",
    ),
]:
    trace_layers.add(
        _id,
        f"Your heights and widths are {_question}",
        lambda shape, layers, wrong=_wrong: _trace(shape, layers, size=wrong),
        where="lesson 2, 'What if the kernel has gaps?', where the whole formula stands",
        probes=[
            probe((1, 24, 31), [_conv(2, 4, padding=3, stride=2)]),
            probe((1, 20, 27), [_conv(2, 4, padding=2, stride=3)]),
        ],
    )

BANKS = [trace_layers]
