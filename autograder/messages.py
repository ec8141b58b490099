"""Say in words for people what happened to a test: its three steps, its symptom alone, what to look at next."""

import builtins
import re
from dataclasses import dataclass

STATUS_WORDS = {
    "passed": ("passed", "✓"),
    "failed": ("not yet", "✗"),
    "error": ("stopped with an error", "✗"),
    "timeout": ("ran out of time", "✗"),
    "memory": ("ran out of memory", "✗"),
    "not_run": ("not run", "–"),
}
BY_HAND = "graded by hand"

_POINTER = re.compile(r"^(?:where to look|look|see|read|go back)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:where to look|look)\s*:\s*", re.IGNORECASE)
_LEAKS = re.compile(r"[\[\]{}=<>]|\d{4}|array|\d\.\d")


@dataclass(frozen=True)
class Steps:
    """A message in its three steps; each may be empty."""

    symptom: str
    question: str
    where: str


def split_steps(message):
    """Split a check's message into symptom, question and where to look.

    >>> split_steps("Got 3.\\n\\nIs the sum a mean?\\n\\nLook at 1.2.")
    Steps(symptom='Got 3.', question='Is the sum a mean?', where='Look at 1.2.')
    """
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", str(message or "")) if block.strip()]
    symptom, question, where = [], [], []
    for number, block in enumerate(blocks):
        if number and _POINTER.match(block.strip()):
            where.append(_LEAD.sub("", block.strip()))
        elif number and block.rstrip().endswith("?"):
            question.append(block)
        else:
            symptom.append(block)
    return Steps("\n\n".join(symptom), "\n\n".join(question), " ".join(where))


def is_by_hand(test):
    """Say whether a test's points are given by a person."""
    return test.get("status") == "not_run" and str(test.get("message") or "").strip().lower() == BY_HAND


def status_words(test):
    """Return the words and the sign for a test's status, partial credit and manual grading included."""
    if is_by_hand(test):
        return "read by a person", "✎"
    if test.get("status") == "failed" and 0 < (test.get("score") or 0):
        return "partly", "◐"
    return STATUS_WORDS.get(test.get("status"), ("not run", "–"))


def hidden_symptom(test):
    """Return what a student may know about a failed hidden test: never its inputs, its values or its text.

    The message is only read to choose one of our own sentences; nothing of it is quoted.
    """
    status, message = test.get("status"), str(test.get("message") or "")
    first = message.strip().split("\n\n", 1)[0]
    if status == "timeout":
        return "On an input that you can't see, your function did not finish in time."
    if status == "memory":
        return "On an input that you can't see, your function used up the memory."
    if status == "not_run":
        return "This test could not be run."
    if "NotImplementedError" in message or test.get("mistake") == "not-written":
        return "This part is not written yet."
    if status == "error" and (name := _error_name(message)):
        return f"On an input that you can't see, your function stopped with {name}."
    if test.get("mistake") in ("no-error", "wrong-error") or re.search(
        r"should raise|expected.{0,40}Error", first
    ):
        return "An argument that can't be right was not refused the way the exercise asks."
    if re.search(r"\bshape\b", first):
        return "On an input that you can't see, your result has the wrong shape."
    if re.search(r"\b(?:dtype|type|None|list)\b", first):
        return "On an input that you can't see, your result is of the wrong kind."
    return "On an input that you can't see, your result is not the expected one."


def _error_name(message):
    """Return the first name of a built-in exception in `message`: other names are the student's own words."""
    for name in re.findall(r"\b[A-Z]\w*(?:Error|Exception|Interrupt|Exit)\b", message):
        found = getattr(builtins, name, None)
        if isinstance(found, type) and issubclass(found, BaseException) and found is not AssertionError:
            return name
    return None


def hidden_question(test):
    """Return the question that names a known mistake, if it can be shown without giving the test away."""
    question = split_steps(test.get("message")).question
    if not test.get("mistake") or len(question) > 300 or _LEAKS.search(question):
        return ""
    return question


def next_step(exercise, title):
    """Return one line: what to look at next in an exercise that has not all its points."""
    tests = [t for t in exercise.get("tests", []) if not is_by_hand(t) and t.get("status") != "passed"]
    open_tests = [t for t in tests if not t.get("hidden")]
    for test in open_tests:
        if where := split_steps(test.get("message")).where:
            return where
    statuses = {t.get("status") for t in tests}
    messages = " ".join(str(t.get("message") or "") for t in tests)
    if "NotImplementedError" in messages or any(t.get("mistake") == "not-written" for t in tests):
        return f"Begin with the worked example above {title}, then open its first hint."
    if "timeout" in statuses:
        return (
            "Look for a loop that never ends, or for work done again and again: try the smallest input first."
        )
    if "memory" in statuses:
        return "Look for an array or a list that grows with every step: print its size on a small input."
    if "error" in statuses:
        return "Run your cell and then the test alone, and read the last line of the error first."
    if statuses == {"not_run"}:
        return "Choose “Restart kernel and run all cells” in Jupyter and mend the first cell that stops."
    if tests and not open_tests:
        return (
            "The tests you can see pass. Try what they leave out: other sizes, other kinds of numbers, "
            "the smallest and the largest input, arguments that should be refused."
        )
    return f"Work through the example of {title} by hand, and compare every step with what your code prints."


KIND_WORDS = {
    "damaged": "Part of the file could not be read",
    "missing": "No notebook was found",
    "refused": "What was handed in could not be opened",
    "renamed": "An unusual name",
    "oversized": "Too long to read",
    "old": "An old format",
    "forbidden": "Used here, though the exercise does without it",
    "late": "Handed in late",
}
LOST = ("damaged", "missing", "refused")


def split_flag(flag):
    """Split a flag "kind: sentence" into its kind and its sentence."""
    kind, colon, sentence = str(flag).partition(":")
    return (kind.strip(), sentence.strip()) if colon and len(kind) < 40 else ("note", str(flag))
