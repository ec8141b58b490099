# %% [markdown]
# # 7. See further for less
#
# **You will**
# - say how many pixels one output of any stack sees, with strides, pools and holes in it;
# - write a convolution with holes and groups, and say what each of them saves;
# - design a stack that sees far enough and keeps a budget.
#
# **Minutes** 45 &nbsp; **Points** 10, as a bonus: they raise your mark, not the maximum &nbsp; **You need** field and jump of lesson 2, and lesson 4's columns.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
from convlab import check, figures, quiz, race, shapes, stacks, widgets

# %% [markdown]
# ## 7.1 What do 31 pixels cost?
#
# A camera above a conveyor belt looks for screws. A screw is 31 pixels long, the maps have 5 channels, and the chip has room for **1,000** numbers. One output must see the whole screw.
#
# **Predict**: does one kernel of 31 x 31 fit, from 5 channels to 5? Do fifteen layers of 3 x 3, which see as far?

# %%
quiz.predict("who-fits-the-chip")

# %%
5 * (5 * 31 * 31 + 1), 15 * 5 * (5 * 3 * 3 + 1)

# %% [markdown]
# 24,030 numbers, and 3,450. Both see 31 pixels, and neither fits.
#
# Your own network has the same trouble. A number behind lesson 6's second pool sees 10 pixels, and a digit is 18 tall: nothing in the maps ever sees a whole 2. There the dense layer puts the pieces together, at the price of most of the weights.
#
# ![A digit 18 pixels tall, and the square of 10 x 10 pixels that one number behind the second pool of lesson 6 sees: it holds about half of the digit.](figures/07_digit.svg)
#
# There are three ways to see further for less: **steps**, **holes** and **groups**. At the end you design the stack that fits the chip.

# %% [markdown]
# ## 7.2 Why 3 x 3 all the way down?
#
# At stride 1 a layer of width $k$ looks at $k$ neighbors in place of one, so it widens the field by $k - 1$. After $L$ layers one cell sees
#
# $$1 + L \, (k - 1)$$
#
# pixels on each axis. **Predict** the fields of one, two and three layers of 3 x 3.

# %%
quiz.predict("one-two-three-layers")

# %%
[1 + layers * (3 - 1) for layers in (1, 2, 3)]

# %% [markdown]
# ![Left: one 5 x 5 kernel, 25 weights, one bend. Right: two 3 x 3 kernels, one behind the other, 9 and 9 weights, two bends. Both see 5 x 5 pixels.](figures/07_two_for_one.svg)
#
# So two layers of 3 x 3 see what one of 5 x 5 sees, with 18 weights for 25: 28 % fewer. With $C$ channels in and out, both counts grow by $C^2$, and the share stays. Three of them replace a 7 x 7, with 27 for 49.
#
# There is a second gain. Behind each layer stands an activation, so two layers bend twice. That is why VGG is 3 x 3 all the way down: a 1 x 1 sees no neighbor, and a 2 x 2 has no middle.
#
# > **The rule**: at stride 1, $L$ layers of width $k$ see $1 + L(k - 1)$. Small kernels see as far for fewer weights, and bend more often.

# %% [markdown]
# ## 7.3 What does a step buy?
#
# Behind a stride of $s$, neighbors are $s$ input pixels apart. Lesson 2 called this distance the **jump**: every layer adds $(k - 1) \cdot \text{jump}$ to the field, and *then* multiplies the jump by its stride. Strides multiply up.
#
# **Predict** the fields of four 3 x 3 layers with the strides 1, 2, 1, 2. The cell does not trust the formula: it notes which samples each place uses.

# %%
quiz.predict("strides-1-2-1-2")

# %%
sees, fields = np.eye(40), []
for stride in (1, 2, 1, 2):
    sees = (sees[:-2] + sees[1:-1] + sees[2:])[::stride]
    fields.append(int(np.count_nonzero(sees[0])))
fields

# %% [markdown]
# 3, 5, 9, 13. Three usual answers are wrong: 3, 5, 7, 9 forgets the jump; 3, 7, 11, 19 counts a stride before its layer has looked; and 3, 9, 27, 81 multiplies fields that overlap.
#
# A **pool** counts like any layer: it looks at 2 pixels and steps by 2, so it adds one jump and doubles it. That is how lesson 6 got its 10: conv 3, pool 4, conv 4 + 2 · 2 = 8, pool 8 + 2 = 10.
#
# > **The rule**: field += (k - 1) · jump, then jump *= stride. Pools count.

# %% [markdown]
# **On paper.** A picture of 128 x 128 goes through four 3 x 3 layers with padding 1 and the strides 1, 2, 1, 2. Write down size and field behind each layer. Then let lesson 2's calculator do it.

# %%
layers = [{"kind": "conv", "filters": 8, "kernel": 3, "stride": s, "padding": 1} for s in (1, 2, 1, 2)]
shapes.table({"name": "On paper first", "input": (1, 128, 128), "layers": layers})

# %% [markdown]
# 128, 64, 64, 32, and 3, 5, 9, 13. And here is the same stack in PyTorch, where it is installed. There nobody asks for a field; but the gradient of one output tells which pixels it depends on, and they can be counted.

# %%
from importlib.util import find_spec

if find_spec("torch") is None:
    print("PyTorch is not installed here, so this cell is skipped. The table above says the same.")
else:
    from torch import nn, ones

    stack = nn.Sequential(*[nn.Conv2d(c, 8, 3, stride=s, padding=1) for c, s in [(1, 1), (8, 2), (8, 1), (8, 2)]])
    x = ones(1, 1, 128, 128, requires_grad=True)
    stack(x)[0, :, 16, 16].sum().backward()
    print([tuple(stack[:n](x).shape[1:]) for n in (1, 2, 3, 4)], "field", int((x.grad[0, 0] != 0).any(0).sum()))

# %% [markdown]
# ## 7.4 What if the kernel has holes?
#
# Steps have a price: the map shrinks, and with it the answer to *where*. **Dilation** widens the kernel instead. Its $k$ taps stand $d$ pixels apart, so it reaches over $d(k - 1) + 1$ pixels with as many weights as before. A layer then adds $d(k - 1)$ jumps to the field, and *same* padding becomes $d(k - 1)/2$.
#
# **Predict** how far one output sees behind three layers of 3 taps: with dilations 1, 2, 4, and with 2, 2, 2. (The cell says, too, how often each sample is used.)

# %%
quiz.predict("three-dilations")

# %%
for dilations in [(1, 2, 4), (2, 2, 2)]:
    sees = np.eye(30)
    for d in dilations:
        sees = sees[: -2 * d] + sees[d:-d] + sees[2 * d :]
    print(dilations, sees[0, :15].astype(int))

# %% [markdown]
# ![Two cones of three layers with three taps each. Dilations 1, 2, 4: one output sees all of 15 samples. Dilations 2, 2, 2: it reaches over 13 samples, but only every second of them is used; the others are hatched.](figures/07_gridding.svg)
#
# The stack 1, 2, 4 sees all of its 15 samples, and its map is as fine as the picture. The stack 2, 2, 2 reaches over 13 and is blind to every second one. This is **gridding**: neighbors in the map look at different pixels and never compare notes.
#
# > **The rule**: a dilated kernel of $k$ taps reaches over $d(k - 1) + 1$. Double the dilation from layer to layer, and the field doubles without a hole.

# %% [markdown]
# ### Exercise 7.1: make holes (2 points, 5 min, easy)
#
# Write `dilate_kernel`. It puts `dilation - 1` zeros between the taps, on both axes, and none around them: `[[1, 2], [3, 4]]` with dilation 3 becomes a 4 x 4 array with 1, 2, 3 and 4 in its corners and zeros elsewhere.

# %% nbgrader={"grade_id": "dilate_kernel", "solution": true}
def dilate_kernel(kernel, dilation):
    """Return a kernel with zeros between its taps.

    Parameters
    ----------
    kernel : array of shape (kH, kW)
        The taps. It is not changed.
    dilation : int
        Pixels from one tap to the next, at least 1.

    Returns
    -------
    array of shape (dilation * (kH - 1) + 1, dilation * (kW - 1) + 1)

    Raises
    ------
    ValueError
        If `dilation` is below 1.
    """
    ### BEGIN SOLUTION
    # Why it works: every tap keeps its place times the dilation, and all that lies between stays zero.
    if dilation < 1:
        raise ValueError(f"expected a dilation of at least 1, got {dilation}")
    kh, kw = kernel.shape
    spread = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1), kernel.dtype)
    spread[::dilation, ::dilation] = kernel
    return spread
    ### END SOLUTION

# %%
# A place to try things: yours, not graded. Take the # away and run.
# dilate_kernel(np.array([[1, 2], [3, 4]]), 3)

# %% [markdown]
# In the tests `np.kron` puts a block in the place of each tap: the tap in its corner, zeros in the rest.
#
# <details><summary>Hint 1: the idea</summary>
#
# Begin with zeros in the right shape, and lay the taps into them, `dilation` apart.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Tap $(m, n)$ lands at $(d \, m,\; d \, n)$. The last one lands at $d(k - 1)$, so an axis has $d(k - 1) + 1$ places.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# A slice with a step takes all these places at once: `a[::3, ::3]`. And `np.zeros` makes floats, which hold whole numbers and fractions; with `dtype=int` they would cut fractions off.
# </details>

# %% nbgrader={"grade_id": "dilate_kernel__values", "grade": true, "points": 1}
# The tests of dilate_kernel: run this cell; click it to read them.
rng = np.random.default_rng()
corners = np.array([[1, 0, 0, 2], [0, 0, 0, 0], [0, 0, 0, 0], [3, 0, 0, 4]])
check(dilate_kernel, (np.array([[1, 2], [3, 4]]), 3), expected=corners)
for shape, d in [((2, 3), 2), ((3, 2), 3), ((1, 4), 2), ((3, 1), 4)]:
    kernel = rng.uniform(0.1, 0.9, size=shape)
    spread = np.kron(kernel, np.eye(d)[:1].T * np.eye(d)[0])  # every tap with its zeros behind it
    check(dilate_kernel, (kernel, d), expected=spread[: spread.shape[0] - d + 1, : spread.shape[1] - d + 1])

# %% [markdown]
# With a dilation of 1 nothing changes, and less has no meaning: two taps on one pixel are one tap.

# %% nbgrader={"grade_id": "dilate_kernel__limits", "grade": true, "points": 0.5}
# The tests of the limits of dilate_kernel: run this cell; click it to read them.
rng = np.random.default_rng()
kernel = rng.normal(size=(3, 2))
check(dilate_kernel, (kernel, 1), expected=kernel)
check(dilate_kernel, (kernel, 0), raises=ValueError)
check(dilate_kernel, (kernel, -int(rng.integers(1, 5))), raises=ValueError)

# %% nbgrader={"grade_id": "dilate_kernel__hidden", "grade": true, "points": 0.5}
# Hidden tests: single taps, whole numbers, bool and float32 kernels, large dilations.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape, d in [((1, 1), 5), ((4, 4), 2), ((5, 3), 1), ((2, 5), 7), ((1, 3), 3), ((3, 1), 2), ((2, 2), 2)]:
    kernel = rng.normal(size=shape)
    spread = np.kron(kernel, np.outer(np.eye(d)[0], np.eye(d)[0]))[: d * (shape[0] - 1) + 1, : d * (shape[1] - 1) + 1]
    check(dilate_kernel, (kernel,), kwargs={"dilation": d}, expected=spread)
    check(dilate_kernel, (kernel.astype(np.float32), d), expected=spread)
    check(dilate_kernel, (np.round(9 * kernel).astype(int), d), expected=np.round(9 * spread))
    check(dilate_kernel, (kernel > 0, d), expected=spread > 0)
### END HIDDEN TESTS

# %% [markdown]
# ### Play: stretch the cone
#
# Each layer has three dials: kernel, stride, dilation. Four tasks: (1) reach a field of 31 with four layers, once by steps alone, once by holes alone: how large is the map each time? (2) make a field with holes in it; (3) set all strides to 1 and all kernels to 3: how fast does the field grow? (4) switch to *2-D* and look at the colors. Which pixels have the most say?

# %%
widgets.cone()

# %% [markdown]
# ![The widget with three layers of 3 taps, strides 1, 2 and 1: a cone from one output at the top to 9 samples of the input; below it a bar for each sample, tallest in the middle: how much that sample has to say.](figures/07_cone_widget.svg)
#
# ## 7.5 Who in the field has a say?
#
# The field says who *could* have a say. How much each pixel has is the gradient of the output with respect to it: nudge the pixel, and see how far the output moves. Where all weights are equal, that is the number of ways from the pixel to the output.
#
# By hand, three layers of 3: the first sample gets through in 1 way, the middle one in 7. **Predict** for the fifteen layers of section 7.1: how much of the say do the middle 11 of the 31 pixels have?

# %%
quiz.predict("say-of-the-middle")

# %% tags=["skip-execution"]
from matplotlib import pyplot as plt

ways = np.ones(1)
for layer in range(15):
    ways = np.convolve(ways, np.ones(3))
plt.figure(figsize=(6, 2.2))
plt.bar(range(len(ways)), ways / ways.sum(), color="#00776b")
plt.title(f"the middle 11 of {len(ways)} pixels have {ways[10:21].sum() / ways.sum():.0%} of the say");

# %% [markdown]
# The **effective** field is much smaller than the field on paper. It grows with the square root of the number of layers only, and fades out like a Gaussian. Fifteen layers pay for 31 pixels and use little more than 11 of them. Change the cell: what do you get for 5 layers, or for kernels of 5? What do the dilations 1, 2, 4 of section 7.4 give?
#
# > **The rule**: the field is a border, not a weight: what is in its middle counts most.

# %% [markdown]
# ## 7.6 Must every filter read every channel?
#
# So far it did: $F$ filters on $C$ channels are a table of $F \cdot C$ kernels. Now cut the channels into **groups** that do not see each other. With $g$ groups a filter reads the $C / g$ channels of its own group only, so the table keeps $g$ blocks along its diagonal, and the weights shrink to $F \cdot (C / g) \cdot k \cdot k$.
#
# ![Three tables of kernels for 4 channels and 4 filters. One group: all 16 cells filled. Two groups: two blocks of 2 x 2 on the diagonal, 8 cells. Four groups, depthwise: the diagonal alone, 4 cells.](figures/07_groups.svg)
#
# The last step is called **depthwise**: $g = C = F$, each channel has one kernel and a map of its own, and nothing is summed over channels. $C \cdot k \cdot k$ weights are left of $C \cdot C \cdot k \cdot k$.

# %% [markdown]
# Then no channel ever hears of another. So a **pointwise** layer follows: 1 x 1 kernels, $C \cdot F$ weights, which mix the channels at each place and look at no neighbor. This pair carries MobileNet (2017). **Predict** how much it saves for 512 channels in and out, and 3 x 3.

# %%
quiz.predict("depthwise-and-pointwise")

# %%
full, depthwise, pointwise = 512 * 512 * 3 * 3, 512 * 3 * 3, 512 * 512
full, depthwise + pointwise, full / (depthwise + pointwise)

# %% [markdown]
# Nearly nine times fewer. In general the share that is left is
#
# $$\frac{C k^2 + C F}{C F k^2} = \frac{1}{F} + \frac{1}{k^2}$$
#
# so for many filters it is about $1/9$, whatever the network. And a wide kernel is nearly free: ConvNeXt (2022) takes 7 x 7 depthwise kernels, $49\,C$ weights, and leaves the mixing to 1 x 1.
#
# ### Play: cut the table
#
# (1) Which numbers of groups can 8 channels and 12 filters have, and why no others? (2) Put a pointwise layer behind a depthwise one: how much of the full count is left, and which channels does a filter see? (3) Find a setting with a third of the weights. What becomes of the multiplications?

# %%
widgets.groups()

# %% [markdown]
# ![The widget with 8 channels, 8 filters and 2 groups: a table of 64 cells with two filled blocks of 4 x 4 on its diagonal, 288 weights of 576, and below it the channels that filter 0 sees: 0 to 3.](figures/07_groups_widget.svg)
#
# > **The rule**: $g$ groups leave $1/g$ of the weights and of the multiplications, and cut the ways between channels. Depthwise looks around, pointwise looks across.
#
# ## 7.7 Is that hard to compute?
#
# No. In lesson 4's columns a hole changes one thing: tap $(m, n)$ reads the slice that starts at row $m d$, column $n d$. And groups are $g$ small products in place of one large one:
#
# $$\underbrace{(F/g,\; C/g \cdot k_H k_W)}_{\text{weights of a group}} \; @ \; \underbrace{(C/g \cdot k_H k_W,\; H_o W_o)}_{\text{columns of its channels}}$$
#
# The maps of all groups, one below the other, are the $F$ maps of the layer.

# %% [markdown]
# ### Exercise 7.2: holes and groups (5 points, 15 min, medium)
#
# Write `conv2d_grouped`. Filter $f$ reads the channels of group $f \mathbin{//} (F / g)$. Channel 0 holds 1 to 9, channel 1 the same times 10; two filters `[[1, 0], [0, -1]]` and `groups=2` make a map of -4 and one of -40. With dilation 2 there is one place: 1 - 9 = -8, and -80.

# %% nbgrader={"grade_id": "conv2d_grouped", "solution": true}
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Convolve an image with filters that have holes and read their own group of channels.

    Parameters
    ----------
    x : array of shape (C, H, W)
        An image, channels first. Any real dtype. It is not changed.
    w : array of shape (F, C / groups, kH, kW)
        The filters. Filter f reads the channels of group f // (F / groups).
    b : array of shape (F,), optional
        One bias for each filter. None means no bias.
    stride, padding, dilation : int
        Pixels between places, rings of zeros, and pixels between taps.
    groups : int
        Groups of channels; with as many groups as channels and filters it is depthwise.

    Returns
    -------
    array of shape (F, Ho, Wo)

    Raises
    ------
    ValueError
        If C or F cannot be divided by `groups`, `w.shape[1]` is not C / groups, `b` is
        not of shape (F,), or the dilated kernel is larger than the padded image.
    """
    ### BEGIN SOLUTION
    # Why it works: each group is a small convolution of its own: its filters meet its channels alone, and the maps stand one after another.
    (c, height, width), (f, depth, kh, kw) = x.shape, w.shape
    if c % groups or f % groups or depth != c // groups:
        raise ValueError(f"{c} channels and filters of shape {w.shape} do not make {groups} groups")
    if b is not None and np.shape(b) != (f,):
        raise ValueError(f"expected {f} biases, got {np.shape(b)}")
    reach = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    if reach[0] > height + 2 * padding or reach[1] > width + 2 * padding:
        raise ValueError(f"kernels that reach over {reach} do not fit on {height, width} with padding {padding}")
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, reach, axis=(1, 2))
    taps = windows[:, ::stride, ::stride, ::dilation, ::dilation]
    pairs = zip(np.split(w.astype(float), groups), np.split(taps, groups))
    maps = np.concatenate([np.tensordot(bank, part, axes=([1, 2, 3], [0, 3, 4])) for bank, part in pairs])
    return maps if b is None else maps + np.reshape(b, (-1, 1, 1))
    ### END SOLUTION

# %%
# The worked number: a map of -4, and one of -40.
# x = np.arange(1, 10).reshape(1, 3, 3) * np.array([1, 10]).reshape(2, 1, 1)
# conv2d_grouped(x, np.array([[[[1, 0], [0, -1]]]] * 2), groups=2)

# %% [markdown]
# <details><summary>Hint 1: the idea</summary>
#
# Write it for one group first: your lesson 4, with holes. Then cut channels and filters: each group is an ordinary layer of its own.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# $y[f, i, j] = b[f] + \sum_{c, m, n} w[f, c, m, n] \; x[\, q \cdot C/g + c,\; i s + m d - p,\; j s + n d - p \,]$ with $q = f \mathbin{//} (F / g)$; $c$ counts from 0 in each group.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `dilate_kernel` of each kernel, and then no dilation, is a way too. Group `q` takes the channels from `q * (C // groups)` on and the filters from `q * (F // groups)` on. `np.concatenate` joins the maps; the biases come last, as `b[:, None, None]`.
# </details>

# %% nbgrader={"grade_id": "conv2d_grouped__values", "grade": true, "points": 2}
# The tests of conv2d_grouped: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
nines, diagonal = np.arange(1, 10).reshape(1, 3, 3) * [[[1]], [[10]]], np.array([[[[1, 0], [0, -1]]]] * 2)
check(conv2d_grouped, (nines, diagonal), kwargs={"groups": 2}, expected=np.full((2, 2, 2), 4) * [[[-1]], [[-10]]])
x, w, b = rng.normal(size=(4, 6, 8)), rng.normal(size=(6, 2, 3, 2)), rng.uniform(2, 9, size=6)
maps = np.stack([sum(correlate2d(x[f // 3 * 2 + c], w[f, c], mode="valid") for c in (0, 1)) for f in range(6)])
check(conv2d_grouped, (x, w), kwargs={"groups": 2}, expected=maps)
check(conv2d_grouped, (x, w, b), kwargs={"groups": 2}, expected=maps + b[:, None, None])
wide = np.kron(w, [[1, 0], [0, 0]])[..., :-1, :-1]  # one zero between the taps, none around them
maps = np.stack([sum(correlate2d(x[f // 3 * 2 + c], wide[f, c], mode="valid") for c in (0, 1)) for f in range(6)])
check(conv2d_grouped, (x, w, b), kwargs={"dilation": 2, "groups": 2}, expected=maps + b[:, None, None])

# %% [markdown]
# What does not divide has no groups; and a bias of length 1 would be stretched over all maps in silence.

# %% nbgrader={"grade_id": "conv2d_grouped__limits", "grade": true, "points": 1}
# The tests of the limits of conv2d_grouped: run this cell; click it to read them.
from scipy.signal import correlate2d

rng = np.random.default_rng()
x, w, b = rng.normal(size=(6, 5, 7)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
wide = np.kron(w, [[1, 0], [0, 0]])[..., :-1, :-1]
maps = np.stack([sum(correlate2d(x[f // 2 * 3 + c], wide[f, c], mode="valid") for c in range(3)) for f in range(4)])
check(conv2d_grouped, (x, w, b, 1, 0, 2, 2), expected=maps + b[:, None, None])  # five rows just fit
check(conv2d_grouped, (x[:, :4], w, b, 1, 0, 2, 2), raises=ValueError)
check(conv2d_grouped, (x[:, :, :2], w, b, 1, 0, 2, 2), raises=ValueError)
check(conv2d_grouped, (x[:, :3, :4], w, b, 1, 1, 4, 2), raises=ValueError)
check(conv2d_grouped, (x[:5], w[:, :2], b, 1, 0, 1, 2), raises=ValueError)  # 5 channels
check(conv2d_grouped, (x, w[:3], b[:3], 1, 0, 1, 2), raises=ValueError)  # 3 filters
check(conv2d_grouped, (x, w[:, :2], b, 1, 0, 1, 2), raises=ValueError)
check(conv2d_grouped, (x, w, b[:1], 1, 0, 1, 2), raises=ValueError)

# %% nbgrader={"grade_id": "conv2d_grouped__hidden", "grade": true, "points": 2}
# Hidden tests: depthwise, one group, strides, paddings and dilations together, images and filters of other dtypes.
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng()
for c, f, g, size, shape, s, p, d in [
    (3, 3, 3, (6, 8), (2, 3), 1, 0, 1), (4, 6, 2, (7, 9), (3, 2), 2, 1, 1), (3, 2, 1, (9, 8), (2, 3), 1, 2, 3),
    (2, 6, 2, (9, 4), (4, 1), 3, 1, 2), (6, 3, 3, (5, 9), (1, 4), 2, 0, 2), (4, 4, 4, (10, 7), (3, 2), 2, 3, 2), (1, 4, 1, (4, 6), (4, 6), 1, 0, 1), (4, 2, 2, (3, 5), (5, 6), 1, 3, 2),
]:
    x, w, b = rng.normal(size=(c, *size)), rng.normal(size=(f, c // g, *shape)), rng.uniform(3, 9, size=f)
    b[f // 2] = 0  # a bias of 0 leaves the others as they are
    padded = np.pad(x, ((0, 0), (p, p), (p, p)))
    wide = np.kron(w, np.outer(np.eye(d)[0], np.eye(d)[0]))[..., : d * (shape[0] - 1) + 1, : d * (shape[1] - 1) + 1]
    first = [k // (f // g) * (c // g) for k in range(f)]  # the first channel that each filter reads
    maps = np.stack([sum(correlate2d(padded[first[k] + i], wide[k, i], "valid")[::s, ::s] for i in range(c // g)) for k in range(f)])
    kwargs = {"stride": s, "padding": p, "dilation": d} | ({"groups": g} if g > 1 else {})
    check(conv2d_grouped, (x, w, b), kwargs=kwargs, expected=maps + b[:, None, None])
    check(conv2d_grouped, (x, w, None, s, p, d, g), expected=maps)
gray, whole, tenths = rng.integers(100, 256, size=(4, 6, 5)), rng.integers(-9, 10, size=(6, 2, 2, 3)), rng.integers(1, 10, size=6) / 10 + 0.05
maps = np.stack([sum(correlate2d(gray[k // 3 * 2 + i], whole[k, i], "valid") for i in (0, 1)) for k in range(6)])
for pixels in (gray.astype(np.uint8), gray.astype(np.float32), gray):
    check(conv2d_grouped, (pixels, whole, tenths), kwargs={"groups": 2}, expected=maps + tenths[:, None, None])
maps = np.stack([sum(correlate2d((gray > 170).astype(int)[k // 3 * 2 + i], whole[k, i], "valid") for i in (0, 1)) for k in range(6)])
check(conv2d_grouped, (gray > 170, whole, tenths), kwargs={"groups": 2}, expected=maps + tenths[:, None, None])
### END HIDDEN TESTS

# %% [markdown]
# A depthwise layer of 64 channels makes 64 times fewer multiplications than a full one. **Predict**: is it 64 times as fast? The cell measures the course's own convolution where you are.

# %%
quiz.predict("is-it-64-times-as-fast")

# %%
work, time = race.depthwise(channels=64, side=48)
work, round(time, 1)

# %% [markdown]
# **Multiplications are not seconds.** The second number is much smaller than the first, and changes from machine to machine. (If yours is busy with other things, run the cell twice.) Sixty-four small products keep a processor's arithmetic units less busy than one large one, and the columns must be gathered all the same: what is left is memory traffic. A graphics card often shows the gap more clearly still. Count, but measure, too.

# %% [markdown]
# ## 7.8 Which stack fits the chip?
#
# Back to the conveyor belt: 5 channels, a screw of 31 pixels, 1,000 numbers. The chip knows one kind of layer, 3 x 3 from all channels to all channels, with stride 1 or 2. **Predict**: how many layers does it take at least, and how many fit?

# %%
quiz.predict("layers-on-the-chip")

# %% [markdown]
# ### Exercise 7.3: the architect (3 points, 10 min, hard)
#
# Write `design_stack`. Its layers are dicts, as lesson 2's `trace_layers` takes them. Many stacks are right, and **each of them** earns the points: the field must be at least the target, all weights and biases together at most the budget. Padding is free. One layer costs $5 \cdot (5 \cdot 9 + 1) = 230$ here, so `design_stack(31, 1000, 5)` may return four of them. With a budget of 900 no stack can do it: that raises a `ValueError`.

# %% nbgrader={"grade_id": "design_stack", "solution": true}
def design_stack(receptive_field, max_params, channels):
    """Return a stack of 3x3 convolutions that sees far enough and keeps a budget.

    Parameters
    ----------
    receptive_field : int
        Pixels that one output must see on each axis, or more; at least 2.
    max_params : int
        Most weights and biases of all layers together.
    channels : int
        Channels of the input and filters of every layer.

    Returns
    -------
    list of dict
        One for each layer: `{"kind": "conv", "filters": channels, "kernel": 3,
        "stride": 1 or 2, "padding": p}`. A missing stride is 1, a missing padding 0.

    Raises
    ------
    ValueError
        If no stack of such layers does it.
    """
    ### BEGIN SOLUTION
    # Why it works: a layer of stride 2 doubles what each later layer adds to the field, so the cheapest stack strides first.
    field, jump, layers = 1, 1, []
    while field < receptive_field:
        layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
        field, jump = field + 2 * jump, 2 * jump
    cost = len(layers) * channels * (9 * channels + 1)
    if cost > max_params:
        raise ValueError(f"to see {receptive_field} pixels takes {cost} parameters, more than {max_params}")
    return layers
    ### END SOLUTION

# %%
# What does your stack see, layer by layer?
# [row.receptive_field for row in shapes.trace({"input": (5, 999, 999), "layers": design_stack(31, 1000, 5)})]

# %% [markdown]
# `stacks.Within` stands for every right answer: it walks through your layers with field and jump, and counts.
#
# <details><summary>Hint 1: the idea</summary>
#
# Every layer costs the same, so take as few as you can. Which stride makes the field grow fastest?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# A layer adds 2 · jump. With stride 2 everywhere the jumps are 1, 2, 4, ..., so $n$ layers see $2^{n+1} - 1$ pixels. They cost $n \cdot C(9C + 1)$.
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# A `while` loop with field and jump appends layers until the field is reached; the last layer's own stride does not matter for it. Then compare the cost with the budget, biases included: equal is within.
# </details>

# %% nbgrader={"grade_id": "design_stack__values", "grade": true, "points": 1.5}
# The tests of design_stack: run this cell; click it to read them.
rng = np.random.default_rng()
check(design_stack, (31, 1000, 5), expected=stacks.Within(31, 1000, 5))
check(design_stack, (7, 2000, 4), expected=stacks.Within(7, 2000, 4))
for layers in rng.permutation([1, 2, 3, 4]).tolist():
    channels = int(rng.integers(2, 9))
    cost = layers * (np.ones((channels, channels, 3, 3)).size + channels)
    for field in (2**layers, 2 ** (layers + 1) - 1):  # the nearest and the farthest that need so many
        check(design_stack, (field, cost, channels), expected=stacks.Within(field, cost, channels))

# %% [markdown]
# One parameter too few, or one pixel too many, and no stack will do.

# %% nbgrader={"grade_id": "design_stack__limits", "grade": true, "points": 0.5}
# The tests of the limits of design_stack: run this cell; click it to read them.
rng = np.random.default_rng()
channels = int(rng.integers(2, 9))
cost = 3 * (np.ones((channels, channels, 3, 3)).size + channels)
check(design_stack, (15, cost, channels), expected=stacks.Within(15, cost, channels))
check(design_stack, (15, cost - 1, channels), raises=ValueError)
check(design_stack, (16, cost, channels), raises=ValueError)
check(design_stack, (2, channels, channels), raises=ValueError)

# %% nbgrader={"grade_id": "design_stack__hidden", "grade": true, "points": 1}
# Hidden tests: small and large targets, budgets with and without room, one channel and many.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for field in [2, 3, 4, 5, 6, 8, 9, 13, 16, 25, 32, 63, 64, 101, int(rng.integers(130, 250))]:
    needed = next(n for n in range(1, 20) if 2 ** (n + 1) - 1 >= field)
    for channels in (1, int(rng.integers(2, 20))):
        layer = np.ones((channels, channels, 3, 3)).size + channels
        for budget in (needed * layer, (needed + 1) * layer - 1, (needed + 3) * layer + int(rng.integers(layer))):
            check(design_stack, (field, budget, channels), expected=stacks.Within(field, budget, channels))
### END HIDDEN TESTS

# %% [markdown]
# Here is your design beside four others that see 31 pixels with 5 channels: one large kernel, VGG's 3 x 3 at stride 1, a dilated stack 1, 2, 4, 8, and the same with depthwise and pointwise layers. **Predict** which two of the five have the same number of weights and biases.

# %%
quiz.predict("two-of-one-price")

# %%
figures.show(*stacks.chart(design_stack(31, 1000, 5)))

# %% [markdown]
# Yours and the dilated stack cost 920 both, and differ in what they keep. With a stride of 2 in all its layers yours ends in a map with a sixteenth of the rows; the dilated one keeps every row, and multiplies at each of them. With depthwise layers 320 numbers do. Nothing here is best: ask first what the answer must look like, one word a picture or one a pixel.
#
# ![Bars of the parameters and of the multiply-adds of five designs that see 31 pixels with 5 channels on 128 x 128: one kernel 24,030 parameters, VGG's stack 3,450, steps 920, holes 920, holes with depthwise layers 320. The steps work least.](figures/07_designs.svg)

# %% [markdown]
# > **Numbers that exams love**
#
# | question | answer |
# |---|---|
# | field of two, of three 3 x 3 | 5, 7 |
# | their weights against one 5 x 5, one 7 x 7 | 18 for 25 (28 % fewer), 27 for 49 |
# | fields of 3 x 3 with the strides 1, 2, 1, 2 | 3, 5, 9, 13 |
# | reach of 3 taps with dilation 2, and its *same* padding | 5, and 2 |
# | field of 3 taps with the dilations 1, 2, 4 | 15 |
# | weights, 3 x 3 on 64 channels: full, depthwise | 36,864, 576 |
# | depthwise and pointwise, 3 x 3, as a share of the full layer | 1/F + 1/9 |
#
# The usual slips: the jump forgotten, the pool not counted, zeros around the taps, and a sum over channels in a depthwise layer.
#
# **Draw it.** Your `dilate_kernel` makes holes. Change the taps, to five or to a row of three; add a dilation. How large does each picture get?

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

taps = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])
fig, axes = plt.subplots(1, 3, figsize=(7, 2.5))
for axis, gap in zip(axes, (1, 2, 4)):
    axis.imshow(dilate_kernel(taps, gap), cmap="gray")
    axis.set_title(f"dilation {gap}");

# %% [markdown]
# **Make your own dial.** A function that draws, a slider, and `interact`. At which dilation do three taps reach over 13 pixels? Add a second slider that chooses among several kernels.

# %% tags=["skip-execution"]
from ipywidgets import IntSlider, interact

def holes(dilation):
    plt.imshow(dilate_kernel(taps, dilation), cmap="gray")

interact(holes, dilation=IntSlider(value=2, min=1, max=6));

# %% [markdown]
# ## Quick check
#
# Five questions, each a little harder than the one before. Answer, press *Check*, and read the why, also where you were right.

# %%
quiz.ask("07_receptive_field")

# %% [markdown]
# ## Think it over
#
# A friend wants to mark every pixel of a satellite picture as road or not road. To tell a road from a river it takes 60 pixels around. In three or four sentences: steps, holes or groups? What goes wrong with each if it is used alone, and how would you find out what the trained network really looks at?

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# ### BEGIN SOLUTION
# **Rubric.** A full answer names that (1) one answer a pixel is wanted, so steps alone lose the place: the map is smaller than the picture and must be enlarged again; (2) holes keep the map as fine as the picture (dilations 1, 2, 4, 8, 16 with 3 taps see 63), and cost work at every pixel; the same dilation again and again leaves a grid that is never read; (3) groups save weights and work and do not widen the field at all, and without a pointwise layer channels never meet; (4) the gradient of one output with respect to the picture shows what is looked at, and the middle counts most. Two of the four, with a reason each, are enough.
# ### END SOLUTION

# %% [markdown]
# ## Honest limits
#
# The bell of section 7.5 holds for equal weights and no activation; training moves it, and nobody knows how far before looking. Two 3 x 3 kernels see what a 5 x 5 sees, but they cannot be every 5 x 5; and a count of weights says nothing of time, memory or energy.
#
# ## In three sentences
#
# A layer widens the field by $d(k - 1)$ jumps, and every stride makes the jumps behind it longer. Small kernels, steps, holes and groups buy sight for few weights, each at a price: more layers, coarser maps, a grid, channels that do not meet. What an output can see is a border, and most of what it uses lies in the middle.

# %% [markdown]
# ## Further reading
#
# - Luo, Li, Urtasun and Zemel, [Understanding the effective receptive field](https://arxiv.org/abs/1701.04128) (2016): why the middle counts most.
# - Yu and Koltun, [Multi-scale context aggregation by dilated convolutions](https://arxiv.org/abs/1511.07122) (2016): the stack 1, 2, 4, 8.
# - Howard et al., [MobileNets](https://arxiv.org/abs/1704.04861) (2017): depthwise and pointwise, with the sum of section 7.6.
# - Simonyan and Zisserman, [Very deep convolutional networks](https://arxiv.org/abs/1409.1556) (2015): 3 x 3 all the way down, argued in one page.
# - Liu et al., [A ConvNet for the 2020s](https://arxiv.org/abs/2201.03545) (2022): ConvNeXt, and its 7 x 7 depthwise kernels.
# - Araujo, Norris and Sim, [Computing receptive fields](https://distill.pub/2019/computing-receptive-fields/) (2019): the field of any network, with where it begins.

# %% [markdown]
# ## Mark this lesson
#
# The button saves this notebook and marks it as `make mark` does, hidden tests included. What is not right yet gets its hint.
#
# **Next**: [lesson 8](../08_training/08_training.ipynb) finds the weights.

# %%
widgets.mark("07_receptive_field")
