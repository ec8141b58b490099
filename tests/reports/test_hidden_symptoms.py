"""Feedback on hidden tests: a symptom in a sentence of ours, and nothing of their inputs."""

import nbformat
import pytest

from autograder.reports.feedback import messages
from tests.support.browser import empty_page
from tests.support.feedback import HIDDEN_CODE, MESSAGE, executed, made, page, result_of
from tests.support.pages import text_of


@pytest.mark.browser
def test_the_longest_line_of_a_check_is_not_cut_on_a_laptop(tmp_path):
    message = "area: The result is 3, and 4 was expected.\nCall: area(shape)\n  shape: " + "x" * 91
    path = tmp_path / "page.html"
    path.write_text(page(result=result_of(made("area__values", "failed", message=message))))
    with empty_page(viewport={"width": 1000, "height": 800}) as tab:
        tab.goto(path.as_uri())
        shown, wide = tab.evaluate(
            "(block => [block.clientWidth, block.scrollWidth])(document.querySelector('pre.aligned'))"
        )
    assert 0 < wide <= shown


def test_an_exception_made_to_look_like_a_cause_tells_nothing_of_a_hidden_test():
    for forged in ("Your cell `x31337` stopped with KeyError", "x31337 can't be imported here; no"):
        test = made("area__hidden", "failed", message=forged, mistake=None)
        told = messages.hidden_symptom(test) + messages.next_step({"tests": [test]}, "it")
        assert "31337" not in told


def test_only_a_table_of_values_keeps_its_lines_whole():
    assert '<pre class="aligned"' in page()
    plain = page(result=result_of(made("area__values", "error", message="KeyError: 1\n" + "x" * 300)))
    assert "<pre tabindex" in plain
    assert '<pre class="aligned"' not in plain


def test_hidden_tests_show_only_a_symptom():
    notebook = executed()
    notebook.cells[4].outputs = [
        nbformat.v4.new_output("stream", text="area was called with 31337"),
        nbformat.v4.new_output("error", ename="E", evalue="62674", traceback=[HIDDEN_CODE]),
        nbformat.v4.new_output(
            "display_data", data={"text/html": "<svg>62674</svg>", "image/png": "NjI2NzQ="}
        ),
    ]
    secret = MESSAGE.replace("7, and 12", "31339, and 62674")
    html = page(notebook, result_of(made("area__values"), made("area__hidden", message=secret)))
    assert "your result is not the expected one" in html
    for leak in ("31337", "62674", "31339", "BEGIN HIDDEN", "NjI2NzQ"):
        assert leak not in html


def test_a_test_cell_that_holds_more_than_was_released_is_hidden_whatever_it_is_called():
    notebook = executed()
    notebook.cells[3].source += "\n# secret part\ncheck(area, (31337, 2), expected=62674)"
    notebook.cells[3].outputs = [nbformat.v4.new_output("stream", text="31337")]
    html = page(notebook, result_of(made("area__values", message="area: The value is 31337.\nCall: area(w)")))
    assert "31337" not in html
    assert "check(area, ( 3 , 4 ), expected= 12 )" in text_of(html)


def test_a_hidden_question_is_shown_only_when_it_gives_nothing_away():
    plain = made("area__hidden")
    assert messages.hidden_question(plain).startswith("Your answer equals")
    for leak in ("Is area(31337, 2) = 62674?", "Is it [3, 4]?", "Is it 3.14159?", "x" * 400 + "?"):
        test = made("area__hidden", message=f"area: It is 1.\nCall: area(x)\n{leak}\nWhere to look: 1.")
        assert messages.hidden_question(test) == ""
    assert messages.hidden_question(made("area__hidden", mistake=None)) == ""


def test_a_wrong_number_under_the_key_shape_is_not_told_as_a_wrong_shape():
    message = "trace: The entry [3]['shape'][1] of the result is 5, and 2 was expected.\nCall: trace(layers)"
    told = messages.hidden_symptom(made("trace__hidden", "failed", message=message, mistake=None))
    assert told == f"{messages.UNSEEN}your result is not the expected one."
    kind = "size: The result is a float, and a whole number (int) was expected.\nCall: size(3)"
    told = messages.hidden_symptom(made("size__hidden", "failed", message=kind, mistake="wrong-type"))
    assert told == f"{messages.UNSEEN}your result is of the wrong kind."


@pytest.mark.parametrize(
    ("status", "message", "symptom"),
    [
        ("timeout", "31337", "did not finish in time"),
        ("memory", "31337", "used up the memory"),
        ("not_run", "31337", "could not be run"),
        ("error", "TypeError: 31337", "stopped with TypeError"),
        ("error", "Secret31337Error: x", "stopped with an error"),
        ("failed", "area: The shape is (31337,), and (2,) was expected.\nCall: area(x)", "wrong shape"),
        ("failed", "area: The result is None.\nCall: area(x)", "wrong kind"),
        ("failed", "area: It stopped with KeyError: 31337.\nCall: area(x)", "stopped with KeyError"),
        ("failed", "area: x was changed in place; 31337.\nCall: area(x)", "changed an argument"),
        ("failed", "area: This should raise ValueError, but 31337.\nCall: area(x)", "not refused"),
        ("failed", "area: It is not written yet.", "not written yet"),
        ("failed", "31337", "not the expected one"),
    ],
)
def test_every_hidden_symptom_is_a_sentence_of_ours(status, message, symptom):
    told = messages.hidden_symptom(made("area__hidden", status, message=message, mistake=None))
    assert symptom in told
    assert "31337" not in told


@pytest.mark.parametrize("status", ["failed", "error", "timeout", "memory", "not_run"])
def test_every_failed_exercise_has_one_line_of_advice(status):
    exercise = {"name": "area", "tests": [made("area__values", status, message="", mistake=None)]}
    advice = messages.next_step(exercise, "“an area”")
    assert advice.endswith(".")
    assert "\n" not in advice
