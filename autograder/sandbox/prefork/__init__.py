"""Warm template processes, of which children are forked."""
