"""Usual mistakes of lesson 6 in what is kept on the way: `feature_maps`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes.tiny_cnn.changes import BENDS
from convlab.mistakes.tiny_cnn.network import PROBES, bank_of_network
from convlab.mistakes.tiny_cnn.steps import activations

feature_maps = bank_of_network("feature_maps", dict, PROBES)


def _rectified(maps: dict) -> dict:
    return maps | {"conv1": maps["relu1"], "conv2": maps["relu2"]}


def _before_bias(images: np.ndarray, params: dict, padding: int = 1) -> dict:
    maps = activations(images, params, padding)
    return maps | {f"conv{n}": maps[f"conv{n}"] - params[f"b{n}"][:, None, None] for n in (1, 2)}


feature_maps.add(
    "relu-in-place",
    "Your conv maps hold nothing negative: they equal the relu maps. Does your ReLU write into its input?",
    lambda *args, **named: _rectified(feature_maps.oracle(*args, **named)),
    where=BENDS,
)
feature_maps.add(
    "kept-before-bias",
    "Your conv maps equal ours without the biases. Is the bias part of the convolution's answer?",
    _before_bias,
)
feature_maps.add(
    "batch-axis-lost",
    "Your maps have lost their first axis. Does a batch of one image still have it?",
    lambda *args, **named: {name: array[0] for name, array in feature_maps.oracle(*args, **named).items()},
)

feature_maps.add(
    "axis-squeezed",
    "For a single image your maps have lost an axis. Does a batch of one image still have it?",
    lambda *args, **named: {name: np.squeeze(a) for name, a in feature_maps.oracle(*args, **named).items()},
)

BANKS = [feature_maps]
