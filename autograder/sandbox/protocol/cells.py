"""Messages about cells and calls: what a process is to run, and how it ended. `messages` has those to templates."""

import functools
from dataclasses import dataclass, fields
from typing import Any, Self

from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import USUAL, Bounds, Malformed, pack, unpack, write_head

_LONGEST = 1000
"""So many characters of each part of a student's error are read."""


class PlainMessage:
    """A message whose fields cross as plain data."""

    def encoded(self, objects: Objects | None = None) -> bytes:
        """Return the fields as a frame's bytes."""
        return encode(vars(self), objects=objects)

    @classmethod
    def decoded(cls, body: bytes, bounds: Bounds = USUAL, objects: Objects | None = None) -> Self:
        """Return the message of a frame.

        Raises Malformed if the fields are not this message's.
        """
        content = decode(body, bounds=bounds, objects=objects)
        if not isinstance(content, dict) or content.keys() != {field.name for field in fields(cls)}:
            raise Malformed("a message with other fields than its own")
        return cls(**content)


# The grader to the student's process, and back


@dataclass(frozen=True)
class StudentCell(PlainMessage):
    """Run a cell of the notebook."""

    source: str
    count: int  # its execution number
    render: bool = False  # whether its figures are drawn


@dataclass(frozen=True)
class StudentCellEnd(PlainMessage):
    """How a cell of the student's ended, as its process tells it."""

    status: str  # "ok" or "error"
    # ename, evalue: the error's class and text
    ename: str = ""
    evalue: str = ""

    @staticmethod
    def of(reply: Any) -> "StudentCellEnd":
        """Return it from what a kernel replies, or from what an untrusted process says: short texts, none else.

        Raises Malformed if it's no reply at all.
        """
        if not isinstance(reply, dict):
            raise Malformed("an ending that is none")
        return StudentCellEnd(
            *(str(reply.get(key) or "")[:_LONGEST] for key in ("status", "ename", "evalue"))
        )


# The grader to the judge, and back


@dataclass(frozen=True)
class JudgeCell(PlainMessage):
    """Run a cell of the release."""

    source: str
    count: int
    # is_test, is_hidden: whether it is a test, and whether its outputs are kept from the student
    is_test: bool
    is_hidden: bool
    seed: int  # of what it draws
    place: str  # the folder where it works; empty for the judge's own
    modules: str  # a folder from which released modules are imported; empty for none
    reasons: dict[str, str]  # why names that the student's cells should have bound are not there
    trusted: list[str]  # names that locked cells bind
    names: dict[str, Any]  # where its names come from (see `CellNames.as_dict`)
    effects: dict[str, dict]  # what the release says of functions that it uses
    state: int  # another number whenever the student's process may have bound its names anew
    is_direct: bool = False  # the judge may speak with the student's process itself
    deadline: float = 0.0  # a time of `time.monotonic`


@dataclass(frozen=True)
class JudgeCellEnd(PlainMessage):
    """How a cell of the release ended."""

    status: str  # as an `Outcome`'s
    message: str
    mistake: str | None
    notes: list[str]  # flags about the submission, as "kind: sentence"
    imported: list[str]  # modules that were imported since the last cell
    cpu: float  # seconds of processor time
    left: bytes  # what was read of the student's process and belongs to no answer


# The judge to the student's process, and back: a head of few facts, and values, each encoded by itself


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
    def unpacked(cls, body: bytes) -> tuple["Call", list[bytes]]:
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
    def unpacked(cls, body: bytes) -> tuple["CallEnd", list[bytes]]:
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
