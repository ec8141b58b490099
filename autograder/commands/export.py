"""`export`: write the marks as a file for a learning platform."""

from autograder.reports.export import add_arguments, main

__all__ = ["add_arguments", "main"]
