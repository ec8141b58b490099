"""Draw expected, got and their difference as one inline SVG, without a library, for light and dark pages."""

from __future__ import annotations

from html import escape

import numpy as np

from convlab.checks.compare import agreement
from convlab.pictures.drawing import PALETTE


def _rgb(color: str) -> tuple[int, ...]:
    """Return the three channels of a hex color."""
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


_ZERO = _rgb(PALETTE["zero"])
_SPAN = 12  # cells shown a side, at most
_GAP = 36
_INK = "font-family='sans-serif' fill='currentColor'"


def picture(got: np.ndarray, expected: np.ndarray, fallback: float = 0.0) -> str:
    """Return an SVG with the two maps and, where the shapes agree, their difference.

    Values are gray when none is negative, else blue (negative), white (zero), red (positive). Cells that
    differ are hatched, the first one is ringed. Of a stack the map with the first difference is shown, of a
    large map the part around it.

    Parameters
    ----------
    got, expected : array of real numbers
    fallback : float
        The magnitude that sets the tolerance when everything expected is 0.

    Returns
    -------
    str
        An empty string when there is nothing to draw.
    """
    if not got.size or not expected.size or got.dtype.kind not in "biuf" or expected.dtype.kind not in "biuf":
        return ""
    if got.shape != expected.shape:
        return _draw(
            [("expected", _matrix(expected)), ("got", _matrix(got))],
            None,
            None,
            _words_of_shapes(got, expected),
        )
    wrong = ~agreement(got, expected, fallback)
    if not wrong.any():
        return ""
    first = np.unravel_index(np.argmax(wrong), wrong.shape)
    maps = [_matrix(part, first[:-2]) for part in (expected.astype(float), got.astype(float), wrong)]
    row, column = (int(first[-2]) if got.ndim > 1 else 0), int(first[-1]) if got.ndim else 0
    top, left = _start(row, maps[0].shape[0]), _start(column, maps[0].shape[1])
    right, came, marks = (part[top : top + _SPAN, left : left + _SPAN] for part in maps)
    with np.errstate(invalid="ignore", over="ignore"):
        panels = [("expected", right), ("got", came), ("got minus expected", came - right)]
    words = _words(got, expected, wrong, first)
    return _draw(panels, marks, (row - top, column - left), words, _caption(got.shape, first, top, left))


def _start(place: int, size: int) -> int:
    """Return where to cut `_SPAN` cells out of `size` so that `place` lies inside."""
    return max(0, min(place - _SPAN // 2, size - _SPAN))


def _matrix(array: np.ndarray, leading: tuple = ()) -> np.ndarray:
    """Return one two-dimensional map of an array of any dimension."""
    if array.ndim < 2:
        return array.reshape(1, -1)
    return array[tuple(leading) or (0,) * (array.ndim - 2)]


def _words(got: np.ndarray, expected: np.ndarray, wrong: np.ndarray, first: tuple) -> str:
    place = ", ".join(str(int(i)) for i in first)
    return (
        f"Expected map, your map and their difference. {wrong.sum()} of {wrong.size} values differ; "
        f"the first is at [{place}]: expected {expected[first]:.6g}, got {got[first]:.6g}."
    )


def _words_of_shapes(got: np.ndarray, expected: np.ndarray) -> str:
    return f"Expected map of shape {expected.shape} beside your map of shape {got.shape}."


def _caption(shape: tuple, first: tuple, top: int, left: int) -> str:
    parts = []
    if len(shape) > 2:
        parts.append("map " + ", ".join(str(int(i)) for i in first[:-2]))
    if len(shape) > 1 and max(shape[-2:]) > _SPAN:
        bottom, right = min(top + _SPAN, shape[-2]) - 1, min(left + _SPAN, shape[-1]) - 1
        parts.append(f"rows {top} to {bottom}, columns {left} to {right}")
    return "; ".join(parts)


def _draw(
    panels: list[tuple[str, np.ndarray]],
    marks: np.ndarray | None,
    first: tuple[int, int] | None,
    words: str,
    caption: str = "",
) -> str:
    cut = [(title, matrix[:_SPAN, :_SPAN]) for title, matrix in panels]
    most = max(matrix.shape[1] for _, matrix in cut)
    cell = 40 if most <= 5 else 30 if most <= 8 else 20
    body, x = [], 6
    shared = np.concatenate([matrix.ravel() for _, matrix in cut[:2]])
    for number, (title, matrix) in enumerate(cut):
        is_difference = number == 2
        shape = "" if marks is not None else f" {' x '.join(map(str, panels[number][1].shape))}"
        body.append(f"<text x='{x}' y='16' font-size='13' {_INK}>{escape(title + shape)}</text>")
        body.append(_cells(matrix, _Scale(matrix if is_difference else shared, is_difference), x, 26, cell))
        if number and marks is not None:
            body.append(_marks(marks, first, x, 26, cell))
        x += max(matrix.shape[1] * cell, 8 * len(title + shape)) + _GAP
    height = 26 + max(matrix.shape[0] for _, matrix in cut) * cell + (26 if caption else 8)
    if caption:
        body.append(f"<text x='6' y='{height - 8}' font-size='12' {_INK}>{escape(caption)}</text>")
    width, words = x - _GAP + 6, escape(words, quote=True)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' role='img' aria-label='{words}' width='{width}' "
        f"height='{height}' viewBox='0 0 {width} {height}' style='max-width:100%;height:auto'>"
        f"<title>{words}</title>{''.join(body)}</svg>"
    )


class _Scale:
    """From a value to a fill: gray from the least to the largest, or diverging around zero."""

    def __init__(self, values: np.ndarray, is_signed: bool):
        finite = values[np.isfinite(values)].astype(float)
        self.is_signed = is_signed or bool((finite < 0).any())
        self.most = float(np.abs(finite).max(initial=0.0)) or 1.0

    def fill(self, value: float) -> tuple[int, int, int]:
        if not np.isfinite(value):
            return (250, 220, 120)
        part = abs(float(value)) / self.most
        if not self.is_signed:
            return (round(30 + 225 * part),) * 3
        end = _rgb(PALETTE["positive" if value > 0 else "negative"])
        return tuple(round(zero + (channel - zero) * part) for zero, channel in zip(_ZERO, end, strict=True))


def _cells(matrix: np.ndarray, scale: _Scale, x: int, y: int, cell: int) -> str:
    parts = []
    for (i, j), value in np.ndenumerate(matrix):
        red, green, blue = scale.fill(value)
        left, top = x + j * cell, y + i * cell
        parts.append(
            f"<rect x='{left}' y='{top}' width='{cell}' height='{cell}' fill='rgb({red},{green},{blue})' "
            "stroke='#888' stroke-width='.5'/>"
        )
        text = _brief(value, cell)
        if text:
            ink = "#111" if 0.3 * red + 0.59 * green + 0.11 * blue > 130 else "#fff"
            place = f"x='{left + cell / 2:g}' y='{top + cell / 2 + 4:g}'"
            style = f"font-size='{12 if cell > 30 else 10}' font-family='sans-serif' text-anchor='middle'"
            parts.append(f"<text {place} {style} fill='{ink}'>{text}</text>")
    return "".join(parts)


def _brief(value: float, cell: int) -> str:
    """Write a number that fits a cell, or nothing."""
    for shape in (".4g", ".3g", ".2g", ".1f", ".0f"):
        text = f"{value:{shape}}".replace("-", "\N{MINUS SIGN}")
        if len(text) * (7 if cell > 30 else 6.2) <= cell:
            return text
    return ""


def _marks(wrong: np.ndarray, first: tuple[int, int], x: int, y: int, cell: int) -> str:
    """Hatch the corners of the cells that differ and ring the first."""
    paths = []
    for i, j in np.argwhere(wrong):
        left, top = x + j * cell, y + i * cell
        for reach in (cell * 0.2, cell * 0.35) if cell > 20 else (cell * 0.25,):
            paths.append(f"M{left + cell - reach:g} {top + cell:g}L{left + cell:g} {top + cell - reach:g}")
            paths.append(f"M{left:g} {top + reach:g}L{left + reach:g} {top:g}")
    left, top = x + first[1] * cell, y + first[0] * cell
    place = f"x='{left}' y='{top}' width='{cell}' height='{cell}' fill='none'"
    return (
        f"<path d='{''.join(paths)}' stroke='#111' stroke-width='3' fill='none'/>"
        f"<path d='{''.join(paths)}' stroke='#ffb000' stroke-width='1.6' fill='none'/>"
        f"<rect {place} stroke='#111' stroke-width='5'/><rect {place} stroke='#ffb000' stroke-width='3'/>"
    )
