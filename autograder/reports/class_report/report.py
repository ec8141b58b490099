"""Write the instructor's report: one page that shows how a class did, where it got stuck and what is odd."""

import base64
import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from urllib.parse import quote

from markupsafe import Markup

from autograder.common.errors import UsageError
from autograder.common.files import write_named
from autograder.course.course import Course
from autograder.intake.submitted import notebooks_in_no_folder
from autograder.records import with_manual_marks
from autograder.records.moved import by_size
from autograder.records.results import result_path
from autograder.reports.class_report import charts
from autograder.reports.class_report.clusters import named_mistakes, unnamed_clusters
from autograder.reports.class_report.flags import flag_views, students_in
from autograder.reports.class_report.gather import LessonData, gather
from autograder.reports.class_report.other_pages import totals, write_answers, write_students
from autograder.reports.class_report.similarity import common_from, near_identical
from autograder.reports.class_report.students_in_need import in_need, lost_parts, to_grade
from autograder.reports.feedback import messages, page
from autograder.reports.html import safe_html

MOST_SHOWN = 25
"""Clusters and groups shown in full; the rest is counted."""

MOST_OPEN = 8
"""With more groups of near-identical code than this, those that share one exercise only are folded into one box."""


def write_report(
    course: Course | str | os.PathLike,
    lessons: list[str] | None = None,
    out: str | Path | None = None,
    each_student: bool = False,
) -> Path:
    """Write the report of some lessons (default: all that have results) and return its path.

    Raises UsageError if a lesson is unknown, nothing has been graded yet, or `out` can't be written.

    `out`: default: under ``reports/`` in the course folder. Links to feedback pages are relative to it.
    `each_student`: write a page for each student, too, in the folder ``students/`` beside it
    """
    course = course if isinstance(course, Course) else Course(course)
    lessons = list(dict.fromkeys(lessons or []))
    name = lessons[0] if len(lessons) == 1 else "report"
    out = (Path(out) if out else course.root / "reports" / f"{name}.html").resolve()
    wanted = [course.require(lesson) for lesson in lessons] or graded_lessons(course)
    data = [gather(course, lesson, out) for lesson in wanted]
    data = [lesson for lesson in data if lesson.rows]
    if not data:
        named = f" of {', '.join(wanted)}" if wanted else ""
        raise UsageError(f"there are no results{named} in {course.root} yet; run `autograder grade` first")
    name = course.course_id or course.root.name
    answers = out.with_name(f"{out.stem}-answers.html")
    has_answers = write_answers(data, name, answers)
    write_named(
        out, render_report(data, name, notebooks_in_no_folder(course), answers.name if has_answers else "")
    )
    if each_student:
        write_students(data, course, out.parent / "students")
    return out


def graded_lessons(course: Course) -> list[str]:
    """Return the lessons that have at least one result."""
    folder = course.root / "results"
    students = [p.name for p in folder.iterdir() if p.is_dir()] if folder.is_dir() else []
    return [x for x in course.lessons() if any(result_path(course, s, x).is_file() for s in students)]


def render_report(data: list[LessonData], name: str, loose: Sequence[str] = (), answers: str = "") -> str:
    """Return the report as one self-contained HTML text."""
    env = page.jinja_environment()
    script = env.loader.get_source(env, "sort.js")[0]
    return env.get_template("report.html.j2").render(
        name=name,
        loose=loose,
        answers=quote(answers),
        lessons=[lesson_view(lesson, number) for number, lesson in enumerate(data, start=1)],
        overall=overall_view(data) if len(data) > 1 else None,
        script=Markup(script),  # noqa: S704 (our own file)
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def lesson_view(data: LessonData, number: int) -> dict:
    """Return everything the template shows of one lesson."""
    scores = [row.score for row in data.rows]
    groups = near_identical(answers_of(data), data.stubs, len(data.rows))
    single = [group for group in groups if group.is_single] if len(groups) > MOST_OPEN else []
    telling = [group for group in groups if group not in single]
    clusters, mistakes = unnamed_clusters(data), named_mistakes(data)
    lost = [row for row in data.rows if row.is_lost]
    flags, accidents = flag_views(data, accidents=False), flag_views(data, accidents=True)
    return {
        "id": f"l{number}",
        "name": data.name,
        "title": data.title,
        "notices": data.notices,
        "max_score": data.max_score,
        "rows": data.rows,
        "absent": data.absent,
        "gone": data.gone,
        "need": in_need(data),
        "median": median(scores),
        "mean": sum(scores) / len(scores),
        "full": sum(score >= data.max_score for score in scores),
        "zero": sum(score == 0 for score in scores),
        "histogram": charts.histogram(scores, data.max_score),
        "spark": charts.sparkline(scores, data.max_score),
        "exercises": exercise_views(data),
        "mistakes": [mistake for mistake in mistakes if len(mistake.rows) > 1],
        "rare_mistakes": [mistake for mistake in mistakes if len(mistake.rows) == 1],
        "clusters": [cluster for cluster in clusters if len(cluster.rows) > 1][:MOST_SHOWN],
        "singles": [cluster for cluster in clusters if len(cluster.rows) == 1],
        "flags": flags,
        "accidents": accidents,
        "by_accident": students_in(accidents),
        "flagged": students_in(flags),
        "lost": lost,
        "lost_parts": lost_parts(data.rows),
        "groups": [group_view(group, data) for group in telling[:MOST_SHOWN]],
        "single": [group_view(group, data) for group in single[:MOST_SHOWN]],
        "more_groups": len(telling[MOST_SHOWN:]) + len(single[MOST_SHOWN:]),
        "common": common_from(len(data.rows)),
        "times": charts.time_strip([row.seconds for row in data.rows if not row.is_lost]),
        "slowest": sorted((r for r in data.rows if r.seconds), key=lambda r: -r.seconds)[:8],
        "stopped": sum(
            any(t.get("status") in ("timeout", "memory") for e in r.exercises for t in e["tests"])
            for r in data.rows
        ),
        "walls": wall_views(data),
        "by_hand": to_grade(data),
        "to_read": sum(row.waits for row in data.rows),
        "again": [row for row in data.rows if row.again],
        "late": [row for row in data.rows if row.late],
        "moved_when": data.moved[0],
        "moved": sorted(data.moved[1], key=by_size),
    }


def exercise_views(data: LessonData) -> list[dict]:
    """Return the exercises, the hardest first: who has all, some and none of the points, and why not.

    Points that a person has still to give count for nobody; where most of them wait, there is no mean yet: it would
    be that of the answers left empty, and call hard what nobody has read.
    """
    views = {}
    for row in data.rows:
        for exercise in row.exercises:
            view = views.setdefault(
                exercise["name"],
                {
                    "title": data.title_of(exercise),
                    "most": float(exercise["max_score"]),
                    "shares": [],
                    "why": Counter(),
                },
            )
            view["why"]["wait for a person"] += bool(exercise["waits"])
            if points := with_manual_marks.machine_points(exercise):
                view["shares"].append(points[0] / (points[1] or 1.0))
                if view["shares"][-1] < 1:
                    view["why"][reason(exercise, row.is_lost)] += 1
    for view in views.values():
        shares = view["shares"]
        is_told = len(shares) > view["why"]["wait for a person"]
        view["mean"] = sum(shares) / len(shares) if is_told else None
        view["all"] = sum(share >= 1 for share in shares)
        view["none"] = sum(share <= 0 for share in shares)
        view["some"] = len(shares) - view["all"] - view["none"]
        view["reasons"] = ", ".join(f"{count} {words}" for words, count in (+view["why"]).most_common(3))
    return sorted(views.values(), key=lambda view: (view["mean"] is None, view["mean"] or 0.0))


def reason(exercise: dict, is_lost: bool) -> str:
    """Return in a few words why an exercise has not all its points."""
    if is_lost:
        return "unreadable"
    tests = [t for t in exercise["tests"] if not t["waits"] and t.get("score", 0) < t.get("max_score", 0)]
    by_machine = [t for t in tests if not t.get("given")]
    if tests and not by_machine:
        return "not written" if all(t.get("unanswered") for t in tests) else "graded by a person"
    tests = by_machine
    if any("written yet" in messages.hidden_symptom(t) for t in tests):
        return "not written"
    for status, words in (("timeout", "out of time"), ("memory", "out of memory"), ("not_run", "not run")):
        if any(t.get("status") == status for t in tests):
            return words
    if any(t.get("mistake") for t in tests):
        return "with a known mistake"
    if any(t.get("status") == "error" for t in tests):
        return "stopped by an error"
    return (
        "failing hidden tests only" if all(t.get("hidden") for t in tests) else "wrong in a way of their own"
    )


def answers_of(data: LessonData) -> dict[str, dict[str, str]]:
    """Return every answer by exercise cell and student, without the untouched ones."""
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for row in data.rows:
        for name, source in row.code.items():
            if source.strip() and source.strip() != data.stubs.get(name, "").strip():
                answers[name][row.student] = source
    return answers


def group_view(group, data: LessonData) -> dict:
    """Return a group of near-identical answers with links and two of the answers side by side."""
    rows = {row.student: row for row in data.rows}
    examples = [
        {
            "title": data.titles.get(name) or name,
            "how": group.exercises[name],
            "codes": [(student, safe_html.code(source)) for student, source in pair],
        }
        for name, pair in group.examples.items()
    ]
    return {
        "rows": [rows[s] for s in group.students if s in rows],
        "examples": examples,
        "is_whole": group.is_whole,
    }


def wall_views(data: LessonData) -> list[dict]:
    """Return what the walls did not stop, and for how many submissions."""
    found = Counter(frozenset(open_walls(row.result.get("sandbox"))) for row in data.rows if not row.is_lost)
    return [{"count": count, "open": sorted(walls)} for walls, count in found.most_common()]


def open_walls(sandbox: object) -> list[str]:
    """Return the walls that a result's sandbox says were missing, and the attempts that were not stopped."""
    if not isinstance(sandbox, dict) or not sandbox:
        return ["unknown: the result says nothing about its walls"]
    missing = [f"missing wall: {wall}" for wall in sandbox.get("missing") or []]
    return missing + [f"not stopped: {attempt}" for attempt in sandbox.get("not_stopped") or []]


def overall_view(data: list[LessonData]) -> dict:
    """Return one row a student over all lessons."""
    return {
        "rows": totals(data),
        "max_score": sum(lesson.max_score for lesson in data if not lesson.is_bonus),
        "bonus": [lesson.name for lesson in data if lesson.is_bonus],
        "to_read": any(row.waits for lesson in data for row in lesson.rows),
    }
