"""A right answer keeps its marks whatever lines stand above it; what runs into a wall is told in words."""

import sys

import pytest

from autograder.restore.suspicious import suspicious
from tests.support.submissions import answer, cell, kinds, notebook, run, setup, test_cell

RIGHT = "def f(x):\n    return 2 * x"
TEST = test_cell("t", "assert f(3) == 6")


def outcome(source):
    """Return how the test of one answer ends, and the kinds of flags."""
    done = run(setup(), answer("f", source), TEST)
    return done.tests["t"], kinds(done)


@pytest.mark.parametrize(
    "lines",
    [
        "import pandas as pd\nfrom tqdm import tqdm\nfrom scipy.signal import correlate2d as c\nprint(pd.__version__)",
        "import scipy.signal",
        "from scipy.signal import *",
        "try:\n    import pandas as pd\nexcept ImportError:\n    pd = None\nassert pd is None",
        "import pandas as pd\ndef same(x: pd.Series) -> pd.DataFrame:\n    return x\nassert not isinstance(3, pd.Series)",
        "def other(x):\n    from scipy.signal import correlate2d\n    return correlate2d(x, x)",
    ],
)
def test_an_import_that_only_stands_there_costs_nothing_and_is_flagged(lines):
    found, flags = outcome(f"{lines}\n{RIGHT}")
    assert found.status == "passed" or lines.startswith("def other")
    assert flags == ({"forbidden-import"} if "def other" not in lines else set())


@pytest.mark.parametrize(
    "source",
    [
        "import pandas as pd\ndef f(x):\n    return int(pd.Series([2 * x]).sum())",
        "from scipy.signal import correlate2d\ndef f(x):\n    return correlate2d([[x]], [[2]])[0, 0]",
        "from scipy.signal import *\ndef f(x):\n    return correlate2d([[x]], [[2]])[0, 0]",
        "import scipy\nhalf = scipy.signal.correlate2d([[1]], [[1]])\ndef f(x):\n    return 2 * x",
        "import torch\nclass Net(torch.nn.Module):\n    pass\ndef f(x):\n    return 2 * x",
        "from numba import njit\n@njit\ndef f(x):\n    return 2 * x",
        "import importlib\ns = importlib.import_module('scipy.signal')\ndef f(x):\n    return 2 * x",
    ],
)
def test_code_that_uses_it_fails_with_the_rules_name(source):
    found, flags = outcome(source)
    assert found.status == "error"
    assert "can't be imported here; answers use NumPy only" in found.message
    assert flags == {"forbidden-import"}


@pytest.mark.parametrize(
    "lines",
    ["from numpy import *", "import inspect\nlen(inspect.getmembers(np))", "np.show_config()", "np.show_runtime()",
     "import matplotlib.pyplot as plt\nplt.plot([1, 2])", "%pylab inline"],
)  # fmt: skip
def test_nobody_is_accused_of_what_a_library_imports(lines):
    found, flags = outcome(f"{lines}\n{RIGHT}")
    assert (found.status, flags) == ("passed", set())


def test_a_lessons_own_lines_in_a_scratch_cell_are_no_flag():
    seen = "from scipy.signal import correlate2d\nimport subprocess\nassert f(3) == 6"
    steps = [setup(), answer("f", RIGHT), cell(f"{seen}\n# mine"), test_cell("t", seen)]
    assert not run(*steps).flags
    assert kinds(run(*steps, cell("import pandas"))) == {"forbidden-import"}
    assert not suspicious(notebook(*steps), {seen})
    assert suspicious(notebook(*steps, cell("import subprocess as s")), {seen})


def test_what_a_cell_of_the_lesson_tries_to_import_is_no_flag_of_the_students():
    """An optional cell of the lesson looks for PyTorch, as lessons 7 and 8 do."""
    optional = "try:\n    import torch\nexcept ImportError:\n    print('not here')"
    steps = [setup(), answer("f", RIGHT), cell(optional), TEST]
    assert not run(*steps, released={optional}).flags
    assert kinds(run(*steps)) == {"forbidden-import"}


LINE_MAGICS = [
    "%cd ..", "%bookmark here", "%store x", "%conda install numpy", "%load_ext autoreload", "%autoreload 2", "%load_ext none",
    "%config InlineBackend.figure_format = 'retina'", "%nosuch magic", "%config Nothing.at_all = 1", "%matplotlib widget", "%memit 3", "x = %nosuch",
]  # fmt: skip


@pytest.mark.parametrize("magic", [*LINE_MAGICS, "%%nosuch", "%%memit -r 1", "%%skip"])
def test_magics_that_do_nothing_for_an_answer_are_left_out(magic):
    found, flags = outcome(f"{magic}\n{RIGHT}")
    assert (found.status, flags) == ("passed", set())


def test_an_extension_that_can_be_loaded_is():
    own = "def load_ipython_extension(shell):\\n    shell.register_magic_function(lambda line: 2, 'line', 'two')\\n"
    found, _ = outcome(
        f"open('own.py', 'w').write(\"{own}\")\n%load_ext own\ntwo = %two\ndef f(x):\n    return two * x"
    )
    assert found.status == "passed"


def test_a_magic_that_is_left_out_moves_nobody_to_another_folder():
    found, _ = outcome(f"import os\nhere = os.getcwd()\n%cd ..\nassert os.getcwd() == here\n{RIGHT}")
    assert found.status == "passed"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("import multiprocessing as mp\n    with mp.Pool(2) as p:\n        p.map(abs, [x])", "other processes can't be started here"),
        ("from concurrent.futures import ProcessPoolExecutor\n    list(ProcessPoolExecutor().map(abs, [x]))", "other processes"),
        ("import subprocess\n    subprocess.run(['ls'])", "programs can't be started here"),
        ("import socket\n    socket.create_connection(('192.0.2.1', 80), 1)", "there is no network here"),
        ("import urllib.request\n    urllib.request.urlopen('http://192.0.2.1/')", "there is no network here"),
        ("input('x? ')", "nobody can answer input() here"),
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are fewer walls")
def test_a_wall_is_told_in_words(lines, words):
    found, _ = outcome(f"def f(x):\n    {lines}\n    return 2 * x")
    assert found.status == "error"
    assert words in found.message
    found, _ = outcome(f"def g(x):\n    {lines}\ng(3)\n{RIGHT}")
    assert words in found.message


def test_who_asks_for_the_users_name_gets_one():
    assert outcome(f"import getpass\nme = getpass.getuser()\n{RIGHT}")[0].status == "passed"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize(
    "line",
    [
        "type Pair[T] = tuple[T, T]",
        "type Row = list",
        "def g[T](x: T): return x",
        "class G[T]: pass",
        "y = f'{f'{1}'}'",
    ],
)
def test_syntax_of_a_newer_python_is_told_as_such(line):
    found, _ = outcome(f"{RIGHT}\n{line}")
    version = ".".join(map(str, sys.version_info[:2]))
    assert (
        f"SyntaxError in line 3 of your cell `f`: your Python is newer than the grader's {version}: "
        in found.message
    )
    assert "newer" not in outcome("def f(x)\n    return 2 * x")[0].message


@pytest.mark.parametrize(
    ("last", "what"),
    [("f(3)", "an int"), ("np.arange(3)", "an array"), ("[f(1)]", "a list"), ("object()", "an object")],
)
@pytest.mark.parametrize(
    "test", ["assert f(3) == 6", "def check(function): return function(3) == 6\ncheck(f)"]
)
def test_a_function_that_its_result_has_overwritten_is_told(last, what, test):
    done = run(setup(), answer("f", f"{RIGHT}\nf = {last}"), test_cell("t", test))
    assert done.tests["t"].message.startswith(f"`f` is {what}")
    assert "a line such as `f = f(...)` has bound its name anew" in done.tests["t"].message
