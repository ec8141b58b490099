"""The instructor's report: what it counts, what it finds alike, and that nothing a student made can act."""

import re
import shutil

import pytest
from nbgrader.api import Gradebook

from autograder import cli
from autograder.common.database import reading_revision_here
from autograder.common.errors import UsageError
from autograder.reports.class_report import report
from tests.support.pages import Reader
from tests.support.reports import (
    LONG,
    hand_in,
    page_of,
    section,
    words_of,
    write,
)

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e\ud800"


def test_the_report_counts_marks_and_names_the_absent(course):
    hand_in(course, "ada")
    hand_in(course, "ben", got=7, mistake="sum")
    (course.root / "submitted" / "chloe").mkdir(parents=True)
    html = page_of(course)
    assert 'aria-label="Histogram of 2 marks, points and students: 0: 1, 4: 1."' in html
    assert "No result yet from 1 student: chloe" in section(html, "marks")
    assert "Rectangles" in words_of(html)


def test_links_lead_to_the_feedback_pages(course):
    hand_in(course, "ada & <ben>")
    path = report.write_report(course, ["rect"])
    link = re.search(r'<a href="(\.\./feedback/[^"]*)"', path.read_text(encoding="utf-8")).group(1)
    assert path == course.root / "reports" / "rect.html"
    assert link == "../feedback/ada%20%26%20%3Cben%3E/rect/rect.html"


def test_the_roster_says_who_is_absent_who_has_left_and_what_they_are_called(course):
    for student in ("ada", "ben"):
        hand_in(course, student)
    with reading_revision_here(), Gradebook(course.db_url) as book:
        book.add_student("ada", first_name="Ada <b>", last_name="Lovelace")
        book.add_student("cyd", first_name="Cyd", last_name="Li")
    html = page_of(course)
    assert "No result yet from 1 student: cyd Cyd Li" in section(html, "marks")
    assert "Left out, as they are neither in the gradebook" in section(html, "marks")
    assert "Ada &lt;b&gt; Lovelace" in html
    assert "1 student; a click" in section(html, "all")
    (course.root / "submitted" / "ben").mkdir(parents=True)
    assert "2 students; a click" in section(page_of(course), "all")


def test_walls_and_what_they_did_not_stop_are_named(course):
    hand_in(
        course, "ada", sandbox={"missing": ["landlock: no kernel support"], "not_stopped": ["reads /etc"]}
    )
    hand_in(course, "ben")
    hand_in(course, "chloe", sandbox={})
    told = section(page_of(course), "walls")
    assert "missing wall: landlock: no kernel support" in told
    assert "not stopped: reads /etc" in told
    assert "1 submission ran behind every wall." in told
    assert "says nothing about its walls" in told


def test_times_name_the_slowest_and_those_who_ran_out(course):
    hand_in(course, "ada", seconds=0.05)
    hand_in(course, "ben", seconds=31.5, status="timeout", message="too slow")
    told = section(page_of(course), "times")
    assert "Slowest: ben (31.50 s)" in told
    assert "1 submission ran out of time or memory" in told


def test_damaged_result_files_are_left_out(course):
    hand_in(course, "ada")
    write(course.root / "results" / "ben" / "rect.json", "{")
    write(course.root / "results" / "chloe" / "rect.json", "[]")
    write(course.root / "autograded" / "ada" / "rect" / "rect.ipynb", "not json")
    assert "Histogram of 1 marks" in page_of(course)


def test_everything_that_students_control_is_inert(course):
    for number in range(2):
        hand_in(
            course,
            EVIL + str(number),
            folder=f"evil{number}",
            code=f"# {EVIL}\n" + LONG.format(test=f"'{EVIL}'" if number else "1 + 2 + 3 + 4 == w or h == w"),
            got=EVIL,
            mistake=EVIL if number else None,
            question=EVIL + "?",
            flags=[f"{EVIL[:20]}: {EVIL}", EVIL],
            sandbox={"missing": [EVIL]},
        )
    html = page_of(course)
    seen = Reader(html)
    assert seen.tags.count("script") == 1
    assert not {"img", "iframe", "object", "form", "link", "base"} & set(seen.tags)
    for tag, key, value in seen.attributes:
        assert not key.startswith("on"), (tag, key)
        assert key != "href" or value.startswith(("#", "../feedback/")), value
    assert "\u202e" not in html


def test_the_page_asks_for_nothing_and_runs_only_its_own_script(course):
    hand_in(course, "ada")
    html = page_of(course)
    assert re.search(r"default-src 'none'; .*script-src 'sha256-[\w+/=]{44}'", html)
    assert not re.search(r"url\(|@import|https?://", html)


def test_several_lessons_share_one_page_with_totals(course):
    shutil.copytree(course.root / "source" / "rect", course.root / "source" / "rect2")
    hand_in(course, "ada")
    text = (course.root / "results" / "ada" / "rect.json").read_text()
    write(course.root / "results" / "ben" / "rect2.json", text.replace('"ada"', '"ben"'))
    words = words_of(page_of(course))
    assert "All students, all lessons" in words
    assert "Total of 8" in words


def test_a_course_without_results_is_told_in_one_line(course, capsys):
    with pytest.raises(UsageError, match="there are no results"):
        report.write_report(course)
    assert cli.main(["report", "--course", str(course.root), "07_none"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_command_says_where_the_page_is(course, tmp_path, capsys):
    hand_in(course, "ada")
    out = tmp_path / "elsewhere" / "page.html"
    assert cli.main(["report", "rect", "--course", str(course.root), "--out", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    assert "../feedback/ada/rect/rect.html" in out.read_text(encoding="utf-8")
