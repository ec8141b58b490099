"""Usual mistakes of lesson 7: a convolution with holes and groups."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, Bank
from convlab.mistakes.receptive_field.biases import add_bias_mistakes
from convlab.mistakes.receptive_field.dials import add_dial_mistakes
from convlab.mistakes.receptive_field.groups import add_group_mistakes, by_group
from convlab.mistakes.receptive_field.holes import add_dilation_mistakes
from convlab.mistakes.receptive_field.layer import after, at_filters, at_places, calls, changed, layer, maps
from convlab.mistakes.receptive_field.sizes import add_size_mistakes
from convlab.mistakes.shared import AT_ONE_PLACE
from convlab.numerics import engine

GROUPS = "lesson 7, section 7.6 (must every filter read every channel)"

_OWN = ("kernel-flipped", "sign-lost")  # of the mistakes at one place, those with words of this bank's own

_OF_A_FILTER = {
    "mean-for-sum": lambda p, k: (p * k).mean((0, -2, -1)),
    "max-for-sum": lambda p, k: (p * k).max((0, -2, -1)),
    "last-product-kept": lambda p, k: (p * k)[-1, ..., -1, -1],
}

conv2d_grouped = Bank("conv2d_grouped", oracle=layer, where=GROUPS, probes=calls("plain"))


def add(id: str, question: str, *variants: object, where: str = "", about: str = "") -> None:
    """Add a mistake that is judged on the calls that are about it."""
    conv2d_grouped.add(id, question, *variants, where=where, probes=calls(about) if about else ())


add_group_mistakes(add)
add(
    "channel-0-only",
    "Your maps come from the first channel of each group alone. Who adds the others?",
    changed(lambda w, **_: {"w": w * (np.arange(w.shape[1]) == 0)[:, None, None]}),
    about="deep",
)
add(
    "last-channel-kept",
    "Your maps come from the last channel of each group alone. Does each channel add to the map, or take its place?",
    changed(lambda w, **_: {"w": w * (np.arange(w.shape[1]) == w.shape[1] - 1)[:, None, None]}),
    about="deep",
)
add(
    "channels-averaged",
    "Your maps are ours divided by the number of channels of a group. Does a filter take a mean?",
    changed(lambda w, **_: {"w": w / w.shape[1]}),
    about="deep",
)
add(
    "channels-reversed",
    "Your groups read their channels in reverse order. Which kernel of a filter belongs to which channel?",
    changed(lambda w, **_: {"w": w[:, ::-1]}),
    about="deep",
)
add(
    "first-kernel-for-all-channels",
    "All channels of a group meet the same kernel. Which index of `w` counts the channels?",
    changed(lambda w, **_: {"w": np.repeat(w[:, :1], w.shape[1], 1)}),
    about="deep",
)
add(
    "first-filter-for-all",
    "All your maps come from one and the same filter. Which index chooses the filter?",
    changed(lambda w, **_: {"w": np.repeat(w[:1], len(w), 0)}),
    changed(lambda w, **_: {"w": np.repeat(w[-1:], len(w), 0)}),
    about="groups",
)
add(
    "kernel-flipped",
    "Your maps equal ours with the kernels turned by 180 degrees. Does correlation turn them?",
    changed(lambda w, **_: {"w": w[:, :, ::-1, ::-1]}),
    where="lesson 1, section 1.4 (does the kernel turn around)",
)
add(
    "kernel-transposed",
    "Your maps equal ours with the kernels' rows and columns exchanged. Which index runs down?",
    changed(lambda w, **_: {"w": w.swapaxes(2, 3)}),
    changed(lambda w, **_: {"w": w.swapaxes(2, 3).reshape(w.shape)}),
    changed(lambda w, **_: {"w": w.reshape(*w.shape[:2], w.shape[3], w.shape[2])}),
    about="square",
)
add(
    "accumulator-not-reset",
    "Each map holds the ones before it as well. When does the running sum go back to 0?",
    maps(lambda found, groups: np.cumsum(found, axis=0)),
    after(lambda found, groups: np.cumsum(found, axis=0)),
    maps(lambda found, groups: np.cumsum(found).reshape(found.shape)),
    maps(by_group(lambda parts: np.cumsum(parts, axis=0).reshape(-1, *parts.shape[2:]))),
    maps(by_group(lambda parts: np.cumsum(parts, axis=1).reshape(-1, *parts.shape[2:]))),
    about="groups",
)
add(
    "height-width-swapped",
    "The rows and columns of your maps are exchanged. How many rows has the output?",
    after(lambda found, groups: np.swapaxes(found, 1, 2)),
    *(
        make(lambda found, groups, change=change: change(found))
        for make in (after, maps)
        for change in (
            lambda found: np.swapaxes(found, 1, 2).reshape(found.shape),
            lambda found: found.reshape(len(found), found.shape[2], found.shape[1]),
        )
    ),
    about="groups",
)
add(
    "taps-column-first",
    "Your maps equal ours with the taps taken down the window first. Are rows of the columns and numbers of `w[f]` in "
    "the same order?",
    changed(lambda w, **_: {"w": w.reshape(*w.shape[:2], w.shape[3], w.shape[2]).swapaxes(2, 3)}),
    where="lesson 4, section 4.2 (what if every window were a column)",
)
add(
    "channel-last",
    "Your maps equal ours with the channel as the fastest index of the columns. What does `w[f]` lay out first?",
    changed(lambda w, **_: {"w": w.reshape(len(w), *w.shape[2:], w.shape[1]).transpose(0, 3, 1, 2)}),
    changed(lambda w, **_: {"w": w.transpose(0, 2, 3, 1).reshape(w.shape)}),
    where="lesson 4, section 4.2 (what if every window were a column)",
    about="deep",
)
add(
    "output-one-short",
    "Your maps lack their last row or column. How many places are there, with the first one?",
    *(
        make(lambda found, groups, cut=cut: found[cut])
        for make in (after,)
        for cut in (np.s_[:, :-1, :-1], np.s_[:, :-1], np.s_[:, :, :-1])
    ),
)
add(
    "one-map-only",
    "You return one map. How many maps do F filters make?",
    after(lambda found, groups: found[:1]),
    after(lambda found, groups: found[0]),
    after(lambda found, groups: found[-1]),
)
add(
    "map-as-large-as-the-image",
    "Your answer has the shape of the image. How many maps are there, and how many places has each?",
    lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: AnyOf(
        AnyArray(x.shape, engine.pad2d(x, padding).shape), AnyError(IndexError, "out of bounds")
    ),
)
add(
    "same-for-valid",
    "Where no padding is asked for, your maps are as large as the image. Whose business is it to choose the padding?",
    changed(lambda w, padding, dilation, **_: {"padding": padding or dilation * (w.shape[2] - 1) // 2}),
    changed(lambda w, padding, dilation, **_: {"padding": padding or dilation * (w.shape[3] - 1) // 2}),
    about="same",
)
add(
    "filters-last",
    "Your answer has the filters on its last axis. In our layout the maps come before rows and columns.",
    after(lambda found, groups: np.moveaxis(found, 0, -1)),
)
add(
    "sign-lost",
    "Negative numbers lose their sign or become 0. Which step of a convolution does that?",
    after(lambda found, groups: np.maximum(found, 0)),
    after(lambda found, groups: np.abs(found)),
    maps(lambda found, groups: np.maximum(found, 0)),
)
add(
    "axis-squeezed",
    "With a single filter your answer has lost an axis. One map is still a stack of maps: what is its shape?",
    after(lambda found, groups: np.squeeze(found)),
    after(lambda found, groups: found[0] if len(found) == 1 else found),
    about="one filter",
)
for _id, (_question, _changes) in AT_ONE_PLACE.items():
    if _id not in _OWN:
        add(
            _id,
            _question,
            *map(at_places, _changes),
            *([at_filters(_OF_A_FILTER[_id])] if _id in _OF_A_FILTER else []),
            where="lesson 1, section 1.2 (what happens at one place)",
        )
add_bias_mistakes(add)
add_dial_mistakes(add)
add_dilation_mistakes(add)
add_size_mistakes(add)


BANKS = [conv2d_grouped]
