"""Lesson 4's race: all ways give the same maps, the learner's run along once they are right, and each is timed fairly."""

import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from convlab.demos import live_race, race, ways
from convlab.mistakes import banks
from tests.lessons.test_im2col import PROSE, names_of_the_solved_lesson


def test_all_ways_compute_the_same_maps():
    image, filters, biases = race.race_input()
    small = image[:, :9, :7], filters, biases
    maps = np.stack([sum(map(lambda x, k: correlate2d(x, k, "valid"), small[0], f)) for f in filters])
    for label, way in ways.ways(filters).items():
        np.testing.assert_allclose(way(*small), maps + biases[:, None, None], atol=1e-10, err_msg=label)


@pytest.fixture
def short_race(monkeypatch):
    monkeypatch.setattr(race, "SHAPE", (3, 8, 9))


def test_the_learners_functions_run_along_when_they_are_right(short_race, capsys):
    solved = names_of_the_solved_lesson()

    def not_written(*args):
        raise NotImplementedError

    times = race.run(
        {
            "your im2col": solved["conv2d_im2col"],
            "your batch": solved["conv2d_batch"],
            "your stub": not_written,
            "your loan": banks("conv2d_batch")[0].oracle,
            "your wrong one": lambda x, w, b: solved["conv2d_batch"](x, w),
        }
    )
    assert {"six loops", "three loops", "patch loop", "tap loop", "einsum", "SciPy"} <= set(times)
    assert {label for label in times if label.startswith("your")} == {"your im2col", "your batch"}
    assert all(seconds > 0 for seconds in times.values())
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(" is left out")[0] for line in said] == [
        "your stub",
        "your loan",
        "your wrong one",
    ]


def test_a_time_is_the_best_of_a_few_and_may_be_divided():
    calls = []
    race.seconds(calls.append, 1)
    assert calls == [1] * race.ROUNDS
    assert race.seconds(sum, range(20_000), each=20_000) < 1e-5


def test_the_chart_says_every_time_and_factor():
    fig, alt = race.chart({"einsum": 0.0005, "six loops": 1.5, "your batch": 0.001})
    assert alt == (
        "Bars on a logarithmic axis, the slowest first: six loops 1.5 s, the slowest; your batch 1 ms, 1,500 "
        "times faster; einsum 0.5 ms, 3,000 times faster."
    )
    axis = fig.axes[0]
    assert axis.get_xscale() == "log"
    assert [bool(bar.get_hatch()) for bar in axis.patches] == [False, True, False]
    assert [label.get_text() for label in axis.get_yticklabels()] == ["six loops", "your batch", "einsum"]
    size = fig.get_size_inches()
    assert size[0] <= 7
    assert size[1] <= 3.5


def test_a_chart_of_nothing_is_refused():
    with pytest.raises(ValueError, match="expected the time of one way"):
        race.chart({})


def test_each_way_has_its_share_of_seconds_and_is_counted(short_race, monkeypatch):
    monkeypatch.setattr(live_race, "SHARE", 0.02)
    calls, told, running = [], [], live_race.LiveRace()

    def own(x, w, b):
        calls.append(1)
        return ways.einsum(x, w, b) if x.ndim == 3 else ways.einsum(x[0], w, b)[None]

    running.start(
        {"your batch": own, "your stub": lambda *args: None}, lambda: told.append(running.is_running)
    )
    running._thread.join(30)
    assert running.left_out == ["your stub"]
    assert next(lane.label for lane in running.lanes) == "six loops"
    for lane in running.lanes:
        assert lane.is_over
        assert lane.images >= 1
        assert lane.seconds >= 0.02
        assert lane.rate == lane.images / lane.seconds
    assert running.lanes[-1].is_yours
    # one call sees whether it is right, and one warms up, unless that is slow
    assert running.lanes[-1].images in (len(calls) - 2, len(calls) - 1)
    assert told[-1] is False


def test_the_box_of_pytorch_gives_the_lessons_maps():
    torch = pytest.importorskip("torch", reason="PyTorch is an extra")
    code = re.search(r"```python\n(.*?)```", PROSE, re.S)[1]
    image, filters, biases = race.race_input()
    names = {"torch": torch, "x": image[None], "w": filters, "b": biases}
    exec(code, names)
    np.testing.assert_allclose(names["maps"][0].numpy(), ways.einsum(image, filters, biases))
