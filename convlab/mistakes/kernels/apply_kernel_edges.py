"""Usual mistakes of lesson 5 with windows that leave the image, and with lost numbers: more of `apply_kernel`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Probe, probe
from convlab.mistakes.families import add_domains, add_lost_numbers, add_running_sum, numbers
from convlab.mistakes.image_axes import add_edge_pixels
from convlab.mistakes.kernels.apply_kernel import (
    K35,
    K53,
    SIDES,
    SIGNS,
    apply_kernel,
    apply_oracle,
    padded,
    slide,
    where_it_fits,
)
from convlab.mistakes.shared import K, X
from convlab.numerics.engine import real

CUT = "broadcast together"
EMPTY = r"shapes \(0,|shapes \(\d+,0\)"
ONE = np.array([[3.0]])


def _windows_cut(image: np.ndarray, kernel: np.ndarray) -> object:
    """Slide over the bare image to its very end: the last windows are smaller than the kernel."""
    return apply_oracle(image, kernel) if kernel.size == 1 else AnyError(ValueError, CUT)


_windows_cut.is_general = True  # an empty window is a cut one, too


def _around_the_place(image: np.ndarray, kernel: np.ndarray) -> object:
    """Begin the first window half a kernel before the first pixel, at a negative index: it is empty, or too small."""
    is_small = any(side < taps for side, taps in zip(image.shape, kernel.shape, strict=True))
    return (
        apply_oracle(image, kernel) if kernel.size == 1 else AnyError(ValueError, CUT if is_small else EMPTY)
    )


def _from_the_end(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Let negative indices through: above and to the left stands the other end of the image."""
    up, left = (side // 2 for side in kernel.shape)
    ring = np.pad(np.pad(real(image), [(up, 0), (left, 0)], "wrap"), [(0, up), (0, left)])
    return slide(ring, kernel)


def _in_place(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Write each answer into the padded image, where the next windows read it."""
    ring, (up, left), (kh, kw) = padded(real(image), kernel), (s // 2 for s in kernel.shape), kernel.shape
    for i, j in np.ndindex(image.shape):
        ring[i + up, j + left] = np.sum(ring[i : i + kh, j : j + kw] * kernel)
    return ring[up : up + image.shape[0], left : left + image.shape[1]]


def _mirrored_windows(image: np.ndarray, kernel: np.ndarray) -> object:
    """Take the window of place (i, j) from row j and column i on."""
    is_square = image.shape[0] == image.shape[1] and kernel.shape[0] == kernel.shape[1]
    return apply_oracle(image, kernel).T if is_square else AnyError(ValueError, "broadcast together")


def _turned_windows(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Take windows as wide as the kernel is high; NumPy refuses them unless it can stretch one."""
    (kh, kw), ring, out = kernel.shape, padded(real(image), kernel), np.zeros(image.shape)
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.sum(ring[i : i + kw, j : j + kh] * kernel)
    return out


def _image_kept(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Answer where the kernel fits, and leave the image's own pixels at the border."""
    out, (up, left) = real(image).copy(), (side // 2 for side in kernel.shape)
    out[up : image.shape[0] - up, left : image.shape[1] - left] = slide(image, kernel)
    return out


add_edge_pixels(apply_kernel, where=SIDES)
add_running_sum(apply_kernel)
apply_kernel.add(
    "negative-index",
    "Above and to the left of the image you find its other end. Which pixel is `a[-1]`, and does it stand outside?",
    _from_the_end,
)
apply_kernel.add(
    "read-after-written",
    "Your windows read answers among the pixels. Into which array do you write, and which one do you read?",
    _in_place,
)
apply_kernel.add(
    "border-keeps-the-image",
    "The inside of your map is right, and its border holds the image's own pixels. Which windows stand there?",
    where_it_fits(_image_kept),
    where=SIDES,
)
apply_kernel.add(
    "padded-too-much",
    "Your map is ours, moved down and to the right: a whole kernel is padded on every side. Which padding puts the "
    "first window's center on the first pixel?",
    lambda image, kernel: slide(np.pad(image, [(k, k) for k in kernel.shape]), kernel)[
        : image.shape[0], : image.shape[1]
    ],
    where=SIDES,
)
apply_kernel.add(
    "window-around-the-place",
    "Your first window begins at a negative index, which counts from the other end, so it is empty. In the padded "
    "image, where begins the window whose center is the first pixel?",
    _around_the_place,
    where=SIDES,
    probes=[probe(X, ONE), probe(X[:3], -ONE), probe(X[:, :5], K)],
)
apply_kernel.add(
    "windows-cut-at-the-edge",
    "At the edge of the image your window has fewer pixels than the kernel has weights. What stands beyond the edge, "
    "and who puts it there?",
    _windows_cut,
    where=SIDES,
    probes=[probe(X, ONE), probe(X[:3], -ONE), probe(X[:, :5], K)],
)
apply_kernel.add(
    "height-width-swapped",
    "Rows and columns are mixed up: on a square image your map is ours, mirrored at the diagonal. Which index walks "
    "down?",
    lambda image, kernel: apply_oracle(image, kernel).T,
    _mirrored_windows,
    probes=[probe(X[:, :5], K), probe(X[1:, 1:5], K)],
)
apply_kernel.add(
    "window-turned",
    "Your window is as wide as the kernel is high, and the other way round. Which side of the kernel counts the rows?",
    _turned_windows,
    probes=[probe(X, K53), probe(X, K35[:1]), probe(X, K53[:, :1])],
)


def _odd_call(image: np.ndarray, kernel: np.ndarray) -> Probe:
    """Return a call whose kernel has odd sides, a row or column of zeros more where it needs one."""
    return probe(image, np.pad(kernel, [(0, 1 - side % 2) for side in kernel.shape]))


add_lost_numbers(apply_kernel, _odd_call, where=SIGNS)
add_domains(
    apply_kernel,
    lambda image, kernel: probe(numbers(*image), numbers(*kernel)),
    lambda image, kernel: (image.shape, kernel.shape),
    leave=("only-odd-kernels", "only-odd-squares", "map-taken-as-square"),
    shapes=[
        ((n, m), k)
        for n, m in [(6, 7), (7, 6), (5, 5), (6, 6)]
        for k in [(3, 3), (5, 3), (1, 3), (5, 5), (1, 1)]
    ],
)
