"""The bank of usual mistakes: recognize a mistake by what a wrong function answers.

A mistake is a small change around a right function (the *oracle*), never a solution to copy. For each
exercise a `Bank` holds the oracle, a few *probes* (small calls that tell the mistakes apart) and the
mistakes. When a check fails, the learner's function is run on the probes. A mistake is named only when the
learner's answers equal the mistaken ones on the failing call and on every probe, wrong ones (three at
least) and right ones alike. A right function is therefore never given a name.

To add a lesson, write ``convlab/mistakes/<lesson>/<function>.py`` with a list `BANKS`; it is found by itself::

    from convlab.mistakes import Bank, fails_when, probe

    def rectangle(width, height):
        return width * height

    area = Bank("area", oracle=rectangle, where="lesson 9, section 9.1",
                probes=[probe(2, 3), probe(4, 5), probe(1, 7), probe(3, height=6)])
    area.add("sides-added", "Your numbers equal width plus height. Do sides add up to an area?",
             lambda width, height: width + height)
    area.add("zero-refused", "It stops when a side is 0. Is there no such rectangle?",
             fails_when(lambda width, height: width * height == 0, rectangle),
             probes=[probe(0, 2), probe(3, 0), probe(0, 0)])

    BANKS = [area]

Rules of the house:

- `add` takes the id (kebab-case; the same mistake has the same id in every lesson), a question in the
  learner's words, then one *variant* or several: functions with the oracle's parameters that answer as a
  learner with this mistake would. A variant may raise (an error matches its own class) or return a pattern
  of `mistakes.patterns`: ``AnyArray(shape)``, ``OtherShape(shape)``, ``AnyError(IndexError, "text")``,
  ``FractionsLost(right)``, ``NotFinite()``, ``AnyOf(...)``, ``Anything()``, ``AnythingBut(right)``,
  ``Alike(view, answer)``; ``right_when(condition, oracle)`` is right under a condition alone, ``times(oracle)``
  but for a factor.
- The bank's own probes are plain calls, with no dial turned, that all mistakes are judged on. ``probes=`` of `add`
  are the calls that this mistake needs, on top of them (integer images for a dtype mistake, ``b=None`` for a bias
  mistake): a second flaw, which shows in other calls only, must not hide the first.
- Probes are small, of distinct whole numbers, non-square, asymmetric; the simplest stand first, because the
  first failing one is shown to the learner as a small counter-example.
- Errors that should be raised and are not need no bank (`no-error`, `wrong-error`); nor do `changed-input`,
  `returned-none`, `list-for-array`, `wrong-type` and `not-written`.
- ``tests/mistakes/test_mistakes.py`` holds for every bank that is found: each mistake differs from the truth on
  three probes, any two mistakes differ from each other, the oracle is never named.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from convlab.checks.calling import Outcome, answer
from convlab.mistakes.patterns import (
    Alike,
    AnyArray,
    AnyError,
    AnyOf,
    Anything,
    AnythingBut,
    FractionsLost,
    Multiple,
    NotFinite,
    OtherShape,
    Pattern,
    fails_when,
    loses_fractions,
    right_when,
    times,
)

__all__ = [
    "Alike",
    "AnyArray",
    "AnyError",
    "AnyOf",
    "Anything",
    "AnythingBut",
    "Bank",
    "FractionsLost",
    "Mistake",
    "Multiple",
    "NotFinite",
    "OtherShape",
    "Pattern",
    "Probe",
    "all_banks",
    "banks",
    "fails_when",
    "loses_fractions",
    "probe",
    "right_when",
    "times",
]


@dataclass(frozen=True, eq=False)
class Probe:
    """One call."""

    args: tuple
    kwargs: dict


def probe(*args: object, **kwargs: object) -> Probe:
    """Return the probe that calls a function with these arguments."""
    return Probe(args, kwargs)


@dataclass(frozen=True, eq=False)
class Mistake:
    """A usual mistake: its id, its question, where to look, and the variants that answer like it."""

    id: str
    question: str
    where: str
    variants: tuple[Callable, ...]
    probes: tuple[Probe, ...]


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
    accepts : callable, optional
        Where the oracle's answer is one of many right ones: takes the same arguments and returns what every
        right answer must meet, a `checks.problems.Requirement`.
    """

    def __init__(
        self,
        function: str,
        *,
        oracle: Callable,
        where: str,
        probes: list[Probe],
        accepts: Callable | None = None,
    ):
        self.function, self.oracle, self.where, self.probes = function, oracle, where, probes
        self.accepts = accepts or oracle
        self.mistakes: list[Mistake] = []
        self._known: dict[tuple[Callable, Probe], Outcome] = {}

    def add(
        self, id: str, question: str, *variants: Callable, where: str = "", probes: tuple | list = ()
    ) -> None:
        """Add a mistake; see the package's docstring."""
        self.mistakes.append(Mistake(id, question, where or self.where, variants, (*self.probes, *probes)))

    def all_probes(self) -> list[Probe]:
        """Return the bank's own probes and those of its mistakes, each once."""
        found = [*self.probes, *(at for mistake in self.mistakes for at in mistake.probes)]
        return list(dict.fromkeys(found))

    def outcome(self, function: Callable, at: Probe) -> Outcome:
        """Return what the oracle or a variant answers to a probe of the bank; worked out once.

        Where many answers are right, the oracle's is what all of them meet.
        """
        function = self.accepts if function is self.oracle else function
        if (function, at) not in self._known:
            self._known[function, at] = answer(function, at.args, at.kwargs)
        return self._known[function, at]

    def parameters(self) -> list[str]:
        """Return the names of the oracle's parameters, in order."""
        return list(inspect.signature(self.oracle).parameters)

    def takes(self, at: Probe) -> bool:
        """Tell whether the oracle can be called in this way."""
        try:
            inspect.signature(self.oracle).bind(*at.args, **at.kwargs)
        except TypeError:
            return False
        return True


@cache
def all_banks() -> tuple[Bank, ...]:
    """Return the banks of all lessons, in the order of the modules' names."""
    names = sorted(module.name for module in walk_packages(__path__, f"{__name__}."))
    modules = [import_module(name) for name in names]
    return tuple(bank for module in modules for bank in getattr(module, "BANKS", ()))


@cache
def banks(name: str) -> tuple[Bank, ...]:
    """Return the banks of a function's name, from all lessons."""
    return tuple(bank for bank in all_banks() if bank.function == name)
