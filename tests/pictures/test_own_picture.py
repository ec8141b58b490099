"""A picture of one's own is opened in gray, small, upright, and refused in words."""

import numpy as np
import pytest
from PIL import Image

from convlab import images


def test_a_picture_is_gray_small_and_between_0_and_1(tmp_path):
    colors = np.zeros((60, 90, 3), dtype=np.uint8)
    colors[:, 45:] = 255
    Image.fromarray(colors).save(tmp_path / "me.png")
    picture = images.load(tmp_path / "me.png", 20)
    assert picture.shape == (20, 30)
    assert (picture[:, 0] == 0).all()
    assert (picture[:, -1] == 1).all()


def test_a_picture_that_was_taken_sideways_stands_upright(tmp_path):
    sideways, exif = Image.new("L", (40, 80)), Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    sideways.save(tmp_path / "me.jpg", exif=exif)
    assert images.load(tmp_path / "me.jpg", 10).shape == (10, 20)


def test_what_is_no_picture_is_refused_in_words(tmp_path):
    with pytest.raises(ValueError, match="beside this notebook"):
        images.load(tmp_path / "none.png")
    (tmp_path / "notes.png").write_text("not a picture")
    with pytest.raises(ValueError, match="PNG or JPEG"):
        images.load(tmp_path / "notes.png")
