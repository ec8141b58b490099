"""Turn a student's HTML into HTML that can stand in anybody's page: tags that format, pictures that are data."""

import html
import re

import nh3

from autograder.reports.html import safe_html
from autograder.reports.html.safe_markdown import is_plain_latex

MOST_CHARACTERS = 400_000
MOST_TAGS = 5_000
"""A longer page, or one of more tags, is shown as text: what a sanitizer takes grows with how deep they nest."""

_TEXT = {
    "abbr", "b", "bdi", "bdo", "blockquote", "br", "center", "cite", "code", "dd", "del", "details", "dfn", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol",
    "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
_TABLE = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_STYLE = {
    "background-color", "color", "font-family", "font-style", "font-weight", "text-align", "text-decoration",
    "vertical-align", "white-space",
}  # fmt: skip
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def _checked(tag: str, attribute: str, value: str) -> str | None:
    """Return an attribute's value if it may stay: a link to another site, a picture that is data."""
    if (tag, attribute) == ("a", "href"):
        return value if _LINK.match(value) else None
    if (tag, attribute) == ("img", "src"):
        return value if safe_html.data_uri_picture(value, "") else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TEXT | _TABLE | {"a", "img"},
    attributes={
        "*": {"style"},
        "a": {"href"},
        "img": {"alt", "height", "src", "width"},
        "ol": {"start"},
        "table": {"border"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    attribute_filter=_checked,
    url_schemes={"http", "https", "mailto", "data"},
    filter_style_properties=_STYLE,
)


def sanitized(source: str, title: str) -> str:
    """Return a student's HTML without anything that runs, loads, covers or submits; empty where nothing is left.

    A picture, alone or with words around it, becomes an ``<img>`` that holds it.

    >>> sanitized("<b onclick=alert(1)>x</b><script>alert(2)</script>", "")
    '<b>x</b>'
    """
    body = source.strip()
    if len(body) > MOST_CHARACTERS and not safe_html.ONE_IMG.fullmatch(body):
        return ""
    if found := safe_html.lone_picture(body, title):
        return str(found)
    if body.count("<") > MOST_TAGS:
        return ""
    page = _CLEANER.clean(body)
    words = html.unescape(re.sub(r"<[^<>]*>", "", page))
    return page if len(page) <= 2 * MOST_CHARACTERS and is_plain_latex(words) else ""
