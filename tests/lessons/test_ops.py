"""The numbers of lesson 1 are computed, and stand in the lesson."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from convlab import images
from convlab.quiz.predictions import by_lesson
from tests.support.lessons import cells, prose

SOBEL = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
ANCHOR_A = np.arange(10, 260, 10).reshape(5, 5)
ANCHOR_B = np.array([[1, 2, 0, 1, 2], [0, 1, 3, 1, 0], [2, 1, 0, 2, 1], [1, 0, 2, 1, 3], [2, 1, 1, 0, 1]])


@pytest.mark.parametrize(
    ("said", "computed"),
    [
        ("12,582,912", 128 * 128 * 3 * 256),
        ("49,152", 128 * 128 * 3),
        ("150,528", 224 * 224 * 3),
        ("290,400", 55 * 55 * 96),
        ("105,415,200", 55 * 55 * 96 * 11 * 11 * 3),
        ("34,848", 96 * 11 * 11 * 3),
        ("34,944", 96 * 11 * 11 * 3 + 96),
        ("1,792", 64 * 3 * 3 * 3 + 64),
        ("**640**", 64 * 1 * 3 * 3 + 64),
        ("3025", 55 * 55),
        ("15,876", 126 * 126),
    ],
)
def test_a_number_of_the_text_is_right(said, computed):
    assert said in prose("01_ops")
    assert int(said.strip("*").replace(",", "")) == computed


def test_anchor_a_answers_minus_sixty_everywhere():
    assert (correlate2d(ANCHOR_A, np.array([[1, 0, -1]] * 3), mode="valid") == -60).all()


def test_the_middle_column_sums_are_those_of_the_text():
    rows = correlate2d(ANCHOR_A, np.array([[0, 1, 0]] * 3), mode="valid")
    for row in rows:
        assert " ".join(map(str, row)) in prose("01_ops")


def test_anchor_b_rows_are_those_of_the_text():
    rows = correlate2d(ANCHOR_B, SOBEL, mode="valid")
    for row in rows:
        assert " ".join(map(str, row)) in prose("01_ops")


def test_the_full_correlation_of_one_pixel_is_the_turned_kernel():
    kernel = np.arange(6).reshape(2, 3)
    np.testing.assert_array_equal(correlate2d([[1]], kernel, mode="full"), np.rot90(kernel, 2))


def test_turning_the_kernel_makes_a_true_convolution():
    image, kernel = np.arange(30).reshape(5, 6) ** 2, np.arange(6).reshape(3, 2)
    np.testing.assert_array_equal(
        correlate2d(image, np.rot90(kernel, 2), mode="valid"), convolve2d(image, kernel, mode="valid")
    )


def test_the_predictions_are_what_is_computed():
    right = {name: one.answer for name, one in by_lesson()["ops"].items()}
    assert right["zero-products"] == np.sum(ANCHOR_A[:3, :3] * np.array([[1, 0, -1]] * 3) == 0)
    assert right["middle-column"] == correlate2d(ANCHOR_A, np.array([[0, 1, 0]] * 3), mode="valid")[1, 2]
    assert right["shape-of-the-diagonal"] == correlate2d(np.eye(7), SOBEL, mode="valid").shape
    assert right["eight-filters"] == (8, *correlate2d(np.ones((5, 5)), SOBEL, mode="valid").shape)
    assert right["weights-of-a-large-image"] == (3 * 3 + 1, 3 * 3 * 3)


def test_a_kernel_is_learned_from_one_pair_of_pictures():
    cell = next(c for c in cells("01_ops") if c.source.startswith("shot ="))
    assert len(cell.source.splitlines()) <= 10
    names = {"np": np, "images": images, "sobel": images.sobel_x()}
    names["conv2d"] = lambda image, kernel: correlate2d(image, kernel, mode="valid")
    exec(cell.source, names)
    np.testing.assert_array_equal(names["learned"].round(1), names["sobel"])
    assert not np.array_equal(names["learned"], names["sobel"])  # learned, not copied


def test_sobel_has_one_sign_in_the_whole_course():
    code = "".join(c.source for c in cells("01_ops") if c.cell_type == "code")
    assert "sobel = images.photograph(128), images.sobel_x()" in code
    assert "[[1, 0, -1], [2, 0, -2], [1, 0, -1]]" not in code
    np.testing.assert_array_equal(images.sobel_x(), -SOBEL)
