"""Classes 13 to 18: leave early, never end, use up memory, processes, disk and output."""

from tests.attacks.kinds import RIGHT, Attack, cheat, probe, returning

_LEFT = ("left-early", "crash")


def in_cell(number, name, code, **more):
    """Return an attack in a cell of its own between right answers: nothing is lost."""
    return Attack(number, name, first=code, **more)


def in_call(number, name, code, **more):
    """Return an attack in the body of `dot_patch`, which earns nothing; all others keep their points."""
    body = f"def dot_patch(patch, kernel):\n    {code.replace(chr(10), chr(10) + '    ')}\n"
    return Attack(number, name, {"dot_patch": body}, due={"dot_patch": 0}, **more)


LEAVE = [
    in_cell(13, "sys.exit in a cell", "import sys\nsys.exit(0)"),
    in_cell(13, "exit() and quit()", "exit()\nquit()"),
    in_cell(13, "os._exit(0) in a cell", "import os\nos._exit(0)", flags=_LEFT),
    in_cell(13, "segmentation fault", "import ctypes\nctypes.string_at(0)", flags=_LEFT),
    in_cell(
        13,
        "faulthandler and abort",
        "import faulthandler, os\nfaulthandler.enable(open('trace', 'w'))\nos.abort()",
        flags=_LEFT,
    ),
    cheat(
        13,
        "exit handlers that report success",
        "import atexit, os, threading\natexit.register(lambda: os._exit(0))\nthreading._register_atexit(lambda: os._exit(0))\nimport weakref\nclass D:\n    def __del__(self):\n        print('passed')\nd = D()",
    ),
    in_call(13, "os._exit(0) in a call", "import os\nos._exit(0)", flags=_LEFT, says="ended its own process"),
    in_call(
        13,
        "SIGKILL to itself in a call",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        flags=_LEFT,
        says="killed",
    ),
    in_call(13, "SystemExit in a call", "raise SystemExit(0)"),
    in_call(13, "a KeyboardInterrupt in a call", "raise KeyboardInterrupt"),
    in_call(
        13,
        "another program in its place",
        "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'print(1)'])",
    ),
    in_call(
        13,
        "__del__ that leaves when the result is dropped",
        "class D(float):\n    def __del__(self):\n        import os\n        os._exit(0)\nreturn D(0)",
        flags=(),
    ),
    in_cell(
        13,
        "an alarm that ends the process later",
        "import signal\nsignal.alarm(1)\nsignal.signal(signal.SIGALRM, lambda *a: None)",
    ),
]
FOREVER = [
    in_cell(14, "a loop in a cell", "while True:\n    pass", flags=("timeout",)),
    in_call(14, "a loop in a call", "while True:\n    pass", flags=("timeout",), says="still running"),
    in_call(
        14,
        "a swallowed KeyboardInterrupt",
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        flags=("timeout",),
        says="still running",
    ),
    in_call(
        14,
        "ignored signals and sleep",
        "import signal, time\nfor n in range(1, 65):\n    try:\n        signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError):\n        pass\ntime.sleep(1000)",
        flags=("timeout",),
        says="still running",
    ),
    in_call(
        14,
        "a loop in C",
        "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
        flags=("timeout",),
        says="still running",
    ),
    in_call(14, "input()", "return input('?')"),
    in_cell(
        14,
        "a thread that outlives the cell",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(10_000,)).start()",
    ),
    in_call(14, "a huge power", "return 7 ** (10 ** 9)", flags=("timeout",)),
    cheat(
        14,
        "a display that never ends",
        "class Slow:\n    def __repr__(self):\n        while True:\n            pass\nprint(Slow())",
        body=RIGHT["conv2d"],
        due={"conv2d": None},
        flags=("timeout",),
    ),
]
MEMORY = [
    in_call(15, "one huge array", "return np.ones(5 * 10**9).sum()", says="[Mm]emory"),
    in_call(15, "slow growth", "kept = []\nwhile True:\n    kept.append(bytes(10**7))", says="[Mm]emory"),
    returning(15, "a huge array is returned", "np.zeros((30_000, 3_000))"),
    in_cell(15, "a cell that takes all", "hoard = [bytearray(10**8) for _ in range(10**4)]"),
    returning(15, "a string of a gigabyte", "'x' * 10**9"),
]
_FORK = "import os, sys\npids = []\nfor _ in range(20):\n    pid = os.fork()\n    if pid == 0:\n        import time\n        time.sleep(60)\n        os._exit(0)\n    pids.append(pid)\nfound = pids"
PROCESSES = [
    probe(16, "twenty processes", _FORK),
    probe(16, "a fork in a call", _FORK, inside=True),
    probe(
        16,
        "a double fork with a session of its own",
        "import os\npid = os.fork()\nif pid == 0:\n    os.setsid()\n    if os.fork() == 0:\n        import time\n        time.sleep(60)\n    os._exit(0)\nfound = pid",
    ),
    probe(
        16,
        "a thousand threads",
        "import threading, time\nthreads = []\ntry:\n    for _ in range(1000):\n        t = threading.Thread(target=time.sleep, args=(20,), daemon=True)\n        t.start()\n        threads.append(t)\nexcept RuntimeError as problem:\n    print(problem, len(threads))\nfound = len(threads) > 900",
    ),
    probe(
        16,
        "a shell",
        "import subprocess\nfound = subprocess.run(['/bin/sh', '-c', 'echo hello'], capture_output=True).stdout",
    ),
    probe(16, "IPython's own shell escape", "found = get_ipython().getoutput('id -u', split=False)"),
    probe(
        16,
        "multiprocessing",
        "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n    found = pool.map(abs, [1, 2])",
    ),
    probe(
        16,
        "a program from memory",
        "import os\nfd = os.memfd_create('x')\nos.write(fd, b'#!/bin/sh\\necho hello\\n')\nfound = os.posix_spawn(f'/proc/self/fd/{fd}', ['x'], {})",
    ),
]
DISK = [
    probe(
        17,
        "a file of 100 MB",
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nwith open('large', 'wb') as file:\n    for _ in range(100):\n        file.write(bytes(10**6))\n    file.flush()\nfound = True",
    ),
    probe(
        17,
        "200 MB in many files",
        "for n in range(200):\n    with open(f'part{n}', 'wb') as file:\n        file.write(bytes(10**6))\nfound = True",
    ),
    probe(
        17,
        "twenty thousand files",
        "for n in range(20_000):\n    open(f'small{n}', 'w').close()\nfound = True",
    ),
    probe(
        17,
        "files in /tmp, /var/tmp and /dev/shm",
        "for folder in ('/tmp', '/var/tmp', '/dev/shm', '/run', '/'):\n    try:\n        open(f'{folder}/@TRACE@-@STUDENT@', 'w').close()\n        found = folder != '/tmp' and folder or found\n    except OSError as problem:\n        print(folder, problem.strerror)",
    ),
    in_cell(
        17,
        "a growing file, no signal ignored",
        "with open('large', 'wb') as file:\n    while True:\n        file.write(bytes(10**6))",
    ),
]
OUTPUT = [
    in_cell(18, "200,000 lines", "for n in range(200_000):\n    print(n)"),
    in_cell(18, "one line of 20 MB", "print('x' * 20_000_000)"),
    in_cell(18, "a repr of 20 MB", "'y' * 20_000_000"),
    in_cell(18, "10,000 displays", "for n in range(10_000):\n    display(n)"),
    in_cell(
        18,
        "a thousand figures",
        "import matplotlib.pyplot as plt\nplt.rcParams['figure.max_open_warning'] = 0\nfor n in range(200):\n    plt.figure(figsize=(1, 1))",
    ),
    in_cell(
        18, "a picture of 30 MB", "display({'image/png': 'A' * 30_000_000, 'text/plain': 'large'}, raw=True)"
    ),
    Attack(
        18,
        "output in a call",
        {"dot_patch": RIGHT["dot_patch"].replace("    if", "    print('z' * 5_000_000)\n    if", 1)},
    ),
    in_cell(
        18,
        "a traceback of 2,000 long lines",
        "def deep(n, text='x' * 2000):\n    return deep(n + 1)\ndeep(0)",
    ),
    in_cell(18, "an exception with a message of 20 MB", "raise ValueError('m' * 20_000_000)"),
    in_cell(
        18,
        "cursor games and clear_output",
        "from IPython.display import clear_output\nfor n in range(3000):\n    clear_output(wait=True)\n    print('\\r\\x1b[2J\\x08' * 10)",
    ),
]
ATTACKS = [*LEAVE, *FOREVER, *MEMORY, *PROCESSES, *DISK, *OUTPUT]
