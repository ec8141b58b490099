"""Make up a class: submissions of every kind, and the marks that are due to them."""

import csv
import io
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.authoring.accidents import FATAL, HARMLESS, plain
from autograder.authoring.answers import Answer, answers_path, load_answers
from autograder.authoring.build import dump
from autograder.authoring.plain_run import measure, wrong_tests
from autograder.common.errors import UsageError
from autograder.common.files import write_atomically
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import Release, is_solution, marks
from autograder.restore.restore import copy_of

FIRST = """
Ada Alan Amélie Anna Aïsha Björn Carlos Chloé Dmitri Elena Emre Fatima Fiona Grace Hans Ingrid Ivan
Jin José Julia Kenji Lars Leila Łukasz Maria Mehmet Mei Nadia Noah Olga Omar Priya Rafael Ravi Sofía
Søren Tariq Uma Victor Wei Yara Yusuf Zoë Þóra 李雷 韩梅梅 Андрей Νίκος
"""
LAST = """
Adeyemi Almeida Andersson Bauer Chen Costa Dubois Eriksen Fischer García Haddad Ivanov Jansen Kaya
Kim Kowalski Kumar López Martin Meyer Nakamura Nguyen Novák O'Brien Okafor Olsen Papadopoulos Patel
Petrov Rossi Sato Schmidt Silva Singh Smith Tanaka Weber Yılmaz Zhang
"""
CONFIG = '''"""nbgrader's settings for a made-up class."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{name}"
'''


@dataclass
class MadeUpStudent:
    """A made-up student."""

    name: str  # the folder's name
    kind: str  # right, stub, unfinished, wrong, missing, or an accident's name
    # by solution cell; a cell without one stays a stub
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def sources(self) -> dict[str, str]:
        """The source of every answer, by solution cell."""
        return {function: answer.source for function, answer in self.answers.items()}

    @property
    def mistakes(self) -> str:
        """The mistakes that must be named, as "function:mistake", parted by blanks."""
        return " ".join(f"{f}:{a.mistake}" for f, a in self.answers.items() if a.mistake)


def simulate(
    course: Course, target: str | Path, students: int, seed: int = 0, lessons: list[str] | None = None
) -> Iterator[str]:
    """Write a class into the course folder `target`, with its due marks in `expected/<lesson>.csv`.

    A `target` other than the course itself becomes an nbgrader course of its own. Yields a line a lesson.

    `course`: where the lessons and their known answers are
    `target`: made if it is missing. It must hold no submissions but made-up ones.
    `seed`: the same seed makes the same class
    `lessons`: all that have answers by default
    """
    folder = Path(target).resolve()
    known = [name for name in course.lessons() if answers_path(course, name).is_file()]
    wanted = [course.require(lesson) for lesson in lessons] if lessons else known
    if not wanted:
        raise UsageError(
            f"no lesson of {course.root} has known answers in source/answers/; run it in the lessons' own folder"
        )
    clear(folder, wanted)
    names = make_names(students, random.Random(seed))  # noqa: S311
    for lesson in wanted:
        release = load_release(course, lesson)
        answers = load_answers(answers_path(course, lesson))
        rng = random.Random(f"{seed} {lesson}")  # noqa: S311
        group = enroll(names, answers, release, rng)
        if folder != course.root:
            make_course(folder, release)
        for student in group:
            hand_in(student, release, folder, rng)
        write_expected(folder / "expected" / f"{lesson}.csv", group, release)
        yield from (f"{lesson}: warning: {line}" for line in wrong_tests(release, course))
        yield f"{lesson}: {len(group)} submissions; due marks in {folder / 'expected' / lesson}.csv"


def clear(folder: Path, lessons: list[str]) -> None:
    """Remove what an earlier made-up class handed in of these lessons; the other lessons stay.

    Raises UsageError if there are submissions that nobody made up.
    """
    submitted, expected = folder / "submitted", folder / "expected"
    made_up = set()
    for path in expected.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            made_up |= {row["student"] for row in csv.DictReader(file)}
    there = (
        {p.name for p in submitted.iterdir() if not p.name.startswith(".")} if submitted.is_dir() else set()
    )
    if there - made_up:
        raise UsageError(f"{submitted} holds submissions that were not made up; choose another --course")
    for name in there:
        for lesson in lessons:
            shutil.rmtree(submitted / name / lesson, ignore_errors=True)
        if not any((submitted / name).iterdir()):
            (submitted / name).rmdir()
    for lesson in lessons:
        (expected / f"{lesson}.csv").unlink(missing_ok=True)


def make_names(count: int, rng: random.Random) -> list[str]:
    """Return as many different student names, fit for folders."""
    first, last = FIRST.split(), LAST.split()
    names: dict[str, None] = {}
    while len(names) < count:
        name = f"{rng.choice(first)} {rng.choice(last)}".lower().replace(" ", "-")
        number = len(names) // 1000
        names.setdefault(f"{name}-{number}" if number else name)
    return list(names)


def enroll(
    names: list[str], answers: list[Answer], release: Release, rng: random.Random
) -> list[MadeUpStudent]:
    """Decide what each student hands in: a third right, a third wrong, the others unfinished or unlucky."""
    cells = [marks(c)["grade_id"] for c in release.master.cells if is_solution(c) and c.cell_type == "code"]
    right = {f: [a for a in answers if a.function == f and a.kind == "right"] for f in cells}
    graded = {exercise.name for exercise in release.exercises}
    # Steps without points stay as they were released.
    functions = [f for f in cells if right[f] or f in graded]
    if bare := [f for f in functions if not right[f]]:
        raise UsageError(f"{release.lesson} has no right answer for {bare[0]}")
    wrong = shuffled([a for a in answers if a.kind == "wrong" and a.function in right], rng)
    lucky, fatal = shuffled(HARMLESS, rng), shuffled([*FATAL, "missing"], rng)
    group = []
    for number, name in enumerate(names):
        student = MadeUpStudent(name, "right", {f: rng.choice(right[f]) for f in functions})
        turn, place = divmod(number, 10)
        if place in (1, 4, 7) and wrong:
            answer = wrong[(3 * turn + place // 3) % len(wrong)]
            student.kind, student.answers[answer.function] = "wrong", answer
        elif place == 2:
            student.kind = lucky[2 * turn % len(lucky)]
        elif place == 5:
            student.kind = lucky[(2 * turn + 1) % len(lucky)]
        elif place == 8:
            student.kind = fatal[turn % len(fatal)]
        elif place == 9:
            left = rng.randrange(len(functions))
            student.kind = "unfinished" if left else "stub"
            student.answers = {f: student.answers[f] for f in functions[:left]}
        group.append(student)
    return group


def shuffled(values, rng: random.Random) -> list:
    """Return the values in a random order."""
    return rng.sample(list(values), len(values))


def hand_in(student: MadeUpStudent, release: Release, folder: Path, rng: random.Random) -> None:
    """Write a student's submission."""
    place = folder / "submitted" / student.name / release.lesson
    if student.kind == "missing":
        write_atomically(place / "notes.txt", "Sorry, I forgot to save it.\n", sync=False)
        return
    accident = (HARMLESS | FATAL).get(student.kind, plain)
    data = accident(filled_in(release, student.sources), rng)
    write_atomically(place / f"{release.name}.ipynb", data, sync=False)


def filled_in(release: Release, sources: dict[str, str]) -> NotebookNode:
    """Return the released notebook with answers in its solution cells."""
    notebook = copy_of(release.released)
    for cell in notebook.cells:
        cell.source = sources.get(marks(cell).get("grade_id"), cell.source)
    return notebook


def write_expected(path: Path, group: list[MadeUpStudent], release: Release) -> None:
    """Write down what each student's exercises must earn, and which mistakes must be named."""
    different = {tuple(sorted(s.sources.items())): s.sources for s in group}
    measured = dict(zip(different, measure(release, list(different.values())), strict=True))
    out = io.StringIO()
    exercises = [e for e in release.exercises if not all(test.by_hand for test in e.tests)]
    table = csv.DictWriter(
        out, ["student", "kind", *(e.name for e in exercises), "mistakes"], lineterminator="\n"
    )
    table.writeheader()
    for student in group:
        lost = student.kind == "missing" or student.kind in FATAL
        passed = {} if lost else measured[tuple(sorted(student.sources.items()))]
        scores = {e.name: f"{sum(t.points for t in e.tests if passed.get(t.id)):g}" for e in exercises}
        row = {"student": student.name, "kind": student.kind, "mistakes": "" if lost else student.mistakes}
        table.writerow(row | scores)
    write_atomically(path, out.getvalue(), sync=False)


def make_course(folder: Path, release: Release) -> None:
    """Make `folder` an nbgrader course that has this lesson."""
    config = folder / "nbgrader_config.py"
    if not config.is_file():
        write_atomically(config, CONFIG.format(name=re.sub(r"\W+", "-", folder.name)), sync=False)
    path = folder / "source" / release.lesson / f"{release.name}.ipynb"
    write_atomically(path, dump(release.notebook), sync=False)
