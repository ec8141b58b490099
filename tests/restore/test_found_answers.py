"""An answer is found where it went: copied, split, merged, renamed, turned to text."""

import random

import nbformat
import pytest

from autograder.authoring.accidents import HARMLESS
from autograder.course.release import Release
from autograder.restore.restore import copy_of, restore
from tests.support import both_ways
from tests.support.both_ways import passed, passed_plainly, release_of
from tests.support.restored import ALL, kinds
from tests.support.submissions import answer, setup, test_cell
from tests.support.words import RIGHT, answered, as_bytes, cell_of, passing, solutions, words_release


def test_a_copied_stub_does_not_overwrite_the_answer(release):
    notebook = answered(release)
    stub = cell_of(release.released, "count_vowels")
    spot = notebook.cells.index(cell_of(notebook, "count_vowels"))
    notebook.cells.insert(spot + 1, copy_of(stub | {"id": "copy"}))
    assert passing(restore(as_bytes(notebook), release).notebook) == ALL


def test_of_two_answers_the_one_before_the_test_counts_as_nbgrader_would_run_it(release):
    notebook = answered(release)
    late = copy_of(cell_of(notebook, "count_vowels") | {"id": "late"})
    late.source = "def count_vowels(text):\n    return 'an experiment'"
    notebook.cells.append(late)
    restored = restore(as_bytes(notebook), release)
    assert passing(restored.notebook) == ALL
    assert kinds(restored) == {"duplicated"}


def test_an_answer_above_its_untouched_stub_is_found(release):
    notebook = answered(release, {"running_total": RIGHT["running_total"]})
    spot = notebook.cells.index(cell_of(notebook, "count_vowels"))
    notebook.cells.insert(spot, nbformat.v4.new_code_cell(RIGHT["count_vowels"]))
    restored = restore(as_bytes(notebook), release)
    assert passing(restored.notebook) == ALL
    assert kinds(restored) == {"unmarked"}


@pytest.mark.parametrize("keep", ["count_vowels", "running_total"])
def test_two_answers_merged_into_one_cell_both_count(release, keep):
    notebook = answered(release)
    other = ({"count_vowels", "running_total"} - {keep}).pop()
    cell_of(notebook, keep).source = RIGHT["count_vowels"] + "\n\n" + RIGHT["running_total"]
    notebook.cells.remove(cell_of(notebook, other))
    assert passing(restore(as_bytes(notebook), release).notebook) == ALL


def test_an_answer_split_over_two_cells_counts(release):
    notebook = answered(release)
    cell = cell_of(notebook, "count_vowels")
    cell.source = "def is_vowel(c):\n    return c.lower() in 'aeiou'"
    rest = "def count_vowels(text):\n    return sum(map(is_vowel, text))"
    notebook.cells.insert(notebook.cells.index(cell) + 1, nbformat.v4.new_code_cell(rest))
    assert passing(restore(as_bytes(notebook), release).notebook) == ALL


def test_a_later_experiment_with_the_same_name_does_not_replace_the_answer(release):
    notebook = answered(release)
    notebook.cells.append(nbformat.v4.new_code_cell("def count_vowels(text):\n    return None"))
    assert passing(restore(as_bytes(notebook), release).notebook) == ALL


def test_an_answer_turned_to_text_is_code_again(release):
    notebook = answered(release)
    cell = cell_of(notebook, "count_vowels")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    restored = restore(as_bytes(notebook), release)
    assert passing(restored.notebook) == ALL
    assert "retyped" in kinds(restored)


def test_a_text_answer_is_kept_with_its_pictures_only(release):
    notebook = answered(release)
    cell = cell_of(notebook, "reflection")
    cell.source = "Recursion. ![sketch](attachment:a.png)"
    cell.attachments = {"a.png": {"image/png": "iVBORw0KGgo="}, "b": {"text/html": "<script>"}}
    kept = cell_of(restore(as_bytes(notebook), release).notebook, "reflection")
    assert kept.source == cell.source
    assert kept.attachments == {"a.png": {"image/png": "iVBORw0KGgo="}}


def test_a_text_answer_without_its_mark_is_found_by_its_place(release):
    notebook = answered(release)
    cell_of(notebook, "reflection").source = "The slices."
    submission = HARMLESS["marks-stripped"](notebook, random.Random(3))
    assert solutions(restore(submission, release).notebook)["reflection"] == "The slices."


def test_restoring_changes_neither_the_release_nor_a_second_result(release):
    submission = HARMLESS["duplicated"](answered(release), random.Random(3))
    before = as_bytes(release.master)
    first, second = restore(submission, release), restore(submission, release)
    first.notebook.cells[1].source = "changed"
    first.notebook.cells[1].metadata.nbgrader.points = 9
    assert as_bytes(release.master) == before
    assert as_bytes(second.notebook) == as_bytes(restore(submission, release).notebook)


def answered_oddly(release, answer, own, spot):
    """Return an answered notebook whose count_vowels cell holds `answer`, with a cell of the student's own."""
    notebook = answered(release, RIGHT | {"count_vowels": answer})
    notebook.cells.insert(spot % (len(notebook.cells) + 1), nbformat.v4.new_code_cell(own))
    return as_bytes(notebook)


OLD = "def count_vowels(text):\n    return 'an old try'"


ODD_BINDINGS = {
    "tuple": RIGHT["count_vowels"].replace("count_vowels", "_c") + "\ncount_vowels, other = _c, None",
    "chain": RIGHT["count_vowels"].replace("count_vowels", "_c") + "\nbest = count_vowels = _c",
    "nested": "if True:\n    " + RIGHT["count_vowels"].replace("\n", "\n    "),
    "loop": RIGHT["count_vowels"].replace("count_vowels", "_c") + "\nfor count_vowels in [_c]:\n    pass",
}


@pytest.mark.parametrize("way", ODD_BINDINGS)
@pytest.mark.parametrize("spot", [0, -1])
def test_a_changed_answer_cell_counts_before_an_old_try_elsewhere(release, way, spot):
    restored = restore(answered_oddly(release, ODD_BINDINGS[way], OLD, spot), release)
    assert passing(restored.notebook) == ALL
    assert solutions(restored.notebook)["count_vowels"] == ODD_BINDINGS[way] or spot == 0


def test_an_answer_imported_from_a_file_that_a_cell_writes_stays_the_answer(release):
    own = "%%writefile mymod.py\n" + RIGHT["count_vowels"]
    restored = restore(answered_oddly(release, "from mymod import count_vowels", own, 0), release)
    assert solutions(restored.notebook)["count_vowels"] == "from mymod import count_vowels"
    assert kinds(restored) == set()


def test_an_import_in_a_stub_is_not_what_an_answer_is_found_by(release):
    changed = Release(
        **vars(release) | {"master": copy_of(release.master), "released": copy_of(release.released)}
    )
    for part in (changed.master, changed.released):
        cell_of(part, "count_vowels").source = "import re\n" + cell_of(part, "count_vowels").source
    notebook = answered(changed, {"running_total": RIGHT["running_total"]})
    notebook.cells += [nbformat.v4.new_code_cell(s) for s in (RIGHT["count_vowels"], "import re")]
    assert solutions(restore(as_bytes(notebook), changed).notebook)["count_vowels"] == RIGHT["count_vowels"]


@pytest.mark.parametrize(("how", "kind"), [("", "emptied"), ("  \n", "emptied"), (None, "lost")])
def test_an_answer_that_was_emptied_is_not_called_deleted(how, kind):
    release = words_release()
    handed_in = answered(release)
    cell = cell_of(handed_in, "count_vowels")
    if how is None:
        handed_in.cells.remove(cell)
    else:
        cell.source = how
    restored = restore(as_bytes(handed_in).decode(), release)
    assert [flag.partition(":")[0] for flag in restored.flags] == [kind]
    assert (
        cell_of(restored.notebook, "count_vowels").source == cell_of(release.released, "count_vowels").source
    )


@pytest.mark.parametrize("written", ["1", "3", "13", "2", "123"])
def test_where_several_exercises_write_one_function_each_has_its_own_answer(written):
    cells = []
    for n, value in zip("123", ["0", "x", "2 * x"], strict=True):
        source = f"def g(x):\n    ### BEGIN SOLUTION\n    return {value}\n    ### END SOLUTION"
        cells += [answer(f"a{n}", source), test_cell(f"t{n}", "assert g(0) == 0")]
    lesson = release_of(setup(), *cells)
    given = {f"a{n}": f"def g(x):\n    return {n} * x" for n in written}
    assert passed(lesson, given) == passed_plainly(lesson, given) == {f"t{n}" for n in written}
    assert restore(as_bytes(both_ways.answered(lesson, given)), lesson).flags == ()
