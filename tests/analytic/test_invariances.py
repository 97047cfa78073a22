"""What must not matter: units, names, order, how finely things are cut, and the way there."""

from dataclasses import replace

import numpy as np
import pytest
from bases import CLOSURES, EXACT, abroad, every_base, linked, raised, small, textbook, war
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.economy.equilibrium import long_run
from sim.economy.rebasing import balanced_base, rebased
from sim.world.plain_accounts import caliendo_parro

BASES = every_base()
SEEDS = st.integers(0, 10_000)
QUICK = settings(deadline=None, max_examples=8, derandomize=True)

every_base_and_closure = pytest.mark.parametrize(
    ("name", "closure"), [(name, closure) for name in BASES for closure in CLOSURES]
)


def solved(accounts, tariff, closure="fixed"):
    return long_run(accounts, tariff, closure, tolerance=EXACT)


def same(found, wanted, rel=1e-10):
    for figure in ("wage", "consumer_price", "welfare", "income"):
        assert getattr(found, figure) == pytest.approx(getattr(wanted, figure), rel=rel), figure
    assert found.customs_value == pytest.approx(wanted.customs_value, rel=100 * rel)


@pytest.mark.parametrize("closure", ["fixed", "gdp_share"])
@pytest.mark.parametrize("name", BASES)
def test_unchanged_tariffs_change_nothing(name, closure):
    accounts = BASES[name]
    rest = long_run(accounts, accounts.base_tariff, closure)
    assert rest.rounds == 1
    for figure in (rest.wage, rest.price, rest.unit_cost, rest.consumer_price, rest.welfare):
        assert figure == pytest.approx(np.ones_like(figure), abs=1e-12)
    assert rest.customs_value == pytest.approx(accounts.customs_value, rel=1e-12)
    assert rest.transfer == pytest.approx(accounts.deficit, rel=1e-12)


@pytest.mark.parametrize("name", BASES)
def test_unchanged_tariffs_change_nothing_where_trade_is_balanced_already(name):
    accounts = balanced_base(BASES[name])
    assert np.abs(accounts.deficit).max() < 1e-9 * accounts.labour_income.sum()
    rest = solved(accounts, accounts.base_tariff, "balanced")
    assert rest.welfare == pytest.approx(np.ones(len(accounts.economies)), abs=1e-11)
    assert rest.customs_value == pytest.approx(accounts.customs_value, rel=1e-9)


@every_base_and_closure
def test_units_of_money_do_not_matter(name, closure):
    accounts = BASES[name]
    rest = solved(accounts, war(accounts), closure)
    scaled = solved(replace(accounts, expenditure=accounts.expenditure * 1e-3), war(accounts), closure)
    same(replace(scaled, income=scaled.income * 1e3, customs_value=scaled.customs_value * 1e3), rest)


@QUICK
@given(seed=SEEDS, closure=st.sampled_from(CLOSURES))
def test_order_of_economies_groups_and_sectors_does_not_matter(seed, closure):
    accounts, draw = small(seed), np.random.default_rng(seed)
    n, g, s = (
        draw.permutation(len(axis)) for axis in (accounts.economies, accounts.groups, accounts.sectors)
    )

    def turned(flows):
        return flows[n][:, n][:, :, g]

    relabelled = replace(
        accounts,
        economies=tuple(accounts.economies[place] for place in n),
        groups=tuple(accounts.groups[place] for place in g),
        sectors=tuple(accounts.sectors[place] for place in s),
        sector_of_group=np.argsort(s)[accounts.sector_of_group[g]],
        expenditure=turned(accounts.expenditure),
        base_tariff=turned(accounts.base_tariff),
        input_share=accounts.input_share[n][:, g][:, :, s],
        margin_share=accounts.margin_share[n],
        margin_labour_share=accounts.margin_labour_share[n],
        theta=accounts.theta[g],
    )
    straight = solved(accounts, war(accounts, seed), closure)
    rest = solved(relabelled, turned(war(accounts, seed)), closure)
    assert rest.welfare == pytest.approx(straight.welfare[n], rel=1e-11)
    assert rest.unit_cost == pytest.approx(straight.unit_cost[n][:, s], rel=1e-11)
    assert rest.price == pytest.approx(straight.price[n][:, g], rel=1e-11)
    assert rest.customs_value == pytest.approx(turned(straight.customs_value), rel=1e-9)


@QUICK
@given(seed=SEEDS, closure=st.sampled_from(CLOSURES), group=st.integers(0, 4), part=st.floats(0.1, 0.9))
def test_cutting_a_product_group_in_two_changes_nothing(seed, closure, group, part):
    accounts = small(seed)

    def cut(values, axis, parts=(part, 1.0 - part)):
        pieces = [np.take(values, [group], axis) * piece for piece in parts]
        rest = np.delete(values, group, axis)
        return np.concatenate([rest, *pieces], axis)

    names = [name for name in accounts.groups if name != accounts.groups[group]]
    finer = replace(
        accounts,
        groups=(*names, "one half", "other half"),
        sector_of_group=cut(accounts.sector_of_group, 0, (1, 1)),
        expenditure=cut(accounts.expenditure, 2),
        base_tariff=cut(accounts.base_tariff, 2, (1, 1)),
        input_share=cut(accounts.input_share, 1),
        theta=cut(accounts.theta, 0, (1, 1)),
    )
    coarse = solved(accounts, war(accounts, seed), closure)
    fine = solved(finer, cut(war(accounts, seed), 2, (1, 1)), closure)
    same(replace(fine, customs_value=coarse.customs_value), coarse)
    assert fine.customs_value == pytest.approx(cut(coarse.customs_value, 2), rel=1e-9)


@QUICK
@given(seed=SEEDS, closure=st.sampled_from(CLOSURES), economy=st.integers(0, 2), part=st.floats(0.1, 0.9))
def test_cutting_an_economy_in_two_without_a_border_changes_nothing(seed, closure, economy, part):
    accounts = small(seed)
    order = [*(place for place in range(3) if place != economy), economy, economy]
    size = np.array([1.0, 1.0, part, 1.0 - part])

    def doubled(flows):
        return flows[order][:, order]

    cut = replace(
        accounts,
        economies=(*(accounts.economies[place] for place in order[:3]), "other half"),
        expenditure=doubled(accounts.expenditure) * size[:, None, None] * size[None, :, None],
        base_tariff=doubled(accounts.base_tariff),
        input_share=accounts.input_share[order],
        margin_share=accounts.margin_share[order],
        margin_labour_share=accounts.margin_labour_share[order],
    )
    whole = solved(accounts, war(accounts, seed), closure)
    halves = solved(cut, doubled(war(accounts, seed)), closure)
    assert halves.wage == pytest.approx(whole.wage[order], rel=1e-10)
    assert halves.welfare == pytest.approx(whole.welfare[order], rel=1e-10)
    assert halves.transfer == pytest.approx(whole.transfer[order] * size, rel=1e-10)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("seed", range(3))
def test_distribution_is_one_more_sector_that_is_not_traded(seed, closure):
    """Each good is sold on by a sector of its own that buys it, services and labour."""
    accounts = small(seed)
    count, groups = len(accounts.economies), len(accounts.groups)
    goods = np.flatnonzero(accounts.is_goods)
    flows = np.zeros((count, count, groups + len(goods)))
    flows[:, :, :groups] = accounts.expenditure
    inputs = np.zeros((count, groups + len(goods), groups + len(goods)))
    inputs[:, :groups, :groups] = accounts.input_share[:, :, accounts.sector_of_group]
    for n in range(count):
        margin = accounts.margin_share[n]
        for shop, good in enumerate(goods, start=groups):
            flows[n, n, shop] = accounts.final_goods[n, good] / (1.0 - margin)
            inputs[n, good, shop] = 1.0 - margin
            inputs[n, accounts.services, shop] = margin * (1.0 - accounts.margin_labour_share[n])

    def padded(values):
        return np.concatenate([values, np.zeros((count, count, len(goods)))], axis=2)

    theta = np.concatenate([accounts.theta, np.full(len(goods), 2.0)])
    explicit = caliendo_parro(flows, theta, padded(accounts.base_tariff), inputs)
    wanted = solved(accounts, war(accounts, seed), closure)
    found = solved(explicit, padded(war(accounts, seed)), closure)
    same(replace(found, customs_value=found.customs_value[:, :, :groups]), wanted)


@every_base_and_closure
def test_tariffs_taken_back_return_to_the_base(name, closure):
    accounts = balanced_base(BASES[name]) if closure == "balanced" else BASES[name]
    there = solved(accounts, war(accounts), closure)
    back = solved(rebased(accounts, there), accounts.base_tariff, closure)
    assert back.welfare * there.welfare == pytest.approx(np.ones_like(back.welfare), abs=1e-10)
    assert back.wage * there.wage == pytest.approx(np.ones_like(back.wage), abs=1e-10)
    assert back.customs_value == pytest.approx(accounts.customs_value, rel=1e-8)
    assert back.transfer == pytest.approx(accounts.deficit, abs=1e-9 * accounts.labour_income.sum())


@pytest.mark.parametrize(
    ("first", "last"),
    [(closure, closure) for closure in CLOSURES] + [("fixed", "balanced"), ("gdp_share", "balanced")],
)
@pytest.mark.parametrize("name", BASES)
def test_the_way_there_does_not_matter(name, first, last):
    """All closures compose: the corrections of ``gdp_share`` on the way and after are both in proportion to
    labour income, so their sum is the correction of the direct way. Balanced trade forgets all."""
    accounts = BASES[name]
    by_way = solved(accounts, war(accounts, seed=1), first)
    end = war(accounts, seed=2, most=1.5)
    direct = solved(accounts, end, last)
    rest = solved(rebased(accounts, by_way), end, last)
    scale = accounts.labour_income.sum()
    assert by_way.welfare * rest.welfare == pytest.approx(direct.welfare, rel=1e-10)
    assert by_way.wage * rest.wage == pytest.approx(direct.wage, rel=1e-10)
    assert rest.customs_value == pytest.approx(direct.customs_value, rel=1e-8)
    assert rest.transfer == pytest.approx(direct.transfer, abs=1e-10 * scale)


def test_from_balanced_trade_there_is_no_way_back_to_fixed_deficits():
    accounts = textbook()
    rest = solved(balanced_base(accounts), accounts.base_tariff, "fixed")
    assert np.abs(rest.transfer).max() < 1e-8
    assert np.abs(accounts.deficit).min() > 30.0


def test_new_tastes_are_those_of_the_next_base():
    accounts = small()
    taste = np.random.default_rng(3).dirichlet(np.full(len(accounts.groups), 20.0), len(accounts.economies))
    taste = 0.5 * (taste + accounts.taste)
    rest = long_run(accounts, war(accounts), taste=taste, tolerance=EXACT)
    assert rebased(accounts, rest).taste == pytest.approx(taste, rel=1e-9)
    assert solved(rebased(accounts, rest), war(accounts)).rounds <= 2


def test_prices_are_weighted_with_new_tastes():
    accounts = linked()
    taste = np.random.default_rng(4).dirichlet(np.full(3, 20.0), 4)
    rest = long_run(accounts, war(accounts), taste=taste, tolerance=EXACT)
    assert rest.consumer_price == pytest.approx(np.prod(rest.price**taste, axis=1), rel=1e-12)
    assert np.abs(taste - accounts.taste).max() > 0.05


def test_tariffs_where_nothing_is_bought_do_not_matter():
    accounts = textbook()
    flows = accounts.expenditure.copy()
    flows[2, 0] = 0.0
    accounts = replace(accounts, expenditure=flows)
    tariff = raised(accounts, 0.3)
    rest = solved(accounts, tariff)
    tariff[2, 0] = 7.0
    same(solved(accounts, tariff), rest, rel=1e-13)
    assert rest.customs_value[2, 0, 0] == 0.0
    assert (rest.customs_value * abroad(accounts)).sum() > 0.0
