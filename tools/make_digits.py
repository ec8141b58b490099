"""Write convlab/data/digits.npz: scikit-learn's 1,797 handwritten digits and a fixed split.

Run `python tools/make_digits.py`; it needs scikit-learn, the lessons do not.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TARGET = Path(__file__).parents[1] / "convlab" / "data" / "digits.npz"
TEST_SIZE = 400
ABOUT = (
    "Handwritten digits, 8x8 pixels, values 0 to 16. E. Alpaydin and C. Kaynak (1998), Optical Recognition "
    "of Handwritten Digits, UCI Machine Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/). Taken from scikit-learn's load_digits; nothing but the "
    "number type was changed. 'test' lists the positions of the 400 test digits."
)


def digits() -> dict[str, np.ndarray]:
    """Return what the file holds: images, labels, positions of the test digits, and the credit."""
    bunch = load_digits()
    test = np.sort(np.random.default_rng(0).permutation(len(bunch.target))[:TEST_SIZE])
    return {
        "images": bunch.images.astype(np.uint8),
        "labels": bunch.target.astype(np.uint8),
        "test": test.astype(np.uint16),
        "about": np.array(ABOUT),
    }


if __name__ == "__main__":
    np.savez_compressed(TARGET, **digits())
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
