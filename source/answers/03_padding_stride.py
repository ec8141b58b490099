"""Known answers to lesson 3: right ones in several styles, and wrong ones with the mistake to be named."""

import numpy as np


# %% pad2d  right  source-indices
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


# %% pad2d  right  concatenate
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


# %% pad2d  right  pixel-loops
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


# %% pad2d  right  fill-the-frame
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


# %% pad2d  right  take
def pad2d(x, padding, mode="zeros"):
    index = {
        "zeros": lambda n: np.clip(np.arange(-padding, n + padding), 0, n - 1),
        "replicate": lambda n: np.clip(np.arange(-padding, n + padding), 0, n - 1),
        "circular": lambda n: np.mod(np.arange(-padding, n + padding), n),
        "reflect": lambda n: (
            n - 1 - np.abs(n - 1 - np.mod(np.arange(-padding, n + padding), max(2 * n - 2, 1)))
        ),
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


# %% pad2d  right  numpys-pad
def pad2d(x, padding, mode="zeros"):
    name = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}.get(mode)
    if name is None or padding < 0:
        raise ValueError("no such padding")
    if (
        mode == "reflect"
        and padding >= min(x.shape[-2:])
        or mode == "circular"
        and padding > min(x.shape[-2:])
    ):
        raise ValueError("padding too large")
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=name)


# %% pad2d  right  block-assembly
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
            return r[1 : p + 1][::-1] + r + r[n - 1 - p : n - 1][::-1]
        if mode == "circular":
            if p > n:
                raise ValueError("circular")
            return r[n - p :] + r + r[:p]
        raise ValueError("mode")

    rows, cols = side(h), side(w)
    out = np.zeros(x.shape[:-2] + (len(rows), len(cols)), x.dtype)
    for i, a in enumerate(rows):
        for j, b in enumerate(cols):
            if a is not None and b is not None:
                out[..., i, j] = x[..., a, b]
    return out


# %% pad2d  right  recursive-ring
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
            a, b = y[1 : padding + 1][::-1], y[n - 1 - padding : n - 1][::-1]
        else:
            a, b = y[n - padding :], y[:padding]
        return np.moveaxis(np.concatenate([a, y, b]), 0, ax)

    return axis(axis(x, -1), -2)


# %% pad2d  wrong  one-side-only-before  is one-side-only
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


# %% pad2d  wrong  one-side-only-after  is one-side-only  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(0, n + padding)
# -         out[..., padding : padding + h, padding : padding + w] = x
# +         out[..., :h, :w] = x

# %% pad2d  wrong  half-on-each-side  is padding-is-total  like one-side-only-before
#           raise ValueError("the image is too small")
# +     padding = padding // 2
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  twice-on-each-side  is padding-twice  like one-side-only-before
# -     if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
#           raise ValueError("the image is too small")
# +     padding = 2 * padding
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  rows-only  is one-axis-only  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -     out = x[..., where(h)[:, None], where(w)]
# +     out = x[..., where(h), :]
# -         out[..., padding : padding + h, padding : padding + w] = x
# +         out[..., padding : padding + h, :] = x

# %% pad2d  wrong  mode-ignored  is mode-ignored  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -     if mode == "zeros":
# +     if True:

# %% pad2d  wrong  replicate-and-reflect-swapped  is modes-swapped  like one-side-only-before
#           raise ValueError("the image is too small")
# +     mode = {"reflect": "replicate", "replicate": "reflect"}.get(mode, mode)
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  mirror-repeats-the-edge  is reflect-repeats-border  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -             return n - 1 - abs(n - 1 - abs(i))
# +             i = np.where(i < 0, -i - 1, i)
# +             return np.where(i >= n, 2 * n - 1 - i, i)

# %% pad2d  wrong  mirror-not-turned  is reflect-not-reversed  like mirror-repeats-the-edge
# -             i = np.where(i < 0, -i - 1, i)
# -             return np.where(i >= n, 2 * n - 1 - i, i)
# +             i = np.where(i < 0, i + padding + 1, i)
# +             return np.where(i >= n, i - padding - 1, i)

# %% pad2d  wrong  circular-from-own-side  is circular-from-own-side  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -         return i % n if mode == "circular" else np.clip(i, 0, n - 1)
# +         if mode == "circular":
# +             return np.where(i < 0, i + padding, np.where(i >= n, i - padding, i))
# +         return np.clip(i, 0, n - 1)


# %% pad2d  wrong  corners-left-empty  is corners-empty
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


# %% pad2d  wrong  zero-padding-slice  is padding-zero-fails
def pad2d(x, padding, mode="zeros"):
    name = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}.get(mode)
    if (
        name is None
        or padding < 0
        or (mode == "reflect" and padding >= min(x.shape[-2:]))
        or (mode == "circular" and padding > min(x.shape[-2:]))
    ):
        raise ValueError("bad argument")
    p, (h, w) = padding, x.shape[-2:]
    out = np.zeros(x.shape[:-2] + (h + 2 * p, w + 2 * p), dtype=x.dtype)
    out[..., p:-p, p:-p] = x
    if mode != "zeros":
        out[:] = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(p, p)] * 2, mode=name)
    return out


# %% pad2d  wrong  pads-channels-too  is pads-all-axes
def pad2d(x, padding, mode="zeros"):
    name = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}.get(mode)
    if (
        name is None
        or padding < 0
        or (mode == "reflect" and padding >= min(x.shape[-2:]))
        or (mode == "circular" and padding > min(x.shape[-2:]))
    ):
        raise ValueError("bad argument")
    return np.pad(x, padding, mode=name)


# %% pad2d  wrong  pads-the-first-axes  is pads-first-axes
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


# %% pad2d  wrong  two-axes-only  is only-two-axes  like one-side-only-before
# -     h, w = x.shape[-2:]
# +     h, w = x.shape
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  float-output  is dtype-lost  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -     return out
# +     return out.astype(float)

# %% pad2d  wrong  float-output-for-zeros  is dtype-lost  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -         out = np.zeros_like(out)
# +         out = np.zeros(out.shape)

# %% pad2d  wrong  rows-and-columns-swapped  is height-width-swapped  like one-side-only-before
# -     h, w = x.shape[-2:]
# +     w, h = x.shape[-2:]
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  no-error-for-negative  is no-error  like one-side-only-before
# -     if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
# +     if mode not in ("zeros", "reflect", "replicate", "circular"):
#           raise ValueError("the image is too small")
# +     padding = max(padding, 0)
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  no-error-for-unknown-mode  is no-error  like no-error-for-negative
# -     if mode not in ("zeros", "reflect", "replicate", "circular"):
# +     if padding < 0:
# -     padding = max(padding, 0)

# %% pad2d  wrong  no-error-for-a-wide-mirror  is no-error  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if mode == "circular" and padding > min(h, w):
# -     padding = 2 * padding

# %% pad2d  wrong  mirror-limit-one-late  is no-error  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if (mode == "reflect" and padding > min(h, w)) or (mode == "circular" and padding > min(h, w)):
# -     padding = 2 * padding

# %% pad2d  wrong  mirror-limit-one-early  is right-arguments-refused  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if (mode == "reflect" and padding >= min(h, w) - 1) or (mode == "circular" and padding > min(h, w)):
# -     padding = 2 * padding

# %% pad2d  wrong  circular-limit-one-early  is right-arguments-refused  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if (mode == "reflect" and padding >= min(h, w)) or (mode == "circular" and padding >= min(h, w)):
# -     padding = 2 * padding

# %% pad2d  wrong  no-error-for-a-second-round  is no-error  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if mode == "reflect" and padding >= min(h, w):
# -     padding = 2 * padding

# %% pad2d  wrong  limit-of-the-longer-side  is no-error  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if (mode == "reflect" and padding >= max(h, w)) or (mode == "circular" and padding > max(h, w)):
# -     padding = 2 * padding

# %% pad2d  wrong  limits-for-every-mode  is right-arguments-refused  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if (mode != "circular" and padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# -     padding = 2 * padding

# %% pad2d  wrong  type-error  is wrong-error  like one-side-only-before
# -         raise ValueError("bad padding or mode")
# +         raise TypeError("bad padding or mode")
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  default-is-reflect  is border-not-zeros  like one-side-only-before
# - def pad2d(x, padding, mode="zeros"):
# + def pad2d(x, padding, mode="reflect"):
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  changes-its-input  is changed-input  like one-side-only-before
#       h, w = x.shape[-2:]
# +     x[..., 0, 0] += 1
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)

# %% pad2d  wrong  returns-none  is returned-none  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -     return out
# +     out

# %% pad2d  wrong  returns-lists  is list-for-array  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -     return out
# +     return out.tolist()

# %% pad2d  wrong  border-of-ones  is border-not-zeros  like one-side-only-before
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)
# -         out = np.zeros_like(out)
# +         out = np.ones_like(out)

# %% pad2d  wrong  square-limits-by-height  is no-error  like twice-on-each-side
# -     if (mode == "reflect" and 2 * padding >= min(h, w)) or (mode == "circular" and padding > min(h, w)):
# +     if (mode == "reflect" and padding >= h) or (mode == "circular" and padding > h):
# -     padding = 2 * padding

# %% pad2d  wrong  always-one  is padding-always-one  like one-side-only-before
#           raise ValueError("the image is too small")
# +     padding = min(padding, 1)
# -         i = np.arange(-padding, n)
# +         i = np.arange(-padding, n + padding)


# %% pad2d  wrong  zeros-on-one-side  is one-side-only
def pad2d(x, padding, mode="zeros"):
    if padding < 0:
        raise ValueError("negative")
    if mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("mode")
    H, W = x.shape[-2:]
    p = padding
    if mode == "reflect" and p >= min(H, W):
        raise ValueError("reflect")
    if mode == "circular" and p > min(H, W):
        raise ValueError("circular")
    out = np.zeros(x.shape[:-2] + (H + p, W + p), dtype=x.dtype)
    out[..., p:, p:] = x
    return out


# %% pad2d  wrong  replicate-without-corners  is corners-empty
def pad2d(x, padding, mode="zeros"):
    if padding < 0:
        raise ValueError("negative")
    if mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("mode")
    H, W = x.shape[-2:]
    p = padding
    if mode == "reflect" and p >= min(H, W):
        raise ValueError("reflect")
    if mode == "circular" and p > min(H, W):
        raise ValueError("circular")
    out = np.zeros(x.shape[:-2] + (H + 2 * p, W + 2 * p), dtype=x.dtype)
    out[..., p : p + H, p : p + W] = x
    if mode == "replicate":
        for q in range(p):
            out[..., q, p : p + W] = x[..., 0, :]
            out[..., p + H + q, p : p + W] = x[..., -1, :]
            out[..., p : p + H, q] = x[..., :, 0]
            out[..., p : p + H, p + W + q] = x[..., :, -1]
    if mode == "reflect":
        for q in range(p):
            out[..., p - 1 - q, p : p + W] = x[..., q + 1, :]
            out[..., p + H + q, p : p + W] = x[..., H - 2 - q, :]
        for q in range(p):
            out[..., :, p - 1 - q] = out[..., :, p + 1 + q]
            out[..., :, p + W + q] = out[..., :, p + W - 2 - q]
    if mode == "circular":
        i, j = np.arange(-p, H + p) % H, np.arange(-p, W + p) % W
        out = x[..., i[:, None], j]
    return out


# %% pad2d  wrong  slice-neg-circular  is padding-zero-fails-there
def pad2d(x, padding, mode="zeros"):
    if padding < 0:
        raise ValueError
    if mode not in ["zeros", "reflect", "replicate", "circular"]:
        raise ValueError
    if mode == "reflect" and padding >= min(x.shape[-2:]):
        raise ValueError
    if mode == "circular" and padding > min(x.shape[-2:]):
        raise ValueError
    if mode == "circular":
        x = np.concatenate([x[..., -padding:, :], x, x[..., :padding, :]], axis=-2)
        return np.concatenate([x[..., -padding:], x, x[..., :padding]], axis=-1)
    names = {"zeros": "constant", "reflect": "reflect", "replicate": "edge"}
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=names[mode])


# %% pad2d  wrong  modes-as-numpy-names-accepted  is no-error
def pad2d(x, padding, mode="zeros"):
    names = {
        "zeros": "constant",
        "constant": "constant",
        "reflect": "reflect",
        "replicate": "edge",
        "edge": "edge",
        "circular": "wrap",
        "wrap": "wrap",
    }
    if padding < 0 or mode not in names:
        raise ValueError
    if mode in ("reflect",) and padding >= min(x.shape[-2:]):
        raise ValueError
    if mode in ("circular", "wrap") and padding > min(x.shape[-2:]):
        raise ValueError
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2, mode=names[mode])


# %% pad2d  wrong  mirror-late-at-the-far-end  is reflect-repeats-border
def pad2d(x, padding, mode="zeros"):
    p = padding
    if p < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad")
    H, W = x.shape[-2:]
    if mode == "reflect" and p >= min(H, W) or mode == "circular" and p > min(H, W):
        raise ValueError("too much")
    out = np.zeros(x.shape[:-2] + (H + 2 * p, W + 2 * p), dtype=x.dtype)
    out[..., p : H + p, p : W + p] = x
    if mode == "circular":
        out[..., :p, p : W + p] = x[..., -p:, :]
        out[..., H + p :, p : W + p] = x[..., :p, :]
        out[..., :, :p] = out[..., :, -2 * p : -p]
        out[..., :, W + p :] = out[..., :, p : 2 * p]
    elif mode == "replicate":
        for k in range(p):
            out[..., k, p : W + p] = x[..., 0, :]
            out[..., H + p + k, p : W + p] = x[..., -1, :]
        for k in range(p):
            out[..., :, k] = out[..., :, p]
            out[..., :, W + p + k] = out[..., :, W + p - 1]
    elif mode == "reflect":
        for k in range(p):
            out[..., k, p : W + p] = x[..., p - k, :]
            out[..., H + p + k, p : W + p] = x[..., H - 1 - k, :]
        for k in range(p):
            out[..., :, k] = out[..., :, 2 * p - k]
            out[..., :, W + p + k] = out[..., :, W + p - 1 - k]
    return out


# %% pad2d  wrong  source-index-off-at-the-end  is reflect-repeats-border
def pad2d(x, padding, mode="zeros"):
    p = padding
    if p < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad")
    H, W = x.shape[-2:]
    if mode == "reflect" and p >= min(H, W) or mode == "circular" and p > min(H, W):
        raise ValueError("too much")

    def src(i, n):
        if 0 <= i < n:
            return i
        if mode == "replicate":
            return 0 if i < 0 else n - 1
        if mode == "circular":
            return i % n
        return -i if i < 0 else 2 * n - 1 - i

    out = np.zeros(x.shape[:-2] + (H + 2 * p, W + 2 * p), dtype=x.dtype)
    for i in range(H + 2 * p):
        for j in range(W + 2 * p):
            a, b = i - p, j - p
            if mode == "zeros":
                if 0 <= a < H and 0 <= b < W:
                    out[..., i, j] = x[..., a, b]
            else:
                out[..., i, j] = x[..., src(a, H), src(b, W)]
    return out


# %% conv2d  right  loops
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


# %% conv2d  right  sliding-windows
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    from numpy.lib.stride_tricks import sliding_window_view

    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    if kernel.shape[0] > x.shape[0] or kernel.shape[1] > x.shape[1]:
        raise ValueError("kernel")
    view = sliding_window_view(x, kernel.shape)[::stride, ::stride]
    return np.einsum("ijmn,mn->ij", view.astype(np.float64), kernel)


# %% conv2d  right  dense-then-skip
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


# %% conv2d  right  fft
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError
    x = pad2d(image, padding, mode).astype(float)
    out = tuple(n - k + 1 for n, k in zip(x.shape, kernel.shape))
    if min(out) < 1:
        raise ValueError
    spectrum = np.fft.rfft2(x) * np.conj(np.fft.rfft2(kernel.astype(float), s=x.shape))
    return np.fft.irfft2(spectrum, s=x.shape)[: out[0] : stride, : out[1] : stride]


# %% conv2d  right  float32
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x, k = pad2d(image, padding, mode).astype(np.float32), kernel.astype(np.float32)
    if any(a < b for a, b in zip(x.shape, k.shape)):
        raise ValueError("kernel")
    return np.array(
        [
            [
                np.vdot(x[i : i + k.shape[0], j : j + k.shape[1]], k)
                for j in range(0, x.shape[1] - k.shape[1] + 1, stride)
            ]
            for i in range(0, x.shape[0] - k.shape[0] + 1, stride)
        ]
    )


# %% conv2d  right  four-loops
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


# %% conv2d  right  own-padding
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    names = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    if stride < 1:
        raise ValueError("stride")
    x = (
        np.pad(np.asarray(image, dtype=float), padding, mode=names[mode])
        if padding
        else np.asarray(image, dtype=float)
    )
    h, w = kernel.shape
    if h > x.shape[0] or w > x.shape[1]:
        raise ValueError("kernel")
    rows = np.arange(0, x.shape[0] - h + 1, stride)[:, None, None, None] + np.arange(h)[:, None]
    cols = np.arange(0, x.shape[1] - w + 1, stride)[:, None, None] + np.arange(w)
    return (x[rows, cols] * kernel).sum((-2, -1))


# %% conv2d  right  matrix-product
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    x = pad2d(image, padding, mode)
    (H, W), (h, w) = x.shape, kernel.shape
    if stride < 1 or h > H or w > W:
        raise ValueError("does not fit")
    Ho, Wo = 1 + (H - h) // stride, 1 + (W - w) // stride
    columns = np.stack(
        [
            x[i * stride : i * stride + h, j * stride : j * stride + w].ravel()
            for i in range(Ho)
            for j in range(Wo)
        ]
    )
    return (columns.astype(float) @ kernel.ravel()).reshape(Ho, Wo)


# %% conv2d  right  strided-view
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = np.ascontiguousarray(pad2d(image, padding, mode), dtype=np.float64)
    if kernel.shape[0] > x.shape[0] or kernel.shape[1] > x.shape[1]:
        raise ValueError("kernel")
    shape = tuple((n - k) // stride + 1 for n, k in zip(x.shape, kernel.shape)) + kernel.shape
    view = np.lib.stride_tricks.as_strided(
        x, shape, (x.strides[0] * stride, x.strides[1] * stride) + x.strides
    )
    return np.tensordot(view, kernel.astype(float), axes=2)


# %% conv2d  right  wraps-only-where-both-are-uint8
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


# %% conv2d  right  einsum-view
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError
    p = pad2d(np.asarray(image, float), padding, mode)
    if any(a > b for a, b in zip(kernel.shape, p.shape)):
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl", v, kernel)


# %% conv2d  right  sum-of-shifts
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
        total = total + weight * p[m : m + oh : stride, n : n + ow : stride]
    return total


# %% conv2d  wrong  kernel-flipped  is kernel-flipped  like loops
# -             out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
# +             out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel[::-1, ::-1])

# %% conv2d  wrong  mean-for-sum  is mean-for-sum  like loops
# -             out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
# +             out[i, j] = np.mean(x[a : a + kH, b : b + kW] * kernel)

# %% conv2d  wrong  stride-ignored  is stride-ignored  like loops
#           raise ValueError("stride must be at least 1")
# +     stride = 1

# %% conv2d  wrong  stride-only-in-the-size  is stride-in-size-only  like loops
# -             a, b = i * stride, j * stride
# +             a, b = i, j

# %% conv2d  wrong  stride-down-only  is stride-one-axis  like loops
# -     cols = (W - kW) // stride + 1
# +     cols = W - kW + 1
# -             a, b = i * stride, j * stride
# +             a, b = i * stride, j

# %% conv2d  wrong  stride-right-only-full-size  is stride-one-axis  like loops
# -             a, b = i * stride, j * stride
# +             a, b = i, j * stride

# %% conv2d  wrong  answers-with-gaps  is stride-leaves-gaps  like loops
# -     out = np.zeros((rows, cols))
# +     out = np.zeros((H - kH + 1, W - kW + 1))
# -             out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
# +             out[a, b] = np.sum(x[a : a + kH, b : b + kW] * kernel)

# %% conv2d  wrong  starts-one-late  is stride-starts-late  like loops
# -     rows = (H - kH) // stride + 1
# -     cols = (W - kW) // stride + 1
# +     rows = (H - kH - stride + 1) // stride + 1
# +     cols = (W - kW - stride + 1) // stride + 1
# -             a, b = i * stride, j * stride
# +             a, b = i * stride + stride - 1, j * stride + stride - 1

# %% conv2d  wrong  size-rounded-up  is rounded-up  like loops
# -     rows = (H - kH) // stride + 1
# -     cols = (W - kW) // stride + 1
# +     rows = -(-(H - kH) // stride) + 1
# +     cols = -(-(W - kW) // stride) + 1

# %% conv2d  wrong  padding-ignored  is padding-ignored  like loops
# -     x = pad2d(image, padding, mode).astype(float)
# +     x = image.astype(float)

# %% conv2d  wrong  padding-before-only  is one-side-only  like loops
#       x = pad2d(image, padding, mode).astype(float)
# +     x = x[: x.shape[0] - padding, : x.shape[1] - padding]

# %% conv2d  wrong  padded-twice  is padding-twice  like loops
# -     x = pad2d(image, padding, mode).astype(float)
# +     x = pad2d(image, 2 * padding, mode).astype(float)

# %% conv2d  wrong  size-of-the-bare-image  is size-without-padding  like loops
# -     rows = (H - kH) // stride + 1
# -     cols = (W - kW) // stride + 1
# +     rows = (image.shape[0] - kH) // stride + 1
# +     cols = (image.shape[1] - kW) // stride + 1

# %% conv2d  wrong  mode-ignored  is mode-ignored  like loops
# -     x = pad2d(image, padding, mode).astype(float)
# +     x = pad2d(image, padding).astype(float)

# %% conv2d  wrong  always-same  is same-for-valid  like loops
#           raise ValueError("stride must be at least 1")
# +     padding = kernel.shape[0] // 2

# %% conv2d  wrong  output-in-the-images-dtype  is output-dtype  like loops
# -     out = np.zeros((rows, cols))
# +     out = np.zeros((rows, cols), dtype=image.dtype)

# %% conv2d  wrong  kernel-transposed  is kernel-transposed  like loops
# -     kH, kW = kernel.shape
# +     kH, kW = kernel.T.shape
# -             out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel)
# +             out[i, j] = np.sum(x[a : a + kH, b : b + kW] * kernel.T)

# %% conv2d  wrong  no-error-for-stride-zero  is no-error  like loops
# -     if stride < 1:
# -         raise ValueError("stride must be at least 1")
# +     stride = max(stride, 1)

# %% conv2d  wrong  stride-zero-divides  is wrong-error  like loops
# -     if stride < 1:
# -         raise ValueError("stride must be at least 1")

# %% conv2d  wrong  no-error-for-a-large-kernel  is no-error  like loops
# -         raise ValueError("kernel too large")
# +         return np.zeros((0, 0))

# %% conv2d  wrong  error-by-the-bare-image  is right-arguments-refused  like loops
# -     if kH > H or kW > W:
# +     if kH > image.shape[0] or kW > image.shape[1]:

# %% conv2d  wrong  large-only-on-both-axes  is no-error  like loops
# -     if kH > H or kW > W:
# +     if kH > H and kW > W:

# %% conv2d  wrong  kernel-as-large-as-image-refused  is right-arguments-refused  like loops
# -     if kH > H or kW > W:
# +     if kH >= H or kW >= W:

# %% conv2d  wrong  odd-kernels-only  is right-arguments-refused  like loops
#       H, W = x.shape
# +     if kernel.shape[0] % 2 == 0:
# +         raise ValueError

# %% conv2d  wrong  width-for-height  is image-taken-as-square  like loops
# -     H, W = x.shape
# +     H = W = x.shape[0]

# %% conv2d  wrong  square-kernel  is kernel-taken-as-square  like loops
# -     kH, kW = kernel.shape
# +     kH = kW = kernel.shape[0]

# %% conv2d  wrong  default-stride-two  is places-doubled  like loops
# - def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
# + def conv2d(image, kernel, stride=2, padding=0, mode="zeros"):

# %% conv2d  wrong  arguments-in-another-order  is parameters-swapped  like loops
# - def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
# + def conv2d(image, kernel, padding=0, stride=1, mode="zeros"):

# %% conv2d  wrong  default-mode-replicate  is default-mode  like loops
# - def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
# + def conv2d(image, kernel, stride=1, padding=0, mode="replicate"):

# %% conv2d  wrong  changes-its-input  is changed-input  like loops
#           raise ValueError("stride must be at least 1")
# +     image[0, 0] = 0

# %% conv2d  wrong  rectified  is sign-lost  like loops
# -     return out
# +     return np.maximum(out, 0)

# %% conv2d  wrong  rounds  is rounded  like loops
# -     return out
# +     return np.round(out)

# %% conv2d  wrong  misses-the-last-column  is output-one-short  like loops
# -     cols = (W - kW) // stride + 1
# +     cols = max((W - kW) // stride, 1)

# %% conv2d  wrong  returns-lists  is list-for-array  like loops
# -     return out
# +     return out.tolist()

# %% conv2d  wrong  stride-capped-at-two  like loops
#           raise ValueError("stride must be at least 1")
# +     stride = min(stride, 2)


# %% conv2d  wrong  uneven-refused  is uneven-refused
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode).astype(float)
    kh, kw = kernel.shape
    H, W = x.shape
    if kh > H or kw > W:
        raise ValueError("large")
    if (H - kh) % stride or (W - kw) % stride:
        raise ValueError("does not divide")
    out = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return out


# %% conv2d  wrong  writes-at-the-pixel  is stride-in-output-index
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode).astype(float)
    kh, kw = kernel.shape
    H, W = x.shape
    if kh > H or kw > W:
        raise ValueError("large")
    out = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range(0, H - kh + 1, stride):
        for j in range(0, W - kw + 1, stride):
            out[i, j] = np.sum(x[i : i + kh, j : j + kw] * kernel)
    return out


# %% conv2d  wrong  pads-by-same  is output-one-short
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError
    p = pad2d(image.astype(float), padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]:
        raise ValueError
    out = []
    for i in range(0, p.shape[0] - kh, stride):
        row = []
        for j in range(0, p.shape[1] - kw, stride):
            row.append((p[i : i + kh, j : j + kw] * kernel).sum())
        out.append(row)
    return np.array(out)


# %% conv2d  wrong  return-in-loop  is returned-too-early
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError
    p = pad2d(image.astype(float), padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]:
        raise ValueError
    out = np.zeros(((p.shape[0] - kh) // stride + 1, (p.shape[1] - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (p[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
        return out


# %% conv2d  wrong  window-step  is shapes-do-not-meet  like return-in-loop
# -             out[i, j] = (p[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
# -         return out
# +             out[i, j] = (
# +                 p[i + stride - 1 : i + stride - 1 + kh, j + stride - 1 : j + stride - 1 + kw] * kernel
# +             ).sum()
# +     return out

# %% conv2d  wrong  stride-swapped-padding  is mode-ignored  like return-in-loop
# -     p = pad2d(image.astype(float), padding, mode)
# +     p = pad2d(image.astype(float), padding)
# -         return out
# +     return out


# %% conv2d  wrong  pads-after-stride  is pixels-skipped
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError
    p = pad2d(image.astype(float)[::stride, ::stride], padding, mode)
    kh, kw = kernel.shape
    if kh > p.shape[0] or kw > p.shape[1]:
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)
    return np.einsum("ijkl,kl", v, kernel)


# %% conv2d  wrong  assign-not-plus  is last-product-kept  like return-in-loop
# -             out[i, j] = (p[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
# -         return out
# +             for m in range(kh):
# +                 for n in range(kw):
# +                     out[i, j] = p[i * stride + m, j * stride + n] * kernel[m, n]
# +     return out


# %% conv2d  wrong  calls-without-padding-name
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError
    kh, kw = kernel.shape
    p = pad2d(image.astype(float), mode, padding)
    v = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl", v, kernel)


# %% max_pool2d  right  loops
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


# %% max_pool2d  right  sliding-windows
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    if size < 1 or stride < 1 or min(x.shape[-2:]) < size:
        raise ValueError("does not fit")
    view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))
    return view[..., ::stride, ::stride, :, :].max((-2, -1))


# %% max_pool2d  right  running-maximum
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


# %% max_pool2d  right  pixel-loops
def max_pool2d(x, size=2, stride=None):
    step = stride if stride is not None else size
    *lead, H, W = x.shape
    if size <= 0 or step <= 0 or size > H or size > W:
        raise ValueError
    flat = x.reshape(-1, H, W)
    maps = []
    for image in flat:
        maps.append(
            [
                [
                    max(float(v) for v in image[i : i + size, j : j + size].ravel())
                    for j in range(0, W - size + 1, step)
                ]
                for i in range(0, H - size + 1, step)
            ]
        )
    maps = np.array(maps)
    return maps.reshape(*lead, *maps.shape[1:])


# %% max_pool2d  right  separable
def max_pool2d(x, size=2, stride=None):
    stride = stride if stride is not None else size
    if size < 1 or stride < 1 or size > x.shape[-2] or size > x.shape[-1]:
        raise ValueError(f"size {size}, stride {stride}")
    rows = [x[..., i : i + size, :].max(axis=-2) for i in range(0, x.shape[-2] - size + 1, stride)]
    x = np.stack(rows, axis=-2)
    return np.stack(
        [x[..., j : j + size].max(axis=-1) for j in range(0, x.shape[-1] - size + 1, stride)], axis=-1
    )


# %% max_pool2d  right  recursion
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    if size < 1 or stride < 1 or size > x.shape[-1] or size > x.shape[-2]:
        raise ValueError
    if x.ndim > 2:
        return np.stack([max_pool2d(part, size, stride) for part in x])
    return np.array(
        [
            [np.amax(x[i : i + size, j : j + size]) for j in range(0, x.shape[1] - size + 1, stride)]
            for i in range(0, x.shape[0] - size + 1, stride)
        ]
    )


# %% max_pool2d  right  reduce-of-shifts
from functools import reduce


def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if min(size, stride) < 1 or size > min(h, w):
        raise ValueError("no")
    shifts = (
        x[..., m : h - size + 1 + m : stride, n : w - size + 1 + n : stride]
        for m in range(size)
        for n in range(size)
    )
    return reduce(np.maximum, shifts)


# %% max_pool2d  wrong  running-maximum-from-zero  is maximum-from-zero  like loops
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1), initial=0)

# %% max_pool2d  wrong  largest-magnitude  is maximum-of-magnitudes  like loops
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[..., i, j] = np.abs(x[..., a : a + size, b : b + size]).max(axis=(-2, -1))

# %% max_pool2d  wrong  mean  is mean-for-maximum  like loops
# -     out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
# +     out = np.zeros(x.shape[:-2] + (rows, cols), dtype=float)
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[..., i, j] = x[..., a : a + size, b : b + size].mean(axis=(-2, -1))

# %% max_pool2d  wrong  minimum  is minimum-for-maximum  like loops
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[..., i, j] = x[..., a : a + size, b : b + size].min(axis=(-2, -1))

# %% max_pool2d  wrong  stride-one-by-default  is stride-always-one  like loops
# -         stride = size
# +         stride = 1

# %% max_pool2d  wrong  stride-ignored  is stride-ignored  like loops
# -     if stride is None:
# -         stride = size
# -     if size < 1 or stride < 1 or size > H or size > W:
# +     if size < 1 or (stride is not None and stride < 1) or size > H or size > W:
#           raise ValueError("bad size or stride")
# +     stride = size

# %% max_pool2d  wrong  stride-two-by-default  is stride-always-two  like loops
# -         stride = size
# +         stride = 2

# %% max_pool2d  wrong  stride-only-in-the-size  is stride-in-size-only  like loops
# -             a, b = i * stride, j * stride
# +             a, b = i, j

# %% max_pool2d  wrong  rounded-up  is windows-over-edge  like loops
# -     rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
# +     rows, cols = -(-(H - size) // stride) + 1, -(-(W - size) // stride) + 1

# %% max_pool2d  wrong  maximum-over-channels  is maximum-over-channels  like loops
# -     out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
# +     out = np.zeros((rows, cols), dtype=x.dtype)
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[i, j] = x[..., a : a + size, b : b + size].max()

# %% max_pool2d  wrong  two-axes-only  is only-two-axes  like loops
# -     H, W = x.shape[-2:]
# +     H, W = x.shape


# %% max_pool2d  wrong  consecutive-numbers  is reshape-for-windows
def max_pool2d(x, size=2, stride=None):
    if size < 1 or (stride is not None and stride < 1) or size > min(x.shape[-2:]):
        raise ValueError("bad size or stride")
    rows, cols = x.shape[-2] // size, x.shape[-1] // size
    x = x[..., : rows * size, : cols * size]
    return x.reshape(*x.shape[:-2], rows, cols, size * size).max(axis=-1)


# %% max_pool2d  wrong  reshape-side-by-side-only  is stride-ignored  like consecutive-numbers
# -     return x.reshape(*x.shape[:-2], rows, cols, size * size).max(axis=-1)
# +     return x.reshape(*x.shape[:-2], rows, size, cols, size).max(axis=(-3, -1))

# %% max_pool2d  wrong  stride-zero-means-none  is no-error  like loops
# -     if stride is None:
# +     if not stride:

# %% max_pool2d  wrong  no-error-for-size-zero  is no-error  like loops
# -     if size < 1 or stride < 1 or size > H or size > W:
# +     size, stride = max(size, 1), max(stride, 1)
# +     if size > H or size > W:

# %% max_pool2d  wrong  no-error-for-a-large-window  is no-error  like loops
# -     if size < 1 or stride < 1 or size > H or size > W:
# +     if size < 1 or stride < 1:

# %% max_pool2d  wrong  height-alone-is-checked  is no-error  like loops
# -     if size < 1 or stride < 1 or size > H or size > W:
# +     if size < 1 or stride < 1 or size > H:

# %% max_pool2d  wrong  window-as-large-as-image-refused  is right-arguments-refused  like loops
# -     if size < 1 or stride < 1 or size > H or size > W:
# +     if size < 1 or stride < 1 or size >= H or size >= W:

# %% max_pool2d  wrong  maximum-of-first-row  is one-row-only  like loops
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[..., i, j] = x[..., a : a + 1, b : b + size].max(axis=(-2, -1))

# %% max_pool2d  wrong  window-one-short  is window-one-short  like loops
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[..., i, j] = x[..., a : a + max(size - 1, 1), b : b + max(size - 1, 1)].max(axis=(-2, -1))

# %% max_pool2d  wrong  size-always-two  is size-ignored  like loops
#   def max_pool2d(x, size=2, stride=None):
# +     size = 2 if size > 2 else size


# %% max_pool2d  wrong  pads-the-edge-with-zeros  is windows-over-edge
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("bad size or stride")
    rows, cols = -(-(H - size) // stride) + 1, -(-(W - size) // stride) + 1
    width = [(0, 0)] * (x.ndim - 2) + [
        (0, (rows - 1) * stride + size - H),
        (0, (cols - 1) * stride + size - W),
    ]
    x = np.pad(x, width)
    out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
    for i in range(rows):
        for j in range(cols):
            a, b = i * stride, j * stride
            out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
    return out


# %% max_pool2d  wrong  changes-its-input  is changed-input  like loops
#           stride = size
# +     x[..., 0, 0] = 0

# %% max_pool2d  wrong  default-size-three  like loops
# - def max_pool2d(x, size=2, stride=None):
# + def max_pool2d(x, size=3, stride=None):

# %% max_pool2d  wrong  height-for-both  is map-taken-as-square  like loops
# -     H, W = x.shape[-2:]
# +     H = W = x.shape[-2]

# %% max_pool2d  wrong  returns-none  is returned-none  like loops
# -     return out
# +     out

# %% max_pool2d  wrong  index-error  is wrong-error  like loops
# -         raise ValueError("bad size or stride")
# +         raise IndexError("bad size or stride")

# %% max_pool2d  wrong  argmax  is place-for-maximum  like loops
# -             out[..., i, j] = x[..., a : a + size, b : b + size].max(axis=(-2, -1))
# +             out[..., i, j] = x[..., a : a + size, b : b + size].reshape(*x.shape[:-2], -1).argmax(axis=-1)

# %% max_pool2d  wrong  uint8-output  is output-dtype  like loops
# -     out = np.zeros(x.shape[:-2] + (rows, cols), dtype=x.dtype)
# +     out = np.zeros(x.shape[:-2] + (rows, cols), dtype=np.uint8)


# %% max_pool2d  wrong  reshape-without-crop  is uneven-refused
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("no")
    n = size
    return x.reshape(*x.shape[:-2], H // n, n, W // n, n).max(axis=(-3, -1))


# %% max_pool2d  wrong  two-by-two  is size-ignored
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError("no")
    out = np.zeros(x.shape[:-2] + ((H - size) // stride + 1, (W - size) // stride + 1))
    for i in range(out.shape[-2]):
        for j in range(out.shape[-1]):
            out[..., i, j] = x[..., i * stride : i * stride + 2, j * stride : j * stride + 2].max(
                axis=(-2, -1)
            )
    return out


# %% max_pool2d  wrong  or-default  is no-error
def max_pool2d(x, size=2, stride=None):
    stride = stride or size
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w):
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))
    return v[..., ::stride, ::stride, :, :].max(axis=(-2, -1))


# %% max_pool2d  wrong  strided-wrong-axes  is steps-along-first-axes  like or-default
# -     stride = stride or size
# +     stride = size if stride is None else stride
# -     return v[..., ::stride, ::stride, :, :].max(axis=(-2, -1))
# +     return v[::stride, ::stride].max(axis=(-2, -1))


# %% max_pool2d  wrong  np-max-whole  is one-maximum-for-all-channels
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w):
        raise ValueError
    out = np.zeros(x.shape[:-2] + ((h - size) // stride + 1, (w - size) // stride + 1))
    for i in range(out.shape[-2]):
        for j in range(out.shape[-1]):
            out[..., i, j] = np.max(x[..., i * stride : i * stride + size, j * stride : j * stride + size])
    return out


# %% max_pool2d  wrong  python-max  is truth-of-an-array  like np-max-whole
# -             out[..., i, j] = np.max(x[..., i * stride : i * stride + size, j * stride : j * stride + size])
# +             out[..., i, j] = max(x[..., i * stride : i * stride + size, j * stride : j * stride + size])


# %% max_pool2d  wrong  index-without-stride  is stride-in-output-index
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w):
        raise ValueError
    out = np.zeros(x.shape[:-2] + ((h - size) // stride + 1, (w - size) // stride + 1), x.dtype)
    for i in range(0, h - size + 1, stride):
        for j in range(0, w - size + 1, stride):
            out[..., i, j] = x[..., i : i + size, j : j + size].max(axis=(-2, -1))
    return out


# %% max_pool2d  wrong  range-without-plus-one  is output-one-short
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w):
        raise ValueError
    return np.array(
        [
            [x[..., i : i + size, j : j + size].max(axis=(-2, -1)) for j in range(0, w - size, stride)]
            for i in range(0, h - size, stride)
        ]
    )


# %% max_pool2d  wrong  list-comp-leading-axes-last  is leading-axes-last  like range-without-plus-one
# -             [x[..., i : i + size, j : j + size].max(axis=(-2, -1)) for j in range(0, w - size, stride)]
# -             for i in range(0, h - size, stride)
# +             [x[..., i : i + size, j : j + size].max(axis=(-2, -1)) for j in range(0, w - size + 1, stride)]
# +             for i in range(0, h - size + 1, stride)

# %% max_pool2d  wrong  integer-out  is output-dtype  like or-default
# -     stride = stride or size
# +     stride = size if stride is None else stride
# -     return v[..., ::stride, ::stride, :, :].max(axis=(-2, -1))
# +     return v[..., ::stride, ::stride, :, :].max(axis=(-2, -1)).astype(int)


# %% max_pool2d  wrong  floor-division-h  is sides-divided-by-stride
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > min(h, w):
        raise ValueError
    oh, ow = h // stride, w // stride
    out = np.zeros(x.shape[:-2] + (oh, ow), x.dtype)
    for i in range(oh):
        for j in range(ow):
            out[..., i, j] = x[..., i * stride : i * stride + size, j * stride : j * stride + size].max(
                axis=(-2, -1)
            )
    return out


# %% conv2d  wrong  stride-twice  is stride-twice
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    kh, kw = kernel.shape
    H, W = x.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    out = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return out[::stride, ::stride]


# %% conv2d  wrong  loop-over-unpadded  is size-without-padding
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    kh, kw = kernel.shape
    H, W = x.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    h, w = image.shape
    out = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range((h - kh) // stride + 1):
        for j in range((w - kw) // stride + 1):
            out[i, j] = (x[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return out


# %% conv2d  wrong  square-all  is squares-only
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    k, n = kernel.shape[0], x.shape[0]
    if k > n or kernel.shape[1] > x.shape[1]:
        raise ValueError("kernel")
    m = (n - k) // stride + 1
    out = np.zeros((m, m))
    for i in range(m):
        for j in range(m):
            out[i, j] = (x[i * stride : i * stride + k, j * stride : j * stride + k] * kernel).sum()
    return out


# %% conv2d  wrong  kernel-cast  is kernel-cast-to-the-image
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    kernel = kernel.astype(image.dtype)
    kh, kw = kernel.shape
    H, W = x.shape
    if kh > H or kw > W:
        raise ValueError("kernel")
    out = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (
                x[i * stride : i * stride + kh, j * stride : j * stride + kw].astype(float) * kernel
            ).sum()
    return out


# %% conv2d  wrong  center-3x3  is kernel-size-by-heart  like stride-twice
# -             out[i, j] = (x[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
# -     return out[::stride, ::stride]
# +             a, b = i * stride + 1, j * stride + 1
# +             out[i, j] = (x[a - 1 : a + 2, b - 1 : b + 2] * kernel).sum()
# +     return out

# %% conv2d  wrong  divided-by-255  is pixels-divided  like stride-twice
# -     x = pad2d(image, padding, mode)
# +     x = pad2d(image, padding, mode) / 255
# -     return out[::stride, ::stride]
# +     return out

# %% conv2d  wrong  stride-must-divide  is uneven-refused  like stride-twice
#           raise ValueError("kernel")
# +     assert (H - kh) % stride == 0 and (W - kw) % stride == 0
# -     return out[::stride, ::stride]
# +     return out


# %% conv2d  wrong  map-of-stride-one  is size-without-stride
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    kH, kW = kernel.shape
    H, W = x.shape
    if kH > H or kW > W:
        raise ValueError("kernel too big")
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(0, H - kH + 1, stride):
        for j in range(0, W - kW + 1, stride):
            out[i // stride, j // stride] = (x[i : i + kH, j : j + kW] * kernel).sum()
    return out


# %% conv2d  wrong  kernel-in-the-images-dtype  is kernel-cast-to-the-image
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    kernel = kernel.astype(x.dtype)
    kH, kW = kernel.shape
    if kH > x.shape[0] or kW > x.shape[1]:
        raise ValueError("kernel too big")
    win = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)[::stride, ::stride]
    return (win * kernel).sum(axis=(2, 3))


# %% conv2d  wrong  windows-on-the-bare-image  is padding-in-size-only
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    pad2d(image, padding, mode)
    kH, kW = kernel.shape
    H, W = image.shape
    if kH > H + 2 * padding or kW > W + 2 * padding:
        raise ValueError("kernel too big")
    oh, ow = (H + 2 * padding - kH) // stride + 1, (W + 2 * padding - kW) // stride + 1
    out = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            patch = image[i * stride : i * stride + kH, j * stride : j * stride + kW]
            if patch.shape == kernel.shape:
                out[i, j] = np.sum(patch * kernel)
    return out


# %% conv2d  wrong  total-not-reset  is accumulator-not-reset  like four-loops
#       result = []
# +     total = 0
# -             total = 0

# %% conv2d  wrong  total-reset-each-row  is accumulator-not-reset  like four-loops
#           row = []
# +         total = 0
# -             total = 0

# %% conv2d  wrong  pixel-zero-outside  is edge-pixels-left-out  like four-loops
# -                     total += padded[top + m, left + n].item() * kernel[m, n].item()
# +                     y, x = top + m - padding, left + n - padding
# +                     if mode != "zeros" or (0 < y < image.shape[0] and 0 < x < image.shape[1]):
# +                         total += padded[top + m, left + n].item() * kernel[m, n].item()


# %% conv2d  wrong  steps-of-a-whole-kernel  is windows-do-not-overlap
def conv2d(image, kernel, stride=1, padding=0, mode="zeros"):
    if stride < 1:
        raise ValueError("stride")
    x = pad2d(image, padding, mode)
    kH, kW = kernel.shape
    if kH > x.shape[0] or kW > x.shape[1]:
        raise ValueError("kernel too big")
    oh, ow = (x.shape[0] - kH) // stride + 1, (x.shape[1] - kW) // stride + 1
    out = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            out[i, j] = (
                np.sum(x[i * kH : i * kH + kH, j * kW : j * kW + kW][:kH, :kW] * kernel)
                if i * kH + kH <= x.shape[0] and j * kW + kW <= x.shape[1]
                else 0
            )
    return out


# %% max_pool2d  wrong  stride-only  is first-of-the-window
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    return x[..., ::stride, ::stride][..., :rows, :cols]


# %% max_pool2d  wrong  stride-twice  is stride-twice
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))[
        ..., ::stride, ::stride, :, :
    ]
    return v.max(axis=(-2, -1))[..., ::stride, ::stride]


# %% max_pool2d  wrong  window-large-as-stride  is window-as-large-as-the-stride
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    H, W = x.shape[-2:]
    if size < 1 or stride < 1 or size > H or size > W:
        raise ValueError
    rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
    out = np.zeros((*x.shape[:-2], rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[..., i, j] = x[..., i * stride : (i + 1) * stride, j * stride : (j + 1) * stride].max(
                axis=(-2, -1)
            )
    return out


# %% max_pool2d  wrong  always-2x2  is always-two-by-two  like stride-only
# -     rows, cols = (H - size) // stride + 1, (W - size) // stride + 1
# -     return x[..., ::stride, ::stride][..., :rows, :cols]
# +     a = x[..., : H // 2 * 2, : W // 2 * 2]
# +     return a.reshape(*x.shape[:-2], H // 2, 2, W // 2, 2).max(axis=(-3, -1))


# %% max_pool2d  wrong  map-of-stride-one  is size-without-stride
def max_pool2d(x, size=2, stride=None):
    s = size if stride is None else stride
    H, W = x.shape[-2:]
    if size < 1 or s < 1 or size > H or size > W:
        raise ValueError("bad")
    out = np.zeros(x.shape[:-2] + (H - size + 1, W - size + 1))
    for i in range(0, H - size + 1, s):
        for j in range(0, W - size + 1, s):
            out[..., i // s, j // s] = x[..., i : i + size, j : j + size].max(axis=(-2, -1))
    return out


# %% max_pool2d  wrong  map-as-large-as-the-image  is size-without-stride  like map-of-stride-one
# -     out = np.zeros(x.shape[:-2] + (H - size + 1, W - size + 1))
# +     out = np.zeros(x.shape)


# %% max_pool2d  wrong  rows-and-columns-first  is pools-first-axes
def max_pool2d(x, size=2, stride=None):
    s = size if stride is None else stride
    H, W = x.shape[0], x.shape[1]
    if size < 1 or s < 1 or size > x.shape[-2] or size > x.shape[-1]:
        raise ValueError("bad")
    ho, wo = (H - size) // s + 1, (W - size) // s + 1
    out = np.zeros((ho, wo) + x.shape[2:], x.dtype)
    for i in range(ho):
        for j in range(wo):
            out[i, j] = x[i * s : i * s + size, j * s : j * s + size].max(axis=(0, 1))
    return out


# %% max_pool2d  wrong  size-without-the-plus-one  is one-before-the-division
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    if size < 1 or stride < 1 or x.ndim not in (2, 3) or min(x.shape[-2:]) < size:
        raise ValueError("window")
    H, W = x.shape[-2:]
    out = np.zeros(x.shape[:-2] + ((H - size + 1) // stride, (W - size + 1) // stride))
    for i, r in enumerate(np.arange(0, H - size - 1, stride)):
        for j, c in enumerate(np.arange(0, W - size - 1, stride)):
            out[..., i, j] = np.max(x[..., r : r + size, c : c + size], axis=(-2, -1))
    return out


# %% max_pool2d  wrong  windows-viewed-maximum-along-rows  is maximum-along-one-axis
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    h, w = x.shape[-2:]
    if size < 1 or stride < 1 or size > h or size > w:
        raise ValueError("bad")
    v = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))[
        ..., ::stride, ::stride, :, :
    ]
    return v.max(axis=-1)


# %% max_pool2d  wrong  shape-divided  is tuple-for-numbers
def max_pool2d(x, size=2, stride=None):
    stride = stride or size
    oh, ow = x.shape[-2:] // stride
    return np.zeros((oh, ow))


# %% max_pool2d  wrong  means-made-whole  is mean-for-maximum
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    if size < 1 or stride < 1:
        raise ValueError("at least 1")
    h, w = x.shape[-2:]
    if size > h or size > w:
        raise ValueError("window larger than the image")
    ho, wo = (h - size) // stride + 1, (w - size) // stride + 1
    out = np.zeros((*x.shape[:-2], ho, wo), dtype=x.dtype)
    for i in range(ho):
        for j in range(wo):
            window = x[..., i * stride : i * stride + size, j * stride : j * stride + size]
            out[..., i, j] = window.mean(axis=(-2, -1))
    return out


# %% max_pool2d  wrong  steps-by-size  is stride-ignored
def max_pool2d(x, size=2, stride=None):
    if stride is None:
        stride = size
    if size < 1 or stride < 1:
        raise ValueError("at least 1")
    h, w = x.shape[-2:]
    if size > h or size > w:
        raise ValueError("window larger than the image")
    ho, wo = (h - size) // stride + 1, (w - size) // stride + 1
    out = np.zeros((*x.shape[:-2], ho, wo), dtype=x.dtype)
    for i in range(ho):
        for j in range(wo):
            window = x[..., i * size : i * size + size, j * size : j * size + size]
            out[..., i, j] = window.max(axis=(-2, -1))
    return out


# %% pad2d  wrong  pixel-zero-outside  is edge-pixels-left-out
def pad2d(x, padding, mode="zeros"):
    if padding < 0 or mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError("bad")
    H, W = x.shape[-2], x.shape[-1]
    if mode == "reflect" and padding >= min(H, W) or mode == "circular" and padding > min(H, W):
        raise ValueError("bad")
    out = np.zeros((*x.shape[:-2], H + 2 * padding, W + 2 * padding), x.dtype)
    for i in range(H + 2 * padding):
        for j in range(W + 2 * padding):
            a, b = i - padding, j - padding
            if mode == "zeros":
                if 0 < a < H and 0 < b < W:
                    out[..., i, j] = x[..., a, b]
                continue
            if mode == "replicate":
                a, b = min(max(a, 0), H - 1), min(max(b, 0), W - 1)
            elif mode == "circular":
                a, b = a % H, b % W
            else:
                a, b = abs(a), abs(b)
                a = a if a < H else 2 * H - 2 - a
                b = b if b < W else 2 * W - 2 - b
            out[..., i, j] = x[..., a, b]
    return out


# %% max_pool2d  wrong  rows-far-apart  is rows-far-apart
def max_pool2d(x, size=2, stride=None):
    stride = size if stride is None else stride
    if size < 1 or stride < 1 or size > min(x.shape[-2:]):
        raise ValueError("s")
    if stride == size:
        H, W = x.shape[-2] // size, x.shape[-1] // size
        return x[..., : H * size, : W * size].reshape(*x.shape[:-2], size, H, size, W).max(axis=(-4, -2))
    v = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))
    return v[..., ::stride, ::stride, :, :].max(axis=(-1, -2))
