"""Make a class of attackers and honest neighbors, grade it as a user would, and say what came through."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil

from autograder.course import Course
from autograder.release import Release, load_release
from autograder.simulate import filled_in, lay_down
from tests.attacks.kinds import HELD, POINTS, RIGHT, THROUGH, TRACE, Attack
from tests.attacks.levels import Level

ROOT = Path(__file__).resolve().parents[2]
LESSON = "01_ops"
EVERY = 7
"""One in so many submissions is a neighbor's."""
LOOK = """import builtins, gc, os, random, sys, tempfile, warnings
here = [os.listdir(p) for p in ('.', tempfile.gettempdir())]
print(here, np.random.random(), random.random(), sys.getrecursionlimit(), np.geterr(), np.sum.__name__, np.zeros.__name__,
      hasattr(builtins, 'left'), 'left' in sys.modules, os.environ.get('LEFT'), gc.isenabled(), len(gc.callbacks), sorted(os.environ),
      sorted(sys.modules), len(sys.modules), [p for p in sys.path if 'attack' in p], warnings.filters[:1], 257 + 0, 'mode', os.umask(18))"""
"""What a neighbor sees of the world: the same for each, whoever was graded before."""
NEIGHBORS = (
    (RIGHT, {}),
    (RIGHT | {"flip_kernel": "def flip_kernel(kernel):\n    return kernel.T\n"}, {"flip_kernel": 0.0}),
    (RIGHT | {"conv2d": "def conv2d(image, kernel):\n    1 / 0\n"}, {"conv2d": 0.0}),
)


@dataclass
class Verdict:
    """What became of one attack: `problems` is empty where it was stopped, `stopped` says by what."""

    attack: Attack
    student: str
    problems: list[str] = field(default_factory=list)
    stopped: str = ""


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
    """

    def __init__(self, folder: Path, attacks: list[Attack], level: Level, user: int | None = None):
        self.folder, self.level, self.user = folder, level, user
        self.course, self.home = folder / "course", folder / "home"
        self.canary = folder / "canary.txt"
        self.attackers: dict[str, Attack] = {}
        self.neighbors: dict[str, dict[str, float]] = {}
        for place in (self.course, self.home):
            place.mkdir(parents=True)
        self.canary.write_text(f"a secret {TRACE}")
        self.release = lesson()
        lay_down(self.course, self.release)
        self.outside = Outside(folder)
        for attack in attacks:
            self._enroll(attack)
        self._add_neighbor()

    def _enroll(self, attack: Attack) -> None:
        if (len(self.attackers) + len(self.neighbors)) % EVERY == 0:
            self._add_neighbor()
        student = self._next_name()
        self.attackers[student] = attack
        notebook = filled_in(
            self.release, {k: self._fill(v, student) for k, v in (RIGHT | attack.answers).items()}
        )
        cells = notebook.cells
        if attack.first:
            cells.insert(2, nbformat.v4.new_code_cell(self._fill(attack.first, student), id="own-first"))
        if attack.last:
            cells.append(nbformat.v4.new_code_cell(self._fill(attack.last, student), id="own-last"))
        data = nbformat.v4.writes(notebook).encode()
        if attack.rewrite is not None:
            data = attack.rewrite(json.loads(data))
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
        notebook = filled_in(self.release, answers)
        notebook.cells.insert(2, nbformat.v4.new_code_cell(LOOK, id="look"))
        place = self.course / "submitted" / student / LESSON
        place.mkdir(parents=True)
        (place / f"{LESSON}.ipynb").write_text(nbformat.v4.writes(notebook), encoding="utf-8")

    def _next_name(self) -> str:
        return f"s{len(self.attackers) + len(self.neighbors):03d}"

    def _fill(self, text: str, student: str) -> str:
        facts = {
            "ROOT": ROOT, "COURSE": self.course, "HOME": self.home, "CANARY": self.canary, "TRACE": TRACE, "STUDENT": student,
            "NEIGHBOR": "s000", "SITE": Path(nbformat.__file__).parents[1], "PORT": self.outside.port, "SOCKET": self.outside.path,
        }  # fmt: skip
        return re.sub(r"@([A-Z]+)@", lambda m: str(facts.get(m[1], m[0])), text)

    def grade(self, timeout: float = 4.0) -> subprocess.CompletedProcess:
        """Grade the class with the user's own command, in a process group of its own."""
        _adopt_orphans()
        arguments = [
            "grade",
            LESSON,
            "--course",
            str(self.course),
            "--jobs",
            "2",
            "--timeout",
            f"{timeout:g}",
        ]
        command = self.level.command(arguments, self.user, self.folder)
        environment = os.environ | {"HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        environment |= {"MPLCONFIGDIR": str(self.home / ".mpl"), "PYTHONDONTWRITEBYTECODE": "1"}
        if self.user is not None:
            subprocess.run(["chown", "-R", f"{self.user}:{self.user}", self.folder], check=True)
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=environment,
            timeout=900,
            check=False,
        )

    # What came of it

    def result(self, student: str) -> dict:
        """Return a student's result, empty if there is none."""
        path = self.course / "results" / student / f"{LESSON}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def page(self, student: str) -> str:
        """Return a student's feedback page."""
        path = self.course / "feedback" / student / LESSON / f"{LESSON}.html"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def printed(self, student: str) -> str:
        """Return all that the cells of a student's graded notebook printed or raised."""
        path = self.course / "autograded" / student / LESSON / f"{LESSON}.ipynb"
        if not path.is_file():
            return ""
        outputs = [out for cell in nbformat.read(path, as_version=4).cells for out in cell.get("outputs", [])]
        return "\n".join(str(out.get("text") or out.get("evalue") or "") for out in outputs)

    def verdicts(self) -> list[Verdict]:
        """Judge every attack."""
        return [self._judge(student, attack) for student, attack in self.attackers.items()]

    def _judge(self, student: str, attack: Attack) -> Verdict:
        verdict = Verdict(attack, student)
        result = self.result(student)
        if not result:
            verdict.problems.append("there is no result")
            return verdict
        got = {exercise["name"]: exercise["score"] for exercise in result["exercises"]}
        for name, due in attack.points.items():
            if due is not None and got.get(name) != due:
                verdict.problems.append(f"{name} earned {got.get(name)}, {due:g} were due")
        kinds = {flag.partition(":")[0] for flag in result["flags"]}
        if attack.flags and not kinds & set(attack.flags):
            verdict.problems.append(
                f"none of the flags {', '.join(attack.flags)} was raised, but {sorted(kinds)}"
            )
        messages = [test["message"] for exercise in result["exercises"] for test in exercise["tests"]]
        if attack.says and not re.search(attack.says, "\n".join([*messages, *result["flags"]])):
            verdict.problems.append(f"no message says {attack.says!r}")
        if any(
            test["mistake"]
            for exercise in result["exercises"]
            for test in exercise["tests"]
            if test["status"] == "passed"
        ):
            verdict.problems.append("a passed test has a mistake")
        printed = self.printed(student)
        if THROUGH in printed:
            verdict.problems.append(f"it came through: {_line(printed, THROUGH)}")
        page = self.page(student)
        if not page:
            verdict.problems.append("there is no feedback page")
        verdict.problems += [f"the page holds {text!r}" for text in attack.page if text in page]
        verdict.stopped = (
            _line(printed, HELD)
            or next((m.splitlines()[0] for m in messages if m), "")
            or "; ".join(result["flags"][:1])
        )
        return verdict

    def neighbor_problems(self) -> list[str]:
        """Return what is not as it should be with the neighbors."""
        problems, seen = [], {}
        for student, due in self.neighbors.items():
            result = self.result(student)
            got = {exercise["name"]: exercise["score"] for exercise in result.get("exercises", [])}
            if got != due:
                problems.append(f"neighbor {student} earned {got}, due were {due}")
            if result.get("flags"):
                problems.append(f"neighbor {student} was flagged: {result['flags']}")
            seen.setdefault(self.printed(student).split("\n", 1)[0], []).append(student)
        if len(seen) > 1:
            problems.append(f"neighbors saw different worlds: {seen}")
        return problems

    def gradebook_problems(self) -> list[str]:
        """Return where nbgrader's gradebook differs from the results."""
        query = """select student.id, sum(coalesce(grade.auto_score, 0)), sum(grade.manual_score is not null) from grade
            join submitted_notebook on grade.notebook_id = submitted_notebook.id
            join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
            join student on submitted_assignment.student_id = student.id group by student.id"""
        with contextlib.closing(sqlite3.connect(self.course / "gradebook.db")) as book:
            rows = {student: (score, manual) for student, score, manual in book.execute(query)}
        problems = [f"the gradebook has no {s}" for s in {*self.attackers, *self.neighbors} - set(rows)]
        for student, (score, manual) in rows.items():
            if manual or score != self.result(student).get("score"):
                problems.append(f"the gradebook says {score} for {student}, {manual} of its marks by hand")
        return problems

    def traces(self) -> list[str]:
        """Return what attacks left behind or reached outside; it is removed."""
        found = [str(path) for path in self._marked_files()]
        found += [f"a process: {p.pid} {' '.join(p.cmdline())[:80]}" for p in _end_orphans()]
        found += [f"network: {what}" for what in self.outside.heard]
        if self.canary.read_text() != f"a secret {TRACE}":
            found.append("the canary was changed")
        return found

    def _marked_files(self):
        """Yield files whose name an attack has made, and startup files, wherever a process may write."""
        site = Path(nbformat.__file__).parents[1]
        shallow = [
            ROOT,
            ROOT / "autograder",
            site,
            Path.home(),
            Path("/"),
            Path("/run"),
            Path("/var/tmp"),
            Path("/dev/shm"),
            Path(tempfile.gettempdir()),
        ]
        for folder in shallow:
            yield from self._remove(folder.glob(f"*{TRACE}*"))
        yield from self._remove(p for p in self.folder.rglob(f"*{TRACE}*"))
        yield from self._remove(self.home.glob(".ipython/profile_default/startup/*"))

    @staticmethod
    def _remove(paths):
        for path in list(paths):
            with contextlib.suppress(OSError):
                path.unlink()
            yield path

    def close(self) -> None:
        """Stop listening and remove the folder."""
        self.outside.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Outside:
    """Sockets of this machine that nobody may reach from inside; notes who does."""

    def __init__(self, folder: Path):
        self.heard: list[str] = []
        self.path = folder / "socket"
        self.sockets = []
        tcp = socket.create_server(("127.0.0.1", 0))
        self.port = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        named, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        named.bind(str(self.path))
        self.path.chmod(0o777)
        abstract.bind(f"\0{TRACE}-{os.getpid()}")
        for server in (named, abstract):
            server.listen()
        self.sockets = [tcp, udp, named, abstract]
        for made, words in zip(
            self.sockets, ("a connection", "a datagram", "a Unix socket", "an abstract socket"), strict=True
        ):
            made.settimeout(0.2)
            threading.Thread(target=self._listen, args=(made, words), daemon=True).start()

    def _listen(self, made: socket.socket, words: str) -> None:
        while True:
            try:
                made.recv(100) if made.type == socket.SOCK_DGRAM else made.accept()[0].close()
            except TimeoutError:
                continue
            except OSError:
                return
            self.heard.append(words)

    def close(self) -> None:
        """Close all."""
        for made in self.sockets:
            made.close()


def new_folder() -> Path:
    """Return a new folder for a class, outside of /tmp: a student's process has a /tmp of its own."""
    shared = Path("/var/tmp")
    folder = Path(tempfile.mkdtemp(prefix="attacks-", dir=shared if os.access(shared, os.W_OK) else None))
    folder.chmod(0o755)
    return folder


def lesson() -> Release:
    """Return the lesson that is attacked."""
    return load_release(Course(ROOT), LESSON)


def _line(text: str, mark: str) -> str:
    """Return what stands behind a mark in printed text."""
    lines = [line.partition(mark)[2].strip() for line in text.splitlines() if mark in line]
    return (lines[0] or "nothing was found") if lines else ""


def _adopt_orphans() -> None:
    """Let processes whose parents end become children of this one, so that none is overlooked."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def _end_orphans() -> list[psutil.Process]:
    """Return processes of a grader that outlived it, ended now."""
    deadline = time.monotonic() + 5
    while (left := _descendants()) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    return left


def _descendants() -> list[psutil.Process]:
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if process.status() == psutil.STATUS_ZOMBIE:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(process.pid, os.WNOHANG)
            elif "autograder" in " ".join(process.cmdline()) or "attack" in " ".join(process.cmdline()):
                found.append(process)
    return found
