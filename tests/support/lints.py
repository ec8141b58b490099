"""Test cells, and what the lint says of them."""

from nbformat.v4 import new_notebook

from autograder.course.release import make_release
from tests.support.submissions import answer, test_cell


def release(test, solution="def f(*args):\n    return 1", *later):
    """Return a lesson of one solution and one test, drawn inputs promised."""
    marked = [
        answer("f", f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"),
        test_cell("f__a", test),
        *later,
    ]
    for made in marked:
        made.metadata.get("nbgrader", {})["schema_version"] = 3
        if made.metadata.get("nbgrader"):
            made.metadata.nbgrader.setdefault("task", False)
    return make_release("l", "l", new_notebook(cells=marked))


REDIRECT = "import io, contextlib\nbuf = io.StringIO()\nwith contextlib.redirect_stdout(buf):\n"


STRONG = [
    "assert f(2) == 4",
    "assert f(2) is True",
    "assert f('a') == 'b', 'a sentence'",
    "row = [2, 1]\nf(row)\nassert row == [1, 2]",
    "row, to = [2, 1], []\nf(row, into=to)\nassert to == [1, 2]",
    "assert f([1]) == [1, 2]",
    "assert abs(f(2) - 0.3) < 1e-9",
    "import math\nassert math.isclose(f(2), 0.3)",
    "import math\nassert f(2) == math.comb(4, 2)",
    "import numpy as np\ngot = f(2)\nassert got.shape == (2,) and np.allclose(got, [1, 2])",
    "import numpy as np\nnp.testing.assert_allclose(f(2), [1, 2])",
    "import numpy as np\nassert np.array_equal(f(2), [1, 2])",
    "got = f(2)\nassert len(got) == 3\nfor v in got:\n    assert v == 1",
    "for x, want in zip([1, 2], [3, 4]):\n    assert f(x) == want",
    "for got, want in zip(f(2), [1, 2], strict=True):\n    assert got == want",
    "assert all(f(x) == x for x in [1, 2, 3])",
    "try:\n    f(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no error')\nassert f(1) == 1",
    "try:\n    f(0)\n    raise AssertionError('no error')\nexcept ValueError:\n    pass\nassert f(1) == 1",
    "try:\n    message = f(3)\nexcept ValueError as error:\n    message = str(error)\nassert '3' in message",
    "check(f, (2,), expected=4)\ncheck(f, (-1,), raises=ValueError)",
    "if f(2) != 4:\n    raise AssertionError('four')",
    "import unittest\nunittest.TestCase().assertEqual(f(2), 4)",
    "def twice(x):\n    return f(f(x))\ncheck(twice, (2,), expected=4)",
    f"{REDIRECT}    f('hi')\nassert buf.getvalue() == 'HI!\\n'",
    f"{REDIRECT}    f('hi')\nassert 'HI' in buf.getvalue().split()",
    "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()) as buf:\n    f('hi')\nassert buf.getvalue() == 'HI'",
    "from IPython.utils.capture import capture_output\nwith capture_output() as seen:\n    f(2)\nassert seen.stdout == '4'",
    "import io, sys\nbuf = io.StringIO()\nsys.stdout = buf\nf(2)\nsys.stdout = sys.__stdout__\nassert buf.getvalue() == '4'",
    "import io, sys\nold, sys.stdout = sys.stdout, io.StringIO()\nf(2)\ntext, sys.stdout = sys.stdout.getvalue(), old\n"
    "assert text == '4'",
]
