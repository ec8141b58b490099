"""The levels of walls that attacks are tried at: machines that have all, no namespaces, rlimits only, or none."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

USER = 4321
"""An ordinary user's number, which no account has."""
_ROOT = Path(__file__).resolve().parents[2]
_UNSHARE, _MOUNT, _PIVOT, _LANDLOCK, _SECCOMP, _PRCTL = 272, 165, 155, (444, 445, 446), 317, 157
_BOOT = """
import os, struct, sys
sys.path.insert(0, {root!r})
def line(code, value, yes=0, no=0):
    return struct.pack("<HBBI", code, yes, no, value)
numbers = {numbers!r}
if numbers:
    from autograder.sandbox.confinement import syscalls
    refuse = line(6, 0x00050001)
    program = line(0x20, 0) + b"".join(line(0x15, n, 0, 1) + refuse for n in numbers)
    if {filters!r}:
        program += line(0x15, {prctl}, 0, 3) + line(0x20, 16) + line(0x15, 22, 0, 1) + refuse
    program += line(6, 0x7FFF0000)
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.load_filter(program)
{program}
sys.exit(main({arguments!r}))
"""


@dataclass(frozen=True)
class Level:
    """A kind of machine.

    Attributes
    ----------
    name : str
    denied : tuple of int
        System calls that this machine does not grant the grader.
    filters : bool
        Whether loading a seccomp filter is refused too.
    sandbox : str
    """

    name: str
    denied: tuple[int, ...] = ()
    filters: bool = False
    sandbox: str = "auto"

    @property
    def has_all_walls(self) -> bool:
        """Whether nothing is taken away."""
        return not self.denied and self.sandbox == "auto"

    def command(self, program: str, arguments: list[str], user: int | None, folder: Path) -> list[str]:
        """Return the command that runs a program with these arguments at this level, perhaps as another user.

        `program` is the Python source that defines its `main`.
        """
        source = _BOOT.format(
            root=str(_ROOT), numbers=self.denied, filters=self.filters, prctl=_PRCTL, program=program,
            arguments=arguments,
        )  # fmt: skip
        command = [sys.executable, "-c", source]
        return command if user is None else as_user(command, user, folder)


LEVELS = [
    Level("all walls"),
    Level("no user namespaces", (_UNSHARE, _MOUNT, _PIVOT)),
    Level("rlimits only", (_UNSHARE, _MOUNT, _PIVOT, *_LANDLOCK, _SECCOMP), filters=True),
    Level("sandbox off", sandbox="off"),
]


def can_be_tried(level: Level) -> str:
    """Return why a level can't be made here, or an empty text."""
    if sys.platform != "linux":
        return "walls can be taken away on Linux only"
    if level.denied and os.uname().machine != "x86_64":
        return "the numbers of system calls are those of x86_64"
    if not level.has_all_walls and os.geteuid() == 0 and not can_become_user():
        return (
            "as root, without walls, attacks would have the rights of root; setpriv and unshare are missing"
        )
    return ""


def can_become_user() -> bool:
    """Say whether this process can run a command as another user in a process namespace of its own."""
    return os.geteuid() == 0 and all(shutil.which(tool) for tool in ("setpriv", "unshare"))


def as_user(command: list[str], user: int, folder: Path) -> list[str]:
    """Return the command for another user, in process and mount namespaces of its own where Python is within reach.

    What root's home hides, the interpreter may be among it, is shown to that user alone and nowhere else.
    """
    base = Path(sys.base_prefix).resolve()
    reach = "true"
    if str(base).startswith("/root/"):
        reach = (
            f"mkdir -p {folder}/base && mount --bind {base} {folder}/base && mount -t tmpfs -o mode=755 none /root && mkdir -p {base}"
            f" && mount --bind {folder}/base {base}"
        )
    drop = f'exec setpriv --reuid={user} --regid={user} --clear-groups "$@"'
    return [
        "unshare",
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "sh",
        "-ec",
        f"{reach}; {drop}",
        "sh",
        *command,
    ]
