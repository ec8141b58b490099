"""Accidents that happen in every class, as data: nobody else is touched, the run goes on, what is right keeps its points."""

import json
import random
from pathlib import Path

import nbformat

from autograder.authoring.accidents import FATAL, HARMLESS
from tests.attacks.files import graded_cells, placed
from tests.attacks.files import written as file_of
from tests.attacks.kinds import RIGHT, Attack

_RIGHT = RIGHT["conv2d"]
_HEAD, _BODY = _RIGHT.split("\n", 1)


def answer(name, source, due=None, **more):
    """Return an accident in the cell of `conv2d`."""
    return Attack(0, name, {"conv2d": source}, due={} if due is None else {"conv2d": due}, **more)


def before(name, lines, **more):
    """Return an accident where `conv2d` does something on its way and is right all the same."""
    return answer(name, f"{_HEAD}\n    {lines.replace(chr(10), chr(10) + '    ')}\n{_BODY}", **more)


def own(name, cell, **more):
    """Return an accident in a cell of the student's own."""
    return Attack(0, name, first=cell, **more)


def changed(name, change, **more):
    """Return an accident that changes the notebook as plain data."""

    def rewrite(notebook):
        change(notebook)
        return json.dumps(notebook, ensure_ascii=False).encode()

    return Attack(0, name, rewrite=rewrite, **more)


def happened(name, accident, **more):
    """Return one of the accidents that `simulate` makes up."""
    return Attack(0, name, rewrite=lambda data: accident(nbformat.from_dict(data), random.Random(5)), **more)


def answer_of(notebook, name):
    """Return a solution cell of a notebook as plain data."""
    return next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def _split(notebook):
    cell = answer_of(notebook, "conv2d_multi")
    place = notebook["cells"].index(cell) + 1
    notebook["cells"].insert(
        place,
        {
            "cell_type": "code",
            "id": "rest",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": cell["source"],
        },
    )
    cell["source"] = "# I moved my answer to the next cell"


def _merge(notebook):
    first, second = answer_of(notebook, "dot_patch"), answer_of(notebook, "conv2d")
    second["source"] = first["source"] + "\n\n" + second["source"]
    notebook["cells"].remove(first)


def _delete(notebook):
    notebook["cells"].remove(answer_of(notebook, "flip_kernel"))


def _to_text(notebook):
    for name in ("conv2d", "flip_kernel"):
        cell = answer_of(notebook, name)
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]


def _twice(notebook):
    notebook["cells"] += [{**cell, "id": f"again-{n}"} for n, cell in enumerate(list(notebook["cells"]))]


def _vs_code(notebook):
    notebook["metadata"] = {
        "language_info": {"name": "python"},
        "orig_nbformat": 4,
        "vscode": {"interpreter": {"hash": "0"}},
    }
    notebook["nbformat_minor"] = 2
    for cell in notebook["cells"]:
        cell.pop("id")
        cell["metadata"].update(vscode={"languageId": "python"}, collapsed=False)
        cell["source"] = cell["source"].splitlines(keepends=True)


def _saved_outputs(notebook):
    for n, cell in enumerate(graded_cells(notebook)):
        cell["execution_count"] = 90 - n
        cell["outputs"] = [
            {"output_type": "error", "ename": "AssertionError", "evalue": "old", "traceback": ["old"]}
        ]


def _beside(names):
    def place(folder: Path, data: bytes):
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).write_text("my notes")
        (folder / "01_ops.ipynb").write_bytes(data)

    return place


def _renamed(name):
    def place(folder: Path, data: bytes):
        folder.mkdir(parents=True)
        (folder / name).write_bytes(data)

    return place


def _wrong_folder(name):
    def place(folder: Path, data: bytes):
        (folder.parent / name).mkdir(parents=True)
        (folder.parent / name / "01_ops.ipynb").write_bytes(data)

    return place


def _no_notebook(folder: Path, data: bytes):
    folder.mkdir(parents=True)
    (folder / "answers.docx").write_bytes(b"PK")


ACCIDENTS = [
    answer("syntax error", "def conv2d(image, kernel)\n    return 1\n", 0.0, says="SyntaxError"),
    answer("wrong indentation", "def conv2d(image, kernel):\nreturn 1\n", 0.0, says="IndentationError"),
    answer("an unclosed bracket", f"{_RIGHT}\nprint((1, 2\n", 0.0, says="SyntaxError"),
    own("an exception in one cell", "1 / 0"),
    own("a name that is not defined yet", "conv2d(image, kernel)"),
    answer("a missing import", f"{_HEAD}\n    math.floor(1)\n{_BODY}", 0.0, says="math"),
    answer("an import that is not installed", f"import seaborn_of_mine\n{_RIGHT}", 0.0, says="seaborn_of_mine"),
    *(happened(name, accident) for name, accident in HARMLESS.items()),
    *(happened(name, accident, due=dict.fromkeys(RIGHT, 0.0), flags=("damaged",)) for name, accident in FATAL.items()),
    changed("split: the answer in the next cell", _split),
    changed("two answers merged into one cell", _merge),
    changed("an answer deleted", _delete, due={"flip_kernel": 0.0}),
    changed("answers turned to text", _to_text),
    changed("the whole notebook pasted twice", _twice, flags=("duplicated",)),
    changed("saved by VS Code", _vs_code),
    changed("another kernelspec", lambda nb: nb["metadata"].update(kernelspec={"name": "my-env", "display_name": "my env", "language": "python"})),
    changed("no kernelspec", lambda nb: nb.update(metadata={})),
    changed("output saved from another run", _saved_outputs),
    changed("widget state of a hundred sliders", lambda nb: nb["metadata"].update(widgets={"application/vnd.jupyter.widget-state+json": {"state": {str(n): {} for n in range(100)}}})),
    file_of(0, "not JSON: an HTML page", b"<!DOCTYPE html><title>Sign in</title>", flags=("damaged",)),
    file_of(0, "a merge conflict", b'{"cells": [\n<<<<<<< HEAD\n]}', flags=("damaged",)),
    file_of(0, "only blanks", b"  \n\n", flags=("damaged",)),
    placed(0, "no notebook, but a file", _no_notebook, flags=("missing",)),
    placed(0, "extra files", _beside(["notes.txt", "01_ops.py", "picture (1).png", ".DS_Store"]), due={}),
    placed(0, "the notebook renamed by the browser", _renamed("01_ops (1).ipynb"), due={}, flags=("renamed",)),
    placed(0, "the notebook renamed by the student", _renamed("Übung 1 – Łukasz.ipynb"), due={}, flags=("renamed",)),
    placed(0, "a wrong folder name", _wrong_folder("01-Ops"), due={}, flags=("renamed",)),
    before("warnings on stderr", "import warnings, sys\nwarnings.warn('careful')\nprint('to stderr', file=sys.stderr)\nnp.float64(1) / np.zeros(1)"),
    before("prints inside", "print(image, kernel)\nprint('x' * 1000)"),
    before("debug prints of a thousand lines", "for n in range(1000):\n    print(n, image.shape)"),
    answer("recursion that is right", f"{_RIGHT}\nconv2d_once = conv2d\ndef conv2d(image, kernel, depth=200):\n    return conv2d(image, kernel, depth - 1) if depth else conv2d_once(image, kernel)\n"),
    answer("recursion without an end", "def conv2d(image, kernel):\n    return conv2d(image, kernel)\n", 0.0, says="recursion"),
    before("chdir", "import os\nos.chdir('/')"),
    own("a file is written, read and deleted", "import os\nnp.save('mine.npy', np.eye(3))\nassert np.load('mine.npy').sum() == 3\nfor name in os.listdir('.'):\n    if os.path.isfile(name):\n        os.remove(name)"),
    before("a figure on every call", "import matplotlib.pyplot as plt\nplt.figure()\nplt.imshow(image)\nplt.show()"),
    answer("float32", _RIGHT.replace("return out", "return out.astype(np.float32)")),
    answer("a renamed function", _RIGHT.replace("conv2d", "convolve"), 0.0, says="conv2d"),
    answer("capital letters", _RIGHT.replace("conv2d", "Conv2D"), 0.0),
    answer("None: the result is printed", "def conv2d(image, kernel):\n    print(image)\n", 0.0, says="None"),
    answer("a list of lists", _RIGHT.replace("return out", "return out.tolist()"), 0.0, says="list"),
    answer("a generator", "def conv2d(image, kernel):\n    yield image\n", 0.0, says="generator"),
    before("very slow and right", "import time\ntime.sleep(0.15)"),
    answer("other names for the parameters", _RIGHT.replace("image", "img").replace("kernel", "krnl")),
    answer("Unicode names", _RIGHT.replace("out", "größe_Ω").replace("kernel", "ядро")),
    own("%matplotlib widget", "%matplotlib widget\nimport matplotlib.pyplot as plt"),
    own("%matplotlib inline and magics", "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\n%timeit -n1 -r1 sum(range(10))\n%time 1 + 1"),
    answer("%matplotlib above the answer", "%matplotlib inline\n%matplotlib notebook\n" + _RIGHT),
    answer("programs above the answer", f"!pip install numpy\n%pip install scipy\n%mkdir data\nfiles = !ls\n{_RIGHT}"),
    answer("an error whose text no file can hold", "def conv2d(image, kernel):\n    raise ValueError('\\ud800')", 0),
    own("display of what no file can hold", "for odd in ('\\ud800', 1, 10**5000, float('nan'), {1, 2}):\n    display({'text/plain': 'x', 'application/json': {'a': odd}}, raw=True, metadata={'a': odd})\n    display({'application/json': {str(odd)[:99]: [odd]}}, raw=True, metadata={'\\ud800': 1, 2: 3})"),
    own("an error that holds for thousands of names", "raise ValueError('x' * 1000)\n" + "\n".join(f"v{n} = 1" for n in range(20_000))),
    own("a page of begun pictures", "display({'text/html': '<svg ' * 40_000 + '<b ' * 40_000, 'text/plain': ''}, raw=True)"),
    own("text with backslashes and quotes", f"text = {chr(39) * 3}{(chr(34) + chr(92) * 2) * 9000}{chr(39) * 3}\nother = 'builtins.{'a' * 1000} ' * 3"),
    own("!pip install", "!pip install numpy\n%pip install scipy\n!ls"),
    own("%%bash and other cell magics", "%%bash\necho hello"),
    own("widget cells", "import ipywidgets\nslider = ipywidgets.IntSlider()\ndisplay(slider)\n@ipywidgets.interact(n=(0, 5))\ndef show(n):\n    print(n)"),
    own("await", "import asyncio\nawait asyncio.sleep(0)\nasync def later():\n    return 3\nawait later()"),
    own("input()", "name = input('Your name? ')"),
    own("help and ?", "np.dot?\nhelp(np.dot)"),
    own("sys.path and a course file of one's own", "import sys\nsys.path.append('/content/drive/MyDrive')\nimport my_helpers"),
    own("Colab's drive", "from google.colab import drive\ndrive.mount('/content/drive')"),
    own("%reset", "%reset -f", due=dict.fromkeys(RIGHT)),
    answer("the answer tests itself with check", f"{_RIGHT}\nfrom convlab import check\ncheck(conv2d, (np.eye(3), np.eye(2)), expected=np.array([[2, 0], [0, 2]]))\n"),
    answer("SciPy tried beside the answer", f"try:\n    import scipy\nexcept ImportError:\n    pass\n{_RIGHT}", flags=("forbidden-import",)),
    Attack(0, "an answer pasted with outputs", {"flip_kernel": "In [3]: def flip_kernel(kernel):\n   ...:     return kernel[::-1, ::-1]\n"}, due={"flip_kernel": None}),
    Attack(0, "tabs and blanks mixed", {"flip_kernel": "def flip_kernel(kernel):\n        k = kernel\n\treturn k\n"}, due={"flip_kernel": 0.0}),
    Attack(0, "nothing at all: the stubs", {name: f"def {name}(*args):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n" for name in RIGHT}, due=dict.fromkeys(RIGHT, 0.0), says="not written"),
]  # fmt: skip
"""Number 0 stands for: no attack."""
