"""A learner with everything right runs a lesson from top to bottom: no error, no warning, plain numbers."""

import re
import warnings

import nbclient
import nbformat
import pytest

from tests.support.lessons import NAMES, ROOT, START

SCALAR = re.compile(r"\bnp\.(?:float|int|uint|bool|str)\w*\(")


@pytest.fixture(scope="module", params=[START, *NAMES])
def outputs(request, tmp_path_factory):
    """Return what the cells of a worked lesson show, by the cell's first line."""
    lesson = request.param
    notebook = nbformat.read(ROOT / "solutions" / lesson / f"{lesson}.ipynb", as_version=4)
    folder = str(tmp_path_factory.mktemp(lesson))
    client = nbclient.NotebookClient(
        notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": folder}}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a third-party package, while the kernel starts and stops
        client.execute()
    return [(c.source.partition("\n")[0], output) for c in notebook.cells for output in c.get("outputs", ())]


def test_no_cell_stops_or_warns(outputs):
    bad = [(cell, o) for cell, o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    assert not bad


def test_numbers_are_shown_as_numbers(outputs):
    shown = [(cell, o.get("data", {}).get("text/plain", o.get("text", ""))) for cell, o in outputs]
    assert not [(cell, text) for cell, text in shown if SCALAR.search(text)]
