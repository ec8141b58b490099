"""Say in words which wall an answer ran into: its error tells of a file or a permission."""

from __future__ import annotations

import traceback

from autograder.sandbox.student import refused_imports

_WALLS = {
    (
        "multiprocessing",
        "concurrent/futures/process",
    ): "other processes can't be started here: let one do the work",
    ("subprocess.py", "pty.py"): "programs can't be started here",
    ("socket.py", "urllib", "http/client.py", "ssl.py"): "there is no network here",
}
"""Parts of the standard library, by their files, and why they fail."""


def with_words(problem: BaseException, message: str) -> str:
    """Return an error's message, with the wall that it comes from where it comes from one."""
    words = _words_for(problem)
    return f"{message} ({words})" if words else message


def _words_for(problem: BaseException) -> str:
    if isinstance(problem, NameError):
        return refused_imports.stars[-1] if refused_imports.stars else ""
    if not isinstance(problem, OSError):
        return ""
    files = [f.f_code.co_filename.replace("\\", "/") for f, _ in traceback.walk_tb(problem.__traceback__)]
    libraries = [file for file in files if "/lib/python" in file or "/Lib/" in file]
    found = (
        words for parts, words in _WALLS.items() if any(f"/{p}" in file for p in parts for file in libraries)
    )
    return next(found, "")
