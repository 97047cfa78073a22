"""The extensive margin: who enters, who leaves, who is preferred, and that every count adds up."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from factories import small_world, tariff

from sim.economy.extensive_margin import extensive_margin
from sim.economy.new_supplier import preferred_firm
from sim.model.trade_war import TradeWar
from sim.records.extensive_frames import counts_by_pair
from sim.records.simulation import simulate
from sim.scenario.measures import Embargo
from sim.scenario.schema import Scenario

USA, CHN, ROW = 0, 1, 2
WORLD = small_world()
CHOICE = (np.arange(100) + 1.0) / 100.0


def scenario(*measures, weeks=8, relationships=20_000, **margin):
    return Scenario.model_validate(
        {
            "name": "extensive",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": weeks},
            "population": {"producers": 1500, "relationships": relationships, "distributors": 75},
            "measures": measures,
            "behaviour": {"resourcing_hazard": 4.0, "extensive_margin": margin},
        }
    )


def war():
    return tariff(2.0, start="2025-01-06", products="all")


def after(model, weeks):
    totals = dict.fromkeys(("found", "lost", "entered", "left"), 0)
    for _ in range(weeks):
        model.step()
        totals = {name: total + getattr(model.state.extensive, name) for name, total in totals.items()}
    return totals


def recount(model):
    relationships = model.network.population.relationships
    return extensive_margin(
        relationships.market_start,
        relationships.account_start,
        relationships.weight,
        model.state.supplier,
        model.network.supplier_origin,
        len(model.world.economies),
        len(model.world.groups),
    )


def test_counts_by_hand():
    """Two accounts of one market: the first buys from firms 0, 0 and 2, the second from 1."""
    margin = extensive_margin(
        np.array([0, 2, 2]),
        np.array([0, 3, 4]),
        np.array([0.2, 0.1, 0.4, 0.3]),
        np.array([0, 0, 2, 1]),
        np.array([0, 0, 1]),
        2,
        1,
    )
    assert margin.links.tolist() == [[2, 0], [1, 0], [1, 0]]
    assert margin.buyers[:, :, 0].tolist() == [[2, 0], [1, 0]]
    assert margin.exporters[:, :, 0].tolist() == [[2, 0], [1, 0]]
    assert margin.relationships[:, :, 0].tolist() == [[3, 0], [1, 0]]
    assert margin.surviving[:, :, 0].tolist() == [[3, 0], [1, 0]]
    assert margin.surviving_weight[:, 0, 0] == pytest.approx([0.6, 0.4])


def ban(coverage):
    return Embargo(
        id="ban",
        importer="USA",
        exporter="CHN",
        start=dt.date(2025, 1, 20),
        coverage=coverage,
        products="all",
    )


@pytest.mark.parametrize("coverage", [0.5, 1.0])
def test_counts_add_up_through_a_ban(coverage):
    model = TradeWar(scenario(ban(coverage)), WORLD)
    before, moved = recount(model), after(model, 12)
    now, fresh = model.state.extensive, recount(model)
    for name in ("links", "buyers", "exporters", "relationships"):
        assert np.array_equal(getattr(now, name), getattr(fresh, name))
    assert np.array_equal(before.buyers + moved["found"] - moved["lost"], now.buyers)
    assert np.array_equal(before.exporters + moved["entered"] - moved["left"], now.exporters)
    assert (now.relationships[CHN, USA, :-1].sum() == 0) == (coverage == 1.0)


@pytest.mark.parametrize("margin", [{}, {"churn": 0.5}, {"on": False}], ids=["default", "churn", "off"])
def test_running_counts_are_those_of_a_fresh_count(margin):
    model = TradeWar(scenario(war(), **margin), WORLD)
    before = recount(model)
    moved = after(model, 30)
    now, fresh = model.state.extensive, recount(model)
    assert np.array_equal(now.links, fresh.links)
    assert np.array_equal(now.buyers, fresh.buyers)
    assert np.array_equal(now.exporters, fresh.exporters)
    assert np.array_equal(now.relationships, fresh.relationships)
    assert not np.array_equal(now.relationships, before.relationships)
    assert np.array_equal(before.buyers + moved["found"] - moved["lost"], now.buyers)
    assert np.array_equal(before.exporters + moved["entered"] - moved["left"], now.exporters)
    assert moved["lost"][CHN, USA].sum() > 2 * moved["found"][CHN, USA].sum()
    assert moved["left"][CHN, USA].sum() > 0


def test_without_policy_no_link_is_lost():
    model = TradeWar(scenario(), WORLD)
    first = model.state.supplier.copy()
    assert not any(total.any() for total in after(model, 20).values())
    assert np.array_equal(model.state.supplier, first)


def test_churn_changes_suppliers_within_an_origin_only():
    model = TradeWar(scenario(churn=0.5), WORLD)
    first, origin = model.state.supplier.copy(), model.network.supplier_origin
    after(model, 10)
    changed = model.state.supplier != first
    reviewed = 1.0 - np.exp(-4.0 * 10 / 52)
    assert changed.mean() == pytest.approx(0.5 * reviewed, rel=0.3)
    # what firms sell wanders, and a few relationships follow
    assert (origin[model.state.supplier] != origin[first]).mean() < 0.1 * changed.mean()


def test_firms_that_sell_there_already_are_preferred():
    links = np.zeros((100, 1), np.int32)
    links[:50] = 1
    draws = (np.arange(4000) * 0.7548776662466927) % 1.0

    def share_of_entrants(entry):
        return np.mean([preferred_firm(CHOICE, links, 0, 100, 0, entry, draw) >= 50 for draw in draws])

    assert share_of_entrants(1.0) == pytest.approx(0.5, abs=0.01)
    assert share_of_entrants(0.2) == pytest.approx(0.2 / 1.2, abs=0.01)
    assert share_of_entrants(0.0) < 1e-3


def test_a_cell_without_incumbents_still_has_a_firm_to_offer():
    links = np.zeros((100, 1), np.int32)
    tried = {preferred_firm(CHOICE, links, 0, 100, 0, 0.0, draw / 50) for draw in range(50)}
    assert len(tried) > 10
    assert tried <= set(range(100))


def test_with_certain_entry_the_first_firm_drawn_is_taken():
    links = np.zeros((100, 1), np.int32)
    assert preferred_firm(CHOICE, links, 0, 100, 0, 1.0, 0.305) == 30


def test_fewer_firms_enter_when_incumbents_are_preferred():
    on, off = (after(TradeWar(scenario(war(), on=on), WORLD), 30)["entered"].sum() for on in (True, False))
    assert 0 < on < 0.7 * off


def test_results_do_not_depend_on_threads():
    one, two = (TradeWar(scenario(war(), churn=0.2), WORLD, threads=threads) for threads in (1, 2))
    after(one, 8), after(two, 8)
    assert np.array_equal(one.state.supplier, two.state.supplier)
    assert all(
        np.array_equal(getattr(one.state.extensive, name), getattr(two.state.extensive, name))
        for name in ("links", "buyers", "exporters", "entered", "left")
    )


def test_the_tables_hold_counts_routes_and_declared_trade():
    asked = scenario(war(), weeks=6, relationships=10_000)
    tables = simulate(asked.model_copy(update={"world": asked.world})).tables
    pair = {"origin": "CHN", "destination": "USA"}
    counts = tables["extensive_margin"].filter(pl.col("arm") == "scenario", **pair)
    opening = counts["buyers"][0] - counts["buyers_found"][0] + counts["buyers_lost"][0]
    assert counts["buyers"][-1] == opening + counts["buyers_found"].sum() - counts["buyers_lost"].sum()
    still = tables["extensive_margin"].filter(pl.col("arm") == "reference")
    assert still.select(pl.col("exporters_entered", "exporters_left").sum()).row(0) == (0, 0)

    trade = tables["declared_trade"].filter(pl.col("arm") == "scenario")
    by_week = trade.group_by("destination", "week").agg(pl.col("true_value", "declared_value").sum())
    assert by_week["declared_value"].to_numpy() == pytest.approx(by_week["true_value"].to_numpy(), rel=1e-5)
    last = trade.filter(pl.col("week") == trade["week"].max(), **pair)
    routes = tables["routing"].filter(pl.col("week") == trade["week"].max(), pl.col("destination") == "USA")
    routed = routes.filter(pl.col("origin") == "CHN")
    hidden = (routed["value"] - routed["detected"]).sum()
    assert (last["true_value"] - last["declared_value"])[0] == pytest.approx(hidden, rel=1e-2)
    assert hidden > 0.0
    assert (routed.filter(pl.col("value") > 0.0)["duty_evaded"] > 0.0).all()
    assert tables["routing"].filter(pl.col("arm") == "reference").is_empty()


def test_counts_by_pair_leave_services_out():
    model = TradeWar(scenario(relationships=10_000), WORLD)
    buyers = counts_by_pair(model.state.extensive, WORLD)[0]
    assert buyers[CHN, USA] == model.state.extensive.buyers[CHN, USA, :-1].sum()


@pytest.mark.parametrize("churn", [0.0, 0.5])
def test_survivors_are_relationships_whose_supplier_has_never_changed(churn):
    model = TradeWar(scenario(war(), churn=churn), WORLD)
    network, first = model.network, model.state.supplier.copy()
    same = np.ones(len(first), bool)
    for _ in range(20):
        model.step()
        same &= model.state.supplier == first
    margin = model.state.extensive
    assert np.array_equal(margin.unbroken, same)
    assert 0 < same.sum() < len(same)
    market = np.repeat(network.market_of_account, np.diff(network.population.relationships.account_start))
    groups = len(model.world.groups)
    surviving, weight = np.zeros_like(margin.surviving), np.zeros_like(margin.surviving_weight)
    place = network.supplier_origin[first][same], market[same] // groups, market[same] % groups
    np.add.at(surviving, place, 1)
    np.add.at(weight, place, network.population.relationships.weight[same])
    assert np.array_equal(margin.surviving, surviving)
    assert margin.surviving_weight == pytest.approx(weight, abs=1e-12)
