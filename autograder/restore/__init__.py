"""It is restored: the release decides about tests, the student about answers."""
