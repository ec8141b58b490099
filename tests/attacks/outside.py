"""What attacks must not reach: sockets of this machine, and a life after the grader's."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import sys
import threading
import time
from pathlib import Path

import psutil

from tests.attacks.kinds import TRACE


class Outside:
    """Sockets of this machine that nobody may reach from inside; notes who does."""

    def __init__(self, folder: Path):
        self.heard: list[str] = []
        self.path = folder / "socket"
        self.sockets = []
        tcp = socket.create_server(("127.0.0.1", 0))
        self.port = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        named, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        named.bind(str(self.path))
        self.path.chmod(0o777)
        self.abstract = f"{TRACE}-{os.getpid()}-{self.port}"
        abstract.bind(f"\0{self.abstract}")
        for server in (named, abstract):
            server.listen()
        self.sockets = [tcp, udp, named, abstract]
        for made, words in zip(
            self.sockets, ("a connection", "a datagram", "a Unix socket", "an abstract socket"), strict=True
        ):
            made.settimeout(0.2)
            threading.Thread(target=self._listen, args=(made, words), daemon=True).start()

    def _listen(self, made: socket.socket, words: str) -> None:
        while True:
            try:
                made.recv(100) if made.type == socket.SOCK_DGRAM else made.accept()[0].close()
            except TimeoutError:
                continue
            except OSError:
                return
            self.heard.append(words)

    def close(self) -> None:
        """Close all."""
        for made in self.sockets:
            made.close()


class Orphans:
    """While this lasts, processes whose parents end become children of this one, so that none is overlooked.

    Afterwards `left` describes those that outlived the grader; they are ended.
    """

    def __enter__(self) -> Orphans:
        self.left: list[str] = []
        self.before = {process.pid for process in psutil.Process().children(recursive=True)}
        _adopt(True)
        return self

    def __exit__(self, *exception: object) -> None:
        deadline = time.monotonic() + 5
        while (found := self._alive()) and time.monotonic() < deadline:
            time.sleep(0.05)
        for process in found:
            with contextlib.suppress(psutil.Error):
                self.left.append(f"{process.pid} {' '.join(process.cmdline())[:80]}")
                process.kill()
        self._alive()
        _adopt(False)

    def _alive(self) -> list[psutil.Process]:
        """Return the new processes that live, after burying those that don't."""
        found = []
        for process in psutil.Process().children(recursive=True):
            if process.pid in self.before:
                continue
            with contextlib.suppress(psutil.Error, ChildProcessError):
                if process.status() == psutil.STATUS_ZOMBIE:
                    os.waitpid(process.pid, os.WNOHANG)
                else:
                    found.append(process)
        return found


def _adopt(orphans: bool) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, int(orphans), 0, 0, 0)
