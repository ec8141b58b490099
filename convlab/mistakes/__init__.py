"""The bank of usual mistakes: recognize a mistake by what a wrong function answers.

A mistake is a small change around a right function (the *oracle*), never a solution to copy. For each exercise a
`Bank` holds the oracle, a few *probes* (small calls that tell the mistakes apart) and the mistakes. When a check
fails, the learner's function is run on the probes. A mistake is named only when the learner's answers equal the
mistaken ones on the failing call and on every probe, wrong ones (three at least) and right ones alike. A right
function is therefore never given a name.

To add a lesson, write ``convlab/mistakes/<lesson>.py`` with a list `BANKS`; it is found by itself::

    import numpy as np

    from convlab.mistakes import Bank, probe

    def area(width, height):
        return width * height

    area_bank = Bank("area", oracle=area, where="lesson 9, 'Rectangles'",
                     probes=[probe(2, 3), probe(4, 5), probe(1, 7), probe(3, height=6)])
    area_bank.add("sides-added", "Your numbers equal width plus height. Do sides add up to an area?",
                  lambda width, height: width + height)
    area_bank.add("negative-fails", "It stops when a side is negative. Does the task forbid that?",
                  fails_when(lambda width, height: width < 0, area),
                  probes=[probe(-1, 2), probe(-3, 4), probe(-2, 2)])

    BANKS = [area_bank]

Rules of the house:

- The first argument of `add` is the id (kebab-case, the same id for the same mistake in every lesson), the second a
  question in the learner's words, then one *variant* or several: functions with the oracle's parameters that answer
  as a learner with this mistake would. A variant may raise: an error matches the same class, `AnyError` (or the
  helper `fails_when`) any class. It may return ``AnyArray(shape)`` when only the shape is typical.
- ``probes=`` of `add` are extra calls that only this mistake is judged on (integer images for a dtype mistake,
  ``b=None`` for a bias mistake), on top of the bank's own. They keep a second flaw from hiding the first one.
- Probes are small, with distinct whole numbers, non-square, asymmetric; the first are the simplest, because a failing
  one is shown to the learner as the smallest counter-example.
- Errors that should be raised and are not need no bank (`no-error`, `wrong-error`); nor do `changed-input`,
  `returned-none`, `list-for-array`, `wrong-type` and `not-written`.
- ``tests/test_mistakes.py`` holds for every bank that is found: each mistake differs from the truth on three probes,
  any two mistakes differ, the oracle is never named.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import numpy as np

from convlab.calling import Outcome, call
from convlab.comparing import compare, magnitude

ENOUGH = 3
_LARGE = 50_000


class AnyError(Exception):
    """Raised by a variant to say: a learner's function stops here, with whatever error."""


@dataclass(frozen=True)
class AnyArray:
    """Returned by a variant to say: an array of this shape, whatever its values."""

    shape: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Probe:
    """One small call."""

    args: tuple
    kwargs: dict


def probe(*args: object, **kwargs: object) -> Probe:
    """Return the probe that calls a function with these arguments."""
    return Probe(args, kwargs)


def fails_when(condition: Callable[..., bool], oracle: Callable) -> Callable:
    """Return a variant that stops with an error where `condition` holds and is right elsewhere."""

    def variant(*args: object, **kwargs: object) -> object:
        if condition(*args, **kwargs):
            raise AnyError
        return oracle(*args, **kwargs)

    return variant


class Mistake:
    """A usual mistake: its id, its question, where to look, and the variants that answer like it."""

    def __init__(
        self, id: str, question: str, variants: tuple[Callable, ...], where: str, probes: list[Probe]
    ):
        self.id, self.question, self.variants, self.where, self.probes = id, question, variants, where, probes
        self._known: dict[tuple[int, Probe], Outcome] = {}

    def outcome(self, number: int, at: Probe) -> Outcome:
        """Return what variant `number` answers to a probe of the bank; worked out once."""
        if (number, at) not in self._known:
            self._known[number, at] = call(self.variants[number], at.args, at.kwargs)
        return self._known[number, at]


class Bank:
    """All that is known about one exercise's function.

    Parameters
    ----------
    function : str
        The name a learner gives it.
    oracle : callable
        A right one, with the contract's parameter names.
    where : str
        Where the lesson explains it.
    probes : list of Probe
        Calls that the oracle answers with a value.
    """

    def __init__(self, function: str, *, oracle: Callable, where: str, probes: list[Probe]):
        self.function, self.oracle, self.where, self.probes = function, oracle, where, probes
        self.mistakes: list[Mistake] = []
        self._truths: dict[Probe, Outcome] = {}

    def add(
        self, id: str, question: str, *variants: Callable, where: str = "", probes: tuple | list = ()
    ) -> None:
        """Add a mistake; see the package's docstring."""
        self.mistakes.append(Mistake(id, question, variants, where or self.where, [*self.probes, *probes]))

    def truth(self, at: Probe) -> Outcome:
        """Return the right outcome of a probe; worked out once."""
        if at not in self._truths:
            self._truths[at] = call(self.oracle, at.args, at.kwargs)
        return self._truths[at]

    def parameters(self) -> list[str]:
        """Return the names of the oracle's parameters, in order."""
        return list(inspect.signature(self.oracle).parameters)


class Learner:
    """A learner's function with a memory of its answers, and a limit on the seconds spent asking it."""

    def __init__(self, function: Callable, seconds: float = 2.0):
        self.function, self.deadline = function, time.monotonic() + seconds
        self._known: dict[Probe, Outcome] = {}

    def outcome(self, at: Probe) -> Outcome | None:
        """Return the answer to a probe, or None when time is up. What the function prints is dropped."""
        if at not in self._known:
            if time.monotonic() > self.deadline:
                return None
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                self._known[at] = call(self.function, at.args, at.kwargs)
        return self._known[at]


def agree(learners: Outcome | None, known: Outcome) -> bool:
    """Tell whether a learner's outcome equals a known one, error for error and value for value."""
    if learners is None or learners.changed is not None:
        return False
    if known.error is not None:
        return learners.error is not None and isinstance(
            learners.error, Exception if isinstance(known.error, AnyError) else type(known.error)
        )
    if learners.error is not None:
        return False
    if isinstance(known.value, AnyArray):
        return type(learners.value) is np.ndarray and learners.value.shape == known.value.shape
    return compare(learners.value, known.value) is None


def diagnose(learner: Learner, name: str, failing: Probe, outcome: Outcome) -> Mistake | None:
    """Return the usual mistake behind a failing call, or None when none explains every answer.

    Parameters
    ----------
    learner : Learner
    name : str
        The function's name; every lesson's bank of that name is tried.
    failing : Probe
        The call that failed.
    outcome : Outcome
        What came of it.
    """
    is_large = sum(getattr(arg, "size", 1) for arg in failing.args) > _LARGE
    for bank, mistake in _all_mistakes(name):
        for number, variant in enumerate(mistake.variants):
            if not is_large and not agree(outcome, call(variant, failing.args, failing.kwargs)):
                continue
            if _explains(bank, mistake, number, learner):
                return mistake
    return None


def _explains(bank: Bank, mistake: Mistake, number: int, learner: Learner) -> bool:
    differing = 0
    for at in mistake.probes:
        answer = learner.outcome(at)
        if not agree(answer, mistake.outcome(number, at)):
            return False
        differing += not agree(answer, bank.truth(at))
    return differing >= ENOUGH


def smallest_failure(
    learner: Learner, name: str, failing: Probe, expected: object
) -> tuple[Probe, Outcome, object] | None:
    """Return a small probe that the learner's function answers wrongly, its outcome and the right value.

    Only banks whose oracle gives `expected` for the failing call are asked: other lessons may mean another function.
    """
    for bank in banks(name):
        right = call(bank.oracle, failing.args, failing.kwargs)
        if right.error or compare(right.value, expected, fallback=magnitude(failing.args)):
            continue
        for at in bank.probes:
            outcome, truth = learner.outcome(at), bank.truth(at)
            if outcome is not None and outcome.error is None and not agree(outcome, truth):
                return at, outcome, truth.value
    return None


@cache
def _all_banks() -> list[Bank]:
    names = sorted(module.name for module in iter_modules(__path__))
    return [bank for name in names for bank in import_module(f"{__name__}.{name}").BANKS]


def banks(name: str) -> list[Bank]:
    """Return the banks of a function's name, from all lessons."""
    return [bank for bank in _all_banks() if bank.function == name]


def _all_mistakes(name: str) -> Iterator[tuple[Bank, Mistake]]:
    return ((bank, mistake) for bank in banks(name) for mistake in bank.mistakes)
