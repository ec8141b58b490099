"""`export`: write the marks as a file for a learning platform."""

import argparse
import sys
from pathlib import Path

from autograder.common.errors import UsageError
from autograder.common.files import write_named
from autograder.common.text import put_out
from autograder.course.course import Course
from autograder.records.marks import read_marks
from autograder.reports.export import BOM, IDENTITIES, canvas_rows, moodle_rows, plain_rows, to_csv, warnings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the `export` command."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="only these (default: all handed in)")
    parser.add_argument(
        "--format", choices=IDENTITIES, default="csv", help="who shall read it (default: csv)"
    )
    parser.add_argument("--out", metavar="FILE", help="where it goes (default: standard output)")
    parser.add_argument(
        "--missing",
        choices=["empty", "zero"],
        default="empty",
        help="what stands for a lesson that was not handed in (default: empty)",
    )
    parser.add_argument(
        "--identity",
        choices=[name for names in IDENTITIES.values() for name in names],
        help="what the student ids are: login or sis for Canvas, username or idnumber for Moodle",
    )


def main(arguments: argparse.Namespace) -> int:
    """Carry out the `export` command.

    Raises
    ------
    UsageError
        If it can't be carried out as asked.
    """
    form, allowed = arguments.format, IDENTITIES[arguments.format]
    if arguments.identity not in (None, *allowed):
        raise UsageError(f"--identity {arguments.identity} does not go with --format {form}")
    marks = read_marks(Course(arguments.course), arguments.lessons)
    identity = arguments.identity or next(iter(allowed), "")
    rows = {"csv": plain_rows, "canvas": canvas_rows, "moodle": moodle_rows}[form](
        marks, arguments.missing, identity
    )
    text = to_csv(rows)
    if arguments.out:
        path = Path(arguments.out).resolve()
        write_named(path, BOM + text if form == "csv" else text)
        print(f"autograder export: wrote {path}", file=sys.stderr)
    else:
        put_out(text)
    for line in warnings(marks, form, identity):
        print(f"autograder export: {line}", file=sys.stderr)
    return 0
