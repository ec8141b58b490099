"""The command line: one line for every mistake of the user's, the right exit code, and quick help."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.common.errors import UsageError
from autograder.common.files import write_named
from tests.support.heeding import start_heeding
from tests.support.words import LESSON, answered, as_bytes, hand_in, words_course, words_release


def run(*arguments, folder=None, encoding=None, **environment):
    command = [sys.executable, "-m", "autograder", *arguments]
    options = {"cwd": folder, "env": os.environ | environment, "encoding": encoding, "timeout": 120}
    return subprocess.run(command, capture_output=True, text=True, **options)


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "words")


def fails(capsys, *arguments, code=2):
    try:
        result = main(list(arguments))
    except SystemExit as end:
        result = end.code
    out, err = capsys.readouterr()
    assert result == code
    assert out == ""
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "required"),
        (("dance",), "invalid choice"),
        (("grade", "--jobs", "0"), "1 or more"),
        (("grade", "--jobs", "many"), "1 or more"),
        (("grade", "--sandbox", "no"), "invalid choice"),
        (("grade", "--bogus"), "bogus"),
        (("simulate",), "--students"),
        (("simulate", "--students", "-3"), "1 or more"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(capsys, arguments, words):
    assert words in fails(capsys, *arguments)


def test_an_unknown_lesson_names_the_lessons_there_are(capsys, course):
    hand_in(course, "anna", b"")
    assert LESSON in fails(capsys, "grade", "02_ops", "--course", str(course.root))
    assert LESSON in fails(capsys, "build", "nope", "--course", str(course.root))
    assert "../../etc" in fails(capsys, "grade", "../../etc", "--course", str(course.root))


def test_missing_folders_are_one_line(capsys, course, tmp_path):
    assert "no course folder" in fails(capsys, "grade", "--course", str(tmp_path / "nowhere"))
    assert "submitted" in fails(capsys, "grade", "--course", str(course.root))
    (course.root / "submitted").mkdir()
    assert "nobody handed in" in fails(capsys, "grade", "--course", str(course.root))
    (course.root / "submitted" / "anna").mkdir()
    assert "nobody handed in 01_words" in fails(capsys, "grade", LESSON, "--course", str(course.root))


def test_a_folder_without_lessons_or_no_folder_at_all_is_one_line(capsys, tmp_path):
    assert "there is no lesson in" in fails(capsys, "build", "--course", str(tmp_path))
    assert "no course folder" in fails(capsys, "doctor", "--course", str(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("place", "words"), [("", "is a folder; name a file in it"), ("file/x", "can't be written")]
)
def test_a_file_that_cannot_be_written_is_one_line(tmp_path, place, words):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=words):
        write_named(tmp_path / place, "text")


def test_an_unknown_student_is_one_line(capsys, course):
    hand_in(course, "anna", b"")
    assert "'bob'" in fails(capsys, "grade", "--course", str(course.root), "--student", "bob")


def test_a_broken_lesson_and_a_broken_configuration_are_one_line(capsys, course):
    hand_in(course, "anna", b"")
    (course.root / "nbgrader_config.py").write_text("c = get_config(\n")
    assert "nbgrader_config.py can't be loaded" in fails(capsys, "grade", "--course", str(course.root))
    (course.root / "nbgrader_config.py").unlink()
    (course.root / "source" / f"{LESSON}.py").write_text("# %% nbgrader={'grade_id'\nx = 1")
    assert LESSON in fails(capsys, "grade", "--course", str(course.root))


def test_an_unwritable_gradebook_is_exit_code_1(capsys, course):
    hand_in(course, "anna", b"")
    (course.root / "gradebook.db").write_text(
        "this is no database, but it is long enough to look like a file" * 50
    )
    fails(capsys, "grade", "--course", str(course.root), code=1)


def test_an_unexpected_error_is_one_line_too(capsys, course, monkeypatch):
    def broken(*arguments):
        raise RuntimeError("first\nsecond")

    monkeypatch.setattr("autograder.course.course.Course.lessons", broken)
    assert "unexpected RuntimeError: first second" in fails(
        capsys, "build", "--course", str(course.root), code=1
    )


@pytest.mark.parametrize("command", [(), ("grade",)])
def test_help_is_there_and_imports_nothing_heavy(command):
    code = "import sys; from autograder.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
    code += (
        "print([m for m in ('nbgrader', 'nbformat', 'numpy', 'sqlalchemy', 'jupytext') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, *command, "--help"], capture_output=True, text=True)
    assert done.stdout.startswith("usage:")
    assert done.stdout.endswith("[]\n")


def test_build_and_check_through_the_command_line(course):
    first = run("build", "--course", str(course.root), "--no-run")
    assert first.returncode == 0
    assert all(line.startswith(f"warning: {LESSON}: ") for line in first.stderr.splitlines())
    assert run("build", "--course", str(course.root), "--check").returncode == 0
    (course.root / "solutions" / LESSON / f"{LESSON}.ipynb").write_text("{}")
    check = run("build", "--check", folder=course.root)
    assert check.returncode == 1
    assert check.stderr == f"{LESSON}: solutions/{LESSON}/{LESSON}.ipynb differs from its source\n"


def test_grading_speaks_json_and_keeps_damaged_work_a_flag(course):
    hand_in(course, "anna", as_bytes(answered(words_release())))
    hand_in(course, "李雷", b"\0")
    done = run("grade", "--json", "--jobs", "1", folder=course.root)
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)["lessons"][0]
    assert shown["scores"] == {"anna": 10, "李雷": 0}
    assert list(shown["flagged"]) == ["李雷"]
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    ("redirect", "told"),
    [("2>&-", True), ("2>/dev/full", True), ("<&- >&-", False)],
)
def test_grading_needs_nobody_who_listens(course, redirect, told):
    """Streams that are closed, or a log on a full disk, cost the words and nothing else."""
    hand_in(course, "anna", as_bytes(answered(words_release())))
    shell = f'exec "$@" {redirect}'
    grading = [sys.executable, "-m", "autograder", "grade", "--json", "--jobs", "1"]
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *grading], capture_output=True, text=True, cwd=course.root, timeout=120
    )
    assert done.returncode == 0
    result = json.loads((course.root / "results" / "anna" / f"{LESSON}.json").read_text(encoding="utf-8"))
    assert result["score"] == 10
    assert not told or json.loads(done.stdout)["lessons"][0]["scores"] == {"anna": 10}


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs signals of terminals")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_grader_whose_terminal_is_closed_leaves_cleanly(course, name):
    hand_in(course, "anna", as_bytes(answered(words_release(), {"count_vowels": "while True: pass"})))
    grading = [sys.executable, "-m", "autograder", "grade", "--jobs", "1"]
    process = start_heeding(grading, course.root)
    assert "grading 1 submission" in process.stderr.readline()
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert err == "autograder: interrupted; what is done is kept, and the same command goes on from there\n"
    assert list(Path(tempfile.gettempdir()).glob(f"autograder-{process.pid}.*")) == []


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs signals of terminals")
def test_what_nohup_asks_for_is_heeded():
    code = (
        "import signal, autograder.cli\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nautograder.cli.handle_termination()\n"
        "print(signal.getsignal(signal.SIGHUP) == signal.SIG_IGN, signal.getsignal(signal.SIGTERM) == signal.SIG_DFL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs timers")
def test_a_signal_that_python_loses_while_it_clears_away_an_object_comes_again():
    code = (
        "import signal, time, autograder.cli\nautograder.cli.handle_termination()\n"
        "class Thing:\n    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "try:\n    Thing()\n    time.sleep(10)\nexcept KeyboardInterrupt:\n    print('ended')"
    )
    heed = ["env", "--default-signal=INT"] if sys.platform == "linux" else []
    done = subprocess.run([*heed, sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("ended\n", "")


@pytest.mark.parametrize("command", ["grade", "export", "report"])
def test_a_gradebook_that_is_none_is_one_line(course, command, capsys):
    hand_in(course, "anna", b"{")
    (course.root / "gradebook.db").write_bytes(b"not a database" * 1000)
    (course.root / "results" / "anna").mkdir(parents=True)
    result = {"student": "anna", "lesson": LESSON, "score": 0, "max_score": 10, "exercises": [], "flags": []}
    (course.root / "results" / "anna" / f"{LESSON}.json").write_text(json.dumps(result), encoding="utf-8")
    err = fails(capsys, command, "--course", str(course.root), code=1 if command == "grade" else 2)
    assert err.endswith(
        (
            "gradebook.db can't be used: file is not a database\n",
            "gradebook.db can't be read: file is not a database\n",
        )
    )


def test_a_terminal_of_few_letters_ends_no_run_and_data_is_utf_8(tmp_path):
    """As Windows has where output goes to a file, and old locales."""
    course = words_course(tmp_path / "kurs-ö")
    hand_in(course, "李雷", b"{")
    few = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    table = run("grade", "--jobs", "1", folder=course.root, **few)
    assert table.returncode == 0, table.stderr
    assert f"kurs-\\xf6{os.sep}results" in table.stdout
    for command in (["grade", "--json"], ["export"]):
        done = run(*command, folder=course.root, **few, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert "李雷" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are UTF-8")
def test_names_are_no_trouble_where_python_takes_file_names_for_ascii(course):
    hand_in(course, "zoé", as_bytes(answered(words_release())))
    few = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("grade", "--jobs", "1", "--json", folder=course.root, **few, encoding="utf-8")
    assert (done.returncode, '"zoé"' in done.stdout) == (0, True), done.stderr
    assert (course.root / "results" / "zoé" / f"{LESSON}.json").is_file()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs signals")
def test_who_is_told_twice_to_end_cleans_up_all_the_same(course):
    """A second Ctrl-C comes when the first one has been heard, while processes and folders are being removed."""
    hand_in(course, "anna", as_bytes(answered(words_release(), {"count_vowels": "while True: pass"})))
    grading = [sys.executable, "-m", "autograder", "grade", "--jobs", "1"]
    process = start_heeding(grading, course.root)
    assert "grading 1 submission" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    said = process.stderr.readline()
    for _ in range(3):
        process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=120)
    assert (process.returncode, rest) == (1, "")
    assert said.startswith("autograder: interrupted; ")
    assert list(Path(tempfile.gettempdir()).glob(f"autograder-{process.pid}.*")) == []
