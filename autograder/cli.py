"""The command line: `python -m autograder COMMAND`. Each command's module is imported when it is used."""

import argparse
import contextlib
import gc
import importlib
import importlib.util
import os
import signal
import sys
from collections.abc import Callable

from autograder.commands import actions
from autograder.common import lean

EPILOG = """\
commands work in an nbgrader course folder: this one, or the one that --course names
exit codes: 0 done, 1 the run itself failed (or `build` found something wrong), 2 wrong usage"""


OTHERS = {
    "export": "write the marks as a file for a learning platform",
    "doctor": "say what this machine can confine, and what is missing",
}


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> None:
        """Say what is wrong with the command line, and end with exit code 2."""
        self.exit(2, f"{self.prog}: {message} (try --help)\n")


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    open_streams()
    arguments = make_parser().parse_args(argv)
    lean.put_off()
    gc.set_threshold(50_000, 20, 20)  # what a command imports stays: looking for garbage in it cost a tenth
    if os.environ.get("AUTOGRADER_DEBUG"):
        return arguments.command(arguments)
    heed_endings()
    try:
        code = arguments.command(arguments)
        gc.freeze()  # leaving is 0.3 s faster when the last collections need not walk all that was imported
        return code
    except KeyboardInterrupt:
        ignore_endings()
        complain("interrupted; what is done is kept, and the same command goes on from there")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as problem:
        from autograder.course.course import UsageError
        from autograder.records.gradebook import GradingError

        if isinstance(problem, UsageError | GradingError):
            complain(str(problem))
            return 2 if isinstance(problem, UsageError) else 1
        complain(f"unexpected {type(problem).__name__}: {problem} (set AUTOGRADER_DEBUG=1 to see where)")
        return 1


def open_streams() -> None:
    """Point standard streams that were closed at nothing: else the next file to be opened is taken for one of them."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            stream = open(os.devnull, "w" if number else "r", encoding="utf-8")  # noqa: SIM115 (to the end)
            setattr(sys, name, stream)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # as stderr has it: a name never ends a run


def heed_endings() -> None:
    """End as for Ctrl-C, cleanly, when this process is to end, or when its terminal is closed, unless nohup asks."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def ignore_endings() -> None:
    """Clean up in peace: who is told to end a second time is about to."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def complain(message: str) -> None:
    """Print one line on stderr, if anything can be printed there."""
    with contextlib.suppress(OSError):
        print("autograder: " + " ".join(message.split()), file=sys.stderr)


def make_parser() -> Parser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="autograder",
        description="Build lessons, grade a class, and report on it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_build(commands)
    add_grade(commands)
    add_mark(commands)
    add_simulate(commands)
    add_report(commands)
    for name, help_text in OTHERS.items():
        if importlib.util.find_spec(f"autograder.commands.{name}"):
            add_other(commands, name, help_text)
    return parser


def add_command(commands, name: str, command: Callable, help_text: str) -> Parser:
    """Add a command that works on a course."""
    parser = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
    parser.add_argument(
        "--course", default=".", metavar="DIR", help="the nbgrader course folder (default: this one)"
    )
    parser.set_defaults(command=command)
    return parser


def add_build(commands) -> None:
    """Add `build`."""
    parser = add_command(
        commands, "build", actions.build, "make notebooks/ and solutions/ from source/*.py, and try them out"
    )
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="only these lessons, such as 01_ops (default: all)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; say what differs, and exit with 1 if anything does",
    )
    parser.add_argument("--no-run", action="store_true", help="don't run solutions and untouched notebooks")


def add_grade(commands) -> None:
    """Add `grade`."""
    parser = add_command(commands, "grade", actions.grade, "grade submitted/STUDENT/LESSON/LESSON.ipynb")
    parser.add_argument(
        "lesson", nargs="?", metavar="LESSON", help="such as 01_ops (default: all that were handed in)"
    )
    parser.add_argument("--student", action="extend", nargs="+", metavar="ID", help="only these students")
    parser.add_argument("--jobs", type=positive, metavar="N", help="worker processes (default: one per core)")
    parser.add_argument(
        "--scheduler", metavar="ADDR", help="address of a Dask scheduler, to grade on many machines"
    )
    parser.add_argument(
        "--sandbox",
        choices=["auto", "strict", "off"],
        default="auto",
        help="walls around students' code: what this machine has, all or nothing, or none (default: auto)",
    )
    parser.add_argument(
        "--timeout", type=positive, default=30, metavar="SECONDS", help="limit for one cell (default: 30)"
    )
    parser.add_argument(
        "--force", action="store_true", help="grade again what hasn't changed since it was graded"
    )
    parser.add_argument("--json", action="store_true", help="print a summary as JSON instead of the table")


def add_mark(commands) -> None:
    """Add `mark`."""
    parser = add_command(commands, "mark", actions.mark, "mark your own copies, hidden tests and all")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01_ops (default: all there)")
    parser.add_argument("--folder", metavar="DIR", help="where your copies are (default: study/)")


def add_simulate(commands) -> None:
    """Add `simulate`."""
    parser = add_command(
        commands,
        "simulate",
        actions.simulate,
        "make up a class, and the marks that are due to it",
    )
    parser.add_argument("--students", type=positive, required=True, metavar="N", help="how many")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="the same seed makes the same class (default: 0)"
    )
    parser.add_argument(
        "--lesson", action="append", metavar="L", help="such as 01_ops (default: every lesson with answers)"
    )


def add_report(commands) -> None:
    """Add `report`."""
    help_text = "write one page for the instructor: marks, hard exercises, mistakes, flags"
    parser = add_command(commands, "report", actions.report, help_text)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="only these (default: all graded ones)")
    parser.add_argument("--out", metavar="FILE", help="where the page goes (default: in reports/)")


def add_other(commands, name: str, help_text: str) -> None:
    """Add a command whose module brings add_arguments(parser) and main(arguments); it is imported late."""

    def parse(arguments=None, namespace=None):
        module = importlib.import_module(f"autograder.commands.{name}")
        parser.set_defaults(command=module.main)
        module.add_arguments(parser)
        parser.parse_known_args = usual
        return usual(arguments, namespace)

    parser = add_command(commands, name, None, help_text)
    usual, parser.parse_known_args = parser.parse_known_args, parse


def positive(text: str) -> int:
    """Read a whole number above 0."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of 1 or more, got {text!r}")
    return number
