"""Where the solver works hard: high elasticities, open economies, tariffs that leave next to no trade."""

import numpy as np
import pytest
from bases import CLOSURES, EXACT, abroad, linked, raised, small, textbook

from sim.economy.equilibrium import long_run
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
