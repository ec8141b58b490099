"""Linux system calls that Python 3.11 has no name for, through ctypes; each raises OSError when it fails."""

import ctypes
import functools
import os
import sys

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38

# The numbers of these calls are the same on every architecture, or nearly.
_NUMBERS = {"x86_64": {"pivot_root": 155}, "aarch64": {"pivot_root": 41}}
_SHARED = {
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(name: str, *args: object) -> int:
    """Call the kernel directly by name.

    Raises OSError if it fails, or if its number isn't known on this machine.
    """
    if sys.platform != "linux":
        raise OSError(38, f"{name}: not Linux")
    number = _SHARED.get(name) or _NUMBERS.get(os.uname().machine, {}).get(name)
    if number is None:
        raise OSError(38, f"{name}: unknown on {os.uname().machine}")
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    return _checked(_libc().syscall(ctypes.c_long(number), *wide), name)


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones."""
    _checked(_libc().unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """Mount a file system, or bind a path."""
    texts = [None if t is None else os.fsencode(t) for t in (source, target, kind, data)]
    result = _libc().mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])
    _checked(result, f"mount {target}")


def unmount(target: str) -> None:
    """Take a mount away."""
    _checked(_libc().umount2(os.fsencode(target), ctypes.c_int(MNT_DETACH)), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root of the file tree and put the old one at `old`."""
    syscall("pivot_root", ctypes.c_char_p(os.fsencode(new)), ctypes.c_char_p(os.fsencode(old)))


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns_fd")]


def make_read_only(path: str) -> None:
    """Make a mount and all mounts below it read-only, without devices or set-user-id programs."""
    attributes = _MountAttributes(1 | 2 | 4, 0, 0, 0)
    syscall("mount_setattr", -100, ctypes.c_char_p(os.fsencode(path)), 0x8000, ctypes.byref(attributes),
            ctypes.sizeof(attributes))  # fmt: skip


def prctl(option: int, value: int = 0) -> None:
    """Set an attribute of this process."""
    zero = ctypes.c_ulong(0)
    _checked(_libc().prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero), f"prctl {option}")


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def bound_capabilities() -> None:
    """Let no program that is run later get a capability back, where this process may decide that."""
    for number in range(64):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:
            break


def drop_capabilities() -> None:
    """Give up every capability."""
    header, nothing = _Header(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _checked(_libc().capset(ctypes.byref(header), ctypes.byref(nothing)), "capset")


def load_filter(program: bytes) -> None:
    """Install a seccomp filter; it can't be taken away again."""
    buffer = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    held = Program(len(program) // 8, ctypes.addressof(buffer))
    zero = ctypes.c_ulong(0)
    result = _libc().prctl(ctypes.c_int(22), ctypes.c_ulong(2), ctypes.byref(held), zero, zero)
    _checked(result, "seccomp")
