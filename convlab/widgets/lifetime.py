"""Let a widget live as long as the run of its cell: it is closed when the cell has run again."""

from typing import Any

import ipywidgets

_fresh: list[ipywidgets.Widget] = []  # made by the cell that runs
_by_cell: dict[str, list[ipywidgets.Widget]] = {}  # those of a cell's last run


def add(widget: ipywidgets.Widget) -> None:
    """Count a widget to the cell that runs."""
    _fresh.append(widget)


def after_cell(result: Any) -> None:
    """Close the widgets that this cell made when it ran before.

    Parameters
    ----------
    result : IPython.core.interactiveshell.ExecutionResult
        What IPython hands to those who listen to `post_run_cell`. A front end that names no cells is served
        by their text.
    """
    info = result.info
    for old in _by_cell.pop(cell := info.cell_id or info.raw_cell, []):
        old.close()
    if _fresh:
        _by_cell[cell] = _fresh[:]
        _fresh.clear()
