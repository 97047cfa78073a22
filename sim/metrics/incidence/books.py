"""What households of every economy earn and pay, and what its firms use and make, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sim.metrics.axes import CLOSING_WEEKS, WEEKS_PER_YEAR, Floats, positions
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.states import by_economy, by_group
from sim.metrics.once import once
from sim.records.tables import ARMS


@dataclass(frozen=True, eq=False)
class Books:
    """Books of ``I`` economies in ``T`` weeks, the state after and the one before: scenario and reference.

    Money is USD million a year, prices are relative to the base.

    Parameters
    ----------
    price : (2, I, T) float
        Consumer price.
    spending : (2, I, T) float
        What households spend.
    transfer, fees : (2, I, T) float
        Received from abroad: what finances the trade deficit; fees of routing, less those paid.
    labour : (2, I, T) float
        Pay of the labour force if all of it had work.
    employed, at_work : (2, I, T) float
        Part of the labour force that has work; labour used over labour force.
    ahead : (2, I, T) float
        Output less that of the week before, at today's prices: its inputs are bought in the week after.
    """

    price: Floats
    spending: Floats
    transfer: Floats
    fees: Floats
    labour: Floats
    employed: Floats
    at_work: Floats
    ahead: Floats

    def of(self, economies: Sequence[int], weeks: slice) -> Books:
        """Return the books of some economies and weeks."""
        return Books(*(getattr(self, each.name)[:, list(economies), weeks] for each in fields(self)))


@once
def books_of_run(evidence: Evidence) -> Books:
    """Read the books of every economy in every week."""
    labour, unemployed, spending, transfer = by_economy(
        evidence, "households", "labour_income", "unemployment", "spending", "transfer"
    )
    employed = 1.0 - unemployed
    return Books(
        price=by_economy(evidence, "prices", "consumer_price")[0],
        spending=WEEKS_PER_YEAR * spending,
        transfer=WEEKS_PER_YEAR * transfer,
        fees=WEEKS_PER_YEAR * _fees(evidence),
        labour=WEEKS_PER_YEAR * labour / employed,
        employed=employed,
        at_work=1.0 + by_economy(evidence, "welfare", "employment_gap")[0],
        ahead=WEEKS_PER_YEAR * _ahead_of_inputs(evidence),
    )


@once
def books_of_the_long_run(evidence: Evidence) -> Books:
    """Return the books of every economy in the long run without frictions, against those of the base."""
    late = evidence.axes.closing(CLOSING_WEEKS)
    # Nothing moves without the measures, so that the reference is the base.
    run = books_of_run(evidence)
    consumption, transfer = (
        each[1, :, late].mean(axis=1) for each in (run.spending / run.price, run.transfer)
    )
    columns = ("welfare", "consumer_price", "transfer")
    welfare, price, received = (long_run_of_economies(evidence, name) for name in columns)
    ones = np.ones((2, len(price), 1))
    spending = _beside(welfare * consumption * price, consumption)
    return Books(
        price=_beside(price, ones[0, :, 0]),
        spending=spending,
        transfer=_beside(WEEKS_PER_YEAR * received, transfer),
        fees=0.0 * ones,
        labour=spending,
        employed=ones,
        at_work=ones,
        ahead=0.0 * ones,
    )


def long_run_of_economies(evidence: Evidence, column: str) -> Floats:
    """Return (N,) a column of the table of the long run by economy."""
    frame = evidence.run.tables["benchmark_welfare"].select("economy", column).collect()
    found = np.full(len(evidence.axes.economies), np.nan)
    found[positions(frame["economy"], evidence.axes.economies)] = frame[column].to_numpy()
    return found


def _beside(after: Floats, before: Floats) -> Floats:
    """(2, N, 1) both states, of one week."""
    return np.stack([after, before])[..., None]


def _fees(evidence: Evidence) -> Floats:
    """(2, N, W) fees of routing received less fees paid, USD mn a week."""
    axes = evidence.axes
    columns = ("arm", "connector", "destination", "week", "fee")
    frame = evidence.run.tables["routing"].select(columns).collect()
    arm, week, fee = (
        positions(frame["arm"], ARMS),
        axes.week_positions(frame["week"]),
        frame["fee"].to_numpy(),
    )
    shape = (2, len(axes.economies), len(axes.weeks))
    received, paid = (
        np.bincount(
            np.ravel_multi_index((arm, positions(frame[who], axes.economies), week), shape),
            weights=fee,
            minlength=int(np.prod(shape)),
        ).reshape(shape)
        for who in ("connector", "destination")
    )
    return np.asarray(received - paid, dtype=np.float64)


def _ahead_of_inputs(evidence: Evidence) -> Floats:
    """(2, N, W) what is sold beyond the quantity of the week before: its inputs are bought next week."""
    sales, price = by_group(evidence, "firms", "sales", "price")
    last_quantity = sales[..., :-1] / price[..., :-1]
    ahead = np.zeros_like(sales)
    ahead[..., 1:] = sales[..., 1:] - last_quantity * price[..., 1:]
    total: Floats = np.nansum(ahead, axis=2)
    return total
