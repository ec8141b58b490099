"""`grade`: the way of every submission, from submitted/ to marks, pages and the gradebook."""

import argparse
import contextlib

from autograder.commands.arguments import positive
from autograder.common.errors import UsageError
from autograder.sandbox.prefork.shared_templates import shared_templates
from autograder.sandbox.protocol.channel import ChannelClosed
from autograder.sandbox.protocol.stream import DeadlinePassed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `grade`."""
    parser.add_argument(
        "lesson", nargs="?", metavar="LESSON", help="such as 01_ops (default: all that were handed in)"
    )
    parser.add_argument("--student", action="extend", nargs="+", metavar="ID", help="only these students")
    parser.add_argument("--jobs", type=positive, metavar="N", help="worker processes (default: one per core)")
    parser.add_argument(
        "--scheduler", metavar="ADDR", help="address of a Dask scheduler, to grade on many machines"
    )
    parser.add_argument(
        "--sandbox",
        choices=["auto", "strict", "off"],
        default="auto",
        help="walls around students' code: what this machine has, all or nothing, or none (default: auto)",
    )
    parser.add_argument(
        "--timeout", type=positive, default=30, metavar="SECONDS", help="limit for one cell (default: 30)"
    )
    parser.add_argument(
        "--force", action="store_true", help="grade again what hasn't changed since it was graded"
    )
    parser.add_argument("--json", action="store_true", help="print a summary as JSON instead of the table")


def main(arguments: argparse.Namespace) -> int:
    """Grade submissions; 1 if one of them has no result."""
    templates = None if arguments.scheduler else shared_templates()
    # What follows is imported while the template processes warm up beside it.
    from autograder.course.course import Course, draws_at_a_glance

    if arguments.scheduler and arguments.jobs:
        raise UsageError("--jobs is for this machine; with --scheduler the cluster's workers do the work")
    course = Course(arguments.course)
    if templates is not None and draws_at_a_glance(course, arguments.lesson):
        with contextlib.suppress(ChannelClosed, DeadlinePassed):  # gone: workers start their own
            templates.draw()
    # likewise
    from autograder.commands.progress import print_summaries, progress
    from autograder.grading import Settings, grade_lesson, wanted_lessons

    settings = Settings(arguments.timeout, arguments.sandbox, str(course.root))
    options = {"students": arguments.student, "settings": settings, "force": arguments.force}
    summaries = []
    with contextlib.ExitStack() as stack:
        lessons = wanted_lessons(course, arguments.lesson, arguments.student)
        if arguments.scheduler:
            from autograder.workers.dask import cluster  # needs Dask, which is an extra

            options["share"] = stack.enter_context(cluster(arguments.scheduler, str(course.root)))
        shown = stack.enter_context(progress())
        for lesson in lessons:
            summaries.append(grade_lesson(course, lesson, jobs=arguments.jobs, progress=shown, **options))
    print_summaries(course, summaries, as_json=arguments.json)
    return 1 if any(summary.failures for summary in summaries) else 0
