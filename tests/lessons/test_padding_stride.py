"""The numbers of lesson 3 are computed, and stand in the lesson."""

import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab import images
from convlab.numerics import engine
from convlab.pictures.stills import ALT
from tests.support.lesson_03 import LESSON, NUMPYS, PROSE, SOBEL, K, X, coverage
from tests.support.lessons import cells, mark

CODE = "\n".join(cell.source for cell in cells(LESSON) if cell.cell_type == "code")


def words(row):
    return " ".join(map(str, row))


def answers_of(name):
    """Run the free cells of the solved lesson up to the one that holds `name`; return what it shows."""
    names = {"np": np, "images": images, "check": lambda *args, **kwargs: None}
    for cell in cells(LESSON):
        if cell.cell_type != "code" or mark(cell, "grade_id") == "setup" or mark(cell, "grade"):
            continue
        if re.match(r"(widgets|quiz)\.", cell.source) or cell.source.startswith("#"):
            continue
        if "skip-execution" in cell.metadata.get("tags", ()):  # drawn by hand, and dials
            continue
        *body, last = cell.source.splitlines()
        if name in cell.source:
            exec("\n".join(body), names)
            return eval(last, names)
        exec(cell.source, names)
    raise LookupError(name)


@pytest.mark.parametrize(
    ("said", "computed"),
    [
        ("From 32 to 22 in five layers: 484 of 1,024 pixels", (32, 32 - 5 * 2, 22**2, 32**2)),
        ("After fifteen layers 2 x 2 pixels remain", (32 - 15 * 2, 32 - 15 * 2)),
        (
            "stride 1 there are 25 places, with stride 2 there are 9, with stride 3 only 4",
            (1, 25, 2, 9, 3, 4),
        ),
        ("451,584", (224 * 224 * 9,)),
        ("36,928", (64 * 64 * 9 + 64,)),
        ("a 5 x 6 image meets a 3 x 4 map", (*X.shape, *correlate2d(X, K, mode="valid").shape)),
    ],
)
def test_numbers_of_the_prose_are_computed(said, computed):
    assert said in PROSE
    assert tuple(int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d|\d", said)) == computed


def test_five_layers_leave_less_than_half_and_the_sixteenth_has_no_place():
    assert 22**2 < 32**2 / 2
    assert 32 - 15 * 2 < 3


@pytest.mark.parametrize(("p", "three"), [(0, (1, 3, 9)), (1, (4, 6, 9))])
def test_coverage_is_as_said(p, three):
    count = coverage(7, 3, p)
    assert (count[0, 0], count[0, 3], count[3, 3]) == three
    assert f"{three[0]} in the corner, {three[1]} " in ALT["03_coverage"]
    if p:
        assert "Corner 4, edge 6, center 9" in PROSE
        np.testing.assert_array_equal(answers_of("np.outer(uses, uses)"), count)


def test_an_even_blur_lies_half_a_place_beside_its_spot():
    blurred = np.convolve(np.eye(7)[3], np.ones(4), mode="same")
    assert abs(blurred @ np.arange(7) / 4 - 3) == 0.5
    assert "blurred @ np.arange(7) / 4" in CODE


def test_the_four_modes_of_the_picture_are_numpys():
    nine = np.arange(1, 10).reshape(3, 3)
    for mode, name in NUMPYS.items():
        top = words(np.pad(nine, 1, mode=name)[0])
        assert f"{mode}: {'all 0' if mode == 'zeros' else 'top row ' + top}" in ALT["03_modes"]


def test_the_strip_of_places_names_the_right_pixels():
    places = np.arange(5)
    for mode in ("reflect", "replicate", "circular"):
        row = np.pad(places, 2, mode=NUMPYS[mode])
        assert f"{mode}: {words(row[:2])}, 0 to 4, {words(row[-2:])}" in ALT["03_sources"]


def test_the_worked_numbers_of_the_exercises_are_right():
    assert f"`{words([4, 3, 4, 3])}` and its second `{words([2, 1, 2, 1])}`" in PROSE
    np.testing.assert_array_equal(
        np.pad([[1, 2], [3, 4]], 1, mode="reflect"), [[4, 3, 4, 3], [2, 1, 2, 1]] * 2
    )
    dense = correlate2d(X, K, mode="valid")
    assert f"rows `{words(dense[0, ::2])}` and `{words(dense[2, ::2])}`" in PROSE
    assert f"`{words(correlate2d(X, K, mode='same')[0])}`" in PROSE
    assert "rows `5 7` and `13 15`" in PROSE
    np.testing.assert_array_equal(engine.pool2d(np.arange(16).reshape(4, 4)), [[5, 7], [13, 15]])


def test_the_fixture_with_its_known_answers_is_in_the_tests():
    assert [words(row) for row in correlate2d(X, K, mode="valid")] == ["9 2 11 8", "1 14 11 5", "5 0 3 20"]
    assert "expected=np.array([[9, 2, 11, 8], [1, 14, 11, 5], [5, 0, 3, 20]])" in CODE
    assert 'kwargs={"stride": 2}, expected=np.array([[9, 11], [5, 3]])' in CODE


def test_windows_start_where_the_lesson_says():
    assert answers_of("np.arange(0, 7 - 3 + 1, stride)") == [[0, 1, 2, 3, 4], [0, 2, 4], [0, 3]]
    assert (coverage(7, 3, s=3)[:, 6] == 0).all()  # no window sees column 6
    assert (coverage(7, 3, s=2) > 0).all()


def test_the_ghost_edge_is_as_strong_as_the_true_one():
    step = np.zeros((16, 16))
    step[:, 8:] = 1
    ghost = correlate2d(step, SOBEL, mode="same")
    assert (ghost[1:-1, 7:9] == 4).all()
    assert (ghost[[0, -1], 7:9] == 3).all()
    assert (ghost[1:-1, 15] == -4).all()
    assert (ghost[[0, -1], 15] == -3).all()
    assert np.count_nonzero(ghost) == 3 * 16
    np.testing.assert_array_equal(answers_of("ghost = conv2d"), ghost[[0, 7, 15]])
    for mode, count in [("reflect", 2), ("replicate", 2), ("circular", 4)]:
        row = correlate2d(np.pad(step, 1, mode=NUMPYS[mode]), SOBEL, mode="valid")[7]
        assert np.count_nonzero(row) == count


def test_stripes_vanish_under_stride_2():
    np.testing.assert_array_equal(answers_of("stripes = "), np.zeros((2, 4)))


def test_pooling_keeps_a_quarter_hides_one_shift_and_carries_only_shifts_by_two():
    assert answers_of("kept = ") == (0.25, 0.75)
    assert answers_of("dot[2, 2] = 1") == [True, True, False]
    assert answers_of("np.array_equal(by_two, moved)") == (True, False, False)


def test_the_blocks_of_the_pooling_picture_have_these_maxima():
    blocks = re.findall(r"(\d) (\d), (\d) (\d)(?:;|\.)", ALT["03_pool"])
    assert [max(map(int, block)) for block in blocks[:4]] == [3, 8, 7, 9]


def test_the_exam_box_is_right():
    box = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PROSE, flags=re.MULTILINE))
    assert box['"same" padding for 3, 5, 7'] == "**1, 2, 3**"
    assert box["3 x 3, padding 1: windows over a corner, an edge, a middle pixel"] == "**4, 6, 9**"
    counts = [len(range(0, 5, s)) ** 2 for s in (1, 2, 3)]
    assert box["7 x 7, kernel 3: places with stride 1, 2, 3"] == f"**{', '.join(map(str, counts))}**"
    assert box["224 x 224 after 2 x 2 pooling"].startswith("**112 x 112**, 75 %")
    assert box["ghost edge of a step from 0 to 1, Sobel, zeros"] == "**-4**"
