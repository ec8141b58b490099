"""Another user, another machine, fewer walls: those that are left stand, and what is missing is named."""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.common.errors import SandboxMissing
from autograder.sandbox.confinement import landlock, rlimits
from autograder.sandbox.executor import Executor
from autograder.sandbox.limits import Limits
from tests.support.submissions import (
    RULES,
)
from tests.support.walls import ROOT, needs_all, outcome_of, says

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")


SCRIPT = """
import json, sys
sys.path.insert(0, {root!r})
{before}
from autograder.sandbox.executor import Executor
from tests.support.submissions import *
if __name__ == "__main__":
    with Executor(rules=RULES, sandbox="auto") as executor:
        done = executor.run(notebook(setup(), answer("f", "def f(x):\\n    return 2 * x"), test_cell("f__a", "assert f(np.ones(2)).sum() == 4"),
            cell("import os\\nos._exit(1)"), answer("g", "def g():\\n    import scipy\\n    return scipy.pi"), test_cell("g__a", "g()"), cell("while True: pass"),
            test_cell("f__b", "assert f(3) == 6")), limits=Limits(seconds=1.5))
        print(json.dumps([executor.sandbox, statuses(done), sorted(kinds(done))]))
"""


EXPECTED = {"f__a": "passed", "g__a": "error", "f__b": "passed"}


def elsewhere(before="", as_user=False):
    """Run a submission in a grader of its own, perhaps as an ordinary user; return its sandbox, marks and flags."""
    command = [sys.executable, "-c", SCRIPT.format(root=str(ROOT), before=before)]
    if as_user:
        base = Path(sys.base_prefix).resolve()
        open_up = (
            (
                f"mkdir -p /run/base && mount --bind {base} /run/base && mount -t tmpfs -o mode=755 none /root && mkdir -p {base}"
                f" && mount --bind /run/base {base}"
            )
            if str(base).startswith("/root/")
            else "true"
        )
        drop = 'exec setpriv --reuid=4321 --regid=4321 --clear-groups env HOME=/tmp MPLCONFIGDIR=/tmp/.mpl4321 "$@"'
        command = ["unshare", "-m", "sh", "-ec", f"{open_up}; {drop}", "sh", *command]
    done = subprocess.run(command, capture_output=True, text=True, timeout=250, cwd="/", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def can_be_root_of_a_namespace():
    if not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "-r", "true"], capture_output=True, check=False).returncode == 0


DENY = """
import os, struct
from autograder.sandbox.confinement import syscalls
def line(code, value, yes=0, no=0): return struct.pack("<HBBI", code, yes, no, value)
program = line(0x20, 0) + b"".join(line(0x15, n, 0, 1) + line(6, 0x00050001) for n in {numbers}) + line(6, 0x7fff0000)
syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
syscalls.load_filter(program)
"""


only_root = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root to become another user"
)


only_x86 = pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86_64")


@only_root
def test_an_ordinary_user_has_all_walls_too():
    found, marks, flags = elsewhere(as_user=True)
    assert found["not_stopped"] == []
    assert found["missing"] == []
    assert marks == EXPECTED
    assert {"left-early", "timeout", "forbidden-import"} <= set(flags)


@only_x86
@pytest.mark.skipif(landlock.version() == 0, reason="the kernel has no Landlock")
@pytest.mark.parametrize("as_user", [False, pytest.param(True, marks=only_root)])
def test_without_namespaces_the_other_walls_stand_and_the_rest_is_named(as_user):
    found, marks, _ = elsewhere(DENY.format(numbers=[272, 165]), as_user)
    assert marks == EXPECTED
    assert any(entry.startswith("own network") for entry in found["missing"])
    assert {"filling the disk"} <= set(found["not_stopped"])
    stopped = {
        "reading the grader's and the course's files",
        "reading libraries that the course forbids",
        "network connections",
        "starting processes",
        "running programs",
    }
    assert not stopped & set(found["not_stopped"])


CAPPED = """
from autograder.sandbox.confinement import landlock
landlock.version = lambda: {version}
"""


@only_x86
@pytest.mark.skipif(landlock.version() < 4, reason="the kernel's Landlock is older")
@pytest.mark.parametrize(("version", "as_user"), [(4, False), pytest.param(2, True, marks=only_root)])
def test_without_namespaces_an_older_landlock_leaves_no_way_to_others(version, as_user):
    found, marks, _ = elsewhere(CAPPED.format(version=version) + DENY.format(numbers=[272, 165]), as_user)
    assert marks == EXPECTED
    stopped = {
        "signals by way of a file",
        "signals to other processes",
        "terminals and memory that others share",
        "changing files that it can't open",
        "looking into other processes",
        "seeing other processes",
        "reading the machine's files",
        "network connections" if version >= 4 else "running programs",
    }
    assert not stopped & set(found["not_stopped"])
    assert "seeing which files exist" in found["not_stopped"]


@pytest.mark.parametrize(
    "attempt",
    [
        "__import__('fcntl').fcntl(os.pipe()[0], 8, 1)",
        "__import__('fcntl').fcntl(os.pipe()[0], 10, 9)",
        "__import__('fcntl').ioctl(os.pipe()[0], 0x8901, b'\\x01\\0\\0\\0')",
        "__import__('fcntl').ioctl(os.pipe()[0], 0x5452, b'\\x01\\0\\0\\0')",
    ],
)
@needs_all
def test_no_signal_goes_by_way_of_a_file(attempt):
    assert outcome_of(attempt).startswith("stopped: PermissionError")


@needs_all
def test_files_of_its_own_can_be_touched_cut_and_copied():
    work = "import shutil, pathlib\np = pathlib.Path('a'); p.write_text('xyz'); p.touch(); os.truncate('a', 1)\nshutil.copyfile('a', 'b'); print(open('b').read(), os.isatty(0))"
    assert says("import os\n" + work) == "x False\n"


@only_x86
def test_without_namespaces_and_landlock_reading_is_named_as_not_stopped():
    found, marks, _ = elsewhere(DENY.format(numbers=[272, 165, 444, 445, 446]))
    assert marks == EXPECTED
    assert "reading the grader's and the course's files" in found["not_stopped"]
    assert "starting processes" not in found["not_stopped"]


@only_x86
def test_strict_refuses_where_a_wall_is_missing():
    script = SCRIPT.format(root=str(ROOT), before=DENY.format(numbers=[272])).replace('"auto"', '"strict"')
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=200, cwd="/", check=False
    )
    assert done.returncode != 0
    assert "SandboxMissing" in done.stderr


@needs_all
def test_strict_runs_where_all_walls_stand():
    with Executor(sandbox="strict", rules=RULES) as executor:
        assert executor.sandbox["missing"] == executor.sandbox["not_stopped"] == []
    assert issubclass(SandboxMissing, RuntimeError)


@pytest.mark.skipif(not can_be_root_of_a_namespace(), reason="no user namespaces")
def test_root_of_a_user_namespace_with_no_other_user_grades_and_names_the_missing_wall():
    """As in a rootless container that was given one user number."""
    command = ["unshare", "-r", sys.executable, "-c", SCRIPT.format(root=str(ROOT), before="")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=250, cwd="/", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found, marks, _ = json.loads(done.stdout.splitlines()[-1])
    assert marks == EXPECTED
    if os.geteuid() == 0:
        assert any(entry.startswith("unprivileged user") for entry in found["missing"])


@only_x86
@pytest.mark.parametrize("as_user", [False, pytest.param(True, marks=only_root)])
def test_where_only_mounts_are_refused_students_processes_are_made_all_the_same(as_user):
    """A process that has entered a process namespace can fork one time only, until it goes on inside."""
    found, marks, _ = elsewhere(DENY.format(numbers=[165]), as_user)
    assert marks == EXPECTED
    assert any(entry.startswith("file system") for entry in found["missing"])


@pytest.mark.parametrize(("others", "least"), [(0, 0), (700, 700 + 500)])
def test_threads_of_others_under_the_same_number_take_no_answers_room(monkeypatch, others, least):
    """The system counts a whole account: where neighbors are in it, theirs come on top."""
    set_to = {}
    monkeypatch.setattr("resource.setrlimit", lambda kind, values: set_to.update({kind: values[0]}))
    monkeypatch.setattr("resource.getrlimit", lambda kind: (resource.RLIM_INFINITY,) * 2)
    rlimits.apply(Limits(), born_with=0, others=others)
    assert set_to[resource.RLIMIT_NPROC] >= Limits().threads + least
    assert others or set_to[resource.RLIMIT_NPROC] == Limits().threads
