"""What the economy around tells firms every week, and what it asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.model.state import State

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ReviewTerms:
    """Where buyers would source, and how often they reconsider.

    ``N`` economies, ``G`` product groups, ``M = N G`` markets; flows by origin, destination, group.

    Parameters
    ----------
    share, hazard : (N, N, G) float
        Sourcing share, equation (12), and probability of review in a week, equation (16).
    factor_power : (N, N, G) float
        Expected landed over list price to the power ``1 - eta``.
    obtained_power : (N, G) float
        Price that choosing afresh obtains, to the same power.
    start : (M,) float
        Where in [0, 1) the week's systematic sample of each market starts.
    entry, churn : float
        Acceptance of a firm that does not sell to the destination yet; part of those that stay with their
        origin that change supplier.
    """

    share: Floats
    hazard: Floats
    factor_power: Floats
    obtained_power: Floats
    start: Floats
    entry: float
    churn: float


@dataclass(frozen=True)
class TradeTerms:
    """What stands between buyer and supplier this week, by flow.

    Parameters
    ----------
    factor_power : (N, N, G) float
        Landed over list price to the power ``1 - eta``.
    customs_part, order, list_part : (N, N, G) float
        Part of spending that is not duty; orders over use; list price over the price charged.
    final_part : (N, G) float
        Part of the spending of each market's distributors that follows boycotts.
    kept : (N, N) float
        What boycotts leave of households' demand for an origin's goods, equation (73).
    """

    factor_power: Floats
    customs_part: Floats
    order: Floats
    list_part: Floats
    final_part: Floats
    kept: Floats


class Firms(Protocol):
    """The firms of the world with their accounts and relationships, however they are kept."""

    def set_prices(self, wage: Floats, congestion: Floats, speed: float) -> None:
        """Take (N,) wages and (N, G) congestion, equations (5) and (6)."""

    def origin_price(self) -> Floats:
        """Return (N, G) the price of each cell, equation (18)."""

    def review(self, terms: ReviewTerms, state: State) -> None:
        """Review relationships, equations (19) to (21) and (65); flows and their carries are the state's."""

    def pay_dividends(self, rate: float) -> None:
        """Hand a part of cash to owners."""

    def order(self, purchases: Floats) -> None:
        """Plan spending, equation (28), given (N, G) what distributors buy for households."""

    def ship(self, terms: TradeTerms, state: State) -> None:
        """Spend and ship, equations (32) to (34); use and mass of each flow are the state's."""

    def labour_used(self) -> Floats:
        """Return (N,) labour used at the going wage, USD mn."""

    def pay(self, rate: Floats) -> None:
        """Pay (N,) ``rate`` for each dollar of labour used, equation (41), and keep the profit."""

    def of_firms(self, name: str) -> Floats:
        """Return (F,) a column."""

    def of_accounts(self, name: str) -> Floats:
        """Return (Q,) a column."""

    def of_relationships(self, name: str) -> NDArray[np.generic]:
        """Return (R,) ``supplier`` or ``strength``."""
