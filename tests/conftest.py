"""What every test file has."""

import sys

import pytest


@pytest.fixture(scope="module", autouse=True)
def end_executors():
    """End the executors that a file's tests kept warm, where there are any, when it is done."""
    yield
    if shared := sys.modules.get("autograder.executor.shared"):
        shared.close_all()
