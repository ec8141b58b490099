"""A student's process can compute and nothing else; what a machine cannot stop is named."""

import json
import os
import resource
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.common.errors import SandboxMissing
from autograder.sandbox.confinement import landlock, rlimits, seccomp, syscall_table
from autograder.sandbox.executor import Executor
from autograder.sandbox.limits import Limits
from autograder.sandbox.run import executor_for
from tests.support.submissions import (
    LIMITS,
    RULES,
    answer,
    cell,
    notebook,
    printed,
    run,
    setup,
    statuses,
    test_cell,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")
ROOT = Path(__file__).resolve().parents[2]


def sandbox():
    return executor_for(RULES, "auto").sandbox


needs_all = pytest.mark.skipif(
    "bool(__import__('tests.sandbox.test_confinement', fromlist=['sandbox']).sandbox()['missing'])",
    reason="this machine lacks walls",
)


def says(source):
    """Return what a cell prints when it is run as a student's."""
    done = run(cell(source))
    return printed(done.notebook.cells[0]) or "".join(
        out.get("evalue", "") for out in done.notebook.cells[0].outputs
    )


def outcome_of(attempt):
    """Return "stopped: ERROR" or "done" for an expression tried in a student's process."""
    return says(
        f"import os, socket, ctypes, subprocess, errno\ntry:\n    {attempt}\nexcept Exception as e:\n    print('stopped:', type(e).__name__)\nelse:\n    print('done')"
    ).strip()


ATTEMPTS = {
    "the password file": "open('/etc/passwd').read()",
    "this test": f"open({__file__!r}).read()",
    "a known path": f"os.stat({str(ROOT / 'course.toml')!r})",
    "the home folder": "open(os.path.expanduser('~root/.bashrc')).read()",
    "other folders": "os.listdir('/home')",
    "processes": "os.listdir('/proc')",
    "its own environment file": "open('/proc/self/environ').read()",
    "its parent's memory": "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
    "writing to the root": "open('/evil', 'w')",
    "writing to the libraries": "open(os.path.join(os.path.dirname(os.__file__), 'evil.py'), 'w')",
    "writing to shared memory": "open('/dev/shm/evil', 'w')",
    "an internet socket": "socket.socket()",
    "a name on the network": "socket.getaddrinfo('localhost', 80)[0] and socket.create_connection(('localhost', 80))",
    "a Unix socket": "socket.socket(socket.AF_UNIX)",
    "a fork": "os._exit(0) if os.fork() == 0 else None",
    "a shell": "subprocess.run(['/bin/sh', '-c', 'true'], check=True)",
    "another interpreter": "subprocess.run([__import__('sys').executable, '-c', ''], check=True)",
    "exec": "os.execv('/bin/true', ['true'])",
    "multiprocessing": "__import__('multiprocessing').Pool(1)",
    "a signal to its parent": "os.kill(os.getppid(), 15)",
    "a signal to its group": "os.killpg(0, 0)",
    "a signal to all": "os.kill(-1, 9)",
    "priority": "os.nice(-5)",
    "priority of its parent": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "becoming root": "os.setuid(0)",
    "changing the root": "os.chroot('.')",
    "a device": "os.mknod('dev', 0o600 | 0o020000, os.makedev(1, 1))",
    "a set-user-id file": "(open('x', 'w'), os.chmod('x', 0o4755))",
    "the limits of its parent": "__import__('resource').prlimit(os.getppid(), __import__('resource').RLIMIT_NOFILE, (1, 1))",
    "more limits for itself": "__import__('resource').setrlimit(__import__('resource').RLIMIT_AS, (-1, -1))",
    "a file in memory": "os.memfd_create('x')",
    "a large file": "os.truncate(open('big', 'wb').name, 10 ** 9)",
}  # fmt: skip


@needs_all
@pytest.mark.parametrize("name", ATTEMPTS)
def test_is_stopped(name):
    assert outcome_of(ATTEMPTS[name]).startswith("stopped: ")


RAW = {
    "ptrace": (101, 16, 1, 0, 0),
    "process_vm_readv": (310, 1, 0, 0, 0),
    "unshare": (272, 0x10000000, 0, 0, 0),
    "mount": (165, 0, 0, 0, 0),
    "bpf": (321, 0, 0, 0, 0),
    "io_uring_setup": (425, 1, 0, 0, 0),
    "keyctl": (250, 0, 0, 0, 0),
    "userfaultfd": (323, 0, 0, 0, 0),
    "perf_event_open": (298, 0, 0, 0, 0),
    "shmget": (29, 0, 100, 0o1000, 0),
    "clone as fork": (56, 17, 0, 0, 0),
    "vfork": (58, 0, 0, 0, 0),
    "the other call table": (0x40000000 + 39, 0, 0, 0, 0),
}


@needs_all
@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86_64")
@pytest.mark.parametrize("name", RAW)
def test_a_raw_system_call_is_not_permitted(name):
    call = ", ".join(f"ctypes.c_long({value})" for value in RAW[name])
    source = f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.syscall({call}), ctypes.get_errno())"
    assert says(source).split() == ["-1", "1"]


@needs_all
def test_computing_works_inside():
    source = (
        "import numpy as np, threading, tempfile, asyncio, io, json, decimal, zoneinfo, os\n"
        "a = np.random.default_rng(1).normal(size=(200, 200))\n(a @ a).sum(); np.linalg.svd(a); np.fft.fft2(a)\n"
        "t = threading.Thread(target=lambda: a.sum()); t.start(); t.join()\n"
        "open('f.txt', 'w').write('x'); os.rename('f.txt', 'g.txt'); os.mkdir('d'); os.chdir('d'); os.listdir('..')\n"
        "tempfile.TemporaryFile().write(b'x'); np.save('a.npy', a); np.load('a.npy', mmap_mode='r')\n"
        "import matplotlib.pyplot as plt; plt.plot([1]); plt.savefig('p.png'); plt.savefig('p.svg'); plt.close()\n"
        "import matplotlib.animation, mpl_toolkits.mplot3d, numpy.polynomial, numpy.testing, PIL.Image, email, sqlite3, csv\n"
        "print(os.cpu_count() > 0, os.getpid() > 0)"
    )
    assert says(source) == "True True\n"


@needs_all
def test_the_disk_of_a_submission_is_small_and_its_own():
    fill = "n = 0\ntry:\n    while True:\n        open(f'f{n}', 'wb').write(bytes(10**6)); n += 1\nexcept OSError as e:\n    print(n, e.errno)"
    count, error = says(fill).split()
    assert int(count) < 70
    assert int(error) == 28
    many = "n = 0\ntry:\n    while True:\n        open(f'f{n}', 'w').close(); n += 1\nexcept OSError as e:\n    print(n)"
    assert int(says(many)) <= Limits().files
    assert says("import os\nprint(os.listdir('.'))") == "[]\n"


@needs_all
def test_threads_and_open_files_are_counted():
    threads = "import threading, time\nn = 0\ntry:\n    for n in range(5000):\n        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()\nexcept RuntimeError:\n    print(n)"
    assert int(says(threads)) <= Limits().threads
    files = "f = []\ntry:\n    while True: f.append(open('x', 'w'))\nexcept OSError:\n    print(len(f))"
    assert int(says(files)) <= Limits().descriptors


@needs_all
def test_no_descriptor_and_no_variable_of_the_grader_is_inherited():
    open_ones = "import os\nfound = []\nfor n in range(200):\n    try: os.fstat(n); found.append(n)\n    except OSError: pass\nprint(len(found))"
    os.environ["SECRET_TOKEN"] = "hush"
    try:
        # standard streams, the connection, and asyncio's own three
        assert int(says(open_ones)) <= 7
        with Executor(rules=RULES) as executor:
            done = executor.run(notebook(cell("import os\nprint(dict(os.environ))")))
        assert "hush" not in printed(done.notebook.cells[0])
    finally:
        del os.environ["SECRET_TOKEN"]


@needs_all
def test_nothing_of_the_tests_libraries_lies_on_the_disk_that_a_student_sees():
    look = "import os\nnames = {n for place, dirs, files in os.walk('/') for n in dirs + files}\nprint(sorted(n for n in names if n in ('scipy', 'convlab', 'autograder', 'nbgrader', 'gradebook.db', 'pyproject.toml')))"
    assert says(look) == "[]\n"


def test_an_honest_submission_passes_in_every_mode():
    cells = (
        setup(),
        answer("f", "def f(x):\n    return np.sum(x)"),
        test_cell("f__a", "assert f(np.ones(3)) == 3"),
    )
    for mode in ("auto", "off"):
        assert statuses(run(*cells, sandbox=mode)) == {"f__a": "passed"}


def test_without_walls_the_report_says_what_is_not_stopped():
    found = executor_for(RULES, "off").sandbox
    assert found["missing"] == ["all walls"]
    assert {"reading the machine's files", "network connections", "starting processes"} <= set(
        found["not_stopped"]
    )


def test_without_walls_descendants_are_ended_all_the_same():
    escape = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(60)\n    os._exit(0)\nprint(1)"
    with Executor(LIMITS, "off", RULES, fork=True) as executor:
        executor.run(notebook(cell(escape)))
        pid = executor.students.connection.process.pid
        assert Path(f"/proc/{pid}/task/{pid}/children").read_text().split() == []


def test_a_filter_lets_nothing_pass_on_an_unknown_machine():
    with pytest.raises(OSError, match="no list of system calls"):
        seccomp.program("vax", 1)


@pytest.mark.parametrize("machine", syscall_table.ARCHITECTURES)
def test_a_filter_is_well_formed(machine):
    program = seccomp.program(machine, 4711)
    lines = [struct.unpack_from("<HBBI", program, at) for at in range(0, len(program), 8)]
    assert len(program) % 8 == 0
    for place, (code, yes, no, _) in enumerate(lines):
        if code & 7 == 5:
            assert place + 1 + max(yes, no) < len(lines)
    assert lines[-1][0] == 0x06
    assert lines[-1][3] == 0x00050001


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
