"""`nbgrader autograde` runs in our executor: nbgrader's own tests hold, and its tricks earn nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.kernelspec import NoSuchKernel
from traitlets.config import PyFileConfigLoader

from autograder.nbgrader_plugin.execute import SplitExecute
from tests.support import nbgrader_tools
from tests.support.submissions import answer, cell, notebook, printed, setup, test_cell

ROOT = Path(__file__).resolve().parents[2]
OURS = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
CONFIG = (
    f"c = get_config()\nc.Autograde.autograde_preprocessors = {OURS.Autograde.autograde_preprocessors!r}\n"
)


def test_the_courses_configuration_names_our_executor_first():
    assert OURS.Autograde.autograde_preprocessors[0] == "autograder.nbgrader_plugin.execute.SplitExecute"


@pytest.mark.nbgrader
@pytest.mark.timeout(1500)
def test_all_autograde_tests_of_nbgrader_pass_with_our_executor(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path), "PATH": nbgrader_tools.path()}
    suite = ["--pyargs", "nbgrader.tests.apps.test_nbgrader_autograde", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-c", "import autograder, pytest; raise SystemExit(pytest.main())", *suite],
        capture_output=True, text=True, cwd=tmp_path, env=environment, check=False,
    )  # fmt: skip
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|skipped|failed)", done.stdout)}
    assert counts == {"passed": 40, "skipped": 2}, done.stdout[-4000:]


def execute(nb, **options):
    return SplitExecute(course="/nowhere", **options).preprocess(nb, {"metadata": {"path": None}})[0]


def test_outputs_are_filled_in_and_a_trick_convinces_nobody():
    trick = answer(
        "f",
        "import IPython.core.interactiveshell as i\ni.InteractiveShell.showtraceback = None\ndef f(): return 1",
    )
    done = execute(notebook(setup(), trick, test_cell("f__a", "assert f() == 2"), cell("print('on')")))
    assert done.cells[2].outputs[0].ename == "AssertionError"
    assert printed(done.cells[3]) == "on\n"


def test_another_kernel_than_pythons_is_refused():
    nb = notebook(cell("1"))
    nb.metadata["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    with pytest.raises(NoSuchKernel):
        execute(nb)


def test_nbgraders_timeout_holds():
    done = execute(notebook(cell("while True: pass"), cell("print('on')")), timeout=1)
    assert [out.ename for out in done.cells[0].outputs] == ["KeyboardInterrupt", "CellTimeoutError"]
    assert printed(done.cells[1]) == "on\n"


def test_a_notebook_without_code_needs_no_process():
    assert execute(notebook()).cells == []
