"""Lesson 3's widget in a real browser: every dial moves the pictures, by key and at once."""

import re

import pytest

from convlab import widgets
from convlab.checks import learner
from convlab.widgets import padding_stride
from tests.support.bare import learners_page
from tests.support.lessons import cells, mark

pytestmark = pytest.mark.browser
SOLVED = [c.source for c in cells("03_padding_stride") if mark(c, "grade_id") in ("pad2d", "conv2d")]
PIXELS = """(canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    return { width, height, data: [...data] };
}"""


@pytest.fixture(scope="module")
def widget():
    with pytest.MonkeyPatch.context() as patch:  # on a busy machine
        patch.setattr(padding_stride, "PATIENCE", 1e9)
        patch.setattr(learner, "ALLOWANCE", 1e9)
        with learners_page({}, SOLVED, widgets.turn_dials, viewport={"width": 1200, "height": 1400}) as page:
            yield page.get_by_role("region", name="Padding, mode and stride on a photograph")


def put(widget, padding=1, stride=1, mode="zeros"):
    for name, value in [("padding", [0, 1, 2, 3, 4, 8].index(padding)), ("stride", stride)]:
        widget.get_by_role("slider", name=name).evaluate(
            "(node, value) => { node.value = value; node.dispatchEvent(new Event('input', { bubbles: true })); }",
            value,
        )
    widget.get_by_role("radio", name=mode).check()


def said(widget):
    return re.sub(r"\s+", " ", widget.inner_text())


def picture(widget, name):
    return widget.get_by_role("img", name=name).evaluate(PIXELS)


def test_the_learners_functions_paint(widget):
    widget.get_by_text("computed by your conv2d, padded by your pad2d").wait_for()


def test_corner_edge_and_center_are_4_6_and_9(widget):
    put(widget, padding=1)
    assert "windows that use each pixel: corner 4, edge 6, inside 9" in said(widget)
    assert "made-up pixels in each window: corner 5, edge 3, center 0" in said(widget)
    put(widget, padding=0)
    assert "windows that use each pixel: corner 1, edge 3, inside 9" in said(widget)
    assert "no number touched padding" in said(widget)
    put(widget, padding=0, stride=4)
    assert "corner 1, edge 0 to 1, inside 0 to 1; " in said(widget)
    assert re.search(r"[1-9]\d* pixels in none", said(widget))


def test_the_keys_move_the_sliders_and_the_formula(widget):
    put(widget, padding=1, stride=1)
    for name, formula in [
        ("padding", "⌊(48 + 2 · 2 − 3) / 1⌋ + 1 = 50"),
        ("stride", "⌊(48 + 2 · 2 − 3) / 2⌋ + 1 = 25"),
    ]:
        slider = widget.get_by_role("slider", name=name)
        slider.focus()
        slider.press("ArrowRight")
        assert formula in said(widget)


def test_zeros_frame_the_photograph_and_the_ghost_edge_ends_the_map(widget):
    put(widget, padding=1, mode="zeros")
    photo = picture(widget, "The padded photograph")
    assert photo["width"] == 50
    assert photo["data"][:3] == [0, 0, 0]
    map_of_zeros = picture(widget, "The map")
    put(widget, padding=1, mode="replicate")
    map_of_copies = picture(widget, "The map")
    middle = 4 * (48 * 10 + 47)  # row 10, the last column: bright wall beside black padding
    red, _, blue = map_of_zeros["data"][middle : middle + 3]
    assert blue > red + 40  # strongly negative
    red, _, blue = map_of_copies["data"][middle : middle + 3]
    assert abs(blue - red) < 40


def test_every_mode_paints_its_own_border(widget):
    seen = set()
    for mode in ("zeros", "reflect", "replicate", "circular"):
        put(widget, padding=8, mode=mode)
        seen.add(tuple(picture(widget, "The padded photograph")["data"]))
    assert len(seen) == 4


@pytest.mark.parametrize(("kernel", "k"), [("wide", 5), ("sharpen", 3), ("blur", 3), ("edges", 3)])
def test_every_kernel_can_be_chosen(widget, kernel, k):
    put(widget, padding=2, stride=3, mode="reflect")
    widget.get_by_role("combobox", name="kernel").select_option(kernel)
    widget.get_by_text(f"2 · 2 − {k}) / 3").wait_for()
    assert picture(widget, "The map")["width"] == (48 + 4 - k) // 3 + 1
