"""Turn plain data into bytes and back, within bounds: nothing else passes between student and judge.

Plain data: None, bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset, NumPy scalars and
arrays of plain dtypes. A subclass arrives as its base. There is no pickle and no class name on the wire: a
message is JSON with one-letter tags for what JSON lacks, followed by the raw bytes of its arrays.
"""

from __future__ import annotations

import functools
import json
import struct
from typing import Any

from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.plain_data import (
    USUAL,
    Bounds,
    Malformed,
    NotPlain,
    expect,
    join,
    named,
    split,
)

__all__ = [
    "USUAL",
    "Bounds",
    "Malformed",
    "NotPlain",
    "decode",
    "encode",
    "expect",
    "named",
    "pack",
    "unpack",
    "write_head",
]


_SAYS_NOTHING = {"changed": [], "printed": ""}
_NOTHING = b'{"changed": [], "printed": ""}'
"""The head of most answers to a call."""


def write_head(head: dict[str, Any]) -> bytes:
    """Return the head of a message, which JSON can write as it is."""
    return json.dumps(head).encode("ascii")


def pack(head: dict[str, Any] | bytes, parts: list[bytes]) -> bytes:
    """Return a message of a head, which may be written already, and of encoded values.

    Raises
    ------
    NotPlain
        If the values are too large.
    """
    if sum(map(len, parts)) > USUAL.payload - 1_000_000:
        raise NotPlain(f"a value of more than {USUAL.payload // 1_000_000} MB")
    if isinstance(head, dict):
        head = _NOTHING if head == _SAYS_NOTHING else write_head(head)
    return join(head, parts)


def unpack(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the head and the encoded values of a message; nothing in them is checked yet.

    Raises
    ------
    Malformed
        If the bytes are no such message, or exceed the usual bounds.
    """
    try:
        text, parts = split(memoryview(data), USUAL)
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
