"""The grader's side of a run: it asks, waits, interrupts what takes too long, ends it."""
