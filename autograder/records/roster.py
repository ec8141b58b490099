"""Read who is in the class, as nbgrader's gradebook knows it."""

from autograder.course.course import Course


def read_roster(course: Course) -> dict[str, str] | None:
    """Return the names of all students by id, empty where the gradebook has only the id; None without a gradebook.

    Raises
    ------
    UsageError
        If the gradebook can't be read.
    """
    from autograder.records.manual_entries import has_gradebook
    from autograder.records.with_manual_marks import reading

    if not has_gradebook(course):
        return None
    from nbgrader.api import Student
    from sqlalchemy import select

    columns = Student.__table__.c
    with reading(course) as connection:
        found = connection.execute(select(columns.id, columns.first_name, columns.last_name))
        return {
            student: " ".join(part.strip() for part in names if part and part.strip())
            for student, *names in found
        }


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
