"""Plain data crosses between student and judge unchanged; everything else is refused on either side."""

import numpy as np
import pytest

from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.plain_data import (
    Bounds,
    Malformed,
    NotPlain,
    describe_type,
    pack,
    unpack,
    write_head,
)

PLAIN = [
    None, True, False, 0, -7, 2**61, 2**200, -(3**400), 0.0, -0.0, 1e-320, float("inf"), 2.5 + 3j, "", "plain",
    "\ud800 lone", "\U0001f600", b"", b"\x00\xff", (), (1,), [], [1, [2, (3, "four")]], {}, {"a": 1, 2: (3,), None: []},
    {(1, "x"): {"y": b"z"}}, {1, 2, 3}, frozenset({"a"}), [None] * 3,
]  # fmt: skip


ARRAYS = [
    np.arange(12).reshape(3, 4), np.arange(12.0).reshape(3, 4)[:, ::2], np.zeros((0, 5)), np.array(3.5),
    np.array([[True, False]]), np.arange(4, dtype=np.uint8), np.arange(4, dtype=np.float16), np.array(["ab", "c"]),
    np.array([1 + 2j]), np.asfortranarray(np.arange(6).reshape(2, 3)), np.array([b"xy"]), np.float64(2.5), np.int8(-3),
    np.bool_(True), np.float32(1.5), np.complex64(1j), np.arange(3, dtype=np.longdouble),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_data_crosses_unchanged(value):
    back = decode(encode(value))
    assert back == value
    assert type(back) is type(value)
    assert repr(back) == repr(value)


def test_nan_crosses():
    assert np.isnan(decode(encode(float("nan"))))


@pytest.mark.parametrize("value", ARRAYS, ids=lambda v: f"{type(v).__name__}-{v.dtype}-{v.shape}")
def test_arrays_and_scalars_keep_type_shape_and_values(value):
    back = decode(encode(value))
    assert type(back) is type(value)
    assert back.dtype == value.dtype
    assert back.shape == value.shape
    np.testing.assert_array_equal(back, value)


def test_a_big_endian_array_arrives_in_native_order_with_its_values():
    back = decode(encode(np.arange(3, dtype=">i4")))
    assert back.dtype.isnative
    assert back.tolist() == [0, 1, 2]


def test_a_received_array_can_be_written_to_and_shares_nothing():
    sent = np.zeros(3)
    back = decode(encode(sent))
    back[0] = 1
    assert sent[0] == 0


class Liar(np.ndarray):
    def __eq__(self, other):
        return True

    def tobytes(self, order="C"):
        return b"\x00" * 24


class Word(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Number(float):
    pass


class Pairs(dict):
    def items(self):
        return [("forged", 1)]


def test_subclasses_arrive_as_their_base_whatever_they_say_of_themselves():
    values = [np.arange(3.0).view(Liar), Word("x"), Number(2.5), Pairs(a=1)]
    back = decode(encode(values))
    assert [type(v) for v in back] == [np.ndarray, str, float, dict]
    assert back[0].tolist() == [0, 1, 2]
    assert back[1:] == ["x", 2.5, {"a": 1}]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (object(), "an object"),
        ((i for i in range(3)), "a generator"),
        (np.array([object()]), "an array of objects"),
        (np.ma.masked_array([1, 2], [True, False]), "a masked array"),
        (np.zeros(2, dtype=[("a", int)]), "an array of dtype [('a', '<i8')]"),
        (range(10**12), "a range"),
        (len, "a builtin_function_or_method"),
        ([1, {"a": object()}], "an object"),
    ],
)
def test_what_is_no_plain_data_is_refused_by_name(value, what):
    with pytest.raises(NotPlain) as caught:
        encode(value)
    assert caught.value.what == what


def test_values_that_are_too_large_or_too_deep_are_refused():
    deep = []
    for _ in range(100):
        deep = [deep]
    circle = []
    circle.append(circle)
    for value in (deep, circle, 1 << 10**6):
        with pytest.raises(NotPlain):
            encode(value)
    with pytest.raises(NotPlain):
        encode(np.broadcast_to(0.0, (10**6, 10**6)))
    with pytest.raises(NotPlain):
        encode("x" * 100, bounds=Bounds(structure=50))


def test_special_values_are_named_by_the_encoder_and_resolved_by_the_decoder():
    data = encode([len, 1], special=lambda v: ("r", "len") if v is len else None)
    assert decode(data, special=lambda tag, body: {"len": len}[body]) == [len, 1]
    with pytest.raises(Malformed):
        decode(data)


def test_types_are_named_with_their_article():
    assert describe_type([]) == "a list"
    assert describe_type(type("Evil<script>", (), {})()) == "an object"


def test_a_head_and_encoded_values_cross_together():
    head = {"name": "f", "kwargs": ["stride"], "printed": "\ud800 and ü"}
    assert unpack(pack(write_head(head), [encode(3), b"", encode(np.eye(2))])) == (
        head,
        [encode(3), b"", encode(np.eye(2))],
    )


def test_values_that_fill_a_message_are_refused_before_they_are_sent():
    with pytest.raises(NotPlain, match="64 MB"):
        pack(b"{}", [bytes(63_500_000)])
