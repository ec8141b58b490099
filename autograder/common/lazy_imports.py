"""Put off imports of which only functions are taken that nobody calls here: a fifth of the start of every command."""

import importlib
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

PUT_OFF = (
    "bs4",
    "nbconvert.filters.markdown_mistune",
    "nbconvert.postprocessors.serve",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "requests",
    "setuptools.archive_util",
)
"""What nbgrader and nbconvert import for their web pages, servers and archives, and the grader doesn't use."""


class LazyModule(ModuleType):
    """Stands for a module of functions, which is imported when the first of them is called."""

    def __getattr__(self, name: str) -> Callable:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            undo_deferral()
            return getattr(importlib.import_module(self.__name__), name)(*args, **kwargs)

        return call


def defer_imports(names: Iterable[str] = PUT_OFF) -> None:
    """Let stand-ins take the place of those modules that are not loaded yet."""
    for name in names:
        sys.modules.setdefault(name, LazyModule(name))


def undo_deferral() -> None:
    """Take the stand-ins away: who imports such a module from now on gets the module itself."""
    for name, module in list(sys.modules.items()):
        if type(module) is LazyModule:
            del sys.modules[name]
