"""Time lesson 4's `conv2d_batch` beside SciPy, plain loops and PyTorch, on one thread, in one run.

    python bench/conv.py              8x3x64x64 images, 16 filters of 3x3, float32 and float64
    python bench/conv.py --padding 1

The solution is read from source/04_im2col.py itself. PyTorch is optional; any Python with it, NumPy, SciPy
and jupytext can run this file. Quick rivals take turns, so that a busy machine slows all alike.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import numpy as np
from scipy.signal import correlate2d

ROOT = Path(__file__).parents[1]
LESSON = ROOT / "source" / "04_im2col.py"
SHAPE, FILTERS, SIDE = (8, 3, 64, 64), 16, 3
TARGET = 3

sys.path.insert(0, str(ROOT))
from convlab.numerics import engine, training  # noqa: E402 (the threads are set first)


def solution(lesson: Path, name: str) -> Callable:
    """Return function `name` from a lesson's source, after running the solution cells up to its own."""
    import jupytext

    space = {"np": np}
    for cell in jupytext.read(lesson).cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and marks.get("solution"):
            exec(compile(cell.source, f"{lesson.name}:{marks['grade_id']}", "exec"), space)  # noqa: S102
            if marks["grade_id"] == name:
                return space[name]
    raise SystemExit(f"{lesson.name} has no solution cell {name}")


def scipy_loops(x: np.ndarray, w: np.ndarray, b: np.ndarray, padding: int) -> np.ndarray:
    """Convolve with one `correlate2d` for every image, filter and channel."""
    x = engine.pad2d(x, padding)
    maps = [[sum(correlate2d(c, k, mode="valid") for c, k in zip(i, f, strict=True)) for f in w] for i in x]
    return np.array(maps) + b[:, None, None]


def plain_loops(x: np.ndarray, w: np.ndarray, b: np.ndarray, padding: int) -> np.ndarray:
    """Convolve with nothing but Python's own loops, lists and floats."""
    x = engine.pad2d(x, padding)
    (_, _, h, wide), (_, _, kh, kw) = x.shape, w.shape
    taps = [(c, i, j) for c in range(x.shape[1]) for i in range(kh) for j in range(kw)]
    images, filters, biases = x.tolist(), w.tolist(), b.tolist()

    def pixel(image, bank, bias, r, s):
        total = bias
        for c, i, j in taps:
            total += bank[c][i][j] * image[c][r + i][s + j]
        return total

    rows, columns = range(h - kh + 1), range(wide - kw + 1)
    return np.array(
        [
            [
                [[pixel(image, f, bias, r, s) for s in columns] for r in rows]
                for f, bias in zip(filters, biases, strict=True)
            ]
            for image in images
        ]
    )


def torch_conv(x: np.ndarray, w: np.ndarray, b: np.ndarray, padding: int) -> Callable[[], np.ndarray] | None:
    """Return a call of `torch.nn.functional.conv2d` on these arrays, or None without PyTorch."""
    try:
        import torch
    except ModuleNotFoundError:
        return None
    torch.set_num_threads(1)
    tensors = [torch.from_numpy(a) for a in (x, w, b)]

    @torch.no_grad()
    def call():
        return torch.nn.functional.conv2d(*tensors, padding=padding).numpy()

    return call


def rivals(x: np.ndarray, w: np.ndarray, b: np.ndarray, padding: int) -> dict[str, Callable | None]:
    """Return every way to compute the same maps, the fast ones first; None where it is not here."""
    batch = solution(LESSON, "conv2d_batch") if LESSON.exists() else None
    return {
        "lesson 4: conv2d_batch": batch and (lambda: batch(x, w, b, padding=padding)),
        "convlab.numerics.training.conv2d": lambda: training.conv2d(x, w, b, padding=padding),
        "convlab.numerics.engine.conv2d_multi": lambda: engine.conv2d_multi(x, w, b, padding=padding),
        "torch.nn.functional.conv2d": torch_conv(x, w, b, padding),
        "scipy.signal.correlate2d": lambda: scipy_loops(x, w, b, padding),
        "plain Python loops": lambda: plain_loops(x, w, b, padding),
    }


def seconds_of(call: Callable) -> float:
    """Return how long one call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start


def timings(calls: dict[str, Callable], rounds: int) -> dict[str, float]:
    """Return the median seconds of each call; quick ones take turns, slow ones are timed once."""
    first = {name: seconds_of(call) for name, call in calls.items()}
    quick = [name for name in calls if first[name] < 0.05]
    taken = {name: [] for name in quick}
    for _ in range(rounds):
        for name in quick:
            calls[name]()
            taken[name].append(seconds_of(calls[name]))
    return first | {name: median(times) for name, times in taken.items()}


def compare(dtype: str, padding: int, rounds: int) -> None:
    """Check that all rivals agree, time them, print the table."""
    rng = np.random.default_rng(4)
    x = rng.normal(size=SHAPE).astype(dtype)
    w = rng.normal(size=(FILTERS, SHAPE[1], SIDE, SIDE)).astype(dtype)
    b = rng.normal(size=FILTERS).astype(dtype)
    calls = {name: call for name, call in rivals(x, w, b, padding).items() if call}
    wanted = scipy_loops(x, w, b, padding)
    for name, call in calls.items():
        np.testing.assert_allclose(call(), wanted, rtol=1e-4, atol=1e-4, err_msg=name)
    seconds = timings(calls, rounds)
    base = seconds.get("torch.nn.functional.conv2d")
    print(f"\n{dtype}, images {SHAPE}, filters {w.shape}, padding {padding}")
    print(f"one thread, medians of {rounds} rounds; what takes over 50 ms is timed once")
    for name, taken in sorted(seconds.items(), key=lambda item: item[1]):
        against = f"{taken / base:10.1f} x PyTorch" if base else ""
        print(f"{name:30}{1000 * taken:10.2f} ms{against}")
    ours = seconds.get("lesson 4: conv2d_batch")
    if base and ours:
        print(f"within {TARGET} times PyTorch: {'yes' if ours <= TARGET * base else 'no'}")
    elif not base:
        print("PyTorch is not installed here: no ratio")


def main() -> None:
    """Read the options and compare in both number types."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--padding", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=31)
    options = parser.parse_args()
    for dtype in ("float32", "float64"):
        compare(dtype, options.padding, options.rounds)


if __name__ == "__main__":
    main()
