"""The course's own convolution and pooling agree with SciPy."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab.numerics import engine


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_the_engine_agrees_with_scipy(stride, padding):
    rng = np.random.default_rng(stride)
    image, kernel = rng.normal(size=(7, 9)), rng.normal(size=(3, 2))
    for mode, numpys in engine.PAD_MODES.items():
        padded = np.pad(image, padding, mode=numpys)
        right = correlate2d(padded, kernel, mode="valid")[::stride, ::stride]
        np.testing.assert_allclose(engine.conv2d(image, kernel, stride, padding, mode), right)


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_the_engine_agrees_with_scipy_on_channels_groups_and_dilation(groups):
    rng = np.random.default_rng(groups)
    x, w, b = rng.normal(size=(2, 4, 9, 8)), rng.normal(size=(8, 4 // groups, 3, 2)), rng.normal(size=8)
    got = engine.conv2d_multi(x, w, b, padding=1, dilation=2, groups=groups)
    wide = engine.dilate_kernel(w, 2)
    for n in range(2):
        for f in range(8):
            first = f // (8 // groups) * (4 // groups)
            maps = [
                correlate2d(np.pad(x[n, first + c], 1), wide[f, c], mode="valid") for c in range(4 // groups)
            ]
            np.testing.assert_allclose(got[n, f], sum(maps) + b[f])
    np.testing.assert_allclose(engine.conv2d_multi(x[0], w, b, padding=1, dilation=2, groups=groups), got[0])


def test_the_engines_column_matrix_makes_the_layer_one_product():
    rng = np.random.default_rng(3)
    x, w = rng.normal(size=(3, 6, 7)), rng.normal(size=(4, 3, 2, 3))
    product = w.reshape(4, -1) @ engine.im2col(x, 2, 3, stride=2, padding=1)
    np.testing.assert_allclose(product, engine.conv2d_multi(x, w, stride=2, padding=1).reshape(4, -1))


def test_the_engine_pools():
    x = np.arange(24.0).reshape(1, 4, 6)
    np.testing.assert_array_equal(engine.pool2d(x, 2), [[[7, 9, 11], [19, 21, 23]]])
    np.testing.assert_array_equal(engine.pool2d(x, 3, stride=1, kind="mean")[0, 0], [7, 8, 9, 10])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: engine.conv2d(np.eye(3), np.ones((4, 1))),
        lambda: engine.conv2d(np.ones((1, 3, 3)), np.eye(2)),
        lambda: engine.conv2d_multi(np.ones((2, 3, 3)), np.ones((1, 3, 2, 2))),
        lambda: engine.conv2d_multi(np.ones((4, 3, 3)), np.ones((3, 2, 2, 2)), groups=2),
        lambda: engine.output_size(5, 0),
        lambda: engine.output_size(5, 3, dilation=3),
        lambda: engine.pad2d(np.eye(3), -1),
        lambda: engine.pad2d(np.eye(3), 1, mode="same"),
        lambda: engine.pad2d(np.eye(3), 3, mode="reflect"),
        lambda: engine.pad2d(np.eye(3), 4, mode="circular"),
        lambda: engine.pool2d(np.eye(3), 4),
        lambda: engine.pool2d(np.eye(3), 2, kind="median"),
        lambda: engine.dilate_kernel(np.eye(3), 0),
    ],
)
def test_the_engine_refuses_what_it_cannot_answer(wrong):
    with pytest.raises(ValueError, match=r"expected|fit|needs|together"):
        wrong()
