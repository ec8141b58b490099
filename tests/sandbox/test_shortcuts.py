"""What is left out or remembered to save time changes nothing but the time."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

from autograder.course.import_rules import top_level_names

ROOT = Path(__file__).resolve().parents[2]

LEAN = """
import sys, zipfile, pathlib
from autograder.common import lazy_imports
lazy_imports.defer_imports()
import nbgrader, nbgrader.utils
assert "pkg_resources" not in sys.modules and type(sys.modules["requests"]) is lazy_imports.LazyModule
folder = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(folder / "a.zip", "w") as archive:
    archive.writestr("notes.txt", "hello")
(folder / "out").mkdir()
nbgrader.utils.unzip(str(folder / "a.zip"), str(folder / "out"))
assert (folder / "out" / "notes.txt").read_text() == "hello"
try:
    nbgrader.load_formgrader(None)
except AttributeError as problem:
    assert "NoneType" in str(problem), problem
else:
    raise AssertionError("the real function was not called")
import nbgrader.server_extensions.formgrader.formgrader as real
assert real.FormgradeExtension
"""
PAGES = """
from autograder.common import lazy_imports
lazy_imports.defer_imports()
import nbformat, sys
from nbconvert import HTMLExporter
assert type(sys.modules["bs4"]) is lazy_imports.LazyModule
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A *head*\\n\\n![a](b.png)")])
page, _ = HTMLExporter().from_notebook_node(book)
assert "<em>head</em>" in page
import bs4
assert type(bs4) is not lazy_imports.LazyModule and bs4.element.Tag
"""


def test_what_is_put_off_at_the_start_is_there_when_it_is_called(tmp_path):
    done = subprocess.run([sys.executable, "-c", LEAN, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_nbconvert_makes_its_pages_all_the_same():
    done = subprocess.run([sys.executable, "-c", PAGES], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_names_that_a_distribution_installs_are_those_of_its_files():
    for distribution in importlib.metadata.distributions():
        slowly = {file.parts[0] for file in distribution.files or () if file.parts}  # of those that are there
        quickly = {name for name in top_level_names(distribution) if distribution.locate_file(name).exists()}
        assert quickly == slowly - {"", "..", "__pycache__"}, distribution.metadata["Name"]


PRECOMPILED = """
import sys, warnings
from autograder.sandbox.prefork import warm_up
from autograder.sandbox.kernel.kernel import Runner
kernel = warm_up.make_kernel(sys.argv[1])
CELLS = (
    "x = 1\\nprint(x)\\nx + 1", "1\\n2", "print(1)\\n1 / 0\\nprint(2)", "def f():\\n    return 1 / 0\\n\\n\\nf()\\nprint(3)",
    "from __future__ import annotations\\ndef f(a: b): pass\\nf.__annotations__", "'a text'\\ny: int = 3\\n__annotations__",
    "x = 1\\nreturn x", "import asyncio\\nawait asyncio.sleep(0)\\n4", "raise SystemExit(3)", "", "# nothing", "x = 5;",
    "for i in range(2):\\n    print(i)\\ni", "%time 1\\n2", "%%capture\\nprint(1)", "exit()\\nprint(4)", "z = 1\\nz;",
    "import warnings\\nwarnings.warn('oh')", "del nothing\\nprint(5)", "class A:\\n    b = 1\\n\\n\\nA.b",
)

def said(source):
    heard = []
    kernel.shell.reset(new_session=True)
    runner = Runner(kernel, lambda kind, content: heard.append((kind, str(content))))
    heard.append(runner.run(source, 1))
    names = {name: repr(value) for name, value in kernel.shell.user_ns.items() if name in "xyzi"}
    runner.close()
    return [part for part in heard if "CPU times" not in str(part)], names

streams = sys.stdout, sys.stderr
warnings.simplefilter("always")
before = [said(cell) for cell in CELLS]
for cell in CELLS:
    kernel.shell.precompile(cell, with_imports=False)
after = [said(cell) for cell in CELLS]
sys.stdout, sys.stderr = streams
assert len(kernel.shell.compile.trees) > 12, len(kernel.shell.compile.trees)
for cell, was, now in zip(CELLS, before, after):
    assert was == now, (cell, was, now)
"""


def test_a_precompiled_cell_says_and_does_what_it_would_else(tmp_path):
    done = subprocess.run([sys.executable, "-c", PRECOMPILED, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
