"""nbgrader's own door: `nbgrader autograde` and the formgrader's button."""
