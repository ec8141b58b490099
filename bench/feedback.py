"""Make the feedback pages of one graded class with `nbgrader generate_feedback` and with us, in one run.

    python bench/feedback.py                       lesson 1, 30 submissions
    python bench/feedback.py --lesson 06_tiny_cnn --students 60

The class is made up and graded first. Then both make a page of every graded notebook, nbgrader by its command as
it comes, we by the function that the grader calls, in this process. Printed are seconds a page, the slowest of ours
included, and the size.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import nbformat
from grade import make_class, run

from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.reports.feedback import page as feedback


def main() -> int:
    """Make the class, grade it, make all pages twice, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lesson", default="01_ops")
    parser.add_argument("--students", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-feedback-") as scratch:
        folder, students = make_class(Path(scratch) / "class", options.lesson, options.students, seed=0)
        run(folder, "autograder", "grade", options.lesson, "--course", str(folder))
        print(f"{options.lesson}: {len(students)} pages")
        show("autograder", *ours(folder, options.lesson, students))
        show("nbgrader", *theirs(folder, options.lesson, students))
    return 0


def ours(folder: Path, lesson: str, students: list[str]) -> tuple[list[float], int]:
    """Return the seconds of each page of ours and the bytes of all."""
    release, times, size = load_release(Course(folder), lesson), [], 0
    for student in students:
        notebook = nbformat.read(folder / "autograded" / student / lesson / f"{lesson}.ipynb", as_version=4)
        result = json.loads((folder / "results" / student / f"{lesson}.json").read_text(encoding="utf-8"))
        begun = time.perf_counter()
        page = feedback.render_page(notebook, result, release)
        times.append(time.perf_counter() - begun)
        size += len(page.encode())
    return times, size


def theirs(folder: Path, lesson: str, students: list[str]) -> tuple[list[float], int]:
    """Return the mean seconds of nbgrader's pages, its start included, and the bytes of all."""
    begun = time.perf_counter()
    run(folder, "nbgrader", "generate_feedback", lesson, "--force")
    each = (time.perf_counter() - begun) / len(students)
    pages = (folder / "feedback").glob(f"*/{lesson}/{lesson}.html")
    return [each] * len(students), sum(page.stat().st_size for page in pages)


def show(name: str, times: list[float], size: int) -> None:
    """Print one line of the table."""
    late = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    print(
        f"  {name:12} median {1000 * median(times):8.1f} ms, 95 of 100 below {1000 * late:8.1f} ms,"
        f" {size / len(times) / 1000:7.0f} kB a page"
    )


if __name__ == "__main__":
    sys.exit(main())
