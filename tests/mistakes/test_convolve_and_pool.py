"""The two steps of lesson 6's network, which earn no points, name their usual mistakes all the same."""

import types

import numpy as np
import pytest

from convlab import engine
from convlab.checks.check import CheckFailed, check

RNG = np.random.default_rng(6)
X, W, B = RNG.normal(size=(2, 3, 6, 7)), RNG.normal(size=(4, 3, 3, 2)), RNG.normal(size=4)


def named(function, name):
    """Return the function under the name that the lesson gives it."""
    code = function.__code__.replace(co_name=name, co_qualname=name)
    return types.FunctionType(code, function.__globals__, name)


def convolve_without_bias(x, w, b, padding):
    return engine.conv2d_multi(x, w, None, 1, padding)


def convolve_the_first_filter(x, w, b, padding):
    maps = engine.conv2d_multi(x, w, b, 1, padding)
    out = np.zeros_like(maps)
    for n in range(len(x)):
        for f in range(len(w)):
            out[n, f] = maps[n, f]
            return out
    return out


def convolve_without_padding(x, w, b, padding):
    return engine.conv2d_multi(x, w, b)


def convolve_turned(x, w, b, padding):
    return engine.conv2d_multi(x, w[:, :, ::-1, ::-1], b, 1, padding)


def convolve_channels_last(x, w, b, padding):
    n, height, width, _ = x.shape
    filters, _, kh, kw = w.shape
    padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    sides = height + 2 * padding - kh + 1, width + 2 * padding - kw + 1
    out = np.zeros((n, filters, *sides))
    for m, f, i, j in np.ndindex(out.shape):
        out[m, f, i, j] = (padded[m, i : i + kh, j : j + kw] * w[f]).sum() + b[f]
    return out


def pool_with_one_step(x):
    n, c, h, w = x.shape
    out = np.zeros((n, c, h // 2, w // 2))
    for i in range(h // 2):
        for j in range(w // 2):
            out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, j : j + 2].max(axis=(2, 3))
    return out


def pool_over_the_wrong_axes(x):
    n, c, h, w = x.shape
    return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(2, 4))


def pool_of_rows(x):
    h = x.shape[2] // 2
    return np.maximum(x[:, :, 0 : 2 * h : 2], x[:, :, 1 : 2 * h : 2])


def pool_of_means(x):
    return engine.windows(x, 2, 2, 2).mean(axis=(-2, -1))


MAPS, LARGEST = engine.conv2d_multi(X, W, B, 1, 1), engine.pool2d(X)


@pytest.mark.parametrize(
    ("name", "args", "expected", "function", "mistake"),
    [
        ("convolve", (X, W, B, 1), MAPS, convolve_without_bias, "bias-forgotten"),
        ("convolve", (X, W, B, 1), MAPS, convolve_the_first_filter, "returned-too-early"),
        ("convolve", (X, W, B, 1), MAPS, convolve_without_padding, "padding-ignored"),
        ("convolve", (X, W, B, 1), MAPS, convolve_turned, "kernel-flipped"),
        ("convolve", (X, W, B, 1), MAPS, convolve_channels_last, "read-channels-last"),
        ("pool", (X,), LARGEST, pool_with_one_step, "stride-one-axis"),
        ("pool", (X,), LARGEST, pool_over_the_wrong_axes, "blocks-for-places"),
        ("pool", (X,), LARGEST, pool_of_rows, "pooled-one-axis"),
        ("pool", (X,), LARGEST, pool_of_means, "mean-for-maximum"),
    ],
)
def test_a_mistake_in_a_step_has_its_name(name, args, expected, function, mistake):
    with pytest.raises(CheckFailed) as failure:
        check(named(function, name), args, expected=expected)
    assert failure.value.mistake == mistake


def test_a_call_with_sides_of_one_names_nothing_that_the_failing_call_does_not_show():
    def apply_kernel(image, kernel, mode="zero"):
        padded = np.pad(image, [(side // 2, side // 2) for side in kernel.shape])
        view = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
        return (view * kernel).sum(axis=-1)

    image, kernel = RNG.normal(size=(5, 6)), RNG.normal(size=(3, 3))
    with pytest.raises(CheckFailed) as failure:
        check(apply_kernel, (image, kernel), expected=engine.conv2d(image, kernel, padding=1))
    assert "of length 1" not in str(failure.value)
    assert failure.value.mistake is None
