"""What `mark` says of a test that isn't passed: all of a visible one, of a hidden one no input and no value."""

from autograder.commands.mark import hints, marks_as_data

MESSAGE = (
    "conv2d: the result has the shape (4, 6), expected (3, 6).\nCall: conv2d(image, kernel)\n  image: [[4711]]\n"
    "Your map has one row more. Does the kernel hang over the edge?\nWhere to look: section 1.3."
)


def exercise(*, hidden, message=MESSAGE, mistake="one-row-more"):
    test = {"id": "conv2d__x", "hidden": hidden, "score": 0, "max_score": 3, "status": "failed"}
    return {
        "name": "conv2d",
        "score": 5,
        "max_score": 8,
        "tests": [test | {"message": message, "mistake": mistake}],
    }


def test_a_visible_failure_is_told_with_its_question_and_where_to_look():
    symptom, question, where = hints(exercise(hidden=False))
    assert "shape (4, 6)" in symptom
    assert question.startswith("Your map has one row more")
    assert where == "Where to look: section 1.3."


def test_a_hidden_failure_gets_its_hint_without_its_input():
    said = "\n".join(hints(exercise(hidden=True)))
    assert "a hidden one, on other inputs, does not" in said
    assert "wrong shape" in said
    assert "Your map has one row more. Does the kernel hang over the edge?" in said
    assert "4711" not in said


def test_a_hidden_failure_without_a_name_is_told_in_the_grader_s_own_words():
    said = hints(exercise(hidden=True, mistake=None))
    assert len(said) == 2
    assert "4711" not in "\n".join(said)


def test_an_exercise_that_is_whole_has_no_hints_and_the_summary_is_plain_data():
    test = {"id": "conv2d__x", "hidden": True, "score": 8, "max_score": 8, "status": "passed", "message": ""}
    whole = {"name": "conv2d", "score": 8, "max_score": 8, "tests": [test]}
    result = {
        "lesson": "one",
        "score": 8,
        "max_score": 8,
        "exercises": [whole],
        "flags": ["late: by an hour"],
    }
    assert marks_as_data(result) == {
        "lesson": "one",
        "score": 8,
        "max_score": 8,
        "exercises": [{"name": "conv2d", "score": 8, "max_score": 8, "hints": []}],
        "notes": ["by an hour"],
    }
