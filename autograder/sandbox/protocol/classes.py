"""Tell objects of Python's own container, number, time and random classes by their class and what they are made of."""

import collections
import datetime
import enum
import functools
import pathlib
import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.sandbox.protocol.plain_data import Malformed, NotPlain, expect

_FACTORIES = {kind.__name__: kind for kind in (list, int, dict, set, str, float, tuple)}
_TYPES = {kind.__name__: kind for kind in np.sctypeDict.values() if issubclass(kind, np.number | np.str_)} | {
    kind.__name__: kind
    for kind in (bool, bytes, complex, dict, float, frozenset, int, list, set, str, tuple, type(None))
}
_ZONE = datetime.timezone
NAMED, ENUM = "namedtuple", "enum"


def _pairs(value: dict) -> list:
    return [list(pair) for pair in value.items()]


def _is_told(value: Any) -> bool:
    """Say whether a type is one of `_TYPES`, a defaultdict's factory one of `_FACTORIES`: others stay there."""
    if type(value) is type:
        return _TYPES.get(value.__name__) is value
    factory = getattr(value, "default_factory", None)
    return factory is None or _FACTORIES.get(getattr(factory, "__name__", "")) is factory


def _iso(value: Any) -> list:
    if value.tzinfo is not None and type(value.tzinfo) is not _ZONE:
        raise NotPlain(f"a {type(value).__name__} with a zone of its own")
    return [value.isoformat(), value.fold]


def _pcg64(value: np.random.Generator) -> list:
    """Tell a generator of `default_rng`; others could be told a state that makes them read beyond their own memory."""
    if type(value.bit_generator) is not np.random.PCG64:
        raise NotPlain("a Generator that is not NumPy's usual one")
    state = value.bit_generator.state
    return [*(state["state"][name] for name in ("state", "inc")), state["has_uint32"], state["uinteger"]]


def _of_pcg64(body: Any) -> np.random.Generator:
    state, inc, has_uint32, uinteger = (expect(part, int) for part in expect(body, list, 4))
    bits = np.random.PCG64()
    whole = {"state": state, "inc": inc}
    bits.state = {"bit_generator": "PCG64", "state": whole, "has_uint32": has_uint32, "uinteger": uinteger}
    return np.random.Generator(bits)


def _of_random(body: Any) -> random.Random:
    version, state, gauss = expect(body, tuple, 3)
    made = random.Random()  # noqa: S311 as the test's
    made.setstate((version, tuple(expect(part, int) for part in state), gauss and expect(gauss, float)))
    return made


_DESCRIBERS: dict[type, Callable[[Any], Any]] = {
    collections.Counter: _pairs,
    collections.OrderedDict: _pairs,
    collections.defaultdict: lambda v: [v.default_factory and v.default_factory.__name__, _pairs(v)],
    collections.deque: lambda v: [list(v), v.maxlen],
    bytearray: bytes,
    type({}.keys()): list,
    type({}.values()): list,
    type({}.items()): lambda v: [list(pair) for pair in v],
    slice: lambda v: [v.start, v.stop, v.step],
    type(pathlib.Path()): str,
    Fraction: lambda v: [v.numerator, v.denominator],
    Decimal: str,
    datetime.date: lambda v: v.isoformat(),
    datetime.time: _iso,
    datetime.datetime: _iso,
    datetime.timedelta: lambda v: [v.days, v.seconds, v.microseconds],
    np.random.Generator: _pcg64,
    random.Random: random.Random.getstate,
    type: lambda v: v.__name__,
}
_MAKERS: dict[str, Callable[[Any], Any]] = {
    "Counter": lambda b: collections.Counter(dict(b)),
    "OrderedDict": collections.OrderedDict,
    "defaultdict": lambda b: collections.defaultdict(_FACTORIES[b[0]] if b[0] else None, b[1]),
    "deque": lambda b: collections.deque(*b),
    "bytearray": lambda b: bytearray(expect(b, bytes)),
    "dict_keys": lambda b: dict.fromkeys(b).keys(),
    "dict_values": lambda b: dict(enumerate(b)).values(),
    "dict_items": lambda b: dict(b).items(),
    "slice": lambda b: slice(*b),
    "PosixPath": lambda b: pathlib.Path(expect(b, str)),
    "WindowsPath": lambda b: pathlib.Path(expect(b, str)),
    "Fraction": lambda b: Fraction(*(expect(part, int) for part in expect(b, list, 2))),
    "Decimal": lambda b: Decimal(expect(b, str)),
    "date": datetime.date.fromisoformat,
    "time": lambda b: datetime.time.fromisoformat(b[0]).replace(fold=b[1]),
    "datetime": lambda b: datetime.datetime.fromisoformat(b[0]).replace(fold=b[1]),
    "timedelta": lambda b: datetime.timedelta(*b),
    "Generator": _of_pcg64,
    "Random": _of_random,
    "type": lambda b: _TYPES[expect(b, str)],
}
MOST_FIELDS = 1000
"""Of a named tuple: one of 100,000 held a worker for minutes."""
DRAWN_FROM = (np.random.Generator, random.Random)
"""Whoever draws from one changes it."""
CHANGEABLE = (
    collections.Counter,
    collections.OrderedDict,
    collections.defaultdict,
    collections.deque,
    bytearray,
)


def describe_instance(value: Any) -> tuple[str, Any] | None:
    """Return the class's name and plain data for an object of one of these classes, None for any other.

    >>> describe_instance(Fraction(6, 4))
    ('Fraction', [3, 2])
    """
    kind = type(value)
    if (tells := _DESCRIBERS.get(kind)) is not None and _is_told(value):
        return kind.__name__, tells(value)
    if isinstance(value, enum.Enum):
        return ENUM, [kind.__name__, value.name, value.value if isinstance(value, int | str) else None]
    if (
        isinstance(value, tuple)
        and kind.__bases__ == (tuple,)
        and type(getattr(kind, "_fields", None)) is tuple
    ):
        return NAMED, [kind.__name__, list(kind._fields), list(tuple.__iter__(value))]
    return None


def make_instance(name: str, body: Any, names: Mapping[str, Any]) -> Any:
    """Return the object that a class's name and plain data tell.

    Raises Malformed if there is no such class.
    """
    if name == ENUM:
        return _member(*expect(body, list, 3), names)
    if name == NAMED:
        kind, fields, items = expect(body, list, 3)
        ours, fields = (
            names.get(expect(kind, str)),
            tuple(expect(field, str) for field in expect(fields, list)),
        )
        if len(fields) > MOST_FIELDS:
            raise Malformed(f"a named tuple of {len(fields)} fields")
        is_ours = isinstance(ours, type) and issubclass(ours, tuple) and getattr(ours, "_fields", 0) == fields
        return tuple.__new__(ours if is_ours else _namedtuple(kind, fields), expect(items, list, len(fields)))
    if name not in _MAKERS:
        raise Malformed(f"unknown class {name[:20]!r}")
    return _MAKERS[name](body)


def _member(kind: str, member: str, value: Any, names: Mapping[str, Any]) -> Any:
    """Return the member of the lesson's enumeration; of any other the value, if it is a number or a text."""
    ours = names.get(expect(kind, str))
    if isinstance(ours, enum.EnumMeta) and expect(member, str) in ours.__members__:
        return ours.__members__[member]
    if value is None:
        raise Malformed(f"{kind[:60]} is no class of a locked cell")
    return value


@functools.lru_cache(maxsize=64)
def _namedtuple(name: str, fields: tuple[str, ...]) -> type:
    return collections.namedtuple(name, fields)
