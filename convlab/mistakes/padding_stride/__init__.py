"""Usual mistakes of lesson 3."""
