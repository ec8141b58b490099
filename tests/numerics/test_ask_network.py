"""Occlusion, misread digits and what excites a filter: by definition, and for the weights that are shipped."""

import numpy as np
import pytest

from convlab import digits
from convlab.demos import ask_network
from convlab.numerics import training

IMAGES, LABELS = digits.load("test")


@pytest.mark.parametrize("padding", [1, 0])
def test_occlusion_says_what_the_network_says_of_each_hidden_patch(padding):
    image, params = IMAGES[3].astype(float), digits.weights(padding)
    found = ask_network.occlusion(image, params, padding)
    for r, c in [(0, 0), (4, 7), (11, 2)]:
        hidden = image.copy()
        hidden[2 * r : 2 * r + 6, 2 * c : 2 * c + 6] = 0
        z = training.forward(hidden[None], params, padding)["logits"][0]
        assert found["logits"][r, c] == pytest.approx(z[LABELS[3]])
        assert found["said"][r, c] == z.argmax()
        assert found["shares"][r, c] == pytest.approx(np.exp(z[LABELS[3]]) / np.exp(z).sum())


def test_hiding_paper_changes_nothing_and_hiding_ink_does():
    found = ask_network.occlusion(IMAGES[0], digits.weights())["logits"]
    whole = training.forward(IMAGES[:1].astype(float), digits.weights())["logits"].max()
    assert found.shape == (12, 12)
    hides_paper = [not IMAGES[0][2 * r : 2 * r + 6, 2 * c : 2 * c + 6].any() for r, c in np.ndindex(12, 12)]
    assert 10 < sum(hides_paper) < 100
    np.testing.assert_allclose(found.ravel()[hides_paper], whole)
    assert np.abs(found - whole).max() > 3


def test_the_network_misreads_eight_of_four_hundred():
    logits = training.forward(IMAGES.astype(float), digits.weights())["logits"]
    found = ask_network.misread(logits, LABELS)
    assert len(found) == 8
    assert all(LABELS[n] == is_ and logits[n].argmax() == said != is_ for n, is_, said in found)


@pytest.mark.parametrize("padding", [1, 0])
@pytest.mark.parametrize(("step", "block"), [("relu1", 1), ("relu2", 2)])
def test_only_the_window_that_is_shown_excites_the_filter(step, block, padding):
    """All but the window is wiped out; the strongest number of the map stays."""
    params = digits.weights(padding)
    maps = training.forward(IMAGES.astype(float), params, padding)[step]
    found = ask_network.most_excited(maps, step, padding)
    assert len(found) == (4, 8)[block - 1]
    for f, nine in enumerate(found):
        peaks = maps[:, f].max(axis=(1, 2))
        np.testing.assert_allclose([peaks[n] for n, *_ in nine], np.sort(peaks)[::-1][:9])
        n, top, left, side = nine[0]
        only = np.zeros((28, 28))
        window = np.s_[max(top, 0) : top + side, max(left, 0) : left + side]
        only[window] = IMAGES[n][window]
        at = np.unravel_index(maps[n, f].argmax(), maps.shape[2:])
        again = training.forward(only[None], params, padding)[step][0, f]
        assert again[at] == pytest.approx(peaks[n])
