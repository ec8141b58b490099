"""A learner's own kernel, met as JupyterLab meets it: cells with their ids, one after the other."""

import json
import os
import re
from contextlib import contextmanager

import nbformat
from jupyter_client.manager import start_new_kernel

SETUP = "import numpy as np\nfrom convlab import check"
STUB = "def conv2d(image, kernel):\n    raise NotImplementedError()"
RIGHT = """def conv2d(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    out = np.zeros((h - kh + 1, w - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel.astype(float))
    return out"""
WRONG = RIGHT.replace("return out", "return out.T")
TEST = "image = np.arange(20.0).reshape(4, 5)\ncheck(conv2d, (image, np.eye(2)), expected=image[:3, :4] + image[1:, 1:])"
USE = "conv2d(np.arange(12).reshape(3, 4), np.array([[0, 1]])).sum()"


def lesson(folder):
    """Write a lesson of two exercises into a folder."""
    marks = {"schema_version": 3, "locked": True, "solution": False, "grade": True, "task": False}

    def test(name, points, source):
        cell = nbformat.v4.new_code_cell(source, id=name)
        cell.metadata = {"nbgrader": marks | {"grade_id": name, "points": points}}
        return cell

    cells = [
        nbformat.v4.new_markdown_cell("### Exercise 1.2: slide it (8 points, 15 min)"),
        nbformat.v4.new_code_cell(
            STUB, id="conv2d", metadata={"nbgrader": {"grade_id": "conv2d", "solution": True}}
        ),
        test("conv2d__values", 4, TEST),
        test("conv2d__limits", 1, TEST),
        test("conv2d__hidden", 3, "# Hidden tests: other sizes."),
        nbformat.v4.new_markdown_cell("### Exercise 1.3: turn it? (2 points, 3 min)"),
        test("flip_kernel__values", 1, "check(flip_kernel, ...)"),
    ]
    (folder / "lesson.ipynb").write_text(json.dumps(nbformat.v4.new_notebook(cells=cells)))


@contextmanager
def kernel(folder):
    """Start a kernel in a folder with a lesson; give a function that runs cells, (id, source): what does each show?"""
    lesson(folder)
    own = {key: value for key, value in os.environ.items() if key != "NBGRADER_EXECUTION"}
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder), env=own)

    def run_cell(cell_id, source):
        content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}}
        content |= {"allow_stdin": False, "stop_on_error": False}
        message = client.session.msg(
            "execute_request", content, metadata={"cellId": cell_id} if cell_id else {}
        )
        client.shell_channel.send(message)
        return [*shown_by(client, message["header"]["msg_id"])]

    try:
        yield lambda *cells: [run_cell(*cell) for cell in cells]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def shown_by(client, request):
    """Yield what a cell shows: HTML where there is some, else text."""
    while True:
        got = client.get_iopub_msg(timeout=60)
        content = got["content"]
        if got["parent_header"].get("msg_id") != request:
            continue
        if got["msg_type"] == "status" and content["execution_state"] == "idle":
            return
        if got["msg_type"] == "stream":
            yield content["text"]
        elif got["msg_type"] == "error":
            yield "ERROR " + "\n".join(content["traceback"])
        elif got["msg_type"] in ("display_data", "execute_result"):
            yield content["data"].get("text/html", content["data"]["text/plain"])


def words(shown):
    """Return what cards say, without their markup."""
    return " ".join(re.sub("<[^>]+>", " ", " ".join(shown)).split())
