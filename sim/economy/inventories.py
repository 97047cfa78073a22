"""Stocks of imported goods: what buyers want to hold, what they hold, how stocks move.

The stock of a flow is the sum over its relationships. The rule is linear between its bounds, so that
holding it by flow rather than by relationship costs nothing and the mean field is the same code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.economy.transit import arrived, on_the_way, transit_weeks
from sim.scenario.behaviour import InventoryBehaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

DURABLE = frozenset(
    ("C16", "C23", "C24A", "C24B", "C25", "C26", "C27", "C28", "C29", "C301", "C302T309", "C31T33")
)
"""ICIO sectors of durable goods: wood, minerals, metals, machines, electronics, vehicles, furniture."""

NOT_STORED = frozenset(("mining_services", "services"))
"""Product groups that cannot be put in a warehouse."""


@dataclass(frozen=True)
class Stockholding:
    """What buyers want to hold and how long goods travel.

    Parameters
    ----------
    behaviour : InventoryBehaviour
        Parameters.
    target : (N, N, G) float
        Weeks of use that buyers want at hand.
    transit : (N, N) int
        Weeks from shipment to arrival.
    goods : (G,) bool
        What travels and can be stored.
    """

    behaviour: InventoryBehaviour
    target: Floats
    transit: Integers
    goods: NDArray[np.bool_]

    @cached_property
    def ways(self) -> tuple[Integers, ...]:
        """Places of the flows that take one week, two weeks and so on."""
        return on_the_way(self.transit, self.goods)

    @cached_property
    def position(self) -> Floats:
        """(N, N, G) weeks of use that buyers want at hand and on the way."""
        return np.asarray(self.target + self.transit[:, :, None] * self.goods)


@dataclass(frozen=True)
class Inventories:
    """Stocks after a week, by flow; quantities are USD mn at base prices.

    Parameters
    ----------
    on_hand, in_transit : (N, N, G) float
        Quantity that buyers hold; quantity shipped and not yet there.
    use : (N, N, G) float
        Quantity used last week.
    shipped, shipped_value : tuple of (N, N, G) float
        Quantities and values shipped this week, last week and so on, as far back as the longest way;
        values are what suppliers were paid, USD mn a week.
    order : (N, N, G) float
        Orders over use this week.
    """

    on_hand: Floats
    in_transit: Floats
    use: Floats
    shipped: tuple[Floats, ...]
    shipped_value: tuple[Floats, ...]
    order: Floats


def stockholding(accounts: Accounts, behaviour: InventoryBehaviour) -> Stockholding:
    """Return what buyers want to hold: weeks of use of every good from abroad, nothing of the rest.

    Goods made at home come as they are needed: with stocks of them, too, orders would chase each other
    round the input-output chain.
    """
    economies = len(accounts.economies)
    goods = np.array([group not in NOT_STORED for group in accounts.groups])
    if not behaviour.on:
        nothing = np.zeros((economies, economies, len(goods)))
        return Stockholding(behaviour, nothing, np.zeros((economies, economies), np.int64), goods)
    durable = np.array([accounts.sectors[sector] in DURABLE for sector in accounts.sector_of_group])
    weeks = np.where(durable, behaviour.durable_weeks, behaviour.nondurable_weeks) * goods
    target = np.repeat(np.repeat(weeks[None, None], economies, axis=0), economies, axis=1)
    target[np.arange(economies), np.arange(economies)] = 0.0
    return Stockholding(behaviour, target, transit_weeks(accounts, behaviour.kilometres_a_week), goods)


def base_inventories(accounts: Accounts, holding: Stockholding) -> Inventories:
    """Return the stocks of the base: every target met, as much arriving as is used."""
    use = accounts.customs_value / WEEKS_PER_YEAR
    weeks = len(holding.ways) + 1
    return Inventories(
        on_hand=holding.target * use,
        in_transit=holding.transit[:, :, None] * holding.goods * use,
        use=use,
        shipped=(use,) * weeks,
        shipped_value=(use,) * weeks,
        order=np.ones_like(use),
    )


def moved(
    inventories: Inventories, mass: Floats, mass_after: Floats, barred: Floats | None = None
) -> Inventories:
    """Return the stocks after reviews: relationships that change their supplier take theirs along.

    Equation (22): of an origin that lost the part ``x`` of its relationships, the part ``x`` of its
    stock at hand and on the way goes to the origins that won some, in proportion. It is taken
    from the stock at hand, as far as that goes: goods on the way cannot be turned round. Of an origin
    that is barred whole, the goods that still arrive go to the origins that hold the market.

    Parameters
    ----------
    inventories : Inventories
        Stocks before.
    mass, mass_after : (N, N, G) float
        Share of each origin in a market's relationships before and after the week's reviews.
    barred : (N, N, G) float, optional
        Barred share of each flow; None where nothing is.
    """
    if barred is not None:
        inventories = _handed_on(inventories, mass_after, barred)
    if np.array_equal(mass, mass_after):
        return inventories
    change = mass_after - mass
    left = np.maximum(-change, 0.0) / np.where(mass > 0.0, mass, 1.0)
    won = np.maximum(change, 0.0)
    total = won.sum(axis=0)
    won /= np.where(total > 0.0, total, 1.0)
    left *= total > 0.0
    held = np.maximum(inventories.on_hand, 0.0)
    taken = np.minimum(left * (held + inventories.in_transit), held)
    used = left * inventories.use
    return replace(
        inventories,
        on_hand=inventories.on_hand - taken + won * taken.sum(axis=0),
        use=inventories.use - used + won * used.sum(axis=0),
    )


def _handed_on(inventories: Inventories, mass: Floats, barred: Floats) -> Inventories:
    """Stocks of origins barred whole, which nobody may reorder, pass to those that hold the market."""
    holders = np.where(barred >= 1.0, 0.0, mass)
    total = holders.sum(axis=0)
    stranded = np.where((barred >= 1.0) & (total > 0.0), np.maximum(inventories.on_hand, 0.0), 0.0)
    if not stranded.any():
        return inventories
    taken_over = holders / np.where(total > 0.0, total, 1.0) * stranded.sum(axis=0)
    return replace(inventories, on_hand=inventories.on_hand - stranded + taken_over)


def outlay_on_stocks(use: Floats, shipped: Floats, arrived: Floats, charge: Floats) -> Floats:
    """Return (N,) what each economy's distributors spend on stocks beyond what users pay them.

    Equation (39): users pay for what they use at today's prices and today's duty; distributors, who
    are importers of record, pay suppliers for what is shipped and duty on what arrives.

    Parameters
    ----------
    use, shipped, arrived : (N, N, G) float
        Values before duty, USD mn a week.
    charge : (N, N, G) float
        Duty and fees of routing that are paid, fractions.
    """
    return np.asarray(((shipped - use) + charge * (arrived - use)).sum(axis=(0, 2)))


def importers_gain(use: Floats, arrived: Floats, charge: Floats) -> Floats:
    """Return (N,) the duty that users paid their importers less the duty that these paid.

    Equation (40): ``sum_og charge (used - arrived)``, what importers gain while they sell at
    today's duty what came in before it. They pay it out to their economy's households in the week
    after, as the treasury does with duty: who owns a warehouse does not change what an economy can spend.

    Parameters
    ----------
    use, arrived : (N, N, G) float
        Values before duty, USD mn a week.
    charge : (N, N, G) float
        Duty and fees of routing that are paid, fractions.
    """
    return np.asarray((charge * (use - arrived)).sum(axis=(0, 2)))


def after_week(
    holding: Stockholding, inventories: Inventories, order: Floats, use: Floats, price: Floats
) -> Inventories:
    """Return the stocks at the end of a week.

    Equation (38): what suppliers shipped ``L`` weeks ago arrives, what is used leaves.

    Parameters
    ----------
    holding : Stockholding
        Transit.
    inventories : Inventories
        Stocks after the week's reviews.
    order : (N, N, G) float
        Orders over use.
    use : (N, N, G) float
        Value of what is used at suppliers' prices of the week, USD mn a week.
    price : (N, N, G) float
        Mean price that the suppliers of each flow charge, base = 1.
    """
    quantity = use / price
    weeks = len(inventories.shipped)
    shipped = (quantity * order, *inventories.shipped)[:weeks]
    received = arrived(shipped, holding.ways)
    return Inventories(
        on_hand=inventories.on_hand + received - quantity,
        in_transit=inventories.in_transit + shipped[0] - received,
        use=quantity,
        shipped=shipped,
        shipped_value=(use * order, *inventories.shipped_value)[:weeks],
        order=order,
    )
