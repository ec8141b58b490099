"""Lesson 2's widget: a strip of samples, a kernel, and the places that it takes."""

from convlab.checks import learner
from convlab.numerics import engine
from convlab.pictures import drawing, strips
from convlab.pictures.strips import Setting
from convlab.widgets.base import Widget, make

RANGES = {"n": (1, 16), "k": (0, 7), "p": (-1, 6), "s": (0, 4), "d": (0, 3)}
WORDS = {"n": "samples n", "k": "taps k", "p": "padding p", "s": "stride s", "d": "dilation d"}
PROBES = [
    (7, 3),
    (13, 5, 2, 2),
    (10, 3, 0, 2),
    (12, 3, 0, 2),
    (20, 3, 4, 1),
    (9, 3, 1, 2, 2),
    (16, 2, 3, 4, 3),
    (5, 1, 0, 2),
]


def strip(n: int = 13, k: int = 5, padding: int = 2, stride: int = 2, dilation: int = 1) -> Widget:
    """Return a widget in which five sliders set a strip of samples and a kernel on it.

    Parameters
    ----------
    n, k, padding, stride, dilation : int
        Where the sliders stand at first.

    Raises
    ------
    ValueError
        If a number is outside of its slider.
    """
    given = dict(zip(RANGES, (n, k, padding, stride, dilation), strict=True))
    for name, (low, high) in RANGES.items():
        if not low <= given[name] <= high:
            raise ValueError(f"expected {WORDS[name]} from {low} to {high}, got {given[name]}")
    sliders = [{"name": name, "words": WORDS[name], "range": RANGES[name]} for name in RANGES]
    return make(
        "strip",
        setup={"sliders": sliders},
        given={"setting": given},
        compute=count,
        still=lambda: strip_still(Setting(**given)),
    )


def count(given: dict) -> dict:
    """Return how many places there are, or what the learner's function says where there are none."""
    output_size = learner.function("output_size", engine.output_size, PROBES)
    setting = tuple(given["setting"][name] for name in RANGES)
    answer = {"places": None, "says": ""}
    try:
        answer["places"] = int(output_size(*setting))
    except ValueError:
        if output_size.own is not None:
            answer["says"] = learner.complaint(output_size.own, setting)
            output_size.is_yours = bool(answer["says"])
    return {**answer, "whose": output_size.label, "isYours": output_size.is_yours}


def strip_still(setting: Setting, alt: str = "") -> str:
    """Return the widget's first view as a picture: sliders, row, places, formula."""
    try:
        places = setting.places
    except ValueError as error:
        return drawing.picture(700, 60, [drawing.text(350, 36, str(error), size=15)], alt or str(error))
    values = (setting.n, setting.k, setting.p, setting.s, setting.d)
    parts, left = [], 24
    for i, (name, value) in enumerate(zip(RANGES, values, strict=True)):
        (low, high), x = RANGES[name], left + i * 132
        knob = x + 4 + (value - low) / (high - low) * 96
        parts += [
            drawing.text(x, 34, f"{WORDS[name]}: {value}", size=14, anchor="start"),
            drawing.line(x, 52, x + 104, 52, role="line", width=5, stroke_linecap="round"),
            drawing.tag("circle", cx=knob, cy=52, r=8, fill=drawing.color("output")),
        ]
    cells = setting.n + 2 * setting.p
    size = min(33, 560 / cells)
    line = min(27, 240 / places)
    bottom = 84 + size + 8 + places * line
    steps = setting.travel // setting.s
    reading = f"{setting.travel} to travel, {steps} whole strides, and the first place: {places} places"
    rest = setting.travel % setting.s
    formula = (
        f"⌊({setting.n} + 2·{setting.p} − {setting.d}·({setting.k} − 1) − 1) / {setting.s}⌋ + 1 = "
        f"⌊{setting.travel} / {setting.s}⌋ + 1 = {steps} + 1 = {places}"
    )
    parts += [
        strips.strip(left, 84, size, setting, line=line),
        drawing.text(left, bottom + 34, formula, size=16, anchor="start"),
        drawing.text(
            left, bottom + 60, f"{reading}; left over: {rest}.", size=14, anchor="start", fill="muted"
        ),
    ]
    alt = alt or f"A kernel of {setting.k} taps on {setting.n} samples takes {places} places: {formula}."
    return drawing.picture(700, round(bottom + 80), parts, alt)
