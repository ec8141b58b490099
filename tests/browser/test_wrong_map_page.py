"""In a real browser: a learner's wrong map stands beside the right one, and a button goes to its first wrong cell."""

import re

import numpy as np
import pytest

from convlab import widgets
from convlab.checks import learner
from convlab.numerics import engine
from tests.support.bare import learners_page
from tests.support.browser import expect

pytestmark = pytest.mark.browser


def conv2d(image, kernel):
    """Wrong in the last column."""
    out = engine.conv2d(image, kernel)
    out[:, -1] += 1
    return out


def im2col(x, kh, kw, stride=1, padding=0):
    """Lays the columns out in the wrong order."""
    return engine.im2col(x, kh, kw, stride, padding)[:, ::-1]


def apply_kernel(image, kernel):
    """Leaves the last row out."""
    out = np.zeros(image.shape)
    padded = np.pad(image.astype(float), len(kernel) // 2)
    out[:-1] = engine.conv2d(padded, kernel)[:-1]
    return out


@pytest.fixture(scope="module")
def page():
    """A page of three widgets of a learner whose functions are wrong."""
    names = {function.__name__: function for function in (conv2d, im2col, apply_kernel)}
    shown = widgets.slide_kernel, widgets.columns, widgets.edit_kernel
    with learners_page(names, [], *shown, viewport={"width": 760, "height": 2800}) as page:
        yield page


def test_the_learners_map_is_beside_the_right_one_and_the_step_goes_to_its_wrong_cells(page):
    widget = page.get_by_role("region", name="Slide a kernel")
    expect(widget.locator(".cl-whose")).to_have_text(
        re.compile(r"course’s conv2d \(yours is not right yet: .*differ")
    )
    expect(widget.get_by_role("img", name="yours: ")).to_be_visible()
    expect(widget.get_by_role("img", name="right: ")).to_be_visible()
    widget.get_by_role("button", name="Go to the first wrong cell").click()
    expect(widget.get_by_text(re.compile("^At row 0, column [1-9].* is right"))).to_be_visible()
    place = widget.get_by_role("slider", name="place")
    expect(place).to_have_attribute("aria-valuetext", re.compile(r"\(0, [1-9]\)"))
    widget.get_by_role("button", name="Next wrong cell").click()
    expect(place).to_have_attribute("aria-valuetext", re.compile(r"\(1, [1-9]\)"))


def test_a_wrong_entry_of_the_matrix_marks_its_cell_and_its_pixel(page):
    widget = page.get_by_role("region", name="One cell, one column")
    widget.get_by_role("radio", name="stride 2").check(force=True)
    widget.get_by_role("button", name="Go to the first wrong cell").click()
    expect(widget.get_by_role("radio", name="stride 1")).to_be_checked()
    expect(widget.get_by_text("At row 0, column 0 yours is 13, and 1 is right.")).to_be_visible()


def test_the_mark_on_a_large_map_goes_to_the_wrong_cell(page):
    widget = page.get_by_role("region", name="Edit a kernel")
    widget.get_by_role("button", name="Go to the first wrong cell").click()
    expect(widget.get_by_text("row 95, column 0", exact=True)).to_be_visible()


def test_a_right_function_has_no_panel(page):
    widget = page.get_by_role("region", name="Edit a kernel")
    expect(widget.get_by_role("img", name="yours: ")).to_be_visible()
    learner._namespace()["apply_kernel"] = lambda image, kernel: engine.conv2d(
        np.pad(image.astype(float), [(k // 2, k // 2) for k in kernel.shape]), kernel
    )
    widget.get_by_role("combobox", name="kernel", exact=True).select_option("emboss")
    expect(widget.locator(".cl-whose")).to_have_text("computed by your apply_kernel")
    expect(widget.get_by_role("img", name="yours: ")).to_be_hidden()
