"""What an attack is: what goes into which cell, which marks are due, which flags, and what must not happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent

RIGHT = {
    "dot_patch": """def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("two shapes")
    return float((patch.astype(float) * kernel).sum())
""",
    "conv2d": """def conv2d(image, kernel):
    (h, w), (a, b) = image.shape, kernel.shape
    if a > h or b > w:
        raise ValueError("the kernel is too large")
    out = np.zeros((h - a + 1, w - b + 1))
    for i in range(a):
        for j in range(b):
            out += kernel[i, j] * image[i : i + out.shape[0], j : j + out.shape[1]].astype(float)
    return out
""",
    "flip_kernel": "def flip_kernel(kernel):\n    return kernel[::-1, ::-1]\n",
    "conv2d_multi": """def conv2d_multi(x, w, b=None):
    (c, h, n), (f, d, p, q) = x.shape, w.shape
    if c != d or p > h or q > n:
        raise ValueError("shapes that do not fit")
    out = np.zeros((f, h - p + 1, n - q + 1))
    for i in range(p):
        for j in range(q):
            part = x[:, i : i + out.shape[1], j : j + out.shape[2]].astype(float)
            out += np.tensordot(w[:, :, i, j], part, axes=1)
    return out if b is None else out + np.reshape(b, (-1, 1, 1))
""",
}
"""Right answers that stand alone, so that an attack on one exercise can't cost another."""

POINTS = {"dot_patch": 2.0, "conv2d": 8.0, "flip_kernel": 2.0, "conv2d_multi": 8.0}
LAZY = "def conv2d(image, kernel):\n    return np.zeros((3, 3))\n"
"""A wrong `conv2d`: it earns points only where a trick works."""
THROUGH, HELD = "[[through]]", "[[held]]"
"""What an attack prints when it got where it must not, and when it was refused."""
TRACE = "autograder-attack-was-here"
"""Part of the name or content of everything that an attack tries to leave behind."""


@dataclass(frozen=True)
class Attack:
    """One hostile submission.

    Attributes
    ----------
    number : int
        Its class in the list of docs/security.md.
    name : str
    answers : dict
        Sources that replace right answers, by solution cell.
    first : str
        A cell of the student's own behind the setup cell.
    last : str
        One behind everything.
    due : dict
        Points, by exercise; all not named keep theirs.
    flags : tuple of str
        Kinds of flags of which one must be there, if any is named.
    says : str
        A regular expression that a message of a test or a flag must match.
    rewrite : callable, optional
        Takes the finished notebook as plain data and returns the file's bytes.
    place : callable, optional
        Takes the student's folder for the lesson and writes the submission itself; gets the honest bytes too.
    page : tuple of str
        What must not stand in the feedback page.
    all_walls : bool
        Tried only where all walls stand: it would harm this machine.
    """

    number: int
    name: str
    answers: dict[str, str] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    due: dict[str, float] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    says: str = ""
    rewrite: Callable[[dict], bytes] | None = None
    place: Callable[[Path, bytes], None] | None = None
    page: tuple[str, ...] = ()
    all_walls: bool = False

    @property
    def points(self) -> dict[str, float]:
        """The points that are due for each exercise."""
        return POINTS | self.due


def cheat(number: int, name: str, trick: str, *, body: str = LAZY, **more) -> Attack:
    """Return an attack that puts a trick before a wrong `conv2d`, which must earn nothing."""
    due = {"conv2d": 0.0} | more.pop("due", {})
    return Attack(number, name, {"conv2d": f"{trick.rstrip()}\n{body}"}, due=due, **more)


def returning(number: int, name: str, value: str, *, before: str = "", due: float = 0.0, **more) -> Attack:
    """Return an attack whose `conv2d` returns `value`, an expression in `image`, `kernel` and what `before` defines."""
    body = f"{before}\ndef conv2d(image, kernel):\n    return {value}\n"
    return Attack(number, name, {"conv2d": body}, due={"conv2d": due}, **more)


def probe(number: int, name: str, code: str, *, inside: bool = False, **more) -> Attack:
    """Return an attack that tries what must be refused; `code` sets `found` to something true if it succeeded.

    With `inside` it is tried while a test calls `dot_patch`, else when a cell runs. The answers are right.
    """
    attempt = f"found = None\n{code.rstrip()}\n"
    tried = (
        "try:\n" + indent(attempt, "    ")
        + f"except BaseException as problem:\n    print({HELD!r}, type(problem).__name__, str(problem)[:80])\n"
        f"else:\n    print({THROUGH!r} if found else {HELD!r}, str(found)[:80])\n"
    )  # fmt: skip
    if not inside:
        return Attack(number, name, first=tried, **more)
    lines = RIGHT["dot_patch"].split("\n", 1)
    body = f"{lines[0]}\n    import builtins\n{indent(tried, '    ')}{lines[1]}"
    return Attack(number, name, {"dot_patch": body}, **more)
