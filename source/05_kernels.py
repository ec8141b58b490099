# %% [markdown]
# # 5. See what a filter sees
#
# **You will**
# - read a kernel: what it answers to, and what its sum and its signs say;
# - write a blur, an edge finder, and the step that carries a filter over a whole picture;
# - find the secret kernel behind a before and an after, which is the first step to learning.
#
# **Minutes** 50 &nbsp; **Points** 12 &nbsp; **You need** the sliding window of lesson 1 and the zero padding of lesson 3.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, digits, figures, images, quiz, widgets

# %% [markdown]
# ## 5.1 What do nine numbers ask?
#
# A kernel is a question that is put to every place of an image. Here are twelve that people have asked for decades. Nobody learned them; each was thought out.
#
# ![Twelve kernels with their numbers, in two groups. Sum 1: identity, box blur, Gaussian, sharpen, emboss. Sum 0: Sobel x, Sobel y, edge h, edge v, Laplacian, and two Gabor kernels of 7 x 7, drawn as stripes under a bell.](figures/05_bank.svg)
#
# **Predict**: a wall is painted evenly gray, 100 everywhere. What does the box blur answer in the middle of it? And Sobel x? Do you need more of the kernel than one number?

# %%
quiz.predict("answers-of-a-wall")

# %%
bank = images.kernels()
{name: int(kernel.sum().round(9)) for name, kernel in bank.items()}

# %% [markdown]
# On a flat wall every weight meets the same 100, so the answer is 100 times the **sum** of the kernel. Sum 1: the wall stays as it is, and the answer is a picture again. Sum 0: the wall answers 0, and only *differences* speak.
#
# | kernel | asks |
# |---|---|
# | identity | what is here? |
# | box blur, Gaussian | what is it like around here? |
# | sharpen | how does this pixel stand out? |
# | Sobel, edge h, edge v | does it get brighter, and which way? |
# | emboss | both: the picture, and a slope, as if light fell on it from the top left |
# | Laplacian | is this spot unlike its four neighbors? (a **blob**) |
# | Gabor | are there stripes of this width and direction? |

# %% [markdown]
# By hand: *edge h* has ones above and minus ones below. Lay it on lesson 1's image of 10 to 250, at the top left:
#
# $$(10 + 20 + 30) - (110 + 120 + 130) = 60 - 360 = -300$$
#
# The sign says *darker above*, the size says how much. **Predict** the other eight places.

# %%
quiz.predict("edge-h-on-a-slope")

# %% [markdown]
# > **The rule**: sum 1 keeps the brightness and makes pictures; sum 0 forgets it and measures differences.
#
# ## 5.2 How do you blur gently?
#
# The box blur gives all nine pixels the same say, and bright spots turn into little squares. A **Gaussian** fades with the distance $r$ from the center:
#
# $$G \propto \exp\left(-\frac{r^2}{2\sigma^2}\right)$$
#
# ![Left: a bell curve over five pixels, for sigma 1, high in the middle and low at the ends. Right: the 3x3 Gaussian kernel for sigma 1: 0.204 in the center, 0.124 beside it, 0.075 in the corners.](figures/05_gaussian.svg)
#
# **Predict**: what happens to a blur when $\sigma$ grows from 0.5 to 50? Which kernel does it come close to?

# %%
quiz.predict("a-wide-bell")

# %% [markdown]
# ### Exercise 5.1: make a bell (3 points, 8 min, medium)
#
# Write `gaussian_kernel`. For size 3 and sigma 1 the nine numbers are 0.204 in the center, 0.124 beside it and 0.075 in the corners. They add up to 1: divide by what they really add up to, not by what a textbook's integral says.

# %% nbgrader={"grade_id": "gaussian_kernel", "solution": true}
def gaussian_kernel(size, sigma):
    """Return a square kernel that fades with the distance from its center and sums to 1.

    Parameters
    ----------
    size : int
        The side, odd.
    sigma : float
        How far the bell reaches, in pixels.

    Returns
    -------
    array of shape (size, size)
        Proportional to exp(-r**2 / (2 * sigma**2)), where r is the distance from the
        center.

    Raises
    ------
    ValueError
        If `size` is even or below 1, or `sigma` is not above 0.
    """
    ### BEGIN SOLUTION
    # Why it works: a column of squares plus a row of squares is the whole table of r squared; dividing by its own sum makes the sum 1.
    if size < 1 or size % 2 == 0:
        raise ValueError(f"expected an odd size of 1 or more, got {size}")
    if sigma <= 0:
        raise ValueError(f"expected a sigma above 0, got {sigma}")
    away = np.arange(size) - size // 2
    squares = away[:, None] ** 2 + away**2
    bell = np.exp(-squares / (2 * sigma**2))
    return bell / bell.sum()
    ### END SOLUTION

# %%
# Try sigmas from 0.3 to 30: which kernels of the bank come out?
# gaussian_kernel(3, 1).round(3)

# %% [markdown]
# The test lets SciPy blur a single bright pixel: what comes out *is* the blur's kernel.
#
# <details><summary>Hint 1: the idea</summary>
#
# First the distance of each of the cells from the one in the middle, then the bell of these distances, then one division.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# With $c = (\mathrm{size} - 1)/2$ the cell $(m, n)$ has $r^2 = (m - c)^2 + (n - c)^2$. After the exponential, divide by the sum of all cells.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.arange(size) - size // 2` are the distances along one axis: -1, 0, 1 for size 3. A column of their squares plus a row of their squares is the whole table of $r^2$.
# </details>

# %% nbgrader={"grade_id": "gaussian_kernel__values", "grade": true, "points": 1}
# The tests of gaussian_kernel: run this cell; click it to read them.
from scipy.ndimage import gaussian_filter

rng = np.random.default_rng()
spot = np.zeros((7, 7))
spot[3, 3] = 1
for size, sigma in [(3, 1), (5, rng.uniform(0.5, 3)), (7, rng.uniform(0.5, 3))]:
    crop = slice(3 - size // 2, 4 + size // 2)
    spread = gaussian_filter(spot, sigma, radius=size // 2, mode="constant")
    check(gaussian_kernel, (size, sigma), expected=spread[crop, crop])

# %% [markdown]
# A tiny sigma leaves the identity, a huge one the box blur; somewhere near 0.85 stands the *Gaussian* of the bank. Now the limits: a kernel of one cell has only its center left, whatever the sigma, and an even side has no center at all.

# %% nbgrader={"grade_id": "gaussian_kernel__limits", "grade": true, "points": 0.5}
# Tests of gaussian_kernel at its limits: run this cell; click it to read them.
from scipy.signal.windows import gaussian

rng = np.random.default_rng()
sigma = rng.uniform(0.5, 3)
bell = np.outer(gaussian(9, sigma), gaussian(9, sigma))
check(gaussian_kernel, (9, sigma), expected=bell / bell.sum())
check(gaussian_kernel, (1, sigma), expected=np.ones((1, 1)))
for size in (2, 4, 10, 0, -1, -3):
    check(gaussian_kernel, (size, sigma), raises=ValueError)
for wrong in (0, 0.0, -1, -sigma):
    check(gaussian_kernel, (5, wrong), raises=ValueError)

# %% nbgrader={"grade_id": "gaussian_kernel__hidden", "grade": true, "points": 1.5}
# Hidden tests: other sizes, narrow and wide bells, whole-number sigmas.
### BEGIN HIDDEN TESTS
from scipy.ndimage import gaussian_filter

rng = np.random.default_rng()
for size in (1, 3, 5, 9, 13):
    spot = np.zeros((size, size))
    spot[size // 2, size // 2] = 1
    for sigma in (0.3, 0.5, 1, 2, 5, 40.0, rng.uniform(0.4, 4)):
        spread = gaussian_filter(spot, sigma, radius=size // 2, mode="constant")
        check(gaussian_kernel, (size, sigma), expected=spread)
check(gaussian_kernel, (), kwargs={"size": 13, "sigma": sigma}, expected=spread)
### END HIDDEN TESTS

# %% [markdown]
# ## 5.3 What does the whole picture answer?
#
# A map of the picture's own size is easiest to compare with it. So pad with zeros, half a kernel on each side: lesson 3's *same* padding. It needs odd sides.
#
# ### Exercise 5.2: keep the size (2 points, 5 min, easy)
#
# Write `apply_kernel`. On a 2 x 2 image of ones a 3 x 3 kernel of ones answers 4 everywhere: five of its nine weights lie on padding.

# %% nbgrader={"grade_id": "apply_kernel", "solution": true}
def apply_kernel(image, kernel):
    """Slide a kernel over an image that is padded with zeros, and keep the image's size.

    Parameters
    ----------
    image : array of shape (H, W)
        Any real dtype, `uint8` and `bool` included: nothing may overflow. It is not
        changed.
    kernel : array of shape (kH, kW)
        The weights, used as they stand (cross-correlation). Both sides are odd, and
        need not be equal.

    Returns
    -------
    array of shape (H, W)
        Entry (i, j) is the answer of the window with its center at pixel (i, j).

    Raises
    ------
    ValueError
        If a side of the kernel is even.
    """
    ### BEGIN SOLUTION
    # Why it works: half a kernel of zeros on each side gives back what sliding costs, so each pixel is the center of one window.
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError(f"expected a kernel with odd sides, got {kernel.shape}")
    padded = np.pad(np.asarray(image, dtype=float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    out = np.zeros(image.shape)
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
    return out
    ### END SOLUTION

# %%
# Which places of a 3 x 3 image see no padding?
# apply_kernel(np.ones((3, 3)), np.ones((3, 3)))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Pad first, then slide as in lesson 1. If the padding is right, there are as many places as pixels.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $(k_H - 1)/2$ rows of zeros above and below, $(k_W - 1)/2$ columns left and right. For a 3 x 5 kernel the two differ.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.pad(image, [(rows, rows), (columns, columns)])` pads with zeros, and is allowed here. Two loops, or one `sliding_window_view`. Compute in floats: `uint8` knows no -300.
# </details>

# %% nbgrader={"grade_id": "apply_kernel__values", "grade": true, "points": 1}
# The tests of apply_kernel: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
image = rng.normal(size=(6, 8))
check(apply_kernel, (np.ones((2, 2)), np.ones((3, 3))), expected=np.full((2, 2), 4))
for shape in [(3, 3), (3, 5), (1, 1)]:
    kernel = rng.normal(size=shape)
    check(apply_kernel, (image, kernel), expected=correlate2d(image, kernel, mode="same"))

# %% [markdown]
# A side that is even has no middle, and the next cell asks for a `ValueError`.

# %% nbgrader={"grade_id": "apply_kernel__limits", "grade": true, "points": 0.5}
# Tests of apply_kernel at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
image, kernel = rng.normal(size=(4, 5)), np.zeros((3, 5))
kernel[1, 2] = 1  # a single 1 in the middle changes nothing
check(apply_kernel, (image, kernel), expected=image)
for shape in [(2, 2), (3, 4), (2, 3), (2, 1), (1, 2), (5, 6), (4, 4)]:
    check(apply_kernel, (image, rng.normal(size=shape)), raises=ValueError)

# %% nbgrader={"grade_id": "apply_kernel__hidden", "grade": true, "points": 0.5}
# Hidden tests: long, tall and large kernels, images of uint8, bool, int and float32.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
sizes = [(5, 9), (9, 4), (4, 7), (6, 6), (3, 4), (1, 6)]
shapes = [(1, 5), (5, 1), (3, 7), (7, 3), (5, 5), (3, 3)]
for size, shape in zip(sizes, shapes):
    image, kernel = rng.normal(size=size), rng.normal(size=shape)
    check(apply_kernel, (image, kernel), expected=correlate2d(image, kernel, mode="same"))
shots = [
    rng.integers(100, 256, size=(6, 8), dtype=np.uint8),
    rng.normal(size=(7, 5)) > 0,
    rng.integers(-99, 99, size=(5, 6)),
    rng.normal(size=(6, 5)).astype(np.float32),
]
for image in shots:
    whole, narrow = rng.integers(-9, 10, size=(3, 5)), rng.normal(size=(5, 3)).astype(np.float32)
    for kernel in (rng.normal(size=(3, 3)), whole, narrow):
        expected = correlate2d(image.astype(float), kernel, mode="same")
        check(apply_kernel, (image, kernel), expected=expected)
### END HIDDEN TESTS

# %% [markdown]
# **Do.** Run the bank. First the case from above: *edge h* on the image of 10 to 250. **Predict**: how many of the 25 places say -300?

# %%
quiz.predict("places-of-minus-300")

# %%
apply_kernel(images.anchor_a(), bank["edge_h"])

# %% [markdown]
# The nine places in the middle, everywhere that the window stays inside, say -300: the slope is the same everywhere. The ring around them saw padding; in the bottom row even the sign is wrong, up to 570. That is lesson 3's ghost edge.
#
# Now a white square on a noisy black ground, with *edge h*, *edge v* and the box blur, padding 1. **Predict**: which sides of the square does *edge h* find, and with which sign?

# %%
quiz.predict("sides-of-the-square")

# %%
square = images.white_square(np.random.default_rng(5))
across, upright, blurred = [apply_kernel(square, bank[n]) for n in ("edge_h", "edge_v", "box_blur")]
figures.compare(
    [square.clip(0), across, upright, blurred.clip(0)],
    ["white square, noise", "edge h", "edge v", "box blur"],
    "Four panels: a white square on noise, and what edge h, edge v and the box blur make of it, "
    "positive answers in red and negative ones in blue.",
)

# %% [markdown]
# *edge h* finds the horizontal sides: red (positive) where it is brighter above than below, so at the bottom; blue at the top. *edge v* finds the other two. The blur asks for no edge; it makes the noise smaller, because nine accidents partly cancel. By how much? **Predict**, then look at a corner of black ground.

# %%
quiz.predict("noise-of-nine")

# %%
[round(float(ground.std()), 3) for ground in (square[:7, :7], blurred[1:6, 1:6])]

# %% [markdown]
# The mean of nine independent accidents is about $\sqrt 9 = 3$ times smaller than one.
#
# ### Play: a kernel of your own
#
# Choose a cell of the kernel, move the slider or type a number, and watch. (1) Start from *identity* and make the picture twice as bright; what is the sum? (2) Change *Sobel x* so that it finds slanting edges. (3) Find a kernel that moves the picture by one pixel. (4) On *stripes* choose *Gabor 0°*, then turn it by 90°. Why does it fall silent? (5) Point at a red and at a blue place of the map: which products make the sum? The letters of the formula light up what they mean.

# %%
widgets.edit_kernel()

# %% [markdown]
# ![The widget with the photograph of Grace Hopper: left the picture, in the middle Sobel x as an editable grid with its sum, 0, right the map in red and blue, and below it the switch signed, abs, clip.](figures/05_widget.svg)
#
# *Photograph: James S. Davis, US Navy, 1984; public domain.*
#
# *Own picture* opens a file from your disk. The page shrinks it to at most 160 pixels, turns it gray, and keeps it to itself: it is sent nowhere, not even to Python. So for your own picture the page computes; for the others your `apply_kernel` does, as soon as it is right.
#
# ## 5.4 What becomes of the minus signs?
#
# A screen shows nothing darker than black. **Predict**: a bright bar on dark ground meets Sobel x. How many edges do you see if all negative answers are cut off ("clipped") to black?

# %%
quiz.predict("edges-after-clipping")

# %%
bar = np.zeros((9, 15))
bar[:, 5:10] = 1
row = apply_kernel(bar, bank["sobel_x"])[4].astype(int)
row, np.clip(row, 0, 1), abs(row)

# %% [markdown]
# ![The answers of Sobel x to a bright bar, three times. Signed: plus 4 at its left edge, minus 4 at its right edge. Clipped to 0 and 1: only the left edge is left, as 1. Absolute: 4 at both edges, without direction.](figures/05_signed.svg)
#
# Clipped, half of all edges are gone, and nothing tells you. The absolute value keeps them and forgets which way. Only two colors that part at zero, **diverging** colors, show all. So this course draws signed maps in red and blue: where neither shows, nothing is there.
#
# > **The rule**: clip pictures, never maps.
#
# What if only the *strength* of an edge matters, in any direction? Sobel x and Sobel y are the two legs of a right triangle:
#
# $$|g| = \sqrt{g_x^2 + g_y^2}$$
#
# ### Exercise 5.3: how steep? (3 points, 6 min, easy)
#
# Write `gradient_magnitude` with your `apply_kernel`. In the middle of `[[0, 0, 0], [0, 0, 3], [0, 4, 0]]` Sobel x answers 6 and Sobel y 8, so it returns $\sqrt{36 + 64} = 10$ there. Zeros stand outside the image, as before.

# %% nbgrader={"grade_id": "gradient_magnitude", "solution": true}
def gradient_magnitude(image):
    """Return how steeply the brightness changes at each pixel, whatever the direction.

    Parameters
    ----------
    image : array of shape (H, W)
        Any real dtype, `uint8` and `bool` included: nothing may overflow. It is not
        changed.

    Returns
    -------
    array of shape (H, W)
        sqrt(gx**2 + gy**2) of the answers of Sobel x and Sobel y, with zero padding.
    """
    ### BEGIN SOLUTION
    # Why it works: the two answers are the legs of a right triangle, and squaring makes their signs irrelevant.
    sobel_x = np.outer([1, 2, 1], [-1, 0, 1])
    gx, gy = apply_kernel(image, sobel_x), apply_kernel(image, sobel_x.T)
    return np.sqrt(gx**2 + gy**2)
    ### END SOLUTION

# %%
# Is it 10 in the middle?
# gradient_magnitude(np.array([[0, 0, 0], [0, 0, 3], [0, 4, 0]]))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Two maps, one for each direction, of the same size as the image. Then one number from two, place by place.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Sobel x has the rows -1 0 1, -2 0 2, -1 0 1; Sobel y is its transpose. Their signs don't matter here, since they are squared.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.hypot(a, b)` is $\sqrt{a^2 + b^2}$ in one step. Square *before* you add: $|g_x| + |g_y|$ would be 14 in the example.
# </details>

# %% nbgrader={"grade_id": "gradient_magnitude__values", "grade": true, "points": 1}
# The tests of gradient_magnitude: run this cell; click it to read them.
from scipy import ndimage

rng = np.random.default_rng()
image = rng.normal(size=(6, 9))
legs = [ndimage.sobel(image, axis=axis, mode="constant") for axis in (0, 1)]
check(gradient_magnitude, (image,), expected=np.hypot(*legs))
small = np.array([[0, 0, 0], [0, 0, 3], [0, 4, 0]])
legs = [ndimage.sobel(small.astype(float), axis=axis, mode="constant") for axis in (0, 1)]
check(gradient_magnitude, (small,), expected=np.hypot(*legs))

# %% [markdown]
# Photographs come in `uint8`, masks in `bool`. Their answers reach from -1020 to 1020, and lengths have fractions.

# %% nbgrader={"grade_id": "gradient_magnitude__dtypes", "grade": true, "points": 1}
# Tests of gradient_magnitude with other dtypes: run this cell; click it to read them.
from scipy import ndimage

rng = np.random.default_rng()
for image in (rng.integers(0, 256, size=(6, 7), dtype=np.uint8), rng.normal(size=(5, 8)) > 0):
    legs = [ndimage.sobel(image.astype(float), axis=axis, mode="constant") for axis in (0, 1)]
    check(gradient_magnitude, (image,), expected=np.hypot(*legs))

# %% nbgrader={"grade_id": "gradient_magnitude__hidden", "grade": true, "points": 1}
# Hidden tests: other shapes, images of uint8, bool and float32, thin ones too.
### BEGIN HIDDEN TESTS
from scipy import ndimage

rng = np.random.default_rng()
shots = [
    rng.normal(size=(9, 4)) + 3,
    rng.integers(0, 256, size=(7, 8), dtype=np.uint8),
    rng.normal(size=(6, 7)) > 0,
    rng.integers(-99, 99, size=(5, 7)),
    rng.normal(size=(8, 5)).astype(np.float32),
    rng.normal(size=(1, 6)),
    rng.normal(size=(5, 1)),
]
for image in shots:
    legs = [ndimage.sobel(image.astype(float), axis=axis, mode="constant") for axis in (0, 1)]
    check(gradient_magnitude, (image,), expected=np.hypot(*legs))
### END HIDDEN TESTS

# %% [markdown]
# **Modify.** Kernels make art, too. A photograph, its edges, embossed, and sharpened; the last two have sum 1, so they are pictures and may be clipped.

# %%
photo = images.photograph(128)
emboss, sharpen = [apply_kernel(photo, bank[name]).clip(0, 1) for name in ("emboss", "sharpen")]
figures.compare(
    [photo, gradient_magnitude(photo), emboss, sharpen],
    ["original", "edges", "emboss", "sharpen"],
    "A photograph of Grace Hopper four times: as it is; its edges, bright on black; "
    "embossed, as if pressed into metal; and sharpened, with crisp stars and glasses.",
)

# %% [markdown]
# Now change something: turn the emboss kernel with `np.rot90(kernel, 2)`, so that the light comes from the other corner; double its slope, and put the center right so that the sum stays 1; sharpen twice. What does sharpening do to noise?
#
# **Create.** Nine numbers of your own. Say first what your kernel asks, and give it the sum that goes with it. Here with Matplotlib, and open: choose the colors, `vmin` and `vmax`, a third panel, your own picture (`images.load("me.jpg")`), a title.

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

own = np.array([[0, 0, 1], [0, -1, 0], [0, 0, 0]])
fig, (left, right) = plt.subplots(1, 2, figsize=(7, 3.5))
left.imshow(photo, cmap="gray")
right.imshow(apply_kernel(photo, own), cmap="RdBu_r", vmin=-1, vmax=1)
right.set_title(f"sum {own.sum()}");

# %% [markdown]
# **Make your own dial.** One slider for your bell, one for the difference of two bells: the sharper minus the wider one. It finds spots and edges of the size that you set. Which $\sigma$ shows the stars best? Which the glasses?

# %% tags=["skip-execution"]
from ipywidgets import FloatSlider, interact

def difference_of_bells(sigma):
    bells = gaussian_kernel(15, sigma) - gaussian_kernel(15, 1.6 * sigma)
    plt.imshow(apply_kernel(photo, bells), cmap="RdBu_r")

interact(difference_of_bells, sigma=FloatSlider(value=1, min=0.4, max=4, step=0.2, continuous_update=False));

# %% [markdown]
# ## 5.5 Can it find a star?
#
# The dot product is large where the window looks like the kernel. So take a window *out of the picture* as the kernel: a **template**. There are stars on the flag; one is in rows 16 to 26 and columns 11 to 21.
#
# **Predict**: slide this star over the photograph. Where is the largest answer? At its own center, (21, 16)?

# %%
quiz.predict("where-the-star-is")

# %%
star = photo[16:27, 11:22]
plain, centered = apply_kernel(photo, star), apply_kernel(photo, star - star.mean())
[divmod(int(answer.argmax()), 128) for answer in (plain, centered)]

# %% [markdown]
# The plain star prefers (117, 64), the white cloth below the collar: all its weights are positive, so it loves whatever is bright. Take its mean away, and the sum is 0: now dark *around* the star counts as well, and it finds itself. What else answers above 10.5?

# %%
figures.compare(
    [photo, np.maximum(centered, 0), centered > 10.5],
    ["photograph", "answers above 0", "above 10.5"],
    "The photograph; where the star template answers above 0; and where it answers above 10.5.",
)

# %% [markdown]
# Six small islands, and every one is a star. One kernel, taken from one place, finds the others.
#
# > **The rule**: a kernel finds what it looks like; with sum 0, brightness alone cannot fool it.
#
# That it works anywhere is lesson 1's promise, shift in, shift out. **Predict** which of three sentences are true, away from the border: the map of a shifted photograph is the shifted map; of a photograph turned by 90 degrees, the turned map; of one twice as bright, the doubled map.

# %%
quiz.predict("three-sentences")

# %%
def answer(picture):
    return apply_kernel(picture, bank["sobel_x"])[8:-8, 8:-8]

still = answer(photo)
moved, turned = answer(np.roll(photo, 5, axis=1)), answer(np.rot90(photo))
pairs = [(moved[:, 5:], still[:, :-5]), (turned, np.rot90(still)), (answer(2 * photo), 2 * still)]
[np.allclose(*pair) for pair in pairs]

# %% [markdown]
# Equivariant to shifts: yes. To turning: no, Sobel x on a turned picture finds other edges. And twice the light doubles every answer: it is **linear**.
#
# ## 5.6 Who chooses the numbers?
#
# Twelve kernels on one photograph, here of 64 x 64, give twelve feature maps. Put them into one array of shape `(12, 64, 64)` and you have the output of a convolutional **layer**: the same arithmetic, twelve filters.

# %%
small = images.photograph(64)
maps = {name: apply_kernel(small, kernel) for name, kernel in bank.items()}
alt = "Twelve feature maps of the photograph, one for each kernel; signed ones in red and blue."
figures.compare(list(maps.values()), maps, alt)

# %% [markdown]
# (*sharpen* and *emboss* fall below 0 beside edges. They are maps here, so nothing is clipped, and they are drawn signed.)
#
# One difference is left: in a layer nobody chooses the numbers. They start at random and are *learned*. Lesson 6 uses a network that has learned to read digits. **Predict**: will its four first filters look like noise, or like something of this bank?

# %%
quiz.predict("learned-filters")

# %%
learned = digits.weights()["w1"][:, 0]
learned[3].round(1), bank["sobel_x"]

# %% [markdown]
# ![Top row: the four 3x3 filters that a network learned from handwritten digits, in red and blue. Bottom row: the Gabor patch that is most like each of them, with their likeness: 0.85, 0.80, 0.74 and 0.98.](figures/05_learned.svg)
#
# The last one is Sobel x, but for a little tilt: likeness 0.98. Nobody told the network; an upright stroke has two edges, and whoever reads digits needs them. Are the others Gabors, too? Careful: there are so many Gabor patches that even nine *random* numbers find one with a likeness of 0.74 to 0.88 (a dozen tries). So: one clear edge, three mixtures. Large networks that see photographs through larger filters show it better: dozens of edges and **Gabor** patterns, in all directions. So do, roughly, the first cells in the visual cortex of a cat.
#
# > **The rule**: a layer is a bank of kernels whose numbers are learned, and what it learns first is edges.

# %% [markdown]
# ## 5.7 Which kernel did this?
#
# Here is the bridge. You see a picture before and after, and want the kernel. Every pixel of *after* gives one equation: nine known pixels times nine unknown weights is one known number. A photograph gives thousands of equations for nine unknowns.
#
# ![A window of nine pixels from the picture before, times nine question marks, equals one pixel of the picture after; below it the next window and the next pixel, and so on: one equation a pixel.](figures/05_recover.svg)
#
# If a kernel made the picture, all equations agree. If there is noise, none fits all of them, and we take the kernel with the smallest sum of squared errors: **least squares**.
#
# ### Exercise 5.4: the secret kernel (4 points, 12 min, hard)
#
# Write `recover_kernel`. There is no padding here: *after* is smaller than *before* by `size - 1` on both axes. If `before` is `[[1, 2], [3, 4], [5, 7]]` and `after` is 3 times as large everywhere, then for size 1 the kernel is `[[3]]`.

# %% nbgrader={"grade_id": "recover_kernel", "solution": true}
def recover_kernel(before, after, size):
    """Return the kernel that comes closest to turning one picture into another.

    Parameters
    ----------
    before : array of shape (H, W)
        Any real dtype. There are at least `size**2` windows in it. It is not changed.
    after : array of shape (H - size + 1, W - size + 1)
        What sliding the kernel over `before` gave, perhaps with noise. It is not changed.
    size : int
        The side of the kernel, odd or even.

    Returns
    -------
    array of shape (size, size)
        The kernel for which the sum of the squared differences between its answers to
        `before` and `after` is smallest.

    Raises
    ------
    ValueError
        If the shapes of `before` and `after` do not go with `size`.
    """
    ### BEGIN SOLUTION
    # Why it works: each pixel of `after` is one equation in the unknown weights; least squares is the best answer to too many equations.
    height, width = before.shape
    if after.shape != (height - size + 1, width - size + 1):
        raise ValueError(f"shapes {before.shape} and {after.shape} do not go with size {size}")
    windows = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    equations = windows.reshape(-1, size * size).astype(float)
    weights = np.linalg.lstsq(equations, after.ravel().astype(float))[0]
    return weights.reshape(size, size)
    ### END SOLUTION

# %%
# A kernel that we know, so that you see whether you find it.
# recover_kernel(photo, apply_kernel(photo, bank["sharpen"])[1:-1, 1:-1], 3).round(6)

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Lesson 4 turned every window into a column. Let each window be a *row* here: a tall matrix $A$, one row an equation, one column a weight. You look for the vector $k$ with $A k$ close to the pixels of *after*.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Least squares: $\min_k \lVert A k - y \rVert^2$, where row $i \cdot W_o + j$ of $A$ is the window at $(i, j)$, raveled, and $y$ is *after*, raveled.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.linalg.lstsq(A, y)` returns four things; the first is $k$. It is flat: bring it into shape. Check the shapes *before* you ravel, because a transposed picture has just as many pixels.
# </details>

# %% nbgrader={"grade_id": "recover_kernel__values", "grade": true, "points": 1}
# The tests of recover_kernel: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
small = np.array([[1, 2], [3, 4], [5, 7]])
check(recover_kernel, (small, 3 * small, 1), expected=np.array([[3.0]]))
for shape, size in [((9, 12), 3), ((11, 8), 2)]:
    before, secret = rng.normal(size=shape), rng.normal(size=(size, size))
    after = correlate2d(before, secret, mode="valid")
    check(recover_kernel, (before, after, size), expected=secret)

# %% [markdown]
# Now with noise: the test lets SciPy turn nine dials until the sum of squares falls no further.

# %% nbgrader={"grade_id": "recover_kernel__noise", "grade": true, "points": 1}
# Tests of recover_kernel with noise: run this cell; click it to read them.
from scipy.optimize import least_squares
from scipy.signal import correlate2d

rng = np.random.default_rng()
before, secret = rng.normal(size=(14, 11)), rng.normal(size=(3, 3))
after = correlate2d(before, secret, mode="valid") + 0.3 * rng.normal(size=(12, 9))
def misses(dials):
    return (correlate2d(before, dials.reshape(3, 3), mode="valid") - after).ravel()

best = least_squares(misses, np.zeros(9), ftol=1e-12, gtol=1e-12).x.reshape(3, 3)
check(recover_kernel, (before, after, 3), expected=best)

# %% [markdown]
# Pictures that do not belong together must not pass, a transposed one least of all: it has just as many pixels.

# %% nbgrader={"grade_id": "recover_kernel__limits", "grade": true, "points": 1}
# Tests of recover_kernel at its limits: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
before, secret = rng.normal(size=(9, 13)), rng.normal(size=(3, 3))
after = correlate2d(before, secret, mode="valid")
check(recover_kernel, (before, after, 3), expected=secret)
for wrong in (after.T, after[1:], after[:, :-1], np.pad(after, 1), after[None], before):
    check(recover_kernel, (before, wrong, 3), raises=ValueError)
for size in (1, 2, 4, 5):
    check(recover_kernel, (before, after, size), raises=ValueError)

# %% nbgrader={"grade_id": "recover_kernel__hidden", "grade": true, "points": 1}
# Hidden tests: sizes 1 to 5, other shapes, uint8 pictures, much noise.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for size in (1, 2, 3, 4, 5):
    for shape in [(13, 17), (19, 12)]:
        before, secret = rng.normal(size=shape), rng.normal(size=(size, size))
        after = correlate2d(before, secret, mode="valid")
        check(recover_kernel, (before, after, size), expected=secret)
        after = after + rng.normal(size=after.shape)
        rows = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(after.size, -1)
        best = np.linalg.solve(rows.T @ rows, rows.T @ after.ravel()).reshape(size, size)
        check(recover_kernel, (before, after, size), expected=best)
before = rng.integers(0, 256, size=(15, 12), dtype=np.uint8)
secret = rng.integers(-9, 10, size=(3, 3)).astype(float)
after = correlate2d(before.astype(float), secret, mode="valid")
check(recover_kernel, (before, after, 3), expected=secret)
check(recover_kernel, (before, after.astype(int)), kwargs={"size": 3}, expected=secret)
### END HIDDEN TESTS

# %% [markdown]
# **Two convolutions in a row.** Sobel x first, then the box blur on its answers: together a pixel of the result depends on 5 x 5 pixels. **Predict**: is there *one* 5 x 5 kernel that does the same in one go? Then ask your function.

# %%
quiz.predict("two-in-one")

# %%
edges = apply_kernel(photo, bank["sobel_x"])
twice = apply_kernel(edges, bank["box_blur"])[2:-2, 2:-2]
one = recover_kernel(photo, twice, 5)
(9 * one).round(6) + 0.0, np.allclose(apply_kernel(photo, one)[2:-2, 2:-2], twice)

# %% [markdown]
# There is, and it is exact: two convolutions make one larger one. A hundred in a row would still be one. Depth alone buys nothing!
#
# Now put a **non-linearity** between them, the simplest there is: negative numbers become 0. Its name is **ReLU**. **Predict**: how well can the best 5 x 5 kernel imitate that? Give the length of its miss, measured by the length of the map: 0 is perfect, 1 no better than a kernel of zeros.

# %%
quiz.predict("the-best-miss")

# %%
bent = apply_kernel(np.maximum(edges, 0), bank["box_blur"])[2:-2, 2:-2]
best = recover_kernel(photo, bent, 5)
miss = apply_kernel(photo, best)[2:-2, 2:-2] - bent
round(float(np.linalg.norm(miss) / np.linalg.norm(bent)), 2)

# %% [markdown]
# Six tenths stay out of reach, for *every* 5 x 5 kernel, since yours is the best. "Bright on the right, anywhere near here" is no single dot product any more. So networks alternate: convolution, ReLU, convolution, ReLU.
#
# > **The rule**: convolutions in a row are one convolution; a non-linearity between them makes depth count.
#
# And you have just **learned** weights from examples. For one layer least squares does it in one step. With a ReLU in between there is no such formula, so networks walk downhill on such a sum of errors, step by step. That is [bonus lesson 8](../08_training/08_training.ipynb).

# %% [markdown]
# > **Numbers that exams love**
#
# | question | answer |
# |---|---|
# | sum of box blur, Gaussian, sharpen, emboss | **1** |
# | sum of Sobel, edge h, Laplacian, Gabor | **0** |
# | edge h on 10 to 250 in steps of 10, inside | **-300** everywhere |
# | Sobel x at a step from 0 to 1 | **4** |
# | two 3 x 3 in a row, no ReLU | one **5 x 5** |
# | 12 filters of 7 x 7 on a gray image | 12 · 49 + 12 = **600** numbers |
#
# The usual slips: a negative answer read as "nothing here"; a blur whose weights do not add up to 1; a filter read as turning along with the picture.
#
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why, also where you were right.

# %%
quiz.ask("05_kernels")

# %% [markdown]
# ## Think it over
#
# Two or three sentences each. (1) What does a bright pixel in a feature map mean, and what does it not mean? (2) Why does a trained first layer come to look like Sobel and Gabor, though nobody asked it to? (3) What do two convolutions in a row do, without and with a non-linearity between them?

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** (1) The window around that place looks like the kernel: the dot product is large. It does not mean that the *image* is bright there, nor how sure the network is; a very bright window can beat a better match, and a strong negative answer is an answer, too. (2) Edges and stripes are what small windows of natural pictures differ in most, and what almost every later decision needs; so whatever task gives the error signal, weights that answer to them lower the loss, and flat brightness tells little. (3) Without: the same as one convolution with a larger kernel (3 x 3 twice is 5 x 5), nothing new. With: something that no single kernel computes, so that later layers can combine "here *or* there" and "this *and* that". Two of the three, with a reason of one's own, are enough.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# Our star found stars of its own size and tilt; serious template matching also divides by the brightness of every window. And least squares finds the kernel only if the picture is rich: on an even wall all windows are alike, and every kernel with the right sum fits.
#
# ## In three sentences
#
# A kernel asks every place one question; its sum says whether the answer is a picture or a difference, and its sign says which way. A layer asks many questions at once, and learns which. Convolutions in a row are one convolution, until a non-linearity comes between.

# %% [markdown]
# ## Further reading
#
# - Zeiler and Fergus, [Visualizing and understanding convolutional networks](https://arxiv.org/abs/1311.2901) (2014): what every layer looks for, in pictures.
# - Krizhevsky, Sutskever, Hinton, [ImageNet classification with deep convolutional neural networks](https://papers.nips.cc/paper/2012/hash/c399862d3b9d6b76c8436e924a68c45b-Abstract.html) (2012): figure 3 shows 96 learned filters, many of them Gabors.
# - Olshausen and Field, [Emergence of simple-cell receptive field properties](https://www.nature.com/articles/381607a0) (1996): Gabors out of nothing but photographs.
# - Victor Powell, [Image kernels explained visually](https://setosa.io/ev/image-kernels/): nine numbers, live.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: [lesson 6](../06_tiny_cnn/06_tiny_cnn.ipynb) stacks layers until they read digits.

# %%
widgets.mark("05_kernels")
