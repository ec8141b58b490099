"""Every widget is drawn without an error, on a narrow page (600 pixels, twice the size) and on one that turns dark."""

import pytest
from PIL import Image

from convlab import quiz, widgets
from tests.support.bare import bare_page, mount
from tests.support.browser import expect

pytestmark = pytest.mark.browser
MAKE = {name: getattr(widgets, name) for name in widgets.__all__ if name != "mark"}
MAKE |= {
    "mark": lambda: widgets.mark("01_ops"),
    "quiz": lambda: quiz.ask("01_ops"),
    "predict": lambda: quiz.predict("weights-of-256-neurons"),
}
BEYOND = """() => {
    const card = document.querySelector(".cl"), { left, right } = card.getBoundingClientRect();
    return [...card.querySelectorAll("*")]
        .filter((one) => !one.closest(".cl-hidden") && one.getClientRects().length)
        .filter((one) => one.getBoundingClientRect().right > right + 1 || one.getBoundingClientRect().left < left - 1)
        .map((one) => `${one.tagName} ${(one.textContent || one.title || "").slice(0, 40)}`);
}"""
CANVASES = """() => [...document.querySelectorAll(".cl canvas")].filter((one) => one.getClientRects().length).map((one) => {
    const { width, height } = one, { data } = one.getContext("2d").getImageData(0, 0, width, height);
    let light = 0;
    for (let at = 0; at < data.length; at += 4) light += data[at + 3] && data[at] > 200 && data[at + 1] > 200 ? 1 : 0;
    return light / (width * height);
})"""


@pytest.mark.parametrize("name", MAKE)
def test_a_widget_stays_on_its_card_on_a_narrow_page_and_turns_dark_with_it(name):
    with bare_page(viewport={"width": 480, "height": 700}) as page:
        mount(page, MAKE[name]())
        page.wait_for_timeout(300)
        assert page.evaluate(BEYOND) == []
        light = page.evaluate(CANVASES)
        page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        page.wait_for_timeout(200)
        dark = page.evaluate(CANVASES)
        assert len(light) == len(dark)
        assert all(after < 0.6 for after in dark), [round(after, 2) for after in dark]
        assert page.broken == []


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="10" height="10"/></svg>'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("own.svg", SVG, "Your picture, drawn at 80 × 160, in gray. It stays on this page."),
        ("own.png", (30, 40), "Your picture, 30 × 40, as it is, in gray. It stays on this page."),
        (
            "own.png",
            (300, 640),
            "Your picture, made smaller, from 300 × 640 to 75 × 160, in gray. It stays on this page.",
        ),
        (
            "no.svg",
            "<svg",
            "The browser cannot read this file as a picture. PNG, JPEG, GIF, WebP and SVG work.",
        ),
    ],
)
def test_an_own_picture_is_told_as_it_was_taken(tmp_path, name, content, words):
    file = tmp_path / name
    if isinstance(content, str):
        file.write_text(content)
    else:
        Image.new("RGB", content[::-1], "white").save(file)
    with bare_page(viewport={"width": 900, "height": 700}) as page:
        mount(page, widgets.edit_kernel())
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text(words, exact=True)).to_be_visible()
        assert page.broken == []
