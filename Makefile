# make site: the website in site/ · make serve: live preview · make test: every test · make check: only the checks
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve check test lint bench clean

site: $(VENV)/.installed
	$(BIN)/katern build

serve: $(VENV)/.installed
	$(BIN)/katern serve

check: $(VENV)/.installed
	$(BIN)/katern check

test: $(VENV)/.installed-test
	$(BIN)/ruff format --check --quiet src tests benchmarks hooks
	$(BIN)/ruff check src tests benchmarks hooks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest

lint: $(VENV)/.installed-test
	$(BIN)/ruff check --fix src tests benchmarks hooks
	$(BIN)/ruff format src tests benchmarks hooks

bench: $(VENV)/.installed-test
	$(BIN)/python benchmarks/site.py

clean:
	rm -rf site .cache $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# the mark is newer than what it was installed from, so a second run installs nothing
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@ $(VENV)/.installed
