"""What gravity expects of a pair, and what is missing between blocs."""

import numpy as np
import pytest
from hand_made import evidence
from scipy.optimize import minimize

from sim.metrics.decoupling import gravity
from sim.metrics.decoupling.gravity import (
    BLOC_GRAVITY,
    GRAVITY,
    between_blocs_effect,
    gravity_flows,
    gravity_residual,
)
from sim.metrics.network.blocs import has_rivals, sort_into_blocs
from sim.metrics.settings import Settings

CODES = ("USA", "CHN", "EU", "HKG", "VNM")
BLOCS = {"west": ("USA", "EU"), "east": ("CHN", "HKG")}
SORTED = sort_into_blocs(CODES, BLOCS)
ABROAD = ~np.eye(5, dtype=bool)
ONES = np.where(np.eye(3, dtype=bool), 7.0, 1.0)
# One and a half where goods go round one way, a half the other way: all sell 2 and buy 2.
ROUND = np.array([[9.0, 1.5, 0.5], [0.5, 9.0, 1.5], [1.5, 0.5, 9.0]])


def draws(*shape, seed=1):
    return np.random.default_rng(seed).uniform(0.2, 3.0, shape)


def poisson(flows, base, *marked):
    """Flows and effects of marked pairs where the Poisson likelihood is highest, by brute force."""
    economies = len(base)
    origin, destination = np.nonzero(~np.eye(economies, dtype=bool))
    each = np.eye(economies)
    marks = [mark[origin, destination].astype(float)[:, None] for mark in marked]
    design = np.concatenate([each[origin], each[destination], *marks], axis=1)
    actual, offset = flows[origin, destination], np.log(base[origin, destination])

    def loss(effects):
        mean = np.exp(design @ effects + offset)
        return (mean - actual * (design @ effects)).sum(), design.T @ (mean - actual)

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-10})
    expected = np.zeros_like(base)
    expected[origin, destination] = np.exp(design @ found.x + offset)
    return expected, found.x[2 * economies :]


def test_expected_flows_and_residuals_by_hand():
    assert gravity_flows(ROUND, ONES) == pytest.approx(np.ones((3, 3)) - np.eye(3))
    residual = gravity_residual(ROUND, ONES)
    assert (residual[0, 1], residual[1, 0]) == pytest.approx((0.4054651081, -0.6931471806))  # ln 1.5, ln 0.5


def test_expected_flows_are_those_of_the_poisson_likelihood():
    flows, base = draws(4, 4), draws(4, 4, seed=2)
    assert gravity_flows(flows, base) == pytest.approx(poisson(flows, base)[0], rel=1e-6)


def test_expected_flows_add_up_to_what_economies_sell_and_buy():
    flows, base = draws(6, 5, 5) * ABROAD, draws(5, 5, seed=2)
    expected = gravity_flows(flows, base)
    assert expected.sum(axis=2) == pytest.approx(flows.sum(axis=2), rel=1e-9)
    assert expected.sum(axis=1) == pytest.approx(flows.sum(axis=1), rel=1e-9)


def test_base_has_no_residual_and_sales_at_home_do_not_count():
    base = draws(5, 5)
    at_home = base + np.diag(draws(5, seed=3))
    assert gravity_residual(at_home, base)[ABROAD] == pytest.approx(0.0, abs=1e-9)
    assert np.isnan(np.diag(gravity_residual(at_home, base))).all()


@pytest.mark.parametrize("axis", [0, 1])
def test_residuals_against_each_other_do_not_change_when_an_economy_sells_or_buys_more_of_everything(axis):
    flows, base = draws(5, 5), draws(5, 5, seed=2)
    factor = np.array([1.0, 40.0, 1.0, 1.0, 0.02])
    scaled = flows * (factor[:, None] if axis == 0 else factor)
    before, after = gravity_residual(flows, base), gravity_residual(scaled, base)
    for residual in (before, after):
        against = residual[0, 1] - residual[0, 2] - residual[3, 1] + residual[3, 2]
        ratio = (flows / base)[0, 1] * (flows / base)[3, 2] / (flows / base)[0, 2] / (flows / base)[3, 1]
        assert against == pytest.approx(np.log(ratio), abs=1e-8)
    assert np.nanmax(np.abs(after - before)) > 0.1  # each by itself does, unlike in a regression of logs


@pytest.mark.parametrize("axis", [0, 1])
def test_residual_does_not_change_when_an_economy_sold_or_bought_more_of_everything_in_the_base(axis):
    flows, base = draws(5, 5), draws(5, 5, seed=2)
    factor = np.array([1.0, 40.0, 1.0, 1.0, 0.02])
    scaled = base * (factor[:, None] if axis == 0 else factor)
    same = pytest.approx(gravity_residual(flows, base), abs=1e-8, nan_ok=True)
    assert gravity_residual(flows, scaled) == same


def test_growth_of_economies_leaves_no_residual():
    base = draws(5, 5)
    grown = base * draws(5, 1, seed=2) * draws(5, seed=3)
    assert gravity_residual(grown, base)[ABROAD] == pytest.approx(0.0, abs=1e-8)


def test_residual_knows_no_unit_and_no_order():
    flows, base, order = draws(5, 5), draws(5, 5, seed=2), [3, 0, 4, 1, 2]
    moved = gravity_residual(1000.0 * flows[np.ix_(order, order)], base[np.ix_(order, order)])
    assert moved == pytest.approx(gravity_residual(flows, base)[np.ix_(order, order)], abs=1e-8, nan_ok=True)


def test_economy_without_trade_is_expected_to_have_none_and_the_others_are_fitted():
    flows, base = draws(5, 5) * ABROAD, draws(5, 5, seed=2)
    flows[4], flows[:, 4] = 0.0, 0.0
    expected = gravity_flows(flows, base)
    assert expected[4].sum() == expected[:, 4].sum() == 0.0
    assert expected[:4, :4] == pytest.approx(gravity_flows(flows[:4, :4], base[:4, :4]))
    assert np.isnan(gravity_residual(flows, base)[4]).all()
    assert np.isnan(gravity_residual(0.0 * flows, base)).all()


def test_fit_that_does_not_exist_has_no_value_and_leaves_other_weeks_alone(monkeypatch):
    monkeypatch.setattr(gravity, "MOST_SWEEPS", 300)
    star = np.array([[0.0, 1.0, 2.0], [3.0, 0.0, 0.0], [4.0, 0.0, 0.0]])  # its totals force flows to zero
    expected = gravity_flows(np.stack([star, ROUND]), ONES)
    assert np.isnan(expected[0]).all()
    assert expected[1] == pytest.approx(np.ones((3, 3)) - np.eye(3))


def test_flow_that_the_base_lacks_is_an_error():
    base = draws(3, 3)
    base[0, 1] = 0.0
    with pytest.raises(ValueError, match="a flow that the base does not have"):
        gravity_flows(draws(3, 3), base)


def test_effect_between_blocs_is_that_of_the_poisson_likelihood():
    flows, base = draws(5, 5), draws(5, 5, seed=2)
    effect = between_blocs_effect(flows, base, SORTED.between, SORTED.outside)
    assert effect == pytest.approx(poisson(flows, base, SORTED.between, SORTED.outside)[1][0], abs=1e-6)


def test_effect_between_blocs_is_found_whatever_economies_sell_and_buy():
    base = draws(5, 5)
    by_size = base * draws(5, 1, seed=2) * draws(5, seed=3)
    flows = by_size * np.exp(-0.7 * SORTED.between + 0.2 * SORTED.outside)
    weeks = np.stack([base, by_size, flows])
    effect = between_blocs_effect(weeks, base, SORTED.between, SORTED.outside)
    assert effect == pytest.approx([0.0, 0.0, -0.7], abs=1e-7)
    in_another_unit = between_blocs_effect(1000.0 * flows, base, SORTED.between, SORTED.outside)
    assert in_another_unit == pytest.approx(effect[2])


def test_effect_is_minus_infinity_when_blocs_no_longer_trade():
    base = draws(5, 5)
    flows = np.where(SORTED.between, 0.0, base)
    assert between_blocs_effect(flows, base, SORTED.between, SORTED.outside) == -np.inf


def test_effect_is_unknown_where_sizes_explain_it_as_well():
    alone = sort_into_blocs(("USA", "CHN", "VNM"), {"one": ("USA",), "other": ("CHN", "VNM")})
    flows = draws(3, 3)
    assert np.isnan(between_blocs_effect(flows, ONES, alone.between, alone.outside))
    assert np.isnan(between_blocs_effect(0.0 * draws(5, 5), draws(5, 5), SORTED.between, SORTED.outside))
    nobody = np.zeros((3, 3), dtype=bool)
    assert np.isnan(between_blocs_effect(flows, ONES, nobody, ~nobody))


def test_effect_survives_an_economy_that_drops_out():
    base = draws(6, 6)
    blocs = sort_into_blocs((*CODES, "MEX"), BLOCS)
    flows = base * np.exp(-0.4 * blocs.between)
    flows[5], flows[:, 5] = 0.0, 0.0
    assert between_blocs_effect(flows, base, blocs.between, blocs.outside) == pytest.approx(-0.4, abs=1e-7)


def run(scenario, base, blocs=BLOCS):
    return evidence(CODES, ("toys",), scenario[..., None], base[..., None], settings=Settings(blocs=blocs))


def test_table_of_gravity_has_the_pairs_of_the_two_in_both_arms():
    base = np.ones((5, 5))
    flows = base.copy()
    flows[1, 0] = 0.5  # CHN to USA
    frame = GRAVITY.frame(run(flows, base))
    assert frame.height == 14 * 4  # the two with each other, and both ways with three others
    row = frame.filter(importer="USA", exporter="CHN").row(-1, named=True)
    assert (row["actual"], row["actual_reference"]) == pytest.approx((26.0, 52.0))
    assert row["predicted"] == pytest.approx(52.0 * gravity_flows(flows, base)[1, 0])
    assert row["residual"] == pytest.approx(gravity_residual(flows, base)[1, 0])
    assert row["residual"] > np.log(0.5)  # less of the fall is the pair's own than all of it
    assert (row["residual_reference"], row["benchmark_residual"]) == pytest.approx((0.0, 0.0), abs=1e-9)


def test_table_of_blocs_has_the_effect_its_change_and_the_share():
    base = np.ones((5, 5))
    frame = BLOC_GRAVITY.frame(run(np.where(SORTED.between, 0.5, base), base))
    row = frame.row(-1, named=True)
    assert (row["between_blocs"], row["factor"]) == pytest.approx((np.log(0.5), -0.5))
    assert (row["between_blocs_reference"], row["factor_reference"]) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert row["share_between"] == pytest.approx(4 / 16)  # eight of twenty flows, halved
    assert row["share_between_reference"] == pytest.approx(8 / 20)
    assert row["benchmark_between_blocs"] == pytest.approx(0.0, abs=1e-9)


def test_table_says_nothing_and_minus_one_when_blocs_no_longer_trade():
    base = np.ones((5, 5))
    row = BLOC_GRAVITY.frame(run(np.where(SORTED.between, 0.0, base), base)).row(-1, named=True)
    assert (row["between_blocs"], row["factor"], row["share_between"]) == (None, -1.0, 0.0)


def test_world_without_two_blocs_has_no_table_of_blocs():
    base = np.ones((5, 5))
    assert has_rivals(run(base, base))
    assert not has_rivals(run(base, base, {"all": CODES, "none": ("XYZ",)}))
    assert BLOC_GRAVITY.applies is has_rivals
