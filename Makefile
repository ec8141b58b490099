# Two commands do everything from nothing: `make demo` and `make test`. `make lab` opens a learner's copy.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What runs the course and the grader; then what the tests need beside it.
RUNS := $(VENV)/.runs
READY := $(VENV)/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -e
GRADE := $(BIN)/python -m autograder
STUDENTS ?= 30
LESSON ?= 01_ops

.PHONY: demo lab mark test check lint build bench attack mutate steady golden clean help
.DEFAULT_GOAL := help

help:  ## what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(RUNS): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit(f"Python 3.11 or later is needed, this is {v[0]}.{v[1]}; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) ".[grade]"
	@$(BIN)/python -m compileall -q autograder convlab  # pip compiles what it copies, but not what it links to
	@touch $@

$(READY): $(RUNS)
	$(INSTALL) ".[grade,dask,postgres,test]"
	@touch $@

demo: $(RUNS)  ## build a lesson, make up a class of 30, grade it, show the marks and the pages
	$(GRADE) build $(LESSON)
	@$(GRADE) build --no-run >/dev/null 2>&1  # so that nbgrader's formgrader lists every lesson
	$(GRADE) simulate --students $(STUDENTS) --lesson $(LESSON) --course demo
	$(GRADE) grade $(LESSON) --course demo
	$(GRADE) report $(LESSON) --course demo

lab: $(RUNS)  ## open JupyterLab on a learner's copy of the lessons (study/, never overwritten)
	@mkdir -p study
	@cp -Rn notebooks/. study/ 2>/dev/null || true
	JUPYTER_CONFIG_PATH=$(CURDIR)/tools/lab $(BIN)/jupyter lab --ServerApp.root_dir=study --LabApp.default_url=/lab/tree/00_start/00_start.ipynb

mark: $(RUNS)  ## mark your own work in study/, hidden tests included: make mark LESSON=01_ops
	$(GRADE) mark $(LESSON)

build: $(RUNS)  ## lessons to notebooks and solutions
	$(GRADE) build

test: $(READY)  ## all tests, their files shared by four processes; one room of them: make test T=sandbox (or a path)
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder $(or $(wildcard tests/$(T)),$(T))

lint: $(READY)  ## style, names, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check: lint test  ## what CI runs: lint, then all tests

bench: $(READY)  ## the grader and stock nbgrader side by side
	$(BIN)/python bench/grade.py

mutate: $(READY)  ## small slips in every solution: which do the lessons' tests not stop?
	$(GRADE) mutate $(LESSONS)

steady: $(READY)  ## do the tests mark an answer by luck? every known answer, again and again
	$(GRADE) steady $(LESSONS)

golden: $(READY)  ## does this checkout grade as an earlier one did? make golden BASE=../a folder of tools/golden.py
	$(BIN)/python tools/golden.py write build/golden --classes $(BASE)
	$(BIN)/python tools/golden.py compare $(BASE) build/golden

attack: $(READY)  ## try every attack at every level of walls; print what stopped it, and what a level lets through
	$(BIN)/python -m tests.attacks

clean:  ## remove what grading and demos wrote (never study/ or submitted/)
	rm -rf demo build dist .pytest_cache .ruff_cache
