"""Figures on a dark page: paper and words turn dark, images and values stay."""

import base64
import io

import numpy as np
import pytest
from matplotlib import pyplot as plt
from PIL import Image

from convlab import images, race
from convlab.pictures import figures
from tests.support.bare import bare_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page():
    with bare_page(viewport={"width": 800, "height": 500}) as page:
        yield page


def shown(page, picture, scheme):
    """Return the pixels of a picture on a page of this color scheme, as JupyterLab's themes set it."""
    page.set_content(f'<body style="color-scheme: {scheme}; margin: 0">{picture._repr_html_()}</body>')
    page.wait_for_function("document.images[0].complete")
    return np.asarray(Image.open(io.BytesIO(page.locator("img").screenshot())).convert("L"), dtype=float)


def comparison():
    return figures.compare(
        [images.photograph(48), images.step() - 0.5], ["photograph", "signed"], "two images"
    )


def bars():
    return figures.show(*race.chart({"six loops": 2.0, "your tap loop": 0.01, "einsum": 0.002}))


@pytest.mark.parametrize("make", [comparison, bars])
def test_paper_and_words_turn_dark(page, make):
    light, dark = (shown(page, make(), scheme) for scheme in ("light", "dark"))
    assert light[2, 2] == 255
    assert dark[2, 2] < 50
    words = np.s_[26:44, 20:200] if make is comparison else np.s_[10:40, 10:90]
    assert light[words].min() < 60
    assert dark[words].max() > 180


def test_images_keep_their_values(page):
    light, dark = (shown(page, comparison(), scheme) for scheme in ("light", "dark"))
    inside = np.s_[80:200, 60:200]
    np.testing.assert_allclose(light[inside], dark[inside], atol=1)


def test_the_same_figure_is_the_same_bytes():
    def figure():
        fig, axis = plt.subplots(figsize=(2, 1))
        axis.plot([0, 1], [1, 0])
        return figures.show(fig, "a line that falls").source

    assert figure() == figure()
    assert b"prefers-color-scheme: dark" in base64.b64decode(figure().partition(",")[2])
