"""Processes that something has stopped or traces end with their grader all the same, and nobody waits for them forever."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox.executor import Executor
from autograder.sandbox.prefork import launch
from autograder.sandbox.prefork.launch import wait_or_kill
from autograder.sandbox.prefork.shared_templates import SharedTemplates
from tests.support.submissions import RULES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
SLEEP = [sys.executable, "-c", "import time; time.sleep(300)"]
TRACE = """
import ctypes, sys, time
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long] * 4
print(libc.ptrace(16, int(sys.argv[1]), 0, 0), flush=True)
time.sleep(300)
"""


def test_nobody_waits_for_a_killed_process_whose_end_a_tracer_keeps_to_itself(monkeypatch):
    monkeypatch.setattr(launch, "_AFTER_KILL", 0.2)
    with (
        subprocess.Popen(SLEEP) as traced,
        subprocess.Popen([sys.executable, "-c", TRACE, str(traced.pid)], stdout=subprocess.PIPE) as tracer,
    ):
        try:
            if tracer.stdout.readline() != b"0\n":
                pytest.skip("this machine lets no process trace another")
            wait_or_kill(traced, 0.0)
            assert "zombie" in Path(f"/proc/{traced.pid}/status").read_text()
        finally:
            tracer.kill()
            traced.kill()


def test_a_process_that_ends_by_itself_is_not_killed():
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]) as process:
        wait_or_kill(process, 60.0)
        assert process.returncode == 3


def test_a_copy_that_was_stopped_ends_with_the_shared_templates():
    shared = SharedTemplates()
    try:
        for role in ("student", "judge"):
            shared.restricted(role, RULES)
        with Executor(rules=RULES, templates=shared.copies(RULES, walls=False), sandbox="off"):
            family = descendants(shared.root.connection.process.pid)
            for copy in [pid for pid in family if not descendants(pid)]:
                os.kill(copy, signal.SIGSTOP)
    finally:
        shared.close()
    assert len(family) >= 6
    until_gone(family)


def descendants(pid):
    """Return the numbers of a process's children, theirs, and so on."""
    found = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(child), *descendants(child)]
    return found


def until_gone(pids):
    """Wait until none of the processes is there any more; whoever waits too long is stopped by the test's own limit."""
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        time.sleep(0.01)
