"""A check's message: the call, the numbers, a question, and where to look."""

import re
import warnings

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab import CheckFailed, check
from convlab.mistakes import banks
from convlab.numerics import engine
from tests.support.checks import IMAGE, KERNEL, RIGHT, as_conv2d, failure, flipped, returning


def test_the_name_is_the_one_the_caller_has_given():
    conv2d = flipped
    told = failure(conv2d, (IMAGE, KERNEL), expected=RIGHT)
    assert str(told).startswith("flipped: ")
    names = {
        "check": check,
        "conv2d": flipped,
        "IMAGE": IMAGE,
        "KERNEL": KERNEL,
        "RIGHT": RIGHT,
        "_": flipped,
    }
    with pytest.raises(CheckFailed, match=r"^conv2d: ") as caught:
        exec("check(conv2d, (IMAGE, KERNEL), expected=RIGHT)", names)
    assert caught.value.mistake == "kernel-flipped"


def test_a_lambda_without_a_name_is_the_function():
    assert str(failure(lambda: 3, (), expected=4)).startswith("the function: ")


def test_a_message_has_three_steps_and_no_more_than_fifteen_lines():
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(40, 50)), rng.normal(size=(3, 4))
    told = as_conv2d(flipped, (image, kernel), correlate2d(image, kernel, mode="valid"))
    lines = str(told).splitlines()
    assert len(lines) <= 15
    assert max(map(len, lines)) <= 110
    assert "a small call shows it" in lines[0]
    assert "expected" in lines[2]
    assert "Does correlation turn it?" in str(told)
    assert lines[-1].startswith("Where to look: lesson 1")


def test_small_arrays_are_shown_in_full():
    image, kernel = IMAGE[:3, :4].astype(int), KERNEL[:2, :2].astype(int)
    text = str(as_conv2d(flipped, (image, kernel), correlate2d(image, kernel, mode="valid")))
    assert re.search(r"image +kernel +expected +got\n +1 2 0 1 +1 +2 ", text)


def test_what_is_no_map_is_not_asked_about_places():
    told = [
        str(failure(returning(7), (), expected=8)),
        str(failure(returning([{"shapes": 1}]), (), expected=[{"shape": 1}])),
        str(failure(returning([1]), (), expected=[1, 2])),
    ]
    assert "Work this call out by hand" in told[0]
    assert "Are the keys spelled" in told[1]
    assert "When is an entry put into the list?" in told[2]
    assert not re.search("differing place|along each axis", "".join(told))


CONV, POOL = {"kind": "conv", "filters": 4, "kernel": 3}, {"kind": "pool", "kernel": 2}


def test_a_long_list_is_shown_where_it_differs():
    layers = [CONV | {"filters": 4 + i} for i in range(6)]
    rows = [{"shape": (4 + i, 30 - i, 31 - i), "params": 100 + i, "receptive_field": 3 + i} for i in range(6)]
    wrong = [*rows[:4], rows[4] | {"params": 7}, rows[5]]
    text = str(failure(returning(wrong), ((1, 32, 33), layers), expected=rows))
    assert "expected[4]: {'shape': (8, 26, 27), 'params': 104, 'receptive_field': 7}" in text
    assert "got[4]: {'shape': (8, 26, 27), 'params': 7, 'receptive_field': 7}" in text


def test_a_long_stack_is_told_by_a_shorter_one():
    [bank] = banks("trace_layers")

    def trace_layers(shape, layers):
        return [row | {"params": row["params"] + 1} for row in bank.oracle(shape, layers)]

    stack = [CONV, POOL, CONV | {"filters": 7}, POOL, CONV]
    right = bank.oracle((3, 60, 61), stack)
    text = str(failure(trace_layers, ((3, 60, 61), stack), expected=right))
    assert "a small call shows it." in text
    assert "layers=[{'kind': 'pool', 'kernel': 3}])" in " ".join(text.split())


def test_a_list_that_was_changed_is_not_called_an_array():
    def pops(layers):
        return layers.pop()

    text = str(failure(pops, ([1, 2],), expected=2))
    assert "the call changed its argument `layers` in place" in text
    assert "array" not in text


def test_a_flat_list_is_not_called_nested():
    assert "How does a list become an array?" in str(
        failure(returning([1, 2]), (), expected=np.array([1, 2]))
    )


def test_only_a_small_call_is_called_small():
    def predict(images, params, padding=1):
        return np.zeros(len(images), int)

    [bank] = banks("predict")
    args = bank.probes[1].args
    images, params = args[0] + 0.5, args[1]
    text = str(failure(predict, (images, params), expected=bank.oracle(images, params)))
    assert "predict: another call shows it." in text


@pytest.mark.parametrize(
    ("value", "shown", "asked"),
    [
        (0, "returned 0.", "who tells the caller so"),
        (None, "returned None.", "To print something, or to return nothing, stops nobody"),
        ("too large", "returned the text 'too large'.", "A text that is returned stops nobody"),
        (ValueError("too large"), "returned a ValueError.", "An error that is returned stops nobody"),
    ],
)
def test_what_came_in_place_of_an_error_is_shown_and_asked_about(value, shown, asked):
    text = " ".join(str(failure(returning(value), (), raises=ValueError)).split())
    assert shown in text
    assert asked in text


def test_a_missing_key_is_not_asked_about_where_the_call_should_be_refused():
    text = " ".join(str(failure(lambda: {}["kernel"], (), raises=ValueError)).split())
    assert "Can the arguments be tested before anything is computed with them?" in text


@pytest.mark.parametrize(
    ("value", "expected", "asked"),
    [
        ({"a": 1}, [1], "Were names asked for?"),
        ("7", 7, "A text is made for people to read."),
        (np.float64(3), RIGHT, "One number is left where many are due."),
        (np.array(["3"]), np.array([3]), "Which step made texts of them?"),
        (np.where(RIGHT > 3), RIGHT, "Arrays of indices say where something stands"),
        ([{"shape": (6, 8)}], [{"shape": (4, 6, 8)}], "What does each entry stand for"),
        (RIGHT.ravel(), RIGHT, "What does each axis count"),
    ],
)
def test_a_result_of_another_kind_is_asked_about_as_what_it_is(value, expected, asked):
    assert asked in " ".join(str(failure(returning(value), (), expected=expected)).split())


def test_rows_in_a_tuple_are_not_taken_for_places():
    assert "How does a list become an array?" in str(
        failure(returning(tuple(RIGHT.astype(int))), (), expected=RIGHT.astype(int))
    )


def test_the_last_entry_of_a_long_list_is_shown():
    def trace_layers(shape, layers):
        return []

    layers = [{"kind": "conv", "filters": 2, "kernel": 1}] * 8 + [{"kind": "dropout"}]
    text = str(failure(trace_layers, ((2, 20, 20), layers), raises=ValueError))
    assert "(8 times), {'kind': 'dropout'}]" in " ".join(text.split())


def test_a_mistake_of_an_earlier_lesson_is_named_where_a_later_one_takes_more_arguments():
    def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
        padded = np.pad(image, padding)
        (height, width), (kh, kw) = padded.shape, kernel.shape
        out = np.zeros((height - kh + 1, width - kw + 1))
        for i, j in np.ndindex(out.shape):
            for m, n in np.ndindex(kernel.shape):
                out[i, j] = padded[i + m, j + n] * kernel[m, n]
        return out[::stride, ::stride]

    told = failure(
        conv2d, (IMAGE, KERNEL), kwargs={"padding": 1}, expected=engine.conv2d(IMAGE, KERNEL, padding=1)
    )
    assert told.mistake == "last-product-kept"


def test_a_long_call_is_not_sent_to_paper():
    def predict(images, params, padding=1):
        return np.full(len(images), 77)

    [bank] = banks("predict")
    images, params = bank.probes[1].args[:2]
    told = failure(predict, (images + 0.5, params), expected=bank.oracle(images + 0.5, params))
    assert "try each step on a small array" in str(told)


def test_when_nothing_matches_it_says_so():
    told = as_conv2d(
        lambda image, kernel: correlate2d(image, kernel, mode="valid") ** 2 + 1, (IMAGE, KERNEL), RIGHT
    )
    assert told.mistake is None
    assert "No usual mistake matches" in str(told)


def test_a_wrong_expected_value_never_gives_a_right_answer_a_name():
    told = as_conv2d(lambda image, kernel: engine.conv2d(image, kernel), (IMAGE, KERNEL), RIGHT[:, ::-1])
    assert told.mistake is None


def test_a_mistake_must_explain_the_failing_call_too():
    def conv2d(image, kernel):
        return RIGHT + 1 if image.shape == (5, 6) else flipped(image, kernel)

    assert as_conv2d(conv2d, (IMAGE, KERNEL), RIGHT).mistake is None


def test_wrapping_is_named_as_such():
    def conv2d(image, kernel):
        windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
        return (windows * kernel).sum((2, 3))

    image, kernel = np.full((3, 4), 200, np.uint8), np.full((2, 2), 3, np.uint8)
    told = as_conv2d(conv2d, (image, kernel), np.full((2, 3), 2400))
    assert told.mistake == "integer-overflow"
    assert "`uint8` holds nothing above 255" in str(told)


def test_warnings_of_a_failing_call_are_told():
    def conv2d(image, kernel):
        warnings.warn("overflow encountered", RuntimeWarning, stacklevel=1)
        return RIGHT + 1

    assert "RuntimeWarning: overflow encountered" in str(as_conv2d(conv2d, (IMAGE, KERNEL), RIGHT))


@pytest.mark.parametrize("huge", ["x" * 100_000, ["y"] * 10_000, {"k" * 500: 1}])
def test_a_huge_result_makes_no_huge_message(huge):
    assert len(str(failure(returning(huge), (huge,), expected=RIGHT))) < 2000


def test_the_traceback_is_the_message_alone():
    told = failure(returning(3), (), expected=4)
    assert told._render_traceback_() == str(told).splitlines()
    assert isinstance(told, AssertionError)
