"""Known answers to the exercises of lesson 4: right ones in several styles, and wrong ones with the mistake to be named."""

ANSWERS = [
    {"function": "im2col", "kind": "right", "id": "patch-loop", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    c, h, w = x.shape
    if kh > h or kw > w:
        raise ValueError("the window is too large")
    columns = []
    for i in range(0, h - kh + 1, stride):
        for j in range(0, w - kw + 1, stride):
            columns.append(x[:, i:i + kh, j:j + kw].ravel())
    return np.array(columns).T
'''},
    {"function": "im2col", "kind": "right", "id": "tap-loop", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    p = np.zeros((c, h + 2 * padding, w + 2 * padding), dtype=x.dtype)
    p[:, padding:padding + h, padding:padding + w] = x
    ho, wo = (p.shape[1] - kh) // stride + 1, (p.shape[2] - kw) // stride + 1
    if ho < 1 or wo < 1:
        raise ValueError(f"no place for a {kh} x {kw} window")
    out = np.empty((c, kh, kw, ho, wo), x.dtype)
    for m in range(kh):
        for n in range(kw):
            out[:, m, n] = p[:, m:m + stride * ho:stride, n:n + stride * wo:stride]
    return out.reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "right", "id": "as-strided", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.ascontiguousarray(np.pad(x, ((0, 0), (padding,) * 2, (padding,) * 2)))
    c, h, w = x.shape
    if h < kh or w < kw:
        raise ValueError
    ho, wo = 1 + (h - kh) // stride, 1 + (w - kw) // stride
    sc, sh, sw = x.strides
    view = np.lib.stride_tricks.as_strided(x, (c, kh, kw, ho, wo), (sc, sh, sw, sh * stride, sw * stride))
    return view.reshape(c * kh * kw, ho * wo).copy()
'''},
    {"function": "im2col", "kind": "right", "id": "fancy-index", "mistake": None, "source": '''
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
'''},
    {"function": "im2col", "kind": "right", "id": "flat-take", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    c, h, w = x.shape
    if not (kh <= h and kw <= w):
        raise ValueError("too large")
    tap = (np.arange(c)[:, None, None] * h * w + np.arange(kh)[:, None] * w + np.arange(kw)).ravel()
    place = (np.arange(0, h - kh + 1, stride)[:, None] * w + np.arange(0, w - kw + 1, stride)).ravel()
    return x.ravel().take(tap[:, None] + place)
'''},
    {"function": "im2col", "kind": "right", "id": "scalar-loops", "mistake": None, "source": '''
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
'''},
    {"function": "im2col", "kind": "right", "id": "rows-then-transpose", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x.astype(np.float64), ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[-2] or kw > x.shape[-1]:
        raise ValueError("kernel too big")
    v = np.lib.stride_tricks.sliding_window_view(x, (x.shape[0], kh, kw))[0, ::stride, ::stride]
    return v.reshape(v.shape[0] * v.shape[1], -1).T
'''},
    {"function": "im2col", "kind": "right", "id": "float32", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding))).astype(np.float32)
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), (1, 2))[:, ::stride, ::stride]
    return np.einsum("cijmn->cmnij", v).reshape(-1, v.shape[1] * v.shape[2])
'''},
    {"function": "im2col", "kind": "right", "id": "stack-of-rows", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    if padding:
        x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="constant")
    h, w = x.shape[1] - kh, x.shape[2] - kw
    if h < 0 or w < 0:
        raise ValueError("does not fit")
    return np.stack([
        channel[m:m + h + 1:stride, n:n + w + 1:stride].ravel()
        for channel in x for m in range(kh) for n in range(kw)
    ])
'''},
    {"function": "im2col", "kind": "wrong", "id": "taps-column-first", "mistake": "taps-column-first", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 4, 3, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "channel-last", "mistake": "channel-last", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(3, 4, 0, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "columns-down-first", "mistake": "columns-column-major", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 2, 1).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "rows", "mistake": "matrix-transposed", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(1, 2, 0, 3, 4).reshape(ho * wo, c * kh * kw)
'''},
    {"function": "im2col", "kind": "wrong", "id": "reshape", "mistake": "reshape-for-transpose", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "reshape-rows", "mistake": "reshape-for-transpose", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(1, 2, 0, 3, 4).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "five-axes", "mistake": "axes-not-flattened", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2)
'''},
    {"function": "im2col", "kind": "wrong", "id": "map-axes-kept", "mistake": "axes-not-flattened", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho, wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "turned", "mistake": "kernel-flipped", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    v = v[..., ::-1, ::-1]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "sides-swapped", "mistake": "height-width-swapped", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kw > x.shape[1] or kh > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kw, kh), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "first-channel", "mistake": "channel-0-only", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    v = v[:1]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "channels-backwards", "mistake": "channels-reversed", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    v = v[::-1]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "no-stride", "mistake": "stride-ignored", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "stride-in-size", "mistake": "stride-in-size-only", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    v = v[:, :(v.shape[1] - 1) // stride + 1, :(v.shape[2] - 1) // stride + 1]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "stride-rows-only", "mistake": "stride-one-axis", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "no-padding", "mistake": "padding-ignored", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "pad-all-axes", "mistake": "padding-on-channels", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, padding)
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "pad-before", "mistake": "one-side-only", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, 0), (padding, 0)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "pad-twice", "mistake": "padding-twice", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (2 * padding,) * 2, (2 * padding,) * 2))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "pad-edge", "mistake": "edge-for-zeros", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "one-place-short", "mistake": "output-one-short", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    return np.stack([
        x[:, i:i + kh, j:j + kw].ravel()
        for i in range(0, x.shape[1] - kh, stride) for j in range(0, x.shape[2] - kw, stride)
    ], axis=1)
'''},
    {"function": "im2col", "kind": "wrong", "id": "no-error", "mistake": "no-error", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        return np.zeros((x.shape[0] * kh * kw, 0))
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "index-error", "mistake": "wrong-error", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise IndexError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "error-for-equal", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh >= x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "one-axis-checked", "mistake": "no-error", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(np.pad(x, ((0, 0), (0, 0), (0, max(0, kw - x.shape[2])))), (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "squares-only", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kh), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "as-a-list", "mistake": "list-for-array", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo).tolist()
'''},
    {"function": "im2col", "kind": "wrong", "id": "divided", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo) / 255
'''},
    {"function": "im2col", "kind": "wrong", "id": "changes-its-input", "mistake": "changed-input", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    if kh > x.shape[1] + 2 * padding or kw > x.shape[2] + 2 * padding:
        raise ValueError("too large")
    p = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(p, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    out = v.transpose(0, 3, 4, 1, 2).reshape(x.shape[0] * kh * kw, -1).copy()
    x *= 0
    return out
'''},
    {"function": "im2col", "kind": "wrong", "id": "nothing", "mistake": "returned-none", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
'''},
    {"function": "im2col", "kind": "wrong", "id": "always-an-error", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    raise ValueError("too large")
'''},
    {"function": "im2col", "kind": "wrong", "id": "values-of-int", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("too large")
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    c, ho, wo = v.shape[:3]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, ho * wo).astype(int)
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "product", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "rows", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "bias-row", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if len(x) != c:
        raise ValueError("channels differ")
    bias = np.zeros(f) if b is None else np.asarray(b)
    cols = im2col(x, kh, kw, stride, padding)
    cols = np.vstack([cols, np.ones((1, cols.shape[1]))])
    weights = np.hstack([w.reshape(f, -1), bias[:, None]])
    return (weights @ cols).reshape(f, (x.shape[1] + 2 * padding - kh) // stride + 1, -1)
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "own-columns", "mistake": None, "source": '''
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
        cols[:, k] = x[:, i * stride:i * stride + kh, j * stride:j * stride + kw].ravel()
    y = np.dot(w.reshape(f, -1), cols)
    if b is not None:
        y += np.reshape(b, (f, 1))
    return y.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "tensordot", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "einsum", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "float32", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1).astype(np.float32) @ im2col(x, kh, kw, stride, padding).astype(np.float32)
    out = out.reshape(f, ho, wo)
    return out if b is None else out + b.astype(np.float32)[:, np.newaxis, np.newaxis]
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "fft", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    if x.shape[0] != w.shape[1]:
        raise ValueError("channels differ")
    x = np.pad(x.astype(float), ((0, 0), (padding, padding), (padding, padding)))
    h, wd = x.shape[1:]
    spectrum = (np.fft.fft2(x)[None] * np.conj(np.fft.fft2(w, s=(h, wd)))).sum(axis=1)
    y = np.fft.ifft2(spectrum).real[:, :h - w.shape[2] + 1:stride, :wd - w.shape[3] + 1:stride]
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "taps-down-first", "mistake": "taps-column-first", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding).reshape(c, kh, kw, -1).transpose(0, 2, 1, 3).reshape(c * kh * kw, -1)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "kernels-transposed", "mistake": "kernel-transposed", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kw) // stride + 1
    wo = (x.shape[2] + 2 * padding - kh) // stride + 1
    out = w.transpose(0, 1, 3, 2).reshape(f, c, kw * kh)[:, :, :].reshape(f, -1) @ im2col(x, kw, kh, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "channel-last", "mistake": "channel-last", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.transpose(0, 2, 3, 1).reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "flipped", "mistake": "kernel-flipped", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w[:, :, ::-1, ::-1].reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "columns-reshaped", "mistake": "reshape-for-transpose", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding).T.reshape(c * kh * kw, ho * wo)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "read-down", "mistake": "columns-column-major", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo).transpose(0, 2, 1).reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "rows-folded", "mistake": "folded-without-transpose", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.T.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "filters-last", "mistake": "filters-last", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.T.reshape(ho, wo, f)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "flat", "mistake": "not-folded", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "fold-width-first", "mistake": "height-width-swapped", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, wo, ho)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "one-filter", "mistake": "first-filter-for-all", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w[[0] * f].reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "bias-lost", "mistake": "bias-forgotten", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "one-bias", "mistake": "first-bias-for-all", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[0]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "bias-in-columns", "mistake": "bias-along-width", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "bias-times-channels", "mistake": "bias-per-channel", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + c * b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "bias-times-taps", "mistake": "bias-per-tap", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + w[0].size * b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "bias-minus", "mistake": "bias-subtracted", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out - b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "needs-bias", "mistake": "fails-without-bias", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "if-b", "mistake": "truth-of-an-array", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "stride-forgotten", "mistake": "stride-ignored", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // 1 + 1
    wo = (x.shape[2] + 2 * padding - kw) // 1 + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, 1, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "stride-size-only", "mistake": "stride-in-size-only", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, 1, padding).reshape(c * kh * kw, x.shape[1] + 2 * padding - kh + 1, -1)[:, :ho, :wo].reshape(-1, ho * wo)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "padding-forgotten", "mistake": "padding-ignored", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] - kh) // stride + 1
    wo = (x.shape[2] - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "padding-edge", "mistake": "edge-for-zeros", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(np.pad(x, ((0, 0), (padding,) * 2, (padding,) * 2), mode="edge"), kh, kw, stride)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "padding-everywhere", "mistake": "padding-on-channels", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(np.pad(x, padding), kh, kw, stride)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "padding-before", "mistake": "one-side-only", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + padding - kh) // stride + 1
    wo = (x.shape[2] + padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(np.pad(x, ((0, 0), (padding, 0), (padding, 0))), kh, kw, stride)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "first-channel", "mistake": "channel-0-only", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w[:, 0].reshape(f, -1) @ im2col(x[:1], kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "dtype-of-image", "mistake": "output-dtype", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    out = np.trunc(out).astype(np.int64).astype(x.dtype) if x.dtype.kind in "ui" else out
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "no-check", "mistake": "no-error", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    x, w = x[:min(c, len(x))], w[:, :len(x)]
    c = w.shape[1]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "type-error", "mistake": "wrong-error", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise TypeError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "square-output", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out[:, :ho * ho].reshape(f, ho, ho)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "no-stride-in-size", "mistake": "size-without-stride", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "averaged", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return out.reshape(f, ho, wo) / c
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "rectified", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        out = out + b[:, None]
    return np.maximum(out, 0).reshape(f, ho, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "bias-in-place", "mistake": "changed-input", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if x.shape[0] != c:
        raise ValueError("channels differ")
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    wo = (x.shape[2] + 2 * padding - kw) // stride + 1
    out = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None:
        b += 1
        b = b - 1
        out = out + b[:, None]
    w *= 0
    return out.reshape(f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "taps-matmul", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "einsum-six-letters", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("ncijmk,fcmk->nfij", v, w)
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "einsum-optimized", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("ncijmk,fcmk->nfij", v, w, optimize=True)
    return y if b is None else y + b.reshape(1, f, 1, 1)
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "tensordot", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "rows-orientation", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "columns-side-by-side", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "as-strided", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "index-arrays", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "fft", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    size = x.shape[2:]
    spectrum = np.einsum("ncij,fcij->nfij", np.fft.rfft2(x), np.conj(np.fft.rfft2(w, s=size)))
    y = np.fft.irfft2(spectrum, s=size)[:, :, :size[0] - kh + 1:stride, :size[1] - kw + 1:stride]
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "stack-over-images", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    return np.stack([conv2d_im2col(image, w, b, stride, padding) for image in x])
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "sum-of-shifts", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.zeros((n, f, ho, wo))
    for m in range(kh):
        for k in range(kw):
            part = x[:, :, m:m + stride * (ho - 1) + 1:stride, k:k + stride * (wo - 1) + 1:stride]
            y += np.einsum("fc,ncij->nfij", w[:, :, m, k], part)
    if b is not None:
        y += b[:, None, None]
    return y
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "all-loops-but-pixels", "mistake": None, "source": '''
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
                        y[q, k] += w[k, ch, i, j] * x[q, ch, i:i + ho * stride:stride, j:j + wo * stride:stride]
            if b is not None:
                y[q, k] += b[k]
    return y
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "row-by-row", "mistake": None, "source": '''
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
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "float32", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.tensordot(w.astype(np.float32), v.astype(np.float32), axes=((1, 2, 3), (1, 4, 5))).swapaxes(0, 1)
    return y if b is None else y + b.astype(np.float32)[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "rows-folded", "mistake": "folded-without-transpose", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = v.transpose(0, 2, 3, 1, 4, 5).reshape(n * ho * wo, -1) @ w.reshape(f, -1).T
    if b is not None:
        y = y + b
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "filters-before-images", "mistake": "folded-without-transpose", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = w.reshape(f, -1) @ v.transpose(1, 4, 5, 0, 2, 3).reshape(c * kh * kw, -1)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "axes-n-last", "mistake": "folded-without-transpose", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo).transpose(2, 3, 0, 1).reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "batch-after-filters", "mistake": "batch-after-filters", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo).transpose(1, 0, 2, 3)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "filters-last", "mistake": "filters-last", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo).transpose(0, 2, 3, 1)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "not-folded", "mistake": "not-folded", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "fold-width-first", "mistake": "height-width-swapped", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, wo, ho)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "read-down", "mistake": "columns-column-major", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo).swapaxes(2, 3).reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "columns-reshaped", "mistake": "reshape-for-transpose", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = w.reshape(f, -1) @ v.reshape(n, c * kh * kw, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "taps-down-first", "mistake": "taps-column-first", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.swapaxes(2, 3).reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "channel-last", "mistake": "channel-last", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.transpose(0, 2, 3, 1, 4, 5).reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "flipped", "mistake": "kernel-flipped", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w[..., ::-1, ::-1].reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "first-image", "mistake": "first-image-for-all", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:1, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "one-image", "mistake": "only-one-image", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)[:1]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "images-added", "mistake": "images-summed", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo).sum(axis=0)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "one-filter", "mistake": "first-filter-for-all", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w[:1].repeat(f, axis=0).reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "first-channel", "mistake": "channel-0-only", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w[:, 0].reshape(f, -1) @ cols[:, 0].reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "channels-backwards", "mistake": "channels-reversed", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w[:, ::-1].reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "bias-lost", "mistake": "bias-forgotten", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "one-bias", "mistake": "first-bias-for-all", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[0]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "bias-along-width", "mistake": "bias-along-width", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "bias-times-channels", "mistake": "bias-per-channel", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + c * b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "bias-minus", "mistake": "bias-subtracted", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y - b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "needs-bias", "mistake": "fails-without-bias", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "if-b", "mistake": "truth-of-an-array", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "no-padding", "mistake": "padding-ignored", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    ho, wo = (h - kh) // stride + 1, (wd - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pad-all-axes", "mistake": "padding-on-channels", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, padding)
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pad-after", "mistake": "one-side-only", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (0, padding), (0, padding)))
    ho, wo = (h + padding - kh) // stride + 1, (wd + padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pad-edge", "mistake": "edge-for-zeros", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "no-stride", "mistake": "stride-ignored", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    stride = 1
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "stride-in-size", "mistake": "stride-in-size-only", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + ho, k:k + wo]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "dtype-of-image", "mistake": "output-dtype", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    y = np.trunc(y).astype(np.int64).astype(x.dtype) if x.dtype.kind in "ui" else y
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "stride-by-rows", "mistake": "stride-one-axis", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + wo]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "no-check", "mistake": "no-error", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    c = min(c, c2)
    x, w = x[:, :c], w[:, :c]
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "assertion", "mistake": "wrong-error", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise AssertionError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "only-one-stride", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // 1 + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "batch-normalized", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, ho, wo), dtype=np.result_type(x, w))
    for m in range(kh):
        for k in range(kw):
            cols[:, :, m, k] = x[:, :, m:m + stride * ho:stride, k:k + stride * wo:stride]
    y = w.reshape(f, -1) @ cols.reshape(n, -1, ho * wo)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, f, ho, wo) / n
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pixel-loop-einsum", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.empty((n, f, ho, wo))
    for i in range(ho):
        for j in range(wo):
            patch = x[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
            y[:, :, i, j] = np.einsum("ncmk,fcmk->nf", patch, w)
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pixel-loop-matmul", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.empty((n, f, ho, wo))
    flat = w.reshape(f, -1).T
    for i in range(ho):
        for j in range(wo):
            patch = x[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
            y[:, :, i, j] = patch.reshape(n, -1) @ flat
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pixel-loop-columns", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    cols = np.empty((n, c * kh * kw, ho * wo))
    for k in range(ho * wo):
        i, j = k // wo * stride, k % wo * stride
        cols[:, :, k] = x[:, :, i:i + kh, j:j + kw].reshape(n, -1)
    y = (w.reshape(f, -1) @ cols).reshape(n, f, ho, wo)
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pixel-loop-list", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    patches = [
        image[:, i:i + kh, j:j + kw].ravel()
        for image in x for i in range(0, stride * ho, stride) for j in range(0, stride * wo, stride)
    ]
    y = (np.array(patches) @ w.reshape(f, -1).T).reshape(n, ho, wo, f).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "pixel-loop-tensordot", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    (n, c, h, wd), (f, c2, kh, kw) = x.shape, w.shape
    if c != c2:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    y = np.zeros((n, f, ho, wo))
    for i, j in np.ndindex(ho, wo):
        patch = x[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
        y[:, :, i, j] = np.tensordot(patch, w, axes=([1, 2, 3], [1, 2, 3]))
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "loops-again", "mistake": None, "source": '''
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
                patch = x[q, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
                y[q, :, i, j] = (patch * w).sum(axis=(1, 2, 3))
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "six-loops", "mistake": None, "source": '''
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
                    patch = x[q, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
                    y[q, g, i, j] = np.sum(patch * w[g])
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "im2col_bytes", "kind": "right", "id": "formula", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "right", "id": "ranges", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    rows = len(range(0, shape[1] + 2 * padding - kh + 1, stride))
    columns = len(range(0, shape[2] + 2 * padding - kw + 1, stride))
    return shape[0] * kh * kw * rows * columns * itemsize
'''},
    {"function": "im2col_bytes", "kind": "right", "id": "of-the-matrix", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return im2col(np.zeros(shape), kh, kw, stride, padding).size * itemsize
'''},
    {"function": "im2col_bytes", "kind": "right", "id": "numpy-product", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    sides = (np.array(shape[1:]) + 2 * padding - np.array([kh, kw])) // stride + 1
    return np.prod(sides) * shape[0] * kh * kw * itemsize
'''},
    {"function": "im2col_bytes", "kind": "right", "id": "floor-to-int", "mistake": None, "source": '''
import math

def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    ho = math.floor((shape[1] - kh + 2 * padding) / stride + 1)
    wo = math.floor((shape[2] - kw + 2 * padding) / stride + 1)
    return int(shape[0] * kh * kw * ho * wo * itemsize)
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "no-padding", "mistake": "padding-forgotten", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H - kh) // stride + 1
    Wo = (W - kw) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "padding-once", "mistake": "padding-once", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + padding - kh) // stride + 1
    Wo = (W + padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "no-stride", "mistake": "stride-ignored", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // 1 + 1
    Wo = (W + 2 * padding - kw) // 1 + 1
    return C * kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "no-channels", "mistake": "channels-forgotten", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "no-window", "mistake": "window-forgotten", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "numbers", "mistake": "itemsize-forgotten", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "eight", "mistake": "always-8-bytes", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo * 8
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "bits", "mistake": "bits-for-bytes", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize * 8
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "image", "mistake": "size-of-the-image", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * H * W * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "each-pixel", "mistake": "a-column-for-each-pixel", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * H * W * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "steps", "mistake": "no-plus-one", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride
    Wo = (W + 2 * padding - kw) // stride
    return C * kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "swapped", "mistake": "height-width-swapped", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kw) // stride + 1
    Wo = (W + 2 * padding - kh) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "float", "mistake": "wrong-type", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize / 1
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "true-division", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) / stride + 1
    Wo = (W + 2 * padding - kw) / stride + 1
    return int(C * kh * kw * Ho * Wo * itemsize)
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "rounded-up", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = -(-(H + 2 * padding - kh) // stride) + 1
    Wo = -(-(W + 2 * padding - kw) // stride) + 1
    return C * kh * kw * Ho * Wo * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "square", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Ho * itemsize
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "kilobytes", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kw * Ho * Wo * itemsize // 1024
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "square-window", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    C, H, W = shape
    Ho = (H + 2 * padding - kh) // stride + 1
    Wo = (W + 2 * padding - kw) // stride + 1
    return C * kh * kh * Ho * Wo * itemsize
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "folds-to-unpadded-size", "mistake": "size-without-padding", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    F, C, kh, kw = w.shape
    if C != x.shape[0]: raise ValueError('c')
    cols = im2col(x, kh, kw, stride, padding).astype(float)
    ho = (x.shape[1] - kh) // stride + 1
    wo = (x.shape[2] - kw) // stride + 1
    out = w.reshape(F, -1) @ cols
    if b is not None: out = out + b[:, None]
    return out.reshape(F, ho, wo)
'''},
    {"function": "im2col", "kind": "wrong", "id": "image-in-the-corner", "mistake": "one-side-only", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    C, H, W = x.shape
    p = np.zeros((C, H + 2*padding, W + 2*padding))
    p[:, :H, :W] = x
    if kh > p.shape[1] or kw > p.shape[2]: raise ValueError('large')
    ho = (H + 2*padding - kh) // stride + 1
    wo = (W + 2*padding - kw) // stride + 1
    out = np.zeros((C*kh*kw, ho*wo))
    for i in range(ho):
        for j in range(wo):
            out[:, i*wo+j] = p[:, i*stride:i*stride+kh, j*stride:j*stride+kw].ravel()
    return out
'''},
    {"function": "im2col", "kind": "wrong", "id": "windows-stacked", "mistake": "axes-not-flattened", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    C, H, W = x.shape
    p = np.zeros((C, H + 2*padding, W + 2*padding))
    p[:, padding:padding+H, padding:padding+W] = x
    if kh > p.shape[1] or kw > p.shape[2]: raise ValueError('large')
    ho = (H + 2*padding - kh) // stride + 1
    wo = (W + 2*padding - kw) // stride + 1
    cols = []
    for i in range(ho):
        for j in range(wo):
            cols.append(p[:, i*stride:i*stride+kh, j*stride:j*stride+kw])
    return np.stack(cols)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "images-concatenated", "mistake": "images-in-one-row", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    return np.concatenate([conv2d_im2col(im, w, b, stride, padding) for im in x])
'''},
    {"function": "im2col", "kind": "right", "id": "generator-of-rows", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    p = np.pad(x, [(0, 0), (padding,) * 2, (padding,) * 2])
    ho, wo = (p.shape[1] - kh) // stride + 1, (p.shape[2] - kw) // stride + 1
    if ho < 1 or wo < 1 or kh > p.shape[1] or kw > p.shape[2]:
        raise ValueError("window")
    def taps():
        for channel in p:
            for m in range(kh):
                for n in range(kw):
                    yield channel[m:m + stride * (ho - 1) + 1:stride, n:n + stride * (wo - 1) + 1:stride].ravel()
    return np.array(list(taps()))
'''},
    {"function": "im2col", "kind": "right", "id": "class-style", "mistake": None, "source": '''
class Windows:
    def __init__(self, x, kh, kw, s, p):
        self.x = np.zeros((x.shape[0], x.shape[1] + 2 * p, x.shape[2] + 2 * p))
        self.x[:, p:p + x.shape[1], p:p + x.shape[2]] = x
        self.k, self.s = (kh, kw), s
        if kh > self.x.shape[1] or kw > self.x.shape[2]:
            raise ValueError
    def __iter__(self):
        for i in range(0, self.x.shape[1] - self.k[0] + 1, self.s):
            for j in range(0, self.x.shape[2] - self.k[1] + 1, self.s):
                yield self.x[:, i:i + self.k[0], j:j + self.k[1]].flatten()
def im2col(x, kh, kw, stride=1, padding=0):
    return np.column_stack(list(Windows(x, kh, kw, stride, padding)))
'''},
    {"function": "im2col", "kind": "wrong", "id": "fortran-ravel", "mistake": "axes-backwards", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    cols = []
    for i in range(0, x.shape[1] - kh + 1, stride):
        for j in range(0, x.shape[2] - kw + 1, stride):
            cols.append(x[:, i:i + kh, j:j + kw].ravel(order="F"))
    return np.array(cols).T
'''},
    {"function": "im2col", "kind": "wrong", "id": "hstack", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    cols = []
    for i in range(0, x.shape[1] - kh + 1, stride):
        for j in range(0, x.shape[2] - kw + 1, stride):
            cols.append(x[:, i:i + kh, j:j + kw].ravel())
    return np.hstack(cols)
'''},
    {"function": "im2col", "kind": "wrong", "id": "reshape-after-list", "mistake": "reshape-for-transpose", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    cols = []
    for i in range(0, x.shape[1] - kh + 1, stride):
        for j in range(0, x.shape[2] - kw + 1, stride):
            cols.append(x[:, i:i + kh, j:j + kw])
    return np.array(cols).reshape(x.shape[0] * kh * kw, -1)
'''},
    {"function": "im2col", "kind": "wrong", "id": "per-channel-blocks", "mistake": "channels-side-by-side", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    out = []
    for c in range(x.shape[0]):
        cols = []
        for i in range(0, x.shape[1] - kh + 1, stride):
            for j in range(0, x.shape[2] - kw + 1, stride):
                cols.append(x[c, i:i + kh, j:j + kw].ravel())
        out.append(np.array(cols).T)
    return np.concatenate(out, axis=1)
'''},
    {"function": "im2col", "kind": "wrong", "id": "counter-not-moved", "mistake": "places-counted-by-height", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    ho, wo = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    out = np.zeros((x.shape[0] * kh * kw, ho * wo))
    for i in range(ho):
        for j in range(wo):
            out[:, i * ho + j] = x[:, i * stride:i * stride + kh, j * stride:j * stride + kw].ravel()
    return out
'''},
    {"function": "im2col", "kind": "wrong", "id": "float-size", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    ho, wo = (h + 2 * padding - kh) / stride + 1, (w + 2 * padding - kw) / stride + 1
    if ho < 1 or wo < 1: raise ValueError
    out = np.zeros((c * kh * kw, ho * wo))
    return out
'''},
    {"function": "im2col", "kind": "wrong", "id": "unpadded-check", "mistake": "fit-without-padding", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    if kh > h or kw > w: raise ValueError
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return v.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, -1)
'''},
    {"function": "im2col", "kind": "wrong", "id": "size-of-unpadded", "mistake": "size-without-padding", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    c, h, w = x.shape
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    ho, wo = (h - kh) // stride + 1, (w - kw) // stride + 1
    out = np.zeros((c * kh * kw, ho * wo))
    n = 0
    for i in range(ho):
        for j in range(wo):
            out[:, n] = x[:, i * stride:i * stride + kh, j * stride:j * stride + kw].ravel()
            n += 1
    return out
'''},
    {"function": "im2col", "kind": "wrong", "id": "mean-added", "mistake": "columns-column-major", "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return v.transpose(0, 3, 4, 2, 1).reshape(x.shape[0] * kh * kw, -1)
'''},
    {"function": "im2col", "kind": "wrong", "id": "sliding-over-all", "mistake": None, "source": '''
def im2col(x, kh, kw, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if kh > x.shape[1] or kw > x.shape[2]: raise ValueError
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw))[:, ::stride, ::stride]
    return v.transpose(0, 3, 4, 1, 2).reshape(x.shape[0] * kh * kw, -1)
'''},
    {"function": "conv2d_im2col", "kind": "right", "id": "matmul-out-add", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    (F, C, kH, kW), bias = w.shape, np.zeros(len(w)) if b is None else np.asarray(b)
    if C != len(x):
        raise ValueError(f"{C} != {len(x)}")
    cols = im2col(x, kH, kW, stride, padding)
    cols = np.vstack([cols, np.ones(cols.shape[1])])
    rows = np.column_stack([w.reshape(F, -1), bias])
    wo = (x.shape[2] + 2 * padding - kW) // stride + 1
    return (rows @ cols).reshape(F, -1, wo)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "reshape-all", "mistake": "weights-reshaped", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if c != x.shape[0]: raise ValueError
    y = w.reshape(-1, f).T @ im2col(x, kh, kw, stride, padding)
    if b is not None: y = y + b[:, None]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return y.reshape(f, ho, -1)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "b-broadcast", "mistake": "bias-along-width", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if c != x.shape[0]: raise ValueError
    y = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None: y = y + b
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return y.reshape(f, ho, -1)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "elementwise", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if c != x.shape[0]: raise ValueError
    y = w.reshape(f, -1) * im2col(x, kh, kw, stride, padding)
    if b is not None: y = y + b[:, None]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return y.reshape(f, ho, -1)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "positional-swapped", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if c != x.shape[0]: raise ValueError
    y = w.reshape(f, -1) @ im2col(x, kh, kw, padding, stride)
    if b is not None: y = y + b[:, None]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return y.reshape(f, ho, -1)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "missing-check-broadcast", "mistake": "no-error", "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    y = w.reshape(f, -1) @ im2col(x[:c], kh, kw, stride, padding)
    if b is not None: y = y + b[:, None]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return y.reshape(f, ho, -1)
'''},
    {"function": "conv2d_im2col", "kind": "wrong", "id": "squeezed", "mistake": None, "source": '''
def conv2d_im2col(x, w, b=None, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if c != x.shape[0]: raise ValueError
    y = w.reshape(f, -1) @ im2col(x, kh, kw, stride, padding)
    if b is not None: y = y + b[:, None]
    ho = (x.shape[1] + 2 * padding - kh) // stride + 1
    return y.reshape(f, ho, -1).squeeze()
'''},
    {"function": "conv2d_batch", "kind": "right", "id": "broadcast-multiply", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    if x.shape[1] != w.shape[1]: raise ValueError
    p = np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)
    kh, kw = w.shape[2:]
    v = np.lib.stride_tricks.sliding_window_view(p, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    out = sum(np.multiply.outer(w[:, c, m, n], v[:, c, :, :, m, n]).astype(float) for c in range(w.shape[1]) for m in range(kh) for n in range(kw)).swapaxes(0, 1)
    return out if b is None else out + np.asarray(b)[None, :, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "calls-one-image", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    return conv2d_im2col(x, w, b, stride, padding)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "return-in-loop", "mistake": "only-one-image", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    out = []
    for image in x:
        out.append(conv2d_im2col(image, w, b, stride, padding))
        return np.array(out)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "last-image", "mistake": "only-one-image", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    for image in x:
        out = []
        out.append(conv2d_im2col(image, w, b, stride, padding))
    return np.array(out)
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "einsum-typo", "mistake": "height-width-swapped", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    if x.shape[1] != w.shape[1]: raise ValueError
    p = np.pad(x.astype(float), [(0, 0)] * 2 + [(padding, padding)] * 2)
    v = np.lib.stride_tricks.sliding_window_view(p, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("nchwij,fcij->nfwh", v, w)
    return y if b is None else y + b[:, None, None]
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "bias-no-reshape", "mistake": "bias-across-the-map", "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    if x.shape[1] != w.shape[1]: raise ValueError
    p = np.pad(x.astype(float), [(0, 0)] * 2 + [(padding, padding)] * 2)
    v = np.lib.stride_tricks.sliding_window_view(p, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("nchwij,fcij->nfhw", v, w)
    return y if b is None else y + b
'''},
    {"function": "conv2d_batch", "kind": "wrong", "id": "channels-not-summed", "mistake": None, "source": '''
def conv2d_batch(x, w, b=None, stride=1, padding=0):
    if x.shape[1] != w.shape[1]: raise ValueError
    p = np.pad(x.astype(float), [(0, 0)] * 2 + [(padding, padding)] * 2)
    v = np.lib.stride_tricks.sliding_window_view(p, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("nchwij,fcij->nfchw", v, w)
    return y if b is None else y + b[:, None, None, None]
'''},
    {"function": "im2col_bytes", "kind": "right", "id": "nbytes", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    kinds = {1: np.int8, 2: np.int16, 4: np.int32, 8: np.int64, 16: np.complex128}
    return im2col(np.zeros(shape, kinds[itemsize]), kh, kw, stride, padding).nbytes
'''},
    {"function": "im2col_bytes", "kind": "right", "id": "strip", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    c, *sides = shape
    total = itemsize * c
    for n, k in zip(sides, (kh, kw)):
        total *= k * sum(1 for start in range(-padding, n + padding - k + 1, stride))
    return total
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "sizeof", "mistake": None, "source": '''
import sys
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return sys.getsizeof(im2col(np.zeros(shape), kh, kw, stride, padding))
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "nbytes-always", "mistake": "always-8-bytes", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return im2col(np.zeros(shape), kh, kw, stride, padding).nbytes
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "uint8", "mistake": "itemsize-forgotten", "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    return im2col(np.zeros(shape, np.uint8), kh, kw, stride, padding).nbytes
'''},
    {"function": "im2col_bytes", "kind": "wrong", "id": "shape-hwc", "mistake": None, "source": '''
def im2col_bytes(shape, kh, kw, stride=1, padding=0, itemsize=8):
    h, w, c = shape
    return c * kh * kw * ((h + 2 * padding - kh) // stride + 1) * ((w + 2 * padding - kw) // stride + 1) * itemsize
'''},
]
