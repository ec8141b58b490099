"""Write a student's feedback page: marks, what each test saw, where to look next, and the notebook itself."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from autograder import inert, messages

MAX_OUTPUTS = 40
"""Outputs shown for one cell."""

MAX_PAGE = 6_000_000
"""Characters of outputs shown on one page; what comes after is named, not shown."""

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)
_EFFORT = re.compile(r"\s*\((?=[^()]*\b(?:points?|min(?:utes)?|bonus)\b)[^()]*\)\s*$")
_HIDDEN = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS.*?(?:^[ \t]*### END HIDDEN TESTS[^\n]*\n?|\Z)", re.DOTALL | re.MULTILINE
)


@lru_cache(maxsize=1)
def environment():
    """Return the Jinja environment of all pages: templates beside this file, everything escaped."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    env = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.undefined = jinja2.StrictUndefined
    env.filters["points"] = points
    env.filters["visible"] = inert.visible
    return env


def points(value):
    """Return points without a needless fraction: 4 for 4.0, 2.5 for 2.5.

    >>> points(4.0), points(2.5), points(None)
    ('4', '2.5', '0')
    """
    return f"{float(value or 0):.2f}".rstrip("0").rstrip(".")


@dataclass
class Lesson:
    """What a page needs to know about the released notebook, read once."""

    title: str
    titles: dict = field(default_factory=dict)  # grade_id -> heading of its exercise
    cells: set = field(default_factory=set)  # (cell_type, source) as released
    sources: dict = field(default_factory=dict)  # grade_id -> source as a student may see it


_LESSONS: list[tuple[object, Lesson]] = []


def lesson_of(release):
    """Return the facts about `release`, kept for the releases that were used last."""
    for known, lesson in _LESSONS:
        if known is release:
            return lesson
    lesson = read_lesson(release)
    _LESSONS.insert(0, (release, lesson))
    del _LESSONS[8:]
    return lesson


def read_lesson(release):
    """Read title, exercise headings and cells from a release, or from a released notebook alone."""
    notebook = getattr(release, "released", release)
    lesson, heading = Lesson("Your notebook"), ""
    for cell in _cells(notebook):
        source, name = _source(cell), _mark(cell).get("grade_id")
        lesson.cells.add((cell.get("cell_type"), source))
        if cell.get("cell_type") == "markdown":
            headings = _HEADING.findall(source)
            if headings and lesson.title == "Your notebook":
                lesson.title = _plain(headings[0][1])
            heading = _plain(headings[-1][1]) if headings else heading
        if name:
            lesson.titles[name] = heading
            lesson.sources[name] = _without_hidden(source)
    return lesson


def _plain(heading):
    return _EFFORT.sub("", re.sub(r"[`*]", "", heading)).strip()


def _without_hidden(source):
    return _HIDDEN.sub("", source).rstrip()


def _cells(notebook):
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _source(cell):
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _mark(cell):
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return mark if isinstance(mark, dict) else {}


def render(executed_notebook, result, release):
    """Return the feedback page of one submission as one self-contained HTML text.

    Parameters
    ----------
    executed_notebook : notebook or None
        The notebook with the outputs of this run; None when it could not be read.
    result : dict
        The result in the format of ``results/<student>/<lesson>.json``.
    release : autograder.release.Release or notebook
        The lesson as it was handed out. Pages of one class should pass the same object: what they share is kept.

    Returns
    -------
    str
    """
    lesson = lesson_of(release)
    hidden = {t.get("id") for e in result.get("exercises", []) for t in e.get("tests", []) if t.get("hidden")}
    by_id = {_mark(c).get("grade_id"): c for c in _cells(executed_notebook) if _mark(c).get("grade_id")}
    flags = [messages.split_flag(flag) for flag in result.get("flags", [])]
    lost = next((inert.visible(text, 500) for kind, text in flags if kind in messages.LOST), None)
    exercises = [_exercise_view(e, by_id, lesson) for e in result.get("exercises", [])]
    return (
        environment()
        .get_template("feedback.html.j2")
        .render(
            result=result,
            title=lesson.title,
            exercises=exercises,
            lost=lost if executed_notebook is None else None,
            notes=[(messages.KIND_WORDS.get(k, "Please note"), inert.visible(t, 500)) for k, t in flags],
            complete=sum(e["full"] for e in exercises),
            by_hand=any(e["by_hand"] for e in exercises),
            groups=_groups(executed_notebook, lesson, hidden),
        )
    )


def _exercise_view(exercise, by_id, lesson):
    name = str(exercise.get("name", ""))
    tests = [_test_view(test, by_id.get(test.get("id"))) for test in exercise.get("tests", [])]
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
    view["symptom"] = inert.visible(steps.symptom, 6000)
    view["question"] = inert.visible(steps.question, 1200)
    if cell is not None and "BEGIN HIDDEN TESTS" not in _source(cell):
        view["pictures"] = [inert.output(o, "What your function gave") for o in _pictures(cell)[:3]]
    return view


def _outputs(cell):
    outputs = cell.get("outputs")
    return [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []


def _pictures(cell):
    """Return the outputs of a test cell that show something: no text, no traceback, which the message repeats."""
    kinds = ("text/html", "image/svg+xml", "image/png", "image/jpeg")
    shown = [o for o in _outputs(cell) if o.get("output_type") in ("display_data", "execute_result")]
    return [o for o in shown if isinstance(o.get("data"), dict) and any(k in o["data"] for k in kinds)]


def _groups(notebook, lesson, hidden):
    """Return the notebook's cells in order; runs of cells that are as released are folded into one group."""
    groups, room = [], MAX_PAGE
    for number, cell in enumerate(_cells(notebook), start=1):
        view = _cell_view(cell, number, lesson, hidden, room)
        if view is None:
            continue
        room -= view["size"]
        if view["folded"] and groups and groups[-1]["folded"]:
            groups[-1]["cells"].append(view)
        else:
            groups.append({"folded": view["folded"], "cells": [view]})
    return groups


def _cell_view(cell, number, lesson, hidden, room):
    mark, source, kind = _mark(cell), _source(cell), cell.get("cell_type")
    name = mark.get("grade_id")
    is_test = bool(mark.get("grade")) and not mark.get("solution")
    as_released = (kind, source) in lesson.cells
    view = {
        "number": number,
        "folded": is_test or (as_released and not mark.get("solution")),
        "note": "",
        "size": 0,
    }
    if is_test:
        secret = name in hidden or "BEGIN HIDDEN TESTS" in source
        view["label"] = f"{'Hidden test' if secret else 'Test'} {name}"
        view["body"] = inert.code(lesson.sources.get(name, "") if secret else _without_hidden(source))
        if secret:
            return view
    elif kind == "code":
        view["label"] = f"Your answer: {name}" if mark.get("solution") else f"Code, cell {number}"
        view["note"] = "as it was handed out" if as_released and mark.get("solution") else ""
        view["body"] = inert.code(source)
    else:
        view["label"] = f"Your answer: {name}" if mark.get("solution") else f"Text, cell {number}"
        safe = (
            inert.lesson_markdown(source) if as_released else inert.markdown(source, cell.get("attachments"))
        )
        view["body"] = Markup('<div class="prose">{}</div>').format(safe)
        return view if source.strip() else None
    outputs, view["size"] = _output_views(cell, number, room, skip_trace=is_test)
    view["body"] += outputs
    return view if source.strip() or outputs else None


def _output_views(cell, number, room, skip_trace):
    outputs = _outputs(cell)
    shown, size = [], 0
    for out in outputs[:MAX_OUTPUTS]:
        if skip_trace and out.get("output_type") == "error":
            continue
        piece = inert.output(out, f"Output of cell {number}")
        if size + len(piece) > room:
            shown.append(inert.pre("[the page is full: further output is not shown]"))
            break
        shown.append(piece)
        size += len(piece)
    if len(outputs) > MAX_OUTPUTS:
        shown.append(inert.pre(f"[{len(outputs) - MAX_OUTPUTS:,} more outputs are not shown]"))
    return Markup("").join(shown), size
