"""Usual mistakes of lesson 4: the size of the column matrix."""

from __future__ import annotations

from convlab.mistakes import Bank, probe
from convlab.numerics import engine

PRICE = "lesson 4, section 4.6 (what does the speed cost)"


def im2col_bytes_oracle(shape, kh, kw, stride=1, padding=0, itemsize=8):
    """Return the bytes of the column matrix of an image of this shape."""
    c, height, width = shape
    ho, wo = engine.output_size(height, kh, padding, stride), engine.output_size(width, kw, padding, stride)
    return c * kh * kw * ho * wo * itemsize


def _counted(change):
    """Return a variant that counts otherwise; `change` gets C, H, W and the parameters in their order."""
    return lambda shape, kh, kw, stride=1, padding=0, itemsize=8: int(
        change(*shape, kh, kw, stride, padding, itemsize)
    )


def _places(n, k, s, p):
    return (n + 2 * p - k) // s + 1


im2col_bytes = Bank(
    "im2col_bytes",
    oracle=im2col_bytes_oracle,
    where=PRICE,
    probes=[
        probe((2, 4, 6), 2, 3),
        probe((3, 9, 7), 3, 2),
        probe((2, 5, 9), 4, 2),
        probe((5, 10, 8), 3, 2),
        probe((2, 7, 9), 5, 2),
    ],
)
STRIDED = [
    probe((3, 9, 7), 3, 2, 2),
    probe((2, 11, 6), 2, 3, 3),
    probe((4, 8, 12), 3, 5, 2),
    probe((2, 10, 9), 4, 2, 4),
]
PADDED = [
    probe((2, 4, 6), 2, 3, 1, 1),
    probe((3, 5, 8), 3, 2, 1, 2),
    probe((1, 6, 4), 3, 4, 1, 3),
    probe((2, 5, 9), 4, 2, 1, 1),
]
BOTH = [probe((2, 8, 12), 3, 5, 2, 2), probe((4, 7, 9), 2, 3, 3, 1), probe((3, 6, 10), 3, 4, 2, 3)]
SIZED = [probe((2, 4, 6), 2, 3, 1, 0, 4), probe((3, 9, 7), 3, 2, 1, 0, 2), probe((2, 5, 9), 4, 2, 1, 0, 1)]
for _id, _probes, _question, *_changes in [
    (
        "padding-forgotten", PADDED,
        "Your size is that without padding. Does a ring of zeros not make room for more windows?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, 0) * _places(w, kw, s, 0) * size,
    ),
    (
        "padding-once", PADDED,
        "You count the padding once for each axis. On how many sides does it stand?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * _places(h + p, kh, s, 0) * _places(w + p, kw, s, 0) * size
        ),
    ),
    (
        "stride-ignored", STRIDED,
        "Your size is that with stride 1. How many windows are there when they step further?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, 1, p) * _places(w, kw, 1, p) * size,
    ),
    (
        "channels-forgotten", [],
        "Your size is that of one channel. How long is a column of an image with C channels?",
        lambda c, h, w, kh, kw, s, p, size: kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * size,
    ),
    (
        "window-forgotten", [],
        "You count one number for each window and channel. How many numbers does a window hold?",
        lambda c, h, w, kh, kw, s, p, size: c * _places(h, kh, s, p) * _places(w, kw, s, p) * size,
    ),
    (
        "itemsize-forgotten", SIZED,
        "You count the numbers. How many bytes does each of them take?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p),
    ),
    (
        "always-8-bytes", SIZED,
        "Your numbers always take 8 bytes, or 4. Who says how many it is?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * 8,
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * 4,
    ),
    (
        "bits-for-bytes", SIZED,
        "Your size is eight times ours. Is `itemsize` in bits or in bytes?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * size * 8
        ),
    ),
    (
        "size-of-the-image", [],
        "You count the image, not its matrix. In how many columns does a pixel stand?",
        lambda c, h, w, kh, kw, s, p, size: c * h * w * size,
        lambda c, h, w, kh, kw, s, p, size: c * (h + 2 * p) * (w + 2 * p) * size,
    ),
    (
        "nine-times-the-image", [*PADDED, *STRIDED],
        "You take nine times the image, whatever the window. For which window is that so, and how nearly?",
        lambda c, h, w, kh, kw, s, p, size: 9 * c * h * w * size,
    ),
    (
        "sides-added", [],
        "You add the sides of the window. How many numbers has a window of 3 rows and 2 columns?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * (kh + kw) * _places(h, kh, s, p) * _places(w, kw, s, p) * size
        ),
    ),
    (
        "places-added", [],
        "You add the places of a row and of a column. How many places has a map of 3 rows and 4 columns?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * (_places(h, kh, s, p) + _places(w, kw, s, p)) * size
        ),
    ),
    (
        "divided-at-the-end", STRIDED,
        "You count the places of stride 1 and divide them all by the stride, once or twice. On how many axes does the "
        "window step, and what becomes of an unfinished step?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * (_places(h, kh, 1, p) * _places(w, kw, 1, p) // s) * size
        ),
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * (_places(h, kh, 1, p) * _places(w, kw, 1, p) // s**2) * size
        ),
    ),
    (
        "rows-and-columns-added", [],
        "You add the matrix's rows and columns. How many numbers stand in a matrix of 3 rows and 4 columns?",
        lambda c, h, w, kh, kw, s, p, size: (c * kh * kw + _places(h, kh, s, p) * _places(w, kw, s, p)) * size,
    ),
    (
        "image-counted-too", [],
        "You count the image beside its matrix. Of which of the two is the size asked for?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * (kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) + h * w) * size
        ),
    ),
    (
        "channels-twice", [],
        "You count the channels twice. Do they stand in the rows of the matrix, in its columns, or in both?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * size
        ),
    ),
    (
        "padding-after-the-steps", BOTH,
        "You add the padding to the places, undivided. Does the window not step over the ring of zeros as well?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * (_places(h, kh, s, 0) + 2 * p) * (_places(w, kw, s, 0) + 2 * p) * size
        ),
    ),
    (
        "itemsize-divides", SIZED,
        "You divide by `itemsize`. Do larger numbers need more bytes, or fewer?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) // size,
    ),
    (
        "a-column-for-each-pixel", [*PADDED, *STRIDED],
        "You count one column for each pixel. How many windows fit?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * h * w * size,
    ),
    (
        "no-plus-one", STRIDED,
        "You count the steps. How many places are there, if the first counts as well?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * (_places(h, kh, s, p) - 1) * (_places(w, kw, s, p) - 1) * size
        ),
    ),
    (
        "height-width-swapped", [*PADDED, *STRIDED],
        "You count rows with the window's width, or columns with its height. Which belongs to which?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kw, s, p) * _places(w, kh, s, p) * size,
    ),
    (
        "rounded-up", STRIDED,
        "You count a last window that hangs over the edge. What does the floor in lesson 2's formula do?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * -(-(h + 2 * p - kh + s) // s) * -(-(w + 2 * p - kw + s) // s) * size
        ),
    ),
    (
        "parts-of-places", STRIDED,
        "You count parts of places where the steps do not come out even. What does the floor in lesson 2's formula do?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * ((h + 2 * p - kh) / s + 1) * ((w + 2 * p - kw) / s + 1) * size
        ),
    ),
    (
        "padding-alone-divided", BOTH,
        "Only the padding is divided by the stride. Which part of lesson 2's formula stands above the line?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * (h - kh + 2 * p // s + 1) * (w - kw + 2 * p // s + 1) * size
        ),
    ),
    (
        "kilobytes", [],
        "Your size is ours divided by 1000 or 1024, once or twice. In which unit is it asked for?",
        *(
            lambda c, h, w, kh, kw, s, p, size, unit=unit: (
                c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * size // unit
            )
            for unit in (1000, 1024, 1000**2, 1024**2)
        ),
    ),
    (
        "kernel-taken-as-square", [],
        "Your windows are squares. Which two numbers are their height and their width?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kh * _places(h, kh, s, p) * _places(w, kh, s, p) * size,
        lambda c, h, w, kh, kw, s, p, size: c * kw * kw * _places(h, kw, s, p) * _places(w, kw, s, p) * size,
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(w, kh, s, p) * size,
        lambda c, h, w, kh, kw, s, p, size: c * kh * kh * _places(h, kh, s, p) * _places(w, kw, s, p) * size,
        lambda c, h, w, kh, kw, s, p, size: c * kw * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * size,
    ),
    (
        "image-taken-as-square", [],
        "Your image is a square. Which two entries of the shape are its height and its width?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(h, kw, s, p) * size,
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(w, kh, s, p) * _places(w, kw, s, p) * size,
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) ** 2 * size,
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(w, kw, s, p) ** 2 * size,
    ),
    (
        "channels-last", [],
        "You read the shape as (H, W, C). Where do the channels stand in this course?",
        lambda c, h, w, kh, kw, s, p, size: w * kh * kw * _places(c, kh, s, p) * _places(h, kw, s, p) * size,
    ),

]:  # fmt: skip
    im2col_bytes.add(_id, _question, *map(_counted, _changes), probes=_probes)

BANKS = [im2col_bytes]
