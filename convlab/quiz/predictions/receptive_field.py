"""What lesson 7 asks to predict: who fits the chip, fields, holes, who has a say, what groups save, the designs."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "who-fits-the-chip": Prediction(
        label="The chip has room for",
        choices=("both", "the one kernel", "the fifteen layers", "neither"),
        answer="neither",
        why="A kernel of 31 x 31 has 961 weights for each pair of channels, and fifteen small ones still 135.",
        slips={"the fifteen layers": "They take far fewer, but a layer alone takes 5 · 46 = 230."},
    ),
    "one-two-three-layers": Prediction(
        label="The three fields:",
        answer=(3, 5, 7),
        why="Each layer adds one pixel at either end.",
        slips={
            (3, 6, 9): "The windows overlap: a layer adds 3 − 1.",
            (3, 9, 27): "Fields add up, they do not multiply.",
        },
    ),
    "strides-1-2-1-2": Prediction(
        label="The four fields:",
        answer=(3, 5, 9, 13),
        why="The jumps before the four layers are 1, 1, 2, 2, and each layer adds two of them.",
        slips={
            (3, 5, 7, 9): "That forgets the jump.",
            (3, 7, 11, 19): "A layer looks first, and only then does its stride count.",
            (3, 9, 27, 81): "The fields overlap, so they do not multiply.",
        },
    ),
    "three-dilations": Prediction(
        label="Samples from the first to the last, for 1, 2, 4 and for 2, 2, 2:",
        answer=(15, 13),
        why="A layer of three taps adds 2 · dilation: 1 + 2 + 4 + 8, and 1 + 4 + 4 + 4.",
        slips={
            (7, 7): "That is three layers without holes.",
            (9, 5): "That is the widest layer alone; the others widen the field, too.",
            (15, 7): "Seven are used; from the first to the last it is further.",
        },
    ),
    "say-of-the-middle": Prediction(
        label="The middle third has",
        choices=("about 35 %", "about 60 %", "about 90 %"),
        answer="about 90 %",
        why="Many ways lead to the middle, one alone to either end.",
        slips={"about 35 %": "So it would be if all pixels had the same say."},
    ),
    "depthwise-and-pointwise": Prediction(
        label="Times fewer weights:",
        answer=8.8,
        factor=1.1,
        why="The pointwise layer has most of what is left: 262,144 of 266,752.",
        slips={
            512: "That is the depthwise layer alone. Who mixes the channels?",
            2: "There are nine taps in the full kernel, and one in the pointwise.",
        },
    ),
    "is-it-64-times-as-fast": Prediction(
        label="It is",
        choices=("64 times as fast", "not nearly 64 times as fast", "far more than 64 times as fast"),
        answer="not nearly 64 times as fast",
        why="The numbers must be fetched all the same, and small products keep a processor less busy.",
    ),
    "layers-on-the-chip": Prediction(
        label="Layers that are needed, and that fit:",
        answer=(4, 4),
        why="With stride 2 the fields are 3, 7, 15, 31; and four layers of 230 numbers are 920.",
        slips={
            (15, 4): "So many it takes at stride 1.",
            (5, 4): "The fields are 3, 7, 15, 31: the first layer adds 2, not 1.",
            (4, 5): "Five layers are 1,150 numbers.",
        },
    ),
    "two-of-one-price": Prediction(
        label="The same number of weights and biases have",
        choices=("the kernel and VGG's", "VGG's and yours", "yours and the dilated", "the dilated ones"),
        answer="yours and the dilated",
        why="Both are four layers of 3 x 3 on all channels: neither a stride nor a hole is a weight.",
    ),
}
