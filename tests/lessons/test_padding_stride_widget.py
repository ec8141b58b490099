"""Lesson 3's pictures, widget and quick check hold its numbers, too."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image
from scipy.signal import correlate2d

from convlab import images, widgets
from convlab.checks import learner
from convlab.mistakes import banks
from convlab.numerics import engine
from convlab.pictures.png import png
from convlab.pictures.stills import ALT, draw
from convlab.quiz import questions
from convlab.quiz.predictions import by_lesson
from convlab.widgets import padding_stride as dials
from tests.support.lesson_03 import LESSON, NUMPYS, PROSE, SOBEL, K, X, coverage


@pytest.mark.parametrize("name", [name for name in ALT if name.startswith("03_")])
def test_a_still_is_drawn_as_committed_and_described_as_in_the_lesson(name):
    assert f"![{ALT[name]}](figures/{name}.svg)" in PROSE
    assert ALT[name] in draw(name).replace("&quot;", '"')


@pytest.mark.parametrize("shape", [(5, 7), (3, 4, 3), (300, 260)])
def test_a_png_holds_the_pixels(shape):
    pixels = np.random.default_rng(1).integers(0, 256, size=shape, dtype=np.uint8)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(png(pixels)))), pixels)


@pytest.mark.parametrize("pixels", [np.zeros((2, 2)), np.zeros(3, np.uint8), np.zeros((2, 2, 4), np.uint8)])
def test_a_png_of_something_else_is_refused(pixels):
    with pytest.raises(ValueError, match="expected uint8"):
        png(pixels)


@pytest.fixture
def notebook(monkeypatch):
    """Let the widget see these names as those of a notebook."""
    names = {}
    monkeypatch.setattr(learner, "_namespace", lambda: names)
    monkeypatch.setattr(learner, "_judged", {})
    monkeypatch.setattr(dials, "PATIENCE", 1e9)
    return names


def unpacked(answer):
    """Return the widget's maps by mode, padding and stride."""
    flat, at, maps = np.frombuffer(base64.b64decode(answer["maps"]), dtype=np.uint8), 0, {}
    for mode in dials.MODES:
        for p in dials.PADDINGS:
            for s in dials.STRIDES:
                side = engine.output_size(dials.SIDE, answer["k"], p, s)
                maps[mode, p, s] = flat[at : at + side * side].reshape(side, side)
                at += side * side
    assert at == flat.size
    return maps


@pytest.mark.parametrize("kernel", dials.kernels())
def test_the_widget_holds_every_map_of_a_kernel(notebook, kernel):
    widget = widgets.turn_dials(kernel)
    _, weights, limit = dials.kernels()[kernel]
    photo = dials.photograph()
    for (mode, p, s), values in unpacked(widget.answer).items():
        right = correlate2d(np.pad(photo.astype(float), p, mode=NUMPYS[mode]), weights, mode="valid")[
            ::s, ::s
        ]
        right = 128 + 127 * right / limit if limit else right
        assert np.abs(values - np.clip(right, 0, 255)).max() <= 0.5 + 1e-6


def test_the_widget_holds_every_padded_photograph(notebook):
    flat = np.frombuffer(base64.b64decode(widgets.turn_dials().answer["photos"]), dtype=np.uint8)
    photo = dials.photograph()
    rows = [np.pad(photo, p, mode=NUMPYS[mode]).ravel() for mode in dials.MODES for p in dials.PADDINGS]
    np.testing.assert_array_equal(flat, np.concatenate(rows))


def test_the_learners_functions_paint_once_they_are_right(notebook):
    calls = []

    def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
        calls.append(stride)
        return engine.conv2d(image, kernel, stride, padding, mode)

    widget = widgets.turn_dials()
    later = "(yours is not here yet)"
    assert widget.answer["whose"] == f"the course’s conv2d {later}, padded by the course’s pad2d {later}"
    notebook.update(conv2d=conv2d, pad2d=lambda x, padding, mode="zeros": engine.pad2d(x, padding, mode))
    widget.recompute()
    assert widget.answer["whose"] == "your conv2d, padded by your pad2d"
    assert widget.answer["isYours"]
    assert len(calls) > len(dials.MODES) * len(dials.STRIDES) * (len(dials.PADDINGS) - 1)
    count = len(calls)
    widget.recompute()
    assert len(calls) == count, "nothing new was defined, so nothing is computed anew"


def test_a_wrong_function_does_not_paint(notebook):
    notebook["conv2d"] = lambda image, kernel, stride=1, padding=0, mode="zeros": engine.conv2d(
        image, kernel, stride, padding
    )
    assert widgets.turn_dials().answer["whose"].startswith("the course’s conv2d")


def test_a_slow_right_function_is_thanked_and_spared(notebook, monkeypatch):
    monkeypatch.setattr(dials, "PATIENCE", 0.0)
    notebook["conv2d"] = lambda *args: engine.conv2d(*args)
    answer = widgets.turn_dials().answer
    assert "yours is right, but would take" in answer["whose"]
    assert not answer["isYours"]


def test_an_unknown_kernel_is_refused():
    with pytest.raises(ValueError, match="expected one of edges"):
        widgets.turn_dials("magic")


def test_the_sections_that_messages_send_to_exist():
    told = {
        place
        for name in ("pad2d", "conv2d", "max_pool2d")
        for bank in banks(name)
        for place in [bank.where, *(mistake.where for mistake in bank.mistakes)]
        if place.startswith("lesson 3")
    }
    assert told
    for place in told:
        section = re.search(r"section (3\.\d)|exercise (3\.\d)", place)
        assert re.search(rf"^#+ (Exercise )?{section[1] or section[2]}\b", PROSE, flags=re.MULTILINE), place


@pytest.mark.parametrize("seed", range(30))
def test_answers_of_the_quick_check_are_right(seed):
    same, _, windows, ghost, shift = questions.deal(LESSON, seed)
    k, _, n = map(int, re.findall(r"\d+", same.prompt)[:3])
    assert n + 2 * same.answer - k + 1 == n
    _, _, _, n, _, p = map(int, re.findall(r"\d+", windows.prompt))
    count = coverage(n, 3, p)
    assert windows.answer == (count[0, 0] if "corner" in windows.prompt else count[0, n // 2])
    bright, side = re.search(r"and (\d+) in its (\w+) half", ghost.prompt).groups()
    step = np.zeros((16, 16))
    step[:, 8:] = int(bright)
    step = step if side == "right" else step[:, ::-1]
    assert ghost.answer == correlate2d(step, SOBEL, mode="same")[8, 15 if side == "right" else 0]
    pixels = int(re.search(r"shifted by (\d)", shift.prompt)[1])
    image = np.random.default_rng(seed).integers(1000, size=(8, 16))
    pooled, after = engine.pool2d(image), engine.pool2d(np.roll(image, pixels, axis=1))
    is_moved = np.array_equal(after, np.roll(pooled, pixels // 2, axis=1))
    assert is_moved == (pixels % 2 == 0) == shift.answer.startswith("It moves")


@pytest.mark.parametrize("seed", range(30))
def test_the_row_that_the_quick_check_expects_is_numpys(seed):
    question = questions.deal(LESSON, seed)[1]
    row = [int(cell) for cell in re.findall(r"<td>(\d)</td>", question.prompt)]
    mode = re.search(r"<code>(\w+)</code>", question.prompt)[1]
    padded = np.pad(row, 2, mode=NUMPYS[mode])
    assert [int(cell) for cell in re.findall(r"<td>(\d)</td>", str(question.answer))] == padded.tolist()


def test_the_predictions_are_what_is_computed():
    right = {name: one.answer for name, one in by_lesson()["padding_stride"].items()}
    assert right["five-layers-of-32"] == 22
    count = coverage(7, 3, 1)
    assert right["windows-over-a-corner"] == (count[0, 0], count[0, 3])
    assert right["reflect-on-the-left"] == tuple(np.pad([1, 2, 3, 4, 5], 2, mode="reflect")[:2])
    assert right["starts-of-stride-2"] == tuple(range(0, 7 - 3 + 1, 2))
    assert right["work-of-stride-2"] == 451_584 / 4
    ghost = engine.conv2d(images.step(16), SOBEL, padding=1)
    assert right["where-sobel-answers"] == tuple(np.flatnonzero(ghost[7]))
    sides = {m: engine.conv2d(images.step(16), SOBEL, 1, 1, m)[7] for m in NUMPYS}
    free = [mode for mode, row in sides.items() if set(np.flatnonzero(row)) == {7, 8}]
    assert right["modes-without-ghosts"] == " and ".join(free)
    with pytest.raises(ValueError, match="broadcast"):
        X + correlate2d(X, K, mode="valid")
