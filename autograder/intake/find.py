"""Find the notebook in what a student handed in, trusting neither names nor links."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.common.errors import DamagedSubmission, LostSubmission
from autograder.common.text import list_names, printable
from autograder.course.attachments import SECRET, TIMESTAMP
from autograder.intake.file_names import called_like, looks_like_notebook, normalize_name
from autograder.intake.files import MAX_BYTES, THEIRS, entry_names, is_regular, listed, read_handed_in
from autograder.intake.no_notebook import NOTHING, instead
from autograder.intake.timestamp import is_as_nbgrader_writes, read_time

NO_TIME = "timestamp: timestamp.txt names no certain time; ignored, so nothing counts as late"


@dataclass(frozen=True)
class Found:
    """One notebook that was handed in, or should have been."""

    path: Path | None  # None when there is none that may be read
    flags: tuple[str, ...] = ()  # what was odd about names and folders, each as "kind: sentence"
    lost: str = ""  # why the machine failed to look for it, if it did
    root: Path | None = None  # a folder above, below which nothing may be a link when it is read

    @property
    def is_missing(self) -> bool:
        """Whether nothing was handed in, rather than something that can't or may not be read."""
        return self.path is None and not self.lost and not any(f.startswith("refused:") for f in self.flags)

    def read(self) -> bytes:
        """Return the notebook's bytes.

        Raises DamagedSubmission if there is no notebook, or it is no regular file, too large or not readable. Raises
        LostSubmission if it has gone meanwhile, or the machine fails to read it.
        """
        if self.lost:
            raise LostSubmission(self.lost)
        if self.path is None:
            reasons = [flag for flag in self.flags if flag.startswith(("missing:", "refused:"))]
            raise DamagedSubmission(reasons[-1].split(": ", 1)[1] if reasons else NOTHING)
        return read_handed_in(self.path, MAX_BYTES, self.root)


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one lesson."""

    student: str
    lesson: str
    notebooks: tuple[Found, ...]  # one for each notebook of the lesson, in its order
    timestamp: str | None = None  # the text of nbgrader's timestamp.txt
    folder: Path | None = None  # where the notebooks lie, with other files perhaps
    root: Path | None = None  # the folder of all students', below which nothing may be a link when it is read

    @property
    def has_odd_time(self) -> bool:
        """Whether its timestamp.txt was no time."""
        return any(NO_TIME in found.flags for found in self.notebooks)


def find_submission(folder: Path, lesson: str, wanted: list[str], lessons: list[str]) -> Submission | None:
    """Find a student's notebooks for a lesson; None when nothing was handed in.

    `folder`: the student's
    `wanted`: the names of the lesson's notebooks
    `lessons`: the course's lessons: a folder that is called nearly like this one may be another's
    """
    try:
        if folder.is_symlink():
            return unreadable_submission(folder, lesson, wanted, "the student's folder is a symbolic link")
        return find_in_folder(folder, lesson, wanted, lessons)
    except (FileNotFoundError, NotADirectoryError):
        return None  # it has gone meanwhile
    except LostSubmission as problem:
        return not_found_out(folder, lesson, wanted, str(problem))
    except OSError as problem:
        reason = f"the student's folder can't be read ({problem.strerror})"
        return (unreadable_submission if problem.errno in THEIRS else not_found_out)(
            folder, lesson, wanted, reason
        )


def not_found_out(folder: Path, lesson: str, wanted: list[str], reason: str) -> Submission:
    """Return a submission that the machine fails to look at, so that it gets no mark."""
    return Submission(printable(folder.name), lesson, (Found(None, lost=reason),) * len(wanted))


def unreadable_submission(folder: Path, lesson: str, wanted: list[str], reason: str) -> Submission:
    """Return a submission of which nothing may be read, or can be."""
    lost = Found(None, (f"refused: {reason}",))
    return Submission(printable(folder.name), lesson, (lost,) * len(wanted))


def find_in_folder(folder: Path, lesson: str, wanted: list[str], lessons: list[str]) -> Submission | None:
    """Find a student's notebooks as `find_submission`; OSError where a folder can't be read."""
    student, others = printable(folder.name), {normalize_name(name) for name in lessons if name != lesson}
    names = listed(folder)
    exact = [n for n in names if n == lesson]
    near = [
        n
        for n in names
        if n != lesson and normalize_name(n) == normalize_name(lesson) and normalize_name(n) not in others
    ]
    loose = [n for n in names if len(wanted) == 1 and n in (f"{lesson}.ipynb", f"{wanted[0]}.ipynb")]
    if not (exact or near or loose):
        return None
    chosen = (exact or near or loose)[0]
    place = folder / chosen
    if place.is_symlink():
        return unreadable_submission(folder, lesson, wanted, f"{printable(chosen)} is a symbolic link")
    seen = f"renamed: the work was found as {printable(chosen)!r} in the student's folder, not {lesson!r}"
    renamed = () if exact else (seen,)
    if not place.is_dir():
        there = len(wanted) == 1 and is_regular(place)
        missing = Found(None, (*renamed, f"missing: {NOTHING}"))
        alone = Found(place, renamed, root=folder.parent)
        return Submission(student, lesson, (alone,) if there else (missing,) * len(wanted))
    return submission_in(place, folder.parent, student, lesson, wanted, renamed)


def submission_in(
    place: Path, root: Path, student: str, lesson: str, wanted: list[str], flags: tuple[str, ...] = ()
) -> Submission:
    """Return the submission that lies in a lesson's folder below `root`; OSError where it can't be read."""
    found = [choose_notebook(place, name, set(wanted) - {name}) for name in wanted]
    timestamp, odd = read_timestamp(place, root)
    notebooks = tuple(Found(one.path, (*flags, *one.flags, *odd), root=root) for one in found)
    return Submission(student, lesson, notebooks, timestamp, place, root)


def choose_notebook(folder: Path, name: str, others: Collection[str] = ()) -> Found:
    """Choose the file to grade as the notebook `name` in a lesson's folder; `others` are to be found there too."""
    wanted = f"{name}.ipynb"
    names = listed(folder)
    if wanted in names:
        if is_regular(folder / wanted):
            return Found(folder / wanted, other_versions(folder, names, name, others))
        kind = "a symbolic link" if (folder / wanted).is_symlink() else "no regular file"
        return Found(None, (f"refused: {wanted} is {kind}",))
    notebooks = [n for n in names if looks_like_notebook(n) and is_regular(folder / n)]
    alike = called_like(name, notebooks, others)
    chosen = notebooks if len(notebooks) == 1 and not others else alike
    if len(chosen) == 1:
        seen = f"renamed: {printable(chosen[0])!r} was graded; there is no {wanted}"
        return Found(folder / chosen[0], (seen,))
    if notebooks and not others:
        found = ", ".join(printable(n) for n in notebooks[:4])
        unclear = f"missing: there is no {wanted}, and it isn't clear which notebook is meant ({found})"
        return Found(None, (unclear,))
    inner = [
        n
        for n in names
        if (folder / n).is_dir() and not (folder / n).is_symlink() and is_regular(folder / n / wanted)
    ]
    if len(inner) == 1:
        seen = f"renamed: the notebook lay in the folder {printable(inner[0])!r}"
        return Found(folder / inner[0] / wanted, (seen,))
    files = [printable(n) for n in names if is_regular(folder / n)]
    what = f"there is no {wanted}" if others else instead(files, has_checkpoint(folder))
    return Found(None, (f"missing: {what}",))


def other_versions(folder: Path, names: list[str], name: str, others: Collection[str]) -> tuple[str, ...]:
    """Return a flag for files that look like further versions of the notebook `name`."""
    further = [n for n in names if n != f"{name}.ipynb" and looks_like_notebook(n) and is_regular(folder / n)]
    alike = [printable(n) for n in called_like(name, further, others)]
    if not alike:
        return ()
    were = "it was" if len(alike) == 1 else "they were"
    return (f"other-version: there is also {list_names(alike, 3)}; {were} not graded",)


def has_checkpoint(folder: Path) -> bool:
    """Say whether Jupyter left a copy of a notebook in the folder where it keeps them."""
    place = folder / ".ipynb_checkpoints"
    return not os.path.islink(place) and any(looks_like_notebook(n) for n in entry_names(place))


def read_timestamp(folder: Path, root: Path | None = None) -> tuple[str | None, tuple[str, ...]]:
    """Return the text of nbgrader's timestamp.txt, or None when it is no certain time, and flags."""
    path = folder / TIMESTAMP
    if not os.path.lexists(path):
        return None, ()
    try:
        text = read_handed_in(path, 1000, root).decode("utf-8").strip() if is_regular(path) else ""
        if (time := read_time(text)) is not None:
            return text if is_as_nbgrader_writes(text) else time, ()
    except LostSubmission:
        raise  # without its time it might be taken for late, or for early
    except (DamagedSubmission, UnicodeDecodeError):
        pass
    return None, (NO_TIME,)


def read_secret(folder: Path, root: Path | None = None) -> bytes | None:
    """Return what nbgrader's exchange knows a submission by, or None where it did not come by the exchange."""
    path = folder / SECRET
    if not is_regular(path):
        return None
    try:
        return read_handed_in(path, 1000, root)
    except DamagedSubmission:
        return None
