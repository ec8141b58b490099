"""Turn plain data into bytes and back, within bounds: nothing else passes between student and judge.

Plain data: None, bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset, NumPy scalars and
arrays of plain dtypes. A subclass arrives as its base. There is no pickle and no class name on the wire: a
message is JSON with one-letter tags for what JSON lacks, followed by the raw bytes of its arrays.
"""

from __future__ import annotations

import functools
import json
import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

_HEAD = struct.Struct("<II")
_SIZE = struct.Struct("<Q")
_NUMERIC = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f(?:2|4|8|12|16)|c(?:8|16|24|32))")
_TEXT = re.compile(r"[<>|=]?[US]\d{1,5}")
_PLAIN_INT = 1 << 62
_PRIMITIVES = (type(None), bool, str)


@dataclass(frozen=True)
class Bounds:
    """How much a message may hold before NumPy or Python sees any of it.

    Attributes
    ----------
    payload, structure : int
        Bytes in all, and bytes of the JSON part.
    nodes, depth : int
        Values in the structure, and how deep they nest.
    """

    payload: int = 64_000_000
    structure: int = 8_000_000
    nodes: int = 1_000_000
    depth: int = 60


_USUAL = Bounds()
_AN_ARRAY = re.compile(rb'\{"a": \["([<>|=]?[biuf]\d{1,2})", \[((?:\d{1,18}(?:, \d{1,18}){0,31})?)\], 0\]\}')
"""Most values are one array of numbers; it is written and read without the general way."""


class NotPlain(TypeError):
    """A value that can't cross; `what` names its type with an article ("a Tensor")."""

    def __init__(self, what: str):
        super().__init__(f"{what} is no plain data")
        self.what = what


class Malformed(ValueError):
    """Bytes that no honest encoder made, or more of them than the bounds allow."""


def named(value: Any) -> str:
    """Return the type of `value` in words: "a list", "an array of objects", "a masked array"."""
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if isinstance(value, np.ndarray):
        return "an array of objects" if value.dtype.kind == "O" else f"an array of dtype {value.dtype}"[:80]
    name = type(value).__name__
    name = name if isinstance(name, str) and name.isidentifier() else "object"
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name[:60]}"


class _Encoder:
    def __init__(self, special: Callable[[Any], tuple[str, Any] | None] | None, bounds: Bounds):
        self.special, self.bounds = special, bounds
        self.blobs: list[bytes] = []
        self.size = 0

    def blob(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > self.bounds.payload:
            raise NotPlain(f"a value of more than {self.bounds.payload // 1_000_000} MB")
        self.blobs.append(data)
        return len(self.blobs) - 1

    def encode(self, value: Any, depth: int = 0) -> Any:
        kind = type(value)
        if kind in _PRIMITIVES or kind is float:
            return value
        if kind is int:
            return value if -_PLAIN_INT < value < _PLAIN_INT else self.big(value)
        if depth > self.bounds.depth:
            raise NotPlain(f"a value nested more than {self.bounds.depth} deep")
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if kind is tuple:
            return {"t": [self.encode(item, depth + 1) for item in value]}
        if isinstance(value, np.ndarray):
            return self.array(value)
        if isinstance(value, np.generic) and value.dtype.kind in "biufc":
            return {"s": [value.dtype.str, self.blob(np.asarray(value).tobytes())]}
        if self.special is not None and (found := self.special(value)) is not None:
            return {found[0]: found[1]}
        return self.other(value, depth)

    def other(self, value: Any, depth: int) -> Any:
        """Encode the rarer types, and subclasses as their base, whatever the subclass says of itself."""
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
        raise NotPlain(named(value))

    def big(self, value: int) -> Any:
        if value.bit_length() > 40_000:
            raise NotPlain("a whole number of more than 10,000 digits")
        return {"i": hex(value)}

    def array(self, value: np.ndarray) -> Any:
        dtype = value.dtype
        if isinstance(value, np.ma.MaskedArray) or not is_plain_dtype(dtype):
            raise NotPlain(named(value))
        if value.nbytes > self.bounds.payload:
            raise NotPlain(f"an array of {value.nbytes / 1e6:,.0f} MB")
        if not dtype.isnative:
            value = value.astype(dtype.newbyteorder("="))
        return {"a": [value.dtype.str, list(value.shape), self.blob(np.ndarray.tobytes(value))]}


@functools.lru_cache(maxsize=256)
def _is_of_numbers(dtype: np.dtype) -> bool:
    return dtype.kind in "biuf" and dtype.isnative and is_plain_dtype(dtype)


@functools.lru_cache(maxsize=256)
def is_plain_dtype(dtype: np.dtype) -> bool:
    """Say whether arrays of `dtype` are plain data: numbers, booleans, text of a fixed width."""
    return (
        dtype.kind in "biufcUS"
        and dtype.itemsize > 0
        and bool(_NUMERIC.fullmatch(dtype.str) or _TEXT.fullmatch(dtype.str))
    )


def encode(
    value: Any, special: Callable[[Any], tuple[str, Any] | None] | None = None, bounds: Bounds | None = None
) -> bytes:
    """Return `value` as bytes.

    Parameters
    ----------
    value : plain data
    special : callable, optional
        Given a value that is no plain data, returns a (tag, plain JSON) pair for it, or None.
    bounds : Bounds, optional

    Raises
    ------
    NotPlain
        If some part of `value` is no plain data or is too large.

    Examples
    --------
    >>> decode(encode({"map": (1, 2.5, "three")}))
    {'map': (1, 2.5, 'three')}
    """
    bounds = bounds or _USUAL
    if type(value) is np.ndarray and value.nbytes <= bounds.payload and _is_of_numbers(value.dtype):
        return _before_array(value.dtype.str, value.shape, value.nbytes) + value.tobytes()
    encoder = _Encoder(special, bounds)
    try:
        text = json.dumps(encoder.encode(value)).encode("ascii")
    except RecursionError:
        raise NotPlain("a value that contains itself") from None
    if len(text) > encoder.bounds.structure:
        raise NotPlain(f"a value of more than {encoder.bounds.structure // 1_000_000} MB")
    return _join(text, encoder.blobs)


@functools.lru_cache(maxsize=1024)
def _before_array(dtype: str, shape: tuple[int, ...], size: int) -> bytes:
    """Return what stands before the raw bytes of a message that is one array."""
    text = json.dumps({"a": [dtype, list(shape), 0]}).encode("ascii")
    return _HEAD.pack(len(text), 1) + text + _SIZE.pack(size)


@functools.lru_cache(maxsize=1024)
def _announced_array(text: bytes) -> tuple[np.dtype, tuple[int, ...], int] | None:
    """Return dtype, shape and size in bytes of the one array that a message's JSON announces, or None."""
    found = _AN_ARRAY.fullmatch(text)
    if found is None or not _NUMERIC.fullmatch(name := found[1].decode("ascii")):
        return None
    dtype, shape = np.dtype(name), tuple(map(int, found[2].split(b",") if found[2] else ()))
    return (dtype, shape, dtype.itemsize * math.prod(shape)) if dtype.kind != "b" else None


def pack(head: dict[str, Any], parts: list[bytes]) -> bytes:
    """Return a message of a head, which JSON can write as it is, and of encoded values.

    Raises
    ------
    NotPlain
        If the values are too large.
    """
    if sum(map(len, parts)) > _USUAL.payload - 1_000_000:
        raise NotPlain(f"a value of more than {_USUAL.payload // 1_000_000} MB")
    return _join(json.dumps(head).encode("ascii"), parts)


def unpack(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the head and the encoded values of a message; nothing in them is checked yet.

    Raises
    ------
    Malformed
        If the bytes are no such message, or exceed the usual bounds.
    """
    try:
        text, parts = _split(memoryview(data), _USUAL)
        head = json.loads(bytes(text))
    except Malformed:
        raise
    except (ValueError, RecursionError, struct.error, MemoryError) as problem:
        raise Malformed(f"{type(problem).__name__} while reading a message") from None
    return _expect(head, dict), [bytes(part) for part in parts]


def _join(text: bytes, blobs: list[bytes]) -> bytes:
    """Return a message of its JSON and its blocks of raw bytes."""
    parts = [_HEAD.pack(len(text), len(blobs)), text]
    for data in blobs:
        parts += (_SIZE.pack(len(data)), data)
    return b"".join(parts)


class _Decoder:
    def __init__(self, blobs: list[memoryview], special: Callable[[str, Any], Any] | None, bounds: Bounds):
        self.blobs, self.special, self.bounds = blobs, special, bounds
        self.nodes = 0
        self.tags = {"t": self.tuple, "d": self.dict, "a": self.array, "s": self.scalar, "b": self.bytes,
                     "c": self.complex, "i": self.big, "e": self.set, "z": self.frozenset}  # fmt: skip

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
        known = self.tags.get(tag)
        if known is not None:
            return known(body, depth)
        if self.special is None:
            raise Malformed(f"unknown tag {tag[:10]!r}")
        return self.special(tag, body)

    def items(self, body: Any, depth: int) -> list:
        return [self.decode(item, depth + 1) for item in _expect(body, list)]

    def tuple(self, body: Any, depth: int) -> tuple:
        return tuple(self.items(body, depth))

    def set(self, body: Any, depth: int) -> set:
        return set(self.items(body, depth))

    def frozenset(self, body: Any, depth: int) -> frozenset:
        return frozenset(self.items(body, depth))

    def dict(self, body: Any, depth: int) -> dict:
        pairs = [_expect(pair, list, 2) for pair in _expect(body, list)]
        return {self.decode(key, depth + 1): self.decode(item, depth + 1) for key, item in pairs}

    def big(self, body: Any, depth: int) -> int:
        text = _expect(body, str)
        if len(text) > 20_000 or not re.fullmatch(r"-?0x[0-9a-f]+", text):
            raise Malformed("no whole number")
        return int(text, 16)

    def complex(self, body: Any, depth: int) -> complex:
        real, imag = (float(_expect(part, (int, float))) for part in _expect(body, list, 2))
        return complex(real, imag)

    def bytes(self, body: Any, depth: int) -> bytes:
        return bytes(self.take(body))

    def take(self, index: Any) -> memoryview:
        if type(index) is not int or not 0 <= index < len(self.blobs):
            raise Malformed("no such block of bytes")
        return self.blobs[index]

    def scalar(self, body: Any, depth: int) -> Any:
        dtype, index = _expect(body, list, 2)
        return self.raw(dtype, (), self.take(index), _NUMERIC)[()]

    def array(self, body: Any, depth: int) -> np.ndarray:
        dtype, shape, index = _expect(body, list, 3)
        sides = _expect(shape, list)
        if len(sides) > 32 or any(type(side) is not int or side < 0 for side in sides):
            raise Malformed("no shape of an array")
        return self.raw(dtype, tuple(sides), self.take(index), None)

    @staticmethod
    def raw(name: Any, shape: tuple, data: memoryview, pattern: re.Pattern | None) -> np.ndarray:
        name = _expect(name, str)
        if not (_NUMERIC.fullmatch(name) or (pattern is None and _TEXT.fullmatch(name))):
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


def _expect(value: Any, kind: type | tuple[type, ...], length: int | None = None) -> Any:
    if (
        isinstance(value, bool)
        or not isinstance(value, kind)
        or (length is not None and len(value) != length)
    ):
        raise Malformed("a part of the wrong kind")
    return value


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
    bounds = bounds or _USUAL
    try:
        view = memoryview(data).cast("B")
        text, blobs = _split(view, bounds)
        text = bytes(text)
        if len(blobs) == 1 and len(text) < 300 and (array := _announced_array(text)) is not None:
            dtype, shape, size = array
            if size != len(blobs[0]):
                raise Malformed("the shape of an array and its bytes differ")
            return np.frombuffer(blobs[0], dtype).reshape(shape).copy()
        return _Decoder(blobs, special, bounds).decode(json.loads(text))
    except Malformed:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, struct.error, MemoryError) as problem:
        raise Malformed(f"{type(problem).__name__} while reading a message") from None


def _split(view: memoryview, bounds: Bounds) -> tuple[memoryview, list[memoryview]]:
    """Cut a message into its JSON and its blocks of raw bytes."""
    if not _HEAD.size <= len(view) <= bounds.payload + bounds.structure:
        raise Malformed("a message of this size is not accepted")
    length, count = _HEAD.unpack(view[: _HEAD.size])
    if length > bounds.structure or count > bounds.nodes:
        raise Malformed("a message of this size is not accepted")
    place = _HEAD.size + length
    blobs = []
    for _ in range(count):
        (size,) = _SIZE.unpack(view[place : place + _SIZE.size])
        place += _SIZE.size
        if size > len(view) - place:
            raise Malformed("a block of bytes is cut short")
        blobs.append(view[place : place + size])
        place += size
    if place != len(view):
        raise Malformed("bytes are missing or left over")
    return view[_HEAD.size : _HEAD.size + length], blobs
