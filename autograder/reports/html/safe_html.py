"""Turn what a student's code left behind into HTML that can do nothing.

Everything here is treated as hostile. Text is escaped and shown without the unseen characters that could
reorder it; pictures go into ``<img>``, where no script runs and nothing is loaded; any other HTML goes into a
sandboxed frame. The page's content security policy (see ``templates/base.html.j2``) is the second wall.
"""

import base64
import binascii
import functools
import re

from markupsafe import Markup

from autograder.reports.html.highlight import highlight
from autograder.reports.html.svg import may_be_shown

TEXT_LIMIT = 12_000
PICTURE_LIMIT = 3_000_000
FRAME_LIMIT = 400_000

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_RASTER = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/webp": "webp"}
ONE_IMG = re.compile(r"<img\s([^<>]*)/?>", re.IGNORECASE)
_SVG_BEGINS, _SVG_ENDS = re.compile(r"<svg[\s>]", re.IGNORECASE), re.compile(r"</svg>", re.IGNORECASE)
_ROWS = re.compile(r"<(?:tr|p|li|h\d|br|div)\b|\n\s*\n", re.IGNORECASE)
_FRAME = Markup(
    '<iframe sandbox="" referrerpolicy="no-referrer" title="{}" '
    'style="height:{:.1f}rem" srcdoc="{}"></iframe>'
)
_FRAME_STYLE = (
    '<meta charset="utf-8"><style>body{font:14px system-ui,sans-serif;margin:8px;background:#fff;color:#222}'
    "table{border-collapse:collapse}td,th{padding:2px 8px;border-bottom:1px solid #ddd}</style>"
)
_HARMLESS = {"div", "b", "strong", "i", "em", "p", "span", "br", "figure", "figcaption"}
_SVG_LABEL = re.compile(r"""\baria-label\s*=\s*("[^"]*"|'[^']*')""")
_DATA_URI = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)(;base64)?,([^\s\"'<>]*)", re.IGNORECASE)


def visible(text: object, limit: int = TEXT_LIMIT) -> str:
    """Return at most `limit` characters of `text`, without terminal colors and without unseen characters.

    Characters that reorder or hide text (direction marks, zero-width spaces, controls) are written out, such
    as ``[U+202E]``, so that a reader sees what is there.
    """
    text = _text(text)
    more = len(text) - limit
    if more > 0:
        text = text[:limit]
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)
    return f"{text}\n... and {more:,} more characters" if more > 0 else text


def sentence(text: object, limit: int = 1200) -> Markup:
    """Return one line of text as HTML, with what stands between backticks as code.

    >>> sentence("Does `x` < 3?")
    Markup('Does <code>x</code> &lt; 3?')
    """
    parts = visible(text, limit).split("`")
    if len(parts) % 2 == 0:
        return Markup.escape("`".join(parts))
    plain = (
        Markup.escape(part) if n % 2 == 0 else Markup("<code>{}</code>").format(part)
        for n, part in enumerate(parts)
    )
    return Markup("").join(plain)


def pre(text: object, kind: str = "text") -> Markup:
    """Return `text` as preformatted, escaped HTML."""
    return Markup('<pre class="{}" tabindex="0">{}</pre>').format(kind, visible(text).rstrip("\n"))


def code(source: object) -> Markup:
    """Return Python `source` as highlighted, escaped HTML."""
    text = visible(source, 40_000).rstrip("\n")
    return _code(text) if len(text) < 5000 else _code.__wrapped__(text)


@functools.lru_cache(maxsize=512)
def _code(text: str) -> Markup:
    return Markup('<pre class="code" tabindex="0"><code>{}</code></pre>').format(highlight(text))


def picture(kind: str, payload: str, alt: str) -> Markup | None:
    """Return an ``<img>`` that holds `payload` (base64, or an SVG's text), or None where it is no picture."""
    if kind == "svg":
        return _svg_picture(payload, alt)
    data = re.sub(r"\s+", "", payload)
    return _img(f"data:image/{kind};base64,{data}", alt) if is_base64(data) else None


def is_base64(payload: str) -> bool:
    """Say whether a picture's data is base64, line ends in it or not, and no more than a page may hold."""
    if len(payload) > PICTURE_LIMIT:
        return False
    try:
        base64.b64decode("".join(payload.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _img(source: str, alt: str) -> Markup:
    return Markup('<img alt="{}" src="{}">').format(visible(alt, 1000), source)


def _svg_picture(text: str, alt: str) -> Markup | None:
    """Return an SVG inside ``<img>``: there it runs no script and loads nothing."""
    if len(text) > PICTURE_LIMIT:
        return None
    if "http://www.w3.org/2000/svg" not in text[:2000]:
        text = re.sub(r"<svg", '<svg xmlns="http://www.w3.org/2000/svg"', text, count=1, flags=re.IGNORECASE)
    if not may_be_shown(text):
        return None
    label = _SVG_LABEL.search(text[:4000])
    if label:
        alt = _unescape(label.group(1)[1:-1])
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    return _img(f"data:image/svg+xml;base64,{data}", alt)


def _unescape(text: str) -> str:
    return Markup(text).unescape()  # noqa: S704 (only to read the entities; the result is escaped again)


def data_uri_picture(source: str, alt: str) -> Markup | None:
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


def attribute(attributes: str, name: str) -> str:
    match = re.search(rf"""\b{name}\s*=\s*("[^"]*"|'[^']*')""", attributes, re.IGNORECASE)
    return _unescape(match.group(1)[1:-1]) if match else ""


def _captioned_svg(body: str, title: str) -> Markup | None:
    """Return one SVG and the words around it as our own markup; None when there is more around it."""
    first = _SVG_BEGINS.search(body)
    if not first or body.lower().count("<svg") != 1:
        return None
    ends = [match.end() for match in _SVG_ENDS.finditer(body, first.end())]
    if not ends:
        return None
    around = body[: first.start()] + body[ends[-1] :]
    if any(tag.lower() not in _HARMLESS for tag in re.findall(r"<\s*/?\s*([^\s>/]*)", around)):
        return None
    words = visible(_unescape(re.sub(r"<[^<>]*>", " ", around)), 1000).strip()
    found = _svg_picture(body[first.start() : ends[-1]], title)
    return Markup("{}<figcaption>{}</figcaption>").format(found, words) if found and words else found


def html(source: object, title: str) -> Markup:
    """Return a student's HTML: a picture as ``<img>``, all else in a frame that runs and loads nothing."""
    body = _text(source).strip()
    if found := lone_picture(body, title):
        return found
    if len(body) > FRAME_LIMIT:
        return pre(f"[a page of {len(body):,} characters, too long to show]")
    height = min(26, 4 + 1.9 * len(_ROWS.findall(body)))
    return _FRAME.format(title, height, _FRAME_STYLE + visible(body, FRAME_LIMIT))


def lone_picture(body: str, title: str) -> Markup | None:
    """Return a page that holds one picture, and words around it perhaps, as a picture; None for any other page."""
    if (match := ONE_IMG.fullmatch(body)) and (
        found := data_uri_picture(attribute(match.group(1), "src"), attribute(match.group(1), "alt") or title)
    ):
        return found
    return _captioned_svg(body, title)


def bundle_picture(data: dict, alt: str) -> Markup | None:
    for mime, kind in _RASTER.items():
        if mime in data and (found := picture(kind, _text(data[mime]), alt)):
            return found
    if "image/svg+xml" in data:
        return _svg_picture(_text(data["image/svg+xml"]), alt)
    return None


def _text(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def bundle(data: object, title: str) -> Markup:
    """Return the richest safe form of the mime bundle `data`; `title` is its description of last resort."""
    if not isinstance(data, dict):
        return Markup("")
    plain = visible(_text(data.get("text/plain", "")), 400)
    alt = title if not plain or plain.startswith("<") else f"{title}: {plain}"
    if found := bundle_picture(data, alt):
        return Markup("<figure>{}</figure>").format(found)
    if "application/vnd.jupyter.widget-view+json" in data:
        return pre("[a widget: it lives in Jupyter only]")
    if "text/html" in data:
        return Markup("<figure>{}</figure>").format(html(data["text/html"], title))
    if "text/markdown" in data:
        return pre(_text(data["text/markdown"]))
    if "text/plain" in data:
        return pre(data["text/plain"])
    return (
        pre(f"[an output that this page can't show: {', '.join(sorted(map(str, data)))}]")
        if data
        else Markup("")
    )


def output(out: object, title: str) -> Markup:
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
