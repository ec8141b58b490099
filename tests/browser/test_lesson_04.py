"""Lesson 4's widgets in a real browser: cells, pixels and the stride mark window, column and duplicates, by key too."""

import re
import time

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab import widgets
from convlab.checks import learner
from convlab.demos import live_race, race
from convlab.numerics import engine
from convlab.widgets import im2col
from tests.support.bare import learners_page, widget_page
from tests.support.browser import expect
from tests.support.lessons import cells, mark

pytestmark = pytest.mark.browser
SOLVED = [c.source for c in cells("04_im2col") if mark(c, "grade_id") == "im2col"]


@pytest.fixture(scope="module")
def widget():
    """The widget of a learner whose im2col is right."""
    with learners_page({}, SOLVED, widgets.columns, viewport={"width": 1200, "height": 1100}) as page:
        yield page.get_by_role("region", name="One cell, one column")


def grid(widget, name):
    return widget.get_by_role("grid", name=name, exact=True).filter(visible=True)


def choose(widget, name, row, col):
    grid(widget, name).locator(f'[data-at="{row},{col}"]').click()


def stride(widget, value):
    widget.get_by_role("radio", name=f"stride {value}").check()


def said(widget):
    return re.sub(r"\s+", " ", widget.get_by_role("status").first.inner_text())


def boxed(widget, name):
    """Return the texts of the cells that are boxed."""
    return grid(widget, name).evaluate(
        """(grid) => [...grid.querySelectorAll("[data-at]")]
            .filter((cell) => cell.querySelector(".cl-ring").style.stroke)
            .map((cell) => cell.querySelector("text").textContent)"""
    )


def test_the_learners_im2col_fills_the_matrix(widget):
    widget.get_by_text("computed by your im2col").wait_for()


def test_neighboring_columns_share_six_numbers(widget):
    stride(widget, 1)
    choose(widget, "output", 0, 0)
    choose(widget, "output", 0, 1)
    assert "Output cell (0, 1) is column 1: 2 3 4 7 8 9 12 13 14" in said(widget)
    assert "It shares 6 numbers with column 0, chosen before." in said(widget)


def test_duplicates_are_boxed_and_counted(widget):
    stride(widget, 1)
    choose(widget, "image", 2, 2)
    assert "Pixel 13 (boxed) stands in the matrix 9 times." in said(widget)
    assert boxed(widget, "column matrix") == ["13"] * 9
    choose(widget, "image", 0, 0)
    assert "Pixel 1 (boxed) stands in the matrix once." in said(widget)
    assert boxed(widget, "image") == ["1"]


def test_stride_2_leaves_four_columns(widget):
    stride(widget, 2)
    assert grid(widget, "output").locator("[data-at]").count() == 4
    choose(widget, "image", 2, 2)
    assert "Pixel 13 (boxed) stands in the matrix 4 times. The matrix holds 9 · 4 = 36 numbers" in said(
        widget
    )
    choose(widget, "output", 1, 1)
    assert "Output cell (1, 1) is column 3: 13 14 15 18 19 20 23 24 25" in said(widget)


def test_an_entry_of_the_matrix_chooses_its_cell_and_its_pixel(widget):
    stride(widget, 1)
    choose(widget, "column matrix", 5, 4)
    assert "Output cell (1, 1) is column 4" in said(widget)
    assert "Pixel 14 (boxed)" in said(widget)


def test_keys_walk_through_the_output(widget):
    stride(widget, 1)
    choose(widget, "output", 0, 0)
    widget.page.keyboard.press("ArrowDown")
    assert "Output cell (1, 0) is column 3" in said(widget)
    assert "column 3" in grid(widget, "output").locator('[data-at="1,0"]').get_attribute("aria-label")


def filled(widget):
    """Return the numbers of the map, "" where none is yet."""
    return grid(widget, "output").locator("[data-at] > text").all_text_contents()


@pytest.mark.parametrize("kernel", ["diagonal", "edge", "sum", "places"])
def test_the_row_of_weights_fills_the_map_column_by_column(widget, kernel):
    stride(widget, 1)
    widget.get_by_role("combobox", name="kernel").select_option(kernel)
    image, weights = np.arange(1, 26).reshape(5, 5), im2col.ROWS[kernel][1]
    right = correlate2d(image, weights, mode="valid").ravel()
    shown = [str(value).replace("-", "−") for value in right]
    slider = widget.get_by_role("slider", name="column")
    for step in (0, 3, 8):
        slider.fill(str(step))
        assert filled(widget) == shown[: step + 1] + [""] * (8 - step)
        assert said(widget).count(f"= {shown[step]}") == 1
        assert f"{shown[step]}" in slider.get_attribute("aria-valuetext")


def test_playing_goes_to_the_last_column_and_stops_when_a_cell_is_chosen(widget):
    stride(widget, 2)
    widget.get_by_role("combobox", name="kernel").select_option("sum")
    widget.get_by_role("button", name="Play").click()
    expect(widget.get_by_role("slider", name="column")).to_have_attribute("aria-valuetext", "3 → 171")
    assert filled(widget) == ["63", "81", "153", "171"]
    expect(widget.get_by_role("button", name="Play")).to_be_visible()


@pytest.fixture
def racer(monkeypatch):
    """A short race of a learner one of whose functions is right, on a page of its own."""
    names = {
        "conv2d_batch": lambda x, w, b: engine.conv2d_multi(x[0], w, b)[None],
        "conv2d_im2col": lambda *a: 0,
    }
    monkeypatch.setattr(learner, "_namespace", lambda: names)
    monkeypatch.setattr(live_race, "SHARE", 0.05)
    monkeypatch.setattr(race, "SHAPE", (3, 8, 9))
    widget = widgets.race()
    with widget_page(widget) as page:
        news = []
        widget.observe(lambda change: news.append(change.new), "answer")
        yield page, widget, news
        assert page.broken == []


def test_the_bars_of_the_race_grow_and_end_with_the_fastest(racer):
    page, widget, news = racer
    board = page.get_by_role("region", name="The race")
    assert widget.answer["lanes"] == []
    board.get_by_role("button", name="Start the race").click()
    expect(board.get_by_role("button", name=re.compile("Stop|Race again"))).to_be_visible()
    end = time.monotonic() + 20
    while widget.answer["isRunning"] and time.monotonic() < end:
        page.wait_for_timeout(50)
    page.evaluate("(answer) => models[0].receive('answer', answer)", widget.answer)
    lanes = {label: images for label, images, *_ in widget.answer["lanes"]}
    assert list(lanes)[:2] == ["six loops", "three loops"]
    assert "your batch" in lanes
    expect(board.get_by_text("are not written yet or do not give these maps: your im2col.")).to_be_visible()
    expect(board.get_by_text(re.compile("wins: .* times as fast as six loops"))).to_be_visible()
    expect(board.get_by_text(re.compile(rf"^{lanes['six loops']:,} images?$"))).to_be_visible()
    seen = [answer["lanes"][0][1] for answer in news if answer["lanes"]]
    assert seen == sorted(seen)
    widths = [float(bar.get_attribute("width")) for bar in board.locator("rect.cl-grow").all()]
    assert widths[list(lanes).index("einsum")] > widths[0]


def test_a_race_is_stopped_after_the_image_at_hand(racer, monkeypatch):
    page, widget, _ = racer
    monkeypatch.setattr(live_race, "SHARE", 30)
    board = page.get_by_role("region", name="The race")
    board.get_by_role("button", name="Start the race").click()
    board.get_by_role("button", name="Stop").click()
    expect(board.get_by_role("button", name="Race again")).to_be_visible()
    assert not widget.answer["isRunning"]
