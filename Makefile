# From a bare machine with Python 3.11 or newer to a plan, a tested change, a benchmark.
# Every step that was done already is skipped: a stamp in .venv stands for each lock file.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

INSTALLED := $(VENV)/installed.stamp
TESTABLE := $(VENV)/testable.stamp
ASSETS := $(VENV)/assets.stamp
BROWSER := $(VENV)/browser.stamp

# Locked packages only, each with its hash, as wheels: nothing else runs while installing.
INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --only-binary=:all:

# For every platform and Python at once; names no index, host or path.
COMPILE := $(BIN)/uv pip compile --no-config --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-header

# What the site runs on while it is tried: everything stays in $(DEMO).
SITE = ZOMERWIJZER_ENVIRONMENT=development \
	ZOMERWIJZER_DATABASE_URL=sqlite:///$(DEMO)/site.sqlite ZOMERWIJZER_STORAGE=$(DEMO)/storage
NIS := 36015
PORT ?= 8000
PASSWORD := zon zee en zomer

NEW_ENOUGH := import sys; sys.version_info >= (3, 11) or \
	sys.exit("Zomerwijzer needs Python 3.11 or newer. If you have it: make PYTHON=python3.11 ...")

DEMO := demo
PUPILS ?= 150
SEED ?= 2027
TIME ?= 60
PLANNED := $(DEMO)/planned-$(PUPILS)-$(SEED).stamp
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help install demo plan site test lint format bench targets fairness lock clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Make .venv with the command zomerwijzer

demo: site ## A fictional municipality of 150 children, its plan, and the site on localhost

plan: $(PLANNED) ## Only that municipality and the plan of its summer, in files

$(PLANNED): | $(INSTALLED)
	@echo "→ a fictional season of $(PUPILS) children in $(DEMO)/season"
	@$(BIN)/zomerwijzer sample $(DEMO)/season --pupils $(PUPILS) --seed $(SEED)
	@echo "→ the plan, in at most $(TIME) seconds, in $(DEMO)/plan"
	@$(BIN)/zomerwijzer plan $(DEMO)/season --out $(DEMO)/plan --time $(TIME)
	@touch $@

site: $(ASSETS) $(PLANNED) ## The same (Ctrl-C stops it); the second time at once
	@$(SITE) $(BIN)/zomerwijzer db upgrade
	@test -e $(DEMO)/site.stamp || { \
	$(SITE) $(BIN)/zomerwijzer municipality add $(NIS) && \
	$(SITE) $(BIN)/zomerwijzer import $(DEMO)/season --municipality $(NIS) --example && \
	for who in an:coordinator bo:planner; do \
	echo "$(PASSWORD)" | $(SITE) $(BIN)/zomerwijzer user add $${who%%:*}@gemeente.example \
		--role $${who##*:} --municipality $(NIS) --ask-password || exit 1; \
	done && touch $(DEMO)/site.stamp; }
	@echo "→ the site, on http://127.0.0.1:$(PORT); sign in with one of these (for trying only):"
	@echo "    an@gemeente.example (coordinator) or bo@gemeente.example (planner)"
	@echo "    password: $(PASSWORD)"
	@$(SITE) $(BIN)/zomerwijzer serve --with-worker --port $(PORT)

test: lint $(ASSETS) $(BROWSER) ## Run every check and every test
	@echo "→ tests"
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

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
	@echo "→ requirements.lock, requirements-test.lock and requirements-assets.lock"
	@$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	@$(COMPILE) pyproject.toml --group test --constraints requirements.lock \
		--output-file requirements-test.lock
	@$(COMPILE) --group assets --output-file requirements-assets.lock

clean: ## Remove what was made: .venv, the demo and caches
	rm -rf $(VENV) $(DEMO) web/node_modules web/static/vendor .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# npm where there is one, else the one that a Python package brings.
$(ASSETS): web/package-lock.json web/assets.py web/vendored_css.py $(wildcard web/bundles/*) requirements-assets.lock $(INSTALLED)
	@echo "→ what the pages take from others"
	@command -v npm >/dev/null || $(INSTALL) --requirement requirements-assets.lock
	@cd web && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python -m web.assets
	@touch $@

# The browser that pages are tried in; where it cannot be installed the tests say so.
$(BROWSER): $(TESTABLE)
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	test -n "$$ZOMERWIJZER_CHROMIUM" || { echo "→ a browser" && \
	apt-get update -qq && apt-get install -qq -y chromium >/dev/null; } || \
	echo "  no browser could be installed: the tests that need one will fail"
	@touch $@

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
