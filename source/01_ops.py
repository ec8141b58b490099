# %% [markdown]
# # 1. Slide a kernel over an image
#
# **You will**
# - compute any entry of a convolution by hand, and say what its sign means;
# - write `conv2d`, for one channel and then for many;
# - say why an image is no place for a fully connected layer.
#
# **Minutes** 60 &nbsp; **Points** 20 &nbsp; **You need** NumPy slicing (`image[1:4, 2:5]`) and a little patience with minus signs.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, figures, images, quiz, widgets

# %% [markdown]
# ## 1.1 Why not connect everything to everything?
#
# A small color photograph has 128 rows, 128 columns and 3 color channels. Suppose that each pixel is wired to each of 256 neurons, and every wire carries a weight of its own.
#
# **Predict**: how many weights is that? Choose first, then run the cell that counts them.

# %%
quiz.predict("weights-of-256-neurons")

# %%
inputs = 128 * 128 * 3
inputs, inputs * 256

# %% [markdown]
# Twelve and a half million weights, for one layer, on a thumbnail. At the size that image classifiers like to use, 224 x 224, it gets worse: the first number below is the weights of **one** neuron, the second those of a thousand.

# %%
weights_of_one = 224 * 224 * 3
weights_of_one, weights_of_one * 1000

# %% [markdown]
# Size is not the worst of it. To wire an image up this way you first flatten it to a list, and then pixels that touched are strangers: nothing in the layer knows that pixel 130 of the list lay right below pixel 2. And an edge learned in one corner must be learned again, with other weights, in every other place.
#
# ![Left: five pixels joined to three neurons by fifteen lines, each with a weight of its own. Right: the same five pixels, where each of three outputs looks at three neighbors through the same three weights.](figures/01_dense_vs_shared.svg)

# %% [markdown]
# A convolution makes three bets:
#
# - **Locality.** What a pixel means shows in its neighborhood.
# - **Parameter sharing.** What is worth finding here is worth finding there, so one small set of weights serves every place.
# - **Translation equivariance.** Shift the input, and the output shifts along.
#
# Photographs keep all three. A table with the columns *age* and *income* keeps none: swap the columns, nothing is lost, so neighbors mean nothing there.

# %% [markdown]
# The bets are old and good. Gaussian blur, the edge finders of factory cameras and the echo in a recording studio are convolutions with weights chosen by hand; JPEG, too, treats a photograph as small blocks. In 1989 Yann LeCun's group let a network *learn* the weights to read zip codes; by 1998 that had become LeNet-5.
#
# > **The rule**: connect a pixel only to its neighbors, and use the same weights everywhere.

# %% [markdown]
# ## 1.2 What happens at one place?
#
# Take a window of the image as large as the kernel. Multiply every pixel by the weight that lies on it. Add up. That is all: one place, one number.
#
# The cell below shows an image, a kernel, and the first window: the pixels at the top left.

# %%
picture = images.anchor_a()
edge = np.array([[1, 0, -1]] * 3)
window = picture[0:3, 0:3]
print(picture, edge, window, sep="\n\n")

# %% [markdown]
# **Predict** the nine products, pixel times weight, before you look at them. How many of them are zero?

# %%
quiz.predict("zero-products")

# %%
window * edge

# %% [markdown]
# The left column counts plus, the middle not at all, the right column minus. Added up:
#
# $$(10 + 60 + 110) - (30 + 80 + 130) = 180 - 240 = -60$$

# %%
int((window * edge).sum())

# %% [markdown]
# ![A 3x3 window on the top left of a 5x5 image with values 10 to 250, the kernel 1, 0, -1 in each of three rows, their nine products, and the sum, -60, in the first cell of the output.](figures/01_slide_multiply_sum.svg)
#
# Lay the nine pixels in a row, and the nine weights, and this is the dot product of two vectors.
#
# > **The rule**: the answer at one place is the dot product of the window and the kernel. If the weights add up to 0, as here, it is large where the window looks like the kernel, negative where it looks like the opposite, and 0 on even ground. If all weights are positive, as in a blur, it is large where the window is bright.

# %% [markdown]
# ### Exercise 1.1: one place (2 points, 5 min, easy)
#
# Write `dot_patch`. For the patch `[[1, 2], [3, 4]]` and the kernel `[[1, 0], [0, -1]]` it returns $1 - 4 = -3$.

# %% nbgrader={"grade_id": "dot_patch", "solution": true}
def dot_patch(patch, kernel):
    """Return the sum of the element-wise products of a window and a kernel.

    Parameters
    ----------
    patch : array of shape (kH, kW)
        A window of the image. Any real dtype, `uint8` included: nothing may
        overflow.
    kernel : array of shape (kH, kW)
        The weights.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    ### BEGIN SOLUTION
    # Why it works: entry times entry, then one sum; the kernel is made float first, so that no pixel's small type overflows.
    if patch.shape != kernel.shape:
        raise ValueError(f"expected two arrays of one shape, got {patch.shape} and {kernel.shape}")
    return float(np.sum(patch * kernel.astype(float)))
    ### END SOLUTION

# %%
# A place to try things: yours, not graded. Take the # away and run.
# dot_patch(np.array([[1, 2], [3, 4]]), np.array([[1, 0], [0, -1]]))

# %% [markdown]
# The tests draw new numbers each time you run them, so no answer can be learned by heart.
#
# <details><summary>Hint 1: the idea</summary>
#
# NumPy multiplies two arrays of one shape entry by entry. What is left to do with the products?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $\sum_{m,n} \mathrm{patch}[m, n] \cdot \mathrm{kernel}[m, n]$
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Compare `patch.shape` with `kernel.shape` first: NumPy would stretch a short array in silence (it calls this broadcasting). Then one product with `*` and one `.sum()`. Are both arrays `uint8`, as pixels often are? Then 200 * 2 is 144, because nothing above 255 fits: make one of the two `float` first.
# </details>

# %% nbgrader={"grade_id": "dot_patch__values", "grade": true, "points": 1}
# The tests of dot_patch: run this cell; click it to read them.
rng = np.random.default_rng()
check(dot_patch, (np.array([[1, 2], [3, 4]]), np.array([[1, 0], [0, -1]])), expected=-3.0)
patch = rng.normal(size=(3, 4)) / 10
kernel = rng.normal(size=(3, 4)) / 10 - 3 * patch  # the sum is far from 0, so that rounding decides nothing
check(dot_patch, (patch, kernel), expected=float(np.vdot(patch, kernel)))

# %% [markdown]
# The next cell asks for errors: shapes that differ must not pass, though NumPy would stretch some of them in silence. A `ValueError` is due; an `assert` raises another one. A check that is missing costs points here, and nowhere else.

# %% nbgrader={"grade_id": "dot_patch__limits", "grade": true, "points": 0.5}
# Tests of dot_patch at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
patch, kernel = rng.uniform(1, 3, size=(3, 2)), rng.uniform(-3, -1, size=(3, 2))
check(dot_patch, (patch, kernel), expected=float(np.vdot(patch, kernel)))
for other in [(3, 3), (2, 2), (4, 2), (2, 3), (1, 2), (3, 1), (1, 1)]:
    check(dot_patch, (patch, rng.normal(size=other)), raises=ValueError)

# %% nbgrader={"grade_id": "dot_patch__hidden", "grade": true, "points": 0.5}
# Hidden tests: other shapes and dtypes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape in [(1, 1), (1, 5), (4, 1), (2, 7)]:
    patch = rng.normal(size=shape)
    kernel = rng.normal(size=shape) - 3 * patch  # the sum is far from 0, so that rounding decides nothing
    check(dot_patch, (patch, kernel), expected=float(np.vdot(patch, kernel)))
patch, kernel = rng.integers(100, 256, size=(3, 3), dtype=np.uint8), rng.integers(-9, 10, size=(3, 3))
check(dot_patch, (patch, kernel), expected=float(np.vdot(patch.astype(float), kernel)))
patch, kernel = rng.permutation([True] * 5 + [False] * 4).reshape(3, 3), rng.uniform(-3, -1, size=(3, 3))
check(dot_patch, (patch, kernel), expected=float(np.vdot(patch.astype(float), kernel)))
soft, whole = rng.uniform(1.2, 1.8, size=(3, 3)), rng.integers(1, 10, size=(3, 3))
check(dot_patch, (soft, whole), expected=float(np.vdot(soft, whole)))
### END HIDDEN TESTS

# %% [markdown]
# ## 1.3 And at every place?
#
# Move the window one column to the right and do it again. At the end of the row go down one, back to the left. A 3 x 3 kernel finds 3 places along a side of 5, so there are nine answers: the **feature map**. Rows and columns are counted from 0.
#
# $$y[i, j] = \sum_{m,n} K[m, n] \; x[i + m,\; j + n]$$
#
# Four of the nine, by hand, with the image of 10 to 250:
#
# | place | left column | right column | difference |
# |---|---|---|---|
# | (0, 0) | 10 + 60 + 110 = 180 | 30 + 80 + 130 = 240 | -60 |
# | (0, 1) | 20 + 70 + 120 = 210 | 40 + 90 + 140 = 270 | -60 |
# | (1, 0) | 60 + 110 + 160 = 330 | 80 + 130 + 180 = 390 | -60 |
# | (2, 2) | 130 + 180 + 230 = 540 | 150 + 200 + 250 = 600 | -60 |
#
# **Predict** the other five. Do you need to compute them?

# %%
quiz.predict("the-other-five")

# %% [markdown]
# <details><summary>Open after your guess: the whole map</summary>
#
# ![A 5x5 image with the values 10 to 250 in steps of 10, the kernel 1, 0, -1 in each of three rows, and the 3x3 feature map, where all nine entries are -60.](figures/01_anchor_a_map.svg)
#
# All nine are -60. The image grows by 10 with every step to the right, so two columns apart is 20, and three rows make 60. The sign says which way: this kernel asks *is it brighter on the left?*, and here the right is brighter. No edge stands out, because the slope is the same everywhere.
# </details>
#
# > **The rule**: a feature map holds one dot product for each place; large numbers say "here", and the sign says which way.

# %% [markdown]
# **Predict.** Swap the kernel for `[[0, 1, 0]] * 3`. It only adds up its middle column. What stands at (1, 2), in the second row on the right? And which numbers fill the map?

# %%
quiz.predict("middle-column")

# %% [markdown]
# <details><summary>Open after your guess: the rest of the map</summary>
#
# At (0, 0) stands 20 + 70 + 120 = 210. A step right adds 30 and a step down adds 150: the rows are 210 240 270, then 360 390 420, then 510 540 570.
# </details>
#
# ### Play: find the place
#
# Step the window through the image, or press play. Three tasks: (1) with *Sobel*, find a place where the sum is 0 and say why; (2) turn on the **coverage** map: which pixels are used only once? (3) choose **one pixel**, and count the outputs that depend on it.

# %%
widgets.slide_kernel()

# %% [markdown]
# ![The widget at its first step: the image with the window at its top left, the kernel, the nine products, their sum written out, and the output map with its first cell filled.](figures/01_slide_widget.svg)
#
# A corner pixel takes part in one window, a pixel in the middle in nine. So a change of one pixel changes at most nine outputs, and the border has less of a say. This map is worth remembering when lesson 3 speaks about padding.
#
# ![How many 3x3 windows cover each pixel of a 7x7 image: 1 2 3 3 3 2 1 along the top row, 9 in the middle.](figures/01_coverage.svg)
#
# ### Exercise 1.2: slide it (8 points, 15 min, medium)
#
# Write `conv2d`: one answer for each place where the kernel fits, no padding, the kernel as it stands. On the image of 10 to 250 with the kernel `[[1, 0, -1]] * 3` it returns a 3 x 3 array of -60. Any way of writing it is welcome; SciPy stays outside.

# %% nbgrader={"grade_id": "conv2d", "solution": true}
def conv2d(image, kernel):
    """Slide `kernel` over `image` and return the dot product at every place.

    Parameters
    ----------
    image : array of shape (H, W)
        Any real dtype, `uint8` and `bool` included. It is not changed.
    kernel : array of shape (kH, kW)
        The weights, used as they stand (cross-correlation).

    Returns
    -------
    array of shape (H - kH + 1, W - kW + 1)

    Raises
    ------
    ValueError
        If the kernel is larger than the image on either axis.
    """
    ### BEGIN SOLUTION
    # Why it works: there is one place for each top left corner at which the kernel still fits, and each place is one `dot_patch`.
    (height, width), (kh, kw) = image.shape, kernel.shape
    if kh > height or kw > width:
        raise ValueError(f"expected a kernel within {image.shape}, got {kernel.shape}")
    out = np.zeros((height - kh + 1, width - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = dot_patch(image[i : i + kh, j : j + kw], kernel)
    return out
    ### END SOLUTION

# %%
# Try it on a case that you can do in your head, before the tests do.
# conv2d(images.anchor_a(), np.array([[1, 0, -1]] * 3))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# You have `dot_patch` for one place. How many places are there along each axis? Make an array of that shape first, then fill it.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# The output has $H - k_H + 1$ rows and $W - k_W + 1$ columns. The window of output $(i, j)$ has its top left corner at pixel $(i, j)$: rows $i$ to $i + k_H - 1$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Two loops, over `i` and `j`. Inside them a slice `image[i : i + kh, j : j + kw]`. Let the array that you fill be one of floats: in an array of the image's own `uint8`, -60 becomes 196.
# </details>

# %% nbgrader={"grade_id": "conv2d__values", "grade": true, "points": 4}
# The tests of conv2d: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
check(conv2d, (images.anchor_a(), np.array([[1, 0, -1]] * 3)), expected=np.full((3, 3), -60))
image, kernel = rng.normal(size=(6, 7)), rng.normal(size=(3, 2))
check(conv2d, (image, kernel), expected=correlate2d(image, kernel, mode="valid"))

# %% [markdown]
# The next tests go to the limits: a kernel as large as the image has just one place, and a larger one has none. "None" is an error here, not an empty array, because a layer that answers nothing is nearly always somebody's slip.

# %% nbgrader={"grade_id": "conv2d__limits", "grade": true, "points": 1}
# Tests of conv2d at its limits: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
image = rng.uniform(1, 3, size=(4, 5))
for shape in [(4, 5), (4, 2), (1, 5), (1, 1)]:
    kernel = rng.uniform(-3, -1, size=shape)  # no sum is near 0, where rounding would decide
    check(conv2d, (image, kernel), expected=correlate2d(image, kernel, mode="valid"))
for shape in [(5, 2), (2, 6), (5, 6)]:
    check(conv2d, (image, rng.normal(size=shape)), raises=ValueError)

# %% nbgrader={"grade_id": "conv2d__hidden", "grade": true, "points": 3}
# Hidden tests: other sizes, even kernels, images of uint8, bool and float32, whole kernels on images with fractions.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for size, shape in [((7, 5), (2, 4)), ((5, 9), (4, 3)), ((3, 8), (3, 1)), ((23, 17), (5, 6))]:
    image, kernel = rng.normal(size=size), rng.normal(size=shape)
    check(conv2d, (image, kernel), expected=correlate2d(image, kernel, mode="valid"))
image = rng.integers(100, 256, size=(6, 8), dtype=np.uint8)
for kernel in [rng.integers(-9, 10, size=(3, 2)), rng.normal(size=(2, 2))]:
    check(conv2d, (image, kernel), expected=correlate2d(image.astype(float), kernel, mode="valid"))
mask, kernel = rng.normal(size=(5, 6)) > 0, rng.normal(size=(2, 3))
check(conv2d, (mask, kernel), expected=correlate2d(mask.astype(float), kernel, mode="valid"))
counts, kernel = rng.integers(-50, 50, size=(6, 5)), rng.normal(size=(3, 2))
check(conv2d, (counts, kernel), expected=correlate2d(counts.astype(float), kernel, mode="valid"))
image, kernel = rng.normal(size=(5, 6)).astype(np.float32), rng.normal(size=(2, 3))
check(conv2d, (image, kernel), expected=correlate2d(image.astype(float), kernel, mode="valid"))
image, kernel = rng.normal(size=(6, 5)), rng.integers(-9, 10, size=(2, 3))
check(conv2d, (image, kernel), expected=correlate2d(image, kernel, mode="valid"))
### END HIDDEN TESTS

# %% [markdown]
# **Now let it see.** A photograph of 128 x 128 pixels is 15,876 windows of 3 x 3; your function visits them all. The first kernel gives 49 pixels the same say; the second is **Sobel's**: it answers positively where it gets brighter to the right. (So it does in every lesson, and in the widgets.)

# %%
photo, sobel = images.photograph(128), images.sobel_x()
blurred, edges = conv2d(photo, np.full((7, 7), 1 / 49)), conv2d(photo, sobel)
alt = "A photograph, the same blurred, and its upright edges: red where it gets brighter to the right, blue where darker."
figures.compare([photo, blurred, edges], ["photograph", "your blur", "your edges"], alt)

# %% [markdown]
# *Photograph: Grace Hopper, by James S. Davis, US Navy, 1984; public domain; it comes with Matplotlib.*
#
# Such figures are drawn by **Matplotlib**, and you can do it yourself. Change one thing at a time: the kernel (`[[1], [-1]]`, your initials), the colors (`cmap="gray"`), the size of the photograph. For your own picture put its file beside this notebook and write `photo = images.load("me.jpg")`.

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

fig, (left, right) = plt.subplots(1, 2, figsize=(7, 3.5))
left.imshow(photo, cmap="gray")
right.imshow(conv2d(photo, np.array([[1, 0, -1]] * 3)), cmap="RdBu_r");

# %% [markdown]
# **Make your own dial.** Three lines make any function an instrument: a function that draws, a slider, and `interact`, which calls the one whenever you move the other. At which size do the stars go? The glasses? Then give `draw` a second argument and its own slider.

# %% tags=["skip-execution"]
from ipywidgets import IntSlider, interact

def draw(size):
    plt.imshow(conv2d(photo, np.full((size, size), 1 / size**2)), cmap="gray")

interact(draw, size=IntSlider(value=3, min=1, max=15, step=2, continuous_update=False));

# %% [markdown]
# **Two anchors to remember.** Minus Sobel asks the opposite, *is it brighter on the left?*: its rows are 1 0 -1, 2 0 -2, 1 0 -1. On a small image it gives the rows -3 0 3, then 0 -3 0, then 1 -2 -3.

# %%
conv2d(images.anchor_b(), -sobel)

# %% [markdown]
# **Predict** only the shape for the second: a 7 x 7 image with a single diagonal, the same kernel.

# %%
quiz.predict("shape-of-the-diagonal")

# %%
conv2d(np.eye(7), -sobel).shape

# %% [markdown]
# Weather forecasts, heat flow and the Game of Life use the same scheme: a fixed pattern of weights that visits every place of a grid. There it is called a **stencil**.
#
# ## 1.4 Does the kernel turn around?
#
# A mathematician who hears *convolution* expects the kernel to be turned by 180 degrees first:
#
# $$(x * K)[i, j] = \sum_{m,n} K[m, n] \; x[i - m,\; j - n]$$
#
# ![The kernel a b c, d e f, g h i, and the same kernel turned by 180 degrees: i h g, f e d, c b a.](figures/01_flip.svg)

# %% [markdown]
# What you wrote is **cross-correlation**. Deep-learning libraries compute just that and call it convolution, and so does this course. To learning the flip does not matter: the weights start as random numbers, and a network that wanted the turned kernel simply learns it turned. It matters when *you* choose the weights, or read another library's.
#
# **Predict**: for which kernels are the two the same?

# %%
quiz.predict("when-the-flip-is-lost")

# %%
symmetric = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
np.array_equal(symmetric, np.rot90(symmetric, 2)), np.array_equal(sobel, np.rot90(sobel, 2))

# %% [markdown]
# > **The rule**: true convolution is cross-correlation with the kernel turned by 180 degrees. A kernel that looks the same upside down cannot tell the two apart, so never test with one.
#
# ### Exercise 1.3: turn it (2 points, 3 min, easy)
#
# Write `flip_kernel`, so that `conv2d(image, flip_kernel(k))` is the true convolution. It turns `[[1, 2], [3, 4]]` into `[[4, 3], [2, 1]]`.

# %% nbgrader={"grade_id": "flip_kernel", "solution": true}
def flip_kernel(kernel):
    """Return the kernel that makes `conv2d` a true convolution.

    Parameters
    ----------
    kernel : array of shape (kH, kW)
        The weights. They are not changed.

    Returns
    -------
    array of shape (kH, kW)
        `conv2d(image, flip_kernel(k))` equals
        `scipy.signal.convolve2d(image, k, mode="valid")`.
    """
    ### BEGIN SOLUTION
    # Why it works: reading both axes backwards is a turn by 180 degrees.
    return kernel[::-1, ::-1]
    ### END SOLUTION

# %%
# Entries that all differ show best what you did to them.
# flip_kernel(np.arange(6).reshape(2, 3))

# %% [markdown]
# The test uses a fact that is worth a thought: the full correlation of a single bright pixel with a kernel *is* the turned kernel.
#
# <details><summary>Hint 1: the idea</summary>
#
# Turn a sheet of paper by 180 degrees: top and bottom change places, and so do left and right.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Entry $(m, n)$ comes from entry $(k_H - 1 - m,\; k_W - 1 - n)$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# A slice with the step -1 reads an axis backwards. There are two axes. `.T` is something else: it mirrors at the diagonal, and it changes the shape.
# </details>

# %% nbgrader={"grade_id": "flip_kernel__values", "grade": true, "points": 1}
# The tests of flip_kernel: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
kernel = rng.normal(size=(3, 2))
check(flip_kernel, (np.array([[1, 2], [3, 4]]),), expected=np.array([[4, 3], [2, 1]]))
check(flip_kernel, (kernel,), expected=correlate2d([[1]], kernel, mode="full"))

# %% nbgrader={"grade_id": "flip_kernel__hidden", "grade": true, "points": 1}
# Hidden tests: wide, tall, even and one-entry kernels, integers too.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for shape in [(2, 5), (4, 1), (1, 3), (1, 1), (4, 4), (5, 3)]:
    kernel = rng.normal(size=shape)
    check(flip_kernel, (kernel,), expected=correlate2d([[1]], kernel, mode="full"))
kernel = rng.integers(-9, 10, size=(3, 4))
check(flip_kernel, (kernel,), expected=correlate2d([[1]], kernel, mode="full"))
### END HIDDEN TESTS

# %% [markdown]
# ## 1.5 What does a shift do?
#
# Time to test the third bet. A small cross lies in a black image, and the kernel is a cross, too. Shift the image by two columns, then slide; or slide first, then shift the answer.
#
# **Predict**: are the two maps the same?

# %%
quiz.predict("shift-then-slide")

# %%
cross, dark = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]]), images.cross(5, 9, row=2, col=3)
first, second = conv2d(dark, cross), conv2d(np.roll(dark, 2, axis=1), cross)
np.array_equal(np.roll(first, 2, axis=1), second)

# %% [markdown]
# ![A small cross and its response map; below, the same cross two columns further right, and the same response two columns further right.](figures/01_equivariance.svg)
#
# Shift in, shift out. The word for it is **equivariant**. It is not *invariant*: the answer does change, it moves. (This holds as long as the pattern stays away from the border.)
#
# > **The rule**: a convolution answers the same to the same thing, wherever it lies; only the place of the answer moves.

# %% [markdown]
# ## 1.6 And in color?
#
# A color image has three channels, so a window is a block of $C \times k_H \times k_W$ numbers, and so is a filter. Still: multiply, add up, over **all** channels at once. One filter makes one map. A **bias** is added once at the end.
#
# $$y[f, i, j] = b[f] + \sum_{c,m,n} w[f, c, m, n] \; x[c,\; i + m,\; j + n]$$
#
# ![Three channels of an image, a filter with one 3x3 kernel for each channel, and one output map: the three sums and the bias add up to one number. A second filter makes a second map.](figures/01_channels.svg)

# %% [markdown]
# **Predict**: 8 filters of 3 x 3 slide over an image of 5 x 5 with 3 channels. What is the shape of the answer? PyTorch stores channels first, `(C, H, W)`, and so do we; TensorFlow and most image files store them last, `(H, W, C)`.

# %%
quiz.predict("eight-filters")

# %% [markdown]
# ### Play: watch the channels add up
#
# Move the two sliders, and find the place where the bias makes a negative sum positive.

# %%
widgets.channels()

# %% [markdown]
# The answer has one map for each filter: $8 \times 3 \times 3$ in our layout, $3 \times 3 \times 8$ with channels last. The three input channels are gone. They are summed up inside every number.
#
# > **The rule**: the depth of a filter is the number of input channels; the number of filters is the depth of the output.
#
# ### Exercise 1.4: all channels, all filters (8 points, 15 min, hard)
#
# Write `conv2d_multi`. With `x` of ones, `(2, 3, 3)`, one filter of ones, `(1, 2, 3, 3)`, and bias `[5]` it returns $2 \cdot 9 + 5 = 23$, in the shape `(1, 1, 1)`.

# %% nbgrader={"grade_id": "conv2d_multi", "solution": true}
def conv2d_multi(x, w, b=None):
    """Slide every filter of `w` over all channels of `x`.

    Parameters
    ----------
    x : array of shape (C, H, W)
        An image, channels first. It is not changed.
    w : array of shape (F, C, kH, kW)
        A bank of F filters, each with one kernel for each channel.
    b : array of shape (F,), optional
        One bias for each filter, added once. None means no bias.

    Returns
    -------
    array of shape (F, H - kH + 1, W - kW + 1)

    Raises
    ------
    ValueError
        If the channel counts of `x` and `w` differ, or the kernel is too large.
    """
    ### BEGIN SOLUTION
    # Why it works: channels are added up inside a map, filters are not; the bias comes once, after the sum.
    if x.shape[0] != w.shape[1]:
        raise ValueError(f"expected filters with {x.shape[0]} channels, got {w.shape[1]}")
    maps = [sum(conv2d(channel, k) for channel, k in zip(x, kernels)) for kernels in w]
    return np.array(maps) if b is None else np.array(maps) + np.reshape(b, (-1, 1, 1))
    ### END SOLUTION

# %%
# Start small: one filter, two channels, a sum for your head.
# conv2d_multi(np.ones((2, 3, 3)), np.ones((1, 2, 3, 3)), np.array([5]))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# For one filter: use `conv2d` on each channel with the kernel that belongs to it, and add the maps. Then do so for each filter.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Map $f$ is $b[f] + \sum_c$ `conv2d(x[c], w[f, c])`. The bias stands outside the sum.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# An output array of shape `(F, H - kH + 1, W - kW + 1)` full of zeros, a loop over `f`, inside it a loop over `c` with `+=`; after the inner loop, the bias, unless `b is None`.
# </details>

# %% nbgrader={"grade_id": "conv2d_multi__values", "grade": true, "points": 4}
# The tests of conv2d_multi: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x, w, b = rng.normal(size=(3, 6, 7)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
maps = np.stack([sum(correlate2d(x[c], w[f, c], mode="valid") for c in range(3)) for f in range(4)])
check(conv2d_multi, (np.ones((2, 3, 3)), np.ones((1, 2, 3, 3)), np.array([5])), expected=np.array([[[23]]]))
check(conv2d_multi, (x, w, b), expected=maps + b[:, None, None])
check(conv2d_multi, (x, w), expected=maps)

# %% [markdown]
# Two things must not pass in silence: filters made for another number of channels, and a kernel that does not fit.

# %% nbgrader={"grade_id": "conv2d_multi__limits", "grade": true, "points": 1}
# Tests of conv2d_multi at its limits: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x, w = rng.uniform(0.1, 0.3, size=(2, 4, 5)), rng.uniform(-0.3, -0.1, size=(3, 2, 4, 5))
check(conv2d_multi, (x, w), expected=np.einsum("chw,fchw->f", x, w)[:, None, None])
check(conv2d_multi, (x[:1], w), raises=ValueError)
check(conv2d_multi, (x, rng.normal(size=(3, 1, 2, 2))), raises=ValueError)
check(conv2d_multi, (x, rng.normal(size=(2, 3, 2, 2))), raises=ValueError)
check(conv2d_multi, (x, rng.normal(size=(3, 2, 5, 2))), raises=ValueError)
check(conv2d_multi, (x, rng.normal(size=(3, 2, 2, 6))), raises=ValueError)

# %% nbgrader={"grade_id": "conv2d_multi__hidden", "grade": true, "points": 3}
# Hidden tests: one channel, one filter, many of both, uint8 images, whole filters, biases of every size, 0 among them.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for c, f, size, shape in [(1, 3, (5, 4), (2, 3)), (4, 1, (4, 6), (3, 3)), (2, 5, (7, 5), (1, 4)), (5, 2, (6, 6), (2, 1))]:
    x, w, b = rng.normal(size=(c, *size)), rng.normal(size=(f, c, *shape)), 10 * rng.normal(size=f)
    maps = np.stack([sum(correlate2d(x[i], w[k, i], mode="valid") for i in range(c)) for k in range(f)])
    check(conv2d_multi, (x, w, b), expected=maps + b[:, None, None])
    check(conv2d_multi, (x, w), expected=maps)
x, w = rng.integers(100, 256, size=(3, 5, 6), dtype=np.uint8), rng.integers(-9, 10, size=(2, 3, 2, 3))
b = rng.normal(size=2)
maps = np.stack([sum(correlate2d(x[c].astype(float), w[f, c], mode="valid") for c in range(3)) for f in range(2)])
check(conv2d_multi, (x, w, b), expected=maps + b[:, None, None])
soft, whole = rng.normal(size=(3, 4, 5)), rng.permutation([0, 30, -20])
filters = rng.integers(-9, 10, size=(3, 3, 2, 3))
maps = np.stack([sum(correlate2d(soft[c], filters[f, c], mode="valid") for c in range(3)) for f in range(3)])
check(conv2d_multi, (soft, filters, whole), expected=maps + whole[:, None, None])
### END HIDDEN TESTS

# %% [markdown]
# ## 1.7 How many weights does it learn?
#
# A layer with $C_{in}$ input channels and $C_{out}$ filters of $k \times k$ has
#
# $$C_{out} \cdot C_{in} \cdot k \cdot k + C_{out}$$
#
# numbers to learn: all the kernels, and one bias for each filter. The size of the image is not in it.

# %%
c_in, c_out, k = 3, 64, 3
c_out * c_in * k * k + c_out

# %% [markdown]
# **Predict**: one 3 x 3 filter on one channel has 9 weights and 1 bias on an image of 32 x 32. How many on one of 4000 x 4000? And on a color image of 224 x 224, how many weights has one 3 x 3 filter?

# %%
quiz.predict("weights-of-a-large-image")

# %% [markdown]
# Twenty-seven weights, where a neuron that is wired to every pixel has 150,528.
#
# In 2012 **AlexNet**'s first layer slid 96 filters of 11 x 11 over 227 x 227 color pixels, four pixels at a step, which leaves 55 x 55 places (lesson 2 says why). Suppose that each place had learned its own filter instead:

# %%
outputs, weights = 55 * 55 * 96, 11 * 11 * 3
outputs, weights, outputs * weights, 96 * weights

# %% [markdown]
# ![Two bars on a logarithmic scale: 105,415,200 weights without sharing and 34,848 with sharing, 3025 times fewer.](figures/01_alexnet.svg)
#
# 290,400 outputs with 363 weights each: 105,415,200 weights, over 100 million. Shared: 34,848, and 96 biases beside them. The factor is 55 · 55 = 3025, one for each place. Nothing else changed.
#
# > **The rule**: sharing divides the weights by the number of places.
#
# > **Numbers that exams love**
#
# | layer | weights + biases |
# |---|---|
# | 1 to 64 channels, 3 x 3 | 576 + 64 = **640** |
# | 3 to 64 channels, 3 x 3 | 1,728 + 64 = **1,792** |
# | AlexNet, first layer | 34,848 + 96 = **34,944** |
# | 49,152 inputs to 256 neurons | **12,582,912** + 256 |
#
# The usual slip is to forget one of three: the input channels, the biases, or that the image's size is *not* in the formula.

# %% [markdown]
# ## 1.8 Could it find the weights itself?
#
# A promise of lessons 5 and 8, in seven lines. You see a picture before and after, and not the kernel between them. Start with zeros. Let them answer, and take the error. Sliding the *error* over the picture tells which weights to blame: again your `conv2d`. Change them a little, and again.
#
# **Predict**: what will be found? (It takes some seconds: 240 calls of your function.)

# %%
quiz.predict("what-is-learned")

# %%
shot = images.photograph(48) - images.photograph(48).mean()
target = conv2d(shot, sobel)  # from here on, nobody looks at sobel
learned = np.zeros((3, 3))
for step in range(120):
    error = conv2d(shot, learned) - target
    learned = learned - 4 * conv2d(shot, error) / error.size
learned.round(1)

# %% [markdown]
# Sobel's kernel, found from one pair of pictures. Nobody told the program what an edge is; it only made an error smaller. Lesson 5 finds such a kernel in one step, lesson 8 trains a whole network this way, and says why blame is a convolution.
#
# **Change it**: let another kernel make the target; learn for 10 steps, or 1,000; replace the 4 by 8.

# %% [markdown]
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why, also where you were right.

# %%
quiz.ask("01_ops")

# %% [markdown]
# ## Think it over
#
# A spreadsheet of house prices has the columns size, rooms, year, distance to the station. A friend wants to slide a kernel of width 3 along the columns. In three or four sentences: which of the three bets does this break, and what would change if the columns stood in another order? Nobody takes points for this one; it is for you, and for talking about.

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** A full answer names that (1) *locality* is broken: columns that stand side by side are not related because of it; (2) *sharing* is broken: one weight would have to mean the same for "rooms" as for "year", though their units differ; (3) *equivariance* has no use, since no pattern can shift along the columns; (4) another order of columns gives another output although the table says the same, so the result would hang on an accident. Two of the four, with a reason of one's own, are enough. Time series in a row of columns (January to December) are a fair counter-example: there neighbors do mean something.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# Your loops are clear and slow: lesson 4 computes the same numbers many times faster. And a convolution is equivariant to shifts only; it knows nothing of turning or scaling, so a cat upside down is news to it.
#
# ## In three sentences
#
# Slide a small kernel over the image, multiply, add up: one number for each place. The same weights serve every place, which saves a factor of thousands and lets a shift pass through. Filters reach through all channels, and each filter makes one map.

# %% [markdown]
# ## Further reading
#
# - LeCun et al., [Gradient-based learning applied to document recognition](http://yann.lecun.com/exdb/publis/pdf/lecun-98.pdf) (1998): where the three bets are argued for.
# - Goodfellow, Bengio, Courville, [Deep Learning, chapter 9](https://www.deeplearningbook.org/contents/convnets.html): the same ideas with all the mathematics.
# - 3Blue1Brown, [But what is a convolution?](https://www.youtube.com/watch?v=KuXjwB4LzSA): the flip, and why mathematicians want it.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: [lesson 2](../02_output_size/02_output_size.ipynb) counts the places before you slide.

# %%
widgets.mark("01_ops")
