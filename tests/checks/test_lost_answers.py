"""In a learner's own kernel an answer lives as long as its cell defines it, and a cause that is known comes first."""

import json

import pytest

from tests.support.learners_kernel import RIGHT, SETUP, STUB, TEST, kernel, words


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return a function that runs cells in a kernel that the tests share."""
    with kernel(tmp_path_factory.mktemp("shared")) as run_cells:
        yield run_cells


@pytest.mark.parametrize("name", ["conv2d", "double"])
def test_an_answer_does_not_outlive_its_cell(run, name):
    right, test = f"def {name}(x):\n    return 2 * x", f"check({name}, (21,), expected=42)"
    for slip in ("def other(x):\n    return 2 * x", "# nothing is left"):
        *_, passed, renamed, missing = run(
            ("setup", SETUP), (name, right), ("t", test), (name, slip), ("t", test)
        )
        assert "this test passes" in words(passed)
        assert words(renamed) == f"This cell defines no {name} . The tests look for a function of that name."
        assert missing[0].startswith(f"ERROR {name} is not defined: run the cell of its exercise first")
    *_, broken, _, passed = run((name, "def other(x)\n    return"), ("t", test), (name, right), ("t", test))
    assert broken[0].startswith(f"ERROR {name} is not defined: its cell stopped with an error. Mend that")
    assert "this test passes" in words(passed)


@pytest.mark.parametrize("is_deleted", [False, True])
def test_an_answer_does_not_outlive_the_emptying_of_its_cell_which_jupyter_never_runs(tmp_path, is_deleted):
    with kernel(tmp_path) as run:
        *_, passed = run(("setup", SETUP), ("conv2d", RIGHT), ("conv2d__values", TEST))
        file = tmp_path / "lesson.ipynb"
        notebook = json.loads(file.read_text())
        [cell] = (cell for cell in notebook["cells"] if cell["id"] == "conv2d")
        notebook["cells"].remove(cell) if is_deleted else cell.update(source="\n")
        file.write_text(json.dumps(notebook))
        [missing] = run(("conv2d__values", TEST))
        *_, written_again = run(("conv2d", RIGHT), ("conv2d__values", TEST))
        run(("elsewhere", RIGHT))
        file.touch()
        [from_another_cell] = run(("conv2d__values", TEST))
    assert missing[0].startswith("ERROR conv2d is not defined: run the cell of its exercise first")
    for shown in (passed, written_again, from_another_cell):
        assert "4 of 5 visible points" in words(shown)


def test_a_name_that_holds_no_function_is_told_so(run):
    *_, shown = run(
        ("setup", SETUP),
        ("flip_kernel", "apply_kernel = 7"),
        ("conv2d", "conv2d = 7"),
        ("conv2d__values", TEST),
    )
    assert shown == ["ERROR conv2d is an int, no function. Define it with `def` in its cell, and run that."]


def test_what_a_cell_above_makes_and_did_not_is_told_in_one_line(tmp_path):
    with kernel(tmp_path) as run:
        file = tmp_path / "lesson.ipynb"
        notebook = json.loads(file.read_text())
        notebook["cells"][0] |= {"id": "cell-01", "source": "size, bank = 3, {}"}
        file.write_text(json.dumps(notebook))
        _, missing, unknown, above = run(
            ("setup", SETUP),
            ("conv2d__limits", "bank[0]"),
            ("conv2d__values", "banks[0]"),
            ("cell-01", "bank[0]"),
        )
    assert missing == [
        "ERROR bank is not defined: a cell above makes it. Run that first, then this one again."
    ]
    assert "Traceback" in unknown[0]
    assert "Traceback" in above[0]


def test_an_assert_of_a_test_cell_is_told_in_its_words_alone(run):
    _, inside, outside = run(
        ("setup", SETUP), ("conv2d__race", "assert 3 > 5, 'Too slow.'"), ("x", "assert 3 > 5, 'Too slow.'")
    )
    assert inside == ["ERROR Too slow."]
    assert "Traceback" in outside[0]


def test_a_cause_that_is_known_stands_before_one_that_is_not(run):
    wrong = RIGHT.replace("return out", "return np.full((2, 2), 7.0) if image.shape == (9, 9) else out.T")
    other = "check(conv2d, (np.ones((9, 9)), np.ones((2, 2))), expected=np.full((8, 8), 4.0))"
    cells = ("conv2d__values", TEST), ("conv2d__limits", other)
    *_, named, unknown = run(("setup", SETUP), ("conv2d", wrong), *cells)
    assert "Rows and columns are mixed up" in words(named)
    assert words(unknown).startswith("Mend first what is asked above: Rows and columns are mixed up")
    *_, unknown, named = run(("setup", SETUP), ("conv2d", wrong), *cells[::-1])
    assert "No usual mistake matches" in words(unknown)
    assert "Rows and columns are mixed up" in words(named)


def test_what_stands_behind_the_stubs_line_is_seen_though_python_never_reaches_it(run):
    stub = f"{STUB}\n    return image"
    *_, kept = run(("setup", SETUP), ("conv2d", stub), ("conv2d__values", TEST))
    assert "its line `raise NotImplementedError()` still stands" in kept[0]


def test_a_caret_for_a_power_is_asked_about(run):
    answer = "def count_params(c_in, c_out, k, bias=True):\n    return c_out * (c_in * k ^ 2 + 1)"
    test = "check(count_params, (3, 64, 3), expected=1792)"
    *_, (card, _) = run(("setup", SETUP), ("count_params", answer), ("count_params__values", test))
    assert "The sign ^ is no power in Python" in words([card])


def test_a_class_in_a_functions_place_is_asked_for_the_function(run):
    *_, shown = run(
        ("conv2d", "class conv2d:\n    def __init__(self, *given): pass"), ("conv2d__values", TEST)
    )
    assert "conv2d is a class, which makes objects. Which word begins a function?" in " ".join(shown)
