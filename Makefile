# make site: the website in site/ · make serve: live preview · make test: every test · make check: only the checks
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve check test coverage lint bench lock package sbom clean

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
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests/unit
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder tests/integration tests/browser

# the unit tests, and which lines they run in every process that they start; the least covered modules first
coverage: $(VENV)/.installed-test
	mkdir -p .cache/coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests/unit
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: $(VENV)/.installed-test
	$(BIN)/ruff check --fix src tests benchmarks hooks
	$(BIN)/ruff format src tests benchmarks hooks

bench: $(VENV)/.installed-test
	$(BIN)/python benchmarks/site.py

clean:
	rm -rf site .cache dist $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# Every package is held against the hash of its file; the mark is newer than what it was installed from, so a second run
# installs nothing.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
OURSELVES := $(INSTALL) --no-deps --no-build-isolation --editable .

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) --require-hashes --requirement constraints.txt
	$(OURSELVES)
	touch $@

$(VENV)/.installed-test: pyproject.toml constraints-test.txt | $(VENV)/bin/python
	$(INSTALL) --require-hashes --requirement constraints-test.txt
	$(OURSELVES)
	touch $@ $(VENV)/.installed

# the list of packages anew, from pyproject.toml; `make lock UPGRADE=--upgrade` takes the newest
lock: $(VENV)/.installed-test
	$(BIN)/python .ci/lock $(UPGRADE)
	$(INSTALL) --require-hashes --requirement constraints-test.txt
	$(BIN)/python .ci/licences

# the package as it is released, in dist/: built, and checked for what an index and who installs it ask
package: $(VENV)/.installed-test
	rm -rf dist
	$(BIN)/python -c "from setuptools import build_meta as made; made.build_sdist('dist'); made.build_wheel('dist')"
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl

# what the package brings along, for whoever must know what runs (CycloneDX)
sbom: $(VENV)/.installed-test
	$(BIN)/cyclonedx-py requirements constraints.txt --pyproject pyproject.toml --mc-type application --output-reproducible --output-file sbom.cdx.json
