"""Show widgets on a bare page in headless Chromium, their Python beside them: a second instead of a JupyterLab."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from convlab.widgets.base import Widget
from tests.support.browser import Page, empty_page

# The part of a model that anywidget hands to a script: get, set, save_changes, on, off.
SHOW = """async ([which, code, css, traits, isDark]) => {
    if (isDark) document.documentElement.dataset.theme = "dark";
    document.body.style.background = isDark ? "#111418" : "#fff";
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
    const listeners = new Set(), model = {
        get: (name) => traits[name],
        set: (name, value) => (traits[name] = value),
        save_changes: async () => {
            traits.answer = await window.askPython(which, traits.given);
            for (const call of [...listeners]) call();
        },
        on: (_, call) => listeners.add(call),
        off: (_, call) => listeners.delete(call),
    };
    const module = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    const host = document.body.appendChild(document.createElement("div"));
    module.default.render({ model, el: host });
}"""


@contextmanager
def widget_page(
    *shown: Widget, is_dark: bool = False, width: int = 760, height: int = 1400
) -> Iterator[Page]:
    """Open a page with these widgets alone. It notes requests in `outside` and script errors in `broken`."""

    def ask(which: int, given: dict) -> dict:
        shown[which].given = given
        return json.loads(json.dumps(shown[which].answer))

    with empty_page(viewport={"width": width, "height": height}) as page:
        page.outside, page.broken = [], []
        page.on("request", lambda request: page.outside.append(request.url))
        page.on("pageerror", lambda error: page.broken.append(str(error)))
        page.expose_function("askPython", ask)
        for which, widget in enumerate(shown):
            traits = {name: getattr(widget, name) for name in ("setup", "given", "answer")}
            traits = json.loads(json.dumps(traits))
            page.evaluate(SHOW, [which, widget._esm, widget._css, traits, is_dark])
        yield page
