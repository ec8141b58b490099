"""A beginner who runs an untouched lesson from top to bottom gets to its end."""

import warnings

import nbclient
import nbformat
import pytest

from tests.support.lessons import NAMES, ROOT


@pytest.mark.parametrize("lesson", NAMES)
def test_run_all_on_an_untouched_lesson_goes_through_and_every_test_says_not_written_yet(lesson, tmp_path):
    notebook = nbformat.read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb", as_version=4)
    client = nbclient.NotebookClient(
        notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": str(tmp_path)}}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a third-party package, while the kernel starts and stops
        client.execute()  # stops at an error, but in cells whose tag allows it
    tests = [cell for cell in notebook.cells if "check(" in cell.source and "__" in cell.id]
    assert tests
    for cell in tests:
        [error] = [output for output in cell.outputs if output.output_type == "error"]
        assert " is not written yet" in error.evalue.replace("It is", "it is"), cell.id
