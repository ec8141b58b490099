"""Write docs/cards/reference.html: shapes and formulas of the whole course on one printable page.

    python tools/make_reference_card.py

The words are in reference_card.html.template beside this file, the numbers are computed here, and
tests/numerics/test_cards.py counts them anew.
"""

from html import escape
from math import log
from pathlib import Path
from string import Template

from convlab.numerics import fields
from convlab.numerics.engine import output_size
from convlab.numerics.tracing import trace

TEMPLATE = Path(__file__).with_name("reference_card.html.template")
TARGET = TEMPLATE.parents[1] / "docs" / "cards" / "reference.html"

SIZES = [(5, 3, 1, 1), (10, 3, 0, 2), (13, 5, 2, 2), (224, 7, 3, 2), (227, 11, 0, 4), (32, 2, 0, 2)]
STACKS = {
    "3 × 3, two layers": [(3, 1, 1)] * 2,
    "3 × 3, three layers": [(3, 1, 1)] * 3,
    "3 × 3, strides 1, 2, 1, 2": [(3, 1, 1), (3, 2, 1)] * 2,
    "3 × 3, four of stride 2": [(3, 2, 1)] * 4,
    "3 × 3, dilations 1, 2, 4": [(3, 1, 1), (3, 1, 2), (3, 1, 4)],
    "conv 3, pool 2, conv 3, pool 2": [(3, 1, 1), (2, 2, 1)] * 2,
}


def layers() -> list[tuple[str, int]]:
    """Return layers in words, and their parameters."""
    return [
        ("conv 3 × 3, 3 to 64, with bias", fields.work(3, 64, 1, 3) + 64),
        ("conv 3 × 3, 1 to 64, with bias", fields.work(1, 64, 1, 3) + 64),
        ("AlexNet's first: 11 × 11, 3 to 96", fields.work(3, 96, 1, 11) + 96),
        ("conv 3 × 3, 64 to 128, no bias", fields.work(64, 128, 1, 3)),
        ("the same, depthwise and pointwise", fields.work(64, 64, 64, 3) + fields.work(64, 128, 1, 1)),
        ("dense, 128 × 128 × 3 to 256", 128 * 128 * 3 * 256),
        ("VGG-16, all", sum(row.params for row in trace("vgg16"))),
    ]


def tiny(padding: int) -> list[tuple[str, int]]:
    """Return the shapes and parameters of lesson 6's network."""
    conv, pool = {"kind": "conv", "kernel": 3, "padding": padding}, {"kind": "pool", "kernel": 2}
    spec = [conv | {"filters": 4}, pool, conv | {"filters": 8}, pool, {"kind": "dense", "units": 10}]
    rows = trace({"input": (1, 28, 28), "layers": spec})
    sides = " - ".join(str(row.shape[1]) for row in rows[:4])
    return [(f"padding {padding}: 28 - {sides}", sum(row.params for row in rows))]


def table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Return an HTML table; numbers are aligned on the right."""

    def cell(tag: str, value: object, is_number: bool) -> str:
        words = f"{value:,}" if isinstance(value, int) else escape(str(value))
        return f"<{tag}{' class=n' if is_number else ''}>{words}</{tag}>"

    are_numbers = [isinstance(value, int) for value in rows[0]]
    lines = [("th", heads), *(("td", row) for row in rows)]
    body = [
        "".join(cell(tag, value, is_number) for value, is_number in zip(row, are_numbers, strict=True))
        for tag, row in lines
    ]
    return "<table>\n" + "".join(f"<tr>{line}</tr>\n" for line in body) + "</table>"


def card() -> str:
    """Return the whole page."""
    columns = f"({3 * 3 * 3}, {output_size(32, 3, 1) ** 2:,})"
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        sizes=table(("n", "k", "p", "s", "places"), [(*row, output_size(*row)) for row in SIZES]),
        stacks=table(
            ("stack", "field"), [(words, fields.field(stack)[0]) for words, stack in STACKS.items()]
        ),
        layers=table(("layer", "parameters"), layers()),
        vgg=f"{sum(row.multiply_adds for row in trace('vgg16')):,}",
        columns=columns,
        first=f"{log(10):.3f}",
        tiny=table(("sides", "parameters"), tiny(1) + tiny(0)),
    )


if __name__ == "__main__":
    TARGET.write_text(card(), encoding="utf-8", newline="\n")
    print(f"wrote {TARGET}")
