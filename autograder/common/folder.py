"""Carry a submission's files to the student's process and bring back what it made, as plain bytes."""

import contextlib
import errno
import mimetypes
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

_INERT = frozenset((
    "application/json", "application/octet-stream", "application/pdf", "application/x-hdf5", "application/zip",
    "image/gif", "image/jpeg", "image/png", "image/tiff", "image/webp", "text/csv", "text/markdown", "text/plain",
    "text/tab-separated-values", "text/x-python",
))  # fmt: skip
"""Kinds of files that a browser shows or keeps, and of which it runs nothing."""

_BY_STEPS = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
"""Whether a folder can be held open, and what is in it opened from there."""


def read_files(
    folder: Path,
    known: dict[str, bytes] | None = None,
    skip: Callable[[str], bool] | None = None,
    root: Path | None = None,
) -> tuple[dict[str, bytes], list[str]]:
    """Return the regular files below `folder`, by relative name, and the names of those too many or too large.

    No link is followed, and nothing is read but regular files; notebooks and hidden folders are passed over.

    `known`: files that are left out where they are still the same
    `skip`: says of a relative name that its file isn't wanted
    `root`: a folder above, below which no folder may be a link either; `folder` by default
    """
    found, left_out, size, count = {}, [], 0, 0
    for name in regular_files(folder, root):
        if skip is not None and skip(name):
            continue
        content = (
            read_regular(folder / name, MOST_BYTES - size, root or folder) if count < MOST_FILES else None
        )
        if content is None:
            left_out.append(name)
            continue
        size, count = size + len(content), count + 1
        if known is None or known.get(name) != content:
            found[name] = content
    return found, left_out


def regular_files(folder: Path, root: Path | None = None) -> Iterator[str]:
    """Yield the relative names of the regular files below a folder, in a fixed order; no notebook is among them."""
    waiting, left = [""], MOST_ENTRIES
    while waiting and left > 0:
        place = waiting.pop()
        try:
            with opened(folder / place, root or folder) as there, os.scandir(there) as entries:
                seen = sorted(islice(entries, left), key=lambda entry: entry.name)
                kinds = [(entry.name, _kind(entry, place)) for entry in seen]
        except OSError:
            continue
        left -= len(kinds)
        for name, kind in kinds:
            if kind == "file" and not name.endswith(".ipynb"):
                yield f"{place}{name}"
        waiting += [f"{place}{name}/" for name, kind in reversed(kinds) if kind == "folder"]


def _kind(entry: os.DirEntry, place: str) -> str:
    """Return what an entry is, as long as its folder is open: a "file", a "folder" to look into, or nothing of use."""
    if entry.is_dir(follow_symlinks=False):
        return "" if entry.name.startswith(".") or place.count("/") >= 4 else "folder"
    return "file" if entry.is_file(follow_symlinks=False) else ""


def read_regular(path: Path, limit: int, root: Path | None = None) -> bytes | None:
    """Return the bytes of a regular file, None if it is no such, has more than `limit` or can't be read."""
    try:
        file = open_regular(path, root)
        if file is None:
            return None
        with file:
            is_small = os.fstat(file.fileno()).st_size <= limit
            content = file.read(limit + 1) if is_small else None
    except OSError:
        return None
    return content if content is not None and len(content) <= limit else None


def open_regular(path: Path, root: Path | None = None) -> BinaryIO | None:
    """Open a regular file to read, following no link and waiting for no pipe; None if it is something else.

    Raises OSError if it can't be opened.

    `root`: a folder above it: none of the folders between them may be a link either. By default its own folder.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if _BY_STEPS:
        with opened(path.parent, root or path.parent) as folder:
            handle = os.open(path.name, flags, dir_fd=folder)
    else:
        _refuse_links(path, root or path.parent)
        handle = os.open(path, flags)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    return None


@contextlib.contextmanager
def opened(folder: Path, root: Path) -> Iterator[int | Path]:
    """Hold a folder open that lies below `root`, whatever its name comes to mean meanwhile; no link leads there.

    Gives a descriptor, or the folder itself where the system knows no descriptors of folders (Windows).

    Raises OSError if there is none, or one on the way is a link (ELOOP).
    """
    if not _BY_STEPS:
        _refuse_links(folder, root)
        yield folder
        return
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in folder.relative_to(root).parts:
            handle, above = _step(part, handle), handle
            os.close(above)
        yield handle
    finally:
        os.close(handle)


def _step(name: str, folder: int) -> int:
    """Open a folder in an open one."""
    try:
        return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
    except NotADirectoryError:
        if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from None
        raise


def _refuse_links(path: Path, root: Path) -> None:
    """Raise OSError where a link lies between two folders: the way of systems that can't hold them open."""
    if _passes_a_link(root, path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


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


def inert_name(name: str) -> str:
    """Return the name under which a file may lie where a web server shows it: what a browser would run is text there.

    >>> inert_name("data.csv"), inert_name("page.html")
    ('data.csv', 'page.html.txt')
    """
    kind, _ = mimetypes.guess_type(name.rpartition("/")[2], strict=False)  # "//[" would be no URL
    is_inert = kind is None or kind in _INERT or kind.startswith(("audio/", "video/", "font/"))
    return name if is_inert else f"{name}.txt"


def is_odd(name: str) -> bool:
    """Say whether a file of this name is never handed over."""
    return not is_modest(name)


def _passes_a_link(folder: Path, path: Path) -> bool:
    while path != folder:
        if path.is_symlink():
            return True
        path = path.parent
    return False
