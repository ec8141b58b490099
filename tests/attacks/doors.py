"""The doors by which a class is graded, each tried with the same attacks: our own command, and nbgrader's."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbconvert import HTMLExporter

from tests.support import nbgrader_tools
from tests.support.nbgrader_tools import NBGRADER

if TYPE_CHECKING:
    from tests.attacks.harness import Class

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """load_subconfig({ours!r})
c = get_config()
c.CourseDirectory.course_id = "attacked"
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
"""
_FLAG = re.compile(r"(?:WARNING|ERROR)\] (s\d+)/\w+: (.*)")
_SANDBOX = re.compile(r"sandbox: this machine (does not stop|lacks) (.*)")


class GradeDoor:
    """`autograder grade`."""

    name = "grade"
    program = "from autograder.cli import main"

    def prepare(self, group: Class, environment: dict[str, str]) -> None:
        """Do what an instructor does before."""

    def folder(self, group: Class) -> Path:
        """Return where the command is given."""
        return group.folder

    def arguments(self, group: Class, timeout: float) -> list[str]:
        """Return the words of the command."""
        limits = ["--jobs", "2", "--timeout", f"{timeout:g}", "--sandbox", group.level.sandbox]
        return ["grade", group.lesson, "--course", str(group.course), *limits]

    def result(self, group: Class, student: str) -> dict:
        """Return a student's result, empty if there is none."""
        path = group.course / "results" / student / f"{group.lesson}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def page(self, group: Class, student: str) -> str:
        """Return a student's feedback page."""
        path = group.course / "feedback" / student / group.lesson / f"{group.lesson}.html"
        return path.read_text(encoding="utf-8") if path.is_file() else ""


class NbgraderDoor:
    """`nbgrader autograde`, which is what the formgrader's button calls as well."""

    name = "nbgrader"
    program = "import autograder\nfrom nbgrader.apps.nbgraderapp import NbGraderApp\ndef main(words): return NbGraderApp.launch_instance(words)"

    def prepare(self, group: Class, environment: dict[str, str]) -> None:
        """Release the assignment."""
        ours = str(ROOT / "autograder" / "nbgrader_plugin" / "config.py")
        (group.course / "nbgrader_config.py").write_text(CONFIG.format(ours=ours))
        command = [*NBGRADER, "generate_assignment", group.lesson]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=group.course,
            env=environment | {"PATH": nbgrader_tools.path()},
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def folder(self, group: Class) -> Path:
        """Return where the command is given: nbgrader reads its settings there."""
        return group.course

    def arguments(self, group: Class, timeout: float) -> list[str]:
        """Return the words of the command."""
        limits = [f"--Execute.timeout={timeout:g}", f"--SplitExecute.sandbox={group.level.sandbox}"]
        return ["autograde", group.lesson, *limits]

    def result(self, group: Class, student: str) -> dict:
        """Return what gradebook, autograded notebook and log say, in the form of a result."""
        scores = self._scores(group, student)
        if not scores:
            return {}
        said = {name: words for name, words in self._errors(group, student).items() if words}
        exercises = []
        for exercise in group.release.exercises:
            tests = [
                {"id": test.id, "score": scores.get(test.id, 0.0), "message": said.get(test.id, ""), "mistake": None,
                 "status": "failed" if test.id in said else "passed"}
                for test in exercise.tests
            ]  # fmt: skip
            earned = sum(test["score"] for test in tests)
            exercises.append({"name": exercise.name, "score": earned, "tests": tests})
        log = group.done.stderr
        flags = [flag for name, flag in _FLAG.findall(log) if name == student]
        open_ways = _SANDBOX.findall(log)
        return {
            "student": student,
            "score": sum(exercise["score"] for exercise in exercises),
            "exercises": exercises,
            "flags": flags,
            "sandbox": {
                "missing": [what for kind, what in open_ways if kind == "lacks"],
                "not_stopped": [what for kind, what in open_ways if kind != "lacks"],
            },
        }

    def page(self, group: Class, student: str) -> str:
        """Return the notebook as the formgrader puts it into a page."""
        path = group.autograded(student)
        return rendered(path) if path.is_file() else ""

    def _scores(self, group: Class, student: str) -> dict[str, float]:
        query = """select base_cell.name, grade.auto_score from grade
            join base_cell on grade.cell_id = base_cell.id
            join submitted_notebook on grade.notebook_id = submitted_notebook.id
            join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
            where submitted_assignment.student_id = ?"""
        with contextlib.closing(sqlite3.connect(group.course / "gradebook.db")) as book:
            return {name: score or 0.0 for name, score in book.execute(query, [student])}

    def _errors(self, group: Class, student: str) -> dict[str, str]:
        path, said = group.autograded(student), {}
        for cell in nbformat.read(path, as_version=4).cells if path.is_file() else ():
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            errors = [out.evalue for out in cell.get("outputs", []) if out.output_type == "error"]
            said[name] = "\n".join(errors)
        return said


@cache
def exporter() -> HTMLExporter:
    """Return nbconvert's exporter, with the formgrader's template."""
    return HTMLExporter(template_name="classic")


def rendered(path: Path) -> str:
    """Return an autograded notebook as nbconvert renders it, the formgrader's way."""
    return exporter().from_notebook_node(nbformat.read(path, as_version=4))[0]


DOORS = {door.name: door for door in (GradeDoor(), NbgraderDoor())}
