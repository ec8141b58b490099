"""Read a lesson's known answers: cells of plain code beside the lesson, never run here."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from autograder.common.errors import UsageError
from autograder.course.course import Course

TITLE = re.compile(
    r"# %% +(?P<function>\w+) +(?P<kind>right|wrong) +(?P<id>\S+)( +is +(?P<mistake>\S+))?( +like +(?P<like>\S+))?"
)
"""The first line of an answer: function, kind, id, the mistake that it shows, and the answer that it changes."""
CHANGE = re.compile(r"# ?([-+ ])(?: (.*))?")


class Answer(NamedTuple):
    """One way to write a function."""

    function: str  # the solution cell that it belongs into
    kind: str  # "right" or "wrong"
    id: str
    mistake: str | None  # the id of the mistake that must be named
    source: str  # the whole cell


def answers_path(course: Course, lesson: str) -> Path:
    """Return where a lesson's answers lie."""
    return course.root / "source" / "answers" / f"{lesson}.py"


def load_answers(path: Path) -> list[Answer]:
    """Read the answers of a py:percent file, each a cell under a title.

    A cell may hold the function as it is, or say `like ID` and what it changes in that earlier answer
    (see `changed`). What stands before the first cell is for editors and ruff alone.

        # %% conv2d_multi  right  loop-over-channels
        def conv2d_multi(x, w, b=None):
            ...

        # %% conv2d_multi  wrong  bias-c  is bias-by-channel  like loop-over-channels
        # -             total = total + b[f]
        # +             total = total + b[c]

    Raises UsageError if the file isn't in that form; the text names the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as problem:
        raise UsageError(f"{path} can't be read: {problem}") from problem
    if "\nANSWERS = [" in text:
        return read_list(text)
    answers: dict[tuple[str, str], Answer] = {}
    for number, title, lines in cells(text):
        try:
            answer = read_answer(title, lines, answers)
        except ValueError as problem:
            raise UsageError(f"{path}, line {number}: {problem}") from problem
        answers[answer.function, answer.id] = answer
    if not answers:
        raise UsageError(f"{path} has no answers, cells such as '# %% conv2d  right  loops'")
    return list(answers.values())


def read_list(text: str) -> list[Answer]:
    """Read the form before this one, a list of dicts: a course of one's own may still be written so."""
    value = next(n.value for n in ast.parse(text).body if isinstance(n, ast.Assign))
    return [Answer(**entry | {"source": entry["source"].strip("\n")}) for entry in ast.literal_eval(value)]


def cells(text: str) -> list[tuple[int, str, list[str]]]:
    """Return the cells of a py:percent text: the number of the title's line, the title, and the lines below it."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("# %%"):
            found.append((number, line.rstrip(), []))
        elif found:
            found[-1][2].append(line)
    return found


def read_answer(title: str, lines: list[str], earlier: dict[tuple[str, str], Answer]) -> Answer:
    """Return a cell's answer; `earlier` ones may be changed by it.

    Raises ValueError if the cell is in no form that is known.
    """
    match = TITLE.fullmatch(title)
    if match is None:
        raise ValueError(f"expected '# %% FUNCTION  right|wrong  ID  [is MISTAKE]  [like ID]', got {title!r}")
    function, kind, name, mistake, like = match.group("function", "kind", "id", "mistake", "like")
    if (function, name) in earlier:
        raise ValueError(f"{function} has an answer {name!r} already")
    source = "\n".join(lines).strip("\n")
    if like is not None:
        base = earlier.get((function, like))
        if base is None:
            raise ValueError(f"no answer {like!r} of {function} stands above")
        source = "\n".join(changed(base.source.split("\n"), [line for line in lines if line]))
    return Answer(function, kind, name, mistake, source)


def changed(base: list[str], changes: list[str]) -> list[str]:
    """Return lines with changes made, which are comments, read from top to bottom.

    `# - LINE` goes forward to the next such line of `base` and leaves it out, `#   LINE` goes forward and keeps it,
    `# + LINE` adds a line where the one before stood (at the top, if it is the first).

    Raises ValueError if a line is no change, or `base` has no such line from there on.
    """
    result, place = [], 0
    for text in changes:
        match = CHANGE.fullmatch(text)
        if match is None:
            raise ValueError(f"expected '# - LINE', '# + LINE' or '#   LINE', got {text!r}")
        sign, line = match[1], match[2] or ""
        if sign == "+":
            result.append(line)
            continue
        if line not in base[place:]:
            raise ValueError(f"there is no line {line!r} from line {place + 1} on")
        found = base.index(line, place)
        result += base[place : found + (sign == " ")]
        place = found + 1
    return result + base[place:]
