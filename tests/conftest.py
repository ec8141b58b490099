"""What every test file has."""

import sys

import pytest
from pytest_rerunfailures import StatusDB
from xdist.scheduler import LoadFileScheduling

import autograder  # noqa: F401 (before nbgrader: it does without what takes most of its import)
from tests.support import needs

JUPYTERLAB = "tests/browser/jupyterlab/"
"""Where the tests that open JupyterLab are: its start takes as long as ten of them."""


class FilesThatShare(LoadFileScheduling):
    """Give a process whole files, and those that open JupyterLab to one process."""

    def _split_scope(self, nodeid):
        return JUPYTERLAB if nodeid.startswith(JUPYTERLAB) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    """Share the tests of `--dist loadfile` so."""
    return FilesThatShare(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    """Let each process count the reruns of its own tests: to ask the first one takes longer than most tests do."""
    if hasattr(config, "workerinput"):
        config.failures_db.sock.close()
        config.failures_db = StatusDB()


def pytest_collection_modifyitems(items):
    """Begin with what waits for servers of its own: at the end nothing would be done meanwhile."""
    items.sort(key=lambda item: not (item.get_closest_marker("dask") or item.get_closest_marker("postgres")))


def pytest_runtest_setup(item):
    """Skip, or fail, a test that needs what this machine lacks, before its fixtures ask for it."""
    needs.skip_or_fail({mark.name for mark in item.iter_markers()})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """End the shared browser before a test that needs none: its event loop would be in the way."""
    done = yield
    if item.get_closest_marker("browser") and not (nextitem and nextitem.get_closest_marker("browser")):
        sys.modules["tests.support.browser"].end()
    return done


@pytest.fixture(scope="session", autouse=True)
def end_executors():
    """End the executors that tests kept warm, where there are any, when all are done."""
    yield
    if run := sys.modules.get("autograder.sandbox.run"):
        run.close_all()


@pytest.fixture
def supervisors(monkeypatch):
    """Return the list of the supervisors that run while a test does: more than one is a second try."""
    from autograder.sandbox.supervisor.supervisor import Supervisor

    seen, begin = [], Supervisor.run

    def counted(self):
        seen.append(self)
        return begin(self)

    monkeypatch.setattr(Supervisor, "run", counted)
    return seen
