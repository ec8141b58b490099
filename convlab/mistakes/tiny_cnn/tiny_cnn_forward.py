"""Usual mistakes of lesson 6 in the whole network: `tiny_cnn_forward`, `feature_maps`, `predict`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, probe
from convlab.mistakes.tiny_cnn.changes import BENDS, PARTS, SIZED, SIZES, STEPS
from convlab.mistakes.tiny_cnn.steps import activations, drawn


def _sized(got: Callable[[int], int], take: Callable) -> Callable:
    """Return the variant whose features are too many or too few: an error that says how many came."""

    def variant(images: np.ndarray, params: dict, padding: int = 1) -> object:
        width = got(padding)
        if width == params["w3"].shape[1]:
            return take(activations(images, params, padding))
        return AnyError(ValueError, str(width))

    return variant


def _a_network(name: str, take: Callable[[dict], object], probes: list) -> Bank:
    """Return the bank of a function that runs the network and returns what `take` picks."""

    def oracle(images: np.ndarray, params: dict, padding: int = 1) -> object:
        return take(activations(images, params, padding))

    def changed(options: dict) -> Callable:
        return lambda images, params, padding=1: take(activations(images, params, padding, **options))

    bank = Bank(name, oracle=oracle, where=PARTS, probes=probes)
    for id_, (question, where, ways) in STEPS.items():
        bank.add(id_, question, *map(changed, ways), where=where)
    for id_, (question, ways) in SIZED.items():
        bank.add(id_, question, *(_sized(got, take) for got in ways), where=SIZES)
    bank.add(
        "first-image-for-all",
        "All images of a batch get the answer of the first. Which axis tells them apart?",
        lambda images, params, padding=1: oracle(np.repeat(images[:1], len(images), axis=0), params, padding),
        probes=[probe(*drawn(seed, 2, padding)) for seed, padding in [(31, 1), (32, 0), (33, 1)]],
    )
    return bank


PROBES = [probe(*drawn(*how)) for how in [(11, 1), (12, 1), (13, 2), (14, 1, 0), (15, 1, 0), (16, 2, 0)]]
tiny_cnn_forward = _a_network("tiny_cnn_forward", lambda maps: maps["logits"], PROBES)
tiny_cnn_forward.add(
    "only-one-image",
    "It stops, or answers for one image only, when there are two. Which axis is the batch?",
    fails_when(lambda images, *_, **__: len(images) > 1, tiny_cnn_forward.oracle),
    lambda images, params, padding=1: tiny_cnn_forward.oracle(images[:1], params, padding),
    probes=[probe(*drawn(seed, 2)) for seed in (34, 35)],
)

tiny_cnn_forward.add(
    "axis-squeezed",
    "For a single image your logits have lost an axis. Does a batch of one image still have it?",
    lambda *args, **named: np.squeeze(tiny_cnn_forward.oracle(*args, **named)),
)

feature_maps = _a_network("feature_maps", dict, PROBES)


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

predict = Bank(
    "predict",
    oracle=lambda images, params, padding=1: activations(images, params, padding)["logits"].argmax(axis=1),
    where="lesson 6, section 6.9 (and the answer)",
    probes=[
        probe(*drawn(*how))
        for how in [(11, 1), (12, 2), (13, 3), (14, 2), (15, 2, 0), (16, 1, 0), (17, 3, 0)]
    ],
)


def _of_two_classes(seed: int, padding: int) -> tuple:
    """Return the arguments of a probe whose two images differ in their class."""
    images, params, padding = drawn(seed, 2, padding)
    votes = activations(images, params, padding)["logits"] - params["b3"]
    return images, params | {"b3": -votes.mean(axis=0)}, padding


UNLIKE = [probe(*_of_two_classes(seed, padding)) for seed, padding in [(51, 1), (52, 0), (53, 1)]]


def _decided(how: Callable) -> Callable:
    """Return the variant that takes something else than the place of each image's largest logit."""
    return lambda images, params, padding=1: how(activations(images, params, padding)["logits"])


def _all_negative(seed: int, count: int, padding: int) -> tuple:
    images, params, padding = drawn(seed, count, padding)
    return images, params | {"b3": params["b3"] - 1e6}, padding


predict.add(
    "smallest-for-largest",
    "Your classes are those of the smallest logits. Which vote wins?",
    _decided(lambda z: z.argmin(axis=1)),
)
predict.add(
    "vote-for-its-place",
    "Your answer holds the largest logits themselves. Is the vote asked for, or whose vote it is?",
    _decided(lambda z: z.max(axis=1)),
)
predict.add(
    "argmax-of-everything",
    "You return one number for the whole batch. How many images are there?",
    _decided(lambda z: z.argmax()),
    _decided(lambda z: z[0].argmax()),
)
predict.add(
    "first-image-for-all",
    "All images of a batch get the class of the first. Which axis tells them apart?",
    _decided(lambda z: np.full(len(z), z[0].argmax())),
    probes=UNLIKE,
)
predict.add(
    "argmax-over-images",
    "Your answer has ten entries, one for each class. Over which axis is the largest looked for?",
    _decided(lambda z: z.argmax(axis=0)),
)
predict.add(
    "counted-from-one",
    "Your classes are one too large. What is the first class called?",
    _decided(lambda z: z.argmax(axis=1) + 1),
)
predict.add(
    "largest-magnitude",
    "Your classes are those of the largest magnitudes. Is -9 a larger vote than 3?",
    _decided(lambda z: np.abs(z).argmax(axis=1)),
    probes=[probe(*_all_negative(seed, 2, 1)) for seed in (41, 42, 43)],
)
predict.add(
    "maximum-from-zero",
    "When all logits are negative, you say 0. What is the largest number before you have seen any?",
    _decided(lambda z: np.where(z.max(axis=1) > 0, z.argmax(axis=1), 0)),
    probes=[probe(*_all_negative(seed, 2, padding)) for seed, padding in [(44, 1), (45, 0), (46, 1)]],
)
predict.add(
    "one-hot",
    "You return ten numbers for each image. Which one number says the class?",
    _decided(lambda z: (z == z.max(axis=1, keepdims=True)).astype(float)),
)
predict.add(
    "padding-not-handed-on",
    "It stops with padding=0. Does the network learn which padding you were given?",
    fails_when(lambda images, params, padding=1: padding == 0, predict.oracle),
)

BANKS = [tiny_cnn_forward, feature_maps, predict]
