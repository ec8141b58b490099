"""Deal the questions of the quick checks: one module a lesson, a function of a random generator each.

A question is data. Its right answer is computed, its wrong ones are what the usual mistakes give, each with a
why. The same form serves the quick check of a lesson (five questions, one seed) and endless practice::

    def area(rng):
        a, b = rng.integers(2, 9, size=2)
        return Question(
            prompt=f"A sheet is {a} by {b}. What is its area?",
            answer=a * b,
            why=f"{a} · {b} = {a * b}.",
            slips=[(a + b, "That is the sum of the sides."), (2 * (a + b), "That is the way around.")],
            is_typed=True,
        )

    QUESTIONS = {area: "2.1"}

`QUESTIONS` names for each question the section of the lesson that teaches it.
"""

from dataclasses import dataclass, field, replace
from importlib import import_module

import numpy as np


@dataclass(frozen=True)
class Question:
    """One question with its answer, its usual wrong answers and the reasons.

    Attributes
    ----------
    prompt : str
        What is asked, as HTML of our own.
    answer : str or number
        The right answer; HTML if it is a string.
    why : str
        Why it is right, as HTML.
    slips : list of (answer, why)
        Wrong answers by usual mistakes. Slips that equal the answer or one another are left out.
    is_typed : bool
        Whether a number is typed, rather than one of the answers chosen.
    section : str
        Number of the lesson's section that teaches it, such as `"1.2"`.
    """

    prompt: str
    answer: str | float
    why: str
    slips: list[tuple[str | float, str]] = field(default_factory=list)
    is_typed: bool = False
    section: str = ""

    def __post_init__(self) -> None:
        seen, kept = {self.answer}, []
        for wrong, why in self.slips:
            if wrong not in seen:
                seen.add(wrong)
                kept.append((wrong, why))
        object.__setattr__(self, "slips", kept)


def deal(lesson: str, seed: int = 0) -> list[Question]:
    """Return the questions of a lesson such as `"01_ops"`, with the numbers of `seed`.

    Raises
    ------
    ValueError
        If the lesson has no questions.
    """
    topic = lesson.partition("_")[2]
    try:
        module = import_module(f"convlab.quiz.questions.{topic}")
    except ImportError as error:
        raise ValueError(f"expected a lesson with questions, such as '01_ops', got {lesson!r}") from error
    return [
        replace(make(np.random.default_rng([seed, i])), section=section)
        for i, (make, section) in enumerate(module.QUESTIONS.items())
    ]


def table(values: np.ndarray) -> str:
    """Return a small array as an HTML table.

    >>> table(np.array([[1, -2]]))
    '<table class="cl-array"><tr><td>1</td><td>−2</td></tr></table>'
    """
    rows = [
        "".join(f"<td>{str(v).replace('-', '−')}</td>" for v in row) for row in np.asarray(values).tolist()
    ]
    return f'<table class="cl-array">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'
