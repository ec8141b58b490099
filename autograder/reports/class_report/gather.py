"""Gather a lesson's results, the code behind them, and the links to the feedback pages."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from autograder.common.errors import UsageError
from autograder.common.text import printable
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.course.earlier_releases import with_former
from autograder.course.unpassable import notices
from autograder.intake.file_names import normalize_name
from autograder.records.moved import Moved, read_moved
from autograder.records.results import each_result, notebook_path
from autograder.records.roster import has_left, read_roster, who_is_absent
from autograder.records.with_manual_marks import with_decisions
from autograder.reports.feedback import cells, messages
from autograder.restore.held_alike import alike_lines, with_held_alike

MAX_NOTEBOOK = 80_000_000


def _number(key: str) -> property:
    """Return a property for a number that a result holds, 0 where it holds none."""
    return property(lambda row: float(row.result.get(key) or 0))


@dataclass
class Row:
    """One student's result in one lesson."""

    student: str
    result: dict  # as in ``results/<student>/<lesson>.json``, with what persons decided (`manual_marks.merge_whole`)
    link: str = ""  # relative address of the feedback page; empty when there is none
    code: dict[str, str] = field(default_factory=dict)  # the student's solution cells by grade_id
    # what they wrote in words, or for a person to grade, by grade_id
    texts: dict[str, str] = field(default_factory=dict)
    name: str = ""  # as the gradebook has it, often empty

    score = _number("total")  # the points of the whole lesson, less what being late costs
    raw = _number("score")  # the points before that
    penalty = _number("penalty")  # what being late costs
    seconds = _number("seconds")  # how long the submission ran

    @property
    def late(self) -> str:
        """How long after the due date it was handed in, in words; empty for in time."""
        return self.result.get("late", "")

    @property
    def flags(self) -> list[tuple[str, str]]:
        """The flags as pairs of kind and sentence."""
        late = [("late", f"handed in {self.late} after the due date")] if self.late else []
        return [messages.split_flag(flag) for flag in self.result.get("flags", [])] + late

    @property
    def is_lost(self) -> bool:
        """Say whether nothing of the submission could be run."""
        return messages.why_lost(self.result) is not None

    @property
    def waits(self) -> bool:
        """Say whether a person has still to give points for something in it."""
        return any(exercise["waits"] for exercise in self.exercises)

    @property
    def again(self) -> bool:
        """Say whether it was graded again after a person gave points, which nobody has confirmed since."""
        return bool(self.result.get("again"))

    @property
    def exercises(self) -> list[dict]:
        """The exercises of the result."""
        return self.result.get("exercises", [])


@dataclass
class LessonData:
    """All that the report knows about one lesson."""

    name: str
    title: str
    rows: list[Row]  # sorted by student
    # students of the course, by the gradebook or `submitted/`, without a result for this lesson
    absent: list[Row]
    stubs: dict[str, str]  # the released text of every solution cell
    titles: dict[str, str]  # headings of the exercises
    answer_of: dict[str, str]  # for every test the solution cell that it tests
    # what the course can't count on here, such as tests that nobody can pass
    notices: list[str] = field(default_factory=list)
    # students with a result who are in neither the gradebook nor `submitted/` any more; left out
    gone: list[str] = field(default_factory=list)
    moved: tuple[str, list[Moved]] = ("", [])  # when the last regrade moved points, and whose
    is_bonus: bool = False  # its points raise a mark, but not the maximum

    @property
    def max_score(self) -> float:
        """The points there are to earn."""
        return max((float(row.result.get("max_score") or 0) for row in self.rows), default=0.0)

    def title_of(self, exercise: dict) -> str:
        """Return an exercise's heading, with its name where others have the same; else its name."""
        name, heading = str(exercise.get("name")), self._heading(exercise)
        notebook, _, own = name.rpartition("/")
        if heading and normalize_name(notebook) == normalize_name(heading):
            name = own  # the heading says which notebook it is in
        return f"{heading}: {name}" if heading in self._shared else heading or name

    def _heading(self, exercise: dict) -> str:
        ids = [exercise.get("name"), *(test.get("id") for test in exercise.get("tests", []))]
        return next((self.titles[i] for i in ids if self.titles.get(i)), "")

    @cached_property
    def _shared(self) -> set[str]:
        """The headings that stand above more than one exercise."""
        often = Counter(map(self._heading, self.rows[0].exercises)) if self.rows else {}
        return {heading for heading, count in often.items() if heading and count > 1}

    def code_of(self, row: Row, exercise: dict) -> str:
        """Return the student's cell that an exercise tests."""
        ids = [exercise.get("name"), *(self.answer_of.get(t.get("id")) for t in exercise.get("tests", []))]
        return next((row.code[i] for i in ids if i in row.code), "")


def gather(course: Course, lesson: str, out: Path) -> LessonData:
    """Read everything about `lesson`; links are relative to the folder of the report `out`."""
    results = [
        r for r in each_result(course, lesson) if isinstance(r, dict) and isinstance(r.get("exercises"), list)
    ]
    stubs, titles, answer_of, title, warned = released(course, lesson)
    roster, folders = read_roster(course), [printable(name) for name in course.students()]
    gone = {s for s in (str(r.get("student", "")) for r in results) if has_left(s, roster, folders)}
    results = [result for result in results if str(result.get("student", "")) not in gone]
    rows = []
    for result in with_decisions(course, lesson, results):
        student = str(result.get("student", ""))
        link = link_to(course, student, lesson, out.parent)
        row = Row(student, result, link, name=(roster or {}).get(student, ""))
        if not row.is_lost:
            row.code, row.texts = answer_cells(course, student, lesson, course.notebook_names(lesson))
        rows.append(row)
    nowhere = who_is_absent(roster, folders, {row.student for row in rows})
    absent = [Row(student, {}, name=(roster or {}).get(student, "")) for student in nowhere]
    told = (rows, absent, stubs, titles, answer_of, warned, sorted(gone), read_moved(course, lesson))
    return LessonData(lesson, title, *told, is_bonus=lesson in course.bonus)


def released(course: Course, lesson: str) -> tuple[dict, dict, dict, str, list[str]]:
    """Return stubs, exercise headings, the solution cell of each test, the title of a lesson, and notices."""
    try:
        assignment = with_former(course, load_assignment(course, lesson), remember=False)
        assignment = with_held_alike(course, assignment)
    except UsageError:
        return {}, {}, {}, lesson, []
    stubs, titles, answer_of = {}, {}, {}
    for part in assignment.parts:
        last, facts = None, cells.lesson_of(part)
        titles |= {assignment.label(part, name): title for name, title in facts.titles.items()}
        for cell in part.released.cells:
            mark = cells.nbgrader_metadata_of(cell)
            name = assignment.label(part, mark.get("grade_id", ""))
            if mark.get("solution"):
                last = name
                stubs[last] = cells.source_of(cell)
            elif mark.get("grade") and last:
                answer_of[name] = last
    title = facts.title if len(assignment.parts) == 1 else lesson
    return stubs, titles, answer_of, title, [*notices(assignment), *alike_lines(assignment)]


def link_to(course: Course, student: str, lesson: str, base: Path) -> str:
    """Return the address of a feedback page relative to `base`, or nothing when there is no such page."""
    folder = course.directory("feedback") / student / lesson
    pages = sorted(folder.glob("*.html")) if folder.is_dir() else []
    if not pages:
        return ""
    named = [page for page in pages if page.stem == lesson]
    return quote(os.path.relpath((named or pages)[0], base).replace(os.sep, "/"))


def answer_cells(
    course: Course, student: str, lesson: str, notebooks: list[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return a student's answers from the autograded notebooks, by grade_id: code, and what a person reads.

    Where there are several notebooks, their names stand before it, as in the results.
    """
    code, texts = {}, {}
    for name in notebooks:
        path = notebook_path(course, student, lesson, name)
        try:
            if path.stat().st_size > MAX_NOTEBOOK:
                continue
            notebook = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            continue
        prefix = f"{name}/" if len(notebooks) > 1 else ""
        marked = [(cells.nbgrader_metadata_of(cell), cell) for cell in cells.cells_of(notebook)]
        for mark, cell in marked:
            if mark.get("solution") and mark.get("grade_id"):
                name_here, is_code = f"{prefix}{mark['grade_id']}", cell.get("cell_type") == "code"
                if is_code:
                    code[name_here] = cells.source_of(cell)
                if mark.get("grade") or not is_code:
                    texts[name_here] = cells.source_of(cell)
    return code, texts
