"""Hold what the lessons ask learners to predict: one module a lesson, a table of predictions by name each.

A prediction is data: what the line asks for, the answer (a number, a list of numbers such as a shape, or one of
the choices) and the reason. A lesson takes the guess in one line, above the cell that shows the answer::

    quiz.predict("weights-of-256-neurons")
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

Answer = float | str | tuple[float, ...]


@dataclass(frozen=True)
class Prediction:
    """One prediction with its answer and the reason.

    Attributes
    ----------
    label : str
        What the line asks for, as HTML of our own; the whole question stands in the lesson above it.
    answer : number, tuple of numbers or str
        A tuple is a shape or another short list, in its order; a string is one of `choices`.
    why : str
        The reason, shown with the answer, as HTML.
    choices : tuple of str
        What there is to choose from, in the order shown; empty where a number or numbers are typed.
    factor : float
        A guess counts as right within this factor of the answer; 1 asks for the number itself.
    slips : mapping of guess to str
        What else is said to some of the usual wrong guesses.
    """

    label: str
    answer: Answer
    why: str
    choices: tuple[str, ...] = ()
    factor: float = 1.0
    slips: Mapping[Answer, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.choices and self.answer not in self.choices:
            raise ValueError(f"expected one of {self.choices} as the answer, got {self.answer!r}")
        if isinstance(self.answer, str) != bool(self.choices):
            raise ValueError("expected choices with an answer in words, and none with a number")


@cache
def by_lesson() -> dict[str, dict[str, Prediction]]:
    """Return the predictions of each lesson's topic, such as `"ops"`, in the order of the lesson."""
    topics = sorted(module.name for module in iter_modules(__path__))
    return {topic: import_module(f"{__name__}.{topic}").PREDICTIONS for topic in topics}


def find(name: str) -> tuple[str, Prediction]:
    """Return the topic and the prediction of a name.

    Raises
    ------
    ValueError
        If no lesson has it.
    """
    for topic, predictions in by_lesson().items():
        if name in predictions:
            return topic, predictions[name]
    raise ValueError(f"expected the name of a prediction, such as 'places-of-7', got {name!r}")
