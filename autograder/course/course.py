"""Find a course's lessons, its students, and where everything belongs."""

import os
import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from traitlets.config import Config, PyFileConfigLoader

from autograder.common.errors import UsageError

STRUCTURE = "{nbgrader_step}/{student_id}/{assignment_id}"
"""How nbgrader lays out folders, unless its configuration says otherwise."""
_DRAWING = re.compile(rb"matplotlib|pyplot|pylab|seaborn")


class Course:
    """An nbgrader course folder.

    `root`: the folder that holds `source/` and `submitted/`. Its `nbgrader_config.py`, if any, is obeyed.
    `config`: what nbgrader itself has loaded, in place of what stands in that file
    """

    def __init__(self, root: str | os.PathLike = ".", config=None):
        self.root = Path(root).resolve()
        if not self.root.is_dir():
            raise UsageError(f"there is no course folder {os.fspath(root)!r}")
        if config is not None:
            self.config = config

    @cached_property
    def config(self):
        """The traitlets configuration of the course's nbgrader_config.py (empty without one)."""
        path = self.root / "nbgrader_config.py"
        if not path.is_file():
            return Config()
        try:
            config = PyFileConfigLoader(path.name, path=str(self.root)).load_config()
        except Exception as problem:
            raise UsageError(f"{path} can't be loaded: {type(problem).__name__}: {problem}") from problem
        structure = config.CourseDirectory.get("directory_structure", STRUCTURE)
        if os.path.normpath(str(structure)) != os.path.normpath(STRUCTURE):
            raise UsageError(
                f"{path}: CourseDirectory.directory_structure is {structure!r}, which isn't followed here:"
                f" folders have to lie as {STRUCTURE!r}, nbgrader's own way"
            )
        return config

    def directory(self, step: str) -> Path:
        """Return the folder of an nbgrader step: source, release, submitted, autograded or feedback."""
        return self.root / self.config.CourseDirectory.get(f"{step}_directory", step)

    @property
    def course_id(self) -> str:
        """nbgrader's name of the course, often empty."""
        return self.config.CourseDirectory.get("course_id", "")

    @property
    def has_gradebook(self) -> bool:
        """Whether there is a gradebook to read; asking makes none."""
        path = self.db_url.removeprefix("sqlite:///")
        return path == self.db_url or Path(path).is_file()

    @property
    def db_url(self) -> str:
        """The SQLAlchemy address of nbgrader's gradebook; UsageError if the course names one that is none."""
        if not (named := self.config.CourseDirectory.get("db_url", "")):
            return f"sqlite:///{self.root / 'gradebook.db'}"
        from sqlalchemy import make_url  # slow to load, and rarely needed
        from sqlalchemy.exc import ArgumentError  # likewise

        try:
            make_url(named).get_dialect()
        except ModuleNotFoundError:
            pass  # the driver, of which is told when it is used
        except (ArgumentError, ValueError):
            example = "postgresql+psycopg://USER:PASSWORD@HOST/NAME or sqlite:////FOLDER/gradebook.db"
            raise UsageError(
                f"CourseDirectory.db_url is no address of a database, such as {example}"
            ) from None
        return named

    @property
    def shown_db_url(self) -> str:
        """That address as a message may show it, without its password."""
        from sqlalchemy import make_url  # as above

        return make_url(self.db_url).render_as_string(hide_password=True)

    @cached_property
    def bonus(self) -> frozenset[str]:
        """The lessons whose points raise a mark but not the maximum, as `[course]` in course.toml names them."""
        return frozenset(map(str, self._setting("bonus", [])))

    @cached_property
    def visible_share(self) -> float:
        """How much of an exercise's points students should see tests of, as `[course]` says; a third by default."""
        share = self._setting("visible_share", 1 / 3)
        if not isinstance(share, int | float) or not 0 <= share <= 1:
            raise UsageError(
                f"{self.root / 'course.toml'}: visible_share is a number from 0 to 1, not {share!r}"
            )
        return share

    def _setting(self, name: str, default: Any) -> Any:
        """Return what `[course]` in course.toml says of `name`."""
        path = self.root / "course.toml"
        if not path.is_file():
            return default
        try:
            return tomllib.loads(path.read_text(encoding="utf-8")).get("course", {}).get(name, default)
        except (OSError, ValueError) as problem:
            raise UsageError(f"{path} can't be read: {problem}") from problem

    def lesson_source(self, lesson: str) -> Path | None:
        """Return the lesson's py:percent file, if it has one."""
        path = self.root / "source" / f"{lesson}.py"
        return path if is_plain_name(lesson) and path.is_file() else None

    def source_notebooks(self, lesson: str) -> list[Path]:
        """Return nbgrader's source notebooks of the lesson, sorted by name."""
        folder = self.directory("source") / lesson
        if not is_plain_name(lesson) or not folder.is_dir():
            return []
        return sorted(p for p in folder.glob("*.ipynb") if not p.name.startswith("."))

    def source_files(self, lesson: str) -> list[Path]:
        """Return the files that a lesson is made of: its py:percent source, or nbgrader's source notebooks."""
        own = self.lesson_source(lesson)
        return [own] if own else self.source_notebooks(lesson)

    def notebook_names(self, lesson: str) -> list[str]:
        """Return the names of the notebooks that a student hands in for the lesson."""
        if self.lesson_source(lesson):
            return [lesson]
        return [path.stem for path in self.source_notebooks(lesson)]

    def lessons(self) -> list[str]:
        """Return the names of all lessons, sorted."""
        names = {p.stem for p in (self.root / "source").glob("*.py") if not p.name.startswith((".", "_"))}
        source = self.directory("source")
        if source.is_dir():
            names |= {p.name for p in source.iterdir() if p.is_dir() and self.source_notebooks(p.name)}
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
        try:
            with os.scandir(folder) as entries:
                return sorted(e.name for e in entries if not e.name.startswith(".") and is_folder_like(e))
        except OSError as problem:
            raise UsageError(f"{folder} can't be read: {problem.strerror}") from problem


def draws_at_a_glance(course: Course, lesson: str | None) -> bool:
    """Say whether a lesson (or any, for None) mentions Matplotlib; not where that can't be seen before it is read."""
    lessons = [lesson] if lesson else course.lessons()
    try:
        return any(mentions_drawing(p.read_bytes()) for name in lessons for p in course.source_files(name))
    except (OSError, LookupError):
        return False


def mentions_drawing(data: bytes) -> bool:
    """Say whether source code seems to draw by Matplotlib."""
    return _DRAWING.search(data) is not None


def is_plain_name(name: str) -> bool:
    """Say whether `name` names one folder entry and nothing above it."""
    return bool(name) and name not in (".", "..") and not re.search(r"[/\\\0]", name)


def is_folder_like(entry: os.DirEntry) -> bool:
    """Say whether a folder entry is a folder, or a link that pretends to be one."""
    return entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and entry.is_dir())
