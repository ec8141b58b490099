"""Find changed cells of a lesson that many of a class hold alike: the course's doing, not theirs."""

from collections import Counter
from dataclasses import replace

from autograder.common.errors import DamagedSubmission, LostSubmission
from autograder.common.text import counted
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.release import Release, is_locked
from autograder.intake.find import Found
from autograder.intake.notebook import read_submitted_cells
from autograder.intake.submitted import submissions
from autograder.restore.claims import Claims

FEWEST, SHARE = 5, 10
"""So many students at least, and one in so many of those who handed in, hold what is taken for the course's."""


def with_held_alike(course: Course, assignment: Assignment) -> Assignment:
    """Return the assignment with the texts, none of any release's, that many of the class have in its locked cells.

    Only the flag "edited" goes by them: such a cell is restored like every edited one, so no mark depends on them.
    """
    holders, students = [Counter() for _ in assignment.parts], list(submissions(course, assignment.lesson))
    for submission in students:
        for found, part, held in zip(submission.notebooks, assignment.parts, holders, strict=True):
            held.update(_edited(found, part))
    enough = max(FEWEST, -(-len(students) // SHARE))
    alike = [{key: count for key, count in held.items() if count >= enough} for held in holders]
    parts = zip(assignment.parts, alike, strict=True)
    return replace(assignment, parts=tuple(replace(part, alike=many) for part, many in parts))


def _edited(found: Found, release: Release) -> set[tuple[str, str]]:
    """Return the edited locked cells of one notebook: their grade_ids, with hashes of their texts."""
    try:
        cells, _ = read_submitted_cells(found.read())
    except (DamagedSubmission, LostSubmission):
        return set()
    claims = Claims([cell for cell in cells if cell.source.strip()], release)
    return {
        claims.text_key(i, place)
        for i, place in enumerate(claims.places)
        if place is not None and is_locked(claims.master[place]) and claims.is_edited(i, place)
    }


def alike_lines(assignment: Assignment) -> list[str]:
    """Return a line for each text that many hold alike: it stands for a flag on each of them."""
    return [
        f"{counted(count, 'student holds', 'students hold')} the same text in {assignment.label(part, name)}, which no"
        " release had; taken for the course's, so none of them is flagged for it (the release's was graded)"
        for part in assignment.parts
        for (name, _), count in sorted(part.alike.items())
    ]
