"""Where nbgrader's own commands find the programs that they call by name, `alembic` among them."""

import atexit
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from autograder.common.database import newest_revision

NBGRADER = [
    sys.executable,
    "-c",
    "import autograder\nfrom nbgrader.apps import NbGraderApp\nNbGraderApp.launch_instance()",
]
"""The program `nbgrader`, without the grammar of addresses that `autograder` does without: it is half of the start."""


@cache
def path() -> str:
    """Return a PATH whose `alembic` says at once which revision is the newest: each new gradebook asks it for seconds."""
    folder, real = Path(tempfile.mkdtemp(prefix="tools-")), Path(sys.executable).with_name("alembic")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    program = folder / "alembic"
    heads = f"*heads) echo '{newest_revision()} (head)';;"
    program.write_text(f'#!/bin/sh\ncase "$*" in\n{heads}\n*) exec {real} "$@";;\nesac\n')
    program.chmod(0o755)
    return os.pathsep.join([str(folder), str(Path(sys.executable).parent), os.environ["PATH"]])
