"""Draw the still pictures of lesson 3 about stride, ghosts, shortcuts and pooling, one claim each."""

import numpy as np

from convlab import images
from convlab.numerics import engine
from convlab.pictures import drawing as d
from convlab.pictures.stills.padding_stride import WIDTH, blank
from convlab.pictures.stills.registry import still
from convlab.widgets.padding_stride_still import ALT as DIALS_ALT
from convlab.widgets.padding_stride_still import dials_still


@still(
    "03_starts",
    "The start places of a 3x3 window on a 7x7 image. Stride 1: 25 places, 5 in each direction. Stride 2:"
    " 9 places, at rows and columns 0, 2 and 4.",
)
def starts(alt: str) -> str:
    """Where windows start with strides 1 and 2."""
    size, top, parts = 32, 40, []
    plain = np.zeros((7, 7))
    for left, stride in [(64, 1), (412, 2)]:
        parts.append(d.grid(left, top, plain, size=size, kind="plain", labels=blank(plain)))
        places = range(0, 5, stride)
        for row in places:
            for col in places:
                dot = {"cx": left + (col + 0.5) * size, "cy": top + (row + 0.5) * size, "r": 7}
                parts.append(d.tag("circle", fill=d.color("output"), **dot))
        for at in range(7):
            mark = {"size": 13, "fill": "ink" if at in places else "muted"}
            parts.append(d.text(left + (at + 0.5) * size, top - 8, str(at), **mark))
            parts.append(d.text(left - 12, top + (at + 0.5) * size + 5, str(at), **mark))
        parts.append(d.frame(left, top, 3, 3, size, "window", 2.5))
        second = (left + stride * size, top, 3 * size, 3 * size)
        parts.append(d.box(*second, stroke="window", stroke_width=2, stroke_dasharray="6 4"))
        count = len(places)
        words = f"stride {stride}: {count} · {count} = {count**2} places"
        parts.append(d.text(left + 112, 296, words, size=15, fill="output", font_weight=600))
    parts.append(
        d.text(
            350,
            322,
            "a dot: the top left corner of a window; framed: the first two windows (the second is dashed)",
            size=14,
        )
    )
    return d.picture(WIDTH, 342, parts, alt)


@still(
    "03_ghost",
    "The step image, dark left of column 8 and bright from there on, and its Sobel map with zero padding:"
    " 4 in columns 7 and 8, 3 at their ends, and minus 4 all along the right border, minus 3 at its ends.",
)
def ghost(alt: str) -> str:
    """One true edge, and one that the padding drew."""
    image = images.step(16)
    out = engine.conv2d(image, images.sobel_x(), padding=1)
    size, top, left, right = 20, 46, 20, 358
    parts = [
        d.grid(left, top, image, size=size, labels=blank(image)),
        d.frame(left, top, 16, 16, size, "window", 2),
        d.grid(right, top, out, size=size, kind="signed", limits=(-4, 4), labels=blank(out)),
        d.frame(right, top, 16, 16, size, "output", 2),
    ]
    for (row, col), value in np.ndenumerate(out):
        if value:
            place = (right + (col + 0.5) * size - 1, top + (row + 0.5) * size + 4.5)
            ink = d.ink_on(d.signed(value, 4))
            parts.append(d.text(*place, d.number(value), size=12, fill=ink))
    for column, words in [(8, "the edge"), (15.5, "the ghost")]:
        x = right + column * size
        parts.append(d.arrow(x, 24, x, top - 3, role="ink"))
        parts.append(d.text(x - 10, 30, words, size=14, anchor="end", font_weight=600))
    parts.append(d.text(left + 80, 30, "0", size=14))
    parts.append(d.text(left + 240, 30, "1", size=14))
    parts.append(d.text(left + 160, 390, "the step image", size=15, fill="window", font_weight=600))
    parts.append(d.text(right + 160, 390, "Sobel, padding 1, zeros", size=15, fill="output", font_weight=600))
    return d.picture(WIDTH, 408, parts, alt)


@still(
    "03_residual",
    "A block of two 3x3 convolutions with padding 1, around which the input goes by a shortcut to a plus "
    "sign; both arrive there as 56 x 56.",
)
def residual(alt: str) -> str:
    """A shortcut around a block: both ways must bring the same shape."""
    y, parts = 120, []
    for x, words, role in [
        (40, "x", "window"),
        (200, "conv 3×3, p = 1", "kernel"),
        (380, "conv 3×3, p = 1", "kernel"),
    ]:
        wide = 84 if words == "x" else 132
        parts.append(d.box(x, y - 26, wide, 52, fill="card", stroke=role, stroke_width=2.5, rx=6))
        parts.append(d.text(x + wide / 2, y + 5, words, size=14, font_weight=600))
    parts.append(
        d.tag("circle", cx=572, cy=y, r=20, fill=d.color("card"), stroke=d.color("output"), stroke_width=2.5)
    )
    parts.append(d.text(572, y + 8, "+", size=24, fill="output", font_weight=600))
    for x1, x2 in [(124, 196), (332, 376), (512, 548), (592, 664)]:
        parts.append(d.arrow(x1, y, x2, y, role="ink"))
    way = f"M 160 {y} V 44 H 572"
    parts.append(d.tag("path", d=way, fill="none", stroke=d.color("ink"), stroke_width=1.6))
    parts.append(d.arrow(572, 44, 572, y - 22, role="ink"))
    parts += [
        d.text(366, 34, "shortcut: 56 × 56", size=14),
        d.text(356, y + 52, "block: 56 × 56 all the way through", size=14),
        d.text(640, y + 30, "x + F(x)", size=14, fill="output", font_weight=600),
    ]
    return d.picture(WIDTH, 196, parts, alt)


@still(
    "03_pool",
    "A 4x4 image in four blocks of 2x2: 1 3, 2 0; 5 1, 4 8; 7 2, 0 6; 3 9, 1 2. The largest of each block"
    " make a 2x2 map: 3 8, 7 9.",
)
def pool(alt: str) -> str:
    """Four windows, the largest number of each."""
    image = np.array([[1, 3, 5, 1], [2, 0, 4, 8], [7, 2, 3, 9], [0, 6, 1, 2]])
    out = engine.pool2d(image)
    size, left, top = 46, 70, 26
    parts = [d.grid(left, top, image, size=size, kind="plain")]
    for row in (0, 2):
        for col in (0, 2):
            parts.append(d.frame(left + col * size, top + row * size, 2, 2, size, "window", 2.5))
            block = image[row : row + 2, col : col + 2]
            at = np.unravel_index(np.argmax(block), (2, 2))
            place = {"cx": left + (col + at[1] + 0.5) * size, "cy": top + (row + at[0] + 0.5) * size}
            ring = {"r": 17, "fill": "none", "stroke": d.color("output"), "stroke_width": 2.5}
            parts.append(d.tag("circle", **place, **ring))
    parts += [
        d.arrow(282, 118, 372, 118),
        d.text(326, 106, "the largest", size=14, fill="muted"),
        d.grid(400, top + size, out, size=size, kind="plain", role="output"),
        d.text(left + 92, 240, "16 numbers", size=15, fill="window", font_weight=600),
        d.text(446, 194, "4 are left", size=15, fill="output", font_weight=600),
        d.text(516, 112, "12 of 16 are gone:", size=14, anchor="start"),
        d.text(516, 133, "75 %", size=14, anchor="start"),
    ]
    return d.picture(WIDTH, 262, parts, alt)


@still("03_widget", DIALS_ALT)
def dials(alt: str) -> str:
    """One setting of the widget."""
    return dials_still(np.rint(images.photograph(48) * 255).astype(np.uint8), alt)
