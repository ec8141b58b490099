"""The command line: `python -m autograder COMMAND`. Each command's module is imported when it is used."""

import argparse
import contextlib
import errno
import gc
import importlib
import os
import signal
import sys

from autograder.common import lazy_imports
from autograder.common.errors import GradingError, UsageError

FULL = (errno.ENOSPC, errno.EDQUOT)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
"""What the system says of a file or folder that may not be read or written."""
EPILOG = """\
commands work in an nbgrader course folder: this one, or the one that --course names
exit codes: 0 done, 1 the run itself failed (or `build` found something wrong), 2 wrong usage"""


COMMANDS = {
    "build": "make notebooks/ and solutions/ from source/*.py, and try them out",
    "collect": "bring a learning platform's download into submitted/",
    "grade": "grade submitted/STUDENT/LESSON/LESSON.ipynb",
    "mark": "mark your own copies, hidden tests and all",
    "simulate": "make up a class, and the marks that are due to it",
    "report": "write one page for the instructor: marks, hard exercises, mistakes, flags",
    "export": "write the marks as a file for a learning platform",
    "extend": "give a student more time for a lesson",
    "merge": "take over a second grader's points by hand",
    "feedback": "put the feedback pages into an archive for a learning platform",
    "doctor": "say what this machine can confine, and what is missing",
    "mutate": "make small slips in every solution: which do the tests not stop?",
    "steady": "try known answers again and again: which are marked by luck?",
}
"""What each command is for. Its arguments and what it does are in commands/<name>.py, imported when it is called."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> None:
        """Say what is wrong with the command line, and end with exit code 2."""
        self.exit(2, f"{self.prog}: {message} (try --help)\n")


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    ensure_utf8()
    open_streams()
    lazy_imports.defer_imports()
    words = sys.argv[1:] if argv is None else argv
    arguments = make_parser(words).parse_args(words)
    gc.set_threshold(50_000, 20, 20)  # what a command imports stays: looking for garbage in it cost a tenth
    if os.environ.get("AUTOGRADER_DEBUG"):
        return arguments.command(arguments)
    handle_termination()
    try:
        code = arguments.command(arguments)
        gc.freeze()  # leaving is 0.3 s faster when the last collections need not walk all that was imported
        return code
    except KeyboardInterrupt:
        ignore_termination()
        complain("interrupted; what is done is kept, and the same command goes on from there")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (UsageError, GradingError) as problem:
        complain(str(problem))
        return 2 if isinstance(problem, UsageError) else 1
    except Exception as problem:
        if isinstance(problem, OSError) and problem.errno in FULL:
            complain(
                f"{os.strerror(problem.errno)}; what is written is kept: make room, and run the same command again"
            )
            return 1
        if isinstance(problem, OSError) and problem.errno in CLOSED and problem.filename:
            complain(
                f"{problem.filename}: {problem.strerror}; what is written is kept, and nothing else was changed"
            )
            return 1
        complain(f"unexpected {type(problem).__name__}: {problem} (set AUTOGRADER_DEBUG=1 to see where)")
        return 1


def ensure_utf8() -> None:
    """Begin again in UTF-8 mode where Python takes file names for ASCII (`LC_ALL=POSIX`): students' names are not."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 (this program, once more)


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


def handle_termination() -> None:
    """End as for Ctrl-C, cleanly, when this process is to end, or when its terminal is closed, unless nohup asks."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    if hasattr(signal, "setitimer"):
        sys.unraisablehook = interrupt_again


def interrupt_again(lost: "sys.UnraisableHookArgs") -> None:
    """Let a signal to end that came while Python was clearing away an object, and is lost there, come once more."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.01)


def ignore_termination() -> None:
    """Clean up in peace: who is told to end a second time is about to."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def complain(message: str) -> None:
    """Print one line on stderr, if anything can be printed there."""
    with contextlib.suppress(OSError):
        print("autograder: " + " ".join(message.split()), file=sys.stderr)


def make_parser(words: list[str]) -> Parser:
    """Return the parser of all commands, with the arguments of the one that `words` call."""
    parser = Parser(
        prog="autograder",
        description="Build lessons, grade a class, and report on it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    called = next((word for word in words if not word.startswith("-")), None)
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(
            name, help=help_text, description=help_text[0].upper() + help_text[1:] + "."
        )
        command.add_argument(
            "--course", default=".", metavar="DIR", help="the nbgrader course folder (default: this one)"
        )
        if name == called:
            module = importlib.import_module(f"autograder.commands.{name}")
            module.add_arguments(command)
            command.set_defaults(command=module.main)
    return parser
