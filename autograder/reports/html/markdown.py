"""Turn the markdown of a notebook into HTML: a student's inert, the lesson's as its author meant it."""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder.reports.html import safe_html

_MOST_BRACKETS = 300
"""The parser looks for the end of a link from each of them: the time grows with their square."""
_MOST_PICTURED = 6_000_000
"""Characters of the pictures of one cell: a picture may be named again and again."""


def _math(text: str, display: bool) -> str:
    kind = "math display" if display else "math"
    return f'<code class="{kind}">{escape(text.strip())}</code>'


def _markdown_parser(html: bool) -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": html, "linkify": False, "typographer": False})
    # MathML or MathJax would cost a download or a dependency: formulas are shown as their LaTeX.
    parser.use(dollarmath_plugin, double_inline=True)
    rules = parser.renderer.rules
    rules["math_inline"] = lambda tokens, i, options, env: _math(tokens[i].content, False)
    rules["math_inline_double"] = lambda tokens, i, options, env: _math(tokens[i].content, True)
    rules["math_block"] = lambda tokens, i, options, env: f"<p>{_math(tokens[i].content, True)}</p>\n"
    rules["heading_open"] = lambda tokens, i, options, env: f'<h4 class="{tokens[i].tag}">'
    rules["heading_close"] = lambda tokens, i, options, env: "</h4>\n"
    rules["image"] = _image_token
    rules["link_open"] = lambda tokens, i, options, env: _link_token(tokens[i])
    return parser


def _link_token(token: Token) -> str:
    target = str(token.attrGet("href") or "")
    if not target.lower().startswith(("https://", "http://", "mailto:")):
        return "<a>"
    return f'<a href="{escape(target)}" rel="noopener noreferrer nofollow">'


def _image_token(tokens: list[Token], index: int, options: object, env: dict) -> str:
    token = tokens[index]
    source, alt = str(token.attrGet("src") or ""), token.content
    found = _picture(source, alt, env) if env.get("room", 1) > 0 else None
    if found and "room" in env:
        env["room"] -= len(found)
    return found or Markup('<span class="absent">[Picture: {}]</span>').format(alt or "no description")


def _picture(source: str, alt: str, env: dict) -> Markup | None:
    """Return the picture that a source names: a lifted figure, an attachment, or data."""
    kind, _, name = source.partition(":")
    if kind == "figure":
        return env.get("figures", {}).get(name)
    if kind == "attachment":
        bundle = env.get("attachments", {}).get(name)
        return safe_html.bundle_picture(bundle, alt) if isinstance(bundle, dict) else None
    return safe_html.data_uri_picture(source, alt)


def _lift_figures(source: str) -> tuple[str, dict[str, Markup]]:
    """Take embedded figures out of a cell's text; return it with their numbers, and the figures as pictures."""
    found: dict[str, Markup] = {}

    def lift(match):
        image = safe_html.data_uri_picture(
            safe_html.attribute(match.group(1), "src"), safe_html.attribute(match.group(1), "alt")
        )
        if not image:
            return match.group()
        found[str(len(found))] = image
        return f"![](figure:{len(found) - 1})"

    return safe_html.ONE_IMG.sub(lift, source), found


_STUDENT, _LESSON = _markdown_parser(html=False), _markdown_parser(html=True)


def markdown(source: str, attachments: object = None) -> Markup:
    """Return a student's markdown as HTML: raw HTML escaped, links without scripts, no outside picture."""
    text, figures = _lift_figures(source)
    attached = attachments if isinstance(attachments, dict) else {}
    env = {"attachments": attached, "figures": figures, "room": _MOST_PICTURED}
    if text.count("[") > _MOST_BRACKETS:
        return safe_html.pre(text)
    return Markup(_STUDENT.render(safe_html.visible(text), env))  # noqa: S704 (the parser escapes raw HTML)


@lru_cache(maxsize=2048)
def lesson_markdown(source: str) -> Markup:
    """Return markdown of the released lesson as HTML. Its author is trusted: ``<details>`` stays what it is.

    Its figures, which the student has in the lesson, are left out in favor of their descriptions.
    """
    text = safe_html.ONE_IMG.sub(
        lambda match: f"*[Picture: {safe_html.attribute(match.group(1), 'alt')}]*", source
    )
    return Markup(_LESSON.render(text, {}))  # noqa: S704 (the instructor's own text)
