"""What lesson 3 asks to predict: sides, covers, borders, steps, ghosts, and what a pool keeps."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "five-layers-of-32": Prediction(
        label="The side of the last map:",
        answer=32 - 5 * 2,
        why="A ring is lost in each layer: 32, 30, 28, 26, 24, 22.",
        slips={
            27: "A ring costs two, one pixel at either end.",
            17: "A 3 x 3 window costs 3 − 1 = 2, not 3.",
        },
    ),
    "windows-over-a-corner": Prediction(
        label="Windows over a corner pixel, and over one at the edge:",
        answer=(4, 6),
        why="Along each axis a border pixel lies in two windows now, one inside in three: 2 · 2 and 2 · 3.",
        slips={
            (1, 3): "That is without padding.",
            (9, 9): "Windows that start at −2 would be needed for that.",
        },
    ),
    "an-even-blur": Prediction(
        label="The middle of the blur lies",
        choices=("at 3, as before", "half a place beside it", "a whole place beside it"),
        answer="half a place beside it",
        why="Four places have their middle between the second and the third.",
    ),
    "reflect-on-the-left": Prediction(
        label="From left to right:",
        answer=(3, 2),
        why="A mirror at the edge pixel: next to the 1 stands what is next to it inside, 2, then 3.",
        slips={
            (2, 1): "The edge pixel itself is not repeated.",
            (2, 3): "Seen in the mirror: the nearer one is the 2, so it stands next to the 1.",
            (1, 1): "That is replicate.",
            (4, 5): "That is circular.",
            (0, 0): "That is zeros.",
        },
    ),
    "starts-of-stride-2": Prediction(
        label="With stride 2, at",
        answer=(0, 2, 4),
        why="A window that starts at 6 would hang over the end. With stride 3: 0 and 3.",
        slips={
            (0, 2, 4, 6): "Two thirds of that last window would hang over the end.",
            (0, 2): "The window at 4 ends at column 6: it fits.",
        },
    ),
    "work-of-stride-2": Prediction(
        label="Multiplications:",
        answer=112 * 112 * 9,
        factor=1.05,
        why="Half as many places in each direction: a quarter of 451,584.",
        slips={225_792: "Half in each direction is a quarter."},
    ),
    "stripes-at-stride-2": Prediction(
        label="It finds",
        choices=("stripes, half as wide", "bright ground only", "dark ground only", "gray"),
        answer="dark ground only",
        why="It reads columns 0, 2, 4 and 6, and all of them are dark.",
    ),
    "where-sobel-answers": Prediction(
        label="In the columns",
        answer=(7, 8, 15),
        why="The step touches the windows of columns 7 and 8; and behind column 15 stand zeros beside ones.",
        slips={
            (7, 8): "And what stands beyond the right border?",
            (8,): "A window is three wide: the one at 7 sees the step, too. And the right border?",
            (7,): "The window at 8 sees the step, too. And the right border?",
            (0, 7, 8, 15): "On the left zeros stand beside zeros.",
        },
    ),
    "modes-without-ghosts": Prediction(
        label="Free of ghosts are",
        choices=("reflect and replicate", "reflect and circular", "replicate and circular", "all three"),
        answer="reflect and replicate",
        why="They continue what is there; circular puts the bright side beside the dark one.",
    ),
    "image-plus-map": Prediction(
        label="Python makes of it",
        choices=("an array of 5 x 6", "an array of 3 x 4", "an error"),
        answer="an error",
        why="5 x 6 and 3 x 4 cannot be added, and no side is 1, which alone would stretch.",
    ),
    "share-thrown-away": Prediction(
        label="Percent thrown away:",
        answer=75,
        why="One of four stays.",
        slips={25: "That is what stays.", 50: "Half in each direction."},
    ),
    "pooled-spot": Prediction(
        label="The same for",
        choices=("the first alone", "the first two", "all three"),
        answer="the first two",
        why="Columns 2 and 3 lie in one window, column 4 in the next.",
    ),
    "pooled-shift": Prediction(
        label="The map moves along",
        choices=("for both", "for two pixels only", "for neither"),
        answer="for two pixels only",
        why="Two pixels are one whole window; after one pixel other numbers share a window.",
    ),
}
