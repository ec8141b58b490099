"""Ask the five questions of a lesson's quick check: choose or type, press Check, read the why."""

import base64
import json
from html import unescape
from re import sub

import numpy as np

from convlab.pictures import drawing
from convlab.quiz import questions
from convlab.widgets.base import Widget, make


def ask(lesson: str, seed: int = 0) -> Widget:
    """Return the quick check of a lesson such as `"01_ops"`; another `seed` gives other numbers.

    Raises
    ------
    ValueError
        If the lesson has no questions.
    """
    count = len(questions.deal(lesson, seed))

    def compute(given: dict) -> dict:
        return {"form": scramble(form(lesson, int(given["seed"])))}

    def still() -> str:
        words = f"Quick check of lesson {lesson}: {count} questions. Run the cell above to answer them."
        return drawing.picture(700, 60, [drawing.text(350, 35, words, size=15)], words)

    return make("quiz", setup={"lesson": lesson}, given={"seed": seed}, compute=compute, still=still)


def form(lesson: str, seed: int) -> list[dict]:
    """Return the questions as plain data for the script, choices in an order drawn from `seed`."""
    return [
        _plain(question, np.random.default_rng([seed, i, 1]))
        for i, question in enumerate(questions.deal(lesson, seed))
    ]


def scramble(data: list[dict]) -> str:
    """Return data as text that nobody reads by accident in a saved notebook."""
    return base64.b64encode(json.dumps(data).encode()[::-1]).decode()


def plain_text(html: str) -> str:
    """Return HTML of our own without its tags."""
    return unescape(sub(r"<[^>]+>", " ", html))


def _plain(question: questions.Question, rng: np.random.Generator) -> dict:
    choices = [(question.answer, question.why, True), *((wrong, why, False) for wrong, why in question.slips)]
    if not question.is_typed:
        choices = [choices[i] for i in rng.permutation(len(choices))]
    return {
        "prompt": question.prompt,
        "isTyped": question.is_typed,
        "choices": [{"value": value, "why": why, "isRight": is_right} for value, why, is_right in choices],
    }
