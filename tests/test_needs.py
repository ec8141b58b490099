"""What a machine lacks is skipped there with one plain line, and fails under CI=true."""

import pytest

from tests.support import needs


@pytest.fixture
def bare(monkeypatch):
    """A machine that lacks Chromium and nothing else."""
    lacks = {"browser": [(False, "no Chromium: apt-get install chromium")], "dask": [(True, "no Dask")]}
    monkeypatch.setattr(needs, "NEEDS", lacks)
    monkeypatch.delenv("CI", raising=False)
    return monkeypatch


def test_a_test_is_skipped_with_a_line_that_says_how_to_get_what_is_missing(bare):
    with pytest.raises(pytest.skip.Exception, match=r"^no Chromium: apt-get install chromium$"):
        needs.skip_or_fail({"browser", "dask", "parametrize"})


def test_in_ci_it_fails_so_that_nothing_is_left_out_unseen(bare):
    bare.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"^no Chromium: apt-get install chromium$"):
        needs.skip_or_fail({"browser"})


@pytest.mark.parametrize("ci", ["", "true"])
def test_other_tests_run_everywhere(bare, ci):
    bare.setenv("CI", ci)
    needs.skip_or_fail({"dask", "timeout"})


def test_each_need_is_a_registered_mark(pytestconfig):
    registered = {line.split(":")[0] for line in pytestconfig.getini("markers")}
    assert set(needs.NEEDS) <= registered
