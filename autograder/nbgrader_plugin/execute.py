"""nbgrader's own door: `nbgrader autograde`, and the formgrader's button, run notebooks in our executor."""

from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade
from traitlets import Enum, Unicode

from autograder.common.text import printable
from autograder.course.release import is_test, marks
from autograder.course.release_facts import facts_of
from autograder.nbgrader_plugin import autograde, handed_in
from autograder.nbgrader_plugin.handed_in import TakenIn
from autograder.nbgrader_plugin.staged import log_flags
from autograder.pipeline import GRADER_LOST
from autograder.reports.html.safe_notebook import neutralize
from autograder.restore.suspicious import suspicious
from autograder.sandbox.executor import MODES
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Run
from autograder.sandbox.run import executor_of
from autograder.sandbox.supervisor.files import Files
from autograder.scoring.score import score_test
from autograder.task import seed_of

_FOREVER = 24 * 3600.0


class SplitExecute(Execute):
    """Executes a notebook as nbgrader's `Execute` does, with the student's cells confined and the tests apart.

    A submission is run as the release and our intake have it (`autograde.py`), whatever nbgrader was told of it; a
    notebook of no submission, such as an instructor's own, as it is. Options of `Execute` (`timeout`, `enabled`) hold
    here too.
    """

    sandbox = Enum(MODES, default_value="auto", help="Walls: auto, strict or off.").tag(config=True)
    course = Unicode(
        "", help="The folder with the course's course.toml; the working directory by default."
    ).tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.converter = getattr(self.parent, "parent", None)
        self.told: set[str] = (
            set() if self.converter is None else vars(self.converter).setdefault("told", set())
        )
        autograde.install()  # from now on; what has begun already is taken over as it is
        autograde.take_over(self.converter)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Fill in the outputs of `nb`.

        Raises NoSuchKernel if the notebook asks for another kernel than Python's.
        """
        ours = isinstance(self.converter, autograde.ReleaseAutograde)
        taken = self.converter.at_hand(resources) if ours else None
        if taken is not None:
            nb.cells, nb.metadata = taken.notebook.cells, taken.notebook.metadata
            nb.nbformat, nb.nbformat_minor = taken.notebook.nbformat, taken.notebook.nbformat_minor
        spec = nb.metadata.get("kernelspec") or {}
        name = spec.get("name", "python3")
        if name not in ("python", "python3") and spec.get("language") != "python":
            raise NoSuchKernel(printable(str(name)))
        has_code = any(cell.cell_type == "code" and cell.source.strip() for cell in nb.cells)
        if has_code and not (taken and taken.reason):
            run = self.run(nb, taken, (resources.get("metadata") or {}).get("path"))
            if taken is not None:
                set_scores(nb, taken, run)
        if taken is not None:
            neutralize(nb, handed_in.sources(taken.release))
        return nb, resources

    def run(self, nb: NotebookNode, taken: TakenIn | None, place: str | None) -> Run:
        """Run a notebook, and say what was seen."""
        seconds = float(self.timeout) if self.timeout and self.timeout > 0 else _FOREVER
        limits = Limits.of(seconds, total_seconds=max(Limits.total_seconds, 10 * seconds))
        options: dict[str, Any] = {"limits": limits, "place": Path(place) if place else None}
        if taken is not None:
            release, task = taken.release, taken.task
            options |= {"files": Files(release.beside.files, task.files), "facts": facts_of(release)}
            options["seed"] = seed_of(task, taken.file, release)
        course, files = Path(self.course or Path.cwd()), options.get("files", ())
        run = executor_of(nb, course, self.sandbox, files).run(nb, **options)
        flags = [*run.flags, *(suspicious(nb, handed_in.sources(taken.release)) if taken else ())]
        flags += [GRADER_LOST] if run.lost else []
        log_flags(self.log, taken.label if taken else "", flags)
        for line in _open_ways(run.sandbox):
            if line not in self.told:
                self.told.add(line)
                self.log.warning("sandbox: this machine %s", line)
        return run


def _open_ways(sandbox: dict[str, Any]) -> list[str]:
    """Return what a report says of walls that are missing."""
    missing = [f"lacks {what}" for what in sandbox["missing"]]
    return [*missing, *(f"does not stop {way}" for way in sandbox["not_stopped"])]


def set_scores(nb: NotebookNode, taken: TakenIn, run: Run) -> None:
    """See to it that nbgrader reads from each test cell's outputs the points that `autograder grade` gives for it."""
    cells = {marks(cell)["grade_id"]: cell for cell in nb.cells if is_test(cell)}
    for exercise in taken.release.exercises:
        for test in exercise.tests:
            cell = cells.get(test.id)
            if cell is None or test.by_hand:
                continue
            entry = score_test(test, run.tests.get(test.id), cell)
            if score_of(cell) != entry["score"]:
                set_score(cell, entry["score"], f"{entry['status']}: {entry['message']}")


def score_of(cell: NotebookNode) -> float | None:
    """Return what nbgrader gives for a test cell, None where its rule fails."""
    try:
        return determine_grade(cell)[0]
    except ValueError:
        return None


def set_score(cell: NotebookNode, score: float, why: str) -> None:
    """Change a test cell's outputs so that nbgrader gives it this score, without loss of a word."""
    results = [out for out in cell.outputs if out.output_type == "execute_result"]
    others = [out for out in cell.outputs if out.output_type != "execute_result"]
    texts = [str(out.data.get("text/plain", "")) + "\n" for out in results]
    said = [nbformat.v4.new_output("stream", text=text) for text in texts]
    # For what is said on stderr nbgrader takes all points.
    as_stdout = [NotebookNode(o, name="stdout") if o.output_type == "stream" else o for o in others]
    cell.outputs = [*as_stdout, *said]
    points = score_of(cell)
    if points == score:
        return
    if score == 0:
        cell.outputs.append(handed_in.error(why))
    else:
        cell.outputs.insert(0, nbformat.v4.new_output("execute_result", data={"text/plain": repr(score)}))
