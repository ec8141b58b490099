"""Turn the markdown of a notebook into HTML: a student's inert, the lesson's as its author meant it."""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder import inert

_MOST_BRACKETS = 300
"""The parser looks for the end of a link from each of them: the time grows with their square."""


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
    if source.startswith("attachment:"):
        bundle = env.get("attachments", {}).get(source.removeprefix("attachment:"))
        found = inert.bundle_picture(bundle, alt) if isinstance(bundle, dict) else None
    else:
        found = inert.data_uri_picture(source, alt)
    return found or Markup('<span class="absent">[Picture: {}]</span>').format(alt or "no description")


def _lift_figures(source: str) -> tuple[str, list[Markup]]:
    """Take the lesson's embedded figures out of a cell's text; return it and the figures as pictures."""
    found = []

    def lift(match):
        image = inert.data_uri_picture(
            inert.attribute(match.group(1), "src"), inert.attribute(match.group(1), "alt")
        )
        if not image:
            return match.group()
        found.append(image)
        return f"\ue000{len(found) - 1}\ue001"

    return inert.ONE_IMG.sub(lift, source), found


def _put_back(html: str, figures: list[Markup]) -> str:
    for number, figure in enumerate(figures):
        html = html.replace(f"\ue000{number}\ue001", figure)
    return html


_STUDENT, _LESSON = _markdown_parser(html=False), _markdown_parser(html=True)


def markdown(source: str, attachments: object = None) -> Markup:
    """Return a student's markdown as HTML: raw HTML escaped, links without scripts, no outside picture."""
    env = {"attachments": attachments if isinstance(attachments, dict) else {}}
    text, figures = _lift_figures(source)
    if text.count("[") > _MOST_BRACKETS:
        return inert.pre(text)
    safe = _STUDENT.render(inert.visible(text), env)
    return Markup(_put_back(safe, figures))  # noqa: S704 (the parser escapes raw HTML)


@lru_cache(maxsize=2048)
def lesson_markdown(source: str) -> Markup:
    """Return markdown of the released lesson as HTML. Its author is trusted: ``<details>`` stays what it is.

    Its figures, which the student has in the lesson, are left out in favor of their descriptions.
    """
    text = inert.ONE_IMG.sub(lambda match: f"*[Picture: {inert.attribute(match.group(1), 'alt')}]*", source)
    return Markup(_LESSON.render(text, {}))  # noqa: S704 (the instructor's own text)
