"""Try mutants on an exercise's real test cells, in processes of their own, and say which of them are stopped."""

import contextlib
import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator

from autograder.authoring.measure import beside, go_to
from autograder.course.release import Exercise, Release, is_locked, is_solution, is_test, marks

SEEDS = (7, 8, 9)
"""Tests draw their inputs; a mutant survives if it passes with each of these seeds."""

MEMORY = 3_000_000_000


def try_out(
    release: Release, exercise: Exercise, sources: list[str], seconds: float = 10.0, seeds: tuple = SEEDS
) -> Iterator[str]:
    """Yield for each source of the exercise's solution cell the test that stops it, or "" if none does.

    `seconds`: for one test cell; a mutant that takes longer is stopped
    `seeds`: the tests are tried with each
    """
    with beside(release) as folder:
        yield from try_beside(folder, cells_of(release, exercise) | {"seeds": seeds}, sources, seconds)


def try_beside(folder: str, cells: dict, sources: list[str], seconds: float) -> Iterator[str]:
    """Do what `try_out` does in this folder; an empty text leaves it where it is."""
    done = 0
    while done < len(sources):
        work = {"cells": cells, "sources": sources[done:], "seconds": seconds, "folder": folder}
        command = [sys.executable, "-m", "autograder.authoring.tryout"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            process.stdin.write(json.dumps(work))
            process.stdin.close()
            for line in process.stdout:
                yield json.loads(line)
                done += 1
        if done < len(sources):
            yield "the process ended"
            done += 1


def cells_of(release: Release, exercise: Exercise) -> dict[str, list[str]]:
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


def stopped_by(source: str, namespace: dict, cells: dict, seconds: float) -> str:
    """Return the first test that stops an answer, "" without (in the trying process)."""
    try:
        run(source, namespace, seconds)
    except BaseException as problem:
        return type(problem).__name__
    for seed in cells["seeds"]:
        for name, test in cells["tests"].items():
            with seeded(seed):
                try:
                    run(test, dict(namespace), seconds)
                except BaseException as problem:
                    if isinstance(problem, KeyboardInterrupt):
                        raise
                    return name
    return ""


def run(source: str, namespace: dict, seconds: float) -> None:
    """Run code for so many seconds at most; code that catches its end and goes on is ended again and again."""
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        exec(compile(source, "<cell>", "exec"), namespace)  # noqa: S102
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


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


def stop(*_: object) -> None:
    """End a cell that takes too long."""
    raise TimeoutError


def bound_memory() -> None:
    """Let a mutant that asks for too much memory fail, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Try the mutants that stdin names; print a JSON line for each."""
    work = json.load(sys.stdin)
    go_to(work["folder"])
    cells, told = work["cells"], sys.stdout
    signal.signal(signal.SIGALRM, stop)
    bound_memory()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for source in work["sources"]:
            namespace = {"__name__": "__main__"}
            for before in cells["before"]:
                exec(compile(before, "<cell>", "exec"), namespace)  # noqa: S102
            answer = stopped_by(source, namespace, cells, work["seconds"])
            print(json.dumps(answer), file=told, flush=True)


if __name__ == "__main__":
    main()
