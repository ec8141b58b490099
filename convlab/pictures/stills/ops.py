"""Draw the still pictures of lesson 1, one claim each."""

import math

import numpy as np

from convlab import images
from convlab.numerics import engine
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still
from convlab.widgets.ops_stills import channels_still, slide_still

EDGE = np.array([[1, 0, -1]] * 3)
WIDTH = 700


@still(
    "01_dense_vs_shared",
    "Left: five pixels joined to three neurons by fifteen lines, each with a weight of its own. Right: "
    "the same five pixels, where each of three outputs looks at three neighbors through the same three "
    "weights.",
)
def dense_vs_shared(alt: str) -> str:
    """Every pixel to every neuron with its own weight, against one small kernel used at every place."""
    parts = []
    styles = [("a", None, 2.6), ("b", "7 4", 2.2), ("c", "2 4", 2.6)]
    pixels, outs = [66 + 40 * i for i in range(5)], [106 + 40 * j for j in range(3)]
    for left, is_shared in [(60, False), (410, True)]:
        right = left + 200
        for j, out in enumerate(outs):
            for i, pixel in enumerate(pixels):
                ends = (left + 16, pixel, right - 16, out)
                if not is_shared:
                    parts.append(d.line(*ends, role="#9aa0ab", width=1.1))
                elif 0 <= i - j < 3:
                    _, dashes, width = styles[i - j]
                    parts.append(d.line(*ends, role="kernel", width=width, stroke_dasharray=dashes))
        for value, pixel in zip([60, 110, 160, 210, 245], pixels, strict=True):
            fill = d.gray(value, 0, 255)
            parts.append(d.box(left - 16, pixel - 16, 32, 32, fill=fill, stroke="line"))
        for out in outs:
            dot = {"cx": right, "cy": out, "r": 15, "stroke": d.color("output"), "stroke_width": 2.5}
            parts.append(d.tag("circle", fill=d.color("card"), **dot))
    parts += [
        d.text(160, 32, "fully connected", size=15, font_weight=600),
        d.text(510, 32, "one kernel, shared", size=15, font_weight=600),
        d.text(160, 292, "5 × 3 = 15 weights, each used once", size=14),
        d.text(510, 292, "3 weights, each used 3 times", size=14, fill="kernel", font_weight=600),
        d.line(350, 24, 350, 290, role="faint", width=2),
    ]
    for i, (name, dashes, width) in enumerate(styles):
        x = 426 + 62 * i
        parts.append(d.line(x, 266, x + 26, 266, role="kernel", width=width, stroke_dasharray=dashes))
        parts.append(d.text(x + 36, 270, name, size=14, fill="kernel", font_style="italic"))
    return d.picture(WIDTH, 310, parts, alt)


@still(
    "01_slide_multiply_sum",
    "A 3x3 window on the top left of a 5x5 image with values 10 to 250, the kernel 1, 0, -1 in each of "
    "three rows, their nine products, and the sum, -60, in the first cell of the output.",
)
def slide_multiply_sum(alt: str) -> str:
    """One place of anchor A: window, kernel, products, sum, output cell."""
    image = images.anchor_a()
    out = np.full((3, 3), np.nan)
    out[0, 0] = engine.conv2d(image, EDGE)[0, 0]
    patch, top = image[:3, :3], 66
    parts = [
        d.grid(24, top - 34, image, size=34),
        d.frame(24, top - 34, 3, 3, 34, "window"),
        d.grid(254, top - 17, EDGE, size=34, kind="signed", limits=(-2, 2), role="kernel"),
        d.grid(408, top - 17, patch * EDGE, size=34, kind="signed", limits=(-240, 240)),
        d.grid(574, top - 17, out, size=34, kind="signed", limits=(-100, 100), role="output"),
        d.text(224, top + 42, "×", size=24, fill="muted"),
        d.text(382, top + 42, "=", size=24, fill="muted"),
        d.arrow(518, top + 34, 566, top + 34),
        d.text(541, top + 24, "sum", size=13, fill="muted"),
        d.text(109, 222, "image and window", fill="window", font_weight=600),
        d.text(305, 222, "kernel", fill="kernel", font_weight=600),
        d.text(459, 222, "nine products", font_weight=600),
        d.text(625, 222, "output", fill="output", font_weight=600),
    ]
    lines = d.terms(patch, EDGE)
    parts.append(d.text(350, 262, " + ".join(lines) + " = −60", size=14.5))
    return d.picture(WIDTH, 288, parts, alt)


@still(
    "01_anchor_a_map",
    "A 5x5 image with the values 10 to 250 in steps of 10, the kernel 1, 0, -1 in each of three rows, "
    "and the 3x3 feature map, where all nine entries are -60.",
)
def anchor_a_map(alt: str) -> str:
    """The whole map of anchor A."""
    image = images.anchor_a()
    out = engine.conv2d(image, EDGE)
    parts = [
        d.grid(50, 24, image, size=38),
        d.grid(330, 62, EDGE, size=38, kind="signed", limits=(-2, 2), role="kernel"),
        d.grid(536, 62, out, size=38, kind="signed", limits=(-100, 100), role="output"),
        d.text(285, 126, "∗", size=26, fill="muted"),
        d.text(490, 127, "=", size=26, fill="muted"),
        d.text(145, 244, "image, 5 × 5", font_weight=600, size=14),
        d.text(387, 244, "kernel, 3 × 3", fill="kernel", font_weight=600, size=14),
        d.text(593, 244, "feature map, 3 × 3", fill="output", font_weight=600, size=14),
        d.text(
            350, 278, "20 brighter two columns on, in three rows: 3 · (−20) = −60, at every place", size=14
        ),
    ]
    return d.picture(WIDTH, 302, parts, alt)


@still(
    "01_flip",
    "The kernel a b c, d e f, g h i, and the same kernel turned by 180 degrees: i h g, f e d, c b a.",
)
def flip(alt: str) -> str:
    """A kernel of letters, and the same turned by 180 degrees."""
    letters = np.array([list("abc"), list("def"), list("ghi")])
    plain = np.zeros((3, 3))
    parts = [
        d.grid(130, 28, plain, size=48, kind="plain", role="kernel", labels=letters),
        d.grid(426, 28, plain, size=48, kind="plain", role="kernel", labels=letters[::-1, ::-1]),
        d.tag(
            "path",
            d="M 312 122 A 38 38 0 1 1 388 122",
            fill="none",
            stroke=d.color("muted"),
            stroke_width=2,
        ),
        d.tag("polygon", points="388,132 382,119 394,119", fill=d.color("muted")),
        d.text(350, 128, "180°", size=17),
        d.text(202, 204, "cross-correlation: as it stands", size=14, font_weight=600),
        d.text(498, 204, "true convolution: turned", size=14, font_weight=600),
    ]
    # A ring around the same entry shows where it went.
    for x, y in [(130 + 24, 28 + 24), (426 + 120, 28 + 120)]:
        ring = {"cx": x, "cy": y, "r": 18, "fill": "none", "stroke": d.color("kernel"), "stroke_width": 2}
        parts.append(d.tag("circle", **ring))
    return d.picture(WIDTH, 228, parts, alt)


@still(
    "01_coverage",
    "How many 3x3 windows cover each pixel of a 7x7 image: 1 2 3 3 3 2 1 along the top row, 9 in the middle.",
)
def coverage(alt: str) -> str:
    """How many windows touch each pixel."""
    ones = np.ones((5, 5))
    counts = engine.conv2d(np.pad(ones, 2), np.ones((3, 3)))
    parts = [d.grid(56, 24, counts, size=36, kind="count", limits=(0, 9))]
    parts += [d.frame(56, 24, 3, 3, 36, "window"), d.frame(56 + 72, 24 + 72, 3, 3, 36, "window")]
    notes = [
        ("a corner: 1 window", "the one that starts there"),
        ("an edge: 3 windows", "the window can slide along one way"),
        ("the middle: 9 windows", "one for each cell of the kernel"),
    ]
    for i, (title, why) in enumerate(notes):
        y = 70 + 62 * i
        parts.append(d.text(364, y, title, size=15, anchor="start", font_weight=600))
        parts.append(d.text(364, y + 21, why, size=14, anchor="start", fill="muted"))
    parts.append(d.text(364, 262, "sum of the map: 25 windows · 9 = 225", size=14, anchor="start"))
    return d.picture(WIDTH, 296, parts, alt)


@still(
    "01_equivariance",
    "A small cross and its response map; below, the same cross two columns further right, and the same "
    "response two columns further right.",
)
def equivariance(alt: str) -> str:
    """A pattern shifted in, its response shifted out by the same."""
    kernel = images.cross(5, 5, 2, 2)[1:4, 1:4]
    parts, size, top = [], 28, 48
    for row in range(2):
        image = images.cross(5, 9, 2, 3 + 2 * row)
        out = engine.conv2d(image, kernel)
        y = top + row * 194
        blank = np.full(image.shape, "", dtype=object)
        parts += [
            d.grid(40, y, image, size=size, labels=blank),
            d.grid(450, y + size, out, size=size, kind="signed", limits=(-5, 5), role="output"),
            d.arrow(304, y + 118, 436, y + 118),
            d.grid(328, y + 14, kernel, size=size, kind="signed", limits=(-2, 2), role="kernel"),
        ]
    parts += [
        d.text(166, 30, "in", size=15, font_weight=600),
        d.text(548, 30, "out", size=15, font_weight=600, fill="output"),
    ]
    # Between the rows, the arrows of the shift run from center to center.
    for x in (40 + size * 3.5, 450 + size * 2.5):
        y = top + 167
        parts.append(d.arrow(x, y, x + 2 * size, y, role="ink", width=2))
        parts.append(d.text(x + 2 * size + 10, y + 5, "2 columns", size=14, anchor="start"))
    return d.picture(WIDTH, 404, parts, alt)


@still(
    "01_channels",
    "Three channels of an image, a filter with one 3x3 kernel for each channel, and one output map: the"
    " three sums and the bias add up to one number. A second filter makes a second map.",
)
def channels(alt: str) -> str:
    """A block of C x k x k and a bias make one number of one map; each filter makes its own map."""
    rng = np.random.default_rng(24)
    image, filters = rng.integers(0, 4, size=(3, 4, 4)), rng.integers(-1, 2, size=(2, 3, 3, 3))
    return channels_still(image, filters, np.array([2, -1]), alt)


@still(
    "01_alexnet",
    "Two bars on a logarithmic scale: 105,415,200 weights without sharing and 34,848 with sharing, 3025"
    " times fewer.",
)
def alexnet(alt: str) -> str:
    """The weights of AlexNet's first layer with and without sharing."""
    places, filters, weights = 55 * 55, 96, 11 * 11 * 3
    rows = [
        ("a filter for every place", places * filters * weights, "muted"),
        ("one filter, shared", filters * weights, "kernel"),
    ]
    left, unit = 40, 74
    parts = [d.text(left, 36, "AlexNet, first layer: weights", size=15, anchor="start", font_weight=600)]
    for power in range(0, 9, 2):
        x = left + unit * power
        label = ["1", "100", "10,000", "1 million", "100 million"][power // 2]
        parts.append(d.line(x, 52, x, 190, role="line", stroke_dasharray="2 3"))
        parts.append(d.text(x, 210, label, size=13, fill="muted", anchor="start" if power == 0 else "middle"))
    for i, (name, count, role) in enumerate(rows):
        y = 66 + i * 64
        parts.append(d.box(left, y, unit * math.log10(count), 46, fill=role))
        words = f"{name}: {count:,}"
        parts.append(d.text(left + 14, y + 29, words, size=15, anchor="start", fill="card", font_weight=600))
    note = f"{places} places share a filter: {places} times fewer. A grid step is 100 times."
    parts.append(d.text(left, 244, note, size=14, anchor="start"))
    return d.picture(WIDTH, 266, parts, alt)


@still(
    "01_slide_widget",
    "The widget at its first step: the image with the window at its top left, the kernel, the nine "
    "products, their sum written out, and the output map with its first cell filled.",
)
def slide_widget(alt: str) -> str:
    """The widget's first view."""
    return slide_still(images.vertical_edge(), EDGE, alt)
