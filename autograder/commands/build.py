"""`build`: make notebooks and solutions from the lessons' sources, and try them out."""

import argparse
import sys

from autograder.authoring.build import build
from autograder.course.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `build`."""
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="only these lessons, such as 01_ops (default: all)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; say what differs, and exit with 1 if anything does",
    )
    parser.add_argument("--no-run", action="store_true", help="don't run solutions and untouched notebooks")


def main(arguments: argparse.Namespace) -> int:
    """Build lessons; 1 if something differs, or can't be graded fairly. Warnings are no failure."""
    check = arguments.check
    problems = build(Course(arguments.course), arguments.lessons, check=check, run=not arguments.no_run)
    for problem in problems:
        print(problem if check else f"error: {problem}", file=sys.stderr)
    return 1 if problems else 0
