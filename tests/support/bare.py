"""Show widgets on a bare page of headless Chromium, without JupyterLab: a second a file rather than ten."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from convlab.checks import learner
from convlab.widgets.base import FOLDER, Widget
from tests.support.browser import Page, empty_page

ADDRESS = "http://page.test/"
MOUNT = """async ([script, style, state, above, which]) => {
  const model = {
    told: [], state, listeners: {},
    get: (name) => model.state[name],
    set: (name, value) => { model.state = { ...model.state, [name]: value }; model.told.push([name, value]); },
    // a Python that answers, where there is one
    save_changes: async () => { if (window.askPython) model.receive("answer", await window.askPython(which, model.state.given)); },
    on: (event, call) => (model.listeners[event] ??= new Set()).add(call),
    off: (event, call) => model.listeners[event]?.delete(call),
    // what Python would send
    receive: (name, value) => { model.state = { ...model.state, [name]: value }; for (const call of model.listeners[`change:${name}`] || []) call(); },
  };
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  if (above) document.body.insertAdjacentHTML("beforeend", above);
  const host = document.body.appendChild(document.createElement("div"));
  host.className = "host";
  (window.models ??= []).push(model);
  await module.default.render({ model, el: host });
}"""


@contextmanager
def bare_page(*, dark: bool = False, **options) -> Iterator[Page]:
    """Open a page of an address of its own, so that it has a store; JupyterLab's attribute says how bright it is."""
    attribute = f'data-jp-theme-light="{"false" if dark else "true"}"'
    paper = "#111" if dark else "#fff"
    body = f'<!doctype html><html><body {attribute} style="background: {paper}; margin: 8px"></body></html>'
    with empty_page(**options) as page:
        page.route(
            f"{ADDRESS}**",
            lambda route: route.fulfill(body=body, headers={"content-type": "text/html; charset=utf-8"}),
        )
        page.broken = []
        page.on("pageerror", lambda error: page.broken.append(str(error)))
        page.goto(ADDRESS)
        yield page


def mount(page: Page, widget: Widget, above: str = "", which: int = 0) -> None:
    """Show a widget below what is on the page; `window.models` holds its side of the talk with Python."""
    state = widget.get_state(["setup", "given", "answer"])
    page.evaluate(MOUNT, [widget._esm, widget._css, json.loads(json.dumps(state)), above, which])


@contextmanager
def widget_page(*widgets: Widget, **options) -> Iterator[Page]:
    """Open a page of these widgets, whose Python answers as a kernel would; it notes requests in `outside`."""

    def ask(which: int, given: dict) -> dict:
        widgets[which].given = given
        return json.loads(json.dumps(widgets[which].answer))

    with bare_page(**{"viewport": {"width": 760, "height": 1400}} | options) as page:
        page.outside = []
        page.on("request", lambda request: page.outside.append(request.url))
        page.expose_function("askPython", ask)
        for which, widget in enumerate(widgets):
            mount(page, widget, which=which)
        yield page


def evaluate(page: Page, expression: str, *scripts: str):
    """Evaluate an expression where the functions of these scripts are there."""
    code = "".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in scripts)
    return page.evaluate(f"() => {{ {re.sub(r'^export .*$', '', code, flags=re.M)}\nreturn {expression}; }}")


@contextmanager
def learners_page(names: dict, cells: list[str], *calls: Callable[[], Widget], **options) -> Iterator[Page]:
    """Open a page of widgets as in the notebook of a learner whose names, or cells, define these functions."""
    names |= {"np": np}
    exec("\n".join(cells), names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learner, "_namespace", lambda: names)
        patch.setattr(learner, "_judged", {})
        with widget_page(*(call() for call in calls), **options) as page:
            yield page
            assert page.broken == []
