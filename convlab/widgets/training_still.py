"""Draw what stands in for lesson 8's widget where no script runs."""

import numpy as np

from convlab import digits
from convlab.demos import live_training
from convlab.demos.digit_places import shares
from convlab.numerics import training
from convlab.pictures import drawing as d
from convlab.widgets.tiny_cnn_stills import bars, gray_pixels, picture_of, signed_pixels

TRAIN_ALT = (
    "The widget after 25 epochs: the curve of the loss falling, the share of unseen digits read rightly rising above "
    "97 %, four filters of the first layer and eight of the second, ten bars for the digit that is followed, and "
    "the few unseen digits that are still misread."
)
DIGIT = 90
BOLD = {"font_weight": 600}


def chart(
    left: float, top: float, size: tuple[float, float], curves: list, highest: float, ticks: list
) -> list[str]:
    """Return axes and curves: each a list of (share of the way, value), a role and a dash pattern."""
    wide, high = size
    parts = [
        d.line(left, top + high, left + wide, top + high, role="muted"),
        d.line(left, top, left, top + high, role="muted"),
    ]
    for value, words in ticks:
        y = top + high * (1 - value / highest)
        parts.append(d.text(left - 6, y + 4, words, size=12, fill="muted", anchor="end"))
        parts.append(d.line(left, y, left + wide, y, role="faint"))
    for points, role, dashes in curves:
        path = " ".join(
            f"{left + x * wide:.1f},{top + high * (1 - min(y, highest) / highest):.1f}" for x, y in points
        )
        parts.append(
            d.tag(
                "polyline",
                points=path,
                fill="none",
                stroke=d.color(role),
                stroke_width=2.2,
                stroke_dasharray=dashes,
            )
        )
    return parts


def train_still(alt: str = TRAIN_ALT) -> str:
    """Return the end of the default run: curves, filters, one digit, and those that are misread."""
    run = live_training.recorded()
    params = {name: run[name] for name in ("w1", "b1", "w2", "b2", "w3", "b3")}
    images, labels = digits.load("test")
    logits = training.forward(images, params)["logits"]
    said = logits.argmax(axis=1)
    steps = len(run["losses"])
    losses = [(step / steps, value) for step, value in live_training.thinned(run["losses"].tolist(), 120)]
    seen, unseen = (
        [(row[0] / steps, 100 * row[k]) for row in run["accuracies"].astype(float)] for k in (1, 2)
    )
    parts = [
        d.text(20, 32, f"epoch 25 of 25, step {steps:,}", size=14, anchor="start", **BOLD),
        d.text(236, 32, f"loss {losses[-1][1]:.4f}", size=14, anchor="start"),
        d.text(
            352,
            32,
            f"reads {100 * np.mean(said == labels):.1f} % of 400 unseen digits",
            size=14,
            anchor="start",
            fill="output",
            **BOLD,
        ),
        *chart(48, 66, (270, 130), [(losses, "kernel", None)], 2.5, [(0, "0"), (1, "1"), (2, "2")]),
        d.text(56, 60, "loss", size=13, anchor="start", fill="kernel", **BOLD),
        *chart(
            394,
            66,
            (280, 130),
            [(seen, "window", "5 4"), (unseen, "output", None)],
            100,
            [(0, "0"), (50, "50"), (97, "97 %")],
        ),
        d.text(400, 58, "read rightly:", size=13, anchor="start", **BOLD),
        d.text(496, 58, "unseen", size=13, anchor="start", fill="output", **BOLD),
        d.text(552, 58, "seen (dashed)", size=13, anchor="start", fill="window"),
    ]
    parts += _filters(params)
    parts += [
        d.text(20, 360, "the digit that is followed", size=13, anchor="start", fill="window", **BOLD),
        picture_of(gray_pixels(images[DIGIT]), 20, 372, 112),
        d.frame(20, 372, 28, 28, 4, "window", 2),
        *bars(160, 366, shares(logits[DIGIT].astype(float)), int(said[DIGIT]), width=110, line=18),
    ]
    wrong = np.flatnonzero(said != labels)
    parts.append(
        d.text(
            350,
            360,
            f"unseen and misread: {len(wrong)} (it is → it says)",
            size=13,
            anchor="start",
            **BOLD,
        )
    )
    for number, n in enumerate(wrong[:16]):
        x, y = 350 + number % 6 * 56, 372 + number // 6 * 68
        parts.append(picture_of(gray_pixels(images[n]), x, y, 46))
        parts.append(d.text(x + 23, y + 60, f"{labels[n]} → {said[n]}", size=12))
    return d.picture(700, 570, parts, alt)


def _filters(params: dict[str, np.ndarray]) -> list[str]:
    """Return the filters of both layers as small pictures."""
    parts = [
        d.text(20, 234, "filters of conv 1", size=13, anchor="start", fill="kernel", **BOLD),
        d.text(
            220, 234, "filters of conv 2, each on four maps", size=13, anchor="start", fill="kernel", **BOLD
        ),
    ]
    for name, left, side in (("w1", 20, 38), ("w2", 220, 17)):
        limit = float(np.abs(params[name]).max())
        for f, bank in enumerate(params[name]):
            for c, kernel in enumerate(bank):
                x, y = (left + f * 46, 250) if name == "w1" else (left + f * 56, 246 + c * 21)
                parts.append(picture_of(signed_pixels(kernel, limit), x, y, side))
                parts.append(d.box(x, y, side, side, stroke="line", stroke_width=0.8, rx=0))
    return parts
