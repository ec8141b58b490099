"""Usual mistakes of lesson 2."""
