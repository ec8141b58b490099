"""What is drawn on the board becomes a digit that the network can read, wherever and however small it was drawn."""

import numpy as np
import pytest

from convlab import digits
from convlab.numerics import strokes, training
from tests.support.drawn_digits import SIZES, hundred

SEVEN = [[(20, 24), (90, 20), (50, 130)], [(40, 70), (75, 72)]]


@pytest.fixture(scope="module")
def drawn():
    """A hundred drawn digits: classes, sizes, strokes."""
    return hundred()


def reads(drawn, padding=1, **options):
    images = np.array([strokes.digit(lines, **options) for _, _, lines in drawn])
    said = training.predict(images.astype(float), digits.weights(padding), padding)
    return said == np.array([digit for digit, _, _ in drawn])


@pytest.mark.parametrize("padding", [1, 0])
def test_of_a_hundred_drawn_digits_ninety_are_read_rightly(drawn, padding):
    right = reads(drawn, padding)
    assert len(drawn) == 100
    assert right.sum() >= 90
    for size in SIZES:
        assert np.mean(right[[size == other for _, other, _ in drawn]]) > 0.8, size


def test_without_recentering_small_digits_and_those_in_corners_are_lost(drawn):
    assert reads(drawn, is_recentered=False).sum() < 60


@pytest.mark.parametrize("pen", [20, 28, 36, 44])
def test_other_pens_do_as_well(drawn, pen):
    assert reads(drawn, pen=pen).sum() >= 85


def test_recentered_neither_place_nor_size_counts():
    moved = [[(150 + 0.4 * x, 200 + 0.4 * y) for x, y in stroke] for stroke in SEVEN]
    np.testing.assert_allclose(strokes.digit(moved), strokes.digit(SEVEN), atol=1e-6)


def test_as_drawn_the_digit_moves_with_the_drawing():
    moved = [[(x + 100, y + 60) for x, y in stroke] for stroke in SEVEN]
    here, there = (strokes.digit(lines, is_recentered=False) for lines in (SEVEN, moved))
    np.testing.assert_allclose(there, digits.place(here[None], 10, 6)[0], atol=1e-6)
    assert here[:16, :12].sum() == pytest.approx(here.sum())


def test_a_drawing_as_tall_as_the_training_digits_has_their_ink():
    images, _ = digits.load("train")
    drawn = np.array([strokes.digit(lines) for _, _, lines in hundred()])
    assert drawn.sum(axis=(1, 2)).mean() == pytest.approx(images.sum(axis=(1, 2)).mean(), rel=0.25)
    assert not drawn[:, :5].any()
    assert not drawn[:, :, 23:].any()


def test_the_edge_of_a_stroke_is_smooth_and_its_middle_full():
    image = strokes.ink([np.array([(2.25, 5.0), (8.0, 5.0)])], 3.0, 10)
    assert image[4, 5] == 1
    assert 0 < image[4, 0] < 0.3
    np.testing.assert_allclose(image, image[::-1])


@pytest.mark.parametrize("is_recentered", [True, False])
def test_a_blank_board_stays_blank_and_a_dot_is_a_dot(is_recentered):
    assert not strokes.digit([], is_recentered=is_recentered).any()
    assert not strokes.digit([[]], is_recentered=is_recentered).any()
    dot = strokes.digit([[(140, 140)]], is_recentered=is_recentered)
    assert dot[13:15, 13:15].min() > 0.4
    assert dot.sum() < 40
