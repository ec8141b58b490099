"""Draw the still pictures of lesson 6, one claim each."""

import numpy as np

from convlab import digits
from convlab.demos import digit_places
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still
from convlab.widgets.tiny_cnn_stills import (
    LAYERS_ALT,
    SHIFT_ALT,
    gray_pixels,
    layers_still,
    picture_of,
    shift_still,
)

WIDTH = 700
BOLD = {"font_weight": 600}


@still(
    "06_blocks",
    "The network as a row of boxes: image 28 x 28; block 1 with conv, four filters of 3 x 3, ReLU, max-pool; "
    "four maps of 14 x 14; block 2 with conv, eight filters, ReLU, max-pool; eight maps of 7 x 7; flatten, "
    "392 features; dense; ten logits.",
)
def blocks(alt: str) -> str:
    """The network: two blocks of three steps, and a vote."""
    parts, top = [], 58
    image = gray_pixels(digits.load("test")[0][0])
    parts += [
        picture_of(image, 14, top + 12, 70),
        d.frame(14, top + 12, 1, 1, 70, "window", 2),
        d.text(49, top + 104, "image", size=14, fill="window", **BOLD),
        d.text(49, top + 122, "28 × 28", size=13, fill="muted"),
    ]
    steps = [("conv 3 × 3", "kernel"), ("ReLU", "ink"), ("max-pool", "ink")]
    for number, (left, filters, side) in enumerate([(112, 4, 14), (348, 8, 7)], start=1):
        parts.append(d.box(left, top - 30, 130, 160, fill="faint", rx=8))
        parts.append(d.text(left + 65, top - 10, f"block {number}", size=14, **BOLD))
        for row, (words, role) in enumerate(steps):
            y = top + 2 + row * 42
            parts.append(d.box(left + 10, y, 110, 34, fill="card", stroke=role, stroke_width=1.8, rx=5))
            words = f"conv, {filters} filters" if row == 0 else words
            parts.append(d.text(left + 65, y + 22, words, size=13.5, fill=role, **BOLD))
            if row:
                parts.append(d.arrow(left + 65, y - 8, left + 65, y - 0.5, role="ink", width=1.2))
        maps = left + 156
        count = 4
        for i in reversed(range(count)):
            wide = 44 if side == 14 else 32
            place = (maps + 5 * i, top + 26 - 5 * i, wide, wide)
            parts.append(d.box(*place, fill="card", stroke="output", stroke_width=1.8))
        parts.append(d.text(maps + 28, top + 104, f"{filters} maps", size=14, fill="output", **BOLD))
        parts.append(d.text(maps + 28, top + 122, f"{side} × {side}", size=13, fill="muted"))
        parts.append(d.arrow(left - 24, top + 46, left - 3, top + 46, role="ink"))
        parts.append(d.arrow(left + 132, top + 46, left + 153, top + 46, role="ink"))
    x = 576
    parts += [
        d.arrow(556, top + 46, x - 3, top + 46, role="ink"),
        d.box(x, top - 20, 22, 132, fill="card", stroke="output", stroke_width=1.8),
        d.text(x + 11, top + 136, "flatten", size=13.5, **BOLD),
        d.text(x + 11, top + 154, "392", size=13, fill="muted"),
        d.arrow(x + 24, top + 46, x + 62, top + 46, role="kernel"),
        d.text(x + 45, top + 34, "dense", size=13, fill="kernel", **BOLD),
        d.text(x + 86, top + 136, "logits", size=13.5, **BOLD),
        d.text(x + 86, top + 154, "10", size=13, fill="muted"),
    ]
    for k in range(10):
        ring = {"cx": x + 78, "cy": top - 16 + 13.6 * k, "r": 5, "stroke_width": 1.8}
        fill = d.color("output" if k == 2 else "card")
        parts.append(d.tag("circle", fill=fill, stroke=d.color("output"), **ring))
        parts.append(
            d.text(x + 98, top - 11.5 + 13.6 * k, str(k), size=12, fill="output" if k == 2 else "muted")
        )
    return d.picture(WIDTH, 228, parts, alt)


@still(
    "06_sides",
    "Two rows of squares. Padding 1: 28, conv 28, pool 14, conv 14, pool 7, features 8 times 7 times 7, 392. "
    "Padding 0: 28, conv 26, pool 13, conv 11, pool 5, features 200; the last row and column of "
    "11 are marked as dropped.",
)
def sides(alt: str) -> str:
    """The sides on the way, with and without padding."""
    parts = []
    columns = [70, 206, 326, 430, 516]
    heads = ["image", "conv 1", "pool 1", "conv 2", "pool 2"]
    for x, words in zip(columns, heads, strict=True):
        parts.append(d.text(x, 26, words, size=14, **BOLD))
    parts.append(d.text(626, 26, "features", size=14, **BOLD))
    for row, (padding, lengths) in enumerate([(1, [28, 28, 14, 14, 7]), (0, [28, 26, 13, 11, 5])]):
        middle = 100 + row * 138
        for i, (x, side) in enumerate(zip(columns, lengths, strict=True)):
            size = side * 3.2
            left, top = x - size / 2, middle - size / 2
            role = "output" if i else "window"
            parts.append(d.box(left, top, size, size, fill="card", stroke=role, stroke_width=2))
            if side == 11:
                last = 3.2
                parts.append(d.box(left + size - last, top, last, size, fill="window", rx=0))
                parts.append(d.box(left, top + size - last, size, last, fill="window", rx=0))
                parts.append(d.text(x + 1, middle + 52, "dropped", size=12, fill="window"))
                parts.append(
                    d.arrow(x + 1, middle + 40, x + 1, middle + size / 2 + 1, role="window", width=1)
                )
            parts.append(d.text(x, middle + 5, str(side), size=15, fill=role, **BOLD))
            if i:
                before = columns[i - 1] + lengths[i - 1] * 1.6
                parts.append(d.arrow(before + 4, middle, left - 3, middle, role="ink", width=1.2))
        last = lengths[-1]
        parts.append(d.text(626, middle - 4, f"8 · {last} · {last}", size=15))
        parts.append(d.text(626, middle + 19, f"= {8 * last * last}", size=17, fill="output", **BOLD))
        parts.append(d.text(70, middle + 62, f"padding {padding}", size=14, **BOLD))
    return d.picture(WIDTH, 316, parts, alt)


@still("06_layers_widget", LAYERS_ALT)
def layers_widget(alt: str) -> str:
    """The viewer's first view."""
    image = digits.load("test")[0][0].astype(float)
    params = {name: array.astype(float) for name, array in digits.weights(1).items()}
    return layers_still(image, params, 1, alt)


@still("06_shift_widget", SHIFT_ALT)
def shift_widget(alt: str) -> str:
    """One setting of the shift experiment."""
    images, labels = digits.load("test")
    return shift_still(images[7].astype(float), int(labels[7]), "shifted", alt)


@still(
    "06_flatten",
    "Two maps of 2 x 2, a b c d and A B C D. Flattened in the order C, H, W: a b c d A B C D. In the order "
    "H, W, C: a A b B c C d D. Eight numbers both times.",
)
def flatten(alt: str) -> str:
    """The same eight numbers in two orders."""
    size, parts = 44, []
    first, second = np.array(list("abcd"), object), np.array(list("ABCD"), object)
    for left, letters, words in [(40, first, "map 0"), (40, second, "map 1")]:
        top = 44 if letters is first else 172
        fills = np.full((2, 2), 1.0 if letters is first else 6.0)
        labels = letters.reshape(2, 2)
        parts.append(
            d.grid(left, top, fills, size=size, kind="count", limits=(0, 9), role="output", labels=labels)
        )
        parts.append(d.text(left + size, top - 12, words, size=14, fill="output", **BOLD))
    orders = [
        ("C, H, W: map by map", np.concatenate([first, second]), [1.0] * 4 + [6.0] * 4),
        ("H, W, C: pixel by pixel", np.stack([first, second], axis=1).ravel(), [1.0, 6.0] * 4),
    ]
    for row, (words, letters, fills) in enumerate(orders):
        top = 70 + row * 118
        parts.append(d.text(222, top - 14, words, size=15, anchor="start", **BOLD))
        parts.append(d.grid(222, top, [fills], size=size, kind="count", limits=(0, 9), labels=[letters]))
        y = 150 if row == 0 else 170
        parts.append(d.arrow(150, y, 212, top + size / 2, role="ink"))
        for at in range(8):
            parts.append(d.text(222 + (at + 0.5) * size, top + size + 17, str(at), size=12, fill="muted"))
    parts.append(d.text(588, 96, "what the", size=13, anchor="start"))
    parts.append(d.text(588, 115, "weights expect", size=13, anchor="start"))
    parts.append(d.text(588, 214, "same shape,", size=13, anchor="start"))
    parts.append(d.text(588, 233, "other numbers", size=13, anchor="start"))
    return d.picture(WIDTH, 286, parts, alt)


@still(
    "06_places",
    "Four grids of 11 x 11 places, one for each model and training: the share of digits read at each shift. "
    "Linear, centered: high in the middle only. Linear, moved: low everywhere. CNN, centered: high around "
    "the middle. CNN, moved: high everywhere.",
)
def all_places(alt: str) -> str:
    """How many digits each model reads at each place."""
    size, parts = 26, []
    names = {"linear": "linear, 7,850 parameters", "cnn": "CNN, 4,266 parameters"}
    for row, model in enumerate(names):
        for column, trained in enumerate(["centered", "shifted"]):
            left, top = 50 + column * 330, 68 + row * 352
            percent = np.rint(100 * digit_places.accuracies(model, trained)).reshape(11, 11)
            labels = np.array([[str(int(value)) for value in line] for line in percent], dtype=object)
            words = f"{names[model]}: {'moved' if trained == 'shifted' else 'centered'} digits"
            parts.append(d.text(left + 143, top - 14, words, size=12, **BOLD))
            parts.append(d.grid(left, top, percent, size=size, kind="count", limits=(0, 100), labels=labels))
            parts.append(d.frame(left + 5 * size, top + 5 * size, 1, 1, size, "window", 2))
            for at in (0, 5, 10):
                parts.append(
                    d.text(
                        left + (at + 0.5) * size,
                        top + 11 * size + 17,
                        d.number(at - 5),
                        size=12,
                        fill="muted",
                    )
                )
                parts.append(
                    d.text(left - 12, top + (at + 0.5) * size + 4, d.number(at - 5), size=12, fill="muted")
                )
    parts.append(
        d.text(
            350,
            24,
            "of 100 test digits, how many are read at each shift (dx across, dy down; framed: not moved)",
            size=14,
        )
    )
    return d.picture(700, 730, parts, alt)


@still(
    "06_fields",
    "A handwritten digit with four squares around one point: 3, 4, 8 and 10 pixels wide. The smallest holds "
    "a piece of an edge, the largest a whole loop.",
)
def fields(alt: str) -> str:
    """What one number sees after each layer."""
    images, labels = digits.load("test")
    image = gray_pixels(images[np.flatnonzero(labels == 9)[0]])
    scale, left, top = 10, 40, 20
    parts = [picture_of(image, left, top, 28 * scale), d.frame(left, top, 28, 28, scale, "window", 2)]
    center = (11, 10)  # column and row: the left side of the loop
    words = [
        "conv 1: 3 × 3, a bit of an edge",
        "pool 1: 4 × 4",
        "conv 2: 8 × 8, a corner, an end",
        "pool 2: 10 × 10, a loop",
    ]
    for i, (side, line) in enumerate(zip([3, 4, 8, 10], words, strict=True)):
        x, y = left + (center[0] - side / 2) * scale, top + (center[1] - side / 2) * scale
        dashes = [None, "4 3", None, "8 4"][i]
        parts.append(d.box(x, y, side * scale, side * scale, stroke="#ffffff", stroke_width=5))
        parts.append(
            d.box(
                x, y, side * scale, side * scale, stroke="output", stroke_width=2.6, stroke_dasharray=dashes
            )
        )
        at = top + 40 + i * 66
        parts.append(d.line(x + side * scale, y + side * scale * 0.5, 392, at - 5, role="output", width=1))
        parts.append(d.text(400, at, line, size=15, anchor="start", fill="output", **BOLD))
    return d.picture(WIDTH, 320, parts, alt)
