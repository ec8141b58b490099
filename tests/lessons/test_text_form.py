"""Text cells look right in JupyterLab and where nbconvert prints them."""

import re

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from tests.support.lessons import NAMES, START, cells

LESSON = pytest.mark.parametrize("lesson", [START, *NAMES])


def texts(lesson):
    """Return the text cells of a lesson."""
    return [cell.source for cell in cells(lesson) if cell.cell_type == "markdown"]


@LESSON
def test_a_table_is_printed_as_a_table(lesson):
    """nbconvert knows no table inside a quote: it would print its pipes."""
    for source in texts(lesson):
        html = re.sub(r"<(pre|code|table)[^>]*>.*?</\1>", "", markdown2html_mistune(source), flags=re.DOTALL)
        assert not re.search(r"^\||\|\s*-{3}", html, re.MULTILINE), source


@LESSON
def test_no_text_is_glued_to_a_hint(lesson):
    """JupyterLab leaves no space below what can be opened: a paragraph stands before it, or in the next cell."""
    for source in texts(lesson):
        assert not re.search(r"</details>\n+(?!<details|[>#|]|\n|\Z)", source), source
        assert not re.search(r"(?<!</details>)(?<!\n)\n<details", source), source
        assert not re.search(r"</summary>\n(?!\n)", source), source
