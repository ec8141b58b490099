"""What lesson 6 asks to predict: taps, powers, sides, digits read, orders of axes, moved digits, fields."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "taps-of-both": Prediction(
        label="Taps of the single kernel:",
        answer=5,
        why="Three taps reach over three, and the second kernel adds one at either end.",
        slips={
            9: "Taps that fall on one place add up.",
            6: "The two overlap in one place.",
            3: "Both together see more.",
        },
    ),
    "where-powers-end": Prediction(
        label="The largest z, about:",
        choices=("100", "700", "10,000", "1,000,000"),
        answer="700",
        why="The largest float64 is about 1.8 · 10³⁰⁸, and 308 · ln 10 is about 709.",
    ),
    "sides-without-padding": Prediction(
        label="The four sides:",
        answer=(26, 13, 11, 5),
        why="A convolution costs two, a pool halves; 11 is odd, so its last row and column are dropped.",
        slips={
            (26, 13, 11, 6): "A pool rounds down: half a block is no block.",
            (28, 14, 14, 7): "That is with padding 1.",
            (26, 13, 13, 6): "The second convolution costs two as well.",
        },
    ),
    "read-of-50": Prediction(
        label="Read rightly, of 50:",
        answer=48,
        factor=1.08,
        why="A few thousand weights and no rule about any digit.",
    ),
    "channels-last": Prediction(
        label="There is",
        choices=("an error", "no error, and the right digits", "no error, and mostly wrong digits"),
        answer="no error, and mostly wrong digits",
        why="392 numbers meet 392 weights, and nearly every one the wrong weight.",
        slips={"an error": "The width is right, and that is all that anybody can check."},
    ),
    "moved-digits": Prediction(
        label="When all digits move,",
        choices=(
            "both models fall",
            "the linear one falls, the CNN holds",
            "the CNN falls, the linear one holds",
            "both hold",
        ),
        answer="the linear one falls, the CNN holds",
        why="The linear model has a weight for each pixel; a filter finds its edge wherever it is.",
    ),
    "fields-of-the-network": Prediction(
        label="After conv 1, pool 1, conv 2, pool 2:",
        answer=(3, 4, 8, 10),
        why="3; plus 1 · 1; plus 2 · 2, as pixels are two apart by now; plus 1 · 2.",
        slips={
            (3, 4, 6, 7): "After a pool, neighbors are two pixels apart.",
            (3, 6, 8, 16): "Fields do not double; the jump does.",
        },
    ),
}
