"""`collect`: bring a learning platform's download of submissions into submitted/."""

import argparse
from dataclasses import replace
from pathlib import Path

from autograder.common.text import headed, printable
from autograder.course.course import Course
from autograder.intake.collect.collect import Collected, collect
from autograder.intake.collect.groups import Groups
from autograder.intake.collect.platforms import PLATFORMS
from autograder.intake.collect.roster_file import Person, read_people

MOST_LINES = 20
NEW_NUMBERS = (
    "Moodle numbers students anew in each assignment: only a --roster with addresses or ID numbers tells that they are"
    " those of other lessons"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `collect`."""
    parser.add_argument("platform", choices=list(PLATFORMS), help="who made the download")
    parser.add_argument(
        "downloads", nargs="+", metavar="FILE", help="a zip archive or a folder, as downloaded"
    )
    parser.add_argument("lesson", metavar="LESSON", help="such as 01_ops")
    parser.add_argument(
        "--roster",
        metavar="CSV",
        help="the platform's gradebook or worksheet: names and addresses come from it",
    )


def main(arguments: argparse.Namespace) -> int:
    """Collect, and say what came of it; nothing is dropped without a line."""
    course = Course(arguments.course)
    people = read_people(Path(arguments.roster)) if arguments.roster else []
    paths = [Path(name) for name in arguments.downloads]
    known = {person.id for person in people} or {person.login for person in people}
    ids, groups = {}, Groups(people if arguments.platform == "moodle" else ())
    if people and arguments.platform == "moodle":
        from autograder.records.roster import known_as  # nbgrader's API is slow to load

        ids = known_as(course, people)
        people = [replace(person, id=ids.get(person.id, person.id)) for person in people]
    done = collect(course, arguments.platform, paths, arguments.lesson, known, ids, groups)
    named = people or [
        Person(student, last_name=name) for student, name in done.names.items() if name and name != student
    ]
    if named:
        from autograder.records.roster import enter_people  # nbgrader's API is slow to load

        enter_people(course, named)
    before = {p.id for p in people if (course.directory("submitted") / p.id / arguments.lesson).exists()}
    for line in summary_lines(done, people, before):
        print(line)
    if arguments.platform == "moodle" and not all(person.address for person in people or [Person("")]):
        print(NEW_NUMBERS)
    print(f"next: python -m autograder grade {arguments.lesson}")
    return 0


def summary_lines(done: Collected, people: list[Person], before: set[str]) -> list[str]:
    """Return what became of a collection, a line each; `before` have work here, from this download or another."""
    shown = {p.id: ", ".join(filter(None, (p.last_name, p.first_name))) for p in people}

    def who(student: str) -> str:
        name = shown.get(student) or done.names.get(student)
        return f"{student} ({name})" if name and name != student else student

    counts = [
        f"{len(done.names)} collected",
        *(
            f"{len(students)} {words}"
            for students, words in (
                (done.new, "new"),
                (done.newer, "newer than before"),
                (done.unchanged, "unchanged"),
                (done.older, "older than what is there, and laid beside it"),
                (done.late, "marked late by the platform"),
            )
            if students
        ),
    ]
    lines = ["; ".join(counts)]
    for name, students in sorted(done.namesakes.items()):
        lines.append(f"{len(students)} of one name kept apart: {name}: {', '.join(students)}")
    for name, students in sorted(done.groups.items()):
        lines.append(
            f"{printable(name)}: a group's work, laid under each of its members: {', '.join(map(who, students))}"
        )
    without = [f"{who(s)}: {', '.join(files[:5])}" for s, files in sorted(done.no_notebook.items())]
    lines += headed(without, "handed in no notebook")
    if unknown := sorted(set(done.names) - set(shown)) if people else []:
        lines.append(f"{len(unknown)} not in the roster: {', '.join(map(who, unknown[:MOST_LINES]))}")
    if done.refused:
        refused = ", ".join(map(who, sorted(done.refused)[:MOST_LINES]))
        lines.append(f"{len(done.refused)} handed in only what can't be taken: {refused}")
    if absent := sorted(set(shown) - set(done.names) - before - done.refused):
        lines.append(f"{len(absent)} of the roster handed in nothing")
    return lines + headed(done.left_out, "files left out")
