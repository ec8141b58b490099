"""Measure what a learner waits for in a widget: from a key on a slider to the painted picture, in JupyterLab.

Run `python bench/widgets.py`; it prints median and 95th percentile of 200 changes, in ms. The picture is
painted by the second animation frame after the event, so two frames of a 60 Hz screen, 33 ms, are the floor;
the first line shows what two frames take on this machine with nothing to paint.
"""

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.browser import chromium, jupyterlab, open_notebook, run_all, write_notebook

CHANGES = 200
# From the input event to the second animation frame after it; then the script's own time in the event.
MEASURE = """async (input, [count, isMoved]) => {
    const waits = [], works = [];
    const low = Number(input.min || 0), many = Number(input.max) - low + 1;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let i = 0; i < count; i++) {
        await frame();
        const start = performance.now();
        if (isMoved) {
            input.value = low + ((i * 7) % many);
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }
        works.push(performance.now() - start);
        await frame();
        await frame();
        waits.push(performance.now() - start);
    }
    return [waits, works];
}"""
PAGES = [  # the widgets that stand on one page in a lesson
    ["widgets.slide_kernel()", "widgets.channels()"],
    ["widgets.strip()"],
    ["widgets.turn_dials()"],
    ["widgets.columns()"],
    ["widgets.edit_kernel()"],
    ["widgets.layers()", "widgets.shift()"],
]


def summary(values: list[float]) -> str:
    """Return median and 95th percentile."""
    return f"median {statistics.median(values):5.1f} ms, p95 {statistics.quantiles(values, n=20)[-1]:5.1f} ms"


def main() -> None:
    """Open a page for each lesson in JupyterLab, move every slider of every widget, print the times."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        for number, lines in enumerate(PAGES):
            write_notebook(folder / f"{number}.ipynb", ["from convlab import widgets", *lines])
        with jupyterlab(folder) as address:
            for number, lines in enumerate(PAGES):
                page = browser.new_page(viewport={"width": 1200, "height": 1400})
                open_notebook(page, address, f"{number}.ipynb")
                run_all(page)
                for place, line in enumerate(lines, start=1):
                    measure(page.locator(".jp-CodeCell").nth(place), line[8:-2], is_first=number + place == 1)
                page.close()


def measure(cell, widget: str, is_first: bool) -> None:
    """Move every slider of one widget."""
    cell.scroll_into_view_if_needed()
    sliders = cell.locator("input[type=range]:visible")
    sliders.first.wait_for()
    if is_first:
        show("two empty frames", sliders.first.evaluate(MEASURE, [CHANGES, False]))
    for at in range(sliders.count()):
        slider = sliders.nth(at)
        label = slider.get_attribute("aria-label") or slider.evaluate("s => s.labels[0]?.innerText")
        show(f"{widget}, {label.splitlines()[0]}", slider.evaluate(MEASURE, [CHANGES, True]))


def show(label: str, times: list[list[float]]) -> None:
    """Print one line of the table."""
    waits, works = times
    print(f"{label:34} to paint: {summary(waits)}   script: {summary(works)}", flush=True)


if __name__ == "__main__":
    main()
