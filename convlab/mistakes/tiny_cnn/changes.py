"""What goes wrong in a single step of lesson 6's network: a table of changed steps, and one of wrong widths."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes.tiny_cnn.steps import bend, blocks, largest, same

ORDER = "lesson 6, section 6.8 (in which order do you flatten)"
SIZES = "lesson 6, section 6.5 (how large is everything on the way)"
BENDS = "lesson 6, section 6.2 (what does the activation do there)"
PARTS = "lesson 6, section 6.6 (how do the parts fit together)"


def _with(names: str, how: Callable) -> Callable:
    """Return the change of parameters that does `how` to those in `names`."""
    return lambda params: {
        key: how(value) if key in names.split() else value for key, value in params.items()
    }


def _first_channel(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return params | {"w2": params["w2"][:, :1]}


def _leaky(slope: float) -> Callable:
    return lambda x: np.where(x > 0, x, slope * x)


def _shares(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _sides(before: int, behind: int) -> Callable:
    """Return the padding of so many times `padding` before and behind the picture."""
    return lambda x, p: np.pad(x, [(0, 0), (0, 0), *[(before * p, behind * p)] * 2])


def _by_one(x: np.ndarray) -> np.ndarray:
    """Pool with windows that begin one pixel apart."""
    return np.lib.stride_tricks.sliding_window_view(x, (2, 2), axis=(2, 3)).max(axis=(4, 5))


def _quarter(x: np.ndarray) -> np.ndarray:
    """Pool with windows that begin one pixel apart, to the right size."""
    return _by_one(x)[:, :, : x.shape[2] // 2, : x.shape[3] // 2]


def _over_edge(x: np.ndarray) -> np.ndarray:
    """Pool what is left at the edge of an odd side, too."""
    ends = [(0, side % 2) for side in x.shape[2:]]
    return largest(np.pad(x, [(0, 0), (0, 0), *ends], constant_values=-np.inf))


def _twice(x: np.ndarray) -> np.ndarray:
    return largest(largest(x))


def _three(x: np.ndarray) -> np.ndarray:
    """Pool with windows of 3 x 3, cut at the edge, that step by 2."""
    wide = np.pad(x, [(0, 0), (0, 0), (0, 1), (0, 1)], constant_values=-np.inf)
    found = np.lib.stride_tricks.sliding_window_view(wide, (3, 3), axis=(2, 3)).max(axis=(4, 5))
    return found[:, :, ::2, ::2][:, :, : x.shape[2] // 2, : x.shape[3] // 2]


def _first(x: np.ndarray, axes: int) -> np.ndarray:
    """Return the first row of each map, or (with no axes left) its first number, and zeros."""
    out = np.zeros(x.shape)
    kept = (..., 0, slice(None)) if axes else (..., 0, 0)
    out[kept] = x[kept]
    return out


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
    "bias-per-channel": (
        "Your answer equals ours with b2 added once for each of four channels. Is a bias part of that sum?",
        PARTS,
        [{"change": _with("b2", lambda b: 4 * b)}],
    ),
    "bias-per-tap": (
        "Your answer equals ours with the biases added once for each weight. Is a bias part of that sum?",
        PARTS,
        [
            {"change": lambda params: params | {"b1": 9 * params["b1"], "b2": 36 * params["b2"]}},
            {"change": _with("b1 b2", lambda b: 9 * b)},
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
    "kernel-flipped-one-axis": (
        "Your answer equals ours with every kernel mirrored along one axis. Does correlation mirror it?",
        PARTS,
        [
            {"change": _with("w1 w2", lambda w: w[..., ::-1, :])},
            {"change": _with("w1 w2", lambda w: w[..., ::-1])},
        ],
    ),
    "last-product-kept": (
        "Only the last pixel of each window counts in your maps. Does each product add to the total, or take its "
        "place (`=`, `+=`)?",
        PARTS,
        [{"change": _with("w1 w2", lambda w: w * (np.arange(9) == 8).reshape(3, 3))}],
    ),
    "last-channel-kept": (
        "Your second convolution holds the last of four channels alone. Does each new one add to the total, or take "
        "its place (`=`, `+=`)?",
        PARTS,
        [{"change": _with("w2", lambda w: w * (np.arange(4) == 3)[:, None, None])}],
    ),
    "first-filter-for-all": (
        "Your answer equals ours with a layer's first filter for all. Which filter makes which map?",
        PARTS,
        [{"change": _with(names, lambda w: 0 * w + w[:1])} for names in ("w1 w2", "w1", "w2")],
    ),
    "one-side-only": (
        "Your zeros stand at one end of each axis only, and the picture in a corner. On how many sides does padding "
        "stand?",
        PARTS,
        [{"pad": _sides(0, 2)}, {"pad": _sides(2, 0)}],
    ),
    "edge-for-zeros": (
        "Beyond the border you repeat the edge. What stands outside of a map here?",
        PARTS,
        [{"pad": lambda x, p: np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], "edge")}],
    ),
    "channels-averaged": (
        "Your second convolution takes the mean over its four maps. What does a filter do with its channels?",
        PARTS,
        [{"change": _with("w2", lambda w: w / 4)}],
    ),
    "leaky-relu": (
        "Your answer equals ours with a bend that lets a little of the negative through. Which one is asked for?",
        BENDS,
        [{"bends": (leaky, leaky)} for leaky in (_leaky(0.01), _leaky(0.1), _leaky(0.2))],
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
        [{"pool": lambda x: blocks(x)[..., 0, 0]}, {"pool": lambda x: blocks(x)[..., 1, 1]}],
    ),
    "stride-ignored": (
        "Your pool's windows begin one pixel apart, so you see the upper left quarter of each map. Where does the "
        "window of output (i, j) begin?",
        PARTS,
        [{"pool": _quarter}],
    ),
    "window-one-long": (
        "Your answer equals ours with pools of 3 x 3 that step by 2. How many pixels does a slice from 2 i to 2 i + 3 "
        "hold?",
        PARTS,
        [{"pool": _three}],
    ),
    "pooled-over-channels": (
        "Your pools take the largest of all channels, so that all maps are alike. Which axes does a window lie on?",
        PARTS,
        [{"pool": lambda x: 0 * largest(x) + largest(x).max(axis=1, keepdims=True)}],
    ),
    "returned-too-early": (
        "Only the beginning of each pooled map is there, the rest is 0. Does the `return` wait for all loops?",
        PARTS,
        [{"pool": lambda x: _first(largest(x), 1)}, {"pool": lambda x: _first(largest(x), 0)}],
    ),
    "classes-for-logits": (
        "You return classes where logits are due. Who says later which of the ten numbers is the largest?",
        PARTS,
        [{"end": lambda z: z.argmax(axis=1)}],
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

# id: question, the steps that are changed, and calls that these fit: their padding, and a `w3` of so many features
SIZED: dict[str, tuple[str, list[dict], list[tuple[int, int]]]] = {
    "padding-ignored": (
        "It works on with 200 features where 392 are due: the sides shrink. Where do the zeros go?",
        [{"paddings": lambda p: (0, 0)}],
        [(1, 200)],
    ),
    "padding-always": (
        "It works on with 392 features where 200 are due. What should padding=0 do?",
        [{"paddings": lambda p: (1, 1)}],
        [(0, 392)],
    ),
    "windows-over-edge": (
        "It works on with 288 features where 200 are due: 6 x 6 from 11 x 11. What happens to a window that "
        "does not fit?",
        [{"pool": _over_edge}],
        [(0, 288)],
    ),
    "padding-once": (
        "It works on with 288 features where 392 are due: one convolution keeps its sides, the other does not. "
        "Which of the two do you pad?",
        [{"paddings": lambda p: (p, 0)}, {"paddings": lambda p: (0, p)}],
        [(1, 288)],
    ),
    "padding-fixed-once": (
        "It works on with 288 features where 200 are due: one of the two convolutions is padded though padding=0 was "
        "asked for. Which one is not told?",
        [{"paddings": lambda p: (p, 1)}, {"paddings": lambda p: (1, p)}],
        [(0, 288)],
    ),
    "pool-forgotten": (
        "It works on with a few times as many features as are due. How many pools are there, and where?",
        [{"pool": (largest, same)}, {"pool": (same, largest)}],
        [(1, 1568), (0, 968), (0, 1152)],
    ),
    "pool-once-more": (
        "It works on with 72 features where 392 are due (or 32 for 200): one pool too many. How many are there?",
        [{"pool": (largest, _twice)}, {"pool": (_twice, largest)}],
        [(1, 72), (0, 32)],
    ),
    "pool-moves-by-one": (
        "It works on with thousands of features: your pools' windows overlap. How far is it from one to the next?",
        [{"pool": _by_one}],
        [(1, 5408), (0, 3872)],
    ),
}
