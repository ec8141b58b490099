"""Text cells look right in JupyterLab and where nbconvert prints them."""

import re

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from tests.support.lessons import NAMES, START, cells

TEXTS = [
    pytest.param(cell.source, id=f"{lesson}-{number}")
    for lesson in [START, *NAMES]
    for number, cell in enumerate(cells(lesson))
    if cell.cell_type == "markdown"
]


@pytest.mark.parametrize("source", TEXTS)
def test_a_table_is_printed_as_a_table(source):
    """nbconvert knows no table inside a quote: it would print its pipes."""
    html = re.sub(r"<(pre|code|table)[^>]*>.*?</\1>", "", markdown2html_mistune(source), flags=re.DOTALL)
    assert not re.search(r"^\||\|\s*-{3}", html, re.MULTILINE)


@pytest.mark.parametrize("source", TEXTS)
def test_no_text_is_glued_to_a_hint(source):
    """JupyterLab leaves no space below what can be opened: a paragraph stands before it, or in the next cell."""
    assert not re.search(r"</details>\n+(?!<details|[>#|]|\n|\Z)", source)
    assert not re.search(r"(?<!</details>)(?<!\n)\n<details", source)
    assert not re.search(r"</summary>\n(?!\n)", source)
