"""Draw figures only where somebody will look at them: drawing one costs more than running a whole lesson."""

import sys
from typing import Any

from IPython.core import pylabtools

_state = {"left": 0, "skipped": 0}


def install() -> None:
    """Make IPython's drawing of figures obey `allow`. Call once in the template process."""
    draw = pylabtools.print_figure

    def print_figure(figure: Any, *args: Any, **kwargs: Any) -> Any:
        if _state["left"] <= 0:
            _state["skipped"] += 1
            return None
        _state["left"] -= 1
        return draw(figure, *args, **kwargs)

    pylabtools.print_figure = print_figure


def allow(count: int) -> None:
    """Let the next `count` figures be drawn; the others keep their text only."""
    _state.update(left=count, skipped=0, wanted=count)


def left_out() -> int:
    """Return how many figures a cell that may draw had in excess."""
    return _state["skipped"] if _state["wanted"] else 0


def open_figures() -> set[int]:
    """Return the numbers of the figures that are open."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    return set(helpers.Gcf.figs) if helpers is not None else set()


def close_since(before: set[int]) -> None:
    """Close the figures that were opened after `before` was taken: nobody will see them."""
    opened = open_figures() - before
    if opened:
        plt = sys.modules["matplotlib.pyplot"]
        for number in opened:
            plt.close(number)
        backend = sys.modules.get("matplotlib_inline.backend_inline")
        if backend is not None:
            backend.show._to_draw, backend.show._draw_called = [], bool(before)
