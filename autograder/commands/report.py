"""`report`: write the instructor's page."""

import argparse
from pathlib import Path

from autograder.course.course import Course
from autograder.reports.class_report import report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `report`."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="only these (default: all graded ones)")
    parser.add_argument("--all", action="store_true", help="write a page for each student, too: all lessons")
    parser.add_argument("--out", metavar="FILE", help="where the page goes (default: in reports/)")


def main(arguments: argparse.Namespace) -> int:
    """Write the instructor's page."""
    course = Course(arguments.course)
    lessons = [course.require(lesson) for lesson in arguments.lessons]
    out = Path(arguments.out) if arguments.out else None
    path = report.write_report(course, lessons, out, each_student=arguments.all)
    print(f"wrote {path}" + (f" and {path.parent / 'students'}" if arguments.all else ""))
    return 0
