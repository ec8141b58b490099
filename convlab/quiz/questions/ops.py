"""Ask about lesson 1: one place, the flip, counting weights, which outputs change, what sharing saves."""

import numpy as np

from convlab.numerics import engine
from convlab.quiz.questions import Question, table


def one_place(rng: np.random.Generator) -> Question:
    """Ask for one number of a map of 10 to 250 under a kernel that adds up one column."""
    image, col = np.arange(10, 260, 10).reshape(5, 5), int(rng.integers(0, 3))
    i, j = (int(n) for n in rng.permutation([0, 1, 2])[:2])
    kernel = np.zeros((3, 3), dtype=int)
    kernel[:, col] = 1
    out = engine.conv2d(image, kernel).astype(int)
    column = image[i : i + 3, j + col]
    row_sum = int(engine.conv2d(image, kernel.T)[i, j])
    turned = int(engine.conv2d(image, kernel[::-1, ::-1])[i, j])
    sums = " + ".join(map(str, column))
    return Question(
        prompt=f"The kernel {table(kernel)} slides over the image {table(image)}<p>What stands at row {i}, "
        f"column {j} of the output? (Rows and columns are counted from 0.)</p>",
        answer=int(out[i, j]),
        why=f"The window starts at row {i}, column {j}; its column {col} adds up: {sums} = {out[i, j]}.",
        slips=[
            (int(out[j, i]), "That is the place with row and column swapped."),
            (row_sum, "That adds up a row of the window; the ones stand in a column."),
            (turned, "That turned the kernel first. Correlation does not."),
            (
                int(image[i + 1, j + 1]),
                "That is the pixel in the middle of the window. The kernel adds up three.",
            ),
            (
                int(column.mean()),
                "That is the mean of the column. The kernel's ones add up, nothing divides.",
            ),
            (
                int(image[i, j]),
                "That is the pixel at this place of the image. The window reaches on from there.",
            ),
            (int(out[0, 0]), "That is the answer at the first place, (0, 0)."),
        ],
        is_typed=True,
    )


def which_turn(rng: np.random.Generator) -> Question:
    """Ask which array true convolution slides."""
    kernel = rng.permutation(np.arange(1, 7)).reshape(2, 3)
    return Question(
        prompt=f"A mathematician's <em>true convolution</em> is given the kernel {table(kernel)} "
        "<p>Which array does it lay on the window, entry on entry?</p>",
        answer=table(kernel[::-1, ::-1]),
        why="Turned by 180°: rows in reverse order, and each row backwards.",
        slips=[
            (table(kernel), "As it stands: that is cross-correlation, what deep-learning libraries compute."),
            (table(kernel[:, ::-1]), "Only each row is backwards here; the rows must change places too."),
            (table(kernel[::-1]), "Only the rows changed places; each must be read backwards too."),
            (table(kernel.T), "That is the transpose: mirrored at the diagonal, and of another shape."),
        ],
    )


def count_weights(rng: np.random.Generator) -> Question:
    """Ask how many numbers a layer learns."""
    c_in, c_out, k = ((3, 64, 3), (3, 32, 5), (16, 32, 3), (3, 96, 11), (64, 128, 3))[int(rng.integers(0, 5))]
    weights = c_out * c_in * k * k
    return Question(
        prompt=f"A layer takes {c_in} channels of 128 × 128 pixels and has {c_out} filters of {k} × {k}, "
        "each with a bias. How many numbers does it learn?",
        answer=weights + c_out,
        why=f"{c_out} · {c_in} · {k} · {k} = {weights:,} weights, and {c_out} biases. The image's size "
        "is not in it.",
        slips=[
            (weights, f"Those are the weights. Each of the {c_out} filters has a bias besides."),
            (
                c_out * k * k + c_out,
                f"A filter has a {k} × {k} kernel for <em>each</em> of the {c_in} channels.",
            ),
            (c_out * k * k, f"Two things are missing: the {c_in} input channels, and the biases."),
            (weights + c_out * c_in, "One bias for each filter, not one for each channel of each filter."),
            (weights + 1, f"Each of the {c_out} filters has a bias of its own."),
            (weights + c_in, f"The biases go with the {c_out} filters, not with the input channels."),
            (c_in * k * k + 1, f"That is one filter with its bias. There are {c_out}."),
            (
                128 * 128 * c_in * c_out,
                "That is the image wired to every neuron; a kernel is shared by all places.",
            ),
        ],
        is_typed=True,
    )


def one_pixel(rng: np.random.Generator) -> Question:
    """Ask how many outputs change with one pixel."""
    height, width = (int(n) for n in rng.integers(6, 10, size=2))
    kh, kw = ((3, 3), (2, 3), (3, 2), (3, 4))[int(rng.integers(0, 4))]
    r, c = int(rng.integers(0, 2)), int(rng.integers(1, width - 1))
    pixel = np.zeros((height, width))
    pixel[r, c] = 1
    count = int(engine.conv2d(pixel, np.ones((kh, kw))).sum())
    rows = min(r, height - kh) - max(0, r - kh + 1) + 1
    cols = min(c, width - kw) - max(0, c - kw + 1) + 1
    return Question(
        prompt=f"A kernel of {kh} × {kw}, with no zero in it, slides over {height} × {width} pixels without "
        f"padding. The pixel at row {r}, column {c} changes. How many outputs change?",
        answer=count,
        why=f"As many as there are windows on that pixel: {rows} start rows times {cols} start columns.",
        slips=[
            (
                kh * kw,
                "That holds in the middle of the image. Near the border fewer windows reach the pixel.",
            ),
            (1, "One output would change if windows did not overlap. They do."),
            (
                (height - kh + 1) * (width - kw + 1),
                "Those are all outputs. Windows far away never see the pixel.",
            ),
            (min(r + 1, kw) * min(c + 1, kh), "Rows and columns of the kernel are swapped there."),
            (rows * kw, "Along the columns, too, the image ends and windows are missing."),
            (rows + cols, "Start rows and start columns combine freely: multiply."),
        ],
        is_typed=True,
    )


def what_sharing_saves(rng: np.random.Generator) -> Question:
    """Ask by what factor sharing divides the weights of a first layer."""
    size, k, out, filters = ((227, 11, 55, 96), (224, 7, 112, 64), (32, 5, 28, 6))[int(rng.integers(0, 3))]
    places, weights = out * out, k * k * 3
    return Question(
        prompt=f"A first layer turns {size} × {size} color pixels into {filters} maps of {out} × {out} with "
        f"filters of {k} × {k}. Suppose that instead every output had weights of its own for its window. How "
        "many times more weights (without biases) would there be?",
        answer=f"{places:,} times",
        why=f"Shared, a map has {k} · {k} · 3 = {weights} weights; unshared, {weights} for each of its "
        f"{out} · {out} = {places:,} places. The number of maps cancels: {weights * filters:,} weights "
        f"against {weights * filters * places:,}.",
        slips=[
            (
                f"{size * size:,} times",
                "That counts pixels. What counts is the places where the window stops.",
            ),
            (f"{places * filters:,} times", f"Both layers have {filters} maps, so their number cancels."),
            (f"{weights:,} times", "That is the weights of one filter, the same with sharing and without."),
            (f"{filters} times", "The number of maps is the same in both."),
        ],
    )


QUESTIONS = {
    one_place: "1.2",
    which_turn: "1.4",
    count_weights: "1.7",
    one_pixel: "1.3",
    what_sharing_saves: "1.7",
}
