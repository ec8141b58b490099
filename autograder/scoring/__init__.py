"""It is scored: nbgrader's rules, and points by hand. Nothing is rounded here."""
