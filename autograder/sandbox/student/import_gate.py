"""Decide in the student's process what can be imported, and let the course's own package do nothing there."""

import importlib
import importlib.machinery
import importlib.metadata
import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course.import_rules import Rules, allowed_distributions, top_level_names
from autograder.sandbox.reasons import REFUSED
from autograder.sandbox.student.refused_imports import is_asked_by_student, put_off

refused: list[str] = []
"""Names of modules that were asked for and refused since the last `take_refused`."""


class NoOp:
    """Something of the course's own package: it takes any use and does nothing."""

    def __init__(self, name: str = "convlab"):
        self.__dict__["_name"] = name

    def __getattr__(self, name: str) -> "NoOp":
        if name.startswith(("_repr_", "__")) or name in ("_ipython_canary_method_should_not_exist_",):
            raise AttributeError(name)
        return NoOp(f"{self._name}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Forget the value."""

    def __call__(self, *args: Any, **kwargs: Any) -> "NoOp":
        return NoOp(f"{self._name}()")

    def __iter__(self) -> Iterator:
        return iter(())

    def __getitem__(self, key: Any) -> "NoOp":
        return NoOp(f"{self._name}[...]")

    def __enter__(self) -> "NoOp":
        return self

    def __exit__(self, *exception: object) -> None:
        """Let exceptions pass."""

    def __repr__(self) -> str:
        return f"<{self._name}: does nothing while a submission is graded>"

    def _ipython_display_(self) -> None:
        """Show nothing."""


class NoOpModule(types.ModuleType):
    """A module of the course's own package: every attribute does nothing, but for the `real` modules."""

    def __init__(self, name: str, real: tuple[str, ...]):
        super().__init__(name)
        self.__dict__["__real__"] = real

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        full = f"{self.__name__}.{name}"
        if full in self.__dict__["__real__"]:
            return importlib.import_module(full)
        return sys.modules.get(full) or NoOp(full)


class ImportGate:
    """The first finder of the student's process: packages that do nothing, and the course's rule for what it forbids.

    `forbidden`: names of top-level modules that are installed and not allowed
    """

    def __init__(self, rules: Rules, forbidden: set[str]):
        self.rules, self.forbidden = rules, forbidden

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Return a spec that does nothing, refuse a forbidden module, leave the rest to the other finders."""
        top = name.partition(".")[0]
        if top in self.rules.inert:
            if name in self.rules.real:
                return _real_spec(name, self.rules.paths)
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        if top in self.forbidden:
            if is_asked_by_student():
                refused.append(top)
            raise ModuleNotFoundError(f"{top} {REFUSED}; {_rule_of(self.rules)}", name=name)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Return the module that does nothing of `spec`."""
        return NoOpModule(spec.name, self.rules.real)

    def exec_module(self, module: types.ModuleType) -> None:
        """Put nothing into the module."""
        module.__path__ = []


def _rule_of(rules: Rules) -> str:
    return rules.rule or "this course doesn't allow it"


def _real_spec(name: str, paths: tuple[str, ...]) -> Any:
    """Return the spec of a real module of a package that does nothing, found in the course's folders."""
    *folders, stem = name.split(".")
    places = ["/".join([path, *folders]) for path in paths]
    return importlib.machinery.PathFinder.find_spec(stem, places) and importlib.util.spec_from_file_location(
        name, importlib.machinery.PathFinder.find_spec(stem, places).origin
    )


def forbidden_modules(libraries: tuple[str, ...] | None, allowed: list) -> set[str]:
    """Return the top-level modules that are installed, or often are, and are not `allowed`."""
    if libraries is None:
        return set()
    good = {name.partition(".")[0] for distribution in allowed for name in top_level_names(distribution)}
    folders = [Path(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    entries = [name for folder in folders if folder.is_dir() for name in os.listdir(folder)]
    found = {name.partition(".")[0] for name in entries if not name.endswith((".dist-info", ".libs", ".pth"))}
    usual = {"scipy", "torch", "tensorflow", "jax", "skimage", "sklearn", "cv2", "numba", "cupy", "pandas"}
    return (
        {n for n in found | usual if n.isidentifier()} - good - {"__pycache__"} - set(sys.stdlib_module_names)
    )


def install(rules: Rules) -> set[str]:
    """Install the gate in this process and forget modules that it refuses; return their names."""
    allowed = allowed_distributions(rules.libraries or ())
    forbidden = forbidden_modules(rules.libraries, allowed) - set(rules.inert)
    for name in [n for n in sys.modules if n.partition(".")[0] in forbidden | set(rules.inert)]:
        if not name.startswith("autograder"):
            del sys.modules[name]
    put_off(forbidden, _rule_of(rules), refused.append)
    sys.meta_path[:] = [ImportGate(rules, forbidden), *(f for f in sys.meta_path if isinstance(f, type))]
    return forbidden


def take_refused() -> list[str]:
    """Return the modules refused since the last call, once each."""
    names = sorted(set(refused))
    refused.clear()
    return names
