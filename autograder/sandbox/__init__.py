"""Run a submission in two processes: the student's, confined, and the judge's, which alone has the tests."""
