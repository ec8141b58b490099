"""Lay out the files of one submission: all of them for the student's process, the release's alone for the judge."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from autograder.common import folder
from autograder.common.folder import inert_name, is_odd


class Files(NamedTuple):
    """Files that lie beside the notebook, by relative name."""

    # the release's: the judge sees these alone, and the student's process sees them as they were released
    released: dict[str, bytes]
    own: dict[str, bytes]  # what else the student handed in, which never leaves the student's process


class SubmissionFiles:
    """The files of one submission.

    `files`: handed to the processes; nothing comes back
    `place`: a folder, nbgrader's own, that keeps what the student's cells make; the judge never sees it. Without
        `files`, what lies in it is handed to the student's process.
    `base`: where the judge's copy is made; the folder for temporary files by default
    """

    def __init__(self, files: Files | None = None, place: Path | None = None, base: str | None = None):
        self.files, self.place, self.base = files or Files({}, {}), place, base
        self.is_handed_over = place is not None and files is None
        self.copy: Path | None = None

    def for_student(self, flag: Callable[[str, str], None]) -> dict[str, bytes] | None:
        """Return what lies in the student's working folder, None if it is to be left alone."""
        if not self.is_handed_over:
            released, own = self.files
            # The release's come first: a student's file in the place of a folder of theirs is refused then.
            given = {**released, **{n: c for n, c in own.items() if n not in released}}
            return given if given or self.place is not None else None
        files, left_out = folder.read_files(self.place, skip=is_odd)
        if left_out:
            flag("files", f"{len(left_out)} files of the submission were too many or too large to hand over")
        return files

    def for_judge(self) -> str:
        """Return the folder where the judge works for this submission, an empty text for its own."""
        if self.copy is None and self.files.released:
            self.copy = Path(tempfile.mkdtemp(prefix="files-", dir=self.base))
            folder.write_files(self.copy, self.files.released)
        return str(self.copy or "")

    def keep(self, answer: Any, flag: Callable[[str, str], None]) -> None:
        """Write what the student's cells made into `place`; `answer` comes from the student's process."""
        answer = answer if isinstance(answer, dict) else {}
        made = answer.get("files") if isinstance(answer.get("files"), dict) else {}
        new = {n: content for n, content in made.items() if n not in self.files.released}
        refused = folder.write_files(self.place, {inert_name(n): content for n, content in new.items()})
        if refused or answer.get("left_out"):
            names = ", ".join(refused[:3]) or "too many or too large"
            flag("files", f"some files that it made were not kept ({names})")

    def clear(self) -> None:
        """Remove the judge's copy."""
        if self.copy is not None:
            shutil.rmtree(self.copy, ignore_errors=True)
            self.copy = None
