"""Restoring: whatever happened to a notebook, the release decides about tests and the student about answers."""

import json
import random

import nbformat
import pytest

from autograder.authoring.accidents import FATAL, HARMLESS
from autograder.common.errors import DamagedSubmission
from autograder.course.release import is_locked, is_test, make_release, marks
from autograder.restore.restore import copy_of, restore, untouched
from tests.support.restored import ALL, kinds
from tests.support.words import RIGHT, answered, as_bytes, cell_of, passing, words_release


def assert_as_released(notebook, release):
    """Every locked cell is there once, as nbgrader records it, and in the release's order."""
    ours = [(marks(c)["grade_id"], c.source, dict(marks(c))) for c in notebook.cells if is_locked(c)]
    due = [(marks(c)["grade_id"], c.source, dict(marks(c))) for c in release.master.cells if is_locked(c)]
    assert ours == due
    nbformat.validate(notebook)


def test_a_test_cell_that_was_released_empty_is_not_missed():
    source = copy_of(words_release().notebook)
    hidden = cell_of(source, "count_vowels__hidden")
    hidden.source = "### BEGIN HIDDEN TESTS\nassert count_vowels('a') == 1\n### END HIDDEN TESTS"
    release = make_release("01_words", "01_words", source)
    assert not cell_of(release.released, "count_vowels__hidden").source.strip()
    handed_in = answered(release)
    for notebook in (handed_in, without(handed_in, "count_vowels__hidden")):
        restored = restore(as_bytes(notebook), release)
        assert restored.flags == ()
        assert_as_released(restored.notebook, release)
    torn = restore(as_bytes(without(handed_in, "count_vowels__values")), release)
    assert kinds(torn) == {"missing"}


def without(notebook, grade_id):
    """Return a notebook without one of its cells."""
    made = copy_of(notebook)
    made.cells = [c for c in made.cells if marks(c).get("grade_id") != grade_id]
    return made


def test_an_honest_notebook_is_restored_without_a_flag(release):
    restored = restore(as_bytes(answered(release)), release)
    assert restored.flags == ()
    assert_as_released(restored.notebook, release)
    assert passing(restored.notebook) == ALL
    assert [c.id for c in restored.notebook.cells] == [c.id for c in release.master.cells]


def test_an_untouched_notebook_passes_nothing(release):
    restored = restore(as_bytes(release.released), release)
    assert restored.flags == ()
    assert passing(restored.notebook) == set()


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize("seed", range(5))
def test_accidents_cost_no_marks(release, name, seed):
    submission = HARMLESS[name](answered(release), random.Random(seed))
    restored = restore(submission, release)
    assert_as_released(restored.notebook, release)
    assert passing(restored.notebook) == ALL
    if name not in {"from-colab", "from-windows"}:
        assert restored.flags


@pytest.mark.parametrize("name", HARMLESS)
def test_accidents_earn_no_marks(release, name):
    submission = HARMLESS[name](answered(release, {}), random.Random(1))
    restored = restore(submission, release)
    assert passing(restored.notebook) == set()


@pytest.mark.parametrize("name", FATAL)
def test_fatal_accidents_are_one_clear_sentence(release, name):
    with pytest.raises(DamagedSubmission) as problem:
        restore(FATAL[name](answered(release), random.Random(0)), release)
    assert "\n" not in str(problem.value)


HOSTILE = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n", "empty"),
    "text": (b"hello", "not JSON"),
    "number": (b"17", "no notebook"),
    "list": (b"[]", "no notebook"),
    "no cells": (b"{}", "no cells"),
    "cells no list": (b'{"cells": {"a": 1}}', "no cells"),
    "binary": (b"\x89NG\r\n\x1a\n\0\0\0", "binary"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "the file is a picture, not a notebook"),
    "pdf": (b"%PDF-1.4\n%\xe2\xe3", "the file is a PDF, not a notebook"),
    "zip": (b"PK\x03\x04", "the file is a zip archive, not a notebook"),
    "page": (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "the file is a web page, not a notebook"),
    "null bytes": (b'{"cells": [\0]}', "null bytes"),
    "deep list": (b"[" * 200_000, "nested"),
    "deep closed": (b'{"cells":' + b"[" * 500 + b"]" * 500 + b"}", "nested"),
    "deep object": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested"),
    "deep metadata": (b'{"cells":[],"metadata":' + b'{"a":' * 80 + b"1" + b"}" * 80 + b"}", "nested"),
    "huge number": (b'{"cells": [], "nbformat": ' + b"9" * 10_000 + b"}", "number"),
    "many cells": (b'{"cells": [' + b"1," * 5000 + b"1]}", "cells"),
    "odd utf-16": (b"\xff\xfe{\0\x00", "UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_damaged_submissions(release, name):
    content, words = HOSTILE[name]
    with pytest.raises(DamagedSubmission, match=words) as problem:
        restore(content, release)
    assert len(str(problem.value)) < 200
    assert "\n" not in str(problem.value)


def test_a_file_over_the_limit_is_not_even_parsed(release):
    with pytest.raises(DamagedSubmission, match="50 MB"):
        restore(b" " * 50_000_001, release)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(release, encoding):
    notebook = answered(release)
    cell_of(notebook, "count_vowels").source += "\n# naïve café"
    text = as_bytes(notebook).decode()
    restored = restore(text.encode(encoding), release)
    assert "naïve café" in cell_of(restored.notebook, "count_vowels").source
    assert passing(restored.notebook) == ALL


def test_odd_cells_are_left_out_and_the_others_kept(release):
    data = json.loads(as_bytes(answered(release)))
    data["cells"][1:1] = [
        7,
        None,
        {},
        {"cell_type": 3, "source": ""},
        {"cell_type": "code", "source": 5},
        {"cell_type": "code", "source": [1, "x = 1", None], "metadata": [], "id": 9},
        {"cell_type": "code", "source": "x" * 600_000},
        {"cell_type": "hologram", "source": "\ud800 text", "metadata": {"nbgrader": "no", "tags": 1}},
        {"cell_type": "markdown", "source": "", "attachments": {"a": {"text/html": "<b>"}, "b": 1}},
    ]
    restored = restore(json.dumps(data), release)
    assert_as_released(restored.notebook, release)
    assert passing(restored.notebook) == ALL
    assert kinds(restored) == {"damaged", "oversized"}
    as_bytes(restored.notebook)


def test_flags_are_bounded(release):
    data = json.loads(as_bytes(answered(release)))
    data["cells"] += [None] * 1900
    assert len(restore(json.dumps(data), release).flags) <= 26


@pytest.mark.parametrize(
    "change",
    [
        {"points": 1000},
        {"grade": False},
        {"locked": False},
        {"solution": True},
        {"schema_version": 4},
        {"schema_version": 1},
        {"grade_id": "other"},
        {"grade_id": ["x"]},
        {"cell_type": "markdown"},
        {"checksum": "0" * 32},
    ],
)
def test_marks_that_a_student_changed_decide_nothing(release, change):
    notebook = answered(release, {})
    for cell in notebook.cells:
        if is_test(cell):
            cell.metadata.nbgrader.update(change)
            cell.source = "pass"
    restored = restore(as_bytes(notebook), release)
    assert_as_released(restored.notebook, release)
    assert passing(restored.notebook) == set()


def test_tags_that_hide_errors_are_dropped_and_flagged(release):
    notebook = answered(release)
    for cell in notebook.cells:
        cell.metadata.tags = ["raises-exception", "skip-execution"]
    restored = restore(as_bytes(notebook), release)
    assert "tagged" in kinds(restored)
    for cell in restored.notebook.cells:
        goes_on = is_test(cell) or (
            cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
        )
        assert cell.metadata.get("tags", []) == (["raises-exception"] if goes_on else [])


def test_the_tags_of_the_release_are_nobodys_doing(release):
    assert "tagged" not in kinds(restore(as_bytes(release.released), release))


def test_outputs_and_kernel_of_the_student_are_dropped(release):
    notebook = answered(release)
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    output = nbformat.v4.new_output("execute_result", {"text/plain": "4"})
    cell_of(notebook, "count_vowels__values").outputs = [output]
    restored = restore(as_bytes(notebook), release)
    assert restored.notebook.metadata.kernelspec.name == "python3"
    assert all(not cell.outputs for cell in restored.notebook.cells if cell.cell_type == "code")


def test_own_cells_stay_behind_the_cell_they_followed(release):
    notebook = answered(release)
    helper = nbformat.v4.new_code_cell("helper = 1")
    for place in (0, 4, len(notebook.cells) + 2):
        notebook.cells.insert(place, nbformat.v4.new_code_cell(f"own = {place}"))
    notebook.cells.insert(6, helper)
    restored = restore(as_bytes(notebook), release)
    assert [c.source for c in restored.notebook.cells if c.source.startswith("own")] == [
        "own = 0",
        "own = 4",
        "own = 14",
    ]
    sources = [c.source for c in restored.notebook.cells]
    assert sources[0] == "own = 0"
    assert sources.index("helper = 1") == sources.index(RIGHT["count_vowels"]) + 1
    assert len({c.id for c in restored.notebook.cells}) == len(restored.notebook.cells)


def test_an_edited_setup_cell_is_put_back_and_the_edit_kept_as_own_code(release):
    notebook = answered(
        release,
        {"count_vowels": "def count_vowels(t):\n    return int(math.fsum(c in 'aeiou' for c in t.lower()))"},
    )
    cell_of(notebook, "setup").source = "import re\nimport math"
    restored = restore(as_bytes(notebook), release)
    assert_as_released(restored.notebook, release)
    assert {"count_vowels__values", "count_vowels__hidden"} <= passing(restored.notebook)
    assert kinds(restored) == {"edited"}


def test_random_mixtures_of_accidents_keep_every_mark(release):
    rng = random.Random(20)
    for _ in range(60):
        notebook = answered(release)
        chosen = rng.sample(
            ["test-deleted", "tests-edited", "reordered", "duplicated", "from-colab", "old-format"], 2
        )
        for name in chosen:
            submission = HARMLESS[name](notebook, rng)
            if name not in {"from-colab", "old-format"}:
                notebook = nbformat.reads(submission, as_version=4)
        assert passing(restore(submission, release).notebook) == ALL, chosen


def test_the_note_on_a_lost_submission_stands_above_the_released_cells(release):
    notebook = untouched(release, "nothing to see")
    assert notebook.cells[0].source == "**This submission could not be graded:** nothing to see."
    assert_as_released(notebook, release)
