"""Write the pages beside the report: each student's marks beside the class's, and what all wrote in their own words."""

import os
from pathlib import Path
from statistics import median

from autograder.common.files import write_named
from autograder.course.course import Course
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
    template = page.jinja_environment().get_template("student.html.j2")
    medians = [median([row.score for row in lesson.rows]) for lesson in data]
    found = totals(data)
    for one in found:
        lines = [
            {
                "lesson": lesson,
                "row": row,
                "median": middle,
                "link": page_link(course, lesson.name, row, folder),
                "share": min(1.0, row.score / lesson.max_score) if row and lesson.max_score else 0.0,
            }
            for lesson, row, middle in zip(data, one["rows"], medians, strict=True)
        ]
        most = sum(lesson.max_score for lesson in data if not lesson.is_bonus)
        html = template.render(name=course.course_id or course.root.name, one=one, lines=lines, most=most)
        write_named(folder / f"{one['student']}.html", html)
    return len(found)


def questions(data: LessonData) -> list[dict]:
    """Return the questions of a lesson that students answer in words, each with the answers, the untouched left out."""
    found: dict[str, list[tuple[Row, str]]] = {}
    for row in data.rows:
        for name, text in row.texts.items():
            if text.strip() and text.strip() != data.stubs.get(name, "").strip():
                found.setdefault(name, []).append((row, text.strip()))
    order = [name for name in data.stubs if name in found]
    return [{"title": data.titles.get(name) or name, "name": name, "answers": found[name]} for name in order]


def write_answers(data: list[LessonData], course_name: str, path: Path) -> bool:
    """Write the page if any lesson has such answers; say whether."""
    lessons = [{"title": lesson.title, "questions": found} for lesson in data if (found := questions(lesson))]
    if lessons:
        template = page.jinja_environment().get_template("answers.html.j2")
        write_named(path, template.render(name=course_name, lessons=lessons))
    return bool(lessons)
