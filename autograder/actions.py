"""What each command does once its words are understood; modules are imported when they are needed."""

import argparse
import contextlib
import sys


def build(arguments: argparse.Namespace) -> int:
    """Build lessons; 1 if something is wrong with them."""
    from autograder.build import build
    from autograder.course import Course

    check = arguments.check
    problems = build(Course(arguments.course), arguments.lessons, check=check, run=not arguments.no_run)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def grade(arguments: argparse.Namespace) -> int:
    """Grade submissions; 1 if one of them has no result."""
    from autograder.executor.nursery import nursery

    garden = None if arguments.scheduler else nursery()  # it warms up beside what follows
    from autograder.ahead import imports_of_tests
    from autograder.course import Course, UsageError

    if arguments.scheduler and arguments.jobs:
        raise UsageError("--jobs is for this machine; with --scheduler the cluster's workers do the work")
    course = Course(arguments.course)
    if garden is not None:
        garden.load(imports_of_tests(course, arguments.lesson))
    from autograder.console import print_summaries, progress
    from autograder.grade import Settings, grade_lesson, wanted_lessons

    settings = Settings(arguments.timeout, arguments.sandbox, str(course.root))
    options = {"students": arguments.student, "settings": settings, "force": arguments.force}
    summaries = []
    with contextlib.ExitStack() as stack:
        lessons = wanted_lessons(course, arguments.lesson, arguments.student)
        if arguments.scheduler:
            from autograder.cluster import cluster

            options["share"] = stack.enter_context(cluster(arguments.scheduler, str(course.root)))
        shown = stack.enter_context(progress())
        for lesson in lessons:
            summaries.append(grade_lesson(course, lesson, jobs=arguments.jobs, progress=shown, **options))
    print_summaries(course, summaries, as_json=arguments.json)
    return 1 if any(summary.failures for summary in summaries) else 0


def mark(arguments: argparse.Namespace) -> int:
    """Mark a learner's own work."""
    from pathlib import Path

    from autograder.course import Course
    from autograder.mark import mark
    from autograder.pipeline import Settings

    course = Course(arguments.course)
    folder = Path(arguments.folder) if arguments.folder else course.root / "study"
    mark(course, arguments.lessons, folder, Settings(course=str(course.root)), print)
    return 0


def simulate(arguments: argparse.Namespace) -> int:
    """Make up a class."""
    from autograder.course import Course
    from autograder.simulate import simulate

    for line in simulate(Course("."), arguments.course, arguments.students, arguments.seed, arguments.lesson):
        print(line)
    return 0


def report(arguments: argparse.Namespace) -> int:
    """Write the instructor's page."""
    from pathlib import Path

    from autograder import report
    from autograder.course import Course

    course = Course(arguments.course)
    lessons = [course.require(lesson) for lesson in arguments.lessons]
    path = report.build(course, lessons, Path(arguments.out) if arguments.out else None)
    print(f"wrote {path}")
    return 0
