# %% [markdown]
# # 4. Turn convolution into one matrix product
#
# **You will**
# - lay every window of an image out as a column, in the right order;
# - compute a whole layer, for a whole batch, without a Python loop over pixels;
# - say what the speed costs in memory, and measure both on your own machine.
#
# **Minutes** 60 &nbsp; **Points** 20 &nbsp; **You need** the convolution of lesson 1, stride and padding of lesson 3, and the matrix product.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, figures, images, quiz, race, widgets

# %% [markdown]
# ## 4.1 Why is the loop slow?
#
# A race first. One color image of 64 x 64, eight filters of 3 x 3, and seven ways to the very same maps: six loops, number by number; three, window by window; a patch loop that fills columns for one product; a tap loop that fills the same columns row by row; `einsum`; SciPy; and PyTorch, if it is installed. Each has one second: how many images does it get through? **Predict** how many times as fast as six loops the fastest is.

# %%
quiz.predict("fastest-against-six-loops")

# %% [markdown]
# ### Play: the race
#
# Press the button and watch the bars grow. They run on your machine, one after the other, beside the notebook. By the end of this lesson you will have written two that belong to the fast ones: come back then and press it again; they run along once they are right.

# %%
widgets.race()

# %% [markdown]
# ![One race as it was run: images done in a second on a logarithmic axis. Six loops 2, three loops 7, patch loop 34, tap loop 3,417, einsum 2,956, SciPy 163.](figures/04_race_widget.svg)
#
# <details><summary>The same in PyTorch</summary>
#
# One call does all of it. Images `x` of shape `(N, C, H, W)`, filters `w` of shape `(F, C, kH, kW)` and biases `b` of shape `(F,)` are laid out as in this lesson:
#
# ```python
# import torch
#
# maps = torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(w), torch.from_numpy(b), stride=1, padding=0)
# ```
#
# `maps.numpy()` is an array again, `(N, F, Ho, Wo)`. On the processor PyTorch, too, may choose a matrix product of columns, and `torch.nn.functional.unfold` is its `im2col`.
# </details>

# %% [markdown]
# What makes the slow ones slow? Here is the honest loop, written out for a batch: for every image and every place it cuts out one window, multiplies it by all filters, and adds up. You know each line of it. Read it once more; everything in this lesson is measured against it.

# %% nbgrader={"grade_id": "loops", "locked": true}
def conv2d_loops(x, w, b=None):
    """Return the maps (N, F, Ho, Wo) of images (N, C, H, W) and filters (F, C, kH, kW), window by window."""
    (n, _, height, width), (f, _, kh, kw) = x.shape, w.shape
    out = np.zeros((n, f, height - kh + 1, width - kw + 1))
    for image in range(n):
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                patch = x[image, :, i : i + kh, j : j + kw]
                out[image, :, i, j] = (patch * w).sum(axis=(1, 2, 3))
    return out if b is None else out + np.reshape(b, (-1, 1, 1))

# %% [markdown]
# One gray photograph of 128 x 128 and two filters of 3 x 3: the loop cuts out 126 · 126 windows. **Predict**: how long does one of them take?

# %%
quiz.predict("time-of-a-window")

# %%
photo = images.photograph(128)[None, None]
edges = np.stack([images.sobel_x(), images.sobel_x().T])[:, None]
places = 126 * 126
places, race.seconds(conv2d_loops, photo, edges, each=places)

# %% [markdown]
# Some millionths of a second for each window, though it needs only 18 multiplications, and a processor does those in some billionths. The rest of the time is Python: finding the slice, making a small array, calling a function. The arithmetic is cheap, and the fuss around it is dear.
#
# > **The rule**: hand NumPy few large jobs, not many small ones.

# %% [markdown]
# ## 4.2 What if every window were a column?
#
# One place is a dot product of a window and a kernel. A dot product of many vectors with one is a matrix product. So lay each window out as a column, put the columns side by side, and one row of weights times that matrix is the whole map.
#
# By hand: the image `[[1, 2, 3], [4, 5, 6], [7, 8, 9]]` has four windows of 2 x 2. The first, at the top left, reads 1 2 4 5. **Predict** the other three, then run the cell: each row of what it prints is one window. What does the second read?

# %%
quiz.predict("second-window")

# %%
small = np.arange(1, 10).reshape(3, 3)
[small[i : i + 2, j : j + 2].ravel().tolist() for i in range(2) for j in range(2)]

# %% [markdown]
# ![A 3x3 image with the values 1 to 9; its four 2x2 windows, each laid out as a column of four numbers; a row of four weights, 1 0 0 -1, in front of the 4x4 matrix; the four answers, all -4, folded back to a 2x2 map.](figures/04_im2col.svg)
#
# With more channels a column is longer: first all of channel 0, then channel 1, and so on; inside a channel row by row. That is the order in which NumPy's `reshape` lays out a filter `w[f]` of shape `(C, kH, kW)`, and it must be: the k-th number of a column meets the k-th weight.
#
# $$\underbrace{(F,\; C k_H k_W)}_{\text{weights}} \; @ \; \underbrace{(C k_H k_W,\; H_o W_o)}_{\text{columns}} = \underbrace{(F,\; H_o W_o)}_{\text{maps}}$$

# %% [markdown]
# ### Play: one cell, one column
#
# Press play: the kernel, laid out as a row, meets column after column, and each product fills one place of the map. Choose a cell of the output: its column is framed, and its window. Choose a pixel: every place where it stands in the matrix is boxed. Three tasks: (1) find two columns that share six numbers; (2) find a pixel that stands in the matrix nine times, and one that stands in it once; (3) set the stride to 2: what becomes of the duplicates?

# %%
widgets.columns()

# %% [markdown]
# ![The widget at its first step: a 5x5 image with the values 1 to 25 and a frame around the window of output cell (0, 0); the output of 3x3 cells with that cell marked; and the 9x9 column matrix with a frame around its first column, 1 2 3 6 7 8 11 12 13. The pixel 13 is chosen: it stands in the matrix nine times, on the diagonal from the lower left to the upper right, each place boxed. Below, a kernel with ones on its diagonal, laid out as the row 1 0 0 0 1 0 0 0 1, and its product with the first column, 21, the first number of the map.](figures/04_columns_widget.svg)
#
# With a stride of 2 the windows overlap less: of nine columns four are left, and the center still stands in all of them.
#
# > **The rule**: row (c, m, n) of the matrix holds what tap (m, n) of channel c sees; column (i, j) holds what window (i, j) sees.

# %% [markdown]
# ### Exercise 4.1: windows to columns (7 points, 15 min, hard)
#
# Write `im2col`. On the image of 1 to 9 with one channel, `kh = kw = 2`, it returns four rows and four columns; the first column is 1 2 4 5 and the first row 1 2 4 5 too. Zeros stand outside the image.

# %% nbgrader={"grade_id": "im2col", "solution": true}
def im2col(x, kh, kw, stride=1, padding=0):
    """Lay every window of an image out as a column.

    Parameters
    ----------
    x : array of shape (C, H, W)
        An image, channels first. It is not changed.
    kh, kw : int
        The window's height and width.
    stride : int
        Pixels from one window to the next, on both axes.
    padding : int
        Rings of zeros around the image.

    Returns
    -------
    array of shape (C * kh * kw, Ho * Wo)
        Rows ordered by channel, kernel row, kernel column; columns ordered
        row by row over the output.

    Raises
    ------
    ValueError
        If the window is larger than the padded image.
    """
    ### BEGIN SOLUTION
    # Why it works: the view has the axes channel, place, tap; the transpose brings them to channel, tap, place, and only then the reshape flattens.
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > padded.shape[1] or kw > padded.shape[2]:
        raise ValueError(f"expected a window within {padded.shape[1:]}, got {(kh, kw)}")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return windows.transpose(0, 3, 4, 1, 2).reshape(x.shape[0] * kh * kw, -1)
    ### END SOLUTION

# %%
# The image of 1 to 9, with a channel axis in front.
# im2col(np.arange(1, 10).reshape(1, 3, 3), 2, 2)

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Window by window: each, raveled, is a column. Or tap by tap: all that tap (m, n) ever sees is one strided slice of the image; raveled, it is a row. That takes far fewer steps.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Row $(c \cdot k_H + m) \cdot k_W + n$, column $i \cdot W_o + j$ holds $x[c,\; i s + m - p,\; j s + n - p]$, or zero outside.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Pad first. Fill an array of shape `(C, kh, kw, Ho, Wo)`, for each m and n, with a slice that starts at row m, column n and steps by `stride`. Then one `reshape`. Axes in another order need a `transpose` before it.
# </details>

# %% [markdown]
# The test uses a neat fact: each row is the image seen through a kernel with a single 1.

# %% nbgrader={"grade_id": "im2col__values", "grade": true, "points": 3}
# The tests of im2col: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
nine = np.arange(1, 10).reshape(1, 3, 3)
check(im2col, (nine, 2, 2), expected=np.array([[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]))
x, taps = rng.normal(size=(3, 6, 7)), np.eye(6).reshape(6, 3, 2)
rows = [correlate2d(channel, tap, mode="valid").ravel() for channel in x for tap in taps]
check(im2col, (x, 3, 2), expected=np.stack(rows))

# %% [markdown]
# Now with stride and padding, one at a time and together.

# %% nbgrader={"grade_id": "im2col__dials", "grade": true, "points": 1}
# Tests of im2col with stride and padding: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x, taps = rng.normal(size=(2, 5, 8)), np.eye(6).reshape(6, 2, 3)
for stride, padding in [(2, 0), (1, 1), (3, 2)]:
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    rows = [correlate2d(c, tap, mode="valid")[::stride, ::stride].ravel() for c in padded for tap in taps]
    check(im2col, (x, 2, 3, stride, padding), expected=np.stack(rows))

# %% [markdown]
# A window as large as the padded image has one column. A larger one has none, and an empty matrix would go unnoticed for long: a `ValueError` is due.

# %% nbgrader={"grade_id": "im2col__limits", "grade": true, "points": 1}
# Tests of im2col at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
x = rng.normal(size=(2, 3, 4))
check(im2col, (x, 3, 4), expected=x.reshape(24, 1))
check(im2col, (x, 5, 6, 1, 1), expected=np.pad(x, ((0, 0), (1, 1), (1, 1))).reshape(60, 1))
for kh, kw, stride, padding in [(4, 2, 1, 0), (2, 5, 1, 0), (6, 2, 1, 1), (2, 7, 2, 1), (9, 9, 3, 1)]:
    check(im2col, (x, kh, kw, stride, padding), raises=ValueError)

# %% nbgrader={"grade_id": "im2col__hidden", "grade": true, "points": 2}
# Hidden tests: one channel and many, windows as large as the image, integers and uint8.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for c, size, kh, kw, stride, padding in [
    (1, (4, 6), 1, 4, 1, 0), (4, (6, 5), 3, 1, 2, 1), (2, (7, 9), 4, 3, 2, 0), (3, (5, 4), 5, 4, 1, 0),
    (2, (3, 5), 2, 2, 4, 2), (2, (3, 4), 5, 6, 1, 1), (3, (9, 6), 3, 3, 1, 1),
]:
    x, taps = rng.normal(size=(c, *size)), np.eye(kh * kw).reshape(-1, kh, kw)
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    rows = [correlate2d(p, tap, mode="valid")[::stride, ::stride].ravel() for p in padded for tap in taps]
    check(im2col, (x, kh, kw), kwargs={"stride": stride, "padding": padding}, expected=np.stack(rows))
pixels = rng.integers(100, 256, size=(2, 4, 5), dtype=np.uint8)
rows = [correlate2d(c.astype(float), tap, mode="valid").ravel() for c in pixels for tap in np.eye(4).reshape(4, 2, 2)]
check(im2col, (pixels, 2, 2), expected=np.stack(rows))
### END HIDDEN TESTS

# %% [markdown]
# **Make your own dial.** What does the matrix look like? A function that draws, two ranges, `interact`. The image brightens to the right and downward. Find the setting whose matrix is the image itself, laid flat; then set the stride to 3 and say where the duplicates went.

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt
from ipywidgets import interact

def draw_columns(k=3, stride=1):
    plt.imshow(im2col(np.arange(144).reshape(1, 12, 12), k, k, stride), cmap="gray", aspect="auto")

interact(draw_columns, k=(1, 6), stride=(1, 3));

# %% [markdown]
# ## 4.3 And the layer is one product?
#
# It is: weights of shape $(F, C k_H k_W)$ times columns of shape $(C k_H k_W, H_o W_o)$, plus the bias, folded back to $(F, H_o, W_o)$. The product is what your processor does best. BLAS, the library below NumPy's `@`, has been tuned for decades to keep every arithmetic unit busy.
#
# **Predict**: three filters of 2 x 2 meet the image of 1 to 9. Which shape has the product, and what is left to do?

# %%
quiz.predict("shape-of-the-product")

# %%
(np.ones((3, 2 * 2)) @ np.ones((2 * 2, 4))).shape

# %% [markdown]
# Three rows, one for each filter, of four answers, one for each window. Each row is folded to 2 x 2.
#
# > **The rule**: columns, one product, the bias, and a fold.

# %% [markdown]
# ### Exercise 4.2: one product (5 points, 10 min, medium)
#
# Write `conv2d_im2col`. For an image of 1 to 9, one filter `[[1, 0], [0, -1]]` and the bias `[10]` it returns `[[[6, 6], [6, 6]]]`: every pixel minus its neighbor down right is -4, plus 10.

# %% nbgrader={"grade_id": "conv2d_im2col", "solution": true}
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    """Convolve one image with a bank of filters by one matrix product.

    Parameters
    ----------
    x : array of shape (C, H, W)
        An image, channels first. It is not changed.
    w : array of shape (F, C, kH, kW)
        The filters.
    b : array of shape (F,), optional
        One bias for each filter. None means no bias.
    stride, padding : int
        As in `im2col`.

    Returns
    -------
    array of shape (F, Ho, Wo)

    Raises
    ------
    ValueError
        If the channel counts of `x` and `w` differ.
    """
    ### BEGIN SOLUTION
    # Why it works: the k-th number of a column meets the k-th weight, because both are laid out by channel, row, column.
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError(f"expected filters with {x.shape[0]} channels, got {c}")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    maps = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding).astype(float)
    if b is not None:
        maps = maps + np.reshape(b, (-1, 1))
    return maps.reshape(f, ho, -1)
    ### END SOLUTION

# %%
# The worked number: pixel minus its neighbor down right, plus ten.
# conv2d_im2col(np.arange(1, 10).reshape(1, 3, 3), np.array([[[[1, 0], [0, -1]]]]), np.array([10]))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# One filter is one row of weights. Many filters are many rows, and the product answers for all of them at once.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $Y = W_{\text{row}} \, X_{\text{col}} + b$, where row $f$ of $W_{\text{row}}$ is `w[f]` raveled. Fold row $f$ of $Y$ to $(H_o, W_o)$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `w.reshape(F, -1)` gives the rows. A bias of shape `(F,)` must become a column, `b[:, None]`, before it can be added to `(F, Ho * Wo)`. The height of the output is lesson 2's formula.
# </details>

# %% nbgrader={"grade_id": "conv2d_im2col__values", "grade": true, "points": 2}
# The tests of conv2d_im2col: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
nine, diagonal = np.arange(1, 10).reshape(1, 3, 3), np.array([[[[1, 0], [0, -1]]]])
check(conv2d_im2col, (nine, diagonal, np.array([10])), expected=np.full((1, 2, 2), 6))
x, w, b = rng.normal(size=(3, 6, 8)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
maps = np.stack([sum(correlate2d(x[c], w[f, c], mode="valid") for c in range(3)) for f in range(4)])
check(conv2d_im2col, (x, w), expected=maps)
check(conv2d_im2col, (x, w, b), expected=maps + b[:, None, None])
check(conv2d_im2col, (x, w, b, 2), expected=maps[:, ::2, ::2] + b[:, None, None])

# %% [markdown]
# Filters that were made for another number of channels must not pass.

# %% nbgrader={"grade_id": "conv2d_im2col__limits", "grade": true, "points": 1}
# Tests of conv2d_im2col at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
x, w = rng.normal(size=(3, 4, 5)), rng.normal(size=(2, 3, 4, 5))
check(conv2d_im2col, (x, w), expected=np.einsum("chw,fchw->f", x, w)[:, None, None])
for channels in (1, 2, 4, 6):
    check(conv2d_im2col, (x, rng.normal(size=(2, channels, 2, 2))), raises=ValueError)
    check(conv2d_im2col, (rng.normal(size=(channels, 4, 5)), w), raises=ValueError)

# %% nbgrader={"grade_id": "conv2d_im2col__hidden", "grade": true, "points": 2}
# Hidden tests: other shapes, strides and paddings, one filter, uint8 images, whole numbers beside a bias with fractions.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for c, f, size, shape, stride, padding in [
    (1, 3, (5, 7), (2, 3), 1, 1), (4, 1, (6, 5), (3, 3), 2, 2), (2, 5, (7, 4), (1, 4), 1, 0), (3, 2, (6, 9), (4, 2), 3, 1),
]:
    x, w, b = rng.normal(size=(c, *size)), rng.normal(size=(f, c, *shape)), 10 * rng.normal(size=f)
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = np.stack([sum(correlate2d(padded[i], w[k, i], mode="valid") for i in range(c)) for k in range(f)])
    maps = maps[:, ::stride, ::stride]
    check(conv2d_im2col, (x, w, b), kwargs={"stride": stride, "padding": padding}, expected=maps + b[:, None, None])
    check(conv2d_im2col, (x, w, None, stride, padding), expected=maps)
pixels, w = rng.integers(100, 256, size=(2, 5, 6), dtype=np.uint8), rng.integers(-9, 10, size=(3, 2, 2, 3))
maps = np.stack([sum(correlate2d(pixels[c].astype(float), w[f, c], mode="valid") for c in range(2)) for f in range(3)])
check(conv2d_im2col, (pixels, w), expected=maps)
b = rng.uniform(0.1, 0.9, size=3)
for whole in (pixels, pixels.astype(int)):
    check(conv2d_im2col, (whole, w, b), expected=maps + b[:, None, None])
### END HIDDEN TESTS

# %% [markdown]
# ## 4.4 Does the order matter, if the shape is right?
#
# Keep all six axes of a batch apart: channel, kernel row, kernel column, and image, output row, output column. The first three can be flattened in six orders, the last three too. All $6 \cdot 6 = 36$ matrices have the same shape.
#
# **Predict**: how many of the 36 give the right maps? (The cell numbers the axes 0 to 5, in the order of the sentence above.)

# %%
quiz.predict("right-orders")

# %%
from itertools import permutations, product

rng = np.random.default_rng(4)
batch, bank = rng.normal(size=(2, 3, 6, 8)), rng.normal(size=(4, 3, 3, 2))
truth = conv2d_loops(batch, bank)
orders = list(product(permutations([0, 1, 2]), permutations([3, 4, 5])))
len(orders), race.orders_that_give(truth, batch, bank, orders)

# %% [markdown]
# One: each axis in its place. The other 35 run without any complaint and answer nonsense. `reshape` only re-reads the numbers in the order in which they lie; `transpose` is what moves axes. Mixing the two up is the most common bug of this lesson, and no shape test ever finds it.
#
# ![The matrix of rows 1 2 3 and 4 5 6. Transposed it has the rows 1 4, 2 5 and 3 6: the columns have become rows. Reshaped to the same 3x2 it has the rows 1 2, 3 4 and 5 6: the same shape, the numbers still in the order in which they lay.](figures/04_reshape.svg)
#
# > **The rule**: test the values, on inputs where every axis has another length and every number is different.

# %% [markdown]
# For a **batch** some libraries turn the matrix around: one window is a *row*, and all images stand below each other.
#
# $$(N H_o W_o,\; C k_H k_W) \; @ \; (C k_H k_W,\; F) = (N H_o W_o,\; F)$$
#
# ![Both orientations for two images with three windows each. Columns: for each image a matrix of its own, one window a column. Rows: a single matrix, one window a row, the three of image 0 above the three of image 1; the product has one row for each place and one column for each filter.](figures/04_rows.svg)
#
# It is the same arithmetic, transposed. The trap is at the end: the product has its axes in the order N, Ho, Wo, F, and the layer must return N, F, Ho, Wo. Unfold first, then transpose.

# %% [markdown]
# ### Exercise 4.3: a batch, and fast (6 points, 15 min, hard)
#
# Write `conv2d_batch`, with no Python loop over output pixels. A batch of two copies of the image of 1 to 9, `(2, 1, 3, 3)`, with the filter and bias of exercise 4.2 gives sixes of shape `(2, 1, 2, 2)`. It must be at least 5 times as fast as `conv2d_loops` on the race's input: one image and two filters, as large as in section 4.1.

# %% nbgrader={"grade_id": "conv2d_batch", "solution": true}
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    """Convolve a batch of images with a bank of filters, without a loop over pixels.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
        The images. They are not changed.
    w : array of shape (F, C, kH, kW)
        The filters.
    b : array of shape (F,), optional
        One bias for each filter. None means no bias.
    stride, padding : int
        As in `im2col`.

    Returns
    -------
    array of shape (N, F, Ho, Wo)

    Raises
    ------
    ValueError
        If the channel counts of `x` and `w` differ.
    """
    ### BEGIN SOLUTION
    # Why it works: nine slices hold what nine taps see at all places at once, and `@` works on the last two axes for all images.
    (n, c, height, width), (f, c_w, kh, kw) = x.shape, w.shape
    if c != c_w:
        raise ValueError(f"expected filters with {c} channels, got {c_w}")
    ho, wo = (height + 2 * padding - kh) // stride + 1, (width + 2 * padding - kw) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))) if padding else x
    columns = np.empty((n, c, kh, kw, ho, wo), np.result_type(x, w, np.float32))
    for i, j in np.ndindex(kh, kw):
        columns[:, :, i, j] = padded[:, :, i : i + stride * ho : stride, j : j + stride * wo : stride]
    maps = w.reshape(f, -1) @ columns.reshape(n, c * kh * kw, ho * wo)
    if b is not None:
        maps = maps + np.reshape(b, (-1, 1))
    return maps.reshape(n, f, ho, wo)
    ### END SOLUTION

# %%
# Two images of 1 to 9: sixes everywhere.
# conv2d_batch(np.arange(1, 10).reshape(1, 1, 3, 3).repeat(2, axis=0), np.array([[[[1, 0], [0, -1]]]]), np.array([10]))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# A loop over the nine taps is cheap: nine rounds, each with a large slice. A loop over the 15,876 places is dear.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $y[n, f, i, j] = b[f] + \sum_{c,m,k} w[f, c, m, k]\; x[n, c, i s + m, j s + k]$: three axes are summed over. `einsum` takes such a line nearly as it stands.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Either fill columns of shape `(N, C, kH, kW, Ho, Wo)` tap by tap and let `@` do all images at once (it works on the last two axes); or take `np.lib.stride_tricks.sliding_window_view` over the last two axes, every `stride`-th, and `np.einsum` with six letters.
# </details>

# %% nbgrader={"grade_id": "conv2d_batch__values", "grade": true, "points": 1}
# The tests of conv2d_batch: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
nines, diagonal = np.arange(1, 10).reshape(1, 1, 3, 3).repeat(2, axis=0), np.array([[[[1, 0], [0, -1]]]])
check(conv2d_batch, (nines, diagonal, np.array([10])), expected=np.full((2, 1, 2, 2), 6))
x, w, b = rng.normal(size=(2, 3, 6, 8)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
maps = np.array([[sum(map(lambda a, k: correlate2d(a, k, "valid"), image, bank)) for bank in w] for image in x])
check(conv2d_batch, (x, w), expected=maps)
check(conv2d_batch, (x, w, b, 2), expected=maps[:, :, ::2, ::2] + b[:, None, None])

# %% [markdown]
# The next test is a race: first the values, then the clock. Both run three times, on new numbers each, and the best time counts, so that a busy machine does not decide. A loop over images or taps costs next to nothing here; one over places costs all.

# %% nbgrader={"grade_id": "conv2d_batch__race", "grade": true, "points": 2}
# The race of conv2d_batch: run this cell; click it to read them.
from time import perf_counter

rng, times = np.random.default_rng(), []
x, w, b = rng.normal(size=(1, 1, 128, 128)), rng.normal(size=(2, 1, 3, 3)), rng.normal(size=2)
check(conv2d_batch, (x, w, b), expected=conv2d_loops(x, w, b))
for _ in range(3):
    x, start = rng.normal(size=x.shape), perf_counter()
    maps, middle = conv2d_loops(x, w, b), perf_counter()
    yours, end = conv2d_batch(x, w, b), perf_counter()
    times.append([middle - start, end - middle])
    np.testing.assert_allclose(yours, maps, rtol=1e-4, atol=1e-4)
loop, own = np.min(times, axis=0)
hint = "Does a Python loop over the output's places remain? Let it run over the taps: they are few."
said = f"On this one image the values are right. It is {loop / own:.1f} times as fast as the loop; 5 is asked for."
assert loop >= 5 * own, f"{said} {hint}"

# %% [markdown]
# And once more: filters for another number of channels raise a `ValueError`.

# %% nbgrader={"grade_id": "conv2d_batch__limits", "grade": true, "points": 1}
# Tests of conv2d_batch at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
x, w = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(2, 3, 4, 5))
check(conv2d_batch, (x, w), expected=np.einsum("nchw,fchw->nf", x, w)[..., None, None])
for channels in (1, 2, 4, 6):
    check(conv2d_batch, (x, rng.normal(size=(2, channels, 2, 2))), raises=ValueError)
    check(conv2d_batch, (rng.normal(size=(2, channels, 4, 5)), w), raises=ValueError)

# %% nbgrader={"grade_id": "conv2d_batch__hidden", "grade": true, "points": 2}
# Hidden tests: other batches, shapes, strides and paddings, uint8 images, whole numbers beside a bias with fractions.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for n, c, f, size, shape, stride, padding in [
    (3, 1, 2, (5, 7), (2, 3), 1, 1), (1, 4, 1, (6, 5), (3, 3), 2, 2), (2, 2, 5, (7, 4), (1, 4), 1, 0), (4, 3, 2, (6, 9), (4, 2), 3, 1),
]:
    x, w, b = rng.normal(size=(n, c, *size)), rng.normal(size=(f, c, *shape)), 10 * rng.normal(size=f)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    maps = np.array([[sum(map(lambda a, k: correlate2d(a, k, "valid"), image, bank)) for bank in w] for image in padded])
    maps = maps[:, :, ::stride, ::stride]
    check(conv2d_batch, (x, w, b), kwargs={"stride": stride, "padding": padding}, expected=maps + b[:, None, None])
    check(conv2d_batch, (x, w, None, stride, padding), expected=maps)
pixels, w = rng.integers(100, 256, size=(2, 2, 5, 6), dtype=np.uint8), rng.integers(-9, 10, size=(3, 2, 2, 3))
check(conv2d_batch, (pixels, w), expected=conv2d_loops(pixels.astype(float), w))
b = rng.uniform(0.1, 0.9, size=3)
for whole in (pixels, pixels.astype(int)):
    check(conv2d_batch, (whole, w, b), expected=conv2d_loops(pixels.astype(float), w, b))
### END HIDDEN TESTS

# %% [markdown]
# ## 4.5 How fast is fast?
#
# The ways of the race in section 4.1 once more, with a clock for one image, and now with your own functions, as soon as they are right. Where will your two bars lie, near the loops or near `einsum`?

# %%
times = race.run({"your im2col": conv2d_im2col, "your batch": conv2d_batch})
figures.show(*race.chart(times))

# %% [markdown]
# The axis is logarithmic, so each step to the left is a factor, not a difference. And each big step is a Python loop that went. From six loops to three, the loops over the 27 numbers of a window went into one sum. From three to the patch loop, the loop over the eight filters went into one product. From patches to taps, 3,844 places went, and 9 taps came. The formula was the same all the way.

# %% [markdown]
# **Draw it.** Does the gain depend on the image's size? Both axes are logarithmic, so a factor is a distance. Add `conv2d_im2col` (it takes one image, not a batch), larger sizes, or a filter of 9 x 9. Where do the lines come closest?

# %% tags=["skip-execution"]
sizes = [8, 16, 32, 64, 128]
for way in (conv2d_loops, conv2d_batch):
    milliseconds = [1000 * race.seconds(way, photo[..., :n, :n], edges) for n in sizes]
    plt.loglog(sizes, milliseconds, "o-", label=way.__name__)
plt.xlabel("side of the image")
plt.ylabel("milliseconds")
plt.legend();

# %% [markdown]
# **Are they equal?** Not to the last bit. The loop and the product add the same numbers in another order, and rounding depends on the order. **Predict** the largest difference for sums of nine numbers below 1 in float64. (The cell goes on to 16 channels in float32.)

# %%
quiz.predict("difference-of-sums")

# %%
rng = np.random.default_rng(4)
x, fifths = rng.random((1, 1, 40, 40)), np.full((1, 1, 3, 3), 1 / 5)
deep, bank = rng.normal(size=(1, 16, 20, 20)), rng.normal(size=(4, 16, 3, 3))
single = conv2d_batch(deep.astype(np.float32), bank.astype(np.float32))
float(abs(conv2d_batch(x, fifths) - conv2d_loops(x, fifths)).max()), float(abs(single - conv2d_loops(deep, bank)).max())

# %% [markdown]
# About $4 \cdot 10^{-16}$, and about $10^{-5}$. That is no bug. A float64 carries 16 digits and a float32 seven, every sum drops what does not fit, and sums of 144 products drop more than sums of nine. It is the reason why nobody compares such numbers with `==`.
#
# > **The rule**: all these ways give the same numbers, up to rounding; compare with a tolerance.
#
# ## 4.6 What does the speed cost?
#
# With a 3 x 3 kernel and stride 1 nearly every pixel stands in nine columns. So the matrix is about nine times as large as the image.

# %% [markdown]
# ### Exercise 4.4: the price (2 points, 5 min, easy)
#
# Write `im2col_bytes`. For one channel of 3 x 3 and a 2 x 2 window there are 4 x 4 numbers of 8 bytes: 128.

# %% nbgrader={"grade_id": "im2col_bytes", "solution": true}
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    """Return the size of the column matrix of one image, in bytes.

    Parameters
    ----------
    shape : tuple (C, H, W)
        The image's shape.
    kh, kw, stride, padding : int
        As in `im2col`.
    itemsize : int
        Bytes of one number: 8 for float64, 4 for float32.

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    # Why it works: taps times places times the bytes of one number; nothing has to be built to count it.
    c, height, width = shape
    ho = (height + 2 * padding - kh) // stride + 1
    wo = (width + 2 * padding - kw) // stride + 1
    return c * kh * kw * ho * wo * itemsize
    ### END SOLUTION

# %%
# One channel, 3 x 3, a window of 2 x 2.
# im2col_bytes((1, 3, 3), 2, 2)

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Count the numbers in the matrix; each takes `itemsize` bytes. No matrix needs to be made for that.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $C \, k_H \, k_W \cdot H_o \, W_o \cdot \text{itemsize}$, with lesson 2's formula for $H_o$ and $W_o$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `//` keeps the result an integer; `/` would make it a float, and half a place is no place.
# </details>

# %% nbgrader={"grade_id": "im2col_bytes__values", "grade": true, "points": 1}
# The tests of im2col_bytes: run this cell; click it to read them.
rng = np.random.default_rng()
check(im2col_bytes, ((1, 3, 3), 2, 2), expected=128)
c, width, more = (int(value) for value in rng.integers([2, 6, 2], [5, 9, 5]))
height = width + more  # and not width + 1, where the output would be a square
places = len(range(0, height - 3 + 1)) * len(range(0, width - 2 + 1))
check(im2col_bytes, ((c, height, width), 3, 2), expected=c * 3 * 2 * places * 8)

# %% nbgrader={"grade_id": "im2col_bytes__hidden", "grade": true, "points": 1}
# Hidden tests: stride, padding, other item sizes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for _ in range(8):
    c, height, width = (int(value) for value in rng.integers(6, 40, size=3))
    kh, kw, stride = (int(value) for value in rng.integers(1, 6, size=3))
    padding, itemsize = int(rng.integers(0, 4)), int(rng.choice([1, 2, 4, 8, 16]))
    rows = len(range(0, height + 2 * padding - kh + 1, stride))
    columns = len(range(0, width + 2 * padding - kw + 1, stride))
    kwargs = {"stride": stride, "padding": padding, "itemsize": itemsize}
    check(im2col_bytes, ((c, height, width), kh, kw), kwargs=kwargs, expected=c * kh * kw * rows * columns * itemsize)
check(im2col_bytes, ((3, 10, 10), 3, 3, 2, 1, 4), expected=3 * 9 * 25 * 4)
check(im2col_bytes, ((2, 11, 8), 3, 2, 3, 0), expected=2 * 6 * 3 * 3 * 8)
### END HIDDEN TESTS

# %% [markdown]
# **Predict**, then run: a layer of VGG-16 sees 64 channels of 224 x 224 in float32, with a 3 x 3 window and padding 1. The image has 12.8 megabytes. And its column matrix?

# %%
quiz.predict("megabytes-of-columns")

# %%
megabytes = np.array([64 * 224 * 224 * 4, im2col_bytes((64, 224, 224), 3, 3, padding=1, itemsize=4)]) / 1e6
megabytes.round(1)

# %% [markdown]
# Thirteen megabytes become 116, for one image.
#
# ![One square for the image, 12.8 megabytes, and nine squares of the same size for its column matrix, 115.6 megabytes: 64 channels of 224x224 in float32, a 3x3 window, stride 1, padding 1.](figures/04_memory.svg)

# %% [markdown]
# So production code rarely builds the whole matrix. It **tiles**: columns for a small part of the output at a time, so that they stay in the cache. It works **directly** on the image with hand-tuned loops. For 3 x 3 it uses **Winograd**'s trick, which trades multiplications for additions, and for large kernels the **FFT**. All of them return the numbers that you have computed.
#
# > **The rule**: im2col buys speed with memory; for k x k at stride 1 the price is a factor of $k^2$.

# %% [markdown]
# > **Numbers that exams love**
#
# | question | answer |
# |---|---|
# | shape of the columns, 3 channels of 32 x 32, 3 x 3, padding 1 | (27, 1024) |
# | shape of the weights for 64 filters | (64, 27) |
# | memory against the image, 3 x 3, stride 1 | 9 times |
# | orders of a batch's axes with the right shape, and right | 36, and 1 |
#
# The usual slip is a `reshape` where a `transpose` is due.

# %% [markdown]
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why.

# %%
quiz.ask("04_im2col")

# %% [markdown]
# ## Think it over
#
# A colleague's layer returns the right shape, and the loss goes down during training, but the accuracy stays poor. You suspect a `reshape` in place of a `transpose`. Why might training work at all with such a bug? And what is the smallest input on which you would see it? Three or four sentences.

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** A full answer says that (1) a wrong but fixed order of axes is still a fixed linear map, so there is a gradient and the weights adapt to it: the loss falls; (2) what is lost is locality, because numbers that do not belong to one window are mixed, so it generalizes poorly; (3) a revealing input is small, with every axis of another length and every value different, for example one image of 2 x 3 x 4 with the values 0 to 23, compared with the loop; (4) a square, symmetric or constant input would hide it. Two of the four with a reason are enough.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# The race depends on your machine, on the size of the input and on how many threads BLAS may use, so your chart is a measurement, not a law. And a matrix product in NumPy stays on the processor: a graphics card is another factor, with the same idea.
#
# ## In three sentences
#
# Every window becomes a column, every filter a row, and a layer one matrix product. The order of the axes decides whether it is right, and the shape cannot tell. The speed is paid for with memory, nine times the image for 3 x 3.

# %% [markdown]
# ## Further reading
#
# - Chellapilla, Puri, Simard, [High performance convolutional neural networks for document processing](https://inria.hal.science/inria-00112631) (2006): where unrolling windows into a matrix was proposed for these networks.
# - Stanford, [CS231n notes on convolutional networks](https://cs231n.github.io/convolutional-networks/): the section on implementation as a matrix product.
# - Lavin and Gray, [Fast algorithms for convolutional neural networks](https://arxiv.org/abs/1509.09308) (2016): Winograd's trick for 3 x 3.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: [lesson 5](../05_kernels/05_kernels.ipynb) asks what a filter sees.

# %%
widgets.mark("04_im2col")
