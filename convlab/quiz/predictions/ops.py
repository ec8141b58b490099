"""What lesson 1 asks to predict: weights, products, maps, shapes, and what a few steps of learning find."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "weights-of-256-neurons": Prediction(
        label="How many weights?",
        choices=("about fifty thousand", "about a million", "about twelve million", "about a billion"),
        answer="about twelve million",
        why="There are 128 · 128 · 3 = 49,152 inputs, and each is wired to 256 neurons.",
        slips={"about fifty thousand": "Those are the inputs; each has 256 wires."},
    ),
    "zero-products": Prediction(
        label="How many of the nine products are zero?",
        answer=3,
        why="The middle column of the kernel weighs nothing; no pixel is zero.",
    ),
    "the-other-five": Prediction(
        label="The other five are",
        choices=("all −60", "larger and larger", "0 at the border"),
        answer="all −60",
        why="Two columns on it is 20 brighter, at every place, and there are three rows: 3 · (−20).",
    ),
    "middle-column": Prediction(
        label="What stands at (1, 2)?",
        answer=420,
        why="90 + 140 + 190 = 420: the middle column of the window that starts at row 1, column 2.",
        slips={
            270: "That is (0, 2), a row higher.",
            510: "That is a row lower: rows are counted from 0.",
            -60: "That was the other kernel.",
        },
    ),
    "shape-of-the-diagonal": Prediction(
        label="The shape of the map:",
        answer=(5, 5),
        why="A side of 7 has 7 − 3 + 1 = 5 places for a kernel of 3.",
        slips={
            (7, 7): "A window has to fit inside.",
            (4, 4): "The first place counts, too: 7 − 3 + 1.",
            (3, 3): "That is the kernel's shape.",
        },
    ),
    "when-the-flip-is-lost": Prediction(
        label="The two agree for kernels",
        choices=(
            "of sum 0",
            "with equal left and right halves",
            "that look the same upside down (turned by 180°)",
        ),
        answer="that look the same upside down (turned by 180°)",
        why="The flip turns the kernel by 180°, and these do not change by that.",
        slips={"with equal left and right halves": "The flip swaps top and bottom as well."},
    ),
    "shift-then-slide": Prediction(
        label="The two maps are",
        choices=("the same", "different", "the same only for symmetric kernels"),
        answer="the same",
        why="Every window sees what it saw before, two columns further on.",
    ),
    "eight-filters": Prediction(
        label="The shape, channels first:",
        answer=(8, 3, 3),
        why="One map a filter, with 5 − 3 + 1 = 3 places along each side; the channels are summed up.",
        slips={
            (3, 3, 8): "These are the right numbers with the channels last; we store them first.",
            (8, 5, 5): "Without padding a side of 5 has 3 places for a kernel of 3.",
            (24, 3, 3): "A filter adds its three channels up to one map.",
            (8, 3, 3, 3): "That is the shape of the filters' weights.",
        },
    ),
    "weights-of-a-large-image": Prediction(
        label="Numbers to learn on 4000 x 4000; weights of one filter on color:",
        answer=(10, 27),
        why="Still 9 weights and 1 bias; and 3 · 3 · 3, in place of the 150,528 of a neuron wired to every pixel.",
        slips={
            (10, 9): "A filter reaches through all three channels.",
            (9, 27): "The bias is learned, too.",
            (16000000, 27): "The size of the image is not in the formula.",
        },
    ),
    "what-is-learned": Prediction(
        label="After 120 small steps, <code>learned</code> holds",
        choices=("nine random numbers", "nearly the secret kernel", "a copy of the picture"),
        answer="nearly the secret kernel",
        why="Every step makes the error a little smaller, and only the secret kernel has none.",
    ),
}
