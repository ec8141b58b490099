"""Share a group's work out among its members: Moodle hands over one folder for all, under the group's name and number.

`mod/assign/classes/downloader.php` names it `<group>_<group's number>_assignsubmission_<...>`, without a number for the
group of those who are in none; the grading worksheet has each participant's group in a column of its own.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from autograder.intake.collect.platforms import SubmittedFile
from autograder.intake.collect.roster_file import Person


class Groups:
    """Who is in which group, as a worksheet has it."""

    def __init__(self, people: Iterable[Person] = ()):
        self.names = {person.id: f"{person.first_name} {person.last_name}".strip() for person in people}
        # a group's name may also stand in another column, such as a department: its own is the last before the marks
        self.columns: dict[str, dict[int, list[str]]] = {}
        for person in people:
            for column, cell in enumerate(person.cells):
                self.columns.setdefault(_plain(cell), {}).setdefault(column, []).append(person.id)

    def members(self, piece: SubmittedFile) -> list[str]:
        """Return whose work a file is if it is a group's, by their numbers; none if it is one student's."""
        if _plain(piece.name) in ("", _plain(self.names.get(piece.student, ""))):
            return []
        columns = self.columns.get(_plain(piece.name), {})
        return columns[max(columns)] if columns else []

    def shared_out(self, piece: SubmittedFile) -> list[SubmittedFile]:
        """Return a file as each member of a group handed it in; as it is where it is one student's."""
        members = self.members(piece)
        return [replace(piece, student=one, name=self.names[one]) for one in members] or [piece]


def _plain(name: str) -> str:
    """Return a name without what Moodle takes out of names of files."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))
