# Everything a developer runs. Needs Python 3.11 or later with venv, make and git; nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first of these that runs and is new enough: a name on the PATH may be a stub.
PYTHON ?= $(shell for p in python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
JOBS ?= 2
SECONDS ?= 60

BIN := .venv/bin
STAMP := .venv/.installed
UV = $$(command -v uv || echo $(BIN)/uv)
COMPILE = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate $(UPGRADE)

.PHONY: help
help:  ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | \
		while IFS='|' read -r target text; do printf '%-14s %s\n' "$$target" "$$text"; done

.PHONY: venv
venv: $(STAMP)  ## Create or refresh .venv from the lock

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "needs Python 3.11 or later: install it, or make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# uv takes 10 s where pip takes 40; where uv cannot be had, pip installs the same lock.
$(STAMP): $(BIN)/python requirements/run.txt requirements/dev.txt pyproject.toml
	command -v uv >/dev/null || $(BIN)/python -m pip install --quiet uv || true
	$(UV) pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements/dev.txt || \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: test
test: venv  ## Run every test (JOBS=2 at a time)
	$(BIN)/pytest -n $(JOBS) --dist loadgroup

.PHONY: demo
demo: venv  ## Walk one incident from stabilized to closed
	$(BIN)/retro demo

.PHONY: lint
lint: venv  ## Check style, types and who imports whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: fmt
fmt: venv  ## Format, and fix what can be fixed safely
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

.PHONY: bench
bench: venv  ## Measure
	$(BIN)/python -m benchmarks.run

.PHONY: fuzz
fuzz: venv  ## Drive workflows at random (SECONDS=60)
	$(BIN)/python -m tests.workflows.fuzz --seconds $(SECONDS)

.PHONY: faults
faults: venv  ## Kill, cut and fill up everything, for hours (FAULTS="disk wire" TIMES=10)
	$(BIN)/python -m tests.faults.run $(FAULTS) $(if $(TIMES),--times $(TIMES))

.PHONY: defects
defects: venv  ## See whether the faults notice what is broken on purpose
	$(BIN)/python -m tests.faults.seeded

.PHONY: docs
docs: venv  ## Write the generated pages again
	$(BIN)/python docs/generate.py

.PHONY: lock
lock: $(BIN)/python  ## Write the lock again (UPGRADE=--upgrade for newer versions)
	command -v uv >/dev/null || $(BIN)/python -m pip install --quiet uv
	$(COMPILE) --extra dev --output-file requirements/dev.txt
	$(COMPILE) --constraint requirements/dev.txt --output-file requirements/run.txt

.PHONY: clean
clean:  ## Remove the environment, builds and caches
	rm -rf .venv build dist mutants .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
