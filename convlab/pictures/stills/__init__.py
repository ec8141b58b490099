"""Make the still pictures of the lessons: `python -m convlab stills source/figures` writes them all.

One module a lesson. A picture is a function that takes its alternative text and returns SVG, registered under
its file's name with that text, which the lesson's markdown repeats::

    from convlab.pictures.stills.registry import still

    @still("01_flip", "The kernel a b c, d e f, g h i, and the same kernel turned by 180 degrees: ...")
    def flip(alt):
        return drawing.picture(700, 220, [...], alt)
"""

from pathlib import Path

from convlab.pictures.stills import (  # noqa: F401  (they register their pictures)
    im2col,
    kernels,
    ops,
    output_size,
    padding_stride,
    receptive_field,
    strides,
    tiny_cnn,
)
from convlab.pictures.stills.registry import STILLS

ALT = {name: alt for name, (alt, _) in STILLS.items()}


def draw(name: str) -> str:
    """Return the SVG of one still picture.

    Raises
    ------
    ValueError
        If there is no picture of that name.
    """
    if name not in STILLS:
        raise ValueError(f"expected one of {', '.join(STILLS)}, got {name!r}")
    alt, function = STILLS[name]
    return function(alt) + "\n"


def write(folder: Path) -> list[Path]:
    """Write every still picture into `folder` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.svg" for name in STILLS]
    for file in files:
        file.write_text(draw(file.stem), encoding="utf-8", newline="\n")
    return files
