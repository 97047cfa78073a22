"""Routing moves the rest point: to the benchmark at the duties that are really paid, and nowhere else."""

from collections import deque
from itertools import repeat

import numpy as np
import pytest
from bases import CLOSURES, small

from sim.economy import routed_rest
from sim.economy.equilibrium import NoEquilibriumError, long_run
from sim.economy.mean_field import mean_field_path, welfare
from sim.economy.rebasing import balanced_base
from sim.economy.routed_rest import routed_long_run
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.scenario.behaviour import Behaviour, RoutingBehaviour

USA, CHN, ROW = 0, 1, 2
QUICK = {"resourcing_hazard": 2.0, "wage_adjustment": 0.05, "engel": {"on": False}}


def taxed(accounts):
    tariff = accounts.base_tariff.copy()
    tariff[CHN, USA, :-1] += 1.0
    return tariff


@pytest.mark.parametrize("closure", CLOSURES)
def test_it_rests_on_the_benchmark_at_effective_duties_and_fees(closure):
    accounts = balanced_base(small()) if closure == "balanced" else small()
    behaviour = Behaviour(**QUICK)
    path = mean_field_path(accounts, behaviour, closure, repeat(taxed(accounts), 30 * 52))
    state = deque(path, maxlen=1).pop()
    rest = routed_long_run(accounts, behaviour.routing, taxed(accounts), closure)
    statutory = long_run(accounts, taxed(accounts), closure)
    assert welfare(accounts, state) == pytest.approx(rest.welfare, abs=1e-7)
    assert state.customs_value * WEEKS_PER_YEAR == pytest.approx(rest.customs_value, rel=1e-4, abs=1e-3)
    assert np.abs(rest.welfare - statutory.welfare).max() > 1e-5
    assert rest.customs_value[CHN, USA, :-1].sum() > statutory.customs_value[CHN, USA, :-1].sum()


def test_the_fee_is_income_of_the_connector():
    accounts = small()
    free = RoutingBehaviour(fee=0.0)
    dear = routed_long_run(accounts, RoutingBehaviour(fee=0.2, gain_scale=0.01), taxed(accounts))
    cheap = routed_long_run(accounts, free.model_copy(update={"gain_scale": 0.01}), taxed(accounts))
    assert dear.transfer[ROW] > cheap.transfer[ROW]
    assert dear.transfer[USA] < cheap.transfer[USA]
    assert dear.transfer.sum() == pytest.approx(0.0, abs=1e-6)


def test_switched_off_it_is_the_benchmark():
    accounts = small()
    rest = routed_long_run(accounts, RoutingBehaviour(on=False), taxed(accounts))
    assert np.array_equal(rest.welfare, long_run(accounts, taxed(accounts)).welfare)


def test_fees_that_do_not_settle_are_no_equilibrium(monkeypatch):
    monkeypatch.setattr(routed_rest, "MOST_ROUNDS", 1)
    with pytest.raises(NoEquilibriumError, match="fees of connectors do not settle"):
        routed_long_run(small(), RoutingBehaviour(fee=0.2, gain_scale=0.01), taxed(small()))
