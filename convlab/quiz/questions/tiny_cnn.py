"""Ask about lesson 6: ReLU and pool, features, parameters, softmax, the order of flattening."""

import numpy as np

from convlab.quiz.questions import Question, table


def bend_and_pool(rng: np.random.Generator) -> Question:
    """Ask for one number after ReLU and max-pool."""
    window = rng.permutation([-9, -7, -5, -3])
    if rng.integers(0, 2):
        window[int(rng.integers(0, 4))] = int(rng.integers(1, 7))
    largest = int(window.max())
    answer = max(largest, 0)
    sign = "nothing in the window is positive" if largest < 0 else f"the ReLU keeps the {largest}"
    return Question(
        prompt=f"Four numbers of a map, {table(window.reshape(2, 2))}, go through ReLU and then through a "
        "2 × 2 max-pool. <p>What comes out?</p>",
        answer=answer,
        why=f"Here {sign}; the other numbers become 0, and the pool takes the largest: {answer}.",
        slips=[
            (largest, "That is the pool alone. What did the ReLU make of it before?"),
            (int(np.abs(window).max()), "That is the largest magnitude. A ReLU drops what is negative."),
            (int(window.sum()), "That adds them up. Max-pool takes one of them."),
            (0, "The ReLU lets something through here."),
        ],
        is_typed=True,
    )


def how_many_features(rng: np.random.Generator) -> Question:
    """Ask how many features are flattened."""
    n, filters = int(rng.choice([20, 24, 26, 30, 32])), int(rng.choice([6, 12, 16]))
    padding = int(rng.integers(0, 2))

    def features(p: int, halve=lambda side: side // 2) -> int:
        first = halve(n + 2 * p - 2)
        return filters * halve(first + 2 * p - 2) ** 2

    side = (n + 2 * padding - 2) // 2
    last = (side + 2 * padding - 2) // 2
    way = f"{n} → {n + 2 * padding - 2} → {side} → {side + 2 * padding - 2} → {last}"
    return Question(
        prompt=f"An image of {n} × {n} goes through conv 3 × 3, pool 2 × 2, conv 3 × 3 with {filters} "
        f"filters, pool 2 × 2. Both convolutions have padding {padding}. How many features come out of "
        "flattening?",
        answer=filters * last**2,
        why=f"{way}, so {filters} · {last} · {last} = {filters * last**2}.",
        slips=[
            (features(1 - padding), f"That would be right with padding {1 - padding}."),
            (features(padding, lambda side: -(-side // 2)), "A pool rounds down."),
            (last**2, f"That is one map. There are {filters}."),
            (filters * last, "A map has rows and columns."),
        ],
        is_typed=True,
    )


def how_many_parameters(rng: np.random.Generator) -> Question:
    """Ask how many parameters a small network has."""
    first, second = int(rng.choice([3, 5, 6])), int(rng.choice([8, 10, 12]))
    conv1, conv2 = first * 9 + first, second * first * 9 + second
    return Question(
        prompt=f"A gray image goes through conv 3 × 3 with {first} filters, ReLU, pool, conv 3 × 3 with "
        f"{second} filters, ReLU, pool. How many parameters have these six layers together, biases included?",
        answer=conv1 + conv2,
        why=f"{first} · 1 · 9 + {first} = {conv1}, and {second} · {first} · 9 + {second} = {conv2}; ReLU and "
        f"pool have none. Together {conv1 + conv2}.",
        slips=[
            (conv1 + second * 9 + second, f"A filter of the second layer reaches through all {first} maps."),
            (first * 9 + second * first * 9, "Those are the weights. Each filter has a bias, too."),
            (conv2, "That is the second convolution alone."),
            (conv1 * conv2, "Layers are added, not multiplied."),
        ],
        is_typed=True,
    )


def only_differences(rng: np.random.Generator) -> Question:
    """Ask what softmax does when the same is added to all logits."""
    more = int(rng.choice([100, 500, 1000]))
    odds = int(rng.choice([2, 3, 4]))
    share = f"1/{1 + odds} and {odds}/{1 + odds}"
    return Question(
        prompt=f"Two logits differ by ln {odds}: softmax gives the shares {share}. Now {more} is added to "
        "both. What are the shares?",
        answer=f"{share}, as before",
        why=f"Top and bottom of the fraction grow by the same factor e<sup>{more}</sup>. Only differences "
        "count, which is why the largest may be taken off first.",
        slips=[
            ("1/2 and 1/2", "The difference between the two is still there."),
            ("0 and 1", "That would be a much larger difference. It has not changed."),
            ("no numbers: the powers are too large", "Only if you forget to take off the largest first."),
        ],
    )


def place_in_the_list(rng: np.random.Generator) -> Question:
    """Ask where a feature stands after flattening."""
    channels, side = int(rng.choice([4, 8])), int(rng.choice([3, 5, 7]))
    c, i, j = int(rng.integers(1, channels)), int(rng.integers(1, side)), int(rng.integers(0, side - 1))
    place = c * side * side + i * side + j
    return Question(
        prompt=f"{channels} maps of {side} × {side} are flattened in the order C, H, W. At which place of "
        f"the list (counted from 0) stands map {c}, row {i}, column {j}?",
        answer=place,
        why=f"{c} whole maps of {side * side} come first, then {i} rows of {side}, then {j}: "
        f"{c * side * side} + {i * side} + {j} = {place}.",
        slips=[
            ((i * side + j) * channels + c, "That is the order H, W, C: pixel by pixel."),
            (c * side * side + j * side + i, "Within a map, rows come one after the other."),
            (place + 1, "The first place is 0."),
            (c + i + j, "How many numbers lie before map c begins?"),
        ],
        is_typed=True,
    )


QUESTIONS = {
    bend_and_pool: "6.2",
    how_many_features: "6.5",
    how_many_parameters: "6.5",
    only_differences: "6.4",
    place_in_the_list: "6.8",
}
