"""Usual mistakes of lesson 4."""
