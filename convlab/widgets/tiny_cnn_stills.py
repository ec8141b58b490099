"""Draw what stands in for lesson 6's widgets where no script runs."""

import numpy as np

from convlab import digits
from convlab.demos import ask_network, digit_places
from convlab.numerics import training
from convlab.pictures import drawing as d
from convlab.pictures.png import png_address

LAYERS_ALT = (
    "The widget with a handwritten 2: the digit, ten bars, the longest at class 2, the eight test digits that the "
    "network misreads, four maps of conv 1, ReLU and pool, eight maps of conv 2, ReLU and pool, and one number of "
    "a map with its window, the filter, the sum and the bias."
)
SHIFT_ALT = (
    "The widget with an 8 moved by 2 right and 2 up: ten bars of the linear model, the longest at a wrong "
    "class, ten bars of the CNN, the longest at 8, and the share of test digits that each reads at this "
    "place."
)
AT = (2, -2)


def picture_of(pixels: np.ndarray, left: float, top: float, side: float) -> str:
    """Return a square image, enlarged without smoothing."""
    place = {"x": left, "y": top, "width": side, "height": side}
    return d.tag("image", href=png_address(pixels), style="image-rendering: pixelated", **place)


def gray_pixels(image: np.ndarray) -> np.ndarray:
    """Return an image with values 0 to 1 as bytes."""
    return np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8)


def signed_pixels(values: np.ndarray, limit: float) -> np.ndarray:
    """Return a signed map in red and blue around near-white, full strength at `limit`."""
    ends = [
        np.array(list(bytes.fromhex(d.PALETTE[name][1:])), float) for name in ("negative", "zero", "positive")
    ]
    # Eight bits of value only: the last digits of a sum differ between machines.
    share = np.rint(np.clip(values / limit, -1, 1) * 60)[..., None] / 60 * 0.9
    end = np.where(share < 0, ends[0], ends[2])
    return np.rint(ends[1] + (end - ends[1]) * np.abs(share)).astype(np.uint8)


def bars(
    x: float, y: float, values: np.ndarray, mark: int, *, width: float = 150, line: float = 19
) -> list[str]:
    """Return ten horizontal bars, one a class; the marked one is framed and its number is bold."""
    parts = []
    for k, value in enumerate(values):
        top = y + k * line
        is_marked = k == mark
        weight = {"font_weight": 700} if is_marked else {}
        parts += [
            d.text(x, top + 13, str(k), size=13, **weight),
            d.box(
                x + 12,
                top + 3,
                max(width * value, 1),
                line - 6,
                fill="output" if is_marked else "muted",
                rx=1,
            ),
            d.text(
                x + 18 + width * value,
                top + 13,
                f"{round(100 * float(value))} %",
                size=12,
                anchor="start",
                **weight,
            ),
        ]
    return parts


def layers_still(image: np.ndarray, params: dict, padding: int, alt: str = LAYERS_ALT) -> str:
    """Return the first view: the digit, the shares, what is misread, all maps, and one number with its window."""
    images, labels = digits.load("test")
    kept = training.forward(image[None].astype(float), params, padding)
    wrong = ask_network.misread(training.forward(images.astype(float), params, padding)["logits"], labels)
    shares = digit_places.shares(kept["logits"][0])
    said = f"says {shares.argmax()}, with {round(100 * float(shares.max()))} %"
    parts = [
        d.text(24, 26, "the digit", size=14, fill="window", anchor="start", font_weight=600),
        picture_of(gray_pixels(image), 24, 36, 224),
        d.text(280, 26, said, size=14, anchor="start", font_weight=600),
        *bars(286, 32, shares, int(shares.argmax()), width=160, line=17),
        d.text(280, 222, f"the {len(wrong)} of 400 that it misreads", size=13, anchor="start", fill="muted"),
        *(
            picture_of(gray_pixels(images[n]), 280 + 40 * k, 230, 34)
            for k, (n, _, _) in enumerate(wrong[:10])
        ),
        *_stack(kept, 278),
    ]
    return d.picture(700, 820, [*parts, *_one_number(image, kept, params, padding, 604)], alt)


def _stack(kept: dict, top: float) -> list[str]:
    """Return all maps, a row for each step; the first is framed."""
    size, left, parts = 46, 132, []
    for row, step in enumerate(("conv1", "relu1", "pool1", "conv2", "relu2", "pool2")):
        limit, y = float(np.abs(kept[step]).max()), top + row * (size + 6)
        count, side = kept[step].shape[1:3]
        name = f"{step[:4].replace('relu', 'ReLU')} {step[-1]}"
        parts += [
            d.text(left - 8, y + 20, name, size=14, anchor="end", fill="output", font_weight=600),
            d.text(left - 8, y + 37, f"{count} × {side} × {side}", size=12, anchor="end", fill="muted"),
        ]
        for f in range(count):
            x = left + f * (size + 6)
            parts.append(picture_of(signed_pixels(kept[step][0, f], limit), x, y, size))
            stroke, width = ("output", 3) if (step, f) == ("conv1", 0) else ("line", 1)
            parts.append(d.box(x, y, size, size, stroke=stroke, stroke_width=width, rx=1))
    return parts


def _one_number(image: np.ndarray, kept: dict, params: dict, padding: int, top: float) -> list[str]:
    """Return map 0 of conv 1, enlarged, and where the number in its middle comes from."""
    maps, bias = kept["conv1"][0, 0], float(params["b1"][0])
    side, cell = len(maps), 168 / len(maps)
    at = side // 2
    window = np.pad(image, padding)[at : at + 3, at : at + 3]
    head, y = {"size": 14, "font_weight": 600}, top + 24
    result = f"sum {maps[at, at] - bias:.2f} + bias {bias:.2f} = {maps[at, at]:.2f}".replace("-", "−")
    return [
        d.text(24, top + 10, "conv 1, map 0", fill="output", anchor="start", **head),
        picture_of(signed_pixels(maps, float(np.abs(kept["conv1"]).max())), 24, y, 168),
        d.frame(24 + at * cell, y + at * cell, 1, 1, cell, "ink", 2),
        d.text(300, top + 10, "its window", fill="window", **head),
        d.grid(234, y, np.round(window, 2), size=44, kind="gray", role="window"),
        d.text(392, y + 74, "×", size=20, fill="muted"),
        d.text(482, top + 10, "the filter", fill="kernel", **head),
        d.grid(416, y, np.round(params["w1"][0, 0], 2), size=44, kind="signed", role="kernel"),
        d.text(234, y + 164, result, size=14, anchor="start"),
    ]


def shift_still(image: np.ndarray, label: int, trained: str = "shifted", alt: str = SHIFT_ALT) -> str:
    """Return one setting: the moved digit, both models' shares, and how many digits each reads there."""
    at = digit_places.PLACES.index(AT)
    seen = digit_places.everywhere(image)[at : at + 1]
    parts = [
        d.text(102, 34, f"dx {AT[0]}, dy {d.number(AT[1])}", size=14, fill="window", font_weight=600),
        picture_of(gray_pixels(seen[0]), 18, 46, 168),
        d.frame(18, 46, 28, 28, 6, "window", 2.5),
        d.box(18 + 30, 46 + 30, 108, 108, stroke="#ffffff", stroke_width=1.5, stroke_dasharray="5 4"),
        d.text(102, 236, "dashed: where it was", size=12.5, fill="muted"),
    ]
    names = {"linear": "linear, 7,850 parameters", "cnn": "CNN, 4,266 parameters"}
    for column, model in enumerate(digit_places.MODELS):
        x = 222 + column * 240
        shares = digit_places.shares(digit_places.logits(model, trained, seen))[0]
        said = int(shares.argmax())
        verdict = "right" if said == label else f"wrong, it is a {label}"
        percent = round(100 * float(digit_places.accuracies(model, trained)[at]))
        parts += [
            d.text(x, 34, names[model], size=14, anchor="start", font_weight=600),
            *bars(x + 6, 44, shares, said, width=150),
            d.text(x, 256, f"says {said}: {verdict}", size=14, anchor="start", font_weight=600),
            d.text(
                x,
                282,
                f"reads {percent} of {digit_places.SAMPLE} digits at this place",
                size=12.5,
                anchor="start",
            ),
            d.box(x, 290, 200, 12, fill="faint"),
            d.box(x, 290, 2 * percent, 12, fill="output"),
        ]
    return d.picture(700, 320, parts, alt)
