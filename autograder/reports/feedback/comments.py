"""Put what a person wrote where a student reads it: beside its exercise, or among the other answers."""

from autograder.reports.feedback import messages
from autograder.reports.feedback.cells import Lesson
from autograder.scoring.score import is_by_hand


def place_comments(exercises: list[dict], comments: dict[str, str], lesson: Lesson) -> list[dict]:
    """Add the comments to the views of their exercises; return those that belong to none of them.

    A comment on an answer without tests of its own goes to the first exercise under the same heading.
    """
    owners = {test["id"]: exercise for exercise in exercises for test in exercise["tests"]}
    owners |= {exercise["name"]: exercise for exercise in exercises}
    headings: dict[str, dict] = {}
    for name, exercise in owners.items():
        headings.setdefault(lesson.titles.get(name) or "", exercise)
    headings.pop("", None)
    for exercise in exercises:
        exercise["comments"] = []
    rest = []
    for name, text in comments.items():
        heading = lesson.titles.get(name, "")
        comment = {"id": name, "title": heading, "text": text}
        owner = owners.get(name) or headings.get(heading)
        (rest if owner is None else owner["comments"]).append(comment)
    for exercise in exercises:
        if exercise["open"] and exercise["comments"] and not exercise["next"]:
            exercise["next"] = "Read what your instructor wrote about it."
    return rest


def next_step(exercise: dict, title: str) -> str:
    """Return one line: what to look at next. Where a person decided the points, a person says so."""
    tests = [t for t in exercise["tests"] if not (t.get("given") and t["score"] >= t["max_score"])]
    if any(not is_by_hand(test) and test.get("status") != "passed" for test in tests):
        return messages.next_step(exercise | {"tests": tests}, title)
    if any(test.get("unanswered") for test in tests):
        return f"The answer to {title} was left as it was handed out."
    return "" if any(test.get("given") for test in tests) else messages.next_step(exercise, title)
