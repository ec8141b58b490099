"""Ask: the predictions on a lesson's way, and the five questions of its quick check."""

import base64
import json
from html import unescape
from re import sub

import numpy as np

from convlab.pictures import drawing
from convlab.quiz import predictions, questions
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

    setup = {"lesson": lesson, "seed": seed}
    return make("quiz", setup=setup, given={"seed": seed}, compute=compute, still=still, parts=("answers",))


def predict(name: str) -> Widget:
    """Return the line that takes a prediction, before the cell below it shows the answer.

    It compares, gives the reason, and keeps the score of the lesson in the browser, all without Python.

    Raises
    ------
    ValueError
        If no lesson has a prediction of that name.
    """
    topic, prediction = predictions.find(name)
    answer = prediction.answer
    sealed = {
        "answer": answer,
        "words": said(answer),
        "why": prediction.why,
        "factor": prediction.factor,
        "slips": {json.dumps(guess, separators=(",", ":")): why for guess, why in prediction.slips.items()},
    }
    setup = {
        "name": name,
        "topic": topic,
        "total": len(predictions.by_lesson()[topic]),
        "label": prediction.label,
        "choices": list(prediction.choices),
        "sealed": scramble(sealed),
    }

    def still() -> str:
        words = f"Predict: {plain_text(prediction.label)} Run the cell above to say your guess."
        return drawing.picture(700, 40, [drawing.text(350, 24, words, size=14)], words)

    return make("predict", setup=setup, given={}, compute=lambda given: {}, still=still, parts=("answers",))


def said(answer: predictions.Answer) -> str:
    """Return an answer as it is said: `12,582,912`, `(8, 3, 3)`, or a choice's own words."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, tuple):
        return f"({', '.join(map(said, answer))})"
    return f"{answer:,}".replace("-", "−")


def form(lesson: str, seed: int) -> list[dict]:
    """Return the questions as plain data for the script, choices in an order drawn from `seed`."""
    return [
        _plain(question, np.random.default_rng([seed, i, 1]))
        for i, question in enumerate(questions.deal(lesson, seed))
    ]


def scramble(data: list | dict) -> str:
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
        "section": question.section,
        "choices": [{"value": value, "why": why, "isRight": is_right} for value, why, is_right in choices],
    }
