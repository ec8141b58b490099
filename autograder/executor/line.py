"""Call the student's functions from the judge."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

from autograder.executor import wire
from autograder.executor.channel import AHEAD, Channel, ChannelClosed, DeadlinePassed, Kind
from autograder.executor.references import Naming
from autograder.executor.standins import (
    ERRORS,
    ChangedArgument,
    NotPlainError,
    StandIn,
    StudentError,
    StudentGone,
    Unsendable,
    as_exception,
)


class Line:
    """The judge's line to the student's process: the grader lends it a connection of its own for plain calls.

    Whatever is out of the ordinary there, it leaves to the grader: a deadline that passes, a process that ends, a
    frame that wasn't asked for, a callback. From then on until the cell's end all calls go by way of the grader.

    Parameters
    ----------
    channel : Channel
        To the grader.
    namespace : dict
        Where test cells run; names taken away there are hidden from the student's functions as well.
    """

    def __init__(self, channel: Channel, namespace: dict[str, Any]):
        self.channel, self.namespace = channel, namespace
        self.stand_ins: dict[str, Any] = {}
        self.silent = self.out_of_memory = self.is_called_back = False
        self.notes: list[str] = []
        self.number = 0
        self.lent: Channel | None = None
        self.direct: Channel | None = None
        self.deadline = 0.0

    def take_loan(self, connection: socket.socket, largest: int) -> None:
        """Take a connection to the student's process, in the place of an earlier one."""
        self.give_back()
        # What was read of a frame must fit into one to the grader; a larger frame the grader reads itself.
        self.lent = Channel(connection, largest - 2 * AHEAD, AHEAD)

    def give_back(self) -> None:
        """Let go of the connection that was lent."""
        if self.lent is not None:
            self.lent.close()
        self.lent = self.direct = None

    def begin(self, is_direct: bool, deadline: float) -> None:
        """Begin a cell, for whose calls the loan may be used or not."""
        self.direct, self.deadline = self.lent if is_direct else None, deadline

    def end(self) -> bytes:
        """End a cell; return what was read from the student's process and belongs to no call."""
        direct, self.direct = self.direct, None
        return b"" if direct is None else direct.hand_over()

    def look_up(self, names: list[str]) -> dict[str, dict]:
        """Ask what `names` are in the student's process; unclear answers count as missing."""
        try:
            found = wire.decode(self._ask(Kind.LOOKUP, wire.encode(names), None))
        except wire.Malformed:
            return {}
        found = found if isinstance(found, dict) else {}
        return {name: found[name] for name in names if isinstance(found.get(name), dict)}

    def lend(self, name: str, answer: dict) -> Any:
        """Return what stands in the judge for a name that the student's process knows."""
        kind = answer.get("kind")
        if kind == "callable":
            return StandIn(name, self)
        if kind == "data":
            try:
                return wire.decode(answer.get("value"))
            except wire.Malformed as problem:
                return Unsendable(name, f"garbled ({problem})")
        return Unsendable(name, str(answer.get("what"))[:200])

    def call(self, name: str, args: tuple, kwargs: dict) -> Any:
        """Call a function in the student's process.

        Raises
        ------
        TypeError
            If this test can't be split so: it hands over what is no plain data, or calls while it is called back.
        """
        if self.is_called_back:
            raise TypeError(
                f"this test can't call {name} from within a function that it hands to the submission"
            )
        naming = Naming(lambda value: value.__name__ if type(value) is StandIn else None)
        hidden = [known for known in self.stand_ins if known not in self.namespace]
        try:
            values = [wire.encode(value, naming) for value in (*args, *kwargs.values())]
            body = wire.pack({"name": name, "kwargs": list(kwargs), "hidden": hidden}, values)
        except wire.NotPlain as problem:
            raise TypeError(
                f"this test can't hand {problem.what} to {name}: only plain data crosses"
            ) from None
        return self._result(name, *self._answer(self._ask(Kind.CALL, body, naming)))

    @staticmethod
    def _answer(body: bytes) -> tuple[dict[str, Any], bytes]:
        """Return what the answer to a call says, and what comes with it: a value, or an error's arguments."""
        try:
            answer, parts = wire.unpack(body)
        except wire.Malformed as problem:
            return {"error": {"message": f"the answer was garbled: {problem}"}}, b""
        return answer, parts[0] if parts else b""

    def _ask(self, kind: Kind, body: bytes, naming: Naming | None) -> bytes:
        """Return the answer's bytes; calls back while it is waited for are answered."""
        self.number += 1
        if self.direct is None:
            self.channel.send(kind, self.number, body)
        elif (answer := self._ask_directly(kind, body)) is not None:
            return answer
        while True:
            kind, _, body = self.channel.receive()
            if kind == Kind.GONE:
                raise StudentGone(body.decode("utf-8", "replace"))
            if kind == Kind.CALLBACK:
                self._call_back(body, naming)
            elif kind == Kind.ANSWER:
                return body
            else:
                raise ChannelClosed(f"an unexpected frame of kind {kind}")

    def _ask_directly(self, kind: Kind, body: bytes) -> bytes | None:
        """Ask the student's process itself; if no plain answer comes let the grader go on and return None."""
        with contextlib.suppress(DeadlinePassed, ChannelClosed):
            self.direct.send(kind, self.number, body, self.deadline)
            answer = self.direct.receive_only(Kind.REPLY, self.number, self.deadline)
            if answer is not None:
                return answer
        self.channel.send(Kind.RESUME, self.number, self.end())
        return None

    def _call_back(self, body: bytes, naming: Naming | None) -> None:
        """Run one of the test's own functions that was passed as an argument, on plain data."""
        self.is_called_back = True
        try:
            request = wire.decode(body)
            function = naming.callbacks[request["callback"]]
            answer = wire.encode({"value": function(*request["args"], **request["kwargs"])})
        except Exception as problem:
            name = next(kind.__name__ for kind in type(problem).__mro__ if kind.__name__ in ERRORS)
            answer = wire.encode({"error": name, "message": str(problem)[:2000]})
        finally:
            self.is_called_back = False
        self.channel.send(Kind.CALLBACK_RESULT, self.number, answer)

    def _result(self, name: str, answer: dict[str, Any], part: bytes) -> Any:
        """Return or raise what a call's answer says; anything unclear is an error of the student's."""
        printed = answer.get("printed")
        if isinstance(printed, str) and printed and not self.silent:
            print(printed, end="")
        if isinstance(answer.get("error"), dict):
            problem = as_exception(answer["error"], part)
            self.out_of_memory |= isinstance(problem, MemoryError)
            raise problem
        if isinstance(what := answer.get("unplain"), str):
            raise NotPlainError(
                f"{name} returned {what[:200]}; plain data or a NumPy array was expected", what[:200]
            )
        changed = answer.get("changed")
        if isinstance(changed, list) and changed and isinstance(changed[0], int | str):
            message = f"{name} changed {_place(changed[0])} in place"
            self.notes.append(f"changed-arguments: {message}")
            raise ChangedArgument(message, changed[0])
        try:
            return wire.decode(part)
        except wire.Malformed as problem:
            raise StudentError(f"what {name} returned was garbled ({problem})") from None


def _place(which: int | str) -> str:
    if isinstance(which, str):
        return f"its argument {which[:60]!r}"
    return (
        f"its {['first', 'second', 'third', 'fourth', 'fifth'][which] if 0 <= which < 5 else 'last'} argument"
    )
