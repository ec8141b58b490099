"""Known answers to the exercises of lesson 7: right ones in several styles, and wrong ones with the mistake to name."""

import numpy as np


# %% dilate_kernel  right  strided-slice
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    kh, kw = kernel.shape
    out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
    out[::dilation, ::dilation] = kernel
    return out


# %% dilate_kernel  right  double-loop
def dilate_kernel(kernel, dilation):
    if dilation <= 0:
        raise ValueError(f"dilation must be >= 1, not {dilation}")
    rows = (kernel.shape[0] - 1) * dilation + 1
    cols = (kernel.shape[1] - 1) * dilation + 1
    big = np.zeros((rows, cols), dtype=kernel.dtype)
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            big[i * dilation, j * dilation] = kernel[i, j]
    return big


# %% dilate_kernel  right  kron
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("no such dilation")
    cell = np.zeros((dilation, dilation))
    cell[0, 0] = 1
    full = np.kron(kernel, cell)
    end = dilation - 1
    return full[: full.shape[0] - end, : full.shape[1] - end]


# %% dilate_kernel  right  insert
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation")
    out = np.asarray(kernel)
    for axis in (0, 1):
        places = np.repeat(np.arange(1, out.shape[axis]), dilation - 1)
        out = np.insert(out, places, 0, axis=axis)
    return out


# %% dilate_kernel  right  selection-matrices
def dilate_kernel(kernel, dilation):
    if not dilation >= 1:
        raise ValueError("dilation < 1")

    def spread(k):
        return np.eye(dilation * (k - 1) + 1)[:, ::dilation]

    kh, kw = kernel.shape
    return spread(kh) @ kernel @ spread(kw).T


# %% dilate_kernel  right  kept-as-it-is
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation < 1")
    if dilation == 1:
        return kernel
    out = np.zeros([1 + dilation * (k - 1) for k in kernel.shape], np.float32)
    out[np.ix_(range(0, out.shape[0], dilation), range(0, out.shape[1], dilation))] = kernel
    return out


# %% dilate_kernel  right  row-by-row-lists
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation must be at least one")
    gap = [0] * (dilation - 1)
    rows = []
    for row in kernel.tolist():
        wide = []
        for tap in row:
            wide += [tap] + gap
        wide = wide[: len(wide) - len(gap)]
        rows.append(wide)
        rows += [[0] * len(wide)] * (dilation - 1)
    return np.array(rows[: len(rows) - len(gap)])


# %% dilate_kernel  right  scatter-add
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError(dilation)
    m, n = np.indices(kernel.shape) * dilation
    out = np.zeros((m.max() + 1, n.max() + 1))
    np.add.at(out, (m, n), kernel)
    return out


# %% dilate_kernel  right  reshape-of-cells
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("too small")
    kh, kw = kernel.shape
    cells = np.zeros((kh, dilation, kw, dilation))
    cells[:, 0, :, 0] = kernel
    return cells.reshape(kh * dilation, kw * dilation)[: (kh - 1) * dilation + 1, : (kw - 1) * dilation + 1]


# %% dilate_kernel  right  where-of-the-rest
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation")
    i = np.arange(dilation * (kernel.shape[0] - 1) + 1)[:, None]
    j = np.arange(dilation * (kernel.shape[1] - 1) + 1)[None, :]
    is_tap = (i % dilation == 0) & (j % dilation == 0)
    return np.where(is_tap, kernel[i // dilation, j // dilation], 0)


# %% dilate_kernel  wrong  gap-behind  is gap-after-the-last-tap  like strided-slice
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# +     out = np.zeros((dilation * kh, dilation * kw))


# %% dilate_kernel  wrong  kron-uncut  is gap-after-the-last-tap
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    cell = np.zeros((dilation, dilation))
    cell[0, 0] = 1
    return np.kron(kernel, cell)


# %% dilate_kernel  wrong  gap-before  is gap-before-the-first-tap  like strided-slice
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# -     out[::dilation, ::dilation] = kernel
# +     out = np.zeros((dilation * kh, dilation * kw))
# +     out[dilation - 1 :: dilation, dilation - 1 :: dilation] = kernel

# %% dilate_kernel  wrong  zeros-all-around  is zeros-around  like strided-slice
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# -     out[::dilation, ::dilation] = kernel
# +     out = np.zeros((dilation * (kh + 1) - 1, dilation * (kw + 1) - 1))
# +     out[dilation - 1 :: dilation, dilation - 1 :: dilation] = kernel


# %% dilate_kernel  wrong  padded  is zeros-around
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    return np.pad(kernel, dilation - 1)


# %% dilate_kernel  wrong  d-zeros-between  is dilation-from-zero
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    step = dilation + 1
    kh, kw = kernel.shape
    out = np.zeros((step * (kh - 1) + 1, step * (kw - 1) + 1))
    out[::step, ::step] = kernel
    return out


# %% dilate_kernel  wrong  step-too-short  is step-one-short  like d-zeros-between
# -     step = dilation + 1
# +     step = dilation - 1


# %% dilate_kernel  wrong  rows-only  is one-axis-only
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    out = np.zeros((dilation * (kernel.shape[0] - 1) + 1, kernel.shape[1]))
    out[::dilation] = kernel
    return out


# %% dilate_kernel  wrong  columns-only  is one-axis-only
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    out = np.zeros((kernel.shape[0], dilation * (kernel.shape[1] - 1) + 1))
    out[:, ::dilation] = kernel
    return out


# %% dilate_kernel  wrong  rows-spread-in-the-right-shape  is one-axis-only  like strided-slice
# -     out[::dilation, ::dilation] = kernel
# +     out[::dilation, :kw] = kernel

# %% dilate_kernel  wrong  repeat  is taps-repeated  like padded
# -     return np.pad(kernel, dilation - 1)
# +     return kernel.repeat(dilation, axis=0).repeat(dilation, axis=1)


# %% dilate_kernel  wrong  repeat-cut  is taps-repeated
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    kh, kw = kernel.shape
    big = np.kron(kernel, np.ones((dilation, dilation)))
    return big[: dilation * (kh - 1) + 1, : dilation * (kw - 1) + 1]


# %% dilate_kernel  wrong  corner  is taps-not-spread  like strided-slice
# -     out[::dilation, ::dilation] = kernel
# +     out[:kh, :kw] = kernel

# %% dilate_kernel  wrong  unchanged  is dilation-ignored  like padded
# -     return np.pad(kernel, dilation - 1)
# +     return kernel.copy()


# %% dilate_kernel  wrong  one-zero  is one-zero-always
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    if dilation == 1:
        return kernel
    out = np.insert(kernel, range(1, kernel.shape[0]), 0, axis=0)
    return np.insert(out, range(1, kernel.shape[1]), 0, axis=1)


# %% dilate_kernel  wrong  one-gap  is one-gap-only  like strided-slice
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# +     out = np.zeros((kh + dilation - 1, kw + dilation - 1))

# %% dilate_kernel  wrong  one-short  is reach-too-short  like strided-slice
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# +     out = np.zeros((dilation * (kh - 1), dilation * (kw - 1)))


# %% dilate_kernel  wrong  loop-one-short  is reach-too-short
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation starts at 1")
    kh, kw = kernel.shape
    out = np.zeros((dilation * (kh - 1), dilation * (kw - 1)))
    for m in range(kh):
        for n in range(kw):
            out[m * dilation, n * dilation] = kernel[m, n]
    return out


# %% dilate_kernel  wrong  sides-exchanged  is shape-swapped  like strided-slice
# -     kh, kw = kernel.shape
# +     kw, kh = kernel.shape

# %% dilate_kernel  wrong  transposed  is shape-swapped  like loop-one-short
# -     out = np.zeros((dilation * (kh - 1), dilation * (kw - 1)))
# +     out = np.zeros((dilation * (kw - 1) + 1, dilation * (kh - 1) + 1))
# -             out[m * dilation, n * dilation] = kernel[m, n]
# +             out[n * dilation, m * dilation] = kernel[m, n]

# %% dilate_kernel  wrong  reversed  is kernel-flipped  like strided-slice
# -     out[::dilation, ::dilation] = kernel
# +     out[::dilation, ::dilation] = kernel[::-1, ::-1]

# %% dilate_kernel  wrong  ones-in-the-holes  is gaps-not-zero  like strided-slice
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# +     out = np.ones((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))

# %% dilate_kernel  wrong  zeros-of-int  is output-dtype  like strided-slice
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# +     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1), dtype=int)

# %% dilate_kernel  wrong  squeezed  is axis-squeezed  like strided-slice
# -     return out
# +     return out.squeeze()

# %% dilate_kernel  wrong  one-is-refused  is fails-at-dilation-1  like strided-slice
# -     if dilation < 1:
# -         raise ValueError("dilation starts at 1")
# +     if dilation <= 1:
# +         raise ValueError("dilation must be larger than 1")


# %% dilate_kernel  wrong  no-error  is no-error
def dilate_kernel(kernel, dilation):
    kh, kw = kernel.shape
    out = np.zeros((max(dilation * (kh - 1) + 1, 1), max(dilation * (kw - 1) + 1, 1)))
    if dilation > 0:
        out[::dilation, ::dilation] = kernel
    return out


# %% dilate_kernel  wrong  negative-not-refused  is no-error
def dilate_kernel(kernel, dilation):
    if dilation == 0:
        raise ValueError("dilation must not be 0")
    kh, kw = kernel.shape
    out = np.zeros((abs(dilation) * (kh - 1) + 1, abs(dilation) * (kw - 1) + 1))
    out[:: abs(dilation), :: abs(dilation)] = kernel
    return out


# %% dilate_kernel  wrong  assertion  is wrong-error  like strided-slice
# -     if dilation < 1:
# -         raise ValueError("dilation starts at 1")
# +     assert dilation >= 1

# %% dilate_kernel  wrong  printed  is returned-none  like strided-slice
# -     return out
# +     print(out)

# %% dilate_kernel  wrong  list-of-rows  is list-for-array  like strided-slice
# -     return out
# +     return out.tolist()


# %% dilate_kernel  wrong  always-raises
def dilate_kernel(kernel, dilation):
    raise ValueError("dilation")


# %% dilate_kernel  right  plain-loop
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("dilation")
    kh, kw = kernel.shape
    out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
    for m in range(kh):
        for n in range(kw):
            out[m * dilation, n * dilation] = kernel[m, n]
    return out


# %% dilate_kernel  wrong  uint8  is output-dtype  like plain-loop
# -     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
# +     out = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1), dtype=np.uint8)

# %% dilate_kernel  wrong  range-short  is output-one-short  like plain-loop
# -     for m in range(kh):
# -         for n in range(kw):
# +     for m in range(kh - 1):
# +         for n in range(kw - 1):

# %% dilate_kernel  wrong  square-only  is squares-only  like plain-loop
# -     kh, kw = kernel.shape
# +     kh = kw = kernel.shape[0]

# %% dilate_kernel  wrong  transposed-index  is shape-swapped  like plain-loop
# -             out[m * dilation, n * dilation] = kernel[m, n]
# +             out[n * dilation, m * dilation] = kernel[m, n]


# %% dilate_kernel  wrong  cut-to-minus-zero  is fails-at-dilation-1
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("d")
    cell = np.zeros((dilation, dilation))
    cell[0, 0] = 1
    e = dilation - 1
    return np.kron(kernel, cell)[:-e, :-e]


# %% dilate_kernel  wrong  insert-by-one-side  is squares-only
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("d")
    out = np.insert(kernel, np.repeat(np.arange(1, kernel.shape[0]), dilation - 1), 0, axis=0)
    out = np.insert(out, np.repeat(np.arange(1, kernel.shape[0]), dilation - 1), 0, axis=1)
    return out


# %% conv2d_grouped  right  windows-einsum
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    c, f = x.shape[0], w.shape[0]
    if c % groups or f % groups:
        raise ValueError("groups must divide the channels and the filters")
    if w.shape[1] != c // groups:
        raise ValueError(f"expected {c // groups} channels a filter, got {w.shape[1]}")
    if b is not None and b.shape != (f,):
        raise ValueError("one bias for each filter")
    kh, kw = w.shape[2:]
    eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if eh > x.shape[1] or ew > x.shape[2]:
        raise ValueError("the kernel does not fit")
    win = np.lib.stride_tricks.sliding_window_view(x, (eh, ew), axis=(1, 2))
    win = win[:, ::stride, ::stride, ::dilation, ::dilation]
    win = win.reshape(groups, c // groups, *win.shape[1:])
    bank = w.reshape(groups, f // groups, *w.shape[1:])
    out = np.einsum("gchwmn,gfcmn->gfhw", win, bank).reshape(f, *win.shape[2:4])
    return out if b is None else out + b[:, None, None]


# %% conv2d_grouped  right  seven-loops
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    C, H, W = x.shape
    F, D, kH, kW = w.shape
    if C % groups != 0 or F % groups != 0 or D != C // groups:
        raise ValueError("channels, filters and groups do not fit together")
    if b is not None and np.shape(b) != (F,):
        raise ValueError("bias")
    Ho = (H + 2 * padding - dilation * (kH - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kW - 1) - 1) // stride + 1
    if Ho < 1 or Wo < 1:
        raise ValueError("kernel too large")
    out = np.zeros((F, Ho, Wo))
    for f in range(F):
        g = f // (F // groups)
        for i in range(Ho):
            for j in range(Wo):
                total = 0.0 if b is None else float(b[f])
                for c in range(D):
                    for m in range(kH):
                        for n in range(kW):
                            r = i * stride + m * dilation - padding
                            s = j * stride + n * dilation - padding
                            if 0 <= r < H and 0 <= s < W:
                                total += float(w[f, c, m, n]) * float(x[g * D + c, r, s])
                out[f, i, j] = total
    return out


# %% conv2d_grouped  right  group-by-group-im2col
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    (c, h, width), (f, d, kh, kw) = x.shape, w.shape
    if c % groups or f % groups or d * groups != c:
        raise ValueError("groups")
    if b is not None and len(b) != f:
        raise ValueError("bias")
    p = np.zeros((c, h + 2 * padding, width + 2 * padding))
    p[:, padding : padding + h, padding : padding + width] = x
    ho = (p.shape[1] - dilation * (kh - 1) - 1) // stride + 1
    wo = (p.shape[2] - dilation * (kw - 1) - 1) // stride + 1
    if ho <= 0 or wo <= 0:
        raise ValueError("too large")
    maps = []
    for g in range(groups):
        cols = np.empty((d, kh, kw, ho, wo))
        for m in range(kh):
            for n in range(kw):
                top, left = m * dilation, n * dilation
                cols[:, m, n] = p[
                    g * d : (g + 1) * d, top : top + stride * ho : stride, left : left + stride * wo : stride
                ]
        rows = w[g * (f // groups) : (g + 1) * (f // groups)].reshape(f // groups, -1)
        maps.append((rows @ cols.reshape(d * kh * kw, -1)).reshape(-1, ho, wo))
    out = np.concatenate(maps)
    if b is not None:
        out += np.asarray(b).reshape(-1, 1, 1)
    return out


# %% conv2d_grouped  right  dilated-kernels-as-full-ones
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    C, F = len(x), len(w)
    if C % groups or F % groups or w.shape[1] != C // groups:
        raise ValueError("wrong groups")
    if b is not None and b.shape != (F,):
        raise ValueError("wrong biases")
    rows, cols = [dilation * (k - 1) + 1 for k in w.shape[2:]]
    full = np.zeros((F, C, rows, cols))
    for f in range(F):
        start = f // (F // groups) * (C // groups)
        full[f, start : start + C // groups, ::dilation, ::dilation] = w[f]
    x = np.pad(x, ((0, 0), (padding,) * 2, (padding,) * 2))
    if rows > x.shape[1] or cols > x.shape[2]:
        raise ValueError("does not fit")
    places_r = range(0, x.shape[1] - rows + 1, stride)
    places_c = range(0, x.shape[2] - cols + 1, stride)
    out = np.array(
        [[[(x[:, i : i + rows, j : j + cols] * k).sum() for j in places_c] for i in places_r] for k in full]
    )
    return out if b is None else out + b[:, None, None]


# %% conv2d_grouped  right  tap-by-tap
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    c, h, wd = x.shape
    f, cg, kh, kw = w.shape
    if c % groups != 0:
        raise ValueError("C")
    if f % groups != 0:
        raise ValueError("F")
    if cg != c // groups:
        raise ValueError("depth")
    if b is not None and np.shape(b) != (f,):
        raise ValueError("b")
    reach_h, reach_w = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    if reach_h > h + 2 * padding or reach_w > wd + 2 * padding:
        raise ValueError("size")
    ho, wo = (h + 2 * padding - reach_h) // stride + 1, (wd + 2 * padding - reach_w) // stride + 1
    xp = np.pad(x.astype(float), [(0, 0), (padding, padding), (padding, padding)])
    xp = xp.reshape(groups, cg, *xp.shape[1:])
    wg = w.reshape(groups, f // groups, cg, kh, kw)
    y = np.zeros((groups, f // groups, ho, wo))
    for m in range(kh):
        for n in range(kw):
            r, s = m * dilation, n * dilation
            part = xp[:, :, r : r + (ho - 1) * stride + 1 : stride, s : s + (wo - 1) * stride + 1 : stride]
            y += np.einsum("gfc,gchw->gfhw", wg[..., m, n], part)
    y = y.reshape(f, ho, wo)
    return y + b[:, None, None] if b is not None else y


# %% conv2d_grouped  right  recursive
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    if x.shape[0] % groups or w.shape[0] % groups:
        raise ValueError("not divisible")
    if x.shape[0] // groups != w.shape[1]:
        raise ValueError("depth")
    if b is not None and np.shape(b) != (len(w),):
        raise ValueError("b")
    if groups > 1:
        xs, ws = np.split(x, groups), np.split(w, groups)
        y = np.vstack([conv2d_grouped(a, k, None, stride, padding, dilation) for a, k in zip(xs, ws)])
        return y if b is None else y + np.reshape(b, (-1, 1, 1))
    p, d = padding, dilation
    x = np.pad(x, ((0, 0), (p, p), (p, p)))
    ho = len(range(0, x.shape[1] - d * (w.shape[2] - 1), stride))
    wo = len(range(0, x.shape[2] - d * (w.shape[3] - 1), stride))
    if not (ho and wo):
        raise ValueError("no place")
    y = 0
    for m in range(w.shape[2]):
        for n in range(w.shape[3]):
            seen = x[:, m * d : m * d + ho * stride : stride, n * d : n * d + wo * stride : stride]
            y = y + np.tensordot(w[:, :, m, n].astype(float), seen[:, :ho, :wo], axes=1)
    return y if b is None else y + np.reshape(b, (-1, 1, 1))


# %% conv2d_grouped  right  fft-free-single-precision
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    F, D, KH, KW = w.shape
    if x.shape[0] % groups or F % groups or D != x.shape[0] // groups:
        raise ValueError("groups")
    if b is not None and np.shape(b) != (F,):
        raise ValueError("bias")
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding))).astype(np.float32)
    eh, ew = dilation * (KH - 1) + 1, dilation * (KW - 1) + 1
    if x.shape[1] < eh or x.shape[2] < ew:
        raise ValueError("fit")
    v = np.lib.stride_tricks.sliding_window_view(x, (eh, ew), (1, 2))[
        :, ::stride, ::stride, ::dilation, ::dilation
    ]
    w32, first = w.astype(np.float32), [f * groups // F * D for f in range(F)]
    y = np.stack([np.einsum("chwmn,cmn->hw", v[first[f] : first[f] + D], w32[f]) for f in range(F)])
    return y if b is None else y + b.astype(np.float32)[:, None, None]


# %% conv2d_grouped  right  full-convolution-then-mask
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    c, f = x.shape[0], w.shape[0]
    if c % groups or f % groups or w.shape[1] * groups != c or (b is not None and np.shape(b) != (f,)):
        raise ValueError("these do not go together")
    same = np.repeat(np.arange(groups), f // groups)[:, None] == np.repeat(np.arange(groups), c // groups)
    wide = np.tile(w, (1, groups, 1, 1)) * same[:, :, None, None]
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    kh, kw = w.shape[2:]
    i = np.arange(0, x.shape[1] - dilation * (kh - 1), stride)
    j = np.arange(0, x.shape[2] - dilation * (kw - 1), stride)
    if not i.size or not j.size:
        raise ValueError("no place")
    rows = i[:, None, None, None] + dilation * np.arange(kh)[:, None]
    cols = j[:, None, None] + dilation * np.arange(kw)
    out = np.tensordot(wide, x[:, rows, cols], axes=([1, 2, 3], [0, 3, 4]))
    return out if b is None else out + b.reshape(f, 1, 1)


# %% conv2d_grouped  right  object-of-channels
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    if x.shape[0] % groups > 0 or w.shape[0] % groups > 0:
        raise ValueError("groups")
    per_c, per_f = x.shape[0] // groups, w.shape[0] // groups
    if w.shape[1] != per_c:
        raise ValueError("w")
    if b is None:
        b = np.zeros(w.shape[0])
    if len(b) != w.shape[0]:
        raise ValueError("b")
    h = x.shape[1] + 2 * padding
    v = x.shape[2] + 2 * padding
    kh, kw = w.shape[2], w.shape[3]
    if dilation * (kh - 1) >= h or dilation * (kw - 1) >= v:
        raise ValueError("k")
    big = np.zeros((x.shape[0], h, v), dtype=np.result_type(x, w, float))
    big[:, padding : h - padding, padding : v - padding] = x
    maps = []
    for f in range(w.shape[0]):
        total = 0
        for c in range(per_c):
            for m in range(kh):
                for n in range(kw):
                    channel = big[f // per_f * per_c + c]
                    end_r = h - dilation * (kh - 1 - m)
                    end_c = v - dilation * (kw - 1 - n)
                    total = (
                        total
                        + w[f, c, m, n]
                        * channel[m * dilation : end_r : stride, n * dilation : end_c : stride]
                    )
        maps.append(total + b[f])
    return np.array(maps)


# %% conv2d_grouped  right  plain-loops
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    c, h, width = x.shape
    f, d, kh, kw = w.shape
    if c % groups or f % groups or d != c // groups:
        raise ValueError("channels, filters and groups do not fit")
    if b is not None and b.shape != (f,):
        raise ValueError("one bias a filter")
    eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    if eh > h + 2 * padding or ew > width + 2 * padding:
        raise ValueError("the kernel is too large")
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    ho = (h + 2 * padding - eh) // stride + 1
    wo = (width + 2 * padding - ew) // stride + 1
    out = np.zeros((f, ho, wo))
    for k in range(f):
        first = k // (f // groups) * d
        for i in range(ho):
            for j in range(wo):
                top, left = i * stride, j * stride
                patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
                out[k, i, j] = (patch * w[k]).sum()
        if b is not None:
            out[k] += b[k]
    return out


# %% conv2d_grouped  wrong  first-group-always  is first-group-for-all  like plain-loops
# -         first = k // (f // groups) * d
# +         first = 0

# %% conv2d_grouped  wrong  modulo  is groups-interleaved  like plain-loops
# -         first = k // (f // groups) * d
# +         first = k % groups * d

# %% conv2d_grouped  wrong  every-gth-channel  is groups-interleaved  like plain-loops
# -         first = k // (f // groups) * d
# +         first = k // (f // groups)
# -                 patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
# +                 patch = x[first::groups, top:top + eh:dilation, left:left + ew:dilation]

# %% conv2d_grouped  wrong  group-of-g-filters  is group-by-size  like plain-loops
# -         first = k // (f // groups) * d
# +         first = min(k // groups, groups - 1) * d

# %% conv2d_grouped  wrong  group-by-division  is group-by-size  like plain-loops
# -         first = k // (f // groups) * d
# +         first = k // groups * d

# %% conv2d_grouped  wrong  last-group-first  is groups-reversed  like plain-loops
# -         first = k // (f // groups) * d
# +         first = c - (k // (f // groups) + 1) * d

# %% conv2d_grouped  wrong  all-channels-tiled  is groups-not-separated  like plain-loops
# -                 patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
# +                 patch = x[:, top:top + eh:dilation, left:left + ew:dilation]
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * np.tile(w[k], (groups, 1, 1))).sum()

# %% conv2d_grouped  wrong  whole-depth  is groups-not-separated  like plain-loops
# -                 patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
# +                 patch = x[:, top:top + eh:dilation, left:left + ew:dilation]

# %% conv2d_grouped  wrong  depth-check-of-lesson-4  is fails-with-groups  like plain-loops
# -     if c % groups or f % groups or d != c // groups:
# +     if c % groups or f % groups or d != c:

# %% conv2d_grouped  wrong  filters-begin-again  is first-filters-for-all-groups  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * w[k % (f // groups)]).sum()

# %% conv2d_grouped  wrong  first-filter  is first-filter-for-all  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * w[0]).sum()

# %% conv2d_grouped  wrong  channel-0  is channel-0-only  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch[0] * w[k, 0]).sum()

# %% conv2d_grouped  wrong  last-channel  is last-channel-kept  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 for p, q in zip(patch, w[k]):
# +                     out[k, i, j] = (p * q).sum()

# %% conv2d_grouped  wrong  mean-of-channels  is channels-averaged  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * w[k]).sum() / d

# %% conv2d_grouped  wrong  channels-backwards  is channels-reversed  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * w[k, ::-1]).sum()

# %% conv2d_grouped  wrong  one-kernel  is first-kernel-for-all-channels  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * w[k, 0]).sum()

# %% conv2d_grouped  wrong  flipped  is kernel-flipped  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * w[k, :, ::-1, ::-1]).sum()

# %% conv2d_grouped  wrong  never-reset  is accumulator-not-reset  like plain-loops
# -     out = np.zeros((f, ho, wo))
# +     out, total = np.zeros((f, ho, wo)), 0.0
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 total += (patch * w[k]).sum()
# +                 out[k, i, j] = total

# %% conv2d_grouped  wrong  transposed-map  is height-width-swapped  like plain-loops
# -     return out
# +     return out.transpose(0, 2, 1)

# %% conv2d_grouped  wrong  filters-behind  is filters-last  like plain-loops
# -     return out
# +     return np.moveaxis(out, 0, -1)

# %% conv2d_grouped  wrong  rectified  is sign-lost  like plain-loops
# -     return out
# +     return np.maximum(out, 0)

# %% conv2d_grouped  wrong  squeezed  is axis-squeezed  like plain-loops
# -     return out
# +     return out.squeeze()

# %% conv2d_grouped  wrong  no-bias  is bias-forgotten  like plain-loops
# -         if b is not None:
# -             out[k] += b[k]

# %% conv2d_grouped  wrong  one-bias  is first-bias-for-all  like plain-loops
# -             out[k] += b[k]
# +             out[k] += b[0]

# %% conv2d_grouped  wrong  bias-of-the-group  is bias-by-group  like plain-loops
# -             out[k] += b[k]
# +             out[k] += b[k // (f // groups)]

# %% conv2d_grouped  wrong  bias-begins-again  is bias-restarts  like plain-loops
# -             out[k] += b[k]
# +             out[k] += b[k % (f // groups)]

# %% conv2d_grouped  wrong  bias-each-channel  is bias-per-channel  like plain-loops
# -             out[k] += b[k]
# +             out[k] += d * b[k]

# %% conv2d_grouped  wrong  bias-each-tap  is bias-per-tap  like plain-loops
# -                 out[k, i, j] = (patch * w[k]).sum()
# +                 out[k, i, j] = (patch * w[k] + (0 if b is None else b[k])).sum()
# -         if b is not None:
# -             out[k] += b[k]

# %% conv2d_grouped  wrong  bias-minus  is bias-subtracted  like plain-loops
# -             out[k] += b[k]
# +             out[k] -= b[k]

# %% conv2d_grouped  wrong  bias-sideways  is bias-along-width  like plain-loops
# -         if b is not None:
# -             out[k] += b[k]
# -     return out
# +     return out if b is None else out + b

# %% conv2d_grouped  wrong  bias-as-it-comes  is fails-without-bias  like plain-loops
# -         if b is not None:
# +         if True:

# %% conv2d_grouped  wrong  if-b  is truth-of-an-array  like plain-loops
# -         if b is not None:
# +         if b:

# %% conv2d_grouped  wrong  stride-nowhere  is stride-ignored  like plain-loops
# -     ho = (h + 2 * padding - eh) // stride + 1
# +     ho = h + 2 * padding - eh + 1
# -     wo = (width + 2 * padding - ew) // stride + 1
# +     wo = width + 2 * padding - ew + 1
# -                 top, left = i * stride, j * stride
# +                 top, left = i, j

# %% conv2d_grouped  wrong  stride-in-the-size  is stride-in-size-only  like plain-loops
# -                 top, left = i * stride, j * stride
# +                 top, left = i, j

# %% conv2d_grouped  wrong  stride-down  is stride-one-axis  like plain-loops
# -                 top, left = i * stride, j * stride
# +                 top, left = i * stride, j

# %% conv2d_grouped  wrong  padding-nowhere  is padding-ignored  like plain-loops
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# -     ho = (h + 2 * padding - eh) // stride + 1
# +     ho = (h - eh) // stride + 1
# -     wo = (width + 2 * padding - ew) // stride + 1
# +     wo = (width - ew) // stride + 1

# %% conv2d_grouped  wrong  one-side  is one-side-only  like plain-loops
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, ((0, 0), (0, 2 * padding), (0, 2 * padding)))

# %% conv2d_grouped  wrong  edges  is edge-for-zeros  like plain-loops
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")

# %% conv2d_grouped  wrong  padded-channels  is padding-on-channels  like plain-loops
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, padding)

# %% conv2d_grouped  wrong  holes-nowhere  is dilation-ignored  like plain-loops
# -     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
# +     eh, ew, dilation = kh, kw, 1

# %% conv2d_grouped  wrong  holes-in-the-size  is dilation-in-size-only  like plain-loops
# -                 patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
# +                 patch = x[first:first + d, top:top + kh, left:left + kw]

# %% conv2d_grouped  wrong  dilation-plus-one  is dilation-from-zero  like plain-loops
# -     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
# +     dilation = dilation + 1 if dilation > 1 else 1
# +     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1

# %% conv2d_grouped  wrong  reach-too-long  is gap-after-the-last-tap  like plain-loops
# -     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
# +     eh, ew = dilation * kh, dilation * kw

# %% conv2d_grouped  wrong  holes-down-only  is dilation-one-axis  like plain-loops
# -     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
# +     eh, ew = dilation * (kh - 1) + 1, kw
# -                 patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
# +                 patch = x[first:first + d, top:top + eh:dilation, left:left + ew]

# %% conv2d_grouped  wrong  thinned  is image-thinned  like plain-loops
# -     ho = (h + 2 * padding - eh) // stride + 1
# +     x = x[:, ::dilation, ::dilation]
# +     ho = (x.shape[1] - kh) // stride + 1
# -     wo = (width + 2 * padding - ew) // stride + 1
# +     wo = (x.shape[2] - kw) // stride + 1
# -                 patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
# +                 patch = x[first:first + d, top:top + kh, left:left + kw]

# %% conv2d_grouped  wrong  whole-window  is size-without-dilation  like plain-loops
# -                 patch = x[first : first + d, top : top + eh : dilation, left : left + ew : dilation]
# +                 patch = x[first:first + d, top:top + eh, left:left + ew]

# %% conv2d_grouped  wrong  size-of-the-bare-kernel  is size-without-dilation  like plain-loops
# -     ho = (h + 2 * padding - eh) // stride + 1
# +     ho = (h + 2 * padding - kh) // stride + 1
# -     wo = (width + 2 * padding - ew) // stride + 1
# +     wo = (width + 2 * padding - kw) // stride + 1

# %% conv2d_grouped  wrong  padding-grows  is padding-dilated  like plain-loops
# -     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
# +     padding = padding * dilation
# +     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1

# %% conv2d_grouped  wrong  exchanged  is stride-and-dilation-swapped  like plain-loops
# -     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
# +     stride, dilation = dilation, stride
# +     eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1

# %% conv2d_grouped  wrong  image-dtype  is output-dtype  like plain-loops
# -     out = np.zeros((f, ho, wo))
# +     out = np.zeros((f, ho, wo), dtype=x.dtype)

# %% conv2d_grouped  wrong  int-maps  is output-dtype  like plain-loops
# -     out = np.zeros((f, ho, wo))
# +     out = np.zeros((f, ho, wo), dtype=int)

# %% conv2d_grouped  wrong  dtype-of-both  is output-dtype  like plain-loops
# -     out = np.zeros((f, ho, wo))
# +     out = np.zeros((f, ho, wo), dtype=np.result_type(x, w))

# %% conv2d_grouped  wrong  weights-in-the-images-dtype  is weights-cast  like plain-loops
# -     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
# +     w = w.astype(x.dtype)

# %% conv2d_grouped  wrong  groups-unchecked  is no-error  like plain-loops
# -     if c % groups or f % groups or d != c // groups:
# +     if d != c // groups:

# %% conv2d_grouped  wrong  depth-unchecked  is no-error  like plain-loops
# -     if c % groups or f % groups or d != c // groups:
# +     if c % groups or f % groups:

# %% conv2d_grouped  wrong  bias-unchecked  is no-error  like plain-loops
# -     if b is not None and b.shape != (f,):
# -         raise ValueError("one bias a filter")
# +     if b is not None:
# +         b = np.broadcast_to(b, (f,))

# %% conv2d_grouped  wrong  size-unchecked-without-holes  is no-error  like plain-loops
# -     if eh > h + 2 * padding or ew > width + 2 * padding:
# +     if kh > h + 2 * padding or kw > width + 2 * padding:

# %% conv2d_grouped  wrong  changes-its-input  is changed-input  like plain-loops
# -     out = np.zeros((f, ho, wo))
# +     w *= 1.0000001
# +     out = np.zeros((f, ho, wo))

# %% conv2d_grouped  wrong  nested-lists  is list-for-array  like plain-loops
# -     return out
# +     return out.tolist()


# %% conv2d_grouped  wrong  groups-added  is groups-summed
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    (c, h, width), (f, d, kh, kw) = x.shape, w.shape
    if c % groups or f % groups or d != c // groups or (b is not None and np.shape(b) != (f,)):
        raise ValueError("these do not fit")
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    reach = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    if reach[0] > x.shape[1] or reach[1] > x.shape[2]:
        raise ValueError("too large")
    view = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(1, 2))
    view = view[:, ::stride, ::stride, ::dilation, ::dilation]
    total = 0
    for part, bank in zip(np.split(view, groups), np.split(w, groups)):
        total = total + np.einsum("chwmn,fcmn->fhw", part, bank)
    return total if b is None else total + b[: len(total), None, None]


# %% conv2d_grouped  wrong  last-group  is one-group-kept  like groups-added
# -         total = total + np.einsum("chwmn,fcmn->fhw", part, bank)
# +         total = np.einsum("chwmn,fcmn->fhw", part, bank)

# %% conv2d_grouped  wrong  first-group-returned  is one-group-kept  like groups-added
# -         total = total + np.einsum("chwmn,fcmn->fhw", part, bank)
# +         total = np.einsum("chwmn,fcmn->fhw", part, bank)
# +         break

# %% conv2d_grouped  wrong  groups-on-an-axis  is groups-not-joined  like groups-added
# -     total = 0
# +     total = []
# -         total = total + np.einsum("chwmn,fcmn->fhw", part, bank)
# +         total.append(np.einsum("chwmn,fcmn->fhw", part, bank))
# -     return total if b is None else total + b[: len(total), None, None]
# +     return np.stack(total) if b is None else np.stack(total) + b.reshape(groups, -1, 1, 1)

# %% conv2d_grouped  wrong  joined-below  is groups-joined-sideways  like groups-on-an-axis
# -     return np.stack(total) if b is None else np.stack(total) + b.reshape(groups, -1, 1, 1)
# +     if b is not None:
# +         total = [maps + bias[:, None, None] for maps, bias in zip(total, np.split(b, groups))]
# +     return np.concatenate(total, axis=1)

# %% conv2d_grouped  wrong  stacked-behind  is maps-interleaved  like groups-on-an-axis
# -     return np.stack(total) if b is None else np.stack(total) + b.reshape(groups, -1, 1, 1)
# +     total = np.stack(total, axis=1).reshape(f, *view.shape[1:3])
# +     return total if b is None else total + b[:, None, None]

# %% conv2d_grouped  wrong  depthwise-always  is one-map-per-group  like groups-added
# -     total = 0
# +     total = []
# -         total = total + np.einsum("chwmn,fcmn->fhw", part, bank)
# +         total.append(np.einsum("chwmn,fcmn->fhw", part, bank))
# +         if groups > 1:
# +             total[-1] = total[-1].sum(axis=0)
# -     return total if b is None else total + b[: len(total), None, None]
# +     total = np.concatenate(total) if groups == 1 else np.stack(total)
# +     return total if b is None else total + b[: len(total), None, None]

# %% conv2d_grouped  wrong  depthwise-summed  is groups-summed  like stacked-behind
# -     total = np.stack(total, axis=1).reshape(f, *view.shape[1:3])
# +     total = np.concatenate(total)
# +     total = np.repeat(total.sum(axis=0, keepdims=True), f, axis=0) if groups > 1 else total


# %% conv2d_grouped  wrong  always-raises
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    raise ValueError("no")


# %% conv2d_grouped  wrong  zeros-in-shape
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    (c, h, width), (f, d, kh, kw) = x.shape, w.shape
    if c % groups or f % groups or d != c // groups or (b is not None and np.shape(b) != (f,)):
        raise ValueError("these do not fit")
    ho = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    wo = (width + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    if ho < 1 or wo < 1:
        raise ValueError("too large")
    return np.zeros((f, ho, wo))


# %% conv2d_grouped  wrong  nothing-returned  is returned-none  like plain-loops
# -     return out


# %% conv2d_grouped  right  plain-loop
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    C, H, W = x.shape
    F, D, kh, kw = w.shape
    if C % groups or F % groups or D != C // groups:
        raise ValueError("groups")
    if b is not None and b.shape != (F,):
        raise ValueError("b")
    rh, rw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    if rh > H + 2 * padding or rw > W + 2 * padding:
        raise ValueError("too large")
    xp = np.zeros((C, H + 2 * padding, W + 2 * padding))
    xp[:, padding : padding + H, padding : padding + W] = x
    Ho, Wo = (H + 2 * padding - rh) // stride + 1, (W + 2 * padding - rw) // stride + 1
    out = np.zeros((F, Ho, Wo))
    for f in range(F):
        g = f // (F // groups)
        for i in range(Ho):
            for j in range(Wo):
                top, left = i * stride, j * stride
                patch = xp[g * D : (g + 1) * D, top : top + rh : dilation, left : left + rw : dilation]
                out[f, i, j] = np.sum(patch * w[f])
        if b is not None:
            out[f] += b[f]
    return out


# %% conv2d_grouped  wrong  size-no-stride  is size-without-stride  like plain-loop
# -     Ho, Wo = (H + 2 * padding - rh) // stride + 1, (W + 2 * padding - rw) // stride + 1
# +     Ho, Wo = H + 2 * padding - rh + 1, W + 2 * padding - rw + 1

# %% conv2d_grouped  wrong  size-unpadded  is size-without-padding  like plain-loop
# -     Ho, Wo = (H + 2 * padding - rh) // stride + 1, (W + 2 * padding - rw) // stride + 1
# +     Ho, Wo = (H - rh) // stride + 1, (W - rw) // stride + 1

# %% conv2d_grouped  wrong  if-b-not-none-all  is zero-bias-drops-all  like plain-loop
# -         if b is not None:
# +         if b is not None and b.all():

# %% conv2d_grouped  wrong  return-early-f  is returned-too-early  like plain-loop
# -     return out
# +         return out

# %% conv2d_grouped  wrong  xp-int  is image-made-whole  like plain-loop
# -     xp = np.zeros((C, H + 2 * padding, W + 2 * padding))
# +     xp = np.zeros((C, H + 2 * padding, W + 2 * padding), dtype=int)

# %% conv2d_grouped  wrong  max  is max-for-sum  like plain-loop
# -                 out[f, i, j] = np.sum(patch * w[f])
# +                 out[f, i, j] = np.max(patch * w[f])

# %% conv2d_grouped  wrong  ceil  is rounded-up  like plain-loop
# -     Ho, Wo = (H + 2 * padding - rh) // stride + 1, (W + 2 * padding - rw) // stride + 1
# +     Ho, Wo = -(-(H + 2 * padding - rh) // stride) + 1, -(-(W + 2 * padding - rw) // stride) + 1

# %% conv2d_grouped  wrong  cnn-over-255  is pixels-divided  like plain-loop
# -     return out
# +     return out / 255

# %% conv2d_grouped  wrong  rounded  is rounded  like plain-loop
# -     return out
# +     return np.round(out, 2)

# %% conv2d_grouped  wrong  out-f-plus  is summed-into-the-whole-map  like plain-loop
# -                 out[f, i, j] = np.sum(patch * w[f])
# +                 out[f] += np.sum(patch * w[f])

# %% conv2d_grouped  wrong  h-for-w  is map-taken-as-square  like plain-loop
# -     Ho, Wo = (H + 2 * padding - rh) // stride + 1, (W + 2 * padding - rw) // stride + 1
# +     Ho = Wo = (H + 2 * padding - rh) // stride + 1

# %% conv2d_grouped  wrong  kh-for-kw  is kernel-taken-as-square  like plain-loop
# -     rh, rw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
# +     rh = rw = dilation * (kh - 1) + 1

# %% conv2d_grouped  wrong  fit-with-padding-once  is fit-without-padding  like dilated-kernels-as-full-ones
# -     if rows > x.shape[1] or cols > x.shape[2]:
# +     if rows > x.shape[1] - padding or cols > x.shape[2] - padding:

# %% conv2d_grouped  wrong  fit-by-height-alone  is tall-kernel-refused  like dilated-kernels-as-full-ones
# -     if rows > x.shape[1] or cols > x.shape[2]:
# +     if rows > x.shape[1] or rows > x.shape[2]:

# %% conv2d_grouped  wrong  groups-of-two-by-default  like dilated-kernels-as-full-ones
# - def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
# + def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=2):


# %% conv2d_grouped  wrong  taps-cut-one-by-one  is output-dtype
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    C, H, W = x.shape
    F, Cg, kh, kw = w.shape
    if C % groups or F % groups or Cg != C // groups or (b is not None and b.shape != (F,)):
        raise ValueError("bad")
    if dilation * (kh - 1) + 1 > H + 2 * padding or dilation * (kw - 1) + 1 > W + 2 * padding:
        raise ValueError("too big")
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = np.zeros((F, ho, wo), dtype=x.dtype)
    n = F // groups
    for f in range(F):
        for c in range(Cg):
            for m in range(kh):
                for q in range(kw):
                    r, s = m * dilation, q * dilation
                    out[f] += (
                        w[f, c, m, q]
                        * xp[f // n * Cg + c, r : r + stride * ho : stride, s : s + stride * wo : stride]
                    ).astype(x.dtype)
        if b is not None:
            out[f] += b[f].astype(x.dtype)
    return out


# %% design_stack  right  steps
def design_stack(receptive_field, max_params, channels):
    per_layer = channels * channels * 9 + channels
    layers, field, jump = [], 1, 1
    while field < receptive_field:
        layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
        field += 2 * jump
        jump *= 2
    if len(layers) * per_layer > max_params:
        raise ValueError("the budget is too small")
    return layers


# %% design_stack  right  closed-form
def design_stack(receptive_field, max_params, channels):
    n = (receptive_field).bit_length() - 1
    if n * channels * (9 * channels + 1) > max_params:
        raise ValueError(f"{n} layers cost too much")
    return [dict(kind="conv", filters=channels, kernel=3, stride=2)] * n


# %% design_stack  right  logarithm
def design_stack(receptive_field, max_params, channels):
    n = int(np.ceil(np.log2(receptive_field + 1) - 1 - 1e-9))
    if n * (channels * channels * 9 + channels) > max_params:
        raise ValueError("too dear")
    return [{"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1} for _ in range(n)]


# %% design_stack  right  last-stride-one
def design_stack(receptive_field, max_params, channels):
    cost = channels * (channels * 9 + 1)
    for n in range(1, max_params // cost + 1):
        if 2 ** (n + 1) - 1 >= receptive_field:
            strides = [2] * (n - 1) + [1]
            return [
                {"kind": "conv", "filters": channels, "kernel": 3, "stride": s, "padding": 0} for s in strides
            ]
    raise ValueError("no stack")


# %% design_stack  right  missing-stride-where-one
def design_stack(receptive_field, max_params, channels):
    cost = channels * (channels * 9 + 1)
    n = max_params // cost
    if n < 1 or 2 ** (min(n, 60) + 1) - 1 < receptive_field:
        raise ValueError("no stack")
    layers, field, jump = [], 1, 1
    while field < receptive_field:
        layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
        field, jump = field + 2 * jump, jump * 2
    del layers[-1]["stride"]
    return layers


# %% design_stack  right  brute-force
from itertools import product


def design_stack(receptive_field, max_params, channels):
    cost = channels * (channels * 9 + 1)
    most = max_params // cost
    for n in range(1, most + 1):
        for strides in product((1, 2), repeat=n):
            field, jump = 1, 1
            for s in strides:
                field, jump = field + 2 * jump, jump * s
            if field >= receptive_field:
                return [
                    {"kind": "conv", "filters": channels, "kernel": 3, "stride": s, "padding": 1}
                    for s in strides
                ]
    raise ValueError("nothing fits")


# %% design_stack  right  fills-the-budget
def design_stack(receptive_field, max_params, channels):
    cost = channels * (channels * 9 + 1)
    n = min(max_params // cost, 40)
    if 2 ** (n + 1) - 1 < receptive_field:
        raise ValueError("no stack of these layers sees so far")
    return [{"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1} for _ in range(n)]


# %% design_stack  right  few-steps-then-plain
def design_stack(receptive_field, max_params, channels):
    cost = channels * (channels * 9 + 1)
    affordable = max_params // cost
    for steps in range(affordable + 1):
        field, jump, strides = 1, 1, []
        for i in range(affordable):
            s = 2 if i < steps else 1
            strides.append(s)
            field, jump = field + 2 * jump, jump * s
            if field >= receptive_field:
                break
        if field >= receptive_field:
            return [
                {"kind": "conv", "filters": channels, "kernel": 3, "stride": s, "padding": 1} for s in strides
            ]
    raise ValueError("not within the budget")


# %% design_stack  right  numpy-integers-and-more-keys
def design_stack(receptive_field, max_params, channels):
    n = np.int64(1)
    while 2 ** (n + 1) - 1 < receptive_field:
        n = n + 1
    if n * (9 * channels**2 + channels) > max_params:
        raise ValueError("over the budget")
    same = {"kind": "conv", "filters": np.int64(channels), "kernel": np.int64(3), "padding": 2, "name": "c"}
    return tuple({**same, "stride": stride} for stride in np.full(n, 2))


# %% design_stack  right  recursive
def design_stack(receptive_field, max_params, channels):
    cost = channels * (9 * channels + 1)
    if max_params < cost:
        raise ValueError("no layer fits")
    layer = {"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1}
    if receptive_field <= 3:
        return [layer]
    return [layer] + design_stack((receptive_field - 3 + 1) // 2 + 1, max_params - cost, channels)


# %% design_stack  wrong  stride-1  is steps-not-used  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 1, "padding": 1})
# -         jump *= 2

# %% design_stack  wrong  stride-1-unchecked  is steps-not-used  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 1, "padding": 1})
# -         jump *= 2
# -     if len(layers) * per_layer > max_params:
# -         raise ValueError("the budget is too small")

# %% design_stack  wrong  one-step-only  is steps-not-used  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         stride = 1 if layers else 2
# +         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": stride, "padding": 1})
# -         jump *= 2
# +         jump = 2

# %% design_stack  wrong  jump-forgotten  is jump-forgotten  like steps
# -         jump *= 2

# %% design_stack  wrong  jump-forgotten-unchecked  is jump-forgotten  like steps
# -         jump *= 2
# -     if len(layers) * per_layer > max_params:
# -         raise ValueError("the budget is too small")

# %% design_stack  wrong  strides-added  is strides-added  like steps
# -         jump *= 2
# +         jump += 2

# %% design_stack  wrong  last-stride-alone  is only-the-last-stride  like steps
# -         jump *= 2
# +         jump = 2

# %% design_stack  wrong  its-own-stride  is jump-too-early  like steps
# -         field += 2 * jump
# -         jump *= 2
# +         field += 2 * 2

# %% design_stack  wrong  kernels-after-kernels  is whole-kernels-added  like steps
# -         field += 2 * jump
# -         jump *= 2
# +         field += 3

# %% design_stack  wrong  stride-first  is jump-too-early  like steps
# -         field += 2 * jump
# -         jump *= 2
# +         jump *= 2
# +         field += 2 * jump

# %% design_stack  wrong  times-three  is fields-multiplied  like steps
# -         field += 2 * jump
# -         jump *= 2
# +         field *= 3

# %% design_stack  wrong  plus-three  is whole-kernels-added  like steps
# -         field += 2 * jump
# +         field += 3 * jump

# %% design_stack  wrong  one-too-few  is one-layer-too-few  like steps
# -     if len(layers) * per_layer > max_params:
# +     layers = layers[:-1]
# +     if len(layers) * per_layer > max_params:

# %% design_stack  wrong  one-too-many  is one-layer-too-many  like steps
# -     while field < receptive_field:
# +     while field <= receptive_field:

# %% design_stack  wrong  exact-refused  is exact-budget-refused  like steps
# -     if len(layers) * per_layer > max_params:
# +     if len(layers) * per_layer >= max_params:

# %% design_stack  wrong  no-biases  is no-error  like steps
# -     per_layer = channels * channels * 9 + channels
# +     per_layer = channels * channels * 9

# %% design_stack  wrong  one-channel  is no-error  like steps
# -     per_layer = channels * channels * 9 + channels
# +     per_layer = channels * 9 + channels

# %% design_stack  wrong  pairs  is layers-not-dicts  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append((3, 2))

# %% design_stack  wrong  without-filters  is keys-misspelled  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append({"kind": "conv", "kernel": 3, "stride": 2, "padding": 1})

# %% design_stack  wrong  kernel-size  is keys-misspelled  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append({"kind": "conv", "filters": channels, "kernel_size": 3, "stride": 2, "padding": 1})

# %% design_stack  wrong  stride-3  is other-layers  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 3, "padding": 1})

# %% design_stack  wrong  kernel-5  is other-layers  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append({"kind": "conv", "filters": channels, "kernel": 5, "stride": 2, "padding": 1})

# %% design_stack  wrong  growing-filters  is other-layers  like steps
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         wide = channels * (len(layers) + 1)
# +         layers.append({"kind": "conv", "filters": wide, "kernel": 3, "stride": 2, "padding": 1})

# %% design_stack  wrong  with-its-cost  is wrong-type  like steps
# -     return layers
# +     return layers, len(layers) * per_layer

# %% design_stack  wrong  unchecked  is no-error  like steps
# -     if len(layers) * per_layer > max_params:
# -         raise ValueError("the budget is too small")

# %% design_stack  wrong  none-where-there-is-none  is no-error  like steps
# -         raise ValueError("the budget is too small")
# +         return None

# %% design_stack  wrong  empty-where-there-is-none  is no-error  like steps
# -         raise ValueError("the budget is too small")
# +         return []

# %% design_stack  wrong  generator  is wrong-type  like steps
# -     return layers
# +     return (layer for layer in layers)

# %% design_stack  wrong  printed  is returned-none  like steps
# -     return layers
# +     print(layers)


# %% design_stack  wrong  always-raises
def design_stack(receptive_field, max_params, channels):
    raise ValueError("no")


# %% design_stack  wrong  the-example  is other-layers
def design_stack(receptive_field, max_params, channels):
    if max_params < 920:
        raise ValueError("no")
    return [{"kind": "conv", "filters": 5, "kernel": 3, "stride": 2, "padding": 1}] * 4


# %% design_stack  wrong  weights-fill-the-budget  is bias-forgotten
def design_stack(receptive_field, max_params, channels):
    n = min(max_params // (9 * channels * channels), 60)
    if 2 ** (n + 1) - 1 < receptive_field:
        raise ValueError("no stack")
    return [{"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1}] * n


# %% design_stack  right  plain-base
def design_stack(receptive_field, max_params, channels):
    layers, field, jump, params = [], 1, 1, 0
    while field < receptive_field:
        layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
        field += 2 * jump
        jump *= 2
        params += 9 * channels * channels + channels
    if params > max_params:
        raise ValueError("no such stack")
    return layers


# %% design_stack  wrong  stride-missing  is steps-not-written  like plain-base
# -         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "stride": 2, "padding": 1})
# +         layers.append({"kind": "conv", "filters": channels, "kernel": 3, "padding": 1})

# %% design_stack  wrong  return-in-loop  is returned-too-early  like plain-base
# -         params += 9 * channels * channels + channels
# +         params += 9 * channels * channels + channels
# +         return layers


# %% dilate_kernel  wrong  one-row-many-times  is rows-share-one-list
def dilate_kernel(kernel, dilation):
    if dilation < 1:
        raise ValueError("no dilation below 1")
    rows, columns = (dilation * (n - 1) + 1 for n in kernel.shape)
    out = [[0] * columns] * rows
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            out[i * dilation][j * dilation] = kernel[i, j]
    return np.array(out)
