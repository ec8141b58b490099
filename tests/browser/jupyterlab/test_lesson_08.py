"""Lesson 8's widget in JupyterLab: train, stop, go on, an interrupt, a rate that is too large, the same in one row."""

import re

import pytest

from tests.support.browser import expect, lab_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with lab_page(tmp_path_factory.mktemp("lab"), ["from convlab import widgets", "widgets.train()"]) as page:
        yield page
        assert not page.broken


@pytest.fixture
def widget(page):
    widget = page.get_by_role("region", name="Train the network")
    widget.get_by_role("button", name="Start over").click()
    expect(widget.get_by_text(re.compile("step 0;"))).to_be_visible()
    return widget


def step_of(widget):
    """Return the number of the step that the widget tells."""
    return int(re.search(r"step (\d+)", widget.inner_text())[1])


def press(widget, name):
    widget.get_by_role("button", name=name, exact=True).click()


def test_training_stops_at_a_press_and_goes_on_at_the_next(widget):
    press(widget, "Train")
    expect(widget.get_by_text(re.compile(r"step \d\d"))).to_be_visible(timeout=30_000)
    press(widget, "Stop")
    expect(widget.get_by_role("button", name="Go on")).to_be_visible()
    widget.page.wait_for_timeout(1500)
    stood = step_of(widget)
    widget.page.wait_for_timeout(700)
    assert step_of(widget) == stood
    press(widget, "One step")
    expect(widget.get_by_text(re.compile(f"step {stood + 1}[,;]"))).to_be_visible()


def test_an_interrupt_of_the_kernel_stops_it(widget):
    press(widget, "Train")
    expect(widget.get_by_role("button", name="Stop")).to_be_visible()
    widget.page.evaluate("window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
    expect(widget.get_by_role("button", name=re.compile("Go on|Train"))).to_be_visible(timeout=20_000)


def test_the_rate_follows_the_keys_and_both_charts_stand_side_by_side(widget):
    rate = widget.get_by_role("slider", name="learning rate")
    rate.focus()
    rate.press("End")
    assert rate.get_attribute("aria-valuetext") == "2"
    charts = [widget.get_by_role("img", name=re.compile(name)) for name in ("The loss", "Read rightly")]
    tops = [chart.bounding_box()["y"] for chart in charts]
    assert abs(tops[0] - tops[1]) < 20
    rate.press("Home")
