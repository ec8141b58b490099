"""A prediction in JupyterLab: typed or chosen, compared at once, counted for the lesson, kept over a reload, without a kernel."""

import pytest

from tests.support.browser import lab_page, open_notebook, run_all

pytestmark = pytest.mark.browser
CELLS = [
    "from convlab import quiz",
    'quiz.predict("weights-of-256-neurons")',
    'quiz.predict("zero-products")',
    'quiz.predict("shape-of-the-diagonal")',
]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    with lab_page(folder, CELLS, height=900) as page:
        page.notebook = f"{folder.name}/widgets.ipynb"
        board(page, 2).wait_for()  # a widget is drawn a moment after its cell has run, by its kernel
        page.evaluate("window.jupyterapp.commands.execute('kernelmenu:shutdown')")  # from here on no Python
        yield page


def board(page, number):
    return page.get_by_role("region", name="Prediction").nth(number)


def verdict(page, number):
    return board(page, number).get_by_role("status").inner_text()


def test_a_choice_is_compared_with_the_reason_and_counted_everywhere(page):
    assert verdict(page, 0) == ""
    board(page, 0).get_by_role("button", name="about fifty thousand").click()
    assert verdict(page, 0).startswith("✗ You said about fifty thousand; it is about twelve million.")
    assert "Those are the inputs" in verdict(page, 0)
    for number in range(3):
        assert "0 of 1 right so far; 10 in this lesson" in board(page, number).inner_text()


def test_a_number_is_typed_and_what_is_none_is_asked_for_again(page):
    field = board(page, 1).get_by_role("textbox", name="How many of the nine products are zero?")
    field.fill("several")
    field.press("Enter")
    assert verdict(page, 1).startswith("Type a number first")
    field.fill("3")
    field.press("Enter")
    assert verdict(page, 1).startswith("✓ You said 3.")
    assert "1 of 2 right so far" in board(page, 0).inner_text()


@pytest.mark.parametrize("typed", ["5 x 5", "(5, 5)", "5,5", "5 × 5"])
def test_a_shape_is_understood_however_it_is_written(page, typed):
    again = board(page, 2).get_by_role("button", name="Predict anew")
    if again.count():
        again.click()
    field = board(page, 2).get_by_role("textbox")
    field.fill(typed)
    board(page, 2).get_by_role("button", name="Predict", exact=True).click()
    assert verdict(page, 2).startswith("✓ You said 5, 5.")


def test_guesses_are_there_after_a_reload_until_one_predicts_anew(page):
    open_notebook(page, page.address, page.notebook)
    assert run_all(page)
    board(page, 0).wait_for()
    assert verdict(page, 0).startswith("✗ You said about fifty thousand")
    board(page, 0).get_by_role("button", name="Predict anew").click()
    assert verdict(page, 0) == ""
    assert "2 of 2 right so far" in board(page, 0).inner_text()
