"""Lay a learner's wrong map beside the right one: the part around the first wrong cell, as plain data for a page."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from convlab.checks.compare import agreement

SPAN = 9  # cells shown a side, at most


def wrong_map(got: Any, expected: Any, name: str = "", args: Sequence = ()) -> dict | None:
    """Return the two maps around the first wrong cell, or None where there are no two maps or nothing differs.

    Parameters
    ----------
    got, expected : array of numbers, or dict of arrays
        Of a dict the first entry that differs is shown, of a stack the map with the first wrong cell.
    name : str
        Stands before the words, such as the entry of a dict.
    args : sequence
        The arguments of the call, where the page shows another one.

    Returns
    -------
    dict
        `got` and `right`, lists of lists (None for what is no number); `top` and `left`, the place of their first
        cell in the map; `cells`, the wrong ones in them as [row, column] of the map; `first`, the first of all, or
        None where the shapes differ; `words`, one sentence; `lead`, which map of a stack; `on`, the
        call in words, or "".
    """
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            return None
        found = (wrong_map(got.get(key), value, f"{key}: ", args) for key, value in expected.items())
        return next((one for one in found if one), None)
    try:
        got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return None
    if not got.size or not expected.size or not expected.ndim or not got.ndim:
        return None
    if got.shape != expected.shape:
        words = f"{name}yours has the shape {got.shape}, and {expected.shape} is right."
        return _part(got, expected, None, words) | {"on": call_in_words(args)}
    wrong = ~agreement(got, expected, fallback=1.0)
    if not wrong.any():
        return None
    first = tuple(int(i) for i in np.unravel_index(np.argmax(wrong), wrong.shape))
    count = f"{wrong.sum()} of {wrong.size} numbers {'is' if wrong.sum() == 1 else 'are'} wrong"
    place = ", ".join(map(str, first))
    found = _part(got, expected, first, f"{name}{count}, the first at ({place}).", wrong)
    return found | {"on": call_in_words(args)}


def call_in_words(args: Sequence) -> str:
    """Return arguments as words: arrays by their sizes, weights by their name, all else as it is written.

    >>> call_in_words([np.ones((3, 4)), 2, "zeros"])
    "an array of 3 × 4, 2, 'zeros'"
    """

    def words(one: Any) -> str:
        if isinstance(one, np.ndarray):
            return f"an array of {' × '.join(map(str, one.shape))}" if one.ndim else repr(one.item())
        return "some weights" if isinstance(one, dict) else repr(one)

    return ", ".join(map(words, args))


def _part(got: np.ndarray, expected: np.ndarray, first: tuple | None, words: str, wrong: Any = None) -> dict:
    lead = first[:-2] if first else ()
    row, column = (0, *first)[-2:] if first else (0, 0)
    mine, right = _map_of(got, lead), _map_of(expected, lead)
    top, left = (
        max(0, min(at - SPAN // 2, n - SPAN)) for at, n in zip((row, column), right.shape, strict=True)
    )
    window = np.s_[top : top + SPAN, left : left + SPAN]
    cells = [] if wrong is None else np.argwhere(_map_of(wrong, lead)[window]) + np.array([top, left])
    return {
        "got": _plain(mine[window]),
        "right": _plain(right[window]),
        "top": int(top),
        "left": int(left),
        "cells": np.asarray(cells, int).tolist(),
        "first": [int(row), int(column)] if first else None,
        "lead": [int(i) for i in lead],
        "words": words,
    }


def _map_of(values: np.ndarray, lead: tuple) -> np.ndarray:
    """Return one map of a stack, with two axes."""
    values = values[lead] if lead else values
    while values.ndim > 2:
        values = values[0]
    return np.atleast_2d(values)


def _plain(values: np.ndarray) -> list[list[float | None]]:
    return [[round(float(v), 4) if np.isfinite(v) else None for v in row] for row in values]
