"""Usual mistakes of lesson 6 in the whole network: `tiny_cnn_forward`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import fails_when, probe
from convlab.mistakes.tiny_cnn.network import PROBES, bank_of_network
from convlab.mistakes.tiny_cnn.steps import drawn

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

BANKS = [tiny_cnn_forward]
