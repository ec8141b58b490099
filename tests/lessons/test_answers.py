"""Known answers against the lessons' own tests: right ones pass unnamed, wrong ones fail with their mistake named."""

import linecache

import numpy as np
import pytest

from autograder.authoring.answers import Answer, load_answers
from convlab.checks.error_questions import ERROR_NAMES
from convlab.mistakes import banks
from tests.support.lessons import NAMES, ROOT, cells, mark

GENERIC = {
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


def answers(lesson):
    """Return the known answers of a lesson, if it has any: nothing is run."""
    path = ROOT / "source" / "answers" / f"{lesson}.py"
    return load_answers(path) if path.is_file() else []


def graded(lesson):
    """Return the functions of a lesson that tests grade."""
    return sorted(
        {mark(c, "grade_id").split("__")[0] for c in cells(lesson) if "__" in mark(c, "grade_id", "")}
    )


CASES = [(lesson, answer) for lesson in NAMES for answer in answers(lesson)]
CASE_IDS = [f"{lesson}-{answer.function}-{answer.kind}-{answer.id}" for lesson, answer in CASES]
LESSONS = [lesson for lesson in NAMES if answers(lesson)]


def workspace(lesson):
    """Return the names that a solved notebook holds when its tests are run."""
    names = {}
    exec("import numpy as np\nfrom convlab import check, images, stacks", names)
    for cell in cells(lesson):
        is_code = cell.cell_type == "code"
        if is_code and (
            mark(cell, "solution") or (mark(cell, "locked") and mark(cell, "grade_id") != "setup")
        ):
            exec(cell.source, names)
    return names


def as_a_cell(answer):
    """Return an answer's code; its lines can be read again, as IPython keeps those of a cell."""
    file = f"<cell {answer.function} {answer.id}>"
    linecache.cache[file] = (len(answer.source), None, answer.source.splitlines(keepends=True), file)
    return compile(answer.source, file, "exec")


def failures(lesson, answer):
    """Return the failures of an answer's own test cells: every visible and hidden one is run."""
    names = workspace(lesson)
    exec(as_a_cell(answer), names)
    found = []
    for cell in cells(lesson):
        if mark(cell, "grade_id", "").startswith(answer.function + "__"):
            try:
                exec(cell.source, dict(names))
            except AssertionError as failure:
                failure.cell = mark(cell, "grade_id")
                found.append(failure)
    return found


@pytest.fixture(autouse=True)
def _seeded(monkeypatch):
    """Let a lesson's unseeded generators draw the same numbers on every run of the tests."""
    make = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", lambda seed=7: make(seed))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("lesson", "answer"), CASES, ids=CASE_IDS)
def test_an_answer_is_judged_and_named_as_it_deserves(lesson, answer):
    found = failures(lesson, answer)
    named = {getattr(failure, "mistake", None) for failure in found} - {None}
    if answer.kind == "right":
        assert found == []
    else:
        assert found, "no test rejects this wrong answer"
        wanted = {answer.mistake} - {None}
        assert wanted <= named <= (wanted | GENERIC), str(found[0])
    missing = [failure.cell for failure in found if getattr(failure, "mistake", "") in ERRORS]
    assert all(cell.endswith("__limits") for cell in missing), (
        "a missing check is paid for in the limits alone"
    )


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
