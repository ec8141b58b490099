"""Draw what stands in for lesson 4's race where no script runs: one race, as it was run."""

from math import log10

from convlab.pictures import drawing as d

# Images done in a second, on two cores of a server, Python 3.11 and NumPy 2.4, in November 2026.
MEASURED = {
    "six loops": 2,
    "three loops": 7,
    "patch loop": 34,
    "tap loop": 3417,
    "einsum": 2956,
    "SciPy": 163,
}
ALT = (
    "One race as it was run: images done in a second on a logarithmic axis. Six loops 2, three loops 7, patch "
    "loop 34, tap loop 3,417, einsum 2,956, SciPy 163."
)
LEFT, TOP, LINE, DECADE = 120, 20, 34, 110


def race_still(alt: str = ALT) -> str:
    """Return the bars of one race, and how many images each way did."""
    bottom, parts = TOP + LINE * len(MEASURED), []
    for power in range(5):
        x = LEFT + DECADE * power
        parts += [
            d.line(x, TOP, x, bottom, role="line"),
            d.text(x, bottom + 18, f"{10**power:,}", size=12, fill="muted"),
        ]
    for at, (label, images) in enumerate(MEASURED.items()):
        y, wide = TOP + LINE * at, DECADE * log10(images)
        parts += [
            d.text(LEFT - 10, y + 22, label, size=14, anchor="end"),
            d.box(LEFT, y + 6, wide, LINE - 12, fill="muted", rx=2),
            d.text(LEFT + wide + 8, y + 22, f"{images:,} images", size=13, anchor="start"),
        ]
    parts.append(
        d.text(350, bottom + 42, "images done in a second, as measured once; your machine differs", size=13)
    )
    return d.picture(700, bottom + 60, parts, alt)
