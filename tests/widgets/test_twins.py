"""A widget's still twin shows the widget's first view, and is seen where the widget is not."""

import re

import pytest

from convlab import widgets
from convlab.pictures import stills
from tests.support.bare import bare_page, mount
from tests.support.browser import expect
from tests.support.lessons import NAMES, cells

CALL = re.compile(r"widgets\.(?!mark)(\w+)\(\)")
TWIN = re.compile(r"!\[The widget[^\]]*\]\(figures/(\w+)\.svg\)")
TWINS = [
    (call[1], twin[1])
    for lesson in NAMES
    for this, following in zip(cells(lesson), cells(lesson)[1:], strict=False)
    if (call := CALL.fullmatch(this.source)) and (twin := TWIN.search(following.source))
]


def test_each_widget_of_a_lesson_has_a_twin_below_it_or_a_figure():
    assert {name for name, _ in TWINS} == set(widgets.__all__) - {"mark", "channels", "race"}


@pytest.mark.parametrize(("name", "figure"), TWINS)
def test_the_twin_has_the_settings_of_the_widgets_first_view(name, figure):
    def drawn(svg):
        return re.sub(r'<title>.*?</title>|aria-label="[^"]*"', "", svg).strip()

    assert drawn(stills.draw(figure)) == drawn(getattr(widgets, name)()._still())


@pytest.mark.browser
def test_the_twin_gives_way_to_a_living_widget_only():
    with bare_page() as page:
        mount(page, widgets.strip())
        page.evaluate(
            """() => {
                const cell = Object.assign(document.createElement("div"), { className: "jp-Cell" });
                const below = cell.cloneNode();
                document.body.append(cell, below);
                cell.append(document.querySelector(".host"));
                below.innerHTML = '<p><img alt="The widget with n 13">a</p><p><img alt="Another picture">b</p><img alt="The widget at first">';
            }"""
        )
        expect(page.get_by_text("a", exact=True)).to_be_hidden()
        expect(page.get_by_text("b", exact=True)).to_be_visible()
        alone = page.get_by_alt_text(
            "The widget at first"
        )  # JupyterLab puts a picture alone into no paragraph
        expect(alone).to_have_css("display", "none")
        page.evaluate("for (const call of models[0].listeners.comm_live_update) call()")
        expect(page.get_by_text("a", exact=True)).to_be_visible()
        expect(alone).to_have_css("display", "inline")
        page.evaluate("document.querySelector('.host').remove()")
        expect(page.get_by_text("a", exact=True)).to_be_visible()
