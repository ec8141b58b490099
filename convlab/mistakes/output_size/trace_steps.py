"""A trace of a stack whose steps can be changed, and calls to trace: for the mistakes of `trace_layers`."""

from __future__ import annotations

from collections.abc import Callable

from convlab.mistakes import probe
from convlab.mistakes.output_size.count_params import count as right_count
from convlab.numerics.engine import output_size as right_size


def trace(
    shape: tuple[int, int, int],
    layers: list[dict],
    *,
    size: Callable[..., int] = lambda n, k, p, s, is_conv: right_size(n, k, p, s),
    see: Callable[[int, int, int, int, bool], tuple[int, int]] | None = None,
    count: Callable[[int, int, int], int] = right_count,
    conv_stride: Callable[[int], int] = lambda kernel: 1,
    pool_stride: Callable[[int], int] = lambda kernel: kernel,
    pool_channels: int | None = None,
    width_from: Callable[[int, int], int] = lambda new_height, width: width,
) -> list[dict]:
    """Trace a stack; the keywords are the places where mistakes happen."""
    see = see or (lambda field, jump, k, s, is_conv: (field + (k - 1) * jump, jump * s))
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {index} has an unknown kind")
        is_conv, k = layer["kind"] == "conv", layer["kernel"]
        s, p = layer.get("stride", (conv_stride if is_conv else pool_stride)(k)), layer.get("padding", 0)
        try:
            h = size(h, k, p, s, is_conv)
            w = size(width_from(h, w), k, p, s, is_conv)
        except ValueError as error:
            raise ValueError(f"layer {index}: {error}") from error
        filters = layer["filters"] if is_conv else pool_channels or c
        params = count(c, filters, k) if is_conv else 0
        c, (field, jump) = filters, see(field, jump, k, s, is_conv)
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows


def trace_oracle(shape: tuple[int, int, int], layers: list[dict]) -> list[dict]:
    return trace(shape, layers)


def edited(edit: Callable[[list[dict], tuple, list[dict]], list[dict]]) -> Callable:
    """Return a variant that changes the right rows afterwards."""
    return lambda shape, layers: edit(trace(shape, layers), shape, layers)


def conv(filters: int, kernel: int, **more: int) -> dict:
    return {"kind": "conv", "filters": filters, "kernel": kernel, **more}


def pool(kernel: int, **more: int) -> dict:
    return {"kind": "pool", "kernel": kernel, **more}


PLAIN = [
    probe((1, 8, 10), [conv(4, 3)]),
    probe((2, 9, 7), [conv(3, 2)]),
    probe((3, 12, 15), [conv(2, 5), conv(6, 2)]),
    probe((1, 20, 16), [conv(4, 3), conv(5, 2), conv(2, 3)]),
    probe((2, 14, 17), [conv(3, 3), conv(4, 4), conv(7, 1)]),
]
STRIDED = [
    probe((2, 15, 12), [conv(3, 3, stride=2), conv(5, 3)]),
    probe((1, 40, 33), [conv(7, 4, stride=3), conv(3, 3), conv(2, 2, stride=2), conv(4, 3)]),
    probe((1, 60, 53), [conv(3, 2, stride=2), conv(3, 2, stride=3), conv(2, 3), conv(4, 2)]),
    probe((2, 40, 31), [conv(4, 2, stride=2), conv(4, 3, stride=2), conv(6, 2, stride=2), conv(3, 2)]),
]
PADDED = [
    probe((2, 9, 12), [conv(3, 3, padding=1)]),
    probe((1, 7, 10), [conv(4, 5, padding=2), conv(2, 3)]),
    probe((1, 6, 8), [conv(2, 4, padding=3), conv(3, 3, padding=1)]),
]
BOTH = [
    probe((2, 9, 12), [conv(3, 3, stride=2, padding=1)]),
    probe((1, 11, 8), [conv(2, 4, stride=3, padding=2), conv(3, 2)]),
]
POOLED = [
    probe((3, 12, 15), [pool(2)]),
    probe((2, 13, 18), [conv(4, 3), pool(3), conv(2, 2)]),
    probe((2, 21, 30), [pool(2), conv(4, 2), pool(3), conv(3, 2)]),
    probe((1, 12, 15), [pool(3)]),
]
OWN_STEP = [
    probe((2, 17, 22), [pool(3, stride=2), conv(4, 3)]),
    probe((1, 14, 13), [pool(2, stride=1), conv(2, 2), pool(3, stride=1)]),
    probe((2, 20, 26), [conv(3, 2), pool(2, stride=3), conv(2, 2)]),
]
