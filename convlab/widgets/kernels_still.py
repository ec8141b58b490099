"""Draw what stands in for lesson 5's widget where no script runs: a picture, a kernel, the map."""

import numpy as np

from convlab.numerics import engine
from convlab.pictures import drawing
from convlab.pictures.png import png_address

ALT = (
    "The widget with the photograph of Grace Hopper: left the picture, in the middle Sobel x as an "
    "editable grid with its sum, 0, right the map in red and blue, and below it the switch signed, abs, "
    "clip."
)


def image_of(pixels: np.ndarray, left: float, top: float, side: float) -> str:
    """Return an image, enlarged without smoothing to `side`."""
    place = {"x": left, "y": top, "width": side, "height": side}
    return drawing.tag("image", href=png_address(pixels), style="image-rendering: pixelated", **place)


def colored(values: np.ndarray, limit: float) -> np.ndarray:
    """Return a signed map as red-green-blue bytes: blue, near white, red."""
    fills = [[drawing.signed(value, limit) for value in row] for row in values]
    return np.array([[list(bytes.fromhex(fill[1:])) for fill in row] for row in fills], dtype=np.uint8)


def edit_still(picture: np.ndarray, kernel: np.ndarray, alt: str = ALT) -> str:
    """Return one state of the widget: picture, kernel with its sum, signed map.

    Parameters
    ----------
    picture : array of shape (H, W), uint8
    kernel : array of shape (k, k)
    """
    k = len(kernel)
    around = np.pad(picture, k // 2)
    out = engine.conv2d(around, kernel)
    limit = float(np.abs(out).max()) or 1.0
    size, top, left, right, side = 150 / k, 48, 20, 450, 230
    middle = left + side + (right - left - side) / 2
    total = round(float(kernel.sum()), 3)
    title = {"size": 15, "font_weight": 600}
    weights = {"size": size, "kind": "signed", "limits": (-2 * np.abs(kernel).max(), 0), "role": "kernel"}
    parts = [
        drawing.text(left + side / 2, 30, "picture", fill="window", **title),
        drawing.text(middle, 30, "kernel", fill="kernel", **title),
        drawing.text(right + side / 2, 30, "map", fill="output", **title),
        image_of(picture, left, top, side),
        drawing.grid(middle - 75, top + 12, kernel, **weights),
        drawing.text(middle, top + 196, f"sum {drawing.number(total)}", **title),
        drawing.text(middle, top + 218, words_of(total), size=13, fill="muted"),
        image_of(colored(out, limit), right, top, side),
        drawing.text(
            right + side / 2, top + side + 22, "red is +, blue is −, white is 0", size=13, fill="muted"
        ),
    ]
    for at, word in enumerate(["signed", "abs", "clip"]):
        place = (left + 15 + at * 70, top + side + 6, 64, 24)
        is_on = at == 0
        parts.append(drawing.box(*place, fill="ink" if is_on else "card", stroke="line", rx=6))
        ink = "card" if is_on else "ink"
        parts.append(drawing.text(place[0] + 32, place[1] + 17, word, size=13, fill=ink))
    return drawing.picture(700, 324, parts, alt)


def words_of(total: float) -> str:
    """Say what the sum of a kernel means."""
    if total == 0:
        return "even ground answers 0"
    return "brightness is kept" if total == 1 else f"even ground × {drawing.number(total)}"
