# make check: the main job on the five seed documents; make test: all tests. Both need only Python 3.11+.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: check test lint bench compiled fuzz fit picture clean

check: $(VENV)/.user
	$(BIN)/factcheck check seeds --fail-on never

test: $(VENV)/.dev lint
	$(BIN)/pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check factcheck tests hatch_build.py
	$(BIN)/ruff format --check factcheck tests hatch_build.py
	$(BIN)/mypy

# make bench measures corpora up to 10,000 documents; make bench LARGE=100000 that size alone. ARGUMENTS go to the script.
bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fit,bench]'
	$(BIN)/python tests/benchmarks/bench.py $(if $(LARGE),--large $(LARGE)) $(ARGUMENTS)

# The package compiled to C, in build/compiled (some minutes); make bench makes it too, where there is a compiler.
compiled: $(VENV)/.dev
	$(BIN)/python hatch_build.py build/compiled

# Random inputs for TIME seconds each, and every regular expression on its worst cases; findings go to build/fuzz.
fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	$(BIN)/python tests/fuzz/run.py --seconds $(or $(TIME),60)
	$(BIN)/python tests/fuzz/expressions.py

fit: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fit]'
	$(BIN)/python -m factcheck.alignment.fit $(DATA)

# The picture of the report in README.md; needs a Chromium.
picture: $(VENV)/.user
	$(BIN)/python tests/picture.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.user: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@ $(VENV)/.user

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
