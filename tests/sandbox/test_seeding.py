"""What tests draw: the same at every regrade, another for every submission, and known to nobody before."""

import json

from autograder import grading
from autograder.course.course import Course
from autograder.task import NotebookFile, Task, seed_of
from tests.support.words import (
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
    in_process,
    words_course,
    words_release,
)

DRAWS = """import random
import numpy as np
assert count_vowels("banana") == 3, "banana has three vowels"
assert False, f"{random.random()} {np.random.random()} {np.random.default_rng().random()}"
"""


def drawn(course: Course, student: str) -> str:
    """Return what a student's test drew."""
    result = json.loads((course.root / "results" / student / f"{LESSON}.json").read_text(encoding="utf-8"))
    return next(
        t["message"] for e in result["exercises"] for t in e["tests"] if t["id"] == "count_vowels__values"
    )


def test_a_regrade_meets_the_same_numbers_and_another_submission_others(tmp_path):
    course = words_course(tmp_path / "words")
    source = course.root / "source" / f"{LESSON}.py"
    source.write_text(
        source.read_text(encoding="utf-8").replace(
            'assert count_vowels("banana") == 3, "banana has three vowels"\n', DRAWS
        ),
        encoding="utf-8",
    )
    students = ["ada", "ben"]
    for student in students:
        hand_in(course, student, as_bytes(answered(words_release())))

    def marked() -> dict[str, str]:
        grading.grade_lesson(course, LESSON, share=in_process, force=True)
        return {student: drawn(course, student) for student in students}

    first = marked()
    assert marked() == first
    assert first["ada"] != first["ben"]
    later = answered(
        words_release(), RIGHT | {"running_total": RIGHT["running_total"] + "\n# now with a remark"}
    )
    hand_in(course, "ada", as_bytes(later))
    second = marked()
    assert second["ben"] == first["ben"]
    assert not set(second["ada"].split()) & set(first["ada"].split())


def test_a_seed_depends_on_what_no_student_has():
    release, task, file = words_release(), Task("ada", LESSON, ()), NotebookFile(b"{}")
    known = seed_of(task, file, release)
    assert seed_of(task, file, words_release()) == known
    for cell in release.notebook.cells:
        cell.source = cell.source.replace("text.lower()", "text.casefold()")
    changed = words_release()
    changed.notebook.cells[:] = release.notebook.cells
    assert seed_of(task, file, changed) != known
    assert json.dumps([c.source for c in changed.released.cells]).count("casefold") == 0


def test_a_table_beside_the_same_notebook_meets_other_numbers():
    release, file = words_release(), NotebookFile(b"{}")
    seeds = {
        seed_of(Task("ada", LESSON, (), files=files), file, release)
        for files in ({}, {"table.json": b"[]"}, {"table.json": b"[1]"}, {"other.json": b"[]"})
    }
    assert len(seeds) == 4
