"""Answers that fail alike, and answers that are alike, are found in a class's report."""

import pytest

from autograder.reports.class_report.clusters import skeleton, unnamed_clusters
from autograder.reports.class_report.gather import gather
from autograder.reports.class_report.similarity import common_from, form_of, near_identical
from tests.support.reports import LONG, STUB, hand_in, page_of, section


def test_mistakes_are_counted_by_name_with_students_and_question(course):
    for student in ("ada", "ben", "chloe"):
        hand_in(course, student, got=7, mistake="sum", question="Does an `area` add?")
    hand_in(course, "dora", got=3, mistake="width-only")
    told = section(page_of(course), "mistakes")
    assert "sum Exercise 1: an area 3" in told
    assert "Does an area add? ada , ben , chloe" in told
    assert "width-only" in told


def test_an_unwritten_answer_is_no_mistake_and_no_cluster(course):
    for student in ("ada", "ben"):
        message = "area: it is not written yet. Write it in the cell above."
        hand_in(course, student, code=STUB, got=0, mistake="not-written", message=message)
    html = page_of(course)
    assert "No named mistake was found." in section(html, "mistakes")
    assert "Every wrong answer has a name." in section(html, "unnamed")
    assert "2 not written" in section(html, "exercises")


def test_unnamed_answers_cluster_by_message_and_by_syntax_tree(course):
    hand_in(course, "ada", code="def area(w, h):\n    return w - h", got=-1)
    hand_in(course, "ben", code="def area(w, h):\n    return -(h - w)", got=-1)
    hand_in(course, "chloe", code="def area(a, b):\n    return -(b - a)  # mine", got=-5)
    hand_in(course, "dora", code="def area(w, h):\n    return 99", got=99)
    told = section(page_of(course), "unnamed")
    assert "3 Exercise 1: an area : area: a small call shows it. The value is -1" in told
    assert "1 wrong answer that is the only one of its kind" in told


def test_cells_that_did_not_run_cluster_by_their_cause(course):
    causes = {
        "ada": "Your cell `area` did not run: torch can't be imported here; NumPy only",
        "ben": "Your cell `area` did not run: scipy can't be imported here; NumPy only",
        "cyd": "SyntaxError in line 1 of your cell `area`: expected ':'",
        "dan": "SyntaxError in line 3 of your cell `area`: expected ':'",
    }
    for number, (student, message) in enumerate(causes.items()):
        hand_in(course, student, code=f"def area(w, h) return {number}", status="error", message=message)
    data = gather(course, "rect", course.root / "reports" / "rect.html")
    found = {tuple(row.student for row in c.rows): c.symptom for c in unnamed_clusters(data)}
    assert found == {("ada",): causes["ada"], ("ben",): causes["ben"], ("cyd", "dan"): causes["cyd"]}


def test_code_that_is_right_elsewhere_is_told_apart(course):
    code = "def area(w, h):\n    return multiply(w, h)"
    hand_in(course, "ada", code=code)
    for student in ("ben", "chloe"):
        hand_in(course, student, code=code, got=1)
    told = section(page_of(course), "unnamed")
    assert "right elsewhere" in told
    assert "earns all points for 1 other student:" in told


def test_messages_of_one_error_agree_though_their_numbers_differ():
    def test(symptom):
        return {"message": f"area: {symptom}\nCall: area(w)\nWhere to look: 1."}

    assert skeleton(test("it stopped with IndexError: index 5 of 5.")) == skeleton(
        test("it stopped with IndexError: index 7 of 7.")
    )
    assert skeleton(test("The value is 5, and 12 was expected.")) != skeleton(
        test("The value is 6, and 12 was expected.")
    )


def test_near_identical_code_is_found_after_renaming_and_common_code_is_not():
    unusual = LONG.format(test="i >= 0 and j >= 0 and (i, j) != (-1, -1)")
    usual = {f"s{n}": LONG.format(test="True and 1 == 1") for n in range(9)}
    answers = {"area": {"ada": unusual, "ben": unusual.replace("total", "count") + "# mine\n", **usual}}
    groups = near_identical(answers, {"area": STUB}, class_size=11)
    assert [group.students for group in groups] == [("ada", "ben")]
    assert groups[0].exercises == {"area": "same after renaming"}


def test_an_added_line_does_not_hide_a_copy_and_letters_are_told():
    body = LONG.format(test="i >= 0 and j >= 0 and (i, j) != (-1, -1)")
    longer = body + "".join(f"x{n} = area({n}, {n}) + {n} * len(str({n}))\n" for n in range(12))
    touched = longer.replace("total = 0", "total = 0\n    assert w > 0")
    groups = near_identical(
        {"area": {"ada": longer, "ben": touched}, "b": {"ada": body, "ben": body}}, {}, 30
    )
    assert [group.exercises for group in groups] == [{"area": "nearly the same", "b": "to the letter"}]


def test_short_answers_and_stubs_are_never_called_copies():
    short = "def area(w, h):\n    return w * h"
    assert near_identical({"area": {"ada": short, "ben": short}}, {"area": STUB}, 30) == []
    long_stub = LONG.format(test="i >= 0 and j >= 0 and (i, j) != (-1, -1)")
    assert near_identical({"area": {"ada": long_stub, "ben": long_stub}}, {"area": long_stub}, 30) == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(:",
        "(" * 5000,
        "x\0",
        "-" * 7000 + "1",
        "1" + "+1" * 3900,
        "x" * 9000,
        "\ud800",
        "f'{'",
        "a." * 3000 + "a",
    ],
)
def test_hostile_code_has_no_form_or_one_and_ends_nothing(source):
    form = form_of(source)
    assert form is None or form.nodes > 0


def test_code_that_python_warns_of_is_compared_without_a_word():
    assert form_of("def f(text):\n    return text.split('\\d')") is not None


def test_copies_of_a_whole_submission_are_found_however_many_they_are():
    body, other = 2 * LONG.format(test="i == j"), 2 * LONG.format(test="i != j")
    copied = {f"copy-{n:02d}": body for n in range(12)}
    edges = {f"copy-{n:02d}": other.replace("    ", "  ") for n in range(12)}
    alone = {"ann": body, "bea": body.replace("total", "count")}
    groups = near_identical({"area": copied | alone, "edge": edges | {"bea": other}}, {}, 29)
    assert [(group.students, group.is_whole) for group in groups] == [(tuple(copied), True)]
    assert groups[0].exercises == {"area": "to the letter", "edge": "to the letter"}


def test_short_submissions_are_never_called_copies_as_a_whole():
    short = {f"s{n}": "def area(w, h):\n    return w * h" for n in range(5)}
    assert near_identical({"area": short, "edge": short}, {}, 10) == []


def test_many_groups_with_one_exercise_are_folded_and_whole_copies_are_not(course):
    for number in range(10):
        code = LONG.format(test=f"i + {number} * j > {number} and " + "j - i and " * (number % 5) + "w")
        code = code.replace("total += 1", "total += 1" + " * w - h" * (number // 5 + 1))
        for student in "ab":
            hand_in(course, f"{number}{student}", code=code + f"\n{student} = 1")
    for student in ("x", "y", "z"):
        hand_in(course, student, code="class Area:\n    pass\n" + LONG.format(test="w") * 5)
    told = section(page_of(course), "odd")
    assert "3 x , y , z : all that they wrote, to the letter" in told
    assert "10 groups that are alike in one exercise only" in told
    assert told.index("x , y , z") < told.index("10 groups")


@pytest.mark.parametrize(("size", "number"), [(1, 4), (30, 4), (300, 12)])
def test_what_is_common_depends_on_the_class(size, number):
    assert common_from(size) == number
