"""The numbers of lesson 5 are computed, and stand in the lesson."""

import re

import numpy as np
import pytest
from scipy.ndimage import sobel
from scipy.signal import convolve2d

from convlab import digits, images
from convlab.pictures.stills import ALT, draw
from convlab.pictures.stills.kernels import likest_gabor
from tests.support.lesson_05 import BANK, PROSE, same, value_of


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
