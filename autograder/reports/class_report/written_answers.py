"""Write what a class wrote in its own words on one page: reflections, and all that a person grades."""

from pathlib import Path

from autograder.common.files import write_named
from autograder.reports.class_report.gather import LessonData, Row
from autograder.reports.feedback import page


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
        template = page.environment().get_template("answers.html.j2")
        write_named(path, template.render(name=course_name, lessons=lessons))
    return bool(lessons)
