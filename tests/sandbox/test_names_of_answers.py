"""What an answer is to bind comes from the student, whatever Python, the kernel or an earlier test calls so."""

import pytest

from tests.support.both_ways import graded, passed, passed_plainly, release_of, solution
from tests.support.submissions import cell, setup, test_cell

LOOP = test_cell("loop", "for n in [8, 9, 10]:\n    result = n\nassert result == 10")


def test_an_answer_that_is_not_there_is_not_taken_from_an_earlier_test():
    release = release_of(LOOP, solution("n", "n = 10"), test_cell("n__a", "assert n == 10"))
    assert passed(release) == {"loop", "n__a"}
    assert passed(release, {"n": "n = 'anything'"}) == passed(release, {"n": "m = 10"}) == {"loop"}
    done = graded(release, {"n": "1 / 0\nn = 10"})
    assert done.tests["n__a"].message == "Your cell `n` stopped with ZeroDivisionError: division by zero"


@pytest.mark.parametrize("name", ["max", "sum", "open", "quit", "display", "get_ipython"])
def test_answers_are_called_as_python_or_the_kernel_calls_its_own(name):
    due = solution(name, f"def {name}(x):\n    return [x, 'mine']", f"# Write {name}\n")
    test = test_cell(f"{name}__a", f"assert {name}(3) == [3, 'mine']")
    easy = test_cell(f"{name}__b", f"assert callable({name})")
    release = release_of(due, test, easy)
    assert passed(release) == {f"{name}__a", f"{name}__b"}
    done = graded(release, {name: "# YOUR CODE HERE"})
    assert {outcome.status for outcome in done.tests.values()} == {"error"}
    assert done.tests[f"{name}__a"].message == f"NameError: name '{name}' is not defined"


def test_after_such_an_answers_tests_the_kernels_own_is_back():
    due = solution("open", "def open(x):\n    return x")
    other = solution("n", "n = 1")
    last = test_cell("n__a", "import io\nassert n == 1")
    release = release_of(due, test_cell("open__a", "assert open(3) == 3"), other, last)
    assert passed(release) == {"open__a", "n__a"}


def test_a_tests_result_or_helper_does_not_hide_a_later_answers():
    release = release_of(
        solution("f", "def f(x):\n    return 2 * x"),
        test_cell("f__a", "result = f(2)\ndef helper(x):\n    return x\nassert result == helper(4)"),
        solution("g", "result = f(5)\ndef helper(x):\n    return -x"),
        test_cell("g__a", "assert result == 10 and helper(1) == -1"),
        test_cell("g__b", "result = 3\nassert helper(result) == -3"),
        test_cell("g__c", "assert result == 3"),
    )
    assert passed(release) == passed_plainly(release) == {"f__a", "g__a", "g__b", "g__c"}
    wrong = {"g": "result = 4\ndef helper(x):\n    return x"}
    assert passed(release, {"f": release.notebook.cells[0].source} | wrong) == {"f__a", "g__c"}


def test_what_a_locked_cell_holds_is_the_students_where_the_solution_changes_it():
    release = release_of(
        setup("data = [3, 1, 2]\nlimit = 5\ndef total():\n    return sum(data)"),
        solution("d", "data.sort()\nlimit = limit + 1"),
        test_cell("d__a", "assert data == [1, 2, 3]"),
        test_cell("d__b", "assert limit == 6"),
        test_cell("d__c", "assert total() == 6"),
    )
    assert passed(release) == passed_plainly(release) == {"d__a", "d__b", "d__c"}
    assert passed(release, {"d": "limit = 6\ndata = [1]"}) == {"d__b"}
    assert passed(release, {"d": "pass"}) == {"d__c"}


def test_a_locked_cells_own_check_calls_the_students_function():
    release = release_of(
        setup("def check_f(x):\n    assert f(x) == 2 * x"),
        solution("f", "def f(x):\n    return 2 * x"),
        test_cell("f__a", "check_f(3)"),
    )
    assert passed(release) == {"f__a"}
    assert passed(release, {"f": "def f(x):\n    return x"}) == set()


def test_a_locked_cell_that_changes_what_another_binds_runs_beside_the_tests_too():
    more = cell("data.append(4)", locked=True, grade_id="more")
    release = release_of(setup("data = [3]"), more, test_cell("t", "assert data == [3, 4] and f() == 7"),
                         solution("f", "def f():\n    return sum(data)"))  # fmt: skip
    late = release_of(setup("data = [3]"), more, solution("f", "def f():\n    return sum(data)"),
                      test_cell("t", "assert data == [3, 4] and f() == 7"))  # fmt: skip
    assert passed(release) == set()
    assert passed(late) == passed_plainly(late) == {"t"}


def test_a_test_of_which_cannot_be_told_whose_names_it_uses_is_not_graded():
    doubt = solution("a", "exec('n = 10')")
    release = release_of(
        LOOP, doubt, test_cell("n__a", "assert n == 10"), test_cell("n__b", "assert len('a')")
    )
    done = graded(release)
    assert done.tests["n__a"].status == "not_run"
    assert (
        done.tests["n__a"].message == "not graded here: whose n is meant can't be told: a may bind any name"
    )
    assert done.tests["n__b"].status == "passed"
