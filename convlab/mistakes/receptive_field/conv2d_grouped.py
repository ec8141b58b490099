"""Usual mistakes of lesson 7: a convolution with holes and groups."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import Bank
from convlab.mistakes.receptive_field.biases import add_bias_mistakes
from convlab.mistakes.receptive_field.dials import add_dial_mistakes
from convlab.mistakes.receptive_field.groups import add_group_mistakes, by_group
from convlab.mistakes.receptive_field.holes import add_dilation_mistakes
from convlab.mistakes.receptive_field.layer import after, at_places, calls, changed, layer, maps
from convlab.mistakes.shared import AT_ONE_PLACE

GROUPS = "lesson 7, section 7.6 (must every filter read every channel)"

_OWN = ("kernel-flipped", "sign-lost")  # of the mistakes at one place, those with words of this bank's own

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
            where="lesson 1, section 1.2 (what happens at one place)",
        )
add_bias_mistakes(add)
add_dial_mistakes(add)
add_dilation_mistakes(add)


BANKS = [conv2d_grouped]
