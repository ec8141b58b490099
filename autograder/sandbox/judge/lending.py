"""Put what the student's names stand for where a trusted cell will look for them, and take it back."""

import builtins
import importlib
import types
from collections.abc import Iterator
from typing import Any

from autograder.sandbox.judge.calls import RemoteCalls
from autograder.sandbox.judge.proxies import UnsupportedProxy

_MODULES = frozenset((
    "collections", "copy", "datetime", "decimal", "fractions", "functools", "itertools", "json", "math", "numpy", "os",
    "random", "re", "statistics", "string", "sys", "time",
))  # fmt: skip
"""Modules that an unlocked cell may import for the tests to use: no oracle is among them."""
_MISSING = object()


class Lending:
    """Lends the student's names to one cell of the judge's after another.

    `shell`: the judge's, which knows what names its cells need
    """

    def __init__(self, shell: Any, calls: RemoteCalls):
        self.shell, self.calls, self.names = shell, calls, shell.user_ns
        # names that locked cells bind: where the release tells nothing else, they are never the student's
        self.trusted: set[str] = set()
        self.reasons: dict[str, str] = {}  # why names are not there
        self.hidden: dict[str, Any] = {}
        self.known: dict[str, dict] = {}
        self.state = -1

    def forget(self) -> None:
        """Forget the last submission."""
        self.state, self.known = -1, {}

    def lend(self, source: str, names: dict[str, Any], state: int) -> str:
        """Put there what a cell needs; return a built-in name that is the student's to bind, and isn't bound.

        `names`: what the release tells of the cell's names (see `course.name_owners.CellNames`), as plain data
        `state`: another number whenever the student's process may have bound its names anew
        """
        self._import(names["imports"])
        try:
            needed = self.shell.names_needed_by(source)
        except (SyntaxError, ValueError):
            return ""
        theirs, perhaps = set(names["theirs"]), set(names["perhaps"])
        own = self.trusted.union(self.names, vars(builtins), names["imports"]) - theirs - perhaps
        wanted = [name for name in dict.fromkeys([*needed, *theirs, *perhaps]) if name not in own]
        found = self._look_up(wanted, state)
        for name, answer in found.items():
            if answer.get("kind") != "missing":
                self._put(name, self._standing_for(name, answer, names["modules"]))
        missing = [name for name in theirs if found.get(name, {}).get("kind", "missing") == "missing"]
        for name in missing:
            self.hidden[name] = self.names.pop(name, _MISSING)
        return next((name for name in missing if name in needed and self._is_given(name)), "")

    def _is_given(self, name: str) -> bool:
        """Say whether Python, or the kernel while it runs a cell, has something of this name of its own."""
        return hasattr(builtins, name) or name in self.shell.builtin_trap.auto_builtins

    def _put(self, name: str, value: Any) -> None:
        self.hidden[name] = self.names.get(name, _MISSING)
        self.names[name] = self.calls.proxies[name] = value

    def _import(self, lines: dict[str, str]) -> None:
        """Run the release's imports on which a cell relies: the student's own things of these names decide nothing."""
        for name, line in lines.items():
            try:
                exec(line, self.names)  # noqa: S102 (an import statement of the release)
            except Exception as problem:
                self.names.pop(name, None)
                self.reasons[name] = f"The lesson's own `{line}` fails beside the tests: {problem}"

    def _standing_for(self, name: str, answer: dict, imports: dict[str, str]) -> Any:
        """Return what stands here for a name of the student's: what the release imports is the judge's own."""
        kind, full = answer.get("kind"), answer.get("name")
        full = full[:200] if isinstance(full, str) else ""
        if kind == "module" and full in _MODULES:
            return importlib.import_module(full)
        if kind in ("module", "class") and name in imports and (ours := _imported(imports[name], name, full)):
            return ours
        if kind == "module":
            return UnsupportedProxy(name, f"the module {full}")
        return self.calls.lend(name, answer)

    def _look_up(self, names: list[str], state: int) -> dict[str, dict]:
        """Return what names are in the student's process.

        As long as no cell of the student's runs (`state`), a function is not asked for twice: it is called by its name.
        Where the release's functions bind such a name anew, it is.
        """
        if state != self.state:
            self.known, self.state = {}, state
        fleeting = {name for effect in self.calls.effects.values() for name in effect.get("names", ())}
        known = {n: what for n in names if (what := self.known.get(n)) and n not in fleeting}
        unknown = [name for name in names if name not in known]
        found = self.calls.look_up(unknown) if unknown else {}
        self.known |= {
            name: what
            for name, what in found.items()
            if what.get("kind") in ("callable", "class") and name not in fleeting
        }
        return found | known

    def take_back(self) -> None:
        """Put back what was there before, but for what the cell has bound itself."""
        for name, before in self.hidden.items():
            lent = self.calls.proxies.get(name, _MISSING)
            if self.names.get(name, _MISSING) is lent:
                if before is _MISSING:
                    self.names.pop(name, None)
                else:
                    self.names[name] = before
        self.hidden.clear()
        self.calls.proxies.clear()


def _imported(statement: str, name: str, full: Any) -> Any:
    """Return what an import of the release binds, if it is the module or class of that full name; else None."""
    there: dict[str, Any] = {}
    try:
        exec(statement, there)  # noqa: S102 (an import statement of the release)
    except Exception:  # the student's own stands for it then
        return None
    return there[name] if full in set(_full_names(there[name])) else None


def _full_names(value: Any) -> Iterator[str]:
    """Yield the full name of a module or a class, nothing for anything else."""
    if isinstance(value, types.ModuleType):
        yield value.__name__
    elif isinstance(value, type):
        yield f"{value.__module__}.{value.__qualname__}"
