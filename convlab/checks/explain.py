"""Explain a call that failed: the mistake behind it, the smallest call that shows it, and the words."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from convlab.checks import course_functions, messages
from convlab.checks.calling import Outcome, call, tree_of
from convlab.checks.diagnosis import Learner, diagnose, size, smallest_failure
from convlab.checks.error_questions import CARET
from convlab.checks.judge import judge_value
from convlab.checks.messages import Case, Told
from convlab.checks.own_kernel import SECONDS, Session
from convlab.checks.problems import Problem, about_axes
from convlab.mistakes import Bank, Mistake, Probe, banks

_OF_WHOLE_NUMBERS = re.compile(r"RuntimeWarning: overflow encountered in scalar (multiply|add|subtract)")
_OVERFLOW = "Python warns of numbers too large for their dtype. In which dtype do you multiply and add?"
_LONG_LIST = 130  # characters
_SMALL = 400  # numbers; a call with more is not called small


def explain(
    function: Callable, case: Case, judge: Callable[[Outcome], Problem | None], session: Session | None
) -> tuple[Case, Told, str | None]:
    """Return the case that is shown, what is said of it, and the id of the mistake.

    Parameters
    ----------
    function : callable
        The learner's.
    case : Case
        The call that failed.
    judge : callable
        Returns what is wrong with another outcome of that call.
    session : Session or None
        The learner's own kernel; None in a grader's.
    """
    bank = _bank(function, case.name, case.probe)
    case = replace(case, parameters=bank.parameters() if bank else _own_parameters(function))
    where = bank.where if bank else ""
    if session and (blame := _foundation(function, case, judge, session)):
        return case, messages.tell(case, blame, where, case.outcome.warned), "foundation"
    learner = Learner(function, 4.0 if session else 2.0, is_limited=session is not None)
    case, found = _search(learner, case, bank)
    question = found.question if found else case.problem.question or _about_a_caret(function)
    mistake = found.id if found else case.problem.mistake
    if not question and any(_OF_WHOLE_NUMBERS.match(text) for text in case.outcome.warned):
        question, mistake = _OVERFLOW, "integer-overflow"
    if not question and learner.is_late:
        question = messages.TOO_SLOW
    told = messages.tell(case, question, found.where if found else where, case.outcome.warned)
    return case, told, mistake


def _search(learner: Learner, case: Case, bank: Bank | None) -> tuple[Case, Mistake | None]:
    """Return the smallest failing call, where one is smaller, and the mistake that explains what came of it."""
    problem, found = case.problem, None
    known = sorted(banks(case.name), key=lambda other: other is not bank)
    is_open = case.right is not None and (
        problem.mistake in (None, "wrong-type", "axis-kept") or problem.kind == "error"
    )
    if is_open:
        found = diagnose(learner, case.name, case.probe, case.outcome, known)
    if case.right is None or problem.kind not in ("value", "shape", "dtype", "error") or _is_tiny(case.probe):
        return case, found
    smaller = smallest_failure(learner, known, case.probe, case.expected, found, type(case.outcome.error))
    if smaller is None:
        return case, found
    at, outcome, right = smaller
    if found is None and is_open:
        earlier = [other for other in known if not other.takes(case.probe)]
        found = diagnose(learner, case.name, at, outcome, earlier)
    shown_problem = judge_value(outcome, right, at.args)
    is_other = shown_problem.mistake not in (None, problem.mistake)
    is_lone = about_axes(shown_problem) == "lone axis" != about_axes(problem)
    if found is None and (is_other or is_lone):
        return case, None  # sides of 1 can look like a mistake that the call that failed doesn't show
    is_small = size((*at.args, *at.kwargs.values())) <= _SMALL
    shown = replace(
        case,
        probe=at,
        outcome=replace(outcome, warned=case.outcome.warned),
        right=(right,),
        problem=shown_problem,
        instead="a small" if is_small else "another",
    )
    return shown, found


def _about_a_caret(function: Callable) -> str:
    """Return the question about a power written with `^`, which whole numbers take without a word."""
    return CARET if any(isinstance(node, ast.BitXor) for node in ast.walk(tree_of(function))) else ""


def _foundation(function: Callable, case: Case, judge: Callable, session: Session) -> str:
    """Return whom to mend first, where the answer is right as soon as what it calls is the course's; else nothing."""
    wrong = course_functions.foundations(case.name, function, session.names)
    if not wrong:
        return ""
    with session.lent({name: oracle for name, (_, oracle) in wrong.items()}):
        outcome = call(function, case.probe.args, case.probe.kwargs, SECONDS)
    if judge(outcome) is not None:
        return ""
    name, (why, _) = next(iter(wrong.items()))
    return (
        f"It calls `{name}`, which {why}. Mend that first: with the course's `{name}` this answer is right."
    )


def _bank(function: Callable, name: str, failing: Probe) -> Bank | None:
    """Return the bank of the lesson at hand, known by the parameters, else by the call."""
    known, own = banks(name), _own_parameters(function)
    alike = [bank for bank in known if bank.parameters() == own]
    return next(iter(alike or [bank for bank in known if bank.takes(failing)] or known), None)


def _own_parameters(function: Callable) -> list[str]:
    """Return the names of a function's parameters; a stand-in, which may only be called, has none."""
    return list(inspect.signature(function).parameters) if inspect.isfunction(function) else []


def _is_tiny(probe: Probe) -> bool:
    """Tell whether a call can be read at a glance: few numbers, all of them whole, no long list."""
    values = [*probe.args, *probe.kwargs.values()]
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    if any(isinstance(value, list) and len(repr(value)) > _LONG_LIST for value in values):
        return False
    return sum(array.size for array in arrays) <= 24 and all(array.dtype.kind in "biu" for array in arrays)
