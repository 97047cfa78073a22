# `make check` is what continuous integration runs, short of the browser's installation.
PYTHON ?= .venv/bin/python
export OMP_NUM_THREADS = 1
export POLARS_MAX_THREADS = 2

.PHONY: check lint test slow coverage mutants matrix golden schema pages docs tables checks reference showcase findings
check: lint test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest -q -n 2 --dist worksteal

slow:
	$(PYTHON) -m pytest -q -m slow

# Installs the program in fresh environments, on every Python here, in every way that is promised; about half an hour.
matrix:
	$(PYTHON) tests/install/matrix.py

# Branches that tests take in sim/scenario and sim/economy, 95 % at least; kernels are counted, since none is compiled.
MEASURED = $(addprefix tests/analytic/test_, bans.py beliefs_in_time.py closed_forms.py closures.py equations.py equilibrium_gradient.py \
  first_order.py hat_algebra_cases.py hidden_exposure.py nash_tariffs.py routed_rest.py solver_limits.py \
  strategic_tariffs.py) $(addprefix tests/unit/test_, accounting.py accounts_check.py agents.py announce*.py \
  assumptions.py ban*.py bargaining.py belief*.py belligerents.py capacity_and_margins.py extensive_margin.py \
  foresight.py households.py identities.py inventories.py metric_choices.py newsroom.py policies.py staff_model.py \
  prices_and_incomes.py priors.py resourcing*.py route_checks.py routing.py scenario_*.py selection.py shipping.py \
  sourcing.py stickiness.py stock_orders.py supply_chains.py sweep_markers.py tariff*.py transit.py \
  welfare_parts.py words_and_facts.py)
coverage:
	NUMBA_DISABLE_JIT=1 $(PYTHON) -m coverage run -m pytest -q -p no:cacheprovider \
	  -W "ignore:overflow encountered in scalar:RuntimeWarning" $(wildcard $(MEASURED))
	$(PYTHON) tests/branch_coverage.py 95

# Mutation testing of sim/economy and sim/agents/negotiation: hours; goes on where it was interrupted.
# make mutants MODULES=equilibrium; survivors once more, after a test: MODULES="equilibrium --again".
mutants:
	$(PYTHON) tests/mutation $(MODULES)

# Rewrites what is generated from the code; the change belongs in the changelog.
schema:
	$(PYTHON) -m sim schema > scenarios/scenario.schema.json
	$(PYTHON) -m sim schema --sweeps > scenarios/sweeps/sweep.schema.json

# Rewrites the pages of the documentation that are made from the code.
pages:
	$(PYTHON) tests/scenario_reference.py
	$(PYTHON) tests/command_reference.py

# Builds the docs site into build/site, without network; every warning is an error.
docs:
	NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict --quiet

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
