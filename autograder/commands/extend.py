"""`extend`: give a student more time for a lesson, also before they hand in."""

import argparse
from datetime import UTC, datetime, timedelta

from dateutil.parser import isoparse

from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.records.extensions import extend


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `extend`."""
    parser.add_argument("lesson", metavar="LESSON", help="such as 01_ops")
    parser.add_argument("student", metavar="STUDENT", help="the id, as it stands under submitted/")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument(
        "--days", type=float, metavar="N", help="so many days after the due date; 0 takes it back"
    )
    wanted.add_argument(
        "--until", metavar="DATE", help="such as 2026-12-01 or 2026-12-01T18:00+01:00 (else UTC)"
    )


def main(arguments: argparse.Namespace) -> int:
    """Extend, and say until when."""
    course = Course(arguments.course)
    time = (
        {"by": timedelta(days=arguments.days)}
        if arguments.until is None
        else {"until": read_date(arguments.until)}
    )
    print(extend(course, arguments.lesson, arguments.student, **time))
    return 0


def read_date(text: str) -> datetime:
    """Return a date in UTC without a zone, as nbgrader keeps it; a day alone means its end.

    >>> read_date("2026-12-01"), read_date("2026-12-01T18:00+01:00")
    (datetime.datetime(2026, 12, 1, 23, 59), datetime.datetime(2026, 12, 1, 17, 0))
    """
    try:
        found = isoparse(text)
    except ValueError as problem:
        raise UsageError(f"{text!r} is no date such as 2026-12-01 or 2026-12-01T18:00+01:00") from problem
    if len(text) <= 10:
        found = found.replace(hour=23, minute=59)
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
