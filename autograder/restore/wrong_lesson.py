"""Notice a notebook that is another lesson's: it carries that lesson's marked cells, and hardly any of this one's."""

import functools
import re

from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.course.release import Release, is_solution, marks

FEWEST = 3
"""So many cells of another lesson are needed to speak of it."""

_GRADE_ID = re.compile(r'"grade_id"\s*:\s*"([^"\\\n]{1,200})"')


def other_lesson_of(
    found: frozenset[str], unanswered: frozenset[str], release: Release, course: str | None
) -> str:
    """Return the other lesson whose notebook this is, empty where it is this one's or can't be told.

    `found`: the ids of the marked cells that were handed in
    `unanswered`: the ids of this lesson's solution cells for which nothing was found
    `release`: the lesson for which it was handed in
    `course`: the course folder. Its other lessons are only read where half of the ids are none of this one's.
    """
    marked = {marks(c)["grade_id"]: is_solution(c) for c in release.master.cells if marks(c).get("grade_id")}
    foreign = found - marked.keys()
    if course is None or len(foreign) < FEWEST or 2 * len(foreign) < len(found):
        return ""
    others = {lesson: ids for lesson, ids in ids_of(course).items() if lesson != release.lesson}
    name = max(others, key=lambda lesson: len(found & others[lesson]), default="")
    theirs = others.get(name, frozenset())
    answered = {i for i, is_answer in marked.items() if is_answer} - unanswered - theirs
    ours = (found & marked.keys()) - theirs  # some ids, such as "setup", stand in every lesson
    is_theirs = len(foreign & theirs) >= max(FEWEST, 4 * len(ours), len(foreign) / 2)
    return name if is_theirs and not answered else ""


@functools.lru_cache(maxsize=4)
def ids_of(root: str) -> dict[str, frozenset[str]]:
    """Return the ids of the marked cells of every lesson in a course folder, read by sight from its sources."""
    try:
        course = Course(root)
        texts = {
            name: [path.read_text("utf-8") for path in course.source_files(name)] for name in course.lessons()
        }
        return {
            name: frozenset(i for text in those for i in _GRADE_ID.findall(text))
            for name, those in texts.items()
        }
    except (UsageError, OSError, ValueError):
        return {}
