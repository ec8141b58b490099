"""Draw the still pictures of lesson 4, one claim each."""

import numpy as np

from convlab.numerics import engine
from convlab.pictures import drawing as d
from convlab.pictures.stills.registry import still
from convlab.widgets.im2col_race_still import ALT as RACE_ALT
from convlab.widgets.im2col_race_still import race_still
from convlab.widgets.im2col_still import ALT as WIDGET_ALT
from convlab.widgets.im2col_still import columns_still

WIDTH = 700
NINE = np.arange(1, 10).reshape(3, 3)
COLUMNS = engine.im2col(NINE[None], 2, 2)


def words(x: float, y: float, line: str, **more) -> str:
    """Return a caption."""
    return d.text(x, y, line, **{"size": 14, **more})


@still(
    "04_im2col",
    "A 3x3 image with the values 1 to 9; its four 2x2 windows, each laid out as a column of four numbers; a "
    "row of four weights, 1 0 0 -1, in front of the 4x4 matrix; the four answers, all -4, folded back to a "
    "2x2 map.",
)
def im2col(alt: str) -> str:
    """Windows become columns, and the layer one product."""
    size, top = 36, 66
    weights, maps = np.array([[1, 0, 0, -1]]), np.full((1, 4), -4)
    middle = top + 1.5 * size
    parts = [
        d.grid(24, top, NINE, size=size, kind="plain"),
        d.frame(24, top, 2, 2, size, "window"),
        d.arrow(138, top + 54, 166, top + 54),
        d.grid(176, middle - 18, weights, size=size, kind="signed", limits=(-2, 2), role="kernel"),
        d.text(350, middle + 7, "@", size=20),
        d.grid(374, top - 18, COLUMNS, size=size, kind="plain"),
        d.frame(374, top - 18, 4, 1, size, "window"),
        d.text(542, middle + 6, "=", size=20),
        d.grid(576, middle - 36, maps.reshape(2, 2), size=size, kind="signed", limits=(-8, 8), role="output"),
        words(78, 204, "image", fill="window", font_weight=600),
        words(248, 204, "one row of weights", fill="kernel", font_weight=600),
        words(446, 204, "one column a window", fill="window", font_weight=600),
        words(612, 204, "the map, folded", fill="output", font_weight=600),
        words(446, 30, "1 2 4 5 stands in the first column", size=13, fill="muted"),
    ]
    return d.picture(WIDTH, 224, parts, alt)


@still(
    "04_reshape",
    "The matrix of rows 1 2 3 and 4 5 6. Transposed it has the rows 1 4, 2 5 and 3 6: the columns have "
    "become rows. Reshaped to the same 3x2 it has the rows 1 2, 3 4 and 5 6: the same shape, the numbers "
    "still in the order in which they lay.",
)
def reshape(alt: str) -> str:
    """A transpose moves numbers, a reshape only folds the line in which they lie."""
    matrix, size, top = np.arange(1, 7).reshape(2, 3), 40, 56
    kinds = {"size": size, "kind": "count", "limits": (0, 9)}
    parts = [
        d.grid(70, top + 20, matrix, **kinds),
        d.grid(330, top, matrix.T, **kinds),
        d.grid(550, top, matrix.reshape(3, 2), **kinds),
        words(130, 34, "(2, 3)", font_weight=600),
        words(370, 34, ".transpose()", font_weight=600),
        words(590, 34, ".reshape(3, 2)", font_weight=600),
        d.arrow(212, top + 60, 306, top + 60),
        words(370, 202, "(3, 2): columns became rows"),
        words(590, 202, "(3, 2): read on, 1 to 6"),
        words(130, 202, "in memory: 1 2 3 4 5 6"),
    ]
    return d.picture(WIDTH, 222, parts, alt)


@still(
    "04_rows",
    "Both orientations for two images with three windows each. Columns: for each image a matrix of its own, "
    "one window a column. Rows: a single matrix, one window a row, the three of image 0 above the three of "
    "image 1; the product has one row for each place and one column for each filter.",
)
def rows(alt: str) -> str:
    """One window a column, an image a matrix; or one window a row, all images below one another."""
    size, top = 24, 60
    blank = np.full((4, 3), "", dtype=object)
    parts = [words(120, 34, "one window a column", font_weight=600)]
    for image, left in enumerate((32, 136)):
        parts.append(d.grid(left, top + 24, np.zeros((4, 3)), size=size, kind="plain", labels=blank))
        parts += [
            d.frame(left + k * size, top + 24, 4, 1, size, "window", 1.6 if image else 2.6) for k in range(3)
        ]
        parts.append(words(left + 36, top + 140, f"image {image}", fill="window"))
    parts += [
        words(464, 34, "one window a row, all images below one another", font_weight=600),
        d.grid(330, top, np.zeros((6, 4)), size=size, kind="plain", labels=np.full((6, 4), "", dtype=object)),
        *(d.frame(330, top + k * size, 1, 4, size, "window", 2.6 if k < 3 else 1.6) for k in range(6)),
        words(288, top + 42, "image 0", fill="window"),
        words(288, top + 114, "image 1", fill="window"),
        d.text(444, top + 80, "@", size=20),
        d.grid(462, top + 24, np.zeros((4, 2)), size=size, kind="plain", labels=blank[:, :2], role="kernel"),
        d.text(532, top + 80, "=", size=20),
        d.grid(556, top, np.zeros((6, 2)), size=size, kind="plain", labels=np.full((6, 2), "", dtype=object)),
        d.frame(556, top, 6, 2, size, "output"),
        words(486, top + 146, "filters", fill="kernel"),
        words(580, top + 166, "places x filters", fill="output"),
        words(120, top + 166, "N matrices", size=13, fill="muted"),
        words(378, top + 166, "one matrix", size=13, fill="muted"),
    ]
    return d.picture(WIDTH, 244, parts, alt)


@still(
    "04_memory",
    "One square for the image, 12.8 megabytes, and nine squares of the same size for its column matrix, "
    "115.6 megabytes: 64 channels of 224x224 in float32, a 3x3 window, stride 1, padding 1.",
)
def memory(alt: str) -> str:
    """Nine copies, nearly."""
    size, top = 46, 30
    parts = [
        d.box(96, top + size, size, size, fill="window"),
        words(119, top + 3 * size + 26, "the image: 12.8 MB", fill="window", font_weight=600),
        d.arrow(206, top + 69, 300, top + 69),
        words(253, top + 56, "3 x 3"),
    ]
    for k in range(9):
        left, down = 330 + k % 3 * (size + 3), top + k // 3 * (size + 3) - 3
        parts.append(d.box(left, down, size, size, fill="#e9dcc8", stroke="window", stroke_width=1.5))
        parts.append(
            d.text(
                left + size / 2, down + size / 2 + 5, f"{k // 3}, {k % 3}", size=13, fill=d.ink_on("#e9dcc8")
            )
        )
    parts.append(words(402, top + 3 * size + 26, "its columns: 115.6 MB", fill="window", font_weight=600))
    parts.append(words(590, top + 62, "row, column of the tap:", size=13, fill="muted"))
    parts.append(words(590, top + 80, "each sees a shifted image", size=13, fill="muted"))
    return d.picture(WIDTH, 214, parts, alt)


@still("04_columns_widget", WIDGET_ALT)
def columns_widget(alt: str) -> str:
    """The widget's first step."""
    return columns_still(alt)


@still("04_race_widget", RACE_ALT)
def race_widget(alt: str) -> str:
    """One race, as it was run."""
    return race_still(alt)
