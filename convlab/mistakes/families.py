"""Mistakes that every exercise with images and kernels can show: only some shapes work, numbers lose something."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, Bank, Probe, loses_fractions, probe, right_when
from convlab.mistakes.shared import FRACTIONS, LOST_FRACTION, U8, X, wrapped

Shape = tuple[int, int]
TALL, WIDE, SQUARE = (8, 6), (7, 9), (6, 6)
_SHAPES = [
    *((WIDE, kernel) for kernel in [(3, 3), (2, 2), (5, 5), (1, 3), (3, 1), (2, 3)]),
    *((TALL, kernel) for kernel in [(3, 3), (1, 1), (4, 4), (3, 5), (3, 1), (4, 2)]),
    *((SQUARE, kernel) for kernel in [(3, 3), (2, 2), (5, 5), (2, 3), (3, 1)]),
]


# Images of every dtype under kernels of fractions, images with fractions under whole kernels.
_KINDS = [
    (U8, np.array([[2, -1]])),
    (U8, np.array([[3, 1], [2, -4]])),
    (U8, FRACTIONS),
    (U8[:, 1:], -FRACTIONS),
    (U8 > 100, FRACTIONS),
    (U8 > 100, FRACTIONS / 7),
    (U8, FRACTIONS / 9),
    (np.arange(12).reshape(3, 4) ** 2, FRACTIONS),
    (X[:3] / 4, np.array([[2, -1], [3, 1]])),
    (X[1:4] / 8, np.array([[3, 1, -2]])),
    (X[2:] / 4, np.array([[1], [2]])),
    (X[1:] / 8, FRACTIONS / 3),
]


def numbers(*shape: int) -> np.ndarray:
    """Return whole numbers of which hardly two are alike."""
    return (np.arange(np.prod(shape)) ** 2 * 7 % 83 - 30.0).reshape(shape)


def _is_square(shape: Shape) -> bool:
    return shape[0] == shape[1]


def _is_odd(shape: Shape) -> bool:
    return shape[0] % 2 == shape[1] % 2 == 1


# id: the question, and the shapes of image and kernel for which the answer is right
_DOMAINS: dict[str, tuple[str, Callable[[Shape, Shape], bool]]] = {
    "kernel-taken-as-square": (
        "It is right for square kernels, and only for those. Does one of their sides count for both, or for the other?",
        lambda image, kernel: _is_square(kernel),
    ),
    "image-taken-as-square": (
        "It is right for square images, and only for those. Does one of their sides count for both, or for the other?",
        lambda image, kernel: _is_square(image),
    ),
    "squares-only": (
        "It is right for square kernels on square images, and only there. Which side counts for which direction?",
        lambda image, kernel: _is_square(image) and _is_square(kernel),
    ),
    "map-taken-as-square": (
        "It is right where the map is square, and only there. Which of its sides counts the rows, which the columns?",
        lambda image, kernel: image[0] - kernel[0] == image[1] - kernel[1],
    ),
    "only-odd-kernels": (
        "It is right when both sides of the kernel are odd, and only then. Does a window need a middle?",
        lambda image, kernel: _is_odd(kernel),
    ),
    "only-odd-squares": (
        "It is right for kernels of 1 x 1, 3 x 3, 5 x 5, and no others. Does a window need a middle, or equal sides?",
        lambda image, kernel: _is_odd(kernel) and _is_square(kernel),
    ),
    "kernel-size-by-heart": (
        "It is right for kernels of 3 x 3, and only for those. Who says how large a kernel is?",
        lambda image, kernel: kernel == (3, 3),
    ),
}


def add_domains(
    bank: Bank,
    call: Callable[[Shape, Shape], Probe],
    sides: Callable[..., tuple[Shape, Shape]],
    *,
    where: str = "",
    leave: tuple[str, ...] = (),
    shapes: list[tuple[Shape, Shape]] = _SHAPES,
) -> None:
    """Add the mistakes of answers that work for some shapes only.

    Parameters
    ----------
    bank : Bank
    call : callable
        Makes a probe of the shapes of an image and a kernel.
    sides : callable
        Returns these shapes for the arguments of a call.
    where : str
    leave : tuple of str
        Ids that make no sense for this exercise.
    shapes : list
        Of the probes.
    """
    probes = [call(image, kernel) for image, kernel in shapes]
    for id, (question, condition) in _DOMAINS.items():
        if id in leave:
            continue
        bank.add(
            id,
            question,
            right_when(lambda *a, _is=condition, **k: _is(*sides(*a, **k)), bank.oracle),
            where=where,
            probes=probes,
        )


def after(oracle: Callable, change: Callable) -> Callable:
    """Return the variant that makes `change` of the right answer and the arguments."""
    return lambda *args, **kwargs: change(oracle(*args, **kwargs), *args)


def with_kernel(oracle: Callable, change: Callable) -> Callable:
    """Return the variant whose second argument, the kernel, is what `change` makes of it and of the image."""
    return lambda image, kernel, *more, **named: oracle(image, change(kernel, image), *more, **named)


def with_image(oracle: Callable, change: Callable) -> Callable:
    """Return the variant whose first argument, the image, is changed first."""
    return lambda image, *more, **named: oracle(change(image), *more, **named)


def _stored(out: np.ndarray, image: np.ndarray, *_: object) -> object:
    """Answer as one does who stores Python integers in the image's dtype: too large a number is refused."""
    kind = image.dtype
    if kind.kind in "iu" and (out.max() > np.iinfo(kind).max or out.min() < np.iinfo(kind).min):
        return AnyError(OverflowError)
    return wrapped(out, kind)


def _products_cast(oracle: Callable) -> Callable:
    """Return the variant that multiplies in the image's dtype, and adds up in a wider one."""

    def variant(image: np.ndarray, kernel: np.ndarray, *more: object, **named: object) -> object:
        cast, base = wrapped(kernel, image.dtype), oracle(image, 0 * kernel, *more, **named)
        shape = kernel.shape[-3:]  # every tap of a kernel, or of a filter, by itself
        taps = (cast * tap for tap in np.eye(np.prod(shape), dtype=int).reshape(-1, *shape))
        products = (wrapped(oracle(image, tap, *more, **named) - base, image.dtype) for tap in taps)
        return base + sum(product.astype(float) for product in products)

    return variant


def add_lost_numbers(
    bank: Bank, call: Callable[[np.ndarray, np.ndarray], Probe], *more: Callable, where: str = ""
) -> None:
    """Add the mistakes that lose fractions, signs or large numbers. The first two arguments are image and kernel.

    Parameters
    ----------
    bank : Bank
    call : callable
        Makes a probe of an image and a kernel.
    more : callable
        Further variants of `output-dtype`.
    where : str
    """
    oracle, probes = bank.oracle, [call(*kinds) for kinds in _KINDS]

    def add(id: str, question: str, *variants: Callable) -> None:
        bank.add(id, question, *variants, where=where, probes=probes)

    add(
        "output-dtype",
        LOST_FRACTION,
        after(oracle, lambda out, image, *_: wrapped(out, image.dtype)),
        after(oracle, lambda out, image, *_: wrapped(out, image.dtype) if image.dtype.kind in "iu" else out),
        after(oracle, lambda out, image, kernel, *_: wrapped(out, kernel.dtype)),
        after(oracle, lambda out, *_: out.astype(int)),
        after(oracle, lambda out, *_: wrapped(out, np.dtype(np.uint8))),
        after(oracle, _stored),
        loses_fractions(lambda image, *_, **__: image.dtype.kind in "biu", oracle),
        *more,
    )
    add(
        "rounded",
        "Your numbers are rounded. Who asked for fewer digits?",
        after(oracle, lambda out, *_: np.floor(out)),
        *(after(oracle, lambda out, *_, digits=digits: np.round(out, digits)) for digits in (0, 1, 2)),
    )
    add(
        "kernel-cast-to-the-image",
        "Your kernel takes on the image's dtype, and loses its fractions or its signs. In which dtype do both fit?",
        with_kernel(oracle, lambda kernel, image: wrapped(kernel, image.dtype)),
        _products_cast(oracle),
        with_kernel(
            after(oracle, lambda out, image, *_: wrapped(out, image.dtype)),
            lambda kernel, image: wrapped(kernel, image.dtype),
        ),
    )
    add(
        "image-made-whole",
        "The fractions of the image are lost before you begin. Which step makes whole numbers of its pixels?",
        with_image(oracle, lambda image: image.astype(int)),
        with_image(oracle, lambda image: image.astype(int).astype(np.uint8)),
    )
    add(
        "clipped",
        "Your answers end at 0 and at 255 (or 1). Does a map stop there? A negative answer says something, too.",
        after(oracle, lambda out, *_: np.clip(out, 0, 255)),
        after(oracle, lambda out, *_: np.clip(out, 0, 255).astype(np.uint8)),
        after(oracle, lambda out, image, *_: np.clip(out, 0, 255).astype(image.dtype)),
        after(oracle, lambda out, *_: np.clip(out, 0, 1)),
    )
    add(
        "pixels-divided",
        "Your answers are ours divided by 255. Who asked for pixels between 0 and 1?",
        after(oracle, lambda out, *_: out / 255),
        with_image(oracle, lambda image: image / 255 if image.dtype == np.uint8 else image),
    )


def _inside(rows: slice, columns: slice) -> Callable:
    """Return the change of an image that takes the pixels outside of some rows and columns as 0."""

    def change(image: np.ndarray) -> np.ndarray:
        seen = np.zeros_like(image)
        seen[..., rows, columns] = image[..., rows, columns]
        return seen

    return change


def add_edge_pixels(bank: Bank, *, where: str = "", probes: tuple | list = ()) -> None:
    """Add the mistake of loops that take an outermost row or column for outside. The first argument is the image."""
    ways = [np.s_[:], np.s_[1:], np.s_[:-1], np.s_[1:-1]]
    bank.add(
        "edge-pixels-left-out",
        "Your answer equals ours for an image whose first (or last) row or column is 0. Does your test of the edge let "
        "the pixels 0 and `height - 1` in?",
        *[with_image(bank.oracle, _inside(rows, columns)) for rows in ways for columns in ways][1:],
        where=where,
        probes=probes,
    )


# Images that are as wide as they have channels: read as (H, W, C), they fit the filters, too.
_READ_TWICE = [((2, 5, 2), (3, 2, 2, 2)), ((3, 6, 3), (2, 3, 3, 3)), ((2, 4, 2), (2, 2, 2, 2))]
_WIDE_IMAGES = [((3, 4, 6), (2, 3, 2, 2)), ((4, 5, 7), (3, 4, 3, 2)), ((3, 5, 5), (2, 3, 3, 3))]


def add_read_channels_last(bank: Bank, lead: tuple = (), *, where: str = "") -> None:
    """Add the mistake of a layer whose image's shape is read as (H, W, C). The first arguments are image and filters.

    Parameters
    ----------
    bank : Bank
    lead : tuple of int
        The axes of an image that stand before its channels.
    where : str
    """

    def read(x: np.ndarray, w: np.ndarray) -> tuple:
        height, width = x.shape[-3:-1]
        return (*x.shape[:-3], len(w), height - w.shape[2] + 1, width - w.shape[3] + 1)

    def whole(x: np.ndarray, w: np.ndarray, *more: object, **named: object) -> object:
        """Take windows of rows, columns and channels; where there is no place, or nothing fits, it stops."""
        fits = {x.shape[-1], *w.shape[2:]} == {w.shape[1]}
        return AnyArray(read(x, w)) if fits else AnyOf(AnyArray(read(x, w)), AnyError())

    def shape_alone(x: np.ndarray, w: np.ndarray, *more: object, **named: object) -> object:
        """Count the places so, and take windows as they should be."""
        right, rows, columns = bank.oracle(x, w, *more, **named), *read(x, w)[-2:]
        fits = 0 < rows <= right.shape[-2] and 0 < columns <= right.shape[-1]
        return right[..., :rows, :columns] if fits else AnyOf(AnyArray(read(x, w)), AnyError())

    bank.add(
        "read-channels-last",
        "You take the shape of an image for height, width, channels. In which order stand its axes here?",
        whole,
        shape_alone,
        where=where,
        probes=[
            probe(numbers(*lead, *x), numbers(*w), 100 * numbers(w[0]))
            for x, w in [*_READ_TWICE, *_WIDE_IMAGES]
        ],
    )
