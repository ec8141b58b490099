"""What a student's process can't do, tried from inside, with all walls and with none."""

import os
import struct
import sys
from pathlib import Path

import pytest

from autograder.sandbox.confinement import seccomp, syscall_table
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
from tests.support.walls import ROOT, needs_all, outcome_of, says

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")


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
    look = "import os\nnames = {n for place, dirs, files in os.walk('/') for n in dirs + files}\nprint(sorted(n for n in names if n in ('scipy', 'convlab', 'autograder', 'nbgrader', 'gradebook.db', 'nbgrader_config.py')))"
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
