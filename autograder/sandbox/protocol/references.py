"""Let functions and types be named in a call, so that the student's process looks them up or calls back; dress proxies.

What comes back from the student's process is plain data, and numbers of functions and iterators that it keeps.
"""

import builtins
import contextlib
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox.protocol.plain_data import Malformed, NotPlain

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


def copy_signature(function: Any, told: dict[str, Any]) -> None:
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
            function.__signature__ = inspect.Signature([_parameter_from(*part) for part in takes])
        except Exception:
            raise Malformed("no signature of a function") from None


def _parameter_from(name: str, kind: int, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, _KINDS[kind], default=... if type(default) is list else default)


_BUILTINS = (
    "abs", "all", "any", "bool", "bytes", "complex", "dict", "divmod", "enumerate", "filter", "float", "frozenset",
    "int", "len", "list", "map", "max", "min", "pow", "range", "repr", "reversed", "round", "set", "slice", "sorted",
    "str", "sum", "tuple", "type", "zip",
)  # fmt: skip


def name_of_library_object(value: Any) -> str | None:
    """Return "numpy.maximum" or "builtins.int" for a public function or type of NumPy or Python, or None."""
    name = getattr(value, "__name__", None)
    if not isinstance(name, str):
        return None
    if name in _BUILTINS and getattr(builtins, name) is value:
        return f"builtins.{name}"
    if not name.startswith("_") and name in np.__all__ and getattr(np, name, None) is value:
        return f"numpy.{name}"
    return None


class ReferenceEncoder:
    """Encodes what a test cell may pass besides plain data; keeps the functions that may be called back."""

    is_strict = True
    """An object of a class of the test's own is refused, where one of the student's arrives as its base."""

    def __init__(self, name_of_proxy: Callable[[Any], str | int | None], callbacks: list[Callable]):
        self.name_of_proxy, self.callbacks = name_of_proxy, callbacks

    def __call__(self, value: Any) -> tuple[str, Any] | None:
        """Return the tag and body for `value`, or None when it has to be plain data."""
        if (name := self.name_of_proxy(value)) is not None:
            return "r", name
        if value is Ellipsis:
            return "o", 0
        if isinstance(value, np.dtype):
            return "y", value.str
        if type(value) is range:
            return "n", [value.start, value.stop, value.step]
        if type(value) is slice:
            parts = [value.start, value.stop, value.step]
            return ("l", parts) if all(p is None or type(p) is int for p in parts) else None
        if (name := name_of_library_object(value)) is not None:
            return "g", name
        if isinstance(value, type):
            raise NotPlain(f"the class {value.__name__}")
        if callable(value):
            self.callbacks.append(value)
            return "f", [len(self.callbacks) - 1, describe_function(value)]
        return None


class ReferenceDecoder:
    """Decodes what a `ReferenceEncoder` wrote, in the student's process.

    `namespace`: where the student's own names are
    `call_back`: called with the number of a callback, its positional and its keyword arguments
    `handles`: what the student's functions have returned and what stays in the process, by number
    """

    def __init__(self, namespace: dict[str, Any], call_back: Callable[[int, tuple, dict], Any], handles: Any):
        self.namespace, self.call_back, self.handles = namespace, call_back, handles

    def __call__(self, tag: str, body: Any) -> Any:
        """Return the value that `tag` and `body` stand for."""
        if tag == "r":
            return self.handles[body] if type(body) is int else self.namespace[body]
        if tag == "g":
            module, _, name = body.partition(".")
            return getattr(builtins if module == "builtins" else np, name)
        if tag == "f":
            return self._of_the_test(*body)
        plain = {"o": lambda _: Ellipsis, "y": np.dtype, "n": lambda p: range(*p), "l": lambda p: slice(*p)}
        if tag not in plain:
            raise Malformed(f"unknown tag {tag[:10]!r}")
        return plain[tag](body)

    def _of_the_test(self, number: int, told: dict[str, Any]) -> Callable:
        """Return what calls a function of the test's."""

        def function(*args: Any, **kwargs: Any) -> Any:
            return self.call_back(number, args, kwargs)

        copy_signature(function, told)
        return function
