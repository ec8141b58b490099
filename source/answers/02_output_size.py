"""Known answers of lesson 2, right ones in several styles and wrong ones: data for tests, `simulate` and benchmarks."""

ANSWERS = [
    {
        "function": "output_size",
        "kind": "right",
        "id": "formula",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "divmod",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    steps, _ = divmod(travel, stride)
    return 1 + steps''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "rounded-up-after-the-one",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return -(-(travel + 1) // stride)''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "math-floor",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    import math

    return math.floor(travel / stride + 1)''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "numpy-integer",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return np.int64(np.floor(travel / stride)) + 1''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "range",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return len(range(0, travel + 1, stride))''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "arange",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return np.arange(0, n + 2 * padding - dilation * (k - 1), stride).size''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "while-loop",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    start, places = 0, 0
    while start + dilation * (k - 1) <= n + 2 * padding - 1:
        places += 1
        start += stride
    return places''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "windows",
        "mistake": None,
        "source": '''from numpy.lib.stride_tricks import sliding_window_view


def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1:
        raise ValueError("k, stride and dilation start at 1")
    if padding < 0:
        raise ValueError("padding starts at 0")
    row = np.zeros(n + 2 * padding)
    return sliding_window_view(row, (k - 1) * dilation + 1)[::stride].shape[0]''',
    },
    {
        "function": "output_size",
        "kind": "right",
        "id": "recursive",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if k <= 0 or stride <= 0 or dilation <= 0 or padding <= -1:
        raise ValueError
    if padding:
        return output_size(n + 2 * padding, k, 0, stride, dilation)
    if dilation > 1:
        return output_size(n, dilation * (k - 1) + 1, 0, stride)
    if k > n:
        raise ValueError(f"{k} > {n}")
    return 1 + (n - k) // stride''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "no-plus-one",
        "mistake": "no-plus-one",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "padding-once",
        "mistake": "padding-once",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    travel = n + padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "padding-ignored",
        "mistake": "padding-ignored",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    travel = n - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "ceil",
        "mistake": "rounded-up",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return int(np.ceil(travel / stride)) + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "round",
        "mistake": "rounded-to-nearest",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return round(travel / stride) + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "round-half-up",
        "mistake": "rounded-to-nearest",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return int(travel / stride + 0.5) + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "one-too-early",
        "mistake": "one-before-the-division",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return (travel + 1) // stride''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "true-division",
        "mistake": "wrong-type",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel / stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "float-floor",
        "mistake": "wrong-type",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return np.floor(travel / stride) + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "stride-ignored",
        "mistake": "stride-ignored",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "dilation-ignored",
        "mistake": "dilation-ignored",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return (n + 2 * padding - k) // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "dilation-from-zero",
        "mistake": "dilation-from-zero",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return (travel - (k - 1)) // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "gap-after-the-last-tap",
        "mistake": "gap-after-the-last-tap",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return (n + 2 * padding - dilation * k) // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "reach-too-short",
        "mistake": "reach-too-short",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return (travel + 1) // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "exact-fit-refused",
        "mistake": "exact-fit-refused",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel <= 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "returns-none",
        "mistake": "returned-none",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    places = travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "prints",
        "mistake": "returned-none",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    print(travel // stride + 1)''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "text",
        "mistake": "wrong-type",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return f"{travel // stride + 1}"''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "pair",
        "mistake": "wrong-type",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1, travel % stride''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "bare-formula",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "zero-when-it-does-not-fit",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    return max(0, (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1)''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "settings-unchecked",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "padding-unchecked",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "dilation-unchecked",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "stride-unchecked",
        "mistake": "wrong-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "kernel-unchecked",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "type-error",
        "mistake": "wrong-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise TypeError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise TypeError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "assertions",
        "mistake": "wrong-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    assert min(k, stride, dilation) >= 1 and padding >= 0
    travel = n + 2 * padding - dilation * (k - 1) - 1
    assert travel >= 0
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "undilated-fit",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if n + 2 * padding < k:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "unpadded-fit",
        "mistake": "fit-without-padding",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if dilation * (k - 1) + 1 > n:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "long-stride-refused",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0 or stride > n:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "wide-padding-refused",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0 or padding >= k:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "uneven-refused",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0 or travel % stride:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "zero-padding-refused",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 1:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "truncated-misfit",
        "mistake": "no-error",
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < -1:
        raise ValueError("the kernel does not fit")
    return int(travel / stride) + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "default-padding-one",
        "mistake": None,
        "source": '''def output_size(n, k, padding=1, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "parameters-swapped",
        "mistake": "parameters-swapped",
        "source": '''def output_size(n, k, stride=1, padding=0, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return travel // stride + 1''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "always-refuses",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    raise ValueError''',
    },
    {
        "function": "output_size",
        "kind": "wrong",
        "id": "table-of-the-worked-ones",
        "mistake": None,
        "source": '''def output_size(n, k, padding=0, stride=1, dilation=1):
    if min(k, stride, dilation) < 1 or padding < 0:
        raise ValueError("a setting is out of range")
    travel = n + 2 * padding - dilation * (k - 1) - 1
    if travel < 0:
        raise ValueError("the kernel does not fit")
    return {(7, 3): 5, (13, 5): 7, (10, 3): 4}.get((n, k), 2)''',
    },
    {
        "function": "same_padding",
        "kind": "right",
        "id": "half",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    lost = dilation * (k - 1)
    if lost % 2 == 1:
        raise ValueError(f"{lost} is odd")
    return lost // 2''',
    },
    {
        "function": "same_padding",
        "kind": "right",
        "id": "divmod",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    half, rest = divmod((k - 1) * dilation, 2)
    if rest:
        raise ValueError("no symmetric padding")
    return half''',
    },
    {
        "function": "same_padding",
        "kind": "right",
        "id": "search",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    for padding in range(dilation * k + 1):
        if 2 * padding - dilation * (k - 1) == 0:
            return padding
    raise ValueError("no padding keeps the size")''',
    },
    {
        "function": "same_padding",
        "kind": "right",
        "id": "by-cases",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    if k % 2 == 1:
        return dilation * ((k - 1) // 2)
    if dilation % 2 == 0:
        return (dilation // 2) * (k - 1)
    raise ValueError("both k and dilation would need a half")''',
    },
    {
        "function": "same_padding",
        "kind": "right",
        "id": "numpy",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    reach = np.arange(k)[-1] * dilation
    if reach & 1:
        raise ValueError("odd")
    return np.right_shift(reach, 1)''',
    },
    {
        "function": "same_padding",
        "kind": "right",
        "id": "by-output-size",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    paddings = [p for p in range(200) if output_size(400, k, p, dilation=dilation) == 400]
    if not paddings:
        raise ValueError("none")
    return paddings[0]''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "total",
        "mistake": "total-for-per-side",
        "source": '''def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * (k - 1)''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "dilation-ignored",
        "mistake": "dilation-ignored",
        "source": '''def same_padding(k, dilation=1):
    if k % 2 == 0:
        raise ValueError
    return (k - 1) // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "dilation-ignored-half",
        "mistake": "dilation-ignored",
        "source": '''def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return k // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "kernel-halved",
        "mistake": "kernel-halved",
        "source": '''def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * (k // 2)''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "kernel-halved-late",
        "mistake": "kernel-halved",
        "source": '''def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * k // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "even-refused",
        "mistake": "even-kernel-refused",
        "source": '''def same_padding(k, dilation=1):
    if k % 2 == 0:
        raise ValueError
    return dilation * (k - 1) // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "no-error",
        "mistake": "no-error",
        "source": '''def same_padding(k, dilation=1):
    return dilation * (k - 1) // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "true-division",
        "mistake": "wrong-type",
        "source": '''def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * (k - 1) / 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "rounded",
        "mistake": "wrong-type",
        "source": '''def same_padding(k, dilation=1):
    return round(dilation * (k - 1) / 2, 1)''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "type-error",
        "mistake": "wrong-error",
        "source": '''def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2:
        raise TypeError("odd")
    return dilation * (k - 1) // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "none-for-odd",
        "mistake": "no-error",
        "source": '''def same_padding(k, dilation=1):
    if dilation * (k - 1) % 2 == 0:
        return dilation * (k - 1) // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "odd-dilation-refused",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    if dilation % 2 == 0 and dilation > 2:
        raise ValueError
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * (k - 1) // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "checks-the-kernel-alone",
        "mistake": "no-error",
        "source": '''def same_padding(k, dilation=1):
    if k % 2 == 0 and dilation == 1:
        raise ValueError
    return dilation * (k - 1) // 2''',
    },
    {
        "function": "same_padding",
        "kind": "wrong",
        "id": "single-tap-refused",
        "mistake": None,
        "source": '''def same_padding(k, dilation=1):
    if k < 2:
        raise ValueError
    if dilation * (k - 1) % 2:
        raise ValueError("odd")
    return dilation * (k - 1) // 2''',
    },
    {
        "function": "count_params",
        "kind": "right",
        "id": "formula",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * kh * kw + (c_out if bias else 0)''',
    },
    {
        "function": "count_params",
        "kind": "right",
        "id": "try-a-pair",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    try:
        kh, kw = k
    except TypeError:
        kh = kw = k
    return (c_in * kh * kw + int(bias)) * c_out''',
    },
    {
        "function": "count_params",
        "kind": "right",
        "id": "tuple",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    area = k[0] * k[1] if type(k) is tuple else k**2
    total = 0
    for _ in range(c_out):
        total += c_in * area
        if bias:
            total += 1
    return total''',
    },
    {
        "function": "count_params",
        "kind": "right",
        "id": "array",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    shape = (k, k) if np.isscalar(k) else tuple(k)
    return np.empty((c_out, c_in, *shape)).size + bias * c_out''',
    },
    {
        "function": "count_params",
        "kind": "right",
        "id": "numpy-product",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kernel = np.broadcast_to(k, 2)
    return np.prod([c_out, c_in, *kernel]) + (c_out if bias else 0)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "bias-forgotten",
        "mistake": "bias-forgotten",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * kh * kw''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "bias-always",
        "mistake": "bias-always",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * kh * kw + c_out''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "bias-per-kernel",
        "mistake": "bias-per-kernel",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * (kh * kw + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "bias-per-input-channel",
        "mistake": "bias-per-input-channel",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * kh * kw + c_in * bias''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "one-bias",
        "mistake": "one-bias-for-all",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * kh * kw + bias''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "input-channels-forgotten",
        "mistake": "input-channels-forgotten",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * (kh * kw + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "filters-forgotten",
        "mistake": "filters-forgotten",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_in * kh * kw + bias''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "side-once",
        "mistake": "kernel-side-once",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    area = k if isinstance(k, int) else k[0] * k[1]
    return c_out * (c_in * area + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "pair-as-height",
        "mistake": "pair-read-as-square",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    side = k if isinstance(k, int) else k[0]
    return c_out * (c_in * side * side + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "pair-as-width",
        "mistake": "pair-read-as-square",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    side = k if isinstance(k, int) else k[1]
    return c_out * (c_in * side * side + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "pair-added",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    area = k * k if isinstance(k, int) else k[0] + k[1]
    return c_out * (c_in * area + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "no-pairs",
        "mistake": "pair-refused",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    return c_out * (c_in * k * k + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "pairs-only",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    return c_out * (c_in * k[0] * k[1] + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "float",
        "mistake": "wrong-type",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return float(c_out * (c_in * kh * kw + bias))''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "default-without-bias",
        "mistake": "bias-forgotten",
        "source": '''def count_params(c_in, c_out, k, bias=False):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * (c_in * kh * kw + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "bias-inverted",
        "mistake": None,
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * (c_in * kh * kw + (not bias))''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "returns-none",
        "mistake": "returned-none",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    count = c_out * (c_in * kh * kw + bias)''',
    },
    {
        "function": "count_params",
        "kind": "wrong",
        "id": "pair-of-both",
        "mistake": "wrong-type",
        "source": '''def count_params(c_in, c_out, k, bias=True):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in * kh * kw, c_out * bias''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "one-loop",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "own-functions",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
    return result''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "backwards-fields",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "recursive",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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

    return walk(0, tuple(shape), 1, 1)''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "generator",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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

    return list(rows())''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "numpy-integers",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "matrix-of-who-sees-whom",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": int(np.flatnonzero(sees[0])[-1]) + 1})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "class",
        "mistake": None,
        "source": '''class Tracer:
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "right",
        "id": "lists-for-tuples-inside",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "jump-forgotten",
        "mistake": "jump-forgotten",
        "source": '''def trace_layers(shape, layers):
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
        field += k - 1
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "jump-first",
        "mistake": "jump-too-early",
        "source": '''def trace_layers(shape, layers):
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
        jump *= stride
        field += (k - 1) * jump
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "product",
        "mistake": "fields-multiplied",
        "source": '''def trace_layers(shape, layers):
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
        field *= k
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pools-forgotten",
        "mistake": "pools-forgotten",
        "source": '''def trace_layers(shape, layers):
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
        if kind == "conv":
            field += (k - 1) * jump
            jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pools-see-nothing",
        "mistake": "pools-forgotten",
        "source": '''def trace_layers(shape, layers):
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
        if kind == "conv":
            field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pool-stride-not-counted",
        "mistake": "pool-stride-not-counted",
        "source": '''def trace_layers(shape, layers):
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
        if kind == "conv":
            jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pool-stride-one",
        "mistake": "pool-stride-one",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1)
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "conv-stride-kernel",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", k)
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pool-has-parameters",
        "mistake": "pool-has-parameters",
        "source": '''def trace_layers(shape, layers):
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
        params = c * (c * k * k + 1)
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pool-counts-weights",
        "mistake": "pool-has-parameters",
        "source": '''def trace_layers(shape, layers):
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
        params = k * k
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "channels-of-the-input",
        "mistake": "channels-of-the-input",
        "source": '''def trace_layers(shape, layers):
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
            params = layer["filters"] * (shape[0] * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "channels-updated-too-early",
        "mistake": "channels-of-the-output",
        "source": '''def trace_layers(shape, layers):
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
            c = layer["filters"]
            params = c * (c * k * k + 1)
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "bias-forgotten",
        "mistake": "bias-forgotten",
        "source": '''def trace_layers(shape, layers):
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
            params = layer["filters"] * c * k * k
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "params-summed",
        "mistake": "parameters-summed-up",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows, params = shape, 1, 1, [], 0
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        if kind == "conv":
            params += layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "width-from-height",
        "mistake": "width-from-height",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (h + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "axes-swapped",
        "mistake": "axes-swapped",
        "source": '''def trace_layers(shape, layers):
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
        rows.append({"shape": (c, w, h), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "channels-last",
        "mistake": "channels-last",
        "source": '''def trace_layers(shape, layers):
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
        rows.append({"shape": (h, w, c), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "one-dict",
        "mistake": "rows-share-one-dict",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows, row = shape, 1, 1, [], {}
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
        row.update(shape=(c, h, w), params=params, receptive_field=field)
        rows.append(row)
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "input-included",
        "mistake": "input-included",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, [{"shape": shape, "params": 0, "receptive_field": 1}]
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "no-plus-one",
        "mistake": "no-plus-one",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride, (w + 2 * padding - k) // stride
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "padding-once",
        "mistake": "padding-once",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + padding - k) // stride + 1, (w + padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "padding-ignored",
        "mistake": "padding-ignored",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = 0
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "stride-ignored",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = 1
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "ceil",
        "mistake": "rounded-up",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (1 - (k - n - 2 * padding) // stride for n in (h, w))
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "padding-widens-the-field",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
        field += (k - 1 + 2 * padding) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "changes-its-input",
        "mistake": "changed-input",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.setdefault("stride", 1 if kind == "conv" else k)
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pops-entries",
        "mistake": "changed-input",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.pop("padding", 0)
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "float-sizes",
        "mistake": "wrong-type",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (np.floor((n + 2 * padding - k) / stride) + 1 for n in (h, w))
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "tuples-for-dicts",
        "mistake": "wrong-type",
        "source": '''def trace_layers(shape, layers):
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
        rows.append(((c, h, w), params, field))
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "other-keys",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
        rows.append({"shape": (c, h, w), "params": params, "rf": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "last-row-only",
        "mistake": "wrong-type",
        "source": '''def trace_layers(shape, layers):
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
    return rows[-1]''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "returns-in-the-loop",
        "mistake": "returned-too-early",
        "source": '''def trace_layers(shape, layers):
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "generator-object",
        "mistake": "wrong-type",
        "source": '''def trace_layers(shape, layers):
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
    return (row for row in rows)''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "unknown-kind-skipped",
        "mistake": "no-error",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            continue
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "unknown-kind-key-error",
        "mistake": "wrong-error",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise KeyError(f"layer {index}: unknown kind {kind}")
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "misfit-unseen",
        "mistake": "no-error",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "misfit-zero",
        "mistake": "no-error",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            return rows
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "height-alone-checked",
        "mistake": "no-error",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > h + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "width-alone-checked",
        "mistake": "no-error",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > w + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "index-from-one",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers, 1):
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
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "index-unnamed",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError("the layer does not fit")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "misfit-index-error",
        "mistake": "wrong-error",
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise IndexError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "exact-fit-refused",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k >= min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "square-kernel-once",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
            params = layer["filters"] * (c * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "always-refuses",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
    raise ValueError("0123456789")''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pool-takes-filters",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
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
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "pool-rounded-up",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + 2 * padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        up = stride - 1 if kind == "pool" else 0
        h, w = (h + 2 * padding - k + up) // stride + 1, (w + 2 * padding - k + up) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "fit-with-one-padding",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers):
        kind, k = layer["kind"], layer["kernel"] if "kernel" in layer else None
        if kind not in ("conv", "pool"):
            raise ValueError(f"layer {index}: unknown kind {kind}")
        stride = layer.get("stride", 1 if kind == "conv" else k)
        padding = layer.get("padding", 0)
        if k > min(h, w) + padding:
            raise ValueError(f"layer {index} does not fit on {h} x {w}")
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        params = 0
        if kind == "conv":
            params = layer["filters"] * (c * k * k + 1)
            c = layer["filters"]
        field += (k - 1) * jump
        jump *= stride
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows''',
    },
    {
        "function": "trace_layers",
        "kind": "wrong",
        "id": "stops-at-three",
        "mistake": None,
        "source": '''def trace_layers(shape, layers):
    (c, h, w), field, jump, rows = shape, 1, 1, []
    for index, layer in enumerate(layers[:3]):
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
    return rows''',
    },
    {"function": "output_size", "kind": "wrong", "id": "division-first", "mistake": "brackets-forgotten", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("bad")
    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError("fit")
    return n + 2 * padding - dilation * (k - 1) - 1 // stride + 1
'''},
    {"function": "count_params", "kind": "wrong", "id": "if-takes-all", "mistake": "nothing-without-bias", "source": '''
def count_params(c_in, c_out, k, bias=True):
    kh, kw = k if isinstance(k, tuple) else (k, k)
    return c_in * c_out * kh * kw + c_out if bias else 0
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "jump-of-last-layer", "mistake": "only-the-last-stride", "source": '''
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
        if h + 2 * p < k or w + 2 * p < k: raise ValueError(f"layer {index} does not fit")
        h = output_size(h, k, p, s)
        w = output_size(w, k, p, s)
        params = count_params(c, layer["filters"], k) if kind == "conv" else 0
        c = layer.get("filters", c); rf += (k - 1) * jump; jump = s; rows.append({"shape": (c, h, w), "params": params, "receptive_field": rf})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "kernels-added", "mistake": "whole-kernels-added", "source": '''
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
        if h + 2 * p < k or w + 2 * p < k: raise ValueError(f"layer {index} does not fit")
        h = output_size(h, k, p, s)
        w = output_size(w, k, p, s)
        params = count_params(c, layer["filters"], k) if kind == "conv" else 0
        c = layer.get("filters", c); rf += k; rows.append({"shape": (c, h, w), "params": params, "receptive_field": rf})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "list-made-in-the-loop", "mistake": "last-layer-only", "source": '''
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
        if h + 2 * p < k or w + 2 * p < k: raise ValueError(f"layer {index} does not fit")
        h = output_size(h, k, p, s)
        w = output_size(w, k, p, s)
        params = count_params(c, layer["filters"], k) if kind == "conv" else 0
        c = layer.get("filters", c); rf += (k - 1) * jump; jump *= s; rows = [{"shape": (c, h, w), "params": params, "receptive_field": rf}]
    return rows
'''},
    {"function": "output_size", "kind": "right", "id": "lists-of-ends", "mistake": None, "source": '''
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
'''},
    {"function": "output_size", "kind": "right", "id": "numpy-integers", "mistake": None, "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    for v, low in zip((k, stride, dilation, padding), (1, 1, 1, 0)):
        if v < low:
            raise ValueError
    if n + 2*padding < dilation*(k-1)+1:
        raise ValueError
    return np.floor_divide(n + 2*padding - dilation*(k-1) - 1, stride) + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "floor-is-float", "mistake": "wrong-type", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    if dilation * (k - 1) + 1 > n + 2 * padding:
        raise ValueError("no")
    return (n + 2 * padding - dilation * (k - 1) - 1) // float(stride) + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "returns-error", "mistake": "no-error", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        return ValueError("no")
    if dilation * (k - 1) + 1 > n + 2 * padding:
        return ValueError("no")
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "prints-error", "mistake": "no-error", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    try:
        if k < 1 or stride < 1 or dilation < 1 or padding < 0:
            raise ValueError("no")
        if dilation * (k - 1) + 1 > n + 2 * padding:
            raise ValueError("no")
        return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
    except ValueError as error:
        print(error)
'''},
    {"function": "output_size", "kind": "wrong", "id": "raises-string", "mistake": "wrong-error", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise "ValueError"
    if dilation * (k - 1) + 1 > n + 2 * padding:
        raise "ValueError"
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "or-chain", "mistake": None, "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k or stride or dilation < 1 or padding < 0:
        raise ValueError("no")
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "range-short", "mistake": "last-place-left-out", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError("no")
    return len(range(0, n + 2 * padding - reach, stride))
'''},
    {"function": "output_size", "kind": "wrong", "id": "dilated-like-k-times", "mistake": "one-gap-only", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    reach = k + (dilation - 1)
    if reach > n + 2 * padding:
        raise ValueError("no")
    return (n + 2 * padding - reach) // stride + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "k-must-be-odd", "mistake": "even-kernel-refused", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0 or k % 2 == 0:
        raise ValueError("no")
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError("no")
    return (n + 2 * padding - reach) // stride + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "abs-travel", "mistake": "no-error", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    return abs(n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
'''},
    {"function": "output_size", "kind": "right", "id": "output-zero-refused-late", "mistake": None, "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    out = int((n + 2 * padding - dilation * (k - 1) - 1) / stride + 1)
    if out < 1:
        raise ValueError("no")
    return out
'''},
    {"function": "output_size", "kind": "wrong", "id": "default-stride-k", "mistake": None, "source": '''
def output_size(n, k, padding=0, stride=None, dilation=1):
    if stride is None:
        stride = k
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError("no")
    return (n + 2 * padding - reach) // stride + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "minus-padding", "mistake": "padding-subtracted", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError("no")
    return (n - 2 * padding - reach) // stride + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "global-names", "mistake": None, "source": '''
def output_size(n, k, p=0, s=1, d=1):
    if k < 1 or s < 1 or d < 1 or p < 0:
        raise ValueError("no")
    reach = d * (k - 1) + 1
    if reach > n + 2 * p:
        raise ValueError("no")
    return (n + 2 * p - reach) // s + 1
'''},
    {"function": "output_size", "kind": "wrong", "id": "array", "mistake": "wrong-type", "source": '''
def output_size(n, k, padding=0, stride=1, dilation=1):
    if k < 1 or stride < 1 or dilation < 1 or padding < 0:
        raise ValueError("no")
    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError("no")
    return np.array([(n + 2 * padding - dilation * (k - 1) - 1) // stride + 1])
'''},
    {"function": "same_padding", "kind": "right", "id": "generator", "mistake": None, "source": '''
def same_padding(k, dilation=1):
    loss = dilation * (k - 1)
    try:
        return next(p for p in range(loss + 1) if 2 * p == loss)
    except StopIteration:
        raise ValueError("none") from None
'''},
    {"function": "same_padding", "kind": "right", "id": "recursive", "mistake": None, "source": '''
def same_padding(k, dilation=1):
    def half(n):
        if n < 0:
            raise ValueError
        return 0 if n == 0 else 1 + half(n - 2)
    return half(dilation * (k - 1))
'''},
    {"function": "same_padding", "kind": "wrong", "id": "raises-none", "mistake": "no-error", "source": '''
def same_padding(k, dilation=1):
    if k % 2 == 0 and dilation == 1:
        raise ValueError
    return dilation * (k - 1) // 2
'''},
    {"function": "same_padding", "kind": "wrong", "id": "ceil", "mistake": "no-error", "source": '''
def same_padding(k, dilation=1):
    return -(-dilation * (k - 1) // 2)
'''},
    {"function": "same_padding", "kind": "wrong", "id": "dilation-default-zero", "mistake": "no-error", "source": '''
def same_padding(k, dilation=0):
    lost = (dilation + 1) * (k - 1)
    if lost % 2:
        raise ValueError
    return lost // 2
'''},
    {"function": "same_padding", "kind": "wrong", "id": "reach-halved", "mistake": "wrong-type", "source": '''
def same_padding(k, dilation=1):
    reach = dilation * (k - 1) + 1
    if reach % 2:
        return reach / 2
    raise ValueError
'''},
    {"function": "same_padding", "kind": "wrong", "id": "odd-refused-instead", "mistake": "refusal-inverted", "source": '''
def same_padding(k, dilation=1):
    lost = dilation * (k - 1)
    if not lost % 2:
        raise ValueError
    return lost // 2
'''},
    {"function": "count_params", "kind": "right", "id": "sum-generator", "mistake": None, "source": '''
def count_params(c_in, c_out, k, bias=True):
    kh, kw = np.broadcast_to(k, 2)
    return int(sum(c_in * kh * kw + bool(bias) for _ in range(c_out)))
'''},
    {"function": "count_params", "kind": "right", "id": "array-size", "mistake": None, "source": '''
def count_params(c_in, c_out, k, bias=True):
    shape = (k, k) if isinstance(k, (int, np.integer)) else tuple(k)
    return np.empty((c_out, c_in, *shape)).size + (c_out if bias else 0)
'''},
    {"function": "count_params", "kind": "wrong", "id": "type-is-tuple-sum", "mistake": None, "source": '''
def count_params(c_in, c_out, k, bias=True):
    if type(k) == int:
        k = (k, k)
    return c_in * c_out * sum(k) + (c_out if bias else 0)
'''},
    {"function": "count_params", "kind": "wrong", "id": "dict", "mistake": "wrong-type", "source": '''
def count_params(c_in, c_out, k, bias=True):
    kh, kw = k if isinstance(k, tuple) else (k, k)
    return {"weights": c_in * kh * kw * c_out, "bias": c_out * bias}
'''},
    {"function": "count_params", "kind": "wrong", "id": "list-only", "mistake": "pair-refused", "source": '''
def count_params(c_in, c_out, k, bias=True):
    kh, kw = k if isinstance(k, list) else (k, k)
    return c_out * (c_in * kh * kw + bias)
'''},
    {"function": "count_params", "kind": "wrong", "id": "cube", "mistake": None, "source": '''
def count_params(c_in, c_out, k, bias=True):
    if isinstance(k, int):
        return c_out * (c_in * k ** 2 + 1)
    return c_out * (c_in * k[0] * k[1] + bias)
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "reads-the-kernel-first", "mistake": "wrong-error", "source": '''
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
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "stops-before-last", "mistake": None, "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i in range(len(layers) - 1):
        layer = layers[i]
        k = layer["kernel"]
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k); p = layer.get("padding", 0)
        h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "stride-key-error", "mistake": None, "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        s = layer["stride"]; p = layer["padding"]
        h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        conv = layer["kind"] == "conv"
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "pool-default-stride-1-and-2", "mistake": "pool-stride-two", "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else 2); p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "shape-two", "mistake": None, "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k); p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "pool-eats-channels", "mistake": "pool-leaves-one-channel", "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k); p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else 1
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "jump-added", "mistake": "strides-added", "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k); p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump += s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "field-starts-zero", "mistake": "field-from-zero", "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 0, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k); p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "padding-grows-from-layer-before", "mistake": "wrong-error", "source": '''
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
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (c, h, w), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "original-shape", "mistake": "sizes-not-carried-on", "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, []
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k); p = layer.get("padding", 0)
        try:
            ho, wo = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump *= s
        rows.append({"shape": (c, ho, wo), "params": params, "receptive_field": field})
    return rows
'''},
    {"function": "trace_layers", "kind": "wrong", "id": "tuple-instead-of-list-dict", "mistake": "wrong-type", "source": '''
def trace_layers(shape, layers):
    c, h, w = shape
    field, jump, rows = 1, 1, {}
    for i, layer in enumerate(layers):
        k = layer["kernel"]
        if layer["kind"] not in ("conv", "pool"):
            raise ValueError(f"layer {i}")
        conv = layer["kind"] == "conv"
        s = layer.get("stride", 1 if conv else k); p = layer.get("padding", 0)
        try:
            h, w = output_size(h, k, p, s), output_size(w, k, p, s)
        except ValueError:
            raise ValueError(f"layer {i}")
        params = count_params(c, layer["filters"], k) if conv else 0
        c = layer["filters"] if conv else c
        field += (k - 1) * jump; jump *= s
        rows[i] = {"shape": (c, h, w), "params": params, "receptive_field": field}
    return rows
'''},
]
