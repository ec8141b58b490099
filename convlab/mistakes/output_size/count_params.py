"""Usual mistakes of lesson 2: parameters."""

from __future__ import annotations

from convlab.mistakes import Bank, fails_when, probe


def count(c_in: int, c_out: int, k: int | tuple[int, int], bias: bool = True) -> int:
    """Return the right number of parameters."""
    return c_out * c_in * _area(k) + c_out * bool(bias)


def _area(k: int | tuple[int, int]) -> int:
    return k * k if isinstance(k, int) else k[0] * k[1]


count_params = Bank(
    "count_params",
    oracle=count,
    where="lesson 2, 'What does a layer have to learn?'",
    probes=[probe(2, 3, 3), probe(1, 4, 2), probe(3, 64, 3), probe(5, 2, 4)],
)
PAIRS = [probe(6, 4, (1, 3)), probe(4, 6, (3, 2)), probe(2, 5, (4, 2), False), probe(3, 2, (2, 5))]
WITHOUT = [probe(3, 7, 5, False), probe(2, 3, 3, False), probe(4, 2, 2, False), probe(1, 1, 1, False)]
ASKED = [probe(3, 7, 5, True), probe(2, 3, 3, True)]
count_params.add(
    "bias-inverted",
    "Your counts hold the biases where bias=False, and lack them where there are some. What does True mean?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k, not bias),
    probes=WITHOUT,
)
count_params.add(
    "bias-forgotten",
    "Your counts equal ours without biases. How many does a layer have?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k, False),
    probes=ASKED,
)
count_params.add(
    "bias-off-by-default",
    "Your counts lack the biases where nobody says anything of them. Which value has `bias` in the first line of the "
    "exercise?",
    lambda c_in, c_out, k, bias=False: count(c_in, c_out, k, bias),
    probes=ASKED,
)
count_params.add(
    "bias-always",
    "Your counts hold biases also where bias=False. Who asked for them?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k, True),
    probes=WITHOUT,
)
count_params.add(
    "bias-per-kernel",
    "Your counts equal ours with a bias for every kernel. How many biases has a filter?",
    lambda c_in, c_out, k, bias=True: c_out * c_in * (_area(k) + bool(bias)),
)
count_params.add(
    "bias-per-weight",
    "Your counts equal ours with a bias for every weight of a kernel, like one more channel. How many has a filter?",
    lambda c_in, c_out, k, bias=True: c_out * (c_in + bool(bias)) * _area(k),
)
count_params.add(
    "bias-per-input-channel",
    "Your counts equal ours with one bias for each input channel. To what is a bias added?",
    lambda c_in, c_out, k, bias=True: c_out * c_in * _area(k) + c_in * bool(bias),
)
count_params.add(
    "one-bias-for-all",
    "Your counts hold a single bias. Does every filter get one of its own?",
    lambda c_in, c_out, k, bias=True: c_out * c_in * _area(k) + bool(bias),
)
count_params.add(
    "input-channels-forgotten",
    "Your counts equal ours for one input channel. How deep is a filter?",
    lambda c_in, c_out, k, bias=True: count(1, c_out, k, bias),
)
count_params.add(
    "filters-forgotten",
    "Your counts hold the weights of one filter. How many filters has the layer?",
    lambda c_in, c_out, k, bias=True: count(c_in, 1, k, bias),
    lambda c_in, c_out, k, bias=True: count(c_in, 1, k, False) + c_out * bool(bias),
)
count_params.add(
    "kernel-side-once",
    "Your counts equal ours with k weights in a kernel. How many has a square of side k?",
    lambda c_in, c_out, k, bias=True: (
        count(c_in, c_out, (1, k), bias) if isinstance(k, int) else count(c_in, c_out, k, bias)
    ),
)
count_params.add(
    "pair-refused",
    "It stops when `k` is a pair. How do you find out whether there are one or two numbers in it?",
    fails_when(lambda c_in, c_out, k, bias=True: not isinstance(k, int), count),
    probes=PAIRS,
)
count_params.add(
    "pairs-only",
    "It stops when `k` is a single number. What are height and width of a square kernel?",
    fails_when(lambda c_in, c_out, k, bias=True: isinstance(k, int), count),
    probes=[*PAIRS, probe(4, 3, 2)],
)
count_params.add(
    "pair-without-bias",
    "Your counts hold no biases where `k` is a pair. Do both of your ways through the function count them?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k, bias and isinstance(k, int)),
    probes=PAIRS,
)
count_params.add(
    "pair-added",
    "Your counts add the two numbers of a pair. How many weights has a kernel of 1 row and 7 columns?",
    lambda c_in, c_out, k, bias=True: (
        c_out * (c_in * (_area(k) if isinstance(k, int) else sum(k)) + bool(bias))
    ),
    probes=PAIRS,
)
count_params.add(
    "side-for-area",
    "Your counts equal ours with 2 k or k · k · k weights in a kernel. How many has a square of side k?",
    lambda c_in, c_out, k, bias=True: (
        c_out * (c_in * (k**3 if isinstance(k, int) else _area(k)) + bool(bias))
    ),
    lambda c_in, c_out, k, bias=True: (
        c_out * (c_in * (2 * k if isinstance(k, int) else _area(k)) + bool(bias))
    ),
)
count_params.add(
    "channels-added",
    "Your counts add the two numbers of channels. How deep is each of the filters?",
    lambda c_in, c_out, k, bias=True: (c_in + c_out) * _area(k) + c_out * bool(bias),
)
count_params.add(
    "nothing-without-bias",
    "Without a bias your counts lose more than the biases. How much of the line belongs to its `if`?",
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k) if bias else 0,
    lambda c_in, c_out, k, bias=True: count(c_in, c_out, k) if bias else count(c_in, 1, k, False),
    probes=WITHOUT,
)
count_params.add(
    "pair-read-as-square",
    "Your counts take a pair for a square. What are the two numbers of (kH, kW)?",
    *(
        lambda c_in, c_out, k, bias=True, i=i: count(c_in, c_out, k if isinstance(k, int) else k[i], bias)
        for i in (0, 1)
    ),
    probes=PAIRS,
)

BANKS = [count_params]
