"""Show the trace of a network as a table: in a terminal, or in a notebook with the learner's own numbers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from html import escape
from math import prod
from pathlib import Path

from convlab.numerics import tracing
from convlab.numerics.tracing import BYTES, READY, Row, load, trace

__all__ = ["READY", "Row", "load", "run", "table", "text", "trace"]

HEADINGS = ("layer", "what", "shape", "parameters", "field", "multiply-adds", "memory")
_CONTRACT = {"conv": {"kind", "filters", "kernel", "stride", "padding"}, "pool": {"kind", "kernel", "stride"}}


def cells(row: Row) -> tuple[str, ...]:
    """Return one row as words, in the order of `HEADINGS`."""
    field = "all" if row.receptive_field is None else str(row.receptive_field)
    shape = " x ".join(map(str, row.shape))
    return row.layer, row.what, shape, f"{row.params:,}", field, f"{row.multiply_adds:,}", size(row.memory)


def size(count: int) -> str:
    """Return a number of bytes as a person reads it.

    >>> size(480), size(18_816), size(12_845_056)
    ('480 B', '18.8 kB', '12.8 MB')
    """
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"


def totals(rows: list[Row]) -> str:
    """Return the sums of a trace in a sentence."""
    params, work = sum(row.params for row in rows), sum(row.multiply_adds for row in rows)
    kept = sum(row.memory for row in rows)
    return (
        f"{params:,} parameters ({size(params * BYTES)} in float32), {work:,} multiply-adds, "
        f"{size(kept)} for all outputs of one image"
    )


def _title(spec: dict) -> str:
    return f"{spec.get('name', 'A network')}, input {' x '.join(map(str, spec['input']))}"


def text(spec: str | Path | dict) -> str:
    """Return the table of a spec as plain text with aligned columns.

    Raises
    ------
    ValueError
        As `trace` does.
    """
    spec = load(spec)
    rows = trace(spec)
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    lines = ["  ".join(_align(word, i, widths[i]) for i, word in enumerate(line)).rstrip() for line in lines]
    note = [spec["note"]] if spec.get("note") else []
    return "\n".join([_title(spec), *lines, totals(rows), *note])


def _align(word: str, column: int, width: int) -> str:
    return word.ljust(width) if column == 1 else word.rjust(width)


def table(spec: str | Path | dict, trace_layers: Callable | None = None) -> object:
    """Return the table of a spec for a notebook.

    Parameters
    ----------
    spec : str, Path or dict
        A ready name, a JSON file or a spec.
    trace_layers : callable, optional
        The learner's function. When given, shapes, parameters and fields of all convolutions and pools are
        its numbers, work and memory follow from them, and the dense layers behind are the course's.

    Raises
    ------
    ValueError
        As `trace` does, or if the learner's function cannot trace this spec.
    """
    from IPython.display import HTML  # the command line does without it

    spec = load(spec)
    rows = trace(spec)
    who = ""
    if trace_layers is not None:
        rows = _with_learners_numbers(spec, rows, trace_layers)
        has_dense = any(layer["kind"] == "dense" for layer in spec["layers"])
        who = f" Shapes, parameters and fields{' up to the first dense layer' * has_dense} are yours."
    head = "".join(f'<th scope="col" style="text-align:{_side(i)}">{h}</th>' for i, h in enumerate(HEADINGS))
    body = "".join(f"<tr>{_html_cells(row)}</tr>" for row in rows)
    about = escape(f"{_title(spec)}: {totals(rows)}.{who} {spec.get('note', '')}".strip())
    # In a narrow window the table is moved sideways, and the words below it stay where they can be read.
    words = (
        f'<span style="display:inline-block;position:sticky;left:0;max-width:min(46em,78vw)">{about}</span>'
    )
    caption = f'<caption style="caption-side:bottom;text-align:left">{words}</caption>'
    return HTML(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _side(column: int) -> str:
    return "left" if column == 1 else "right"


def _html_cells(row: Row) -> str:
    return "".join(
        f'<td style="text-align:{_side(i)};white-space:nowrap">{escape(word)}</td>'
        for i, word in enumerate(cells(row))
    )


def _with_learners_numbers(spec: dict, rows: list[Row], trace_layers: Callable) -> list[Row]:
    """Return the rows with the shape, the parameters and the field that the learner's function gives."""
    layers = []
    for layer in spec["layers"]:
        if layer["kind"] == "dense":
            break
        if not set(layer) <= _CONTRACT.get(layer["kind"], set()):
            raise ValueError(
                f"trace_layers knows plain convolutions and pools; layer {len(layers)} is {layer}"
            )
        layers.append(dict(layer))
    answers = trace_layers(tuple(spec["input"]), layers)
    yours, channels = [], spec["input"][0]
    try:
        for row, layer, answer in zip(rows[: len(layers)], layers, answers, strict=True):
            shape = channels_after, _, _ = tuple(answer["shape"])
            work = channels * layer["kernel"] ** 2 * prod(shape) if layer["kind"] == "conv" else 0
            numbers = {key: answer[key] for key in ("params", "receptive_field")}
            yours.append(replace(row, shape=shape, multiply_adds=work, memory=prod(shape) * BYTES, **numbers))
            channels = channels_after
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(
            f"expected {len(layers)} dicts with shape, params and receptive_field from your trace_layers, "
            f"got {answers!s:.200}"
        ) from error
    return yours + rows[len(layers) :]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the command line what `python -m convlab shapes` takes."""
    parser.description, parser.formatter_class = tracing.__doc__, argparse.RawDescriptionHelpFormatter
    parser.add_argument("spec", help=f"a ready network ({', '.join(READY)}) or a JSON file")
    parser.add_argument("--json", action="store_true", help="print a list of rows as JSON")


def run(arguments: argparse.Namespace) -> str:
    """Return what `python -m convlab shapes` prints."""
    if arguments.json:
        return json.dumps([asdict(row) for row in trace(arguments.spec)], indent=1)
    return text(arguments.spec)
