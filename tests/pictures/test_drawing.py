"""Pictures are the same bytes every time, say in words what they show, and are readable."""

import re
from functools import cache
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest

from convlab import images
from convlab.pictures import drawing, figures, stills
from tests.support.lessons import NAMES, ROOT, prose

FIGURES = ROOT / "source" / "figures"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", sorted(stills.ALT))
def test_the_committed_picture_is_what_the_code_draws(name):
    svg = stills.draw(name)
    assert svg == stills.draw(name)
    file = FIGURES / f"{name}.svg"
    assert file.read_text(encoding="utf-8") == svg, "run: python -m convlab stills source/figures"


@cache
def drawn():
    """Return every picture, by name."""
    return {name: stills.draw(name) for name in sorted(stills.ALT)}


def words_of_pictures():
    """Yield the name and the root of every picture, and its lines of text."""
    for name, svg in drawn().items():
        root = ElementTree.fromstring(svg)
        yield name, root, list(root.iter(f"{SVG}text"))


def test_a_picture_is_whole_and_named():
    for name, root, _ in words_of_pictures():
        assert root.get("role") == "img", name
        assert root.get("aria-label") == root.find(f"{SVG}title").text == stills.ALT[name]
        assert int(root.get("width")) <= 700, name


def test_every_word_of_a_picture_is_large_enough():
    for name, _, lines in words_of_pictures():
        assert min(float(text.get("font-size")) for text in lines) >= 10, name


def test_every_word_of_a_picture_stands_inside():
    for name, root, lines in words_of_pictures():
        for text in lines:
            start, end = extent(text)
            assert start >= 0, (name, text.text)
            assert end <= int(root.get("width")), (name, text.text)


def extent(text):
    """Return about where a line of text begins and ends; bold letters are wider."""
    wide = (
        len(text.text) * float(text.get("font-size")) * (0.56 if text.get("font-weight") == "600" else 0.52)
    )
    start = float(text.get("x")) - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")] * wide
    return start, start + wide


def test_no_words_of_a_picture_lie_over_one_another():
    for name, _, lines in words_of_pictures():
        for one, other in combinations(lines, 2):
            near = 0.6 * min(float(one.get("font-size")), float(other.get("font-size")))
            if abs(float(one.get("y")) - float(other.get("y"))) < near:
                (_, end), (start, _) = sorted([extent(one), extent(other)])
                assert end <= start + 3, (name, one.text, other.text)


def test_the_lesson_repeats_the_alternative_text():
    for name, alt in stills.ALT.items():
        lesson = next(lesson for lesson in NAMES if lesson[:2] == name[:2])
        assert f"![{alt}](figures/{name}.svg)" in prose(lesson), name


def test_no_picture_lies_about_without_its_code():
    assert {path.stem for path in FIGURES.glob("*.svg")} == set(stills.ALT)


def test_an_unknown_picture_is_refused():
    with pytest.raises(ValueError, match="expected one of"):
        stills.draw("99_nothing")


def test_write_writes_them_all(tmp_path):
    files = stills.write(tmp_path / "figures")
    assert {file.stem for file in files} == set(stills.ALT)
    assert all(file.read_text(encoding="utf-8").endswith("</svg>\n") for file in files)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-60.0, "−60"),
        (0.0, "0"),
        (-0.0001, "0"),
        (2.5, "2.5"),
        (1 / 9, "1/9"),
        (-1 / 3, "−1/3"),
        (0.125, "0.12"),
        (8 / 9, "8/9"),
    ],
)
def test_numbers_are_written_as_a_learner_writes_them(value, words):
    assert drawing.number(value) == words


def seen_by(matrix, hexa):
    """Return a color as one with a color vision deficiency sees it (Machado et al. 2009), in linear RGB."""
    rgb = np.array([int(hexa[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return matrix @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


PROTAN = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
DEUTAN = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
TRITAN = np.array(
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
)


@pytest.mark.parametrize(
    "eyes", [np.eye(3), PROTAN, DEUTAN, TRITAN], ids=["all", "protan", "deutan", "tritan"]
)
def test_the_three_roles_stay_apart_for_all_eyes(eyes):
    for one, other in combinations(("window", "kernel", "output"), 2):
        apart = np.abs(seen_by(eyes, drawing.PALETTE[one]) - seen_by(eyes, drawing.PALETTE[other])).max()
        assert apart > 0.08, (one, other)


@pytest.mark.parametrize("name", ["window", "kernel", "output", "ink", "muted"])
def test_words_in_a_color_are_readable_on_the_card(name):
    assert drawing.contrast(drawing.PALETTE[name], drawing.PALETTE["card"]) >= 4.5


def test_a_number_is_readable_on_every_fill():
    fills = [drawing.signed(v, 10) for v in range(-10, 11)] + [drawing.gray(v, 0, 20) for v in range(21)]
    assert [fill for fill in fills if drawing.contrast(fill, drawing.ink_on(fill)) < 3.9] == []


def test_signed_colors_are_centered_at_zero():
    assert drawing.signed(0, 5) == drawing.PALETTE["zero"]
    red, blue = drawing.signed(5, 5), drawing.signed(-5, 5)
    assert int(red[1:3], 16) > int(red[5:7], 16)
    assert int(blue[1:3], 16) < int(blue[5:7], 16)


def test_a_title_is_escaped():
    svg = drawing.picture(10, 10, [], 'a < b & "c"')
    assert ElementTree.fromstring(svg).get("aria-label") == 'a < b & "c"'
    assert figures.show_svg(svg).alt == 'a < b & "c"'


def test_terms_write_out_a_sum():
    assert drawing.terms(np.array([[10, 20], [3, 4]]), np.array([[1, -1], [0, 2]])) == [
        "10·1 + 20·(−1)",
        "3·0 + 4·2",
    ]


def test_a_figure_becomes_an_image_with_its_text_and_is_closed():
    from matplotlib import pyplot as plt

    fig, axis = plt.subplots(figsize=(2, 1))
    axis.plot([0, 1], [0, 1])
    page = figures.show(fig, 'a line that rises, "steadily"')._repr_html_()
    assert 'alt="a line that rises, &quot;steadily&quot;"' in page
    assert "data:image/svg+xml;base64," in page
    assert not plt.fignum_exists(fig.number)


def test_a_picture_without_words_is_refused():
    with pytest.raises(ValueError, match="what the picture shows"):
        figures.Picture("data:,", " ")


def test_a_grid_reads_its_numbers_out():
    assert "1, −2; 3, 4" in figures.grid(np.array([[1, -2], [3, 4]])).alt


@pytest.mark.parametrize("array", [np.zeros(3), np.zeros((2, 17)), np.zeros((0, 3))])
def test_a_grid_of_another_shape_is_refused(array):
    with pytest.raises(ValueError, match="expected a 2-D array"):
        figures.grid(array)


def test_images_are_compared_side_by_side():
    pages = figures.compare([images.step(), images.step() - 0.5], ["step", "signed step"], "two steps")
    assert pages.alt == "two steps"
    with pytest.raises(ValueError, match="a title each"):
        figures.compare([images.step()], [], "none")


def test_no_default_size_is_wider_than_a_page():
    assert (figures.WIDEST, figures.TALLEST) == (7.0, 3.5)


def test_the_photograph_is_gray_between_zero_and_one():
    photo = images.photograph(64)
    assert photo.shape == (64, 64)
    assert 0 <= photo.min() < 0.1
    assert 0.9 < photo.max() <= 1
    with pytest.raises(ValueError, match="expected a size"):
        images.photograph(4)


def test_named_images_are_what_their_names_say():
    assert images.anchor_a().tolist()[0] == [10, 20, 30, 40, 50]
    assert images.anchor_b().sum() == 29
    assert (images.sobel_y() == images.sobel_x().T).all()
    assert images.step(16)[:, 7].tolist() == [0] * 16
    assert images.step(16)[:, 8].tolist() == [1] * 16
    assert np.unique(images.vertical_edge()).tolist() == [10, 90]
    assert images.blob().argmax() == 24
    assert np.trace(images.diagonal()) == images.diagonal().sum() == 700
    assert images.cross(5, 6, 2, 3).sum() == 5
    with pytest.raises(ValueError, match="expected a center inside"):
        images.cross(5, 5, 0, 2)


def test_the_noise_of_the_white_square_comes_from_the_rng():
    one, two = (images.white_square(np.random.default_rng(3)) for _ in range(2))
    assert (one == two).all()
    assert one[16, 16] > 0.5 > one[0, 0]


def test_the_palette_is_typed_once():
    hexes = re.findall(
        r"#[0-9a-f]{6}\b", (ROOT / "convlab" / "widgets" / "scripts" / "shared.css").read_text()
    )
    assert hexes == []


def themes(svg):
    """Return the SVG as it looks on a light page, and on a dark one."""
    root = ElementTree.fromstring(svg)
    rules = dict(
        re.findall(r"\.([fs]-[a-z]+)\{(?:fill|stroke):(#[0-9a-f]{6})\}", root.find(f"{SVG}style").text)
    )
    for element in root.iter():
        for name in element.get("class", "").split():
            element.set({"f": "dark-fill", "s": "dark-stroke"}[name[0]], rules[name])
    return root


def behind(elements, x, y, fill):
    """Return the fill of the last box at a point, as the theme has it; half-transparent ones don't hide."""
    found = None
    for one in elements:
        if (
            one.tag != f"{SVG}rect"
            or float(one.get("fill-opacity", 1)) < 1
            or one.get("fill", "none") == "none"
        ):
            continue
        left, top, width, height = (float(one.get(name, 0)) for name in ("x", "y", "width", "height"))
        if left <= x <= left + width and top <= y <= top + height:
            found = fill(one)
    return found


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_every_word_can_be_read_on_what_lies_behind_it_on_light_and_dark_pages(is_dark):
    def fill(one):
        return (one.get("dark-fill") if is_dark else None) or one.get("fill")

    for name, svg in drawn().items():
        seen = []
        for one in themes(svg).iter():
            if one.tag == f"{SVG}text" and one.get("text-anchor") == "middle":
                above = float(one.get("y")) - 0.35 * float(one.get("font-size"))
                paper = behind(seen, float(one.get("x")), above, fill)
                if paper and re.fullmatch("#[0-9a-f]{6}", paper):
                    seen_as = (name, one.text, fill(one), paper)
                    assert drawing.contrast(fill(one), paper) >= 3.5, seen_as
            seen.append(one)


def test_a_dark_page_changes_roles_and_words_and_no_value():
    svg = drawing.picture(
        100, 50, [drawing.grid(5, 5, np.array([[0, 9]]), role="window"), drawing.text(50, 40, "a")], "A"
    )
    root = themes(svg)
    colors = {(one.get("fill"), one.get("dark-fill")) for one in root.iter(f"{SVG}rect")}
    assert {("#ffffff", drawing.DARK["card"]), ("#ffffff", None), ("#303030", None)} <= colors
    assert root.findall(f".//{SVG}text")[-1].get("dark-fill") == drawing.DARK["ink"]
    assert "prefers-color-scheme: dark" in svg
