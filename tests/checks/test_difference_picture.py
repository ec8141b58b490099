"""The picture of a failed check: the two maps and where they differ."""

import warnings

import nbclient
import nbformat
import numpy as np
import pytest

from convlab.checks.check import MIME
from convlab.pictures.difference import picture
from tests.support.checks import RIGHT


def test_the_picture_says_in_words_what_it_shows():
    svg = picture(RIGHT + (RIGHT == 14), RIGHT)
    assert "role='img'" in svg
    assert "1 of 12 values differ; the first is at [1, 1]: expected 14, got 15." in svg
    assert svg.count("<rect") == 36 + 4
    assert "stroke='#ffb000'" in svg


def test_a_large_map_is_cut_around_the_first_difference():
    large = np.zeros((200, 300))
    wrong = large.copy()
    wrong[150, 250] = 1
    svg = picture(wrong, large)
    assert "rows 144 to 155, columns 244 to 255" in svg
    assert len(svg) < 120_000


def test_two_shapes_are_drawn_side_by_side():
    svg = picture(np.ones((2, 3)), np.ones((3, 4)))
    assert "expected 3 x 4" in svg
    assert "got 2 x 3" in svg


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.ones(3), np.arange(3.0)),
        (np.array(1.0), np.array(2.0)),
        (np.ones((2, 3, 4, 5)), np.zeros((2, 3, 4, 5))),
        (np.array([[np.nan, np.inf]]), np.array([[1.0, -np.inf]])),
        (np.array([[True]]), np.array([[False]])),
        (np.ones((1, 2)), np.ones(5)),
    ],
)
def test_any_real_arrays_can_be_drawn(got, expected):
    assert picture(got, expected).startswith("<svg")


@pytest.mark.parametrize("got", [RIGHT, np.empty(0), RIGHT + 1j, RIGHT.astype(object)])
def test_nothing_is_drawn_where_there_is_nothing_to_see(got):
    assert picture(got, RIGHT) == ""


def test_a_graders_notebook_shows_the_picture_and_only_the_message(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    source = (
        "import numpy as np\nfrom convlab import check\n"
        "def conv2d(image, kernel):\n    return np.ones((3, 4))\n"
        "check(conv2d, (np.eye(4, 5), np.eye(2)), expected=np.eye(3, 4) * 2)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    # A third-party package warns while the kernel starts and stops; that is not ours to judge.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbclient.NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=60).execute()
    shown, error = notebook.cells[0].outputs
    assert "<svg" in shown["data"]["text/html"]
    assert shown["data"][MIME]["mistake"] is None
    assert shown["data"][MIME]["message"] == "\n".join(error["traceback"])
    assert error["ename"] == "CheckFailed"
