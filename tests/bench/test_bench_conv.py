"""The convolution benchmark: it finds a lesson's solution, and all of its rivals compute the same maps."""

import runpy
import sys
from pathlib import Path

import numpy as np
import pytest

BENCH = Path(__file__).parents[2] / "bench" / "conv.py"
LESSON = """# %% [markdown]
# # A lesson

# %%
raise RuntimeError("a free cell is not run")

# %% nbgrader={"grade_id": "double", "solution": true}
def double(x):
    ### BEGIN SOLUTION
    return 2 * np.asarray(x)
    ### END SOLUTION

# %% nbgrader={"grade_id": "double__values", "grade": true, "points": 1}
raise RuntimeError("a test cell is not run")

# %% nbgrader={"grade_id": "quadruple", "solution": true}
def quadruple(x):
    return double(double(x))
"""


@pytest.fixture
def bench(monkeypatch):
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setattr(sys, "path", sys.path.copy())
    return runpy.run_path(str(BENCH))


def test_a_solution_is_read_from_the_lesson_with_what_it_builds_on(bench, tmp_path):
    lesson = tmp_path / "04_im2col.py"
    lesson.write_text(LESSON)
    np.testing.assert_array_equal(bench["solution"](lesson, "quadruple")([1, 2]), [4, 8])


def test_a_lesson_without_the_solution_is_a_clear_end(bench, tmp_path):
    lesson = tmp_path / "04_im2col.py"
    lesson.write_text(LESSON)
    with pytest.raises(SystemExit, match=r"04_im2col\.py has no solution cell treble"):
        bench["solution"](lesson, "treble")


@pytest.mark.parametrize("padding", [0, 1])
def test_rivals_agree(bench, padding):
    rng = np.random.default_rng(31)
    x, w, b = rng.normal(size=(2, 3, 6, 5)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
    calls = {name: call for name, call in bench["rivals"](x, w, b, padding).items() if call}
    assert len(calls) >= 4
    wanted = calls["scipy.signal.correlate2d"]()
    assert wanted.shape == (2, 4, 4 + 2 * padding, 4 + 2 * padding)
    for name, call in calls.items():
        np.testing.assert_allclose(call(), wanted, atol=1e-12, err_msg=name)


def test_timings_are_positive_and_cover_every_rival(bench):
    taken = bench["timings"]({"a": lambda: sum(range(100)), "b": lambda: None}, 3)
    assert taken.keys() == {"a", "b"}
    assert all(seconds > 0 for seconds in taken.values())
