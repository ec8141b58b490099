"""Usual mistakes of lesson 2: the number of places, `output_size`."""

from __future__ import annotations

from convlab.mistakes import Bank, fails_when, probe
from convlab.numerics.engine import output_size as right_size


def _reach(k: int, dilation: int) -> int:
    return dilation * (k - 1) + 1


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
output_size.add(
    "last-place-left-out",
    "Your sizes miss the last place wherever the steps come out even. Does a `range` hold its own end?",
    lambda n, k, padding=0, stride=1, dilation=1: -(-(n + 2 * padding - _reach(k, dilation)) // stride),
    where="lesson 2, 'How many places are there?'",
    probes=[probe(10, 3, 0, 2), probe(10, 3, 0, 3), probe(11, 4, 1, 4)],
)
output_size.add(
    "one-gap-only",
    "Your reach grows by one gap, whatever the kernel. Between how many pairs of taps does a gap stand?",
    lambda n, k, padding=0, stride=1, dilation=1: (n + 2 * padding - k - dilation + 1) // stride + 1,
    probes=_more_dilation,
)
output_size.add(
    "padding-subtracted",
    "Your sizes equal ours with the padding taken away. Is a padded row longer or shorter?",
    lambda n, k, padding=0, stride=1, dilation=1: (n - 2 * padding - _reach(k, dilation)) // stride + 1,
    fails_when(
        lambda n, k, padding=0, stride=1, dilation=1: n - 2 * padding < _reach(k, dilation),
        lambda n, k, padding=0, stride=1, dilation=1: (n - 2 * padding - _reach(k, dilation)) // stride + 1,
    ),
    where="lesson 2, 'What does padding add?'",
    probes=[probe(9, 3, 3), probe(8, 2, 5, 1)],
)
output_size.add(
    "parameters-swapped",
    "Your sizes equal ours with padding and stride exchanged. In which order does the exercise list its parameters?",
    lambda n, k, stride=1, padding=0, dilation=1: right_size(n, k, padding, stride, dilation),
)
output_size.add(
    "even-kernel-refused",
    "A kernel with an even number of taps is refused. What keeps it from sliding?",
    fails_when(lambda n, k, *_, **__: k % 2 == 0, right_size),
    probes=[probe(9, 2), probe(10, 4, 1), probe(12, 2, 0, 3)],
)
output_size.add(
    "fit-without-padding",
    "A kernel that fits on the padded row only is refused. On which row does it slide?",
    fails_when(lambda n, k, padding=0, stride=1, dilation=1: _reach(k, dilation) > n, right_size),
    where="lesson 2, 'What does padding add?'",
    probes=[probe(3, 5, 1), probe(2, 3, 2), probe(4, 3, 2, 1, 3)],
)

BANKS = [output_size]
