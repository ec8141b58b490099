"""A course folder to grade, and what was written."""

from autograder import grading
from autograder.records.results import each_result, grader_version
from tests.support.words import (
    LESSON,
    in_process,
)


def grade_lesson(course, lesson=LESSON, **options):
    """Grade in this process, with executors that stay warm."""
    grader_version.cache_clear()
    return grading.grade_lesson(course, lesson, share=in_process, **options)


def scores(course):
    return {result["student"]: result["score"] for result in each_result(course, LESSON)}


def api(course):
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    return NbGraderAPI(CourseDirectory(root=str(course.root), config=course.config), config=course.config)


def gradebook(course):
    from nbgrader.api import Gradebook

    return Gradebook(course.db_url, course.course_id)
