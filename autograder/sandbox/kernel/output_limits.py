"""Keep what a cell prints and shows within its limits, and say how much was cut."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

from autograder.sandbox.limits import Limits

_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_OUR_FRAME = re.compile(r"File [^\n]{0,1000}?\bautograder[/\\]sandbox[/\\](?:\w+[/\\])?\w+\.py:\d+, in ")
_MOST_PIECES = 1_000
"""A cell's printed text may be in so many pieces: a new one begins where stdout and stderr take turns."""
SHOWS = ("display_data", "execute_result", "update_display_data")


def _is_our_own(part: str) -> bool:
    """Say whether a part of a traceback is a frame of the grader's, which tells a student nothing."""
    return _OUR_FRAME.match(_COLOR.sub("", part[:2000])) is not None


class OutputLimiter:
    """Collects a kernel's messages and hands them on in batches.

    `deliver`: called with a list of [type, content] pairs
    """

    def __init__(self, deliver: Callable[[list], None], limits: Limits):
        self.deliver, self.limits = deliver, limits
        self.captured: list[str] | None = None
        self.only_stdout = False
        self.start()

    def start(self) -> None:
        """Begin a new cell."""
        self.batch: list[list] = []
        self.text = self.rich = self.shown = self.pieces = 0
        self.cut_text = self.cut_shown = 0
        self.sent = time.monotonic()

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """Take one message of the kernel's."""
        if kind == "stream":
            self._stream(content)
        elif self.captured is not None:
            return
        elif kind in SHOWS:
            self._show(kind, content)
        elif kind == "error":
            self._error(content)
        elif kind == "clear_output":  # what widgets say to a page (`comm_open`) nobody would hear
            self.shown += 1
            if self.shown <= 10 * self.limits.outputs:
                self._push(kind, {"wait": bool(content.get("wait"))})

    def capture(self) -> None:
        """From now on keep printed text aside and drop what is shown: a function is being called."""
        self.captured = []

    def release(self) -> str:
        """Return the text kept aside and go back to normal."""
        text = "".join(self.captured or ())
        self.captured = None
        return text

    def _stream(self, content: dict[str, Any]) -> None:
        text = content["text"]
        room = max(0, self.limits.text - self.text)
        self.text += len(text)
        if len(text) > room:
            self.cut_text += len(text) - room
            text = text[:room]
        if not text:
            return
        if self.captured is not None:
            self.captured.append(text)
            return
        name = "stdout" if self.only_stdout else content["name"]
        last = self.batch[-1] if self.batch else None
        if last is not None and last[0] == "stream" and last[1]["name"] == name:
            last[1]["text"] += text
            self._maybe_deliver()
        elif self.pieces < _MOST_PIECES:
            self.pieces += 1
            self._push("stream", {"name": name, "text": text})
        else:
            self.cut_text += len(text)

    def _show(self, kind: str, content: dict[str, Any]) -> None:
        self.shown += 1
        if self.shown > self.limits.outputs:
            self.cut_shown += 1
            return
        data = {}
        for mime, value in dict(content.get("data") or {}).items():
            value, size = self._fit(mime, value)
            self.rich += size
            if self.rich <= self.limits.rich:
                data[mime] = value
            else:
                data.setdefault("text/plain", f"[{mime} of {size:,} bytes left out]")
        others = {key: _as_json(content.get(key)) for key in ("metadata", "transient")}
        self._push(kind, {"data": data, **others})

    def _fit(self, mime: str, value: Any) -> tuple[Any, int]:
        if not isinstance(value, str):
            return _as_json(value), 1000
        if mime == "text/plain" and len(value) > self.limits.text:
            value = f"{value[: self.limits.text]}... ({len(value) - self.limits.text:,} more characters)"
        return value, len(value)

    def _error(self, content: dict[str, Any]) -> None:
        cut = self.limits.text
        self._push("error", {
            "ename": content["ename"][:200],
            "evalue": content["evalue"][:cut],
            "traceback": [line[:cut] for line in content["traceback"][:100] if not _is_our_own(line)],
        })  # fmt: skip

    def _push(self, kind: str, content: dict[str, Any]) -> None:
        self.batch.append([kind, content])
        self._maybe_deliver()

    def _maybe_deliver(self) -> None:
        if time.monotonic() - self.sent > 0.2:
            self.flush()

    def flush(self) -> None:
        """Hand on what there is."""
        if self.batch:
            self.deliver(self.batch)
            self.batch = []
        self.sent = time.monotonic()

    def finish(self) -> None:
        """End the cell: say what was cut, and hand on the rest."""
        for count, what in ((self.cut_text, "characters"), (self.cut_shown, "outputs")):
            if count:
                text = f"\n... and {count:,} more {what}, not kept\n"
                self._push("stream", {"name": "stdout", "text": text})
        self.flush()


def _as_json(value: Any) -> Any:
    """Return `value` as a front end would get it, such as text for a dict's keys; None if it can't be sent."""
    if type(value) is dict and not value:
        return {}
    try:
        return json.loads(json.dumps(value, default=repr))
    except (TypeError, ValueError, RecursionError):
        return None
