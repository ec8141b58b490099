"""Collect what a learning platform hands over into submitted/: keyed by the platform's number, never by a name."""
