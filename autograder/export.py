"""Export marks as CSV: for a spreadsheet, for Canvas, for Moodle.

Marks come from nbgrader's gradebook, so points given by hand count, and nbgrader's plugin for late
submissions says what being late costs.

**Canvas** reads a file whose header is ``Student, ID, SIS User ID, SIS Login ID, Section`` and then one
column for each assignment; a row ``Points Possible`` may follow (``lib/gradebook_importer.rb`` in
https://github.com/instructure/canvas-lms: ``update_column_count``, ``process_student``, ``process_pp``).

**Moodle** lets one choose which column identifies the user (id, ID number, email address or user name) and
which column is which grade item (https://docs.moodle.org/en/Grade_import).

A cell that a spreadsheet would take for a formula gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import argparse
import csv
import io
import re
import sys
from pathlib import Path

from autograder.course import Course, UsageError
from autograder.reporting.marks import Marks, Student, read_marks
from autograder.write import write_atomically

HELP = "write the marks as CSV for a spreadsheet, for Canvas or for Moodle"
IDENTITIES = {"csv": (), "canvas": ("login", "sis"), "moodle": ("username", "idnumber")}
"""The formats, and what the ids of the gradebook's students can be in each."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMULA = re.compile(r"[\s\x00-\x20\u00a0\u3000\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00]")


def number(value: float) -> int | float:
    """Return points as they are written: whole where they are whole, else with two digits."""
    value = round(float(value), 2)
    return int(value) if value == int(value) else value


def safe(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe("=1+1"), safe("-5"), safe("ada"), safe(-5)
    ("'=1+1", '-5', 'ada', -5)
    """
    if isinstance(cell, int | float):
        return cell
    text = str(cell).encode("utf-8", "replace").decode("utf-8")
    guarded = f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
    return re.sub(r"[\x00\r\n]+", " ", guarded)


def plain_rows(marks: Marks, missing: str, identity: str = "") -> list[list]:
    """Return one row for each student and lesson, under nbgrader's own column names."""
    head = (
        "assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty"
    )
    rows = [[*head.split(), "score", "max_score", "needs_manual_grade"]]
    for lesson, most in marks.lessons.items():
        for student in marks.students:
            mark = marks.marks.get((student.id, lesson))
            who = [student.id, student.last_name, student.first_name, student.email]
            if mark:
                points = [
                    number(mark.raw),
                    number(mark.penalty),
                    number(mark.score),
                    number(most),
                    int(mark.waits),
                ]
            else:
                points = ["", "", absent(missing), number(most), ""]
            rows.append([lesson, marks.due[lesson], mark.timestamp if mark else "", *who, *points])
    return rows


def canvas_rows(marks: Marks, missing: str, identity: str = "login") -> list[list]:
    """Return the rows that Canvas' gradebook imports."""
    blank = [""] * 4
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *marks.lessons]]
    rows.append(["    Points Possible", *blank, *map(number, marks.lessons.values())])
    for student, points in graded(marks, missing):
        ids = [student.id, ""] if identity == "sis" else ["", student.id]
        rows.append([student.name, student.lms_id, *ids, "", *points])
    return rows


def moodle_rows(marks: Marks, missing: str, identity: str = "username") -> list[list]:
    """Return the rows that Moodle's gradebook imports."""
    rows = [["First name", "Last name", "Username", "ID number", "Email address", *marks.lessons]]
    for student, points in graded(marks, missing):
        ids = ["", student.id] if identity == "idnumber" else [student.id, student.lms_id]
        rows.append([student.first_name, student.last_name, *ids, student.email, *points])
    return rows


def graded(marks: Marks, missing: str) -> list[tuple[Student, list]]:
    """Return students with their points in every lesson.

    An empty cell makes both platforms forget a mark that they have, so a student without any mark has no row.
    """
    found = []
    for student in marks.students:
        those = [marks.marks.get((student.id, lesson)) for lesson in marks.lessons]
        if any(those) or missing == "zero":
            found.append((student, [number(mark.score) if mark else absent(missing) for mark in those]))
    return found


def absent(missing: str) -> int | str:
    """Return what stands for a lesson that was not handed in."""
    return 0 if missing == "zero" else ""


def to_csv(rows: list[list]) -> str:
    """Return rows as CSV text: words in quotes and guarded, numbers bare."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its words, in the singular for 1.

    >>> counted(1, "mark is", "marks are"), counted(3, "mark is", "marks are")
    ('1 mark is', '3 marks are')
    """
    return f"{count} {one if count == 1 else many}"


def warnings(marks: Marks, form: str) -> list[str]:
    """Return what an instructor should know before an import, a line each."""
    every = list(marks.marks.values())
    lines = []
    if waiting := sum(mark.waits for mark in every):
        still = counted(waiting, "submission still waits", "submissions still wait")
        lines.append(f"{still} for points by hand (nbgrader formgrader)")
    if above := sum(mark.score > mark.most for mark in every):
        more = "; Moodle takes them only with its setting unlimitedgrades" if form == "moodle" else ""
        lines.append(f"{counted(above, 'mark is', 'marks are')} above the maximum{more}")
    if absentees := len(marks.students) * len(marks.lessons) - len(every):
        lines.append(
            f"{counted(absentees, 'lesson was', 'lessons were')} not handed in; --missing says what stands there"
        )
    guarded = sum(
        safe(part) != part for s in marks.students for part in (s.id, s.first_name, s.last_name, s.email)
    )
    if guarded:
        looks = counted(guarded, "name looks like a formula", "names look like formulas")
        lines.append(f"{looks} and got an apostrophe in front: match by hand")
    return lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the `export` command."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="only these lessons (default: all)")
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
        write_atomically(Path(arguments.out), text)
    else:
        sys.stdout.write(text)
    for line in warnings(marks, form):
        print(f"autograder export: {line}", file=sys.stderr)
    return 0
