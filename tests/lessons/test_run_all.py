"""A learner runs a lesson from top to bottom, untouched and then with everything right: it gets to its end, quietly."""

import re
import warnings

import nbclient
import nbformat
import pytest

from tests.support.lessons import NAMES, ROOT, START

SCALAR = re.compile(r"\bnp\.(?:float|int|uint|bool|str)\w*\(")


@pytest.fixture(scope="module", params=[START, *NAMES])
def runs(request, tmp_path_factory):
    """Return a lesson's name, it as it is handed out and as it is solved, both run in the kernel of one learner, in this order."""
    lesson = request.param
    untouched, solved = (
        nbformat.read(ROOT / kind / lesson / f"{lesson}.ipynb", as_version=4)
        for kind in ("notebooks", "solutions")
    )
    place = {"metadata": {"path": str(tmp_path_factory.mktemp(lesson))}}
    client = nbclient.NotebookClient(untouched, kernel_name="python3", timeout=300, resources=place)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a third-party package, while the kernel starts and stops
        client.execute(cleanup_kc=False)  # stops at an error, but in cells whose tag allows it
        client.nb = solved
        client.execute()
    return lesson, untouched, solved


def outputs(notebook):
    """Return what cells show, by their first line."""
    return [(c.source.partition("\n")[0], output) for c in notebook.cells for output in c.get("outputs", ())]


def test_every_test_of_an_untouched_lesson_says_not_written_yet(runs):
    lesson, untouched, _ = runs
    tests = [cell for cell in untouched.cells if "check(" in cell.source and "__" in cell.id]
    assert bool(tests) == (lesson != START)
    for cell in tests:
        [error] = [output for output in cell.outputs if output.output_type == "error"]
        assert " is not written yet" in error.evalue.replace("It is", "it is"), cell.id


def test_with_everything_right_no_cell_stops_or_warns(runs):
    shown = outputs(runs[2])
    assert not [(cell, o) for cell, o in shown if o.output_type == "error" or o.get("name") == "stderr"]


def test_numbers_are_shown_as_numbers(runs):
    shown = [(cell, o.get("data", {}).get("text/plain", o.get("text", ""))) for cell, o in outputs(runs[2])]
    assert not [(cell, text) for cell, text in shown if SCALAR.search(text)]
