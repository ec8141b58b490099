"""Say what is a time in the text of nbgrader's timestamp.txt, which students can write."""

import re
import warnings

ZONE = re.compile(r"[+-]?[0-9]{1,5}|[A-Za-z][\w+-]*(?:/[A-Za-z][\w+-]*)*", re.ASCII)
"""A time zone as nbgrader writes one; the libraries that look it up would also open paths."""


def is_timestamp(text: str) -> bool:
    """Say whether nbgrader can turn `text` into a time, and its time zone is a name or a number, no path."""
    from nbgrader.utils import parse_utc

    words = text.split(" ")
    if len(words) == 3 and not ZONE.fullmatch(words[2]):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parse_utc(text)
    except Exception:  # whatever the text leads the parser into, it is no time
        return False
    return True
