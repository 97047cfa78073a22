"""The base accounts: whole, balanced, nowhere negative, and close to published figures."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from sim.world import build_world
from sim.world.base import BASE_YEARS, load_base
from sim.world.build.closeness import (
    BALANCE_BOUND,
    as_markdown,
    china_sectors,
    exports_to_china,
    gross_domestic_products,
    largest_imbalance,
    least_account,
    partner_shares,
    tariff_revenue,
)

WORLDS = [(base, economies) for base in BASE_YEARS for economies in ("default", "all")]


@pytest.fixture(params=WORLDS, ids=lambda case: f"{case[0]}-{case[1]}")
def world(request):
    return build_world(*request.param)


def missed(comparisons):
    return [f"{row.measure} {row.key}: {row.gap:+.4f}" for row in comparisons if not row.met]


def test_every_account_balances(world):
    assert largest_imbalance(world) < BALANCE_BOUND


def test_no_flow_demand_or_value_added_is_negative(world):
    assert {name: least for name, least in least_account(world).items() if least < 0.0} == {}


def test_every_product_that_is_bought_leaves_some_for_final_use(world):
    bought = (world.absorption > 0.0) & world.is_goods
    assert (world.final_goods[bought] > 0.004 * world.absorption[bought]).all()
    assert (world.final_services > 0.0).all()


def test_every_sector_that_produces_pays_for_labour(world):
    assert world.value_added_share[world.output > 0.0].min() > 0.05


def test_what_is_not_produced_is_not_sold(world):
    nothing = world.group_output == 0.0
    assert world.expenditure.sum(axis=1)[nothing].sum() == 0.0


def test_sales_at_home_pay_no_duty_where_home_is_one_customs_territory(world):
    for code, members in zip(world.economies, world.members, strict=True):
        if len(members) == 1 or code == "EU":
            home = world.position(code)
            assert world.duty[home, home].sum() == pytest.approx(0.0, abs=1e-6)


def test_services_pay_no_duty(world):
    assert world.duty[:, :, world.services].sum() == 0.0


def test_world_spending_equals_world_income(world):
    assert world.consumption.sum() == pytest.approx(world.gdp.sum(), rel=1e-12)


@pytest.mark.parametrize("base", BASE_YEARS)
def test_us_imports_by_partner_are_the_census_shares(base):
    rows = partner_shares(base)
    assert len(rows) >= 15
    assert missed(rows) == []


def test_us_imports_from_china_by_sector_are_the_census_shares():
    rows = china_sectors(2024)
    assert len(rows) == 27
    assert missed(rows) == []


@pytest.mark.parametrize("base", BASE_YEARS)
def test_gdp_of_the_twenty_largest_economies_is_near_the_published(base):
    rows = gross_domestic_products(base)
    assert len(rows) == 20
    assert missed(rows) == []


@pytest.mark.parametrize("base", BASE_YEARS)
def test_us_exports_to_china_are_near_the_census_value(base):
    assert exports_to_china(base).met


def test_who_traded_in_2017_still_trades_in_2024_but_for_the_embargo_of_russia():
    first, second = (load_base(base) for base in BASE_YEARS)
    before, after = (world.customs_value[:, :, world.is_goods].sum(axis=2) for world in (first, second))
    stopped = np.argwhere((before > 100.0) & (after == 0.0))
    assert [(first.economies[one], first.economies[other]) for one, other in stopped] == [("UKR", "RUS")]


def test_a_wrong_account_is_noticed():
    world = build_world(2024)
    world.__dict__["consumption"] = world.consumption * (1.0 + 1e-8)
    assert largest_imbalance(world) > BALANCE_BOUND


@pytest.mark.parametrize("base", BASE_YEARS)
def test_us_tariff_revenue_is_of_the_size_collected(base):
    assert tariff_revenue(base).met


def test_documentation_shows_the_measured_closeness():
    page = (Path(__file__).parents[2] / "docs" / "world.md").read_text(encoding="utf-8")
    assert as_markdown() in page


@pytest.mark.parametrize("base", BASE_YEARS)
def test_parts_are_inputs_and_finished_goods_final(base):
    world = load_base(base)
    final = world.final_goods.sum(axis=0) / world.absorption.sum(axis=0)
    share = dict(zip(world.groups, final, strict=True))
    assert max(share[group] for group in ("semiconductors", "crude_oil", "metal_ores", "soybeans")) < 0.05
    assert min(share[group] for group in ("phones", "toys_games", "vehicles")) > 0.4


def test_refineries_take_most_of_the_crude_oil_that_producers_buy():
    world = load_base(2024)
    use = world.input_share[:, world.groups.index("crude_oil")] * world.output
    refined = use[:, world.sectors.index("C19")].sum() / use.sum()
    assert refined > 0.6


def test_distributors_take_a_plausible_part_of_gdp():
    world = load_base(2024)
    part = dict(zip(world.economies, world.margin / world.gdp, strict=True))
    assert 0.08 < part["USA"] < 0.15
    assert all(0.0 < value < 0.25 for value in part.values())


def test_a_world_is_built_quickly():
    load_base(2024)
    durations = []
    for _ in range(3):
        start = time.perf_counter()
        load_base.__wrapped__(2024)
        build_world(2024)
        durations.append(time.perf_counter() - start)
    assert min(durations) < 0.6


def test_unknown_base_year_names_the_shipped_ones():
    with pytest.raises(ValueError, match="2017, 2024"):
        build_world(2020)


def test_shapes_follow_the_axes(world):
    economies, groups, sectors = len(world.economies), len(world.groups), len(world.sectors)
    assert world.expenditure.shape == (economies, economies, groups)
    assert world.input_share.shape == (economies, groups, sectors)
    assert world.expenditure.dtype == np.float64
    assert np.isfinite(world.distance).all()
    assert (world.distance > 0.0).all()
