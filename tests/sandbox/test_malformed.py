"""What no encoder made is refused, whatever it is."""

import json
import struct
import tracemalloc

import numpy as np
import pytest

from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import (
    Bounds,
    Malformed,
    join,
    pack,
    unpack,
)


def frame(structure, *blobs):
    text = structure if isinstance(structure, bytes) else json.dumps(structure).encode()
    parts = [struct.pack("<II", len(text), len(blobs)), text]
    for blob in blobs:
        parts += [struct.pack("<Q", len(blob)), blob]
    return b"".join(parts)


FORGED = {
    "nothing": b"",
    "no head": b"\x01",
    "no JSON": frame(b"{"),
    "not text": frame(b"\xff\xfe"),
    "left over": encode(1) + b"x",
    "cut short": encode(np.arange(9))[:-1],
    "a count of blobs from nowhere": struct.pack("<II", 0, 2**32 - 1),
    "a blob longer than the message": frame([1])[:8] + b"[1]" + struct.pack("<Q", 2**60),
    "two tags": frame({"t": [], "d": []}),
    "no tag": frame({}),
    "an unknown tag": frame({"pickle": "cos\nsystem"}),
    "no such blob": frame({"b": 0}),
    "a blob by name": frame({"b": "x"}),
    "a blob by truth": frame({"b": True}, b"a", b"b"),
    "an array of objects": frame({"a": ["|O", [1], 0]}, b"\x00" * 8),
    "an array of pointers": frame({"a": ["|O8", [1], 0]}, b"\x00" * 8),
    "a dtype with fields": frame({"a": ["i4,i4", [1], 0]}, b"\x00" * 8),
    "a dtype that is no text": frame({"a": [[["a", "i4"]], [2], 0]}, b"\x00" * 8),
    "a shape that is too large": frame({"a": ["<f8", [2**40, 2**40], 0]}, b"\x00" * 8),
    "a negative shape": frame({"a": ["<f8", [-1], 0]}, b"\x00" * 8),
    "a shape of floats": frame({"a": ["<f8", [1.0], 0]}, b"\x00" * 8),
    "zero times huge": frame({"a": ["<f8", [0, 2**62, 2**62], 0]}, b""),
    "33 dimensions": frame({"a": ["<f8", [1] * 33, 0]}, b"\x00" * 8),
    "text that is none": frame({"a": ["<U1", [1], 0]}, struct.pack("<I", 0x110000)),
    "a set of lists": frame({"e": [[1]]}),
    "a dict of lists": frame({"d": [[[1], 2]]}),
    "a pair of three": frame({"d": [[1, 2, 3]]}),
    "a whole number with code": frame({"i": "__import__('os')"}),
    "a whole number without end": frame({"i": "0x" + "f" * 30_000}),
    "digits without end": frame(b"1" * 10_000),
    "deep lists": frame(b"[" * 5000 + b"]" * 5000),
    "very deep lists": frame(b"[" * 10**6),
    "deep tuples": frame(b'{"t":[' * 200 + b"]}" * 200),
    "a complex of texts": frame({"c": ["1", "2"]}),
    "a scalar of text": frame({"s": ["<U1", 0]}, b"\x00" * 4),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_no_encoder_made_is_malformed(name):
    with pytest.raises(Malformed):
        decode(FORGED[name])


def test_too_many_values_are_malformed_before_they_are_built():
    with pytest.raises(Malformed):
        decode(frame([0] * 1000), bounds=Bounds(nodes=100))
    with pytest.raises(Malformed):
        decode(frame([0] * 1000), bounds=Bounds(structure=100))
    with pytest.raises(Malformed):
        decode(encode(np.zeros(1000)), bounds=Bounds(payload=100, structure=100))


def test_forged_booleans_are_made_true_or_false():
    back = decode(frame({"a": ["|b1", [3], 0]}, bytes([0, 1, 77])))
    assert back.view(np.uint8).tolist() == [0, 1, 1]


def test_random_bytes_never_do_anything_but_fail():
    rng = np.random.default_rng(5)
    good = bytearray(encode({"a": [1, 2.5, "x"], "b": np.arange(6).reshape(2, 3), "c": (b"y", {1, 2})}))
    for _ in range(3000):
        bad = bytearray(good)
        for place in rng.integers(0, len(bad), size=rng.integers(1, 4)):
            bad[place] = rng.integers(0, 256)
        try:
            decode(bytes(bad))
        except Malformed:
            continue


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 8, pack(b"{}", [b"x"])[:-1], pack(b"{}", [b"x"]) + b"y", encode([1]), encode(None),
     struct.pack("<II", 4, 0) + b"nope", struct.pack("<II", 9_000_000, 0) + b"[" * 9_000_000,
     struct.pack("<II", 400_000, 0) + b"[" * 400_000, struct.pack("<II", 2, 2_000_000) + b"{}"],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_head_with_values_is_malformed(data):
    with pytest.raises(Malformed):
        unpack(data)


SIMPLE = Bounds(simple=True)


@pytest.mark.parametrize("value", [{1, 2}, frozenset({1}), {2**61 - 1: 1}, {(1, 2): 3}, [{"a": {3: 4}}]])
def test_sets_and_odd_keys_are_refused_where_no_time_limit_guards_the_reader(value):
    assert decode(encode(value)) == value
    with pytest.raises(Malformed):
        decode(encode(value), bounds=SIMPLE)


@pytest.mark.parametrize(
    "value",
    [np.arange(3), np.arange(3) > 1, np.float64(1), np.array(["a"]), 1j, 10**4300, -(10**5000)],
    ids=range(7),
)
@pytest.mark.parametrize("within", [lambda v: v, lambda v: [v], lambda v: {"a": (v,)}], ids=range(3))
def test_what_may_fail_when_it_is_compared_or_written_is_refused_there_too(value, within):
    decode(encode(within(value)))
    with pytest.raises(Malformed):
        decode(encode(within(value)), bounds=SIMPLE)


def test_what_is_simple_is_accepted_and_can_be_written():
    value = {"a": [{"b": (1, 2.5, None, True)}, b"c", 2**62, -(2**70), 16**3571 - 1, float("inf")]}
    assert decode(encode(value), bounds=SIMPLE) == value
    assert len(str(value)) > 4000


@pytest.mark.parametrize("piece", [b"[],", b'{"t": []},', b'"",', b"0,"])
def test_a_message_of_too_many_values_is_refused_before_they_are_made(piece):
    bounds = Bounds(payload=64_000_000, structure=32_000_000, nodes=10_000)
    tracemalloc.start()
    try:
        with pytest.raises(Malformed, match="too many values"):
            decode(join(b"[" + piece * 400_000 + b"0]", []), bounds=bounds)
        assert tracemalloc.get_traced_memory()[1] < 16_000_000
    finally:
        tracemalloc.stop()


def test_text_full_of_brackets_and_commas_is_one_value():
    text = '[{,"' * 100_000
    assert decode(encode([text, 1]), bounds=Bounds(nodes=10)) == [text, 1]


def exchange(*values, given=()):
    """Return what comes of the JSON of values that are told one after another, beside objects that are known."""
    objects = Objects()
    for value in given:
        objects.add(value)
    return [decode(join(json.dumps(value).encode(), []), objects=objects) for value in values]


def test_objects_that_come_again_are_one_object():
    rows, twice = exchange([[1], {"k": 0}], {"t": [{"k": 0}, {"k": 1}]})
    assert rows[0] is rows[1] is twice[0]
    assert rows is twice[1]


@pytest.mark.parametrize(
    "said",
    [
        {"k": 1}, {"k": -1}, {"k": True}, {"k": "0"}, {"k": [0]}, [{"k": 1}],
        {"v": [0, [4], [8], 8]}, {"v": [0, [4], [8], -8]}, {"v": [0, [2], [64], 0]}, {"v": [0, [9], [-8], 24]},
        {"v": [0, [-1], [8], 0]}, {"v": [0, [1000000000, 1000], [0, 0], 0]}, {"v": [1, [1], [8], 0]}, {"v": [0, [1], [8]]},
        {"v": [0, [True], [8], 0]}, {"C": ["os.system", "true"]}, {"C": ["Counter", 3]}, {"C": ["Decimal", [1]]},
        {"C": ["date", "2024-99-01"]}, {"C": ["timedelta", [10**9, 0, 0]]}, {"C": ["defaultdict", ["eval", []]]},
        {"C": ["namedtuple", ["P", ["x"], [1, 2]]]}, {"C": ["namedtuple", ["P", ["class"], [1]]]},
        {"C": ["namedtuple", ["P", [f"f{n}" for n in range(1001)], list(range(1001))]]},
        {"C": ["enum", ["Color", "RED", None]]}, {"C": ["Fraction", [1, 0]]}, {"C": "Counter"},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_what_no_honest_exchange_holds_is_malformed(said):
    with pytest.raises(Malformed):
        exchange(said, given=[np.arange(4.0)])


def test_objects_that_hold_each_other_again_and_again_have_bounds():
    doubled = [[0] * 100, *([{"k": n}, {"k": n}] for n in range(50))]
    with pytest.raises(Malformed, match="too deep or too many"):
        exchange(*doubled)
    deeper = [[0], *([{"k": n}] for n in range(100))]
    with pytest.raises(Malformed, match="too deep or too many"):
        exchange(*deeper)
