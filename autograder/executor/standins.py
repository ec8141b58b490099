"""Stand in the judge for what lives in the student's process."""

from __future__ import annotations

import builtins
from typing import Any

from autograder.executor import wire
from autograder.executor.channel import Channel, ChannelClosed, Kind
from autograder.executor.references import Naming

_NEVER = ("StopIteration", "StopAsyncIteration")
_ERRORS = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and name not in _NEVER
}


class StudentError(Exception):
    """What is no ordinary exception of the student's: it left, stopped, or broke the rules."""


class StudentGone(BaseException):
    """The student's process can't answer any more. No `except Exception` in a test may swallow it."""


class NotPlainError(AssertionError):
    """A function returned what is no plain data; `returned` names it ("a Tensor")."""

    def __init__(self, message: str, returned: str):
        super().__init__(message)
        self.returned = returned


class ChangedArgument(AssertionError):
    """A function changed one of its arguments; `changed_argument` is its place or name."""

    def __init__(self, message: str, changed_argument: int | str):
        super().__init__(message)
        self.changed_argument = changed_argument


class StandIn:
    """Stands for a function of the student's: a call sends the arguments and brings the result back."""

    def __init__(self, name: str, line: Line):
        self.__name__ = self.__qualname__ = name
        self.__module__ = "__main__"
        self._line = line

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._line.call(self.__name__, args, kwargs)

    def __repr__(self) -> str:
        return f"<the submission's {self.__name__}>"


class Unsendable:
    """Stands for a variable of the student's that is no plain data: any use fails with a clear message."""

    def __init__(self, name: str, what: str):
        self.__dict__.update(_name=name, _what=what)

    def _fail(self, *args: Any, **kwargs: Any) -> Any:
        raise NotPlainError(f"{self._name} is {self._what}; a test can look at plain data only", self._what)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._fail()

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __add__ = __sub__ = __mul__ = __truediv__ = _fail
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __len__ = __iter__ = __getitem__ = __contains__ = _fail
    __bool__ = __float__ = __int__ = __str__ = __repr__ = __format__ = __array__ = _fail
    __hash__ = object.__hash__


class Line:
    """The judge's line to the student's process, by way of the grader.

    Parameters
    ----------
    channel : Channel
    namespace : dict
        Where test cells run; names taken away there are hidden from the student's functions as well.
    """

    def __init__(self, channel: Channel, namespace: dict[str, Any]):
        self.channel, self.namespace = channel, namespace
        self.lent: dict[str, Any] = {}
        self.silent = self.out_of_memory = False
        self.notes: list[str] = []
        self.number = 0

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
        """Call a function in the student's process."""
        naming = Naming(lambda value: value.__name__ if type(value) is StandIn else None)
        hidden = [known for known in self.lent if known not in self.namespace]
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
        self.channel.send(kind, self.number, body)
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

    def _call_back(self, body: bytes, naming: Naming | None) -> None:
        """Run one of the test's own functions that was passed as an argument, on plain data."""
        try:
            request = wire.decode(body)
            function = naming.callbacks[request["callback"]]
            answer = wire.encode({"value": function(*request["args"], **request["kwargs"])})
        except Exception as problem:
            name = next(kind.__name__ for kind in type(problem).__mro__ if kind.__name__ in _ERRORS)
            answer = wire.encode({"error": name, "message": str(problem)[:2000]})
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


def as_exception(error: dict[str, Any], args: bytes) -> Exception:
    """Return an exception of a built-in type for the student's, with where it came from as a note.

    Parameters
    ----------
    error : dict
        What `student.describe_error` said of it.
    args : bytes
        Its arguments, encoded; empty where they are no plain data.
    """
    bases = error.get("bases") if isinstance(error.get("bases"), list) else []
    kind = next((_ERRORS[b] for b in bases if isinstance(b, str) and b in _ERRORS), StudentError)
    own, message = error.get("type"), error.get("message")
    message = message if isinstance(message, str) else "an error without a message"
    if (
        kind in (StudentError, Exception)
        and isinstance(own, str)
        and own not in ("Exception", "StudentError")
    ):
        message = f"{own}: {message}" if message else own
    problem = _build(kind, args, message)
    if isinstance(trace := error.get("trace"), str) and trace:
        problem.add_note("in the submission:\n" + trace.rstrip("\n"))
    return problem


def _build(kind: type[Exception], args: bytes, message: str) -> Exception:
    """Make an exception of `kind` from its arguments where they are plain, else from its message."""
    is_of_a_file = issubclass(kind, SyntaxError)  # its arguments name a file, which a traceback would show
    if kind not in (StudentError, Exception) and args and not is_of_a_file:
        try:
            made = kind(
                *wire.decode(args, bounds=wire.Bounds(payload=20_000, structure=20_000, nodes=1000, depth=8))
            )
            if str(made) == message:
                return made
        except Exception:  # noqa: S110 (odd arguments: the message alone will do)
            pass
    try:
        return kind(message)
    except TypeError:
        return StudentError(f"{kind.__name__}: {message}")
