"""Run the known answers on their exercise's tests again and again: a mark must not depend on what a test draws.

    python -m autograder steady                     all lessons with known answers
    python -m autograder steady 01_ops --times 500

Tests draw new inputs at every run. An answer that passes a test on most draws and fails it on some is marked by luck:
a right one in single precision whose sum happened to be nearly 0, a wrong one whose slip happened not to show.
"""

import argparse
import contextlib
import io
import os
import signal
import time
from collections.abc import Iterator

from autograder.authoring.answers import Answer, answers_path, load_answers
from autograder.authoring.plain_run import run, stop, workspace_cells
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import Release

SECONDS = 10.0
"""For one test cell."""

PATIENCE = {"right": 30.0, "wrong": 5.0}
"""Seconds for one answer: a slow one is tried less often."""


def unsteady(release: Release, answers: list[Answer], times: int) -> Iterator[str]:
    """Yield a line for each test that an answer passes sometimes only, or that a right one fails.

    `times`: how often a right answer is tried; a wrong one a quarter of that
    """
    exercises = {exercise.name: exercise for exercise in release.exercises}
    for answer in answers:
        cells = workspace_cells(release, exercises[answer.function])
        namespace = {"__name__": "__main__"}
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for source in (*cells["before"], answer.source):
                with contextlib.suppress(Exception):
                    run(source, namespace, SECONDS)
            wanted = times if answer.kind == "right" else times // 4
            passed, done = count(cells["tests"], namespace, wanted, PATIENCE[answer.kind])
        for name, often in passed.items():
            if 0 < often < done or (answer.kind == "right" and often < done):
                yield f"{answer.function}: the {answer.kind} answer {answer.id} passes {name} {often} of {done} times"


def count(tests: dict[str, str], namespace: dict, times: int, patience: float) -> tuple[dict[str, int], int]:
    """Return how often each test passes, and how often they were tried."""
    passed, done, end = dict.fromkeys(tests, 0), 0, time.monotonic() + patience
    while done < max(1, times) and (done == 0 or time.monotonic() < end):
        for name, source in tests.items():
            with contextlib.suppress(Exception):
                run(source, dict(namespace), SECONDS)
                passed[name] += 1
        done += 1
    return passed, done


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `steady`."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01_ops (default: all)")
    parser.add_argument("--times", type=int, default=200, metavar="N", help="how often (default: 200)")


def main(options: argparse.Namespace) -> int:
    """Try the lessons that were asked for; 1 if an answer is marked by luck."""
    os.environ["MPLBACKEND"] = "agg"
    signal.signal(signal.SIGALRM, stop)
    found = 0
    course = Course(options.course)
    for lesson in options.lessons or [n for n in course.lessons() if answers_path(course, n).is_file()]:
        answers = load_answers(answers_path(course, lesson))
        lines = 0
        for line in unsteady(load_release(course, lesson), answers, options.times):
            print(f"{lesson}: {line}", flush=True)
            lines += 1
        print(f"{lesson}: {len(answers)} answers, {lines} marked by luck", flush=True)
        found += lines
    return 1 if found else 0
