"""The numbers of lesson 8 are computed, and stand in the lesson and in its predictions."""

import numpy as np

from convlab import digits
from convlab.numerics import engine, gradients, training
from convlab.quiz.predictions import by_lesson
from tests.support.lessons import prose

PROSE = prose("08_training")
PREDICTIONS = by_lesson()["training"]
RIGHT = {name: one.answer for name, one in PREDICTIONS.items()}


def walk(rate, steps):
    """Return where one dial stands after each step, as in section 8.1."""
    x, y, k, stands = np.array([1, 2, 3]), np.array([3, 6, 9]), 0.0, []
    for _ in range(steps):
        k = k - rate * np.mean(2 * (k * x - y) * x)
        stands.append(k)
    return np.array(stands)


def test_one_dial_goes_where_it_is_said_to_go():
    first, *_, fourth = walk(0.1, 4)
    assert round(first, 9) == RIGHT["after-one-step"]
    assert f"After four it is {fourth:.5f}" in PREDICTIONS["after-one-step"].why
    for rate, share in [(0.2, 0.87), (0.25, 1.33)]:
        misses = abs(walk(rate, 9) - 3)
        assert np.allclose(misses[1:] / misses[:-1], share, atol=0.01)
        assert f"{share}" in PREDICTIONS["two-larger-rates"].why
    assert RIGHT["two-larger-rates"] == "0.2 alone"


def test_blame_does_not_depend_on_the_pixels_and_copies_come_home_as_often_as_they_were_made():
    w, dout = np.array([[1.0, 2], [3, 4]]), np.array([[1.0, 0], [0, 2]])
    for x in (np.zeros((3, 3)), np.arange(9.0).reshape(3, 3)):
        nudged = np.array([(engine.conv2d(x + one, w) * dout).sum() for one in np.eye(9).reshape(9, 3, 3)])
        assert np.allclose(nudged - (engine.conv2d(x, w) * dout).sum(), [1, 2, 0, 3, 6, 4, 0, 6, 8])
    assert RIGHT["do-pixels-matter"] == "no"
    home = gradients.col2im(np.ones((9, 4)), (1, 4, 4), 3, 3)[0]
    assert RIGHT["ones-brought-home"] == (home[0, 0], home[1, 1])


def test_the_first_losses_and_the_steps_by_heart_are_as_told():
    assert RIGHT["loss-of-a-guess"] == round(np.log(10), 3)
    pictures, names = (part[:20] for part in digits.load("train"))
    params = {
        name: array.astype(float) for name, array in training.init_params(np.random.default_rng(8)).items()
    }
    params["w3"] *= 0.1
    losses = []
    for _ in range(100):
        loss, grads = training.cnn_loss(pictures, names, params, 1, training.OURS)
        losses.append(loss)
        params = {name: params[name] - 0.3 * grads[name] for name in params}
    assert abs(losses[0] - RIGHT["first-loss"]) < 0.02
    assert next(step for step, loss in enumerate(losses) if loss < 0.1) == 34
    assert "after 34 steps" in PREDICTIONS["steps-by-heart"].why
    assert losses[-1] < 0.01  # "nearly 0 in a hundred steps"


def test_a_layer_of_pytorch_has_the_weights_that_are_told():
    assert np.prod(RIGHT["shape-of-a-layer"]) + 64 == 1792
    assert r"$64 \cdot 27 + 64 = 1{,}792$" in PROSE
