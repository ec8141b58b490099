"""A test cell runs unchanged beside proxies: data crosses, functions stay, nothing of the student's decides."""

import sys
from pathlib import Path

import pytest

from autograder.course.import_rules import Rules
from autograder.course.source_names import bound_names, free_names
from autograder.sandbox import reasons
from autograder.sandbox.judge import proxies
from autograder.sandbox.judge.calls import RemoteCalls
from autograder.sandbox.judge.errors import as_exception
from autograder.sandbox.limits import Limits
from autograder.sandbox.plan import plan
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import (
    pack,
    write_head,
)
from tests.support.submissions import answer, cell, kinds, notebook, printed, run, setup, statuses, test_cell


def outcome(solution, test, *before, **options):
    """Return the outcome of one test of one answer."""
    done = run(setup(), *before, answer("f", solution), test_cell("f__a", test), **options)
    return done.tests["f__a"]


def test_scipy_is_the_oracle_in_the_test_and_not_importable_in_the_answer():
    test = "from scipy.signal import correlate2d\na = np.arange(12.0).reshape(3, 4)\nnp.testing.assert_allclose(f(a, np.eye(2)), correlate2d(a, np.eye(2), 'valid'))"
    right = "def f(a, k):\n    return sum(k[i, j] * a[i:i + 2, j:j + 3] for i in range(2) for j in range(2))"
    cheat = "from scipy.signal import correlate2d\ndef f(a, k):\n    return correlate2d(a, k, 'valid')"
    later = "def f(a, k):\n    from scipy.signal import correlate2d\n    return correlate2d(a, k, 'valid')"
    assert outcome(right, test).status == "passed"
    for source in (cheat, later):
        done = run(setup(), answer("f", source), test_cell("f__a", test))
        assert done.tests["f__a"].status == "error"
        assert "answers use NumPy only" in done.tests["f__a"].message
        assert "forbidden-import" in kinds(done)


@pytest.mark.parametrize(
    "trick",
    [
        "import importlib; s = importlib.import_module('scipy.signal')",
        "import sys; sys.meta_path[:] = sys.meta_path[1:]; import scipy.signal as s; s.correlate2d([[1]], [[1]])",
        "import sys; sys.modules.pop('scipy', None); __import__('scipy.signal').signal.correlate2d([[1]], [[1]])",
        "from importlib.machinery import PathFinder; PathFinder.find_spec('scipy').loader.load_module('scipy')",
        "import glob, sys; print(open(glob.glob('/**/scipy/__init__.py', recursive=True)[0]).read())",
    ],
)
def test_a_forbidden_library_is_not_there_behind_any_door(trick):
    done = run(answer("f", f"{trick}\ndef f():\n    return 1"), test_cell("f__a", "assert f() == 1"))
    assert done.tests["f__a"].status == "error"


def test_names_that_nobody_defined_are_name_errors_that_say_why():
    done = run(answer("f", "1 / 0\ndef f(): pass"), test_cell("f__a", "f()"), test_cell("f__b", "g()"))
    assert done.tests["f__a"].message == "Your cell `f` stopped with ZeroDivisionError: division by zero"
    assert done.tests["f__b"].message == "NameError: name 'g' is not defined"
    assert "ZeroDivisionError" in str(done.notebook.cells[1].outputs[-1].traceback)


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("import torch\ntorch.rand(1)\ndef f(): pass", "Your cell `f` did not run: torch can't be imported here; answers use NumPy only"),
        ("def f()\n    pass", "SyntaxError in line 1 of your cell `f`: expected ':'"),
        ("x = 1\ndef f():\nreturn 1", "IndentationError in line 3 of your cell `f`: expected an indented block after function definition on line 2"),
        ("import json\njson.loads('{')\ndef f(): pass", "Your cell `f` stopped with JSONDecodeError: Expecting property name"),
        ("exec('1 +')\ndef f(): pass", "Your cell `f` stopped with SyntaxError: invalid syntax (<string>, line 1)"),
        ("import os\nos._exit(0)\ndef f(): pass", "Your cell `f` did not finish: it ended its own process (exit code 0)"),
    ],
)  # fmt: skip
def test_a_cell_that_did_not_run_is_told_by_its_cause(source, cause):
    done = run(answer("f", source), test_cell("f__a", "f()"))
    assert done.tests["f__a"].status == "error"
    assert done.tests["f__a"].message.startswith(cause)
    assert reasons.is_cause(done.tests["f__a"].message)


def test_a_cell_without_a_name_is_told_by_its_number_and_by_what_is_missing():
    done = run(cell("1 / 0\ndef g(): pass"), test_cell("f__a", "g()"))
    message = "Your cell 1 stopped with ZeroDivisionError: division by zero; so there is no `g`"
    assert done.tests["f__a"].message == message


def test_no_frame_of_the_graders_own_stands_in_a_traceback():
    sources = (
        "import torch\ntorch.rand(1)",
        "def f():\n    import torch\n    torch.rand(1)",
        "def f(a):\n    return 1 / a",
    )
    for source, test in zip(sources, ("f()", "f()", "f(0)"), strict=True):
        done = run(answer("f", source), test_cell("f__a", test))
        shown = [str(out.traceback) for cell in done.notebook.cells for out in cell.outputs]
        assert shown
        assert not any("executor" in text for text in shown), shown


@pytest.mark.parametrize(
    ("body", "test", "message"),
    [
        ("return 3", "x = 1\nassert f() == 4\ny = 2", "not so: assert f() == 4; f gave 3"),
        ("return None", "assert f() is True", "not so: assert f() is True; f gave None"),
        (
            "return list(range(99))",
            "assert f() == []",
            "not so: assert f() == []; f gave [0, 1, 2, 3, 4, 5, ...]",
        ),
        ("return 3", "assert f() == f() + 1", "not so: assert f() == f() + 1"),
        ("return 3", "a = f()\nassert a == 4", "not so: assert a == 4"),
        ("return 3", "assert f() == 4, 'too small'", "too small"),
        ("raise NotImplementedError()", "assert f() == 4", "not written yet (NotImplementedError)"),
        ("raise NotImplementedError('later')", "assert f() == 4", "later"),
        ("raise ValueError()", "f()", "ValueError"),
    ],
)
def test_a_failure_without_words_is_told_by_its_line(body, test, message):
    assert outcome(f"def f():\n    {body}", test).message == message


@pytest.mark.parametrize(
    ("raised", "caught"),
    [
        ("ValueError('x')", "ValueError"),
        ("KeyError('k')", "KeyError"),
        ("UnicodeDecodeError('utf8', b'x', 0, 1, 'why')", "UnicodeDecodeError"),
        ("np.linalg.LinAlgError('singular')", "np.linalg.LinAlgError"),
        ("type('Mine', (LookupError,), {})('own')", "LookupError"),
        ("OSError(2, 'gone')", "FileNotFoundError"),
    ],
)
def test_exceptions_arrive_as_their_builtin_type(raised, caught):
    test = f"try:\n    f()\nexcept {caught} as problem:\n    assert type(problem) is {caught}\nelse:\n    raise AssertionError('none')"
    assert outcome(f"import numpy as np\ndef f():\n    raise {raised}", test).status == "passed"


@pytest.mark.parametrize(
    "raised",
    [
        "SystemExit(0)",
        "KeyboardInterrupt()",
        "StopIteration(3)",
        "GeneratorExit()",
        "__import__('unittest').SkipTest()",
    ],
)
def test_exceptions_that_would_end_or_skip_a_test_are_errors(raised):
    solution = f"def f():\n    raise {raised}"
    assert outcome(solution, "f()").status == "error"
    assert (
        outcome(solution, "for x, y in zip(map(lambda _: f(), [1]), [2]):\n    assert x == y").status
        == "error"
    )


@pytest.mark.parametrize(
    "solution",
    [
        "def f(a):\n    return a",
        "import operator\nf = operator.methodcaller('dot')",
        "class C(complex):\n    real = property(lambda self: 'x')\ndef f(a, b):\n    return C(1)",
    ],
)
def test_a_checks_message_shows_no_line_of_the_graders_own(solution):
    """A call with a wrong signature has no line of the student's: there is none to show."""
    rules = Rules(libraries=("numpy",), paths=(str(Path(__file__).parents[2]),))
    test = "from convlab import check\ncheck(f, (1, 2), expected=3.0)"
    message = outcome(solution, test, rules=rules).message
    assert "it stopped with" in message
    assert "raise" not in message
    assert "(line" not in message
    assert "in that line" not in message


@pytest.mark.parametrize(
    "raised",
    [
        "asyncio.CancelledError('x')",
        "GeneratorExit('x')",
        "type('CancelledError', (BaseException,), {})('x')",
    ],
)
def test_an_exception_that_is_no_ordinary_one_ends_nobodys_process(raised):
    solution = f"import asyncio\ndef f():\n    raise {raised}"
    done = run(answer("f", solution), test_cell("f__a", "f()"), test_cell("f__b", "f()"))
    assert [(t.status, t.message.splitlines()[0]) for t in done.tests.values()] == [
        ("error", f"{raised.partition('(')[0].replace('type', 'CancelledError').removeprefix('asyncio.')}: x")
    ] * 2
    assert kinds(done) == set()


@pytest.mark.parametrize("asks", ["input('?')", "breakpoint()"])
def test_an_answer_that_asks_at_the_keyboard_is_not_called_unwritten(asks):
    found = outcome(
        f"def f():\n    {asks}\n    return 1", "from convlab import check\ncheck(f, (), expected=1)"
    )
    assert found.mistake != "not-written"
    assert "nobody can answer input() here" in found.message


def test_an_exceptions_traceback_comes_as_a_note():
    note = "try:\n    f(0)\nexcept ZeroDivisionError as problem:\n    note = problem.__notes__[0]\nassert 'line 2' in note and 'return 1 / x' in note, note"
    assert outcome("def f(x):\n    return 1 / x", note).status == "passed"


def test_a_changed_argument_is_seen():
    test = "a = np.ones(3)\ntry:\n    f(0, a)\nexcept AssertionError as problem:\n    assert problem.changed_argument == 1\nelse:\n    raise ValueError\nassert (a == 1).all()"
    solution = "def f(x, a):\n    a[0] = 5\n    return a"
    assert outcome(solution, test).status == "passed"
    done = run(setup(), answer("f", solution), test_cell("f__a", "f(0, np.ones(3))"))
    assert done.tests["f__a"].message == "f changed its second argument in place"
    assert "changed-arguments" in kinds(done)


@pytest.mark.parametrize("change", ["x.append(1)", "x[0][0] = 2", "x.clear()"])
def test_a_changed_list_is_seen(change):
    assert "first argument" in outcome(f"def f(x):\n    {change}", "f([[1], 2])").message


def test_arguments_that_stay_as_they_are_are_no_change():
    test = "assert f([1, {2}], {'a': np.nan}, np.array([np.nan, -0.0]), {3, 'x', (4,)}, k=np.eye(2)) is None"
    assert outcome("def f(*a, **k): pass", test).status == "passed"


@pytest.mark.parametrize(
    ("returned", "named"),
    [
        ("object()", "an object"),
        ("lambda: 1", "a function"),
        ("np.array([None])", "an array of objects"),
        ("np.ma.masked_array([1.0], [True])", "a masked array"),
        ("[1, type('Tensor', (), {})()]", "a Tensor"),
    ],
)
def test_what_is_no_plain_data_is_a_clear_failure(returned, named):
    found = outcome(f"import numpy as np\ndef f():\n    return {returned}", "assert f() is not None")
    assert found.status == "failed"
    assert found.message == f"f returned {named}; plain data or a NumPy array was expected"


LIARS = [
    "class L:\n    def __eq__(self, o): return True\n    def __array__(self, *a, **k): return None",
    "class L(np.ndarray):\n    def __eq__(self, o): return np.array(True)\n    def __array_function__(self, *a): return True",
    "class L(float):\n    def __eq__(self, o): return True\n    __hash__ = None",
    "class L(dict):\n    def __eq__(self, o): return True",
    "class L(str):\n    def __eq__(self, o): return True",
]


@pytest.mark.parametrize("liar", LIARS)
def test_an_object_that_lies_about_equality_convinces_nobody(liar):
    make = "np.zeros(2).view(L)" if "ndarray" in liar else "L()"
    found = outcome(f"import numpy as np\n{liar}\ndef f():\n    return {make}", "assert np.all(f() == 42)")
    assert found.status == "failed"


def test_numbers_keep_their_kind():
    test = "assert type(f(1)) is int and type(f(1.0)) is float and type(f(np.int8(1))) is np.int8 and f(np.ones(2, 'f4')).dtype == 'f4'"
    assert outcome("def f(x):\n    return x", test).status == "passed"


def test_functions_may_be_passed_to_functions():
    cells = (answer("g", "def g(x):\n    return x + 1"), answer("f", "def f(h, x):\n    return h(h(x))"))
    done = run(
        setup(), *cells,
        test_cell("f__a", "assert f(g, 1) == 3"),
        test_cell("f__b", "assert f(lambda x: 2 * x, 1) == 4"),
        test_cell("f__c", "assert f(np.negative, 1) == 1 and f(abs, -3) == 3"),
        test_cell("f__d", "f(lambda x: 1 / 0, 1)"),
    )  # fmt: skip
    assert statuses(done) == {"f__a": "passed", "f__b": "passed", "f__c": "passed", "f__d": "error"}
    assert "ZeroDivisionError" in done.tests["f__d"].message


def test_what_cannot_be_handed_over_is_a_clear_error():
    assert "only plain data crosses" in outcome("def f(x): pass", "f(np.random.default_rng(1))").message


def test_types_slices_and_ranges_may_be_arguments():
    test = "assert f(float, '3') == 3.0 and f(np.float32, 2).dtype == 'f4' and f(list, range(3)) == [0, 1, 2]"
    assert outcome("def f(kind, x):\n    return kind(x)", test).status == "passed"


def test_variables_are_fetched_as_data():
    done = run(
        answer("v", "import numpy as np\na, b = 3, np.eye(2)\nclass T: pass\nt = T()"),
        test_cell("v__a", "assert a == 3 and b.sum() == 2"),
        test_cell("v__b", "assert t == 1"),
        test_cell("v__c", "assert t"),
    )
    assert statuses(done) == {"v__a": "passed", "v__b": "failed", "v__c": "failed"}
    assert done.tests["v__b"].message == "t is a T; a test can look at plain data only"


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


@pytest.mark.parametrize(
    "trick",
    [
        "import numpy as np\nnp.testing.assert_allclose = lambda *a, **k: None\nnp.allclose = lambda *a, **k: True",
        "import builtins\nbuiltins.AssertionError = type('E', (Exception,), {})\nbuiltins.abs = lambda x: 0\nbuiltins.all = lambda x: True",
        "import numpy as np\nnp.ndarray.__eq__ = None",
        "import sys, types\nfake = types.ModuleType('scipy.signal')\nfake.correlate2d = lambda *a, **k: 0\nsys.modules['scipy'] = sys.modules['scipy.signal'] = fake",
        "assert_allclose = correlate2d = np = abs = all = print = lambda *a, **k: True",
        "get_ipython().showtraceback = lambda *a, **k: None\nget_ipython().run_cell = get_ipython().run_code = None",
        "get_ipython().input_transformers_post.append(lambda lines: ['pass'])",
        "import IPython.core.interactiveshell as i\ni.InteractiveShell.showtraceback = None\ni.ExecutionResult.success = True",
        "import sys\nsys.settrace(lambda *a: None)\nsys.excepthook = sys.displayhook = None",
        "import json, struct\njson.dumps = lambda *a, **k: 'null'\nstruct.pack = None",
    ],
)
def test_changing_the_tools_in_the_students_process_changes_no_judgement(trick):
    test = "from scipy.signal import correlate2d\na = np.arange(9.0).reshape(3, 3)\nassert abs(f(a) - correlate2d(a, a, 'valid')).max() < 1e-9 and all([f(a) is not None])\nnp.testing.assert_allclose(f(a), correlate2d(a, a, 'valid'))"
    done = run(setup(), cell(trick), answer("f", "def f(a):\n    return a * 0"), test_cell("f__a", test))
    assert done.tests["f__a"].status in ("failed", "error")


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
        "import a.b\nfrom c import *\nd = [e for e in 'x']\ndef f(): g = 1\nclass H: i = 1"
    ) == {"a", "*", "d", "f", "H"}


def test_an_unclear_answer_of_the_students_process_is_an_error_not_a_pass():
    calls = RemoteCalls(None, {})
    for body in (
        b"",
        b"null",
        encode(3),
        encode([]),
        encode({"value": 3}),
        pack(write_head({}), []),
        pack(write_head({}), [b"x"]),
        pack(write_head({"unplain": 3}), []),
        pack(write_head({"error": "x"}), []),
        pack(write_head({"error": []}), [b"x"]),
        pack(write_head({"changed": [3.5]}), []),
        pack(write_head({"changed": "x", "printed": 3}), [b"x"]),
    ):
        with pytest.raises((proxies.StudentError, AssertionError)):
            calls._result("f", body, Objects(), {})


def test_a_forged_error_never_makes_another_exception_than_a_builtin_one():
    names = ("os.system", "builtins.SystemExit", "builtins.StopIteration", "numpy.linalg.inv", "ValueError")
    for bases in (*([name] for name in names), "builtins.ValueError", [3], None):
        made = as_exception(encode({"bases": bases, "message": "m"}), {"ValueError": 3}, "f()")
        assert type(made) is proxies.StudentError


def test_an_error_that_names_a_file_shows_nothing_of_it(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the first line\nthe answer is 42\n")
    error = f"SyntaxError('odd', ({str(secret)!r}, 2, 1, 'text', 2, 5))"
    done = run(answer("f", f"def f():\n    raise {error}"), test_cell("f__a", "f()"))
    assert done.tests["f__a"].status == "error"
    assert "the answer is 42" not in str(done.notebook)


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
