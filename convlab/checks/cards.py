"""The small cards that a notebook shows beside its text: a test that passed, one that failed, a line of notice."""

from __future__ import annotations

from html import escape, unescape
from re import sub

_GOOD, _OPEN, _QUIET = "#1b8a5a", "#c77700", "#6b7785"
_BOX = (
    "font-family:var(--jp-ui-font-family,sans-serif);font-size:14px;line-height:1.45;max-width:60em;"
    "padding:4px 12px;margin:4px 0;border-left:5px solid {}"
)


def passed(headline: str, progress: str = "") -> str:
    """Return the card of a test that passed: what passed, and how far the lesson is.

    >>> "conv2d: 4 of 4" in passed("conv2d: 4 of 4 visible points")
    True
    """
    more = f"<div style='opacity:.8'>{inline(progress)}</div>" if progress else ""
    return _card(_GOOD, f"<div><b>\N{CHECK MARK} {inline(headline)}</b></div>{more}")


def notice(text: str) -> str:
    """Return one quiet line."""
    return _card(_QUIET, f"<div>{inline(text)}</div>")


def failed(name: str, question: str, where: str, picture: str, symptom: str, details: list[str]) -> str:
    """Return the card of a test that failed: the question and the picture first, what was called below."""
    parts = [f"<div><b>{escape(name)}</b> is not right yet.</div>"]
    if question:
        parts.append(f"<div style='font-size:16px;margin:6px 0'><b>{inline(question)}</b></div>")
    if where:
        parts.append(f"<div>Where to look: {inline(where)}.</div>")
    if picture:
        parts.append(f"<div style='margin:8px 0'>{picture}</div>")
    parts.append(f"<div style='margin-top:6px'>{inline(symptom[:1].upper() + symptom[1:])}</div>")
    if details:
        style = "margin:4px 0 0;background:transparent;color:inherit;white-space:pre;overflow-x:auto"
        parts.append(f"<pre style='{style}'>{escape(chr(10).join(details))}</pre>")
    return _card(_OPEN, "".join(parts))


def _card(color: str, body: str) -> str:
    return f"<div style='{_BOX.format(color)}'>{body}</div>"


def inline(text: str) -> str:
    """Escape a text and set what stands in backticks as code, what stands in asterisks in italics."""
    text = sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
    return sub(r"(?<!\w)\*(?=\S)([^*<>]+?)(?<=\S)\*(?!\w)", r"<em>\1</em>", text)


def plain(html: str) -> str:
    """Return the words of a card, for a front end that shows no HTML.

    >>> plain(notice("`conv2d` is *not* defined"))
    'conv2d is not defined'
    """
    return unescape(sub(r"<[^>]+>", "", html)).strip()
