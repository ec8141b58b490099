"""Start a Python process for the executor: environment, folder, connection; see it off, or let it die with us."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path
from typing import Any

if sys.platform == "linux":
    from autograder.sandbox.confinement import syscalls  # now: a student's process can't find it later

# Collecting while what stays is imported costs a tenth; `Replicas.become` turns it on again.
_BOOT = (
    "import gc, sys; gc.disable(); "
    "sys.path[:0] = [sys.argv[2]]; from autograder.sandbox.prefork.template_process import start; "
    "sys.path.remove(sys.argv[2]); start(sys.argv[1])"
)
START_SECONDS = 120.0
_AFTER_KILL = 5.0


def stay_on(core: int | None) -> None:
    """Keep this process and its children on one core, where the system knows such a thing."""
    if core is not None:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {core})


def clean_environment(base: str) -> dict[str, str]:
    """Return a clean environment: no token, no path of the grader's, not the folder of its interpreter either."""
    kept = {key: os.environ[key] for key in ("LANG", "LC_ALL", "TZ", "SYSTEMROOT") if key in os.environ}
    kept["PATH"] = os.environ.get("PATH", "") if os.name == "nt" else os.defpath
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **kept, **one, "HOME": base, "MPLCONFIGDIR": _matplotlib_cache(base), "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", "NBGRADER_EXECUTION": "autograde",
        "USER": "student", "LOGNAME": "student",
    }  # fmt: skip


def make_base(role: str) -> str:
    """Make a folder for a warm process and its children; its name says whose it is."""
    remove_abandoned_folders()
    base = tempfile.mkdtemp(prefix=f"{_own_prefix()}{role}-")
    os.chmod(base, 0o755)  # noqa: S103 (children of another user pass through; their own folders are closed)
    return base


def remove_abandoned_folders() -> None:
    """Remove the folders of graders that were killed; those of other containers can't be told from here."""
    for path in Path(tempfile.gettempdir()).glob("autograder-*-*-*"):
        owner, _, space = path.name.split("-")[1].partition(".")
        is_ours = owner.isdigit() and space == str(_process_space())
        if is_ours and path.is_dir() and not path.is_symlink() and not _is_alive(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def remove_own_folders() -> None:
    """Remove this process's folders as it ends: of one that was made as a signal came nobody else knows."""
    for path in Path(tempfile.gettempdir()).glob(f"{_own_prefix()}*"):
        shutil.rmtree(path, ignore_errors=True)


def _own_prefix() -> str:
    """Return how the names of this process's folders begin."""
    return f"autograder-{os.getpid()}.{_process_space()}-"


def _process_space() -> int:
    """Return the number of the namespace in which process numbers hold, 0 where there are none."""
    try:
        return os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        return 0


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def search_path() -> list[str]:
    """Return the module path of the installed Python alone: no folder of the project's or the user's."""
    own = {str(Path(sysconfig.get_path(kind))) for kind in ("stdlib", "platstdlib")}
    homes = tuple(f"{path}{os.sep}" for path in own)
    kept = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return [
        path
        for path in sys.path
        if path in own or path.startswith(homes) or path.endswith(".zip") or path in kept
    ]


def _matplotlib_cache(base: str) -> str:
    """Return the folder where matplotlib keeps its list of fonts between runs; asking itself would import it.

    Where a user has no home, or none that can be written, it is in `base`: matplotlib would leave one in /tmp.
    """
    if given := os.environ.get("MPLCONFIGDIR"):
        return given
    home = os.path.expanduser("~")  # stays as it is where there is none
    folder = Path(home, ".matplotlib")
    if sys.platform.startswith(("linux", "freebsd")):
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path(home, ".cache"), "matplotlib")
    try:
        if folder.is_absolute():
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return str(folder)
    except OSError:
        pass  # a home that can't be written
    return os.path.join(base, "matplotlib")


def start_process(log: Any, environment: dict[str, str]) -> tuple[subprocess.Popen, socket.socket]:
    """Start Python on the boot line, connected by a socket pair or, on Windows, by a port and a token."""
    project = str(Path(__file__).resolve().parents[3])
    command = [sys.executable, "-s", "-P", "-c", _BOOT]
    common: dict[str, Any] = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": log,
        "env": environment,
    }
    if sys.platform != "win32":
        ours, theirs = socket.socketpair()
        with theirs:
            address = f"fd:{theirs.fileno()}"
            process = subprocess.Popen([*command, address, project], pass_fds=[theirs.fileno()], **common)
        return process, ours
    return _start_by_port(command, project, common)


def wait_or_kill(process: subprocess.Popen, patience: float) -> None:
    """Wait until a process ends, and kill it after a while.

    One that another process traces may not be told to have ended until the tracer has: nobody waits for that.
    """
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_AFTER_KILL)


def _start_by_port(
    command: list[str], project: str, common: dict[str, Any]
) -> tuple[subprocess.Popen, socket.socket]:
    token = secrets.token_hex(16)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(START_SECONDS)
        address = f"port:{server.getsockname()[1]}:{token}"
        process = subprocess.Popen([*command, address, project], **common)
        while True:
            connection, _ = server.accept()
            if secrets.compare_digest(connection.recv(len(token), socket.MSG_WAITALL), token.encode()):
                return process, connection
            connection.close()


def is_in_main_thread() -> bool:
    """Say whether this thread's children may die with it: the system takes its end for that of its process."""
    return threading.current_thread() is threading.main_thread()


def die_with_parent() -> None:
    """Let the system kill this process when its parent is gone. Whoever changes its user has to ask anew."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
