"""Tell what this machine can confine, which versions are installed, what is missing and how to get it."""

import argparse
import importlib.metadata
import json
import os
import platform
from pathlib import Path
from typing import Any

from autograder.common.errors import ExecutorBroken
from autograder.course.course import Course
from autograder.course.import_rules import rules_of
from autograder.sandbox.executor import Executor
from autograder.sandbox.prefork.without_fork import can_fork
from autograder.sandbox.protocol.channel import ChannelClosed
from autograder.sandbox.protocol.stream import DeadlinePassed

_PACKAGES = (
    "nbgrader", "ipykernel", "IPython", "nbclient", "nbformat", "numpy", "scipy", "matplotlib", "jupytext",
    "distributed",
)  # fmt: skip
_OPTIONAL = {"jupytext": "pip install -e '.[grade]'", "distributed": "pip install -e '.[dask]'"}
_ADVICE = {
    "own": "allow user namespaces: sysctl kernel.unprivileged_userns_clone=1, on Ubuntu also"
    " kernel.apparmor_restrict_unprivileged_userns=0; in a container: --security-opt seccomp=unconfined",
    "file system": "needs the namespaces above",
    "scratch disk": "needs the namespaces above",
    "landlock": "a kernel of 5.13 or later with landlock among its security modules (boot option lsm=)",
    "system calls": "x86_64 or aarch64, and a kernel with seccomp",
    "unprivileged user": "don't grade as root, or put Python where other users may read it",
}


def inspect_machine(course: Path, sandbox: str) -> dict[str, Any]:
    """Return what a run on this machine is like, as plain data.

    Keys: python, platform, user, packages, fork, walls (each an empty text or why it is missing), not_stopped
    (what a self-test from inside the student's process succeeded in), error (why nothing can be run, or "").
    """
    found: dict[str, Any] = {
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.release()} {platform.machine()}",
        "user": "root" if hasattr(os, "geteuid") and os.geteuid() == 0 else "an ordinary user",
        "packages": {name: _version(name) for name in _PACKAGES},
        "fork": can_fork(),
        "walls": {},
        "not_stopped": [],
        "error": "",
    }
    try:
        with Executor(sandbox=sandbox, rules=rules_of(course)) as executor:
            found["walls"] = executor.walls
            found["not_stopped"] = executor.sandbox["not_stopped"]
    except (ExecutorBroken, ChannelClosed, DeadlinePassed, OSError, ValueError) as problem:
        found["error"] = str(problem) or type(problem).__name__
    return found


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def report(found: dict[str, Any]) -> str:
    """Return what `examine` found as lines for people."""
    lines = [f"Python {found['python']} on {found['platform']}, as {found['user']}", "", "Packages"]
    for name, version in found["packages"].items():
        missing = f"missing: {_OPTIONAL.get(name, 'pip install -r requirements.txt')}"
        lines.append(f"  {name:<12} {version or missing}")
    way = "forked from a template process" if found["fork"] else "started anew for each submission"
    lines += ["", "Processes", f"  {way}"]
    if found["error"]:
        return "\n".join([*lines, "", f"No submission can be run: {found['error']}"])
    lines += ["", "Walls"]
    for name, why in sorted(found["walls"].items()):
        lines.append(f"  {'missing' if why else 'stands':<8} {name}{f': {why}' if why else ''}")
        if why:
            lines.append(f"           {_advice(name)}")
    if not found["walls"]:
        lines.append(
            "  none, on this system or because the sandbox is off; there are two processes all the same"
        )
    lines += ["", "Tried from inside a student's process"]
    open_ways = [f"  not stopped: {way}" for way in found["not_stopped"]]
    lines += open_ways or ["  everything that was tried was stopped"]
    return "\n".join(lines)


def _advice(name: str) -> str:
    return next((text for key, text in _ADVICE.items() if name.startswith(key)), "see docs on the sandbox")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `doctor`."""
    parser.add_argument("--json", action="store_true", help="print plain data instead of lines")
    parser.add_argument(
        "--sandbox",
        choices=("auto", "strict", "off"),
        default="auto",
        help="strict: exit code 1 where a wall is missing; off: what no walls at all would stop (default: auto)",
    )


def main(args: argparse.Namespace) -> int:
    """Print the report; return 1 where nothing can be run or, with `--sandbox strict`, a wall is missing, else 0."""
    found = inspect_machine(Course(args.course).root, "off" if args.sandbox == "off" else "auto")
    print(json.dumps(found, indent=2) if args.json else report(found))
    lacking = bool(found["not_stopped"]) or any(found["walls"].values())
    return 1 if found["error"] or (args.sandbox == "strict" and lacking) else 0
