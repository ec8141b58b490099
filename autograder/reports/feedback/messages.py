"""Say for people what happened to a test: its steps, its symptom alone, what to look at next."""

import builtins
import re
from dataclasses import dataclass

from autograder.sandbox import reasons as causes
from autograder.scoring.score import is_by_hand

_WHERE = "Where to look:"
_LEAKS = re.compile(r"[\[\]{}=<>]|\d{4}|\barray\b|\d\.\d")


@dataclass(frozen=True)
class Steps:
    """A message in its steps; each may be empty."""

    symptom: str  # a sentence
    detail: str = ""  # the call and its values, in aligned lines
    question: str = ""  # the named mistake as a question, or that none matches
    where: str = ""  # where in the lesson to look


def split_steps(message: object) -> Steps:
    """Split a check's message into its steps. Any other message is a symptom with its detail.

    >>> split_steps("f: It is 4.\\nCall: f(x)\\n  x: 2\\nIs the sum a mean?\\nWhere to look: part 2.")
    Steps(symptom='f: It is 4.', detail='Call: f(x)\\n  x: 2', question='Is the sum a mean?', where='part 2.')
    """
    lines = str(message or "").strip("\n").split("\n")
    where = [at for at, line in enumerate(lines) if line.startswith(_WHERE)]
    call = next((at for at, line in enumerate(lines) if line.startswith("Call: ")), None)
    if call is None and not where:
        head, _, rest = "\n".join(lines).partition("\n")
        return Steps(head.strip(), rest.strip("\n"))
    end = where[-1] if where else len(lines)
    start = end
    while start > (call or 0) + 1 and not lines[start - 1].startswith((" ", "Call: ")):
        start -= 1
    pointer = " ".join(lines[end:]).removeprefix(_WHERE).strip()
    symptom = lines[: call if call is not None else start]
    return Steps(
        " ".join(symptom), "\n".join(lines[len(symptom) : start]), " ".join(lines[start:end]), pointer
    )


UNSEEN = "On an input that you can't see, "
SYMPTOMS = [
    (r"\bnot written yet|NotImplementedError", "This part is not written yet."),
    (r"\bchanged\b.*\bin place\b", f"{UNSEEN}your function changed an argument in place."),
    (r"\bshould raise\b", "Arguments that can't be right were not refused the way the exercise asks."),
    (r"\bshapes?\b(?!')", f"{UNSEEN}your result has the wrong shape."),
    (
        r"\b(?:dtype|type|None|list|tuple|dict|generator|float|str)\b",
        f"{UNSEEN}your result is of the wrong kind.",
    ),
]


def hidden_symptom(test: dict) -> str:
    """Return what a student may know about a failed hidden test: never its inputs, its values or its text.

    The message is only read to choose one of our own sentences; nothing of it is quoted.
    """
    status = test.get("status")
    if status == "timeout":
        return f"{UNSEEN}your function did not finish in time."
    if status == "memory":
        return f"{UNSEEN}your function used up the memory."
    if status == "not_run":
        return "This test could not be run."
    symptom = split_steps(test.get("message")).symptom
    if causes.is_cause(symptom):
        return "Your cell did not run, so this test couldn't."
    for pattern, sentence in SYMPTOMS[:3]:
        if re.search(pattern, symptom):
            return sentence
    if status == "error" or "stopped with" in symptom:
        return f"{UNSEEN}your function stopped with {_error_name(symptom) or 'an error'}."
    for pattern, sentence in SYMPTOMS[3:]:
        if re.search(pattern, symptom):
            return sentence
    return f"{UNSEEN}your result is not the expected one."


def _error_name(message: str) -> str | None:
    """Return the first name of a built-in exception in `message`: other names are the student's own words."""
    for name in re.findall(r"\b[A-Z]\w*(?:Error|Exception|Interrupt|Exit)\b", message):
        found = getattr(builtins, name, None)
        if isinstance(found, type) and issubclass(found, BaseException) and found is not AssertionError:
            return name
    return None


def hidden_question(test: dict) -> str:
    """Return the question that names a known mistake, if it can be shown without giving the test away."""
    question = split_steps(test.get("message")).question
    if not test.get("mistake") or len(question) > 300 or _LEAKS.search(question):
        return ""
    return question


NEXT = {
    "timeout": "Look for a loop that never ends, or for work done twice; try the smallest input first.",
    "memory": "Look for an array or a list that grows with every step: print its size on a small input.",
    "error": "Run your cell, then the test alone, and read the last line of the error first.",
    "not_run": "Choose “Restart Kernel and Run All Cells” in Jupyter, and mend the first cell that stops.",
}
SEEN_TESTS_HOLD = (
    "The tests that you can see pass. Try what they leave out: other sizes, other kinds of numbers, "
    "the smallest and the largest input, arguments that should be refused."
)


def next_step(exercise: dict, title: str) -> str:
    """Return one line: what to look at next in an exercise that has not all its points.

    Where nothing but a person's decision is left, the person says so.
    """
    left = [t for t in exercise.get("tests", []) if not (t.get("given") and t["score"] >= t["max_score"])]
    tests = [t for t in left if not is_by_hand(t) and t.get("status") != "passed"]
    if not tests and any(t.get("unanswered") for t in left):
        return f"The answer to {title} was left as it was handed out."
    if not tests and any(t.get("given") for t in left):
        return ""
    seen = [t for t in tests if not t.get("hidden")]
    for test in seen:
        if found := causes.advice(split_steps(test.get("message")).symptom):
            return found
    if any("not written yet" in hidden_symptom(t) for t in tests):
        return (
            f"Begin with what stands above {title} in the notebook: an example, worked out, or a first hint."
        )
    for test in seen:
        if where := split_steps(test.get("message")).where:
            return where if where[0].isupper() else f"See {where}"
    if tests and not seen:
        return NEXT["not_run"] if "did not run" in hidden_symptom(tests[0]) else SEEN_TESTS_HOLD
    for status, advice in NEXT.items():
        if any(t.get("status") == status for t in seen):
            return advice
    return (
        f"Work through a small example of {title} by hand, and compare every step with what your code gives."
    )


KIND_WORDS = {
    "changed-arguments": "An argument was changed",
    "crash": "The process crashed",
    "damaged": "Part of the file could not be read",
    "disk": "Too much was written",
    "duplicated": "Some cells were there twice",
    "edited": "Cells of the lesson were edited",
    "files": "Some files were left out",
    "flood": "Too much output",
    "forbidden-import": "Asked for, though the exercises do without it",
    "late": "Handed in late",
    "left-early": "The code ended its own process",
    "emptied": "An answer's cell was empty",
    "lost": "An answer's cell was missing",
    "missing": "Something was missing",
    "other-version": "There were several versions",
    "oversized": "Too long to read",
    "refused": "What was handed in could not be opened",
    "renamed": "An unusual name",
    "timeout": "It took too long",
    "timestamp": "The time of handing in is not known",
    "unmarked": "Answers were found elsewhere",
    "wrong-lesson": "It is another lesson's notebook",
}


ACCIDENTS = {"old", "page", "reordered", "retyped", "setup", "stripped"}.union(KIND_WORDS) - {
    "changed-arguments",
    "forbidden-import",
    "left-early",
    "timestamp",
}
"""Kinds of flags that happen in every class; what else is flagged deserves a look."""


FOR_INSTRUCTORS = {"forged-message", "odd-partial-credit", "page", "setup", "suspicious"} | {
    *("marks", "old", "reordered", "retyped", "stripped", "tagged")
}
"""Kinds of flags that a student's page leaves out: a person looks first, it is none of the student's doing, or it
changes nothing."""


def split_flag(flag: object) -> tuple[str, str]:
    """Split a flag "kind: sentence" into its kind and its sentence."""
    kind, colon, sentence = str(flag).partition(":")
    return (kind.strip(), sentence.strip()) if colon and len(kind) < 40 else ("note", str(flag))


def why_lost(result: dict) -> str | None:
    """Return why nothing of a submission could be run: the one reason of its tests and a flag; else None."""
    tests = [test for exercise in result.get("exercises", []) for test in exercise.get("tests", [])]
    reasons = {str(test.get("message")) for test in tests if not is_by_hand(test)}
    if {test.get("status") for test in tests} != {"not_run"} or len(reasons) != 1:
        return None
    return next((text for _, text in map(split_flag, result.get("flags", [])) if text in reasons), None)
