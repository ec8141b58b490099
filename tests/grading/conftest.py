"""Fixtures that the test files of this room share."""

import pytest

from tests.support.words import (
    words_course,
    words_release,
)


@pytest.fixture(scope="package")
def release():
    return words_release()


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "words")
