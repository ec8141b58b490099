"""`feedback`: put the feedback pages of a lesson into an archive for a learning platform."""

import argparse
import sys
from pathlib import Path

from autograder.common.text import counted
from autograder.course.course import Course
from autograder.reports.feedback.archive import PLATFORMS, write_archive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `feedback`."""
    parser.add_argument("lesson", metavar="LESSON", help="such as 01_ops")
    parser.add_argument("--zip", required=True, choices=PLATFORMS, help="who is to take the pages back")
    parser.add_argument("--out", metavar="FILE", help="where the archive goes (default: in exports/)")


def main(arguments: argparse.Namespace) -> int:
    """Write the archive; name every student whose page is not in it."""
    course = Course(arguments.course)
    lesson = course.require(arguments.lesson)
    default = course.root / "exports" / f"{lesson}-feedback-{arguments.zip}.zip"
    path = Path(arguments.out) if arguments.out else default
    count, lines = write_archive(course, lesson, arguments.zip, course.notebook_names(lesson), path)
    print(f"wrote {path}: pages of {counted(count, 'student', 'students')}")
    for line in lines:
        print(f"autograder feedback: left out: {line}", file=sys.stderr)
    return 0
