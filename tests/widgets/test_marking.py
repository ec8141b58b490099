"""The button that marks a lesson: the grader's own marks and hints, or one sentence that says why there are none."""

import json
import shutil

import pytest

from convlab import widgets
from convlab.widgets import marking
from tests.support.lessons import ROOT

LESSON = "02_output_size"


def copy_of(kind, course):
    """Put the untouched or the solved lesson into a learner's folder of a course; return its folder."""
    folder = course / "study" / LESSON
    folder.mkdir(parents=True)
    released = json.loads((ROOT / "notebooks" / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    solved = json.loads((ROOT / "solutions" / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    sources = {cell["id"]: cell["source"] for cell in solved["cells"]}
    for cell in released["cells"]:
        if kind == "solved" and cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = sources.get(cell["id"], cell["source"])
    (folder / f"{LESSON}.ipynb").write_text(json.dumps(released), encoding="utf-8")
    return folder


@pytest.fixture
def course(tmp_path):
    (tmp_path / "source" / "figures").mkdir(parents=True)
    for name in (f"source/{LESSON}.py", "course.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for figure in (ROOT / "source" / "figures").glob("02_*"):
        shutil.copy(figure, tmp_path / "source" / "figures")
    return tmp_path


def test_a_solved_lesson_has_all_its_points(course):
    answer = marking.marks(LESSON, copy_of("solved", course))
    assert (answer["state"], answer["score"], answer["max_score"]) == ("marked", 15, 15)
    assert [exercise["hints"] for exercise in answer["exercises"]] == [[]] * 4


def test_an_untouched_lesson_has_none_and_says_what_comes_first(course):
    answer = marking.marks(LESSON, copy_of("untouched", course))
    assert (answer["state"], answer["score"]) == ("marked", 0)
    assert "not written yet" in answer["exercises"][0]["hints"][0]


def test_where_the_course_or_the_grader_is_not_it_says_so(course, tmp_path_factory, monkeypatch):
    folder = copy_of("untouched", tmp_path_factory.mktemp("elsewhere"))
    assert marking.marks(LESSON, folder) == marking.refused(marking.NOT_HERE)
    monkeypatch.setattr(marking, "find_spec", lambda name: None)
    assert marking.marks(LESSON, copy_of("untouched", course)) == marking.refused(marking.NO_GRADER)


def test_what_runs_but_is_not_saved_is_not_marked(course, monkeypatch):
    def same_padding(k, dilation=1):
        return 7

    folder = copy_of("solved", course)
    monkeypatch.setattr(marking, "SAVING", 0.0)
    monkeypatch.setattr(marking.learner, "named", {"same_padding": same_padding}.get)
    answer = marking.marks(LESSON, folder)
    assert answer["state"] == "refused"
    assert "same_padding" in answer["words"]
    assert "Run its cell again" in answer["words"]
    assert "Ctrl+S" in answer["words"]


def test_nothing_is_marked_before_the_button_is_pressed():
    assert widgets.mark(LESSON).answer == {"state": "ready", "n": 0}
