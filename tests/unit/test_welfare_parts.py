"""Where a change of real consumption comes from."""

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from factories import small_world
from hand_made import evidence, filled, mondays
from two_rests import accounts_of, evidence_of, solved, war

from sim.economy.rebasing import balanced_base
from sim.metrics.incidence.accounts import accounts_of_run
from sim.metrics.incidence.purchases import weekly_purchases
from sim.metrics.incidence.welfare_parts import (
    PARTS,
    WEEKLY_WELFARE_PARTS,
    WELFARE_PARTS,
    duty_by_rates,
    effect_of_prices,
    index_gap,
    parts,
    volume_of_trade,
)
from sim.world import build_world
from sim.world.plain_accounts import armington

OF_TRADE = ("export_prices", "import_prices", "volume_of_trade", "transfers")
OF_FRICTIONS = tuple(sorted(set(PARTS) - set(OF_TRADE)))


@cache
def shipped():
    return build_world(2024, ["USA", "CHN", "EU"])


def worlds():
    """A textbook's, with deficits and tariffs; one with inputs and services; the shipped one, merged."""
    flows, tariffs = (
        [[820.0, 60.0, 70.0], [110.0, 900.0, 120.0], [90.0, 60.0, 1500.0]],
        0.04 * (1.0 - np.eye(3)),
    )
    return {"textbook": armington(flows, 5.0, tariffs), "small": small_world(), "shipped": shipped()}


def shares(world, rest, **others):
    found = parts(accounts_of(world, rest, **others))
    return {name: each[:, 0] / found["before"][:, 0] for name, each in found.items()}


def test_effects_of_prices_and_quantities_add_up_to_the_change_of_a_flow():
    value, log_price = np.array([120.0, 100.0]), np.array([0.1, 0.0])
    size = 20.0 / np.log(1.2)  # the logarithmic mean of 120 and 100: 109.7
    of_prices = effect_of_prices(value, log_price)
    assert of_prices == pytest.approx(0.1 * size)
    assert of_prices + size * (np.log(1.2) - 0.1) == pytest.approx(20.0)


def test_duty_by_hand():
    """A tariff of 25 % at an unchanged price before duty lowers the quantity by a fifth."""
    value, landed = np.array([80.0, 100.0]), np.array([100.0, 100.0])
    by_rates = duty_by_rates(value, landed, np.zeros(2), np.log([1.25, 1.0]))
    assert by_rates == pytest.approx(100.0 * np.log(1.25))  # 22.31
    assert volume_of_trade(landed - value, by_rates) == pytest.approx(20.0 - 100.0 * np.log(1.25))
    # The area under demand of unit elasticity, less what the goods cost: int (P - 1) dq, q = 100 / P.
    quantity = np.linspace(80.0, 100.0, 100_001)
    wedge = 100.0 / quantity - 1.0
    area = ((wedge[1:] + wedge[:-1]) / 2.0 * np.diff(quantity)).sum()
    assert volume_of_trade(landed - value, by_rates) == pytest.approx(-area, rel=1e-8)


def test_flow_that_ends_takes_its_duty_along():
    value, landed = np.array([0.0, 100.0]), np.array([0.0, 110.0])
    by_rates = duty_by_rates(value, landed, np.array([0.0, 0.0]), np.log([1.0, 1.1]))
    assert by_rates == 0.0
    assert volume_of_trade(landed - value, by_rates) == pytest.approx(-10.0)


def test_buyers_gain_where_their_index_rises_by_less_than_prices():
    spending = np.array([np.e, 1.0])
    assert index_gap(spending, 0.02, 0.05) == pytest.approx(0.03 * (np.e - 1.0))


@pytest.mark.parametrize("closure", ["fixed", "balanced", "gdp_share"])
@pytest.mark.parametrize("name", ["textbook", "small", "shipped"])
def test_without_frictions_trade_explains_welfare_but_for_the_third_order(name, closure):
    """Half the tariff leaves an eighth: a formula that is wrong in second order would leave a quarter."""
    world = balanced_base(worlds()[name]) if closure == "balanced" else worlds()[name]
    left, change = [], []
    for most in (0.02, 0.01):
        found = shares(world, solved(world, war(world, most), closure))
        left.append(found["other_frictions"])
        change.append(found["change"])
    assert left[0] / left[1] == pytest.approx(np.full(len(left[0]), 8.0), rel=0.15)
    assert np.abs(left[1]).max() < 2e-4 * np.abs(change[1]).max()


@pytest.mark.parametrize("name", ["textbook", "small", "shipped"])
def test_parts_add_up_to_the_change_of_welfare_and_frictions_are_nothing_at_rest(name):
    world = worlds()[name]
    rest = solved(world, war(world, 1.5))
    found = shares(world, rest)
    assert found["change"] == pytest.approx(rest.welfare - 1.0, abs=1e-12)
    total = sum(found[part] for part in (*PARTS, "other_frictions"))
    assert total == pytest.approx(found["change"], abs=1e-12)
    for part in OF_FRICTIONS:
        assert found[part] == pytest.approx(0.0, abs=1e-11)
    assert np.abs(found["other_frictions"]).max() < 0.03 * np.abs(found["change"]).max()


def test_duty_is_rates_and_volume():
    world = small_world()
    rest = solved(world, war(world, 0.5))
    found = shares(world, rest)
    collected = (rest.revenue / rest.consumer_price - world.revenue) / world.consumption
    assert found["duty_by_rates"] + found["volume_of_trade"] == pytest.approx(collected, abs=1e-12)


def test_without_a_change_every_part_is_exactly_nothing():
    world = small_world()
    rest = solved(world, world.base_tariff)
    still = accounts_of(world, rest)
    same = replace(still, **{name: _first_twice(getattr(still, name)) for name in _of_two_states()})
    assert all((each == 0.0).all() for name, each in parts(same).items() if name != "before")


def _of_two_states():
    return ("books", "bought", "log_cost", "sold", "sold_log_price", "paid", "drawn", "landed_price")


def _first_twice(states):
    if isinstance(states, np.ndarray):
        return np.stack([states[0], states[0]])
    return replace(states, **{each.name: _first_twice(getattr(states, each.name)) for each in fields(states)})


def test_no_part_knows_the_numeraire_of_either_state():
    world = small_world()
    rest = solved(world, war(world, 0.5))
    found, dearer = shares(world, rest), shares(world, rest, price_level=3.0)
    for name, each in found.items():
        assert dearer[name] == pytest.approx(each, abs=1e-12)


def test_order_of_economies_does_not_matter():
    order = [2, 0, 1]
    flows = np.array([[820.0, 60.0, 70.0], [110.0, 900.0, 120.0], [90.0, 60.0, 1500.0]])
    tariff = np.array([[0.0, 0.3, 0.1], [0.5, 0.0, 0.2], [0.1, 0.0, 0.0]])[:, :, None]
    world, moved = armington(flows, 5.0), armington(flows[np.ix_(order, order)], 5.0)
    found = shares(world, solved(world, tariff))
    other = shares(moved, solved(moved, tariff[np.ix_(order, order)]))
    for name, each in found.items():
        assert other[name] == pytest.approx(each[order], abs=1e-12)


def test_lost_varieties_are_a_part_of_their_own():
    """Of a ban nothing is left but duty that is gone, a shorter list of origins, and prices elsewhere."""
    world = small_world()
    barred = np.zeros_like(world.base_tariff)
    barred[1, 0, 0] = 1.0
    found = shares(world, solved(world, world.base_tariff, barred=barred))
    share = world.base_share[1, 0, 0]
    whole = world.expenditure[:, 0, 0].sum() / world.consumption[0]
    assert found["variety"][0] == pytest.approx(np.log(1.0 - share) / world.theta[0] * whole, rel=0.05)
    assert found["variety"][1:] == pytest.approx(0.0, abs=1e-15)
    assert found["matches"] == pytest.approx(0.0, abs=1e-11)
    assert abs(found["other_frictions"][0]) < 0.02 * abs(found["change"][0])


def test_economy_without_trade_gains_and_loses_nothing_by_it():
    closed = armington(np.diag([100.0, 200.0, 300.0]), 4.0)
    found = parts(accounts_of(closed, solved(closed, closed.base_tariff)))
    assert all((found[name] == 0.0).all() for name in OF_TRADE)


def test_idle_labour_and_goods_paid_for_ahead_by_hand():
    """A tenth of labour is idle, half of it out of work; suppliers are paid for 10 more than arrives."""
    world = small_world()
    accounts = accounts_of(world, solved(world, world.base_tariff))
    books = accounts.books
    half_idle = replace(
        books,
        employed=np.stack([0.95 * books.employed[1], books.employed[1]]),
        at_work=np.stack([0.9 * books.at_work[1], books.at_work[1]]),
    )
    spent = accounts.paid.copy()
    spent[0] += 10.0
    found = parts(replace(accounts, books=half_idle, paid=spent))
    bill = 0.1 / -np.log(0.9) * world.labour_income  # logarithmic mean of 0.9 and 1, times labour income
    assert found["jobs"][:, 0] == pytest.approx(bill * np.log(0.95), rel=1e-9)
    assert found["hours"][:, 0] == pytest.approx(bill * np.log(0.9 / 0.95), rel=1e-9)
    assert found["profits_abroad"][:, 0] == pytest.approx(10.0, rel=1e-9)
    assert found["stocks"][:, 0] == pytest.approx(-10.0, rel=1e-9)


def test_accounts_are_read_from_the_tables_of_a_run():
    """Two economies, a good, two weeks: goods at sea, stocks, fees, lost jobs, output ahead of inputs."""
    flows = np.repeat(np.array([[50.0, 4.0], [10.0, 90.0]])[..., None, None], 2, axis=3)
    shipped = flows.copy()
    shipped[1, 0] = 7.0
    arms = {"arm": np.repeat(["scenario", "reference"], 4), "week": mondays(2) * 4}
    of_economies = {**arms, "economy": np.tile(np.repeat(["USA", "CHN"], 2), 2)}
    pair = {"origin": ["CHN"] * 2, "destination": ["USA"] * 2, "arm": ["scenario"] * 2, "week": mondays(2)}
    firms = {"group": ["toys"] * 8, "sales": [100.0, 121.0] * 4, "price": [1.0, 1.1] * 4}
    jobs = {"labour_income": [95.0, 100.0] * 4, "unemployment": [0.05, 0.0] * 4}
    tables = {
        "households": filled("households", {**of_economies, **jobs}),
        "firms": filled("firms", {**of_economies, **firms}),
        "routing": filled(
            "routing", {**pair, "connector": ["CHN"] * 2, "group": ["toys"] * 2, "fee": [0.0, 3.0]}
        ),
        "inventories": filled("inventories", {**pair, "use": [10.0, 12.0]}),
    }
    index = np.ones_like(flows)
    duty = 0.5 * flows
    run = evidence(
        ("USA", "CHN"),
        ("toys",),
        flows,
        flows,
        tables=tables,
        shipped_value=(shipped, flows),
        quantity_index=(index, index),
        duty=(duty, duty),
    )
    found = accounts_of_run(run, weekly_purchases(run), [0, 1], slice(0, 2))
    assert found.books.labour[0, 0] / 52.0 == pytest.approx([100.0, 100.0])
    assert found.books.ahead[0, 0] / 52.0 == pytest.approx([0.0, 11.0])
    assert found.books.fees[0, :, 1] / 52.0 == pytest.approx([-3.0, 3.0])
    assert found.paid[:, 0, 0] / 52.0 == pytest.approx([7.0, 10.0])
    assert found.sold[:, 0, 1, 0, 0] / 52.0 == pytest.approx([7.0, 10.0])
    assert found.drawn[0, 1, 0] / 52.0 == pytest.approx([0.0, 2.0])  # two more than arrive
    assert found.landed_price[0, 1, 0] == pytest.approx([1.5, 1.5])


def test_goods_from_stock_count_at_the_mean_of_their_landed_prices():
    world = small_world()
    accounts = accounts_of(world, solved(world, world.base_tariff))
    drawn, price = accounts.drawn.copy(), accounts.landed_price.copy()
    drawn[0, 1, 0], price[0, 1, 0] = 5.0, 2.0
    found = parts(replace(accounts, drawn=drawn, landed_price=price))
    assert found["stocks"][0, 0] == pytest.approx(5.0 / np.log(2.0), rel=1e-9)
    price[0, 1, 0] = 0.0  # nothing arrives any more
    found = parts(replace(accounts, drawn=drawn, landed_price=price))
    assert found["stocks"][0, 0] == pytest.approx(5.0, rel=1e-9)


def test_table_of_a_run_at_rest_is_that_of_its_long_run():
    world = small_world()
    rest = solved(world, war(world, 0.8))
    run = evidence_of(world, rest)
    frame = WELFARE_PARTS.frame(run)
    wanted = shares(world, rest)
    assert frame["economy"].to_list() == list(world.economies)
    assert frame["change"].to_numpy() == pytest.approx(rest.welfare - 1.0, abs=1e-12)
    for name in (*PARTS, "other_frictions", "duty_by_rates"):
        assert frame[name].to_numpy() == pytest.approx(wanted[name], abs=2e-7)  # flows have seven digits
    terms = wanted["export_prices"] + wanted["import_prices"]
    assert frame["terms_of_trade"].to_numpy() == pytest.approx(terms, abs=2e-7)
    for name in ("change", "terms_of_trade", "volume_of_trade", "variety", "transfers", "other_frictions"):
        assert frame[f"{name}_benchmark"].to_numpy() == pytest.approx(frame[name].to_numpy(), abs=3e-7)
    weekly = WEEKLY_WELFARE_PARTS.frame(run)
    last = weekly.filter(economy="USA").row(-1, named=True)
    assert weekly.height == 2 * 4
    assert last["terms_of_trade"] == pytest.approx(frame["terms_of_trade"][0], abs=1e-9)


def test_parts_of_the_long_run_add_up_under_a_ban_on_a_part_of_a_flow():
    world = small_world()
    barred = np.zeros_like(world.base_tariff)
    barred[1, 0, :2] = (1.0, 0.5)
    frame = WELFARE_PARTS.frame(evidence_of(world, solved(world, war(world, 0.3), barred=barred)))
    names = ("terms_of_trade", "volume_of_trade", "variety", "transfers", "other_frictions")
    total = sum(frame[f"{name}_benchmark"].to_numpy() for name in names)
    assert total == pytest.approx(frame["change_benchmark"].to_numpy(), abs=1e-12)
    assert frame["variety_benchmark"][0] == pytest.approx(frame["variety"][0], abs=1e-6)
    assert frame["variety"][0] < 0.0
