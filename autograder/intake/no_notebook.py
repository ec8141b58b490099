"""Say what was handed in where a notebook should be: a PDF, a web page, an archive, a checkpoint, nothing."""

from collections.abc import Sequence
from pathlib import PurePath

from autograder.common.text import list_names

NOTHING = "no notebook was handed in"
_BY_NAME = {
    "a PDF": (".pdf",),
    "a web page": (".html", ".htm", ".mhtml"),
    "an archive": (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"),
    "a script": (".py", ".r", ".jl"),
    "a document": (".doc", ".docx", ".odt", ".rtf", ".pages", ".pptx", ".xlsx"),
    "a text file": (".txt", ".md", ".tex"),
    "a picture": (".png", ".jpg", ".jpeg", ".gif", ".heic", ".svg"),
}
_BY_BEGINNING = {
    "a PDF": (b"%PDF-",),
    "a zip archive": (b"PK\x03\x04", b"PK\x05\x06"),
    "an archive": (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"),
    "a web page": (b"<!doctype html", b"<html"),
    "a picture": (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8"),
}
_DISGUISED, _ENDING = "the file is ", ", not a notebook"


def instead(names: Sequence[str], has_checkpoint: bool = False) -> str:
    """Return what stands in a folder without a notebook, as a sentence.

    `names`: the names of its files, printable
    `has_checkpoint`: there is a copy that Jupyter made on the side

    >>> instead(["sums.pdf"])
    "no notebook, but sums.pdf: a PDF can't be graded"
    """
    if len(names) == 1:
        suffix = PurePath(names[0]).suffix.lower()
        what = next((kind for kind, ends in _BY_NAME.items() if suffix in ends), "such a file")
        return f"no notebook, but {names[0][:100]}: {what} can't be graded"
    if names:
        named = list_names([name[:60] for name in names], 3)
        return f"no notebook, but {named}: only a file that ends in .ipynb can be graded"
    if has_checkpoint:
        return (
            "no notebook, but a copy in .ipynb_checkpoints: Jupyter makes it on the side, and it may be old"
        )
    return NOTHING


def disguised(content: bytes) -> str:
    """Return what a file really is that is no notebook, as a sentence; empty where that can't be told.

    >>> disguised(b"%PDF-1.7 ...")
    'the file is a PDF, not a notebook'
    """
    head = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    for kind, beginnings in _BY_BEGINNING.items():
        if head.startswith(beginnings) or head.lower().startswith(beginnings):
            return f"{_DISGUISED}{kind}{_ENDING}"
    return ""


def is_other_file(reason: str) -> bool:
    """Say whether a reason not to grade is that something else than this lesson's notebook was handed in."""
    is_disguised = reason.startswith(_DISGUISED) and reason.endswith(_ENDING)
    return is_disguised or reason.startswith(("no notebook", "this is "))
