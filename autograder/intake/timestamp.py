"""Read the time in nbgrader's timestamp.txt, which students and other programs can write."""

import re
import warnings
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateutil import parser

_PLACE = re.compile(r"[A-Za-z]\w*(?:/[A-Za-z][\w+-]*)+", re.ASCII)
"""A zone by its place, as `Europe/Berlin`; no path."""
_DAYS = (datetime(2001, 1, 1), datetime(2004, 2, 29))
"""Two days on which a text that leaves anything out means two different times."""
_HOURS = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "HKT": 8, "SGT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10,
    "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
"""Zones by their letters; those that mean several are left out: CST is in Chicago and Shanghai, IST in three lands."""


def read_time(text: str) -> str | None:
    """Return a time in UTC as nbgrader reads it, None for what is no certain time.

    "10:00" or "Friday" would be another time whenever it is graded, and nobody knows which day 03/04/2026 is.

    >>> read_time("2026-03-01T10:00:00+01:00"), read_time("2026-03-01 10:00 CST")
    ('2026-03-01 09:00:00 UTC', None)
    """
    *words, last = text.split() or [""]
    try:
        place = ZoneInfo(last) if words and _PLACE.fullmatch(last) else None
        one, other, swapped = (
            _parsed(" ".join(words) if place else text, day, place) for day in (*_DAYS, None)
        )
    except Exception:  # whatever the text leads the parser into, it is no time
        return None
    return f"{one.replace(tzinfo=None)} UTC" if one == other == swapped else None


def is_as_nbgrader_writes(text: str) -> bool:
    """Say whether a time is a day, an hour, and UTC or a place, which nbgrader reads right and keeps as it stands."""
    words = text.split(" ")
    return len(words) == 3 and (words[2] == "UTC" or _PLACE.fullmatch(words[2]) is not None)


def _parsed(text: str, day: datetime | None, place: tzinfo | None) -> datetime:
    """Return the time in UTC, with `day` for what is left out; without one the day before the month where both fit."""
    begins_with_year = re.match(r"\s*\d{4}", text) is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = parser.parse(
            text, default=day or _DAYS[0], dayfirst=day is None and not begins_with_year, tzinfos=_zone
        )
    return (found if found.tzinfo else found.replace(tzinfo=place or UTC)).astimezone(UTC)


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Return the zone of these letters, or of this offset in seconds."""
    if name is None and offset is None:
        return None
    hours = timedelta(hours=_HOURS[name]) if name else timedelta(0)
    return timezone(timedelta(seconds=offset) if offset else hours)
