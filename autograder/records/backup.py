"""Keep the last few gradebooks as they were before a run wrote into them."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from autograder.common import database
from autograder.common.errors import GradingError
from autograder.course.course import Course

KEPT = 5


def gradebook_file(course: Course) -> Path | None:
    """Return where the gradebook lies, None where it is on a server, whose own backups are better."""
    url = make_url(course.db_url)
    is_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(url.database) if is_file else None


def back_up(course: Course, say: Callable[[str], None] = print) -> Path | None:
    """Copy the gradebook into `backups/`, by SQLite's own way, and forget all but the last few; None without one.

    A gradebook into which nobody wrote since the last copy is not copied again; one that another program holds is
    waited for. (`VACUUM INTO`, not `sqlite3.Connection.backup`: that one waits for a held gradebook for ever.)

    Raises GradingError if it can't be copied.
    """
    path = gradebook_file(course)
    if path is None or not path.is_file():
        return None
    folder = course.root / "backups"
    newest = max(folder.glob(f"{path.stem}-*.db"), default=None)
    if newest and newest.stat().st_mtime >= max(
        one.stat().st_mtime for one in path.parent.glob(f"{path.name}*")
    ):
        return newest  # nobody wrote since
    copy = folder / f"{path.stem}-{datetime.now():%Y-%m-%d-%H%M%S-%f}.db"
    try:
        folder.mkdir(exist_ok=True)
        database.with_retries(lambda: _copy(path, copy), say)
        for old in sorted(folder.glob(f"{path.stem}-*.db"))[:-KEPT]:
            old.unlink()
    except OSError as problem:
        copy.unlink(missing_ok=True)
        raise GradingError(f"the gradebook can't be backed up into {folder}: {problem}") from problem
    except DBAPIError as problem:
        copy.unlink(missing_ok=True)
        raise GradingError(f"the gradebook {course.shown_db_url} can't be used: {problem.orig}") from problem
    return copy


def _copy(path: Path, copy: Path) -> None:
    """Write what a gradebook holds into another file."""
    copy.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("vacuum into ?", (str(copy),))


@contextlib.contextmanager
def kept_safe(course: Course, say: Callable[[str], None]) -> Iterator[None]:
    """Back the gradebook up before anything is written; say so loudly where it has gone."""
    if warning := what_is_missing(course):
        say(warning)
    back_up(course, say)
    yield


def what_is_missing(course: Course) -> str:
    """Return a warning where results lie beside a gradebook that is not there, else ""."""
    path = gradebook_file(course)
    if path is None or path.exists():
        return ""
    students = sum(1 for one in (course.root / "results").glob("*/*.json") if not one.name.startswith("."))
    if not students:
        return ""
    return (
        f"WARNING: there is no gradebook at {path}, though {students} results lie in {course.root / 'results'}:"
        " points by hand, comments, due dates and extensions are not there. If it was moved, stop now and put it back"
    )
