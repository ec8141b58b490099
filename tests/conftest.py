"""What every test file has."""

import sys

import pytest


@pytest.fixture(scope="module", autouse=True)
def end_executors():
    """End the executors that a file's tests kept warm, where there are any, when it is done."""
    yield
    if shared := sys.modules.get("autograder.sandbox.shared"):
        shared.close_all()


@pytest.fixture
def conductors(monkeypatch):
    """Return the list of the conductors that run while a test does: more than one is a second try."""
    from autograder.sandbox.supervisor.supervisor import Conductor

    seen, begin = [], Conductor.run

    def counted(self, steps):
        seen.append(self)
        return begin(self, steps)

    monkeypatch.setattr(Conductor, "run", counted)
    return seen
