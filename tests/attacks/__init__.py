"""Concrete attacks on the grader as data, one module a group of classes, and a command that tries them all."""
