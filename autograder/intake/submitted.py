"""Find what a class handed in: the submissions of a lesson, and what lies where no lesson looks for it."""

from collections.abc import Iterator
from pathlib import Path

from autograder.common.text import printable
from autograder.course.course import Course
from autograder.intake.file_names import looks_like_notebook, normalize_name
from autograder.intake.files import entry_names, is_regular
from autograder.intake.find import Submission, find_submission


def submissions(course: Course, lesson: str, students: list[str] | None = None) -> Iterator[Submission]:
    """Return, one by one, what was handed in for `lesson`, by `students` or by all, sorted by student."""
    folder, there = course.directory("submitted"), course.students()
    names = there if students is None else [name for name in students if name in set(there)]
    wanted, lessons = course.notebook_names(lesson), course.lessons()
    found = (find_submission(folder / name, lesson, wanted, lessons) for name in names)
    return (submission for submission in found if submission is not None)


def folders_of_no_lesson(course: Course) -> list[str]:
    """Return the folders under `submitted/` that belong to no lesson, as student/folder."""
    wanted = {normalize_name(lesson) for lesson in course.lessons()}
    stray = []
    for student in course.students():
        path = course.directory("submitted") / student
        if path.is_symlink():
            continue
        for name in entry_names(path):
            if normalize_name(Path(name).stem if name.endswith(".ipynb") else name) not in wanted:
                stray.append(f"{printable(student)}/{printable(name)}")
    return stray


def notebooks_in_no_folder(course: Course) -> list[str]:
    """Return the notebooks that lie in `submitted/` itself, in no student's folder."""
    folder = course.directory("submitted")
    return [printable(n) for n in entry_names(folder) if looks_like_notebook(n) and is_regular(folder / n)]
