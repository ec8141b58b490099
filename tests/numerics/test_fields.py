"""What one output uses and how much: counted, and against gradients by differences."""

import itertools

import numpy as np
import pytest
from scipy.signal import convolve2d

from convlab.numerics import engine, fields

STACKS = [
    [(3, 1, 1)],
    [(3, 1, 1), (3, 2, 1), (3, 1, 1), (3, 2, 1)],
    [(2, 3, 1), (3, 1, 2), (1, 2, 1)],
    [(3, 1, 2)] * 3,
    [(5, 2, 3), (2, 1, 4), (4, 3, 1)],
]


def forward(row, layers, weights):
    """Compute a stack on a row of samples, place by place."""
    for (k, s, d), taps in zip(layers, weights, strict=True):
        starts = range(0, len(row) - d * (k - 1), s)
        row = np.array([sum(taps[m] * row[i + m * d] for m in range(k)) for i in starts])
    return row


@pytest.mark.parametrize("layers", STACKS)
def test_the_field_is_what_is_used_and_just_suffices_for_one_output(layers):
    width, jump = fields.field(layers)
    places = fields.used(layers)[0]
    assert width == places[-1] + 1
    ones = [np.ones(k) for k, _, _ in layers]
    assert len(forward(np.ones(width), layers, ones)) == 1
    assert len(forward(np.ones(width + jump), layers, ones)) == 2
    assert len(forward(np.ones(width + jump - 1), layers, ones)) == 1


@pytest.mark.parametrize("layers", STACKS)
def test_the_gradient_is_what_an_output_moves_when_a_pixel_moves(layers):
    rng = np.random.default_rng(3)
    weights = [rng.normal(size=k) for k, _, _ in layers]
    kernels = [engine.dilate_kernel(taps[None], d) for taps, (_, _, d) in zip(weights, layers, strict=True)]
    width, _ = fields.field(layers)
    moved = [forward(np.eye(width)[i], layers, weights)[0] for i in range(width)]
    found = fields.gradient(kernels, [s for _, s, _ in layers])
    np.testing.assert_allclose(found[0], moved, atol=1e-12)


def test_the_gradient_of_a_square_at_stride_1_is_a_chain_of_full_convolutions():
    rng = np.random.default_rng(4)
    one, two = rng.normal(size=(3, 2)), rng.normal(size=(2, 4))
    np.testing.assert_allclose(fields.gradient([one, two], [1, 1]), convolve2d(one, two))


def test_several_draws_are_walked_at_once():
    rng = np.random.default_rng(5)
    one, two = rng.normal(size=(4, 3, 2)), rng.normal(size=(4, 2, 3))
    together = fields.gradient([one, two], [2, 1])
    apart = [fields.gradient([a, b], [2, 1]) for a, b in zip(one, two, strict=True)]
    np.testing.assert_allclose(together, apart)


def test_shares_add_up_and_holes_have_none():
    masks = [engine.dilate_kernel(np.ones((3, 3)), 2)] * 3
    for draws in (0, 30):
        share = fields.say(masks, [1, 1, 1], draws)
        assert share.sum() == pytest.approx(1)
        assert share.shape == (13, 13)
        assert not share[1::2].any()
        assert not share[:, 1::2].any()
    equal = fields.say([np.ones((1, 3))] * 3, [1, 1, 1])[0]
    np.testing.assert_allclose(27 * equal, [1, 3, 6, 7, 6, 3, 1])


def test_work_counts_the_entries_of_a_bank():
    for c, f, g, k in itertools.product((4, 8), (4, 12), (1, 2, 4), (1, 3)):
        assert fields.work(c, f, g, k) == np.ones((f, c // g, k, k)).size
