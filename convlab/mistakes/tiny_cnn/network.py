"""The bank of a function that runs the whole network of lesson 6: its mistakes in single steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, probe
from convlab.mistakes.tiny_cnn.changes import PARTS, SIZED, SIZES, STEPS
from convlab.mistakes.tiny_cnn.steps import activations, drawn


def _sized(options: dict, take: Callable) -> Callable:
    """Return the variant with changed steps; where its features are too many or too few for `w3`, it is refused."""

    def variant(images: np.ndarray, params: dict, padding: int = 1) -> object:
        try:
            return take(activations(images, params, padding, **options))
        except ValueError:
            return AnyError(ValueError)

    return variant


def bank_of_network(name: str, take: Callable[[dict], object], probes: list) -> Bank:
    """Return the bank of a function that runs the network and returns what `take` picks."""

    def oracle(images: np.ndarray, params: dict, padding: int = 1) -> object:
        return take(activations(images, params, padding))

    def changed(options: dict) -> Callable:
        return lambda images, params, padding=1: take(activations(images, params, padding, **options))

    bank = Bank(name, oracle=oracle, where=PARTS, probes=probes)
    for id_, (question, where, ways) in STEPS.items():
        bank.add(id_, question, *map(changed, ways), where=where)
    for id_, (question, ways, fitting) in SIZED.items():
        calls = [probe(*drawn(21, 1, *how)) for how in fitting]
        bank.add(id_, question, *(_sized(options, take) for options in ways), where=SIZES, probes=calls)
    bank.add(
        "default-padding",
        "Where no padding is given, yours is 0. Which one stands in the first line of the exercise?",
        lambda images, params, padding=0: _sized({}, take)(images, params, padding),
        where=SIZES,
        probes=[probe(*drawn(*how)[:2]) for how in [(22, 1), (23, 2), (24, 1), (25, 1, 0)]],
    )
    bank.add(
        "channel-axis-missing",
        "An array of three axes meets a step that wants four, (N, C, H, W). Which axis have gray images not got?",
        lambda images, params, padding=1: AnyError(Exception, THREE_AXES),
        where=SIZES,
    )
    bank.add(
        "flatten-forgotten",
        "The dense layer gets maps: it finds 8 of them where it looks for features. Which step lays the maps of an "
        "image in a row?",
        lambda images, params, padding=1: AnyError(ValueError, "got 8$"),
    )
    bank.add(
        "pixels-divided",
        "Your answer equals ours for images divided by 255, or by their largest pixel. Who asked for that?",
        lambda images, params, padding=1: oracle(images / 255, params, padding),
        lambda images, params, padding=1: oracle(images / images.max(), params, padding),
        lambda images, params, padding=1: oracle(
            images / images.max(axis=(1, 2), keepdims=True), params, padding
        ),
    )
    bank.add(
        "first-image-for-all",
        "All images of a batch get the answer of the first. Which axis tells them apart?",
        lambda images, params, padding=1: oracle(np.repeat(images[:1], len(images), axis=0), params, padding),
        probes=[probe(*drawn(seed, 2, padding)) for seed, padding in [(31, 1), (32, 0), (33, 1)]],
    )
    return bank


THREE_AXES = r"expected 4, got 3|\(4,2\) +and requested shape \(3,2\)"
PROBES = [probe(*drawn(*how)) for how in [(11, 1), (12, 1), (13, 2), (14, 1, 0), (15, 1, 0), (16, 2, 0)]]
