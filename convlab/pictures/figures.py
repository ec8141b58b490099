"""Show figures in a notebook in one line, each with a text that says what it shows.

A Matplotlib figure is rendered once, closed, and shown as an image that carries its own alternative text,
which survives saving, exporting and every front end. Gray is for images, red and blue for signed maps.
"""

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape, unescape
from typing import TYPE_CHECKING

import numpy as np

from convlab.pictures import drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDEST, TALLEST = 7.0, 3.5  # inches
TURNS_DARK = {
    "#ffffff": drawing.DARK["card"],
    "#000000": drawing.DARK["ink"],
    "#cfe5e1": "#1f4f49",  # a bar of the learner's own, hatched
    **{drawing.PALETTE[role]: color for role, color in drawing.DARK.items()},
}
"""What becomes of a Matplotlib figure's colors on a dark page; its images stay as they are."""


class Picture:
    """What a cell shows: an image with its alternative text."""

    def __init__(self, source: str, alt: str) -> None:
        if not alt.strip():
            raise ValueError("expected a text that says what the picture shows, got an empty one")
        self.source, self.alt = source, alt

    def _repr_html_(self) -> str:
        return f'<img alt="{escape(self.alt, quote=True)}" style="max-width: 100%" src="{self.source}">'

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"


def show(fig: "Figure", alt: str) -> Picture:
    """Render a Matplotlib figure, close it, and return it as a picture with alternative text.

    On a dark page paper, ink and the palette's roles turn dark.

    Raises
    ------
    ValueError
        If `alt` is empty.
    """
    from matplotlib import pyplot as plt  # only who draws waits for it

    data = io.BytesIO()
    with plt.rc_context({"svg.hashsalt": "convlab"}):
        metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        fig.savefig(data, format="svg", dpi=144, facecolor="white", metadata=metadata)
    plt.close(fig)
    svg = data.getvalue().decode()
    return _picture(svg.replace("<defs>", f"{_dark_style(svg)}<defs>", 1), alt)


def show_svg(svg: str) -> Picture:
    """Return an SVG made by `drawing.picture` as a picture; its title is the alternative text."""
    alt = unescape(svg.partition("<title>")[2].partition("</title>")[0])
    return _picture(svg, alt)


def _picture(svg: str, alt: str) -> Picture:
    return Picture(f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}", alt)


def _dark_style(svg: str) -> str:
    """Return the style that turns a Matplotlib SVG dark; what it leaves without a color is black text."""
    rules = [f"svg{{fill:{TURNS_DARK['#000000']}}}"]
    for what in ("fill", "stroke"):
        for light, dark in TURNS_DARK.items():
            if light in svg:  # in a style, or as the ground of hatching
                rules.append(f'[style*="{what}: {light}"],[{what}="{light}"]{{{what}:{dark}!important}}')
    return f"<style>@media (prefers-color-scheme: dark){{{''.join(rules)}}}</style>"


def grid(array: np.ndarray, alt: str | None = None, *, is_signed: bool | None = None) -> Picture:
    """Return a small 2-D array as cells with their numbers.

    Parameters
    ----------
    array : array of shape (H, W)
        At most 16 columns; larger images are for `compare`.
    alt : str, optional
        What it shows; by default the shape and the values are read out.
    is_signed : bool, optional
        Red and blue around zero, or gray; by default signed where a value is negative.
    """
    array = np.asarray(array, dtype=float)
    if array.ndim != 2 or not array.size or array.shape[1] > 16:
        raise ValueError(f"expected a 2-D array of at most 16 columns, got shape {array.shape}")
    rows, cols = array.shape
    is_signed = bool((array < 0).any()) if is_signed is None else is_signed
    size, limit = min(38, 640 / cols), float(np.abs(array).max()) or 1.0
    limits = (-1.25 * limit, 1.25 * limit) if is_signed else None
    kind = "signed" if is_signed else "gray"
    spoken = "; ".join(", ".join(map(drawing.number, row)) for row in array)
    alt = alt or f"A grid of {rows} rows and {cols} columns: {spoken}."
    cells = drawing.grid(16, 16, array, size=size, kind=kind, limits=limits)
    return show_svg(drawing.picture(round(cols * size + 32), round(rows * size + 32), [cells], alt))


def compare(images: Sequence[np.ndarray], titles: Iterable[str], alt: str) -> Picture:
    """Return images side by side: signed ones in red and blue around zero, others in gray.

    Parameters
    ----------
    images : sequence of arrays of shape (H, W)
        At most twelve; more than six stand in two rows.
    titles : iterable of str
        One for each image.
    alt : str
        What the comparison shows.
    """
    from matplotlib import pyplot as plt  # only who draws waits for it

    titles, count = list(titles), len(images)
    if not 1 <= count <= 12 or len(titles) != count:
        raise ValueError(f"expected one to twelve images with a title each, got {count} and {len(titles)}")
    rows = 1 if count <= 6 else 2
    columns = -(-count // rows)
    width = WIDEST / max(columns, 2)
    height = rows * min(width + 0.35, TALLEST / rows)
    fig, boxes = plt.subplots(rows, columns, figsize=(width * columns, height), squeeze=False)
    axes = boxes.ravel()
    for axis, image, title in zip(axes, images, titles, strict=False):
        image = np.asarray(image, dtype=float)
        limit = float(np.abs(image).max()) or 1.0
        if image.min() < 0:
            axis.imshow(image, cmap="RdBu_r", vmin=-limit, vmax=limit)
        else:
            axis.imshow(image, cmap="gray")
        axis.set_title(title, fontsize=10)
    for axis in axes:
        axis.set_axis_off()
    fig.subplots_adjust(
        left=0.01, right=0.99, bottom=0.01, top=0.86 if rows == 1 else 0.93, wspace=0.06, hspace=0.2
    )
    return show(fig, alt)
