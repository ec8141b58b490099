"""Ask about lesson 3: same padding, the four modes, coverage, the ghost edge, shifts through pooling."""

import numpy as np

from convlab import images
from convlab.numerics import engine
from convlab.quiz.questions import Question, table


def keep_the_size(rng: np.random.Generator) -> Question:
    """Ask for the padding that keeps the size."""
    k, n = int(rng.choice([5, 7, 9])), int(rng.choice([28, 32, 64, 100]))
    half = (k - 1) // 2
    return Question(
        prompt=f"A {k} × {k} kernel slides over {n} × {n} pixels with stride 1. How much padding, per side, "
        "keeps the size?",
        answer=half,
        why=f"(k − 1)/2 = ({k} − 1)/2 = {half}: as many as stand on either side of the kernel's center.",
        slips=[
            (k - 1, "That is what both sides need together. Padding is counted per side."),
            (half + 1, f"One too much: {half + 1} per side would give {n + 2} × {n + 2}."),
            (1, f"That is enough for a 3 × 3 kernel; here it would leave {n + 3 - k} × {n + 3 - k}."),
            (k, "The kernel's own pixel, the center, needs no padding."),
        ],
        is_typed=True,
    )


def beyond_the_edge(rng: np.random.Generator) -> Question:
    """Ask which row a mode makes."""
    row = rng.permutation(np.arange(1, 10))[:4][None]
    mode = str(rng.choice(["reflect", "replicate", "circular"]))
    whys = {
        "reflect": "A mirror stands <em>on</em> the edge pixel, so that pixel is not repeated.",
        "replicate": "The edge pixel is repeated, again and again.",
        "circular": "Whoever walks out on one side comes back in on the other.",
        "zeros": "Beyond the edge stands nothing: 0.",
    }
    rows = {name: np.pad(row, [(0, 0), (2, 2)], mode=numpys) for name, numpys in engine.PAD_MODES.items()}
    slips = [(table(rows[name]), f"That is {name}. {whys[name]}") for name in rows if name != mode]
    symmetric = np.pad(row, [(0, 0), (2, 2)], mode="symmetric")
    slips.append((table(symmetric), "This mirror repeats the edge pixel. NumPy calls that symmetric."))
    return Question(
        prompt=f"The row {table(row)} gets two more pixels on each side, in the mode <code>{mode}</code>. "
        "<p>What comes out?</p>",
        answer=table(rows[mode]),
        why=whys[mode],
        slips=slips,
    )


def count_windows(rng: np.random.Generator) -> Question:
    """Ask in how many windows a pixel at the border lies."""
    n, padding = int(rng.integers(8, 20)), 1 - int(rng.integers(0, 2))
    which = int(rng.integers(0, 2))
    covered = engine.conv2d(np.ones((n - 2 + 2 * padding,) * 2), np.ones((3, 3)), padding=2)
    covered = covered[padding : padding + n, padding : padding + n].astype(int)
    corner, edge, center = (int(covered[i, j]) for i, j in [(0, 0), (0, n // 2), (n // 2, n // 2)])
    place, right = [("in the corner", corner), ("in the middle of an edge", edge)][which]
    along = 2 if padding else 1
    start = "2 windows start" if padding else "1 window starts"
    whys = [
        f"Along either border {start} in reach of the corner: {along} · {along} = {corner}.",
        f"Across the border {start} in reach of the pixel, along it 3: {along} · 3 = {edge}.",
    ]
    other, elsewhere = [(edge, "in the middle of an edge"), (corner, "in the corner")][which]
    unlike = ([1, 3] if padding else [4, 6])[which]
    return Question(
        prompt=f"A 3 × 3 kernel slides with stride 1 over {n} × {n} pixels with padding {padding}. In how "
        f"many windows does a pixel {place} lie?",
        answer=right,
        why=whys[which],
        slips=[
            (center, "That is a pixel in the middle, in reach of all nine places."),
            (other, f"That is a pixel {elsewhere}."),
            (unlike, f"That would be right with padding {1 - padding}."),
        ],
        is_typed=True,
    )


def ghost_edge(rng: np.random.Generator) -> Question:
    """Ask what zero padding makes of the border of a step image."""
    bright, is_right = int(rng.choice([1, 2, 5, 10])), bool(rng.integers(0, 2))
    step = bright * (images.step(16) if is_right else images.step(16)[:, ::-1])
    out = engine.conv2d(step, images.sobel_x(), padding=1).astype(int)
    column, name = (15, "last") if is_right else (0, "first")
    answer = int(out[8, column])
    side = "right" if is_right else "left"
    return Question(
        prompt=f"A 16 × 16 image is 0 in one half and {bright} in its {side} half. Sobel's filter "
        f"{table(images.sobel_x())} slides over it with padding 1, in the mode <code>zeros</code>. <p>What "
        f"stands in the {name} column of the map, in a middle row?</p>",
        answer=answer,
        why=f"The ghost edge: the zeros outside lie beside pixels of {bright}, a step "
        f"that nobody photographed. (1 + 2 + 1) · {bright} = {abs(answer)}, darker beyond the edge.",
        slips=[
            (0, "That is what the photograph has there: no edge. But the filter also sees the padding."),
            (-answer, "The size is right. Positive means brighter to the right; which side is darker here?"),
            (int(out[0, column]), "That is the corner, where one more row of the kernel lies on zeros."),
            (answer // 4, "The three rows of the filter count 1, 2 and 1 times."),
        ],
        is_typed=True,
    )


def shift_and_pool(rng: np.random.Generator) -> Question:
    """Ask what pooling makes of a shift."""
    shift, size = int(rng.permutation([2, 4, 1, 3])[0]), 2
    words = "1 pixel" if shift == 1 else f"{shift} pixels"
    is_whole = shift % size == 0
    moved = f"It moves by {shift // size} to the right."
    others = "It is another map: neither the same one nor that one moved."
    same = "It stays as it is."
    whys = {
        moved: f"Windows step by 2, so a shift by {shift} gives every window the pixels of the one "
        f"{shift // size} further left.",
        others: f"A shift by {shift} is no whole number of steps of 2: pixels that shared a window part, "
        "and other maxima come out.",
    }
    right = moved if is_whole else others
    slips = [
        (
            same,
            "Only a detail that stays within its window hides its shift; a full picture has many others.",
        ),
        (
            f"It moves by {shift} to the right.",
            "The map has half as many columns: its cells are two pixels wide.",
        ),
    ]
    if is_whole:
        slips.append(
            (others, f"A shift by {shift} is a whole number of steps, so the windows find the same pixels.")
        )
    else:
        between = f"It moves by {shift / size:g} to the right."
        slips.append((between, "Cells cannot move by a half. That is just where equivariance breaks."))
    return Question(
        prompt=f"A detailed photograph is shifted by {words} to the right, and then max-pooled, 2 × 2 with "
        "stride 2. <p>What happens to the pooled map, away from the border?</p>",
        answer=right,
        why=whys[right],
        slips=slips,
    )


QUESTIONS = {
    keep_the_size: "3.5",
    beyond_the_edge: "3.2",
    count_windows: "3.1",
    ghost_edge: "3.4",
    shift_and_pool: "3.6",
}
