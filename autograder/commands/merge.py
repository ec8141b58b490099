"""`merge`: take over the points by hand of a second grader, from a copy of the gradebook."""

import argparse
from pathlib import Path

from autograder.common.text import headed
from autograder.course.course import Course
from autograder.records.merge import merge_gradebooks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `merge`."""
    parser.add_argument("other", metavar="OTHER.db", help="the gradebook in which the second grader worked")


def main(arguments: argparse.Namespace) -> int:
    """Merge; list what is another thing here, which stays."""
    done = merge_gradebooks(Course(arguments.course), Path(arguments.other))
    taken = ", ".join(f"{words} {count}" for words, count in sorted(done.taken.items())) or "nothing new"
    print(f"taken over: {taken}")
    for line in (
        *headed(done.conflicts, "in conflict, left as here"),
        *headed(done.unknown, "about what is not here"),
    ):
        print(line)
    if done.taken:
        print("next: python -m autograder grade   (pages and report follow)")
    return 0
