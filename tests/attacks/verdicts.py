"""Say of a graded class what came through, who was touched, and what was left behind."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from tests.attacks.harness import ROOT, Class
from tests.attacks.kinds import HELD, THROUGH, TRACE, Attack


@dataclass
class Verdict:
    """What became of one attack.

    Attributes
    ----------
    attack : Attack
    student : str
    problems : list of str
        Empty where it was stopped and nothing else was lost.
    given_away : list of str
        Those of them that are points which were not due.
    stopped : str
        What stopped it.
    """

    attack: Attack
    student: str
    problems: list[str] = field(default_factory=list)
    given_away: list[str] = field(default_factory=list)
    stopped: str = ""

    @property
    def came_through(self) -> bool:
        """Whether it gained points, or reached what it must not reach."""
        return bool(self.given_away) or any(
            problem.startswith("it came through") for problem in self.problems
        )


def verdicts(group: Class) -> list[Verdict]:
    """Judge every attack."""
    return [_judge(group, student, attack) for student, attack in group.attackers.items()]


def _judge(group: Class, student: str, attack: Attack) -> Verdict:
    verdict = Verdict(attack, student)
    result = group.result(student)
    if not result:
        verdict.problems.append("there is no result")
        return verdict
    got = {exercise["name"]: exercise["score"] for exercise in result["exercises"]}
    said = {e["name"]: [test["message"][:200] for test in e["tests"]] for e in result["exercises"]}
    for name, due in attack.points.items():
        if due is not None and got.get(name) != due:
            verdict.problems.append(f"{name} earned {got.get(name)}, {due:g} were due: {said.get(name)}")
            if got.get(name, 0) > due:
                verdict.given_away.append(verdict.problems[-1])
    kinds = {flag.partition(":")[0] for flag in result["flags"]}
    if attack.flags and not kinds & set(attack.flags):
        verdict.problems.append(
            f"none of the flags {', '.join(attack.flags)} was raised, but {sorted(kinds)}"
        )
    messages = [test["message"] for exercise in result["exercises"] for test in exercise["tests"]]
    if attack.says and not re.search(attack.says, "\n".join([*messages, *result["flags"]])):
        verdict.problems.append(f"no message says {attack.says!r}")
    if any(
        test["mistake"]
        for exercise in result["exercises"]
        for test in exercise["tests"]
        if test["status"] == "passed"
    ):
        verdict.problems.append("a passed test has a mistake")
    printed = group.printed(student)
    if THROUGH in printed:
        verdict.problems.append(f"it came through: {_line(printed, THROUGH)}")
    page = group.page(student)
    if not page:
        verdict.problems.append("there is no feedback page")
    verdict.problems += [f"the page holds {text!r}" for text in attack.page if text in page]
    verdict.stopped = (
        _line(printed, HELD)
        or next((m.splitlines()[0] for m in messages if m), "")
        or "; ".join(result["flags"][:1])
    )
    return verdict


def neighbor_problems(group: Class) -> list[str]:
    """Return what is not as it should be with the neighbors."""
    problems, seen = [], {}
    for student, due in group.neighbors.items():
        result = group.result(student)
        got = {exercise["name"]: exercise["score"] for exercise in result.get("exercises", [])}
        if got != due:
            problems.append(f"neighbor {student} earned {got}, due were {due}")
        if flags := [
            flag
            for flag in result.get("flags", [])
            if not (flag.startswith("suspicious:") and "cell 3 " in flag)
        ]:
            problems.append(f"neighbor {student} was flagged: {flags}")
        seen.setdefault(group.printed(student).split("\n", 1)[0], []).append(student)
    if len(seen) > 1:
        problems.append(f"neighbors saw different worlds: {seen}")
    return problems


def gradebook_problems(group: Class) -> list[str]:
    """Return where nbgrader's gradebook differs from the results."""
    query = """select student.id, sum(coalesce(grade.auto_score, 0)), sum(grade.manual_score is not null) from grade
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join student on submitted_assignment.student_id = student.id group by student.id"""
    with contextlib.closing(sqlite3.connect(group.course / "gradebook.db")) as book:
        rows = {student: (score, manual) for student, score, manual in book.execute(query)}
    problems = [f"the gradebook has no {s}" for s in {*group.attackers, *group.neighbors} - set(rows)]
    for student, (score, manual) in rows.items():
        if manual or score != group.result(student).get("score"):
            problems.append(f"the gradebook says {score} for {student}, {manual} of its marks by hand")
    return problems


def traces(group: Class) -> list[str]:
    """Return what attacks left behind or reached outside; it is removed."""
    found = [str(path) for path in _marked_files(group)]
    found += [f"a process: {words}" for words in group.survivors]
    found += [f"network: {what}" for what in group.outside.heard]
    if group.canary.read_text() != f"a secret {TRACE}":
        found.append("the canary was changed")
    return found


def _marked_files(group: Class):
    """Yield files whose name an attack has made, and startup files, wherever a process may write."""
    site = Path(nbformat.__file__).parents[1]
    shallow = [
        ROOT,
        ROOT / "autograder",
        site,
        Path.home(),
        Path("/"),
        Path("/run"),
        Path("/var/tmp"),
        Path("/dev/shm"),
        Path(tempfile.gettempdir()),
    ]
    for folder in shallow:
        yield from _remove(folder.glob(f"*{TRACE}*"))
    yield from _remove(p for p in group.folder.rglob(f"*{TRACE}*"))
    yield from _remove(group.home.glob(".ipython/profile_default/startup/*"))


def _remove(paths):
    for path in list(paths):
        with contextlib.suppress(OSError):
            path.unlink()
        yield path


def _line(text: str, mark: str) -> str:
    """Return what stands behind a mark in printed text."""
    lines = [line.partition(mark)[2].strip() for line in text.splitlines() if mark in line]
    return (lines[0] or "nothing was found") if lines else ""
