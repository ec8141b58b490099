"""What lesson 8 asks to predict: steps downhill, who is to blame, the copies, ties, first losses, learning by heart."""

import numpy as np

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "after-one-step": Prediction(
        label="k after one step:",
        answer=2.8,
        why="0 − 0.1 · (−28). After four it is 2.99994.",
        slips={
            -2.8: "Uphill is to the left, and the step goes the other way.",
            28: "A tenth of the slope.",
            3: "Nearly: the slope does not know how far it is.",
        },
    ),
    "two-larger-rates": Prediction(
        label="The 3 is found by",
        choices=("both", "0.2 alone", "0.25 alone", "neither"),
        answer="0.2 alone",
        why="Both jump over the valley. With 0.2 each miss is 0.87 of the one before, with 0.25 it is 1.33.",
    ),
    "nine-sums-at-once": Prediction(
        label="They are computed by",
        choices=("conv2d", "flip_kernel", "softmax", "max_pool2d"),
        answer="conv2d",
        why="A sum of products, pixel times error, at nine places: the picture slid over by the map of errors.",
    ),
    "do-pixels-matter": Prediction(
        label="They depend on the pixels:",
        choices=("yes", "no"),
        answer="no",
        why="An output grows by weight times nudge, whatever the pixel was.",
        slips={"yes": "The outputs do. How much they grow depends on the weights alone."},
    ),
    "ones-brought-home": Prediction(
        label="At the corner, and at the middle:",
        answer=(1, 4),
        why="A corner lies in one window, a pixel of the middle in all four.",
        slips={
            (1, 1): "Copies of one pixel are added.",
            (1, 9): "Nine windows would cover it in a larger image; here there are four.",
        },
    ),
    "four-equal-numbers": Prediction(
        label="The blame goes",
        choices=("in quarters to all four", "as a whole to the first", "as a whole to each"),
        answer="as a whole to the first",
        why="The pool passed one number on. Which of four equal ones is a matter of agreement.",
        slips={
            "in quarters to all four": "That would be a rule, too; libraries agreed on another one.",
            "as a whole to each": "Then there would be four times as much blame behind the pool as before it.",
        },
    ),
    "loss-of-a-guess": Prediction(
        label="The loss is",
        answer=round(float(np.log(10)), 3),
        factor=1.01,
        why="The mean of minus ln 1/10 over all digits: ln 10.",
        slips={
            0.1: "That is what the label got. The loss is minus its logarithm.",
            1: "That is the logarithm to the base 10; here it is the natural one.",
            10: "One of ten, but as a logarithm.",
        },
    ),
    "first-loss": Prediction(
        label="The first loss:",
        answer=2.3,
        factor=1.05,
        why="Ten classes get about 1/10 each: ln 10, give or take the small random weights.",
        slips={0: "That is a network that is sure, and right."},
    ),
    "steps-by-heart": Prediction(
        label="It takes",
        choices=("fewer than ten", "some tens", "some hundreds", "some thousands"),
        answer="some tens",
        why="Below 0.1 after 34 steps: twenty digits are few for 4,266 parameters.",
    ),
    "shape-of-a-layer": Prediction(
        label="The shape of its weight:",
        answer=(64, 3, 3, 3),
        why="Filters, channels, height, width, as in lesson 1. Its bias is (64,).",
        slips={
            (3, 64, 3, 3): "Filters come first, then the channels that each of them reads.",
            (64, 3, 3): "A filter has a kernel for each of the three channels.",
        },
    ),
}
