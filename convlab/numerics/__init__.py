"""The course's own arithmetic in NumPy: convolution, shapes of networks, training."""
