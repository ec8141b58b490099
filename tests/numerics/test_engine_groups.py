"""The course's own convolution with holes and groups: against SciPy everywhere, against PyTorch where it is installed."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab.numerics import engine

CASES = [  # channels, filters, groups, size, kernel, stride, padding, dilation
    (4, 6, 2, (9, 7), (3, 2), 1, 0, 1),
    (3, 3, 3, (8, 11), (2, 3), 2, 1, 2),
    (6, 3, 3, (10, 9), (1, 4), 3, 2, 2),
    (2, 5, 1, (12, 8), (3, 3), 2, 3, 3),
    (4, 8, 4, (5, 6), (5, 2), 1, 0, 1),
    (6, 4, 2, (9, 9), (3, 3), 1, 4, 4),
]
IDS = ["-".join(map(str, case)) for case in CASES]


def draw(case):
    c, f, g, size, kernel, *_ = case
    rng = np.random.default_rng(17)
    return rng.normal(size=(c, *size)), rng.normal(size=(f, c // g, *kernel)), rng.normal(size=f)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_groups_and_dilation_are_scipys_on_spread_kernels(case):
    (c, f, g, _, (kh, kw), stride, padding, dilation), (x, w, b) = case, draw(case)
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = []
    for k in range(f):
        total = b[k]
        for i in range(c // g):
            spread = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
            spread[::dilation, ::dilation] = w[k, i]
            channel = padded[k // (f // g) * (c // g) + i]
            total = total + correlate2d(channel, spread, mode="valid")[::stride, ::stride]
        maps.append(total)
    np.testing.assert_allclose(engine.conv2d_multi(x, w, b, stride, padding, dilation, g), maps, atol=1e-12)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_groups_and_dilation_are_pytorchs(case):
    torch = pytest.importorskip("torch")
    (_, _, g, _, _, stride, padding, dilation), (x, w, b) = case, draw(case)
    tensors = (torch.from_numpy(array) for array in (x[None], w, b))
    expected = torch.nn.functional.conv2d(*tensors, stride, padding, dilation, g)[0].numpy()
    np.testing.assert_allclose(
        engine.conv2d_multi(x, w, b, stride, padding, dilation, g), expected, atol=1e-12
    )


@pytest.mark.parametrize(
    ("shape", "bank", "biases", "groups"),
    [
        ((5, 4, 4), (4, 2, 2, 2), None, 2),
        ((4, 4, 4), (3, 2, 2, 2), None, 2),
        ((4, 4, 4), (4, 1, 2, 2), None, 2),
        ((4, 4, 4), (4, 2, 2, 2), 1, 2),
        ((4, 4, 4), (4, 2, 5, 2), None, 2),
    ],
)
def test_what_does_not_go_together_is_refused(shape, bank, biases, groups):
    b = None if biases is None else np.ones(biases)
    with pytest.raises(ValueError, match=r"together|biases|fit"):
        engine.conv2d_multi(np.ones(shape), np.ones(bank), b, groups=groups)


@pytest.mark.parametrize("dilation", [1, 2, 5])
def test_a_dilated_kernel_holds_its_taps_and_nothing_else(dilation):
    kernel = np.arange(1.0, 7).reshape(2, 3)
    spread = engine.dilate_kernel(kernel, dilation)
    assert spread.shape == (dilation + 1, 2 * dilation + 1)
    np.testing.assert_array_equal(spread[::dilation, ::dilation], kernel)
    assert np.count_nonzero(spread) == kernel.size
