"""Write a student's feedback page: marks, what each test saw, where to look next, and the notebook itself."""

import re
from functools import lru_cache
from pathlib import Path

import jinja2

from autograder import cells, inert, messages


@lru_cache(maxsize=1)
def environment():
    """Return the Jinja environment of all pages: templates beside this file, everything escaped."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    env = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.undefined = jinja2.StrictUndefined
    env.filters["points"] = points
    env.filters["visible"] = inert.visible
    env.globals["code"] = inert.code
    return env


def points(value):
    """Return points without a needless fraction: 4 for 4.0, 2.5 for 2.5.

    >>> points(4.0), points(2.5), points(None)
    ('4', '2.5', '0')
    """
    return f"{float(value or 0):.2f}".rstrip("0").rstrip(".")


def render(executed_notebook, result, release):
    """Return the feedback page of one submission as one self-contained HTML text.

    Parameters
    ----------
    executed_notebook : notebook or None
        The notebook with the outputs of this run; None when it could not be read.
    result : dict
        The result in the format of ``results/<student>/<lesson>.json``.
    release : autograder.release.Release or notebook
        The lesson as it was handed out. One class should pass one object: what its pages share is kept.

    Returns
    -------
    str
    """
    lesson = cells.lesson_of(release)
    hidden = {t.get("id") for e in result.get("exercises", []) for t in e.get("tests", []) if t.get("hidden")}
    by_id = {
        cells.mark_of(c).get("grade_id"): c
        for c in cells.cells_of(executed_notebook)
        if cells.mark_of(c).get("grade_id")
    }
    flags = [messages.split_flag(flag) for flag in result.get("flags", [])]
    lost = _why_lost(result, flags)
    exercises = [_exercise_view(e, by_id, lesson) for e in result.get("exercises", [])]
    return (
        environment()
        .get_template("feedback.html.j2")
        .render(
            result=result,
            title=lesson.title,
            exercises=exercises,
            lost=lost,
            notes=[
                (messages.KIND_WORDS.get(k, "Please note"), inert.visible(t, 500))
                for k, t in flags
                if t != lost
            ],
            complete=sum(e["full"] for e in exercises),
            by_hand=any(e["by_hand"] for e in exercises),
            has_hidden=bool(hidden),
            groups=[] if lost else cells.groups_of(executed_notebook, lesson, hidden),
        )
    )


def _why_lost(result, flags):
    """Return why nothing could be run: the one reason that every test and a flag give; else None."""
    tests = [test for exercise in result.get("exercises", []) for test in exercise.get("tests", [])]
    reasons = {str(test.get("message")) for test in tests if not messages.is_by_hand(test)}
    if {test.get("status") for test in tests} != {"not_run"} or len(reasons) != 1:
        return None
    return next((inert.visible(text, 500) for _, text in flags if text in reasons), None)


def _exercise_view(exercise, by_id, lesson):
    name = str(exercise.get("name", ""))
    tests = [_test_view(test, by_id.get(test.get("id"))) for test in exercise.get("tests", [])]
    _drop_repeats(tests)
    score, most = float(exercise.get("score") or 0), float(exercise.get("max_score") or 0)
    by_hand = any(test["by_hand"] for test in tests)
    full = score >= most and not by_hand
    known = lesson.titles.get(name) or next(
        (lesson.titles[t["id"]] for t in exercise.get("tests", []) if lesson.titles.get(t["id"])), ""
    )
    title = known or name
    waiting = by_hand and all(test["by_hand"] or test["status"] == "passed" for test in tests)
    return {
        "name": name,
        "title": title,
        "score": score,
        "max_score": most,
        "full": full,
        "by_hand": waiting,
        "state": ("complete", "✓", "good")
        if full
        else ("read by a person", "✎", "hand")
        if waiting
        else ("partly there", "◐", "some")
        if score > 0
        else ("not yet", "✗", "none"),
        "part": max(0.0, min(1.0, score / most)) if most else 1.0,
        "tests": tests,
        "next": "" if full or waiting else inert.visible(messages.next_step(exercise, f"“{title}”"), 600),
    }


def _drop_repeats(tests):
    """Say a thing once: a later test of the exercise with the same story only points back to it."""
    told = set()
    for test in tests:
        if test["question"] in told:
            test["question"] = ""
        if not test["hidden"] and (test["symptom"], test["detail"]) in told:
            test |= {"symptom": "The same as above.", "detail": "", "pictures": []}
        told |= {test["question"], (test["symptom"], test["detail"])} - {"", ("", "")}


def _test_view(test, cell):
    words, sign = messages.status_words(test)
    view = {
        "id": str(test.get("id", "")),
        "hidden": bool(test.get("hidden")),
        "score": float(test.get("score") or 0),
        "max_score": float(test.get("max_score") or 0),
        "status": test.get("status"),
        "words": words,
        "sign": sign,
        "by_hand": messages.is_by_hand(test),
        "symptom": "",
        "detail": "",
        "question": "",
        "pictures": [],
    }
    if test.get("status") == "passed" or view["by_hand"]:
        return view
    if view["hidden"]:
        view["symptom"] = messages.hidden_symptom(test)
        view["question"] = inert.visible(messages.hidden_question(test), 600)
        return view
    steps = messages.split_steps(test.get("message"))
    view["symptom"] = inert.visible(steps.symptom, 3000)
    view["detail"] = inert.visible(steps.detail, 6000)
    view["question"] = inert.visible(steps.question, 1200)
    if cell is not None and "BEGIN HIDDEN TESTS" not in cells.source_of(cell):
        view["pictures"] = [inert.bundle(data, "The difference") for data in _pictures(cell)[:3]]
    return view


def _pictures(cell):
    """Return the outputs of a test cell that hold a picture: the rest only repeats the message."""
    shown = [
        o.get("data")
        for o in cells.outputs_of(cell)
        if o.get("output_type") in ("display_data", "execute_result")
    ]
    return [data for data in shown if isinstance(data, dict) and _has_picture(data)]


def _has_picture(data):
    return any(kind.startswith("image/") for kind in data) or bool(
        re.search(r"<(?:svg|img)\b", str(data.get("text/html", "")), re.IGNORECASE)
    )
