"""The mean-field state: the economy with relationships beyond number, a pool in each market."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.economy.inventories import Inventories, base_inventories, stockholding
from sim.economy.routing import Routing, no_routing
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.scenario.behaviour import Behaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MeanField:
    """The economy after a week; prices and wages relative to the base, money in USD mn a week.

    ``N`` economies, ``S`` sectors, ``G`` product groups.

    Parameters
    ----------
    wage : (N,) float
        Wage that the next week starts with.
    tightness : (N,) float
        Labour used over labour force.
    log_supplier_price, log_expected_price : (N, S) float
        Log price of each sector's producers, and the one that buyers expect.
    log_price : (N, G) float
        Log price index of each market.
    mass, strength : (N, N, G) float
        Share of each origin in a market's relationships; the sum of their strengths.
    quantity : (N, G) float
        Sales of each cell at base prices.
    cash, treasury : (N,) float
        Undistributed profit of an economy's firms; tariff revenue not yet rebated.
    importers_gain : (N,) float
        Duty that users paid importers less the duty that these paid, not yet paid out.
    income : (N,) float
        What households received and spent.
    consumer_price : (N,) float
        Households' price index.
    use_value : (N, N, G) float
        What is used, before duty, at suppliers' prices of the week.
    inventories : Inventories
        Stocks of each flow, goods on their way, orders over use.
    customs_value : (N, N, G) float
        Goods that arrive, before duty, at what their suppliers were paid.
    unit_cost : (N, G) float
        Unit cost of each cell's producers.
    production_cost : (N, S) float
        Cost of the week's production: unit cost times last week's quantity.
    final_spending : (N, G) float
        Households' spending at retail prices.
    spending : (N, G) float
        What each market's buyers spend, duty included.
    routing : Routing
        Goods declared as a connector's, and the duty that is paid on average.
    """

    wage: Floats
    tightness: Floats
    log_supplier_price: Floats
    log_expected_price: Floats
    log_price: Floats
    mass: Floats
    strength: Floats
    quantity: Floats
    cash: Floats
    treasury: Floats
    importers_gain: Floats
    income: Floats
    consumer_price: Floats
    use_value: Floats
    inventories: Inventories
    customs_value: Floats
    unit_cost: Floats
    production_cost: Floats
    final_spending: Floats
    spending: Floats
    routing: Routing


def mean_field_base(accounts: Accounts, behaviour: Behaviour | None = None) -> MeanField:
    """Return the state of the base: every price one, every origin with its share, every stock as wanted.

    With the default parameters where none are given.
    """
    holding = stockholding(accounts, (Behaviour() if behaviour is None else behaviour).inventories)
    economies, sectors = len(accounts.economies), len(accounts.sectors)
    share = accounts.base_share
    return MeanField(
        wage=np.ones(economies),
        tightness=np.ones(economies),
        log_supplier_price=np.zeros((economies, sectors)),
        log_expected_price=np.zeros((economies, sectors)),
        log_price=np.zeros_like(accounts.absorption),
        mass=share,
        strength=share,
        quantity=accounts.group_output / WEEKS_PER_YEAR,
        cash=np.zeros(economies),
        treasury=accounts.revenue / WEEKS_PER_YEAR,
        importers_gain=np.zeros(economies),
        income=accounts.consumption / WEEKS_PER_YEAR,
        consumer_price=np.ones(economies),
        use_value=accounts.customs_value / WEEKS_PER_YEAR,
        inventories=base_inventories(accounts, holding),
        customs_value=accounts.customs_value / WEEKS_PER_YEAR,
        unit_cost=np.ones_like(accounts.absorption),
        production_cost=accounts.output / WEEKS_PER_YEAR,
        final_spending=accounts.taste * accounts.consumption[:, None] / WEEKS_PER_YEAR,
        spending=accounts.absorption / WEEKS_PER_YEAR,
        routing=no_routing(accounts),
    )


def welfare(accounts: Accounts, state: MeanField) -> Floats:
    """Return (N,) welfare: real income of a week over that of the base.

    Equation (38): ``(income / base income) / consumer price``.
    """
    return np.asarray(state.income / (accounts.consumption / WEEKS_PER_YEAR) / state.consumer_price)


def disturbed(state: MeanField, log_wage: Floats) -> MeanField:
    """Return the state with wages moved by the given logs, to test for stability."""
    return replace(state, wage=state.wage * np.exp(log_wage))
