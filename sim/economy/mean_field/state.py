"""The mean-field state: the economy with relationships beyond number, a pool in each market."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.economy.approval import Opinion, usual_opinion
from sim.economy.beliefs import Beliefs, beliefs_at_rest
from sim.economy.capacity import Capacity, base_capacity
from sim.economy.income import SOURCES
from sim.economy.inventories import Inventories, base_inventories, stockholding
from sim.economy.routing import Routing, no_routing
from sim.economy.sentiment import Sentiment, calm
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.scenario.behaviour import Behaviour
from sim.world.accounts import Accounts
from sim.world.households import DECILES

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MeanField:
    """The economy after a week; prices and wages relative to the base, money in USD mn a week.

    ``N`` economies, ``S`` sectors, ``G`` product groups; a cell is an economy and product group.

    Parameters
    ----------
    wage : (N,) float
        Wage that the next week starts with.
    tightness : (N,) float
        Labour used over labour force.
    log_supplier_price, log_expected_price : (N, G) float
        Log price of each cell's producers, and the one that buyers expect.
    capacity : Capacity
        What each cell can make without strain, and what has moved abroad.
    duty_factor : (N, N, G) float
        Change of landed over supplier prices by duties, as exporters last saw it.
    exporter_margin : (N, N, G) float
        Log of what exporters charge on a flow over their list price.
    landed_factor : (N, N, G) float
        Landed price over the list price of producers by both of these.
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
    log_retail_price, log_retail_cost : (N, G) float
        Log price to households, and the one at which distributors cover their cost.
    retail_profit : (N,) float
        What distributors earn between the two; owners get their part a week later.
    sales_at_cost : (N, G) float
        Distributors' cost of what households buy.
    consumer_price : (N,) float
        Households' price index.
    use_value : (N, N, G) float
        What is used, before duty, at suppliers' prices of the week.
    inventories : Inventories
        Stocks of each flow, goods on their way, orders over use.
    unemployment : (N,) float
        Part of the labour force out of work.
    decile_income : (N, H, 5) float
        What each tenth of households received, by source.
    decile_unemployment : (N, H) float
        Part of each tenth's labour out of work.
    sentiment : Sentiment
        Boycotts of the goods of other economies.
    opinion : Opinion
        What the tenths of households think of their government.
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
    beliefs : Beliefs
        What buyers believe of tariffs to come.
    barred : (N, N, G) float, optional
        Share of each flow that bans keep out; None where nothing is.
    """

    wage: Floats
    tightness: Floats
    log_supplier_price: Floats
    log_expected_price: Floats
    capacity: Capacity
    duty_factor: Floats
    exporter_margin: Floats
    landed_factor: Floats
    log_price: Floats
    mass: Floats
    strength: Floats
    quantity: Floats
    cash: Floats
    treasury: Floats
    importers_gain: Floats
    income: Floats
    log_retail_price: Floats
    log_retail_cost: Floats
    retail_profit: Floats
    sales_at_cost: Floats
    consumer_price: Floats
    use_value: Floats
    inventories: Inventories
    unemployment: Floats
    decile_income: Floats
    decile_unemployment: Floats
    sentiment: Sentiment
    opinion: Opinion
    customs_value: Floats
    unit_cost: Floats
    production_cost: Floats
    final_spending: Floats
    spending: Floats
    routing: Routing
    beliefs: Beliefs
    barred: Floats | None = None


def mean_field_base(accounts: Accounts, behaviour: Behaviour | None = None) -> MeanField:
    """Return the state of the base: every price one, every origin with its share, every stock as wanted.

    With the default parameters where none are given.
    """
    chosen = Behaviour() if behaviour is None else behaviour
    holding = stockholding(accounts, chosen.inventories)
    economies, cells = len(accounts.economies), accounts.absorption.shape
    share = accounts.base_share
    final_spending = accounts.taste * accounts.consumption[:, None] / WEEKS_PER_YEAR
    return MeanField(
        wage=np.ones(economies),
        tightness=np.ones(economies),
        log_supplier_price=np.zeros(cells),
        log_expected_price=np.zeros(cells),
        capacity=base_capacity(accounts),
        duty_factor=np.ones_like(share),
        exporter_margin=np.zeros_like(share),
        landed_factor=np.ones_like(share),
        log_price=np.zeros(cells),
        mass=share,
        strength=share,
        quantity=accounts.group_output / WEEKS_PER_YEAR,
        cash=np.zeros(economies),
        treasury=accounts.revenue / WEEKS_PER_YEAR,
        importers_gain=np.zeros(economies),
        income=accounts.consumption / WEEKS_PER_YEAR,
        log_retail_price=np.zeros(cells),
        log_retail_cost=np.zeros(cells),
        retail_profit=np.zeros(economies),
        sales_at_cost=final_spending,
        consumer_price=np.ones(economies),
        use_value=accounts.customs_value / WEEKS_PER_YEAR,
        inventories=base_inventories(accounts, holding),
        unemployment=np.zeros(economies),
        decile_income=np.zeros((economies, DECILES, len(SOURCES))),
        decile_unemployment=np.zeros((economies, DECILES)),
        sentiment=calm(economies),
        opinion=usual_opinion(economies, DECILES, chosen.approval.usual),
        customs_value=accounts.customs_value / WEEKS_PER_YEAR,
        unit_cost=np.ones(cells),
        production_cost=accounts.output / WEEKS_PER_YEAR,
        final_spending=final_spending,
        spending=accounts.absorption / WEEKS_PER_YEAR,
        routing=no_routing(accounts),
        beliefs=beliefs_at_rest(accounts, chosen.beliefs),
    )


def welfare(accounts: Accounts, state: MeanField) -> Floats:
    """Return (N,) welfare: real income of a week over that of the base.

    Equation (51): ``(income / base income) / consumer price``.
    """
    return np.asarray(state.income / (accounts.consumption / WEEKS_PER_YEAR) / state.consumer_price)


def disturbed(state: MeanField, log_wage: Floats) -> MeanField:
    """Return the state with wages moved by the given logs, to test for stability."""
    return replace(state, wage=state.wage * np.exp(log_wage))
