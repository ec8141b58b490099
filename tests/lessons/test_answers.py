"""Known answers against the lessons' own tests: right ones pass unnamed, wrong ones fail with their mistake named."""

import linecache
from functools import cache

import numpy as np
import pytest

from autograder.authoring.answers import Answer, load_answers
from convlab.checks.error_questions import ERROR_NAMES
from convlab.mistakes import banks
from tests.support.lessons import NAMES, ROOT, cells, mark

GENERIC = {
    "axis-kept",
    "changed-input",
    "counted-from-one",
    "dtype-lost",
    "list-for-array",
    "no-error",
    "not-written",
    "other-keys",
    "returned-none",
    "text-names-nothing",
    "wrong-error",
    "wrong-type",
} | ERROR_NAMES
ERRORS = ("no-error", "wrong-error")


@cache
def answers(lesson):
    """Return the known answers of a lesson, if it has any: nothing is run."""
    path = ROOT / "source" / "answers" / f"{lesson}.py"
    return load_answers(path) if path.is_file() else []


def graded(lesson):
    """Return the functions of a lesson that tests grade."""
    return sorted(
        {mark(c, "grade_id").split("__")[0] for c in cells(lesson) if "__" in mark(c, "grade_id", "")}
    )


LESSONS = [lesson for lesson in NAMES if answers(lesson)]
FUNCTIONS = list(dict.fromkeys((lesson, answer.function) for lesson in LESSONS for answer in answers(lesson)))


@cache
def solved(lesson):
    """Return the code of a solved notebook's cells that define what its tests need."""
    code = [compile("import numpy as np\nfrom convlab import check, images, stacks", "<setup>", "exec")]
    for cell in cells(lesson):
        is_code = cell.cell_type == "code"
        if is_code and (
            mark(cell, "solution") or (mark(cell, "locked") and mark(cell, "grade_id") != "setup")
        ):
            code.append(compile(cell.source, "<string>", "exec"))
    return code


@cache
def cells_for(lesson, function):
    """Return the test cells of a function, each its name and its code."""
    found = [cell for cell in cells(lesson) if mark(cell, "grade_id", "").startswith(function + "__")]
    return [(mark(cell, "grade_id"), compile(cell.source, "<string>", "exec")) for cell in found]


def as_a_cell(answer):
    """Return an answer's code; its lines can be read again, as IPython keeps those of a cell."""
    file = f"<cell {answer.function} {answer.id}>"
    linecache.cache[file] = (len(answer.source), None, answer.source.splitlines(keepends=True), file)
    return compile(answer.source, file, "exec")


def failures(lesson, answer):
    """Return the failures of an answer's own test cells: every visible and hidden one is run in a notebook of its own."""
    names, found = {}, []
    for code in [*solved(lesson), as_a_cell(answer)]:
        exec(code, names)
    for name, code in cells_for(lesson, answer.function):
        try:
            exec(code, dict(names))
        except AssertionError as failure:
            failure.cell = name
            found.append(failure)
    return found


@pytest.fixture(autouse=True)
def _seeded(monkeypatch):
    """Let a lesson's unseeded generators draw the same numbers on every run of the tests."""
    make = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", lambda seed=7: make(seed))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("lesson", "function"), FUNCTIONS, ids=["-".join(one) for one in FUNCTIONS])
def test_an_answer_is_judged_and_named_as_it_deserves(lesson, function):
    """All that are not are told, by their kind and id."""
    known = [answer for answer in answers(lesson) if answer.function == function]
    found = {f"{answer.kind} {answer.id}": what_is_odd(lesson, answer) for answer in known}
    assert {name: why for name, why in found.items() if why} == {}


def what_is_odd(lesson, answer):
    """Return what is not as an answer deserves, in words, or nothing."""
    try:
        found = failures(lesson, answer)
    except Exception as problem:
        return f"it can't be tried: {problem!r}"
    named, wanted = (
        {getattr(failure, "mistake", None) for failure in found} - {None},
        {answer.mistake} - {None},
    )
    missing = [failure.cell for failure in found if getattr(failure, "mistake", "") in ERRORS]
    if answer.kind == "right":
        return f"a test rejects it: {found[0]}" if found else ""
    if not found:
        return "no test rejects it"
    if not wanted <= named <= (wanted | GENERIC):
        return f"{named} is named for {wanted}: {found[0]}"
    if not all(cell.endswith("__limits") for cell in missing):
        return f"a missing check is paid for in {missing}, not in the limits alone"
    return ""


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_untouched_exercise_fails_every_test_cell_as_not_written(lesson):
    for function in graded(lesson):
        source = f"def {function}(*args, **kwargs):\n    raise NotImplementedError()"
        stub = Answer(function, "wrong", "stub", None, source)
        count = sum(mark(cell, "grade_id", "").startswith(function + "__") for cell in cells(lesson))
        assert [failure.mistake for failure in failures(lesson, stub)] == ["not-written"] * count


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_answers_are_complete(lesson):
    known = answers(lesson)
    for function in graded(lesson):
        kinds = [answer.kind for answer in known if answer.function == function]
        assert kinds.count("right") >= 3, function
        assert kinds.count("wrong") >= 3, function


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_mistake_of_an_answer_is_known(lesson):
    for answer in answers(lesson):
        ids = {mistake.id for bank in banks(answer.function) for mistake in bank.mistakes}
        assert answer.mistake is None or answer.mistake in ids | GENERIC, answer.id
