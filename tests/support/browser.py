"""Open a notebook in JupyterLab in headless Chromium, run all of its cells, and hand over the page."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import nbformat

from tests.support.needs import CHROMIUM

try:
    from playwright.sync_api import Browser, Page, expect, sync_playwright
except ImportError:  # what is marked `browser` is skipped then
    Browser = Page = expect = sync_playwright = None

__all__ = [
    "chromium",
    "empty_page",
    "end",
    "expect",
    "jupyterlab",
    "lab_page",
    "open_notebook",
    "run_all",
    "write_notebook",
]
LAB = "import autograder\nfrom jupyterlab.labapp import main\nmain()"  # without a grammar that takes a second
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start headless Chromium and close it in the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve `folder` with a JupyterLab that shares no settings with this machine, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {name: str(folder / f".{name.lower()}") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    places |= {"JUPYTER_RUNTIME_DIR": str(folder / ".runtime"), "IPYTHONDIR": str(folder / ".ipython")}
    settings = folder / ".jupyter_data_dir" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}'
    )
    places["JUPYTERLAB_SETTINGS_DIR"] = str(settings.parents[1])
    command = [sys.executable, "-c", LAB, "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    command += [f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"]
    log = (folder / ".lab.log").open("wb")
    server = subprocess.Popen(command, env={**os.environ, **places}, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


_running, _stack = {}, ExitStack()


def shared_chromium() -> Browser:
    """Return the Chromium of this process of tests, started when it is first asked for."""
    if "browser" not in _running:
        _running["browser"] = _stack.enter_context(chromium())
    return _running["browser"]


def shared_jupyterlab(folder: Path) -> str:
    """Return the address of the one JupyterLab that serves this folder, likewise."""
    if folder not in _running:
        _running[folder] = _stack.enter_context(jupyterlab(folder))
    return _running[folder]


def end() -> None:
    """End what is shared: Playwright keeps an event loop, which tests without a browser can't do beside theirs."""
    _stack.close()
    _running.clear()


@contextmanager
def empty_page(**options) -> Iterator[Page]:
    """Open an empty page that shares no cookies and no storage with others."""
    context = shared_chromium().new_context(**options)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def lab_page(folder: Path, cells: list[str], height: int = 1400) -> Iterator[Page]:
    """Open a new notebook of these cells in JupyterLab, all run. The page notes requests and script errors."""
    write_notebook(folder / "widgets.ipynb", cells)
    address = shared_jupyterlab(folder.parent)
    with empty_page(viewport={"width": 1200, "height": height}) as page:
        page.address, page.outside, page.broken = address, [], []
        page.on("request", lambda request: page.outside.append(request.url))
        page.on("pageerror", lambda error: page.broken.append(str(error)))
        open_notebook(page, address, f"{folder.name}/widgets.ipynb")
        assert run_all(page)
        yield page
        page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")


def _wait_for(address: str, server: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("JupyterLab did not start")


def write_notebook(file: Path, cells: list[str]) -> None:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    file.write_text(json.dumps(notebook), encoding="utf-8")


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook of the served folder and wait until its kernel is idle."""
    page.goto(f"{address}/lab/tree/{name}?reset")
    page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=60_000)
    page.wait_for_function(
        """() => {
            const session = window.jupyterapp?.shell.currentWidget?.sessionContext?.session;
            return session?.kernel?.connectionStatus === "connected" && session.kernel.status === "idle";
        }""",
        timeout=60_000,
    )


def run_all(page: Page) -> bool:
    """Run all cells of the notebook in front and say whether all passed."""
    return page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
