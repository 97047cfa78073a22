"""The population: every base margin is exact and the network looks like real ones."""

import numpy as np
import pytest
from factories import small_world

from sim.world.population import synthesise_population
from sim.world.population.market_access import export_markets_per_producer


@pytest.fixture(scope="module")
def world():
    return small_world()


@pytest.fixture(scope="module")
def population(world):
    return synthesise_population(world, producers=600, relationships=20_000, distributors=40, seed=1)


def market_of_slot(relationships):
    market = np.repeat(np.arange(len(relationships.market_start) - 1), np.diff(relationships.market_start))
    return np.repeat(market, np.diff(relationships.account_start))


def test_every_firm_sells_what_its_size_says(world, population):
    access, producers = population.access, population.producers
    sales = np.bincount(access.producer, weights=access.value, minlength=producers.count)
    assert sales == pytest.approx(producers.base_sales, rel=1e-12)
    cell = producers.economy * len(world.groups) + producers.group
    assert np.bincount(cell, weights=sales) == pytest.approx(world.group_output.ravel(), rel=1e-12)


def test_every_flow_is_carried_by_relationships(world, population):
    relationships, producers = population.relationships, population.producers
    market = market_of_slot(relationships)
    groups = len(world.groups)
    spending = relationships.weight * world.absorption.ravel()[market]
    flows = np.zeros_like(world.expenditure)
    place = (producers.economy[relationships.supplier], market // groups, market % groups)
    np.add.at(flows, place, spending)
    assert flows == pytest.approx(world.expenditure, rel=1e-11)


def test_every_account_spends_what_its_buyer_needs(world, population):
    relationships, producers = population.relationships, population.producers
    weight = np.add.reduceat(relationships.weight, relationships.account_start[:-1])
    market = np.repeat(np.arange(len(relationships.market_start) - 1), np.diff(relationships.market_start))
    direct = relationships.account_buyer >= 0
    assert direct.any()
    buyer = relationships.account_buyer[direct]
    economy, group = np.divmod(market[direct], len(world.groups))
    assert np.array_equal(producers.economy[buyer], economy)
    need = world.input_share[economy, group, producers.sector[buyer]] * producers.base_sales[buyer]
    assert weight[direct] * world.absorption[economy, group] == pytest.approx(need, rel=1e-9)


def test_every_buyer_has_at_least_five_relationships_an_input(population):
    assert np.diff(population.relationships.account_start).min() >= 5


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


def test_no_relationship_is_heavy(population):
    assert population.relationships.weight.max() <= 0.004 + 1e-12


def test_number_of_relationships_is_close_to_the_plan(population):
    assert population.relationships.count == pytest.approx(20_000, rel=0.2)
