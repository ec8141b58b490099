"""The numbers of lesson 7 are computed, and stand in the lesson."""

import re

import numpy as np
import pytest

from convlab.demos import race, shapes, stacks
from convlab.numerics import engine, fields
from convlab.pictures.stills import ALT, draw
from tests.support.lesson_07 import LESSON, layer
from tests.support.lessons import prose

PROSE = prose(LESSON)


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
