"""What was handed in decides nothing in `nbgrader autograde` and behind the formgrader's button but the answers."""

import copy
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.support import nbgrader_tools
from tests.support.nbgrader_tools import NBGRADER
from tests.support.submissions import cell, notebook

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "autograder" / "nbgrader_plugin" / "config.py"
CONFIG = f"""load_subconfig({str(OURS)!r})
c = get_config()
c.CourseDirectory.course_id = "attacked"
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
"""
BUTTON = """import sys
import autograder
from nbgrader.apps import NbGrader, NbGraderAPI
from nbgrader.coursedir import CourseDirectory
app = NbGrader()
app.config_file_paths.append(".")
app.load_config_file()
api = NbGraderAPI(CourseDirectory(config=app.config), config=app.config)
for student in sys.argv[1:]:
    found = api.autograde("hw", student, force=True, create=True)
    print(found.get("log", ""), found.get("error", ""))
"""
"""What the formgrader does when its button is pressed."""
FILES = {"helper.py": "TWELVE_SQUARED = 144\n", "data.txt": "1 2 3"}
SQUARE, TOTAL = "def square(x):\n    return x * x", "def total(numbers):\n    return sum(numbers)"
WRONG = "def square(x):\n    return 0"
FULL = {
    "square__values": 2.0,
    "square__helper": 1.0,
    "folder__values": 1.0,
    "essay": None,
    "total__values": 1.0,
}
NONE = FULL | {"square__values": 0.0, "square__helper": 0.0}

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(300)]


def graded_cell(name, source, points=1):
    return cell(source, grade=True, locked=True, grade_id=name, points=points)


def first(square=SQUARE, essay="'in words'", own=()):
    """Return the assignment's first notebook, with these answers and cells of one's own."""
    return notebook(
        cell(
            "def check(f, value, wanted):\n    assert f(value) == wanted, f(value)",
            locked=True,
            grade_id="setup",
        ),
        *own,
        cell(square, solution=True, grade_id="square"),
        graded_cell("square__values", "check(square, 3, 9)", 2),
        graded_cell("square__helper", "import helper\ncheck(square, 12, helper.TWELVE_SQUARED)"),
        graded_cell(
            "folder__values",
            "import os\nassert sorted(os.listdir()) == ['data.txt', 'helper.py'], os.listdir()\nassert square",
        ),
        cell(essay, solution=True, grade=True, grade_id="essay", points=4),
    )


def second(total=TOTAL):
    """Return the assignment's second notebook."""
    return notebook(
        cell(total, solution=True, grade_id="total"),
        graded_cell(
            "total__values",
            "with open('data.txt') as file:\n    numbers = [int(n) for n in file.read().split()]\n"
            "assert total(numbers) == 6, numbers",
        ),
    )


class Hw:
    """A course with one assignment of two notebooks and two files."""

    def __init__(self, root):
        self.root = root
        self.outside = root / "outside"
        self.outside.mkdir(parents=True)
        (root / "nbgrader_config.py").write_text(CONFIG)
        source = root / "source" / "hw"
        source.mkdir(parents=True)
        for name, nb in (("one", first()), ("two", second())):
            nb.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python"}
            nbformat.write(nb, source / f"{name}.ipynb")
        for name, text in FILES.items():
            (source / name).write_text(text)
        done = self.run(*NBGRADER, "generate_assignment", "hw")
        assert done.returncode == 0, done.stderr

    def copied(self, root):
        """Return a copy of the course, as it was released."""
        made = copy.copy(self)
        made.root, made.outside = shutil.copytree(self.root, root), root / "outside"
        return made

    def run(self, *words):
        environment = os.environ | {"PATH": nbgrader_tools.path(), "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            words,
            cwd=self.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def hand_in(self, student, one=None, two=None):
        place = self.root / "submitted" / student / "hw"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for name, nb in (("one", one or first()), ("two", two or second())):
            nbformat.write(nb, place / f"{name}.ipynb")
        return place

    def autograde(self, door, *students):
        if door == "button":
            done = self.run(sys.executable, "-c", BUTTON, *students)
        else:
            done = self.run(*NBGRADER, "autograde", "hw", "--force")
        return done.stdout + done.stderr

    def marks(self, student):
        with Gradebook(f"sqlite:///{self.root}/gradebook.db", "attacked") as book:
            notebooks = book.find_submission("hw", student).notebooks
            return {
                g.name: None if g.needs_manual_grade else g.auto_score for n in notebooks for g in n.grades
            }

    def autograded(self, student):
        place = self.root / "autograded" / student / "hw"
        return {
            path.relative_to(place).as_posix(): path.read_text()
            for path in place.rglob("*")
            if path.is_file()
        }


def without(nb, *names):
    nb.cells = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in names]
    return nb


def claims_to_be_a_test(course, student):
    """A code cell that a person grades says that it is a test."""
    essay = f"import os\nopen({str(course.outside / 'written')!r}, 'w').close()\nimport builtins\nbuiltins.int = None\n4"
    nb = first(essay=essay)
    nb.cells[-1].metadata.nbgrader.update(solution=False, locked=True)
    course.hand_in(student, nb)
    return FULL


def deletes_the_setup(course, student):
    """Without the cell that defines `check`, the student's own would judge."""
    own = cell("def check(f, value, wanted):\n    pass")
    course.hand_in(student, without(first(WRONG, own=[own]), "setup"))
    return NONE


def deletes_the_tests(course, student):
    course.hand_in(student, without(first(WRONG), "square__values", "square__helper"))
    return NONE


def links_to_a_neighbor(course, student):
    place = course.hand_in(student)
    (place / "one.ipynb").unlink()
    (place / "one.ipynb").symlink_to(course.root / "submitted" / "anna" / "hw" / "one.ipynb")
    return dict.fromkeys(FULL, 0.0) | {"total__values": 1.0, "essay": ...}


def links_to_the_hidden_tests(course, student):
    own = cell("from pathlib import Path\nfor path in Path().iterdir():\n    print(path.name)")
    place = course.hand_in(student, first(own=[own]))
    (place / "hidden.txt").symlink_to(course.root / "source" / "hw" / "one.ipynb")
    (place / "all").symlink_to(course.root / "source")
    return FULL


def is_a_link_itself(course, student):
    """The whole folder is a neighbor's."""
    place = course.hand_in(student)
    shutil.rmtree(place)
    place.symlink_to(course.root / "submitted" / "anna" / "hw")
    return dict.fromkeys(FULL, 0.0) | {"essay": ...}


def replaces_a_released_file(course, student):
    """The first notebook writes what the second one's test reads."""
    own = cell("open('data.txt', 'w').write('6')\nopen('helper.py', 'w').write('TWELVE_SQUARED = 0')")
    course.hand_in(student, first(own=[own]), second("def total(numbers):\n    return numbers[0]"))
    return FULL | {"total__values": 0.0}


def hands_in_settings_and_modules(course, student):
    """Files beside the notebook, which the judge would read or import if it worked there."""
    place = course.hand_in(student, first(WRONG))
    (place / "helper.py").write_text("TWELVE_SQUARED = 0\n")
    for name in ("matplotlibrc", "numpy.py", "sitecustomize.py"):
        (place / name).write_text(f"open({str(course.outside / name)!r}, 'w').close()\n")
    return NONE


def names_lines_of_the_log(course, student):
    """File names with line ends in them, which would be lines of the log."""
    place = course.hand_in(student)
    (place / "one.ipynb").rename(place / "one\nFORGED.ipynb")
    (place / "a\nFORGED").write_text("x")
    return FULL


HOSTILE = [
    claims_to_be_a_test, deletes_the_setup, deletes_the_tests, links_to_a_neighbor, links_to_the_hidden_tests, is_a_link_itself,
    replaces_a_released_file, hands_in_settings_and_modules, names_lines_of_the_log,
]  # fmt: skip


BY_BUTTON = (claims_to_be_a_test, deletes_the_tests, links_to_the_hidden_tests, replaces_a_released_file)
"""The button leads to the same steps: one of each kind shows it."""


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The course with its assignment released, and nothing handed in."""
    return Hw(tmp_path_factory.mktemp("released") / "hw")


@pytest.fixture(scope="module", params=["command", "button"])
def graded(request, released, tmp_path_factory):
    """Grade all of them amid honest neighbors; the one who deletes tests has had full marks before."""
    attacks = HOSTILE if request.param == "command" else BY_BUTTON
    course = released.copied(tmp_path_factory.mktemp("course") / "hw")
    course.hand_in("deletes_the_tests")
    before = course.autograde(request.param, "deletes_the_tests")
    assert course.marks("deletes_the_tests") == FULL, before
    due = {attack.__name__: attack(course, attack.__name__) for attack in attacks}
    for student in ("anna", "f", "zoe"):
        course.hand_in(student)
    students = sorted([*due, "anna", "f", "zoe"])
    return course, due, course.autograde(request.param, *students)


@pytest.mark.parametrize("student", [attack.__name__ for attack in HOSTILE])
def test_earns_what_its_answers_come_to(graded, student):
    course, due, said = graded
    if student not in due:
        pytest.skip("tried by the command")
    got = course.marks(student)
    for name, points in due[student].items():
        assert points is ... or got[name] == points, (name, got, said[-3000:])


def test_neighbors_keep_their_marks(graded):
    course, _, said = graded
    assert {student: course.marks(student) for student in ("anna", "f", "zoe")} == dict.fromkeys(
        ("anna", "f", "zoe"), FULL
    ), said[-3000:]


def test_nothing_is_written_outside_and_nothing_of_others_is_copied(graded):
    course, due, said = graded
    assert list(course.outside.iterdir()) == []
    kept = course.autograded("links_to_the_hidden_tests")
    assert not [name for name in kept if name.startswith(("hidden", "all"))]
    assert "hidden.txt" not in kept["one.ipynb"]
    assert ("symbolic link" in said) == ("links_to_a_neighbor" in due)


def test_released_files_stay_as_released(graded):
    course, due, _ = graded
    for student in {"replaces_a_released_file", "hands_in_settings_and_modules"} & due.keys():
        kept = course.autograded(student)
        assert {name: kept[name] for name in FILES} == FILES


def test_no_file_name_makes_a_line_of_the_log(graded):
    _, due, said = graded
    if "names_lines_of_the_log" not in due:
        pytest.skip("tried by the command")
    assert "FORGED" in said
    assert not [line for line in said.splitlines() if line.startswith("FORGED")]
