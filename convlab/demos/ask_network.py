"""Ask a trained tiny CNN which patch of a digit matters, which digits it misreads, and what excites its filters."""

import numpy as np

from convlab import digits
from convlab.demos.digit_places import shares
from convlab.numerics import training

PATCH, HOP = 6, 2  # side of the patch that is hidden, and from one place of it to the next, in pixels
NINE = 9
FIELDS = {
    "relu1": (1, 3),
    "relu2": (2, 8),
}  # jump and field of a number, in pixels of the digit: section 6.11


def occlusion(image: np.ndarray, params: training.Params, padding: int = 1) -> dict[str, np.ndarray]:
    """Return what the network says of a `(28, 28)` image where a patch of 6 x 6 is paper, at all 12 x 12 places.

    `logits` and `shares` of the class that it says of the whole image, and the class `said`, each `(12, 12)`.

    Source: Zeiler and Fergus (2014), Visualizing and understanding convolutional networks, section 4.2.
    """
    places = (digits.SIDE - PATCH) // HOP + 1
    hidden = np.repeat(image[None].astype(float), places * places + 1, axis=0)
    for n, (r, c) in enumerate(np.ndindex(places, places)):
        hidden[n, HOP * r : HOP * r + PATCH, HOP * c : HOP * c + PATCH] = 0
    z = training.forward(hidden, params, padding)["logits"]
    best, found = z[-1].argmax(), {"logits": z, "shares": shares(z)}
    grids = {name: array[:-1, best].reshape(places, places) for name, array in found.items()}
    return grids | {"said": z[:-1].argmax(axis=1).reshape(places, places)}


def misread(logits: np.ndarray, labels: np.ndarray) -> list[tuple[int, int, int]]:
    """Return which digits are misread: number, class, and the class that the network says."""
    said = logits.argmax(axis=1)
    return [(int(n), int(labels[n]), int(said[n])) for n in np.flatnonzero(said != labels)]


def most_excited(maps: np.ndarray, step: str, padding: int = 1) -> list[list[list[int]]]:
    """Return for each filter the nine digits with its largest numbers: number of the digit, and the window it saw.

    Parameters
    ----------
    maps : array of shape (N, F, H, W)
        After the ReLU, for N digits.
    step : {"relu1", "relu2"}
        Which block they come from.
    padding : int
        Zeros on each side of both convolutions.

    Returns
    -------
    list of F lists of nine [number, top, left, side]
        The window in pixels of the digit; it may begin before 0 where zeros were put around.
    """
    jump, side = FIELDS[step]
    begin = -padding * (1 + (step == "relu2") * 2)
    found = []
    for each in np.moveaxis(maps, 1, 0):
        strongest = each.max(axis=(1, 2))
        nine = np.argsort(-strongest, kind="stable")[:NINE]
        at = [np.unravel_index(each[n].argmax(), each.shape[1:]) for n in nine]
        found.append(
            [
                [int(n), begin + jump * int(r), begin + jump * int(c), side]
                for n, (r, c) in zip(nine, at, strict=True)
            ]
        )
    return found


def gallery(images: np.ndarray, labels: np.ndarray, params: training.Params, padding: int = 1) -> dict:
    """Return what a network makes of many digits: `misread`, and `excited` of all filters, those of block 1 first."""
    kept = training.forward(images.astype(float), params, padding)
    excited = [nine for step in FIELDS for nine in most_excited(kept[step], step, padding)]
    return {"misread": misread(kept["logits"], labels), "excited": excited}
