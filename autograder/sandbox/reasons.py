"""Say in one line why a student's cell did not run, and know such a line again."""

import re
import sys
from collections.abc import Collection

REFUSED = "can't be imported here"
_SYNTAX = ("SyntaxError", "IndentationError", "TabError")
_IN_CELL = re.compile(r"^(?P<what>.*?) \(\d+\.py, line (?P<line>\d{1,9})\)$")
NEWER = "newer than the grader's"
_NEWER = re.compile(
    r"[ \t]*(?:type[ \t]+\w+[ \t]*(?:\[[^=]*)?=|(?:async[ \t]+)?(?:def|class)[ \t]+\w+[ \t]*\[)"
)
_NESTED = re.compile(r"""[fF]\w?(['"]).*\{[^}]*(?:\1|\\)""")
"""What Python 3.12 has brought: type statements, parameters of types, any text within f-strings."""
_CAUSE = re.compile(
    r"^(?:(?P<syntax>(?:Syntax|Indentation|Tab)Error in line \d+ of y)|Y)our cell (?:`(?P<name>[^`\n]{1,200})`|\d+)"
    r"(?(syntax): |(?P<how> did not run: | stopped with | did not finish: ))"
)


def cause_of(cell: str, kind: str, words: str, source: str = "") -> str:
    """Return why a cell's names are not there, from the name and the text of the exception that ended it.

    >>> cause_of("total", "SyntaxError", "expected ':' (2890234405.py, line 1)")
    "SyntaxError in line 1 of your cell `total`: expected ':'"
    >>> cause_of("cell 7", "KeyError", "'a'")
    "Your cell 7 stopped with KeyError: 'a'"
    """
    words = words.strip().partition("\n")[0][:600]
    if kind in _SYNTAX and (found := _IN_CELL.match(words)):
        is_newer = _is_newer(source.split("\n")[int(found["line"]) - 1 :][:1], found["what"])
        newer = f"your Python is {NEWER} {sys.version_info[0]}.{sys.version_info[1]}: " if is_newer else ""
        return f"{kind} in line {found['line']} of your {cell_words(cell)}: {newer}{found['what']}"
    if REFUSED in words and kind in ("ModuleNotFoundError", "ImportError"):
        return f"Your {cell_words(cell)} did not run: {words}"
    return f"Your {cell_words(cell)} stopped with {kind}{': ' * bool(words)}{words}"


def _is_newer(line: list[str], what: str) -> bool:
    """Say whether a line that this Python can't read is one that a newer Python may read."""
    found = line and (_NEWER.match(line[0]) or (what.startswith("f-string") and _NESTED.search(line[0])))
    return bool(found) and sys.version_info < (3, 12)


def missed_from_tests(kind: str, words: str, names: Collection[str]) -> str:
    """Return what to add to a cause where a cell missed one of the `names` that test cells define.

    >>> missed_from_tests("NameError", "name 'rng' is not defined", {"rng"})
    '; tests run elsewhere: what a test cell defines is not there for answers'
    """
    found = re.match(r"name '(\w{1,200})' is not defined", words) if kind == "NameError" else None
    missed = bool(found) and found[1] in names
    return "; tests run elsewhere: what a test cell defines is not there for answers" * missed


def explained(message: str, names: Collection[str]) -> str:
    """Return a test's message; where the submission missed one of the `names` that test cells define, it says why.

    >>> explained("NameError: name 'rng' is not defined\\nin the submission: ...", {"rng"}).split("; ")[1]
    'tests run elsewhere: what a test cell defines is not there for answers\\nin the submission: ...'
    """
    if "\nin the submission:" not in message:
        return message
    first, rest = message.split("\n", 1)
    kind, _, words = first.partition(": ")
    return f"{first}{missed_from_tests(kind, words, names)}\n{rest}"


def unfinished(cell: str, how: str) -> str:
    """Return the line for a cell that did not come to its end."""
    return f"Your {cell_words(cell)} did not finish: {how}"


def cell_words(cell: str) -> str:
    """Return a cell as a reader knows it: by its name, else by its number."""
    return cell if re.fullmatch(r"cell \d+", cell) else f"cell `{cell}`"


def is_cause(symptom: str) -> bool:
    """Say whether a line tells why a cell did not run.

    >>> is_cause("Your cell `total` did not finish: it was killed"), is_cause("total: It is 4.")
    (True, False)
    """
    return _CAUSE.match(symptom) is not None


def refused_module(symptom: str) -> str:
    """Return the name of the module that a line says was refused; empty where it says no such thing."""
    found = re.search(rf"\b([A-Za-z_]\w{{0,40}}) {REFUSED}\b", symptom)
    return found[1] if found else ""


def advice(symptom: str) -> str:
    """Return what a student can do about the cause that a line tells; empty where it tells none."""
    if module := refused_module(symptom):
        return (
            f"Take out the import of `{module}` and write what it did yourself. "
            f"Your own Jupyter doesn't stop there if {module} is installed on your computer; the grader does."
        )
    found = _CAUSE.match(symptom)
    if not found:
        return ""
    cell = f"cell `{found['name']}`" if found["name"] else "cell"
    if found["syntax"] and NEWER in symptom:
        return (
            f"Write that line of the {cell} so that the grader's Python reads it, too: without what is new."
        )
    if found["syntax"]:
        return f"Run the {cell} in Jupyter: it stops there too, and marks the place. Look at the line before it, too."
    if "finish" in found["how"]:
        return f"Look in the {cell} for a loop that never ends, and for calls that end Python itself."
    return (
        f"Choose “Restart Kernel” in Jupyter and run the cells from the top down to the {cell}: "
        "read the last line of its error first."
    )
