"""A test cell's own life: names, output, warnings, time, memory, and the next student."""

import sys

import pytest

from autograder.course.source_names import bound_names, free_names
from autograder.sandbox.limits import Limits
from autograder.sandbox.plan import plan
from tests.support.outcomes import outcome
from tests.support.submissions import answer, cell, kinds, notebook, printed, run, setup, statuses, test_cell


def test_a_name_that_a_test_deletes_is_gone_for_the_students_functions_too():
    cells = (answer("g", "def g():\n    return 1"), answer("f", "def f():\n    return g()"))
    test = "kept = g\ndel g\ntry:\n    f()\nexcept NameError:\n    pass\nelse:\n    raise AssertionError('f does not use g')\nfinally:\n    g = kept\nassert f() == 1"
    assert statuses(run(*cells, test_cell("f__a", test)))["f__a"] == "passed"
    own = answer("f", "def f():\n    return 1")
    assert statuses(run(cells[0], own, test_cell("f__a", test)))["f__a"] == "failed"


def test_what_tests_define_stays_with_the_tests():
    done = run(
        answer("f", "def f():\n    return 1"),
        test_cell("f__a", "helper = 7\nassert f() == 1"),
        cell("print('helper' in globals())"),
        test_cell("f__b", "assert helper == 7"),
    )
    assert printed(done.notebook.cells[2]) == "False\n"
    assert statuses(done) == {"f__a": "passed", "f__b": "passed"}


def test_tests_of_one_student_leave_nothing_for_the_next():
    run(test_cell("a", "import numpy as np, builtins\nbuiltins.left = leftover = 1\nnp.sum = None"))
    done = run(
        test_cell(
            "a",
            "import numpy as np, builtins\nassert not hasattr(builtins, 'left') and np.sum([1]) == 1\nleftover",
        )
    )
    assert done.tests["a"].message.startswith("NameError")


def test_trusted_names_never_come_from_the_student():
    broken = setup("import numpy as np\nfrom nowhere_to_be_found import check")
    done = run(
        broken,
        cell("def check(*args, **kwargs): pass"),
        answer("f", "def f(): return 0"),
        test_cell("f__a", "check(f, (), expected=1)"),
    )
    assert done.tests["f__a"].status == "error"
    assert "setup" in kinds(done)


def test_printed_text_of_a_function_stands_in_a_visible_test_and_not_in_a_hidden_one():
    solution = answer("f", "def f(x):\n    print('got', x)\n    return x")
    hidden = "# more\n### BEGIN HIDDEN TESTS\nassert f(123456) == 123456\n### END HIDDEN TESTS"
    done = run(solution, test_cell("f__a", "assert f(7) == 7"), test_cell("f__b", hidden))
    assert printed(done.notebook.cells[1]) == "got 7\n"
    assert done.notebook.cells[2].outputs == []


def test_a_warning_in_a_right_answer_writes_nothing_to_the_tests_stderr():
    solution = "import sys, warnings\ndef f():\n    warnings.warn('careful')\n    print('e', file=sys.stderr)\n    return 1"
    done = run(
        answer("f", solution), test_cell("f__a", "import warnings\nwarnings.warn('own')\nassert f() == 1")
    )
    assert done.tests["f__a"].status == "passed"
    assert {out.name for out in done.notebook.cells[1].outputs} == {"stdout"}


def test_a_tests_display_and_mistake_are_kept():
    test = "from IPython.display import HTML, display\ndisplay(HTML('<b>picture</b>'))\nclass CheckFailed(AssertionError):\n    mistake = 'kernel-flipped'\nraise CheckFailed('why')"
    done = run(answer("f", "def f(): pass"), test_cell("f__a", test))
    assert (done.tests["f__a"].status, done.tests["f__a"].message, done.tests["f__a"].mistake) == (
        "failed",
        "why",
        "kernel-flipped",
    )
    assert done.notebook.cells[1].outputs[0].data["text/html"] == "<b>picture</b>"
    assert done.notebook.cells[1].outputs[1].ename == "CheckFailed"


def test_an_unwritten_function_is_a_failure():
    assert outcome("def f():\n    raise NotImplementedError()", "f()").status == "failed"


def test_an_endless_test_is_named_as_such():
    done = run(
        answer("f", "def f(): return 1"),
        test_cell("f__a", "while True: pass"),
        test_cell("f__b", "assert f() == 1"),
        limits=Limits(seconds=1.0, grace=0.5),
    )
    assert statuses(done) == {"f__a": "timeout", "f__b": "passed"}
    assert done.tests["f__a"].message.startswith("the test was still running")


def test_a_test_that_ends_its_own_process_costs_only_itself():
    done = run(
        setup(),
        answer("f", "def f(): return 1"),
        test_cell("f__a", "import os\nos._exit(1)"),
        test_cell("f__b", "assert np.sum(f()) == 1"),
    )
    assert statuses(done) == {"f__a": "error", "f__b": "passed"}


def test_only_locked_cells_that_tests_need_run_beside_them():
    steps = plan(
        notebook(
            setup("import numpy as np\nimport math"),
            cell("base = np.arange(3)", locked=True, grade_id="data"),
            cell("print(slow())", locked=True, grade_id="demo"),
            cell("other = 1"),
            test_cell("t", "assert (base == f()).all()"),
        )
    )
    assert [step.in_judge for step in steps] == [True, True, False, False, False]
    assert [step.is_test for step in steps] == [False, False, False, False, True]


def test_free_names_are_those_used_before_they_are_bound():
    assert set(free_names("x = f(3)\nfor y in x:\n    y.g(h)\ndef k(a):\n    return a + m\nk(1)")) == {
        "f",
        "h",
        "m",
        "y",
    }
    assert set(free_names("k = lambda f: f\n[g for g in k(1)]\ng(2)")) == {"g"}
    assert set(free_names("import a.b, c as d\nfrom e import f\na, d, f, n")) == {"n"}
    assert set(free_names("x = x + 1")) == {"x"}
    assert set(free_names("class A(B):\n    def m(self): return C\nA()")) == {"B", "C"}


def test_bound_names_are_those_of_the_cell_itself():
    assert bound_names(
        "import a.b\nfrom c import *\nd = [e for e in 'x']\ndef f(): g = 1\nclass H: i = 1\n{j: [k for k in 'y'] for j in 'z'}\n[m := n for n in 'z']"
    ) == {"a", "*", "d", "f", "H", "m"}


def test_magics_for_figures_work_in_the_lessons_own_cells_too():
    done = run(
        setup("%matplotlib inline\n!pip install x\nimport numpy as np"), test_cell("f__a", "np.eye(2)")
    )
    assert done.tests["f__a"].status == "passed"
    assert not any(flag.startswith("setup") for flag in done.flags)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing bounds what a process allocates")
def test_what_a_test_makes_of_an_answer_has_a_bound():
    """A column that is compared with a square becomes a heap of squares: the grader's machine has neighbors on it."""
    tall = answer("tall", "def tall():\n    return np.zeros((3_000_000, 1, 1), np.uint8)")
    compare = "import numpy as np\nassert np.allclose(tall(), np.ones((6, 6)))"
    limits = Limits(seconds=20, memory=200_000_000)
    done = run(
        setup(),
        tall,
        test_cell("tall__a", compare),
        test_cell("tall__b", "assert len(tall())"),
        limits=limits,
    )
    assert statuses(done) == {"tall__a": "memory", "tall__b": "passed"}
    assert not done.lost
