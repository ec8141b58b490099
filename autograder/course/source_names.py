"""See which names code binds without parsing it: what students hand in may be no Python, or hostile to parsers."""

import functools
import re
from collections.abc import Iterator
from itertools import islice

_DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_NESTED = re.compile(r"^[ \t]+(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_IMPORT = re.compile(
    r"^(?:import|(from)[ \t]+[\w.]+[ \t]+import)[ \t]*(?:\(([^)]{0,1000})\)?|[ \t]([^\n(#;]*))", re.MULTILINE
)
_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_TARGETS = re.compile(r"[\w \t,()\[\]*]+")
_NO_TARGET = re.compile(r"\w[ \t]*[(\[]|\w[ \t]+\w")
_ANNOTATED = re.compile(r"[ \t]*(\w+)[ \t]*:")
_LONG = 5000
"""What is longer is not remembered."""
_MOST_IMPORTS, _MOST_TARGETS = 1000, 50
"""So many imports of a cell, and targets in one chain of assignments, are read: more are nobody's work."""
_TO_A_FILE = re.compile(r"\s*%%(?:writefile|file)\b")


def names_bound(source: str) -> frozenset[str]:
    """Return the names that code binds at its left margin: by definitions, assignments and imports.

    >>> sorted(names_bound("from numpy import dot as d, eye\\na, (b, c) = f(x=1)\\nk.m = 2\\nn: int = 3"))
    ['a', 'b', 'c', 'd', 'eye', 'n']
    """
    return frozenset() if _TO_A_FILE.match(source) else names_defined(source).union(_imported(source))


def names_defined(source: str) -> frozenset[str]:
    """Return the names that code binds at its left margin otherwise than by imports."""
    return _defined(source) if len(source) < _LONG else _defined.__wrapped__(source)


@functools.lru_cache(maxsize=1024)
def _defined(source: str) -> frozenset[str]:
    return frozenset([*_DEFINITION.findall(source), *_assigned(source)])


def names_nested(source: str) -> frozenset[str]:
    """Return the names of indented definitions, such as those under an `if`."""
    return frozenset() if _TO_A_FILE.match(source) else frozenset(_NESTED.findall(source))


def _imported(source: str) -> Iterator[str]:
    """Yield the names that imports bind."""
    for found in islice(_IMPORT.finditer(source), _MOST_IMPORTS):
        is_from, inside, rest = (part or "" for part in found.groups())
        for part in re.sub(r"#[^\n]*", "", inside or rest).split(","):
            words = part.split()
            if len(words) == 3 and words[1] == "as":
                yield words[2]
            elif len(words) == 1:
                yield words[0] if is_from else words[0].partition(".")[0]


def _assigned(source: str) -> Iterator[str]:
    """Yield the targets of assignments: plain names, tuples of them, several in a chain."""
    for line in source.split("\n"):
        if "=" not in line or line[:1].isspace():
            continue
        first, *more = _EQUALS.split(line, maxsplit=_MOST_TARGETS)
        if more and (found := _ANNOTATED.match(first)):
            yield found[1]
            continue
        for target in [first, *more[:-1]] if more else ():
            if not _TARGETS.fullmatch(target) or _NO_TARGET.search(target):
                break
            yield from re.findall(r"\w+", target)
