"""Lesson 5's widget in a real browser: every control repaints the map, by key and at once; an own picture stays on the page."""

import re

import numpy as np
import pytest
from PIL import Image
from scipy.signal import correlate2d

from convlab import images, widgets
from convlab.widgets.kernels import pictures
from tests.support.bare import learners_page
from tests.support.lessons import cells, mark

pytestmark = pytest.mark.browser
SOLVED = [c.source for c in cells("05_kernels") if mark(c, "grade_id") == "apply_kernel"]
PIXELS = """(canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    return { width, height, data: [...data] };
}"""


@pytest.fixture(scope="module")
def widget():
    """The widget of a learner whose apply_kernel is right."""
    with learners_page({}, SOLVED, widgets.edit_kernel, viewport={"width": 1200, "height": 1400}) as page:
        yield page.get_by_role("region", name="Edit a kernel")


def said(widget):
    return re.sub(r"\s+", " ", widget.inner_text())


def pixels(widget, name):
    """Return a picture's pixels as an array of (height, width, 3)."""
    found = widget.get_by_role("img", name=name).evaluate(PIXELS)
    return np.reshape(found["data"], (found["height"], found["width"], 4))[..., :3]


def choose(widget, **choices):
    for name, value in choices.items():
        widget.get_by_role("combobox", name=name, exact=True).select_option(value)


def type_into(widget, row, column, number):
    cell = widget.locator(f'[role="gridcell"][data-at="{row},{column}"]')
    cell.focus()
    cell.press(number[0])
    box = widget.get_by_role("textbox", name=f"new number, kernel, row {row}, column {column}")
    box.fill(number)
    box.press("Enter")


def test_the_learners_function_answers_and_agrees_with_the_page(widget):
    widget.get_by_text("computed by your apply_kernel").wait_for()
    widget.get_by_text("by at most a rounding").wait_for()


def test_a_number_typed_by_key_changes_sum_and_map(widget):
    choose(widget, picture="photo", kernel="identity")
    assert "sum 1 brightness is kept" in said(widget)
    before = pixels(widget, "The map")
    np.testing.assert_array_equal(before[..., 0], pictures()["photo"][1])
    type_into(widget, 1, 1, "0.5")
    assert "sum 0.5 0.5 times as bright" in said(widget)
    after = pixels(widget, "The map")
    assert abs(after.mean() - before.mean() / 2) < 1
    assert widget.get_by_role("combobox", name="kernel", exact=True).input_value() == "own"
    widget.get_by_text("computed by your apply_kernel").wait_for()


def test_arrow_keys_walk_through_the_kernel(widget):
    choose(widget, kernel="sobel_x")
    widget.locator('[role="gridcell"][data-at="0,0"]').focus()
    widget.page.keyboard.press("ArrowRight")
    widget.page.keyboard.press("ArrowDown")
    focused = widget.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "row 1, column 1: 0"


@pytest.mark.parametrize("kernel", images.kernels())
def test_every_kernel_paints_the_right_map(widget, kernel):
    choose(widget, picture="square", kernel=kernel)
    weights = images.kernels()[kernel]
    right = correlate2d(pictures()["square"][1].astype(float), weights, mode="same")
    assert f"sum {round(float(weights.sum()))} " in said(widget)
    widget.get_by_role("radio", name="clip").check()
    np.testing.assert_allclose(pixels(widget, "The map")[..., 0], np.clip(right, 0, 255), atol=1.01)
    widget.get_by_role("radio", name="abs").check()
    np.testing.assert_allclose(
        pixels(widget, "The map")[..., 0], 255 * np.abs(right) / np.abs(right).max(), atol=1.01
    )
    widget.get_by_role("radio", name="signed").check()
    red, _, blue = np.moveaxis(pixels(widget, "The map").astype(int), -1, 0)
    strong = np.abs(right) > 0.3 * np.abs(right).max()
    np.testing.assert_array_equal((red > blue)[strong], (right > 0)[strong])


@pytest.mark.parametrize("picture", pictures())
def test_every_picture_can_be_chosen(widget, picture):
    choose(widget, picture=picture)
    np.testing.assert_array_equal(pixels(widget, "The picture")[..., 0], pictures()[picture][1])


def test_a_kernel_turns_and_grows_and_is_divided_by_its_sum(widget):
    choose(widget, picture="stripes", kernel="gabor_0")
    strong = re.search(r"answers from −[\d.,]+ to ([\d.]+)", said(widget))[1]
    widget.get_by_role("button", name="turn by 90°").click()
    inside = pixels(widget, "The map")[10:-10, 10:-10].astype(int)
    assert float(strong) > 300
    assert np.ptp(inside) < 60, "upright stripes say nothing to a kernel of level ones"
    choose(widget, kernel="identity")
    choose(widget, side="5")
    assert widget.get_by_role("gridcell").count() == 25
    type_into(widget, 0, 0, "3")
    assert "sum 4 " in said(widget)
    widget.get_by_role("button", name="divide by sum").click()
    assert "sum 1 brightness is kept" in said(widget)
    choose(widget, side="1")
    assert widget.get_by_role("gridcell").count() == 1


def test_an_own_picture_is_shrunk_turned_gray_and_kept_on_the_page(widget, tmp_path):
    colors = np.zeros((300, 640, 3), dtype=np.uint8)
    colors[:, :320] = (255, 0, 0)
    Image.fromarray(colors).save(tmp_path / "own.png")
    requests = []
    widget.page.on("request", lambda request: requests.append(request.url))
    choose(widget, kernel="identity")
    widget.get_by_role("button", name="own picture").set_input_files(tmp_path / "own.png")
    widget.get_by_text("made smaller, from 300 × 640 to 75 × 160, in gray. It stays on this page.").wait_for()
    shown = pixels(widget, "The picture")
    assert shown.shape == (75, 160, 3)
    assert (shown[:, :70] == 76).all()
    assert (shown[:, 90:] == 0).all()
    np.testing.assert_array_equal(pixels(widget, "The map"), shown)
    widget.get_by_text("computed by this page; your own picture stays in it").wait_for()
    assert not [url for url in requests if "own" in url]
    (tmp_path / "no.png").write_text("no picture")
    widget.get_by_role("button", name="own picture").set_input_files(tmp_path / "no.png")
    widget.get_by_text("cannot read this file").wait_for()


def test_all_controls_have_names(widget):
    for control in widget.locator("button, select, input").all():
        name = control.evaluate("(node) => node.labels?.[0]?.innerText || node.ariaLabel || node.innerText")
        assert name.strip(), control.evaluate("(node) => node.outerHTML")


def test_the_slider_turns_the_chosen_weight(widget):
    choose(widget, picture="photo", kernel="identity")
    widget.locator('[role="gridcell"][data-at="1,2"]').focus()
    slider = widget.get_by_role("slider", name="chosen weight")
    assert slider.get_attribute("aria-valuetext") == "(1, 2) → 0"
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "(1, 2) → 1"
    assert "sum 2 2 times as bright" in said(widget)
    widget.get_by_text("by at most a rounding").wait_for()
