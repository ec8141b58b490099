"""Usual mistakes of lesson 6 in what is kept on the way: `feature_maps`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, probe
from convlab.mistakes.tiny_cnn.changes import BENDS
from convlab.mistakes.tiny_cnn.network import PROBES, bank_of_network
from convlab.mistakes.tiny_cnn.steps import activations, bend, drawn, largest, same

feature_maps = bank_of_network("feature_maps", dict, PROBES)


def _rectified(maps: dict, blocks: str = "12") -> dict:
    return maps | {f"conv{block}": maps[f"relu{block}"] for block in blocks}


def _kept_aside(images: np.ndarray, params: dict, padding: int, bends: tuple) -> dict:
    """Keep the ReLU's maps, and go on with those that it has not touched."""
    maps = activations(images, params, padding, bends=bends)
    return maps | {f"relu{block}": bend(maps[f"conv{block}"]) for block in "12"}


def _pooled_aside(images: np.ndarray, params: dict, padding: int = 1) -> object:
    """Keep the first pool's maps, and go on with those that it has not touched."""
    try:
        maps = activations(images, params, padding, pool=(same, largest))
    except ValueError:
        return AnyError(ValueError)
    return maps | {"pool1": largest(maps["relu1"])}


def _before_bias(images: np.ndarray, params: dict, padding: int = 1) -> dict:
    maps = activations(images, params, padding)
    return maps | {f"conv{n}": maps[f"conv{n}"] - params[f"b{n}"][:, None, None] for n in (1, 2)}


def _pooled_first(maps: dict) -> dict:
    """Pool before the ReLU: the same goes on, and other maps are kept."""
    for n in (1, 2):
        maps = maps | {f"relu{n}": maps[f"pool{n}"], f"pool{n}": largest(maps[f"conv{n}"])}
    return maps


feature_maps.add(
    "axis-kept",
    "Your maps have one axis too many. Which shape has what one image brings, before all are put together?",
    lambda *args, **named: {name: a[:, None] for name, a in feature_maps.oracle(*args, **named).items()},
    lambda *args, **named: {name: a[None] for name, a in feature_maps.oracle(*args, **named).items()},
)
feature_maps.add(
    "flattened-maps-kept",
    "Your last pooled maps lie flat. Which shape have they before they are flattened for the dense layer?",
    lambda *args, **named: (lambda maps: maps | {"pool2": maps["pool2"].reshape(len(maps["pool2"]), -1)})(
        feature_maps.oracle(*args, **named)
    ),
)
feature_maps.add(
    "relu-in-place",
    "Your conv maps hold nothing negative: they equal the relu maps. What is kept before the ReLU, and does it "
    "write into its input?",
    *(
        lambda *args, blocks=blocks, **named: _rectified(feature_maps.oracle(*args, **named), blocks)
        for blocks in ("12", "1", "2")
    ),
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
    lambda *args, **named: (lambda maps: maps | {"logits": maps["logits"][0]})(
        feature_maps.oracle(*args, **named)
    ),
)

feature_maps.add(
    "axis-squeezed",
    "For a single image your maps have lost an axis. Does a batch of one image still have it?",
    lambda *args, **named: {name: np.squeeze(a) for name, a in feature_maps.oracle(*args, **named).items()},
)
feature_maps.add(
    "kept-but-not-used",
    "Your relu maps are right, and the next step takes those before them. Which of the two goes on?",
    *(
        lambda images, params, padding=1, bends=bends: _kept_aside(images, params, padding, bends)
        for bends in [(same, bend), (bend, same), (same, same)]
    ),
    where=BENDS,
)
feature_maps.add(
    "pool-not-handed-on",
    "Your pooled maps are kept, and the second convolution takes those before the pool. Which maps go on?",
    _pooled_aside,
    probes=[probe(*drawn(21, 1, padding, width)) for padding, width in [(1, 1568), (0, 1152)]],
)
feature_maps.add(
    "steps-exchanged",
    "The right maps under each other's names. Which step comes before the pool, which after it?",
    *(
        lambda *args, one=one, other=other, **named: (
            lambda maps: maps | {one: maps[other], other: maps[one]}
        )(feature_maps.oracle(*args, **named))
        for one, other in [("relu1", "pool1"), ("relu2", "pool2"), ("conv1", "relu1"), ("conv2", "relu2")]
    ),
    lambda *args, **named: _pooled_first(feature_maps.oracle(*args, **named)),
)

BANKS = [feature_maps]
