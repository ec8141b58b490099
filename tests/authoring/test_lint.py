"""The lint of test cells: a weak assert is found with its line, a strong one is left in peace."""

import pytest
from nbformat.v4 import new_notebook

from autograder.authoring.build import build
from autograder.authoring.checks import check_tests
from autograder.authoring.lint import ERROR, WARNING, Finding, lines, lint
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import make_release
from tests.support.lessons import NAMES, ROOT
from tests.support.lints import REDIRECT, STRONG, release
from tests.support.submissions import cell
from tests.support.words import COURSE, LESSON, words_course


def weak(test, *more, level=None):
    """Return what is found in a test beside habits, which hold for whole exercises, and what isn't weak but told."""
    found = [f for f in lint(release(test, *more)) if "typed in" not in f.reason and "loses" not in f.reason]
    return [(f.line, f.reason) for f in found if level in (None, f.level)]


def errors(test, *more):
    return weak(test, *more, level=ERROR)


WEAK = {
    "allclose": ("import numpy as np\nassert np.allclose(f(2), 4)", 2, "empty array"),
    "isclose": ("import numpy as np\nassert np.isclose(f(2), [4, 5]).all()", 2, "empty"),
    "all of a comparison": ("got = f(2)\nassert (got == [1, 2]).all()", 2, "empty answer"),
    "np.all": ("import numpy as np\nassert np.all(f(2) > 1)", 2, "empty answer"),
    "all of a generator": ("assert all(v > 0 for v in f(2))", 1, "empty answer"),
    "float": ("assert f(2) == 0.3", 1, "last bit"),
    "negative float": ("assert -0.3 == f(2)", 1, "last bit"),
    "quotient": ("n = 3\nassert f(n) == n / 7", 2, "last bit"),
    "function of math": ("import math\nassert f(2) == math.sqrt(2)", 2, "last bit"),
    "array": ("import numpy as np\nassert not (f(2) != np.array([1, 2])).any()", 2, "place by place"),
    "truthy": ("assert f(2)", 1, "is True"),
    "falsy": ("assert not f(2)", 1, "is True"),
    "truthy name": ("x = 3\ngot = f(x)\nassert got", 3, "is True"),
    "not None": ("assert f(2) is not None", 1, "everything but one value"),
    "tuple": ("assert (f(2) == 4, 'four')", 1, "can't fail"),
    "constant": ("assert f(3) == 4\nassert True", 2, "can't fail"),
    "zip": ("for got, want in zip(f(2), [1, 2]):\n    assert got == want", 1, "strict=True"),
    "zip of map": ("for got, want in zip(map(f, [1, 2]), [1, 2]):\n    assert got == want", 1, "strict=True"),
    "loop": ("for v in f(2):\n    assert v == 1", 1, "length"),
    "swallow": ("try:\n    f(2)\nexcept Exception:\n    pass", 1, "handler"),
    "swallow the assert": ("try:\n    assert f(2) == 4\nexcept Exception:\n    print('no')", 1, "catches the failing assert"),
    "suppress": ("import contextlib\nwith contextlib.suppress(Exception):\n    assert f(2) == 4", 2, "suppress"),
    "expression": ("assert f(1) == 2\nf(2) == 4", 2, "ends in an expression"),
    "partial credit": ("points = 0\nif f(2) == 4:\n    points = 1\npoints", 4, "ends in an expression"),
    "no call": ("assert 1 + 1 == 2", 1, "nothing that a student writes"),
    "own function": ("def f(x):\n    return 4\nassert f(2) == 4", 1, "nothing that a student writes"),
    "no check": ("f(2)", 1, "nothing is checked"),
    "print": ("print(f(2))", 1, "nothing is checked"),
    "another list": ("row, other = [2, 1], [1, 2]\nf(row)\nassert other == [1, 2]", 1, "nothing is checked"),
    "a changed list's truth": ("row = []\nf(row)\nassert row", 3, "is True"),
    "only errors": ("check(f, (2,), raises=ValueError)", 1, "always raises"),
    "only pytest.raises": ("import pytest\nwith pytest.raises(ValueError):\n    f(2)", 1, "always raises"),
    "only try": ("try:\n    f(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError", 1, "always raises"),
    "one-sided": ("assert f(2) - 4 < 1e-6", 1, "abs()"),
    "one-sided sum": ("import numpy as np\nassert np.sum(f(2) - 4) < 1e-6", 2, "abs()"),
    "by a helper": ("def twice(x):\n    return f(f(x))\nassert twice(2)", 3, "is True"),
    "captured and dropped": (f"{REDIRECT}    f(2)", 1, "nothing is checked"),
    "captured from others": (f"{REDIRECT}    print(2)\nf(2)\nassert buf.getvalue()", 1, "nothing is checked"),
    "another's stdout": ("import sys\nsys.stdout.write('x')\nf(2)\nassert sys.path", 1, "nothing is checked"),
}  # fmt: skip


@pytest.mark.parametrize(("test", "line", "words"), WEAK.values(), ids=WEAK)
def test_a_weak_test_is_found_with_its_line(test, line, words):
    found = weak(test)
    assert any(at == line and words in why for at, why in found), found


@pytest.mark.parametrize("test", STRONG)
def test_a_strong_test_is_left_in_peace(test):
    assert weak(test) == []


UNFAIR = {
    "no call", "own function", "no check", "print", "another list", "captured and dropped", "captured from others",
    "another's stdout", "expression", "swallow",
}  # fmt: skip


@pytest.mark.parametrize("name", WEAK)
def test_what_passes_without_work_is_an_error_and_what_could_be_better_a_warning(name):
    assert bool(errors(WEAK[name][0])) == (name in UNFAIR)


@pytest.mark.parametrize("name", sorted(UNFAIR))
def test_a_test_without_points_gives_nothing_away(name):
    made = release(WEAK[name][0])
    made.notebook.cells[1].metadata.nbgrader.points = 0
    found = lint(make_release("l", "l", made.notebook))
    assert found
    assert all(finding.level == WARNING for finding in found)


@pytest.mark.parametrize(
    ("test", "solution", "before"),
    [
        ("check_f()", "def f(x):\n    return 4", cell("def check_f():\n    assert f(2) == 4", locked=True, grade_id="h")),
        ("assert data == [1, 2]", "data.append(2)", cell("data = [1]", locked=True, grade_id="h")),
        ("assert np.pi > x", "x = 3", cell("import numpy as np\n%matplotlib inline")),
        ("assert open('out.txt').read() == '3'", "open('out.txt', 'w').write('3')", cell("pass")),
        ("assert x == 3", "%time x = 3", cell("pass")),
    ],
)  # fmt: skip
def test_that_nothing_of_a_students_is_used_is_said_only_where_it_is_so(test, solution, before):
    made = release(test, solution)
    made = make_release("l", "l", new_notebook(cells=[before, *made.notebook.cells]))
    assert not any("nothing" in f.reason for f in lint(made)), lint(made)


def test_a_finding_names_cell_line_and_reason():
    (found,) = [f for f in lint(release("x = 1\nassert f(x)")) if "typed in" not in f.reason]
    assert str(found).startswith("f__a, line 2: nearly every value is true")


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("assert f(2) == 4", "typed in"),
        ("import numpy as np\ncheck(f, (np.eye(3), [[1, 2], [2, 1]]), expected=4)", "symmetric"),
        ("check(f, (rng.normal(size=(3, 3)), rng.normal(size=(2, 2))), expected=4)", "square"),
        ("import numpy as np\nnp.testing.assert_allclose(f(rng.normal()), np.full(3, 2))", "strict=True"),
    ],
)
def test_a_weak_habit_is_a_warning(test, words):
    found = lint(release(test))
    assert any(f.level == WARNING and words in f.reason for f in found), found
    assert not any(f.level == ERROR for f in found)


@pytest.mark.parametrize(
    "test",
    [
        "check(f, (rng.normal(size=(3, 4)),), expected=4)",
        "check(f, (rng.normal(size=(3, 3)), rng.normal(size=(2, 5))), expected=4)",
        "for shape in shapes:\n    check(f, (rng.normal(size=shape),), expected=4)",
        "check(f, (draw(rng), rng.normal(size=(3, 3))), expected=4)",
    ],
)
def test_inputs_of_other_forms_need_no_warning(test):
    assert lint(release(test)) == []


def test_build_reports_errors_and_warns_of_the_rest(tmp_path, capsys):
    course = words_course(tmp_path / "words")
    path = course.lesson_source(LESSON)
    text = path.read_text().replace('assert count_vowels("AEIOU xyz") == 5', "!ls")
    path.write_text(text.replace("assert running_total([]) == []", "assert not running_total([])"))
    said = []
    found = build(course, [LESSON], run=False, say=said.append)
    assert f"{LESSON}: count_vowels__hidden, line 3: magics" in found[0]
    assert len(found) == 1
    told = capsys.readouterr().err
    assert f"warning: {LESSON}: running_total__hidden, line 3: nearly every value" in told
    assert f"warning: {LESSON}: count_vowels__values, line 1: every input" in told
    assert said == [
        f"{LESSON}: can't be graded fairly as it is; 1 error below says why",
        f"{LESSON}: nothing was written",
    ]


@pytest.mark.parametrize("lesson", NAMES)
def test_the_lessons_own_tests_are_strong(lesson):
    assert check_tests(load_release(Course(ROOT), lesson)) == ([], [])


def test_the_small_course_has_warnings_only():
    wrong, weak = check_tests(load_release(Course(COURSE), LESSON))
    assert wrong == []
    assert len(weak) == 2


def test_a_warning_that_holds_for_many_cells_is_one_line():
    found = [Finding(WARNING, f"t{number}", 1, "typed in") for number in range(5)]
    assert lines(found, WARNING) == ["t0, t1, t2 and 2 more: typed in"]
    assert lines(found[:3], WARNING) == [f"t{number}, line 1: typed in" for number in range(3)]
    wrong = [Finding(ERROR, f.cell, f.line, f.reason) for f in found]
    assert len(lines(wrong, ERROR)) == 5
