"""Read the cells of a submitted file, whatever state it is in, believing as little of it as possible."""

import json
from dataclasses import dataclass, field

from autograder.common import json_size
from autograder.common.errors import DamagedSubmission
from autograder.common.text import well_formed
from autograder.intake.files import MAX_BYTES
from autograder.intake.no_notebook import disguised

MAX_DEPTH = 60
MAX_VALUES = 1_000_000
"""A file of more texts, numbers, lists and so on is refused before any of them is made."""

MAX_CELLS = 2_000
MAX_SOURCE = 500_000
_NESTS = (dict, list)  # JSON has no others
IMAGES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")


@dataclass(frozen=True)
class SubmittedCell:
    """What is taken from a submitted cell."""

    kind: str  # "code", "markdown" or "raw"
    source: str
    # the notebook's cell id; with `marks`, a hint about which released cell this once was
    id: str | None = None
    marks: dict = field(default_factory=dict)  # nbgrader's metadata as submitted: none decides a mark
    tags: tuple[str, ...] = ()
    attachments: dict | None = None  # pictures pasted into a text cell

    @property
    def grade_id(self) -> str | None:
        """The id under which nbgrader knows the cell."""
        return text_or_none(self.marks.get("grade_id"))


def read_submitted_cells(submission: bytes | str) -> tuple[list[SubmittedCell], list[str]]:
    """Read the cells of a notebook of any version, with flags for what had to be left out.

    Raises DamagedSubmission if it is no notebook.
    """
    data = parse(submission)
    flags: list[str] = []
    raw = data.get("cells")
    if not isinstance(raw, list) and isinstance(data.get("worksheets"), list):
        sheets = [s for s in data["worksheets"] if isinstance(s, dict) and isinstance(s.get("cells"), list)]
        raw = [cell for sheet in sheets for cell in sheet["cells"]]
        flags.append("old: the notebook is saved in format 3, which was replaced in 2015")
    if not isinstance(raw, list):
        raise DamagedSubmission("the file is JSON, but no notebook: it has no cells")
    if len(raw) > MAX_CELLS:
        raise DamagedSubmission(f"the notebook has {len(raw):,} cells; at most {MAX_CELLS:,} are read")
    return [
        cell for number, value in enumerate(raw, start=1) if (cell := read_cell(value, number, flags))
    ], flags


def parse(submission: bytes | str) -> dict:
    """Return the JSON object in a file, bounded in size and depth."""
    if len(submission) > MAX_BYTES:
        raise DamagedSubmission(f"the notebook has more than {MAX_BYTES / 1e6:,.0f} MB")
    if isinstance(submission, bytes) and (what := disguised(submission)):
        raise DamagedSubmission(what)
    text = decode_text(submission) if isinstance(submission, bytes) else submission
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise DamagedSubmission("the notebook is empty")
    check_size(text)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        raise DamagedSubmission(
            f"the notebook is not JSON (line {problem.lineno}: {problem.msg})"
        ) from problem
    except (RecursionError, MemoryError, ValueError) as problem:
        raise DamagedSubmission(
            "the notebook is nested too deeply, or holds a number that is too long"
        ) from problem
    if not isinstance(data, dict):
        raise DamagedSubmission("the file is JSON, but no notebook")
    if is_nested_deeper(data, MAX_DEPTH):
        raise DamagedSubmission(f"the notebook is nested more than {MAX_DEPTH} levels deep")
    return data


def check_size(text: str) -> None:
    """Raise DamagedSubmission for a file that holds too many values, or too deep ones, for its JSON to be read."""
    if len(text) <= MAX_VALUES:
        return  # what can be in there costs little, and `is_nested_deeper` looks at it afterwards
    data = text.encode("utf-8", "surrogatepass")
    if json_size.has_more_values(data, MAX_VALUES):
        raise DamagedSubmission(f"the notebook holds more than {MAX_VALUES:,} values; so many are not read")
    if json_size.is_deeper(data, MAX_DEPTH):
        raise DamagedSubmission(f"the notebook is nested more than {MAX_DEPTH} levels deep")


def decode_text(data: bytes) -> str:
    """Return the text of a file in UTF-8, or in the other encodings that editors on Windows write."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise DamagedSubmission("the notebook is a binary file, or holds null bytes")
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DamagedSubmission("the notebook is no text in UTF-8")


def is_nested_deeper(value: object, limit: int) -> bool:
    """Say whether lists and dicts are nested more than `limit` levels."""
    level = [[value]]
    for _ in range(limit + 1):
        inside = (outer.values() if type(outer) is dict else outer for outer in level)
        level = [inner for values in inside for inner in values if type(inner) in _NESTS]
        if not level:
            return False
    return True


def read_cell(value: object, number: int, flags: list[str]) -> SubmittedCell | None:
    """Read one cell; None, with a flag, when it is none or far too long."""
    if not isinstance(value, dict) or not isinstance(value.get("cell_type"), str):
        flags.append(f"damaged: cell {number} is no cell and was left out")
        return None
    source = value.get("source", value.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        flags.append(f"damaged: cell {number} has no text and was left out")
        return None
    if len(source) > MAX_SOURCE:
        flags.append(f"oversized: cell {number} has {len(source):,} characters and was left out")
        return None
    metadata = value["metadata"] if isinstance(value.get("metadata"), dict) else {}
    marks = metadata["nbgrader"] if isinstance(metadata.get("nbgrader"), dict) else {}
    tags = metadata["tags"] if isinstance(metadata.get("tags"), list) else []
    return SubmittedCell(
        kind={"code": "code", "raw": "raw"}.get(value["cell_type"], "markdown"),
        source=well_formed(source.replace("\r\n", "\n").replace("\r", "\n") if "\r" in source else source),
        id=text_or_none(value.get("id")),
        marks=marks,
        tags=tuple(tag for tag in tags if isinstance(tag, str)),
        attachments=pictures(value),
    )


def text_or_none(value: object) -> str | None:
    """Return a short text, as a file can hold it; None for anything else."""
    return well_formed(value) if isinstance(value, str) and 0 < len(value) <= 200 else None


def pictures(value: dict) -> dict | None:
    """Return the pictures pasted into a text cell, nothing else that may be attached."""
    attached = value.get("attachments")
    if value["cell_type"] != "markdown" or not isinstance(attached, dict):
        return None
    found = {}
    for name, bundle in attached.items():
        bundle = bundle if isinstance(bundle, dict) else {}
        kept = {
            mime: well_formed(data)
            for mime, data in bundle.items()
            if mime in IMAGES and isinstance(data, str)
        }
        if kept:
            found[well_formed(name)] = kept
    return found or None
