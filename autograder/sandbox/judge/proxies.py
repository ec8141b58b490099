"""Stand in the judge for what lives in the student's process."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.plain_data import (
    Bounds,
)

_NEVER = ("StopIteration", "StopAsyncIteration")
ERRORS = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and name not in _NEVER
}


_OF_ARGUMENTS = Bounds(payload=20_000, structure=20_000, nodes=1000, depth=8)


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


class FunctionProxy:
    """Stands for a function of the student's: a call sends the arguments and brings the result back."""

    def __init__(
        self,
        name: str,
        call: Callable[[FunctionProxy, tuple, dict], Any],
        doc: str | None = None,
        number: int | None = None,
    ):
        self.__name__ = self.__qualname__ = name
        self.__module__, self.__doc__ = "__main__", doc
        self._call, self._key = call, name if number is None else number

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(self, args, kwargs)

    def __repr__(self) -> str:
        return f"<the submission's {self.__name__}>"


class UnsupportedProxy:
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


def as_exception(error: dict[str, Any], args: bytes) -> Exception:
    """Return an exception of a built-in type for the student's, with where it came from as a note.

    Parameters
    ----------
    error : dict
        What `replies.describe_error` said of it.
    args : bytes
        Its arguments, encoded; empty where they are no plain data.
    """
    bases = error.get("bases") if isinstance(error.get("bases"), list) else []
    kind = next((ERRORS[b] for b in bases if isinstance(b, str) and b in ERRORS), StudentError)
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
            made = kind(*decode(args, bounds=_OF_ARGUMENTS))
            if str(made) == message:
                return made
        except Exception:  # noqa: S110 (odd arguments: the message alone will do)
            pass
    try:
        return kind(message)
    except TypeError:
        return StudentError(f"{kind.__name__}: {message}")
