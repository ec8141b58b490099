"""Write any file name as text that can be printed and stored; count and list things in words."""

import hashlib
import os
import re
import sys
from collections.abc import Collection

ESCAPED = re.compile(r"\\(?:[nrt~\\]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
"""What `printable` makes of odd characters."""

MAX_ESCAPED = 120
"""Bytes of a name with escapes; a longer one is cut."""


def printable(name: str) -> str:
    """Return a file name as text that can be printed and stored, another text for every other name.

    Odd bytes and characters become escapes; in names that hold such, or look as if, backslashes are doubled.
    What grows too long for a file name ends in a hash. All other names stay as they are.
    """
    raw = os.fsencode(name)
    text = raw.decode("utf-8", "surrogateescape")
    if text.isprintable() and not ESCAPED.search(text):
        return text
    text = "".join(map(escaped, text))
    if len(text.encode()) <= MAX_ESCAPED:
        return text
    return f"{text.encode()[: MAX_ESCAPED - 10].decode(errors='ignore')}\\~{hashlib.sha256(raw).hexdigest()[:16]}"


def escaped(character: str) -> str:
    """Return one character of a file name as it is printed beside escapes."""
    code = ord(character)
    if character == "\\" or code < 128:
        return character if character.isprintable() and character != "\\" else repr(character)[1:-1]
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if character.isprintable():
        return character
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def escape_controls(text: str) -> str:
    """Return a text for a terminal or a log, with all that such a one would obey or hide written out.

    >>> print(escape_controls("names: \x1b[2J, ä"))
    names: \\x1b[2J, ä
    """
    return "".join(c if c.isprintable() or c == "\n" else escaped(c) for c in text)


def well_formed(text: str) -> str:
    """Return a text that a file can hold: half of a surrogate pair becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its words, in the singular for 1.

    >>> counted(1, "mark is", "marks are"), counted(3, "mark is", "marks are")
    ('1 mark is', '3 marks are')
    """
    return f"{count} {one if count == 1 else many}"


def list_names(names: list[str], most: int = 5) -> str:
    """Return some names, the rest counted.

    >>> list_names(["ada", "ben", "cyd"], 2)
    'ada, ben and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def headed(names: Collection[str], words: str) -> list[str]:
    """Return a heading that counts some names, and the names below it; nothing for none."""
    return [f"{len(names)} {words}:", *(f"  {name}" for name in names)] if names else []


def print_utf8(text: str) -> None:
    """Print a text that a program will read: in UTF-8 where standard output's own encoding can't say it."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)
