"""What happens to notebooks on their way: each accident turns a good notebook into what may be handed in."""

import json
import random
from collections.abc import Callable

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.course.release import is_solution, is_test, marks


def plain(notebook: NotebookNode, rng: random.Random) -> bytes:
    """Nothing happens."""
    del rng
    return nbformat.v4.writes(notebook).encode()


def truncated(notebook: NotebookNode, rng: random.Random) -> bytes:
    """The upload breaks off."""
    data = plain(notebook, rng)
    return data[: rng.randrange(len(data) // 4, len(data) // 2)]


def emptied(notebook: NotebookNode, rng: random.Random) -> bytes:
    """The file has no content."""
    del notebook, rng
    return b""


def test_deleted(notebook: NotebookNode, rng: random.Random) -> bytes:
    """One test cell is deleted."""
    tests = [cell for cell in notebook.cells if is_test(cell)]
    notebook.cells.remove(rng.choice(tests))
    return plain(notebook, rng)


def tests_edited(notebook: NotebookNode, rng: random.Random) -> bytes:
    """All tests are commented out, and their points raised."""
    for cell in notebook.cells:
        if is_test(cell):
            cell.source = "\n".join(f"# {line}" for line in cell.source.split("\n"))
            cell.metadata.nbgrader.points = 100
    return plain(notebook, rng)


def marks_stripped(notebook: NotebookNode, rng: random.Random) -> bytes:
    """A tool drops all metadata and gives new ids."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata = NotebookNode()
        cell.id = f"{rng.getrandbits(32):08x}-{number}"
    return plain(notebook, rng)


def reordered(notebook: NotebookNode, rng: random.Random) -> bytes:
    """The tests of an exercise are moved up above its solution."""
    del rng
    spots = [i for i, cell in enumerate(notebook.cells) if is_solution(cell) and cell.cell_type == "code"]
    for spot in reversed(spots):
        test = next((i for i in range(spot, len(notebook.cells)) if is_test(notebook.cells[i])), None)
        if test is not None:
            notebook.cells.insert(spot, notebook.cells.pop(test))
    return nbformat.v4.writes(notebook).encode()


def duplicated(notebook: NotebookNode, rng: random.Random) -> bytes:
    """A solution cell stands there twice, marks and all."""
    spots = [i for i, cell in enumerate(notebook.cells) if is_solution(cell) and cell.cell_type == "code"]
    spot = rng.choice(spots)
    twin = NotebookNode(notebook.cells[spot])
    twin.id = "twin"
    notebook.cells.insert(spot + 1, twin)
    return plain(notebook, rng)


def from_colab(notebook: NotebookNode, rng: random.Random) -> bytes:
    """Colab has saved it: nbformat 4.0, ids in the metadata, outputs, its own fields."""
    data = json.loads(plain(notebook, rng))
    data["nbformat_minor"] = 0
    data["metadata"] = {
        "colab": {"provenance": []},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "accelerator": "GPU",
    }
    for cell in data["cells"]:
        del cell["id"]
        cell["metadata"] |= {
            "id": f"{rng.getrandbits(48):012x}",
            "colab": {"base_uri": "https://localhost:8080/"},
        }
        if cell["cell_type"] == "code":
            text = {"name": "stdout", "output_type": "stream", "text": ["from another run\n"]}
            cell |= {"execution_count": rng.randrange(1, 99), "outputs": [text]}
    return json.dumps(data).encode()


def old_format(notebook: NotebookNode, rng: random.Random) -> bytes:
    """It is saved in format 3, as before 2015."""
    del rng
    cells = []
    for cell in notebook.cells:
        old = {"cell_type": cell.cell_type, "metadata": dict(cell.metadata)}
        if cell.cell_type == "code":
            old |= {"input": cell.source, "outputs": [], "language": "python", "collapsed": False}
            old["prompt_number"] = 1
        else:
            old["source"] = cell.source
        cells.append(old)
    data = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
    return json.dumps(data, indent=1).encode()


def from_windows(notebook: NotebookNode, rng: random.Random) -> bytes:
    """An editor on Windows has saved it: a byte-order mark and CR LF line ends."""
    return b"\xef\xbb\xbf" + plain(notebook, rng).replace(b"\n", b"\r\n")


def answers_moved(notebook: NotebookNode, rng: random.Random) -> bytes:
    """Every answer stands in a new cell below an emptied one."""
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if is_solution(cell) and cell.cell_type == "code":
            name = marks(cell)["grade_id"]
            cells.append(nbformat.v4.new_code_cell(cell.source, id=f"moved-{name}"[:64]))
            cell.source = "# see below"
    notebook.cells = cells
    return plain(notebook, rng)


HARMLESS: dict[str, Callable] = {
    "test-deleted": test_deleted,
    "tests-edited": tests_edited,
    "marks-stripped": marks_stripped,
    "reordered": reordered,
    "duplicated": duplicated,
    "from-colab": from_colab,
    "old-format": old_format,
    "from-windows": from_windows,
    "answers-moved": answers_moved,
}
"""Accidents after which the answers are all still there."""

FATAL: dict[str, Callable] = {"truncated": truncated, "empty": emptied}
"""Accidents that leave nothing to grade."""
