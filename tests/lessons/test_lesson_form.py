"""Every lesson keeps the form of the house: sizes, order, points, hints, alt texts."""

import json
import re
from statistics import median

import pytest

from autograder.course.source_names import bound_names, free_names
from convlab.checks.tries import told
from tests.support.lessons import NAMES, ROOT, cells, mark, prose, released

# The exercises of the contract with their points: a change here breaks marks already given.
CONTRACT = {
    "01_ops": {"dot_patch": 2, "conv2d": 8, "flip_kernel": 2, "conv2d_multi": 8},
    "02_output_size": {"output_size": 5, "same_padding": 2, "count_params": 2, "trace_layers": 6},
    "03_padding_stride": {"pad2d": 5, "conv2d": 6, "max_pool2d": 4},
    "04_im2col": {"im2col": 7, "conv2d_im2col": 5, "conv2d_batch": 6, "im2col_bytes": 2},
    "05_kernels": {"gaussian_kernel": 3, "apply_kernel": 2, "gradient_magnitude": 3, "recover_kernel": 4},
    "06_tiny_cnn": {
        "relu": 1,
        "dense": 2,
        "softmax": 2,
        "tiny_cnn_forward": 8,
        "feature_maps": 3,
        "predict": 2,
    },
    "07_receptive_field": {"dilate_kernel": 2, "conv2d_grouped": 5, "design_stack": 3},
    "08_training": {"col2im": 4, "conv2d_backward": 6, "max_pool2d_backward": 3, "cross_entropy": 2},
}
# Steps on the way to an exercise: tested, without points.
STEPS = {"06_tiny_cnn": ("convolve", "pool")}
LESSON = pytest.mark.parametrize("lesson", NAMES)


def words(text):
    """Count the words that a reader reads: no tables, pictures, formulas or markup."""
    text = re.sub(r"!\[.*?\]\(.*?\)|\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    text = re.sub(r"^\s*(> )?\|.*$", " ", text, flags=re.MULTILINE)
    return len(re.findall(r"[\w'-]*[A-Za-z]\w*", re.sub(r"<.*?>|\(http\S+\)", " ", text)))


def test_the_lessons_are_those_of_the_contract():
    assert set(NAMES) == set(CONTRACT)


@LESSON
def test_exercises_and_points_are_those_of_the_contract(lesson):
    points = {}
    for cell in cells(lesson):
        if mark(cell, "grade") and "__" in mark(cell, "grade_id"):
            name = mark(cell, "grade_id").split("__")[0]
            points[name] = points.get(name, 0) + mark(cell, "points")
    assert points == CONTRACT[lesson]
    solutions = [mark(c, "grade_id") for c in cells(lesson) if mark(c, "solution") and c.cell_type == "code"]
    assert [name for name in solutions if name not in STEPS.get(lesson, ())] == list(CONTRACT[lesson])


@LESSON
def test_every_exercise_has_a_visible_third_and_a_hidden_test(lesson):
    for name, total in CONTRACT[lesson].items():
        tests = [c for c in cells(lesson) if str(mark(c, "grade_id", "")).startswith(f"{name}__")]
        hidden = [c for c in tests if "### BEGIN HIDDEN TESTS" in c.source]
        visible = sum(mark(c, "points") for c in tests if c not in hidden)
        assert hidden, f"{name} has no hidden test"
        assert visible * 3 >= total, f"{name} shows {visible} of {total} points"


@LESSON
def test_errors_are_paid_for_once_in_a_cell_of_limits(lesson):
    for cell in cells(lesson):
        name, _, part = str(mark(cell, "grade_id", "")).partition("__")
        if "raises=" in cell.source and mark(cell, "grade"):
            assert part == "limits", f"{name}__{part} asks for an error"
            assert "### BEGIN HIDDEN TESTS" not in cell.source, name
            assert mark(cell, "points") * 4 <= CONTRACT[lesson][name], name


@LESSON
def test_every_test_cell_compares_on_new_random_inputs(lesson):
    for cell in cells(lesson):
        if mark(cell, "grade") and cell.cell_type == "code":
            assert "np.random.default_rng()" in cell.source, mark(cell, "grade_id")
            assert "expected=" in cell.source, mark(cell, "grade_id")


@LESSON
def test_the_notebook_is_of_a_readable_size(lesson):
    shown = [c for c in cells(lesson) if c.cell_type == "code" and not mark(c, "solution")]
    code = [
        released(c).count("\n") + 1 - bool(mark(c, "grade")) for c in shown
    ]  # a test cell's first line is its label
    own = [released(c).count("\n") + 1 for c in shown if not mark(c, "grade")]
    text = [words(c.source) for c in cells(lesson) if c.cell_type == "markdown" and not mark(c, "solution")]
    solved = [c.source.count("\n") + 1 - docstring(c.source) for c in cells(lesson) if mark(c, "solution")]
    assert 30 <= len(cells(lesson)) <= 110
    assert median(own) <= 3
    assert max(code) <= 15
    assert max(solved) <= 32
    assert max(text) <= 120


def docstring(source):
    """Count the lines of a solution's docstring: they are read, not written."""
    found = re.search(r'""".*?"""', source, flags=re.DOTALL)
    return found.group().count("\n") + 1 if found else 0


@LESSON
def test_never_three_code_cells_in_a_row(lesson):
    kinds = "".join(cell.cell_type[0] for cell in cells(lesson))
    assert "ccc" not in kinds, kinds


@LESSON
def test_the_first_code_cell_imports_and_does_nothing_else(lesson):
    first = next(cell for cell in cells(lesson) if cell.cell_type == "code")
    assert mark(first, "grade_id") == "setup"
    assert mark(first, "locked")
    assert all(re.match(r"(import|from) ", line) for line in first.source.splitlines())


@LESSON
def test_every_exercise_has_three_hints_and_a_docstring(lesson):
    assert len(
        re.findall(
            r"^### Exercise \d\.\d+: .+ \(\d+ points?, \d+ min, (?:easy|medium|hard)\)$",
            prose(lesson),
            re.MULTILINE,
        )
    ) == len(CONTRACT[lesson])
    for level in ("Hint 1: the idea", "Hint 2: the formula", "Hint 3: almost there"):
        assert prose(lesson).count(f"<summary>{level}</summary>") == len(CONTRACT[lesson]), level
    for cell in cells(lesson):
        if mark(cell, "solution") and cell.cell_type == "code":
            for heading in ('"""', "Parameters\n", "Returns\n"):
                assert heading in released(cell), mark(cell, "grade_id")


@LESSON
def test_every_part_of_a_lesson_is_there(lesson):
    for part in (
        "**You will**",
        "**Minutes**",
        "**Predict",
        "> **The rule**",
        "### Play",
        "**Numbers that exams love**",
        "## Quick check",
        "## Think it over",
        "## Honest limits",
        "## In three sentences",
        "## Further reading",
        "## Mark this lesson",
        "**Next**",
    ):
        assert part in prose(lesson), part
    code = "\n".join(c.source for c in cells(lesson) if c.cell_type == "code")
    assert f'quiz.ask("{lesson}")' in code
    assert "widgets." in code


@LESSON
def test_every_picture_has_a_description_and_exists(lesson):
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", prose(lesson), flags=re.DOTALL)
    assert pictures
    for alt, target in pictures:
        assert len(alt.split()) >= 8, f"{target}: '{alt}' describes too little"
        assert (ROOT / "source" / target).is_file(), target


@LESSON
def test_text_answers_are_ungraded_and_have_a_rubric(lesson):
    manual = [c for c in cells(lesson) if mark(c, "grade") and mark(c, "solution")]
    assert manual
    for cell in manual:
        assert mark(cell, "points") == 0
        assert "**Rubric.**" in cell.source


@LESSON
def test_a_test_cell_says_in_its_first_line_what_a_folded_cell_shows(lesson):
    for cell in cells(lesson):
        if mark(cell, "grade") and cell.cell_type == "code":
            first = cell.source.splitlines()[0]
            name = mark(cell, "grade_id").split("__")[0]
            assert first.startswith("# Hidden tests: ") or (
                first.startswith("# ") and name in first and "click it to read" in first
            ), mark(cell, "grade_id")


@LESSON
def test_the_last_cell_marks_the_lesson(lesson):
    last = cells(lesson)[-1]
    assert (last.cell_type, last.source) == ("code", f'widgets.mark("{lesson}")')


def tagged(cell):
    return "skip-execution" in cell.metadata.get("tags", ())


@LESSON
def test_a_plot_and_a_dial_are_in_the_learners_hands_and_left_out_when_graded(lesson):
    """nbclient and the grader leave out what is tagged: `interact` may hang there, and plots take their time."""
    drawn = [
        c for c in cells(lesson) if c.cell_type == "code" and re.search(r"\bplt\.|\binteract\b", c.source)
    ]
    assert all(tagged(cell) and not mark(cell, "grade_id") for cell in drawn)
    assert any(re.search(r"\.(?:imshow|plot|step|bar|loglog)\(", cell.source) for cell in drawn)
    assert any(re.search(r"^interact\(\w+, .*\);$", cell.source, re.MULTILINE) for cell in drawn)
    built = json.loads((ROOT / "notebooks" / lesson / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    kept = ["".join(c["source"]) for c in built if "skip-execution" in c["metadata"].get("tags", ())]
    assert kept == [cell.source for cell in drawn]


@LESSON
def test_no_test_cell_overwrites_what_the_lesson_uses_again(lesson):
    """A name that an own cell reads was last bound by an own cell, or is read from a solution's or the setup's."""
    owner = {}
    for cell in cells(lesson):
        if cell.cell_type != "code":
            continue
        source, is_test = cell.source, bool(mark(cell, "grade")) or cell.source.startswith("# The tests of ")
        read = set() if is_test else set(free_names(source)) - bound_names(source)
        overwritten = {name for name in read if owner.get(name) == "a test"}
        assert not overwritten, f"{overwritten} of {source[:60]!r}"
        owner |= dict.fromkeys(bound_names(source), "a test" if is_test else "the lesson")


@LESSON
def test_every_solution_says_why_it_works(lesson):
    for cell in cells(lesson):
        if mark(cell, "solution") and cell.cell_type == "code":
            why, code = told(
                re.sub(r"^\s*### (?:BEGIN|END) SOLUTION\n?", "", cell.source, flags=re.MULTILINE)
            )
            assert len(why.split()) >= 8, mark(cell, "grade_id")
            assert code.startswith(f"def {mark(cell, 'grade_id')}(")
