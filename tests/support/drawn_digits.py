"""Draw one hundred digits as a hand would on the board: strokes of a pen, at six sizes and six slants, anywhere on it.

Nothing here was learned from or fitted to the network. A digit is a list of strokes, a stroke a list of points
(x, y) in pixels of the board, as the widget sends them.
"""

import numpy as np

BOARD = 280  # side of the board in its own pixels
TALL = 200  # height of a digit of size 1
SIZES = (1.0, 0.85, 0.7, 0.5, 0.4, 0.3)
SLANTS = (0.0, 0.12, -0.1, 0.2, -0.05, 0.28)  # to the right for each pixel up


def arc(x: float, y: float, rx: float, ry: float, start: float, stop: float) -> list[tuple[float, float]]:
    """Return a piece of an ellipse; degrees run clockwise from the right, as y points down."""
    turn = np.radians(np.linspace(start, stop, max(4, int(abs(stop - start) / 12))))
    return list(zip(x + rx * np.cos(turn), y + ry * np.sin(turn), strict=True))


# Two hands for each class, in a box one unit high: as people write in the United States and in Europe.
HANDS = {
    0: ([arc(0.32, 0.5, 0.3, 0.5, -90, 270)], [arc(0.36, 0.5, 0.36, 0.48, -60, 300)]),
    1: ([[(0.1, 0), (0.1, 1)]], [[(0, 0.25), (0.25, 0), (0.25, 1)]]),
    2: (
        [[*arc(0.3, 0.27, 0.28, 0.27, -170, 35), (0, 1), (0.62, 1)]],
        [[*arc(0.32, 0.25, 0.3, 0.25, -150, 60), (0.2, 0.75), (0.02, 0.98), (0.3, 0.93), (0.65, 1)]],
    ),
    3: (
        [arc(0.25, 0.25, 0.28, 0.25, -150, 90) + arc(0.25, 0.74, 0.33, 0.26, -90, 150)],
        [[(0.02, 0.02), (0.52, 0.02), (0.24, 0.4), *arc(0.24, 0.7, 0.33, 0.3, -80, 150)]],
    ),
    4: (
        [[(0.42, 0), (0, 0.66), (0.66, 0.66)], [(0.48, 0.35), (0.48, 1)]],
        [[(0.05, 0), (0.02, 0.52), (0.55, 0.5)], [(0.52, 0), (0.5, 1)]],
    ),
    5: (
        [[(0.55, 0), (0.08, 0), (0.04, 0.45), *arc(0.25, 0.68, 0.33, 0.31, -120, 145)]],
        [[(0.1, 0.02), (0.08, 0.42), *arc(0.26, 0.68, 0.32, 0.3, -110, 140)], [(0.1, 0.02), (0.58, 0.0)]],
    ),
    6: (
        [[(0.45, 0), (0.2, 0.25), *arc(0.3, 0.7, 0.29, 0.3, 190, -170)]],
        [[*arc(0.5, 0.6, 0.48, 0.6, -95, -180), *arc(0.3, 0.7, 0.28, 0.29, 180, -160)]],
    ),
    7: (
        [[(0, 0.02), (0.6, 0.0), (0.36, 0.45), (0.22, 1)]],
        [[(0, 0.02), (0.6, 0.0), (0.2, 1)], [(0.12, 0.5), (0.55, 0.47)]],
    ),
    8: (
        [arc(0.3, 0.25, 0.24, 0.25, 90, 450) + arc(0.3, 0.75, 0.29, 0.25, -90, 270)],
        [
            [(0.52, 0.12), *arc(0.3, 0.22, 0.24, 0.21, -30, -200), (0.3, 0.47), *arc(0.3, 0.74, 0.28, 0.26, -50, 210), (0.3, 0.47), (0.53, 0.16)]
        ],
    ),
    9: (
        [[*arc(0.28, 0.28, 0.27, 0.28, 0, -360), (0.54, 0.6), (0.5, 1)]],
        [[*arc(0.3, 0.27, 0.28, 0.27, -20, -370), (0.56, 0.75), *arc(0.25, 0.75, 0.3, 0.25, 10, 130)]],
    ),
}  # fmt: skip


def draw(digit: int, hand: int, size: float, slant: float, rng: np.random.Generator) -> list[list[list[int]]]:
    """Return the strokes of one digit, somewhere on the board, by a hand that is not quite steady."""
    strokes = [np.array(stroke, float) for stroke in HANDS[digit][hand]]
    stretch = rng.uniform(0.9, 1.15)
    for stroke in strokes:
        stroke[:, 0] = stroke[:, 0] * stretch + slant * (1 - stroke[:, 1])
        wave = rng.normal(size=(2, 2, 3)) * 0.008
        along = np.linspace(0, 1, len(stroke))[:, None] * 2 * np.pi * np.arange(1, 4)
        stroke += (np.sin(along) @ wave[0].T) + (np.cos(along) @ wave[1].T)
    points = np.concatenate(strokes)
    low, high = points.min(axis=0) * TALL * size, points.max(axis=0) * TALL * size
    corner = rng.uniform(12, BOARD - 12 - (high - low)) - low
    return [np.rint(stroke * TALL * size + corner).astype(int).tolist() for stroke in strokes]


def hundred() -> list[tuple[int, float, list]]:
    """Return a hundred digits, ten of each class: class, size, strokes."""
    rng = np.random.default_rng(100)
    found = []
    for digit in range(10):
        for i in range(10):
            size, slant = SIZES[(digit + i) % 6], SLANTS[(2 * digit + i + i // 6) % 6]
            found.append((digit, size, draw(digit, i % 2, size, slant, rng)))
    return found
