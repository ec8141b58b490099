"""Train the tiny CNN and its linear rival with the functions of lesson 8, and write convlab/data/weights.npz.

    python tools/train_tiny_cnn.py            train all models (about four minutes on two cores)
    python tools/train_tiny_cnn.py --report   print what the shipped weights get right

The way back is that of the lesson's own solutions, taken out of source/08_training.py. Seeded: the same machine
writes the same bytes again. Another BLAS may round otherwise and end nearby. The run that lesson 8's widget
shows by default goes into convlab/data/live_run.npz, for the picture of it.
"""

import argparse
import os
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from convlab import digits
from convlab.demos import live_training
from convlab.numerics import training

LESSON = Path(__file__).parents[1] / "source" / "08_training.py"
TARGET, RUN = digits.DATA / "weights.npz", digits.DATA / "live_run.npz"
# Epochs and seed. docs/data.md says how the seeds were chosen.
MODELS = {
    "cnn_padding1_shifted": (300, 3),
    "cnn_padding0_shifted": (300, 3),
    "cnn_padding1_centered": (40, 3),
    "linear_shifted": (60, 0),
    "linear_centered": (60, 0),
}
PLACES = 5


def lesson_functions() -> training.WayBack:
    """Return the solutions of lesson 8: its cells of solutions and its `im2col`, run in a namespace of their own."""
    names: dict[str, object] = {"np": np}
    for cell in re.split(r"^# %%", LESSON.read_text(encoding="utf-8"), flags=re.MULTILINE):
        title, _, code = cell.partition("\n")
        if "[markdown]" not in title and ('"solution": true' in title or '"grade_id": "columns"' in title):
            exec(compile(code, str(LESSON), "exec"), names)  # noqa: S102  (the course's own source)
    return training.WayBack(**{name: names[name] for name in training.WayBack.__dataclass_fields__})


def train(name: str) -> dict[str, np.ndarray]:
    """Return the trained parameters of one of MODELS, under the names that the file gives them."""
    epochs, seed = MODELS[name]
    rng = np.random.default_rng(seed)
    images, labels = digits.load("train")

    def epoch():
        for some, theirs in training.batches(rng, images, labels):
            yield (digits.shifted(rng, some) if name.endswith("shifted") else some), theirs

    if name.startswith("linear"):
        params = {"w": np.zeros((10, images[0].size), np.float32), "b": np.zeros(10, np.float32)}
        losses = list(training.train(params, training.linear_loss, epoch, epochs, rate=0.003))
    else:
        padding, way = int(name[len("cnn_padding")]), lesson_functions()
        params = training.init_params(rng, padding)

        def loss(some, theirs, params):
            return training.cnn_loss(some, theirs, params, padding, way)

        losses = list(training.train(params, loss, epoch, epochs))
    print(f"{name}: loss {losses[0]:.3f} to {losses[-1]:.3f} in {len(losses)} epochs", flush=True)
    return {f"{name}_{key}": value for key, value in params.items()}


def live_run() -> dict[str, np.ndarray]:
    """Return the run that the widget shows by default: its losses, its accuracies, and the weights in the end."""
    run, way = live_training.Run(), lesson_functions()
    measured = []
    while not run.is_over:
        if run.step % (run.per_epoch // 2) == 0:
            measured.append([run.step, *run.measure()[:2]])
        run.advance(way=way)
    measured.append([run.step, *run.measure()[:2]])
    print(f"live run: {100 * measured[-1][2]:.2f} % of the unseen digits after {run.step} steps", flush=True)
    return {"losses": np.float32(run.losses), "accuracies": np.float32(measured), **run.params}


def accuracies(name: str) -> tuple[int, float, float]:
    """Return a shipped model's parameter count and its test accuracy on centered and on shifted digits."""
    trained = name.rsplit("_", 1)[1]
    if name.startswith("linear"):
        params, padding = digits.linear_weights(trained), None
    else:
        padding = int(name[len("cnn_padding")])
        params = digits.weights(padding, trained)
    images, labels = digits.load("test")
    moved = digits.shifted(np.random.default_rng(1), np.concatenate([images] * PLACES))

    def accuracy(x, wanted):
        got = training.predict_linear(x, params) if padding is None else training.predict(x, params, padding)
        return float(np.mean(got == wanted))

    count = sum(p.size for p in params.values())
    return count, accuracy(images, labels), accuracy(moved, np.concatenate([labels] * PLACES))


def report() -> None:
    """Print a table of every shipped model."""
    print(f"{'model':24}{'parameters':>12}{'test, centered':>16}{'test, random places':>21}")
    for name in MODELS:
        count, centered, moved = accuracies(name)
        print(f"{name:24}{count:12,}{centered:16.1%}{moved:21.1%}")


def main() -> None:
    """Train and write, or only report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--report", action="store_true", help="print the shipped weights' test accuracies and stop"
    )
    if not parser.parse_args().report:
        arrays = {}
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            shown = pool.submit(live_run)
            for params in pool.map(train, MODELS):
                arrays |= params
        np.savez_compressed(TARGET, **arrays)
        np.savez_compressed(RUN, **shown.result())
        for file in (TARGET, RUN):
            print(f"{file.name}: {file.stat().st_size:,} bytes")
    report()


if __name__ == "__main__":
    main()
