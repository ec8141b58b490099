"""Find a course's lessons and what its students handed in, without trusting any name."""

import os
import re
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

MAX_BYTES = 50_000_000
"""A larger submission is refused before it is read."""


class UsageError(Exception):
    """The command can't be carried out as asked; the text is one line for the user."""


class DamagedSubmission(Exception):
    """A submission holds no notebook that can be graded; the text is one clear sentence."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one lesson.

    Attributes
    ----------
    student, lesson : str
    path : Path or None
        The notebook, or None when there is none that may be read.
    flags : tuple of str
        What was odd about names and folders, each as "kind: sentence".
    timestamp : str or None
        The text of nbgrader's timestamp.txt.
    """

    student: str
    lesson: str
    path: Path | None
    flags: tuple[str, ...] = field(default=())
    timestamp: str | None = None

    def read(self) -> bytes:
        """Return the notebook's bytes.

        Raises
        ------
        DamagedSubmission
            If there is no notebook, or it is no regular file, too large or not readable.
        """
        if self.path is None:
            reasons = [flag for flag in self.flags if flag.startswith(("missing:", "refused:"))]
            raise DamagedSubmission(reasons[-1].split(": ", 1)[1] if reasons else "no notebook was handed in")
        return read_regular(self.path, MAX_BYTES)


class Course:
    """An nbgrader course folder.

    Parameters
    ----------
    root : path
        The folder that holds `source/` and `submitted/`. Its `nbgrader_config.py`, when it has one, is obeyed.
    """

    def __init__(self, root: str | os.PathLike = "."):
        self.root = Path(root).resolve()
        if not self.root.is_dir():
            raise UsageError(f"there is no course folder {os.fspath(root)!r}")

    @cached_property
    def config(self):
        """The traitlets configuration of the course's nbgrader_config.py (empty without one)."""
        from traitlets.config import Config, PyFileConfigLoader

        path = self.root / "nbgrader_config.py"
        if not path.is_file():
            return Config()
        try:
            return PyFileConfigLoader(path.name, path=str(self.root)).load_config()
        except Exception as problem:
            raise UsageError(f"{path} can't be loaded: {type(problem).__name__}: {problem}") from problem

    def directory(self, step: str) -> Path:
        """Return the folder of an nbgrader step: source, release, submitted, autograded or feedback."""
        return self.root / self.config.CourseDirectory.get(f"{step}_directory", step)

    @property
    def course_id(self) -> str:
        """nbgrader's name of the course, often empty."""
        return self.config.CourseDirectory.get("course_id", "")

    @property
    def db_url(self) -> str:
        """The SQLAlchemy address of nbgrader's gradebook."""
        return self.config.CourseDirectory.get("db_url", "") or f"sqlite:///{self.root / 'gradebook.db'}"

    def lesson_source(self, lesson: str) -> Path | None:
        """Return the lesson's py:percent file, if it has one."""
        path = self.root / "source" / f"{lesson}.py"
        return path if is_plain_name(lesson) and path.is_file() else None

    def source_notebook(self, lesson: str) -> Path | None:
        """Return nbgrader's source notebook of the lesson: `<lesson>.ipynb`, else the only one in its folder."""
        folder = self.directory("source") / lesson
        if not is_plain_name(lesson) or not folder.is_dir():
            return None
        found = sorted(p for p in folder.glob("*.ipynb") if not p.name.startswith("."))
        named = [p for p in found if p.stem == lesson]
        return named[0] if named else found[0] if len(found) == 1 else None

    def lessons(self) -> list[str]:
        """Return the names of all lessons, sorted."""
        names = {p.stem for p in (self.root / "source").glob("*.py") if not p.name.startswith((".", "_"))}
        source = self.directory("source")
        if source.is_dir():
            names |= {p.name for p in source.iterdir() if p.is_dir() and self.source_notebook(p.name)}
        return sorted(names)

    def require(self, lesson: str) -> str:
        """Return `lesson`, or raise UsageError that names the lessons there are."""
        if lesson in self.lessons():
            return lesson
        known = ", ".join(self.lessons()) or "none"
        raise UsageError(f"there is no lesson {lesson!r} in {self.root} (lessons: {known})")

    def students(self) -> list[str]:
        """Return the name of every folder under `submitted/`, sorted."""
        folder = self.directory("submitted")
        if not folder.is_dir():
            return []
        with os.scandir(folder) as entries:
            return sorted(e.name for e in entries if not e.name.startswith(".") and is_folder_like(e))

    def submissions(self, lesson: str, students: list[str] | None = None) -> list[Submission]:
        """Return what was handed in for `lesson`, by `students` or by all, sorted by student."""
        folder = self.directory("submitted")
        names = self.students() if students is None else [s for s in students if s in set(self.students())]
        found = (find_submission(folder / name, lesson, self.lessons()) for name in names)
        return [submission for submission in found if submission is not None]

    def strays(self) -> list[str]:
        """Return the folders under `submitted/` that belong to no lesson, as student/folder."""
        wanted = {squeeze(lesson) for lesson in self.lessons()}
        stray = []
        for student in self.students():
            path = self.directory("submitted") / student
            if path.is_symlink():
                continue
            for name in entry_names(path):
                if squeeze(Path(name).stem if name.endswith(".ipynb") else name) not in wanted:
                    stray.append(f"{printable(student)}/{printable(name)}")
        return stray


def find_submission(folder: Path, lesson: str, lessons: list[str]) -> Submission | None:
    """Find the student's notebook for `lesson` in the student's folder; None when nothing was handed in."""
    student, flags = printable(folder.name), []
    if folder.is_symlink():
        return Submission(student, lesson, None, ("refused: the student's folder is a symbolic link",))
    others = {squeeze(name) for name in lessons if name != lesson}
    names = entry_names(folder)
    exact = [n for n in names if n == lesson]
    near = [n for n in names if n != lesson and squeeze(n) == squeeze(lesson) and squeeze(n) not in others]
    loose = [n for n in names if n == f"{lesson}.ipynb"]
    if not (exact or near or loose):
        return None
    chosen = (exact or near or loose)[0]
    place = folder / chosen
    if place.is_symlink():
        return Submission(student, lesson, None, (f"refused: {printable(chosen)} is a symbolic link",))
    if not exact:
        flags.append(
            f"renamed: the work was found as {printable(chosen)!r} in the student's folder, not {lesson!r}"
        )
    if not place.is_dir():
        if is_regular(place):
            return Submission(student, lesson, place, tuple(flags))
        return Submission(student, lesson, None, (*flags, "missing: no notebook was handed in"))
    path, more = choose_notebook(place, lesson)
    return Submission(student, lesson, path, (*flags, *more), read_timestamp(place))


def choose_notebook(folder: Path, lesson: str) -> tuple[Path | None, list[str]]:
    """Choose the notebook to grade in a lesson's folder, with flags that say what was odd."""
    wanted = f"{lesson}.ipynb"
    names = entry_names(folder)
    if wanted in names:
        if is_regular(folder / wanted):
            return folder / wanted, []
        kind = "a symbolic link" if (folder / wanted).is_symlink() else "no regular file"
        return None, [f"refused: {wanted} is {kind}"]
    notebooks = [n for n in names if looks_like_notebook(n) and is_regular(folder / n)]
    alike = [n for n in notebooks if squeeze(n).startswith(squeeze(lesson))]
    chosen = notebooks if len(notebooks) == 1 else alike if len(alike) == 1 else []
    if chosen:
        return folder / chosen[0], [f"renamed: {printable(chosen[0])!r} was graded; there is no {wanted}"]
    if notebooks:
        listing = ", ".join(printable(n) for n in notebooks[:4])
        return None, [
            f"missing: there is no {wanted}, and it isn't clear which notebook is meant ({listing})"
        ]
    inner = [
        n
        for n in names
        if (folder / n).is_dir() and not (folder / n).is_symlink() and is_regular(folder / n / wanted)
    ]
    if len(inner) == 1:
        return folder / inner[0] / wanted, [
            f"renamed: the notebook lay in the folder {printable(inner[0])!r}"
        ]
    return None, ["missing: no notebook was handed in"]


def read_regular(path: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes, following no link and waiting for no pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as problem:
        raise DamagedSubmission(f"the notebook can't be read ({problem.strerror})") from problem
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise DamagedSubmission("the notebook is no regular file")
        if status.st_size > limit:
            raise DamagedSubmission(
                f"the notebook has {status.st_size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are read"
            )
        data = file.read(limit + 1)
    if len(data) > limit:
        raise DamagedSubmission(f"the notebook has more than {limit / 1e6:,.0f} MB")
    return data


def read_timestamp(folder: Path) -> str | None:
    """Return the text of nbgrader's timestamp.txt, or None when there is none that makes sense."""
    path = folder / "timestamp.txt"
    if not is_regular(path):
        return None
    try:
        text = read_regular(path, 1000).decode("utf-8").strip()
        return text if is_timestamp(text) else None
    except (DamagedSubmission, UnicodeDecodeError):
        return None


def is_timestamp(text: str) -> bool:
    """Say whether nbgrader can read `text` as a time."""
    from dateutil.parser import ParserError, parse

    try:
        parse(" ".join(text.split(" ")[:2]))
    except (ParserError, OverflowError, ValueError):
        return False
    return True


def is_plain_name(name: str) -> bool:
    """Say whether `name` names one folder entry and nothing above it."""
    return bool(name) and name not in (".", "..") and not re.search(r"[/\\\0]", name)


def is_folder_like(entry: os.DirEntry) -> bool:
    """Say whether a folder entry is a folder, or a link that pretends to be one."""
    return entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and entry.is_dir())


def is_regular(path: Path) -> bool:
    """Say whether `path` is a regular file and no link."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def entry_names(folder: Path) -> list[str]:
    """Return the names in a folder that aren't hidden, sorted; none when it can't be read."""
    try:
        return sorted(n for n in os.listdir(folder) if not n.startswith((".", "__")) and n != "timestamp.txt")
    except OSError:
        return []


def looks_like_notebook(name: str) -> bool:
    """Say whether a file name is a notebook's, as browsers and mail programs write it."""
    return bool(re.search(r"\.ipynb(\.txt|\.json)?$", name, re.IGNORECASE))


def squeeze(name: str) -> str:
    """Reduce a name to its lower-case letters and digits, without a copy's number: "01-Ops (1)" is "01ops"."""
    return re.sub(r"\(\d+\)|-copy\d*|[\W_]+", "", name.casefold())


def printable(name: str) -> str:
    """Return a file name as text that can be printed and stored: undecodable bytes and controls as escapes."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
