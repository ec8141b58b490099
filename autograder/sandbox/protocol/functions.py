"""Tell in plain data what a function is called, says of itself and takes; let another look the same."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable
from typing import Any

from autograder.sandbox.protocol.plain_data import Malformed

_NAME, _DOC, _PARAMETERS = 200, 6_000, 60
_SIMPLE = (type(None), bool, int, float, str)
_KINDS = list(inspect._ParameterKind)


def describe_function(function: Callable, keep: Callable[[Any], int] | None = None, depth: int = 0) -> dict:
    """Return what is told of a function, in JSON's types.

    `keep`: gives a number to the function that this one wraps (`functools.wraps`), so that it can be called as well
    """
    told: dict[str, Any] = {}
    # What isn't there isn't told: built-in functions may have no signature.
    with contextlib.suppress(Exception):
        for key, most in (("__name__", _NAME), ("__qualname__", _NAME), ("__doc__", _DOC)):
            if type(text := getattr(function, key, None)) is str:
                told[key] = text[:most]
        wrapped = getattr(function, "__wrapped__", None)
        if keep is not None and depth < 3 and callable(wrapped):
            told["wraps"] = [keep(wrapped), describe_function(wrapped, keep, depth + 1)]
        told["takes"] = [_parameter(p) for p in inspect.signature(function).parameters.values()][:_PARAMETERS]
    return told


def _parameter(parameter: inspect.Parameter) -> list:
    """Return a parameter's name, kind and default; a default that JSON lacks is told as a list that isn't empty."""
    default = parameter.default
    if default is parameter.empty:
        return [parameter.name, int(parameter.kind)]
    is_simple = type(default) in _SIMPLE and (type(default) is not int or abs(default) < 1 << 60)
    return [parameter.name, int(parameter.kind), default if is_simple else [repr(type(default))[:_NAME]]]


def dress(function: Any, told: dict[str, Any]) -> None:
    """Let a function that stands for another be called, explained and inspected as that one.

    Raises Malformed if what is told is not what `describe_function` says.
    """
    for key in ("__name__", "__qualname__", "__doc__"):
        text = told.get(key)
        if text is not None and type(text) is not str:
            raise Malformed("no name of a function")
        if text is not None or key == "__doc__":
            setattr(function, key, text)
    if (takes := told.get("takes")) is not None:
        try:
            function.__signature__ = inspect.Signature([_made(*part) for part in takes])
        except Exception:
            raise Malformed("no signature of a function") from None


def _made(name: str, kind: int, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, _KINDS[kind], default=... if type(default) is list else default)
