"""Ask about lesson 5: sums, signs, what clipping loses, templates, two convolutions in a row."""

import numpy as np

from convlab import images
from convlab.numerics import engine
from convlab.quiz.questions import Question, table


def flat_wall(rng: np.random.Generator) -> Question:
    """Ask what a kernel answers to even ground: its sum times the brightness."""
    kernel = rng.integers(-3, 6, size=(3, 3))
    kernel[2, 2] += int(rng.integers(1, 4)) - kernel.sum()  # a sum of 1 to 3
    wall, total = int(rng.choice([20, 50, 100])), int(kernel.sum())
    return Question(
        prompt=f"A wall is {wall} everywhere. <p>What does the kernel {table(kernel)} answer in the middle "
        "of it?</p>",
        answer=wall * total,
        why=f"Every weight meets the same {wall}, so the answer is {wall} times the sum of the weights: "
        f"{wall} · {total} = {wall * total}.",
        slips=[
            (wall * int(np.abs(kernel).sum()), "The minus signs count: add the weights with their signs."),
            (9 * wall, "That is the sum of the nine pixels. Each of them has a weight."),
            (total, "That is the sum of the weights. How bright is the wall?"),
            (0, "That is true of kernels with sum 0. What is the sum of this one?"),
            (wall, "That is true of kernels with sum 1. What is the sum of this one?"),
        ],
        is_typed=True,
    )


def which_way(rng: np.random.Generator) -> Question:
    """Ask for the number and the sign of an edge kernel on a slope, as with anchor A."""
    right, down = int(rng.integers(1, 6)), 10 * int(rng.integers(1, 6))
    image = 10 + right * np.arange(5) + down * np.arange(5)[:, None]
    name, words = [("edge_h", "edge h"), ("edge_v", "edge v")][int(rng.integers(0, 2))]
    kernel = images.kernels()[name]
    answer = int(engine.conv2d(image, kernel)[0, 0])
    step = down if name == "edge_h" else right
    other = -6 * (right if name == "edge_h" else down)
    way = "downward" if name == "edge_h" else "to the right"
    return Question(
        prompt=f"An image grows by {right} with every column and by {down} with every row: {table(image)}"
        f"<p>What does <em>{words}</em>, {table(kernel)}, answer in its middle?</p>",
        answer=answer,
        why=f"It gets brighter {way}, where the minus ones lie. Two steps apart, three times: "
        f"−3 · 2 · {step} = {answer}, everywhere inside.".replace("-", "−"),
        slips=[
            (-answer, "The size is right. On which side lie the minus ones, and where is it brighter?"),
            (other, "That is the other direction. Along which axis do the signs of the kernel change?"),
            (answer // 2, "The plus ones and the minus ones are two steps apart."),
            (answer // 3, "Three pixels stand on either side."),
            (0, "The sum of the kernel is 0, but the image is not flat."),
        ],
        is_typed=True,
    )


def clipped_edges(rng: np.random.Generator) -> Question:
    """Ask which edges of a bar are left when negative answers are cut off."""
    is_bright, is_upright = bool(rng.integers(0, 2)), bool(rng.integers(0, 2))
    bar, ground = ("bright", "dark") if is_bright else ("dark", "bright")
    first, second = ("left", "right") if is_upright else ("upper", "lower")
    name, way = ("Sobel x", "to the right") if is_upright else ("Sobel y", "downward")
    row = np.zeros((3, 12)) if is_bright else np.ones((3, 12))
    row[:, 4:8] = is_bright
    out = engine.conv2d(row, images.sobel_x())[0]
    edges = {first: float(out[3]), second: float(out[7])}
    left, lost = sorted(edges, key=edges.get, reverse=True)
    return Question(
        prompt=f"A {bar} bar on {ground} ground meets {name}, which answers positively where it gets "
        f"brighter {way}. The map is clipped: all below 0 becomes black. <p>Which edges of the bar are "
        "left?</p>",
        answer=f"Only the {left} one.",
        why=f"At the {left} edge it gets brighter {way}: positive. At the {lost} one it gets darker: "
        "negative, and cut off.",
        slips=[
            (f"Only the {lost} one.", f"There it gets darker {way}, so the answer is negative."),
            ("Both of them.", "They have different signs, and clipping keeps one sign only."),
            ("None of them.", "One of the two is positive. Black is what the flat parts become."),
        ],
    )


def template(rng: np.random.Generator) -> Question:
    """Ask what a template of positive weights answers to most strongly."""
    is_raw = bool(rng.integers(0, 2))
    thing = str(rng.choice(["a small bright key", "a bright letter", "a small bright star"]))
    bright = "A large white patch without any pattern."
    exact = "The very place that was cut out."
    how = "as it is" if is_raw else "after its mean has been subtracted from it"
    whys = {
        bright: "All weights are 0 or more, so the brightest window wins, whatever it shows. Subtract the "
        "mean of the template first.",
        exact: "With sum 0, even ground answers 0, however bright. Windows must be bright where the template "
        "is bright, and dark where it is dark.",
    }
    right, wrong = (bright, exact) if is_raw else (exact, bright)
    return Question(
        prompt=f"A window with {thing} on dark ground is cut out of a photograph and used as a kernel, "
        f"{how}. The photograph also has a large, evenly white patch and an evenly black one. <p>Which place "
        "answers most strongly?</p>",
        answer=right,
        why=whys[right],
        slips=[
            (wrong, "What does the sum of the weights say about even, white ground?"),
            ("A large black patch.", "Black is 0, so every product is 0 there, whatever the weights are."),
            ("White patch and cut-out place alike.", "Even ground answers the sum times its brightness."),
        ],
    )


def in_a_row(rng: np.random.Generator) -> Question:
    """Ask for the size of the one kernel that does what several in a row do."""
    first, second = (int(k) for k in rng.choice([3, 5, 7], size=2))
    count = int(rng.integers(2, 4))
    sides = [first, second, 3][:count]
    one = 1 + sum(side - 1 for side in sides)
    listed = ", then ".join(f"{side} × {side}" for side in sides)
    return Question(
        prompt=f"Kernels are applied one after the other, with nothing between them: {listed}. One single "
        "kernel does the same. <p>How long is its side?</p>",
        answer=one,
        why=f"Every kernel of side k reaches k − 1 pixels further: 1 + "
        f"{' + '.join(str(side - 1) for side in sides)} = {one}. Only a non-linearity between them would "
        "make it more than one kernel.",
        slips=[
            (sum(sides), "Each further kernel adds its side less one: its center lies on a known place."),
            (int(np.prod(sides)), "Sides add up, they do not multiply."),
            (max(sides), "The second looks at answers that already saw their neighbors."),
            (one - 1, "One more: the pixel in the middle counts as well."),
        ],
        is_typed=True,
    )


QUESTIONS = {flat_wall: "5.1", which_way: "5.1", clipped_edges: "5.4", template: "5.5", in_a_row: "5.7"}
