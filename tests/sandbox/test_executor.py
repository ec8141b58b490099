"""An executor's own processes and folders: started anew, killed, closed, and gone."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.sandbox.executor import Executor
from autograder.sandbox.prefork import launch
from autograder.sandbox.run import executor_for
from tests.support.neighbors import between, others_pass
from tests.support.submissions import (
    LIMITS,
    RULES,
    cell,
    kinds,
    notebook,
)


def test_processes_can_be_started_anew_where_there_is_no_fork():
    with Executor(LIMITS, "auto", RULES, fork=False) as executor:
        cells = between(cell("import os\nos._exit(1)"), cell("while True: pass"))
        done = executor.run(notebook(*cells), limits=replace(LIMITS, seconds=2.0))
    assert others_pass(done)
    assert {"left-early", "timeout"} <= kinds(done)


def test_an_executor_whose_templates_were_killed_recovers():
    with Executor(LIMITS, "auto", RULES, fork=True) as executor:
        for template in (executor.students, executor.judges):
            template.connection.process.kill()
            template.connection.process.wait()
        assert others_pass(executor.run(notebook(*between())))


def test_closing_leaves_no_process_and_no_folder():
    executor = Executor(LIMITS, "auto", RULES, fork=True)
    executor.run(notebook(*between()))
    bases = [Path(template.base) for template in (executor.students, executor.judges)]
    pids = [template.connection.process.pid for template in (executor.students, executor.judges)]
    executor.close()
    assert not any(base.exists() for base in bases)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to look for processes")
def test_a_killed_grader_leaves_no_process_behind():
    code = (
        "import psutil\nfrom tests.support.submissions import RULES, cell, executor_for, notebook\n"
        "executor = executor_for(RULES, 'auto')\n"
        "print(*(child.pid for child in psutil.Process().children(recursive=True)), flush=True)\n"
        "executor.run(notebook(cell('while True: pass')))\n"
    )
    root = Path(__file__).resolve().parents[2]
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=root)
    pids = [int(word) for word in grader.stdout.readline().split()]
    assert len(pids) >= 3
    time.sleep(0.3)
    grader.kill()
    grader.wait()
    grader.stdout.close()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_files_go_to_the_student_and_come_back_within_bounds(tmp_path):
    (tmp_path / "data.txt").write_text("7")
    (tmp_path / "p1.ipynb").write_text("{}")
    made = cell(
        "text = open('data.txt').read()\nopen('made.txt', 'w').write(text * 2)\nopen('p1.ipynb', 'w').write('changed')\n"
        "import os\nos.makedirs('a/b')\nopen('a/b/c.txt', 'w').write('deep')\nos.symlink('/etc/passwd', 'link')\n"
        "open('.hidden', 'w').write('x')"
    )
    done = executor_for(RULES, "auto").run(notebook(made), place=tmp_path)
    assert (tmp_path / "made.txt").read_text() == "77"
    assert (tmp_path / "a/b/c.txt").read_text() == "deep"
    assert (tmp_path / "p1.ipynb").read_text() == "{}"
    assert not (tmp_path / "link").exists()
    assert not (tmp_path / ".hidden").exists()
    assert "files" in kinds(done)


def test_an_unknown_sandbox_is_refused():
    with pytest.raises(ValueError, match="expected a sandbox among"):
        Executor(sandbox="perhaps")


def test_folders_of_killed_graders_are_removed_and_those_of_other_containers_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(launch.tempfile, "tempdir", str(tmp_path))
    space = launch._process_space()
    nobody = 2**22 + 1
    names = {
        f"autograder-{nobody}.{space}-student-a": False,
        f"autograder-{nobody}.{space + 1}-student-b": True,
        f"autograder-{os.getpid()}.{space}-judge-c": True,
    }
    for name in names:
        (tmp_path / name).mkdir()
    launch.remove_abandoned_folders()
    assert {name: (tmp_path / name).exists() for name in names} == names


@pytest.mark.skipif(os.name == "nt", reason="needs a user without a home")
@pytest.mark.parametrize("home", ["~", "/dev/null/home"])
def test_a_user_without_a_home_leaves_no_list_of_fonts_behind(home, tmp_path, monkeypatch):
    """Matplotlib, where it can't write into the home, makes a folder in /tmp that nobody removes."""
    for name in ("MPLCONFIGDIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path.replace("~", home))
    assert launch.clean_environment(str(tmp_path))["MPLCONFIGDIR"] == str(tmp_path / "matplotlib")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path.replace("~", str(tmp_path / "home")))
    assert Path(launch.clean_environment(str(tmp_path))["MPLCONFIGDIR"]).is_relative_to(tmp_path / "home")
