"""The numbers of lesson 4 are computed, and stand in the lesson; its widget and quick check hold them, too."""

import re
from itertools import permutations, product

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab import images, widgets
from convlab.checks import learner
from convlab.demos import race, ways
from convlab.mistakes import banks
from convlab.numerics import engine
from convlab.pictures.stills import ALT, draw
from convlab.quiz import questions
from convlab.quiz.predictions import by_lesson
from tests.support.lessons import cells, mark, prose

LESSON = "04_im2col"
PROSE = prose(LESSON)
CODE = "\n".join(cell.source for cell in cells(LESSON) if cell.cell_type == "code")
NINE = np.arange(1, 10).reshape(3, 3)
TAP_AXES, PLACE_AXES = (0, 1, 2), (3, 4, 5)


def names_of_the_solved_lesson():
    """Return its loop and its four functions by name."""
    names = {"np": np}
    for cell in cells(LESSON):
        is_ours = mark(cell, "solution") or mark(cell, "grade_id") == "loops"
        if cell.cell_type == "code" and is_ours:
            exec(cell.source, names)
    return names


@pytest.fixture(scope="module")
def solved():
    return names_of_the_solved_lesson()


def free_cell(start, names):
    """Run the free cell that holds `start`; return what its last line shows."""
    [source] = [c.source for c in cells(LESSON) if c.cell_type == "code" and start in c.source]
    *body, last = source.splitlines()
    exec("\n".join(body), names)
    return eval(last, names)


def windows_by_hand(image, k, stride=1):
    """List every window's numbers, one place after the other."""
    places = range(0, len(image) - k + 1, stride), range(0, image.shape[1] - k + 1, stride)
    return [image[i : i + k, j : j + k].ravel().tolist() for i in places[0] for j in places[1]]


# ---- numbers of the text


def test_the_loop_cuts_out_as_many_windows_as_said_each_of_few_products(solved):
    names = solved | {"images": images, "race": race}
    places, seconds = free_cell("places = 126", names)
    assert places == (128 - 3 + 1) ** 2 == names["conv2d_loops"](names["photo"], names["edges"])[0, 0].size
    assert f"{places:,} places" in PROSE
    assert (
        "One gray photograph of 128 x 128 and two filters of 3 x 3: the loop cuts out 126 · 126 windows"
        in PROSE
    )
    assert names["photo"].shape == (1, 1, 128, 128)
    assert names["edges"].size == 18
    assert "only 18 multiplications" in PROSE
    assert 1e-7 < seconds < 1e-3


def test_the_loop_is_right(solved):
    rng = np.random.default_rng(4)
    x, w, b = rng.normal(size=(2, 3, 5, 6)), rng.normal(size=(4, 3, 2, 3)), rng.normal(size=4)
    maps = [[sum(correlate2d(i[c], f[c], "valid") for c in range(3)) for f in w] for i in x]
    np.testing.assert_allclose(solved["conv2d_loops"](x, w, b), np.array(maps) + b[:, None, None])


def test_the_four_windows_by_hand():
    assert windows_by_hand(NINE, 2) == [[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]
    assert "The first, at the top left, reads 1 2 4 5" in PROSE
    assert "the first column is 1 2 4 5 and the first row 1 2 4 5 too" in PROSE


def test_the_worked_number_of_the_layer():
    diagonal = np.array([[1, 0], [0, -1]])
    assert (correlate2d(NINE, diagonal, "valid") == -4).all()
    assert "is -4, plus 10" in PROSE
    assert "all -4" in ALT["04_im2col"]


def test_three_filters_on_nine_pixels_give_three_rows_of_four(solved):
    product_of_three = np.ones((3, 4)) @ solved["im2col"](NINE[None], 2, 2)
    assert product_of_three.shape == (3, 4)
    assert "Three rows, one for each filter, of four answers" in PROSE


def test_of_36_orders_of_one_shape_one_is_right(solved):
    count, right = free_cell("orders = list", solved | {"race": race})
    assert count == 6 * 6 == 36
    assert right == [(TAP_AXES, PLACE_AXES)]
    rng = np.random.default_rng(5)
    x, w = rng.normal(size=(2, 3, 6, 8)), rng.normal(size=(4, 3, 3, 2))
    shapes = {
        race.maps_in_order(x, w, order).shape
        for order in product(permutations(TAP_AXES), permutations(PLACE_AXES))
    }
    assert shapes == {(2, 4, 4, 7)}


def test_the_differences_are_as_small_as_said(solved):
    double, single = free_cell("fifths = ", dict(solved))
    assert 5e-17 < double < 2e-15
    assert 1e-6 < single < 1e-4
    assert "About $4 \\cdot 10^{-16}$, and about $10^{-5}$" in PROSE
    assert "sums of 144 products" in PROSE
    assert 16 * 9 == 144


def test_megabytes_of_vgg(solved):
    image, columns = free_cell("megabytes = ", dict(solved))
    assert (image, columns) == (12.8, 115.6)
    assert "Thirteen megabytes become 116" in PROSE
    assert "12.8 megabytes" in ALT["04_memory"]
    assert "115.6 megabytes" in ALT["04_memory"]


def test_the_price_by_hand(solved):
    assert "there are 4 x 4 numbers of 8 bytes: 128" in PROSE
    assert solved["im2col_bytes"]((1, 3, 3), 2, 2) == 4 * 4 * 8


def test_the_exam_box_is_right():
    box = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PROSE, flags=re.MULTILINE))
    assert engine.im2col(np.zeros((3, 32, 32)), 3, 3, padding=1).shape == (27, 1024)
    assert box["shape of the columns, 3 channels of 32 x 32, 3 x 3, padding 1"] == "(27, 1024)"
    assert box["shape of the weights for 64 filters"] == f"(64, {3 * 3 * 3})"
    assert box["memory against the image, 3 x 3, stride 1"] == f"{3 * 3} times"
    assert box["orders of a batch's axes with the right shape, and right"] == "36, and 1"


# ---- pictures and the widget


@pytest.mark.parametrize("name", [name for name in ALT if name.startswith("04_")])
def test_a_still_is_drawn_as_committed_and_described_as_in_the_lesson(name):
    assert f"![{ALT[name]}](figures/{name}.svg)" in PROSE
    assert ALT[name] in draw(name).replace("&quot;", '"')


@pytest.fixture
def notebook(monkeypatch):
    """Let the widget see these names as those of a notebook."""
    names = {}
    monkeypatch.setattr(learner, "_namespace", lambda: names)
    monkeypatch.setattr(learner, "_judged", {})
    return names


def test_the_widget_holds_the_columns_of_both_strides(notebook):
    widget = widgets.columns()
    image = np.array(widget.setup["image"])
    for stride in (1, 2):
        assert np.array(widget.answer["matrices"][str(stride)]).T.tolist() == windows_by_hand(
            image, 3, stride
        )


def test_the_tasks_of_the_widget_have_the_answers_that_the_lesson_says(notebook):
    matrices = {s: np.array(m) for s, m in widgets.columns().answer["matrices"].items()}
    counts = {s: np.bincount(m.ravel(), minlength=26)[1:] for s, m in matrices.items()}
    assert set(np.flatnonzero(counts["1"] == 9) + 1) == {13}
    assert set(np.flatnonzero(counts["1"] == 1) + 1) == {1, 5, 21, 25}
    assert len(set(matrices["1"][:, 0]) & set(matrices["1"][:, 1])) == 6
    assert matrices["2"].shape == (9, 4)
    assert counts["2"][12] == 4
    assert "of nine columns four are left, and the center still stands in all of them" in PROSE
    assert ALT["04_columns_widget"].count("nine times") == 1


def test_the_learners_im2col_fills_the_widget_once_it_is_right(notebook, solved):
    widget = widgets.columns()
    assert widget.answer["whose"].startswith("the course’s im2col (yours is not ")
    notebook["im2col"] = lambda *args: solved["im2col"](*args).T
    widget.recompute()
    assert not widget.answer["isYours"]
    notebook["im2col"] = solved["im2col"]
    widget.recompute()
    assert widget.answer["whose"] == "your im2col"


# ---- the bank


def test_the_sections_that_messages_send_to_exist():
    told = {
        place
        for name in ("im2col", "conv2d_im2col", "conv2d_batch", "im2col_bytes")
        for bank in banks(name)
        for place in [bank.where, *(mistake.where for mistake in bank.mistakes)]
        if place.startswith("lesson 4")
    }
    assert told
    for place in told:
        section = re.search(r"section (4\.\d)", place)[1]
        assert re.search(rf"^#+ {section}\b", PROSE, flags=re.MULTILINE), place


# ---- the quick check


def numbers(text):
    return [int(n) for n in re.findall(r"\d+", re.sub(r"<[^>]+>", " ", str(text)))]


@pytest.mark.parametrize("seed", range(25))
def test_answers_of_the_quick_check_are_right(seed):
    column, shape, row, often, price = questions.deal(LESSON, seed)
    image = np.array(numbers(re.search(r"<table.*</table>", column.prompt)[0])).reshape(3, 4)
    which = int(re.search(r"column (\d), counted", column.prompt)[1])
    assert numbers(column.answer) == windows_by_hand(image, 2)[which]
    c, n, _, _, k, _, _ = numbers(shape.prompt)
    assert tuple(numbers(shape.answer)) == engine.im2col(np.zeros((c, n, n)), k, k).shape
    kh, kw, channels, _, _, m, q, c = numbers(row.prompt)
    order = list(product(range(channels), range(kh), range(kw)))
    assert order[row.answer] == (c, m, q)
    _, _, stride, n, _ = numbers(often.prompt)
    places = np.arange(n * n).reshape(n, n)
    assert often.answer == sum(places[n // 2, n // 2] in w for w in windows_by_hand(places, 3, stride))
    _, k, _, stride, _ = numbers(price.prompt)
    image = np.zeros((1, 64, 64))
    factor = engine.im2col(image, k, k, stride, k // 2).size / image.size
    assert float(re.search(r"[\d.]+", price.answer)[0]) == factor * numbers(price.prompt)[0]


def test_the_predictions_are_what_is_computed():
    right = {name: one.answer for name, one in by_lesson()["im2col"].items()}
    assert list(right["second-window"]) == windows_by_hand(NINE, 2)[1]
    assert right["shape-of-the-product"] == (3, len(windows_by_hand(NINE, 2)))
    assert right["right-orders"] == 1  # see test_of_36_orders_of_one_shape_one_is_right
    assert right["megabytes-of-columns"] == round(64 * 9 * 224 * 224 * 4 / 1e6, 1)
    assert "830,304" in by_lesson()["im2col"]["fastest-against-six-loops"].why
    assert 8 * 62 * 62 * 27 == 830_304


def test_the_loops_that_go_are_those_of_the_ways():
    """From six to three the numbers of a window, then the filters, then the places."""
    assert "the loops over the 27 numbers of a window went into one sum" in PROSE
    assert "the loop over the eight filters went into one product" in PROSE
    assert "3,844 places went, and 9 taps came" in PROSE
    image, filters, _ = race.race_input()
    assert (filters[0].size, len(filters)) == (27, 8)
    assert (ways.empty_maps(image, filters)[0].size, filters[0, 0].size) == (3844, 9)
