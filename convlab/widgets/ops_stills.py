"""Draw what stands in for lesson 1's widgets where no script runs: their first view, as a still picture."""

import numpy as np

from convlab.numerics import engine
from convlab.pictures import drawing


def slide_still(image: np.ndarray, kernel: np.ndarray, alt: str | None = None) -> str:
    """Return the widget's first view as a picture: window, kernel, products, sum, first output."""
    output = engine.conv2d(image, kernel)
    (height, width), (kh, kw), (oh, ow) = image.shape, kernel.shape, output.shape
    size = min(36, (700 - 160) // (width + kw + ow))
    patch, first = image[:kh, :kw], np.full(output.shape, np.nan)
    first[0, 0] = output[0, 0]
    limit, products = float(np.abs(output).max()) or 1.0, patch * kernel
    total, top = drawing.number(output[0, 0]), 44
    left, right = 24, 700 - 24 - ow * size
    middle = (left + width * size + right - kw * size) / 2
    below = top + kh * size + 42
    most, weights = float(np.abs(products).max()) or 1.0, 2 * float(np.abs(kernel).max() or 1)
    center, row = right + ow * size / 2, max(below + kh * size / 2, top + oh * size + 36)
    bottom = max(top + height * size, below + kh * size, row + 20)
    lines = drawing.terms(patch, kernel)
    caption = {"size": 14, "font_weight": 600}
    parts = [
        drawing.text(left + width * size / 2, top - 14, f"image {height} × {width}", **caption),
        drawing.text(middle + kw * size / 2, top - 14, f"kernel {kh} × {kw}", fill="kernel", **caption),
        drawing.text(center, top - 14, f"output {oh} × {ow}", fill="output", **caption),
        drawing.grid(left, top, image, size=size),
        drawing.frame(left, top, kh, kw, size, "window"),
        drawing.grid(
            middle, top, kernel, size=size, kind="signed", limits=(-weights, weights), role="kernel"
        ),
        drawing.grid(right, top, first, size=size, kind="signed", limits=(-limit, limit), role="output"),
        drawing.text(middle + kw * size / 2, below - 14, "window × kernel", **caption),
        drawing.grid(middle, below, products, size=size, kind="signed", limits=(-most, most)),
        drawing.arrow(middle + kw * size + 8, row, center - 50, row),
        drawing.text((middle + kw * size + center - 44) / 2, row - 9, "sum", fill="muted", size=14),
        drawing.box(center - 42, row - 19, 84, 38, stroke="output", stroke_width=3, rx=5),
        drawing.text(center, row + 6, total, size=18, font_weight=600),
    ]
    for i, line in enumerate(lines):
        end = f" = {total}" if i == kh - 1 else ""
        parts.append(drawing.text(350, bottom + 34 + 22 * i, ("+ " if i else "") + line + end, size=14))
    alt = alt or (
        f"A {kh}x{kw} window on the top left of a {height}x{width} image, the kernel, their products, "
        f"the sum {total}, and the output map of {oh}x{ow} with its first cell filled."
    )
    return drawing.picture(700, round(bottom + 34 + 22 * kh), parts, alt)


def channels_still(image: np.ndarray, filters: np.ndarray, bias: np.ndarray, alt: str | None = None) -> str:
    """Return the first place of up to two filters as a picture: channels, kernels, sums, bias, maps."""
    filters = filters[:2]
    (depth, height, width), (kh, kw) = image.shape, filters.shape[2:]
    maps, size = engine.conv2d_multi(image, filters, bias[:2]), 28 if max(image.shape[1:]) < 5 else 24
    sums = (image[:, :kh, :kw] * filters).sum(axis=(2, 3))
    weights, limit = 2 * float(np.abs(filters).max()), 1.2 * float(np.abs(maps).max())
    low, high = float(image.min()), float(image.max())
    tall, left = max(height, kh + 1) * size + 24, 64 + width * size + 48
    title = {"size": 15, "font_weight": 600}
    parts = [drawing.text(64 + width * size / 2, 30, "image", **title)]
    for c in range(depth):
        y, name = 46 + c * tall, ("red", "green", "blue")[c] if depth == 3 else str(c)
        parts.append(drawing.grid(64, y, image[c], size=size, limits=(low - (high - low) / 3, high)))
        parts.append(drawing.frame(64, y, kh, kw, size, "window", 2.5))
        parts.append(drawing.text(52, y + height * size / 2 + 5, name, anchor="end"))
    for f, one in enumerate(filters):
        x = left + f * (kw * size + 44)
        center = x + kw * size / 2
        parts.append(drawing.text(center, 30, f"filter {f + 1}", fill="kernel", **title))
        for c, kernel in enumerate(one):
            y = 46 + c * tall
            parts.append(
                drawing.grid(
                    x, y, kernel, size=size, kind="signed", limits=(-weights, weights), role="kernel"
                )
            )
            parts.append(
                drawing.text(center, y + kh * size + 21, f"sum {drawing.number(sums[f, c])}", size=14)
            )
    for f, one in enumerate(maps):
        cell = 36 if one.shape[1] < 4 else 24
        y, x = 46 + (depth * tall - 24) * (2 * f + 1) / (2 * len(maps)) - one.shape[0] * cell / 2 - 18, 578
        x0, rows = x - one.shape[1] * cell / 2, [drawing.number(value) for value in sums[f]]
        words = " + ".join(f"({r})" if r[0] == "−" else r for r in rows)
        total = f"+ bias {drawing.number(bias[f])} = {drawing.number(one[0, 0])}"
        below = y + one.shape[0] * cell + 26
        parts += [
            drawing.text(x, y - 16, f"map {f + 1}", fill="output", **title),
            drawing.grid(x0, y, one, size=cell, kind="signed", limits=(-limit, limit), role="output"),
            drawing.frame(x0, y, 1, 1, cell, "ink", 1.8),
            drawing.arrow(left + len(filters) * (kw * size + 44) - 28, y + 18, x0 - 10, y + 18),
            drawing.text(x, below, words, size=14),
            drawing.text(x, below + 20, total, size=14),
        ]
    count, bottom = kh * kw * depth, 46 + depth * tall
    note = f"a filter: {depth} · {kh} · {kw} = {count} weights and 1 bias; each filter makes a map"
    parts.append(drawing.text(350, bottom + 24, note, size=14))
    alt = alt or (
        f"{depth} channels of an image, {len(filters)} filters with a {kh}x{kw} kernel for each channel, and "
        "one output map for each filter; the sums of the channels and the bias add up to one number."
    )
    return drawing.picture(700, bottom + 48, parts, alt)
