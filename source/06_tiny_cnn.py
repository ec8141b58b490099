# %% [markdown]
# # 6. Build a network that reads handwriting
#
# **You will**
# - write the parts of a convolutional network, and join them so that they read handwritten digits;
# - say the shape and the weights of every layer, with padding and without;
# - look at every layer while it reads a digit that you drew, and measure what convolution is good for when a digit moves, and what it is not.
#
# **Minutes** 75 &nbsp; **Points** 18 &nbsp; **You need** NumPy slicing, the matrix product `@`, and lesson 1's picture of a window that slides.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, digits, engine, figures, quiz, widgets

# %% [markdown]
# ## 6.1 What does it take to read a digit?
#
# Here are 400 handwritten digits, 28 x 28 pixels each, with ink 1 on paper 0. They are real: people wrote them by hand (collected by Alpaydin and Kaynak, 1998, CC BY 4.0). Scikit-learn ships them as `load_digits` at 8 x 8, and the course enlarges them and puts them in the middle. The network that you will run has never seen these 400; it learned from 1,397 others.

# %%
images, labels = digits.load("test")
figures.compare(images[:6], labels[:6], "Six handwritten digits of the test set, white on black: 2, 2, 3, 0, 8 and 8, each in its writer's own hand.")

# %% [markdown]
# How would you tell the 2s from the 8s? Likely *a loop here*, *a line there*: small parts, and where they lie.
#
# ![The network as a row of boxes: image 28 x 28; block 1 with conv, four filters of 3 x 3, ReLU, max-pool; four maps of 14 x 14; block 2 with conv, eight filters, ReLU, max-pool; eight maps of 7 x 7; flatten, 392 features; dense; ten logits.](figures/06_blocks.svg)
#
# One **block** is three steps. A *convolution* asks the same small question at every place. An *activation* (ReLU) decides what counts as a yes. A *pool* keeps the strongest answer nearby and forgets exactly where it was. Then the maps are flattened, and a *dense* layer votes.
#
# > **The rule**: convolution, activation, pool, and again; the last layer votes.

# %% [markdown]
# ## 6.2 What does the activation do there?
#
# Leave it out, and look at one row: two convolutions one after the other, of three taps each. (`np.convolve` is the true convolution of lesson 1: it turns the kernel. That does not matter here, and it pads by itself.) **Predict**: some *single* kernel does what the two do together. How many taps has it?

# %%
quiz.predict("taps-of-both")

# %%
row, first, second = np.array([0, 0, 1, 4, 2, 0, 3, 0]), np.array([1, 0, -1]), np.array([1, 2, 1])
both = np.convolve(first, second)
both, np.array_equal(np.convolve(np.convolve(row, first), second), np.convolve(row, both))

# %% [markdown]
# True, for any row: two linear layers are one linear layer in disguise, and so are twenty. So something between them must bend. The cheapest bend is the **ReLU** (rectified linear unit): keep what is positive, put 0 for the rest. Now a filter can say *nothing here*, and a *nothing* stays out of the sums that follow.
#
# $$\mathrm{relu}(x) = \max(x, 0)$$
#
# > **The rule**: without a bend between them, many layers are one.
#
# ### Exercise 6.1: bend (1 point, 2 min, easy)
#
# Write `relu`, for an array of any shape. It turns `[[-3, 0], [2.5, -1]]` into `[[0, 0], [2.5, 0]]`.

# %% nbgrader={"grade_id": "relu", "solution": true}
def relu(x):
    """Return `x` with 0 in place of everything negative.

    Parameters
    ----------
    x : array of any shape
        Any real dtype. It is not changed.

    Returns
    -------
    array of the same shape
    """
    ### BEGIN SOLUTION
    # Why it works: `np.maximum` compares entry by entry with 0, and makes a new array.
    return np.maximum(x, 0)
    ### END SOLUTION

# %%
# A place to try things: yours, not graded. Take the # away and run.
# relu(np.array([[-3, 0], [2.5, -1]]))

# %% [markdown]
# The tests draw new numbers each time you run them, so no answer can be learned by heart.
#
# <details><summary>Hint 1: the idea</summary>
#
# Each number is compared with 0, and the larger of the two stays. No loop is needed.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $\max(x, 0)$, entry by entry.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.max` looks for the largest entry of one array; its sister with the longer name compares two arrays entry by entry. If you write zeros into an array instead, write them into a copy: the caller still needs the old numbers.
# </details>

# %% nbgrader={"grade_id": "relu__values", "grade": true, "points": 0.5}
# The tests of relu: run this cell; click it to read them.
rng = np.random.default_rng()
check(relu, (np.array([[-3, 0], [2.5, -1]]),), expected=np.array([[0, 0], [2.5, 0]]))
x = rng.permutation(np.linspace(-8.7, 7.8, 12)).reshape(3, 4) + rng.uniform(0, 0.4)
check(relu, (x,), expected=np.where(x > 0, x, 0))

# %% nbgrader={"grade_id": "relu__hidden", "grade": true, "points": 0.5}
# Hidden tests: one axis and four, whole numbers, float32, nothing positive, nothing negative.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape in [(5,), (1, 1), (2, 3, 4), (2, 4, 3, 5)]:
    x = 10 * rng.normal(size=shape)
    check(relu, (x,), expected=np.where(x > 0, x, 0))
    check(relu, (x.astype(np.float32),), expected=np.where(x > 0, x, 0))
x = rng.permutation(np.arange(-280, 320, 30)).reshape(4, 5)
check(relu, (x,), expected=np.where(x > 0, x, 0))
check(relu, (-1 - np.abs(x),), expected=np.zeros((4, 5)))
small, bright = rng.uniform(0.1, 0.9, size=(2, 3)), rng.integers(1, 256, size=(3, 5), dtype=np.uint8)
check(relu, (small,), expected=small)
check(relu, (bright,), expected=bright)
### END HIDDEN TESTS

# %% [markdown]
# ## 6.3 How do features become votes?
#
# The last layer is what lesson 1 warned of: **dense**, every feature wired to every class. Here the list is short, and nothing needs to slide any more. One class has a weight for each feature: multiply, add up, and the bias at the end. Images come in a **batch**, $N$ of them in the first axis, and each has a row in the answer:
#
# $$z[n, k] = b[k] + \sum_d w[k, d] \; x[n, d]$$
#
# > **The rule**: a dense layer is one dot product for each class.
#
# ### Exercise 6.2: vote (2 points, 5 min, easy)
#
# Write `dense`. The features 1, 2, 3 with the weights 1, 0, -1 and the bias 10 give 1 + 0 - 3 + 10 = 8. With 2, 1, 0 and 20 they give 24. So for `[[1, 2, 3]]` it returns `[[8, 24]]`.

# %% nbgrader={"grade_id": "dense", "solution": true}
def dense(x, w, b):
    """Return the votes of a dense layer for every row of `x`.

    Parameters
    ----------
    x : array of shape (N, D)
        D features of N images.
    w : array of shape (K, D)
        One row of weights for each of K classes.
    b : array of shape (K,)
        One bias for each class.

    Returns
    -------
    array of shape (N, K)

    Raises
    ------
    ValueError
        If the widths of `x` and `w` differ.
    """
    ### BEGIN SOLUTION
    # Why it works: a matrix product with the transpose is one dot product for each image and class; the biases go to every row.
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"expected {w.shape[1]} features, got {x.shape[1]}")
    return x @ w.T + b
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Many dot products at once are a matrix product: rows of the left one times columns of the right one.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $z = x \, w^T + b$. The classes are rows of `w`, and the product wants them as columns.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `.T` turns `w`, `@` multiplies, and the biases add themselves to every row. Compare the second entries of both shapes first: `@` complains of unequal widths by itself, but `*` with a width of 1 stretches in silence.
# </details>

# %% nbgrader={"grade_id": "dense__values", "grade": true, "points": 1}
# The tests of dense: run this cell; click it to read them.
rng = np.random.default_rng()
x, w, b = np.array([[1, 2, 3]]), np.array([[1, 0, -1], [2, 1, 0]]), np.array([10, 20])
check(dense, (x, w, b), expected=np.array([[8, 24]]))
x, w, b = rng.normal(size=(4, 6)), rng.normal(size=(3, 6)), rng.normal(size=3)
check(dense, (x, w, b), expected=np.einsum("nd,kd->nk", x, w) + b)

# %% [markdown]
# Widths that differ must not pass, not even a width of 1, which NumPy likes to stretch.

# %% nbgrader={"grade_id": "dense__limits", "grade": true, "points": 0.5}
# Tests of dense at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
x, w, b = rng.normal(size=(4, 6)), rng.normal(size=(3, 6)), rng.uniform(10, 30, size=3)
check(dense, (x[:1], w, b), expected=np.einsum("d,kd->k", x[0], w)[None] + b)
for width in (1, 3, 4, 5):
    check(dense, (x[:, :width], w, b), raises=ValueError)
    check(dense, (x, w[:, :width], b), raises=ValueError)

# %% nbgrader={"grade_id": "dense__hidden", "grade": true, "points": 0.5}
# Hidden tests: square weights, one image, one class, one feature, whole numbers, a bias of 0.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for n, d, k in [(2, 5, 5), (3, 3, 3), (1, 4, 7), (5, 2, 1), (3, 1, 4), (1, 1, 1), (9, 7, 8)]:
    x, w, b = rng.normal(size=(n, d)), rng.normal(size=(k, d)), rng.uniform(-30, -10, size=k)
    check(dense, (x, w, b), expected=np.einsum("nd,kd->nk", x, w) + b)
x, w, b = rng.integers(0, 256, size=(3, 5), dtype=np.uint8), rng.normal(size=(4, 5)), rng.permutation([-9, -4, 0, 7])
check(dense, (x, w, b), expected=np.einsum("nd,kd->nk", x.astype(float), w) + b)
x, w, b = rng.integers(-9, 9, size=(2, 6)), rng.integers(-9, 9, size=(3, 6)), rng.normal(size=3)
check(dense, (x, w, b), expected=np.einsum("nd,kd->nk", x, w) + b)
### END HIDDEN TESTS

# %% [markdown]
# ## 6.4 How sure is it?
#
# Votes may be any number; they are called **logits**. To read them as shares that add up to 1 (many call them probabilities, though nobody has counted how often they come true), raise $e$ to each, and divide by the sum:
#
# $$\mathrm{softmax}(z)_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# By hand: for $z = (\ln 1, \ln 2, \ln 5)$ the powers are 1, 2 and 5, so the shares are 1/8, 2/8 and 5/8. Powers grow fast. **Predict**: for which logit does $e^z$ leave the numbers that a computer has?

# %%
quiz.predict("where-powers-end")

# %%
float(np.log(np.finfo(float).max))

# %% [markdown]
# Beyond 709 it is `inf`, and `inf / inf` is no number at all. But subtract the same from all logits, and top and bottom of the fraction shrink by the same factor: the shares stay. So take the largest logit off first. Then the largest power is $e^0 = 1$.
#
# > **The rule**: only differences of logits count. Take off the largest, and nothing can overflow.
#
# ### Exercise 6.3: shares (2 points, 5 min, medium)
#
# Write `softmax`, along the last axis of an array of any shape. For `np.log([1, 2, 5])` it returns `[0.125, 0.25, 0.625]`; for `[1000, 1000]` it returns `[0.5, 0.5]`.

# %% nbgrader={"grade_id": "softmax", "solution": true}
def softmax(z):
    """Return logits as shares that add up to 1 along the last axis.

    Parameters
    ----------
    z : array of shape (..., K)
        Logits of any size. They are not changed.

    Returns
    -------
    array of the same shape
        Finite, whatever the logits.
    """
    ### BEGIN SOLUTION
    # Why it works: taking the largest off changes no share, and keeps every power at 1 or below.
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    ### END SOLUTION

# %% nbgrader={"grade_id": "softmax__values", "grade": true, "points": 1}
# The tests of softmax: run this cell; click it to read them.
from scipy import special

rng = np.random.default_rng()
check(softmax, (np.log([1, 2, 5]),), expected=np.array([0.125, 0.25, 0.625]))
z = 3 * rng.normal(size=(3, 4))
check(softmax, (z,), expected=special.softmax(z, axis=-1))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Three steps: take off the largest, raise, divide by the sum. "Largest" and "sum" are those of one row, not of the whole array.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $e^{z_k - m} / \sum_j e^{z_j - m}$, with $m$ the largest of the same row.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `axis=-1` is the last axis, however many there are. `keepdims=True` keeps it with length 1, so that the result fits below the row that it came from.
# </details>

# %% nbgrader={"grade_id": "softmax__limits", "grade": true, "points": 0.5}
# Tests of softmax at its limits: run this cell; click it to read them.
from scipy import special

rng = np.random.default_rng()
check(softmax, (np.array([1000.0, 1000.0]),), expected=np.array([0.5, 0.5]))
for z in [rng.normal(size=5), rng.normal(size=(4, 4)), rng.normal(size=(2, 3, 5))]:
    check(softmax, (z,), expected=special.softmax(z, axis=-1))
    check(softmax, (z + 20_000,), expected=special.softmax(z + 20_000, axis=-1))
    check(softmax, (10_000 * z - 20_000,), expected=special.softmax(10_000 * z - 20_000, axis=-1))

# %% nbgrader={"grade_id": "softmax__hidden", "grade": true, "points": 0.5}
# Hidden tests: rows that lie far apart, square arrays, one class, whole numbers, float32.
### BEGIN HIDDEN TESTS
from scipy import special

rng = np.random.default_rng()
for shape in [(7,), (1,), (3, 3), (4, 1), (1, 6), (2, 2, 2), (3, 3, 3), (2, 1, 3, 2)]:
    z = 4 * rng.normal(size=shape)
    for large in (z, z - 1e6, z + 1e5, 1e4 * z):
        check(softmax, (large,), expected=special.softmax(large, axis=-1))
for shape, gap in [((3, 4), [[-1e4], [0], [1e4]]), ((2, 2, 3), [[[1e4], [-1e4]], [[0], [5e3]]])]:
    apart = rng.normal(size=shape) + np.array(gap)
    check(softmax, (apart,), expected=special.softmax(apart, axis=-1))
whole = rng.integers(-1000, 1000, size=(3, 5))
check(softmax, (whole // 300,), expected=special.softmax(whole // 300, axis=-1))
check(softmax, (whole,), expected=special.softmax(whole.astype(float), axis=-1))
narrow = (3 * rng.normal(size=(2, 6))).astype(np.float32)
check(softmax, (narrow,), expected=special.softmax(narrow.astype(float), axis=-1))
### END HIDDEN TESTS

# %% [markdown]
# ## 6.5 How large is everything on the way?
#
# Two dials of lessons 2 and 3 decide: padding, and the floor in the pool. A 3 x 3 kernel with padding 1 keeps a side, without padding it costs 2. A 2 x 2 pool halves a side and drops what does not fit.
#
# With padding 1 the sides are those of the drawing above: 28, 14, 7. **Predict** them with padding 0, after conv 1, pool 1, conv 2 and pool 2. Where is something dropped? And which layer has the most parameters: 4 filters on 1 channel, 8 filters on 4 channels, or 10 classes?

# %%
quiz.predict("sides-without-padding")

# %%
for padding in (1, 0):
    conv1 = 28 + 2 * padding - 2
    conv2 = conv1 // 2 + 2 * padding - 2
    features = 8 * (conv2 // 2) ** 2
    layers = [4 * 1 * 3 * 3 + 4, 8 * 4 * 3 * 3 + 8, 10 * features + 10]
    print(f"padding {padding}: 28 | {conv1} {conv1 // 2} | {conv2} {conv2 // 2} | features {features} | {layers}, together {sum(layers)}")

# %% [markdown]
# ![Two rows of squares. Padding 1: 28, conv 28, pool 14, conv 14, pool 7, features 8 times 7 times 7, 392. Padding 0: 28, conv 26, pool 13, conv 11, pool 5, features 200; the last row and column of 11 are marked as dropped.](figures/06_sides.svg)
#
# With padding it is 28-14-7, and the eight maps of 7 x 7 hold 392 features. Without it is 28-26-13-11-5, and 200 features; the pool of 11 x 11 makes 5 x 5 and never looks at the last row and column. Many tutorials print the first row and run the second. That makes 4,266 parameters with padding and 2,346 without, most of them in the dense layer.
#
# > **The rule**: the padding of a convolution decides the width of a dense layer far behind it.

# %% [markdown]
# ## 6.6 How do the parts fit together?
#
# ### Exercise 6.4: all together (8 points, 25 min, hard)
#
# A climb in three steps. The first two have tests but no points of their own; whoever likes may do all in step 3.
#
# **Step 1, `convolve`.** Lesson 3's padding and lesson 4's batch, for stride 1:
#
# $$y[n, f, i, j] = b[f] + \sum_{c,k,m} w[f, c, k, m] \; x[n, c, i + k, j + m]$$
#
# A batch of ones, `(1, 2, 3, 3)`, under a filter of ones, `(1, 2, 3, 3)`, with the bias 5 and no padding gives $2 \cdot 9 + 5 = 23$.

# %% nbgrader={"grade_id": "convolve", "solution": true}
def convolve(x, w, b, padding):
    """Return the maps of a batch, with a bias for each filter.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
        Any real dtype. It is not changed.
    w : array of shape (F, C, kH, kW)
    b : array of shape (F,)
    padding : int
        Zeros on each side.

    Returns
    -------
    array of shape (N, F, H + 2 * padding - kH + 1, W + 2 * padding - kW + 1)
    """
    ### BEGIN SOLUTION
    # Why it works: the view has one window for each place, and `tensordot` sums over channels and taps at once; the filters' axis comes last and is moved.
    x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    return np.moveaxis(np.tensordot(windows, w, axes=([1, 4, 5], [1, 2, 3])) + b, 3, 1)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Stuck with convolve?</summary>
#
# Paste `x` into larger zeros, then loop over `n`, `f`, `i` and `j`: one output is the sum of the slice `x[n, :, i : i + kh, j : j + kw]` times `w[f]`, plus `b[f]`. Or take `conv2d_batch` of your lesson 4.
# </details>

# %% tags=["raises-exception"] jupyter={"source_hidden": true}
# The tests of convolve: run this cell; click it to read them.
rng = np.random.default_rng()
check(convolve, (np.ones((1, 2, 3, 3)), np.ones((1, 2, 3, 3)), np.array([5]), 0), expected=np.array([[[[23]]]]))
x, w, b = rng.normal(size=(2, 3, 6, 7)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
for padding in (0, 1, 2):
    maps = np.stack([engine.conv2d_multi(image, w, b, padding=padding) for image in x])
    check(convolve, (x, w, b, padding), expected=maps)

# %% [markdown]
# **Step 2, `pool`.** The largest of every 2 x 2 block, side by side; an odd last row or column is dropped. The image of 0 to 15 gives the rows 5 7 and 13 15, as in lesson 3.
#
# $$\mathrm{pool}[n, c, i, j] = \max_{k, m \in \{0, 1\}} x[n, c, 2i + k, 2j + m]$$

# %% nbgrader={"grade_id": "pool", "solution": true}
def pool(x):
    """Return the maximum of every 2 x 2 block of a batch of maps.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
        It is not changed.

    Returns
    -------
    array of shape (N, C, H // 2, W // 2)
    """
    ### BEGIN SOLUTION
    # Why it works: the reshape puts each block's rows and columns on axes of their own, over which the maximum goes; odd ends are cut off before.
    n, c, h, w = x.shape
    return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Stuck with pool?</summary>
#
# Four slices with step 2 hold the upper left, upper right, lower left and lower right of all blocks. Cut them to one size, and `np.maximum` takes the larger of two, entry by entry. Or take `max_pool2d` of your lesson 3.
# </details>

# %% tags=["raises-exception"] jupyter={"source_hidden": true}
# The tests of pool: run this cell; click it to read them.
rng = np.random.default_rng()
check(pool, (np.arange(16).reshape(1, 1, 4, 4),), expected=np.array([[[[5, 7], [13, 15]]]]))
for shape in [(2, 3, 6, 8), (1, 2, 7, 4), (3, 1, 5, 9)]:
    x = rng.normal(size=shape) - 3
    check(pool, (x,), expected=engine.pool2d(x))

# %% [markdown]
# **Step 3, `tiny_cnn_forward`.** Conv 1, ReLU, pool, conv 2, ReLU, pool, flatten, dense. It returns logits, no shares. The first convolution wants a channel axis, $(N, 1, 28, 28)$. At the end each image's block of $(8, 7, 7)$ is flattened **in the order C, H, W**: the whole first map row by row, then the second.
#
# If all weights are 0 but `b2` and `w3`, which are 1, every feature is 1, and each logit is 392; without padding 200.

# %% nbgrader={"grade_id": "tiny_cnn_forward", "solution": true}
def tiny_cnn_forward(images, params, padding=1):
    """Return the logits of the tiny CNN for a batch of images.

    Parameters
    ----------
    images : array of shape (N, 28, 28)
        Any real dtype. They are not changed.
    params : dict of arrays
        `w1` (4, 1, 3, 3), `b1` (4,), `w2` (8, 4, 3, 3), `b2` (8,), `w3` (10, D), `b3` (10,),
        where D is 392 with padding 1 and 200 with padding 0.
    padding : int
        Zeros on each side of both convolutions.

    Returns
    -------
    array of shape (N, 10)

    Raises
    ------
    ValueError
        If the flattened width differs from that of `w3`.
    """
    ### BEGIN SOLUTION
    # Why it works: each block is the same three steps; padding changes only the sides, and so the width that `dense` checks.
    x = images[:, None]
    x = pool(relu(convolve(x, params["w1"], params["b1"], padding)))
    x = pool(relu(convolve(x, params["w2"], params["b2"], padding)))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    ### END SOLUTION

# %%
# One image, the trained weights: is the largest of the ten numbers where it should be?
# tiny_cnn_forward(images[:1], digits.weights()).round(1), labels[0]

# %% [markdown]
# The tests draw weights at random, and let SciPy work out one block at a time.
#
# <details><summary>Hint 1: the idea</summary>
#
# Your two helpers, each from four axes to four, with `relu` between them, twice; then `dense`. Print `x.shape` after each step, and compare with section 6.5.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# A convolution with $p$ zeros on each side leaves $H + 2p - 2$ rows, a pool $\lfloor H / 2 \rfloor$. `b[f]` is added once to map `f`, before the ReLU.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Start with `x = images[:, None]`: the None makes the channel axis. Each block is one line, from the inside out: convolve, bend, pool. Hand `padding` on. `x.reshape(len(x), -1)` flattens, and `dense` refuses weights of another width by itself.
# </details>

# %% nbgrader={"grade_id": "oracle", "locked": true}
def draw_params(rng, width):
    shapes = {"w1": (4, 1, 3, 3), "b1": 4, "w2": (8, 4, 3, 3), "b2": 8, "w3": (10, width), "b3": 10}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def block_by_scipy(x, w, b, padding):
    from scipy import ndimage, signal

    mode, conv = ("valid", "same")[padding], []
    for channels in x:
        maps = [sum(signal.correlate2d(c, k, mode) for c, k in zip(channels, f)) for f in w]
        conv.append(np.stack(maps) + b[:, None, None])
    pool = ndimage.maximum_filter(np.clip(conv, 0, None), size=(1, 1, 2, 2))[:, :, 1::2, 1::2]
    return np.array(conv), np.clip(conv, 0, None), pool

# %% nbgrader={"grade_id": "tiny_cnn_forward__padded", "grade": true, "points": 3}
# Tests of tiny_cnn_forward with padding 1: run this cell; click it to read them.
rng = np.random.default_rng()
plain = {name: np.full(array.shape, float(name in ("b2", "w3"))) for name, array in draw_params(rng, 392).items()}
check(tiny_cnn_forward, (rng.normal(size=(1, 28, 28)), plain), expected=np.full((1, 10), 392))
batch, params = rng.normal(size=(2, 28, 28)), draw_params(rng, 392)
pool1 = block_by_scipy(batch[:, None], params["w1"], params["b1"], padding=1)[-1]
pool2 = block_by_scipy(pool1, params["w2"], params["b2"], padding=1)[-1]
logits = np.einsum("nchw,kchw->nk", pool2, params["w3"].reshape(10, 8, 7, 7)) + params["b3"]
check(tiny_cnn_forward, (batch, params), expected=logits)

# %% [markdown]
# Without padding the last row and column of an 11 x 11 map are dropped.

# %% nbgrader={"grade_id": "tiny_cnn_forward__unpadded", "grade": true, "points": 1}
# Tests of tiny_cnn_forward without padding: run this cell; click it to read them.
rng = np.random.default_rng()
batch, params = rng.normal(size=(2, 28, 28)), draw_params(rng, 200)
pool1 = block_by_scipy(batch[:, None], params["w1"], params["b1"], padding=0)[-1]
pool2 = block_by_scipy(pool1, params["w2"], params["b2"], padding=0)[-1]
logits = np.einsum("nchw,kchw->nk", pool2, params["w3"].reshape(10, 8, 5, 5)) + params["b3"]
check(tiny_cnn_forward, (batch, params, 0), expected=logits)

# %% [markdown]
# Weights that were made for the other padding must not pass in silence: the flattened width tells.

# %% nbgrader={"grade_id": "tiny_cnn_forward__limits", "grade": true, "points": 1}
# Tests of tiny_cnn_forward at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
for width, padding in [(392, 1), (200, 0)]:
    silent = {name: np.zeros(array.shape) for name, array in draw_params(rng, width).items()}
    silent["b3"] = rng.normal(size=10)  # all other weights are 0, so the logits are the last biases
    check(tiny_cnn_forward, (rng.normal(size=(2, 28, 28)), silent, padding), expected=np.stack([silent["b3"]] * 2))
for width, padding in [(200, 1), (392, 0), (391, 1), (1, 1), (1, 0)]:
    check(tiny_cnn_forward, (rng.normal(size=(1, 28, 28)), draw_params(rng, width), padding), raises=ValueError)

# %% nbgrader={"grade_id": "tiny_cnn_forward__hidden", "grade": true, "points": 3}
# Hidden tests: images of uint8 and float32, one image and more, both paddings, large biases.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
gray = rng.integers(0, 256, size=(2, 28, 28), dtype=np.uint8)
for batch, padding in [(gray, 1), (rng.normal(size=(1, 28, 28)).astype(np.float32), 0), (gray[:1] > 128, 1)]:
    params = draw_params(rng, (200, 392)[padding])
    params["b1"], params["b2"], params["b3"] = 50 * params["b1"], 500 * params["b2"], 5000 * params["b3"]
    params["b1"][0], params["b2"][0] = 50, 500  # so that some map of each block is not all 0
    pool1 = block_by_scipy(batch[:, None].astype(float), params["w1"], params["b1"], padding)[-1]
    pool2 = block_by_scipy(pool1, params["w2"], params["b2"], padding)[-1]
    logits = np.tensordot(pool2, params["w3"].reshape(10, *pool2.shape[1:]), [[1, 2, 3]] * 2) + params["b3"]
    check(tiny_cnn_forward, (batch, params), kwargs={"padding": padding}, expected=logits)
### END HIDDEN TESTS

# %% [markdown]
# Now the real thing. **Predict**: of 50 handwritten digits that they have never seen, how many do the trained weights read? (Loops may take a few seconds. If yours is fast, take 400.)

# %%
quiz.predict("read-of-50")

# %%
taken = 50
said = tiny_cnn_forward(images[:taken], digits.weights()).argmax(axis=1)
int(np.sum(said == labels[:taken])), taken

# %% [markdown]
# 48 of these 50, and 98.0 % of all 400. The weights were found by `tools/train_tiny_cnn.py`, in plain NumPy, with the functions that you write in bonus lesson 8; nobody wrote a rule for what a 7 is.
#
# ## 6.7 What does it see on the way?
#
# A network is no black box if you keep what it computes. Each map is a picture of *where* a question was answered with yes.
#
# ### Exercise 6.5: keep everything (3 points, 8 min, medium)
#
# Write `feature_maps`: the same way through the network, but every step is kept, in a dict. For one image and padding 1, `"conv1"` has the shape `(1, 4, 28, 28)`, `"pool2"` the shape `(1, 8, 7, 7)`, and `"logits"` the shape `(1, 10)`. If all weights are 0 but `b1`, which is -1, `"conv1"` is -1 everywhere and `"relu1"` is 0.

# %% nbgrader={"grade_id": "feature_maps", "solution": true}
def feature_maps(images, params, padding=1):
    """Return every activation of the tiny CNN for a batch of images.

    Parameters
    ----------
    images : array of shape (N, 28, 28)
        Any real dtype. They are not changed.
    params : dict of arrays
        As for `tiny_cnn_forward`.
    padding : int
        Zeros on each side of both convolutions.

    Returns
    -------
    dict of arrays
        `conv1`, `relu1`, `pool1`, `conv2`, `relu2`, `pool2` (N, C, H, W) and `logits` (N, 10).
        `conv1` and `conv2` include the bias; the ReLU has not touched them yet.
    """
    ### BEGIN SOLUTION
    # Why it works: the same way through the network, and each step is written down before the next one begins.
    maps, x = {}, images[:, None]
    for block in "12":
        maps["conv" + block] = x = convolve(x, params["w" + block], params["b" + block], padding)
        maps["relu" + block] = x = relu(x)
        maps["pool" + block] = x = pool(x)
    maps["logits"] = dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    return maps
    ### END SOLUTION

# %% nbgrader={"grade_id": "feature_maps__padded", "grade": true, "points": 1}
# Tests of feature_maps with padding 1: run this cell; click it to read them.
rng = np.random.default_rng()
batch, params, expected = rng.normal(size=(2, 28, 28)), draw_params(rng, 392), {}
x = batch[:, None]
for block in "12":
    conv, bent, x = block_by_scipy(x, params["w" + block], params["b" + block], padding=1)
    expected |= {"conv" + block: conv, "relu" + block: bent, "pool" + block: x}
expected["logits"] = np.einsum("nchw,kchw->nk", x, params["w3"].reshape(10, 8, 7, 7)) + params["b3"]
check(feature_maps, (batch, params), expected=expected)

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# You have the steps already. Give each result a name of its own before the next step uses it, and put it into a dict under that name.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Seven keys: `conv1`, `relu1`, `pool1`, `conv2`, `relu2`, `pool2`, `logits`. Nothing else, so the input and the flattened features stay out.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Keep the batch axis, also for a single image. And beware of a ReLU that writes into its input: then `maps["conv1"]` and `maps["relu1"]` are the same array, and nothing negative is left to look at.
# </details>

# %% nbgrader={"grade_id": "feature_maps__unpadded", "grade": true, "points": 1}
# Tests of feature_maps without padding: run this cell; click it to read them.
rng = np.random.default_rng()
batch, params, expected = rng.normal(size=(1, 28, 28)), draw_params(rng, 200), {}
x = batch[:, None]
for block in "12":
    conv, bent, x = block_by_scipy(x, params["w" + block], params["b" + block], padding=0)
    expected |= {"conv" + block: conv, "relu" + block: bent, "pool" + block: x}
expected["logits"] = np.einsum("nchw,kchw->nk", x, params["w3"].reshape(10, 8, 5, 5)) + params["b3"]
check(feature_maps, (batch, params, 0), expected=expected)

# %% nbgrader={"grade_id": "feature_maps__hidden", "grade": true, "points": 1}
# Hidden tests: images of uint8, biases that silence whole maps, three images, both paddings.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
gray = rng.integers(0, 256, size=(3, 28, 28), dtype=np.uint8)
for batch, padding, silent in [(gray, 1, 0), (rng.normal(size=(1, 28, 28)), 0, 1e4)]:
    params, expected = draw_params(rng, (200, 392)[padding]), {}
    params["b1"][rng.integers(4)] -= silent
    params["b2"][rng.integers(8)] -= silent
    x = batch[:, None].astype(float)
    for block in "12":
        conv, bent, x = block_by_scipy(x, params["w" + block], params["b" + block], padding)
        expected |= {"conv" + block: conv, "relu" + block: bent, "pool" + block: x}
    expected["logits"] = np.tensordot(x, params["w3"].reshape(10, *x.shape[1:]), [[1, 2, 3]] * 2) + params["b3"]
    check(feature_maps, (batch, params), kwargs={"padding": padding}, expected=expected)
### END HIDDEN TESTS

# %% [markdown]
# **Draw it.** Four maps in four panels, by hand. Choose another digit, `"relu1"` or `"pool2"` in place of `"conv1"` (how many panels are that?), other colors. Which map answers to the upper side of a stroke?

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

maps = feature_maps(images[:1], digits.weights())["conv1"][0]
fig, axes = plt.subplots(1, 4, figsize=(7, 2))
for axis, one in zip(axes, maps):
    axis.imshow(one, cmap="RdBu_r", vmin=-abs(maps).max(), vmax=abs(maps).max())
    axis.axis("off")

# %% [markdown]
# ### Play: draw your own digit
#
# Choose a digit, or press *draw* and use the mouse (or shift and the arrow keys). Five tasks: (1) find a filter of conv 1 that answers to one side of a stroke only; (2) step from *conv* to *ReLU*: what has gone?; (3) draw a 7 with a bar and one without: which logits change?; (4) draw something that is no digit at all. How sure is the network?; (5) draw a small digit in a corner, and switch *recenter* off: what goes in now, and what does the network say? And any number of a map leads back to its window: point at it below.

# %%
widgets.layers()

# %% [markdown]
# ![The widget with a handwritten 2: the digit, ten bars, the longest at class 2, the eight test digits that the network misreads, four maps of conv 1, ReLU and pool, eight maps of conv 2, ReLU and pool, and one number of a map with its window, the filter, the sum and the bias.](figures/06_layers_widget.svg)
#
# Task 4 is worth remembering. Softmax gives shares of ten classes, and an eleventh, *none of these*, was never taught. A high share means "more like this than like the other nine", not "I am sure".
#
# ## 6.8 In which order do you flatten?
#
# Other libraries keep channels last, $(N, H, W, C)$, and flatten in that order: pixel by pixel, all channels of one, then of the next. **Predict**: put such features before weights that were trained for C, H, W. What happens?

# %%
quiz.predict("channels-last")

# %%
weights = digits.weights()
channels_last = feature_maps(images[:10], weights)["pool2"].transpose(0, 2, 3, 1)
logits = dense(channels_last.reshape(10, -1), weights["w3"], weights["b3"])
logits.shape, logits.argmax(axis=1), labels[:10]

# %% [markdown]
# ![Two maps of 2 x 2, a b c d and A B C D. Flattened in the order C, H, W: a b c d A B C D. In the order H, W, C: a A b B c C d D. Eight numbers both times.](figures/06_flatten.svg)
#
# No error, the right shape, and mostly *6*; of all 400 it is right for 7.0 %, worse than guessing. The 392 numbers are all there, but nearly every one meets a weight that was made for another. It happens to people who carry weights from one library to another. Test with a known answer.
#
# > **The rule**: feature $(c, i, j)$ stands at place $c \cdot H W + i \cdot W + j$ of the list. Weights and features must agree on that.
#
# ## 6.9 And the answer?
#
# The class is the place of the largest logit. Softmax keeps the order, so it is not needed for that.
#
# ### Exercise 6.6: decide (2 points, 4 min, easy)
#
# Write `predict`. If all weights are 0 and `b3` is `[0, 0, 0, 1, 0, 0, 0, 0, 0, 0]`, it says 3 for every image.

# %% nbgrader={"grade_id": "predict", "solution": true}
def predict(images, params, padding=1):
    """Return the class of every image: the place of its largest logit.

    Parameters
    ----------
    images : array of shape (N, 28, 28)
        Any real dtype. They are not changed.
    params : dict of arrays
        As for `tiny_cnn_forward`.
    padding : int
        Zeros on each side of both convolutions.

    Returns
    -------
    array of shape (N,)
        Whole numbers, 0 to 9.
    """
    ### BEGIN SOLUTION
    # Why it works: softmax keeps the order, so the largest logit is the largest share.
    return tiny_cnn_forward(images, params, padding).argmax(axis=1)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Ten logits for each image, and you want to know *where* the largest stands, not how large it is.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $\arg\max_k z[n, k]$, for every $n$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# NumPy has `argmax`. Without an axis it looks at the whole array as one list; here each image is asked by itself. Hand `padding` on.
# </details>

# %% nbgrader={"grade_id": "predict__values", "grade": true, "points": 1}
# The tests of predict: run this cell; click it to read them.
rng = np.random.default_rng()
plain = {name: np.zeros(array.shape) for name, array in draw_params(rng, 392).items()}
plain["b3"][3] = 1
check(predict, (rng.normal(size=(2, 28, 28)), plain), expected=np.array([3, 3]))
plain["b3"][9] = 2
check(predict, (rng.normal(size=(2, 28, 28)), plain), expected=np.array([9, 9]))
for low in (0, 1e5):
    batch, params = rng.normal(size=(2, 28, 28)), draw_params(rng, 392)
    pool1 = block_by_scipy(batch[:, None], params["w1"], params["b1"], padding=1)[-1]
    pool2 = block_by_scipy(pool1, params["w2"], params["b2"], padding=1)[-1]
    votes = np.einsum("nchw,kchw->nk", pool2, params["w3"].reshape(10, 8, 7, 7))
    params["b3"] = -votes.mean(axis=0)  # so that the two images differ in their class
    params["b3"][rng.integers(10)] -= low
    check(predict, (batch, params), expected=(votes + params["b3"]).argmax(axis=1))

# %% nbgrader={"grade_id": "predict__hidden", "grade": true, "points": 1}
# Hidden tests: no padding, one image, logits that are all negative, classes that are whole numbers.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for count, padding, bias, last in [(3, 0, 0, 0), (1, 1, -1e5, 0), (2, 0, -1e5, 5e4)]:
    batch, params = rng.normal(size=(count, 28, 28)), draw_params(rng, (200, 392)[padding])
    pool1 = block_by_scipy(batch[:, None], params["w1"], params["b1"], padding)[-1]
    pool2 = block_by_scipy(pool1, params["w2"], params["b2"], padding)[-1]
    votes = np.tensordot(pool2, params["w3"].reshape(10, *pool2.shape[1:]), [[1, 2, 3]] * 2)
    params["b3"] = bias - (count > 1) * votes.mean(axis=0)  # several images differ in their class
    params["b3"][9] += last
    check(predict, (batch, params, padding), expected=(votes + params["b3"]).argmax(axis=1))
kind = predict(batch, params, padding).dtype
assert kind.kind in "iu", f"predict: the classes are {kind} numbers, and whole numbers were expected. What does argmax give?"
### END HIDDEN TESTS

# %% [markdown]
# The weights for no padding have their own score, 97.8 % of the 400. Would you read the two digits of the first 50 that the padded network got wrong in section 6.6? (All eight of the 400 stand in the viewer above. Press one and *hide a patch*: where does the network change its mind?)

# %%
print(predict(images[:10], digits.weights(padding=0), padding=0), labels[:10])
wrong = np.flatnonzero(said != labels[:taken])[:6]
titles = [f"{labels[n]}, read as {said[n]}" for n in wrong]
figures.compare(images[wrong], titles, "The digits of the first fifty that the network misreads: a 2 read as 1 and a 9 read as 4.")

# %% [markdown]
# **Make your own dial.** Three functions of yours in one instrument: choose a digit, and add noise until the network stumbles. Which digits hold out longest? Do *you* still read them? Add a third slider that moves the digit, with `np.roll`.

# %% tags=["skip-execution"]
from ipywidgets import FloatSlider, IntSlider, interact

def read(number, noise):
    noisy = images[number] + noise * np.random.default_rng(0).normal(size=(28, 28))
    fig, (left, right) = plt.subplots(1, 2, figsize=(7, 3))
    left.imshow(noisy, cmap="gray")
    right.bar(range(10), softmax(tiny_cnn_forward(noisy[None], digits.weights()))[0])
    right.set_xticks(range(10))

interact(read, number=IntSlider(max=399), noise=FloatSlider(max=2, step=0.1));

# %% [markdown]
# ## 6.10 What if the digit moves?
#
# All digits stood in the middle so far, and a model without any convolution can read those as well: one dense layer from 784 pixels to ten classes, 7,850 parameters, trained on the same 1,397 digits. Now move every digit to a random place, by up to five pixels on each axis, so that no ink is lost.
#
# **Predict**: what happens to the linear model? And to yours?

# %%
quiz.predict("moved-digits")

# %%
centered, truth, linear = images[:50], labels[:50], digits.linear_weights("centered")
moved = digits.shifted(np.random.default_rng(6), centered)
for shown in (centered, moved):
    votes = dense(shown.reshape(50, -1), linear["w"], linear["b"])
    print("linear", np.sum(votes.argmax(axis=1) == truth), "CNN", np.sum(predict(shown, digits.weights()) == truth))

# %% [markdown]
# The linear model falls from 49 of 50 to 10. It has one weight for each pixel and class: it knows *this* pixel, and the digit has gone from there. The CNN holds: 48 and 49. A filter finds its edge wherever it is, the pools forget a step or two, and the maps of 7 x 7 are a coarse plan of what lies where.
#
# ### Play: push the digit
#
# Drag a digit, or move it with *dx* and *dy*. Both models have been trained on moved digits here. (1) Find a place where the linear model is right. (2) Find one where the CNN is wrong. (3) Change *trained on* to centered digits, and look again: who needs what?

# %%
widgets.shift()

# %% [markdown]
# ![The widget with an 8 moved by 2 right and 2 up: ten bars of the linear model, the longest at a wrong class, ten bars of the CNN, the longest at 8, and the share of test digits that each reads at this place.](figures/06_shift_widget.svg)
#
# Task 3 is where it gets honest. The CNN that you used so far has seen digits at random places while it learned, the linear model only centered ones. Was that fair? Here are all four, on all 400 digits:
#
# | model | trained on | in the middle | at random places |
# |---|---|---|---|
# | linear, 7,850 | centered | 97.0 % | 20.3 % |
# | linear, 7,850 | moved | 31.0 % | 36.1 % |
# | CNN, 4,266 | centered | 98.8 % | **28.9 %** |
# | CNN, 4,266 | moved | 98.0 % | **97.5 %** |
#
# Read the third row twice. The architecture alone is **not** enough: the convolutions move along with the digit, but the dense layer at the end has weights of its own for each place of the 7 x 7 plan, and it has never seen a digit in a corner. Both ingredients are needed. The linear model gets the second, and still fails: no single weight suits a pixel that any digit may cover.
#
# ![Four grids of 11 x 11 places, one for each model and training: the share of digits read at each shift. Linear, centered: high in the middle only. Linear, moved: low everywhere. CNN, centered: high around the middle. CNN, moved: high everywhere.](figures/06_places.svg)

# %% [markdown]
# > **The rule**: convolutions make it *possible* to learn a shape once for all places; training on moved digits makes it happen, with about half the parameters of the linear model.
#
# An experiment of ours in smaller pictures, 14 x 14, put a third model beside the two, an MLP (dense, ReLU, dense). Trained and tested on moved digits, they read 21 % (linear), 67 % (MLP) and 96 % (CNN). A bend helps; sharing weights helps more.

# %% [markdown]
# ## 6.11 How does an edge become a digit?
#
# By stacking. **Predict** with lesson 2's rule how many pixels, along one side, a number depends on after conv 1, pool 1, conv 2 and pool 2: the field grows by $k - 1$ jumps, and each pool doubles the jump.

# %%
quiz.predict("fields-of-the-network")

# %%
field, jump = 1, 1
for kernel, stride in [(3, 1), (2, 2), (3, 1), (2, 2)]:
    field, jump = field + (kernel - 1) * jump, jump * stride
    print(field)

# %% [markdown]
# ![A handwritten digit with four squares around one point: 3, 4, 8 and 10 pixels wide. The smallest holds a piece of an edge, the largest a whole loop.](figures/06_fields.svg)
#
# Fields of 3, 4, 8 and 10: a number of conv 1 sees a bit of an edge, one of pool 2 a corner, an end, a loop. Early layers answer to edges, later ones to parts made of them, the last to whole objects. The viewer shows the nine digits that excite a filter most: what have they in common inside the window? For photographs the stairs have more steps: edges, textures, eyes and wheels, faces and cars.

# %% [markdown]
# Four networks that climbed them, in a sentence each:
#
# - **LeNet-5** (1998) read digits on bank checks with the plan of this lesson, conv and pool twice, and three layers more.
# - **AlexNet** (2012) made the plan large, five convolutions with ReLU on two graphics cards, and won ImageNet by so much that the field changed over.
# - **VGG** (2014) used nothing but 3 x 3 kernels and went to 16 and 19 layers with weights.
# - **ResNet** (2015) adds the input of each block to its output, so that 152 layers still learn.

# %% [markdown]
# > **Numbers that exams love**
#
# | | padding 1 | padding 0 |
# |---|---|---|
# | sides | 28 - 14 - 7 | 28 - 26 - 13 - 11 - 5 |
# | features | 8 · 7 · 7 = **392** | 8 · 5 · 5 = **200** |
# | conv 1 | 36 + 4 = **40** | 40 |
# | conv 2 | 288 + 8 = **296** | 296 |
# | dense | 3,920 + 10 = **3,930** | 2,000 + 10 = **2,010** |
# | together | **4,266** | **2,346** |
#
# > ReLU, pool, flatten and softmax have **0** parameters.
#
# The usual slips: the channels of conv 2 forgotten (72 + 8), the pool rounded up, and the padding of the picture's caption with the code of another one.
#
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why, also where you were right.

# %%
quiz.ask("06_tiny_cnn")

# %% [markdown]
# ## Think it over
#
# A friend trains this CNN on centered digits, reads "CNNs are translation invariant" in a blog, and ships it to a post office where the digits lie anywhere. In three or four sentences: what will happen, what is wrong with the sentence in the blog, and what are two things that your friend could do? Nobody takes points for this one; it is for you, and for talking about.

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** A full answer names that (1) the score will drop from about 99 % to about 29 % when digits lie anywhere (the third row of the table); (2) the blog mixes up two words: convolutions are *equivariant* (the maps move along), pooling is invariant to shifts of a pixel or so only, and the dense layer has a weight for each place, so the whole network is not invariant; (3) two remedies of these: train on moved digits; find the digit and center it before the network reads it; replace flatten by a maximum or mean over all places (global pooling), which makes the last step blind to place; slide the network over the picture. Points (1) or (2) with a reason, and one remedy, are enough.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# These digits are clean, centered and come from 13 people who also wrote the training digits; a stranger's hand is harder, and 400 test digits cannot tell 97 % from 98 %. The network has ten answers and must give one of them: it never says that it does not know.
#
# ## In three sentences
#
# A convolutional network is convolution, ReLU and pool, again and again, and a dense layer that votes. Padding and the floor in the pool decide how wide that last layer must be, 392 or 200 here, and the order of flattening must be the one of its weights. It reads moved digits with half the parameters of a linear model, if it has been trained on moved digits.

# %% [markdown]
# ## Further reading
#
# - LeCun et al., [Gradient-based learning applied to document recognition](http://yann.lecun.com/exdb/publis/pdf/lecun-98.pdf) (1998): LeNet-5, and the checks that it read.
# - Zeiler and Fergus, [Visualizing and understanding convolutional networks](https://arxiv.org/abs/1311.2901) (2014): what later layers answer to.
# - Simonyan and Zisserman, [Very deep convolutional networks](https://arxiv.org/abs/1409.1556) (2015), and He et al., [Deep residual learning](https://arxiv.org/abs/1512.03385) (2016): VGG and ResNet.
# - [CNN Explainer](https://poloclub.github.io/cnn-explainer/): a network like yours, alive in the browser.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: this was the last lesson with regular points. [Bonus lesson 7](../07_receptive_field/07_receptive_field.ipynb) asks how far a network can see for how little; [bonus lesson 8](../08_training/08_training.ipynb) finds the weights that you were given today.

# %%
widgets.mark("06_tiny_cnn")
