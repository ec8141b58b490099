"""The numbers of lesson 2 are computed, and stand in the lesson; its widget and its quick check hold them, too."""

import re

import numpy as np
import pytest

from convlab import widgets
from convlab.checks import learner
from convlab.demos import shapes
from convlab.numerics import engine
from convlab.pictures import strips
from convlab.pictures.stills import ALT, draw
from convlab.quiz import questions
from convlab.quiz.predictions import by_lesson
from tests.support.lessons import cells, prose

LESSON = "02_output_size"
PROSE = prose(LESSON)
CODE = "\n".join(cell.source for cell in cells(LESSON) if cell.cell_type == "code")


def places(n, k, p=0, s=1, d=1):
    """Count by hand: lay the kernel down, move it by a stride, until it hangs over the end."""
    count, start = 0, -p
    while start + d * (k - 1) <= n + p - 1:
        count, start = count + 1, start + s
    return count


def test_every_row_of_the_drill_is_right():
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", PROSE, flags=re.MULTILINE)
    assert len(rows) == 9
    for row in rows:
        *setting, size = map(int, row)
        assert places(*setting) == size
        assert f"({', '.join(row[:4])})" in CODE


@pytest.mark.parametrize(
    ("said", "computed"),
    [
        ("*12 to travel, 6 steps, 7 places*", (13 + 4 - 5, 12 // 2, places(13, 5, 2, 2))),
        ("$7 - 3 = 4$", (7, 3, places(7, 3) - 1)),
        ("One leaves 222", (places(224, 3),)),
        ("$7 \\bmod 2 = 1$", (10 - 3, 2, (10 - 3) % 2)),
        ("make 30, 28 and 26 of 32", (places(32, 3), places(30, 3), places(28, 3), 32)),
        ("twenty leave 184", (224 - 20 * 2,)),
        ("224 makes 54", (224, places(224, 11, s=4))),
        ("a travel of 216, 54 strides of 4", (227 - 11, 54, (227 - 11) // 54)),
        ("102,764,544", (512 * 7 * 7 * 4096 + 4096,)),
        ("1,849,688,064", (64 * 64 * 9 * 224 * 224,)),
    ],
)
def test_numbers_of_the_prose_are_computed(said, computed):
    assert said in PROSE
    assert tuple(int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d|\d", said)) == computed


def test_twenty_layers_without_padding_leave_184():
    size = 224
    for _ in range(20):
        size = places(size, 3)
    assert size == 184
    assert 1 - (size / 224) ** 2 == pytest.approx(1 / 3, abs=0.01)  # "almost a third"


def test_the_rests_that_the_drill_names_are_the_only_ones():
    rows = [(5, 3, 0, 1), (5, 3, 1, 1), (6, 3, 0, 1), (224, 7, 3, 2), (32, 3, 0, 1), (32, 3, 1, 1)]
    rows += [(32, 3, 1, 2), (32, 2, 0, 2), (32, 7, 3, 2)]
    left = [f"{n}/{k}/{p}/{s}" for n, k, p, s in rows if (n + 2 * p - k) % s == 1]
    assert f"{left[0]}, {left[1]} and {left[2]}" in PROSE
    assert len(left) == 3


def test_the_puzzle_has_three_answers_and_two_see_nothing_at_first():
    pairs = [(p, s) for p in range(7) for s in range(1, 5) if places(13, 5, p, s) == 7]
    assert pairs == [(2, 2), (5, 3), (6, 3)]
    assert [max(strips.Setting(13, 5, p, s).taps(0)) < 0 for p, s in pairs] == [False, True, True]


def test_only_227_without_padding_leaves_nothing_over():
    pairs = [(n, p) for n in (224, 227) for p in range(4) if places(n, 11, p, 4) == 55]
    assert pairs == [(224, 2), (224, 3), (227, 0), (227, 1)]
    assert [pair for pair in pairs if (pair[0] + 2 * pair[1] - 11) % 4 == 0] == [(227, 0)]


def test_the_table_of_four_layers_is_right():
    layers = [{"kind": "conv", "filters": 8, "kernel": 3, "stride": s, "padding": 1} for s in (1, 2, 1, 2)]
    rows = shapes.trace({"input": [3, 128, 128], "layers": layers})
    said = re.findall(r"^\| \d \| (\d) \| (\d+) \| (\d) \| .* = (\d+) \|", PROSE, flags=re.MULTILINE)
    assert [(row.shape[1], row.receptive_field) for row in rows] == [(int(n), int(f)) for _, n, _, f in said]
    assert [(int(s), int(jump)) for s, _, jump, _ in said] == [(1, 1), (2, 1), (1, 2), (2, 2)]
    assert "(3, 5, 7, 9)" in PROSE
    assert "(3, 7, 11, 19)" in PROSE


def test_what_is_said_of_vgg16_is_true():
    rows = shapes.trace("vgg16")
    params, work = [row.params for row in rows], [row.multiply_adds for row in rows]
    assert max(params) == 102_764_544
    assert max(params) / sum(params) == pytest.approx(0.743, abs=0.001)  # "about three quarters"
    assert work.count(max(work)) == 6
    assert max(work) == 1_849_688_064
    assert (
        round(100 * sum(w for row, w in zip(rows, work, strict=True) if "conv" in row.what) / sum(work)) == 99
    )
    largest = sorted(range(len(rows)), key=lambda i: -rows[i].memory)[:2]
    assert largest == [0, 1]  # "the memory goes to the first two"


def test_the_exam_box_is_right():
    box = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PROSE, flags=re.MULTILINE))
    assert int(box["3 x 3, padding 1, stride 2, on 224"]) == places(224, 3, 1, 2)
    assert int(box["3 x 3, no padding, on 224"]) == places(224, 3)
    assert int(box["7 x 7, padding 3, stride 2, on 224"]) == places(224, 7, 3, 2)
    assert int(box["11 x 11, no padding, stride 4, on 227"]) == places(227, 11, 0, 4)
    assert box["field of three 3 x 3"] == "7 x 7"
    assert (places(99, 3, 1), places(99, 5, 2), places(99, 2, 0, 2)) == (99, 99, 49)


def test_the_rubric_traces_the_friends_picture_rightly():
    rows = shapes.trace(
        {**shapes.load("lenet5"), "input": [1, 40, 36], "layers": shapes.load("lenet5")["layers"][:5]}
    )
    assert [row.shape[1:] for row in rows] == [(36, 32), (18, 16), (14, 12), (7, 6), (3, 2)]
    for height, width in [row.shape[1:] for row in rows]:
        assert f"{height} x {width}" in PROSE
    assert "120 · 3 · 2 = 720" in PROSE


@pytest.mark.parametrize("name", [name for name in ALT if name.startswith("02_")])
def test_a_still_picture_stands_in_the_lesson_with_its_description(name):
    assert f"![{ALT[name]}](figures/{name}.svg)" in PROSE
    assert draw(name) == draw(name)


# ---- the strip


def test_a_strip_knows_which_samples_nobody_reads():
    assert strips.Setting(10, 3, 0, 2).unread() == [9]
    assert strips.Setting(9, 2, 0, 2, 2).unread() == [1, 3, 5, 7]
    assert strips.Setting(6, 1, 0, 3).unread() == [1, 2, 4, 5]


def test_the_widget_counts_with_the_learners_function_once_it_is_right(monkeypatch):
    calls = []

    def output_size(n, k, padding=0, stride=1, dilation=1):
        calls.append((n, k, padding, stride, dilation))
        return engine.output_size(n, k, padding, stride, dilation)

    monkeypatch.setattr(learner, "_namespace", lambda: {"output_size": output_size})
    widget = widgets.strip()
    assert (widget.answer["places"], widget.answer["isYours"]) == (7, True)
    assert (13, 5, 2, 2, 1) in calls


def test_the_widget_repeats_what_the_learners_function_says_of_an_impossible_setting(monkeypatch):
    def output_size(n, k, padding=0, stride=1, dilation=1):
        if stride < 1:
            raise ValueError("no steps, no end")
        return engine.output_size(n, k, padding, stride, dilation)

    monkeypatch.setattr(learner, "_namespace", lambda: {"output_size": output_size})
    answer = widgets.strip(stride=0).answer
    assert (answer["places"], answer["says"], answer["isYours"]) == (None, "no steps, no end", True)


def test_the_widget_keeps_to_the_courses_function_while_the_learners_is_wrong(monkeypatch):
    monkeypatch.setattr(learner, "_namespace", lambda: {"output_size": lambda n, k, *more: n - k})
    assert widgets.strip().answer["places"] == 7
    assert widgets.strip().answer["isYours"] is False
    assert widgets.strip(n=3, padding=0).answer["places"] is None


def test_a_slider_cannot_start_outside_of_its_range():
    with pytest.raises(ValueError, match="stride s from 0 to 4"):
        widgets.strip(stride=5)


def test_an_impossible_setting_has_a_still_picture_too():
    assert "does not fit" in repr(widgets.strip(n=3, padding=0))


# ---- the quick check


@pytest.mark.parametrize("seed", range(30))
def test_answers_of_the_quick_check_are_right_and_its_slips_wrong(seed):
    asked = questions.deal(LESSON, seed)
    assert len(asked) == 5
    for question in asked:
        assert len(question.slips) >= 3
        assert question.answer not in [wrong for wrong, _ in question.slips]
    k, _, n = map(int, re.findall(r"\d+", asked[0].prompt)[:3])
    assert asked[0].answer == places(n, k)
    n, k, p, s = map(int, re.findall(r"\d+", asked[1].prompt))
    assert asked[1].answer == places(n, k, p, s)
    k, d = map(int, re.findall(r"\d+", asked[2].prompt)[:2])
    assert places(60, k, int(asked[2].answer), 1, d) == 60


@pytest.mark.parametrize("seed", range(10))
def test_the_field_that_the_quick_check_asks_for_is_measured(seed):
    question = questions.deal(LESSON, seed)[4]
    a, _, two, _, _, b, _, c, _, _ = map(int, re.findall(r"\d+", question.prompt))
    assert two == 2
    sees = np.eye(80)
    for k, s in [(a, 1), (2, 2), (b, 1), (c, 2)]:
        sees = np.stack([sees[i : i + k].sum(axis=0) for i in range(0, len(sees) - k + 1, s)])
    assert question.answer == np.ptp(np.flatnonzero(sees[0])) + 1


def test_the_predictions_are_what_is_computed():
    right = {name: one.answer for name, one in by_lesson()["output_size"].items()}
    starts = [start for start in range(7) if start + 3 <= 7]
    assert right["places-of-7"] == (starts[-1], len(starts))
    assert right["padding-of-1"] == tuple(places(n, 3, 1) for n in (7, 5, 32))
    assert right["twenty-layers"] == 184
    assert right["the-trap"] == places(10, 3, 0, 2)
    assert all(places(30, k, p) == 30 for k, p in zip((3, 5, 7), right["same-padding"], strict=True))
    assert right["alexnet-by-hand"] == places(224, 11, s=4)
    assert right["64-to-128"] == np.ones((128, 64, 3, 3)).size + 128
    assert right["lenet-before-the-last"] == shapes.trace("lenet5")[3].shape
    rows = shapes.trace("vgg16")
    assert max(rows, key=lambda row: row.params) == next(
        row for row in rows if "conv" not in row.what and row.params
    )


def test_padding_shows_no_sample_numbers():
    numbers = re.findall(r">(\d+)</text>", strips.row(0, 0, 30, range(-2, 5), 3))
    assert numbers == ["0", "1", "2"]
