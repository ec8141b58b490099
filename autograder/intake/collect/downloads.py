"""Read the files of a download, a zip archive or a folder, trusting neither its names nor its sizes."""

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.common.errors import UsageError
from autograder.common.folder import open_regular

MAX_FILE = 50_000_000
"""A larger file in a download is left out, in bytes: a notebook of that size would not be read either."""
MAX_FILES = 100_000
MAX_TOTAL = 20_000_000_000
"""So much is unpacked of one download at most, in bytes."""
EMPTY = "it is an empty folder"
UNWANTED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", ".git", "__pycache__")
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError)


@dataclass(frozen=True)
class Member:
    """One file of a download."""

    parts: tuple[str, ...]  # its folders and its name, from the download's top
    time: datetime  # when it was last changed, as the archive or the disk says, in local time
    read: Callable[[], bytes]  # returns its bytes
    trouble: str = ""  # why it can't be taken, if it can't

    @property
    def name(self) -> str:
        """The whole name, as the download has it."""
        return "/".join(self.parts)


def members(path: Path) -> Iterator[Member]:
    """Yield the files of a zip archive or a folder, sorted by name; what systems lay beside them is passed over.

    Raises UsageError if there is no such file, it is no archive, or it holds more than a class hands in.
    """
    if path.is_dir():
        found = _of_folder(path)
    elif zipfile.is_zipfile(path):
        found = _of_archive(path)
    elif path.exists():
        raise UsageError(f"{path} is neither a zip archive nor a folder")
    else:
        raise UsageError(f"there is no file or folder {path}")
    wanted = (
        one for one in found if not set(one.parts) & set(UNWANTED) and not one.parts[-1].startswith("._")
    )
    yield from sorted(wanted, key=lambda one: one.parts)


def _of_folder(folder: Path) -> Iterator[Member]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in UNWANTED)
        if not names and not folders and place != os.fspath(folder):
            yield Member(Path(place).relative_to(folder).parts, datetime.now(), bytes, EMPTY)
        for name in names:
            path = Path(place, name)
            status = path.lstat()
            parts, time = path.relative_to(folder).parts, datetime.fromtimestamp(status.st_mtime)
            trouble = _trouble(status.st_size, stat.S_ISREG(status.st_mode))
            yield Member(parts, time, partial(_read, path), trouble)


def _read(path: Path) -> bytes:
    file = open_regular(path)
    if file is None:
        raise OSError(f"{path} is no regular file")
    with file:
        return file.read(MAX_FILE + 1)


def _of_archive(path: Path) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as problem:
        raise UsageError(f"{path} can't be read: {problem}") from problem
    entries = archive.infolist()
    folders = {above.as_posix() for entry in entries for above in PurePosixPath(entry.filename).parents}
    if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise UsageError(f"{path} holds more than {MAX_FILES:,} files or {MAX_TOTAL / 1e9:.0f} GB")
    for entry in entries:
        parts = tuple(part for part in _name(entry).replace("\\", "/").split("/") if part not in ("", "."))
        if not parts or (entry.is_dir() and entry.filename.rstrip("/") in folders):
            continue
        if entry.is_dir():
            yield Member(parts, _time(entry), bytes, EMPTY)
            continue
        mode = entry.external_attr >> 16
        is_file = (not mode or stat.S_IFMT(mode) in (0, stat.S_IFREG)) and ".." not in parts
        trouble = "it is encrypted" if entry.flag_bits & 1 else _trouble(entry.file_size, is_file)
        yield Member(parts, _time(entry), partial(_unpack, archive, entry), trouble)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; one that macOS wrote in UTF-8 without saying so is read as that."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _time(entry: zipfile.ZipInfo) -> datetime:
    try:
        return datetime(*entry.date_time)
    except ValueError:  # archives without times hold a month 0
        return datetime(1980, 1, 1)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, and no more of them than are taken, whatever its head says."""
    try:
        with archive.open(entry) as file:
            return file.read(MAX_FILE + 1)
    except _DAMAGED as problem:
        raise OSError(f"it can't be unpacked: {problem}") from problem


def _trouble(size: int, is_file: bool) -> str:
    if not is_file:
        return "it is a link or no regular file"
    return f"it has {size / 1e6:,.0f} MB; at most {MAX_FILE / 1e6:.0f} are taken" if size > MAX_FILE else ""
