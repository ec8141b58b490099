"""Make markdown that a student wrote harmless where it is rendered by nbgrader, which lets HTML and any link through.

Most markdown is harmless and stays as it is. Of other markdown first single signs are changed, so that it still is
markdown; if that is not enough, its text is shown as it was typed.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from autograder.common.deadline import TooSlow

MOST_SIGNS = 2_000
"""A text with more of markdown's signs is shown as it was typed: what parsers take grows with their square."""

_PLAIN = re.compile(r"[^<&\[\]\\`~]*")
"""A text in which no tag, entity, link, formula or block of code begins."""
_FORMATS = (
    "b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|ins|kbd|li|mark|ol|p|pre|s|small|span|strong"
    "|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul"
)
_TAG = re.compile(rf"<(?=[a-z/!?])(?!/?(?:{_FORMATS})\s*/?>|https?://[^\s<>\"'`]*>)", re.IGNORECASE)
"""The begin of a tag that does more than format, or of something else that HTML reads."""
_SIGNS = re.compile(r"[\[\]()*_`~<>|!\\$&]")
_PASTED = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*")
_LATEX = re.compile(r"\\(?:href|class|cssId|style|require|unicode|data|mmlToken)(?![a-z])", re.IGNORECASE)
"""What MathJax makes links, styles and names of."""
_FORMULA = re.compile(r"\$|\\[(\[]|\\begin\b")
_OUTSIDE = re.compile(r"!(?=\[[^\[\]\n]{0,300}\]\(\s{0,9}https?:)")
"""The sign that makes a picture of a link to another site."""
_SITE = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_FILE = re.compile(
    r"pasted:|data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,|[\w%-][\w .%/-]*\.(?:png|jpe?g|gif|webp)$",
    re.IGNORECASE,
)
_DATA = re.compile(r"[\w%-][\w .%/-]*\.(?:csv|ipynb|json|md|npy|npz|pdf|py|txt)", re.IGNORECASE)
"""A file beside the notebook that no browser runs."""
_RENDERED = frozenset((
    "a", "b", "blockquote", "br", "center", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
))  # fmt: skip
_ALONE = frozenset(("br", "hr", "img", "input"))
_AS_TYPED = {"code", "pre"}
_ATTRIBUTES = frozenset(
    ("alt", "checked", "class", "disabled", "href", "id", "src", "start", "style", "title", "type")
)
_ALIGNS = re.compile(r"text-align:\s?(?:left|right|center)")


def inert_markdown(source: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Return markdown that looks as alike as possible and that no page can be harmed by.

    `attachments`: the pictures pasted into the cell, by name, as the notebook holds them

    >>> inert_markdown("a < b, <b>bold</b> <script>alert(1)</script>")
    'a < b, <b>bold</b> < script>alert(1)< /script>'
    """
    if _PLAIN.fullmatch(source):
        return source
    text = _TAG.sub("< ", source)
    short = _PASTED.sub("pasted:", text)
    if len(short) > 40_000 or len(_SIGNS.findall(short)) > MOST_SIGNS:
        return as_code_block(source)
    if is_harmless(short, attachments):
        return text
    with_links = _OUTSIDE.sub("", text)
    if is_harmless(_PASTED.sub("pasted:", with_links), attachments):
        return with_links
    return as_code_block(source)


def as_code_block(source: str) -> str:
    """Return markdown that shows `source` as it was typed.

    >>> as_code_block("<b>")
    '```text\\n<b>\\n```'
    """
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = "\n".join(source.splitlines())
    return f"{fence}text\n{lines}\n{fence}"


def is_plain_latex(text: str) -> bool:
    """Say whether formulas in a text are nothing but formulas."""
    return not (_LATEX.search(text) and _FORMULA.search(text))


def is_harmless(source: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> bool:
    """Say whether markdown is harmless as nbconvert renders it, which the formgrader uses."""
    # not imported above: it takes a tenth of a second, and few students write more than plain words
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    try:
        names = {name: dict.fromkeys(bundle, "") for name, bundle in (attachments or {}).items()}
        page = MarkdownWithMath(IPythonRenderer(escape=False, attachments=names)).render(source)
    except TooSlow:
        raise
    except Exception:  # a picture that isn't there, or whatever else would end the page that shows it
        return False
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.is_harmless and not reader.inside and is_plain_latex("".join(reader.words))


class _Reader(HTMLParser):
    """Reads rendered markdown, and notes whether anything in it is more than markdown's own tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.is_harmless = True
        self.inside: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and what stands in it."""
        if tag not in _RENDERED or not all(_is_harmless(tag, name, value or "") for name, value in attrs):
            self.is_harmless = False
        if tag not in _ALONE:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Refuse the end of what was not begun last: it would end what the page has around it."""
        if tag in _ALONE:
            return
        if not self.inside or self.inside.pop() != tag:
            self.is_harmless = False

    def handle_data(self, data: str) -> None:
        """Keep what is read as text, where formulas may stand."""
        if not _AS_TYPED & set(self.inside):
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse what a page would not show."""
        self.is_harmless = False

    handle_decl = handle_pi = unknown_decl = handle_comment


def _is_harmless(tag: str, name: str, value: str) -> bool:
    """Say whether an attribute may stand in rendered markdown."""
    if name not in _ATTRIBUTES:
        return False
    if name == "href":
        return bool(_SITE.match(value)) or (".." not in value and bool(_DATA.fullmatch(value)))
    if name == "src":
        return tag == "img" and ".." not in value and bool(_FILE.match(value))
    if name == "style":
        return bool(_ALIGNS.fullmatch(value.strip("; ")))
    if name == "type":
        return value == "checkbox"
    return True
