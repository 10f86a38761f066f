# Two commands: `make demo` shows what it does, `make test` proves it. Both need Python 3.11+ and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := kg/examples/sample.txt
CONCEPTS := ontology/schemes/regional-policy.ttl

.PHONY: help demo test test-fast lint format clean wheel docs benchmarks

help:
	@echo "make demo        build, validate and question the sample page"
	@echo "make test        run the linters and every test"
	@echo "make docs        write the generated pages of the documentation again"
	@echo "make benchmarks  measure speed and accuracy"
	@echo "make wheel       build the distributions"

# The stamp changes with the lists of what is installed, so a second run installs nothing.
$(VENV)/.user: requirements/user.txt pyproject.toml
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make demo PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/user.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.user requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.user
	@$(BIN)/kg demo --output out

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

test-fast: $(VENV)/.dev
	$(BIN)/pytest -q -x

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(VENV)/.dev
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
