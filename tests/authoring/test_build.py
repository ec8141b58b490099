"""Building: one source, always the same bytes, and a contract that is held before students see anything."""

import shutil
import subprocess
from pathlib import Path

import nbformat
import nbgrader
import pytest

from autograder.authoring.build import build, dump, generate_assignment, products, solution_notebook
from autograder.common.errors import UsageError
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.lesson import read_lesson
from autograder.course.release import marks
from tests.support.builds import change, problems
from tests.support.nbgrader_tools import NBGRADER
from tests.support.words import LESSON

ROOT = Path(__file__).parents[2]


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
    command = [*NBGRADER, "generate_assignment", LESSON, "--no-db"]
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
