"""A widget on a page says who computed what it shows, and what to do when Python has gone."""

import pytest

from convlab import widgets
from tests.support.bare import bare_page, mount
from tests.support.browser import expect

pytestmark = pytest.mark.browser
GONE = "() => { for (const call of models[0].listeners.comm_live_update) call(); }"


@pytest.fixture
def page():
    with bare_page(viewport={"width": 900, "height": 700}) as page:
        yield page
        assert page.broken == []


def test_a_widget_whose_python_was_restarted_rests_and_says_what_to_do(page):
    mount(page, widgets.slide_kernel())
    board = page.get_by_role("region", name="Slide a kernel")
    for _ in range(2):
        page.evaluate(GONE)
    expect(board.get_by_role("alert")).to_have_text(
        "Run the lesson’s first cell, then this one again: Python has been restarted since."
    )
    assert board.locator("select").last.evaluate("(node) => Boolean(node.closest('[inert]'))")
    faint = "(node) => [getComputedStyle(node).opacity, getComputedStyle(node).pointerEvents]"
    assert board.locator("svg.cl-picture").first.evaluate(faint) == ["0.45", "none"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (widgets.slide_kernel, "computed by this page; Python is busy, or this cell must be run again"),
        (widgets.layers, "from before; Python is busy, or this cell must be run again"),
    ],
)
def test_who_computed_is_true_while_python_does_not_answer(page, make, words):
    mount(page, make())
    expect(page.locator(".cl-whose")).to_contain_text("computed by the course’s")
    page.get_by_role("combobox").first.select_option(index=1)
    expect(page.locator(".cl-whose")).to_have_text(words, timeout=4000)


def test_code_in_a_hint_of_the_marks_is_set_as_code(page):
    mount(page, widgets.mark("01_ops"))
    page.get_by_role("button", name="Mark this lesson").click()
    exercise = {"name": "conv2d", "score": 0, "max_score": 8, "hints": ["What does `//` drop?"]}
    marks = {"state": "marked", "n": 1, "score": 0, "max_score": 8, "exercises": [exercise], "notes": []}
    page.evaluate("(marks) => models[0].receive('answer', marks)", marks)
    expect(page.get_by_text("What does // drop?").locator("code")).to_have_text("//")
