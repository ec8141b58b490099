"""Lesson 5's pictures, widget and quick check hold its numbers, too."""

import base64
import re

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from convlab import images, widgets
from convlab.checks import learner
from convlab.mistakes import banks
from convlab.pictures.stills import ALT, draw
from convlab.quiz import questions
from convlab.quiz.predictions import by_lesson
from convlab.widgets import kernels as editor
from tests.support.lesson_05 import BANK, LESSON, PROSE, same, value_of
from tests.support.lessons import prose

FUNCTIONS = ("gaussian_kernel", "apply_kernel", "gradient_magnitude", "recover_kernel")


@pytest.mark.parametrize("name", [name for name in ALT if name.startswith("05_")])
def test_a_still_is_described_as_in_the_lesson(name):
    assert f"![{ALT[name]}](figures/{name}.svg)" in PROSE
    assert ALT[name] in draw(name).replace("&quot;", '"')


def test_the_sections_that_messages_send_to_exist():
    told = {
        place
        for name in FUNCTIONS
        for bank in banks(name)
        for place in [bank.where, *(mistake.where for mistake in bank.mistakes)]
    }
    assert told
    for place in told:
        lesson, section, title = re.fullmatch(r"lesson (\d), section (\d\.\d) \((.+)\)", place).groups()
        name = {"3": "03_padding_stride", "4": "04_im2col", "5": LESSON}[lesson]
        heading = re.search(rf"^## {section} (.+)$", prose(name), flags=re.MULTILINE)[1]
        assert title.lower() in heading.lower().rstrip("?"), place


@pytest.fixture
def notebook(monkeypatch):
    """Let the widget see these names as those of a notebook."""
    names = {}
    monkeypatch.setattr(learner, "_namespace", lambda: names)
    monkeypatch.setattr(learner, "_judged", {})
    return names


def map_of(widget, shape):
    return np.frombuffer(base64.b64decode(widget.answer["map"]), dtype="<f4").reshape(shape)


@pytest.mark.parametrize("picture", editor.pictures())
def test_the_widget_computes_the_map_of_every_picture(notebook, picture):
    pixels = editor.pictures()[picture][1]
    for name in ("emboss", "gabor_45"):
        widget = widgets.edit_kernel(name, picture)
        np.testing.assert_allclose(
            map_of(widget, pixels.shape), same(pixels, BANK[name]), rtol=1e-5, atol=1e-3
        )


def test_an_edit_is_answered_by_the_learners_function_once_it_is_right(notebook):
    widget = widgets.edit_kernel()
    assert widget.answer["whose"].startswith("the course’s apply_kernel (yours is not ")
    notebook["apply_kernel"] = same
    own = [[0.0, 0, 0], [2, 0, 0], [0, 0, 0]]
    widget.given = {**widget.given, "n": 1, "kernel": own}
    assert widget.answer["whose"] == "your apply_kernel"
    assert widget.answer["isYours"]
    pixels = editor.pictures()["photo"][1]
    np.testing.assert_allclose(map_of(widget, pixels.shape), same(pixels, np.array(own)))
    notebook["apply_kernel"] = lambda image, kernel: same(image, kernel[::-1, ::-1])
    widget.recompute()
    assert widget.answer["whose"].startswith("the course’s apply_kernel (yours is not ")


def test_python_never_sees_a_learners_own_picture(notebook):
    widget = widgets.edit_kernel()
    widget.given = {**widget.given, "n": 1, "picture": "own"}
    assert widget.answer["map"] == ""
    assert "stays" in widget.answer["whose"]
    script = (editor.__file__.removesuffix("kernels.py")) + "scripts/edit_kernel.js"
    with open(script, encoding="utf-8") as file:
        code = file.read()
    assert code.count("tell(") == 1
    assert "tell({ kernel: copy(state.kernel), picture: state.picture })" in code
    assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon", code)


@pytest.mark.parametrize("kernel", ["magic", np.ones((2, 2)), np.ones((3, 5)), np.full((3, 3), np.nan)])
def test_what_is_no_kernel_is_refused(kernel):
    with pytest.raises(ValueError, match="expected a"):
        widgets.edit_kernel(kernel)


def test_an_unknown_picture_is_refused():
    with pytest.raises(ValueError, match="expected a picture"):
        widgets.edit_kernel(picture="cat")


def test_a_kernel_of_ones_own_is_shown(notebook):
    widget = widgets.edit_kernel(np.eye(5))
    assert widget.given["kernelName"] == "own"
    assert widget.given["kernel"] == np.eye(5).tolist()


@pytest.mark.parametrize("seed", range(30))
def test_answers_of_the_quick_check_are_right(seed):
    wall, slope, bar, template, row = questions.deal(LESSON, seed)
    cell = [int(v.replace("−", "-")) for v in re.findall(r"<td>(.+?)</td>", wall.prompt)]
    brightness = int(re.search(r"A wall is (\d+)", wall.prompt)[1])
    assert wall.answer == same(np.full((3, 3), brightness), np.reshape(cell, (3, 3)))[1, 1]
    numbers = [int(v.replace("−", "-")) for v in re.findall(r"<td>(.+?)</td>", slope.prompt)]
    image, kernel = np.reshape(numbers[:25], (5, 5)), np.reshape(numbers[25:], (3, 3))
    assert (correlate2d(image, kernel, mode="valid") == slope.answer).all()
    is_bright = "A bright bar" in bar.prompt
    assert (("left" in bar.answer) or ("upper" in bar.answer)) == is_bright
    window = np.random.default_rng(seed).uniform(0, 1, size=(5, 5))
    window = window if "as it is" in template.prompt else window - window.mean()
    white, here = window.sum(), np.vdot(window, window)
    assert template.answer.startswith("A large" if white > here else "The very")
    sides = [int(side) for side in re.findall(r"(\d) × \d", row.prompt)]
    both = np.ones((1, 1))
    for side in sides:
        both = convolve2d(both, np.ones((side, side)))
    assert row.answer == len(both)
    for question in (wall, slope, bar, template, row):
        assert "{" not in question.prompt + str(question.answer) + question.why
        assert len(question.slips) >= 2


def test_the_predictions_are_what_is_computed():
    right = {name: one.answer for name, one in by_lesson()["kernels"].items()}
    assert right["answers-of-a-wall"] == tuple(
        100 * BANK[name].sum().round(9) for name in ("box_blur", "sobel_x")
    )
    slope = correlate2d(images.anchor_a(), BANK["edge_h"], mode="valid")
    assert right["edge-h-on-a-slope"] == f"all −{abs(int(slope.min()))}"
    assert slope.min() == slope.max()
    assert right["places-of-minus-300"] == slope.size
    before, after = value_of("ground.std()")
    assert before / after == pytest.approx(right["noise-of-nine"], rel=0.2)
    _row, clipped, _size = value_of("np.clip(row, 0, 1)")
    assert right["edges-after-clipping"] == np.sum(np.diff(np.r_[0, clipped]) > 0)
    plain, centered = value_of("answer.argmax()")
    assert plain != (21, 16) == centered
    shift, turn, light = value_of("np.allclose(*pair)")
    assert (shift, turn, light) == (True, False, True)
    assert right["the-best-miss"] == pytest.approx(value_of("np.linalg.norm(miss)"), abs=0.01)
