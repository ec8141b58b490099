"""Find the students of a lesson who need help, notebooks that can't be graded, and answers that wait for a person."""

import re
from dataclasses import dataclass, field

from autograder.records import with_manual_marks
from autograder.reports.class_report.clusters import GENERIC
from autograder.reports.class_report.gather import LessonData, Row
from autograder.reports.feedback import messages
from autograder.scoring import manual_marks

LITTLE = 0.5
"""Who has less than this share of the points, before being late costs any, is named."""


@dataclass
class StudentInNeed:
    """Who needs help."""

    blank: list[Row] = field(default_factory=list)  # students who handed in the notebook without any answer
    # other students with few of the points, the fewest first, each with the points that they earned and one reason
    low: list[tuple[Row, float, str]] = field(default_factory=list)


def in_need(data: LessonData) -> StudentInNeed:
    """Return who needs help among those whose work could be read. What waits for a person counts for nobody."""
    need = StudentInNeed()
    for row in (row for row in data.rows if not row.is_lost):
        counted = [points for points in map(with_manual_marks.machine_points, row.exercises) if points]
        earned, most = (sum(column) for column in zip(*counted, strict=True)) if counted else (0.0, 0.0)
        if not earned and row.exercises and all(map(is_unwritten, row.exercises)):
            need.blank.append(row)
        elif earned < LITTLE * most:
            need.low.append((row, earned, reason_of(row, data)))
    need.low.sort(key=lambda found: (found[1], found[0].student))
    return need


def reason_of(row: Row, data: LessonData) -> str:
    """Return where a student went wrong first, and how, in a few words: the mistake's name if it has one."""
    for exercise in row.exercises:
        tests = [test for test in exercise["tests"] if test.get("status") not in ("passed", None)]
        if not tests or exercise["score"] >= exercise["max_score"]:
            continue
        title = data.title_of(exercise)
        number = re.match(r"(?:Exercise )?(\d+(?:\.\d+)*)\b", title)
        named = next((test["mistake"] for test in tests if test.get("mistake") not in (None, *GENERIC)), None)
        if is_unwritten(exercise):
            words = "not written yet"
        elif named:
            words = str(named).replace("-", " ")
        else:
            seen = next((test for test in tests if not test.get("hidden")), None)
            symptom = messages.split_steps(seen.get("message")).symptom if seen else ""
            words = symptom.rstrip(".") or "right where tests are visible"
        return f"{number[1] if number else title}: {words}"
    return ""


def is_unwritten(exercise: dict) -> bool:
    """Say whether an exercise was left as it was handed out."""
    return any(
        test.get("unanswered") or "written yet" in messages.hidden_symptom(test) for test in exercise["tests"]
    )


def lost_parts(rows: list[Row]) -> list[tuple[Row, str, str]]:
    """Return the notebooks that could not be graded while others of the same submission were, each with the reason."""
    found = []
    for row in (row for row in rows if not row.is_lost):
        owners = (str(exercise.get("name")).rpartition("/")[0] for exercise in row.exercises)
        names = [name for name in dict.fromkeys(owners) if name]
        for name in names if len(names) > 1 else ():
            why = messages.why_lost(manual_marks.part_of(row.result, name, names))
            found += [(row, name, why)] if why else []
    return found


def to_grade(data: LessonData) -> list[dict]:
    """Return the exercises that wait for points by a person, in the lesson's order, each with whose they are."""
    views: dict[str, dict] = {}
    for row in data.rows:
        for exercise in (e for e in row.exercises if e["waits"]):
            view = views.setdefault(exercise["name"], {"title": data.title_of(exercise), "rows": []})
            view["rows"].append(row)
    order = dict.fromkeys(exercise["name"] for row in data.rows for exercise in row.exercises)
    return [views[name] for name in order if name in views]
