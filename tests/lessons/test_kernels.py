"""The numbers of lesson 5 are computed, and stand in the lesson; its pictures, widget and quick check hold them, too."""

import base64
import re
from functools import cache

import numpy as np
import pytest
from scipy.ndimage import sobel
from scipy.signal import convolve2d, correlate2d

from convlab import digits, images, widgets
from convlab.checks import learner
from convlab.mistakes import banks
from convlab.pictures.stills import ALT, draw
from convlab.pictures.stills.kernels import likest_gabor
from convlab.quiz import questions
from convlab.quiz.predictions import by_lesson
from convlab.widgets import kernels as editor
from tests.support.lessons import cells, mark, prose

LESSON = "05_kernels"
PROSE = prose(LESSON)
BANK = images.kernels()
FUNCTIONS = ("gaussian_kernel", "apply_kernel", "gradient_magnitude", "recover_kernel")


def same(image, kernel):
    return correlate2d(np.asarray(image, dtype=float), kernel, mode="same")


@cache
def shown():
    """Run the solved lesson's own cells; return what each shows, by its last line."""
    names, values = {"np": np, "images": images, "digits": digits, "figures": Figures()}, {}
    for cell in cells(LESSON):
        is_code = cell.cell_type == "code" and mark(cell, "grade_id") != "setup" and not mark(cell, "grade")
        if not is_code or re.match(r"(widgets|quiz)\.|#", cell.source):
            continue
        if "skip-execution" in cell.metadata.get("tags", ()):  # drawn by hand, and dials
            continue
        if mark(cell, "solution"):
            exec(cell.source, names)
            continue
        body, _, last = cell.source.rpartition("\n")
        if last == ")":  # a figure of several lines
            exec(cell.source, names)
            continue
        exec(body, names)
        values[last] = eval(last, names)
    return values


class Figures:
    """Stands in for the pictures."""

    def compare(self, arrays, titles, alt):
        assert len(arrays) == len(list(titles))
        assert len(alt.split()) >= 8
        return alt


def value_of(part):
    return next(value for last, value in shown().items() if part in last)


# ---- numbers of the text


def test_the_bank_has_its_twelve_kernels_and_their_sums():
    sums = value_of("kernel.sum()")
    assert list(sums) == list(BANK)
    assert len(BANK) == 12
    pictures = {"identity", "box_blur", "gaussian", "sharpen", "emboss"}
    assert sums == {name: int(name in pictures) for name in BANK}
    for name in BANK:
        assert abs(BANK[name].sum() - sums[name]) < 1e-12


def test_the_kernels_are_those_of_the_texts():
    assert BANK["sobel_x"].tolist() == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    assert BANK["sobel_y"].tolist() == [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    assert BANK["emboss"].tolist() == [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]
    assert BANK["edge_h"].tolist() == [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]
    assert BANK["edge_v"].tolist() == [[1, 0, -1]] * 3
    assert BANK["laplacian"].tolist() == [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


def test_edge_h_says_minus_300_inside_the_image_of_10_to_250():
    out = value_of('bank["edge_h"])')
    np.testing.assert_array_equal(out, same(images.anchor_a(), BANK["edge_h"]))
    assert (out[1:-1, 1:-1] == -300).all()
    assert (out == -300).sum() == 9
    assert (out[-1] > 0).all()
    assert "the sign is wrong, up to 570" in PROSE
    assert out.max() == 570
    assert "(10 + 20 + 30) - (110 + 120 + 130) = 60 - 360 = -300" in PROSE


def test_the_small_bell_has_the_three_numbers():
    squares = np.add.outer([1, 0, 1], [1, 0, 1])
    bell = np.exp(-squares / 2) / np.exp(-squares / 2).sum()
    assert [f"{value:.3f}" for value in (bell[1, 1], bell[0, 1], bell[0, 0])] == ["0.204", "0.124", "0.075"]
    assert "0.204 in the center, 0.124 beside it and 0.075 in the corners" in PROSE


def test_blur_makes_noise_three_times_smaller():
    before, after = value_of("ground.std()")
    assert 2.5 < before / after < 3.5


def test_clipping_loses_an_edge_of_the_bar():
    signed, clipped, absolute = value_of("np.clip(row")
    assert signed.tolist() == [0] * 4 + [4, 4] + [0] * 3 + [-4, -4] + [0] * 4
    assert clipped.sum() == 2
    assert absolute.sum() == 16
    for words in ("Signed: plus 4 at its left edge", "minus 4 at its right edge", "left, as 1"):
        assert words in ALT["05_signed"]


def test_the_triangle_has_sides_6_8_and_10():
    small = np.array([[0, 0, 0], [0, 0, 3], [0, 4, 0]])
    legs = [same(small, BANK[name])[1, 1] for name in ("sobel_x", "sobel_y")]
    assert legs == [6, 8]
    assert np.hypot(*legs) == 10
    assert "Sobel x answers 6 and Sobel y 8" in PROSE


def test_the_star_finds_itself_and_five_others_once_its_mean_is_gone():
    assert value_of("divmod") == [(117, 64), (21, 16)]
    assert "prefers (117, 64)" in PROSE
    photo = images.photograph(128)
    star = photo[16:27, 11:22]
    answers = same(photo, star - star.mean())
    from scipy.ndimage import center_of_mass, label

    islands, count = label(answers > 10.5)
    assert count == 6
    centers = np.array(center_of_mass(answers, islands, range(1, 7)))
    stars = [(21, 16), (18, 5), (42, 2), (4, 53), (45, 12), (23, 28)]
    assert all(np.hypot(*(centers - star).T).min() < 1.5 for star in stars)


def test_the_layer_shifts_along_and_does_not_turn_along():
    assert value_of("np.allclose(*pair)") == [True, False, True]


def test_the_last_learned_filter_is_nearly_sobel_and_the_likeness_is_as_said():
    learned, _ = value_of("learned[3]")
    assert (np.sign(learned[:, [0, 2]]) == [[-1, 1]] * 3).all()
    likeness = [f"{likest_gabor(kernel.astype(float))[1]:.2f}" for kernel in digits.weights()["w1"][:, 0]]
    assert "{}, {}, {} and {}".format(*likeness) in ALT["05_learned"]
    kernel = digits.weights()["w1"][3, 0].astype(float)
    tilted = [np.vdot(kernel, BANK[name]) / np.sqrt(12) for name in ("sobel_x", "sobel_y")]
    assert np.hypot(*tilted) / np.linalg.norm(kernel) > 0.95


def test_random_numbers_are_like_some_gabor_too():
    rng = np.random.default_rng(0)
    found = sorted(likest_gabor(rng.normal(size=(3, 3)))[1] for _ in range(12))
    assert f"a likeness of {found[0]:.2f} to {found[-1]:.2f} (a dozen tries)" in PROSE


def test_two_convolutions_are_one_until_relu_comes_between():
    ninths, is_same = value_of("(9 * one)")
    both = convolve2d(BANK["sobel_x"], np.ones((3, 3)))
    np.testing.assert_allclose(ninths, both, atol=1e-6)
    assert is_same
    assert value_of("np.linalg.norm(bent)") == pytest.approx(0.62, abs=0.02)
    assert "Six tenths stay out of reach" in PROSE


def test_the_exam_box_is_right():
    box = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PROSE, flags=re.MULTILINE))
    assert box["edge h on 10 to 250 in steps of 10, inside"] == "**-300** everywhere"
    step = same(images.step(16), BANK["sobel_x"])[7, 7]
    assert box["Sobel x at a step from 0 to 1"] == f"**{step:.0f}**"
    assert box["12 filters of 7 x 7 on a gray image"] == f"12 · 49 + 12 = **{12 * 49 + 12}** numbers"
    assert convolve2d(np.ones((3, 3)), np.ones((3, 3))).shape == (5, 5)
    assert box["two 3 x 3 in a row, no ReLU"] == "one **5 x 5**"


def test_a_photograph_gives_as_many_equations_as_drawn():
    assert f"{126 * 126:,} in a photograph" in draw("05_recover")


def test_scipys_sobel_has_the_signs_of_ours():
    image = np.random.default_rng(3).normal(size=(5, 6))
    np.testing.assert_allclose(sobel(image, axis=1, mode="constant"), same(image, BANK["sobel_x"]))


# ---- pictures, bank


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


# ---- the widget


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


# ---- the quick check


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
