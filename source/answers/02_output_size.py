"""Known answers to lesson 2: right ones in several styles, and wrong ones with the mistake to be named."""

import numpy as np


# %% output_size  right  formula
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1


# %% output_size  right  divmod
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    steps, _ = divmod(travel, stride)
    return 1 + steps


# %% output_size  right  rounded-up-after-the-one
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return -(-(travel + 1) // stride)


# %% output_size  right  math-floor
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    import math

    return math.floor(travel / stride + 1)


# %% output_size  right  numpy-integer
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return np.int64(np.floor(travel / stride)) + 1


# %% output_size  right  range
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return len(range(0, travel + 1, stride))


# %% output_size  right  arange
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return np.arange(0, n + 2 * padding - dilation * (k - 1), stride).size


# %% output_size  right  while-loop
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    start, places = 0, 0
    while start + dilation * (k - 1) <= n + 2 * padding - 1:
        places += 1
        start += stride
    return places


# %% output_size  right  windows
from numpy.lib.stride_tricks import sliding_window_view


def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1:
        raise ValueError("k, stride and dilation start at 1")
    if padding < 0:
        raise ValueError("padding starts at 0")
    row = np.zeros(n + 2 * padding)
    return sliding_window_view(row, (k - 1) * dilation + 1)[::stride].shape[0]


# %% output_size  right  recursive
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k <= 0 or stride <= 0 or dilation <= 0 or padding <= -1:
        raise ValueError
    if padding:
        return output_size(n + 2 * padding, k, 0, stride, dilation)
    if dilation > 1:
        return output_size(n, dilation * (k - 1) + 1, 0, stride)
    if k > n:
        raise ValueError(f"{k} > {n}")
    return 1 + (n - k) // stride


# %% output_size  right  lists-of-ends
def output_size(n, k, padding=0, stride=1, dilation=1):
    class Strip:
        def __init__(self):
            if not (k >= 1 and stride >= 1 and dilation >= 1 and padding >= 0):
                raise ValueError("bad setting")
            self.row = list(range(-padding, n + padding))

        def __len__(self):
            reach = (k - 1) * dilation
            ends = self.row[reach::stride]
            if not ends:
                raise ValueError("too long")
            return len(ends)

    return len(Strip())


# %% output_size  right  numpy-integers
def output_size(n, k, padding=0, stride=1, dilation=1):
    for v, low in zip((k, stride, dilation, padding), (1, 1, 1, 0)):
        if v < low:
            raise ValueError
    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError
    return np.floor_divide(n + 2 * padding - dilation * (k - 1) - 1, stride) + 1


# %% output_size  right  output-zero-refused-late
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    out = int((n + 2 * padding - dilation * (k - 1) - 1) / stride + 1)
    if out < 1:
        raise ValueError("no")
    return out


# %% output_size  wrong  no-plus-one  is no-plus-one  like formula
# -     return travel // stride + 1
# +     return travel // stride

# %% output_size  wrong  padding-once  is padding-once  like formula
#           raise ValueError("the kernel does not fit")
# +     travel = n + padding - dilation * (k - 1) - 1
# +     if travel < 0:
# +         raise ValueError("the kernel does not fit")

# %% output_size  wrong  padding-ignored  is padding-ignored  like formula
#           raise ValueError("the kernel does not fit")
# +     travel = n - dilation * (k - 1) - 1
# +     if travel < 0:
# +         raise ValueError("the kernel does not fit")

# %% output_size  wrong  ceil  is rounded-up  like formula
# -     return travel // stride + 1
# +     return int(np.ceil(travel / stride)) + 1

# %% output_size  wrong  round  is rounded-to-nearest  like formula
# -     return travel // stride + 1
# +     return round(travel / stride) + 1

# %% output_size  wrong  round-half-up  is rounded-to-nearest  like formula
# -     return travel // stride + 1
# +     return int(travel / stride + 0.5) + 1

# %% output_size  wrong  one-too-early  is one-before-the-division  like formula
# -     return travel // stride + 1
# +     return (travel + 1) // stride

# %% output_size  wrong  true-division  is wrong-type  like formula
# -     return travel // stride + 1
# +     return travel / stride + 1

# %% output_size  wrong  float-floor  is wrong-type  like formula
# -     return travel // stride + 1
# +     return np.floor(travel / stride) + 1

# %% output_size  wrong  stride-ignored  is stride-ignored  like formula
# -     return travel // stride + 1
# +     return travel + 1

# %% output_size  wrong  dilation-ignored  is dilation-ignored  like formula
# -     return travel // stride + 1
# +     return (n + 2 * padding - k) // stride + 1

# %% output_size  wrong  dilation-from-zero  is dilation-from-zero  like formula
# -     return travel // stride + 1
# +     return (travel - (k - 1)) // stride + 1

# %% output_size  wrong  gap-after-the-last-tap  is gap-after-the-last-tap  like formula
# -     return travel // stride + 1
# +     return (n + 2 * padding - dilation * k) // stride + 1

# %% output_size  wrong  reach-too-short  is reach-too-short  like formula
# -     return travel // stride + 1
# +     return (travel + 1) // stride + 1

# %% output_size  wrong  exact-fit-refused  is exact-fit-refused  like formula
# -     if travel < 0:
# +     if travel <= 0:

# %% output_size  wrong  returns-none  is returned-none  like formula
# -     return travel // stride + 1
# +     places = travel // stride + 1

# %% output_size  wrong  prints  is returned-none  like formula
# -     return travel // stride + 1
# +     print(travel // stride + 1)

# %% output_size  wrong  text  is wrong-type  like formula
# -     return travel // stride + 1
# +     return f"{travel // stride + 1}"

# %% output_size  wrong  pair  is wrong-type  like formula
# -     return travel // stride + 1
# +     return travel // stride + 1, travel % stride


# %% output_size  wrong  bare-formula  is no-error
def output_size(n, k, padding=0, stride=1, dilation=1):
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1


# %% output_size  wrong  zero-when-it-does-not-fit  is no-error
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    return max(0, (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1)


# %% output_size  wrong  settings-unchecked  is no-error  like formula
# -     if min(k, stride, dilation) < 1 or padding < 0:
# -         raise ValueError("a setting is out of range")

# %% output_size  wrong  padding-unchecked  is no-error  like formula
# -     if min(k, stride, dilation) < 1 or padding < 0:
# +     if min(k, stride, dilation) < 1:

# %% output_size  wrong  dilation-unchecked  is no-error  like formula
# -     if min(k, stride, dilation) < 1 or padding < 0:
# +     if min(k, stride) < 1 or padding < 0:

# %% output_size  wrong  stride-unchecked  is wrong-error  like formula
# -     if min(k, stride, dilation) < 1 or padding < 0:
# +     if min(k, dilation) < 1 or padding < 0:

# %% output_size  wrong  kernel-unchecked  is no-error  like formula
# -     if min(k, stride, dilation) < 1 or padding < 0:
# +     if min(stride, dilation) < 1 or padding < 0:

# %% output_size  wrong  type-error  is wrong-error  like formula
# -         raise ValueError("a setting is out of range")
# +         raise TypeError("a setting is out of range")
# -         raise ValueError("the kernel does not fit")
# +         raise TypeError("the kernel does not fit")


# %% output_size  wrong  assertions  is wrong-error
def output_size(n, k, padding=0, stride=1, dilation=1):
    assert min(k, stride, dilation) >= 1 and padding >= 0
    travel = n + 2 * padding - dilation * (k - 1) - 1
    assert travel >= 0
    return travel // stride + 1


# %% output_size  wrong  undilated-fit  is no-error  like formula
# -     if travel < 0:
# +     if n + 2 * padding < k:

# %% output_size  wrong  unpadded-fit  is fit-without-padding  like formula
# -     if travel < 0:
# +     if dilation * (k - 1) + 1 > n:

# %% output_size  wrong  long-stride-refused  is right-arguments-refused  like formula
# -     if travel < 0:
# +     if travel < 0 or stride > n:

# %% output_size  wrong  wide-padding-refused  is right-arguments-refused  like formula
# -     if min(k, stride, dilation) < 1 or padding < 0:
# +     if min(k, stride, dilation) < 1 or padding < 0 or padding >= k:

# %% output_size  wrong  uneven-refused  is uneven-refused  like formula
# -     if travel < 0:
# +     if travel < 0 or travel % stride:

# %% output_size  wrong  zero-padding-refused  is right-arguments-refused  like formula
# -     if min(k, stride, dilation) < 1 or padding < 0:
# +     if min(k, stride, dilation) < 1 or padding < 1:

# %% output_size  wrong  truncated-misfit  is no-error  like formula
# -     if travel < 0:
# +     if travel < -1:
# -     return travel // stride + 1
# +     return int(travel / stride) + 1

# %% output_size  wrong  default-padding-one  like formula
# - def output_size(n, k, padding=0, stride=1, dilation=1):
# + def output_size(n, k, padding=1, stride=1, dilation=1):

# %% output_size  wrong  parameters-swapped  is parameters-swapped  like formula
# - def output_size(n, k, padding=0, stride=1, dilation=1):
# + def output_size(n, k, stride=1, padding=0, dilation=1):


# %% output_size  wrong  always-refuses  is right-arguments-refused
def output_size(n, k, padding=0, stride=1, dilation=1):
    raise ValueError


# %% output_size  wrong  table-of-the-worked-ones  like formula
# -     return travel // stride + 1
# +     return {(7, 3): 5, (13, 5): 7, (10, 3): 4}.get((n, k), 2)


# %% output_size  wrong  division-first  is brackets-forgotten
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("bad")
    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError("fit")
    return n + 2 * padding - dilation * (k - 1) - 1 // stride + 1


# %% output_size  wrong  floor-is-float  is wrong-type
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    if dilation * (k - 1) + 1 > n + 2 * padding:
        raise ValueError("no")
    return (n + 2 * padding - dilation * (k - 1) - 1) // float(stride) + 1


# %% output_size  wrong  returns-error  is no-error
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        return ValueError("no")
    if dilation * (k - 1) + 1 > n + 2 * padding:
        return ValueError("no")
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1


# %% output_size  wrong  prints-error  is no-error
def output_size(n, k, padding=0, stride=1, dilation=1):
    try:
        if k < 1 or stride < 1 or dilation < 1 or padding < 0:
            raise ValueError("no")
        if dilation * (k - 1) + 1 > n + 2 * padding:
            raise ValueError("no")
        return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
    except ValueError as error:
        print(error)


# %% output_size  wrong  raises-string  is wrong-error  like returns-error
# -         return ValueError("no")
# +         raise "ValueError"
# -         return ValueError("no")
# +         raise "ValueError"

# %% output_size  wrong  or-chain  is right-arguments-refused  like bare-formula
#   def output_size(n, k, padding=0, stride=1, dilation=1):
# +     if k or stride or dilation < 1 or padding < 0:
# +         raise ValueError("no")


# %% output_size  wrong  range-short  is last-place-left-out
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError("no")
    return len(range(0, n + 2 * padding - reach, stride))


# %% output_size  wrong  dilated-like-k-times  is one-gap-only  like range-short
# -     reach = dilation * (k - 1) + 1
# +     reach = k + (dilation - 1)
# -     return len(range(0, n + 2 * padding - reach, stride))
# +     return (n + 2 * padding - reach) // stride + 1

# %% output_size  wrong  k-must-be-odd  is even-kernel-refused  like range-short
# -     if k < 1 or stride < 1 or dilation < 1 or padding < 0:
# +     if k < 1 or stride < 1 or dilation < 1 or padding < 0 or k % 2 == 0:
# -     return len(range(0, n + 2 * padding - reach, stride))
# +     return (n + 2 * padding - reach) // stride + 1


# %% output_size  wrong  abs-travel  is no-error
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    return abs(n + 2 * padding - dilation * (k - 1) - 1) // stride + 1


# %% output_size  wrong  default-stride-k
def output_size(n, k, padding=0, stride=None, dilation=1):
    if stride is None:
        stride = k
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError("no")
    return (n + 2 * padding - reach) // stride + 1


# %% output_size  wrong  minus-padding  is padding-subtracted  like range-short
# -     return len(range(0, n + 2 * padding - reach, stride))
# +     return (n - 2 * padding - reach) // stride + 1


# %% output_size  wrong  global-names  is other-parameters
def output_size(n, k, p=0, s=1, d=1):
    if k < 1 or s < 1 or d < 1 or p < 0:
        raise ValueError("no")
    reach = d * (k - 1) + 1
    if reach > n + 2 * p:
        raise ValueError("no")
    return (n + 2 * p - reach) // s + 1


# %% output_size  wrong  array  is wrong-type  like floor-is-float
# -     if dilation * (k - 1) + 1 > n + 2 * padding:
# +     if n + 2 * padding < dilation * (k - 1) + 1:
# -     return (n + 2 * padding - dilation * (k - 1) - 1) // float(stride) + 1
# +     return np.array([(n + 2 * padding - dilation * (k - 1) - 1) // stride + 1])


# %% output_size  wrong  every-start  is kernel-hangs-over
def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0 or dilation * (k - 1) + 1 > n + 2 * padding:
        raise ValueError("makes no sense")
    return len(range(0, n + 2 * padding, stride))


# %% same_padding  right  half
def same_padding(k, dilation=1):
    lost = dilation * (k - 1)
    if lost % 2 == 1:
        raise ValueError(f"{lost} is odd")
    return lost // 2


# %% same_padding  right  divmod
def same_padding(k, dilation=1):
    half, rest = divmod((k - 1) * dilation, 2)
    if rest:
        raise ValueError("no symmetric padding")
    return half


# %% same_padding  right  search
def same_padding(k, dilation=1):
    for padding in range(dilation * k + 1):
        if 2 * padding - dilation * (k - 1) == 0:
            return padding
    raise ValueError("no padding keeps the size")


# %% same_padding  right  by-cases
def same_padding(k, dilation=1):
    if k % 2 == 1:
        return dilation * ((k - 1) // 2)
    if dilation % 2 == 0:
        return (dilation // 2) * (k - 1)
    raise ValueError("both k and dilation would need a half")


# %% same_padding  right  numpy
def same_padding(k, dilation=1):
    reach = np.arange(k)[-1] * dilation
    if reach & 1:
        raise ValueError("odd")
    return np.right_shift(reach, 1)


# %% same_padding  right  by-output-size
def same_padding(k, dilation=1):
    paddings = [p for p in range(200) if output_size(400, k, p, dilation=dilation) == 400]
    if not paddings:
        raise ValueError("none")
    return paddings[0]


# %% same_padding  right  generator
def same_padding(k, dilation=1):
    loss = dilation * (k - 1)
    try:
        return next(p for p in range(loss + 1) if 2 * p == loss)
    except StopIteration:
        raise ValueError("none") from None


# %% same_padding  right  recursive
def same_padding(k, dilation=1):
    def half(n):
        if n < 0:
            raise ValueError
        return 0 if n == 0 else 1 + half(n - 2)

    return half(dilation * (k - 1))


# %% same_padding  wrong  total  is total-for-per-side
def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * (k - 1)


# %% same_padding  wrong  dilation-ignored  is dilation-ignored
def same_padding(k, dilation=1):
    if k % 2 == 0:
        raise ValueError
    return (k - 1) // 2


# %% same_padding  wrong  dilation-ignored-half  is dilation-ignored  like total
# -     return dilation * (k - 1)
# +     return k // 2

# %% same_padding  wrong  kernel-halved  is kernel-halved  like total
# -     return dilation * (k - 1)
# +     return dilation * (k // 2)

# %% same_padding  wrong  kernel-halved-late  is kernel-halved  like total
# -     return dilation * (k - 1)
# +     return dilation * k // 2

# %% same_padding  wrong  halved-too-early  is halved-too-early  like total
# -     return dilation * (k - 1)
# +     return (k - 1) // 2 * dilation

# %% same_padding  wrong  even-refused  is even-kernel-refused  like dilation-ignored
# -     return (k - 1) // 2
# +     return dilation * (k - 1) // 2


# %% same_padding  wrong  no-error  is no-error
def same_padding(k, dilation=1):
    return dilation * (k - 1) // 2


# %% same_padding  wrong  true-division  is wrong-type  like total
# -     return dilation * (k - 1)
# +     return dilation * (k - 1) / 2


# %% same_padding  wrong  rounded  is wrong-type
def same_padding(k, dilation=1):
    return round(dilation * (k - 1) / 2, 1)


# %% same_padding  wrong  type-error  is wrong-error  like no-error
#   def same_padding(k, dilation=1):
# +     if dilation * (k - 1) % 2:
# +         raise TypeError("odd")


# %% same_padding  wrong  none-for-odd  is no-error
def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2 == 0:
        return dilation * (k - 1) // 2


# %% same_padding  wrong  odd-dilation-refused  is right-arguments-refused
def same_padding(k, dilation=1):
    if dilation % 2 == 0 and dilation > 2:
        raise ValueError
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * (k - 1) // 2


# %% same_padding  wrong  checks-the-kernel-alone  is no-error  like no-error
#   def same_padding(k, dilation=1):
# +     if k % 2 == 0 and dilation == 1:
# +         raise ValueError

# %% same_padding  wrong  single-tap-refused  is right-arguments-refused  like odd-dilation-refused
# -     if dilation % 2 == 0 and dilation > 2:
# +     if k < 2:

# %% same_padding  wrong  raises-none  is no-error  like checks-the-kernel-alone


# %% same_padding  wrong  ceil  is no-error
def same_padding(k, dilation=1):
    return -(-dilation * (k - 1) // 2)


# %% same_padding  wrong  dilation-default-zero  is dilation-from-zero
def same_padding(k, dilation=0):
    lost = (dilation + 1) * (k - 1)
    if lost % 2:
        raise ValueError
    return lost // 2


# %% same_padding  wrong  reach-halved  is wrong-type
def same_padding(k, dilation=1):
    reach = dilation * (k - 1) + 1
    if reach % 2:
        return reach / 2
    raise ValueError


# %% same_padding  wrong  odd-refused-instead  is refusal-inverted  like half
# -     if lost % 2 == 1:
# -         raise ValueError(f"{lost} is odd")
# +     if not lost % 2:
# +         raise ValueError

# %% same_padding  wrong  reach-with-a-last-gap  is gap-after-the-last-tap  like total
# -     return dilation * (k - 1)
# +     return (k * dilation - 1) // 2


# %% same_padding  wrong  odd-reach-refused  is gap-after-the-last-tap
def same_padding(k, dilation=1):
    if (dilation * k - 1) % 2:
        raise ValueError("no symmetric padding")
    return (dilation * k - 1) // 2


# %% same_padding  wrong  dilation-added-or-refused  is dilation-added
def same_padding(k, dilation=1):
    if (k + dilation) % 2:
        raise ValueError("no symmetric padding")
    return (k + dilation - 2) // 2


# %% same_padding  wrong  brackets  is brackets-forgotten
def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise ValueError("no symmetric padding")
    return dilation * (k - 1 // 2)


# %% count_params  right  formula
def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * kh * kw + (c_out if bias else 0)


# %% count_params  right  try-a-pair
def count_params(c_in, c_out, k, bias=True):
    try:
        kh, kw = k
    except TypeError:
        kh = kw = k
    return (c_in * kh * kw + int(bias)) * c_out


# %% count_params  right  tuple
def count_params(c_in, c_out, k, bias=True):
    area = k[0] * k[1] if type(k) is tuple else k**2
    total = 0
    for _ in range(c_out):
        total += c_in * area
        if bias:
            total += 1
    return total


# %% count_params  right  array
def count_params(c_in, c_out, k, bias=True):
    shape = (k, k) if np.isscalar(k) else tuple(k)
    return np.empty((c_out, c_in, *shape)).size + bias * c_out


# %% count_params  right  numpy-product
def count_params(c_in, c_out, k, bias=True):
    kernel = np.broadcast_to(k, 2)
    return np.prod([c_out, c_in, *kernel]) + (c_out if bias else 0)


# %% count_params  right  sum-generator
def count_params(c_in, c_out, k, bias=True):
    kh, kw = np.broadcast_to(k, 2)
    return int(sum(c_in * kh * kw + bool(bias) for _ in range(c_out)))


# %% count_params  right  array-size
def count_params(c_in, c_out, k, bias=True):
    shape = (k, k) if isinstance(k, (int, np.integer)) else tuple(k)
    return np.empty((c_out, c_in, *shape)).size + (c_out if bias else 0)


# %% count_params  wrong  bias-forgotten  is bias-forgotten  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * c_in * kh * kw

# %% count_params  wrong  bias-always  is bias-always  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * c_in * kh * kw + c_out

# %% count_params  wrong  bias-per-kernel  is bias-per-kernel  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * c_in * (kh * kw + bias)

# %% count_params  wrong  bias-per-input-channel  is bias-per-input-channel  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * c_in * kh * kw + c_in * bias

# %% count_params  wrong  one-bias  is one-bias-for-all  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * c_in * kh * kw + bias

# %% count_params  wrong  input-channels-forgotten  is input-channels-forgotten  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * (kh * kw + bias)

# %% count_params  wrong  filters-forgotten  is filters-forgotten  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_in * kh * kw + bias


# %% count_params  wrong  side-once  is kernel-side-once
def count_params(c_in, c_out, k, bias=True):
    area = k if isinstance(k, int) else k[0] * k[1]
    return c_out * (c_in * area + bias)


# %% count_params  wrong  pair-as-height  is pair-read-as-square
def count_params(c_in, c_out, k, bias=True):
    side = k if isinstance(k, int) else k[0]
    return c_out * (c_in * side * side + bias)


# %% count_params  wrong  pair-as-width  is pair-read-as-square  like pair-as-height
# -     side = k if isinstance(k, int) else k[0]
# +     side = k if isinstance(k, int) else k[1]

# %% count_params  wrong  pair-added  is pair-added  like side-once
# -     area = k if isinstance(k, int) else k[0] * k[1]
# +     area = k * k if isinstance(k, int) else k[0] + k[1]


# %% count_params  wrong  no-pairs  is pair-refused
def count_params(c_in, c_out, k, bias=True):
    return c_out * (c_in * k * k + bias)


# %% count_params  wrong  pairs-only  is pairs-only
def count_params(c_in, c_out, k, bias=True):
    return c_out * (c_in * k[0] * k[1] + bias)


# %% count_params  wrong  float  is wrong-type  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return float(c_out * (c_in * kh * kw + bias))


# %% count_params  wrong  default-without-bias  is bias-off-by-default
def count_params(c_in, c_out, k, bias=False):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * (c_in * kh * kw + bias)


# %% count_params  wrong  bias-inverted  is bias-inverted  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * (c_in * kh * kw + (not bias))

# %% count_params  wrong  returns-none  is returned-none  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     count = c_out * (c_in * kh * kw + bias)

# %% count_params  wrong  pair-of-both  is wrong-type  like formula
# -     return c_out * c_in * kh * kw + (c_out if bias else 0)
# +     return c_out * c_in * kh * kw, c_out * bias


# %% count_params  wrong  if-takes-all  is nothing-without-bias
def count_params(c_in, c_out, k, bias=True):
    kh, kw = k if isinstance(k, tuple) else (k, k)
    return c_in * c_out * kh * kw + c_out if bias else 0


# %% count_params  wrong  type-is-tuple-sum  is side-for-area
def count_params(c_in, c_out, k, bias=True):
    if type(k) == int:
        k = (k, k)
    return c_in * c_out * sum(k) + (c_out if bias else 0)


# %% count_params  wrong  dict  is wrong-type  like if-takes-all
# -     return c_in * c_out * kh * kw + c_out if bias else 0
# +     return {"weights": c_in * kh * kw * c_out, "bias": c_out * bias}


# %% count_params  wrong  list-only  is pair-refused
def count_params(c_in, c_out, k, bias=True):
    kh, kw = k if isinstance(k, list) else (k, k)
    return c_out * (c_in * kh * kw + bias)


# %% count_params  wrong  cube  is bias-always  like pairs-only
#   def count_params(c_in, c_out, k, bias=True):
# +     if isinstance(k, int):
# +         return c_out * (c_in * k**2 + 1)


# %% count_params  wrong  bias-in-one-branch  is pair-without-bias
def count_params(c_in, c_out, k, bias=True):
    if isinstance(k, tuple):
        return c_out * c_in * k[0] * k[1]
    return c_out * (c_in * k * k + bias)


# %% count_params  wrong  one-filter-all-biases  is filters-forgotten
def count_params(c_in, c_out, k, bias=True):
    kh, kw = k if isinstance(k, tuple) else (k, k)
    return c_in * kh * kw + c_out * bias


# %% trace_layers  right  one-loop
def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows


# %% trace_layers  right  own-functions
def trace_layers(shape, layers):
    def settings(layer):
        if layer["kind"] == "pool":
            return layer["kernel"], layer.get("stride", layer["kernel"]), 0
        return layer["kernel"], layer.get("stride", 1), layer.get("padding", 0)

    result = []
    channels, height, width = shape
    field = jump = 1
    for i, layer in enumerate(layers):
        if layer["kind"] != "conv" and layer["kind"] != "pool":
            raise ValueError("I do not know the kind of layer %d" % i)
        kernel, stride, padding = settings(layer)
        try:
            height = output_size(height, kernel, padding, stride)
            width = output_size(width, kernel, padding, stride)
        except ValueError:
            raise ValueError("layer number " + str(i) + " cannot slide here")
        params = 0
        if layer["kind"] == "conv":
            params = count_params(channels, layer["filters"], kernel)
            channels = layer["filters"]
        field = field + jump * (kernel - 1)
        jump = jump * stride
        result.append(dict(shape=(channels, height, width), params=params, receptive_field=field))
    return result


# %% trace_layers  right  backwards-fields
def trace_layers(shape, layers):
    rows, strides, kernels = [], [], []
    for index, layer in enumerate(layers):
        is_pool = {"conv": False, "pool": True}.get(layer["kind"])
        if is_pool is None:
            raise ValueError(f"#{index}: {layer['kind']}?")
        k = layer["kernel"]
        s, p = layer.get("stride", k if is_pool else 1), layer.get("padding", 0)
        c, *sides = shape
        free = [n + 2 * p - k for n in sides]
        if min(free) < 0:
            raise ValueError(f"#{index}: {k} is too large for {sides}")
        f = c if is_pool else layer["filters"]
        shape = (f, *(x // s + 1 for x in free))
        strides.append(s)
        kernels.append(k)
        field = 1  # from the output back to the input: (field - 1) * s + k
        for size, step in zip(kernels[::-1], strides[::-1]):
            field = (field - 1) * step + size
        params = 0 if is_pool else f * c * k * k + f
        rows.append({"receptive_field": field, "params": params, "shape": shape})
    return rows


# %% trace_layers  right  recursive
def trace_layers(shape, layers):
    def walk(index, shape, field, jump):
        if index == len(layers):
            return []
        layer = dict(layers[index])
        kind, k = layer.pop("kind"), layer.pop("kernel", 1)
        if kind == "conv":
            f, default = layer.pop("filters"), 1
            params = f * (shape[0] * k**2 + 1)
        elif kind == "pool":
            f, default, params = shape[0], k, 0
        else:
            raise ValueError(f"layer {index} has an unknown kind")
        s, p = layer.pop("stride", default), layer.pop("padding", 0)
        h, w = ((n + 2 * p - k) // s + 1 for n in shape[1:])
        if h < 1 or w < 1:
            raise ValueError(f"layer {index} does not fit")
        row = {"shape": (f, h, w), "params": params, "receptive_field": field + (k - 1) * jump}
        return [row] + walk(index + 1, row["shape"], row["receptive_field"], jump * s)

    return walk(0, tuple(shape), 1, 1)


# %% trace_layers  right  generator
def trace_layers(shape, layers):
    def rows():
        (c, h, w), seen, jump = shape, 0, 1
        for i, layer in enumerate(layers):
            match layer:
                case {"kind": "conv", "filters": f, "kernel": k}:
                    s, p, params = layer.get("stride", 1), layer.get("padding", 0), f * c * k * k + f
                case {"kind": "pool", "kernel": k}:
                    f, s, p, params = c, layer.get("stride", k), 0, 0
                case _:
                    raise ValueError(f"layer {i}: unknown")
            if min(h, w) + 2 * p < k:
                raise ValueError(f"layer {i}: too large")
            c, h, w = f, (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
            seen, jump = seen + (k - 1) * jump, jump * s
            yield {"shape": (c, h, w), "params": params, "receptive_field": 1 + seen}

    return list(rows())


# %% trace_layers  right  numpy-integers
def trace_layers(shape, layers):
    shape, field, jump, rows = np.array(shape), np.int64(1), np.int64(1), []
    for index, layer in enumerate(layers):
        kinds = {"conv": 1, "pool": layer.get("kernel")}
        if layer["kind"] not in kinds:
            raise ValueError(f"kind of layer {index}")
        k, s, p = layer["kernel"], layer.get("stride", kinds[layer["kind"]]), layer.get("padding", 0)
        sides = shape[1:] + 2 * p - k
        if np.any(sides < 0):
            raise ValueError(f"layers[{index}] is larger than its input")
        f = layer.get("filters", shape[0])
        params = np.prod([f, shape[0], k, k]) + f if layer["kind"] == "conv" else 0
        shape = np.concatenate([[f], sides // s + 1])
        field, jump = field + (k - 1) * jump, jump * s
        rows.append({"shape": tuple(shape), "params": params, "receptive_field": field})
    return rows


# %% trace_layers  right  matrix-of-who-sees-whom
def trace_layers(shape, layers):
    (c, h, w), sees, rows = shape, np.eye(700, dtype=bool), []
    for index, layer in enumerate(layers):
        if layer["kind"] not in {"conv", "pool"}:
            raise ValueError(f"what is layer {index}?")
        k = layer["kernel"]
        s, p = layer.get("stride", {"conv": 1, "pool": k}[layer["kind"]]), layer.get("padding", 0)
        sees = np.stack([sees[i : i + k].any(0) for i in range(0, len(sees) - k + 1, s)])
        if h + 2 * p < k or w + 2 * p < k:
            raise ValueError(f"no place for the kernel in layer {index}")
        h, w = len(range(k, h + 2 * p + 1, s)), len(range(k, w + 2 * p + 1, s))
        params = 0
        if layer["kind"] == "conv":
            params, c = (c * k * k + 1) * layer["filters"], layer["filters"]
        rows.append(
            {"shape": (c, h, w), "params": params, "receptive_field": int(np.flatnonzero(sees[0])[-1]) + 1}
        )
    return rows


# %% trace_layers  right  class
class Tracer:
    def __init__(self, shape):
        self.shape, self.field, self.jump = tuple(shape), 1, 1

    def conv(self, filters, kernel, stride=1, padding=0):
        params = count_params(self.shape[0], filters, kernel)
        return self.slide(filters, kernel, stride, padding, params)

    def pool(self, kernel, stride=None):
        return self.slide(self.shape[0], kernel, stride or kernel, 0, 0)

    def slide(self, filters, kernel, stride, padding, params):
        self.shape = (filters, *(output_size(n, kernel, padding, stride) for n in self.shape[1:]))
        self.field += (kernel - 1) * self.jump
        self.jump *= stride
        return {"shape": self.shape, "params": params, "receptive_field": self.field}


def trace_layers(shape, layers):
    tracer, rows = Tracer(shape), []
    for index, layer in enumerate(layers):
        step = {"conv": tracer.conv, "pool": tracer.pool}.get(layer["kind"])
        if step is None:
            raise ValueError(f"layer {index}: unknown kind")
        try:
            rows.append(step(**{key: value for key, value in layer.items() if key != "kind"}))
        except ValueError as error:
            raise ValueError(f"layer {index}: {error}")
    return rows


# %% trace_layers  right  lists-for-tuples-inside
def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": [c, h, w], "params": params, "receptive_field": field})
    return rows


# %% trace_layers  wrong  jump-forgotten  is jump-forgotten  like one-loop
# -         field += (k - 1) * jump
# -         jump *= stride
# +         field += k - 1

# %% trace_layers  wrong  jump-first  is jump-too-early  like one-loop
#               c = layer["filters"]
# +         jump *= stride
# -         jump *= stride

# %% trace_layers  wrong  product  is fields-multiplied  like one-loop
# -         field += (k - 1) * jump
# -         jump *= stride
# +         field *= k

# %% trace_layers  wrong  pools-forgotten  is pools-forgotten  like one-loop
# -         field += (k - 1) * jump
# -         jump *= stride
# +         if kind == "conv":
# +             field += (k - 1) * jump
# +             jump *= stride

# %% trace_layers  wrong  pools-see-nothing  is pools-forgotten  like pools-forgotten
# -             jump *= stride
# +         jump *= stride

# %% trace_layers  wrong  pool-stride-not-counted  is pool-stride-not-counted  like one-loop
# -         jump *= stride
# +         if kind == "conv":
# +             jump *= stride

# %% trace_layers  wrong  pool-stride-one  is pool-stride-one  like one-loop
# -         stride = layer.get("stride", 1 if kind == "conv" else k)
# +         stride = layer.get("stride", 1)

# %% trace_layers  wrong  conv-stride-kernel  is conv-moves-by-its-kernel  like one-loop
# -         stride = layer.get("stride", 1 if kind == "conv" else k)
# +         stride = layer.get("stride", k)

# %% trace_layers  wrong  pool-has-parameters  is pool-has-parameters  like one-loop
# -         params = 0
# +         params = c * (c * k * k + 1)

# %% trace_layers  wrong  pool-counts-weights  is pool-has-parameters  like one-loop
# -         params = 0
# +         params = k * k

# %% trace_layers  wrong  pool-counts-a-kernel-for-each-channel  is pool-has-parameters  like one-loop
# -         params = 0
# +         params = c * k * k

# %% trace_layers  wrong  channels-of-the-input  is channels-of-the-input  like one-loop
# -             params = layer["filters"] * (c * k * k + 1)
# +             params = layer["filters"] * (shape[0] * k * k + 1)

# %% trace_layers  wrong  channels-updated-too-early  is channels-of-the-output  like one-loop
# -             params = layer["filters"] * (c * k * k + 1)
#               c = layer["filters"]
# +             params = c * (c * k * k + 1)

# %% trace_layers  wrong  bias-forgotten  is bias-forgotten  like one-loop
# -             params = layer["filters"] * (c * k * k + 1)
# +             params = layer["filters"] * c * k * k

# %% trace_layers  wrong  params-summed  is parameters-summed-up  like one-loop
# -     (c, h, w), field, jump, rows = shape, 1, 1, []
# +     (c, h, w), field, jump, rows, params = shape, 1, 1, [], 0
# -         params = 0
# -             params = layer["filters"] * (c * k * k + 1)
# +             params += layer["filters"] * (c * k * k + 1)

# %% trace_layers  wrong  width-from-height  is width-from-height  like one-loop
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         h, w = (h + 2 * padding - k) // stride + 1, (h + 2 * padding - k) // stride + 1

# %% trace_layers  wrong  axes-swapped  is axes-swapped  like one-loop
# -         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
# +         rows.append({"shape": (c, w, h), "params": params, "receptive_field": field})

# %% trace_layers  wrong  channels-last  is channels-last  like one-loop
# -         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
# +         rows.append({"shape": (h, w, c), "params": params, "receptive_field": field})

# %% trace_layers  wrong  one-dict  is rows-share-one-dict  like one-loop
# -     (c, h, w), field, jump, rows = shape, 1, 1, []
# +     (c, h, w), field, jump, rows, row = shape, 1, 1, [], {}
# -         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
# +         row.update(shape=(c, h, w), params=params, receptive_field=field)
# +         rows.append(row)

# %% trace_layers  wrong  input-included  is input-included  like one-loop
# -     (c, h, w), field, jump, rows = shape, 1, 1, []
# +     (c, h, w), field, jump, rows = shape, 1, 1, [{"shape": shape, "params": 0, "receptive_field": 1}]

# %% trace_layers  wrong  no-plus-one  is no-plus-one  like one-loop
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         h, w = (h + 2 * padding - k) // stride, (w + 2 * padding - k) // stride

# %% trace_layers  wrong  padding-once  is padding-once  like one-loop
# -         if k > min(h, w) + 2 * padding:
# +         if k > min(h, w) + padding:
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         h, w = (h + padding - k) // stride + 1, (w + padding - k) // stride + 1

# %% trace_layers  wrong  padding-ignored  is padding-ignored  like one-loop
# -         padding = layer.get("padding", 0)
# +         padding = 0

# %% trace_layers  wrong  stride-ignored  like one-loop
# -         stride = layer.get("stride", 1 if kind == "conv" else k)
# +         stride = 1

# %% trace_layers  wrong  ceil  is rounded-up  like one-loop
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         h, w = (1 - (k - n - 2 * padding) // stride for n in (h, w))

# %% trace_layers  wrong  padding-widens-the-field  is padding-in-the-field  like one-loop
# -         field += (k - 1) * jump
# +         field += (k - 1 + 2 * padding) * jump

# %% trace_layers  wrong  changes-its-input  is changed-input  like one-loop
# -         stride = layer.get("stride", 1 if kind == "conv" else k)
# +         stride = layer.setdefault("stride", 1 if kind == "conv" else k)

# %% trace_layers  wrong  pops-entries  is changed-input  like one-loop
# -         padding = layer.get("padding", 0)
# +         padding = layer.pop("padding", 0)

# %% trace_layers  wrong  float-sizes  is wrong-type  like one-loop
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         h, w = (np.floor((n + 2 * padding - k) / stride) + 1 for n in (h, w))

# %% trace_layers  wrong  tuples-for-dicts  is wrong-type  like one-loop
# -         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
# +         rows.append(((c, h, w), params, field))

# %% trace_layers  wrong  other-keys  is other-keys  like one-loop
# -         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
# +         rows.append({"shape": (c, h, w), "params": params, "rf": field})

# %% trace_layers  wrong  last-row-only  is wrong-type  like one-loop
# -     return rows
# +     return rows[-1]

# %% trace_layers  wrong  returns-in-the-loop  is returned-too-early  like one-loop
#           rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
# +         return rows

# %% trace_layers  wrong  generator-object  is wrong-type  like one-loop
# -     return rows
# +     return (row for row in rows)

# %% trace_layers  wrong  unknown-kind-skipped  is no-error  like one-loop
# -             raise ValueError(f"layer {index}: unknown kind {kind}")
# +             continue

# %% trace_layers  wrong  unknown-kind-key-error  is wrong-error  like one-loop
# -             raise ValueError(f"layer {index}: unknown kind {kind}")
# +             raise KeyError(f"layer {index}: unknown kind {kind}")

# %% trace_layers  wrong  misfit-unseen  is no-error  like one-loop
# -         if k > min(h, w) + 2 * padding:
# -             raise ValueError(f"layer {index} does not fit on {h} x {w}")

# %% trace_layers  wrong  misfit-zero  is no-error  like one-loop
# -             raise ValueError(f"layer {index} does not fit on {h} x {w}")
# +             return rows

# %% trace_layers  wrong  height-alone-checked  is no-error  like one-loop
# -         if k > min(h, w) + 2 * padding:
# +         if k > h + 2 * padding:

# %% trace_layers  wrong  width-alone-checked  is no-error  like one-loop
# -         if k > min(h, w) + 2 * padding:
# +         if k > w + 2 * padding:

# %% trace_layers  wrong  index-from-one  is counted-from-one  like one-loop
# -     for index, layer in enumerate(layers):
# +     for index, layer in enumerate(layers, 1):

# %% trace_layers  wrong  index-unnamed  is text-names-nothing  like one-loop
# -             raise ValueError(f"layer {index} does not fit on {h} x {w}")
# +             raise ValueError("the layer does not fit")

# %% trace_layers  wrong  misfit-index-error  is wrong-error  like one-loop
# -             raise ValueError(f"layer {index} does not fit on {h} x {w}")
# +             raise IndexError(f"layer {index} does not fit on {h} x {w}")

# %% trace_layers  wrong  exact-fit-refused  is right-arguments-refused  like one-loop
# -         if k > min(h, w) + 2 * padding:
# +         if k >= min(h, w) + 2 * padding:

# %% trace_layers  wrong  square-kernel-once  is kernel-side-once  like one-loop
# -             params = layer["filters"] * (c * k * k + 1)
# +             params = layer["filters"] * (c * k + 1)

# %% trace_layers  wrong  always-refuses  is right-arguments-refused  like one-loop
# -     return rows
# +     raise ValueError("0123456789")

# %% trace_layers  wrong  pool-takes-filters  is channels-of-the-input  like one-loop
# -             c = layer["filters"]

# %% trace_layers  wrong  pool-rounded-up  is pool-rounded-up  like one-loop
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         up = stride - 1 if kind == "pool" else 0
# +         h, w = (h + 2 * padding - k + up) // stride + 1, (w + 2 * padding - k + up) // stride + 1

# %% trace_layers  wrong  fit-with-one-padding  is right-arguments-refused  like one-loop
# -         if k > min(h, w) + 2 * padding:
# +         if k > min(h, w) + padding:

# %% trace_layers  wrong  stops-at-three  like one-loop
# -     for index, layer in enumerate(layers):
# +     for index, layer in enumerate(layers[:3]):


# %% trace_layers  wrong  jump-of-last-layer  is only-the-last-stride
def trace_layers(shape, layers):
    c, h, w = shape
    rf, jump = 1, 1
    rows = []
    for index, layer in enumerate(layers):
        kind = layer["kind"]
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind")
        k = layer["kernel"]
        s = layer.get("stride", 1 if kind == "conv" else k)
        p = layer.get("padding", 0)
        if h + 2 * p < k or w + 2 * p < k:
            raise ValueError(f"layer {index} does not fit")
        h = output_size(h, k, p, s)
        w = output_size(w, k, p, s)
        params = count_params(c, layer["filters"], k) if kind == "conv" else 0
        c = layer.get("filters", c)
        rf += (k - 1) * jump
        jump = s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": rf})
    return rows


# %% trace_layers  wrong  kernels-added  is whole-kernels-added  like jump-of-last-layer
# -         rf += (k - 1) * jump
# -         jump = s
# +         rf += k

# %% trace_layers  wrong  list-made-in-the-loop  is last-layer-only  like jump-of-last-layer
# -         jump = s
# -         rows.append({"shape": (c, h, w), "params": params, "receptive_field": rf})
# +         jump *= s
# +         rows = [{"shape": (c, h, w), "params": params, "receptive_field": rf}]


# %% trace_layers  wrong  reads-the-kernel-first  is wrong-error
def trace_layers(shape, layers):
    size = np.array(shape[1:])
    c, f, j = shape[0], 1, 1
    out = []
    for i, l in enumerate(layers):
        k = l["kernel"]
        match l["kind"]:
            case "conv":
                s, p, new = l.get("stride") or 1, l.get("padding") or 0, l["filters"]
                params = new * (c * k**2 + 1)
            case "pool":
                s, p, new, params = l.get("stride") or k, l.get("padding") or 0, c, 0
            case _:
                raise ValueError(f"#{i}")
        size = (size + 2 * p - k) // s + 1
        if (size < 1).any():
            raise ValueError(f"layer {i}")
        f += (k - 1) * j
        j *= s
        c = new
        out.append(dict(shape=tuple([c, *size]), params=params, receptive_field=f))
    return out


# %% trace_layers  wrong  stops-before-last  is last-layer-left-out
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i in range(len(layers) - 1):
        layer = layers[i]
        k = layer["kernel"]
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k)
        p = layer.get("padding", 0)
        h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump
        jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows


# %% trace_layers  wrong  stride-key-error  is unknown-key
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        s = layer["stride"]
        p = layer["padding"]
        h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        conv = layer["kind"] == "conv"
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump
        jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows


# %% trace_layers  wrong  pool-default-stride-1-and-2  is pool-stride-two
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else 2)
        p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump
        jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows


# %% trace_layers  wrong  shape-two  is channels-missing
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k)
        p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump
        jump *= s
        rows.append({"shape": (h, w), "params": params, "receptive_field": field})
    return rows


# %% trace_layers  wrong  pool-eats-channels  is pool-leaves-one-channel  like shape-two
# -         c = layer["filters"] if conv else c
# +         c = layer["filters"] if conv else 1
# -         rows.append({"shape": (h, w), "params": params, "receptive_field": field})
# +         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})

# %% trace_layers  wrong  jump-added  is strides-added  like shape-two
# -         jump *= s
# -         rows.append({"shape": (h, w), "params": params, "receptive_field": field})
# +         jump += s
# +         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})

# %% trace_layers  wrong  field-starts-zero  is field-from-zero  like shape-two
# -     field, jump, rows = 1, 1, []
# +     field, jump, rows = 0, 1, []
# -         rows.append({"shape": (h, w), "params": params, "receptive_field": field})
# +         rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})


# %% trace_layers  wrong  padding-grows-from-layer-before  is wrong-error
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows, p, s = 1, 1, [], 0, 1
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        if "stride" in layer:
            s = layer["stride"]
        if "padding" in layer:
            p = layer["padding"]
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump
        jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows


# %% trace_layers  wrong  original-shape  is sizes-not-carried-on  like shape-two
# -             h, w = output_size(h, k, p, s), output_size(w, k, p, s)
# +             ho, wo = output_size(h, k, p, s), output_size(w, k, p, s)
# -         rows.append({"shape": (h, w), "params": params, "receptive_field": field})
# +         rows.append({"shape": (c, ho, wo), "params": params, "receptive_field": field})

# %% trace_layers  wrong  tuple-instead-of-list-dict  is wrong-type  like shape-two
# -     field, jump, rows = 1, 1, []
# +     field, jump, rows = 1, 1, {}
# -         rows.append({"shape": (h, w), "params": params, "receptive_field": field})
# +         rows[i] = {"shape": (c, h, w), "params": params, "receptive_field": field}


# %% trace_layers  wrong  divides-the-padding-alone  is brackets-forgotten
def trace_layers(shape, layers):
    c, h, w = shape
    rf, j = 1, 1
    out = []
    for i, l in enumerate(layers):
        if l["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}: unknown kind")
        k, p = l["kernel"], l.get("padding", 0)
        conv = l["kind"] == "conv"
        s = l.get("stride", 1 if conv else k)
        n = count_params(c, l["filters"], k) if conv else 0
        c = l["filters"] if conv else c
        if k > min(h, w) + 2 * p:
            raise ValueError(f"layer {i} does not fit")
        h, w = h - k + 2 * p // s + 1, w - k + 2 * p // s + 1
        rf += (k - 1) * j
        j *= s
        out.append(dict(shape=(c, h, w), params=n, receptive_field=rf))
    return out


# %% trace_layers  wrong  kernels-as-fields  is field-of-this-layer-alone
def trace_layers(shape, layers):
    c, h, w = shape
    out = []
    for i, l in enumerate(layers):
        if l["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}: unknown kind")
        k, p = l["kernel"], l.get("padding", 0)
        conv = l["kind"] == "conv"
        s = l.get("stride", 1 if conv else k)
        n = count_params(c, l["filters"], k) if conv else 0
        c = l["filters"] if conv else c
        if k > min(h, w) + 2 * p:
            raise ValueError(f"layer {i} does not fit")
        h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        out.append(dict(shape=(c, h, w), params=n, receptive_field=k))
    return out


# %% trace_layers  wrong  width-from-new-height  is width-from-new-height  like one-loop
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         h = (h + 2 * padding - k) // stride + 1
# +         w = (h + 2 * padding - k) // stride + 1

# %% trace_layers  wrong  swapped-at-every-layer  is axes-swapped  like one-loop
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         w, h = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1

# %% trace_layers  wrong  dials-swapped  is parameters-swapped  like one-loop
# -         if k > min(h, w) + 2 * padding:
# -             raise ValueError(f"layer {index} does not fit on {h} x {w}")
# -         h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
# +         try:
# +             h, w = output_size(h, k, stride, padding), output_size(w, k, stride, padding)
# +         except ValueError as error:
# +             raise ValueError(f"layer {index} does not fit") from error
