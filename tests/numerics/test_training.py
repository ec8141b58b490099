"""The NumPy trainer: its convolution is SciPy's, its gradients are those of central differences."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab.numerics import training

SHAPES = [
    # N, C, H, W, kh, kw, stride, padding
    (2, 3, 6, 7, 3, 2, 1, 0),
    (1, 2, 5, 4, 2, 3, 1, 1),
    (3, 1, 7, 9, 3, 3, 2, 1),
    (2, 2, 4, 5, 4, 5, 1, 0),
    (2, 1, 8, 6, 2, 2, 3, 2),
]


def slope(function, array, index, step=1e-6):
    """Return the central difference of a scalar function of `array` at one entry."""
    up, down = array.copy(), array.copy()
    up[index] += step
    down[index] -= step
    return (function(up) - function(down)) / (2 * step)


def some_places(rng, array, count=6):
    return [tuple(int(rng.integers(n)) for n in array.shape) for _ in range(count)]


@pytest.mark.parametrize("case", SHAPES)
def test_convolution_equals_scipy_summed_over_channels(case):
    n, c, h, wide, kh, kw, stride, padding = case
    rng = np.random.default_rng(11)
    x, w, b = rng.normal(size=(n, c, h, wide)), rng.normal(size=(3, c, kh, kw)), rng.normal(size=3)
    padded = np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)
    got = training.conv2d(x, w, b, stride, padding)
    for i in range(n):
        for f in range(3):
            full = sum(correlate2d(padded[i, k], w[f, k], mode="valid") for k in range(c)) + b[f]
            np.testing.assert_allclose(got[i, f], full[::stride, ::stride], atol=1e-12)


def test_a_kernel_larger_than_the_image_is_an_error():
    with pytest.raises(ValueError, match="does not fit"):
        training.conv2d(np.zeros((1, 1, 3, 5)), np.zeros((1, 1, 4, 2)), np.zeros(1))


def test_pooling_keeps_the_largest_of_each_window_and_drops_the_rest():
    x = np.arange(20.0).reshape(1, 1, 4, 5)
    np.testing.assert_array_equal(training.max_pool2d(x)[0, 0], [[6, 8], [16, 18]])
    np.testing.assert_array_equal(training.max_pool2d(-x, 3, 1)[0, 0], [[0, -1, -2], [-5, -6, -7]])


@pytest.mark.parametrize("padding", [0, 1])
def test_every_gradient_of_the_tiny_cnn_is_a_central_difference(padding):
    rng = np.random.default_rng(16)
    params = {name: p.astype(float) for name, p in training.init_params(rng, padding).items()}
    params["b1"] += 0.1 * rng.normal(size=4)
    images, labels = rng.random((3, 28, 28)), np.array([1, 9, 4])
    loss, grads = training.cnn_loss(images, labels, params, padding)
    assert 1 < loss < 6
    assert grads.keys() == params.keys()
    for name, array in params.items():
        for at in some_places(rng, array, 4):

            def value(changed, name=name):
                return training.cnn_loss(images, labels, params | {name: changed}, padding)[0]

            assert grads[name][at] == pytest.approx(slope(value, array, at), abs=1e-6), name


@pytest.mark.parametrize(("padding", "count"), [(1, 4266), (0, 2346)])
def test_the_tiny_cnn_has_the_parameters_of_the_contract(padding, count):
    params = training.init_params(np.random.default_rng(0), padding)
    assert sum(p.size for p in params.values()) == count
    shapes = {name: a.shape for name, a in training.forward(np.zeros((2, 28, 28)), params, padding).items()}
    sides = (28, 14, 14, 7) if padding else (26, 13, 11, 5)
    for name, channels, side in zip(("relu1", "pool1", "relu2", "pool2"), (4, 4, 8, 8), sides, strict=True):
        assert shapes[name] == (2, channels, side, side)


def test_linear_gradient_is_a_central_difference():
    rng = np.random.default_rng(17)
    params = {"w": rng.normal(size=(10, 12)), "b": rng.normal(size=10)}
    images, labels = rng.random((4, 3, 4)), np.array([0, 3, 9, 3])
    _, grads = training.linear_loss(images, labels, params)
    for name, array in params.items():
        for at in some_places(rng, array):

            def value(changed, name=name):
                return training.linear_loss(images, labels, params | {name: changed})[0]

            assert grads[name][at] == pytest.approx(slope(value, array, at), abs=1e-6)


def test_adam_finds_the_bottom_of_a_bowl():
    params = {"b": np.array([3.0, -2.0])}
    step = training.adam(params)
    for number in range(400):
        step({"b": 2 * (params["b"] - [1.0, 5.0]) * [1, 10]}, 0.1 * (1 - number / 400))
    np.testing.assert_allclose(params["b"], [1, 5], atol=0.01)


def test_decay_shrinks_weights_and_leaves_biases():
    params = {"w": np.ones((2, 2)), "b": np.ones(2)}
    training.adam(params, decay=0.5)({"w": np.zeros((2, 2)), "b": np.zeros(2)}, 0.1)
    np.testing.assert_allclose(params["w"], 0.95)
    np.testing.assert_allclose(params["b"], 1)


def test_batches_hold_each_digit_at_most_once_and_keep_its_label():
    images, labels = np.arange(10)[:, None, None] * np.ones((10, 2, 2)), np.arange(10)
    seen = []
    for some, theirs in training.batches(np.random.default_rng(3), images, labels, size=4):
        np.testing.assert_array_equal(some[:, 0, 0], theirs)
        seen.extend(theirs.tolist())
    assert len(seen) == len(set(seen)) == 8


def test_training_starts_near_log_ten_and_learns_a_few_digits_by_heart():
    from convlab import digits

    rng = np.random.default_rng(18)
    images, labels = digits.load("train")
    images, labels = images[:50], labels[:50]
    params = training.init_params(rng)
    params["w3"] *= 0.1
    assert training.cnn_loss(images, labels, params)[0] == pytest.approx(np.log(10), abs=0.1)

    def epoch():
        return training.batches(rng, images, labels, size=25)

    losses = list(training.train(params, training.cnn_loss, epoch, 40))
    assert losses[-1] < 0.05 < 1 < losses[0]
    assert np.mean(training.predict(images, params) == labels) == 1
