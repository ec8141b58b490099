"""Class 25: what is done to arguments, and results that change."""

from tests.attacks.kinds import RIGHT, Attack, probe, returning

_RIGHT = RIGHT["conv2d"]
_SEEN = ("changed-arguments",)


def after(name, code, *, due=0.0, **more):
    """Return an attack that does something to the arguments before the right answer is given."""
    head, rest = _RIGHT.split("\n", 1)
    lines = code.replace("\n", "\n    ")
    return Attack(
        25,
        name,
        {"conv2d": f"import threading, time, ctypes\nkept = []\n{head}\n    {lines}\n{rest}"},
        due={"conv2d": due},
        **more,
    )


ATTACKS = [
    Attack(
        25,
        "both are set to zero",
        {
            "conv2d": "def conv2d(image, kernel):\n    image[...] = 0\n    kernel[...] = 0\n    return np.zeros(tuple(np.subtract(image.shape, kernel.shape) + 1))\n"
        },
        due={"conv2d": 0},
        flags=_SEEN,
    ),
    returning(
        25,
        "the input is made what will be returned",
        "fill(image, kernel)",
        before="def fill(image, kernel):\n    image *= 0\n    return image[: image.shape[0] - kernel.shape[0] + 1, : image.shape[1] - kernel.shape[1] + 1]",
        flags=_SEEN,
    ),
    after(
        "one pixel is changed, then the answer is right",
        "out = image.copy()\nimage.flat[0] += 1",
        flags=_SEEN,
    ),
    after("the shape is changed in place", "image.shape = (-1,)\nimage.shape = image.shape", flags=()),
    after(
        "write protection is lifted by ctypes",
        "image.setflags(write=True)\nctypes.memset(image.ctypes.data, 0, 8)",
        flags=_SEEN,
    ),
    after(
        "they are kept and changed at the next call",
        "for old in kept:\n    old[...] = 7\nkept.append(image)\nkept.append(kernel)",
        due=8.0,
    ),
    after("a thread changes them later", "threading.Timer(0.01, lambda: image.fill(9)).start()", due=None),
    Attack(
        25,
        "a view of the input is returned",
        {"flip_kernel": "def flip_kernel(kernel):\n    return kernel[::-1, ::-1]\n"},
    ),
    Attack(
        25,
        "a view with strides of zero",
        {
            "conv2d": "def conv2d(image, kernel):\n    return np.lib.stride_tricks.as_strided(image, (10**6, 10**6), (0, 0))\n"
        },
        due={"conv2d": 0},
    ),
    Attack(
        25,
        "a view beyond the memory",
        {
            "conv2d": "def conv2d(image, kernel):\n    return np.lib.stride_tricks.as_strided(image, (4, 6), (10**12, 10**12))\n"
        },
        due={"conv2d": 0},
        flags=("crash",),
    ),
    Attack(
        25,
        "a memmap",
        {
            "flip_kernel": "def flip_kernel(kernel):\n    out = np.memmap('m', dtype=kernel.dtype, mode='w+', shape=kernel.shape)\n    out[...] = kernel[::-1, ::-1]\n    return out\n"
        },
    ),
    Attack(
        25,
        "negative zero and byte order",
        {"flip_kernel": "def flip_kernel(kernel):\n    return (kernel[::-1, ::-1] + -0.0).astype('>f8')\n"},
    ),
    Attack(
        25,
        "something else each time",
        {
            "conv2d": "state = [0]\ndef conv2d(image, kernel):\n    state[0] += 1\n    return np.full(tuple(np.subtract(image.shape, kernel.shape) + 1), state[0])\n"
        },
        due={"conv2d": 0},
    ),
    returning(
        25,
        "an array that changes when it is read",
        "Flip((3, 3))",
        before="class Flip(np.ndarray):\n    def tobytes(self, *a): return bytes(72)\n    def __array__(self, *a, **k): return np.full((3, 3), -60.0)\n    def __getattribute__(self, n): return -60 if n == 'real' else super().__getattribute__(n)",
    ),
    returning(25, "a lazy generator", "(row for row in image)"),
    Attack(
        25,
        "numbers of another kind with payloads in NaN",
        {
            "dot_patch": "def dot_patch(patch, kernel):\n    return np.array([0x7FF8DEADBEEF0000], dtype=np.uint64).view(float)[0]\n"
        },
        due={"dot_patch": 0},
    ),
    Attack(
        25,
        "a huge integer for a float",
        {"dot_patch": "def dot_patch(patch, kernel):\n    return 10 ** 400\n"},
        due={"dot_patch": 0},
    ),
    probe(
        25,
        "what a call left is seen by nobody",
        "found = [n for n in dir() if n.startswith('expected')] or 'correlate2d' in get_ipython().user_ns",
        inside=True,
    ),
]
