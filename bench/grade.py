"""Grade one made-up class with stock nbgrader and with us, in one run, and print the ratio.

    python bench/grade.py                         lesson 1, 100 submissions, all rivals
    python bench/grade.py --lesson 04_im2col --students 40 --rivals stock

We grade before the rivals and after them, for machines are not equally fast all the time; ratios are to the mean.
The rivals are `nbgrader autograde` as it comes, with the kernel shut down at once, and as two such
processes on disjoint halves of the class. The class is honest (right, wrong, unfinished): damaged
notebooks end nbgrader's run.
Every grader gets a copy of its own, and all marks must agree. CPU is that of the whole process tree.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.authoring.simulate import simulate
from autograder.course.course import Course

ROOT = Path(__file__).resolve().parent.parent
HONEST = {"right", "wrong", "unfinished", "stub"}
# nbgrader calls alembic by name, which a virtual environment that is not activated hides.
ENVIRONMENT = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
QUICK = ["--Execute.shutdown_kernel=immediate"]


@dataclass
class Run:
    """What one grader needed for the class, and the marks that it gave."""

    name: str
    wall: float
    cpu: float
    marks: dict[str, float]


def main() -> int:
    """Make the class, run every grader on it, print the table; 1 if marks differ."""
    options = parse()
    with tempfile.TemporaryDirectory(prefix="bench-grade-") as scratch:
        course, students = make_class(Path(scratch) / "class", options.lesson, options.students, options.seed)
        print(f"{options.lesson}: {len(students)} honest submissions, {os.cpu_count()} cores")
        runs = [run_us(course, options.lesson, "before")]
        show(runs[0])
        for name, share, flags in RIVALS:
            if name in options.rivals:
                runs.append(run_nbgrader(course, options.lesson, students, name, share, flags))
                show(runs[-1])
        runs.append(run_us(course, options.lesson, "after"))
        show(runs[-1])
    compare(runs)
    return tell_differences(runs)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lesson", default="01_ops")
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rivals", nargs="*", default=[name for name, _, _ in RIVALS])
    return parser.parse_args()


RIVALS = [("stock", 1, []), ("immediate", 1, QUICK), ("two-processes", 2, QUICK)]


def make_class(folder: Path, lesson: str, count: int, seed: int) -> tuple[Path, list[str]]:
    """Write a course with `count` honest submissions; return its folder and the students."""
    list(simulate(Course(ROOT), folder, students=2 * count + 10, seed=seed, lessons=[lesson]))
    with (folder / "expected" / f"{lesson}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    students = [row["student"] for row in rows if row["kind"] in HONEST][:count]
    for row in rows:
        if row["student"] not in students:
            shutil.rmtree(folder / "submitted" / row["student"])
    run(folder, "nbgrader", "generate_assignment", lesson, "--force")
    return folder, students


def run(folder: Path, *command: str) -> None:
    """Run a command of this interpreter's in a course folder; nobody wants to read what it says."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def measure(commands: list[list[str]], folder: Path) -> tuple[float, float]:
    """Run commands side by side; return wall seconds and the CPU seconds of them and all their children."""
    before, start = os.times(), time.perf_counter()
    running = [
        subprocess.Popen(
            command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for command in commands
    ]
    for process in running:
        errors = process.communicate()[1]
        if process.returncode:
            raise RuntimeError(f"{process.args} ended with {process.returncode}:\n{errors.decode()[-2000:]}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, cpu


def run_us(course: Path, lesson: str, when: str) -> Run:
    """Grade a copy of the class with `autograder grade`."""
    folder = course.with_name(f"ours-{when}")
    shutil.copytree(course, folder)
    command = [sys.executable, "-m", "autograder", "grade", lesson, "--course", str(folder)]
    wall, cpu = measure([command], ROOT)
    results = [json.loads(path.read_text()) for path in folder.glob(f"results/*/{lesson}.json")]
    return Run(f"autograder, {when}", wall, cpu, {result["student"]: result["score"] for result in results})


def run_nbgrader(
    course: Path, lesson: str, students: list[str], name: str, share: int, flags: list[str]
) -> Run:
    """Grade copies of the class with `share` processes of `nbgrader autograde` at once."""
    folders = []
    for number in range(share):
        folders.append(course.with_name(f"{name}-{number}"))
        shutil.copytree(course, folders[-1])
        for student in students:
            if students.index(student) % share != number:
                shutil.rmtree(folders[-1] / "submitted" / student)
    commands = [
        [sys.executable, "-m", "nbgrader", "autograde", lesson, f"--course-dir={folder}", *flags]
        for folder in folders
    ]
    wall, cpu = measure(commands, course)
    marks = {}
    for folder in folders:
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
            marks |= {s.student.id: s.score for s in book.assignment_submissions(lesson)}
    return Run(f"nbgrader {name}", wall, cpu, marks)


def show(run: Run) -> None:
    """Print one line of the table."""
    count = len(run.marks)
    print(
        f"  {run.name:24} {run.wall / count:7.3f} s and {run.cpu / count:7.3f} CPU s a submission,"
        f" {count / run.wall:6.2f} a second",
        flush=True,
    )


def compare(runs: list[Run]) -> None:
    """Print how many times faster we are, by the mean of our two runs."""
    before, *rivals, after = runs
    wall, cpu = (before.wall + after.wall) / 2, (before.cpu + after.cpu) / 2
    for rival in rivals:
        print(
            f"  ours has {rival.wall / wall:.1f} times the throughput of {rival.name},"
            f" with {rival.cpu / cpu:.1f} times less CPU"
        )


def tell_differences(runs: list[Run]) -> int:
    """Say whether every grader gave the same marks; return the exit code."""
    ours, *rivals = runs
    different = [
        f"{student}: {ours.marks[student]} here, {rival.marks.get(student)} by {rival.name}"
        for rival in rivals
        for student in ours.marks
        if rival.marks.get(student) != ours.marks[student]
    ]
    print("marks agree" if not different else "marks differ:\n  " + "\n  ".join(different))
    return bool(different)


if __name__ == "__main__":
    sys.exit(main())
