"""Files beside a notebook lie there while it is graded: the release's for both processes, others for the student's."""

import json
import os

import pytest

from autograder.authoring.build import build
from autograder.commands.mark import mark
from autograder.common.folder import MOST_BYTES, MOST_FILES, read_files
from autograder.course.attachments import NONE, own_files, released_files
from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.sandbox.run import executor_for
from autograder.sandbox.supervisor.files import Files, SubmissionFiles
from autograder.task import Settings
from tests.support.attached import LISTED, course_with_data, submit
from tests.support.submissions import RULES, answer, cell, notebook, statuses, test_cell
from tests.support.words import in_process


def grade(course):
    """Grade the class here; return who was graded now and everybody's marks."""
    summary = grade_lesson(course, "ps", share=in_process, jobs=1, settings=Settings(course=str(course.root)))
    return summary.graded, summary.scores


def run(*cells, released=None, own=None):
    return executor_for(RULES, "auto").run(notebook(*cells), files=Files(released or {}, own or {}))


def test_both_processes_read_what_was_released_and_the_students_version_counts_for_nothing(tmp_path):
    course = course_with_data(tmp_path)
    submit(course, "anna")
    submit(course, "bert", data="one")
    assert grade(course) == (2, {"anna": 1, "bert": 1})


def test_a_changed_file_is_graded_again_and_an_unchanged_one_is_not(tmp_path):
    course = course_with_data(tmp_path, test="assert load('data.txt') == ['one', 'two']")
    folder = submit(course, "anna", data="mine")
    assert grade(course) == (1, {"anna": 1})
    (folder / "data.txt").write_text("mine as well")  # the release's stands for it
    assert grade(course) == (0, {"anna": 1})
    (folder / "more.txt").write_text("of her own")
    assert grade(course) == (1, {"anna": 1})
    (tmp_path / "source" / "ps" / "data.txt").write_text("three")
    assert grade(course) == (1, {"anna": 0})


def test_a_students_own_file_is_read_by_the_student_and_never_by_the_judge():
    reads = answer("f", "def f():\n    return open('own.txt').read() + open('data.txt').read()")
    done = run(
        reads,
        test_cell("f__own", "assert f() == 'mine, theirs'"),
        test_cell("f__judge", LISTED),
        released={"data.txt": b"theirs"},
        own={"own.txt": b"mine, ", "data.txt": b"forged"},
    )
    assert statuses(done) == {"f__own": "passed", "f__judge": "passed"}


def test_a_module_beside_the_notebook_is_imported_and_a_students_never_by_the_judge():
    theirs = {"helper.py": b"X = 4"}
    own = {"helper.py": b"X = 5", "mine.py": b"X = 6", "numpy.py": b"raise SystemExit"}
    done = run(
        answer("f", "import helper, mine\nimport numpy as np\ndef f():\n    return helper.X + mine.X"),
        test_cell("f__a", "import helper\nassert f() == helper.X + 6 == 10"),
        test_cell("f__b", "import mine"),
        released=theirs,
        own=own,
    )
    assert statuses(done) == {"f__a": "passed", "f__b": "error"}
    later = run(test_cell("f__a", "import helper\nassert helper.X == 7"), released={"helper.py": b"X = 7"})
    gone = run(test_cell("f__a", "import helper"))
    assert [*statuses(later).values(), *statuses(gone).values()] == ["passed", "error"]


def test_a_released_folder_stands_though_a_student_hands_in_a_file_of_its_name():
    reads = answer("f", "def f():\n    return open('data/a.txt').read()")
    done = run(
        reads,
        test_cell("f__a", "assert f() == open('data/a.txt').read() == '7'"),
        released={"data/a.txt": b"7"},
        own={"data": b"in the way"},
    )
    assert statuses(done) == {"f__a": "passed"}


def test_what_a_test_writes_is_gone_before_the_next_submission():
    spoil = test_cell("f__a", f"{LISTED}\nopen('data.txt', 'a').write('!')\nopen('new', 'w').close()")
    intact = test_cell("f__a", f"{LISTED}\nassert open('data.txt').read() == 'x'")
    executor = executor_for(RULES, "auto")
    for test in (spoil, intact, spoil, intact):
        assert statuses(run(test, released={"data.txt": b"x"})) == {"f__a": "passed"}
    assert not [name for name in os.listdir(executor.judges.base) if name.startswith("files-")]


def test_a_process_that_takes_a_dead_ones_place_finds_the_files_too():
    done = run(
        cell("import os\nos._exit(3)"),
        answer("f", "def f():\n    return open('data.txt').read()"),
        test_cell("f__a", "assert f() == 'x'"),
        released={"data.txt": b"x"},
    )
    assert statuses(done) == {"f__a": "passed"}


def test_where_there_are_no_files_nothing_is_made_or_sent(tmp_path):
    files = SubmissionFiles(Files({}, {}), base=str(tmp_path))
    assert files.for_student(lambda kind, text: None) is None
    assert files.for_judge() == ""
    assert not list(tmp_path.iterdir())


def test_links_pipes_hidden_files_and_notebooks_of_a_student_are_refused(tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    (tmp_path / "released.txt").write_text("forged")
    for name in ("ps.ipynb", ".hidden", "timestamp.txt"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    deep = tmp_path.joinpath(*"abcdefg")
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text("too deep")
    assert own_files(tmp_path, {"released.txt": b""}).files == {"own.txt": b"mine"}
    assert own_files(None, {}) == own_files(tmp_path / "nowhere", {}) == NONE


def test_files_that_are_too_many_or_too_large_are_left_out(tmp_path):
    for number in range(MOST_FILES + 3):
        (tmp_path / f"{number:04}.txt").write_text("x")
    with (tmp_path / "0000-huge").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    found, left_out = read_files(tmp_path)
    assert len(found) == MOST_FILES
    assert left_out == ["0000-huge", *(f"{number:04}.txt" for number in range(MOST_FILES, MOST_FILES + 3))]


def test_a_student_is_told_which_files_were_too_large(tmp_path):
    course = course_with_data(tmp_path)
    folder = submit(course, "anna")
    for number in range(5):
        with (folder / f"huge{number}").open("wb") as file:
            file.truncate(MOST_BYTES + 1)
    assert grade(course) == (1, {"anna": 1})
    flags = json.loads((tmp_path / "results" / "anna" / "ps.json").read_text())["flags"]
    assert [flag.split(" not ")[0] for flag in flags] == [
        "files: huge0 is",
        "files: huge1 is",
        "files: huge2 and 2 more are",
    ]
    assert grade(course) == (0, {"anna": 1})


def test_what_nbgrader_ignores_is_not_handed_out(tmp_path):
    course = course_with_data(tmp_path)
    (tmp_path / "source" / "ps" / "key.secret").write_text("42")
    (tmp_path / "source" / "ps" / "__pycache__").mkdir()
    (tmp_path / "source" / "ps" / "__pycache__" / "a.txt").write_text("x")
    assert set(released_files(course, "ps").files) == {"data.txt", "key.secret"}
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.ignore.append('*.secret')"
    )
    assert set(released_files(Course(tmp_path), "ps").files) == {"data.txt"}


def test_build_tries_a_lesson_with_its_files_and_names_those_that_are_too_large(tmp_path):
    course = course_with_data(tmp_path)
    said = []
    assert build(course, [], say=said.append, warn=lambda line: None) == []
    assert said[0] == "ps: the solution earns all 1 points, the untouched notebook 0"
    with (tmp_path / "source" / "ps" / "huge.bin").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (line,) = build(course, [], run=False, warn=lambda line: None)
    assert line.startswith("ps: huge.bin is not beside the notebook while it is graded")


def test_a_learners_own_copy_is_marked_with_its_files(tmp_path):
    course = course_with_data(tmp_path)
    folder = submit(course, "anna")
    (result,) = mark(course, [], folder.parent, Settings(course=str(tmp_path)), lambda line: None)
    assert (result["score"], result["flags"]) == (1, [])


@pytest.mark.parametrize("sandbox", ["auto", "off"])
def test_files_are_there_with_and_without_walls(sandbox):
    reads = answer("f", "def f():\n    return open('data/a.bin', 'rb').read()")
    test = test_cell("f__a", "assert f() == open('data/a.bin', 'rb').read()")
    files = Files({"data/a.bin": bytes(range(256))}, {})
    done = executor_for(RULES, sandbox).run(notebook(reads, test), files=files)
    assert statuses(done) == {"f__a": "passed"}, json.dumps(done.flags)
