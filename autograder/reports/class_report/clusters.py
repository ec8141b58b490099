"""Count the named mistakes, and cluster the wrong answers that no name fits."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from autograder.reports.class_report.gather import LessonData, Row
from autograder.reports.class_report.similarity import form_of, joined
from autograder.reports.feedback import messages
from autograder.sandbox.reasons import is_cause

GENERIC = {"not-written"}
"""Ids that say nothing about how a student thinks."""


@dataclass
class Mistake:
    """A recognized mistake and who made it."""

    exercise: str
    name: str
    question: str = ""
    rows: list[Row] = field(default_factory=list)


@dataclass
class Cluster:
    """Wrong answers without a name that seem to be wrong in one way."""

    exercise: str
    symptom: str
    detail: str
    rows: list[Row]
    code: str  # the answer that most of them share, or one of them
    # how many others earn all points with this very code: then something that it calls is wrong
    right_elsewhere: int = 0


def named_mistakes(data: LessonData) -> list[Mistake]:
    """Return the recognized mistakes, the most frequent first. A student counts once for each."""
    found: dict[tuple, Mistake] = {}
    for row in data.rows:
        for exercise in row.exercises:
            seen = set()
            for test in exercise.get("tests", []):
                name = test.get("mistake")
                if not name or name in GENERIC or test.get("status") == "passed":
                    continue
                title = data.title_of(exercise)
                mistake = found.setdefault((title, name), Mistake(title, str(name)))
                mistake.question = mistake.question or messages.split_steps(test.get("message")).question
                if name not in seen:
                    mistake.rows.append(row)
                seen.add(name)
    return sorted(found.values(), key=lambda m: (-len(m.rows), m.exercise, m.name))


def unnamed_failure(exercise: dict) -> dict | None:
    """Return the first failed test of an exercise that no named mistake explains, visible tests first."""
    tests = [t for t in exercise.get("tests", []) if t.get("status") in ("failed", "error")]
    if any(t.get("mistake") for t in tests):
        return None
    tests = [t for t in tests if "written yet" not in messages.hidden_symptom(t)]
    return min(tests, key=lambda t: bool(t.get("hidden")), default=None)


def unnamed_clusters(data: LessonData) -> list[Cluster]:
    """Return the wrong answers that no name fits, clustered: one message or one syntax tree is one cluster.

    Code that earns all points for somebody else fails because of what it calls; such clusters come last.
    """
    failures, right = defaultdict(list), Counter()
    for row in data.rows:
        for exercise in row.exercises:
            form = form_of(data.code_of(row, exercise))
            if test := unnamed_failure(exercise):
                failures[exercise["name"]].append((row, exercise, test, form))
            elif form and exercise["score"] >= exercise["max_score"]:
                right[exercise["name"], form.text] += 1
    clusters = []
    for name, those in failures.items():
        fair = [f for f in those if not f[3] or not right[name, f[3].text]]
        unlucky = defaultdict(list)
        for failure in those:
            if failure[3] and right[name, failure[3].text]:
                unlucky[failure[3].text].append(failure)
        clusters += _cluster(data, fair)
        clusters += [_describe(data, group, right[name, text]) for text, group in unlucky.items()]
    return sorted(
        clusters, key=lambda c: (bool(c.right_elsewhere), -len(c.rows), c.exercise, c.rows[0].student)
    )


def _cluster(data: LessonData, failures: list) -> list[Cluster]:
    keys = defaultdict(list)
    for number, (_, _, test, form) in enumerate(failures):
        keys["message", test.get("id"), skeleton(test)].append(number)
        if form:
            keys["form", form.text].append(number)
    pairs = ((number, numbers[0]) for numbers in keys.values() for number in numbers[1:])
    return [_describe(data, [failures[n] for n in those]) for those in joined(range(len(failures)), pairs)]


def skeleton(test: dict) -> str:
    """Return what the messages of one mistake share.

    A wrong value is told by the whole message: checks that show a small fixed call write the same text for
    the same mistake. Any other symptom, such as an error, is told by its sentence without the numbers in it.
    """
    steps = messages.split_steps(test.get("message"))
    if "expected" in steps.symptom and not is_cause(steps.symptom):
        return f"{steps.symptom}\n{steps.detail}"
    return re.sub(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", "#", steps.symptom)[:300]


def _describe(data: LessonData, failures: list, right_elsewhere: int = 0) -> Cluster:
    _, exercise, test, _ = failures[0]
    steps = messages.split_steps(test.get("message"))
    codes = Counter(data.code_of(r, e).strip() for r, e, _, _ in failures)
    return Cluster(
        data.title_of(exercise),
        steps.symptom or str(test.get("status")),
        steps.detail,
        [r for r, _, _, _ in failures],
        codes.most_common(1)[0][0],
        right_elsewhere,
    )
