"""Every widget of the course is drawn without an error, and follows the page when it turns dark."""

import pytest

from convlab import widgets
from tests.support.bare import bare_page, mount

pytestmark = pytest.mark.browser
CANVASES = """() => [...document.querySelectorAll(".cl canvas")].filter((one) => one.getClientRects().length).map((one) => {
    const { width, height } = one, { data } = one.getContext("2d").getImageData(0, 0, width, height);
    let light = 0;
    for (let at = 0; at < data.length; at += 4) light += data[at + 3] && data[at] > 200 && data[at + 1] > 200 ? 1 : 0;
    return light / (width * height);
})"""


@pytest.mark.parametrize("name", widgets.__all__)
def test_a_widget_is_drawn_and_its_maps_are_not_white_on_a_page_that_turned_dark(name):
    make = getattr(widgets, name)
    with bare_page(viewport={"width": 900, "height": 700}) as page:
        mount(page, make("01_ops") if name == "mark" else make())
        page.wait_for_timeout(300)
        light = page.evaluate(CANVASES)
        page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        page.wait_for_timeout(300)
        dark = page.evaluate(CANVASES)
        assert page.broken == []
        assert len(light) == len(dark)
        assert all(after < 0.6 for after in dark), [round(after, 2) for after in dark]
