"""Usual mistakes of lesson 3: padding."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Bank, fails_when, probe
from convlab.mistakes.image_axes import add_edge_pixels
from convlab.numerics import engine

EDGE = "lesson 3, section 3.2 (what stands beyond the edge), the strip of places"
P = np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 11, 13, 17]])
STACK = np.stack([P, 20 + P, 40 + P[::-1]])
COPYING = ("reflect", "replicate", "circular")
DEEP = [probe(STACK, 1), probe(STACK, 2), probe(STACK[:2], 2), probe(np.stack([STACK] * 2), 1)]
TWO_DEEP = [probe(P, 2, mode) for mode in COPYING]
Q = np.arange(30).reshape(5, 6) ** 2 % 31
NOT_NUMPYS = AnyError(Exception, r"^(?!mode '\w*' is not supported|index .*out of bounds)")
IN_MODE = {mode: [probe(x, p, mode) for x, p in [(P, 1), (P, 2), (P.T, 2), (Q, 3)]] for mode in COPYING}
ALL_MODES = [at for probes in IN_MODE.values() for at in probes]


def sides(x, before, after, mode="zeros"):
    """Pad the last two axes by `before` and `after`."""
    width = [(0, 0)] * (x.ndim - 2) + [(before, after)] * 2
    return np.pad(x, width, mode=engine.PAD_MODES[mode])


def _renamed(**names):
    """Return a variant that takes one mode for another."""
    return lambda x, padding, mode="zeros": engine.pad2d(x, padding, names.get(mode, mode))


def _one_axis(axis):
    """Return a variant that pads a single axis."""

    def variant(x, padding, mode="zeros"):
        width = [(0, 0)] * x.ndim
        width[axis] = (padding, padding)
        return np.pad(x, width, mode=engine.PAD_MODES[mode])

    return variant


def _empty_corners(x, padding, mode="zeros"):
    out = engine.pad2d(x, padding, mode).copy()
    for rows in (slice(None, padding), slice(-padding, None)):
        for columns in (slice(None, padding), slice(-padding, None)):
            out[..., rows, columns] = 0
    return out


def _empty_corners_in(only):
    """Return a variant whose corners stay empty in a single mode."""
    return lambda x, padding, mode="zeros": (
        _empty_corners(x, padding, mode) if mode == only else engine.pad2d(x, padding, mode)
    )


def _not_reversed(x, padding, mode="zeros"):
    """Copy the right pixels of a mirror in the order in which they stand."""
    if mode != "reflect" or padding == 0:
        return engine.pad2d(x, padding, mode)
    for axis in (-2, -1):
        x = np.moveaxis(x, axis, -1)
        left, right = x[..., 1 : padding + 1], x[..., -padding - 1 : -1]
        x = np.moveaxis(np.concatenate([left, x, right], axis=-1), -1, axis)
    return x


def _own_side(x, padding, mode="zeros"):
    """Fill each side of a circular padding from the side itself."""
    if mode != "circular" or padding == 0:
        return engine.pad2d(x, padding, mode)
    for axis in (-2, -1):
        x = np.moveaxis(x, axis, -1)
        parts = [x[..., :padding], x, x[..., -padding:]]
        x = np.moveaxis(np.concatenate(parts, axis=-1), -1, axis)
    return x


def _numpys(x, padding, numpys):
    """Pad the last two axes in one of NumPy's modes."""
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=numpys)


def _symmetric(x, padding, mode="zeros"):
    return _numpys(x, padding, "symmetric") if mode == "reflect" else engine.pad2d(x, padding, mode)


def _twice_at_one_end(near, far):
    """Return the variant whose mirrors at the first and at the last edge are NumPy's modes `near` and `far`."""

    def variant(x, padding, mode="zeros"):
        if mode != "reflect":
            return engine.pad2d(x, padding, mode)
        lead = [(0, 0)] * (x.ndim - 2)
        return np.pad(np.pad(x, lead + [(padding, 0)] * 2, near), lead + [(0, padding)] * 2, far)

    return variant


pad2d = Bank(
    "pad2d",
    oracle=engine.pad2d,
    where="lesson 3, section 3.2 (what stands beyond the edge)",
    probes=[probe(P[:2, :3], 1), probe(P, 1), probe(P, 2), probe(P.T, 1)],
)
pad2d.add(
    "one-side-only",
    "Your array grew at one end of each axis only. On how many sides does padding stand?",
    lambda x, padding, mode="zeros": sides(x, padding, 0, mode),
    lambda x, padding, mode="zeros": sides(x, 0, padding, mode),
    lambda x, padding, mode="zeros": sides(x, padding, 0),
    lambda x, padding, mode="zeros": sides(x, 0, padding),
    lambda x, padding, mode="zeros": sides(x, 2 * padding, 0),
    lambda x, padding, mode="zeros": sides(x, 0, 2 * padding),
)
pad2d.add(
    "padding-is-total",
    "Your array grew by the padding, not by twice the padding. Is it counted per side, or for both together?",
    lambda x, padding, mode="zeros": sides(x, padding // 2, padding - padding // 2, mode),
    lambda x, padding, mode="zeros": sides(x, padding - padding // 2, padding // 2, mode),
    lambda x, padding, mode="zeros": sides(x, padding // 2, padding // 2, mode),
    probes=[probe(P[:2, :3], 2), probe(P.T, 2), probe(np.arange(30).reshape(5, 6), 4)],
)
pad2d.add(
    "padding-twice",
    "Your array grew by twice as much as ours on each side. Is the padding a number per side already?",
    fails_when(
        lambda x, padding, mode="zeros": mode == "reflect" and 2 * padding >= min(x.shape[-2:]),
        lambda x, padding, mode="zeros": sides(x, 2 * padding, 2 * padding, mode),
    ),
    lambda x, padding, mode="zeros": sides(x, 2 * padding, 2 * padding, mode),
    probes=[probe(np.arange(30).reshape(5, 6), 2)],
)
pad2d.add(
    "pads-all-axes",
    "The channels and the batch grew too. Which axes hold rows and columns?",
    lambda x, padding, mode="zeros": np.pad(x, padding, mode=engine.PAD_MODES[mode]),
    probes=DEEP,
)
pad2d.add(
    "pads-first-axes",
    "The first two axes grew, not the last two. Where do rows and columns stand when there are channels?",
    lambda x, padding, mode="zeros": np.pad(
        x, [(padding, padding)] * 2 + [(0, 0)] * (x.ndim - 2), mode=engine.PAD_MODES[mode]
    ),
    probes=DEEP,
)
pad2d.add(
    "only-two-axes",
    "It stops when there are channels or a batch. What should happen to the leading axes?",
    fails_when(lambda x, *_, **__: x.ndim > 2, engine.pad2d),
    probes=DEEP,
)
pad2d.add(
    "padding-always-one",
    "You pad by 1, whatever the padding. Where does its number enter?",
    lambda x, padding, mode="zeros": engine.pad2d(x, 1, mode),
    lambda x, padding, mode="zeros": engine.pad2d(x, 1),
    probes=[probe(P[:2, :3], 2), probe(Q, 3), probe(P.T, 2)],
)
pad2d.add(
    "border-not-zeros",
    "In the mode `zeros` other numbers stand in your border. Which array do you paste the image into?",
    *(
        lambda x, padding, mode="zeros", fill=fill: np.pad(
            x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, constant_values=fill
        )
        for fill in (1, 255, -1)
    ),
    *(
        lambda x, padding, mode="zeros", other=other: _numpys(x, padding, other)
        for other in ("edge", "reflect", "wrap")
    ),
)
pad2d.add(
    "one-axis-only",
    "Your array grew along one axis only. Does padding stand above and below, left and right?",
    _one_axis(-2),
    _one_axis(-1),
)
pad2d.add(
    "mode-ignored",
    "Your numbers equal zero padding, whatever the mode. Where does your function ask for the mode?",
    lambda x, padding, mode="zeros": engine.pad2d(x, padding, "zeros"),
    where=EDGE,
    probes=ALL_MODES,
)
pad2d.add(
    "modes-swapped",
    "The numbers of one mode stand where another's are due. Which mode copies from where?",
    _renamed(reflect="replicate", replicate="reflect"),
    _renamed(reflect="circular", circular="reflect"),
    _renamed(replicate="circular", circular="replicate"),
    where=EDGE,
    probes=ALL_MODES,
)
pad2d.add(
    "reflect-repeats-border",
    "Your mirror shows the edge pixel twice. Does a mirror in the middle of that pixel show it again?",
    _symmetric,
    _twice_at_one_end("reflect", "symmetric"),
    _twice_at_one_end("symmetric", "reflect"),
    where=EDGE,
    probes=IN_MODE["reflect"],
)
pad2d.add(
    "reflect-not-reversed",
    "The right pixels stand beyond your edge, but not turned around. Which of them lies next to a mirror?",
    _not_reversed,
    where=EDGE,
    probes=[*IN_MODE["reflect"], probe(np.arange(30).reshape(5, 6), 3, "reflect")],
)
pad2d.add(
    "circular-from-own-side",
    "Each side is continued by its own pixels. Which side do you reach when you walk out on the left?",
    _own_side,
    where=EDGE,
    probes=IN_MODE["circular"],
)
for _mode, _named in [("reflect", "`reflect`"), ("replicate", "`replicate`"), ("circular", "`circular`")]:
    pad2d.add(
        f"{_mode}-as-another-mode",
        f"In the mode {_named} your new pixels come from the wrong places. Which pixel stands next to the edge there, "
        "and which two steps out?",
        *(
            lambda x, padding, mode="zeros", m=_mode, other=other: (
                _numpys(x, padding, other) if mode == m else engine.pad2d(x, padding, mode)
            )
            for other in ("edge", "reflect", "symmetric", "wrap", "constant", "mean", "linear_ramp")
            if other != engine.PAD_MODES[_mode] and (_mode, other) != ("reflect", "symmetric")
        ),
        where=EDGE,
        probes=IN_MODE[_mode],
    )
    pad2d.add(
        f"{_mode}-missing",
        f"It stops in the mode {_named}. Is that one of the four modes that you know, and what do you refuse in it?",
        fails_when(lambda x, padding, mode="zeros", m=_mode: mode == m, engine.pad2d, NOT_NUMPYS),
        where=EDGE,
        probes=ALL_MODES,
    )
pad2d.add(
    "modes-missing",
    "It stops in some of the modes. Which four does the exercise name?",
    *(
        fails_when(lambda x, padding, mode="zeros", known=known: mode not in known, engine.pad2d, NOT_NUMPYS)
        for known in [("zeros",), ("zeros", "reflect"), ("zeros", "replicate"), ("zeros", "circular")]
    ),
    where=EDGE,
    probes=ALL_MODES,
)
pad2d.add(
    "corners-empty",
    "All is right but the corners. Which pixel does a corner copy, when both its row and column lie outside?",
    _empty_corners,
    *(_empty_corners_in(mode) for mode in COPYING),
    where=EDGE,
    probes=ALL_MODES,
)
pad2d.add(
    "padding-zero-fails",
    "It stops or goes wrong when the padding is 0. What does a slice that starts or ends at -0 hold?",
    fails_when(lambda x, padding, mode="zeros": padding == 0, engine.pad2d),
    lambda x, padding, mode="zeros": engine.pad2d(x, padding, mode) if padding else x[..., :0, :0],
    lambda x, padding, mode="zeros": engine.pad2d(x, padding, mode) if padding else np.zeros_like(x),
    probes=[probe(P, 0), probe(P[:2], 0), probe(P.T, 0)],
)
pad2d.add(
    "padding-zero-fails-there",
    "With a padding of 0 this mode adds what nobody asked for. What does a slice that starts at -0 hold?",
    lambda x, padding, mode="zeros": (
        np.tile(x, (*[1] * (x.ndim - 2), 2, 2))
        if mode == "circular" and not padding
        else engine.pad2d(x, padding, mode)
    ),
    probes=[probe(x, 0, mode) for mode in ("zeros", "circular") for x in (P, P[:2], P.T)],
)
pad2d.add(
    "height-width-swapped",
    "It goes wrong wherever height and width differ. Which entry of the shape counts the rows?",
    lambda x, padding, mode="zeros": AnyArray(
        (*x.shape[:-2], x.shape[-1] + 2 * padding, x.shape[-2] + 2 * padding)
    ),
    fails_when(lambda x, *_, **__: x.shape[-2] != x.shape[-1], engine.pad2d),
    probes=[probe(P[:, :3], 1), probe(P[:2, :2], 1)],
)
add_edge_pixels(pad2d, where=EDGE)

BANKS = [pad2d]
