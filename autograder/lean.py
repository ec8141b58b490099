"""Put off what nbgrader imports for its web pages and archives: a tenth of the start of every command here."""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

PUT_OFF = (
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "setuptools.archive_util",
)
"""Modules of which nbgrader takes functions by name when it is imported, and calls none in what the grader does."""


class Later(ModuleType):
    """Stands for a module of functions, which is imported when the first of them is called."""

    def __getattr__(self, name: str) -> Callable:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(importlib.import_module(self.__name__), name)(*args, **kwargs)

        return call


def put_off() -> None:
    """Let stand-ins take the place of those modules that are not loaded yet."""
    for name in PUT_OFF:
        sys.modules.setdefault(name, Later(name))
