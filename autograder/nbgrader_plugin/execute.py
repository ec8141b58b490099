"""nbgrader's own door: `nbgrader autograde`, and the formgrader's button, run notebooks in our executor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Enum, Unicode

from autograder.sandbox.limits import Limits
from autograder.sandbox.run import MODES, executor_for, rules_for

_FOREVER = 24 * 3600.0


class SplitExecute(Execute):
    """Executes a notebook as nbgrader's `Execute` does, with the student's cells confined and the tests apart.

    Options of `Execute` (`timeout`, `enabled`) hold here too.
    """

    sandbox = Enum(MODES, default_value="auto", help="Walls: auto, strict or off.").tag(config=True)
    course = Unicode(
        "", help="The folder with the course's course.toml; the working directory by default."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Fill in the outputs of `nb`.

        Raises
        ------
        NoSuchKernel
            If the notebook asks for another kernel than Python's.
        """
        spec = nb.metadata.get("kernelspec") or {}
        name = spec.get("name", "python3")
        if name not in ("python", "python3") and spec.get("language") != "python":
            raise NoSuchKernel(name)
        if not any(cell.cell_type == "code" and cell.source.strip() for cell in nb.cells):
            return nb, resources
        seconds = float(self.timeout) if self.timeout and self.timeout > 0 else _FOREVER
        limits = Limits(seconds=seconds, total_seconds=max(Limits.total_seconds, 10 * seconds))
        rules = rules_for(Path(self.course or Path.cwd()), nb)
        place = (resources.get("metadata") or {}).get("path")
        executor = executor_for(rules, self.sandbox)
        run = executor.run(nb, limits=limits, place=Path(place) if place else None)
        for flag in run.flags:
            self.log.warning("%s", flag)
        for way in run.sandbox["not_stopped"]:
            self.log.warning("sandbox: this machine does not stop %s", way)
        return nb, resources
