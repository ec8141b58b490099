"""Lesson 7's designs, widgets and quick check: what is right earns the points and is drawn."""

import re

import numpy as np
import pytest

from convlab import quiz, widgets
from convlab.checks import learner
from convlab.checks.check import CheckFailed, check
from convlab.demos import stacks
from convlab.numerics import engine, fields
from convlab.quiz import questions
from convlab.quiz.predictions import by_lesson
from convlab.widgets import receptive_field
from tests.support.lesson_07 import LESSON, conv, layer
from tests.support.lessons import cells, mark


@pytest.mark.parametrize(
    "layers",
    [
        [conv()] * 4,
        tuple([conv()] * 4),
        [conv(), conv(), conv(), conv(1)],
        [{"kind": "conv", "filters": 5, "kernel": 3, "stride": 2}] * 4,
        [conv(padding=7)] * 4,
        [conv(np.int64(2), filters=np.int32(5), kernel=np.int64(3), padding=np.int64(0))] * 4,
        [conv(name="a")] * 4,
    ],
)
def test_a_stack_within_the_budget_is_right(layers):
    assert stacks.Within(31, 920, 5).problem(layers) is None


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ([conv()] * 3, "sees 15 pixels"),
        ([], "sees 1 pixels"),
        ([conv(1)] * 15, "3,450 parameters, and 920"),
        ([conv(3)] * 4, "3 as its stride"),
        ([conv(2.0)] * 4, "2.0 as its stride"),
        ([conv(True)] * 4, "True as its stride"),
        ([conv(kernel=5)] * 4, "5 as its kernel"),
        ([conv(kernel=(3, 3))] * 4, "(3, 3) as its kernel"),
        ([conv(filters=4)] * 4, "4 as its filters"),
        ([conv(padding=-1)] * 4, "-1 as its padding"),
        ([conv(padding="same")] * 4, "'same' as its padding"),
        ([{"kind": "pool", "kernel": 2}, *[conv()] * 4], "'pool'"),
        ([{"filters": 5, "kernel": 3, "stride": 2}] * 4, "lacks the key 'kind'"),
        ([(3, 2)] * 4, "is a tuple"),
        (([conv()] * 4, 920), "a list of layers was expected"),
        ({"layers": []}, "a list of layers was expected"),
        (np.ones(4), "a list of layers was expected"),
    ],
)
def test_what_is_wrong_with_another_stack_is_said(layers, said):
    assert said in stacks.Within(31, 920, 5).problem(layers).symptom


def test_a_failing_check_shows_what_was_asked_for_and_what_came():
    def design_stack(receptive_field, max_params, channels):
        return [conv()] * 3

    with pytest.raises(CheckFailed, match="sees 15 pixels") as failure:
        check(design_stack, (31, 1000, 5), expected=stacks.Within(31, 1000, 5))
    assert "any stack of 3x3 layers that sees 31 or more" in str(failure.value)
    assert "got: [{'kind': 'conv'" in str(failure.value)


def test_the_cone_counts_with_the_learners_kernel_once_it_is_right(monkeypatch):
    calls = []

    def dilate_kernel(kernel, dilation):
        calls.append(dilation)
        return engine.dilate_kernel(kernel, dilation)

    monkeypatch.setattr(learner, "_namespace", lambda: {"dilate_kernel": dilate_kernel})
    widget = widgets.cone([(3, 1, 1), (3, 2, 2)])
    assert widget.answer["isYours"] is True
    assert 2 in calls
    # Two places, 2 apart, of three taps each that stand 2 apart: 0 2 4 and 2 4 6 of places that see 3 samples each.
    np.testing.assert_allclose(9 * np.array(widget.answer["say"][0]), [1, 1, 2, 1, 2, 1, 1])


def test_the_cone_keeps_to_the_courses_kernel_while_the_learners_is_wrong(monkeypatch):
    monkeypatch.setattr(learner, "_namespace", lambda: {"dilate_kernel": lambda kernel, dilation: kernel})
    widget = widgets.cone([(3, 1, 2)])
    assert widget.answer["isYours"] is False
    assert len(widget.answer["say"][0]) == 5


@pytest.mark.parametrize("is_random", [False, True])
def test_a_square_is_seen_as_a_square_and_a_wide_field_not_at_all(is_random):
    given = {"layers": [[3, 1, 1], [3, 2, 1]], "isRandom": is_random, "isSquare": True}
    share = np.array(receptive_field.see(given)["say"])
    assert share.shape == (5, 5)
    assert share.sum() == pytest.approx(1)
    wide = {**given, "layers": [[5, 3, 8]] * 5}
    assert receptive_field.see(wide)["say"] == []


@pytest.mark.parametrize("layers", [[], [(3, 1, 1)] * 6, [(3, 0, 1)], [(9, 1, 1)]])
def test_a_cone_outside_of_its_sliders_is_refused(layers):
    with pytest.raises(ValueError, match="expected"):
        widgets.cone(layers)


def test_the_table_of_kernels_is_read_from_the_learners_convolution(monkeypatch):
    def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        if len(x) % groups:
            raise ValueError("no such groups, dear")
        return engine.conv2d_multi(x, w, b, stride, padding, dilation, groups)

    monkeypatch.setattr(learner, "_namespace", lambda: {"conv2d_grouped": conv2d_grouped})
    widget = widgets.groups(channels=4, filters=6, groups=2)
    assert widget.answer["isYours"] is True
    assert widget.answer["reads"] == [[1, 1, 0, 0]] * 3 + [[0, 0, 1, 1]] * 3
    impossible = receptive_field.read({"channels": 8, "filters": 8, "groups": 3, "kernel": 3})
    assert (impossible["reads"], impossible["says"]) == ([], "no such groups, dear")


def test_the_table_is_the_courses_while_the_learners_convolution_is_wrong(monkeypatch):
    monkeypatch.setattr(learner, "_namespace", lambda: {"conv2d_grouped": lambda x, w, *more: x})
    assert widgets.groups(4, 4, 4).answer["reads"] == np.eye(4, dtype=int).tolist()
    assert widgets.groups(4, 4, 4).answer["isYours"] is False
    assert widgets.groups(4, 4, 3).answer["reads"] == []


def test_widgets_say_in_words_what_their_first_view_shows():
    assert "9 samples" in repr(widgets.cone())
    assert "288 weights of 576" in repr(widgets.groups())
    assert "do not divide" in repr(widgets.groups(8, 8, 3))
    with pytest.raises(ValueError, match="kernel of 1, 3, 5 or 7"):
        widgets.groups(kernel=4)


@pytest.mark.parametrize("seed", range(30))
def test_answers_of_the_quick_check_are_right_and_its_slips_wrong(seed):
    asked = questions.deal(LESSON, seed)
    assert len(asked) == 5
    for question in asked:
        assert len(question.slips) >= 3
        assert question.answer not in [wrong for wrong, _ in question.slips]
    small, holes, taps, thin, fewest = asked
    k, channels = [int(n) for n in re.findall(r"\d+", small.prompt)][1:3]
    assert small.answer == (k - 1) // 2 * np.ones((channels, channels, 3, 3)).size
    side, _, d = [int(n) for n in re.findall(r"\d+", holes.prompt)][:3]
    spread = engine.dilate_kernel(np.ones((1, side)), d)
    padding = [int(n) for n in re.findall(r"\d+", holes.answer)][1]
    assert holes.answer.startswith(f"{spread.shape[1]},")
    assert engine.output_size(99, side, padding, 1, d) == 99
    dilations = [int(n) for n in re.findall(r"\d+", taps.prompt)][3:6]
    assert taps.answer == fields.used([(3, 1, d) for d in dilations])[0][-1] + 1
    k, _, c, f = [int(n) for n in re.findall(r"\d+", thin.prompt)][:4]
    assert thin.answer == np.ones((c, 1, k, k)).size + np.ones((f, c, 1, 1)).size
    target = int(re.search(r"see (\d+) pixels", fewest.prompt)[1])
    assert (
        fields.field([(3, 2, 1)] * fewest.answer)[0]
        >= target
        > fields.field([(3, 2, 1)] * (fewest.answer - 1))[0]
    )


def test_the_predictions_are_what_is_computed():
    right = {name: one.answer for name, one in by_lesson()["receptive_field"].items()}
    assert min(layer(5, 31), 15 * layer(5, 3)) > 1000  # "neither"
    assert list(right["one-two-three-layers"]) == [fields.field([(3, 1, 1)] * n)[0] for n in (1, 2, 3)]
    steps = [(3, s, 1) for s in (1, 2, 1, 2)]
    assert list(right["strides-1-2-1-2"]) == [fields.field(steps[:n])[0] for n in (1, 2, 3, 4)]
    stacks_of_three = [[(3, 1, d) for d in dilations] for dilations in ((1, 2, 4), (2, 2, 2))]
    assert list(right["three-dilations"]) == [fields.field(layers)[0] for layers in stacks_of_three]
    full, both = 512 * 512 * 9, 512 * 9 + 512 * 512
    assert right["depthwise-and-pointwise"] == round(full / both, 1)
    assert f"{512 * 512:,} of {both:,}" in by_lesson()["receptive_field"]["depthwise-and-pointwise"].why
    needed = next(n for n in range(1, 9) if fields.field([(3, 2, 1)] * n)[0] >= 31)
    assert right["layers-on-the-chip"] == (needed, 1000 // layer(5, 3))


def test_the_quick_check_opens():
    assert "5 questions" in repr(quiz.ask(LESSON))


def test_the_optional_cell_says_what_it_skips_where_pytorch_is_absent():
    [cell] = [cell for cell in cells(LESSON) if 'find_spec("torch")' in cell.source]
    assert not mark(cell, "grade")
    assert "PyTorch is not installed here" in cell.source
