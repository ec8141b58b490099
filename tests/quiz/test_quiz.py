"""Questions have one right answer, computed, and a why for every usual slip; answers don't lie in clear text."""

import base64
import json
import re
from pathlib import Path

import numpy as np
import pytest

import convlab.quiz.questions
from convlab import quiz
from convlab.quiz.questions import Question, deal, ops, table
from tests.support.lessons import NAMES, prose

TOPICS = {path.stem for path in Path(convlab.quiz.questions.__file__).parent.glob("*.py")} - {"__init__"}
LESSONS = [name for name in NAMES if name.partition("_")[2] in TOPICS]
DEALT = pytest.mark.parametrize("lesson", LESSONS)
SEEDS = range(25)


@DEALT
def test_a_quick_check_has_five_questions(lesson):
    assert len(deal(lesson)) == 5
    assert (
        f'quiz.ask("{lesson}")'
        in Path(convlab.__file__).parent.with_name("source").joinpath(f"{lesson}.py").read_text()
    )


@DEALT
def test_the_same_seed_deals_the_same_and_another_deals_another(lesson):
    assert deal(lesson, 3) == deal(lesson, 3)
    assert any(deal(lesson, seed) != deal(lesson, 0) for seed in SEEDS)


@DEALT
def test_every_answer_is_one_and_has_its_why(lesson):
    for question in (one for seed in SEEDS for one in deal(lesson, seed)):
        answers = [question.answer, *(wrong for wrong, _ in question.slips)]
        assert len(set(answers)) == len(answers), question.prompt
        assert len(answers) >= (3 if question.is_typed else 4), question.prompt
        assert all(len(why) > 15 for why in [question.why, *(why for _, why in question.slips)])
        assert not question.is_typed or all(isinstance(answer, int | float) for answer in answers)


@DEALT
def test_the_page_gets_plain_data_with_one_right_choice(lesson):
    for seed in SEEDS:
        for question in json.loads(json.dumps(quiz.form(lesson, seed))):
            assert [choice["isRight"] for choice in question["choices"]].count(True) == 1, (seed, question)


@DEALT
def test_the_right_choice_is_not_always_the_first(lesson):
    places = set()
    for seed in SEEDS:
        for question in quiz.form(lesson, seed):
            if not question["isTyped"]:
                places.add([choice["isRight"] for choice in question["choices"]].index(True))
    assert len(places) >= 3 or all(question["isTyped"] for question in quiz.form(lesson, 0))


@DEALT
def test_answers_do_not_lie_in_clear_text(lesson):
    widget = quiz.ask(lesson)
    state = json.dumps(widget.get_state(["setup", "given", "answer"]))
    for question in deal(lesson):
        assert json.dumps(question.why)[1:-1] not in state
        assert str(question.answer) not in state or len(str(question.answer)) < 4
    assert json.loads(base64.b64decode(widget.answer["form"])[::-1]) == quiz.form(lesson, 0)


def test_new_numbers_come_with_a_new_seed():
    widget = quiz.ask("01_ops")
    widget.given = {**widget.given, "seed": 1, "n": 1}
    assert widget.answer == {"form": quiz.scramble(quiz.form("01_ops", 1)), "n": 1}


def test_a_lesson_without_questions_is_refused():
    with pytest.raises(ValueError, match="expected a lesson with questions"):
        quiz.ask("99_nothing")


def test_slips_that_are_right_or_doubled_are_left_out():
    question = Question("?", 4, "because", slips=[(4, "a"), (5, "b"), (5, "c")])
    assert question.slips == [(5, "b")]


def numbers(question):
    """Return the integers of a question's prompt."""
    return [int(word.replace(",", "")) for word in re.findall(r"\d[\d,]*", quiz.plain_text(question.prompt))]


@pytest.mark.parametrize("seed", SEEDS)
def test_weights_are_counted_by_the_formula(seed):
    c_in, _, _, c_out, k, _ = numbers(ops.count_weights(np.random.default_rng(seed)))
    assert ops.count_weights(np.random.default_rng(seed)).answer == c_out * c_in * k * k + c_out


def test_the_weights_of_the_first_color_layer_and_its_slips():
    for seed in range(50):
        question = ops.count_weights(np.random.default_rng(seed))
        if numbers(question)[0] == 3 and numbers(question)[3] == 64:
            assert question.answer == 1792
            assert {1728, 640, 576} <= {wrong for wrong, _ in question.slips}
            return
    pytest.fail("3 to 64 channels is never asked")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_outputs_of_one_pixel_are_counted_by_moving_the_window(seed):
    question = ops.one_pixel(np.random.default_rng(seed))
    kh, kw, height, width, r, c = numbers(question)
    starts = [(i, j) for i in range(height - kh + 1) for j in range(width - kw + 1)]
    assert question.answer == sum(i <= r < i + kh and j <= c < j + kw for i, j in starts)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_place_is_the_sum_of_one_column(seed):
    question = ops.one_place(np.random.default_rng(seed))
    *_, i, j, _ = numbers(question)
    col = numbers(question)[:3].index(1)
    image = np.arange(10, 260, 10).reshape(5, 5)
    assert question.answer == image[i : i + 3, j + col].sum()


def test_the_factor_of_sharing_is_the_number_of_places():
    answers = {ops.what_sharing_saves(np.random.default_rng(seed)).answer for seed in SEEDS}
    assert answers == {"3,025 times", "12,544 times", "784 times"}
    assert "55 · 55 = 3025" in prose("01_ops")


def test_a_table_writes_a_true_minus():
    assert table([[1, -2]]) == '<table class="cl-array"><tr><td>1</td><td>−2</td></tr></table>'


@DEALT
def test_each_question_names_a_section_of_its_lesson_that_teaches_it(lesson):
    source = Path(convlab.__file__).parent.with_name("source").joinpath(f"{lesson}.py").read_text()
    for one in quiz.form(lesson, 0):
        assert re.search(rf"^# ## {re.escape(one['section'])} ", source, re.MULTILINE), one
