"""Mark a lesson from inside its notebook, hidden tests included: the grader runs in a process of its own."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

from convlab.checks import learner
from convlab.pictures import drawing
from convlab.widgets.base import Widget, make

PATIENCE = 600.0  # seconds for the grader
SAVING = 3.0  # seconds for the page to save the notebook
NOT_HERE = (
    "The hidden tests are not on this machine: they lie in the course's own folder, where `make lab` opens the "
    "lessons and this button marks them. In a class, hand the notebook in; your instructor's grader runs them."
)
NO_GRADER = (
    "The grader is not installed here. In the course's folder run `python -m pip install -e '.[grade]'`, "
    "or use `make lab`, which does so."
)
UNSAVED = (
    "What runs here is not what is saved ({}). Run its cell again, where the function must keep its name, save "
    "the notebook with Ctrl+S, then press the button once more."
)


def mark(lesson: str) -> Widget:
    """Return a button that marks this notebook as `make mark` does, and shows points and hints.

    Parameters
    ----------
    lesson : str
        Such as `"01_ops"`: the notebook's name, and its folder's.
    """

    def compute(given: dict) -> dict:
        if not given["presses"]:
            return {"state": "ready"}
        Thread(target=work, args=(given["n"],), daemon=True).start()
        return {"state": "running"}

    def work(n: int) -> None:
        widget.answer = {**marks(lesson, Path.cwd()), "n": n}

    def still() -> str:
        words = f"A button that marks lesson {lesson}, hidden tests included. Run the cell above to see it."
        return drawing.picture(700, 44, [drawing.text(350, 26, words, size=14)], words)

    widget = make("mark", setup={"lesson": lesson}, given={"presses": 0}, compute=compute, still=still)
    return widget


def marks(lesson: str, folder: Path) -> dict:
    """Return the marks of the notebook in `folder` as plain data: `state` is "marked" or "refused".

    A refusal has `words`; marks have what `python -m autograder mark --json` prints of a lesson.
    """
    notebook = folder / f"{lesson}.ipynb"
    root = next((up for up in folder.parents if (up / "source" / f"{lesson}.py").is_file()), None)
    if root is None or not notebook.is_file() or folder.name != lesson:
        return refused(NOT_HERE)
    if find_spec("autograder") is None:
        return refused(NO_GRADER)
    names = unsaved(notebook)
    if names:
        return refused(UNSAVED.format(", ".join(names)))
    command = [
        sys.executable,
        "-m",
        "autograder",
        "mark",
        lesson,
        "--course",
        root,
        "--folder",
        folder.parent,
    ]
    try:
        done = subprocess.run(
            [*map(str, command), "--json"], capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return refused(f"The grader did not answer within {PATIENCE:.0f} seconds.")
    if done.returncode:
        return refused((done.stderr.strip().splitlines() or ["The grader stopped without a word."])[-1])
    return {"state": "marked", **json.loads(done.stdout)[0]}


def refused(words: str) -> dict:
    """Return the answer that says why there are no marks."""
    return {"state": "refused", "words": words}


def unsaved(notebook: Path) -> list[str]:
    """Return the learner's functions that run in another form than the saved notebook has, after some waiting."""
    end = time.monotonic() + SAVING
    while True:
        found = differing(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.2)


def differing(cells: list[dict]) -> list[str]:
    """Return the names of solution cells whose function runs here with a source that no cell holds."""
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    solutions = [mark for cell in cells if (mark := cell["metadata"].get("nbgrader", {})).get("solution")]
    found = []
    for name in (mark["grade_id"] for mark in solutions):
        function = learner.named(name)
        if inspect.isfunction(function):
            try:
                source = inspect.getsource(function).strip()
            except (OSError, TypeError):
                continue
            if not any(source in text for text in sources):
                found.append(name)
    return found
