"""The cards that a reader may copy: every number in them is walked or counted anew."""

import importlib.util
import json
import math
import re

import numpy as np
import pytest

from convlab import engine
from convlab.demos import shapes
from tests.support.lessons import ROOT, cells, mark

CARDS = ROOT / "docs" / "cards"
ARCHITECT = (CARDS / "architect.md").read_text(encoding="utf-8")
CALCULATOR = (CARDS / "shape_calculator.md").read_text(encoding="utf-8")
REFERENCE = (CARDS / "reference.html").read_text(encoding="utf-8")


def tool():
    """Return the script that makes the reference card, as a module."""
    path = ROOT / "tools" / "make_reference_card.py"
    spec = importlib.util.spec_from_file_location("make_reference_card", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def trace_layers():
    """Return lesson 2's worked solution."""
    names = {"np": np}
    for cell in cells("02_output_size"):
        if mark(cell, "solution") and cell.cell_type == "code":
            exec(cell.source, names)
    return names["trace_layers"]


def rows_of(text):
    """Return the rows of a Markdown table that begin with a number, as numbers."""
    found = re.findall(r"^\| \d.*\|$", text, flags=re.MULTILINE)
    return [[int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", row)] for row in found]


def test_the_architects_example_is_what_trace_layers_says():
    layers = json.loads(re.search(r"```json\n(.*?)```", ARCHITECT, flags=re.DOTALL)[1])
    traced = trace_layers()((3, 96, 96), layers)
    jump = 1
    for number, (layer, row, told) in enumerate(
        zip(layers, traced, rows_of(ARCHITECT), strict=True), start=1
    ):
        jump *= layer["stride"]
        settings = [layer[key] for key in ("kernel", "stride", "padding", "filters")]
        assert told == [number, *settings, *row["shape"], row["params"], row["receptive_field"], jump]


def test_the_architects_example_keeps_its_three_limits():
    layers = json.loads(re.search(r"```json\n(.*?)```", ARCHITECT, flags=re.DOTALL)[1])
    traced = trace_layers()((3, 96, 96), layers)
    total = sum(row["params"] for row in traced)
    assert traced[-1]["receptive_field"] >= 40
    assert total <= 20_000
    assert traced[-1]["shape"] == (24, 12, 12)
    assert (
        f"Field {traced[-1]['receptive_field']}, of 40 asked for. Parameters {total:,}, of 20,000"
        in ARCHITECT
    )
    steps = [{**layer, "stride": 2} for layer in layers[:4]]
    fewer = trace_layers()((3, 96, 96), [*steps[:3], {**steps[3]}, {**layers[3]}])
    assert fewer[3]["shape"][1] == 6  # "the map would be 6 x 6"


def test_the_calculators_walk_is_what_the_machine_says():
    spec = json.loads(re.search(r"```json\n(.*?)```", CALCULATOR, flags=re.DOTALL)[1])
    rows = shapes.trace(spec)
    assert f"{sum(row.params for row in rows):,} parameters." in CALCULATOR
    jump, lines = 1, [line for line in CALCULATOR.splitlines() if re.match(r"\| (conv|pool|dense)", line)]
    for row, layer, line in zip(rows, spec["layers"], lines, strict=True):
        told = [cell.strip() for cell in line.strip("|").split("|")][1:]
        jump *= layer.get("stride", layer["kernel"] if layer["kind"] == "pool" else 1)
        field = "all" if row.receptive_field is None else str(row.receptive_field)
        shape = " x ".join(map(str, row.shape))
        assert told == [shape, f"{row.params:,}", field, "" if layer["kind"] == "dense" else str(jump)]


def test_the_reference_card_is_the_one_that_its_script_makes():
    assert tool().card() == REFERENCE


@pytest.mark.parametrize("row", tool().SIZES)
def test_the_sizes_on_the_card_are_counted(row):
    n, k, p, s = row
    places = sum(start + k <= n + 2 * p for start in range(0, n + 2 * p, s))
    cells_ = "".join(f"<td class=n>{value}</td>" for value in (*row, places))
    assert f"<tr>{cells_}</tr>" in REFERENCE


@pytest.mark.parametrize("words", tool().STACKS)
def test_the_fields_on_the_card_are_measured(words):
    sees = np.eye(80)
    for k, s, d in tool().STACKS[words]:
        taps = engine.dilate_kernel(np.ones((1, k)), d)[0]
        width = len(taps)
        sees = np.stack([taps @ sees[i : i + width] for i in range(0, len(sees) - width + 1, s)])
    assert f"<td>{words}</td><td class=n>{np.ptp(np.flatnonzero(sees[0])) + 1}</td>" in REFERENCE


@pytest.mark.parametrize(
    ("words", "arrays"),
    [
        ("conv 3 × 3, 3 to 64, with bias", [(64, 3, 3, 3), (64,)]),
        ("conv 3 × 3, 1 to 64, with bias", [(64, 1, 3, 3), (64,)]),
        ("AlexNet&#x27;s first: 11 × 11, 3 to 96", [(96, 3, 11, 11), (96,)]),
        ("conv 3 × 3, 64 to 128, no bias", [(128, 64, 3, 3)]),
        ("the same, depthwise and pointwise", [(64, 1, 3, 3), (128, 64, 1, 1)]),
        ("dense, 128 × 128 × 3 to 256", [(256, 128 * 128 * 3)]),
    ],
)
def test_the_parameters_on_the_card_are_entries_of_arrays(words, arrays):
    assert f"<td>{words}</td><td class=n>{sum(map(math.prod, arrays)):,}</td>" in REFERENCE


def test_the_other_numbers_on_the_card_are_right():
    rows = shapes.trace("vgg16")
    assert f"<td class=n>{sum(row.params for row in rows):,}</td>" in REFERENCE
    assert f"{sum(row.multiply_adds for row in rows):,} multiply-adds" in REFERENCE
    assert str(engine.im2col(np.ones((3, 32, 32)), 3, 3, 1, 1).shape) == "(27, 1024)"
    assert "p = 1: (27, 1,024)" in REFERENCE
    assert f"ln 10 = {-math.log(0.1):.3f}" in REFERENCE
    for padding, sides in [(1, "28 - 28 - 14 - 14 - 7"), (0, "28 - 26 - 13 - 11 - 5")]:
        features = 8 * int(sides.split(" - ")[-1]) ** 2
        total = 4 * 9 + 4 + 8 * 4 * 9 + 8 + 10 * features + 10
        assert f"<td>padding {padding}: {sides}</td><td class=n>{total:,}</td>" in REFERENCE


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_the_pads_on_the_card_are_numpys(mode):
    row = engine.pad2d(np.arange(1, 5).reshape(1, 4).repeat(4, 0), 2, mode)[2].tolist()
    assert f"{mode} {row[0]} {row[1]} | {row[6]} {row[7]}" in REFERENCE


def test_the_card_needs_no_network_and_no_script():
    assert "http" not in REFERENCE
    assert "<script" not in REFERENCE
    assert "@page { size: A4" in REFERENCE
