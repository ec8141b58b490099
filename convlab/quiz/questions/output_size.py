"""Ask about lesson 2: places, floor, padding that keeps the size, what a stack learns, how far it sees."""

import numpy as np

from convlab.numerics import engine
from convlab.quiz.questions import Question


def places(rng: np.random.Generator) -> Question:
    """Ask for the size of an unpadded convolution."""
    n, k = int(rng.integers(20, 60)), int(rng.choice([3, 5, 7]))
    answer = engine.output_size(n, k)
    return Question(
        prompt=f"A {k} × {k} kernel slides over an image of {n} × {n}: no padding, stride 1. How many rows "
        "has the output?",
        answer=answer,
        why=f"The kernel travels {n} − {k} = {n - k} rows down, and its first place counts too: {answer}.",
        slips=[
            (n - k, "That is the travel. The place where the kernel starts is missing."),
            (n, "That would need padding: without it the border is lost."),
            (n - k // 2, f"Half a kernel is lost on both sides, so {k - 1} rows in all."),
            (n // k, "That is a kernel that jumps by its own length; here the stride is 1."),
            (answer**2, "That is the number of cells. How many rows are there?"),
        ],
        is_typed=True,
    )


def uneven_steps(rng: np.random.Generator) -> Question:
    """Ask for a size where the division leaves a rest."""
    k, p, s = ((3, 1, 2), (5, 2, 3), (5, 1, 2), (7, 3, 4), (4, 1, 3))[int(rng.integers(0, 5))]
    n = int(rng.integers(24, 90))
    while (n + 2 * p - k) % s == 0:
        n += 1
    travel = n + 2 * p - k
    answer = engine.output_size(n, k, p, s)
    return Question(
        prompt=f"{n} samples, a kernel of {k}, padding {p} on each side, stride {s}. How many places?",
        answer=answer,
        why=f"{n} + 2 · {p} − {k} = {travel} to travel; {travel // s} whole strides of {s} and a rest of "
        f"{travel % s}, which is dropped; with the first place {answer}.",
        slips=[
            (answer + 1, "That takes a stride for which there is no room left. Floor drops it."),
            (answer - 1, "One is missing: the first place."),
            (engine.output_size(n, k, 0, s), "That forgets the padding."),
            ((n + p - k) // s + 1, "Padding is counted per side: it comes twice."),
            (travel + 1, f"That is stride 1. With stride {s} the kernel skips places."),
            (travel / s + 1, "A count is whole: a kernel does not take part of a stride."),
        ],
        is_typed=True,
    )


def keep_the_size(rng: np.random.Generator) -> Question:
    """Ask for the padding that keeps the size of a dilated convolution."""
    k, d = ((3, 2), (5, 2), (3, 4), (5, 3), (4, 2))[int(rng.integers(0, 5))]
    answer = d * (k - 1) // 2
    return Question(
        prompt=f"A kernel of {k} taps with dilation {d}, stride 1. Which padding per side keeps the size?",
        answer=str(answer),
        why=f"The taps reach over {d} · ({k} − 1) + 1 = {d * (k - 1) + 1} samples, so {d * (k - 1)} places "
        f"are lost; half of them on each side is {answer}.",
        slips=[
            (str(d * (k - 1)), "That is what both sides need together."),
            (
                str((k - 1) // 2),
                f"That is right for dilation 1. With dilation {d} the kernel reaches further.",
            ),
            (str(d * k // 2), "That counts a gap behind the last tap, where there is none."),
            (
                "None does",
                f"It does not matter whether {k} is odd; {d * (k - 1)} is even, so it can be halved.",
            ),
        ],
    )


def what_a_stack_learns(rng: np.random.Generator) -> Question:
    """Ask for the parameters of two convolutions with a pool between them."""
    c, f, g = ((3, 8, 16), (1, 6, 16), (3, 16, 32), (3, 4, 8))[int(rng.integers(0, 4))]
    k, size = int(rng.choice([3, 5])), int(rng.choice([32, 64]))
    first, second = f * (c * k * k + 1), g * (f * k * k + 1)
    answer = first + second
    return Question(
        prompt=f"An input of {c} × {size} × {size} goes through {f} filters of {k} × {k}, a 2 × 2 pool and "
        f"{g} filters of {k} × {k}, each filter with a bias. How many numbers are learned in all?",
        answer=answer,
        why=f"{f} · ({c} · {k * k} + 1) = {first:,}, then {g} · ({f} · {k * k} + 1) = {second:,}: "
        f"together {answer:,}. The pool learns nothing, and the size of the image is not in the count.",
        slips=[
            (answer - f - g, "That leaves the biases out."),
            (first + g * (c * k * k + 1), f"The second layer reads {f} maps, not {c} channels."),
            (first + g * (k * k + 1), f"A filter of the second layer has a kernel for each of {f} maps."),
            (answer + f * 4, "A pool takes maxima: there is nothing to learn in it."),
            (second, "That is the second layer alone."),
            (first, "That is the first layer alone."),
        ],
        is_typed=True,
    )


def how_far_it_sees(rng: np.random.Generator) -> Question:
    """Ask for the receptive field of a stack with strides."""
    a, b, c = (int(k) for k in rng.choice([3, 5], size=3))
    layers = [(a, 1), (2, 2), (b, 1), (c, 2)]
    answer = engine.receptive_field(layers)
    jumps = f"1 + {a - 1} · 1 + 1 · 1 + {b - 1} · 2 + {c - 1} · 2 = {answer}"
    early = engine.receptive_field([(k, 1) for k, _ in layers])
    without = engine.receptive_field([(a, 1), (b, 1), (c, 2)])
    product = a * 2 * b * c
    return Question(
        prompt=f"A stack: a {a} × {a} convolution, a 2 × 2 pool with stride 2, a {b} × {b} "
        f"convolution, and a {c} × {c} convolution with stride 2. How many input pixels wide is the "
        "receptive field of one output?",
        answer=answer,
        why=f"Each layer adds (k − 1) times the jump before it: {jumps}. The last stride would "
        "count only for a layer behind it.",
        slips=[
            (
                early,
                "Behind the pool, neighbors are 2 input pixels apart, so later layers count double.",
            ),
            (without, "That leaves the pool out: it looks at 2 pixels, and it steps."),
            (
                1 + (a - 1) + 2 + (b - 1) * 2 + (c - 1) * 4,
                "That counts a stride before its layer has looked. It counts from the next layer on.",
            ),
            (product, "The fields of neighbors overlap, so they do not multiply."),
            (answer**2, "That is the area. How wide is it?"),
        ],
        is_typed=True,
    )


QUESTIONS = {
    places: "2.1",
    uneven_steps: "2.3",
    keep_the_size: "2.5",
    what_a_stack_learns: "2.7",
    how_far_it_sees: "2.8",
}
