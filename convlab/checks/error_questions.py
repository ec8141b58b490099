"""Ask the question that an error raises by itself: a name that nobody knows, an index past the end."""

from __future__ import annotations

import re

_NAMED = re.compile(r"'(\w{1,60})'")
_BY_TEXT = [
    (
        TypeError,
        r"exceptions must derive from",
        "What stands after `raise`: a text alone, or an error that carries the text?",
    ),
    (
        TypeError,
        r"required positional argument|unexpected keyword argument|positional arguments? but",
        "Compare the call with the first line of your function: which parameters did the exercise give it?",
    ),
    (
        TypeError,
        r"bitwise_xor|type\(s\) for \^",
        "The sign `^` is no power in Python. Which sign is?",
    ),
    (
        (TypeError, IndexError),
        r"object cannot be interpreted as an integer|slice indices must be integers|only integers, slices|"
        r"sequence of integers or a single integer",
        "Shapes, indices and `range` take whole numbers. Which division or function made another number?",
    ),
    (
        TypeError,
        r"only (size-1|length-1|0-dimensional) arrays can be converted",
        "The functions of `math` take one number, an array holds many. Where is their brother for arrays?",
    ),
    (
        IndexError,
        r"tuple index out of range",
        "How many entries has that tuple in this call?",
    ),
    (
        ValueError,
        r"inhomogeneous|setting an array element with a sequence",
        "The rows of an array are equally long, and yours are not. Which came out short, and why?",
    ),
    (
        ValueError,
        r"truth value of an array",
        "An array of several numbers is neither true nor false. Which of its numbers do you ask about?",
    ),
    (
        ValueError,
        r"could not (be )?broadcast|broadcastable|mismatch in its core dimension|cannot reshape|not aligned",
        "The error names the sizes that met. Which of them is not what you had in mind?",
    ),
]


def question_of(error: BaseException) -> str:
    """Return a question that leads from an error to its cause; empty where the error says too little.

    >>> question_of(NameError("name 'kernal' is not defined"))
    'Where does `kernal` come from: is it spelled as elsewhere, or is an import or a cell missing?'
    """
    text = str(error)
    found = _NAMED.findall(text)
    if isinstance(error, UnboundLocalError) and found:
        return f"On which way through the function does `{found[0]}` get no value?"
    if isinstance(error, NameError) and found:
        return f"Where does `{found[0]}` come from: is it spelled as elsewhere, or is an import or a cell missing?"
    if isinstance(error, AttributeError) and "has no attribute" in text and found:
        return f"Is `{found[-1]}` spelled right, and is what stands before its dot what you take it for?"
    if isinstance(error, KeyError):
        return "Which keys does the dict hold in this call? What should count where one is missing?"
    if isinstance(error, IndexError) and "out of bounds" in text:
        return "Which is the last index along that axis in this call? Where does yours come from?"
    if isinstance(error, RecursionError):
        return "The function calls itself again and again. When should it stop?"
    if isinstance(error, AssertionError):
        return "An `assert` raises an AssertionError. Which error does the exercise ask for?"
    return next(
        (
            question
            for kind, words, question in _BY_TEXT
            if isinstance(error, kind) and re.search(words, text)
        ),
        "",
    )
