# `make check` is what continuous integration runs, short of the browser's installation.
PYTHON ?= .venv/bin/python
export OMP_NUM_THREADS = 1
export POLARS_MAX_THREADS = 2

.PHONY: check lint test slow golden schema tables checks
check: lint test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest -q -n 2

slow:
	$(PYTHON) -m pytest -q -m slow

# Rewrites what is generated from the code; the change belongs in the changelog.
schema:
	$(PYTHON) -m sim schema > scenarios/scenario.schema.json

# Rewrites the shipped base tables from the raw data folder: make tables RAW=path
tables:
	$(PYTHON) -m sim.world.build $(RAW)

# Makes the checks of theory and history again and writes down what the page on trust tells of them.
checks:
	$(PYTHON) -m sim.validation.recording
