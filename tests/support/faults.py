"""A class that is graded again and again, and what came of it."""

import json
import shutil
import sqlite3
import sys

from autograder import grading as grade
from autograder.course.course import Course
from autograder.records.results import each_result
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
    in_process,
    words_course,
)

STUDENTS = 9


NOT_THE_SAME = ("seconds", "sandbox")


def class_of(folder, release):
    """Return a course with a class in it: right, half right and empty notebooks, and a damaged one."""
    course = words_course(folder)
    for number in range(STUDENTS):
        hand_in(course, name(number), as_bytes(answered(release, (RIGHT, HALF, {})[number % 3])))
    hand_in(course, name(4), b"{ cut short")
    return course


def copied(course, folder):
    """Return a copy of a course."""
    return Course(shutil.copytree(course.root, folder))


def name(number):
    return f"student-{number:02d}"


def snapshot(course):
    """Return all that grading wrote, without times."""
    found = {
        r["student"]: {k: v for k, v in r.items() if k not in NOT_THE_SAME}
        for r in each_result(course, LESSON)
    }
    query = """select student.id, base_cell.name, auto_score, manual_score, grade.needs_manual_grade from grade
        join base_cell on grade.cell_id = base_cell.id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join student on submitted_assignment.student_id = student.id"""
    book = sqlite3.connect(course.root / "gradebook.db")
    rows = sorted(map(str, book.execute(query)))
    assert book.execute("pragma integrity_check").fetchall() == [("ok",)]
    book.close()
    pages = sorted(
        str(p.relative_to(course.root))
        for kind in ("feedback", "autograded")
        for p in (course.root / kind).rglob("*.*")
        if p.is_file()
    )
    return found, rows, pages


def assert_whole(course):
    """Nothing in the folder is half of a file."""
    for path in course.root.glob("results/*/*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in course.root.glob("autograded/*/*/*.ipynb"):
        assert json.loads(path.read_text(encoding="utf-8"))["cells"]
    for path in course.root.glob("feedback/*/*/*.html"):
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")


def leftovers(course):
    """Return files that a killed writer left beside the good ones."""
    return list(course.root.rglob("*.tmp"))


def command(course, *more):
    return [sys.executable, "-m", "autograder", "grade", LESSON, "--course", str(course.root), *more]


def again(course):
    """Grade what is not graded yet, here, by one process: the run after the one that something happened to."""
    return grade.grade_lesson(course, LESSON, share=in_process)


def replay(kept):
    """Return a way to share tasks that grades nothing: the answers are known."""

    def share(tasks, function, arguments, *, jobs):
        for task in tasks:
            answer = kept[task.student]
            yield task, answer

    return share
