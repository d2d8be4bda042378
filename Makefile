# From a bare machine with Python 3.11 or newer to a plan, a tested change, a benchmark.
# Every step that was done already is skipped: a stamp in .venv stands for each lock file.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

INSTALLED := $(VENV)/installed.stamp
TESTABLE := $(VENV)/testable.stamp

# Locked packages only, each with its hash, as wheels: nothing else runs while installing.
INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --only-binary=:all:

# For every platform and Python at once; names no index, host or path.
COMPILE := $(BIN)/uv pip compile pyproject.toml --no-config --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-header

NEW_ENOUGH := import sys; sys.version_info >= (3, 11) or \
	sys.exit("Zomerwijzer needs Python 3.11 or newer. If you have it: make PYTHON=python3.11 ...")

DEMO := demo
PUPILS ?= 150
SEED ?= 2027
TIME ?= 60
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format bench targets fairness lock clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Make .venv with the command zomerwijzer

demo: $(INSTALLED) ## Make a fictional municipality of 150 children and plan its summer
	@echo "→ a fictional season of $(PUPILS) children in $(DEMO)/season"
	@$(BIN)/zomerwijzer sample $(DEMO)/season --pupils $(PUPILS) --seed $(SEED)
	@echo "→ the plan, in at most $(TIME) seconds, in $(DEMO)/plan"
	@$(BIN)/zomerwijzer plan $(DEMO)/season --out $(DEMO)/plan --time $(TIME)

test: lint ## Run every check and every test
	@echo "→ tests"
	@$(BIN)/python -m pytest --numprocesses $(WORKERS)

lint: $(TESTABLE) ## Check style, types and layers
	@echo "→ style"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@echo "→ types"
	@$(BIN)/mypy
	@echo "→ layers"
	@$(BIN)/lint-imports

format: $(TESTABLE) ## Put the code in the house's style
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet

bench: $(TESTABLE) ## Compare the solver with the straightforward model
	@echo "→ benchmarks (takes minutes)"
	@$(BIN)/python -m tests.benchmarks $(BENCH)

targets: $(TESTABLE) ## Measure what plans reach at the sizes we promise something about
	@echo "→ 31 fresh seasons (takes some ten minutes)"
	@$(BIN)/python -m tests.benchmarks.targets $(TARGETS)

fairness: $(TESTABLE) ## Try by experiment whether the draw is fair
	@echo "→ 400 plans of one contested season (takes minutes)"
	@$(BIN)/python -m tests.benchmarks.fairness $(FAIRNESS)

lock: $(TESTABLE) ## Choose the newest allowed packages and write the lock files
	@echo "→ requirements.lock and requirements-test.lock"
	@$(COMPILE) --group build --output-file requirements.lock
	@$(COMPILE) --group test --constraints requirements.lock --output-file requirements-test.lock

clean: ## Remove what was made: .venv, the demo and caches
	rm -rf $(VENV) $(DEMO) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c '$(NEW_ENOUGH)'
	@echo "→ $(VENV), with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	@echo "→ the packages of requirements.lock"
	@$(INSTALL) --requirement requirements.lock
	@echo "→ zomerwijzer itself"
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTABLE): requirements-test.lock $(INSTALLED)
	@echo "→ the packages of requirements-test.lock"
	@$(INSTALL) --requirement requirements-test.lock
	@touch $@
