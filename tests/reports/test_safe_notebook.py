"""What goes into `autograded/` can do nothing in a browser, and honest answers look as they did."""

import base64
import time

import pytest
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.common.deadline import Budget
from autograder.reports.html.safe_markdown import as_code_block, inert_markdown, is_harmless
from autograder.reports.html.safe_notebook import SECONDS, neutralize
from autograder.reports.html.sanitize import sanitized
from autograder.reports.html.svg import may_be_shown

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
BOMB = (
    SVG
    + '<defs><g id="a0"><circle r="1"/></g>'
    + "".join(f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
    + '</defs><use xlink:href="#a8"/></svg>'
)
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="


def shown(data, **metadata):
    """Return what is kept of one output."""
    output = NotebookNode(
        output_type="display_data", data=NotebookNode(data), metadata=NotebookNode(metadata)
    )
    notebook = new_notebook(cells=[new_code_cell("x")])
    notebook.cells[0].outputs.append(output)
    neutralize(notebook, ())
    return notebook.cells[0].outputs[0]


def text(source, **more):
    """Return what is kept of a text cell."""
    cell = new_markdown_cell(source, **more)
    neutralize(new_notebook(cells=[cell]), ())
    return cell


HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "a <a href='javascript:alert(1)'>b</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6a;avascript&colon;alert(1))",
    "[x]( <javascript:alert(1)> )",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](/formgrader/manage_students)",
    "![x](x.svg)",
    "![x](/api/shutdown)",
    "![x](../../s001/01_ops/x.png)",
    "```mermaid\n</pre><img src=x onerror=alert(1)>\n```",
    "~~~mermaid\n</pre><script>alert(1)</script>\n~~~",
    "$\\href{javascript:alert(1)}{x}$",
    "&#92;href{javascript:alert(1)}{x} and $x$",
    "$\\hr<!-- -->ef{javascript:alert(1)}{x}$",
    "$x$ \\style{position:fixed}{x}",
    "</div></div></div>",
    "<details>",
    "<!--",
    "<b",
    "<style>body{display:none}</style>",
    "`<img src=x onerror=alert(1)>",
    "```text\n```\n<script>alert(1)</script>\n```",
    "![missing](attachment:nothing.png)",
    "<b onclick=alert(1)>b</b>",
    "<details open ontoggle=alert(1)>",
    "\\begin{x}<img src=x onerror=alert(1)>\\end{x}",
    "a\x00<scr\x00ipt>alert(1)</script>",
]


def rendered(source, attachments=None):
    """Return the page that nbconvert, and the formgrader with it, makes of a text cell."""
    cell = new_markdown_cell(source, attachments=attachments) if attachments else new_markdown_cell(source)
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(new_notebook(cells=[cell]))
    return page.lower()


@pytest.mark.parametrize("source", HARMFUL)
def test_harmful_markdown_is_shown_without_harm(source):
    kept = text(source).source
    assert is_harmless(kept)
    assert is_harmless(as_code_block(source))
    page = rendered(kept)
    for sign in (
        "<script>alert",
        "<img src=x",
        'onerror="',
        'href="javascript:',
        "<svg",
        'onclick="',
        'ontoggle="',
    ):
        assert sign not in page


@pytest.mark.parametrize(
    "source",
    [
        "Plain words, *emphasis*, **more** and `code`.",
        "# A heading\n\n- one\n- two\n\n1. first\n\n> quoted\n\n---\n\n~~gone~~",
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
        "Because $y_{ij} = \\sum_m k_m x_{i+m}$ and\n\n$$\\begin{matrix}1 & 2\\end{matrix}$$",
        "see <https://example.org/a?b=1> and [this](https://example.org)",
        "```python\nif a > b:\n    print('x')\n```",
        "x<sub>i</sub> <b>bold</b><br>next",
        "![a plot](plot.png) and [my table](data/table.csv)",
        f"![pasted](data:image/png;base64,{PICTURE})",
        "- [ ] to do\n- [x] done",
    ],
)
def test_honest_markdown_stays_as_it_was_written(source):
    assert text(source).source == source


def test_smaller_than_signs_cost_a_blank_and_outside_pictures_become_links():
    assert text("if a <b: *less*").source == "if a < b: *less*"
    assert text("*so* ![x](https://example.org/x.png)").source == "*so* [x](https://example.org/x.png)"


def test_pasted_pictures_stay_and_other_attachments_go():
    bomb = base64.b64encode(BOMB.encode()).decode()
    attached = {
        "good.png": {"image/png": PICTURE},
        "page": {"text/html": "PGI+"},
        "odd.png": {"image/png": 'x" onerror="alert(1)'},
        "bomb.svg": {"image/svg+xml": bomb},
    }
    cell = text("![x](attachment:good.png)", attachments=attached)
    assert cell.attachments == {"good.png": {"image/png": PICTURE}}
    assert cell.source == "![x](attachment:good.png)"
    assert "attachments" not in text("x", attachments={"page": attached["page"]})


def test_a_raw_cell_becomes_text_that_is_shown_as_it_was_typed():
    cell = new_raw_cell("<script>alert(1)</script>")
    neutralize(new_notebook(cells=[cell]), ())
    assert (cell.cell_type, cell.source) == ("markdown", "```text\n<script>alert(1)</script>\n```")


def test_what_was_released_is_its_authors():
    cell = new_markdown_cell(
        "<details><summary>Hint</summary><div class='x'>...</div></details><script>1</script>"
    )
    neutralize(new_notebook(cells=[cell]), {cell.source})
    assert cell.source.endswith("<script>1</script>")


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"application/javascript": "alert(1)"}, {"text/plain": "[an output that can't be kept: application/javascript]"}),
        ({"application/javascript": "alert(1)", "text/plain": "<Javascript object>"}, {"text/plain": "<Javascript object>"}),
        ({"text/html": "<script>alert(1)</script>"}, {"text/plain": "<script>alert(1)</script>"}),
        ({"text/html": "<b onclick=a>x</b>", "text/plain": "x"}, {"text/html": "<b>x</b>", "text/plain": "x"}),
        ({"text/latex": "$a<b$"}, {"text/latex": "$a\\lt b$"}),
        ({"text/latex": "$\\href{javascript:alert(1)}{x}$"}, {"text/plain": "[an output that can't be kept: text/latex]"}),
        ({"text/markdown": "*x* <script>"}, {"text/markdown": "*x* < script>"}),
        ({"image/png": 'x" onerror="alert(1)'}, {"text/plain": "[an output that can't be kept: image/png]"}),
        ({"image/png": PICTURE}, {"image/png": PICTURE}),
        ({"image/svg+xml": BOMB}, {"text/plain": "[an output that can't be kept: image/svg+xml]"}),
        ({"application/vnd.jupyter.widget-view+json": {"model_id": "</script>"}}, {"text/plain": "[a widget: it lives in Jupyter only]"}),
        ({"application/vnd.bokehjs_exec.v0+json": "x", "text/plain": "y"}, {"text/plain": "y"}),
        ({"a+json": {"b": 1}}, {"text/plain": "[an output that can't be kept: a+json]"}),
        ({"text/vnd.mermaid": "</pre><script>"}, {"text/plain": "[an output that can't be kept: text/vnd.mermaid]"}),
        ({"application/json": {"a": [1]}, "text/plain": "j"}, {"application/json": {"a": [1]}, "text/plain": "j"}),
    ],
)  # fmt: skip
def test_of_an_output_only_inert_forms_are_kept(data, kept):
    assert shown(data).data == kept


def test_an_svg_becomes_a_picture_where_nothing_of_it_runs():
    kept = shown(
        {"image/svg+xml": SVG + '<script>alert(1)</script><circle r="1"/></svg>', "text/plain": "a dot"}
    ).data
    assert kept["text/html"].startswith('<img alt="a dot" src="data:image/svg+xml;base64,')
    assert sanitized(f"<p>Look:</p>{SVG}</svg>", "").startswith('<img alt="" src="data:image/svg+xml')


def test_what_is_said_about_an_output_is_numbers_only():
    kept = shown(
        {"image/png": PICTURE}, **{"image/png": {"width": 3, "height": "1 onload=alert(1)"}, "filenames": {}}
    )
    assert kept.metadata == {"image/png": {"width": 3}}


def test_tables_keep_their_form_and_lose_what_could_cover_the_page():
    table = '<div><style>td{position:fixed}</style><table border="1" class="dataframe"><tr style="text-align: right; position: fixed"><th colspan="2">a</th></tr></table></div>'
    assert (
        sanitized(table, "")
        == '<div><table border="1"><tbody><tr style="text-align:right"><th colspan="2">a</th></tr></tbody></table></div>'
    )
    assert (
        sanitized('<a href="/formgrader">x</a><img src="/api">', "")
        == '<a rel="noopener noreferrer">x</a><img>'
    )


def test_pictures_of_matplotlibs_kind_are_shown_and_bombs_of_any_kind_are_not():
    assert may_be_shown(f'{SVG}<defs><path id="m"/></defs><g clip-path="url(#c)">{"<use xlink:href=" + chr(34) + "#m" + chr(34) + "/>"}</g><clipPath id="c"><rect/></clipPath></svg>')  # fmt: skip
    nested = f'{SVG}<pattern id="p"><rect fill="url(#q)"/></pattern><pattern id="q"><rect/></pattern><rect fill="url(#p)"/></svg>'
    circle = f'{SVG}<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g></svg>'
    renamed = BOMB.replace("<use", "<x:use").replace("<svg", '<svg xmlns:x="http://www.w3.org/2000/svg"')
    entities = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG + "&a;</svg>"
    for text in (BOMB, nested, circle, renamed, entities, SVG + "<g>" * 500 + "</g>" * 500 + "</svg>"):
        assert not may_be_shown(text)


def test_texts_that_take_long_are_shown_as_they_were_typed():
    slow = [
        "*a **b `c` [d](e \n" * 600,
        "> " * 3000 + "x",
        "[" * 5000,
        "<b>" * 9000,
        "![](" * 3000,
        "`" * 9000 + "a",
    ]
    cells = [new_markdown_cell(source) for source in slow * 10]
    begun = time.process_time()
    neutralize(new_notebook(cells=cells), ())
    assert time.process_time() - begun < SECONDS + 2


def test_a_budget_ends_what_takes_too_long_and_leaves_out_the_rest():
    budget = Budget(0.2)

    def endless():
        while True:
            pass

    assert budget.spend(lambda: "done", lambda: "plain") == "done"
    assert budget.spend(endless, lambda: "plain") == "plain"
    assert budget.spend(lambda: "done", lambda: "plain") == "plain"


def test_inert_markdown_says_the_same_a_second_time():
    for source in HARMFUL:
        once = inert_markdown(source)
        assert inert_markdown(once) == once or once.startswith("```")
