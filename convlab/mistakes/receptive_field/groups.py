"""Usual mistakes of lesson 7's layer with its groups: who reads which channels, and what becomes of the maps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, fails_when
from convlab.mistakes.receptive_field.layer import after, changed, layer, maps, whole


def _read_by(which: Callable) -> Callable:
    """Return a variant whose filter f reads the channels that `which(f, C, F, groups)` lists."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        (c, f), parts = (len(x), len(w)), []
        for k in range(f):
            channels = np.asarray(which(k, c, f, groups))
            if channels.max() >= c:
                return AnyOf(AnyError(IndexError, "out of bounds"), AnyError(ValueError, "shape|mismatch|0"))
            parts.append(layer(x[channels], w[k : k + 1], None, stride, padding, dilation))
        out = np.concatenate(parts)
        return out if b is None else out + b[:, None, None]

    return variant


def by_group(change: Callable) -> Callable:
    """Return a change for `maps` or `after`: `change` gets the maps as (groups, filters of a group, rows, columns)."""
    return lambda found, groups: change(found.reshape(groups, -1, *found.shape[1:]))


def _only(parts: np.ndarray, kept: int) -> np.ndarray:
    """Return the maps with those of all groups but one set to 0."""
    mask = np.arange(len(parts)) == kept
    return (parts * mask[:, None, None, None]).reshape(-1, *parts.shape[2:])


def _of_shape(change: Callable) -> Callable:
    """Return a variant of whose answer the shape is known: `change` gets F, groups, Ho, Wo."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        right = layer(x, w, b, stride, padding, dilation, groups)
        shape = change(len(w), groups, *right.shape[1:])
        return right if shape == right.shape else AnyArray(shape)

    return variant


def _channels_cut_by_filters(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    wide = len(w) // groups
    if all(len(x[q * wide : (q + 1) * wide]) == w.shape[1] for q in range(groups)):
        return layer(x, w, b, stride, padding, dilation, groups)
    return AnyError(ValueError, "mismatch|broadcast|aligned|shape")


def _filters_cut_by_channels(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    wide, parts = w.shape[1], []
    for q in range(groups):
        bank = w[q * wide : (q + 1) * wide]
        parts += (
            [layer(x[q * wide : (q + 1) * wide], bank, None, stride, padding, dilation)] if len(bank) else []
        )
    out = np.concatenate(parts)
    if b is not None and len(out) not in (1, len(b)):
        return AnyError(ValueError, "broadcast")
    return out if b is None else out + b[:, None, None]


def _all_channels(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Answer as one does who multiplies the window of all channels by each filter: NumPy stretches a depth of 1."""
    if w.shape[1] in (1, len(x)):
        return layer(x, np.repeat(w, len(x) // w.shape[1], 1), b, stride, padding, dilation)
    return AnyError(ValueError, "broadcast")


def add_group_mistakes(add: Callable) -> None:
    """Add the usual mistakes with groups."""
    # ---- who reads which channels
    add(
        "first-group-for-all",
        "All your filters read the channels of one and the same group. Where do those of group 1 begin?",
        _read_by(lambda f, c, n, g: range(c // g)),
        _read_by(lambda f, c, n, g: range(c - c // g, c)),
        about="groups",
    )
    add(
        "groups-interleaved",
        "Your groups take every g-th channel or filter. Which channels does f // (F / g) give to filter 1?",
        _read_by(lambda f, c, n, g: range(f // (n // g), c, g)),
        _read_by(lambda f, c, n, g: range(f % g * (c // g), (f % g + 1) * (c // g))),
        _read_by(lambda f, c, n, g: range(f % g, c, g)),
        changed(
            lambda w, groups, **_: {"w": w.reshape(-1, groups, *w.shape[1:]).swapaxes(0, 1).reshape(w.shape)}
        ),
        about="groups",
    )
    add(
        "groups-overlap",
        "Each of your groups begins one channel behind the one before. How many channels lie between two beginnings?",
        _read_by(lambda f, c, n, g: range(f // (n // g), f // (n // g) + c // g)),
        about="groups",
    )
    add(
        "depthwise-only",
        "It stops where a group has several channels or filters. Is every grouped layer depthwise?",
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: groups > 1 and len(x) != len(w),
            layer,
        ),
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: (
                groups > 1 and not groups == len(x) == len(w)
            ),
            layer,
        ),
        about="groups",
    )
    add(
        "group-by-size",
        "Your filters change their group after g of them. How many filters has a group?",
        _read_by(lambda f, c, n, g: range(f // g * (c // g), (f // g + 1) * (c // g))),
        _read_by(lambda f, c, n, g: range(f // g % g * (c // g), (f // g % g + 1) * (c // g))),
        _read_by(
            lambda f, c, n, g: range(min(f // g, g - 1) * (c // g), (min(f // g, g - 1) + 1) * (c // g))
        ),
        about="groups",
    )
    add(
        "channels-by-filters",
        "Your groups of channels are as wide as the groups of filters. How many channels has a group, and how many "
        "filters?",
        _channels_cut_by_filters,
        _filters_cut_by_channels,
        about="groups",
    )
    add(
        "groups-not-separated",
        "Your filters read all the channels, with their kernels used again and again. Which channels may a filter see?",
        changed(lambda w, groups, **_: {"w": np.tile(w, (1, groups, 1, 1)), "groups": 1}),
        changed(lambda w, groups, **_: {"w": np.repeat(w, groups, 1), "groups": 1}),
        _all_channels,
        about="groups",
    )
    add(
        "groups-reversed",
        "Your first filters read the last group. Which filter reads the channels of group 0?",
        _read_by(lambda f, c, n, g: range(c - (f // (n // g) + 1) * (c // g), c - f // (n // g) * (c // g))),
        about="groups",
    )
    add(
        "fails-with-groups",
        "It stops as soon as there are groups. How many channels has a filter then, and how many has the image?",
        fails_when(
            lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: groups > 1,
            layer,
            AnyOf(
                AnyError(ValueError, "^(?!.*reshape)"),
                AnyError(IndexError, "out of bounds|out of range"),
            ),
        ),
        about="groups",
    )
    # ---- what becomes of the maps of the groups
    add(
        "first-filters-for-all-groups",
        "Every group uses the filters of the first. Does f begin at 0 again in each group?",
        changed(lambda w, groups, **_: {"w": np.tile(w[: len(w) // groups], (groups, 1, 1, 1))}),
        about="groups",
    )
    add(
        "groups-summed",
        "The maps of your groups are added up. What does one group know of the others?",
        maps(by_group(lambda parts: parts.sum(0))),
        whole(by_group(lambda parts: parts.sum(0))),
        after(by_group(lambda parts: parts.sum(0))),
        maps(
            by_group(lambda parts: np.repeat(parts.sum(0)[None], len(parts), 0).reshape(-1, *parts.shape[2:]))
        ),
        maps(lambda found, groups: found.sum(0) if groups > 1 else found),
        maps(lambda found, groups: found.sum(0, keepdims=True) if groups > 1 else found),
        maps(lambda found, groups: np.repeat(found.sum(0)[None], len(found), 0) if groups > 1 else found),
        about="groups",
    )
    add(
        "one-map-per-group",
        "Each of your groups makes one map. How many filters has a group?",
        _of_shape(lambda f, g, ho, wo: (g, ho, wo) if g > 1 else (f, ho, wo)),
        about="groups",
    )
    add(
        "one-group-kept",
        "The maps of one group are all that is left. Does each group add its maps to the others, or take their place?",
        after(by_group(lambda parts: parts[-1])),
        maps(by_group(lambda parts: parts[-1])),
        whole(by_group(lambda parts: parts[-1])),
        whole(by_group(lambda parts: parts[0])),
        after(by_group(lambda parts: parts[0])),
        maps(by_group(lambda parts: _only(parts, 0))),
        maps(by_group(lambda parts: _only(parts, len(parts) - 1))),
        after(by_group(lambda parts: _only(parts, 0))),
        about="groups",
    )
    add(
        "groups-not-joined",
        "Your maps still lie in their groups, on an axis of their own. Which shape has the answer?",
        lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: AnyArray(
            (groups, len(w) // groups, *layer(x, w, None, stride, padding, dilation, groups).shape[1:])
        ),
        whole(by_group(lambda parts: parts)),
        about="groups",
    )
    add(
        "groups-joined-sideways",
        "The maps of your groups stand beside each other, or below each other, as one wide map. Along which axis do "
        "they belong together?",
        *(
            make(by_group(lambda parts, axis=axis: np.concatenate(parts, axis=axis)))
            for make in (after, whole)
            for axis in (1, 2)
        ),
        about="groups",
    )
    add(
        "maps-interleaved",
        "Your maps are right and in the wrong order: one of each group in turn. Which filters come first?",
        maps(by_group(lambda parts: parts.swapaxes(0, 1).reshape(-1, *parts.shape[2:]))),
        after(by_group(lambda parts: parts.swapaxes(0, 1).reshape(-1, *parts.shape[2:]))),
        about="groups",
    )
