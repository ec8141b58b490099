"""Where results lie, how they are read back, and how to tell that one is still good."""

import functools
import hashlib
import importlib.util
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.course.course import Course

GRADING = ("pipeline.py", "task.py", "common", "course", "intake", "restore", "sandbox", "scoring", "reports")
"""What a result can depend on; commands, records and what is only built or simulated leave results as they are."""
NOT_GRADING = ("class_report", "export.py", "report.html.j2", "report.css")


def result_path(course: Course, student: str, lesson: str) -> Path:
    """Return where a student's result for a lesson lies."""
    return course.root / "results" / student / f"{lesson}.json"


def key_path(course: Course, student: str, lesson: str) -> Path:
    """Return where the key of a finished result lies. Written last: with it, all else is there."""
    return course.root / "results" / student / f".{lesson}.key"


def notebook_path(course: Course, student: str, lesson: str, name: str) -> Path:
    """Return where nbgrader expects the autograded notebook."""
    return course.directory("autograded") / student / lesson / f"{name}.ipynb"


def feedback_path(course: Course, student: str, lesson: str, name: str) -> Path:
    """Return where nbgrader expects the feedback page."""
    return course.directory("feedback") / student / lesson / f"{name}.html"


@functools.lru_cache(maxsize=1)
def grader_version() -> str:
    """Return a hash of all code and templates that a result can depend on."""
    folder = Path(__file__).parents[1]
    places = [folder / name for name in GRADING]
    files = [
        p
        for place in places
        for p in ([place] if place.is_file() else place.rglob("*"))
        if p.suffix in {".py", ".j2", ".html", ".css"} and not set(p.parts) & set(NOT_GRADING)
    ]
    return hash_of(files, folder)


def package_version(name: str) -> str:
    """Return a hash of a package's Python files: the course's own, whose checks name the mistakes."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.origin:
        return "absent"
    folder = Path(spec.origin).parent
    return hash_of(folder.rglob("*.py"), folder)


def hash_of(files: Iterable[Path], folder: Path) -> str:
    """Return a hash of files' names and contents."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def result_key(digests: Iterable[bytes], *facts: str) -> str:
    """Return the key of a result: a hash of a submission's files, a dash, a hash of all else that decides its marks."""
    others = hashlib.sha256()
    for fact in facts:
        others.update(hashlib.sha256(fact.encode("utf-8", "backslashreplace")).digest())
    return f"{hashlib.sha256(b''.join(digests)).hexdigest()}-{others.hexdigest()}"


def read_key(course: Course, student: str, lesson: str) -> str:
    """Return the key of the result that lies there, "" where none does."""
    try:
        return key_path(course, student, lesson).read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return ""


def is_same_submission(key: str, other: str) -> bool:
    """Say whether two keys are those of the same files."""
    return bool(key) and key.partition("-")[0] == other.partition("-")[0]


def key_text(key: str, entered: str = "") -> str:
    """Return what stands in a key's file: the key, then what the pages show of a person's hand, if anything."""
    return f"{key}\n{entered}\n" if entered else f"{key}\n"


def cached_page_key(course: Course, student: str, lesson: str, names: Iterable[str], key: str) -> str | None:
    """Return what the pages of a complete result show of a person's hand; None without such a result.

    A result with this key is complete when key, result, notebooks and pages are there. What a person entered
    is told by `manual_marks.fingerprint`.
    """
    path = key_path(course, student, lesson)
    needed = [result_path(course, student, lesson)]
    for name in names:
        needed += [place(course, student, lesson, name) for place in (notebook_path, feedback_path)]
    try:
        found, _, entered = path.read_text(encoding="utf-8").partition("\n")
        return entered.strip() if found == key and all(file.is_file() for file in needed) else None
    except (OSError, UnicodeDecodeError):
        return None


def each_result(course: Course, lesson: str, students: Iterable[str] | None = None) -> Iterator[dict]:
    """Yield the results of a lesson, sorted by student; unreadable files are skipped."""
    folder = course.root / "results"
    names = (
        students if students is not None else (p.name for p in folder.iterdir()) if folder.is_dir() else ()
    )
    for student in sorted(names):
        try:
            yield json.loads(result_path(course, student, lesson).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue


def why_ungraded(result: dict) -> str:
    """Return why the machine could grade nothing of a submission, "" where it could.

    >>> test = {"id": "a__1", "status": "not_run", "message": "the file is a PDF", "mistake": None}
    >>> why_ungraded({"exercises": [{"tests": [test]}]})
    'the file is a PDF'
    """
    tests = [test for exercise in result["exercises"] for test in exercise["tests"]]
    reasons = {test["message"] for test in tests if test["message"] != "graded by hand"}
    ran = any(test["status"] != "not_run" for test in tests)
    return reasons.pop() if len(reasons) == 1 and not ran else ""
