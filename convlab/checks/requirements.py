"""What an answer must meet where many are right: a stack of layers that keeps to a budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from convlab.checks.compare import compare
from convlab.checks.problems import Problem, Requirement, kind_of


@dataclass(frozen=True, repr=False)
class Within(Requirement):
    """Any stack of 3x3 layers of stride 1 or 2 that sees far enough and keeps a budget.

    Attributes
    ----------
    receptive_field : int
        What the stack must see at least.
    max_params : int
        Most weights and biases of all layers together.
    channels : int
        Channels of the input and filters of every layer.

    Examples
    --------
    >>> layers = [{"kind": "conv", "filters": 5, "kernel": 3, "stride": 2}] * 4
    >>> Within(31, 1000, 5).problem(layers) is None
    True
    >>> Within(31, 900, 5).problem(layers).symptom
    'The stack has 920 parameters, and 900 are allowed.'
    """

    receptive_field: int
    max_params: int
    channels: int

    def __repr__(self) -> str:
        """Say in words what is expected."""
        return (
            f"any stack of 3x3 layers that sees {self.receptive_field} or more "
            f"with {self.max_params} parameters or fewer"
        )

    def problem(self, got: object) -> Problem | None:
        """Return the first thing that is wrong with a stack, or None when it is right."""
        if not isinstance(got, list | tuple) or (got and isinstance(got[0], list)):
            symptom = f"The result is {kind_of(got)}, and a list of layers was expected."
            return Problem("type", symptom, "Which list is the answer?", "wrong-type", "", got, self)
        for index, layer in enumerate(got):
            said = self._about(layer)
            if said:
                return self._wrong(got, f"Layer {index} {said[0]}", *said[1:])
        field, params = field_of(layer.get("stride", 1) for layer in got), len(got) * self.per_layer
        if field < self.receptive_field:
            symptom = f"The stack sees {field} pixels, and {self.receptive_field} were asked for."
            question = "Walk through it with field and jump: what does each layer add?"
            return self._wrong(got, symptom, question)
        if params > self.max_params:
            symptom = f"The stack has {params:,} parameters, and {self.max_params:,} are allowed."
            return self._wrong(got, symptom, "What does one layer cost, and can fewer see as far?")
        return None

    @property
    def per_layer(self) -> int:
        """Weights and biases of one layer."""
        return self.channels * (9 * self.channels + 1)

    def _about(self, layer: object) -> tuple[str, ...]:
        """Return what is wrong with one layer: the rest of a sentence, a question and an id; nothing if it is right."""
        if not isinstance(layer, dict):
            said = f"is {kind_of(layer)}, and `trace_layers` takes dicts."
            return said, "Which names has lesson 2 for the numbers of a layer?", "layers-not-dicts"
        if layer.get("kind", "conv") != "conv":
            said = f"is of the kind {layer['kind']!r}, and the chip knows 'conv' only."
            return said, "Which layers may the stack have?", "other-layers"
        missing = [key for key in ("kind", "filters", "kernel") if key not in layer]
        if missing:
            said = f"lacks the key {missing[0]!r}."
            return said, "Are the keys those that `trace_layers` reads?", "keys-misspelled"
        due = {"filters": (self.channels,), "kernel": (3,), "stride": (1, 2)}
        for key, values in due.items():
            value = layer.get(key, 1)
            if not any(compare(value, right) is None for right in values):
                words = " or ".join(map(str, values))
                question = (
                    "Every layer is 3x3, from all channels to as many, with stride 1 or 2. Is this one?"
                )
                return f"has {value!r} as its {key}, and {words} was expected.", question, "other-layers"
        padding = layer.get("padding", 0)
        if compare(padding, 0) is not None and not (_is_whole(padding) and padding > 0):
            said = f"has {padding!r} as its padding, and a whole number was expected."
            return said, "How many rings of zeros stand around the map?", "other-layers"
        return ()

    def _wrong(self, got: object, symptom: str, question: str, mistake: str | None = None) -> Problem:
        return Problem("value", symptom, question, mistake, "", got, self)


def _is_whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def field_of(strides: Iterable[int]) -> int:
    """Return how many pixels one output of a stack of 3x3 layers sees on each axis.

    >>> field_of([1, 2, 1, 2])
    13
    """
    field, jump = 1, 1
    for stride in strides:
        field, jump = field + 2 * jump, jump * int(stride)
    return field
