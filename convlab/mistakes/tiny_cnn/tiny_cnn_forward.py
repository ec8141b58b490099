"""Usual mistakes of lesson 6 in the whole network: `tiny_cnn_forward`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, fails_when, probe, right_when
from convlab.mistakes.tiny_cnn.network import PROBES, bank_of_network
from convlab.mistakes.tiny_cnn.steps import activations, bend, drawn


def _whole(x: np.ndarray) -> np.ndarray:
    """Return the ReLU of maps that were kept as whole numbers."""
    return bend(np.trunc(x))


tiny_cnn_forward = bank_of_network("tiny_cnn_forward", lambda maps: maps["logits"], PROBES)
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
tiny_cnn_forward.add(
    "axis-kept",
    "Your logits have one axis too many. Which shape has what one image brings, before all are put together?",
    lambda *args, **named: tiny_cnn_forward.oracle(*args, **named)[:, None],
    lambda *args, **named: tiny_cnn_forward.oracle(*args, **named)[None],
    lambda *args, **named: tiny_cnn_forward.oracle(*args, **named)[..., None],
)
tiny_cnn_forward.add(
    "batch-axis-lost",
    "Your logits have lost their first axis. How many images are in the batch?",
    lambda *args, **named: tiny_cnn_forward.oracle(*args, **named)[0],
    lambda images, *more, **named: (
        tiny_cnn_forward.oracle(images, *more, **named)[0]
        if len(images) == 1
        else AnyError(ValueError, "mismatch in its core|not aligned")
    ),
)


def _with_fractions(seed: int, padding: int) -> tuple:
    images, params, padding = drawn(seed, 2, padding)
    return images, {name: array / 50**0.5 for name, array in params.items()}, padding


_FRACTIONS = [probe(*_with_fractions(seed, padding)) for seed, padding in [(61, 1), (62, 0), (63, 1)]]
tiny_cnn_forward.add(
    "output-dtype",
    "Your numbers have lost their fractions on the way. Which dtype have the arrays that you fill?",
    lambda *args, **named: np.trunc(tiny_cnn_forward.oracle(*args, **named)),
    *(
        lambda images, params, padding=1, bends=bends: activations(images, params, padding, bends=bends)[
            "logits"
        ]
        for bends in [(_whole, _whole), (_whole, bend), (bend, _whole)]
    ),
    probes=_FRACTIONS,
)
tiny_cnn_forward.add(
    "rounded",
    "Your logits are rounded. Who asked for fewer digits?",
    *(
        lambda *args, digits=digits, **named: np.round(tiny_cnn_forward.oracle(*args, **named), digits)
        for digits in (0, 1, 2)
    ),
    probes=_FRACTIONS,
)
tiny_cnn_forward.add(
    "images-mixed",
    "It is right for a single image, and only then. Which axis tells the images apart, and does it stay the first?",
    right_when(lambda images, *_, **__: len(images) == 1, tiny_cnn_forward.oracle),
    probes=[probe(*drawn(seed, 2, padding)) for seed, padding in [(34, 1), (35, 0), (36, 1)]],
)

BANKS = [tiny_cnn_forward]
