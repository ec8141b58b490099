"""The instructor's report: what it counts, what it finds alike, and that nothing a student made can act."""

import json
import re
import shutil
from html.parser import HTMLParser

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import cli
from autograder.common.database import reading_revision_here
from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.reports.class_report import charts, flags, report
from autograder.reports.class_report.clusters import skeleton, unnamed_clusters
from autograder.reports.class_report.gather import LessonData, Row, gather
from autograder.reports.class_report.similarity import common_from, form_of, near_identical
from autograder.reports.class_report.students_in_need import in_need, lost_parts, reason_of
from autograder.reports.feedback import messages
from autograder.restore import oddities
from tests.support.browser import empty_page

STUB = "def area(w, h):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
MESSAGE = """area: a small call shows it. The value is {got}, and 12 was expected.
Call: area(w=3, h=4)
{question}
Where to look: section 1."""
LONG = """def area(w, h):
    total = 0
    for i in range(w):
        for j in range(h):
            if {test}:
                total += 1
    return total
"""
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e\ud800"


def marked(source, **mark):
    cell = nbformat.v4.new_code_cell(source, id=mark["grade_id"])
    full = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    cell.metadata["nbgrader"] = {**full, "cell_type": "code", **mark}
    return cell


def source_notebook():
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Rectangles\n\n### Exercise 1: an area (4 points)", id="text"),
            marked(
                "### BEGIN SOLUTION\ndef area(w, h):\n    return w * h\n### END SOLUTION",
                grade_id="area",
                solution=True,
            ),
            marked("assert area(3, 4) == 12", grade_id="area__values", grade=True, locked=True, points=2),
            marked(
                "# Hidden\n### BEGIN HIDDEN TESTS\nassert area(1, 1) == 1\n### END HIDDEN TESTS",
                grade_id="area__hidden",
                grade=True,
                locked=True,
                points=2,
            ),
        ]
    )


@pytest.fixture
def course(tmp_path):
    """An nbgrader course of another subject, nothing handed in yet."""
    folder = tmp_path / "source" / "rect"
    folder.mkdir(parents=True)
    nbformat.write(source_notebook(), folder / "rect.ipynb")
    return Course(tmp_path)


def hand_in(course, student, *, code="", got=None, mistake=None, question="Is it a sum?", flags=(), **more):
    """Write the files of one graded submission; `got` is what the wrong answer gave."""
    message = MESSAGE.format(got=got, question=question)
    status = more.pop("status", "passed" if got is None else "failed")
    tests = [
        {
            "id": name,
            "hidden": name.endswith("hidden"),
            "score": 2.0 if status == "passed" else 0.0,
            "max_score": 2.0,
            "status": status,
            "message": "" if status == "passed" else more.get("message", message),
            "mistake": mistake,
        }
        for name in ("area__values", "area__hidden")
    ]
    score = sum(test["score"] for test in tests)
    result = {
        "student": student,
        "lesson": "rect",
        "score": score,
        "max_score": 4.0,
        "status": status,
        "exercises": [{"name": "area", "score": score, "max_score": 4.0, "tests": tests}],
        "flags": list(flags),
        "seconds": more.get("seconds", 0.2),
        "sandbox": more.get("sandbox", {"executor": "split", "missing": [], "not_stopped": []}),
    }
    folder = more.get("folder", student)
    write(course.root / "results" / folder / "rect.json", json.dumps(result))
    notebook = nbformat.v4.new_notebook(cells=[marked(code, grade_id="area", solution=True)])
    write(course.root / "autograded" / folder / "rect" / "rect.ipynb", json.dumps(notebook))
    write(course.root / "feedback" / folder / "rect" / "rect.html", "<p>a page</p>")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def page_of(course, **options):
    return report.build(course, **options).read_text(encoding="utf-8")


def words_of(html):
    html = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def section(html, part):
    """Return the words between one heading of the lesson and the next."""
    return words_of(re.search(rf'<h3 id="l1-{part}".*?(?=<h3 |</section>)', html, re.DOTALL).group())


class Reader(HTMLParser):
    """Collect tags and attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, key, value or "") for key, value in attrs]


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
    path = report.build(course, ["rect"])
    link = re.search(r'<a href="(\.\./feedback/[^"]*)"', path.read_text(encoding="utf-8")).group(1)
    assert path == course.root / "reports" / "rect.html"
    assert link == "../feedback/ada%20%26%20%3Cben%3E/rect/rect.html"


def test_mistakes_are_counted_by_name_with_students_and_question(course):
    for student in ("ada", "ben", "chloe"):
        hand_in(course, student, got=7, mistake="sum", question="Does an `area` add?")
    hand_in(course, "dora", got=3, mistake="width-only")
    told = section(page_of(course), "mistakes")
    assert "sum Exercise 1: an area 3" in told
    assert "Does an area add? ada , ben , chloe" in told
    assert "width-only" in told


def test_an_unwritten_answer_is_no_mistake_and_no_cluster(course):
    for student in ("ada", "ben"):
        message = "area: it is not written yet. Write it in the cell above."
        hand_in(course, student, code=STUB, got=0, mistake="not-written", message=message)
    html = page_of(course)
    assert "No named mistake was found." in section(html, "mistakes")
    assert "Every wrong answer has a name." in section(html, "unnamed")
    assert "2 not written" in section(html, "exercises")


def test_unnamed_answers_cluster_by_message_and_by_syntax_tree(course):
    hand_in(course, "ada", code="def area(w, h):\n    return w - h", got=-1)
    hand_in(course, "ben", code="def area(w, h):\n    return -(h - w)", got=-1)
    hand_in(course, "chloe", code="def area(a, b):\n    return -(b - a)  # mine", got=-5)
    hand_in(course, "dora", code="def area(w, h):\n    return 99", got=99)
    told = section(page_of(course), "unnamed")
    assert "3 Exercise 1: an area : area: a small call shows it. The value is -1" in told
    assert "1 wrong answer that is the only one of its kind" in told


def test_cells_that_did_not_run_cluster_by_their_cause(course):
    causes = {
        "ada": "Your cell `area` did not run: torch can't be imported here; NumPy only",
        "ben": "Your cell `area` did not run: scipy can't be imported here; NumPy only",
        "cyd": "SyntaxError in line 1 of your cell `area`: expected ':'",
        "dan": "SyntaxError in line 3 of your cell `area`: expected ':'",
    }
    for number, (student, message) in enumerate(causes.items()):
        hand_in(course, student, code=f"def area(w, h) return {number}", status="error", message=message)
    data = gather(course, "rect", course.root / "reports" / "rect.html")
    found = {tuple(row.student for row in c.rows): c.symptom for c in unnamed_clusters(data)}
    assert found == {("ada",): causes["ada"], ("ben",): causes["ben"], ("cyd", "dan"): causes["cyd"]}


def test_code_that_is_right_elsewhere_is_told_apart(course):
    code = "def area(w, h):\n    return multiply(w, h)"
    hand_in(course, "ada", code=code)
    for student in ("ben", "chloe"):
        hand_in(course, student, code=code, got=1)
    told = section(page_of(course), "unnamed")
    assert "right elsewhere" in told
    assert "earns all points for 1 other student:" in told


def test_messages_of_one_error_agree_though_their_numbers_differ():
    def test(symptom):
        return {"message": f"area: {symptom}\nCall: area(w)\nWhere to look: 1."}

    assert skeleton(test("it stopped with IndexError: index 5 of 5.")) == skeleton(
        test("it stopped with IndexError: index 7 of 7.")
    )
    assert skeleton(test("The value is 5, and 12 was expected.")) != skeleton(
        test("The value is 6, and 12 was expected.")
    )


def test_near_identical_code_is_found_after_renaming_and_common_code_is_not():
    unusual = LONG.format(test="i >= 0 and j >= 0 and (i, j) != (-1, -1)")
    usual = {f"s{n}": LONG.format(test="True and 1 == 1") for n in range(9)}
    answers = {"area": {"ada": unusual, "ben": unusual.replace("total", "count") + "# mine\n", **usual}}
    groups = near_identical(answers, {"area": STUB}, class_size=11)
    assert [group.students for group in groups] == [("ada", "ben")]
    assert groups[0].exercises == {"area": "same after renaming"}


def test_an_added_line_does_not_hide_a_copy_and_letters_are_told():
    body = LONG.format(test="i >= 0 and j >= 0 and (i, j) != (-1, -1)")
    longer = body + "".join(f"x{n} = area({n}, {n}) + {n} * len(str({n}))\n" for n in range(12))
    touched = longer.replace("total = 0", "total = 0\n    assert w > 0")
    groups = near_identical(
        {"area": {"ada": longer, "ben": touched}, "b": {"ada": body, "ben": body}}, {}, 30
    )
    assert [group.exercises for group in groups] == [{"area": "nearly the same", "b": "to the letter"}]


def test_short_answers_and_stubs_are_never_called_copies():
    short = "def area(w, h):\n    return w * h"
    assert near_identical({"area": {"ada": short, "ben": short}}, {"area": STUB}, 30) == []
    long_stub = LONG.format(test="i >= 0 and j >= 0 and (i, j) != (-1, -1)")
    assert near_identical({"area": {"ada": long_stub, "ben": long_stub}}, {"area": long_stub}, 30) == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(:",
        "(" * 5000,
        "x\0",
        "-" * 7000 + "1",
        "1" + "+1" * 3900,
        "x" * 9000,
        "\ud800",
        "f'{'",
        "a." * 3000 + "a",
    ],
)
def test_hostile_code_has_no_form_or_one_and_ends_nothing(source):
    form = form_of(source)
    assert form is None or form.nodes > 0


def test_code_that_python_warns_of_is_compared_without_a_word():
    assert form_of("def f(text):\n    return text.split('\\d')") is not None


def test_copies_of_a_whole_submission_are_found_however_many_they_are():
    body, other = 2 * LONG.format(test="i == j"), 2 * LONG.format(test="i != j")
    copied = {f"copy-{n:02d}": body for n in range(12)}
    edges = {f"copy-{n:02d}": other.replace("    ", "  ") for n in range(12)}
    alone = {"ann": body, "bea": body.replace("total", "count")}
    groups = near_identical({"area": copied | alone, "edge": edges | {"bea": other}}, {}, 29)
    assert [(group.students, group.is_whole) for group in groups] == [(tuple(copied), True)]
    assert groups[0].exercises == {"area": "to the letter", "edge": "to the letter"}


def test_short_submissions_are_never_called_copies_as_a_whole():
    short = {f"s{n}": "def area(w, h):\n    return w * h" for n in range(5)}
    assert near_identical({"area": short, "edge": short}, {}, 10) == []


def test_many_groups_with_one_exercise_are_folded_and_whole_copies_are_not(course):
    for number in range(10):
        code = LONG.format(test=f"i + {number} * j > {number} and " + "j - i and " * (number % 5) + "w")
        code = code.replace("total += 1", "total += 1" + " * w - h" * (number // 5 + 1))
        for student in "ab":
            hand_in(course, f"{number}{student}", code=code + f"\n{student} = 1")
    for student in ("x", "y", "z"):
        hand_in(course, student, code="class Area:\n    pass\n" + LONG.format(test="w") * 5)
    told = section(page_of(course), "odd")
    assert "3 x , y , z : all that they wrote, to the letter" in told
    assert "10 groups that are alike in one exercise only" in told
    assert told.index("x , y , z") < told.index("10 groups")


@pytest.mark.parametrize(("size", "number"), [(1, 4), (30, 4), (300, 12)])
def test_what_is_common_depends_on_the_class(size, number):
    assert common_from(size) == number


def test_flags_that_look_like_intent_stand_apart_from_accidents(course):
    hand_in(course, "ada", flags=["tampering: numpy's comparison was replaced"])
    hand_in(course, "ben", flags=["renamed: 'x.ipynb' was graded", "no kind at all"])
    told = section(page_of(course), "odd")
    assert "A flag is not a verdict." in told
    assert "1 tampering ada : numpy" in told
    assert "1 student with an accident, as every class has them" in told
    assert "1 Notebooks under another name or in another place ben :" in told
    assert "1 note ben : no kind at all" in told


def test_flags_count_students_under_neutral_headings(course):
    hand_in(course, "ada", flags=[f"suspicious: area {what}" for what in ("opens files", "starts programs")])
    hand_in(course, "ben", flags=["forbidden-import: torch was asked for, and refused"])
    hand_in(course, "cyd", flags=["missing: no notebook was handed in"])
    hand_in(course, "dan", flags=["missing: released cells had been deleted and were put back (area)"])
    html = page_of(course)
    told = section(html, "odd")
    assert "1 Code that does what no exercise asks for ada : area opens files; area starts programs" in told
    assert "1 Imports that answers may not use ben :" in told
    assert "2 students with an accident" in told
    assert "1 No notebook that can be graded cyd :" in told
    assert "1 Deleted cells of the lesson dan :" in told
    assert "worth a look</a></dt><dd>2</dd>" in html


def test_every_known_kind_of_flag_has_a_heading():
    kinds = {*messages.KIND_WORDS, *messages.ACCIDENTS, *messages.FOR_INSTRUCTORS, *oddities.SENTENCES}
    assert kinds <= set(flags.HEADINGS)


def test_unreadable_submissions_are_listed_with_the_reason(course):
    reason = "the notebook is not JSON (line 1)"
    hand_in(course, "ada", status="not_run", message=reason, flags=[f"damaged: {reason}"])
    hand_in(course, "ben", flags=["missing: released cells had been deleted and were put back"])
    html = page_of(course)
    assert section(html, "lost").endswith(f"ada : {reason}")
    assert "1 unreadable" in section(html, "exercises")


def test_students_with_few_points_are_named_the_fewest_first(course):
    hand_in(course, "ada")
    hand_in(course, "ben", got=7)
    hand_in(course, "cyd", code=STUB, got=0, mistake="not-written", message="area: it is not written yet.")
    hand_in(course, "dan", status="not_run", message="no JSON", flags=["damaged: no JSON"])
    told = section(page_of(course), "help")
    assert "without any answer, 1 student: cyd" in told
    assert (
        "Under half of the points, the fewest first, 1 student, each with what went wrong first: ben (0)"
        in told
    )
    assert not {"ada", "dan"} & set(told.split())


def test_of_several_notebooks_the_one_that_cannot_be_graded_is_named():
    def exercise(name, status, message=""):
        test = {
            "id": name,
            "status": status,
            "message": message,
            "score": 0.0,
            "max_score": 1.0,
            "waits": False,
        }
        return {"name": name, "score": 0.0, "max_score": 1.0, "tests": [test], "waits": False}

    flags = ["damaged: p2: the notebook is empty"]
    exercises = [exercise("p1/a", "failed"), exercise("p2/b", "not_run", "the notebook is empty")]
    row = Row("ada", {"exercises": exercises, "flags": flags})
    assert lost_parts([row]) == [(row, "p2", "the notebook is empty")]
    assert lost_parts([Row("ben", {"exercises": exercises[:1], "flags": []})]) == []


def test_points_that_wait_for_a_person_make_nobody_needy():
    waits = {"id": "essay", "status": "not_run", "message": "graded by hand", "max_score": 8.0, "waits": True}
    done = {"id": "f", "status": "passed", "score": 2.0, "max_score": 2.0, "waits": False}
    exercises = [
        {"name": "f", "score": 2.0, "max_score": 10.0, "tests": [done, waits], "waits": True},
    ]
    need = in_need(LessonData("x", "X", [Row("ada", {"exercises": exercises})], [], {}, {}, {}))
    assert (need.blank, need.low) == ([], [])


@pytest.mark.parametrize(
    ("tests", "reason"),
    [
        ([{"status": "failed", "mistake": "window-stands-still"}], "1.2: window stands still"),
        ([{"status": "failed", "message": "f: the shape is odd.\nCall: f(1)"}], "1.2: f: the shape is odd"),
        ([{"status": "passed"}, {"status": "failed", "hidden": True}], "1.2: right where tests are visible"),
        ([{"status": "error", "message": "NotImplementedError: not written yet", "mistake": "not-written"}], "1.2: not written yet"),
    ],
)  # fmt: skip
def test_one_reason_stands_beside_each_who_needs_help(tests, reason):
    exercise = {
        "name": "f",
        "score": 0.0,
        "max_score": 4.0,
        "tests": [{"id": "f__a", "message": ""} | t for t in tests],
    }
    whole = {"name": "e", "score": 1.0, "max_score": 1.0, "tests": [{"id": "e__a", "status": "passed"}]}
    row = Row("ada", {"exercises": [whole, exercise]})
    assert reason_of(row, LessonData("x", "X", [row], [], {}, {"f": "1.2 Slide it"}, {})) == reason


def test_what_waits_for_points_by_hand_is_listed_by_exercise_with_links(course):
    hand_in(course, "ada", status="not_run", message="graded by hand")
    hand_in(course, "cyd", status="not_run", message="graded by hand")
    hand_in(course, "ben")
    html = page_of(course)
    assert "Exercise 1: an area , 2 students: ada , cyd" in section(html, "hand")
    assert 'href="../feedback/cyd/rect/rect.html"' in html.split('id="l1-hand"')[1].split("<h3")[0]
    assert "by hand 2 Marks" in words_of(html)
    assert html.count('href="#l1-hand"') == 3, "a tile, the row of parts, the words above the marks"
    assert "In 2 submissions points are still to be given by a person ; they count as 0 here." in section(
        html, "marks"
    )


def test_a_report_with_nothing_to_grade_by_hand_does_not_speak_of_it(course):
    hand_in(course, "ada")
    hand_in(course, "ben", got=7)
    html = page_of(course)
    assert "by hand" not in words_of(html).lower()
    assert "-hand" not in "".join(value for _, key, value in Reader(html).attributes if key in ("id", "href"))


def test_numbers_before_folded_groups_agree_with_their_words(course):
    hand_in(course, "ada", code="def area(w, h):\n    return w + h", got=7)
    hand_in(course, "ben", code="def area(w, h):\n    return w", got=3, mistake="width-only")
    words = words_of(page_of(course))
    assert "1 wrong answer that is the only one of its kind" in words
    assert "1 named mistake that one student has made" in words
    hand_in(
        course, "cyd", code="def area(w, h):\n    return h - 1", status="error", message="area: it stopped."
    )
    hand_in(course, "dan", code="def area(w, h):\n    return h", got=4, mistake="height-only")
    words = words_of(page_of(course))
    assert "2 wrong answers that are the only ones of their kind" in words
    assert "2 named mistakes that one student each has made" in words


def test_the_roster_says_who_is_absent_who_has_left_and_what_they_are_called(course):
    for student in ("ada", "ben"):
        hand_in(course, student)
    with reading_revision_here(), Gradebook(course.db_url) as book:
        book.add_student("ada", first_name="Ada <b>", last_name="Lovelace")
        book.add_student("cyd")
    html = page_of(course)
    assert "No result yet from 1 student: cyd" in section(html, "marks")
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
        report.build(course)
    assert cli.main(["report", "--course", str(course.root), "07_none"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_command_says_where_the_page_is(course, tmp_path, capsys):
    hand_in(course, "ada")
    out = tmp_path / "elsewhere" / "page.html"
    assert cli.main(["report", "rect", "--course", str(course.root), "--out", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    assert "../feedback/ada/rect/rect.html" in out.read_text(encoding="utf-8")


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
    path = report.build(course)
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
    path = report.build(course)
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
