"""The shape calculator gives the published numbers, and says what is wrong with a spec."""

import json
import subprocess
import sys

import numpy as np
import pytest

from convlab.demos import shapes
from convlab.numerics.engine import conv2d_multi, pool2d

MINE = {
    "input": [2, 9, 11],
    "layers": [{"kind": "conv", "filters": 3, "kernel": 3, "stride": 2, "padding": 1}],
}


def total(name, column):
    return sum(getattr(row, column) for row in shapes.trace(name))


@pytest.mark.parametrize(
    ("name", "params", "work"),
    [  # as published: LeNet-5 fully connected, AlexNet in two groups, torchvision's VGG-16 and ResNet-18
        ("lenet5", 61_706, 416_520),
        ("alexnet", 60_965_224, 724_406_816),
        ("vgg16", 138_357_544, 15_470_264_320),
        ("resnet18", 11_689_512, 1_814_073_344),
    ],
)
def test_parameters_and_work_are_the_published_ones(name, params, work):
    assert (total(name, "params"), total(name, "multiply_adds")) == (params, work)


@pytest.mark.parametrize(
    ("name", "layer", "field"), [("alexnet", "7", 195), ("vgg16", "17", 212), ("resnet18", "9.1", 435)]
)
def test_receptive_fields_are_the_published_ones(name, layer, field):
    assert next(row.receptive_field for row in shapes.trace(name) if row.layer == layer) == field


def test_the_last_window_of_lenet_sees_the_whole_input():
    assert [row.receptive_field for row in shapes.trace("lenet5")] == [5, 6, 14, 16, 32, None, None]


def test_shapes_work_and_memory_are_those_of_arrays_that_are_really_computed():
    rng = np.random.default_rng(5)
    spec = {
        "input": [4, 13, 17],
        "layers": [
            {"kind": "conv", "filters": 6, "kernel": 3, "stride": 2, "padding": 1, "groups": 2},
            {"kind": "pool", "kernel": 3, "stride": 1},
            {"kind": "conv", "filters": 5, "kernel": 2, "dilation": 2, "bias": False},
        ],
    }
    w1, w2 = rng.normal(size=(6, 2, 3, 3)), rng.normal(size=(5, 6, 2, 2))
    one = conv2d_multi(rng.normal(size=(4, 13, 17)), w1, np.zeros(6), stride=2, padding=1, groups=2)
    two = pool2d(one, 3, stride=1)
    three = conv2d_multi(two, w2, dilation=2)
    rows = shapes.trace(spec)
    assert [row.shape for row in rows] == [one.shape, two.shape, three.shape]
    assert [row.params for row in rows] == [w1.size + 6, 0, w2.size]
    assert [row.memory for row in rows] == [x.astype(np.float32).nbytes for x in (one, two, three)]
    assert [row.multiply_adds for row in rows] == [one.size * 2 * 9, 0, three.size * 6 * 4]


def test_a_block_adds_two_ways_of_one_shape():
    conv = {"kind": "conv", "filters": 2, "kernel": 3}
    spec = {"input": [2, 8, 8], "layers": [{"kind": "block", "layers": [{**conv, "padding": 1}]}]}
    assert shapes.trace(spec)[0].shape == (2, 8, 8)
    spec["layers"][0]["layers"][0].pop("padding")
    with pytest.raises(ValueError, match=r"layer 0: .*\(2, 6, 6\).*\(2, 8, 8\)"):
        shapes.trace(spec)


@pytest.mark.parametrize(
    ("layer", "complaint"),
    [
        ({"kind": "attention"}, "layer 1: expected a kind of .*'attention'"),
        ({"kind": ["conv"]}, "layer 1: expected a kind"),
        ("conv", "layer 1: expected a kind"),
        ({"kind": "conv", "filters": 3}, "layer 1: a conv layer needs 'kernel'"),
        (
            {"kind": "conv", "filters": 3, "kernel": 2, "colour": 1},
            "layer 1: a conv layer has no setting 'colour'",
        ),
        (
            {"kind": "conv", "filters": 3, "kernel": 2.0},
            "layer 1: expected a whole number of at least 1 as kernel",
        ),
        (
            {"kind": "conv", "filters": 3, "kernel": 2, "padding": -1},
            "layer 1: expected .* at least 0 as padding",
        ),
        ({"kind": "conv", "filters": 3, "kernel": 2, "bias": 1}, "layer 1: expected true or false as bias"),
        ({"kind": "conv", "filters": 4, "kernel": 2, "groups": 2}, "layer 1: 3 channels .* 2 groups"),
        ({"kind": "pool", "kernel": 7}, "layer 1: .*does not fit"),
        ({"kind": "block", "layers": 3}, "layer 1: expected a list of layers"),
        ({"kind": "block", "layers": [{"kind": "pool", "kernel": 7}]}, r"layer 1\.0: .*does not fit"),
    ],
)
def test_a_wrong_layer_is_named_by_its_index(layer, complaint):
    with pytest.raises(ValueError, match=complaint):
        shapes.trace({**MINE, "layers": [*MINE["layers"], layer]})


def test_a_convolution_after_a_dense_layer_is_refused():
    layers = [{"kind": "dense", "units": 4}, {"kind": "pool", "kernel": 1}]
    with pytest.raises(ValueError, match=r"layer 1: .* cannot follow a dense one"):
        shapes.trace({"input": [1, 4, 4], "layers": layers})


@pytest.mark.parametrize(
    "spec", [[], {"input": [3, 4]}, {"input": [3, 4], "layers": []}, {"input": [1, 4, 4], "layers": 3}]
)
def test_a_spec_without_input_or_layers_is_refused(spec, tmp_path):
    file = tmp_path / "spec.json"
    file.write_text(json.dumps(spec))
    with pytest.raises(ValueError, match="expected"):
        shapes.trace(file)


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "convlab", "shapes", *map(str, arguments)], capture_output=True, text=True
    )


def test_the_command_prints_the_table_of_a_ready_network():
    done = command("lenet5")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == shapes.text("lenet5") + "\n"
    assert "16 x 10 x 10       2,416     14        240,000   6.4 kB" in done.stdout


def test_the_command_reads_a_file_and_writes_json(tmp_path):
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(MINE))
    (row,) = json.loads(command(file, "--json").stdout)
    assert (row["shape"], row["params"], row["receptive_field"]) == ([3, 5, 6], 57, 3)


def test_the_help_shows_the_form_of_a_file():
    assert '{"kind": "conv", "filters": 8, "kernel": 3, "padding": 1}' in command("--help").stdout


@pytest.mark.parametrize(
    "content",
    [
        None,
        "no JSON",
        "\x00",
        "[" * 100_000,
        '{"input": [1, 2, 2], "layers": [{"kind": "pool", "kernel": 3}]}',
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(tmp_path, content):
    file = tmp_path / "bad.json"
    if content is not None:
        file.write_text(content)
    done = command(file)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "error: " in done.stderr.splitlines()[-1]


def right(shape, layers):
    rows = shapes.trace({"input": list(shape), "layers": layers})
    return [
        {"shape": row.shape, "params": row.params, "receptive_field": row.receptive_field} for row in rows
    ]


def test_the_notebook_table_shows_the_learners_numbers():
    def mine(shape, layers):
        return [{**answer, "params": 7} for answer in right(shape, layers)]

    assert shapes.table("lenet5", right).data.count("<tr>") == 8
    assert (
        shapes.table("lenet5").data.count(">2,416<")
        == shapes.table("lenet5", right).data.count(">2,416<")
        == 1
    )
    changed = shapes.table("lenet5", mine).data
    assert (changed.count(">7<"), changed.count(">10,164<")) == (5, 1)
    assert "are yours" in changed


def test_the_learners_numbers_give_the_same_work_and_memory():
    plain, learners = shapes.table("vgg16").data, shapes.table("vgg16", right).data
    assert learners.split("</caption>")[1] == plain.split("</caption>")[1]


def test_a_network_beyond_the_exercise_is_not_traced_by_the_learner():
    with pytest.raises(ValueError, match="layer 2"):
        shapes.table("alexnet", right)


@pytest.mark.parametrize(
    "answer", [[], None, [(6, 28, 28)] * 5, [{"shape": 3}] * 5, [{"shape": (6, 28)}] * 5]
)
def test_a_trace_of_another_form_is_told_kindly(answer):
    with pytest.raises(ValueError, match="expected 5 dicts with shape, params and receptive_field"):
        shapes.table("lenet5", lambda shape, layers: answer)


def test_words_of_a_spec_cannot_become_markup():
    assert "<script>" not in shapes.table({**MINE, "name": "<script>", "note": "<script>"}).data
