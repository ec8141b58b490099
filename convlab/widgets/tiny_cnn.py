"""Lesson 6's widgets: look at every layer while it reads a digit, and push a digit around."""

import base64
import time
from functools import cache
from pathlib import Path

import numpy as np

from convlab import digits
from convlab.checks import learner
from convlab.demos import ask_network, digit_places
from convlab.numerics import strokes, training
from convlab.widgets.base import Widget, make
from convlab.widgets.tiny_cnn_stills import layers_still, shift_still

STEPS = ("conv1", "relu1", "pool1", "conv2", "relu2", "pool2")
PATIENCE = 1.0  # seconds that a learner's function may take for a digit at all places
BLANK = {"drawing": [], "pen": strokes.PEN, "isRecentered": True}  # the board at first
TRAINED = {"shifted": "moved digits", "centered": "centered digits"}


def reference_maps(images: np.ndarray, params: dict[str, np.ndarray], padding: int = 1) -> dict:
    """Return what the exercise `feature_maps` asks for."""
    kept = training.forward(images, params, padding)
    return {name: kept[name] for name in (*STEPS, "logits")}


def reference_logits(images: np.ndarray, params: dict[str, np.ndarray], padding: int = 1) -> np.ndarray:
    """Return what the exercise `tiny_cnn_forward` asks for."""
    return training.forward(images, params, padding)["logits"]


@cache
def trained_weights(padding: int = 1, trained: str = "shifted") -> dict[str, np.ndarray]:
    """Return the trained weights as float64."""
    return {name: array.astype(float) for name, array in digits.weights(padding, trained).items()}


@cache
def probes() -> list[tuple]:
    """Return small calls of the network that separate the usual mistakes: random weights, both paddings."""
    rng, calls = np.random.default_rng(6), []
    for padding, count in [(1, 1), (0, 2)]:
        params = {name: rng.normal(size=array.shape) for name, array in trained_weights(padding).items()}
        calls.append((rng.normal(size=(count, 28, 28)), params, padding))
    return calls


@cache
def held_out() -> tuple[np.ndarray, np.ndarray]:
    """Return the test digits and their labels."""
    images, labels = digits.load("test")
    return images.astype(float), labels


def choices(each: int) -> list[tuple[int, str]]:
    """Return the first `each` test digits of every class: place in the test set, and words."""
    labels = held_out()[1]
    chosen = [int(n) for k in range(10) for n in np.flatnonzero(labels == k)[:each]]
    return [(n, f"{labels[n]} (number {n})") for n in chosen]


def as_text(array: np.ndarray, kind: type = np.uint8) -> str:
    """Return the bytes of an array as base64."""
    return base64.b64encode(np.ascontiguousarray(array, dtype=kind).tobytes()).decode()


def signed_bytes(values: np.ndarray, limit: float) -> np.ndarray:
    """Return signed numbers as bytes around 128, full strength at `limit`."""
    return np.clip(np.rint(128 + 127 * values / limit), 0, 255).astype(np.uint8)


def picture(given: dict) -> np.ndarray:
    """Return what stands before the network: a test digit, or the learner's drawing."""
    if given["source"] != "drawing":
        return held_out()[0][int(given["digit"])]
    return strokes.digit(given["drawing"], float(given["pen"]), bool(given["isRecentered"]))


# ---- every layer


def layers(digit: int = 0, padding: int = 1, weights: str | Path | dict | None = None) -> Widget:
    """Return a widget that shows every layer of the trained network while it reads a digit, or your drawing.

    Parameters
    ----------
    digit : int
        Which of the 400 test digits stands there at first.
    padding : int
        0 or 1.
    weights : path or dict, optional
        A network of your own, as lesson 8 saves it (`my_weights.npz`); it stands in for the course's with the same
        padding. Where there is no such file, the course's are shown, and a printed line says so.

    Raises
    ------
    ValueError
        If there is no such digit or padding, or the file holds no weights of a tiny CNN.
    """
    if not 0 <= digit < len(held_out()[1]) or padding not in (0, 1):
        raise ValueError(f"expected a digit from 0 to 399 and padding 0 or 1, got {digit} and {padding}")
    networks, own = {p: trained_weights(p) for p in (0, 1)}, None
    if weights is not None:
        mine = weights if isinstance(weights, dict) else digits.read_weights(weights)
        is_own = isinstance(weights, dict) or Path(weights).is_file()
        own = digits.padding_of(mine) if is_own else None
        networks[digits.padding_of(mine)] = {name: array.astype(float) for name, array in mine.items()}
    listed = choices(2)
    extra = [(n, f"{held_out()[1][n]} (number {n})") for n in (digit, 11, 46, 90)]
    listed += [entry for entry in dict.fromkeys(extra) if entry not in listed]
    filters = {
        str(p): {name: np.round(networks[p][name], 5).tolist() for name in ("w1", "b1", "w2", "b2")}
        for p in (0, 1)
    }
    return make(
        "layers",
        setup={
            "digits": [[str(n), words] for n, words in listed],
            "steps": list(STEPS),
            "filters": filters,
            "small": as_text(digits.originals("test")[0]),
            "galleries": {str(p): ask_network.gallery(*held_out(), networks[p], p) for p in (0, 1)},
            "patch": [ask_network.PATCH, ask_network.HOP],
        },
        given={"source": "digit", "digit": digit, "padding": padding, "isHiding": False, **BLANK},
        compute=lambda given: read(given, networks, own),
        still=lambda: layers_still(held_out()[0][digit], networks[padding], padding),
        parts=("ink", "point", "inspect", "layer_sum"),
    )


def read(given: dict, networks: dict[int, dict], own: int | None = None) -> dict:
    """Return the image that goes in, every map, the logits and the shares.

    `networks` are the weights by padding; those for the padding `own` are the learner's.
    """
    image = picture(given)
    feature_maps = learner.function("feature_maps", reference_maps, probes())
    padding = int(given["padding"])
    maps = feature_maps(image[None].astype(float), networks[padding], padding)
    z = np.asarray(maps["logits"], dtype=float)[0]
    return {
        "source": given["source"],
        "isRecentered": bool(given["isRecentered"]),
        "image": as_text(np.rint(image * 255)),
        "padding": padding,
        "sides": [maps[step].shape[-1] for step in STEPS],
        "maps": [as_text(maps[step][0], np.float32) for step in STEPS],
        "logits": np.round(z, 2).tolist(),
        "shares": np.round(digit_places.shares(z), 4).tolist(),
        "isBlank": not image.any(),
        "hidden": hidden(image, networks[padding], padding) if given["isHiding"] else None,
        **feature_maps.signed(image[None].astype(float), networks[padding], padding),
        "whose": feature_maps.label + (", with your own weights" if padding == own else ""),
    }


def hidden(image: np.ndarray, params: dict, padding: int) -> dict:
    """Return what the network says where a patch is hidden, as plain lists."""
    found = ask_network.occlusion(image, params, padding)
    return {name: np.round(array, 3).tolist() for name, array in found.items()}


# ---- a digit that moves


def shift(digit: int = 7, trained: str = "shifted") -> Widget:
    """Return a widget that pushes a digit around, before a linear model and before the CNN.

    Parameters
    ----------
    digit : int
        Which of the 400 test digits.
    trained : {"shifted", "centered"}
        On what both models were trained, at first.

    Raises
    ------
    ValueError
        If there is no such digit or training.
    """
    if not 0 <= digit < len(held_out()[1]) or trained not in TRAINED:
        raise ValueError(f"expected a digit from 0 to 399 and one of {', '.join(TRAINED)}")
    listed = choices(1)
    if digit not in dict(listed):
        listed.append((digit, f"{held_out()[1][digit]} (number {digit})"))
    setup = {
        "digits": [[str(n), words] for n, words in listed],
        "trained": [[name, words] for name, words in TRAINED.items()],
        "reach": digit_places.REACH,
        "sample": digit_places.SAMPLE,
    }
    return make(
        "shift",
        setup=setup,
        given={"digit": digit, "trained": trained},
        compute=Pushed(),
        still=lambda: shift_still(held_out()[0][digit], int(held_out()[1][digit]), trained),
    )


class Pushed:
    """Compute both models' shares for a digit at all places, once for each function of the learner's."""

    def __init__(self) -> None:
        self._known: dict[tuple, tuple[object, dict]] = {}

    def __call__(self, given: dict) -> dict:
        """Return the digit, the shares of both models at all places, and how many test digits they read."""
        forward = learner.function("tiny_cnn_forward", reference_logits, probes())
        key, trained = (int(given["digit"]), given["trained"]), given["trained"]
        before, answer = self._known.get(key, (None, None))
        if answer is None or before != (forward.own, forward.label):
            images, labels = held_out()
            image = images[key[0]]
            seen = digit_places.everywhere(image)
            own = (forward.own, forward.label)
            cnn, whose = self.read(forward, seen, trained)
            answer = {
                "image": as_text(np.rint(image * 255)),
                "label": int(labels[key[0]]),
                "trained": trained,
                "shares": {
                    "linear": np.round(
                        digit_places.shares(digit_places.logits("linear", trained, seen)), 3
                    ).tolist(),
                    "cnn": np.round(digit_places.shares(cnn), 3).tolist(),
                },
                "accuracies": {
                    model: np.rint(100 * digit_places.accuracies(model, trained)).astype(int).tolist()
                    for model in digit_places.MODELS
                },
                "whose": whose,
                "isYours": forward.is_yours and whose == forward.label,
            }
            self._known[key] = (own, answer)
        return answer

    def read(self, forward: learner.Chosen, seen: np.ndarray, trained: str) -> tuple[np.ndarray, str]:
        """Return the CNN's logits at all places, and the words that say who computed them."""
        params, started = trained_weights(1, trained), time.perf_counter()
        forward(seen[:5], params, 1)
        seconds = (time.perf_counter() - started) * len(seen) / 5
        if forward.is_yours and seconds > PATIENCE:
            words = f"the course’s {forward.name} (yours is right, but would take {seconds:.0f} s here)"
            return reference_logits(seen, params, 1), words
        parts = [forward(seen[start : start + 11], params, 1) for start in range(0, len(seen), 11)]
        return np.concatenate(parts).astype(float), forward.label
