"""Read a lesson's known answers: data that lies beside the lesson and is never executed here."""

import ast
from pathlib import Path
from typing import NamedTuple

from autograder.course.course import Course, UsageError


class Answer(NamedTuple):
    """One way to write a function.

    Attributes
    ----------
    function : str
        The solution cell that it belongs into.
    kind : str
        "right" or "wrong".
    id : str
    mistake : str or None
        The id of the mistake that must be named.
    source : str
        The whole cell.
    """

    function: str
    kind: str
    id: str
    mistake: str | None
    source: str


def answers_path(course: Course, lesson: str) -> Path:
    """Return where a lesson's answers lie."""
    return course.root / "source" / "answers" / f"{lesson}.py"


def load_answers(path: Path) -> list[Answer]:
    """Read the list `ANSWERS = [{...}, ...]` of literals from a Python file, without running it.

    Raises
    ------
    UsageError
        If the file isn't in that form.
    """
    try:
        module = ast.parse(path.read_text(encoding="utf-8"))
        values = [n.value for n in module.body if isinstance(n, ast.Assign) and names_answers(n.targets)]
        entries = [Answer(**entry) for entry in ast.literal_eval(values[0])]
    except (OSError, SyntaxError, ValueError, TypeError, IndexError) as problem:
        raise UsageError(f"{path} has no list ANSWERS of answers: {problem}") from problem
    odd = [answer.id for answer in entries if answer.kind not in ("right", "wrong")]
    if odd:
        raise UsageError(f"{path}: the kind of {odd[0]!r} is neither right nor wrong")
    return entries


def names_answers(targets: list[ast.expr]) -> bool:
    """Say whether an assignment is the one to ANSWERS."""
    return any(isinstance(target, ast.Name) and target.id == "ANSWERS" for target in targets)
