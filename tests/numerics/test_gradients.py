"""The way back through a layer: the gradients are those of central differences, of SciPy, and of PyTorch where it is."""

import numpy as np
import pytest
from scipy import special
from scipy.signal import convolve2d, correlate2d

from convlab.numerics import engine, gradients

SHAPES = [
    # C, H, W, F, kh, kw, stride, padding
    (3, 6, 7, 2, 3, 2, 1, 0),
    (2, 5, 4, 3, 2, 3, 1, 1),
    (1, 7, 9, 2, 3, 3, 2, 1),
    (2, 4, 5, 1, 4, 5, 1, 0),
    (1, 8, 6, 4, 2, 2, 3, 2),
    (2, 6, 8, 2, 2, 3, 2, 0),
    (2, 5, 7, 3, 1, 1, 2, 0),
]
POOLS = [(2, None), (3, 2), (2, 1), (2, 3), (1, 2), (4, None)]


def layer(case, seed):
    """Return image, filters and the gradient of the outputs for one of SHAPES."""
    c, h, wide, f, kh, kw, stride, padding = case
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(c, h, wide)), rng.normal(size=(f, c, kh, kw))
    y = engine.conv2d_multi(x, w, None, stride, padding)
    return x, w, rng.normal(size=y.shape)


@pytest.mark.parametrize("case", SHAPES)
def test_col2im_is_the_adjoint_of_im2col(case):
    """<im2col(x), c> = <x, col2im(c)> for all x and c."""
    c, h, wide, _, kh, kw, stride, padding = case
    rng = np.random.default_rng(12)
    x = rng.normal(size=(c, h, wide))
    columns = engine.im2col(x, kh, kw, stride, padding)
    other = rng.normal(size=columns.shape)
    back = gradients.col2im(other, x.shape, kh, kw, stride, padding)
    assert np.sum(columns * other) == pytest.approx(np.sum(x * back))


def test_col2im_counts_how_many_windows_see_a_pixel():
    counts = gradients.col2im(np.ones((9, 4)), (1, 4, 4), 3, 3)[0]
    np.testing.assert_array_equal(counts, [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]])


def test_pixels_that_no_window_meets_get_nothing():
    back = gradients.col2im(np.ones((4, 4)), (1, 6, 7), 2, 2, stride=3)[0]
    assert back.sum() == 16
    assert not back[2].any()
    assert not back[:, [2, 5, 6]].any()


@pytest.mark.parametrize("case", SHAPES)
def test_convolution_gradients_are_central_differences(case):
    stride, padding = case[-2:]
    x, w, dout = layer(case, 13)
    dx, dw, db = gradients.conv2d_backward(dout, x, w, stride, padding)

    def total(x, w, b=None):
        return float((engine.conv2d_multi(x, w, b, stride, padding) * dout).sum())

    np.testing.assert_allclose(dx, gradients.numerical(lambda x: total(x, w), x), atol=1e-8)
    np.testing.assert_allclose(dw, gradients.numerical(lambda w: total(x, w), w), atol=1e-8)
    np.testing.assert_allclose(db, gradients.numerical(lambda b: total(x, w, b), np.zeros(len(w))), atol=1e-8)


def test_convolution_gradients_are_convolutions_of_scipy():
    x, w, dout = layer((2, 5, 6, 3, 2, 3, 1, 0), 14)
    dx, dw, db = gradients.conv2d_backward(dout, x, w)
    np.testing.assert_allclose(
        dx, [sum(convolve2d(d, k) for d, k in zip(dout, w[:, c], strict=True)) for c in range(2)]
    )
    np.testing.assert_allclose(dw, [[correlate2d(channel, d, "valid") for channel in x] for d in dout])
    np.testing.assert_allclose(db, dout.sum(axis=(1, 2)))


@pytest.mark.parametrize(("size", "stride"), POOLS)
def test_pooling_gradient_is_a_central_difference(size, stride):
    rng = np.random.default_rng(15)
    x = rng.permutation(84).reshape(2, 6, 7).astype(float)
    pooled = engine.pool2d(x, size, stride)
    dout = rng.normal(size=pooled.shape)
    wanted = gradients.numerical(lambda x: float((engine.pool2d(x, size, stride) * dout).sum()), x)
    np.testing.assert_allclose(gradients.max_pool2d_backward(dout, x, size, stride), wanted, atol=1e-8)


def test_pooling_gradient_of_a_tie_goes_to_the_first_maximum():
    x = np.array([[[[1.0, 5.0, 2.0, 2.0], [5.0, 5.0, 2.0, 2.0]]]])
    dx = gradients.max_pool2d_backward(np.array([[[[3.0, 4.0]]]]), x)
    np.testing.assert_array_equal(dx[0, 0], [[0, 3, 4, 0], [0, 0, 0, 0]])


def test_cross_entropy_of_equal_logits_is_the_log_of_the_number_of_classes():
    loss, dlogits = gradients.cross_entropy(np.zeros((2, 10)), np.array([3, 7]))
    assert loss == pytest.approx(np.log(10))
    assert dlogits[0, 3] == pytest.approx(-0.45)
    assert dlogits[0, 4] == pytest.approx(0.05)


def test_cross_entropy_and_its_gradient_are_scipys_for_logits_of_any_size():
    rng = np.random.default_rng(16)
    labels = np.array([0, 4, 2, 2])
    right = np.arange(5) == labels[:, None]
    for scale, offset in [(1, 0), (1e4, 0), (1, -1e6), (1e8, 3)]:
        logits = scale * rng.normal(size=(4, 5)) + offset
        loss, dlogits = gradients.cross_entropy(logits, labels)
        assert loss == pytest.approx(-special.log_softmax(logits, axis=1)[right].mean())
        np.testing.assert_allclose(dlogits, (special.softmax(logits, axis=1) - right) / 4, atol=1e-12)


def test_cross_entropy_gradient_is_a_central_difference():
    rng = np.random.default_rng(17)
    logits, labels = rng.normal(size=(4, 5)), np.array([0, 4, 2, 2])
    wanted = gradients.numerical(lambda z: gradients.cross_entropy(z, labels)[0], logits)
    np.testing.assert_allclose(gradients.cross_entropy(logits, labels)[1], wanted, atol=1e-9)


def test_whole_numbers_are_computed_with_fractions_and_float32_stays_what_it_is():
    x, w, dout = np.arange(20, dtype=np.uint8).reshape(1, 4, 5), np.array([[[[1, -2]]]]), np.ones((1, 4, 4))
    for part in gradients.conv2d_backward(dout / 2, x, w):
        assert part.dtype == np.float64
    for part in gradients.conv2d_backward(*(a.astype(np.float32) for a in (dout, x, w))):
        assert part.dtype == np.float32
    assert gradients.max_pool2d_backward(np.array([[0.5, 1.5]]), x[0, :2, :4]).sum() == 2


@pytest.mark.parametrize("case", SHAPES)
def test_a_convolution_and_its_gradients_are_those_of_pytorch(case):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no comparison with its autograd")
    stride, padding = case[-2:]
    x, w, dout = layer(case, 18)
    leaves = [torch.tensor(a, requires_grad=True) for a in (x, w, np.zeros(len(w)))]
    y = torch.nn.functional.conv2d(leaves[0][None], leaves[1], leaves[2], stride, padding)[0]
    np.testing.assert_allclose(
        y.detach().numpy(), engine.conv2d_multi(x, w, None, stride, padding), atol=1e-10
    )
    (y * torch.tensor(dout)).sum().backward()
    for got, leaf in zip(gradients.conv2d_backward(dout, x, w, stride, padding), leaves, strict=True):
        np.testing.assert_allclose(got, leaf.grad.numpy(), atol=1e-10)


@pytest.mark.parametrize(("stride", "dilation", "groups"), [(1, 2, 1), (2, 1, 2), (1, 3, 4), (2, 2, 4)])
def test_dilation_and_groups_are_those_of_pytorch(stride, dilation, groups):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no comparison with its groups")
    rng = np.random.default_rng(19)
    x, w, b = rng.normal(size=(4, 9, 8)), rng.normal(size=(8, 4 // groups, 3, 2)), rng.normal(size=8)
    theirs = torch.nn.functional.conv2d(
        *(torch.tensor(a) for a in (x[None], w, b)), stride, 1, dilation, groups
    )
    np.testing.assert_allclose(
        engine.conv2d_multi(x, w, b, stride, 1, dilation, groups), theirs[0].numpy(), atol=1e-10
    )


@pytest.mark.parametrize(("size", "stride"), POOLS)
def test_pooling_and_loss_are_those_of_pytorch(size, stride):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no comparison with its pooling")
    rng = np.random.default_rng(20)
    x = torch.tensor(rng.integers(0, 4, size=(2, 6, 7)).astype(float), requires_grad=True)
    y = torch.nn.functional.max_pool2d(x, size, stride)
    dout = rng.normal(size=tuple(y.shape))
    (y * torch.tensor(dout)).sum().backward()
    ours = gradients.max_pool2d_backward(dout, x.detach().numpy(), size, stride)
    np.testing.assert_allclose(ours, x.grad.numpy())
    logits, labels = torch.tensor(rng.normal(size=(6, 5)), requires_grad=True), torch.arange(6) % 5
    loss = torch.nn.functional.cross_entropy(logits, labels)
    loss.backward()
    mine, dlogits = gradients.cross_entropy(logits.detach().numpy(), labels.numpy())
    assert mine == pytest.approx(loss.item())
    np.testing.assert_allclose(dlogits, logits.grad.numpy(), atol=1e-12)
