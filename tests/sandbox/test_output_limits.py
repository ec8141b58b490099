"""What a cell leaves is bounded where it is kept, whatever a student's process sends."""

import nbformat
import pytest

from autograder.reports.feedback import cells
from autograder.reports.html import markdown
from autograder.sandbox.kernel.output_limits import OutputLimiter
from autograder.sandbox.limits import Limits
from autograder.sandbox.supervisor import outputs as kept
from autograder.sandbox.supervisor.outputs import Outputs

LIMITS = Limits()


def of_notebook(count: int = 1) -> tuple[Outputs, list]:
    """Return the outputs of a notebook of empty code cells, and these cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("") for _ in range(count)])
    return Outputs(notebook, LIMITS), notebook.cells


def text(name: str) -> dict:
    return {"name": name, "text": "x"}


def test_displays_that_replace_each_other_are_counted():
    """Each of them changes all earlier ones: a quarter of a million would keep the grader busy for hours."""
    made, (cell,) = of_notebook()
    made.begin(0, 1)
    for _ in range(20_000):
        made.add("display_data", {"data": {"text/plain": "x"}, "transient": {"display_id": "a"}})
    assert len(cell.outputs) == LIMITS.outputs
    assert made.dropped == 20_000 - LIMITS.outputs


def test_a_cell_keeps_a_bounded_number_of_pieces():
    made, (cell,) = of_notebook()
    made.begin(0, 1)
    for _ in range(20_000):
        made.add("stream", text("stdout"))
    assert len(cell.outputs) < 6_000
    assert made.dropped == 20_000 - len(cell.outputs)


def test_a_notebook_keeps_a_bounded_size_says_so_and_suspects_nobody(monkeypatch):
    monkeypatch.setattr(kept, "MOST_OF_ALL", 5_000_000)
    made, found = of_notebook(20)
    for index in range(20):
        made.begin(index, index + 1)
        for _ in range(3):
            made.add("display_data", {"data": {"text/plain": "y" * 200_000}})
    assert sum(len(str(cell.outputs)) for cell in found) < 6_000_000
    assert [len(cell.outputs) for cell in found[:3]] == [3, 3, 3]
    assert [o.text for o in found[-1].outputs] == [
        "... not kept: the notebook's outputs are more than 5 MB\n"
    ]
    assert made.dropped == 0


def test_stdout_and_stderr_in_turn_are_cut_with_the_count_and_pass_for_no_forgery():
    sent = []
    box = OutputLimiter(sent.extend, LIMITS)
    for n in range(5_000):
        box.add("stream", text(("stdout", "stderr")[n % 2]))
    box.finish()
    made, (cell,) = of_notebook()
    made.begin(0, 1)
    for message in sent:
        made.add(*message)
    assert "more characters, not kept" in cell.outputs[-1].text
    assert len(cell.outputs) < 1_100
    assert made.dropped == 0


def test_what_widgets_say_to_a_page_is_not_sent():
    sent = []
    box = OutputLimiter(sent.extend, LIMITS)
    box.add("comm_open", {"comm_id": "a"})
    box.add("display_data", {"data": {"text/plain": "x"}})
    box.finish()
    assert [kind for kind, _ in sent] == ["display_data"]


@pytest.mark.parametrize(
    "source",
    [
        "![](attachment:p)" * 290,
        "[a]: data:image/png;base64," + "A" * 8_000 + "\n\n" + "![][a] " * 140,
        "![](figure:0)" * 290 + f"<img src='data:image/png;base64,{'A' * 400_000}'>",
        "\ue0000\ue001" * 3_000 + f"<img src='data:image/png;base64,{'A' * 400_000}'>",
    ],
)
def test_a_picture_that_is_named_again_and_again_fills_no_disk(source):
    page = markdown.markdown(source, {"p": {"image/png": "A" * 400_000}})
    assert "data:image/png" in page
    assert len(page) < 7_000_000


@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_a_page_is_full_after_a_bounded_size(kind, monkeypatch):
    monkeypatch.setattr(cells, "MAX_PAGE", 300_000)
    made = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    notebook = nbformat.v4.new_notebook(cells=[made("1 " * 3_000) for _ in range(100)])
    groups = cells.groups_of(notebook, cells.Lesson("a lesson"), set())
    bodies = [view["body"] for group in groups for view in group["cells"]]
    assert len(bodies) == 100
    assert sum(map(len, bodies)) < 320_000
    assert "the page is full" in bodies[-1]
    assert "the page is full" not in bodies[0]
