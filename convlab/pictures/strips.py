"""Draw a strip of samples and the places that a kernel takes on it, one line a place."""

from collections.abc import Iterable
from dataclasses import dataclass

from convlab.numerics.engine import output_size
from convlab.pictures import drawing as d


@dataclass(frozen=True)
class Setting:
    """The five numbers that a strip is drawn from: samples, taps, padding, stride, dilation."""

    n: int
    k: int
    p: int = 0
    s: int = 1
    d: int = 1

    @property
    def reach(self) -> int:
        """Samples from the first tap to the last, both counted."""
        return self.d * (self.k - 1) + 1

    @property
    def travel(self) -> int:
        """How many samples the kernel can move on the padded row."""
        return self.n + 2 * self.p - self.reach

    @property
    def places(self) -> int:
        """How many places the kernel takes.

        Raises
        ------
        ValueError
            If the setting cannot work.
        """
        return output_size(self.n, self.k, self.p, self.s, self.d)

    def taps(self, place: int) -> list[int]:
        """Return the samples under the taps at a place; padding before sample 0 is negative."""
        start = place * self.s - self.p
        return [start + self.d * tap for tap in range(self.k)]

    def unread(self) -> list[int]:
        """Return the samples and zeros of padding that no tap ever stands on."""
        read = {sample for place in range(self.places) for sample in self.taps(place)}
        return [sample for sample in range(-self.p, self.n + self.p) if sample not in read]


def hatched(x: float, y: float, size: float) -> str:
    """Return the diagonal lines that mark a cell as never read."""
    lines = []
    for shift in (0.33, 0.67, 1.0, 1.33, 1.67):
        low, high = max(0.0, shift - 1), min(1.0, shift)
        ends = (x + low * size, y + (shift - low) * size, x + high * size, y + (shift - high) * size)
        lines.append(d.line(*ends, role="muted", width=1.1))
    return d.tag("g", "".join(lines))


def cell(
    x: float, y: float, size: float, words: str, *, is_padding: bool = False, is_read: bool = True
) -> str:
    """Return one sample with its number, or one dashed cell of padding; hatched where no tap ever reads it."""
    look = {"fill": "card", "stroke_dasharray": "3 3"} if is_padding else {"fill": "faint"}
    parts = [d.box(x, y, size, size, stroke="#8a909b" if is_padding else "line", rx=0, **look)]
    if not is_read:
        parts.append(hatched(x, y, size))
    if words and not is_read:
        wide = (0.24 + 0.26 * len(words)) * size
        parts.append(d.box(x + (size - wide) / 2, y + size * 0.22, wide, size * 0.56, fill="card", rx=3))
    if words:
        parts.append(d.text(x + size / 2, y + size * 0.64, words, size=min(14, size * 0.46)))
    return "".join(parts)


def row(x: float, y: float, size: float, samples: Iterable[int], n: int, unread: Iterable[int] = ()) -> str:
    """Return a row of samples with their numbers; those outside of 0 to `n - 1` are padding."""
    unread, parts = set(unread), []
    for i, sample in enumerate(samples):
        is_padding = not 0 <= sample < n
        words = "" if is_padding else str(sample)
        parts.append(cell(x + i * size, y, size, words, is_padding=is_padding, is_read=sample not in unread))
    return "".join(parts)


def kernel(x: float, y: float, size: float, taps: Iterable[int], height: float = 0) -> str:
    """Return a kernel as a thin bar with a filled square for each tap; `taps` count cells from `x`."""
    taps, height = list(taps), height or size * 0.62
    side, middle = min(size * 0.72, height), y + height / 2
    first, last = x + (taps[0] + 0.5) * size, x + (taps[-1] + 0.5) * size
    parts = [d.line(first, middle, last, middle, role="kernel", width=2.5)]
    for tap in taps:
        left = x + (tap + 0.5) * size - side / 2
        parts.append(d.box(left, middle - side / 2, side, side, fill="kernel", rx=3))
    return "".join(parts)


def bracket(x1: float, x2: float, y: float, words: str, *, role: str = "ink", drop: float = 7) -> str:
    """Return a bracket below a stretch, with words under its middle."""
    path = f"M{x1:g} {y - drop:g}V{y:g}H{x2:g}V{y - drop:g}"
    line = d.tag("path", d=path, fill="none", stroke=d.color(role), stroke_width=1.6)
    return line + d.text((x1 + x2) / 2, y + 17, words, size=14, fill=role, font_weight=600)


def strip(
    x: float, y: float, size: float, setting: Setting, *, line: float = 0, is_numbered: bool = True
) -> str:
    """Return the padded row and, below it, the kernel at every place, `line` high each."""
    line = line or size * 0.8
    samples = range(-setting.p, setting.n + setting.p)
    parts = [row(x, y, size, samples, setting.n, setting.unread())]
    for place in range(setting.places):
        top = y + size + 8 + place * line
        taps = [sample + setting.p for sample in setting.taps(place)]
        parts.append(kernel(x, top, size, taps, line * 0.78))
        if is_numbered:
            right = x + len(samples) * size + 14
            words = d.text(
                right, top + line * 0.39 + 5, f"place {place}", size=13, anchor="start", fill="output"
            )
            parts.append(words)
    return "".join(parts)
