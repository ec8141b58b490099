"""Say by sight which of a submission's cells do what no exercise asks for. Nothing is decided by it but a flag."""

import functools
import re
from collections.abc import Collection

from nbformat.notebooknode import NotebookNode

from autograder.course.release import marks

MAX_NAMED = 4
SIGNS = {
    "reaches past Python, into memory, other processes or the system": (
        r"\bctypes\b|/proc/|\bos\.(?:fork|kill|killpg|_exit|abort|setsid|exec[lv]\w*|posix_spawn\w*|write)\b"
        r"|\bos\.(?:set\w*id|nice|chroot|link|symlink|mk(?:nod|fifo))\b|\bsignal\.(?:signal|alarm)\b"
        r"|\b(?:faulthandler|setrlimit|clock_settime|fcntl|mmap|shared_memory)\b"
    ),
    "looks at its callers or at all objects": (
        r"\b(?:_getframe|currentframe|linecache|orig_argv)\b|\binspect\.stack\b|\bgc\.get_\w+|\bsys\.argv\b"
    ),
    "starts programs or opens connections": (
        r"\b(?:subprocess|multiprocessing|socket)\b|\bos\.(?:system|popen)\b|\.getoutput\("
    ),
    "changes modules, imports or built-in names": (
        r"\bsys\.(?:modules|meta_path|path_hooks|settrace|setprofile)\b|\bbuiltins\.[^=\n]{1,200}=(?!=)|\batexit\b"
        r"|^[ \t]*(?:AssertionError|check)[ \t]*=(?!=)|^[ \t]*def check\("
    ),
    "assigns to NumPy's own functions": r"^[ \t]*(?:np|numpy)(?:\.\w+)+[ \t]*=(?!=)",
    "changes the notebook's shell": (
        r"\b(?:ast_transformers|input_transformers\w*|ExecutionResult|set_custom_exc|do_execute)\b"
        r"|\b(?:run_cell|run_code|showtraceback)[ \t]*=(?!=)|vnd\.autograder"
    ),
    "defines how objects compare or pass for arrays": (
        r"\bdef __(?:eq|array|array_function|array_ufunc|array_finalize|reduce|reduce_ex|del|bool)__\b"
        r"|__array_interface__|\bcopyreg\b"
    ),
    "opens files outside its folder, or names the grader's": (
        r"\bopen\([rbf]*['\"](?:/|\{)|\bgradebook\b|\bsubmitted/|\bautograded/|/results/|\.ipython/profile|\bnbgrader\b"
    ),
}
"""What stands out, in words for a flag, and how it is seen."""
_PATTERNS = {words: re.compile(pattern, re.MULTILINE) for words, pattern in SIGNS.items()}
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)


def suspicious(notebook: NotebookNode, released: Collection[str]) -> list[str]:
    """Return flags for what stands out in the cells that a student wrote: a reason to look, and no verdict.

    `notebook`: restored
    `released`: sources of the release's cells; these, and lines of theirs elsewhere, are not looked at
    """
    found: dict[str, list[str]] = {}
    lines = _lines_of(frozenset(released))
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or cell.source in released:
            continue
        own = "\n".join(line for line in cell.source.split("\n") if line.strip() not in lines)
        source = _COMMENT.sub("", own)
        for words, pattern in _PATTERNS.items():
            if pattern.search(source):
                found.setdefault(words, []).append(marks(cell).get("grade_id") or f"cell {number}")
    return [
        f"suspicious: {', '.join(names[:MAX_NAMED])}{' and more' * (len(names) > MAX_NAMED)} {words}"
        for words, names in found.items()
    ]


@functools.lru_cache(maxsize=8)
def _lines_of(released: frozenset[str]) -> frozenset[str]:
    """Return all lines of a release's cells, worked out once for a class."""
    return frozenset(line.strip() for source in released for line in source.split("\n"))
