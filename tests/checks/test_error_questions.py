"""What an error asks by itself, and whose line it is told to come from."""

import importlib.util
from unittest.mock import Mock

import numpy as np
import pytest

from convlab import CheckFailed, check
from convlab.checks.error_questions import question_of
from convlab.checks.time_limit import TimeIsUp


def told(function, args, **how):
    """Return the text of the check that fails."""
    with pytest.raises(CheckFailed) as caught:
        check(function, args, **how)
    return " ".join(str(caught.value).split())


def misspelt(patch):
    return pacth.sum()  # noqa: F821


def misspelt_attribute(patch):
    return patch.shpae


def unpacked(patch):
    return {"w1": patch}["W1"]


def beyond(patch):
    return patch[9]


def one_too_few(patch, kernel):
    return patch


def power(patch):
    return patch ^ 2


def kept_by_its_image(patch):
    return {patch: 1}


def in_halves(patch):
    return np.zeros(patch.shape[0] / 2)


def one_by_one(patch):
    import math

    return math.exp(patch)


def on_condition(patch):
    return patch if patch > 0 else 0


def met(patch):
    return patch + np.ones((5, 7))


def uneven(patch):
    return np.array([[1, 2], [3]], dtype=float)


def on_one_way(patch):
    if patch.size == 0:
        total = 0
    return total


def two_for_a_shape(patch):
    return np.zeros(2, 3)


def through_a_number(patch):
    return [i + 1 for i in patch.size]


def unsummed(patch):
    out = np.zeros((2, 3))
    out[0, 0] = patch * 2
    return out


def into_whole_numbers(patch):
    out = np.zeros(patch.shape, dtype=int)
    out += patch / 2
    return out


def refusing(patch):
    if patch.shape[0] % 2 == 0:
        raise ValueError("even")
    return patch


def asserting(patch):
    assert patch.shape[0] == patch.shape[1]
    return patch


def not_made_for_two_rows(patch):
    raise NotImplementedError("only odd sides")


def largest_of_nothing_and(patch):
    return np.max(0, patch)


def larger_of_a_pair(patch):
    return np.max([patch, 0])


def larger_of_two(patch):
    return max(patch, 0)


def windows_in_columns(patch):
    return np.linalg.lstsq(patch, np.ones(3), rcond=None)[0]


def a_number_as_a_shape(patch):
    height, width = patch.shape[0]
    return height * width


def too_many(patch):
    return np.zeros((10**7, 10**8))


@pytest.mark.parametrize(
    ("function", "asks"),
    [
        (a_number_as_a_shape, "Of which array was the shape wanted there?"),
        (larger_of_a_pair, "takes the larger one at every entry?"),
        (larger_of_two, "takes the larger one at every entry?"),
        (windows_in_columns, "`lstsq` wants an equation in each row"),
        (too_many, "how many does that line ask for?"),
        (misspelt, "Where does `pacth` come from"),
        (misspelt_attribute, "Is `shpae` spelled right"),
        (unpacked, "Which keys does the dict hold"),
        (beyond, "Which is the last index along that axis"),
        (one_too_few, "which parameters did the exercise give it?"),
        (power, "is no power in Python"),
        (on_condition, "neither true nor false"),
        (in_halves, "take whole numbers"),
        (one_by_one, "functions of `math` take one number"),
        (met, "names the sizes that met"),
        (uneven, "Which came out short"),
        (two_for_a_shape, "A shape is one argument, a pair"),
        (through_a_number, "a number is no row"),
        (unsummed, "Which step makes one number of it?"),
        (into_whole_numbers, "In which dtype do you keep the answer?"),
        (refusing, "Your `raise` refuses a call that has an answer."),
        (not_made_for_two_rows, "Your `raise` refuses a call that has an answer."),
        (largest_of_nothing_and, "Which step makes one number of it?"),
        (kept_by_its_image, "An array may change, so it is no key of a dict"),
        (asserting, "An `assert` of yours refuses a call that has an answer."),
        (on_one_way, "On which way through the function does `total` get no value?"),
    ],
)
def test_an_error_that_says_its_cause_is_asked_about_that_cause(function, asks):
    text = told(function, (np.ones((2, 3)),), expected=np.ones((2, 3)))
    assert asks in text
    assert "No usual mistake matches" not in text


@pytest.mark.parametrize("stop", [TimeIsUp, KeyboardInterrupt])
def test_a_function_that_waits_for_a_person_is_asked_about_that(monkeypatch, stop):
    monkeypatch.setattr("builtins.input", Mock(side_effect=stop))
    with pytest.raises(stop) as caught:
        input("?")
    assert question_of(caught.value).startswith("`input` waits for a person to type.")


def test_an_error_that_says_little_is_asked_about_its_line():
    def convert(patch):
        return int("x")

    text = told(convert, (np.ones(2),), expected=1)
    assert question_of(ValueError("invalid literal")) == ""
    assert "Which values do the names in that line hold for this call?" in text


def test_a_refusal_by_assert_or_by_a_raised_text_is_told_as_what_it_is():
    def by_assert(patch):
        assert patch.size > 9

    def by_text(patch):
        raise "too small"  # noqa: B016

    def too_late(patch):
        return 1 // 0

    asserted, raised, late = (
        told(f, (np.ones(2),), raises=ValueError) for f in (by_assert, by_text, too_late)
    )
    assert "An `assert` raises an AssertionError." in asserted
    assert "What stands after `raise`" in raised
    assert "Can the arguments be tested" in late
    assert "Can the arguments be tested" not in asserted + raised


@pytest.mark.parametrize("text", ["", "TODO", "not implemented yet", "Your code here"])
def test_a_cell_left_empty_is_no_refusal(text):
    def empty(patch):
        raise NotImplementedError(text)

    assert "not written yet" in told(empty, (np.ones(2),), expected=1.0)


def test_a_line_of_another_function_carries_its_name():
    def inner(patch):
        return patch[9]

    def outer(patch):
        return inner(patch)

    text = told(outer, (np.ones(2),), expected=1.0)
    assert "of inner: return patch[9])" in text
    assert "of beyond" not in told(beyond, (np.ones(2),), expected=1.0)


def test_no_line_of_a_package_is_told_as_the_learners(tmp_path):
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "standin.py").write_text("def call(function, *args):\n    raise TypeError('no such call')\n")
    spec = importlib.util.spec_from_file_location("grading.standin", tmp_path / "standin.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = told(lambda patch: module.call(patch), (np.ones(2),), expected=1.0)
    assert "raise TypeError" not in text
    assert "TypeError: no such call" in text


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (unsummed, "sum-forgotten"),
        (through_a_number, "loop-over-a-number"),
        (one_too_few, "other-parameters"),
    ],
)
def test_an_error_that_says_its_cause_is_a_mistake_with_a_name(function, name):
    with pytest.raises(CheckFailed) as caught:
        check(function, (np.ones((2, 3)),), expected=np.ones((2, 3)))
    assert caught.value.mistake == name


def test_a_function_of_other_parameters_is_not_said_to_make_a_mistake_that_ends_in_a_type_error():
    names = {"check": check}
    with pytest.raises(CheckFailed) as caught:
        exec(
            "def conv2d(image, kernel):\n    return image\n"
            "check(conv2d, args, kwargs={'stride': 2}, expected=args[0])",
            names | {"args": (np.ones((4, 5)), np.ones((2, 2)))},
        )
    assert caught.value.mistake == "other-parameters"


def test_one_array_where_several_results_or_names_are_due_is_asked_about():
    assert "Which are they, and in which order?" in told(np.negative, (np.ones(2),), expected=(np.ones(2), 1))
    assert "Which names has the exercise?" in told(np.negative, (np.ones(2),), expected={"conv1": np.ones(2)})


def refuses(x):
    raise ValueError("no")


def hands_on(x):
    return refuses(x)


def test_a_function_that_is_called_and_refuses_is_named():
    assert "`refuses` refuses what you hand it" in told(hands_on, (1,), expected=2)
    assert "Your `raise` refuses a call that has an answer" in told(refuses, (1,), expected=2)


def test_one_entry_where_a_list_of_them_is_due_is_asked_about():
    row = {"shape": (1, 2, 3)}
    said = told(lambda x: row, (1,), expected=[row])
    assert "One entry came, and a list of them is due" in said


def test_an_axis_of_length_one_is_asked_about():
    said = told(lambda x: x[0], (np.ones((1, 2, 3)),), expected=np.ones((1, 2, 3)))
    assert "Only axes of length 1 differ" in said


def test_an_axis_that_has_moved_is_no_axis_of_length_one_too_many():
    said = told(lambda x: x.swapaxes(0, 1), (np.ones((1, 2, 3)),), expected=np.ones((1, 2, 3)))
    assert "What does each axis count, in your result and in the one expected?" in said
