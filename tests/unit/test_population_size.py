"""The number of relationships asked for is the number made, and more of them refine what matters."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from factories import small_world

from sim.world import build_world
from sim.world.population import synthesise_population
from sim.world.population.budgets import FEWEST_IN_AN_ACCOUNT, relationships_by_market, shared_out
from sim.world.population.laying import _overlaps, pieces_of


@pytest.fixture(scope="module")
def shipped():
    return build_world(2024)


@pytest.fixture(scope="module")
def merged():
    return build_world(2024, ["USA", "CHN", "EU", "MEX", "VNM", "JPN", "ROW"])


def made(world, relationships, producers=6_000):
    return synthesise_population(world, producers, relationships, producers // 20, seed=1)


def direct_slots(population):
    relationships = population.relationships
    return np.diff(relationships.account_start)[relationships.account_buyer >= 0]


def slots_of_flows(world, population):
    """(N, N, G) number of relationships and weight of the heaviest one relative to its flow."""
    relationships, producers = population.relationships, population.producers
    shape, markets = world.expenditure.shape, world.absorption.size
    market = np.repeat(np.arange(markets), np.diff(relationships.account_start[relationships.market_start]))
    flow = producers.economy[relationships.supplier] * markets + market
    count = np.bincount(flow, minlength=np.prod(shape))
    total = np.bincount(flow, weights=relationships.weight, minlength=np.prod(shape))
    heaviest = np.zeros(np.prod(shape))
    np.maximum.at(heaviest, flow, relationships.weight)
    return count.reshape(shape), (heaviest / np.where(total > 0, total, 1.0)).reshape(shape)


@pytest.mark.parametrize("excess", [1.0, 1.02, 1.2, 2, 10, 100])
def test_what_is_asked_for_is_made(excess):
    world = small_world()
    plan = int(excess * made(world, 1).relationships.count)
    assert made(world, plan).relationships.count == pytest.approx(plan, rel=0.01)


@pytest.mark.parametrize("plan", [10_000, 30_000, 1_000_000])
def test_what_is_asked_for_is_made_in_a_merged_world(merged, plan):
    assert made(merged, plan, producers=4_000).relationships.count == plan


@pytest.mark.parametrize("plan", [60_000, 300_000, 1_000_000])
def test_what_is_asked_for_is_made_in_the_shipped_world(shipped, plan):
    assert made(shipped, plan, producers=20_000).relationships.count == plan


@pytest.mark.parametrize("plan", [30_000, 1_000_000])
def test_even_the_smallest_flows_and_firms_are_exact_in_a_large_network(merged, plan):
    population = made(merged, plan, producers=4_000)
    relationships, producers = population.relationships, population.producers
    groups = len(merged.groups)
    account_slots = np.diff(relationships.account_start[relationships.market_start])
    market = np.repeat(np.arange(merged.absorption.size), account_slots)
    place = (producers.economy[relationships.supplier], market // groups, market % groups)
    spending = relationships.weight * merged.absorption.ravel()[market]
    flows = np.zeros_like(merged.expenditure)
    np.add.at(flows, place, spending)
    assert flows == pytest.approx(merged.expenditure, rel=3e-12, abs=0)
    receipts = np.bincount(relationships.supplier, spending / (1 + merged.base_tariff[place]))
    assert receipts == pytest.approx(producers.base_sales, rel=3e-12, abs=0)
    account = np.repeat(np.arange(len(relationships.account_buyer)), np.diff(relationships.account_start))
    bought = np.bincount(account, spending)
    direct = relationships.account_buyer >= 0
    buyer = relationships.account_buyer[direct]
    economy, group = np.divmod(market[relationships.account_start[:-1]][direct], groups)
    need = merged.input_share[economy, group, producers.sector[buyer]] * producers.base_sales[buyer]
    assert bought[direct] == pytest.approx(need, rel=3e-12, abs=0)


def test_buyers_stand_in_another_order_in_each_stratum():
    share = np.full(8, 0.125)
    _, buyer, _, weight = _overlaps(np.ones(1), share, 20, np.random.default_rng(1))
    orders = buyer[:160].reshape(20, 8)
    assert (np.sort(orders, axis=1) == np.arange(8)).all()
    assert len(np.unique(orders, axis=0)) > 15
    assert np.bincount(buyer[:160], weight[:160]) == pytest.approx(share, rel=1e-12)


def test_the_largest_seller_takes_up_the_rounding():
    share, width = np.full(20, 1e-12), np.random.default_rng(2).pareto(1.0, 500) + 1e-9
    share[7] = 1.0 - share.sum() + share[7]
    width /= width.sum()
    for seed in range(3):
        count, buyer, seller, weight = _overlaps(width, share, 50, np.random.default_rng(seed))
        assert np.bincount(buyer[:count], weight[:count]) == pytest.approx(share, rel=1e-11, abs=0)
        assert np.bincount(seller[:count], weight[:count]) == pytest.approx(width, rel=1e-11, abs=0)


def test_the_smallest_network_has_about_one_relationship_a_flow_or_firm(shipped):
    flows, cells = (shipped.expenditure > 0).sum(), (shipped.group_output > 0).sum()
    for producers in (6_000, 20_000):
        population = made(shipped, 30_000, producers)
        least = flows + producers - cells
        assert least <= population.relationships.count < 1.1 * least
        assert len(direct_slots(population)) == 0
        assert np.diff(population.relationships.account_start).min() >= FEWEST_IN_AN_ACCOUNT
        pooled = np.unique(population.relationships.buyer)
        assert len(pooled) == population.distributors.count
    assert made(shipped, 30_000).relationships.count <= 45_000


def test_a_pool_has_five_relationships_even_with_fewer_suppliers():
    world = small_world()
    expenditure = world.expenditure.copy()
    expenditure[0, 0, 2] = 0.0
    population = made(replace(world, expenditure=expenditure), 1)
    relationships = population.relationships
    slots = slice(*relationships.account_start[relationships.market_start[2:4]])
    assert len(np.unique(relationships.supplier[slots])) < FEWEST_IN_AN_ACCOUNT
    assert len(relationships.weight[slots]) == FEWEST_IN_AN_ACCOUNT
    assert relationships.weight[slots].sum() == pytest.approx(1.0, abs=1e-12)


def test_firms_are_as_many_as_asked(shipped):
    population = made(shipped, 60_000, producers=20_000)
    assert population.producers.count == 20_000
    assert population.distributors.count == 1_000
    assert np.diff(population.producers.cell_start)[shipped.group_output.ravel() > 0].min() >= 4
    assert made(shipped, 60_000, producers=100).producers.count == 4 * (shipped.group_output > 0).sum()


def test_accounts_and_relationships_of_an_account_both_grow_with_the_budget(merged):
    sizes = [direct_slots(made(merged, plan, producers=20_000)) for plan in (60_000, 240_000, 960_000)]
    for few, many in pairwise(sizes):
        assert len(many) > 2 * len(few)
        assert np.median(many) > np.median(few)
    # Over both steps, since medians are whole numbers: by the square of 1.4.
    assert np.median(sizes[-1]) > 1.96 * np.median(sizes[0])
    assert min(slots.min() for slots in sizes) >= FEWEST_IN_AN_ACCOUNT


def test_relationships_of_an_account_grow_when_no_more_firms_may_buy_for_themselves():
    few, many = (direct_slots(made(small_world(), plan, 600)) for plan in (400_000, 1_600_000))
    assert len(many) == len(few)
    assert np.median(many) > 3 * np.median(few)


def test_a_small_network_has_fewer_exporters(shipped):
    small, large = (made(shipped, plan, 20_000).access for plan in (60_000, 1_000_000))
    flows = (shipped.expenditure > 0).sum()
    assert len(small.producer) - 20_000 < 1.15 * flows
    assert len(large.producer) - 20_000 > 1.8 * flows


def test_flows_that_a_reader_looks_at_have_twenty_relationships_by_default(shipped):
    count, heaviest = slots_of_flows(shipped, made(shipped, 1_000_000, 20_000))
    america, china = (shipped.economies.index(code) for code in ("USA", "CHN"))
    for origin, destination in ((america, china), (china, america)):
        value = shipped.expenditure[origin, destination] * shipped.is_goods
        assert value[count[origin, destination] >= 20].sum() > 0.97 * value.sum()
        assert (value * heaviest[origin, destination]).sum() < 0.04 * value.sum()


def test_a_split_relationship_leaves_small_change(shipped):
    """Without it the shares at rest come no nearer to those wanted than half a relationship."""
    relationships = made(shipped, 1_000_000, 20_000).relationships
    places = np.flatnonzero((np.diff(relationships.supplier) == 0) & (np.diff(relationships.buyer) == 0))
    ratio = relationships.weight[places + 1] / relationships.weight[places]
    assert np.isclose(ratio, 3.0).sum() > 50_000


def test_larger_flows_have_more_relationships_but_less_than_in_proportion(shipped):
    count, _ = slots_of_flows(shipped, made(shipped, 1_000_000, 20_000))
    often = count > 30
    slope = np.polyfit(np.log(shipped.expenditure[often]), np.log(count[often]), 1)[0]
    assert 0.35 < slope < 0.6


def test_the_heaviest_relationship_gets_lighter_as_the_budget_grows(shipped):
    heaviest = [made(shipped, plan).relationships.weight.max() for plan in (100_000, 300_000, 1_000_000)]
    assert heaviest == sorted(heaviest, reverse=True)
    assert heaviest[-1] < 0.07


def test_markets_share_by_the_root_of_their_flows_with_a_floor():
    expenditure = np.array([[[400.0, 1.0, 0.0]], [[400.0, 0.0, 0.0]]])
    fewest = np.array([10, 7, 0])
    by_market = relationships_by_market(expenditure, fewest, 10_017)
    assert by_market.sum() == 10_017
    # A sixth part or so is shared evenly, the rest forty to one; each gets its fewest in any case.
    assert by_market[1] == pytest.approx(7 + 750, abs=2)
    assert by_market[2] == 0
    assert relationships_by_market(expenditure, fewest, 3).tolist() == [10, 7, 0]


def test_a_number_is_shared_out_exactly():
    draw = np.random.default_rng(1)
    for number in (100, 101, 1_234, 99_999):
        weight, fewest = draw.exponential(size=20), draw.integers(0, 6, 20)
        parts = shared_out(weight, fewest, number)
        assert parts.sum() == number
        assert (parts >= fewest).all()
    assert shared_out(np.array([1.0, 1.0, 1.0]), np.zeros(3, int), 4).tolist() == [2, 1, 1]
    assert shared_out(np.array([1.0, 0.0, 3.0]), np.zeros(3, int), 400).tolist() == [100, 0, 300]


def test_the_heaviest_relationships_are_split_first():
    draw = np.random.default_rng(2)
    for number in (40, 41, 60, 400, 4_000):
        weight, scale = draw.exponential(size=40), draw.uniform(0.5, 2.0, 40)
        weight[:10], scale[:10] = 1.0, 1.0
        best = np.ones(40, int)
        for _ in range(number - 40):
            best[np.argmax(weight / scale / best)] += 1
        parts = pieces_of(weight, scale, number)
        assert parts.sum() == number
        assert parts.min() >= 1
        assert (weight / scale / parts).max() <= 1.01 * (weight / scale / best).max()
