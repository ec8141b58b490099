"""What each command does once its words are understood; modules are imported when they are needed."""

import argparse
import contextlib
import sys


def build(arguments: argparse.Namespace) -> int:
    """Build lessons; 1 if something is wrong with them."""
    from autograder.authoring.build import build
    from autograder.course.course import Course

    check = arguments.check
    problems = build(Course(arguments.course), arguments.lessons, check=check, run=not arguments.no_run)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def grade(arguments: argparse.Namespace) -> int:
    """Grade submissions; 1 if one of them has no result."""
    from autograder.sandbox.prefork.nursery import nursery

    garden = None if arguments.scheduler else nursery()  # it warms up beside what follows
    from autograder.common.ahead import imports_of_tests
    from autograder.course.course import Course, UsageError

    if arguments.scheduler and arguments.jobs:
        raise UsageError("--jobs is for this machine; with --scheduler the cluster's workers do the work")
    course = Course(arguments.course)
    if garden is not None:
        garden.load(imports_of_tests(course, arguments.lesson))
    from autograder.commands.progress import print_summaries, progress
    from autograder.grading import Settings, grade_lesson, wanted_lessons

    settings = Settings(arguments.timeout, arguments.sandbox, str(course.root))
    options = {"students": arguments.student, "settings": settings, "force": arguments.force}
    summaries = []
    with contextlib.ExitStack() as stack:
        lessons = wanted_lessons(course, arguments.lesson, arguments.student)
        if arguments.scheduler:
            from autograder.workers.dask import cluster

            options["share"] = stack.enter_context(cluster(arguments.scheduler, str(course.root)))
        shown = stack.enter_context(progress())
        for lesson in lessons:
            summaries.append(grade_lesson(course, lesson, jobs=arguments.jobs, progress=shown, **options))
    print_summaries(course, summaries, as_json=arguments.json)
    return 1 if any(summary.failures for summary in summaries) else 0


def mark(arguments: argparse.Namespace) -> int:
    """Mark a learner's own work."""
    from pathlib import Path

    from autograder.commands.mark import mark
    from autograder.course.course import Course
    from autograder.pipeline import Settings

    course = Course(arguments.course)
    folder = Path(arguments.folder) if arguments.folder else course.root / "study"
    mark(course, arguments.lessons, folder, Settings(course=str(course.root)), print)
    return 0


def simulate(arguments: argparse.Namespace) -> int:
    """Make up a class."""
    from autograder.authoring.simulate import simulate
    from autograder.course.course import Course

    for line in simulate(Course("."), arguments.course, arguments.students, arguments.seed, arguments.lesson):
        print(line)
    return 0


def report(arguments: argparse.Namespace) -> int:
    """Write the instructor's page."""
    from pathlib import Path

    from autograder.course.course import Course
    from autograder.reports.class_report import report

    course = Course(arguments.course)
    lessons = [course.require(lesson) for lesson in arguments.lessons]
    path = report.build(course, lessons, Path(arguments.out) if arguments.out else None)
    print(f"wrote {path}")
    return 0
