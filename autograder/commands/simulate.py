"""`simulate`: make up a class of submissions, and the marks that are due to it."""

import argparse

from autograder.authoring.simulate import simulate
from autograder.commands.arguments import positive
from autograder.course.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `simulate`."""
    parser.add_argument("--students", type=positive, required=True, metavar="N", help="how many")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="the same seed makes the same class (default: 0)"
    )
    parser.add_argument(
        "--lesson", action="append", metavar="L", help="such as 01_ops (default: every lesson with answers)"
    )


def main(arguments: argparse.Namespace) -> int:
    """Make up a class."""
    for line in simulate(Course("."), arguments.course, arguments.students, arguments.seed, arguments.lesson):
        print(line)
    return 0
