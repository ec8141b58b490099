"""Where a learner's function is not right yet, let the lesson's own cells go on with the course's."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from types import CodeType

from convlab.checks.diagnosis import Learner, agree
from convlab.mistakes import Bank, all_banks, banks

UNDEFINED, UNWRITTEN = "is not defined", "is not written yet"
SECONDS = 3.0  # for all probes of one function together
_LESSONS = re.compile(r"cell-\d+$")  # the ids of a lesson's own cells
_ELSEWHERE = re.compile(
    r"vscode-|$"
)  # VS Code sends an address, others nothing: is it the lesson's or the learner's?
_judged: dict[str, tuple[tuple, str]] = {}


@cache
def exercise_names() -> frozenset[str]:
    """Return the names of all functions that lessons ask for."""
    return frozenset(bank.function for bank in all_banks())


def bank_of(name: str, function: object) -> Bank | None:
    """Return the bank of the lesson at hand: that of the same parameters, else the one that takes the most."""
    known = sorted(banks(name), key=lambda bank: -len(bank.parameters()))
    own = list(inspect.signature(function).parameters) if inspect.isfunction(function) else []
    return next((bank for bank in known if bank.parameters() == own), known[0] if known else None)


def wanting(source: str, cell_id: str | None, names: Mapping[str, object]) -> dict[str, tuple[str, Callable]]:
    """Return which functions a lesson's cell uses that are not right yet: why, and the course's own.

    Test cells, a learner's answers and places to try things keep the learner's functions, right or wrong.

    Parameters
    ----------
    source : str
        The cell.
    cell_id : str or None
        As the front end sends it; None where it sends none.
    names : mapping
        The notebook's names.
    """
    return _wanting(_names_used(source), cell_id, names)


def wanting_by(
    function: Callable, cell_id: str | None, names: Mapping[str, object]
) -> dict[str, tuple[str, Callable]]:
    """Return the same for what a function of a cell calls, such as the one behind a dial."""
    code = getattr(function, "__code__", None)
    return _wanting(_names_in(code) if code else (), cell_id, names)


def _wanting(
    used: Iterable[str], cell_id: str | None, names: Mapping[str, object]
) -> dict[str, tuple[str, Callable]]:
    is_lessons, is_unknown = _LESSONS.match(cell_id or ""), _ELSEWHERE.match(cell_id or "")
    found = {}
    for name in sorted(exercise_names() & set(used)) if is_lessons or is_unknown else ():
        bank = bank_of(name, names.get(name))
        why = _why_not(name, bank, names)
        if why and (is_lessons or why in (UNDEFINED, UNWRITTEN)):
            found[name] = (why, _named(name, bank.oracle))
    return found


@cache
def _named(name: str, oracle: Callable) -> Callable:
    """Return the course's function under the exercise's name, which a lesson's chart may write."""

    @wraps(oracle)
    def lent(*args: object, **kwargs: object) -> object:
        return oracle(*args, **kwargs)

    lent.__name__ = lent.__qualname__ = name
    return lent


def foundations(name: str, function: object, names: Mapping[str, object]) -> dict[str, tuple[str, Callable]]:
    """Return which other exercises' functions an answer calls that are not right yet: why, and the course's own."""
    code = getattr(function, "__code__", None)
    called = set(_names_in(code)) & exercise_names() - {name} if code else set()
    found = {}
    for other in sorted(called):
        bank = bank_of(other, names.get(other))
        if why := _why_not(other, bank, names):
            found[other] = (why, bank.oracle)
    return found


def _names_in(code: CodeType) -> list[str]:
    """Return the global names that code reads, that of inner functions too."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return [*code.co_names, *(name for part in inner for name in _names_in(part))]


def _why_not(name: str, bank: Bank, names: Mapping[str, object]) -> str:
    """Return why a function can't be used, for a sentence; empty when it is right."""
    function = names.get(name)
    if not callable(function):
        return UNDEFINED
    state = tuple(
        names.get(other) if callable(names.get(other)) else None for other in sorted(exercise_names())
    )
    known, why = _judged.get(name, ((), ""))
    if known != state:
        _judged[name] = (state, why := _judge(function, bank))
    return why


def _judge(function: Callable, bank: Bank) -> str:
    learner = Learner(function, SECONDS, is_limited=True)
    for at in bank.probes:
        outcome = learner.outcome(at)
        if outcome is None:
            return "takes too long"
        if isinstance(outcome.error, NotImplementedError):
            return UNWRITTEN
        if not agree(outcome, bank.outcome(bank.oracle, at)):
            return "is not right yet"
    return ""


def _names_used(source: str) -> frozenset[str]:
    """Return the names that a lesson's cell reads; none of a test's, or of a cell that defines such a function."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return frozenset()
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    if "check" in read:
        return frozenset()
    return frozenset(read - bound)
