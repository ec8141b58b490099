"""Stand in the judge for what lives in the student's process."""

from collections.abc import Callable
from typing import Any

from autograder.sandbox.protocol.plain_data import expect
from autograder.sandbox.protocol.references import copy_signature


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
    """Stands for a function of the student's: a call sends the arguments and brings the result back.

    Raises Malformed if `told` is no such thing.

    `name`: what the test calls it
    `told`: what `describe_function` says of it
    `number`: under which the student's process keeps it, if it has no name there
    """

    def __init__(
        self,
        name: str,
        call: Callable[["FunctionProxy", tuple, dict], Any],
        told: dict[str, Any],
        number: int | None = None,
    ):
        self.__name__ = self.__qualname__ = self._name = name
        self.__module__ = "__main__"
        self._call, self._key = call, name if number is None else number
        copy_signature(self, told)
        if wraps := told.get("wraps"):
            inner, more = expect(wraps, list, 2)
            self.__wrapped__ = FunctionProxy(
                f"{name}.__wrapped__", call, expect(more, dict), expect(inner, int)
            )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(self, args, kwargs)

    def __repr__(self) -> str:
        return f"<the submission's {self._name}>"


class UnsupportedProxy:
    """Stands for a variable of the student's that is no plain data: any use fails with a clear message."""

    def __init__(self, name: str, what: str):
        self.__dict__.update(_name=name, _what=what)

    def _why(self) -> str:
        return f"{self._name} is {self._what}; a test can look at plain data only"

    def _fail(self, *args: Any, **kwargs: Any) -> Any:
        raise NotPlainError(self._why(), self._what)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._fail()

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __add__ = __sub__ = __mul__ = __truediv__ = _fail
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __len__ = __iter__ = __getitem__ = __contains__ = _fail
    __bool__ = __float__ = __int__ = __str__ = __repr__ = __format__ = __array__ = _fail
    __hash__ = object.__hash__
