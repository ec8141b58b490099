"""Lesson 3's widget: turn padding, mode and stride on a photograph."""

import base64
import time
from collections.abc import Callable

import numpy as np

from convlab import images
from convlab.checks import learner
from convlab.numerics import engine
from convlab.widgets.base import Widget, make
from convlab.widgets.padding_stride_still import dials_still

SIDE, PADDINGS, STRIDES = 48, (0, 1, 2, 3, 4, 8), (1, 2, 3, 4)
MODES = tuple(engine.PAD_MODES)
PATIENCE = 1.0  # seconds that a learner's function may take for all maps of one kernel
X = np.array(
    [[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
K = np.array([[1.0, 2, 0], [0, -1, 3], [-2, 0, 1]])
CONV_PROBES = [
    (X, K),
    (X, K, 2),
    (X, K[:2], 3, 1),
    (X.astype(np.uint8), K / 4, 1, 2, "reflect"),
    (X, K, 2, 3, "replicate"),
    (X, K[:, :2], 1, 2, "circular"),
]
PAD_PROBES = [(X, 1), (X, 0), *((X.astype(np.uint8), p, mode) for p in (1, 3) for mode in MODES)]


def kernels() -> dict[str, tuple[str, np.ndarray, float]]:
    """Return the kernels by name: a reader's words, the weights, the limit of a signed map (0: gray)."""
    return {
        "edges": ("edges (Sobel x)", images.sobel_x().astype(float), 510.0),
        "blur": ("blur 3 × 3", np.full((3, 3), 1 / 9), 0.0),
        "wide": ("blur 5 × 5", np.full((5, 5), 1 / 25), 0.0),
        "sharpen": ("sharpen", np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]), 0.0),
    }


def photograph() -> np.ndarray:
    """Return the photograph as the widget uses it: `uint8`, `SIDE` x `SIDE`."""
    return np.rint(images.photograph(SIDE) * 255).astype(np.uint8)


def turn_dials(kernel: str = "edges") -> Widget:
    """Return a widget that pads a photograph and slides a kernel over it, with a dial for each choice.

    Parameters
    ----------
    kernel : {"edges", "blur", "wide", "sharpen"}

    Raises
    ------
    ValueError
        If there is no kernel of that name.
    """
    if kernel not in kernels():
        raise ValueError(f"expected one of {', '.join(kernels())}, got {kernel!r}")
    photo = photograph()
    setup = {
        "side": SIDE,
        "paddings": list(PADDINGS),
        "strides": list(STRIDES),
        "modes": list(MODES),
        "kernels": [[name, words] for name, (words, _, _) in kernels().items()],
    }
    return make(
        "turn_dials",
        setup=setup,
        given={"kernel": kernel},
        compute=Dials(photo),
        still=lambda: dials_still(photo),
    )


class Dials:
    """Compute all pictures for one kernel, once for each version of the learner's functions."""

    def __init__(self, photo: np.ndarray) -> None:
        self.photo = photo
        self._known: dict[str, tuple[object, dict]] = {}

    def __call__(self, given: dict) -> dict:
        """Return every padded photograph and every map of the kernel that is asked for."""
        pad = learner.function("pad2d", engine.pad2d, PAD_PROBES)
        conv = learner.function("conv2d", engine.conv2d, CONV_PROBES)
        makers = (pad.own, pad.label, conv.own, conv.label)
        before, answer = self._known.get(given["kernel"], (None, None))
        if before != makers:
            _, weights, limit = kernels()[given["kernel"]]
            maps, whose = self.maps(conv, weights, limit)
            answer = {
                "kernel": given["kernel"],
                "k": len(weights),
                "isSigned": limit > 0,
                "photos": packed(np.asarray(pad(self.photo, p, mode)) for mode in MODES for p in PADDINGS),
                "maps": maps,
                **self.signed(pad, conv),
                "whose": f"{whose}, padded by {pad.label}",
                "isYours": conv.is_yours and whose == conv.label,
            }
            self._known[given["kernel"]] = (makers, answer)
        return answer

    def signed(self, pad: learner.Chosen, conv: learner.Chosen) -> dict:
        """Return whose functions these are, and the wrong map of one of them, of a small image."""
        if conv.is_yours:
            return pad.signed(X, 1, "replicate", is_shown=False)
        return conv.signed(X, K, 1, 1, "zeros", is_shown=False)

    def maps(self, conv: learner.Chosen, weights: np.ndarray, limit: float) -> tuple[str, str]:
        """Return all maps, in the order mode, padding, stride, and the words that say who made them."""
        started = time.perf_counter()
        first = conv(self.photo, weights, 1, 0, "zeros")
        seconds = (time.perf_counter() - started) * self.work(len(weights)) / first.size
        convolve: Callable = conv
        whose = conv.label
        if conv.is_yours and seconds > PATIENCE:
            convolve = conv.reference
            whose = f"the course’s conv2d (yours is right, but would take {seconds:.0f} s for all these maps)"
        bare = {stride: convolve(self.photo, weights, stride, 0, "zeros") for stride in STRIDES}
        found = (
            bare[stride] if p == 0 else convolve(self.photo, weights, stride, p, mode)
            for mode in MODES
            for p in PADDINGS
            for stride in STRIDES
        )
        return packed(as_bytes(values, limit) for values in found), whose

    def work(self, k: int) -> int:
        """Return the number of outputs of all maps that are computed."""
        sides = [(engine.output_size(SIDE, k, p, stride), p) for p in PADDINGS for stride in STRIDES]
        return sum(side**2 * (len(MODES) if p else 1) for side, p in sides)


def as_bytes(values: np.ndarray, limit: float) -> np.ndarray:
    """Return a map as `uint8`: gray as it stands, signed numbers around 128, full strength at `limit`."""
    scaled = 128 + 127 * values / limit if limit else values
    return np.clip(np.rint(scaled), 0, 255).astype(np.uint8)


def packed(pictures: object) -> str:
    """Return pictures as base64 of their bytes, one after the other; their sizes follow from the dials."""
    return base64.b64encode(
        b"".join(np.ascontiguousarray(one, dtype=np.uint8).tobytes() for one in pictures)
    ).decode()
