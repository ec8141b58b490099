"""What happens around each cell in a learner's own kernel; in a grader's, and outside of Jupyter, nothing does."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from weakref import WeakKeyDictionary

from convlab.checks import cards, course_functions
from convlab.checks.notebook import is_made_above, without_words
from convlab.checks.progress import Progress

SECONDS = 6.0  # that one call of a learner's function may take
_SETUP = (
    "np",
    "check",
    "digits",
    "figures",
    "images",
    "quiz",
    "race",
    "shapes",
    "stacks",
    "training",
    "widgets",
    "engine",
    "plt",
)

_session: Session | None = None


def _exercises() -> frozenset[str]:
    """Return the names of all exercises: the first page's has no bank of mistakes."""
    return course_functions.exercise_names() | {"double"}


def session() -> Session | None:
    """Return the session of this kernel, or None in a grader's and outside of Jupyter."""
    return _session


def begin() -> None:
    """Begin the session, when this is a learner's kernel. nbgrader says by a variable when it grades."""
    global _session
    if _session is not None or "IPython" not in sys.modules or os.environ.get("NBGRADER_EXECUTION"):
        return
    shell = sys.modules["IPython"].get_ipython()
    if shell is not None and getattr(shell, "kernel", None) is not None:
        _session = Session(shell)


class Session:
    """A learner's kernel: lends the course's functions to the lesson's cells, says kindly what is missing.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
    """

    def __init__(self, shell) -> None:
        self.shell, self.progress = shell, Progress()
        self._loan = contextlib.ExitStack()
        self._cell_id: str | None = None
        self._broken: set[str] = set()  # exercises whose cell stopped with an error
        self._passed: dict[str, object] = {}
        self._answers: dict[str, object] = {}  # by name: what the exercise's own cell defined
        self._ran: dict[str, float] = {}  # and when
        self._told: dict[str, tuple] = {}  # by name: the function, what, in which cell, of a known mistake?
        self.names.update(exit=sys.exit, quit=sys.exit)  # IPython's own would end the kernel, silently
        shell.events.register("pre_run_cell", self.before_cell)
        shell.events.register("post_run_cell", self.after_cell)
        shell.set_custom_exc((NameError, NotImplementedError, AssertionError), self.on_error)
        self.lend_to_dials()

    def passed(self, name: str, function: object) -> None:
        """Note that a check of the running cell passed."""
        self._passed.setdefault(name, function)

    def asked(self, name: str, function: object, question: str, is_named: bool) -> str:
        """Return what an earlier test cell has asked of the same function, where that is more or the same.

        Else note what this one asks; `is_named` tells whether it knows the mistake.
        """
        own, before, cell_id, was_named = self._told.get(name, (None, "", "", False))
        is_earlier = own is function and cell_id != self._cell_id
        if is_earlier and (before == question or (was_named and not is_named)):
            return before
        self._told[name] = (function, question, self._cell_id, is_named)
        return ""

    @property
    def names(self) -> dict[str, object]:
        """The notebook's names."""
        return self.shell.user_ns

    @property
    def exercise(self) -> str:
        """The exercise that the running cell belongs to, by its id."""
        return (self._cell_id or "").partition("__")[0]

    def before_cell(self, info) -> None:
        """Lend the course's functions to a lesson's cell that uses some that are not right yet."""
        self._passed, self._cell_id = {}, info.cell_id
        if info.cell_id in _exercises():
            self._ran[info.cell_id] = time.time()
            self.names.pop(info.cell_id, None)  # an earlier answer must not outlive a new name or a slip
        for name in without_words(self._ran, info.cell_id or ""):  # nor the emptying of its cell
            if self.names.get(name) is self._answers.get(name):
                self.names.pop(name, None)
        wanting = course_functions.wanting(info.raw_cell, info.cell_id, self.names)
        for name, (why, _) in wanting.items():
            self.show(cards.notice(f"`{name}` {why}: this cell goes on with the course's."))
        self._loan.enter_context(self.lent({name: oracle for name, (_, oracle) in wanting.items()}))

    @contextlib.contextmanager
    def lent(self, functions: Mapping[str, object]) -> Iterator[None]:
        """Put functions in the place of the notebook's own, for a while; what is bound anew meanwhile stays."""
        own = {name: self.names[name] for name in functions if name in self.names}
        self.names.update(functions)
        try:
            yield
        finally:
            for name in [name for name, function in functions.items() if self.names.get(name) is function]:
                del self.names[name]
                self.names.update({name: own[name]} if name in own else {})

    def lend_to_dials(self) -> None:
        """Lend also to what `interact` calls: a slider is moved when its cell, and so its loan, is over."""
        from ipywidgets import interactive  # here, since only a notebook needs it

        update, cells = interactive.update, WeakKeyDictionary()

        def lending(dial: interactive, *args: object) -> None:
            cell_id = cells.setdefault(dial, self._cell_id)  # a dial is first drawn by the cell that makes it
            wanting = course_functions.wanting_by(dial.f, cell_id, self.names)
            with self.lent({name: oracle for name, (_, oracle) in wanting.items()}):
                update(dial, *args)

        interactive.update = lending

    def after_cell(self, result) -> None:
        """Take back what was lent; show the card of a test cell that passed."""
        self._loan.close()
        name, _, part = (self._cell_id or "").partition("__")
        if not part and name in _exercises():
            (self._broken.discard if result.success else self._broken.add)(name)
            self._answers[name] = self.names.get(name)
            if result.success and name not in self.names:
                told = f"This cell defines no `{name}`. The tests look for a function of that name."
                self.show(cards.notice(told))
        if not result.success or not self._passed:
            return
        if part:
            self.progress.note(self._cell_id, self.names.get(name))
            self.show(cards.passed(*self.progress.tell(self._cell_id, self.names)))
        else:
            self.show(cards.passed(f"{next(iter(self._passed))}: this test passes"))

    def show(self, html: str, plain: str = "") -> None:
        """Display a card below the running cell."""
        from IPython.display import display  # here, since only a notebook needs it

        display({"text/html": html, "text/plain": plain or cards.plain(html)}, raw=True)

    def on_error(
        self, shell, kind: type, error: BaseException, trace: TracebackType, tb_offset: int | None = None
    ) -> None:
        """Show one kind line for what is not written or not defined yet, else the usual traceback."""
        if words := self._words_for(error, trace):
            error._render_traceback_ = lambda: [words]  # what IPython shows in a traceback's place
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    def _words_for(self, error: BaseException, trace: TracebackType) -> str:
        exercises = _exercises()
        if type(error) is AssertionError:
            return str(error) * ("__" in (self._cell_id or ""))  # of a test: its text says all
        if isinstance(error, NotImplementedError):
            while trace.tb_next:
                trace = trace.tb_next
            name = trace.tb_frame.f_code.co_name
            return f"{name} is not written yet: fill in its cell, run it, then this one again." * (
                name in exercises
            )
        name = getattr(error, "name", None)
        if name in self._broken:
            return f"{name} is not defined: its cell stopped with an error. Mend that, run it, then this one again."
        if name in exercises:
            return (
                f"{name} is not defined: run the cell of its exercise first, then this one again. "
                f"(The function must be called {name}.)"
            )
        if name in _SETUP:
            return (
                f"{name} is not defined: run the lesson's first cell, which imports it, then this one again."
            )
        if isinstance(name, str) and is_made_above(name, self._cell_id or ""):
            return f"{name} is not defined: a cell above makes it. Run that first, then this one again."
        return ""
