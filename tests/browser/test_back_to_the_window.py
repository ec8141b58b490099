"""In a real browser: any number of a map leads back to its window, the weights and the sum, by pointer and by key."""

import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab import digits, images, widgets
from convlab.widgets import tiny_cnn
from convlab.widgets.kernels import pictures
from tests.support.bare import widget_page
from tests.support.browser import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page():
    """A page of both widgets, opened once for all tests here."""
    with widget_page(
        widgets.edit_kernel(), widgets.layers(), viewport={"width": 760, "height": 2400}
    ) as page:
        yield page
        assert page.broken == []


@pytest.fixture
def editor(page):
    return page.get_by_role("region", name="Edit a kernel")


@pytest.fixture
def viewer(page):
    return page.get_by_role("region", name="Every layer")


def numbers(words):
    return [float(number.replace("−", "-")) for number in re.findall(r"[−-]?\d+(?:\.\d+)?", words)]


def point_at(widget, row, column, shape):
    """Point at the middle of one number of the map."""
    box = widget.get_by_role("application", name="The map").locator("canvas").bounding_box()
    at = (
        box["x"] + (column + 0.5) * box["width"] / shape[1],
        box["y"] + (row + 0.5) * box["height"] / shape[0],
    )
    widget.page.mouse.move(*at)


@pytest.mark.parametrize(("row", "column"), [(0, 0), (40, 17), (95, 94)])
def test_a_number_of_the_edited_kernels_map_shows_its_window_and_sum(editor, row, column):
    picture = pictures()["photo"][1].astype(float)
    kernel = images.kernels()["sobel_x"]
    point_at(editor, row, column, picture.shape)
    right = correlate2d(picture, kernel, mode="same")
    expect(editor.get_by_text(f"row {row}, column {column}", exact=True)).to_be_visible()
    said = editor.get_by_text(re.compile("^y = ")).inner_text()
    assert numbers(said) == [right[row, column]]
    window = np.pad(picture, 1)[row : row + 3, column : column + 3]
    panels = [editor.get_by_role("img", name=f"{name}: ") for name in ("window", "weights", "products")]
    shown = [np.reshape(numbers(panel.get_attribute("aria-label")), (3, 3)) for panel in panels]
    np.testing.assert_array_equal(shown[0], window)
    np.testing.assert_array_equal(shown[1], kernel)
    np.testing.assert_array_equal(shown[2], window * kernel)


def test_arrow_keys_walk_over_the_map(editor):
    point_at(editor, 40, 17, (96, 96))
    pad = editor.get_by_role("application", name="The map")
    pad.press("ArrowDown")
    pad.press("Shift+ArrowRight")
    expect(editor.get_by_text("row 41, column 22", exact=True)).to_be_visible()


@pytest.mark.parametrize("by_key", [True, False])
def test_a_letter_of_the_formula_lights_its_cells_up(editor, by_key):
    letter = editor.get_by_role("button", name="K in the formula")
    letter.focus() if by_key else letter.hover()
    expect(editor.get_by_text("K: the weights")).to_be_visible()
    lit = editor.locator(".cl-lit")
    expect(lit).to_have_count(2)
    expect(lit.get_by_text("weights")).to_have_count(1)
    letter.blur() if by_key else editor.page.mouse.move(1, 1)
    expect(lit).to_have_count(0)


def look_at(viewer, place):
    viewer.get_by_role("slider", name="look at").fill(str(place))


def test_a_number_of_conv_2_has_four_partial_sums_and_a_bias(viewer):
    image = digits.load("test")[0][0].astype(float)
    params = tiny_cnn.trained_weights()
    maps = tiny_cnn.reference_maps(image[None], params)
    look_at(viewer, 12 + 5)
    point_at(viewer, 3, 6, (14, 14))
    *_, a, b, c, d, bias, y = numbers(viewer.get_by_text(re.compile(r"^y\[5, 3, 6\] = ")).inner_text())
    window = np.pad(maps["pool1"][0], ((0, 0), (1, 1), (1, 1)))[:, 3:6, 6:9]
    # a minus that stands before a term is apart from its number
    parts = (window * params["w2"][5]).sum(axis=(1, 2))
    np.testing.assert_allclose(np.abs([a, b, c, d]), np.abs(parts), atol=0.006)
    assert bias == pytest.approx(params["b2"][5], abs=0.006)
    assert y == pytest.approx(maps["conv2"][0, 5, 3, 6], abs=0.006)
    sums = numbers(" ".join(viewer.get_by_text(re.compile("^sum ")).all_inner_texts()))
    np.testing.assert_allclose(sums, parts, atol=0.006)
    expect(viewer.get_by_role("img", name=re.compile("^Partial map [0-3]:"))).to_have_count(4)


def test_a_number_of_a_pool_is_the_largest_of_its_window(viewer):
    maps = tiny_cnn.reference_maps(digits.load("test")[0][:1].astype(float), tiny_cnn.trained_weights())
    look_at(viewer, 8 + 2)
    point_at(viewer, 7, 6, (14, 14))
    said = viewer.get_by_text(re.compile(r"^y\[2, 7, 6\] = the largest")).inner_text()
    assert numbers(said)[-1] == pytest.approx(maps["pool1"][0, 2, 7, 6], abs=0.006)
    window = viewer.get_by_role("img", name=re.compile("^The window: "))
    assert len(numbers(window.get_attribute("aria-label"))) == 4


def test_a_step_of_the_slider_over_the_maps_touches_only_what_changes(viewer):
    """What a step costs, without a clock: nodes whose attributes or texts are written. bench/widgets.py has the times."""
    touched = viewer.get_by_role("slider", name="look at").evaluate(
        """async (input) => {
            const steps = [];
            for (let i = 0; i < 36; i++) {
                const nodes = new Set();
                const watch = new MutationObserver((list) => list.forEach((one) => nodes.add(one.target)));
                watch.observe(document.body, { subtree: true, attributes: true, childList: true, characterData: true });
                input.value = (i * 7) % 36;
                input.dispatchEvent(new Event("input", { bubbles: true }));
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
                steps.push(nodes.size + watch.takeRecords().length);
                watch.disconnect();
            }
            return steps;
        }"""
    )
    assert max(touched) < 250


@pytest.fixture(scope="module")
def first_lesson():
    """A page of lesson 1's widgets."""
    with widget_page(widgets.slide_kernel("anchor_a"), widgets.channels()) as page:
        yield page
        assert page.broken == []


@pytest.mark.parametrize(
    ("widget", "letter", "lit"),
    [
        ("Slide a kernel", "x", 9 + 1),  # nine pixels and the frame around them
        ("Slide a kernel", "K", 1),
        ("Slide a kernel", "Σ", 2),
        ("Channels", "x", 3 * (9 + 1)),
        ("Channels", "w", 3),
        ("Channels", "b", 1),
    ],
)
def test_the_letters_of_lesson_1_light_up_their_cells(first_lesson, widget, letter, lit):
    board = first_lesson.get_by_role("region", name=widget)
    board.get_by_role("button", name=f"{letter} in the formula").hover()
    expect(board.locator(".cl-lit")).to_have_count(lit)
    first_lesson.mouse.move(1, 1)
    expect(board.locator(".cl-lit")).to_have_count(0)


def test_in_other_views_than_slide_no_formula_stands(first_lesson):
    board = first_lesson.get_by_role("region", name="Slide a kernel")
    board.get_by_role("radio", name="coverage").check(force=True)
    expect(board.get_by_role("button", name="x in the formula")).to_be_hidden()
    board.get_by_role("radio", name="slide").check(force=True)
    expect(board.get_by_role("button", name="x in the formula")).to_be_visible()
