"""Fixtures that the test files of this room share."""

import pytest

from tests.support.words import words_release


@pytest.fixture(scope="package")
def release():
    return words_release()
