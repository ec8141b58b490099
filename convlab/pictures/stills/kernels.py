"""Draw the still pictures of lesson 5, one claim each."""

from functools import cache

import numpy as np

from convlab import digits, images
from convlab.numerics import engine
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still
from convlab.widgets.kernels import pictures, presets
from convlab.widgets.kernels_still import ALT as EDIT_ALT
from convlab.widgets.kernels_still import edit_still

WIDTH = 700


def kernel_grid(x: float, y: float, kernel: np.ndarray, side: float = 96, **more: object) -> str:
    """Return a kernel of any size as signed cells that fill a square of `side`."""
    limit = float(np.abs(kernel).max())
    scale = 2 * limit if len(kernel) < 7 else 1.2 * limit
    return d.grid(
        x, y, kernel, size=side / len(kernel), kind="signed", limits=(-scale, 0), role="kernel", **more
    )


def blank(shape: tuple[int, ...]) -> np.ndarray:
    """Return empty labels."""
    return np.full(shape, "", dtype=object)


@still(
    "05_bank",
    "Twelve kernels with their numbers, in two groups. Sum 1: identity, box blur, Gaussian, sharpen, "
    "emboss. Sum 0: Sobel x, Sobel y, edge h, edge v, Laplacian, and two Gabor kernels of 7 x 7, drawn as "
    "stripes under a bell.",
)
def bank(alt: str) -> str:
    """All kernels of the bank, by their sum."""
    parts, side, step = [], 96, 112
    for at, (name, (words, kernel)) in enumerate(presets().items()):
        group, place = (0, at) if at < 5 else (1, at - 5)
        row, col = (0, place) if group == 0 else (1 + place // 4, place % 4)
        x, y = 126 + col * step, 24 + row * 140
        more = {"labels": blank(kernel.shape)} if len(kernel) == 7 else {}
        if name == "gaussian":
            sixteenths = [[f"{round(16 * value)}/16" for value in line] for line in kernel]
            more = {"labels": np.array(sixteenths, dtype=object)}
        parts.append(kernel_grid(x, y, kernel, side, **more))
        parts.append(d.text(x + side / 2, y + side + 22, words, size=14, font_weight=600))
    for y, words, more in [(24, "sum 1", "a picture"), (164, "sum 0", "a difference")]:
        parts.append(d.text(20, y + 44, words, size=18, anchor="start", font_weight=600))
        parts.append(d.text(20, y + 66, more, size=14, anchor="start", fill="muted"))
    parts.append(d.line(20, 153, 680, 153))
    return d.picture(WIDTH, 436, parts, alt)


@still(
    "05_gaussian",
    "Left: a bell curve over five pixels, for sigma 1, high in the middle and low at the ends. Right: the "
    "3x3 Gaussian kernel for sigma 1: 0.204 in the center, 0.124 beside it, 0.075 in the corners.",
)
def gaussian(alt: str) -> str:
    """The bell along one row, and the kernel of nine numbers that it makes."""
    left, bottom, step, high = 50, 200, 62, 150
    away = np.linspace(-2.5, 2.5, 81)
    curve = [(left + (x + 2.5) * step, bottom - high * np.exp(-(x**2) / 2)) for x in away]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in curve)
    parts = [d.tag("path", d=path, fill="none", stroke=d.color("kernel"), stroke_width=2.5)]
    for x in range(-2, 3):
        height = high * np.exp(-(x**2) / 2)
        at = left + (x + 2.5) * step
        parts.append(
            d.box(at - 20, bottom - height, 40, height, fill="kernel", fill_opacity=0.25, stroke="kernel")
        )
        parts.append(d.text(at, bottom + 22, d.number(x), size=14))
    parts.append(d.line(left, bottom, left + 5 * step, bottom, role="ink"))
    parts.append(d.text(left + 2.5 * step, bottom + 44, "pixels from the center", size=14, fill="muted"))
    squares = np.add.outer([1, 0, 1], [1, 0, 1])
    kernel = np.exp(-squares / 2) / np.exp(-squares / 2).sum()
    labels = np.array([[f"{value:.3f}" for value in row] for row in kernel], dtype=object)
    parts.append(kernel_grid(446, 36, kernel, 168, labels=labels))
    parts.append(d.text(530, bottom + 44, "sum 1", size=15, font_weight=600))
    return d.picture(WIDTH, 262, parts, alt)


@still(
    "05_signed",
    "The answers of Sobel x to a bright bar, three times. Signed: plus 4 at its left edge, minus 4 at its "
    "right edge. Clipped to 0 and 1: only the left edge is left, as 1. Absolute: 4 at both edges, without "
    "direction.",
)
def signed(alt: str) -> str:
    """What clipping and absolute values lose."""
    bar = np.zeros((3, 17))
    bar[:, 6:11] = 1
    row = engine.conv2d(bar, images.sobel_x())
    size, left, parts = 34, 150, []
    lines = [
        ("the bar", bar[:1, 1:-1], "gray", (0, 1), "window"),
        ("signed", row, "signed", (-5, 0), "output"),
        ("clip to 0, 1", np.clip(row, 0, 1), "gray", (0, 1), "output"),
        ("abs", np.abs(row), "gray", (0, 4), "output"),
    ]
    notes = ["", "both edges, both directions", "one edge is lost", "both edges, no direction"]
    for at, ((words, values, kind, limits, role), note) in enumerate(zip(lines, notes, strict=True)):
        y = 20 + at * 66
        labels = np.array([[d.number(v) if v else "" for v in values[0]]], dtype=object)
        parts.append(d.grid(left, y, values, size=size, kind=kind, limits=limits, role=role, labels=labels))
        parts.append(d.text(left - 16, y + 23, words, size=15, anchor="end", font_weight=600))
        if note:
            parts.append(d.text(left + 255, y + 53, note, size=13, fill="muted"))
    return d.picture(WIDTH, 288, parts, alt)


@cache
def gabor_patches() -> np.ndarray:
    """Return 3x3 Gabor patches of many turns, waves, phases and widths, flat, each of length 1."""
    along = np.arange(3) - 1
    bells = [np.exp(-np.add.outer(along**2, along**2) / (2 * width**2)) for width in (0.7, 1, 1.5, 3)]
    patches = []
    for turn in np.deg2rad(np.arange(0, 180, 5)):
        across = np.add.outer(np.sin(turn) * along, np.cos(turn) * along)
        for wave in np.arange(2, 12, 0.5):
            for phase in np.deg2rad(np.arange(0, 360, 15)):
                stripes = np.cos(2 * np.pi * across / wave + phase)
                patches += [(bell * stripes).ravel() for bell in bells]
    flat = np.array(patches)
    return flat / np.linalg.norm(flat, axis=1, keepdims=True)


def likest_gabor(kernel: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the 3x3 Gabor patch that is most like a kernel, and their likeness (cosine)."""
    likeness = gabor_patches() @ kernel.ravel() / np.linalg.norm(kernel)
    best = int(np.round(likeness, 9).argmax())  # the first of equals, on every machine
    return gabor_patches()[best].reshape(3, 3), float(likeness[best])


@still(
    "05_learned",
    "Top row: the four 3x3 filters that a network learned from handwritten digits, in red and blue. Bottom"
    " row: the Gabor patch that is most like each of them, with their likeness: 0.85, 0.80, 0.74 and 0.98.",
)
def learned(alt: str) -> str:
    """Learned filters beside Gabor patches."""
    parts = [
        d.text(20, 78, "learned", size=15, anchor="start", font_weight=600),
        d.text(20, 216, "Gabor", size=15, anchor="start", font_weight=600),
        d.text(20, 236, "most like it", size=13, anchor="start", fill="muted"),
    ]
    for at, kernel in enumerate(digits.weights()["w1"][:, 0].astype(float)):
        patch, likeness = likest_gabor(kernel)
        patch = patch * np.abs(kernel).max() / np.abs(patch).max()
        for y, values in [(24, kernel), (162, patch)]:
            labels = np.array([[d.number(round(v, 1)) for v in row] for row in values], dtype=object)
            parts.append(kernel_grid(136 + at * 138, y, values, 108, labels=labels))
        parts.append(d.text(190 + at * 138, 296, f"likeness {likeness:.2f}", size=14))
    return d.picture(WIDTH, 316, parts, alt)


@still(
    "05_recover",
    "A window of nine pixels from the picture before, times nine question marks, equals one pixel of the "
    "picture after; below it the next window and the next pixel, and so on: one equation a pixel.",
)
def recover(alt: str) -> str:
    """One equation for each pixel of the picture after."""
    before = np.array([[1, 2, 0, 1, 2], [0, 1, 3, 1, 0], [2, 1, 0, 2, 1], [1, 0, 2, 1, 3], [2, 1, 1, 0, 1]])
    after = engine.conv2d(before, images.kernels()["sharpen"])
    size, marks = 25, np.full((3, 3), "?", dtype=object)
    parts = [
        d.grid(20, 46, before, size=30, limits=(-2, 3)),
        d.text(95, 32, "before", size=15, fill="window", font_weight=600),
        d.grid(576, 76, after, size=30, kind="signed", limits=(-20, 20)),
        d.text(621, 32, "after", size=15, fill="output", font_weight=600),
        d.frame(576, 76, 3, 3, 30, "output", 2.5),
    ]
    for at, y in [(0, 24), (1, 120)]:
        window = before[0:3, at : at + 3]
        parts.append(d.grid(226, y, window, size=size, limits=(-2, 3), role="window"))
        parts.append(d.text(320, y + 44, "·", size=26))
        parts.append(d.grid(340, y, np.zeros((3, 3)), size=size, kind="plain", labels=marks, role="kernel"))
        parts.append(d.text(435, y + 45, "=", size=20))
        here = np.array([[after[0, at]]])
        parts.append(d.grid(458, y + 20, here, size=34, kind="signed", limits=(-20, 20), role="output"))
    parts.append(d.text(378, 226, "… and so on: 9 equations here, 15,876 in a photograph", size=14))
    parts.append(d.text(95, 226, "5 × 5", size=13, fill="muted"))
    parts.append(d.text(621, 192, "3 × 3", size=13, fill="muted"))
    return d.picture(WIDTH, 248, parts, alt)


@still("05_widget", EDIT_ALT)
def widget(alt: str) -> str:
    """The widget with the photograph and Sobel x."""
    return edit_still(pictures()["photo"][1], presets()["sobel_x"][1], alt)
