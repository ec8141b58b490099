"""Tell how much a JSON text holds before anything of it is made: a reader of hostile files pays for what it makes."""

import re

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
"""A string, or the begin of one that never ends: nothing is looked at twice."""
_ALL_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_SIGNS = (b",", b"[", b"{")
"""Before or behind every value but the first stands one of them."""


def has_more_values(data: bytes, most: int) -> bool:
    """Say whether a JSON text holds more than `most` values; what is no JSON may be said to.

    >>> has_more_values(b'[1, [2, "3, 4, 5"]]', 5)
    False
    """
    if len(data) <= most or _signs(data) <= most:
        return False
    if data.count(b'"') - data.count(b'\\"') > 2 * most:
        return True  # each string has a quotation mark of its own, and so has each name of a value
    return _signs(_STRING.sub(b"", data)) > most


def is_deeper(data: bytes, most: int) -> bool:
    """Say whether a JSON text nests lists and objects more than `most` levels deep.

    >>> is_deeper(b'[["[["]]', 2), is_deeper(b'[[[]]]', 2)
    (False, True)
    """
    if _brackets(data) <= most:
        return False
    depth = 0
    for sign in _STRING.sub(b"", data).translate(None, _ALL_BUT_BRACKETS):
        depth += 1 if sign in b"[{" else -1
        if depth > most:
            return True
    return False


def _signs(data: bytes) -> int:
    return sum(map(data.count, _SIGNS))


def _brackets(data: bytes) -> int:
    return data.count(b"[") + data.count(b"{")
