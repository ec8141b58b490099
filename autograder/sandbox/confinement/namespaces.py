"""Give the template process namespaces of its own: nobody else's processes, network, mounts or shared memory."""

import os
from pathlib import Path

from autograder.sandbox.confinement import syscalls

_KINDS = {
    "mounts": syscalls.CLONE_NEWNS,
    "processes": syscalls.CLONE_NEWPID,
    "network": syscalls.CLONE_NEWNET,
    "shared memory": syscalls.CLONE_NEWIPC,
    "host name": syscalls.CLONE_NEWUTS,
}
INSIDE = 1000
"""The user and group number inside a user namespace."""


def enter() -> dict[str, str]:
    """Move this process into new namespaces, as many as the system grants.

    Returns for each kind of namespace an empty text, or why there is none.
    """
    if (os.geteuid() != 0 or _try(syscalls.CLONE_NEWNS)) and (problem := _enter_user_namespace()):
        return dict.fromkeys(_KINDS, problem)
    return {name: _try(flag) for name, flag in _KINDS.items()}


def _try(flag: int) -> str:
    """Enter a new namespace; return why not, or an empty text."""
    try:
        syscalls.unshare(flag)
    except OSError as problem:
        return problem.strerror or str(problem)
    return ""


def _enter_user_namespace() -> str:
    """Become the owner of a new user namespace; return why not, or an empty text."""
    uid, gid = os.geteuid(), os.getegid()
    try:
        syscalls.unshare(syscalls.CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{INSIDE} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{INSIDE} {gid} 1")
    except OSError as problem:
        return f"no user namespace: {problem.strerror or problem}"
    return ""
