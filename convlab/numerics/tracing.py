"""Calculate what a network does to shapes: size, parameters, receptive field, work and memory of every layer.

A *spec* is a dict, the name of a ready one, or a JSON file that holds one::

    {"name": "Mine", "input": [3, 32, 32], "layers": [
        {"kind": "conv", "filters": 8, "kernel": 3, "padding": 1},
        {"kind": "pool", "kernel": 2},
        {"kind": "dense", "units": 10}]}

- ``conv``: filters, kernel (stride 1, padding 0, dilation 1, groups 1, bias true, norm false);
- ``pool``: kernel (stride: the kernel, padding 0);
- ``dense``: units (bias true);
- ``block``: layers, and a shortcut beside them (layers too; none for the identity); the sum of both goes on.

Kernels are square.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from convlab.numerics.engine import output_size

DATA = Path(__file__).parents[1] / "data"
READY = ("lenet5", "alexnet", "vgg16", "resnet18")
BYTES = 4  # of a float32
_KEYS = {  # for each kind: the settings it needs, then those it may have, with their defaults
    "conv": (
        ("filters", "kernel"),
        {"stride": 1, "padding": 0, "dilation": 1, "groups": 1, "bias": True, "norm": False},
    ),
    "pool": (("kernel",), {"stride": None, "padding": 0}),
    "dense": (("units",), {"bias": True}),
    "block": (("layers",), {"shortcut": []}),
}


@dataclass(frozen=True)
class Row:
    """What one layer makes.

    Attributes
    ----------
    layer : str
        Its index, counted from 0; ``"4.1"`` is layer 1 inside block 4.
    what : str
        The layer in words.
    shape : tuple of int
        ``(C, H, W)``, or ``(units,)`` after a dense layer.
    params : int
        Numbers to learn, biases and normalization included.
    receptive_field : int or None
        Side of the input square that one output sees, in pixels; None when it sees the whole input.
    multiply_adds : int
        Products of the layer, each followed by an addition. Pooling has none.
    memory : int
        Bytes of the output in float32, for one image.
    """

    layer: str
    what: str
    shape: tuple[int, ...]
    params: int
    receptive_field: int | None
    multiply_adds: int
    memory: int


@dataclass(frozen=True)
class _State:
    """Where a trace stands: the shape, the field, and the input pixels between two neighboring outputs."""

    shape: tuple[int, ...]
    field: int | None = 1
    jump: int = 1


def load(spec: str | Path | dict) -> dict:
    """Return a spec as a dict.

    Raises
    ------
    ValueError
        If it is neither a ready name nor a readable JSON file with an input and layers.
    """
    if not isinstance(spec, dict):
        path = DATA / f"{spec}.json" if spec in READY else Path(spec)
        try:
            spec = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            names = ", ".join(READY)
            raise ValueError(f"expected one of {names}, or a JSON file, got '{path}' ({error})") from error
    if not isinstance(spec, dict) or not {"input", "layers"} <= set(spec):
        raise ValueError('expected a dict with the entries "input" and "layers"')
    shape = spec["input"]
    if not isinstance(shape, list | tuple) or len(shape) != 3 or not all(map(_is_count, shape)):
        raise ValueError(f"expected three whole numbers (channels, height, width) as the input, got {shape}")
    if not isinstance(spec["layers"], list | tuple):
        raise ValueError(f"expected a list of layers, got {spec['layers']!r}")
    return spec


def trace(spec: str | Path | dict) -> list[Row]:
    """Return one `Row` for each layer, in order; a block's shortcut follows its layers.

    Raises
    ------
    ValueError
        If a layer is unknown, lacks a setting or does not fit; the message names its index.

    Examples
    --------
    >>> [row.shape for row in trace("lenet5")][:2]
    [(6, 28, 28), (6, 14, 14)]
    >>> sum(row.params for row in trace("vgg16"))
    138357544
    """
    spec = load(spec)
    rows, _ = _trace(spec["layers"], _State(tuple(spec["input"])), "")
    return rows


def _trace(layers: list[dict], state: _State, prefix: str) -> tuple[list[Row], _State]:
    rows: list[Row] = []
    for index, layer in enumerate(layers):
        name = f"{prefix}{index}"
        try:
            settings = _settings(layer)
            if settings["kind"] == "block":
                inside, state = _block(settings, state, name)
                rows += inside
            else:
                what, state, params, work = _STEPS[settings["kind"]](settings, state)
                rows.append(_row(name, what, state, params, work))
        except ValueError as error:
            known = str(error).startswith("layer ")
            raise ValueError(str(error) if known else f"layer {name}: {error}") from error
    return rows, state


def _row(name: str, what: str, state: _State, params: int, work: int) -> Row:
    values = 1
    for side in state.shape:
        values *= side
    return Row(name, what, state.shape, params, state.field, work, values * BYTES)


def _settings(layer: dict) -> dict:
    """Return a layer with its defaults filled in; complain of what is missing, unknown or no whole number."""
    kind = layer.get("kind") if isinstance(layer, dict) else layer
    if not isinstance(layer, dict) or not isinstance(kind, str) or kind not in _KEYS:
        raise ValueError(f"expected a kind of {', '.join(_KEYS)}, got {kind!r}")
    needed, defaults = _KEYS[kind]
    missing = [key for key in needed if key not in layer]
    unknown = [key for key in layer if key not in ("kind", *needed, *defaults)]
    if missing or unknown:
        word, key = ("needs", missing[0]) if missing else ("has no setting", unknown[0])
        raise ValueError(f"a {kind} layer {word} {key!r}")
    settings = {**defaults, **layer}
    if kind == "pool" and settings["stride"] is None:
        settings["stride"] = settings["kernel"]
    for key, value in settings.items():
        if key in ("kind", "layers", "shortcut"):
            if key != "kind" and not isinstance(value, list | tuple):
                raise ValueError(f"expected a list of layers as {key}, got {value!r}")
        elif key in ("bias", "norm"):
            if not isinstance(value, bool):
                raise ValueError(f"expected true or false as {key}, got {value!r}")
        elif not _is_count(value, 0 if key == "padding" else 1):
            raise ValueError(
                f"expected a whole number of at least {int(key != 'padding')} as {key}, got {value!r}"
            )
    return settings


def _is_count(value: object, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _slide(settings: dict, state: _State, channels: int | None = None) -> _State:
    """Return the state after a window has slid over the rows and the columns."""
    if len(state.shape) != 3:
        raise ValueError(f"a {settings['kind']} layer cannot follow a dense one")
    kernel, stride, dilation = settings["kernel"], settings["stride"], settings.get("dilation", 1)
    sides = [output_size(n, kernel, settings["padding"], stride, dilation) for n in state.shape[1:]]
    field = None if state.field is None else state.field + dilation * (kernel - 1) * state.jump
    return _State((channels or state.shape[0], *sides), field, state.jump * stride)


def _words(settings: dict) -> str:
    kernel, kind = settings["kernel"], settings["kind"]
    parts = [f"{kind} {kernel}x{kernel}"]
    parts += [f"{settings['filters']} filters"] if kind == "conv" else []
    usual = {"stride": kernel if kind == "pool" else 1, "padding": 0, "dilation": 1, "groups": 1}
    parts += [f"{key} {settings[key]}" for key in usual if settings.get(key, usual[key]) != usual[key]]
    return ", ".join(parts + (["norm"] if settings.get("norm") else []))


def _conv(settings: dict, state: _State) -> tuple[str, _State, int, int]:
    filters, groups = settings["filters"], settings["groups"]
    if state.shape[0] % groups or filters % groups:
        raise ValueError(
            f"{state.shape[0]} channels and {filters} filters do not divide into {groups} groups"
        )
    after = _slide(settings, state, filters)
    weights = filters * (state.shape[0] // groups) * settings["kernel"] ** 2
    params = weights + filters * (settings["bias"] + 2 * settings["norm"])
    return _words(settings), after, params, weights * after.shape[1] * after.shape[2]


def _pool(settings: dict, state: _State) -> tuple[str, _State, int, int]:
    return _words(settings), _slide(settings, state), 0, 0


def _dense(settings: dict, state: _State) -> tuple[str, _State, int, int]:
    weights = _row("", "", state, 0, 0).memory // BYTES * settings["units"]
    after = _State((settings["units"],), None)
    return f"dense, {settings['units']} units", after, weights + settings["units"] * settings["bias"], weights


_STEPS: dict[str, Callable[[dict, _State], tuple[str, _State, int, int]]] = {
    "conv": _conv,
    "pool": _pool,
    "dense": _dense,
}


def _block(settings: dict, state: _State, name: str) -> tuple[list[Row], _State]:
    """Trace a block's layers, then its shortcut; the sum goes on, with the longer way's field."""
    rows, after = _trace(settings["layers"], state, f"{name}.")
    beside, short = _trace(settings["shortcut"], state, f"{name}.shortcut.")
    if after.shape != short.shape:
        raise ValueError(
            f"the block's layers make {after.shape} and its shortcut {short.shape}: no sum of these"
        )
    return rows + beside, after
