"""Ask the question that an error raises by itself: a name that nobody knows, an index past the end."""

from __future__ import annotations

import difflib
import re

import numpy as np

from convlab.checks.calling import line_of_error
from convlab.checks.time_limit import TimeIsUp

_RENAMED = {  # by NumPy 2, whose message does not say so
    "product": "prod", "cumproduct": "cumprod", "in1d": "isin", "trapz": "trapezoid", "bool8": "bool_",
    "NAN": "nan", "INF": "inf", "Infinity": "inf", "int0": "intp", "row_stack": "vstack",
}  # fmt: skip
_NAMED = re.compile(r"'(\w{1,60})'")
ABOUT_THE_CALL = re.compile(
    r"required (positional|keyword-only) argument|unexpected keyword argument|"
    r"positional arguments? but|multiple values for"
)
_OF_TWO = re.compile(r"truth value of an array|inhomogeneous")
_MAX = re.compile(
    r"(?<![\w.])((np|numpy)\.a?(max|min)\([\[(]|(max|min)\(([^\[\](),]|\[[^\[\]]*\]|\([^()]*\))*,)"
)
"""`max` of a pair: `np.max([a, b])`, or Python's own with two arguments."""
CARET = "The sign `^` is no power in Python. Which sign is?"
# What an error says, by its class and its text: the id of the mistake, and a question.
_BY_TEXT = [
    (TypeError, r"exceptions must derive from", "text-raised",
     "What stands after `raise`: a text alone, or an error that carries the text?"),
    (TypeError, ABOUT_THE_CALL.pattern, "other-parameters",
     "Compare the call with the first line of your function: which parameters did the exercise give it?"),
    (TypeError, r"Cannot interpret '\d+' as a data type", "shape-not-in-brackets",
     "A shape is one argument, a pair: the second number was read as a dtype. What holds the two together?"),
    (TypeError, r"'(int|float|numpy\.\w*int\w*|numpy\.\w*float\w*)' object is not iterable", "loop-over-a-number",
     "A `for` loop goes through a row of things, and a number is no row. What makes 0, 1, 2, ... out of a number?"),
    (TypeError, r"object is not callable", "called-with-round-brackets",
     "Round brackets call a function, square ones take an entry. Which are meant in that line?"),
    (TypeError, r"builtin_function_or_method|'(method|function)' (object|and)|and '(method|function)'", "not-called",
     "A function is used there where its result is meant. Which brackets are missing?"),
    (TypeError, r"NoneType", "none-used",
     "One of the names in that line holds None. Is it an argument that was not given, or the answer of a function that "
     "does not end in a `return`?"),
    (TypeError, r"for (-|/|//|\*): 'tuple' and|can only concatenate tuple", "tuple-for-numbers",
     "A shape is a tuple, and tuples know no arithmetic of their numbers. How do you get at its sides one by one?"),
    (TypeError, r"unhashable type: 'numpy\.ndarray'", "array-as-a-key",
     "An array may change, so it is no key of a dict and no argument of a cached function. Which of them meets it?"),
    (TypeError, r"list indices must be integers or slices, not tuple", "list-indexed-as-array",
     "A list of lists takes one index in each pair of brackets. How does it become an array?"),
    (TypeError, r"bitwise_xor|type\(s\) for \^", "caret-for-power",
     CARET),
    (TypeError, r"Cannot cast ufunc|Cannot cast (from|array data)", "output-dtype",
     "Numbers with fractions are to go into an array of whole numbers. In which dtype do you keep the answer?"),
    (OverflowError, r"out of bounds for u?int", "output-dtype",
     "The number does not fit into the small whole numbers of that array. In which dtype do you keep the answer?"),
    ((TypeError, IndexError),
     r"object cannot be interpreted as an integer|slice indices must be integers|only integers, slices|"
     r"sequence of integers or a single integer|indices must be integers|must be of integral type",
     "fraction-for-a-whole-number",
     "Shapes, indices and `range` take whole numbers. Which division or function made another number?"),
    (IndexError, r"too many indices for array", "too-many-indices",
     "The line takes more indices than the array has axes. How many axes has it in this call?"),
    (ValueError, r"(not enough|too many) values to unpack", "other-number-of-axes",
     "A shape is unpacked into more or fewer names than it has entries. How many axes has the array in this call?"),
    (TypeError, r"cannot unpack non-iterable (int|float|numpy)", "other-number-of-axes",
     "A single number is to be unpacked into several names. Of which array was the shape wanted there?"),
    (ValueError, r"setting an array element with a sequence\.?$", "sum-forgotten",
     "A whole array is to go into a single place. Which step makes one number of it?"),
    (TypeError, r"only (size-1|length-1|0-dimensional|integer scalar) arrays can be converted", "array-for-a-number",
     "One number is wanted there, and an array of many comes. Which step makes one number of it?"),
    (IndexError, r"tuple index out of range", "too-few-axes", "How many entries has that tuple in this call?"),
    (ValueError, r"inhomogeneous", "uneven-rows",
     "The rows of an array are equally long, and yours are not. Which came out short, and why?"),
    (ValueError, r"truth value of an array", "truth-of-an-array",
     "An array of several numbers is neither true nor false. Which of its numbers do you ask about?"),
    (ValueError, r"mode '\w*' is not supported", "names-of-numpy",
     "NumPy calls the modes otherwise than the exercise does. Whose names does your `np.pad` get?"),
    (ValueError, r"axis -?\d+ is out of bounds", "no-such-axis",
     "The array has fewer axes than you ask for. How many has it in this call, and which is the last?"),
    (ValueError, r"cannot reshape array", "other-size-folded",
     "As many numbers must come out of a `reshape` as go in. How many are there here, and how many do you want?"),
    (ValueError,
     r"could not (be )?broadcast|broadcastable|mismatch in its core dimension|not aligned|shape-mismatch for sum",
     "shapes-do-not-meet",
     "The error names the sizes that met. Which of them is not what you had in mind?"),
    (ValueError, r"[3-9]-dimensional array given", "too-many-axes",
     "A solver takes a table, a row for each equation. How many axes has yours, and what makes a row of a window?"),
    (ValueError, r"[01]-dimensional array given", "too-few-axes",
     "A solver takes a table, a row for each equation. Where are its rows made, and do they arrive?"),
    (ValueError, r"^Incompatible dimensions", "shapes-do-not-meet",
     "`lstsq` wants an equation in each row, and one answer for each. How many rows have the two that you hand it?"),
    (ValueError, r"window shape cannot be larger", "window-larger-than-array",
     "Along some axis the array is smaller than your window. Which of its axes are the rows and the columns?"),
    (ValueError, r"slice step cannot be zero|arg 3 must not be zero", "step-of-zero",
     "A step is 0 there. Which number came as the stride: are the arguments in the right order?"),
    (ZeroDivisionError, r"", "division-by-zero", "Which number in that line is 0 in this call, and may it be?"),
    (MemoryError, r"", "too-large-an-array",
     "How many numbers has the answer to this call, and how many does that line ask for?"),
    (RecursionError, r"", "calls-itself", "The function calls itself again and again. When should it stop?"),
]  # fmt: skip


def question_of(error: BaseException, *, is_due: bool = True) -> str:
    """Return a question that leads from an error to its cause; empty where the error says too little.

    Parameters
    ----------
    error : exception
    is_due : bool
        Whether the exercise asks for an error, if for another one.

    Examples
    --------
    >>> question_of(NameError("name 'kernal' is not defined"))
    'Where does `kernal` come from: is it spelled as elsewhere, or is an import or a cell missing?'
    """
    return about(error, is_due=is_due)[1]


def about(error: BaseException, *, is_due: bool = True) -> tuple[str | None, str]:
    """Return the id of the mistake that an error names by itself, and a question; empty where it says too little."""
    text = str(error)
    found = _NAMED.findall(text)
    if isinstance(error, TimeIsUp | KeyboardInterrupt) and re.search(r"\binput\(", line_of_error(error)):
        return (
            "time-limit",
            "`input` waits for a person to type. Where does the function get its numbers from?",
        )
    if isinstance(error, TimeIsUp):
        return (
            "time-limit",
            "Does the loop in that line come to an end: what must change for that, and does it?",
        )
    if isinstance(error, KeyboardInterrupt):
        return "time-limit", "What does the loop in that line wait for, and does it ever come?"
    if isinstance(error, SystemExit):
        return "exit", "`exit` and `quit` end all of Python. Which statement ends only a function?"
    if isinstance(error, UnboundLocalError) and found:
        return "unknown-name", f"On which way through the function does `{found[0]}` get no value?"
    if isinstance(error, NameError) and found:
        asked = f"Where does `{found[0]}` come from: is it spelled as elsewhere, or is an import or a cell missing?"
        return "unknown-name", asked
    if isinstance(error, AttributeError) and (advice := advice_of_numpy(text)):
        return "name-that-numpy-lacks", advice
    if isinstance(error, AttributeError) and text.startswith("'tuple' object"):
        return (
            "several-for-one",
            "A tuple holds several results. Which of them do you want, and how do you take it?",
        )
    if isinstance(error, AttributeError) and "has no attribute" in text and found:
        asked = f"Is `{found[-1]}` spelled right, and is what stands before its dot what you take it for?"
        return "unknown-name", asked
    if isinstance(error, KeyError):
        return (
            "unknown-key",
            "Which keys does the dict hold in this call? What should count where one is missing?",
        )
    if isinstance(error, IndexError) and "out of bounds" in text:
        asked = "Which is the last index along that axis in this call? Where does yours come from?"
        return "index-past-the-end", asked
    if isinstance(error, AssertionError):
        return _about_assert(is_due)
    if isinstance(error, TypeError) and "arrays can be converted" in text and "math." in line_of_error(error):
        return (
            "math-for-arrays",
            "The functions of `math` take one number, an array holds many. What has NumPy?",
        )
    if isinstance(error, ValueError) and _OF_TWO.search(text) and _MAX.search(line_of_error(error)):
        return (
            "max-for-maximum",
            "`max` looks for one winner: the larger of two things as wholes, or the largest of all numbers. Which "
            "function of NumPy takes the larger one at every entry?",
        )
    if "cannot reshape" in text and "vdot" in line_of_error(error):
        asked = "`vdot` multiplies two arrays of one size. Which sizes have the two in this call?"
        return "shapes-do-not-meet", asked
    for kind, words, id, question in _BY_TEXT:
        if isinstance(error, kind) and re.search(words, text):
            return id, question
    return _about_refusal(error, is_due)


def _about_assert(is_due: bool) -> tuple[str | None, str]:
    if is_due:
        return None, "An `assert` raises an AssertionError. Which error does the exercise ask for?"
    return (
        "right-arguments-refused",
        "An `assert` of yours refuses a call that has an answer. Does it ask too much?",
    )


def _about_refusal(error: BaseException, is_due: bool) -> tuple[str | None, str]:
    """Tell of an error that the learner's own `raise` made, where a value was due."""
    line = line_of_error(error)
    if is_due or not re.match(r"line \d+( of \w+)?: raise\b", line):
        return None, ""
    if other := re.match(r"line \d+ of (\w+):", line):
        asked = f"`{other[1]}` refuses what you hand it. Which shapes and numbers does it take, and which did it get?"
        return "right-arguments-refused", asked
    asked = (
        "Your `raise` refuses a call that has an answer. On what does its `if` decide, and is that forbidden?"
    )
    return "right-arguments-refused", asked


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


ERROR_NAMES = frozenset(
    {"time-limit", "exit", "unknown-name", "unknown-key", "name-that-numpy-lacks", "index-past-the-end"}
    | {"right-arguments-refused", "math-for-arrays", "max-for-maximum", "several-for-one"}
    | {id for _, _, id, _ in _BY_TEXT}
)
"""The ids of all mistakes that an error names by itself."""
