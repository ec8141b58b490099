"""Draw the still pictures of lesson 7, one claim each."""

import numpy as np

from convlab import digits
from convlab.demos import stacks
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still
from convlab.widgets.receptive_field import LAYERS
from convlab.widgets.receptive_field_stills import (
    CONE_ALT,
    GROUPS_ALT,
    cone_parts,
    cone_still,
    groups_still,
    kernel_table,
    table_of,
)
from convlab.widgets.tiny_cnn_stills import gray_pixels, picture_of

WIDTH = 700
BOLD = {"font_weight": 600}


@still(
    "07_digit",
    "A digit 18 pixels tall, and the square of 10 x 10 pixels that one number behind the second pool of lesson 6 "
    "sees: it holds about half of the digit.",
)
def digit(alt: str) -> str:
    """Lesson 6's field does not cover its digit."""
    images, labels = digits.load("test")
    image = images[np.flatnonzero(labels == 2)[0]]
    rows = np.flatnonzero(image.any(1))
    scale, left, top = 10, 40, 20
    x, y = left + 9 * scale, top + 6 * scale
    first, last = top + rows[0] * scale, top + (rows[-1] + 1) * scale
    words = [
        ("The digit is 18 pixels tall.", "ink"),
        ("One number of the last map", "output"),
        ("sees 10 × 10 of its pixels:", "output"),
        ("conv 3, pool 4, conv 8, pool 10.", "muted"),
    ]
    parts = [
        picture_of(gray_pixels(image), left, top, 28 * scale),
        d.frame(left, top, 28, 28, scale, "window", 2),
        d.box(x, y, 10 * scale, 10 * scale, stroke="#ffffff", stroke_width=5),
        d.box(x, y, 10 * scale, 10 * scale, stroke="output", stroke_width=2.6),
        d.line(left + 296, first, left + 296, last, role="ink", width=1.6),
        d.line(left + 291, first, left + 301, first, role="ink", width=1.6),
        d.line(left + 291, last, left + 301, last, role="ink", width=1.6),
    ]
    for i, (line, role) in enumerate(words):
        weight = {} if role == "muted" else BOLD
        parts.append(d.text(left + 330, 124 + 27 * i, line, size=14.5, anchor="start", fill=role, **weight))
    return d.picture(WIDTH, 320, parts, alt)


@still(
    "07_two_for_one",
    "Left: one 5 x 5 kernel, 25 weights, one bend. Right: two 3 x 3 kernels, one behind the other, 9 and 9 weights, "
    "two bends. Both see 5 x 5 pixels.",
)
def two_for_one(alt: str) -> str:
    """One wide kernel, or two narrow ones: the same field."""
    parts, size, top = [], 24, 216
    for left, kernels, words in [
        (86, [5], ["25 weights", "1 bend"]),
        (430, [3, 3], ["9 + 9 = 18 weights", "2 bends"]),
    ]:
        middle = left + 2.5 * size
        sides = [5]
        for k in kernels:
            sides.append(sides[-1] - k + 1)
        for level, side in enumerate(sides):
            y = top - level * (180 / len(kernels)) + (5 - side) * size * 0.16
            x = middle - side * size / 2
            fill = {0: "window", len(kernels): "output"}.get(level, "faint")
            parts += _sheet(x, y, side, size, fill, 0.35 if level == 0 else 0.8)
            if level:
                below = sides[level - 1]
                low = top - (level - 1) * (180 / len(kernels)) + (5 - below) * size * 0.16
                for sign in (-1, 1):
                    ends = (middle + sign * side * size / 2, y + 8, middle + sign * below * size / 2, low + 2)
                    parts.append(d.line(*ends, role="kernel", width=1.8))
        for level, k in enumerate(kernels):
            y = top - (level + 0.5) * (180 / len(kernels)) + 12
            parts.append(d.text(middle + 92, y, f"{k} × {k}", size=15, anchor="start", fill="kernel", **BOLD))
        parts.append(d.text(middle, top + 82, words[0], size=15, **BOLD))
        parts.append(d.text(middle, top + 104, words[1], size=14, fill="muted"))
    parts.append(d.text(WIDTH / 2 - 32, top + 24, "the same 5 × 5 pixels", size=14, fill="window", **BOLD))
    return d.picture(WIDTH, 336, parts, alt)


def _sheet(x: float, y: float, side: int, size: float, fill: str, opacity: float) -> list[str]:
    """Return a square of cells seen from the side, as a flat sheet."""
    flat = size * 0.34
    return [
        d.box(x + c * size, y + r * flat, size, flat, fill=fill, stroke="line", rx=0, fill_opacity=opacity)
        for r in range(side)
        for c in range(side)
    ]


@still(
    "07_gridding",
    "Two cones of three layers with three taps each. Dilations 1, 2, 4: one output sees all of 15 samples. Dilations "
    "2, 2, 2: it reaches over 13 samples, but only every second of them is used; the others are hatched.",
)
def gridding(alt: str) -> str:
    """Doubled dilations see everything, equal ones leave a grid."""
    parts = []
    for left, dilations in [(24, (1, 2, 4)), (370, (2, 2, 2))]:
        layers = [(3, 1, dilation) for dilation in dilations]
        size = 20.5
        width = 1 + 2 * sum(dilations)
        x = left + (310 - width * size) / 2
        cone, levels = cone_parts(layers, x, 62, size, 58)
        names = ", ".join(map(str, dilations))
        said = f"{len(levels[0])} of {width} samples are seen"
        parts += [
            *cone,
            d.text(left + 155, 34, f"dilations {names}", size=15, **BOLD),
            d.text(left + 155, 276, said, size=14.5, fill="ink", **BOLD),
        ]
    return d.picture(WIDTH, 300, parts, alt)


@still("07_cone_widget", CONE_ALT)
def cone_widget(alt: str) -> str:
    """The widget as it opens."""
    return cone_still(LAYERS, alt)


@still(
    "07_groups",
    "Three tables of kernels for 4 channels and 4 filters. One group: all 16 cells filled. Two groups: two blocks of "
    "2 x 2 on the diagonal, 8 cells. Four groups, depthwise: the diagonal alone, 4 cells.",
)
def groups(alt: str) -> str:
    """A full table, two blocks, a diagonal."""
    parts, size, top = [], 36, 66
    for left, count, words in [(70, 1, "1 group"), (286, 2, "2 groups"), (502, 4, "4 groups: depthwise")]:
        reads = table_of(4, 4, count)
        parts += [
            *kernel_table(left, top, size, reads),
            d.text(left + 2 * size, 34, words, size=15, **BOLD),
            d.text(left + 2 * size, top + 4 * size + 28, f"{reads.sum()} kernels of k × k", size=14),
            d.text(left + 2 * size, top - 10, "channels", size=12.5, fill="window"),
            d.text(left - 8, top + 2 * size + 4, "filters", size=12.5, fill="output", anchor="end"),
        ]
    return d.picture(WIDTH, 264, parts, alt)


@still("07_groups_widget", GROUPS_ALT)
def groups_widget(alt: str) -> str:
    """The widget as it opens."""
    return groups_still(8, 8, 2, 3, alt)


@still(
    "07_designs",
    "Bars of the parameters and of the multiply-adds of five designs that see 31 pixels with 5 channels on 128 x 128: "
    "one kernel 24,030 parameters, VGG's stack 3,450, steps 920, holes 920, holes with depthwise layers 320. The "
    "steps work least.",
)
def designs(alt: str) -> str:
    """What five designs cost and work."""
    parts, left, step, wide = [], 176, 34, 170
    counted = {label: stacks.count(layers) for label, layers in stacks.designs().items()}
    for column, (what, role) in enumerate([("parameters", "kernel"), ("multiply-adds", "output")]):
        x, most = left + column * 262, max(numbers[column] for numbers in counted.values())
        parts.append(d.text(x, 34, what, size=14.5, anchor="start", **BOLD))
        low = np.log10(min(numbers[column] for numbers in counted.values())) - 0.6
        for row, (label, numbers) in enumerate(counted.items()):
            y = 50 + row * step
            length = (np.log10(numbers[column]) - low) / (np.log10(most) - low) * wide
            value = f"{numbers[column]:,}" if column == 0 else f"{numbers[column] / 1e6:.1f} million"
            parts.append(d.box(x, y, length, step - 12, fill=role, rx=1))
            parts.append(d.text(x + length + 6, y + 16, value, size=12.5, anchor="start"))
            if column == 0:
                parts.append(d.text(left - 12, y + 16, label, size=13.5, anchor="end"))
        parts.append(d.line(x, 46, x, 46 + 5 * step, role="muted", width=1.2))
    words = "The axes are logarithmic: twice the length is far more than twice the number."
    parts.append(d.text(left, 248, words, size=13, anchor="start", fill="muted"))
    return d.picture(WIDTH, 266, parts, alt)
