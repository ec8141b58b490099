"""Tell which of a student's files is meant, by its name."""

import re
from collections.abc import Collection

NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)
"""How a notebook's name ends, as browsers and mail programs write it."""


def looks_like_notebook(name: str) -> bool:
    """Say whether a file name is a notebook's, as browsers and mail programs write it."""
    return bool(NOTEBOOK.search(name))


def normalize_name(name: str) -> str:
    """Reduce a name to its lower-case letters and digits, no copy's number: "01-Ops (1)" is "01ops"."""
    return re.sub(r"[\W_]+", "", re.sub(r"\(\d+\)|-copy\d*", "", name.casefold()))


def called_like(name: str, notebooks: list[str], others: Collection[str]) -> list[str]:
    """Return the files that are called nearly like `name`, and more like it than like any of `others`.

    Copies ("p1 (1)", "P1") go before names that only begin so ("p1 final"); no file is returned for two names.

    >>> called_like("p1", ["p1-Copy1.ipynb", "p10-Copy1.ipynb", "p1 old.ipynb"], ["p10"])
    ['p1-Copy1.ipynb']
    """
    wanted, theirs = normalize_name(name), {normalize_name(other) for other in others}
    stems = {
        n: normalize_name(NOTEBOOK.sub("", n)) for n in notebooks if n.removesuffix(".ipynb") not in others
    }
    longer = tuple(other for other in theirs if other.startswith(wanted))
    mine = {n: stem for n, stem in stems.items() if stem.startswith(wanted) and not stem.startswith(longer)}
    return [n for n, stem in mine.items() if stem == wanted] or list(mine)
