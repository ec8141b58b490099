"""Decode plain data that may come from hostile hands: what no honest encoder wrote, or too much, is malformed."""

import functools
import json
import math
import re
import struct
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.common.json_size import has_more_values
from autograder.sandbox.protocol.classes import CHANGEABLE, make_instance
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import NUMERIC, TEXT, USUAL, Bounds, Malformed, expect, split

_AN_ARRAY = re.compile(rb'\{"a": \["([<>|=]?[biuf]\d{1,2})", \[((?:\d{1,18}(?:, \d{1,18}){0,31})?)\], 0\]\}')
"""Most values are one array of numbers; it is written and read without the general way."""


_SIGNS = 4
"""So many values of JSON stand at most for one value of a message, a NumPy scalar's: {"s": ["<f8", 0]}."""


_TROUBLE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, struct.error, MemoryError)
"""What reading hostile bytes may raise."""


class _Decoder:
    def __init__(
        self,
        blobs: list[memoryview],
        special: Callable[[str, Any], Any] | None,
        bounds: Bounds,
        objects: Objects | None,
    ):
        self.blobs, self.special, self.bounds, self.objects = blobs, special, bounds, objects
        self.nodes = self.shared = 0
        self.sizes: dict[int, tuple[int, int]] = {}

    def decode(self, value: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > self.bounds.depth + 1 or self.nodes > self.bounds.nodes:
            raise Malformed("too deep or too many values")
        kind = type(value)
        if kind is list:
            return self.numbered([self.decode(item, depth + 1) for item in value])
        if kind is not dict:
            return value
        if len(value) != 1:
            raise Malformed("a tagged value has one tag")
        ((tag, body),) = value.items()
        known = (_SIMPLE if self.bounds.simple else _READERS).get(tag)
        if known is not None:
            return known(self, body, depth)
        if self.objects is not None and (known := _OF_EXCHANGES.get(tag)) is not None:
            return known(self, body, depth)
        if self.special is None:
            raise Malformed(f"unknown tag {tag[:10]!r}")
        return self.numbered(self.special(tag, body))

    def numbered(self, value: Any) -> Any:
        return value if self.objects is None else self.objects.add(value)

    def again(self, body: Any, depth: int) -> Any:
        """Return an object of the exchange by its number; all that are told so count as if they were told in full."""
        if type(body) is not int or not 0 <= body < len(self.objects.all):
            raise Malformed("no such object")
        found = self.objects.all[body]
        size, height = self.size_of(found)
        self.shared += size
        if depth + height > self.bounds.depth + 1 or self.shared > self.bounds.payload:
            raise Malformed("too deep or too many values")
        return found

    def size_of(self, value: Any) -> tuple[int, int]:
        """Return about how many bytes of a message an object is, and how deep it nests."""
        if isinstance(value, np.ndarray | str | bytes | bytearray):
            return 8 + (value.nbytes if isinstance(value, np.ndarray) else len(value)), 0
        if not isinstance(value, list | tuple | dict | set | frozenset | deque):
            return 8, 0
        if (known := self.sizes.get(id(value))) is None:
            parts = [*value, *value.values()] if isinstance(value, dict) else value
            sizes = [self.size_of(part) for part in parts]
            known = 8 + sum(size for size, _ in sizes), 1 + max((height for _, height in sizes), default=0)
            self.sizes[id(value)] = known
        return known

    def view(self, body: Any, depth: int) -> np.ndarray:
        """Return a part of an array of the exchange: NumPy refuses what reaches beyond it."""
        number, shape, strides, offset = expect(body, list, 4)
        known = self.objects.all
        base = known[number] if type(number) is int and 0 <= number < len(known) else None
        if type(base) is not np.ndarray:
            raise Malformed("no such array")
        shape, strides = (
            tuple(expect(part, int) for part in expect(parts, list)) for parts in (shape, strides)
        )
        self.shared += base.itemsize * math.prod(shape)
        if len(shape) > 32 or self.shared > self.bounds.payload:
            raise Malformed("too large a part of an array")
        buffer = base if base.flags.c_contiguous else base.copy()
        return self.numbered(np.ndarray(shape, base.dtype, buffer, expect(offset, int), strides))

    def nan(self, body: Any, depth: int) -> float:
        return np.nan if body == "numpy" else math.nan

    def instance(self, body: Any, depth: int) -> Any:
        name, inner = expect(body, list, 2)
        value = make_instance(expect(name, str), self.decode(inner, depth + 1), self.objects.names)
        return self.numbered(value) if isinstance(value, CHANGEABLE) else value

    def items(self, body: Any, depth: int) -> list:
        return [self.decode(item, depth + 1) for item in expect(body, list)]

    def tuple(self, body: Any, depth: int) -> tuple:
        return tuple(self.items(body, depth))

    def set(self, body: Any, depth: int) -> set:
        return self.numbered(set(self.items(body, depth)))

    def frozenset(self, body: Any, depth: int) -> frozenset:
        return frozenset(self.items(body, depth))

    def dict(self, body: Any, depth: int) -> dict:
        pairs = [expect(pair, list, 2) for pair in expect(body, list)]
        if self.bounds.simple and not all(type(key) is str for key, _ in pairs):
            raise Malformed("a key that is no text, where none is accepted")
        return self.numbered({self.decode(k, depth + 1): self.decode(v, depth + 1) for k, v in pairs})

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
        return self.numbered(self.raw(dtype, tuple(sides), self.take(index), None))

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
            return (np.frombuffer(data, np.uint8) != 0).reshape(shape).copy()
        if dtype.kind == "U" and size and int(np.frombuffer(data, np.uint32).max()) > 0x10FFFF:
            raise Malformed("no text")
        return np.frombuffer(data, dtype).reshape(shape).copy()


_READERS = {
    "t": _Decoder.tuple, "d": _Decoder.dict, "a": _Decoder.array, "s": _Decoder.scalar, "b": _Decoder.bytes,
    "c": _Decoder.complex, "i": _Decoder.big, "e": _Decoder.set, "z": _Decoder.frozenset,
}  # fmt: skip
_OF_EXCHANGES = {"k": _Decoder.again, "v": _Decoder.view, "N": _Decoder.nan, "C": _Decoder.instance}
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
    data: bytes | memoryview,
    special: Callable[[str, Any], Any] | None = None,
    bounds: Bounds | None = None,
    objects: Objects | None = None,
) -> Any:
    """Return the value that `data` holds.

    Raises Malformed if the bytes are not the encoding of plain data, or exceed the bounds.

    `special`: given an unknown tag and its JSON, returns the value; raises `Malformed` when it knows none
    `objects`: those of the exchange so far; new ones are added
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
            value = np.frombuffer(blobs[0], dtype).reshape(shape).copy()
            return value if objects is None else objects.add(value)
        if has_more_values(text, _SIGNS * bounds.nodes):
            raise Malformed("too many values")
        return _Decoder(blobs, special, bounds, objects).decode(json.loads(str(text, "utf-8")))
    except Malformed:
        raise
    except _TROUBLE as problem:
        raise Malformed(f"{type(problem).__name__} while reading a message") from None
