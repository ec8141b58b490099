"""Usual mistakes of lesson 4: a layer as one matrix product for a batch, `conv2d_batch`."""

from convlab.mistakes.im2col.layers import make

conv2d_batch = make("conv2d_batch", (2,))

BANKS = [conv2d_batch]
