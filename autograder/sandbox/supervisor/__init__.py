"""The grader's side of a run: it asks, waits, interrupts, ends."""
