"""Known answers to the exercises of lesson 6: right ones in several styles, and wrong ones with the mistake to be named."""

ANSWERS = [
    {"function": "relu", "kind": "right", "id": "maximum", "mistake": None, "source": '''
def relu(x):
    return np.maximum(x, 0)
'''},
    {"function": "relu", "kind": "right", "id": "where", "mistake": None, "source": '''
def relu(x):
    return np.where(x > 0, x, 0)
'''},
    {"function": "relu", "kind": "right", "id": "times-mask", "mistake": None, "source": '''
def relu(x):
    return x * (x > 0)
'''},
    {"function": "relu", "kind": "right", "id": "copy-and-overwrite", "mistake": None, "source": '''
def relu(x):
    out = x.copy()
    out[out < 0] = 0
    return out
'''},
    {"function": "relu", "kind": "right", "id": "clip", "mistake": None, "source": '''
def relu(x):
    return x.clip(min=0)
'''},
    {"function": "relu", "kind": "right", "id": "half-of-sum", "mistake": None, "source": '''
def relu(x):
    x = np.asarray(x, dtype=float)
    return (x + np.abs(x)) / 2
'''},
    {"function": "relu", "kind": "right", "id": "loop", "mistake": None, "source": '''
def relu(x):
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            out[index] = x[index]
    return out
'''},
    {"function": "relu", "kind": "right", "id": "vectorize", "mistake": None, "source": '''
def relu(x):
    return np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float])(x)
'''},
    {"function": "relu", "kind": "wrong", "id": "minimum", "mistake": "wrong-side-kept", "source": '''
def relu(x):
    return np.minimum(x, 0)
'''},
    {"function": "relu", "kind": "wrong", "id": "abs", "mistake": "sign-lost", "source": '''
def relu(x):
    return np.abs(x)
'''},
    {"function": "relu", "kind": "wrong", "id": "identity", "mistake": "nothing-bent", "source": '''
def relu(x):
    return x * 1.0
'''},
    {"function": "relu", "kind": "wrong", "id": "leaky", "mistake": "leaky-relu", "source": '''
def relu(x):
    return np.where(x > 0, x, 0.01 * x)
'''},
    {"function": "relu", "kind": "wrong", "id": "sigmoid", "mistake": "other-activation", "source": '''
def relu(x):
    return 1 / (1 + np.exp(-x / 1.0))
'''},
    {"function": "relu", "kind": "wrong", "id": "clipped", "mistake": "clipped-at-one", "source": '''
def relu(x):
    return np.clip(x, 0, 1)
'''},
    {"function": "relu", "kind": "wrong", "id": "step", "mistake": "only-yes-or-no", "source": '''
def relu(x):
    return np.where(x > 0, 1.0, 0.0)
'''},
    {"function": "relu", "kind": "wrong", "id": "selected", "mistake": "negatives-removed", "source": '''
def relu(x):
    return x[x > 0]
'''},
    {"function": "relu", "kind": "wrong", "id": "max-axis", "mistake": "maximum-along-axis", "source": '''
def relu(x):
    return np.max(x, 0)
'''},
    {"function": "relu", "kind": "wrong", "id": "in-place", "mistake": "changed-input", "source": '''
def relu(x):
    x[x < 0] = 0
    return x
'''},
    {"function": "relu", "kind": "wrong", "id": "no-return", "mistake": "returned-none", "source": '''
def relu(x):
    np.maximum(x, 0)
'''},
    {"function": "relu", "kind": "wrong", "id": "list", "mistake": "list-for-array", "source": '''
def relu(x):
    return [[max(v, 0) for v in row] for row in x]
'''},
    {"function": "relu", "kind": "wrong", "id": "mask-only", "mistake": "wrong-type", "source": '''
def relu(x):
    return x > 0
'''},
    {"function": "relu", "kind": "wrong", "id": "integers", "mistake": "output-dtype", "source": '''
def relu(x):
    return np.maximum(x, 0).astype(int)
'''},
    {"function": "relu", "kind": "wrong", "id": "capped-at-six", "mistake": None, "source": '''
def relu(x):
    return np.clip(x, 0, 6)
'''},
    {"function": "relu", "kind": "wrong", "id": "threshold-one", "mistake": None, "source": '''
def relu(x):
    return np.where(x > 1, x, 0)
'''},
    {"function": "relu", "kind": "wrong", "id": "two-axes-only", "mistake": "only-two-axes", "source": '''
def relu(x):
    out = np.zeros(x.shape)
    rows, columns = x.shape
    for i in range(rows):
        for j in range(columns):
            out[i, j] = max(x[i, j], 0)
    return out
'''},
    {"function": "dense", "kind": "right", "id": "matmul", "mistake": None, "source": '''
def dense(x, w, b):
    return x @ w.T + b
'''},
    {"function": "dense", "kind": "right", "id": "einsum", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths differ')
    return np.einsum('nd,kd->nk', x, w) + b
'''},
    {"function": "dense", "kind": "right", "id": "loops", "mistake": None, "source": '''
def dense(x, w, b):
    (n, d), (k, width) = x.shape, w.shape
    if d != width:
        raise ValueError("widths differ")
    out = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            total = float(b[j])
            for m in range(d):
                total += float(x[i, m]) * float(w[j, m])
            out[i, j] = total
    return out
'''},
    {"function": "dense", "kind": "right", "id": "broadcast", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[-1] != w.shape[-1]:
        raise ValueError(f'{x.shape[-1]} is not {w.shape[-1]}')
    return (x[:, None, :] * w[None]).sum(axis=-1) + b[None]
'''},
    {"function": "dense", "kind": "right", "id": "ones-column", "mistake": None, "source": '''
def dense(x, w, b):
    x, w = np.c_[x, np.ones(len(x))], np.c_[w, b]
    return np.dot(x, w.T)
'''},
    {"function": "dense", "kind": "right", "id": "rows", "mistake": None, "source": '''
def dense(x, w, b):
    return np.array([w @ row + b for row in x])
'''},
    {"function": "dense", "kind": "right", "id": "inner", "mistake": None, "source": '''
def dense(x, w, b):
    return np.inner(x, w) + b
'''},
    {"function": "dense", "kind": "right", "id": "float32", "mistake": None, "source": '''
def dense(x, w, b):
    x, w, b = (a.astype(np.float32) for a in (x, w, b))
    return x @ w.T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "no-bias", "mistake": "bias-forgotten", "source": '''
def dense(x, w, b):
    return x @ w.T
'''},
    {"function": "dense", "kind": "wrong", "id": "not-transposed", "mistake": "weights-not-transposed", "source": '''
def dense(x, w, b):
    return x @ w + b
'''},
    {"function": "dense", "kind": "wrong", "id": "class-rows", "mistake": "votes-transposed", "source": '''
def dense(x, w, b):
    return w @ x.T + b[:, None]
'''},
    {"function": "dense", "kind": "wrong", "id": "minus-bias", "mistake": "bias-subtracted", "source": '''
def dense(x, w, b):
    return x @ w.T - b
'''},
    {"function": "dense", "kind": "wrong", "id": "first-bias", "mistake": "first-bias-for-all", "source": '''
def dense(x, w, b):
    return x @ w.T + b[0]
'''},
    {"function": "dense", "kind": "wrong", "id": "mean", "mistake": "mean-for-sum", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    return np.array([[np.mean(row * weights) for weights in w] for row in x]) + b
'''},
    {"function": "dense", "kind": "wrong", "id": "rectified", "mistake": "logits-rectified", "source": '''
def dense(x, w, b):
    return np.maximum(x @ w.T + b, 0)
'''},
    {"function": "dense", "kind": "wrong", "id": "first-image", "mistake": "first-image-only", "source": '''
def dense(x, w, b):
    return x[:1] @ w.T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "stretches", "mistake": "no-error", "source": '''
def dense(x, w, b):
    return (x[:, None, :] * w[None]).sum(axis=-1) + b
'''},
    {"function": "dense", "kind": "wrong", "id": "cut-to-fit", "mistake": "no-error", "source": '''
def dense(x, w, b):
    d = min(x.shape[1], w.shape[1])
    return x[:, :d] @ w[:, :d].T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "assert", "mistake": "wrong-error", "source": '''
def dense(x, w, b):
    assert x.shape[1] == w.shape[1]
    return x @ w.T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "type-error", "mistake": "wrong-error", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise TypeError('widths differ')
    return x @ w.T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "returns-none-on-error", "mistake": "no-error", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        return None
    return x @ w.T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "square-refused", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1] or w.shape[0] == w.shape[1]:
        raise ValueError
    return x @ w.T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "always-error", "mistake": None, "source": '''
def dense(x, w, b):
    raise ValueError('widths differ')
'''},
    {"function": "dense", "kind": "wrong", "id": "list", "mistake": "list-for-array", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    return (x @ w.T + b).tolist()
'''},
    {"function": "dense", "kind": "wrong", "id": "in-place", "mistake": "changed-input", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    out = x @ w.T + b
    w *= 2
    return out
'''},
    {"function": "dense", "kind": "wrong", "id": "integer", "mistake": "output-dtype", "source": '''
def dense(x, w, b):
    return (x @ w.T + b).astype(int)
'''},
    {"function": "dense", "kind": "wrong", "id": "bias-twice", "mistake": None, "source": '''
def dense(x, w, b):
    return x @ w.T + 2 * b
'''},
    {"function": "dense", "kind": "wrong", "id": "one-image", "mistake": "first-image-only", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    return w @ x[0] + b
'''},
    {"function": "softmax", "kind": "right", "id": "shifted", "mistake": None, "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "right", "id": "log-sum-exp", "mistake": None, "source": '''
def softmax(z):
    m = np.max(z, axis=-1, keepdims=True)
    return np.exp(z - (m + np.log(np.exp(z - m).sum(axis=-1, keepdims=True))))
'''},
    {"function": "softmax", "kind": "right", "id": "apply-along-axis", "mistake": None, "source": '''
def softmax(z):
    def one(row):
        powers = np.exp(row - max(row))
        return powers / sum(powers)
    return np.apply_along_axis(one, -1, z)
'''},
    {"function": "softmax", "kind": "right", "id": "rows-of-a-table", "mistake": None, "source": '''
def softmax(z):
    table = np.array(z, dtype=float).reshape(-1, z.shape[-1])
    for row in table:
        row -= row.max()
        row[:] = np.exp(row)
        row /= row.sum()
    return table.reshape(z.shape)
'''},
    {"function": "softmax", "kind": "right", "id": "ratios", "mistake": None, "source": '''
def softmax(z):
    z = z.astype(float)
    gaps = np.clip(z[..., None, :] - z[..., :, None], -700, 700)
    return 1 / np.exp(gaps).sum(axis=-1)
'''},
    {"function": "softmax", "kind": "right", "id": "float32", "mistake": None, "source": '''
def softmax(z):
    z = z - z.max(-1)[..., None]
    e = np.exp(z.astype(np.float32))
    return e / e.sum(-1)[..., None]
'''},
    {"function": "softmax", "kind": "right", "id": "logaddexp", "mistake": None, "source": '''
def softmax(z):
    z = np.asarray(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))
'''},
    {"function": "softmax", "kind": "right", "id": "base-two", "mistake": None, "source": '''
def softmax(z):
    e = np.exp2((z - np.amax(z, -1, keepdims=True)) / np.log(2))
    return e / np.sum(e, -1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "unshifted", "mistake": "softmax-not-shifted", "source": '''
def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "global-shift", "mistake": "shifted-by-the-largest-of-all", "source": '''
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "axis-0", "mistake": "softmax-wrong-axis", "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)
'''},
    {"function": "softmax", "kind": "wrong", "id": "axis-1", "mistake": "softmax-wrong-axis", "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "over-all", "mistake": "softmax-over-everything", "source": '''
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()
'''},
    {"function": "softmax", "kind": "wrong", "id": "no-keepdims", "mistake": "keepdims-forgotten", "source": '''
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1)
'''},
    {"function": "softmax", "kind": "wrong", "id": "not-divided", "mistake": "powers-not-divided", "source": '''
def softmax(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True))
'''},
    {"function": "softmax", "kind": "wrong", "id": "no-powers", "mistake": "softmax-without-powers", "source": '''
def softmax(z):
    return z / z.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "logs", "mistake": "log-of-shares", "source": '''
def softmax(z):
    m = z.max(axis=-1, keepdims=True)
    return z - m - np.log(np.exp(z - m).sum(axis=-1, keepdims=True))
'''},
    {"function": "softmax", "kind": "wrong", "id": "sigmoid", "mistake": "sigmoid-for-softmax", "source": '''
def softmax(z):
    return 1 / (1 + np.exp(-z))
'''},
    {"function": "softmax", "kind": "wrong", "id": "hard", "mistake": "winner-takes-all", "source": '''
def softmax(z):
    return (z == z.max(axis=-1, keepdims=True)).astype(float)
'''},
    {"function": "softmax", "kind": "wrong", "id": "two-axes", "mistake": "only-two-axes", "source": '''
def softmax(z):
    n, k = z.shape
    e = np.exp(z - z.max(axis=1).reshape(n, 1))
    return e / e.sum(axis=1).reshape(n, 1)
'''},
    {"function": "softmax", "kind": "wrong", "id": "in-place", "mistake": "changed-input", "source": '''
def softmax(z):
    z -= z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "clipped", "mistake": None, "source": '''
def softmax(z):
    e = np.exp(np.clip(z, -700, 700))
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "clipped-low", "mistake": None, "source": '''
def softmax(z):
    e = np.exp(np.clip(z, -20, 20))
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "nan-to-zero", "mistake": None, "source": '''
def softmax(z):
    with np.errstate(all='ignore'):
        e = np.exp(z)
        return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))
'''},
    {"function": "softmax", "kind": "wrong", "id": "shifted-by-mean", "mistake": None, "source": '''
def softmax(z):
    e = np.exp(z - z.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "negative-exponent", "mistake": None, "source": '''
def softmax(z):
    e = np.exp(z.min(axis=-1, keepdims=True) - z)
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "epsilon", "mistake": None, "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + 0.01)
'''},
    {"function": "softmax", "kind": "wrong", "id": "list", "mistake": "list-for-array", "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).tolist()
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "loops-scalar-loops", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        n_images, channels, h, wide = x.shape
        padded = np.zeros((n_images, channels, h + 2 * padding, wide + 2 * padding))
        padded[:, :, padding : padding + h, padding : padding + wide] = x
        out = np.zeros((n_images, len(w), h + 2 * padding - 2, wide + 2 * padding - 2))
        for n in range(out.shape[0]):
            image = padded[n].tolist()
            for f in range(out.shape[1]):
                kernels, bias = w[f].tolist(), float(b[f])
                for i in range(out.shape[2]):
                    for j in range(out.shape[3]):
                        total = bias
                        for c in range(channels):
                            for k in range(3):
                                for m in range(3):
                                    total += kernels[c][k][m] * image[c][i + k][j + m]
                        out[n, f, i, j] = total
        return out

    def pool(x):
        out = np.zeros((x.shape[0], x.shape[1], x.shape[2] // 2, x.shape[3] // 2))
        for n, c, i, j in np.ndindex(out.shape):
            out[n, c, i, j] = max(
                x[n, c, 2 * i, 2 * j], x[n, c, 2 * i, 2 * j + 1], x[n, c, 2 * i + 1, 2 * j], x[n, c, 2 * i + 1, 2 * j + 1]
            )
        return out

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "patches-loops", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x.astype(float), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        n, _, h, wide = x.shape
        out = np.zeros((n, w.shape[0], h - 2, wide - 2))
        for i in range(h - 2):
            for j in range(wide - 2):
                patch = x[:, None, :, i : i + 3, j : j + 3]
                out[:, :, i, j] = (patch * w[None]).sum(axis=(2, 3, 4)) + b
        return out

    def pool(x):
        out = np.zeros((x.shape[0], x.shape[1], x.shape[2] // 2, x.shape[3] // 2))
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
        return out

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "taps-slices", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        h, wide = x.shape[2] - 2, x.shape[3] - 2
        out = 0.0
        for k in range(3):
            for m in range(3):
                out = out + np.einsum("nchw,fc->nfhw", x[:, :, k : k + h, m : m + wide], w[:, :, k, m])
        return out + b.reshape(1, -1, 1, 1)

    def pool(x):
        h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        tall = np.maximum(x[:, :, 0:h:2], x[:, :, 1:h:2])
        return np.maximum(tall[..., 0:w:2], tall[..., 1:w:2])

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "einsum-reshape", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "im2col-view", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        n, c, h, wide = x.shape
        h, wide = h - 2, wide - 2
        columns = np.stack([x[:, :, k : k + h, m : m + wide] for k in range(3) for m in range(3)], axis=2)
        columns = columns.reshape(n, c * 9, h * wide)
        return (w.reshape(len(w), -1) @ columns + b[:, None]).reshape(n, len(w), h, wide)

    def pool(x):
        view = np.lib.stride_tricks.sliding_window_view(x, (2, 2), axis=(2, 3))
        return view[:, :, ::2, ::2].max(axis=(-1, -2))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "fft-slices", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x.astype(float), [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        size = x.shape[2:]
        spectrum = np.einsum("ncij,fcij->nfij", np.fft.rfft2(x), np.conj(np.fft.rfft2(w, size)))
        return np.fft.irfft2(spectrum, size)[:, :, : size[0] - 2, : size[1] - 2] + b[:, None, None]

    def pool(x):
        h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        tall = np.maximum(x[:, :, 0:h:2], x[:, :, 1:h:2])
        return np.maximum(tall[..., 0:w:2], tall[..., 1:w:2])

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "float32-reshape", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x, w, b = x.astype(np.float32), w.astype(np.float32), b.astype(np.float32)
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.moveaxis(np.tensordot(view, w, axes=([1, 4, 5], [1, 2, 3])) + b, -1, 1)

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "pool-before-relu", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        n, c, h, wide = x.shape
        h, wide = h - 2, wide - 2
        columns = np.stack([x[:, :, k : k + h, m : m + wide] for k in range(3) for m in range(3)], axis=2)
        columns = columns.reshape(n, c * 9, h * wide)
        return (w.reshape(len(w), -1) @ columns + b[:, None]).reshape(n, len(w), h, wide)

    def pool(x):
        h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        tall = np.maximum(x[:, :, 0:h:2], x[:, :, 1:h:2])
        return np.maximum(tall[..., 0:w:2], tall[..., 1:w:2])

    x = images[:, None]
    x = np.maximum(pool(conv(x, params["w1"], params["b1"])), 0)
    x = np.maximum(pool(conv(x, params["w2"], params["b2"])), 0)
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "uses-dense-and-relu", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        h, wide = x.shape[2] - 2, x.shape[3] - 2
        out = 0.0
        for k in range(3):
            for m in range(3):
                out = out + np.einsum("nchw,fc->nfhw", x[:, :, k : k + h, m : m + wide], w[:, :, k, m])
        return out + b.reshape(1, -1, 1, 1)

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = np.array(images, dtype=float).reshape(-1, 1, 28, 28)
    for number in (1, 2):
        x = pool(relu(conv(x, params[f"w{number}"], params[f"b{number}"])))
    return dense(x.reshape(x.shape[0], -1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "one-image-at-a-time", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def block(maps, w, b):
        side = maps.shape[1] + 2 * padding - 2
        framed = np.zeros((len(maps), side + 2, side + 2))
        framed[:, padding : side + 2 - padding, padding : side + 2 - padding] = maps
        out = []
        for kernels, bias in zip(w, b):
            total = np.full((side, side), float(bias))
            for channel, kernel in zip(framed, kernels):
                for k in range(3):
                    for m in range(3):
                        total += kernel[k, m] * channel[k : k + side, m : m + side]
            total = total.clip(0)
            half = side // 2
            out.append(total[: 2 * half, : 2 * half].reshape(half, 2, half, 2).max(axis=3).max(axis=1))
        return np.array(out)
    logits = []
    for image in images:
        maps = block(image[None], params["w1"], params["b1"])
        maps = block(maps, params["w2"], params["b2"])
        logits.append(params["w3"] @ maps.flatten() + params["b3"])
    return np.array(logits)
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "channels-last-inside", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def block(x, w, b):
        x = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
        x = np.maximum(np.tensordot(view, w, axes=([3, 4, 5], [1, 2, 3])) + b, 0)
        h, wide = x.shape[1] // 2 * 2, x.shape[2] // 2 * 2
        x = np.maximum(x[:, 0:h:2], x[:, 1:h:2])
        return np.maximum(x[:, :, 0:wide:2], x[:, :, 1:wide:2])
    x = block(block(images[..., None], params["w1"], params["b1"]), params["w2"], params["b2"])
    features = x.transpose(0, 3, 1, 2).reshape(len(images), -1)
    return features @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "batch-last", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    x = np.moveaxis(images, 0, -1)[None]
    for w, b in ((params["w1"], params["b1"]), (params["w2"], params["b2"])):
        x = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        side = x.shape[1] - 2
        taps = [x[:, k : k + side, m : m + side] for k in range(3) for m in range(3)]
        x = sum(np.tensordot(w[:, :, t // 3, t % 3], tap, 1) for t, tap in enumerate(taps))
        x = np.maximum(x + b[:, None, None, None], 0)
        even = side - side % 2
        x = np.maximum.reduceat(np.maximum.reduceat(x[:, :even, :even], range(0, even, 2), 1), range(0, even, 2), 2)
    return (params["w3"] @ x.reshape(-1, x.shape[-1])).T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "channels-last", "mistake": "flatten-channels-last", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.transpose(0, 2, 3, 1).reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "columns-first", "mistake": "flatten-columns-first", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = np.swapaxes(x, 2, 3).reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "fortran-order", "mistake": "flatten-channels-last", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1, order='F')
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "no-relu", "mistake": "relu-forgotten", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(conv(x, params["w1"], params["b1"]))
    x = pool(conv(x, params["w2"], params["b2"]))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "no-first-relu", "mistake": "relu-forgotten", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(conv(x, params["w1"], params["b1"]))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "no-second-relu", "mistake": "relu-forgotten", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(conv(x, params["w2"], params["b2"]))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "no-bias", "mistake": "bias-forgotten", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w)

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "no-last-bias", "mistake": "bias-forgotten", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "first-bias", "mistake": "first-bias-for-all", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[0]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "flipped", "mistake": "kernel-flipped", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w[:, :, ::-1, ::-1]) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "transposed", "mistake": "kernel-transposed", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fcmk->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "one-channel", "mistake": "channel-0-only", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view[:, :1], w[:, :1]) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "average-pool", "mistake": "mean-for-maximum", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "stride-only", "mistake": "first-of-the-window", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        return x[:, :, 0:h:2, 0:w:2]

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "softmaxed", "mistake": "shares-for-logits", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return softmax(flat @ params["w3"].T + params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "relu-at-end", "mistake": "logits-rectified", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return relu(flat @ params["w3"].T + params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "padding-ignored", "mistake": "padding-ignored", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "padding-always", "mistake": "padding-always", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "pool-rounded-up", "mistake": "windows-over-edge", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        x = np.pad(x, [(0, 0), (0, 0), (0, x.shape[2] % 2), (0, x.shape[3] % 2)])
        n, c, h, w = x.shape
        return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "first-image", "mistake": "first-image-for-all", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = np.repeat(images[:1, None], len(images), axis=0)
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "single-image", "mistake": "only-one-image", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:1, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "classes", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return (flat @ params["w3"].T + params["b3"]).argmax(axis=1)
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "default-zero", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=0):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "pads-first-only", "mistake": "padding-once", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        p = padding if x.shape[1] == 1 else 0
        x = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
        n, c, h, wide = x.shape
        h, wide = h - 2, wide - 2
        columns = np.stack([x[:, :, k : k + h, m : m + wide] for k in range(3) for m in range(3)], axis=2)
        columns = columns.reshape(n, c * 9, h * wide)
        return (w.reshape(len(w), -1) @ columns + b[:, None]).reshape(n, len(w), h, wide)

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "pads-with-edge", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode='edge')
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "scaled-pixels", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None] / 255
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "zero-centered", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None] - images.mean()
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "cut-to-fit", "mistake": "no-error", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    width = min(flat.shape[1], params["w3"].shape[1])
    return flat[:, :width] @ params["w3"][:, :width].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "resized-weights", "mistake": "no-error", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    return flat @ np.resize(params["w3"], (10, flat.shape[1])).T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "stretches-width-one", "mistake": "no-error", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    return (flat[:, None] * params["w3"]).sum(axis=2) + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "wrong-error", "mistake": "wrong-error", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise IndexError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "padding-from-weights", "mistake": "no-error", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    padding = 1 if params['w3'].shape[1] == 392 else 0
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "in-place", "mistake": "changed-input", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    images -= 0.5
    x = images[:, None] + 0.5
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "params-in-place", "mistake": "changed-input", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    params['w3'] = params['w3'] + 0
    params['b1'] = params['b1'] * 2
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "keeps-uint8", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return (np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]).astype(images.dtype)

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "list", "mistake": "list-for-array", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return (flat @ params["w3"].T + params["b3"]).tolist()
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "same-block-twice", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, np.resize(params["w1"], (8, 4, 3, 3)), params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "no-second-pool", "mistake": "pool-forgotten", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = np.maximum(conv(x, params["w2"], params["b2"]), 0)
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "always-error", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    raise ValueError('the widths differ')
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "pool-channels", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        x = np.maximum(x, x[:, ::-1])
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "pool-skips-first", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        h, w = x.shape[2] // 2, x.shape[3] // 2
        x = x[:, :, x.shape[2] % 2 :, x.shape[3] % 2 :]
        return x.reshape(*x.shape[:2], h, 2, w, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "mean-bias", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b.mean()

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "bias-per-channel", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + x.shape[1] * b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]
'''},
    {"function": "feature_maps", "kind": "right", "id": "loops-scalar-loops", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        n_images, channels, h, wide = x.shape
        padded = np.zeros((n_images, channels, h + 2 * padding, wide + 2 * padding))
        padded[:, :, padding : padding + h, padding : padding + wide] = x
        out = np.zeros((n_images, len(w), h + 2 * padding - 2, wide + 2 * padding - 2))
        for n in range(out.shape[0]):
            image = padded[n].tolist()
            for f in range(out.shape[1]):
                kernels, bias = w[f].tolist(), float(b[f])
                for i in range(out.shape[2]):
                    for j in range(out.shape[3]):
                        total = bias
                        for c in range(channels):
                            for k in range(3):
                                for m in range(3):
                                    total += kernels[c][k][m] * image[c][i + k][j + m]
                        out[n, f, i, j] = total
        return out

    def pool(x):
        out = np.zeros((x.shape[0], x.shape[1], x.shape[2] // 2, x.shape[3] // 2))
        for n, c, i, j in np.ndindex(out.shape):
            out[n, c, i, j] = max(
                x[n, c, 2 * i, 2 * j], x[n, c, 2 * i, 2 * j + 1], x[n, c, 2 * i + 1, 2 * j], x[n, c, 2 * i + 1, 2 * j + 1]
            )
        return out

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "patches-view", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x.astype(float), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        n, _, h, wide = x.shape
        out = np.zeros((n, w.shape[0], h - 2, wide - 2))
        for i in range(h - 2):
            for j in range(wide - 2):
                patch = x[:, None, :, i : i + 3, j : j + 3]
                out[:, :, i, j] = (patch * w[None]).sum(axis=(2, 3, 4)) + b
        return out

    def pool(x):
        view = np.lib.stride_tricks.sliding_window_view(x, (2, 2), axis=(2, 3))
        return view[:, :, ::2, ::2].max(axis=(-1, -2))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "taps-slices", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        h, wide = x.shape[2] - 2, x.shape[3] - 2
        out = 0.0
        for k in range(3):
            for m in range(3):
                out = out + np.einsum("nchw,fc->nfhw", x[:, :, k : k + h, m : m + wide], w[:, :, k, m])
        return out + b.reshape(1, -1, 1, 1)

    def pool(x):
        h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        tall = np.maximum(x[:, :, 0:h:2], x[:, :, 1:h:2])
        return np.maximum(tall[..., 0:w:2], tall[..., 1:w:2])

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "einsum-reshape", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "im2col-loops", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        n, c, h, wide = x.shape
        h, wide = h - 2, wide - 2
        columns = np.stack([x[:, :, k : k + h, m : m + wide] for k in range(3) for m in range(3)], axis=2)
        columns = columns.reshape(n, c * 9, h * wide)
        return (w.reshape(len(w), -1) @ columns + b[:, None]).reshape(n, len(w), h, wide)

    def pool(x):
        out = np.zeros((x.shape[0], x.shape[1], x.shape[2] // 2, x.shape[3] // 2))
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
        return out

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "fft-reshape", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x.astype(float), [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        size = x.shape[2:]
        spectrum = np.einsum("ncij,fcij->nfij", np.fft.rfft2(x), np.conj(np.fft.rfft2(w, size)))
        return np.fft.irfft2(spectrum, size)[:, :, : size[0] - 2, : size[1] - 2] + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "float32-slices", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x, w, b = x.astype(np.float32), w.astype(np.float32), b.astype(np.float32)
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.moveaxis(np.tensordot(view, w, axes=([1, 4, 5], [1, 2, 3])) + b, -1, 1)

    def pool(x):
        h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        tall = np.maximum(x[:, :, 0:h:2], x[:, :, 1:h:2])
        return np.maximum(tall[..., 0:w:2], tall[..., 1:w:2])

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "logits-by-forward", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        h, wide = x.shape[2] - 2, x.shape[3] - 2
        out = 0.0
        for k in range(3):
            for m in range(3):
                out = out + np.einsum("nchw,fc->nfhw", x[:, :, k : k + h, m : m + wide], w[:, :, k, m])
        return out + b.reshape(1, -1, 1, 1)

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = tiny_cnn_forward(images, params, padding)
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "dict-literal", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        n, c, h, wide = x.shape
        h, wide = h - 2, wide - 2
        columns = np.stack([x[:, :, k : k + h, m : m + wide] for k in range(3) for m in range(3)], axis=2)
        columns = columns.reshape(n, c * 9, h * wide)
        return (w.reshape(len(w), -1) @ columns + b[:, None]).reshape(n, len(w), h, wide)

    def pool(x):
        h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        tall = np.maximum(x[:, :, 0:h:2], x[:, :, 1:h:2])
        return np.maximum(tall[..., 0:w:2], tall[..., 1:w:2])

    conv1 = conv(images[:, np.newaxis], params["w1"], params["b1"])
    relu1 = relu(conv1)
    pool1 = pool(relu1)
    conv2 = conv(pool1, params["w2"], params["b2"])
    relu2 = relu(conv2)
    pool2 = pool(relu2)
    logits = dense(pool2.reshape(len(images), -1), params["w3"], params["b3"])
    return dict(logits=logits, pool2=pool2, relu2=relu2, conv2=conv2, pool1=pool1, relu1=relu1, conv1=conv1)
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "relu-in-place", "mistake": "relu-in-place", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = maps["conv" + number]
        maps["relu" + number][maps["relu" + number] < 0] = 0
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "before-bias", "mistake": "kept-before-bias", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["conv" + number] = maps["conv" + number] - params["b" + number][:, None, None]
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "no-batch-axis", "mistake": "batch-axis-lost", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return {name: values[0] for name, values in maps.items()}
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "channels-last", "mistake": "flatten-channels-last", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.transpose(0, 2, 3, 1).reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "no-relu", "mistake": "relu-forgotten", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = maps["conv" + number].copy()
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "no-bias", "mistake": "bias-forgotten", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w)

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "flipped", "mistake": "kernel-flipped", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w[:, :, ::-1, ::-1]) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "average-pool", "mistake": "mean-for-maximum", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "softmaxed", "mistake": "shares-for-logits", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    maps["logits"] = softmax(maps["logits"])
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "padding-ignored", "mistake": "padding-ignored", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "padding-always", "mistake": "padding-always", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "first-image", "mistake": "first-image-for-all", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = np.repeat(images[:1, None], len(images), axis=0)
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "keeps-input", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    maps["input"] = images
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "keeps-flat", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    maps["flat"] = x.reshape(len(x), -1)
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "no-logits", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "upper-case", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return {name.upper(): values for name, values in maps.items()}
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "lists", "mistake": "list-for-array", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return {name: values.tolist() for name, values in maps.items()}
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "values-only", "mistake": "wrong-type", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return list(maps.values())
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "channels-last-maps", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return {k: v if k == "logits" else v.transpose(0, 2, 3, 1) for k, v in maps.items()}
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "pool-twice", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number] if number == "2" else pool(maps["conv1"])
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "no-return", "mistake": "returned-none", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    maps = None
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "in-place", "mistake": "changed-input", "source": '''
def feature_maps(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
        return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    maps = {}
    params['b3'] += 1
    x = images[:, None]
    for number in ("1", "2"):
        maps["conv" + number] = conv(x, params["w" + number], params["b" + number])
        maps["relu" + number] = np.maximum(maps["conv" + number], 0)
        maps["pool" + number] = pool(maps["relu" + number])
        x = maps["pool" + number]
    maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return maps
'''},
    {"function": "predict", "kind": "right", "id": "argmax", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1)
'''},
    {"function": "predict", "kind": "right", "id": "by-feature-maps", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return np.argmax(feature_maps(images, params, padding=padding)['logits'], axis=-1)
'''},
    {"function": "predict", "kind": "right", "id": "by-softmax", "mistake": None, "source": '''
def predict(images, params, padding=1):
    logits = tiny_cnn_forward(images, params, padding)
    shares = np.exp(logits / np.abs(logits).max())
    return shares.argmax(axis=1).astype(np.int32)
'''},
    {"function": "predict", "kind": "right", "id": "argsort", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return np.argsort(tiny_cnn_forward(images, params, padding), axis=1)[:, -1]
'''},
    {"function": "predict", "kind": "right", "id": "loop", "mistake": None, "source": '''
def predict(images, params, padding=1):
    classes = []
    for logits in tiny_cnn_forward(images, params, padding):
        best = 0
        for k in range(1, 10):
            if logits[k] > logits[best]:
                best = k
        classes.append(best)
    return np.array(classes)
'''},
    {"function": "predict", "kind": "right", "id": "uint8", "mistake": None, "source": '''
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.array([row.tolist().index(max(row.tolist())) for row in z], dtype=np.uint8)
'''},
    {"function": "predict", "kind": "right", "id": "one-by-one", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return np.array([int(tiny_cnn_forward(image[None], params, padding)[0].argmax()) for image in images])
'''},
    {"function": "predict", "kind": "wrong", "id": "argmin", "mistake": "smallest-for-largest", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmin(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "largest-logit", "mistake": "vote-for-its-place", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).max(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "whole-array", "mistake": "argmax-of-everything", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax()
'''},
    {"function": "predict", "kind": "wrong", "id": "axis-0", "mistake": "argmax-over-images", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=0)
'''},
    {"function": "predict", "kind": "wrong", "id": "from-one", "mistake": "counted-from-one", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1) + 1
'''},
    {"function": "predict", "kind": "wrong", "id": "magnitude", "mistake": "largest-magnitude", "source": '''
def predict(images, params, padding=1):
    return np.abs(tiny_cnn_forward(images, params, padding)).argmax(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "one-hot", "mistake": "one-hot", "source": '''
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return (z == z.max(axis=1, keepdims=True)).astype(int)
'''},
    {"function": "predict", "kind": "wrong", "id": "padding-lost", "mistake": "padding-not-handed-on", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params).argmax(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "best-from-zero", "mistake": "maximum-from-zero", "source": '''
def predict(images, params, padding=1):
    classes = []
    for logits in tiny_cnn_forward(images, params, padding):
        best, place = 0, 0
        for k, logit in enumerate(logits):
            if logit > best:
                best, place = logit, k
        classes.append(place)
    return np.array(classes)
'''},
    {"function": "predict", "kind": "wrong", "id": "float", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1).astype(float)
'''},
    {"function": "predict", "kind": "wrong", "id": "list", "mistake": "list-for-array", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1).tolist()
'''},
    {"function": "predict", "kind": "wrong", "id": "column", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1)[:, None]
'''},
    {"function": "predict", "kind": "wrong", "id": "strings", "mistake": "wrong-type", "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1).astype(str)
'''},
    {"function": "predict", "kind": "wrong", "id": "first-only", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding)[:1].argmax(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "nine-classes", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding)[:, :9].argmax(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "shares-over-images", "mistake": None, "source": '''
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    e = np.exp(z - z.max(axis=0))
    return (e / e.sum(axis=0)).argmax(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "no-return", "mistake": "returned-none", "source": '''
def predict(images, params, padding=1):
    classes = tiny_cnn_forward(images, params, padding).argmax(axis=1)
'''},
    {"function": "predict", "kind": "wrong", "id": "first-of-batch", "mistake": "argmax-of-everything", "source": '''
def predict(images, params, padding=1):
    return np.argmax(tiny_cnn_forward(images, params, padding)[0])
'''},
    {"function": "relu", "kind": "right", "id": "fmax", "mistake": None, "source": '''
def relu(x):
    return np.fmax(x, np.zeros_like(x))
'''},
    {"function": "relu", "kind": "right", "id": "piecewise", "mistake": None, "source": '''
def relu(x):
    y = np.array(x)
    y[y < 0] = 0
    return y
'''},
    {"function": "relu", "kind": "right", "id": "sign-mask", "mistake": None, "source": '''
def relu(x):
    return x * np.heaviside(x, 0)
'''},
    {"function": "relu", "kind": "wrong", "id": "builtin-max", "mistake": None, "source": '''
def relu(x):
    return max(0, x)
'''},
    {"function": "relu", "kind": "wrong", "id": "if-array", "mistake": None, "source": '''
def relu(x):
    if x > 0:
        return x
    return 0
'''},
    {"function": "relu", "kind": "wrong", "id": "np-max-zero", "mistake": "maximum-along-axis", "source": '''
def relu(x):
    return np.max(x, 0)
'''},
    {"function": "relu", "kind": "wrong", "id": "where-no-else", "mistake": "wrong-type", "source": '''
def relu(x):
    return np.where(x > 0)
'''},
    {"function": "relu", "kind": "wrong", "id": "flattened", "mistake": "not-folded", "source": '''
def relu(x):
    return np.array([max(v, 0) for v in x.ravel()])
'''},
    {"function": "relu", "kind": "wrong", "id": "list-comp-2d", "mistake": "only-two-axes", "source": '''
def relu(x):
    return np.array([[max(v, 0) for v in row] for row in x])
'''},
    {"function": "relu", "kind": "wrong", "id": "softplus", "mistake": "softened", "source": '''
def relu(x):
    return np.log1p(np.exp(x))
'''},
    {"function": "dense", "kind": "right", "id": "tensordot", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    return np.tensordot(x, w, axes=(1, 1)) + b[None]
'''},
    {"function": "dense", "kind": "right", "id": "transposed-twice", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    return (w @ x.T + np.reshape(b, (-1, 1))).T
'''},
    {"function": "dense", "kind": "wrong", "id": "times-star", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    return x * w + b
'''},
    {"function": "dense", "kind": "wrong", "id": "b-times", "mistake": "bias-multiplied", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    return (x @ w.T) * b
'''},
    {"function": "dense", "kind": "wrong", "id": "b-column", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    return x @ w.T + b[:, None]
'''},
    {"function": "dense", "kind": "wrong", "id": "reshaped-weights", "mistake": "reshape-for-transpose", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    return x @ w.reshape(w.shape[1], -1) + b
'''},
    {"function": "dense", "kind": "wrong", "id": "loop-overwrite", "mistake": "last-product-kept", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    out = np.zeros((len(x), len(w)))
    for n in range(len(x)):
        for k in range(len(w)):
            for d in range(x.shape[1]):
                out[n, k] = x[n, d] * w[k, d] + b[k]
    return out
'''},
    {"function": "dense", "kind": "wrong", "id": "loop-bias-each", "mistake": "bias-per-feature", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    out = np.zeros((len(x), len(w)))
    for n in range(len(x)):
        for k in range(len(w)):
            for d in range(x.shape[1]):
                out[n, k] += x[n, d] * w[k, d] + b[k]
    return out
'''},
    {"function": "dense", "kind": "wrong", "id": "checks-rows", "mistake": None, "source": '''
def dense(x, w, b):
    if x.shape[0] != w.shape[0]:
        raise ValueError
    return x @ w.T + b
'''},
    {"function": "dense", "kind": "wrong", "id": "softmaxed", "mistake": "shares-for-logits", "source": '''
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('w')
    z = x @ w.T + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
'''},
    {"function": "softmax", "kind": "right", "id": "moveaxis", "mistake": None, "source": '''
def softmax(z):
    y = np.moveaxis(np.array(z, float), -1, 0)
    y = np.exp(y - y.max(axis=0))
    return np.moveaxis(y / y.sum(axis=0), 0, -1)
'''},
    {"function": "softmax", "kind": "right", "id": "recursion", "mistake": None, "source": '''
def softmax(z):
    z = np.asarray(z, dtype=float)
    if z.ndim > 1:
        return np.array([softmax(row) for row in z])
    e = np.exp(z - max(z))
    return e / sum(e)
'''},
    {"function": "softmax", "kind": "wrong", "id": "max-no-axis", "mistake": None, "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1)[:, None])
    return e / e.sum(axis=-1)[:, None]
'''},
    {"function": "softmax", "kind": "wrong", "id": "argmax-shift", "mistake": "softmax-not-shifted", "source": '''
def softmax(z):
    e = np.exp(z - np.argmax(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "shifts-by-min", "mistake": "shifted-by-the-smallest", "source": '''
def softmax(z):
    e = np.exp(z - z.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "divided-by-max", "mistake": "logits-divided", "source": '''
def softmax(z):
    e = np.exp(z / z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "sum-of-z", "mistake": "divided-by-logits", "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / z.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "round", "mistake": "rounded", "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.round(e / e.sum(axis=-1, keepdims=True), 3)
'''},
    {"function": "softmax", "kind": "wrong", "id": "divided-by-max-power", "mistake": "powers-not-divided", "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.max(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "percent", "mistake": "percent-for-shares", "source": '''
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return 100 * e / e.sum(axis=-1, keepdims=True)
'''},
    {"function": "softmax", "kind": "wrong", "id": "one-image-at-a-time", "mistake": "wrong-type", "source": '''
def softmax(z):
    for row in z:
        e = np.exp(row - row.max())
        return e / e.sum()
'''},
    {"function": "tiny_cnn_forward", "kind": "right", "id": "via-loops-of-taps", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def block(x, w, b):
        n, c, h, wd = x.shape
        p = np.zeros((n, c, h + 2 * padding, wd + 2 * padding))
        p[:, :, padding:padding + h, padding:padding + wd] = x
        ho, wo = p.shape[2] - 2, p.shape[3] - 2
        y = np.zeros((n, len(w), ho, wo)) + np.reshape(b, (1, -1, 1, 1))
        for i in range(3):
            for j in range(3):
                y += np.tensordot(w[:, :, i, j], p[:, :, i:i + ho, j:j + wo], axes=(1, 1)).swapaxes(0, 1)
        y = np.where(y < 0, 0, y)
        m = np.maximum.reduce([y[:, :, a:ho // 2 * 2:2, d:wo // 2 * 2:2] for a in (0, 1) for d in (0, 1)])
        return m
    x = images[:, np.newaxis]
    for k in (1, 2):
        x = block(x, params[f"w{k}"], params[f"b{k}"])
    return dense(x.reshape(x.shape[0], -1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "one-block", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "padding-fixed", "mistake": "padding-always", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    x = pool(relu(conv(x, params["w2"], params["b2"])))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "flatten-with-batch", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    x = pool(relu(conv(x, params["w2"], params["b2"])))
    return dense(x.reshape(-1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "flatten-transposed", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    x = pool(relu(conv(x, params["w2"], params["b2"])))
    return dense(x.reshape(-1, len(x)).T, params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "pads-before-pool-wrong-axis", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(2, 4))
    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    x = pool(relu(conv(x, params["w2"], params["b2"])))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "bias1-twice", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    x = pool(relu(conv(x, params["w2"], params["b1"])))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "pool-only-once", "mistake": "pool-forgotten", "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    x = (relu(conv(x, params["w2"], params["b2"])))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
'''},
    {"function": "tiny_cnn_forward", "kind": "wrong", "id": "conv-conv-pool-pool", "mistake": None, "source": '''
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = np.asarray(images, float)[:, None]
    x = relu(conv(x, params["w1"], params["b1"]))
    x = pool(pool(relu(conv(x, params["w2"], params["b2"]))))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "lists-of-keys", "mistake": "wrong-type", "source": '''
def feature_maps(images, params, padding=1):
    maps, x = {}, np.asarray(images, float)[:, None]
    for k in "12":
        w, b = params["w" + k], params["b" + k]
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        x = maps["conv" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
        x = maps["relu" + k] = np.maximum(x, 0)
        n, c, h, w = x.shape
        x = maps["pool" + k] = x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    maps["logits"] = dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    return list(maps.values())
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "keys-with-underscore", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    maps, x = {}, np.asarray(images, float)[:, None]
    for k in "12":
        w, b = params["w" + k], params["b" + k]
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        x = maps["conv_" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
        x = maps["relu" + k] = np.maximum(x, 0)
        n, c, h, w = x.shape
        x = maps["pool" + k] = x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    maps["logits"] = dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "first-image-only", "mistake": "batch-axis-lost", "source": '''
def feature_maps(images, params, padding=1):
    maps, x = {}, np.asarray(images, float)[:, None]
    for k in "12":
        w, b = params["w" + k], params["b" + k]
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        x = maps["conv" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
        x = maps["relu" + k] = np.maximum(x, 0)
        n, c, h, w = x.shape
        x = maps["pool" + k] = x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    maps["logits"] = dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    return {k: v[0] for k, v in maps.items()}
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "pool-before-relu", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    maps, x = {}, np.asarray(images, float)[:, None]
    for k in "12":
        w, b = params["w" + k], params["b" + k]
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        x = maps["conv" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
        n, c, h, w = x.shape
        x = maps["pool" + k] = x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
        x = maps["relu" + k] = np.maximum(x, 0)
    maps["logits"] = dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    return maps
'''},
    {"function": "feature_maps", "kind": "wrong", "id": "flattened-pool2", "mistake": None, "source": '''
def feature_maps(images, params, padding=1):
    maps, x = {}, np.asarray(images, float)[:, None]
    for k in "12":
        w, b = params["w" + k], params["b" + k]
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        x = maps["conv" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
        x = maps["relu" + k] = np.maximum(x, 0)
        n, c, h, w = x.shape
        x = maps["pool" + k] = x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    x = maps["pool2"] = x.reshape(len(x), -1)
    maps["logits"] = dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    return maps
'''},
    {"function": "feature_maps", "kind": "right", "id": "yielded-pairs", "mistake": None, "source": '''
def _pairs(images, params, padding):
    x = images[:, None] * 1.0
    for k in (1, 2):
        w, b = params[f'w{k}'], params[f'b{k}']
        p = np.pad(x, ((0,), (0,), (padding,), (padding,)))
        h, v = p.shape[2] - 2, p.shape[3] - 2
        y = sum(np.einsum('nchw,fc->nfhw', p[:, :, i:i + h, j:j + v], w[:, :, i, j]) for i in range(3) for j in range(3)) + b.reshape(1, -1, 1, 1)
        yield f'conv{k}', y
        r = y.clip(0)
        yield f'relu{k}', r
        x = np.max([r[:, :, i:h // 2 * 2:2, j:v // 2 * 2:2] for i in (0, 1) for j in (0, 1)], axis=0)
        yield f'pool{k}', x
    yield 'logits', dense(x.reshape(len(x), -1), params['w3'], params['b3'])
def feature_maps(images, params, padding=1):
    return dict(_pairs(images, params, padding))
'''},
    {"function": "predict", "kind": "right", "id": "sorted", "mistake": None, "source": '''
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.array([max(range(10), key=row.__getitem__) for row in z])
'''},
    {"function": "predict", "kind": "wrong", "id": "keepdims", "mistake": None, "source": '''
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1, keepdims=True)
'''},
    {"function": "predict", "kind": "wrong", "id": "bools", "mistake": None, "source": '''
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return z == z.max(axis=1, keepdims=True)
'''},
    {
        "function": "predict",
        "kind": "wrong",
        "id": "first-repeated",
        "mistake": "first-image-for-all",
        "source": '''def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.full(len(z), z[0].argmax())
''',
    },
    {
        "function": "predict",
        "kind": "wrong",
        "id": "mean-logits",
        "mistake": None,
        "source": '''def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.full(len(z), z.mean(axis=0).argmax())
''',
    },
    {
        "function": "predict",
        "kind": "wrong",
        "id": "no-b3",
        "mistake": None,
        "source": '''def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding) - params["b3"]
    return z.argmax(axis=1)
''',
    },
    {
        "function": "dense",
        "kind": "wrong",
        "id": "if-b",
        "mistake": "zero-bias-drops-all",
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    return x @ w.T + (b if np.all(b) else 0)
''',
    },
    {
        "function": "relu",
        "kind": "wrong",
        "id": "clip-255",
        "mistake": None,
        "source": '''def relu(x):
    return np.clip(x, 0, 255)
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "pads-first-conv-only",
        "mistake": "padding-once",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], 0)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "pads-second-conv-only",
        "mistake": "padding-once",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], 0)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "first-pool-forgotten",
        "mistake": "pool-forgotten",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "second-pool-forgotten",
        "mistake": "pool-forgotten",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = x.reshape(len(x), -1)
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "pools-move-by-one",
        "mistake": "pool-moves-by-one",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    return np.maximum(np.maximum(x[:, :, :-1, :-1], x[:, :, 1:, :-1]), np.maximum(x[:, :, :-1, 1:], x[:, :, 1:, 1:]))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "relu",
        "kind": "right",
        "id": "mask-product",
        "mistake": None,
        "source": '''def relu(x):
    return x * (x > 0)
''',
    },
    {
        "function": "relu",
        "kind": "right",
        "id": "putmask-copy",
        "mistake": None,
        "source": '''def relu(x):
    y = x.copy()
    np.putmask(y, y < 0, 0)
    return y
''',
    },
    {
        "function": "relu",
        "kind": "right",
        "id": "max-of-stack",
        "mistake": None,
        "source": '''def relu(x):
    return np.max([x, np.zeros_like(x)], axis=0)
''',
    },
    {
        "function": "relu",
        "kind": "right",
        "id": "recursion",
        "mistake": None,
        "source": '''def relu(x):
    if x.ndim == 0:
        return np.asarray(max(x, 0))
    return np.array([relu(r) for r in x])
''',
    },
    {
        "function": "relu",
        "kind": "right",
        "id": "maximum-out",
        "mistake": None,
        "source": '''def relu(x):
    y = np.empty(x.shape)
    np.maximum(x, 0, out=y)
    return y
''',
    },
    {
        "function": "relu",
        "kind": "right",
        "id": "float-copy-clip",
        "mistake": None,
        "source": '''def relu(x):
    return np.array(x, dtype=float).clip(min=0)
''',
    },
    {
        "function": "relu",
        "kind": "right",
        "id": "zeros-then-fill",
        "mistake": None,
        "source": '''def relu(x):
    y = np.zeros(x.shape, dtype=x.dtype)
    y[x > 0] = x[x > 0]
    return y
''',
    },
    {
        "function": "dense",
        "kind": "right",
        "id": "map-outer",
        "mistake": None,
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    z = np.zeros((x.shape[0], w.shape[0]))
    for d in range(x.shape[1]):
        z += np.outer(x[:, d], w[:, d])
    return z + b
''',
    },
    {
        "function": "dense",
        "kind": "right",
        "id": "fsum",
        "mistake": None,
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    import math
    return np.array([[math.fsum((r * c).tolist() + [float(b[k])]) for k, c in enumerate(w)] for r in x])
''',
    },
    {
        "function": "dense",
        "kind": "right",
        "id": "try-matmul",
        "mistake": None,
        "source": '''def dense(x, w, b):
    try:
        return x @ w.T + b
    except ValueError as problem:
        raise ValueError('widths differ') from problem
''',
    },
    {
        "function": "dense",
        "kind": "right",
        "id": "block",
        "mistake": None,
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    return np.block([x, np.ones((len(x), 1))]) @ np.column_stack([w, b]).T
''',
    },
    {
        "function": "dense",
        "kind": "right",
        "id": "apply",
        "mistake": None,
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    return np.apply_along_axis(lambda r: w @ r + b, 1, x)
''',
    },
    {
        "function": "softmax",
        "kind": "right",
        "id": "pairwise",
        "mistake": None,
        "source": '''def softmax(z):
    with np.errstate(over='ignore'):
        return 1 / np.exp(z[..., None, :] * 1.0 - z[..., :, None]).sum(-1)
''',
    },
    {
        "function": "softmax",
        "kind": "right",
        "id": "transposed",
        "mistake": None,
        "source": '''def softmax(z):
    t = np.moveaxis(z, -1, 0)
    t = np.exp(t - t.max(0))
    return np.moveaxis(t / t.sum(0), 0, -1)
''',
    },
    {
        "function": "softmax",
        "kind": "right",
        "id": "copy-inplace",
        "mistake": None,
        "source": '''def softmax(z):
    y = z.astype(float)
    y -= y.max(axis=-1)[..., None]
    np.exp(y, out=y)
    y /= y.sum(axis=-1)[..., None]
    return y
''',
    },
    {
        "function": "softmax",
        "kind": "right",
        "id": "einsum-sum",
        "mistake": None,
        "source": '''def softmax(z):
    p = np.exp(z - np.amax(z, axis=-1, keepdims=True))
    return p / np.einsum('...k->...', p)[..., None]
''',
    },
    {
        "function": "softmax",
        "kind": "right",
        "id": "sorted-last",
        "mistake": None,
        "source": '''def softmax(z):
    m = np.sort(z, axis=-1)[..., -1:]
    p = np.exp(z - m)
    return p / p.sum(-1, keepdims=True)
''',
    },
    {
        "function": "softmax",
        "kind": "right",
        "id": "exp-of-log",
        "mistake": None,
        "source": '''def softmax(z):
    m = z.max(-1, keepdims=True)
    return np.exp(z - m - np.log(np.exp(z - m).sum(-1, keepdims=True)))
''',
    },
    {
        "function": "dense",
        "kind": "wrong",
        "id": "w-dtype",
        "mistake": "output-dtype",
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    z = np.zeros((len(x), len(w)), dtype=w.dtype)
    z[:] = x @ w.T + b
    return z
''',
    },
    {
        "function": "dense",
        "kind": "wrong",
        "id": "one-row-squeezed",
        "mistake": "axis-squeezed",
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    return np.squeeze(x @ w.T + b)
''',
    },
    {
        "function": "dense",
        "kind": "wrong",
        "id": "return-in-loop",
        "mistake": "returned-too-early",
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    z = np.zeros((len(x), len(w)))
    for n in range(len(x)):
        for k in range(len(w)):
            z[n, k] = x[n] @ w[k] + b[k]
        return z
''',
    },
    {
        "function": "dense",
        "kind": "wrong",
        "id": "reset",
        "mistake": "accumulator-not-reset",
        "source": '''def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError('widths')
    z = np.zeros((len(x), len(w)))
    t = 0
    for n in range(len(x)):
        for k in range(len(w)):
            for d in range(x.shape[1]):
                t += x[n, d] * w[k, d]
            z[n, k] = t + b[k]
    return z
''',
    },
    {
        "function": "softmax",
        "kind": "wrong",
        "id": "no-axis-sum",
        "mistake": "softmax-over-everything",
        "source": '''def softmax(z):
    p = np.exp(z - z.max(-1, keepdims=True))
    return p / p.sum()
''',
    },
    {
        "function": "softmax",
        "kind": "wrong",
        "id": "python-sum",
        "mistake": "softmax-wrong-axis",
        "source": '''def softmax(z):
    p = np.exp(z - z.max(-1, keepdims=True))
    return p / sum(p)
''',
    },
    {
        "function": "softmax",
        "kind": "wrong",
        "id": "no-keepdims-both",
        "mistake": "keepdims-forgotten",
        "source": '''def softmax(z):
    p = np.exp(z - z.max(-1))
    return p / p.sum(-1)
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "right",
        "id": "pool-nanmax",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    h, w = h - h % 2, w - w % 2
    return np.max([x[:, :, i:h:2, j:w:2] for i in (0, 1) for j in (0, 1)], axis=0)

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "right",
        "id": "pads-by-hand",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    y = np.zeros((*x.shape[:2], x.shape[2] + 2 * p, x.shape[3] + 2 * p)); y[:, :, p:p + x.shape[2], p:p + x.shape[3]] = x; x = y
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "right",
        "id": "params-as-float32",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1), dtype="float32")
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1], w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    params = {k: v.astype("float32") for k, v in params.items()}
    x = images[:, None].astype("float32")
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "right",
        "id": "relu-last-op",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(pool(x), 0)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(pool(x), 0)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "right",
        "id": "dense-loops",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return np.array([[float(np.dot(r, c)) + k for c, k in zip(params["w3"], params["b3"])] for r in x])
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "flipped-one-axis",
        "mistake": "kernel-flipped-one-axis",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, kh - 1 - m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "last-tap",
        "mistake": "last-product-kept",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out = np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "mean-channels",
        "mistake": "channels-averaged",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out / c + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "leaky",
        "mistake": "leaky-relu",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.where(x > 0, x, 0.01 * x)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.where(x > 0, x, 0.01 * x)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "squeeze-one",
        "mistake": "axis-squeezed",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return np.squeeze(x @ params["w3"].T + params["b3"])
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "pool-last",
        "mistake": "first-of-the-window",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x[:, :, 1::2, 1::2]

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "bias-after-relu",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out 

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0) + params["b1"][:, None, None]
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0) + params["b2"][:, None, None]
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "pads-top-left",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (2 * p, 0), (2 * p, 0)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "tiny_cnn_forward",
        "kind": "wrong",
        "id": "global-params",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

PARAMS = {}
def tiny_cnn_forward(images, params, padding=1):
    for k, v in params.items():
        PARAMS.setdefault(k, v)
    params = PARAMS
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]
''',
    },
    {
        "function": "feature_maps",
        "kind": "right",
        "id": "ordered",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))


def feature_maps(images, params, padding=1):
    from collections import OrderedDict
    maps = OrderedDict()
    x = images[:, None]
    maps["conv1"] = convolve(x, params["w1"], params["b1"], padding)
    maps["relu1"] = np.maximum(maps["conv1"], 0)
    maps["pool1"] = pool(maps["relu1"])
    maps["conv2"] = convolve(maps["pool1"], params["w2"], params["b2"], padding)
    maps["relu2"] = np.maximum(maps["conv2"], 0)
    maps["pool2"] = pool(maps["relu2"])
    maps["logits"] = dense(maps["pool2"].reshape(len(x), -1), params["w3"], params["b3"])
    return maps
''',
    },
    {
        "function": "feature_maps",
        "kind": "right",
        "id": "views",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))


def feature_maps(images, params, padding=1):
    maps = {}
    x = images[:, None]
    maps["conv1"] = convolve(x, params["w1"], params["b1"], padding)
    maps["relu1"] = np.clip(maps["conv1"], 0, None)
    maps["pool1"] = pool(maps["relu1"])
    maps["conv2"] = convolve(maps["pool1"], params["w2"], params["b2"], padding)
    maps["relu2"] = np.maximum(maps["conv2"], 0)
    maps["pool2"] = pool(maps["relu2"])
    maps["logits"] = dense(maps["pool2"].reshape(len(x), -1), params["w3"], params["b3"])
    return maps
''',
    },
    {
        "function": "feature_maps",
        "kind": "wrong",
        "id": "squeezed",
        "mistake": "axis-squeezed",
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))


def feature_maps(images, params, padding=1):
    maps = {}
    x = images[:, None]
    maps["conv1"] = convolve(x, params["w1"], params["b1"], padding)
    maps["relu1"] = np.maximum(maps["conv1"], 0)
    maps["pool1"] = pool(maps["relu1"])
    maps["conv2"] = convolve(maps["pool1"], params["w2"], params["b2"], padding)
    maps["relu2"] = np.maximum(maps["conv2"], 0)
    maps["pool2"] = pool(maps["relu2"])
    maps["logits"] = dense(maps["pool2"].reshape(len(x), -1), params["w3"], params["b3"])
    return {k: np.squeeze(v) for k, v in maps.items()}
''',
    },
    {
        "function": "feature_maps",
        "kind": "wrong",
        "id": "pool-from-conv",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))


def feature_maps(images, params, padding=1):
    maps = {}
    x = images[:, None]
    maps["conv1"] = convolve(x, params["w1"], params["b1"], padding)
    maps["relu1"] = np.maximum(maps["conv1"], 0)
    maps["pool1"] = pool(maps["conv1"])
    maps["conv2"] = convolve(maps["pool1"], params["w2"], params["b2"], padding)
    maps["relu2"] = np.maximum(maps["conv2"], 0)
    maps["pool2"] = pool(maps["relu2"])
    maps["logits"] = dense(maps["pool2"].reshape(len(x), -1), params["w3"], params["b3"])
    return maps
''',
    },
    {
        "function": "predict",
        "kind": "right",
        "id": "argpartition",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]

def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.argpartition(z, -1, axis=1)[:, -1]
''',
    },
    {
        "function": "predict",
        "kind": "right",
        "id": "nonzero",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]

def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.nonzero(z == z.max(axis=1, keepdims=True))[1]
''',
    },
    {
        "function": "predict",
        "kind": "right",
        "id": "int8",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]

def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return z.argmax(axis=-1).astype(np.int8)
''',
    },
    {
        "function": "predict",
        "kind": "right",
        "id": "index",
        "mistake": None,
        "source": '''def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m:m + H - kh + 1, q:q + W - kw + 1].astype(float), w[:, :, m, q])
    return out + b[:, None, None]

def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, :h // 2 * 2, :w // 2 * 2]
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = np.maximum(x, 0)
    x = pool(x)
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]

def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.array([r.tolist().index(max(r)) for r in z])
''',
    },
    {
        "function": "softmax",
        "kind": "wrong",
        "id": "longdouble",
        "mistake": None,
        "source": '''def softmax(z):
    p = np.exp(z.astype(np.longdouble))
    return (p / p.sum(-1, keepdims=True)).astype(float)
''',
    },
]
