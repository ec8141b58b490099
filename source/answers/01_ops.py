"""Known answers to lesson 1: right ones in several styles, and wrong ones with the mistake to be named."""

import numpy as np


# %% dot_patch  right  sum-of-product
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.sum(patch.astype(float) * kernel))


# %% dot_patch  right  two-loops
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError(f"{patch.shape} is not {kernel.shape}")
    total = 0.0
    for m in range(kernel.shape[0]):
        for n in range(kernel.shape[1]):
            total += float(patch[m, n]) * float(kernel[m, n])
    return total


# %% dot_patch  right  vdot
def dot_patch(patch, kernel):
    if np.shape(patch) != np.shape(kernel):
        raise ValueError("a window and a kernel must have one shape")
    return np.vdot(np.asarray(patch, dtype=float), kernel)


# %% dot_patch  right  einsum
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    return np.einsum("mn,mn->", patch.astype(np.float64), kernel.astype(np.float64))


# %% dot_patch  right  einsum-without-a-check
def dot_patch(patch, kernel):
    # einsum repeats an axis of length 1, so it must be told
    (a, b), (c, d) = patch.shape, kernel.shape
    if (a, b) != (c, d):
        raise ValueError(f"got {a}x{b} and {c}x{d}")
    return float(np.einsum("ij,ij", 1.0 * patch, 1.0 * kernel))


# %% dot_patch  right  tensordot-zero-dimensional
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return np.tensordot(patch.astype(float), kernel.astype(float), axes=2)


# %% dot_patch  right  raveled-matrix-product
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return patch.ravel().astype(float) @ kernel.ravel().astype(float)


# %% dot_patch  right  zip-generator
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return sum(float(p) * float(k) for row, weights in zip(patch, kernel) for p, k in zip(row, weights))


# %% dot_patch  right  float32
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return (patch.astype(np.float32) * kernel.astype(np.float32)).sum()


# %% dot_patch  right  trace-of-the-transposed
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.trace(patch.astype(float) @ kernel.T))


# %% dot_patch  right  math-fsum
import math


def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return math.fsum(p * k for p, k in zip(patch.ravel().tolist(), kernel.ravel().tolist()))


# %% dot_patch  right  ndenumerate
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0
    for place, weight in np.ndenumerate(kernel):
        total = total + float(weight) * patch[place]
    return total


# %% dot_patch  right  lambda
def same(a, b):
    if a.shape != b.shape:
        raise ValueError("not the same shape")
    return True


dot_patch = lambda patch, kernel: same(patch, kernel) and float((patch * kernel.astype(float)).sum())


# %% dot_patch  right  reduce
from functools import reduce


def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    pairs = zip(patch.astype(float).flat, kernel.astype(float).flat)
    return reduce(lambda total, pair: total + pair[0] * pair[1], pairs, 0.0)


# %% dot_patch  right  prints-inside
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    products = patch * kernel.astype("float64")
    print("products", products)
    return products.sum()


# %% dot_patch  right  wraps-only-where-both-are-uint8
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.sum(patch * kernel))


# %% dot_patch  right  wraps-in-a-loop-only-where-both-are-uint8
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0
    for m in range(patch.shape[0]):
        for n in range(patch.shape[1]):
            total += patch[m, n] * kernel[m, n]
    return total


# %% dot_patch  right  np-multiply-reduce
def dot_patch(patch, kernel):
    if not np.array_equal(patch.shape, kernel.shape):
        raise ValueError("not the same shape")
    return np.add.reduce(np.multiply(patch, kernel, dtype=float), axis=None)


# %% dot_patch  right  list-strict-zip
def dot_patch(patch, kernel):
    if len(patch) != len(kernel):
        raise ValueError("rows")
    total = 0
    for a, b in zip(patch.tolist(), kernel.tolist(), strict=True):
        total += sum(x * y for x, y in zip(a, b, strict=True))
    return total


# %% dot_patch  right  nditer
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    s = 0.0
    for p, k in np.nditer([patch, kernel]):
        s = s + float(p) * float(k)
    return s


# %% dot_patch  right  cumsum-last
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return np.cumsum(patch.astype(float) * kernel)[-1]


# %% dot_patch  right  quarter-squares
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    p, k = patch.astype(float), kernel.astype(float)
    return (np.sum((p + k) ** 2) - np.sum((p - k) ** 2)) / 4


# %% dot_patch  right  recursion
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")

    def add(i):
        return 0.0 if i < 0 else float(patch.flat[i]) * float(kernel.flat[i]) + add(i - 1)

    return add(patch.size - 1)


# %% dot_patch  right  value-error-subclass
class ShapeError(ValueError):
    pass


def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ShapeError("shapes")
    return float((patch * kernel).sum())


# %% dot_patch  right  longdouble
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return np.sum(patch.astype(np.longdouble) * kernel)


# %% dot_patch  right  polynomial-convolve
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    p, k = patch.astype(float).ravel(), kernel.astype(float).ravel()[::-1]
    return np.convolve(p, k, mode="valid")[0]


# %% dot_patch  right  python-numbers
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return sum(map(lambda ab: ab[0] * ab[1], zip(patch.ravel().tolist(), kernel.ravel().tolist())))


# %% dot_patch  wrong  matrix-product  is matrix-product  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return float((patch @ kernel).sum())

# %% dot_patch  wrong  np-dot  is matrix-product  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return np.dot(patch, kernel)

# %% dot_patch  wrong  builtin-sum  is summed-along-one-axis  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return sum(patch * kernel.astype(float))

# %% dot_patch  wrong  no-sum  is products-not-summed  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return patch * kernel

# %% dot_patch  wrong  mean  is mean-for-sum  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return np.mean(patch.astype(float) * kernel)

# %% dot_patch  wrong  max  is max-for-sum  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return (patch.astype(float) * kernel).max()

# %% dot_patch  wrong  equals-for-plus-equals  is last-product-kept  like wraps-in-a-loop-only-where-both-are-uint8
# -     total = 0
# +     total = 0.0
# -             total += patch[m, n] * kernel[m, n]
# +             total = float(patch[m, n]) * kernel[m, n]


# %% dot_patch  wrong  return-in-the-loop  is returned-too-early
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for m in range(patch.shape[0]):
        for n in range(patch.shape[1]):
            total += float(patch[m, n]) * kernel[m, n]
        return total


# %% dot_patch  wrong  range-one-short  is window-one-short
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for m in range(patch.shape[0] - 1):
        for n in range(patch.shape[1] - 1):
            total += float(patch[m, n]) * kernel[m, n]
    return total


# %% dot_patch  wrong  flipped  is kernel-flipped  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return float(np.sum(patch.astype(float) * np.flip(kernel)))

# %% dot_patch  wrong  plus  is added-for-multiplied  like wraps-in-a-loop-only-where-both-are-uint8
# -     total = 0
# +     total = 0.0
# -             total += patch[m, n] * kernel[m, n]
# +             total += float(patch[m, n]) + kernel[m, n]

# %% dot_patch  wrong  sum-times-sum  is sums-multiplied  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return float(patch.sum()) * float(kernel.sum())

# %% dot_patch  wrong  rounded  is rounded  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return round(float(np.sum(patch.astype(float) * kernel)), 2)

# %% dot_patch  wrong  absolute  is sign-lost  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return abs(float(np.sum(patch.astype(float) * kernel)))

# %% dot_patch  wrong  whole-number  is output-dtype  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return int((patch.astype(float) * kernel).sum())


# %% dot_patch  wrong  nobody-checks  is no-error
def dot_patch(patch, kernel):
    total = 0.0
    for pixels, weights in zip(patch, kernel):
        for pixel, weight in zip(pixels, weights):
            total += float(pixel) * float(weight)
    return total


# %% dot_patch  wrong  size-for-shape  is no-error
def dot_patch(patch, kernel):
    if patch.size != kernel.size:
        raise ValueError("sizes differ")
    return float(np.vdot(patch.astype(float), kernel))


# %% dot_patch  wrong  assertion  is wrong-error
def dot_patch(patch, kernel):
    assert patch.shape == kernel.shape, "shapes differ"
    return float(np.vdot(patch.astype(float), kernel))


# %% dot_patch  wrong  no-return  is returned-none  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     print(np.sum(patch * kernel))

# %% dot_patch  wrong  in-place-product  is changed-input  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     kernel *= patch
# +     return float(kernel.sum())


# %% dot_patch  wrong  stub  is not-written
def dot_patch(patch, kernel):
    # YOUR CODE HERE
    raise NotImplementedError()


# %% dot_patch  wrong  a-list  is wrong-type
def dot_patch(patch, kernel):
    return [float(np.vdot(patch.astype(float), kernel))]


# %% dot_patch  wrong  off-by-a-constant  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return float(np.vdot(patch.astype(float), kernel)) + 1

# %% dot_patch  wrong  misspelt  is unknown-name  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return flaot(np.vdot(patch, kernel))

# %% dot_patch  wrong  misspelt-name  is unknown-name  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     return np.sum(patch * kernal)


# %% dot_patch  wrong  smaller-only  is no-error
def dot_patch(patch, kernel):
    if kernel.shape > patch.shape:
        raise ValueError("shapes")
    return float((patch * kernel).sum())


# %% dot_patch  wrong  and-for-or  is no-error  like smaller-only
# -     if kernel.shape > patch.shape:
# +     if patch.shape[0] != kernel.shape[0] and patch.shape[1] != kernel.shape[1]:


# %% dot_patch  wrong  zip-cuts  is no-error
def dot_patch(patch, kernel):
    total = 0.0
    for a, b in zip(patch, kernel):
        for x, y in zip(a, b):
            total += float(x) * float(y)
    return total


# %% dot_patch  wrong  index-error  is wrong-error
def dot_patch(patch, kernel):
    total = 0.0
    for i in range(max(patch.shape[0], kernel.shape[0])):
        for j in range(max(patch.shape[1], kernel.shape[1])):
            total += float(patch[i, j]) * float(kernel[i, j])
    return total


# %% dot_patch  wrong  transposed-index  is kernel-transposed
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    total = 0.0
    for i in range(patch.shape[0]):
        for j in range(patch.shape[1]):
            total += patch[i, j] * kernel[j, i]
    return float(total)


# %% dot_patch  wrong  square-only  is kernel-taken-as-square
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    n = patch.shape[0]
    total = 0.0
    for i in range(n):
        for j in range(n):
            total += patch[i, j] * kernel[i, j]
    return float(total)


# %% dot_patch  wrong  reset-in-row  is last-product-kept
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    for m in range(patch.shape[0]):
        s = 0
        for n in range(patch.shape[1]):
            s += patch[m, n] * kernel[m, n]
    return float(s)


# %% dot_patch  wrong  global-total
total = 0.0


def dot_patch(patch, kernel):
    global total
    if patch.shape != kernel.shape:
        raise ValueError
    for p, k in zip(patch.ravel(), kernel.ravel()):
        total += float(p) * float(k)
    return float(total)


# %% dot_patch  wrong  total-as-int
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    total = np.zeros(1, dtype=patch.dtype)
    for i in range(patch.shape[0]):
        for j in range(patch.shape[1]):
            total[0] += patch[i, j] * kernel[i, j]
    return float(total[0])


# %% dot_patch  wrong  kernel-in-the-patches-dtype  is kernel-cast-to-the-image  like sum-of-product
# -     return float(np.sum(patch.astype(float) * kernel))
# +     kernel = kernel.astype(patch.dtype)
# +     return float(np.sum(patch * kernel, dtype=float))


# %% conv2d  right  six-loops
def conv2d(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            total = 0.0
            for m in range(kH):
                for n in range(kW):
                    total += float(image[i + m, j + n]) * float(kernel[m, n])
            out[i, j] = total
    return out


# %% conv2d  right  dot-patch
def conv2d(image, kernel):
    h, w = kernel.shape
    rows, cols = image.shape[0] - h + 1, image.shape[1] - w + 1
    if rows < 1 or cols < 1:
        raise ValueError("the kernel does not fit")
    out = np.empty((rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[i, j] = dot_patch(image[i : i + h, j : j + w], kernel)
    return out


# %% conv2d  right  row-slices
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError(f"{kernel.shape} is larger than {image.shape}")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for m in range(h):
                out[i, j] += np.dot(image[i + m, j : j + w].astype(float), kernel[m].astype(float))
    return out


# %% conv2d  right  np-sum
def conv2d(image, kernel):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    kh, kw = kernel.shape
    if kh > image.shape[0] or kw > image.shape[1]:
        raise ValueError("kernel larger than image")
    oh = image.shape[0] - kh + 1
    ow = image.shape[1] - kw + 1
    result = np.zeros((oh, ow))
    for y in range(oh):
        for x in range(ow):
            result[y, x] = np.sum(image[y : y + kh, x : x + kw] * kernel)
    return result


# %% conv2d  right  tap-loop
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for m in range(h):
        for n in range(w):
            out += float(kernel[m, n]) * image[m : m + H - h + 1, n : n + W - w + 1]
    return out


# %% conv2d  right  einsum-windows
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(image, kernel):
    windows = sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("ijmn,mn->ij", windows, kernel)


# %% conv2d  right  windows-tensordot
def conv2d(image, kernel):
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("no place")
    view = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.tensordot(view.astype(float), kernel.astype(float), axes=((2, 3), (0, 1)))


# %% conv2d  right  as-strided
def conv2d(image, kernel):
    image = np.ascontiguousarray(image, dtype=float)
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    s, t = image.strides
    view = np.lib.stride_tricks.as_strided(image, (H - h + 1, W - w + 1, h, w), (s, t, s, t))
    return (view * kernel).sum(axis=(2, 3))


# %% conv2d  right  fft
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("kernel larger than the image")
    shape = (H + h - 1, W + w - 1)
    product = np.fft.rfft2(image, shape) * np.fft.rfft2(kernel[::-1, ::-1], shape)
    full = np.fft.irfft2(product, shape)
    return full[h - 1 : H, w - 1 : W]


# %% conv2d  right  fft-real-part
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("kernel larger than the image")
    circular = np.fft.ifft2(np.fft.fft2(image) * np.conj(np.fft.fft2(kernel, (H, W))))
    return circular.real[: H - h + 1, : W - w + 1]


# %% conv2d  right  list-comprehension
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    k = kernel.astype(float)
    return np.array(
        [[(image[i : i + h, j : j + w] * k).sum() for j in range(W - w + 1)] for i in range(H - h + 1)]
    )


# %% conv2d  right  float32
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1), dtype=np.float32)
    kernel = kernel.astype(np.float32)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i : i + h, j : j + w].astype(np.float32) * kernel).sum()
    return out


# %% conv2d  right  recursion
def conv2d(image, kernel):
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("too large")

    def row(i, j):
        if j + kernel.shape[1] > image.shape[1]:
            return []
        window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
        return [float(np.sum(window * kernel.astype(float)))] + row(i, j + 1)

    def rows(i):
        if i + kernel.shape[0] > image.shape[0]:
            return []
        return [row(i, 0)] + rows(i + 1)

    return np.array(rows(0))


# %% conv2d  right  zip-enumerate
def conv2d(image, kernel):
    h, w = kernel.shape
    if h > len(image) or w > len(image[0]):
        raise ValueError("too large")
    answer = []
    for i, _ in enumerate(image[: len(image) - h + 1]):
        line = []
        for j, _ in enumerate(image[0][: len(image[0]) - w + 1]):
            total = 0.0
            for pixels, weights in zip(image[i : i + h], kernel):
                for pixel, weight in zip(pixels[j : j + w], weights):
                    total += float(pixel) * float(weight)
            line.append(total)
        answer.append(line)
    return np.array(answer)


# %% conv2d  right  helpers
def places(n, k):
    if k > n:
        raise ValueError(f"a kernel of {k} on {n} pixels")
    return range(n - k + 1)


def window(image, i, j, shape):
    return image[i : i + shape[0], j : j + shape[1]].astype(float)


def conv2d(image, kernel):
    rows, cols = places(image.shape[0], kernel.shape[0]), places(image.shape[1], kernel.shape[1])
    out = np.zeros((len(rows), len(cols)))
    for i in rows:
        for j in cols:
            out[i, j] = np.vdot(window(image, i, j, kernel.shape), kernel)
    return out


# %% conv2d  right  class-with-call
class Correlator:
    def __init__(self):
        self.calls = 0

    def __call__(self, image, kernel):
        self.calls += 1
        if any(k > n for k, n in zip(kernel.shape, image.shape)):
            raise ValueError("kernel too large")
        out = np.zeros([n - k + 1 for n, k in zip(image.shape, kernel.shape)])
        for place in np.ndindex(*out.shape):
            cut = tuple(slice(p, p + k) for p, k in zip(place, kernel.shape))
            out[place] = (image[cut] * kernel.astype(float)).sum()
        return out


conv2d = Correlator()


# %% conv2d  right  lambda
from numpy.lib.stride_tricks import sliding_window_view as windows

conv2d = lambda image, kernel: (windows(image, kernel.shape) * kernel.astype(float)).sum((-2, -1))


# %% conv2d  right  functools-partial
from functools import partial, reduce
from itertools import product


def tap(image, kernel, shape, total, place):
    m, n = place
    return total + float(kernel[m, n]) * image[m : m + shape[0], n : n + shape[1]]


def conv2d(image, kernel):
    shape = (image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1)
    if min(shape) < 1:
        raise ValueError("too large")
    taps = product(range(kernel.shape[0]), range(kernel.shape[1]))
    return reduce(partial(tap, image, kernel, shape), taps, np.zeros(shape))


# %% conv2d  right  matrix-of-windows
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    rows = []
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            rows.append(image[i : i + h, j : j + w].reshape(-1))
    return (np.array(rows, dtype=float) @ kernel.reshape(-1)).reshape(H - h + 1, W - w + 1)


# %% conv2d  right  while-loops
def conv2d(image, kernel):
    H, W = image.shape
    h, w = kernel.shape
    if H < h or W < w:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    i = 0
    while i + h <= H:
        j = 0
        while j + w <= W:
            out[i][j] = np.inner(image[i : i + h, j : j + w].flatten().astype(float), kernel.flatten())
            j += 1
        i += 1
    return out


# %% conv2d  right  plain-lists
def conv2d(image, kernel):
    pixels, weights = image.tolist(), kernel.tolist()
    rows = len(pixels) - len(weights) + 1
    cols = len(pixels[0]) - len(weights[0]) + 1
    if rows <= 0 or cols <= 0:
        raise ValueError("no place for the kernel")
    out = [[0.0] * cols for _ in range(rows)]
    for i in range(rows):
        for j in range(cols):
            for m, line in enumerate(weights):
                for n, weight in enumerate(line):
                    out[i][j] += weight * pixels[i + m][j + n]
    return np.array(out)


# %% conv2d  right  fromiter
def conv2d(image, kernel):
    shape = tuple(np.subtract(image.shape, kernel.shape) + 1)
    if min(shape) < 1:
        raise ValueError("too large")

    def answers():
        for i in range(shape[0]):
            for j in range(shape[1]):
                yield float(
                    (image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel.astype(float)).sum()
                )

    return np.fromiter(answers(), float).reshape(shape)


# %% conv2d  right  toeplitz-rows
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for m in range(h):
        band = np.zeros((W, W - w + 1))
        for j in range(W - w + 1):
            band[j : j + w, j] = kernel[m]
        out += image[m : m + H - h + 1].astype(float) @ band
    return out


# %% conv2d  right  one-dimensional-correlate
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    pixels, weights = image.astype(float), kernel.astype(float)
    return np.array(
        [sum(np.correlate(pixels[i + m], weights[m], "valid") for m in range(h)) for i in range(H - h + 1)]
    )


# %% conv2d  right  swapped-names
def conv2d(image, kernel):
    lines, columns = image.shape
    a, b = kernel.shape
    if a > lines or b > columns:
        raise ValueError("too large")
    out = np.zeros((columns - b + 1, lines - a + 1))
    for x in range(columns - b + 1):
        for y in range(lines - a + 1):
            out[x, y] = np.sum(image[y : y + a, x : x + b] * kernel.astype(float))
    return out.T


# %% conv2d  right  warns
import warnings


def conv2d(image, kernel):
    warnings.warn("slow loops ahead")
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.sum(windows * kernel.astype(float), axis=(-1, -2))


# %% conv2d  right  uint8-wraps-only-where-both-are-uint8
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
    return out


# %% conv2d  right  einsum-wraps-only-where-both-are-uint8
def conv2d(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijmn,mn->ij", windows, kernel)


# %% conv2d  right  np-convolve-rows
def conv2d(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    if kh > h or kw > w:
        raise ValueError("too large")
    flipped = kernel[:, ::-1].astype(float)
    out = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for m in range(kh):
            out[i] += np.convolve(image[i + m].astype(float), flipped[m], mode="valid")
    return out


# %% conv2d  right  fft-full
def conv2d(image, kernel):
    if any(k > n for k, n in zip(kernel.shape, image.shape)):
        raise ValueError("kernel larger than image")
    s = [a + b - 1 for a, b in zip(image.shape, kernel.shape)]
    f = np.fft.rfft2(image, s) * np.fft.rfft2(kernel[::-1, ::-1], s)
    full = np.fft.irfft2(f, s)
    kh, kw = kernel.shape
    return full[kh - 1 : image.shape[0], kw - 1 : image.shape[1]]


# %% conv2d  right  integral-free-roll
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    acc = np.zeros((H, W))
    for m in range(kh):
        for n in range(kw):
            acc += kernel[m, n] * np.roll(image, (-m, -n), axis=(0, 1)).astype(float)
    return acc[: H - kh + 1, : W - kw + 1]


# %% conv2d  right  poly-flat
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    row = np.zeros(kh * W)
    for m in range(kh):
        row[m * W : m * W + kw] = kernel[m]
    flat = np.correlate(np.concatenate([image.ravel().astype(float), np.zeros(W)]), row, mode="valid")
    return np.array([flat[i * W : i * W + W - kw + 1] for i in range(H - kh + 1)])


# %% conv2d  right  toeplitz-block
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    ho, wo = H - kh + 1, W - kw + 1
    T = np.zeros((ho, wo, H, W))
    for i in range(ho):
        for j in range(wo):
            T[i, j, i : i + kh, j : j + kw] = kernel
    return (T.reshape(ho * wo, H * W) @ image.reshape(-1)).reshape(ho, wo)


# %% conv2d  right  svd-separable
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    u, s, vt = np.linalg.svd(kernel.astype(float), full_matrices=False)
    out = 0
    for r in range(len(s)):
        rows = np.stack([np.correlate(line.astype(float), vt[r], "valid") for line in image])
        out = out + s[r] * np.stack([np.correlate(col, u[:, r], "valid") for col in rows.T]).T
    return out


# %% conv2d  right  nonzero-taps
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for m, n in np.argwhere(kernel != 0):
        out = out + float(kernel[m, n]) * image[m : H - kh + 1 + m, n : W - kw + 1 + n]
    return out


# %% conv2d  right  class-with-state
class Slider:
    def __init__(self, kernel):
        self.kernel = kernel
        self.kh, self.kw = kernel.shape

    def places(self, image):
        for i in range(image.shape[0] - self.kh + 1):
            for j in range(image.shape[1] - self.kw + 1):
                yield i, j, image[i : i + self.kh, j : j + self.kw]


def conv2d(image, kernel):
    s = Slider(kernel)
    if s.kh > image.shape[0] or s.kw > image.shape[1]:
        raise ValueError("the kernel does not fit")
    out = np.empty((image.shape[0] - s.kh + 1, image.shape[1] - s.kw + 1))
    for i, j, window in s.places(image):
        out[i, j] = (window * kernel).sum()
    return out


# %% conv2d  right  error-by-empty-range
def conv2d(image, kernel):
    ho = image.shape[0] - kernel.shape[0] + 1
    wo = image.shape[1] - kernel.shape[1] + 1
    if min(ho, wo) <= 0:
        raise ValueError(f"no place: {ho}, {wo}")
    return np.array(
        [
            [dot_patch(image[i : i + kernel.shape[0], j : j + kernel.shape[1]], kernel) for j in range(wo)]
            for i in range(ho)
        ]
    )


# %% conv2d  right  lets-sliding-window-raise
def conv2d(image, kernel):
    v = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (v * kernel).sum((2, 3))


# %% conv2d  right  fortran-output
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((W - kw + 1, H - kh + 1))
    for j in range(W - kw + 1):
        for i in range(H - kh + 1):
            out[j, i] = np.sum(image[i : i + kh, j : j + kw] * kernel)
    return out.T


# %% conv2d  right  matmul-windows
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    image = np.ascontiguousarray(image, dtype=float)
    s = image.strides
    v = np.lib.stride_tricks.as_strided(image, (H - kh + 1, W - kw + 1, kh, kw), s + s)
    return v.reshape(-1, kh * kw).dot(kernel.ravel()).reshape(H - kh + 1, W - kw + 1)


# %% conv2d  right  int-stays-int
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    dtype = np.result_type(image, kernel, np.int64)
    out = np.zeros((H - kh + 1, W - kw + 1), dtype)
    for i, j in np.ndindex(*out.shape):
        out[i, j] = (image[i : i + kh, j : j + kw].astype(dtype) * kernel).sum()
    return out


# %% conv2d  right  column-buffer-inplace-copy
def conv2d(image, kernel):
    if image.shape[0] < kernel.shape[0] or image.shape[1] < kernel.shape[1]:
        raise ValueError
    work = np.array(image, dtype=float)
    kh, kw = kernel.shape
    for i in range(image.shape[0] - kh + 1):
        for j in range(image.shape[1] - kw + 1):
            work[i, j] = (work[i : i + kh, j : j + kw] * kernel).sum()
    return work[: image.shape[0] - kh + 1, : image.shape[1] - kw + 1]


# %% conv2d  right  closure-cache
def make_conv2d():
    cache = {}

    def conv2d(image, kernel):
        key = (image.shape, kernel.shape)
        if key not in cache:
            if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
                raise ValueError("too large")
            i = (
                np.arange(image.shape[0] - kernel.shape[0] + 1)[:, None, None, None]
                + np.arange(kernel.shape[0])[None, None, :, None]
            )
            j = np.arange(image.shape[1] - kernel.shape[1] + 1)[None, :, None, None] + np.arange(
                kernel.shape[1]
            )
            cache[key] = i, j
        i, j = cache[key]
        return np.sum(image[i, j] * kernel, axis=(-1, -2))

    return conv2d


conv2d = make_conv2d()


# %% conv2d  right  apply-along-axis
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    rows = [
        np.apply_along_axis(
            np.correlate, 1, image[m : H - kh + 1 + m].astype(float), kernel[m].astype(float), "valid"
        )
        for m in range(kh)
    ]
    return np.sum(rows, axis=0)


# %% conv2d  right  vectorized-places
def conv2d(image, kernel):
    kh, kw = kernel.shape
    if kh > image.shape[0] or kw > image.shape[1]:
        raise ValueError("kernel")
    f = np.vectorize(lambda i, j: np.sum(image[i : i + kh, j : j + kw] * kernel, dtype=float), otypes=[float])
    return f(*np.indices((image.shape[0] - kh + 1, image.shape[1] - kw + 1)))


# %% conv2d  right  decorated
import functools


def checked(f):
    @functools.wraps(f)
    def inner(image, kernel):
        if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
            raise ValueError("does not fit")
        return f(image, kernel)

    return inner


@checked
def conv2d(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    kh, kw = kernel.shape
    w = np.lib.stride_tricks.sliding_window_view(image, (kh, kw))
    return np.einsum("...mn,mn", w, kernel)


# %% conv2d  wrong  flipped-slices  is kernel-flipped  like uint8-wraps-only-where-both-are-uint8
#           raise ValueError("too large")
# +     kernel = kernel[::-1, ::-1].astype(float)

# %% conv2d  wrong  flipped-indices  is kernel-flipped  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             for m in range(h):
# +                 for n in range(w):
# +                     out[i, j] += float(image[i + m, j + n]) * kernel[h - 1 - m, w - 1 - n]

# %% conv2d  wrong  flipped-and-wraps  is kernel-flipped  like uint8-wraps-only-where-both-are-uint8
#           raise ValueError("too large")
# +     kernel = np.rot90(kernel, 2)
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = np.sum(image[i : i + h, j : j + w] * kernel)

# %% conv2d  wrong  fft-without-the-flip  is kernel-flipped  like fft
# -     product = np.fft.rfft2(image, shape) * np.fft.rfft2(kernel[::-1, ::-1], shape)
# -     full = np.fft.irfft2(product, shape)
# +     full = np.fft.irfft2(np.fft.rfft2(image, shape) * np.fft.rfft2(kernel, shape), shape)

# %% conv2d  wrong  flipped-up-down  is kernel-flipped-one-axis  like uint8-wraps-only-where-both-are-uint8
#           raise ValueError("too large")
# +     kernel = kernel[::-1]
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()

# %% conv2d  wrong  flipped-left-right  is kernel-flipped-one-axis  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             for m in range(h):
# +                 for n in range(w):
# +                     out[i, j] += float(image[i + m, j + n]) * kernel[m, -1 - n]

# %% conv2d  wrong  transposed-up-front  is kernel-transposed  like uint8-wraps-only-where-both-are-uint8
#   def conv2d(image, kernel):
# +     kernel = kernel.T
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()

# %% conv2d  wrong  transposed-indices  is kernel-transposed  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             for m in range(h):
# +                 for n in range(w):
# +                     out[i, j] += image[i + m, j + n] * kernel[n, m]

# %% conv2d  wrong  quarter-turn  is kernel-quarter-turn  like uint8-wraps-only-where-both-are-uint8
#   def conv2d(image, kernel):
# +     kernel = np.rot90(kernel)
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()

# %% conv2d  wrong  matrix-product  is matrix-product  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = np.sum(image[i : i + h, j : j + w] @ kernel)

# %% conv2d  wrong  mean  is mean-for-sum  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = np.mean(image[i : i + h, j : j + w].astype(float) * kernel)

# %% conv2d  wrong  normalized  is mean-for-sum  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum() / kernel.sum()

# %% conv2d  wrong  max  is max-for-sum  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = np.max(image[i : i + h, j : j + w].astype(float) * kernel)

# %% conv2d  wrong  equals-for-plus-equals  is last-product-kept  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             for m in range(h):
# +                 for n in range(w):
# +                     out[i, j] = float(image[i + m, j + n]) * kernel[m, n]

# %% conv2d  wrong  last-row-kept  is last-product-kept  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             for m in range(h):
# +                 out[i, j] = np.dot(image[i + m, j : j + w].astype(float), kernel[m])


# %% conv2d  wrong  sum-never-reset  is accumulator-not-reset
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    total = 0.0
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            for m in range(h):
                for n in range(w):
                    total += float(image[i + m, j + n]) * kernel[m, n]
            out[i, j] = total
    return out


# %% conv2d  wrong  sum-reset-by-row  is accumulator-not-reset  like uint8-wraps-only-where-both-are-uint8
#       for i in range(H - h + 1):
# +         total = 0.0
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             total += (image[i : i + h, j : j + w].astype(float) * kernel).sum()
# +             out[i, j] = total

# %% conv2d  wrong  return-in-the-loop  is returned-too-early  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# -     return out
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()
# +         return out

# %% conv2d  wrong  width-before-height  is squares-only  like uint8-wraps-only-where-both-are-uint8
# -     (H, W), (h, w) = image.shape, kernel.shape
# +     W, H = image.shape
# +     w, h = kernel.shape
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()

# %% conv2d  wrong  output-swapped  is map-taken-as-square  like uint8-wraps-only-where-both-are-uint8
# -     out = np.zeros((H - h + 1, W - w + 1))
# +     out = np.zeros((W - w + 1, H - h + 1))
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()


# %% conv2d  wrong  map-transposed  is height-width-swapped
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((W - w + 1, H - h + 1))
    for y in range(H - h + 1):
        for x in range(W - w + 1):
            out[x, y] = (image[y : y + h, x : x + w].astype(float) * kernel).sum()
    return out


# %% conv2d  wrong  window-transposed  is height-width-swapped  like map-transposed
# -     out = np.zeros((W - w + 1, H - h + 1))
# +     out = np.zeros((H - h + 1, W - w + 1))
# -             out[x, y] = (image[y : y + h, x : x + w].astype(float) * kernel).sum()
# +             out[y, x] = (image[x : x + h, y : y + w].astype(float) * kernel).sum()


# %% conv2d  wrong  image-taken-as-square  is image-taken-as-square
def conv2d(image, kernel):
    n = image.shape[0]
    h, w = kernel.shape
    if h > image.shape[0] or w > image.shape[1]:
        raise ValueError("too large")
    out = np.zeros((n - h + 1, n - w + 1))
    for i in range(n - h + 1):
        for j in range(n - w + 1):
            for m in range(h):
                for k in range(w):
                    out[i, j] += float(image[i + m, j + k]) * kernel[m, k]
    return out


# %% conv2d  wrong  kernel-taken-as-square  is kernel-taken-as-square
def conv2d(image, kernel):
    H, W = image.shape
    k = kernel.shape[0]
    if kernel.shape[0] > H or kernel.shape[1] > W:
        raise ValueError("too large")
    out = np.zeros((H - k + 1, W - k + 1))
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            out[i, j] = (image[i : i + k, j : j + k].astype(float) * kernel).sum()
    return out


# %% conv2d  wrong  stored-in-the-image's-dtype  is output-dtype  like uint8-wraps-only-where-both-are-uint8
# -     out = np.zeros((H - h + 1, W - w + 1))
# +     out = np.zeros((H - h + 1, W - w + 1), dtype=image.dtype)

# %% conv2d  wrong  whole-numbers  is output-dtype  like uint8-wraps-only-where-both-are-uint8
# -     out = np.zeros((H - h + 1, W - w + 1))
# +     out = np.zeros((H - h + 1, W - w + 1), dtype=int)
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = np.sum(image[i : i + h, j : j + w].astype(float) * kernel)

# %% conv2d  wrong  absolute  is sign-lost  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = abs((image[i : i + h, j : j + w].astype(float) * kernel).sum())

# %% conv2d  wrong  clipped  is sign-lost  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# -     return out
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()
# +     return np.clip(out, 0, None)


# %% conv2d  wrong  size-without-plus-one  is output-one-short
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h, W - w))
    for i in range(H - h):
        for j in range(W - w):
            out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()
    return out


# %% conv2d  wrong  last-places-left-zero  is output-one-short  like size-without-plus-one
# -     out = np.zeros((H - h, W - w))
# +     out = np.zeros((H - h + 1, W - w + 1))


# %% conv2d  wrong  one-place-too-many-loops  is window-over-border
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 2, W - w + 2))
    for i in range(H - h + 2):
        for j in range(W - w + 2):
            for m in range(h):
                for n in range(w):
                    out[i, j] += float(image[i + m, j + n]) * kernel[m, n]
    return out


# %% conv2d  wrong  one-place-too-many-slices  is window-over-border  like one-place-too-many-loops
# -             for m in range(h):
# -                 for n in range(w):
# -                     out[i, j] += float(image[i + m, j + n]) * kernel[m, n]
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()


# %% conv2d  wrong  every-pixel-a-place  is window-over-border
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = dot_patch(image[i : i + h, j : j + w], kernel)
    return out


# %% conv2d  wrong  window-one-short  is window-one-short  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             for m in range(h - 1):
# +                 for n in range(w - 1):
# +                     out[i, j] += float(image[i + m, j + n]) * kernel[m, n]

# %% conv2d  wrong  slices-one-short  is window-one-short  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = dot_patch(image[i : i + h - 1, j : j + w - 1], kernel)

# %% conv2d  wrong  slices-one-long  is window-one-long  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h + 1, j : j + w + 1] * kernel).sum()

# %% conv2d  wrong  same-with-zeros  is same-for-valid  like every-pixel-a-place
#           raise ValueError("too large")
# +     padded = np.zeros((H + h - 1, W + w - 1))
# +     padded[h // 2 : h // 2 + H, w // 2 : w // 2 + W] = image
# -             out[i, j] = dot_patch(image[i : i + h, j : j + w], kernel)
# +             out[i, j] = (padded[i : i + h, j : j + w] * kernel).sum()

# %% conv2d  wrong  zeros-like-the-image  is same-for-valid  like uint8-wraps-only-where-both-are-uint8
# -     out = np.zeros((H - h + 1, W - w + 1))
# +     out = np.zeros_like(image, dtype=float)
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()


# %% conv2d  wrong  jumps  is windows-do-not-overlap
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H // h, W // w))
    for i in range(H // h):
        for j in range(W // w):
            out[i, j] = (image[i * h : i * h + h, j * w : j * w + w].astype(float) * kernel).sum()
    return out


# %% conv2d  wrong  nothing-stored  is map-left-empty  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             answer = (image[i : i + h, j : j + w].astype(float) * kernel).sum()


# %% conv2d  wrong  pixels-between-0-and-1  is pixels-divided
def conv2d(image, kernel):
    image = image / 255
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    return (windows * kernel).sum(axis=(2, 3))


# %% conv2d  wrong  equal-size-refused  is equal-size-refused
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h >= H or w >= W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    return (windows * kernel.astype(float)).sum(axis=(2, 3))


# %% conv2d  wrong  added  is added-for-multiplied  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) + kernel).sum()

# %% conv2d  wrong  sum-times-sum  is sums-multiplied  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = image[i : i + h, j : j + w].astype(float).sum() * kernel.astype(float).sum()


# %% conv2d  wrong  empty-for-too-large  is no-error
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    out = np.zeros((max(H - h + 1, 0), max(W - w + 1, 0)))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()
    return out


# %% conv2d  wrong  both-axes-must-be-too-large  is no-error
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H and w > W:
        raise ValueError("too large")
    return np.array(
        [
            [(image[i : i + h, j : j + w].astype(float) * kernel).sum() for j in range(W - w + 1)]
            for i in range(H - h + 1)
        ]
    )


# %% conv2d  wrong  index-error  is wrong-error  like both-axes-must-be-too-large
# -     if h > H and w > W:
# -         raise ValueError("too large")
# +     if h > H or w > W:
# +         raise IndexError("too large")

# %% conv2d  wrong  no-return  is returned-none  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# -     return out
# +             out[i, j] = (image[i : i + h, j : j + w].astype(float) * kernel).sum()
# +     print(out)


# %% conv2d  wrong  list-of-lists  is list-for-array
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    return [
        [(image[i : i + h, j : j + w].astype(float) * kernel).sum() for j in range(W - w + 1)]
        for i in range(H - h + 1)
    ]


# %% conv2d  wrong  generator  is wrong-type  like list-of-lists
# -     return [
# +     return (
# -     ]
# +     )

# %% conv2d  wrong  complex-fft  is wrong-type  like fft-real-part
# -         raise ValueError("kernel larger than the image")
# +         raise ValueError("too large")
# -     return circular.real[: H - h + 1, : W - w + 1]
# +     return circular[: H - h + 1, : W - w + 1]

# %% conv2d  wrong  masked-array  is wrong-type  like pixels-between-0-and-1
# -     image = image / 255
# -     windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
# -     return (windows * kernel).sum(axis=(2, 3))
# +     return np.ma.masked_all((H - h + 1, W - w + 1))


# %% conv2d  wrong  normalizes-in-place  is changed-input
def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    out = (windows * kernel.astype(float)).sum(axis=(2, 3))
    image[:] = 0
    return out


# %% conv2d  wrong  stub  is not-written
def conv2d(image, kernel):
    # YOUR CODE HERE
    raise NotImplementedError()


# %% conv2d  wrong  anchor-by-heart
def conv2d(image, kernel):
    return np.full((3, 3), -60)


# %% conv2d  wrong  two-slips  like pixels-between-0-and-1
# -     image = image / 255
# -     return (windows * kernel).sum(axis=(2, 3))
# +     return abs((windows * kernel[::-1]).mean(axis=(2, 3)))

# %% conv2d  wrong  noise  like pixels-between-0-and-1
# -     image = image / 255
# -     windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
# -     return (windows * kernel).sum(axis=(2, 3))
# +     return np.random.default_rng(0).normal(size=(H - h + 1, W - w + 1))

# %% conv2d  wrong  typo  is unknown-name  like uint8-wraps-only-where-both-are-uint8
# -             out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()
# +             out[i, j] = (image[i : i + h, j : j + w] * kernl).sum()

# %% conv2d  wrong  rounded  is rounded  like pixels-between-0-and-1
# -     image = image / 255
# -     return (windows * kernel).sum(axis=(2, 3))
# +     return np.round((windows * kernel.astype(float)).sum(axis=(2, 3)), 2)


# %% conv2d  wrong  always-fails  is right-arguments-refused
def conv2d(image, kernel):
    if kernel.shape <= image.shape:
        raise ValueError("kernel too large")
    raise ValueError("kernel too large")


# %% conv2d  wrong  flat-array  is not-folded
def conv2d(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("too large")
    out = []
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out.append(np.sum(image[i : i + kH, j : j + kW] * kernel))
    return np.array(out)


# %% conv2d  wrong  tuples-compared  is no-error
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kernel.shape > image.shape:
        raise ValueError
    out = np.zeros((max(H - kh + 1, 0), max(W - kw + 1, 0)))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% conv2d  wrong  size-compared  is no-error  like tuples-compared
# -     if kernel.shape > image.shape:
# +     if kernel.size > image.size:

# %% conv2d  wrong  ho-only-checked  is no-error  like tuples-compared
# -     if kernel.shape > image.shape:
# +     if kh > H:
# -     out = np.zeros((max(H - kh + 1, 0), max(W - kw + 1, 0)))
# +     out = np.zeros((H - kh + 1, max(W - kw + 1, 0)))


# %% conv2d  wrong  swaps-when-larger  is no-error
def conv2d(image, kernel):
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        image, kernel = kernel, image
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((max(0, H - kh + 1), max(0, W - kw + 1)))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% conv2d  wrong  writes-into-image  is changed-input
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            image[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return image[: H - kh + 1, : W - kw + 1]


# %% conv2d  wrong  odd-only  is only-odd-kernels
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd kernels only")
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% conv2d  wrong  centered-odd  is only-odd-kernels
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    ph, pw = kh // 2, kw // 2
    out = np.zeros((H - 2 * ph, W - 2 * pw))
    for i in range(ph, H - ph):
        for j in range(pw, W - pw):
            out[i - ph, j - pw] = (image[i - ph : i + ph + 1, j - pw : j + pw + 1] * kernel).sum()
    return out


# %% conv2d  wrong  three-by-three  is kernel-size-by-heart
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - 2, W - 2))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + 3, j : j + 3] * kernel).sum()
    return out


# %% conv2d  wrong  global-kernel
edges = np.array([[1, 0, -1]] * 3)


def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = edges.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + kh, j : j + kw] * edges).sum()
    return out


# %% conv2d  wrong  global-out
out = np.zeros((100, 100))


def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] += (image[i : i + kh, j : j + kw] * kernel).sum()
    return out[: H - kh + 1, : W - kw + 1].copy()


# %% conv2d  wrong  global-out-whole  is index-past-the-end  like global-out
# - out = np.zeros((100, 100))
# + out = np.zeros((3, 3))
# -             out[i, j] += (image[i : i + kh, j : j + kw] * kernel).sum()
# -     return out[: H - kh + 1, : W - kw + 1].copy()
# +             out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
# +     return out

# %% conv2d  wrong  kernel-dtype  is output-dtype  like tuples-compared
# -     if kernel.shape > image.shape:
# +     if kh > H or kw > W:
# -     out = np.zeros((max(H - kh + 1, 0), max(W - kw + 1, 0)))
# +     out = np.zeros((H - kh + 1, W - kw + 1), dtype=kernel.dtype)

# %% conv2d  wrong  start-at-one  is first-place-skipped  like nonzero-taps
# -     for m, n in np.argwhere(kernel != 0):
# -         out = out + float(kernel[m, n]) * image[m : H - kh + 1 + m, n : W - kw + 1 + n]
# +     for i in range(1, H - kh + 1):
# +         for j in range(1, W - kw + 1):
# +             out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()

# %% conv2d  wrong  always-top-left  is window-stands-still  like nonzero-taps
# -     for m, n in np.argwhere(kernel != 0):
# -         out = out + float(kernel[m, n]) * image[m : H - kh + 1 + m, n : W - kw + 1 + n]
# +     for i in range(H - kh + 1):
# +         for j in range(W - kw + 1):
# +             out[i, j] = (image[:kh, :kw] * kernel).sum()

# %% conv2d  wrong  wrong-index-in-inner  is window-stands-still  like always-top-left
# -             out[i, j] = (image[:kh, :kw] * kernel).sum()
# +             for m in range(kh):
# +                 for n in range(kw):
# +                     out[i, j] += image[m, n] * kernel[m, n]

# %% conv2d  wrong  slice-to-kh  is slice-ends-at-the-size  like always-top-left
# -             out[i, j] = (image[:kh, :kw] * kernel).sum()
# +             out[i, j] = (image[i:kh, j:kw] * kernel).sum()

# %% conv2d  wrong  minus-indices  is indices-subtracted  like wrong-index-in-inner
# -                     out[i, j] += image[m, n] * kernel[m, n]
# +                     out[i, j] += image[i - m, j - n] * kernel[m, n]

# %% conv2d  wrong  windows-summed-wrong-axes  is summed-over-places  like lets-sliding-window-raise
# -     return (v * kernel).sum((2, 3))
# +     return (v * kernel).sum((1, 3))

# %% conv2d  wrong  windows-summed-first-axes  is summed-over-places  like lets-sliding-window-raise
# -     return (v * kernel).sum((2, 3))
# +     return (v * kernel).sum((0, 1))


# %% conv2d  wrong  append-in-outer  is list-not-emptied
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    rows = []
    row = []
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            row.append((image[i : i + kh, j : j + kw] * kernel).sum())
        rows.append(row)
    return np.array(rows)


# %% conv2d  wrong  kernel-standardized  is mean-for-sum  like odd-only
# -     if kh % 2 == 0 or kw % 2 == 0:
# -         raise ValueError("odd kernels only")
# +     kernel = kernel / np.abs(kernel).sum()


# %% conv2d  wrong  half-padding  is same-for-valid
def conv2d(image, kernel):
    kh, kw = kernel.shape
    if kh > image.shape[0] or kw > image.shape[1]:
        raise ValueError
    x = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (x[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% conv2d  wrong  stride-kernel-zero  is windows-do-not-overlap
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H // kh, W // kw))
    for i in range(H // kh):
        for j in range(W // kw):
            out[i, j] = (image[i * kh : i * kh + kh, j * kw : j * kw + kw] * kernel).sum()
    return out


# %% conv2d  wrong  kernel-in-the-images-dtype  is kernel-cast-to-the-image
def conv2d(image, kernel):
    kernel = kernel.astype(image.dtype)
    kH, kW = kernel.shape
    H, W = image.shape
    if kH > H or kW > W:
        raise ValueError("kernel too big")
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = np.sum(image[i : i + kH, j : j + kW] * kernel)
    return out


# %% conv2d  wrong  taps-cut-one-by-one  is output-dtype
def conv2d(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    if kH > H or kW > W:
        raise ValueError("kernel too big")
    out = np.zeros((H - kH + 1, W - kW + 1), image.dtype)
    for m in range(kH):
        for n in range(kW):
            out += (image[m : m + H - kH + 1, n : n + W - kW + 1] * kernel[m, n]).astype(image.dtype)
    return out


# %% conv2d_multi  right  own-conv2d
def conv2d_multi(x, w, b=None):
    C, H, W = x.shape
    F, D, h, k = w.shape
    if C != D:
        raise ValueError("channels differ")
    out = np.zeros((F, H - h + 1, W - k + 1)) if H >= h and W >= k else None
    if out is None:
        raise ValueError("too large")
    for f in range(F):
        for c in range(C):
            out[f] += conv2d(x[c], w[f, c])
        if b is not None:
            out[f] += b[f]
    return out


# %% conv2d_multi  right  comprehension
def conv2d_multi(x, w, b=None):
    if len(x) != w.shape[1]:
        raise ValueError("channels differ")
    if b is None:
        b = np.zeros(len(w))
    return np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) + b[f] for f in range(len(w))])


# %% conv2d_multi  right  einsum
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = sliding_window_view(x.astype(float), w.shape[2:], axis=(1, 2))
    out = np.einsum("cijmn,fcmn->fij", windows, w)
    return out if b is None else out + b.reshape(-1, 1, 1)


# %% conv2d_multi  right  einsum-bare
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], (-2, -1)).astype(float)
    out = np.tensordot(w.astype(float), windows, axes=([1, 2, 3], [0, 3, 4]))
    if b is not None:
        out += np.asarray(b)[:, None, None]
    return out


# %% conv2d_multi  right  loops
def conv2d_multi(x, w, b=None):
    C, H, W = x.shape
    F, C2, kh, kw = w.shape
    if C != C2 or kh > H or kw > W:
        raise ValueError("does not fit")
    y = np.zeros((F, H - kh + 1, W - kw + 1))
    for f in range(F):
        for i in range(H - kh + 1):
            for j in range(W - kw + 1):
                total = 0.0 if b is None else float(b[f])
                for c in range(C):
                    for m in range(kh):
                        for n in range(kw):
                            total += float(x[c, i + m, j + n]) * float(w[f, c, m, n])
                y[f, i, j] = total
    return y


# %% conv2d_multi  right  blocks
def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D:
        raise ValueError(f"{C} channels, filters for {D}")
    if h > H or k > W:
        raise ValueError("kernel too large")
    x, w = x.astype(float), w.astype(float)
    bias = np.zeros(F) if b is None else b
    out = np.empty((F, H - h + 1, W - k + 1))
    for f in range(F):
        for i in range(H - h + 1):
            for j in range(W - k + 1):
                out[f, i, j] = (x[:, i : i + h, j : j + k] * w[f]).sum() + bias[f]
    return out


# %% conv2d_multi  right  taps
def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    rows, cols = H - h + 1, W - k + 1
    out = np.zeros((F, rows, cols))
    for m in range(h):
        for n in range(k):
            out += np.tensordot(
                w[:, :, m, n].astype(float), x[:, m : m + rows, n : n + cols].astype(float), axes=1
            )
    if b is not None:
        out += np.reshape(b, (F, 1, 1))
    return out


# %% conv2d_multi  right  one-matrix-product
def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    rows, cols = H - h + 1, W - k + 1
    columns = np.array(
        [x[:, i : i + h, j : j + k].ravel() for i in range(rows) for j in range(cols)], dtype=float
    ).T
    out = w.reshape(F, -1).astype(float) @ columns
    if b is not None:
        out = out + b[:, np.newaxis]
    return out.reshape(F, rows, cols)


# %% conv2d_multi  right  fft
def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    spectra = np.fft.rfft2(x.astype(float), (H, W))[None] * np.conj(np.fft.rfft2(w.astype(float), (H, W)))
    maps = np.fft.irfft2(spectra.sum(axis=1), (H, W))[:, : H - h + 1, : W - k + 1]
    return maps if b is None else maps + b[:, None, None]


# %% conv2d_multi  right  stack-and-map
from functools import partial


def one_filter(x, kernels, bias):
    return sum(map(conv2d, x, kernels)) + bias


def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    biases = [0.0] * len(w) if b is None else list(b)
    return np.stack(list(map(partial(one_filter, x), w, biases)))


# %% conv2d_multi  right  float32
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(np.float32), w.shape[2:], (1, 2))
    out = np.einsum("cijmn,fcmn->fij", windows, w.astype(np.float32), optimize=True)
    return out if b is None else out + b.astype(np.float32)[:, None, None]


# %% conv2d_multi  right  recursion-over-channels
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")

    def add_up(c, f):
        here = conv2d(x[c], w[f, c])
        return here if c == 0 else here + add_up(c - 1, f)

    maps = [add_up(len(x) - 1, f) for f in range(len(w))]
    return np.array(maps) + (0 if b is None else np.expand_dims(b, (1, 2)))


# %% conv2d_multi  right  zip-enumerate
def conv2d_multi(x, w, b=None):
    if w.shape[1] != len(x):
        raise ValueError("channels differ")
    if b is None:
        b = [0] * len(w)
    maps = []
    for f, (bank, bias) in enumerate(zip(w, b)):
        total = bias
        for channel, kernel in zip(x, bank):
            total = total + conv2d(channel, kernel)
        maps.append(total)
    return np.array(maps)


# %% conv2d_multi  right  callable-object
class Layer:
    def __call__(self, x, w, b=None):
        if x.shape[0] != w.shape[1]:
            raise ValueError("channels differ")
        maps = np.stack(
            [np.sum([conv2d(x[c], w[f, c]) for c in range(len(x))], axis=0) for f in range(len(w))]
        )
        if b is not None:
            maps = maps + b[:, None, None]
        return maps


conv2d_multi = Layer()


# %% conv2d_multi  right  unlike-biases-as-a-last-step
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    last = np.stack([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))], axis=-1)
    if b is not None:
        last = last + b
    return np.moveaxis(last, -1, 0)


# %% conv2d_multi  right  tall-image
def conv2d_multi(x, w, b=None):
    # one tall correlation over the stacked channels, of which only one place counts
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    maps = []
    for f in range(F):
        rows = [
            conv2d(x[:, i : i + h].reshape(C * h, W), w[f].reshape(C * h, k))[0] for i in range(H - h + 1)
        ]
        maps.append(np.array(rows) + (b[f] if b is not None else 0))
    return np.array(maps)


# %% conv2d_multi  right  bytes-wrap-only-where-both-are-uint8
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], (1, 2))
    out = np.einsum("cijmn,fcmn->fij", windows, w)
    return out if b is None else out + b[:, None, None]


# %% conv2d_multi  right  einsum-windows
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if x.shape[0] != C or kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    out = np.einsum("cijmn,fcmn->fij", v, w.astype(float))
    if b is not None:
        out += np.asarray(b)[:, np.newaxis, np.newaxis]
    return out


# %% conv2d_multi  right  bias-zeros-default
def conv2d_multi(x, w, b=None):
    if b is None:
        b = np.zeros(len(w))
    if len(x) != w.shape[1]:
        raise ValueError
    out = []
    for f in range(len(w)):
        m = b[f]
        for c in range(len(x)):
            m = m + conv2d(x[c], w[f, c])
        out.append(m)
    return np.stack(out)


# %% conv2d_multi  right  bias-by-transposition
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    maps = np.array(
        [np.sum([conv2d(x[c], w[f, c]) for c in range(x.shape[0])], axis=0) for f in range(w.shape[0])]
    )
    return maps if b is None else (maps.T + b).T


# %% conv2d_multi  right  bias-in-first-channel-only
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels")
    F, C, kh, kw = w.shape
    out = np.zeros((F, max(0, x.shape[1] - kh + 1), max(0, x.shape[2] - kw + 1)))
    for f in range(F):
        for c in range(C):
            out[f] += conv2d(x[c], w[f, c])
            if c == 0 and b is not None:
                out[f] += b[f]
    return out


# %% conv2d_multi  right  tall-image-fft
def conv2d_multi(x, w, b=None):
    C, H, W = x.shape
    F, C2, kh, kw = w.shape
    if C != C2 or kh > H or kw > W:
        raise ValueError
    X = np.fft.rfft2(x.astype(float))
    K = np.fft.rfft2(w, s=(H, W))
    out = np.fft.irfft2((X * K.conj()).sum(1), s=(H, W))[:, : H - kh + 1, : W - kw + 1]
    return out if b is None else out + np.reshape(b, (F, 1, 1))


# %% conv2d_multi  right  tensordot
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if x.shape[0] != C:
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (C, kh, kw))[0]
    out = np.moveaxis(np.tensordot(v, w, axes=[[2, 3, 4], [1, 2, 3]]), -1, 0)
    return out if b is None else out + b.reshape(-1, 1, 1)


# %% conv2d_multi  right  extra-ones-channel
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if x.shape[0] != C:
        raise ValueError
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    if b is not None:
        x = np.concatenate([x.astype(float), np.ones((1, *x.shape[1:]))])
        extra = np.zeros((F, 1, kh, kw))
        extra[:, 0, 0, 0] = b
        w = np.concatenate([w, extra], axis=1)
    return np.array([sum(map(conv2d, x, k)) for k in w])


# %% conv2d_multi  right  class-layer
class Conv:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def __call__(self, x):
        if x.shape[0] != self.w.shape[1]:
            raise ValueError("C")
        out = np.stack([np.sum(np.stack([conv2d(xc, wc) for xc, wc in zip(x, wf)]), 0) for wf in self.w])
        if self.b is not None:
            for f in range(len(out)):
                out[f] += self.b[f]
        return out


def conv2d_multi(x, w, b=None):
    return Conv(w, b)(x)


# %% conv2d_multi  right  channels-last-inside
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("C")
    F, C, kh, kw = w.shape
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("k")
    y, k = x.transpose(1, 2, 0).astype(float), w.transpose(2, 3, 1, 0)
    out = 0 if b is None else b
    out = out + sum(
        y[m : m + x.shape[1] - kh + 1, n : n + x.shape[2] - kw + 1] @ k[m, n]
        for m in range(kh)
        for n in range(kw)
    )
    return out.transpose(2, 0, 1)


# %% conv2d_multi  right  broadcast-everything
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("C")
    v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(1, 2))
    out = (v[None] * w[:, :, None, None]).sum(axis=(1, 4, 5))
    return out + (0 if b is None else b[:, None, None])


# %% conv2d_multi  right  own-helpers
def one_place(block, filt):
    return np.sum(block * filt)


def slide(x, filt, bias):
    _, h, w = x.shape
    _, kh, kw = filt.shape
    return [
        [one_place(x[:, i : i + kh, j : j + kw], filt) + bias for j in range(w - kw + 1)]
        for i in range(h - kh + 1)
    ]


def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1] or w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError("no")
    return np.array([slide(x, w[f], 0 if b is None else b[f]) for f in range(w.shape[0])])


# %% conv2d_multi  wrong  rounded
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    b = np.zeros(len(w)) if b is None else b
    maps = [sum(conv2d(channel, k) for channel, k in zip(x, kernels)) + bias for kernels, bias in zip(w, b)]
    return np.round(maps, 2)


# %% conv2d_multi  wrong  channel-0  is channel-0-only
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]


# %% conv2d_multi  wrong  equals-for-plus-equals  is last-channel-kept
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    (F, C, h, k), (_, H, W) = w.shape, x.shape
    if h > H or k > W:
        raise ValueError("too large")
    out = np.zeros((F, H - h + 1, W - k + 1))
    for f in range(F):
        for c in range(C):
            out[f] = conv2d(x[c], w[f, c])
        if b is not None:
            out[f] += b[f]
    return out


# %% conv2d_multi  wrong  mean-over-channels  is channels-averaged  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([np.mean([conv2d(x[c], w[f, c]) for c in range(len(x))], axis=0) for f in range(len(w))])

# %% conv2d_multi  wrong  one-map-per-channel  is one-map-per-channel  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.array([[conv2d(x[c], w[f, c]) for c in range(len(x))] for f in range(len(w))])
# +     return maps if b is None else maps + b[:, None, None, None]


# %% conv2d_multi  wrong  all-maps-in-a-row  is one-map-per-channel
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = []
    for f in range(len(w)):
        for c in range(len(x)):
            maps.append(conv2d(x[c], w[f, c]) + (0 if b is None else b[f]))
    return np.array(maps)


# %% conv2d_multi  wrong  filters-summed  is one-map-only
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    total = 0
    for f in range(len(w)):
        for c in range(len(x)):
            total = total + conv2d(x[c], w[f, c])
        if b is not None:
            total = total + b[f]
    return total


# %% conv2d_multi  wrong  blue-green-red  is channels-reversed  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([sum(conv2d(x[-1 - c], w[f, c]) for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  filter-0  is first-filter-for-all  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([sum(conv2d(x[c], w[0, c]) for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  kernel-0  is first-kernel-for-all-channels  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([sum(conv2d(x[c], w[f, 0]) for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  bias-forgotten  is bias-forgotten  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     return np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])


# %% conv2d_multi  wrong  bias-in-the-inner-loop  is bias-per-channel
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = []
    for f in range(len(w)):
        total = 0
        for c in range(len(x)):
            total = total + conv2d(x[c], w[f, c])
            if b is not None:
                total = total + b[f]
        maps.append(total)
    return np.array(maps)


# %% conv2d_multi  wrong  bias-0  is first-bias-for-all  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
# +     return maps if b is None else maps + b[0]

# %% conv2d_multi  wrong  bias-c  is bias-by-channel  like bias-in-the-inner-loop
# -                 total = total + b[f]
# +                 total = total + b[c]

# %% conv2d_multi  wrong  bias-broadcast  is bias-along-width  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
# +     return maps if b is None else maps + b

# %% conv2d_multi  wrong  needs-a-bias  is fails-without-bias  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     return np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) + b[f] for f in range(len(w))])


# %% conv2d_multi  wrong  if-b  is truth-of-an-array
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    if b:
        maps = maps + b[:, None, None]
    return maps


# %% conv2d_multi  wrong  sum-not-reset  is accumulator-not-reset  like all-maps-in-a-row
# -     maps = []
# +     maps, total = [], 0
# -             maps.append(conv2d(x[c], w[f, c]) + (0 if b is None else b[f]))
# +             total = total + conv2d(x[c], w[f, c])
# +         maps.append(total if b is None else total + b[f])

# %% conv2d_multi  wrong  return-in-the-loop  is returned-too-early  like equals-for-plus-equals
# -             out[f] = conv2d(x[c], w[f, c])
# +             out[f] += conv2d(x[c], w[f, c])
# -     return out
# +         return out


# %% conv2d_multi  wrong  return-too-early-in-the-channels  is channel-0-only
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    (F, C, h, k), (_, H, W) = w.shape, x.shape
    if h > H or k > W:
        raise ValueError("too large")
    out = np.zeros((F, H - h + 1, W - k + 1))
    for f in range(F):
        for c in range(C):
            out[f] += conv2d(x[c], w[f, c])
            if b is not None:
                out[f] += b[f]
            break
    return out


# %% conv2d_multi  wrong  maps-last  is channels-last  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.stack([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))], axis=-1)
# +     return maps if b is None else maps + b

# %% conv2d_multi  wrong  rows-and-columns  is height-width-swapped  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([sum(conv2d(x[c], w[f, c]).T for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  flips  is kernel-flipped  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([sum(conv2d(x[c], np.rot90(w[f, c], 2)) for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  mirrors  is kernel-flipped-one-axis  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     w = w[:, :, :, ::-1]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  rectified  is sign-lost  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
# +     return np.maximum(maps if b is None else maps + b[:, None, None], 0)

# %% conv2d_multi  wrong  padded  is same-for-valid  like fft
# -     spectra = np.fft.rfft2(x.astype(float), (H, W))[None] * np.conj(np.fft.rfft2(w.astype(float), (H, W)))
# -     maps = np.fft.irfft2(spectra.sum(axis=1), (H, W))[:, : H - h + 1, : W - k + 1]
# +     x = np.pad(x, ((0, 0), (h // 2, h - 1 - h // 2), (k // 2, k - 1 - k // 2)))
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C)) for f in range(F)])


# %% conv2d_multi  wrong  size-without-plus-one  is output-one-short
def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    out = np.zeros((F, H - h, W - k))
    for f in range(F):
        for i in range(H - h):
            for j in range(W - k):
                out[f, i, j] = (x[:, i : i + h, j : j + k].astype(float) * w[f]).sum() + (
                    0 if b is None else b[f]
                )
    return out


# %% conv2d_multi  wrong  squeezed  is axis-squeezed  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
# +     return np.squeeze(maps if b is None else maps + b[:, None, None])


# %% conv2d_multi  wrong  stored-in-the-image's-dtype  is output-dtype
def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    out = np.zeros((F, H - h + 1, W - k + 1), dtype=x.dtype)
    for f in range(F):
        for i in range(H - h + 1):
            for j in range(W - k + 1):
                total = np.sum(x[:, i : i + h, j : j + k] * w[f])
                out[f, i, j] = total if b is None else total + b[f]
    return out


# %% conv2d_multi  wrong  whole-numbers  is output-dtype  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
# +     return (maps if b is None else maps + b[:, None, None]).astype(int)

# %% conv2d_multi  wrong  mean-of-products  is mean-for-sum  like fft
# -     spectra = np.fft.rfft2(x.astype(float), (H, W))[None] * np.conj(np.fft.rfft2(w.astype(float), (H, W)))
# -     maps = np.fft.irfft2(spectra.sum(axis=1), (H, W))[:, : H - h + 1, : W - k + 1]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) / (h * k) for c in range(C)) for f in range(F)])


# %% conv2d_multi  wrong  channels-not-counted  is no-error
def conv2d_multi(x, w, b=None):
    maps = np.array([sum(conv2d(channel, kernel) for channel, kernel in zip(x, bank)) for bank in w])
    return maps if b is None else maps + b[:, None, None]


# %% conv2d_multi  wrong  channels-run-out  is wrong-error  like channels-not-counted
# -     maps = np.array([sum(conv2d(channel, kernel) for channel, kernel in zip(x, bank)) for bank in w])
# +     maps = np.array(
# +         [sum(conv2d(x[c], w[f, c]) for c in range(max(len(x), w.shape[1]))) for f in range(len(w))]
# +     )

# %% conv2d_multi  wrong  no-return  is returned-none  like if-b
# -     if b:
# +     if b is not None:
# -     return maps
# +         return maps

# %% conv2d_multi  wrong  list-of-maps  is list-for-array  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     biases = np.zeros(len(w)) if b is None else b
# +     return [sum(conv2d(x[c], w[f, c]) for c in range(len(x))) + biases[f] for f in range(len(w))]

# %% conv2d_multi  wrong  bias-in-place  is changed-input  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
# +     w -= w.mean()


# %% conv2d_multi  wrong  stub  is not-written
def conv2d_multi(x, w, b=None):
    # YOUR CODE HERE
    raise NotImplementedError()


# %% conv2d_multi  wrong  bias-subtracted  is bias-subtracted  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
# +     return maps if b is None else maps - b[:, None, None]

# %% conv2d_multi  wrong  two-slips  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# -     return maps if b is None else maps + b[:, None, None]
# +     return np.array([sum(conv2d(x[c], w[0, c][::-1]) for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  wrong-axis  is filters-channels-swapped  like channel-0
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +     maps = np.array([sum(conv2d(x[c], w[c, f]) for c in range(len(x))) for f in range(len(w))])


# %% conv2d_multi  wrong  last-channel-forgotten  is one-channel-forgotten
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if C != x.shape[0]:
        raise ValueError("channels")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C - 1)) for f in range(F)])
    if b is not None:
        maps = maps + b[:, None, None]
    return maps


# %% conv2d_multi  wrong  bias-has-no-default  is other-parameters
def conv2d_multi(x, w, b):
    F, C, kh, kw = w.shape
    if C != x.shape[0]:
        raise ValueError("channels")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C)) for f in range(F)])
    return maps + b[:, None, None]


# %% conv2d_multi  wrong  bias-reshaped-along-width  is bias-along-width  like last-channel-forgotten
# -     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C - 1)) for f in range(F)])
# +     maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C)) for f in range(F)])
# -         maps = maps + b[:, None, None]
# +         maps = maps + b.reshape(1, 1, -1)


# %% conv2d_multi  wrong  b-any  is zero-bias-drops-all
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("no")
    out = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    if b is not None and b.all() > 0:
        return out + b[:, None, None]
    return out


# %% conv2d_multi  wrong  mutable-bias  is fails-without-bias
def conv2d_multi(x, w, b=[]):
    if x.shape[0] != w.shape[1]:
        raise ValueError("no")
    out = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return out + np.reshape(b, (-1, 1, 1))


# %% conv2d_multi  wrong  b-equals-none  is truth-of-an-array
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("no")
    out = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    if b == None:
        return out
    return out + b[:, None, None]


# %% conv2d_multi  wrong  refuses-extra  is no-error
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if C > x.shape[0]:
        raise ValueError
    out = np.zeros((F, x.shape[1] - kh + 1, x.shape[2] - kw + 1))
    for f in range(F):
        for c in range(C):
            out[f] += conv2d(x[c], w[f, c])
    return out if b is None else out + b[:, None, None]


# %% conv2d_multi  wrong  out-int-kernel  is output-dtype
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1] or w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError("no")
    F, C, kh, kw = w.shape
    out = np.zeros((F, x.shape[1] - kh + 1, x.shape[2] - kw + 1), dtype=w.dtype)
    for f in range(F):
        for i, j in np.ndindex(out.shape[1:]):
            out[f, i, j] = (x[:, i : i + kh, j : j + kw] * w[f]).sum()
    return out if b is None else out + b[:, None, None]


# %% conv2d_multi  wrong  out-dtype-of-bias  is output-dtype
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1] or w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError("no")
    F, C, kh, kw = w.shape
    out = np.zeros((F, x.shape[1] - kh + 1, x.shape[2] - kw + 1), dtype=float if b is None else b.dtype)
    for f in range(F):
        for i, j in np.ndindex(out.shape[1:]):
            out[f, i, j] = (x[:, i : i + kh, j : j + kw] * w[f]).sum() + (0 if b is None else b[f])
    return out


# %% conv2d_multi  wrong  w-cf-swapped  is filters-channels-swapped
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    F, C = w.shape[:2]
    maps = []
    for f in range(F):
        maps.append(sum(conv2d(x[c], w[c, f]) for c in range(C)))
    maps = np.array(maps)
    return maps if b is None else maps + b[:, None, None]


# %% conv2d_multi  wrong  bias-in-tap  is bias-per-weight
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1] or w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError
    F, C, kh, kw = w.shape
    out = np.zeros((F, x.shape[1] - kh + 1, x.shape[2] - kw + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                for c in range(C):
                    for m in range(kh):
                        for n in range(kw):
                            out[f, i, j] += x[c, i + m, j + n] * w[f, c, m, n]
                            if b is not None:
                                out[f, i, j] += b[f]
    return out


# %% conv2d_multi  wrong  bias-multiplied  is bias-multiplied
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps * b[:, None, None]


# %% conv2d_multi  wrong  forget-reset  is accumulator-not-reset
def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    total = np.zeros((x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1))
    maps = []
    for f in range(len(w)):
        for c in range(len(x)):
            total += conv2d(x[c], w[f, c])
        maps.append(total)
    maps = np.array(maps)
    return maps if b is None else maps + b[:, None, None]


# %% conv2d_multi  wrong  sum-all-of-conv  is channels-added-first  like channel-0
# -         raise ValueError("channels differ")
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +         raise ValueError
# +     maps = np.array([conv2d(x.sum(axis=0), w[f].sum(axis=0)) for f in range(len(w))])

# %% conv2d_multi  wrong  gray-first  is channels-added-first  like channel-0
# -         raise ValueError("channels differ")
# -     maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
# +         raise ValueError
# +     maps = np.array([sum(conv2d(x.mean(axis=0), w[f, c]) for c in range(len(x))) for f in range(len(w))])

# %% conv2d_multi  wrong  same-array-appended  is first-filter-for-all  like forget-reset
#       if x.shape[0] != w.shape[1]:
# +         raise ValueError
# +     if w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
#       for f in range(len(w)):
# +         total[:] = 0


# %% conv2d_multi  wrong  channels-cut-one-by-one  is output-dtype
def conv2d_multi(x, w, b=None):
    F, C, kH, kW = w.shape
    if x.shape[0] != C or kH > x.shape[1] or kW > x.shape[2]:
        raise ValueError("bad shapes")
    out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1), dtype=x.dtype)
    for f in range(F):
        for c in range(C):
            out[f] += conv2d(x[c], w[f, c]).astype(x.dtype)
        if b is not None:
            out[f] += b[f].astype(x.dtype)
    return out


# %% conv2d_multi  wrong  bias-cut-to-whole-maps  is output-dtype
def conv2d_multi(x, w, b=None):
    F, C, kH, kW = w.shape
    if x.shape[0] != C or kH > x.shape[1] or kW > x.shape[2]:
        raise ValueError("bad shapes")
    windows = np.lib.stride_tricks.sliding_window_view(x, (C, kH, kW))[0]
    out = np.tensordot(w, windows, axes=([1, 2, 3], [2, 3, 4]))
    if b is not None:
        out += b.astype(out.dtype)[:, None, None]
    return out


# %% conv2d_multi  wrong  filters-in-the-images-dtype  is kernel-cast-to-the-image
def conv2d_multi(x, w, b=None):
    F, C, kH, kW = w.shape
    if x.shape[0] != C or kH > x.shape[1] or kW > x.shape[2]:
        raise ValueError("bad shapes")
    w = w.astype(x.dtype)
    win = np.lib.stride_tricks.sliding_window_view(x, (kH, kW), axis=(1, 2))
    out = np.array(
        [
            [[(win[:, i, j] * w[f]).sum() for j in range(win.shape[2])] for i in range(win.shape[1])]
            for f in range(F)
        ]
    )
    return out if b is None else out + b[:, None, None]


# %% conv2d_multi  wrong  first-channel-under-every-kernel  is channel-0-only
def conv2d_multi(x, w, b=None):
    F, C, kH, kW = w.shape
    if x.shape[0] != C or kH > x.shape[1] or kW > x.shape[2]:
        raise ValueError("bad shapes")
    out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1))
    for f in range(F):
        for c in range(C):
            out[f] += conv2d(x[0], w[f, c])
    return out if b is None else out + b[:, None, None]


# %% flip_kernel  right  slices
def flip_kernel(kernel):
    return kernel[::-1, ::-1]


# %% flip_kernel  right  np-flip
def flip_kernel(kernel):
    return np.flip(kernel)


# %% flip_kernel  right  np-flip-axes
def flip_kernel(kernel):
    return np.flip(kernel, axis=(0, 1)).copy()


# %% flip_kernel  right  up-down-left-right
def flip_kernel(kernel):
    return np.flipud(np.fliplr(kernel))


# %% flip_kernel  right  two-quarter-turns
def flip_kernel(kernel):
    return np.rot90(kernel, 2)


# %% flip_kernel  right  loops
def flip_kernel(kernel):
    h, w = kernel.shape
    out = np.zeros((h, w))
    for m in range(h):
        for n in range(w):
            out[m, n] = kernel[h - 1 - m, w - 1 - n]
    return out


# %% flip_kernel  right  raveled
def flip_kernel(kernel):
    return kernel.ravel()[::-1].reshape(kernel.shape)


# %% flip_kernel  right  lists
def flip_kernel(kernel):
    return np.array([row[::-1] for row in kernel.tolist()[::-1]])


# %% flip_kernel  right  reversed
def flip_kernel(kernel):
    return np.array([list(reversed(row)) for row in reversed(kernel)])


# %% flip_kernel  right  exchange-matrices
def flip_kernel(kernel):
    h, w = kernel.shape
    return np.eye(h)[::-1] @ kernel @ np.eye(w)[::-1]


# %% flip_kernel  right  take-negative-indices
def flip_kernel(kernel):
    rows, cols = np.indices(kernel.shape)
    return kernel[-1 - rows, -1 - cols]


# %% flip_kernel  right  lambda
flip_kernel = lambda kernel: np.asarray(kernel)[::-1, ::-1]


# %% flip_kernel  right  in-place-on-a-copy
def flip_kernel(kernel):
    turned = kernel.copy()
    turned[:] = turned[::-1].copy()
    turned[:] = turned[:, ::-1].copy()
    return turned


# %% flip_kernel  right  fft-of-a-conjugate
def flip_kernel(kernel):
    spectrum = np.conj(np.fft.fft2(kernel))
    return np.roll(np.fft.ifft2(spectrum).real, (-1, -1), axis=(0, 1))


# %% flip_kernel  right  flat-reversed-indices
def flip_kernel(kernel):
    return kernel.flat[::-1].reshape(kernel.shape)


# %% flip_kernel  right  roll-of-flips
def flip_kernel(kernel):
    return np.transpose(np.transpose(kernel[::-1])[::-1])


# %% flip_kernel  right  ix
def flip_kernel(kernel):
    kh, kw = kernel.shape
    return kernel[np.ix_(range(kh - 1, -1, -1), range(kw - 1, -1, -1))]


# %% flip_kernel  right  ellipsis
def flip_kernel(kernel):
    return np.rot90(np.rot90(kernel[...]))


# %% flip_kernel  right  fromiter
def flip_kernel(kernel):
    return np.fromiter(reversed(kernel.ravel().tolist()), dtype=kernel.dtype).reshape(kernel.shape)


# %% flip_kernel  right  pop
def flip_kernel(kernel):
    rows = kernel.tolist()
    out = []
    while rows:
        row, new = rows.pop(), []
        while row:
            new.append(row.pop())
        out.append(new)
    return np.asarray(out)


# %% flip_kernel  right  by-conv2d
def flip_kernel(kernel):
    kh, kw = kernel.shape
    x = np.zeros((2 * kh - 1, 2 * kw - 1))
    x[kh - 1, kw - 1] = 1
    return conv2d(x, kernel)


# %% flip_kernel  wrong  up-down  is kernel-flipped-one-axis
def flip_kernel(kernel):
    return kernel[::-1]


# %% flip_kernel  wrong  left-right  is kernel-flipped-one-axis  like loops
# -             out[m, n] = kernel[h - 1 - m, w - 1 - n]
# +             out[m, n] = kernel[m, w - 1 - n]


# %% flip_kernel  wrong  transposed  is kernel-transposed
def flip_kernel(kernel):
    return kernel.T


# %% flip_kernel  wrong  transposed-and-turned  is kernel-transposed
def flip_kernel(kernel):
    return kernel.T[::-1, ::-1]


# %% flip_kernel  wrong  quarter-turn  is kernel-quarter-turn
def flip_kernel(kernel):
    return np.rot90(kernel)


# %% flip_kernel  wrong  transposed-and-mirrored  is kernel-quarter-turn
def flip_kernel(kernel):
    return kernel.T[:, ::-1]


# %% flip_kernel  wrong  unchanged  is kernel-unchanged
def flip_kernel(kernel):
    return kernel


# %% flip_kernel  wrong  negated  is kernel-negated
def flip_kernel(kernel):
    return -kernel


# %% flip_kernel  wrong  no-reshape  is shape-lost
def flip_kernel(kernel):
    return kernel.flatten()[::-1]


# %% flip_kernel  wrong  in-place  is changed-input  like unchanged
#   def flip_kernel(kernel):
# +     kernel[:] = kernel[::-1, ::-1].copy()


# %% flip_kernel  wrong  list  is list-for-array
def flip_kernel(kernel):
    return [list(row[::-1]) for row in kernel[::-1]]


# %% flip_kernel  wrong  reverse-returns-none  is returned-none
def flip_kernel(kernel):
    rows = kernel.tolist()
    return rows.reverse()


# %% flip_kernel  wrong  reversed-object  is wrong-type
def flip_kernel(kernel):
    return reversed(kernel)


# %% flip_kernel  wrong  stub  is not-written
def flip_kernel(kernel):
    # YOUR CODE HERE
    raise NotImplementedError()


# %% flip_kernel  wrong  sorted  is rows-and-columns-sorted
def flip_kernel(kernel):
    return np.sort(kernel, axis=None)[::-1].reshape(kernel.shape)


# %% flip_kernel  wrong  rolled  is rolled
def flip_kernel(kernel):
    return np.roll(kernel, 1, axis=(0, 1))


# %% flip_kernel  wrong  integers  is output-dtype
def flip_kernel(kernel):
    out = np.zeros(kernel.shape, dtype=int)
    h, w = kernel.shape
    for i in range(h):
        for j in range(w):
            out[i, j] = kernel[h - 1 - i, w - 1 - j]
    return out


# %% flip_kernel  wrong  swap-overwrites  is read-after-written
def flip_kernel(kernel):
    out = kernel.copy()
    kh, kw = out.shape
    for m in range(kh):
        for n in range(kw):
            out[m, n] = out[kh - 1 - m, kw - 1 - n]
    return out


# %% flip_kernel  wrong  no-minus-one  is one-past-the-end  like swap-overwrites
# -     out = kernel.copy()
# +     out = np.zeros_like(kernel)
# -             out[m, n] = out[kh - 1 - m, kw - 1 - n]
# +             out[m, n] = kernel[kh - m, kw - n]

# %% flip_kernel  wrong  minus-index  is minus-zero  like swap-overwrites
# -     out = kernel.copy()
# +     out = np.zeros_like(kernel)
# -             out[m, n] = out[kh - 1 - m, kw - 1 - n]
# +             out[m, n] = kernel[-m, -n]


# %% flip_kernel  wrong  square-assumed  is kernel-taken-as-square
def flip_kernel(kernel):
    n = kernel.shape[0]
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = kernel[n - 1 - i, n - 1 - j]
    return out


# %% flip_kernel  wrong  cuts-off  is output-one-short
def flip_kernel(kernel):
    return kernel[-1:0:-1, -1:0:-1]


# %% flip_kernel  wrong  two-lines-no-assign  is kernel-unchanged  like unchanged
#   def flip_kernel(kernel):
# +     np.flipud(kernel)
# +     np.fliplr(kernel)


# %% dot_patch  wrong  pixels-by-pixels-in-uint8  is kernel-cast-to-the-image
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("different shapes")
    total = 0
    for a, b in zip(patch.flatten(), kernel.flatten()):
        total = total + a * b.astype(patch.dtype)
    return float(total)


# %% conv2d  wrong  column-counter-not-reset  is returned-too-early
def conv2d(image, kernel):
    H, W = image.shape
    h, w = kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    y = x = 0
    while y < out.shape[0]:
        while x < out.shape[1]:
            out[y, x] = (image[y : y + h, x : x + w] * kernel.astype(float)).sum()
            x += 1
        y += 1
    return out


# %% conv2d  wrong  rows-times-a-column  is not-folded
def conv2d(image, kernel):
    H, W = image.shape
    h, w = kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    cols = [
        image[i : i + h, j : j + w].reshape(-1).astype(float)
        for i in range(H - h + 1)
        for j in range(W - w + 1)
    ]
    return np.stack(cols).dot(kernel.reshape(-1, 1))


# %% conv2d  wrong  window-summed-along-its-rows  is products-not-summed
def conv2d(image, kernel):
    kh, kw = kernel.shape
    if kh > image.shape[0] or kw > image.shape[1]:
        raise ValueError("kernel must be smaller")
    v = np.lib.stride_tricks.sliding_window_view(image, (kh, kw))
    return (v * kernel.astype(float)).sum(axis=-1)


# %% conv2d  wrong  first-places-left-out  is first-place-skipped
def conv2d(image, kernel):
    kh, kw = kernel.shape
    H, W = image.shape
    if kh > H or kw > W:
        raise ValueError("kernel must be smaller")
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(1, H - kh + 1):
        for j in range(1, W - kw + 1):
            out[i - 1, j - 1] = (image[i : i + kh, j : j + kw] * kernel.astype(float)).sum()
    return out


# %% conv2d  wrong  shapes-subtracted  is tuple-for-numbers
def conv2d(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros(image.shape - kernel.shape + 1)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% conv2d_multi  wrong  summed-over-the-filters  is filters-added-up
def conv2d_multi(x, w, b=None):
    if len(x) != len(w[0]):
        raise ValueError("channel mismatch")
    y = np.array([[conv2d(x[c], k[c]) for c in range(len(x))] for k in w]).sum(axis=0)
    return y if b is None else y + np.asarray(b)[:, None, None]


# %% conv2d_multi  wrong  places-read-as-filters  is reshape-for-transpose
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if x.shape[0] != C:
        raise ValueError("channels")
    Ho, Wo = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    cols = np.array([x[:, i : i + kh, j : j + kw].ravel() for i in range(Ho) for j in range(Wo)], float)
    y = (cols @ w.reshape(F, -1).T).reshape(F, Ho, Wo)
    return y if b is None else y + b[:, None, None]


# %% conv2d_multi  wrong  one-array-emptied-and-appended  is first-filter-for-all
def conv2d_multi(x, w, b=None):
    if len(x) != len(w[0]):
        raise ValueError("channel mismatch")
    maps = []
    out = np.zeros((x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1))
    for f in range(len(w)):
        out[:] = 0
        for c in range(len(x)):
            out += conv2d(x[c], w[f, c])
        if b is not None:
            out += b[f]
        maps.append(out)
    return np.array(maps)


# %% conv2d_multi  wrong  channels-last-refused  is read-channels-last  like loops
# -     C, H, W = x.shape
# +     H, W, C = x.shape
# -                             total += float(x[c, i + m, j + n]) * float(w[f, c, m, n])
# +                             total += float(x[i + m, j + n, c]) * float(w[f, c, m, n])


# %% conv2d_multi  wrong  windows-of-all-channels-last  is read-channels-last
def conv2d_multi(x, w, b=None):
    H, W, C = x.shape
    F, C2, kh, kw = w.shape
    y = np.zeros((F, H - kh + 1, W - kw + 1))
    for f in range(F):
        for i in range(H - kh + 1):
            for j in range(W - kw + 1):
                y[f, i, j] = np.sum(x[i : i + kh, j : j + kw, :] * w[f]) + (0 if b is None else b[f])
    return y


# %% conv2d  wrong  scalars-in-the-images-dtype  is kernel-cast-to-the-image
def conv2d(image, kernel):
    (H, W), (kh, kw) = image.shape, kernel.shape
    if kh > H or kw > W:
        raise ValueError("the kernel does not fit")
    kernel = kernel.astype(image.dtype)
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            total = 0
            for m in range(kh):
                for n in range(kw):
                    total += image[i + m, j + n] * kernel[m, n]
            out[i, j] = total
    return out


# %% conv2d  wrong  slices-end-at-the-size-refused  is slice-ends-at-the-size
def conv2d(image, kernel):
    ih, iw = image.shape
    kh, kw = kernel.shape
    if kh > ih or kw > iw:
        raise ValueError("kernel larger than image")
    out = np.zeros((ih - kh + 1, iw - kw + 1))
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            out[y, x] = dot_patch(image[y:kh, x:kw], kernel)
    return out


# %% conv2d  wrong  steps-of-a-kernel  is windows-do-not-overlap
def conv2d(image, kernel):
    (a, b), (c, d) = image.shape, kernel.shape
    if c > a or d > b:
        raise ValueError("too large")
    res = np.zeros((a - c + 1, b - d + 1))
    for i in range(0, a - c + 1, c):
        for j in range(0, b - d + 1, d):
            res[i, j] = (image[i : i + c, j : j + d] * kernel).sum()
    return res


# %% conv2d  wrong  row-not-emptied  is list-not-emptied
def conv2d(image, kernel):
    (a, b), (c, d) = image.shape, kernel.shape
    if c > a or d > b:
        raise ValueError("too large")
    res, row = [], []
    for i in range(a - c + 1):
        for j in range(b - d + 1):
            row.append(float((image[i : i + c, j : j + d] * kernel).sum()))
        res.append(row)
    return np.array(res)
