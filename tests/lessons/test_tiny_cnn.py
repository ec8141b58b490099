"""The numbers of lesson 6 are computed, and stand in the lesson; its widgets and its quick check hold, too."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from convlab import digits, widgets
from convlab.checks import learner
from convlab.demos import digit_places
from convlab.numerics import training
from convlab.pictures.stills import ALT
from convlab.quiz import questions
from convlab.widgets import tiny_cnn
from tests.support.lessons import ROOT, cells, prose

LESSON = "06_tiny_cnn"
PROSE = prose(LESSON)
CODE = "\n".join(cell.source for cell in cells(LESSON) if cell.cell_type == "code")
IMAGES, LABELS = digits.load("test")


def sides(padding):
    conv1 = 28 + 2 * padding - 2
    conv2 = conv1 // 2 + 2 * padding - 2
    return conv1, conv1 // 2, conv2, conv2 // 2


def read(model, trained, images):
    return digit_places.logits(model, trained, images).argmax(axis=1)


def percent(right):
    return f"{100 * np.mean(right):.1f} %"


@pytest.mark.parametrize(
    ("said", "computed"),
    [
        ("it is 28-14-7", sides(1)[1::2] == (14, 7)),
        ("28-26-13-11-5", sides(0) == (26, 13, 11, 5)),
        ("8 · 7 · 7 = **392**", 8 * sides(1)[-1] ** 2 == 392),
        ("8 · 5 · 5 = **200**", 8 * sides(0)[-1] ** 2 == 200),
        ("36 + 4 = **40**", training.init_params(np.random.default_rng(0))["w1"].size == 36),
        ("288 + 8 = **296**", 8 * 4 * 9 == 288),
        ("3,920 + 10 = **3,930**", 392 * 10 == 3920),
        ("2,000 + 10 = **2,010**", 200 * 10 == 2000),
        ("**4,266**", sum(a.size for a in digits.weights(1).values()) == 4266),
        ("**2,346**", sum(a.size for a in digits.weights(0).values()) == 2346),
        ("7,850 parameters", sum(a.size for a in digits.linear_weights().values()) == 7850),
        ("400 handwritten digits", len(LABELS) == 400),
        ("1,397 others", len(digits.load("train")[1]) == 1397),
        ("Beyond 709", 709 < np.log(np.finfo(float).max) < 710),
        (
            "shares are 1/8, 2/8 and 5/8",
            np.allclose(digit_places.shares(np.log([1, 2, 5])), [1 / 8, 2 / 8, 5 / 8]),
        ),
        ("1 + 0 - 3 + 10 = 8", np.dot([1, 2, 3], [1, 0, -1]) + 10 == 8),
        ("they give 24", np.dot([1, 2, 3], [2, 1, 0]) + 20 == 24),
    ],
)
def test_a_number_of_the_text_is_right(said, computed):
    assert said in PROSE
    assert computed


def test_the_table_of_models_is_measured():
    moved = digits.shifted(np.random.default_rng(1), np.concatenate([IMAGES] * 5))
    labels = np.concatenate([LABELS] * 5)
    for model, trained, words in [
        ("linear", "centered", "linear, 7,850 | centered"),
        ("linear", "shifted", "linear, 7,850 | moved"),
        ("cnn", "centered", "CNN, 4,266 | centered"),
        ("cnn", "shifted", "CNN, 4,266 | moved"),
    ]:
        row = next(line for line in PROSE.splitlines() if line.startswith(f"| {words}"))
        assert percent(read(model, trained, IMAGES) == LABELS) in row
        assert percent(read(model, trained, moved) == labels) in row


def test_the_scores_of_the_first_fifty_are_those_of_the_text():
    few, labels = IMAGES[:50], LABELS[:50]
    moved = digits.shifted(np.random.default_rng(6), few)
    linear = [np.sum(read("linear", "centered", x) == labels) for x in (few, moved)]
    cnn = [np.sum(read("cnn", "shifted", x) == labels) for x in (few, moved)]
    assert f"falls from {linear[0]} of 50 to {linear[1]}." in PROSE
    assert f"The CNN holds: {cnn[0]} and {cnn[1]}." in PROSE
    assert f"{cnn[0]} of these 50, and 98.0 % of all 400" in PROSE
    assert "97.8 % of the 400" in PROSE
    for padding, said in [(1, "98.0 %"), (0, "97.8 %")]:
        assert percent(training.predict(IMAGES, digits.weights(padding), padding) == LABELS) == said


def test_features_in_the_wrong_order_are_read_as_six():
    maps, weights = training.forward(IMAGES, digits.weights()), digits.weights()
    features = maps["pool2"].transpose(0, 2, 3, 1).reshape(400, -1)
    said = (features @ weights["w3"].T + weights["b3"]).argmax(axis=1)
    assert np.sum(said[:10] == 6) == 6
    assert f"right for {percent(said == LABELS)}, worse than guessing" in PROSE


def test_the_misread_digits_are_those_of_the_picture():
    said = training.predict(IMAGES[:50], digits.weights())
    pairs = [f"a {LABELS[n]} read as {said[n]}" for n in np.flatnonzero(said != LABELS[:50])]
    assert f"misreads: {' and '.join(pairs)}." in CODE
    assert "the two digits of the first 50" in PROSE
    assert "2, 2, 3, 0, 8 and 8" in CODE
    assert LABELS[:6].tolist() == [2, 2, 3, 0, 8, 8]


def test_fields_grow_as_the_text_says():
    field, jump, fields = 1, 1, []
    for k, stride in [(3, 1), (2, 2), (3, 1), (2, 2)]:
        field, jump = field + (k - 1) * jump, jump * stride
        fields.append(field)
    assert fields == [3, 4, 8, 10]
    assert "Fields of 3, 4, 8 and 10" in PROSE


def test_two_layers_without_a_bend_are_one():
    row, first, second = np.array([0, 0, 1, 4, 2, 0, 3, 0]), np.array([1, 0, -1]), np.array([1, 2, 1])
    both = np.convolve(np.convolve(row, first), second)
    assert np.array_equal(both, np.convolve(row, np.convolve(first, second)))
    assert not np.array_equal(both, np.convolve(np.convolve(row, first).clip(0), second))


def test_the_experiment_with_three_models_is_quoted():
    assert "21 % (linear), 67 % (MLP) and 96 % (CNN)" in PROSE


@pytest.mark.parametrize("name", [name for name in ALT if name.startswith("06_")])
def test_a_picture_and_the_text_say_the_same(name):
    assert f"![{ALT[name]}](figures/{name}.svg)" in PROSE


def test_the_pictures_of_the_widgets_show_what_they_say():
    at = digit_places.PLACES.index((2, -2))
    seen = digit_places.everywhere(IMAGES[7])[at : at + 1]
    assert LABELS[7] == 8
    assert read("linear", "shifted", seen) != 8
    assert read("cnn", "shifted", seen) == 8
    assert read("cnn", "shifted", IMAGES[:1]) == LABELS[0] == 2


def test_both_models_are_measured_at_every_place():
    middle = digit_places.PLACES.index((0, 0))
    assert len(digit_places.PLACES) == 121
    assert digit_places.accuracies("cnn", "shifted").min() > 0.9
    assert digit_places.accuracies("linear", "shifted").max() < 0.7
    for model in digit_places.MODELS:
        centered = digit_places.accuracies(model, "centered")
        assert centered[middle] > 0.95
        assert centered[[0, 10, 110, 120]].max() < 0.2


def test_digits_are_real_while_grading_and_what_would_be_a_shortcut_is_not():
    rules = tomllib.loads((ROOT / "course.toml").read_text(encoding="utf-8"))
    assert "convlab" in rules["answers"]["inert"]
    assert set(rules["answers"]["real"]) == {"convlab.digits", "convlab.images"}
    imports = [
        line
        for line in Path(digits.__file__).read_text().splitlines()
        if " import " in line or "import " in line[:7]
    ]
    assert imports == ["from pathlib import Path", "from zipfile import BadZipFile", "import numpy as np"]


# ---- the widgets' Python side


@pytest.fixture
def notebook(monkeypatch):
    """The names of a notebook without one."""
    names = {}
    monkeypatch.setattr(learner, "_namespace", lambda: names)
    monkeypatch.setattr(learner, "_judged", {})
    return names


def test_the_viewer_uses_the_learners_function_only_when_it_is_right(notebook):
    viewer = widgets.layers()
    assert (viewer.answer["isYours"], viewer.answer["sides"]) == (False, [28, 28, 14, 14, 14, 7])
    notebook["feature_maps"] = tiny_cnn.reference_maps
    assert widgets.layers(padding=0).answer["isYours"]
    notebook["feature_maps"] = lambda *args: {k: v * 1.01 for k, v in tiny_cnn.reference_maps(*args).items()}
    wrong = widgets.layers()
    assert not wrong.answer["isYours"]
    assert wrong.answer["logits"] == viewer.answer["logits"]


def test_the_viewer_reads_a_drawing():
    viewer = widgets.layers()
    bar = [[[140, 50], [140, 230]]]
    viewer.given = {**viewer.given, "source": "drawing", "drawing": bar}
    assert np.argmax(viewer.answer["shares"]) == 1
    viewer.given = {**viewer.given, "drawing": []}
    assert viewer.answer["isBlank"]


def test_the_shift_widget_has_every_place_and_says_who_computed(notebook):
    pushed = widgets.shift()
    assert (
        np.shape(pushed.answer["shares"]["cnn"]) == np.shape(pushed.answer["shares"]["linear"]) == (121, 10)
    )
    assert np.allclose(np.sum(pushed.answer["shares"]["cnn"], axis=1), 1, atol=0.01)
    notebook["tiny_cnn_forward"] = tiny_cnn.reference_logits
    pushed.recompute()
    assert pushed.answer["whose"] == "your tiny_cnn_forward"
    pushed.given = {**pushed.given, "trained": "centered"}
    assert pushed.answer["accuracies"]["cnn"][0] < 30


@pytest.mark.parametrize(
    ("make", "bad"),
    [
        (widgets.layers, {"digit": 400}),
        (widgets.layers, {"padding": 2}),
        (widgets.shift, {"digit": -1}),
        (widgets.shift, {"trained": "never"}),
    ],
)
def test_what_is_not_there_is_refused(make, bad):
    with pytest.raises(ValueError, match="expected"):
        make(**bad)


# ---- the quick check


@pytest.mark.parametrize("seed", range(25))
def test_the_questions_are_right_for_any_numbers(seed):
    for question in questions.deal(LESSON, seed):
        assert question.answer not in [wrong for wrong, _ in question.slips]
        assert len(question.slips) >= 3


def test_the_place_in_the_list_is_where_numpy_puts_it():
    for seed in range(20):
        question = questions.deal(LESSON, seed)[-1]
        numbers = [
            int(word.strip(",?()")) for word in question.prompt.split() if word.strip(",?()").isdigit()
        ]
        channels, side, _, _, c, i, j = numbers
        maps = np.arange(channels * side * side).reshape(channels, side, side)
        assert maps[c, i, j] == question.answer
