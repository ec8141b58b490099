"""Usual mistakes of lesson 5: a kernel over a whole picture, `apply_kernel`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, Anything, Bank, fails_when, probe
from convlab.mistakes.shared import AT_ONE_PLACE, U8, K, X
from convlab.numerics.engine import real, windows

WHERE = "lesson 5, section 5.3 (what does the whole picture answer)"
BORDER = "lesson 3, section 3.2 (what stands beyond the edge)"
SIGNS = "lesson 5, section 5.4 (what becomes of the minus signs)"
SIDES = "lesson 3, section 3.1 (where does the border go)"
K35 = np.array([[2.0, 0, -3, 1, 5], [1, 4, -1, 7, -2], [-6, 3, 0, 2, 1]])
K53 = np.array([[1.0, -4, 2], [0, 2, 5], [3, -2, 7], [6, 1, -1], [2, 0, 4]])
K55 = K35.repeat(2, axis=0)[:5] + np.arange(5)[:, None]
FRACTIONS = np.array([[0.25, 0.5, -0.75], [0.125, 0.1, 0.3], [0.7, -0.2, 0.6]])
WEIGHTS = np.array([[3, 2, 1], [5, 7, 2], [4, 1, 6]])


def padded(image: np.ndarray, kernel: np.ndarray, mode: str = "constant") -> np.ndarray:
    """Return the image with half a kernel on each side."""
    (kh, kw) = kernel.shape
    return np.pad(image, [(kh // 2, kh // 2), (kw // 2, kw // 2)], mode=mode)


def slide(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return all dot products of an image, padded or not."""
    return np.einsum("ijmn,mn->ij", windows(real(image), *kernel.shape), real(kernel))


def apply_oracle(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the map of the image's own size."""
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError(f"expected odd sides, got {kernel.shape}")
    return slide(padded(image, kernel), kernel)


def _everywhere(change: Callable) -> Callable:
    """Return the variant that does something else with every window."""
    return lambda image, kernel: change(
        windows(real(padded(image, kernel)), *kernel.shape), real(kernel)[None, None]
    )


def _shifted(rows: int, cols: int) -> Callable:
    """Return the variant whose padding stands on one side only: all of it above (1) or below (0)."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        kh, kw = (side - 1 for side in kernel.shape)
        ways = [(kh * rows, kh * (1 - rows)), (kw * cols, kw * (1 - cols))]
        return slide(np.pad(image, ways), kernel)

    return variant


def _one_padding(pick: Callable) -> Callable:
    """Return the variant that pads all four sides by one number; it fits square kernels only."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> object:
        out = slide(np.pad(image, pick(kernel)), kernel)
        (kh, kw) = kernel.shape
        refused = AnyError(Exception, rf"^(?!.*\({kw},{kh}\) \({kh},{kw}\))")
        if any(got < due for got, due in zip(out.shape, image.shape, strict=True)):
            return AnyOf(refused, AnyArray(out.shape, image.shape))
        return (
            out if out.shape == image.shape else AnyOf(AnyError(IndexError), AnyArray(out.shape, image.shape))
        )

    return variant


def _padding_of_one(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide(np.pad(image, 1), kernel)


def _padding_of_one_for_all_pixels(image: np.ndarray, kernel: np.ndarray) -> object:
    """Put a window at every pixel, of which there are too many for a large kernel."""
    if max(kernel.shape) > 3:
        return AnyError()
    return _padding_of_one(image, kernel)[: image.shape[0], : image.shape[1]]


def _products(change: Callable) -> Callable:
    """Return the variant of a matrix product at every place, which windows that are not square refuse."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> object:
        try:
            return _everywhere(change)(image, kernel)
        except ValueError:
            return AnyError(ValueError, "core dimension|not aligned")

    return variant


def _begun(rows: slice, cols: slice = slice(None)) -> Callable:
    """Return the variant whose map is right at the beginning, and 0 elsewhere."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        out, right = np.zeros(image.shape), apply_oracle(image, kernel)
        out[rows, cols] = right[rows, cols]
        return out

    return variant


def _inner(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Answer where the kernel fits alone, which may be nowhere."""
    out, (up, left), (height, width) = np.zeros(image.shape), (k // 2 for k in kernel.shape), image.shape
    inside = np.s_[up : max(height - up, up), left : max(width - left, left)]
    out[inside] = apply_oracle(image, kernel)[inside]
    return out


def where_it_fits(variant: Callable) -> Callable:
    """Return the variant with no say about kernels larger than the image, which an unpadded loop meets somehow."""
    return lambda image, kernel: (
        variant(image, kernel)
        if all(taps <= side for taps, side in zip(kernel.shape, image.shape, strict=True))
        else Anything()
    )


def _square_map(image: np.ndarray, kernel: np.ndarray) -> object:
    """Take the number of rows for both sides."""
    height, width = image.shape
    return AnyError() if height > width else apply_oracle(image, kernel)[:, :height]


def _cut_windows(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Cut the window at the border, and take the kernel from its first weight on."""
    out, (up, left) = np.zeros(image.shape), (side // 2 for side in kernel.shape)
    for i, j in np.ndindex(out.shape):
        window = image[max(0, i - up) : i + up + 1, max(0, j - left) : j + left + 1]
        out[i, j] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return out


apply_kernel = Bank(
    "apply_kernel",
    oracle=apply_oracle,
    where=WHERE,
    probes=[probe(X, K), probe(X[:4, 1:], K35[:, 1:4]), probe(X, K35), probe(X[:, :5], K53)],
)
for _id, (_question, _changes) in AT_ONE_PLACE.items():
    _more = [_begun(np.s_[:1]), _begun(np.s_[:1], np.s_[:1])] if _id == "returned-too-early" else []
    if _id not in ("matrix-product", "kernel-flipped"):
        _bright = [probe(U8, WEIGHTS), probe(U8.T, K)] if _id == "sign-lost" else []
        apply_kernel.add(_id, _question, *map(_everywhere, _changes), *_more, probes=_bright)
    if _id == "matrix-product":
        apply_kernel.add(_id, _question, *map(_products, _changes), probes=[probe(X[:3], K), probe(X[1:], K)])
apply_kernel.add(
    "kernel-flipped",
    "Your map equals ours with the kernel turned by 180 degrees. Does correlation turn it?",
    lambda image, kernel: apply_oracle(image, kernel[::-1, ::-1]),
)
apply_kernel.add(
    "kernel-transposed",
    "Your map equals ours with rows and columns of the kernel exchanged. Which index is the row's?",
    lambda image, kernel: apply_oracle(image, kernel.T),
)
apply_kernel.add(
    "valid-for-same",
    "Your map is smaller than the image: nothing was padded. How much padding keeps the size?",
    where_it_fits(slide),
    where=SIDES,
)
apply_kernel.add(
    "full-for-same",
    "Your map is larger than the image: a whole kernel less one was padded on every side. How much keeps the "
    "size?",
    lambda image, kernel: slide(np.pad(image, [(k - 1, k - 1) for k in kernel.shape]), kernel),
    where=SIDES,
)
apply_kernel.add(
    "padding-mode",
    "The inside of your map is right, its border is not. What stands outside the image here?",
    *(
        lambda image, kernel, mode=mode: slide(padded(real(image), kernel, mode), kernel)
        for mode in ("edge", "reflect", "wrap", "symmetric", "mean")
    ),
    lambda image, kernel: slide(padded(real(image) - 1, kernel), kernel) + kernel.sum(),
    lambda image, kernel: slide(padded(real(image) - 255, kernel), kernel) + 255 * kernel.sum(),
    where=BORDER,
)
apply_kernel.add(
    "border-left-empty",
    "The inside of your map is right, and its border is empty. Which windows stand there?",
    _inner,
    lambda image, kernel: padded(slide(image, kernel), kernel, "edge"),
    lambda image, kernel: padded(np.pad(slide(image, kernel)[:-1, :-1], [(0, 1), (0, 1)]), kernel),
    where=SIDES,
)
apply_kernel.add(
    "summed-into-the-whole-map",
    "Every number of your map is the sum of all answers. To how many places does one answer belong?",
    lambda image, kernel: np.full(image.shape, apply_oracle(image, kernel).sum()),
)
apply_kernel.add(
    "output-one-short",
    "The last row or column of your map is empty or missing. Does a `range` hold its own end?",
    _begun(np.s_[:-1], np.s_[:-1]),
    _begun(np.s_[:-1]),
    _begun(np.s_[:], np.s_[:-1]),
    lambda image, kernel: apply_oracle(image, kernel)[:-1, :-1],
)
apply_kernel.add(
    "padding-one-side",
    "Your map is ours, moved by half a kernel: all padding stands on one side. How is it shared out?",
    _shifted(0, 0),
    _shifted(1, 1),
    _shifted(0, 1),
    _shifted(1, 0),
    where=SIDES,
)
apply_kernel.add(
    "one-padding-for-both",
    "It is right for square kernels only. Do rows and columns of a 3 x 5 kernel need the same padding?",
    _one_padding(lambda kernel: kernel.shape[0] // 2),
    _one_padding(lambda kernel: kernel.shape[1] // 2),
    probes=[probe(X, K53), probe(X, K35[:1]), probe(X, K55)],
)
apply_kernel.add(
    "squares-only",
    "Your map is a square, whatever the image is. Which of its sides counts the rows, which the columns?",
    _square_map,
    probes=[probe(X[:, :3], K), probe(X[:3], K)],
)
apply_kernel.add(
    "kernel-not-cut-with-window",
    "At the upper and left border you cut the window, and it meets the first weights all the same. Which weights "
    "lie outside the image there?",
    _cut_windows,
)
apply_kernel.add(
    "padding-always-one",
    "You pad by 1, whatever the kernel. How many rows of a kernel of 5 hang over the edge at the first place?",
    _padding_of_one,
    _padding_of_one_for_all_pixels,
    probes=[probe(X, K53), probe(X, K35[:1]), probe(X, K55), probe(X, K35[:1, :1]), probe(X, K53[:3, :1])],
)
apply_kernel.add(
    "map-in-the-corner",
    "The answers stand in the top left corner of your map, and zeros fill the rest. Entry (i, j) belongs to the "
    "window with its center there: is that where your window stands?",
    where_it_fits(
        lambda image, kernel: np.pad(slide(image, kernel), [(0, side - 1) for side in kernel.shape])
    ),
    where_it_fits(
        lambda image, kernel: np.pad(slide(image, kernel)[:-1, :-1], [(0, side) for side in kernel.shape])
    ),
    where=SIDES,
)
apply_kernel.add(
    "padding-swapped",
    "Your padding of the rows follows the columns of the kernel, and the other way round. Which belongs to "
    "which?",
    lambda image, kernel: slide(
        np.pad(image, [(side // 2, side // 2) for side in kernel.shape[::-1]]), kernel
    ),
    fails_when(
        lambda image, kernel: kernel.shape[0] != kernel.shape[1],
        apply_oracle,
        AnyError(ValueError, "broadcast together"),
    ),
    probes=[probe(X, K53), probe(X, K35[:1])],
)
apply_kernel.add(
    "divided-by-sum",
    "Your numbers are ours divided by the sum of the weights' magnitudes. Who asked for a division?",
    lambda image, kernel: apply_oracle(image, kernel) / np.abs(kernel).sum(),
)

BANKS = [apply_kernel]
