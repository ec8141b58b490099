"""Draw the still pictures of lesson 8, one claim each."""

import numpy as np

from convlab.numerics import engine, gradients
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still
from convlab.widgets.training_still import TRAIN_ALT, train_still

WIDTH = 700
BOLD = {"font_weight": 600}
IMAGE, KERNEL, BLAME = np.arange(9).reshape(3, 3), np.array([[1, 2], [3, 4]]), np.array([[1, 0], [0, 2]])


def curve(points: list[tuple[float, float]], role: str, width: float = 2, **more: object) -> str:
    """Return a line through points."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return d.tag("polyline", points=path, fill="none", stroke=d.color(role), stroke_width=width, **more)


def title(x: float, y: float, words: str, role: str = "ink", size: float = 14) -> str:
    """Return a heading in the middle above something."""
    return d.text(x, y, words, size=size, fill=role, **BOLD)


@still(
    "08_downhill",
    "Three times the same valley, with its bottom at 3, and five steps from 0. Rate 0.05: small steps down one "
    "side. Rate 0.15: from side to side, closer each time. Rate 0.25: from side to side, further each time, "
    "and out of the picture.",
)
def downhill(alt: str) -> str:
    """One dial, three learning rates."""
    parts, side, base = [], 200, 240
    for panel, rate in enumerate((0.05, 0.15, 0.25)):
        left = 24 + panel * 226

        def at(k: float, left: float = left) -> tuple[float, float]:
            return left + (k + 3.5) / 13 * side, base - 14 / 3 * (k - 3) ** 2 * 0.95

        inside = [at(k) for k in np.linspace(-3.2, 9.2, 63)]
        parts.append(curve([p for p in inside if p[1] > 44], "muted"))
        k, dots = 0.0, [at(0.0)]
        for _ in range(5):
            k -= rate * 28 / 3 * (k - 3)
            dots.append(at(k))
        seen = [p for p in dots if p[1] > 44]
        parts.append(curve(seen, "output", 1.6))
        if len(seen) < len(dots):
            (x, y), (to, _) = seen[-1], dots[len(seen)]
            parts.append(d.arrow(x, y, x + (to - x) * 0.55, 50, role="output", stroke_dasharray="4 3"))
        for number, (x, y) in enumerate(seen):
            fill = d.color("output") if number else d.color("card")
            parts.append(
                d.tag("circle", cx=x, cy=y, r=5, fill=fill, stroke=d.color("output"), stroke_width=2)
            )
        parts.append(d.line(left, base + 6, left + side, base + 6))
        for tick in (0, 3, 6):
            parts.append(d.text(at(tick)[0], base + 24, str(tick), size=13, fill="muted"))
        parts.append(title(left + side / 2, 30, f"rate {rate}", "output"))
    parts.append(
        d.text(WIDTH / 2, base + 50, "the dial k; hollow: where it begins; higher is a larger loss", size=13)
    )
    return d.picture(WIDTH, 304, parts, alt)


@still(
    "08_blame",
    "A 3x3 image, the kernel 1 2, 3 4 and the blame of four outputs, 1 0 0 2. Every output stamps the kernel, "
    "times its own blame, onto the four pixels that it saw. The stamps add up to 1 2 0, 3 6 4, 0 6 8.",
)
def blame(alt: str) -> str:
    """Two stamps of the kernel add up to the blame of the pixels."""
    size, top, parts = 38, 66, []
    parts += [
        title(64, 40, "outputs’ blame", "output"),
        d.grid(24, top, BLAME, size=size, kind="count", limits=(0, 6), role="output"),
        title(62, 176, "kernel", "kernel"),
        d.grid(24, 190, KERNEL, size=size, kind="plain", role="kernel"),
    ]
    stamps = [((0, 0), 1, "1 × the kernel"), ((1, 1), 2, "2 × the kernel")]
    for number, ((row, col), factor, words) in enumerate(stamps):
        left = 156 + number * 186
        stamp = np.full((3, 3), np.nan)
        stamp[row : row + 2, col : col + 2] = factor * KERNEL
        parts += [
            title(left + 57, 40, words, size=13),
            d.grid(left, top, stamp, size=size, kind="count", limits=(0, 12)),
            d.frame(left + col * size, top + row * size, 2, 2, size, "output", 2.5),
            d.text(left + 150, top + 64, "+" if number == 0 else "=", size=22, fill="muted"),
        ]
    total = engine.conv2d(np.pad(BLAME, 1), KERNEL[::-1, ::-1])
    parts += [
        title(590, 40, "pixels’ blame", "window"),
        d.grid(528, top, total, size=size + 4, kind="count", limits=(0, 12), role="window"),
        d.text(
            156,
            226,
            "The middle pixel: weight 4 from the first output, weight 1",
            size=14,
            anchor="start",
        ),
        d.text(156, 248, "from the last, each times its blame: 4 · 1 + 1 · 2 = 6.", size=14, anchor="start"),
    ]
    return d.picture(WIDTH, 288, parts, alt)


@still(
    "08_col2im",
    "Four columns of nine ones each; each column is folded to a 3x3 window and laid on the 4x4 image where it "
    "came from. Where windows overlap the ones add up: 1 2 2 1, 2 4 4 2, 2 4 4 2, 1 2 2 1.",
)
def columns_home(alt: str) -> str:
    """The copies come home and add up."""
    small, parts = 25, []
    for number in range(4):
        row, col = divmod(number, 2)
        left = 16 + number * 120
        ones = np.full((4, 4), np.nan)
        ones[row : row + 3, col : col + 3] = 1
        parts += [
            title(left + 50, 30, f"column {number}", size=13),
            d.grid(left + 42, 42, np.ones((9, 1)), size=15, kind="count", limits=(0, 4), labels=[[""]] * 9),
            d.text(left + 74, 114, "9 ones", size=11, anchor="start"),
            d.arrow(left + 50, 180, left + 50, 203),
            d.grid(left, 210, ones, size=small, kind="count", limits=(0, 4)),
            d.frame(left + col * small, 210 + row * small, 3, 3, small, "window", 2),
            d.text(left + 110, 265, "+" if number < 3 else "=", size=20, fill="muted"),
        ]
    total = gradients.col2im(np.ones((9, 4)), (1, 4, 4), 3, 3)[0]
    parts += [
        title(586, 128, "all copies at home", "window"),
        d.grid(502, 142, total, size=42, kind="count", limits=(0, 5), role="window"),
    ]
    return d.picture(WIDTH, 332, parts, alt)


@still(
    "08_three",
    "Three panels with the same blame of 2x2 outputs, 1 0 0 2. db: its sum, 3. dw: the image 0 to 8 slid over by "
    "the blame, a valid correlation: 8 11, 17 20. dx: the blame in a ring of zeros, slid over by the turned "
    "kernel 4 3, 2 1: 1 2 0, 3 6 4, 0 6 8.",
)
def three(alt: str) -> str:
    """A sum, a correlation, a full correlation with the turned kernel."""
    size, parts = 32, []
    turned = KERNEL[::-1, ::-1]
    blame = {"size": size, "kind": "count", "limits": (0, 6), "role": "output"}
    parts += [
        title(84, 32, "db: a sum"),
        d.grid(20, 92, BLAME, **blame),
        d.text(104, 130, "=", size=20, fill="muted"),
        d.grid(124, 108, [[BLAME.sum()]], size=size, kind="plain", role="kernel"),
        title(288, 32, "dw: a correlation"),
        d.grid(186, 76, IMAGE, size=size, kind="gray", limits=(-4, 8), role="window"),
        d.frame(186, 76, 2, 2, size, "output", 2.5),
        d.text(298, 130, "=", size=20, fill="muted"),
        d.grid(316, 92, engine.conv2d(IMAGE, BLAME), size=size, kind="plain", role="kernel"),
        d.text(284, 212, "the blame slides over the image:", size=12.5),
        d.text(284, 230, "0 · 1 + 4 · 2 = 8", size=13),
        title(544, 32, "dx: a full correlation"),
        d.grid(408, 60, np.pad(BLAME, 1), **blame),
        d.frame(408, 60, 2, 2, size, "kernel", 2.5),
        d.text(554, 130, "=", size=20, fill="muted"),
        d.grid(572, 76, engine.conv2d(np.pad(BLAME, 1), turned), size=size, kind="plain", role="window"),
        d.grid(414, 206, turned, size=size, kind="plain", role="kernel"),
        d.text(494, 228, "the turned kernel slides over", size=12, anchor="start"),
        d.text(494, 246, "the blame ringed by zeros:", size=12, anchor="start"),
        d.text(494, 264, "1 · 1 = 1 in the first place", size=12, anchor="start"),
    ]
    parts += [d.line(x, 20, x, 268, role="faint", width=2) for x in (170, 394)]
    return d.picture(WIDTH, 288, parts, alt)


@still(
    "08_pool",
    "A 4x4 map with its four 2x2 windows and their winners framed; the blame 5, 7, 2, 3 of the four outputs lies "
    "on the winners, everything else is 0. In the last window all four are equal, and the first has got it.",
)
def pool(alt: str) -> str:
    """The blame goes to the winners."""
    x = np.array([[1, 4, 0, 2], [3, 2, 7, 5], [3, 1, 6, 6], [0, 2, 6, 6]])
    dout = np.array([[5, 7], [2, 3]])
    dx = gradients.max_pool2d_backward(dout, x)
    size, top, left, right = 42, 60, 40, 484
    parts = [
        title(left + 84, 36, "what was pooled", "window"),
        d.grid(left, top, x, size=size, kind="gray", limits=(-7, 7), role="window"),
        title(346, 78, "outputs’ blame", "output"),
        d.grid(304, 92, dout, size=size, kind="count", limits=(0, 14), role="output"),
        title(right + 84, 36, "pixels’ blame", "window"),
        d.grid(right, top, dx, size=size, kind="count", limits=(0, 14), role="window"),
        d.arrow(400, 134, right - 14, 134, role="output"),
        d.text(346, 216, "ties: the first", size=13),
        d.text(346, 234, "in row-major order", size=13),
    ]
    for start in (left, right):
        parts.append(d.line(start + 84, top, start + 84, top + 168, role="ink", width=2.5))
        parts.append(d.line(start, top + 84, start + 168, top + 84, role="ink", width=2.5))
    for row, col in np.argwhere(dx):
        parts.append(d.frame(left + col * size, top + row * size, 1, 1, size, "output", 3))
    return d.picture(WIDTH, 256, parts, alt)


@still(
    "08_cross_entropy",
    "The curve of minus the natural logarithm of p, falling from above 5 near 0 to 0 at p = 1. Marked: p = 1/10, "
    "where it is 2.303, the loss of a network that has learned nothing.",
)
def surprise(alt: str) -> str:
    """The loss against the probability of the label."""

    def at(p: float, loss: float) -> tuple[float, float]:
        return 76 + p * 560, 264 - loss * 44

    p = np.linspace(0.0055, 1, 200)
    x, y = at(0.1, np.log(10))
    parts = [
        d.line(76, 264, 652, 264, role="muted"),
        d.line(76, 264, 76, 30, role="muted"),
        curve([at(float(q), float(-np.log(q))) for q in p], "output", 3),
        d.line(x, 264, x, y, role="window", stroke_dasharray="4 3"),
        d.line(76, y, x, y, role="window", stroke_dasharray="4 3"),
        d.tag("circle", cx=x, cy=y, r=6, fill=d.color("window")),
        d.text(x + 22, y - 24, "p = 1/10: ln 10 = 2.303,", size=15, anchor="start", fill="window", **BOLD),
        d.text(x + 22, y - 5, "the loss of a network that has learned nothing", size=14, anchor="start"),
        d.text(364, 304, "probability of the right class", size=14),
        d.text(88, 40, "loss, −ln p", size=14, anchor="start", **BOLD),
    ]
    for tick in (0, 0.5, 1):
        parts.append(d.text(at(tick, 0)[0], 283, d.number(tick), size=13, fill="muted"))
    for tick in (1, 2, 3, 4, 5):
        parts.append(d.text(64, at(0, tick)[1] + 4, str(tick), size=13, fill="muted"))
    return d.picture(WIDTH, 322, parts, alt)


@still(
    "08_network",
    "The network of lesson 6 as a row of boxes, image, conv, ReLU, pool, conv, ReLU, pool, dense, loss, with arrows "
    "to the right for the numbers and arrows to the left for the blame; below each conv and dense box its dw "
    "and db.",
)
def network(alt: str) -> str:
    """Forward and back through the network."""
    names = ["image", "conv 1", "ReLU", "pool", "conv 2", "ReLU", "pool", "dense", "loss"]
    wide, gap, top, parts = 60, 16.5, 78, []
    for number, name in enumerate(names):
        left = 14 + number * (wide + gap)
        has_weights = name.startswith(("conv", "dense"))
        role = "kernel" if has_weights else "window" if name == "image" else "ink"
        parts.append(d.box(left, top, wide, 44, fill="card", stroke=role, stroke_width=2, rx=5))
        parts.append(d.text(left + wide / 2, top + 27, name, size=14, fill=role, **BOLD))
        if number:
            parts.append(d.arrow(left - gap - 8, top - 12, left + 8, top - 12, role="ink", width=1.6))
            parts.append(d.arrow(left + 8, top + 56, left - gap - 8, top + 56, role="output", width=1.6))
        if has_weights:
            middle, layer = left + wide / 2, name[-1] if name[-1].isdigit() else 3
            parts.append(d.arrow(middle, top + 62, middle, top + 96, role="output", width=1.6))
            parts += [
                title(middle, top + 116, f"dw{layer}", "output"),
                title(middle, top + 134, f"db{layer}", "output"),
            ]
    parts += [
        d.text(14, 44, "numbers, forward: each box keeps what came in", size=14, anchor="start"),
        d.text(
            14,
            top + 116,
            "blame,",
            size=14,
            anchor="start",
            fill="output",
        ),
        d.text(14, top + 134, "back", size=14, anchor="start", fill="output"),
        d.text(200, top + 108, "(x > 0)", size=13, fill="muted"),
        d.text(276, top + 108, "winners", size=13, fill="muted"),
        d.text(429, top + 108, "(x > 0)", size=13, fill="muted"),
        d.text(506, top + 108, "winners", size=13, fill="muted"),
        d.text(656, top + 108, "(p − y)/N", size=13, fill="muted"),
    ]
    return d.picture(WIDTH, 232, parts, alt)


@still("08_train_widget", TRAIN_ALT)
def train_widget(alt: str) -> str:
    """The end of a training."""
    return train_still(alt)
