"""In JupyterLab, in a real browser: the quick check is answered by keyboard, says why and keeps the score."""

import pytest

from convlab.quiz import questions
from tests.support.browser import expect, lab_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A notebook with lesson 1's quick check, opened and run."""
    with lab_page(tmp_path_factory.mktemp("lab"), ["from convlab import quiz", 'quiz.ask("01_ops")']) as page:
        yield page


def answer(form, question, wrong=None):
    """Answer a question by keyboard: its right answer, or the slip number `wrong`."""
    value = question.answer if wrong is None else question.slips[wrong][0]
    if question.is_typed:
        form.get_by_role("textbox").fill(f"{value:,}")
        form.get_by_role("textbox").press("Enter")
    else:
        html = (
            value.replace("<table ", "<table ")
            .replace("<tr>", "<tbody><tr>", 1)
            .replace("</table>", "</tbody></table>")
        )
        index = [label.inner_html() for label in form.locator(".cl-choice > span").all()].index(
            html if "<table" in html else value
        )
        form.get_by_role("radio").nth(index).check()
        form.get_by_role("button", name="Check").press("Enter")


def test_the_quiz_says_why_keeps_the_score_and_starts_over(lab):
    form = lab.get_by_role("region", name="Quick check of lesson 01_ops")
    form.scroll_into_view_if_needed()
    dealt = questions.deal("01_ops")
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_role("status")).to_contain_text("first")
    answer(form, dealt[0], wrong=0)
    expect(form.get_by_role("status")).to_contain_text("Not yet. " + dealt[0].slips[0][1])
    answer(form, dealt[0])
    expect(form.get_by_role("status")).to_contain_text("Right. ")
    for question in dealt[1:]:
        form.get_by_role("button", name="Next question").press("Enter")
        answer(form, question)
        expect(form.get_by_role("status")).to_contain_text("Right. ")
    form.get_by_role("button", name="Your score").press("Enter")
    expect(form).to_contain_text("4 of 5 right at the first try.")
    expect(form.get_by_role("listitem").first).to_have_accessible_name("question 1: wrong")
    form.get_by_role("button", name="Try again with new numbers").press("Enter")
    expect(form).to_contain_text("Question 1 of 5")
    fresh = questions.deal("01_ops", 1)[0]
    answer(form, fresh)
    expect(form.get_by_role("status")).to_contain_text("Right. ")
