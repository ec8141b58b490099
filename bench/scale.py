"""Grade classes of growing size: what a submission costs, and how much memory the whole run takes at its peak.

    python bench/scale.py                              lesson 1, 100 and 1,000 submissions
    python bench/scale.py --sizes 100 1000 10000       ten thousand as well (allow half an hour)
    python bench/scale.py --lesson 04_im2col --jobs 4

The class is made up: right, wrong, unfinished and damaged submissions, as `autograder simulate` makes them. Every
size is graded in a course folder of its own by `autograder grade`, and the marks must be those that are due. CPU
seconds and memory are those of the whole process tree, sampled several times a second; a page that processes share
counts once where the system tells (proportional set size).
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder.authoring.simulate import simulate
from autograder.course.course import Course

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Scale:
    """What one class cost."""

    count: int
    wall: float
    cpu: float
    peak: float
    differ: list[str]


def main() -> int:
    """Grade a class of every size and print a line for each; 1 if a mark is not the one that is due."""
    options = parse()
    print(f"{options.lesson} on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(
        f"{'submissions':>11} {'wall s':>8} {'a second':>8} {'ms wall':>8} {'ms CPU':>8} {'peak MB':>8}  marks"
    )
    measured = []
    for count in options.sizes:
        with tempfile.TemporaryDirectory(prefix="bench-scale-") as scratch:
            measured.append(measure(Path(scratch), count, options))
        show(measured[-1])
    return 1 if any(scale.differ for scale in measured) else 0


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lesson", default="01_ops")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def measure(folder: Path, count: int, options: argparse.Namespace) -> Scale:
    """Make a class of `count`, grade it, and compare its marks with those that are due."""
    list(simulate(Course(ROOT), folder, students=count, seed=options.seed, lessons=[options.lesson]))
    command = [sys.executable, "-m", "autograder", "grade", options.lesson, "--course", str(folder)]
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [*command, "--jobs", str(options.jobs), "--json"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    watch = Watch(process.pid)
    errors = process.communicate()[1]
    wall, after = time.perf_counter() - start, os.times()
    peak = watch.stop()
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}:\n{errors.decode()[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Scale(count, wall, cpu, peak, wrong_marks(folder, options.lesson))


class Watch:
    """Samples the memory of a process and all below it until it is stopped."""

    def __init__(self, pid: int):
        self.root, self.peak, self.done = psutil.Process(pid), 0, threading.Event()
        self.thread = threading.Thread(target=self.sample, daemon=True)
        self.thread.start()

    def sample(self) -> None:
        """Keep the largest sum seen."""
        while not self.done.wait(0.2):
            try:
                tree = [self.root, *self.root.children(recursive=True)]
            except psutil.Error:
                return
            self.peak = max(self.peak, sum(map(memory, tree)))

    def stop(self) -> float:
        """Return the peak in megabytes."""
        self.done.set()
        self.thread.join()
        return self.peak / 1e6


def memory(process: psutil.Process) -> int:
    """Return a process's share of memory in bytes, 0 when it is gone."""
    try:
        full = process.memory_full_info()
        return getattr(full, "pss", 0) or full.rss
    except psutil.Error:
        return 0


def wrong_marks(folder: Path, lesson: str) -> list[str]:
    """Return the submissions that earned another mark than the one that is due, with both."""
    with (folder / "expected" / f"{lesson}.csv").open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file)
        names = set(columns.fieldnames) - {"student", "kind", "mistakes"}
        rows = list(columns)
        due = {row["student"]: sum(float(row[name]) for name in names) for row in rows}
        kinds = {row["student"]: f"{row['kind']} {row['mistakes']}".strip() for row in rows}
    results = (
        json.loads(path.read_text(encoding="utf-8")) for path in folder.glob(f"results/*/{lesson}.json")
    )
    got = {result["student"]: result["score"] for result in results}
    return [
        f"{student} ({kinds[student]}): {got.get(student, 0.0):g}, due {score:g}"
        for student, score in due.items()
        if abs(got.get(student, 0.0) - score) > 1e-9
    ]


def show(scale: Scale) -> None:
    """Print one line of the table."""
    each = f"{1000 * scale.wall / scale.count:8.0f} {1000 * scale.cpu / scale.count:8.0f}"
    marks = "as due" if not scale.differ else f"{len(scale.differ)} DIFFER: {'; '.join(scale.differ)}"
    rate = scale.count / scale.wall
    print(f"{scale.count:11,} {scale.wall:8.1f} {rate:8.1f} {each} {scale.peak:8.0f}  {marks}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
