"""Usual mistakes of lesson 2: the trace of a stack, `trace_layers`."""

from __future__ import annotations

from convlab.mistakes import Bank, probe
from convlab.mistakes.output_size.count_params import count as right_count
from convlab.mistakes.output_size.trace_steps import (
    OWN_STEP,
    PADDED,
    PLAIN,
    POOLED,
    STRIDED,
    conv,
    edited,
    pool,
    trace,
    trace_oracle,
)

TASK, HINTS = "lesson 2, the task of exercise 2.4", "lesson 2, the hints of exercise 2.4"
trace_layers = Bank(
    "trace_layers", oracle=trace_oracle, where="lesson 2, 'How far does a stack see?'", probes=PLAIN
)
trace_layers.add(
    "jump-forgotten",
    "Your fields equal ours at stride 1. After a stride of 2, how far apart in the input are two neighbors?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + k - 1, j)),
    probes=[*STRIDED, *POOLED[1:]],
)
trace_layers.add(
    "jump-too-early",
    "Your fields count a layer's stride before it has looked. Whose neighbors does it see?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j * s, j * s)),
    probes=[*STRIDED, *POOLED[1:]],
)
trace_layers.add(
    "jump-of-this-layer-alone",
    "Your fields grow by a layer's own stride. Its neighbors lie as far apart as the layers before it have made them: "
    "which strides count?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * s, j)),
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + k - 1 + s - 1, j)),
    probes=[*STRIDED, *POOLED[1:]],
)
trace_layers.add(
    "fields-from-the-end",
    "Your fields are those of (field - 1) times stride plus kernel, or nearly. That counts from the last layer back to "
    "the first: in which direction do you go?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: ((f - 1) * s + k, j)),
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f * s + k - s, j)),
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f * s + k - 1, j)),
    probes=[*STRIDED, *POOLED[1:]],
)
trace_layers.add(
    "padding-in-the-field",
    "Your fields count the padding. Does a pixel of zeros tell anything of the input?",
    *(
        edited(
            lambda rows, shape, layers, times=times: [
                {
                    **row,
                    "receptive_field": row["receptive_field"]
                    + sum(times * n.get("padding", 0) for n in layers[: i + 1]),
                }
                for i, row in enumerate(rows)
            ]
        )
        for times in (2, 1, -1, -2)
    ),
    probes=PADDED,
)
trace_layers.add(
    "conv-moves-by-its-kernel",
    "Your convolutions move by their kernel when no stride is given. By how much does a convolution move then?",
    lambda shape, layers: trace(shape, layers, conv_stride=lambda k: k),
    where=TASK,
)
trace_layers.add(
    "fields-multiplied",
    "Your fields are products of the kernels. Do the windows of neighbors overlap?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f * k, j)),
)
trace_layers.add(
    "pools-forgotten",
    "Your fields equal ours without the pools. Does a pool not look at a window, and step?",
    lambda shape, layers: trace(
        shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j * s) if is_conv else (f, j)
    ),
    lambda shape, layers: trace(
        shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j * is_conv, j * s)
    ),
    probes=[*POOLED, *OWN_STEP],
)
trace_layers.add(
    "pool-stride-not-counted",
    "Your fields equal ours with pools that never step. By how much does a pool stretch the jump?",
    lambda shape, layers: trace(
        shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j * s if is_conv else j)
    ),
    probes=[*POOLED, *OWN_STEP],
)
trace_layers.add(
    "pool-stride-one",
    "Your pools move by one when no stride is given. What is the usual stride of a pool?",
    lambda shape, layers: trace(shape, layers, pool_stride=lambda k: 1),
    where=TASK,
    probes=[*POOLED],
)
trace_layers.add(
    "pool-stride-two",
    "Your pools move by two when no stride is given. By how much does a pool of 3 move then?",
    lambda shape, layers: trace(shape, layers, pool_stride=lambda k: 2),
    where=TASK,
    probes=[*POOLED, probe((2, 9, 14), [pool(4), conv(2, 2)])],
)
trace_layers.add(
    "pool-leaves-one-channel",
    "One channel is left after your pools. A pool looks at every channel by itself: how many come out?",
    lambda shape, layers: trace(shape, layers, pool_channels=1),
    where=TASK,
    probes=POOLED,
)
trace_layers.add(
    "strides-added",
    "Your jumps add the strides up. After two strides of 2, how far apart in the input are two neighbors?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j + s)),
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, j + s - 1)),
    probes=STRIDED,
)
trace_layers.add(
    "field-from-zero",
    "Your fields are one short, everywhere. How much of the input does a pixel of it see before any layer?",
    edited(lambda rows, shape, layers: [{**r, "receptive_field": r["receptive_field"] - 1} for r in rows]),
)
trace_layers.add(
    "sizes-not-carried-on",
    "Each of your layers starts from the input's height and width again. What does the second layer get?",
    edited(
        lambda rows, shape, layers: [
            {**row, "shape": (row["shape"][0], *trace(shape, [layer])[0]["shape"][1:])}
            for row, layer in zip(rows, layers, strict=True)
        ]
    ),
    where=HINTS,
)
trace_layers.add(
    "only-the-last-stride",
    "Your fields remember the stride of the last layer alone. What about the strides before it?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + (k - 1) * j, s)),
    probes=STRIDED,
)
trace_layers.add(
    "whole-kernels-added",
    "Your fields grow by the whole kernel in each layer. A neighbor more: how many new pixels does a kernel "
    "of 3 see?",
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + k, j)),
    lambda shape, layers: trace(shape, layers, see=lambda f, j, k, s, is_conv: (f + k * j, j * s)),
)
trace_layers.add(
    "channels-of-the-output",
    "Your parameters equal ours with as many channels read as maps made. Whose channels does a filter reach "
    "through?",
    lambda shape, layers: trace(shape, layers, count=lambda c, f, k: right_count(f, f, k)),
    where="lesson 2, 'What does a layer have to learn?'",
)
trace_layers.add(
    "returned-too-early",
    "Only the first layer is in your list. Does the `return` wait until the loop is over?",
    edited(lambda rows, shape, layers: rows[:1]),
    where=HINTS,
)
trace_layers.add(
    "last-layer-only",
    "Only the last layer is in your list. Where is the list made, before the loop or in it?",
    edited(lambda rows, shape, layers: rows[-1:]),
    where=HINTS,
)
trace_layers.add(
    "pool-has-parameters",
    "Your pools learn something. What is there to learn in a maximum?",
    *(
        edited(
            lambda rows, shape, layers, learned=learned: [
                row
                if layer["kind"] == "conv"
                else {**row, "params": learned(row["shape"][0], layer["kernel"])}
                for row, layer in zip(rows, layers, strict=True)
            ]
        )
        for learned in (
            lambda c, k: c * (c * k * k + 1),
            lambda c, k: c * (k * k + 1),
            lambda c, k: c * k * k,
            lambda c, k: k * k,
        )
    ),
    where=TASK,
    probes=[*POOLED, probe((2, 9, 7), [pool(2), pool(2)])],
)
trace_layers.add(
    "channels-of-the-input",
    "Your layers all read as many channels as the picture has. How deep are the maps by now?",
    edited(
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
    edited(
        lambda rows, shape, layers: [
            {
                **row,
                "shape": (shape[0], *row["shape"][1:]),
                "params": right_count(shape[0], layer["filters"], layer["kernel"])
                if layer["kind"] == "conv"
                else 0,
            }
            for row, layer in zip(rows, layers, strict=True)
        ]
    ),
    where="lesson 2, 'What does a layer have to learn?'",
)
trace_layers.add(
    "bias-forgotten",
    "Your parameters equal ours without biases. How many has a layer?",
    lambda shape, layers: trace(shape, layers, count=lambda c, f, k: right_count(c, f, k, False)),
    where="lesson 2, 'What does a layer have to learn?'",
)
trace_layers.add(
    "kernel-side-once",
    "Your parameters equal ours with k weights in a kernel. How many has a square of side k?",
    lambda shape, layers: trace(shape, layers, count=lambda c, f, k: right_count(c, f, (1, k))),
    where="lesson 2, 'What does a layer have to learn?'",
)
trace_layers.add(
    "channels-missing",
    "Your shapes are pairs of rows and columns. What is the first entry of (C, H, W)?",
    edited(lambda rows, shape, layers: [{**r, "shape": r["shape"][1:]} for r in rows]),
    where=TASK,
)
trace_layers.add(
    "last-layer-left-out",
    "The last layer is missing in your list. When is a row put into it, before or after the next layer is read?",
    edited(lambda rows, shape, layers: rows[:-1]),
    where=HINTS,
)
trace_layers.add(
    "parameters-summed-up",
    "Your parameters grow from layer to layer. Are they those of this layer alone?",
    edited(
        lambda rows, shape, layers: [
            {**row, "params": sum(r["params"] for r in rows[: i + 1])} for i, row in enumerate(rows)
        ]
    ),
    where=TASK,
)
trace_layers.add(
    "width-from-height",
    "Your maps are square, whatever the picture is. Are rows and columns counted apart?",
    edited(lambda rows, shape, layers: [{**r, "shape": (*r["shape"][:2], r["shape"][1])} for r in rows]),
    where="lesson 2, 'How many places are there?'",
)
trace_layers.add(
    "axes-swapped",
    "Your heights and widths have changed places. Which comes first in (C, H, W)?",
    edited(
        lambda rows, shape, layers: [{**r, "shape": tuple(r["shape"][i] for i in (0, 2, 1))} for r in rows]
    ),
    edited(  # at every layer anew
        lambda rows, shape, layers: [
            {**r, "shape": (r["shape"][0], *r["shape"][1:][:: 2 * (i % 2) - 1])} for i, r in enumerate(rows)
        ]
    ),
    where=TASK,
)
trace_layers.add(
    "channels-last",
    "Your shapes end with the channels. Which comes first in (C, H, W)?",
    edited(lambda rows, shape, layers: [{**r, "shape": (*r["shape"][1:], r["shape"][0])} for r in rows]),
    where=TASK,
)
trace_layers.add(
    "rows-share-one-dict",
    "All your rows are the last one. Did you put the same dict into the list again and again?",
    edited(lambda rows, shape, layers: [rows[-1]] * len(rows)),
    where=HINTS,
)
trace_layers.add(
    "input-included",
    "Your list starts with the input. How many dicts does a list of one layer need?",
    edited(lambda rows, shape, layers: [{"shape": tuple(shape), "params": 0, "receptive_field": 1}, *rows]),
    where=TASK,
)
BANKS = [trace_layers]
