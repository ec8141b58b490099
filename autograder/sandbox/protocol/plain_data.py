"""What plain data is, how much of it a message may hold, and how a message is laid out in bytes.

Plain data: None, bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset, NumPy scalars and
arrays of plain dtypes, and what `classes` knows of Python's own. A student's subclass arrives as its base. There is
no pickle in a message: it is JSON with one-letter tags for what JSON lacks, followed by the raw bytes of its arrays
(`encode`, `decode`). Within an exchange (`objects`) an object that comes again is told by its number.
"""

import functools
import json
import re
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.common.json_size import has_more_values

HEAD = struct.Struct("<II")
SIZE = struct.Struct("<Q")
NUMERIC = re.compile(
    r"[<>|=]?(?:b1|[iu][1248]|f(?:2|4|8|12|16)|c(?:8|16|24|32)|[mM]8(?:\[\d{0,4}(?:[YMWDhms]|[munpfa]s)\])?)"
)
"""Numbers and times."""
TEXT = re.compile(r"[<>|=]?[US]\d{1,5}")


@dataclass(frozen=True)
class Bounds:
    """How much a message may hold before NumPy or Python sees any of it."""

    # payload, structure: bytes in all, and bytes of the JSON part
    payload: int = 64_000_000
    structure: int = 8_000_000
    # nodes, depth: values in the structure, and how deep they nest
    nodes: int = 1_000_000
    depth: int = 60
    # nothing is accepted whose making, comparing or writing as text may take long or fail: of numbers only Python's
    # own, none of thousands of digits; no arrays, no sets, no dict's keys but text (numbers with equal hashes, which
    # can be chosen, make them slow to build). For readers whom no time limit guards and no test's outcome covers
    simple: bool = False


USUAL = Bounds()


class NotPlain(TypeError):
    """A value that can't cross; `what` names its type with an article ("a Tensor")."""

    def __init__(self, what: str):
        super().__init__(f"{what} is no plain data")
        self.what = what


class Malformed(ValueError):
    """Bytes that no honest encoder made, or more of them than the bounds allow."""


def describe_type(value: Any) -> str:
    """Return the type of `value` in words: "a list", "an array of objects", "a masked array"."""
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if type(value) is np.ndarray:
        return "an array of objects" if value.dtype.kind == "O" else f"an array of dtype {value.dtype}"[:80]
    name = type(value).__name__
    name = name if isinstance(name, str) and name.isidentifier() else "object"
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name[:60]}"


@functools.lru_cache(maxsize=256)
def is_of_numbers(dtype: np.dtype) -> bool:
    """Say whether arrays of `dtype` hold real numbers or booleans, in this machine's byte order."""
    return dtype.kind in "biuf" and dtype.isnative and is_plain_dtype(dtype)


@functools.lru_cache(maxsize=256)
def is_plain_dtype(dtype: np.dtype) -> bool:
    """Say whether arrays of `dtype` are plain data: numbers, booleans, text of a fixed width."""
    return (
        dtype.kind in "biufcmMUS"
        and dtype.itemsize > 0
        and bool(NUMERIC.fullmatch(dtype.str) or TEXT.fullmatch(dtype.str))
    )


def expect(value: Any, kind: type | tuple[type, ...], length: int | None = None) -> Any:
    """Return `value` if it is of this kind and length.

    Raises Malformed if it isn't.
    """
    if (
        isinstance(value, bool)
        or not isinstance(value, kind)
        or (length is not None and len(value) != length)
    ):
        raise Malformed("a part of the wrong kind")
    return value


def join(text: bytes, blobs: list[bytes]) -> bytes:
    """Return a message of its JSON and its blocks of raw bytes."""
    parts = [HEAD.pack(len(text), len(blobs)), text]
    for data in blobs:
        parts += (SIZE.pack(len(data)), data)
    return b"".join(parts)


def split(view: memoryview, bounds: Bounds) -> tuple[memoryview, list[memoryview]]:
    """Return a message's JSON and its blocks of raw bytes.

    Raises Malformed if it is not laid out so, or larger than the bounds.
    """
    end = len(view)
    if not HEAD.size <= end <= bounds.payload + bounds.structure:
        raise Malformed("a message of this size is not accepted")
    length, count = HEAD.unpack_from(view)
    if length > bounds.structure or count > bounds.nodes:
        raise Malformed("a message of this size is not accepted")
    place = start = HEAD.size + length
    blobs = []
    for _ in range(count):
        (size,) = SIZE.unpack_from(view, place)
        place += SIZE.size
        if size > end - place:
            raise Malformed("a block of bytes is cut short")
        blobs.append(view[place : place + size])
        place += size
    if place != end:
        raise Malformed("bytes are missing or left over")
    return view[HEAD.size : start], blobs


def write_head(head: dict[str, Any]) -> bytes:
    """Return the head of a message, which JSON can write as it is."""
    return json.dumps(head).encode("ascii")


def pack(head: bytes, parts: list[bytes]) -> bytes:
    """Return a message of a head, as `write_head` writes it, and of encoded values.

    Raises NotPlain if the values are too large.
    """
    if sum(map(len, parts)) > USUAL.payload - 1_000_000:
        raise NotPlain(f"a value of more than {USUAL.payload // 1_000_000} MB")
    return join(head, parts)


def unpack(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the head and the encoded values of a message; nothing in them is checked yet.

    Raises Malformed if the bytes are no such message, or exceed the usual bounds.
    """
    try:
        text, parts = split(memoryview(data), USUAL)
        if has_more_values(bytes(text), USUAL.nodes):
            raise Malformed("too many values")
        head = _read_again(bytes(text)) if len(text) < 300 else json.loads(str(text, "ascii"))
    except Malformed:
        raise
    except (ValueError, RecursionError, struct.error, MemoryError) as problem:
        raise Malformed(f"{type(problem).__name__} while reading a message") from None
    return dict(expect(head, dict)), [bytes(part) for part in parts]


@functools.lru_cache(maxsize=512)
def _read_again(text: bytes) -> Any:
    """Return what a short head holds: most calls of a test have the same one, and nobody changes what is in it."""
    return json.loads(str(text, "ascii"))
