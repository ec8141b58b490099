"""Make a widget from a script, a few numbers and a Python function: the part that all widgets share."""

from collections.abc import Callable
from pathlib import Path
from weakref import WeakSet

import anywidget
import traitlets
from IPython.display import display

from convlab.checks import learner
from convlab.pictures import drawing, figures
from convlab.widgets import lifetime

FOLDER = Path(__file__).parent / "scripts"
SHARED = ("shared", "grid", "wrong")  # stand before every script
ASLEEP = """<div class="cl-asleep" hidden><style>
.cl-asleep { display: block; }
.jp-OutputArea-child:has(.cl-asleep):not(:has(+ * > .lm-Panel.jupyter-widgets)) { display: none; }
.jp-OutputArea-child:has(.cl-asleep) + :has(> .lm-Panel.jupyter-widgets) { display: none; }
</style><p><b>Run the lesson’s first cell, then this one again</b> (Shift+Enter):
Python has been restarted since.</p></div>"""
"""Stands before a widget, to be seen where JupyterLab says "model not found" in its place only."""
_alive: "WeakSet[Widget]" = WeakSet()


class Widget(anywidget.AnyWidget):
    """A widget whose script reads `setup`, writes `given`, and gets `answer` back from Python.

    Attributes
    ----------
    setup : dict
        What never changes: presets, words.
    given : dict
        What the learner has set. The script writes it; `answer` follows.
    answer : dict
        What Python computed from `given`; its entry `n` repeats that of `given`.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    setup = traitlets.Dict().tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(self, compute: Callable[[dict], dict], still: Callable[[], str], **traits: object) -> None:
        self._compute, self._still = compute, still
        super().__init__(**traits)
        self.recompute()
        self.observe(self.recompute, "given")
        _alive.add(self)
        lifetime.add(self)

    def recompute(self, _change: object = None) -> None:
        """Let Python answer anew to what is given now."""
        with learner.allowance():
            answer = self._compute(self.given)
        self.answer = {**answer, "n": self.given.get("n", 0)}

    def close(self) -> None:
        """End the widget on the page and here: nothing watches it or holds it any more."""
        _alive.discard(self)
        self.unobserve_all()
        if hasattr(self._compute, "stop"):
            self._compute.stop()
        self.layout.close()
        super().close()

    def _ipython_display_(self) -> None:
        if self.comm is None:
            print("This widget is closed: run the cell that made it again.")
            return
        display({"text/html": ASLEEP, "text/plain": ""}, raw=True)
        display(*self._repr_mimebundle_()[:1], raw=True)

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        bundle, metadata = super()._repr_mimebundle_(**kwargs)
        return {
            **bundle,
            "text/plain": repr(self),
            "text/html": figures.show_svg(self._still())._repr_html_(),
        }, metadata

    def __repr__(self) -> str:
        """Say in words what the still picture shows."""
        return f"Widget: {figures.show_svg(self._still()).alt}"


def make(
    script: str,
    *,
    setup: dict,
    given: dict,
    compute: Callable[[dict], dict],
    still: Callable[[], str],
    parts: tuple[str, ...] = (),
) -> Widget:
    """Return a widget; see the package's docstring for the pattern and an example.

    Parameters
    ----------
    script : str
        Name of the JavaScript file in this folder, without `.js`; those of `SHARED` are put before it.
    setup, given : dict
        Plain data (numbers, strings, lists): what never changes, and what the learner may set.
    compute : callable
        Takes `given`, returns the answer as plain data.
    still : callable
        Returns the SVG that stands in for the widget where no script runs.
    parts : tuple of str
        Further scripts that stand between those and this one, such as `("ink",)`.
    """
    _watch_notebook()
    code = "".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in (*SHARED, *parts, script))
    style = palette_css() + (FOLDER / "shared.css").read_text(encoding="utf-8")
    return Widget(compute, still, _esm=code, _css=style, setup=setup, given={"n": 0, **given})


def palette_css() -> str:
    """Return the palette as CSS variables, for light and for dark pages."""

    def variables(palette: dict[str, str]) -> str:
        return "".join(f"--cl-{name}: {value}; " for name, value in palette.items())

    dark = ['[data-jp-theme-light="false"]', 'html[data-theme="dark"]', "body.vscode-dark"]
    selector = ", ".join(f"{where} .cl" for where in dark)
    return f".cl {{ {variables(drawing.PALETTE)}}}\n{selector} {{ {variables(drawing.DARK)}}}\n"


def _watch_notebook() -> None:
    """After each cell, close the widgets of its last run, and let the others use a function that it defined anew."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None and _after_cell not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _after_cell)


def _after_cell(result: object) -> None:
    lifetime.after_cell(result)
    if learner.has_news():
        for widget in list(_alive):
            widget.recompute()
