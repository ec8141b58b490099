"""Write a small image as a PNG file: the same bytes on every machine, so that pictures can be compared."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np

_COLOR_TYPE = {2: 0, 3: 2}  # axes of the array: gray, red-green-blue


def png(pixels: np.ndarray) -> bytes:
    """Return a `uint8` image, gray `(H, W)` or in color `(H, W, 3)`, as an uncompressed PNG.

    Nothing is compressed, because compressors differ between versions.

    Raises
    ------
    ValueError
        If the array is not such an image.

    Examples
    --------
    >>> png(np.zeros((2, 3), dtype=np.uint8))[1:4]
    b'PNG'
    """
    if pixels.dtype != np.uint8 or pixels.ndim not in _COLOR_TYPE or pixels.shape[2:] not in ((), (3,)):
        raise ValueError(f"expected uint8 of (H, W) or (H, W, 3), got {pixels.dtype} of {pixels.shape}")
    height, width = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)  # 0: this row is not filtered
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOR_TYPE[pixels.ndim], 0, 0, 0)
    parts = [_chunk(b"IHDR", header), _chunk(b"IDAT", _stored(rows)), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def png_address(pixels: np.ndarray) -> str:
    """Return the image as a `data:` address, for an SVG or a page."""
    return "data:image/png;base64," + base64.b64encode(png(pixels)).decode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _stored(content: bytes, most: int = 65_535) -> bytes:
    """Return a zlib stream of stored blocks."""
    blocks = []
    for start in range(0, len(content), most):
        block = content[start : start + most]
        is_last = start + most >= len(content)
        blocks.append(struct.pack("<BHH", is_last, len(block), len(block) ^ 0xFFFF) + block)
    return b"\x78\x01" + b"".join(blocks) + struct.pack(">I", zlib.adler32(content))
