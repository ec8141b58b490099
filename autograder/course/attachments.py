"""Find the files that lie beside an assignment's notebooks: those that are handed out, and a student's own."""

import fnmatch
import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.common.folder import MOST_BYTES, MOST_FILES, is_odd, read_files
from autograder.course.course import Course

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
"""What nbgrader's exchange lays beside the notebooks: when they were handed in, and what they are known by."""

IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__")
"""What nbgrader hands out to nobody, unless the course's configuration says otherwise."""

TOO_LARGE = f"at most {MOST_FILES} files of {MOST_BYTES // 1_000_000} MB together are"


@dataclass(frozen=True)
class Companions:
    """The files that lie beside an assignment's notebooks, as they were handed out or handed in."""

    files: dict[str, bytes] = field(default_factory=dict)  # by relative name
    # the names of files that are too many or too large to lie there while submissions are graded
    left_out: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A hash of names and contents, empty where there are none."""
        return digest_of_files(self.files)

    def problems(self) -> list[str]:
        """Return a line for each file that isn't there while submissions are graded."""
        named = [f"{name} is" for name in self.left_out[:3]]
        if len(self.left_out) > 3:
            named[2:] = [f"{self.left_out[2]} and {len(self.left_out) - 3} more are"]
        return [f"{words} not beside the notebook while it is graded: {TOO_LARGE}" for words in named]


NONE = Companions()


def released_files(course: Course, lesson: str) -> Companions:
    """Return what lies in nbgrader's source folder of a lesson, without the notebooks and what nbgrader ignores."""
    folder = course.directory("source") / lesson
    if not folder.is_dir():
        return NONE
    patterns = ignored(course)

    def skip(name: str) -> bool:
        return is_odd(name) or any(
            fnmatch.fnmatch(part, pattern) for part in name.split("/") for pattern in patterns
        )

    files, left_out = read_files(folder, skip=skip)
    return Companions(files, tuple(left_out)) if files or left_out else NONE


def ignored(course: Course) -> tuple[str, ...]:
    """Return the patterns of files that nbgrader doesn't copy in this course."""
    given = course.config.CourseDirectory.get("ignore", IGNORED)
    return tuple(given.get_value(list(IGNORED)) if hasattr(given, "get_value") else given)


def own_files(
    folder: Path | None,
    released: Mapping[str, bytes],
    passed_over: Collection[str] = (),
    root: Path | None = None,
) -> Companions:
    """Return the other files that a student handed in beside the notebooks.

    `released`: the release's files, which stand for the student's copies of them
    `passed_over`: names that aren't wanted either
    `root`: a folder above, below which nothing may be a link
    """
    unwanted = {TIMESTAMP, SECRET, *released, *passed_over}
    if folder is None or all(name in unwanted or name.endswith(".ipynb") for name in names_in_folder(folder)):
        return NONE
    files, left_out = read_files(folder, skip=lambda name: name in unwanted or is_odd(name), root=root)
    return Companions(files, tuple(left_out))


def names_in_folder(folder: Path) -> list[str]:
    """Return the names in a folder, none when it can't be read."""
    try:
        return os.listdir(folder)
    except OSError:
        return []


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """Return a hash of files' names and contents, empty where there are none."""
    if not files:
        return ""
    found = hashlib.sha256()
    for name, content in sorted(files.items()):
        found.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return found.hexdigest()
