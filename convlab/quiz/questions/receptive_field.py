"""Ask about lesson 7: small kernels in a row, dilation, steps, depthwise and pointwise, the fewest layers."""

import numpy as np

from convlab.numerics import fields
from convlab.quiz.questions import Question


def small_kernels(rng: np.random.Generator) -> Question:
    """Ask how many weights a row of 3x3 layers takes for the field of one large kernel."""
    layers, channels = int(rng.integers(2, 5)), int(rng.choice([8, 16, 32]))
    k, square = 2 * layers + 1, channels * channels
    answer = layers * 9 * square
    return Question(
        prompt=f"One layer of {k} × {k}, from {channels} channels to {channels}, is replaced by 3 × 3 layers that "
        "see as far at stride 1, all with as many channels. How many weights do they have together, without biases?",
        answer=answer,
        why=f"Each 3 × 3 layer adds 2 to the field, so {layers} of them see 1 + {layers} · 2 = {k}. Each has "
        f"{channels} · {channels} · 9 weights: {answer:,} in place of {k * k * square:,}.",
        slips=[
            (k * k * square, "That is the one large layer."),
            ((layers + 1) * 9 * square, f"That is a layer too many: {layers} see {k}."),
            ((layers - 1) * 9 * square, f"That is a layer too few: {layers - 1} see {k - 2}."),
            (layers * 9 * channels, "A filter has a kernel for each channel that it reads."),
            (layers * 9, "That is right for one channel in and out."),
            (9 * square, "That is one of the layers. How many does it take?"),
        ],
        is_typed=True,
    )


def holes(rng: np.random.Generator) -> Question:
    """Ask for the padding that keeps the size of a dilated layer."""
    k, d = ((3, 2), (3, 4), (5, 2), (3, 8), (5, 3))[int(rng.integers(0, 5))]
    reach = d * (k - 1) + 1
    answer = d * (k - 1) // 2
    return Question(
        prompt=f"A {k} × {k} kernel with dilation {d}, stride 1. How far does it reach on each axis, and which padding "
        "keeps the size?",
        answer=f"{reach}, and {answer}",
        why=f"{d} · ({k} − 1) + 1 = {reach}. At stride 1 it costs {reach - 1} places, half of which are given back on "
        f"each side: {answer}.",
        slips=[
            (
                f"{d * k}, and {d * k // 2}",
                "That counts a gap behind the last tap. Zeros stand between the taps only.",
            ),
            (f"{reach}, and {(k - 1) // 2}", "That is the padding of the kernel without holes."),
            (f"{reach}, and {reach - 1}", "That is what both sides need together."),
            (
                f"{k + d - 1}, and {(k + d - 2) // 2}",
                "That counts a single gap; there is one between any two taps.",
            ),
        ],
    )


def three_taps(rng: np.random.Generator) -> Question:
    """Ask for the field of a stack of three dilations."""
    dilations = ((1, 2, 4), (1, 2, 3), (1, 3, 9), (2, 2, 2), (1, 2, 5))[int(rng.integers(0, 5))]
    a, b, c = dilations
    layers = [(3, 1, d) for d in dilations]
    answer, _ = fields.field(layers)
    used = len(fields.used(layers)[0])
    rest = (
        "Every pixel of it is used."
        if used == answer
        else f"Only {used} of them on each axis are ever used: a grid."
    )
    return Question(
        prompt=f"Three 3 × 3 layers at stride 1 have the dilations {a}, {b} and {c}. How many pixels wide is the "
        "receptive field of one output?",
        answer=answer,
        why=f"Each layer adds 2 · dilation: 1 + {2 * a} + {2 * b} + {2 * c} = {answer}. {rest}",
        slips=[
            (7, "That is the stack without holes."),
            (
                2 * max(dilations) + 1,
                "That is the widest layer alone. The layers before it widen the field, too.",
            ),
            (answer - 1, "The pixel below the output counts, too."),
            ((2 * a + 1) * (2 * b + 1) * (2 * c + 1), "The fields overlap, so they do not multiply."),
            (1 + 3 * (a + b + c), "A layer of 3 taps has two gaps, not three."),
            (used, "That many are used. How far does it reach?"),
        ],
        is_typed=True,
    )


def depthwise(rng: np.random.Generator) -> Question:
    """Ask for the weights of a depthwise layer with a pointwise one behind it."""
    c, f = ((32, 64), (64, 128), (128, 128), (16, 96), (64, 64))[int(rng.integers(0, 5))]
    k = int(rng.choice([3, 5, 7]))
    square, full = k * k, c * f * k * k
    answer = c * square + c * f
    return Question(
        prompt=f"A {k} × {k} layer from {c} channels to {f} is replaced by a depthwise {k} × {k} layer and a pointwise "
        "one. How many weights do the two have, without biases?",
        answer=answer,
        why=f"Depthwise: one kernel a channel, {c} · {square} = {c * square:,}. Pointwise: {c} · {f} = {c * f:,}. "
        f"Together {answer:,} of {full:,}, a share of 1/{f} + 1/{square}.",
        slips=[
            (full, "That is the full layer that is replaced."),
            (c * square, "That is the depthwise layer alone: who mixes the channels?"),
            (c * f, "That is the pointwise layer alone."),
            (c * c * square + c * f, "Depthwise, a channel has one kernel, not one for each channel."),
            (f * square + c * f, f"The depthwise layer works on the {c} channels that come in."),
            (c * square + f, "A pointwise layer has a weight for each pair of channels."),
        ],
        is_typed=True,
    )


def fewest_layers(rng: np.random.Generator) -> Question:
    """Ask for the fewest 3x3 layers of stride 1 or 2 that see so many pixels."""
    answer = int(rng.integers(3, 7))
    target = int(rng.integers(2**answer, 2 ** (answer + 1)))
    sees, before = 2 ** (answer + 1) - 1, 2**answer - 1
    plain = -(-(target - 1) // 2)
    return Question(
        prompt=f"One output must see {target} pixels or more on each axis. How many 3 × 3 layers does it take at "
        "least, if each may have stride 1 or 2?",
        answer=answer,
        why=f"With stride 2 everywhere the layers add 2, 4, 8, ...: {answer - 1} layers see {before}, {answer} see "
        f"{sees}. With stride 1 it takes {plain}.",
        slips=[
            (plain, "That is stride 1. Which layers look wider behind a stride of 2?"),
            (answer - 1, f"They see {before}: a stride counts for the layers behind it, not for its own."),
            (answer + 1, f"{answer} layers see {sees} already. Does the first layer add 1, or 2?"),
            (int(np.ceil(np.log(target) / np.log(3))), "The fields overlap, so they do not multiply by 3."),
            (target, "That is the number of pixels. How many does a layer add?"),
        ],
        is_typed=True,
    )


QUESTIONS = {small_kernels: "7.2", holes: "7.4", three_taps: "7.4", depthwise: "7.6", fewest_layers: "7.3"}
