"""Usual mistakes of lesson 2: the number of places, `output_size`."""

from __future__ import annotations

from collections.abc import Callable

from convlab.mistakes import AnyError, Bank, probe
from convlab.numerics.engine import output_size as right_size

PLACES = "lesson 2, 'How many places are there?'"
PADDING = "lesson 2, 'What does padding add?'"
STEPS = "lesson 2, 'What if the steps do not come out even?'"
GAPS = "lesson 2, 'What if the kernel has gaps?', where the whole formula stands"


def _reach(k: int, d: int) -> int:
    return d * (k - 1) + 1


def _travel(n: int, k: int, p: int, d: int) -> int:
    return n + 2 * p - _reach(k, d)


output_size = Bank(
    "output_size",
    oracle=right_size,
    where=GAPS,
    probes=[probe(7, 3), probe(5, 3), probe(9, 2), probe(12, 5)],
)
PADDED = [probe(5, 3, 1), probe(8, 3, 2), probe(9, 3, 3), probe(8, 2, 5), probe(20, 3, 4)]
STRIDED = [probe(9, 3, 0, 2), probe(12, 3, 0, 2), probe(14, 5, 0, 3), probe(16, 1, 0, 5), probe(10, 3, 0, 3)]
UNEVEN = [probe(10, 3, 0, 2), probe(12, 4, 0, 5), probe(14, 3, 0, 4), probe(13, 4, 0, 5), probe(17, 3, 0, 4)]
BOTH = [
    probe(13, 5, 2, 3),
    probe(12, 4, 1, 3),
    probe(16, 3, 2, 5),
    probe(13, 5, 2, 2),
    probe(15, 3, 1, 2),
    probe(17, 4, 2, 5),
]
DILATED = [
    probe(23, 4, 0, 1, 2),
    probe(11, 2, 0, 1, 3),
    probe(30, 4, 0, 1, 2),
    probe(18, 3, 0, 1, 2),
    probe(25, 5, 0, 1, 3),
]
EXACT = [probe(3, 3), probe(1, 1), probe(7, 7), probe(5, 5)]

# id, question, where to look, the probes that it needs beside the plain ones, what n, k, p, s and d come to
_MISTAKES: list[tuple[str, str, str, list, list[Callable]]] = [
    (
        "no-plus-one",
        "Your sizes are one short, everywhere. Where does the kernel stand before it moves at all?",
        PLACES, UNEVEN, [lambda n, k, p, s, d: right_size(n, k, p, s, d) - 1],
    ),
    (
        "one-too-much",
        "Your sizes are one too large, everywhere. How many places has a kernel as long as the row?",
        PLACES, [*UNEVEN, *EXACT], [lambda n, k, p, s, d: right_size(n, k, p, s, d) + 1],
    ),
    (
        "padding-once",
        "Your sizes equal ours with the padding added once. At how many ends of the row does it stand?",
        PADDING, PADDED, [lambda n, k, p, s, d: right_size(n + p, k, 0, s, d)],
    ),
    (
        "padding-ignored",
        "Your sizes equal ours without padding. Where does the padding enter the travel?",
        PADDING, PADDED, [lambda n, k, p, s, d: right_size(n, k, 0, s, d)],
    ),
    (
        "padding-subtracted",
        "Your sizes equal ours with the padding taken away. Is a padded row longer or shorter?",
        PADDING, PADDED,
        [
            lambda n, k, p, s, d: (n - 2 * p - _reach(k, d)) // s + 1,
            lambda n, k, p, s, d: (n - 2 * p - _reach(k, d)) // s + 1 if n - 2 * p >= _reach(k, d) else AnyError(),
        ],
    ),
    (
        "padding-squared",
        "Your sizes equal ours with p times p, or p to the power 2, for the two ends. How much do both ends add?",
        PADDING, PADDED, [lambda n, k, p, s, d: right_size(n, k, 0, s, d) + p * p if s == 1 else AnyError()],
    ),
    (
        "rounded-up",
        "Your sizes equal ours with the division rounded up. Is a step taken that does not fit?",
        STEPS, [*STRIDED, *UNEVEN],
        [
            lambda n, k, p, s, d: -(-_travel(n, k, p, d) // s) + 1,
        ],
    ),
    (
        "last-place-left-out",
        "Your sizes miss the last place wherever the steps come out even. Does a `range` hold its own end?",
        PLACES, [*STRIDED, *UNEVEN], [lambda n, k, p, s, d: -(-_travel(n, k, p, d) // s)],
    ),
    (
        "kernel-hangs-over",
        "You count a place at every step along the row. Does the kernel still fit on the row at the last of them?",
        PLACES, [*STRIDED, *PADDED], [lambda n, k, p, s, d: -(-(n + 2 * p) // s)],
    ),
    (
        "brackets-forgotten",
        "Your sizes are right at stride 1 only: the division comes before the sums, so it divides the last number "
        "alone. What should be divided?",
        STEPS, [*STRIDED, *BOTH],
        [
            lambda n, k, p, s, d: n + 2 * p - d * (k - 1) - 1 // s + 1,
            lambda n, k, p, s, d: n + 2 * p - _reach(k, d) // s + 1,
            lambda n, k, p, s, d: n - _reach(k, d) + 2 * p // s + 1,
            lambda n, k, p, s, d: int(n - _reach(k, d) + 2 * p / s + 1),
            lambda n, k, p, s, d: (n - _reach(k, d)) // s + 2 * p + 1,
            lambda n, k, p, s, d: n // s + 2 * p - _reach(k, d) + 1,
        ],
    ),
    (
        "divided-one-by-one",
        "Your sizes divide the parts of the travel one by one, and lose their rests. When is the division due?",
        STEPS, [*STRIDED, *BOTH, *UNEVEN],
        [
            lambda n, k, p, s, d: (n - _reach(k, d)) // s + 2 * p // s + 1,
            lambda n, k, p, s, d: (n + 2 * p) // s - _reach(k, d) // s + 1,
        ],
    ),
    (
        "rounded-to-nearest",
        "Your sizes equal ours with the division rounded to the nearest number. Is half a step taken?",
        STEPS, [*STRIDED, *UNEVEN],
        [
            lambda n, k, p, s, d: round(_travel(n, k, p, d) / s) + 1,
            lambda n, k, p, s, d: round(_travel(n, k, p, d) / s + 1),
            lambda n, k, p, s, d: int(_travel(n, k, p, d) / s + 1.5),
        ],
    ),
    (
        "one-before-the-division",
        "Your sizes equal ours with the 1 added before the division by the stride. Is the first place a step?",
        STEPS, [*STRIDED, *UNEVEN], [lambda n, k, p, s, d: (_travel(n, k, p, d) + 1) // s],
    ),
    (
        "uneven-refused",
        "A stride that does not come out even is refused. What becomes of the samples that are left over?",
        STEPS, [*STRIDED, *UNEVEN],
        [lambda n, k, p, s, d: AnyError() if _travel(n, k, p, d) % s else right_size(n, k, p, s, d)],
    ),
    (
        "stride-ignored",
        "Your sizes equal ours at one stride, whatever is asked. How many samples does the kernel pass with one step?",
        STEPS, STRIDED,
        [lambda n, k, p, s, d: right_size(n, k, p, 1, d), lambda n, k, p, s, d: right_size(n, k, p, 2, d)],
    ),
    (
        "stride-multiplied",
        "Your sizes grow with the stride. Do longer steps leave more places, or fewer?",
        STEPS, STRIDED,
        [
            lambda n, k, p, s, d: _travel(n, k, p, d) * s + 1,
            lambda n, k, p, s, d: (n - 1) * s + _reach(k, d) - 2 * p,
        ],
    ),
    (
        "dilation-ignored",
        "Your sizes equal ours with the taps side by side. How far does a dilated kernel reach?",
        GAPS, DILATED, [lambda n, k, p, s, d: right_size(n, k, p, s)],
    ),
    (
        "dilation-from-zero",
        "Your sizes equal ours with one more gap between the taps. Is the ordinary kernel dilation 0, or 1?",
        GAPS, DILATED, [lambda n, k, p, s, d: (n + 2 * p - _reach(k, d + 1)) // s + 1],
    ),
    (
        "gap-after-the-last-tap",
        "Your sizes equal ours with a reach of d times k. How many gaps stand between k taps?",
        GAPS, DILATED, [lambda n, k, p, s, d: (n + 2 * p - d * k) // s + 1],
    ),
    (
        "reach-too-short",
        "Your sizes equal ours with a reach of d (k - 1). Does the first tap need a sample, too?",
        GAPS, [*DILATED, *UNEVEN, *EXACT], [lambda n, k, p, s, d: (n + 2 * p - d * (k - 1)) // s + 1],
    ),
    (
        "one-gap-only",
        "Your reach grows by one gap, whatever the kernel. Between how many pairs of taps does a gap stand?",
        GAPS, DILATED,
        [
            lambda n, k, p, s, d: (n + 2 * p - k - d + 1) // s + 1,
            lambda n, k, p, s, d: (n + 2 * p - k - d * (d > 1)) // s + 1,
        ],
    ),
    (
        "exact-fit-refused",
        "A kernel exactly as long as the padded row is refused. How many places has it?",
        PLACES, EXACT,
        [lambda n, k, p, s, d: AnyError() if _travel(n, k, p, d) == 0 else right_size(n, k, p, s, d)],
    ),
    (
        "even-kernel-refused",
        "A kernel with an even number of taps is refused. What keeps it from sliding?",
        PLACES, [probe(10, 4), probe(12, 2), probe(8, 6)],
        [lambda n, k, p, s, d: AnyError() if k % 2 == 0 else right_size(n, k, p, s, d)],
    ),
    (
        "fit-without-padding",
        "A kernel that fits on the padded row only is refused. On which row does it slide?",
        PADDING, [*PADDED, probe(3, 5, 1), probe(2, 3, 2), probe(4, 6, 3)],
        [lambda n, k, p, s, d: AnyError() if _reach(k, d) > n else right_size(n, k, p, s, d)],
    ),
]  # fmt: skip


def _called(change: Callable) -> Callable:
    """Return the variant with the exercise's parameters."""
    return lambda n, k, padding=0, stride=1, dilation=1: change(n, k, padding, stride, dilation)


for _id, _question, _where, _probes, _changes in _MISTAKES:
    output_size.add(_id, _question, *map(_called, _changes), where=_where, probes=_probes)
output_size.add(
    "parameters-swapped",
    "Your sizes equal ours with padding and stride exchanged. In which order does the exercise list its parameters?",
    lambda n, k, stride=1, padding=0, dilation=1: (
        right_size(n, k, padding, stride, dilation) if stride else AnyError()
    ),
    probes=[*PADDED[:3], *STRIDED[:2], *BOTH],
)

BANKS = [output_size]
