"""Show a grading run on the terminal: a progress bar or plain lines, and the table at the end."""

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from tqdm import tqdm

from autograder.common.text import list_names, print_utf8
from autograder.course.course import Course
from autograder.grading import Progress, Summary
from autograder.intake.submitted import folders_of_no_lesson, notebooks_in_no_folder
from autograder.records.results import each_result
from autograder.records.with_manual_marks import with_decisions


class Lines(Progress):
    """One plain line a submission, for logs."""

    def start(self, lesson: str, total: int) -> None:
        """Say how much there is to do."""
        if total:
            self.say(f"{lesson}: grading {total} submission{'s' if total > 1 else ''}")

    def step(self, student: str, result: dict | None) -> None:
        """Say one student's marks."""
        marks = "no result" if result is None else f"{result['score']:g}/{result['max_score']:g}"
        raised = len(result["flags"]) if result else 0
        flags = f" [{raised} flag{'s' if raised > 1 else ''}]" if raised else ""
        self.say(f"  {student} {marks}{flags}")

    def say(self, line: str) -> None:
        """Print a line. Where none can be printed, such as in a log on a full disk, grading goes on all the same."""
        with contextlib.suppress(OSError):
            print(line, file=sys.stderr, flush=True)


class Bar(Progress):
    """A progress bar."""

    def __init__(self):
        self.bar = None

    def start(self, lesson: str, total: int) -> None:
        """Begin a lesson's bar."""
        self.close()
        if total:
            self.bar = tqdm(total=total, desc=lesson, unit="submission", dynamic_ncols=True, smoothing=0.1)

    def step(self, student: str, result: dict | None) -> None:
        """Move on by one."""
        if self.bar is not None:
            self.bar.update()

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        tqdm.write(line, file=sys.stderr)

    def close(self) -> None:
        """End the bar."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """Give what shows progress: a bar where a person looks, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    bar = Bar()
    try:
        yield bar
    finally:
        bar.close()


def print_summaries(course: Course, summaries: list[Summary], *, as_json: bool) -> None:
    """Print what became of a run: a table for people, JSON for programs."""
    astray, unfiled = folders_of_no_lesson(course), notebooks_in_no_folder(course)
    for summary in summaries:
        for student, reason in summary.failures.items():
            print(f"autograder: {summary.lesson}: {student} has no result: {reason}", file=sys.stderr)
        for line in summary.notices:
            print(f"autograder: {summary.lesson}: {line}", file=sys.stderr)
    for names, why in ((astray, "as it belongs to no lesson"), (unfiled, "in no student's folder")):
        if names:
            print(f"autograder: left out, {why}: {list_names(names)}", file=sys.stderr)
    if as_json:
        shown = [
            asdict(summary) | {"mean": mean(summary)} | by_hand_too(course, summary) for summary in summaries
        ]
        facts = {"course": str(course.root), "lessons": shown, "left_out": astray + unfiled}
        print_utf8(json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
        return
    width = max([len("lesson"), *(len(summary.lesson) for summary in summaries)])
    print(f"{'lesson':{width}}  students  graded now    mean  full marks  flagged")
    for summary in summaries:
        full = sum(score == summary.max_score for score in summary.scores.values())
        average = f"{mean(summary):.1f}/{summary.max_score:g}"
        numbers = (
            f"{len(summary.scores):8}  {summary.graded:10}  {average:>7}  {full:10}  {len(summary.flagged):7}"
        )
        print(f"{summary.lesson:{width}}  {numbers}")
    kinds = Counter(
        kind
        for s in summaries
        for flags in s.flagged.values()
        for kind in {flag.split(":")[0] for flag in flags}
    )
    if kinds:
        print("flagged students: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    if renewed := sum(summary.renewed for summary in summaries):
        print(f"pages made anew for what the gradebook says: {renewed}")
    print(f"results  {course.root / 'results'}")
    print(f"feedback {course.directory('feedback')}")


def by_hand_too(course: Course, summary: Summary) -> dict[str, object]:
    """Return each student's points with those by hand and what being late costs, and who waits for a person."""
    results = [r for r in each_result(course, summary.lesson) if r["student"] in summary.scores]
    merged = with_decisions(course, summary.lesson, results)
    waiting = [r["student"] for r in merged if any(exercise["waits"] for exercise in r["exercises"])]
    return {"totals": {r["student"]: r["total"] for r in merged}, "waiting": waiting}


def mean(summary: Summary) -> float:
    """Return the mean score of a lesson, 0 for nobody."""
    return sum(summary.scores.values()) / len(summary.scores) if summary.scores else 0.0
