"""Usual mistakes of lesson 6: logits as shares, `softmax`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, probe

ROW, ROWS = np.log([1.0, 2, 5]), np.array([[0.0, 1, 3, 2], [2, -1, 0, 4], [1, 1, 5, -2]])
TOWER = np.stack([ROWS[:2, :3], ROWS[1:, 1:] * 0.5])
SQUARE = np.array([[0.0, 1, 3], [2, -1, 0.5], [1, 4, -2]])


def shares(z: np.ndarray, axis: int | None = -1) -> np.ndarray:
    """Return the right shares."""
    powers = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _quietly(function: Callable) -> Callable:
    """Return the variant without NumPy's warnings about overflow."""

    def variant(z: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            return function(z)

    return variant


def _along_axis_one(z: np.ndarray) -> object:
    return shares(z, 1) if z.ndim > 1 else AnyError(ValueError, "axis 1 is out of bounds")


def _powers(z: np.ndarray) -> np.ndarray:
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


def _divided(powers: np.ndarray) -> np.ndarray:
    return powers / powers.sum(axis=-1, keepdims=True)


def _at_least_two(z: np.ndarray) -> np.ndarray:
    """Make a row of a single one, and add up along axis 1."""
    return shares(np.atleast_2d(z), 1)


def _of_entries(z: np.ndarray) -> np.ndarray:
    """Share out each entry of the first axis by itself: a row, a table, or a single number."""
    powers = [np.exp(entry - np.max(entry)) for entry in z]
    return np.array([power / np.sum(power) for power in powers])


def _in_columns(z: np.ndarray) -> object:
    """Write maxima and sums below one another by `reshape(-1, 1)`."""
    try:
        powers = np.exp(z - z.max(axis=-1).reshape(-1, 1))
        return powers / powers.sum(axis=-1).reshape(-1, 1)
    except ValueError:
        return AnyError(ValueError, "broadcast")


def _never_kept(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=-1))
    return powers / powers.sum(axis=-1)


def _kept_late(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=-1))
    return powers / powers.sum(axis=-1, keepdims=True)


LARGE = [probe(np.array([1000.0, 1000])), probe(ROWS + 1000), probe(np.array([[2000.0, 0], [1, 3]]))]
APART = [probe(ROWS + np.array([[0.0], [gap], [-gap]])) for gap in (1000.0, 5000.0, 20000.0)]
softmax = Bank(
    "softmax",
    oracle=shares,
    where="lesson 6, section 6.4 (how sure is it)",
    probes=[probe(ROW), probe(ROWS), probe(SQUARE), probe(ROWS[:, ::-1] * 0.5)],
)
softmax.add(
    "softmax-not-shifted",
    "Right for small logits, no numbers at all for large ones. What is the power of 1000, and what may be "
    "taken off all logits first?",
    _quietly(lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)),
    _quietly(lambda z: np.nan_to_num(np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True))),
    probes=LARGE,
)  # fmt: skip
softmax.add(
    "shifted-by-the-largest-of-all",
    "Right until one row lies far below another. Whose largest logit is taken off?",
    _quietly(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=-1, keepdims=True)),
    _quietly(lambda z: np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=-1, keepdims=True)),
    probes=APART,
)
softmax.add(
    "logits-clipped",
    "Right for small logits; large ones are cut to a limit, and become equal. What may be taken off all logits of a "
    "row, so that none is too large?",
    *(
        lambda z, low=low, top=top: shares(np.clip(z, low * top, top))
        for top in (20, 50, 80, 88, 100, 500, 700, 709)
        for low in (-1.0, -np.inf)
    ),
    probes=[*LARGE, *APART],
)
softmax.add(
    "softmax-wrong-axis",
    "Your shares add up to 1 along another axis than the last. Which numbers compete with each other?",
    lambda z: shares(z, 0),
    _along_axis_one,
    lambda z: shares(z.T).T,
    lambda z: _powers(z) / _powers(z).sum(axis=0),
    probes=[probe(ROWS.T), probe(TOWER[:, 0]), probe(np.stack([ROWS, ROWS[::-1] * 2])), probe(ROW[:2])],
)
softmax.add(
    "softmax-over-everything",
    "The shares of all rows together add up to 1. How much should each row have?",
    lambda z: shares(z, None),
    lambda z: _powers(z) / _powers(z).sum(),
)
softmax.add(
    "keepdims-forgotten",
    "One row's sum meets another row's powers. Which shape must the sums have to lie below their rows?",
    lambda z: _powers(z) / _powers(z).sum(axis=-1),
    _quietly(_never_kept),
    _quietly(_kept_late),
)
softmax.add(
    "powers-not-divided",
    "Your shares do not add up to 1. What are the powers divided by?",
    _quietly(np.exp),
    lambda z: np.exp(z - np.max(z, axis=-1, keepdims=True)),
)
softmax.add(
    "shifted-by-the-smallest",
    "You take the smallest logit off (or the mean), and powers still grow beyond all numbers. Which one, taken off, "
    "leaves none above 1?",
    _quietly(lambda z: _divided(np.exp(z - z.mean(axis=-1, keepdims=True)))),
    _quietly(
        lambda z: (
            np.exp(z - z.min(axis=-1, keepdims=True))
            / np.exp(z - z.min(-1, keepdims=True)).sum(-1, keepdims=True)
        )
    ),
    probes=[
        probe(np.array([[0.0, 2000.0, 1.0]])),
        probe(np.array([-900.0, 0.0, 3.0])),
        probe(np.array([5.0, 1500.0])),
        probe(np.array([[0.0, 3000.0], [5000.0, 1.0]])),
    ],
)
softmax.add(
    "shifted-by-the-largest-magnitude",
    "Right until all logits of a row lie far below 0: you take off the largest magnitude. Which number, taken off, "
    "leaves a power of 1 in every row?",
    *(
        _quietly(lambda z, axis=axis: _divided(np.exp(z - np.abs(z).max(axis=axis, keepdims=True))))
        for axis in (-1, None)
    ),
    probes=[
        probe(np.array([-1000.0, -1001])),
        probe(-1000 - ROWS),
        probe(np.array([[-800.0, -803], [-900, -900]])),
    ],
)
softmax.add(
    "logits-divided",
    "You divide the logits by the largest one. Softmax looks at differences: which operation leaves those alone?",
    _quietly(lambda z: shares(z / z.max(axis=-1, keepdims=True))),
    _quietly(lambda z: shares(z / z.max())),
    _quietly(lambda z: shares(z / np.abs(z).max())),
    _quietly(lambda z: shares(z / np.abs(z).max(axis=-1, keepdims=True))),
)
softmax.add(
    "percent-for-shares",
    "Your shares add up to 100. To what should they?",
    lambda z: 100 * shares(z),
)
softmax.add(
    "divided-by-logits",
    "Your powers are divided by the sum of the logits. Of what should the sum be taken?",
    _quietly(lambda z: np.exp(z - z.max(-1, keepdims=True)) / z.sum(-1, keepdims=True)),
    _quietly(lambda z: np.exp(z) / z.sum(-1, keepdims=True)),
)
softmax.add(
    "rounded",
    "Your shares are rounded. Who asked for fewer digits?",
    *(lambda z, digits=digits: np.round(shares(z), digits) for digits in (1, 2, 3, 4)),
)
softmax.add(
    "softmax-without-powers",
    "Your shares are the logits divided by their sum. What becomes of a negative logit?",
    _quietly(lambda z: z / z.sum(axis=-1, keepdims=True)),
)
softmax.add(
    "log-of-shares",
    "Your answers are the logarithms of the shares. Which of the two is asked for?",
    lambda z: np.log(shares(z)),
)
softmax.add(
    "sigmoid-for-softmax",
    "Each logit is squeezed by itself. Where do the others of its row come in?",
    lambda z: 1 / (1 + np.exp(-z)),
)
softmax.add(
    "winner-takes-all",
    "The largest logit gets everything. How much is left for the second?",
    lambda z: (z == z.max(axis=-1, keepdims=True)).astype(float),
)
softmax.add(
    "softmax-twice",
    "Your shares are the softmax of shares. How often do the logits go through it?",
    lambda z: shares(shares(z)),
    lambda z: np.exp(shares(z)) / np.exp(shares(z)).sum(axis=-1, keepdims=True),
)
softmax.add(
    "other-power",
    "Your powers have another base than e: 2 or 10. Which function belongs to the natural one?",
    lambda z: shares(z * np.log(2)),
    lambda z: shares(z * np.log(10)),
)
softmax.add(
    "sign-turned",
    "The smallest logit gets the largest share. Which sign has the exponent?",
    lambda z: shares(-z),
)
softmax.add(
    "mean-for-sum",
    "Your shares add up to the number of classes: you divide by a mean. By what should the powers be divided?",
    lambda z: shares(z) * z.shape[-1],
)
softmax.add(
    "largest-for-shares",
    "You return the place of the largest logit, or the largest share alone. How many shares does each row have?",
    lambda z: z.argmax(axis=-1),
    lambda z: shares(z).max(axis=-1),
    lambda z: shares(z).max(axis=-1, keepdims=True),
)
softmax.add(
    "returned-too-early",
    "Only the first row has shares, the rest is 0. Does the `return` wait until all loops are over?",
    lambda z: shares(z) * (np.arange(z.size // z.shape[-1]) == 0).reshape(*z.shape[:-1], 1),
    probes=[probe(ROWS[:, 1:]), probe(SQUARE * 2)],
)
softmax.add(
    "shift-outside-the-power",
    "You take the largest logit off the powers themselves. Off what else, so that the shares stay the same?",
    *(
        _quietly(lambda z, axis=axis: _divided(np.exp(z) - z.max(axis=axis, keepdims=True)))
        for axis in (-1, None)
    ),
)
softmax.add(
    "shifted-on-one-side",
    "The largest logit is taken off above the fraction's line alone, or below it alone. Of which powers must the sum "
    "below be the sum?",
    _quietly(lambda z: _powers(z) / np.exp(z).sum(axis=-1, keepdims=True)),
    _quietly(lambda z: np.exp(z) / _powers(z).sum(axis=-1, keepdims=True)),
)
softmax.add(
    "only-two-axes",
    "It stops, or goes wrong, when the array has not two axes. Which axis is the last of any array?",
    _at_least_two,
    _of_entries,
    _in_columns,
    fails_when(lambda z: z.ndim != 2, shares),
    fails_when(lambda z: z.ndim > 2, shares),
    fails_when(lambda z: z.ndim == 1, shares),
    probes=[probe(ROW + 1), probe(TOWER * 2), probe(ROW[1:]), probe(TOWER[:, :1]), probe(TOWER[:1])],
)

BANKS = [softmax]
