"""Read who is in the class, as nbgrader's gradebook knows it."""

from collections import defaultdict
from collections.abc import Iterable

from nbgrader.api import Gradebook, MissingEntry, Student
from sqlalchemy import select

from autograder.common.database import reading_revision_here
from autograder.course.course import Course
from autograder.intake.collect.roster_file import Person
from autograder.records.manual_entries import telling_why
from autograder.records.with_manual_marks import reading


def read_roster(course: Course) -> dict[str, str] | None:
    """Return the names of all students by id, empty where the gradebook has only the id; None without a gradebook.

    Raises UsageError if the gradebook can't be read.
    """
    if not course.has_gradebook:
        return None
    columns = Student.__table__.c
    with reading(course) as connection:
        found = connection.execute(select(columns.id, columns.first_name, columns.last_name))
        return {
            student: " ".join(part.strip() for part in names if part and part.strip())
            for student, *names in found
        }


def known_as(course: Course, people: Iterable[Person]) -> dict[str, str]:
    """Return the ids of students whom the gradebook knows under another, by their number in this roster.

    Moodle numbers participants anew in each assignment (its table `assign_user_mapping`); an address, or else an ID
    number, tells that they are one student.

    Raises UsageError if the gradebook can't be read.
    """
    if not course.has_gradebook:
        return {}
    columns = Student.__table__.c
    with reading(course) as connection:
        there = connection.execute(select(columns.id, columns.email)).all()
    ids, by_address = {student for student, _ in there}, defaultdict(list)
    for student, address in there:
        by_address[(address or "").casefold()].append(student)
    found = {person.id: by_address.get(person.address.casefold(), []) for person in people if person.address}
    return {number: same[0] for number, same in found.items() if len(same) == 1 and number not in ids}


def enter_people(course: Course, people: Iterable[Person]) -> int:
    """Write students into nbgrader's table; what is empty in `people` stays as it is there. Return how many.

    Raises UsageError if the gradebook can't be written.
    """
    count = 0
    with telling_why(course), reading_revision_here(), Gradebook(course.db_url, course.course_id) as book:
        for person in people:
            facts = {
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.address,
                "lms_user_id": person.id if person.id.isdecimal() else "",
            }
            try:
                there = book.find_student(person.id)
                facts = {name: value or getattr(there, name) for name, value in facts.items()}
            except MissingEntry:
                pass
            book.update_or_create_student(
                person.id, **{name: value for name, value in facts.items() if value}
            )
            count += 1
    return count


def who_is_absent(roster: dict[str, str] | None, folders: list[str], there: set[str]) -> list[str]:
    """Return, sorted, the students of the roster and of `submitted/` who are not `there`.

    >>> who_is_absent({"ada": "", "ben": "Ben"}, ["ada", "cyd"], {"ada"})
    ['ben', 'cyd']
    """
    return sorted({*(roster or ()), *folders} - there)


def has_left(student: str, roster: dict[str, str] | None, folders: list[str]) -> bool:
    """Say whether a result is of somebody who is in neither the gradebook nor `submitted/` any more.

    >>> has_left("ada", {"ben": ""}, ["ben"]), has_left("ada", None, [])
    (True, False)
    """
    return roster is not None and student not in roster and student not in folders
