"""Names and order are for people: no result hangs on which economy, good or firm comes first."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from factories import small_world, tariff
from few_or_many import holds
from hypothesis import strategies as st
from small_wars import SEEDS, after, measures, pools, question, small_war
from turned_worlds import turned, with_economies_in_order, with_goods_in_order

from sim.economy.equilibrium import long_run
from sim.model.trade_war import TradeWar
from sim.scenario.measures import is_ban
from sim.world import build_world
from sim.world.population import synthesise_population

ORDERS = st.permutations(range(3)).map(np.array)
WAR = (
    tariff(0.6, start="2025-01-06", authority="first"),
    tariff(0.4, start="2025-01-20", authority="second", importer="CHN", exporter="USA"),
)


@holds(6, seed=SEEDS, acts=measures(), order=ORDERS)
def test_the_order_of_economies_does_not_matter_for_pools(seed, acts, order):
    """``S(turned X) = turned S(X)`` week by week, to 1e-10."""
    world, scenario = small_world(seed), question(*acts, weeks=6)
    straight, other = pools(scenario, world), pools(scenario, with_economies_in_order(world, order))
    for one, again in zip(straight, other, strict=True):
        assert again.wage == pytest.approx(one.wage[order], rel=1e-10)
        assert again.log_supplier_price == pytest.approx(one.log_supplier_price[order], abs=1e-10)
        assert again.mass == pytest.approx(turned(one.mass, order), abs=1e-10)
        assert again.customs_value == pytest.approx(turned(one.customs_value, order), rel=1e-9)
        assert again.decile_income == pytest.approx(one.decile_income[order], rel=1e-10, abs=1e-9)


@holds(6, seed=SEEDS, acts=measures(), groups=st.permutations(range(6)), sectors=st.permutations(range(4)))
def test_the_order_of_goods_and_sectors_does_not_matter_for_pools(seed, acts, groups, sectors):
    """``S(X[., ., g]) = S(X)[., ., g]`` week by week, to 1e-10."""
    world, scenario = small_world(seed), question(*acts, weeks=6)
    groups, sectors = np.array(groups), np.array(sectors)
    other = pools(scenario, with_goods_in_order(world, groups, sectors))
    for one, again in zip(pools(scenario, world), other, strict=True):
        assert again.wage == pytest.approx(one.wage, rel=1e-10)
        assert again.mass == pytest.approx(one.mass[:, :, groups], abs=1e-10)
        assert again.customs_value == pytest.approx(one.customs_value[:, :, groups], rel=1e-9)


def test_a_scenario_that_lists_its_economies_in_another_order_asks_the_same_of_the_benchmark():
    """``X(CHN, ROW, USA) = turned X(USA, CHN, ROW)`` to the bit, and so the equilibrium to 1e-10."""
    one, other = build_world(2024, ["USA", "CHN", "ROW"]), build_world(2024, ["CHN", "ROW", "USA"])
    order = np.array([one.position(code) for code in other.economies])
    for account in ("expenditure", "base_tariff", "distance"):
        assert np.array_equal(getattr(other, account), turned(getattr(one, account), order)), account
    assert np.array_equal(other.input_share, one.input_share[order])
    assert np.array_equal(other.gini, one.gini[order])
    levied = one.base_tariff.copy()
    levied[one.position("CHN"), one.position("USA"), one.is_goods] += 0.6
    straight, again = long_run(one, levied), long_run(other, turned(levied, order))
    assert again.welfare == pytest.approx(straight.welfare[order], rel=1e-10)
    assert again.wage == pytest.approx(straight.wage[order], rel=1e-10)


@pytest.mark.parametrize("draws", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_the_order_of_economies_changes_which_draws_agents_meet_and_not_their_distribution(draws):
    """``E S(turned X) = turned E S(X)``: means over draws differ by no more than chance has it.

    Shuffles and starts of samples are drawn market by market from one stream, so that the same draw meets
    another market. Four standard errors; about one comparison in sixteen thousand is further off by chance.
    """
    world, order = small_world(2), np.array([2, 0, 1])
    other = with_economies_in_order(world, order)
    back = np.argsort(order)
    scenario = question(*WAR)

    def seen(base, places, replication):
        state = after(small_war(scenario, base, replication), 8).state
        value = turned(state.customs_value.sum(axis=2), places)
        return np.concatenate([np.log(value).ravel(), np.log(state.wage[places])])

    straight, again = (
        np.array([seen(base, places, number) for number in range(1, draws + 1)])
        for base, places in ((world, np.arange(3)), (other, back))
    )
    assert not np.array_equal(straight[0], again[0])
    error = np.sqrt((straight.var(axis=0, ddof=1) + again.var(axis=0, ddof=1)) / draws)
    assert (np.abs(straight.mean(axis=0) - again.mean(axis=0)) <= 4.0 * error).all()


def relabelled(population, world, draw):
    """The same firms and relationships: firms of a cell, and slots of an account, in another order."""
    producers, slots = population.producers, population.relationships
    firms, places = np.arange(producers.count), np.arange(slots.count)
    for start in (producers.cell_start, slots.account_start):
        line = firms if start is producers.cell_start else places
        for first, last in pairwise(start):
            line[first:last] = draw.permutation(line[first:last])
    new_name = np.argsort(firms)
    buyer = slots.buyer[places]
    buys = slots.account_buyer
    turned_slots = replace(
        slots,
        supplier=new_name[slots.supplier[places]].astype(np.int32),
        weight=slots.weight[places],
        buyer=np.where(buyer < producers.count, new_name[np.minimum(buyer, producers.count - 1)], buyer),
        account_buyer=np.where(buys >= 0, new_name[np.maximum(buys, 0)], -1),
    )
    turned_firms = replace(producers, size=producers.size[firms], base_sales=producers.base_sales[firms])
    return replace(population, producers=turned_firms, relationships=turned_slots), firms


@holds(6, seed=SEEDS, acts=measures())
def test_the_order_of_firms_and_relationships_does_not_matter_for_trade_between_them(seed, acts):
    """``sales(f[p]) = sales(f)[p]``, and so every flow: exact until suppliers are reviewed, to 1e-10.

    A review takes a systematic sample along the line of relationships; which ones it meets hangs on
    their order, how many of each origin does not. So nobody is reviewed here, nor driven out by a ban.
    """
    world, acts = small_world(seed), [each for each in acts if not is_ban(each)]
    scenario = question(*acts, seed=seed, fastest_resourcing=1e-9, resourcing_hazard=1e-9)
    people = synthesise_population(world, 72, 1500, 18, seed)
    others, firms = relabelled(people, world, np.random.default_rng(seed))
    one, again = (after(TradeWar(scenario, world, each), 5).state for each in (people, others))
    assert again.receipts == pytest.approx(one.receipts[firms], rel=1e-10)
    assert again.price == pytest.approx(one.price[firms], rel=1e-10)
    assert again.customs_value == pytest.approx(one.customs_value, rel=1e-9)
    assert again.wage == pytest.approx(one.wage, rel=1e-10)
