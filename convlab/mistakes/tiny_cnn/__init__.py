"""Usual mistakes of lesson 6."""
