"""Share tasks among the workers of a Dask cluster: another way to do what `workers.local.share` does on one machine."""

import contextlib
import itertools
import logging
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.common.errors import GradingError, UsageError
from autograder.records.results import grader_version
from autograder.workers.local import Failure

BATCH = 4
"""Submissions in one message: enough to hide the way there and back, few enough to share a small class fairly."""

CONNECT = 10.0
"""Seconds in which a scheduler must answer."""

PATIENCE = 60.0
"""Seconds to wait for a first worker, or for another one when all have gone."""

ANSWER = 30.0
"""Seconds to wait for the scheduler's answer to a simple question."""

GONE = "the Dask scheduler is gone; the same command goes on from where it was"


@contextlib.contextmanager
def cluster(address: str, folder: str | None = None) -> Iterator[Callable]:
    """Connect to a Dask scheduler; give a function that stands in for `workers.local.share`.

    Raises UsageError if dask.distributed isn't installed, or no scheduler answers. Raises GradingError if no worker
    can grade.

    `address`: such as tcp://10.0.0.1:8786
    `folder`: the course folder, which every worker must see under the same path
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--scheduler needs dask.distributed: pip install 'convolution-course[dask]'"
        ) from None
    # We tell of a lost scheduler in a line.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as problem:
        raise UsageError(f"no Dask scheduler answers at {address} ({type(problem).__name__})") from None

    def share(
        tasks: Iterable, function: Callable, arguments: tuple, *, jobs: int
    ) -> Iterator[tuple[Any, Any]]:
        return share_on(client, tasks, function, arguments, folder)

    try:
        yield share
    finally:
        with contextlib.suppress(Exception):  # a scheduler that is gone hears no farewell
            client.close()


def share_on(
    client, tasks: Iterable, function: Callable, arguments: tuple, folder: str | None
) -> Iterator[tuple[Any, Any]]:
    """Do all tasks on a cluster's workers; yield (task, answer or Failure) as they are done.

    Every worker starts grading processes of its own. Dask gives a dead worker's batches to the others; a batch that
    outlived too many workers is taken apart, and a single submission that does so is given up.
    """
    name = f"autograder-{uuid.uuid4().hex[:12]}"
    prepare_workers(client, name, function, arguments, folder)
    batches, given = batched(tasks, BATCH), {}

    def give(batch: list) -> None:
        key = f"{name}-{uuid.uuid4().hex}"
        given[client.submit(do_batch, name, batch, key=key, pure=False)] = batch

    try:
        while True:
            for batch in itertools.islice(batches, max(0, room(client) - len(given))):
                give(batch)
            if not given:
                break
            for future in wait_for_some(client, given):
                batch = given.pop(future)
                if future.status in ("cancelled", "lost"):  # by a scheduler that was started anew
                    raise GradingError(GONE)
                if future.status == "finished":
                    yield from zip(batch, future.result(), strict=True)
                elif len(batch) > 1:
                    for task in batch:
                        give([task])
                else:
                    yield batch[0], lost(future.exception())
    finally:
        with contextlib.suppress(Exception):
            ask(client, lambda: client.unregister_worker_plugin(name), patience=5)


def ask(client, question: Callable, patience: float = ANSWER) -> Any:
    """Return the scheduler's answer; `question` is called in the client's own loop and is awaited there.

    Raises GradingError if no answer comes.
    """

    async def asked() -> Any:
        return await question()

    try:
        return client.sync(asked, callback_timeout=patience)
    except OSError as problem:  # a TimeoutError is one, and what distributed says of a lost connection
        raise GradingError(GONE) from problem


def nthreads(client) -> dict[str, int]:
    """Return how many threads each worker has."""
    return ask(client, client.nthreads)


def room(client) -> int:
    """Return how many batches keep all workers busy, those included that have joined meanwhile."""
    return 2 * sum(nthreads(client).values()) + 2


def wait_for_some(client, given: dict) -> list:
    """Return the futures that are done, as soon as there is one.

    Raises GradingError if the scheduler is gone, or all workers are and none joins.
    """
    asked = since = time.monotonic()
    while True:
        if client.status != "running":
            raise GradingError(GONE)
        if done := [future for future in given if future.done()]:
            return done
        time.sleep(0.02)
        if time.monotonic() - asked > 5:
            asked = time.monotonic()
            since = asked if nthreads(client) else since
        if asked - since > PATIENCE:
            raise GradingError("all workers are gone; the same command goes on from where it was")


def lost(problem: BaseException | None) -> Failure:
    """Return what is said of a submission whose every worker was lost, or that a worker refused."""
    if type(problem).__name__ == "KilledWorker":
        return Failure("the workers that graded it were lost", died=True)
    return Failure(str(problem), died=False, kind=type(problem).__name__)


def prepare_workers(client, name: str, function: Callable, arguments: tuple, folder: str | None) -> None:
    """Prepare every worker, and those that will join, for the tasks.

    Raises GradingError if there is no worker, or one can't grade as this machine would.
    """
    from autograder.workers.dask_worker import Graders  # its base class is Dask's

    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise GradingError(f"the scheduler at {client.scheduler.address} has no workers") from None
    plugin = Graders(function, arguments, grader_version(), str(Path(folder).resolve()) if folder else None)
    try:
        client.register_plugin(plugin, name=name)
    except Exception as problem:
        raise GradingError(f"a worker can't grade: {type(problem).__name__}: {problem}") from problem


def do_batch(name: str, batch: list) -> list:
    """Do some tasks (on a worker)."""
    from distributed import get_worker  # runs on a worker, which has it

    return get_worker().plugins[name].do(batch)


def batched(items: Iterable, size: int) -> Iterator[list]:
    """Yield lists of `size` items, the last one shorter; items are taken as they are needed."""
    source = iter(items)
    while batch := list(itertools.islice(source, size)):
        yield batch
