"""The books of a run: they balance every week, and whatever breaks them is found and named."""

import datetime as dt
import json
import math

import numpy as np
import pytest
from broken_books import BREAKS, CHN, PHONES, USA, a_firm, cash_of_a_neighbour
from factories import small_world, tariff

from sim.economy.payments import Buying, payments_over_relationships
from sim.economy.sums import sums_between
from sim.model import phases
from sim.model.accounting import ALL, OF_EVERY_RELATIONSHIP, WEEKLY, Stocks, audit
from sim.model.books import Books
from sim.model.phases import earning, shipping
from sim.model.residuals import Residual, Residuals
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario
from sim.validation.accounting import check_accounts_of_run

EXACT = 1e-11

MEASURES = (
    tariff(0.2, start="2025-01-06", authority="first"),
    tariff(1.25, start="2025-02-05", end="2025-05-14", authority="second"),
    tariff(0.84, start="2025-03-03", importer="CHN", exporter="USA", authority="answer"),
    tariff(0.1, start="2025-04-07", importer="ROW", exporter=("USA", "CHN"), authority="third"),
)


def scenario(**behaviour):
    return Scenario.model_validate(
        {
            "name": "books",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": 4},
            "population": {"producers": 500, "relationships": 10_000, "distributors": 25},
            "measures": MEASURES,
            "behaviour": behaviour,
        }
    )


@pytest.fixture(scope="module")
def world():
    return small_world()


@pytest.fixture
def model(world):
    """Three weeks into a war."""
    return steps(TradeWar(scenario(), world), 3)


def steps(model, weeks):
    for _ in range(weeks):
        model.step()
        model.check_relationships()
    return model


def checked(model):
    """Residuals of the last week alone."""
    return audit(model, model.opening, ALL)


def missed(residuals):
    return {residual.identity for residual in residuals.beyond(1e-9)}


@pytest.mark.parametrize("elasticity", [0.6, 1.0, 1.8])
def test_every_identity_holds_every_week_while_tariffs_change(world, elasticity):
    model = steps(TradeWar(scenario(short_run_elasticity=elasticity), world), 30)
    assert [residual.identity for residual in model.residuals] == [identity.name for identity in ALL]
    assert model.residuals.beyond(EXACT) == ()


def test_residuals_do_not_depend_on_the_number_of_threads(world):
    one, two = (steps(TradeWar(scenario(), world, threads=threads), 8).residuals for threads in (1, 2))
    assert one == two
    assert one.largest > 0.0


def test_a_step_alone_checks_the_weekly_identities(world):
    model = TradeWar(scenario(), world)
    model.step()
    assert [residual.identity for residual in model.residuals] == [identity.name for identity in WEEKLY]


@pytest.mark.parametrize(
    ("breaks", "identity", "where", "others"), BREAKS, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_broken_state_is_found_and_named(model, breaks, identity, where, others):
    breaks(model)
    residuals = checked(model)
    assert where in residuals[identity].where
    assert missed(residuals) == {identity} | others


def test_every_identity_is_broken_by_something():
    broken = {identity for _, identity, _, _ in BREAKS}.union(*(others for *_, others in BREAKS))
    assert broken == {identity.name for identity in ALL}


def test_wages_paid_to_nobody_are_found(model):
    model.opening.wage[CHN] *= 1.01
    residuals = checked(model)
    assert missed(residuals) == {"labour_income_is_wage_times_labour"}
    assert residuals["labour_income_is_wage_times_labour"].where == "CHN"


def test_a_phase_that_drops_money_is_found_in_its_week(world):
    model = steps(TradeWar(scenario(), world), 2)

    def lose_a_customs_house(model):
        if model.monday == dt.date(2025, 1, 27):
            model.state.treasury[USA] -= 3e-5 * world.gdp[USA] / 52

    place = model.phases.index(phases.ship_and_clear) + 1
    model.phases = (*model.phases[:place], lose_a_customs_house, *model.phases[place:])
    steps(model, 4)
    found = model.residuals["government_budget"]
    assert found.value == pytest.approx(3e-5)
    assert str(found) == "government budget (USA, week of 2025-01-27): off by 3e-05 of a week's GDP"


def test_a_payroll_that_shortchanges_staff_is_found(model, monkeypatch):
    payroll = earning.payroll
    monkeypatch.setattr(earning, "payroll", lambda bills, income: payroll(bills, 0.99 * income))
    model.step()
    assert {
        "producers_costs_plus_margin_are_revenue",
        "distributors_costs_plus_margin_are_revenue",
    } <= missed(audit(model, model.opening, WEEKLY))


def test_a_shipping_kernel_that_ignores_prices_is_found_by_the_relationships_alone(model, monkeypatch):
    ship = shipping.ship

    def ship_at_base_prices(*arguments):
        prices = np.ones_like(arguments[10])
        ship(*arguments[:10], prices, *arguments[11:])

    monkeypatch.setattr(shipping, "ship", ship_at_base_prices)
    model.step()
    relationships = {identity.name for identity in OF_EVERY_RELATIONSHIP[:2]}
    assert missed(checked(model)) == relationships


def test_what_is_not_a_number_does_not_pass(model):
    model.state.receipts[a_firm(model, CHN, PHONES)] = math.nan
    residuals = checked(model)
    assert residuals["receipts_are_shipments"].value == math.inf
    assert residuals["receipts_are_shipments"].where == "makers of phones in CHN"
    assert residuals.largest == math.inf
    json.dumps(residuals.record(), allow_nan=False)


def test_goods_in_transit_count_when_there_are_some(model):
    opening = Stocks(**{**vars(model.opening), "in_transit": np.full_like(model.opening.in_transit, 0.1)})
    residuals = audit(model, opening, ALL)
    assert missed(residuals) == {"shipped_is_received_plus_in_transit"}


def residual(name, value, week=6):
    return Residual(name, value, "a week's GDP", "USA", dt.date(2025, 1, week))


def test_the_worst_week_of_each_identity_is_kept():
    first = Residuals({"a": residual("a", 1e-5), "b": residual("b", 3e-5)})
    second = Residuals({"a": residual("a", 2e-5, 13), "b": residual("b", 3e-5, 13), "c": residual("c", 0.0)})
    worst = first.worst(second)
    assert [each.week.day for each in worst] == [13, 6, 6]
    assert worst.largest == 3e-5
    assert [each.identity for each in worst.beyond(1e-5)] == ["b", "a"]
    assert worst.record() == {
        "largest_residual": 3e-5,
        "largest_at": "b (USA, week of 2025-01-06): off by 3e-05 of a week's GDP",
        "a": 2e-5,
        "b": 3e-5,
        "c": 0.0,
    }
    assert Residuals().record() == {"largest_residual": 0.0}


def test_later_weeks_do_not_hide_an_earlier_gap(model):
    model.state.wage *= 1.001
    model.residuals = checked(model)
    week = model.monday
    model.state.wage /= 1.001
    steps(model, 2)
    assert model.residuals["numeraire"].value == pytest.approx(1e-3)
    assert model.residuals["numeraire"].week == week


def test_the_manifest_holds_every_identity_of_both_arms(world, monkeypatch):
    from sim.records import simulation
    from sim.records.manifest import manifest

    monkeypatch.setattr(simulation, "build_base", lambda scenario: world)
    accounting = manifest(simulation.simulate(scenario()), "tradewar run books", {})["accounting"]
    assert list(accounting) == ["largest_residual", "largest_at", *(identity.name for identity in ALL)]
    assert accounting["largest_residual"] < EXACT
    assert accounting["largest_residual"] == max(accounting[identity.name] for identity in ALL)


def test_accounts_of_a_run_are_checked_week_by_week(world):
    told = []
    rows = check_accounts_of_run(scenario(), world=world, progress=lambda done, of: told.append((done, of)))
    assert [row.identity for row in rows] == [identity.name for identity in ALL]
    assert all(row.passed and row.largest <= row.bound == 1e-9 for row in rows)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    strict = check_accounts_of_run(scenario(), weeks=2, bound=0.0, world=world)
    assert [row.passed for row in strict] == [row.largest == 0.0 for row in strict]
    assert not all(row.passed for row in strict)
    with pytest.raises(ValueError, match="at least one week, not 0"):
        check_accounts_of_run(scenario(), weeks=0, world=world)


def test_relationships_are_checked_in_every_week_of_the_check(world, monkeypatch):
    def slip(model):
        if model.monday == dt.date(2025, 1, 13):
            cash_of_a_neighbour(model)

    monkeypatch.setattr("sim.model.trade_war.PHASES", (*phases.PHASES, slip))
    rows = check_accounts_of_run(scenario(), world=world)
    failed = [row for row in rows if not row.passed]
    assert [row.identity for row in failed] == ["each_producers_costs_plus_margin_are_revenue"]
    assert "week of 2025-01-13" in failed[0].where


def test_payments_spread_by_hand():
    # one buyer of one group with two suppliers, one abroad behind a tariff of a half, at eta of 3
    buying = Buying(
        market_start=np.array([0, 1, 1]), account_start=np.array([0, 2]), account_spending=np.array([90.0]),
        strength=np.array([0.5, 0.5]), supplier=np.array([0, 1]), supplier_origin=np.array([0, 1]),
        price=np.array([2.0, 1.0]), factor=np.array([[[1.0], [1.0]], [[1.5], [1.0]]]),
        charged=np.array([[[1.0], [1.0]], [[0.9], [1.0]]]),
        tariff=np.array([[[0.0], [0.0]], [[0.5], [0.0]]]), order=np.array([[[1.0], [1.0]], [[1.25], [1.0]]]),
        power=-2.0, final_part=np.zeros(1), kept=np.ones((2, 2)),
    )  # fmt: skip
    paid = payments_over_relationships(buying)
    assert buying.outlays(0).spending == pytest.approx([32.4, 57.6])
    assert buying.outlays(1).spending.shape == (0,)
    assert paid.to_producer == pytest.approx([32.4, 1.25 * 57.6 / 1.5])
    assert paid.shipped == pytest.approx([16.2, 1.25 * 57.6 / 1.5 / 0.9])
    assert paid.over_flow[:, 0, 0] == pytest.approx([32.4, 1.25 * 57.6 / 1.5])
    assert paid.over_flow[:, 1] == pytest.approx(0.0)


def test_opening_stocks_do_not_change_with_the_state(model):
    stocks = Stocks.of(model.state)
    before = {name: stock.copy() for name, stock in vars(stocks).items()}
    for name in ("cash", "distribution_cash", "treasury", "wage"):
        getattr(model.state, name)[:] += 1.0
    model.step()
    assert all(np.array_equal(stock, before[name]) for name, stock in vars(stocks).items())


def test_empty_cells_hold_nothing():
    sums = sums_between(np.array([1.0, 2.0, 4.0]), np.array([0, 0, 2, 2, 3, 3]))
    assert sums == pytest.approx([0.0, 3.0, 0.0, 4.0, 0.0])


def test_books_take_exports_from_sellers_and_imports_from_buyers(model):
    books = Books(model, model.opening)
    customs = model.state.inventories.shipped_value[0]
    abroad = ~np.eye(3, dtype=bool)
    fees = model.state.routing_fee.sum(axis=(0, 2))
    assert books.exports == pytest.approx(
        (customs.sum(axis=2) * abroad).sum(axis=1) + model.state.fees_received
    )
    assert books.imports == pytest.approx((customs.sum(axis=2) * abroad).sum(axis=0) + fees)
