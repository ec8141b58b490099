"""Known answers to lesson 8: right ones in several styles, and wrong ones with the mistake to be named."""

import numpy as np

im2col = None  # the lesson gives it in a locked cell


# %% col2im  right  taps
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    hp, wp = h + 2 * padding, w + 2 * padding
    ho, wo = (hp - kh) // stride + 1, (wp - kw) // stride + 1
    taps = cols.reshape(c, kh, kw, ho, wo)
    out = np.zeros((c, hp, wp))
    for m in range(kh):
        for n in range(kw):
            out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n]
    return out[:, padding : padding + h, padding : padding + w]


# %% col2im  right  places
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    out = np.zeros((c, h + 2 * padding, w + 2 * padding))
    wo = (w + 2 * padding - kw) // stride + 1
    for k in range(cols.shape[1]):
        i, j = divmod(k, wo)
        window = cols[:, k].reshape(c, kh, kw)
        out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
    return out[:, padding : h + padding, padding : w + padding]


# %% col2im  right  every-number
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    ho = (h + 2 * padding - kh) // stride + 1
    wo = (w + 2 * padding - kw) // stride + 1
    out = np.zeros(shape)
    for channel in range(c):
        for m in range(kh):
            for n in range(kw):
                row = (channel * kh + m) * kw + n
                for i in range(ho):
                    for j in range(wo):
                        y, x = i * stride + m - padding, j * stride + n - padding
                        if 0 <= y < h and 0 <= x < w:
                            out[channel, y, x] += cols[row, i * wo + j]
    return out


# %% col2im  right  add-at
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    ho = (h + 2 * padding - kh) // stride + 1
    wo = (w + 2 * padding - kw) // stride + 1
    k = np.repeat(np.arange(c), kh * kw).reshape(-1, 1)
    m = np.tile(np.repeat(np.arange(kh), kw), c).reshape(-1, 1) + stride * np.repeat(np.arange(ho), wo)
    n = np.tile(np.arange(kw), kh * c).reshape(-1, 1) + stride * np.tile(np.arange(wo), ho)
    padded = np.zeros((c, h + 2 * padding, w + 2 * padding), dtype=cols.dtype)
    np.add.at(padded, (k, m, n), cols)
    if padding == 0:
        return padded
    return padded[:, padding:-padding, padding:-padding]


# %% col2im  right  bincount
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    numbers = np.arange(1, np.prod(shape) + 1).reshape(shape)
    numbers = np.pad(numbers, ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(numbers, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    at = windows.transpose(0, 3, 4, 1, 2).ravel()
    sums = np.bincount(at, weights=cols.ravel().astype(float), minlength=np.prod(shape) + 1)
    return sums[1:].reshape(shape)


# %% col2im  right  adjoint-by-units
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    out = np.zeros(shape)
    for place in np.ndindex(*shape):
        unit = np.zeros(shape)
        unit[place] = 1
        padded = np.pad(unit, ((0, 0), (padding, padding), (padding, padding)))
        seen = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
        out[place] = (seen.transpose(0, 3, 4, 1, 2).reshape(cols.shape) * cols).sum()
    return out


# %% col2im  right  writeable-view
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    out = np.zeros((c, h + padding * 2, w + padding * 2), dtype=np.float64)
    ho = (out.shape[1] - kh) // stride + 1
    wo = (out.shape[2] - kw) // stride + 1
    blocks = np.moveaxis(cols.reshape(c, kh, kw, ho, wo), (3, 4), (0, 1))
    for i in range(ho):
        for j in range(wo):
            view = out[:, i * stride :, j * stride :][:, :kh, :kw]
            view += blocks[i, j]
    if padding > 0:
        out = out[:, padding:-padding, padding:-padding]
    return out


# %% col2im  right  matrix
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    ho, wo = 1 + (h + 2 * padding - kh) // stride, 1 + (w + 2 * padding - kw) // stride
    down = np.zeros((h, kh, ho))
    across = np.zeros((w, kw, wo))
    for table, n, k, places in ((down, h, kh, ho), (across, w, kw, wo)):
        for m in range(k):
            for i in range(places):
                if 0 <= i * stride + m - padding < n:
                    table[i * stride + m - padding, m, i] = 1
    return np.einsum("hmi,wnj,cmnij->chw", down, across, cols.reshape(c, kh, kw, ho, wo))


# %% col2im  right  list-of-channels
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    images = []
    for rows in np.split(cols, c):
        image = np.zeros((h + 2 * padding, w + 2 * padding))
        k = 0
        for top in range(0, image.shape[0] - kh + 1, stride):
            for left in range(0, image.shape[1] - kw + 1, stride):
                image[top : top + kh, left : left + kw] += rows[:, k].reshape(kh, kw)
                k += 1
        images.append(image[padding : padding + h, padding : padding + w])
    return np.stack(images)


# %% col2im  wrong  written-over  is overlaps-overwritten  like taps
# -             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n]
# +             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] = taps[:, m, n]

# %% col2im  wrong  windows-written-over  is overlaps-overwritten  like places
# -         out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
# +         out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] = window

# %% col2im  wrong  fancy-plus  is overlaps-overwritten  like add-at
# -     np.add.at(padded, (k, m, n), cols)
# +     padded[k, m, n] += cols

# %% col2im  wrong  fancy-set  is overlaps-overwritten  like add-at
# -     np.add.at(padded, (k, m, n), cols)
# +     padded[k, m, n] = cols

# %% col2im  wrong  largest-kept  is largest-for-sum  like places
# -         out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
# +         there = out[:, i * stride : i * stride + kh, j * stride : j * stride + kw]
# +         there[:] = np.maximum(there, window)

# %% col2im  wrong  averaged  is overlaps-averaged  like taps
# -     out = np.zeros((c, hp, wp))
# +     out, count = np.zeros((c, hp, wp)), np.zeros((hp, wp))
#               out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n]
# +             count[m : m + stride * ho : stride, n : n + stride * wo : stride] += 1
# +     out = out / np.maximum(count, 1)

# %% col2im  wrong  divided-by-taps  is overlaps-averaged  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, padding : padding + h, padding : padding + w] / (kh * kw)

# %% col2im  wrong  counted  is coverage-for-sums  like taps
# -             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n]
# +             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += 1

# %% col2im  wrong  not-cropped  is padding-not-cropped  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out

# %% col2im  wrong  minus-p  is empty-without-padding  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, padding:-padding, padding:-padding]

# %% col2im  wrong  upper-left  is cropped-at-one-end  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, :h, :w]

# %% col2im  wrong  lower-right  is cropped-at-one-end  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, -h:, -w:]

# %% col2im  wrong  one-end-off  is cropped-at-one-end  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, padding:, padding:]

# %% col2im  wrong  bare-size  is size-without-padding  like taps
# -     ho, wo = (hp - kh) // stride + 1, (wp - kw) // stride + 1
# +     ho, wo = (h - kh) // stride + 1, (w - kw) // stride + 1

# %% col2im  wrong  no-padding-at-all  is size-without-padding  like taps
# -     hp, wp = h + 2 * padding, w + 2 * padding
# +     hp, wp = h, w

# %% col2im  wrong  size-at-stride-one  is size-without-stride  like taps
# -     ho, wo = (hp - kh) // stride + 1, (wp - kw) // stride + 1
# +     ho, wo = hp - kh + 1, wp - kw + 1

# %% col2im  wrong  side-by-side  is stride-ignored  like places
# -         out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
# +         out[:, i : i + kh, j : j + kw] += window

# %% col2im  wrong  taps-side-by-side  is stride-ignored  like taps
# -             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n]
# +             out[:, m : m + ho, n : n + wo] += taps[:, m, n]

# %% col2im  wrong  rows-step-only  is stride-one-axis  like places
# -         out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
# +         out[:, i * stride : i * stride + kh, j : j + kw] += window

# %% col2im  wrong  columns-step-only  is stride-one-axis  like places
# -         out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
# +         out[:, i : i + kh, j * stride : j * stride + kw] += window

# %% col2im  wrong  as-far-as-windows  is border-cut  like taps
# -     out = np.zeros((c, hp, wp))
# +     out = np.zeros((c, (ho - 1) * stride + kh, (wo - 1) * stride + kw))
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, padding : out.shape[1] - padding, padding : out.shape[2] - padding]

# %% col2im  wrong  tap-columns-first  is taps-column-first  like taps
# -     taps = cols.reshape(c, kh, kw, ho, wo)
# +     taps = cols.reshape(c, kw, kh, ho, wo).swapaxes(1, 2)

# %% col2im  wrong  channel-changes-fastest  is channel-last  like taps
# -     taps = cols.reshape(c, kh, kw, ho, wo)
# +     taps = cols.reshape(kh, kw, c, ho, wo).transpose(2, 0, 1, 3, 4)

# %% col2im  wrong  down-first  is columns-column-major  like taps
# -     taps = cols.reshape(c, kh, kw, ho, wo)
# +     taps = cols.reshape(c, kh, kw, wo, ho).swapaxes(3, 4)

# %% col2im  wrong  divmod-by-rows  is columns-column-major  like places
# -         i, j = divmod(k, wo)
# +         j, i = divmod(k, cols.shape[1] // wo)

# %% col2im  wrong  windows-in-rows  is columns-for-rows  like taps
# -     taps = cols.reshape(c, kh, kw, ho, wo)
# +     taps = cols.reshape(ho, wo, c, kh, kw).transpose(2, 3, 4, 0, 1)

# %% col2im  wrong  turned  is kernel-flipped  like taps
# -     taps = cols.reshape(c, kh, kw, ho, wo)
# +     taps = cols.reshape(c, kh, kw, ho, wo)[:, ::-1, ::-1]

# %% col2im  wrong  first-channel  is channel-0-only  like taps
# -             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n]
# +             out[0, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[0, m, n]

# %% col2im  wrong  all-channels-in-all  is channels-summed  like taps
# -             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n]
# +             out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] += taps[:, m, n].sum(axis=0)

# %% col2im  wrong  channels-backward  is channels-reversed  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[::-1, padding : padding + h, padding : padding + w]

# %% col2im  wrong  first-window  is returned-too-early  like places
#           out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
# +         return out[:, padding : h + padding, padding : w + padding]

# %% col2im  wrong  range-to-last  is output-one-short  like writeable-view
# -     for i in range(ho):
# -         for j in range(wo):
# +     for i in range(ho - 1):
# +         for j in range(wo - 1):

# %% col2im  wrong  starts-too-few  is output-one-short  like list-of-channels
# -         for top in range(0, image.shape[0] - kh + 1, stride):
# +         for top in range(0, image.shape[0] - kh, stride):

# %% col2im  wrong  whole-only  is output-dtype  like every-number
# -     out = np.zeros(shape)
# +     out = np.zeros(shape, dtype=int)

# %% col2im  wrong  whole-slices  is output-dtype  like taps
# -     out = np.zeros((c, hp, wp))
# +     out = np.zeros((c, hp, wp), dtype=int)

# %% col2im  wrong  rounded  is output-dtype  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, padding : padding + h, padding : padding + w].astype(int)

# %% col2im  wrong  nothing  is returned-none  like taps
# -     return out[:, padding : padding + h, padding : padding + w]

# %% col2im  wrong  in-a-list  is list-for-array  like taps
# -     return out[:, padding : padding + h, padding : padding + w]
# +     return out[:, padding : padding + h, padding : padding + w].tolist()

# %% col2im  wrong  columns-zeroed  is changed-input  like places
#           out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
# +         cols[:, k] = 0


# %% col2im  wrong  folded-only
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    return np.resize(cols, shape)


# %% col2im  right  plain-loop
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    C, H, W = shape
    Hp, Wp = H + 2 * padding, W + 2 * padding
    Ho, Wo = (Hp - kh) // stride + 1, (Wp - kw) // stride + 1
    out = np.zeros((C, Hp, Wp))
    col = 0
    for i in range(Ho):
        for j in range(Wo):
            patch = cols[:, col].reshape(C, kh, kw)
            out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += patch
            col += 1
    return out[:, padding : padding + H, padding : padding + W]


# %% col2im  wrong  crop-all-axes  is padding-on-channels  like plain-loop
# -     return out[:, padding : padding + H, padding : padding + W]
# +     return out[padding : padding + C, padding : padding + H, padding : padding + W]

# %% col2im  wrong  no-plus-one  is output-one-short  like plain-loop
# -     Ho, Wo = (Hp - kh) // stride + 1, (Wp - kw) // stride + 1
# +     Ho, Wo = (Hp - kh) // stride, (Wp - kw) // stride

# %% col2im  wrong  size-no-padding  is size-without-padding  like plain-loop
# -     Ho, Wo = (Hp - kh) // stride + 1, (Wp - kw) // stride + 1
# +     Ho, Wo = (H - kh) // stride + 1, (W - kw) // stride + 1

# %% col2im  wrong  col-index-ho  is column-of-another-window  like plain-loop
# -             patch = cols[:, col].reshape(C, kh, kw)
# +             patch = cols[:, i * Ho + j].reshape(C, kh, kw)

# %% col2im  wrong  col-not-counted  is first-column-for-all  like plain-loop
# -             col += 1

# %% col2im  wrong  col-once-a-row  is first-column-for-all  like plain-loop
# -             col += 1
# +         col += 1

# %% col2im  wrong  rounded-too  is rounded  like plain-loop
# -     return out[:, padding : padding + H, padding : padding + W]
# +     return np.round(out[:, padding : padding + H, padding : padding + W], 2)

# %% col2im  wrong  stride-twice  is stride-twice  like plain-loop
# -     for i in range(Ho):
# -         for j in range(Wo):
# +     for i in range(0, Ho, stride):
# +         for j in range(0, Wo, stride):

# %% col2im  wrong  index-by-size  is windows-do-not-overlap  like plain-loop
# -             out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += patch
# +             out[:, i * kh : i * kh + kh, j * kw : j * kw + kw] += patch


# %% col2im  wrong  first-rows-for-all-channels  is first-channel-for-all
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    C, H, W = shape
    ho, wo = (H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1
    out = np.zeros((C, H + 2 * padding, W + 2 * padding), dtype=cols.dtype)
    for i in range(ho):
        for j in range(wo):
            for c in range(C):
                patch = cols[: kh * kw, i * wo + j].reshape(kh, kw)
                out[c, i * stride : i * stride + kh, j * stride : j * stride + kw] += patch
    return out[:, padding : padding + H, padding : padding + W]


# %% conv2d_backward  right  columns
def conv2d_backward(dout, x, w, stride=1, padding=0):
    f, c, kh, kw = w.shape
    d = dout.reshape(f, -1)
    cols = im2col(x, kh, kw, stride, padding)
    dw = (d @ cols.T).reshape(w.shape)
    dx = col2im(w.reshape(f, -1).T @ d, x.shape, kh, kw, stride, padding)
    return dx, dw, d.sum(axis=1)


# %% conv2d_backward  right  places
def conv2d_backward(dout, x, w, stride=1, padding=0):
    f, c, kh, kw = w.shape
    c, h, wd = x.shape
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding))).astype(float)
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    for k in range(f):
        for i in range(dout.shape[1]):
            for j in range(dout.shape[2]):
                top, left = i * stride, j * stride
                dw[k] += dout[k, i, j] * xp[:, top : top + kh, left : left + kw]
                dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * w[k]
    dx = dxp[:, padding : padding + h, padding : padding + wd]
    return dx, dw, dout.sum(axis=(1, 2))


# %% conv2d_backward  right  taps
def conv2d_backward(dout, x, w, stride=1, padding=0):
    f, c, kh, kw = w.shape
    _, ho, wo = dout.shape
    p = padding
    xp = np.pad(x, ((0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for m in range(kh):
        for n in range(kw):
            rows, cols = slice(m, m + stride * ho, stride), slice(n, n + stride * wo, stride)
            dw[:, :, m, n] = np.einsum("fij,cij->fc", dout, xp[:, rows, cols])
            dxp[:, rows, cols] += np.einsum("fij,fc->cij", dout, w[:, :, m, n])
    return dxp[:, p : p + x.shape[1], p : p + x.shape[2]], dw, dout.sum((1, 2))


# %% conv2d_backward  right  full-correlation
def conv2d_backward(dout, x, w, stride=1, padding=0):
    f, c, kh, kw = w.shape
    xp = np.pad(x, [(0, 0)] + [(padding, padding)] * 2)
    spread = np.zeros((f, xp.shape[1] - kh + 1, xp.shape[2] - kw + 1))
    spread[:, ::stride, ::stride] = dout
    windows = np.lib.stride_tricks.sliding_window_view(xp, spread.shape[1:], axis=(1, 2))
    dw = np.einsum("cmnij,fij->fcmn", windows, spread)
    ring = np.pad(spread, [(0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)])
    around = np.lib.stride_tricks.sliding_window_view(ring, (kh, kw), axis=(1, 2))
    dx = np.einsum("fhwmn,fcmn->chw", around, w[:, :, ::-1, ::-1])
    dx = dx[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return dx, dw, dout.sum(axis=(1, 2))


# %% conv2d_backward  right  every-number
def conv2d_backward(dout, x, w, stride=1, padding=0):
    f, c, kh, kw = w.shape
    _, h, width = x.shape
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(f)
    for k in range(f):
        for i in range(dout.shape[1]):
            for j in range(dout.shape[2]):
                blame = dout[k, i, j]
                db[k] += blame
                for ch in range(c):
                    for m in range(kh):
                        for n in range(kw):
                            r, q = i * stride + m - padding, j * stride + n - padding
                            if 0 <= r < h and 0 <= q < width:
                                dw[k, ch, m, n] += blame * x[ch, r, q]
                                dx[ch, r, q] += blame * w[k, ch, m, n]
    return dx, dw, db


# %% conv2d_backward  right  own-helpers
def conv2d_backward(dout, x, w, stride=1, padding=0):
    def to_columns(image, kh, kw):
        padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
        rows = []
        for i in range(0, padded.shape[1] - kh + 1, stride):
            for j in range(0, padded.shape[2] - kw + 1, stride):
                rows.append(padded[:, i : i + kh, j : j + kw].ravel())
        return np.array(rows).T

    def back_home(cols, shape, kh, kw):
        c, h, wd = shape
        out = np.zeros((c, h + 2 * padding, wd + 2 * padding))
        k = 0
        for i in range(0, out.shape[1] - kh + 1, stride):
            for j in range(0, out.shape[2] - kw + 1, stride):
                out[:, i : i + kh, j : j + kw] += cols[:, k].reshape(c, kh, kw)
                k += 1
        return out[:, padding : padding + h, padding : padding + wd]

    f, c, kh, kw = w.shape
    flat = dout.reshape(f, -1).astype(float)
    dw = np.dot(flat, to_columns(x, kh, kw).T).reshape(w.shape)
    dx = back_home(np.dot(w.reshape(f, -1).T, flat), x.shape, kh, kw)
    return (dx, dw, flat.sum(axis=1))


# %% conv2d_backward  right  tensordot-windows
def conv2d_backward(dout, x, w, stride=1, padding=0):
    kh, kw = w.shape[2:]
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    view = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    dw = np.tensordot(dout, view, axes=([1, 2], [1, 2]))
    db = np.einsum("fij->f", dout)
    shares = np.tensordot(dout, w, axes=(0, 0))
    dx = np.zeros(padded.shape)
    for i in range(dout.shape[1]):
        for j in range(dout.shape[2]):
            dx[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += shares[i, j]
    if padding:
        dx = dx[:, padding:-padding, padding:-padding]
    return dx, dw, db


# %% conv2d_backward  right  nudged
def conv2d_backward(dout, x, w, stride=1, padding=0):
    def loss(image, filters):
        padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
        view = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(1, 2))[
            :, ::stride, ::stride
        ]
        return (np.tensordot(filters, view, axes=([1, 2, 3], [0, 3, 4])) * dout).sum()

    def one_by_one(array, value):
        slopes = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            unit = np.zeros(array.shape)
            unit[place] = 1
            slopes[place] = value(unit)
        return slopes

    dx = one_by_one(x, lambda unit: loss(unit, w))
    dw = one_by_one(w, lambda unit: loss(x, unit))
    return dx, dw, dout.sum(axis=2).sum(axis=1)


# %% conv2d_backward  right  list-of-three
def conv2d_backward(dout, x, w, stride=1, padding=0):
    f, c, kh, kw = w.shape
    rows = dout.transpose(1, 2, 0).reshape(-1, f)
    cols = im2col(x.astype(np.float64), kh, kw, stride, padding).T
    dw = (rows.T @ cols).reshape(f, c, kh, kw)
    dx = col2im((rows @ w.reshape(f, -1)).T, x.shape, kh, kw, stride, padding)
    return [dx, dw, rows.sum(axis=0)]


# %% conv2d_backward  wrong  not-turned  is kernel-not-turned  like full-correlation
# -     dx = np.einsum("fhwmn,fcmn->chw", around, w[:, :, ::-1, ::-1])
# +     dx = np.einsum("fhwmn,fcmn->chw", around, w)

# %% conv2d_backward  wrong  one-axis-turned  is kernel-flipped-one-axis  like full-correlation
# -     dx = np.einsum("fhwmn,fcmn->chw", around, w[:, :, ::-1, ::-1])
# +     dx = np.einsum("fhwmn,fcmn->chw", around, w[:, :, ::-1])

# %% conv2d_backward  wrong  dw-turned  is kernel-flipped  like full-correlation
# -     return dx, dw, dout.sum(axis=(1, 2))
# +     return dx, dw[:, :, ::-1, ::-1], dout.sum(axis=(1, 2))

# %% conv2d_backward  wrong  dw-replaced  is overlaps-overwritten  like places
# -                 dw[k] += dout[k, i, j] * xp[:, top : top + kh, left : left + kw]
# +                 dw[k] = dout[k, i, j] * xp[:, top : top + kh, left : left + kw]

# %% conv2d_backward  wrong  dx-replaced  is overlaps-overwritten  like places
# -                 dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * w[k]
# +                 dxp[:, top : top + kh, left : left + kw] = dout[k, i, j] * w[k]

# %% conv2d_backward  wrong  shares-replaced  is overlaps-overwritten  like tensordot-windows
# -             dx[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += shares[i, j]
# +             dx[:, i * stride : i * stride + kh, j * stride : j * stride + kw] = shares[i, j]

# %% conv2d_backward  wrong  tap-replaced  is overlaps-overwritten  like taps
# -             dxp[:, rows, cols] += np.einsum("fij,fc->cij", dout, w[:, :, m, n])
# +             dxp[:, rows, cols] = np.einsum("fij,fc->cij", dout, w[:, :, m, n])

# %% conv2d_backward  wrong  db-mean  is gradient-averaged  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw, d.mean(axis=1)

# %% conv2d_backward  wrong  dw-mean  is gradient-averaged  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw / d.shape[1], d.sum(axis=1)

# %% conv2d_backward  wrong  both-means  is gradient-averaged  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw / d.shape[1], d.mean(axis=1)

# %% conv2d_backward  wrong  divided-by-filters  is gradient-averaged  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw / f, d.sum(axis=1) / f

# %% conv2d_backward  wrong  one-bias  is bias-wrong-axes  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw, d.sum()

# %% conv2d_backward  wrong  bias-of-places  is bias-wrong-axes  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw, dout.sum(axis=0)

# %% conv2d_backward  wrong  bias-not-summed  is bias-wrong-axes  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw, dout

# %% conv2d_backward  wrong  bias-half-summed  is bias-wrong-axes  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw, dout.sum(axis=1)

# %% conv2d_backward  wrong  bias-column  is axis-kept  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw, d.sum(axis=1, keepdims=True)

# %% conv2d_backward  wrong  bias-in-three-axes  is axis-kept  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw, dout.sum(axis=(1, 2), keepdims=True)

# %% conv2d_backward  wrong  bias-left-at-zero  is bias-forgotten  like every-number
# -                 db[k] += blame

# %% conv2d_backward  wrong  bias-counted  is bias-forgotten  like every-number
# -                 db[k] += blame
# +                 db[k] += 1

# %% conv2d_backward  wrong  weights-first  is order-of-results  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dw, dx, d.sum(axis=1)

# %% conv2d_backward  wrong  bias-first  is order-of-results  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return d.sum(axis=1), dw, dx

# %% conv2d_backward  wrong  two-results  is bias-forgotten  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return dx, dw

# %% conv2d_backward  wrong  in-a-dict  is wrong-type  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return {"dx": dx, "dw": dw, "db": d.sum(axis=1)}

# %% conv2d_backward  wrong  blame-of-one  is blame-forgotten  like columns
# -     d = dout.reshape(f, -1)
# +     d = np.ones((f, dout.size // f))

# %% conv2d_backward  wrong  dx-without-blame  is blame-forgotten  like places
# -                 dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * w[k]
# +                 dxp[:, top : top + kh, left : left + kw] += w[k]

# %% conv2d_backward  wrong  downhill  is sign-turned  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return -dx, -dw, -d.sum(axis=1)

# %% conv2d_backward  wrong  first-channel  is channel-0-only  like places
# -                 dw[k] += dout[k, i, j] * xp[:, top : top + kh, left : left + kw]
# -                 dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * w[k]
# +                 dw[k, 0] += dout[k, i, j] * xp[0, top : top + kh, left : left + kw]
# +                 dxp[0, top : top + kh, left : left + kw] += dout[k, i, j] * w[k, 0]

# %% conv2d_backward  wrong  first-filter  is one-filter-only  like places
# -                 dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * w[k]
# +                 dxp[:, top : top + kh, left : left + kw] += dout[0, i, j] * w[0] * (k == 0)

# %% conv2d_backward  wrong  filters-averaged  is one-filter-only  like places
# -     return dx, dw, dout.sum(axis=(1, 2))
# +     return dx / f, dw, dout.sum(axis=(1, 2))

# %% conv2d_backward  wrong  channels-mixed  is channels-summed  like columns
# -     return dx, dw, d.sum(axis=1)
# +     return np.repeat(dx.sum(axis=0, keepdims=True), c, axis=0), dw, d.sum(axis=1)

# %% conv2d_backward  wrong  dw-flat  is not-folded  like columns
# -     dw = (d @ cols.T).reshape(w.shape)
# +     dw = d @ cols.T

# %% conv2d_backward  wrong  dx-in-columns  is not-folded  like columns
# -     dx = col2im(w.reshape(f, -1).T @ d, x.shape, kh, kw, stride, padding)
# +     dx = w.reshape(f, -1).T @ d

# %% conv2d_backward  wrong  inside-the-loop  is returned-too-early  like places
#                   dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * w[k]
# -     dx = dxp[:, padding : padding + h, padding : padding + wd]
# -     return dx, dw, dout.sum(axis=(1, 2))
# +         dx = dxp[:, padding : padding + h, padding : padding + wd]
# +         return dx, dw, dout.sum(axis=(1, 2))

# %% conv2d_backward  wrong  last-row-left-out  is output-one-short  like places
# -         for i in range(dout.shape[1]):
# +         for i in range(dout.shape[1] - 1):

# %% conv2d_backward  wrong  ring-kept  is padding-not-cropped  like places
# -     dx = dxp[:, padding : padding + h, padding : padding + wd]
# +     dx = dxp

# %% conv2d_backward  wrong  minus-p  is empty-without-padding  like places
# -     dx = dxp[:, padding : padding + h, padding : padding + wd]
# +     dx = dxp[:, padding:-padding, padding:-padding]

# %% conv2d_backward  wrong  upper-left  is cropped-at-one-end  like places
# -     dx = dxp[:, padding : padding + h, padding : padding + wd]
# +     dx = dxp[:, :h, :wd]

# %% conv2d_backward  wrong  never-padded  is padding-ignored  like places
# -     xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding))).astype(float)
# +     xp = x.astype(float)

# %% conv2d_backward  wrong  columns-never-padded  is padding-ignored  like columns
# -     cols = im2col(x, kh, kw, stride, padding)
# +     cols = im2col(x, kh, kw, stride)

# %% conv2d_backward  wrong  home-never-padded  is padding-ignored  like columns
# -     dx = col2im(w.reshape(f, -1).T @ d, x.shape, kh, kw, stride, padding)
# +     dx = col2im(w.reshape(f, -1).T @ d, x.shape, kh, kw, stride)

# %% conv2d_backward  wrong  windows-side-by-side  is stride-ignored  like places
# -                 top, left = i * stride, j * stride
# +                 top, left = i, j

# %% conv2d_backward  wrong  dx-side-by-side  is stride-ignored  like tensordot-windows
# -             dx[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += shares[i, j]
# +             dx[:, i : i + kh, j : j + kw] += shares[i, j]

# %% conv2d_backward  wrong  columns-at-stride-one  is stride-refused  like columns
# -     cols = im2col(x, kh, kw, stride, padding)
# +     cols = im2col(x, kh, kw, 1, padding)

# %% conv2d_backward  wrong  home-at-stride-one  is stride-refused  like columns
# -     dx = col2im(w.reshape(f, -1).T @ d, x.shape, kh, kw, stride, padding)
# +     dx = col2im(w.reshape(f, -1).T @ d, x.shape, kh, kw, 1, padding)

# %% conv2d_backward  wrong  not-spread  like full-correlation
# -     spread = np.zeros((f, xp.shape[1] - kh + 1, xp.shape[2] - kw + 1))
# -     spread[:, ::stride, ::stride] = dout
# +     spread = dout

# %% conv2d_backward  wrong  dx-like-x  is output-dtype  like every-number
# -     dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(f)
# +     dx, dw, db = np.zeros_like(x), np.zeros(w.shape), np.zeros(f)

# %% conv2d_backward  wrong  dw-like-w  is output-dtype  like every-number
# -     dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(f)
# +     dx, dw, db = np.zeros(x.shape), np.zeros_like(w), np.zeros(f)

# %% conv2d_backward  wrong  slices-like-x  is output-dtype  like places
# -     dxp = np.zeros(xp.shape)
# +     dxp = np.zeros_like(np.pad(x, padding)[padding : padding + c])

# %% conv2d_backward  wrong  blame-changed  is changed-input  like columns
#       cols = im2col(x, kh, kw, stride, padding)
# +     total = d.sum(axis=1)
# +     d *= 1 + (d == d)
# -     return dx, dw, d.sum(axis=1)
# +     return dx / 2, dw / 2, total

# %% conv2d_backward  wrong  nothing  is returned-none  like columns
# -     return dx, dw, d.sum(axis=1)

# %% conv2d_backward  wrong  input-for-weights  is input-for-weights  like places
# -                 dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * w[k]
# +                 dxp[:, top : top + kh, left : left + kw] += dout[k, i, j] * xp[:, top : top + kh, left : left + kw]


# %% conv2d_backward  wrong  only-bias
def conv2d_backward(dout, x, w, stride=1, padding=0):
    return np.zeros(x.shape), np.zeros(w.shape), dout.sum(axis=(1, 2))


# %% conv2d_backward  right  plain-columns
def conv2d_backward(dout, x, w, stride=1, padding=0):
    F, C, kh, kw = w.shape
    d = dout.reshape(F, -1)
    cols = im2col(x, kh, kw, stride, padding)
    dw = (d @ cols.T).reshape(w.shape)
    dcols = w.reshape(F, -1).T @ d
    dx = col2im(dcols, x.shape, kh, kw, stride, padding)
    db = d.sum(axis=1)
    return dx, dw, db


# %% conv2d_backward  wrong  reshape-for-t  is reshape-for-transpose  like plain-columns
# -     dcols = w.reshape(F, -1).T @ d
# +     dcols = w.reshape(-1, F) @ d

# %% conv2d_backward  wrong  reshape-for-t-2  is reshape-for-transpose  like plain-columns
# -     dw = (d @ cols.T).reshape(w.shape)
# +     dw = (d @ cols.reshape(cols.shape[1], -1)).reshape(w.shape)

# %% conv2d_backward  wrong  dw-turned-too  is reshape-for-transpose  like plain-columns
# -     dw = (d @ cols.T).reshape(w.shape)
# +     dw = (cols @ d.T).reshape(w.shape)

# %% conv2d_backward  wrong  db-axis0  is bias-wrong-axes  like plain-columns
# -     db = d.sum(axis=1)
# +     db = d.sum(axis=0)

# %% conv2d_backward  wrong  dials-swapped  is step-of-zero  like plain-columns
# -     cols = im2col(x, kh, kw, stride, padding)
# +     cols = im2col(x, kh, kw, padding, stride)

# %% conv2d_backward  wrong  kh-kw-swapped  is kernel-taken-as-square  like plain-columns
# -     cols = im2col(x, kh, kw, stride, padding)
# +     cols = im2col(x, kw, kh, stride, padding)


# %% conv2d_backward  right  plain-loop
def conv2d_backward(dout, x, w, stride=1, padding=0):
    F, C, kh, kw = w.shape
    xp = np.pad(x.astype(float), ((0, 0), (padding, padding), (padding, padding)))
    dxp, dw, db = np.zeros(xp.shape), np.zeros(w.shape), np.zeros(F)
    for f in range(F):
        for i in range(dout.shape[1]):
            for j in range(dout.shape[2]):
                top, left = i * stride, j * stride
                dw[f] += dout[f, i, j] * xp[:, top : top + kh, left : left + kw]
                dxp[:, top : top + kh, left : left + kw] += dout[f, i, j] * w[f]
                db[f] += dout[f, i, j]
    dx = dxp[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return dx, dw, db


# %% conv2d_backward  wrong  x-for-w  is input-for-weights  like plain-loop
# -                 dxp[:, top : top + kh, left : left + kw] += dout[f, i, j] * w[f]
# +                 dxp[:, top : top + kh, left : left + kw] += dout[f, i, j] * xp[:, top : top + kh, left : left + kw]

# %% conv2d_backward  wrong  w-for-x  is input-for-weights  like plain-loop
# -                 dw[f] += dout[f, i, j] * xp[:, top : top + kh, left : left + kw]
# +                 dw[f] += dout[f, i, j] * w[f]

# %% conv2d_backward  wrong  flip-everything  is kernel-flipped-one-axis  like plain-loop
# -                 dxp[:, top : top + kh, left : left + kw] += dout[f, i, j] * w[f]
# +                 dxp[:, top : top + kh, left : left + kw] += dout[f, i, j] * w[f, ::-1, ::-1, ::-1]

# %% conv2d_backward  wrong  db-set  is overlaps-overwritten  like plain-loop
# -                 db[f] += dout[f, i, j]
# +                 db[f] = dout[f, i, j]

# %% conv2d_backward  wrong  dw-all-filters  is filters-summed  like plain-loop
# -                 dw[f] += dout[f, i, j] * xp[:, top : top + kh, left : left + kw]
# +                 dw += dout[f, i, j] * xp[:, top : top + kh, left : left + kw]

# %% conv2d_backward  wrong  dx-w0  is one-filter-only  like plain-loop
# -                 dxp[:, top : top + kh, left : left + kw] += dout[f, i, j] * w[f]
# +                 dxp[:, top : top + kh, left : left + kw] += dout[f, i, j] * w[0]

# %% conv2d_backward  wrong  rounded  is rounded  like plain-columns
# -     return dx, dw, db
# +     return dx.round(2), dw.round(2), db.round(2)


# %% conv2d_backward  wrong  blame-transposed-before-reshape  is reshape-for-transpose
def conv2d_backward(dout, x, w, stride=1, padding=0):
    F, C, kh, kw = w.shape
    d = dout.transpose(1, 2, 0).reshape(F, -1)
    cols = im2col(x, kh, kw, stride, padding)
    return (
        col2im(w.reshape(F, -1).T @ d, x.shape, kh, kw, stride, padding),
        (d @ cols.T).reshape(w.shape),
        d.sum(axis=1),
    )


# %% max_pool2d_backward  right  argmax-loop
def max_pool2d_backward(dout, x, size=2, stride=None):
    s = size if stride is None else stride
    dx = np.zeros(x.shape)
    for index in np.ndindex(dout.shape):
        lead, (i, j) = index[:-2], index[-2:]
        window = x[lead][i * s : i * s + size, j * s : j * s + size]
        r, q = np.unravel_index(np.argmax(window), window.shape)
        dx[lead + (i * s + r, j * s + q)] += dout[index]
    return dx


# %% max_pool2d_backward  right  taps
def max_pool2d_backward(dout, x, size=2, stride=None):
    stride = stride or size
    ho, wo = dout.shape[-2:]
    best = np.full(dout.shape, -np.inf)
    where = np.zeros(dout.shape, dtype=int)
    for t in range(size * size):
        i, j = divmod(t, size)
        seen = x[..., i : i + stride * ho : stride, j : j + stride * wo : stride]
        better = seen > best
        best, where = np.where(better, seen, best), np.where(better, t, where)
    dx = np.zeros(x.shape, dtype=float)
    for t in range(size * size):
        i, j = divmod(t, size)
        dx[..., i : i + stride * ho : stride, j : j + stride * wo : stride] += dout * (where == t)
    return dx


# %% max_pool2d_backward  right  flattened-images
def max_pool2d_backward(dout, x, size=2, stride=None):
    if stride is None:
        stride = size
    images = x.reshape((-1,) + x.shape[-2:])
    blames = dout.reshape((-1,) + dout.shape[-2:])
    out = np.zeros(images.shape)
    for n in range(len(images)):
        for i in range(blames.shape[1]):
            for j in range(blames.shape[2]):
                best, place = None, None
                for r in range(i * stride, i * stride + size):
                    for q in range(j * stride, j * stride + size):
                        if best is None or images[n, r, q] > best:
                            best, place = images[n, r, q], (r, q)
                out[n][place] += blames[n, i, j]
    return out.reshape(x.shape)


# %% max_pool2d_backward  right  add-at
def max_pool2d_backward(dout, x, size=2, stride=None):
    s = stride if stride is not None else size
    flat = x.reshape(-1, *x.shape[-2:])
    view = np.lib.stride_tricks.sliding_window_view(flat, (size, size), axis=(1, 2))[:, ::s, ::s]
    k = view.reshape(*view.shape[:3], -1).argmax(axis=-1)
    n, i, j = np.indices(k.shape)
    dx = np.zeros(flat.shape)
    np.add.at(dx, (n, i * s + k // size, j * s + k % size), dout.reshape(k.shape))
    return dx.reshape(x.shape)


# %% max_pool2d_backward  right  bincount
def max_pool2d_backward(dout, x, size=2, stride=None):
    s = size if stride is None else stride
    *lead, h, w = x.shape
    count = int(np.prod(lead)) if lead else 1
    view = np.lib.stride_tricks.sliding_window_view(x.reshape(count, h, w), (size, size), axis=(1, 2))[
        :, ::s, ::s
    ]
    k = np.argmax(view.reshape(count, view.shape[1], view.shape[2], size * size), axis=3)
    n, i, j = np.meshgrid(*(np.arange(side) for side in k.shape), indexing="ij")
    places = (n * h + i * s + k // size) * w + j * s + k % size
    return np.bincount(places.ravel(), weights=dout.ravel(), minlength=x.size).reshape(x.shape)


# %% max_pool2d_backward  right  first-by-cumsum
def max_pool2d_backward(dout, x, size=2, stride=None):
    step = size if stride is None else stride
    dx = np.zeros_like(x, dtype=np.float64)
    for i in range(dout.shape[-2]):
        for j in range(dout.shape[-1]):
            window = x[..., i * step : i * step + size, j * step : j * step + size]
            flat = window.reshape(x.shape[:-2] + (size * size,))
            is_max = flat == flat.max(axis=-1, keepdims=True)
            first = is_max & (np.cumsum(is_max, axis=-1) == 1)
            share = first * dout[..., i, j][..., None]
            dx[..., i * step : i * step + size, j * step : j * step + size] += share.reshape(window.shape)
    return dx


# %% max_pool2d_backward  right  recursive
def max_pool2d_backward(dout, x, size=2, stride=None):
    if x.ndim > 2:
        return np.array([max_pool2d_backward(d, part, size, stride) for d, part in zip(dout, x)])
    s = stride or size
    dx = np.zeros(x.shape)
    for i, row in enumerate(dout):
        for j, blame in enumerate(row):
            window = x[i * s : i * s + size, j * s : j * s + size]
            at = window.argmax()
            dx[i * s + at // size, j * s + at % size] += blame
    return dx


# %% max_pool2d_backward  right  put-along-axis
def max_pool2d_backward(dout, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape, dtype=np.result_type(dout.dtype, float))
    for i in range(dout.shape[-2]):
        for j in range(dout.shape[-1]):
            sl = (..., slice(i * stride, i * stride + size), slice(j * stride, j * stride + size))
            flat = x[sl].reshape(*x.shape[:-2], -1)
            mask = np.zeros(flat.shape)
            np.put_along_axis(mask, flat.argmax(axis=-1)[..., None], 1.0, axis=-1)
            dx[sl] += mask.reshape(x[sl].shape) * dout[..., i : i + 1, j : j + 1]
    return dx


# %% max_pool2d_backward  wrong  all-equals  is ties-to-all  like put-along-axis
# -             flat = x[sl].reshape(*x.shape[:-2], -1)
# -             mask = np.zeros(flat.shape)
# -             np.put_along_axis(mask, flat.argmax(axis=-1)[..., None], 1.0, axis=-1)
# +             mask = x[sl] == x[sl].max(axis=(-2, -1), keepdims=True)

# %% max_pool2d_backward  wrong  last-of-equals  is ties-to-last  like flattened-images
# -                         if best is None or images[n, r, q] > best:
# +                         if best is None or images[n, r, q] >= best:

# %% max_pool2d_backward  wrong  taps-last  is ties-to-last  like taps
# -         better = seen > best
# +         better = seen >= best

# %% max_pool2d_backward  wrong  shared-by-equals  is ties-shared  like put-along-axis
# -             flat = x[sl].reshape(*x.shape[:-2], -1)
# -             mask = np.zeros(flat.shape)
# -             np.put_along_axis(mask, flat.argmax(axis=-1)[..., None], 1.0, axis=-1)
# +             mask = x[sl] == x[sl].max(axis=(-2, -1), keepdims=True)
# +             mask = mask / mask.sum(axis=(-2, -1), keepdims=True)

# %% max_pool2d_backward  wrong  set-not-added  is overlaps-overwritten  like argmax-loop
# -         dx[lead + (i * s + r, j * s + q)] += dout[index]
# +         dx[lead + (i * s + r, j * s + q)] = dout[index]

# %% max_pool2d_backward  wrong  fancy-plus  is overlaps-overwritten  like add-at
# -     np.add.at(dx, (n, i * s + k // size, j * s + k % size), dout.reshape(k.shape))
# +     dx[n, i * s + k // size, j * s + k % size] += dout.reshape(k.shape)

# %% max_pool2d_backward  wrong  whole-block-set  is overlaps-overwritten  like put-along-axis
# -             dx[sl] += mask.reshape(x[sl].shape) * dout[..., i : i + 1, j : j + 1]
# +             dx[sl] = mask.reshape(x[sl].shape) * dout[..., i : i + 1, j : j + 1]

# %% max_pool2d_backward  wrong  everybody  is whole-window  like put-along-axis
# -             dx[sl] += mask.reshape(x[sl].shape) * dout[..., i : i + 1, j : j + 1]
# +             dx[sl] += dout[..., i : i + 1, j : j + 1]

# %% max_pool2d_backward  wrong  mean-pool  is mean-for-maximum  like put-along-axis
# -             dx[sl] += mask.reshape(x[sl].shape) * dout[..., i : i + 1, j : j + 1]
# +             dx[sl] += dout[..., i : i + 1, j : j + 1] / size**2

# %% max_pool2d_backward  wrong  smallest  is minimum-for-maximum  like argmax-loop
# -         r, q = np.unravel_index(np.argmax(window), window.shape)
# +         r, q = np.unravel_index(np.argmin(window), window.shape)

# %% max_pool2d_backward  wrong  largest-magnitude  is maximum-of-magnitudes  like argmax-loop
# -         r, q = np.unravel_index(np.argmax(window), window.shape)
# +         r, q = np.unravel_index(np.argmax(abs(window.astype(float))), window.shape)

# %% max_pool2d_backward  wrong  marks  is blame-forgotten  like argmax-loop
# -         dx[lead + (i * s + r, j * s + q)] += dout[index]
# +         dx[lead + (i * s + r, j * s + q)] += 1

# %% max_pool2d_backward  wrong  times-itself  is blame-times-maximum  like argmax-loop
# -         dx[lead + (i * s + r, j * s + q)] += dout[index]
# +         dx[lead + (i * s + r, j * s + q)] += dout[index] * window.max()

# %% max_pool2d_backward  wrong  upper-left  is first-of-the-window  like argmax-loop
# -         r, q = np.unravel_index(np.argmax(window), window.shape)
# +         r, q = 0, 0

# %% max_pool2d_backward  wrong  mirrored  is row-column-swapped  like recursive
# -             dx[i * s + at // size, j * s + at % size] += blame
# +             dx[i * s + at % size, j * s + at // size] += blame

# %% max_pool2d_backward  wrong  place-in-window-only  is window-place-forgotten  like argmax-loop
# -         dx[lead + (i * s + r, j * s + q)] += dout[index]
# +         dx[lead + (r, q)] += dout[index]

# %% max_pool2d_backward  wrong  started-at-zero  is rectified  like taps
# -     best = np.full(dout.shape, -np.inf)
# -     where = np.zeros(dout.shape, dtype=int)
# +     best = np.zeros(dout.shape)
# +     where = np.full(dout.shape, -1)

# %% max_pool2d_backward  wrong  with-relu  is rectified  like argmax-loop
# -     return dx
# +     return dx * (x > 0)

# %% max_pool2d_backward  wrong  always-size  is stride-ignored  like argmax-loop
# -     s = size if stride is None else stride
# +     s = size

# %% max_pool2d_backward  wrong  two-by-default  is stride-always-two  like argmax-loop
# -     s = size if stride is None else stride
# +     s = 2 if stride is None else stride

# %% max_pool2d_backward  wrong  one-by-default  is stride-always-one  like argmax-loop
# -     s = size if stride is None else stride
# +     s = stride or 1

# %% max_pool2d_backward  wrong  ends-early  is output-one-short  like put-along-axis
# -     for i in range(dout.shape[-2]):
# -         for j in range(dout.shape[-1]):
# +     for i in range(dout.shape[-2] - 1):
# +         for j in range(dout.shape[-1] - 1):


# %% max_pool2d_backward  wrong  two-axes  is only-two-axes
def max_pool2d_backward(dout, x, size=2, stride=None):
    s = size if stride is None else stride
    rows, columns = dout.shape
    dx = np.zeros(x.shape)
    for i in range(rows):
        for j in range(columns):
            window = x[i * s : i * s + size, j * s : j * s + size]
            at = window.argmax()
            dx[i * s + at // size, j * s + at % size] += dout[i, j]
    return dx


# %% max_pool2d_backward  wrong  three-axes  is only-two-axes
def max_pool2d_backward(dout, x, size=2, stride=None):
    s = size if stride is None else stride
    channels, rows, columns = dout.shape
    dx = np.zeros(x.shape)
    for c in range(channels):
        for i in range(rows):
            for j in range(columns):
                window = x[c, i * s : i * s + size, j * s : j * s + size]
                at = window.argmax()
                dx[c, i * s + at // size, j * s + at % size] += dout[c, i, j]
    return dx


# %% max_pool2d_backward  wrong  batches-only  is only-two-axes
def max_pool2d_backward(dout, x, size=2, stride=None):
    stride = size if stride is None else stride
    n, c, ho, wo = dout.shape
    dx = np.zeros(x.shape)
    for b in range(n):
        for k in range(c):
            for i in range(ho):
                for j in range(wo):
                    window = x[b, k, i * stride : i * stride + size, j * stride : j * stride + size]
                    r, q = np.unravel_index(window.argmax(), window.shape)
                    dx[b, k, i * stride + r, j * stride + q] += dout[b, k, i, j]
    return dx


# %% max_pool2d_backward  wrong  reshape-trick  is uneven-refused
def max_pool2d_backward(dout, x, size=2, stride=None):
    if stride not in (None, size):
        return add_at(dout, x, size, stride)
    *lead, h, w = x.shape
    blocks = x.reshape(*lead, h // size, size, w // size, size).swapaxes(-3, -2)
    flat = blocks.reshape(*blocks.shape[:-2], size * size)
    first = np.arange(size * size) == flat.argmax(axis=-1)[..., None]
    return (first * dout[..., None]).reshape(blocks.shape).swapaxes(-3, -2).reshape(x.shape)


def add_at(dout, x, size, s):
    dx = np.zeros(x.shape)
    for *lead, i, j in np.ndindex(dout.shape):
        window = x[(*lead, slice(i * s, i * s + size), slice(j * s, j * s + size))]
        r, q = np.argwhere(window == window.max())[0]
        dx[(*lead, i * s + r, j * s + q)] += dout[(*lead, i, j)]
    return dx


# %% max_pool2d_backward  wrong  up-to-windows  is border-cut  like put-along-axis
# -     return dx
# +     return dx[..., : stride * (dout.shape[-2] - 1) + size, : stride * (dout.shape[-1] - 1) + size]

# %% max_pool2d_backward  wrong  first-channel-decides  is winner-of-channel-0  like flattened-images
# -     images = x.reshape((-1,) + x.shape[-2:])
# +     images = x.reshape((-1,) + x.shape[-2:])
# +     images = np.repeat(images[:1], len(images), axis=0)

# %% max_pool2d_backward  wrong  downhill  is sign-turned  like argmax-loop
# -     return dx
# +     return -dx

# %% max_pool2d_backward  wrong  like-x  is output-dtype  like argmax-loop
# -     dx = np.zeros(x.shape)
# +     dx = np.zeros_like(x)

# %% max_pool2d_backward  wrong  in-the-input  is changed-input  like argmax-loop
# -     return dx
# +     x[...] = 0
# +     return dx

# %% max_pool2d_backward  wrong  nothing  is returned-none  like argmax-loop
# -     return dx


# %% max_pool2d_backward  wrong  pooled-again
def max_pool2d_backward(dout, x, size=2, stride=None):
    s = size if stride is None else stride
    view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(-2, -1))[..., ::s, ::s, :, :]
    return view.max(axis=(-2, -1)) * dout


# %% max_pool2d_backward  right  plain-loop
def max_pool2d_backward(dout, x, size=2, stride=None):
    if stride is None:
        stride = size
    dx = np.zeros(x.shape)
    for n in np.ndindex(x.shape[:-2]):
        for i in range(dout.shape[-2]):
            for j in range(dout.shape[-1]):
                patch = x[n][i * stride : i * stride + size, j * stride : j * stride + size]
                m, k = np.unravel_index(np.argmax(patch), patch.shape)
                dx[n][i * stride + m, j * stride + k] += dout[n][i, j]
    return dx


# %% max_pool2d_backward  wrong  i-plus  is window-place-forgotten  like plain-loop
# -                 dx[n][i * stride + m, j * stride + k] += dout[n][i, j]
# +                 dx[n][i + m, j + k] += dout[n][i, j]

# %% max_pool2d_backward  wrong  best-zero  is rectified  like plain-loop
# -                 m, k = np.unravel_index(np.argmax(patch), patch.shape)
# +                 best, m, k = 0, 0, 0
# +                 for a in range(size):
# +                     for c in range(size):
# +                         if patch[a, c] > best:
# +                             best, m, k = patch[a, c], a, c

# %% max_pool2d_backward  wrong  return-early  is returned-too-early  like plain-loop
# -     return dx
# +             return dx

# %% max_pool2d_backward  wrong  argmax-global  is winner-of-all  like plain-loop
# -                 m, k = np.unravel_index(np.argmax(patch), patch.shape)
# -                 dx[n][i * stride + m, j * stride + k] += dout[n][i, j]
# +                 m, k = np.unravel_index(np.argmax(x[n]), x[n].shape)
# +                 dx[n][m, k] += dout[n][i, j]

# %% max_pool2d_backward  wrong  window-two  is always-two-by-two  like plain-loop
# -                 patch = x[n][i * stride : i * stride + size, j * stride : j * stride + size]
# +                 patch = x[n][i * stride : i * stride + 2, j * stride : j * stride + 2]

# %% max_pool2d_backward  wrong  window-stride  is window-as-large-as-the-stride  like plain-loop
# -                 patch = x[n][i * stride : i * stride + size, j * stride : j * stride + size]
# +                 patch = x[n][i * stride : i * stride + stride, j * stride : j * stride + stride]


# %% cross_entropy  right  log-softmax
def cross_entropy(logits, labels):
    n = logits.shape[0]
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(n), labels].mean()
    d = np.exp(log_p)
    d[np.arange(n), labels] -= 1
    return loss, d / n


# %% cross_entropy  right  one-hot
def cross_entropy(logits, labels):
    n, k = logits.shape
    y = np.eye(k)[labels]
    m = np.max(logits, axis=1, keepdims=True)
    lse = m + np.log(np.sum(np.exp(logits - m), axis=1, keepdims=True))
    log_p = logits - lse
    return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n


# %% cross_entropy  right  image-by-image
def cross_entropy(logits, labels):
    n, k = logits.shape
    total, grad = 0.0, np.zeros((n, k))
    for i in range(n):
        row = logits[i].astype(float)
        m = row.max()
        powers = np.exp(row - m)
        s = powers.sum()
        total += np.log(s) + m - row[labels[i]]
        grad[i] = powers / s
        grad[i, labels[i]] -= 1
    return total / n, grad / n


# %% cross_entropy  right  logaddexp
def cross_entropy(logits, labels):
    z = np.asarray(logits, dtype=float)
    rows = np.arange(len(z))
    norm = np.logaddexp.reduce(z, axis=1)
    loss = np.mean(norm - z[rows, labels])
    p = np.exp(z - norm[:, None])
    p[rows, labels] -= 1.0
    return loss, p / len(z)


# %% cross_entropy  right  take-along-axis
def cross_entropy(logits, labels):
    shifted = logits - np.amax(logits, axis=-1)[:, np.newaxis]
    exps = np.exp(shifted)
    sums = exps.sum(-1)[:, np.newaxis]
    picked = np.take_along_axis(shifted - np.log(sums), labels[:, None].astype(int), axis=1)
    gradient = (exps / sums - (np.arange(logits.shape[1]) == labels[:, None])) / labels.size
    return -np.average(picked), gradient


# %% cross_entropy  right  pure-python-loss
def cross_entropy(logits, labels):
    import math

    losses, rows = [], []
    for z, label in zip(logits.tolist(), labels.tolist()):
        top = max(z)
        total = sum(math.exp(v - top) for v in z)
        losses.append(math.log(total) - (z[label] - top))
        rows.append([math.exp(v - top) / total - (k == label) for k, v in enumerate(z)])
    return sum(losses) / len(losses), np.array(rows) / len(rows)


# %% cross_entropy  right  mask
def cross_entropy(logits, labels):
    logits = logits - logits.max(1)[:, None]
    log_z = np.log(np.exp(logits).sum(1))
    is_label = labels.reshape(-1, 1) == np.arange(logits.shape[1])
    loss = (log_z - logits[is_label]).mean()
    p = np.exp(logits - log_z[:, None])
    return loss.item(), np.where(is_label, p - 1, p) / len(labels)


# %% cross_entropy  wrong  not-divided  is gradient-not-averaged  like log-softmax
# -     return loss, d / n
# +     return loss, d

# %% cross_entropy  wrong  sum  is sum-for-mean  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -log_p[np.arange(n), labels].sum()

# %% cross_entropy  wrong  sums  is sum-for-mean  like one-hot
# -     return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n
# +     return float(-(y * log_p).sum()), np.exp(log_p) - y

# %% cross_entropy  wrong  mean-of-everything  is averaged-over-classes  like one-hot
# -     return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n
# +     return float(-(y * log_p).mean()), (np.exp(log_p) - y) / n

# %% cross_entropy  wrong  gradient-over-everything  is averaged-over-classes  like log-softmax
# -     return loss, d / n
# +     return loss, d / d.size

# %% cross_entropy  wrong  by-classes  is averaged-over-classes  like one-hot
# -     n, k = logits.shape
# +     k, n = logits.shape
# -     y = np.eye(k)[labels]
# +     y = np.eye(n)[labels]

# %% cross_entropy  wrong  divided-twice  is averaged-twice  like log-softmax
# -     return loss, d / n
# +     d /= n
# +     return loss, d / n

# %% cross_entropy  wrong  softmax-of-softmax  is softmax-twice  like log-softmax
# -     z = logits - logits.max(axis=1, keepdims=True)
# +     powers = np.exp(logits - logits.max(axis=1, keepdims=True))
# +     z = powers / powers.sum(axis=1, keepdims=True)

# %% cross_entropy  wrong  loss-of-softmax-of-softmax  is softmax-twice  like log-softmax
# -     d = np.exp(log_p)
# +     d = np.exp(log_p)
# +     loss = -(d - np.log(np.exp(d).sum(axis=1, keepdims=True)))[np.arange(n), labels].mean()

# %% cross_entropy  wrong  not-shifted  is softmax-not-shifted  like log-softmax
# -     z = logits - logits.max(axis=1, keepdims=True)
# +     z = logits

# %% cross_entropy  wrong  shifted-by-all  is shifted-by-the-largest-of-all  like log-softmax
# -     z = logits - logits.max(axis=1, keepdims=True)
# +     z = logits - logits.max()

# %% cross_entropy  wrong  log-of-softmax  is logarithm-of-zero  like log-softmax
# -     log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
# +     log_p = np.log(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))

# %% cross_entropy  wrong  plus-a-little  is logarithm-clipped  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -np.log(np.exp(log_p)[np.arange(n), labels] + 1e-12).mean()

# %% cross_entropy  wrong  clipped  is logarithm-clipped  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -np.log(np.clip(np.exp(log_p), 1e-7, 1)[np.arange(n), labels]).mean()

# %% cross_entropy  wrong  bits  is other-logarithm  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -log_p[np.arange(n), labels].mean() / np.log(2)

# %% cross_entropy  wrong  tens  is other-logarithm  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -log_p[np.arange(n), labels].mean() / np.log(10)

# %% cross_entropy  wrong  minus-forgotten  is sign-turned  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = log_p[np.arange(n), labels].mean()

# %% cross_entropy  wrong  label-minus-share  is sign-turned  like one-hot
# -     return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n
# +     return float(-(y * log_p).sum() / n), (y - np.exp(log_p)) / n

# %% cross_entropy  wrong  shares-only  is label-not-taken-off  like log-softmax
# -     d[np.arange(n), labels] -= 1

# %% cross_entropy  wrong  label-only  is label-only  like one-hot
# -     return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n
# +     return float(-(y * log_p).sum() / n), y * (np.exp(log_p) - y) / n

# %% cross_entropy  wrong  not-back-to-logits  is gradient-of-probabilities  like one-hot
# -     return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n
# +     return float(-(y * log_p).sum() / n), -y / np.exp(log_p) / n

# %% cross_entropy  wrong  no-logarithm  is logarithm-forgotten  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = 1 - np.exp(log_p)[np.arange(n), labels].mean()

# %% cross_entropy  wrong  log-of-mean  is logarithm-of-the-mean  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -np.log(np.exp(log_p)[np.arange(n), labels].mean())

# %% cross_entropy  wrong  all-logs  is all-classes-counted  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -log_p.sum() / n

# %% cross_entropy  wrong  binary  is all-classes-counted  like one-hot
# -     return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n
# +     p = np.exp(log_p)
# +     return float(-(y * log_p + (1 - y) * np.log(1 - p)).sum() / n), (p - y) / n

# %% cross_entropy  wrong  colon-labels  is every-row-every-label  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -log_p[:, labels].mean()
# -     d[np.arange(n), labels] -= 1
# +     d[:, labels] -= 1

# %% cross_entropy  wrong  down-the-batch  is softmax-wrong-axis  like log-softmax
# -     z = logits - logits.max(axis=1, keepdims=True)
# -     log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
# +     z = logits - logits.max(axis=0, keepdims=True)
# +     log_p = z - np.log(np.exp(z).sum(axis=0, keepdims=True))

# %% cross_entropy  wrong  squares  is squared-error  like one-hot
# -     return float(-(y * log_p).sum() / n), (np.exp(log_p) - y) / n
# +     return float(((np.exp(log_p) - y) ** 2).mean()), (np.exp(log_p) - y) / n

# %% cross_entropy  wrong  list-of-losses  is loss-of-each-image  like log-softmax
# -     loss = -log_p[np.arange(n), labels].mean()
# +     loss = -log_p[np.arange(n), labels]

# %% cross_entropy  wrong  gradient-first  is order-of-results  like log-softmax
# -     return loss, d / n
# +     return d / n, loss

# %% cross_entropy  wrong  logits-minus-label  is logits-for-probabilities  like log-softmax
# -     d = np.exp(log_p)
# +     d = logits.astype(float)

# %% cross_entropy  wrong  own-guess  is prediction-for-label  like log-softmax
# -     n = logits.shape[0]
# +     n, labels = logits.shape[0], logits.argmax(axis=1)

# %% cross_entropy  wrong  from-one  is label-off-by-one  like log-softmax
# -     n = logits.shape[0]
# +     n, labels = logits.shape[0], labels.astype(int) - 1

# %% cross_entropy  wrong  first-label  is first-label-for-all  like log-softmax
# -     n = logits.shape[0]
# +     n, labels = logits.shape[0], labels[0]

# %% cross_entropy  wrong  whole-gradient  is output-dtype  like log-softmax
# -     d = np.exp(log_p)
# +     d = np.zeros_like(logits)
# +     d[:] = np.exp(log_p)

# %% cross_entropy  wrong  in-place  is changed-input  like log-softmax
# -     z = logits - logits.max(axis=1, keepdims=True)
# +     logits[:] = logits - logits.max(axis=1, keepdims=True)
# +     z = logits

# %% cross_entropy  wrong  loss-only  is wrong-type  like log-softmax
# -     return loss, d / n
# +     return loss

# %% cross_entropy  wrong  nothing  is returned-none  like log-softmax
# -     return loss, d / n

# %% cross_entropy  wrong  loss-in-an-array  is wrong-type  like log-softmax
# -     return loss, d / n
# +     return np.array([loss]), d / n

# %% cross_entropy  wrong  exponential-of-loss  like log-softmax
# -     return loss, d / n
# +     return np.exp(loss), d / n


# %% cross_entropy  right  plain-base
def cross_entropy(logits, labels):
    N = len(labels)
    z = logits - logits.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -logp[np.arange(N), labels].mean()
    p = np.exp(logp)
    p[np.arange(N), labels] -= 1
    return loss, p / N


# %% cross_entropy  wrong  colon  is every-row-every-label  like plain-base
# -     loss = -logp[np.arange(N), labels].mean()
# +     loss = -logp[:, labels].mean()

# %% cross_entropy  wrong  colon-grad  is every-row-every-label  like plain-base
# -     p[np.arange(N), labels] -= 1
# +     p[:, labels] -= 1

# %% cross_entropy  wrong  rows-only  is row-of-the-label  like plain-base
# -     loss = -logp[np.arange(N), labels].mean()
# +     loss = -logp[labels].mean()

# %% cross_entropy  wrong  plus-one  is label-added  like plain-base
# -     p[np.arange(N), labels] -= 1
# +     p[np.arange(N), labels] += 1

# %% cross_entropy  wrong  log10  is other-logarithm  like plain-base
# -     logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
# +     logp = z - np.log10(np.exp(z).sum(axis=1, keepdims=True))

# %% cross_entropy  wrong  no-keepdims  is keepdims-forgotten  like plain-base
# -     logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
# +     logp = z - np.log(np.exp(z).sum(axis=1))


# %% cross_entropy  wrong  loss-after-minus-one  is label-taken-off-first
def cross_entropy(logits, labels):
    N = len(labels)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    d = p
    d[np.arange(N), labels] -= 1
    loss = -np.log(np.abs(p[np.arange(N), labels])).mean()
    return float(loss), d / N


# %% cross_entropy  wrong  rounded  is rounded  like plain-base
# -     return loss, p / N
# +     return round(float(loss), 2), p / N

# %% cross_entropy  wrong  loss-over-n-again  is averaged-twice  like plain-base
# -     return loss, p / N
# +     return loss / N, p / N

# %% cross_entropy  wrong  return-in-loop  is returned-too-early  like plain-base
# -     loss = -logp[np.arange(N), labels].mean()
# -     p = np.exp(logp)
# -     p[np.arange(N), labels] -= 1
# -     return loss, p / N
# +     loss, p = 0, np.exp(logp)
# +     for n in range(N):
# +         loss -= logp[n, labels[n]] / N
# +         p[n, labels[n]] -= 1
# +         return loss, p / N

# %% cross_entropy  wrong  last-only  is last-image-only  like plain-base
# -     loss = -logp[np.arange(N), labels].mean()
# +     for n in range(N):
# +         loss = -logp[n, labels[n]] / N

# %% cross_entropy  wrong  zeros-int-labels  is label-off-by-one  like plain-base
# -     loss = -logp[np.arange(N), labels].mean()
# +     loss = -logp[np.arange(N), labels - 1].mean()


# %% cross_entropy  wrong  gradient-is-the-same-array  is label-taken-off-first
def cross_entropy(logits, labels):
    n, k = logits.shape
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    grad = p
    grad[np.arange(n), labels] -= 1
    loss = -np.log(p[np.arange(n), labels]).mean()
    return loss, grad / n


# %% col2im  wrong  places-before-taps  is reshape-for-transpose  like taps
# -     taps = cols.reshape(c, kh, kw, ho, wo)
# +     taps = cols.reshape(c, ho, wo, kh, kw).transpose(0, 3, 4, 1, 2)


# %% col2im  wrong  on-the-bare-image  is size-without-padding
def col2im(cols, shape, kh, kw, stride=1, padding=0):
    c, h, w = shape
    out = np.zeros(shape)
    ho, wo = (h - kh) // stride + 1, (w - kw) // stride + 1
    for i in range(ho):
        for j in range(wo):
            window = cols[:, i * wo + j].reshape(c, kh, kw)
            out[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += window
    return out


# %% cross_entropy  wrong  number-taken-off  is number-of-the-label  like log-softmax
# -     d[np.arange(n), labels] -= 1
# +     d = d - labels[:, None]

# %% cross_entropy  wrong  powers-not-shifted  is shifted-on-one-side  like log-softmax
# -     log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
# +     log_p = z - np.log(np.exp(logits).sum(axis=1, keepdims=True))
