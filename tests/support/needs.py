"""What some tests need that a machine may lack: skipped there with a plain line, failed where CI=true."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def initdb() -> str | None:
    """Return where PostgreSQL's initdb is: Debian keeps it out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else shutil.which("initdb")


def has_nbgraders_tools() -> bool:
    """Say whether nbgrader's own tests are there, and the program that it calls by name for each new gradebook."""
    package = find_spec("nbgrader")  # and not its `tests`: finding that would import the whole package
    has_tests = package is not None and Path(package.origin).with_name("tests").is_dir()
    return has_tests and Path(sys.executable).with_name("alembic").is_file()


NEEDS = {
    "browser": [
        (CHROMIUM is not None, "no Chromium: apt-get install chromium"),
        (find_spec("playwright") is not None, "no Playwright: pip install -e '.[test]'"),
    ],
    "postgres": [
        (initdb() is not None, "no PostgreSQL server: apt-get install postgresql"),
        (find_spec("psycopg") is not None, "no psycopg: pip install -e '.[postgres]'"),
    ],
    "dask": [(find_spec("distributed") is not None, "no Dask: pip install -e '.[dask]'")],
    "nbgrader": [(has_nbgraders_tools(), "nbgrader is not whole: pip install -e '.[grade,test]'")],
}
"""By mark: what must be there, and what to say where it isn't."""


def missing(marks: set[str]) -> str:
    """Return what a test with these marks lacks here, in words; empty if nothing."""
    lacks = [words for mark, needs in NEEDS.items() if mark in marks for there, words in needs if not there]
    return "; ".join(lacks)


def skip_or_fail(marks: set[str]) -> None:
    """Skip a test that lacks something here; under CI=true fail it, so that nothing is left out unseen."""
    if lacks := missing(marks):
        if os.environ.get("CI") == "true":
            pytest.fail(lacks, pytrace=False)
        pytest.skip(lacks)
