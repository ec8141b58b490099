"""Ask about lesson 4: a column by hand, the shapes of the product, where a tap stands, duplicates, the price."""

import numpy as np

from convlab.numerics import engine
from convlab.quiz.questions import Question, table


def first_column(rng: np.random.Generator) -> Question:
    """Ask for one column of a small matrix."""
    image = rng.permutation(np.arange(1, 13)).reshape(3, 4)
    which = int(rng.integers(2, 4))
    (i, j), (down, right) = divmod(which, 3), divmod(which, 2)[::-1]
    window, other = image[i : i + 2, j : j + 2], image[down : down + 2, right : right + 2]
    row = engine.im2col(image[None], 2, 2)[which]
    spoken = [" ".join(map(str, values.ravel())) for values in (window, window.T, other, row)]
    spoken.append(" ".join(map(str, image.ravel()[4 * which - 4 : 4 * which])))
    return Question(
        prompt=f"The windows of 2 × 2 of the image {table(image)} become columns. <p>What is column {which}, counted "
        "from 0, read down?</p>",
        answer=spoken[0],
        why=f"Column {which} belongs to output cell ({i}, {j}). Its window is read row by row.",
        slips=[
            (spoken[1], "That reads the window down first. A window is read row by row."),
            (spoken[2], "That is another window. The output is counted row by row: to the right first."),
            (spoken[3], "That is a row of the matrix: what one tap sees in all windows."),
            (spoken[4], "That is a mere reshape of the image. A window is two pixels wide and two high."),
        ],
    )


def shapes(rng: np.random.Generator) -> Question:
    """Ask for the shape of the column matrix."""
    c, n, k = int(rng.choice([2, 4, 8])), int(rng.choice([10, 14, 28])), int(rng.choice([3, 5]))
    f, side = int(rng.choice([16, 32])), n - k + 1
    return Question(
        prompt=f"{c} channels of {n} × {n} meet {f} filters of {k} × {k}, with stride 1 and no padding. Which "
        "shape has the column matrix?",
        answer=f"({c * k * k}, {side * side})",
        why=f"A column holds {c} · {k} · {k} = {c * k * k} numbers, and there are {side} · {side} = {side * side} "
        "windows. The filters do not come into it.",
        slips=[
            (f"({k * k}, {side * side})", f"That is one channel. A window goes through all {c}."),
            (f"({f}, {side * side})", "That is the product: one row for each filter."),
            (f"({f}, {c * k * k})", "That is the matrix of weights, which stands before the @."),
            (f"({c * k * k}, {n * n})", f"There are {side} places along a side of {n}, not {n}."),
        ],
    )


def which_row(rng: np.random.Generator) -> Question:
    """Ask in which row a tap stands."""
    kh, kw = (int(value) for value in rng.permutation([2, 3, 4])[:2])
    c, m, n = int(rng.integers(1, 3)), int(rng.integers(0, kh)), int(rng.integers(0, kw))
    row = (c * kh + m) * kw + n
    return Question(
        prompt=f"Windows are {kh} high and {kw} wide, and there are 3 channels, counted from 0. In which row of the "
        f"matrix, counted from 0, stands tap ({m}, {n}) of channel {c}?",
        answer=row,
        why=f"(c · kH + m) · kW + n = ({c} · {kh} + {m}) · {kw} + {n} = {row}: {c} whole "
        f"channel{'s' if c > 1 else ''} of {kh * kw} rows, then {m * kw + n} more.",
        slips=[
            ((c * kw + n) * kh + m, "That counts down the window first. Its rows come one after the other."),
            ((m * kw + n) * 3 + c, "That has the channel as the fastest index. It is the slowest."),
            (row + 1, "Rows are counted from 0."),
            (m * kw + n, f"That is its row in channel 0. Each channel takes {kh * kw} rows."),
        ],
        is_typed=True,
    )


def duplicates(rng: np.random.Generator) -> Question:
    """Ask how often a pixel stands in the matrix."""
    n, k, stride = int(rng.choice([7, 9, 11])), 3, int(rng.integers(1, 3))
    middle = n // 2
    count = int((engine.im2col(np.arange(n * n).reshape(1, n, n), k, k, stride) == middle * n + middle).sum())
    along = round(count**0.5)
    slips = [
        (k * k, "That is with stride 1: then every window in reach is there."),
        (4, "In reach along one axis: how many starts of windows are there?"),
        (
            1,
            "No pixel in the middle is that lonely: windows overlap when the stride is below the kernel's side.",
        ),
        (2 * along, "Rows and columns multiply; they do not add up."),
    ]
    return Question(
        prompt=f"Windows of 3 × 3 step by {stride} over {n} × {n} pixels, without padding. How often does the pixel "
        "in the very middle stand in the column matrix?",
        answer=count,
        why=f"Along each axis {along} window{'s' if along > 1 else ''} reach{'' if along > 1 else 'es'} it, so "
        f"{along} · {along} = {count} columns hold it.",
        slips=slips,
        is_typed=True,
    )


def price(rng: np.random.Generator) -> Question:
    """Ask for the memory of the column matrix."""
    k, stride = int(rng.choice([3, 5, 7])), int(rng.choice([1, 2]))
    megabytes = int(rng.choice([4, 8, 20]))
    times = k * k / stride**2
    answer = f"about {megabytes * times:g} MB"
    return Question(
        prompt=f"An image with its channels takes {megabytes} MB. About how large is its column matrix for windows of "
        f"{k} × {k} with stride {stride} and padding {k // 2}?",
        answer=answer,
        why=f"Each window holds {k * k} numbers a channel. "
        + (
            "There is one window for each pixel"
            if stride == 1
            else "One pixel in four starts a window, so there are a quarter as many windows as pixels"
        )
        + f": about {times:g} times the image.",
        slips=[
            (
                f"about {megabytes * k * k:g} MB",
                "That is with stride 1. How many windows does a stride of 2 leave?",
            ),
            (f"about {megabytes * k:g} MB", "A window is k high and k wide: both count."),
            (f"about {megabytes:g} MB", "The matrix holds copies: a pixel stands in many windows."),
            (f"about {megabytes * k * k / 2:g} MB", "A stride of 2 halves rows and columns both."),
        ],
    )


QUESTIONS = {first_column: "4.2", shapes: "4.3", which_row: "4.2", duplicates: "4.2", price: "4.6"}
