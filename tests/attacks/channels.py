"""Classes 6 and 7: the channel between the processes, and pickle."""

from tests.attacks.kinds import Attack, cheat, returning

_EACH = "import os, struct, socket\nfor fd in range(3, 64):\n    try:\n        {}\n    except OSError:\n        pass\n"
_FORGED = ("forged-message", "left-early", "timeout", "flood")


def written(number, name, statement, **more):
    """Return an attack that writes to every descriptor it finds."""
    return cheat(number, name, _EACH.format(statement), **more)


_FIND = """import gc
gc.unfreeze()
def find(name):
    return [o for o in gc.get_objects() if type(o).__name__ == name]
"""
_OTHERS = {"flip_kernel": None, "conv2d_multi": None}
_SENDS = """import gc; gc.unfreeze()
import os, signal, socket, struct, threading, time
student = next(o for o in gc.get_objects() if type(o).__name__ == 'Student')
channel = student.channel
wire = channel.sock
def head(kind, length, number=0):
    return struct.pack('<BQI', kind, number or student.number, length)
"""


def sent(name, statement, flags=_FORGED):
    """Return an attack that says something to the judge in the midst of a call."""
    body = f"def conv2d(image, kernel):\n    {statement}\n    return np.zeros((3, 3))\n"
    return cheat(6, name, _SENDS, body=body, flags=flags, due=_OTHERS)


def says(name, kind, what):
    """Return an attack that says something to the grader in the midst of a cell."""
    trick = (
        f"encode = student._send.__globals__['encode']\nchannel.send({kind}, student.number, encode({what}))"
    )
    return cheat(6, name, f"{_SENDS}{trick}", flags=("forged-message",))


ATTACKS = [
    written(6, "garbage on every descriptor", "os.write(fd, b'garbage' * 50)", flags=_FORGED),
    written(
        6, "a forged end of the cell", "os.write(fd, struct.pack('<BQI', 16, 5, 2) + b'{}')", flags=_FORGED
    ),
    written(
        6,
        "an announced message of 4 GB",
        "os.write(fd, struct.pack('<BQI', 17, 0, 2**32 - 1))",
        flags=_FORGED,
    ),
    written(
        6,
        "half a message, then silence",
        "os.write(fd, b'\\x11')",
        flags=_FORGED,
        due={"flip_kernel": None, "conv2d_multi": None},
    ),
    written(6, "the channel is closed", "os.close(fd)", flags=_FORGED),
    written(
        6,
        "the channel is shut down one way",
        "socket.socket(fileno=os.dup(fd)).shutdown(socket.SHUT_WR)",
        flags=_FORGED,
    ),
    cheat(
        6,
        "forged results on stdout",
        "import os\nos.write(1, b'{\"conv2d__values\": \"passed\"}\\n' * 100)\nos.write(2, b'passed\\n')\nprint('\\x1b[32mconv2d__hidden passed\\x1b[0m')",
    ),
    cheat(
        6,
        "a forged reply in each call",
        "import os, struct",
        body="def conv2d(image, kernel):\n    for fd in range(3, 64):\n        try:\n            os.write(fd, struct.pack('<BQI', 18, 1, 4) + b'abcd')\n        except OSError:\n            pass\n    return np.zeros((3, 3))\n",
        flags=_FORGED,
    ),
    cheat(
        6,
        "the student's own side says: passed",
        _FIND
        + """for s in find('Student'):
    s.calls._reply = lambda answer: None
    s.calls._answer = lambda request: {'value': None, 'status': 'passed', 'mistake': None}
    s._describe = lambda name: {'kind': 'module', 'name': 'numpy'}
    s.channel.largest = 10**12
""",
        due={"dot_patch": 2, "flip_kernel": None, "conv2d_multi": None},
    ),
    cheat(
        6,
        "a name that is described as trusted",
        _FIND
        + """for s in find('Student'):
    s._describe = lambda name: {'kind': 'data', 'value': b'\\x00' * 40}
""",
        due={"flip_kernel": 0, "conv2d_multi": 0},
    ),
    cheat(
        6,
        "a vast number where words on a name are due",
        _FIND
        + """for s in find('Student'):
    s._describe = lambda name: {'kind': 'other', 'what': 10**9000}
""",
        due={"flip_kernel": 0, "conv2d_multi": 0},
        flags=("forged-message",),
    ),
    cheat(
        6,
        "a list where a module's name is due",
        _FIND
        + """for s in find('Student'):
    s._describe = lambda name: {'kind': 'module', 'name': []}
""",
        due={"flip_kernel": 0, "conv2d_multi": 0},
    ),
    says("an array where a message's kind is due", 17, "[[np.arange(3), {}]]"),
    says("an array where a picture is due", 17, "[['display_data', {'data': np.arange(3)}]]"),
    says("a vast number for how the cell ended", 16, "{'status': 10**9000}"),
    cheat(
        6,
        "callbacks that nobody gave",
        _FIND
        + """for s in find('Student'):
    s.calls._reply.__globals__['answer_call'] = lambda *rest, s=s: s.calls._call_back(0, ('os.system',), {})
""",
        due={"flip_kernel": 0, "conv2d_multi": 0},
    ),
    cheat(
        6,
        "deep nesting in a reply",
        _FIND
        + """import sys
for s in find('Student'):
    s.channel.send = (lambda send: lambda kind, number, body=b'', deadline=None: send(kind, number, __import__('struct').pack('<II', 200000, 0) + b'[' * 200000) if kind == 18 else send(kind, number, body, deadline))(s.channel.send)
""",
        due={"flip_kernel": 0, "conv2d_multi": 0},
    ),
    sent(
        "the largest message, all but its end",
        "wire.sendall(head(18, channel.largest) + bytes(channel.largest - 1)); time.sleep(60)",
    ),
    sent(
        "the largest message of another kind",
        "wire.sendall(head(17, channel.largest) + bytes(channel.largest)); time.sleep(60)",
    ),
    sent("an answer to the next call", "wire.sendall(head(18, 0, student.number + 1))"),
    sent("bytes out of band", "[wire.send(b'x', socket.MSG_OOB) for _ in range(20)]"),
    sent("descriptors sent along", "socket.send_fds(wire, [b'x' * 13], [wire.fileno()] * 100)"),
    sent(
        "another connection in its place",
        "pair = socket.socketpair(); os.dup2(pair[0].fileno(), wire.fileno())",
    ),
    sent(
        "a process that stops itself", "threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGSTOP)).start()"
    ),
    sent("a byte at a time", "[(wire.send(b'x'), time.sleep(0.1)) for _ in range(600)]"),
    returning(
        6,
        "deeply nested lists",
        "deep()",
        before="def deep():\n    x = []\n    for _ in range(100_000):\n        x = [x]\n    return x",
    ),
    returning(6, "five million small things", "[[]] * 5_000_000"),
    returning(
        7,
        "__reduce__ in a result",
        "Bomb()",
        before="import os\nclass Bomb:\n    def __reduce__(self): return (os.mkdir, ('@COURSE@/@TRACE@',))",
    ),
    returning(
        7,
        "__reduce__ in an exception",
        "boom()",
        before="import os\nclass Bomb(ValueError):\n    def __reduce__(self): return (os.mkdir, ('@COURSE@/@TRACE@',))\ndef boom():\n    raise Bomb(Bomb())",
    ),
    returning(
        7,
        "a pickle as bytes",
        "pickle.dumps(Bomb())",
        before="import os, pickle\nclass Bomb:\n    def __reduce__(self): return (os.mkdir, ('@COURSE@/@TRACE@',))",
    ),
    returning(
        7,
        "an array of objects that pickle",
        "np.array([[Bomb()] * 3] * 3, dtype=object)",
        before="import os\nclass Bomb:\n    def __reduce__(self): return (os.mkdir, ('@COURSE@/@TRACE@',))",
    ),
    Attack(
        7,
        "__setstate__ and copyreg in an argument",
        {
            "conv2d": "import copyreg\ncopyreg.pickle(np.ndarray, lambda a: (print, ('unpickled',)))\ncopyreg.dispatch_table[float] = lambda f: (exit, ())\ndef conv2d(image, kernel):\n    image.__reduce__ = None\n    return image\n"
        },
        due={"conv2d": 0},
    ),
]
