"""Whatever a student writes is inert on the feedback page."""

import base64
import copy
import re
from itertools import pairwise

import nbformat
import pytest

from autograder.reports.feedback import page as feedback
from autograder.reports.html import highlight, markdown, safe_html
from tests.support.browser import empty_page
from tests.support.feedback import (
    WRONG,
    executed,
    made,
    page,
    released,
    result_of,
)
from tests.support.pages import Reader, text_of


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
    for html in (
        feedback.render_page(notebook, result, released()),
        feedback.render_page(None, result, released()),
    ):
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
    assert "0 of 4 points" in text_of(feedback.render_page(notebook, WRONG, released()))


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
        feedback.render_page(notebook, result_of(made("area__values", message=HOSTILE[1])), released())
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
