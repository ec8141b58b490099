"""Take from the student's process every right that computing doesn't need."""

import os

from autograder.sandbox.confinement import syscalls

_FIRST_UID = 61_000


def spare_uid(seed: int) -> int:
    """Return a user number that no account has, another one for each worker of a machine."""
    import pwd  # not on Windows, which has no such walls

    taken = {entry.pw_uid for entry in pwd.getpwall()}
    uid = _FIRST_UID + seed % 3000
    while uid in taken:
        uid += 1
    return uid


def become(uid: int) -> None:
    """Change to the user `uid`, group and all, for good.

    Raises OSError if this process may not.
    """
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def can_read(paths: list[str], uid: int) -> bool:
    """Say whether the user `uid` could read all `paths`; a child tries it."""
    child = os.fork()
    if child == 0:
        try:
            become(uid)
            os._exit(0 if all(os.access(path, os.R_OK) for path in paths) else 1)
        except OSError:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def drop(bounded: bool = False) -> None:
    """Give up all capabilities, the way to get new ones, and being looked into by others.

    Raises OSError if this system has no such calls.
    """
    if not bounded:
        syscalls.bound_capabilities()
    syscalls.drop_capabilities()
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
