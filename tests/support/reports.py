"""A class's results in files, and the parts of a report's page."""

import json
import re

import nbformat

from autograder.reports.class_report import report

STUB = "def area(w, h):\n    # YOUR CODE HERE\n    raise NotImplementedError()"


MESSAGE = """area: a small call shows it. The value is {got}, and 12 was expected.
Call: area(w=3, h=4)
{question}
Where to look: section 1."""


LONG = """def area(w, h):
    total = 0
    for i in range(w):
        for j in range(h):
            if {test}:
                total += 1
    return total
"""


def marked(source, **mark):
    cell = nbformat.v4.new_code_cell(source, id=mark["grade_id"])
    full = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    cell.metadata["nbgrader"] = {**full, "cell_type": "code", **mark}
    return cell


def source_notebook():
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Rectangles\n\n### Exercise 1: an area (4 points)", id="text"),
            marked(
                "### BEGIN SOLUTION\ndef area(w, h):\n    return w * h\n### END SOLUTION",
                grade_id="area",
                solution=True,
            ),
            marked("assert area(3, 4) == 12", grade_id="area__values", grade=True, locked=True, points=2),
            marked(
                "# Hidden\n### BEGIN HIDDEN TESTS\nassert area(1, 1) == 1\n### END HIDDEN TESTS",
                grade_id="area__hidden",
                grade=True,
                locked=True,
                points=2,
            ),
        ]
    )


def hand_in(course, student, *, code="", got=None, mistake=None, question="Is it a sum?", flags=(), **more):
    """Write the files of one graded submission; `got` is what the wrong answer gave."""
    message = MESSAGE.format(got=got, question=question)
    status = more.pop("status", "passed" if got is None else "failed")
    tests = [
        {
            "id": name,
            "hidden": name.endswith("hidden"),
            "score": 2.0 if status == "passed" else 0.0,
            "max_score": 2.0,
            "status": status,
            "message": "" if status == "passed" else more.get("message", message),
            "mistake": mistake,
        }
        for name in ("area__values", "area__hidden")
    ]
    score = sum(test["score"] for test in tests)
    result = {
        "student": student,
        "lesson": "rect",
        "score": score,
        "max_score": 4.0,
        "status": status,
        "exercises": [{"name": "area", "score": score, "max_score": 4.0, "tests": tests}],
        "flags": list(flags),
        "seconds": more.get("seconds", 0.2),
        "sandbox": more.get("sandbox", {"executor": "split", "missing": [], "not_stopped": []}),
    }
    folder = more.get("folder", student)
    write(course.root / "results" / folder / "rect.json", json.dumps(result))
    notebook = nbformat.v4.new_notebook(cells=[marked(code, grade_id="area", solution=True)])
    write(course.root / "autograded" / folder / "rect" / "rect.ipynb", json.dumps(notebook))
    write(course.root / "feedback" / folder / "rect" / "rect.html", "<p>a page</p>")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def page_of(course, **options):
    return report.write_report(course, **options).read_text(encoding="utf-8")


def words_of(html):
    html = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def section(html, part):
    """Return the words between one heading of the lesson and the next."""
    return words_of(re.search(rf'<h3 id="l1-{part}".*?(?=<h3 |</section>)', html, re.DOTALL).group())
