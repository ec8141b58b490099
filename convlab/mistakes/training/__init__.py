"""Usual mistakes of lesson 8: the way back through a layer, and the loss."""
