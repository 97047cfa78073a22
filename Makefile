# `make check` is what continuous integration runs, short of the browser's installation.
PYTHON ?= .venv/bin/python
export OMP_NUM_THREADS = 1
export POLARS_MAX_THREADS = 2

.PHONY: check lint test slow golden schema tables checks reference showcase findings
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
	$(PYTHON) -m sim schema --sweeps > scenarios/sweeps/sweep.schema.json

# Rewrites the shipped base tables from the raw data folder: make tables RAW=path
tables:
	$(PYTHON) -m sim.world.build $(RAW)

# Makes the checks of theory and history again and writes down what the page on trust tells of them.
checks:
	$(PYTHON) -m sim.validation.recording

# Rewrites the small published runs that the tests make again: their numbers change, which is a line of the changelog.
REFERENCE = small_standoff small_trade_war_one
reference:
	for name in $(REFERENCE); do $(PYTHON) -m sim run results/reference/scenarios/$$name.yaml --out results/reference/$$name --no-report --quiet --force || exit 1; done
	$(PYTHON) -m sim run results/reference/scenarios/small_impasse.yaml --replication 2 --out results/reference/small_impasse --no-report --quiet --force

# Rewrites the published report and comparison and their pictures; eight runs in full and 41 draws, about four minutes.
SHOWN = impasse_145_125 status_quo_jan2025 no_carveouts quiet_whitelists geneva_truce washington_terms hard_decoupling
showcase:
	rm -rf build/showcase
	$(PYTHON) -m sim run impasse_145_125 --replications 20 --out build/showcase/draws --quiet
	for name in $(SHOWN); do $(PYTHON) -m sim run $$name --replications 3 --no-report --out build/showcase/$$name --quiet || exit 1; done
	cp build/showcase/draws/replication-1/report.html results/showcase/impasse_145_125.html
	$(PYTHON) -m sim compare $(SHOWN:%=build/showcase/%) --out results/showcase/comparison.html --force
	$(PYTHON) tests/browser/pictures.py results/showcase

# Makes the three published sweeps again, about forty minutes on two cores, and keeps what they found.
FOUND = laffer_us_on_china us_rate_by_china_rate what_ends_in_a_deal
findings:
	for name in $(FOUND); do $(PYTHON) -m sim sweep $$name --out build/findings/$$name --resume || exit 1; done
	$(PYTHON) tests/browser/pictures_of_findings.py build/findings results/findings
