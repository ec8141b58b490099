"""Choose whose functions train: the learner's where they are right and fast enough, else the course's, and say so."""

import contextlib
import io
import time
from collections.abc import Callable
from functools import cache

import numpy as np

from convlab.checks import learner
from convlab.numerics import engine, gradients, training

PATIENCE = (
    10.0  # milliseconds that a learner's function may take for each image, unless they say "all the same"
)
LOOK = 100  # calls from one comparison with the course's function to the next


class Own:
    """A learner's function while it trains: watched, and left for the course's as soon as it fails.

    Attributes
    ----------
    trouble : str
        Why it was left; empty as long as it is used.
    """

    def __init__(self, name: str, own: Callable, course: Callable, is_loud: bool) -> None:
        self.name, self.own, self.course, self.is_loud = name, own, course, is_loud
        self.trouble, self._calls = "", 0

    def __call__(self, *args: object, **named: object) -> object:
        """Return the learner's answer, or the course's after trouble."""
        if self.trouble:
            return self.course(*args, **named)
        try:
            with contextlib.redirect_stdout(io.StringIO()) if self.is_loud else contextlib.nullcontext():
                got = self.own(*args, **named)
        except (Exception, SystemExit) as error:  # whatever a learner's function raises is told, not raised
            self.trouble = f"stopped with {type(error).__name__}"
            return self.course(*args, **named)
        if self._calls % LOOK == 0:
            due = self.course(*args, **named)
            if _is_finite(due) and not learner.same(got, due):
                self.trouble = "went another way than the course’s"
                return due
        self._calls += 1
        return got


def _is_finite(value: object) -> bool:
    parts = value if isinstance(value, tuple) else (value,)
    return all(np.isfinite(part).all() for part in parts)


class Chosen:
    """The functions that one training goes back with.

    Parameters
    ----------
    all_the_same : bool
        Whether the learner's right functions are used however slow they are.

    Attributes
    ----------
    way : WayBack
    """

    def __init__(self, *, all_the_same: bool = False) -> None:
        self._said: dict[str, str] = {}
        found = {name: self._choose(name, all_the_same) for name in COURSE if name != "col2im"}
        conv = found["conv2d_backward"]
        if not isinstance(conv, Own):
            brings_home = self._choose("col2im", all_the_same)
            if isinstance(brings_home, Own):
                found["conv2d_backward"] = by_columns(brings_home)
                self._said["conv2d_backward"] += ", with your col2im in it"
        self._own = [part for part in found.values() if isinstance(part, Own)]
        self.way = training.WayBack(**found)

    @property
    def is_yours(self) -> bool:
        """Tell whether all functions are the learner's own."""
        return len(self._own) == len(COURSE) - 1 and not any(own.trouble for own in self._own)

    @property
    def words(self) -> str:
        """Say whose functions compute, and why not the learner's."""
        yours = [own.name for own in self._own if not own.trouble]
        others = [f"the course’s {name} ({why})" for name, why in self._said.items() if name != "col2im"]
        others += [
            f"the course’s {own.name} (yours is right on small calls, but {own.trouble})"
            for own in self._own
            if own.trouble
        ]
        return "; ".join(([f"your {', '.join(yours)}"] if yours else []) + others)

    def _choose(self, name: str, all_the_same: bool) -> Callable:
        """Return the learner's function, or the course's, and note why."""
        course = COURSE[name]
        chosen = learner.function(name, course, probes()[name])
        own = chosen.own
        if own is None:
            self._said[name] = chosen.why
            return course
        is_done, tried = learner.run(_try_out, (own, timing()[name]))
        spent, is_loud = tried if is_done else (1000 * learner.LIMIT, True)
        if spent > PATIENCE and not all_the_same:
            self._said[name] = f"yours is right, but takes {spent:.0f} ms for an image"
            return course
        return Own(name, own, course, is_loud)


def by_columns(col2im: Callable) -> Callable:
    """Return `conv2d_backward` in columns, with another `col2im` than the course's in it."""

    def conv2d_backward(dout, x, w, stride=1, padding=0):
        f, _, kh, kw = w.shape
        flat = dout.reshape(f, -1)
        dw = flat @ engine.im2col(x, kh, kw, stride, padding).T
        dx = col2im(w.reshape(f, -1).T @ flat, x.shape, kh, kw, stride, padding)
        return dx, dw.reshape(w.shape), flat.sum(axis=1)

    return conv2d_backward


def _try_out(function: Callable, calls: list[tuple]) -> tuple[float, bool]:
    """Return the milliseconds that a function takes for some calls, one of each, and whether it prints."""
    said, start = io.StringIO(), time.perf_counter()
    with contextlib.redirect_stdout(said), contextlib.suppress(Exception, SystemExit):
        for args in calls:
            function(*args)
    return 1000 * (time.perf_counter() - start), bool(said.getvalue())


COURSE: dict[str, Callable] = {
    "conv2d_backward": gradients.conv2d_backward,
    "max_pool2d_backward": gradients.max_pool2d_backward,
    "cross_entropy": gradients.cross_entropy,
    "col2im": gradients.col2im,
}


@cache
def probes() -> dict[str, list[tuple]]:
    """Return small calls of each function that separate the usual mistakes."""
    rng = np.random.default_rng(8)

    def layer(c, f, size, kernel, stride, padding):
        x, w = rng.normal(size=(c, *size)), rng.normal(size=(f, c, *kernel))
        dout = rng.normal(size=engine.conv2d_multi(x, w, None, stride, padding).shape)
        return dout, x, w, stride, padding

    layers = [
        layer(2, 3, (5, 6), (3, 2), 1, 0),
        layer(1, 2, (6, 4), (3, 3), 1, 1),
        layer(2, 1, (6, 7), (2, 3), 2, 1),
    ]
    columns = [
        (engine.im2col(x, *w.shape[2:], stride, padding), x.shape, *w.shape[2:], stride, padding)
        for _, x, w, stride, padding in layers
    ]
    pooled = [rng.normal(size=(2, 4, 6)), rng.integers(0, 3, size=(2, 2, 5, 4)).astype(float)]
    pools = [(rng.normal(size=engine.pool2d(x).shape), x) for x in pooled]
    losses = [
        (3 * rng.normal(size=(4, 5)), np.array([0, 4, 2, 2])),
        (1e4 * rng.normal(size=(2, 3)), np.array([1, 0])),
    ]
    return {
        "conv2d_backward": layers,
        "max_pool2d_backward": pools,
        "cross_entropy": losses,
        "col2im": columns,
    }


@cache
def timing() -> dict[str, list[tuple]]:
    """Return calls as large as those for one image of the tiny CNN."""
    rng = np.random.default_rng(8)

    def draw(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    sizes = [(1, 4, 28), (4, 8, 14)]
    return {
        "conv2d_backward": [(draw(f, n, n), draw(c, n, n), draw(f, c, 3, 3), 1, 1) for c, f, n in sizes],
        "max_pool2d_backward": [(draw(f, n // 2, n // 2), draw(f, n, n)) for _, f, n in sizes],
        "cross_entropy": [(draw(1, 10), np.array([3]))],
        "col2im": [(draw(9 * c, n * n), (c, n, n), 3, 3, 1, 1) for c, _, n in sizes],
    }
