"""nbgrader's settings for this course; the root's nbgrader_config.py loads them."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

# nbgrader starts the program `alembic`: it lies beside this Python, where no PATH leads in a fresh clone.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"

c.CourseDirectory.course_id = "convolutions"
# `autograder build` writes nbgrader's source notebooks there: nbgrader takes every folder beside them for an
# assignment, and source/ has folders that are none (answers, figures).
c.CourseDirectory.source_directory = "build/source"
c.CourseDirectory.release_directory = "notebooks"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
# nbgrader's own list, in its order, with its Execute replaced by ours. Names, so that nothing is imported to read this.
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.execute.SplitExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# "Generate Feedback" would write nbgrader's stock page, hidden tests and all.
c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugin.feedback.FeedbackPage"
if "nbgrader.converters" in sys.modules:  # nbgrader itself reads this, and not `autograder grade`
    from autograder.nbgrader_plugin.autograde import install

    install()
