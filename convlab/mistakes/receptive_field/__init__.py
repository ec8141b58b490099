"""Usual mistakes of lesson 7: a file a function, and what its layer's mistakes share."""
