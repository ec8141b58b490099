"""`check`: what fails, and the one reason that is told."""

import itertools
import re
import signal
import sys
import time

import numpy as np
import pytest

from convlab import check
from convlab.checks.calling import call
from convlab.checks.compare import compare
from convlab.checks.messages import tell_stop
from tests.support.checks import IMAGE, KERNEL, RIGHT, as_conv2d, failure, returning


class Matrix(np.ndarray):
    """A subclass of ndarray, which might lie about its values."""


@pytest.mark.parametrize(
    ("got", "expected", "mistake", "says"),
    [
        (None, RIGHT, "returned-none", "`return`"),
        (None, 3, "returned-none", "None"),
        ([{"a": None}], [{"a": 0}], "returned-none", "does nothing else get there?"),
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
