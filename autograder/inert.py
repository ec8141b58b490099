"""Turn what a student's code left behind into HTML that can do nothing: text, code, markdown, pictures, frames.

Everything here is treated as hostile. Text is escaped and shown without the invisible characters that could
reorder it; pictures go into ``<img>``, where neither scripts nor outside requests run; any other HTML goes into
a sandboxed frame. The page's content security policy (see ``templates/base.html.j2``) is the second wall.
"""

import base64
import binascii
import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder.highlight import highlight

TEXT_LIMIT = 12_000
PICTURE_LIMIT = 3_000_000
FRAME_LIMIT = 400_000

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_RASTER = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/webp": "webp"}
_ONE_IMG = re.compile(r"<img\s([^<>]*)/?>", re.IGNORECASE)
_ONE_SVG = re.compile(r"<svg[\s>].*</svg>", re.IGNORECASE | re.DOTALL)
_SVG_LABEL = re.compile(r"""\baria-label\s*=\s*("[^"]*"|'[^']*')""")
_DATA_URI = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)(;base64)?,([^\s\"'<>]*)", re.IGNORECASE)


def visible(text, limit=TEXT_LIMIT):
    """Return `text` as a str without colors, lone surrogates or unseen characters, cut after `limit` characters.

    Characters that reorder or hide text (Unicode's direction marks, zero-width spaces, control characters) are
    written out, such as ``[U+202E]``, so that a reader sees what is there.
    """
    if isinstance(text, list | tuple):
        text = "".join(str(part) for part in text)
    text = str(text)
    more = len(text) - limit
    if more > 0:
        text = text[:limit]
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)
    return f"{text}\n... and {more:,} more characters" if more > 0 else text


def pre(text, kind="text"):
    """Return `text` as preformatted, escaped HTML."""
    return Markup('<pre class="{}" tabindex="0">{}</pre>').format(kind, visible(text).rstrip("\n"))


def code(source):
    """Return Python `source` as highlighted, escaped HTML."""
    return Markup('<pre class="code" tabindex="0"><code>{}</code></pre>').format(
        highlight(visible(source, 40_000).rstrip("\n"))
    )


def _math(text, display):
    kind = "math display" if display else "math"
    return f'<code class="{kind}">{escape(text.strip())}</code>'


def _markdown_parser(html):
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


def _link_token(token):
    target = str(token.attrGet("href") or "")
    if not target.lower().startswith(("https://", "http://", "mailto:")):
        return "<a>"
    return f'<a href="{escape(target)}" rel="noopener noreferrer nofollow">'


def _image_token(tokens, index, options, env):
    token = tokens[index]
    source, alt = str(token.attrGet("src") or ""), token.content
    if source.startswith("attachment:"):
        bundle = env.get("attachments", {}).get(source.removeprefix("attachment:"))
        found = _bundle_picture(bundle, alt) if isinstance(bundle, dict) else None
    else:
        found = _data_uri_picture(source, alt)
    return found or Markup('<span class="absent">[Picture: {}]</span>').format(alt or "no description")


def _lift_figures(source):
    """Take the lesson's embedded figures out of a cell's text; return it and the figures as pictures."""
    found = []

    def lift(match):
        image = _data_uri_picture(_attribute(match.group(1), "src"), _attribute(match.group(1), "alt"))
        if not image:
            return match.group()
        found.append(image)
        return f"\ue000{len(found) - 1}\ue001"

    return _ONE_IMG.sub(lift, source), found


def _put_back(html, figures):
    for number, figure in enumerate(figures):
        html = html.replace(f"\ue000{number}\ue001", figure)
    return html


_STUDENT, _LESSON = _markdown_parser(html=False), _markdown_parser(html=True)


def markdown(source, attachments=None):
    """Return a student's markdown as HTML: raw HTML escaped, links without scripts, pictures only from the cell."""
    env = {"attachments": attachments if isinstance(attachments, dict) else {}}
    text, figures = _lift_figures(source)
    safe = _STUDENT.render(visible(text, 40_000), env)
    return Markup(_put_back(safe, figures))  # noqa: S704 (the parser escapes raw HTML)


@lru_cache(maxsize=2048)
def lesson_markdown(source):
    """Return markdown of the released lesson as HTML. Its author is trusted, so ``<details>`` stays what it is.

    Its figures, which the student has in the lesson, are left out in favor of their descriptions.
    """
    text = _ONE_IMG.sub(lambda match: f"*[Picture: {_attribute(match.group(1), 'alt')}]*", source)
    return Markup(_LESSON.render(text, {}))  # noqa: S704 (the instructor's own text)


def picture(kind, payload, alt):
    """Return an ``<img>`` whose data is `payload` (bytes of base64 or an SVG's text), or None where it is no picture."""
    if kind == "svg":
        return _svg_picture(payload, alt)
    data = re.sub(r"\s+", "", payload)
    if len(data) > PICTURE_LIMIT:
        return None
    try:
        base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None
    return _img(f"data:image/{kind};base64,{data}", alt)


def _img(source, alt):
    return Markup('<img alt="{}" src="{}">').format(visible(alt, 1000), source)


def _svg_picture(text, alt):
    """Return an SVG inside ``<img>``: there it runs no script and loads nothing."""
    if len(text) > PICTURE_LIMIT or "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
        return None
    if "http://www.w3.org/2000/svg" not in text[:2000]:
        text = re.sub(r"<svg", '<svg xmlns="http://www.w3.org/2000/svg"', text, count=1, flags=re.IGNORECASE)
    label = _SVG_LABEL.search(text[:4000])
    if label:
        alt = _unescape(label.group(1)[1:-1])
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    return _img(f"data:image/svg+xml;base64,{data}", alt)


def _unescape(text):
    return Markup(text).unescape()  # noqa: S704 (only to read the entities; the result is escaped again)


def _data_uri_picture(source, alt):
    match = _DATA_URI.fullmatch(source.strip())
    if not match or not match.group(2):
        return None
    kind, data = match.group(1).lower(), match.group(3)
    if kind != "svg+xml":
        return picture(kind, data, alt)
    try:
        return _svg_picture(base64.b64decode(data, validate=True).decode("utf-8", "replace"), alt)
    except (binascii.Error, ValueError):
        return None


def _attribute(attributes, name):
    match = re.search(rf"""\b{name}\s*=\s*("[^"]*"|'[^']*')""", attributes, re.IGNORECASE)
    return _unescape(match.group(1)[1:-1]) if match else ""


def html(source, title):
    """Return a student's HTML: one picture as an ``<img>``, anything else in a frame that may run and load nothing."""
    source = "".join(source) if isinstance(source, list | tuple) else str(source)
    body = source.strip()
    if (match := _ONE_IMG.fullmatch(body)) and (
        found := _data_uri_picture(
            _attribute(match.group(1), "src"), _attribute(match.group(1), "alt") or title
        )
    ):
        return found
    if _ONE_SVG.fullmatch(body) and body.lower().count("<svg") == 1 and (found := _svg_picture(body, title)):
        return found
    if len(body) > FRAME_LIMIT:
        return pre(f"[a page of {len(body):,} characters, too long to show]")
    body = body.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    height = min(
        26, max(4, 2 + 1.9 * len(re.findall(r"<(?:tr|p|li|h\d|br|div)\b|\n\s*\n", body, re.IGNORECASE)))
    )
    frame = Markup(
        '<iframe sandbox="" referrerpolicy="no-referrer" loading="lazy" title="{}" style="height:{}rem" srcdoc="{}"></iframe>'
    )
    base = '<meta charset="utf-8"><style>body{font:14px system-ui,sans-serif;margin:8px;background:#fff;color:#222}</style>'
    return frame.format(title, round(height, 1), base + body)


def _bundle_picture(data, alt):
    for mime, kind in _RASTER.items():
        if mime in data and (found := picture(kind, _text(data[mime]), alt)):
            return found
    if "image/svg+xml" in data:
        return _svg_picture(_text(data["image/svg+xml"]), alt)
    return None


def _text(value):
    return "".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def bundle(data, title):
    """Return the richest safe form of a mime bundle `data`; `title` describes it where it has no words of its own."""
    if not isinstance(data, dict):
        return Markup("")
    plain = visible(_text(data.get("text/plain", "")), 400)
    alt = title if not plain or plain.startswith("<") else f"{title}: {plain}"
    if found := _bundle_picture(data, alt):
        return Markup("<figure>{}</figure>").format(found)
    if "application/vnd.jupyter.widget-view+json" in data:
        return pre("[a widget: it lives in Jupyter only]")
    if "text/html" in data:
        return Markup("<figure>{}</figure>").format(html(data["text/html"], title))
    if "text/markdown" in data:
        return Markup('<div class="prose">{}</div>').format(markdown(_text(data["text/markdown"])))
    if "text/plain" in data:
        return pre(data["text/plain"])
    return (
        pre(f"[an output that this page can't show: {', '.join(sorted(map(str, data)))}]")
        if data
        else Markup("")
    )


def output(out, title):
    """Return one notebook output as inert HTML, whatever it claims to be."""
    if not isinstance(out, dict):
        return Markup("")
    kind = out.get("output_type")
    if kind == "stream":
        return pre(out.get("text", ""), "stderr" if out.get("name") == "stderr" else "stdout")
    if kind == "error":
        trace = out.get("traceback") or []
        text = "\n".join(map(str, trace)) if isinstance(trace, list) else str(trace)
        return pre(text or f"{out.get('ename', '')}: {out.get('evalue', '')}", "trace")
    if kind in ("display_data", "execute_result"):
        return bundle(out.get("data"), title)
    return Markup("")
