"""Where the solver works hard: high elasticities, open economies, tariffs that leave next to no trade."""

import numpy as np
import pytest
from bases import CLOSURES, EXACT, abroad, linked, raised, small, textbook

from sim.economy.equilibrium import NoEquilibriumError, long_run
from sim.economy.rebasing import balanced_base
from sim.economy.sourcing import market_shares
from sim.economy.wage_steps import PATIENCE, Pace
from sim.world import build_world
from sim.world.plain_accounts import armington


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize(
    ("home", "theta"),
    [
        (90.0, 8.0),
        (70.0, 4.0),
        (50.0, 4.0),
        (80.0, 8.0),
        (30.0, 5.0),
        (80.0, 25.0),
    ],
)
def test_open_economies_with_high_elasticities_have_an_equilibrium(home, theta, closure):
    accounts = armington([[home, 100.0 - home], [100.0 - home, home + 20.0]], theta)
    rest = long_run(accounts, raised(accounts, 0.1), closure, most_rounds=2000)
    assert rest.wage[0] > 1.0 > rest.wage[1]


@pytest.mark.parametrize("base", [textbook, linked, small])
@pytest.mark.parametrize("rate", [1.0, 10.0, 1e4])
def test_what_trade_is_left_balances(base, rate):
    """Imports equal exports to a ten-thousandth of themselves, however little they are."""
    accounts = base()
    tariff = accounts.base_tariff + rate * abroad(accounts)
    rest = long_run(accounts, tariff, "balanced", most_rounds=3000)
    value = rest.customs_value * abroad(accounts)
    exports, imports = value.sum(axis=(1, 2)), value.sum(axis=(0, 2))
    assert imports == pytest.approx(exports, rel=1e-4, abs=0.0)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("rate", [-0.5, -0.1, 3.0])
def test_a_subsidy_on_imports_lowers_the_wage_and_a_tariff_raises_it(rate, closure):
    """A round on the way may not decide that there is no equilibrium: there is one at every rate here."""
    accounts = textbook()
    rest = long_run(accounts, raised(accounts, rate), closure, tolerance=EXACT, most_rounds=5000)
    unchanged = long_run(accounts, accounts.base_tariff, closure, tolerance=EXACT, most_rounds=5000)
    assert np.sign(rest.wage[0] - unchanged.wage[0]) == np.sign(rate)


def test_prohibitive_tariffs_on_everything_leave_payments_in_balance():
    """Steps of one length would swing for ever here: costs follow wages along the input-output chain."""
    world = build_world(2024, elasticities="U4", mean_elasticity=None)
    tariff = np.where(abroad(world) > 0.0, 1e4, world.base_tariff)
    rest = long_run(world, tariff, "balanced")
    value = rest.customs_value * abroad(world)
    exports, imports = value.sum(axis=(1, 2)), value.sum(axis=(0, 2))
    assert imports == pytest.approx(exports, rel=1e-6, abs=0.0)
    assert 200 < rest.rounds < 2000


@pytest.mark.parametrize("closure", CLOSURES)
def test_what_overflows_on_the_way_is_no_equilibrium_and_no_warning(closure):
    world = build_world(2024, elasticities="CP", mean_elasticity=None)
    tariff = np.where(abroad(world) * world.is_goods > 0.0, -0.99, world.base_tariff)
    with pytest.raises(NoEquilibriumError, match="no equilibrium with"):
        long_run(world, tariff, closure)


def test_prices_far_from_the_base_do_not_overflow():
    far = np.array([[-40.0], [-41.0]])
    share, log_price = market_shares(np.full((2, 2, 1), 0.5), far, np.array([65.0]))
    assert share[1] == pytest.approx(np.ones((2, 1)))
    assert log_price == pytest.approx(np.full((2, 1), -41.0 + np.log(2.0) / 65.0))
    with np.errstate(all="ignore"):
        apart = np.array([[-40.0], [0.0]])
        out_of_reach = market_shares(
            np.array([0.0, 1.0])[:, None, None] * np.ones((2, 2, 1)), apart, np.array([65.0])
        )
    assert np.isnan(out_of_reach[0]).any()  # not a price of one
    nobody, price = market_shares(np.zeros((2, 2, 1)), far, np.array([65.0]))
    assert (nobody == 0.0).all()
    assert (price == 0.0).all()


def test_steps_get_shorter_only_where_rounds_do_not_come_nearer():
    nearer, swinging = Pace(), Pace()
    for rounds in range(3 * PATIENCE):
        nearer.learn(0.98**rounds)
        swinging.learn(1.0)
    assert nearer.scale == 1.0
    assert swinging.scale == 0.25
    assert swinging.step(np.array([4.0, -0.1])) == pytest.approx([0.125, -0.0125])


@pytest.mark.parametrize("rounds", [0, -1])
def test_at_least_one_round_is_asked_for(rounds):
    with pytest.raises(ValueError, match=f"at least one round is needed, not {rounds}"):
        long_run(small(), small().base_tariff, most_rounds=rounds)


def test_one_round_is_enough_where_nothing_changes():
    rest = long_run(small(), small().base_tariff, most_rounds=1)
    assert rest.rounds == 1
    assert rest.wage == pytest.approx(1.0)


def test_what_others_give_is_received_and_spent():
    accounts = balanced_base(small())
    gifts = 0.01 * accounts.labour_income.min() * np.array([1.0, -1.0, 0.0])
    rest = long_run(accounts, accounts.base_tariff, "balanced", gifts=gifts)
    assert rest.transfer == pytest.approx(gifts)
    assert rest.welfare[0] > 1.0 > rest.welfare[1]
