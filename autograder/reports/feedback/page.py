"""Write a student's feedback page: marks, what each test saw, where to look next, and the notebook itself."""

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import jinja2

from autograder.course.source_names import called_in
from autograder.intake.no_notebook import is_other_file
from autograder.reports.feedback import cells, messages
from autograder.reports.html import safe_html
from autograder.sandbox.reasons import is_cause
from autograder.scoring import manual_marks
from autograder.scoring.score import is_by_hand

STATES = {
    "full": ("complete", "✓", "good"),
    "waiting": ("read by a person", "✎", "hand"),
    "some": ("partly there", "◐", "some"),
    "none": ("not yet", "✗", "none"),
}
_SVG = re.compile(r"<svg[\s>].*?</svg>|<img\s[^<>]*>", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1)
def jinja_environment() -> jinja2.Environment:
    """Return the Jinja environment of all pages: templates beside this file, everything escaped."""
    loader = jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates")
    env = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.auto_reload = False
    env.undefined = jinja2.StrictUndefined
    env.filters["points"] = points
    env.filters |= {"visible": safe_html.visible, "sentence": safe_html.sentence}
    env.globals |= {"code": safe_html.code, "why_lost": messages.why_lost}
    return env


def points(value: float | None) -> str:
    """Return points without a needless fraction: 4 for 4.0, 2.5 for 2.5.

    >>> points(4.0), points(2.5), points(None)
    ('4', '2.5', '0')
    """
    return f"{float(value or 0):.2f}".rstrip("0").rstrip(".")


def render_page(
    executed_notebook: object, result: dict, release: object, notebooks: Collection[str] = ()
) -> str:
    """Return the feedback page of one submission as one self-contained HTML text.

    `executed_notebook`: the notebook with the outputs of this run; None when it could not be read
    `result`: the result in the format of ``results/<student>/<lesson>.json``, or what `manual_marks.merge` made of it
    `release`: the lesson as it was handed out. One class should pass one object: what its pages share is kept.
    `notebooks`: all of the lesson's notebooks, when there are several: each has a page, and they name each other
    """
    lesson = cells.lesson_of(release)
    result = result if "total" in result else manual_marks.with_manual_points(result)
    by_id = {
        cells.nbgrader_metadata_of(c).get("grade_id"): c
        for c in cells.cells_of(executed_notebook)
        if cells.nbgrader_metadata_of(c).get("grade_id")
    }
    hidden = _hidden_tests(result, by_id, lesson)
    flags = [messages.split_flag(flag) for flag in result.get("flags", [])]
    lost = messages.why_lost(result)
    headings = _headings(result.get("exercises", []), lesson)
    exercises = [_exercise_view(e, h, by_id, hidden) for e, h in headings]
    _point_to_foundations(exercises, by_id, lesson)
    comments = place_comments([] if lost else exercises, result["comments"], lesson)
    return (
        jinja_environment()
        .get_template("feedback.html.j2")
        .render(
            result=result,
            title=lesson.title,
            name=getattr(release, "name", result["lesson"]),
            notebooks=notebooks,
            exercises=exercises,
            comments=comments,
            lost=lost and safe_html.visible(lost, 500),
            is_other_file=is_other_file(lost or ""),
            notes=[
                (messages.KIND_WORDS.get(k, "Please note"), safe_html.visible(t, 500))
                for k, t in flags
                if t != lost and k not in messages.FOR_INSTRUCTORS
            ],
            complete=sum(e["full"] for e in exercises),
            waiting=any(e["waits"] for e in exercises),
            given=any(t["given"] for e in exercises for t in e["tests"]),
            has_hidden=bool(hidden),
            groups=[] if lost else cells.groups_of(executed_notebook, lesson, hidden),
        )
    )


def _hidden_tests(result: dict, by_id: dict, lesson: cells.Lesson) -> set:
    """Return the tests that a student may not see: by the result, or because more was run than released."""
    tests = [test for exercise in result.get("exercises", []) for test in exercise.get("tests", [])]
    graded = [(test.get("id"), by_id.get(test.get("id"), {})) for test in tests]
    kept = {
        i
        for i, cell in graded
        if not cells.nbgrader_metadata_of(cell).get("solution") and cells.hides_something(cell, lesson)
    }
    return {test.get("id") for test in tests if test.get("hidden")} | kept


def _headings(exercises: list[dict], lesson: cells.Lesson) -> list[tuple[dict, str]]:
    """Return the exercises with their headings; where one stands above several, their names tell them apart."""
    found = []
    for exercise in exercises:
        name = str(exercise.get("name", ""))
        ids = (name, *(test.get("id") for test in exercise.get("tests", [])))
        found.append((exercise, name, next((lesson.titles[i] for i in ids if lesson.titles.get(i)), name)))
    often = Counter(heading for *_, heading in found)
    return [(e, f"{heading}: {name}" if often[heading] > 1 else heading) for e, name, heading in found]


def _exercise_view(exercise: dict, heading: str, by_id: dict, hidden: set) -> dict:
    name, tests = str(exercise.get("name", "")), exercise.get("tests", [])
    views = [_test_view(test, by_id.get(test.get("id")), test.get("id") in hidden) for test in tests]
    _drop_repeats(views)
    score, most = float(exercise.get("score") or 0), float(exercise.get("max_score") or 0)
    state = _state(exercise["waits"], score, most, views)
    is_open = state in ("some", "none")
    return {
        "name": name,
        "title": heading,
        "score": score,
        "max_score": most,
        "full": state == "full",
        "waits": exercise["waits"],
        "open": is_open,
        "state": STATES[state],
        "part": max(0.0, min(1.0, score / most)) if most else 1.0,
        "tests": views,
        "next": messages.next_step(exercise, f"“{heading}”") if is_open else "",
    }


def _point_to_foundations(exercises: list[dict], by_id: dict, lesson: cells.Lesson) -> None:
    """Send a student to an earlier exercise first, where an answer calls a function that isn't right yet.

    One that fails nothing but hidden tests does not explain what a later answer gets wrong in the open.
    """
    wrong, hardly = {}, set()
    for exercise in exercises:
        name, source = exercise["name"], cells.source_of(by_id.get(exercise["name"], {}))
        is_stopped = any(is_cause(test["symptom"]) for test in exercise["tests"])  # its own cell did not run
        is_own = source.rstrip() != lesson.sources.get(name) and not is_stopped
        is_open = any(test["status"] != "passed" and not test["hidden"] for test in exercise["tests"])
        behind = [other for other in wrong if not (is_open and other in hardly)] if is_own else []
        called = [other for other in behind if other in called_in(source)] if behind else []
        if exercise["next"] and called:
            first = wrong[called[0]]
            exercise["next"] = f"This answer calls `{called[0]}`: mend “{first}” first, then look here."
        if exercise["next"]:
            wrong[exercise["name"]] = exercise["title"]
            hardly |= set() if is_open else {exercise["name"]}


def _state(waits: bool, score: float, most: float, views: list[dict]) -> str:
    """Return the name of an exercise's state: it waits for a person if all else in it is decided."""
    if waits and all(view["waits"] or view["given"] or view["status"] == "passed" for view in views):
        return "waiting"
    if score >= most and not waits:
        return "full"
    return "some" if score > 0 else "none"


def _drop_repeats(tests: list[dict]) -> None:
    """Say a thing once: a later test of the exercise with the same story only points back to it."""
    told = set()
    for test in tests:
        if test["question"] in told:
            test["question"] = ""
        if not test["hidden"] and (test["symptom"], test["detail"]) in told:
            test |= {"symptom": "The same as above.", "detail": "", "pictures": []}
        told |= {test["question"], (test["symptom"], test["detail"])} - {"", ("", "")}


def _test_view(test: dict, cell: dict | None, is_hidden: bool) -> dict:
    words, sign = manual_marks.status_words(test)
    view = {
        "id": str(test.get("id", "")),
        "hidden": is_hidden,
        "score": float(test.get("score") or 0),
        "max_score": float(test.get("max_score") or 0),
        "status": test.get("status"),
        "words": words,
        "sign": sign,
        "extra": test.get("extra", 0.0),
        "by_hand": is_by_hand(test),
        "given": bool(test.get("given")) and not test.get("unanswered"),
        "waits": test["waits"],
        "symptom": "",
        "detail": "",
        "question": "",
        "pictures": [],
    }
    settled = view["given"] and view["score"] >= view["max_score"]
    if test.get("status") == "passed" or view["by_hand"] or settled:
        return view
    if view["hidden"]:
        view["symptom"] = messages.hidden_symptom(test)
        view["question"] = messages.hidden_question(test)
        return view
    steps = messages.split_steps(test.get("message"))
    view["symptom"] = steps.symptom
    view["detail"] = safe_html.visible(steps.detail, 6000)
    view["question"] = steps.question
    if cell is not None:
        view["pictures"] = [safe_html.bundle(data, "The difference") for data in _pictures(cell)[:3]]
    return view


def _pictures(cell: dict) -> list[dict]:
    """Return the pictures that a test cell shows as mime bundles; words around them repeat the message."""
    found = []
    for out in cells.outputs_of(cell):
        data = out.get("data")
        if out.get("output_type") not in ("display_data", "execute_result") or not isinstance(data, dict):
            continue
        drawn = _SVG.search(str(data.get("text/html", "")))
        if any(kind.startswith("image/") for kind in data):
            found.append(data)
        elif drawn:
            found.append({"text/html": drawn.group()})
    return found


def place_comments(exercises: list[dict], comments: dict[str, str], lesson: cells.Lesson) -> list[dict]:
    """Add the comments to the views of their exercises; return those that belong to none of them.

    A comment on an answer without tests of its own goes to the first exercise under the same heading.
    """
    owners = {test["id"]: exercise for exercise in exercises for test in exercise["tests"]}
    owners |= {exercise["name"]: exercise for exercise in exercises}
    headings: dict[str, dict] = {}
    for name, exercise in owners.items():
        headings.setdefault(lesson.titles.get(name) or "", exercise)
    headings.pop("", None)
    for exercise in exercises:
        exercise["comments"] = []
    rest = []
    for name, text in comments.items():
        heading = lesson.titles.get(name, "")
        comment = {"id": name, "title": heading, "text": text}
        owner = owners.get(name) or headings.get(heading)
        (rest if owner is None else owner["comments"]).append(comment)
    for exercise in exercises:
        if exercise["open"] and exercise["comments"] and not exercise["next"]:
            exercise["next"] = "Read what your instructor wrote about it."
    return rest
