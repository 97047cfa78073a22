"""Every edge of what a scenario can ask, run whole: finite tables, exact accounts, a readable page."""

import numpy as np
import polars as pl
import pytest
from edges import BOTH_WAYS, EVERYONE, bans, edge, held, rates

from sim import load_scenario
from sim.scenario.behaviour import Behaviour
from sim.validation.ablation import _CORE
from sim.world.population import firms, synthesis

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("error")]

ONE_WAY = (("USA", "CHN"),)
ALONE = (("USA", "all"), ("CHN", "USA"), ("ROW", "USA"))
BARRED_IN = (("USA", "all"),)
SMALL = ("SGP", "HKG", "LUX", "BRN", "MLT", "ROW")
"""Economies that lack up to six sectors each: they make no coal, oil, ores, fish or vehicles."""

SWITCHES = tuple(Behaviour().switches)
OFF = {
    **{name: {"on": False} for name in SWITCHES},
    **{name: value for core in _CORE.values() for name, value in core.items()},
}
ON = {name: {"on": True} for name in SWITCHES}
FRICTIONS = pytest.mark.parametrize("behaviour", [{}, OFF, ON], ids=["default", "off", "on"])
CLOSURES = pytest.mark.parametrize("deficits", ["fixed", "gdp_share", "balanced"])


@FRICTIONS
@pytest.mark.parametrize("pairs", [ONE_WAY, BOTH_WAYS, EVERYONE], ids=["one way", "both", "everyone"])
@pytest.mark.parametrize("rate", [-0.99, -0.5, 0.0, 1.0, 10.0, 100.0])
def test_tariffs(rate, pairs, behaviour, tmp_path):
    held(edge(rates(rate, pairs), weeks=12, behaviour=behaviour), tmp_path / "run")


@FRICTIONS
@pytest.mark.parametrize(
    "pairs", [BOTH_WAYS, BARRED_IN, ALONE, EVERYONE], ids=["two", "no imports", "alone", "nobody"]
)
def test_embargoes(pairs, behaviour, tmp_path):
    held(edge(bans(pairs), weeks=12, behaviour=behaviour), tmp_path / "run")


@CLOSURES
@pytest.mark.parametrize("measures", [rates(100.0, EVERYONE), bans(EVERYONE)], ids=["taxed", "barred"])
def test_closures(deficits, measures, tmp_path):
    held(edge(measures, weeks=12, world={"deficits": deficits}), tmp_path / "run")


@pytest.mark.parametrize("elasticities", [{"set": "CP", "mean": None}, {"set": "U4", "mean": None}])
@pytest.mark.parametrize(
    "measures",
    [
        rates(-0.99, EVERYONE),
        rates(100.0, EVERYONE),
        bans(EVERYONE),
        rates(100.0, EVERYONE) + bans(BOTH_WAYS),
    ],
    ids=["cut", "taxed", "barred", "both"],
)
def test_published_elasticities(elasticities, measures, tmp_path):
    held(edge(measures, weeks=12, world={"elasticities": elasticities}), tmp_path / "run")


@pytest.mark.parametrize(
    "measures",
    [
        rates(100.0, (("SGP", "HKG"), ("HKG", "SGP"))),
        bans((("SGP", "all"),)),
        bans((("SGP", "all"), ("HKG", "all"), ("LUX", "all"))),
    ],
    ids=["taxed", "one bars", "three bar"],
)
@pytest.mark.parametrize("base", [2017, 2024])
def test_economies_without_some_sectors(measures, base, tmp_path):
    held(edge(measures, weeks=12, economies=SMALL, world={"base": base}), tmp_path / "run")


@pytest.mark.parametrize("measures", [rates(1.0), bans(EVERYONE)], ids=["taxed", "barred"])
@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_short_runs(weeks, measures, tmp_path):
    held(edge(measures, weeks=weeks), tmp_path / "run")


@pytest.mark.parametrize("policy", ["tit_for_tat", "grim", "best_response"])
@pytest.mark.parametrize("measures", [(), rates(9.0), bans(BOTH_WAYS)], ids=["peace", "taxed", "barred"])
def test_governments_that_answer(policy, measures, tmp_path):
    sides = {code: {"policy": policy, "rival": rival} for code, rival in (("USA", "CHN"), ("CHN", "USA"))}
    held(edge(measures, weeks=16, governments=sides), tmp_path / "run")


@pytest.mark.parametrize("weeks", ["1", "26"])
def test_governments_that_bargain(weeks, tmp_path):
    few = {"population.producers": "500", "population.relationships": "10000", "horizon.weeks": weeks}
    asked = few | {"world.economies": "[USA, CHN, EU, VNM, MEX, ROW]", "ensemble.bargains": "3"}
    held(load_scenario("standoff_game", asked), tmp_path / "run")


def test_the_fewest_firms_of_each_cell(tmp_path):
    few = {"population.producers": "500", "population.relationships": "10000", "horizon.weeks": "12"}
    found = held(load_scenario("impasse_145_125", few), tmp_path / "run")
    cells = found.tables["firms"].select("economy", "group").unique().collect().height
    assert found.manifest["producers"] == firms.FEWEST_PRODUCERS_IN_A_CELL * cells


@FRICTIONS
@pytest.mark.parametrize(
    "measures", [rates(1.0), rates(100.0, EVERYONE), bans(EVERYONE)], ids=["taxed", "prohibitive", "barred"]
)
def test_one_firm_in_each_cell(measures, behaviour, monkeypatch, tmp_path):
    """Fewer than a scenario can ask for: no rule needs a second firm."""
    monkeypatch.setattr(firms, "FEWEST_PRODUCERS_IN_A_CELL", 1)
    monkeypatch.setattr(synthesis, "producers_of", lambda world, _: firms.producers_of(world, 1))
    found = held(edge(measures, weeks=12, behaviour=behaviour), tmp_path / "run")
    cells = found.tables["firms"].select("economy", "group").unique().collect().height
    assert found.manifest["producers"] == cells


@pytest.mark.parametrize(
    ("measures", "off"),
    [(rates(1.0), False), (rates(100.0, EVERYONE), False), (bans(EVERYONE), True), ((), False)],
    ids=["taxed", "prohibitive", "barred", "nothing"],
)
def test_fifty_years(measures, off, tmp_path):
    """After fifty years the agents rest at the benchmark; with nothing done they never move."""
    found = held(edge(measures, weeks=2600, behaviour=OFF if off else {}), tmp_path / "run", report=not off)
    last = pl.col("week") == pl.col("week").max()
    after = found.tables["welfare"].filter(last, pl.col("arm") == "scenario").sort("economy").collect()
    rest = found.tables["benchmark_welfare"].sort("economy").collect()
    gap = np.abs(after["welfare"].to_numpy() - rest["welfare"].to_numpy())
    assert gap.max() < (0.01 if measures else 1e-9)
