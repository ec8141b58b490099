"""Known answers to the exercises of lesson 5: right ones in several styles, and wrong ones with the mistake to be named."""

ANSWERS = [
    {"function": "gaussian_kernel", "kind": "right", "id": "outer", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 != 1 or not sigma > 0:
        raise ValueError("size must be odd and positive, sigma positive")
    x = np.arange(size) - (size - 1) / 2
    g = np.exp(-0.5 * (x / sigma) ** 2)
    g /= g.sum()
    return np.outer(g, g)
'''},
    {"function": "gaussian_kernel", "kind": "right", "id": "loops", "mistake": None, "source": '''
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
'''},
    {"function": "gaussian_kernel", "kind": "right", "id": "meshgrid-integral", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if size % 2 == 0 or size < 1 or sigma <= 0:
        raise ValueError(f"{size=} {sigma=}")
    half = (size - 1) // 2
    y, x = np.mgrid[-half : half + 1, -half : half + 1]
    g = 1 / (2 * np.pi * sigma**2) * np.exp(-(x**2 + y**2) / (2 * sigma**2))
    return g / g.sum()
'''},
    {"function": "gaussian_kernel", "kind": "right", "id": "linspace-float32", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or not size % 2 or sigma <= 0:
        raise ValueError
    r = np.linspace(-(size // 2), size // 2, size)
    d = np.sqrt(np.add.outer(r**2, r**2))
    out = np.exp(-(d**2) / 2 / sigma**2)
    return (out / np.einsum("ij->", out)).astype(np.float32)
'''},
    {"function": "gaussian_kernel", "kind": "right", "id": "softmax", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if (size & 1) == 0 or size < 1:
        raise ValueError("odd size wanted")
    if sigma <= 0:
        raise ValueError("positive sigma wanted")
    i, j = np.indices((size, size))
    z = -np.hypot(i - size // 2, j - size // 2) ** 2 / (2 * sigma**2)
    e = np.exp(z - z.max())
    return e / e.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "sum-forgotten", "mistake": "not-normalized", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "textbook-factor", "mistake": "integral-for-sum", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    return np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2)) / (2 * np.pi * sigma**2)
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "no-two", "mistake": "two-forgotten", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / sigma**2)
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "variance", "mistake": "sigma-not-squared", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "missing-bracket", "mistake": "sigma-multiplied", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / 2 * sigma**2)
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "half-a-pixel", "mistake": "center-shifted", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size / 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "corner-is-the-center", "mistake": "center-shifted", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size)
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "tent", "mistake": "distance-not-squared", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-np.hypot(a[:, None], a) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "city-block", "mistake": "distance-around-the-corner", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = abs(np.arange(size) - size // 2)
    k = np.exp(-((a[:, None] + a) ** 2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "one-dimension", "mistake": "one-row-only", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "rows-sum-to-one", "mistake": "normalized-by-rows", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum(axis=1, keepdims=True)
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "plus-sign", "mistake": "sign-of-the-exponent", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp((a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "sigma-one", "mistake": "sigma-ignored", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / 2)
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "box", "mistake": "box-for-bell", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    return np.ones((size, size)) / size**2
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "binomial", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, [1, 1])
    return np.outer(row, row) / row.sum() ** 2
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "no-errors", "mistake": "no-error", "source": '''
def gaussian_kernel(size, sigma):
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "even-allowed", "mistake": "no-error", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - (size - 1) / 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "negative-odd-allowed", "mistake": "no-error", "source": '''
def gaussian_kernel(size, sigma):
    if size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(abs(size)) - abs(size) // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "negative-sigma-allowed", "mistake": "no-error", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma == 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "one-refused", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if size < 3 or size % 2 == 0 or sigma <= 0:
        raise ValueError("no")
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "assertion", "mistake": "wrong-error", "source": '''
def gaussian_kernel(size, sigma):
    assert size >= 1 and size % 2 == 1 and sigma > 0
    a = np.arange(size) - size // 2
    k = np.exp(-(a[:, None] ** 2 + a**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "apply_kernel", "kind": "right", "id": "loops", "mistake": None, "source": '''
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
'''},
    {"function": "apply_kernel", "kind": "right", "id": "taps", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if not (kh % 2 and kw % 2):
        raise ValueError("even side")
    H, W = image.shape
    p = np.pad(image.astype(np.float64), ((kh // 2,) * 2, (kw // 2,) * 2))
    return sum(kernel[m, n] * p[m : m + H, n : n + W] for m in range(kh) for n in range(kw))
'''},
    {"function": "apply_kernel", "kind": "right", "id": "sliding-windows", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError(kernel.shape)
    ph, pw = (np.array(kernel.shape) - 1) // 2
    x = np.zeros((image.shape[0] + 2 * ph, image.shape[1] + 2 * pw))
    x[ph : ph + image.shape[0], pw : pw + image.shape[1]] = image
    w = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "right", "id": "fft", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    (H, W), (kh, kw) = image.shape, kernel.shape
    if 0 in (kh % 2, kw % 2):
        raise ValueError("even kernel")
    shape = (H + kh - 1, W + kw - 1)
    full = np.fft.irfft2(np.fft.rfft2(image.astype(float), shape) * np.fft.rfft2(kernel[::-1, ::-1].astype(float), shape), shape)
    return full[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W]
'''},
    {"function": "apply_kernel", "kind": "right", "id": "float32", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if (kh * kw) % 2 == 0:
        raise ValueError("both sides must be odd")
    a, b = kh // 2, kw // 2
    padded = np.pad(image.astype(np.float32), [(a, a), (b, b)])
    view = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))
    return (view.reshape(*image.shape, -1) @ kernel.astype(np.float32).ravel())
'''},
    {"function": "apply_kernel", "kind": "right", "id": "scatter", "mistake": None, "source": '''
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
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "true-convolution", "mistake": "kernel-flipped", "source": '''
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
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "transposed", "mistake": "kernel-transposed", "source": '''
def apply_kernel(image, kernel):
    kernel = kernel.T
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    out = np.zeros(image.shape)
    for i, j in np.ndindex(out.shape):
        out[i, j] = (p[i : i + kh, j : j + kw] * kernel).sum()
    return out
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "not-padded", "mistake": "valid-for-same", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    w = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "padded-too-much", "mistake": "full-for-same", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh - 1, kh - 1), (kw - 1, kw - 1)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "edge-pixels-repeated", "mistake": "padding-mode", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)], mode="edge")
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "border-skipped", "mistake": "border-left-empty", "source": '''
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
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "window-starts-at-pixel", "mistake": "padding-one-side", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(0, kh - 1), (0, kw - 1)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "square-padding", "mistake": "one-padding-for-both", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), kh // 2)
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "image-dtype-kept", "mistake": "output-dtype", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    out = np.zeros_like(image)
    for i, j in np.ndindex(out.shape):
        out[i, j] = (p[i : i + kh, j : j + kw] * kernel).sum()
    return out
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "clipped-to-a-picture", "mistake": "sign-lost", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.clip(np.einsum("ijmn,mn->ij", w, kernel), 0, 255)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "absolute", "mistake": "sign-lost", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.abs(np.einsum("ijmn,mn->ij", w, kernel))
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "mean", "mistake": "mean-for-sum", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return (w * kernel).mean(axis=(-2, -1))
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "even-allowed", "mistake": "no-error", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    a, b = (kh - 1) // 2, (kw - 1) // 2
    p = np.pad(image.astype(float), [(a, kh - 1 - a), (b, kw - 1 - b)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "only-height-checked", "mistake": "no-error", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0:
        raise ValueError("odd")
    a, b = (kh - 1) // 2, (kw - 1) // 2
    p = np.pad(image.astype(float), [(a, kh - 1 - a), (b, kw - 1 - b)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "both-even-checked", "mistake": "no-error", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 and kw % 2 == 0:
        raise ValueError("odd")
    a, b = (kh - 1) // 2, (kw - 1) // 2
    p = np.pad(image.astype(float), [(a, kh - 1 - a), (b, kw - 1 - b)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "large-refused", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    (H, W), (kh, kw) = image.shape, kernel.shape
    if kh % 2 == 0 or kw % 2 == 0 or kh > H or kw > W:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijmn,mn->ij", w, kernel)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "changes-its-image", "mistake": "changed-input", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd")
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    w = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    out = np.einsum("ijmn,mn->ij", w, kernel)
    image[...] = 0
    return out
'''},
    {"function": "gradient_magnitude", "kind": "right", "id": "hypot", "mistake": None, "source": '''
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    sy = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    return np.hypot(apply_kernel(image, sx), apply_kernel(image, sy))
'''},
    {"function": "gradient_magnitude", "kind": "right", "id": "other-signs", "mistake": None, "source": '''
def gradient_magnitude(image):
    k = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
    a, b = apply_kernel(image, k), apply_kernel(image, k.T)
    return (a * a + b * b) ** 0.5
'''},
    {"function": "gradient_magnitude", "kind": "right", "id": "slices", "mistake": None, "source": '''
def gradient_magnitude(image):
    p = np.pad(np.asarray(image, dtype=float), 1)
    dx, dy = p[:, 2:] - p[:, :-2], p[2:] - p[:-2]
    gx = dx[:-2] + 2 * dx[1:-1] + dx[2:]
    gy = dy[:, :-2] + 2 * dy[:, 1:-1] + dy[:, 2:]
    return np.sqrt(np.square(gx) + np.square(gy))
'''},
    {"function": "gradient_magnitude", "kind": "right", "id": "complex", "mistake": None, "source": '''
def gradient_magnitude(image):
    sobel = np.outer([1, 2, 1], [-1, 0, 1])
    return np.abs(apply_kernel(image, sobel) + 1j * apply_kernel(image, np.rot90(sobel)))
'''},
    {"function": "gradient_magnitude", "kind": "right", "id": "norm-of-stack", "mistake": None, "source": '''
def gradient_magnitude(image):
    s = images.sobel_x()
    return np.linalg.norm([apply_kernel(image, s), apply_kernel(image, s.T)], axis=0)
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "sum-of-magnitudes", "mistake": "magnitudes-added", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return abs(apply_kernel(image, s)) + abs(apply_kernel(image, s.T))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "maximum", "mistake": "larger-of-two", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return np.maximum(abs(apply_kernel(image, s)), abs(apply_kernel(image, s.T)))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "no-root", "mistake": "root-forgotten", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return apply_kernel(image, s) ** 2 + apply_kernel(image, s.T) ** 2
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "plain-sum", "mistake": "answers-added", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return np.sqrt((apply_kernel(image, s) + apply_kernel(image, s.T)) ** 2)
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "x-only", "mistake": "one-direction-only", "source": '''
def gradient_magnitude(image):
    return abs(apply_kernel(image, np.outer([1, 2, 1], [-1, 0, 1])))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "same-kernel-twice", "mistake": "one-direction-only", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return np.hypot(apply_kernel(image, s), apply_kernel(image, s[:, ::-1]))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "mean-of-squares", "mistake": "mean-for-sum", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return np.sqrt((apply_kernel(image, s) ** 2 + apply_kernel(image, s.T) ** 2) / 2)
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "prewitt", "mistake": "not-sobel", "source": '''
def gradient_magnitude(image):
    p = np.array([[-1, 0, 1]] * 3)
    return np.hypot(apply_kernel(image, p), apply_kernel(image, p.T))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "numpy-gradient", "mistake": "not-sobel", "source": '''
def gradient_magnitude(image):
    return np.hypot(*np.gradient(image.astype(float)))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "divided-by-eight", "mistake": "scaled", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1]) / 8
    return np.hypot(apply_kernel(image, s), apply_kernel(image, s.T))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "stretched-to-one", "mistake": "normalized", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    g = np.hypot(apply_kernel(image, s), apply_kernel(image, s.T))
    return g / g.max()
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "edge-padding", "mistake": "border-not-zeros", "source": '''
def gradient_magnitude(image):
    p = np.pad(np.asarray(image, dtype=float), 1, mode="edge")
    dx, dy = p[:, 2:] - p[:, :-2], p[2:] - p[:-2]
    gx = dx[:-2] + 2 * dx[1:-1] + dx[2:]
    gy = dy[:, :-2] + 2 * dy[:, 1:-1] + dy[:, 2:]
    return np.sqrt(gx**2 + gy**2)
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "border-cut", "mistake": "valid-for-same", "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return np.hypot(apply_kernel(image, s), apply_kernel(image, s.T))[1:-1, 1:-1]
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "bytes-subtracted", "mistake": "integer-overflow", "source": '''
def gradient_magnitude(image):
    p = np.pad(image, 1)
    dx, dy = p[:, 2:] - p[:, :-2], p[2:] - p[:-2]
    gx = dx[:-2] + 2 * dx[1:-1] + dx[2:]
    gy = dy[:, :-2] + 2 * dy[:, 1:-1] + dy[:, 2:]
    return np.sqrt(gx.astype(float) ** 2 + gy.astype(float) ** 2)
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "picture-of-bytes", "mistake": None, "source": '''
def gradient_magnitude(image):
    s = np.outer([1, 2, 1], [-1, 0, 1])
    return np.clip(np.hypot(apply_kernel(image, s), apply_kernel(image, s.T)), 0, 255).astype(np.uint8)
'''},
    {"function": "recover_kernel", "kind": "right", "id": "lstsq", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    H, W = before.shape
    Ho, Wo = H - size + 1, W - size + 1
    if after.shape != (Ho, Wo):
        raise ValueError("shapes do not match")
    A = np.array([before[i : i + size, j : j + size].ravel() for i in range(Ho) for j in range(Wo)], dtype=float)
    k, *_ = np.linalg.lstsq(A, after.ravel(), rcond=None)
    return k.reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "right", "id": "pinv", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    if tuple(n - size + 1 for n in before.shape) != after.shape:
        raise ValueError("shapes do not match")
    w = np.lib.stride_tricks.sliding_window_view(before.astype(float), (size, size))
    A = w.reshape(after.size, size**2)
    return (np.linalg.pinv(A) @ after.reshape(-1)).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "right", "id": "normal-equations", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.ndim != 2 or after.shape[0] != h or after.shape[1] != w:
        raise ValueError(f"{before.shape} {after.shape} {size}")
    x, y = np.asarray(before, float), np.asarray(after, float)
    taps = np.stack([x[m : m + h, n : n + w] for m in range(size) for n in range(size)])
    gram = np.einsum("aij,bij->ab", taps, taps)
    return np.linalg.solve(gram, np.einsum("aij,ij->a", taps, y)).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "right", "id": "qr", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    h, w = np.subtract(before.shape, size - 1)
    if after.shape != (h, w):
        raise ValueError("no")
    columns = [before[m : m + h, n : n + w].ravel() for m in range(size) for n in range(size)]
    q, r = np.linalg.qr(np.column_stack(columns).astype(float))
    return np.linalg.solve(r, q.T @ after.ravel()).reshape((size, size))
'''},
    {"function": "recover_kernel", "kind": "right", "id": "conjugate-gradients", "mistake": None, "source": '''
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
'''},
    {"function": "recover_kernel", "kind": "right", "id": "svd", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    view = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    if view.shape[:2] != after.shape:
        raise ValueError("the pictures do not go with the size")
    u, s, vt = np.linalg.svd(view.reshape(-1, size * size).astype(float), full_matrices=False)
    return (vt.T @ ((u.T @ after.ravel()) / s)).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "turned", "mistake": "kernel-flipped", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)[::-1, ::-1]
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "columns-of-the-kernel-first", "mistake": "kernel-transposed", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size, order="F")
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "answers-by-column", "mistake": "answers-column-first", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(order="F"), rcond=None)[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "flat", "mistake": "not-folded", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0]
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "first-equations-only", "mistake": "as-many-equations-as-weights", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    n = size * size
    return np.linalg.solve(A[:n], after.ravel()[:n].astype(float)).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "sum-made-one", "mistake": "normalized", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    k = np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)
    return k / k.sum()
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "rounded", "mistake": "rounded", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.round(np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size))
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "bias-too", "mistake": "constant-fitted-too", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    A = np.hstack([A, np.ones((len(A), 1))])
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0][:-1].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "ridge", "mistake": "weights-held-small", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.solve(A.T @ A + 0.1 * np.eye(size * size), A.T @ after.ravel()).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "correlated", "mistake": "dot-products-for-solution", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return (A.T @ after.ravel()).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "few-steps-downhill", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    k = np.zeros(size * size)
    for _ in range(20):
        k -= A.T @ (A @ k - after.ravel()) / np.linalg.norm(A) ** 2
    return k.reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "no-errors", "mistake": "no-error", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    y = np.resize(after, A.shape[0]).astype(float)
    return np.linalg.lstsq(A, y, rcond=None)[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "only-pixels-counted", "mistake": "no-error", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.size != h * w:
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "same-size-accepted", "mistake": "no-error", "source": '''
def recover_kernel(before, after, size):
    if after.shape == before.shape and size % 2:
        m = size // 2
        after = after[m : after.shape[0] - m, m : after.shape[1] - m]
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "odd-only", "mistake": "even-size-refused", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w) or size % 2 == 0:
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "squares-only", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    n = before.shape[0] - size + 1
    if after.shape != (n, n):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "bytes-multiplied", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - size + 1, before.shape[1] - size + 1
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (size, size)).reshape(-1, size * size)
    return np.linalg.solve((A.T @ A).astype(float), A.T @ after.ravel()).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "three-by-three-only", "mistake": "no-error", "source": '''
def recover_kernel(before, after, size):
    h, w = before.shape[0] - 2, before.shape[1] - 2
    if after.shape != (h, w):
        raise ValueError("no")
    A = np.lib.stride_tricks.sliding_window_view(before, (3, 3)).reshape(-1, 9).astype(float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)[0].reshape(3, 3)
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "pads-by-one", "mistake": "padding-always-one", "source": '''
def apply_kernel(image, kernel):
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0: raise ValueError('even')
    H, W = image.shape
    kh, kw = kernel.shape
    p = np.pad(image.astype(float), 1)
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = np.sum(p[i:i+kh, j:j+kw] * kernel)
    return out
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "valid-in-the-corner", "mistake": "map-in-the-corner", "source": '''
def apply_kernel(image, kernel):
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0: raise ValueError('even')
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H, W))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i:i+kh, j:j+kw].astype(float) * kernel)
    return out
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "x-twice", "mistake": "one-axis-twice", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0: raise ValueError("no")
    ax = np.arange(size) - size // 2
    xx, yy = np.meshgrid(ax, ax)
    k = np.exp(-(xx**2 + xx**2) / (2*sigma**2))
    return k / k.sum()
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "angle-too", "mistake": "wrong-type", "source": '''
def gradient_magnitude(image):
    sx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    gx = apply_kernel(image, sx)
    gy = apply_kernel(image, sx.T)
    return np.sqrt(gx**2 + gy**2), np.arctan2(gy, gx)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "whole-lstsq", "mistake": "all-that-lstsq-returns", "source": '''
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0]-size+1, before.shape[1]-size+1): raise ValueError('no')
    A = np.array([before[i:i+size, j:j+size].ravel() for i in range(after.shape[0]) for j in range(after.shape[1])], dtype=float)
    return np.linalg.lstsq(A, after.ravel(), rcond=None)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "solve", "mistake": "square-systems-only", "source": '''
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0]-size+1, before.shape[1]-size+1): raise ValueError('no')
    A = np.array([before[i:i+size, j:j+size].ravel() for i in range(after.shape[0]) for j in range(after.shape[1])], dtype=float)
    return np.linalg.solve(A, after.ravel()).reshape(size, size)
'''},
    {"function": "gaussian_kernel", "kind": "right", "id": "complex-radius", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or not size % 2 or not sigma > 0:
        raise ValueError("no")
    r = np.arange(-(size // 2), size // 2 + 1)
    return np.einsum("i,j->ij", *(np.exp(-r**2 / sigma**2 / 2) / np.exp(-r**2 / sigma**2 / 2).sum(),) * 2)
'''},
    {"function": "gaussian_kernel", "kind": "right", "id": "fromfunction", "mistake": None, "source": '''
def gaussian_kernel(size, sigma):
    if size <= 0 or size % 2 != 1: raise ValueError
    if sigma <= 0: raise ValueError
    c = (size - 1) / 2
    k = np.fromfunction(lambda i, j: np.exp(-(np.hypot(i - c, j - c) ** 2) / (2 * sigma**2)), (size, size))
    k /= k.sum()
    return k
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "range-misses-end", "mistake": "last-place-left-out", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0: raise ValueError
    r = np.arange(-(size // 2), size // 2)
    k = np.exp(-(r[:, None]**2 + r**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "divided-by-count", "mistake": "divided-by-the-count", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0: raise ValueError
    r = np.arange(size) - size // 2
    k = np.exp(-(r[:, None]**2 + r**2) / (2 * sigma**2))
    return k / size**2
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "caret-power", "mistake": "caret-for-power", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0: raise ValueError
    r = np.arange(size) - size // 2
    k = np.exp(-(r[:, None]^2 + r^2) / (2 * sigma^2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "order-of-ops", "mistake": "brackets-forgotten", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0: raise ValueError
    r = np.arange(size) - size // 2
    k = np.exp(-r[:, None]**2 + r**2 / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "and-for-or", "mistake": "no-error", "source": '''
def gaussian_kernel(size, sigma):
    if size % 2 == 0 and size < 1 and sigma <= 0: raise ValueError
    r = np.arange(size) - size // 2
    k = np.exp(-(r[:, None]**2 + r**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "linspace-minus-one-one", "mistake": "distances-from-minus-one", "source": '''
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0: raise ValueError
    r = np.linspace(-1, 1, size)
    k = np.exp(-(r[:, None]**2 + r**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "gaussian_kernel", "kind": "wrong", "id": "math-exp", "mistake": None, "source": '''
import math
def gaussian_kernel(size, sigma):
    if size < 1 or size % 2 == 0 or sigma <= 0: raise ValueError
    r = np.arange(size) - size // 2
    k = math.exp(-(r[:, None]**2 + r**2) / (2 * sigma**2))
    return k / k.sum()
'''},
    {"function": "apply_kernel", "kind": "right", "id": "roll", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0: raise ValueError
    h, w = image.shape
    big = np.zeros((h + 2 * kh, w + 2 * kw))
    big[kh:kh + h, kw:kw + w] = image
    out = np.zeros_like(big)
    for m in range(kh):
        for n in range(kw):
            out += kernel[m, n] * np.roll(big, (kh // 2 - m, kw // 2 - n), axis=(0, 1))
    return out[kh:kh + h, kw:kw + w]
'''},
    {"function": "apply_kernel", "kind": "right", "id": "toeplitz", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if not (kh % 2 and kw % 2): raise ValueError
    h, w = image.shape
    def rows(n, k, weights):
        m = np.zeros((n, n))
        for o, x in enumerate(weights):
            m += x * np.eye(n, k=o - k // 2)
        return m
    return sum(np.eye(h, k=a - kh // 2) @ image.astype(float) @ rows(w, kw, kernel[a]).T for a in range(kh))
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "swapped-pads", "mistake": "one-padding-for-both", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0: raise ValueError
    p = np.pad(image.astype(float), [(kw // 2, kw // 2), (kh // 2, kh // 2)])
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = (p[i:i + kh, j:j + kw] * kernel).sum()
    return out
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "square-loop", "mistake": "squares-only", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0: raise ValueError
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    n = len(image)
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = (p[i:i + kh, j:j + kw] * kernel).sum()
    return out
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "normalized", "mistake": "mean-for-sum", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0: raise ValueError
    kernel = kernel / kernel.sum()
    p = np.pad(image.astype(float), [(kh // 2, kh // 2), (kw // 2, kw // 2)])
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = (p[i:i + kh, j:j + kw] * kernel).sum()
    return out
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "index-past-end", "mistake": None, "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0: raise ValueError
    h, w = image.shape
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            for m in range(kh):
                for n in range(kw):
                    out[i, j] += image[i + m - kh // 2, j + n - kw // 2] * kernel[m, n]
    return out
'''},
    {"function": "apply_kernel", "kind": "wrong", "id": "cut-windows", "mistake": "kernel-not-cut-with-window", "source": '''
def apply_kernel(image, kernel):
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0: raise ValueError
    h, w = image.shape
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            win = image[max(0, i - kh // 2):i + kh // 2 + 1, max(0, j - kw // 2):j + kw // 2 + 1]
            out[i, j] = (win * kernel[:win.shape[0], :win.shape[1]]).sum()
    return out
'''},
    {"function": "gradient_magnitude", "kind": "right", "id": "norm", "mistake": None, "source": '''
def gradient_magnitude(image):
    kernels = np.array([[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]])
    return np.linalg.norm([apply_kernel(image, k) for k in kernels], axis=0)
'''},
    {"function": "gradient_magnitude", "kind": "right", "id": "integral-free", "mistake": None, "source": '''
def gradient_magnitude(image):
    p = np.pad(np.asarray(image, dtype=np.float64), 1)
    d = p[:, 2:] - p[:, :-2]
    s = p[:, 2:] + 2 * p[:, 1:-1] + p[:, :-2]
    gx = d[2:] + 2 * d[1:-1] + d[:-2]
    gy = s[2:] - s[:-2]
    return (gx * gx + gy * gy) ** 0.5
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "scalar-norm", "mistake": "wrong-type", "source": '''
def gradient_magnitude(image):
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    return np.linalg.norm([apply_kernel(image, k), apply_kernel(image, k.T)])
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "chained", "mistake": "one-after-the-other", "source": '''
def gradient_magnitude(image):
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    return np.abs(apply_kernel(apply_kernel(image, k), k.T))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "flipped-plus", "mistake": "one-direction-only", "source": '''
def gradient_magnitude(image):
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    return np.hypot(apply_kernel(image, k), apply_kernel(image, k[::-1]))
'''},
    {"function": "gradient_magnitude", "kind": "wrong", "id": "stack", "mistake": "two-maps-for-one", "source": '''
def gradient_magnitude(image):
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    gx, gy = apply_kernel(image, k), apply_kernel(image, k.T)
    return np.stack([gx, gy])
'''},
    {"function": "recover_kernel", "kind": "right", "id": "fft-free-gram", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    H, W = before.shape
    if (H - size + 1, W - size + 1) != after.shape: raise ValueError
    B = before.astype(float)
    A = [B[m:m + after.shape[0], n:n + after.shape[1]] for m in range(size) for n in range(size)]
    G = np.tensordot(A, A, axes=([1, 2], [1, 2]))
    r = np.tensordot(A, after.astype(float), axes=([1, 2], [0, 1]))
    return np.linalg.inv(G).dot(r).reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "right", "id": "tensorsolve-pinv", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    if before.ndim != after.ndim or any(b - size + 1 != a for b, a in zip(before.shape, after.shape)): raise ValueError
    rows = []
    for i in range(after.shape[0]):
        for j in range(after.shape[1]):
            rows.append(list(before[i:i + size, j:j + size].flat))
    x, *_ = np.linalg.lstsq(np.array(rows, float), after.ravel(), rcond=None)
    return x.reshape((size,) * 2)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "no-column", "mistake": "all-that-lstsq-returns", "source": '''
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "tuple-shape", "mistake": None, "source": '''
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0] - size, before.shape[1] - size): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "ravel-before", "mistake": "reshape-for-transpose", "source": '''
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    return np.linalg.lstsq(v.reshape(size * size, -1).T.astype(float), after.ravel())[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "even-size-refused", "mistake": "even-size-refused", "source": '''
def recover_kernel(before, after, size):
    if size % 2 == 0 or after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    return np.linalg.lstsq(v.reshape(-1, size * size).astype(float), after.ravel())[0].reshape(size, size)
'''},
    {"function": "recover_kernel", "kind": "wrong", "id": "solve-on-square", "mistake": "square-systems-only", "source": '''
def recover_kernel(before, after, size):
    if after.shape != (before.shape[0] - size + 1, before.shape[1] - size + 1): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(before, (size, size))
    return np.linalg.inv(v.reshape(-1, size * size)) @ after.ravel()
'''},
]
