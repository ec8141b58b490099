"""Find the usual mistake behind a failing call, and a small call that shows it."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable, Iterable

from convlab.checks.calling import Outcome, answer, call
from convlab.checks.compare import compare, is_right, magnitude
from convlab.checks.error_questions import ABOUT_THE_CALL
from convlab.mistakes import AnyError, AnythingBut, Bank, Mistake, Pattern, Probe, banks

ENOUGH = 3  # wrong probes that must agree before a mistake is named
_LARGE = 20_000  # elements; variants are not run on calls larger than this


class Learner:
    """A learner's function with a memory of its answers, and a limit on the seconds spent asking it.

    Parameters
    ----------
    function : callable
    seconds : float
        For all questions together.
    is_limited : bool
        Whether a question that takes longer is stopped; where a grader watches over the function, it is not.

    Attributes
    ----------
    is_late : bool
        Whether a question was not asked, or stopped, because time was up.
    """

    def __init__(self, function: Callable, seconds: float = 2.0, *, is_limited: bool = False):
        self.function, self.deadline = function, time.monotonic() + seconds
        self.is_limited, self.is_late = is_limited, False
        self._known: dict[Probe, Outcome] = {}

    def outcome(self, at: Probe) -> Outcome | None:
        """Return the answer to a probe, or None when time is up. What the function prints is dropped."""
        if at not in self._known:
            left = self.deadline - time.monotonic()
            if left < 0:
                self.is_late = True
                return None
            limit = max(left, 0.1) if self.is_limited else None
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                outcome = call(self.function, at.args, at.kwargs, limit)
            if outcome.is_stopped and self.is_limited:
                self.is_late, self.deadline = True, 0.0
                return None
            self._known[at] = outcome
        return self._known[at]


def agree(learners: Outcome | None, known: Outcome) -> bool:
    """Tell whether a learner's outcome equals a known one, error for error and value for value."""
    if learners is None or learners.changed is not None:
        return False
    if isinstance(learners.error, TypeError) and ABOUT_THE_CALL.search(str(learners.error)):
        return False  # it has other parameters: that says nothing of what it computes
    if isinstance(known.value, Pattern):
        return known.value.fits(learners)
    if known.error is not None or learners.error is not None:
        return known.error is not None and isinstance(learners.error, type(known.error))
    return is_right(learners.value, known.value)


def diagnose(
    learner: Learner, name: str, failing: Probe, outcome: Outcome, among: Iterable[Bank] | None = None
) -> Mistake | None:
    """Return the usual mistake behind a failing call, or None when none explains every answer.

    Parameters
    ----------
    learner : Learner
    name : str
        The function's name; every lesson's bank of that name is tried, unless `among` says which.
    failing : Probe
        The call that failed.
    outcome : Outcome
        What came of it.
    """
    is_large = size((*failing.args, *failing.kwargs.values())) > _LARGE
    for bank in banks(name) if among is None else among:
        for mistake in bank.mistakes:
            for variant in mistake.variants:
                if explains(bank, mistake, variant, learner) and (
                    is_large or agree(outcome, answer(variant, failing.args, failing.kwargs))
                ):
                    return mistake
    return None


def explains(bank: Bank, mistake: Mistake, variant: Callable, learner: Learner) -> bool:
    """Tell whether a variant answers its mistake's probes as the learner does, three of them wrongly.

    An error of some class is weak evidence, since many mistakes end in the same one: where nothing else is
    wrong, the learner's function must have answered two other probes rightly.
    """
    differing = values = right = 0
    for at in mistake.probes:
        got, known = learner.outcome(at), bank.outcome(variant, at)
        if not agree(got, known):
            return False
        if agree(got, bank.outcome(bank.oracle, at)):
            right += 1
            continue
        differing += 1
        values += not is_weak(known)
    return differing >= ENOUGH and (values > 0 or right >= 2)


def is_weak(known: Outcome) -> bool:
    """Tell whether a known outcome says little: an error of which only the class counts, or anything but right."""
    value = known.value
    return (
        known.error is not None
        or isinstance(value, AnythingBut)
        or (isinstance(value, AnyError) and not value.text)
    )


def smallest_failure(
    learner: Learner,
    among: Iterable[Bank],
    failing: Probe,
    expected: object,
    found: Mistake | None,
    error: type,
) -> tuple[Probe, Outcome, object] | None:
    """Return the smallest probe that the learner's function fails as before, its outcome and the right answer.

    Only banks whose oracle gives `expected` for the failing call are asked, since another lesson may mean
    another function by the same name. All probes of a bank come into question, or those of the mistake that was found.

    Parameters
    ----------
    learner : Learner
    among : iterable of Bank
    failing : Probe
        The call that failed.
    expected : object
        Its right answer.
    found : Mistake or None
    error : type
        The class of the error that came, or NoneType.
    """
    for bank in among:
        right = answer(bank.oracle, failing.args, failing.kwargs)
        if right.error or compare(right.value, expected, fallback=magnitude(failing.args)):
            continue
        probes = found.probes if found in bank.mistakes else bank.all_probes()
        for at in sorted(probes, key=lambda at: size((*at.args, *at.kwargs.values()))):
            got, truth = learner.outcome(at), bank.outcome(bank.oracle, at)
            if truth.error is None and got is not None and type(got.error) is error and not agree(got, truth):
                return at, got, truth.value
    return None


def size(values: tuple | list) -> int:
    """Count the numbers in nested arguments."""
    return sum(
        size(value.values() if isinstance(value, dict) else value)
        if isinstance(value, dict | list | tuple)
        else getattr(value, "size", 1)
        for value in values
    )
