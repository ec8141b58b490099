"""Name the small images, kernels and photographs of the course, as NumPy arrays.

Only NumPy is imported with this module: a student's process may load it too.
"""

import numpy as np


def anchor_a() -> np.ndarray:
    """Return the 5x5 image of 10 to 250 in steps of 10, brighter with every column and row."""
    return np.arange(10, 260, 10).reshape(5, 5)


def anchor_b() -> np.ndarray:
    """Return the 5x5 image of small numbers that is worked by hand with Sobel's kernel."""
    return np.array([[1, 2, 0, 1, 2], [0, 1, 3, 1, 0], [2, 1, 0, 2, 1], [1, 0, 2, 1, 3], [2, 1, 1, 0, 1]])


def sobel_x() -> np.ndarray:
    """Return Sobel's kernel that answers positively where the image gets brighter to the right."""
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y() -> np.ndarray:
    """Return Sobel's kernel that answers positively where the image gets brighter downward."""
    return sobel_x().T


def gabor(angle: float) -> np.ndarray:
    """Return a 7x7 Gabor kernel of sum 0: upright stripes under a bell, turned by `angle` degrees."""
    along = np.arange(7) - 3
    across, down = np.meshgrid(along, along)
    turn = np.deg2rad(angle)
    bell = np.exp(-(across**2 + down**2) / (2 * 1.7**2))
    stripes = bell * np.cos(2 * np.pi * (np.cos(turn) * across + np.sin(turn) * down) / 4)
    return stripes - bell * stripes.sum() / bell.sum()


def kernels() -> dict[str, np.ndarray]:
    """Return the course's twelve kernels by name: five of sum 1, which make pictures, seven of sum 0."""
    return {
        "identity": np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        "box_blur": np.full((3, 3), 1 / 9),
        "gaussian": np.outer([1, 2, 1], [1, 2, 1]) / 16,
        "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        "emboss": np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]),
        "sobel_x": sobel_x(),
        "sobel_y": sobel_y(),
        "edge_h": np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
        "edge_v": np.array([[1, 0, -1]] * 3),
        "laplacian": np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
        "gabor_0": gabor(0),
        "gabor_45": gabor(45),
    }


def vertical_edge(size: int = 7) -> np.ndarray:
    """Return a `size` x `size` image, dark (10) on the left and bright (90) from its middle column on."""
    image = np.full((size, size), 10)
    image[:, size // 2 :] = 90
    return image


def blob(size: int = 7) -> np.ndarray:
    """Return a `size` x `size` image of a soft bright spot in the middle, 0 to 100."""
    away = np.arange(size) - (size - 1) / 2
    squares = away[:, None] ** 2 + away**2
    return np.rint(100 * np.exp(-squares / (size / 2.5) ** 2)).astype(int)


def diagonal(size: int = 7) -> np.ndarray:
    """Return a `size` x `size` image of zeros with a diagonal of 100."""
    return 100 * np.eye(size, dtype=int)


def cross(height: int, width: int, row: int, col: int) -> np.ndarray:
    """Return zeros of `(height, width)` with a cross of five ones centered at `(row, col)`."""
    if not (0 < row < height - 1 and 0 < col < width - 1):
        raise ValueError(f"expected a center inside {height} x {width}, got ({row}, {col})")
    image = np.zeros((height, width), dtype=int)
    image[row - 1 : row + 2, col] = 1
    image[row, col - 1 : col + 2] = 1
    return image


def step(size: int = 16) -> np.ndarray:
    """Return a `size` x `size` image of zeros with ones from the middle column on."""
    return (np.arange(size) >= size // 2).astype(float) * np.ones((size, 1))


def white_square(rng: np.random.Generator, size: int = 32, noise: float = 0.1) -> np.ndarray:
    """Return a white square (1) on black (0), half as wide as the image, with Gaussian noise from `rng`."""
    image = np.zeros((size, size))
    image[size // 4 : size - size // 4, size // 4 : size - size // 4] = 1.0
    return image + noise * rng.normal(size=image.shape)


def photograph(size: int = 128) -> np.ndarray:
    """Return a photograph of Grace Hopper in gray, `(size, size)`, 0 to 1.

    The picture is in the public domain (James S. Davis, US Navy, 1984) and comes with Matplotlib.

    Raises
    ------
    ValueError
        If `size` is not between 8 and 512.
    """
    if not 8 <= size <= 512:
        raise ValueError(f"expected a size from 8 to 512, got {size}")
    from matplotlib.cbook import get_sample_data  # only for this picture
    from PIL import Image  # likewise

    with get_sample_data("grace_hopper.jpg") as file, Image.open(file) as photo:
        face = photo.convert("L").crop((0, 0, photo.width, photo.width))
        small = face.resize((size, size), Image.Resampling.LANCZOS)
    return np.asarray(small, dtype=float) / 255.0


def load(path: str, size: int = 128) -> np.ndarray:
    """Return a picture of your own in gray, 0 to 1, its shorter side `size` pixels long.

    Parameters
    ----------
    path : str
        A PNG or JPEG file; a plain name is looked for beside the notebook.

    Raises
    ------
    ValueError
        If there is no such file, or no picture in it.
    """
    # Pillow comes with Matplotlib, which a student's process need not have loaded.
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as photo:
            upright = ImageOps.exif_transpose(photo).convert("L")
    except FileNotFoundError as error:
        raise ValueError(f"expected a file beside this notebook, got {path!r}") from error
    except UnidentifiedImageError as error:
        raise ValueError(f"expected a PNG or JPEG picture, got {path!r}") from error
    scale = size / min(upright.size)
    small = upright.resize([max(1, round(side * scale)) for side in upright.size], Image.Resampling.LANCZOS)
    return np.asarray(small, dtype=float) / 255.0
