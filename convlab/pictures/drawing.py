"""Draw the course's pictures: small functions that return SVG as text, the same bytes every time.

Fills show values (gray for images, red and blue around zero for signed numbers); frames and words show roles,
one color each for the whole course: the window on the image, the kernel, the output. A cell's number, sign,
label or hatching says the same again, so nothing is said by color alone. On a dark page roles, words and the card
take their dark colors (JupyterLab's dark theme asks for them as a browser does); fills that show values stay.
"""

import re
from collections.abc import Iterable
from html import escape

import numpy as np

PALETTE = {
    "window": "#ba5a00",
    "kernel": "#6d3fc0",
    "output": "#00776b",
    "negative": "#2b6cb0",
    "positive": "#c2304a",
    "zero": "#f7f7f5",
    "ink": "#22262e",
    "muted": "#5f6672",
    "line": "#c9cdd4",
    "faint": "#eef0f3",
    "card": "#ffffff",
}
DARK = {
    "window": "#f0a04b",
    "kernel": "#b79df7",
    "output": "#45c4b0",
    "negative": "#3d7cc2",
    "positive": "#cf4a62",
    "zero": "#2b2f37",
    "ink": "#e8eaee",
    "muted": "#a3abb8",
    "line": "#4b525e",
    "faint": "#2a2e36",
    "card": "#1d2026",
}
FONT = "Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif"
DARKEST = 48  # the darkest gray of a cell that carries a number


def number(value: float) -> str:
    """Return a number as a learner would write it: a true minus, at most two decimals, ninths as fractions.

    >>> number(-60.0), number(2.5), number(1 / 9)
    ('−60', '2.5', '1/9')
    """
    value = float(value)
    ninths = round(value * 9)
    if abs(value * 9 - ninths) < 1e-9 and ninths % 9 and 0 < abs(ninths) < 9:
        text = f"{ninths}/9" if ninths % 3 else f"{ninths // 3}/3"
    else:
        text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def terms(patch: np.ndarray, kernel: np.ndarray) -> list[str]:
    """Return the products of a window and a kernel as written terms, one line for each kernel row.

    >>> terms(np.array([[10, 20]]), np.array([[1, -1]]))
    ['10·1 + 20·(−1)']
    """

    def bracket(value: float) -> str:
        return f"({number(value)})" if value < 0 else number(value)

    return [
        " + ".join(f"{bracket(p)}·{bracket(k)}" for p, k in zip(*rows, strict=True))
        for rows in zip(patch, kernel, strict=True)
    ]


class Role(str):
    """A color of the palette as `#rrggbb`, with its name, by which a dark page finds its own."""

    __slots__ = ("name",)


def tag(name: str, content: str = "", **attributes) -> str:
    """Return one SVG element; `stroke_width` becomes `stroke-width`, None is left out, floats are rounded."""
    parts, roles = [], []
    for key, value in attributes.items():
        if value is None:
            continue
        if isinstance(value, Role):
            roles.append(f"{key[0]}-{value.name}")
        if isinstance(value, int | float | np.number) and not isinstance(value, bool):
            value = f"{float(value):.2f}".rstrip("0").rstrip(".")
        parts.append(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"')
    if roles:
        parts.append(f' class="{" ".join(roles)}"')
    return f"<{name}{''.join(parts)}>{content}</{name}>" if content else f"<{name}{''.join(parts)}/>"


def color(name: str) -> str:
    """Return the palette's color of that name, or the name itself (a hex color, `none`)."""
    if name not in PALETTE:
        return name
    role = Role(PALETTE[name])
    role.name = name
    return role


def dark_style(svg: str) -> str:
    """Return the style that gives the roles of an SVG their colors on a dark page."""
    used = sorted(set(re.findall(r"\b([fs])-([a-z]+)\b", " ".join(re.findall(r' class="([^"]+)"', svg)))))
    rules = "".join(
        f".{kind}-{name}{{{'fill' if kind == 'f' else 'stroke'}:{DARK[name]}}}" for kind, name in used
    )
    return f"<style>@media (prefers-color-scheme: dark){{{rules}}}</style>"


def gray(value: float, low: float, high: float, darkest: int = DARKEST) -> str:
    """Return the gray of `value` between `low` (dark) and `high` (white)."""
    share = 1.0 if high <= low else min(max((value - low) / (high - low), 0.0), 1.0)
    level = round(darkest + (255 - darkest) * share)
    return f"#{level:02x}{level:02x}{level:02x}"


def signed(value: float, limit: float) -> str:
    """Return blue for negative, near white for zero, red for positive, at full strength at `limit`."""
    share = 0.0 if limit <= 0 else min(abs(value) / limit, 1.0) * 0.8
    return _mix(PALETTE["zero"], PALETTE["positive" if value > 0 else "negative"], share)


def tint(value: float, high: float, role: str = "window") -> str:
    """Return white for zero, and towards `high` more and more of the role's color."""
    share = 0.0 if high <= 0 else min(max(value / high, 0.0), 1.0) * 0.6
    return _mix("#ffffff", PALETTE[role], share)


def ink_on(fill: str) -> str:
    """Return the ink, dark or white, that reads better on the hex color `fill`; on a role, on dark pages too."""
    if isinstance(fill, Role):
        return color("ink" if contrast(fill, PALETTE["ink"]) >= contrast(fill, PALETTE["card"]) else "card")
    return PALETTE["ink"] if contrast(fill, PALETTE["ink"]) >= contrast(fill, "#ffffff") else "#ffffff"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two hex colors (WCAG 2.2), 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _rgb(hexa: str) -> tuple[int, int, int]:
    return int(hexa[1:3], 16), int(hexa[3:5], 16), int(hexa[5:7], 16)


def _mix(start: str, end: str, share: float) -> str:
    mixed = [round(a + (b - a) * share) for a, b in zip(_rgb(start), _rgb(end), strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _luminance(hexa: str) -> float:
    parts = [part / 255 for part in _rgb(hexa)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text(
    x: float, y: float, words: str, *, size: float = 13, fill: str = "ink", anchor: str = "middle", **more
) -> str:
    """Return a line of text, its baseline at `(x, y)`; `more` are attributes such as `font_weight`."""
    place = {"x": x, "y": y, "font_size": size, "fill": color(fill), "text_anchor": anchor}
    return tag("text", escape(words, quote=False), **place, **more)


def box(
    x: float, y: float, width: float, height: float, *, fill: str = "none", stroke: str = "none", **more
) -> str:
    """Return a rectangle with slightly rounded corners."""
    more = {"rx": 2, **more}
    return tag("rect", x=x, y=y, width=width, height=height, fill=color(fill), stroke=color(stroke), **more)


def frame(x: float, y: float, rows: int, cols: int, size: float, role: str, width: float = 3) -> str:
    """Return a frame around `rows` x `cols` cells in its role's color, cased in white for any gray."""
    place = (x, y, cols * size, rows * size)
    casing = box(*place, stroke="#ffffff", stroke_width=width + 2.5, rx=3)
    return casing + box(*place, stroke=role, stroke_width=width, rx=3)


def grid(
    x: float,
    y: float,
    values: Iterable,
    *,
    size: float = 34,
    kind: str = "gray",
    limits: tuple[float, float] | None = None,
    role: str | None = None,
    labels: Iterable | None = None,
) -> str:
    """Return a 2-D array as a grid of cells, each with its number.

    Parameters
    ----------
    x, y : float
        Upper left corner.
    values : array_like, shape (rows, cols)
        NaN leaves a cell empty.
    size : float
        Side of a cell.
    kind : {"gray", "signed", "count", "plain"}
        How a value fills its cell; counts are tints of the window's color.
    limits : (float, float), optional
        Values drawn darkest and lightest, or for signed ones the largest magnitude as `(-limit, limit)`.
    role : str, optional
        `"window"`, `"kernel"` or `"output"`: a frame in that color.
    labels : array_like of str, shape (rows, cols), optional
        Written in place of the numbers; `""` writes nothing.
    """
    values = np.asarray(values, dtype=float)
    known = values[~np.isnan(values)]
    low, high = limits or ((known.min(), known.max()) if known.size else (0.0, 1.0))
    words = [[number(v) for v in row] for row in np.nan_to_num(values)] if labels is None else labels
    words = np.asarray(words, dtype=object)
    limit = max(abs(low), abs(high))
    longest = max((len(str(word)) for word in np.ravel(words)), default=1)
    font = min(size * 0.4, size * 1.3 / max(longest, 1))
    parts = []
    for (row, col), value in np.ndenumerate(values):
        left, top = x + col * size, y + row * size
        if np.isnan(value):
            parts.append(box(left, top, size, size, fill="card", stroke="line", rx=0, stroke_dasharray="2 3"))
            continue
        fill = color("card")
        if kind != "plain":
            fill = {
                "gray": gray(value, low, high),
                "signed": signed(value, limit),
                "count": tint(value, high),
            }[kind]
        parts.append(box(left, top, size, size, fill=fill, stroke="line", rx=0))
        if words[row, col] != "":
            ink = ink_on(fill)
            parts.append(
                text(left + size / 2, top + size / 2 + font * 0.36, str(words[row, col]), size=font, fill=ink)
            )
    if role:
        rows, cols = values.shape
        around = (x - 1.5, y - 1.5, cols * size + 3, rows * size + 3)
        parts.append(box(*around, stroke=role, stroke_width=3, rx=3))
    return tag("g", "".join(parts))


def arrow(
    x1: float, y1: float, x2: float, y2: float, *, role: str = "muted", width: float = 1.6, **more
) -> str:
    """Return a straight arrow from `(x1, y1)` to `(x2, y2)`."""
    length = float(np.hypot(x2 - x1, y2 - y1)) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    back, wide = 7 + width, 3.2 + width * 0.5
    bx, by = x2 - ux * back, y2 - uy * back
    corners = (x2, y2), (bx - uy * wide, by + ux * wide), (bx + uy * wide, by - ux * wide)
    head = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    line = tag("line", x1=x1, y1=y1, x2=bx, y2=by, stroke=color(role), stroke_width=width, **more)
    return line + tag("polygon", points=head, fill=color(role))


def line(
    x1: float, y1: float, x2: float, y2: float, *, role: str = "line", width: float = 1.2, **more
) -> str:
    """Return a straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=color(role), stroke_width=width, **more)


def picture(width: int, height: int, parts: Iterable[str], alt: str) -> str:
    """Return a whole SVG: `parts` on a white card, with `alt` as title and as name for a screen reader."""
    card = box(0.5, 0.5, width - 1, height - 1, fill="card", stroke="faint", rx=8)
    drawn = card + "".join(parts)
    body = tag("title", escape(alt, quote=False)) + dark_style(drawn) + drawn
    return tag(
        "svg",
        body,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_label=alt,
        font_family=FONT,
    )
