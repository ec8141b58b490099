"""`check`: what passes, what stands for a function, what it needs."""

import doctest
import importlib
import subprocess
import sys
import warnings

import numpy as np
import pytest

from convlab import check
from tests.support.checks import IMAGE, KERNEL, RIGHT, failure, flipped, returning


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
            '  File "numpy/linalg/_linalg.py", line 2524, in lstsq\n    raise LinAlgError\n'
        )
        raise error

    text = str(failure(StandIn(fails), (IMAGE, KERNEL), expected=RIGHT))
    assert "ZeroDivisionError: division by zero (line 9 of nothing: return 1 / 0)" in " ".join(text.split())


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


def test_an_axis_of_length_1_too_many_is_named_where_the_numbers_are_right():
    assert failure(returning(RIGHT[None]), (), expected=RIGHT).mistake == "axis-kept"
    assert failure(returning(RIGHT[None] + 1), (), expected=RIGHT).mistake is None
    assert failure(returning(RIGHT), (), expected=RIGHT[None]).mistake is None
    assert failure(returning(RIGHT.T[None]), (), expected=RIGHT).mistake is None
