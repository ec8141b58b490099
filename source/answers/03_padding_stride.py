"""Known answers to the exercises of lesson 3: right ones in several styles, and wrong ones with the mistake to be named."""

ANSWERS = [
    {"function": "pad2d", "kind": "right", "id": "source-indices", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if mode == "reflect" and padding >= min(h, w):
        raise ValueError("reflect needs a larger image")
    if mode == "circular" and padding > min(h, w):
        raise ValueError("circular needs a larger image")
    if mode == "zeros":
        out = np.zeros(x.shape[:-2] + (h + 2 * padding, w + 2 * padding), dtype=x.dtype)
        out[..., padding : padding + h, padding : padding + w] = x
        return out
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "replicate":
            return np.clip(i, 0, n - 1)
        if mode == "circular":
            return i % n
        i = np.abs(i)
        return np.where(i >= n, 2 * (n - 1) - i, i)
    return x[..., where(h)[:, None], where(w)[None, :]]
'''},
    {"function": "pad2d", "kind": "right", "id": "concatenate", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    if mode not in {"zeros", "reflect", "replicate", "circular"}:
        raise ValueError(mode)
    if padding < 0:
        raise ValueError(padding)
    smallest = min(x.shape[-1], x.shape[-2])
    if mode == "reflect" and padding > smallest - 1:
        raise ValueError(padding)
    if mode == "circular" and padding > smallest:
        raise ValueError(padding)
    if padding == 0:
        return x
    p = padding
    for axis in (-2, -1):
        y = np.swapaxes(x, axis, -1)
        if mode == "zeros":
            before = after = np.zeros_like(y[..., :1]).repeat(p, axis=-1)
        elif mode == "replicate":
            before, after = y[..., :1].repeat(p, axis=-1), y[..., -1:].repeat(p, axis=-1)
        elif mode == "circular":
            before, after = y[..., -p:], y[..., :p]
        else:
            before, after = y[..., 1 : p + 1][..., ::-1], y[..., -p - 1 : -1][..., ::-1]
        x = np.swapaxes(np.concatenate([before, y, after], axis=-1), axis, -1)
    return x
'''},
    {"function": "pad2d", "kind": "right", "id": "pixel-loops", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    def source(i, n):
        if 0 <= i < n:
            return i
        if mode == "zeros":
            return None
        if mode == "replicate":
            return 0 if i < 0 else n - 1
        if mode == "circular":
            return i + n if i < 0 else i - n
        return -i if i < 0 else 2 * n - 2 - i

    if mode not in ["zeros", "reflect", "replicate", "circular"]:
        raise ValueError("unknown mode")
    H, W = x.shape[-2], x.shape[-1]
    if padding < 0:
        raise ValueError("negative padding")
    if mode == "reflect" and (padding >= H or padding >= W):
        raise ValueError("too much")
    if mode == "circular" and (padding > H or padding > W):
        raise ValueError("too much")
    out = np.zeros((*x.shape[:-2], H + 2 * padding, W + 2 * padding), x.dtype)
    for i in range(H + 2 * padding):
        for j in range(W + 2 * padding):
            r, c = source(i - padding, H), source(j - padding, W)
            if r is not None and c is not None:
                out[..., i, j] = x[..., r, c]
    return out
'''},
    {"function": "pad2d", "kind": "right", "id": "fill-the-frame", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    x = np.asarray(x)
    p, (H, W) = padding, x.shape[-2:]
    if p < 0:
        raise ValueError("padding must not be negative")
    limits = {"zeros": None, "replicate": None, "reflect": min(H, W) - 1, "circular": min(H, W)}
    if mode not in limits:
        raise ValueError(f"unknown mode {mode}")
    if limits[mode] is not None and p > limits[mode]:
        raise ValueError("padding too large")
    out = np.zeros(x.shape[:-2] + (H + 2 * p, W + 2 * p), dtype=x.dtype)
    out[..., p : H + p, p : W + p] = x
    for k in range(p):
        # row p-1-k above, row H+p+k below
        above, below = {
            "zeros": (None, None),
            "replicate": (p, H + p - 1),
            "reflect": (p + 1 + k, H + p - 2 - k),
            "circular": (H + p - 1 - k, p + k),
        }[mode]
        if above is not None:
            out[..., p - 1 - k, :] = out[..., above, :]
            out[..., H + p + k, :] = out[..., below, :]
    for k in range(p):
        left, right = {
            "zeros": (None, None),
            "replicate": (p, W + p - 1),
            "reflect": (p + 1 + k, W + p - 2 - k),
            "circular": (W + p - 1 - k, p + k),
        }[mode]
        if left is not None:
            out[..., :, p - 1 - k] = out[..., :, left]
            out[..., :, W + p + k] = out[..., :, right]
    return out
'''},
    {"function": "pad2d", "kind": "right", "id": "take", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    index = {
        "zeros": lambda n: np.clip(np.arange(-padding, n + padding), 0, n - 1),
        "replicate": lambda n: np.clip(np.arange(-padding, n + padding), 0, n - 1),
        "circular": lambda n: np.mod(np.arange(-padding, n + padding), n),
        "reflect": lambda n: n - 1 - np.abs(n - 1 - np.mod(np.arange(-padding, n + padding), max(2 * n - 2, 1))),
    }
    if mode not in index or padding < 0:
        raise ValueError("bad argument")
    for n in x.shape[-2:]:
        if (mode == "reflect" and not padding < n) or (mode == "circular" and not padding <= n):
            raise ValueError("the image is too small")
    rows, cols = map(index[mode], x.shape[-2:])
    out = x.take(rows, axis=-2).take(cols, axis=-1)
    if mode == "zeros":
        inside = np.zeros(out.shape[-2:], dtype=bool)
        inside[padding : padding + x.shape[-2], padding : padding + x.shape[-1]] = True
        out = np.where(inside, out, out.dtype.type(0))
    return out
'''},
    {"function": "pad2d", "kind": "right", "id": "numpys-pad", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    name = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}.get(mode)
    if name is None or padding < 0:
        raise ValueError("no such padding")
    if mode == "reflect" and padding >= min(x.shape[-2:]) or mode == "circular" and padding > min(x.shape[-2:]):
        raise ValueError("padding too large")
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=name)
'''},
    {"function": "pad2d", "kind": "wrong", "id": "one-side-only-before", "mistake": "one-side-only", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "one-side-only-after", "mistake": "one-side-only", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(0, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., :h, :w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "half-on-each-side", "mistake": "padding-is-total", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    padding = padding // 2
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "twice-on-each-side", "mistake": "padding-twice", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    padding = 2 * padding
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "rows-only", "mistake": "one-axis-only", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h), :]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, :] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "mode-ignored", "mistake": "mode-ignored", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if True:
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "replicate-and-reflect-swapped", "mistake": "modes-swapped", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    mode = {"reflect": "replicate", "replicate": "reflect"}.get(mode, mode)
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "mirror-repeats-the-edge", "mistake": "reflect-repeats-border", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            i = np.where(i < 0, -i - 1, i)
            return np.where(i >= n, 2 * n - 1 - i, i)
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "mirror-not-turned", "mistake": "reflect-not-reversed", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            i = np.where(i < 0, i + padding + 1, i)
            return np.where(i >= n, i - padding - 1, i)
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "circular-from-own-side", "mistake": "circular-from-own-side", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        if mode == "circular":
            return np.where(i < 0, i + padding, np.where(i >= n, i - padding, i))
        return np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "corners-left-empty", "mistake": "corners-empty", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    p = padding
    if p:
        for r in (slice(None, p), slice(-p, None)):
            for c in (slice(None, p), slice(-p, None)):
                out[..., r, c] = 0
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "zero-padding-slice", "mistake": "padding-zero-fails", "source": '''
def pad2d(x, padding, mode="zeros"):
    name = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}.get(mode)
    if name is None or padding < 0 or (mode == "reflect" and padding >= min(x.shape[-2:])) or (mode == "circular" and padding > min(x.shape[-2:])):
        raise ValueError("bad argument")
    p, (h, w) = padding, x.shape[-2:]
    out = np.zeros(x.shape[:-2] + (h + 2 * p, w + 2 * p), dtype=x.dtype)
    out[..., p:-p, p:-p] = x
    if mode != "zeros":
        out[:] = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(p, p)] * 2, mode=name)
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "pads-channels-too", "mistake": "pads-all-axes", "source": '''
def pad2d(x, padding, mode="zeros"):
    name = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}.get(mode)
    if name is None or padding < 0 or (mode == "reflect" and padding >= min(x.shape[-2:])) or (mode == "circular" and padding > min(x.shape[-2:])):
        raise ValueError("bad argument")
    return np.pad(x, padding, mode=name)
'''},
    {"function": "pad2d", "kind": "wrong", "id": "pads-the-first-axes", "mistake": "pads-first-axes", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[:2]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "two-axes-only", "mistake": "only-two-axes", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "float-output", "mistake": "dtype-lost", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out.astype(float)
'''},
    {"function": "pad2d", "kind": "wrong", "id": "float-output-for-zeros", "mistake": "dtype-lost", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros(out.shape)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "rows-and-columns-swapped", "mistake": "height-width-swapped", "source": '''
def pad2d(x, padding, mode="zeros"):
    w, h = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "no-error-for-negative", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    padding = max(padding, 0)
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "no-error-for-unknown-mode", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0:
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "no-error-for-a-wide-mirror", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "mirror-limit-one-late", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding > min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "mirror-limit-one-early", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w) - 1) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "circular-limit-one-early", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding >= min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "no-error-for-a-second-round", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "limit-of-the-longer-side", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= max(h, w)) or (mode == "circular" and padding > max(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "limits-for-every-mode", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode != "circular" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "type-error", "mistake": "wrong-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise TypeError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "default-is-reflect", "mistake": None, "source": '''
def pad2d(x, padding, mode="reflect"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "changes-its-input", "mistake": "changed-input", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    x[..., 0, 0] += 1
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "returns-none", "mistake": "returned-none", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "returns-lists", "mistake": "list-for-array", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out.tolist()
'''},
    {"function": "pad2d", "kind": "wrong", "id": "border-of-ones", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.ones_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "square-limits-by-height", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= h) or (mode == "circular" and padding > h):
        raise ValueError("the image is too small")
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "always-one", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad padding or mode")
    if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
        raise ValueError("the image is too small")
    padding = min(padding, 1)
    def where(n):
        i = np.arange(-padding, n + padding)
        if mode == "reflect":
            return n - 1 - abs(n - 1 - abs(i))
        return i % n if mode == "circular" else np.clip(i, 0, n - 1)
    out = x[..., where(h)[:, None], where(w)]
    if mode == "zeros":
        out = np.zeros_like(out)
        out[..., padding : padding + h, padding : padding + w] = x
    return out
'''},
    {"function": "conv2d", "kind": "right", "id": "loops", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "right", "id": "sliding-windows", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    from numpy.lib.stride_tricks import sliding_window_view
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    if kernel.shape[0] > x.shape[0] or kernel.shape[1] > x.shape[1]:
        raise ValueError("kernel")
    view = sliding_window_view(x, kernel.shape)[::stride, ::stride]
    return np.einsum("ijmn,mn->ij", view.astype(np.float64), kernel)
'''},
    {"function": "conv2d", "kind": "right", "id": "dense-then-skip", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride <= 0:
        raise ValueError("stride must be positive")
    x = pad2d(np.asarray(image), padding, mode)
    h, w = x.shape[0] - kernel.shape[0] + 1, x.shape[1] - kernel.shape[1] + 1
    if min(h, w) <= 0:
        raise ValueError("kernel too large")
    total = 0.0
    for m in range(kernel.shape[0]):
        for n in range(kernel.shape[1]):
            total = total + float(kernel[m, n]) * x[m : m + h, n : n + w]
    return total[::stride, ::stride]
'''},
    {"function": "conv2d", "kind": "right", "id": "fft", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError
    x = pad2d(image, padding, mode).astype(float)
    out = tuple(n - k + 1 for n, k in zip(x.shape, kernel.shape))
    if min(out) < 1:
        raise ValueError
    spectrum = np.fft.rfft2(x) * np.conj(np.fft.rfft2(kernel.astype(float), s=x.shape))
    return np.fft.irfft2(spectrum, s=x.shape)[: out[0] : stride, : out[1] : stride]
'''},
    {"function": "conv2d", "kind": "right", "id": "float32", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x, k = pad2d(image, padding, mode).astype(np.float32), kernel.astype(np.float32)
    if any(a < b for a, b in zip(x.shape, k.shape)):
        raise ValueError("kernel")
    return np.array([
        [np.vdot(x[i : i + k.shape[0], j : j + k.shape[1]], k) for j in range(0, x.shape[1] - k.shape[1] + 1, stride)]
        for i in range(0, x.shape[0] - k.shape[0] + 1, stride)
    ])
'''},
    {"function": "conv2d", "kind": "right", "id": "four-loops", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError(f"stride is {stride}")
    padded = pad2d(image, padding=padding, mode=mode)
    H, W = padded.shape
    h, w = kernel.shape
    if h > H or w > W:
        raise ValueError("the kernel does not fit")
    result = []
    for top in range(0, H - h + 1, stride):
        row = []
        for left in range(0, W - w + 1, stride):
            total = 0
            for m in range(h):
                for n in range(w):
                    total += padded[top + m, left + n].item() * kernel[m, n].item()
            row.append(total)
        result.append(row)
    return np.array(result)
'''},
    {"function": "conv2d", "kind": "right", "id": "own-padding", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    names = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    if stride < 1:
        raise ValueError("stride")
    x = np.pad(np.asarray(image, dtype=float), padding, mode=names[mode]) if padding else np.asarray(image, dtype=float)
    h, w = kernel.shape
    if h > x.shape[0] or w > x.shape[1]:
        raise ValueError("kernel")
    rows = np.arange(0, x.shape[0] - h + 1, stride)[:, None, None, None] + np.arange(h)[:, None]
    cols = np.arange(0, x.shape[1] - w + 1, stride)[:, None, None] + np.arange(w)
    return (x[rows, cols] * kernel).sum((-2, -1))
'''},
    {"function": "conv2d", "kind": "right", "id": "matrix-product", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    x = pad2d(image, padding, mode)
    (H, W), (h, w) = x.shape, kernel.shape
    if stride < 1 or h > H or w > W:
        raise ValueError("does not fit")
    Ho, Wo = 1 + (H - h) // stride, 1 + (W - w) // stride
    columns = np.stack([x[i * stride : i * stride + h, j * stride : j * stride + w].ravel() for i in range(Ho) for j in range(Wo)])
    return (columns.astype(float) @ kernel.ravel()).reshape(Ho, Wo)
'''},
    {"function": "conv2d", "kind": "right", "id": "strided-view", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = np.ascontiguousarray(pad2d(image, padding, mode), dtype=np.float64)
    if kernel.shape[0] > x.shape[0] or kernel.shape[1] > x.shape[1]:
        raise ValueError("kernel")
    shape = tuple((n - k) // stride + 1 for n, k in zip(x.shape, kernel.shape)) + kernel.shape
    view = np.lib.stride_tricks.as_strided(x, shape, (x.strides[0] * stride, x.strides[1] * stride) + x.strides)
    return np.tensordot(view, kernel.astype(float), axes=2)
'''},
    {"function": "conv2d", "kind": "wrong", "id": "kernel-flipped", "mistake": "kernel-flipped", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel[::-1, ::-1])
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "mean-for-sum", "mistake": "mean-for-sum", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.mean(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "stride-ignored", "mistake": "stride-ignored", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    stride = 1
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "stride-only-in-the-size", "mistake": "stride-in-size-only", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i, j
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "stride-down-only", "mistake": "stride-one-axis", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = W - kW + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "stride-right-only-full-size", "mistake": "stride-one-axis", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "answers-with-gaps", "mistake": "stride-leaves-gaps", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[a, b] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "starts-one-late", "mistake": "stride-starts-late", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH - stride + 1) // stride + 1
    cols = (W - kW - stride + 1) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride + stride - 1, j * stride + stride - 1
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "size-rounded-up", "mistake": "rounded-up", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = -(-(H - kH) // stride) + 1
    cols = -(-(W - kW) // stride) + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "padding-ignored", "mistake": "padding-ignored", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = image.astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "padding-before-only", "mistake": "one-side-only", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    x = x[: x.shape[0] - padding, : x.shape[1] - padding]
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "padded-twice", "mistake": "padding-twice", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, 2 * padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "size-of-the-bare-image", "mistake": "size-without-padding", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (image.shape[0] - kH) // stride + 1
    cols = (image.shape[1] - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "mode-ignored", "mistake": "mode-ignored", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "always-same", "mistake": "same-for-valid", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    padding = kernel.shape[0] // 2
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "output-in-the-images-dtype", "mistake": "output-dtype", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols), dtype=image.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "right", "id": "wraps-only-where-both-are-uint8", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "kernel-transposed", "mistake": "kernel-transposed", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.T.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel.T)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "no-error-for-stride-zero", "mistake": "no-error", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    stride = max(stride, 1)
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "stride-zero-divides", "mistake": "wrong-error", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "no-error-for-a-large-kernel", "mistake": "no-error", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        return np.zeros((0, 0))
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "error-by-the-bare-image", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > image.shape[0] or kW > image.shape[1]:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "large-only-on-both-axes", "mistake": "no-error", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H and kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "kernel-as-large-as-image-refused", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH >= H or kW >= W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "odd-kernels-only", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    if kernel.shape[0] % 2 == 0:
        raise ValueError
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "width-for-height", "mistake": "height-width-swapped", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H = W = x.shape[0]
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "square-kernel", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH = kW = kernel.shape[0]
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "default-stride-two", "mistake": None, "source": '''
def conv2d(image, kernel, stride=2, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "arguments-in-another-order", "mistake": None, "source": '''
def conv2d(image, kernel, padding=0, stride=1, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "default-mode-replicate", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="replicate"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "changes-its-input", "mistake": "changed-input", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    image[0, 0] = 0
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "rectified", "mistake": "sign-lost", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return np.maximum(out, 0)
'''},
    {"function": "conv2d", "kind": "wrong", "id": "rounds", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return np.round(out)
'''},
    {"function": "conv2d", "kind": "wrong", "id": "misses-the-last-column", "mistake": "output-one-short", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = max((W - kW) // stride, 1)
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "returns-lists", "mistake": "list-for-array", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out.tolist()
'''},
    {"function": "conv2d", "kind": "wrong", "id": "stride-capped-at-two", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    stride = min(stride, 2)
    x = pad2d(image, padding, mode).astype(float)
    H, W = x.shape
    kH, kW = kernel.shape
    if kH > H or kW > W:
        raise ValueError("kernel too large")
    rows = (H - kH) // stride + 1
    cols = (W - kW) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
    return out
'''},
    {"function": "max_pool2d", "kind": "right", "id": "loops", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "right", "id": "sliding-windows", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    if size < 1 or stride < 1 or min(x.shape[-2:]) < size:
        raise ValueError("does not fit")
    view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))
    return view[..., ::stride, ::stride, :, :].max((-2, -1))
'''},
    {"function": "max_pool2d", "kind": "right", "id": "running-maximum", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    if min(size, stride) < 1:
        raise ValueError("size and stride must be positive")
    h, w = x.shape[-2] - size + 1, x.shape[-1] - size + 1
    if h < 1 or w < 1:
        raise ValueError("size too large")
    best = x[..., :h:stride, :w:stride]
    for m in range(size):
        for n in range(size):
            best = np.maximum(best, x[..., m : m + h : stride, n : n + w : stride])
    return best
'''},
    {"function": "max_pool2d", "kind": "right", "id": "pixel-loops", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    step = stride if stride is not None else size
    *lead, H, W = x.shape
    if size <= 0 or step <= 0 or size > H or size > W:
        raise ValueError
    flat = x.reshape(-1, H, W)
    maps = []
    for image in flat:
        maps.append([[max(float(v) for v in image[i : i + size, j : j + size].ravel())
                      for j in range(0, W - size + 1, step)] for i in range(0, H - size + 1, step)])
    maps = np.array(maps)
    return maps.reshape(*lead, *maps.shape[1:])
'''},
    {"function": "max_pool2d", "kind": "right", "id": "separable", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = stride if stride is not None else size
    if size < 1 or stride < 1 or size > x.shape[-2] or size > x.shape[-1]:
        raise ValueError(f"size {size}, stride {stride}")
    rows = [x[..., i : i + size, :].max(axis=-2) for i in range(0, x.shape[-2] - size + 1, stride)]
    x = np.stack(rows, axis=-2)
    return np.stack([x[..., j : j + size].max(axis=-1) for j in range(0, x.shape[-1] - size + 1, stride)], axis=-1)
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "running-maximum-from-zero", "mistake": "maximum-from-zero", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1), initial=0)
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "largest-magnitude", "mistake": "maximum-of-magnitudes", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = np.abs(x[..., a : a + size, b : b + size]).max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "mean", "mistake": "mean-for-maximum", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=float)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].mean(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "minimum", "mistake": "minimum-for-maximum", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].min(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "stride-one-by-default", "mistake": "stride-always-one", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = 1
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "stride-ignored", "mistake": "stride-ignored", "source": '''
def max_pool2d(x, size=2, stride=None):
    H, W = x.shape[-2:]
    if size < 1 or (stride is not None and stride < 1) or size > H or size > W:
        raise ValueError("bad size or stride")
    stride = size
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "stride-two-by-default", "mistake": "stride-always-two", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = 2
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "stride-only-in-the-size", "mistake": "stride-in-size-only", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i, j
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "rounded-up", "mistake": "windows-over-edge", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = -(-(H - size) // stride) + 1, -(-(W - size) // stride) + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "maximum-over-channels", "mistake": "maximum-over-channels", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros((rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[i, j] = x[..., a : a + size, b : b + size].max()
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "two-axes-only", "mistake": "only-two-axes", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "consecutive-numbers", "mistake": "reshape-for-windows", "source": '''
def max_pool2d(x, size=2, stride=None):
    if size < 1 or (stride is not None and stride < 1) or size > min(x.shape[-2:]):
        raise ValueError("bad size or stride")
    rows, cols = x.shape[-2] // size, x.shape[-1] // size
    x = x[..., : rows * size, : cols * size]
    return x.reshape(*x.shape[:-2], rows, cols, size * size).max(axis=-1)
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "reshape-side-by-side-only", "mistake": "stride-ignored", "source": '''
def max_pool2d(x, size=2, stride=None):
    if size < 1 or (stride is not None and stride < 1) or size > min(x.shape[-2:]):
        raise ValueError("bad size or stride")
    rows, cols = x.shape[-2] // size, x.shape[-1] // size
    x = x[..., : rows * size, : cols * size]
    return x.reshape(*x.shape[:-2], rows, size, cols, size).max(axis=(-3, -1))
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "stride-zero-means-none", "mistake": "no-error", "source": '''
def max_pool2d(x, size=2, stride=None):
    if not stride:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "no-error-for-size-zero", "mistake": "no-error", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    size, stride = max(size, 1), max(stride, 1)
    if size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "no-error-for-a-large-window", "mistake": "no-error", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "height-alone-is-checked", "mistake": "no-error", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "window-as-large-as-image-refused", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size >= H or size >= W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "maximum-of-first-row", "mistake": "one-row-only", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + 1, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "window-one-short", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + max(size - 1, 1), b : b + max(size - 1, 1)].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "size-always-two", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    size = 2 if size > 2 else size
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "pads-the-edge-with-zeros", "mistake": "windows-over-edge", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = -(-(H - size) // stride) + 1, -(-(W - size) // stride) + 1
    width = [(0, 0)] * (x.ndim - 2) + [(0, (rows - 1) * stride + size - H), (0, (cols - 1) * stride + size - W)]
    x = np.pad(x, width)
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "changes-its-input", "mistake": "changed-input", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    x[..., 0, 0] = 0
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "default-size-three", "mistake": None, "source": '''
def max_pool2d(x, size=3, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "height-for-both", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H = W = x.shape[-2]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "returns-none", "mistake": "returned-none", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "index-error", "mistake": "wrong-error", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise IndexError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "argmax", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].reshape(*x.shape[:-2], -1).argmax(axis=-1)
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "uint8-output", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=np.uint8)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "zeros-on-one-side", "mistake": "one-side-only", "source": '''
def pad2d(x, padding, mode='zeros'):
    if padding < 0: raise ValueError("negative")
    if mode not in ("zeros", "reflect", "replicate", "circular"): raise ValueError("mode")
    H, W = x.shape[-2:]
    p = padding
    if mode == "reflect" and p >= min(H, W): raise ValueError("reflect")
    if mode == "circular" and p > min(H, W): raise ValueError("circular")
    out = np.zeros(x.shape[:-2] + (H + p, W + p), dtype=x.dtype)
    out[..., p:, p:] = x
    return out
'''},
    {"function": "pad2d", "kind": "wrong", "id": "replicate-without-corners", "mistake": "corners-empty", "source": '''
def pad2d(x, padding, mode='zeros'):
    if padding < 0: raise ValueError("negative")
    if mode not in ("zeros", "reflect", "replicate", "circular"): raise ValueError("mode")
    H, W = x.shape[-2:]
    p = padding
    if mode == "reflect" and p >= min(H, W): raise ValueError("reflect")
    if mode == "circular" and p > min(H, W): raise ValueError("circular")
    out = np.zeros(x.shape[:-2] + (H + 2*p, W + 2*p), dtype=x.dtype)
    out[..., p:p+H, p:p+W] = x
    if mode == "replicate":
        for q in range(p):
            out[..., q, p:p+W] = x[..., 0, :]
            out[..., p+H+q, p:p+W] = x[..., -1, :]
            out[..., p:p+H, q] = x[..., :, 0]
            out[..., p:p+H, p+W+q] = x[..., :, -1]
    if mode == "reflect":
        for q in range(p):
            out[..., p-1-q, p:p+W] = x[..., q+1, :]
            out[..., p+H+q, p:p+W] = x[..., H-2-q, :]
        for q in range(p):
            out[..., :, p-1-q] = out[..., :, p+1+q]
            out[..., :, p+W+q] = out[..., :, p+W-2-q]
    if mode == "circular":
        i, j = np.arange(-p, H+p) % H, np.arange(-p, W+p) % W
        out = x[..., i[:, None], j]
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "uneven-refused", "mistake": "uneven-refused", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode='zeros'):
    if stride < 1: raise ValueError("stride")
    x = pad2d(image, padding, mode).astype(float)
    kh, kw = kernel.shape
    H, W = x.shape
    if kh > H or kw > W: raise ValueError("large")
    if (H - kh) % stride or (W - kw) % stride: raise ValueError("does not divide")
    out = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i*stride:i*stride+kh, j*stride:j*stride+kw] * kernel)
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "writes-at-the-pixel", "mistake": "stride-in-output-index", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode='zeros'):
    if stride < 1: raise ValueError("stride")
    x = pad2d(image, padding, mode).astype(float)
    kh, kw = kernel.shape
    H, W = x.shape
    if kh > H or kw > W: raise ValueError("large")
    out = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range(0, H - kh + 1, stride):
        for j in range(0, W - kw + 1, stride):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * kernel)
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "reshape-without-crop", "mistake": "uneven-refused", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None: stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W: raise ValueError("no")
    n = size
    return x.reshape(*x.shape[:-2], H // n, n, W // n, n).max(axis=(-3, -1))
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "two-by-two", "mistake": "size-ignored", "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None: stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W: raise ValueError("no")
    out = np.zeros(x.shape[:-2] + ((H - size) // stride + 1, (W - size) // stride + 1))
    for i in range(out.shape[-2]):
        for j in range(out.shape[-1]):
            out[..., i, j] = x[..., i*stride:i*stride+2, j*stride:j*stride+2].max(axis=(-2, -1))
    return out
'''},
    {"function": "pad2d", "kind": "right", "id": "block-assembly", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    h, w = x.shape[-2:]
    p = padding
    if p < 0:
        raise ValueError("p")
    def side(n):
        r = list(range(n))
        if mode == "zeros":
            return [None] * p + r + [None] * p
        if mode == "replicate":
            return [0] * p + r + [n - 1] * p
        if mode == "reflect":
            if p >= n:
                raise ValueError("reflect")
            return r[1:p + 1][::-1] + r + r[n - 1 - p:n - 1][::-1]
        if mode == "circular":
            if p > n:
                raise ValueError("circular")
            return r[n - p:] + r + r[:p]
        raise ValueError("mode")
    rows, cols = side(h), side(w)
    out = np.zeros(x.shape[:-2] + (len(rows), len(cols)), x.dtype)
    for i, a in enumerate(rows):
        for j, b in enumerate(cols):
            if a is not None and b is not None:
                out[..., i, j] = x[..., a, b]
    return out
'''},
    {"function": "pad2d", "kind": "right", "id": "recursive-ring", "mistake": None, "source": '''
def pad2d(x, padding, mode="zeros"):
    if padding < 0 or mode not in {"zeros", "reflect", "replicate", "circular"}:
        raise ValueError("bad")
    if mode == "reflect" and padding >= min(x.shape[-2:]):
        raise ValueError("bad")
    if mode == "circular" and padding > min(x.shape[-2:]):
        raise ValueError("bad")
    def axis(y, ax):
        y = np.moveaxis(y, ax, 0)
        n = len(y)
        if mode == "zeros":
            a = b = np.zeros((padding, *y.shape[1:]), y.dtype)
        elif mode == "replicate":
            a, b = np.repeat(y[:1], padding, 0), np.repeat(y[-1:], padding, 0)
        elif mode == "reflect":
            a, b = y[1:padding + 1][::-1], y[n - 1 - padding:n - 1][::-1]
        else:
            a, b = y[n - padding:], y[:padding]
        return np.moveaxis(np.concatenate([a, y, b]), 0, ax)
    return axis(axis(x, -1), -2)
'''},
    {"function": "pad2d", "kind": "wrong", "id": "slice-neg-circular", "mistake": "padding-zero-fails-there", "source": '''
def pad2d(x, padding, mode="zeros"):
    if padding < 0: raise ValueError
    if mode not in ["zeros", "reflect", "replicate", "circular"]: raise ValueError
    if mode == "reflect" and padding >= min(x.shape[-2:]): raise ValueError
    if mode == "circular" and padding > min(x.shape[-2:]): raise ValueError
    if mode == "circular":
        x = np.concatenate([x[..., -padding:, :], x, x[..., :padding, :]], axis=-2)
        return np.concatenate([x[..., -padding:], x, x[..., :padding]], axis=-1)
    names = {"zeros": "constant", "reflect": "reflect", "replicate": "edge"}
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=names[mode])
'''},
    {"function": "pad2d", "kind": "wrong", "id": "modes-as-numpy-names-accepted", "mistake": "no-error", "source": '''
def pad2d(x, padding, mode="zeros"):
    names = {"zeros": "constant", "constant": "constant", "reflect": "reflect", "replicate": "edge", "edge": "edge", "circular": "wrap", "wrap": "wrap"}
    if padding < 0 or mode not in names: raise ValueError
    if mode in ("reflect",) and padding >= min(x.shape[-2:]): raise ValueError
    if mode in ("circular", "wrap") and padding > min(x.shape[-2:]): raise ValueError
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=names[mode])
'''},
    {"function": "conv2d", "kind": "right", "id": "einsum-view", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    p = pad2d(np.asarray(image, float), padding, mode)
    if any(a > b for a, b in zip(kernel.shape, p.shape)): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl", v, kernel)
'''},
    {"function": "conv2d", "kind": "right", "id": "sum-of-shifts", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if not stride >= 1:
        raise ValueError
    p = pad2d(image, padding, mode) * 1.0
    kh, kw = kernel.shape
    oh, ow = p.shape[0] - kh + 1, p.shape[1] - kw + 1
    if oh < 1 or ow < 1:
        raise ValueError
    total = 0
    for (m, n), weight in np.ndenumerate(kernel):
        total = total + weight * p[m:m + oh:stride, n:n + ow:stride]
    return total
'''},
    {"function": "conv2d", "kind": "wrong", "id": "pads-by-same", "mistake": "output-one-short", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    p = pad2d(image.astype(float), padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]: raise ValueError
    out = []
    for i in range(0, p.shape[0] - kh, stride):
        row = []
        for j in range(0, p.shape[1] - kw, stride):
            row.append((p[i:i + kh, j:j + kw] * kernel).sum())
        out.append(row)
    return np.array(out)
'''},
    {"function": "conv2d", "kind": "wrong", "id": "return-in-loop", "mistake": "returned-too-early", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    p = pad2d(image.astype(float), padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]: raise ValueError
    out = np.zeros(((p.shape[0] - kh) // stride + 1, (p.shape[1] - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (p[i * stride:i * stride + kh, j * stride:j * stride + kw] * kernel).sum()
        return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "window-step", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    p = pad2d(image.astype(float), padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]: raise ValueError
    out = np.zeros(((p.shape[0] - kh) // stride + 1, (p.shape[1] - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (p[i + stride - 1:i + stride - 1 + kh, j + stride - 1:j + stride - 1 + kw] * kernel).sum()
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "stride-swapped-padding", "mistake": "mode-ignored", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    p = pad2d(image.astype(float), padding)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]: raise ValueError
    out = np.zeros(((p.shape[0] - kh) // stride + 1, (p.shape[1] - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (p[i * stride:i * stride + kh, j * stride:j * stride + kw] * kernel).sum()
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "pads-after-stride", "mistake": "pixels-skipped", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    p = pad2d(image.astype(float)[::stride, ::stride], padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]: raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijkl,kl", v, kernel)
'''},
    {"function": "conv2d", "kind": "wrong", "id": "assign-not-plus", "mistake": "last-product-kept", "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    p = pad2d(image.astype(float), padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]: raise ValueError
    out = np.zeros(((p.shape[0] - kh) // stride + 1, (p.shape[1] - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for m in range(kh):
                for n in range(kw):
                    out[i, j] = p[i * stride + m, j * stride + n] * kernel[m, n]
    return out
'''},
    {"function": "conv2d", "kind": "wrong", "id": "calls-without-padding-name", "mistake": None, "source": '''
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1: raise ValueError
    kh, kw = kernel.shape
    p = pad2d(image.astype(float), mode, padding)
    v = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl", v, kernel)
'''},
    {"function": "max_pool2d", "kind": "right", "id": "recursion", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    if size < 1 or stride < 1 or size > x.shape[-1] or size > x.shape[-2]:
        raise ValueError
    if x.ndim > 2:
        return np.stack([max_pool2d(part, size, stride) for part in x])
    return np.array([[np.amax(x[i:i + size, j:j + size]) for j in range(0, x.shape[1] - size + 1, stride)]
                     for i in range(0, x.shape[0] - size + 1, stride)])
'''},
    {"function": "max_pool2d", "kind": "right", "id": "reduce-of-shifts", "mistake": None, "source": '''
from functools import reduce
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if min(size, stride) < 1 or size > min(h, w):
        raise ValueError("no")
    shifts = (x[..., m:h - size + 1 + m:stride, n:w - size + 1 + n:stride] for m in range(size) for n in range(size))
    return reduce(np.maximum, shifts)
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "or-default", "mistake": "no-error", "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = stride or size
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))
    return v[..., ::stride, ::stride, :, :].max(axis=(-2, -1))
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "strided-wrong-axes", "mistake": "steps-along-first-axes", "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))
    return v[::stride, ::stride].max(axis=(-2, -1))
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "np-max-whole", "mistake": "one-maximum-for-all-channels", "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    out = np.zeros(x.shape[:-2] + ((h - size) // stride + 1, (w - size) // stride + 1))
    for i in range(out.shape[-2]):
        for j in range(out.shape[-1]):
            out[..., i, j] = np.max(x[..., i * stride:i * stride + size, j * stride:j * stride + size])
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "python-max", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    out = np.zeros(x.shape[:-2] + ((h - size) // stride + 1, (w - size) // stride + 1))
    for i in range(out.shape[-2]):
        for j in range(out.shape[-1]):
            out[..., i, j] = max(x[..., i * stride:i * stride + size, j * stride:j * stride + size])
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "index-without-stride", "mistake": None, "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    out = np.zeros(x.shape[:-2] + ((h - size) // stride + 1, (w - size) // stride + 1), x.dtype)
    for i in range(0, h - size + 1, stride):
        for j in range(0, w - size + 1, stride):
            out[..., i, j] = x[..., i:i + size, j:j + size].max(axis=(-2, -1))
    return out
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "range-without-plus-one", "mistake": "output-one-short", "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    return np.array([[x[..., i:i + size, j:j + size].max(axis=(-2, -1)) for j in range(0, w - size, stride)] for i in range(0, h - size, stride)])
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "list-comp-leading-axes-last", "mistake": "leading-axes-last", "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    return np.array([[x[..., i:i + size, j:j + size].max(axis=(-2, -1)) for j in range(0, w - size + 1, stride)] for i in range(0, h - size + 1, stride)])
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "integer-out", "mistake": "output-dtype", "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))
    return v[..., ::stride, ::stride, :, :].max(axis=(-2, -1)).astype(int)
'''},
    {"function": "max_pool2d", "kind": "wrong", "id": "floor-division-h", "mistake": "sides-divided-by-stride", "source": '''
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w): raise ValueError
    oh, ow = h // stride, w // stride
    out = np.zeros(x.shape[:-2] + (oh, ow), x.dtype)
    for i in range(oh):
        for j in range(ow):
            out[..., i, j] = x[..., i * stride:i * stride + size, j * stride:j * stride + size].max(axis=(-2, -1))
    return out
'''},
]
