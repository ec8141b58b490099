"""The course's own convolution, pooling and window arithmetic, in NumPy alone.

Layouts are PyTorch's: an image is ``(H, W)``, a multi-channel image ``(C, H, W)``, a batch ``(N, C, H, W)``,
a filter bank ``(F, C, kH, kW)``. "Convolution" is cross-correlation: no kernel is flipped here. Integer and
boolean inputs are computed in float64, which is exact up to 2**53, so nothing wraps or truncates.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

PAD_MODES = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def real(x: np.ndarray) -> np.ndarray:
    """Return `x` as a floating-point array; float arrays stay as they are.

    >>> real(np.array([1, 2], dtype=np.uint8)).dtype.name
    'float64'
    """
    x = np.asarray(x)
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def output_size(n: int, k: int, padding: int = 0, stride: int = 1, dilation: int = 1) -> int:
    """Return how many places a kernel of length `k` takes on `n` samples.

    Raises
    ------
    ValueError
        If a setting is out of range or the dilated kernel does not fit.

    Examples
    --------
    >>> output_size(13, 5, padding=2, stride=2)
    7
    """
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError(
            f"expected k, stride, dilation >= 1 and padding >= 0, got {k}, {stride}, {dilation}, {padding}"
        )
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError(
            f"a kernel reaching over {dilation * (k - 1) + 1} does not fit on {n + 2 * padding} samples"
        )
    return travel // stride + 1


def pad2d(x: np.ndarray, padding: int, mode: str = "zeros") -> np.ndarray:
    """Pad the last two axes by `padding` on every side; the dtype is kept.

    Parameters
    ----------
    x : (..., H, W) array
    padding : int
        Pixels added on each side.
    mode : {"zeros", "reflect", "replicate", "circular"}

    Examples
    --------
    >>> pad2d(np.array([[1, 2]]), 1, mode="replicate")
    array([[1, 1, 2, 2],
           [1, 1, 2, 2],
           [1, 1, 2, 2]])
    """
    x = np.asarray(x)
    if mode not in PAD_MODES:
        raise ValueError(f"expected a mode of {', '.join(PAD_MODES)}, got {mode!r}")
    if padding < 0:
        raise ValueError(f"expected padding >= 0, got {padding}")
    smallest = min(x.shape[-2:])
    if (mode == "reflect" and padding >= smallest) or (mode == "circular" and padding > smallest):
        raise ValueError(f"{mode} padding of {padding} needs a larger image than {x.shape[-2:]}")
    if padding == 0:
        return x.copy()
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=PAD_MODES[mode])


def windows(x: np.ndarray, kh: int, kw: int, stride: int = 1, dilation: int = 1) -> np.ndarray:
    """Return a read-only view of every window of the last two axes, shape ``(..., Ho, Wo, kh, kw)``.

    Examples
    --------
    >>> windows(np.arange(6).reshape(2, 3), 2, 2)[0, 1]
    array([[1, 2],
           [4, 5]])
    """
    output_size(x.shape[-2], kh, stride=stride, dilation=dilation)
    output_size(x.shape[-1], kw, stride=stride, dilation=dilation)
    reach = (dilation * (kh - 1) + 1, dilation * (kw - 1) + 1)
    view = sliding_window_view(x, reach, axis=(-2, -1))
    return view[..., ::stride, ::stride, ::dilation, ::dilation]


def conv2d(
    image: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0, mode: str = "zeros"
) -> np.ndarray:
    """Slide `kernel` over `image`, multiply, sum: one `(Ho, Wo)` map.

    Examples
    --------
    >>> image = np.arange(10, 260, 10).reshape(5, 5)
    >>> conv2d(image, np.array([[1, 0, -1]] * 3))
    array([[-60., -60., -60.],
           [-60., -60., -60.],
           [-60., -60., -60.]])
    """
    image, kernel = real(image), real(kernel)
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError(
            f"expected a 2-D image and a 2-D kernel, got shapes {image.shape} and {kernel.shape}"
        )
    view = windows(pad2d(image, padding, mode), *kernel.shape, stride=stride)
    return np.tensordot(view, kernel, axes=2)


def conv2d_multi(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> np.ndarray:
    """Convolve `(C, H, W)` or `(N, C, H, W)` with a filter bank; each filter sums over its group's channels.

    Parameters
    ----------
    x : (C, H, W) or (N, C, H, W) array
    w : (F, C // groups, kH, kW) array
    b : (F,) array, optional
        Added once to each map.
    stride, padding, dilation : int
    groups : int
        Filter f reads the channels of group ``f // (F // groups)``.

    Returns
    -------
    (F, Ho, Wo) or (N, F, Ho, Wo) array

    Raises
    ------
    ValueError
        If the channels, filters, groups and biases do not go together, or a kernel does not fit.

    Examples
    --------
    >>> conv2d_multi(np.ones((3, 5, 5)), np.ones((8, 3, 3, 3)), np.arange(8))[7, 0, 0]
    np.float64(34.0)
    """
    x, w = real(x), real(w)
    filters, channels = w.shape[:2]
    if x.shape[-3] != channels * groups or filters % groups:
        raise ValueError(
            f"{x.shape[-3]} channels, {groups} groups and a bank of shape {w.shape} do not go together"
        )
    if b is not None and np.shape(b) != (filters,):
        raise ValueError(f"expected {filters} biases, got {np.shape(b)}")
    padded = pad2d(x, padding)
    parts = []
    for g in range(groups):
        inside = padded[..., g * channels : (g + 1) * channels, :, :]
        bank = w[g * (filters // groups) : (g + 1) * (filters // groups)]
        view = np.moveaxis(windows(inside, *w.shape[2:], stride=stride, dilation=dilation), -5, -3)
        parts.append(np.moveaxis(np.tensordot(view, bank, axes=([-3, -2, -1], [1, 2, 3])), -1, -3))
    out = np.concatenate(parts, axis=-3)
    return out if b is None else out + np.asarray(b)[:, None, None]


def pool2d(x: np.ndarray, size: int = 2, stride: int | None = None, kind: str = "max") -> np.ndarray:
    """Return the maximum or the mean of every `size` x `size` window of the last two axes.

    Parameters
    ----------
    stride : int, optional
        `size` when left out. Windows that do not fit are dropped.
    kind : {"max", "mean"}

    Examples
    --------
    >>> pool2d(np.arange(16).reshape(4, 4))
    array([[ 5,  7],
           [13, 15]])
    """
    if kind not in ("max", "mean"):
        raise ValueError(f"expected kind 'max' or 'mean', got {kind!r}")
    view = windows(np.asarray(x), size, size, stride=size if stride is None else stride)
    return view.max(axis=(-2, -1)) if kind == "max" else real(view).mean(axis=(-2, -1))


def im2col(x: np.ndarray, kh: int, kw: int, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Return the column matrix `(C*kh*kw, Ho*Wo)` of one `(C, H, W)` input.

    Rows are ordered channel, kernel row, kernel column; columns are row-major.

    Examples
    --------
    >>> im2col(np.arange(6).reshape(1, 2, 3), 2, 2)
    array([[0, 1],
           [1, 2],
           [3, 4],
           [4, 5]])
    """
    view = windows(pad2d(x, padding), kh, kw, stride=stride)
    channels, rows, columns = view.shape[:3]
    return view.transpose(0, 3, 4, 1, 2).reshape(channels * kh * kw, rows * columns)


def dilate_kernel(kernel: np.ndarray, dilation: int) -> np.ndarray:
    """Return `kernel` with ``dilation - 1`` zeros between its taps on the last two axes.

    Examples
    --------
    >>> dilate_kernel(np.array([[1, 2]]), 3)
    array([[1, 0, 0, 2]])
    """
    if dilation < 1:
        raise ValueError(f"expected dilation >= 1, got {dilation}")
    kernel = np.asarray(kernel)
    sides = [dilation * (n - 1) + 1 for n in kernel.shape[-2:]]
    out = np.zeros((*kernel.shape[:-2], *sides), dtype=kernel.dtype)
    out[..., ::dilation, ::dilation] = kernel
    return out


def receptive_field(layers: list[tuple[int, ...]]) -> int:
    """Return how many input pixels (a side) one output cell of a stack sees.

    Parameters
    ----------
    layers : list of (kernel, stride) or (kernel, stride, dilation)

    Examples
    --------
    >>> receptive_field([(3, 1), (3, 2), (3, 1), (3, 2)])
    13
    """
    field, jump = 1, 1
    for kernel, stride, *dilation in layers:
        field += (dilation[0] if dilation else 1) * (kernel - 1) * jump
        jump *= stride
    return field
