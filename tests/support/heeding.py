"""Start commands that heed signals."""

import signal
import subprocess
from pathlib import Path


def start_heeding(command: list[str], folder: Path | None = None) -> subprocess.Popen:
    """Start a command that heeds signals, though these tests may run in the background or under `nohup`."""

    def heed() -> None:
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)

    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, preexec_fn=heed
    )
