"""A small mutation run: do a lesson's tests stop every small slip in its solutions?

    python -m autograder mutate 01_ops
    python -m autograder mutate --exercise conv2d 01_ops

Slips that change nothing that a test could see are listed, with the reason, beside the lesson's answers, in
source/answers/LESSON_equivalent.txt:

    conv2d
    - the line as it is
    + the line with the slip
    because: why both do the same
"""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.mutants import Mutant, mutants
from autograder.authoring.plain_run import try_out
from autograder.common.errors import UsageError
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import Exercise, Release, is_solution, marks


@dataclass
class MutationResult:
    """What became of one exercise's mutants: which survived unlisted, and how many were stopped or listed."""

    lesson: str
    exercise: str
    stopped: int
    listed: int
    survivors: list[Mutant]
    idle: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `mutate`."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01_ops (default: all)")
    parser.add_argument("--exercise", metavar="NAME", help="only this exercise")
    parser.add_argument("--seconds", type=float, default=10.0, help="limit for one test cell (default: 10)")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes at once"
    )


def main(options: argparse.Namespace) -> int:
    """Try the lessons' mutants, print the table and every survivor; 1 if one survived that isn't listed."""
    course = Course(options.course)
    lessons = [course.require(name) for name in options.lessons] or course.lessons()
    work = [(course, name, e) for name in lessons for e in exercises(course, name, options.exercise)]
    found = []
    print(f"{'lesson':20} {'exercise':22} {'mutants':>7} {'killed':>7} {'equal':>6} {'alive':>6}")
    with ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(lambda job: try_mutants(*job, options.seconds), work):
            found.append(outcome)
            show(outcome)
    alive = [(o, mutant) for o in found for mutant in o.survivors]
    for outcome, mutant in alive:
        print(f"\n{outcome.lesson}, {mutant.function}: no test stops this\n{mutant.diff}")
    for outcome in found:
        for diff in outcome.idle:
            print(f"\n{outcome.lesson}, {outcome.exercise}: listed as equal, but stopped or gone\n{diff}")
    return 1 if alive else 0


def exercises(course: Course, lesson: str, only: str | None) -> Iterator[tuple[Release, Exercise, str]]:
    """Yield a lesson's exercises that a machine grades, with the source of their solution cells."""
    release = load_release(course, lesson)
    sources = {marks(c)["grade_id"]: c.source for c in release.notebook.cells if is_solution(c)}
    for exercise in release.exercises:
        by_machine = any(not test.by_hand for test in exercise.tests)
        if by_machine and exercise.name in sources and only in (None, exercise.name):
            yield release, exercise, sources[exercise.name]


def try_mutants(
    course: Course, lesson: str, job: tuple[Release, Exercise, str], seconds: float
) -> MutationResult:
    """Try all mutants of one exercise."""
    release, exercise, source = job
    (first, *_) = try_out(release, exercise, [source], seconds)
    if first:
        raise UsageError(f"the solution of {exercise.name} itself does not pass: {first}")
    made = mutants(exercise.name, source)
    verdicts = list(try_out(release, exercise, [mutant.source for mutant in made], seconds))
    alive = [mutant for mutant, test in zip(made, verdicts, strict=True) if not test]
    known = {diff for function, diff in equivalents(course, lesson) if function == exercise.name}
    survivors = [mutant for mutant in alive if mutant.diff not in known]
    idle = sorted(known - {mutant.diff for mutant in alive})
    listed = len(alive) - len(survivors)
    return MutationResult(lesson, exercise.name, len(made) - len(alive), listed, survivors, idle)


def show(outcome: MutationResult) -> None:
    """Print one line of the table."""
    alive = len(outcome.survivors)
    total = outcome.stopped + outcome.listed + alive
    counts = f"{total:7} {outcome.stopped:7} {outcome.listed:6} {alive:6}"
    print(f"{outcome.lesson:20} {outcome.exercise:22} {counts}", flush=True)


def equivalents(course: Course, lesson: str) -> Iterator[tuple[str, str]]:
    """Yield the listed slips of a lesson that change nothing: function and diff.

    Raises UsageError if an entry lacks its diff or its reason.
    """
    path: Path = course.root / "source" / "answers" / f"{lesson}_equivalent.txt"
    if not path.is_file():
        return
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.rstrip() for line in block.split("\n") if line.strip() and not line.startswith("#")]
        if not lines:
            continue
        function, *diff, reason = lines
        if not diff or not reason.startswith("because: "):
            raise UsageError(f"{path}: the entry of {function!r} needs a diff and a line 'because: ...'")
        yield function, "\n".join(diff)
