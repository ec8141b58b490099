"""Encode plain data: JSON with one-letter tags for what JSON lacks, followed by the raw bytes of its arrays."""

import functools
import json
import math
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox.protocol.classes import describe_instance
from autograder.sandbox.protocol.objects import Objects, view_of
from autograder.sandbox.protocol.plain_data import (
    HEAD,
    SIZE,
    USUAL,
    Bounds,
    NotPlain,
    describe_type,
    is_of_numbers,
    is_plain_dtype,
    join,
)

_PLAIN_INT = 1 << 62
_PRIMITIVES = (type(None), bool, str)
_BASES = frozenset((dict, str, bytes, complex, set, frozenset, np.str_, np.bytes_))
_NUMBERED = (list, dict, set, np.ndarray, bytearray, deque)


class _Encoder:
    def __init__(
        self, special: Callable[[Any], tuple[str, Any] | None] | None, bounds: Bounds, objects: Objects | None
    ):
        self.special, self.bounds, self.objects = special, bounds, objects
        self.is_strict = getattr(special, "is_strict", False)
        self.blobs: list[bytes] = []
        self.size = 0

    def blob(self, data: bytes) -> int:
        self.grow(len(data))
        self.blobs.append(data)
        return len(self.blobs) - 1

    def grow(self, size: int) -> None:
        self.size += size
        if self.size > self.bounds.payload:
            raise NotPlain(f"a value of more than {self.bounds.payload // 1_000_000} MB")

    def encode(self, value: Any, depth: int = 0) -> Any:
        kind = type(value)
        if kind in _PRIMITIVES:
            return value
        if kind is float:
            return value if value == value or self.objects is None else self.nan(value)
        if kind is int:
            return value if -_PLAIN_INT < value < _PLAIN_INT else self.big(value)
        if depth > self.bounds.depth:
            raise NotPlain(f"a value nested more than {self.bounds.depth} deep")
        if kind is tuple:
            return {"t": [self.encode(item, depth + 1) for item in value]}
        if self.objects is None:
            return self.one(value, depth)
        if (number := self.objects.number_of(value)) is not None:
            return {"k": number}
        if not isinstance(value, _NUMBERED):
            return self.one(value, depth)
        self.objects.begin(value)
        found = self.one(value, depth)
        self.objects.add(value)
        return found

    def one(self, value: Any, depth: int) -> Any:
        """Encode what isn't known by a number yet."""
        if type(value) is list:
            return [self.encode(item, depth + 1) for item in value]
        if type(value) is np.ndarray:
            return self.array(value)
        if isinstance(value, np.generic) and value.dtype.kind in "biufcmM":
            return {"s": [value.dtype.str, self.blob(np.asarray(value).tobytes())]}
        if self.special is not None and (found := self.special(value)) is not None:
            if self.objects is not None:
                self.objects.add(value)
            return {found[0]: found[1]}
        if self.objects is not None and (found := describe_instance(value)) is not None:
            return {"C": [found[0], self.encode(found[1], depth + 1)]}
        if self.is_strict and type(value) not in _BASES:
            raise NotPlain(describe_type(value))
        return self.other(value, depth)

    def nan(self, value: float) -> Any:
        """Encode what is no number: lists compare by identity first, so whose it is makes a difference."""
        return (
            {"N": "numpy" if value is np.nan else "math"} if value is np.nan or value is math.nan else value
        )

    def other(self, value: Any, depth: int) -> Any:
        """Encode the rarer types, and subclasses as their base, whatever the subclass says of itself."""
        if isinstance(value, np.ndarray):
            return self.array(value)
        if isinstance(value, dict):
            pairs = dict.items(value)
            return {"d": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in pairs]}
        if isinstance(value, str):
            return str.__str__(value) if type(value) is not np.str_ else str(value)
        if isinstance(value, bytes | bytearray):
            return {"b": self.blob(bytes(value))}
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, int):
            return self.encode(int.__int__(value), depth)
        if isinstance(value, complex):
            return {"c": [value.real, value.imag]}
        if isinstance(value, list):
            return [self.encode(item, depth + 1) for item in list.__iter__(value)]
        if isinstance(value, tuple):
            return {"t": [self.encode(item, depth + 1) for item in tuple.__iter__(value)]}
        if isinstance(value, set | frozenset):
            tag = "e" if isinstance(value, set) else "z"
            return {tag: [self.encode(item, depth + 1) for item in value]}
        raise NotPlain(describe_type(value))

    def big(self, value: int) -> Any:
        if value.bit_length() > 40_000:
            raise NotPlain("a whole number of more than 10,000 digits")
        return {"i": hex(value)}

    def array(self, value: np.ndarray) -> Any:
        dtype = value.dtype
        if isinstance(value, np.ma.MaskedArray) or not is_plain_dtype(dtype):
            raise NotPlain(describe_type(value))
        if value.nbytes > self.bounds.payload:
            raise NotPlain(f"an array of {value.nbytes / 1e6:,.0f} MB")
        if not dtype.isnative:
            value = value.astype(dtype.newbyteorder("="))
        if self.objects is not None and (view := view_of(value, self.objects)) is not None:
            self.grow(value.nbytes)
            return {"v": view}
        return {"a": [value.dtype.str, list(value.shape), self.blob(np.ndarray.tobytes(value))]}


def encode(
    value: Any,
    special: Callable[[Any], tuple[str, Any] | None] | None = None,
    bounds: Bounds | None = None,
    objects: Objects | None = None,
) -> bytes:
    """Return `value` as bytes.

    Raises NotPlain if some part of `value` is no plain data or is too large.

    `special`: given a value that is no plain data, returns a (tag, plain JSON) pair for it, or None
    `objects`: those of the exchange so far: they are told by their numbers, and new ones are added

    >>> from autograder.sandbox.protocol.decode import decode
    >>> decode(encode({"map": (1, 2.5, "three")}))
    {'map': (1, 2.5, 'three')}
    """
    bounds = bounds or USUAL
    is_plain = type(value) is np.ndarray and value.nbytes <= bounds.payload and is_of_numbers(value.dtype)
    if is_plain and (objects is None or (id(value) not in objects.numbers and value.base is None)):
        if objects is not None:
            objects.add(value)
        return _before_array(value.dtype.str, value.shape, value.nbytes) + value.tobytes()
    encoder = _Encoder(special, bounds, objects)
    try:
        text = json.dumps(encoder.encode(value)).encode("ascii")
    except RecursionError:
        raise NotPlain("a value that contains itself") from None
    if len(text) > encoder.bounds.structure:
        raise NotPlain(f"a value of more than {encoder.bounds.structure // 1_000_000} MB")
    return join(text, encoder.blobs)


@functools.lru_cache(maxsize=1024)
def _before_array(dtype: str, shape: tuple[int, ...], size: int) -> bytes:
    """Return what stands before the raw bytes of a message that is one array."""
    text = json.dumps({"a": [dtype, list(shape), 0]}).encode("ascii")
    return HEAD.pack(len(text), 1) + text + SIZE.pack(size)
