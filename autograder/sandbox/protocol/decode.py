"""Decode plain data that may come from hostile hands: what no honest encoder wrote, or too much, is malformed."""

from __future__ import annotations

import functools
import json
import math
import re
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.common.json_size import has_more_values
from autograder.sandbox.protocol.plain_data import NUMERIC, TEXT, USUAL, Bounds, Malformed, expect, split

_AN_ARRAY = re.compile(rb'\{"a": \["([<>|=]?[biuf]\d{1,2})", \[((?:\d{1,18}(?:, \d{1,18}){0,31})?)\], 0\]\}')
"""Most values are one array of numbers; it is written and read without the general way."""


_SIGNS = 4
"""So many values of JSON stand at most for one value of a message, a NumPy scalar's: {"s": ["<f8", 0]}."""


class _Decoder:
    def __init__(self, blobs: list[memoryview], special: Callable[[str, Any], Any] | None, bounds: Bounds):
        self.blobs, self.special, self.bounds = blobs, special, bounds
        self.nodes = 0

    def decode(self, value: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > self.bounds.depth + 1 or self.nodes > self.bounds.nodes:
            raise Malformed("too deep or too many values")
        kind = type(value)
        if kind is list:
            return [self.decode(item, depth + 1) for item in value]
        if kind is not dict:
            return value
        if len(value) != 1:
            raise Malformed("a tagged value has one tag")
        ((tag, body),) = value.items()
        known = (_SIMPLE if self.bounds.simple else _READERS).get(tag)
        if known is not None:
            return known(self, body, depth)
        if self.special is None:
            raise Malformed(f"unknown tag {tag[:10]!r}")
        return self.special(tag, body)

    def items(self, body: Any, depth: int) -> list:
        return [self.decode(item, depth + 1) for item in expect(body, list)]

    def tuple(self, body: Any, depth: int) -> tuple:
        return tuple(self.items(body, depth))

    def set(self, body: Any, depth: int) -> set:
        return set(self.items(body, depth))

    def frozenset(self, body: Any, depth: int) -> frozenset:
        return frozenset(self.items(body, depth))

    def dict(self, body: Any, depth: int) -> dict:
        pairs = [expect(pair, list, 2) for pair in expect(body, list)]
        if self.bounds.simple and not all(type(key) is str for key, _ in pairs):
            raise Malformed("a key that is no text, where none is accepted")
        return {self.decode(key, depth + 1): self.decode(item, depth + 1) for key, item in pairs}

    def big(self, body: Any, depth: int) -> int:
        text = expect(body, str)
        most = _WRITABLE if self.bounds.simple else 20_000
        if len(text) > most or not re.fullmatch(r"-?0x[0-9a-f]+", text):
            raise Malformed("no whole number")
        return int(text, 16)

    def complex(self, body: Any, depth: int) -> complex:
        real, imag = (float(expect(part, (int, float))) for part in expect(body, list, 2))
        return complex(real, imag)

    def bytes(self, body: Any, depth: int) -> bytes:
        return bytes(self.take(body))

    def take(self, index: Any) -> memoryview:
        if type(index) is not int or not 0 <= index < len(self.blobs):
            raise Malformed("no such block of bytes")
        return self.blobs[index]

    def scalar(self, body: Any, depth: int) -> Any:
        dtype, index = expect(body, list, 2)
        return self.raw(dtype, (), self.take(index), NUMERIC)[()]

    def array(self, body: Any, depth: int) -> np.ndarray:
        dtype, shape, index = expect(body, list, 3)
        sides = expect(shape, list)
        if len(sides) > 32 or any(type(side) is not int or side < 0 for side in sides):
            raise Malformed("no shape of an array")
        return self.raw(dtype, tuple(sides), self.take(index), None)

    @staticmethod
    def raw(name: Any, shape: tuple, data: memoryview, pattern: re.Pattern | None) -> np.ndarray:
        name = expect(name, str)
        if not (NUMERIC.fullmatch(name) or (pattern is None and TEXT.fullmatch(name))):
            raise Malformed("no plain dtype")
        dtype = np.dtype(name)
        size = dtype.itemsize
        for side in shape:
            size *= side
        if size != len(data) or dtype.itemsize == 0:
            raise Malformed("the shape of an array and its bytes differ")
        if dtype.kind == "b":
            return (np.frombuffer(data, np.uint8) != 0).reshape(shape)
        if dtype.kind == "U" and size and int(np.frombuffer(data, np.uint32).max()) > 0x10FFFF:
            raise Malformed("no text")
        return np.frombuffer(data, dtype).reshape(shape).copy()


_READERS = {
    "t": _Decoder.tuple, "d": _Decoder.dict, "a": _Decoder.array, "s": _Decoder.scalar, "b": _Decoder.bytes,
    "c": _Decoder.complex, "i": _Decoder.big, "e": _Decoder.set, "z": _Decoder.frozenset,
}  # fmt: skip
_SIMPLE = {tag: _READERS[tag] for tag in "tdbi"}
_WRITABLE = len("0x") + 3571
"""Python writes whole numbers as text up to 4,300 digits; so many characters in base 16 are fewer."""


@functools.lru_cache(maxsize=1024)
def _announced_array(text: bytes) -> tuple[np.dtype, tuple[int, ...], int] | None:
    """Return dtype, shape and size in bytes of the one array that a message's JSON announces, or None."""
    found = _AN_ARRAY.fullmatch(text)
    if found is None or not NUMERIC.fullmatch(name := found[1].decode("ascii")):
        return None
    dtype, shape = np.dtype(name), tuple(map(int, found[2].split(b",") if found[2] else ()))
    return (dtype, shape, dtype.itemsize * math.prod(shape)) if dtype.kind != "b" else None


def decode(
    data: bytes | memoryview, special: Callable[[str, Any], Any] | None = None, bounds: Bounds | None = None
) -> Any:
    """Return the value that `data` holds.

    Parameters
    ----------
    data : bytes
    special : callable, optional
        Given an unknown tag and its JSON, returns the value; raises `Malformed` when it knows none.
    bounds : Bounds, optional

    Raises
    ------
    Malformed
        If the bytes are not the encoding of plain data, or exceed the bounds.
    """
    bounds = bounds or USUAL
    try:
        view = memoryview(data).cast("B")
        text, blobs = split(view, bounds)
        text = bytes(text)
        is_short = len(blobs) == 1 and len(text) < 300 and not bounds.simple
        if is_short and (array := _announced_array(text)) is not None:
            dtype, shape, size = array
            if size != len(blobs[0]):
                raise Malformed("the shape of an array and its bytes differ")
            return np.frombuffer(blobs[0], dtype).reshape(shape).copy()
        if has_more_values(text, _SIGNS * bounds.nodes):
            raise Malformed("too many values")
        return _Decoder(blobs, special, bounds).decode(json.loads(str(text, "utf-8")))
    except Malformed:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, struct.error, MemoryError) as problem:
        raise Malformed(f"{type(problem).__name__} while reading a message") from None
