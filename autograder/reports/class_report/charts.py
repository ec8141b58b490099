"""Draw the report's few pictures as small SVG texts that take their colors from the page."""

from collections.abc import Sequence
from math import log10
from statistics import median

from markupsafe import Markup

WIDTH = 640
_AXIS = Markup('<line class="axis" x1="0" x2="{0}" y1="{1}" y2="{1}"></line>')
COUNT_TALL, MOST_OVER = 22, 16
"""How much room a bar's count takes above the bar, and to either side of its middle."""


def histogram(values: Sequence[float], most: float) -> Markup:
    """Return a histogram of marks from 0 to `most`, with the median marked.

    `most`: the largest mark there can be
    """
    counts, step = bins(values, most)
    tallest, height, foot = max(counts, default=0) or 1, 195, 175
    wide = WIDTH / len(counts)
    parts = []
    tops = [foot - 118 * count / tallest for count in counts]
    if values:
        at = median(values)
        x = min(WIDTH - 1.0, max(1.0, (at / step + 0.5) * wide if most else 0))
        near = [top for n, top in enumerate(tops) if counts[n] and abs((n + 0.5) * wide - x) < MOST_OVER]
        parts += _median(x, at, min(near) - COUNT_TALL if near else foot)
    for number, count in enumerate(counts):
        tall = foot - tops[number]
        x = number * wide
        label = bin_label(number, len(counts), step, most)
        if count:
            parts.append(_bar(x + 1.5, foot - tall, wide - 3, tall, Markup(' rx="2"')))
            parts.append(_text(x + wide / 2, foot - tall - 5, str(count), "mid count"))
        if len(counts) <= 21 or number % 2 == 0:
            parts.append(_text(x + wide / 2, foot + 15, label, "mid tick"))
    parts.append(_AXIS.format(WIDTH, foot))
    spoken = ", ".join(f"{bin_label(n, len(counts), step, most)}: {c}" for n, c in enumerate(counts) if c)
    return _svg(
        height, parts, f"Histogram of {len(values)} marks, points and students: {spoken or 'none yet'}."
    )


def _median(x: float, value: float, down_to: float) -> list[Markup]:
    """Return the median's line and words: they stand above the bars, and the line ends above a bar's count."""
    line = Markup('<line class="median" x1="{0:.1f}" x2="{0:.1f}" y1="20" y2="{1:.1f}"></line>')
    side = "end" if x > WIDTH - 90 else "start"
    return [line.format(x, down_to), _text(x, 15, f"median {value:g}", f"{side} note")]


def bins(values: Sequence[float], most: float) -> tuple[list[int], float]:
    """Return counts and the width of a bin; bin n holds the marks from n widths up, the last the top mark.

    >>> bins([0, 1, 4, 4], 4)
    ([1, 1, 0, 0, 2], 1.0)
    """
    most = max(float(most), 1.0)
    step = (
        next(s for s in (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, most) if most / s <= 24) if most > 4 else 1.0
    )
    counts = [0] * (int(most // step) + 1)
    for value in values:
        counts[min(len(counts) - 1, max(0, int(value // step)))] += 1
    return counts, step


def bin_label(number: int, total: int, step: float, most: float) -> str:
    """Return the marks that a bin holds, as text."""
    low = number * step
    if step <= 1:
        return f"{low:g}"
    return f"{low:g}" if low + step > most else f"{low:g}+"


def time_strip(seconds: Sequence[float]) -> Markup:
    """Return one mark for each submission on a logarithmic line from a hundredth of a second up."""
    top = max([10.0, *seconds])
    low, high = -2.0, log10(top) * 1.02

    def place(value: float) -> float:
        return 8 + (WIDTH - 16) * (max(log10(max(value, 0.01)), low) - low) / (high - low)

    hair = Markup('<line class="hair" x1="{0:.1f}" x2="{0:.1f}" y1="14" y2="42"></line>')
    parts = [_AXIS.format(WIDTH, 44), *(hair.format(place(value)) for value in seconds)]
    for tick in (0.01, 0.1, 1, 10, 60, 600):
        if tick <= top:
            parts.append(_text(place(tick), 60, f"{tick:g} s", "mid tick"))
    spoken = f"median {median(seconds):.2g} seconds, longest {max(seconds):.3g}" if seconds else "none yet"
    return _svg(66, parts, f"Running times of {len(seconds)} submissions: {spoken}.")


def sparkline(values: Sequence[float], most: float) -> Markup:
    """Return a histogram the size of a word."""
    counts, _ = bins(values, most)
    tallest, wide = max(counts, default=0) or 1, 120 / len(counts)
    tops = [22 * count / tallest for count in counts]
    bars = [_bar(n * wide + 0.5, 24 - tall, wide - 1, tall) for n, tall in enumerate(tops)]
    whole = Markup('<svg class="spark" viewBox="0 0 120 24" aria-hidden="true">{}</svg>')
    return whole.format(Markup("").join(bars))


def _bar(x: float, y: float, wide: float, tall: float, more: str = "") -> Markup:
    shape = Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"{}></rect>')
    return shape.format(x, y, wide, tall, more)


def _text(x: float, y: float, words: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(kind, x, y, words)


def _svg(height: int, parts: list, spoken: str) -> Markup:
    return Markup('<svg class="chart" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>').format(
        spoken, WIDTH, height, Markup("").join(parts)
    )
