"""What a notebook may hold is counted before anything of it is made, and honest ones stay far below."""

import json
import tracemalloc

import pytest

from autograder.common.errors import DamagedSubmission
from autograder.common.json_size import has_more_values, is_deeper
from autograder.intake.notebook import MAX_VALUES, read_submitted_cells

CELL = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": [], "execution_count": None}
HOSTILE = {
    "empty objects": b'{"cells": [' + b"{}," * 8_000_000 + b"{}]}",
    "empty lists": b'{"cells": [], "metadata": [' + b"[]," * 8_000_000 + b"[]]}",
    "empty texts": b'{"cells": [' + b'"",' * 8_000_000 + b'""]}',
    "names": b'{"cells": [], "metadata": {' + b'"a":0,' * 4_000_000 + b'"b":0}}',
    "numbers": b'{"cells": [' + b"1," * 12_000_000 + b"1]}",
    "a text without an end": b'{"cells": "' + b'\\"' * 12_000_000,
    "depth": b'{"cells": ' + b"[" * 900_000 + b" " * 900_000 + b"]" * 900_000 + b"}",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_file_of_too_many_values_is_refused_before_they_are_made(data):
    tracemalloc.start()
    try:
        with pytest.raises(DamagedSubmission):
            read_submitted_cells(data)
        assert tracemalloc.get_traced_memory()[1] < 8 * len(data)
    finally:
        tracemalloc.stop()


def test_a_notebook_with_large_outputs_is_read():
    output = {"output_type": "stream", "name": "stdout", "text": '[{"a", ' * 700_000}
    cells = [{**CELL, "outputs": [output]}, {**CELL, "outputs": [{"data": {"x": list(range(200_000))}}]}]
    read, flags = read_submitted_cells(json.dumps({"cells": cells}).encode())
    assert (len(read), flags) == (2, [])


@pytest.mark.parametrize(
    "value",
    [
        [1, [2, [3]]],
        {"a": [], "b": {}},
        ["[,{", '\\",[', "\\\\"],
        [[[[]]]],
        "x",
        0,
        [],
        {"a": 1, "b": [1, 2]},
    ],
)
def test_values_and_depth_are_counted_as_json_has_them(value):
    def values(inner):
        inside = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else ()
        return 1 + sum(map(values, inside))

    def depth(inner):
        inside = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else None
        return 0 if inside is None else 1 + max(map(depth, inside), default=0)

    data = json.dumps(value).encode()
    assert not has_more_values(data, values(value) + 4)
    assert not is_deeper(data, depth(value))
    assert depth(value) == 0 or is_deeper(data, depth(value) - 1)


def test_the_count_is_exact_where_it_matters():
    assert has_more_values(b"[" + b"1," * MAX_VALUES + b"1]", MAX_VALUES)
    assert not has_more_values(b"[" + b"1," * (MAX_VALUES - 3) + b"1]", MAX_VALUES)
