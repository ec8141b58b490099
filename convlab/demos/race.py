"""Let several ways to compute one convolution race, draw their times, and lay columns out in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from convlab.checks import learner
from convlab.demos.ways import depthwise_by_tap, einsum, ways
from convlab.numerics.engine import im2col, windows
from convlab.pictures import drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHAPE, FILTERS, SIDE = (3, 64, 64), 8, 3
ROUNDS, LONG = 5, 0.1  # rounds for each way; one that takes longer than LONG seconds is timed once
PATIENT = 20  # rounds where two times are divided: on a busy machine a product on all cores often has to wait


def seconds(function: Callable, *args: object, each: int = 1, rounds: int = ROUNDS) -> float:
    """Return how long one call takes: the best of a few, since other work on the machine only ever adds.

    Parameters
    ----------
    function : callable
    *args
        Its arguments.
    each : int
        The time is divided by this number: how long one of so many steps takes.
    rounds : int
        How often it is called.
    """
    times: list[float] = []
    while len(times) < rounds and not (times and times[0] > LONG):
        start = perf_counter()
        function(*args)
        times.append(perf_counter() - start)
    return min(times) / each


def run(own: dict[str, Callable] | None = None) -> dict[str, float]:
    """Time all ways, and the learner's own where they are right, on one image of 64 x 64 in color.

    Parameters
    ----------
    own : dict of callables, optional
        The learner's functions by label. Each takes an image or a batch of one, the filters and the biases.
        One that does not answer rightly is left out, and a line says so; so is one that is the course's, lent.

    Returns
    -------
    dict
        Seconds by label.
    """
    image, filters, biases = race_input()
    expected = einsum(image, filters, biases)
    times = {label: seconds(way, image, filters, biases) for label, way in ways(filters).items()}
    for label, function in (own or {}).items():
        is_lent = (getattr(function, "__module__", None) or "").startswith("convlab.mistakes")
        args = None if is_lent else right_arguments(function, image, filters, biases, expected)
        if args is None:
            print(f"{label} is left out: it is not written yet, or does not give these maps.")
        else:
            times[label] = seconds(function, *args)
    return times


def depthwise(channels: int = 64, side: int = 32) -> tuple[float, float]:
    """Compare a full 3 x 3 layer, as one matrix product, with a depthwise one, as nine products by tap.

    Returns
    -------
    work, time : float
        How many times more multiplications the full layer makes, and how many times longer it takes here.
    """
    rng = np.random.default_rng(7)
    image = rng.normal(size=(channels, side, side))
    full, thin = rng.normal(size=(channels, channels, 3, 3)), rng.normal(size=(channels, 1, 3, 3))
    times = [
        seconds(lambda: full.reshape(channels, -1) @ im2col(image, 3, 3, padding=1), rounds=PATIENT),
        seconds(depthwise_by_tap, image, thin, rounds=PATIENT),
    ]
    return full.size / thin.size, times[0] / times[1]


def chart(times: dict[str, float]) -> tuple[Figure, str]:
    """Draw times as bars on a logarithmic axis, the slowest first; return the figure and its description.

    Parameters
    ----------
    times : dict
        Seconds by label, as `run` returns them. Bars of labels that start with "your" are hatched.
    """
    from matplotlib import pyplot as plt  # only who draws waits for it

    if not times:
        raise ValueError("expected the time of one way at least, got none")
    order = sorted(times, key=times.get, reverse=True)
    slowest = times[order[0]]
    words = {label: f"{spoken(times[label])}, {factor(slowest / times[label])}" for label in order}
    fig, axis = plt.subplots(figsize=(7, min(0.9 + 0.3 * len(order), 3.5)), layout="constrained")
    for place, label in enumerate(order):
        is_yours = label.startswith("your")
        look = {"facecolor": "#cfe5e1", "hatch": "///"} if is_yours else {"facecolor": "#c9cdd4"}
        axis.barh(place, times[label], height=0.72, edgecolor=drawing.PALETTE["ink"], linewidth=0.6, **look)
        axis.text(times[label] * 1.12, place, words[label], va="center", fontsize=8.5)
    axis.set_yticks(range(len(order)), order, fontsize=9)
    axis.set_xscale("log")
    axis.set_xlim(min(times.values()) / 4, slowest * 30)
    axis.set_xlabel("seconds, on a logarithmic axis: each number is 10 times the one before", fontsize=9)
    axis.minorticks_off()
    axis.invert_yaxis()
    axis.spines[["top", "right"]].set_visible(False)
    said = "; ".join(f"{label} {words[label]}" for label in order)
    return fig, f"Bars on a logarithmic axis, the slowest first: {said}."


def maps_in_order(x: np.ndarray, w: np.ndarray, order: Sequence[Sequence[int]]) -> np.ndarray:
    """Return the maps of a batch whose column matrix is flattened in some order of its six axes.

    The weights are always read as `w.reshape(F, -1)`, and the product always as `(F, N, Ho, Wo)`. One order
    goes with that.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
    w : array of shape (F, C, kH, kW)
    order : pair of sequences
        The order of the rows' axes, 0 to 2 (channel, kernel row, kernel column), and of the columns' axes, 3
        to 5 (image, output row, output column).

    Returns
    -------
    array of shape (N, F, Ho, Wo)
    """
    view = windows(x, *w.shape[2:])
    n, _, ho, wo = view.shape[:4]
    six = view.transpose(1, 4, 5, 0, 2, 3).transpose(*order[0], *order[1])
    product = w.reshape(len(w), -1) @ six.reshape(w[0].size, n * ho * wo)
    return product.reshape(len(w), n, ho, wo).transpose(1, 0, 2, 3)


def orders_that_give(
    maps: np.ndarray, x: np.ndarray, w: np.ndarray, orders: Iterable[Sequence[Sequence[int]]]
) -> list:
    """Return those of `orders` in which `maps_in_order` gives these maps of `x` and `w`."""
    return [order for order in orders if learner.same(maps_in_order(x, w, order), maps)]


def race_input() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return one image, the filters and the biases: the same numbers every time."""
    rng = np.random.default_rng(4)
    return rng.normal(size=SHAPE), rng.normal(size=(FILTERS, SHAPE[0], SIDE, SIDE)), rng.normal(size=FILTERS)


def right_arguments(
    function: Callable, image: np.ndarray, filters: np.ndarray, biases: np.ndarray, expected: np.ndarray
) -> tuple | None:
    """Return the arguments, one image or a batch of one, that a learner's function answers rightly."""
    for args, wanted in [
        ((image[None], filters, biases), expected[None]),
        ((image, filters, biases), expected),
    ]:
        is_answered, got = learner.run(function, args)
        if is_answered and learner.same(got, wanted):
            return args
    return None


def spoken(time: float) -> str:
    """Return a time in a fitting unit.

    >>> spoken(0.25), spoken(0.0123), spoken(0.000456)
    ('250 ms', '12 ms', '0.46 ms')
    """
    return (
        f"{time:.1f} s" if time >= 1 else f"{1000 * time:.2g} ms" if time < 0.1 else f"{1000 * time:.0f} ms"
    )


def factor(times: float) -> str:
    """Return in words how many times faster something is.

    >>> factor(1.0), factor(2.34), factor(1234.0)
    ('the slowest', '2.3 times faster', '1,200 times faster')
    """
    if times <= 1:
        return "the slowest"
    return f"{times:.1f} times faster" if times < 10 else f"{float(f'{times:.2g}'):,.0f} times faster"
