"""Run known answers and mutants on a lesson's test cells in plain Python processes: nothing here goes the grader's way.

`simulate` writes down as due what answers earn here; that `grade` comes to the same is then a finding, no tautology.
`mutate` tries slips, and `build` the right answers, which no test may stop.
"""

import contextlib
import io
import json
import linecache
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.authoring.answers import answers_path, load_answers
from autograder.authoring.testability import drop_magics
from autograder.common.errors import UsageError
from autograder.common.folder import write_files
from autograder.course.course import Course
from autograder.course.release import Exercise, Release, is_locked, is_solution, is_test, marks
from autograder.course.source_names import bound_names, free_names, read

COMMAND = [sys.executable, "-m", "autograder.authoring.plain_run"]
MEASURED_SECONDS = 20.0
"""For one cell, where answers are measured."""

SEEDS = (7, 8, 9)
"""Tests draw their inputs; a mutant survives if it passes with each of these seeds."""

MEMORY = 3_000_000_000


def measure(release: Release, notebooks: list[dict[str, str]]) -> list[dict[str, bool]]:
    """Return for each notebook which test cells pass.

    `notebooks`: for each notebook the source of every solution cell that isn't a stub, by grade_id
    """
    cells = [
        (
            marks(cell).get("grade_id", ""),
            "test" if is_test(cell) else "answer" if is_solution(cell) else "set-up",
            drop_magics(cell.source),
        )
        for cell in needed(release.master.cells, {text for answers in notebooks for text in answers.values()})
    ]
    with beside(release) as folder:
        work = json.dumps({"cells": cells, "notebooks": notebooks, "folder": folder})
        done = subprocess.run(
            [*COMMAND, "measure"], input=work, capture_output=True, text=True, encoding="utf-8", check=False
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise UsageError(f"the answers of {release.lesson} could not be measured: {last}")
    return json.loads(done.stdout)


def needed(cells: list[NotebookNode], answers: Collection[str]) -> list[NotebookNode]:
    """Return the code cells that have marks, and the free ones that bind a name which these or answers use."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    kept = [is_locked(cell) or is_solution(cell) for cell in code]
    wanted = set().union(*(read(free_names, source) for source in answers))
    while True:
        wanted.update(*(read(free_names, c.source) for c, keep in zip(code, kept, strict=True) if keep))
        more = [
            keep or bool(read(bound_names, c.source) & wanted) for c, keep in zip(code, kept, strict=True)
        ]
        if more == kept:
            return [cell for cell, keep in zip(code, kept, strict=True) if keep]
        kept = more


def wrong_tests(release: Release, course: Course) -> list[str]:
    """Return a line for each known right answer that a lesson's tests stop: the test is wrong, not the answer."""
    path, found = answers_path(course, release.lesson), []
    right = [answer for answer in load_answers(path) if answer.kind == "right"] if path.is_file() else []
    for exercise in release.exercises:
        answers = [answer for answer in right if answer.function == exercise.name]
        stopped = try_out(release, exercise, [answer.source for answer in answers], seeds=SEEDS[:1])
        for answer, test in zip(answers, stopped, strict=True):
            if test:
                found.append(f"the known right answer {answer.id!r} of {exercise.name} is stopped by {test}")
    return found


def try_out(
    release: Release, exercise: Exercise, sources: list[str], seconds: float = 10.0, seeds: tuple = SEEDS
) -> Iterator[str]:
    """Yield for each source of the exercise's solution cell the test that stops it, or "" if none does.

    `seconds`: for one test cell; a mutant that takes longer is stopped
    `seeds`: the tests are tried with each
    """
    cells, done = workspace_cells(release, exercise) | {"seeds": seeds}, 0
    with beside(release) as folder:
        while done < len(sources):
            work = {"cells": cells, "sources": sources[done:], "seconds": seconds, "folder": folder}
            with subprocess.Popen(
                [*COMMAND, "try"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            ) as process:
                process.stdin.write(json.dumps(work))
                process.stdin.close()
                for line in process.stdout:
                    yield json.loads(line)
                    done += 1
            if done < len(sources):
                yield "the process ended"
                done += 1


def workspace_cells(release: Release, exercise: Exercise) -> dict[str, list[str]]:
    """Return the cells that make the workspace, and the exercise's tests by name."""
    ids = [test.id for test in exercise.tests if not test.by_hand]
    before, tests = [], {}
    for cell in release.notebook.cells:
        if cell.cell_type != "code":
            continue
        name = marks(cell).get("grade_id")
        if is_test(cell) and name in ids:
            tests[name] = cell.source
        elif (is_solution(cell) or is_locked(cell)) and not is_test(cell):
            before.append(cell.source)
    return {"before": before, "tests": tests}


@contextlib.contextmanager
def beside(release: Release) -> Iterator[str]:
    """Give for a while a folder with the files that lie beside a notebook, an empty text where there are none."""
    if not release.beside.files:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="autograder-beside-") as folder:
        write_files(Path(folder), release.beside.files)
        yield folder


# In the plain process


def execute(source: str, namespace: dict) -> None:
    """Run a cell as a kernel does: `inspect.getsource` finds its text."""
    name = f"<cell {hash(source)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), namespace)  # noqa: S102


def run(source: str, namespace: dict, seconds: float) -> None:
    """Run code for so many seconds at most; code that catches its end and goes on is ended again and again."""
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        execute(source, namespace)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def runs(source: str, namespace: dict, seconds: float) -> bool:
    """Say whether code runs to its end."""
    try:
        run(source, namespace, seconds)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return False
    return True


def stop(*_: object) -> None:
    """End a cell that takes too long."""
    raise TimeoutError


def passes(cells: list, answers: dict[str, str]) -> dict[str, bool]:
    """Run one notebook's cells in order; return which tests pass."""
    namespace, results = {"__name__": "__main__"}, {}
    for grade_id, kind, source in cells:
        passed = runs(
            answers.get(grade_id, source) if kind == "answer" else source, namespace, MEASURED_SECONDS
        )
        if kind == "test":
            results[grade_id] = passed
    return results


def stopped_by(source: str, cells: dict, seconds: float) -> str:
    """Return the first test that stops an answer, "" without."""
    namespace = {"__name__": "__main__"}
    for before in cells["before"]:
        execute(before, namespace)
    try:
        run(source, namespace, seconds)
    except BaseException as problem:
        return type(problem).__name__
    for seed in cells["seeds"]:
        for name, test in cells["tests"].items():
            with seeded(seed):
                if not runs(test, dict(namespace), seconds):
                    return name
    return ""


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Give generators that are asked for without a seed this one."""
    try:
        import numpy as np
    except ImportError:
        yield
        return
    make = np.random.default_rng
    np.random.default_rng = lambda given=seed: make(given)
    try:
        yield
    finally:
        np.random.default_rng = make


def bound_memory() -> None:
    """Let a mutant that asks for too much memory fail, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(what: str) -> None:
    """Measure the notebooks or try the answers that stdin names, in its folder; print what was found as JSON lines."""
    work, told = json.load(sys.stdin), sys.stdout

    def tell(found: object) -> None:
        print(json.dumps(found), file=told, flush=True)

    if work["folder"]:
        os.chdir(work["folder"])
        sys.path.append(work["folder"])
    signal.signal(signal.SIGALRM, stop)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if what == "measure":
            tell([passes(work["cells"], answers) for answers in work["notebooks"]])
            return
        bound_memory()
        for source in work["sources"]:
            tell(stopped_by(source, work["cells"], work["seconds"]))


if __name__ == "__main__":
    main(sys.argv[1])
