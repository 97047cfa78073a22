"""The long run against solutions on paper."""

import numpy as np
import pytest
from bases import CLOSURES, EXACT, every_base, linked, raised, small, textbook, war
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.economy.equilibrium import long_run
from sim.world.plain_accounts import armington, caliendo_parro

RATES = st.floats(0.0, 3.0)
QUICK = settings(deadline=None, max_examples=15, derandomize=True)


def of_one_good(rates):
    return np.asarray(rates, dtype=float)[:, :, None]


def own_shares(accounts, expenditure):
    home = np.arange(len(accounts.economies))
    return expenditure[home, home] / expenditure.sum(axis=0)


def real_wage_from_own_shares(accounts, rest):
    """Prices over wages solve ``q = A' q + log(change of own share) / theta``: a Leontief inverse."""
    growth = np.log(own_shares(accounts, rest.expenditure) / own_shares(accounts, accounts.expenditure))
    result = []
    for n in range(len(accounts.economies)):
        inputs = accounts.input_share[n][:, accounts.sector_of_group]  # input, using group
        price = np.linalg.solve(np.eye(len(accounts.groups)) - inputs.T, growth[n] / accounts.theta)
        services = price[~accounts.is_goods].sum()
        margin = (1.0 - accounts.margin_labour_share[n]) * services
        part = np.where(accounts.is_goods, accounts.margin_share[n], 0.0)
        result.append(np.exp(-accounts.taste[n] @ ((1.0 - part) * price + part * margin)))
    return np.array(result)


@QUICK
@given(rate=RATES, home=st.floats(0.6, 0.95), theta=st.floats(0.5, 4.0), inputs=st.floats(0.0, 0.5))
def test_twins_that_tax_each_other(rate, home, theta, inputs):
    """Wages are equal, so the own share is one line; cost climbs the chain once for every round of inputs."""
    accounts = caliendo_parro(
        [[[home], [1.0 - home]], [[1.0 - home], [home]]],
        [theta],
        np.zeros((2, 2, 1)),
        np.full((2, 1, 1), inputs),
    )
    rest = long_run(accounts, of_one_good([[0.0, rate], [rate, 0.0]]), tolerance=EXACT)
    price_of_choice = (home + (1.0 - home) * (1.0 + rate) ** -theta) ** (-1.0 / theta)
    foreign = 1.0 - home * price_of_choice**theta
    price = price_of_choice ** (1.0 / (1.0 - inputs))
    spending = 1.0 / (1.0 - rate / (1.0 + rate) * foreign)
    assert rest.wage == pytest.approx([1.0, 1.0], abs=1e-12)
    assert rest.consumer_price == pytest.approx([price, price], rel=1e-11)
    assert own_shares(accounts, rest.expenditure) == pytest.approx(1.0 - foreign, rel=1e-11)
    welfare = (spending - inputs) / (1.0 - inputs) / price
    assert rest.welfare == pytest.approx([welfare, welfare], rel=1e-11)


@QUICK
@given(rates=st.tuples(RATES, RATES), theta=st.floats(0.5, 4.0), size=st.floats(0.5, 3.0))
def test_two_economies_of_any_size(rates, theta, size):
    """Balanced trade is one equation in the relative wage, solved here by bisection."""
    base = np.array([[80.0, 20.0], [20.0, 80.0 * size]])
    accounts = armington(base, theta)
    rest = long_run(accounts, of_one_good([[0.0, rates[1]], [rates[0], 0.0]]), "balanced", tolerance=EXACT)
    labour, share = base.sum(axis=1), base / base.sum(axis=0)

    def half(n, relative_wage):
        """Price, import share and spending of an economy, in units of its own wage."""
        imported = share[1 - n, n] * (relative_wage * (1.0 + rates[n])) ** -theta
        total = share[n, n] + imported
        spending = labour[n] / (1.0 - rates[n] / (1.0 + rates[n]) * imported / total)
        return total ** (-1.0 / theta), imported / total, spending

    low, high = -20.0, 20.0  # log wage of the second over the first
    while high - low > 1e-14 * max(1.0, abs(low)):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        _, first, spending = half(0, np.exp(middle))
        _, second, other = half(1, np.exp(-middle))
        # the first imports more than it exports: the second's wage has to rise
        if first * spending / (1.0 + rates[0]) > np.exp(middle) * second * other / (1.0 + rates[1]):
            low = middle
        else:
            high = middle
    assert rest.wage[1] / rest.wage[0] == pytest.approx(np.exp(middle), rel=1e-10)
    for n, relative in ((0, np.exp(middle)), (1, np.exp(-middle))):
        price, _, spending = half(n, relative)
        assert rest.real_wage[n] == pytest.approx(1.0 / price, rel=1e-10)
        assert rest.welfare[n] == pytest.approx(spending / labour[n] / price, rel=1e-10)


@pytest.mark.parametrize("closure", CLOSURES)
def test_welfare_of_one_good_follows_from_own_share_tariffs_and_deficit(closure):
    """Arkolakis, Costinot and Rodriguez-Clare with duty: ``I = (w L + D) / (1 - duty in spending)``."""
    accounts = textbook()
    rest = long_run(accounts, war(accounts, most=2.0), closure, tolerance=EXACT)

    def income_per_wage(expenditure, tariff, labour, transfer):
        share = expenditure / expenditure.sum(axis=0)
        duty = (tariff / (1.0 + tariff) * share).sum(axis=(0, 2))
        return (1.0 + transfer / labour) / (1.0 - duty)

    before = income_per_wage(
        accounts.expenditure, accounts.base_tariff, accounts.labour_income, accounts.deficit
    )
    labour = rest.wage * accounts.labour_income
    after = income_per_wage(rest.expenditure, rest.tariff, labour, rest.transfer)
    own = own_shares(accounts, rest.expenditure) / own_shares(accounts, accounts.expenditure)
    assert rest.welfare == pytest.approx(own[:, 0] ** (-1.0 / 5.0) * after / before, rel=1e-11)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("name", every_base())
def test_real_wage_follows_from_own_shares_alone(name, closure):
    accounts = every_base()[name]
    rest = long_run(accounts, war(accounts, most=2.0), closure, tolerance=EXACT)
    assert rest.real_wage == pytest.approx(real_wage_from_own_shares(accounts, rest), rel=1e-10)


@pytest.mark.parametrize("seed", range(5))
def test_real_wage_follows_from_own_shares_in_any_made_up_world(seed):
    for accounts in (small(seed), linked(seed)):
        rest = long_run(accounts, war(accounts, seed), tolerance=EXACT)
        assert rest.real_wage == pytest.approx(real_wage_from_own_shares(accounts, rest), rel=1e-10)


@pytest.mark.parametrize("name", every_base())
def test_prohibitive_tariffs_on_everything_lead_to_autarky(name):
    """Own shares of one, no duty: the gains from trade are what the base own shares say."""
    accounts = every_base()[name]
    home = np.eye(len(accounts.economies))[:, :, None]
    rate = 1e6
    rest = long_run(accounts, np.where(home == 1.0, accounts.base_tariff, rate), "balanced")

    class Autarky:
        expenditure = accounts.expenditure * home

    alone = real_wage_from_own_shares(accounts, Autarky) * accounts.labour_income / accounts.consumption
    factor = (1.0 + rate) / (1.0 + accounts.base_tariff)
    foreign = (accounts.expenditure * (1.0 - home) * factor**-accounts.theta).sum(axis=0)
    left = 10.0 * (foreign / accounts.expenditure[np.diag_indices(len(home))]).max()
    assert rest.welfare == pytest.approx(alone, rel=left + 1e-9)
    assert left < 1e-2
    assert rest.revenue / rest.income == pytest.approx(0.0, abs=left)


@pytest.mark.parametrize("closure", CLOSURES)
def test_a_tax_on_all_that_households_buy_and_get_back_is_neutral(closure):
    """Without inputs a uniform tax on home and foreign goods alike changes no relative price."""
    accounts = armington([[80.0, 20.0], [20.0, 130.0]], 4.0)
    taxed = of_one_good([[0.5, 0.0], [0.5, 0.0]])
    rest = long_run(accounts, taxed, closure, tolerance=EXACT)
    assert rest.welfare == pytest.approx([1.0, 1.0], abs=1e-12)
    assert rest.consumer_price == pytest.approx([1.5, 1.0], rel=1e-12)
    assert rest.customs_value == pytest.approx(accounts.customs_value, rel=1e-11)


def test_optimal_tariff_is_one_over_theta_and_the_foreign_own_share():
    """Gros (1987): ``t = 1 / (theta x own share of the other economy)``, both at the optimum."""
    theta, step = 4.0, 1e-4

    def optimum(size):
        accounts = armington([[80.0, 20.0], [20.0, size]], theta)

        def solved(rate):
            return long_run(accounts, raised(accounts, rate), "balanced", tolerance=EXACT)

        rate = 0.25
        for _ in range(30):
            rate = 1.0 / (theta * own_shares(accounts, solved(rate).expenditure)[1, 0])
        below, at, above = (np.log(solved(rate + move).welfare[0]) for move in (-step, 0.0, step))
        curvature = (below - 2.0 * at + above) / step**2
        assert curvature < 0.0
        assert (above - below) / (2.0 * step) / curvature == pytest.approx(0.0, abs=1e-6)
        return rate, np.exp(at)

    large, equal, small_one = optimum(40.0), optimum(130.0), optimum(600.0)
    # the smaller the economy beside the other, the nearer to one over the elasticity
    assert large[0] > equal[0] > small_one[0] > 1.0 / theta
    assert small_one[0] == pytest.approx(1.0 / theta, abs=0.01)
    # as a numerical optimiser found it, on a top that is flat to rounding within a few 1e-8
    assert equal[0] == pytest.approx(0.27300230522318664, abs=1e-7)
    assert equal[1] == pytest.approx(1.011093720822113, rel=1e-10)


@QUICK
@given(rate=st.floats(0.01, 3.0), theta=st.floats(0.5, 4.0), size=st.floats(0.5, 3.0))
def test_of_two_economies_both_lose_real_wages_by_a_tariff(rate, theta, size):
    accounts = armington([[80.0, 20.0], [20.0, 80.0 * size]], theta)
    assert (long_run(accounts, raised(accounts, rate), tolerance=EXACT).real_wage < 1.0).all()
