"""Walls around the student's process, each in a file of its own; each may be missing on some machine and says so."""
