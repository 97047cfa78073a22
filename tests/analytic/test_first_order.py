"""What small tariffs do: terms of trade, volume of trade, and who gains."""

from dataclasses import replace

import numpy as np
import pytest
from bases import CLOSURES, EXACT, abroad, every_base, linked, raised, small, war
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.economy.equilibrium import long_run
from sim.economy.rebasing import balanced_base, rebased
from sim.economy.welfare_parts import terms_of_trade, volume_of_trade

BASES = every_base()


def solved(accounts, tariff, closure="fixed"):
    return long_run(accounts, tariff, closure, tolerance=EXACT)


def without_tariffs(accounts):
    return rebased(accounts, solved(accounts, np.zeros_like(accounts.base_tariff)))


def first_order(accounts, rest):
    """The two parts, and what is received beyond the base deficit (nothing where deficits are fixed)."""
    received = (rest.transfer - accounts.deficit) / accounts.consumption
    return terms_of_trade(accounts, rest) + volume_of_trade(accounts, rest) + received


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("name", ["textbook", "linked", "small", "shipped"])
def test_welfare_is_terms_and_volume_of_trade_to_first_order(name, closure):
    """By the envelope theorem the error is of second order: a quarter at half the step."""
    accounts = balanced_base(BASES[name]) if closure == "balanced" else BASES[name]
    whole = war(accounts, most=1.0) - accounts.base_tariff

    def error(step):
        rest = solved(accounts, accounts.base_tariff + step * whole, closure)
        return np.log(rest.welfare) - first_order(accounts, rest), np.log(rest.welfare)

    (coarse, _), (fine, change) = error(2e-3), error(1e-3)
    assert coarse / fine == pytest.approx(np.full_like(fine, 4.0), rel=0.02)
    assert np.abs(fine).max() < 0.02 * np.abs(change).max()


def test_what_one_gains_by_terms_of_trade_others_lose():
    for accounts in BASES.values():
        gained = terms_of_trade(accounts, solved(accounts, war(accounts))) * accounts.consumption
        assert gained.sum() == pytest.approx(0.0, abs=1e-12 * np.abs(gained).max())


def test_volume_of_trade_matters_only_through_base_tariffs():
    accounts = without_tariffs(small())
    rest = solved(accounts, war(accounts))
    assert (volume_of_trade(accounts, rest) == 0.0).all()
    assert np.abs(terms_of_trade(accounts, rest)).min() > 1e-5


@pytest.mark.parametrize("seed", range(3))
def test_from_free_trade_the_world_loses_by_tariffs_and_only_to_second_order(seed):
    """Welfare weighted by base income: transfers between economies cancel, what is left is waste."""
    accounts = without_tariffs(small(seed))

    def loss(step):
        rest = solved(accounts, war(accounts, seed, most=step))
        return -float(np.log(rest.welfare) @ accounts.consumption)

    assert loss(2e-3) > 0.0
    assert loss(4e-3) / loss(2e-3) == pytest.approx(4.0, rel=0.02)


@pytest.mark.parametrize("closure", ["fixed", "gdp_share"])
@pytest.mark.parametrize("economy", range(3))
@pytest.mark.parametrize("seed", range(4))
def test_small_tariff_with_rebate_and_no_answer_helps_who_levies_it(seed, economy, closure):
    for accounts in (small(seed), without_tariffs(small(seed)), without_tariffs(linked(seed))):
        gain = [
            solved(accounts, raised(accounts, rate, economy), closure).welfare[economy] - 1.0
            for rate in (1e-4, 2e-4, 0.02)
        ]
        assert min(gain) > 0.0
        assert gain[1] / gain[0] == pytest.approx(2.0, rel=2e-3)


@settings(deadline=None, max_examples=10, derandomize=True)
@given(seed=st.integers(0, 1000), rate=st.floats(0.01, 1.0), economy=st.integers(0, 2))
def test_others_lose_by_a_tariff_on_all_their_goods(seed, rate, economy):
    """As a whole and at base tariffs of nothing: who levies can only gain at their cost."""
    accounts = without_tariffs(small(seed))
    rest = solved(accounts, raised(accounts, rate, economy))
    others = np.arange(3) != economy
    assert np.log(rest.welfare[others]) @ accounts.consumption[others] < 0.0
    assert rest.wage[economy] > 1.0


def test_formula_uses_base_tariffs_and_base_values():
    accounts = small()
    rest = solved(accounts, war(accounts))
    other = replace(rest, tariff=rest.tariff + 1.0)
    assert (volume_of_trade(accounts, other) == volume_of_trade(accounts, rest)).all()
    value = accounts.customs_value * abroad(accounts)
    cost = rest.unit_cost[:, accounts.sector_of_group] - 1.0
    for n in range(3):
        exports = sum((value[n, d] * cost[n]).sum() for d in range(3))
        imports = sum((value[o, n] * cost[o]).sum() for o in range(3))
        terms = (exports - imports) / accounts.consumption[n]
        assert terms_of_trade(accounts, rest)[n] == pytest.approx(terms, rel=1e-12)
