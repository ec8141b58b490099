"""What lesson 5 asks to predict: answers of kernels, of templates, of learned filters and of two in a row."""

from convlab.quiz.predictions import Prediction

PREDICTIONS = {
    "answers-of-a-wall": Prediction(
        label="Box blur, and Sobel x:",
        answer=(100, 0),
        why="Every weight meets the same 100, so only their sum counts: 1 and 0.",
        slips={(900, 0): "The box blur's weights are ninths.", (100, 100): "Sobel's weights add up to 0."},
    ),
    "edge-h-on-a-slope": Prediction(
        label="The other eight are",
        choices=("all −300", "further from 0 with every row", "0 in the middle"),
        answer="all −300",
        why="Two rows further down it is 100 brighter, at every place, and three columns are added: −3 · 100.",
    ),
    "a-wide-bell": Prediction(
        label="It comes close to",
        choices=("the identity", "the box blur", "nothing but zeros"),
        answer="the box blur",
        why="Seen from far inside, a very wide bell is flat: all weights nearly equal, and their sum stays 1.",
        slips={
            "the identity": "That is the other end, a tiny sigma.",
            "nothing but zeros": "The weights add up to 1, whatever sigma is.",
        },
    ),
    "places-of-minus-300": Prediction(
        label="Places that say −300:",
        answer=9,
        why="Those whose window stays inside: 3 · 3. The ring around them saw padding.",
        slips={
            25: "The windows at the border lie on padding.",
            16: "Both ends of each axis see padding: 5 − 2.",
        },
    ),
    "sides-of-the-square": Prediction(
        label="It finds",
        choices=(
            "its top, negative, and its bottom, positive",
            "its top, positive, and its bottom, negative",
            "left and right",
        ),
        answer="its top, negative, and its bottom, positive",
        why="Its ones stand above: positive is brighter above than below, which is so at the bottom of the square.",
        slips={"left and right": "There rows above and below look alike."},
    ),
    "noise-of-nine": Prediction(
        label="The noise is smaller by a factor of",
        answer=3,
        factor=1.2,
        why="The mean of n independent accidents is √n times smaller than one.",
        slips={9: "The sum of nine accidents is not nine times as large as one: they partly cancel."},
    ),
    "edges-after-clipping": Prediction(
        label="Edges that you see:",
        answer=1,
        why="At the left edge it gets brighter, +4; at the right darker, −4, and that is cut off.",
        slips={2: "One of the two is negative.", 0: "One of the two is positive."},
    ),
    "where-the-star-is": Prediction(
        label="The largest answer is",
        choices=("at its own center", "at another star", "at something bright that is no star"),
        answer="at something bright that is no star",
        why="All its weights are positive, so an even white answers more than any star.",
    ),
    "three-sentences": Prediction(
        label="True are",
        choices=(
            "all three",
            "those on shift and light",
            "those on shift and turn",
            "that on the shift alone",
        ),
        answer="those on shift and light",
        why="Windows move along, and products double; but a turned edge asks for a turned kernel.",
    ),
    "learned-filters": Prediction(
        label="They look",
        choices=("all like noise", "one like Sobel x, the others mixed", "all like kernels of the bank"),
        answer="one like Sobel x, the others mixed",
        why="Nobody asked for an edge; but whoever reads digits needs upright ones.",
    ),
    "two-in-one": Prediction(
        label="One kernel that does both:",
        choices=("yes, exactly", "yes, roughly", "no"),
        answer="yes, exactly",
        why="Sums of products of sums are sums of products: weights times weights, added up place by place.",
    ),
    "the-best-miss": Prediction(
        label="The miss, from 0 to 1:",
        answer=0.62,
        factor=1.25,
        why="With the bend between them, no single kernel comes near.",
        slips={0: "Without the ReLU it was 0.", 1: "It does better than zeros."},
    ),
}
