"""Nothing that was handed in leads elsewhere, whatever is exchanged for a link while it is looked at or read."""

import os
import threading

import pytest

from autograder.common.errors import DamagedSubmission
from autograder.common.folder import open_regular, opened, read_files, read_regular, regular_files
from autograder.course.attachments import own_files
from autograder.intake.find import find_submission, read_secret, read_timestamp

OWN, OTHERS = b'{"cells": []}', b'{"cells": ["a neighbor"]}'


@pytest.fixture
def class_(tmp_path):
    """A class of two: `s`, who will cheat, and `n`, the neighbor."""
    for student, content in (("s", OWN), ("n", OTHERS)):
        folder = tmp_path / "submitted" / student / "p1"
        (folder / "data").mkdir(parents=True)
        (folder / "p1.ipynb").write_bytes(content)
        (folder / "data" / "own.txt").write_bytes(content)
        (folder / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")
        (folder / "submission_secret.txt").write_bytes(content)
    return tmp_path / "submitted"


def exchange(folder, target):
    """Put a link in the place of a folder."""
    os.rename(folder, f"{folder}-away")
    os.symlink(target, folder, target_is_directory=True)


@pytest.mark.parametrize("place", ["s", "s/p1"])
def test_a_folder_exchanged_for_a_link_after_it_was_looked_at_is_not_followed(class_, place):
    found = find_submission(class_ / "s", "p1", ["p1"], ["p1"])
    exchange(class_ / place, class_ / place.replace("s", "n", 1))
    with pytest.raises(DamagedSubmission, match="symbolic link"):
        found.notebooks[0].read()
    assert own_files(found.folder, {}, root=found.root).files == {}
    assert read_secret(found.folder, found.root) is None
    assert read_timestamp(found.folder, found.root)[0] is None


def test_a_file_exchanged_for_a_link_is_not_followed(class_):
    found = find_submission(class_ / "s", "p1", ["p1"], ["p1"])
    (found.folder / "p1.ipynb").unlink()
    (found.folder / "p1.ipynb").symlink_to(class_ / "n" / "p1" / "p1.ipynb")
    with pytest.raises(DamagedSubmission):
        found.notebooks[0].read()


def test_a_folder_beside_the_notebook_is_not_followed_once_it_is_a_link(class_):
    folder = class_ / "s" / "p1"
    names = regular_files(folder, class_)
    assert next(names) == "submission_secret.txt"
    exchange(folder / "data", class_ / "n" / "p1" / "data")
    assert list(names) == ["timestamp.txt"]
    assert read_regular(folder / "data" / "own.txt", 1000, class_) is None
    assert "data/own.txt" not in read_files(folder, root=class_)[0]


def test_what_an_open_folder_holds_is_read_from_it_wherever_its_name_leads(class_):
    folder = class_ / "s" / "p1"
    with opened(folder, class_) as there:
        exchange(folder, class_ / "n" / "p1")
        handle = os.open("p1.ipynb", os.O_RDONLY, dir_fd=there)
        with os.fdopen(handle, "rb") as file:
            assert file.read() == OWN
    with pytest.raises(OSError, match="symbolic links"):
        open_regular(folder / "p1.ipynb", class_)


def test_nobody_elses_notebook_is_read_while_folder_and_link_take_turns(class_):
    folder, away, done = class_ / "s", class_ / "away", threading.Event()

    def take_turns():
        while not done.is_set():
            os.rename(folder, away)
            os.symlink(class_ / "n", folder)
            os.unlink(folder)
            os.rename(away, folder)

    thread = threading.Thread(target=take_turns)
    thread.start()
    try:
        for _ in range(2000):
            found = find_submission(folder, "p1", ["p1"], ["p1"])
            try:
                assert found is None or found.notebooks[0].read() == OWN
            except DamagedSubmission:
                continue
            files = own_files(found.folder, {}, root=found.root).files if found else {}
            assert OTHERS not in files.values()
    finally:
        done.set()
        thread.join()
