"""Known answers to lesson 6: right ones in several styles, and wrong ones with the mistake to be named."""

import numpy as np


# %% relu  right  maximum
def relu(x):
    return np.maximum(x, 0)


# %% relu  right  where
def relu(x):
    return np.where(x > 0, x, 0)


# %% relu  right  times-mask
def relu(x):
    return x * (x > 0)


# %% relu  right  copy-and-overwrite
def relu(x):
    out = x.copy()
    out[out < 0] = 0
    return out


# %% relu  right  clip
def relu(x):
    return x.clip(min=0)


# %% relu  right  half-of-sum
def relu(x):
    x = np.asarray(x, dtype=float)
    return (x + np.abs(x)) / 2


# %% relu  right  loop
def relu(x):
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            out[index] = x[index]
    return out


# %% relu  right  vectorize
def relu(x):
    return np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float])(x)


# %% relu  right  fmax
def relu(x):
    return np.fmax(x, np.zeros_like(x))


# %% relu  right  piecewise
def relu(x):
    y = np.array(x)
    y[y < 0] = 0
    return y


# %% relu  right  sign-mask
def relu(x):
    return x * np.heaviside(x, 0)


# %% relu  right  mask-product
def relu(x):
    return x * (x > 0)


# %% relu  right  putmask-copy
def relu(x):
    y = x.copy()
    np.putmask(y, y < 0, 0)
    return y


# %% relu  right  max-of-stack
def relu(x):
    return np.max([x, np.zeros_like(x)], axis=0)


# %% relu  right  recursion
def relu(x):
    if x.ndim == 0:
        return np.asarray(max(x, 0))
    return np.array([relu(r) for r in x])


# %% relu  right  maximum-out
def relu(x):
    y = np.empty(x.shape)
    np.maximum(x, 0, out=y)
    return y


# %% relu  right  float-copy-clip
def relu(x):
    return np.array(x, dtype=float).clip(min=0)


# %% relu  right  zeros-then-fill
def relu(x):
    y = np.zeros(x.shape, dtype=x.dtype)
    y[x > 0] = x[x > 0]
    return y


# %% relu  wrong  minimum  is wrong-side-kept
def relu(x):
    return np.minimum(x, 0)


# %% relu  wrong  abs  is sign-lost
def relu(x):
    return np.abs(x)


# %% relu  wrong  identity  is nothing-bent
def relu(x):
    return x * 1.0


# %% relu  wrong  leaky  is leaky-relu
def relu(x):
    return np.where(x > 0, x, 0.01 * x)


# %% relu  wrong  sigmoid  is other-activation
def relu(x):
    return 1 / (1 + np.exp(-x / 1.0))


# %% relu  wrong  clipped  is clipped-at-one
def relu(x):
    return np.clip(x, 0, 1)


# %% relu  wrong  step  is only-yes-or-no
def relu(x):
    return np.where(x > 0, 1.0, 0.0)


# %% relu  wrong  selected  is negatives-removed
def relu(x):
    return x[x > 0]


# %% relu  wrong  max-axis  is maximum-along-axis
def relu(x):
    return np.max(x, 0)


# %% relu  wrong  in-place  is changed-input
def relu(x):
    x[x < 0] = 0
    return x


# %% relu  wrong  no-return  is returned-none
def relu(x):
    np.maximum(x, 0)


# %% relu  wrong  list  is list-for-array
def relu(x):
    return [[max(v, 0) for v in row] for row in x]


# %% relu  wrong  mask-only  is wrong-type
def relu(x):
    return x > 0


# %% relu  wrong  integers  is output-dtype
def relu(x):
    return np.maximum(x, 0).astype(int)


# %% relu  wrong  capped-at-six  is clipped-at-one
def relu(x):
    return np.clip(x, 0, 6)


# %% relu  wrong  threshold-one
def relu(x):
    return np.where(x > 1, x, 0)


# %% relu  wrong  two-axes-only  is only-two-axes
def relu(x):
    out = np.zeros(x.shape)
    rows, columns = x.shape
    for i in range(rows):
        for j in range(columns):
            out[i, j] = max(x[i, j], 0)
    return out


# %% relu  wrong  max-of-all-zeros-too  is maximum-of-everything
def relu(x):
    return np.max([x, np.zeros(x.shape)])


# %% relu  wrong  max-of-a-pair  is max-for-maximum
def relu(x):
    return np.max([x, 0])


# %% relu  wrong  builtin-max  is max-for-maximum
def relu(x):
    return max(0, x)


# %% relu  wrong  if-array
def relu(x):
    if x > 0:
        return x
    return 0


# %% relu  wrong  np-max-zero  is maximum-along-axis  like max-axis


# %% relu  wrong  where-no-else  is wrong-type
def relu(x):
    return np.where(x > 0)


# %% relu  wrong  flattened  is not-folded
def relu(x):
    return np.array([max(v, 0) for v in x.ravel()])


# %% relu  wrong  list-comp-2d  is only-two-axes
def relu(x):
    return np.array([[max(v, 0) for v in row] for row in x])


# %% relu  wrong  softplus  is softened
def relu(x):
    return np.log1p(np.exp(x))


# %% relu  wrong  clip-255  is clipped-at-one
def relu(x):
    return np.clip(x, 0, 255)


# %% relu  right  plain-loop
def relu(x):
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        out[i] = x[i] if x[i] > 0 else 0
    return out


# %% relu  wrong  one-missing  is returned-too-early  like plain-loop
#           out[i] = x[i] if x[i] > 0 else 0
# -     return out
# +         return out


# %% relu  wrong  rounded  is rounded
def relu(x):
    return np.round(np.maximum(x, 0))


# %% relu  wrong  over-max  is normalized
def relu(x):
    return np.maximum(x, 0) / np.max(x)


# %% dense  right  matmul
def dense(x, w, b):
    return x @ w.T + b


# %% dense  right  einsum
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths differ")
    return np.einsum("nd,kd->nk", x, w) + b


# %% dense  right  loops
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


# %% dense  right  broadcast
def dense(x, w, b):
    if x.shape[-1] != w.shape[-1]:
        raise ValueError(f"{x.shape[-1]} is not {w.shape[-1]}")
    return (x[:, None, :] * w[None]).sum(axis=-1) + b[None]


# %% dense  right  ones-column
def dense(x, w, b):
    x, w = np.c_[x, np.ones(len(x))], np.c_[w, b]
    return np.dot(x, w.T)


# %% dense  right  rows
def dense(x, w, b):
    return np.array([w @ row + b for row in x])


# %% dense  right  inner
def dense(x, w, b):
    return np.inner(x, w) + b


# %% dense  right  float32
def dense(x, w, b):
    x, w, b = (a.astype(np.float32) for a in (x, w, b))
    return x @ w.T + b


# %% dense  right  tensordot
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("w")
    return np.tensordot(x, w, axes=(1, 1)) + b[None]


# %% dense  right  transposed-twice
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("w")
    return (w @ x.T + np.reshape(b, (-1, 1))).T


# %% dense  right  map-outer
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    z = np.zeros((x.shape[0], w.shape[0]))
    for d in range(x.shape[1]):
        z += np.outer(x[:, d], w[:, d])
    return z + b


# %% dense  right  fsum
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    import math

    return np.array([[math.fsum((r * c).tolist() + [float(b[k])]) for k, c in enumerate(w)] for r in x])


# %% dense  right  try-matmul
def dense(x, w, b):
    try:
        return x @ w.T + b
    except ValueError as problem:
        raise ValueError("widths differ") from problem


# %% dense  right  block
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    return np.block([x, np.ones((len(x), 1))]) @ np.column_stack([w, b]).T


# %% dense  right  apply
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    return np.apply_along_axis(lambda r: w @ r + b, 1, x)


# %% dense  wrong  no-bias  is bias-forgotten
def dense(x, w, b):
    return x @ w.T


# %% dense  wrong  not-transposed  is weights-not-transposed
def dense(x, w, b):
    return x @ w + b


# %% dense  wrong  class-rows  is votes-transposed
def dense(x, w, b):
    return w @ x.T + b[:, None]


# %% dense  wrong  minus-bias  is bias-subtracted
def dense(x, w, b):
    return x @ w.T - b


# %% dense  wrong  first-bias  is first-bias-for-all
def dense(x, w, b):
    return x @ w.T + b[0]


# %% dense  wrong  mean  is mean-for-sum
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    return np.array([[np.mean(row * weights) for weights in w] for row in x]) + b


# %% dense  wrong  rectified  is logits-rectified
def dense(x, w, b):
    return np.maximum(x @ w.T + b, 0)


# %% dense  wrong  first-image  is first-image-only
def dense(x, w, b):
    return x[:1] @ w.T + b


# %% dense  wrong  stretches  is no-error
def dense(x, w, b):
    return (x[:, None, :] * w[None]).sum(axis=-1) + b


# %% dense  wrong  cut-to-fit  is no-error
def dense(x, w, b):
    d = min(x.shape[1], w.shape[1])
    return x[:, :d] @ w[:, :d].T + b


# %% dense  wrong  assert  is wrong-error  like matmul
#   def dense(x, w, b):
# +     assert x.shape[1] == w.shape[1]

# %% dense  wrong  type-error  is wrong-error  like matmul
#   def dense(x, w, b):
# +     if x.shape[1] != w.shape[1]:
# +         raise TypeError("widths differ")

# %% dense  wrong  returns-none-on-error  is no-error  like matmul
#   def dense(x, w, b):
# +     if x.shape[1] != w.shape[1]:
# +         return None

# %% dense  wrong  square-refused  like matmul
#   def dense(x, w, b):
# +     if x.shape[1] != w.shape[1] or w.shape[0] == w.shape[1]:
# +         raise ValueError


# %% dense  wrong  always-error
def dense(x, w, b):
    raise ValueError("widths differ")


# %% dense  wrong  list  is list-for-array  like mean
# -     return np.array([[np.mean(row * weights) for weights in w] for row in x]) + b
# +     return (x @ w.T + b).tolist()

# %% dense  wrong  in-place  is changed-input  like mean
# -     return np.array([[np.mean(row * weights) for weights in w] for row in x]) + b
# +     out = x @ w.T + b
# +     w *= 2
# +     return out


# %% dense  wrong  integer  is output-dtype
def dense(x, w, b):
    return (x @ w.T + b).astype(int)


# %% dense  wrong  bias-twice  is bias-twice
def dense(x, w, b):
    return x @ w.T + 2 * b


# %% dense  wrong  one-image  is first-image-only  like mean
# -     return np.array([[np.mean(row * weights) for weights in w] for row in x]) + b
# +     return w @ x[0] + b

# %% dense  wrong  times-star  is entry-by-entry  like tensordot
# -     return np.tensordot(x, w, axes=(1, 1)) + b[None]
# +     return x * w + b

# %% dense  wrong  b-times  is bias-multiplied  like tensordot
# -     return np.tensordot(x, w, axes=(1, 1)) + b[None]
# +     return (x @ w.T) * b

# %% dense  wrong  b-column  is bias-along-the-images  like tensordot
# -     return np.tensordot(x, w, axes=(1, 1)) + b[None]
# +     return x @ w.T + b[:, None]

# %% dense  wrong  reshaped-weights  is reshape-for-transpose  like tensordot
# -     return np.tensordot(x, w, axes=(1, 1)) + b[None]
# +     return x @ w.reshape(w.shape[1], -1) + b


# %% dense  wrong  loop-overwrite  is last-product-kept
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("w")
    out = np.zeros((len(x), len(w)))
    for n in range(len(x)):
        for k in range(len(w)):
            for d in range(x.shape[1]):
                out[n, k] = x[n, d] * w[k, d] + b[k]
    return out


# %% dense  wrong  loop-bias-each  is bias-per-feature  like loop-overwrite
# -                 out[n, k] = x[n, d] * w[k, d] + b[k]
# +                 out[n, k] += x[n, d] * w[k, d] + b[k]

# %% dense  wrong  checks-rows  like matmul
#   def dense(x, w, b):
# +     if x.shape[0] != w.shape[0]:
# +         raise ValueError

# %% dense  wrong  softmaxed  is shares-for-logits  like tensordot
# -     return np.tensordot(x, w, axes=(1, 1)) + b[None]
# +     z = x @ w.T + b
# +     e = np.exp(z - z.max(axis=1, keepdims=True))
# +     return e / e.sum(axis=1, keepdims=True)

# %% dense  wrong  if-b  is zero-bias-drops-all  like block
# -     return np.block([x, np.ones((len(x), 1))]) @ np.column_stack([w, b]).T
# +     return x @ w.T + (b if np.all(b) else 0)

# %% dense  wrong  w-dtype  is output-dtype  like block
# -     return np.block([x, np.ones((len(x), 1))]) @ np.column_stack([w, b]).T
# +     z = np.zeros((len(x), len(w)), dtype=w.dtype)
# +     z[:] = x @ w.T + b
# +     return z

# %% dense  wrong  one-row-squeezed  is axis-squeezed  like block
# -     return np.block([x, np.ones((len(x), 1))]) @ np.column_stack([w, b]).T
# +     return np.squeeze(x @ w.T + b)


# %% dense  wrong  return-in-loop  is returned-too-early
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    z = np.zeros((len(x), len(w)))
    for n in range(len(x)):
        for k in range(len(w)):
            z[n, k] = x[n] @ w[k] + b[k]
        return z


# %% dense  wrong  reset  is accumulator-not-reset
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    z = np.zeros((len(x), len(w)))
    t = 0
    for n in range(len(x)):
        for k in range(len(w)):
            for d in range(x.shape[1]):
                t += x[n, d] * w[k, d]
            z[n, k] = t + b[k]
    return z


# %% dense  right  plain-matmul
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    return x @ w.T + b


# %% dense  wrong  star  is entry-by-entry  like plain-matmul
# -     return x @ w.T + b
# +     return x * w + b

# %% dense  wrong  star-sum  is entry-by-entry  like plain-matmul
# -     return x @ w.T + b
# +     return np.sum(x * w, axis=1) + b

# %% dense  wrong  left-turned  is bias-along-the-images  like plain-matmul
# -     return x @ w.T + b
# +     return (w @ x.T + b).T

# %% dense  wrong  b-sum  is biases-taken-together  like plain-matmul
# -     return x @ w.T + b
# +     return x @ w.T + b.sum()

# %% dense  wrong  b-mean  is biases-taken-together  like plain-matmul
# -     return x @ w.T + b
# +     return x @ w.T + b.mean()


# %% dense  right  plain-loop
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths")
    N, D = x.shape
    K = w.shape[0]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            out[n, k] = b[k]
            for d in range(D):
                out[n, k] += x[n, d] * w[k, d]
    return out


# %% dense  wrong  b-twice  is bias-twice  like plain-loop
# -     return out
# +     return out + b

# %% dense  wrong  b-n  is bias-along-the-images  like plain-loop
# -             out[n, k] = b[k]
# +             out[n, k] = b[n]


# %% dense  wrong  argmaxed  is classes-for-logits  like plain-matmul
# -     return x @ w.T + b
# +     return np.argmax(x @ w.T + b, axis=1)

# %% dense  wrong  rounded  is rounded  like plain-matmul
# -     return x @ w.T + b
# +     return np.round(x @ w.T + b)

# %% dense  wrong  int-out  is output-dtype  like plain-loop
# -     out = np.zeros((N, K))
# +     out = np.zeros((N, K), dtype=int)

# %% dense  wrong  last-feature  is output-one-short  like plain-loop
# -             for d in range(D):
# +             for d in range(D - 1):

# %% dense  wrong  last-class  is output-one-short  like plain-loop
# -         for k in range(K):
# +         for k in range(K - 1):


# %% softmax  right  shifted
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% softmax  right  log-sum-exp
def softmax(z):
    m = np.max(z, axis=-1, keepdims=True)
    return np.exp(z - (m + np.log(np.exp(z - m).sum(axis=-1, keepdims=True))))


# %% softmax  right  apply-along-axis
def softmax(z):
    def one(row):
        powers = np.exp(row - max(row))
        return powers / sum(powers)

    return np.apply_along_axis(one, -1, z)


# %% softmax  right  rows-of-a-table
def softmax(z):
    table = np.array(z, dtype=float).reshape(-1, z.shape[-1])
    for row in table:
        row -= row.max()
        row[:] = np.exp(row)
        row /= row.sum()
    return table.reshape(z.shape)


# %% softmax  right  ratios
def softmax(z):
    z = z.astype(float)
    gaps = np.clip(z[..., None, :] - z[..., :, None], -700, 700)
    return 1 / np.exp(gaps).sum(axis=-1)


# %% softmax  right  float32
def softmax(z):
    z = z - z.max(-1)[..., None]
    e = np.exp(z.astype(np.float32))
    return e / e.sum(-1)[..., None]


# %% softmax  right  logaddexp
def softmax(z):
    z = np.asarray(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


# %% softmax  right  base-two
def softmax(z):
    e = np.exp2((z - np.amax(z, -1, keepdims=True)) / np.log(2))
    return e / np.sum(e, -1, keepdims=True)


# %% softmax  right  moveaxis
def softmax(z):
    y = np.moveaxis(np.array(z, float), -1, 0)
    y = np.exp(y - y.max(axis=0))
    return np.moveaxis(y / y.sum(axis=0), 0, -1)


# %% softmax  right  recursion
def softmax(z):
    z = np.asarray(z, dtype=float)
    if z.ndim > 1:
        return np.array([softmax(row) for row in z])
    e = np.exp(z - max(z))
    return e / sum(e)


# %% softmax  right  pairwise
def softmax(z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[..., None, :] * 1.0 - z[..., :, None]).sum(-1)


# %% softmax  right  transposed
def softmax(z):
    t = np.moveaxis(z, -1, 0)
    t = np.exp(t - t.max(0))
    return np.moveaxis(t / t.sum(0), 0, -1)


# %% softmax  right  copy-inplace
def softmax(z):
    y = z.astype(float)
    y -= y.max(axis=-1)[..., None]
    np.exp(y, out=y)
    y /= y.sum(axis=-1)[..., None]
    return y


# %% softmax  right  einsum-sum
def softmax(z):
    p = np.exp(z - np.amax(z, axis=-1, keepdims=True))
    return p / np.einsum("...k->...", p)[..., None]


# %% softmax  right  sorted-last
def softmax(z):
    m = np.sort(z, axis=-1)[..., -1:]
    p = np.exp(z - m)
    return p / p.sum(-1, keepdims=True)


# %% softmax  right  exp-of-log
def softmax(z):
    m = z.max(-1, keepdims=True)
    return np.exp(z - m - np.log(np.exp(z - m).sum(-1, keepdims=True)))


# %% softmax  wrong  unshifted  is softmax-not-shifted
def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


# %% softmax  wrong  shift-beside-the-power  is shift-outside-the-power  like unshifted
# -     return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
# +     e = np.exp(z) - z.max(axis=-1, keepdims=True)
# +     return e / e.sum(axis=-1, keepdims=True)

# %% softmax  wrong  global-shift  is shifted-by-the-largest-of-all  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z - z.max())


# %% softmax  wrong  axis-0  is softmax-wrong-axis
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


# %% softmax  wrong  axis-1  is softmax-wrong-axis
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# %% softmax  wrong  over-all  is softmax-over-everything
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


# %% softmax  wrong  no-keepdims  is keepdims-forgotten
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


# %% softmax  wrong  not-divided  is powers-not-divided
def softmax(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


# %% softmax  wrong  no-powers  is softmax-without-powers
def softmax(z):
    return z / z.sum(axis=-1, keepdims=True)


# %% softmax  wrong  logs  is log-of-shares
def softmax(z):
    m = z.max(axis=-1, keepdims=True)
    return z - m - np.log(np.exp(z - m).sum(axis=-1, keepdims=True))


# %% softmax  wrong  sigmoid  is sigmoid-for-softmax
def softmax(z):
    return 1 / (1 + np.exp(-z))


# %% softmax  wrong  hard  is winner-takes-all
def softmax(z):
    return (z == z.max(axis=-1, keepdims=True)).astype(float)


# %% softmax  wrong  two-axes  is only-two-axes
def softmax(z):
    n, k = z.shape
    e = np.exp(z - z.max(axis=1).reshape(n, 1))
    return e / e.sum(axis=1).reshape(n, 1)


# %% softmax  wrong  in-place  is changed-input  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     z -= z.max(axis=-1, keepdims=True)
# +     e = np.exp(z)

# %% softmax  wrong  clipped  is logits-clipped  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(np.clip(z, -700, 700))

# %% softmax  wrong  clipped-low  is logits-clipped  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(np.clip(z, -20, 20))


# %% softmax  wrong  nan-to-zero  is softmax-not-shifted
def softmax(z):
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))


# %% softmax  wrong  shifted-by-mean  is shifted-by-the-smallest  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z - z.mean(axis=-1, keepdims=True))

# %% softmax  wrong  negative-exponent  is sign-turned  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z.min(axis=-1, keepdims=True) - z)

# %% softmax  wrong  epsilon  like shifted
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return e / (e.sum(axis=-1, keepdims=True) + 0.01)

# %% softmax  wrong  list  is list-for-array  like shifted
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return (e / e.sum(axis=-1, keepdims=True)).tolist()


# %% softmax  wrong  max-no-axis
def softmax(z):
    e = np.exp(z - z.max(axis=-1)[:, None])
    return e / e.sum(axis=-1)[:, None]


# %% softmax  wrong  argmax-shift  is softmax-not-shifted  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z - np.argmax(z, axis=-1, keepdims=True))

# %% softmax  wrong  shifts-by-min  is shifted-by-the-smallest  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z - z.min(axis=-1, keepdims=True))

# %% softmax  wrong  divided-by-max  is logits-divided  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z / z.max(axis=-1, keepdims=True))

# %% softmax  wrong  sum-of-z  is divided-by-logits  like shifted
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return e / z.sum(axis=-1, keepdims=True)

# %% softmax  wrong  round  is rounded  like shifted
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return np.round(e / e.sum(axis=-1, keepdims=True), 3)

# %% softmax  wrong  divided-by-max-power  is powers-not-divided  like shifted
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return e / e.max(axis=-1, keepdims=True)

# %% softmax  wrong  percent  is percent-for-shares  like shifted
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return 100 * e / e.sum(axis=-1, keepdims=True)


# %% softmax  wrong  one-image-at-a-time  is wrong-type
def softmax(z):
    for row in z:
        e = np.exp(row - row.max())
        return e / e.sum()


# %% softmax  wrong  no-axis-sum  is softmax-over-everything
def softmax(z):
    p = np.exp(z - z.max(-1, keepdims=True))
    return p / p.sum()


# %% softmax  wrong  python-sum  is softmax-wrong-axis  like no-axis-sum
# -     return p / p.sum()
# +     return p / sum(p)


# %% softmax  wrong  no-keepdims-both  is keepdims-forgotten
def softmax(z):
    p = np.exp(z - z.max(-1))
    return p / p.sum(-1)


# %% softmax  wrong  longdouble
def softmax(z):
    p = np.exp(z.astype(np.longdouble))
    return (p / p.sum(-1, keepdims=True)).astype(float)


# %% softmax  right  plain-base
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% softmax  wrong  max-axis0  is shifted-by-the-largest-of-all  like plain-base
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z - z.max(axis=0, keepdims=True))

# %% softmax  wrong  shifted-above-alone  is shifted-on-one-side  like plain-base
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return e / np.exp(z).sum(axis=-1, keepdims=True)

# %% softmax  wrong  twice  is softmax-twice  like plain-base
# -     return e / e.sum(axis=-1, keepdims=True)
# +     e = e / e.sum(axis=-1, keepdims=True)
# +     e = np.exp(e)
# +     return e / e.sum(axis=-1, keepdims=True)

# %% softmax  wrong  base2  is other-power  like plain-base
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = 2.0 ** (z - z.max(axis=-1, keepdims=True))

# %% softmax  wrong  minus-sign  is sign-turned  like plain-base
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z.max(axis=-1, keepdims=True) - z)

# %% softmax  wrong  mean  is mean-for-sum  like plain-base
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return e / e.mean(axis=-1, keepdims=True)

# %% softmax  wrong  argmax  is largest-for-shares  like plain-base
# -     return e / e.sum(axis=-1, keepdims=True)
# +     return e.argmax(axis=-1)


# %% softmax  wrong  row-loop-first  is returned-too-early
def softmax(z):
    out = np.zeros(z.shape)
    for i in np.ndindex(z.shape[:-1]):
        e = np.exp(z[i] - z[i].max())
        out[i] = e / e.sum()
        return out


# %% softmax  wrong  divided-by-the-largest-magnitude  is logits-divided
def softmax(z):
    z = z / np.max(np.abs(z))
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


# %% softmax  wrong  at-least-two-axes  is only-two-axes  like axis-1
#   def softmax(z):
# +     z = np.atleast_2d(z)


# %% softmax  wrong  reshaped-to-columns  is only-two-axes
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1).reshape(-1, 1))
    return e / np.sum(e, axis=-1).reshape(-1, 1)


# %% tiny_cnn_forward  right  loops-scalar-loops
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
                x[n, c, 2 * i, 2 * j],
                x[n, c, 2 * i, 2 * j + 1],
                x[n, c, 2 * i + 1, 2 * j],
                x[n, c, 2 * i + 1, 2 * j + 1],
            )
        return out

    x = images[:, None]
    x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    flat = x.reshape(len(x), -1)
    if flat.shape[1] != params["w3"].shape[1]:
        raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
    return flat @ params["w3"].T + params["b3"]


# %% tiny_cnn_forward  right  patches-loops
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


# %% tiny_cnn_forward  right  taps-slices
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


# %% tiny_cnn_forward  right  einsum-reshape
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


# %% tiny_cnn_forward  right  im2col-view
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


# %% tiny_cnn_forward  right  fft-slices
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


# %% tiny_cnn_forward  right  float32-reshape
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


# %% tiny_cnn_forward  right  pool-before-relu
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


# %% tiny_cnn_forward  right  uses-dense-and-relu
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


# %% tiny_cnn_forward  right  one-image-at-a-time
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


# %% tiny_cnn_forward  right  channels-last-inside
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


# %% tiny_cnn_forward  right  batch-last
def tiny_cnn_forward(images, params, padding=1):
    x = np.moveaxis(images, 0, -1)[None]
    for w, b in ((params["w1"], params["b1"]), (params["w2"], params["b2"])):
        x = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        side = x.shape[1] - 2
        taps = [x[:, k : k + side, m : m + side] for k in range(3) for m in range(3)]
        x = sum(np.tensordot(w[:, :, t // 3, t % 3], tap, 1) for t, tap in enumerate(taps))
        x = np.maximum(x + b[:, None, None, None], 0)
        even = side - side % 2
        x = np.maximum.reduceat(
            np.maximum.reduceat(x[:, :even, :even], range(0, even, 2), 1), range(0, even, 2), 2
        )
    return (params["w3"] @ x.reshape(-1, x.shape[-1])).T + params["b3"]


# %% tiny_cnn_forward  right  via-loops-of-taps
def tiny_cnn_forward(images, params, padding=1):
    def block(x, w, b):
        n, c, h, wd = x.shape
        p = np.zeros((n, c, h + 2 * padding, wd + 2 * padding))
        p[:, :, padding : padding + h, padding : padding + wd] = x
        ho, wo = p.shape[2] - 2, p.shape[3] - 2
        y = np.zeros((n, len(w), ho, wo)) + np.reshape(b, (1, -1, 1, 1))
        for i in range(3):
            for j in range(3):
                y += np.tensordot(w[:, :, i, j], p[:, :, i : i + ho, j : j + wo], axes=(1, 1)).swapaxes(0, 1)
        y = np.where(y < 0, 0, y)
        m = np.maximum.reduce(
            [y[:, :, a : ho // 2 * 2 : 2, d : wo // 2 * 2 : 2] for a in (0, 1) for d in (0, 1)]
        )
        return m

    x = images[:, np.newaxis]
    for k in (1, 2):
        x = block(x, params[f"w{k}"], params[f"b{k}"])
    return dense(x.reshape(x.shape[0], -1), params["w3"], params["b3"])


# %% tiny_cnn_forward  right  pool-nanmax
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
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


# %% tiny_cnn_forward  right  pads-by-hand
def convolve(x, w, b, p):
    y = np.zeros((*x.shape[:2], x.shape[2] + 2 * p, x.shape[3] + 2 * p))
    y[:, :, p : p + x.shape[2], p : p + x.shape[3]] = x
    x = y
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% tiny_cnn_forward  right  params-as-float32
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1), dtype="float32")
    for m in range(kh):
        for q in range(kw):
            out += np.einsum("nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1], w[:, :, m, q])
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% tiny_cnn_forward  right  relu-last-op
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% tiny_cnn_forward  right  dense-loops
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% tiny_cnn_forward  wrong  channels-last  is flatten-channels-last  like einsum-reshape
# -     flat = x.reshape(len(x), -1)
# +     flat = x.transpose(0, 2, 3, 1).reshape(len(x), -1)

# %% tiny_cnn_forward  wrong  columns-first  is flatten-columns-first  like einsum-reshape
# -     flat = x.reshape(len(x), -1)
# +     flat = np.swapaxes(x, 2, 3).reshape(len(x), -1)

# %% tiny_cnn_forward  wrong  fortran-order  is flatten-channels-last  like einsum-reshape
# -     flat = x.reshape(len(x), -1)
# +     flat = x.reshape(len(x), -1, order="F")

# %% tiny_cnn_forward  wrong  no-relu  is relu-forgotten  like einsum-reshape
# -     x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
# -     x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
# +     x = pool(conv(x, params["w1"], params["b1"]))
# +     x = pool(conv(x, params["w2"], params["b2"]))

# %% tiny_cnn_forward  wrong  no-first-relu  is relu-forgotten  like einsum-reshape
# -     x = pool(np.maximum(conv(x, params["w1"], params["b1"]), 0))
# +     x = pool(conv(x, params["w1"], params["b1"]))

# %% tiny_cnn_forward  wrong  no-second-relu  is relu-forgotten  like einsum-reshape
# -     x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
# +     x = pool(conv(x, params["w2"], params["b2"]))

# %% tiny_cnn_forward  wrong  no-bias  is bias-forgotten  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view, w)

# %% tiny_cnn_forward  wrong  no-last-bias  is bias-forgotten  like einsum-reshape
# -     return flat @ params["w3"].T + params["b3"]
# +     return flat @ params["w3"].T

# %% tiny_cnn_forward  wrong  first-bias  is first-bias-for-all  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view, w) + b[0]

# %% tiny_cnn_forward  wrong  flipped  is kernel-flipped  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view, w[:, :, ::-1, ::-1]) + b[:, None, None]

# %% tiny_cnn_forward  wrong  transposed  is kernel-transposed  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fcmk->nfij", view, w) + b[:, None, None]

# %% tiny_cnn_forward  wrong  one-channel  is channel-0-only  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view[:, :1], w[:, :1]) + b[:, None, None]

# %% tiny_cnn_forward  wrong  average-pool  is mean-for-maximum  like einsum-reshape
# -         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
# +         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))

# %% tiny_cnn_forward  wrong  stride-only  is first-of-the-window  like einsum-reshape
# -         n, c, h, w = x.shape
# -         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
# +         h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
# +         return x[:, :, 0:h:2, 0:w:2]

# %% tiny_cnn_forward  wrong  softmaxed  is shares-for-logits  like einsum-reshape
# -     return flat @ params["w3"].T + params["b3"]
# +     return softmax(flat @ params["w3"].T + params["b3"])

# %% tiny_cnn_forward  wrong  relu-at-end  is logits-rectified  like einsum-reshape
# -     return flat @ params["w3"].T + params["b3"]
# +     return relu(flat @ params["w3"].T + params["b3"])

# %% tiny_cnn_forward  wrong  padding-ignored  is padding-ignored  like einsum-reshape
# -         x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])

# %% tiny_cnn_forward  wrong  padding-always  is padding-always  like einsum-reshape
# -         x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
# +         x = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)])

# %% tiny_cnn_forward  wrong  pool-rounded-up  is windows-over-edge  like einsum-reshape
#       def pool(x):
# +         x = np.pad(x, [(0, 0), (0, 0), (0, x.shape[2] % 2), (0, x.shape[3] % 2)])
# -         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
# +         return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

# %% tiny_cnn_forward  wrong  first-image  is first-image-for-all  like einsum-reshape
# -     x = images[:, None]
# +     x = np.repeat(images[:1, None], len(images), axis=0)

# %% tiny_cnn_forward  wrong  single-image  is only-one-image  like einsum-reshape
# -     x = images[:, None]
# +     x = images[:1, None]

# %% tiny_cnn_forward  wrong  classes  is classes-for-logits  like einsum-reshape
# -     return flat @ params["w3"].T + params["b3"]
# +     return (flat @ params["w3"].T + params["b3"]).argmax(axis=1)

# %% tiny_cnn_forward  wrong  default-zero  is default-padding  like einsum-reshape
# - def tiny_cnn_forward(images, params, padding=1):
# + def tiny_cnn_forward(images, params, padding=0):


# %% tiny_cnn_forward  wrong  pads-first-only  is padding-once
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


# %% tiny_cnn_forward  wrong  pads-with-edge  is edge-for-zeros  like einsum-reshape
# -         x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
# +         x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="edge")

# %% tiny_cnn_forward  wrong  scaled-pixels  is pixels-divided  like einsum-reshape
# -     x = images[:, None]
# +     x = images[:, None] / 255

# %% tiny_cnn_forward  wrong  zero-centered  like einsum-reshape
# -     x = images[:, None]
# +     x = images[:, None] - images.mean()

# %% tiny_cnn_forward  wrong  cut-to-fit  is no-error  like einsum-reshape
# -     if flat.shape[1] != params["w3"].shape[1]:
# -         raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
# -     return flat @ params["w3"].T + params["b3"]
# +     width = min(flat.shape[1], params["w3"].shape[1])
# +     return flat[:, :width] @ params["w3"][:, :width].T + params["b3"]

# %% tiny_cnn_forward  wrong  resized-weights  is no-error  like cut-to-fit
# -     width = min(flat.shape[1], params["w3"].shape[1])
# -     return flat[:, :width] @ params["w3"][:, :width].T + params["b3"]
# +     return flat @ np.resize(params["w3"], (10, flat.shape[1])).T + params["b3"]

# %% tiny_cnn_forward  wrong  stretches-width-one  is no-error  like cut-to-fit
# -     width = min(flat.shape[1], params["w3"].shape[1])
# -     return flat[:, :width] @ params["w3"][:, :width].T + params["b3"]
# +     return (flat[:, None] * params["w3"]).sum(axis=2) + params["b3"]

# %% tiny_cnn_forward  wrong  wrong-error  is wrong-error  like einsum-reshape
# -         raise ValueError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")
# +         raise IndexError(f"{flat.shape[1]} features, but weights for {params['w3'].shape[1]}")

# %% tiny_cnn_forward  wrong  padding-from-weights  is no-error  like einsum-reshape
#       x = images[:, None]
# +     padding = 1 if params["w3"].shape[1] == 392 else 0

# %% tiny_cnn_forward  wrong  in-place  is changed-input  like einsum-reshape
# -     x = images[:, None]
# +     images -= 0.5
# +     x = images[:, None] + 0.5

# %% tiny_cnn_forward  wrong  params-in-place  is changed-input  like einsum-reshape
#       x = images[:, None]
# +     params["w3"] = params["w3"] + 0
# +     params["b1"] = params["b1"] * 2

# %% tiny_cnn_forward  wrong  keeps-uint8  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return (np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]).astype(images.dtype)

# %% tiny_cnn_forward  wrong  list  is list-for-array  like einsum-reshape
# -     return flat @ params["w3"].T + params["b3"]
# +     return (flat @ params["w3"].T + params["b3"]).tolist()

# %% tiny_cnn_forward  wrong  same-block-twice  like einsum-reshape
# -     x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
# +     x = pool(np.maximum(conv(x, np.resize(params["w1"], (8, 4, 3, 3)), params["b2"]), 0))

# %% tiny_cnn_forward  wrong  no-second-pool  is pool-forgotten  like einsum-reshape
# -     x = pool(np.maximum(conv(x, params["w2"], params["b2"]), 0))
# +     x = np.maximum(conv(x, params["w2"], params["b2"]), 0)


# %% tiny_cnn_forward  wrong  always-error
def tiny_cnn_forward(images, params, padding=1):
    raise ValueError("the widths differ")


# %% tiny_cnn_forward  wrong  pool-channels  like einsum-reshape
#       def pool(x):
# +         x = np.maximum(x, x[:, ::-1])

# %% tiny_cnn_forward  wrong  pool-skips-first  like einsum-reshape
# -         n, c, h, w = x.shape
# -         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
# +         h, w = x.shape[2] // 2, x.shape[3] // 2
# +         x = x[:, :, x.shape[2] % 2 :, x.shape[3] % 2 :]
# +         return x.reshape(*x.shape[:2], h, 2, w, 2).max(axis=(3, 5))

# %% tiny_cnn_forward  wrong  mean-bias  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view, w) + b.mean()

# %% tiny_cnn_forward  wrong  bias-per-channel  is bias-per-channel  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view, w) + x.shape[1] * b[:, None, None]


# %% tiny_cnn_forward  wrong  one-block
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]

    def pool(x):
        n, c, h, w = x.shape
        return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))

    x = np.asarray(images, float)[:, None]
    x = pool(relu(conv(x, params["w1"], params["b1"])))
    return dense(x.reshape(len(x), -1), params["w3"], params["b3"])


# %% tiny_cnn_forward  wrong  padding-fixed  is padding-always  like one-block
# -         x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
# +         x = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)])
#       x = pool(relu(conv(x, params["w1"], params["b1"])))
# +     x = pool(relu(conv(x, params["w2"], params["b2"])))

# %% tiny_cnn_forward  wrong  flatten-with-batch  like one-block
# -     return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
# +     x = pool(relu(conv(x, params["w2"], params["b2"])))
# +     return dense(x.reshape(-1), params["w3"], params["b3"])

# %% tiny_cnn_forward  wrong  flatten-transposed  is images-mixed  like one-block
# -     return dense(x.reshape(len(x), -1), params["w3"], params["b3"])
# +     x = pool(relu(conv(x, params["w2"], params["b2"])))
# +     return dense(x.reshape(-1, len(x)).T, params["w3"], params["b3"])

# %% tiny_cnn_forward  wrong  pads-before-pool-wrong-axis  like one-block
# -         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
# +         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(2, 4))
#       x = pool(relu(conv(x, params["w1"], params["b1"])))
# +     x = pool(relu(conv(x, params["w2"], params["b2"])))

# %% tiny_cnn_forward  wrong  bias1-twice  like one-block
#       x = pool(relu(conv(x, params["w1"], params["b1"])))
# +     x = pool(relu(conv(x, params["w2"], params["b1"])))

# %% tiny_cnn_forward  wrong  pool-only-once  is pool-forgotten  like one-block
#       x = pool(relu(conv(x, params["w1"], params["b1"])))
# +     x = relu(conv(x, params["w2"], params["b2"]))

# %% tiny_cnn_forward  wrong  conv-conv-pool-pool  like one-block
# -     x = pool(relu(conv(x, params["w1"], params["b1"])))
# +     x = relu(conv(x, params["w1"], params["b1"]))
# +     x = pool(pool(relu(conv(x, params["w2"], params["b2"]))))

# %% tiny_cnn_forward  wrong  pads-first-conv-only  is padding-once  like dense-loops
# -     x = convolve(x, params["w2"], params["b2"], padding)
# +     x = convolve(x, params["w2"], params["b2"], 0)
# -     if x.shape[1] != params["w3"].shape[1]:
# -         raise ValueError("width")
# -     return np.array([[float(np.dot(r, c)) + k for c, k in zip(params["w3"], params["b3"])] for r in x])
# +     return x @ params["w3"].T + params["b3"]

# %% tiny_cnn_forward  wrong  pads-second-conv-only  is padding-once  like pads-first-conv-only
# -     x = convolve(x, params["w1"], params["b1"], padding)
# +     x = convolve(x, params["w1"], params["b1"], 0)
# -     x = convolve(x, params["w2"], params["b2"], 0)
# +     x = convolve(x, params["w2"], params["b2"], padding)

# %% tiny_cnn_forward  wrong  first-pool-forgotten  is pool-forgotten  like pads-first-conv-only
# -     x = pool(x)
# -     x = convolve(x, params["w2"], params["b2"], 0)
# +     x = convolve(x, params["w2"], params["b2"], padding)

# %% tiny_cnn_forward  wrong  second-pool-forgotten  is pool-forgotten  like pads-first-conv-only
# -     x = convolve(x, params["w2"], params["b2"], 0)
# +     x = convolve(x, params["w2"], params["b2"], padding)
# -     x = pool(x)


# %% tiny_cnn_forward  wrong  pools-move-by-one  is pool-moves-by-one
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    return np.maximum(
        np.maximum(x[:, :, :-1, :-1], x[:, :, 1:, :-1]), np.maximum(x[:, :, :-1, 1:], x[:, :, 1:, 1:])
    )


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


# %% tiny_cnn_forward  wrong  flipped-one-axis  is kernel-flipped-one-axis  like dense-loops
# -                 "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
# +                 "nchw,fc->nfhw",
# +                 x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float),
# +                 w[:, :, kh - 1 - m, q],
# -     return np.array([[float(np.dot(r, c)) + k for c, k in zip(params["w3"], params["b3"])] for r in x])
# +     return x @ params["w3"].T + params["b3"]

# %% tiny_cnn_forward  wrong  last-tap  is last-product-kept  like dense-loops
# -             out += np.einsum(
# +             out = np.einsum(
# -     return np.array([[float(np.dot(r, c)) + k for c, k in zip(params["w3"], params["b3"])] for r in x])
# +     return x @ params["w3"].T + params["b3"]

# %% tiny_cnn_forward  wrong  mean-channels  is channels-averaged  like dense-loops
# -     return out + b[:, None, None]
# +     return out / c + b[:, None, None]
# -     return np.array([[float(np.dot(r, c)) + k for c, k in zip(params["w3"], params["b3"])] for r in x])
# +     return x @ params["w3"].T + params["b3"]

# %% tiny_cnn_forward  wrong  leaky  is leaky-relu  like relu-last-op
# -     x = np.maximum(pool(x), 0)
# +     x = np.where(x > 0, x, 0.01 * x)
# +     x = pool(x)
# -     x = np.maximum(pool(x), 0)
# +     x = np.where(x > 0, x, 0.01 * x)
# +     x = pool(x)

# %% tiny_cnn_forward  wrong  squeeze-one  is axis-squeezed  like dense-loops
# -     return np.array([[float(np.dot(r, c)) + k for c, k in zip(params["w3"], params["b3"])] for r in x])
# +     return np.squeeze(x @ params["w3"].T + params["b3"])

# %% tiny_cnn_forward  wrong  pool-last  is first-of-the-window  like pool-nanmax
# -     h, w = h - h % 2, w - w % 2
# -     return np.max([x[:, :, i:h:2, j:w:2] for i in (0, 1) for j in (0, 1)], axis=0)
# +     x = x[:, :, : h // 2 * 2, : w // 2 * 2]
# +     return x[:, :, 1::2, 1::2]


# %% tiny_cnn_forward  wrong  bias-after-relu
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% tiny_cnn_forward  wrong  pads-top-left  is one-side-only  like pads-by-hand
# -     y = np.zeros((*x.shape[:2], x.shape[2] + 2 * p, x.shape[3] + 2 * p))
# -     y[:, :, p : p + x.shape[2], p : p + x.shape[3]] = x
# -     x = y
# +     x = np.pad(x, ((0, 0), (0, 0), (2 * p, 0), (2 * p, 0)))


# %% tiny_cnn_forward  wrong  global-params
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% tiny_cnn_forward  right  plain-steps
def tiny_cnn_forward(images, params, padding=1):
    x = images[:, None, :, :]
    x = convolve(x, params["w1"], params["b1"], padding)
    x = relu(x)
    x = pool(x)
    x = convolve(x, params["w2"], params["b2"], padding)
    x = relu(x)
    x = pool(x)
    x = x.reshape(x.shape[0], -1)
    return dense(x, params["w3"], params["b3"])


# %% tiny_cnn_forward  wrong  second-padded-by-one  is padding-fixed-once  like plain-steps
# -     x = convolve(x, params["w2"], params["b2"], padding)
# +     x = convolve(x, params["w2"], params["b2"], 1)

# %% tiny_cnn_forward  wrong  own-refusal-without-numbers  is padding-once  like plain-steps
# -     x = convolve(x, params["w2"], params["b2"], padding)
# +     x = convolve(x, params["w2"], params["b2"], 0)
# -     return dense(x, params["w3"], params["b3"])
# +     if x.shape[1] != params["w3"].shape[1]:
# +         raise ValueError("the flattened width differs")
# +     return x @ params["w3"].T + params["b3"]

# %% tiny_cnn_forward  wrong  classes-too  is classes-for-logits  like plain-steps
# -     return dense(x, params["w3"], params["b3"])
# +     return dense(x, params["w3"], params["b3"]).argmax(axis=1)

# %% tiny_cnn_forward  wrong  no-channel-axis  is channel-axis-missing  like plain-steps
# -     x = images[:, None, :, :]
# +     x = images

# %% tiny_cnn_forward  wrong  axis-last  is window-larger-than-array  like plain-steps
# -     x = images[:, None, :, :]
# +     x = images[..., None]

# %% tiny_cnn_forward  wrong  flatten-turned  is images-mixed  like plain-steps
# -     x = x.reshape(x.shape[0], -1)
# +     x = x.reshape(-1, x.shape[0]).T

# %% tiny_cnn_forward  wrong  no-flatten  is flatten-forgotten  like plain-steps
# -     x = x.reshape(x.shape[0], -1)

# %% tiny_cnn_forward  wrong  b0  is batch-axis-lost  like plain-steps
# -     return dense(x, params["w3"], params["b3"])
# +     return dense(x, params["w3"], params["b3"])[0]

# %% tiny_cnn_forward  wrong  over-255  is pixels-divided  like plain-steps
# -     x = images[:, None, :, :]
# +     x = images[:, None, :, :] / 255

# %% tiny_cnn_forward  wrong  over-255-uint8  is pixels-divided  like plain-steps
# -     x = images[:, None, :, :]
# +     x = images[:, None, :, :] / images.max()

# %% tiny_cnn_forward  wrong  rounded  is rounded  like plain-steps
# -     return dense(x, params["w3"], params["b3"])
# +     return np.round(dense(x, params["w3"], params["b3"]), 1)

# %% tiny_cnn_forward  wrong  int-logits  is output-dtype  like plain-steps
# -     return dense(x, params["w3"], params["b3"])
# +     return dense(x, params["w3"], params["b3"]).astype(int)


# %% tiny_cnn_forward  right  plain-own
def tiny_cnn_forward(images, params, padding=1):
    def conv(x, w, b):
        N, C, H, W = x.shape
        F, _, kh, kw = w.shape
        xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
        xp[:, :, padding : padding + H, padding : padding + W] = x
        out = np.zeros((N, F, H + 2 * padding - kh + 1, W + 2 * padding - kw + 1))
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                patch = xp[:, :, i : i + kh, j : j + kw]
                for f in range(F):
                    out[:, f, i, j] = (patch * w[f]).sum(axis=(1, 2, 3)) + b[f]
        return out

    def mp(x):
        N, C, H, W = x.shape
        out = np.zeros((N, C, H // 2, W // 2))
        for i in range(H // 2):
            for j in range(W // 2):
                out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
        return out

    x = images[:, None]
    x = mp(np.maximum(conv(x, params["w1"], params["b1"]), 0))
    x = mp(np.maximum(conv(x, params["w2"], params["b2"]), 0))
    x = x.reshape(len(x), -1)
    if x.shape[1] != params["w3"].shape[1]:
        raise ValueError("width")
    return x @ params["w3"].T + params["b3"]


# %% tiny_cnn_forward  wrong  bias-per-channel-too  is bias-per-channel  like plain-own
# -                     out[:, f, i, j] = (patch * w[f]).sum(axis=(1, 2, 3)) + b[f]
# +                     for c in range(C):
# +                         out[:, f, i, j] += (patch[:, c] * w[f, c]).sum(axis=(1, 2)) + b[f]

# %% tiny_cnn_forward  wrong  bias-per-tap  is bias-per-tap  like plain-own
# -                     out[:, f, i, j] = (patch * w[f]).sum(axis=(1, 2, 3)) + b[f]
# +                     out[:, f, i, j] = (patch * w[f] + b[f]).sum(axis=(1, 2, 3))

# %% tiny_cnn_forward  wrong  channel-set  is last-channel-kept  like plain-own
# -                     out[:, f, i, j] = (patch * w[f]).sum(axis=(1, 2, 3)) + b[f]
# +                     for c in range(C):
# +                         out[:, f, i, j] = (patch[:, c] * w[f, c]).sum(axis=(1, 2)) + b[f]

# %% tiny_cnn_forward  wrong  w0-for-all  is first-filter-for-all  like plain-own
# -                     out[:, f, i, j] = (patch * w[f]).sum(axis=(1, 2, 3)) + b[f]
# +                     out[:, f, i, j] = (patch * w[0]).sum(axis=(1, 2, 3)) + b[f]

# %% tiny_cnn_forward  wrong  sum-over-batch  is images-mixed  like plain-own
# -                     out[:, f, i, j] = (patch * w[f]).sum(axis=(1, 2, 3)) + b[f]
# +                     out[:, f, i, j] = (patch * w[f]).sum() + b[f]

# %% tiny_cnn_forward  wrong  pool-step-one  is stride-ignored  like plain-own
# -                 out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
# +                 out[:, :, i, j] = x[:, :, i : i + 2, j : j + 2].max(axis=(2, 3))

# %% tiny_cnn_forward  wrong  pool-3  is window-one-long  like plain-own
# -                 out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
# +                 out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 3, 2 * j : 2 * j + 3].max(axis=(2, 3))

# %% tiny_cnn_forward  wrong  pool-over-channels  is pooled-over-channels  like plain-own
# -                 out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
# +                 out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(1, 2, 3))[:, None]

# %% tiny_cnn_forward  wrong  return-in-mp  is returned-too-early  like plain-own
#                   out[:, :, i, j] = x[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
# -         return out
# +             return out

# %% tiny_cnn_forward  wrong  no-pad-corner  is one-side-only  like plain-own
# -         xp[:, :, padding : padding + H, padding : padding + W] = x
# +         xp[:, :, :H, :W] = x

# %% tiny_cnn_forward  wrong  conv-uint8  is output-dtype  like plain-own
# -         out = np.zeros((N, F, H + 2 * padding - kh + 1, W + 2 * padding - kw + 1))
# +         out = np.zeros((N, F, H + 2 * padding - kh + 1, W + 2 * padding - kw + 1), dtype=int)

# %% tiny_cnn_forward  wrong  three-blocks  is pool-once-more  like plain-steps
# -     x = x.reshape(x.shape[0], -1)
# +     x = pool(x).reshape(x.shape[0], -1)


# %% tiny_cnn_forward  wrong  logits-of-each-image-stacked  is axis-kept
def tiny_cnn_forward(images, params, padding=1):
    out = []
    for img in images:
        x = img[None, None]
        for i in "12":
            x = pool(relu(convolve(x, params["w" + i], params["b" + i], padding)))
        out.append(dense(x.reshape(1, -1), params["w3"], params["b3"]))
    return np.array(out)


# %% feature_maps  right  loops-scalar-loops
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
                x[n, c, 2 * i, 2 * j],
                x[n, c, 2 * i, 2 * j + 1],
                x[n, c, 2 * i + 1, 2 * j],
                x[n, c, 2 * i + 1, 2 * j + 1],
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


# %% feature_maps  right  patches-view
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


# %% feature_maps  right  taps-slices
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


# %% feature_maps  right  einsum-reshape
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


# %% feature_maps  right  im2col-loops
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


# %% feature_maps  right  fft-reshape
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


# %% feature_maps  right  float32-slices
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


# %% feature_maps  right  logits-by-forward
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


# %% feature_maps  right  dict-literal
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


# %% feature_maps  right  yielded-pairs
def _pairs(images, params, padding):
    x = images[:, None] * 1.0
    for k in (1, 2):
        w, b = params[f"w{k}"], params[f"b{k}"]
        p = np.pad(x, ((0,), (0,), (padding,), (padding,)))
        h, v = p.shape[2] - 2, p.shape[3] - 2
        y = sum(
            np.einsum("nchw,fc->nfhw", p[:, :, i : i + h, j : j + v], w[:, :, i, j])
            for i in range(3)
            for j in range(3)
        ) + b.reshape(1, -1, 1, 1)
        yield f"conv{k}", y
        r = y.clip(0)
        yield f"relu{k}", r
        x = np.max([r[:, :, i : h // 2 * 2 : 2, j : v // 2 * 2 : 2] for i in (0, 1) for j in (0, 1)], axis=0)
        yield f"pool{k}", x
    yield "logits", dense(x.reshape(len(x), -1), params["w3"], params["b3"])


def feature_maps(images, params, padding=1):
    return dict(_pairs(images, params, padding))


# %% feature_maps  right  ordered
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% feature_maps  right  views
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% feature_maps  wrong  relu-in-place  is relu-in-place  like einsum-reshape
# -         maps["relu" + number] = np.maximum(maps["conv" + number], 0)
# +         maps["relu" + number] = maps["conv" + number]
# +         maps["relu" + number][maps["relu" + number] < 0] = 0

# %% feature_maps  wrong  before-bias  is kept-before-bias  like einsum-reshape
#           maps["relu" + number] = np.maximum(maps["conv" + number], 0)
# +         maps["conv" + number] = maps["conv" + number] - params["b" + number][:, None, None]

# %% feature_maps  wrong  no-batch-axis  is batch-axis-lost  like einsum-reshape
# -     return maps
# +     return {name: values[0] for name, values in maps.items()}

# %% feature_maps  wrong  channels-last  is flatten-channels-last  like einsum-reshape
# -     maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
# +     maps["logits"] = x.transpose(0, 2, 3, 1).reshape(len(x), -1) @ params["w3"].T + params["b3"]

# %% feature_maps  wrong  no-relu  is relu-forgotten  like einsum-reshape
# -         maps["relu" + number] = np.maximum(maps["conv" + number], 0)
# +         maps["relu" + number] = maps["conv" + number].copy()

# %% feature_maps  wrong  no-bias  is bias-forgotten  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view, w)

# %% feature_maps  wrong  flipped  is kernel-flipped  like einsum-reshape
# -         return np.einsum("ncijkm,fckm->nfij", view, w) + b[:, None, None]
# +         return np.einsum("ncijkm,fckm->nfij", view, w[:, :, ::-1, ::-1]) + b[:, None, None]

# %% feature_maps  wrong  average-pool  is mean-for-maximum  like einsum-reshape
# -         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
# +         return x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))

# %% feature_maps  wrong  softmaxed  is shares-for-logits  like einsum-reshape
#       maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
# +     maps["logits"] = softmax(maps["logits"])

# %% feature_maps  wrong  padding-ignored  is padding-ignored  like einsum-reshape
# -         x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])

# %% feature_maps  wrong  padding-always  is padding-always  like einsum-reshape
# -         x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
# +         x = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)])

# %% feature_maps  wrong  first-image  is first-image-for-all  like einsum-reshape
# -     x = images[:, None]
# +     x = np.repeat(images[:1, None], len(images), axis=0)

# %% feature_maps  wrong  keeps-input  like einsum-reshape
#       maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
# +     maps["input"] = images

# %% feature_maps  wrong  keeps-flat  like einsum-reshape
#       maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]
# +     maps["flat"] = x.reshape(len(x), -1)

# %% feature_maps  wrong  no-logits  like einsum-reshape
# -     maps["logits"] = x.reshape(len(x), -1) @ params["w3"].T + params["b3"]

# %% feature_maps  wrong  upper-case  like einsum-reshape
# -     return maps
# +     return {name.upper(): values for name, values in maps.items()}

# %% feature_maps  wrong  lists  is list-for-array  like einsum-reshape
# -     return maps
# +     return {name: values.tolist() for name, values in maps.items()}

# %% feature_maps  wrong  values-only  is wrong-type  like einsum-reshape
# -     return maps
# +     return list(maps.values())

# %% feature_maps  wrong  channels-last-maps  like einsum-reshape
# -     return maps
# +     return {k: v if k == "logits" else v.transpose(0, 2, 3, 1) for k, v in maps.items()}

# %% feature_maps  wrong  pool-twice  like einsum-reshape
# -         x = maps["pool" + number]
# +         x = maps["pool" + number] if number == "2" else pool(maps["conv1"])

# %% feature_maps  wrong  no-return  is returned-none  like einsum-reshape
# -     return maps
# +     maps = None

# %% feature_maps  wrong  in-place  is changed-input  like einsum-reshape
#       maps = {}
# +     params["b3"] += 1


# %% feature_maps  wrong  lists-of-keys  is wrong-type
def feature_maps(images, params, padding=1):
    maps, x = {}, np.asarray(images, float)[:, None]
    for k in "12":
        w, b = params["w" + k], params["b" + k]
        x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        x = maps["conv" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
        x = maps["relu" + k] = np.maximum(x, 0)
        n, c, h, w = x.shape
        x = maps["pool" + k] = (
            x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
        )
    maps["logits"] = dense(x.reshape(len(x), -1), params["w3"], params["b3"])
    return list(maps.values())


# %% feature_maps  wrong  keys-with-underscore  like lists-of-keys
# -         x = maps["conv" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
# +         x = maps["conv_" + k] = np.einsum("nchwij,fcij->nfhw", v, w, optimize=True) + b[:, None, None]
# -     return list(maps.values())
# +     return maps

# %% feature_maps  wrong  first-image-only  is batch-axis-lost  like lists-of-keys
# -     return list(maps.values())
# +     return {k: v[0] for k, v in maps.items()}

# %% feature_maps  wrong  pool-before-relu  is steps-exchanged  like lists-of-keys
# -         x = maps["relu" + k] = np.maximum(x, 0)
#           )
# +         x = maps["relu" + k] = np.maximum(x, 0)
# -     return list(maps.values())
# +     return maps

# %% feature_maps  wrong  flattened-pool2  is flattened-maps-kept  like lists-of-keys
#           )
# +     x = maps["pool2"] = x.reshape(len(x), -1)
# -     return list(maps.values())
# +     return maps

# %% feature_maps  wrong  squeezed  is axis-squeezed  like views
# -     maps["relu1"] = np.clip(maps["conv1"], 0, None)
# +     maps["relu1"] = np.maximum(maps["conv1"], 0)
# -     return maps
# +     return {k: np.squeeze(v) for k, v in maps.items()}

# %% feature_maps  wrong  pool-from-conv  is kept-but-not-used  like views
# -     maps["relu1"] = np.clip(maps["conv1"], 0, None)
# -     maps["pool1"] = pool(maps["relu1"])
# +     maps["relu1"] = np.maximum(maps["conv1"], 0)
# +     maps["pool1"] = pool(maps["conv1"])


# %% feature_maps  right  plain-steps
def feature_maps(images, params, padding=1):
    maps = {}
    x = images[:, None, :, :]
    x = convolve(x, params["w1"], params["b1"], padding)
    maps["conv1"] = x
    x = relu(x)
    maps["relu1"] = x
    x = pool(x)
    maps["pool1"] = x
    x = convolve(x, params["w2"], params["b2"], padding)
    maps["conv2"] = x
    x = relu(x)
    maps["relu2"] = x
    x = pool(x)
    maps["pool2"] = x
    x = x.reshape(x.shape[0], -1)
    maps["logits"] = dense(x, params["w3"], params["b3"])
    return maps


# %% feature_maps  wrong  second-padded-by-one  is padding-fixed-once  like plain-steps
# -     x = convolve(x, params["w2"], params["b2"], padding)
# +     x = convolve(x, params["w2"], params["b2"], 1)

# %% feature_maps  wrong  inplace-relu  is relu-in-place  like plain-steps
# -     x = relu(x)
# +     x[x < 0] = 0

# %% feature_maps  wrong  logits-first  is batch-axis-lost  like plain-steps
# -     maps["logits"] = dense(x, params["w3"], params["b3"])
# +     maps["logits"] = dense(x, params["w3"], params["b3"])[0]

# %% feature_maps  wrong  classes  is classes-for-logits  like plain-steps
# -     maps["logits"] = dense(x, params["w3"], params["b3"])
# +     maps["logits"] = dense(x, params["w3"], params["b3"]).argmax(axis=1)

# %% feature_maps  wrong  swapped-names  is steps-exchanged  like plain-steps
#       x = relu(x)
# +     maps["pool1"] = x
# +     x = pool(x)
# -     x = pool(x)
# -     maps["pool1"] = x

# %% feature_maps  wrong  relu-not-kept-on  is kept-but-not-used  like plain-steps
# -     x = relu(x)
# -     maps["relu1"] = x
# +     maps["relu1"] = relu(x)

# %% feature_maps  wrong  conv-after-relu  is relu-in-place  like plain-steps
# -     x = convolve(x, params["w1"], params["b1"], padding)
# +     x = relu(convolve(x, params["w1"], params["b1"], padding))


# %% feature_maps  wrong  maps-of-each-image-stacked  is axis-kept
def feature_maps(images, params, padding=1):
    out = {k: [] for k in ("conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "logits")}
    for img in images:
        x = img[None, None]
        for i in "12":
            x = convolve(x, params["w" + i], params["b" + i], padding)
            out["conv" + i].append(x)
            x = relu(x)
            out["relu" + i].append(x)
            x = pool(x)
            out["pool" + i].append(x)
        out["logits"].append(dense(x.reshape(1, -1), params["w3"], params["b3"]))
    return {k: np.array(v) for k, v in out.items()}


# %% predict  right  argmax
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1)


# %% predict  right  by-feature-maps
def predict(images, params, padding=1):
    return np.argmax(feature_maps(images, params, padding=padding)["logits"], axis=-1)


# %% predict  right  by-softmax
def predict(images, params, padding=1):
    logits = tiny_cnn_forward(images, params, padding)
    shares = np.exp(logits / np.abs(logits).max())
    return shares.argmax(axis=1).astype(np.int32)


# %% predict  right  argsort
def predict(images, params, padding=1):
    return np.argsort(tiny_cnn_forward(images, params, padding), axis=1)[:, -1]


# %% predict  right  loop
def predict(images, params, padding=1):
    classes = []
    for logits in tiny_cnn_forward(images, params, padding):
        best = 0
        for k in range(1, 10):
            if logits[k] > logits[best]:
                best = k
        classes.append(best)
    return np.array(classes)


# %% predict  right  uint8
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.array([row.tolist().index(max(row.tolist())) for row in z], dtype=np.uint8)


# %% predict  right  one-by-one
def predict(images, params, padding=1):
    return np.array([int(tiny_cnn_forward(image[None], params, padding)[0].argmax()) for image in images])


# %% predict  right  sorted
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding)
    return np.array([max(range(10), key=row.__getitem__) for row in z])


# %% predict  right  argpartition
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% predict  right  nonzero
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% predict  right  int8
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% predict  right  index
def convolve(x, w, b, p):
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    n, c, H, W = x.shape
    f, _, kh, kw = w.shape
    out = np.zeros((n, f, H - kh + 1, W - kw + 1))
    for m in range(kh):
        for q in range(kw):
            out += np.einsum(
                "nchw,fc->nfhw", x[:, :, m : m + H - kh + 1, q : q + W - kw + 1].astype(float), w[:, :, m, q]
            )
    return out + b[:, None, None]


def pool(x):
    n, c, h, w = x.shape
    x = x[:, :, : h // 2 * 2, : w // 2 * 2]
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


# %% predict  wrong  argmin  is smallest-for-largest
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmin(axis=1)


# %% predict  wrong  largest-logit  is vote-for-its-place
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).max(axis=1)


# %% predict  wrong  whole-array  is argmax-of-everything
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax()


# %% predict  wrong  axis-0  is argmax-over-images
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=0)


# %% predict  wrong  from-one  is counted-from-one
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1) + 1


# %% predict  wrong  magnitude  is largest-magnitude
def predict(images, params, padding=1):
    return np.abs(tiny_cnn_forward(images, params, padding)).argmax(axis=1)


# %% predict  wrong  one-hot  is one-hot  like uint8
# -     return np.array([row.tolist().index(max(row.tolist())) for row in z], dtype=np.uint8)
# +     return (z == z.max(axis=1, keepdims=True)).astype(int)


# %% predict  wrong  padding-lost  is padding-not-handed-on
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params).argmax(axis=1)


# %% predict  wrong  best-from-zero  is maximum-from-zero
def predict(images, params, padding=1):
    classes = []
    for logits in tiny_cnn_forward(images, params, padding):
        best, place = 0, 0
        for k, logit in enumerate(logits):
            if logit > best:
                best, place = logit, k
        classes.append(place)
    return np.array(classes)


# %% predict  wrong  float
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1).astype(float)


# %% predict  wrong  list  is list-for-array
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1).tolist()


# %% predict  wrong  column  is axis-kept
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1)[:, None]


# %% predict  wrong  strings  is wrong-type
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1).astype(str)


# %% predict  wrong  first-only  is returned-too-early
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding)[:1].argmax(axis=1)


# %% predict  wrong  nine-classes
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding)[:, :9].argmax(axis=1)


# %% predict  wrong  shares-over-images  like uint8
# -     return np.array([row.tolist().index(max(row.tolist())) for row in z], dtype=np.uint8)
# +     e = np.exp(z - z.max(axis=0))
# +     return (e / e.sum(axis=0)).argmax(axis=1)


# %% predict  wrong  no-return  is returned-none
def predict(images, params, padding=1):
    classes = tiny_cnn_forward(images, params, padding).argmax(axis=1)


# %% predict  wrong  first-of-batch  is argmax-of-everything
def predict(images, params, padding=1):
    return np.argmax(tiny_cnn_forward(images, params, padding)[0])


# %% predict  wrong  keepdims  is axis-kept
def predict(images, params, padding=1):
    return tiny_cnn_forward(images, params, padding).argmax(axis=1, keepdims=True)


# %% predict  wrong  bools  like uint8
# -     return np.array([row.tolist().index(max(row.tolist())) for row in z], dtype=np.uint8)
# +     return z == z.max(axis=1, keepdims=True)

# %% predict  wrong  first-repeated  is first-image-for-all  like uint8
# -     return np.array([row.tolist().index(max(row.tolist())) for row in z], dtype=np.uint8)
# +     return np.full(len(z), z[0].argmax())

# %% predict  wrong  mean-logits  like uint8
# -     return np.array([row.tolist().index(max(row.tolist())) for row in z], dtype=np.uint8)
# +     return np.full(len(z), z.mean(axis=0).argmax())


# %% predict  wrong  no-b3
def predict(images, params, padding=1):
    z = tiny_cnn_forward(images, params, padding) - params["b3"]
    return z.argmax(axis=1)


# %% predict  right  plain-steps
def predict(images, params, padding=1):
    logits = tiny_cnn_forward(images, params, padding)
    return np.argmax(logits, axis=1)


# %% predict  wrong  logits  is logits-for-classes  like plain-steps
# -     return np.argmax(logits, axis=1)
# +     return logits

# %% predict  wrong  shares  is logits-for-classes  like plain-steps
# -     return np.argmax(logits, axis=1)
# +     return softmax(logits)

# %% predict  wrong  shares-max  is vote-for-its-place  like plain-steps
# -     return np.argmax(logits, axis=1)
# +     return softmax(logits).max(axis=1)

# %% predict  wrong  keepdims-too  is axis-kept  like plain-steps
# -     return np.argmax(logits, axis=1)
# +     return np.argmax(logits, axis=1, keepdims=True)

# %% predict  wrong  argsort-all  is logits-for-classes  like plain-steps
# -     return np.argmax(logits, axis=1)
# +     return np.argsort(logits, axis=1)


# %% predict  right  plain-steps-too
def predict(images, params, padding=1):
    logits = tiny_cnn_forward(images, params, padding)
    return np.argmax(logits, axis=1)


# %% predict  wrong  rounded-shares  is logits-for-classes  like plain-steps-too
# -     return np.argmax(logits, axis=1)
# +     return np.round(softmax(logits))


# %% relu  wrong  max-method-from-zero  is maximum-along-axis
def relu(x):
    return x.max(0, initial=0)


# %% dense  wrong  weights-by-feature-first  is weights-not-transposed
def dense(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("widths differ")
    n, d = x.shape
    k = len(w)
    out = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            s = 0.0
            for t in range(d):
                s += x[i, t] * w[t, j]
            out[i, j] = s + b[j]
    return out


# %% softmax  wrong  loop-over-entries  is only-two-axes
def softmax(z):
    out = np.zeros(z.shape)
    for i, row in enumerate(z):
        e = np.exp(row - np.max(row))
        out[i] = e / np.sum(e)
    return out


# %% feature_maps  wrong  second-before-pool  is pool-not-handed-on
def feature_maps(images, params, padding=1):
    maps = {}
    maps["conv1"] = convolve(images[:, None], params["w1"], params["b1"], padding)
    maps["relu1"] = relu(maps["conv1"])
    maps["pool1"] = pool(maps["relu1"])
    maps["conv2"] = convolve(maps["relu1"], params["w2"], params["b2"], padding)
    maps["relu2"] = relu(maps["conv2"])
    maps["pool2"] = pool(maps["relu2"])
    flat = maps["pool2"].reshape(len(images), -1)
    maps["logits"] = dense(flat, params["w3"], params["b3"])
    return maps


# %% softmax  wrong  magnitude-taken-off  is shifted-by-the-largest-magnitude  like shifted
# -     e = np.exp(z - z.max(axis=-1, keepdims=True))
# +     e = np.exp(z - np.abs(z).max(axis=-1, keepdims=True))
