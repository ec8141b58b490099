"""Note what was collected, so that no older download replaces newer work, and pages find their way back."""

import json
from datetime import datetime
from pathlib import Path

from autograder.common.files import write_atomically
from autograder.course.course import Course
from autograder.intake.collect.platforms import HandIn
from autograder.intake.file_names import looks_like_notebook


def log_path(course: Course, lesson: str) -> Path:
    """Return where the log of a lesson lies."""
    return course.root / "downloaded" / lesson / "collected.json"


def read_log(course: Course, lesson: str) -> dict[str, dict]:
    """Return what was collected, by student: the platform's spelling of "name", "number" and "file", and more."""
    try:
        seen = json.loads(log_path(course, lesson).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return seen if isinstance(seen, dict) else {}


class Log:
    """What was collected before, so that an older download that comes later replaces nothing."""

    def __init__(self, course: Course, lesson: str):
        self.path = log_path(course, lesson)
        self.seen = read_log(course, lesson)

    def when(self, student: str) -> tuple[int, datetime]:
        """Return how new the student's work is that was collected; older than any where nothing is known."""
        try:
            entry = self.seen[student]
            return int(entry["order"]), datetime.fromisoformat(entry["time"])
        except (KeyError, TypeError, ValueError):
            return -1, datetime.min

    def note(self, student: str, one: HandIn) -> None:
        """Note a student's work as collected."""
        order, time = one.when
        first = min(one.pieces, key=lambda piece: (not looks_like_notebook(piece.file[-1]), -piece.order))
        self.seen[student] = {
            "order": order,
            "time": time.isoformat(),
            "name": one.name,
            "number": first.student,
            "late": one.is_late,
            "file": first.member.name,
        }

    def write(self) -> None:
        """Write it for the next time."""
        write_atomically(
            self.path, json.dumps(self.seen, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        )
