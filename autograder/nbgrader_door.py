"""nbgrader's settings that put our executor in the place of its own; loaded by nbgrader_config.py."""

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, IgnorePattern, LimitOutput, SaveAutoGrades

from autograder.nbgrader_executor import SplitExecute

c = get_config()  # noqa: F821

# nbgrader's own list, in its order, with its Execute replaced.
c.Autograde.autograde_preprocessors = [
    SplitExecute,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
