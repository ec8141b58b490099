"""Usual mistakes of lesson 6 in the decision: `predict`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import Bank, fails_when, probe
from convlab.mistakes.tiny_cnn.softmax import shares
from convlab.mistakes.tiny_cnn.steps import activations, drawn

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


def _nearly_even(seed: int, padding: int) -> tuple:
    """Return the arguments of a probe whose logits lie close together."""
    images, params, padding = drawn(seed, 2, padding)
    return images, params | {"w3": 0 * params["w3"], "b3": params["b3"] / 500}, padding


MILD = [probe(*_nearly_even(seed, padding)) for seed, padding in [(54, 1), (55, 0), (56, 1)]]


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
    _decided(lambda z: shares(z).max(axis=1)),
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
    "returned-too-early",
    "You return the class of the first image alone. Does the `return` wait until the loop is over?",
    _decided(lambda z: z[:1].argmax(axis=1)),
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
    probes=MILD,
)
predict.add(
    "padding-not-handed-on",
    "It stops with padding=0. Does the network learn which padding you were given?",
    fails_when(lambda images, params, padding=1: padding == 0, predict.oracle),
)
predict.add(
    "logits-for-classes",
    "You return ten numbers for each image. Which one number says the class?",
    _decided(lambda z: z),
    _decided(shares),
    _decided(lambda z: np.round(shares(z))),
    _decided(lambda z: z.argsort(axis=1)),
    probes=MILD,
)
predict.add(
    "axis-kept",
    "The right classes, in a column. Which shape has one number for each image?",
    _decided(lambda z: z.argmax(axis=1)[:, None]),
    _decided(lambda z: z.argmax(axis=1)[None]),
)

BANKS = [predict]
