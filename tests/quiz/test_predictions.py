"""Predictions are asked where the lesson says so, before their answer is to be seen, and keep it sealed."""

import json
import re
from itertools import pairwise

import pytest

from convlab import quiz
from convlab.quiz import predictions
from convlab.quiz.predictions import Prediction
from tests.support.lessons import NAMES, START, cells

LESSONS = {name.partition("_")[2]: name for name in [START, *NAMES]}
TOPIC = pytest.mark.parametrize("topic", list(predictions.by_lesson()))
CALL = re.compile(r'quiz\.predict\("([\w-]+)"\)')


def asked(topic):
    """Return the names that a lesson asks for, in its order."""
    return [m[1] for cell in cells(LESSONS[topic]) if (m := CALL.fullmatch(cell.source))]


@TOPIC
def test_a_lesson_asks_for_each_of_its_predictions_once_and_in_order(topic):
    assert asked(topic) == list(predictions.by_lesson()[topic])


@TOPIC
def test_whatever_the_text_bids_to_predict_is_asked_for(topic):
    source = list(cells(LESSONS[topic]))
    for this, following in pairwise(source):
        if this.cell_type == "markdown" and "**Predict" in this.source:
            assert this.source.count("**Predict") == 1, this.source
            assert CALL.fullmatch(following.source), this.source


@TOPIC
def test_a_prediction_has_a_reason_and_plausible_wrong_guesses(topic):
    for name, one in predictions.by_lesson()[topic].items():
        assert len(one.why) > 15, name
        assert one.answer not in one.slips, name
        assert len(set(one.choices)) == len(one.choices), name
        assert not one.choices or 2 <= len(one.choices) <= 5, name
        assert not one.choices or set(one.slips) <= set(one.choices), name


@TOPIC
def test_no_answer_stands_above_its_question(topic):
    """From the section's heading to the question, in words, outputs' comments and alternative texts."""
    for name, one in predictions.by_lesson()[topic].items():
        above = ""
        for cell in cells(LESSONS[topic]):
            if cell.source == f'quiz.predict("{name}")':
                break
            is_heading = cell.cell_type == "markdown" and "## " in cell.source
            above = cell.source if is_heading else above + cell.source
        for answer in told(one.answer):
            found = re.search(rf"(?<![\w.,]){re.escape(answer)}(?![\w]|[.,]\d)", above)
            assert not found, f"{answer} stands above {name}"


def told(answer):
    """Return the texts that would give an answer away: numbers of two digits and more, and shapes."""
    if isinstance(answer, str):
        return [re.sub("<.*?>", "", answer)] if len(answer) > 12 else []
    if isinstance(answer, tuple):
        return [" x ".join(map(str, answer)), f"({', '.join(map(str, answer))})"]
    return [form for form in (f"{answer}", f"{answer:,}") if len(form.strip("-0.")) > 1]


@TOPIC
def test_the_answer_does_not_lie_in_clear_text(topic):
    for name, one in predictions.by_lesson()[topic].items():
        state = json.dumps(quiz.predict(name).get_state(["setup", "given", "answer"]), ensure_ascii=False)
        assert one.why not in state, name


def test_an_unknown_name_and_odd_data_are_refused():
    with pytest.raises(ValueError, match="such as"):
        quiz.predict("no-such-thing")
    with pytest.raises(ValueError, match="expected one of"):
        Prediction("which?", "red", "because it is so", choices=("green", "blue"))
    with pytest.raises(ValueError, match="expected choices"):
        Prediction("how many?", "many", "because it is so")


def test_answers_are_said_as_people_say_them():
    assert quiz.said((8, 3, 3)) == "(8, 3, 3)"
    assert quiz.said(12_582_912) == "12,582,912"
    assert quiz.said(-60) == "−60"
    assert quiz.said("all −60") == "all −60"
