"""Put a class's flags under headings for a report, each with the students who have it."""

from collections import defaultdict
from dataclasses import dataclass, field

from autograder.reports.class_report.gather import LessonData, Row
from autograder.reports.feedback import messages

HEADINGS = {
    "changed-arguments": "Functions that change their arguments",
    "crash": "Processes that crashed",
    "damaged": "Files that could be read in part, or not at all",
    "died": "Submissions that the grader itself failed on",
    "disk": "Code that wrote too much",
    "duplicated": "Cells that stood there more than once",
    "edited": "Edited cells of the lesson",
    "files": "Files that were left out",
    "flood": "Code that printed too much",
    "forbidden-import": "Imports that answers may not use",
    "forged-message": "Messages that no kernel sends",
    "late": "Late submissions",
    "left-early": "Code that ended its own process",
    "emptied": "Emptied answer cells",
    "lost": "Deleted answer cells",
    "marks": "Changed settings of cells",
    "missing": "No notebook that can be graded",
    "odd-partial-credit": "Partial credit that is no number of points",
    "old": "An old notebook format",
    "other-version": "Several versions of the notebook",
    "oversized": "Cells that are too long to read",
    "page": "Feedback pages that could not be made",
    "refused": "Links and other files that were not opened",
    "renamed": "Notebooks under another name or in another place",
    "reordered": "Cells in another order",
    "retyped": "Cells changed between code and text",
    "setup": "Cells of the lesson that fail beside the tests",
    "stripped": "Cells that lost their settings",
    "suspicious": "Code that does what no exercise asks for",
    "tagged": "Cells with tags that hide errors",
    "timestamp": "Times of handing in that are none",
    "timeout": "Code that ran too long",
    "unmarked": "Answers found in other cells",
    "wrong-lesson": "Another lesson's notebook",
}
CELLS_GONE = "Deleted cells of the lesson"


@dataclass
class Flagged:
    """One heading, and who stands under it."""

    heading: str
    # each student once, with all that was said
    cases: list[tuple[Row, list[str]]] = field(default_factory=list)


def heading_of(kind: str, sentence: str) -> str:
    """Return the heading of a flag; a kind that is not known here is its own.

    >>> heading_of("missing", "no notebook was handed in")
    'No notebook that can be graded'
    """
    if kind == "missing" and sentence.startswith("released cells"):
        return CELLS_GONE
    return HEADINGS.get(kind, kind)


def flag_views(data: LessonData, *, accidents: bool) -> list[Flagged]:
    """Return the flags by heading, the most students first: those that happen in every class, or the others."""
    found: dict[str, dict[str, tuple[Row, list[str]]]] = defaultdict(dict)
    for row in data.rows:
        for kind, sentence in row.flags:
            if (kind in messages.ACCIDENTS) == accidents:
                found[heading_of(kind, sentence)].setdefault(row.student, (row, []))[1].append(sentence)
    views = [Flagged(heading, list(cases.values())) for heading, cases in found.items()]
    return sorted(views, key=lambda view: (-len(view.cases), view.heading))


def students_in(views: list[Flagged]) -> int:
    """Return how many students stand under any of the headings."""
    return len({row.student for view in views for row, _ in view.cases})
