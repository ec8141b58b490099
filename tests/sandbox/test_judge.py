"""Tests run in the judge's process: what they ask of the student's, and what they never get from it."""

import pytest

from autograder.sandbox.judge import proxies
from autograder.sandbox.judge.calls import RemoteCalls
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import (
    pack,
    write_head,
)
from tests.support.outcomes import outcome
from tests.support.submissions import answer, cell, kinds, run, setup, statuses, test_cell


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


@pytest.mark.parametrize("test", ["assert a.all()", "assert a.sum() == 0"], ids=["as it was", "as it is now"])
def test_a_changed_argument_costs_what_depends_on_it(test):
    solution = "def f(x, a):\n    a[:] = 0\n    return a"
    cells = test_cell("f__a", f"a = np.ones(3)\nf(0, a)\n{test}"), test_cell("f__b", "assert a.all()")
    done = run(setup(), answer("f", solution), *cells)
    assert statuses(done) == {"f__a": "failed", "f__b": "passed"}
    assert "f changed its second argument in place" in done.tests["f__a"].message
    assert "changed-arguments" in kinds(done)


@pytest.mark.parametrize("change", ["x.append(1)", "x[0][0] = 2", "x.clear()"])
def test_a_changed_list_is_seen(change):
    test = "x = [[1], 2]\nf(x)\nassert x == [[1], 2]"
    assert "first argument" in outcome(f"def f(x):\n    {change}", test).message


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
    assert "only plain data crosses" in outcome("def f(x): pass", "f(np.random.RandomState(1))").message


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


@pytest.mark.parametrize(
    "test", ["assert 'go' in dir(t)", "assert isinstance(t, list)", "assert type(t) is dict, 'no dict'"]
)
def test_a_look_that_no_stand_in_notices_is_told_all_the_same(test):
    done = run(answer("v", "class T: pass\nt = T()"), test_cell("v__a", test))
    assert done.tests["v__a"].message.endswith(" (t is a T; a test can look at plain data only)")


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
            calls._result("f", body, Objects(), {}, False)
