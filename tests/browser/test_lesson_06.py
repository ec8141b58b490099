"""In a real browser: every control of lesson 6's widgets does what it says, by keyboard too."""

import re

import numpy as np
import pytest

from convlab import widgets
from tests.support.bare import widget_page
from tests.support.browser import expect
from tests.support.drawn_digits import draw

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab():
    """A page of lesson 6's widgets, opened once for all tests here."""
    with widget_page(widgets.layers(), widgets.shift(), viewport={"width": 1200, "height": 2200}) as page:
        yield page


@pytest.fixture
def viewer(lab):
    """The viewer of every layer, at a test digit."""
    widget = lab.get_by_role("region", name="Every layer of the network")
    widget.scroll_into_view_if_needed()
    widget.get_by_role("radio", name="a test digit").check(force=True)
    widget.get_by_role("radio", name="padding 1").check(force=True)
    widget.get_by_role("combobox", name="digit").select_option("0")
    expect(widget.get_by_text("says 2,")).to_be_visible()
    return widget


@pytest.fixture
def push(lab):
    """The shift experiment, with the digit in the middle."""
    widget = lab.get_by_role("region", name="Push a digit")
    widget.scroll_into_view_if_needed()
    widget.get_by_role("radio", name="moved digits").check(force=True)
    for name in ("dx", "dy"):
        widget.get_by_role("slider", name=name).fill("0")
    return widget


def test_nothing_is_fetched_from_outside_and_nothing_breaks(lab):
    # the map of hidden patches has no answer yet, wherever the pointer lies
    lab.locator(".cl-heat [data-at]").first.dispatch_event("pointerover")
    assert [url for url in lab.outside if not url.startswith(("data:", "blob:"))] == []
    assert lab.broken == []


def test_another_digit_gives_another_answer(viewer):
    viewer.get_by_role("combobox", name="digit").select_option("3")
    expect(viewer.get_by_text("says 0,")).to_be_visible()


def test_without_padding_the_maps_are_smaller(viewer):
    viewer.get_by_role("radio", name="padding 0").check(force=True)
    expect(viewer.get_by_text("8 × 5 × 5")).to_be_visible()
    expect(viewer.get_by_text("says 2,")).to_be_visible()


def test_the_slider_walks_through_all_maps_by_key(viewer):
    look = viewer.get_by_role("slider", name="look at")
    look.press("Home")
    expect(viewer.get_by_role("img", name=re.compile("^conv 1, map 0, 28 by 28: .*negative"))).to_be_visible()
    look.press("End")
    expect(viewer.get_by_role("img", name=re.compile("^pool 2, map 7, 7 by 7"))).to_be_visible()
    assert look.get_attribute("aria-valuetext") == "pool 2, map 7"


def test_the_maps_are_painted_in_more_than_one_color(viewer):
    colors = (
        viewer.locator("canvas")
        .nth(4)
        .evaluate(
            """canvas => {
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
        )
    )
    assert colors > 5


@pytest.fixture
def board(viewer):
    """The board, empty."""
    viewer.get_by_role("radio", name="draw").check(force=True)
    if viewer.get_by_role("button", name="Clear").is_enabled():
        viewer.get_by_role("button", name="Clear").click()
    expect(viewer.get_by_text("nothing drawn yet")).to_be_visible()
    return viewer.get_by_role("application", name="Drawing board")


def move_pen(board, strokes):
    box, mouse = board.bounding_box(), board.page.mouse
    assert box["width"] >= 280
    for (x, y), *rest in strokes:
        mouse.move(box["x"] + x, box["y"] + y)
        mouse.down()
        for x, y in rest:
            mouse.move(box["x"] + x, box["y"] + y)
        mouse.up()


def test_a_seven_drawn_with_the_mouse_is_read(viewer, board):
    move_pen(board, [[(70, 56), (196, 56), (168, 112), (140, 168), (118, 238)]])
    expect(viewer.get_by_text("says 7,")).to_be_visible()
    viewer.get_by_role("button", name="Undo").click()
    expect(viewer.get_by_text("nothing drawn yet")).to_be_visible()


def test_a_small_digit_in_a_corner_is_read_only_when_recentered(viewer, board):
    drawn = draw(4, 0, 0.4, 0.0, np.random.default_rng(5))
    left = min(x for stroke in drawn for x, _ in stroke) - 18
    top = min(y for stroke in drawn for _, y in stroke) - 18
    move_pen(board, [[(x - left, y - top) for x, y in stroke] for stroke in drawn])
    expect(viewer.get_by_text("says 4,")).to_be_visible()
    viewer.get_by_role("switch", name="recenter").uncheck(force=True)
    expect(viewer.get_by_role("img", name="The drawing as the network sees it, where")).to_have_count(1)
    expect(viewer.get_by_text("says 4,")).to_have_count(0)
    viewer.get_by_role("switch", name="recenter").check(force=True)
    expect(viewer.get_by_text("says 4,")).to_be_visible()


def test_a_one_drawn_by_keyboard_is_read(viewer, board):
    board.press("ArrowUp")
    for _ in range(8):
        board.press("Shift+ArrowDown")
    expect(viewer.get_by_text("says 1,")).to_be_visible()
    expect(viewer.get_by_text(re.compile("row .*: ink"))).to_have_count(1)
    board.press("Backspace")
    expect(viewer.get_by_text(re.compile("last stroke taken back; row .*: paper"))).to_have_count(1)


def test_a_hidden_patch_changes_the_score(viewer):
    viewer.get_by_role("switch", name="hide a patch").check(force=True)
    places = viewer.get_by_role("grid", name="What a hidden patch changes")
    strongest = viewer.get_by_text(re.compile("^Hidden: rows .*, and the network says [^2].$"))
    expect(strongest).to_be_visible()
    places.get_by_role("gridcell", name="rows from 0, columns from 0:").hover()
    expect(viewer.get_by_text("Hidden: rows 0 to 5, columns 0 to 5. The logit of 2 goes")).to_be_visible()
    places.get_by_role("gridcell", name="rows from 0, columns from 0:").press("ArrowDown")
    expect(viewer.get_by_text("Hidden: rows 2 to 7, columns 0 to 5.")).to_be_visible()
    viewer.get_by_role("switch", name="hide a patch").uncheck(force=True)
    expect(places).to_be_hidden()


def test_the_eight_misread_digits_can_be_looked_at(viewer):
    expect(viewer.get_by_text("The 8 of 400 that it misreads")).to_be_visible()
    eight = viewer.get_by_role("group", name="Test digits that it misreads").get_by_role("button")
    expect(eight).to_have_count(8)
    viewer.get_by_role("button", name="a 2 read as 1").click()
    expect(viewer.get_by_text("says 1,")).to_be_visible()
    expect(viewer.get_by_role("combobox", name="digit")).to_have_value("11")


def test_the_nine_digits_that_excite_a_filter_go_with_the_map(viewer):
    nine = viewer.get_by_role("group", name="The nine test digits").get_by_role("button")
    expect(nine).to_have_count(9)
    viewer.get_by_role("slider", name="look at").press("Home")
    first = nine.first.get_attribute("aria-label")
    viewer.get_by_role("slider", name="look at").press("End")
    assert nine.first.get_attribute("aria-label") != first
    nine.first.click()
    number = re.match(r"test digit (\d+);", nine.first.get_attribute("aria-label"))[1]
    expect(viewer.get_by_role("combobox", name="digit")).to_have_value(number)


def test_the_digit_can_be_dragged(push):
    digit = push.get_by_role("img", name="A handwritten 8, moved")
    box, mouse = digit.bounding_box(), push.page.mouse
    mouse.move(box["x"] + 80, box["y"] + 80)
    mouse.down()
    mouse.move(box["x"] + 80 + 3 * 6, box["y"] + 80 - 2 * 6, steps=4)
    expect(push.get_by_text("dx 3, dy −2", exact=True)).to_be_visible()
    mouse.move(box["x"] + 800, box["y"] + 80)
    expect(push.get_by_text("dx 5, dy 0", exact=True)).to_be_visible()
    mouse.up()
    mouse.move(box["x"] + 80, box["y"] + 80)
    expect(push.get_by_role("slider", name="dx")).to_have_value("5")


def test_both_sliders_move_the_digit(push):
    push.get_by_role("slider", name="dx").press("ArrowRight")
    push.get_by_role("slider", name="dy").press("ArrowLeft")
    push.get_by_role("slider", name="dy").press("ArrowLeft")
    expect(push.get_by_role("img", name="A handwritten 8, moved by 1 right and -2 down")).to_be_visible()
    assert push.get_by_role("slider", name="dy").get_attribute("aria-valuetext") == "2 up"


def test_training_on_centered_digits_changes_the_verdict(push):
    push.get_by_role("slider", name="dx").fill("5")
    expect(push.get_by_text("says 8: right")).to_have_count(1)
    push.get_by_role("radio", name="centered digits").check(force=True)
    expect(push.get_by_text("says 8: right")).to_have_count(0, timeout=20_000)


def test_a_cell_of_the_plan_moves_the_digit_there(push):
    plan = push.get_by_role("grid", name=re.compile("^CNN"))
    plan.get_by_role("gridcell", name=re.compile("^dx 3, dy 4:")).click()
    expect(push.get_by_text("dx 3, dy 4", exact=True)).to_be_visible()
    plan.get_by_role("gridcell", name=re.compile("^dx 3, dy 4:")).press("ArrowLeft")
    expect(push.get_by_text("dx 2, dy 4", exact=True)).to_be_visible()


def test_another_digit_can_be_pushed(push):
    push.get_by_role("combobox", name="digit").select_option("3")
    expect(push.get_by_role("img", name="A handwritten 0, moved")).to_be_visible()
    push.get_by_role("combobox", name="digit").select_option("7")
