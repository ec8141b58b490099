"""Import, rehearse and compile in a template process what its replicas would else do one by one."""

import contextlib
import gc
import importlib
import io
import os
import random  # noqa: F401 (loaded here for the replicas)
import sys
from typing import Any

import numpy as np

from autograder.course.import_rules import Rules
from autograder.sandbox.kernel import figures, kernel
from autograder.sandbox.student import import_gate

_DRAWING = "import matplotlib.pyplot as plt\nfigure = plt.figure(figsize=(1, 1))"
_REHEARSAL = (
    "def broken(x):\n    return 1 / x\nprint(1)\nbroken(0)",
    "1/0",
    "import asyncio\nawait asyncio.sleep(0)",
    "1 +",
    "from IPython.display import HTML\nHTML('<b>x</b>')",
    "import numpy as np\nnp.eye(2)",
)


def make_kernel(base: str) -> Any:
    """Return the kernel of this process, which has run a cell of each kind."""
    made = kernel.warm(os.path.join(base, "ipython"))
    figures.install()
    np.random.default_rng(0).normal(size=3)
    _rehearse(made, _REHEARSAL)
    return made


def restrict_imports(role: str, rules: Rules) -> None:
    """Let the students' processes or the judges' import what each may."""
    if role == "student":
        import_gate.install(rules)
        for name in rules.real:  # data that lessons load: read once, not by every replica
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    else:
        sys.path[:0] = [path for path in rules.paths if path not in sys.path]
    sys.path_importer_cache.clear()


def precompile(made: Any, role: str, sources: list[str]) -> None:
    """Remember cells of a release, and for the judges load what they import."""
    for source in sources:
        made.shell.precompile(source, with_imports=role == "judge")


def preload(modules: list[str]) -> None:
    """Import modules that tests need; where one can't be imported, the test that wants it says so."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def freeze_objects() -> None:
    """Take what is here out of the collector's sight: replicas that don't walk it don't copy its memory."""
    gc.collect()
    gc.freeze()


def _rehearse(made: Any, cells: tuple[str, ...]) -> None:
    """Run cells of each kind, so that what they load lazily is loaded, then forget them."""
    streams = sys.stdout, sys.stderr
    stage = kernel.Runner(made, lambda *message: None)
    for source in cells:
        stage.run(source, 1)
    stage.close()
    sys.stdout, sys.stderr = streams
    made.session.sink = None
    made.shell.reset(new_session=True)


def draw_once(made: Any) -> None:
    """Draw small figures, so that fonts are found and the inline backend is set up."""
    import matplotlib.pyplot as plt  # only where cells draw: it takes longer than all else together

    figure, axes = plt.subplots(figsize=(1, 1))
    axes.set_title("a")
    figure.savefig(io.BytesIO(), format="png")
    plt.close(figure)
    _rehearse(made, (_DRAWING,))
