"""Lesson 8's widget from behind: one step at a time, what is saved and what is not, interrupts."""

import threading
import time

import numpy as np
import pytest

from convlab import digits, widgets
from convlab.demos.live_training import Run
from convlab.widgets import training


@pytest.fixture
def widget(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    widget = widgets.train()
    yield widget
    widget.close()


def press(widget, action, **more):
    """Do what a button does; return what the page is told."""
    widget.given = {**widget.given, **more, "action": action, "n": widget.given["n"] + 1}
    return widget.answer


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def test_a_step_waits_for_the_one_that_is_under_way(widget, monkeypatch):
    at_once, most, advance = [], [], Run.advance

    def watched(run, *args):
        at_once.append(threading.get_ident())
        most.append(len(at_once))
        time.sleep(0.05)
        advance(run, *args)
        at_once.pop()

    monkeypatch.setattr(Run, "advance", watched)
    press(widget, "train")
    wait_for(lambda: most)
    for _ in range(3):
        press(widget, "step")
        press(widget, "train")
    press(widget, "stop")
    assert max(most) == 1


def test_training_stops_at_the_button_and_goes_on_from_there(widget):
    press(widget, "train")
    wait_for(lambda: widget.answer["step"] > 3)
    assert not press(widget, "stop")["isTraining"]
    widget._compute._thread.join(20)
    stood = press(widget, "")["step"]
    assert press(widget, "step")["step"] == stood + 1


def test_weights_are_saved_and_read_again(widget):
    press(widget, "step")
    press(widget, "step")
    assert press(widget, "save")["message"] == "The weights after 2 steps are in my_weights.npz."
    assert set(digits.read_weights("my_weights.npz")) == {"w1", "b1", "w2", "b2", "w3", "b3"}


def test_weights_that_are_no_numbers_are_not_saved(widget, tmp_path):
    run = Run()
    run.losses.append(np.nan)
    assert "no numbers any more" in training.save(run)
    assert not (tmp_path / "my_weights.npz").exists()


def test_where_nothing_can_be_written_the_widget_says_so(widget, tmp_path):
    (tmp_path / "my_weights.npz").mkdir()
    assert press(widget, "save")["message"].startswith("Not saved: ")


def test_a_damaged_file_of_weights_is_refused_in_words(tmp_path):
    file = digits.write_weights(tmp_path / "mine.npz", digits.weights())
    file.write_bytes(file.read_bytes()[:300])
    with pytest.raises(ValueError, match="holds no weights"):
        digits.read_weights(file)
