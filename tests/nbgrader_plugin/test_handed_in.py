"""What our intake makes of a submission for nbgrader's steps, cell by cell."""

import json
import logging

import nbformat

from autograder.nbgrader_plugin.handed_in import take_in, with_claims
from autograder.nbgrader_plugin.staged import log_flags
from autograder.task import NotebookFile, Task
from tests.support.both_ways import release_of, solution
from tests.support.submissions import test_cell


def test_a_notebook_in_format_3_claims_nothing_and_ends_no_run():
    release = release_of(solution("f", "def f():\n    return 1"), test_cell("t", "assert f() == 1"))
    cells = json.loads(nbformat.writes(release.released))["cells"]
    for file in ({"worksheets": [{"cells": cells}]}, {"worksheets": [{"cells": cells}], "cells": 5}):
        handed = NotebookFile(json.dumps({"nbformat": 3, **file}).encode())
        taken = take_in(Task("ada", "ps1", (handed,), None), handed, release, ".")
        assert taken.flags
        assert [cell.get("outputs") for cell in with_claims(taken).cells][-1][0].ename == "NotRun"


def test_ids_and_a_kernel_of_half_characters_are_told_as_any_others():
    release = release_of(solution("f", "def f():\n    return 1"), test_cell("t", "assert f() == 1"))
    cells = json.loads(nbformat.writes(release.released))["cells"]
    for cell in cells:
        cell["metadata"]["nbgrader"]["grade_id"] = cell["id"] = "\ud800"
    file = {"nbformat": 4, "cells": cells, "metadata": {"kernelspec": {"name": "\ud800"}}}
    handed = NotebookFile(json.dumps(file).encode())
    taken = take_in(Task("ada", "ps1", (handed,), None), handed, release, ".")
    assert taken.owner == "its graded cells (?) are none of ps1's"
    nbformat.writes(taken.notebook).encode()


def test_names_that_students_chose_bring_no_escapes_to_the_terminal(caplog):
    log_flags(logging.getLogger("autograde"), "ada/ps1", ["files: some were not kept (\x1b[2J, \u202e, ä)"])
    assert caplog.messages == ["ada/ps1: files: some were not kept (\\x1b[2J, \\u202e, ä)"]
