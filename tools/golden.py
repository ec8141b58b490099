"""Tell whether two checkouts grade alike: keep all that they say of the same classes, and compare it byte for byte.

    python tools/golden.py write A                                 with this checkout, on classes that it makes
    python tools/golden.py write B --tree ../old --classes A       with another one, on the same classes
    python tools/golden.py compare A B

The classes: made-up ones of every lesson, the course of words, all attacks, and other courses (`--foreign DIR`).
Kept are results, feedback pages, graded notebooks, the gradebook's marks, exports, the report, and what the
commands say, all without what differs from run to run (seconds, times of day). The autograder is used by its
command line alone, so that it may look different inside. A submission that two runs of one checkout don't agree
on (some attacks race with a time limit) says nothing, and is taken out of A's classes, which are then graded again:

    python tools/golden.py write A2 --classes A; python tools/golden.py compare A A2 --drop
    python tools/golden.py write A --classes A
"""

import argparse
import contextlib
import difflib
import fcntl
import itertools
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path("/var/tmp/autograder-golden")  # noqa: S108 (one run at a time, by a lock)
"""Every class is graded in one folder, whose name reaches messages and pages; not in /tmp, which students don't see."""
EXPORTS = ("csv", "canvas", "moodle")
VARYING = (
    (r"\b\d+(\.\d+)? (ms|s|seconds?|minutes?)\b", "N s"),
    (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(UTC|Z|[+-]\d\d:?\d\d))?", "TIME"),
    (r"\b0x[0-9a-f]{6,16}\b|\b1[34]\d{13}\b", "ADDRESS"),
    (r"\bipykernel_\d+\b", "ipykernel_N"),
    (r"/[\w./+-]*/site-packages/", "/site-packages/"),
    (r"\b[0-9.]+ times as fast\b", "N times as fast"),
)
"""What differs from run to run, and what is kept in its place."""
MARKS = """
select student.id, assignment.name, notebook.name, cell.name, grade.auto_score, grade.manual_score, grade.extra_credit,
       grade.needs_manual_grade, grade_cells.max_score
from grade join base_cell cell on grade.cell_id = cell.id left join grade_cells on grade_cells.id = cell.id
     join submitted_notebook sn on grade.notebook_id = sn.id
     join notebook on sn.notebook_id = notebook.id join submitted_assignment sa on sn.assignment_id = sa.id
     join assignment on sa.assignment_id = assignment.id join student on sa.student_id = student.id
order by 1, 2, 3, 4
"""


def main() -> int:
    """Write or compare; 1 where two folders differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    writing = commands.add_parser("write", help="grade the classes and keep what came of it in a folder")
    writing.add_argument("folder", type=Path)
    writing.add_argument("--tree", type=Path, default=ROOT, help="the checkout to run (default: this one)")
    writing.add_argument("--classes", type=Path, help="a folder written before: its classes, not new ones")
    writing.add_argument("--students", type=int, default=40, help="in each lesson's class (default: 40)")
    writing.add_argument("--foreign", type=Path, nargs="*", default=[], help="course folders")
    writing.add_argument("--only", nargs="*", help="only these classes, such as 01_ops attacks")
    writing.set_defaults(command=write)
    comparing = commands.add_parser("compare", help="say what differs between two such folders")
    comparing.add_argument("folders", type=Path, nargs=2)
    comparing.add_argument("--drop", action="store_true", help="take what differs out of the first's classes")
    comparing.add_argument("--lines", type=int, default=12, help="of each difference (default: 12)")
    comparing.set_defaults(command=compare)
    options = parser.parse_args()
    return options.command(options)


# Writing


def write(options: argparse.Namespace) -> int:
    """Make the classes, or take old ones, and grade each."""
    folder, tree = options.folder.resolve(), options.tree.resolve()
    with place():
        classes = options.classes.resolve() / "classes" if options.classes else folder / "classes"
        if not options.classes:
            make_classes(classes, tree, options)
        for path in sorted(classes.iterdir()):
            if not options.only or path.name in options.only:
                print(path.name, flush=True)
                grade(path, tree, folder / "kept" / path.name)
    return 0


@contextlib.contextmanager
def place() -> Iterator[None]:
    """Hold the folder where classes are graded, for one run at a time."""
    with PLACE.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            shutil.rmtree(PLACE, ignore_errors=True)


def make_classes(classes: Path, tree: Path, options: argparse.Namespace) -> None:
    """Write a course folder for each class."""
    shutil.rmtree(classes, ignore_errors=True)
    classes.mkdir(parents=True)
    for lesson in sorted(path.stem for path in (tree / "source" / "answers").glob("[0-9]*.py")):
        words = ("simulate", "--students", str(options.students), "--seed", "7", "--lesson", lesson)
        run(tree, *words, "--course", str(fresh(PLACE)))
        keep_tree(PLACE, classes / lesson)
    keep_tree(tree / "tests" / "courses" / "words", fresh(PLACE), inside=True)
    run(tree, "simulate", "--students", str(options.students), "--course", ".", folder=PLACE)
    keep_tree(PLACE, classes / "words")
    python(tree, __file__, "--attacks", str(fresh(PLACE)), check=True)
    keep_tree(PLACE / "course", classes / "attacks")
    for course in options.foreign:
        keep_tree(course.resolve(), classes / f"foreign-{course.resolve().name}")


def make_attacks(folder: Path) -> None:
    """Write the class of all attacks (this runs in the checkout, whose tests are imported)."""
    from tests.attacks.every import ATTACKS  # the checkout's, not this file's
    from tests.attacks.harness import Class
    from tests.attacks.kinds import TRACE
    from tests.attacks.levels import LEVELS

    fixed = {"ROOT": "/opt/checkout", "SITE": "/opt/site-packages", "COURSE": PLACE, "HOME": "/opt/home"}
    fixed |= {"CANARY": "/opt/canary.txt", "SOCKET": "/opt/socket", "PORT": 9, "ABSTRACT": "nobody"}
    fixed |= {"TRACE": TRACE, "NEIGHBOR": "s000"}

    class Fixed(Class):
        """The class, with the same ports and paths in its texts each time."""

        def _fill(self, text: str, student: str) -> str:
            return re.sub(r"@([A-Z]+)@", lambda m: str((fixed | {"STUDENT": student}).get(m[1], m[0])), text)

    Fixed(folder, ATTACKS, LEVELS[0]).outside.close()


def grade(course: Path, tree: Path, kept: Path) -> None:
    """Grade a copy of a class and keep what came of it."""
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    keep_tree(course, fresh(PLACE), inside=True)
    home = Path(tempfile.mkdtemp(prefix="golden-", dir=PLACE.parent))
    said = []
    if course.name.startswith("foreign-"):
        said.append(run(tree, "build", "--course", str(PLACE), home=home, check=False))
    limit = ("--timeout", "4") if course.name == "attacks" else ()
    said.append(run(tree, "grade", "--course", str(PLACE), "--jobs", "2", *limit, home=home, check=False))
    for path in (PLACE / "results").glob("*/*.json"):
        path.write_text(re.sub(r'"seconds": [0-9.]+', '"seconds": 0.5', path.read_text("utf-8")), "utf-8")
    said.append(run(tree, "report", "--course", str(PLACE), home=home, check=False))
    for form in EXPORTS:
        out = ("--format", form, "--out", str(PLACE / "exports" / f"{form}.csv"))
        (PLACE / "exports").mkdir(exist_ok=True)
        said.append(run(tree, "export", "--course", str(PLACE), *out, home=home, check=False))
    shutil.rmtree(home, ignore_errors=True)
    (PLACE / "said.txt").write_text("\n".join(said), encoding="utf-8")
    (PLACE / "gradebook.txt").write_text(marks(PLACE / "gradebook.db"), encoding="utf-8")
    for name in ("results", "feedback", "autograded", "reports", "exports", "said.txt", "gradebook.txt"):
        for path in [PLACE / name, *sorted((PLACE / name).rglob("*"))]:
            if path.is_file() and not path.name.endswith(".key"):
                (kept / path.relative_to(PLACE)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, kept / path.relative_to(PLACE))


def marks(gradebook: Path) -> str:
    """Return every grade of nbgrader's gradebook as a line."""
    if not gradebook.is_file():
        return "no gradebook\n"
    with contextlib.closing(sqlite3.connect(gradebook)) as connection:
        try:
            return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in connection.execute(MARKS))
        except sqlite3.OperationalError as problem:
            return f"{problem}\n"


# Running


def run(
    tree: Path, *words: str, folder: Path | None = None, home: Path | None = None, check: bool = True
) -> str:
    """Run a command of the checkout's autograder; return what it said and its exit code, sorted where workers race."""
    done = python(tree, "-m", "autograder", *words, folder=folder, home=home, check=check)
    lines = [*done.stdout.splitlines(), "on stderr:", *sorted(done.stderr.splitlines())]
    return "\n".join([f"$ autograder {' '.join(words)}", *lines, f"exit code {done.returncode}", ""])


def python(
    tree: Path, *words: str, folder: Path | None = None, home: Path | None = None, check: bool
) -> subprocess.CompletedProcess:
    """Run the checkout's own Python."""
    own = tree / ".venv" / "bin" / "python"
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "TZ")}
    environment |= {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home or Path.home())}
    done = subprocess.run(
        [str(own if own.is_file() else sys.executable), *words],
        cwd=folder or tree,
        env=environment,
        capture_output=True,
        text=True,
        errors="backslashreplace",
        timeout=1800,
        check=False,
    )
    if check and done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done


def fresh(folder: Path) -> Path:
    """Return the folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def keep_tree(source: Path, target: Path, inside: bool = False) -> None:
    """Copy a folder with all that hostile students put there: links, pipes, sparse files."""
    names = [f"{source}/."] if inside else [str(source)]
    subprocess.run(["cp", "-a", "--sparse=always", *names, str(target)], check=True)


# Comparing


def compare(options: argparse.Namespace) -> int:
    """Print what differs; 1 if anything does."""
    one, two = (folder / "kept" for folder in options.folders)
    there = [{p.relative_to(f).as_posix() for p in f.rglob("*") if p.is_file()} for f in (one, two)]
    classes = [{name.split("/")[0] for name in names} for names in there]
    names = sorted(n for n in there[0] | there[1] if n.split("/")[0] in classes[0] & classes[1])
    different = [name for name in names if content(one / name) != content(two / name)]
    for name in different:
        print(f"\n=== {name}")
        lines = difflib.unified_diff(content(one / name), content(two / name), lineterm="", n=0)
        for before, after in itertools.islice(parted(list(lines)[2:]), options.lines):
            print(f"- {before}\n+ {after}")
    print(f"\n{len(names)} files of {len(classes[0] & classes[1])} classes: {len(different)} differ")
    if alone := classes[0] ^ classes[1]:
        print(f"in one folder only: {', '.join(sorted(alone))}")
    if options.drop:
        for name in different:
            course, step, student, *_ = [*name.split("/"), ""]
            if step in ("results", "autograded", "feedback"):
                shutil.rmtree(
                    options.folders[0] / "classes" / course / "submitted" / student, ignore_errors=True
                )
    return 1 if different else 0


def parted(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of lines of a difference, cut to where they part."""
    before = [line[1:] for line in lines if line.startswith("-")]
    after = [line[1:] for line in lines if line.startswith("+")]
    for one, two in itertools.zip_longest(before, after, fillvalue=""):
        alike = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
        start = max(0, alike - 60)
        yield one[start : start + 300], two[start : start + 300]


def content(path: Path) -> list[str]:
    """Return a file's lines without what differs from run to run, or a line that says that it isn't there."""
    if not path.is_file():
        return ["(no such file)"]
    text = path.read_text(encoding="utf-8", errors="backslashreplace")
    if path.suffix == ".ipynb":
        text = json.dumps(without_course_frames(json.loads(text)), ensure_ascii=False, indent=1)
    for pattern, instead in VARYING:
        text = re.sub(pattern, instead, text)
    head = "flagged students: "
    return [
        head + ", ".join(sorted(line.removeprefix(head).split(", "))) if line.startswith(head) else line
        for line in text.splitlines()
    ]


def without_course_frames(notebook: dict) -> dict:
    """Leave out of tracebacks what lies in the course's own package: its files move, and its lines."""
    for cell in notebook["cells"]:
        for out in cell.get("outputs", []):
            if "traceback" in out:
                out["traceback"] = [frame for frame in out["traceback"] if "/convlab/" not in frame]
    return notebook


if __name__ == "__main__":
    if sys.argv[1:2] == ["--attacks"]:
        sys.exit(make_attacks(Path(sys.argv[2])))
    sys.exit(main())
