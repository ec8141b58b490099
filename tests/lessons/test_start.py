"""The first page: its map is that of the lessons, it gives no points, and every command lives with it."""

import json
import re
import shutil

import numpy as np
import pytest

from autograder.cli import main
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from convlab.quiz.predictions import by_lesson
from tests.support.lessons import NAMES, ROOT, START, cells, mark, prose

PROSE = prose(START)


def test_the_map_names_every_lesson_with_its_minutes_and_points():
    rows = re.findall(
        r"^\| \[?(\d)\. (.+?)(?:\]\(\.\./(\w+)/\w+\.ipynb\))? \| (\d+) \| (\d+)", PROSE, re.MULTILINE
    )
    assert [int(row[0]) for row in rows] == list(range(1, 9))
    said = {int(number): (title, minutes, points) for number, title, _, minutes, points in rows}
    for lesson in NAMES:
        number, title = re.search(r"^# (\d)\. (.+)$", prose(lesson), re.MULTILINE).groups()
        head = re.search(r"\*\*Minutes\*\* (\d+) &nbsp; \*\*Points\*\* (\d+)", prose(lesson)).groups()
        assert said[int(number)] == (title, *head)


def test_the_links_of_the_map_lead_somewhere():
    assert set(re.findall(r"\]\(\.\./(\w+)/\1\.ipynb\)", PROSE)) == set(NAMES)


def test_what_the_lessons_live_on_is_tried_out():
    code_cells = [cell.source for cell in cells(START) if cell.cell_type == "code"]
    code = "\n".join(code_cells)
    for move in (
        "[1:3, 2:5]",
        "[::2, ::-1]",
        "[:, None]",
        "np.outer",
        "np.roll",
        "np.rot90",
        "raise ValueError",
        "plt.",
        "interact(",
    ):
        assert move in code, move
    refusal = next(source for source in code_cells if "raise ValueError" in source)
    assert len(refusal.splitlines()) <= 6


def test_it_gives_no_points():
    assert not any(mark(cell, "grade") for cell in cells(START))
    assert not load_assignment(Course(ROOT), START).exercises


def test_the_predictions_are_what_is_computed():
    right = {name: one.answer for name, one in by_lesson()["start"].items()}
    grid, small = np.arange(30).reshape(5, 6), np.arange(1, 7).reshape(2, 3)
    assert right["what-arange-holds"] == tuple(np.arange(10, 30, 5))
    assert right["shape-of-a-slice"] == grid[1:4, -2:].shape
    assert right["corner-of-an-outer-product"] == np.outer([0, 10, 20], [1, 2, 3, 4])[-1, -1]
    assert right["upside-down"] == tuple(np.rot90(small, 2)[0])


@pytest.fixture
def course(tmp_path):
    """Return a course folder with the first page alone, and what one student handed in of it."""
    (tmp_path / "source").mkdir()
    shutil.copy(ROOT / "source" / f"{START}.py", tmp_path / "source")
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in (tmp_path / "submitted" / "ada" / START, tmp_path / "study" / START):
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "notebooks" / START / f"{START}.ipynb", folder)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["build"], 0),
        (["build", "--check"], 1),  # nothing has been written yet
        (["grade"], 0),
        (["grade", START, "--json"], 0),
        (["report"], 2),  # there are no results, and it says so
        (["export", "--format", "csv"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_every_command_lives_with_a_lesson_without_exercises(course, words, code, capsys):
    if words[0] in ("report", "export"):
        assert main(["grade", "--course", str(course)]) == 0
    assert main([*words, "--course", str(course)]) == code, capsys.readouterr().err


def test_mark_has_nothing_to_mark_there_and_says_so(course, capsys):
    assert main(["mark", START, "--course", str(course), "--folder", str(course / "study")]) == 2
    assert "no lesson" in capsys.readouterr().err


def test_it_opens_first_and_without_the_instructors_panel():
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlab:")[2].partition("\n\n")[0]
    assert f"/lab/tree/{START}/{START}.ipynb" in recipe
    folder = re.search(r"JUPYTER_CONFIG_PATH=\$\(CURDIR\)/(\S+)", recipe)[1]
    page = json.loads((ROOT / folder / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
    assert page["disabledExtensions"]["@jupyter/nbgrader:create-assignment"] is True
