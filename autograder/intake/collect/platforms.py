"""Tell from the names in a platform's download whose file each is, by the platform's own number.

Sources: Canvas' `lib/content_zipper.rb` names files `<name>[_LATE]_<user id>_<attachment id>_<file>`, text entries
`<name>[_LATE]_<user id>_text.html` and links `..._link.html`, and where grading is anonymous `[LATE_]anon_<five signs>`
stands for name and number; Moodle's `mod/assign` names folders or files
`<name>_<participant number>_assignsubmission_<file|onlinetext>[_][/]<file>`, for groups as `groups` says.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from autograder.intake.collect.downloads import Member


@dataclass(frozen=True)
class SubmittedFile:
    """One file of one student's."""

    student: str  # the platform's number, or the folder's name where there is no platform; "" for a group without one
    name: str  # how the platform writes the student's name in file names; "" where it doesn't
    file: tuple[str, ...]  # the file's own folders and name, without what the platform put before them
    plain: tuple[str, ...]  # the same without the number that the platform adds when a name comes again
    # of two files of one student the one with the larger number came later; 0 where names don't tell
    order: int
    is_late: bool  # the platform marked it so
    member: Member


_CANVAS = re.compile(
    r"(?=(?:^(?P<late>late_)?(?P<anonymous>anon_(?!\d+_)[0-9a-z]{5})|_(?P<late_too>late_)?(?P<number>\d+))"
    r"_(?:(?P<attachment>\d+)_(?P<file>.+)|(?P<entry>(?:text|link)\.html))$)",
    re.IGNORECASE | re.DOTALL,
)
_MOODLE = re.compile(r"(.*?)(?:_(\d+))?_assignsubmission_([a-z]+)(?:_(.*))?", re.DOTALL)


def canvas(member: Member, known: Collection[str]) -> SubmittedFile | None:
    """Read one name of Canvas' download; `known` numbers decide where a student's name ends with one.

    Else the student's is the first number that is not a short one: names of files are full of long ones.

    >>> from datetime import datetime
    >>> at = lambda name: Member((name,), datetime(2026, 1, 1), bytes)
    >>> piece = canvas(at("doejane_LATE_4711_99_01_ops-1.ipynb"), ())
    >>> piece.student, piece.name, piece.plain, piece.is_late
    ('4711', 'doejane', ('01_ops.ipynb',), True)
    >>> canvas(at("r2_d2_7_4711_99_a.ipynb"), {"4711"}).name
    'r2_d2_7'
    >>> canvas(at("anon_aB3xZ_99_01_ops.ipynb"), ()).student
    'anon_aB3xZ'
    """
    *_, text = member.parts
    found = sorted(_CANVAS.finditer(text), key=_is_short)
    chosen = next((one for one in found if one["number"] in known), found[0] if found else None)
    if chosen is None:
        return None
    own = chosen["file"] or chosen["entry"]
    return SubmittedFile(
        student=chosen["number"] or chosen["anonymous"],
        name=text[: chosen.start()],
        file=(own,),
        plain=(re.sub(r"-\d+(?=\.\w+$)", "", own),),
        order=int(chosen["attachment"] or 0),
        is_late=bool(chosen["late"] or chosen["late_too"]),
        member=member,
    )


def _is_short(found: re.Match) -> int:
    """Return how unlikely the numbers are Canvas' own, which have three digits or more and never begin with 0."""
    numbers = filter(None, (found["number"], found["attachment"]))
    return -min((len(number.lstrip("0")) for number in numbers if len(number.lstrip("0")) < 3), default=3)


def canvas_prefix(name: str, student: str) -> str | None:
    """Return what Canvas put before a file's own name, by which it knows the file again; None if it did not.

    >>> canvas_prefix("doejane_LATE_4711_99_01_ops.ipynb", "4711")
    'doejane_LATE_4711_99_'
    >>> canvas_prefix("01_ops.ipynb", "4711")
    """
    found = re.match(rf"((?:.*?_)?(?:late_)?{re.escape(student)}_(?:\d+_)?)", name, re.IGNORECASE | re.DOTALL)
    return found[1] if found else None


def moodle(member: Member, known: Collection[str] = ()) -> SubmittedFile | None:
    """Read one name of Moodle's download, with a folder for each student or without.

    >>> from datetime import datetime
    >>> at = lambda *parts: Member(parts, datetime(2026, 1, 1), bytes)
    >>> piece = moodle(at("Ann O'Neil_12_assignsubmission_file", "data", "x.csv"))
    >>> piece.student, piece.name, piece.file
    ('12', "Ann O'Neil", ('data', 'x.csv'))
    >>> moodle(at("Ann_12_assignsubmission_file_01_ops.ipynb")).file
    ('01_ops.ipynb',)
    """
    for at, part in enumerate(member.parts):
        found = _MOODLE.fullmatch(part)
        if found is None:
            continue
        rest = (*((found[4],) if found[4] else ()), *member.parts[at + 1 :])
        if rest:
            return SubmittedFile(found[2] or "", found[1], rest, rest, 0, False, member)
    return None


def folder(member: Member, known: Collection[str] = ()) -> SubmittedFile | None:
    """Read the name of a file that lies in its student's folder, or is called after its student.

    >>> from datetime import datetime
    >>> at = lambda *parts: Member(parts, datetime(2026, 1, 1), bytes)
    >>> folder(at("ada", "01_ops", "01_ops.ipynb")).file, folder(at("ada.ipynb")).student
    (('01_ops', '01_ops.ipynb'), 'ada')
    """
    student, *rest = member.parts
    if rest:
        return SubmittedFile(student, "", tuple(rest), tuple(rest), 0, False, member)
    stem, dot, _ = student.rpartition(".")
    return SubmittedFile(stem if dot else student, "", (student,), (student,), 0, False, member)


def classroom(member: Member, known: Collection[str] = ()) -> SubmittedFile | None:
    """Read the name of a file in a student's clone; what lies beside the clones is nobody's."""
    return folder(member, known) if len(member.parts) > 1 or member.trouble else None


PLATFORMS: dict[str, Callable[[Member, Collection[str]], SubmittedFile | None]] = {
    "canvas": canvas,
    "moodle": moodle,
    "folder": folder,
    "classroom": classroom,
}
"""How each platform's names are read. GitHub Classroom's clones are `<assignment>-<login>`; see `collect`."""


@dataclass
class HandIn:
    """What one student handed in, as one download has it."""

    student: str
    name: str = ""
    pieces: list[SubmittedFile] = field(default_factory=list)

    @property
    def when(self) -> tuple[int, datetime]:
        """By this the newer of two is known: the platform's own count, else the time of the youngest file."""
        return max(piece.order for piece in self.pieces), max(piece.member.time for piece in self.pieces)

    @property
    def is_late(self) -> bool:
        """The platform marked it late."""
        return any(piece.is_late for piece in self.pieces)
