"""Turn the messages that a kernel recorded into a cell's outputs, by nbclient's own rules."""

import logging
import math
from typing import Any

from nbclient import NotebookClient
from nbformat.notebooknode import NotebookNode

from autograder.common.text import well_formed
from autograder.sandbox.kernel.output_limits import SHOWS
from autograder.sandbox.limits import Limits

_DEPTH = 40
_MOST_MESSAGES = 5_000
"""A kernel sends fewer for one cell (see `OutputLimiter`)."""
MOST_OF_ALL = 40_000_000
"""So many bytes of outputs a notebook keeps."""


class _NoJson(ValueError):
    """What JSON has no way to write."""


class _Client(NotebookClient):
    """nbclient, without a validation of every output against the schema: what comes here was cleaned."""

    def output(self, outs: list, msg: dict, display_id: str | None, cell_index: int) -> NotebookNode:
        """Append the output that a message stands for."""
        content = {key: value for key, value in msg["content"].items() if key != "transient"}
        out = NotebookNode(output_type=msg["msg_type"])
        out.update(content)
        if self.clear_before_next_output:
            outs[:] = []
            self.clear_display_id_mapping(cell_index)
            self.clear_before_next_output = False
        if display_id:
            self._display_id_map.setdefault(display_id, {}).setdefault(cell_index, []).append(len(outs))
        outs.append(out)
        return out


class Outputs:
    """Fills in the outputs of one notebook's cells from messages that may come from hostile hands."""

    def __init__(self, notebook: NotebookNode, limits: Limits):
        self.notebook, self.limits = notebook, limits
        self.client = _Client(notebook, log=_silent())
        self.client.comm_open_handlers = {}
        self.dropped = self.whole = 0
        self.index = 0

    def begin(self, index: int, count: int) -> None:
        """Start the outputs of the cell at `index` anew."""
        self.index, self.used, self.number = index, 0, count
        self.messages = self.shown = 0
        self.is_full = False
        cell = self.notebook.cells[index]
        cell.outputs, cell.execution_count = [], count
        self.client.clear_before_next_output = False

    def add(self, kind: Any, content: Any) -> None:
        """Take one message; what is no message of a kernel's, or too much, is dropped and counted."""
        clean = _clean(kind, content)
        if clean is None:
            self.dropped += 1
            return
        size = _size(clean)
        self.used, self.messages = self.used + size, self.messages + 1
        self.shown += kind in SHOWS
        if (
            self.used > 2 * (self.limits.text + self.limits.rich)
            or self.messages > _MOST_MESSAGES
            or self.shown > self.limits.outputs
        ):
            self.dropped += 1
            return
        if self.whole + size > MOST_OF_ALL:
            self._say_full()
            return
        self.whole += size
        if kind == "execute_result":
            clean["execution_count"] = self.number
        message = {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {"msg_id": "cell"},
                   "content": clean, "buffers": []}  # fmt: skip
        self.client.process_message(message, self.notebook.cells[self.index], self.index)

    def _say_full(self) -> None:
        """Say once in the cell that no more is kept."""
        if not self.is_full:
            self.is_full = True
            text = f"... not kept: the notebook's outputs are more than {MOST_OF_ALL // 1_000_000} MB\n"
            self.notebook.cells[self.index].outputs.append(
                NotebookNode(output_type="stream", name="stdout", text=text)
            )

    def error(self, name: str, text: str) -> None:
        """Add an error of the grader's own."""
        self.add("error", {"ename": name, "evalue": text, "traceback": [f"{name}: {text}"]})


def _silent() -> logging.Logger:
    log = logging.getLogger("autograder.outputs")
    log.setLevel(logging.CRITICAL + 1)
    return log


def _clean(kind: Any, content: Any) -> dict | None:
    """Return the parts of a message that nbclient reads, each of the right type, or None."""
    if not isinstance(content, dict) or not isinstance(kind, str):
        return None
    if kind == "stream":
        good = content.get("name") in ("stdout", "stderr") and isinstance(content.get("text"), str)
        return {"name": content["name"], "text": well_formed(content["text"])} if good else None
    if kind in ("display_data", "execute_result", "update_display_data"):
        return _clean_display(content)
    if kind == "error":
        trace = content.get("traceback")
        texts = (
            content.get("ename"),
            content.get("evalue"),
            *(trace if isinstance(trace, list) else (None,)),
        )
        if not all(isinstance(text, str) for text in texts):
            return None
        return {
            "ename": well_formed(texts[0]),
            "evalue": well_formed(texts[1]),
            "traceback": [well_formed(t) for t in trace],
        }
    if kind == "clear_output":
        return {"wait": bool(content.get("wait"))}
    return None


def _clean_display(content: dict) -> dict | None:
    data, metadata, transient = (content.get(key) or {} for key in ("data", "metadata", "transient"))
    if not (isinstance(data, dict) and isinstance(metadata, dict) and isinstance(transient, dict)):
        return None
    try:
        data, metadata = _as_json(data), _as_json(metadata)
    except _NoJson:
        return None
    name = transient.get("display_id")
    return {
        "data": {mime: value for mime, value in data.items() if _fits(mime, value)},
        "metadata": metadata,
        "transient": {"display_id": name} if isinstance(name, str) else {},
    }


def _fits(mime: str, value: Any) -> bool:
    """Say whether a notebook may hold `value` under this mime type: structures under JSON types only."""
    return isinstance(value, str) or (mime.endswith("json") and mime != "application/json+str")


def _as_json(value: Any, depth: int = 0) -> Any:
    """Return `value` as a file can hold it: text without lone surrogates, no endless number, no vast one.

    Raises _NoJson if it is no JSON.
    """
    if isinstance(value, str):
        return well_formed(value)
    if value is None or isinstance(value, bool):
        return value
    if type(value) is int and abs(value) < 2**64:
        return value
    if type(value) is float:
        return value if math.isfinite(value) else None
    if type(value) is list and depth < _DEPTH:
        return [_as_json(item, depth + 1) for item in value]
    if type(value) is dict and depth < _DEPTH and all(isinstance(key, str) for key in value):
        return {well_formed(key): _as_json(item, depth + 1) for key, item in value.items()}
    raise _NoJson


def _size(content: Any) -> int:
    if isinstance(content, str):
        return len(content)
    if isinstance(content, dict):
        return 8 + sum(_size(key) + _size(value) for key, value in content.items())
    return 8 + sum(_size(item) for item in content) if isinstance(content, list) else 8
