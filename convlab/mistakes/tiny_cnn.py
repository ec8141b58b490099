"""Usual mistakes of lesson 6 in the whole network: `tiny_cnn_forward`, `feature_maps`, `predict`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, probe
from convlab.mistakes.tiny_cnn_steps import activations, bend, blocks, drawn, same

ORDER = "lesson 6, section 6.8 (in which order do you flatten)"
SIZES = "lesson 6, section 6.5 (how large is everything on the way)"
BENDS = "lesson 6, section 6.2 (why must something bend)"
PARTS = "lesson 6, section 6.6 (how do the parts fit together)"


def _with(names: str, how: Callable) -> Callable:
    """Return the change of parameters that does `how` to those in `names`."""
    return lambda params: {
        key: how(value) if key in names.split() else value for key, value in params.items()
    }


def _first_channel(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return params | {"w2": params["w2"][:, :1]}


def _shares(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# id: question, where to look, the steps that are changed (one dict for each way to make the mistake)
STEPS: dict[str, tuple[str, str, list[dict]]] = {
    "flatten-channels-last": (
        "Your logits equal ours with the features flattened pixel by pixel, channels last. In which order "
        "do the weights expect them?",
        ORDER,
        [
            {"flatten": lambda x: x.transpose(0, 2, 3, 1).reshape(len(x), -1)},
            {"flatten": lambda x: x.transpose(0, 3, 2, 1).reshape(len(x), -1)},
        ],
    ),
    "flatten-columns-first": (
        "Your logits equal ours with each map flattened column by column. Which index runs faster?",
        ORDER,
        [{"flatten": lambda x: x.swapaxes(2, 3).reshape(len(x), -1)}],
    ),
    "relu-forgotten": (
        "Your answer equals ours with a ReLU left out. How many are there, and where?",
        BENDS,
        [{"bends": (same, same)}, {"bends": (same, bend)}, {"bends": (bend, same)}],
    ),
    "bias-forgotten": (
        "Your answer equals ours with biases of 0 in some layer. Which of b1, b2 and b3 are added?",
        PARTS,
        [
            {"change": _with(names, np.zeros_like)}
            for names in ("b1", "b2", "b3", "b1 b2", "b1 b3", "b2 b3", "b1 b2 b3")
        ],
    ),
    "first-bias-for-all": (
        "Your answer equals ours with a layer's first bias for all filters. Does each have its own?",
        PARTS,
        [{"change": _with(names, lambda b: 0 * b + b[0])} for names in ("b1 b2", "b1 b2 b3")],
    ),
    "kernel-flipped": (
        "Your answer equals ours with every kernel turned by 180 degrees. Does correlation turn it?",
        PARTS,
        [
            {"change": _with(names, lambda w: w[..., ::-1, ::-1])} for names in ("w1 w2", "w1", "w2")
        ],
    ),
    "kernel-transposed": (
        "Your answer equals ours with every kernel mirrored at its diagonal. Which index is the row?",
        PARTS,
        [{"change": _with("w1 w2", lambda w: w.swapaxes(2, 3))}],
    ),
    "channel-0-only": (
        "Your second convolution uses the first of four maps alone. A filter is as deep as its input: who "
        "adds the other channels?",
        PARTS,
        [{"change": _first_channel}],
    ),
    "mean-for-maximum": (
        "Your answer equals ours with the mean of each window. Which pooling is asked for?",
        PARTS,
        [{"pool": lambda x: blocks(x).mean(axis=(4, 5))}],
    ),
    "first-of-the-window": (
        "Your answer equals ours with one fixed pixel of each window. Who compares the four of them?",
        PARTS,
        [{"pool": lambda x: blocks(x)[..., 0, 0]}],
    ),
    "shares-for-logits": (
        "Your logits add up to 1 for each image. Was a softmax asked for?",
        PARTS,
        [{"end": _shares}],
    ),
    "logits-rectified": (
        "Your logits are never negative. What may a vote be, and after which layers does the ReLU stand?",
        PARTS,
        [{"end": bend}],
    ),
}  # fmt: skip


def _sized(got: Callable[[int], int], take: Callable) -> Callable:
    """Return the variant whose features are too many or too few: an error that says how many came."""

    def variant(images: np.ndarray, params: dict, padding: int = 1) -> object:
        width = got(padding)
        if width == params["w3"].shape[1]:
            return take(activations(images, params, padding))
        return AnyError(ValueError, str(width))

    return variant


SIZED = {
    "padding-ignored": (
        "It works on with 200 features where 392 are due: the sides shrink. Where do the zeros go?",
        lambda padding: 200,
    ),
    "padding-always": (
        "It works on with 392 features where 200 are due. What should padding=0 do?",
        lambda padding: 392,
    ),
    "windows-over-edge": (
        "It works on with 288 features where 200 are due: 6 x 6 from 11 x 11. What happens to a window that "
        "does not fit?",
        lambda padding: 392 if padding else 288,
    ),
}


def _a_network(name: str, take: Callable[[dict], object], probes: list) -> Bank:
    """Return the bank of a function that runs the network and returns what `take` picks."""

    def oracle(images: np.ndarray, params: dict, padding: int = 1) -> object:
        return take(activations(images, params, padding))

    def changed(options: dict) -> Callable:
        return lambda images, params, padding=1: take(activations(images, params, padding, **options))

    bank = Bank(name, oracle=oracle, where=PARTS, probes=probes)
    for id_, (question, where, ways) in STEPS.items():
        bank.add(id_, question, *map(changed, ways), where=where)
    for id_, (question, got) in SIZED.items():
        bank.add(id_, question, _sized(got, take), where=SIZES)
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

predict = Bank(
    "predict",
    oracle=lambda images, params, padding=1: activations(images, params, padding)["logits"].argmax(axis=1),
    where="lesson 6, section 6.9 (and the answer)",
    probes=[
        probe(*drawn(*how))
        for how in [(11, 1), (12, 2), (13, 3), (14, 2), (15, 2, 0), (16, 1, 0), (17, 3, 0)]
    ],
)


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
