"""Carry a submission's files to the student's process and bring back what it made, as plain bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

MOST_FILES = 200
MOST_BYTES = 24_000_000
MOST_ENTRIES = 5_000
"""So many names are looked at in one folder and those below it, whatever they are."""


def read_files(
    folder: Path, known: dict[str, bytes] | None = None, skip: Callable[[str], bool] | None = None
) -> tuple[dict[str, bytes], list[str]]:
    """Return the regular files below `folder`, by relative name, and the names of those too many or too large.

    No link is followed, and nothing is read but regular files; notebooks and hidden folders are passed over.

    Parameters
    ----------
    folder : Path
    known : dict, optional
        Files that are left out where they are still the same.
    skip : callable, optional
        Says of a relative name that its file isn't wanted.
    """
    found, left_out, size, count = {}, [], 0, 0
    for name in regular_files(folder):
        if skip is not None and skip(name):
            continue
        content = read_regular(folder / name, MOST_BYTES - size) if count < MOST_FILES else None
        if content is None:
            left_out.append(name)
            continue
        size, count = size + len(content), count + 1
        if known is None or known.get(name) != content:
            found[name] = content
    return found, left_out


def regular_files(folder: Path) -> Iterator[str]:
    """Yield the relative names of the regular files below a folder, in a fixed order; no notebook is among them."""
    waiting, left = [""], MOST_ENTRIES
    while waiting and left > 0:
        place = waiting.pop()
        try:
            with os.scandir(folder / place) as entries:
                seen = sorted(islice(entries, left), key=lambda entry: entry.name)
        except OSError:
            continue
        left -= len(seen)
        for entry in seen:
            name = f"{place}{entry.name}"
            if entry.is_file(follow_symlinks=False) and not name.endswith(".ipynb"):
                yield name
        waiting += [f"{place}{e.name}/" for e in reversed(seen) if _is_open_folder(e, place)]


def _is_open_folder(entry: os.DirEntry, place: str) -> bool:
    return entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".") and place.count("/") < 4


def read_regular(path: Path, limit: int) -> bytes | None:
    """Return the bytes of a regular file, None if it is no such, has more than `limit` or can't be read."""
    try:
        file = open_regular(path)
        if file is None:
            return None
        with file:
            is_small = os.fstat(file.fileno()).st_size <= limit
            content = file.read(limit + 1) if is_small else None
    except OSError:
        return None
    return content if content is not None and len(content) <= limit else None


def open_regular(path: Path) -> BinaryIO | None:
    """Open a regular file to read, following no link and waiting for no pipe; None if it is something else.

    Raises
    ------
    OSError
        If it can't be opened.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    return None


def write_files(folder: Path, files: Any) -> list[str]:
    """Write files below `folder`; return the names of those that were refused.

    `files` comes from the student's process: names that leave the folder, hide, pass through links, or replace
    a notebook are refused.
    """
    refused = []
    for name, content in files.items() if isinstance(files, dict) else ():
        if not (isinstance(name, str) and isinstance(content, bytes) and is_modest(name)):
            refused.append(str(name)[:80])
            continue
        path = folder / name
        if _passes_a_link(folder, path):
            refused.append(name[:80])
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError:
            refused.append(name[:80])
    return refused


def is_modest(name: str) -> bool:
    """Say whether `name` is a relative path of a few plain parts, and no notebook's."""
    parts = name.split("/")
    good = all(
        part and not part.startswith(".") and "\\" not in part and part.isprintable() for part in parts
    )
    return good and len(parts) <= 5 and len(name) <= 200 and ":" not in name and not name.endswith(".ipynb")


def is_odd(name: str) -> bool:
    """Say whether a file of this name is never handed over."""
    return not is_modest(name)


def _passes_a_link(folder: Path, path: Path) -> bool:
    while path != folder:
        if path.is_symlink():
            return True
        path = path.parent
    return False
