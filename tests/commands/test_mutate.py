"""Mutation runs: small slips are made, tried on the real tests, and survivors are shown with their diff."""

import signal
import time

import pytest

from autograder.authoring.mutants import mutants
from autograder.authoring.plain_run import run, stop, try_out
from autograder.cli import main
from autograder.commands.mutate import equivalents
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import is_solution, marks
from tests.support.lessons import NAMES, ROOT
from tests.support.words import LESSON, RIGHT, words_course, words_release

CATCHES = """
import contextlib, time
for _ in range(3):
    with contextlib.suppress(TimeoutError):
        end = time.monotonic() + 5
        while time.monotonic() < end:
            pass
"""
EXAMPLES = {
    "comparison": ("return a > b", {"return a >= b", "return a <= b"}),
    "off by one": ("return x[1]", {"return x[2]", "return x[0]"}),
    "operator": ("return a + b", {"return a - b", "return a", "return b"}),
    "swapped indices": ("x[i, j] = 1", {"x[j, i] = 1", "pass"}),
    "swapped arguments": ("f(a, b)", {"f(b, a)"}),
    "keyword": ("f(a, axis=1)", {"f(a)", "f(a, axis=2)"}),
    "astype": ("x.astype(float)", {"x"}),
    "slice": ("x[i:n]", {"x[:n]", "x[i:]", "x[i:n - 1]", "x[i + 1:n]"}),
    "step": ("x[::s]", {"x[:]"}),
    "condition": ("x = 1 if a else 2", {"x = 1", "x = 2", "x = 1 if not a else 2"}),
    "twin": ("min(a, b)", {"max(a, b)"}),
    "sum overwritten": ("x += y", {"x = y", "pass"}),
    "other name": ("return a[b]", {"return a", "return b"}),
    "and": ("x = a and b", {"x = a or b", "x = a", "x = b"}),
}


@pytest.mark.parametrize(("code", "expected"), EXAMPLES.values(), ids=EXAMPLES)
def test_slips_of_each_kind_are_made(code, expected):
    made = {m.source.removeprefix("def g():\n    ") for m in mutants("g", f"def g():\n    {code}")}
    assert expected <= made
    assert code not in made


def test_a_guard_is_left_out_and_its_text_is_not_changed():
    source = "def g(n):\n    if n < 1:\n        raise ValueError(f'got {n + 1}')\n    return n"
    made = mutants("g", source)
    assert any("if False:" in m.source for m in made)
    assert any("pass" in m.source for m in made)
    assert all("'got {n + 1}'" in m.source or "pass" in m.source for m in made)


def test_an_argument_is_replaced_by_its_default():
    (made,) = [m for m in mutants("g", "def g(x, s=1):\n    return h(x, s)") if "h(x, 1)" in m.source]
    assert made.diff == "-     return h(x, s)\n+     return h(x, 1)"


def test_docstrings_stay_and_every_mutant_is_python_and_new():
    source = 'def g(a, b=2):\n    """Return 1 + 1."""\n    return [a, b][1]'
    made = mutants("g", source)
    texts = [m.source for m in made]
    assert len(set(texts)) == len(texts)
    assert all("Return 1 + 1." in text and compile(text, "g", "exec") for text in texts)


def test_only_right_answers_survive_the_real_tests():
    release = words_release()
    exercise = next(e for e in release.exercises if e.name == "running_total")
    wrong = "def running_total(numbers):\n    return numbers"
    endless = "def running_total(numbers):\n    while True:\n        pass"
    deadly = "import os\ndef running_total(numbers):\n    os._exit(0)"
    right = RIGHT["running_total"]
    verdicts = list(try_out(release, exercise, [right, wrong, endless, deadly, right], seconds=0.5))
    assert verdicts == [
        "", "running_total__values", "running_total__values", "the process ended", "",
    ]  # fmt: skip


def test_code_that_catches_its_end_is_ended_again():
    before = signal.signal(signal.SIGALRM, stop)
    started = time.monotonic()
    try:
        run(CATCHES, {}, 0.2)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 10


def test_survivors_are_shown_with_their_diff_until_they_are_listed(tmp_path, capsys):
    course = words_course(tmp_path / "words")
    path = course.lesson_source(LESSON)
    path.write_text(
        path.read_text().replace('assert count_vowels("AEIOU xyz") == 5', 'assert count_vowels("xyz") == 0')
    )
    command = ["mutate", LESSON, "--course", str(course.root), "--exercise", "count_vowels"]
    assert main(command) == 1
    *_, shown = capsys.readouterr().out.split(f"{LESSON}, count_vowels: no test stops this\n")
    before, after = "re.findall('[aeiou]', text.lower())", "re.findall('[aeiou]', text)"
    assert shown == f"-     return len({before})\n+     return len({after})\n"
    listed = course.root / "source" / "answers" / f"{LESSON}_equivalent.txt"
    listed.write_text(f"# a remark\ncount_vowels\n{shown}because: of this test\n")
    assert main(command) == 0
    assert "no test stops" not in capsys.readouterr().out


def test_an_entry_without_a_reason_is_refused(tmp_path, capsys):
    course = words_course(tmp_path / "words")
    (course.root / "source" / "answers" / f"{LESSON}_equivalent.txt").write_text("f\n- a\n+ b\n")
    assert main(["mutate", "--course", str(course.root)]) == 2
    assert "because:" in capsys.readouterr().err


@pytest.mark.parametrize("lesson", NAMES)
def test_every_listed_slip_is_a_mutant_of_the_lesson(lesson):
    cells = [
        c
        for c in load_release(Course(ROOT), lesson).notebook.cells
        if is_solution(c) and c.cell_type == "code"
    ]
    made = {(m.function, m.diff) for c in cells for m in mutants(marks(c)["grade_id"], c.source)}
    assert set(equivalents(Course(ROOT), lesson)) <= made
