"""The digits and the trained weights: what is shipped is what the tools make, and does what docs/data.md says."""

import re
import runpy
from pathlib import Path

import numpy as np
import pytest

from convlab import digits
from convlab.numerics import training

ROOT = Path(__file__).parents[2]


def tool(name):
    return runpy.run_path(str(ROOT / "tools" / name))


def test_shipped_digits_are_those_of_scikit_learn():
    pytest.importorskip("sklearn", reason="only the tool that makes the data needs it")
    made = tool("make_digits.py")["digits"]()
    with np.load(digits.DATA / "digits.npz") as shipped:
        assert set(shipped.files) == set(made)
        for name, array in made.items():
            np.testing.assert_array_equal(shipped[name], array)


def test_data_carries_its_credit_and_stays_small():
    with np.load(digits.DATA / "digits.npz") as shipped:
        assert all(word in str(shipped["about"]) for word in ("Alpaydin", "CC BY 4.0", "UCI"))
    assert (digits.DATA / "digits.npz").stat().st_size < 60_000
    assert (digits.DATA / "weights.npz").stat().st_size < 120_000


def test_no_digit_is_in_both_parts():
    train, train_labels = digits.originals("train")
    test, test_labels = digits.originals("test")
    assert len(train) == len(train_labels) == 1397
    assert len(test) == len(test_labels) == 400
    assert set(np.unique(test_labels)) == set(range(10))
    assert not {image.tobytes() for image in train} & {image.tobytes() for image in test}


def test_an_enlarged_digit_stands_in_the_middle_and_keeps_its_ink():
    images, labels = digits.load("test")
    assert images.shape == (400, 28, 28)
    assert images.dtype == np.float32
    assert images.min() == 0
    assert images.max() == 1
    frame = np.ones((28, 28), bool)
    frame[5:23, 5:23] = False
    assert not images[:, frame].any()
    small, _ = digits.originals("test")
    np.testing.assert_allclose(
        images.sum(axis=(1, 2)), small.sum(axis=(1, 2)) / 16 * (18 / 8) ** 2, rtol=0.08
    )
    np.testing.assert_array_equal(labels, digits.originals("test")[1])


def test_enlarging_keeps_a_flat_image_flat_and_does_not_turn_it():
    flat = digits.enlarge(np.full((1, 8, 8), 16, np.uint8))
    np.testing.assert_allclose(flat[0, 7:21, 7:21], 1, atol=1e-6)
    corner = np.zeros((1, 8, 8), np.uint8)
    corner[0, 1, 6] = 16
    assert np.unravel_index(digits.enlarge(corner)[0].argmax(), (28, 28)) in [(8, 19), (7, 19), (8, 20)]


def test_place_moves_right_and_down_and_fills_with_zeros():
    image = np.arange(1, 13).reshape(1, 3, 4)
    np.testing.assert_array_equal(digits.place(image, 1, 0)[0], [[0, 1, 2, 3], [0, 5, 6, 7], [0, 9, 10, 11]])
    np.testing.assert_array_equal(digits.place(image, 0, -2)[0], [[9, 10, 11, 12], [0] * 4, [0] * 4])
    assert not digits.place(image, 4, 0).any()
    np.testing.assert_array_equal(image, np.arange(1, 13).reshape(1, 3, 4))


def test_place_takes_one_place_an_image():
    rng = np.random.default_rng(21)
    images = rng.random((5, 6, 7))
    dx, dy = rng.integers(-8, 9, size=(2, 5))
    for moved, image, right, down in zip(digits.place(images, dx, dy), images, dx, dy, strict=True):
        padded = np.pad(image, 8)
        np.testing.assert_array_equal(moved, padded[8 - down : 14 - down, 8 - right : 15 - right])


def test_shifted_digits_lose_no_ink_and_reach_every_side():
    images, _ = digits.load("test")
    moved = digits.shifted(np.random.default_rng(22), images)
    np.testing.assert_allclose(moved.sum(axis=(1, 2)), images.sum(axis=(1, 2)), rtol=1e-5)
    ink = moved.max(axis=0) > 0
    assert ink[0].any()
    assert ink[-1].any()
    assert ink[:, 0].any()
    assert ink[:, -1].any()


def test_the_same_seed_gives_the_same_places():
    images, _ = digits.load("test")
    first, again, other = (digits.shifted(np.random.default_rng(seed), images[:20]) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize(("padding", "width"), [(1, 392), (0, 200)])
def test_weights_have_the_shapes_of_the_contract(padding, width):
    params = digits.weights(padding)
    shapes = {"w1": (4, 1, 3, 3), "b1": (4,), "w2": (8, 4, 3, 3), "b2": (8,), "w3": (10, width), "b3": (10,)}
    assert {name: p.shape for name, p in params.items()} == shapes
    assert {p.dtype for p in params.values()} == {np.dtype("float32")}


@pytest.mark.parametrize("padding", [1, 0])
def test_every_filter_answers_to_some_digit(padding):
    """A filter whose map is 0 for all digits after the ReLU would leave a learner an empty picture."""
    images, _ = digits.load("test")
    act = training.forward(images, digits.weights(padding), padding)
    for name in ("relu1", "relu2"):
        assert np.all((act[name] > 0).mean(axis=(0, 2, 3)) > 0.01), name


def test_linear_weights_are_7850_numbers():
    for trained in ("shifted", "centered"):
        params = digits.linear_weights(trained)
        assert {name: p.shape for name, p in params.items()} == {"w": (10, 784), "b": (10,)}


@pytest.mark.parametrize(
    "call",
    [
        lambda: digits.load("all"),
        lambda: digits.weights(2),
        lambda: digits.weights(0, "centered"),
        lambda: digits.linear_weights("rotated"),
    ],
)
def test_an_unknown_choice_is_a_value_error(call):
    with pytest.raises(ValueError, match="expected"):
        call()


def test_at_random_places_the_linear_model_collapses_and_the_cnn_holds():
    accuracies = tool("train_tiny_cnn.py")["accuracies"]
    for name in ("cnn_padding1_shifted", "cnn_padding0_shifted"):
        _, centered, moved = accuracies(name)
        assert centered > 0.97
        assert moved > 0.96
    _, centered, moved = accuracies("linear_centered")
    assert centered > 0.95
    assert moved < 0.3
    assert accuracies("linear_shifted")[2] < 0.4
    _, centered, moved = accuracies("cnn_padding1_centered")
    assert centered > 0.97
    assert moved < 0.4


def rows(text):
    """Return the numbers of a printed table, line by line, and the lines without them."""
    number = re.compile(r"\d[\d,.]*%?(?= |$)", re.MULTILINE)
    found = [
        [float(n.strip("%").replace(",", "")) for n in number.findall(line)] for line in text.splitlines()
    ]
    return found, number.sub("", text).split()


def test_the_table_of_the_documentation_is_what_the_report_prints(capsys):
    tool("train_tiny_cnn.py")["report"]()
    printed, words = rows(capsys.readouterr().out)
    text = (ROOT / "docs" / "data.md").read_text()
    written, same_words = rows(re.search(r"```text\n(.*?)```", text, re.DOTALL).group(1))
    assert words == same_words
    assert len(printed) == 6
    for mine, theirs in zip(printed, written, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=0.25)
