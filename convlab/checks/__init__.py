"""Check a learner's function, find the usual mistake behind a wrong answer, say it."""
