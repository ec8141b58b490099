"""Usual mistakes of lesson 4: a layer as one matrix product for one image, `conv2d_im2col`."""

from convlab.mistakes.im2col.layers import make

conv2d_im2col = make("conv2d_im2col", ())

BANKS = [conv2d_im2col]
