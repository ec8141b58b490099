"""Show the student's process a file tree with the interpreter and the allowed libraries in it, read-only."""

import os
import re
import sys
import sysconfig
from pathlib import Path

from autograder.course.import_rules import Rules, allowed_distributions, top_level_names
from autograder.sandbox.confinement import syscalls

SCRATCH = "/scratch"
_PACKAGES = ("site-packages", "dist-packages")
DEVICES = ("null", "zero", "full", "random", "urandom")


def site_folders() -> list[Path]:
    """Return the folders of installed packages on the module path."""
    return [Path(p) for p in dict.fromkeys(sys.path) if Path(p).name in _PACKAGES and Path(p).is_dir()]


def standard_library() -> list[Path]:
    """Return the folders of the standard library."""
    found = {Path(sysconfig.get_path(kind)).resolve() for kind in ("stdlib", "platstdlib")}
    return [path for path in found if path.is_dir()]


def shared_libraries() -> list[Path]:
    """Return the folders, outside Python's own, from which this process has loaded shared libraries."""
    own = [str(path) for path in (*standard_library(), *site_folders())]
    found = set()
    for line in Path("/proc/self/maps").read_text().splitlines():
        match = re.search(r"(/\S+\.so[\d.]*)$", line)
        if match and not any(match.group(1).startswith(f"{path}/") for path in own):
            found.add(Path(match.group(1)).parent)
    return sorted(path for path in found if path.is_dir())


def site_entries(rules: Rules) -> list[Path]:
    """Return the files and folders of installed packages that answers may use."""
    if rules.libraries is None:
        return site_folders()
    found = []
    for distribution in allowed_distributions(rules.libraries):
        folder = Path(str(distribution.locate_file("")))
        found += [folder / name for name in top_level_names(distribution)]
    return sorted({path for path in found if path.exists() and path.name != "__pycache__"})


def course_files(rules: Rules) -> list[Path]:
    """Return the files of the course's own modules that are real, and the data beside them."""
    found = []
    for name in rules.real:
        for base in rules.paths:
            module = Path(base, *name.split("."))
            data = module.parent / "data"
            found += [path for path in (module.with_suffix(".py"), module, data) if path.exists()]
    return found


def readable(rules: Rules) -> list[Path]:
    """Return everything that the student's process may read; folders that also hold packages of others are taken apart.

    A mount covers what lies below it; Landlock can't take back what a folder's rule has given.
    """
    base = [*standard_library(), *shared_libraries()]
    return [*(part for path in base for part in _parts(path)), *site_entries(rules), *course_files(rules)]


def _parts(path: Path, depth: int = 2) -> list[Path]:
    """Return a folder, or what it holds beside packages when there are packages in it, at most `depth` levels down."""
    if not _holds_packages(path, depth):
        return [path]
    entries = [entry for entry in path.iterdir() if entry.name not in _PACKAGES]
    return [part for entry in entries for part in _parts(entry, depth - 1)]


def _holds_packages(path: Path, depth: int) -> bool:
    if depth == 0 or not path.is_dir() or path.is_symlink():
        return False
    return any((path / name).is_dir() for name in _PACKAGES) or any(
        _holds_packages(entry, depth - 1) for entry in path.iterdir()
    )


def build_root(rules: Rules, base: str) -> None:
    """Make a tree at the empty folder `base` and make it this process's root.

    Raises OSError if a mount is refused; the file tree is then as it was.
    """
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    _mount_fresh(base, "size=4m,mode=755")
    try:
        _fill(rules, base)
        os.chdir(base)
        syscalls.pivot_root(".", ".")
    except OSError:
        os.chdir("/")
        syscalls.unmount(base)
        raise
    syscalls.unmount(".")
    os.chdir("/")


def _fill(rules: Rules, base: str) -> None:
    for path in [*standard_library(), *shared_libraries()]:
        _bind(path, base)
    for folder in site_folders() if rules.libraries is not None else ():
        target = f"{base}{folder}"
        os.makedirs(target, exist_ok=True)
        _mount_fresh(target, "size=4m,mode=755")
    _hide_other_packages(base)
    for path in [*site_entries(rules), *course_files(rules)]:
        _bind(path, base)
    os.mkdir(base + SCRATCH)
    if not os.path.lexists(f"{base}/tmp"):  # noqa: S108 (the new root's)
        os.symlink(f"{SCRATCH}/tmp", f"{base}/tmp")  # noqa: S108
    os.mkdir(f"{base}/dev")
    for name in DEVICES:
        Path(base, "dev", name).touch()
    syscalls.make_read_only(base)
    for name in DEVICES:
        syscalls.mount(f"/dev/{name}", f"{base}/dev/{name}", None, syscalls.MS_BIND)


def _hide_other_packages(base: str) -> None:
    """Cover packages that lie inside the standard library's folder but on no module path of ours."""
    covered = {str(path) for path in site_folders()}
    for library in standard_library():
        for name in _PACKAGES:
            if (library / name).is_dir() and str(library / name) not in covered:
                _mount_fresh(f"{base}{library}/{name}", "size=64k")


def _bind(path: Path, base: str) -> None:
    """Show `path` at its own place below `base`."""
    target = Path(f"{base}{path}")
    is_within = any(str(path).startswith(f"{library}/") for library in standard_library())
    if target.exists() and is_within and "-packages" not in str(path):
        return
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    syscalls.mount(str(path), str(target), None, syscalls.MS_BIND | syscalls.MS_REC)


def mount_scratch(size: int, files: int) -> None:
    """Give this process a fresh, small file system of its own for what it writes.

    Raises OSError if a mount is refused.
    """
    syscalls.unshare(syscalls.CLONE_NEWNS)
    _mount_fresh(SCRATCH, f"size={size},nr_inodes={files},mode=777")


def _mount_fresh(target: str, options: str) -> None:
    """Mount an empty file system in memory."""
    syscalls.mount("tmpfs", target, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, options)
