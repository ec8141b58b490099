"""`check`: what passes, what fails, and what it says."""

import doctest
import importlib
import itertools
import re
import signal
import subprocess
import sys
import time
import warnings

import nbclient
import nbformat
import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from convlab import CheckFailed, check
from convlab.checks.calling import call
from convlab.checks.check import MIME
from convlab.checks.compare import compare
from convlab.checks.messages import tell_stop
from convlab.mistakes import banks
from convlab.numerics import engine
from convlab.pictures.difference import picture

IMAGE = np.array(
    [[1.0, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
KERNEL = np.array([[1.0, 2, 0], [0, -1, 3], [-2, 0, 1]])
RIGHT = np.array([[9.0, 2, 11, 8], [1, 14, 11, 5], [5, 0, 3, 20]])


def returning(value):
    """Return a function of anything that returns `value`."""
    return lambda *args, **kwargs: value


def failure(function, args=(), **how):
    """Return the CheckFailed that a check raises."""
    with pytest.raises(CheckFailed) as caught:
        check(function, args, **how)
    return caught.value


# ---------------------------------------------------------------------------------------- what is right


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (RIGHT, RIGHT),
        (RIGHT.astype(np.float32) * (1 + 1e-6), RIGHT),
        (RIGHT + 1e-5, RIGHT),
        (RIGHT.astype(np.int8), RIGHT),
        (np.array([True, False]), np.array([True, False])),
        (np.array([1.0, 0.0]), np.array([True, False])),
        (np.array([np.nan, np.inf, -np.inf, 1]), np.array([np.nan, np.inf, -np.inf, 1])),
        (np.empty((0, 3)), np.empty((0, 3))),
        (np.array([1 + 2j]), np.array([1 + 2j])),
        (4, 4),
        (np.uint8(4), 4),
        (np.array(4), 4),
        (4, np.int64(4)),
        (4, 4.0),
        (np.float32(0.1), 0.1),
        (np.array(0.5), 0.5),
        (0.5, np.array(0.5)),
        (float("nan"), float("nan")),
        (True, True),
        (np.True_, True),
        ("same", "same"),
        (None, None),
        ([1, 2], (1, 2)),
        ((RIGHT, 3), [RIGHT, 3]),
        ([{"shape": (3, 4), "params": 5}], [{"shape": [3, 4], "params": 5}]),
        ({"b": RIGHT, "a": 1}, {"a": 1, "b": RIGHT}),
    ],
)
def test_right_answers_pass(got, expected):
    check(returning(got), (), expected=expected)


def test_zeros_are_judged_by_the_size_of_the_arguments():
    image = np.full((4, 4), 250.0)
    check(returning(np.full((2, 2), 1e-12)), (image, KERNEL), expected=np.zeros((2, 2)))
    assert failure(returning(np.full((2, 2), 1e-2)), (image, KERNEL), expected=np.zeros((2, 2)))


def test_passing_is_silent(capsys):
    check(returning(3), (), expected=3)
    assert capsys.readouterr() == ("", "")


def test_a_warning_of_a_right_answer_is_no_failure():
    def warns(x):
        warnings.warn("slow", stacklevel=1)
        return x

    check(warns, (1,), expected=1)


def test_a_subclass_of_value_error_is_a_value_error():
    def fails():
        np.linalg.inv(np.zeros((2, 2)))

    check(fails, (), raises=ValueError)


def test_keyword_arguments_arrive():
    check(lambda x, *, by: x * by, (3,), kwargs={"by": 4}, expected=12)


def test_a_dtype_can_be_asked_for():
    check(returning(np.ones(2, np.uint8)), (), expected=np.ones(2), dtype=np.uint8)
    told = failure(returning(np.ones(2)), (), expected=np.ones(2), dtype=np.uint8)
    assert "dtype is float64, and uint8 was expected" in str(told)
    assert told.mistake == "dtype-lost"


# ---------------------------------------------------------------------------------------- what is wrong


class Matrix(np.ndarray):
    """A subclass of ndarray, which might lie about its values."""


@pytest.mark.parametrize(
    ("got", "expected", "mistake", "says"),
    [
        (None, RIGHT, "returned-none", "`return`"),
        (None, 3, "returned-none", "None"),
        (RIGHT.tolist(), RIGHT, "list-for-array", "a list, and a NumPy array of shape (3, 4)"),
        (tuple(RIGHT), RIGHT, "list-for-array", "a tuple"),
        ((x for x in RIGHT), RIGHT, "wrong-type", "generator"),
        (np.ma.masked_all((3, 4)), RIGHT, "wrong-type", "a masked array"),
        (RIGHT.view(Matrix), RIGHT, "wrong-type", "a Matrix"),
        (RIGHT.astype(object), RIGHT, "wrong-type", "object"),
        (RIGHT.astype(str), RIGHT, "wrong-type", "dtype is <U"),
        (RIGHT + 0j, RIGHT, "wrong-type", "complex128"),
        (RIGHT > 2, RIGHT, "wrong-type", "bool"),
        (3.0, RIGHT, "wrong-type", "a float"),
        (4.0, 4, "wrong-type", "a whole number (int)"),
        (np.float64(4), 4, "wrong-type", "a float64 number"),
        (True, 1, "wrong-type", "a bool"),
        (True, 1.0, "wrong-type", "a bool"),
        (1, True, "wrong-type", "True or False"),
        (np.array([4.0]), 4.0, "wrong-type", "take it out"),
        ("4", 4, "wrong-type", "a str"),
        (2j, 2.0, "wrong-type", "a complex"),
        (3, [3], "wrong-type", "a list"),
        ([3], {"a": 3}, "wrong-type", "a dict"),
        (RIGHT[:, :3], RIGHT, None, "The shape is (3, 3), and (3, 4) was expected."),
        (RIGHT.T, RIGHT, None, "(4, 3)"),
        (
            np.where(RIGHT == 14, 15, RIGHT),
            RIGHT,
            None,
            "at [1, 1] is 15, and 14 was expected; 1 of 12 values",
        ),
        (RIGHT * np.nan, RIGHT, None, "nan"),
        (RIGHT, np.full((3, 4), np.inf), None, "inf"),
        (np.array([1, 3]), np.array([1 + 0j, 2]), None, "at [1]"),
        (5, 4, None, "The result is 5, and 4 was expected."),
        (0.1001, 0.1, None, "0.1001"),
        (2**53 + 1, 2**53, None, "9007199254740993"),
        (np.array([]), np.array([1.0]), None, "(0,)"),
        ("no", "yes", None, "'yes' was expected"),
        ([1], [1, 2], None, "1 entry, and 2"),
        ([{"shape": (3, 5)}], [{"shape": (3, 4)}], None, "The entry [0]['shape'][1] of the result is 5"),
        ([{"shape": 3}], [{"shapes": 3}], "other-keys", "lacks the key 'shapes'"),
        ({"a": 1, "z": 1}, {"a": 1}, "other-keys", "has a key 'z'"),
        ((RIGHT, RIGHT + 1), (RIGHT, RIGHT), None, "The value of the entry [1] at [0, 0]"),
        ((RIGHT, RIGHT.sum()), RIGHT, "wrong-type", "You return 2 things at once."),
        ([list(row) for row in RIGHT], RIGHT, "list-for-array", "How do nested lists"),
        ({"a": [1, 2]}, {"a": np.array([1, 2])}, "list-for-array", "The entry ['a'] of the result"),
    ],
)
def test_wrong_answers_fail_and_say_why(got, expected, mistake, says):
    told = failure(returning(got), (), expected=expected)
    assert says in str(told)
    assert told.mistake == mistake


def test_shape_is_judged_before_dtype_and_dtype_before_values():
    assert compare((RIGHT + 1j)[:2], RIGHT).kind == "shape"
    assert compare(RIGHT + 1j, RIGHT).kind == "dtype"
    assert compare(RIGHT + 1, RIGHT).kind == "value"


def test_an_error_names_its_kind_and_the_learners_line():
    def conv2d(image, kernel):
        return image[9]

    told = failure(conv2d, (IMAGE, KERNEL), expected=RIGHT)
    assert re.search(
        r"IndexError: index 9 is out of bounds .*\(line \d+: return image\[9\]\)", " ".join(str(told).split())
    )
    assert told.mistake == "index-past-the-end"


def test_an_error_deep_in_numpy_names_the_learners_line():
    def conv2d(image, kernel):
        return np.linalg.inv(kernel[:2])

    assert "np.linalg.inv(kernel[:2])" in str(failure(conv2d, (IMAGE, KERNEL), expected=RIGHT))


def test_leaving_the_interpreter_is_an_error():
    assert "SystemExit" in str(failure(lambda: sys.exit(3), (), expected=3))


def test_the_stub_is_not_written_yet():
    def conv2d(image, kernel):
        raise NotImplementedError()

    for how in ({"expected": RIGHT}, {"raises": ValueError}):
        told = failure(conv2d, (IMAGE, KERNEL), **how)
        assert told.mistake == "not-written"
        assert str(told).startswith("conv2d: It is not written yet.")


def test_an_answer_that_calls_a_stub_is_not_called_a_stub():
    def apply_kernel(image, kernel):
        raise NotImplementedError()

    def gradient_magnitude(image):
        return apply_kernel(image, KERNEL)

    told = failure(gradient_magnitude, (IMAGE,), expected=RIGHT)
    assert str(told).startswith("gradient_magnitude: it calls `apply_kernel`, which is not written yet.")


@pytest.mark.filterwarnings("ignore:In the future")
@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("float", "use Python's own `float`, or `np.float64`"),
        ("product", "it is called `np.prod` now"),
        ("alltrue", "Use `np.all` instead"),
        ("sume", "Did you mean `np.sum`?"),
    ],
)
def test_a_name_that_numpy_no_longer_has_is_told_with_the_new_one(name, advice):
    told = failure(lambda x: getattr(np, name)(x), (1,), expected=1)
    assert advice in " ".join(str(told).split())


def test_a_call_that_does_not_come_back_is_stopped_with_its_line():
    def endless():
        while True:
            pass

    outcome = call(endless, seconds=0.2)
    assert outcome.is_stopped
    assert re.search(r"was stopped after 0\.\d seconds, in line \d+: (while True|pass)\.", tell_stop(outcome))
    assert call(lambda: time.sleep(60), seconds=0.2).seconds < 30


def test_a_call_that_swallows_its_interruption_is_stopped_all_the_same():
    def deaf():
        while True:
            try:
                while True:
                    pass
            except Exception:
                pass

    assert call(deaf, seconds=0.2).is_stopped


def test_after_a_limit_an_interruption_by_hand_is_what_it_was_before():
    before = signal.getsignal(signal.SIGINT)
    call(lambda: None, seconds=5)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_slow_function_is_not_said_to_match_no_usual_mistake(monkeypatch):
    clock = itertools.count(0, 10)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    told = as_conv2d(lambda image, kernel: RIGHT + 1, (IMAGE, KERNEL), RIGHT)
    assert "Too slow to look further" in str(told)


def test_no_error_where_one_is_due():
    told = failure(returning(np.empty((0, 3))), (KERNEL, IMAGE), raises=ValueError)
    assert told.mistake == "no-error"
    assert "should raise ValueError" in str(told)


def test_another_error_than_the_one_that_is_due():
    told = failure(lambda: {}["x"], (), raises=ValueError)
    assert told.mistake == "wrong-error"
    assert "KeyError: 'x'" in str(told)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [("layer 8 does not fit", "counted-from-one"), ("it does not fit", "text-names-nothing")],
)
def test_an_error_whose_text_should_name_something_is_told_what(text, mistake):
    def trace_layers():
        raise ValueError(text)

    told = failure(trace_layers, (), raises=ValueError, says="7")
    assert told.mistake == mistake
    assert f"its text should name 7; it is: {text}" in " ".join(str(told).split())
    check(trace_layers, (), raises=ValueError, says="fit")


def test_an_error_where_a_value_is_due_is_named_with_its_text():
    def fails(x):
        raise ValueError("too large.")

    assert "it stopped with ValueError: too large (line" in str(failure(fails, (1,), expected=3))


@pytest.mark.parametrize("raised", [None, RuntimeError("some trouble")])
def test_a_changed_argument_is_seen_and_named(raised):
    def conv2d(image, kernel):
        kernel *= 2
        return RIGHT

    told = failure(conv2d, (IMAGE, KERNEL), expected=RIGHT)
    assert told.mistake == "changed-input"
    assert "changed its argument `kernel`" in str(told)
    assert KERNEL[0, 1] == 2


@pytest.mark.parametrize(
    "spoil", [lambda x: x.append(1), lambda x: x[0].__setitem__(0, 9), lambda x: x[1].update(a=2), list.clear]
)
def test_a_change_deep_in_an_argument_is_seen(spoil):
    assert failure(spoil, ([np.ones(2), {"a": 1}],), expected=None).mistake == "changed-input"


def test_a_changed_keyword_argument_is_seen():
    def scale(x, *, by):
        by += 1

    told = failure(scale, (1,), kwargs={"by": np.ones(2)}, expected=None)
    assert "`by`" in str(told)


def test_not_a_number_is_not_taken_for_a_change():
    check(returning(1), (np.array([np.nan, 1]), float("nan")), expected=1)


def test_a_wrong_use_of_check_is_a_type_error():
    with pytest.raises(TypeError, match="either"):
        check(max, (1,))
    with pytest.raises(TypeError, match="either"):
        check(max, (1,), expected=1, raises=ValueError)
    with pytest.raises(TypeError, match="tuple"):
        check(max, [1], expected=1)


# ---------------------------------------------------------------------------------------- the message


def flipped(image, kernel):
    return convolve2d(image, kernel, mode="valid")


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


def as_conv2d(function, args, expected):
    """Return the failure of a check whose caller knows `function` as conv2d."""
    with pytest.raises(CheckFailed) as caught:
        exec(
            "check(conv2d, args, expected=expected)",
            {"check": check, "conv2d": function, "args": args, "expected": expected},
        )
    return caught.value


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


# ---------------------------------------------------------------------------------------- stand-ins


class StandIn:
    """What the grader puts in the place of a student's function: it can be called, and has a name."""

    __slots__ = ("__name__", "_function")

    def __init__(self, function, name="conv2d"):
        self._function, self.__name__ = function, name

    def __call__(self, *args, **kwargs):
        return self._function(*args, **kwargs)

    def __eq__(self, other):
        raise AssertionError("nobody may compare a stand-in")

    __hash__ = None


def test_a_stand_in_is_as_good_as_a_function():
    check(StandIn(lambda image, kernel: RIGHT), (IMAGE, KERNEL), expected=RIGHT)
    told = failure(StandIn(flipped), (IMAGE, KERNEL), expected=RIGHT)
    assert told.mistake == "kernel-flipped"
    assert str(told).startswith("conv2d: ")
    assert "Call: conv2d(image, kernel)" in str(told)


def test_a_stand_in_tells_of_a_changed_argument():
    def changed(image, kernel):
        error = ValueError("argument 1 was changed")
        error.changed_argument = 1
        raise error

    told = failure(StandIn(changed), (IMAGE, KERNEL), expected=RIGHT)
    assert told.mistake == "changed-input"
    assert "`kernel`" in str(told)
    assert failure(StandIn(changed), (IMAGE, KERNEL), raises=ValueError).mistake == "changed-input"


def test_a_stand_in_tells_of_a_result_that_cannot_be_sent():
    def fails(image, kernel):
        error = AssertionError("conv2d returned a generator")
        error.returned = "a generator"
        raise error

    told = failure(StandIn(fails), (IMAGE, KERNEL), expected=RIGHT)
    assert told.mistake == "wrong-type"
    assert "The result is a generator, and a NumPy array of shape (3, 4) was expected." in str(told)
    assert "A generator only promises its values." in str(told)
    assert failure(StandIn(fails), (IMAGE, KERNEL), raises=ValueError).mistake == "no-error"


def test_a_stand_in_carries_the_students_traceback_as_text():
    def fails(image, kernel):
        error = ZeroDivisionError("division by zero")
        error.add_note(
            "Traceback (most recent call last):\n"
            '  File "/tmp/ipykernel_7/1234.py", line 5, in conv2d\n    return image / nothing()\n'
            '  File "/tmp/ipykernel_7/1234.py", line 9, in nothing\n    return 1 / 0\n'
            '  File "/usr/lib/python3/site-packages/numpy/core.py", line 99, in inner\n    hidden\n'
        )
        raise error

    text = str(failure(StandIn(fails), (IMAGE, KERNEL), expected=RIGHT))
    assert "ZeroDivisionError: division by zero (line 9 of nothing: return 1 / 0)" in " ".join(text.split())


# ---------------------------------------------------------------------------------------- the picture


def test_the_picture_says_in_words_what_it_shows():
    svg = picture(RIGHT + (RIGHT == 14), RIGHT)
    assert "role='img'" in svg
    assert "1 of 12 values differ; the first is at [1, 1]: expected 14, got 15." in svg
    assert svg.count("<rect") == 36 + 4
    assert "stroke='#ffb000'" in svg


def test_a_large_map_is_cut_around_the_first_difference():
    large = np.zeros((200, 300))
    wrong = large.copy()
    wrong[150, 250] = 1
    svg = picture(wrong, large)
    assert "rows 144 to 155, columns 244 to 255" in svg
    assert len(svg) < 120_000


def test_two_shapes_are_drawn_side_by_side():
    svg = picture(np.ones((2, 3)), np.ones((3, 4)))
    assert "expected 3 x 4" in svg
    assert "got 2 x 3" in svg


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.ones(3), np.arange(3.0)),
        (np.array(1.0), np.array(2.0)),
        (np.ones((2, 3, 4, 5)), np.zeros((2, 3, 4, 5))),
        (np.array([[np.nan, np.inf]]), np.array([[1.0, -np.inf]])),
        (np.array([[True]]), np.array([[False]])),
        (np.ones((1, 2)), np.ones(5)),
    ],
)
def test_any_real_arrays_can_be_drawn(got, expected):
    assert picture(got, expected).startswith("<svg")


@pytest.mark.parametrize("got", [RIGHT, np.empty(0), RIGHT + 1j, RIGHT.astype(object)])
def test_nothing_is_drawn_where_there_is_nothing_to_see(got):
    assert picture(got, RIGHT) == ""


def test_a_graders_notebook_shows_the_picture_and_only_the_message(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    source = (
        "import numpy as np\nfrom convlab import check\n"
        "def conv2d(image, kernel):\n    return np.ones((3, 4))\n"
        "check(conv2d, (np.eye(4, 5), np.eye(2)), expected=np.eye(3, 4) * 2)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    # A third-party package warns while the kernel starts and stops; that is not ours to judge.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbclient.NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=60).execute()
    shown, error = notebook.cells[0].outputs
    assert "<svg" in shown["data"]["text/html"]
    assert shown["data"][MIME]["mistake"] is None
    assert shown["data"][MIME]["message"] == "\n".join(error["traceback"])
    assert error["ename"] == "CheckFailed"


# ---------------------------------------------------------------------------------------- the house


@pytest.mark.parametrize(
    "name",
    [
        "numerics.engine",
        *(
            f"checks.{part}"
            for part in ("calling", "cards", "check", "compare", "error_questions", "messages")
        ),
    ],
)
def test_the_examples_of_the_docstrings_run(name):
    module = importlib.import_module(f"convlab.{name}")
    result = doctest.testmod(module, extraglobs={"np": np})
    assert result.attempted > 0
    assert result.failed == 0


def test_importing_check_loads_no_scipy_and_no_matplotlib():
    code = (
        "import sys; from convlab import check; import convlab.mistakes; convlab.mistakes.all_banks();"
        "print(sorted({'scipy', 'matplotlib', 'IPython'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


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
