"""Messages about cells: what the student's process and the judge are to run, and how it ended. See `messages`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import USUAL, Bounds, Malformed

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
    def of(reply: Any) -> StudentCellEnd:
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
