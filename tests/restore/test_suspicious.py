"""What stands out in a student's cells is flagged by sight; honest work and accidents are not."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.answers import load_answers
from autograder.restore.suspicious import suspicious
from tests.attacks.accidents import ACCIDENTS
from tests.attacks.every import ATTACKS
from tests.support.lessons import ROOT

ANSWERS = sorted((ROOT / "source" / "answers").glob("*.py"))
SEEN = {1, 5, 16, 19, 22}
"""Classes of which most attacks stand out."""


def flags(*sources):
    return suspicious(new_notebook(cells=[new_code_cell(source) for source in sources]), ())


@pytest.mark.parametrize(
    "source",
    [
        "import ctypes",
        "np.allclose = lambda *a: True",
        "open('/etc/passwd')",
        "import sys\nsys.modules['x'] = 1",
        "class A:\n    def __eq__(self, o): return True",
        "get_ipython().run_cell = print",
        "import socket",
        "import sys\nsys._getframe(1)",
    ],
)
def test_what_no_exercise_asks_for_is_flagged_with_its_cell(source):
    (flag,) = flags("x = 1", source)
    assert flag.startswith("suspicious: cell 2 ")


def test_released_cells_text_and_comments_are_not_looked_at():
    notebook = new_notebook(
        cells=[new_code_cell("import socket"), new_markdown_cell("import ctypes"), new_code_cell("# os.fork")]
    )
    assert suspicious(notebook, {"import socket"}) == []


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_no_known_answer_is_suspicious(path):
    assert flags(*(answer.source for answer in load_answers(path))) == []


def test_no_accident_is_suspicious():
    assert [a.name for a in ACCIDENTS if flags(a.first, *a.answers.values())] == []


@pytest.mark.parametrize("number", sorted(SEEN))
def test_most_attacks_of_a_class_stand_out(number):
    attacks = [a for a in ATTACKS if a.number == number]
    seen = [a for a in attacks if flags(a.first, *a.answers.values())]
    assert len(seen) >= 0.6 * len(attacks), [a.name for a in attacks if a not in seen]


def test_many_cells_are_counted_not_listed():
    (flag,) = flags(*["import ctypes"] * 9)
    assert "and more" in flag
