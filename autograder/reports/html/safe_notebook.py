"""Make an executed notebook harmless for every browser that shows it: nbgrader's formgrader, JupyterLab, our pages.

What students wrote and what their code displayed goes into `autograded/`, and nbgrader's formgrader puts it raw into
a page in which the instructor is logged in. So nothing is written there that such a page could run: kinds of output
that are known to be inert stay as they are, rich ones are sanitized, and of all others a line of text is left.
"""

import base64
import binascii
import html
import re
from collections.abc import Collection
from typing import Any

from nbformat.notebooknode import NotebookNode

from autograder.common.deadline import Budget
from autograder.reports.html import safe_html, safe_markdown
from autograder.reports.html.sanitize import sanitized
from autograder.reports.html.svg import may_be_shown

SECONDS = 3.0
"""Processor time for all texts of one notebook; what is left over then is kept as plain text."""

WIDGET = "application/vnd.jupyter.widget-view+json"
DATA = ("application/json", "application/vnd.autograder.check+json")
"""Kinds of output that are data for programs: nothing shows them as a page."""

_RASTER = ("image/png", "image/jpeg", "image/gif", "image/webp")
_SIZES = ("width", "height")
_REORDERS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_SHOWN = "[an output that can't be kept: {}]"


def neutralize(notebook: NotebookNode, released: Collection[str]) -> None:
    """Make all that a browser would show of a notebook inert. Its cells are changed in place.

    `notebook`: restored from its release, perhaps executed
    `released`: sources of the release's cells, whose author is trusted; their outputs are not
    """
    budget = Budget(SECONDS)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [inert_output(output, budget) for output in cell.outputs]
        elif cell.source not in released:
            _neutralize_text(cell, budget)


def _neutralize_text(cell: NotebookNode, budget: Budget) -> None:
    """Make a text cell inert, and a raw one, which a page would show as it is, a text cell."""
    attached = inert_attachments(cell.pop("attachments", None))
    if attached:
        cell.attachments = attached
    if cell.cell_type == "raw":
        cell.cell_type, cell.source = "markdown", safe_markdown.as_code_block(cell.source)
        cell.pop("attachments", None)
        return
    source = cell.source
    cell.source = budget.spend(
        lambda: safe_markdown.inert_markdown(source, attached), lambda: safe_markdown.as_code_block(source)
    )


def inert_attachments(attached: Any) -> NotebookNode:
    """Return the pictures pasted into a cell that are pictures indeed."""
    found = NotebookNode()
    for name, bundle in attached.items() if isinstance(attached, dict) else ():
        kept = {mime: data for mime, data in bundle.items() if is_attached_picture(mime, data)}
        if kept:
            found[name] = NotebookNode(kept)
    return found


def is_attached_picture(mime: str, data: Any) -> bool:
    """Say whether something attached is a picture in base64 that may be shown."""
    if not isinstance(data, str):
        return False
    if mime == "image/svg+xml":
        try:
            return may_be_shown(base64.b64decode(data, validate=True).decode("utf-8", "replace"))
        except (binascii.Error, ValueError):
            return False
    return mime in _RASTER and safe_html.is_base64(data)


def inert_output(output: NotebookNode, budget: Budget) -> NotebookNode:
    """Return one output of a code cell as it may be written. What can't be read is a line of text."""
    if output.get("output_type") not in ("display_data", "execute_result"):
        return NotebookNode({key: in_order(value) for key, value in output.items()})
    try:
        data, metadata = inert_bundle(output.data, output.get("metadata") or {}, budget)
    except Exception as problem:  # whatever is in it, it costs nothing but itself
        data, metadata = {"text/plain": _NOT_SHOWN.format(type(problem).__name__)}, {}
    made = NotebookNode(output, data=NotebookNode(data), metadata=NotebookNode(metadata))
    return made


def in_order(text: Any) -> Any:
    """Return printed text, or lines of it, with the characters that would reorder it written out."""
    if isinstance(text, list):
        return [in_order(line) for line in text]
    return (
        _REORDERS.sub(lambda found: f"[U+{ord(found.group()):04X}]", text) if isinstance(text, str) else text
    )


def inert_bundle(data: dict, metadata: dict, budget: Budget) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is kept of the forms of one output, and of what is said about them."""
    kept: dict[str, Any] = {}
    for mime, value in data.items():
        if mime in DATA:
            kept[mime] = value
            continue
        text = "".join(map(str, value)) if isinstance(value, list) else value
        if isinstance(text, str) and (found := inert_form(mime, text, data, budget)):
            kept.setdefault(*found)
    if WIDGET in data and "text/html" not in kept:
        kept["text/plain"] = "[a widget: it lives in Jupyter only]"
    if data and not kept.keys() - set(DATA):
        kept["text/plain"] = _NOT_SHOWN.format(
            ", ".join(sorted(safe_html.visible(mime, 60) for mime in data)[:4])
        )
    sizes = {mime: sizes_in(metadata.get(mime)) for mime in _RASTER if mime in kept}
    return kept, {mime: found for mime, found in sizes.items() if found}


def sizes_in(said: Any) -> dict[str, int | float]:
    """Return the size at which a picture is to be shown, if numbers say one."""
    found = {name: said.get(name) for name in _SIZES} if isinstance(said, dict) else {}
    return {name: value for name, value in found.items() if type(value) in (int, float)}


def inert_form(mime: str, text: str, data: dict, budget: Budget) -> tuple[str, str] | None:
    """Return one form of an output, and of which kind it then is; None where nothing of it is kept."""
    if mime == "text/plain":
        return mime, in_order(text)
    if mime in _RASTER:
        return (mime, text) if safe_html.is_base64(text) else None
    if mime == "image/svg+xml":
        drawn = safe_html.bundle_picture({mime: text}, description(data)) if "text/html" not in data else None
        return ("text/html", str(drawn)) if drawn else None
    if mime == "text/html":
        page = budget.spend(lambda: sanitized(text, description(data)), lambda: "")
        return (mime, page) if page else ("text/plain", text)
    if mime == "text/markdown":
        return mime, budget.spend(
            lambda: safe_markdown.inert_markdown(text), lambda: safe_markdown.as_code_block(text)
        )
    if mime == "text/latex":
        return (
            (mime, text.replace("<", r"\lt ")) if safe_markdown.is_plain_latex(html.unescape(text)) else None
        )
    return None


def description(data: dict) -> str:
    """Return in words what an output shows, for those who don't see it."""
    said = data.get("text/plain")
    return safe_html.visible(said, 400) if isinstance(said, str) and not said.startswith("<") else "Output"
