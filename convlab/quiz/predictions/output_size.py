"""What lesson 2 asks to predict: places, sizes, paddings, parameters, fields and shapes."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "places-of-7": Prediction(
        label="The last start, and how many places:",
        answer=(4, 5),
        why="The window of three must end at sample 6, so it starts at 4; and 0, 1, 2, 3, 4 are five.",
        slips={
            (4, 4): "The place at 0 counts, too.",
            (5, 5): "A window that starts at 5 would need a sample 7.",
            (6, 7): "A window that starts at 6 hangs over the end.",
        },
    ),
    "padding-of-1": Prediction(
        label="Places for 7, 5 and 32:",
        answer=(7, 5, 32),
        why="A kernel of 3 costs two places, and two samples of padding bring them back.",
        slips={(6, 4, 31): "Padding is counted per side.", (5, 3, 30): "That is without padding."},
    ),
    "twenty-layers": Prediction(
        label="The side that is left:",
        answer=224 - 20 * 2,
        why="Each of the 20 layers costs two.",
        slips={
            204: "A kernel of 3 costs two places, one at each end.",
            164: "A kernel of 3 costs 3 − 1 = 2, not 3.",
        },
    ),
    "the-trap": Prediction(
        label="How many places?",
        answer=4,
        why="The kernel travels 7 in strides of 2: three whole ones, and the first place.",
        slips={
            4.5: "Nobody takes half a step.",
            5: "The fifth would hang over the end; nobody rounds up.",
            3: "The first place counts, too.",
        },
    ),
    "same-padding": Prediction(
        label="The padding per side for 3, 5 and 7:",
        answer=(1, 2, 3),
        why="Half of what the kernel reaches beyond its first tap; a kernel of 4 would need one and a half.",
        slips={(2, 4, 6): "That is both sides together; padding is counted per side."},
    ),
    "alexnet-by-hand": Prediction(
        label="224 samples, 11 taps, stride 4, no padding: places",
        answer=(224 - 11) // 4 + 1,
        why="The travel is 213; 53 strides of 4 fit, and the first place.",
        slips={
            55: "That is what the paper says; but 213 / 4 is 53.25.",
            53: "The first place counts, too.",
        },
    ),
    "64-to-128": Prediction(
        label="Weights and biases:",
        answer=128 * (64 * 3 * 3 + 1),
        why="128 filters, each of 64 · 3 · 3 = 576 weights and one bias.",
        slips={
            73_728: "Only the biases are missing.",
            73_792: "There is one bias for each filter, not for each channel.",
            1_280: "Each filter reaches through all 64 channels.",
        },
    ),
    "three-layers-see": Prediction(
        label="The receptive field:",
        choices=("3", "7", "9", "27"),
        answer="7",
        why="Each layer adds a sample at either end: 3, 5, 7.",
        slips={
            "9": "The windows overlap: they share what lies between them.",
            "27": "Fields add up, they do not multiply.",
        },
    ),
    "lenet-before-the-last": Prediction(
        label="The shape, channels first:",
        answer=(16, 5, 5),
        why="32, 28, 14, 10, 5: each convolution of 5 x 5 costs 4, each pool halves; and there are 16 filters.",
        slips={
            (120, 1, 1): "That is the shape after it.",
            (16, 10, 10): "A pool comes after that convolution.",
            (6, 5, 5): "The second convolution has 16 filters.",
        },
    ),
    "vgg-parameters": Prediction(
        label="Most of the parameters are in",
        choices=(
            "the first convolution",
            "the last convolution",
            "the first dense layer",
            "the last dense layer",
        ),
        answer="the first dense layer",
        why="It is wired to all of the last map, and shares nothing: lesson 1's warning.",
    ),
}
