"""Say whether an SVG picture may be shown in an ``<img>``: whether a browser draws it in bounded time."""

import re
from xml.parsers import expat

MOST_DRAWN = 100_000
"""So many elements a picture may draw, those that it draws again by reference counted each time."""

MOST_PAINTED = 2_000_000
"""So many it may draw to fill, to clip and to mask others with."""

DEEPEST = 100
"""So many elements may stand in each other."""

_COSTLY = frozenset(
    ("animate", "animatecolor", "animatemotion", "animatetransform", "filter", "marker", "set")
)
"""Elements that draw many times, or for ever, without saying how often."""
_PAINTS = ("clip-path", "fill", "mask", "stroke", "style")
_BY_URL = re.compile(r"url\(\s*['\"]?\s*#([^)'\"\s]{1,200})")
_NESTED = re.compile(r"\s*data:image/svg", re.IGNORECASE)
_WITHOUT_ENTITIES = re.compile(r"^\s*(?:<\?xml[^<>]*\?>)?\s*<!DOCTYPE svg [^<>\[\]]*>")


class _Unwanted(Exception):
    """Something was found whose cost can't be told."""


class _Reader:
    """Counts what a picture draws, and which of its elements refer to which."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        # how many elements stand in an element that has a name, those in further such ones not counted; "" for the
        # whole
        self.own: dict[str, int] = {"": 0}
        # uses, paints: what is drawn in it by being there or by reference, and what is filled, clipped or masked with
        self.uses: dict[str, list[str]] = {"": []}
        self.paints: dict[str, list[str]] = {"": []}
        self.in_style = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element."""
        plain = name.rpartition(" ")[2].lower()
        if plain in _COSTLY or len(self.inside) >= DEEPEST:
            raise _Unwanted
        identity, around = attributes.get("id", ""), self._around()
        if identity and identity not in self.own:  # else the first one of this name is meant
            self.own[identity], self.uses[identity], self.paints[identity] = 0, [], []
            self.uses[around].append(identity)
            around = identity
        self.inside.append(around)
        self.own[around] += 1
        self.in_style = plain == "style"
        for key, value in attributes.items():
            self._refer(around, key.rpartition(" ")[2].lower(), value)

    def _refer(self, around: str, name: str, value: str) -> None:
        """Take an attribute that may refer to another element; other references lead nowhere in an ``<img>``."""
        if name == "href":
            if _NESTED.match(value):
                raise _Unwanted
            if value.strip().startswith("#"):
                self.uses[around].append(value.strip()[1:])
        elif name in _PAINTS:
            if "\\" in value or "var(" in value:
                raise _Unwanted
            self.paints[around] += _BY_URL.findall(value)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.inside.pop()
        self.in_style = False

    def text(self, text: str) -> None:
        """Take text; a style sheet may refer to elements for all others, and is not followed that far."""
        if self.in_style and ("url" in text or "\\" in text):
            raise _Unwanted

    def _around(self) -> str:
        """Return the innermost element that has a name."""
        return self.inside[-1] if self.inside else ""


def may_be_shown(text: str) -> bool:
    """Say whether `text` is an SVG picture that a browser draws in bounded time.

    Whatever else is in it does no harm: in an ``<img>`` no script runs, and nothing is loaded.

    >>> may_be_shown('<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>')
    True
    """
    text = _WITHOUT_ENTITIES.sub("", text, count=1)
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
        return False
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except (expat.ExpatError, _Unwanted):
        return False
    counts = drawn(reader.own, reader.uses)
    painted = {target for targets in reader.paints.values() for target in targets if target in counts}
    if any(reader.paints[name] for target in painted for name in within(target, reader.uses)):
        return False
    return (
        counts[""] <= MOST_DRAWN
        and counts[""] * (1 + sum(counts[target] for target in painted)) <= MOST_PAINTED
    )


def drawn(own: dict[str, int], uses: dict[str, list[str]]) -> dict[str, float]:
    """Return how many elements each of the named ones draws, and the whole; endless for references in a circle."""
    counts: dict[str, float] = {}
    for start in own:
        waiting, begun = [start], set()
        while waiting:
            name = waiting.pop()
            targets = [target for target in uses[name] if target in own]
            if name in counts:
                continue
            if name in begun:  # what it refers to has been counted, but for what refers back to it
                counts[name] = own[name] + sum(counts.get(target, float("inf")) for target in targets)
                continue
            begun.add(name)
            waiting += [name, *dict.fromkeys(target for target in targets if target not in counts)]
    return counts


def within(start: str, uses: dict[str, list[str]]) -> set[str]:
    """Return all elements that are drawn where `start` is."""
    found, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += uses.get(name, ())
    return found & uses.keys()
