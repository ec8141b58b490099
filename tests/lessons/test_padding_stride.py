"""The numbers of lesson 3 are computed, and stand in the lesson; its pictures, widget and quick check hold them, too."""

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
from tests.support.lessons import cells, mark, prose

LESSON = "03_padding_stride"
PROSE = prose(LESSON)
CODE = "\n".join(cell.source for cell in cells(LESSON) if cell.cell_type == "code")
SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
X = np.array(
    [[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
K = np.array([[1, 2, 0], [0, -1, 3], [-2, 0, 1]])
NUMPYS = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def words(row):
    return " ".join(map(str, row))


def coverage(n, k, p=0, s=1):
    """Count by hand how many windows hold each pixel."""
    count = np.zeros((n + 2 * p, n + 2 * p), dtype=int)
    for i in range(0, n + 2 * p - k + 1, s):
        for j in range(0, n + 2 * p - k + 1, s):
            count[i : i + k, j : j + k] += 1
    return count[p : p + n, p : p + n]


def answers_of(name):
    """Run the free cells of the solved lesson up to the one that holds `name`; return what it shows."""
    names = {"np": np, "images": images, "check": lambda *args, **kwargs: None}
    for cell in cells(LESSON):
        if cell.cell_type != "code" or mark(cell, "grade_id") == "setup" or mark(cell, "grade"):
            continue
        if re.match(r"(widgets|quiz)\.", cell.source) or cell.source.startswith("#"):
            continue
        if "skip-execution" in cell.metadata.get("tags", ()):  # drawn by hand, and dials
            continue
        *body, last = cell.source.splitlines()
        if name in cell.source:
            exec("\n".join(body), names)
            return eval(last, names)
        exec(cell.source, names)
    raise LookupError(name)


# ---- numbers of the text


@pytest.mark.parametrize(
    ("said", "computed"),
    [
        ("From 32 to 22 in five layers: 484 of 1,024 pixels", (32, 32 - 5 * 2, 22**2, 32**2)),
        ("After fifteen layers 2 x 2 pixels remain", (32 - 15 * 2, 32 - 15 * 2)),
        (
            "stride 1 there are 25 places, with stride 2 there are 9, with stride 3 only 4",
            (1, 25, 2, 9, 3, 4),
        ),
        ("451,584", (224 * 224 * 9,)),
        ("36,928", (64 * 64 * 9 + 64,)),
        ("a 5 x 6 image meets a 3 x 4 map", (*X.shape, *correlate2d(X, K, mode="valid").shape)),
    ],
)
def test_numbers_of_the_prose_are_computed(said, computed):
    assert said in PROSE
    assert tuple(int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d|\d", said)) == computed


def test_five_layers_leave_less_than_half_and_the_sixteenth_has_no_place():
    assert 22**2 < 32**2 / 2
    assert 32 - 15 * 2 < 3


@pytest.mark.parametrize(("p", "three"), [(0, (1, 3, 9)), (1, (4, 6, 9))])
def test_coverage_is_as_said(p, three):
    count = coverage(7, 3, p)
    assert (count[0, 0], count[0, 3], count[3, 3]) == three
    assert f"{three[0]} in the corner, {three[1]} " in ALT["03_coverage"]
    if p:
        assert "Corner 4, edge 6, center 9" in PROSE
        np.testing.assert_array_equal(answers_of("np.outer(uses, uses)"), count)


def test_an_even_blur_lies_half_a_place_beside_its_spot():
    blurred = np.convolve(np.eye(7)[3], np.ones(4), mode="same")
    assert abs(blurred @ np.arange(7) / 4 - 3) == 0.5
    assert "blurred @ np.arange(7) / 4" in CODE


def test_the_four_modes_of_the_picture_are_numpys():
    nine = np.arange(1, 10).reshape(3, 3)
    for mode, name in NUMPYS.items():
        top = words(np.pad(nine, 1, mode=name)[0])
        assert f"{mode}: {'all 0' if mode == 'zeros' else 'top row ' + top}" in ALT["03_modes"]


def test_the_strip_of_places_names_the_right_pixels():
    places = np.arange(5)
    for mode in ("reflect", "replicate", "circular"):
        row = np.pad(places, 2, mode=NUMPYS[mode])
        assert f"{mode}: {words(row[:2])}, 0 to 4, {words(row[-2:])}" in ALT["03_sources"]


def test_the_worked_numbers_of_the_exercises_are_right():
    assert f"`{words([4, 3, 4, 3])}` and its second `{words([2, 1, 2, 1])}`" in PROSE
    np.testing.assert_array_equal(
        np.pad([[1, 2], [3, 4]], 1, mode="reflect"), [[4, 3, 4, 3], [2, 1, 2, 1]] * 2
    )
    dense = correlate2d(X, K, mode="valid")
    assert f"rows `{words(dense[0, ::2])}` and `{words(dense[2, ::2])}`" in PROSE
    assert f"`{words(correlate2d(X, K, mode='same')[0])}`" in PROSE
    assert "rows `5 7` and `13 15`" in PROSE
    np.testing.assert_array_equal(engine.pool2d(np.arange(16).reshape(4, 4)), [[5, 7], [13, 15]])


def test_the_fixture_with_its_known_answers_is_in_the_tests():
    assert [words(row) for row in correlate2d(X, K, mode="valid")] == ["9 2 11 8", "1 14 11 5", "5 0 3 20"]
    assert "expected=np.array([[9, 2, 11, 8], [1, 14, 11, 5], [5, 0, 3, 20]])" in CODE
    assert 'kwargs={"stride": 2}, expected=np.array([[9, 11], [5, 3]])' in CODE


def test_windows_start_where_the_lesson_says():
    assert answers_of("np.arange(0, 7 - 3 + 1, stride)") == [[0, 1, 2, 3, 4], [0, 2, 4], [0, 3]]
    assert (coverage(7, 3, s=3)[:, 6] == 0).all()  # no window sees column 6
    assert (coverage(7, 3, s=2) > 0).all()


def test_the_ghost_edge_is_as_strong_as_the_true_one():
    step = np.zeros((16, 16))
    step[:, 8:] = 1
    ghost = correlate2d(step, SOBEL, mode="same")
    assert (ghost[1:-1, 7:9] == 4).all()
    assert (ghost[[0, -1], 7:9] == 3).all()
    assert (ghost[1:-1, 15] == -4).all()
    assert (ghost[[0, -1], 15] == -3).all()
    assert np.count_nonzero(ghost) == 3 * 16
    np.testing.assert_array_equal(answers_of("ghost = conv2d"), ghost[[0, 7, 15]])
    for mode, count in [("reflect", 2), ("replicate", 2), ("circular", 4)]:
        row = correlate2d(np.pad(step, 1, mode=NUMPYS[mode]), SOBEL, mode="valid")[7]
        assert np.count_nonzero(row) == count


def test_stripes_vanish_under_stride_2():
    np.testing.assert_array_equal(answers_of("stripes = "), np.zeros((2, 4)))


def test_pooling_keeps_a_quarter_hides_one_shift_and_carries_only_shifts_by_two():
    assert answers_of("kept = ") == (0.25, 0.75)
    assert answers_of("dot[2, 2] = 1") == [True, True, False]
    assert answers_of("np.array_equal(by_two, moved)") == (True, False, False)


def test_the_blocks_of_the_pooling_picture_have_these_maxima():
    blocks = re.findall(r"(\d) (\d), (\d) (\d)(?:;|\.)", ALT["03_pool"])
    assert [max(map(int, block)) for block in blocks[:4]] == [3, 8, 7, 9]


def test_the_exam_box_is_right():
    box = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PROSE, flags=re.MULTILINE))
    assert box['"same" padding for 3, 5, 7'] == "**1, 2, 3**"
    assert box["3 x 3, padding 1: windows over a corner, an edge, a middle pixel"] == "**4, 6, 9**"
    counts = [len(range(0, 5, s)) ** 2 for s in (1, 2, 3)]
    assert box["7 x 7, kernel 3: places with stride 1, 2, 3"] == f"**{', '.join(map(str, counts))}**"
    assert box["224 x 224 after 2 x 2 pooling"].startswith("**112 x 112**, 75 %")
    assert box["ghost edge of a step from 0 to 1, Sobel, zeros"] == "**-4**"


# ---- pictures


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


# ---- the widget


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


# ---- the bank


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


# ---- the quick check


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
