"""In JupyterLab, in a real browser: every control of lesson 1's widgets does what it says, by keyboard too."""

import re

import pytest

from tests.support.browser import expect, lab_page, open_notebook, run_all

pytestmark = pytest.mark.browser
OWN = """
import numpy as np
def conv2d(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out
"""
CELLS = [
    "from convlab import widgets",
    "widgets.slide_kernel()",
    "widgets.channels()",
    "import sys",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A notebook of lesson 1's widgets, opened and run once for all tests here."""
    folder = tmp_path_factory.mktemp("lab")
    with lab_page(folder, CELLS) as page:
        page.notebook = f"{folder.name}/widgets.ipynb"
        yield page


@pytest.fixture
def slide(lab):
    """The widget, back at its first view."""
    widget = lab.get_by_role("region", name="Slide a kernel")
    widget.scroll_into_view_if_needed()
    widget.get_by_role("radio", name="slide").check()
    widget.get_by_role("switch").uncheck()
    for name, preset in (("Image", "blob"), ("Image", "edge"), ("Kernel", "blur"), ("Kernel", "edge")):
        widget.get_by_role("combobox", name=name).select_option(preset)
    place(widget).press("Home")
    return widget


def place(widget):
    return widget.get_by_role("slider", name="place")


def cell(widget, grid, row, col):
    return widget.get_by_role("grid", name=grid).get_by_role(
        "gridcell", name=re.compile(f"^row {row}, column {col}:")
    )


def note(widget):
    return widget.locator(".cl-note")


def test_nothing_is_fetched_from_outside_and_nothing_breaks(lab):
    assert [url for url in lab.outside if not url.startswith((lab.address, "data:", "blob:"))] == []
    assert lab.broken == []


def test_the_first_view(slide):
    expect(place(slide)).to_have_attribute("aria-valuetext", "(0, 0) → 0")
    expect(note(slide)).to_have_text(
        "10·1 + 10·0 + 10·(−1) + 10·1 + 10·0 + 10·(−1) + 10·1 + 10·0 + 10·(−1) = 0"
    )
    expect(cell(slide, "output", 0, 0)).to_have_accessible_name("row 0, column 0: 0")
    expect(cell(slide, "output", 0, 1)).to_have_accessible_name("row 0, column 1: not yet computed")
    expect(cell(slide, "image", 2, 2)).to_have_accessible_name("row 2, column 2: 10, in the window")


def test_step_forward_and_back(slide):
    forward, back = (slide.get_by_role("button", name=f"Step {way}") for way in ("forward", "back"))
    forward.click()
    expect(place(slide)).to_have_attribute("aria-valuetext", "(0, 1) → −240")
    expect(slide.get_by_role("status").filter(has_text="(0, 1)")).to_have_text("(0, 1) → −240")
    back.press("Enter")
    expect(place(slide)).to_have_attribute("aria-valuetext", "(0, 0) → 0")


def test_play_fills_the_map_cell_by_cell_and_pauses(slide):
    slide.get_by_role("button", name="Play").click()
    expect(cell(slide, "output", 0, 2)).to_have_accessible_name("row 0, column 2: −240", timeout=10_000)
    slide.get_by_role("button", name="Pause").click()
    expect(slide.get_by_role("button", name="Play")).to_be_visible()
    expect(cell(slide, "output", 4, 4)).to_have_accessible_name("row 4, column 4: not yet computed")


def test_scrub_by_keyboard(slide):
    place(slide).press("End")
    expect(cell(slide, "output", 4, 4)).to_have_accessible_name("row 4, column 4: 0")
    place(slide).press("ArrowLeft")
    expect(place(slide)).to_have_attribute("aria-valuetext", "(4, 3) → 0")


def test_a_place_is_chosen_on_the_output_by_arrow_keys(slide):
    cell(slide, "output", 0, 0).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        slide.page.keyboard.press(key)
    expect(place(slide)).to_have_attribute("aria-valuetext", "(1, 2) → −240")


def test_a_pixel_is_typed_by_keyboard_and_python_answers(slide):
    cell(slide, "image", 0, 0).focus()
    slide.page.keyboard.press("ArrowRight")
    slide.page.keyboard.press("ArrowLeft")
    slide.page.keyboard.type("1010")
    slide.page.keyboard.press("Enter")
    expect(cell(slide, "image", 0, 0)).to_be_focused()
    expect(place(slide)).to_have_attribute("aria-valuetext", "(0, 0) → 1000")
    expect(slide.get_by_role("combobox", name="Image")).to_have_value("own")
    expect(slide.locator(".cl-whose")).to_have_text("computed by the course’s conv2d (yours is not here yet)")


def test_escape_drops_what_was_typed_and_words_are_no_numbers(slide):
    cell(slide, "image", 0, 0).focus()
    slide.page.keyboard.type("99")
    slide.page.keyboard.press("Escape")
    expect(cell(slide, "image", 0, 0)).to_have_accessible_name("row 0, column 0: 10, in the window")
    cell(slide, "image", 0, 0).press("Enter")
    slide.page.keyboard.type("nonsense")
    slide.page.keyboard.press("Enter")
    expect(cell(slide, "image", 0, 0)).to_have_accessible_name("row 0, column 0: 10, in the window")


def test_a_weight_is_edited_by_click_and_takes_fractions(slide):
    for _ in range(2):
        cell(slide, "kernel", 0, 0).click()
    slide.get_by_role("textbox").fill("1/3")
    slide.page.keyboard.press("Tab")
    expect(cell(slide, "kernel", 0, 0)).to_have_accessible_name("row 0, column 0: 1/3")
    expect(place(slide)).to_have_attribute("aria-valuetext", "(0, 0) → −6.67")


def test_typing_in_the_widget_never_changes_the_notebook(slide):
    count = slide.page.locator(".jp-Cell").count()
    cell(slide, "kernel", 1, 1).focus()
    for key in ("d", "d", "a", "b", "m", "Delete"):
        slide.page.keyboard.press(key)
    assert slide.page.locator(".jp-Cell").count() == count
    expect(cell(slide, "kernel", 1, 1)).to_have_accessible_name("row 1, column 1: 0")


def test_presets_change_sizes(slide):
    slide.get_by_role("combobox", name="Image").select_option("10 to 250")
    place(slide).press("End")
    expect(place(slide)).to_have_attribute("aria-valuetext", "(2, 2) → −60")
    slide.get_by_role("combobox", name="Kernel").select_option("2 × 3")
    expect(slide.get_by_role("grid", name="output").get_by_role("gridcell")).to_have_count(12)
    slide.get_by_role("combobox", name="Image").select_option("random")
    expect(slide.get_by_role("grid", name="output").get_by_role("gridcell")).to_have_count(30)


def test_the_switch_turns_the_kernel(slide):
    slide.get_by_role("combobox", name="Kernel").select_option("2 × 3")
    slide.get_by_role("switch", name="turn the kernel").press("Space")
    expect(slide.get_by_text("kernel, turned by 180°")).to_be_visible()
    row = [cell(slide, "kernel", 0, c).get_attribute("aria-label")[-2:] for c in range(3)]
    assert row == ["−3", "−2", "−1"]
    expect(place(slide)).to_have_attribute("aria-valuetext", "(0, 0) → 0")


def test_the_coverage_map(slide):
    slide.get_by_role("radio", name="coverage").check()
    counts = slide.locator(".cl-picture > g").first.locator(".cl-cell + text").all_text_contents()
    assert counts[:7] == list("1233321")
    assert counts[24] == "9"
    expect(note(slide)).to_contain_text(
        "corner pixel takes part in 1 of the 25 windows, the busiest pixel in 9"
    )


def test_one_pixel_and_its_outputs(slide):
    slide.get_by_role("radio", name="one pixel").check()
    expect(note(slide)).to_contain_text("Pixel (3, 3) takes part in 9 of 25 outputs")
    expect(note(slide)).to_contain_text("the kernel, turned by 180°.")
    cell(slide, "image", 3, 3).focus()
    for _ in range(3):
        slide.page.keyboard.press("ArrowUp")
    expect(note(slide)).to_contain_text("Pixel (0, 3) takes part in 3 of 25 outputs")
    value = slide.get_by_role("slider", name="this pixel")
    value.press("Home")
    expect(cell(slide, "image", 0, 3)).to_have_accessible_name("row 0, column 3: 0")


def test_every_control_has_a_name_and_the_focus_is_seen(slide):
    for role in ("button", "combobox", "slider", "switch", "radio", "grid", "gridcell"):
        for control in slide.get_by_role(role).all():
            expect(control).to_have_accessible_name(re.compile(r"\w"))
    button = slide.get_by_role("button", name="Step back")
    slide.get_by_role("button", name="Play").focus()
    slide.page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    assert button.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_a_grid_is_one_stop_for_the_tab_key(slide):
    for name in ("image", "kernel", "output"):
        grid = slide.get_by_role("grid", name=name)
        assert grid.locator('[tabindex="0"]').count() == 1


def test_reduced_motion_steps_without_gliding(slide):
    slide.page.emulate_media(reduced_motion="reduce")
    slide.get_by_role("button", name="Play").click()
    expect(cell(slide, "output", 0, 1)).to_have_accessible_name("row 0, column 1: −240", timeout=10_000)
    assert slide.locator(".cl-glide").count() == 0
    slide.get_by_role("button", name="Pause").click()
    slide.page.emulate_media(reduced_motion="no-preference")


def test_the_dark_theme_has_dark_cards(slide):
    def background():
        return slide.evaluate("node => getComputedStyle(node).backgroundColor")

    light = background()
    slide.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    dark = background()
    slide.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(29, 32, 38)")


def test_channels_add_up_to_one_number(lab):
    widget = lab.get_by_role("region", name="Channels, filters and a bias")
    picture = widget.get_by_role("img")
    expect(picture).to_have_accessible_name(
        re.compile(r"^Filter 1 at place \(0, 0\): the sums of the channels are")
    )
    widget.get_by_role("slider", name="filter").press("End")
    for _ in range(4):
        widget.get_by_role("slider", name="place").press("ArrowRight")
    expect(picture).to_have_accessible_name(
        "Filter 3 at place (1, 1): the sums of the channels are −1, 4, −4, together −1; with the bias 5 that makes 4."
    )
    expect(widget.get_by_text("−1 + bias 5 = 4")).to_be_visible()


def test_the_learners_own_function_takes_over_and_gives_way(lab, slide):
    def run(code):
        lab.evaluate(
            """async (code) => {
                const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                await kernel.requestExecute({ code }).done;
            }""",
            code,
        )

    whose = slide.locator(".cl-whose")
    run(OWN)
    expect(whose).to_have_text("computed by your conv2d")
    run("def conv2d(image, kernel):\n    print('hello')\n    raise RuntimeError")
    expect(whose).to_have_text("computed by the course’s conv2d (yours stops with RuntimeError)")
    run("def conv2d(image, kernel):\n    while True:\n        pass")
    cell(slide, "image", 0, 0).focus()
    lab.keyboard.type("20")
    lab.keyboard.press("Enter")
    expect(place(slide)).to_have_attribute("aria-valuetext", "(0, 0) → 10")
    expect(whose).to_have_text(
        "computed by the course’s conv2d (yours takes longer than 1 s)", timeout=10_000
    )
    run("del conv2d")


def test_after_a_restart_and_on_the_next_day_a_widget_says_what_to_do(lab, slide):
    lab.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    lab.evaluate(
        "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()",
    )
    expect(slide.get_by_role("alert")).to_have_text(
        "Run the lesson’s first cell, then this one again: Python has been restarted since."
    )
    open_notebook(lab, lab.address, lab.notebook)
    words = lab.get_by_text(
        "Run the lesson’s first cell, then this one again (Shift+Enter): Python has been restarted since."
    )
    expect(words).to_have_count(2)
    expect(words.first).to_be_visible()
    expect(lab.get_by_text("model not found").filter(visible=True)).to_have_count(0)
    assert run_all(lab)
    expect(slide).to_be_visible()
    expect(words.filter(visible=True)).to_have_count(0)
