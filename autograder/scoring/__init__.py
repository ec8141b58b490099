"""It is scored: nbgrader's rules, and points by hand."""
