"""Run cells in ipykernel's own kernel without sockets or threads, recording the messages it would send."""

import asyncio
import contextlib
import io
import logging
import sys
import threading
import types
from collections.abc import Callable
from typing import Any

Sink = Callable[[str, dict], None]


def warm(ipython_dir: str):
    """Build the kernel of this process and return it; costs a second, so it is done before forking.

    `ipython_dir`: an empty folder, so that no profile or startup file of the user's is read
    """
    _leave_out_debugpy()
    # What follows would load the debugger, or takes a second that `doctor` and the grader need not spend.
    from ipykernel.ipkernel import IPythonKernel
    from IPython.core.error import StdinNotImplementedError
    from jupyter_client.session import Session
    from traitlets.config import Config

    # likewise
    from autograder.sandbox.kernel.shell import Compiler, Shell

    class Recorder(Session):
        """A session whose messages end in a sink."""

        sink: Sink | None = None

        def msg(self, msg_type, content=None, parent=None, header=None, metadata=None):
            return {"header": {"msg_type": msg_type}, "msg_type": msg_type, "content": content or {}}

        def send(self, stream, msg_or_type, content=None, *args, **kwargs):
            message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
            if self.sink is not None:
                self.sink(message["header"]["msg_type"], message["content"])
            return message

    class Kernel(IPythonKernel):
        """The kernel of ipykernel, told that nothing of it lives on a network."""

        shell_class = Shell
        compiler_class = Compiler

        def raw_input(self, prompt: str = "") -> str:
            """Refuse `input()` in words."""
            raise StdinNotImplementedError(
                "nobody can answer input() here; let the function take it as an argument"
            )

        def getpass(self, prompt: str = "", stream: Any = None) -> str:
            """Refuse `getpass()` likewise."""
            return self.raw_input(prompt)

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.ipython_dir = ipython_dir
    log = logging.getLogger("autograder.kernel")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    log.setLevel(logging.CRITICAL)
    kernel = Kernel.instance(session=Recorder(key=b""), config=config, log=log)
    kernel.shell_channel_thread = types.SimpleNamespace(parent_thread=threading.main_thread())
    return kernel


def _leave_out_debugpy() -> None:
    """Put an empty module in the place of ipykernel's debugger, which would load debugpy and its threads."""
    stub = types.ModuleType("ipykernel.debugger")
    stub._is_debugpy_available = False
    stub.Debugger = type("Debugger", (), {})
    sys.modules["ipykernel.debugger"] = stub


class OutputStream(io.TextIOBase):
    """A kernel's stdout or stderr: text is handed on in pieces, a whole cell's worth where it is short."""

    encoding, errors, newlines, mode = "UTF-8", None, None, "w"

    def __init__(self, name: str, sink: Callable[[str, str], None]):
        self._name, self._sink = name, sink
        self._parts: list[str] = []
        self._held = 0

    @property
    def name(self) -> str:
        """ "<stdout>" or "<stderr>"."""
        return f"<{self._name}>"

    def writable(self) -> bool:
        """Say that text can be written."""
        return True

    def isatty(self) -> bool:
        """Say that this is no terminal."""
        return False

    def set_parent(self, parent: Any) -> None:
        """Take note of nothing: one cell runs at a time."""

    def write(self, text: str) -> int:
        """Take `text`, a str."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._parts.append(text)
        self._held += len(text)
        if self._held > 16_000:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Hand on what was written so far."""
        if self._parts:
            text = "".join(self._parts)
            self._parts, self._held = [], 0
            self._sink(self._name, text)


class _Loop:
    """As much of tornado's loop as a kernel asks for while it handles an interrupt."""

    def __init__(self, loop: asyncio.AbstractEventLoop | None):
        self.loop = loop

    def add_callback(self, callback: Callable, *args: Any) -> None:
        if self.loop is not None:
            self.loop.call_soon_threadsafe(callback, *args)

    def call_later(self, delay: float, callback: Callable, *args: Any) -> None:
        """Do nothing: `exit()` must not end a process that others' answers depend on."""

    stop = call_later


class Runner:
    """Runs cells in this process's kernel and tells a sink what it says.

    `kernel`: as `warm` made it
    `sink`: called with a message's type and content
    """

    def __init__(self, kernel: Any, sink: Sink):
        self.kernel, self.shell, self.sink = kernel, kernel.shell, sink
        kernel.session.sink = sink
        self.loop: asyncio.AbstractEventLoop | None = None
        kernel.io_loop = _Loop(None)
        sys.stdout = OutputStream("stdout", self._text)
        sys.stderr = OutputStream("stderr", self._text)
        kernel.set_parent([], {"header": {"msg_type": "execute_request"}})
        kernel._forward_input(allow_stdin=False)  # nobody can answer `input()`

    def _text(self, name: str, text: str) -> None:
        self.sink("stream", {"name": name, "text": text})

    def run(self, source: str, count: int) -> dict[str, Any]:
        """Run one cell as execution number `count` and return the content of the kernel's reply."""
        self.shell.execution_count = count
        self.shell.forget_latest()
        try:
            if self.loop is not None or "async" in source or "await" in source:
                return self._run_in_loop(source)
            return self._run_at_once(source)
        finally:
            self.flush()

    def _run_in_loop(self, source: str) -> dict[str, Any]:
        """Run a cell as the kernel does, in an event loop that lives on from cell to cell."""
        if self.loop is None:
            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
            self.kernel.io_loop = _Loop(self.loop)
        request = self.kernel.do_execute(source, silent=False, store_history=True, allow_stdin=False)
        return self.loop.run_until_complete(request)

    def _run_at_once(self, source: str) -> dict[str, Any]:
        """Run a cell as `do_execute` does, without the event loop that only asynchronous code would notice."""
        shell = self.shell
        result = shell.run_cell(source, store_history=True, silent=False)
        shell.payload_manager.clear_payload()
        if result.success and not shell._last_traceback_during_displayhook:
            return {"status": "ok"}
        problem = result.error_before_exec or result.error_in_exec
        return {"status": "error", "ename": type(problem).__name__, "evalue": str(problem)}

    def close(self) -> None:
        """Close the event loop, if one was needed."""
        if self.loop is not None:
            self.loop.close()

    def flush(self) -> None:
        """Hand on all printed text."""
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
