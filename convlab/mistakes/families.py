"""Mistakes that every exercise with images and kernels can show: only some shapes work, numbers lose something."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, Probe, loses_fractions, right_when
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
    """Return the variant that makes `change` of the right answer and the arguments; a number stands for any dtype."""

    def variant(*args: object, **kwargs: object) -> object:
        found = change(oracle(*args, **kwargs), *args)
        return float(found) if isinstance(found, np.generic) else found

    return variant


def add_running_sum(bank: Bank, *, where: str = "") -> None:
    """Add the mistake of one map's sum that goes on from place to place, or from the first place of each row."""
    bank.add(
        "accumulator-not-reset",
        "Each number holds the ones before it as well. When does the running sum go back to 0?",
        after(bank.oracle, lambda out, *_: np.cumsum(out).reshape(out.shape)),
        after(bank.oracle, lambda out, *_: np.cumsum(out, axis=1)),
        where=where,
    )


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


def _wrapped_if(out: np.ndarray, dtype: np.dtype, kinds: str) -> np.ndarray:
    return wrapped(out, dtype) if dtype.kind in kinds else out


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
        *(
            with_kernel(
                after(oracle, lambda out, image, *_, kinds=kinds: _wrapped_if(out, image.dtype, kinds)),
                lambda kernel, image: wrapped(kernel, image.dtype),
            )
            for kinds in ("biuf", "iu")  # a sum of True and False is a count
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
