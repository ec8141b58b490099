"""What `build` reports of a lesson before students see it, each with its place."""

import json

import nbformat

from autograder.authoring.build import build
from autograder.authoring.checks import check_runs
from autograder.cli import main
from autograder.course.course import Course
from tests.support.both_ways import release_of, solution
from tests.support.builds import change, problems
from tests.support.submissions import answer, cell, notebook, test_cell
from tests.support.words import LESSON


def warnings(course, **options):
    """Return what is said that could be better, beside inputs that are typed in."""
    told = []
    assert build(course, [LESSON], say=lambda line: None, warn=told.append, **options) == []
    return [line for line in told if "typed in" not in line]


def test_a_wrong_solution_is_reported_with_its_test(course):
    change(course, 'return len(re.findall("[aeiou]", text.lower()))', "return 3")
    said = []
    found = build(course, [], say=said.append)
    assert len(found) == 1
    assert "the solution earns 0 of 2 in count_vowels__hidden" in found[0]
    assert said == [
        f"{LESSON}: can't be graded fairly as it is; 1 error below says why",
        f"{LESSON}: nothing was written",
    ]
    assert not list(course.root.rglob("*.ipynb"))


def test_a_test_that_an_untouched_notebook_passes_is_reported(course):
    change(
        course,
        'assert count_vowels("banana") == 3, "banana has three vowels"',
        "assert callable(count_vowels)",
    )
    found = build(course, [], say=lambda line: None)
    assert found == [f"{LESSON}: the untouched notebook earns 2 of 2 in count_vowels__values"]


def test_a_test_that_ends_in_a_value_is_reported(course):
    change(course, "assert running_total([1, 2, 3]) == [1, 3, 6]", "running_total([1, 2, 3]) == [1, 3, 6]")
    assert problems(course) == [
        f"{LESSON}: running_total__values, line 1: the cell ends in an expression, which nbgrader reads as the mark:"
        " False gives all points, too; assert it"
    ]


def test_a_test_whose_last_call_returns_something_is_reported(course):
    change(course, "assert running_total([1, 2, 3]) == [1, 3, 6]", "sum(running_total([1, 2, 3]))")
    found = build(course, [], say=lambda line: None)
    assert f"{LESSON}: running_total__values ends in a value (10), which nbgrader reads as the mark" in found


def test_a_test_that_ends_in_a_share_of_its_points_could_be_better(course):
    change(
        course,
        "assert running_total([1, 2, 3]) == [1, 3, 6]",
        "2 * int(running_total([1, 2, 3]) == [1, 3, 6])",
    )
    told = warnings(course)
    assert (
        f"warning: {LESSON}: running_total__values ends in a value (2), which nbgrader reads as the mark"
        in told
    )


def test_too_few_visible_points_are_reported(course):
    change(
        course,
        '"running_total__values", "grade": true, "points": 2',
        '"running_total__values", "grade": true, "points": 1',
    )
    assert warnings(course, run=False) == [
        f"warning: {LESSON}: running_total: visible tests carry 1 of 5 points, less than a third"
    ]


def test_an_exercise_without_a_hidden_test_is_reported(course):
    change(course, "### BEGIN HIDDEN TESTS\nassert count_vowels", "assert count_vowels")
    change(course, "### END HIDDEN TESTS\n", "")
    assert warnings(course, run=False) == [f"warning: {LESSON}: count_vowels has no hidden test"]


def test_python_files_that_nbgrader_would_hand_out_are_reported(course):
    folder = course.directory("source") / LESSON
    folder.mkdir()
    (folder / "secret.py").write_text("")
    assert "would be handed to the students" in problems(course)[0]


def source_notebook(folder, *cells):
    """Write nbgrader's source notebook of a course, as a program may that knows of no outputs."""
    place = folder / "source" / "ps"
    place.mkdir(parents=True)
    written = nbformat.from_dict(notebook(*cells))
    for made in written.cells:
        made.pop("outputs", None)
        made.pop("execution_count", None)
    (place / "ps.ipynb").write_text(json.dumps(written))
    return Course(folder)


def test_a_code_cell_without_outputs_is_one_without_outputs(tmp_path):
    solved = answer("f", "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION")
    course = source_notebook(tmp_path, cell("import math"), solved, test_cell("f__a", "assert f(1) == 1"))
    assert build(course, ["ps"], say=lambda line: None, warn=lambda line: None) == []


def test_exit_codes_tell_what_is_unfair_from_what_could_be_better(tmp_path, capsys):
    solved = answer("f", "def f(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION")
    better = source_notebook(tmp_path / "better", solved, test_cell("f__a", "assert f(1) == 0.5"))
    assert main(["build", "--course", str(better.root)]) == 0
    told = capsys.readouterr()
    assert "warning: ps: f__a, line 1: == asks for the last bit of a float" in told.err
    assert "ps: can be graded fairly; 2 warnings say" in told.out
    unfair = source_notebook(tmp_path / "unfair", solved, test_cell("f__a", "f(1)"))
    assert main(["build", "--course", str(unfair.root)]) == 1
    told = capsys.readouterr()
    assert "error: ps: f__a, line 1: nothing is checked" in told.err
    assert "ps: can't be graded fairly as it is; 2 errors below say why" in told.out


def test_another_structure_of_folders_is_named(tmp_path, capsys):
    solved = answer("f", "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION")
    course = source_notebook(tmp_path, solved, test_cell("f__a", "assert f(1) == 1"))
    setting = "c = get_config()\nc.CourseDirectory.directory_structure = {!r}\n"
    config = course.root / "nbgrader_config.py"
    config.write_text(setting.format("{nbgrader_step}/{assignment_id}/{student_id}"))
    assert main(["build", "--course", str(course.root)]) == 2
    assert (
        "CourseDirectory.directory_structure is '{nbgrader_step}/{assignment_id}" in capsys.readouterr().err
    )
    config.write_text(setting.format("{nbgrader_step}/{student_id}/{assignment_id}"))
    assert main(["build", "--course", str(course.root)]) == 0


def test_what_only_a_run_shows_is_named_with_its_line():
    test = "import re\n\nassert f(re.compile('a')) == 'a'"
    release = release_of(solution("f", "def f(found):\n    return found.pattern"), test_cell("t", test))
    wrong, _ = check_runs(release, Course("."))
    said = "TypeError: this test can't hand a Pattern to f: only plain data crosses"
    assert wrong[0] == f"the solution earns 0 of 1 in t, line 3 (error: {said}); in a plain process it passes"
