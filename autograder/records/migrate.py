"""Let a graded lesson change: its cells' rows in nbgrader's tables follow, and points by hand stay with their exercise.

nbgrader itself refuses to add, remove or rename cells once there are submissions. All is done in one transaction;
points that change, texts and everything else about a cell are then written by nbgrader's own `SaveCells`.
"""

import difflib
from dataclasses import dataclass, field

from nbgrader import api, utils
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from autograder.common.text import counted
from autograder.course.release import Release, marks

ALIKE = 0.6
"""Two cells' texts that are alike to this part are one cell that got another name."""
KINDS = {"grade": api.GradeCell, "solution": api.SolutionCell, "task": api.TaskCell, "source": api.SourceCell}
IS_OF_KIND = {
    "grade": utils.is_grade,
    "solution": utils.is_solution,
    "task": utils.is_task,
    "source": lambda cell: (
        utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell) or utils.is_task(cell)
    ),
}
"""Which of nbgrader's tables a cell stands in, as its SaveCells decides it."""


@dataclass
class Changes:
    """What became of a lesson's cells."""

    renamed: dict[str, str] = field(default_factory=dict)  # old names to new ones
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    # removed cells that held points or comments by hand, with the number of students
    lost: dict[str, int] = field(default_factory=dict)
    # answers that a person graded and one test grades now, with that test: points by hand stand there
    turned: dict[str, str] = field(default_factory=dict)
    # cells that are worth less now than a person gave in them, with the number of students
    above: dict[str, int] = field(default_factory=dict)

    def lines(self, lesson: str) -> list[str]:
        """Return what happened, a line each."""
        found = [f"{old} is {new} now" for old, new in self.renamed.items()]
        found += [f"{name} is new" for name in self.added] + [f"{name} is gone" for name in self.removed]
        found += [f"points by hand of {old} stand in {new} now" for old, new in self.turned.items()]
        follows = f"{lesson} has changed since it was graded, and the gradebook follows: {', '.join(found)}"
        said = [follows] if found else []
        for name, count in self.lost.items():
            whose = counted(count, "student", "students")
            said.append(f"{lesson}: with {name} go points or comments by hand of {whose}; backups/ has them")
        for name, count in self.above.items():
            have = counted(count, "student has", "students have")
            said.append(
                f"{lesson}: {have} more points by hand in {name} than it is worth now; they still count"
            )
        return said


def migrate(db: Session, notebook: "api.Notebook", release: Release) -> Changes | None:
    """Make the rows of a notebook's cells those of its release; None where they are, and none is worth less.

    `db`: of nbgrader's gradebook. Nothing is committed here.
    `notebook`: the row of the notebook, which has submissions
    """
    now = {
        kind: {marks(cell)["grade_id"]: cell for cell in release.master.cells if is_of_kind(cell)}
        for kind, is_of_kind in IS_OF_KIND.items()
    }
    there = {
        kind: {row.name: row for row in db.scalars(select(table).where(table.notebook_id == notebook.id))}
        for kind, table in KINDS.items()
    }
    is_same = all(set(now[kind]) == set(there[kind]) for kind in KINDS)
    done = Changes(renamed=_renamed(there["source"], now["source"]))
    for kind in KINDS:
        for old, new in done.renamed.items():
            if old in there[kind] and new in now[kind] and new not in there[kind]:
                row = there[kind][new] = there[kind].pop(old)
                row.name = new
    for old, new in _turned(there["grade"], now).items():
        row = there["grade"][new] = there["grade"].pop(old)
        row.name, done.turned[old] = new, new
    for kind in ("grade", "task"):
        for name in set(there[kind]) & set(now[kind]):
            points = float(marks(now[kind][name])["points"])
            if points < there[kind][name].max_score and (
                count := _given_above(db, there[kind][name], points)
            ):
                done.above[name] = count
    if is_same:
        return done if done.above else None
    for kind in KINDS:
        for name in set(there[kind]) - set(now[kind]):
            _remove(db, kind, there[kind][name], done)
        for name in set(now[kind]) - set(there[kind]):
            _add(db, kind, name, now[kind][name], notebook)
    old_names = {done.renamed.get(name, name) for name in there["source"]}
    done.added = sorted(set(now["source"]) - old_names)
    done.removed = sorted(name for name in old_names - set(now["source"]))
    db.flush()
    return done


def _renamed(there: dict, now: dict) -> dict[str, str]:
    """Return which cells have another name now: those whose texts are most alike, as far as they are."""
    gone, new = [name for name in there if name not in now], [name for name in now if name not in there]
    pairs = []
    for old in gone:
        for name in new:
            if (there[old].cell_type, bool(there[old].locked)) != (
                now[name].cell_type,
                utils.is_locked(now[name]),
            ):
                continue
            before, after = (there[old].source or "").replace(old, ""), now[name].source.replace(name, "")
            # An exercise's name stands in its tests: `conv2d` in `conv2d__values`.
            before, after = before.replace(old.split("__")[0], ""), after.replace(name.split("__")[0], "")
            pairs.append((difflib.SequenceMatcher(None, before, after, autojunk=False).ratio(), old, name))
    found: dict[str, str] = {}
    for ratio, old, name in sorted(pairs, key=lambda pair: -pair[0]):
        if ratio >= ALIKE and old not in found and name not in found.values():
            found[old] = name
    return found


def _turned(there: dict, now: dict) -> dict[str, str]:
    """Return which answers are no longer graded by a person, with the one test of their exercise that is new."""
    gone, new = set(there) - set(now["grade"]), set(now["grade"]) - set(there)
    found = {}
    for name in sorted(gone & set(now["source"])):
        own = [test for test in new if test.split("__")[0] == name.split("__")[0]]
        if len(own) == 1:
            found[name] = own[0]
    return {old: test for old, test in found.items() if list(found.values()).count(test) == 1}


def _given_above(db: Session, row: object, points: float) -> int:
    """Return how many students a person gave more than so many points in a cell."""
    query = select(func.count()).select_from(api.Grade)
    return db.scalar(query.where(api.Grade.cell_id == row.id, api.Grade.manual_score > points))


def _remove(db: Session, kind: str, row: object, done: Changes) -> None:
    """Remove a cell's row, with its points and comments; count whose were a person's."""
    if kind != "source":
        by_hand = (
            (
                api.Grade,
                or_(api.Grade.manual_score.is_not(None), func.coalesce(api.Grade.extra_credit, 0) != 0),
            ),
            (api.Comment, func.coalesce(api.Comment.manual_comment, "") != ""),
        )
        for table, is_by_hand in by_hand:
            count = db.scalar(
                select(func.count()).select_from(table).where(table.cell_id == row.id, is_by_hand)
            )
            if count:
                done.lost[row.name] = max(count, done.lost.get(row.name, 0))
            for one in db.scalars(select(table).where(table.cell_id == row.id)):
                db.delete(one)
        db.flush()
    db.delete(row)


def _add(db: Session, kind: str, name: str, cell: object, notebook: "api.Notebook") -> None:
    """Add a cell's row, and what each submission has for such a cell."""
    facts = {"name": name, "notebook": notebook}
    if kind in ("grade", "task"):
        facts |= {"max_score": float(marks(cell)["points"]), "cell_type": cell.cell_type}
    elif kind == "source":
        facts |= {"cell_type": cell.cell_type, "locked": utils.is_locked(cell), "source": cell.source}
    row = KINDS[kind](**facts)
    db.add(row)
    db.flush()
    submitted = [] if kind == "source" else list(notebook.submissions)
    for one in submitted:
        if kind in ("grade", "task"):
            db.add(api.Grade(cell_id=row.id, notebook=one))
        if kind in ("solution", "task"):
            db.add(api.Comment(cell_id=row.id, notebook=one))
