"""Usual mistakes of lesson 6 in the steps `convolve` and `pool`: those of lessons 3 and 4 by fewer dials, and some."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import numpy as np

from convlab.mistakes import Bank, Probe, probe
from convlab.mistakes.families import numbers
from convlab.mistakes.im2col.conv2d_batch import conv2d_batch
from convlab.mistakes.padding_stride.max_pool2d_steps import max_pool2d
from convlab.mistakes.tiny_cnn.steps import blocks
from convlab.numerics import engine

STEPS = "lesson 6, section 6.6 (how do the parts fit together), in steps"
PIXELS, WIDE = numbers(2, 2, 4, 5), numbers(2, 3, 6, 7)
FILTERS, TALL = numbers(3, 2, 2, 3), numbers(2, 3, 3, 2)
BIASES, TWO = np.array([100.0, -200, 400]), np.array([50.0, -70])


def convolve_oracle(x, w, b, padding):
    """Return the maps of a batch, with a bias for each filter."""
    return engine.conv2d_multi(x, w, b, 1, padding)


def pool_oracle(x):
    """Return the maximum of every 2 x 2 block."""
    return engine.pool2d(x)


convolve = Bank(
    "convolve",
    oracle=convolve_oracle,
    where=STEPS,
    probes=[
        probe(PIXELS[..., :3, :3], FILTERS[..., :2], BIASES, 0),
        probe(PIXELS, FILTERS, BIASES, 0),
        probe(WIDE, TALL, TWO, 0),
        probe(WIDE[..., :4, :], TALL, TWO, 0),
    ],
)
pool = Bank(
    "pool",
    oracle=pool_oracle,
    where=STEPS,
    probes=[
        probe(np.arange(16).reshape(1, 1, 4, 4)),
        probe(numbers(2, 3, 4, 6) - 20),
        probe(numbers(2, 3, 6, 4)),
        probe(numbers(3, 2, 6, 8) - 60),
    ],
)


# What is no mistake with stride 1 and a bias in every call, or can't be told there from another one.
_NOT_IN_CONVOLVE = {
    "fails-without-bias", "truth-of-an-array", "default-padding", "stride-ignored", "stride-twice",
    "stride-in-size-only", "stride-one-axis", "size-without-stride", "squares-only", "map-taken-as-square",
}  # fmt: skip
SIGNED = [
    probe(numbers(2, 3, 4, 6) - 90),
    probe(numbers(1, 2, 6, 4) - 70),
    probe(numbers(3, 1, 4, 4) - 80),
]
ODD = [probe(numbers(2, 3, 5, 6)), probe(numbers(2, 3, 4, 7)), probe(numbers(1, 2, 5, 7))]
BROKEN = [probe(at.args[0] / 8) for at in ODD]
_IN_POOL = {
    "mean-for-maximum", "minimum-for-maximum", "sum-for-maximum", "place-for-maximum", "reshape-for-windows",
    "first-of-the-window", "one-row-only", "one-maximum-for-all-channels", "maximum-over-channels", "leading-axes-last",
    "pools-first-axes", "stride-always-one", "output-one-short",
}  # fmt: skip
"""Mistakes of lesson 3 that a block of 2 x 2 can show, in any call."""
_IN_SOME_CALLS = {
    "maximum-from-zero": SIGNED, "maximum-of-magnitudes": SIGNED, "output-dtype": BROKEN, "windows-over-edge": ODD,
    "uneven-refused": ODD,
}  # fmt: skip
"""The same, with the calls that show them."""


def _without_stride(variant: Callable) -> Callable:
    return lambda x, w, b, padding: variant(x, w, b, 1, padding)


def _probe_without_stride(at: Probe) -> Probe | None:
    """Return a probe of `conv2d_batch` for `convolve`: None with another stride, and zeros for no bias."""
    call = inspect.signature(conv2d_batch.oracle).bind(*at.args, **at.kwargs)
    call.apply_defaults()
    x, w, b, stride, padding = call.arguments.values()
    return probe(x, w, np.zeros(len(w)) if b is None else b, padding) if stride == 1 else None


for mistake in conv2d_batch.mistakes:
    if mistake.id not in _NOT_IN_CONVOLVE:
        convolve.add(
            mistake.id,
            mistake.question,
            *map(_without_stride, mistake.variants),
            where=mistake.where,
            probes=[
                at for at in map(_probe_without_stride, mistake.probes[len(conv2d_batch.probes) :]) if at
            ],
        )
for mistake in max_pool2d.mistakes:
    if mistake.id in _IN_POOL | _IN_SOME_CALLS.keys():
        calls = _IN_SOME_CALLS.get(mistake.id, ())
        pool.add(mistake.id, mistake.question, *mistake.variants, where=mistake.where, probes=calls)


def _alone(keep: tuple) -> Callable:
    """Return the variant that leaves all maps outside `keep` at 0."""

    def variant(x, w, b, padding):
        right = convolve_oracle(x, w, b, padding)
        maps = np.zeros(right.shape)
        maps[keep] = right[keep]
        return maps

    return variant


def _steps(rows: int, columns: int) -> Callable:
    """Return a variant that goes on by so many rows and columns from block to block."""

    def variant(x):
        h, w = x.shape[2] // 2, x.shape[3] // 2
        return engine.windows(x, 2, 2, 1)[:, :, ::rows, ::columns][:, :, :h, :w].max(axis=(-2, -1))

    return variant


convolve.add(
    "returned-too-early",
    "Only your first map holds numbers, all others are zero. Where does your loop over the filters return?",
    _alone(np.s_[:, :1]),
    _alone(np.s_[:1, :1]),
)
pool.add(
    "stride-one-axis",
    "Your blocks go on by 2 along one axis and by 1 along the other. Where does block `j` begin?",
    _steps(2, 1),
    _steps(1, 2),
)
pool.add(
    "stride-in-size-only",
    "Your map has the right size, but its blocks overlap: each begins one pixel after the one before. Where does block"
    " `i` begin?",
    _steps(1, 1),
)
pool.add(
    "blocks-for-places",
    "Your answer has a number for each place within a block, none for each block. Over which axes of the reshape goes"
    " the maximum?",
    lambda x: blocks(x).max(axis=(2, 3)),
)
pool.add(
    "pooled-one-axis",
    "Only one axis of your maps has become shorter. Which two sides has a block?",
    lambda x: np.maximum(x[:, :, : x.shape[2] // 2 * 2 : 2], x[:, :, 1::2]),
    lambda x: np.maximum(x[..., : x.shape[3] // 2 * 2 : 2], x[..., 1::2]),
)
BANKS = [convolve, pool]
