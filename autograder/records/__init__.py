"""It is recorded: result files, nbgrader's gradebook, marks, what persons entered."""
