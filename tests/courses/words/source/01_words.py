# %% [markdown]
# # Count words
# A small lesson about strings and lists.

# %% nbgrader={"grade_id": "setup", "locked": true}
import re

# %% [markdown]
# ### Exercise 1: count vowels (4 points)

# %% nbgrader={"grade_id": "count_vowels", "solution": true}
def count_vowels(text):
    """Return how many of a, e, i, o, u are in `text`, in either case."""
    ### BEGIN SOLUTION
    return len(re.findall("[aeiou]", text.lower()))
    ### END SOLUTION

# %%
# Try it here.
print("scratch")

# %% nbgrader={"grade_id": "count_vowels__values", "grade": true, "points": 2}
assert count_vowels("banana") == 3, "banana has three vowels"

# %% nbgrader={"grade_id": "count_vowels__hidden", "grade": true, "points": 2}
# More words are tried when this is graded.
### BEGIN HIDDEN TESTS
assert count_vowels("AEIOU xyz") == 5
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: running total (6 points)

# %% nbgrader={"grade_id": "running_total", "solution": true}
def running_total(numbers):
    """Return the sums of the first one, two, three ... numbers."""
    ### BEGIN SOLUTION
    return [sum(numbers[: i + 1]) for i in range(len(numbers))]
    ### END SOLUTION

# %% nbgrader={"grade_id": "running_total__values", "grade": true, "points": 2}
assert running_total([1, 2, 3]) == [1, 3, 6]

# %% nbgrader={"grade_id": "running_total__hidden", "grade": true, "points": 4}
# More lists are tried when this is graded.
### BEGIN HIDDEN TESTS
assert running_total([]) == []
assert running_total([5, -5, 2]) == [5, 0, 2]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "reflection", "grade": true, "solution": true, "points": 0}
# What was hard?
#
# ### BEGIN SOLUTION
# A good answer names one thing.
# ### END SOLUTION
