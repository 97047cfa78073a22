"""The population: every base margin is exact and the network looks like real ones."""

import numpy as np
import pytest
from factories import small_world

from sim.world.population import synthesise_population
from sim.world.population.market_access import export_markets_per_producer


@pytest.fixture(scope="module")
def world():
    return small_world()


@pytest.fixture(scope="module", params=[1, 1_000, 20_000, 200_000])
def any_size(world, request):
    return synthesise_population(world, 600, relationships=request.param, distributors=40, seed=1)


@pytest.fixture(scope="module")
def population(world):
    return synthesise_population(world, producers=600, relationships=20_000, distributors=40, seed=1)


def market_of_slot(relationships):
    market = np.repeat(np.arange(len(relationships.market_start) - 1), np.diff(relationships.market_start))
    return np.repeat(market, np.diff(relationships.account_start))


def test_every_firm_sells_what_its_size_says(world, any_size):
    access, producers = any_size.access, any_size.producers
    sales = np.bincount(access.producer, weights=access.value, minlength=producers.count)
    assert sales == pytest.approx(producers.base_sales, rel=1e-12)
    cell = producers.economy * len(world.groups) + producers.group
    assert np.bincount(cell, weights=sales) == pytest.approx(world.group_output.ravel(), rel=1e-12)


def test_relationships_pay_every_firm_what_it_sells(world, any_size):
    relationships, producers = any_size.relationships, any_size.producers
    market = market_of_slot(relationships)
    destination, group = np.divmod(market, len(world.groups))
    factor = 1 + world.base_tariff[producers.economy[relationships.supplier], destination, group]
    receipts = relationships.weight * world.absorption.ravel()[market] / factor
    found = np.bincount(relationships.supplier, weights=receipts, minlength=producers.count)
    assert found == pytest.approx(producers.base_sales, rel=1e-11, abs=0)


def test_every_flow_is_carried_by_relationships(world, any_size):
    relationships, producers = any_size.relationships, any_size.producers
    market = market_of_slot(relationships)
    groups = len(world.groups)
    spending = relationships.weight * world.absorption.ravel()[market]
    flows = np.zeros_like(world.expenditure)
    place = (producers.economy[relationships.supplier], market // groups, market % groups)
    np.add.at(flows, place, spending)
    assert flows == pytest.approx(world.expenditure, rel=1e-11, abs=0)
    assert np.bincount(market, weights=relationships.weight) == pytest.approx(1.0, abs=1e-12)
    assert (relationships.weight > 0).all()


def test_every_account_spends_what_its_buyer_needs(world, any_size):
    relationships, producers = any_size.relationships, any_size.producers
    weight = np.add.reduceat(relationships.weight, relationships.account_start[:-1])
    market = np.repeat(np.arange(len(relationships.market_start) - 1), np.diff(relationships.market_start))
    direct = relationships.account_buyer >= 0
    assert direct.any() or relationships.count <= 1_000
    buyer = relationships.account_buyer[direct]
    economy, group = np.divmod(market[direct], len(world.groups))
    assert np.array_equal(producers.economy[buyer], economy)
    need = world.input_share[economy, group, producers.sector[buyer]] * producers.base_sales[buyer]
    assert weight[direct] * world.absorption[economy, group] == pytest.approx(need, rel=1e-11, abs=0)


def test_the_first_account_of_a_market_is_its_pool_and_slots_name_their_buyer(any_size):
    relationships, producers = any_size.relationships, any_size.producers
    direct = relationships.account_buyer >= 0
    assert np.array_equal(np.flatnonzero(~direct), relationships.market_start[:-1])
    holder = np.repeat(relationships.account_buyer, np.diff(relationships.account_start))
    assert np.array_equal(relationships.buyer[holder >= 0], holder[holder >= 0])
    distributor = relationships.buyer[holder < 0] - producers.count
    economy = market_of_slot(relationships)[holder < 0] // 6
    assert np.array_equal(any_size.distributors.economy[distributor], economy)


def test_distributors_buy_in_proportion_to_size(population):
    relationships, distributors = population.relationships, population.distributors
    producers = population.producers.count
    pooled = relationships.buyer >= producers
    bought = np.bincount(relationships.buyer[pooled] - producers, weights=relationships.weight[pooled])
    part = bought / np.bincount(distributors.economy, weights=bought)[distributors.economy]
    assert part == pytest.approx(distributors.size, abs=0.01)
    assert (part > 0).all()


def test_the_largest_users_buy_for_themselves(world, population):
    relationships, producers = population.relationships, population.producers
    for economy, group in ((0, 2), (1, 4), (2, 5)):
        market = economy * len(world.groups) + group
        accounts = slice(relationships.market_start[market] + 1, relationships.market_start[market + 1])
        need = world.input_share[economy, group, producers.sector] * producers.base_sales
        need[producers.economy != economy] = 0.0
        buyers = relationships.account_buyer[accounts]
        assert 10 < len(buyers) <= 0.5 * (need > 0).sum()
        assert need[buyers].min() >= np.delete(need, buyers).max()


def test_every_account_has_at_least_five_relationships(any_size):
    assert np.diff(any_size.relationships.account_start).min() >= 5


def test_a_direct_buyer_has_many_different_suppliers(population):
    relationships = population.relationships
    slots = np.diff(relationships.account_start)
    account = np.repeat(np.arange(len(slots)), slots)
    direct = relationships.account_buyer[account] >= 0
    pairs = np.unique(np.column_stack((account, relationships.supplier))[direct], axis=0)
    assert len(pairs) > 0.55 * direct.sum()
    assert len(np.unique(relationships.weight)) > 0.4 * relationships.count


def test_a_supplier_sells_the_product_group_of_its_market(world, population):
    relationships, producers = population.relationships, population.producers
    market = market_of_slot(relationships)
    assert np.array_equal(producers.group[relationships.supplier], market % len(world.groups))


def test_few_firms_export_and_large_ones_to_more_economies(world, population):
    producers = population.producers
    markets = export_markets_per_producer(population.access, producers, len(world.groups))
    assert 0.05 < (markets > 0).mean() < 0.6
    largest = producers.size > np.quantile(producers.size, 0.9)
    assert markets[largest].mean() > 2 * markets[~largest].mean()


def test_seeds_change_who_trades_with_whom_and_nothing_else(world, population):
    again = synthesise_population(world, 600, 20_000, 40, seed=1)
    other = synthesise_population(world, 600, 20_000, 40, seed=2)
    assert np.array_equal(again.relationships.supplier, population.relationships.supplier)
    assert not np.array_equal(other.relationships.supplier[:500], population.relationships.supplier[:500])
    assert np.array_equal(other.producers.base_sales, population.producers.base_sales)
