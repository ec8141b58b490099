"""Say how a cell of the judge's ended: its status, and the words for what went wrong."""

import re
import reprlib
import traceback
from typing import Any

from autograder.sandbox.judge.proxies import NotPlainError, StudentError, StudentGone, UnsupportedProxy
from autograder.sandbox.protocol.plain_data import describe_type


def reason_for(problem: BaseException | None, reasons: dict[str, str]) -> str:
    """Return why the student's cell did not define the name that a test missed; empty for any other problem."""
    return reasons.get(problem.name or "", "") if isinstance(problem, NameError) else ""


def outcome_of(
    problem: BaseException | None, reasons: dict[str, str], latest: tuple[str, Any] | None = None
) -> dict[str, Any]:
    """Return how a test cell ended as plain data: status, message, mistake."""
    if problem is None:
        return {"status": "passed", "message": "", "mistake": None}
    status = "failed" if isinstance(problem, AssertionError | NotImplementedError) else "error"
    text = str(problem)
    if status == "error" and not isinstance(problem, StudentError | StudentGone):
        text = f"{type(problem).__name__}: {text}" if text else type(problem).__name__
    if not text:
        text = _without_words(problem, latest)
    if reason := reason_for(problem, reasons):
        text = reason
    elif isinstance(problem, NameError):
        text = "\n".join([text, *getattr(problem, "__notes__", ())])
    mistake = getattr(problem, "mistake", None)
    return {
        "status": status,
        "message": text[:20_000]
        .encode("utf-8", "backslashreplace")
        .decode(),  # no file holds lone surrogates
        "mistake": mistake if isinstance(mistake, str) else None,
    }


def overwritten(problem: BaseException | None, proxies: dict[str, Any]) -> str:
    """Return which name of the student's is called and is no function any more; empty where that isn't the trouble."""
    if problem is None or "object is not callable" not in str(problem):
        return ""
    for name in re.findall(r"\w+", "\n".join(_own_lines(problem))):
        if name in proxies and not callable(proxies[name]):
            what = getattr(proxies[name], "_what", None) or describe_type(proxies[name])
            return f"`{name}` is {what}, no function: a line such as `{name} = {name}(...)` has bound its name anew"
    return ""


def left_behind(problem: BaseException | None, proxies: dict[str, Any]) -> str:
    """Return which name of a failing line stands for what is no plain data; empty where that is said or isn't so."""
    if problem is None or isinstance(problem, NotPlainError):
        return ""
    for name in re.findall(r"\w+", "\n".join(_own_lines(problem))):
        if type(proxies.get(name)) is UnsupportedProxy:
            return proxies[name]._why()
    return ""


def _own_lines(problem: BaseException) -> list[str]:
    """Return the lines of test cells by which an exception came up."""
    return [f.line or "" for f in traceback.extract_tb(problem.__traceback__) if "ipykernel_" in f.filename]


def _without_words(problem: BaseException, latest: tuple[str, Any] | None) -> str:
    """Return what an exception without a message says by its place: the statement that was not so.

    What came back from the `latest` call (the function's name, the value) is added if it's the statement's only one.
    """
    if isinstance(problem, NotImplementedError):
        return "not written yet (NotImplementedError)"
    if not (line := (_own_lines(problem) or [""])[-1]):
        return type(problem).__name__
    name, value = latest or ("", None)
    gave = (
        f"; {name} gave {reprlib.repr(value)}"
        if name and len(re.findall(rf"\b{re.escape(name)}\(", line)) == 1
        else ""
    )
    return f"not so: {line}{gave}"
