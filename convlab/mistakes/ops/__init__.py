"""Usual mistakes of lesson 1."""
