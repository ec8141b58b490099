"""Carry a submission's files to the student's process and bring back what it made, as plain bytes."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

MOST_FILES = 200
MOST_BYTES = 24_000_000


def read_files(folder: Path, known: dict[str, bytes] | None = None) -> tuple[dict[str, bytes], int]:
    """Return the regular files below `folder`, by relative name, and how many were too many or too large.

    Parameters
    ----------
    folder : Path
    known : dict, optional
        Files that are left out where they are still the same.
    """
    found, left_out, size = {}, 0, 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix == ".ipynb" or not stat.S_ISREG(os.lstat(path).st_mode):
                continue
            size += path.stat().st_size
            if size > MOST_BYTES or len(found) >= MOST_FILES:
                left_out += 1
                continue
            content = path.read_bytes()
            key = path.relative_to(folder).as_posix()
            if known is None or known.get(key) != content:
                found[key] = content
    return found, left_out


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


def _passes_a_link(folder: Path, path: Path) -> bool:
    while path != folder:
        if path.is_symlink():
            return True
        path = path.parent
    return False
