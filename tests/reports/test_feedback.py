"""The feedback page: what a student reads, what stays hidden, and that nothing a student made can act."""

import base64
import copy
import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import nbformat
import pytest

from autograder.reports.feedback import messages
from autograder.reports.feedback import page as feedback
from autograder.reports.html import highlight, markdown, safe_html
from tests.support.browser import empty_page
from tests.support.pages import text_of

MESSAGE = """area: a small call shows it. The value is 7, and 12 was expected.
Call: area(width=3, height=4)
  width: 3
Your answer equals the sum of the sides. Does an area add them?
Where to look: section 1, the worked example."""
HIDDEN_CODE = "check(area, (31337, 2), expected=62674)"


def marked(source, **mark):
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {"grade": False, "solution": False, "locked": False, **mark}
    return cell


def released(hidden=""):
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Rectangles\n\nSome <b>text</b>."),
            nbformat.v4.new_markdown_cell(
                "## 1. Areas\n\n### Exercise 1.1: an area (4 points, 5 min)\n\nWrite `area`."
            ),
            marked(
                "def area(width, height):\n    raise NotImplementedError()", grade_id="area", solution=True
            ),
            marked("check(area, (3, 4), expected=12)", grade_id="area__values", grade=True, points=2),
            marked("# Hidden tests.\n" + hidden, grade_id="area__hidden", grade=True, points=2),
        ]
    )


def executed(source="def area(width, height):\n    return width + height", outputs=()):
    notebook = released(f"### BEGIN HIDDEN TESTS\n{HIDDEN_CODE}\n### END HIDDEN TESTS")
    notebook.cells[2].source = source
    notebook.cells[2].outputs = [nbformat.from_dict(out) for out in outputs]
    return notebook


def made(name, status="failed", score=0, message=MESSAGE, mistake="sum"):
    return {
        "id": name,
        "hidden": name.endswith("hidden"),
        "score": score,
        "max_score": 2,
        "status": status,
        "message": message,
        "mistake": mistake,
    }


def result_of(*tests, flags=(), **more):
    score = sum(test["score"] for test in tests)
    exercise = {"name": "area", "score": score, "max_score": 4, "tests": list(tests)}
    return {
        "student": "ada",
        "lesson": "rectangles",
        "score": score,
        "max_score": 4,
        "status": "graded",
        "exercises": [exercise],
        "flags": list(flags),
        "seconds": 0.1,
        "sandbox": {},
    } | more


WRONG = result_of(made("area__values"), made("area__hidden"))
RIGHT = result_of(made("area__values", "passed", 2, "", None), made("area__hidden", "passed", 2, "", None))


def page(notebook=None, result=WRONG):
    return feedback.render(notebook if notebook is not None else executed(), result, released())


class Reader(HTMLParser):
    """Collect tags, attributes and headings of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, key, value or "") for key, value in attrs]


def assert_inert(html):
    """Assert that the page holds no element or attribute that could act, load or lead away."""
    seen = Reader(html)
    assert not {"script", "object", "embed", "form", "base", "link", "svg", "video", "audio"} & set(seen.tags)
    for tag, key, value in seen.attributes:
        assert not key.startswith("on"), (tag, key)
        if tag == "iframe":
            assert key in ("sandbox", "referrerpolicy", "title", "style", "srcdoc")
            assert key != "sandbox" or value == ""
        if key == "src":
            assert value.startswith("data:image/"), value[:80]
        if key == "href":
            assert value.startswith(("#", "https://", "http://", "mailto:")), value[:80]
    assert seen.tags.count("iframe") == sum(key == "sandbox" for _, key, _ in seen.attributes)


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
    assert "hidden" not in text_of(feedback.render(None, result, released())).lower()


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
    words = text_of(feedback.render(notebook, result, release))
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
    words = text_of(feedback.render(notebook, result, release))
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
    assert ("This answer calls area" in text_of(feedback.render(notebook, result, release))) is points


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


def test_a_damaged_notebook_is_told_kindly():
    result = result_of(
        made("area__values", "not_run", message="the notebook is not JSON (line 1)"),
        flags=["damaged: the notebook is not JSON (line 1)"],
    )
    words = text_of(feedback.render(None, result, released()))
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


def test_the_picture_of_a_visible_test_is_an_image_with_alt_text():
    notebook = executed()
    svg = '<div><b>area</b> is not right.</div><svg role="img" aria-label="7 beside 12" onload="alert(1)"></svg>'
    notebook.cells[3].outputs = [nbformat.v4.new_output("display_data", data={"text/html": svg})]
    html = page(notebook)
    assert '<img alt="7 beside 12" src="data:image/svg+xml;base64,' in html
    assert "is not right." not in text_of(html), "the message has said it"
    assert_inert(html)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<iframe src="https://evil.example/"></iframe>',
    "</pre></style></title></textarea><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "<style>body{display:none}</style>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/"><link rel=stylesheet href=//evil.example/x.css>',
    '<form action="https://evil.example/"><input name=password></form>',
    "{{ 7 * 7 }}{% raw %}",
    "<!--><script>alert(1)</script>-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202eright to left\u2066 \x00 \ud800 \x1b[31mred\x1b[0m",
    '<a href="javascript:alert(1)">x</a>',
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_is_inert_wherever_it_stands(evil):
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": evil},
        {"output_type": "stream", "name": "stderr", "text": [evil, evil]},
        {"output_type": "error", "ename": evil, "evalue": evil, "traceback": [evil]},
        *(
            {"output_type": "display_data", "metadata": {}, "data": {mime: evil}}
            for mime in (
                "text/plain text/html text/markdown text/latex image/svg+xml image/png application/javascript "
                "application/vnd.jupyter.widget-view+json " + evil
            ).split(" ")
        ),
        {
            "output_type": "execute_result",
            "metadata": {},
            "execution_count": 1,
            "data": {"text/html": [evil]},
        },
        {"output_type": evil},
    ]
    notebook = executed(evil, outputs)
    notebook.cells[0].source = notebook.cells[1].source = evil
    notebook.cells[3].outputs = copy.deepcopy(notebook.cells[2].outputs)
    test = made("area__values", message=evil + "\nCall: " + evil + "\n" + evil, mistake=evil)
    result = result_of(
        test,
        made("area__hidden", "error", message=evil, mistake=evil),
        flags=["damaged: " + evil, evil],
        student=evil,
        lesson=evil,
    )
    result["exercises"][0]["name"] = evil
    for html in (feedback.render(notebook, result, released()), feedback.render(None, result, released())):
        assert_inert(html)
        html.encode("utf-8")
        assert "\u202e" not in html
        assert "\x00" not in html


@pytest.mark.parametrize(
    "evil",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "[x](//evil.example)",
        "![x](https://evil.example/track.png)",
        "![x](javascript:alert(1))",
        "![x](attachment:a.png)",
        '<img src="data:image/svg+xml,<svg onload=alert(1)>" onerror=alert(1)>',
        '<img alt="a" src="data:image/png;base64,AAAA" onerror="alert(1)">',
        "<details open ontoggle=alert(1)>",
        "<https://evil.example/><script>",
        "$<script>alert(1)</script>$ and $$</code><script>alert(1)</script>$$",
        '``` x"><script>alert(1)</script>\n</code></pre><script>\n```',
    ],
)
def test_hostile_markdown_is_inert(evil):
    html = str(
        markdown.markdown(evil, {"a.png": {"image/svg+xml": "<svg onload=alert(1)>", "image/png": "no!"}})
    )
    assert_inert(html)
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html).lower()


def test_lesson_text_keeps_its_details_and_leaves_pictures_out():
    html = markdown.lesson_markdown(
        '<details><summary>Hint</summary>\n\nUse $w h$.\n</details>\n\n<img alt="A box" src="data:image/png;base64,A">'
    )
    assert "<details><summary>Hint</summary>" in html
    assert "[Picture: A box]" in html
    assert "base64" not in html


def test_a_figure_of_the_lesson_survives_a_student_who_edits_its_cell():
    picture = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode()
    html = markdown.markdown(f'My notes\n\n<img alt="A box" src="data:image/svg+xml;base64,{picture}">')
    assert "My notes" in html
    assert '<img alt="A box" src="data:image/svg+xml;base64,' in html


@pytest.mark.parametrize(
    "payload",
    [
        "not base64!",
        "",
        "A" * (safe_html.PICTURE_LIMIT + 1),
        '"><script>',
        "<!DOCTYPE x [<!ENTITY a 'b'>]><svg/>",
    ],
)
def test_what_is_no_picture_becomes_none(payload):
    if payload:
        assert safe_html.picture("png", payload, "alt") is None
    assert safe_html.picture("svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "alt") is None


def test_floods_are_cut():
    outputs = [{"output_type": "stream", "name": "stdout", "text": "x" * 500_000}] * 300
    html = page(executed("pass", outputs))
    assert len(html) < 2_000_000
    assert "more characters" in html
    assert "260 more outputs are not shown" in html


@pytest.mark.parametrize(
    "notebook", [{}, {"cells": None}, {"cells": [None, 3, {}, {"source": None, "metadata": 3}]}]
)
def test_odd_notebooks_still_give_a_page(notebook):
    assert "0 of 4 points" in text_of(feedback.render(notebook, WRONG, released()))


def test_headings_come_in_order_and_landmarks_are_there():
    html = page()
    levels = [int(tag[1]) for tag in Reader(html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"header", "main", "footer"} <= set(Reader(html).tags)


def test_a_page_asks_for_nothing_outside():
    html = page()
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/)", html)


def test_highlighting_keeps_every_character():
    source = (
        "@f\ndef g(x):\n    '''doc'''\n    return f\"{x!r}\" + r'\\' # <b> \"quote\n'unclosed\n\"\"\"open"
    )
    html = highlight.highlight(source)
    assert html.striptags() == " ".join(source.split())
    assert re.sub(r"<[^>]*>", "", html).count("\n") == source.count("\n")


@pytest.mark.browser
def test_a_browser_runs_nothing_and_asks_for_nothing(tmp_path):
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {mime: evil}}
        for evil in HOSTILE
        for mime in ("text/html", "image/svg+xml")
    ]
    notebook = executed("pass", outputs[:40])
    path = tmp_path / "page.html"
    path.write_text(
        feedback.render(notebook, result_of(made("area__values", message=HOSTILE[1])), released())
    )
    asked, opened = [], []
    with empty_page(viewport={"width": 390, "height": 800}) as tab:
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
        tab.goto(path.as_uri())
        tab.wait_for_timeout(500)
        width = tab.evaluate("document.documentElement.scrollWidth")
    assert opened == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert width <= 390
