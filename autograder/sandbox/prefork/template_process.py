"""The warm parent: imports everything once, then makes a child for every submission in milliseconds.

It is started as a program of its own, with a clean environment, one socket and nothing else to inherit.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import socket
import sys
from typing import Any

from autograder.common import lean
from autograder.course.import_rules import Rules
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.die_with_parent import die_with_parent
from autograder.sandbox.protocol.channel import Channel

_PUT_OFF = frozenset({"scipy.stats"})
"""`scipy.signal` takes one function of it, which looks for peaks; importing it takes as long as the rest."""
_DRAWING = "import matplotlib.pyplot as plt\nfigure = plt.figure(figsize=(1, 1))"
_REHEARSAL = (
    "def broken(x):\n    return 1 / x\nprint(1)\nbroken(0)",
    "1/0",
    "import asyncio\nawait asyncio.sleep(0)",
    "1 +",
    "from IPython.display import HTML\nHTML('<b>x</b>')",
    "import numpy as np\nnp.eye(2)",
)


def start(address: str) -> None:
    """Connect to the grader, warm up as it says, and serve it until it goes away."""
    gc.disable()  # what is imported stays: collecting meanwhile costs a tenth; `become` turns it on again
    channel = connect(address)
    config = read_json(channel)
    if config["die_with_parent"]:
        die_with_parent()
    sys.path[:] = [path for path in config["path"] if path]
    kernel = warm_up(config["base"])
    if "role" not in config:
        from autograder.sandbox.prefork.stem import Stem

        Stem(channel, kernel).serve()
    role = config["role"]
    warm_for(role, kernel)
    from autograder.sandbox.prefork.parent import become, hide_own_modules, serve_as_parent

    rules = Rules.from_dict(config["rules"])
    choose_role(role, rules)
    if config["fork"]:
        serve_as_parent(channel, kernel, role, rules, config["walls"], config["base"])
    send_json(channel, {"ready": True})
    confine = make_confinement(role, rules, config["walls"], config["base"])
    if role == "student":
        hide_own_modules()
    become(role, channel, kernel, Limits(**config["limits"]), rules, confine, config["base"])


def make_confinement(role: str, rules: Rules, walls: bool, base: str) -> Any:
    """Return the walls for a role's children, or None where there are none."""
    if role != "student" or not walls or sys.platform != "linux":
        return None
    from autograder.sandbox.confinement.confine import Confinement

    return Confinement(rules, base)


def connect(address: str) -> Channel:
    """Return the channel to the grader: an inherited descriptor ("fd:7") or a port and a token ("port:1:abc")."""
    kind, _, rest = address.partition(":")
    if kind == "fd":
        return Channel(socket.socket(fileno=int(rest)))
    port, _, token = rest.partition(":")
    connection = socket.create_connection(("127.0.0.1", int(port)))
    connection.sendall(token.encode())
    return Channel(connection)


def send_json(channel: Channel, content: Any) -> None:
    """Send plain data as one frame."""
    channel.send(0, 0, json.dumps(content).encode())


def read_json(channel: Channel, deadline: float | None = None) -> Any:
    """Return the plain data of the next frame."""
    return json.loads(channel.receive(deadline)[2])


def warm_up(base: str) -> Any:
    """Import what all processes use and build the kernel, so that no child has to."""
    import random  # noqa: F401 (loaded here for the children)

    import numpy as np

    from autograder.sandbox.judge import process as judge_process  # noqa: F401
    from autograder.sandbox.kernel import figures, kernel
    from autograder.sandbox.student import process as student_process  # noqa: F401

    if sys.platform != "win32":
        from autograder.sandbox.confinement import confine  # noqa: F401 (the gate below refuses to load it later)

    made = kernel.warm(os.path.join(base, "ipython"))
    figures.install()
    kernel.speed_up_tracebacks()
    kernel.remember_signatures()
    np.random.default_rng(0).normal(size=3)
    _rehearse(made, _REHEARSAL)
    return made


def warm_for(role: str, kernel: Any) -> None:
    """Go on with what only one role uses: for students draw once.

    Tests that draw are rare: what they import is loaded when their cells are known (`precompile`).
    """
    if role == "student":
        _draw_once()
        _rehearse(kernel, (_DRAWING,))


def choose_role(role: str, rules: Rules) -> None:
    """Turn a warm process into the students' or the judges': what can be imported differs."""
    from autograder.sandbox.student import import_gate

    if role == "student":
        import_gate.install(rules)
        for name in rules.real:  # data that lessons load: read once, not by every child
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    else:
        sys.path[:0] = [path for path in rules.paths if path not in sys.path]
    sys.path_importer_cache.clear()
    settle()


def precompile(kernel: Any, role: str, sources: list[str]) -> None:
    """Remember cells of a release, and for the judges load what they import."""
    for source in sources:
        kernel.shell.precompile(source, with_imports=role == "judge")
    settle()


def load(modules: list[str]) -> None:
    """Import modules that tests need; where one can't be imported, the test that wants it says so."""
    lean.put_off(_PUT_OFF.difference(modules))
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    lean.bring_back()
    settle()


def settle() -> None:
    """Take what is here out of the collector's sight: children that don't walk it don't copy its memory."""
    gc.collect()
    gc.freeze()


def _rehearse(made: Any, cells: tuple[str, ...]) -> None:
    """Run cells of each kind, so that what they load lazily is loaded, then forget them."""
    from autograder.sandbox.kernel import kernel

    streams = sys.stdout, sys.stderr
    stage = kernel.Runner(made, lambda *message: None)
    for source in cells:
        stage.run(source, 1)
    stage.close()
    sys.stdout, sys.stderr = streams
    made.session.sink = None
    made.shell.reset(new_session=True)


def _draw_once() -> None:
    """Draw a small figure, so that fonts are found and the inline backend is set up."""
    import io

    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(1, 1))
    axes.set_title("a")
    figure.savefig(io.BytesIO(), format="png")
    plt.close(figure)
