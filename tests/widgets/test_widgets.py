"""Widgets compute with the learner's function once it is right, and never break when it is not."""

import base64
import inspect
import re
import time
import types

import IPython
import numpy as np
import pytest

from convlab import widgets
from convlab.checks import learner
from convlab.numerics import engine
from convlab.widgets import base, ops
from tests.support.lessons import ROOT

EDGE = np.array([[1, 0, -1]] * 3)


def right(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out


def flipped(image, kernel):
    return right(image, kernel[::-1, ::-1])


def raising(image, kernel):
    raise KeyError("not today")


def leaving(image, kernel):
    raise SystemExit


def changing(image, kernel):
    out = right(image, kernel)
    image[:] = 0
    return out


def hanging(image, kernel):
    while True:
        pass


def printing(image, kernel):
    print("look at me")
    return right(image, kernel)


def listing(image, kernel):
    return right(image, kernel).tolist()


def moody(image, kernel):
    """Right on the probes, wrong on anything larger."""
    return right(image, kernel) if image.shape[0] < 6 else None


def unwritten(image, kernel):
    raise NotImplementedError


def shifted(image, kernel):
    """Wrong in the last column alone."""
    out = right(image, kernel)
    out[:, -1] += 1
    return out


@pytest.fixture
def names(monkeypatch):
    """The names of a notebook."""
    shell = types.SimpleNamespace(user_ns={}, events=types.SimpleNamespace(callbacks={"post_run_cell": []}))
    shell.events.register = lambda event, function: shell.events.callbacks[event].append(function)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setattr(learner, "_judged", {})
    monkeypatch.setattr(learner, "LIMIT", 0.3)
    shell.user_ns["__shell__"] = shell
    return shell.user_ns


def chosen(names, own):
    names["conv2d"] = own
    return learner.function("conv2d", engine.conv2d, ops.PROBES)


def test_without_a_function_the_course_answers(names):
    found = learner.function("conv2d", engine.conv2d, ops.PROBES)
    assert (found.is_yours, found.label) == (False, "the course’s conv2d (yours is not here yet)")


@pytest.mark.parametrize("own", [right, printing])
def test_a_right_function_answers(names, capsys, own):
    found = chosen(names, own)
    assert found(np.ones((3, 3)), np.ones((2, 2))).tolist() == [[4, 4], [4, 4]]
    assert (found.is_yours, found.label) == (True, "your conv2d")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("own", [flipped, raising, leaving, changing, hanging, listing, 42, None])
def test_a_function_that_is_not_right_never_answers(names, own):
    start = time.monotonic()
    found = chosen(names, own)
    assert found(np.ones((3, 3)), np.ones((2, 2))).tolist() == [[4, 4], [4, 4]]
    assert not found.is_yours
    assert time.monotonic() - start < 2


def test_an_async_function_leaves_nothing_that_python_complains_of():
    async def later(image):
        return image

    found = learner.attempt(later, (np.ones(2),))
    assert inspect.getcoroutinestate(found.answer) == inspect.CORO_CLOSED


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (raising, "stops with KeyError: 'not today'"),
        (leaving, "stops with SystemExit"),
        (unwritten, "is not written yet"),
        (hanging, "takes longer than 0.3 s"),
        (changing, "changes what it is given"),
        (listing, "is not right yet: The result is a list, and a NumPy array of shape (2, 3) was expected"),
        (lambda x, k: right(x, k)[:-1], "is not right yet: The shape is (1, 3), and (2, 3) was expected"),
        (flipped, "is not right yet: The value at [0, 0] is 0, and 4 was expected; 6 of 6 values differ"),
        (42, "is no function"),
        (None, "is not here yet"),
    ],
)
def test_the_course_answers_and_says_why_in_one_line(names, own, why):
    assert chosen(names, own).label == f"the course’s conv2d (yours {why})"


def test_a_wrong_map_lies_beside_the_right_one(names):
    names["conv2d"] = shifted
    wrong = widgets.slide_kernel("anchor_a", "edge").answer["wrong"]
    assert wrong["right"] == [[-60.0] * 3] * 3
    assert wrong["got"] == [[-60.0, -60.0, -59.0]] * 3
    assert wrong["cells"] == [[0, 2], [1, 2], [2, 2]]
    assert wrong["first"] == [0, 2]
    assert wrong["words"] == "3 of 9 numbers are wrong, the first at (0, 2)."


def test_where_it_is_right_by_chance_another_call_is_shown(names):
    names["conv2d"] = flipped
    widget = widgets.slide_kernel("anchor_a", np.ones((2, 2)))
    wrong = widget.answer["wrong"]
    assert (wrong["name"], wrong["on"]) == ("conv2d", "an array of 3 × 4, an array of 2 × 2")
    assert wrong["right"] == engine.conv2d(*ops.PROBES[0]).tolist()
    assert wrong["got"] == flipped(*ops.PROBES[0]).tolist()
    assert widgets.slide_kernel("anchor_a", "edge").answer["wrong"]["on"] == ""


@pytest.mark.parametrize("own", [right, raising, hanging, None, 42, lambda x, k: "no"])
def test_without_two_maps_none_is_shown(names, own):
    names["conv2d"] = own
    assert widgets.slide_kernel().answer["wrong"] is None


def test_a_function_that_hangs_is_not_called_for_its_map(names):
    names["conv2d"] = hanging
    widget = widgets.slide_kernel()
    start = time.monotonic()
    for n in range(5):
        widget.given = {**widget.given, "n": n + 1}
    assert time.monotonic() - start < 0.2


def test_a_function_that_fails_later_gives_way(names):
    found = chosen(names, moody)
    assert found.is_yours
    assert found(np.ones((7, 7)), np.ones((3, 3))).tolist() == np.full((5, 5), 9.0).tolist()
    assert found.label == "the course’s conv2d (yours is not right yet: The result is None)"


def test_a_hanging_function_is_judged_only_once(names, monkeypatch):
    calls, attempt = [], learner.attempt
    monkeypatch.setattr(learner, "attempt", lambda *arguments: calls.append(arguments) or attempt(*arguments))
    for _ in range(3):
        assert not chosen(names, hanging).is_yours
    assert len(calls) == 1


def test_a_function_is_judged_by_the_probes_of_each_widget(names):
    names["conv2d"] = right
    strided = [(np.ones((5, 5)), np.ones((2, 2)), 2)]
    assert not learner.function("conv2d", engine.conv2d, strided).is_yours
    assert learner.function("conv2d", engine.conv2d, ops.PROBES).is_yours
    assert not learner.function("conv2d", engine.conv2d, strided).is_yours


def test_the_probes_tell_the_usual_mistakes():
    mistakes = [
        flipped,
        lambda x, k: right(x, k[:, ::-1]),
        lambda x, k: right(x, k[::-1]),
        lambda x, k: np.abs(right(x, k)),
        lambda x, k: right(x, k) / k.size,
        lambda x, k: right(x, k)[:-1],
        lambda x, k: right(x, k).astype(x.dtype),
    ]
    for wrong in mistakes:
        assert not all(learner.same(wrong(*probe), engine.conv2d(*probe)) for probe in ops.PROBES)


def test_the_page_takes_a_new_function_up_after_its_cell_ran(names):
    widget = widgets.slide_kernel("anchor_a", "edge")
    assert widget.answer["whose"] == "the course’s conv2d (yours is not here yet)"
    names["conv2d"] = right
    for call in names["__shell__"].events.callbacks["post_run_cell"]:
        call(types.SimpleNamespace(info=types.SimpleNamespace(cell_id="other", raw_cell="")))
    assert widget.answer["whose"] == "your conv2d"
    assert widget.answer["isYours"]


def test_the_page_is_watched_once(names):
    widgets.slide_kernel()
    widgets.channels()
    assert len(names["__shell__"].events.callbacks["post_run_cell"]) == 1


@pytest.mark.parametrize("make", [widgets.slide_kernel, widgets.channels])
def test_a_page_without_scripts_shows_a_still(make):
    data, _ = make()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"].startswith("Widget: ")
    alt, source = re.fullmatch(
        r'<img alt="([^"]+)".* src="data:image/svg\+xml;base64,([^"]+)">', data["text/html"]
    ).groups()
    assert len(alt) > 60
    assert base64.b64decode(source).startswith(b"<svg")


def test_the_script_holds_the_shared_part_once():
    script = widgets.slide_kernel()._esm
    assert script.count("class Grid") == 1
    assert script.rstrip().endswith("export default { render };")
    assert "import " not in re.sub(r"//.*", "", script)


def test_no_widget_asks_for_anything_outside():
    for file in (ROOT / "convlab" / "widgets").glob("*.[jc]s*"):
        outside = re.findall(r"https?://[^\"'\s)]+", file.read_text(encoding="utf-8"))
        assert set(outside) <= {"http://www.w3.org/2000/svg"}, file.name
        assert not re.search(
            r"\b(fetch|XMLHttpRequest|@import|importScripts)\b", file.read_text(encoding="utf-8")
        ), file.name


def test_the_palette_reaches_the_page_for_light_and_dark():
    css = base.palette_css()
    for name in base.drawing.PALETTE:
        assert css.count(f"--cl-{name}:") == 2
    assert set(base.drawing.DARK) == set(base.drawing.PALETTE)


@pytest.mark.parametrize("name", ["window", "kernel", "output", "ink", "muted"])
def test_words_are_readable_in_the_dark(name):
    assert base.drawing.contrast(base.drawing.DARK[name], base.drawing.DARK["card"]) >= 4.5
