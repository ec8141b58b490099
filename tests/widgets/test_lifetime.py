"""A widget lives as long as the run of its cell, and a slow function never keeps the kernel for long."""

import gc
import time
import weakref

import ipywidgets
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from convlab import quiz, widgets
from convlab.checks import learner
from convlab.numerics import engine
from convlab.widgets import base, ops
from tests.widgets.test_widgets import right


@pytest.fixture
def shell(monkeypatch):
    """A notebook whose cells run."""
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    monkeypatch.setattr(learner, "_judged", {})
    monkeypatch.setattr(base.lifetime, "_fresh", [])  # widgets of other tests belong to no cell
    shell.displayed = []
    monkeypatch.setattr(base, "display", lambda *data, raw: shell.displayed.extend(data))
    shell.user_ns.update(widgets=widgets, quiz=quiz)
    return shell


def alive():
    """Return the number of models that the kernel holds."""
    return len(ipywidgets.widgets.widget._instances)


@pytest.mark.parametrize(
    "source",
    ["widgets.slide_kernel()", 'quiz.ask("01_ops")', "widgets.train()", "shown = widgets.channels()"],
)
def test_the_widgets_of_a_cell_that_ran_again_are_closed_with_all_that_belongs_to_them(shell, source):
    shell.run_cell("1", cell_id="first")
    shell.run_cell(source, cell_id="this")
    before = alive()
    for _ in range(3):
        assert shell.run_cell(source, cell_id="this").success
    assert alive() == before
    shell.run_cell("1", cell_id="this")
    assert alive() < before


def test_widgets_of_other_cells_live_on(shell):
    shell.run_cell("one = widgets.slide_kernel()", cell_id="one")
    shell.run_cell("two = widgets.slide_kernel()", cell_id="two")
    shell.run_cell("two = widgets.slide_kernel()", cell_id="two")
    assert shell.user_ns["one"].comm is not None
    assert shell.user_ns["two"].comm is not None


def test_where_cells_have_no_names_their_text_tells_them_apart(shell):
    for _ in range(2):
        shell.run_cell("one = widgets.slide_kernel()")
        shell.run_cell("two = widgets.channels()")
    before = alive()
    shell.run_cell("one = widgets.slide_kernel()")
    assert alive() == before


def test_a_closed_widget_is_watched_and_held_by_nothing(shell):
    widget = widgets.slide_kernel()
    held = weakref.ref(widget)
    widget.close()
    before = dict(widget.answer)
    widget.given = {**widget.given, "n": 9}
    assert widget.answer == before
    assert widget not in base._alive
    base.lifetime._fresh.clear()
    del widget
    gc.collect()
    assert held() is None


def test_a_closed_widget_says_which_cell_to_run(shell, capsys):
    widget = widgets.slide_kernel()
    widget.close()
    widget._ipython_display_()
    assert capsys.readouterr().out == "This widget is closed: run the cell that made it again.\n"


def test_a_training_stops_with_its_widget(shell):
    shell.run_cell("shown = widgets.train()", cell_id="this")
    widget = shell.user_ns["shown"]
    widget.given = {**widget.given, "action": "train", "n": 1}
    thread = widget._compute._thread
    assert thread.is_alive()
    shell.run_cell("1", cell_id="this")
    thread.join(5)
    assert not thread.is_alive()


def test_before_a_widget_stands_what_to_do_on_the_next_day(shell):
    shell.run_cell("widgets.slide_kernel()", cell_id="this")
    asleep, shown = shell.displayed
    assert "<b>Run the lesson’s first cell, then this one again</b> (Shift+Enter)" in asleep["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in shown


# ---- time


@pytest.fixture
def names(monkeypatch):
    names = {}
    monkeypatch.setattr(learner, "_namespace", lambda: names)
    monkeypatch.setattr(learner, "_judged", {})
    monkeypatch.setattr(learner, "LIMIT", 0.3)
    monkeypatch.setattr(learner, "ALLOWANCE", 0.6)
    return names


def counted(function):
    def call(*args):
        call.count += 1
        return function(*args)

    call.count = 0
    return call


def test_a_function_that_is_slow_on_each_probe_is_left_after_the_allowance(names):
    def slow(image, kernel):
        time.sleep(0.2)
        return right(image, kernel)

    names["conv2d"] = counted(slow)
    probes = ops.PROBES * 4
    start = time.monotonic()
    chosen = learner.function("conv2d", engine.conv2d, probes)
    assert time.monotonic() - start < 1.2
    assert chosen.label == "the course’s conv2d (yours takes longer than 0.3 s)"
    count = names["conv2d"].count
    assert count < len(probes)
    for others in (probes, ops.PROBES):
        assert learner.function("conv2d", engine.conv2d, others).label == chosen.label
    assert names["conv2d"].count == count, "a function that is known to be slow is not called again"


def test_a_function_that_is_slow_in_the_widget_only_keeps_the_kernel_once(names):
    def slow(image, kernel):
        if image.shape == (6, 6):
            time.sleep(0.4)
        return right(image, kernel)

    names["conv2d"] = counted(slow)
    widget = widgets.slide_kernel(np.arange(36).reshape(6, 6), "edge")
    assert widget.answer["whose"] == "the course’s conv2d (yours takes longer than 0.3 s)"
    assert not widget.answer["isYours"]
    count = names["conv2d"].count
    widget.given = {**widget.given, "n": 1}
    assert names["conv2d"].count == count


def test_a_new_definition_gets_a_new_try(names):
    names["conv2d"] = lambda image, kernel: time.sleep(9)
    assert "takes longer" in learner.function("conv2d", engine.conv2d, ops.PROBES).label
    names["conv2d"] = right
    assert learner.function("conv2d", engine.conv2d, ops.PROBES).is_yours
    del names["conv2d"]
    assert learner.function("conv2d", engine.conv2d, ops.PROBES).why == "yours is not here yet"


def test_what_is_left_of_an_allowance_counts_for_all_calls_in_it(names):
    with learner.allowance():
        tries = [learner.attempt(time.sleep, (0.2,)) for _ in range(5)]
    assert not tries[0].is_slow
    assert tries[-1].is_slow
    assert not learner.attempt(time.sleep, (0.2,)).is_slow
