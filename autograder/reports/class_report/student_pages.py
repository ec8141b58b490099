"""Write a page for each student: the marks of all lessons beside the class's, and how they went."""

import os
from pathlib import Path

from autograder.common.files import write_named
from autograder.course.course import Course
from autograder.reports.class_report import charts
from autograder.reports.class_report.gather import LessonData, Row
from autograder.reports.feedback import page


def totals(data: list[LessonData]) -> list[dict]:
    """Return each student's rows and points over all lessons; bonus points are in the total, and told apart."""
    students = sorted({row.student for lesson in data for row in lesson.rows})
    by_lesson = [{row.student: row for row in lesson.rows} for lesson in data]
    found = []
    for student in students:
        rows = [rows_of.get(student) for rows_of in by_lesson]
        bonus = sum(row.score for row, lesson in zip(rows, data, strict=True) if row and lesson.is_bonus)
        found.append(
            {
                "student": student,
                "name": next(row.name for row in rows if row),
                "rows": rows,
                "total": sum(row.score for row in rows if row),
                "bonus": bonus,
            }
        )
    return found


def page_link(course: Course, lesson: str, row: Row | None, folder: Path) -> str:
    """Return the way from a student's page to the feedback page of a lesson, "" where there is none."""
    if row is None or not row.link:
        return ""
    return os.path.relpath(course.directory("feedback") / row.student / lesson / f"{lesson}.html", folder)


def write_students(data: list[LessonData], course: Course, folder: Path) -> int:
    """Write the pages into `folder`, one file a student; return how many."""
    template, medians = (
        page.environment().get_template("student.html.j2"),
        [charts.middle([row.score for row in lesson.rows]) for lesson in data],
    )
    found = totals(data)
    for one in found:
        lines = [
            {
                "lesson": lesson,
                "row": row,
                "median": median,
                "link": page_link(course, lesson.name, row, folder),
            }
            for lesson, row, median in zip(data, one["rows"], medians, strict=True)
        ]
        for line in lines:
            most = line["lesson"].max_score
            line["share"] = min(1.0, line["row"].score / most) if line["row"] and most else 0.0
        most = sum(lesson.max_score for lesson in data if not lesson.is_bonus)
        html = template.render(name=course.course_id or course.root.name, one=one, lines=lines, most=most)
        write_named(folder / f"{one['student']}.html", html)
    return len(found)
