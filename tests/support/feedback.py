"""Graded notebooks and their feedback pages."""

import nbformat

from autograder.reports.feedback import page as feedback

MESSAGE = """area: a small call shows it. The value is 7, and 12 was expected.
Call: area(width=3, height=4)
  width: 3
Your answer equals the sum of the sides. Does an area add them?
Where to look: section 1, the worked example."""


HIDDEN_CODE = "check(area, (31337, 2), expected=62674)"


def marked(source, **mark):
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {"grade": False, "solution": False, "locked": False, **mark}
    return cell


def released(hidden=""):
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Rectangles\n\nSome <b>text</b>."),
            nbformat.v4.new_markdown_cell(
                "## 1. Areas\n\n### Exercise 1.1: an area (4 points, 5 min)\n\nWrite `area`."
            ),
            marked(
                "def area(width, height):\n    raise NotImplementedError()", grade_id="area", solution=True
            ),
            marked("check(area, (3, 4), expected=12)", grade_id="area__values", grade=True, points=2),
            marked("# Hidden tests.\n" + hidden, grade_id="area__hidden", grade=True, points=2),
        ]
    )


def executed(source="def area(width, height):\n    return width + height", outputs=()):
    notebook = released(f"### BEGIN HIDDEN TESTS\n{HIDDEN_CODE}\n### END HIDDEN TESTS")
    notebook.cells[2].source = source
    notebook.cells[2].outputs = [nbformat.from_dict(out) for out in outputs]
    return notebook


def made(name, status="failed", score=0, message=MESSAGE, mistake="sum"):
    return {
        "id": name,
        "hidden": name.endswith("hidden"),
        "score": score,
        "max_score": 2,
        "status": status,
        "message": message,
        "mistake": mistake,
    }


def result_of(*tests, flags=(), **more):
    score = sum(test["score"] for test in tests)
    exercise = {"name": "area", "score": score, "max_score": 4, "tests": list(tests)}
    return {
        "student": "ada",
        "lesson": "rectangles",
        "score": score,
        "max_score": 4,
        "status": "graded",
        "exercises": [exercise],
        "flags": list(flags),
        "seconds": 0.1,
        "sandbox": {},
    } | more


WRONG = result_of(made("area__values"), made("area__hidden"))


def page(notebook=None, result=WRONG):
    return feedback.render_page(notebook if notebook is not None else executed(), result, released())
