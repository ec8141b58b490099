"""What is shown of a wrong answer: the part around its first wrong cell, of the first map that differs."""

import json

import numpy as np

from convlab.checks.wrong_map import SPAN, wrong_map


def test_a_large_map_is_cut_around_its_first_wrong_cell():
    right = np.arange(30 * 40.0).reshape(30, 40)
    got = right.copy()
    got[20, 33] = got[22, 0] = -1
    found = wrong_map(got, right)
    assert np.shape(found["got"]) == np.shape(found["right"]) == (SPAN, SPAN)
    assert found["cells"] == [[20, 33]]
    at = 20 - found["top"], 33 - found["left"]
    assert found["got"][at[0]][at[1]] == -1
    assert found["right"][at[0]][at[1]] == right[20, 33]
    assert found["words"] == "2 of 1200 numbers are wrong, the first at (20, 33)."


def test_a_corner_is_not_left():
    right = np.zeros((12, 5))
    got = right.copy()
    got[11, 4] = 1
    found = wrong_map(got, right)
    assert np.shape(found["right"]) == (SPAN, 5)
    assert (found["top"], found["left"]) == (3, 0)


def test_of_a_stack_and_of_a_dict_the_first_map_that_differs_is_shown():
    right = {"conv1": np.zeros((1, 2, 3, 4)), "relu1": np.ones((1, 2, 3, 4))}
    got = {name: array.copy() for name, array in right.items()}
    got["relu1"][0, 1, 2, 0] = 7
    found = wrong_map(got, right)
    assert found["lead"] == [0, 1]
    assert found["first"] == [2, 0]
    assert found["words"] == "relu1: 1 of 24 numbers is wrong, the first at (0, 1, 2, 0)."


def test_other_shapes_are_shown_without_wrong_cells():
    found = wrong_map(np.ones((2, 2)), np.zeros((3, 3)))
    assert (found["cells"], found["first"]) == ([], None)
    assert found["words"] == "yours has the shape (2, 2), and (3, 3) is right."


def test_no_number_reaches_the_page_as_none():
    found = wrong_map(np.array([[np.nan, 1.0]]), np.zeros((1, 2)))
    assert found["got"] == [[None, 1.0]]
    json.dumps(found, allow_nan=False)


def test_what_is_right_or_no_map_is_not_shown():
    for got, right in [
        (np.zeros((2, 2)), np.zeros((2, 2))),
        ("no", np.zeros((2, 2))),
        (None, np.zeros(3)),
        (2.0, 3.0),
        (np.zeros((0, 2)), np.zeros((2, 2))),
        ([[1, 2], [3]], np.zeros((2, 2))),
        (np.zeros(2), {"conv1": np.zeros(2)}),
    ]:
        assert wrong_map(got, right) is None
