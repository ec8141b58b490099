# %% [markdown]
# # 2. Count the places before you slide
#
# **You will**
# - say how large a convolution's output is before you run it, from a formula that you can rebuild whenever you forget it;
# - choose the padding that keeps the size, and see when there is none;
# - trace a whole network: shape, parameters and receptive field, layer by layer.
#
# **Minutes** 45 &nbsp; **Points** 15 &nbsp; **You need** whole-number division (`7 // 2` is 3) and lesson 1's picture of a window that slides.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, quiz, shapes, widgets

# %% [markdown]
# ## 2.1 How many places are there?
#
# Rows and columns are counted apart: what happens along one does not touch the other. So one row of samples is enough to think about.
#
# Seven samples, a kernel of three. The first window starts at 0. **Predict**: where does the last one start, and how many are there?

# %%
quiz.predict("places-of-7")

# %%
starts = [start for start in range(7) if start + 3 <= 7]
starts, len(starts)

# %% [markdown]
# ![Seven samples in a row, and below them the five places of a kernel of three, one a line: they start at 0, 1, 2, 3 and 4. A bracket under the last says travel 4.](figures/02_places.svg)
#
# From the first place to the last the kernel **travels** $7 - 3 = 4$ steps. Places are like fence posts: four gaps have five posts. The **+1** is the first place, where the kernel stood before it moved at all.
#
# > **The rule**: places = travel + 1, and the travel is what the kernel leaves free of the row, $n - k$.
#
# ## 2.2 What does padding add?
#
# Put $p$ zeros before the row and $p$ behind it. The row is now $n + 2p$ long, so the kernel travels $2p$ further. The 2 is the part that gets lost in exams: padding is counted **per side**.
#
# **Predict** how many places the sizes 7, 5 and 32 have with a padding of 1, under a kernel of 3.

# %%
quiz.predict("padding-of-1")

# %%
[n + 2 * 1 - 3 + 1 for n in (7, 5, 32)]

# %% [markdown]
# The size stays. Without padding every layer nibbles at the border: a 3 x 3 layer takes two rows and two columns each time. **Predict**: what do 20 of them leave of 224?

# %%
quiz.predict("twenty-layers")

# %%
224 - 20 * 2

# %% [markdown]
# One leaves 222, twenty leave 184. That is almost a third of the picture's area, gone without anybody asking for it.
#
# ## 2.3 What if the steps do not come out even?
#
# Now let the kernel take $s$ samples at a stride. It travels the same way in fewer, longer steps: divide the travel by $s$. Take 13 samples, a kernel of 5, padding 2, stride 2:
#
# ![The formula in three pieces for n 13, k 5, p 2, s 2: the travel is 13 plus 4 minus 5, 12; in strides of 2 that is 6 steps; with the first place 7. Below, the padded row of 17 samples with its seven places.](figures/02_pieces.svg)

# %%
travel = 13 + 2 * 2 - 5
travel, travel // 2, travel // 2 + 1

# %% [markdown]
# Read it aloud: *12 to travel, 6 steps, 7 places*. And now a trap. **Predict** the size for 10 samples, a kernel of 3, no padding, stride 2.

# %%
quiz.predict("the-trap")

# %%
(10 - 3) / 2 + 1  # what a calculator says

# %% [markdown]
# ![Ten samples and the four places of a kernel of three at stride 2, starting at 0, 2, 4 and 6. The last sample, number 9, is hatched: no window reads it.](figures/02_dropped.svg)
#
# Nobody takes half a step. The kernel makes the three whole strides that fit, so there are 4 places, and sample 9 is never read. That is what the **floor** $\lfloor\;\rfloor$ does: it drops what is left of the travel, $7 \bmod 2 = 1$ sample.
#
# No library warns you about it. A result that is not whole is a sign that the numbers do not fit each other: perhaps the picture should be one larger, or padded. Sometimes only padding is dropped, and nothing is lost; it pays to look.
#
# > **The rule**: floor means that an unfinished step is not taken; what lies behind the last window is not seen.

# %% [markdown]
# ## 2.4 What if the kernel has gaps?
#
# A **dilated** kernel keeps its $k$ weights (its *taps*), but they stand $d$ samples apart. Between $k$ taps there are $k - 1$ gaps, so it reaches over $d(k - 1) + 1$ samples. With $d = 1$ that is $k$, as before.
#
# ![A kernel of three taps with dilation 1, 2 and 3: it reaches over 3, 5 and 7 samples.](figures/02_reach.svg)
#
# Put the reach where $k$ stood, and everything is in one line:
#
# $$\text{places} = \left\lfloor \frac{n + 2p - d(k - 1) - 1}{s} \right\rfloor + 1$$
#
# Above the line the travel, below it the stride, and the first place at the end. Textbooks that leave dilation out write $\lfloor (W - F + 2P)/S \rfloor + 1$.
#
# ### Exercise 2.1: count the places (5 points, 10 min, medium)
#
# Write `output_size`. For 13 samples, a kernel of 5, padding 2 and stride 2 it returns 7. A setting that makes no sense raises a `ValueError`.

# %% nbgrader={"grade_id": "output_size", "solution": true}
def output_size(n, k, padding=0, stride=1, dilation=1):
    """Return how many places a kernel of `k` taps takes on `n` samples.

    Parameters
    ----------
    n : int
        Length of the row.
    k : int
        Number of taps of the kernel, at least 1.
    padding : int
        Samples added on each side, at least 0.
    stride : int
        Samples from one place to the next, at least 1.
    dilation : int
        Samples from one tap to the next, at least 1.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If `k`, `stride` or `dilation` is below 1, `padding` is below 0, or the
        dilated kernel does not fit on the padded row.
    """
    ### BEGIN SOLUTION
    # Why it works: the travel in whole strides, and the first place; a negative travel is a kernel that does not fit.
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError(f"expected k, stride, dilation >= 1 and padding >= 0, got {k}, {stride}, {dilation}, {padding}")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError(f"a kernel that reaches over {dilation * (k - 1) + 1} does not fit on {n + 2 * padding} samples")
    return travel // stride + 1
    ### END SOLUTION

# %%
# A place to try things: yours, not graded. Take the # away and run.
# output_size(13, 5, padding=2, stride=2)

# %% [markdown]
# The test lets SciPy slide a row of ones over a row of ones, and counts the answers. The inputs are new on every run.
#
# <details><summary>Hint 1: the idea</summary>
#
# First the travel: how far can the kernel move on the padded row? Then how many whole strides fit into it? Then do not forget where it began.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# The travel is $n + 2p - d(k - 1) - 1$. The kernel fits when the travel is not negative; a travel of 0 is one place.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Check the settings first, then the travel, each with `raise ValueError("...")`. Divide with `//`, which gives a whole number; `/` gives a float, and a count is no float. `//` alone will not complain of a negative travel.
# </details>

# %% nbgrader={"grade_id": "output_size__values", "grade": true, "points": 2}
# The tests of output_size: run this cell; click it to read them.
from scipy.signal import correlate

rng = np.random.default_rng()
check(output_size, (7, 3), expected=5)
check(output_size, (13, 5, 2, 2), expected=7)
check(output_size, (10, 3, 0, 2), expected=4)
for k, p, s, d in rng.integers(1, 5, size=(20, 4)).tolist():
    n = int(rng.integers(20, 60))
    taps = np.trim_zeros(np.kron(np.ones(k), np.eye(d)[0]))  # ones, with d - 1 zeros in each gap
    places = correlate(np.ones(n + 2 * p), taps, mode="valid")[::s]
    check(output_size, (n, k, p, s, d), expected=len(places))

# %% [markdown]
# A kernel as long as the row has one place, one that is longer has none. And there are settings without any meaning: a kernel with no taps, a stride of 0 that never gets anywhere.

# %% nbgrader={"grade_id": "output_size__limits", "grade": true, "points": 1}
# Tests of output_size at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
for k, d in rng.integers(2, 7, size=(9, 2)).tolist():
    taps = np.trim_zeros(np.kron(np.ones(k), np.eye(d)[0]))
    check(output_size, (len(taps), k), kwargs={"dilation": d}, expected=1)
    check(output_size, (len(taps) - 2, k), kwargs={"dilation": d, "padding": 1}, expected=1)
    check(output_size, (len(taps) - 1, k), kwargs={"dilation": d}, raises=ValueError)
check(output_size, (2, 3), kwargs={"stride": 2}, raises=ValueError)
for k, p, s, d in [(0, 0, 1, 1), (3, -1, 1, 1), (3, 0, 0, 1), (3, 0, 1, 0), (-1, 0, 1, 1), (2, -2, 3, 1), (3, 0, -1, 1), (3, 0, 1, -2)]:
    check(output_size, (9, k, p, s, d), raises=ValueError)
for k, p, s, d in [(10, 0, 1, 1), (14, 2, 3, 1), (5, 0, 4, 3)]:
    check(output_size, (9, k, p, s, d), raises=ValueError)

# %% nbgrader={"grade_id": "output_size__hidden", "grade": true, "points": 2}
# Hidden tests: large strides and paddings, single taps, keywords.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for n, k, p, s, d in rng.integers([1, 1, 0, 1, 1], [50, 10, 9, 9, 6], size=(150, 5)).tolist():
    places = sum(start + d * (k - 1) < n + 2 * p for start in range(0, n + 2 * p, s))
    if places:
        check(output_size, (n, k, p, s, d), expected=places)
for n, k, p, s, expected in [(20, 3, 4, 1, 26), (12, 3, 0, 2, 5), (9, 3, 0, 2, 4), (6, 3, 0, 9, 1), (1, 1, 5, 4, 3)]:
    check(output_size, (n, k), kwargs={"padding": p, "stride": s}, expected=expected)
k, d = rng.integers(3, 9, size=2).tolist()
check(output_size, (d * (k - 1) - 1, k, 1, 3, d), expected=1)
n = int(rng.integers(10_000, 100_000))
check(output_size, (n, 1), kwargs={"dilation": 70}, expected=n)
check(output_size, (n, 4, 1, 3, 2), expected=len(range(6, n + 2, 3)))
### END HIDDEN TESTS

# %% [markdown]
# **Drill.** Say each size aloud, then run the cell. The rows are samples, kernel, padding, stride.

# %%
drill = [(5, 3, 0, 1), (5, 3, 1, 1), (6, 3, 0, 1), (224, 7, 3, 2), (32, 3, 0, 1)]
drill += [(32, 3, 1, 1), (32, 3, 1, 2), (32, 2, 0, 2), (32, 7, 3, 2)]
for row in drill:
    print(row, output_size(*row))

# %% [markdown]
# | $n$ | $k$ | $p$ | $s$ | places | |
# |---|---|---|---|---|---|
# | 5 | 3 | 0 | 1 | 3 | the border is lost |
# | 5 | 3 | 1 | 1 | 5 | and kept |
# | 6 | 3 | 0 | 1 | 4 | |
# | 224 | 7 | 3 | 2 | 112 | ResNet's first layer |
# | 32 | 3 | 0 | 1 | 30 | |
# | 32 | 3 | 1 | 1 | 32 | |
# | 32 | 3 | 1 | 2 | 16 | half, by a convolution |
# | 32 | 2 | 0 | 2 | 16 | half, by a 2 x 2 pool |
# | 32 | 7 | 3 | 2 | 16 | half, by a large one |
#
# Three of these rows leave a rest of 1, and nobody noticed: 224/7/3/2, 32/3/1/2 and 32/7/3/2. It does no harm there, since the sample left over is a zero of the padding. In 10/3/0/2 it was a piece of the picture.
#
# **Draw it.** The floor makes stairs: several sizes share one number of places. How long are the steps for stride 3? Change the 5 to a kernel of 9, the 2 to a padding of 0, add a stride of 4. Where do the stairs of stride 1 meet the diagonal?

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

sizes = range(9, 33)
for stride in (1, 2, 3):
    plt.step(sizes, [output_size(n, 5, 2, stride) for n in sizes], where="mid", label=f"stride {stride}")
plt.xlabel("samples")
plt.ylabel("places")
plt.legend();

# %% [markdown]
# ### Play: bend the strip
#
# (1) Set 10, 3, 0, 2 and find two ways to have no sample left over. (2) Find a setting where samples in the *middle* are never read. (3) Find three settings that cannot work, for three different reasons.

# %%
widgets.strip()

# %% [markdown]
# ![The widget with n 13, k 5, p 2, s 2, d 1: five sliders, the padded row with dashed zeros at its ends, the seven places one below the other, and the formula with its numbers: 12 over 2, 6 steps, 7 places.](figures/02_strip_widget.svg)
#
# **Puzzle.** 13 samples and a kernel of 5 give 7 places with $p = 2$ and $s = 2$. Find **every** pair $(p, s)$ that the sliders allow ($p$ up to 6, $s$ up to 4, $d = 1$) that gives 7. One pair is sensible. What is odd about the others?

# %%
[(p, s) for p in range(7) for s in range(1, 5) if output_size(13, 5, p, s) == 7]

# %% [markdown]
# Three pairs. With $p = 5$ or more, the first window lies on padding alone, and its answer tells about zeros that you put there yourself.
#
# > **The rule**: padding of $k$ or more makes windows that see nothing of the picture.
#
# ## 2.5 Which padding keeps the size?
#
# At stride 1 the row loses $d(k - 1)$ places and padding gives $2p$ back. So both are equal when $p = d(k - 1)/2$: half of what the kernel reaches beyond its first tap. Frameworks call this **same** padding.
#
# **Predict** the padding for kernels of 3, 5 and 7. And what would one of 4 need?

# %%
quiz.predict("same-padding")

# %%
[(k, (k - 1) / 2) for k in (3, 5, 7, 4)]

# %% [markdown]
# ![A kernel of 3 has a middle tap with one tap on each side, so padding 1; one of 5 has two on each side, padding 2. A kernel of 4 has no middle: one tap on the left, two on the right.](figures/02_same.svg)
#
# An odd kernel has a middle tap that can stand on the first sample, with as many taps hanging over on the left as on the right: 3 needs 1, 5 needs 2, 7 needs 3. A kernel of 4 would need a padding of one and a half. No padding that is equal on both sides can do that.
#
# ### Exercise 2.2: keep the size (2 points, 4 min, easy)
#
# Write `same_padding`. A kernel of 5 needs 2. A kernel of 4 raises a `ValueError`; yet 4 taps that stand 2 apart reach over 7 samples, and need 3.

# %% nbgrader={"grade_id": "same_padding", "solution": true}
def same_padding(k, dilation=1):
    """Return the padding per side that keeps the size at stride 1.

    Parameters
    ----------
    k : int
        Number of taps of the kernel, at least 1.
    dilation : int
        Samples from one tap to the next, at least 1.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If no padding, equal on both sides, keeps the size.
    """
    ### BEGIN SOLUTION
    # Why it works: at stride 1 exactly d(k - 1) places are lost; half of them come back on each side, if that is a whole number.
    lost = dilation * (k - 1)
    if lost % 2:
        raise ValueError(f"no symmetric padding gives back {lost} places; take an odd kernel")
    return lost // 2
    ### END SOLUTION

# %%
# Try a kernel and its dilated brother.
# same_padding(5), same_padding(4, dilation=2)

# %% [markdown]
# The test tries every padding on a row of 60 and looks which one leaves 60.
#
# <details><summary>Hint 1: the idea</summary>
#
# How many places are lost without padding? Give half of them back on each side.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $p = d(k - 1) / 2$, where that is a whole number.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# It is not `k` that must be odd: a kernel of 4 with dilation 2 is fine. Look at the number that you are about to halve, and at its rest, `% 2`.
# </details>

# %% nbgrader={"grade_id": "same_padding__values", "grade": true, "points": 1}
# The tests of same_padding: run this cell; click it to read them.
from scipy.signal import correlate

rng = np.random.default_rng()
check(same_padding, (5,), expected=2)
check(same_padding, (4, 2), expected=3)
for k, d in zip(rng.permutation([3, 5, 7, 9, 11]).tolist(), [1, 2, 3, 4, 5]):
    taps = np.trim_zeros(np.kron(np.ones(k), np.eye(d)[0]))
    sizes = [correlate(np.ones(60 + 2 * p), taps, mode="valid").size for p in range(30)]
    check(same_padding, (k, d), expected=sizes.index(60))

# %% [markdown]
# Where no padding does it, a number would be a lie: the next cell asks for a `ValueError`.

# %% nbgrader={"grade_id": "same_padding__limits", "grade": true, "points": 0.5}
# Tests of same_padding at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
for k, d in rng.permutation([(2, 1), (4, 1), (8, 1), (2, 3), (6, 3), (4, 5)]).tolist():
    check(same_padding, (k,), raises=ValueError)
    check(same_padding, (k, d), raises=ValueError)
    check(same_padding, (k, 2 * d), expected=(k - 1) * d)  # twice as far apart, nothing is left over

# %% nbgrader={"grade_id": "same_padding__hidden", "grade": true, "points": 0.5}
# Hidden tests: every kernel up to 9, every dilation up to 5.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for k, d in rng.permutation([(k, d) for k in range(1, 10) for d in range(1, 6)]).tolist():
    sizes = [len(range(d * (k - 1), 60 + 2 * p)) for p in range(30)]  # where the last tap may stand
    if 60 in sizes:
        check(same_padding, (k,), kwargs={"dilation": d}, expected=sizes.index(60))
k = 1 + 2 * int(rng.integers(1, 40))
check(same_padding, (k,), expected=len(range(1, k, 2)))
### END HIDDEN TESTS

# %% [markdown]
# ## 2.6 Was it 224 or 227?
#
# A mystery. The paper that made deep learning famous, AlexNet of 2012, says that its first layer slides 11 x 11 filters at stride 4 over pictures of **224** x 224, and that its output is 55 x 55.
#
# **Predict**: how many places are there really? Then let your function look which paddings up to 3 give 55, with 224 and with its rival, 227.

# %%
quiz.predict("alexnet-by-hand")

# %%
fits = [(n, p) for n in (224, 227) for p in range(4) if output_size(n, 11, p, 4) == 55]
output_size(224, 11, stride=4), fits

# %% [markdown]
# ![The right end of the row at stride 4, places counted from 0. With 224 samples, place 53 ends at sample 222 and one sample is left over. With 227, place 54 ends exactly at the last sample.](figures/02_mystery.svg)
#
# They do not fit: 224 makes 54. (Places are counted from 0, so the last is number 53.) Of the four pairs that make 55 only one leaves nothing over: 227 without padding, a travel of 216, 54 strides of 4. Most people think that this was meant. PyTorch's AlexNet takes 224 with a padding of 2, and drops one column of zeros. Count before you believe, even papers.
#
# ## 2.7 What does a layer have to learn?
#
# As in lesson 1: $C_{out}$ filters, each of $C_{in} \cdot k_H \cdot k_W$ weights, and one bias for each filter. **Predict** it for 128 filters of 3 x 3 on 64 channels.

# %%
quiz.predict("64-to-128")

# %%
128 * (64 * 3 * 3 + 1)

# %% [markdown]
# ### Exercise 2.3: count the parameters (2 points, 3 min, easy)
#
# Write `count_params`. From 3 channels to 64 with a 3 x 3 kernel it returns 1792.

# %% nbgrader={"grade_id": "count_params", "solution": true}
def count_params(c_in, c_out, k, bias=True):
    """Return how many numbers a convolution layer learns.

    Parameters
    ----------
    c_in, c_out : int
        Channels of the input, and filters.
    k : int or pair (kH, kW) of int
        Side of a square kernel, or height and width.
    bias : bool
        Whether every filter has a bias.

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    # Why it works: one filter is a kernel for each input channel and perhaps a bias; then as many as there are filters.
    kh, kw = k if np.ndim(k) else (k, k)
    return c_out * (c_in * kh * kw + bool(bias))
    ### END SOLUTION

# %%
# A kernel that is not square: 1 row, 7 columns.
# count_params(16, 16, (1, 7), bias=False)

# %% [markdown]
# The test makes the arrays and counts their entries.
#
# <details><summary>Hint 1: the idea</summary>
#
# Count one filter first: a kernel for each input channel, and perhaps a bias. Then take as many as there are filters.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $C_{out} \cdot (C_{in} \cdot k_H \cdot k_W + 1)$, without the 1 if there is no bias.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `isinstance(k, tuple)` tells a pair from a number. Make a pair of both, and the rest is one line.
# </details>

# %% nbgrader={"grade_id": "count_params__values", "grade": true, "points": 1}
# The tests of count_params: run this cell; click it to read them.
rng = np.random.default_rng()
check(count_params, (3, 64, 3), expected=1792)
c_in, c_out, k, kh, kw = rng.permutation(np.arange(2, 12))[:5].tolist()
weights, biases = np.ones((c_out, c_in, k, k)), np.ones(c_out)
check(count_params, (c_in, c_out, k), expected=weights.size + biases.size)
check(count_params, (c_in, c_out, k, False), expected=weights.size)
check(count_params, (c_in, c_out, (kh, kw)), expected=np.ones((c_out, c_in, kh, kw)).size + biases.size)

# %% nbgrader={"grade_id": "count_params__hidden", "grade": true, "points": 1}
# Hidden tests: wide and tall kernels, one channel, one filter, with and without biases.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for c_in, c_out, kh, kw in [(1, 6, 5, 5), (6, 1, 1, 7), (4, 3, 7, 1), (2, 5, 1, 1), *rng.integers(2, 12, size=(6, 4)).tolist()]:
    weights = np.ones((c_out, c_in, kh, kw))
    check(count_params, (c_in, c_out, (kh, kw)), expected=weights.size + c_out)
    check(count_params, (c_in, c_out, (kh, kw)), kwargs={"bias": False}, expected=weights.size)
    check(count_params, (c_in, c_out, kh), kwargs={"bias": True}, expected=np.ones((c_out, c_in, kh, kh)).size + c_out)
    check(count_params, (c_in, c_out, kw), kwargs={"bias": False}, expected=np.ones((c_out, c_in, kw, kw)).size)
### END HIDDEN TESTS

# %% [markdown]
# ## 2.8 How far does a stack see?
#
# Networks put layer upon layer. Three unpadded 3 x 3 layers make 30, 28 and 26 of 32. And a number in the last map: how wide is the piece of the input that had a say in it? That is its **receptive field**.
#
# **Predict**: three layers of width 3. Is it 3, 7, 9 or 27?

# %%
quiz.predict("three-layers-see")

# %%
sees = np.eye(32)  # sees[i, j]: how often does place i use sample j? At first every sample sees itself
fields = []
for layer in range(3):
    sees = sees[:-2] + sees[1:-1] + sees[2:]
    fields.append(int(np.count_nonzero(sees[0])))
fields

# %% [markdown]
# ![Three layers of width 3 at stride 1, drawn as a cone: one cell at the top looks at 3 below it, these at 5, and these at 7 samples of the input.](figures/02_cone.svg)
#
# Each cell sees 7 x 7 pixels. A layer adds $k - 1$: it looks at $k$ neighbors instead of one, and their fields overlap.
#
# Stride changes that. After a stride of 2, neighbors are 2 input pixels apart. Call this distance the **jump**: it starts at 1, and every layer multiplies it by its stride, *after* it has looked.
#
# $$\text{field} \leftarrow \text{field} + (k - 1) \cdot \text{jump}, \qquad \text{jump} \leftarrow \text{jump} \cdot s$$
#
# By hand, for four 3 x 3 layers with padding 1 and the strides 1, 2, 1, 2, on 128 samples:
#
# | layer | stride | size | jump before | field |
# |---|---|---|---|---|
# | 1 | 1 | 128 | 1 | 1 + 2 · 1 = 3 |
# | 2 | 2 | 64 | 1 | 3 + 2 · 1 = 5 |
# | 3 | 1 | 64 | 2 | 5 + 2 · 2 = 9 |
# | 4 | 2 | 32 | 2 | 9 + 2 · 2 = 13 |
#
# The usual slips: to leave the jump out (3, 5, 7, 9), or to multiply it first (3, 7, 11, 19).
#
# > **The rule**: a layer widens the field by its kernel less one, measured in input pixels; strides make every later layer count more. Padding does not change the field.

# %% [markdown]
# ### Exercise 2.4: the shape calculator (6 points, 15 min, hard)
#
# Write `trace_layers`: it walks through a list of layers and says for each the shape, the parameters and the field. A pool slides like a convolution, but on every channel by itself, and learns nothing; its stride is its kernel unless it is given. A convolution with 4 filters of 3 x 3 on `(1, 8, 10)` gives `[{"shape": (4, 6, 8), "params": 40, "receptive_field": 3}]`.

# %% nbgrader={"grade_id": "trace_layers", "solution": true}
def trace_layers(shape, layers):
    """Return what every layer of a stack makes of the shape.

    Parameters
    ----------
    shape : (C, H, W)
        The input.
    layers : list of dict
        `{"kind": "conv", "filters": F, "kernel": k, "stride": s, "padding": p}` or
        `{"kind": "pool", "kernel": k, "stride": s}`. A missing stride is 1 for a
        conv and the kernel for a pool; a missing padding is 0. It is not changed.

    Returns
    -------
    list of dict
        For each layer `{"shape": (C, H, W), "params": int, "receptive_field": int}`.

    Raises
    ------
    ValueError
        If a kind is unknown, or a layer does not fit; then the message names the
        index of the layer, counted from 0.
    """
    ### BEGIN SOLUTION
    # Why it works: each layer needs only what the one before left: channels, sides, field and jump.
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {index} is of the unknown kind {layer['kind']!r}")
        is_conv, k = layer["kind"] == "conv", layer["kernel"]
        stride, padding = layer.get("stride", 1 if is_conv else k), layer.get("padding", 0)
        try:
            h, w = (output_size(side, k, padding, stride) for side in (h, w))
        except ValueError as error:
            raise ValueError(f"layer {index} does not fit: {error}") from error
        params = count_params(c, layer["filters"], k) if is_conv else 0
        c = layer["filters"] if is_conv else c
        field, jump = field + (k - 1) * jump, jump * stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
    ### END SOLUTION

# %%
# One convolution, one pool.
# trace_layers((1, 8, 10), [{"kind": "conv", "filters": 4, "kernel": 3}, {"kind": "pool", "kernel": 2}])

# %% [markdown]
# In the tests SciPy slides, and `sees` notes who depends on whom, as in 2.8.
#
# <details><summary>Hint 1: the idea</summary>
#
# Carry five numbers from layer to layer: channels, height, width, field, jump. Every layer changes them and writes down three.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Height and width: `output_size`, one call each. Parameters: `count_params` with the channels *before* this layer. Field and jump: the two updates above, in that order.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `layer.get("stride", 1)` gives 1 where the stride is missing; for a pool the second argument is its kernel. `enumerate(layers)` brings the index. Wrap the two calls of `output_size` in `try` and `except ValueError`, and raise a new `ValueError` whose text has the index in it.
# </details>

# %% nbgrader={"grade_id": "trace_layers__values", "grade": true, "points": 2}
# The tests of trace_layers: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
first = {"shape": (4, 6, 8), "params": 40, "receptive_field": 3}
check(trace_layers, ((1, 8, 10), [{"kind": "conv", "filters": 4, "kernel": 3}]), expected=[first])
x, sees, layers, expected = np.ones((2, 20, 27)), np.eye(60), [], []
for f, p, k in zip(rng.permutation([3, 4, 5, 6]).tolist(), rng.permutation(3).tolist(), [3, 2, 5]):
    layers.append({"kind": "conv", "filters": f, "kernel": k, "padding": p})
    w = np.ones((f, len(x), k, k))
    x = np.stack([correlate2d(np.pad(x[0], p), w[0, 0], mode="valid")] * f)
    sees = correlate2d(sees, np.ones((k, 1)), mode="valid")
    row = {"shape": x.shape, "params": w.size + f, "receptive_field": np.ptp(np.flatnonzero(sees[0])) + 1}
    expected.append(row)
check(trace_layers, ((2, 20, 27), layers), expected=expected)

# %% nbgrader={"grade_id": "trace_layers__strides", "grade": true, "points": 1}
# Tests of trace_layers with strides: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x, sees, layers, expected = np.ones((3, 70, 61)), np.eye(120), [], []
for kind, k, s in zip(["conv", "pool", "conv", "pool"], [3, 2, 2, 3], [int(rng.integers(1, 3)), *rng.permutation([2, 3]).tolist(), 3]):
    f, p = (int(rng.integers(4, 9)), 1) if kind == "conv" else (len(x), 0)
    conv = {"kind": "conv", "filters": f, "kernel": k, "stride": s, "padding": p}
    layers.append(conv if kind == "conv" else {"kind": "pool", "kernel": k, "stride": s})
    params = np.ones((f, len(x), k, k)).size + f if kind == "conv" else 0
    x = np.stack([correlate2d(np.pad(x[0], p), np.ones((k, k)), mode="valid")[::s, ::s]] * f)
    sees = correlate2d(sees, np.ones((k, 1)), mode="valid")[::s]
    expected.append({"shape": x.shape, "params": params, "receptive_field": np.ptp(np.flatnonzero(sees[0])) + 1})
del layers[-1]["stride"]  # the kernel is the stride of a pool, where none is given
check(trace_layers, ((3, 70, 61), layers), expected=expected)

# %% [markdown]
# Last, what cannot be traced. In a stack of fifty layers *"does not fit"* helps nobody, so the message must say which one: its index, counted from 0, in whatever words you like.

# %% nbgrader={"grade_id": "trace_layers__limits", "grade": true, "points": 1}
# Tests of trace_layers at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
where, f = rng.integers([6, 2], [10, 6]).tolist()
stack = [{"kind": "conv", "filters": f, "kernel": 1}] * where
rows = [{"shape": (f, 20, 20), "params": f * f + f, "receptive_field": 1}] * where
check(trace_layers, ((f, 20, 20), stack), expected=rows)
for wrong in ({"kind": "dropout"}, {"kind": "Conv2d", "filters": 2, "kernel": 3}, {"kind": "pool", "kernel": 31}):
    check(trace_layers, ((f, 20, 20), [*stack, wrong]), raises=ValueError)
for size in [(30, 3), (3, 30)]:
    check(trace_layers, ((1, *size), [{"kind": "conv", "filters": 2, "kernel": 4}]), raises=ValueError)
check(trace_layers, ((f, 20, 20), [*stack, {"kind": "pool", "kernel": 31}]), raises=ValueError, says=str(where))

# %% nbgrader={"grade_id": "trace_layers__hidden", "grade": true, "points": 2}
# Hidden tests: long stacks, missing entries, height and width apart.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
check(trace_layers, ((3, 8, 9), []), expected=[])
for size in [(160, 143), (151, 180)]:
    x, sees, layers, expected = np.ones((2, *size)), np.eye(220), [], []
    for kind in ["conv", "pool", "conv", "conv", "pool"]:
        f, k, s, p = rng.integers([1, 1, 1, 0], [9, 4, 3, 3]).tolist()
        if kind == "pool":
            f, k, s, p = len(x), k + 1, k + 1 if rng.integers(2) else s, 0
        layer = {"kind": kind, "kernel": k, "stride": s} | ({"filters": f, "padding": p} if kind == "conv" else {})
        usual = {"stride": 1 if kind == "conv" else k, "padding": 0}
        layers.append({key: value for key, value in layer.items() if usual.get(key) != value})
        params = np.ones((f, len(x), k, k)).size + f if kind == "conv" else 0
        x = np.stack([correlate2d(np.pad(x[0], p), np.ones((k, k)), mode="valid")[::s, ::s]] * f)
        sees = correlate2d(sees, np.ones((k, 1)), mode="valid")[::s]
        expected.append({"shape": x.shape, "params": params, "receptive_field": np.ptp(np.flatnonzero(sees[0])) + 1})
    check(trace_layers, ((2, *size), layers), expected=expected)
conv, pool = {"kind": "conv", "filters": 5, "kernel": 3, "stride": 2, "padding": 1}, {"kind": "pool", "kernel": 2}
rows = [{"shape": (5, 64, 50), "params": 50, "receptive_field": 3}, {"shape": (5, 32, 25), "params": 0, "receptive_field": 5}]
rows += [{"shape": (5, 16, 13), "params": 230, "receptive_field": 13}, {"shape": (5, 8, 6), "params": 0, "receptive_field": 21}]
check(trace_layers, ((1, 128, 100), [conv, pool, conv, pool]), expected=rows)
side = int(rng.integers(4, 9))
rows = [{"shape": (3, 1, 4), "params": 6 * side * side + 3, "receptive_field": side}]
check(trace_layers, ((2, side, side + 3), [{"kind": "conv", "filters": 3, "kernel": side}]), expected=rows)
row = {"shape": (4, 1, 1), "params": 0, "receptive_field": side}
check(trace_layers, ((4, side, side), [{"kind": "pool", "kernel": side}]), expected=[row])
wide = {"kind": "conv", "filters": 2, "kernel": 5, "padding": 1}
check(trace_layers, ((1, 3, 4), [wide]), expected=[{"shape": (2, 1, 2), "params": 52, "receptive_field": 5}])
### END HIDDEN TESTS

# %% [markdown]
# ## 2.9 What do famous networks do to a picture?
#
# You have a tool now. Here is **LeNet-5**, which read handwritten digits on checks in 1998, as it is taught today; behind these five come two dense layers. **Predict** the shape that meets the last convolution.

# %%
quiz.predict("lenet-before-the-last")

# %%
lenet = [{"kind": "conv", "filters": 6, "kernel": 5}, {"kind": "pool", "kernel": 2}]
lenet += [{"kind": "conv", "filters": 16, "kernel": 5}, {"kind": "pool", "kernel": 2}]
lenet += [{"kind": "conv", "filters": 120, "kernel": 5}]
trace_layers((1, 32, 32), lenet)

# %% [markdown]
# 16 maps of 5 x 5 meet kernels of 5 x 5: one place is left, and its field is 32, the whole picture. Whoever chose 32 had counted.
#
# **Make your own dial.** A function, two ranges, and `interact`. How many layers of 3 x 3 does it take until one number sees all of 224 pixels? And with stride 2? Try a third argument, `kernel`.

# %% tags=["skip-execution"]
from ipywidgets import IntSlider, interact

def last_of_a_stack(layers=5, stride=1):
    conv = {"kind": "conv", "filters": 8, "kernel": 3, "stride": stride, "padding": 1}
    return trace_layers((3, 224, 224), [conv] * layers)[-1]

interact(last_of_a_stack, layers=IntSlider(value=5, min=1, max=120), stride=(1, 3));

# %% [markdown]
# Two more columns are worth having. **Multiply-adds** are the work: each output value costs $C_{in} \cdot k \cdot k$ of them. **Memory** is the output itself, at 4 bytes a number. The course adds both to your trace, and the dense layers too.

# %%
shapes.table("lenet5", trace_layers)

# %% [markdown]
# **Predict** for VGG-16, thirteen 3 x 3 convolutions and three dense layers: which layer has the most parameters? (Which works hardest, and which fills the memory, is another question.)

# %%
quiz.predict("vgg-parameters")

# %%
shapes.table("vgg16", trace_layers)

# %% [markdown]
# ![VGG-16 in two rows of bars, one bar a layer. Parameters: nearly all in the first dense layer. Multiply-adds: spread over the convolutions, almost none in the dense layers.](figures/02_vgg16.svg)
#
# The first dense layer holds 102,764,544 of the 138,357,544 parameters, about three quarters: it is wired to everything, as lesson 1 warned. The convolutions share their weights, so they are small, and do 99 % of the work. Six of them tie at 1,849,688,064: each time the sides are halved, the channels double, in and out, and the product stays. The memory goes to the first two, where the maps are still large.
#
# **AlexNet** and **ResNet-18** have parts that your exercise leaves out (layers in groups, pools with padding, two ways that are added), so the course traces them. Look for 55, and for the stem of ResNet: a 7 x 7 at stride 2 makes 112 of 224, a padded pool 56, and only then the blocks begin.

# %%
shapes.table("alexnet")

# %%
shapes.table("resnet18")

# %% [markdown]
# A block of ResNet adds its input to its output, so both must have one shape: that is what padding 1 is for. Where the size is halved, a 1 x 1 convolution at stride 2 goes the short way.
#
# For your own network, a terminal will do: `python -m convlab shapes vgg16`, or a JSON file in place of the name (`python -m convlab shapes --help`). In Python the same is a dict, and your own function traces it:

# %%
mine = [{"kind": "conv", "filters": 8, "kernel": 3, "stride": s, "padding": 1} for s in (1, 2, 1, 2)]
shapes.table({"name": "Four layers", "input": (3, 128, 128), "layers": mine}, trace_layers)

# %% [markdown]
# > **Numbers that exams love**
#
# | setting | size |
# |---|---|
# | 3 x 3, padding 1, stride 1 | stays |
# | 5 x 5, padding 2, stride 1 | stays |
# | 3 x 3, padding 1, stride 2, on 224 | 112 |
# | 2 x 2 pool, stride 2 | half, rounded down |
# | 3 x 3, no padding, on 224 | 222 |
# | 20 of them | 184 |
# | 7 x 7, padding 3, stride 2, on 224 | 112 |
# | 11 x 11, no padding, stride 4, on 227 | 55 |
# | field of three 3 x 3 | 7 x 7 |
#
# The usual slips: no +1, padding counted once, rounding up, and the stride's jump forgotten.
#
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why, also where you were right.

# %%
quiz.ask("02_output_size")

# %% [markdown]
# ## Think it over
#
# LeNet-5 was trained on pictures of 32 x 32. A friend feeds it one of 40 x 36. In three or four sentences: which layers run all the same, and why? At which layer does it break, and what are two ways to mend it? Nobody takes points for this one; it is for you, and for talking about.

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** A full answer names that (1) convolutions and pools run on any size that fits, since the size is not in their parameters; the maps become 36 x 32, 18 x 16, 14 x 12, 7 x 6 and, after the last convolution, 3 x 2 in place of 1 x 1; (2) the first dense layer breaks: it has a weight for each of 120 inputs and gets 120 · 3 · 2 = 720; (3) two remedies of these: resize, crop or pad the picture to 32 x 32; average (or take the maximum) over the places before the dense layer, as ResNet does; slide the dense layers as 1 x 1 convolutions and get an answer for each of the six places. One of the numbers of (1) and one remedy with its price (a distorted picture, a lost border, a coarser answer) are enough.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# The field counts every pixel that *could* have a say; those in its middle have far more of it ([bonus lesson 7](../07_receptive_field/07_receptive_field.ipynb) measures this). And the last column counts outputs only: training keeps more, some libraries pad differently left and right or round pools up, so check their documents.
#
# ## In three sentences
#
# The size of an output is the travel, divided into whole strides, plus the first place. Padding lengthens the row at both ends, dilation lengthens the kernel, and floor drops what is left over. Walk through a stack with that, and with field and jump, and you know every shape before the first number is multiplied.

# %% [markdown]
# ## Further reading
#
# - Dumoulin and Visin, [A guide to convolution arithmetic for deep learning](https://arxiv.org/abs/1603.07285) (2016): every case of this lesson as a drawing.
# - Stanford CS231n, [Convolutional networks](https://cs231n.github.io/convolutional-networks/): the formula, AlexNet's 227, and VGG's memory by hand.
# - Araujo, Norris and Sim, [Computing receptive fields of convolutional neural networks](https://distill.pub/2019/computing-receptive-fields/) (2019): field and jump for any network.
# - Krizhevsky, Sutskever and Hinton, [ImageNet classification with deep convolutional neural networks](https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks) (2012): look for 224.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: [lesson 3](../03_padding_stride/03_padding_stride.ipynb) turns both dials on a photograph, and looks at what padding puts there.

# %%
widgets.mark("02_output_size")
