"""Usual mistakes of lesson 7's layer with its biases."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, fails_when
from convlab.mistakes.receptive_field.layer import Variant, layer


def _biased(change: Callable) -> Variant:
    """Return the variant that adds `change(b, f)`: the biases, and the group of each filter as `groups` names it."""

    def variant(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        found = layer(x, w, None, stride, padding, dilation, groups)
        return found if b is None else found + change(b, groups, w)

    return variant


def _from_the_right(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    found = layer(x, w, None, stride, padding, dilation, groups)
    if b is None or len(b) in (1, found.shape[-1]):
        return found if b is None else found + b
    return AnyError(ValueError, r"broadcast.*\(\d+,\)")


def add_bias_mistakes(add: Callable) -> None:
    """Add the usual mistakes with the bias."""
    add(
        "bias-forgotten",
        "Your maps are right without a bias and lack it with one. Where is `b` added?",
        _biased(lambda b, g, w: 0),
    )
    add(
        "first-bias-for-all",
        "All your maps got the same bias. Which bias belongs to which filter?",
        _biased(lambda b, g, w: b[0]),
        _biased(lambda b, g, w: b[-1]),
        _biased(lambda b, g, w: b.sum()),
        _biased(lambda b, g, w: b.mean()),
        about="bias",
    )
    add(
        "bias-on-all-maps",
        "Your biases are added to all maps, one after the other. Which map does `b[f]` belong to?",
        _biased(lambda b, g, w: np.cumsum(b)[:, None, None]),
        _biased(lambda b, g, w: np.cumsum(b[::-1])[::-1, None, None]),
        about="bias",
    )
    add(
        "bias-alone",
        "Your maps hold the biases and nothing else. Is a bias added to a map, or does it take its place (`=`, `+=`)?",
        lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: (
            layer(x, w, b, stride, padding, dilation, groups)
            if b is None
            else 0 * layer(x, w, b, stride, padding, dilation, groups) + b[:, None, None]
        ),
    )
    add(
        "bias-twice",
        "The bias is in your maps twice. Is it added in two places?",
        _biased(lambda b, g, w: 2 * b[:, None, None]),
        about="bias",
    )
    add(
        "bias-by-group",
        "All filters of a group got the same bias. How many biases has a bank of F filters?",
        _biased(lambda b, g, w: np.repeat(b[:g], len(b) // g)[:, None, None]),
        _biased(lambda b, g, w: np.repeat(b[:: len(b) // g], len(b) // g)[:, None, None]),
        about="bias",
    )
    add(
        "bias-restarts",
        "Every group begins with the first bias again. Which bias has the first filter of group 1?",
        _biased(lambda b, g, w: np.tile(b[: len(b) // g], g)[:, None, None]),
        about="bias",
    )
    add(
        "bias-per-group",
        "The bias is in your maps several times, once for each group. Where is it added?",
        _biased(lambda b, g, w: g * b[:, None, None]),
        about="bias",
    )
    add(
        "bias-per-channel",
        "The bias is in your maps several times, once for each channel. Is it part of the sum?",
        _biased(lambda b, g, w: w.shape[1] * b[:, None, None]),
        about="bias",
    )
    add(
        "bias-per-tap",
        "The bias is in your maps several times, once for each weight. Is it part of the sum?",
        _biased(lambda b, g, w: w[0].size * b[:, None, None]),
        _biased(lambda b, g, w: w[0, 0].size * b[:, None, None]),
    )
    add(
        "bias-subtracted",
        "Your bias has the wrong sign. Is it added or taken away?",
        _biased(lambda b, g, w: -b[:, None, None]),
    )
    add(
        "bias-along-width",
        "NumPy matches axes from the right, so `b` of shape (F,) does not meet the filters. Which shape would?",
        _from_the_right,
        lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: (
            layer(x, w, None, stride, padding, dilation, groups)
            if b is None
            else AnyError(ValueError, r"broadcast.*\(\d+,\)")
        ),
        about="no bias",
    )
    add(
        "fails-without-bias",
        "It stops when no bias is given. What should be added then?",
        fails_when(lambda x, w, b=None, *more, **named: b is None, layer),
        about="no bias",
    )
    add(
        "truth-of-an-array",
        "It stops when there are several biases: NumPy cannot say whether an array of several numbers is true. How "
        "do you ask whether `b` was given?",
        lambda x, w, b=None, stride=1, padding=0, dilation=1, groups=1: (
            layer(x, w, b, stride, padding, dilation, groups)
            if b is None or len(b) == 1
            else AnyError(ValueError, "truth value")
        ),
        about="no bias",
    )
