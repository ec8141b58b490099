# %% [markdown]
# # 8. Train the network with your own hands
#
# **You will**
# - find weights by walking downhill, and say for every number of a network how much it is to blame for the loss;
# - write the way back through a convolution, a pool and the loss, and prove it right by nudging;
# - train lesson 6's network with your own functions until it reads more than 97 of 100 digits that it has never seen.
#
# **Minutes** 90 &nbsp; **Points** 15 (bonus) &nbsp; **You need** lesson 1's flip, lesson 4's columns, lesson 6's network, and the slope of a curve.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, digits, engine, figures, images, quiz, training, widgets

# %% [markdown]
# ## 8.1 How do you find a weight without a formula?
#
# Lesson 5 found a secret kernel in one step, by least squares. That works for one layer alone. Behind a ReLU and a pool there is no formula any more, but there is a walk: turn every dial a little to where the error shrinks, and again.
#
# Begin with one dial, $k$. Three pixels, 1 2 3, became 3 6 9; which factor was it? The **loss** says how wrong $k$ is, the mean of the squared errors, and its slope says where it falls:
#
# $$L(k) = \frac{1}{3}\sum_i (k x_i - y_i)^2 \qquad L'(k) = \frac{1}{3}\sum_i 2\,(k x_i - y_i)\,x_i$$
#
# At $k = 0$ the slope is $-\frac{2}{3}(3 + 12 + 27) = -28$: uphill is to the left. Go against it, by a tenth of the slope: the **learning rate** is 0.1. **Predict** $k$ after one step. (And after four?)

# %%
quiz.predict("after-one-step")

# %%
x, y, k, rate = np.array([1, 2, 3]), np.array([3, 6, 9]), 0.0, 0.1
for step in range(4):
    k = k - rate * np.mean(2 * (k * x - y) * x)
    print(f"after step {step + 1}: k = {k:.6f}")

# %% [markdown]
# 2.8 at once, and then closer and closer to 3. The step shrinks by itself, because the slope does.
#
# **Predict** what a rate of 0.2 does, and one of 0.25. Then change the number in the cell above and run it again.

# %%
quiz.predict("two-larger-rates")

# %% [markdown]
# <details><summary>Open after your guess: three rates</summary>
#
# ![Three times the same valley, with its bottom at 3, and five steps from 0. Rate 0.05: small steps down one side. Rate 0.15: from side to side, closer each time. Rate 0.25: from side to side, further each time, and out of the picture.](figures/08_downhill.svg)
# </details>

# %% [markdown]
# Too small, and it takes forever; too large, and it jumps over the valley, at last further with each jump: the loss **explodes**. You will see that happen to a whole network.

# %% [markdown]
# **Now nine dials.** A picture of noise went through a secret kernel, and more noise was added. Each weight has its own slope: weight $(m, n)$ met pixel $(i + m, j + n)$ at every place, and every place has its error. So the nine slopes are sums of *pixel times error*.
#
# **Predict**: you have seen nine such sums before. Which function computes them all at once?

# %%
quiz.predict("nine-sums-at-once")

# %%
rng = np.random.default_rng(8)
before, secret, kernel = rng.normal(size=(20, 24)), images.sobel_x(), np.zeros((3, 3))
after = engine.conv2d(before, secret) + 0.3 * rng.normal(size=(18, 22))
for step in range(100):
    error = engine.conv2d(before, kernel) - after
    kernel = kernel - 0.5 * engine.conv2d(before, error) / error.size

# %% [markdown]
# Where did the walk end? Lesson 5's way, least squares, finds the best kernel in one step. Here are yours, and how far the two are apart:

# %%
best = np.linalg.lstsq(engine.im2col(before[None], 3, 3).T, after.ravel(), rcond=None)[0].reshape(3, 3)
kernel.round(2) + 0.0, f"from least squares: {abs(kernel - best).max():.0e}"

# %% [markdown]
# The picture is *slid over by the map of errors*: the slopes are a convolution again. And the walk ends where least squares ends, to fifteen digits or so.
#
# > **The rule**: the gradient is the list of all slopes. Step against it, a little, again and again.
#
# ## 8.2 Who is to blame?
#
# In a network a weight works through many layers before it meets the loss. So go backward, layer by layer. Suppose that somebody has told each *output* how much the loss grows if that output grows by 1; call this list `dout`, the outputs' blame. How much is an *input* to blame? As much as the outputs it helped to make, each times the weight on the way:
#
# ![A 3x3 image, the kernel 1 2, 3 4 and the blame of four outputs, 1 0 0 2. Every output stamps the kernel, times its own blame, onto the four pixels that it saw. The stamps add up to 1 2 0, 3 6 4, 0 6 8.](figures/08_blame.svg)

# %% [markdown]
# The pixel in the middle met weight 4 in the first window and weight 1 in the last. It is to blame for $4 \cdot 1 + 3 \cdot 0 + 2 \cdot 0 + 1 \cdot 2 = 6$. That is the **chain rule**, and all of it: times the weight along each wire, and add where wires meet.
#
# Is it true? Anyone can measure blame without any rule: nudge one number up, nudge it down, and look at the loss. It is slow and it never lies:

# %% nbgrader={"grade_id": "nudge", "locked": true}
def numerical_gradient(f, x, step=1e-5):
    """Return the slope of the number f(x) at every entry of x: nudged up, nudged down."""
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.astype(float), x.astype(float)
        up[place] += step
        down[place] -= step
        slopes[place] = (f(up) - f(down)) / (2 * step)
    return slopes

# %% [markdown]
# The picture says which nine numbers must come. **Predict**: do they depend on what the pixels are?

# %%
quiz.predict("do-pixels-matter")

# %%
x, w, dout = np.arange(9).reshape(3, 3), np.array([[1, 2], [3, 4]]), np.array([[1, 0], [0, 2]])
numerical_gradient(lambda x: (engine.conv2d(x, w) * dout).sum(), x).round(6)

# %% [markdown]
# > **The rule**: blame flows back along the wires, times the weight of each; where wires meet, it adds up.
#
# ## 8.3 How do the copies come home?
#
# Lesson 4 laid every window out as a column. A pixel in the middle of the image was copied up to nine times. On the way back each copy brings its blame home to its pixel, and there they are added: `col2im`. Here is `im2col` again, so that you need not look for yours.

# %% nbgrader={"grade_id": "columns", "locked": true}
def im2col(x, kh, kw, stride=1, padding=0):
    """Return (C * kh * kw, Ho * Wo), lesson 4's columns of an image (C, H, W)."""
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(1, 2))
    return windows[:, ::stride, ::stride].transpose(0, 3, 4, 1, 2).reshape(len(x) * kh * kw, -1)

# %% [markdown]
# **Predict**: a 4 x 4 image, windows of 3 x 3, and every copy brings a 1. What arrives at the corner, and what in the middle? Where have you seen this map?

# %%
quiz.predict("ones-brought-home")

# %% [markdown]
# <details><summary>Open after your guess: the whole map</summary>
#
# ![Four columns of nine ones each; each column is folded to a 3x3 window and laid on the 4x4 image where it came from. Where windows overlap the ones add up: 1 2 2 1, 2 4 4 2, 2 4 4 2, 1 2 2 1.](figures/08_col2im.svg)
# </details>

# %% [markdown]
# It is lesson 1's coverage map: in how many windows a pixel takes part. So `col2im` does not undo `im2col`; it counts every pixel as often as it was copied. Pixels that no window met get 0.
#
# > **The rule**: what was copied on the way there is added on the way back.
#
# ### Exercise 8.1: bring the copies home (4 points, 15 min, medium)
#
# Write `col2im`. For `np.ones((9, 4))`, the shape `(1, 4, 4)` and a 3 x 3 window it returns the map above: 1 2 2 1 / 2 4 4 2 / 2 4 4 2 / 1 2 2 1. What falls on the padding is dropped.

# %% nbgrader={"grade_id": "col2im", "solution": true}
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    """Add every number of the columns to the pixel that `im2col` took it from.

    Parameters
    ----------
    cols : array of shape (C * kh * kw, Ho * Wo)
        Numbers in the places of `im2col`: whole or with fractions. It is not changed.
    shape : tuple (C, H, W)
        The shape of the image, without padding.
    kh, kw : int
        The window's height and width.
    stride : int
        Pixels from one window to the next, on both axes.
    padding : int
        Rings of zeros that were around the image.

    Returns
    -------
    array of shape (C, H, W)
        Sums of what the copies bring; 0 at pixels that no window meets.
    """
    ### BEGIN SOLUTION
    # Why it works: each column goes back to the window that it came from, and pixels in several windows get the sum of all.
    c, height, width = shape
    tall, wide = height + 2 * padding, width + 2 * padding
    ho, wo = (tall - kh) // stride + 1, (wide - kw) // stride + 1
    taps = cols.reshape(c, kh, kw, ho, wo)
    out = np.zeros((c, tall, wide), np.result_type(cols, np.float32))
    for i, j in np.ndindex(kh, kw):
        out[:, i : i + stride * ho : stride, j : j + stride * wo : stride] += taps[:, i, j]
    return out[:, padding : padding + height, padding : padding + width]
    ### END SOLUTION

# %%
# A place to try things: yours, not graded. Take the # away and run.
# col2im(np.ones((9, 4)), (1, 4, 4), 3, 3)

# %% [markdown]
# SciPy brings the copies home by full convolutions with a single 1.
#
# <details><summary>Hint 1: the idea</summary>
#
# The walk of `im2col` with the arrow turned around: where it *read* a window, you *add* to it. At the end, cut off the padding.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Row $(c \cdot k_H + m) \cdot k_W + n$, column $i \cdot W_o + j$ goes to pixel $[c,\; i s + m - p,\; j s + n - p]$, if there is one. $H_o = \lfloor (H + 2p - k_H) / s \rfloor + 1$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Begin with floats, zeros of the padded shape. `cols.reshape(C, kh, kw, Ho, Wo)` gives every number its place. Loop over places or taps, with `+=`. `out[:, p:-p]` is empty for `p = 0`: end at `p + H`.
# </details>

# %% nbgrader={"grade_id": "oracle", "locked": true}
def col2im_by_scipy(cols, shape, kh, kw, stride=1, padding=0):
    from scipy.signal import convolve2d

    (c, h, w), rows = shape, iter(cols)
    out = np.zeros((c, h + 2 * padding, w + 2 * padding))
    for channel in out:
        for tap in np.eye(kh * kw).reshape(-1, kh, kw):
            starts = np.zeros((h + 2 * padding - kh + 1, w + 2 * padding - kw + 1))
            places = starts[::stride, ::stride]
            places[:] = next(rows).reshape(places.shape)
            channel += convolve2d(starts, tap)
    return out[:, padding : padding + h, padding : padding + w]

# %% nbgrader={"grade_id": "col2im__values", "grade": true, "points": 2}
# The tests of col2im: run this cell; click it to read them.
rng = np.random.default_rng()
overlaps = np.array([[[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]])
check(col2im, (np.ones((9, 4)), (1, 4, 4), 3, 3), expected=overlaps)
for shape, kh, kw, places in [((1, 3, 4), 2, 2, 6), ((2, 5, 4), 3, 2, 9), ((3, 4, 6), 2, 3, 12)]:
    cols = rng.normal(size=(shape[0] * kh * kw, places))
    check(col2im, (cols, shape, kh, kw), expected=col2im_by_scipy(cols, shape, kh, kw))

# %% [markdown]
# Now with stride and padding. A stride larger than the window leaves pixels that nobody met.

# %% nbgrader={"grade_id": "col2im__dials", "grade": true, "points": 1}
# More tests of col2im: run this cell; click it to read them.
rng = np.random.default_rng()
for shape, kh, kw, stride, padding, places in [
    ((2, 5, 7), 3, 2, 1, 1, 40), ((1, 6, 8), 2, 3, 2, 0, 9), ((2, 4, 5), 3, 3, 2, 2, 12), ((1, 7, 8), 2, 2, 3, 0, 6),
]:
    cols = rng.normal(size=(shape[0] * kh * kw, places))
    expected = col2im_by_scipy(cols, shape, kh, kw, stride, padding)
    check(col2im, (cols, shape, kh, kw, stride, padding), expected=expected)

# %% nbgrader={"grade_id": "col2im__hidden", "grade": true, "points": 1}
# Hidden tests: windows of one pixel and as large as the image, more strides and paddings, whole numbers, float32.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape, kh, kw, stride, padding in [
    ((2, 4, 3), 1, 1, 1, 0), ((2, 3, 5), 3, 5, 1, 0), ((3, 5, 7), 1, 3, 2, 1), ((1, 9, 6), 4, 2, 3, 2), ((2, 6, 4), 3, 1, 4, 1),
    ((2, 3, 4), 5, 6, 1, 1), ((4, 6, 6), 3, 3, 1, 1), ((1, 5, 5), 2, 2, 4, 1), ((2, 8, 5), 2, 3, 2, 3), ((2, 6, 9), 3, 3, 2, 0),
]:
    ho, wo = (len(range(0, n + 2 * padding - k + 1, stride)) for n, k in zip(shape[1:], (kh, kw)))
    whole = rng.integers(-50, 51, size=(shape[0] * kh * kw, ho * wo))
    for cols in (rng.normal(size=whole.shape), whole, rng.normal(size=whole.shape).astype(np.float32)):
        expected = col2im_by_scipy(cols, shape, kh, kw, stride, padding)
        check(col2im, (cols, shape, kh, kw), kwargs={"stride": stride, "padding": padding}, expected=expected)
### END HIDDEN TESTS

# %% [markdown]
# **One test that needs no oracle.** Take any image $x$ and any columns $c$. Lay $x$ out and multiply by $c$, or bring $c$ home and multiply by $x$: both must give the same number. Such a pair of functions is called **adjoint**, and every "forward, backward" pair of linear layers is one.
#
# $$\langle \mathrm{im2col}(x),\, c \rangle = \langle x,\, \mathrm{col2im}(c) \rangle$$

# %%
rng = np.random.default_rng(8)
picture, copies = rng.normal(size=(2, 5, 7)), rng.normal(size=(12, 6))
print(np.vdot(im2col(picture, 2, 3, 2), copies).round(9), np.vdot(picture, col2im(copies, (2, 5, 7), 2, 3, 2)).round(9))

# %% [markdown]
# ## 8.4 How does a convolution hand the blame on?
#
# A layer has three things that can be to blame: its bias, its weights and its input.
#
# ![Three panels with the same blame of 2x2 outputs, 1 0 0 2. db: its sum, 3. dw: the image 0 to 8 slid over by the blame, a valid correlation: 8 11, 17 20. dx: the blame in a ring of zeros, slid over by the turned kernel 4 3, 2 1: 1 2 0, 3 6 4, 0 6 8.](figures/08_three.svg)
#
# - `db`: the bias was added at every place, so it bears the blame of all places: a **sum**.
# - `dw`: weight $(m, n)$ met pixel $(i + m, j + n)$ at place $(i, j)$: the image slid over by the blame, a **correlation**.
# - `dx`: every output stamps the kernel. Seen from one pixel, the weights come in reverse order: a **full correlation with the turned kernel**. Lesson 1's flip pays off.
#
# Is the second array the one that you nudged out of section 8.2?

# %%
from scipy.signal import correlate2d

correlate2d(x, dout, mode="valid"), correlate2d(dout, w[::-1, ::-1], mode="full")

# %% [markdown]
# It is. With several channels and filters, blame adds up over what is not there in the answer:
#
# $$db[f] = \sum_{i,j} dout[f, i, j] \qquad dw[f, c, m, n] = \sum_{i,j} dout[f, i, j]\; x[c,\; i s + m - p,\; j s + n - p]$$
#
# and $dx[c, r, q]$ is the sum of $dout[f, i, j]\; w[f, c, m, n]$ over all filters and all windows in which pixel $(r, q)$ lay under tap $(m, n)$.
#
# In columns it is shorter. Forward $Y = W X$; backward $dW = dY\, X^T$, $dX = W^T dY$, and `col2im` brings $dX$ home. Stride and padding sit in the columns; nothing else knows of them.
#
# > **The rule**: the gradient of a convolution is a convolution: of the image for the weights, with the turned kernel for the image.

# %% [markdown]
# ### Exercise 8.2: hand it on (6 points, 25 min, hard)
#
# Write `conv2d_backward`, for one image with all its channels. For `x` = `[[[3, 4, 5]]]`, one filter `[[[[6, 7]]]]` and the blame `[[[1, 2]]]` it returns `dx` = `[[[6, 19, 14]]]`, `dw` = `[[[[11, 14]]]]` and `db` = `[3]`: $1 \cdot 3 + 2 \cdot 4 = 11$, and the middle pixel gets $1 \cdot 7 + 2 \cdot 6 = 19$.

# %% nbgrader={"grade_id": "conv2d_backward", "solution": true}
def conv2d_backward(dout, x, w, stride=1, padding=0):
    """Return the gradients of a convolution: of its input, its weights and its biases.

    Parameters
    ----------
    dout : array of shape (F, Ho, Wo)
        How much the loss grows with each output. It is not changed.
    x : array of shape (C, H, W)
        The image that went in. Any real dtype. It is not changed.
    w : array of shape (F, C, kH, kW)
        The filters, whole numbers or fractions. They are not changed.
    stride, padding : int
        Those of the way forward.

    Returns
    -------
    tuple (dx, dw, db)
        Arrays shaped like `x`, like `w`, and `(F,)`: the slopes of `(dout * y).sum()`, where
        `y` are the outputs. Nothing is averaged.
    """
    ### BEGIN SOLUTION
    # Why it works: the layer is one matrix product, so its gradients are two products and a sum, brought back by col2im.
    f, c, kh, kw = w.shape
    blame = dout.reshape(f, -1)
    dw = blame @ im2col(x, kh, kw, stride, padding).T
    dx = col2im(w.reshape(f, -1).T @ blame, x.shape, kh, kw, stride, padding)
    return dx, dw.reshape(w.shape), blame.sum(axis=1)
    ### END SOLUTION

# %%
# The worked numbers: one row of three pixels, two places.
# conv2d_backward(np.array([[[1, 2]]]), np.array([[[3, 4, 5]]]), np.array([[[[6, 7]]]]))

# %% [markdown]
# The tests nudge every pixel and every weight, and let SciPy look at the loss.
#
# <details><summary>Hint 1: the idea</summary>
#
# Place by place: `dw` gets blame times window, that window of `dx` blame times filter. Or in columns: two matrix products and `col2im`.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Window $(i, j)$ begins at $(i s, j s)$ of the padded image. `dw[f] += dout[f, i, j] * window`; there in `dx`, `+= dout[f, i, j] * w[f]`. In columns: $dW = dY X^T$, $dX = W^T dY$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Pad `x`, give `dx` the padded shape, cut the ring off at the end, up to `p + H`. Add into floats, whatever `x` and `w` hold. For columns: `dout.reshape(F, -1)`, `w.reshape(F, -1)`.
# </details>

# %% nbgrader={"grade_id": "layer", "locked": true}
def maps_by_scipy(x, w, stride=1, padding=0):
    from scipy.signal import correlate2d

    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    maps = [sum(correlate2d(channel, kernel, "valid") for channel, kernel in zip(x, bank)) for bank in w]
    return np.array(maps)[:, ::stride, ::stride]

# %% nbgrader={"grade_id": "conv2d_backward__values", "grade": true, "points": 2}
# The tests of conv2d_backward: run this cell; click it to read them.
rng = np.random.default_rng()
worked = (np.array([[[6, 19, 14]]]), np.array([[[[11, 14]]]]), np.array([3]))
check(conv2d_backward, (np.array([[[1, 2]]]), np.array([[[3, 4, 5]]]), np.array([[[[6, 7]]]])), expected=worked)
x, w, dout = rng.normal(size=(2, 4, 5)), rng.normal(size=(3, 2, 3, 2)), rng.normal(size=(3, 2, 4)) + 1
dx = numerical_gradient(lambda x: (maps_by_scipy(x, w) * dout).sum(), x)
dw = numerical_gradient(lambda w: (maps_by_scipy(x, w) * dout).sum(), w)
check(conv2d_backward, (dout, x, w), expected=(dx, dw, dout.sum(axis=(1, 2))))

# %% [markdown]
# And with stride and padding. Some pixels at the lower right take part in no window: nothing is their fault.

# %% nbgrader={"grade_id": "conv2d_backward__dials", "grade": true, "points": 2}
# More tests of conv2d_backward: run this cell; click it to read them.
rng = np.random.default_rng()
for stride, padding in [(2, 0), (1, 1), (3, 2)]:
    x, w = rng.normal(size=(2, 5, 6)), rng.normal(size=(2, 2, 2, 3))
    dout = rng.normal(size=maps_by_scipy(x, w, stride, padding).shape) + 1
    dx = numerical_gradient(lambda x: (maps_by_scipy(x, w, stride, padding) * dout).sum(), x)
    dw = numerical_gradient(lambda w: (maps_by_scipy(x, w, stride, padding) * dout).sum(), w)
    check(conv2d_backward, (dout, x, w, stride, padding), expected=(dx, dw, dout.sum(axis=(1, 2))))

# %% nbgrader={"grade_id": "conv2d_backward__hidden", "grade": true, "points": 2}
# Hidden tests: one channel or filter, kernels of 1 x 1 and as large as the image, more dials, all dtypes.
### BEGIN HIDDEN TESTS
from scipy.signal import convolve2d, correlate2d

rng = np.random.default_rng()
for c, f, size, (kh, kw), stride, padding in [
    (1, 3, (5, 4), (2, 3), 1, 0), (4, 1, (4, 6), (3, 3), 1, 1), (3, 2, (7, 4), (1, 2), 2, 0), (1, 1, (6, 8), (3, 2), 3, 1),
    (2, 4, (3, 4), (1, 1), 1, 0), (2, 3, (4, 3), (4, 3), 1, 0), (3, 3, (6, 6), (3, 3), 2, 1), (2, 5, (8, 5), (2, 2), 3, 0),
]:
    x, w = rng.integers(0, 256, size=(c, *size)), rng.integers(-9, 10, size=(f, c, kh, kw))
    shape = (f, size[0] + 2 * padding - kh + 1, size[1] + 2 * padding - kw + 1)
    starts, places = np.zeros(shape), (slice(None), slice(None, None, stride), slice(None, None, stride))
    whole = rng.integers(1, 10, size=starts[places].shape)
    for dout, image, bank in [
        (rng.normal(size=whole.shape) + 2, x / 100, w / 3), (rng.normal(size=whole.shape) + 2, x.astype(np.uint8), w),
        (whole, x > 99, w / 4), ((whole / 8).astype(np.float32), (x / 64).astype(np.float32), w.astype(np.float32)),
    ]:
        starts[places] = dout
        padded = np.pad(image.astype(float), [(0, 0), (padding, padding), (padding, padding)])
        dw = np.array([[correlate2d(channel, s, "valid") for channel in padded] for s in starts])
        dx = np.array([sum(map(convolve2d, starts, bank[:, i].astype(float))) for i in range(c)])
        dx = dx[:, padding : padding + size[0], padding : padding + size[1]]
        kwargs = {"stride": stride, "padding": padding}
        check(conv2d_backward, (dout, image, bank), kwargs=kwargs, expected=(dx, dw, dout.sum(axis=(1, 2))))
### END HIDDEN TESTS

# %% [markdown]
# ## 8.5 Who was the maximum?
#
# A max-pool let one number through. So the whole blame of an output goes to the winner of its window: the mail goes back to the one who wrote. **Predict** who gets what in a window of four equal numbers.

# %%
quiz.predict("four-equal-numbers")

# %% [markdown]
# <details><summary>Open after your guess: the winners</summary>
#
# ![A 4x4 map with its four 2x2 windows and their winners framed; the blame 5, 7, 2, 3 of the four outputs lies on the winners, everything else is 0. In the last window all four are equal, and the first has got it.](figures/08_pool.svg)
# </details>

# %% [markdown]
# There are ties all the time: after a ReLU, many windows are all 0. Some rule is needed, and ours is PyTorch's: the **first** in row-major order, and only that one. If windows overlap, one pixel can win twice, and its blame adds up. (The way back through a ReLU is one line: `dout * (x > 0)`.)
#
# > **The rule**: a maximum hands all blame to the winner, nothing to the rest.

# %% [markdown]
# ### Exercise 8.3: to the winner (3 points, 12 min, medium)
#
# Write `max_pool2d_backward`. For `x` = `[[1, 4], [4, 2]]` and the blame `[[5]]` it returns `[[0, 5], [0, 0]]`: both 4s are the maximum, and the first gets it.

# %% nbgrader={"grade_id": "max_pool2d_backward", "solution": true}
def max_pool2d_backward(dout, x, size=2, stride=None):
    """Return the gradient of a max-pool: each output's goes to the first maximum of its window.

    Parameters
    ----------
    dout : array of shape (..., Ho, Wo)
        How much the loss grows with each output. It is not changed.
    x : array of shape (..., H, W)
        What was pooled, with any leading axes. Any real dtype. It is not changed.
    size : int
        The side of a window.
    stride : int, optional
        Pixels from one window to the next; None means `size`.

    Returns
    -------
    array in the shape of `x`
        Where windows overlap, gradients add up. 0 where nothing was won.
    """
    ### BEGIN SOLUTION
    # Why it works: only the winner of a window moved the output, so the whole gradient of that output is its own.
    stride = size if stride is None else stride
    ho, wo = dout.shape[-2:]
    taps = [
        (..., slice(i, i + stride * ho, stride), slice(j, j + stride * wo, stride)) for i, j in np.ndindex(size, size)
    ]
    largest = np.max([x[tap] for tap in taps], axis=0)
    dx, waiting = np.zeros(x.shape, np.result_type(dout, np.float32)), np.ones(dout.shape, bool)
    for tap in taps:
        won = waiting & (x[tap] == largest)
        dx[tap] += dout * won
        waiting &= ~won
    return dx
    ### END SOLUTION

# %%
# Two windows side by side; in the second, all are equal.
# max_pool2d_backward(np.array([[5, 7]]), np.array([[1, 4, 0, 0], [4, 2, 0, 0]]))

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# For each output, find its window in `x`, find where in the window the first maximum is, and add the output's blame at that pixel.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# The window of output $(i, j)$ begins at pixel $(i s, j s)$. `argmax` of a window, read as one list, is the number of its *first* maximum: row `// size`, column `% size`.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# For leading axes, loop with `np.ndindex(dout.shape)`: the last two entries of each index are $i$ and $j$, the others are kept. Add (`+=`), since windows may overlap, to an array of floats.
# </details>

# %% nbgrader={"grade_id": "max_pool2d_backward__values", "grade": true, "points": 1}
# The tests of max_pool2d_backward: run this cell; click it to read them.
from scipy import ndimage

rng = np.random.default_rng()
check(max_pool2d_backward, (np.array([[5]]), np.array([[1, 4], [4, 2]])), expected=np.array([[0, 5], [0, 0]]))
x, dout = rng.permutation(48).reshape(2, 4, 6) - 50, rng.normal(size=(2, 2, 3))
def loss(x):
    return (ndimage.maximum_filter(x, size=(1, 2, 2))[:, 1::2, 1::2] * dout).sum()

check(max_pool2d_backward, (dout, x), expected=numerical_gradient(loss, x))

# %% [markdown]
# Next: windows that overlap or leave rows over, and ties. For the ties the test takes a hair off every pixel, more from each to the next; then the first of equals is the largest, and nudging works.

# %% nbgrader={"grade_id": "max_pool2d_backward__ties", "grade": true, "points": 1}
# More tests of max_pool2d_backward: run this cell; click it to read them.
from scipy import ndimage

rng = np.random.default_rng()
for size, stride in [(2, None), (3, 1), (2, 3)]:
    x, step, first = rng.integers(-4, 1, size=(7, 8)), stride or size, size // 2
    places = (slice(first, 7 - (size - 1) // 2, step), slice(first, 8 - (size - 1) // 2, step))
    dout, hair = rng.normal(size=x[places].shape), np.arange(56).reshape(7, 8) / 1000
    def loss(x):
        return (ndimage.maximum_filter(x, size)[places] * dout).sum()

    expected = numerical_gradient(loss, x - hair)
    check(max_pool2d_backward, (dout, x, size, stride), expected=expected)

# %% nbgrader={"grade_id": "max_pool2d_backward__hidden", "grade": true, "points": 1}
# Hidden tests: no, one, two and three leading axes, other sizes and strides, negative numbers, all dtypes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape, size, stride in [
    ((5, 6), 2, None), ((3, 6, 9), 3, None), ((2, 3, 5, 7), 2, 1), ((2, 1, 2, 4, 6), 2, 2), ((1, 7, 5), 3, 2), ((2, 4, 4), 1, None),
    ((2, 6, 5), 1, 2), ((4, 5), 4, None), ((3, 8, 7), 2, 3), ((3, 2, 6, 4), 2, None), ((2, 5, 5), 3, 1),
]:
    step, starts = stride or size, np.zeros(shape)[..., : shape[-2] - size + 1, : shape[-1] - size + 1]
    dout = rng.normal(size=starts[..., ::step, ::step].shape)
    whole, ties = rng.permutation(int(np.prod(shape))).reshape(shape), rng.integers(0, 4, size=shape)
    for x, blame in [
        (-1.5 * whole - 1, dout), (whole.astype(np.uint8), dout), (ties - 2, dout), (ties > 1, dout),
        (ties / 2, rng.integers(-9, 10, size=dout.shape)), (ties.astype(np.float32), dout.astype(np.float32)),
    ]:
        expected = np.zeros(shape)
        for *lead, i, j in np.ndindex(dout.shape):
            window = x[(*lead, slice(i * step, i * step + size), slice(j * step, j * step + size))]
            row, column = np.argwhere(window == window.max())[0]
            expected[(*lead, i * step + row, j * step + column)] += blame[(*lead, i, j)]
        check(max_pool2d_backward, (blame, x, size), kwargs={"stride": stride}, expected=expected)
### END HIDDEN TESTS

# %% [markdown]
# ## 8.6 How wrong is a guess?
#
# Softmax makes shares of logits. Shares that add up to 1 over all that can happen are what everybody else calls **probabilities**: read $p_k$ as *how likely, says the network, is class $k$?* The loss should be 0 if it gave the right class $p = 1$, and the larger the less it gave. The **natural logarithm** does that: $\ln 1 = 0$, and $-\ln p$ grows by $\ln 2 = 0.69$ with every halving.
#
# $$L = -\frac{1}{N}\sum_n \ln p[n, \mathrm{label}_n] \qquad \text{the \textbf{cross-entropy}}$$
#
# **Predict**: a network that has learned nothing gives ten classes about 1/10 each. What is its loss?

# %%
quiz.predict("loss-of-a-guess")

# %%
0 - np.log([1, 1 / 2, 1 / 4, 1 / 10, 1 / 1000]).round(3)

# %% [markdown]
# ![The curve of minus the natural logarithm of p, falling from above 5 near 0 to 0 at p = 1. Marked: p = 1/10, where it is 2.303, the loss of a network that has learned nothing.](figures/08_cross_entropy.svg)
#
# $\ln 10 = 2.303$: if the first loss of your training is far from that, stop and look for the bug.
#
# Its gradient is the nicest formula in this course. With $y$ 1 at the label and 0 elsewhere,
#
# $$\frac{\partial L}{\partial z[n, k]} = \frac{p[n, k] - y[n, k]}{N}$$
#
# Too much likelihood is pushed down, too little is pulled up. By hand: the logits $\ln 1, \ln 2, \ln 5$ give 1/8, 2/8, 5/8. If the label is the last, $L = \ln \frac{8}{5} = 0.47$, and the gradient is 1/8, 2/8, -3/8.

# %% [markdown]
# One trap. A probability of $e^{-1000}$ is 0 in a computer, and $\ln 0$ is minus infinity. So do not raise first and take the logarithm afterward; the two undo each other on paper:
#
# $$\ln p_k = z_k - m - \ln \sum_j e^{z_j - m} \qquad m = \max_j z_j$$
#
# The sum is at least $e^0 = 1$, so its logarithm is harmless. This is called **log-sum-exp**.
#
# > **The rule**: the loss is minus the logarithm of what the label got; its gradient is what it got too much or too little, divided by the batch.
#
# ### Exercise 8.4: the loss (2 points, 8 min, medium)
#
# Write `cross_entropy`. For `np.log([[1, 2, 5]])` and the labels `[2]` it returns 0.47 and `[[0.125, 0.25, -0.375]]`.

# %% nbgrader={"grade_id": "cross_entropy", "solution": true}
def cross_entropy(logits, labels):
    """Return the mean cross-entropy of a batch, and its gradient.

    Parameters
    ----------
    logits : array of shape (N, K)
        Of any size: everything that is returned is finite. They are not changed.
    labels : array of shape (N,)
        Whole numbers from 0 to K - 1. They are not changed.

    Returns
    -------
    tuple (loss, dlogits)
        The mean of minus the natural logarithm of the labels' probabilities, a float; and how
        much it grows with each logit, an array of shape (N, K).
    """
    ### BEGIN SOLUTION
    # Why it works: subtracting the largest logit changes no share and keeps every exponential finite; share minus one-hot is the slope.
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_p)
    dlogits[rows, labels] -= 1
    return float(-log_p[rows, labels].mean()), dlogits / len(labels)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# First the logarithms of all probabilities, by the formula above. The loss picks one from each row; the gradient needs the probabilities themselves, which are `np.exp` of the logarithms.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $L = -\frac{1}{N}\sum_n \ln p[n, \mathrm{label}_n]$ and $(p - y) / N$. Both have the $1/N$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `log_p[np.arange(N), labels]` picks the label's entry of every row. With the same index you can take off 1, in an array of your own. `axis=1, keepdims=True` for the maximum and for the sum.
# </details>

# %% nbgrader={"grade_id": "cross_entropy__values", "grade": true, "points": 1}
# The tests of cross_entropy: run this cell; click it to read them.
from scipy import special

rng = np.random.default_rng()
worked = (np.log(8 / 5), np.array([[0.125, 0.25, -0.375]]))
check(cross_entropy, (np.log([[1, 2, 5]]), np.array([2])), expected=worked)
less_sure = (np.log(7 / 2), np.array([[1 / 7, -5 / 7, 4 / 7]]))
check(cross_entropy, (np.log([[1, 2, 4]]), np.array([1])), expected=less_sure)
logits, labels = 3 * rng.normal(size=(4, 5)), rng.permutation(5)[:4]
def loss(logits):
    return -special.log_softmax(logits, axis=1)[np.arange(4), labels].mean()

check(cross_entropy, (logits, labels), expected=(loss(logits), numerical_gradient(loss, logits)))

# %% nbgrader={"grade_id": "cross_entropy__hidden", "grade": true, "points": 1}
# Hidden tests: one image and many, two classes, logits of any size, whole numbers, float32, labels of all integer dtypes.
### BEGIN HIDDEN TESTS
from scipy import special

rng = np.random.default_rng()
for n, k, kind in [(1, 4, "int64"), (6, 2, "uint8"), (5, 5, "int32"), (3, 10, "int8"), (9, 3, "uint16"), (2, 7, "int64")]:
    z, labels = 2 * rng.normal(size=(n, k)), rng.permutation(np.arange(n) % k).astype(kind)
    apart = 1e4 * rng.permutation(np.arange(n * k) - n).reshape(n, k)
    levels = 1e4 * rng.permutation(n)[:, None]
    whole = rng.integers(-4, 5, size=(n, k))
    for logits in (z, z + 1e4, z - 1e6, z + levels, apart, whole, 3000 * whole, (z / 4).astype(np.float32)):  # in single precision no label is nearly certain
        log_p = special.log_softmax(logits.astype(float), axis=1)
        right = np.eye(k, dtype=bool)[labels.astype(int)]
        expected = (-log_p[right].mean(), (special.softmax(logits.astype(float), axis=1) - right) / n)
        check(cross_entropy, (logits, labels), expected=expected)
### END HIDDEN TESTS

# %% [markdown]
# ## 8.7 Is the whole way back right?
#
# Here is lesson 6's network once forward, with everything kept, and once back, with your functions. Ten lines; nothing is hidden in a library. Read them from the loss to the first weights: dense, pool, ReLU, convolution, and again.
#
# ![The network of lesson 6 as a row of boxes, image, conv, ReLU, pool, conv, ReLU, pool, dense, loss, with arrows to the right for the numbers and arrows to the left for the blame; below each conv and dense box its dw and db.](figures/08_network.svg)

# %% nbgrader={"grade_id": "network", "locked": true}
def network_gradients(images, labels, params, back):
    """Return the loss of lesson 6's network on a batch, and the gradient of each of its parameters."""
    kept = training.forward(images, params)
    loss, dlogits = back.cross_entropy(kept["logits"], labels)
    grads = {"w3": dlogits.T @ kept["flat"], "b3": dlogits.sum(axis=0)}
    d = (dlogits @ params["w3"]).reshape(kept["pool2"].shape)
    for block, came_in in [("2", kept["pool1"]), ("1", kept["x"])]:
        d = back.max_pool2d_backward(d, kept["relu" + block]) * (kept["conv" + block] > 0)
        parts = [back.conv2d_backward(dout, x, params["w" + block], padding=1) for dout, x in zip(d, came_in)]
        d, dw, db = (np.array(part) for part in zip(*parts))
        grads |= {"w" + block: dw.sum(axis=0), "b" + block: db.sum(axis=0)}
    return loss, grads

# %% [markdown]
# The weights begin as small random numbers, those of the last layer very small, so that no class is preferred. **Predict** the first loss on 20 digits, before you run the cell.

# %%
quiz.predict("first-loss")

# %%
pictures, names = (part[:20] for part in digits.load("train"))
params = {name: array.astype(float) for name, array in training.init_params(np.random.default_rng(8)).items()}
params["w3"] *= 0.1
mine = training.WayBack(conv2d_backward, max_pool2d_backward, cross_entropy)
loss, grads = network_gradients(pictures, names, params, mine)
round(loss, 3), {name: grad.shape for name, grad in grads.items()}

# %% [markdown]
# Near 2.303: a good sign. Now the proof. Nudge each of the 36 weights of the first layer, the furthest from the loss, and compare with what came back through all layers.

# %%
nudged = numerical_gradient(lambda w1: training.loss(pictures, names, params | {"w1": w1}, mine), params["w1"], 1e-6)
f"largest difference: {abs(nudged - grads['w1']).max():.0e}"

# %% [markdown]
# A difference of less than a millionth says that *every* step on the way is right. This is how people who write such code know that they have: it finds a missing $1/N$, a forgotten stride, a softmax that is taken twice.
#
# Two things to know. A ReLU has a kink at 0 and a pool one at each tie; a nudge across a kink measures the mean of two slopes. A small step makes this rare. And a small step wants float64: in float32 rounding is larger than the nudge.
#
# > **The rule**: the gradient that you derived and the one that you measured must agree; if they do not, believe the measurement.

# %% [markdown]
# ## 8.8 Does it learn?
#
# First something that must work: learn 20 digits **by heart**. A network with 4,266 parameters that cannot do that has a bug. The step is the one of section 8.1, for all parameters at once.
#
# **Predict**: how many steps until the loss is below 0.1?

# %%
quiz.predict("steps-by-heart")

# %%
losses = []
for step in range(100):
    loss, grads = network_gradients(pictures, names, params, mine)
    losses.append(loss)
    for name in params:
        params[name] = params[name] - 0.3 * grads[name]
print(np.round(losses[::20], 3), (training.predict(pictures, params) == names).sum(), "of 20")

# %% [markdown]
# Here is the descent as a picture. The cell is yours: plot the logarithm (`plt.semilogy`), or collect the losses of another rate and plot both.

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

fig, axis = plt.subplots(figsize=(6, 2.6))
axis.plot(losses)
axis.set(xlabel="step", ylabel="loss", ylim=(0, None))
figures.show(fig, "The loss on 20 digits, from 2.3 down to nearly 0 in a hundred steps.")

# %% [markdown]
# ### Play: train it
#
# Now all 1,397 digits, in **batches** of 16: a step after each batch. Once through all is an **epoch**. Your functions compute; where one is not right yet, the course's does, and the widget says so. The 400 test digits are never learned from.
#
# (1) Learn 50 digits *by heart*: how are the unseen ones read? (2) Train on all. How far above 97 % do you get? (3) Rate 1. (4) Shuffle the labels: what can still be learned, and what not? (5) Draw a digit and watch what the network thinks of it while it learns. (6) Move the digits.

# %%
widgets.train()

# %% [markdown]
# ![The widget after 25 epochs: the curve of the loss falling, the share of unseen digits read rightly rising above 97 %, four filters of the first layer and eight of the second, ten bars for the digit that is followed, and the few unseen digits that are still misread.](figures/08_train_widget.svg)
#
# With 50 digits the loss goes to 0 and the unseen ones stay far behind: learned by heart is not understood. With shuffled labels there is nothing to understand, and by heart is all there is; the unseen ones stay at the one in ten of a guess. With rate 1 the first steps throw the weights so far that no ReLU answers any more, and nothing ever comes back.
#
# > **The rule**: judge a network by what it has never seen.

# %% [markdown]
# ## 8.9 What did yours learn?
#
# Press *Save weights* in the widget: your weights go into the file `my_weights.npz`, in the folder of this notebook. Here lesson 6's viewer has them instead of the course's. Draw a digit; it is *your* network that reads it.

# %%
widgets.layers(weights="my_weights.npz")

# %% [markdown]
# **What it misreads.** Of the 400 that it has never seen, some stay wrong. Would you misread them, too?

# %%
unseen, truth = digits.load("test")
said = training.predict(unseen, digits.read_weights("my_weights.npz"))
wrong = np.flatnonzero(said != truth)[:8]
titles = [f"{truth[n]}, read as {said[n]}" for n in wrong]
figures.compare(unseen[wrong], titles, f"Test digits that the network misreads: {', '.join(titles)}.")

# %% [markdown]
# The weights that you were given in lesson 6 came about in the same way: `python tools/train_tiny_cnn.py` takes the solutions of this lesson out of its source and trains with them, 300 times through all digits, each time at other places. Whoever runs it gets the same weights.
#
# **What we left out.** That script steps with Adam, which remembers earlier slopes (*momentum*) and gives each weight a rate of its own; it is faster than ours. *Batch normalization* keeps the maps' sizes steady, so that deep networks train. *Augmentation* (moved, turned, stretched copies) is what *moved digits* does, a little. A *graphics card* does all this a hundred times faster. None of it changes what a gradient is.

# %% [markdown]
# **And PyTorch?** It keeps what the way back needs, and walks it by itself (*autograd*). A layer there is one line: 3 channels in, 64 out, a 3 x 3 kernel, stride 1, padding 1. **Predict** the shape of its weight. (And of its bias? And their number?)

# %%
quiz.predict("shape-of-a-layer")

# %%
try:
    import torch
except ImportError:
    print("PyTorch is not installed here. Skipped: the layer, its shapes, its 1,792 parameters, and your gradients beside its own.")
else:
    layer = torch.nn.Conv2d(3, 64, 3, 1, 1)
    print(layer, tuple(layer.weight.shape), tuple(layer.bias.shape), sum(p.numel() for p in layer.parameters()))
    picture = torch.rand(1, 3, 6, 7, requires_grad=True)
    layer(picture).sum().backward()
    yours = conv2d_backward(np.ones((64, 6, 7)), picture[0].detach().numpy(), layer.weight.detach().numpy(), 1, 1)
    theirs = [picture.grad[0], layer.weight.grad, layer.bias.grad]
    print("largest differences:", [f"{abs(a - b.numpy()).max():.0e}" for a, b in zip(yours, theirs)])

# %% [markdown]
# `weight` is (64, 3, 3, 3) and `bias` (64,): $64 \cdot 27 + 64 = 1{,}792$, lesson 1's number.
#
# > **Numbers that exams love**
#
# | question | answer |
# |---|---|
# | first loss with 10 classes | $\ln 10$ = **2.303** |
# | `col2im` of ones, 4 x 4, 3 x 3 | 1 2 2 1 / 2 4 4 2 / 2 4 4 2 / 1 2 2 1 |
# | gradient of the loss with respect to the logits | **(p - y) / N** |
# | `db`, `dw`, `dx` of a convolution | sum, correlation, full correlation with the turned kernel |
# | `Conv2d(3, 64, 3, 1, 1)` | 1,728 + 64 = **1,792** |
# | steps in an epoch, 1,397 digits, batches of 16 | **87** (88 if the last 5 count) |
#
# The usual slips: blame that overwrites where it should add, the $1/N$, the turned kernel.
#
# **Make your own dial.** Two classes, and the logit of the label to push; the bars are the gradient. How long are they where the network is sure and right, and where it is sure and wrong? Where are they one half? Then give `push` a third class and a second slider.

# %% tags=["skip-execution"]
from ipywidgets import FloatSlider, interact

def push(logit):
    plt.bar(["label", "other"], cross_entropy(np.array([[logit, 0.0]]), np.array([0]))[1][0])

interact(push, logit=FloatSlider(value=0, min=-6, max=6, step=0.5));

# %% [markdown]
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why, also where you were right.

# %%
quiz.ask("08_training")

# %% [markdown]
# ## Think it over
#
# A friend trains on 50 digits with shuffled labels, reaches 100 % on them, and concludes that the network has found a rule in the labels. In three or four sentences: what happened, how do you show it to your friend, and what would the same experiment on all 1,397 digits say? Nobody takes points for this one; it is for you, and for talking about.

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** A full answer says that (1) 4,266 parameters are many more than 50 labels, so the network can learn each digit by heart, whatever its label says; a low training loss proves capacity, not a rule; (2) the test is on unseen digits: there it reads about one in ten, a guess; (3) with all 1,397 shuffled labels it gets hardly anywhere in the same time: there are too many accidents to learn by heart, and no rule that would help; (4) so a falling training loss alone never shows that something general was learned. Two of the four with a reason are enough.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# The digits are few, clean and by 13 people; 400 unseen ones cannot tell 97 % from 98 %. And a gradient knows the slope only where it stands: it finds *a* valley, not the deepest, and another seed finds another one.
#
# ## In three sentences
#
# A gradient says how much each number is to blame for the loss; it flows back through a layer times the weights, and adds up where wires meet. For a convolution it is a convolution again, for a pool it is mail to the winner, for softmax and cross-entropy it is $(p - y)/N$. Step against it, a little, a few thousand times, and random numbers become a network that reads.

# %% [markdown]
# ## Further reading
#
# - Rumelhart, Hinton, Williams, [Learning representations by back-propagating errors](https://www.nature.com/articles/323533a0) (1986): four pages that started it.
# - Stanford, [CS231n notes on backpropagation](https://cs231n.github.io/optimization-2/): the same walk for any layer, with circuits.
# - Kingma and Ba, [Adam](https://arxiv.org/abs/1412.6980) (2015), and Ioffe and Szegedy, [Batch normalization](https://arxiv.org/abs/1502.03167) (2015): two of the things that we left out.
# - Zhang et al., [Understanding deep learning requires rethinking generalization](https://arxiv.org/abs/1611.03530) (2017): shuffled labels, learned by heart, on a million photographs.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: there is no next lesson. Take the network apart, make it larger, give it your own pictures.

# %%
widgets.mark("08_training")
