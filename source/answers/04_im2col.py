"""Known answers to lesson 4: right ones in several styles, and wrong ones with the mistake to be named."""

import numpy as np


# %% im2col  right  patch-loop
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    c, h, w = x.shape
    if kh > h or kw > w:
        raise ValueError("the window is too large")
    columns = []
    for i in range(0, h - kh + 1, stride):
        for j in range(0, w - kw + 1, stride):
            columns.append(x[:, i : i + kh, j : j + kw].ravel())
    return np.array(columns).T


# %% im2col  right  tap-loop
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    p = np.zeros((c, h + 2 * padding, w + 2 * padding), dtype=x.dtype)
    p[:, padding : padding + h, padding : padding + w] = x
    ho, wo = (p.shape[1] - kh) // stride + 1, (p.shape[2] - kw) // stride + 1
    if ho < 1 or wo < 1:
        raise ValueError(f"no place for a {kh} x {kw} window")
    out = np.empty((c, kh, kw, ho, wo), x.dtype)
    for m in range(kh):
        for n in range(kw):
            out[:, m, n] = p[:, m : m + stride * ho : stride, n : n + stride * wo : stride]
    return out.reshape(c * kh * kw, ho * wo)


# %% im2col  right  as-strided
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.ascontiguousarray(np.pad(x, ((0, 0), (padding,) * 2, (padding,) * 2)))
    c, h, w = x.shape
    if h < kh or w < kw:
        raise ValueError
    ho, wo = 1 + (h - kh) // stride, 1 + (w - kw) // stride
    sc, sh, sw = x.strides
    view = np.lib.stride_tricks.as_strided(x, (c, kh, kw, ho, wo), (sc, sh, sw, sh * stride, sw * stride))
    return view.reshape(c * kh * kw, ho * wo).copy()


# %% im2col  right  fancy-index
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    channels, height, width = x.shape
    rows_of_places = np.arange(0, height - kh + 1, stride)
    cols_of_places = np.arange(0, width - kw + 1, stride)
    if rows_of_places.size == 0 or cols_of_places.size == 0:
        raise ValueError("window larger than image")
    c, m, n = (axis.reshape(-1, 1) for axis in np.indices((channels, kh, kw)))
    i, j = (axis.reshape(1, -1) for axis in np.meshgrid(rows_of_places, cols_of_places, indexing="ij"))
    return x[c, m + i, n + j]


# %% im2col  right  flat-take
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    c, h, w = x.shape
    if not (kh <= h and kw <= w):
        raise ValueError("too large")
    tap = (np.arange(c)[:, None, None] * h * w + np.arange(kh)[:, None] * w + np.arange(kw)).ravel()
    place = (np.arange(0, h - kh + 1, stride)[:, None] * w + np.arange(0, w - kw + 1, stride)).ravel()
    return x.ravel().take(tap[:, None] + place)


# %% im2col  right  scalar-loops
def im2col(x, kh, kw, stride=1, padding=0):
    C, H, W = x.shape
    if kh > H + 2 * padding or kw > W + 2 * padding:
        raise ValueError("window larger than padded image")
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    out = np.zeros((C * kh * kw, Ho * Wo))
    for c in range(C):
        for m in range(kh):
            for n in range(kw):
                for i in range(Ho):
                    for j in range(Wo):
                        r, s = i * stride + m - padding, j * stride + n - padding
                        if 0 <= r < H and 0 <= s < W:
                            out[(c * kh + m) * kw + n, i * Wo + j] = x[c, r, s]
    return out


# %% im2col  right  rows-then-transpose
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x.astype(np.float64), ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[-2] or kw > x.shape[-1]:
        raise ValueError("kernel too big")
    v = np.lib.stride_tricks.sliding_window_view(x, (x.shape[0], kh, kw))[0, ::stride, ::stride]
    return v.reshape(v.shape[0] * v.shape[1], -1).T


# %% im2col  right  float32
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding))).astype(np.float32)
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), (1, 2))[:, ::stride, ::stride]
    return np.einsum("cijmn->cmnij", v).reshape(-1, v.shape[1] * v.shape[2])


# %% im2col  right  stack-of-rows
def im2col(x, kh, kw, stride=1, padding=0):
    if padding:
        x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="constant")
    h, w = x.shape[1] - kh, x.shape[2] - kw
    if h < 0 or w < 0:
        raise ValueError("does not fit")
    return np.stack(
        [
            channel[m : m + h + 1 : stride, n : n + w + 1 : stride].ravel()
            for channel in x
            for m in range(kh)
            for n in range(kw)
        ]
    )


# %% im2col  right  generator-of-rows
def im2col(x, kh, kw, stride=1, padding=0):
    p = np.pad(x, [(0, 0), (padding,) * 2, (padding,) * 2])
    ho, wo = (p.shape[1] - kh) // stride + 1, (p.shape[2] - kw) // stride + 1
    if ho < 1 or wo < 1 or kh > p.shape[1] or kw > p.shape[2]:
        raise ValueError("window")

    def taps():
        for channel in p:
            for m in range(kh):
                for n in range(kw):
                    yield channel[
                        m : m + stride * (ho - 1) + 1 : stride, n : n + stride * (wo - 1) + 1 : stride
                    ].ravel()

    return np.array(list(taps()))


# %% im2col  right  class-style
class Windows:
    def __init__(self, x, kh, kw, s, p):
        self.x = np.zeros((x.shape[0], x.shape[1] + 2 * p, x.shape[2] + 2 * p))
        self.x[:, p : p + x.shape[1], p : p + x.shape[2]] = x
        self.k, self.s = (kh, kw), s
        if kh > self.x.shape[1] or kw > self.x.shape[2]:
            raise ValueError

    def __iter__(self):
        for i in range(0, self.x.shape[1] - self.k[0] + 1, self.s):
            for j in range(0, self.x.shape[2] - self.k[1] + 1, self.s):
                yield self.x[:, i : i + self.k[0], j : j + self.k[1]].flatten()


def im2col(x, kh, kw, stride=1, padding=0):
    return np.column_stack(list(Windows(x, kh, kw, stride, padding)))


# %% im2col  wrong  taps-column-first  is taps-column-first
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)


# %% im2col  wrong  channel-last  is channel-last  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(3, 4, 0, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  columns-down-first  is columns-column-major  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 2, 1).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  rows  is matrix-transposed  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(1, 2, 0, 3, 4).reshape(ho * wo, c * kh * kw)

# %% im2col  wrong  reshape  is reshape-for-transpose  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  reshape-rows  is reshape-for-transpose  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(1, 2, 0, 3, 4).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  five-axes  is axes-not-flattened  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2)

# %% im2col  wrong  map-axes-kept  is axes-not-flattened  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho, wo)

# %% im2col  wrong  turned  is kernel-flipped  like taps-column-first
#       v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
# +     v = v[..., ::-1, ::-1]
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)


# %% im2col  wrong  sides-swapped  is height-width-swapped
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kw > x.shape[1] or kh > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kw, kh), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)


# %% im2col  wrong  first-channel  is channel-0-only  like taps-column-first
#       v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
# +     v = v[:1]
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  channels-backwards  is channels-reversed  like taps-column-first
#       v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
# +     v = v[::-1]
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  no-stride  is stride-ignored  like taps-column-first
# -     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
# +     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  stride-in-size  is stride-in-size-only  like no-stride
#       v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
# +     v = v[:, : (v.shape[1] - 1) // stride + 1, : (v.shape[2] - 1) // stride + 1]

# %% im2col  wrong  stride-rows-only  is stride-one-axis  like stride-in-size
# -     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
# -     v = v[:, : (v.shape[1] - 1) // stride + 1, : (v.shape[2] - 1) // stride + 1]
# +     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride]

# %% im2col  wrong  no-padding  is padding-ignored  like taps-column-first
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  pad-all-axes  is padding-on-channels  like taps-column-first
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, padding)
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  pad-before  is one-side-only  like taps-column-first
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, ((0, 0), (padding, 0), (padding, 0)))
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  pad-twice  is padding-twice  like taps-column-first
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, ((0, 0), (2 * padding,) * 2, (2 * padding,) * 2))
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  pad-edge  is edge-for-zeros  like taps-column-first
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)


# %% im2col  wrong  returns-in-the-loop  is returned-too-early
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    ho, wo = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    out = np.zeros((x.shape[0] * kh * kw, ho * wo))
    for i in range(ho):
        for j in range(wo):
            out[:, i * wo + j] = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw].ravel()
            return out


# %% im2col  wrong  returns-after-a-row  is returned-too-early  like returns-in-the-loop
# -             return out
# +         return out


# %% im2col  wrong  one-place-short  is output-one-short
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    return np.stack(
        [
            x[:, i : i + kh, j : j + kw].ravel()
            for i in range(0, x.shape[1] - kh, stride)
            for j in range(0, x.shape[2] - kw, stride)
        ],
        axis=1,
    )


# %% im2col  wrong  no-error  is no-error  like taps-column-first
# -         raise ValueError("too large")
# +         return np.zeros((x.shape[0] * kh * kw, 0))
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  index-error  is wrong-error  like taps-column-first
# -         raise ValueError("too large")
# +         raise IndexError("too large")
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)

# %% im2col  wrong  error-for-equal  like taps-column-first
# -     if kh > x.shape[1] or kw > x.shape[2]:
# +     if kh >= x.shape[1] or kw > x.shape[2]:
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)


# %% im2col  wrong  one-axis-checked  is no-error
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(
        np.pad(x, ((0, 0), (0, 0), (0, max(0, kw - x.shape[2])))), (kh, kw), axis=(1, 2)
    )[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)


# %% im2col  wrong  squares-only  is kernel-taken-as-square  like stride-in-size
# -     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
# -     v = v[:, : (v.shape[1] - 1) // stride + 1, : (v.shape[2] - 1) // stride + 1]
# +     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kh), axis=(1, 2))[:, ::stride, ::stride]

# %% im2col  wrong  as-a-list  is list-for-array  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo).tolist()

# %% im2col  wrong  divided  is pixels-divided  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo) / 255


# %% im2col  wrong  changes-its-input  is changed-input
def im2col(x, kh, kw, stride=1, padding=0):
    if kh > x.shape[1] + 2 * padding or kw > x.shape[2] + 2 * padding:
        raise ValueError("too large")
    p = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(p, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    out = v.transpose(0, 3, 4, 1, 2).reshape(x.shape[0] * kh * kw, -1).copy()
    x *= 0
    return out


# %% im2col  wrong  nothing  is returned-none
def im2col(x, kh, kw, stride=1, padding=0):
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")


# %% im2col  wrong  always-an-error
def im2col(x, kh, kw, stride=1, padding=0):
    raise ValueError("too large")


# %% im2col  wrong  values-of-int  like taps-column-first
# -     return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
# +     return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo).astype(int)


# %% im2col  wrong  image-in-the-corner  is one-side-only
def im2col(x, kh, kw, stride=1, padding=0):
    C, H, W = x.shape
    p = np.zeros((C, H + 2 * padding, W + 2 * padding))
    p[:, :H, :W] = x
    if kh > p.shape[1] or kw > p.shape[2]:
        raise ValueError("large")
    ho = (H + 2 * padding - kh) // stride + 1
    wo = (W + 2 * padding - kw) // stride + 1
    out = np.zeros((C * kh * kw, ho * wo))
    for i in range(ho):
        for j in range(wo):
            out[:, i * wo + j] = p[:, i * stride : i * stride + kh, j * stride : j * stride + kw].ravel()
    return out


# %% im2col  wrong  windows-stacked  is axes-not-flattened
def im2col(x, kh, kw, stride=1, padding=0):
    C, H, W = x.shape
    p = np.zeros((C, H + 2 * padding, W + 2 * padding))
    p[:, padding : padding + H, padding : padding + W] = x
    if kh > p.shape[1] or kw > p.shape[2]:
        raise ValueError("large")
    ho = (H + 2 * padding - kh) // stride + 1
    wo = (W + 2 * padding - kw) // stride + 1
    cols = []
    for i in range(ho):
        for j in range(wo):
            cols.append(p[:, i * stride : i * stride + kh, j * stride : j * stride + kw])
    return np.stack(cols)


# %% im2col  wrong  fortran-ravel  is axes-backwards
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    cols = []
    for i in range(0, x.shape[1] - kh + 1, stride):
        for j in range(0, x.shape[2] - kw + 1, stride):
            cols.append(x[:, i : i + kh, j : j + kw].ravel(order="F"))
    return np.array(cols).T


# %% im2col  wrong  pads-by-one-unasked  is default-padding  like fortran-ravel
# - def im2col(x, kh, kw, stride=1, padding=0):
# + def im2col(x, kh, kw, stride=1, padding=1):
# -             cols.append(x[:, i : i + kh, j : j + kw].ravel(order="F"))
# +             cols.append(x[:, i : i + kh, j : j + kw].ravel())

# %% im2col  wrong  padding-before-stride  is parameters-swapped  like fortran-ravel
# - def im2col(x, kh, kw, stride=1, padding=0):
# + def im2col(x, kh, kw, padding=0, stride=1):
# -             cols.append(x[:, i : i + kh, j : j + kw].ravel(order="F"))
# +             cols.append(x[:, i : i + kh, j : j + kw].ravel())

# %% im2col  wrong  hstack  like fortran-ravel
# -             cols.append(x[:, i : i + kh, j : j + kw].ravel(order="F"))
# -     return np.array(cols).T
# +             cols.append(x[:, i : i + kh, j : j + kw].ravel())
# +     return np.hstack(cols)

# %% im2col  wrong  reshape-after-list  is reshape-for-transpose  like fortran-ravel
# -             cols.append(x[:, i : i + kh, j : j + kw].ravel(order="F"))
# -     return np.array(cols).T
# +             cols.append(x[:, i : i + kh, j : j + kw])
# +     return np.array(cols).reshape(x.shape[0] * kh * kw, -1)


# %% im2col  wrong  per-channel-blocks  is channels-side-by-side
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    out = []
    for c in range(x.shape[0]):
        cols = []
        for i in range(0, x.shape[1] - kh + 1, stride):
            for j in range(0, x.shape[2] - kw + 1, stride):
                cols.append(x[c, i : i + kh, j : j + kw].ravel())
        out.append(np.array(cols).T)
    return np.concatenate(out, axis=1)


# %% im2col  wrong  counter-not-moved  is places-counted-by-height  like returns-in-the-loop
# -         raise ValueError("too large")
# +         raise ValueError
# -             out[:, i * wo + j] = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw].ravel()
# -             return out
# +             out[:, i * ho + j] = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw].ravel()
# +     return out


# %% im2col  wrong  float-size
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) / stride + 1, (w + 2 * padding - kw) / stride + 1
    if ho < 1 or wo < 1:
        raise ValueError
    out = np.zeros((c * kh * kw, ho * wo))
    return out


# %% im2col  wrong  unpadded-check  is fit-without-padding
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    if kh > h or kw > w:
        raise ValueError
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, -1)


# %% im2col  wrong  size-of-unpadded  is size-without-padding
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    ho, wo = (h - kh) // stride + 1, (w - kw) // stride + 1
    out = np.zeros((c * kh * kw, ho * wo))
    n = 0
    for i in range(ho):
        for j in range(wo):
            out[:, n] = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw].ravel()
            n += 1
    return out


# %% im2col  wrong  mean-added  is columns-column-major
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return v.transpose(0, 3, 4, 2, 1).reshape(x.shape[0] * kh * kw, -1)


# %% im2col  wrong  sliding-over-all  like mean-added
# -     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
# -     return v.transpose(0, 3, 4, 2, 1).reshape(x.shape[0] * kh * kw, -1)
# +     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw))[:, ::stride, ::stride]
# +     return v.transpose(0, 3, 4, 1, 2).reshape(x.shape[0] * kh * kw, -1)


# %% im2col  wrong  columns-of-bytes  is output-dtype
def im2col(x, kh, kw, stride=1, padding=0):
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    C, H, W = xp.shape
    if kh > H or kw > W:
        raise ValueError("window")
    ho, wo = (H - kh) // stride + 1, (W - kw) // stride + 1
    out = np.zeros((C * kh * kw, ho * wo), dtype=np.uint8)
    for i in range(ho):
        for j in range(wo):
            out[:, i * wo + j] = (
                xp[:, i * stride : i * stride + kh, j * stride : j * stride + kw].flatten().astype(np.uint8)
            )
    return out


# %% im2col  wrong  gray-before-the-windows  is channels-summed
def im2col(x, kh, kw, stride=1, padding=0):
    C, H, W = x.shape
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding))).sum(axis=0)
    if kh > xp.shape[0] or kw > xp.shape[1]:
        raise ValueError("w")
    win = np.lib.stride_tricks.sliding_window_view(xp, (kh, kw))[::stride, ::stride]
    return win.reshape(-1, kh * kw).T


# %% im2col  wrong  return-in-the-outer-loop  is returned-too-early
def im2col(x, kh, kw, stride=1, padding=0):
    C, H, W = x.shape
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > xp.shape[1] or kw > xp.shape[2]:
        raise ValueError("w")
    cols = []
    for i in range(0, xp.shape[1] - kh + 1, stride):
        for j in range(0, xp.shape[2] - kw + 1, stride):
            cols.append(xp[:, i : i + kh, j : j + kw].ravel())
        return np.array(cols).T


# %% im2col  wrong  one-slice-for-all-taps  is tap-not-shifted  like tap-loop
# -             out[:, m, n] = p[:, m : m + stride * ho : stride, n : n + stride * wo : stride]
# +             out[:, m, n] = p[:, : stride * ho : stride, : stride * wo : stride]


# %% conv2d_im2col  right  product
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)


# %% conv2d_im2col  right  rows
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    rows = im2col(x, kh, kw, stride, padding).T
    out = rows @ w.reshape(f, c * kh * kw).T
    if b is not None:
        out = out + b
    return out.reshape(ho, wo, f).transpose(2, 0, 1)


# %% conv2d_im2col  right  bias-row
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if len(x) != c:
        raise ValueError("channels differ")
    bias = np.zeros(f) if b is None else np.asarray(b)
    cols = im2col(x, kh, kw, stride, padding)
    cols = np.vstack([cols, np.ones((1, cols.shape[1]))])
    weights = np.hstack([w.reshape(f, -1), bias[:, None]])
    return (weights @ cols).reshape(f, (x.shape[1] + 2 * padding - kh) // stride + 1, -1)


# %% conv2d_im2col  right  own-columns
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    cols = np.empty((c * kh * kw, ho * wo))
    for k in range(ho * wo):
        i, j = divmod(k, wo)
        cols[:, k] = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw].ravel()
    y = np.dot(w.reshape(f, -1), cols)
    if b is not None:
        y += np.reshape(b, (f, 1))
    return y.reshape(f, ho, wo)


# %% conv2d_im2col  right  tensordot
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    y = np.tensordot(w, v, axes=([1, 2, 3], [0, 3, 4]))
    return y if b is None else y + np.asarray(b)[:, None, None]


# %% conv2d_im2col  right  einsum
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    cols = im2col(x, kh, kw, stride, padding).reshape(c, kh, kw, ho, wo)
    out = np.einsum("fcmn,cmnij->fij", w, cols)
    if b is not None:
        out = out + b.reshape(-1, 1, 1)
    return out


# %% conv2d_im2col  right  float32
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1).astype(np.float32) @ im2col(x, kh, kw, stride, padding).astype(np.float32)
    out = out.reshape(f, ho, wo)
    return out if b is None else out + b.astype(np.float32)[:, np.newaxis, np.newaxis]


# %% conv2d_im2col  right  fft
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    x = np.pad(x.astype(float), ((0, 0), (padding, padding), (padding, padding)))
    h, wd = x.shape[1:]
    spectrum = (np.fft.fft2(x)[None] * np.conj(np.fft.fft2(w, s=(h, wd)))).sum(axis=1)
    y = np.fft.ifft2(spectrum).real[:, : h - w.shape[2] + 1 : stride, : wd - w.shape[3] + 1 : stride]
    return y if b is None else y + b[:, None, None]


# %% conv2d_im2col  right  matmul-out-add
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    (F, C, kH, kW), bias = w.shape, np.zeros(len(w)) if b is None else np.asarray(b)
    if C != len(x):
        raise ValueError(f"{C} != {len(x)}")
    cols = im2col(x, kH, kW, stride, padding)
    cols = np.vstack([cols, np.ones(cols.shape[1])])
    rows = np.column_stack([w.reshape(F, -1), bias])
    wo = (x.shape[2] + 2 * padding - kW) // stride + 1
    return (rows @ cols).reshape(F, -1, wo)


# %% conv2d_im2col  wrong  taps-down-first  is taps-column-first  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding).reshape(c, kh, kw, -1).transpose(
# +         0, 2, 1, 3
# +     ).reshape(c * kh * kw, -1)


# %% conv2d_im2col  wrong  kernels-transposed  is kernel-transposed
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kw) // stride + 1
    wo = (x.shape[2] + 2 * padding - kh) // stride + 1
    out = w.transpose(0, 1, 3, 2).reshape(f, c, kw * kh)[:, :, :].reshape(f, -1) @ im2col(
        x, kw, kh, stride, padding
    )
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)


# %% conv2d_im2col  wrong  channel-last  is channel-last  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w.transpose(0, 2, 3, 1).reshape(f, -1) @ im2col(x, kh, kw, stride, padding)

# %% conv2d_im2col  wrong  flipped  is kernel-flipped  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w[:, :, ::-1, ::-1].reshape(f, -1) @ im2col(x, kh, kw, stride, padding)

# %% conv2d_im2col  wrong  columns-reshaped  is reshape-for-transpose  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding).T.reshape(c * kh * kw, ho * wo)

# %% conv2d_im2col  wrong  read-down  is columns-column-major  like product
# -     return out.reshape(f, ho, wo)
# +     return out.reshape(f, ho, wo).transpose(0, 2, 1).reshape(f, ho, wo)

# %% conv2d_im2col  wrong  rows-folded  is folded-without-transpose  like product
# -     return out.reshape(f, ho, wo)
# +     return out.T.reshape(f, ho, wo)

# %% conv2d_im2col  wrong  filters-last  is filters-last  like product
# -     return out.reshape(f, ho, wo)
# +     return out.T.reshape(ho, wo, f)

# %% conv2d_im2col  wrong  folded-with-filters-last  is filters-last  like product
# -     return out.reshape(f, ho, wo)
# +     return out.reshape(ho, wo, f)

# %% conv2d_im2col  wrong  flat  is not-folded  like product
# -     return out.reshape(f, ho, wo)
# +     return out

# %% conv2d_im2col  wrong  fold-width-first  is height-width-swapped  like product
# -     return out.reshape(f, ho, wo)
# +     return out.reshape(f, wo, ho)

# %% conv2d_im2col  wrong  one-filter  is first-filter-for-all  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w[[0] * f].reshape(f, -1) @ im2col(x, kh, kw, stride, padding)

# %% conv2d_im2col  wrong  bias-lost  is bias-forgotten  like product
# -         out = out + b[:, None]
# +         out + b[:, None]

# %% conv2d_im2col  wrong  one-bias  is first-bias-for-all  like product
# -         out = out + b[:, None]
# +         out = out + b[0]

# %% conv2d_im2col  wrong  bias-in-columns  is bias-along-width  like product
# -         out = out + b[:, None]
# +         out = out + b

# %% conv2d_im2col  wrong  bias-times-channels  is bias-per-channel  like product
# -         out = out + b[:, None]
# +         out = out + c * b[:, None]

# %% conv2d_im2col  wrong  bias-times-taps  is bias-per-tap  like product
# -         out = out + b[:, None]
# +         out = out + w[0].size * b[:, None]

# %% conv2d_im2col  wrong  bias-minus  is bias-subtracted  like product
# -         out = out + b[:, None]
# +         out = out - b[:, None]

# %% conv2d_im2col  wrong  needs-bias  is fails-without-bias  like product
# -     if b is not None:
# -         out = out + b[:, None]
# +     out = out + b[:, None]

# %% conv2d_im2col  wrong  if-b  is truth-of-an-array  like product
# -     if b is not None:
# +     if b:

# %% conv2d_im2col  wrong  stride-forgotten  is stride-ignored  like product
# -     ho = (x.shape[1] + 2 * padding - kh) // stride + 1
# -     wo = (x.shape[2] + 2 * padding - kw) // stride + 1
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     ho = (x.shape[1] + 2 * padding - kh) // 1 + 1
# +     wo = (x.shape[2] + 2 * padding - kw) // 1 + 1
# +     out = w.reshape(f, -1) @ im2col(x, kh, kw, 1, padding)

# %% conv2d_im2col  wrong  stride-size-only  is stride-in-size-only  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w.reshape(f, -1) @ im2col(x, kh, kw, 1, padding).reshape(
# +         c * kh * kw, x.shape[1] + 2 * padding - kh + 1, -1
# +     )[:, :ho, :wo].reshape(-1, ho * wo)

# %% conv2d_im2col  wrong  padding-forgotten  is padding-ignored  like product
# -     ho = (x.shape[1] + 2 * padding - kh) // stride + 1
# -     wo = (x.shape[2] + 2 * padding - kw) // stride + 1
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     ho = (x.shape[1] - kh) // stride + 1
# +     wo = (x.shape[2] - kw) // stride + 1
# +     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride)

# %% conv2d_im2col  wrong  padding-edge  is edge-for-zeros  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w.reshape(f, -1) @ im2col(
# +         np.pad(x, ((0, 0), (padding,) * 2, (padding,) * 2), mode="edge"), kh, kw, stride
# +     )

# %% conv2d_im2col  wrong  padding-everywhere  is padding-on-channels  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w.reshape(f, -1) @ im2col(np.pad(x, padding), kh, kw, stride)

# %% conv2d_im2col  wrong  padding-before  is one-side-only  like product
# -     ho = (x.shape[1] + 2 * padding - kh) // stride + 1
# -     wo = (x.shape[2] + 2 * padding - kw) // stride + 1
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     ho = (x.shape[1] + padding - kh) // stride + 1
# +     wo = (x.shape[2] + padding - kw) // stride + 1
# +     out = w.reshape(f, -1) @ im2col(np.pad(x, ((0, 0), (padding, 0), (padding, 0))), kh, kw, stride)

# %% conv2d_im2col  wrong  first-channel  is channel-0-only  like product
# -     out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# +     out = w[:, 0].reshape(f, -1) @ im2col(x[:1], kh, kw, stride, padding)

# %% conv2d_im2col  wrong  dtype-of-image  is output-dtype  like product
#           out = out + b[:, None]
# +     out = np.trunc(out).astype(np.int64).astype(x.dtype) if x.dtype.kind in "ui" else out

# %% conv2d_im2col  wrong  no-check  is no-error  like product
# -     if x.shape[0] != c:
# -         raise ValueError("channels differ")
# +     x, w = x[: min(c, len(x))], w[:, : len(x)]
# +     c = w.shape[1]

# %% conv2d_im2col  wrong  type-error  is wrong-error  like product
# -         raise ValueError("channels differ")
# +         raise TypeError("channels differ")

# %% conv2d_im2col  wrong  square-output  is map-taken-as-square  like product
# -     return out.reshape(f, ho, wo)
# +     return out[:, : ho * ho].reshape(f, ho, ho)

# %% conv2d_im2col  wrong  no-stride-in-size  is size-without-stride  like product
# -     ho = (x.shape[1] + 2 * padding - kh) // stride + 1
# +     ho = (x.shape[1] + 2 * padding - kh) + 1

# %% conv2d_im2col  wrong  averaged  is channels-averaged  like product
# -     return out.reshape(f, ho, wo)
# +     return out.reshape(f, ho, wo) / c

# %% conv2d_im2col  wrong  summed-over-filters  is filters-added-up  like product
# -     return out.reshape(f, ho, wo)
# +     return out.reshape(f, ho, wo).sum(axis=0)


# %% conv2d_im2col  wrong  rectified  like product
# -     return out.reshape(f, ho, wo)
# +     return np.maximum(out, 0).reshape(f, ho, wo)

# %% conv2d_im2col  wrong  bias-in-place  is changed-input  like product
#       if b is not None:
# +         b += 1
# +         b = b - 1
#           out = out + b[:, None]
# +     w *= 0


# %% conv2d_im2col  wrong  folds-to-unpadded-size  is size-without-padding
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    F, C, kh, kw = w.shape
    if C != x.shape[0]:
        raise ValueError("c")
    cols = im2col(x, kh, kw, stride, padding).astype(float)
    ho = (x.shape[1] - kh) // stride + 1
    wo = (x.shape[2] - kw) // stride + 1
    out = w.reshape(F, -1) @ cols
    if b is not None:
        out = out + b[:, None]
    return out.reshape(F, ho, wo)


# %% conv2d_im2col  wrong  reshape-all  is weights-reshaped
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if c != x.shape[0]:
        raise ValueError
    y = w.reshape(-1, f).T @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        y = y + b[:, None]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return y.reshape(f, ho, -1)


# %% conv2d_im2col  wrong  b-broadcast  is bias-along-width  like reshape-all
# -     y = w.reshape(-1, f).T @ im2col(x, kh, kw, stride, padding)
# +     y = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# -         y = y + b[:, None]
# +         y = y + b

# %% conv2d_im2col  wrong  elementwise  is entry-by-entry  like reshape-all
# -     y = w.reshape(-1, f).T @ im2col(x, kh, kw, stride, padding)
# +     y = w.reshape(f, -1) * im2col(x, kh, kw, stride, padding)

# %% conv2d_im2col  wrong  positional-swapped  like reshape-all
# -     y = w.reshape(-1, f).T @ im2col(x, kh, kw, stride, padding)
# +     y = w.reshape(f, -1) @ im2col(x, kh, kw, padding, stride)

# %% conv2d_im2col  wrong  missing-check-broadcast  is no-error  like reshape-all
# -     if c != x.shape[0]:
# -         raise ValueError
# -     y = w.reshape(-1, f).T @ im2col(x, kh, kw, stride, padding)
# +     y = w.reshape(f, -1) @ im2col(x[:c], kh, kw, stride, padding)

# %% conv2d_im2col  wrong  squeezed  is axis-squeezed  like reshape-all
# -     y = w.reshape(-1, f).T @ im2col(x, kh, kw, stride, padding)
# +     y = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
# -     return y.reshape(f, ho, -1)
# +     return y.reshape(f, ho, -1).squeeze()


# %% conv2d_batch  right  taps-matmul
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m : m + stride * ho : stride, k : k + stride * wo : stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)


# %% conv2d_batch  right  einsum-six-letters
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("ncijmk,fcmk->nfij", v, w)
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  right  einsum-optimized
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("ncijmk,fcmk->nfij", v, w, optimize=True)
    return y if b is None else y + b.reshape(1, f, 1, 1)


# %% conv2d_batch  right  tensordot
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.tensordot(v, w, axes=((1, 4, 5), (1, 2, 3)))
    if b is not None:
        y = y + b
    return np.moveaxis(y, -1, 1)


# %% conv2d_batch  right  rows-orientation
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    rows = v.transpose(0, 2, 3, 1, 4, 5).reshape(n * ho * wo, c * kh * kw)
    y = rows @ w.reshape(f, -1).T
    if b is not None:
        y = y + b
    return y.reshape(n, ho, wo, f).transpose(0, 3, 1, 2)


# %% conv2d_batch  right  columns-side-by-side
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    cols = v.transpose(1, 4, 5, 0, 2, 3).reshape(c * kh * kw, n * ho * wo)
    y = (w.reshape(f, -1) @ cols).reshape(f, n, ho, wo).transpose(1, 0, 2, 3)
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  right  as-strided
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    x = np.ascontiguousarray(x)
    s0, s1, s2, s3 = x.strides
    v = np.lib.stride_tricks.as_strided(
        x, (n, c, kh, kw, ho, wo), (s0, s1, s2, s3, stride * s2, stride * s3), writeable=False
    )
    y = np.matmul(w.reshape(1, f, -1), v.reshape(n, c * kh * kw, -1)).reshape(n, f, ho, wo)
    if b is not None:
        y = y + np.expand_dims(b, (0, 2, 3))
    return y


# %% conv2d_batch  right  index-arrays
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    tap_row = np.tile(np.repeat(np.arange(kh), kw), c)
    tap_col = np.tile(np.arange(kw), kh * c)
    place_row = stride * np.repeat(np.arange(ho), wo)
    place_col = stride * np.tile(np.arange(wo), ho)
    channel = np.repeat(np.arange(c), kh * kw)[:, None]
    cols = x[:, channel, tap_row[:, None] + place_row, tap_col[:, None] + place_col]
    cols = cols.transpose(1, 2, 0).reshape(c * kh * kw, -1)
    y = (w.reshape(f, -1) @ cols).reshape(f, ho, wo, n).transpose(3, 0, 1, 2)
    return y if b is None else y + b.reshape(1, -1, 1, 1)


# %% conv2d_batch  right  fft
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    size = x.shape[2:]
    spectrum = np.einsum("ncij,fcij->nfij", np.fft.rfft2(x), np.conj(np.fft.rfft2(w, s=size)))
    y = np.fft.irfft2(spectrum, s=size)[:, :, : size[0] - kh + 1 : stride, : size[1] - kw + 1 : stride]
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  right  stack-over-images
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    return np.stack([conv2d_im2col(image, w, b, stride, padding) for image in x])


# %% conv2d_batch  right  sum-of-shifts
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.zeros((n, f, ho, wo))
    for m in range(kh):
        for k in range(kw):
            part = x[:, :, m : m + stride * (ho - 1) + 1 : stride, k : k + stride * (wo - 1) + 1 : stride]
            y += np.einsum("fc,ncij->nfij", w[:, :, m, k], part)
    if b is not None:
        y += b[:, None, None]
    return y


# %% conv2d_batch  right  all-loops-but-pixels
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.zeros((n, f, ho, wo))
    for q in range(n):
        for k in range(f):
            for ch in range(c):
                for i in range(kh):
                    for j in range(kw):
                        y[q, k] += (
                            w[k, ch, i, j]
                            * x[q, ch, i : i + ho * stride : stride, j : j + wo * stride : stride]
                        )
            if b is not None:
                y[q, k] += b[k]
    return y


# %% conv2d_batch  right  row-by-row
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.empty((n, f, ho, wo))
    for i in range(ho):
        y[:, :, i] = np.tensordot(v[:, :, i], w, axes=([1, 3, 4], [1, 2, 3])).transpose(0, 2, 1)
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  right  float32
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.tensordot(w.astype(np.float32), v.astype(np.float32), axes=((1, 2, 3), (1, 4, 5))).swapaxes(0, 1)
    return y if b is None else y + b.astype(np.float32)[:, None, None]


# %% conv2d_batch  right  broadcast-multiply
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    p = np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)
    kh, kw = w.shape[2:]
    v = np.lib.stride_tricks.sliding_window_view(p, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    out = sum(
        np.multiply.outer(w[:, c, m, n], v[:, c, :, :, m, n]).astype(float)
        for c in range(w.shape[1])
        for m in range(kh)
        for n in range(kw)
    ).swapaxes(0, 1)
    return out if b is None else out + np.asarray(b)[None, :, None, None]


# %% conv2d_batch  wrong  rows-folded  is folded-without-transpose  like tensordot
# -     y = np.tensordot(v, w, axes=((1, 4, 5), (1, 2, 3)))
# +     y = v.transpose(0, 2, 3, 1, 4, 5).reshape(n * ho * wo, -1) @ w.reshape(f, -1).T
# -     return np.moveaxis(y, -1, 1)
# +     return y.reshape(n, f, ho, wo)

# %% conv2d_batch  wrong  filters-before-images  is folded-without-transpose  like einsum-six-letters
# -     y = np.einsum("ncijmk,fcmk->nfij", v, w)
# -     return y if b is None else y + b[:, None, None]
# +     y = w.reshape(f, -1) @ v.transpose(1, 4, 5, 0, 2, 3).reshape(c * kh * kw, -1)
# +     if b is not None:
# +         y = y + b[:, None]
# +     return y.reshape(n, f, ho, wo)

# %% conv2d_batch  wrong  axes-n-last  is folded-without-transpose  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, ho, wo).transpose(2, 3, 0, 1).reshape(n, f, ho, wo)

# %% conv2d_batch  wrong  letters-filters-first  is batch-after-filters  like einsum-six-letters
# -     y = np.einsum("ncijmk,fcmk->nfij", v, w)
# +     y = np.einsum("ncijmk,fcmk->fnij", v, w)

# %% conv2d_batch  wrong  letters-filters-last  is filters-last  like einsum-six-letters
# -     y = np.einsum("ncijmk,fcmk->nfij", v, w)
# +     y = np.einsum("ncijmk,fcmk->nijf", v, w)

# %% conv2d_batch  wrong  two-letters-for-channels  is every-channel-with-every-kernel  like einsum-six-letters
# -     y = np.einsum("ncijmk,fcmk->nfij", v, w)
# +     y = np.einsum("ncijmk,fdmk->nfij", v, w)

# %% conv2d_batch  wrong  rows-by-reshape  is reshape-for-transpose  like einsum-six-letters
# -     y = np.einsum("ncijmk,fcmk->nfij", v, w)
# -     return y if b is None else y + b[:, None, None]
# +     y = v.reshape(n * ho * wo, -1) @ w.reshape(f, -1).T
# +     y = y if b is None else y + b
# +     return y.reshape(n, ho, wo, f).transpose(0, 3, 1, 2)

# %% conv2d_batch  wrong  batch-after-filters  is batch-after-filters  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, ho, wo).transpose(1, 0, 2, 3)

# %% conv2d_batch  wrong  filters-last  is filters-last  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, ho, wo).transpose(0, 2, 3, 1)

# %% conv2d_batch  wrong  not-folded  is not-folded  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y

# %% conv2d_batch  wrong  fold-width-first  is height-width-swapped  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, wo, ho)

# %% conv2d_batch  wrong  read-down  is columns-column-major  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, ho, wo).swapaxes(2, 3).reshape(n, f, ho, wo)

# %% conv2d_batch  wrong  columns-reshaped  is reshape-for-transpose  like filters-before-images
# -     y = w.reshape(f, -1) @ v.transpose(1, 4, 5, 0, 2, 3).reshape(c * kh * kw, -1)
# +     y = w.reshape(f, -1) @ v.reshape(n, c * kh * kw, ho * wo)

# %% conv2d_batch  wrong  taps-down-first  is taps-column-first  like taps-matmul
# -     y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
# +     y = w.reshape(f, -1) @ cols.swapaxes(2, 3).reshape(n, -1, ho * wo)

# %% conv2d_batch  wrong  channel-last  is channel-last  like taps-matmul
# -     y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
# +     y = w.reshape(f, -1) @ cols.transpose(0, 2, 3, 1, 4, 5).reshape(n, -1, ho * wo)

# %% conv2d_batch  wrong  flipped  is kernel-flipped  like taps-matmul
# -     y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
# +     y = w[..., ::-1, ::-1].reshape(f, -1) @ cols.reshape(n, -1, ho * wo)

# %% conv2d_batch  wrong  first-image  is first-image-for-all  like taps-matmul
# -             cols[:, :, m, k] = x[:, :, m : m + stride * ho : stride, k : k + stride * wo : stride]
# +             cols[:, :, m, k] = x[:1, :, m : m + stride * ho : stride, k : k + stride * wo : stride]

# %% conv2d_batch  wrong  one-image  is only-one-image  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, ho, wo)[:1]

# %% conv2d_batch  wrong  images-added  is images-summed  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, ho, wo).sum(axis=0)

# %% conv2d_batch  wrong  one-filter  is first-filter-for-all  like taps-matmul
# -     y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
# +     y = w[:1].repeat(f, axis=0).reshape(f, -1) @ cols.reshape(n, -1, ho * wo)

# %% conv2d_batch  wrong  first-channel  is channel-0-only  like taps-matmul
# -     y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
# +     y = w[:, 0].reshape(f, -1) @ cols[:, 0].reshape(n, -1, ho * wo)

# %% conv2d_batch  wrong  channels-backwards  is channels-reversed  like taps-matmul
# -     y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
# +     y = w[:, ::-1].reshape(f, -1) @ cols.reshape(n, -1, ho * wo)

# %% conv2d_batch  wrong  bias-lost  is bias-forgotten  like taps-matmul
# -         y = y + b[:, None]
# +         y + b[:, None]

# %% conv2d_batch  wrong  one-bias  is first-bias-for-all  like taps-matmul
# -         y = y + b[:, None]
# +         y = y + b[0]

# %% conv2d_batch  wrong  bias-along-width  is bias-along-width  like taps-matmul
# -         y = y + b[:, None]
# +         y = y + b

# %% conv2d_batch  wrong  bias-times-channels  is bias-per-channel  like taps-matmul
# -         y = y + b[:, None]
# +         y = y + c * b[:, None]

# %% conv2d_batch  wrong  bias-minus  is bias-subtracted  like taps-matmul
# -         y = y + b[:, None]
# +         y = y - b[:, None]

# %% conv2d_batch  wrong  needs-bias  is fails-without-bias  like taps-matmul
# -     if b is not None:
# -         y = y + b[:, None]
# +     y = y + b[:, None]

# %% conv2d_batch  wrong  if-b  is truth-of-an-array  like taps-matmul
# -     if b is not None:
# +     if b:

# %% conv2d_batch  wrong  no-padding  is padding-ignored  like taps-matmul
# -     x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
# -     ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
# +     ho, wo = (h - kh) // stride + 1, (wd - kw) // stride + 1

# %% conv2d_batch  wrong  pad-all-axes  is padding-on-channels  like taps-matmul
# -     x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, padding)

# %% conv2d_batch  wrong  pad-after  is one-side-only  like taps-matmul
# -     x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
# -     ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
# +     x = np.pad(x, ((0, 0), (0, 0), (0, padding), (0, padding)))
# +     ho, wo = (h + padding - kh) // stride + 1, (wd + padding - kw) // stride + 1

# %% conv2d_batch  wrong  pad-edge  is edge-for-zeros  like taps-matmul
# -     x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")

# %% conv2d_batch  wrong  no-stride  is stride-ignored  like taps-matmul
#   def conv2d_batch(x, w, b=None, stride=1, padding=0):
# +     stride = 1

# %% conv2d_batch  wrong  stride-in-size  is stride-in-size-only  like taps-matmul
# -             cols[:, :, m, k] = x[:, :, m : m + stride * ho : stride, k : k + stride * wo : stride]
# +             cols[:, :, m, k] = x[:, :, m : m + ho, k : k + wo]

# %% conv2d_batch  wrong  dtype-of-image  is output-dtype  like taps-matmul
#           y = y + b[:, None]
# +     y = np.trunc(y).astype(np.int64).astype(x.dtype) if x.dtype.kind in "ui" else y

# %% conv2d_batch  wrong  stride-by-rows  is stride-one-axis  like taps-matmul
# -             cols[:, :, m, k] = x[:, :, m : m + stride * ho : stride, k : k + stride * wo : stride]
# +             cols[:, :, m, k] = x[:, :, m : m + stride * ho : stride, k : k + wo]

# %% conv2d_batch  wrong  no-check  is no-error  like taps-matmul
# -     if c != c2:
# -         raise ValueError("channels differ")
# +     c = min(c, c2)
# +     x, w = x[:, :c], w[:, :c]

# %% conv2d_batch  wrong  assertion  is wrong-error  like taps-matmul
# -         raise ValueError("channels differ")
# +         raise AssertionError("channels differ")

# %% conv2d_batch  wrong  only-one-stride  like taps-matmul
# -     ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
# +     ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // 1 + 1

# %% conv2d_batch  wrong  batch-normalized  like taps-matmul
# -     return y.reshape(n, f, ho, wo)
# +     return y.reshape(n, f, ho, wo) / n

# %% conv2d_batch  wrong  pixel-loop-einsum  like row-by-row
# -     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
# -         y[:, :, i] = np.tensordot(v[:, :, i], w, axes=([1, 3, 4], [1, 2, 3])).transpose(0, 2, 1)
# +         for j in range(wo):
# +             patch = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
# +             y[:, :, i, j] = np.einsum("ncmk,fcmk->nf", patch, w)

# %% conv2d_batch  wrong  pixel-loop-matmul  like pixel-loop-einsum
#       y = np.empty((n, f, ho, wo))
# +     flat = w.reshape(f, -1).T
# -             y[:, :, i, j] = np.einsum("ncmk,fcmk->nf", patch, w)
# +             y[:, :, i, j] = patch.reshape(n, -1) @ flat


# %% conv2d_batch  wrong  pixel-loop-columns
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c * kh * kw, ho * wo))
    for k in range(ho * wo):
        i, j = k // wo * stride, k % wo * stride
        cols[:, :, k] = x[:, :, i : i + kh, j : j + kw].reshape(n, -1)
    y = (w.reshape(f, -1) @ cols).reshape(n, f, ho, wo)
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  wrong  pixel-loop-list
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    patches = [
        image[:, i : i + kh, j : j + kw].ravel()
        for image in x
        for i in range(0, stride * ho, stride)
        for j in range(0, stride * wo, stride)
    ]
    y = (np.array(patches) @ w.reshape(f, -1).T).reshape(n, ho, wo, f).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  wrong  pixel-loop-tensordot  like einsum-six-letters
# -     v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
# -     y = np.einsum("ncijmk,fcmk->nfij", v, w)
# +     y = np.zeros((n, f, ho, wo))
# +     for i, j in np.ndindex(ho, wo):
# +         patch = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
# +         y[:, :, i, j] = np.tensordot(patch, w, axes=([1, 2, 3], [1, 2, 3]))


# %% conv2d_batch  wrong  loops-again
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.zeros((n, f, ho, wo))
    for q in range(n):
        for i in range(ho):
            for j in range(wo):
                patch = x[q, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
                y[q, :, i, j] = (patch * w).sum(axis=(1, 2, 3))
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  wrong  six-loops
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.zeros((n, f, ho, wo))
    for q in range(n):
        for g in range(f):
            for i in range(ho):
                for j in range(wo):
                    patch = x[q, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
                    y[q, g, i, j] = np.sum(patch * w[g])
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  wrong  images-concatenated  is images-in-one-row
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    return np.concatenate([conv2d_im2col(im, w, b, stride, padding) for im in x])


# %% conv2d_batch  wrong  calls-one-image
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    return conv2d_im2col(x, w, b, stride, padding)


# %% conv2d_batch  wrong  return-in-loop  is only-one-image
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    out = []
    for image in x:
        out.append(conv2d_im2col(image, w, b, stride, padding))
        return np.array(out)


# %% conv2d_batch  wrong  last-image  is only-one-image
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    for image in x:
        out = []
        out.append(conv2d_im2col(image, w, b, stride, padding))
    return np.array(out)


# %% conv2d_batch  wrong  einsum-typo  is height-width-swapped
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    p = np.pad(x.astype(float), [(0, 0)] * 2 + [(padding, padding)] * 2)
    v = np.lib.stride_tricks.sliding_window_view(p, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("nchwij,fcij->nfwh", v, w)
    return y if b is None else y + b[:, None, None]


# %% conv2d_batch  wrong  bias-no-reshape  is bias-across-the-map  like einsum-typo
# -     y = np.einsum("nchwij,fcij->nfwh", v, w)
# -     return y if b is None else y + b[:, None, None]
# +     y = np.einsum("nchwij,fcij->nfhw", v, w)
# +     return y if b is None else y + b

# %% conv2d_batch  wrong  channels-not-summed  is one-map-per-channel  like einsum-typo
# -     y = np.einsum("nchwij,fcij->nfwh", v, w)
# -     return y if b is None else y + b[:, None, None]
# +     y = np.einsum("nchwij,fcij->nfchw", v, w)
# +     return y if b is None else y + b[:, None, None, None]


# %% conv2d_batch  wrong  letters-turned  is kernel-transposed  like einsum-six-letters
# -     y = np.einsum("ncijmk,fcmk->nfij", v, w)
# +     y = np.einsum("ncijmk,fckm->nfij", v, w)


# %% im2col_bytes  right  formula
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize


# %% im2col_bytes  right  ranges
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    rows = len(range(0, shape[1] + 2 * padding - kh + 1, stride))
    columns = len(range(0, shape[2] + 2 * padding - kw + 1, stride))
    return shape[0] * kh * kw * rows * columns * itemsize


# %% im2col_bytes  right  of-the-matrix
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return im2col(np.zeros(shape), kh, kw, stride, padding).size * itemsize


# %% im2col_bytes  right  numpy-product
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    sides = (np.array(shape[1:]) + 2 * padding - np.array([kh, kw])) // stride + 1
    return np.prod(sides) * shape[0] * kh * kw * itemsize


# %% im2col_bytes  right  floor-to-int
import math


def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    ho = math.floor((shape[1] - kh + 2 * padding) / stride + 1)
    wo = math.floor((shape[2] - kw + 2 * padding) / stride + 1)
    return int(shape[0] * kh * kw * ho * wo * itemsize)


# %% im2col_bytes  right  nbytes
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    kinds = {1: np.int8, 2: np.int16, 4: np.int32, 8: np.int64, 16: np.complex128}
    return im2col(np.zeros(shape, kinds[itemsize]), kh, kw, stride, padding).nbytes


# %% im2col_bytes  right  strip
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    c, *sides = shape
    total = itemsize * c
    for n, k in zip(sides, (kh, kw)):
        total *= k * sum(1 for start in range(-padding, n + padding - k + 1, stride))
    return total


# %% im2col_bytes  wrong  no-padding  is padding-forgotten  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# -     Wo = (W + 2 * padding - kw) // stride + 1
# +     Ho = (H - kh) // stride + 1
# +     Wo = (W - kw) // stride + 1

# %% im2col_bytes  wrong  padding-once  is padding-once  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# -     Wo = (W + 2 * padding - kw) // stride + 1
# +     Ho = (H + padding - kh) // stride + 1
# +     Wo = (W + padding - kw) // stride + 1

# %% im2col_bytes  wrong  no-stride  is stride-ignored  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# -     Wo = (W + 2 * padding - kw) // stride + 1
# +     Ho = (H + 2 * padding - kh) // 1 + 1
# +     Wo = (W + 2 * padding - kw) // 1 + 1

# %% im2col_bytes  wrong  nine-times  is nine-times-the-image  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return 9 * C * H * W * itemsize

# %% im2col_bytes  wrong  sides-added  is sides-added  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * (kh + kw) * Ho * Wo * itemsize

# %% im2col_bytes  wrong  no-channels  is channels-forgotten  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return kh * kw * Ho * Wo * itemsize

# %% im2col_bytes  wrong  no-window  is window-forgotten  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * Ho * Wo * itemsize

# %% im2col_bytes  wrong  numbers  is itemsize-forgotten  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * Ho * Wo

# %% im2col_bytes  wrong  eight  is always-8-bytes  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * Ho * Wo * 8

# %% im2col_bytes  wrong  bits  is bits-for-bytes  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * Ho * Wo * itemsize * 8

# %% im2col_bytes  wrong  image  is size-of-the-image  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * H * W * itemsize

# %% im2col_bytes  wrong  each-pixel  is a-column-for-each-pixel  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * H * W * itemsize

# %% im2col_bytes  wrong  steps  is no-plus-one  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# -     Wo = (W + 2 * padding - kw) // stride + 1
# +     Ho = (H + 2 * padding - kh) // stride
# +     Wo = (W + 2 * padding - kw) // stride

# %% im2col_bytes  wrong  swapped  is height-width-swapped  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# -     Wo = (W + 2 * padding - kw) // stride + 1
# +     Ho = (H + 2 * padding - kw) // stride + 1
# +     Wo = (W + 2 * padding - kh) // stride + 1

# %% im2col_bytes  wrong  float  is wrong-type  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * Ho * Wo * itemsize / 1


# %% im2col_bytes  wrong  true-division  is parts-of-places
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) / stride + 1
    Wo = (W + 2 * padding - kw) / stride + 1
    return int(C * kh * kw * Ho * Wo * itemsize)


# %% im2col_bytes  wrong  rounded-up  is rounded-up  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# -     Wo = (W + 2 * padding - kw) // stride + 1
# +     Ho = -(-(H + 2 * padding - kh) // stride) + 1
# +     Wo = -(-(W + 2 * padding - kw) // stride) + 1

# %% im2col_bytes  wrong  square  is image-taken-as-square  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * Ho * Ho * itemsize

# %% im2col_bytes  wrong  kilobytes  is kilobytes  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * Ho * Wo * itemsize // 1024

# %% im2col_bytes  wrong  square-window  is kernel-taken-as-square  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kh * Ho * Wo * itemsize


# %% im2col_bytes  wrong  sizeof
import sys


def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return sys.getsizeof(im2col(np.zeros(shape), kh, kw, stride, padding))


# %% im2col_bytes  wrong  nbytes-always  is always-8-bytes
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return im2col(np.zeros(shape), kh, kw, stride, padding).nbytes


# %% im2col_bytes  wrong  uint8  is itemsize-forgotten
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return im2col(np.zeros(shape, np.uint8), kh, kw, stride, padding).nbytes


# %% im2col_bytes  wrong  shape-hwc  is channels-last
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    h, w, c = shape
    return (
        c
        * kh
        * kw
        * ((h + 2 * padding - kh) // stride + 1)
        * ((w + 2 * padding - kw) // stride + 1)
        * itemsize
    )


# %% conv2d_batch  wrong  stride-after-twice  is stride-twice
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    p = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(p, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("nchwij,fcij->nfhw", v, w.astype(float))[:, :, ::stride, ::stride]
    return out if b is None else out + b[:, None, None]


# %% conv2d_batch  wrong  bias-in-the-loop-over-taps  is bias-per-tap
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, kh, kw = w.shape
    if C != w.shape[1]:
        raise ValueError("channels")
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho = (H + 2 * padding - kh) // stride + 1
    wo = (W + 2 * padding - kw) // stride + 1
    out = np.zeros((N, F, ho, wo))
    for m in range(kh):
        for n in range(kw):
            part = xp[:, :, m : m + stride * ho : stride, n : n + stride * wo : stride]
            out += np.einsum("ncij,fc->nfij", part, w[:, :, m, n])
            if b is not None:
                out += b[:, None, None]
    return out


# %% conv2d_batch  wrong  batch-padded-too  is padding-on-the-batch
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, kh, kw = w.shape
    if C != w.shape[1]:
        raise ValueError("c")
    xp = np.pad(x, ((padding, padding), (0, 0), (padding, padding), (padding, padding)))
    win = np.lib.stride_tricks.sliding_window_view(xp, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncijkl,fckl->nfij", win, w)
    return out if b is None else out + b[:, None, None]


# %% im2col_bytes  wrong  no-brackets  is padding-alone-divided
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    c, h, w = shape
    ho, wo = h - kh + 2 * padding // stride + 1, w - kw + 2 * padding // stride + 1
    return c * kh * kw * ho * wo * itemsize


# %% conv2d_im2col  wrong  bias-in-product  is bias-per-tap
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if len(x) != c:
        raise ValueError
    ho, wo = (x.shape[1] + 2 * padding - kh) // stride + 1, (x.shape[2] + 2 * padding - kw) // stride + 1
    cols, out = im2col(x, kh, kw, stride, padding), np.zeros((f, ho * wo))
    for i in range(f):
        for r in range(c * kh * kw):
            out[i] += w[i].ravel()[r] * cols[r] + (0 if b is None else b[i])
    return out.reshape(f, ho, wo)


# %% conv2d_im2col  wrong  kernel-3-by-heart  is kernel-size-by-heart
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if len(x) != c:
        raise ValueError
    ho, wo = (x.shape[1] + 2 * padding - 3) // stride + 1, (x.shape[2] + 2 * padding - 3) // stride + 1
    out = (w.reshape(f, -1) @ im2col(x, 3, 3, stride, padding)).reshape(f, ho, wo)
    return out if b is None else out + b[:, None, None]


# %% conv2d_im2col  wrong  w-cast  is kernel-cast-to-the-image
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if len(x) != c:
        raise ValueError
    w = w.astype(x.dtype)
    ho, wo = (x.shape[1] + 2 * padding - kh) // stride + 1, (x.shape[2] + 2 * padding - kw) // stride + 1
    out = (w.reshape(f, -1).astype(float) @ im2col(x, kh, kw, stride, padding).astype(float)).reshape(
        f, ho, wo
    )
    return out if b is None else out + b[:, None, None]


# %% conv2d_im2col  wrong  mean-of-products  is mean-for-sum
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    F, C, kh, kw = w.shape
    if x.shape[0] != C:
        raise ValueError("c")
    cols = im2col(x, kh, kw, stride, padding)
    out = np.array([[np.mean(w[f].ravel() * col) for col in cols.T] for f in range(F)])
    if b is not None:
        out = out + b[:, None]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return out.reshape(F, ho, -1)


# %% im2col  wrong  counter-raised-outside  is first-column-for-all
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    C, H, W = x.shape
    if kh > H or kw > W:
        raise ValueError("window larger than the padded image")
    ho = (H - kh) // stride + 1
    wo = (W - kw) // stride + 1
    cols = np.zeros((C * kh * kw, ho * wo), dtype=x.dtype)
    n = 0
    for i in range(ho):
        for j in range(wo):
            window = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw]
            cols[:, n] = window.ravel()
        n += 1
    return cols


# %% conv2d_im2col  wrong  star  is entry-by-entry
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    F, C, kh, kw = w.shape
    if x.shape[0] != C:
        raise ValueError("channel counts differ")
    cols = im2col(x, kh, kw, stride, padding)
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(F, -1) * cols.astype(float)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(F, ho, wo)


# %% conv2d_batch  wrong  pads-all-axes  is padding-on-channels
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    N, C, H, W = x.shape
    F, D, kh, kw = w.shape
    if C != D:
        raise ValueError("channel counts differ")
    x = np.pad(x, padding)
    view = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))
    view = view[:, :, ::stride, ::stride]
    ho, wo = view.shape[2:4]
    cols = view.transpose(0, 2, 3, 1, 4, 5).reshape(N * ho * wo, C * kh * kw)
    out = cols @ w.reshape(F, -1).T
    if b is not None:
        out = out + b
    return out.reshape(N, ho, wo, F).transpose(0, 3, 1, 2)


# %% im2col_bytes  wrong  rows-plus-columns  is rows-and-columns-added  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return (C * kh * kw + Ho * Wo) * itemsize

# %% im2col_bytes  wrong  with-the-image  is image-counted-too  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return (C * kh * kw * Ho * Wo + C * H * W) * itemsize

# %% im2col_bytes  wrong  channels-in-both  is channels-twice  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * C * Ho * Wo * itemsize

# %% im2col_bytes  wrong  ring-after-the-steps  is padding-after-the-steps  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# -     Wo = (W + 2 * padding - kw) // stride + 1
# +     Ho = (H - kh) // stride + 1 + 2 * padding
# +     Wo = (W - kw) // stride + 1 + 2 * padding

# %% im2col_bytes  wrong  width-for-both  is image-taken-as-square  like formula
# -     Ho = (H + 2 * padding - kh) // stride + 1
# +     Ho = (W + 2 * padding - kh) // stride + 1

# %% im2col_bytes  wrong  sum-of-places  is places-added  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * (Ho + Wo) * itemsize

# %% im2col_bytes  wrong  divided  is itemsize-divides  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * kh * kw * Ho * Wo // itemsize

# %% im2col_bytes  wrong  padded-image  is size-of-the-image  like formula
# -     return C * kh * kw * Ho * Wo * itemsize
# +     return C * (H + 2 * padding) * (W + 2 * padding) * itemsize


# %% im2col_bytes  wrong  divided-once  is divided-at-the-end
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    places = (H + 2 * padding - kh + 1) * (W + 2 * padding - kw + 1) // stride
    return C * kh * kw * places * itemsize
