"""Building: one source, always the same bytes, and a contract that is held before students see anything."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest

from autograder.authoring.build import build, dump, generate_assignment, products, solution_notebook
from autograder.authoring.checks import check_runs
from autograder.cli import main
from autograder.common.errors import UsageError
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.lesson import read_lesson
from autograder.course.release import marks
from tests.support.both_ways import release_of, solution
from tests.support.submissions import answer, cell, notebook, test_cell
from tests.support.words import LESSON, words_course

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "words")


def change(course, old, new):
    path = course.lesson_source(LESSON)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(course):
    return build(course, [LESSON], run=False, say=lambda line: None)


def warnings(course, **options):
    """Return what is said that could be better, beside inputs that are typed in."""
    told = []
    assert build(course, [LESSON], say=lambda line: None, warn=told.append, **options) == []
    return [line for line in told if "typed in" not in line]


def test_building_twice_gives_the_same_bytes(course):
    said = []
    assert build(course, [], run=False, say=said.append) == []
    first = {path: path.read_bytes() for path in course.root.rglob("*.ipynb")}
    assert len(first) == 3
    assert sum("wrote" in line for line in said) == 3
    for path in first:
        path.unlink()
    build(course, [], run=False, say=said.append)
    assert {path: path.read_bytes() for path in course.root.rglob("*.ipynb")} == first


def test_check_writes_nothing_and_names_what_differs(course):
    found = build(course, [], check=True)
    assert len(found) == 2
    assert all("is missing" in line for line in found)
    assert not list(course.root.rglob("*.ipynb"))
    build(course, [], run=False, say=lambda line: None)
    said = []
    assert build(course, [], check=True, say=said.append) == []
    assert said == ["nothing differs"]
    path = course.root / "solutions" / LESSON / f"{LESSON}.ipynb"
    path.write_text(path.read_text().replace("vowels", "letters"))
    assert build(course, [], check=True, say=said.append) == [
        f"{LESSON}: solutions/{LESSON}/{LESSON}.ipynb differs from its source"
    ]
    assert said == ["nothing differs"]


def test_the_assignment_is_what_nbgrader_releases(course):
    release = load_release(course, LESSON)
    assert dump(generate_assignment(release, course.config)) == dump(release.released)


@pytest.mark.nbgrader
def test_the_assignment_is_what_the_nbgrader_command_makes(course):
    build(course, [], run=False, say=lambda line: None)
    path = course.directory("release") / LESSON / f"{LESSON}.ipynb"
    ours = path.read_bytes()
    shutil.rmtree(path.parent)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", LESSON, "--no-db"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert nbformat.reads(path.read_bytes(), 4) == nbformat.reads(ours, 4)


def test_a_solution_has_no_marker_no_hidden_test_and_no_mark(course):
    notebook = solution_notebook(load_release(course, LESSON))
    text = dump(notebook)
    assert not any(
        word in text for word in ("SOLUTION", "HIDDEN", "nbgrader", "AEIOU xyz", "More words are tried")
    )
    assert "re.findall" in text
    assert "A good answer names one thing." in text
    nbformat.validate(notebook)


def test_a_release_has_no_solution_no_hidden_test_and_no_output(course):
    text = dump(load_release(course, LESSON).released)
    assert not any(
        word in text for word in ("SOLUTION", "HIDDEN", "AEIOU xyz", "re.findall", "jupytext", "good answer")
    )
    assert "raise NotImplementedError()" in text


def test_ids_are_the_grade_id_or_the_position(course):
    notebook = read_lesson(course.lesson_source(LESSON))
    ids = [cell.id for cell in notebook.cells]
    assert ids[:3] == ["cell-01", "setup", "cell-03"]
    assert all(marks(c)["grade_id"] == c.id for c in notebook.cells if marks(c))
    assert len(set(ids)) == len(ids)


def test_solution_earns_all_and_untouched_notebook_nothing(course):
    said = []
    assert build(course, [], say=said.append) == []
    assert said[:2] == [
        f"{LESSON}: the solution earns all 10 points, the untouched notebook 0",
        f"{LESSON}: can be graded fairly; 2 warnings say what could be better",
    ]
    assert [line.split()[0] for line in said[2:]] == ["wrote"] * 3


def test_points_that_a_person_gives_are_told_beside_those_of_the_solution(course):
    change(course, '"solution": true, "points": 0', '"solution": true, "points": 3')
    said = []
    assert build(course, [], say=said.append) == []
    assert said[0] == (
        f"{LESSON}: the solution earns all 10 points, the untouched notebook 0; 3 more to be given by hand"
    )


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


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"grade_id": "count_vowels__values"', '"grade_id": "count vowels"', "grade_id of letters"),
        ('"grade_id": "count_vowels__values"', '"grade_id": "count_vowels"', "more than once"),
        ('"grade": true, "points": 2', '"grade": true', "needs points"),
        ('"locked": true', '"lokced": true', "unknown mark 'lokced'"),
        ("# A small lesson", "# ![a drawing](figures/none.svg) A small lesson", "no figure figures/none.svg"),
        ("### END SOLUTION", "", "solution"),
        ("### END HIDDEN TESTS", "", "hidden tests"),
    ],
)
def test_a_slip_in_the_source_is_one_line(course, old, new, words):
    change(course, old, new)
    with pytest.raises(UsageError, match=words) as problem:
        problems(course)
    assert "\n" not in str(problem.value)


def test_figures_are_inside_all_three_notebooks_with_their_text(course):
    (course.root / "source" / "figures").mkdir()
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    (course.root / "source" / "figures" / "a.svg").write_text(svg)
    change(course, "# A small lesson", '# ![a "square" & more](figures/a.svg)\n# A small lesson')
    for text in products(course, load_release(course, LESSON)).values():
        assert 'alt=\\"a &quot;square&quot; &amp; more\\" src=\\"data:image/svg+xml;base64,' in text
        assert "figures/a.svg" not in text


def test_a_figure_needs_a_description(course):
    (course.root / "source" / "figures").mkdir()
    (course.root / "source" / "figures" / "a.svg").write_text("<svg/>")
    change(course, "# A small lesson", "# ![](figures/a.svg)\n# A small lesson")
    with pytest.raises(UsageError, match="no alternative text"):
        problems(course)


def test_a_foreign_course_has_one_exercise_for_each_test_cell(tmp_path):
    path = (
        Path(nbgrader.__file__).parent
        / "docs"
        / "source"
        / "user_guide"
        / "source"
        / "ps1"
        / "problem1.ipynb"
    )
    place = tmp_path / "source" / "ps1"
    place.mkdir(parents=True)
    shutil.copy(path, place)
    release = load_release(Course(tmp_path), "ps1")
    assert (release.lesson, release.name) == ("ps1", "problem1")
    assert all(len(e.tests) == 1 and e.name == e.tests[0].id for e in release.exercises)
    assert release.max_score == 10
    assert sum(test.by_hand for e in release.exercises for test in e.tests) == 3


def test_formgrader_takes_no_folder_for_an_assignment_that_is_none(tmp_path):
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    course = Course(ROOT)
    place = tmp_path / course.config.CourseDirectory.source_directory / "01_ops"
    place.mkdir(parents=True)
    for name in ("answers", "figures"):
        (tmp_path / "source" / name).mkdir(parents=True)
    directory = CourseDirectory(root=str(tmp_path), config=course.config)
    assert NbGraderAPI(directory, config=course.config).get_source_assignments() == {"01_ops"}


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
