# %% [markdown]
# # 0. Start here
#
# **You will**
# - run cells, and know what a test, a hidden test, a point and *Mark this lesson* are;
# - refuse bad arguments with `raise ValueError`;
# - use the few moves of NumPy that the lessons live on: slices, `[:, None]`, `outer`, `roll`, `rot90`.
#
# **Minutes** 20 &nbsp; **Points** none &nbsp; **You need** a little Python: functions, loops, lists.

# %% [markdown]
# ## 0.1 How does a page like this work?
#
# Text and code stand in **cells**. Click into the gray one below and press **Shift+Enter**: Python runs it, shows the value of its last line, and goes on to the next cell.

# %%
2 + 3

# %% [markdown]
# The number in brackets says which cell ran when; a star, `[*]`, says that it is still running. Change the 3, and run it again. Nothing can break: what you have changed is yours, and a fresh copy lies in the folder `notebooks`.
#
# Python remembers what it ran, in the order in which *you* ran it. When things get confusing, choose *Kernel > Restart Kernel and Run up to Selected Cell*. That starts over, from the top to here.
#
# The next cell loads the course. Every lesson begins with one like it; run it first, always.

# %%
import numpy as np
from convlab import check, images, quiz

# %% [markdown]
# ## 0.2 What is a prediction?
#
# Before a cell answers, the lesson asks what you expect. Say it, even if you are not sure: who has guessed, looks closer. It is compared and counted in your browser; nobody else sees it.
#
# **Predict**: what does `np.arange(10, 30, 5)` hold?

# %%
quiz.predict("what-arange-holds")

# %%
np.arange(10, 30, 5)

# %% [markdown]
# ## 0.3 What is an exercise?
#
# A function with its heading and a long description, the **docstring**, and one line where your code belongs. Here is one without points. Replace the line `raise NotImplementedError()` with `return 2 * x`. (In the lessons it takes a little longer.)

# %% nbgrader={"grade_id": "double", "solution": true}
def double(x):
    """Return `x` times 2.

    Parameters
    ----------
    x : number or array

    Returns
    -------
    of the same kind
    """
    ### BEGIN SOLUTION
    # Why it works: an array takes part in arithmetic as a whole, so one line serves numbers and arrays.
    return 2 * x
    ### END SOLUTION

# %% [markdown]
# Run your cell, then the **test** below it. Tests are folded to their first line; click the line to read them. Each `check` calls your function and compares. A right answer is told so; for a wrong one you see a small call that shows it, what was expected, one question, and where to look. Run the test once with a wrong answer, `return x + 2`, to have seen it.

# %% tags=["raises-exception"] jupyter={"source_hidden": true}
# The tests of double: run this cell; click it to read them.
check(double, (21,), expected=42)
check(double, (np.array([1, 2, 3]),), expected=np.array([2, 4, 6]))

# %% [markdown]
# - **Points.** Each test cell has some. An exercise's points stand in its heading, with minutes and how hard it is.
# - **Hidden tests** try other inputs: odd sizes, other kinds of numbers, the smallest and the largest. Their cells look empty here; they are run when the lesson is marked.
# - **Mark this lesson** is a button at the end of every lesson. It saves your notebook, runs *all* tests in a process of its own, and shows your points, with a hint where one is missing. Press it as often as you like.

# %% [markdown]
# **Stuck?** Below each exercise stand three hints: the idea, the formula, almost there. Open one at a time. After three different tries that fail, the test also offers the course's solution, with a line on why it works. An exercise that is not right yet never keeps you from reading on.
#
# ## 0.4 How does a function say no?
#
# Some arguments have no answer: a kernel larger than the image, a stride of 0. Then a function should stop, and say why. The statement for that is `raise`, and all it takes is these lines:

# %%
def half(n):
    if n % 2:
        raise ValueError(f"expected an even number, got {n}")
    return n // 2

half(8)

# %% [markdown]
# `raise` ends the function at once; nothing is returned. Whoever called it gets the error, and a test can look for it. To *return* an error, or to print a sentence, would stop nobody: the program would go on with nonsense. The lessons always want a `ValueError`. What stands in its text is up to you.

# %%
try:
    half(7)
except ValueError as error:
    print("refused:", error)

# %% [markdown]
# ## 0.5 Which pieces of an array?
#
# An image is an array: rows first, then columns, both counted from 0. A **slice** `start:stop` takes the places from `start` up to, not including, `stop`. A third number is the step; a step of -1 reads backwards.

# %%
grid = np.arange(30).reshape(5, 6)
print(grid, grid[1:3, 2:5], grid[::2, ::-1], sep="\n\n")

# %% [markdown]
# **Predict** the shape of `grid[1:4, -2:]`. (A negative number counts from the end.)

# %%
quiz.predict("shape-of-a-slice")

# %%
grid[1:4, -2:]

# %% [markdown]
# A photograph, too, is a table of numbers: 0 is black, 1 is white. **Try it**: find the slice that holds the glasses, then one that shows every fourth pixel, then one that stands on its head. `plt.imshow` draws any array.

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

photo = images.photograph(128)
plt.imshow(photo[20:80, 30:100], cmap="gray");

# %% [markdown]
# ## 0.6 A column meets a row
#
# When shapes differ, NumPy stretches what has length 1: this is **broadcasting**. `[:, None]` turns three numbers into a *column* of shape (3, 1), and a column with a row makes a whole table. So two loops become one line.

# %%
down, across = np.array([0, 10, 20]), np.array([1, 2, 3, 4])
down[:, None] + across

# %% [markdown]
# With `*` in place of `+` the table has a name of its own: the outer product, `np.outer(down, across)`.
#
# **Predict**: which number stands in the lower right corner of that one?

# %%
quiz.predict("corner-of-an-outer-product")

# %%
np.outer(down, across)

# %% [markdown]
# **Try it**: make the table of 1 x 1 to 10 x 10 in one line. And where a length is 1 by accident? Then NumPy stretches that, too, and says nothing. So the lessons compare shapes before they multiply.
#
# ## 0.7 How do you move and turn an array?
#
# `np.roll` moves all entries along an axis; what falls off at one end comes back at the other. `np.rot90` turns the array a quarter to the left, and twice that with `np.rot90(a, 2)`.

# %%
small = np.arange(1, 7).reshape(2, 3)
print(small, np.roll(small, 1, axis=1), np.rot90(small), sep="\n\n")

# %% [markdown]
# **Predict** the first row of `np.rot90(small, 2)`.

# %%
quiz.predict("upside-down")

# %%
np.rot90(small, 2)

# %% [markdown]
# Each axis backwards: `small[::-1, ::-1]` is the same. You will meet it again as "the flip".
#
# ## 0.8 How do you make a dial?
#
# A slider is one line. `interact` takes a function and a range for each of its arguments, and calls the function whenever you move one. **Try it**: let the second slider go to 128. What do you see when both are large?

# %% tags=["skip-execution"]
from ipywidgets import interact

def look(rows=0, columns=0):
    plt.imshow(np.roll(photo, (rows, columns), axis=(0, 1)), cmap="gray")

interact(look, rows=(0, 128), columns=(0, 64));

# %% [markdown]
# ## 0.9 Where does it lead?
#
# | lesson | minutes | points | afterwards you can |
# |---|---|---|---|
# | [1. Slide a kernel over an image](../01_ops/01_ops.ipynb) | 60 | 20 | write a convolution, and say what its numbers mean |
# | [2. Count the places before you slide](../02_output_size/02_output_size.ipynb) | 45 | 15 | say every shape in a network before it runs |
# | [3. Turn two dials: padding and stride](../03_padding_stride/03_padding_stride.ipynb) | 50 | 15 | treat the border, shrink an image, and know the price |
# | [4. Turn convolution into one matrix product](../04_im2col/04_im2col.ipynb) | 60 | 20 | make it a hundred times faster |
# | [5. See what a filter sees](../05_kernels/05_kernels.ipynb) | 50 | 12 | read and design filters, and find a hidden one |
# | [6. Build a network that reads handwriting](../06_tiny_cnn/06_tiny_cnn.ipynb) | 75 | 18 | put a network together, and look inside while it reads your own digit |
# | [7. See further for less](../07_receptive_field/07_receptive_field.ipynb) | 45 | 10, bonus | say what each pixel depends on, and design for it |
# | [8. Train the network with your own hands](../08_training/08_training.ipynb) | 90 | 15, bonus | derive the gradients, and train the network of lesson 6 |
#
# Each takes about an hour, and each needs the ones before it. Stop wherever you like: what is saved (Ctrl+S) is there tomorrow. Run the first cell again then, and your own functions.
#
# **Next**: [lesson 1](../01_ops/01_ops.ipynb), and a photograph in half an hour.
