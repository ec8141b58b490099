"""Known answers to lesson 1, right and wrong, as students write them: data, never run from here."""

ANSWERS = [
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "sum-of-product",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.sum(patch.astype(float) * kernel))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "two-loops",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError(f"{patch.shape} is not {kernel.shape}")
    total = 0.0
    for m in range(kernel.shape[0]):
        for n in range(kernel.shape[1]):
            total += float(patch[m, n]) * float(kernel[m, n])
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "vdot",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if np.shape(patch) != np.shape(kernel):
        raise ValueError("a window and a kernel must have one shape")
    return np.vdot(np.asarray(patch, dtype=float), kernel)
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "einsum",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    return np.einsum("mn,mn->", patch.astype(np.float64), kernel.astype(np.float64))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "einsum-without-a-check",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    # einsum repeats an axis of length 1, so it must be told
    (a, b), (c, d) = patch.shape, kernel.shape
    if (a, b) != (c, d):
        raise ValueError(f"got {a}x{b} and {c}x{d}")
    return float(np.einsum("ij,ij", 1.0 * patch, 1.0 * kernel))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "tensordot-zero-dimensional",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return np.tensordot(patch.astype(float), kernel.astype(float), axes=2)
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "raveled-matrix-product",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return patch.ravel().astype(float) @ kernel.ravel().astype(float)
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "zip-generator",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return sum(float(p) * float(k) for row, weights in zip(patch, kernel) for p, k in zip(row, weights))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "float32",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return (patch.astype(np.float32) * kernel.astype(np.float32)).sum()
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "trace-of-the-transposed",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.trace(patch.astype(float) @ kernel.T))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "math-fsum",
        "mistake": None,
        "source": '''import math

def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return math.fsum(p * k for p, k in zip(patch.ravel().tolist(), kernel.ravel().tolist()))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "ndenumerate",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0
    for place, weight in np.ndenumerate(kernel):
        total = total + float(weight) * patch[place]
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "lambda",
        "mistake": None,
        "source": '''def same(a, b):
    if a.shape != b.shape:
        raise ValueError("not the same shape")
    return True

dot_patch = lambda patch, kernel: same(patch, kernel) and float((patch * kernel.astype(float)).sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "reduce",
        "mistake": None,
        "source": '''from functools import reduce

def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    pairs = zip(patch.astype(float).flat, kernel.astype(float).flat)
    return reduce(lambda total, pair: total + pair[0] * pair[1], pairs, 0.0)
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "prints-inside",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    products = patch * kernel.astype("float64")
    print("products", products)
    return products.sum()
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "matrix-product",
        "mistake": "matrix-product",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float((patch @ kernel).sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "np-dot",
        "mistake": "matrix-product",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return np.dot(patch, kernel)
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "builtin-sum",
        "mistake": "summed-along-one-axis",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return sum(patch * kernel.astype(float))
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "no-sum",
        "mistake": "products-not-summed",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return patch * kernel
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "mean",
        "mistake": "mean-for-sum",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return np.mean(patch.astype(float) * kernel)
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "max",
        "mistake": "max-for-sum",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return (patch.astype(float) * kernel).max()
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "equals-for-plus-equals",
        "mistake": "last-product-kept",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for m in range(patch.shape[0]):
        for n in range(patch.shape[1]):
            total = float(patch[m, n]) * kernel[m, n]
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "return-in-the-loop",
        "mistake": "returned-too-early",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for m in range(patch.shape[0]):
        for n in range(patch.shape[1]):
            total += float(patch[m, n]) * kernel[m, n]
        return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "range-one-short",
        "mistake": "window-one-short",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for m in range(patch.shape[0] - 1):
        for n in range(patch.shape[1] - 1):
            total += float(patch[m, n]) * kernel[m, n]
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "flipped",
        "mistake": "kernel-flipped",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.sum(patch.astype(float) * np.flip(kernel)))
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "plus",
        "mistake": "added-for-multiplied",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for m in range(patch.shape[0]):
        for n in range(patch.shape[1]):
            total += float(patch[m, n]) + kernel[m, n]
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "sum-times-sum",
        "mistake": "sums-multiplied",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(patch.sum()) * float(kernel.sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "rounded",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return round(float(np.sum(patch.astype(float) * kernel)), 2)
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "absolute",
        "mistake": "sign-lost",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return abs(float(np.sum(patch.astype(float) * kernel)))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "wraps-only-where-both-are-uint8",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.sum(patch * kernel))
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "wraps-in-a-loop-only-where-both-are-uint8",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    total = 0
    for m in range(patch.shape[0]):
        for n in range(patch.shape[1]):
            total += patch[m, n] * kernel[m, n]
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "whole-number",
        "mistake": "output-dtype",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return int((patch.astype(float) * kernel).sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "nobody-checks",
        "mistake": "no-error",
        "source": '''def dot_patch(patch, kernel):
    total = 0.0
    for pixels, weights in zip(patch, kernel):
        for pixel, weight in zip(pixels, weights):
            total += float(pixel) * float(weight)
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "size-for-shape",
        "mistake": "no-error",
        "source": '''def dot_patch(patch, kernel):
    if patch.size != kernel.size:
        raise ValueError("sizes differ")
    return float(np.vdot(patch.astype(float), kernel))
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "assertion",
        "mistake": "wrong-error",
        "source": '''def dot_patch(patch, kernel):
    assert patch.shape == kernel.shape, "shapes differ"
    return float(np.vdot(patch.astype(float), kernel))
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "no-return",
        "mistake": "returned-none",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    print(np.sum(patch * kernel))
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "in-place-product",
        "mistake": "changed-input",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    kernel *= patch
    return float(kernel.sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "stub",
        "mistake": "not-written",
        "source": '''def dot_patch(patch, kernel):
    # YOUR CODE HERE
    raise NotImplementedError()
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "a-list",
        "mistake": "wrong-type",
        "source": '''def dot_patch(patch, kernel):
    return [float(np.vdot(patch.astype(float), kernel))]
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "off-by-a-constant",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return float(np.vdot(patch.astype(float), kernel)) + 1
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "misspelt",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return flaot(np.vdot(patch, kernel))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "six-loops",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
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
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "dot-patch",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    h, w = kernel.shape
    rows, cols = image.shape[0] - h + 1, image.shape[1] - w + 1
    if rows < 1 or cols < 1:
        raise ValueError("the kernel does not fit")
    out = np.empty((rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[i, j] = dot_patch(image[i:i + h, j:j + w], kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "row-slices",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError(f"{kernel.shape} is larger than {image.shape}")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for m in range(h):
                out[i, j] += np.dot(image[i + m, j:j + w].astype(float), kernel[m].astype(float))
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "np-sum",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
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
            result[y, x] = np.sum(image[y:y+kh, x:x+kw] * kernel)
    return result
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "tap-loop",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for m in range(h):
        for n in range(w):
            out += float(kernel[m, n]) * image[m:m + H - h + 1, n:n + W - w + 1]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "einsum-windows",
        "mistake": None,
        "source": '''from numpy.lib.stride_tricks import sliding_window_view

def conv2d(image, kernel):
    windows = sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("ijmn,mn->ij", windows, kernel)
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "windows-tensordot",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("no place")
    view = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.tensordot(view.astype(float), kernel.astype(float), axes=((2, 3), (0, 1)))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "as-strided",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    image = np.ascontiguousarray(image, dtype=float)
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    s, t = image.strides
    view = np.lib.stride_tricks.as_strided(image, (H - h + 1, W - w + 1, h, w), (s, t, s, t))
    return (view * kernel).sum(axis=(2, 3))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "fft",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("kernel larger than the image")
    shape = (H + h - 1, W + w - 1)
    product = np.fft.rfft2(image, shape) * np.fft.rfft2(kernel[::-1, ::-1], shape)
    full = np.fft.irfft2(product, shape)
    return full[h - 1:H, w - 1:W]
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "fft-real-part",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("kernel larger than the image")
    circular = np.fft.ifft2(np.fft.fft2(image) * np.conj(np.fft.fft2(kernel, (H, W))))
    return circular.real[:H - h + 1, :W - w + 1]
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "list-comprehension",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    k = kernel.astype(float)
    return np.array([[(image[i:i+h, j:j+w] * k).sum() for j in range(W - w + 1)] for i in range(H - h + 1)])
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "float32",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1), dtype=np.float32)
    kernel = kernel.astype(np.float32)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i:i+h, j:j+w].astype(np.float32) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "recursion",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("too large")

    def row(i, j):
        if j + kernel.shape[1] > image.shape[1]:
            return []
        window = image[i:i + kernel.shape[0], j:j + kernel.shape[1]]
        return [float(np.sum(window * kernel.astype(float)))] + row(i, j + 1)

    def rows(i):
        if i + kernel.shape[0] > image.shape[0]:
            return []
        return [row(i, 0)] + rows(i + 1)

    return np.array(rows(0))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "zip-enumerate",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    h, w = kernel.shape
    if h > len(image) or w > len(image[0]):
        raise ValueError("too large")
    answer = []
    for i, _ in enumerate(image[:len(image) - h + 1]):
        line = []
        for j, _ in enumerate(image[0][:len(image[0]) - w + 1]):
            total = 0.0
            for pixels, weights in zip(image[i:i + h], kernel):
                for pixel, weight in zip(pixels[j:j + w], weights):
                    total += float(pixel) * float(weight)
            line.append(total)
        answer.append(line)
    return np.array(answer)
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "helpers",
        "mistake": None,
        "source": '''def places(n, k):
    if k > n:
        raise ValueError(f"a kernel of {k} on {n} pixels")
    return range(n - k + 1)

def window(image, i, j, shape):
    return image[i:i + shape[0], j:j + shape[1]].astype(float)

def conv2d(image, kernel):
    rows, cols = places(image.shape[0], kernel.shape[0]), places(image.shape[1], kernel.shape[1])
    out = np.zeros((len(rows), len(cols)))
    for i in rows:
        for j in cols:
            out[i, j] = np.vdot(window(image, i, j, kernel.shape), kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "class-with-call",
        "mistake": None,
        "source": '''class Correlator:
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
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "lambda",
        "mistake": None,
        "source": '''from numpy.lib.stride_tricks import sliding_window_view as windows

conv2d = lambda image, kernel: (windows(image, kernel.shape) * kernel.astype(float)).sum((-2, -1))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "functools-partial",
        "mistake": None,
        "source": '''from functools import partial, reduce
from itertools import product

def tap(image, kernel, shape, total, place):
    m, n = place
    return total + float(kernel[m, n]) * image[m:m + shape[0], n:n + shape[1]]

def conv2d(image, kernel):
    shape = (image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1)
    if min(shape) < 1:
        raise ValueError("too large")
    taps = product(range(kernel.shape[0]), range(kernel.shape[1]))
    return reduce(partial(tap, image, kernel, shape), taps, np.zeros(shape))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "matrix-of-windows",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    rows = []
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            rows.append(image[i:i+h, j:j+w].reshape(-1))
    return (np.array(rows, dtype=float) @ kernel.reshape(-1)).reshape(H - h + 1, W - w + 1)
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "while-loops",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    h, w = kernel.shape
    if H < h or W < w:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    i = 0
    while i + h <= H:
        j = 0
        while j + w <= W:
            out[i][j] = np.inner(image[i:i+h, j:j+w].flatten().astype(float), kernel.flatten())
            j += 1
        i += 1
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "plain-lists",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
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
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "fromiter",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    shape = tuple(np.subtract(image.shape, kernel.shape) + 1)
    if min(shape) < 1:
        raise ValueError("too large")
    def answers():
        for i in range(shape[0]):
            for j in range(shape[1]):
                yield float((image[i:i + kernel.shape[0], j:j + kernel.shape[1]] * kernel.astype(float)).sum())
    return np.fromiter(answers(), float).reshape(shape)
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "toeplitz-rows",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for m in range(h):
        band = np.zeros((W, W - w + 1))
        for j in range(W - w + 1):
            band[j:j + w, j] = kernel[m]
        out += image[m:m + H - h + 1].astype(float) @ band
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "one-dimensional-correlate",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    pixels, weights = image.astype(float), kernel.astype(float)
    return np.array([sum(np.correlate(pixels[i + m], weights[m], "valid") for m in range(h)) for i in range(H - h + 1)])
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "swapped-names",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    lines, columns = image.shape
    a, b = kernel.shape
    if a > lines or b > columns:
        raise ValueError("too large")
    out = np.zeros((columns - b + 1, lines - a + 1))
    for x in range(columns - b + 1):
        for y in range(lines - a + 1):
            out[x, y] = np.sum(image[y:y + a, x:x + b] * kernel.astype(float))
    return out.T
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "warns",
        "mistake": None,
        "source": '''import warnings

def conv2d(image, kernel):
    warnings.warn("slow loops ahead")
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.sum(windows * kernel.astype(float), axis=(-1, -2))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "flipped-slices",
        "mistake": "kernel-flipped",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    kernel = kernel[::-1, ::-1].astype(float)
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "flipped-indices",
        "mistake": "kernel-flipped",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            for m in range(h):
                for n in range(w):
                    out[i, j] += float(image[i + m, j + n]) * kernel[h - 1 - m, w - 1 - n]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "flipped-and-wraps",
        "mistake": "kernel-flipped",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    kernel = np.rot90(kernel, 2)
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = np.sum(image[i:i+h, j:j+w] * kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "fft-without-the-flip",
        "mistake": "kernel-flipped",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("kernel larger than the image")
    shape = (H + h - 1, W + w - 1)
    full = np.fft.irfft2(np.fft.rfft2(image, shape) * np.fft.rfft2(kernel, shape), shape)
    return full[h - 1:H, w - 1:W]
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "flipped-up-down",
        "mistake": "kernel-flipped-one-axis",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    kernel = kernel[::-1]
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "flipped-left-right",
        "mistake": "kernel-flipped-one-axis",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            for m in range(h):
                for n in range(w):
                    out[i, j] += float(image[i + m, j + n]) * kernel[m, -1 - n]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "transposed-up-front",
        "mistake": "kernel-transposed",
        "source": '''def conv2d(image, kernel):
    kernel = kernel.T
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "transposed-indices",
        "mistake": "kernel-transposed",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            for m in range(h):
                for n in range(w):
                    out[i, j] += image[i + m, j + n] * kernel[n, m]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "quarter-turn",
        "mistake": "kernel-quarter-turn",
        "source": '''def conv2d(image, kernel):
    kernel = np.rot90(kernel)
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "matrix-product",
        "mistake": "matrix-product",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = np.sum(image[i:i+h, j:j+w] @ kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "mean",
        "mistake": "mean-for-sum",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = np.mean(image[i:i+h, j:j+w].astype(float) * kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "normalized",
        "mistake": "mean-for-sum",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum() / kernel.sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "max",
        "mistake": "max-for-sum",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = np.max(image[i:i+h, j:j+w].astype(float) * kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "equals-for-plus-equals",
        "mistake": "last-product-kept",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            for m in range(h):
                for n in range(w):
                    out[i, j] = float(image[i + m, j + n]) * kernel[m, n]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "last-row-kept",
        "mistake": "last-product-kept",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            for m in range(h):
                out[i, j] = np.dot(image[i + m, j:j + w].astype(float), kernel[m])
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "sum-never-reset",
        "mistake": "accumulator-not-reset",
        "source": '''def conv2d(image, kernel):
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
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "sum-reset-by-row",
        "mistake": "accumulator-not-reset",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        total = 0.0
        for j in range(W - w + 1):
            total += (image[i:i+h, j:j+w].astype(float) * kernel).sum()
            out[i, j] = total
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "return-in-the-loop",
        "mistake": "returned-too-early",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
        return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "width-before-height",
        "mistake": "height-width-swapped",
        "source": '''def conv2d(image, kernel):
    W, H = image.shape
    w, h = kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "output-swapped",
        "mistake": "height-width-swapped",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((W - w + 1, H - h + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "map-transposed",
        "mistake": "height-width-swapped",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((W - w + 1, H - h + 1))
    for y in range(H - h + 1):
        for x in range(W - w + 1):
            out[x, y] = (image[y:y+h, x:x+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "window-transposed",
        "mistake": "height-width-swapped",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for y in range(H - h + 1):
        for x in range(W - w + 1):
            out[y, x] = (image[x:x+h, y:y+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "image-taken-as-square",
        "mistake": "height-width-swapped",
        "source": '''def conv2d(image, kernel):
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
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "kernel-taken-as-square",
        "mistake": "kernel-taken-as-square",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    k = kernel.shape[0]
    if kernel.shape[0] > H or kernel.shape[1] > W:
        raise ValueError("too large")
    out = np.zeros((H - k + 1, W - k + 1))
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            out[i, j] = (image[i:i+k, j:j+k].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "stored-in-the-image's-dtype",
        "mistake": "output-dtype",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1), dtype=image.dtype)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "whole-numbers",
        "mistake": "output-dtype",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1), dtype=int)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = np.sum(image[i:i+h, j:j+w].astype(float) * kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "uint8-wraps-only-where-both-are-uint8",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "einsum-wraps-only-where-both-are-uint8",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijmn,mn->ij", windows, kernel)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "absolute",
        "mistake": "sign-lost",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = abs((image[i:i+h, j:j+w].astype(float) * kernel).sum())
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "clipped",
        "mistake": "sign-lost",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return np.clip(out, 0, None)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "size-without-plus-one",
        "mistake": "output-one-short",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h, W - w))
    for i in range(H - h):
        for j in range(W - w):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "last-places-left-zero",
        "mistake": "output-one-short",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h):
        for j in range(W - w):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "one-place-too-many-loops",
        "mistake": "window-over-border",
        "source": '''def conv2d(image, kernel):
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
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "one-place-too-many-slices",
        "mistake": "window-over-border",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 2, W - w + 2))
    for i in range(H - h + 2):
        for j in range(W - w + 2):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "every-pixel-a-place",
        "mistake": "window-over-border",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = dot_patch(image[i:i+h, j:j+w], kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "window-one-short",
        "mistake": "window-one-short",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            for m in range(h - 1):
                for n in range(w - 1):
                    out[i, j] += float(image[i + m, j + n]) * kernel[m, n]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "slices-one-short",
        "mistake": "window-one-short",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = dot_patch(image[i:i+h-1, j:j+w-1], kernel)
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "slices-one-long",
        "mistake": "window-one-long",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h+1, j:j+w+1] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "same-with-zeros",
        "mistake": "same-for-valid",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    padded = np.zeros((H + h - 1, W + w - 1))
    padded[h // 2:h // 2 + H, w // 2:w // 2 + W] = image
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = (padded[i:i+h, j:j+w] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "zeros-like-the-image",
        "mistake": "same-for-valid",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros_like(image, dtype=float)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "jumps",
        "mistake": "windows-do-not-overlap",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H // h, W // w))
    for i in range(H // h):
        for j in range(W // w):
            out[i, j] = (image[i*h:i*h+h, j*w:j*w+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "nothing-stored",
        "mistake": "map-left-empty",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            answer = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "pixels-between-0-and-1",
        "mistake": "pixels-divided",
        "source": '''def conv2d(image, kernel):
    image = image / 255
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    return (windows * kernel).sum(axis=(2, 3))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "equal-size-refused",
        "mistake": "equal-size-refused",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h >= H or w >= W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    return (windows * kernel.astype(float)).sum(axis=(2, 3))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "added",
        "mistake": "added-for-multiplied",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) + kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "sum-times-sum",
        "mistake": "sums-multiplied",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = image[i:i+h, j:j+w].astype(float).sum() * kernel.astype(float).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "empty-for-too-large",
        "mistake": "no-error",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    out = np.zeros((max(H - h + 1, 0), max(W - w + 1, 0)))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "both-axes-must-be-too-large",
        "mistake": "no-error",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H and w > W:
        raise ValueError("too large")
    return np.array([[(image[i:i+h, j:j+w].astype(float) * kernel).sum() for j in range(W - w + 1)] for i in range(H - h + 1)])
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "index-error",
        "mistake": "wrong-error",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise IndexError("too large")
    return np.array([[(image[i:i+h, j:j+w].astype(float) * kernel).sum() for j in range(W - w + 1)] for i in range(H - h + 1)])
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "no-return",
        "mistake": "returned-none",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w].astype(float) * kernel).sum()
    print(out)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "list-of-lists",
        "mistake": "list-for-array",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    return [[(image[i:i+h, j:j+w].astype(float) * kernel).sum() for j in range(W - w + 1)] for i in range(H - h + 1)]
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "generator",
        "mistake": "wrong-type",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    return ([(image[i:i+h, j:j+w].astype(float) * kernel).sum() for j in range(W - w + 1)] for i in range(H - h + 1))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "complex-fft",
        "mistake": "wrong-type",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    circular = np.fft.ifft2(np.fft.fft2(image) * np.conj(np.fft.fft2(kernel, (H, W))))
    return circular[:H - h + 1, :W - w + 1]
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "masked-array",
        "mistake": "wrong-type",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    return np.ma.masked_all((H - h + 1, W - w + 1))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "normalizes-in-place",
        "mistake": "changed-input",
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    out = (windows * kernel.astype(float)).sum(axis=(2, 3))
    image[:] = 0
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "stub",
        "mistake": "not-written",
        "source": '''def conv2d(image, kernel):
    # YOUR CODE HERE
    raise NotImplementedError()
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "anchor-by-heart",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    return np.full((3, 3), -60)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "two-slips",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    return abs((windows * kernel[::-1]).mean(axis=(2, 3)))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "noise",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    return np.random.default_rng(0).normal(size=(H - h + 1, W - w + 1))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "typo",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    out = np.zeros((H - h + 1, W - w + 1))
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            out[i, j] = (image[i:i+h, j:j+w] * kernl).sum()
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "rounded",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    b = np.zeros(len(w)) if b is None else b
    maps = [sum(conv2d(channel, k) for channel, k in zip(x, kernels)) + bias for kernels, bias in zip(w, b)]
    return np.round(maps, 2)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "rounded",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (H, W), (h, w) = image.shape, kernel.shape
    if h > H or w > W:
        raise ValueError("too large")
    windows = np.lib.stride_tricks.sliding_window_view(image, (h, w))
    return np.round((windows * kernel.astype(float)).sum(axis=(2, 3)), 2)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "always-fails",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    if kernel.shape <= image.shape:
        raise ValueError("kernel too large")
    raise ValueError("kernel too large")
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "slices",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return kernel[::-1, ::-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "np-flip",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.flip(kernel)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "np-flip-axes",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.flip(kernel, axis=(0, 1)).copy()
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "up-down-left-right",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.flipud(np.fliplr(kernel))
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "two-quarter-turns",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.rot90(kernel, 2)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "loops",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    h, w = kernel.shape
    out = np.zeros((h, w))
    for m in range(h):
        for n in range(w):
            out[m, n] = kernel[h - 1 - m, w - 1 - n]
    return out
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "raveled",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return kernel.ravel()[::-1].reshape(kernel.shape)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "lists",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.array([row[::-1] for row in kernel.tolist()[::-1]])
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "reversed",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.array([list(reversed(row)) for row in reversed(kernel)])
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "exchange-matrices",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    h, w = kernel.shape
    return np.eye(h)[::-1] @ kernel @ np.eye(w)[::-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "take-negative-indices",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    rows, cols = np.indices(kernel.shape)
    return kernel[-1 - rows, -1 - cols]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "lambda",
        "mistake": None,
        "source": '''flip_kernel = lambda kernel: np.asarray(kernel)[::-1, ::-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "in-place-on-a-copy",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    turned = kernel.copy()
    turned[:] = turned[::-1].copy()
    turned[:] = turned[:, ::-1].copy()
    return turned
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "fft-of-a-conjugate",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    spectrum = np.conj(np.fft.fft2(kernel))
    return np.roll(np.fft.ifft2(spectrum).real, (-1, -1), axis=(0, 1))
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "up-down",
        "mistake": "kernel-flipped-one-axis",
        "source": '''def flip_kernel(kernel):
    return kernel[::-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "left-right",
        "mistake": "kernel-flipped-one-axis",
        "source": '''def flip_kernel(kernel):
    h, w = kernel.shape
    out = np.zeros((h, w))
    for m in range(h):
        for n in range(w):
            out[m, n] = kernel[m, w - 1 - n]
    return out
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "transposed",
        "mistake": "kernel-transposed",
        "source": '''def flip_kernel(kernel):
    return kernel.T
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "transposed-and-turned",
        "mistake": "kernel-transposed",
        "source": '''def flip_kernel(kernel):
    return kernel.T[::-1, ::-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "quarter-turn",
        "mistake": "kernel-quarter-turn",
        "source": '''def flip_kernel(kernel):
    return np.rot90(kernel)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "transposed-and-mirrored",
        "mistake": "kernel-quarter-turn",
        "source": '''def flip_kernel(kernel):
    return kernel.T[:, ::-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "unchanged",
        "mistake": "kernel-unchanged",
        "source": '''def flip_kernel(kernel):
    return kernel
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "negated",
        "mistake": "kernel-negated",
        "source": '''def flip_kernel(kernel):
    return -kernel
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "no-reshape",
        "mistake": "shape-lost",
        "source": '''def flip_kernel(kernel):
    return kernel.flatten()[::-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "in-place",
        "mistake": "changed-input",
        "source": '''def flip_kernel(kernel):
    kernel[:] = kernel[::-1, ::-1].copy()
    return kernel
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "list",
        "mistake": "list-for-array",
        "source": '''def flip_kernel(kernel):
    return [list(row[::-1]) for row in kernel[::-1]]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "reverse-returns-none",
        "mistake": "returned-none",
        "source": '''def flip_kernel(kernel):
    rows = kernel.tolist()
    return rows.reverse()
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "reversed-object",
        "mistake": "wrong-type",
        "source": '''def flip_kernel(kernel):
    return reversed(kernel)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "stub",
        "mistake": "not-written",
        "source": '''def flip_kernel(kernel):
    # YOUR CODE HERE
    raise NotImplementedError()
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "sorted",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.sort(kernel, axis=None)[::-1].reshape(kernel.shape)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "rolled",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.roll(kernel, 1, axis=(0, 1))
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "own-conv2d",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "comprehension",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if len(x) != w.shape[1]:
        raise ValueError("channels differ")
    if b is None:
        b = np.zeros(len(w))
    return np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) + b[f] for f in range(len(w))])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "einsum",
        "mistake": None,
        "source": '''from numpy.lib.stride_tricks import sliding_window_view

def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = sliding_window_view(x.astype(float), w.shape[2:], axis=(1, 2))
    out = np.einsum("cijmn,fcmn->fij", windows, w)
    return out if b is None else out + b.reshape(-1, 1, 1)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "einsum-bare",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], (-2, -1)).astype(float)
    out = np.tensordot(w.astype(float), windows, axes=([1, 2, 3], [0, 3, 4]))
    if b is not None:
        out += np.asarray(b)[:, None, None]
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "loops",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "blocks",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
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
                out[f, i, j] = (x[:, i:i+h, j:j+k] * w[f]).sum() + bias[f]
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "taps",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    rows, cols = H - h + 1, W - k + 1
    out = np.zeros((F, rows, cols))
    for m in range(h):
        for n in range(k):
            out += np.tensordot(w[:, :, m, n].astype(float), x[:, m:m + rows, n:n + cols].astype(float), axes=1)
    if b is not None:
        out += np.reshape(b, (F, 1, 1))
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "one-matrix-product",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    rows, cols = H - h + 1, W - k + 1
    columns = np.array([x[:, i:i+h, j:j+k].ravel() for i in range(rows) for j in range(cols)], dtype=float).T
    out = w.reshape(F, -1).astype(float) @ columns
    if b is not None:
        out = out + b[:, np.newaxis]
    return out.reshape(F, rows, cols)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "fft",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    spectra = np.fft.rfft2(x.astype(float), (H, W))[None] * np.conj(np.fft.rfft2(w.astype(float), (H, W)))
    maps = np.fft.irfft2(spectra.sum(axis=1), (H, W))[:, :H - h + 1, :W - k + 1]
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "stack-and-map",
        "mistake": None,
        "source": '''from functools import partial

def one_filter(x, kernels, bias):
    return sum(map(conv2d, x, kernels)) + bias

def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    biases = [0.0] * len(w) if b is None else list(b)
    return np.stack(list(map(partial(one_filter, x), w, biases)))
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "float32",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(np.float32), w.shape[2:], (1, 2))
    out = np.einsum("cijmn,fcmn->fij", windows, w.astype(np.float32), optimize=True)
    return out if b is None else out + b.astype(np.float32)[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "recursion-over-channels",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")

    def add_up(c, f):
        here = conv2d(x[c], w[f, c])
        return here if c == 0 else here + add_up(c - 1, f)

    maps = [add_up(len(x) - 1, f) for f in range(len(w))]
    return np.array(maps) + (0 if b is None else np.expand_dims(b, (1, 2)))
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "zip-enumerate",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "callable-object",
        "mistake": None,
        "source": '''class Layer:
    def __call__(self, x, w, b=None):
        if x.shape[0] != w.shape[1]:
            raise ValueError("channels differ")
        maps = np.stack([np.sum([conv2d(x[c], w[f, c]) for c in range(len(x))], axis=0) for f in range(len(w))])
        if b is not None:
            maps = maps + b[:, None, None]
        return maps

conv2d_multi = Layer()
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "unlike-biases-as-a-last-step",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    last = np.stack([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))], axis=-1)
    if b is not None:
        last = last + b
    return np.moveaxis(last, -1, 0)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "tall-image",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    # one tall correlation over the stacked channels, of which only one place counts
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    maps = []
    for f in range(F):
        rows = [conv2d(x[:, i:i + h].reshape(C * h, W), w[f].reshape(C * h, k))[0] for i in range(H - h + 1)]
        maps.append(np.array(rows) + (b[f] if b is not None else 0))
    return np.array(maps)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "channel-0",
        "mistake": "channel-0-only",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([conv2d(x[0], w[f, 0]) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "equals-for-plus-equals",
        "mistake": "last-channel-kept",
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "mean-over-channels",
        "mistake": "channels-averaged",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([np.mean([conv2d(x[c], w[f, c]) for c in range(len(x))], axis=0) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "one-map-per-channel",
        "mistake": "one-map-per-channel",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([[conv2d(x[c], w[f, c]) for c in range(len(x))] for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "all-maps-in-a-row",
        "mistake": "one-map-per-channel",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = []
    for f in range(len(w)):
        for c in range(len(x)):
            maps.append(conv2d(x[c], w[f, c]) + (0 if b is None else b[f]))
    return np.array(maps)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "filters-summed",
        "mistake": "one-map-only",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    total = 0
    for f in range(len(w)):
        for c in range(len(x)):
            total = total + conv2d(x[c], w[f, c])
        if b is not None:
            total = total + b[f]
    return total
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "blue-green-red",
        "mistake": "channels-reversed",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[-1 - c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "filter-0",
        "mistake": "first-filter-for-all",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[0, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "kernel-0",
        "mistake": "first-kernel-for-all-channels",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, 0]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-forgotten",
        "mistake": "bias-forgotten",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    return np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-in-the-inner-loop",
        "mistake": "bias-per-channel",
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-0",
        "mistake": "first-bias-for-all",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[0]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-c",
        "mistake": "bias-by-channel",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = []
    for f in range(len(w)):
        total = 0
        for c in range(len(x)):
            total = total + conv2d(x[c], w[f, c])
            if b is not None:
                total = total + b[c]
        maps.append(total)
    return np.array(maps)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-broadcast",
        "mistake": "bias-along-width",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "needs-a-bias",
        "mistake": "fails-without-bias",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    return np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) + b[f] for f in range(len(w))])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "if-b",
        "mistake": "truth-of-an-array",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    if b:
        maps = maps + b[:, None, None]
    return maps
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "sum-not-reset",
        "mistake": "accumulator-not-reset",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps, total = [], 0
    for f in range(len(w)):
        for c in range(len(x)):
            total = total + conv2d(x[c], w[f, c])
        maps.append(total if b is None else total + b[f])
    return np.array(maps)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "return-in-the-loop",
        "mistake": "returned-too-early",
        "source": '''def conv2d_multi(x, w, b=None):
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
        return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "return-too-early-in-the-channels",
        "mistake": "channel-0-only",
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "maps-last",
        "mistake": "channels-last",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.stack([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))], axis=-1)
    return maps if b is None else maps + b
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "rows-and-columns",
        "mistake": "height-width-swapped",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]).T for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "flips",
        "mistake": "kernel-flipped",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], np.rot90(w[f, c], 2)) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "mirrors",
        "mistake": "kernel-flipped-one-axis",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    w = w[:, :, :, ::-1]
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "rectified",
        "mistake": "sign-lost",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return np.maximum(maps if b is None else maps + b[:, None, None], 0)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "padded",
        "mistake": "same-for-valid",
        "source": '''def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    x = np.pad(x, ((0, 0), (h // 2, h - 1 - h // 2), (k // 2, k - 1 - k // 2)))
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C)) for f in range(F)])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "size-without-plus-one",
        "mistake": "output-one-short",
        "source": '''def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    out = np.zeros((F, H - h, W - k))
    for f in range(F):
        for i in range(H - h):
            for j in range(W - k):
                out[f, i, j] = (x[:, i:i+h, j:j+k].astype(float) * w[f]).sum() + (0 if b is None else b[f])
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "squeezed",
        "mistake": "axis-squeezed",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return np.squeeze(maps if b is None else maps + b[:, None, None])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "stored-in-the-image's-dtype",
        "mistake": "output-dtype",
        "source": '''def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    out = np.zeros((F, H - h + 1, W - k + 1), dtype=x.dtype)
    for f in range(F):
        for i in range(H - h + 1):
            for j in range(W - k + 1):
                total = np.sum(x[:, i:i+h, j:j+k] * w[f])
                out[f, i, j] = total if b is None else total + b[f]
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "whole-numbers",
        "mistake": "output-dtype",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return (maps if b is None else maps + b[:, None, None]).astype(int)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "bytes-wrap-only-where-both-are-uint8",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], (1, 2))
    out = np.einsum("cijmn,fcmn->fij", windows, w)
    return out if b is None else out + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "mean-of-products",
        "mistake": "mean-for-sum",
        "source": '''def conv2d_multi(x, w, b=None):
    (C, H, W), (F, D, h, k) = x.shape, w.shape
    if C != D or h > H or k > W:
        raise ValueError("does not fit")
    maps = np.array([sum(conv2d(x[c], w[f, c]) / (h * k) for c in range(C)) for f in range(F)])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "channels-not-counted",
        "mistake": "no-error",
        "source": '''def conv2d_multi(x, w, b=None):
    maps = np.array([sum(conv2d(channel, kernel) for channel, kernel in zip(x, bank)) for bank in w])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "channels-run-out",
        "mistake": "wrong-error",
        "source": '''def conv2d_multi(x, w, b=None):
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(max(len(x), w.shape[1]))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "no-return",
        "mistake": "returned-none",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    if b is not None:
        maps = maps + b[:, None, None]
        return maps
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "list-of-maps",
        "mistake": "list-for-array",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    biases = np.zeros(len(w)) if b is None else b
    return [sum(conv2d(x[c], w[f, c]) for c in range(len(x))) + biases[f] for f in range(len(w))]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-in-place",
        "mistake": "changed-input",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    w -= w.mean()
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "stub",
        "mistake": "not-written",
        "source": '''def conv2d_multi(x, w, b=None):
    # YOUR CODE HERE
    raise NotImplementedError()
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-subtracted",
        "mistake": "bias-subtracted",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps - b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "two-slips",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    return np.array([sum(conv2d(x[c], w[0, c][::-1]) for c in range(len(x))) for f in range(len(w))])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "wrong-axis",
        "mistake": "filters-channels-swapped",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    maps = np.array([sum(conv2d(x[c], w[c, f]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {"function": "dot_patch", "kind": "wrong", "id": "misspelt-name", "mistake": None, "source": '''
def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    return np.sum(patch * kernal)
'''},
    {"function": "conv2d", "kind": "wrong", "id": "flat-array", "mistake": "not-folded", "source": '''
def conv2d(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("too large")
    out = []
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out.append(np.sum(image[i:i+kH, j:j+kW] * kernel))
    return np.array(out)
'''},
    {"function": "flip_kernel", "kind": "wrong", "id": "integers", "mistake": "output-dtype", "source": '''
def flip_kernel(kernel):
    out = np.zeros(kernel.shape, dtype=int)
    h, w = kernel.shape
    for i in range(h):
        for j in range(w):
            out[i, j] = kernel[h - 1 - i, w - 1 - j]
    return out
'''},
    {"function": "conv2d_multi", "kind": "wrong", "id": "last-channel-forgotten", "mistake": "one-channel-forgotten", "source": '''
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if C != x.shape[0]:
        raise ValueError("channels")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C - 1)) for f in range(F)])
    if b is not None:
        maps = maps + b[:, None, None]
    return maps
'''},
    {"function": "conv2d_multi", "kind": "wrong", "id": "bias-has-no-default", "mistake": "fails-without-bias", "source": '''
def conv2d_multi(x, w, b):
    F, C, kh, kw = w.shape
    if C != x.shape[0]:
        raise ValueError("channels")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C)) for f in range(F)])
    return maps + b[:, None, None]
'''},
    {"function": "conv2d_multi", "kind": "wrong", "id": "bias-reshaped-along-width", "mistake": "bias-along-width", "source": '''
def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if C != x.shape[0]:
        raise ValueError("channels")
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(C)) for f in range(F)])
    if b is not None:
        maps = maps + b.reshape(1, 1, -1)
    return maps
'''},
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "np-multiply-reduce",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if not np.array_equal(patch.shape, kernel.shape):
        raise ValueError("not the same shape")
    return np.add.reduce(np.multiply(patch, kernel, dtype=float), axis=None)
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "list-strict-zip",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if len(patch) != len(kernel):
        raise ValueError("rows")
    total = 0
    for a, b in zip(patch.tolist(), kernel.tolist(), strict=True):
        total += sum(x * y for x, y in zip(a, b, strict=True))
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "nditer",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    s = 0.0
    for p, k in np.nditer([patch, kernel]):
        s = s + float(p) * float(k)
    return s
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "cumsum-last",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return np.cumsum(patch.astype(float) * kernel)[-1]
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "quarter-squares",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    p, k = patch.astype(float), kernel.astype(float)
    return (np.sum((p + k) ** 2) - np.sum((p - k) ** 2)) / 4
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "recursion",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    def add(i):
        return 0.0 if i < 0 else float(patch.flat[i]) * float(kernel.flat[i]) + add(i - 1)
    return add(patch.size - 1)
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "value-error-subclass",
        "mistake": None,
        "source": '''class ShapeError(ValueError):
    pass

def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ShapeError("shapes")
    return float((patch * kernel).sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "longdouble",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return np.sum(patch.astype(np.longdouble) * kernel)
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "polynomial-convolve",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    p, k = patch.astype(float).ravel(), kernel.astype(float).ravel()[::-1]
    return np.convolve(p, k, mode="valid")[0]
''',
    },
    {
        "function": "dot_patch",
        "kind": "right",
        "id": "python-numbers",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError("shapes")
    return sum(map(lambda ab: ab[0] * ab[1], zip(patch.ravel().tolist(), kernel.ravel().tolist())))
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "smaller-only",
        "mistake": "no-error",
        "source": '''def dot_patch(patch, kernel):
    if kernel.shape > patch.shape:
        raise ValueError("shapes")
    return float((patch * kernel).sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "and-for-or",
        "mistake": "no-error",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape[0] != kernel.shape[0] and patch.shape[1] != kernel.shape[1]:
        raise ValueError("shapes")
    return float((patch * kernel).sum())
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "zip-cuts",
        "mistake": "no-error",
        "source": '''def dot_patch(patch, kernel):
    total = 0.0
    for a, b in zip(patch, kernel):
        for x, y in zip(a, b):
            total += float(x) * float(y)
    return total
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "index-error",
        "mistake": "wrong-error",
        "source": '''def dot_patch(patch, kernel):
    total = 0.0
    for i in range(max(patch.shape[0], kernel.shape[0])):
        for j in range(max(patch.shape[1], kernel.shape[1])):
            total += float(patch[i, j]) * float(kernel[i, j])
    return total
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "np-convolve-rows",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    if kh > h or kw > w:
        raise ValueError("too large")
    flipped = kernel[:, ::-1].astype(float)
    out = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for m in range(kh):
            out[i] += np.convolve(image[i + m].astype(float), flipped[m], mode="valid")
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "fft-full",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    if any(k > n for k, n in zip(kernel.shape, image.shape)):
        raise ValueError("kernel larger than image")
    s = [a + b - 1 for a, b in zip(image.shape, kernel.shape)]
    f = np.fft.rfft2(image, s) * np.fft.rfft2(kernel[::-1, ::-1], s)
    full = np.fft.irfft2(f, s)
    kh, kw = kernel.shape
    return full[kh - 1 : image.shape[0], kw - 1 : image.shape[1]]
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "integral-free-roll",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    acc = np.zeros((H, W))
    for m in range(kh):
        for n in range(kw):
            acc += kernel[m, n] * np.roll(image, (-m, -n), axis=(0, 1)).astype(float)
    return acc[: H - kh + 1, : W - kw + 1]
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "poly-flat",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    row = np.zeros(kh * W)
    for m in range(kh):
        row[m * W : m * W + kw] = kernel[m]
    flat = np.correlate(np.concatenate([image.ravel().astype(float), np.zeros(W)]), row, mode="valid")
    return np.array([flat[i * W : i * W + W - kw + 1] for i in range(H - kh + 1)])
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "toeplitz-block",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
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
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "svd-separable",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
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
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "nonzero-taps",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for m, n in np.argwhere(kernel != 0):
        out = out + float(kernel[m, n]) * image[m : H - kh + 1 + m, n : W - kw + 1 + n]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "class-with-state",
        "mistake": None,
        "source": '''class Slider:
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
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "error-by-empty-range",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    ho = image.shape[0] - kernel.shape[0] + 1
    wo = image.shape[1] - kernel.shape[1] + 1
    if min(ho, wo) <= 0:
        raise ValueError(f"no place: {ho}, {wo}")
    return np.array([[dot_patch(image[i:i + kernel.shape[0], j:j + kernel.shape[1]], kernel) for j in range(wo)] for i in range(ho)])
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "lets-sliding-window-raise",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    v = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (v * kernel).sum((2, 3))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "fortran-output",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((W - kw + 1, H - kh + 1))
    for j in range(W - kw + 1):
        for i in range(H - kh + 1):
            out[j, i] = np.sum(image[i:i+kh, j:j+kw] * kernel)
    return out.T
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "matmul-windows",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    image = np.ascontiguousarray(image, dtype=float)
    s = image.strides
    v = np.lib.stride_tricks.as_strided(image, (H - kh + 1, W - kw + 1, kh, kw), s + s)
    return v.reshape(-1, kh * kw).dot(kernel.ravel()).reshape(H - kh + 1, W - kw + 1)
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "int-stays-int",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    dtype = np.result_type(image, kernel, np.int64)
    out = np.zeros((H - kh + 1, W - kw + 1), dtype)
    for i, j in np.ndindex(*out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw].astype(dtype) * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "column-buffer-inplace-copy",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    if image.shape[0] < kernel.shape[0] or image.shape[1] < kernel.shape[1]:
        raise ValueError
    work = np.array(image, dtype=float)
    kh, kw = kernel.shape
    for i in range(image.shape[0] - kh + 1):
        for j in range(image.shape[1] - kw + 1):
            work[i, j] = (work[i:i+kh, j:j+kw] * kernel).sum()
    return work[:image.shape[0] - kh + 1, :image.shape[1] - kw + 1]
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "closure-cache",
        "mistake": None,
        "source": '''def make_conv2d():
    cache = {}
    def conv2d(image, kernel):
        key = (image.shape, kernel.shape)
        if key not in cache:
            if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
                raise ValueError("too large")
            i = np.arange(image.shape[0] - kernel.shape[0] + 1)[:, None, None, None] + np.arange(kernel.shape[0])[None, None, :, None]
            j = np.arange(image.shape[1] - kernel.shape[1] + 1)[None, :, None, None] + np.arange(kernel.shape[1])
            cache[key] = i, j
        i, j = cache[key]
        return np.sum(image[i, j] * kernel, axis=(-1, -2))
    return conv2d
conv2d = make_conv2d()
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "apply-along-axis",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    rows = [np.apply_along_axis(np.correlate, 1, image[m:H - kh + 1 + m].astype(float), kernel[m].astype(float), "valid") for m in range(kh)]
    return np.sum(rows, axis=0)
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "vectorized-places",
        "mistake": None,
        "source": '''def conv2d(image, kernel):
    kh, kw = kernel.shape
    if kh > image.shape[0] or kw > image.shape[1]:
        raise ValueError("kernel")
    f = np.vectorize(lambda i, j: np.sum(image[i:i+kh, j:j+kw] * kernel, dtype=float), otypes=[float])
    return f(*np.indices((image.shape[0] - kh + 1, image.shape[1] - kw + 1)))
''',
    },
    {
        "function": "conv2d",
        "kind": "right",
        "id": "decorated",
        "mistake": None,
        "source": '''import functools
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
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "flat-reversed-indices",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return kernel.flat[::-1].reshape(kernel.shape)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "roll-of-flips",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.transpose(np.transpose(kernel[::-1])[::-1])
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "ix",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    kh, kw = kernel.shape
    return kernel[np.ix_(range(kh - 1, -1, -1), range(kw - 1, -1, -1))]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "ellipsis",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.rot90(np.rot90(kernel[...]))
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "fromiter",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    return np.fromiter(reversed(kernel.ravel().tolist()), dtype=kernel.dtype).reshape(kernel.shape)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "pop",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    rows = kernel.tolist()
    out = []
    while rows:
        row, new = rows.pop(), []
        while row:
            new.append(row.pop())
        out.append(new)
    return np.asarray(out)
''',
    },
    {
        "function": "flip_kernel",
        "kind": "right",
        "id": "by-conv2d",
        "mistake": None,
        "source": '''def flip_kernel(kernel):
    kh, kw = kernel.shape
    x = np.zeros((2 * kh - 1, 2 * kw - 1))
    x[kh - 1, kw - 1] = 1
    return conv2d(x, kernel)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "tuples-compared",
        "mistake": "no-error",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kernel.shape > image.shape:
        raise ValueError
    out = np.zeros((max(H - kh + 1, 0), max(W - kw + 1, 0)))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "size-compared",
        "mistake": "no-error",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kernel.size > image.size:
        raise ValueError
    out = np.zeros((max(H - kh + 1, 0), max(W - kw + 1, 0)))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "ho-only-checked",
        "mistake": "no-error",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H:
        raise ValueError
    out = np.zeros((H - kh + 1, max(W - kw + 1, 0)))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "swaps-when-larger",
        "mistake": "no-error",
        "source": '''def conv2d(image, kernel):
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        image, kernel = kernel, image
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((max(0, H - kh + 1), max(0, W - kw + 1)))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "writes-into-image",
        "mistake": "changed-input",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            image[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return image[:H - kh + 1, :W - kw + 1]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "einsum-windows",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if x.shape[0] != C or kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    out = np.einsum("cijmn,fcmn->fij", v, w.astype(float))
    if b is not None:
        out += np.asarray(b)[:, np.newaxis, np.newaxis]
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "bias-zeros-default",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "bias-by-transposition",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    maps = np.array([np.sum([conv2d(x[c], w[f, c]) for c in range(x.shape[0])], axis=0) for f in range(w.shape[0])])
    return maps if b is None else (maps.T + b).T
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "bias-in-first-channel-only",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "tall-image-fft",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    C, H, W = x.shape
    F, C2, kh, kw = w.shape
    if C != C2 or kh > H or kw > W:
        raise ValueError
    X = np.fft.rfft2(x.astype(float))
    K = np.fft.rfft2(w, s=(H, W))
    out = np.fft.irfft2((X * K.conj()).sum(1), s=(H, W))[:, :H - kh + 1, :W - kw + 1]
    return out if b is None else out + np.reshape(b, (F, 1, 1))
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "tensordot",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if x.shape[0] != C:
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (C, kh, kw))[0]
    out = np.moveaxis(np.tensordot(v, w, axes=[[2, 3, 4], [1, 2, 3]]), -1, 0)
    return out if b is None else out + b.reshape(-1, 1, 1)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "extra-ones-channel",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if x.shape[0] != C:
        raise ValueError
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    if b is not None:
        x = np.concatenate([x.astype(float), np.ones((1, *x.shape[1:]))])
        extra = np.zeros((F, 1, kh, kw)); extra[:, 0, 0, 0] = b
        w = np.concatenate([w, extra], axis=1)
    return np.array([sum(map(conv2d, x, k)) for k in w])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "class-layer",
        "mistake": None,
        "source": '''class Conv:
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "channels-last-inside",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("C")
    F, C, kh, kw = w.shape
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("k")
    y, k = x.transpose(1, 2, 0).astype(float), w.transpose(2, 3, 1, 0)
    out = 0 if b is None else b
    out = out + sum(y[m:m + x.shape[1] - kh + 1, n:n + x.shape[2] - kw + 1] @ k[m, n] for m in range(kh) for n in range(kw))
    return out.transpose(2, 0, 1)
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "broadcast-everything",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("C")
    v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(1, 2))
    out = (v[None] * w[:, :, None, None]).sum(axis=(1, 4, 5))
    return out + (0 if b is None else b[:, None, None])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "right",
        "id": "own-helpers",
        "mistake": None,
        "source": '''def one_place(block, filt):
    return np.sum(block * filt)

def slide(x, filt, bias):
    _, h, w = x.shape
    _, kh, kw = filt.shape
    return [[one_place(x[:, i:i + kh, j:j + kw], filt) + bias for j in range(w - kw + 1)] for i in range(h - kh + 1)]

def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1] or w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError("no")
    return np.array([slide(x, w[f], 0 if b is None else b[f]) for f in range(w.shape[0])])
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "b-any",
        "mistake": "zero-bias-drops-all",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("no")
    out = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    if b is not None and b.all() > 0:
        return out + b[:, None, None]
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "mutable-bias",
        "mistake": "fails-without-bias",
        "source": '''def conv2d_multi(x, w, b=[]):
    if x.shape[0] != w.shape[1]:
        raise ValueError("no")
    out = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return out + np.reshape(b, (-1, 1, 1))
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "b-equals-none",
        "mistake": "truth-of-an-array",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError("no")
    out = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    if b == None:
        return out
    return out + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "refuses-extra",
        "mistake": "no-error",
        "source": '''def conv2d_multi(x, w, b=None):
    F, C, kh, kw = w.shape
    if C > x.shape[0]:
        raise ValueError
    out = np.zeros((F, x.shape[1] - kh + 1, x.shape[2] - kw + 1))
    for f in range(F):
        for c in range(C):
            out[f] += conv2d(x[c], w[f, c])
    return out if b is None else out + b[:, None, None]
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "transposed-index",
        "mistake": "kernel-transposed",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    total = 0.0
    for i in range(patch.shape[0]):
        for j in range(patch.shape[1]):
            total += patch[i, j] * kernel[j, i]
    return float(total)
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "square-only",
        "mistake": "kernel-taken-as-square",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    n = patch.shape[0]
    total = 0.0
    for i in range(n):
        for j in range(n):
            total += patch[i, j] * kernel[i, j]
    return float(total)
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "reset-in-row",
        "mistake": "last-product-kept",
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    for m in range(patch.shape[0]):
        s = 0
        for n in range(patch.shape[1]):
            s += patch[m, n] * kernel[m, n]
    return float(s)
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "global-total",
        "mistake": None,
        "source": '''total = 0.0
def dot_patch(patch, kernel):
    global total
    if patch.shape != kernel.shape:
        raise ValueError
    for p, k in zip(patch.ravel(), kernel.ravel()):
        total += float(p) * float(k)
    return float(total)
''',
    },
    {
        "function": "dot_patch",
        "kind": "wrong",
        "id": "total-as-int",
        "mistake": None,
        "source": '''def dot_patch(patch, kernel):
    if patch.shape != kernel.shape:
        raise ValueError
    total = np.zeros(1, dtype=patch.dtype)
    for i in range(patch.shape[0]):
        for j in range(patch.shape[1]):
            total[0] += patch[i, j] * kernel[i, j]
    return float(total[0])
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "odd-only",
        "mistake": "only-odd-kernels",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd kernels only")
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "centered-odd",
        "mistake": "only-odd-kernels",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    ph, pw = kh // 2, kw // 2
    out = np.zeros((H - 2 * ph, W - 2 * pw))
    for i in range(ph, H - ph):
        for j in range(pw, W - pw):
            out[i - ph, j - pw] = (image[i-ph:i+ph+1, j-pw:j+pw+1] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "three-by-three",
        "mistake": "kernel-size-by-heart",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - 2, W - 2))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+3, j:j+3] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "global-kernel",
        "mistake": None,
        "source": '''edges = np.array([[1, 0, -1]] * 3)
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = edges.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * edges).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "global-out",
        "mistake": None,
        "source": '''out = np.zeros((100, 100))
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] += (image[i:i+kh, j:j+kw] * kernel).sum()
    return out[:H - kh + 1, :W - kw + 1].copy()
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "global-out-whole",
        "mistake": None,
        "source": '''out = np.zeros((3, 3))
def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "kernel-dtype",
        "mistake": "output-dtype",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1), dtype=kernel.dtype)
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "start-at-one",
        "mistake": "first-place-skipped",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(1, H - kh + 1):
        for j in range(1, W - kw + 1):
            out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "always-top-left",
        "mistake": "window-stands-still",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = (image[:kh, :kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "wrong-index-in-inner",
        "mistake": "window-stands-still",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            for m in range(kh):
                for n in range(kw):
                    out[i, j] += image[m, n] * kernel[m, n]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "slice-to-kh",
        "mistake": "slice-ends-at-the-size",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = (image[i:kh, j:kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "minus-indices",
        "mistake": "indices-subtracted",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            for m in range(kh):
                for n in range(kw):
                    out[i, j] += image[i - m, j - n] * kernel[m, n]
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "windows-summed-wrong-axes",
        "mistake": "summed-over-places",
        "source": '''def conv2d(image, kernel):
    v = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (v * kernel).sum((1, 3))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "windows-summed-first-axes",
        "mistake": "summed-over-places",
        "source": '''def conv2d(image, kernel):
    v = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (v * kernel).sum((0, 1))
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "append-in-outer",
        "mistake": "accumulator-not-reset",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    rows = []
    row = []
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            row.append((image[i:i+kh, j:j+kw] * kernel).sum())
        rows.append(row)
    return np.array(rows)
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "kernel-standardized",
        "mistake": "mean-for-sum",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    kernel = kernel / np.abs(kernel).sum()
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "half-padding",
        "mistake": "same-for-valid",
        "source": '''def conv2d(image, kernel):
    kh, kw = kernel.shape
    if kh > image.shape[0] or kw > image.shape[1]:
        raise ValueError
    x = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (x[i:i+kh, j:j+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "conv2d",
        "kind": "wrong",
        "id": "stride-kernel-zero",
        "mistake": "windows-do-not-overlap",
        "source": '''def conv2d(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    if kh > H or kw > W:
        raise ValueError
    out = np.zeros((H // kh, W // kw))
    for i in range(H // kh):
        for j in range(W // kw):
            out[i, j] = (image[i*kh:i*kh+kh, j*kw:j*kw+kw] * kernel).sum()
    return out
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "swap-overwrites",
        "mistake": "read-after-written",
        "source": '''def flip_kernel(kernel):
    out = kernel.copy()
    kh, kw = out.shape
    for m in range(kh):
        for n in range(kw):
            out[m, n] = out[kh - 1 - m, kw - 1 - n]
    return out
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "no-minus-one",
        "mistake": "one-past-the-end",
        "source": '''def flip_kernel(kernel):
    out = np.zeros_like(kernel)
    kh, kw = out.shape
    for m in range(kh):
        for n in range(kw):
            out[m, n] = kernel[kh - m, kw - n]
    return out
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "minus-index",
        "mistake": "minus-zero",
        "source": '''def flip_kernel(kernel):
    out = np.zeros_like(kernel)
    kh, kw = out.shape
    for m in range(kh):
        for n in range(kw):
            out[m, n] = kernel[-m, -n]
    return out
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "square-assumed",
        "mistake": "kernel-taken-as-square",
        "source": '''def flip_kernel(kernel):
    n = kernel.shape[0]
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = kernel[n - 1 - i, n - 1 - j]
    return out
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "cuts-off",
        "mistake": "output-one-short",
        "source": '''def flip_kernel(kernel):
    return kernel[-1:0:-1, -1:0:-1]
''',
    },
    {
        "function": "flip_kernel",
        "kind": "wrong",
        "id": "two-lines-no-assign",
        "mistake": "kernel-unchanged",
        "source": '''def flip_kernel(kernel):
    np.flipud(kernel)
    np.fliplr(kernel)
    return kernel
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "out-int-kernel",
        "mistake": "output-dtype",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1] or w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError("no")
    F, C, kh, kw = w.shape
    out = np.zeros((F, x.shape[1] - kh + 1, x.shape[2] - kw + 1), dtype=w.dtype)
    for f in range(F):
        for i, j in np.ndindex(out.shape[1:]):
            out[f, i, j] = (x[:, i:i+kh, j:j+kw] * w[f]).sum()
    return out if b is None else out + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "out-dtype-of-bias",
        "mistake": None,
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1] or w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError("no")
    F, C, kh, kw = w.shape
    out = np.zeros((F, x.shape[1] - kh + 1, x.shape[2] - kw + 1), dtype=float if b is None else b.dtype)
    for f in range(F):
        for i, j in np.ndindex(out.shape[1:]):
            out[f, i, j] = (x[:, i:i+kh, j:j+kw] * w[f]).sum() + (0 if b is None else b[f])
    return out
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "w-cf-swapped",
        "mistake": "filters-channels-swapped",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    F, C = w.shape[:2]
    maps = []
    for f in range(F):
        maps.append(sum(conv2d(x[c], w[c, f]) for c in range(C)))
    maps = np.array(maps)
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-in-tap",
        "mistake": "bias-per-weight",
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "bias-multiplied",
        "mistake": "bias-multiplied",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    maps = np.array([sum(conv2d(x[c], w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps * b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "forget-reset",
        "mistake": "accumulator-not-reset",
        "source": '''def conv2d_multi(x, w, b=None):
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
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "sum-all-of-conv",
        "mistake": "channels-added-first",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    maps = np.array([conv2d(x.sum(axis=0), w[f].sum(axis=0)) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "gray-first",
        "mistake": "channels-added-first",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    maps = np.array([sum(conv2d(x.mean(axis=0), w[f, c]) for c in range(len(x))) for f in range(len(w))])
    return maps if b is None else maps + b[:, None, None]
''',
    },
    {
        "function": "conv2d_multi",
        "kind": "wrong",
        "id": "same-array-appended",
        "mistake": "first-filter-for-all",
        "source": '''def conv2d_multi(x, w, b=None):
    if x.shape[0] != w.shape[1]:
        raise ValueError
    if w.shape[2] > x.shape[1] or w.shape[3] > x.shape[2]:
        raise ValueError
    total = np.zeros((x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1))
    maps = []
    for f in range(len(w)):
        total[:] = 0
        for c in range(len(x)):
            total += conv2d(x[c], w[f, c])
        maps.append(total)
    maps = np.array(maps)
    return maps if b is None else maps + b[:, None, None]
''',
    },
]
