"""See 31 pixels in five ways: what a right design must meet, and a chart of the learner's beside four others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convlab.checks.requirements import Within
from convlab.numerics.tracing import trace
from convlab.pictures import drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Within", "chart", "count", "designs"]

TARGET, CHANNELS, SIDE = 31, 5, 128  # what the designs of the chart see, and on which picture


def designs(own: list[dict] | None = None) -> dict[str, list[dict]]:
    """Return stacks that see 31 pixels with 5 channels, by label; the learner's in place of the course's steps."""

    def conv(kernel: int, **more: int) -> dict:
        return {"kind": "conv", "filters": CHANNELS, "kernel": kernel, **more}

    holes = (1, 2, 4, 8)
    steps = [conv(3, stride=2, padding=1) for _ in holes]
    lean = []
    for d in holes:
        lean += [conv(3, padding=d, dilation=d, groups=CHANNELS), conv(1)]
    return {
        "one kernel of 31 x 31": [conv(31, padding=15)],
        "VGG: fifteen 3 x 3": [conv(3, padding=1)] * 15,
        "steps" if own is None else "yours": steps if own is None else [dict(layer) for layer in own],
        "holes: 1, 2, 4, 8": [conv(3, padding=d, dilation=d) for d in holes],
        "holes, depthwise": lean,
    }


def count(layers: list[dict]) -> tuple[int, int, int]:
    """Return the parameters, the multiply-adds and the field of a stack on a 128 x 128 picture of 5 channels."""
    rows = trace({"input": (CHANNELS, SIDE, SIDE), "layers": layers})
    return sum(row.params for row in rows), sum(row.multiply_adds for row in rows), rows[-1].receptive_field


def chart(own: list[dict]) -> tuple[Figure, str]:
    """Draw the parameters and the work of five designs beside each other; return the figure and its description.

    Parameters
    ----------
    own : list of dict
        The learner's stack for 31 pixels and 5 channels. One that is not right yet is left out, and a line
        says why.
    """
    from matplotlib import pyplot as plt  # only who draws waits for it

    problem = Within(TARGET, 10**9, CHANNELS).problem(own)
    if problem:
        print(f"Your stack is left out, and one of the course's stands there: {problem.symptom}")
    counted = {label: count(layers) for label, layers in designs(None if problem else own).items()}
    fig, axes = plt.subplots(1, 2, figsize=(7, 2.5), sharey=True, layout="constrained")
    said = []
    for axis, what, at in zip(axes, ("parameters", "multiply-adds"), (0, 1), strict=True):
        for place, (label, numbers) in enumerate(counted.items()):
            is_yours = label == "yours"
            look = {"facecolor": "#cfe5e1", "hatch": "///"} if is_yours else {"facecolor": "#c9cdd4"}
            axis.barh(place, numbers[at], height=0.7, edgecolor=drawing.PALETTE["ink"], linewidth=0.6, **look)
            axis.text(numbers[at] * 1.15, place, f"{numbers[at]:,}", va="center", fontsize=8.5)
        axis.set_yticks(range(len(counted)), counted, fontsize=9)
        axis.set_xscale("log")
        axis.set_xlim(min(n[at] for n in counted.values()) / 3, max(n[at] for n in counted.values()) * 40)
        axis.set_title(what, fontsize=10)
        axis.minorticks_off()
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].invert_yaxis()
    said = "; ".join(
        f"{label}: field {field}, {params:,} parameters, {work:,} multiply-adds"
        for label, (params, work, field) in counted.items()
    )
    return fig, f"Bars on logarithmic axes, five designs that see 31 pixels with 5 channels: {said}."
