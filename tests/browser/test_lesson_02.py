"""Lesson 2's widget in a real browser: every slider moves the picture, by key and at once."""

import re

import pytest

from convlab import widgets
from tests.support.bare import learners_page
from tests.support.lessons import cells, mark

pytestmark = pytest.mark.browser
SOLUTION = next(cell.source for cell in cells("02_output_size") if mark(cell, "grade_id") == "output_size")


@pytest.fixture(scope="module")
def widget():
    with learners_page({}, [SOLUTION], widgets.strip) as page:
        yield page.get_by_role("region", name="Count the places")


def words(widget):
    return re.sub(r"\s+", " ", widget.locator(".cl-note").inner_text())


def put(widget, **setting):
    for name, value in setting.items():
        slider = widget.get_by_role("slider", name=re.compile(rf" {name}$"))
        slider.evaluate(
            "(node, value) => { node.value = value; node.dispatchEvent(new Event('input', { bubbles: true })); }",
            value,
        )


def test_five_sliders_have_names_and_follow_the_keys(widget):
    put(widget, n=13, k=5, p=2, s=2, d=1)
    assert "= 6 + 1 = 7" in words(widget)
    for name, said in [
        ("stride s", "= 4 + 1 = 5"),
        ("padding p", "= 4 + 1 = 5"),
        ("samples n", "= 5 + 1 = 6"),
    ]:
        slider = widget.get_by_role("slider", name=name)
        slider.focus()
        slider.press("ArrowRight")
        assert said in words(widget)


def test_the_learners_function_counts(widget):
    put(widget, n=10, k=3, p=0, s=2, d=1)
    widget.get_by_text("computed by your output_size").wait_for()
    assert "Left over at the end: 1; hatched: 1 sample of the row" in words(widget)
    assert widget.locator("rect[style*='url(#cl-hatch']").count() == 1


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ({"k": 0}, "a kernel without taps"),
        ({"p": -1}, "negative padding"),
        ({"s": 0}, "stays at its first place forever"),
        ({"d": 0}, "all taps stand on one sample"),
        ({"n": 4, "k": 7}, "reaches over 7 samples, and the row has 4 + 2 · 0 = 4: a padding of 2 would do"),
    ],
)
def test_an_impossible_setting_is_explained_and_the_learners_message_repeated(widget, setting, why):
    put(widget, **{"n": 10, "k": 3, "p": 0, "s": 2, "d": 1, **setting})
    assert why in words(widget)
    widget.get_by_text("Your output_size says").wait_for()
