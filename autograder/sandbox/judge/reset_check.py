"""Tell whether a judge is as it was before its first submission, so that one student's tests never meet another's."""

import builtins
import decimal
import gc
import logging
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

_SET_BY_EVERY_ERROR = ("last_type", "last_value", "last_traceback", "last_exc")
_CONTAINERS = (dict, list, set)


class Baseline:
    """What the tests of one submission could leave behind for those of the next.

    Compared are the modules that the lesson's cells name and the course's own (their globals, in the course's own
    also what their classes, lists and dicts hold), which modules are loaded, and the settings of the whole process.

    `named`: modules that the lesson's trusted cells name in imports
    `paths`: folders of the course's own modules
    """

    def __init__(self, named: Iterable[str], paths: Iterable[str]):
        own = [module for module in list(sys.modules.values()) if _lies_in(module, tuple(paths))]
        watched = {id(module): module for module in (builtins, sys, os, random, np, np.random, *own)}
        for name in named:
            if (module := sys.modules.get(name)) is not None:
                watched[id(module)] = module
        for module in own:
            watched |= {id(value): value for value in vars(module).values() if isinstance(value, ModuleType)}
        _forget_errors()
        self.loaded = sys.modules.copy()
        self.modules = [(vars(module), dict(vars(module))) for module in watched.values()]
        self.containers = [
            (value, value.copy())
            for module in own
            for value in vars(module).values()
            if type(value) in _CONTAINERS
        ]
        classes = {value for module in own for value in vars(module).values() if isinstance(value, type)}
        self.classes = [(value, dict(vars(value))) for value in classes if value.__module__ != "builtins"]
        self.settings = _settings()

    def holds(self) -> bool:
        """Say whether nothing is different."""
        _forget_errors()
        try:
            return (
                sys.modules == self.loaded
                and _settings() == self.settings
                and all(now == before for now, before in self.modules)
                and all(now == before for now, before in self.containers)
                and all(vars(kind) == before for kind, before in self.classes)
            )
        except Exception:  # values that can't even be compared, an array where another one was
            return False


def _forget_errors() -> None:
    """Remove what every traceback that is shown leaves in `sys`."""
    for name in _SET_BY_EVERY_ERROR:
        vars(sys).pop(name, None)


def _lies_in(module: Any, paths: tuple[str, ...]) -> bool:
    """Say whether a module is one of the course's, not of the grader's and not installed."""
    file = getattr(module, "__file__", None) or ""
    inside = file.startswith(tuple(f"{path}{os.sep}" for path in paths))
    return inside and "site-packages" not in file and module.__name__.partition(".")[0] != "autograder"


def _settings() -> tuple:
    """Return what a program can set for all code of its process."""
    drawing = sys.modules.get("matplotlib")
    # dict's items, for those of RcParams take 50 times as long
    drawn = dict(dict.items(drawing.rcParams)) if drawing is not None else None
    return (
        os.environ.copy(),
        sys.path.copy(),
        warnings.filters.copy(),
        np.geterr(),
        np.get_printoptions(),
        str(decimal.getcontext()),
        [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGABRT)],
        threading.active_count(),
        sys.getrecursionlimit(),
        (sys.gettrace(), sys.getprofile(), gc.isenabled()),
        (logging.root.level, logging.root.handlers.copy()),
        drawn,
    )
