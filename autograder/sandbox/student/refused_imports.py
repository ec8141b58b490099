"""Let an import that the course's rule refuses fail where it is used: where it only stands it costs nothing."""

import builtins
import contextlib
import dis
import os
import sys
from collections.abc import Callable, Collection, Mapping
from types import FrameType
from typing import Any

from autograder.sandbox.reasons import REFUSED

stars: list[str] = []
"""Why names are not there that a star import should have bound."""


class Refused:
    """A module that can't be imported here, or something of it: it can be named, and not used."""

    def __init__(self, name: str, why: str):
        self.__dict__.update(_name=name, _why=why)

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            return "not imported"
        if name.startswith(("_repr_", "__")) or name == "_ipython_canary_method_should_not_exist_":
            raise AttributeError(name)
        return Refused(f"{self._name}.{name}", self._why)

    def _use(self, *args: Any, **kwargs: Any) -> Any:
        raise ModuleNotFoundError(self._why, name=self._name)

    def __instancecheck__(self, value: Any) -> bool:
        return False

    def __repr__(self) -> str:
        return f"<{self._name}: {REFUSED}>"

    __call__ = __setattr__ = __getitem__ = __setitem__ = __iter__ = __len__ = __bool__ = __enter__ = _use
    __mro_entries__ = __array__ = __add__ = __sub__ = __mul__ = __truediv__ = __matmul__ = _use
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rmatmul__ = __lt__ = __gt__ = __float__ = __int__ = _use
    __exit__ = _use


def put_off(forbidden: Collection[str], rule: str, note: Callable[[str], None]) -> None:
    """Let import statements of the student's name forbidden modules; all others go on to the usual finders.

    `forbidden`: names of top-level modules
    `rule`: why they are
    `note`: told the name of a module that was asked for
    """
    usual = builtins.__import__

    def __import__(
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Collection[str] = (),
        level: int = 0,
    ) -> Any:
        top = name.partition(".")[0]
        if level or top not in forbidden or top in sys.modules or not is_students(globals):
            return usual(name, globals, locals, fromlist, level)
        if _is_guarded(sys._getframe(1)):
            return usual(name, globals, locals, fromlist, level)
        note(top)
        if "*" in (fromlist or ()):
            stars.append(f"{top} {REFUSED}; {rule}")
        return Refused(name if fromlist else top, f"{top} {REFUSED}; {rule}")

    builtins.__import__ = __import__


def is_students(names: Mapping[str, Any] | None) -> bool:
    """Say whether a module's names are those of the student's: of the notebook, or of a file beside it."""
    if names is None or names.get("__name__", "__main__") == "__main__":
        return True
    with contextlib.suppress(OSError):
        return str(names.get("__file__", "")).startswith(os.getcwd())
    return False


def is_asked_by_student() -> bool:
    """Say whether the import that is being made is the student's, and not one of a library."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and str(frame.f_globals.get("__name__", "")).startswith(
        ("importlib", __package__)
    ):
        frame = frame.f_back
    return frame is None or is_students(frame.f_globals)


def _is_guarded(frame: FrameType) -> bool:
    """Say whether an exception at this place would be caught: who tries an import has another way."""
    entries = dis.Bytecode(frame.f_code).exception_entries
    return any(entry.start <= frame.f_lasti < entry.end for entry in entries)
