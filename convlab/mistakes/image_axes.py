"""Mistakes in reading an image: which pixels lie inside of it, and which axis is which."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, Bank, probe
from convlab.mistakes.families import numbers, with_image


def _inside(rows: slice, columns: slice) -> Callable:
    """Return the change of an image that takes the pixels outside of some rows and columns as 0."""

    def change(image: np.ndarray) -> np.ndarray:
        seen = np.zeros_like(image)
        seen[..., rows, columns] = image[..., rows, columns]
        return seen

    return change


def add_edge_pixels(bank: Bank, *, where: str = "", probes: tuple | list = ()) -> None:
    """Add the mistake of loops that take an outermost row or column for outside. The first argument is the image."""
    ways = [np.s_[:], np.s_[1:], np.s_[:-1], np.s_[1:-1]]
    bank.add(
        "edge-pixels-left-out",
        "Your answer equals ours for an image whose first (or last) row or column is 0. Does your test of the edge let "
        "the pixels 0 and `height - 1` in?",
        *[with_image(bank.oracle, _inside(rows, columns)) for rows in ways for columns in ways][1:],
        where=where,
        probes=probes,
    )


# Images that are as wide as they have channels: read as (H, W, C), they fit the filters, too.
_READ_TWICE = [((2, 5, 2), (3, 2, 2, 2)), ((3, 6, 3), (2, 3, 3, 3)), ((2, 4, 2), (2, 2, 2, 2))]
_WIDE_IMAGES = [((3, 4, 6), (2, 3, 2, 2)), ((4, 5, 7), (3, 4, 3, 2)), ((3, 5, 5), (2, 3, 3, 3))]


def add_read_channels_last(bank: Bank, lead: tuple = (), *, where: str = "") -> None:
    """Add the mistake of a layer whose image's shape is read as (H, W, C). The first arguments are image and filters.

    Parameters
    ----------
    bank : Bank
    lead : tuple of int
        The axes of an image that stand before its channels.
    where : str
    """

    def read(x: np.ndarray, w: np.ndarray) -> tuple:
        height, width = x.shape[-3:-1]
        return (*x.shape[:-3], len(w), height - w.shape[2] + 1, width - w.shape[3] + 1)

    def whole(x: np.ndarray, w: np.ndarray, *more: object, **named: object) -> object:
        """Take windows of rows, columns and channels; where there is no place, or nothing fits, it stops."""
        fits = {x.shape[-1], *w.shape[2:]} == {w.shape[1]}
        return AnyArray(read(x, w)) if fits else AnyOf(AnyArray(read(x, w)), AnyError())

    def shape_alone(x: np.ndarray, w: np.ndarray, *more: object, **named: object) -> object:
        """Count the places so, and take windows as they should be."""
        right, rows, columns = bank.oracle(x, w, *more, **named), *read(x, w)[-2:]
        fits = 0 < rows <= right.shape[-2] and 0 < columns <= right.shape[-1]
        return right[..., :rows, :columns] if fits else AnyOf(AnyArray(read(x, w)), AnyError())

    bank.add(
        "read-channels-last",
        "You take the shape of an image for height, width, channels. In which order stand its axes here?",
        whole,
        shape_alone,
        where=where,
        probes=[
            probe(numbers(*lead, *x), numbers(*w), 100 * numbers(w[0]))
            for x, w in [*_READ_TWICE, *_WIDE_IMAGES]
        ],
    )
