"""Trade and books of some economies in two states: all that a change of their welfare can come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.metrics.axes import WEEKS_PER_YEAR, Floats, over, positions
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.books import Books, books_of_run, books_of_the_long_run
from sim.metrics.incidence.long_run_prices import all_theta, long_run
from sim.metrics.incidence.price_index import log_of
from sim.metrics.incidence.purchases import Purchases, base_values, bought, log_ratio, sold
from sim.metrics.incidence.states import buyers_cost
from sim.metrics.once import once
from sim.records.tables import ARMS


@dataclass(frozen=True, eq=False)
class Accounts:
    """Accounts of ``I`` economies in ``T`` weeks.

    The leading axis of length two holds the state after and the one before: the scenario and its reference,
    or the long run and the base. Money is USD million a year, prices are relative to the base.

    Parameters
    ----------
    abroad : (N, I, 1, 1) float
        One for other economies, zero for the one itself.
    theta : (G + 1,) float
        Trade elasticities.
    books : Books
        What households earn and pay, what firms use and make.
    bought : Purchases
        What arrives from each origin, home included.
    log_cost : (2, I, G + 1, T) float
        Log of what buyers pay for each product group over all origins.
    sold, sold_log_price : (2, N, I, G + 1, T) float
        What sets out to each destination, before duty, and the log of the price charged.
    paid : (2, I, T) float
        What suppliers abroad are paid for what sets out.
    drawn, landed_price : (2, N, I, T) float
        Goods of an origin used beyond what arrives, at prices of the base; what arrivals cost landed.
    """

    abroad: Floats
    theta: Floats
    books: Books
    bought: Purchases
    log_cost: Floats
    sold: Floats
    sold_log_price: Floats
    paid: Floats
    drawn: Floats
    landed_price: Floats


def accounts_of_run(
    evidence: Evidence, arrived: Purchases, economies: Sequence[int], weeks: slice
) -> Accounts:
    """Read the accounts of some economies in some weeks.

    Parameters
    ----------
    evidence : Evidence
        A run.
    arrived : Purchases
        What they buy in these weeks.
    economies : sequence of int
        Positions of the ``I`` economies.
    weeks : slice
        Positions of the ``T`` weeks.
    """
    panel, home = evidence.panel, list(economies)
    foreign = _foreign(len(evidence.axes.economies), home)
    shipped = bought(panel, "shipped_value", home, weeks) * foreign
    value, index, sets_out = (
        sold(panel, column, home, weeks) for column in ("customs_value", "quantity_index", "shipped_value")
    )
    base = np.swapaxes(base_values(evidence), 0, 1)[:, home, :, None]
    quantity, cost = (each[:, :, :, :-1].sum(axis=3) for each in (arrived.quantity, arrived.spending))
    use = WEEKS_PER_YEAR * _use(evidence)[:, :, home, weeks]
    return Accounts(
        abroad=foreign,
        theta=all_theta(evidence),
        books=books_of_run(evidence).of(home, weeks),
        bought=arrived,
        log_cost=log_of(buyers_cost(evidence)[:, home, :, weeks]),
        sold=WEEKS_PER_YEAR * sets_out * foreign,
        sold_log_price=log_ratio(WEEKS_PER_YEAR * value, base * index),
        paid=WEEKS_PER_YEAR * shipped.sum(axis=(1, 3)),
        drawn=np.where(use > 0.0, use - quantity, 0.0),
        landed_price=over(cost, quantity, 0.0),
    )


def accounts_of_the_long_run(evidence: Evidence) -> Accounts:
    """Return the accounts of every economy in the long run without frictions, against those of the base."""
    rest = long_run(evidence)
    count = rest.cost.shape[0]
    foreign = _foreign(count, range(count))
    flows, log_price = rest.bought.value, rest.bought.log_price
    return Accounts(
        abroad=foreign,
        theta=all_theta(evidence),
        books=books_of_the_long_run(evidence),
        bought=rest.bought,
        log_cost=np.stack([rest.cost, np.zeros_like(rest.cost)])[..., None],
        sold=np.swapaxes(flows, 1, 2) * foreign,
        sold_log_price=np.swapaxes(log_price, 1, 2),
        paid=(flows * foreign).sum(axis=(1, 3)),
        drawn=np.zeros((2, count, count, 1)),
        landed_price=np.ones((2, count, count, 1)),
    )


def _foreign(count: int, home: Sequence[int]) -> Floats:
    """(N, I, 1, 1) one for other economies, zero for an economy itself."""
    foreign = np.ones((count, len(home), 1, 1))
    foreign[list(home), np.arange(len(home))] = 0.0
    return foreign


@once
def _use(evidence: Evidence) -> Floats:
    """(2, N, N, W) goods from abroad that are used, at prices of the base, USD mn a week; zero at home."""
    axes = evidence.axes
    columns = ("arm", "origin", "destination", "week", "use")
    frame = evidence.run.tables["inventories"].select(columns).collect()
    economies = len(axes.economies)
    use = np.zeros((2, economies, economies, len(axes.weeks)))
    origin, destination = (positions(frame[name], axes.economies) for name in ("origin", "destination"))
    use[positions(frame["arm"], ARMS), origin, destination, axes.week_positions(frame["week"])] = frame["use"]
    return use
