"""What is damaged in a download, or can't lie beside the rest, costs itself alone and is told in a line."""

import os
import zipfile

from autograder.intake.collect.collect import collect
from tests.support.words import LESSON, words_course


def test_a_file_that_cannot_be_unpacked_costs_itself_and_its_name_stays_plain(tmp_path):
    course, path, name = (
        words_course(tmp_path / "course"),
        tmp_path / "all.zip",
        f"\x1b[2J/{LESSON}/notes.txt",
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, os.urandom(100) + bytes(5000))
        made.writestr(f"ada/{LESSON}/{LESSON}.ipynb", "{}")
    data = bytearray(path.read_bytes())
    begin = data.index(name.encode()) + len(name)
    data[begin : begin + 20] = b"\xff" * 20
    path.write_bytes(data)
    done = collect(course, "folder", [path], LESSON)
    assert "ada" in done.new
    (told,) = (line for line in done.left_out if "notes.txt" in line)
    assert told.isprintable()


def test_a_folder_that_is_called_like_a_file_costs_itself(tmp_path):
    course, path = words_course(tmp_path / "course"), tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(f"ada/{LESSON}/{LESSON} (1).ipynb", "{}")
        made.writestr(f"ada/{LESSON}/{LESSON}.ipynb/notes.txt", "x")
        made.writestr(f"ben/{LESSON}/{LESSON}.ipynb", "{}")
    done = collect(course, "folder", [path], LESSON)
    assert done.new == ["ada", "ben"]
    assert [line.rpartition(": ")[2] for line in done.left_out] == [
        "its folder is called like a file beside it"
    ]
