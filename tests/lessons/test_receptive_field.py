"""The numbers of lesson 7 are computed, and stand in the lesson; its widgets and its quick check hold them, too."""

import re

import numpy as np
import pytest

from convlab import quiz, widgets
from convlab.checks import learner
from convlab.checks.check import CheckFailed, check
from convlab.demos import race, shapes, stacks
from convlab.numerics import engine, fields
from convlab.pictures.stills import ALT, draw
from convlab.quiz import questions
from convlab.quiz.predictions import by_lesson
from convlab.widgets import receptive_field
from tests.support.lessons import cells, mark, prose

LESSON = "07_receptive_field"
PROSE = prose(LESSON)
CODE = "\n".join(cell.source for cell in cells(LESSON) if cell.cell_type == "code")


def layer(channels, kernel):
    """Count the weights and biases of a layer from some channels to as many."""
    return np.ones((channels, channels, kernel, kernel)).size + channels


def test_the_budget_story_is_true():
    assert (layer(5, 31), 15 * layer(5, 3), 4 * layer(5, 3)) == (24_030, 3_450, 920)
    assert "24,030 numbers, and 3,450" in PROSE
    assert layer(5, 3) == 230
    assert [fields.field([(3, 1, 1)] * n)[0] for n in (14, 15)] == [29, 31]
    assert [fields.field([(3, 2, 1)] * n)[0] for n in (3, 4)] == [15, 31]
    assert 4 * layer(5, 3) > 900  # what raises in the exercise's example


def test_lesson_6_sees_10_of_18_pixels():
    from convlab import digits

    images, _ = digits.load("test")
    rows = [np.flatnonzero(image.any(axis=1)) for image in images]
    assert {row[-1] - row[0] + 1 for row in rows} == {18}
    steps = [(3, 1, 1), (2, 2, 1), (3, 1, 1), (2, 2, 1)]
    assert [fields.field(steps[:n])[0] for n in (1, 2, 3, 4)] == [3, 4, 8, 10]
    assert "conv 3, pool 4, conv 4 + 2 · 2 = 8, pool 8 + 2 = 10" in PROSE


def test_small_kernels_save_what_is_said():
    assert (2 * 9, 5 * 5, 3 * 9, 7 * 7) == (18, 25, 27, 49)
    assert round(100 * (1 - 18 / 25)) == 28
    for said in ("18 weights for 25: 28 % fewer", "with 27 for 49"):
        assert said in PROSE


def test_three_usual_answers_and_the_right_one():
    layers = [(3, s, 1) for s in (1, 2, 1, 2)]
    right = [fields.field(layers[:n])[0] for n in (1, 2, 3, 4)]
    early, field, jump = [], 1, 1
    for _, stride, _ in layers:
        jump *= stride
        field += 2 * jump
        early.append(field)
    assert right == [3, 5, 9, 13]
    assert early == [3, 7, 11, 19]
    for said in ("3, 5, 9, 13.", "3, 5, 7, 9 forgets", "3, 7, 11, 19 counts", "3, 9, 27, 81 multiplies"):
        assert said in PROSE


def test_the_exercise_on_paper_has_the_sizes_that_are_told():
    spec = {"kind": "conv", "filters": 8, "kernel": 3, "padding": 1}
    rows = shapes.trace({"input": (1, 128, 128), "layers": [spec | {"stride": s} for s in (1, 2, 1, 2)]})
    assert [row.shape[1] for row in rows] == [128, 64, 64, 32]
    assert [row.receptive_field for row in rows] == [3, 5, 9, 13]
    assert "128, 64, 64, 32, and 3, 5, 9, 13" in PROSE


@pytest.mark.parametrize(("dilations", "reach", "seen"), [((1, 2, 4), 15, 15), ((2, 2, 2), 13, 7)])
def test_gridding_is_measured(dilations, reach, seen):
    layers = [(3, 1, d) for d in dilations]
    assert fields.field(layers)[0] == reach
    assert len(fields.used(layers)[0]) == seen
    ways = fields.gradient([engine.dilate_kernel(np.ones((1, 3)), d) for d in dilations], [1, 1, 1])
    assert np.count_nonzero(ways[0]) == seen


def test_the_effective_field_is_as_told():
    ways = fields.gradient([np.ones((1, 3))] * 15, [1] * 15)[0]
    assert len(ways) == 31
    assert 0.91 < ways[10:21].sum() / ways.sum() < 0.93
    assert "use little more than 11 of them" in PROSE
    three = fields.gradient([np.ones((1, 3))] * 3, [1] * 3)[0]
    assert (three[0], three[3]) == (1, 7)
    widths = [np.sqrt((ways * (np.arange(len(ways)) - len(ways) // 2) ** 2).sum() / ways.sum()) for ways in (
        fields.gradient([np.ones((1, 3))] * n, [1] * n)[0] for n in (5, 20)
    )]  # fmt: skip
    assert widths[1] / widths[0] == pytest.approx(2)  # "the square root of the number of layers"


def test_mobilenets_sum_is_right():
    full, both = fields.work(512, 512, 1, 3), fields.work(512, 512, 512, 3) + fields.work(512, 512, 1, 1)
    assert 8.5 < full / both < 9  # "nearly nine times fewer"
    assert both / full == pytest.approx(1 / 512 + 1 / 9)


def test_the_exam_box_is_right():
    box = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PROSE, flags=re.MULTILINE))
    assert box["weights, 3 x 3 on 64 channels: full, depthwise"] == (
        f"{fields.work(64, 64, 1, 3):,}, {fields.work(64, 64, 64, 3):,}"
    )
    assert box["field of 3 taps with the dilations 1, 2, 4"] == "15"
    reach = engine.dilate_kernel(np.ones((1, 3)), 2).shape[1]
    assert (
        box["reach of 3 taps with dilation 2, and its *same* padding"] == f"{reach}, and {(reach - 1) // 2}"
    )
    assert box["field of two, of three 3 x 3"] == "5, 7"


def test_the_rubrics_dilations_see_what_it_says():
    assert fields.field([(3, 1, d) for d in (1, 2, 4, 8, 16)])[0] == 63
    assert "dilations 1, 2, 4, 8, 16 with 3 taps see 63" in PROSE


def test_the_five_designs_cost_what_is_said():
    counted = {label: stacks.count(layers) for label, layers in stacks.designs().items()}
    assert [field for _, _, field in counted.values()] == [31] * 5
    assert [params for params, _, _ in counted.values()] == [24_030, 3_450, 920, 920, 320]
    work = [work for _, work, _ in counted.values()]
    assert min(work) == work[2]  # "the steps work least"
    assert "cost 920 both" in PROSE
    assert "With depthwise layers 320 numbers do" in PROSE
    rows = shapes.trace({"input": (5, 128, 128), "layers": stacks.designs()["steps"]})
    assert rows[-1].shape[1] * 16 == 128  # "a sixteenth of the rows"


def test_the_chart_draws_the_learners_design_or_says_why_not(capsys):
    wide = [{"kind": "conv", "filters": 5, "kernel": 3}] * 15
    fig, said = stacks.chart(wide)
    assert "yours: field 31, 3,450 parameters" in said
    fig.clf()
    fig, said = stacks.chart(wide[:4])
    assert "yours" not in said
    assert "steps: field 31, 920" in said
    assert "sees 9 pixels, and 31 were asked for" in capsys.readouterr().out
    fig.clf()


def test_depthwise_work_is_64_times_less_and_both_ways_are_right():
    work, time = race.depthwise(channels=8, side=12)
    assert work == 8
    assert time > 0
    rng = np.random.default_rng(3)
    x, w = rng.normal(size=(4, 7, 9)), rng.normal(size=(4, 1, 3, 5))
    got = race.depthwise_by_tap(x, w)
    padded = np.pad(x, ((0, 0), (1, 1), (2, 2)))
    np.testing.assert_allclose(got, engine.conv2d_multi(padded, w, groups=4), atol=1e-12)


@pytest.mark.parametrize("name", [name for name in ALT if name.startswith("07_")])
def test_a_still_picture_stands_in_the_lesson_with_its_description(name):
    assert f"![{ALT[name]}](figures/{name}.svg)" in PROSE
    assert draw(name) == draw(name)


# ---- every right design earns the points


def conv(stride=2, **more):
    return {"kind": "conv", "filters": 5, "kernel": 3, "stride": stride, "padding": 1} | more


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


# ---- the widgets


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


# ---- the quick check


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
