"""Lesson 1's widgets answer edits, take a learner's own arrays, and refuse what can't be drawn."""

import numpy as np
import pytest

from convlab import widgets
from convlab.numerics import engine
from convlab.widgets import ops
from tests.widgets.test_widgets import right


def test_the_answer_holds_both_maps():
    maps = widgets.slide_kernel("anchor_a", "edge").answer["maps"]
    assert maps["correlation"] == [[-60.0] * 3] * 3
    assert maps["convolution"] == [[60.0] * 3] * 3


def test_an_edit_is_answered_by_python():
    widget = widgets.slide_kernel("anchor_a", "edge")
    image = [list(row) for row in widget.given["image"]]
    image[0][0] = 1010
    widget.given = {**widget.given, "image": image, "n": 7}
    assert widget.answer["n"] == 7
    assert widget.answer["maps"]["correlation"][0] == [940.0, -60.0, -60.0]


def test_a_learner_brings_an_image_and_a_kernel():
    image, kernel = np.arange(12).reshape(3, 4), np.array([[0, 1], [2, 0]])
    widget = widgets.slide_kernel(image, kernel)
    assert widget.given["imageName"] == widget.given["kernelName"] == "own"
    np.testing.assert_array_equal(widget.answer["maps"]["correlation"], right(image, kernel))


@pytest.mark.parametrize(
    "name", [name for name, (_, values) in ops.image_presets().items() if values is not None]
)
@pytest.mark.parametrize("kernel", list(ops.kernel_presets()))
def test_every_preset_fits_every_other(name, kernel):
    widget = widgets.slide_kernel(name, kernel)
    expected = engine.conv2d(ops.image_presets()[name][1], ops.kernel_presets()[kernel][1])
    np.testing.assert_allclose(widget.answer["maps"]["correlation"], expected)


@pytest.mark.parametrize(
    ("image", "kernel", "words"),
    [
        ("nothing", None, "image to be one of edge, anchor_a"),
        ("random", None, "image to be one of"),
        (None, "nothing", "kernel to be one of edge, sobel"),
        (np.ones((13, 3)), None, "at most 12 x 12"),
        (None, np.ones((6, 6)), "at most 5 x 5"),
        (np.ones(5), None, "at most 12 x 12"),
        (np.array([[np.nan]]), None, "numbers"),
        (np.ones((2, 2)), np.ones((3, 3)), "does not fit"),
    ],
)
def test_what_cannot_be_drawn_is_refused(image, kernel, words):
    with pytest.raises(ValueError, match=words):
        widgets.slide_kernel(image, kernel)


def test_the_channels_example_has_the_one_place_that_the_lesson_asks_for():
    image, filters, bias = ops.channel_example()
    sums = engine.conv2d_multi(image, filters, None)
    found = (sums < 0) & (sums + bias[:, None, None] > 0)
    assert found.sum() == 1
    assert not found[0].any()
    np.testing.assert_allclose(widgets.channels().answer["maps"], sums + bias[:, None, None])


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        (((3, 9, 9), (1, 3, 3, 3), (1,)), "at most 4 x 6 x 6"),
        (((3, 5, 5), (2, 3, 3, 3), (3,)), "one bias for each"),
        (((2, 5, 5), (2, 3, 3, 3), (2,)), "do not go together"),
    ],
)
def test_channels_that_do_not_fit_are_refused(shapes, words):
    with pytest.raises(ValueError, match=words):
        widgets.channels(*(np.ones(shape) for shape in shapes))
