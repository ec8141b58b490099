"""Remember, in a template process, the code of a release's cells, so that no replica compiles them again."""

import ast
import contextlib
import os
import re
import sys
import tempfile
from typing import Any

from ipykernel.compiler import XCachingCompiler, get_tmp_hash_seed, murmur2_x86
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.utils.text import SList

from autograder.course.source_names import free_names, imported_modules

_FOLDER = f"{tempfile.gettempdir()}{os.sep}ipykernel_{os.getpid()}{os.sep}"
_AWAITS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_RUNS_THE_REST = re.compile(r"\s*%%(?:capture|time)\b.*\n?")
_PLACE = re.compile(
    r"(?:~|[A-Za-z]:)?[/\\][^\s\"'\x1b]*[/\\](?:(?:site|dist)-packages|python3\.\d+|Lib)[/\\](?!site-packages)"
)
_CELL_MAGIC = re.compile(r"\s*%%(\w+)\b.*")
_LEFT_OUT = frozenset((
    "autoreload", "bookmark", "cd", "conda", "debug", "mamba", "micromamba", "notebook", "pip",
    "popd", "pushd", "store", "unload_ext", "uv",
))  # fmt: skip
_MAY_FAIL = frozenset(("config", "load_ext", "matplotlib", "reload_ext"))
"""Magics that prepare something: where they can't, what needs it says so."""


class Compiler(XCachingCompiler):
    """The kernel's compiler; it knows the trees and the code of cells that were precompiled before the fork."""

    def __init__(self) -> None:
        super().__init__()
        self.trees: dict[str, ast.Module] = {}
        self.codes: dict[int, tuple[str, Any]] = {}
        self.files: dict[str, str] = {}
        self.usual = self.flags | _AWAITS

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """Return the file name that ipykernel gives a cell, with one folder for all replicas."""
        return self.files.get(raw_code) or f"{_FOLDER}{murmur2_x86(raw_code, get_tmp_hash_seed())}.py"

    def ast_parse(self, source: str, filename: str = "<unknown>", symbol: str = "exec") -> ast.AST:
        """Return the tree of a cell, parsed or remembered."""
        tree = self.trees.get(source) if self.flags == self.usual & ~_AWAITS else None
        return tree if tree is not None else super().ast_parse(source, filename, symbol)

    def __call__(self, source: Any, filename: str, symbol: str, **options: Any) -> Any:
        """Return the code of one statement, compiled or remembered."""
        body = getattr(source, "body", None)
        if body and self.flags == self.usual:
            mode, code = self.codes.get(id(body[0]), (None, None))
            if mode == symbol and code.co_filename == filename:
                return code
        return super().__call__(source, filename, symbol, **options)

    def precompile(self, raw: str, source: str) -> None:
        """Compile a cell now, to remember it."""
        name = self.files[raw] = self.get_code_name(raw, source, 0)
        tree = super().ast_parse(source, name)
        self.trees[source] = tree
        for node in tree.body:
            is_shown = node is tree.body[-1] and isinstance(node, ast.Expr)
            mode, part = ("single", ast.Interactive([node])) if is_shown else ("exec", ast.Module([node], []))
            with self.extra_flags(_AWAITS):
                self.codes[id(node)] = (mode, super().__call__(part, name, mode))


class Shell(ZMQInteractiveShell):
    """The kernel's shell, without work that is done twice or for nobody, and with a memory for cells."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.precompiled: dict[str, str] = {}
        self.needs: dict[str, list[str]] = {}
        self.modules: set[str] = set()
        self._latest: tuple[str, str] | None = None
        self._inputs = ["", "", "", ""]
        super().__init__(*args, **kwargs)
        self.history_manager.store_inputs = self._store_inputs

    def _store_inputs(self, number: int, source: str, raw: str | None = None) -> None:
        """Keep a cell's text as IPython does, for `In`, `_i` and their like, without its database and observers."""
        raw = (source if raw is None else raw).rstrip("\n")
        history = self.history_manager
        if history._exit_re.match(raw.strip()):
            return
        history.input_hist_parsed.append(source.rstrip("\n"))
        history.input_hist_raw.append(raw)
        self._inputs = [raw, *self._inputs[:3]]
        names = (f"_i{number}", "_i", "_ii", "_iii")
        self.user_ns.update(zip(names, self._inputs, strict=True))
        self.user_ns_hidden.update(zip(names, self._inputs, strict=True))

    @contextlib.contextmanager
    def _tee(self, channel: str):
        """Keep no copy of the printed text in the history, as IPython 9 does."""
        yield

    def _format_exception_for_storage(self, *args: Any, **kwargs: Any) -> dict:
        """Format no traceback a second time for a history that nobody reads."""
        return {}

    def should_run_async(self, raw_cell: str, *, transformed_cell: str | None = None, **options: Any) -> bool:
        """Say whether a cell awaits something; IPython would compile it to find out that it can't."""
        text = raw_cell if transformed_cell is None else transformed_cell
        if "await" not in text and "async" not in text:
            return False
        return super().should_run_async(raw_cell, transformed_cell=transformed_cell, **options)

    def enable_gui(self, gui: str | None = None) -> None:
        """Take note of the event loop that `%matplotlib` names; none runs here, and figures need none."""
        self.active_eventloop = gui

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        """Show a traceback in which nobody sees where the grader's libraries lie."""
        super()._showtraceback(etype, evalue, [without_place(line) for line in stb])

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Leave out magics that do nothing for an answer, and those that nobody here knows."""
        is_idle = magic_name in _LEFT_OUT or (magic_name in _MAY_FAIL and "autoreload" in line)
        if is_idle or self.find_line_magic(magic_name) is None:
            return None
        unsure = contextlib.suppress(Exception) if magic_name in _MAY_FAIL else contextlib.nullcontext()
        with unsure:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)

    def system(self, cmd: str) -> None:
        """Refuse `!program` in words, as a program that fails does: the cell goes on."""
        print(f"programs can't be started here: {cmd[:200]}", file=sys.stderr)
        self.user_ns["_exit_code"] = 126

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> SList | str:
        """Refuse `lines = !program` likewise; there is no output."""
        self.system(cmd)
        return SList() if split else ""

    def transform_cell(self, raw_cell: str) -> str:
        """Transform a cell once; ipykernel and IPython ask for it one after the other."""
        if self.input_transformers_post:
            return super().transform_cell(raw_cell)
        if (known := self.precompiled.get(raw_cell)) is not None:
            return known
        if self._latest is None or self._latest[0] != raw_cell:
            found = _CELL_MAGIC.match(raw_cell)
            is_unknown = found is not None and self.find_cell_magic(found[1]) is None
            source = f"#{raw_cell[found.end() :]}" if is_unknown else raw_cell
            self._latest = (raw_cell, super().transform_cell(source))
        return self._latest[1]

    def forget_latest(self) -> None:
        """Begin a new cell: what it transforms to may have changed."""
        self._latest = None

    def reset(self, *args: Any, **kwargs: Any) -> None:
        """Begin anew, as IPython does, with no earlier inputs."""
        super().reset(*args, **kwargs)
        self._inputs = ["", "", "", ""]

    def forget_history(self) -> None:
        """Forget what cells were run and what they returned."""
        history = self.history_manager
        history.reset(new_session=False)
        history.input_hist_parsed[:] = history.input_hist_raw[:] = [""]
        self._inputs = ["", "", "", ""]
        self.last_execution_result = None

    def names_needed_by(self, raw_cell: str) -> list[str]:
        """Return the names that a cell uses before it binds them."""
        known = self.needs.get(raw_cell)
        return free_names(self.transform_cell(_code_of(raw_cell))) if known is None else known

    def precompile(self, raw_cell: str, with_imports: bool) -> None:
        """Remember a cell; `with_imports` also loads what it imports. A cell that can't be read is left."""
        try:
            source = self.transform_cell(raw_cell)
            needs = free_names(
                source if _code_of(raw_cell) is raw_cell else self.transform_cell(_code_of(raw_cell))
            )
            self.compile.precompile(raw_cell, source)
        except (SyntaxError, ValueError):
            return
        self.precompiled[raw_cell], self.needs[raw_cell] = source, needs
        if with_imports:
            tree = self.compile.trees[source]
            for node in tree.body:
                if isinstance(node, ast.Import | ast.ImportFrom):
                    _import(ast.unparse(node))
            self.modules |= imported_modules(tree)


def without_place(text: str) -> str:
    """Return a text with the paths of Python's libraries shortened to what is within them.

    >>> without_place("File /home/me/venv/lib/python3.11/site-packages/numpy/linalg/_linalg.py:561")
    'File numpy/linalg/_linalg.py:561'
    """
    return _PLACE.sub("", text)


def _code_of(raw_cell: str) -> str:
    """Return what a cell runs: the cell, or all below its first line where that is a magic which runs the rest."""
    found = _RUNS_THE_REST.match(raw_cell)
    return raw_cell[found.end() :] if found else raw_cell


def _import(line: str) -> None:
    """Load what a line of a trusted cell imports. If it can't be, the cell itself will say so."""
    with contextlib.suppress(Exception):
        exec(line, {"__name__": "__main__"})  # noqa: S102 (an import statement of the release)
