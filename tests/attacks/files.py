"""Classes 12 and 23: the notebook's metadata, and the files themselves."""

import json
import os
from pathlib import Path

from tests.attacks.kinds import LAZY, POINTS, Attack, cheat

_NOTHING = dict.fromkeys(POINTS, 0.0)


def changed(number, name, change, *, answer=LAZY, due=None, **more):
    """Return an attack whose notebook, with a wrong `conv2d`, is changed as plain data."""

    def rewrite(notebook):
        change(notebook)
        return json.dumps(notebook).encode()

    answers = {"conv2d": answer} if answer else {}
    return Attack(number, name, answers, due={"conv2d": 0.0} if due is None else due, rewrite=rewrite, **more)


def graded_cells(notebook):
    """Return the test cells of a notebook as plain data."""
    marks = [(cell, cell["metadata"].get("nbgrader", {})) for cell in notebook["cells"]]
    return [
        cell
        for cell, mark in marks
        if mark.get("grade") and not mark.get("solution") and cell["cell_type"] == "code"
    ]


def each_test(change):
    """Return a function that applies `change` to each test cell."""

    def apply(notebook):
        for cell in graded_cells(notebook):
            change(cell)

    return apply


def _mark(**entries):
    return each_test(lambda cell: cell["metadata"]["nbgrader"].update(entries))


def _twice(notebook):
    for cell in graded_cells(notebook):
        place = notebook["cells"].index(cell)
        notebook["cells"].insert(place, {**cell, "source": "True", "id": f"twin-{place}"})


def _own_marks(notebook):
    cell = {"cell_type": "code", "id": "own", "source": "100", "outputs": [], "execution_count": 1}
    cell["metadata"] = {
        "nbgrader": {
            "grade": True,
            "grade_id": "conv2d__bonus",
            "points": 100,
            "solution": False,
            "locked": True,
            "schema_version": 3,
            "task": False,
        }
    }
    notebook["cells"].append(cell)


def _swap(notebook):
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("grade_id") == "conv2d":
            mark["grade_id"] = "conv2d__values"


def _outputs(cell):
    cell["execution_count"] = 1
    cell["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {
                "text/plain": "8",
                "application/vnd.autograder.check+json": {"mistake": None, "message": "passed"},
            },
        }
    ]


METADATA = [
    changed(12, "tests are no longer graded", _mark(grade=False, locked=False, points=0)),
    changed(12, "a thousand points a test", _mark(points=1000), flags=("marks", "edited")),
    changed(12, "tests claim to be answers", _mark(solution=True, locked=False)),
    changed(
        12,
        "tests are renamed",
        each_test(
            lambda c: c["metadata"]["nbgrader"].update(grade_id="x" + c["metadata"]["nbgrader"]["grade_id"])
        ),
    ),
    changed(12, "tests are there twice, the first one empty", _twice),
    changed(12, "tests are deleted", lambda nb: [nb["cells"].remove(c) for c in graded_cells(nb)]),
    changed(12, "tests are text", each_test(lambda c: c.update(cell_type="markdown", outputs=None))),
    changed(12, "tests are emptied", each_test(lambda c: c.update(source="pass"))),
    changed(12, "tests end in True", each_test(lambda c: c.update(source="True"))),
    changed(
        12,
        "tags that let errors pass",
        each_test(lambda c: c["metadata"].update(tags=["raises-exception", "skip-execution", "nbval-skip"])),
    ),
    changed(12, "a schema version from the future", _mark(schema_version=99)),
    changed(
        12,
        "an old schema without fields",
        each_test(lambda c: c["metadata"].update(nbgrader={"schema_version": 1, "grade": "false"})),
    ),
    changed(12, "a graded cell of one's own", _own_marks),
    changed(12, "the answer takes a test's name", _swap, due={"conv2d": None}),
    changed(12, "results are already there", each_test(_outputs)),
    changed(
        12,
        "an attachment and a program in the kernel's name",
        lambda nb: nb["metadata"].update(
            kernelspec={"name": "bash", "display_name": "x"},
            language_info={"name": "bash"},
            nbgrader={"points": 99},
        ),
    ),
    changed(12, "checksums are given", _mark(checksum="0" * 32, cell_type="markdown")),
    changed(
        12,
        "metadata of other types",
        lambda nb: [
            c.update(metadata={"nbgrader": value})
            for c, value in zip(
                graded_cells(nb), [None, [], 3, "x", {"grade_id": []}, {"points": "NaN"}], strict=False
            )
        ],
    ),
]


def written(number, name, data, **more):
    """Return an attack whose file holds `data`; it earns nothing and says why."""
    more.setdefault("due", _NOTHING)
    return Attack(number, name, rewrite=lambda notebook: data, **more)


def placed(number, name, place, **more):
    """Return an attack that writes the submission's folder itself."""
    more.setdefault("due", _NOTHING)
    return Attack(number, name, place=place, **more)


def _link(target):
    def place(folder: Path, data: bytes):
        folder.mkdir(parents=True)
        (folder / "01_ops.ipynb").symlink_to(target)

    return place


def _honest_link(folder: Path, data: bytes):
    """Link to a neighbor's right answer."""
    folder.mkdir(parents=True)
    (folder / "01_ops.ipynb").symlink_to("../../s000/01_ops/01_ops.ipynb")


def _pipe(folder: Path, data: bytes):
    folder.mkdir(parents=True)
    os.mkfifo(folder / "01_ops.ipynb")


def _linked_folder(folder: Path, data: bytes):
    folder.parent.mkdir(parents=True)
    folder.symlink_to("/etc")


def _odd_names(folder: Path, data: bytes):
    folder.mkdir(parents=True)
    for name in (
        "-rf",
        "a\nb",
        "=cmd|calc",
        "$(touch x)",
        "'; drop table grade; --",
        b"\xff\xfe".decode("utf-8", "surrogateescape"),
        "..ipynb",
        "x" * 200,
    ):
        (folder / name).write_text("x")
    (folder / "01_ops.ipynb").write_bytes(data)


def _shadows(folder: Path, data: bytes):
    folder.mkdir(parents=True)
    (folder / "scipy").mkdir()
    for name in (
        "numpy.py",
        "convlab.py",
        "check.py",
        "scipy/__init__.py",
        "sitecustomize.py",
        "conftest.py",
        "nbgrader_config.py",
        "jupyter_config.py",
    ):
        (folder / name).write_text("raise SystemExit('shadowed')")
    (folder / "01_ops.ipynb").write_bytes(data)


def _sparse(folder: Path, data: bytes):
    folder.mkdir(parents=True)
    with open(folder / "01_ops.ipynb", "wb") as file:
        file.truncate(1_000_000_000)


def _long_line(notebook):
    notebook["cells"].insert(
        0,
        {
            "cell_type": "code",
            "source": "x = " + "(" * 4000,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        },
    )


HOSTILE = [
    placed(
        23, "a link to a file of the machine", _link("/etc/passwd"), flags=("refused",), says="symbolic link"
    ),
    placed(23, "a link to a neighbor's answer", _honest_link, flags=("refused",), says="symbolic link"),
    placed(23, "a link to an endless device", _link("/dev/zero"), flags=("refused",)),
    placed(23, "a pipe that nobody writes", _pipe, flags=("refused", "missing")),
    placed(23, "a folder that is a link", _linked_folder, flags=("refused",)),
    placed(23, "odd names beside it", _odd_names, due={}),
    placed(23, "files that shadow libraries and settings", _shadows, due={}),
    placed(23, "a gigabyte", _sparse, says="MB"),
    written(23, "deep JSON", b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", flags=("damaged",)),
    written(
        23,
        "an integer of 100,000 digits",
        b'{"cells": [], "nbformat": ' + b"9" * 100_000 + b"}",
        flags=("damaged", "missing"),
    ),
    written(23, "binary", b"\x7fELF" + bytes(range(256)) * 100, flags=("damaged",)),
    written(23, "null bytes", b'{"cells": []}\0', flags=("damaged",)),
    written(23, "a zip file", b"PK\x03\x04" + b"0" * 500, flags=("damaged",)),
    written(23, "a wrong encoding", '{"cells": "é'.encode("utf-16-be"), flags=("damaged",)),
    written(23, "JSON of another kind", b'["cells"]', flags=("damaged",)),
    written(23, "a million cells", b'{"cells": [' + b"{}," * 400_000 + b"{}]}", flags=("damaged",)),
    written(
        23,
        "an unpaired surrogate and a name twice",
        b'{"cells": [{"cell_type": "code", "source": "\\ud800"}], "cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}',
    ),
    changed(23, "a cell that the parser can't stand", _long_line, answer=None, due={}),
    changed(
        23,
        "names and ids that are no text",
        lambda nb: (
            [c.update(id=n) for n, c in enumerate(nb["cells"])] + [nb.update(nbformat="4", metadata=[])]
        ),
        answer=None,
        due={},
    ),
    Attack(23, "lambdas within lambdas", first="x = " + "lambda:" * 3000 + "1"),
    cheat(23, "a cell with odd characters", "\u202e = 1\n", due={"conv2d": None}),
]

ATTACKS = METADATA + HOSTILE
