"""At the edges of what can be asked: prohibitive and negative tariffs, no trade at all, one week."""

import numpy as np
import polars as pl
import pytest
from edges import BOTH_WAYS, EVERYONE, START, THREE, bans, edge, held, rates

from sim import load_scenario
from sim.economy.equilibrium import long_run
from sim.economy.income import LARGEST_LOSS, dividends_borne, income_by_decile, losses_shared
from sim.model.limits import Limits
from sim.scenario.diagnostics import ScenarioErrors

pytestmark = pytest.mark.filterwarnings("error")


def test_ten_thousand_per_cent_on_everyone_is_run_and_leaves_no_trade(tmp_path):
    found = held(edge(rates(100.0, EVERYONE), weeks=9), tmp_path / "run")
    last = pl.col("week") == pl.col("week").max()
    abroad = (pl.col("origin") != pl.col("destination")) & (pl.col("group") != "services")
    trade = found.tables["trade"].filter(last & abroad).group_by("arm").agg(pl.col("customs_value").sum())
    value = dict(trade.collect().rows())
    assert value["scenario"] < 0.01 * value["reference"]
    levied = found.tables["governments"].filter(pl.col("average_tariff").is_null()).collect()
    assert levied["arm"].unique().to_list() == ["scenario"]  # weeks in which nothing comes in have no average
    deciles = found.tables["households"].select(pl.col("spending").min()).collect().item()
    assert deciles > 0.0


def test_two_economies_without_any_trade_have_a_page(tmp_path):
    measures = bans((("USA", "ROW"), ("ROW", "USA")))
    held(edge(measures, weeks=4, economies=("USA", "ROW")), tmp_path / "run")


def test_one_week_is_a_run(tmp_path):
    found = held(edge(rates(1.0), weeks=1), tmp_path / "run")
    assert found.tables["welfare"].select("week").unique().collect().height == 1


# --- what the long run has to be ----------------------------------------------------------------


@pytest.fixture(scope="module")
def world():
    return Limits(edge(())).world


def has_code(world):
    """(G,) groups of goods that customs knows by a code: all but services and those to mining."""
    return np.isin(np.arange(len(world.groups)), world.products.group_of_code)


def taxable(world):
    """(N, N, G) flows between two economies that a measure can reach."""
    home = np.eye(len(world.economies), dtype=bool)[:, :, None]
    return (world.customs_value > 0.0) & ~home & has_code(world)


def test_trade_vanishes_with_a_prohibitive_tariff_as_its_elasticity_says(world):
    """Relative to sales at home a flow falls by ``((1 + t) / (1 + t0) x relative cost)^-theta``."""
    limits = Limits(edge(rates(100.0, EVERYONE)), world)
    rest, at = limits.long_run, taxable(world)
    assert rest.tariff[at] == pytest.approx((world.base_tariff + 100.0)[at])
    home = np.arange(len(THREE))
    cost = rest.unit_cost[:, world.sector_of_group]
    landed = cost[:, None] * (1.0 + rest.tariff) / (1.0 + world.base_tariff)
    landed = landed / landed[home, home]
    flows = rest.expenditure / rest.expenditure[home, home]
    before = world.expenditure / world.expenditure[home, home]
    assert flows[at] == pytest.approx((before * landed**-world.theta)[at], rel=1e-8)
    # with a mean elasticity of 1.25 there is 101^-1.25 left of a flow
    assert rest.customs_value[at].sum() / world.customs_value[at].sum() < 101.0**-1.25


def test_autarky_in_goods_is_the_limit_of_prohibitive_tariffs_and_follows_from_own_shares(world):
    rest = Limits(edge(bans(EVERYONE)), world).long_run
    prohibitive = np.where(taxable(world), 1e7, world.base_tariff)
    assert rest.welfare == pytest.approx(long_run(world, prohibitive).welfare, rel=1e-4)
    home = np.arange(len(THREE))
    own = [each[home, home] / each.sum(axis=0) for each in (rest.expenditure, world.expenditure)]
    assert own[0][:, has_code(world)] == pytest.approx(1.0, abs=1e-12)
    growth = np.log(own[0] / own[1]) / world.theta
    for n, real_wage in enumerate(rest.real_wage):
        inputs = world.input_share[n][:, world.sector_of_group]
        price = np.linalg.solve(np.eye(len(world.groups)) - inputs.T, growth[n])
        margin = (1.0 - world.margin_labour_share[n]) * price[~world.is_goods].sum()
        part = np.where(world.is_goods, world.margin_share[n], 0.0)
        assert -np.log(real_wage) == pytest.approx(world.taste[n] @ ((1 - part) * price + part * margin))


def test_a_cut_of_99_points_frees_goods_and_pays_nobody_for_importing(world):
    limits = Limits(edge(rates(-0.99, EVERYONE)), world)
    assert (limits.tariff[taxable(world)] == 0.0).all()
    free = np.where(taxable(world), 0.0, world.base_tariff)
    assert limits.long_run.welfare == pytest.approx(long_run(world, free).welfare, rel=1e-12)


def test_a_war_with_oneself_is_refused(tmp_path):
    file = tmp_path / "self.yaml"
    file.write_text(
        "name: self\nmeasures:\n"
        f"  - {{kind: tariff, importer: USA, exporter: USA, rate: 0.5, start: {START}}}\n"
    )
    with pytest.raises(ScenarioErrors, match="importer and exporter are both USA"):
        load_scenario(file)


def test_a_world_of_one_economy_is_refused(tmp_path):
    file = tmp_path / "alone.yaml"
    file.write_text("name: alone\nworld: {economies: [ROW]}\n")
    with pytest.raises(ScenarioErrors, match="too few entries for `economies`"):
        load_scenario(file)


# --- owners' losses -----------------------------------------------------------------------------


def test_owners_lose_no_more_than_they_can_bear():
    borne = dividends_borne(np.array([-11.0, -0.5, 2.0]), np.array([10.0, 10.0, 10.0]))
    assert borne.tolist() == [-9.0, -0.5, 2.0]


def test_a_tenth_that_owns_most_loses_all_but_a_tenth_of_its_income_and_others_the_rest():
    other, dividends = np.array([1.0, 2.0, 3.0]), np.array([-0.1, -0.4, -4.5])
    found = losses_shared(dividends, other)
    assert found.sum() == pytest.approx(-5.0)
    assert found[2] == pytest.approx(-2.7)
    # what is left, 1.8, in proportion to the room of 0.8 and 1.4
    assert found[:2] == pytest.approx([-0.1 - 1.8 * 0.8 / 2.2, -0.4 - 1.8 * 1.4 / 2.2])
    assert (found >= -LARGEST_LOSS * other - 1e-15).all()


def test_losses_that_everyone_can_bear_are_left_to_the_last_bit():
    other, dividends = np.array([1.0, 2.0, 3.0]), np.array([-0.1, 0.3, -2.6])
    assert (losses_shared(dividends, other) == dividends).all()


def test_tenths_of_an_economy_in_ruin_all_have_an_income():
    share = np.array([[0.02, 0.08, 0.2, 0.7]])
    income = np.array([[1.0, 10.0, -9.9, 0.0, 0.0]])
    found = income_by_decile(income, share, np.zeros(1), np.zeros((1, 4)), np.zeros(1), 0.0, 1.5)
    assert found.sum(axis=1) == pytest.approx(income)
    assert (found.sum(axis=2) > 0.0).all()


def test_both_ways_at_every_rate_the_long_run_has_a_positive_income(world):
    for rate in (-0.99, -0.5, 0.0, 1.0, 10.0, 100.0):
        rest = Limits(edge(rates(rate, BOTH_WAYS)), world).long_run
        assert np.isfinite(rest.welfare).all()
        assert rest.income.min() > 0.0
