"""Read who is in a class from a platform's table: Canvas' gradebook, Moodle's worksheet, or a plain one."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from autograder.common.csv_cells import read_cells
from autograder.common.errors import UsageError

_NUMBER_AT_END = re.compile(r"\D*(\d+)\s*")
_STATUS = re.compile(r"stat|estat|estad|stav", re.IGNORECASE)
"""How "Status" begins in Moodle's European languages: the column behind the identifier where names are hidden."""


@dataclass(frozen=True)
class Person:
    """One student of a class as the platform knows them."""

    id: str  # the platform's number, by which submissions are kept; a login where there is no number
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    login: str = ""
    cells: tuple[str, ...] = field(default=(), compare=False)  # what else Moodle's worksheet says

    @property
    def address(self) -> str:
        """What tells this person from others in every table: the e-mail address, else the login."""
        return self.email or self.login


def read_people(path: Path) -> list[Person]:
    """Return the students of a roster.

    Canvas' gradebook export is known by its columns `Student` (or `LastName`, `FirstName`) and `ID`; Moodle's grading
    worksheet by a first column, `ID` on some sites, whose cells end in the participant's number; GitHub Classroom's
    roster by `github_username`; anything else needs a column `id`, as nbgrader's own `db student import` does.

    Raises UsageError if it is none of these.
    """
    head, *rows = read_cells(path).rows
    names = [name.strip().lower() for name in head]
    cells = [dict(zip(names, map(str.strip, row), strict=False)) for row in rows if any(map(str.strip, row))]
    if is_canvas(head):
        return [_of_canvas(row) for row in cells if row.get("id", "").isdecimal()]
    if "github_username" in names:
        named = [row for row in cells if row["github_username"]]
        return [_named(row["github_username"], row.get("name") or row.get("identifier", "")) for row in named]
    if "id" in names and not (names[0] == "id" and _is_worksheet(names, cells)):
        return [
            Person(row["id"], *(row.get(name, "") for name in ("first_name", "last_name", "email")))
            for row in cells
            if row["id"]
        ]
    if cells and all(_NUMBER_AT_END.fullmatch(row[names[0]]) for row in cells):
        return [of_moodle(row) for row in cells]
    raise UsageError(
        f"{path} is no roster: expected Canvas' gradebook (Student, ID), Moodle's grading worksheet (Identifier, Full"
        " name), GitHub Classroom's (github_username), or a column id"
    )


def is_canvas(head: list[str]) -> bool:
    """Say whether a table with this heading is Canvas' gradebook."""
    names = {cell.strip().lower() for cell in head}
    return "id" in names and ("student" in names or {"lastname", "firstname"} <= names)


def _is_worksheet(names: list[str], cells: list[dict[str, str]]) -> bool:
    """Say whether a table whose first column is called `ID` is Moodle's, which has more columns than a plain roster."""
    numbered = [re.fullmatch(r"(\D+)\d+", row["id"]) for row in cells]
    return (
        len(names) > 6 and "first_name" not in names and all(numbered) and len({n[1] for n in numbered}) == 1
    )


def full_name_in(row: dict[str, str]) -> str:
    """Return the name in a row of Canvas' gradebook or Moodle's worksheet, "" if hidden; headings in lower case."""
    if "lastname" in row:
        return ", ".join(filter(None, (row["lastname"], row.get("firstname", ""))))
    second = list(row)[1] if len(row) > 1 else ""
    return (
        row.get("student") or row.get("full name") or ("" if _STATUS.match(second) else row.get(second, ""))
    )


def participant(cell: str) -> str:
    """Return the number in Moodle's identifier, which stands behind a word of the site's language.

    >>> participant("Participant 4711"), participant("Teilnehmer/in4711")
    ('4711', '4711')
    """
    found = _NUMBER_AT_END.fullmatch(cell.strip())
    return found[1] if found else ""


def _of_canvas(row: dict[str, str]) -> Person:
    last, comma, first = full_name_in(row).partition(",")
    login = row.get("sis login id", "") or row.get("integration id", "")
    name = (first.strip(), last.strip()) if comma else _split(full_name_in(row))
    return Person(row["id"], *name, login if "@" in login else "", login)


def of_moodle(row: dict[str, str]) -> Person:
    """Return the student of a line of Moodle's worksheet, its cells by lower-case headings."""
    email = next((value for value in row.values() if re.fullmatch(r"[^@\s]+@[^@\s]+", value)), "")
    login = row.get("username") or row.get("id number", "")
    cells = tuple(row.values())
    return Person(participant("".join(cells[:1])), *_split(full_name_in(row)), email, login, cells[2:])


def _named(login: str, name: str) -> Person:
    return Person(login, *_split(name), name if "@" in name else "", login)


def _split(name: str) -> tuple[str, str]:
    """Return first and last name of a full one: the last word is the last name."""
    *first, last = name.split() or [""]
    return " ".join(first), last
