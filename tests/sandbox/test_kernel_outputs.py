"""Cells leave the same outputs in our executor as in a real Jupyter kernel, driven by nbclient."""

import copy
import re

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.sandbox.kernel.shell import without_place
from autograder.sandbox.run import executor_for
from tests.support.submissions import RULES, cell, notebook

CELLS = {
    "value": "1 + 1",
    "nothing": "x = 3",
    "semicolon": "x;",
    "none": "None",
    "text": "print('one')\nprint('two', end='')\nx",
    "text in pieces": "for i in range(5):\n    print(i, end=' ', flush=True)",
    "stderr": "import sys\nprint('careful', file=sys.stderr)",
    "warning": "import warnings\nwarnings.warn('own words')",
    "array": "import numpy as np\nnp.arange(12).reshape(3, 4) / 7",
    "long list": "list(range(2000))",
    "dict": "{'b': 1, 'a': [1.5, None]}",
    "underscore": "_ , __",
    "in and out": "In[1], Out[1]",
    "html": "from IPython.display import HTML, Markdown, Math, display\nHTML('<b>bold</b>')",
    "displays": "display(Markdown('*m*'), 3)\ndisplay(Math('x^2'))\n'last'",
    "own repr": "class R:\n    def _repr_html_(self): return '<i>r</i>'\n    def __repr__(self): return 'R()'\nR()",
    "broken repr": "class B:\n    def __repr__(self): raise ValueError('no repr')\nB()",
    "update": "h = display('first', display_id='one')\nh.update('second')",
    "clear": "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "clear and wait": "print('gone')\nclear_output(wait=True)\nprint('stays')",
    "json": "from IPython.display import JSON\nJSON({'a': [1, 2]})",
    "svg": "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>')",
    "error": "def f(n):\n    return 1 / n\nprint('before')\nf(0)",
    "chained error": "try:\n    f(0)\nexcept ZeroDivisionError as e:\n    raise KeyError('k') from e",
    "error with note": "e = ValueError('v')\ne.add_note('a note')\nraise e",
    "syntax error": "def g(:\n    pass",
    "incomplete": "f(",
    "indentation": "  x = 1\n y = 2",
    "name error": "undefined_name",
    "assertion": "assert x == 4, 'x is 3'",
    "system exit": "raise SystemExit(2)",
    "keyboard interrupt": "raise KeyboardInterrupt",
    "magic": "%who_ls int",
    "cell magic": "%%capture captured\nprint('inside')",
    "captured": "captured.stdout",
    "help": "f?",
    "writefile": "%%writefile note.txt\nhello",
    "precision": "%precision 3\n1 / 3",
    "time": "%%time\nsum(range(10))",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\n'slept'",
    "await error": "await asyncio.wait_for(asyncio.sleep(5), 0.01)",
    "task": "async def later():\n    return 5\nawait asyncio.create_task(later())",
    "run twice": "c = later()\ntry:\n    asyncio.run(c)\nfinally:\n    c.close()",
    "figure": "import matplotlib.pyplot as plt\nplt.figure(figsize=(2, 1))\nplt.plot([1, 3, 2])\nplt.title('t')",
    "figure shown": "fig, ax = plt.subplots(figsize=(1, 1))\nplt.show()\nprint('after')",
    "figure as value": "fig",
    "two figures": "plt.figure(figsize=(1, 1)); plt.figure(figsize=(1, 1));",
    "svg figure": "%config InlineBackend.figure_formats = ['svg']\nplt.figure(figsize=(1, 1))\nplt.plot([1])\nNone",
    "latex": "class L:\n    def _repr_latex_(self): return '$x$'\nL()",
    "mimebundle": "class M:\n    def _repr_mimebundle_(self, include, exclude): return {'text/plain': 'm', 'application/x': 'y'}\nM()",
    "print an exception": "import traceback\ntry:\n    f(0)\nexcept ZeroDivisionError:\n    print(traceback.format_exc().splitlines()[-1])",
    "unicode": "print('ßπ😀', '\\ud83d'.encode('utf8', 'replace'))",
    "carriage return": "print('50 %\\r100 %')",
    "bytes to stdout": "sys.stdout.write('raw')\nsys.stdout.flush()",
    "class": "class C:\n    pass\nC.__module__, __name__",
    "star import": "from math import *\npi",
    "type hints": "y: int = 3\ny",
    "walrus": "(z := 4)",
    "globals": "'x' in globals(), 'x' in locals()",
    "widget": "import ipywidgets\nipywidgets.IntSlider(value=3)",
    "doctest": "import doctest\ndoctest.run_docstring_examples(f, globals())",
    "magic in the middle": "a = 1\n%time b = a\nprint(b)",
    "recursion": "def r():\n    return r()\ntry:\n    r()\nexcept RecursionError as e:\n    print(type(e))",
    "exit": "exit",
    "matplotlib text": "plt.get_backend()",
    "set random": "import random\nrandom.seed(1)\nrandom.random()",
}
DIFFER = {
    "time": "times differ from run to run",
    "magic in the middle": "times differ from run to run",
    "help": "a file name with the number of the process",
    "writefile": "the folder's name",
}
"""Cells that say something that no two runs say alike, with the reason; they are compared without numbers."""

RULES_OF_ALL = RULES.__class__()


def tidy(text):
    """Return a text without addresses, process numbers, file names of cells, places of libraries and colors."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    text = re.sub(r"^(Compiler|Parser) *:.*\n", "", text, flags=re.MULTILINE)  # said on a slow machine only
    text = re.sub(r"(/\S*)?ipykernel_\d+/\d+\.py", "cell.py", text)
    text = re.sub(r"\((\d+)\.py, line", "(cell.py, line", text)
    text = re.sub(r"<svg.*</svg>", "<svg/>", text, flags=re.DOTALL)
    return re.sub(r"(/root|~)(/\S*/)", "…/", without_place(text))


def outputs_of(cell, name):
    """Return a cell's outputs in a form that two runs share: texts joined by stream, pictures by their presence."""
    found, texts = [], {}
    for out in cell.outputs:
        if out.output_type == "stream":
            if out.name in texts:
                texts[out.name][2] += tidy(out.text)
            else:
                texts[out.name] = ["stream", out.name, tidy(out.text)]
                found.append(texts[out.name])
        elif out.output_type == "error":
            found.append(["error", out.ename, tidy(out.evalue), tidy("\n".join(out.traceback))])
        else:
            data = {m: "picture" if m == "image/png" else tidy(str(v)) for m, v in out.data.items()}
            if "application/vnd.jupyter.widget-view+json" in data:
                data["application/vnd.jupyter.widget-view+json"] = "view"
            found.append([out.output_type, data, out.metadata, out.get("execution_count")])
    streams = sorted(entry for entry in found if entry[0] == "stream")
    found = [entry for entry in found if entry[0] != "stream"] + streams
    return re.sub(r"[\d.]+(e[+-]\d+)? ?(ns|us|μs|µs|ms|s)\b", "", repr(found)) if name in DIFFER else found


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Return the cells of one notebook as run by nbclient and as run by us."""
    theirs = notebook(*(cell(source) for source in CELLS.values()))
    theirs.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    ours = copy.deepcopy(theirs)
    folder = str(tmp_path_factory.mktemp("kernel"))
    NotebookClient(theirs, timeout=120, allow_errors=True, resources={"metadata": {"path": folder}}).execute()
    executor_for(RULES_OF_ALL, "auto", draws=True).run(ours)
    nbformat.validate(ours)
    return dict(zip(CELLS, zip(theirs.cells, ours.cells, strict=True), strict=True))


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_leaves_the_same_outputs_as_in_a_real_kernel(both, name):
    theirs, ours = both[name]
    assert outputs_of(ours, name) == outputs_of(theirs, name)
    assert ours.execution_count == theirs.execution_count
