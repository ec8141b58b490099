"""Lesson 7's widgets in a real browser: every dial moves the cone, every setting of groups the table."""

import re

import pytest

from convlab import widgets
from tests.support.bare import learners_page
from tests.support.lessons import cells, mark

pytestmark = pytest.mark.browser
SOLUTIONS = [
    cell.source
    for cell in cells("07_receptive_field")
    if mark(cell, "grade_id") in ("dilate_kernel", "conv2d_grouped")
]


@pytest.fixture(scope="module")
def page():
    shown = widgets.cone, widgets.groups
    with learners_page({}, SOLUTIONS, *shown, viewport={"width": 1200, "height": 2000}) as page:
        yield page


@pytest.fixture
def cone(page):
    return page.get_by_role("region", name="The cone")


@pytest.fixture
def table(page):
    return page.get_by_role("region", name="The table of kernels")


def words(widget):
    return re.sub(r"\s+", " ", widget.locator(".cl-note").inner_text())


def put(widget, name, value):
    widget.get_by_role("slider", name=name, exact=True).evaluate(
        "(node, value) => { node.value = value; node.dispatchEvent(new Event('input', { bubbles: true })); }",
        value,
    )


def set_layers(cone, layers):
    while cone.get_by_role("group", name=re.compile(r"^layer \d$")).count() > len(layers):
        cone.get_by_role("button", name="take one away").click()
    while cone.get_by_role("group", name=re.compile(r"^layer \d$")).count() < len(layers):
        cone.get_by_role("button", name="add a layer").click()
    for number, layer in enumerate(layers, start=1):
        for name, value in zip(("kernel", "stride", "dilation"), layer, strict=True):
            put(cone, f"layer {number}, {name}", value)


@pytest.mark.parametrize(
    ("layers", "field", "size", "holes"),
    [
        ([(3, 2, 1)] * 4, 31, 8, 0),
        ([(3, 1, d) for d in (1, 2, 4, 8)], 31, 128, 0),
        ([(3, 1, 2)] * 3, 13, 128, 6),
        ([(3, 1, 1), (3, 2, 1), (3, 1, 1), (3, 2, 1)], 13, 32, 0),
    ],
)
def test_the_cone_tells_field_map_and_holes(cone, layers, field, size, holes):
    set_layers(cone, layers)
    said = words(cone)
    assert f"Field {field} =" in said
    assert f"becomes {size} × {size}" in said
    assert ("no holes" in said) == (holes == 0)
    assert cone.locator("rect.cl-cell").count() == field
    assert cone.locator("rect.cl-empty").count() == holes
    cone.get_by_text("computed by your dilate_kernel").wait_for()


def test_a_dial_follows_the_keys(cone):
    set_layers(cone, [(3, 1, 1)])
    slider = cone.get_by_role("slider", name="layer 1, dilation")
    slider.focus()
    slider.press("ArrowRight")
    assert "Field 5 =" in words(cone)


def test_the_square_shows_the_say_of_every_pixel_and_random_weights_change_it(cone):
    set_layers(cone, [(3, 1, 1)] * 3)
    cone.get_by_role("radio", name="2-D").check()
    square = cone.get_by_role("img", name="The say of 7 × 7 pixels")
    square.wait_for()
    assert "The middle 3 × 3 of 7 × 7 pixels have 50 % of the say" in words(cone)
    equal = square.evaluate("node => node.style.maskImage")
    cone.get_by_role("switch", name="random weights").check()
    cone.page.wait_for_function(
        "([node, old]) => node.style.maskImage !== old", arg=[square.element_handle(), equal]
    )
    cone.get_by_role("switch", name="random weights").uncheck()
    cone.get_by_role("radio", name="1-D").check()
    assert cone.locator("svg.cl-picture").is_visible()


def test_a_field_that_is_too_wide_to_draw_is_told_in_numbers(cone):
    set_layers(cone, [(5, 3, 8)] * 5)
    assert "Field 3873 =" in words(cone)
    assert "too wide to draw" in words(cone)
    set_layers(cone, [(3, 1, 1)])


def test_the_table_counts_weights_and_names_the_channels_a_filter_sees(table):
    for name, value in [("channels", 8), ("filters", 12), ("groups", 4)]:
        put(table, name, value)
    said = words(table)
    assert "4 groups of 2 channels and 3 filters" in said
    assert "12 · 2 · 9 = 216 of 864, 25 %" in said
    assert "Filter 0 sees channels 0, 1." in said
    table.get_by_role("gridcell", name="filter 7, channel 0").click()
    assert "Filter 7 sees channels 4, 5." in words(table)
    table.get_by_text("computed by your conv2d_grouped").wait_for()


def test_groups_that_do_not_divide_are_explained_and_the_learners_message_repeated(table):
    for name, value in [("channels", 8), ("filters", 12), ("groups", 3)]:
        put(table, name, value)
    assert "8 channels cannot be shared equally among 3 groups. Possible here: 1, 2, 4." in words(table)
    table.get_by_text("Your conv2d_grouped says").wait_for()


def test_a_pointwise_layer_behind_a_depthwise_one_sees_all_channels(table):
    for name, value in [("channels", 6), ("filters", 12), ("groups", 1)]:
        put(table, name, value)
    table.get_by_role("button", name="depthwise").click()
    table.get_by_role("switch", name="pointwise layer behind").check()
    said = words(table)
    assert "54 + 6 · 6 = 90 of 324" in said
    assert "sees channels 0, 1, 2, 3, 4, 5." in said
    table.get_by_role("switch", name="pointwise layer behind").uncheck()


def test_nothing_broke_and_nothing_was_fetched(page):
    assert page.broken == []
    assert all(url.startswith((page.address, "data:", "blob:", "ws:")) for url in page.outside)
