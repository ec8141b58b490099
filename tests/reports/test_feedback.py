"""The feedback page: what a student reads, what stays hidden, and that nothing a student made can act."""

import copy
import re
from html import unescape

import nbformat
import pytest

from autograder.reports.feedback import messages
from autograder.reports.feedback import page as feedback
from tests.support.feedback import WRONG, executed, made, marked, page, released, result_of
from tests.support.pages import text_of

RIGHT = result_of(made("area__values", "passed", 2, "", None), made("area__hidden", "passed", 2, "", None))


def test_a_page_tells_marks_symptom_question_and_where_to_look():
    words = text_of(page())
    assert "0 of 4 points" in words
    assert "Exercise 1.1: an area" in words
    assert "The value is 7, and 12 was expected." in words
    assert "Does an area add them?" in words
    assert "Look next: See section 1, the worked example." in words


def test_what_to_look_at_next_leads_to_its_exercise():
    result = copy.deepcopy(RIGHT)
    result["exercises"].append(
        {"name": "volume", "score": 0, "max_score": 2, "tests": [made("volume__values")]}
    )
    html = page(result=result)
    (link,) = re.findall(r'<li><strong><a href="#(\w+)">volume</a></strong> See section 1', html)
    assert "<h3>volume</h3>" in html.split(f'class="card" id="{link}"')[1].split("</article>")[0]


def test_a_full_page_says_so():
    words = text_of(page(result=RIGHT))
    assert "Everything is right." in words
    assert "Look next" not in words


def test_a_page_without_hidden_tests_does_not_speak_of_them():
    result = result_of(made("area__values", "passed", 4, "", None))
    assert "hidden" not in text_of(feedback.render_page(None, result, released())).lower()


def test_an_answer_that_calls_a_wrong_one_points_to_that_first():
    release = released()
    release.cells += [
        nbformat.v4.new_markdown_cell("### Exercise 1.2: a volume"),
        marked("def volume(): ...", grade_id="volume", solution=True),
    ]
    notebook = executed()
    notebook.cells.append(
        marked("def volume(w, h, d):\n    return area(w, h) * d", grade_id="volume", solution=True)
    )
    result = copy.deepcopy(WRONG)
    result["exercises"].append(
        {"name": "volume", "score": 0, "max_score": 1, "tests": [made("volume__values")]}
    )
    words = text_of(feedback.render_page(notebook, result, release))
    assert "This answer calls area : mend “Exercise 1.1: an area” first" in words


@pytest.mark.parametrize(
    ("earlier", "later", "points"),
    [
        ("area__values", "volume__values", True),
        ("area__values", "volume__hidden", True),
        ("area__hidden", "volume__values", False),
        ("area__hidden", "volume__hidden", True),
    ],
)
def test_what_only_a_hidden_test_stops_does_not_explain_what_fails_in_the_open(earlier, later, points):
    release, notebook = released(), executed()
    release.cells.append(marked("def volume(): ...", grade_id="volume", solution=True))
    notebook.cells.append(
        marked("def volume(w, h, d):\n    return area(w, h) * d", grade_id="volume", solution=True)
    )
    result = result_of(made(earlier))
    result["exercises"].append({"name": "volume", "score": 0, "max_score": 1, "tests": [made(later)]})
    words = text_of(feedback.render_page(notebook, result, release))
    assert ("This answer calls area" in words) is points


def test_an_exercise_that_only_a_person_reads_is_not_said_to_have_been_tested():
    result = copy.deepcopy(RIGHT)
    waits = made("words", "not_run", message="graded by hand", mistake=None)
    result["exercises"].append({"name": "words", "score": 0, "max_score": 2, "tests": [waits]})
    words = text_of(page(result=result | {"max_score": 6}))
    assert "1 of 2 exercises is complete. The other is read by a person." in words
    assert "what the tests saw" not in words


CALLING = "def volume(w, h, d):\n    '''Use area(w, h).'''\n    raise NotImplementedError(area(w))"


@pytest.mark.parametrize(
    ("source", "points"),
    [
        ("def volume(w, h, d):\n    return area(w, h) * d", True),
        ("def volume(w, h, d):\n    '''As area(w, h).'''\n    return w * h + d  # not area(w, h)", False),
        ("def volume(w, h, d):\n    return my.area(w, h)", False),
        (CALLING, False),
        ("def volume(w, h, d) area(w, h)", False),
        ("-" * 7000 + "area(1, 2)", False),
        ("area(1, 2)\n" * 1000, False),
    ],
)
def test_only_an_answer_that_calls_a_wrong_one_is_sent_there(source, points):
    release, notebook, result = released(), executed(), copy.deepcopy(WRONG)
    release.cells.append(marked(CALLING, grade_id="volume", solution=True))
    notebook.cells.append(marked(source, grade_id="volume", solution=True))
    result["exercises"].append(
        {"name": "volume", "score": 0, "max_score": 1, "tests": [made("volume__values")]}
    )
    assert ("This answer calls area" in text_of(feedback.render_page(notebook, result, release))) is points


TORCH = "Your cell `area` did not run: torch can't be imported here; answers use NumPy only: no SciPy"


def test_a_cell_that_did_not_run_is_told_by_its_cause_and_what_to_do():
    tests = [made(f"area__{kind}", "error", 0, TORCH, None) for kind in ("values", "hidden")]
    words = unescape(text_of(page(result=result_of(*tests))))
    assert "Your cell area did not run: torch can't be imported here; answers use NumPy only" in words
    assert "Your cell did not run, so this test couldn't." in words
    assert words.count("Take out the import of torch") == 2
    assert "your function" not in words.lower()
    assert "last line" not in words


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        (
            "SyntaxError in line 3 of your cell `area`: expected ':'",
            "Run the cell `area` in Jupyter: it stops there too",
        ),
        ("Your cell 4 stopped with KeyError: 1; so there is no `area`", "from the top down to the cell:"),
        ("Your cell `area` did not finish: it was killed", "a loop that never ends"),
        ("area stopped: scipy can't be imported here; NumPy only", "Take out the import of `scipy`"),
    ],
)
def test_every_cause_has_its_own_advice(message, advice):
    exercise = {"name": "area", "tests": [made("area__values", "error", message=message, mistake=None)]}
    assert advice in messages.next_step(exercise, "“an area”")


def test_a_damaged_notebook_is_told_kindly():
    result = result_of(
        made("area__values", "not_run", message="the notebook is not JSON (line 1)"),
        flags=["damaged: the notebook is not JSON (line 1)"],
    )
    words = text_of(feedback.render_page(None, result, released()))
    assert "We could not grade this one: the notebook is not JSON (line 1)." in words
    assert "Hand it in again" in words
    assert "✗" not in words


def test_a_page_tells_what_happened_and_leaves_suspicions_to_a_person():
    flags = [
        "timeout: cell 3 still ran",
        "suspicious: cell 4 looks at its callers",
        "forged-message: 2 of them",
    ]
    words = text_of(page(result=result_of(made("area__values"), flags=flags)))
    assert "It took too long: cell 3 still ran" in words
    assert "callers" not in words
    assert "2 of them" not in words


@pytest.mark.parametrize("kind", ["marks", "old", "reordered", "retyped", "stripped", "tagged"])
def test_a_difference_without_effect_is_not_on_the_students_page(kind):
    flags = [f"{kind}: a strange word"]
    assert "a strange word" not in text_of(page(result=result_of(made("area__values"), flags=flags)))


def test_points_given_by_a_person_are_said_to_be_open():
    result = result_of(made("area__values", "passed", 2), made("essay", "not_run", message="graded by hand"))
    words = text_of(page(result=result))
    assert "read by a person" in words
    assert "Everything is right" not in words


def test_the_same_story_is_told_once():
    result = result_of(made("area__values"), made("area__limits"))
    assert page(result=result).count("The value is 7") == 1
    assert "The same as above." in page(result=result)
