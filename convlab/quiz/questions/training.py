"""Ask about lesson 8: a step downhill, copies brought home, the first loss, (p - y)/N, the gradient of a weight."""

import numpy as np

from convlab.numerics import engine, gradients
from convlab.quiz.questions import Question, table


def one_step(rng: np.random.Generator) -> Question:
    """Ask where a dial stands after one step."""
    k, slope = int(rng.integers(1, 6)), int(rng.choice([-30, -20, 20, 30]))
    rate = float(rng.choice([0.1, 0.2]))
    step = round(rate * slope)
    return Question(
        prompt=f"A dial stands at {k}, and the slope of the loss there is {slope}. The learning rate is {rate}. Where "
        "does the dial stand after one step of gradient descent?",
        answer=k - step,
        why=f"Against the slope, by rate times slope: {k} − {rate} · ({slope}) = {k - step}.",
        slips=[
            (k + step, "That is uphill: the slope points to where the loss grows."),
            (k - slope, "The slope alone is too long a step: the rate shortens it."),
            (-step, "That is the step. Where did the dial stand?"),
            (step, "That is the step, and uphill. Where did the dial stand?"),
            (slope, "That is the slope. Where did the dial stand?"),
        ],
        is_typed=True,
    )


def copies_home(rng: np.random.Generator) -> Question:
    """Ask how many copies come home to a pixel."""
    side, k = int(rng.choice([6, 7])), 3
    row, col = int(rng.integers(0, 2)), int(rng.integers(1, side - 1))
    counts = gradients.col2im(np.ones((k * k, (side - k + 1) ** 2)), (1, side, side), k, k)[0].astype(int)
    down = min(row + 1, k, side - row, side - k + 1)
    across = min(col + 1, k, side - col, side - k + 1)
    return Question(
        prompt=f"Windows of {k} × {k} slide over an image of {side} × {side}, stride 1, no padding. Every entry of the "
        f"columns is 1. What does <code>col2im</code> put into row {row}, column {col} (counted from 0)?",
        answer=int(counts[row, col]),
        why=f"The pixel lies in {down} rows of windows and {across} columns of them: {down} · {across} = "
        f"{int(counts[row, col])} copies come home, and they are added.",
        slips=[
            (k * k, "That many in the middle. How many windows reach this place?"),
            (1, "Copies are added, not written over one another."),
            (down + across, "Each of the rows goes with each of the columns."),
            ((side - k + 1) ** 2, "That is the number of all windows."),
        ],
        is_typed=True,
    )


def first_loss(rng: np.random.Generator) -> Question:
    """Ask what the first loss should be."""
    classes = int(rng.choice([2, 5, 20, 100]))
    value = round(float(np.log(classes)), 2)
    return Question(
        prompt=f"A network for {classes} classes has learned nothing yet. Near which number should its first loss be, "
        "by cross-entropy?",
        answer=value,
        why=f"Every class gets about 1/{classes}, and −ln(1/{classes}) = ln {classes} = {value}.",
        slips=[
            (round(1 / classes, 2), "That is the probability. The loss is minus its logarithm."),
            (round(float(np.log2(classes)), 2), "That is the logarithm to the base 2."),
            (round(float(np.log10(classes)), 2), "That is the logarithm to the base 10."),
            (0, "A loss of 0 would be a network that is sure and right."),
            (2.3, "That is ln 10, for ten classes."),
        ],
    )


def push_and_pull(rng: np.random.Generator) -> Question:
    """Ask for one entry of the gradient of the loss."""
    counts = rng.permutation([1, 2, 5])
    label, n = int(rng.integers(0, 3)), int(rng.choice([2, 4]))
    value = (int(counts[label]) - 8) / 8 / n
    shares = ", ".join(f"{int(c)}/8" for c in counts)
    return Question(
        prompt=f"In a batch of {n} images, one gets the probabilities {shares}; its label is class {label}. What is "
        f"the gradient of the loss with respect to its logit {label}?",
        answer=value,
        why=f"(p − y)/N = ({int(counts[label])}/8 − 1)/{n} = {value}: the label got too little and is pulled up.",
        slips=[
            ((int(counts[label]) - 8) / 8, f"The loss is a mean over {n} images."),
            (int(counts[label]) / 8 / n, "At the label, y is 1 and must be taken off."),
            (-value, "That is y − p: downhill. The gradient points uphill."),
            (
                -1 / (int(counts[label]) / 8) / n,
                "That is with respect to the probability; one step is missing.",
            ),
        ],
        is_typed=True,
    )


def blame_of_a_weight(rng: np.random.Generator) -> Question:
    """Ask for one entry of dw."""
    x, dout = rng.permutation(9).reshape(3, 3), rng.permutation([0, 1, 2, 3]).reshape(2, 2)
    dw = engine.conv2d(x, dout)
    m = int(rng.integers(0, 2))
    n = 1 - m
    answer = int(dw[m, n])
    terms = " + ".join(
        f"{int(d)} · {int(p)}" for d, p in zip(dout.ravel(), x[m : m + 2, n : n + 2].ravel(), strict=True)
    )
    turned = engine.conv2d(x, dout[::-1, ::-1])
    return Question(
        prompt=f"A 2 × 2 kernel slides over {table(x)}; the gradient of the loss with respect to the four outputs is "
        f"{table(dout)}. What is the gradient with respect to the kernel's weight in row {m}, column {n}?",
        answer=answer,
        why="That weight met the pixels of the window that begins at the same row and column, one at each place: "
        f"{terms} = {answer}. It is a correlation of the image with the outputs’ gradient.",
        slips=[
            (
                int(turned[m, n]),
                "That turns the gradient by 180 degrees. Only dx wants something turned.",
            ),
            (
                int(engine.conv2d(x, dout.T)[m, n]),
                "Each pixel counts times the blame of another place: which?",
            ),
            (int(dw[n, m]), "Row and column are swapped."),
            (int(dout.sum()), "That is the gradient of the bias."),
            (int(x[m : m + 2, n : n + 2].sum()), "Those are the pixels alone. Each counts times its blame."),
            (int(x[m, n] * dout[0, 0]), "That is the first place alone. The weight is used at four."),
        ],
        is_typed=True,
    )


QUESTIONS = {
    one_step: "8.1",
    copies_home: "8.3",
    first_loss: "8.6",
    push_and_pull: "8.6",
    blame_of_a_weight: "8.4",
}
