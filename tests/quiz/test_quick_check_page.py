"""The quick check on a page: what counts as right, the answer after two tries, back, sections, a reload."""

import pytest

from convlab import quiz
from convlab.quiz import questions
from tests.support.bare import bare_page, evaluate, mount
from tests.support.browser import expect

pytestmark = pytest.mark.browser
SECTIONS = "".join(
    f"<h2 id='s{n}'>1.{n} What is it?<a>¶</a></h2><p style='height: 900px'></p>" for n in range(1, 9)
)


@pytest.fixture(scope="module")
def page():
    with bare_page(viewport={"width": 900, "height": 700}) as page:
        yield page
        assert page.broken == []


@pytest.fixture
def check(page):
    """Return lesson 1's quick check, as on a page opened for the first time."""
    page.evaluate("localStorage.clear()")
    return reopen(page)


def reopen(page):
    page.reload()
    mount(page, quiz.ask("01_ops"), SECTIONS)
    return page.get_by_role("region", name="Quick check of lesson 01_ops")


def button(check, name):
    return check.get_by_role("button", name=name, exact=True)


def give(check, text):
    check.get_by_role("textbox").fill(text)
    button(check, "Check").click()


def finish(check, *, wrong=()):
    """Answer all questions, those numbered in `wrong` wrongly at first."""
    for number, question in enumerate(questions.deal("01_ops")):
        values = [question.slips[0][0]] if number in wrong else []
        for value in [*values, question.answer]:
            if question.is_typed:
                give(check, str(value))
            else:
                place = [one["value"] for one in quiz.form("01_ops", 0)[number]["choices"]].index(value)
                check.get_by_role("radio").nth(place).check()
                button(check, "Check").click()
        button(check, "Next question" if number < 4 else "Your score").click()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28 1/3", 85 / 3),
        ("28⅓", 85 / 3),
        ("28 + 1/3", 85 / 3),
        ("85/3", 85 / 3),
        ("−1 1/2", -1.5),
        ("-7/32", -7 / 32),
        ("1,792", 1792),
        ("28,33", 28.33),
        ("2.5", 2.5),
        ("28 1", None),
        ("1/0", None),
        ("", None),
        ("three", None),
    ],
)
def test_a_number_is_understood_however_it_is_written(page, text, value):
    got = evaluate(page, f"parse({text!r})", "shared")
    assert got == (value if value is None else pytest.approx(value, rel=1e-12))


@pytest.mark.parametrize(
    ("text", "due", "verdict"),
    [
        *[(text, 85 / 3, "near") for text in ("28.33", "28.3", "28.333", "28 1/3", "28,33", "28.3333333")],
        ("28", 85 / 3, "rounded"),
        ("28.4", 85 / 3, "near"),
        ("28.5", 85 / 3, "far"),
        ("28.34", 85 / 3, "near"),
        ("28.35", 85 / 3, "far"),
        ("27", 85 / 3, "far"),
        ("28.0", 28, "near"),
        ("28.33", 28, "far"),
        ("29", 28, "far"),
        ("-0.219", -7 / 32, "near"),
        ("-0.22", -7 / 32, "near"),
        ("-0.2", -7 / 32, "rounded"),
        ("0.22", -7 / 32, "far"),
    ],
)
def test_as_many_digits_as_were_typed_must_agree(page, text, due, verdict):
    assert evaluate(page, f"nearness({text!r}, {due!r})", "shared", "answers") == verdict


def test_a_slip_that_is_no_whole_number_is_named_however_it_is_rounded(page):
    slip = questions.deal("02_output_size", 2)[1].slips[-1]
    assert slip[0] == pytest.approx(85 / 3)
    page.evaluate("localStorage.clear()")
    page.reload()
    mount(page, quiz.ask("02_output_size", 2))
    check = page.get_by_role("region", name="Quick check of lesson 02_output_size")
    give(check, str(questions.deal("02_output_size", 2)[0].answer))
    button(check, "Next question").click()
    for text in ("28.33", "28 1/3", "85/3"):
        give(check, text)
        expect(check.get_by_role("status")).to_have_text(f"✗ Not yet. {slip[1]}")


def test_the_answer_is_shown_after_two_wrong_tries_and_counts_as_wrong(check):
    question = questions.deal("01_ops")[0]
    give(check, "1")
    expect(button(check, "Show the answer")).to_be_hidden()
    give(check, "2")
    button(check, "Show the answer").click()
    expect(check.get_by_role("status")).to_have_text(f"The answer: {question.answer}. {question.why}")
    expect(check.get_by_role("textbox")).to_have_value(str(question.answer))
    expect(button(check, "Show the answer")).to_be_hidden()
    expect(button(check, "Next question")).to_be_focused()
    expect(check.get_by_role("listitem").first).to_have_accessible_name("question 1: wrong")


def test_back_shows_what_was_answered_and_why(check):
    question = questions.deal("01_ops")[0]
    expect(button(check, "Back")).to_be_hidden()
    give(check, str(question.answer))
    button(check, "Next question").click()
    button(check, "Back").click()
    expect(check.get_by_role("textbox")).to_have_value(str(question.answer))
    expect(check.get_by_role("status")).to_contain_text("✓ Right.")
    expect(button(check, "Next question")).to_be_visible()


def test_the_score_links_to_the_sections_of_what_went_wrong(page, check):
    finish(check, wrong=[0, 2])
    expect(check).to_contain_text("3 of 5 right at the first try.")
    assert check.get_by_role("link").all_inner_texts() == ["1.2 What is it?", "1.7 What is it?"]
    check.get_by_role("link", name="1.7").click()
    expect(page.get_by_role("heading", name="1.7")).to_be_focused()
    expect(page.get_by_role("heading", name="1.7")).to_be_in_viewport()


def test_what_was_done_is_there_after_a_reload_until_one_tries_again(page, check):
    give(check, "1")
    check = reopen(page)
    expect(check.get_by_role("textbox")).to_have_value("1")
    expect(check.get_by_role("status")).to_contain_text("✗ Not yet.")
    finish(check)
    check = reopen(page)
    expect(check).to_contain_text("4 of 5 right at the first try.")
    expect(check.get_by_role("link")).to_have_text("1.2 What is it?")
    button(check, "Try again with new numbers").click()
    assert page.evaluate("models[0].told.at(-1)[1].seed") == 1
    page.evaluate(
        "([form, n]) => models[0].receive('answer', { form, n })", [quiz.scramble(quiz.form("01_ops", 1)), 1]
    )
    expect(check).to_contain_text("Question 1 of 5")
    give(check, str(questions.deal("01_ops", 1)[0].answer))
    expect(reopen(page).get_by_role("status")).to_contain_text("✓ Right.")


def test_questions_that_the_course_has_changed_are_asked_anew(page, check):
    give(check, "1")
    page.evaluate(
        """() => {
            const [place] = Object.keys(localStorage);
            localStorage.setItem(place, JSON.stringify({ ...JSON.parse(localStorage[place]), form: "older" }));
        }"""
    )
    expect(reopen(page).get_by_role("textbox")).to_have_value("")
