"""What is left out or remembered to save time changes nothing but the time."""

import random
import subprocess
import sys

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.executor.memory import Transformers
from autograder.once import once_each

PIECES = (
    "x = 1", "%time", "x = %pwd", "x =\\\n %pwd", "!ls", "a = !ls", "a = \\\n  !ls", "f?", "?f", "f ?", "# why?",
    "'''", "\n", "\\\n", "  ", "(", ")", "if x:", "\n    %who", "\f!ls", "\u2028%who", ", f a", "; f a", "/f a",
    "y == %d", "s = 'a' % b", "x = ( \n%who\n)", "In [3]: x = 2", "\n>>> x", "\t!a", "x %= 2", "x = a != b", "'%s'\n% 3",
    "=%", "%%time\nx", "\r%who", "\x85%who", "\x1c!a", "\n\f\t%who", "\n\n\n  !ls",
    "a,b = !ls", "a: int = %x", "f(x=%y)", "lambda: 0",
)  # fmt: skip
"""Pieces of cells: plain Python, IPython's own syntax, and what looks like it."""


def transformed(manager: TransformerManager, source: str) -> str:
    """Return what a cell becomes, or the class of the error."""
    try:
        return manager.transform_cell(source)
    except Exception as problem:
        return type(problem).__name__


@pytest.mark.filterwarnings("ignore:`make_tokens_by_line` received")
def test_cells_become_what_ipython_makes_of_them():
    rng, ours, theirs = random.Random(3), Transformers(), TransformerManager()
    cells = [
        "".join(rng.choice(PIECES) + rng.choice(["\n", "", "; "]) for _ in range(rng.randint(1, 5)))
        for _ in range(4000)
    ]
    different = [
        cell
        for cell in cells
        if transformed(ours, cell) != (due := transformed(theirs, cell)) and "Error" not in due
    ]
    assert not different


def test_a_transformer_of_the_students_own_is_asked_about_plain_python():
    class Doubling:
        """Finds nothing, and takes note that it was asked."""

        asked = 0

        @classmethod
        def find(cls, tokens_by_line):
            cls.asked += 1

    manager = Transformers()
    manager.token_transformers.append(Doubling)
    assert manager.transform_cell("x = 1") == "x = 1\n"
    assert Doubling.asked == 1


def test_once_each_tells_objects_apart_by_identity_and_forgets_old_ones():
    asked = []
    length = once_each(lambda things: asked.append(things) or len(things))
    first, second = [1], [1]
    assert [length(first), length(first), length(second)] == [1, 1, 1]
    assert len(asked) == 2
    others = [[n] for n in range(8)]
    assert [length(other) for other in others] == [1] * 8
    length(first)
    assert asked[-1] is first


LEAN = """
import sys, zipfile, pathlib
from autograder import lean
lean.put_off()
import nbgrader, nbgrader.utils
assert "pkg_resources" not in sys.modules and "requests" not in sys.modules
folder = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(folder / "a.zip", "w") as archive:
    archive.writestr("notes.txt", "hello")
(folder / "out").mkdir()
nbgrader.utils.unzip(str(folder / "a.zip"), str(folder / "out"))
assert (folder / "out" / "notes.txt").read_text() == "hello"
try:
    nbgrader.load_formgrader(None)
except AttributeError as problem:
    assert "NoneType" in str(problem), problem
else:
    raise AssertionError("the real function was not called")
import nbgrader.server_extensions.formgrader.formgrader as real
assert real.FormgradeExtension
"""


def test_what_is_put_off_at_the_start_is_there_when_it_is_called(tmp_path):
    done = subprocess.run([sys.executable, "-c", LEAN, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
