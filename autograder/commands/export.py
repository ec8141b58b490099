"""`export`: write the marks as a file for a learning platform."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from autograder.common.csv_cells import read_cells
from autograder.common.errors import UsageError
from autograder.common.files import write_named
from autograder.common.text import counted, headed, print_utf8
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.intake.collect.roster_file import is_canvas
from autograder.records.marks import Marks, read_marks
from autograder.records.results import each_result, why_ungraded
from autograder.reports.export import BOM, FORMATS, about_left_out, about_marks, to_csv, warnings
from autograder.reports.feedback.cells import lesson_of
from autograder.reports.platform_file import fill


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the `export` command."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="only these (default: all handed in)")
    parser.add_argument("--format", choices=FORMATS, default="csv", help="who shall read it (default: csv)")
    parser.add_argument(
        "--into",
        metavar="CSV",
        help="fill Canvas' gradebook or Moodle's worksheet, and change nothing else in it",
    )
    parser.add_argument("--column", default="", metavar="TITLE", help="with --into: the column to fill")
    parser.add_argument("--out", metavar="FILE", help="where it goes (default: standard output)")
    parser.add_argument(
        "--missing",
        choices=["empty", "zero"],
        default="empty",
        help="what stands for a lesson that was not handed in, or could not be graded (default: empty)",
    )
    parser.add_argument(
        "--identity",
        choices=[name for _, names in FORMATS.values() for name in names],
        help="what the student ids are: login or sis for Canvas, username or idnumber for Moodle",
    )


def main(arguments: argparse.Namespace) -> int:
    """Carry out the `export` command.

    Raises UsageError if it can't be carried out as asked.
    """
    if arguments.into:
        return fill_in(arguments)
    form, (make_rows, allowed) = arguments.format, FORMATS[arguments.format]
    if arguments.identity not in (None, *allowed):
        raise UsageError(f"--identity {arguments.identity} does not go with --format {form}")
    course = Course(arguments.course)
    marks = read_marks(course, arguments.lessons)
    identity = arguments.identity or next(iter(allowed), "")
    why = {
        key: why
        for key, why in _ungraded(course, marks).items()
        if key in marks.marks and not marks.marks[key].raw
    }
    shown = replace(marks, marks={key: mark for key, mark in marks.marks.items() if key not in why})
    text = to_csv(make_rows(shown, arguments.missing, identity))
    if arguments.out:
        path = Path(arguments.out).resolve()
        write_named(path, BOM + text if form in ("csv", "totals") else text)
        print(f"autograder export: wrote {path}", file=sys.stderr)
    else:
        print_utf8(text)
    lines = headed([f"{student}, {lesson}: {why}" for (student, lesson), why in sorted(why.items())],
                   "could not be graded, and stand there like what was not handed in")  # fmt: skip
    for line in lines + warnings(marks, form, identity):
        print(f"autograder export: {line}", file=sys.stderr)
    return 0


def _ungraded(course: Course, marks: Marks) -> dict[tuple[str, str], str]:
    """Return why submissions could not be graded, by student and lesson."""
    found = {(one["student"], lesson): one for lesson in marks.lessons for one in each_result(course, lesson)}
    return {key: why for key, result in found.items() if (why := why_ungraded(result))}


def fill_in(arguments: argparse.Namespace) -> int:
    """Fill a platform's own file, and name on the terminal every student whose cell was left as it was."""
    course, path = Course(arguments.course), Path(arguments.into)
    table, marks = read_cells(path), read_marks(course, arguments.lessons)
    there = [lesson for lesson in marks.lessons if lesson in course.lessons()]
    titles = {lesson: lesson_of(load_assignment(course, lesson).parts[0]).title for lesson in there}
    done = fill(table, marks, _ungraded(course, marks), titles, arguments.column)
    out = Path(arguments.out) if arguments.out else path
    write_named(out, table.to_bytes())
    lines = [f"wrote {out}: {counted(done.marks, 'mark', 'marks')}"]
    lines += headed(done.maximum, "with another maximum")
    lines += headed(done.unmarked, "without a mark, left as they were")
    lines += headed(done.kept, "left as they were")
    lines += headed(done.unknown, "with a mark whom the file does not know")
    form = "canvas" if is_canvas(table.rows[0]) else "csv"
    for line in [*lines, *about_marks(marks, form), *about_left_out(marks)]:
        print(f"autograder export: {line}", file=sys.stderr)
    return 0
