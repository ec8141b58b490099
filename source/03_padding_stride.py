# %% [markdown]
# # 3. Turn two dials: padding and stride
#
# **You will**
# - keep an image's size, and choose what stands beyond its edge;
# - write `pad2d`, a `conv2d` with both dials, and `max_pool2d`;
# - say what padding makes up, and what stride and pooling throw away.
#
# **Minutes** 50 &nbsp; **Points** 15 &nbsp; **You need** the sliding window of lesson 1 and the formula of lesson 2.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, images, quiz, widgets

# %% [markdown]
# ## 3.1 Where does the border go?
#
# A 3 x 3 window that stays inside the image never has a border pixel at its center. So the border pixels get no answer of their own: the map is one ring smaller. The next layer loses a ring again.
#
# **Predict**: a 32 x 32 image goes through five such layers. Which side has the last map?

# %%
quiz.predict("five-layers-of-32")

# %%
[32 - 2 * layers for layers in range(6)]

# %% [markdown]
# ![A 9x9 image and the three maps that are left after one, two and three layers of 3x3: 7x7, 5x5 and 3x3, each drawn one ring further in.](figures/03_shrink.svg)
#
# From 32 to 22 in five layers: 484 of 1,024 pixels, less than half, are left. After fifteen layers 2 x 2 pixels remain, and the sixteenth finds no place to stand.
#
# And the border has little say to begin with. Lesson 1 counted it: without help, a corner pixel lies in one window, a pixel in the middle in nine.
#
# Now lay one ring of made-up pixels around the image: **padding** of 1. The windows may start at -1. **Predict**: in how many windows does a corner pixel lie now? And a pixel at the edge?

# %%
quiz.predict("windows-over-a-corner")

# %%
starts, pixels = np.arange(-1, 6)[:, None], np.arange(7)
uses = ((starts <= pixels) & (pixels < starts + 3)).sum(axis=0)
np.outer(uses, uses)

# %% [markdown]
# ![How many 3x3 windows cover each pixel of a 7x7 image. Without padding: 1 in the corner, 3 in the middle of an edge, 9 in the center. With one ring of padding: 4 in the corner, 6 on the edge, 9 in the center.](figures/03_coverage.svg)
#
# Corner 4, edge 6, center 9: fairer, not fair. And the map has the size of the image again.
#
# > **The rule**: padding is counted per side; every ring of padding gives one ring of places back.
#
# How much is enough you know from lesson 2: **same** padding, $(k - 1)/2$, with the odd kernel's middle pixel on every pixel of the image. An even kernel has no such pixel. Libraries that promise "same" all the same pad one side more than the other. **Predict** what that does: a bright spot at place 3 is blurred by four ones. Where does the middle of the blur lie?

# %%
quiz.predict("an-even-blur")

# %%
spot = np.array([0, 0, 0, 1, 0, 0, 0])
blurred = np.convolve(spot, np.ones(4), mode="same")
print(blurred, "middle:", blurred @ np.arange(7) / 4)

# %% [markdown]
# ![A 3x3 kernel with one pixel in its center and one pixel on either side of it; a 4x4 kernel whose center is a point where four pixels meet.](figures/03_center.svg)
#
# The center of an even kernel lies between pixels, so every map moves by half a pixel, and ten layers move it by five. That is why kernels are 3, 5 or 7.
#
# > **The rule**: with equal sides only odd kernels keep the size; even ones shift what they see.

# %% [markdown]
# ## 3.2 What stands beyond the edge?
#
# Nobody knows what the camera would have seen one pixel further. Padding invents it. There are four usual inventions, here with PyTorch's names for them.
#
# ![Four 5x5 grids, each with the 3x3 image 1 to 9 in its middle and one ring around it. zeros: all 0. reflect: top row 5 4 5 6 5. replicate: top row 1 1 2 3 3. circular: top row 9 7 8 9 7.](figures/03_modes.svg)
#
# **Predict**: the row `1 2 3 4 5` gets two more pixels on each side. Which two does `reflect` put on the left? (And the other three modes? NumPy calls the four `constant`, `reflect`, `edge` and `wrap`.)

# %%
quiz.predict("reflect-on-the-left")

# %%
for mode in ("constant", "reflect", "edge", "wrap"):
    print(f"{mode:9}", np.pad([1, 2, 3, 4, 5], 2, mode=mode))

# %% [markdown]
# | mode | beyond the edge stands | suits |
# |---|---|---|
# | `zeros` | nothing: black | most networks; it costs least, and it is the default |
# | `reflect` | the mirror image; the edge pixel itself is not repeated | photographs: repair, style, texture |
# | `replicate` | the edge pixel, again and again | filters that look for edges; scans and film |
# | `circular` | the opposite side | what has no edge: panoramas, angles, a map's longitude |
#
# ![A strip of nine places, numbered -2 to 6, around five pixels numbered 0 to 4. Below it, for each mode, the pixel that each place copies. reflect: 2 1, 0 to 4, 3 2. replicate: 0 0, 0 to 4, 4 4. circular: 3 4, 0 to 4, 0 1. zeros: copies nothing beyond the edge.](figures/03_sources.svg)
#
# > **The rule**: three modes copy, one writes zeros; a mode is nothing but the answer to "copied from where?"

# %% [markdown]
# Two of them run out of pixels. A mirror shows at most what lies behind the edge pixel, so `reflect` needs a padding *smaller* than the side. `circular` may go round once: a padding up to the side itself. More is an error here.
#
# ### Exercise 3.1: invent the border (5 points, 15 min, hard)
#
# Write `pad2d`. With `[[1, 2], [3, 4]]`, padding 1 and `"reflect"` its first row is `4 3 4 3` and its second `2 1 2 1`. Only the last two axes grow; channels and batch stay, and so does the dtype. `np.pad` can do this, and the tests compare with it. Leave it out: they see only what you return, so you are on your honor.

# %% nbgrader={"grade_id": "pad2d", "solution": true}
def pad2d(x, padding, mode="zeros"):
    """Pad the last two axes of `x` on every side. Written without `np.pad`.

    Parameters
    ----------
    x : array of shape (..., H, W)
        An image, channels or a batch, of any dtype. It is not changed.
    padding : int
        The pixels added on each of the four sides.
    mode : "zeros", "reflect", "replicate" or "circular"
        What stands in the new pixels.

    Returns
    -------
    array of shape (..., H + 2 * padding, W + 2 * padding), of the dtype of `x`

    Raises
    ------
    ValueError
        If `padding` is negative or `mode` unknown; if `padding` is not smaller than H
        and W for "reflect", or larger than H or W for "circular".
    """
    ### BEGIN SOLUTION
    # Why it works: a mode is a rule for which row and column each place copies; zeros are written over the border at the end.
    smallest = min(x.shape[-2:])
    if mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"expected a known mode, got {mode!r}")
    if padding < 0:
        raise ValueError(f"expected a padding of 0 or more, got {padding}")
    if (mode == "reflect" and padding >= smallest) or (mode == "circular" and padding > smallest):
        raise ValueError(f"expected a smaller padding for {mode} on {x.shape[-2:]}, got {padding}")

    def copied_from(side):
        place = np.arange(-padding, side + padding)
        if mode == "circular":
            return place % side
        if mode == "reflect":
            return side - 1 - abs(side - 1 - abs(place))
        return np.clip(place, 0, side - 1)

    rows, columns = (copied_from(side) for side in x.shape[-2:])
    out = x[..., rows[:, None], columns]
    if mode == "zeros" and padding:
        out[..., :padding, :] = out[..., -padding:, :] = 0
        out[..., :padding] = out[..., -padding:] = 0
    return out
    ### END SOLUTION

# %% [markdown]
# Pixels that are all different show best where each one went.

# %%
# pad2d(np.arange(1, 10).reshape(3, 3), 1, "circular")

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# For `zeros`: a larger array of zeros of the right dtype, and the image pasted into its middle. For the others: which row of `x` belongs at each row of the result? Rows and columns can be treated one after the other.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Place $i$ runs from $-p$ to $n + p - 1$. `replicate` copies from $i$, held between $0$ and $n - 1$. `circular` copies from $i \bmod n$. `reflect` copies from $|i|$ on the left; on the right, the same seen from $n - 1$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# An array of places picks many rows at once: `x[..., rows, :]`, then `[..., columns]`. The three dots stand for all leading axes. Beware of `a[p:-p]`: with `p = 0` it is empty.
# </details>

# %% nbgrader={"grade_id": "pad2d__zeros", "grade": true, "points": 1}
# Tests of pad2d, zeros: run this cell; click it to read them.
rng = np.random.default_rng()
x, gray = rng.normal(size=(3, 4, 5)), rng.integers(1, 256, size=(3, 4), dtype=np.uint8)
check(pad2d, (x[0], 1), expected=np.pad(x[0], 1))
check(pad2d, (x, 2), expected=np.pad(x, [(0, 0), (2, 2), (2, 2)]))
check(pad2d, (gray, 1), expected=np.pad(gray, 1), dtype=np.uint8)

# %% nbgrader={"grade_id": "pad2d__modes", "grade": true, "points": 1}
# Tests of pad2d, the other modes: run this cell; click it to read them.
rng = np.random.default_rng()
x = rng.normal(size=(5, 4))
small, checkered = np.array([[1, 2], [3, 4]]), np.array([[4, 3, 4, 3], [2, 1, 2, 1]] * 2)
check(pad2d, (small, 1, "reflect"), expected=checkered)
check(pad2d, (x, 2, "reflect"), expected=np.pad(x, 2, mode="reflect"))
check(pad2d, (x, 2, "replicate"), expected=np.pad(x, 2, mode="edge"))
check(pad2d, (x, 2, "circular"), expected=np.pad(x, 2, mode="wrap"))

# %% [markdown]
# The limits come next. Padding 0 is allowed in every mode, and gives back what came in.

# %% nbgrader={"grade_id": "pad2d__limits", "grade": true, "points": 1}
# Tests of pad2d at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
x = rng.normal(size=(3, 5))
names = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
for (mode, name), most in zip(names.items(), (9, 2, 9, 3)):
    check(pad2d, (x, 0, mode), expected=x)
    check(pad2d, (x, most, mode), expected=np.pad(x, most, mode=name))
    check(pad2d, (x, -1, mode), raises=ValueError)
for p, mode in [(3, "reflect"), (4, "reflect"), (4, "circular"), (1, "symmetric"), (1, "constant"), (1, "")]:
    check(pad2d, (x, p, mode), raises=ValueError)
    check(pad2d, (np.stack([x.T] * 7), p, mode), raises=ValueError)

# %% nbgrader={"grade_id": "pad2d__hidden", "grade": true, "points": 2}
# Hidden tests: batches, other sizes, uint8 and bool images that keep their dtype.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
names = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
kinds = [
    rng.normal(size=(2, 3, 4, 6)),
    rng.normal(size=(1, 1, 6, 4)).astype(np.float32),
    rng.integers(1, 256, size=(2, 4, 5), dtype=np.uint8),
    rng.normal(size=(5, 4)) > 0,
    rng.integers(-99, 99, size=(4, 4, 4)),
    rng.integers(-99, 99, size=(7, 4), dtype=np.int16),
]
for x in kinds:
    for mode, name in names.items():
        for p in (1, 3):
            width = [(0, 0)] * (x.ndim - 2) + [(p, p)] * 2
            check(pad2d, (x, p, mode), expected=np.pad(x, width, mode=name), dtype=x.dtype)
for mode, name in names.items():
    check(pad2d, (x, 2), kwargs={"mode": mode}, expected=np.pad(x, 2, mode=name))
column = rng.normal(size=(1, 2, 5, 1))
check(pad2d, (column, 1, "circular"), expected=np.pad(column, [(0, 0), (0, 0), (1, 1), (1, 1)], mode="wrap"))
check(pad2d, (column, 0, "reflect"), expected=column)
### END HIDDEN TESTS

# %% [markdown]
# **Draw it.** Your `pad2d` on a photograph: 24 pixels of what the camera never saw. Which mode would fool you at first sight? Change the padding, the part of the picture (`photo[:60]`), or pad what is padded already.

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

photo = images.photograph(96)
fig, axes = plt.subplots(1, 4, figsize=(7, 2.2))
for axis, mode in zip(axes, ("zeros", "reflect", "replicate", "circular")):
    axis.imshow(pad2d(photo, 24, mode), cmap="gray")
    axis.set_title(mode)
    axis.axis("off")

# %% [markdown]
# ## 3.3 How far does the window step?
#
# So far one pixel at a time. **Stride** is the length of the step, to the right and down alike. Take a side of 7 and a kernel of 3.
#
# **Predict**: with stride 1 the windows start at 0, 1, 2, 3, 4. Where do they start with stride 2? And with stride 3?

# %%
quiz.predict("starts-of-stride-2")

# %%
[np.arange(0, 7 - 3 + 1, stride).tolist() for stride in (1, 2, 3)]

# %% [markdown]
# ![The start places of a 3x3 window on a 7x7 image. Stride 1: 25 places, 5 in each direction. Stride 2: 9 places, at rows and columns 0, 2 and 4.](figures/03_starts.svg)
#
# With stride 1 there are 25 places, with stride 2 there are 9, with stride 3 only 4, and then no window sees column 6: that is the floor in lesson 2's formula, which counts them all, padding included.
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# Stride makes an image smaller on purpose: it **downsamples**. A map with a quarter of the pixels costs a quarter of the work, in this layer and in all that follow.
#
# **Predict**: one 3 x 3 filter on 224 x 224 pixels with padding 1 takes 451,584 multiplications. How many with stride 2?

# %%
quiz.predict("work-of-stride-2")

# %%
224 * 224 * 3 * 3, 112 * 112 * 3 * 3

# %% [markdown]
# > **The rule**: stride $s$ keeps every $s$-th place in each direction. It saves a factor of $s^2$, and pays with detail.
#
# ### Exercise 3.2: both dials (6 points, 12 min, medium)
#
# Write `conv2d` again, now with `stride`, `padding` and `mode`. For the image and the kernel below, stride 2 gives the rows `9 11` and `5 3`; padding 1, with stride 1, starts with `6 1 2 4 -3 -4`.

# %%
image = np.array([[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1],
                  [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]])
kernel = np.array([[1, 2, 0], [0, -1, 3], [-2, 0, 1]])

# %% nbgrader={"grade_id": "conv2d", "solution": true}
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    """Pad `image`, slide `kernel` over it in steps of `stride`, and return every dot product.

    Parameters
    ----------
    image : array of shape (H, W)
        Any real dtype, `uint8` and `bool` included: nothing may overflow. It is not
        changed.
    kernel : array of shape (kH, kW)
        The weights, used as they stand (cross-correlation).
    stride : int
        The step, in both directions.
    padding : int
        The pixels added on each side, as `pad2d` adds them.
    mode : "zeros", "reflect", "replicate" or "circular"
        What stands in them.

    Returns
    -------
    array of shape ((H + 2 * padding - kH) // stride + 1, (W + 2 * padding - kW) // stride + 1)

    Raises
    ------
    ValueError
        If `stride` is below 1, or the kernel is larger than the padded image.
    """
    ### BEGIN SOLUTION
    # Why it works: padding is done first and then forgotten; the stride stands in the size and in where a window starts.
    if stride < 1:
        raise ValueError(f"expected a stride of 1 or more, got {stride}")
    padded, kernel = pad2d(image, padding, mode), np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = padded.shape, kernel.shape
    if kh > height or kw > width:
        raise ValueError(f"expected a kernel within {padded.shape}, got {kernel.shape}")
    out = np.zeros(((height - kh) // stride + 1, (width - kw) // stride + 1))
    for i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        out[i, j] = np.sum(padded[top : top + kh, left : left + kw] * kernel)
    return out
    ### END SOLUTION

# %% [markdown]
# Turn one dial at a time.

# %%
# conv2d(image, kernel, stride=2), conv2d(image, kernel, padding=1)

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Padding is a step of its own, before the sliding: call your `pad2d` first, and forget about padding from there on. Then it is lesson 1 with longer steps.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Output $(i, j)$ comes from the window whose top left corner is at row $i \cdot s$ and column $j \cdot s$ of the padded image.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# The stride stands in two places: in the size of the output (of the *padded* image, rounded down with `//`) and in where a window starts. Check `stride` before you divide by it. Fill an array of floats, and make the kernel float before you multiply: `uint8` holds nothing above 255.
# </details>

# %% nbgrader={"grade_id": "conv2d__stride", "grade": true, "points": 2}
# Tests of conv2d with stride: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x = np.array([[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1],
              [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]])
k = np.array([[1, 2, 0], [0, -1, 3], [-2, 0, 1]])
check(conv2d, (x, k), expected=np.array([[9, 2, 11, 8], [1, 14, 11, 5], [5, 0, 3, 20]]))
check(conv2d, (x, k), kwargs={"stride": 2}, expected=np.array([[9, 11], [5, 3]]))
x, k = rng.normal(size=(9, 12)), rng.normal(size=(3, 2))
for s in (1, 2, 3):
    check(conv2d, (x, k, s), expected=correlate2d(x, k, mode="valid")[::s, ::s])

# %% nbgrader={"grade_id": "conv2d__padding", "grade": true, "points": 1}
# Tests of conv2d with padding: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x, k = rng.normal(size=(6, 7)), rng.normal(size=(3, 3))
check(conv2d, (x, k), kwargs={"padding": 1}, expected=correlate2d(x, k, mode="same"))
mirrored = np.pad(x, 2, mode="reflect")
check(conv2d, (x, k, 2, 2, "reflect"), expected=correlate2d(mirrored, k, mode="valid")[::2, ::2])

# %% [markdown]
# At the limits: a kernel larger than the image is fine, as long as the padding makes room for it.

# %% nbgrader={"grade_id": "conv2d__limits", "grade": true, "points": 1}
# Tests of conv2d at its limits: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x, k = rng.uniform(1, 3, size=(3, 4)), rng.uniform(-3, -1, size=(5, 6))  # one place, far from 0
check(conv2d, (x, k, 1, 1), expected=correlate2d(np.pad(x, 1), k, mode="valid"))
check(conv2d, (x, k, 7, 2), expected=correlate2d(np.pad(x, 2), k, mode="valid")[::7, ::7])
check(conv2d, (x, k), raises=ValueError)
for shape, s, p in [((6, 1), 1, 1), ((2, 7), 1, 1), ((2, 9), 3, 2), ((8, 2), 3, 2), ((2, 5), 2, 0)]:
    check(conv2d, (x, rng.normal(size=shape), s, p), raises=ValueError)
for s in (0, -1, -2):
    check(conv2d, (x, k[:2, :2], s), raises=ValueError)

# %% nbgrader={"grade_id": "conv2d__hidden", "grade": true, "points": 2}
# Hidden tests: every mode with every stride, other sizes, images of uint8, bool and float32.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
names = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
for size, shape, s, p in [((7, 10), (3, 3), 2, 1), ((8, 5), (2, 4), 3, 2), ((11, 6), (1, 2), 4, 0), ((6, 9), (5, 4), 2, 3)]:
    x, k = rng.normal(size=size), rng.normal(size=shape)
    for mode, name in names.items():
        expected = correlate2d(np.pad(x, p, mode=name), k, mode="valid")[::s, ::s]
        check(conv2d, (x, k), kwargs={"stride": s, "padding": p, "mode": mode}, expected=expected)
counts = rng.integers(100, 256, size=(8, 7), dtype=np.uint8)
mask, single = rng.normal(size=(7, 9)) > 0, rng.normal(size=(6, 8)).astype(np.float32)
for x in (counts, mask, single, counts.astype(int)):
    for k in (rng.integers(-9, 10, size=(3, 2)), rng.normal(size=(2, 3))):
        expected = correlate2d(np.pad(x.astype(float), 1), k, mode="valid")[::2, ::2]
        check(conv2d, (x, k, 2, 1), expected=expected)
### END HIDDEN TESTS

# %% [markdown]
# **What does stride 2 see?** Every second answer of stride 1, no more. So fine stripes are in danger. **Predict** what a kernel of a single 1 finds in them, with stride 2.

# %%
quiz.predict("stripes-at-stride-2")

# %%
stripes = np.tile([0, 1], (4, 4))
conv2d(stripes, np.array([[1]]), stride=2)

# %% [markdown]
# The stripes are gone: all windows started on dark ones. Shift the picture by one pixel, and all would start on bright ones. Detail finer than the step comes out wrong, or not at all; the word for it is **aliasing**.
#
# ### Play: turn the dials on a photograph
#
# (1) With *edges*, zeros and padding 1, find a line in the map that nobody sees in the photograph. Which modes remove it? (2) In the **coverage** map find 4, 6 and 9; then set stride 2. (3) At which stride do you lose the face?

# %%
widgets.turn_dials()

# %% [markdown]
# ![The widget with a photograph of Grace Hopper, padding 8 in reflect mode: the padded photograph with a frame where the real one ends, the map of a 3x3 edge filter with a dashed frame inside which no output touched padding, and a corner of the coverage map for padding 1: 4 in the corner, 6 along the edges, 9 inside.](figures/03_widget.svg)
#
# *Photograph: James S. Davis, US Navy, 1984; public domain; it comes with Matplotlib.* Rear Admiral Grace Hopper wrote one of the first compilers.
#
# ## 3.4 Who drew that line?
#
# Take an image as plain as can be: 16 x 16, dark on the left, ones from column 8 on. One edge, no more. Slide Sobel's filter over it, turned so that it answers positively where it gets brighter to the right, with padding 1.
#
# **Predict** a row in the middle of the map. In which columns does it differ from 0?

# %%
quiz.predict("where-sobel-answers")

# %%
step, sobel = images.step(16), images.sobel_x()
ghost = conv2d(step, sobel, padding=1)
ghost[[0, 7, 15]].astype(int)

# %% [markdown]
# ![The step image, dark left of column 8 and bright from there on, and its Sobel map with zero padding: 4 in columns 7 and 8, 3 at their ends, and minus 4 all along the right border, minus 3 at its ends.](figures/03_ghost.svg)
#
# Columns 7 and 8 say 4: the true edge. Their ends say 3, since there one row of the kernel lies on padding. And the right border says -4: as strong as the true edge, with the other sign. Nothing is there but the black that *we* painted around the image.
#
# This is a **ghost edge**. On the left nothing happens: black beside black. **Predict**: which of the other three modes are free of ghosts? The middle row tells.

# %%
quiz.predict("modes-without-ghosts")

# %%
for mode in ("zeros", "reflect", "replicate", "circular"):
    print(f"{mode:10}", *conv2d(step, sobel, padding=1, mode=mode)[7].astype(int))

# %% [markdown]
# `circular` makes two ghosts: the bright right side now touches the dark left one. `reflect` and `replicate` invent no step. Networks live with zeros all the same, and even use them: the ghost tells a filter where the border is.
#
# > **The rule**: what you pad with, the filter sees. An answer that touched padding is partly your own invention.
#
# ## 3.5 When must the size stay?
#
# In 2016 ResNet gave every block of layers a shortcut: the block's input is *added* to its output, $y = x + F(x)$. This is called a **residual connection**. Take the image and the kernel of exercise 3.2, 5 x 6 and 3 x 3. **Predict**: what does Python make of `image + conv2d(image, kernel)`?

# %%
quiz.predict("image-plus-map")

# %%
try:
    image + conv2d(image, kernel)
except ValueError as error:
    print(error)
(image + conv2d(image, kernel, padding=1)).shape

# %% [markdown]
# Number is added to number, so both must have one shape: without padding a 5 x 6 image meets a 3 x 4 map. With padding it works. And where a block shrinks the image with stride 2, the shortcut has to shrink it too, for instance by a 1 x 1 convolution with stride 2.
#
# ![A block of two 3x3 convolutions with padding 1, around which the input goes by a shortcut to a plus sign; both arrive there as 56 x 56.](figures/03_residual.svg)
#
# > **The rule**: what is added must have one shape, so deep networks pad to "same".
#
# ## 3.6 What does pooling keep?
#
# **Max pooling** slides a window too, but multiplies nothing and learns nothing: it has no weights. It keeps the largest number of each window. The usual one is 2 x 2 with stride 2.
#
# **Predict**: what share of the numbers is thrown away, in percent?

# %%
quiz.predict("share-thrown-away")

# %%
kept = (224 // 2) * (224 // 2) / (224 * 224)
kept, 1 - kept

# %% [markdown]
# ![A 4x4 image in four blocks of 2x2: 1 3, 2 0; 5 1, 4 8; 7 2, 0 6; 3 9, 1 2. The largest of each block make a 2x2 map: 3 8, 7 9.](figures/03_pool.svg)
#
# A quarter stays, 75 % are discarded. What stays says "something strong is here"; exactly where in the window, and what stood beside it, is forgotten.
#
# ### Exercise 3.3: keep the largest (4 points, 8 min, medium)
#
# Write `max_pool2d`. The image `np.arange(16).reshape(4, 4)` gives the rows `5 7` and `13 15`. Without a `stride` the windows lie side by side. A window that does not fit is dropped, and leading axes stay as they are.

# %% nbgrader={"grade_id": "max_pool2d", "solution": true}
def max_pool2d(x, size=2, stride=None):
    """Return the maximum of every `size` x `size` window of the last two axes.

    Parameters
    ----------
    x : array of shape (..., H, W)
        An image, channels or a batch. It is not changed.
    size : int
        The side of the window.
    stride : int, optional
        The step, in both directions. None means `size`: windows side by side.

    Returns
    -------
    array of shape (..., (H - size) // stride + 1, (W - size) // stride + 1)

    Raises
    ------
    ValueError
        If `size` or `stride` is below 1, or `size` is larger than H or W.
    """
    ### BEGIN SOLUTION
    # Why it works: the windows of a convolution, with a maximum where the sum of products was; the three dots keep channels and batch.
    stride = size if stride is None else stride
    height, width = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError(f"expected a size that fits and a stride of 1 or more, got {size}, {stride}")
    rows, columns = (height - size) // stride + 1, (width - size) // stride + 1
    out = np.empty((*x.shape[:-2], rows, columns), dtype=x.dtype)
    for i, j in np.ndindex(rows, columns):
        top, left = i * stride, j * stride
        out[..., i, j] = x[..., top : top + size, left : left + size].max(axis=(-2, -1))
    return out
    ### END SOLUTION

# %% [markdown]
# Try a side that 2 does not divide. What happens to the last column?

# %%
# max_pool2d(np.arange(20).reshape(4, 5))

# %% [markdown]
# The test borrows SciPy's `maximum_filter`, which looks around every pixel; of its answers we take those whose window lies inside.
#
# <details><summary>Hint 1: the idea</summary>
#
# It is `conv2d` without a kernel: the same windows, the same steps, and `max` where the sum of products was.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Along a side of $n$ there are $\lfloor (n - \mathrm{size}) / s \rfloor + 1$ windows; window $i$ starts at $i \cdot s$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `.max(axis=(-2, -1))` takes the maximum over the last two axes and leaves channels and batch alone. A running maximum must not start at 0: a window may be negative throughout. And a stride of 0 is not the same as no stride: ask `stride is None`.
# </details>

# %% nbgrader={"grade_id": "max_pool2d__values", "grade": true, "points": 2}
# The tests of max_pool2d: run this cell; click it to read them.
from scipy.ndimage import maximum_filter

rng = np.random.default_rng()
check(max_pool2d, (np.arange(16).reshape(4, 4),), expected=np.array([[5, 7], [13, 15]]))
x = rng.normal(size=(6, 9)) - 3
check(max_pool2d, (x,), expected=maximum_filter(x, size=2)[1::2, 1::2])
check(max_pool2d, (x, 3), expected=maximum_filter(x, size=3)[1:-1:3, 1:-1:3])
check(max_pool2d, (x, 3, 2), expected=maximum_filter(x, size=3)[1:-1:2, 1:-1:2])

# %% [markdown]
# At the limits: a window as large as the image has one place, and steps may be longer than windows. But nothing moves in steps of 0.

# %% nbgrader={"grade_id": "max_pool2d__limits", "grade": true, "points": 1}
# Tests of max_pool2d at its limits: run this cell; click it to read them.
rng = np.random.default_rng()
x = np.sort(rng.uniform(-9, -1, size=15)).reshape(3, 5)  # negative, the largest in the last corner
check(max_pool2d, (x, 3, 1), expected=np.array([[x[:, j : j + 3].max() for j in range(3)]]))
check(max_pool2d, (x, 1, 2), expected=x[::2, ::2])
for size, stride in [(4, 1), (4, None), (6, None), (5, 2), (0, 1), (0, None), (-1, None), (2, 0), (1, -1)]:
    check(max_pool2d, (x, size, stride), raises=ValueError)
    check(max_pool2d, (np.stack([x.T] * 8), size, stride), raises=ValueError)

# %% nbgrader={"grade_id": "max_pool2d__hidden", "grade": true, "points": 1}
# Hidden tests: channels and batches, overlaps and gaps, negative numbers, uint8 and bool images.
### BEGIN HIDDEN TESTS
from scipy.ndimage import maximum_filter

rng = np.random.default_rng()
kinds = [
    rng.normal(size=(2, 3, 7, 9)) - 5,
    rng.normal(size=(3, 8, 5)).astype(np.float32),
    rng.integers(0, 256, size=(2, 6, 7), dtype=np.uint8),
    rng.integers(-99, 0, size=(9, 6)),
    rng.normal(size=(6, 8)) > 1,
]
for x in kinds:
    height, width = x.shape[-2:]
    for size, stride in [(2, 2), (2, 1), (3, 2), (3, 4), (4, 3), (1, 1), (5, 5)]:
        around = maximum_filter(x, size=(1,) * (x.ndim - 2) + (size, size))
        rows = slice(size // 2, height - (size - 1) // 2, stride)
        columns = slice(size // 2, width - (size - 1) // 2, stride)
        check(max_pool2d, (x,), kwargs={"size": size, "stride": stride}, expected=around[..., rows, columns])
    check(max_pool2d, (x,), expected=maximum_filter(x, size=(1,) * (x.ndim - 2) + (2, 2))[..., 1::2, 1::2])
### END HIDDEN TESTS

# %% [markdown]
# **Make your own dial.** Three ways to shrink a picture, in one function; a slider and a `Dropdown` to choose. At which size is the face lost, for each? Which way keeps the thin stripes of the flag, and which makes new ones? Add a fourth: the smallest, `-max_pool2d(-photo, size)`.

# %% tags=["skip-execution"]
from ipywidgets import Dropdown, IntSlider, interact

def shrink(size, how):
    box = np.full((size, size), 1 / size**2)
    ways = {"max": max_pool2d(photo, size), "mean": conv2d(photo, box, stride=size), "skip": photo[::size, ::size]}
    plt.imshow(ways[how], cmap="gray")

interact(shrink, size=IntSlider(value=2, min=1, max=16, continuous_update=False), how=Dropdown(options=["max", "mean", "skip"]));

# %% [markdown]
# **Does it matter where things are?** A single bright spot at column 2 moves to column 3, then to column 4. **Predict**: in which of the three pictures is the pooled map the same as for the first?

# %%
quiz.predict("pooled-spot")

# %%
dot = np.zeros((6, 6))
dot[2, 2] = 1
[np.array_equal(max_pool2d(np.roll(dot, shift, axis=1)), max_pool2d(dot)) for shift in range(3)]

# %% [markdown]
# A step inside a window changes nothing: pooling is **locally invariant**, to small shifts that stay within a window. The next step leaves the window, and the map changes.
#
# Now the promise of lesson 1, shift in, shift out. **Predict**: when a full image moves by two pixels, does the pooled map move by one? And when it moves by one pixel?

# %%
quiz.predict("pooled-shift")

# %%
full = np.random.default_rng(3).integers(100, size=(6, 8))
pooled, by_one, by_two = (max_pool2d(np.roll(full, shift, axis=1)) for shift in range(3))
moved = np.roll(pooled, 1, axis=1)
np.array_equal(by_two, moved), np.array_equal(by_one, moved), np.array_equal(by_one, pooled)

# %% [markdown]
# Two pixels in, one cell out: true. But for one pixel the map neither moved nor stayed; its numbers are *others*, because other pixels now share a window. With stride 2 a layer is **not equivariant** to shifts by 1. A strided convolution has the same flaw, for the same reason.
#
# > **The rule**: pooling forgets small shifts inside a window; it is neither invariant nor equivariant to shifts in general.
#
# So which one shrinks an image best?
#
# | | pooling, 2 x 2, stride 2 | convolution, 3 x 3, stride 2, 64 to 64 channels |
# |---|---|---|
# | weights | 0 | 36,928 |
# | keeps | the largest, always | a mixture that it learns |
# | work | a comparison | one full layer, and it *replaces* one: nothing is computed and then dropped |
#
# Between its stages ResNet, like many networks since, downsamples with **strided convolutions in place of pooling**. Small networks, like the one of lesson 6, still pool.

# %% [markdown]
# > **Numbers that exams love**
#
# | question | answer |
# |---|---|
# | "same" padding for 3, 5, 7 | **1, 2, 3** |
# | 3 x 3, padding 1: windows over a corner, an edge, a middle pixel | **4, 6, 9** |
# | 7 x 7, kernel 3: places with stride 1, 2, 3 | **25, 9, 4** |
# | 224 x 224 after 2 x 2 pooling | **112 x 112**, 75 % discarded, **0** weights |
# | ghost edge of a step from 0 to 1, Sobel, zeros | **-4** |
#
# The usual slips: padding counted once and not on both sides; a stride in the size but not in the windows; "pooling is translation invariant".
#
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why, also where you were right.

# %%
quiz.ask("03_padding_stride")

# %% [markdown]
# ## Think it over
#
# A friend trains a network on X-ray pictures with zero padding. Her maps show strong answers all along the frame of every picture. In four or five sentences: where do they come from, how could she make sure, what might she change, and what would the change cost?

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** A full answer (1) names the ghost edge: zeros beside bright pixels make a step, and edge filters answer to it; (2) proposes a test: another mode on the same picture, a picture with a black frame, or a look at the sign and the width of the answers; (3) names a remedy: `reflect` or `replicate`, subtracting the mean brightness first so that zero is no longer black, or cropping the outermost answers; (4) names a price: made-up tissue at the border that looks real, a smaller map, more computation, or a network that must be trained again, because it may have used the ghost to know where the border is. Three of the four, with a reason of one's own, are enough.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# No mode knows what lies beyond the edge; each only fails in its own way. And we padded all four sides alike: libraries also know one-sided padding, which even kernels and time series ask for.
#
# ## In three sentences
#
# Padding gives the border pixels a place of their own, keeps the size with $(k-1)/2$ per side, and invents what it adds. Stride and pooling shrink the map, save work and lose detail. Both forget exactly where something was, and neither carries a shift by one pixel through.

# %% [markdown]
# ## Further reading
#
# - Dumoulin and Visin, [A guide to convolution arithmetic](https://arxiv.org/abs/1603.07285) (2016): every padding and stride, drawn.
# - He et al., [Deep residual learning](https://arxiv.org/abs/1512.03385) (2016): shortcuts, and what they do where the size changes.
# - Boureau, Ponce, LeCun, [A theoretical analysis of feature pooling](https://www.di.ens.fr/willow/pdfs/icml2010b.pdf) (2010): when the maximum beats the mean.
# - Zhang, [Making convolutional networks shift-invariant again](https://arxiv.org/abs/1904.11486) (2019): blur before you skip.
# - Islam, Jia, Bruce, [How much position information do CNNs encode?](https://arxiv.org/abs/2001.08248) (2020): what networks do with the ghost.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: [lesson 4](../04_im2col/04_im2col.ipynb) computes all windows at once, and fast.

# %%
widgets.mark("03_padding_stride")
