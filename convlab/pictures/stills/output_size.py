"""Draw the still pictures of lesson 2, one claim each."""

from convlab.numerics import tracing
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still
from convlab.pictures.strips import Setting, bracket, cell, kernel, row, strip
from convlab.widgets.output_size import strip_still

WIDTH = 700


@still(
    "02_places",
    "Seven samples in a row, and below them the five places of a kernel of three, one a line: they start "
    "at 0, 1, 2, 3 and 4. A bracket under the last says travel 4.",
)
def places(alt: str) -> str:
    """Seven samples, five places, a travel of four."""
    setting, size, x, y = Setting(7, 3), 44, 150, 24
    parts = [
        strip(x, y, size, setting, line=32),
        d.arrow(x + size / 2, 246, x + 4.5 * size, 246, role="window", width=2),
        d.text(x + 2.5 * size, 268, "travel 7 − 3 = 4", size=15, fill="window", font_weight=600),
        d.text(x - 16, y + 28, "samples", size=14, anchor="end", fill="muted"),
        d.text(x - 16, y + 72, "kernel", size=14, anchor="end", fill="kernel", font_weight=600),
        d.text(
            x + 7 * size + 14, 268, "4 + 1 places", size=15, anchor="start", fill="output", font_weight=600
        ),
    ]
    for gap in range(4):
        parts.append(
            d.line(x + (gap + 1.5) * size, 240, x + (gap + 1.5) * size, 252, role="window", width=1.4)
        )
    parts.append(d.line(x + size / 2, 240, x + size / 2, 252, role="window", width=1.4))
    return d.picture(WIDTH, 288, parts, alt)


@still(
    "02_pieces",
    "The formula in three pieces for n 13, k 5, p 2, s 2: the travel is 13 plus 4 minus 5, 12; in strides"
    " of 2 that is 6 steps; with the first place 7. Below, the padded row of 17 samples with its seven "
    "places.",
)
def pieces(alt: str) -> str:
    """The formula, read from its pieces, and the row that it counts."""
    setting, size, x, y = Setting(13, 5, 2, 2), 33, 36, 122
    parts = [
        d.text(196, 44, "13 + 2 · 2 − 5", size=19, fill="window"),
        d.line(124, 54, 268, 54, role="ink", width=1.4),
        d.text(196, 76, "2", size=19, fill="kernel"),
        d.text(112, 63, "⌊", size=34),
        d.text(280, 63, "⌋", size=34),
        d.text(316, 61, "+ 1", size=19, fill="output"),
        d.text(376, 61, "=", size=19),
        d.text(420, 61, "6 + 1", size=19),
        d.text(466, 61, "=", size=19),
        d.text(492, 61, "7", size=21, font_weight=600),
        d.text(196, 102, "12 to travel, in strides of 2: 6 steps", size=14, fill="muted"),
        d.text(338, 102, "and the first place", size=14, fill="muted", anchor="start"),
        strip(x, y, size, setting, line=27),
    ]
    return d.picture(WIDTH, 366, parts, alt)


@still(
    "02_dropped",
    "Ten samples and the four places of a kernel of three at stride 2, starting at 0, 2, 4 and 6. The "
    "last sample, number 9, is hatched: no window reads it.",
)
def dropped(alt: str) -> str:
    """A travel of seven in strides of two leaves one sample over."""
    setting, size, x, y = Setting(10, 3, 0, 2), 42, 70, 24
    right = x + 10 * size
    parts = [
        strip(x, y, size, setting, line=30, is_numbered=False),
        d.arrow(right + 42, y + 21, right + 6, y + 21),
        d.text(right + 48, y + 17, "never read:", size=14, anchor="start", font_weight=600),
        d.text(right + 48, y + 35, "7 mod 2 = 1", size=14, anchor="start", fill="muted"),
        d.text(right + 14, y + 158, "four places", size=14, anchor="start", fill="output", font_weight=600),
        d.box(x + 8 * size + 5, y + 170, 3 * size - 10, 24, stroke="kernel", stroke_dasharray="4 3", rx=4),
        d.text(
            x + 8 * size - 10,
            y + 187,
            "a fifth would stand half outside",
            size=14,
            anchor="end",
            fill="muted",
        ),
    ]
    return d.picture(WIDTH, 236, parts, alt)


@still("02_reach", "A kernel of three taps with dilation 1, 2 and 3: it reaches over 3, 5 and 7 samples.")
def reach(alt: str) -> str:
    """Three taps, further and further apart."""
    size, x, parts = 40, 210, []
    for i, dilation in enumerate((1, 2, 3)):
        y = 22 + i * 108
        setting = Setting(9, 3, d=dilation)
        parts += [
            row(x, y, size, range(9), 9),
            kernel(x, y + size + 8, size, setting.taps(0), 24),
            bracket(
                x + 3, x + setting.reach * size - 3, y + size + 46, f"reach {setting.reach}", role="window"
            ),
            d.text(x - 24, y + 26, f"dilation {dilation}", size=15, anchor="end", font_weight=600),
            d.text(x - 24, y + 66, f"{dilation} · (3 − 1) + 1", size=14, anchor="end", fill="muted"),
        ]
    return d.picture(WIDTH, 350, parts, alt)


@still(
    "02_strip_widget",
    "The widget with n 13, k 5, p 2, s 2, d 1: five sliders, the padded row with dashed zeros at its "
    "ends, the seven places one below the other, and the formula with its numbers: 12 over 2, 6 steps, 7 "
    "places.",
)
def strip_widget(alt: str) -> str:
    """The widget as it opens."""
    return strip_still(Setting(13, 5, 2, 2), alt)


@still(
    "02_same",
    "A kernel of 3 has a middle tap with one tap on each side, so padding 1; one of 5 has two on each "
    "side, padding 2. A kernel of 4 has no middle: one tap on the left, two on the right.",
)
def same(alt: str) -> str:
    """Odd kernels have a middle tap that can stand on the first sample; even ones have none."""
    size, x, parts = 38, 238, []
    notes = {
        3: "1 over on each side: padding 1",
        5: "2 over on each side: padding 2",
        4: "1 on the left, 2 on the right",
    }
    for i, k in enumerate((3, 5, 4)):
        y, left = 20 + i * 92, (k - 1) // 2
        cells = [cell(x + j * size, y, size, str(j)) for j in range(7)]
        cells += [cell(x - (j + 1) * size, y, size, "", is_padding=True) for j in range(left)]
        ring = {"cx": x + size / 2, "cy": y + size + 22, "r": 16, "fill": "none", "stroke": d.color("ink")}
        parts += [
            *cells,
            kernel(x, y + size + 8, size, range(-left, k - left), 28),
            d.text(40, y + 26, f"{k} taps", size=15, anchor="start", font_weight=600),
            d.text(x + 3.6 * size, y + size + 27, notes[k], size=14, anchor="start", fill="muted"),
        ]
        if k % 2:
            parts.append(d.tag("circle", **ring, stroke_width=2))
    parts.append(
        d.text(
            40,
            300,
            "Dashed: padding. The ring marks the middle tap on sample 0. Four taps have no middle.",
            size=14,
            anchor="start",
        )
    )
    return d.picture(WIDTH, 320, parts, alt)


@still(
    "02_mystery",
    "The right end of the row at stride 4, places counted from 0. With 224 samples, place 53 ends at sample "
    "222 and one sample is left over. With 227, place 54 ends exactly at the last sample.",
)
def mystery(alt: str) -> str:
    """Where the last windows of AlexNet's first layer end, for both sizes."""
    size, first, parts = 27, 205, []
    for i, n in enumerate((224, 227)):
        y, x = 50 + i * 150, 72
        setting = Setting(n, 11, s=4)
        count = setting.places
        samples = range(first, n)
        end = setting.taps(count - 1)[-1]
        parts += [
            d.text(40, y - 16, f"{n} samples, 11 taps, stride 4", size=15, anchor="start", font_weight=600),
            d.text(x - 10, y + 18, "…", size=18, anchor="end", fill="muted"),
            row(x, y, size, samples, n, [s for s in setting.unread() if s >= first]),
        ]
        for line, place in enumerate((count - 2, count - 1)):
            top = y + size + 8 + 26 * line
            taps = [tap - first for tap in setting.taps(place) if tap >= first]
            parts.append(kernel(x, top, size, taps, 20))
            words = f"place {place}"
            parts.append(
                d.text(x + taps[0] * size - 4, top + 15, words, size=13, anchor="end", fill="output")
            )
        left = n - 1 - end
        verdict = f"{left} left over: {count} places" if left else f"nothing left over: {count} places"
        parts.append(
            d.text(
                x + (end - first + 1) * size, y + size + 82, verdict, size=14, anchor="end", font_weight=600
            )
        )
    return d.picture(WIDTH, 342, parts, alt)


@still(
    "02_cone",
    "Three layers of width 3 at stride 1, drawn as a cone: one cell at the top looks at 3 below it, these"
    " at 5, and these at 7 samples of the input.",
)
def cone(alt: str) -> str:
    """One output and all that it depends on, layer below layer."""
    size, middle, parts = 36, 330, []
    for level, (seen, words) in enumerate([(1, "layer 3"), (3, "layer 2"), (5, "layer 1"), (7, "input")]):
        y, count = 22 + level * 70, 9
        x = middle - count * size / 2
        if level:
            above = seen - 2
            for side in (-1, 1):
                ends = (middle + side * above * size / 2, y - 70 + size, middle + side * seen * size / 2, y)
                parts.append(d.line(*ends, role="window", width=1.8))
        for i in range(count):
            is_seen = abs(i - count // 2) <= seen // 2
            fill = ("output" if level < 3 else "window") if is_seen else "card"
            parts.append(
                d.box(
                    x + i * size,
                    y,
                    size,
                    size,
                    fill=fill,
                    stroke="line",
                    rx=0,
                    fill_opacity=0.28 if is_seen else 1,
                )
            )
        parts += [
            d.frame(middle - seen * size / 2, y, 1, seen, size, "window" if level == 3 else "output", 2),
            d.text(x - 16, y + 23, words, size=14, anchor="end", fill="muted"),
            d.text(
                x + count * size + 16,
                y + 23,
                f"{seen} of them" if level else "one number",
                size=14,
                anchor="start",
                font_weight=600,
            ),
        ]
    return d.picture(WIDTH, 288, parts, alt)


@still(
    "02_vgg16",
    "VGG-16 in two rows of bars, one bar a layer. Parameters: nearly all in the first dense layer. "
    "Multiply-adds: spread over the convolutions, almost none in the dense layers.",
)
def vgg16(alt: str) -> str:
    """Where VGG-16 keeps its parameters, and where it works."""
    rows = [row for row in tracing.trace("vgg16") if row.params]
    names = [f"c{i + 1}" for i in range(13)] + ["d1", "d2", "d3"]
    parts, left, step, tall = [], 60, 38, 96
    for i, (what, values) in enumerate(
        [("parameters", [r.params for r in rows]), ("multiply-adds", [r.multiply_adds for r in rows])]
    ):
        base, most = 142 + i * 168, max(values)
        parts.append(d.text(left, base - tall - 20, what, size=15, anchor="start", font_weight=600))
        parts.append(d.line(left, base, left + 16 * step, base, role="muted", width=1.2))
        for j, value in enumerate(values):
            x, height = left + j * step + 6, max(value / most * tall, 1)
            is_dense = j >= 13
            parts.append(
                d.box(x, base - height, step - 12, height, fill="kernel" if is_dense else "output", rx=1)
            )
            parts.append(d.text(x + step / 2 - 6, base + 16, names[j], size=12, fill="muted"))
            if j == values.index(most) or (value > most / 10 and is_dense):
                words = f"{value / 1e6:.0f} M" if value < 1e9 else f"{value / 1e9:.2f} G"
                parts.append(d.text(x + step / 2 - 6, base - height - 5, words, size=12))
    parts.append(
        d.text(
            left,
            350,
            "c1 to c13: convolutions; d1 to d3: dense layers",
            size=14,
            anchor="start",
            fill="muted",
        )
    )
    return d.picture(WIDTH, 368, parts, alt)
