"""Draw what stands in for lesson 3's widget where no script runs: one setting of its dials."""

import numpy as np

from convlab import images
from convlab.numerics import engine
from convlab.pictures import drawing
from convlab.pictures.png import png_address

ALT = (
    "The widget with a photograph of Grace Hopper, padding 8 in reflect mode: the padded photograph with "
    "a frame where the real one ends, the map of a 3x3 edge filter with a dashed frame inside which no "
    "output touched padding, and a corner of the coverage map for padding 1: 4 in the corner, 6 along the"
    " edges, 9 inside."
)
PADDING = 8


def picture_of(pixels: np.ndarray, left: float, top: float, scale: float) -> str:
    """Return an enlarged image."""
    height, width = pixels.shape[:2]
    place = {"x": left, "y": top, "width": width * scale, "height": height * scale}
    return drawing.tag("image", href=png_address(pixels), style="image-rendering: pixelated", **place)


def dials_still(photo: np.ndarray, alt: str = ALT) -> str:
    """Return one setting of the dials: padded photograph, map, coverage.

    Parameters
    ----------
    photo : array of shape (n, n), uint8
    """
    side, scale, top = len(photo), 3.5, 64
    padded = engine.pad2d(photo, PADDING, "reflect")
    out = engine.conv2d(photo, images.sobel_x(), padding=PADDING, mode="reflect")
    fills = [[drawing.signed(value, 510) for value in row] for row in out]
    colors = np.array([[list(bytes.fromhex(fill[1:])) for fill in row] for row in fills], dtype=np.uint8)
    corner = engine.conv2d(np.ones((6, 6)), np.ones((3, 3)), padding=1)[:4, :4]
    left, right, last = 20, 258, 506
    frame_at = (left + PADDING * scale, top + PADDING * scale, side * scale, side * scale)
    inner = (right + PADDING * scale, top + PADDING * scale, (side - 2) * scale, (side - 2) * scale)
    title = {"size": 15, "font_weight": 600}
    parts = [
        drawing.text(left + 112, 30, "photograph, padded", fill="window", **title),
        drawing.text(right + 108, 30, "map: edges", fill="output", **title),
        drawing.text(last + 84, 30, "coverage, corner", fill="window", **title),
        drawing.text(left + 112, 52, "padding 8, reflect", size=13, fill="muted"),
        drawing.text(right + 112, 52, "stride 1: 62 × 62; red is +, blue is −", size=13, fill="muted"),
        drawing.text(last + 84, 52, "with padding 1", size=13, fill="muted"),
        picture_of(padded, left, top, scale),
        drawing.box(*frame_at, stroke="#ffffff", stroke_width=4),
        drawing.box(*frame_at, stroke="window", stroke_width=2.5),
        picture_of(colors, right, top, scale),
        drawing.box(*inner, stroke="#ffffff", stroke_width=4),
        drawing.box(*inner, stroke="output", stroke_width=2.5, stroke_dasharray="7 4"),
        drawing.grid(last, top, corner, size=42, kind="count", limits=(0, 9)),
    ]
    return drawing.picture(700, 312, parts, alt)
