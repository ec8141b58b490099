"""What the first page asks to predict: a range, a slice, an outer product, a turn."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "what-arange-holds": Prediction(
        label="The numbers:",
        answer=(10, 15, 20, 25),
        why="From 10 in steps of 5, up to 30 and not including it, as always in Python.",
        slips={(10, 15, 20, 25, 30): "The end itself is left out."},
    ),
    "shape-of-a-slice": Prediction(
        label="The shape, rows first:",
        answer=(3, 2),
        why="Rows 1, 2 and 3; and the last two columns.",
        slips={(4, 2): "Row 4 is left out: a slice ends before its stop.", (2, 3): "Rows come first."},
    ),
    "corner-of-an-outer-product": Prediction(
        label="In the lower right corner stands",
        answer=80,
        why="The last of the column, 20, times the last of the row, 4.",
        slips={24: "That is the sum; the outer product multiplies."},
    ),
    "upside-down": Prediction(
        label="The first row:",
        answer=(6, 5, 4),
        why="Upside down, the last row comes first, and backwards.",
        slips={
            (4, 5, 6): "Turned by 180° each row is backwards, too.",
            (3, 2, 1): "The rows change places, too.",
        },
    ),
}
