"""Everything that changes during a run, in one place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.approval import Opinion, usual_opinion
from sim.economy.beliefs import Beliefs, beliefs_at_rest
from sim.economy.capacity import Capacity, base_capacity
from sim.economy.extensive_margin import ExtensiveMargin, extensive_margin
from sim.economy.foresight import NOTHING_KNOWN, Outlook
from sim.economy.income import SOURCES
from sim.economy.inventories import Inventories, Stockholding, base_inventories
from sim.economy.routing import Routing, no_routing
from sim.economy.sentiment import Sentiment, calm
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.network import Network
from sim.scenario.behaviour import Behaviour
from sim.world.households import DECILES
from sim.world.streams import random_stream
from sim.world.world import Floats, World


@dataclass
class State:
    """Mutable state of the economy; only phases assign to it.

    Prices and wages are relative to the base, money is USD mn a week.
    ``N`` economies, ``G`` product groups, ``F`` producers, ``Q`` accounts, ``R``
    relationships, ``M`` markets.
    """

    tariff: Floats
    """(N, N, G) ad-valorem tariff in force, fraction."""
    barred: Floats | None
    """(N, N, G) share of each flow that bans keep out; None where nothing is barred."""
    ended: Floats | None
    """(N, N, G) part of an origin's relationships that bans end this week; None where nothing is barred."""
    effective_tariff: Floats
    """(N, N, G) duty that is paid on average on goods by their true origin, fraction."""
    routing: Routing
    """Goods declared as a connector's."""
    outlook: Outlook
    """What is known of tariffs to come."""
    wage: Floats
    """(N,) wage."""
    price: Floats
    """(F,) supplier price."""
    log_price: Floats
    """(F,) log of it."""
    price_power: Floats
    """(F,) it to the power one less the short-run elasticity, so that a relationship costs no exponential."""
    unit_cost: Floats
    """(F,) unit cost."""
    capacity: Capacity
    """What each industry can make without strain, and what has moved abroad."""
    duty_factor: Floats
    """(N, N, G) change of landed over supplier prices by duties, as exporters last saw it."""
    exporter_margin: Floats
    """(N, N, G) log of what exporters charge on a flow over their list price."""
    charged_over_list: Floats
    """(N, N, G) the same as a factor."""
    expected_price: Floats
    """(N, G) supplier price that buyers expect of an origin."""
    log_account_price: Floats
    """(Q,) log price index of each account."""
    strength: Floats
    """(R,) weight of a relationship times its quality to the power eta - 1."""
    supplier: NDArray[np.int32]
    """(R,) supplier of each relationship."""
    mass: Floats
    """(N, N, G) share of an origin's relationships in a market, at what their buyers spend at present."""
    worth: Floats
    """(N, N, G) what an origin's relationships in a market come to when last shipped, each by its weight."""
    worth_landed: Floats
    """(N, N, G) landed over list price at which they did."""
    origin_price: Floats
    """(N, G) list price of each origin at the last review, equation (18)."""
    review_carry: Floats
    """(N, N, G) rounding error of reviews."""
    leave_carry: Floats
    """(N, N, G) rounding error of departures."""
    sequence: Floats
    """(M, 2) low-discrepancy sequence that picks origins and firms."""
    switches: NDArray[np.int64]
    """(N, N, G) relationships won by an origin in a market this week."""
    extensive: ExtensiveMargin
    """Who deals with whom at all."""
    final_spending: Floats
    """(N, G) households' spending at retail prices."""
    final_purchases: Floats
    """(N, G) what distributors order for households, at landed prices."""
    retail_price: Floats
    """(N, G) price to households."""
    retail_cost: Floats
    """(N, G) price to households at which distributors cover their cost."""
    retail_profit: Floats
    """(N,) what distributors earn between the two in a week; owners get their part a week later."""
    income: Floats
    """(N, 5) pay, rebate, dividends, transfer, benefits (:data:`sim.economy.income.SOURCES`)."""
    decile_income: Floats
    """(N, H, 5) the same of each tenth of households."""
    decile_unemployment: Floats
    """(N, H) part of each tenth's labour out of work."""
    unemployment: Floats
    """(N,) part of the labour force out of work at the end of the week, above that of the base."""
    sentiment: Sentiment
    """Boycotts of the goods of other economies."""
    opinion: Opinion
    """What the tenths of households think of their government."""
    final_part: Floats
    """(Q,) part of each account's spending that follows boycotts."""
    account_spending: Floats
    """(Q,) spending on each account, duty included."""
    made_do: Floats | None
    """(N, G) what buyers with no origin left spend on services in place of goods; None where all have one."""
    production_cost: Floats
    """(F,) cost of the week's production: unit cost times last week's quantity."""
    distribution_labour: Floats
    """(N,) distributors' labour bill."""
    use_value: Floats
    """(N, N, G) what is used, before duty, at suppliers' prices of the week."""
    used: Floats
    """(K, N) spending of each kind of user (`Network.users`) on each origin, duty included."""
    kept: Floats
    """(N, N) what boycotts left of households' demand for an origin's goods this week."""
    kept_part: Floats
    """(N, G) part of the pulls on a market's pool that boycotts leave."""
    inventories: Inventories
    """Stocks of each flow, goods on their way, orders over use."""
    customs_value: Floats
    """(N, N, G) goods that arrive, before duty, at what their suppliers were paid."""
    duty: Floats
    """(N, N, G) tariff charged on arrival."""
    routing_fee: Floats
    """(N, N, G) what connectors are paid for goods passed on."""
    fees_received: Floats
    """(N,) the same by connector."""
    receipts: Floats
    """(F,) producers' sales before duty."""
    quantity: Floats
    """(F,) producers' sales at base prices."""
    cell_quantity: Floats
    """(N, G) the same by cell."""
    cell_price: Floats
    """(N, G) mean list price of what the producers of each cell sold; 1 where nothing is sold."""
    labour_bill: Floats
    """(N,) labour used at the going wage."""
    tightness: Floats
    """(N,) labour used over labour force."""
    cash: Floats
    """(F,) undistributed profit of each producer."""
    distribution_cash: Floats
    """(N,) undistributed profit of each economy's distributors."""
    treasury: Floats
    """(N,) tariff revenue not yet rebated."""
    importers_gain: Floats
    """(N,) duty that users paid importers less the duty that these paid, not yet paid out."""
    beliefs: Beliefs
    """What buyers believe of tariffs to come, and of who speaks of them."""
    expected_factor: Floats
    """(N, N, G) landed over supplier price that buyers expect over a contract, base = 1."""
    uncertainty: Floats
    """(N, N, G) standard deviation of its log."""


def base_state(
    world: World,
    network: Network,
    holding: Stockholding,
    behaviour: Behaviour,
    seed: int,
    replication: int,
) -> State:
    """Return the state of the base: every price one, every flow as in the world."""
    economies, groups = len(world.economies), len(world.groups)
    relationships = network.population.relationships
    producers = network.population.producers
    markets = economies * groups
    flows = (economies, economies, groups)
    generator = random_stream(seed, "rounding", replication)
    return State(
        tariff=world.base_tariff.copy(),
        barred=None,
        ended=None,
        made_do=None,
        effective_tariff=world.base_tariff,
        routing=no_routing(world),
        outlook=NOTHING_KNOWN,
        wage=np.ones(economies),
        price=np.ones(producers.count),
        log_price=np.zeros(producers.count),
        price_power=np.ones(producers.count),
        unit_cost=np.ones(producers.count),
        capacity=base_capacity(world),
        duty_factor=np.ones(flows),
        exporter_margin=np.zeros(flows),
        charged_over_list=np.ones(flows),
        expected_price=np.ones((economies, groups)),
        log_account_price=np.zeros(len(relationships.account_buyer)),
        strength=relationships.weight.copy(),
        supplier=relationships.supplier.copy(),
        mass=network.base_mass.copy(),
        worth=network.base_mass.copy(),
        worth_landed=np.ones(flows),
        origin_price=np.ones((economies, groups)),
        review_carry=generator.random(flows) - 0.5,
        leave_carry=np.zeros(flows),
        sequence=generator.random((markets, 2)),
        switches=np.zeros(flows, np.int64),
        extensive=extensive_margin(
            relationships.market_start,
            relationships.account_start,
            relationships.weight,
            relationships.supplier,
            network.supplier_origin,
            economies,
            groups,
        ),
        final_spending=np.zeros((economies, groups)),
        final_purchases=np.zeros((economies, groups)),
        retail_price=np.ones((economies, groups)),
        retail_cost=np.ones((economies, groups)),
        retail_profit=np.zeros(economies),
        income=np.zeros((economies, len(SOURCES))),
        decile_income=np.zeros((economies, DECILES, len(SOURCES))),
        decile_unemployment=np.zeros((economies, DECILES)),
        unemployment=np.zeros(economies),
        sentiment=calm(economies),
        opinion=usual_opinion(economies, DECILES, behaviour.approval.usual),
        final_part=np.zeros(len(relationships.account_buyer)),
        account_spending=network.account_weight
        * world.absorption.ravel()[network.market_of_account]
        / WEEKS_PER_YEAR,
        production_cost=producers.base_sales / WEEKS_PER_YEAR,
        distribution_labour=world.margin * world.margin_labour_share / WEEKS_PER_YEAR,
        use_value=world.customs_value / WEEKS_PER_YEAR,
        used=np.zeros((len(network.users.sector), economies)),
        kept=np.ones((economies, economies)),
        kept_part=np.ones((economies, groups)),
        inventories=base_inventories(world, holding),
        customs_value=world.customs_value / WEEKS_PER_YEAR,
        duty=world.duty / WEEKS_PER_YEAR,
        routing_fee=np.zeros(flows),
        fees_received=np.zeros(economies),
        receipts=producers.base_sales / WEEKS_PER_YEAR,
        quantity=producers.base_sales / WEEKS_PER_YEAR,
        cell_quantity=network.by_cell(producers.base_sales) / WEEKS_PER_YEAR,
        cell_price=np.ones((economies, groups)),
        labour_bill=world.labour_income / WEEKS_PER_YEAR,
        tightness=np.ones(economies),
        cash=np.zeros(producers.count),
        distribution_cash=np.zeros(economies),
        treasury=world.revenue / WEEKS_PER_YEAR,
        importers_gain=np.zeros(economies),
        beliefs=beliefs_at_rest(world, behaviour.beliefs),
        expected_factor=np.ones(flows),
        uncertainty=np.zeros(flows),
    )
