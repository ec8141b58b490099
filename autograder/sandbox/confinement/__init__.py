"""Walls around the student's process, each in a file of its own; each may be missing and says so."""
