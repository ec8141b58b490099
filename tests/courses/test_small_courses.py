"""Small courses of nbgrader's own form, built and graded as a whole: imports, magics, notebooks made by a script."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.authoring.build import build
from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.grading import grade_lesson
from tests.support.both_ways import answered, release_of, solution
from tests.support.submissions import cell, setup, test_cell

COURSES = {
    "an import in a test's cell that a lesson's cell uses": [
        solution("a", "x = 3"),
        test_cell("a__t", "import numpy as np\nassert x == 3"),
        cell("data = np.arange(4)"),
        solution("b", "total = int(data.sum())"),
        test_cell("b__t", "assert total == 6"),
    ],
    "pyplot imported in an answer's cell": [
        solution("imp", "import matplotlib.pyplot as plt"),
        test_cell("imp__t", "assert plt.get_backend()"),
        solution("use", "def f():\n    return 1", "import matplotlib.pyplot as pl\n"),
        test_cell("use__t", "assert pl.close and f() == 1"),
    ],
    "an import beside a magic": [
        cell("import numpy as np\n%matplotlib inline"),
        solution("acc", "def acc(x):\n    return np.cumsum(x)"),
        test_cell("acc__t", "import numpy as np\nassert np.array_equal(acc([1, 2]), [1, 3])"),
        solution("lim", "t = np.float64(2)"),
        test_cell("lim__t", "assert t == 2"),
    ],
    "objects in lists, errors and names": [
        setup("import numpy as np, functools"),
        solution("vals", "arr = np.arange(3)\nthings = [0, arr, 'x']"),
        test_cell("vals__t", "assert things == [0, arr, 'x'] and things[1] is arr"),
        solution("step", "def step(it):\n    return next(iter(it))"),
        test_cell("step__t", "try:\n    step([])\nexcept StopIteration:\n    pass\nelse:\n    assert False\nassert step([4]) == 4"),
        solution("shout", "def shout(fn):\n    @functools.wraps(fn)\n    def g(*a):\n        return fn(*a).upper()\n    return g"),
        test_cell("shout__t", "@shout\ndef hello(x):\n    'Say hello.'\n    return x\nassert (hello.__name__, hello.__doc__) == ('hello', 'Say hello.')"),
    ],
}  # fmt: skip


def course_of(folder: Path, cells: list, without: str = "") -> Course:
    """Return a course of one lesson, with submissions of the solution and of the stub; `without` a key of code cells."""
    release = release_of(*cells)
    master = release.notebook
    for made in master.cells:
        made.pop(without, None)
    notebooks = {folder / "source" / "ps" / "ps.ipynb": master}
    for student, answers in (("sol", None), ("stub", {})):
        notebooks[folder / "submitted" / student / "ps" / "ps.ipynb"] = answered(release, answers)
    for path, notebook in notebooks.items():
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    return Course(folder)


@pytest.mark.parametrize(
    ("cells", "without"),
    [*((cells, "") for cells in COURSES.values()), ([solution("f", "x = 1"), test_cell("t", "assert x == 1")], "outputs")],
    ids=[*COURSES, "code cells without outputs"],
)  # fmt: skip
def test_build_finds_nothing_wrong_and_the_solution_has_full_marks(tmp_path, cells, without):
    course = course_of(tmp_path / "course", cells, without)
    assert build(course, [], say=lambda line: None, warn=lambda line: None) == []
    grade_lesson(course, "ps", jobs=1)
    scores = {}
    for student in ("sol", "stub"):
        result = json.loads((course.root / "results" / student / "ps.json").read_text(encoding="utf-8"))
        scores[student] = (result["score"], result["max_score"])
    most = sum(made.metadata.get("nbgrader", {}).get("points", 0) for made in cells)
    assert scores == {"sol": (most, most), "stub": (0, most)}
    assert nbformat.read(course.root / "autograded" / "sol" / "ps" / "ps.ipynb", 4).cells


def test_one_assignment_that_cannot_be_released_hides_nothing_of_the_others(tmp_path):
    course = course_of(
        tmp_path / "course", [solution("f", "x = 1"), test_cell("t", "assert globals()['x'] == 1")]
    )
    for name in ("odd", "zz"):
        (course.root / "source" / name).mkdir()
    shutil.copy(course.root / "source" / "ps" / "ps.ipynb", course.root / "source" / "zz" / "zz.ipynb")
    text = (course.root / "source" / "ps" / "ps.ipynb").read_text(encoding="utf-8")
    (course.root / "source" / "odd" / "odd.ipynb").write_text(text.replace("END SOLUTION", "BEGIN SOLUTION"))
    found = build(course, [], run=False, say=lambda line: None, warn=lambda line: None)
    assert [line.split(", line 1: ")[0] for line in found if "globals()" in line] == ["ps: t", "zz: t"]
    assert any("can't release odd" in line for line in found)
    with pytest.raises(UsageError, match="can't release odd"):
        build(course, ["odd"], run=False)
