"""Put what a person decided beside what the machine found: points, extra credit, comments, the price of being late."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from autograder.scoring.score import is_by_hand, labeled


@dataclass(frozen=True)
class Entered:
    """What the gradebook holds about one notebook of a submission beside the machine's points."""

    # points, extra: points that a person gave in place of the machine's, and extra credit, by grade_id
    points: dict[str, float] = field(default_factory=dict)
    extra: dict[str, float] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)  # what a person wrote, by the answer's grade_id
    # answers to be read by a person that nobody has to read: they were left as they were handed out
    settled: frozenset[str] = frozenset()
    seconds_late: float = 0.0  # how long after its due date it came; 0 for in time
    stored_penalty: float | None = None  # what the gradebook says that being late costs


NOTHING = Entered()
STATUS_WORDS = {
    "passed": ("passed", "✓"),
    "failed": ("not yet", "✗"),
    "error": ("stopped with an error", "✗"),
    "timeout": ("ran out of time", "✗"),
    "memory": ("ran out of memory", "✗"),
    "not_run": ("not run", "–"),
}
"""What a page says of a test, and its sign."""


def status_words(test: dict) -> tuple[str, str]:
    """Return the words and the sign for a test's status, partial credit and a person's decision included."""
    if test.get("unanswered"):
        return "not answered", "–"
    if test.get("given"):
        return "graded by a person", "✎"
    if is_by_hand(test):
        return "read by a person", "✎"
    if test.get("status") == "failed" and (test.get("score") or 0) > 0:
        return "partly", "◐"
    return STATUS_WORDS.get(test.get("status"), STATUS_WORDS["not_run"])


def with_manual_points(result: dict, entered: Entered = NOTHING, plugin: object = None) -> dict:
    """Return the result of one notebook with all that a person decided.

    Its scores count points by hand and extra credit; ``total`` is what is left after the ``penalty`` for
    being ``late`` (words, empty for in time). A test whose points a person decided is ``given``;
    one whose points are still to come, and its exercise, ``waits``.

    `result`: in the format of ``results/<student>/<lesson>.json``; it stays as it is
    `plugin`: says what being late costs
    """
    exercises = [merge_exercise(exercise, entered) for exercise in result.get("exercises", [])]
    known = {test.get("id") for exercise in exercises for test in exercise["tests"]}
    more = {name: value for name, value in entered.points.items() if name not in known}
    beyond = sum(more.values()) + sum(v for name, v in entered.extra.items() if name not in known)
    gained = sum(new["score"] - float(old.get("score") or 0) for new, old in pairs(exercises, result))
    score = float(result.get("score") or 0) + gained + beyond
    penalty = penalty_of(plugin, str(result.get("student")), score, entered)
    return result | {
        "exercises": exercises,
        "score": score,
        "beyond": beyond,
        "late": duration(entered.seconds_late),
        "penalty": penalty,
        "total": max(0.0, score - penalty),
        "comments": entered.comments,
    }


def pairs(exercises: list[dict], result: dict) -> zip:
    """Return the merged exercises with those they were made of."""
    return zip(exercises, result.get("exercises", []), strict=True)


def merge_exercise(exercise: dict, entered: Entered) -> dict:
    """Return an exercise with the points that a person gave."""
    before = exercise.get("tests", [])
    tests = [merge_test(test, entered) for test in before]
    gained = sum(
        float(new.get("score") or 0) - float(old.get("score") or 0) + new.get("extra", 0.0)
        for new, old in zip(tests, before, strict=True)
    )
    score = float(exercise.get("score") or 0) + gained
    return exercise | {"tests": tests, "score": score, "waits": any(test["waits"] for test in tests)}


def merge_test(test: dict, entered: Entered) -> dict:
    """Return a test with the points that a person gave for it."""
    name, found = test.get("id"), dict(test)
    if name in entered.points:
        found |= {"score": entered.points[name], "given": True}
    elif is_by_hand(test) and name in entered.settled:
        found |= {"given": True, "unanswered": True}
    if entered.extra.get(name):
        found["extra"] = entered.extra[name]
    return found | {"waits": is_by_hand(test) and "given" not in found}


def penalty_of(plugin: object, student: str, score: float, entered: Entered) -> float:
    """Return what being late costs: what the course's plugin says, else what the gradebook holds."""
    if entered.seconds_late <= 0:
        return 0.0
    cost = plugin.late_submission_penalty(student, score, entered.seconds_late) if plugin else None
    cost = entered.stored_penalty if cost is None else cost
    return min(max(float(cost or 0), 0.0), max(score, 0.0))


def seconds_late(due: datetime | None, came: datetime | None, extension: timedelta | None) -> float:
    """Return how long after its due date a submission came, 0 without a due date or a time."""
    if due is None or came is None:
        return 0.0
    return max(0.0, (came - due - (extension or timedelta())).total_seconds())


def duration(seconds: float) -> str:
    """Return a duration in words, in its two largest units; nothing for none.

    >>> duration(183_600), duration(3_660), duration(59), duration(0)
    ('2 days 3 hours', '1 hour 1 minute', 'less than a minute', '')
    """
    if seconds <= 0:
        return ""
    minutes = int(seconds // 60)
    counts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    while counts and not counts[0][0]:
        del counts[0]
    words = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in counts[:2] if count]
    return " ".join(words) or "less than a minute"


def parts_of(result: dict, names: Sequence[str]) -> list[dict]:
    """Return the results of a submission's notebooks, as they were before score.together."""
    return [part_of(result, name, names) for name in names] if len(names) > 1 else [result]


def part_of(result: dict, name: str, names: Sequence[str]) -> dict:
    """Return the result of one of several notebooks."""
    start = f"{name}/"
    exercises = [
        exercise
        | {
            "name": exercise["name"].removeprefix(start),
            "tests": [test | {"id": test["id"].removeprefix(start)} for test in exercise["tests"]],
        }
        for exercise in result["exercises"]
        if exercise["name"].startswith(start)
    ]
    flags = []
    for flag in result["flags"]:
        kind, _, sentence = flag.partition(": ")
        owner, _, rest = sentence.partition(": ")
        if kind == name:
            flags.append(sentence)
        elif owner == name:
            flags.append(f"{kind}: {rest}")
        elif kind not in names and owner not in names:
            flags.append(flag)
    return result | {
        "score": sum(exercise["score"] for exercise in exercises),
        "max_score": sum(exercise["max_score"] for exercise in exercises),
        "exercises": exercises,
        "flags": flags,
    }


def merge_whole(result: dict, names: Sequence[str], found: dict[str, Entered], plugin: object) -> dict:
    """Return a submission's result with all that a person decided about its notebooks."""
    if len(names) < 2:
        return with_manual_points(result, found.get(next(iter(names), ""), NOTHING), plugin)
    parts = {
        name: with_manual_points(part_of(result, name, names), found.get(name, NOTHING), plugin)
        for name in names
    }
    exercises = [labeled(exercise, name) for name, part in parts.items() for exercise in part["exercises"]]
    keys = ("score", "beyond", "penalty", "total")
    sums = {key: sum(part[key] for part in parts.values()) for key in keys}
    late = next((part["late"] for part in parts.values() if part["late"]), "")
    return result | {"exercises": exercises, "late": late, "comments": {}} | sums


def fingerprint(names: Sequence[str], found: dict[str, Entered], merged: list[dict]) -> str:
    """Return a short hash of all that the pages of a submission show by a person's hand; empty for nothing."""
    facts = []
    for name, part in zip(names, merged, strict=True):
        entered = found.get(name, NOTHING)
        entries = [sorted(which.items()) for which in (entered.points, entered.extra, entered.comments)]
        if any(entries) or part["late"]:
            facts.append((name, entries, part["late"], part["penalty"]))
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()[:16] if facts else ""
