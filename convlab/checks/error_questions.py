"""Ask the question that an error raises by itself: a name that nobody knows, an index past the end."""

from __future__ import annotations

import difflib
import re

import numpy as np

from convlab.checks.time_limit import TimeIsUp

_RENAMED = {  # by NumPy 2, whose message does not say so
    "product": "prod", "cumproduct": "cumprod", "in1d": "isin", "trapz": "trapezoid", "bool8": "bool_",
    "NAN": "nan", "INF": "inf", "Infinity": "inf", "int0": "intp", "row_stack": "vstack",
}  # fmt: skip
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
    if isinstance(error, TimeIsUp):
        return "Does the loop in that line come to an end: what must change for that, and does it change?"
    if isinstance(error, KeyboardInterrupt):
        return "Were you right to stop it? What does the loop in that line wait for?"
    if isinstance(error, SystemExit):
        return "`exit` and `quit` end all of Python. Which statement ends only a function, and hands its result on?"
    if isinstance(error, UnboundLocalError) and found:
        return f"On which way through the function does `{found[0]}` get no value?"
    if isinstance(error, NameError) and found:
        return f"Where does `{found[0]}` come from: is it spelled as elsewhere, or is an import or a cell missing?"
    if isinstance(error, AttributeError) and (advice := advice_of_numpy(text)):
        return advice
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


def advice_of_numpy(text: str) -> str:
    """Return what NumPy says of one of its names that is gone, with the new name; empty for any other text.

    >>> advice_of_numpy("module 'numpy' has no attribute 'product'")
    'NumPy has no `product` any more: it is called `np.prod` now.'
    >>> advice_of_numpy("`np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead.")
    '`np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead.'
    """
    if re.match(r"`np\.\w+` was removed", text):
        return text
    found = re.match(r"module 'numpy' has no attribute '(\w{1,40})'", text)
    if not found:
        return ""
    name, advice = found[1], re.search(r"use (`\w+`) by itself", text)
    if advice:
        wide = re.search(r"use (?:e\.g\. )?(`np\.\w+`)", text)
        more = f", or {wide[1]} for NumPy's own" if wide else ""
        return f"NumPy has no `{name}` any more: use Python's own {advice[1]}{more}."
    if name == "math":
        return "NumPy has no `math` any more: it is a module of Python's own, which `import math` brings."
    if name in _RENAMED:
        return f"NumPy has no `{name}` any more: it is called `np.{_RENAMED[name]}` now."
    near = difflib.get_close_matches(
        name, [word for word in dir(np) if not word.startswith("_")], n=1, cutoff=0.8
    )
    return f"NumPy has no `{name}`. Did you mean `np.{near[0]}`?" if near else ""
