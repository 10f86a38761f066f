# Two commands: `make demo` shows what it does, `make test` proves it. Both need Python 3.11+ and a package index.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help scripts site demo test types suite test-servers test-browser test-fast lint format docs benchmarks wheel clean

help:
	@echo "make demo        build, validate and question the sample page; the results are in out/"
	@echo "make site        bundle the scripts of charts, network and editor (needs Node.js), and write the sample's pages to out/site"
	@echo "make test        run the linters and every test; says which were skipped because Chromium or a server lacks"
	@echo "make test-servers  run the tests that need Virtuoso and the Oxigraph server; says how to get them"
	@echo "make test-browser  run the tests that look at the site in Chromium; says how to get it"
	@echo "make docs        write the generated pages of the documentation again"
	@echo "make benchmarks  measure speed and accuracy"
	@echo "make wheel       build the distributions"
	@echo "make clean       remove everything that these made"

# The stamps are older than the lists of what is installed only when those have changed: a second run installs nothing.
$(VENV)/.user: requirements/user.txt requirements/fast.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; name it: make demo PYTHON=/path/to/python3"; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) (once; under a minute on a usual line) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }
	@$(PIP) --requirement requirements/user.txt
	@$(PIP) --requirement requirements/fast.txt || echo "No compiled SHACL engine for this machine: pySHACL checks the shapes, slower."
	@$(PIP) --no-deps --editable .
	@$(BIN)/python -m compileall -q kg
	@touch $@

$(VENV)/.dev: $(VENV)/.user requirements/dev.txt requirements/notebook.txt requirements/charts.txt
	@echo "Installing what the tests need ..."
	@$(PIP) --requirement requirements/dev.txt
	@touch $@

demo: $(VENV)/.user
	@$(BIN)/kg demo --output out

# Third-party scripts, pinned by a lock file and never committed. Without Node.js every page works, only plainer.
FRONTEND := kg/site/frontend
BUNDLE := kg/site/bundle/bundle-licenses.txt
scripts:
	@if command -v node >/dev/null && command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory $(BUNDLE); \
	else \
		echo "Node.js is missing (https://nodejs.org, version 20 or newer): plain charts, network and editor."; \
	fi

$(BUNDLE): $(FRONTEND)/package-lock.json $(FRONTEND)/build.mjs $(wildcard $(FRONTEND)/src/*.js)
	@echo "Bundling the scripts of charts, network and editor ..."
	@cd $(FRONTEND) && npm ci --loglevel=error && npm run --silent build

site: $(VENV)/.user
	@$(MAKE) --no-print-directory scripts || echo "The scripts could not be bundled: plain charts, network and editor."
	@mkdir -p out
	@$(BIN)/kg build kg/examples/sample.txt --output out/site.nq
	@$(BIN)/kg report out/site.nq --output out/site

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MAKE) --no-print-directory -j2 types suite

types:
	$(BIN)/mypy

suite:
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

test-fast: $(VENV)/.dev
	$(BIN)/pytest -q -x

test-servers: $(VENV)/.dev
	@command -v virtuoso-t >/dev/null || echo "Virtuoso is missing; on Debian and Ubuntu: sudo apt-get install virtuoso-opensource-7 (other systems: virtuoso-t and isql-vt on the PATH). Its tests are skipped."
	@test -x $(BIN)/oxigraph || echo "The Oxigraph server is missing: $(BIN)/python -m pip install oxigraph. Its tests are skipped."
	@test -d tests/web/clients/node_modules || echo "Comunica is missing; with Node.js 20 or newer: npm ci --prefix tests/web/clients. Its test is skipped."
	$(BIN)/pytest -q tests/stores tests/commands/test_places.py tests/questions/test_answers.py tests/questions/test_virtuoso.py tests/web/test_comunica.py

test-browser: $(VENV)/.dev
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || echo "Chromium is missing; on Debian and Ubuntu: sudo apt-get install chromium-headless-shell (other systems: chromium or google-chrome on the PATH). Its tests are skipped."
	$(BIN)/pytest -q tests/site/browser

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Each change of an expected answer is to be read against the sample page before it is committed.
docs: $(VENV)/.dev
	$(BIN)/python -m tests.questions.expected
	$(BIN)/python docs/generate.py

benchmarks: $(VENV)/.dev
	$(BIN)/python benchmarks/speed.py

wheel: $(VENV)/.dev scripts
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) out dist build kg/site/bundle $(FRONTEND)/node_modules tests/web/clients/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
