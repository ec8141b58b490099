"""Make a class of attackers and honest neighbors, and grade it as a user would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.authoring.simulate import filled_in, make_course
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import Release
from tests.attacks.doors import DOORS
from tests.attacks.kinds import POINTS, RIGHT, TRACE, Attack
from tests.attacks.levels import Level
from tests.attacks.outside import Orphans, Outside

ROOT = Path(__file__).resolve().parents[2]
LESSON = "01_ops"
EVERY = 7
"""One in so many submissions is a neighbor's."""
LOOK = """import builtins, gc, os, random, sys, tempfile, warnings
here = [os.listdir(p) for p in ('.', tempfile.gettempdir())]
print(here, np.random.random(), random.random(), sys.getrecursionlimit(), np.geterr(), np.sum.__name__, np.zeros.__name__,
      hasattr(builtins, 'left'), 'left' in sys.modules, os.environ.get('LEFT'), gc.isenabled(), len(gc.callbacks), sorted(os.environ),
      sorted(m for m in sys.modules if not m.startswith('encodings.')), [p for p in sys.path if 'attack' in p], warnings.filters[:1], 257 + 0, 'mode', os.umask(18))"""
"""What a neighbor sees of the world: the same for each, whoever was graded before."""
NEIGHBORS = (
    (RIGHT, {}),
    (RIGHT | {"flip_kernel": "def flip_kernel(kernel):\n    return kernel.T\n"}, {"flip_kernel": 0.0}),
    (RIGHT | {"conv2d": "def conv2d(image, kernel):\n    1 / 0\n"}, {"conv2d": 0.0}),
)


class Class:
    """A course folder with attackers and neighbors in it, graded once.

    Parameters
    ----------
    folder : Path
        Empty.
    attacks : list of Attack
    level : Level
        Which walls are allowed to stand.
    user : int, optional
        Grade as this user.
    door : str
        The name of the door by which it is graded.
    is_whole : bool
        Whether the lesson's own examples are handed in, too; else its exercises alone, which takes a third of the time.
    """

    lesson = LESSON

    def __init__(
        self,
        folder: Path,
        attacks: list[Attack],
        level: Level,
        user: int | None = None,
        door: str = "grade",
        is_whole: bool = True,
    ):
        self.folder, self.level, self.user, self.door, self.is_whole = (
            folder,
            level,
            user,
            DOORS[door],
            is_whole,
        )
        self.course, self.home = folder / "course", folder / "home"
        self.canary = folder / "canary.txt"
        self.attackers: dict[str, Attack] = {}
        self.neighbors: dict[str, dict[str, float]] = {}
        for place in (self.course, self.home, folder / "tmp"):
            place.mkdir(parents=True)
        self.canary.write_text(f"a secret {TRACE}")
        self.release = lesson()
        make_course(self.course, self.release)
        self.outside = Outside(folder)
        self.survivors: list[str] = []
        for attack in attacks:
            self._enroll(attack)
        self._add_neighbor()

    def _enroll(self, attack: Attack) -> None:
        if (len(self.attackers) + len(self.neighbors)) % EVERY == 0:
            self._add_neighbor()
        student = self._next_name()
        self.attackers[student] = attack
        answers = {k: self._fill(v, student) for k, v in (RIGHT | attack.answers).items()}
        notebook = answered(self.release, answers, self.is_whole)
        cells = notebook.cells
        if attack.first:
            cells.insert(2, nbformat.v4.new_code_cell(self._fill(attack.first, student), id="own-first"))
        if attack.last:
            cells.append(nbformat.v4.new_code_cell(self._fill(attack.last, student), id="own-last"))
        data = nbformat.v4.writes(notebook).encode()
        if attack.rewrite is not None:
            data = attack.rewrite(json.loads(json.dumps(notebook)))
        place = self.course / "submitted" / student / LESSON
        if attack.place is not None:
            attack.place(place, data)
        else:
            place.mkdir(parents=True)
            (place / f"{LESSON}.ipynb").write_bytes(data)

    def _add_neighbor(self) -> None:
        student = self._next_name()
        answers, due = NEIGHBORS[len(self.neighbors) % len(NEIGHBORS)]
        self.neighbors[student] = POINTS | due
        notebook = answered(self.release, answers, self.is_whole)
        notebook.cells.insert(2, nbformat.v4.new_code_cell(LOOK, id="look"))
        place = self.course / "submitted" / student / LESSON
        place.mkdir(parents=True)
        (place / f"{LESSON}.ipynb").write_text(nbformat.v4.writes(notebook), encoding="utf-8")

    def _next_name(self) -> str:
        return f"s{len(self.attackers) + len(self.neighbors):03d}"

    def _fill(self, text: str, student: str) -> str:
        facts = {
            "ROOT": ROOT, "COURSE": self.course, "HOME": self.home, "CANARY": self.canary, "TRACE": TRACE, "STUDENT": student,
            "NEIGHBOR": "s000", "SITE": Path(nbformat.__file__).parents[1], "PORT": self.outside.port,
            "ABSTRACT": self.outside.abstract, "SOCKET": self.outside.path,
        }  # fmt: skip
        return re.sub(r"@([A-Z]+)@", lambda m: str(facts.get(m[1], m[0])), text)

    def grade(self, timeout: float = 3.0) -> subprocess.CompletedProcess:
        """Grade the class with the user's own command, in a process group of its own."""
        environment = os.environ | {
            "HOME": str(self.home),
            "TMPDIR": str(self.folder / "tmp"),
            "PYTHONPATH": str(ROOT),
        }
        environment |= {"MPLCONFIGDIR": str(self.home / ".mpl"), "PYTHONDONTWRITEBYTECODE": "1"}
        self.door.prepare(self, environment)
        command = self.level.command(
            self.door.program, self.door.arguments(self, timeout), self.user, self.folder
        )
        if self.user is not None:
            subprocess.run(["chown", "-R", f"{self.user}:{self.user}", self.folder], check=True)
        with Orphans() as orphans:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                cwd=self.door.folder(self),
                env=environment,
                timeout=1800,
                check=False,
            )
        self.survivors += orphans.left
        self.done = done
        return done

    # What came of it

    def result(self, student: str) -> dict:
        """Return a student's result, empty if there is none."""
        return self.door.result(self, student)

    def page(self, student: str) -> str:
        """Return the page that shows a student's work."""
        return self.door.page(self, student)

    def autograded(self, student: str) -> Path:
        """Return where a student's graded notebook lies."""
        return self.course / "autograded" / student / LESSON / f"{LESSON}.ipynb"

    def printed(self, student: str) -> str:
        """Return all that the cells of a student's graded notebook printed or raised."""
        path = self.autograded(student)
        if not path.is_file():
            return ""
        outputs = [out for cell in nbformat.read(path, as_version=4).cells for out in cell.get("outputs", [])]
        return "\n".join(str(out.get("text") or out.get("evalue") or "") for out in outputs)

    def close(self) -> None:
        """Stop listening and remove the folder."""
        self.outside.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def answered(release: Release, answers: dict[str, str], is_whole: bool) -> NotebookNode:
    """Return the lesson with these answers in it, or its texts and exercises alone."""
    notebook = filled_in(release, answers)
    if not is_whole:
        kept = [c for c in notebook.cells if c.cell_type == "markdown" or c.metadata.get("nbgrader")]
        notebook.cells = kept
    return notebook


def new_folder() -> Path:
    """Return a new folder for a class, outside of /tmp: a student's process has a /tmp of its own."""
    shared = Path("/var/tmp")
    folder = Path(tempfile.mkdtemp(prefix="attacks-", dir=shared if os.access(shared, os.W_OK) else None))
    folder.chmod(0o755)
    return folder


def lesson() -> Release:
    """Return the lesson that is attacked."""
    return load_release(Course(ROOT), LESSON)
