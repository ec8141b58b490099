"""What lesson 4 asks to predict: times, columns, shapes, orders of axes, rounding, and megabytes."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "fastest-against-six-loops": Prediction(
        label="The fastest is",
        choices=("about 10 times as fast", "about 100 times as fast", "more than 1000 times as fast"),
        answer="more than 1000 times as fast",
        why="Six loops are 830,304 rounds of Python; one product is one call.",
    ),
    "time-of-a-window": Prediction(
        label="One window takes",
        choices=("some nanoseconds", "some microseconds", "some milliseconds"),
        answer="some microseconds",
        why="Finding the slice, making an array and calling a function takes Python about a microsecond each.",
        slips={"some nanoseconds": "So long takes the arithmetic alone, 18 multiplications."},
    ),
    "second-window": Prediction(
        label="The second window:",
        answer=(2, 3, 5, 6),
        why="One column further right, row by row.",
        slips={
            (4, 5, 7, 8): "That is a row further down, the third; places go along a row first.",
            (2, 5, 3, 6): "Each window is read row by row.",
        },
    ),
    "shape-of-the-product": Prediction(
        label="The shape of the product:",
        answer=(3, 4),
        why="(3, 4) @ (4, 4): three filters of four weights, four windows of four numbers.",
        slips={
            (4, 4): "That is the shape of the columns.",
            (3, 2, 2): "That is after the fold.",
            (4, 3): "Filters come first.",
        },
    ),
    "right-orders": Prediction(
        label="Right are",
        answer=1,
        why="Each axis in its place. The other 35 mix numbers that do not belong together.",
        slips={
            36: "All have the right shape; are the numbers in their places?",
            6: "Rows and columns each have one order.",
        },
    ),
    "difference-of-sums": Prediction(
        label="The largest difference is",
        choices=("exactly 0", "about 10⁻¹⁶", "about 10⁻⁸", "about 10⁻³"),
        answer="about 10⁻¹⁶",
        why="A float64 has 16 digits, and each order of adding drops others.",
        slips={"exactly 0": "The same numbers, but added in another order, and every sum is rounded."},
    ),
    "megabytes-of-columns": Prediction(
        label="Megabytes of the column matrix:",
        answer=115.6,
        factor=1.1,
        why="Every pixel stands in nine columns, but for the border: nine times the image.",
        slips={12.8: "The overlapping windows repeat each pixel."},
    ),
}
