"""Say what is a time in the text of nbgrader's timestamp.txt, which students can write."""

import re
import warnings
from datetime import datetime

from dateutil import parser

ZONE = re.compile(r"[+-]?[0-9]{1,5}|[A-Za-z][\w+-]*(?:/[A-Za-z][\w+-]*)*", re.ASCII)
"""A time zone as nbgrader writes one; the libraries that look it up would also open paths."""
DAYS = (datetime(2001, 1, 1), datetime(2004, 2, 29))
"""Two days on which a text that leaves anything out means two different times."""


def is_timestamp(text: str) -> bool:
    """Say whether nbgrader can turn `text` into a time, the same on every day, its time zone a name or a number.

    "10:00" or "Friday" would be another time whenever it is graded; a time zone may also be a path.
    """
    from nbgrader.utils import parse_utc

    words = text.split(" ")
    if len(words) == 3 and not ZONE.fullmatch(words[2]):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parse_utc(text)
            without_zone = " ".join(words[:2]) if len(words) == 3 else text
            one, other = (parser.parse(without_zone, default=day) for day in DAYS)
    except Exception:  # whatever the text leads the parser into, it is no time
        return False
    return one == other
