"""Try from inside a student's process what must not succeed, and say what was not stopped."""

import contextlib
import os
import time
from pathlib import Path
from typing import Any

from autograder.course.import_rules import Rules
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.template import Template
from autograder.sandbox.protocol.cells import StudentCell
from autograder.sandbox.protocol.channel import Kind
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode

_SOURCE = Path(__file__).with_name("self_test_cell.py")


def attempts(rules: Rules, limits: Limits) -> dict[str, str]:
    """Return the facts about this machine that the attempts need, as source text of their own assignments."""
    here = Path(__file__).resolve()
    forbidden = []
    if rules.libraries is not None:
        with contextlib.suppress(ImportError):
            import scipy

            forbidden = [scipy.__file__]
    facts = {
        "GRADER_FILES": [
            str(here),
            os.path.expanduser("~/.bashrc"),
            *(f"{p}/course.toml" for p in rules.paths),
        ],
        "FORBIDDEN_FILES": forbidden,
        "OUTSIDE": [str(here.parent), "/var/tmp", "/dev/shm", "/run", *rules.paths],  # noqa: S108
        "MEMORY": limits.memory + 300_000_000,
        "FILE": limits.file + 1,
        "SCRATCH": limits.scratch,
    }
    return {name: repr(value) for name, value in facts.items()}


def not_stopped(students: Template, rules: Rules, limits: Limits) -> tuple[list[str], dict[str, str]]:
    """Run the attempts in a student's process; return what succeeded and should not have, and that process's walls.

    Raises ExecutorBroken, ChannelClosed or DeadlinePassed if the process can't even do this.
    """
    source = "".join(f"{name} = {value}\n" for name, value in attempts(rules, limits).items())
    source += _SOURCE.read_text(encoding="utf-8")
    replica = students.replica(limits)
    try:
        deadline = time.monotonic() + 60
        walls = decode(replica.channel.receive(deadline)[2])
        replica.channel.send(Kind.RUN, 1, StudentCell(source, count=1).encoded(), deadline)
        said: list[Any] = []
        while (frame := replica.channel.receive(deadline))[0] != Kind.DONE:
            said.append(decode(frame[2]))
        replica.channel.send(Kind.LOOKUP, 2, encode(["NOT_STOPPED"]), deadline)
        found = decode(replica.channel.receive(deadline)[2])["NOT_STOPPED"]
        if found["kind"] != "data":
            raise RuntimeError(f"the self-test failed: {said[-1:]}"[:2000])
        return decode(found["value"]), walls
    finally:
        replica.end()
