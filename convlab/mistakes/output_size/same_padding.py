"""Usual mistakes of lesson 2: the padding that keeps the size, `same_padding`."""

from __future__ import annotations

from convlab.mistakes import AnyError, Bank, fails_when, probe


def _same(k: int, dilation: int = 1) -> int:
    if dilation * (k - 1) % 2:
        raise ValueError(f"no symmetric padding gives back {dilation * (k - 1)} places")
    return dilation * (k - 1) // 2


same_padding = Bank(
    "same_padding",
    oracle=_same,
    where="lesson 2, 'Which padding keeps the size?'",
    probes=[probe(3), probe(5), probe(7), probe(9)],
)
DILATED = [probe(3, 2), probe(5, 3), probe(7, 5), probe(9, 4)]
EVEN = [probe(4, 2), probe(6, 4), probe(2, 6), probe(8, 2)]
same_padding.add(
    "total-for-per-side",
    "Your padding is twice ours. Is it for one side, or for both together?",
    lambda k, dilation=1: dilation * (k - 1),
    probes=DILATED,
)
same_padding.add(
    "dilation-ignored",
    "Your padding equals ours with the taps side by side. How many places does a dilated kernel cost?",
    lambda k, dilation=1: (k - 1) // 2,
    lambda k, dilation=1: k // 2,
    fails_when(lambda k, dilation=1: k % 2 == 0, lambda k, dilation=1: k // 2),
    probes=DILATED,
)
same_padding.add(
    "kernel-halved",
    "Your padding is half of the kernel, not half of what is lost. What does the first tap cost?",
    lambda k, dilation=1: dilation * (k // 2),
    lambda k, dilation=1: dilation * k // 2,
    probes=[*DILATED, *EVEN],
)
same_padding.add(
    "halved-too-early",
    "You halve before you multiply by the dilation: `//` drops a half that counts twice or more. Which comes first?",
    lambda k, dilation=1: dilation * ((k - 1) // 2),
    probes=[*DILATED, *EVEN],
)
same_padding.add(
    "gap-after-the-last-tap",
    "Your padding counts a gap behind the last tap, too. Between how many pairs of taps does a gap stand?",
    lambda k, dilation=1: (dilation * k - 1) // 2,
    lambda k, dilation=1: (dilation * k - 1) // 2 if dilation * k % 2 else AnyError(ValueError),
    probes=[*DILATED, *EVEN],
)
same_padding.add(
    "even-kernel-refused",
    "Every even kernel is refused. What if its taps stand two apart?",
    fails_when(lambda k, dilation=1: k % 2 == 0, _same),
    probes=[*EVEN, *DILATED],
)
same_padding.add(
    "dilation-from-zero",
    "Your padding equals ours with one more gap between the taps. Is the ordinary kernel dilation 0, or 1?",
    lambda k, dilation=0: _same(k, dilation + 1),
    lambda k, dilation=1: _same(k, dilation + 1),
    probes=[*EVEN, *DILATED],
)
same_padding.add(
    "refusal-inverted",
    "What has an answer is refused, and what has none gets one. Which rest, `% 2`, leaves an even number?",
    lambda k, dilation=1: dilation * (k - 1) // 2 if dilation * (k - 1) % 2 else AnyError(ValueError),
    probes=[*DILATED, *EVEN, probe(4), probe(2, 3)],
)
same_padding.add(
    "one-too-much",
    "Your padding is one more than ours, everywhere. A kernel of 1 keeps the size by itself: what do you add?",
    lambda k, dilation=1: _same(k, dilation) + 1,
)
same_padding.add(
    "dilation-added",
    "Your padding grows by the dilation once, whatever the kernel. How many gaps stand between k taps?",
    lambda k, dilation=1: (k - 1) // 2 + dilation - 1,
    lambda k, dilation=1: (k + dilation - 2) // 2,
    lambda k, dilation=1: AnyError(ValueError) if (k + dilation) % 2 else (k + dilation - 2) // 2,
    probes=DILATED,
)
same_padding.add(
    "brackets-forgotten",
    "The division comes before the minus, so it divides the last number alone. What should be halved?",
    lambda k, dilation=1: dilation * (k - 1 // 2),
    probes=DILATED,
)

BANKS = [same_padding]
