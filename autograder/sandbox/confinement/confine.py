"""Put up all the walls there are, in their order: once around the template process, then around each replica."""

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from typing import Any

from autograder.common.files import close_all_but
from autograder.course.import_rules import Rules
from autograder.sandbox.confinement import (
    filesystem,
    landlock,
    namespaces,
    privileges,
    rlimits,
    seccomp,
    syscalls,
)
from autograder.sandbox.limits import Limits


@dataclass
class Confinement:
    """The walls around one template process and its replicas."""

    rules: Rules  # what is allowed
    base: str  # a folder of this process's own, outside: the place of the new root, or of the scratch folders
    # for each wall an empty text when it stands, else why it doesn't
    standing: dict[str, str] = field(default_factory=dict)
    uid: int | None = None
    has_own_root: bool = False
    born_with: int = 0
    is_bounded: bool = False
    others: int = 0

    def confine_template(self) -> None:
        """Confine the template process, before its first replica. Replicas inherit these walls."""
        self.born_with = rlimits.address_space()
        self._choose_uid()
        others = rlimits.threads_of(os.geteuid())
        found = namespaces.enter()
        if self.uid is None and found["processes"]:
            self.others = others  # no number and no namespace of its own: the whole account's threads count
        self.standing |= {f"own {name}": why for name, why in found.items()}
        if found["mounts"]:
            self.standing["file system"] = found["mounts"]
        else:
            self._try("file system", self._change_root)
        syscalls.bound_capabilities()
        self.is_bounded = True
        seccomp.prepare(by_path=self.has_own_root)

    def go_on_inside(self) -> None:
        """Go on in the process that is the first one inside the walls: only that one can fork, as this may."""
        if not self.has_own_root:
            self._try("landlock", self._landlock_of_template)

    def _change_root(self) -> None:
        place = os.path.join(self.base, "root")
        os.makedirs(place, exist_ok=True)  # a process that was killed had it before
        filesystem.build_root(self.rules, place)
        self.has_own_root = True
        _name_folders(filesystem.SCRATCH)

    def _choose_uid(self) -> None:
        if os.geteuid() != 0:
            return
        uid = privileges.spare_uid(os.getpid())
        if privileges.can_read([], uid):
            self.uid = uid
        else:
            self.standing["unprivileged user"] = "root of a user namespace that has no other user"

    def _landlock_of_template(self) -> None:
        """Without a root of its own, limit at least what can be opened; `base` has the scratch folders."""
        paths = [str(path) for path in filesystem.readable(self.rules)]
        if self.uid is not None and not privileges.can_read(paths[:3], self.uid):
            self.standing["unprivileged user"] = "the interpreter lies in a folder that only root may enter"
            self.uid = None
        # Of /proc only the list of this process's children, by which it finds what they left behind.
        own = [f"/proc/{os.getpid()}/task/{os.getpid()}/children"]
        devices = [f"/dev/{name}" for name in filesystem.DEVICES]
        landlock.restrict([*paths, *devices, *own], [self.base, "/dev/null"])

    def confine_replica(self, channel: int, limits: Limits) -> dict[str, str]:
        """Confine this replica for good, keeping only the descriptor `channel`; return `standing`."""
        os.setsid()
        self._try("descriptors", lambda: _keep_only(channel))
        if self.has_own_root:
            self._try("scratch disk", lambda: filesystem.mount_scratch(limits.scratch, limits.files))
        self._settle_in()
        self._try("limits", lambda: rlimits.apply(limits, self.born_with, others=self.others))
        if self.uid is not None:
            self._try("unprivileged user", lambda: privileges.become(self.uid))
        elif os.geteuid() == 0 and "unprivileged user" not in self.standing:
            self.standing["unprivileged user"] = "running as root"
        self._try("no privileges", lambda: privileges.drop(self.is_bounded))
        self._try("landlock", self._landlock_of_replica)
        self._try("system calls", lambda: seccomp.apply(by_path=self.has_own_root))
        return self.standing

    def _settle_in(self) -> None:
        """Make the replica's working and temporary folders and go there."""
        home = filesystem.SCRATCH if self.has_own_root else tempfile.mkdtemp(prefix="job-", dir=self.base)
        self.home = home
        for name in ("work", "tmp"):
            path = f"{home}/{name}"
            with contextlib.suppress(FileExistsError):
                os.mkdir(path)
            os.chmod(path, 0o700)
            if self.uid is not None:
                os.chown(path, self.uid, self.uid)
        if not self.has_own_root:
            os.chmod(home, 0o711)  # noqa: S103 (the replica's own folders inside are closed)
            _name_folders(home)
        os.chdir(f"{home}/work")

    def _landlock_of_replica(self) -> None:
        # What the template's own Landlock lets be read goes for its replicas, too.
        is_bounded = self.has_own_root or not self.standing.get("landlock")
        paths = ["/"] if is_bounded else [str(path) for path in filesystem.readable(self.rules)]
        landlock.restrict(paths, [self.home, "/dev/null"])

    def _try(self, name: str, put_up: Any) -> None:
        try:
            put_up()
        except OSError as problem:
            self.standing[name] = problem.strerror or str(problem)
        else:
            self.standing[name] = ""


def _name_folders(base: str, work: str | None = None) -> None:
    """Tell programs and modules where a replica's working and temporary folders are."""
    os.environ.update(HOME=work or os.path.join(base, "work"), TMPDIR=os.path.join(base, "tmp"))
    tempfile.tempdir = None  # what the template process found out does not hold here


def _keep_only(channel: int) -> None:
    """Point the standard streams at nothing and close every other descriptor except `channel`."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    close_all_but({0, 1, 2, channel})


def limit_only(limits: Limits, born_with: int, base: str) -> dict[str, str]:
    """Settle in a scratch folder with limits on memory and time, and no wall but the process itself."""
    home = tempfile.mkdtemp(prefix="job-", dir=base)
    os.makedirs(os.path.join(home, "tmp"))
    os.chdir(home)
    _name_folders(home, home)
    with contextlib.suppress(OSError):
        os.setsid()
        rlimits.apply(limits, born_with, processes=False)
    return {}


def remove_scratch_folders(base: str) -> None:
    """Remove the scratch folders that ended replicas left under `base`."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(base):
            if entry.name.startswith("job-") and entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
