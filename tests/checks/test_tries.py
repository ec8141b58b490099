"""After three different tries that failed the course's solution can be opened, with the reason why it works."""

import json

import pytest

from convlab.checks import tries

SOLUTION = '''def half(n):
    """Return half of `n`.

    Parameters
    ----------
    n : int
    """
    # Why it works: `//` gives a whole number.
    return n // 2
'''


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Return a learner's folder of a lesson whose worked copy lies in the course."""
    worked = tmp_path / "solutions" / "01_ops" / "01_ops.ipynb"
    worked.parent.mkdir(parents=True)
    worked.write_text(json.dumps({"cells": [{"id": "half", "source": SOLUTION.splitlines(keepends=True)}]}))
    folder = tmp_path / "study" / "01_ops"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(tries, "_tried", {})
    return folder


def first(n):
    return n / 2


def second(n):
    return n - 2


def third(n):
    return n // 3


def test_the_third_different_try_opens_the_solution_with_its_reason(lesson):
    assert [bool(tries.offer("half", function)) for function in (first, second, third)] == [
        False,
        False,
        True,
    ]
    page = tries.offer("half", third)
    assert "<details>" in page
    assert "<code>//</code> gives a whole number." in page
    assert "return n // 2" in page
    assert "Parameters" not in page


def test_the_same_try_again_is_no_try(lesson):
    assert [tries.note("half", function) for function in (first, first, second)] == [1, 1, 2]
    one = tries.without_docstrings(tries.ast.parse("def f(n):\n    '''Half.'''\n    return n / 2  # it"))
    other = tries.without_docstrings(tries.ast.parse("def f(n):\n    return (n / 2)"))
    assert tries.ast.dump(one) == tries.ast.dump(other)


def test_a_function_without_a_source_is_no_try(lesson):
    assert tries.note("half", abs) == 0


def test_where_the_solutions_are_not_nothing_is_offered(lesson, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert [tries.offer("half", function) for function in (first, second, third)] == ["", "", ""]


def test_a_folder_that_is_deleted_under_the_kernel_is_no_error(lesson, monkeypatch, tmp_path_factory):
    gone = tmp_path_factory.mktemp("gone")
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert [tries.offer("half", function) for function in (first, second, third)] == ["", "", ""]


def test_other_exercises_count_for_themselves(lesson):
    tries.note("half", first)
    assert tries.note("double", second) == 1


def test_code_of_the_page_is_text_not_markup():
    why, code = tries.told("def f(x):\n    # Why it works: a < b.\n    return x < 2")
    assert (why, code) == ("a < b.", "def f(x):\n    return x < 2")
