"""Draw what stands in for lesson 7's widgets where no script runs: their first view."""

from collections.abc import Sequence

import numpy as np

from convlab.numerics import engine, fields
from convlab.pictures import drawing as d

CONE_ALT = (
    "The widget with three layers of 3 taps, strides 1, 2 and 1: a cone from one output at the top to 9 samples of "
    "the input; below it a bar for each sample, tallest in the middle: how much that sample has to say."
)
GROUPS_ALT = (
    "The widget with 8 channels, 8 filters and 2 groups: a table of 64 cells with two filled blocks of 4 x 4 on its "
    "diagonal, 288 weights of 576, and below it the channels that filter 0 sees: 0 to 3."
)


def cone_parts(
    layers: Sequence[fields.Layer], x: float, y: float, size: float, drop: float
) -> tuple[list[str], list[list[int]]]:
    """Return the cone as SVG, the output at the top and the samples at the bottom, and the places of each level."""
    levels = fields.used(layers)
    jumps = [1]
    for _, stride, _ in layers:
        jumps.append(jumps[-1] * stride)
    # A place stands above the middle of what it sees, so that the output stands above the middle of the field.
    starts = [0.0]
    for (kernel, _, dilation), jump in zip(layers, jumps, strict=False):
        starts.append(starts[-1] + dilation * (kernel - 1) * jump / 2)

    def at(level: int, place: int) -> tuple[float, float]:
        center = x + (starts[level] + place * jumps[level] + 0.5) * size
        return center, y + (len(layers) - level) * drop

    lines, nodes = [], []
    for level, (kernel, stride, dilation) in enumerate(layers, start=1):
        for place in levels[level]:
            top = at(level, place)
            for tap in range(kernel):
                below = at(level - 1, place * stride + tap * dilation)
                lines.append(d.line(*top, *below, role="kernel", width=1, stroke_opacity=0.55))
    for level, places in enumerate(levels[1:], start=1):
        for place in places:
            center, middle = at(level, place)
            side = min(size * 0.7, 13)
            nodes.append(d.box(center - side / 2, middle - side / 2, side, side, fill="output"))
    for sample in range(levels[0][-1] + 1):
        is_used = sample in set(levels[0])
        look = (
            {"fill": "window", "fill_opacity": 0.3}
            if is_used
            else {"fill": "card", "stroke_dasharray": "2 2"}
        )
        left, top = x + sample * size, y + len(layers) * drop - min(size, 22) / 2
        nodes.append(d.box(left, top, size, min(size, 22), stroke="line", rx=0, **look))
        if not is_used:
            nodes.append(d.line(left, top + min(size, 22), left + size, top, role="muted", width=1))
    return lines + nodes, levels


def cone_still(layers: Sequence[fields.Layer], alt: str = "") -> str:
    """Return the widget's first view: settings, cone, and the say of each sample."""
    width, jump = fields.field(layers)
    size, drop = min(40.0, 560 / width), 62
    left, top = 370 - width * size / 2, 40.0
    parts, _ = cone_parts(layers, left, top, size, drop)
    settings = [
        f"layer {i}: {k} taps, stride {s}, dilation {h}" for i, (k, s, h) in enumerate(layers, start=1)
    ]
    head = [d.text(24, 34 + 21 * i, words, size=13.5, anchor="start") for i, words in enumerate(settings)]
    bottom = top + len(layers) * drop + 26
    masks = [engine.dilate_kernel(np.ones((1, k)), h) for k, _, h in layers]
    share = fields.say(masks, [s for _, s, _ in layers])[0]
    tall = 84
    for sample, value in enumerate(share):
        height = max(value / share.max() * tall, 1)
        place = (left + (sample + 0.12) * size, bottom + tall - height, size * 0.76, height)
        parts.append(d.box(*place, fill="output", rx=1))
        if size >= 26:
            words = f"{100 * value:.0f} %"
            parts.append(
                d.text(left + (sample + 0.5) * size, bottom + tall + 16, words, size=12, fill="muted")
            )
    reading = f"One output sees {width} samples, and its neighbor begins {jump} further. Below: the say of each sample."
    parts.append(d.text(350, bottom + tall + 44, reading, size=14))
    alt = alt or f"{len(layers)} layers; {'; '.join(settings)}. {reading}"
    return d.picture(700, round(bottom + tall + 62), [*head, *parts], alt)


def table_of(channels: int, filters: int, groups: int) -> np.ndarray:
    """Return which filter, a row each, reads which channel, a column each."""
    wide, tall = channels // groups, filters // groups
    return np.kron(np.eye(groups, dtype=int), np.ones((tall, wide), dtype=int))


def kernel_table(x: float, y: float, size: float, reads: np.ndarray) -> list[str]:
    """Return the table of kernels: filled where a filter reads a channel, dashed and empty where it does not."""
    parts = []
    for (row, column), is_read in np.ndenumerate(reads):
        place = (x + column * size, y + row * size, size, size)
        look = (
            {"fill": "kernel", "fill_opacity": 0.75}
            if is_read
            else {"fill": "card", "stroke_dasharray": "2 3"}
        )
        parts.append(d.box(*place, stroke="line", rx=0, **look))
    return parts


def groups_still(channels: int, filters: int, groups: int, kernel: int, alt: str = "") -> str:
    """Return the widget's first view: the table of kernels, who hears whom, and the counts."""
    if channels % groups or filters % groups:
        words = f"{channels} channels and {filters} filters do not divide into {groups} groups."
        return d.picture(700, 60, [d.text(350, 36, words, size=15)], words)
    reads = table_of(channels, filters, groups)
    size, left, top = 28, 84, 84
    full, weights = fields.work(channels, filters, 1, kernel), fields.work(channels, filters, groups, kernel)
    setting, bold = (
        f"{channels} channels, {filters} filters, {kernel} × {kernel}, {groups} groups",
        {"font_weight": 600},
    )
    parts = [
        d.text(24, 34, setting, size=15, anchor="start"),
        d.text(left + channels * size / 2, top - 12, "channels", fill="window", **bold),
        d.text(left - 12, top + filters * size / 2 + 5, "filters", fill="output", anchor="end", **bold),
        *kernel_table(left, top, size, reads),
        d.frame(left, top, 1, channels, size, "output", 2.5),
    ]
    right, gap, tall = 400, 270 / max(channels, filters, 2), 150
    for f in range(filters):
        for c in np.flatnonzero(reads[f]):
            strong = {"width": 2.2} if f == 0 else {"width": 0.8, "stroke_opacity": 0.45}
            ends = (right + (c + 0.5) * gap, top + tall, right + (f + 0.5) * gap, top + 20)
            parts.append(d.line(*ends, role="kernel", **strong))
    for f in range(filters):
        parts.append(d.tag("circle", cx=right + (f + 0.5) * gap, cy=top + 20, r=6.5, fill=d.color("output")))
    for c in range(channels):
        parts.append(
            d.tag("circle", cx=right + (c + 0.5) * gap, cy=top + tall, r=6.5, fill=d.color("window"))
        )
    heard = np.flatnonzero(reads[0])
    below = max(top + filters * size, top + tall) + 38
    counts = f"{weights:,} weights of {full:,}; {weights * 1024:,} multiplications on 32 × 32 places of {full * 1024:,}"
    sees = f"Filter 0 sees channel{'s' if len(heard) > 1 else ''} {', '.join(map(str, heard))}."
    parts += [
        d.text(right + 135, top + 4, "filters", size=13, fill="output"),
        d.text(right + 135, top + tall + 24, "channels", size=13, fill="window"),
        d.text(24, below, counts, size=14, anchor="start", font_weight=600),
        d.text(24, below + 24, sees, size=14, anchor="start"),
    ]
    return d.picture(700, round(below + 42), parts, alt or f"A table of kernels: {counts}. {sees}")
