"""Fill a platform's own file of marks: Canvas' gradebook or Moodle's worksheet, and change nothing else in it."""

import re
from dataclasses import dataclass, field

from autograder.common.csv_cells import CsvCells
from autograder.common.errors import UsageError
from autograder.intake.collect.roster_file import full_name_in, is_canvas, of_moodle
from autograder.intake.file_names import normalize_name
from autograder.records.marks import MarkedStudent, Marks
from autograder.reports.export import number

KEPT = {"EX": "excused (EX)", "N/A": "not assigned to them, or still anonymous (N/A)"}
"""What Canvas writes where it takes no mark."""
_NO = re.compile("no|nein|non|não|nee|nej|nei|nie|ne|ei|nem|nu|hayır|нет|ні|いいえ|否|아니오", re.IGNORECASE)
"""How Moodle's languages say of a mark whether it can be changed, two or three columns behind it."""
_NUMBER = re.compile(r"\d+([.,]\d+)?")
_CANVAS_ID = re.compile(r"\s*\(\d+\)\s*$")


@dataclass
class Filled:
    """What became of a platform's file."""

    marks: int = 0  # how many cells were filled
    # a line for each cell that was left as it is although there is a mark, with the reason
    kept: list[str] = field(default_factory=list)
    # a line for each student without a mark of ours: what could not be graded, or was not handed in
    unmarked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # students with a mark whom the file does not know
    # a line for each lesson that has another maximum there: its marks would count for more or less
    maximum: list[str] = field(default_factory=list)


def fill(
    table: CsvCells, marks: Marks, ungraded: dict[tuple[str, str], str], titles: dict, column: str
) -> Filled:
    """Put marks into a platform's table.

    Raises UsageError if it can't be told which column a lesson's marks belong into.

    `table`: Canvas' gradebook or Moodle's worksheet; its cells are changed
    `ungraded`: why submissions could not be graded: their cells stay as they are
    `titles`: the lessons' headings, by which a column may be called
    `column`: the heading of the column to fill, where one lesson is exported and its name does not tell
    """
    of_canvas = is_canvas(table.rows[0])
    columns = (_canvas_columns if of_canvas else _moodle_columns)(table, list(marks.lessons), titles, column)
    rows = _canvas_rows(table) if of_canvas else _moodle_rows(table)
    done, whose = Filled(maximum=_other_maximum(table, marks, columns)), _students(rows, marks.students)
    for row, ids in rows.items():
        student = whose.get(row)
        name = _who(table, row, ids)
        if student is None:
            done.unmarked.append(f"{name}: not in our gradebook")
            continue
        for lesson, at in columns.items():
            _fill_cell(table, row, at, marks.marks.get((student.id, lesson)), ungraded.get((student.id, lesson), ""),
                       f"{name}, {lesson}" if len(columns) > 1 else name, done)  # fmt: skip
    marked = {student for student, lesson in marks.marks if lesson in columns}
    done.unknown = sorted(marked - {student.id for student in whose.values()})
    return done


def _fill_cell(table, row: int, at: int, mark, why: str, name: str, done: Filled) -> None:
    before = table.rows[row][at].strip() if at < len(table.rows[row]) else None
    if before is None:
        done.kept.append(f"{name}: the line ends before the column")
    elif before.upper() in KEPT:
        done.kept.append(f"{name}: {KEPT[before.upper()]}")
    elif why and (mark is None or not mark.raw):
        done.unmarked.append(f"{name}: could not be graded: {why}")
    elif mark is None:
        done.unmarked.append(f"{name}: nothing was handed in")
    elif not is_canvas(table.rows[0]) and _is_frozen(table, row, at):
        done.kept.append(f"{name}: Moodle says that this grade can't be changed")
    else:
        table.set(row, at, str(number(mark.score)).replace(".", table.decimal_sign(at)))
        done.marks += 1


def _by_heading(table: CsvCells, row: int) -> dict[str, str]:
    """Return a line's cells by the headings of their columns, in lower case."""
    head = [cell.strip().lower() for cell in table.rows[0]]
    return dict(zip(head, map(str.strip, table.rows[row]), strict=False))


def _who(table: CsvCells, row: int, ids: list[str]) -> str:
    """Return a student's name and number, as the file has them."""
    name = full_name_in(_by_heading(table, row))
    return f"{name} ({ids[0]})" if name else table.rows[row][0].strip()


def _other_maximum(table: CsvCells, marks: Marks, columns: dict[str, int]) -> list[str]:
    """Return a line for each lesson whose points differ from what the platform's file says is the maximum."""
    lines = []
    for lesson, at in columns.items():
        if is_canvas(table.rows[0]):
            cells = [
                row[at] for row in table.rows[1:3] if row[0].strip() == "Points Possible" and at < len(row)
            ]
        else:  # Moodle's stands behind the grade
            cells = [row[at + 1] for row in table.rows[1:2] if at + 1 < len(row)]
        theirs = [float(cell.replace(",", ".")) for cell in cells if _NUMBER.fullmatch(cell.strip())]
        ours = [0.0, marks.lessons[lesson]] if lesson in marks.bonus else [marks.lessons[lesson]]
        lines += [f"{lesson}: {number(most)} points there, {number(ours[-1])} here: the marks are written as they are"
                  for most in theirs if most not in ours]  # fmt: skip
    return lines


def _canvas_columns(table: CsvCells, lessons: list[str], titles: dict, column: str) -> dict[str, int]:
    """Return each lesson's column; those that Canvas works out itself are never one."""
    head = [_CANVAS_ID.sub("", cell).strip() for cell in table.rows[0]]
    notes = [[row[at].strip().lower() for row in table.rows[1:3] if at < len(row)] for at in range(len(head))]
    free = [at for at, cell in enumerate(head) if at > 1 and cell and "(read only)" not in notes[at]]
    if column:
        return {
            _only(lessons): _called(
                column, {table.rows[0][at]: at for at in free} | {head[at]: at for at in free}
            )
        }
    return _by_lesson(lessons, titles, {head[at]: at for at in free})


def _moodle_columns(table: CsvCells, lessons: list[str], titles: dict, column: str) -> dict[str, int]:
    """Return the worksheet's column of grades: the one before the highest grade, whatever the site's language."""
    head = [cell.strip() for cell in table.rows[0]]
    if column:
        return {_only(lessons): _called(column, {cell: at for at, cell in enumerate(head)})}
    named = [at for at, cell in enumerate(head) if cell.lower() == "grade"]
    named = named or [at for at in range(1, len(head)) if _is_before_maximum(table, at)]
    if len(named) == 1:
        return {_only(lessons): named[0]}
    return _by_lesson(lessons, titles, {cell: at for at, cell in enumerate(head) if at})


def _is_before_maximum(table: CsvCells, at: int) -> bool:
    """Say whether a column holds nothing but numbers, and the next one the same number in every line."""
    grades = {row[at].strip() for row in table.rows[1:] if at < len(row)}
    highest = {row[at + 1].strip() for row in table.rows[1:] if at + 1 < len(row)}
    return len(highest) == 1 and all(_NUMBER.fullmatch(cell) for cell in highest | grades - {"", "-"})


def _by_lesson(lessons: list[str], titles: dict, columns: dict[str, int]) -> dict[str, int]:
    found = {}
    for lesson in lessons:
        ours = {
            normalize_name(lesson),
            normalize_name(titles.get(lesson, "")),
            normalize_name(lesson.partition("_")[2]),
        } - {""}
        alike = [at for name, at in columns.items() if normalize_name(name) in ours]
        if len(alike) == 1:
            found[lesson] = alike[0]
    if not found:
        names = ", ".join(repr(name) for name in list(columns)[:8]) or "none"
        raise UsageError(
            f"no column is called like {', '.join(lessons)}; name one lesson and --column (there: {names})"
        )
    return found


def _only(lessons: list[str]) -> str:
    if len(lessons) != 1:
        raise UsageError(f"this file takes the marks of one lesson; name it (there are {', '.join(lessons)})")
    return lessons[0]


def _called(name: str, columns: dict[str, int]) -> int:
    if name not in columns:
        raise UsageError(f"there is no column {name!r} to fill (columns: {', '.join(map(repr, columns))})")
    return columns[name]


def _canvas_rows(table: CsvCells) -> dict[int, list[str]]:
    """Return the lines that are a student's, with what the student may be known by; not the two odd ones on top."""
    head = [cell.strip().lower() for cell in table.rows[0]]
    places = [
        head.index(name) for name in ("id", "sis user id", "sis login id", "integration id") if name in head
    ]
    known = {
        at: [row[place].strip() for place in places if place < len(row)]
        for at, row in enumerate(table.rows)
        if at
    }
    return {at: ids for at, ids in known.items() if ids and ids[0].isdecimal()}


def _moodle_rows(table: CsvCells) -> dict[int, list[str]]:
    people = {at: of_moodle(_by_heading(table, at)) for at in range(1, len(table.rows))}
    return {at: [one.id, one.email, one.login] for at, one in people.items() if one.id}


def _is_frozen(table: CsvCells, row: int, at: int) -> bool:
    own, behind = _by_heading(table, row).get("grade can be changed", ""), table.rows[row][at + 2 : at + 4]
    return any(_NO.fullmatch(cell.strip()) for cell in (own, *behind))


def _students(rows: dict[int, list[str]], students: list[MarkedStudent]) -> dict[int, MarkedStudent]:
    """Return whom lines are about: by the platform's number first, only then by login or address.

    A login that is written like another student's number must not bring that student's marks.
    """
    found: dict[int, MarkedStudent] = {}
    for is_number in (True, False):
        taken = {student.id for student in found.values()}
        free = [student for student in students if student.id not in taken]
        for row, ids in rows.items():
            wanted = ids[:1] if is_number else ids[1:]
            if row not in found and (student := _student(wanted, free)):
                found[row] = student
    return found


def _student(ids: list[str], students: list[MarkedStudent]) -> MarkedStudent | None:
    """Return who is known by one of some numbers, logins and addresses, the first that anybody has."""
    for wanted in filter(None, ids):
        for student in students:
            if wanted in (student.id, student.lms_id) or wanted.casefold() == student.email.casefold():
                return student
    return None
