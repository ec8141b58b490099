"""The report's pictures and tables: bins, medians, times, sorting, paper."""

import re

import pytest

from autograder.reports.class_report import charts, report
from autograder.reports.feedback import messages
from tests.support.browser import empty_page
from tests.support.reports import hand_in, page_of


@pytest.mark.parametrize(
    ("values", "most", "counts"),
    [
        ([], 4, [0] * 5),
        ([0, 4, 4.0, -1, 9], 4, [2, 0, 0, 0, 3]),
        ([2.5], 5, [0, 0, 0, 0, 0, 1] + [0] * 5),
        ([1], 0, [0, 1]),
    ],
)
def test_every_mark_falls_into_one_bin(values, most, counts):
    assert charts.bins(values, most)[0] == counts


@pytest.mark.parametrize("most", [1, 4, 12, 20, 100, 2000])
def test_a_histogram_has_few_bins_and_says_all_in_words(most):
    svg = charts.histogram([0, most / 2, most], most)
    assert len(charts.bins([], most)[0]) <= 26
    assert svg.count('class="bar"') <= 3
    assert f"median {most / 2:g}" in svg


@pytest.mark.parametrize(
    ("values", "ends"), [([3] * 5, 35.0), ([1, 3, 3, 5], 35.0), ([0, 0, 7, 7], 175.0), ([2, 2, 3, 3], 175.0)]
)
def test_the_medians_line_ends_above_the_count_of_a_bar(values, ends):
    svg = charts.histogram(values, 7)
    assert float(re.search(r'class="median"[^>]* y2="([\d.]+)"', svg)[1]) == ends
    words_at = float(re.search(r'class="\w+ note" x="[\d.]+" y="([\d.]+)"', svg)[1])
    counts_at = [float(y) for y in re.findall(r'class="mid count" x="[\d.]+" y="([\d.]+)"', svg)]
    assert all(y > words_at + 20 for y in counts_at)


def test_the_legend_of_the_exercises_stands_outside_the_table_head(course):
    hand_in(course, "ada")
    html = page_of(course)
    legend = html.index('<i class="k-all"></i>all')
    assert legend < html.index('<table class="ex">')
    assert "of them" in html[legend : html.index('<table class="ex">')]


def test_times_without_a_submission_still_draw():
    assert "none yet" in charts.time_strip([])


@pytest.mark.browser
def test_tables_sort_in_a_browser(course):
    hand_in(course, "ada", got=7)
    hand_in(course, "ben")
    path = report.write_report(course)
    with empty_page(viewport={"width": 390, "height": 800}) as tab:
        asked = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(path.as_uri())
        tab.get_by_role("button", name="Points").click()
        tab.get_by_role("button", name="Points").click()
        first = tab.locator("table.sortable tbody tr").first.inner_text()
        sort = tab.locator("table.sortable th").nth(1).get_attribute("aria-sort")
        width = tab.evaluate("document.documentElement.scrollWidth")
    assert first.startswith("ben")
    assert sort == "descending"
    assert width <= 390
    assert len(asked) == 1


@pytest.mark.browser
def test_no_column_is_cut_off_on_paper(course):
    hand_in(course, "ada", flags=[f"{kind}: x" for kind in sorted(messages.KIND_WORDS)[:9]])
    path = report.write_report(course)
    path.write_text(path.read_text(encoding="utf-8").replace(">area<", f">{'wide_exercise_' * 9}<"))
    with empty_page(viewport={"width": 700, "height": 900}) as tab:
        tab.emulate_media(media="print")
        tab.goto(path.as_uri())
        widths = tab.evaluate(
            "[...document.querySelectorAll('.wide')].map(e => [e.scrollWidth, e.clientWidth])"
        )
    assert widths
    for needed, there in widths:
        assert needed <= there
