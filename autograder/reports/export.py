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

import csv
import io
import re
from collections import Counter

from autograder.common.text import counted, list_names
from autograder.records.marks import MarkedStudent, Marks

BOM = "\ufeff"
"""Begins a file for spreadsheets: without it Excel takes UTF-8 for another encoding."""

ABSENT = {"empty": {"csv": "", "canvas": "", "moodle": "-"}, "zero": {"csv": 0, "canvas": 0, "moodle": 0}}
"""What stands for a lesson that was not handed in. Moodle makes 0 of an empty cell in a new grade item."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMULA = re.compile(r"[\s\x00-\x20\u00a0\u3000\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00]")


def number(value: float) -> int | float:
    """Return points as they are written: whole where they are whole, else with two digits."""
    value = round(float(value), 2)
    return int(value) if value == int(value) else value


def safe(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe("=1+1"), safe("-5"), safe("-"), safe("ada"), safe(-5)
    ("'=1+1", '-5', '-', 'ada', -5)
    """
    if isinstance(cell, int | float):
        return cell
    text = str(cell).encode("utf-8", "replace").decode("utf-8")
    plain = text == "-" or _NUMBER.fullmatch(text)
    guarded = f"'{text}" if _FORMULA.match(text) and not plain else text
    return re.sub(r"[\x00\r\n]+", " ", guarded)


def plain_rows(marks: Marks, missing: str, identity: str = "") -> list[list]:
    """Return one row for each student and lesson, under nbgrader's own column names."""
    nothing = ABSENT[missing]["csv"]
    head = (
        "assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty"
    )
    rows = [[*head.split(), "score", "max_score", "needs_manual_grade"]]
    for lesson, most in marks.lessons.items():
        for student in marks.students:
            mark = marks.marks.get((student.id, lesson))
            who = [student.id, student.last_name, student.first_name, student.email]
            points = ["", "", nothing, number(most), ""]
            if mark:
                numbers = map(number, (mark.raw, mark.penalty, mark.score, most))
                points = [*numbers, int(mark.waits or mark.again)]
            rows.append([lesson, marks.due[lesson], mark.timestamp if mark else "", *who, *points])
    return rows


def canvas_rows(marks: Marks, missing: str, identity: str = "login") -> list[list]:
    """Return the rows that Canvas' gradebook imports."""
    blank = [""] * 4
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *marks.lessons]]
    # An assignment of 0 points is Canvas' own form of extra credit.
    most = [0 if lesson in marks.bonus else number(points) for lesson, points in marks.lessons.items()]
    rows.append(["    Points Possible", *blank, *most])
    for student, points in rows_of_points(marks, missing, ABSENT[missing]["canvas"]):
        ids = [student.id, ""] if identity == "sis" else ["", student.id]
        rows.append([student.name, student.lms_id, *ids, "", *points])
    return rows


def moodle_rows(marks: Marks, missing: str, identity: str = "username") -> list[list]:
    """Return the rows that Moodle's gradebook imports."""
    rows = [["First name", "Last name", "Username", "ID number", "Email address", *marks.lessons]]
    for student, points in rows_of_points(marks, missing, ABSENT[missing]["moodle"]):
        ids = ["", student.id] if identity == "idnumber" else [student.id, student.lms_id]
        rows.append([student.first_name, student.last_name, *ids, student.email, *points])
    return rows


def total_rows(marks: Marks, missing: str, identity: str = "") -> list[list]:
    """Return one row for each student: all lessons, their total, what of it is a bonus, and the maximum without any."""
    most = number(sum(points for lesson, points in marks.lessons.items() if lesson not in marks.bonus))
    who = ("student_id", "last_name", "first_name", "email")
    rows = [[*who, *marks.lessons, "total", "of_it_bonus", "max_score"]]
    for student in marks.students:
        found = {lesson: marks.marks.get((student.id, lesson)) for lesson in marks.lessons}
        points = [number(mark.score) if mark else ABSENT[missing]["csv"] for mark in found.values()]
        total = sum(mark.score for mark in found.values() if mark)
        bonus = sum(mark.score for lesson, mark in found.items() if mark and lesson in marks.bonus)
        who = [student.id, student.last_name, student.first_name, student.email]
        rows.append([*who, *points, number(total), number(bonus), most])
    return rows


FORMATS = {
    "csv": (plain_rows, ()),
    "totals": (total_rows, ()),
    "canvas": (canvas_rows, ("login", "sis")),
    "moodle": (moodle_rows, ("username", "idnumber")),
}
"""For each format what makes its rows, and what the ids of the gradebook's students can be in it, the usual first."""


def rows_of_points(marks: Marks, missing: str, nothing: int | str) -> list[tuple[MarkedStudent, list]]:
    """Return students with their points in every lesson, and `nothing` for one that was not handed in.

    A cell without a mark makes both platforms forget the mark that they have, so a student who has none has no row.
    """
    found = []
    for student in marks.students:
        those = [marks.marks.get((student.id, lesson)) for lesson in marks.lessons]
        if any(those) or missing == "zero":
            found.append((student, [number(mark.score) if mark else nothing for mark in those]))
    return found


def to_csv(rows: list[list]) -> str:
    """Return rows as CSV text: words in quotes and guarded, numbers bare."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def warnings(marks: Marks, form: str, identity: str = "") -> list[str]:
    """Return what an instructor should know before an import of a file of ours, a line each."""
    lines = [*about_marks(marks, form), *_about_rows(marks), *about_left_out(marks)]
    return lines + (blank_keys(marks, identity) if form == "moodle" else [])


def about_marks(marks: Marks, form: str) -> list[str]:
    """Return what is to be known of the marks themselves, whichever file they go into."""
    every = list(marks.marks.values())
    lines = []
    if waiting := Counter(lesson for (_, lesson), mark in marks.marks.items() if mark.waits):
        still = counted(waiting.total(), "submission still waits", "submissions still wait")
        where = ", ".join(f"{lesson} {waiting[lesson]}" for lesson in sorted(waiting))
        lines.append(f"{still} for points by hand (nbgrader formgrader): {where}")
    if again := sum(mark.again for mark in every):
        were = counted(again, "submission was", "submissions were")
        lines.append(
            f"{were} graded again after a person gave points; these count (the formgrader lists them)"
        )
    if above := sum(mark.score > mark.most for mark in every):
        more = "; Moodle takes them only with its setting unlimitedgrades" if form == "moodle" else ""
        lines.append(f"{counted(above, 'mark is', 'marks are')} above the maximum{more}")
    return lines


def _about_rows(marks: Marks) -> list[str]:
    """Return what is to be known of the rows that we write: who is missing, and what got an apostrophe."""
    lines = []
    if absentees := len(marks.students) * len(marks.lessons) - len(marks.marks):
        lines.append(
            f"{counted(absentees, 'submission is', 'submissions are')} missing; --missing says what stands there"
        )
    if guarded := sum(is_guarded(s.first_name, s.last_name) for s in marks.students):
        looks = counted(guarded, "name looks like a formula", "names look like formulas")
        lines.append(f"{looks} and got an apostrophe in front")
    if unfit := [s.id for s in marks.students if is_guarded(s.id, s.email, s.lms_id)]:
        looks = counted(len(unfit), "student has", "students have")
        lines.append(
            f"{looks} an id or address that looks like a formula and got an apostrophe in front:"
            f" enter by hand what {list_names(unfit)} earned"
        )
    return lines


def about_left_out(marks: Marks) -> list[str]:
    """Return a line for the lessons that nobody handed in."""
    names = list_names(marks.left_out)
    return [f"left out, as nobody handed it in: {names} (name it to have it here)"] if marks.left_out else []


def is_guarded(*cells: str) -> bool:
    """Say whether any of some cells is not written as it is."""
    return any(safe(cell) != cell for cell in cells)


def blank_keys(marks: Marks, identity: str) -> list[str]:
    """Return a line for each column that some students have and others lack: Moodle must not map by it.

    Where the cell that names the user is empty, Moodle keeps the user of the row above (load_data.php,
    map_user_data_with_value) and writes this row's marks over theirs.
    """
    people = [s for s in marks.students if any((s.id, name) in marks.marks for name in marks.lessons)]
    lines = []
    for column, cells in (
        ("Username" if identity == "idnumber" else "ID number", [s.lms_id for s in people]),
        ("Email address", [s.email for s in people]),
    ):
        if any(cells) and not all(cells):
            lack = counted(cells.count(""), "student has", "students have")
            lines.append(
                f"{lack} no {column}: don't map from it, Moodle would give their marks to the student above"
            )
    return lines
