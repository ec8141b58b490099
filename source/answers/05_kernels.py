"""Known answers to lesson 5: right ones in several styles, and wrong ones with the mistake to be named."""

import numpy as np

from convlab import images


# %% gaussian_kernel  right  outer
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 != 1 or not sigma > 0:
        raise ValueError("size must be odd and positive, sigma positive")
    x = np.arange(size) - (size - 1) / 2
    g = np.exp(-0.5 * (x / sigma) ** 2)
    g /= g.sum()
    return np.outer(g, g)


# %% gaussian_kernel  right  loops
import math


def gaussian_kernel(size, sigma):
    if size <= 0:
        raise ValueError("no cells")
    if size // 2 * 2 == size:
        raise ValueError("even")
    if sigma <= 0:
        raise ValueError("sigma")
    c = size // 2
    k = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            k[i, j] = math.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma * sigma))
    return k / np.sum(k)


# %% gaussian_kernel  right  meshgrid-integral
def gaussian_kernel(size, sigma):
    if size % 2 == 0 or size < 1 or sigma <= 0:
        raise ValueError(f"{size=} {sigma=}")
    half = (size - 1) // 2
    y, x = np.mgrid[-half : half + 1, -half : half + 1]
    g = 1 / (2 * np.pi * sigma**2) * np.exp(-(x**2 + y**2) / (2 * sigma**2))
    return g / g.sum()


# %% gaussian_kernel  right  linspace-float32
def gaussian_kernel(size, sigma):
    if size < 1 or not size % 2 or sigma <= 0:
        raise ValueError
    r = np.linspace(-(size // 2), size // 2, size)
    d = np.sqrt(np.add.outer(r**2, r**2))
    out = np.exp(-(d**2) / 2 / sigma**2)
    return (out / np.einsum("ij->", out)).astype(np.float32)


# %% gaussian_kernel  right  softmax
def gaussian_kernel(size, sigma):
    if (size & 1) == 0 or size < 1:
        raise ValueError("odd size wanted")
    if sigma <= 0:
        raise ValueError("positive sigma wanted")
    i, j = np.indices((size, size))
    z = -(np.hypot(i - size // 2, j - size // 2) ** 2) / (2 * sigma**2)
    e = np.exp(z - z.max())
    return e / e.sum()


# %% gaussian_kernel  right  complex-radius
def gaussian_kernel(size, sigma):
    if size < 1 or not size % 2 or not sigma > 0:
        raise ValueError("no")
    r = np.arange(-(size // 2), size // 2 + 1)
    return np.einsum("i,j->ij", *(np.exp(-(r**2) / sigma**2 / 2) / np.exp(-(r**2) / sigma**2 / 2).sum(),) * 2)


# %% gaussian_kernel  right  fromfunction
def gaussian_kernel(size, sigma):
    if size <= 0 or size % 2 != 1:
        raise ValueError
    if sigma <= 0:
        raise ValueError
    c = (size - 1) / 2
    k = np.fromfunction(lambda i, j: np.exp(-(np.hypot(i - c, j - c) ** 2) / (2 * sigma**2)), (size, size))
    k /= k.sum()
    return k


# %% gaussian_kernel  wrong  sum-forgotten  is not-normalized
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))


# %% gaussian_kernel  wrong  textbook-factor  is integral-for-sum  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2)) / (2 * np.pi * sigma**2)

# %% gaussian_kernel  wrong  no-two  is two-forgotten  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp(-(a[:, None] ** 2 + a**2) / sigma**2)
# +     return k / k.sum()

# %% gaussian_kernel  wrong  variance  is sigma-not-squared  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma))
# +     return k / k.sum()

# %% gaussian_kernel  wrong  missing-bracket  is sigma-multiplied  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp(-(a[:, None] ** 2 + a**2) / 2 * sigma**2)
# +     return k / k.sum()


# %% gaussian_kernel  wrong  half-a-pixel  is center-shifted
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size / 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()


# %% gaussian_kernel  wrong  corner-is-the-center  is center-shifted  like half-a-pixel
# -     a = np.arange(size) - size / 2
# +     a = np.arange(size)

# %% gaussian_kernel  wrong  tent  is distance-not-squared  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp(-np.hypot(a[:, None], a) / (2 * sigma**2))
# +     return k / k.sum()

# %% gaussian_kernel  wrong  city-block  is distance-around-the-corner  like half-a-pixel
# -     a = np.arange(size) - size / 2
# -     k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     a = abs(np.arange(size) - size // 2)
# +     k = np.exp(-((a[:, None] + a) ** 2) / (2 * sigma**2))

# %% gaussian_kernel  wrong  one-dimension  is one-row-only  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp(-(a**2) / (2 * sigma**2))
# +     return k / k.sum()

# %% gaussian_kernel  wrong  rows-sum-to-one  is normalized-by-rows  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     return k / k.sum(axis=1, keepdims=True)

# %% gaussian_kernel  wrong  plus-sign  is sign-of-the-exponent  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp((a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     return k / k.sum()

# %% gaussian_kernel  wrong  sigma-one  is sigma-ignored  like sum-forgotten
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     k = np.exp(-(a[:, None] ** 2 + a**2) / 2)
# +     return k / k.sum()

# %% gaussian_kernel  wrong  box  is box-for-bell  like sum-forgotten
# -     a = np.arange(size) - size // 2
# -     return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
# +     return np.ones((size, size)) / size**2


# %% gaussian_kernel  wrong  binomial
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, [1, 1])
    return np.outer(row, row) / row.sum() ** 2


# %% gaussian_kernel  wrong  no-errors  is no-error
def gaussian_kernel(size, sigma):
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()


# %% gaussian_kernel  wrong  even-allowed  is no-error  like half-a-pixel
# -     if size < 1 or size % 2 == 0 or sigma <= 0:
# +     if size < 1 or sigma <= 0:
# -     a = np.arange(size) - size / 2
# +     a = np.arange(size) - (size - 1) / 2

# %% gaussian_kernel  wrong  negative-odd-allowed  is no-error  like half-a-pixel
# -     if size < 1 or size % 2 == 0 or sigma <= 0:
# +     if size % 2 == 0 or sigma <= 0:
# -     a = np.arange(size) - size / 2
# +     a = np.arange(abs(size)) - abs(size) // 2

# %% gaussian_kernel  wrong  negative-sigma-allowed  is no-error  like no-errors
#   def gaussian_kernel(size, sigma):
# +     if size < 1 or size % 2 == 0 or sigma == 0:
# +         raise ValueError("no")

# %% gaussian_kernel  wrong  one-refused  like no-errors
#   def gaussian_kernel(size, sigma):
# +     if size < 3 or size % 2 == 0 or sigma <= 0:
# +         raise ValueError("no")

# %% gaussian_kernel  wrong  assertion  is wrong-error  like no-errors
#   def gaussian_kernel(size, sigma):
# +     assert size >= 1 and size % 2 == 1 and sigma > 0


# %% gaussian_kernel  wrong  x-twice  is one-axis-twice
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    ax = np.arange(size) - size // 2
    xx, yy = np.meshgrid(ax, ax)
    k = np.exp(-(xx**2 + xx**2) / (2 * sigma**2))
    return k / k.sum()


# %% gaussian_kernel  wrong  range-misses-end  is last-place-left-out
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError
    r = np.arange(-(size // 2), size // 2)
    k = np.exp(-(r[:, None] ** 2 + r**2) / (2 * sigma**2))
    return k / k.sum()


# %% gaussian_kernel  wrong  divided-by-count  is mean-for-sum  like range-misses-end
# -     r = np.arange(-(size // 2), size // 2)
# +     r = np.arange(size) - size // 2
# -     return k / k.sum()
# +     return k / size**2

# %% gaussian_kernel  wrong  caret-power  is caret-for-power  like range-misses-end
# -     r = np.arange(-(size // 2), size // 2)
# -     k = np.exp(-(r[:, None] ** 2 + r**2) / (2 * sigma**2))
# +     r = np.arange(size) - size // 2
# +     k = np.exp(-(r[:, None] ^ 2 + r ^ 2) / (2 * sigma ^ 2))

# %% gaussian_kernel  wrong  order-of-ops  is brackets-forgotten  like range-misses-end
# -     r = np.arange(-(size // 2), size // 2)
# -     k = np.exp(-(r[:, None] ** 2 + r**2) / (2 * sigma**2))
# +     r = np.arange(size) - size // 2
# +     k = np.exp(-(r[:, None] ** 2) + r**2 / (2 * sigma**2))

# %% gaussian_kernel  wrong  and-for-or  is no-error  like range-misses-end
# -     if size < 1 or size % 2 == 0 or sigma <= 0:
# +     if size % 2 == 0 and size < 1 and sigma <= 0:
# -     r = np.arange(-(size // 2), size // 2)
# +     r = np.arange(size) - size // 2

# %% gaussian_kernel  wrong  linspace-minus-one-one  is distances-from-minus-one  like range-misses-end
# -     r = np.arange(-(size // 2), size // 2)
# +     r = np.linspace(-1, 1, size)


# %% gaussian_kernel  wrong  math-exp
import math


def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError
    r = np.arange(size) - size // 2
    k = math.exp(-(r[:, None] ** 2 + r**2) / (2 * sigma**2))
    return k / k.sum()


# %% gaussian_kernel  right  plain-loop
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    c = size // 2
    k = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
    return k / k.sum()


# %% gaussian_kernel  wrong  rounded  is rounded  like plain-loop
# -     return k / k.sum()
# +     return np.round(k / k.sum(), 3)

# %% gaussian_kernel  wrong  return-early  is returned-too-early  like plain-loop
#               k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
# -     return k / k.sum()
# +         return k / k.sum()

# %% gaussian_kernel  wrong  sum-squared  is distances-added-first  like plain-loop
# -             k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
# +             k[i, j] = np.exp(-((i - c + j - c) ** 2) / (2 * sigma**2))

# %% gaussian_kernel  wrong  square-all  is two-squared  like plain-loop
# -             k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
# +             k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma) ** 2)

# %% gaussian_kernel  wrong  sigma-fourth  is squared-twice  like plain-loop
# -             k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
# +             k[i, j] = np.exp(-(((i - c) ** 2 + (j - c) ** 2) ** 2) / (2 * sigma**2))

# %% gaussian_kernel  wrong  exp-power  is exponential-forgotten  like plain-loop
# -             k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
# +             k[i, j] = -((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2)

# %% gaussian_kernel  wrong  add-one  is one-place-too-many  like plain-loop
# -     k = np.zeros((size, size))
# -     for i in range(size):
# -         for j in range(size):
# +     k = np.zeros((size + 1, size + 1))
# +     for i in range(size + 1):
# +         for j in range(size + 1):


# %% gaussian_kernel  wrong  running-sum  is divided-too-early  like plain-loop
#       k = np.zeros((size, size))
# +     total = 0
#               k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
# +             total += k[i, j]
# +             k[i, j] /= total
# -     return k / k.sum()
# +     return k

# %% gaussian_kernel  wrong  divided-in-the-loop  is divided-too-early  like plain-loop
#               k[i, j] = np.exp(-((i - c) ** 2 + (j - c) ** 2) / (2 * sigma**2))
# +             k = k / k.sum()
# -     return k / k.sum()
# +     return k


# %% gaussian_kernel  wrong  integral-over-sigma  is integral-for-sum
def gaussian_kernel(size, sigma):
    if size % 2 == 0 or size < 1 or sigma <= 0:
        raise ValueError("bad")
    ax = np.arange(size) - size // 2
    g = np.exp(-(ax**2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma)
    return np.outer(g, g)


# %% apply_kernel  right  loops
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd sides only")
    H, W = image.shape
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            total = 0.0
            for m in range(kh):
                for n in range(kw):
                    r, c = i + m - kh // 2, j + n - kw // 2
                    if 0 <= r < H and 0 <= c < W:
                        total += float(image[r, c]) * float(kernel[m, n])
            out[i, j] = total
    return out


# %% apply_kernel  right  taps
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if not (kh % 2 and kw % 2):
        raise ValueError("even side")
    H, W = image.shape
    p = np.pad(image.astype(np.float64), ((kh // 2,) * 2, (kw // 2,) * 2))
    return sum(kernel[m, n] * p[m : m + H, n : n + W] for m in range(kh) for n in range(kw))


# %% apply_kernel  right  sliding-windows
def apply_kernel(image, kernel):
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError(kernel.shape)
    ph, pw = (np.array(kernel.shape) - 1) // 2
    x = np.zeros((image.shape[0] + 2 * ph, image.shape[1] + 2 * pw))
    x[ph : ph + image.shape[0], pw : pw + image.shape[1]] = image
    w = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)


# %% apply_kernel  right  fft
def apply_kernel(image, kernel):
    (H, W), (kh, kw) = image.shape, kernel.shape
    if 0 in (kh % 2, kw % 2):
        raise ValueError("even kernel")
    shape = (H + kh - 1, W + kw - 1)
    full = np.fft.irfft2(
        np.fft.rfft2(image.astype(float), shape) * np.fft.rfft2(kernel[::-1, ::-1].astype(float), shape),
        shape,
    )
    return full[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W]


# %% apply_kernel  right  float32
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if (kh * kw) % 2 == 0:
        raise ValueError("both sides must be odd")
    a, b = kh // 2, kw // 2
    padded = np.pad(image.astype(np.float32), [(a, a), (b, b)])
    view = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))
    return view.reshape(*image.shape, -1) @ kernel.astype(np.float32).ravel()


# %% apply_kernel  right  scatter
def apply_kernel(image, kernel):
    kh, kw = np.shape(kernel)
    if kh % 2 != 1 or kw % 2 != 1:
        raise ValueError("odd, please")
    H, W = image.shape
    full = np.zeros((H + kh - 1, W + kw - 1))
    for i in range(H):
        for j in range(W):
            full[i : i + kh, j : j + kw] += float(image[i, j]) * kernel[::-1, ::-1]
    return full[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W]


# %% apply_kernel  right  roll
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError
    h, w = image.shape
    big = np.zeros((h + 2 * kh, w + 2 * kw))
    big[kh : kh + h, kw : kw + w] = image
    out = np.zeros_like(big)
    for m in range(kh):
        for n in range(kw):
            out += kernel[m, n] * np.roll(big, (kh // 2 - m, kw // 2 - n), axis=(0, 1))
    return out[kh : kh + h, kw : kw + w]


# %% apply_kernel  right  toeplitz
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if not (kh % 2 and kw % 2):
        raise ValueError
    h, w = image.shape

    def rows(n, k, weights):
        m = np.zeros((n, n))
        for o, x in enumerate(weights):
            m += x * np.eye(n, k=o - k // 2)
        return m

    return sum(np.eye(h, k=a - kh // 2) @ image.astype(float) @ rows(w, kw, kernel[a]).T for a in range(kh))


# %% apply_kernel  wrong  true-convolution  is kernel-flipped
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    k = kernel[::-1, ::-1]
    out = np.zeros(image.shape)
    for i, j in np.ndindex(out.shape):
        out[i, j] = (p[i : i + kh, j : j + kw] * k).sum()
    return out


# %% apply_kernel  wrong  transposed  is kernel-transposed  like true-convolution
#   def apply_kernel(image, kernel):
# +     kernel = kernel.T
# -     k = kernel[::-1, ::-1]
# -         out[i, j] = (p[i : i + kh, j : j + kw] * k).sum()
# +         out[i, j] = (p[i : i + kh, j : j + kw] * kernel).sum()


# %% apply_kernel  wrong  not-padded  is valid-for-same
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    w = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)


# %% apply_kernel  wrong  padded-too-much  is full-for-same  like not-padded
# -     w = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
# +     p = np.pad(image.astype(float), [(kh - 1, kh - 1), (kw - 1, kw - 1)])
# +     w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)

# %% apply_kernel  wrong  edge-pixels-repeated  is padding-mode  like not-padded
# -     w = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
# +     p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)], mode="edge")
# +     w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)


# %% apply_kernel  wrong  border-skipped  is border-left-empty
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    a, b = kh // 2, kw // 2
    out = np.zeros(image.shape)
    for i in range(a, image.shape[0] - a):
        for j in range(b, image.shape[1] - b):
            out[i, j] = (image[i - a : i + a + 1, j - b : j + b + 1] * kernel.astype(float)).sum()
    return out


# %% apply_kernel  wrong  window-starts-at-pixel  is padding-one-side  like not-padded
# -     w = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
# +     p = np.pad(image.astype(float), [(0, kh - 1), (0, kw - 1)])
# +     w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)

# %% apply_kernel  wrong  square-padding  is one-padding-for-both  like not-padded
# -     w = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
# +     p = np.pad(image.astype(float), kh // 2)
# +     w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)

# %% apply_kernel  wrong  image-dtype-kept  is output-dtype  like transposed
# -     kernel = kernel.T
# -     out = np.zeros(image.shape)
# +     out = np.zeros_like(image)


# %% apply_kernel  wrong  clipped-to-a-picture  is clipped
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.clip(np.einsum("ijmn,mn->ij", w, kernel), 0, 255)


# %% apply_kernel  wrong  absolute  is sign-lost  like clipped-to-a-picture
# -     return np.clip(np.einsum("ijmn,mn->ij", w, kernel), 0, 255)
# +     return np.abs(np.einsum("ijmn,mn->ij", w, kernel))

# %% apply_kernel  wrong  mean  is mean-for-sum  like clipped-to-a-picture
# -     return np.clip(np.einsum("ijmn,mn->ij", w, kernel), 0, 255)
# +     return (w * kernel).mean(axis=(-2, -1))


# %% apply_kernel  wrong  even-allowed  is no-error
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    a, b = (kh - 1) // 2, (kw - 1) // 2
    p = np.pad(image.astype(float), [(a, kh - 1 - a), (b, kw - 1 - b)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)


# %% apply_kernel  wrong  only-height-checked  is no-error  like even-allowed
#       kh, kw = kernel.shape
# +     if kh % 2 == 0:
# +         raise ValueError("odd")

# %% apply_kernel  wrong  both-even-checked  is no-error  like even-allowed
#       kh, kw = kernel.shape
# +     if kh % 2 == 0 and kw % 2 == 0:
# +         raise ValueError("odd")


# %% apply_kernel  wrong  large-refused
def apply_kernel(image, kernel):
    (H, W), (kh, kw) = image.shape, kernel.shape
    if kh % 2 == 0 or kw % 2 == 0 or kh > H or kw > W:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)


# %% apply_kernel  wrong  changes-its-image  is changed-input  like clipped-to-a-picture
# -     return np.clip(np.einsum("ijmn,mn->ij", w, kernel), 0, 255)
# +     out = np.einsum("ijmn,mn->ij", w, kernel)
# +     image[...] = 0
# +     return out


# %% apply_kernel  wrong  pads-by-one  is padding-always-one
def apply_kernel(image, kernel):
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("even")
    H, W = image.shape
    kh, kw = kernel.shape
    p = np.pad(image.astype(float), 1)
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = np.sum(p[i : i + kh, j : j + kw] * kernel)
    return out


# %% apply_kernel  wrong  valid-in-the-corner  is map-in-the-corner
def apply_kernel(image, kernel):
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("even")
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H, W))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw].astype(float) * kernel)
    return out


# %% apply_kernel  wrong  swapped-pads  is padding-swapped
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError
    p = np.pad(image.astype(float), [(kw // 2, kw // 2), (kh // 2, kh // 2)])
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = (p[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% apply_kernel  wrong  square-loop  is squares-only
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    n = len(image)
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = (p[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% apply_kernel  wrong  normalized  is mean-for-sum  like swapped-pads
# -     p = np.pad(image.astype(float), [(kw // 2, kw // 2), (kh // 2, kh // 2)])
# +     kernel = kernel / kernel.sum()
# +     p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])


# %% apply_kernel  wrong  index-past-end
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError
    h, w = image.shape
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            for m in range(kh):
                for n in range(kw):
                    out[i, j] += image[i + m - kh // 2, j + n - kw // 2] * kernel[m, n]
    return out


# %% apply_kernel  wrong  cut-windows  is kernel-not-cut-with-window  like index-past-end
# -             for m in range(kh):
# -                 for n in range(kw):
# -                     out[i, j] += image[i + m - kh // 2, j + n - kw // 2] * kernel[m, n]
# +             win = image[max(0, i - kh // 2) : i + kh // 2 + 1, max(0, j - kw // 2) : j + kw // 2 + 1]
# +             out[i, j] = (win * kernel[: win.shape[0], : win.shape[1]]).sum()


# %% apply_kernel  right  plain-loop
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd sides")
    H, W = image.shape
    ph, pw = kh // 2, kw // 2
    padded = np.zeros((H + 2 * ph, W + 2 * pw))
    padded[ph : ph + H, pw : pw + W] = image
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
    return out


# %% apply_kernel  wrong  no-padding-loop  is windows-cut-at-the-edge  like plain-loop
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +             out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel)

# %% apply_kernel  wrong  no-padding-range-short  is map-in-the-corner  like plain-loop
# -     for i in range(H):
# -         for j in range(W):
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +     for i in range(H - kh):
# +         for j in range(W - kw):
# +             out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel)

# %% apply_kernel  wrong  border-empty-one-short  is border-left-empty  like plain-loop
# -     for i in range(H):
# -         for j in range(W):
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +     for i in range(ph, H - ph - 1):
# +         for j in range(pw, W - pw - 1):
# +             out[i, j] = np.sum(image[i - ph : i + ph + 1, j - pw : j + pw + 1] * kernel)

# %% apply_kernel  wrong  window-off-center  is window-around-the-place  like plain-loop
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +             out[i, j] = np.sum(image[i - ph : i + ph + 1, j - pw : j + pw + 1] * kernel)

# %% apply_kernel  wrong  matmul  is matrix-product  like plain-loop
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] @ kernel)

# %% apply_kernel  wrong  uint8-padded  is image-made-whole  like plain-loop
# -     padded = np.zeros((H + 2 * ph, W + 2 * pw))
# +     padded = np.zeros((H + 2 * ph, W + 2 * pw), dtype=np.uint8)

# %% apply_kernel  wrong  clip-uint8  is clipped  like plain-loop
# -     return out
# +     return np.clip(out, 0, 255).astype(np.uint8)

# %% apply_kernel  wrong  rounded  is rounded  like plain-loop
# -     return out
# +     return np.round(out)

# %% apply_kernel  wrong  over-255  is pixels-divided  like plain-loop
# -     padded[ph : ph + H, pw : pw + W] = image
# +     padded[ph : ph + H, pw : pw + W] = image / 255

# %% apply_kernel  wrong  return-in-loop  is returned-too-early  like plain-loop
#               out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# -     return out
# +         return out

# %% apply_kernel  wrong  return-in-inner-loop  is returned-too-early  like plain-loop
#               out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# -     return out
# +             return out

# %% apply_kernel  wrong  plus-equals-all  is summed-into-the-whole-map  like plain-loop
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +             out += np.sum(padded[i : i + kh, j : j + kw] * kernel)

# %% apply_kernel  wrong  swapped-index  is height-width-swapped  like plain-loop
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +             out[i, j] = np.sum(padded[j : j + kw, i : i + kh] * kernel)

# %% apply_kernel  wrong  swapped-kh-kw  is window-turned  like plain-loop
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +             out[i, j] = np.sum(padded[i : i + kw, j : j + kh] * kernel)

# %% apply_kernel  wrong  pads-k  is padded-too-much  like plain-loop
# -     ph, pw = kh // 2, kw // 2
# +     ph, pw = kh, kw

# %% apply_kernel  wrong  ones-around  is padding-mode  like plain-loop
# -     padded = np.zeros((H + 2 * ph, W + 2 * pw))
# +     padded = np.ones((H + 2 * ph, W + 2 * pw))

# %% apply_kernel  wrong  last-row-missing  is output-one-short  like plain-loop
# -     for i in range(H):
# -         for j in range(W):
# +     for i in range(H - 1):
# +         for j in range(W - 1):

# %% apply_kernel  wrong  border-keeps-image  is border-keeps-the-image  like plain-loop
# -     out = np.zeros((H, W))
# +     out = image.astype(float)
# -     for i in range(H):
# -         for j in range(W):
# -             out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
# +     for i in range(ph, H - ph):
# +         for j in range(pw, W - pw):
# +             out[i, j] = np.sum(image[i - ph : i + ph + 1, j - pw : j + pw + 1] * kernel)

# %% apply_kernel  wrong  np-float  is name-that-numpy-lacks  like plain-loop
# -     out = np.zeros((H, W))
# +     out = np.zeros((H, W), dtype=np.float)


# %% apply_kernel  wrong  answers-among-the-pixels  is read-after-written
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("even")
    ph, pw = kh // 2, kw // 2
    x = np.pad(image.astype(float), ((ph, ph), (pw, pw)))
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            x[i + ph, j + pw] = (x[i : i + kh, j : j + kw] * kernel).sum()
    return x[ph : ph + image.shape[0], pw : pw + image.shape[1]]


# %% apply_kernel  wrong  negative-indices  is negative-index
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("e")
    out = np.zeros(image.shape)
    H, W = image.shape
    for i in range(H):
        for j in range(W):
            for m in range(kh):
                for n in range(kw):
                    y, x = i + m - kh // 2, j + n - kw // 2
                    if y < H and x < W:
                        out[i, j] += image[y, x] * kernel[m, n]
    return out


# %% apply_kernel  right  edge-tested
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd sides")
    h, w = image.shape
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            total = 0.0
            for m in range(kh):
                for n in range(kw):
                    y, x = i + m - kh // 2, j + n - kw // 2
                    if 0 <= y < h and 0 <= x < w:
                        total += image[y, x] * kernel[m, n]
            out[i, j] = total
    return out


# %% apply_kernel  wrong  total-not-reset  is accumulator-not-reset  like edge-tested
#       out = np.zeros((h, w))
# +     total = 0.0
# -             total = 0.0

# %% apply_kernel  wrong  total-reset-each-row  is accumulator-not-reset  like edge-tested
#       for i in range(h):
# +         total = 0.0
# -             total = 0.0

# %% apply_kernel  wrong  pixel-zero-outside  is edge-pixels-left-out  like edge-tested
# -                     if 0 <= y < h and 0 <= x < w:
# +                     if 0 < y < h and 0 < x < w:

# %% apply_kernel  wrong  last-pixel-outside  is edge-pixels-left-out  like edge-tested
# -                     if 0 <= y < h and 0 <= x < w:
# +                     if 0 <= y < h - 1 and 0 <= x < w - 1:


# %% apply_kernel  wrong  clipped-and-cast-back  is clipped
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("e")
    x = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2))).astype(float)
    out = np.array(
        [
            [np.sum(x[i : i + kh, j : j + kw] * kernel) for j in range(image.shape[1])]
            for i in range(image.shape[0])
        ]
    )
    return np.clip(out, 0, 255).astype(image.dtype)


# %% gradient_magnitude  right  hypot
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    sy = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    return np.hypot(apply_kernel(image, sx), apply_kernel(image, sy))


# %% gradient_magnitude  right  other-signs
def gradient_magnitude(image):
    k = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
    a, b = apply_kernel(image, k), apply_kernel(image, k.T)
    return (a * a + b * b) ** 0.5


# %% gradient_magnitude  right  slices
def gradient_magnitude(image):
    p = np.pad(np.asarray(image, dtype=float), 1)
    dx, dy = p[:, 2:] - p[:, :-2], p[2:] - p[:-2]
    gx = dx[:-2] + 2 * dx[1:-1] + dx[2:]
    gy = dy[:, :-2] + 2 * dy[:, 1:-1] + dy[:, 2:]
    return np.sqrt(np.square(gx) + np.square(gy))


# %% gradient_magnitude  right  complex
def gradient_magnitude(image):
    sobel = np.outer([1, 2, 1], [-1, 0, 1])
    return np.abs(apply_kernel(image, sobel) + 1j * apply_kernel(image, np.rot90(sobel)))


# %% gradient_magnitude  right  norm-of-stack
def gradient_magnitude(image):
    s = images.sobel_x()
    return np.linalg.norm([apply_kernel(image, s), apply_kernel(image, s.T)], axis=0)


# %% gradient_magnitude  right  norm
def gradient_magnitude(image):
    kernels = np.array([[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]])
    return np.linalg.norm([apply_kernel(image, k) for k in kernels], axis=0)


# %% gradient_magnitude  right  integral-free
def gradient_magnitude(image):
    p = np.pad(np.asarray(image, dtype=np.float64), 1)
    d = p[:, 2:] - p[:, :-2]
    s = p[:, 2:] + 2 * p[:, 1:-1] + p[:, :-2]
    gx = d[2:] + 2 * d[1:-1] + d[:-2]
    gy = s[2:] - s[:-2]
    return (gx * gx + gy * gy) ** 0.5


# %% gradient_magnitude  wrong  sum-of-magnitudes  is magnitudes-added
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))


# %% gradient_magnitude  wrong  maximum  is larger-of-two  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     return np.maximum(abs(apply_kernel(image, s)), abs(apply_kernel(image, s.T)))

# %% gradient_magnitude  wrong  no-root  is root-forgotten  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     return apply_kernel(image, s) ** 2 + apply_kernel(image, s.T) ** 2

# %% gradient_magnitude  wrong  plain-sum  is answers-added  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     return np.sqrt((apply_kernel(image, s) + apply_kernel(image, -s.T)) ** 2)


# %% gradient_magnitude  wrong  x-only  is one-direction-only
def gradient_magnitude(image):
    return abs(apply_kernel(image, np.outer([1, 2, 1], [-1, 0, 1])))


# %% gradient_magnitude  wrong  same-kernel-twice  is one-direction-only  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     return np.hypot(apply_kernel(image, s), apply_kernel(image, s[:, ::-1]))

# %% gradient_magnitude  wrong  mean-of-squares  is mean-for-sum  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     return np.sqrt((apply_kernel(image, s) ** 2 + apply_kernel(image, s.T) ** 2) / 2)


# %% gradient_magnitude  wrong  prewitt  is not-sobel
def gradient_magnitude(image):
    p = np.array([[-1, 0, 1]] * 3)
    return np.hypot(apply_kernel(image, p), apply_kernel(image, p.T))


# %% gradient_magnitude  wrong  numpy-gradient  is not-sobel
def gradient_magnitude(image):
    return np.hypot(*np.gradient(image.astype(float)))


# %% gradient_magnitude  wrong  divided-by-eight  is scaled
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1]) / 8
    return np.hypot(apply_kernel(image, s), apply_kernel(image, s.T))


# %% gradient_magnitude  wrong  stretched-to-one  is normalized  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     g = np.hypot(apply_kernel(image, s), apply_kernel(image, s.T))
# +     return g / g.max()

# %% gradient_magnitude  wrong  edge-padding  is border-not-zeros  like slices
# -     p = np.pad(np.asarray(image, dtype=float), 1)
# +     p = np.pad(np.asarray(image, dtype=float), 1, mode="edge")
# -     return np.sqrt(np.square(gx) + np.square(gy))
# +     return np.sqrt(gx**2 + gy**2)

# %% gradient_magnitude  wrong  border-cut  is valid-for-same  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     return np.hypot(apply_kernel(image, s), apply_kernel(image, s.T))[1:-1, 1:-1]

# %% gradient_magnitude  wrong  bytes-subtracted  is integer-overflow  like slices
# -     p = np.pad(np.asarray(image, dtype=float), 1)
# +     p = np.pad(image, 1)
# -     return np.sqrt(np.square(gx) + np.square(gy))
# +     return np.sqrt(gx.astype(float) ** 2 + gy.astype(float) ** 2)

# %% gradient_magnitude  wrong  picture-of-bytes  is clipped  like sum-of-magnitudes
# -     return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
# +     return np.clip(np.hypot(apply_kernel(image, s), apply_kernel(image, s.T)), 0, 255).astype(np.uint8)


# %% gradient_magnitude  wrong  angle-too  is wrong-type
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    gx = apply_kernel(image, sx)
    gy = apply_kernel(image, sx.T)
    return np.sqrt(gx**2 + gy**2), np.arctan2(gy, gx)


# %% gradient_magnitude  wrong  scalar-norm  is wrong-type
def gradient_magnitude(image):
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    return np.linalg.norm([apply_kernel(image, k), apply_kernel(image, k.T)])


# %% gradient_magnitude  wrong  chained  is one-after-the-other  like scalar-norm
# -     return np.linalg.norm([apply_kernel(image, k), apply_kernel(image, k.T)])
# +     return np.abs(apply_kernel(apply_kernel(image, k), k.T))

# %% gradient_magnitude  wrong  flipped-plus  is one-direction-only  like scalar-norm
# -     return np.linalg.norm([apply_kernel(image, k), apply_kernel(image, k.T)])
# +     return np.hypot(apply_kernel(image, k), apply_kernel(image, k[::-1]))

# %% gradient_magnitude  wrong  stack  is two-maps-for-one  like scalar-norm
# -     return np.linalg.norm([apply_kernel(image, k), apply_kernel(image, k.T)])
# +     gx, gy = apply_kernel(image, k), apply_kernel(image, k.T)
# +     return np.stack([gx, gy])


# %% gradient_magnitude  right  plain-loop
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    sy = sx.T
    gx = apply_kernel(image, sx)
    gy = apply_kernel(image, sy)
    return np.sqrt(gx**2 + gy**2)


# %% gradient_magnitude  wrong  unsquared-sum  is squares-forgotten  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.sqrt(gx + gy)

# %% gradient_magnitude  wrong  sqrt-abs-sum  is squares-forgotten  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.sqrt(np.abs(gx) + np.abs(gy))

# %% gradient_magnitude  wrong  minus  is subtracted-for-added  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.sqrt(np.abs(gx**2 - gy**2))

# %% gradient_magnitude  wrong  product  is multiplied-for-added  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.sqrt(gx**2 * gy**2)

# %% gradient_magnitude  wrong  roots-bracket  is root-over-one-square  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.sqrt(gx**2) + gy**2

# %% gradient_magnitude  wrong  half-power  is half-for-root  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return (gx**2 + gy**2) ** 1 / 2

# %% gradient_magnitude  wrong  central  is not-sobel  like plain-loop
# -     sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
# +     sx = np.array([[-1, 0, 1]])

# %% gradient_magnitude  wrong  scharr  is not-sobel  like plain-loop
# -     sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
# +     sx = np.array([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]])


# %% gradient_magnitude  wrong  roberts  is not-sobel
def gradient_magnitude(image):
    gx = apply_kernel(image, np.array([[0, 0, 0], [0, 1, 0], [0, 0, -1]]))
    gy = apply_kernel(image, np.array([[0, 0, 0], [0, 0, 1], [0, -1, 0]]))
    return np.sqrt(gx**2 + gy**2)


# %% gradient_magnitude  wrong  laplace  is not-sobel  like plain-loop
# -     sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
# +     sx = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])

# %% gradient_magnitude  wrong  sobel-typo-sign  is not-sobel  like plain-loop
# -     sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
# +     sx = np.array([[-1, 0, 1], [-2, 0, 2], [1, 0, -1]])

# %% gradient_magnitude  wrong  image-over-255  is pixels-divided  like plain-loop
#       sy = sx.T
# +     image = image / 255

# %% gradient_magnitude  wrong  uint8-out  is output-dtype  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.sqrt(gx**2 + gy**2).astype(np.uint8)

# %% gradient_magnitude  wrong  rounded  is rounded  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.round(np.sqrt(gx**2 + gy**2))

# %% gradient_magnitude  wrong  clipped  is clipped  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     return np.clip(np.sqrt(gx**2 + gy**2), 0, 255)

# %% gradient_magnitude  wrong  uint8-legs  is integer-overflow  like plain-loop
# -     gx = apply_kernel(image, sx)
# -     gy = apply_kernel(image, sy)
# +     gx = apply_kernel(image, sx).astype(image.dtype)
# +     gy = apply_kernel(image, sy).astype(image.dtype)

# %% gradient_magnitude  wrong  relu-legs  is sign-lost  like plain-loop
# -     return np.sqrt(gx**2 + gy**2)
# +     gx, gy = np.maximum(gx, 0), np.maximum(gy, 0)
# +     return np.sqrt(gx**2 + gy**2)

# %% gradient_magnitude  wrong  plus-signs-only  is not-sobel  like hypot
# -     sy = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
# +     sy = np.array([[1, 2, 1], [0, 0, 0], [1, 2, 1]])


# %% gradient_magnitude  wrong  sobel-beside-prewitt  is not-sobel
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    sy = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])
    return np.sqrt(apply_kernel(image, sx) ** 2 + apply_kernel(image, sy) ** 2)


# %% gradient_magnitude  wrong  scalars-in-bytes  is integer-overflow
def gradient_magnitude(image):
    p = np.pad(image, 1)
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            gx = p[i, j + 2] + 2 * p[i + 1, j + 2] + p[i + 2, j + 2] - p[i, j] - 2 * p[i + 1, j] - p[i + 2, j]
            gy = p[i + 2, j] + 2 * p[i + 2, j + 1] + p[i + 2, j + 2] - p[i, j] - 2 * p[i, j + 1] - p[i, j + 2]
            out[i, j] = (gx**2 + gy**2) ** 0.5
    return out


# %% recover_kernel  right  lstsq
def recover_kernel(before, after, size):
    H, W = before.shape
    Ho, Wo = H - size + 1, W - size + 1
    if after.shape != (Ho, Wo):
        raise ValueError("shapes do not match")
    A = np.array(
        [before[i : i + size, j : j + size].ravel() for i in range(Ho) for j in range(Wo)], dtype=float
    )
    k, *_ = np.linalg.lstsq(A, after.ravel(), rcond=None)
    return k.reshape(size, size)


# %% recover_kernel  right  pinv
def recover_kernel(before, after, size):
    if tuple(n - size + 1 for n in before.shape) != after.shape:
        raise ValueError("shapes do not match")
    w = np.lib.stride_tricks.sliding_window_view(before.astype(float), (size, size))
    A = w.reshape(after.size, size**2)
    return (np.linalg.pinv(A) @ after.reshape(-1)).reshape(size, size)


# %% recover_kernel  right  normal-equations
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.ndim != 2 or after.shape[0] != h or after.shape[1] != w:
        raise ValueError(f"{before.shape} {after.shape} {size}")
    x, y = np.asarray(before, float), np.asarray(after, float)
    taps = np.stack([x[m : m + h, n : n + w] for m in range(size) for n in range(size)])
    gram = np.einsum("aij,bij->ab", taps, taps)
    return np.linalg.solve(gram, np.einsum("aij,ij->a", taps, y)).reshape(size, size)


# %% recover_kernel  right  qr
def recover_kernel(before, after, size):
    h, w = np.subtract(before.shape, size - 1)
    if after.shape != (h, w):
        raise ValueError("no")
    columns = [before[m : m + h, n : n + w].ravel() for m in range(size) for n in range(size)]
    q, r = np.linalg.qr(np.column_stack(columns).astype(float))
    return np.linalg.solve(r, q.T @ after.ravel()).reshape((size, size))


# %% recover_kernel  right  conjugate-gradients
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    k = np.zeros(size * size)
    r = A.T @ after.ravel().astype(float)
    p, rr = r.copy(), r @ r
    for _ in range(20 * size * size):
        if rr < 1e-22:
            break
        q = A.T @ (A @ p)
        step = rr / (p @ q)
        k, r = k + step * p, r - step * q
        p, rr = r + (r @ r) / rr * p, r @ r
    return k.reshape(size, size)


# %% recover_kernel  right  svd
def recover_kernel(before, after, size):
    view = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    if view.shape[:2] != after.shape:
        raise ValueError("the pictures do not go with the size")
    u, s, vt = np.linalg.svd(view.reshape(-1, size * size).astype(float), full_matrices=False)
    return (vt.T @ ((u.T @ after.ravel()) / s)).reshape(size, size)


# %% recover_kernel  right  fft-free-gram
def recover_kernel(before, after, size):
    H, W = before.shape
    if (H - size + 1, W - size + 1) != after.shape:
        raise ValueError
    B = before.astype(float)
    A = [B[m : m + after.shape[0], n : n + after.shape[1]] for m in range(size) for n in range(size)]
    G = np.tensordot(A, A, axes=([1, 2], [1, 2]))
    r = np.tensordot(A, after.astype(float), axes=([1, 2], [0, 1]))
    return np.linalg.inv(G).dot(r).reshape(size, size)


# %% recover_kernel  right  tensorsolve-pinv
def recover_kernel(before, after, size):
    if before.ndim != after.ndim or any(b - size + 1 != a for b, a in zip(before.shape, after.shape)):
        raise ValueError
    rows = []
    for i in range(after.shape[0]):
        for j in range(after.shape[1]):
            rows.append(list(before[i : i + size, j : j + size].flat))
    x, *_ = np.linalg.lstsq(np.array(rows, float), after.ravel(), rcond=None)
    return x.reshape((size,) * 2)


# %% recover_kernel  wrong  turned  is kernel-flipped
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]


# %% recover_kernel  wrong  columns-of-the-kernel-first  is kernel-transposed  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size, order="F")

# %% recover_kernel  wrong  answers-by-column  is answers-column-first  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return np.linalg.lstsq(A, after.ravel(order="F"), rcond=None)[0].reshape(size, size)

# %% recover_kernel  wrong  flat  is not-folded  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0]

# %% recover_kernel  wrong  first-equations-only  is as-many-equations-as-weights  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     n = size * size
# +     return np.linalg.solve(A[:n], after.ravel()[:n].astype(float)).reshape(size, size)

# %% recover_kernel  wrong  sum-made-one  is normalized  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     k = np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)
# +     return k / k.sum()

# %% recover_kernel  wrong  rounded  is rounded  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return np.round(np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size))

# %% recover_kernel  wrong  bias-too  is constant-fitted-too  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     A = np.hstack([A, np.ones((len(A), 1))])
# +     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0][:-1].reshape(size, size)

# %% recover_kernel  wrong  ridge  is weights-held-small  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return np.linalg.solve(A.T @ A + 0.1 * np.eye(size * size), A.T @ after.ravel()).reshape(size, size)

# %% recover_kernel  wrong  correlated  is dot-products-for-solution  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return (A.T @ after.ravel()).reshape(size, size)

# %% recover_kernel  wrong  few-steps-downhill  like turned
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     k = np.zeros(size * size)
# +     for _ in range(20):
# +         k -= A.T @ (A @ k - after.ravel()) / np.linalg.norm(A) ** 2
# +     return k.reshape(size, size)


# %% recover_kernel  wrong  no-errors  is no-error
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    y = np.resize(after, A.shape[0]).astype(float)
    return np.linalg.lstsq(A, y, rcond=None)[0].reshape(size, size)


# %% recover_kernel  wrong  only-pixels-counted  is no-error  like turned
# -     if after.shape != (h, w):
# +     if after.size != h * w:
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)


# %% recover_kernel  wrong  same-size-accepted  is no-error
def recover_kernel(before, after, size):
    if after.shape == before.shape and size % 2:
        m = size // 2
        after = after[m : after.shape[0] - m, m : after.shape[1] - m]
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)


# %% recover_kernel  wrong  odd-only  is even-size-refused  like turned
# -     if after.shape != (h, w):
# +     if after.shape != (h, w) or size % 2 == 0:
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)


# %% recover_kernel  wrong  squares-only
def recover_kernel(before, after, size):
    n = before.shape[0] - size + 1
    if after.shape != (n, n):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)


# %% recover_kernel  wrong  bytes-multiplied  is integer-overflow  like turned
# -     A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
# +     A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size)
# +     return np.linalg.solve((A.T @ A).astype(float), A.T @ after.ravel()).reshape(size, size)


# %% recover_kernel  wrong  three-by-three-only  is no-error
def recover_kernel(before, after, size):
    h, w = before.shape[0] - 2, before.shape[1] - 2
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (3, 3)).reshape(-1, 9).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(3, 3)


# %% recover_kernel  wrong  whole-lstsq  is all-that-lstsq-returns
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1):
        raise ValueError("no")
    A = np.array(
        [
            before[i : i + size, j : j + size].ravel()
            for i in range(after.shape[0])
            for j in range(after.shape[1])
        ],
        dtype=float,
    )
    return np.linalg.lstsq(A, after.ravel(), rcond=None)


# %% recover_kernel  wrong  solve  is square-systems-only  like whole-lstsq
# -     return np.linalg.lstsq(A, after.ravel(), rcond=None)
# +     return np.linalg.solve(A, after.ravel()).reshape(size, size)


# %% recover_kernel  wrong  no-column  is all-that-lstsq-returns
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1):
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())


# %% recover_kernel  wrong  tuple-shape  like no-column
# -     if after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1):
# +     if after.shape != (before.shape[0] - size, before.shape[1] - size):
# -     return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())
# +     return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())[0].reshape(size, size)

# %% recover_kernel  wrong  ravel-before  is reshape-for-transpose  like no-column
# -     return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())
# +     return np.linalg.lstsq(v.reshape(size * size, -1).T.astype(float), after.ravel())[0].reshape(size, size)

# %% recover_kernel  wrong  even-size-refused  is even-size-refused  like no-column
# -     if after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1):
# +     if size % 2 == 0 or after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1):
# -     return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())
# +     return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())[0].reshape(size, size)

# %% recover_kernel  wrong  solve-on-square  is square-systems-only  like no-column
# -     return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())
# +     return np.linalg.inv(v.reshape(-1, size * size)) @ after.ravel()


# %% recover_kernel  right  plain-loop
def recover_kernel(before, after, size):
    H, W = before.shape
    if after.shape != (H - size + 1, W - size + 1):
        raise ValueError("shapes")
    A, b = [], []
    for i in range(after.shape[0]):
        for j in range(after.shape[1]):
            A.append(before[i : i + size, j : j + size].astype(float).ravel())
            b.append(float(after[i, j]))
    k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)[0]
    return k.reshape(size, size)


# %% recover_kernel  wrong  rounded-too  is rounded  like plain-loop
# -     return k.reshape(size, size)
# +     return np.round(k.reshape(size, size), 1)

# %% recover_kernel  wrong  return-in-loop  is returned-too-early  like plain-loop
#               b.append(float(after[i, j]))
# -     k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)[0]
# -     return k.reshape(size, size)
# +         k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)[0]
# +         return k.reshape(size, size)

# %% recover_kernel  wrong  over-255  is pixels-divided  like plain-loop
# -             A.append(before[i : i + size, j : j + size].astype(float).ravel())
# +             A.append(before[i : i + size, j : j + size].astype(float).ravel() / 255)

# %% recover_kernel  wrong  last-missing  is output-one-short  like plain-loop
# -     for i in range(after.shape[0]):
# +     for i in range(after.shape[0] - 1):

# %% recover_kernel  wrong  no-index  is several-for-one  like plain-loop
# -     k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)[0]
# +     k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)


# %% recover_kernel  wrong  windows-in-columns  is windows-in-columns  like plain-loop
# -     k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)[0]
# +     k = np.linalg.lstsq(np.stack(A, axis=1), np.array(b), rcond=None)[0]

# %% recover_kernel  wrong  windows-in-columns-pinv  is windows-in-columns  like plain-loop
# -     k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)[0]
# +     k = np.linalg.pinv(np.array(A).T) @ np.array(b)

# %% recover_kernel  wrong  answers-as-a-map  is answers-not-raveled  like plain-loop
# -     k = np.linalg.lstsq(np.array(A), np.array(b), rcond=None)[0]
# +     k = np.linalg.lstsq(np.array(A), after, rcond=None)[0]


# %% recover_kernel  wrong  columns-reshaped  is reshape-for-transpose
def recover_kernel(before, after, size):
    H, W = before.shape
    if after.shape != (H - size + 1, W - size + 1):
        raise ValueError("shapes")
    cols = np.array(
        [
            before[m : m + H - size + 1, n : n + W - size + 1].ravel()
            for m in range(size)
            for n in range(size)
        ],
        dtype=float,
    )
    A = cols.reshape(-1, size * size)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)


# %% apply_kernel  wrong  three-by-three-by-heart  is kernel-size-by-heart
def apply_kernel(image, kernel):
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("odd kernels only")
    padded = np.pad(image, 1)
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            for k in range(3):
                for l in range(3):
                    out[i, j] += kernel[k, l] * padded[i + k, j + l]
    return out


# %% gaussian_kernel  wrong  distances-as-indices  is negative-index
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0:
        raise ValueError("size must be odd")
    if sigma <= 0:
        raise ValueError("sigma must be positive")
    r = size // 2
    kernel = np.zeros((size, size))
    for y in range(-r, r + 1):
        for x in range(-r, r + 1):
            d2 = x**2 + y**2
            kernel[y, x] = np.exp(-d2 / (2 * sigma**2))
    return kernel / kernel.sum()


# %% apply_kernel  wrong  inner-places-only  is border-left-empty
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("even side")
    ph, pw = kh // 2, kw // 2
    padded = np.pad(image, ((ph, ph), (pw, pw)))
    out = np.zeros(image.shape)
    for i in range(ph, image.shape[0] - ph):
        for j in range(pw, image.shape[1] - pw):
            out[i, j] = (padded[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% apply_kernel  wrong  slices-around-the-place  is window-around-the-place
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("even side")
    ph, pw = kh // 2, kw // 2
    padded = np.pad(image, ((ph, ph), (pw, pw)))
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = (padded[i - ph : i + ph + 1, j - pw : j + pw + 1] * kernel).sum()
    return out


# %% apply_kernel  wrong  pads-exchanged  is padding-swapped
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("even side")
    ph, pw = kh // 2, kw // 2
    padded = np.pad(image, ((pw, pw), (ph, ph)))
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = (padded[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% gradient_magnitude  wrong  second-after-first  is one-after-the-other
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    sy = sx.T
    gx = apply_kernel(image, sx)
    gy = apply_kernel(gx, sy)
    return np.sqrt(gx**2 + gy**2)


# %% recover_kernel  wrong  as-many-windows-as-weights  is shapes-do-not-meet
def recover_kernel(before, after, size):
    H, W = before.shape
    ho, wo = H - size + 1, W - size + 1
    if after.shape != (ho, wo):
        raise ValueError("shapes do not match")
    rows = []
    for i in range(size):
        for j in range(size):
            rows.append(before[i : i + size, j : j + size].ravel())
    A = np.array(rows, dtype=float)
    y = after.ravel()
    solution, residuals, rank, sv = np.linalg.lstsq(A, y, rcond=None)
    return solution.reshape(size, size)


# %% recover_kernel  wrong  windows-not-raveled  is too-many-axes
def recover_kernel(before, after, size):
    H, W = before.shape
    ho, wo = H - size + 1, W - size + 1
    if after.shape != (ho, wo):
        raise ValueError("shapes do not match")
    rows = []
    for i in range(ho):
        for j in range(wo):
            rows.append(before[i : i + size, j : j + size])
    A = np.array(rows, dtype=float)
    y = after.ravel()
    solution, residuals, rank, sv = np.linalg.lstsq(A, y, rcond=None)
    return solution.reshape(size, size)


# %% gaussian_kernel  wrong  sum-of-two-bells  is bells-added  like outer
# -     return np.outer(g, g)
# +     return g[:, None] + g

# %% gaussian_kernel  wrong  sum-of-two-bells-divided  is bells-added  like outer
# -     return np.outer(g, g)
# +     both = np.add.outer(g, g)
# +     return both / both.sum()


# %% gradient_magnitude  wrong  middle-row-turned  is not-sobel
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [2, 0, -2], [-1, 0, 1]])
    return np.hypot(apply_kernel(image, sx), apply_kernel(image, sx.T))
