"""Usual mistakes of lesson 7: a stack that sees far enough and keeps a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, cycle, repeat

from convlab.checks.requirements import Within
from convlab.mistakes import Alike, Bank, probe

WHERE = "lesson 7, section 7.8 (which stack fits the chip)"
STEPS = "lesson 7, section 7.3 (what does a step buy)"


def _conv(channels: int, stride: int, kernel: int = 3) -> dict:
    return {"kind": "conv", "filters": channels, "kernel": kernel, "stride": stride, "padding": 1}


def _steps(receptive_field: int, max_params: int, channels: int) -> list[dict]:
    """Return the fewest layers: n of stride 2 see 2 ** (n + 1) - 1 pixels."""
    layers = [_conv(channels, 2)] * (receptive_field.bit_length() - 1)
    problem = Within(receptive_field, max_params, channels).problem(layers)
    if problem:
        raise ValueError(problem.symptom)
    return layers


# A layer costs 230 with 5 channels, 148 with 4, 84 with 3 and 10 with 1: most budgets just suffice.
design_stack = Bank(
    "design_stack",
    oracle=_steps,
    accepts=lambda receptive_field, max_params, channels: Within(receptive_field, max_params, channels),
    where=WHERE,
    probes=[
        probe(31, 1000, 5),
        probe(7, 168, 3),
        probe(5, 296, 4),
        probe(13, 444, 4),
        probe(29, 336, 3),
        probe(8, 252, 3),
        probe(27, 920, 5),
        probe(3, 10, 1),
        probe(9, 1_000, 4),
        probe(7, 1_500, 4),
        probe(63, 50, 1),
        probe(25, 2_000, 4),
    ],
)


def look(layers: object) -> object:
    """Return what matters of a stack: kernels, filters, and every stride but the last, which changes nothing."""
    try:
        rows = [
            (layer["kind"], layer["filters"], layer["kernel"], layer.get("stride", 1)) for layer in layers
        ]
    except (TypeError, KeyError, AttributeError, IndexError):
        return None
    return [row[:3] for row in rows], [row[3] for row in rows[:-1]]


def fault(layers: object) -> object:
    """Return the id of what is wrong with the layers themselves, whatever they see and cost."""
    problem = Within(0, 10**12, _channels_of(layers)).problem(layers)
    return problem and problem.mistake


def _channels_of(layers: object) -> int:
    try:
        return int(layers[0]["filters"])
    except (TypeError, KeyError, ValueError, IndexError):
        return 1


def _grow(field: int, jump: int, stride: int) -> tuple[int, int]:
    return field + 2 * jump, jump * stride


def _believing(
    *,
    strides: Callable[[], Iterator[int]] = lambda: repeat(2),
    grow: Callable[[int, int, int], tuple[int, int]] = _grow,
    more: int = 0,
    is_far: Callable[[int, int], bool] = lambda field, target: field >= target,
    is_dear: Callable[[int, int], bool] = lambda cost, budget: cost > budget,
    cost: Callable[[int], int] = lambda channels: channels * (9 * channels + 1),
    fills_budget: bool = False,
) -> Callable:
    """Return the variant of a learner who believes this of fields, costs and limits."""

    def variant(receptive_field: int, max_params: int, channels: int) -> object:
        field, jump, taken = 1, 1, []
        for stride in strides():
            if is_far(field, receptive_field) or len(taken) > 200:
                break
            taken.append(stride)
            field, jump = grow(field, jump, stride)
        taken += [2] * more if more > 0 else []
        taken = taken[:more] if more < 0 else taken
        if is_dear(len(taken) * cost(channels), max_params):
            raise ValueError("no such stack")
        if fills_budget:
            taken = [2] * (max_params // cost(channels))
        return Alike(look, [_conv(channels, stride) for stride in taken])

    return variant


def _never(cost: int, budget: int) -> bool:
    return False


def _with_and_without_budget(**beliefs: object) -> list[Callable]:
    return [_believing(**beliefs), _believing(**beliefs, is_dear=_never)]


def _faulty(make: Callable[[int, int], list]) -> Callable:
    """Return the variant whose layers are faulty as those that `make(channels, count)` returns."""

    def variant(receptive_field: int, max_params: int, channels: int) -> Alike:
        return Alike(fault, make(channels, max(1, (receptive_field - 1).bit_length() - 1)))

    return variant


def _of_so_many(make: Callable[[int, int], list]) -> Callable:
    """Return the variant whose stack is `make(channels, count)`, where so many layers of stride 2 are enough."""

    def variant(receptive_field: int, max_params: int, channels: int) -> Alike:
        return Alike(look, make(channels, receptive_field.bit_length() - 1))

    return variant


add = design_stack.add
add(
    "steps-not-used",
    "Your stack has more layers than it needs, or you say that none will do. Where would another stride help?",
    *_with_and_without_budget(strides=lambda: repeat(1)),
    *_with_and_without_budget(strides=lambda: cycle([1, 2])),
    *_with_and_without_budget(strides=lambda: cycle([2, 1])),
    *_with_and_without_budget(strides=lambda: chain([2], repeat(1))),
    *_with_and_without_budget(strides=lambda: chain([1], repeat(2))),
    where=STEPS,
)
add(
    "jump-forgotten",
    "You count 2 more pixels for each layer, whatever the strides before it. How far apart are neighbors behind a "
    "stride of 2?",
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 2, 1)),
    where=STEPS,
)
add(
    "strides-added",
    "Your jumps add the strides up. After two strides of 2, how far apart in the input are two neighbors?",
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 2 * jump, jump + stride)),
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 2 * jump, jump + stride - 1)),
    where=STEPS,
)
add(
    "only-the-last-stride",
    "Your jump is the last layer's stride alone. After two strides of 2, how far apart in the input are two neighbors?",
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 2 * jump, stride)),
    where=STEPS,
)
add(
    "jump-too-early",
    "You count a layer's stride before it has looked, so your stack sees less than you think. Whose neighbors does "
    "a layer look at?",
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 2 * jump * stride, jump * stride)),
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 2 * stride, 1)),
    where=STEPS,
)
add(
    "fields-multiplied",
    "You multiply the fields, so your stack sees less than you think. Do the windows of neighbors overlap?",
    *_with_and_without_budget(grow=lambda field, jump, stride: (field * 3, 1)),
    *_with_and_without_budget(grow=lambda field, jump, stride: (field * 3, 1), strides=lambda: repeat(1)),
    where=STEPS,
)
add(
    "whole-kernels-added",
    "You add a whole kernel in each layer, so your stack sees less than you think. How many new pixels does a layer "
    "of 3 see?",
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 3 * jump, jump * stride)),
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 3, 1)),
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + 3, 1), strides=lambda: repeat(1)),
    where=STEPS,
    probes=[probe(4, 168, 3), probe(20, 592, 4), probe(40, 50, 1)],
)
add(
    "one-layer-too-few",
    "Your stack lacks its last layer. When may the loop stop?",
    _believing(more=-1),
    _believing(more=-1, is_dear=_never),
)
add(
    "one-layer-too-many",
    "Your stack has a layer more than it needs, and budgets that just suffice are broken or refused. When may the "
    "loop stop?",
    *_with_and_without_budget(more=1),
    *_with_and_without_budget(is_far=lambda field, target: field > target),
    *_with_and_without_budget(grow=lambda field, jump, stride: (field + jump, jump * stride)),
)
add(
    "exact-budget-refused",
    "You refuse a budget that just suffices. Is a stack of exactly so many parameters within it?",
    _believing(is_dear=lambda cost, budget: cost >= budget),
)
add(
    "bias-forgotten",
    "You count the weights alone, so a stack that fills the budget is too large. What does each filter have, too?",
    _believing(cost=lambda channels: 9 * channels * channels, fills_budget=True),
    probes=[probe(7, 95, 1), probe(5, 189, 1), probe(9, 725, 2)],
)
add(
    "one-channel-counted",
    "You count one kernel for each filter, so the stack is larger than you think. How many channels does a filter "
    "reach through?",
    _believing(cost=lambda channels: 9 * channels, fills_budget=True),
    _believing(cost=lambda channels: 10 * channels, fills_budget=True),
)
add(
    "layers-not-dicts",
    "Your layers are no dicts. Which names has lesson 2 for the numbers of a layer?",
    _faulty(lambda channels, count: [(3, 2)] * count),
    _faulty(lambda channels, count: [2] * count),
)
add(
    "keys-misspelled",
    "Your layers lack a key. Are the keys those that `trace_layers` reads?",
    _faulty(lambda channels, count: [{"kind": "conv", "kernel": 3, "stride": 2}] * count),
)
add(
    "steps-not-written",
    "You count steps of 2, and your layers have strides of 1. Which stride has a layer that does not name one?",
    _of_so_many(lambda channels, count: [_conv(channels, 1)] * count),
    where=STEPS,
)
add(
    "returned-too-early",
    "Your stack is its first layer alone. Does the `return` wait until the loop is over?",
    _of_so_many(lambda channels, count: [_conv(channels, 2)]),
)
add(
    "other-layers",
    "Your stack has other layers than asked for. Which kernel, which filters, which strides may it have?",
    _faulty(lambda channels, count: [_conv(channels, 2, kernel=5)] * count),
    _faulty(lambda channels, count: [_conv(channels, 3)] * count),
    _faulty(lambda channels, count: [_conv(channels, 2), {"kind": "pool", "kernel": 2}]),
)

BANKS = [design_stack]
