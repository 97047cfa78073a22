"""The first trade war replayed in small, the experiments, and the command that holds both against history."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from command_line import call

from sim.economy.base import build_base
from sim.economy.tariffs import TariffSchedule
from sim.scenario.behaviour import InventoryBehaviour
from sim.scenario.schema import Horizon
from sim.validation.history import experiments
from sim.validation.history.__main__ import moments_table, results_table
from sim.validation.history.checking import Checked
from sim.validation.history.industries import INDUSTRIES, industry_correlation
from sim.validation.history.replaying import replay_by_agents, replay_by_mean_field, war
from sim.validation.history.targets import MOMENTS
from sim.world.history import recorded_history

SMALL = {
    "world.economies": "[USA, CHN, VNM, MEX, TWN, CAN, JPN, EU, ROW]",
    "population.producers": "2000",
    "population.relationships": "60000",
}


@pytest.fixture(scope="module")
def scenario():
    return war(SMALL)


@pytest.fixture(scope="module")
def world(scenario):
    return build_base(scenario)


def with_behaviour(scenario, **values):
    return scenario.model_copy(update={"behaviour": scenario.behaviour.model_copy(update=values)})


def test_agents_replay_what_their_limit_does(scenario, world):
    limit = replay_by_mean_field(scenario, world)
    found = replay_by_agents(scenario, world)
    assert found.replay.weeks == limit.weeks
    assert found.relationships >= 50_000
    assert 0.5 < found.links_kept <= 1.0
    for name, bound in (("imports", 0.01), ("duties", 0.02), ("china_price", 0.01), ("china_tariff", 1e-12)):
        ours, theirs = getattr(found.replay, name), getattr(limit, name)
        assert np.abs(ours - theirs).sum() <= bound * np.abs(theirs).sum(), name


def test_without_measures_the_replay_is_the_base(scenario, world):
    calm = replay_by_mean_field(
        scenario.model_copy(
            update={
                "measures": (),
                "statements": (),
                "horizon": scenario.horizon.model_copy(update={"weeks": 3}),
            }
        ),
        world,
    )
    np.testing.assert_allclose(calm.imports, np.tile(calm.base_imports, (3, 1)), rtol=1e-12)
    np.testing.assert_allclose(calm.duties, world.revenue[0] / 52, rtol=1e-9)


def test_the_rises_that_did_not_come_change_no_tariff(scenario, world):
    announced_only = {"us_301_list_3_25_january", "us_301_list_3_25_march"}
    kept = tuple(
        measure.model_copy(
            update={"replaces": tuple(name for name in measure.replaces if name not in announced_only)}
        )
        for measure in scenario.measures
        if measure.id not in announced_only
    )
    assert len(kept) == len(scenario.measures) - 2
    spoken, unspoken = (TariffSchedule(world, each) for each in (scenario.measures, kept))
    for month in range(27):
        day = scenario.horizon.start + timedelta(days=30 * month)
        np.testing.assert_array_equal(spoken.at(day), unspoken.at(day))


def test_elasticities_run_from_short_to_long(scenario, world):
    at_once = InventoryBehaviour(on=False)  # stocks and ships under way make the first year another one
    still = with_behaviour(scenario, resourcing_hazard=1e-6, hazard_loss_response=0.0, inventories=at_once)
    short, later = experiments.elasticity_by_horizon(still, world, (1, 2))
    eta = scenario.behaviour.short_run_elasticity
    assert short == pytest.approx(-eta, abs=0.02)
    assert later == pytest.approx(short, abs=0.01)
    swift = with_behaviour(scenario, resourcing_hazard=20.0)
    (long,) = experiments.elasticity_by_horizon(swift, world, (2,))
    flows = experiments.small_flows(world)
    theta = np.average(world.theta[flows[2]], weights=world.customs_value[flows])
    assert long == pytest.approx(-(1.0 + theta), abs=0.05)


def test_small_flows_are_small_foreign_and_always_the_same(world):
    origin, destination, group = flows = experiments.small_flows(world)
    assert (origin != destination).all()
    assert world.is_goods[group].all()
    assert world.base_share[flows].max() <= experiments.LARGEST_SHARE
    assert all((one == other).all() for one, other in zip(flows, experiments.small_flows(world), strict=True))


def test_taxed_varieties_lose_to_others(scenario, world):
    found = experiments.targeted_varieties(scenario, world)
    swifter = experiments.targeted_varieties(with_behaviour(scenario, resourcing_hazard=1.0), world)
    assert -60.0 < swifter["taxed_imports"] < found["taxed_imports"] < -5.0
    assert swifter["variety_elasticity"] > found["variety_elasticity"] > 0.3
    assert 0.0 < found["retail_pass_through"] < 1.0


def test_flows_answer_an_announced_cut_by_more_than_use(scenario, world):
    at_once = with_behaviour(scenario, inventories=InventoryBehaviour(on=False))
    assert experiments.announced_cut(at_once, world) == pytest.approx(0.0, abs=1e-9)
    assert experiments.announced_cut(scenario, world) > 10.0
    assert world.base_tariff[experiments.small_flows(world, 0.03)].min() >= 0.03


def test_industries_that_fell_as_recorded_correlate(scenario, world):
    calm = replay_by_mean_field(
        scenario.model_copy(
            update={
                "measures": (),
                "statements": (),
                "horizon": Horizon(start=scenario.horizon.start, weeks=105),
            }
        ),
        world,
    )
    recorded = recorded_history(world.members)
    before, after = (
        recorded.china_imports_by_industry[[month.startswith(year) for month in recorded.months]].sum(axis=0)
        for year in ("2017", "2019")
    )
    change = {}
    for names, sectors in INDUSTRIES:
        places = [recorded.industries.index(name) for name in names]
        change |= dict.fromkeys(sectors, after[places].sum() / before[places].sum())
    sector = np.array(world.sectors)[world.sector_of_group][world.is_goods]
    fell = np.array([change.get(name, 1.0) for name in sector])
    value = calm.china_value * fell
    assert industry_correlation(replace(calm, china_value=value), world) == pytest.approx(1.0)
    opposite = replace(calm, china_value=calm.china_value / fell)
    assert industry_correlation(opposite, world) == pytest.approx(-1.0)


def test_buyers_pull_forward_more_the_more_a_saving_counts(scenario, world):
    short = scenario.model_copy(update={"horizon": Horizon(start=scenario.horizon.start, weeks=53)})
    idle = experiments.without_ordering_ahead(short)
    assert experiments.pulled_forward(idle, world) == 0.0
    stocks = short.behaviour.inventories.model_copy(update={"response_to_saving": 4.0})
    eager = with_behaviour(short, inventories=stocks)
    assert experiments.pulled_forward(eager, world) > experiments.pulled_forward(short, world) > 1.0


def test_ranges_verdicts_and_the_page():
    moment = MOMENTS["china_share_2018"]
    checked = Checked(moment, (20.0, 21.0, 22.0, 23.0, 24.0))
    assert (checked.mean, checked.verdict) == (22.0, "hit")
    assert checked.range == pytest.approx((20.2, 23.8))
    assert "| `china_share_2018` | T | 22.00 | 20.20 to 23.80 | 21.20 | hit |" in results_table((checked,))
    page = (Path(__file__).parents[2] / "docs" / "history.md").read_text(encoding="utf-8")
    assert moments_table() in page, "python -m sim.validation.history prints the table"


def test_the_command_prints_every_moment_and_says_what_is_missed(capsys):
    words = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]
    code, out, err = call(capsys, "check", "history", "--seeds", "1", "--json", *words)
    rows = json.loads(out)
    assert err == ""
    assert [row["moment"] for row in rows] == list(MOMENTS)
    assert code == int(any(row["verdict"] == "miss" for row in rows))
    assert call(capsys, "check", "history", "--seeds", "0")[0] == 2
