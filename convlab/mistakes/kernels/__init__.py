"""Usual mistakes of lesson 5."""
