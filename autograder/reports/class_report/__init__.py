"""The instructor's page about a class."""
