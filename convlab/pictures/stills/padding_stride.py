"""Draw the still pictures of lesson 3 about padding, one claim each."""

import numpy as np

from convlab.numerics import engine
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still

WIDTH = 700


def blank(values: np.ndarray) -> np.ndarray:
    """Return empty labels for a grid of the shape of `values`."""
    return np.full(values.shape, "", dtype=object)


def hatch(x: float, y: float, width: float, height: float, gap: float = 6) -> str:
    """Return thin slanted lines over a rectangle, for pixels that nobody photographed."""
    lines = []
    for start in np.arange(gap - height, width, gap):
        x1, x2 = max(start, 0), min(start + height, width)
        if x2 - x1 > 1:
            ends = (x + x1, y + start + height - x1, x + x2, y + start + height - x2)
            lines.append(d.line(*ends, role="#b98a55", width=0.8))
    return d.tag("g", "".join(lines))


@still(
    "03_shrink",
    "A 9x9 image and the three maps that are left after one, two and three layers of 3x3: 7x7, 5x5 and "
    "3x3, each drawn one ring further in.",
)
def shrink(alt: str) -> str:
    """Every layer takes one ring away."""
    size, left, top = 26, 60, 24
    shades = ["#ffffff", "#e3f1ee", "#a9d5cd", "#4da698"]
    parts = []
    for layers, shade in enumerate(shades):
        for row in range(layers, 9 - layers):
            for col in range(layers, 9 - layers):
                place = (left + col * size, top + row * size, size, size)
                parts.append(d.box(*place, fill=shade, stroke="line", rx=0))
    for layers in range(4):
        side = 9 - 2 * layers
        role = "window" if layers == 0 else "output"
        parts.append(d.frame(left + layers * size, top + layers * size, side, side, size, role, 2))
    words = [
        ("the image: 9 × 9 = 81", "window"),
        ("after one layer: 7 × 7 = 49", "output"),
        ("after two: 5 × 5 = 25", "output"),
        ("after three: 3 × 3 = 9", "output"),
    ]
    for layers, (line, role) in enumerate(words):
        y = top + (layers + 0.5) * size
        parts.append(d.line(left + (9 - layers) * size - 8, y, 356, y, role=role, width=1.2))
        parts.append(d.text(366, y + 5, line, size=15, anchor="start", fill=role, font_weight=600))
    parts.append(d.text(366, 196, "Each layer of 3 × 3 without padding", size=14, anchor="start"))
    parts.append(d.text(366, 217, "loses the outermost ring.", size=14, anchor="start"))
    return d.picture(WIDTH, 282, parts, alt)


@still(
    "03_coverage",
    "How many 3x3 windows cover each pixel of a 7x7 image. Without padding: 1 in the corner, 3 in the "
    "middle of an edge, 9 in the center. With one ring of padding: 4 in the corner, 6 on the edge, 9 in "
    "the center.",
)
def coverage(alt: str) -> str:
    """How many windows look at each pixel, without and with one ring of padding."""
    without = engine.conv2d(np.pad(np.ones((5, 5)), 2), np.ones((3, 3)))
    with_ring = engine.conv2d(np.pad(np.ones((7, 7)), 1), np.ones((3, 3)))
    size, top = 30, 58
    parts = [
        d.grid(66, top, without, size=size, kind="count", limits=(0, 9)),
        d.box(424 - size, top - size, 9 * size, 9 * size, fill="#f6efe4", rx=3),
        hatch(424 - size, top - size, 9 * size, 9 * size),
        d.grid(424, top, with_ring, size=size, kind="count", limits=(0, 9)),
        d.frame(424, top, 7, 7, size, "window", 2.5),
        d.frame(66, top, 7, 7, size, "window", 2.5),
        d.text(171, 324, "no padding: 1, 3, 9", size=15, font_weight=600),
        d.text(529, 324, "padding 1 (hatched): 4, 6, 9", size=15, font_weight=600),
    ]
    return d.picture(WIDTH, 346, parts, alt)


@still(
    "03_center",
    "A 3x3 kernel with one pixel in its center and one pixel on either side of it; a 4x4 kernel whose "
    "center is a point where four pixels meet.",
)
def center(alt: str) -> str:
    """An odd kernel has a center pixel, an even one only a center point."""
    parts = []
    for left, size, side in [(106, 46, 3), (438, 38, 4)]:
        top, wide = 28, size * side
        fills = np.zeros((side, side))
        parts.append(d.grid(left, top, fills, size=size, kind="plain", labels=blank(fills)))
        middle = (left + wide / 2, top + wide / 2)
        if side % 2:
            cell = (left + size * (side // 2), top + size * (side // 2), size, size)
            parts.append(d.box(*cell, fill="kernel", rx=0))
            parts.append(d.text(middle[0], middle[1] + 5, "center", size=12.5, fill="card"))
        parts.append(d.frame(left, top, side, side, size, "kernel", 2.5))
        if side % 2 == 0:
            ring = {"cx": middle[0], "cy": middle[1], "r": 8, "fill": d.color("card"), "stroke_width": 4}
            parts.append(d.tag("circle", stroke=d.color("kernel"), **ring))
        y = top + wide + 24
        for start, end in [(left, middle[0]), (middle[0], left + wide)]:
            gap = size / 2 if side % 2 else 0
            start, end = (start, end - gap) if start == left else (start + gap, end)
            parts.append(d.line(start + 2, y, end - 2, y, role="ink", width=1.6))
            for x in (start + 2, end - 2):
                parts.append(d.line(x, y - 5, x, y + 5, role="ink", width=1.6))
            parts.append(d.text((start + end) / 2, y + 20, "1" if side % 2 else "2", size=14))
    parts.append(d.text(175, 246, "side 3: padding (3 − 1)/2 = 1", size=15, font_weight=600))
    parts.append(d.text(514, 260, "side 4: padding (4 − 1)/2 = 1.5", size=15, font_weight=600))
    return d.picture(WIDTH, 284, parts, alt)


@still(
    "03_modes",
    "Four 5x5 grids, each with the 3x3 image 1 to 9 in its middle and one ring around it. zeros: all 0. "
    "reflect: top row 5 4 5 6 5. replicate: top row 1 1 2 3 3. circular: top row 9 7 8 9 7.",
)
def modes(alt: str) -> str:
    """The same 3x3 image in four borders."""
    image = np.arange(1, 10).reshape(3, 3)
    size, top, parts = 29, 24, []
    notes = ["black", "a mirror", "the edge, again", "round the world"]
    for i, (mode, note) in enumerate(zip(engine.PAD_MODES, notes, strict=True)):
        left = 26 + i * 168
        parts.append(d.grid(left, top, engine.pad2d(image, 1, mode), size=size, limits=(-3, 9)))
        ring = [(0, 0, 5, 1), (0, 4, 5, 1), (0, 1, 1, 3), (4, 1, 1, 3)]
        for col, row, wide, high in ring:
            place = (left + col * size, top + row * size, wide * size, high * size)
            parts.append(d.box(*place, fill=d.color("window"), fill_opacity=0.16, rx=0))
        parts.append(d.frame(left + size, top + size, 3, 3, size, "window", 2.5))
        parts.append(d.text(left + 72, 196, mode, size=15, font_weight=600))
        parts.append(d.text(left + 72, 217, note, size=14, fill="muted"))
    return d.picture(WIDTH, 238, parts, alt)


@still(
    "03_sources",
    "A strip of nine places, numbered -2 to 6, around five pixels numbered 0 to 4. Below it, for each "
    "mode, the pixel that each place copies. reflect: 2 1, 0 to 4, 3 2. replicate: 0 0, 0 to 4, 4 4. "
    "circular: 3 4, 0 to 4, 0 1. zeros: copies nothing beyond the edge.",
)
def sources(alt: str) -> str:
    """From which pixel each place copies."""
    size, left, parts = 44, 140, []
    places = np.arange(-2, 7)
    for i, place in enumerate(places):
        parts.append(d.text(left + (i + 0.5) * size, 38, d.number(place), size=14, fill="muted"))
    parts.append(d.text(left - 18, 38, "place", size=14, anchor="end", fill="muted"))
    index = np.arange(5)[None]
    for row, mode in enumerate(["reflect", "replicate", "circular", "zeros"]):
        y = 52 + row * 52
        copied = np.pad(index, [(0, 0), (2, 2)], mode=engine.PAD_MODES[mode]).astype(float)
        labels = np.array([[d.number(value) for value in copied[0]]], dtype=object)
        if mode == "zeros":
            labels[0, [0, 1, 7, 8]] = "–"
        parts.append(d.grid(left, y, copied, size=size, kind="plain", labels=labels))
        for start in (0, 7):
            ring = (left + start * size, y, 2 * size, size)
            parts.append(d.box(*ring, fill=d.color("window"), fill_opacity=0.16, rx=0))
        parts.append(d.frame(left + 2 * size, y, 1, 5, size, "window", 2.5))
        parts.append(d.text(left - 18, y + 27, mode, size=15, anchor="end", font_weight=600))
    words = ["a mirror at either end", "the end pixel, again", "the other end", "copies nothing"]
    for row, line in enumerate(words):
        parts.append(d.text(left + 9 * size + 12, 79 + row * 52, line, size=13, anchor="start", fill="muted"))
    return d.picture(WIDTH, 272, parts, alt)
