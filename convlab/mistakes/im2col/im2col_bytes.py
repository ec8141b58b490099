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
        probe((3, 9, 7), 3, 2, 2),
        probe((2, 5, 9), 4, 2, 1, 1),
        probe((5, 10, 8), 3, 2, 2, 1, 4),
        probe((3, 11, 6), 2, 5, 3, 2, 2),
    ],
)
for _id, _question, _change in [
    (
        "padding-forgotten",
        "Your size is that without padding. Does a ring of zeros not make room for more windows?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, 0) * _places(w, kw, s, 0) * size,
    ),
    (
        "padding-once",
        "You count the padding once for each axis. On how many sides does it stand?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * _places(h + p, kh, s, 0) * _places(w + p, kw, s, 0) * size
        ),
    ),
    (
        "stride-ignored",
        "Your size is that with stride 1. How many windows are there when they step further?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, 1, p) * _places(w, kw, 1, p) * size,
    ),
    (
        "channels-forgotten",
        "Your size is that of one channel. How long is a column of an image with C channels?",
        lambda c, h, w, kh, kw, s, p, size: kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * size,
    ),
    (
        "window-forgotten",
        "You count one number for each window and channel. How many numbers does a window hold?",
        lambda c, h, w, kh, kw, s, p, size: c * _places(h, kh, s, p) * _places(w, kw, s, p) * size,
    ),
    (
        "itemsize-forgotten",
        "You count the numbers. How many bytes does each of them take?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p),
    ),
    (
        "always-8-bytes",
        "Your numbers always take 8 bytes. Who says how many it is?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * 8,
    ),
    (
        "bits-for-bytes",
        "Your size is eight times ours. Is `itemsize` in bits or in bytes?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * _places(h, kh, s, p) * _places(w, kw, s, p) * size * 8
        ),
    ),
    (
        "size-of-the-image",
        "You count the image, not its matrix. In how many columns does a pixel stand?",
        lambda c, h, w, kh, kw, s, p, size: c * h * w * size,
    ),
    (
        "a-column-for-each-pixel",
        "You count one column for each pixel. How many windows fit?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * h * w * size,
    ),
    (
        "no-plus-one",
        "You count the steps. How many places are there, if the first counts as well?",
        lambda c, h, w, kh, kw, s, p, size: (
            c * kh * kw * (_places(h, kh, s, p) - 1) * (_places(w, kw, s, p) - 1) * size
        ),
    ),
    (
        "height-width-swapped",
        "You count rows with the window's width, or columns with its height. Which belongs to which?",
        lambda c, h, w, kh, kw, s, p, size: c * kh * kw * _places(h, kw, s, p) * _places(w, kh, s, p) * size,
    ),
]:
    im2col_bytes.add(
        _id,
        _question,
        _counted(_change),
        probes=[
            probe((2, 8, 12), 3, 5, 2, 2, 4),
            probe((4, 7, 9), 2, 3, 3, 1, 2),
            probe((3, 6, 10), 3, 4, 2, 3),
        ],
    )

BANKS = [im2col_bytes]
