"""Classes 19 to 22: the network, other people's files, the neighbors, the grader itself."""

from tests.attacks.kinds import Attack, probe

NETWORK = [
    probe(
        19,
        "a connection to this machine",
        "import socket\nsocket.create_connection(('127.0.0.1', @PORT@), timeout=1).sendall(b'@TRACE@')\nfound = True",
    ),
    probe(
        19,
        "a connection in a call",
        "import socket\nsocket.create_connection(('127.0.0.1', @PORT@), timeout=1).sendall(b'@TRACE@')\nfound = True",
        inside=True,
    ),
    probe(
        19,
        "a listening socket",
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\nsocket.create_connection(server.getsockname(), timeout=1)\nfound = True",
    ),
    probe(
        19,
        "a name is looked up",
        "import socket\nfound = socket.getaddrinfo('localhost.localdomain.invalid', 80)",
    ),
    probe(
        19,
        "a datagram",
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nfound = s.sendto(b'@TRACE@', ('127.0.0.1', @PORT@))",
    ),
    probe(
        19,
        "Unix sockets of the host",
        "import os, socket\nfor path in ('@SOCKET@', '/run/docker.sock', '/run/dbus/system_bus_socket'):\n    s = socket.socket(socket.AF_UNIX)\n    s.settimeout(1)\n    try:\n        s.connect(path)\n        found = path\n    except OSError:\n        pass",
    ),
    probe(
        19,
        "an abstract Unix socket",
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.settimeout(1)\ns.connect('\\0@ABSTRACT@')\nfound = True",
    ),
    probe(
        19,
        "raw packets and netlink",
        "import socket\nfor family, kind in ((socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_NETLINK, socket.SOCK_RAW)):\n    try:\n        socket.socket(family, kind)\n        found = family\n    except OSError:\n        pass",
    ),
]
_WRITE = "for path in {paths}:\n    try:\n        open(path, 'a').write('# @TRACE@\\n')\n        found = path\n    except OSError as problem:\n        print(path, problem.strerror)"
FILES = [
    probe(20, "the gradebook is read", "found = open('@COURSE@/gradebook.db', 'rb').read(10)"),
    probe(
        20,
        "the gradebook is changed",
        "import sqlite3\nbook = sqlite3.connect('@COURSE@/gradebook.db', timeout=1)\nbook.execute('update grade set manual_score = 8')\nbook.commit()\nfound = True",
    ),
    probe(
        20,
        "results are written",
        "import os\nos.makedirs('@COURSE@/results/@STUDENT@', exist_ok=True)\n"
        + _WRITE.format(
            paths="['@COURSE@/results/@STUDENT@/01_ops.json', '@COURSE@/results/@STUDENT@/@TRACE@', '@COURSE@/feedback/@TRACE@']"
        ),
    ),
    probe(
        20,
        "another submission is read",
        "import glob\nfor path in glob.glob('@COURSE@/submitted/*/*/*.ipynb') + ['@COURSE@/submitted/@NEIGHBOR@/01_ops/01_ops.ipynb']:\n    try:\n        found = open(path).read(5)\n    except OSError:\n        pass",
    ),
    probe(
        20,
        "another submission is changed",
        _WRITE.format(
            paths="['@COURSE@/submitted/@NEIGHBOR@/01_ops/01_ops.ipynb', '@COURSE@/submitted/@NEIGHBOR@/@TRACE@']"
        ),
    ),
    probe(
        20,
        "the grader's code is changed",
        _WRITE.format(paths="['@ROOT@/autograder/@TRACE@.py', '@SITE@/@TRACE@.pth', '@ROOT@/@TRACE@']"),
    ),
    probe(
        20,
        "a startup file for every later kernel",
        "import os\nfor base in (os.path.expanduser('~'), '@HOME@'):\n    path = f'{base}/.ipython/profile_default/startup'\n    try:\n        os.makedirs(path, exist_ok=True)\n        open(f'{path}/@TRACE@.py', 'w').write('1')\n        found = base == '@HOME@' or found\n    except OSError as problem:\n        print(problem.strerror)",
    ),
    probe(
        20,
        "HOME, credentials and keys",
        "import os\nfor name in ('.bashrc', '.profile', '.ssh', '.netrc', '.aws', '.jupyter', '.gitconfig', '@CANARY@'):\n    path = f'@HOME@/{name}'\n    try:\n        found = (os.listdir(path) if os.path.isdir(path) else open(path).read(1)) or found\n    except OSError:\n        pass\ntry:\n    found = open('@CANARY@').read() or found\nexcept OSError as problem:\n    print(problem.strerror)",
    ),
    probe(
        20,
        "links out of the scratch folder",
        "import os\nos.symlink('@COURSE@', 'course')\nos.symlink('@CANARY@', 'canary')\nfound = open('canary').read()",
    ),
    probe(
        20,
        "hard links, devices and pipes",
        "import os, stat\nfor make in (lambda: os.link('@CANARY@', 'x'), lambda: os.mknod('dev', stat.S_IFCHR | 0o600, os.makedev(1, 1)), lambda: os.mkfifo('fifo')):\n    try:\n        make()\n        found = True\n    except OSError as problem:\n        print(problem.strerror)",
    ),
    Attack(
        20,
        "files whose names a terminal obeys",
        first="for name in ('\\x1b[2J', '\\x1b]0;x\\x07.csv', '\\u202e.txt'):\n    open(name, 'w').write('x')",
    ),
    probe(
        20,
        "matplotlib's and IPython's caches",
        "import os, matplotlib\nfor folder in {matplotlib.get_configdir(), matplotlib.get_cachedir(), get_ipython().ipython_dir}:\n    try:\n        open(f'{folder}/@TRACE@', 'w').write('1')\n        print(folder)\n        found = not folder.startswith(os.getcwd().rsplit('/', 1)[0]) and 'matplotlib-' not in folder\n    except OSError as problem:\n        print(problem.strerror)",
    ),
]
NEIGHBORS = [
    Attack(
        21,
        "everything that the next one shares is changed",
        first="""import builtins, os, random, sys, locale, signal, gc, warnings
np.sum = np.zeros = len
np.random.seed(1); random.seed(1)
builtins.left = '@TRACE@'
os.environ['LEFT'] = '@TRACE@'
sys.modules['left'] = sys.modules['json']
sys.path.insert(0, '/@TRACE@')
sys.setrecursionlimit(60)
np.seterr(all='raise'); warnings.simplefilter('error')
gc.callbacks.append(lambda *a: None); gc.disable()
locale.setlocale(locale.LC_ALL, 'C')
os.umask(0); signal.signal(signal.SIGTERM, signal.SIG_IGN)
open('@TRACE@', 'w').write('x')
""",
        due=dict.fromkeys(("dot_patch", "conv2d", "flip_kernel", "conv2d_multi")),
    ),
    probe(
        21,
        "shared memory",
        "from multiprocessing import shared_memory\nmade = shared_memory.SharedMemory('@TRACE@', create=True, size=1000)\nfound = True",
    ),
    probe(
        21,
        "System V shared memory and message queues",
        "import ctypes\nlibc = ctypes.CDLL(None)\nfound = libc.shmget(0x4711, 1000, 0o1666) >= 0 and libc.msgget(0x4711, 0o1666) >= 0 and not NAMESPACES".replace(
            "NAMESPACES", "('/scratch' in __import__('os').getcwd())"
        ),
    ),
    probe(
        21,
        "memory shared with the warm parent",
        "import mmap, re\nfor line in open('/proc/self/maps'):\n    if re.search(r' .w.s ', line):\n        found = line",
    ),
    Attack(
        21,
        "small integers and constants are changed by ctypes",
        first="import ctypes\nctypes.memset(id(257) + 24, 2, 1)\nempty = ()\ntext = 'dot_patch'\nctypes.memset(id('mode'), 255, 4)",
    ),
    Attack(
        21,
        "files in its own HOME and TMPDIR",
        first="import os, tempfile\nfor folder in (os.path.expanduser('~'), tempfile.gettempdir(), os.getcwd()):\n    open(f'{folder}/@TRACE@', 'w').write('x')\n    os.makedirs(f'{folder}/.ipython/profile_default/startup', exist_ok=True)\n    open(f'{folder}/.ipython/profile_default/startup/00.py', 'w').write('1/0')",
    ),
]
GRADER = [
    probe(
        22,
        "signals to the parent and its group",
        "import os, signal\nfor call in (lambda: os.kill(os.getppid(), signal.SIGSTOP), lambda: os.killpg(os.getpgid(os.getppid()), signal.SIGTERM), lambda: os.kill(1, signal.SIGTERM)):\n    try:\n        call()\n        found = True\n    except OSError as problem:\n        print(problem.strerror)",
        all_walls=True,
    ),
    probe(
        22,
        "signals to everybody",
        "import os, signal\nos.kill(-1, signal.SIGUSR1)\nfound = True",
        all_walls=True,
    ),
    probe(
        22,
        "SIGKILL to the parent in a call",
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nfound = True",
        inside=True,
        all_walls=True,
    ),
    probe(
        22,
        "ptrace",
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nfound = libc.ptrace(16, os.getppid(), 0, 0) == 0",
    ),
    probe(
        22,
        "the parent's memory is written",
        "import os\nwith open(f'/proc/{os.getppid()}/mem', 'r+b') as memory:\n    found = True",
    ),
    probe(
        22,
        "process_vm_readv",
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nclass Piece(ctypes.Structure):\n    _fields_ = [('base', ctypes.c_void_p), ('size', ctypes.c_size_t)]\nspace = ctypes.create_string_buffer(16)\nhere, there = Piece(ctypes.addressof(space), 16), Piece(id(None), 16)\nfound = libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0",
    ),
    probe(22, "a higher priority", "import os\nos.nice(-5)\nfound = True"),
    probe(
        22,
        "limits are raised",
        "import resource\nfor kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NPROC):\n    soft, hard = resource.getrlimit(kind)\n    try:\n        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n        found = hard != resource.RLIM_INFINITY or found\n    except (ValueError, OSError) as problem:\n        print(problem)",
    ),
    probe(22, "rights of root", "import os\nos.setuid(0)\nfound = os.geteuid() == 0"),
    probe(
        22,
        "new namespaces and mounts",
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nfound = libc.unshare(0x10000000) == 0 or libc.mount(b'none', b'/', b'tmpfs', 0, None) == 0",
    ),
    probe(22, "chroot out", "import os\nos.mkdir('x')\nos.chroot('x')\nfound = True"),
    probe(
        22,
        "the clock is set",
        "import time\ntime.clock_settime(time.CLOCK_REALTIME, time.time())\nfound = True",
        all_walls=True,
    ),
    probe(
        22,
        "the keyring, io_uring, bpf and userfaultfd",
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nfound = [n for n, args in ((425, (1, 0)), (321, (0, 0, 0)), (323, (0,)), (248, (b'user', b'@TRACE@', b'x', 1, -3))) if libc.syscall(n, *args) >= 0]",
    ),
    probe(
        22,
        "terminal input is forged",
        "import fcntl, os\nfd = os.open('/dev/tty', os.O_RDWR)\nfcntl.ioctl(fd, 0x5412, b'x')\nfound = True",
    ),
]
ATTACKS = [*NETWORK, *FILES, *NEIGHBORS, *GRADER]
