"""Messages about calls of the student's functions: a head of few facts, and values, each encoded by itself."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.protocol.cells import PlainMessage
from autograder.sandbox.protocol.plain_data import pack, unpack, write_head

# The judge to the student's process, and back


@dataclass(frozen=True)
class Call:
    """Call a function. The arguments follow, those with a name last."""

    name: str | int  # the function's, or its number among those that the student's process keeps
    kwargs: tuple[str, ...]  # the names of the last arguments
    hidden: tuple[str, ...]  # names that the test has taken away
    patched: tuple[str, ...]  # built-in functions in whose place the test has put its own
    back: bool  # whether changed arguments come back
    makes: bool  # whether the function may return functions

    def packed(self, arguments: list[bytes]) -> bytes:
        """Return a frame's bytes.

        Raises NotPlain if the arguments are too large.
        """
        return pack(_head_of(self), arguments)

    @classmethod
    def unpacked(cls, body: bytes) -> tuple[Call, list[bytes]]:
        """Return the call of a frame, which is the judge's, and its arguments."""
        head, arguments = unpack(body)
        return cls(**head), arguments


@functools.lru_cache(maxsize=256)
def _head_of(call: Call) -> bytes:
    """Return the head of a call: most calls of a test have the same one."""
    return write_head(vars(call))


@dataclass(frozen=True)
class CallEnd:
    """What came of a call. What it returned follows, or what it raised; then what changed arguments are now."""

    error: bool = False  # it raised something
    unplain: str = ""  # what it returned, if that is no plain data and stays away
    changed: tuple[int | str, ...] = ()  # the places or names of the arguments that it changed
    printed: str = ""

    def packed(self, parts: list[bytes]) -> bytes:
        """Return a frame's bytes.

        Raises NotPlain if the parts are too large.
        """
        return pack(_USUAL if self == _SAYS_NOTHING else write_head(vars(self)), parts)

    @classmethod
    def unpacked(cls, body: bytes) -> tuple[CallEnd, list[bytes]]:
        """Return it from what an untrusted process says, and what follows: what is of the wrong kind isn't there.

        Raises Malformed if the bytes are no message at all.
        """
        head, parts = unpack(body)
        unplain, changed, printed = head.get("unplain"), head.get("changed"), head.get("printed")
        places = changed if isinstance(changed, list) else []
        end = cls(
            bool(head.get("error")),
            unplain[:200] if isinstance(unplain, str) else "",
            tuple(places) if all(isinstance(place, int | str) for place in places) else (),
            printed if isinstance(printed, str) else "",
        )
        return end, parts or [b""]


_SAYS_NOTHING = CallEnd()
_USUAL = write_head(vars(_SAYS_NOTHING))


# The student's process to the judge, and back, while a call goes on


@dataclass(frozen=True)
class Callback(PlainMessage):
    """Call a function of the test's that it passed as an argument, or its own `input` or `print`."""

    function: int | str  # its number among those that were passed, or its built-in name
    args: list[Any]
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class CallbackEnd(PlainMessage):
    """What came of a callback."""

    value: Any = None  # what it returned
    # error, message: the built-in class of what it raised, empty for nothing, and its text
    error: str = ""
    message: str = ""
    number: int = -1  # of what it raised, among all that was raised so: it comes back as it was
