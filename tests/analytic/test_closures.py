"""What finances a trade deficit, by closure, and equilibria that do not exist."""

import numpy as np
import pytest
from bases import BASE_TARIFFS, CLOSURES, EXACT, THREE_ECONOMIES, abroad, every_base, small, textbook, war
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.economy.deficits import CLOSURES as OFFERED
from sim.economy.deficits import transfer
from sim.economy.equilibrium import NoEquilibriumError, long_run
from sim.economy.rebasing import balanced_base
from sim.world.plain_accounts import armington

BASES = every_base()


def trade_deficit(rest):
    return rest.customs_value.sum(axis=(0, 2)) - rest.customs_value.sum(axis=(1, 2))


def test_three_closures_are_offered():
    assert set(OFFERED) == set(CLOSURES)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("name", BASES)
def test_transfer_pays_for_the_trade_deficit(name, closure):
    accounts = BASES[name]
    scale = accounts.labour_income.sum()
    rest = long_run(accounts, war(accounts), closure, tolerance=EXACT)
    assert trade_deficit(rest) == pytest.approx(rest.transfer, abs=1e-10 * scale)
    assert rest.transfer.sum() == pytest.approx(0.0, abs=1e-12 * scale)
    assert rest.income == pytest.approx(rest.wage * accounts.labour_income + rest.revenue + rest.transfer)
    if closure == "fixed":
        assert rest.transfer == pytest.approx(accounts.deficit, rel=1e-14)
    elif closure == "balanced":
        assert (rest.transfer == 0.0).all()
    else:
        assert np.abs(rest.transfer - accounts.deficit).max() > 1e-4 * np.abs(accounts.deficit).max()


@settings(deadline=None, max_examples=20, derandomize=True)
@given(wage=st.lists(st.floats(0.2, 5.0), min_size=3, max_size=3))
def test_share_of_gdp_moves_with_the_wage_less_the_same_part_of_everyones_labour_income(wage):
    accounts, wage = textbook(), np.array(wage)
    found = transfer(accounts, wage, "gdp_share")
    labour = wage * accounts.labour_income
    part = (accounts.deficit * wage - found) / labour
    assert part == pytest.approx(np.full(3, part.mean()), abs=1e-13)
    assert found.sum() == pytest.approx(0.0, abs=1e-10)
    # in proportion to labour income up to that part: the ratio of deficit to income shifts by it alone
    assert found / labour == pytest.approx(accounts.deficit / accounts.labour_income - part.mean(), abs=1e-12)


def test_same_wages_leave_a_share_of_gdp_where_it_was():
    accounts = textbook()
    assert transfer(accounts, np.ones(3), "gdp_share") == pytest.approx(accounts.deficit, rel=1e-13)
    assert transfer(accounts, np.full(3, 2.0), "gdp_share") == pytest.approx(
        2.0 * accounts.deficit, rel=1e-13
    )


def test_closures_agree_where_trade_is_balanced_in_the_base():
    accounts = balanced_base(small())
    results = [long_run(accounts, war(accounts), closure, tolerance=EXACT) for closure in CLOSURES]
    for rest in results[1:]:
        assert rest.welfare == pytest.approx(results[0].welfare, rel=1e-10)


def test_fixed_is_the_default():
    accounts = textbook()
    assert (long_run(accounts, war(accounts)).transfer == accounts.deficit).all()


def surplus_to_pay():
    """The first economy exports half of its output and buys next to nothing abroad."""
    return armington([[50.0, 50.0], [1.0, 130.0]], 2.0)


def prohibitive(accounts):
    return 1e3 * abroad(accounts)


def test_surplus_that_no_trade_is_left_to_pay_is_refused_by_name():
    accounts = surplus_to_pay()
    with pytest.raises(NoEquilibriumError, match="no equilibrium with fixed deficits") as caught:
        long_run(accounts, prohibitive(accounts), "fixed")
    message = str(caught.value)
    assert "of 1 " in message
    assert "other closures: balanced, gdp_share" in message


@pytest.mark.parametrize(
    ("rate", "reason"), [(10.0, "the income of 1 is not positive"), (1e4, "the wage of 1 runs away")]
)
def test_why_there_is_no_equilibrium_is_said(rate, reason):
    accounts = armington([[100.0, 60.0], [5.0, 100.0]], 3.0)
    tariff = rate * (1.0 - np.eye(2))[:, :, None]
    with pytest.raises(NoEquilibriumError, match=reason):
        long_run(accounts, tariff, "fixed")
    assert long_run(accounts, tariff, "gdp_share").income.min() > 0.0


def test_unknown_closure_is_refused_with_the_known_ones():
    accounts = textbook()
    with pytest.raises(
        ValueError, match=r"unknown closure of deficits 'none': one of fixed, balanced, gdp_share"
    ):
        long_run(accounts, accounts.base_tariff, "none")


@pytest.mark.parametrize("closure", CLOSURES)
def test_too_few_rounds_are_an_error_that_says_so(closure):
    accounts = armington(THREE_ECONOMIES, 5.0, BASE_TARIFFS)
    with pytest.raises(NoEquilibriumError, match=r"within 3 rounds: last change [0-9.]+e-"):
        long_run(accounts, war(accounts), closure, most_rounds=3)


def test_a_tighter_tolerance_takes_more_rounds_and_moves_nothing():
    accounts = small()
    loose, tight = (long_run(accounts, war(accounts), tolerance=each) for each in (1e-9, 1e-13))
    assert loose.rounds < tight.rounds
    assert loose.welfare == pytest.approx(tight.welfare, abs=1e-7)
    assert (loose.welfare != tight.welfare).any()
