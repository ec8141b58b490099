"""HTML that can do nothing: what a student's code left, as a page may show it."""
