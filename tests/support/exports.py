"""A gradebook to export from."""

import csv
import io
from argparse import ArgumentParser

from autograder.commands import export as command


def fill(book):
    for lesson in ("01_ops", "02_size"):
        book.add_assignment(lesson, duedate="2026-03-01 12:00:00 UTC")
        book.add_notebook(lesson, lesson)
        book.add_grade_cell("f__values", lesson, lesson, max_score=4, cell_type="code")
        book.add_grade_cell("essay", lesson, lesson, max_score=2, cell_type="markdown")
    book.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@x.org", lms_user_id="77")
    book.add_student("ben", first_name="Ben", last_name="O'Neil, Jr.")
    book.add_student("chloe")
    book.add_student("dora", first_name="Dora")
    book.add_student("=cmd|'/c calc'!A1", first_name="@SUM(1)", last_name="\t+1", email="-2+3")
    submit(book, "ada", 4.0, manual=1.5)
    submit(book, "ben", 3.0, manual=1.0, when="2026-03-01 14:30:00 UTC")
    submit(book, "chloe", 2.0, manual=None)
    submit(book, "=cmd|'/c calc'!A1", 0.0, manual=0.0)
    submit(book, "=cmd|'/c calc'!A1", 0.0, manual=0.0, lesson="02_size")
    book.add_assignment("03_later", duedate="2026-05-01 12:00:00 UTC")


def submit(book, student, auto, manual, lesson="01_ops", when="2026-03-01 10:00:00 UTC"):
    book.add_submission(lesson, student, timestamp=when)
    grade = book.find_grade("f__values", lesson, lesson, student)
    grade.auto_score, grade.needs_manual_grade = auto, False
    essay = book.find_grade("essay", lesson, lesson, student)
    essay.manual_score, essay.needs_manual_grade = manual, manual is None
    book.db.commit()


def run(course, *words):
    """Run the export as the command line does; return its rows."""
    parser = ArgumentParser()
    parser.add_argument("--course")
    command.add_arguments(parser)
    assert command.main(parser.parse_args(["--course", str(course), *words])) == 0


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))
