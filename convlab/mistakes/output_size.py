"""Usual mistakes of lesson 2: sizes, padding and parameters."""

from __future__ import annotations

from convlab.engine import output_size as right_size
from convlab.mistakes import Bank, fails_when, probe


def _reach(k: int, dilation: int) -> int:
    return dilation * (k - 1) + 1


# ---- output_size

output_size = Bank(
    "output_size",
    oracle=right_size,
    where="lesson 2, 'What if the kernel has gaps?', where the whole formula stands",
    probes=[
        probe(7, 3),
        probe(5, 3, 1),
        probe(9, 3, 0, 2),
        probe(12, 3, 0, 2),
        probe(13, 5, 2, 3),
        probe(20, 3, 4, 1),
        probe(23, 4, 1, 4, 2),
        probe(11, 2, 3, 1, 3),
        probe(18, 3, 2, 3, 2),
        probe(16, 1, 1, 5, 4),
    ],
)
_more_dilation = [probe(30, 4, 0, 1, 2), probe(25, 5, 1, 1, 3), probe(10, 3, 0, 2)]
output_size.add(
    "no-plus-one",
    "Your sizes are one short, everywhere. Where does the kernel stand before it moves at all?",
    lambda n, k, padding=0, stride=1, dilation=1: right_size(n, k, padding, stride, dilation) - 1,
    where="lesson 2, 'How many places are there?'",
)
output_size.add(
    "padding-once",
    "Your sizes equal ours with the padding added once. At how many ends of the row does it stand?",
    lambda n, k, padding=0, stride=1, dilation=1: right_size(n + padding, k, 0, stride, dilation),
    where="lesson 2, 'What does padding add?'",
    probes=[probe(9, 3, 3), probe(8, 2, 5, 1)],
)
output_size.add(
    "padding-ignored",
    "Your sizes equal ours without padding. Where does the padding enter the travel?",
    lambda n, k, padding=0, stride=1, dilation=1: right_size(n, k, 0, stride, dilation),
    where="lesson 2, 'What does padding add?'",
)
output_size.add(
    "rounded-up",
    "Your sizes equal ours with the division rounded up. Is a step taken that does not fit?",
    lambda n, k, padding=0, stride=1, dilation=1: -(-(n + 2 * padding - _reach(k, dilation)) // stride) + 1,
    where="lesson 2, 'What if the steps do not come out even?'",
    probes=[probe(10, 3, 0, 2), probe(10, 3, 0, 3), probe(11, 4, 1, 4)],
)
output_size.add(
    "rounded-to-nearest",
    "Your sizes equal ours with the division rounded to the nearest number. Is half a step taken?",
    lambda n, k, padding=0, stride=1, dilation=1: round((n + 2 * padding - _reach(k, dilation)) / stride) + 1,
    lambda n, k, padding=0, stride=1, dilation=1: round((n + 2 * padding - _reach(k, dilation)) / stride + 1),
    lambda n, k, padding=0, stride=1, dilation=1: int((n + 2 * padding - _reach(k, dilation)) / stride + 1.5),
    where="lesson 2, 'What if the steps do not come out even?'",
    probes=[
        probe(10, 3, 0, 2),
        probe(12, 4, 0, 5),
        probe(14, 3, 0, 4),
        probe(13, 4, 0, 5),
        probe(17, 3, 0, 4),
    ],
)
output_size.add(
    "one-before-the-division",
    "Your sizes equal ours with the 1 added before the division by the stride. Is the first place a step?",
    lambda n, k, padding=0, stride=1, dilation=1: (n + 2 * padding - _reach(k, dilation) + 1) // stride,
    where="lesson 2, 'What if the steps do not come out even?'",
    probes=[probe(11, 3, 0, 2), probe(13, 5, 2, 2), probe(14, 4, 1, 3)],
)
output_size.add(
    "brackets-forgotten",
    "Your sizes are right at stride 1 only: the division comes before the sums, so it divides the last number "
    "alone. What should be divided?",
    lambda n, k, padding=0, stride=1, dilation=1: n + 2 * padding - dilation * (k - 1) - 1 // stride + 1,
    lambda n, k, padding=0, stride=1, dilation=1: n + 2 * padding - _reach(k, dilation) // stride + 1,
    where="lesson 2, 'What if the steps do not come out even?'",
)
output_size.add(
    "stride-ignored",
    "Your sizes equal ours at stride 1. How many samples does the kernel pass with one step?",
    lambda n, k, padding=0, stride=1, dilation=1: right_size(n, k, padding, 1, dilation),
    where="lesson 2, 'What if the steps do not come out even?'",
)
output_size.add(
    "dilation-ignored",
    "Your sizes equal ours with the taps side by side. How far does a dilated kernel reach?",
    lambda n, k, padding=0, stride=1, dilation=1: right_size(n, k, padding, stride),
    probes=_more_dilation,
)
output_size.add(
    "dilation-from-zero",
    "Your sizes equal ours with one more gap between the taps. Is the ordinary kernel dilation 0, or 1?",
    lambda n, k, padding=0, stride=1, dilation=1: (n + 2 * padding - _reach(k, dilation + 1)) // stride + 1,
    probes=_more_dilation,
)
output_size.add(
    "gap-after-the-last-tap",
    "Your sizes equal ours with a reach of d times k. How many gaps stand between k taps?",
    lambda n, k, padding=0, stride=1, dilation=1: (n + 2 * padding - dilation * k) // stride + 1,
    probes=_more_dilation,
)
output_size.add(
    "reach-too-short",
    "Your sizes equal ours with a reach of d (k - 1). Does the first tap need a sample, too?",
    lambda n, k, padding=0, stride=1, dilation=1: (n + 2 * padding - dilation * (k - 1)) // stride + 1,
    probes=[probe(6, 2), probe(8, 4, 1), probe(9, 2, 0, 2)],
)
output_size.add(
    "exact-fit-refused",
    "A kernel exactly as long as the padded row is refused. How many places has it?",
    fails_when(
        lambda n, k, padding=0, stride=1, dilation=1: n + 2 * padding == _reach(k, dilation), right_size
    ),
    where="lesson 2, 'How many places are there?'",
    probes=[probe(3, 3), probe(4, 6, 1), probe(7, 4, 0, 1, 2), probe(1, 1)],
)

# ---- same_padding


def _same(k: int, dilation: int = 1) -> int:
    if dilation * (k - 1) % 2:
        raise ValueError(f"no symmetric padding gives back {dilation * (k - 1)} places")
    return dilation * (k - 1) // 2


same_padding = Bank(
    "same_padding",
    oracle=_same,
    where="lesson 2, 'Which padding keeps the size?'",
    probes=[
        probe(3),
        probe(5),
        probe(7),
        probe(3, 2),
        probe(5, 3),
        probe(4, 2),
        probe(6, 4),
        probe(2, 6),
        probe(9, 1),
        probe(7, 5),
    ],
)
same_padding.add(
    "total-for-per-side",
    "Your padding is twice ours. Is it for one side, or for both together?",
    lambda k, dilation=1: dilation * (k - 1),
)
same_padding.add(
    "dilation-ignored",
    "Your padding equals ours with the taps side by side. How many places does a dilated kernel cost?",
    lambda k, dilation=1: (k - 1) // 2,
    lambda k, dilation=1: k // 2,
    fails_when(lambda k, dilation=1: k % 2 == 0, lambda k, dilation=1: k // 2),
)
same_padding.add(
    "kernel-halved",
    "Your padding is half of the kernel, not half of what is lost. What does the first tap cost?",
    lambda k, dilation=1: dilation * (k // 2),
    lambda k, dilation=1: dilation * k // 2,
    lambda k, dilation=1: dilation * ((k - 1) // 2),
    probes=[probe(4, 4), probe(2, 2), probe(8, 2)],
)
same_padding.add(
    "even-kernel-refused",
    "Every even kernel is refused. What if its taps stand two apart?",
    fails_when(lambda k, dilation=1: k % 2 == 0, _same),
)

# ---- count_params


def count(c_in: int, c_out: int, k: int | tuple[int, int], bias: bool = True) -> int:
    """Return the right number of parameters."""
    return c_out * c_in * _area(k) + c_out * bool(bias)


def _area(k: int | tuple[int, int]) -> int:
    return k * k if isinstance(k, int) else k[0] * k[1]


count_params = Bank(
    "count_params",
    oracle=count,
    where="lesson 2, 'What does a layer have to learn?'",
    probes=[
        probe(2, 3, 3),
        probe(1, 4, 2),
        probe(3, 64, 3),
        probe(5, 2, 4),
        probe(3, 7, 5, False),
        probe(6, 4, (1, 3)),
        probe(2, 5, (4, 2), False),
        probe(4, 6, (3, 2)),
    ],
)
count_params.add(
    "bias-forgotten",
    "Your counts equal ours without biases. How many does a layer have?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k, False),
)
count_params.add(
    "bias-always",
    "Your counts hold biases also where bias=False. Who asked for them?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k, True),
    probes=[probe(2, 3, 3, False), probe(1, 1, 1, False)],
)
count_params.add(
    "bias-per-kernel",
    "Your counts equal ours with a bias for every kernel. How many biases has a filter?",
    lambda c_in, c_out, k, bias=True: c_out * c_in * (_area(k) + bool(bias)),
)
count_params.add(
    "bias-per-input-channel",
    "Your counts equal ours with one bias for each input channel. To what is a bias added?",
    lambda c_in, c_out, k, bias=True: c_out * c_in * _area(k) + c_in * bool(bias),
)
count_params.add(
    "one-bias-for-all",
    "Your counts hold a single bias. Does every filter get one of its own?",
    lambda c_in, c_out, k, bias=True: c_out * c_in * _area(k) + bool(bias),
)
count_params.add(
    "input-channels-forgotten",
    "Your counts equal ours for one input channel. How deep is a filter?",
    lambda c_in, c_out, k, bias=True: count(1, c_out, k, bias),
)
count_params.add(
    "filters-forgotten",
    "Your counts equal ours for one filter. How many filters has the layer?",
    lambda c_in, c_out, k, bias=True: count(c_in, 1, k, bias),
)
count_params.add(
    "kernel-side-once",
    "Your counts equal ours with k weights in a kernel. How many has a square of side k?",
    lambda c_in, c_out, k, bias=True: (
        count(c_in, c_out, (1, k), bias) if isinstance(k, int) else count(c_in, c_out, k, bias)
    ),
)
count_params.add(
    "pair-refused",
    "It stops when `k` is a pair. How do you find out whether there are one or two numbers in it?",
    fails_when(lambda c_in, c_out, k, bias=True: not isinstance(k, int), count),
)
count_params.add(
    "nothing-without-bias",
    "Without a bias your counts lose more than the biases. How much of the line belongs to its `if`?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k) if bias else 0,
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k) if bias else count(c_in, 1, k, False),
    probes=[probe(2, 3, 3, False), probe(4, 2, 2, False)],
)
count_params.add(
    "pair-read-as-square",
    "Your counts take a pair for a square. What are the two numbers of (kH, kW)?",
    *(
        lambda c_in, c_out, k, bias=True, i=i: count(c_in, c_out, k if isinstance(k, int) else k[i], bias)
        for i in (0, 1)
    ),
)

BANKS = [output_size, same_padding, count_params]
