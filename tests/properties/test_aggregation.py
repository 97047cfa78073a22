"""How finely the world is cut does not matter where what is cut apart is alike."""

from dataclasses import replace

import numpy as np
import pytest
from factories import small_world, tariff
from few_or_many import holds
from hypothesis import strategies as st
from small_wars import SEEDS, pools, question

from sim.economy.equilibrium import long_run
from sim.world.aggregation import aggregate

PARTS = st.floats(0.1, 0.9)
RATES = st.floats(0.0, 1.5)
ALIKE = {
    "inventories": {"on": False}, "routing": {"on": False}, "sentiment": {"on": False},
    "engel": {"on": False}, "capacity": {"relocation": 0.0},
}  # fmt: skip
"""Without what counts borders (transit, connectors, boycotts, industries that move abroad by how open they
are) and what is known of goods by name."""


def with_twins(world, home):
    """The world with its last economy in two mirror images, each with half of its trade with others.

    They sell a part of the rest at home and what is left to each other.
    """
    order = [0, 1, 2, 2]
    flows = world.expenditure[order][:, order].copy()
    flows[2:] *= 0.5
    flows[:, 2:] *= 0.5
    inside = world.expenditure[2, 2] / 2.0
    flows[2, 2] = flows[3, 3] = home * inside
    flows[2, 3] = flows[3, 2] = (1.0 - home) * inside
    products = replace(
        world.products,
        economies=("USA", "CHN", "ROW", "TWN"),
        united_states_imports=world.products.united_states_imports[order],
    )
    return replace(
        world,
        economies=("USA", "CHN", "ROW", "TWN"),
        economy_names=(*world.economy_names, "Twin"),
        members=(*world.members, ("TWN",)),
        expenditure=flows,
        base_tariff=world.base_tariff[order][:, order],
        input_share=world.input_share[order],
        margin_share=world.margin_share[order],
        margin_labour_share=world.margin_labour_share[order],
        distance=world.distance[order][:, order],
        inequality=np.full(4, 0.4),
        products=products,
    )


def merged(world):
    """The world with the twins as one again."""
    return aggregate(world, {"USA": ("USA",), "CHN": ("CHN",), "ROW": ("ROW", "TWN")})


def sums(flows):
    """(3, 3, G) flows with those of the twins added up."""
    joined = np.add.reduceat(flows, [0, 1, 2], axis=0)
    return np.add.reduceat(joined, [0, 1, 2], axis=1)


@holds(10, seed=SEEDS, home=PARTS)
def test_merging_keeps_every_total(seed, home):
    """``sum over members of X, duty, income = those of the merged``; flows to 1e-14 of the largest."""
    fine = with_twins(small_world(seed), home)
    coarse = merged(fine)
    for account in ("expenditure", "customs_value", "duty"):
        whole = sums(getattr(fine, account))
        assert getattr(coarse, account) == pytest.approx(whole, rel=1e-12, abs=1e-13 * whole.max()), account
    for account in ("labour_income", "revenue", "gdp", "consumption", "margin", "output", "intermediate"):
        parts = np.add.reduceat(getattr(fine, account), [0, 1, 2], axis=0)
        assert getattr(coarse, account) == pytest.approx(parts, rel=1e-12), account
    assert coarse.products.united_states_imports.sum() == pytest.approx(
        fine.products.united_states_imports.sum(), rel=1e-14
    )


@holds(6, seed=SEEDS, home=PARTS)
def test_merging_in_two_steps_is_merging_at_once_and_merging_nothing_is_nothing(seed, home):
    """``M2(M1(X)) = M(X)`` and ``M(X) = X`` where every economy stays apart."""
    fine = with_twins(small_world(seed), home)
    apart = aggregate(fine, {code: (code,) for code in fine.economies})
    once = aggregate(fine, {"A": ("USA", "ROW", "TWN"), "CHN": ("CHN",)})
    twice = aggregate(merged(fine), {"A": ("USA", "ROW"), "CHN": ("CHN",)})
    for account in (
        "expenditure",
        "base_tariff",
        "input_share",
        "margin_share",
        "margin_labour_share",
        "gini",
    ):
        assert getattr(apart, account) == pytest.approx(getattr(fine, account), rel=1e-12, abs=1e-15), account
        assert getattr(twice, account) == pytest.approx(getattr(once, account), rel=1e-11, abs=1e-14), account
    assert apart.distance == pytest.approx(fine.distance, rel=1e-13)
    assert twice.distance == pytest.approx(once.distance, rel=1e-12)


@holds(8, seed=SEEDS, home=PARTS, theirs=RATES, ours=RATES)
def test_merging_mirror_images_commutes_with_solving(seed, home, theirs, ours):
    """``M(equilibrium(X, t)) = equilibrium(M(X), M(t))``: they have the same wage whatever is levied on both.

    So prices within the pair move as one, however much more they buy at home than of each other.
    """
    fine = with_twins(small_world(seed), home)
    coarse = merged(fine)

    def levied(world):
        rates = world.base_tariff.copy()
        rates[2:, 0, world.is_goods] += theirs
        rates[1, 2:, world.is_goods] += ours
        return rates

    apart, whole = long_run(fine, levied(fine)), long_run(coarse, levied(coarse))
    assert apart.wage[[0, 1, 2, 3]] == pytest.approx(whole.wage[[0, 1, 2, 2]], rel=1e-9)
    assert apart.welfare == pytest.approx(whole.welfare[[0, 1, 2, 2]], rel=1e-9)
    assert sums(apart.customs_value) == pytest.approx(whole.customs_value, rel=1e-7)


@holds(4, seed=SEEDS, home=PARTS, rate=RATES)
def test_merging_mirror_images_commutes_with_the_path_of_pools(seed, home, rate):
    """``M(S(X, t)) = S(M(X), M(t))`` week by week, where no mechanism counts borders."""
    fine = with_twins(small_world(seed), home)
    acts = (tariff(rate, importer="USA", exporter="CHN", start="2025-01-13"),)
    scenario = question(*acts, weeks=6, **ALIKE)
    for apart, whole in zip(pools(scenario, fine), pools(scenario, merged(fine)), strict=True):
        assert apart.wage == pytest.approx(whole.wage[[0, 1, 2, 2]], rel=1e-10)
        assert sums(apart.customs_value) == pytest.approx(whole.customs_value, rel=1e-9)


def with_group_in_two(world, group, part):
    """The world with a product group cut in two: the same elasticity, tariffs and shares of suppliers."""

    def cut(values, axis, pieces):
        halves = [np.take(values, [group], axis) * piece for piece in pieces]
        return np.concatenate([np.delete(values, group, axis), *halves], axis)

    size, same = (part, 1.0 - part), (1, 1)
    codes = world.products.group_of_code
    order = [*(place for place in range(len(world.groups)) if place != group), group]
    first_half = np.argsort(order)[codes]
    second = np.flatnonzero(codes == group)[1::2]
    first_half[second] = len(world.groups)
    return replace(
        world,
        groups=(*(world.groups[place] for place in order[:-1]), "one half", "other half"),
        sector_of_group=cut(world.sector_of_group, 0, same),
        expenditure=cut(world.expenditure, 2, size),
        base_tariff=cut(world.base_tariff, 2, same),
        input_share=cut(world.input_share, 1, size),
        theta=cut(world.theta, 0, same),
        products=replace(world.products, group_of_code=first_half),
    )


@holds(4, seed=SEEDS, group=st.integers(1, 4), part=PARTS, rate=RATES)
def test_cutting_a_product_group_in_two_changes_nothing_of_the_path_of_pools(seed, group, part, rate):
    """``S(X with g in two alike) = S(X)`` with ``customs value of the halves = part, 1 - part of it``.

    Groups of two products or more: a part without any is not on any tariff.
    """
    world = small_world(seed)
    scenario = question(
        tariff(rate, start="2025-01-13"), weeks=6, engel={"on": False}, approval={"on": False}
    )
    fine = with_group_in_two(world, group, part)
    for one, halves in zip(pools(scenario, world), pools(scenario, fine), strict=True):
        assert halves.wage == pytest.approx(one.wage, rel=1e-10)
        found = halves.customs_value[:, :, -2:]
        assert found[:, :, 0] == pytest.approx(part * one.customs_value[:, :, group], rel=1e-9)
        assert found[:, :, 1] == pytest.approx((1.0 - part) * one.customs_value[:, :, group], rel=1e-9)


@holds(6, seed=SEEDS, rate=RATES)
def test_cutting_a_sector_in_two_with_the_same_technology_changes_nothing(seed, rate):
    """``equilibrium(X, sectors s, s' with the same inputs a) = equilibrium(X, s)``."""
    world = small_world(seed)
    fine = replace(
        world,
        sectors=(*world.sectors, "A02"),
        sector_of_group=np.where(np.arange(len(world.groups)) == 1, 4, world.sector_of_group),
        input_share=np.concatenate([world.input_share, world.input_share[:, :, :1]], axis=2),
    )
    levied = world.base_tariff.copy()
    levied[1, 0, world.is_goods] += rate
    one, cut = long_run(world, levied), long_run(fine, levied)
    assert cut.welfare == pytest.approx(one.welfare, rel=1e-10)
    assert cut.customs_value == pytest.approx(one.customs_value, rel=1e-8)
    assert cut.unit_cost[:, 4] == pytest.approx(one.unit_cost[:, 0], rel=1e-10)
