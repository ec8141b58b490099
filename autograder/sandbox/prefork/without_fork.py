"""Start each replica anew where forking is not safe: a second or two for each, with the same messages."""

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass

from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.connection import Connection
from autograder.sandbox.prefork.launch import wait_or_kill
from autograder.sandbox.prefork.template import Replica, Template
from autograder.sandbox.protocol.messages import Become, Ended


def can_fork() -> bool:
    """Say whether replicas are forked from a template process (macOS could, but its libraries may crash)."""
    return hasattr(os, "fork") and sys.platform not in ("darwin", "win32")


@dataclass(frozen=True)
class StartedReplica(Replica):
    """A replica that was started."""

    process: subprocess.Popen

    def interrupt(self) -> None:
        """Ask the code that runs in it to stop, where the system can."""
        if hasattr(os, "killpg"):
            self.process.send_signal(signal.SIGINT)

    def end(self, patience: float = 0.0) -> Ended:
        """Kill it and its group, unless it ends by itself in so many seconds; say how it ended."""
        self.channel.close()
        self.template.replicas.pop(self.pid, None)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience or 0.001)
        was_killed = self.process.poll() is None
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        wait_or_kill(self.process, 0.0)
        return Ended(self.process.returncode, was_killed)


class NoTemplate(Template):
    """Stands in the place of a template process: it starts each replica."""

    def _start(self) -> None:
        self.replicas: dict[int, StartedReplica] = {}
        self.is_ready = True

    def replica(self, limits: Limits) -> StartedReplica:
        """Return a fresh replica, connected, that holds to `limits`.

        Raises ExecutorBroken if it doesn't start.
        """
        become = Become(asdict(limits), self.base, self.confinement.walls)
        connection = Connection.start(self.base, [*self.shape, become])
        connection.welcome(self.name)
        process = connection.process
        self.replicas[process.pid] = StartedReplica(connection.channel, self, process.pid, process)
        return self.replicas[process.pid]

    def close(self, patience: float = 5.0) -> None:
        """End all replicas, and the folder."""
        for replica in [*self.replicas.values()]:
            replica.end()
        super().close(patience)
