"""Reviews of relationships where there are infinitely many of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.economy.bans import markets_without_origin, newly_barred, open_share
from sim.economy.mean_field.state import MeanField
from sim.economy.selection import worth_of_arrivals, worth_of_incumbents
from sim.economy.sourcing import (
    loss_from_staying,
    power_of_prices,
    sourcing_shares,
    weekly_hazard,
)
from sim.scenario.behaviour import Behaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def review_pools(
    accounts: Accounts,
    behaviour: Behaviour,
    expected_landed: Floats,
    contract_power: Floats,
    calm: Floats,
    before: MeanField,
    barred: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Return mass and strength of each origin after a week's reviews.

    Equations (56) to (58): of the mass ``m`` of an origin a part ``h`` is reviewed; what exceeds ``pi``
    leaves, ``h max(0, m - pi)``, and is divided among the origins that hold too little in proportion to
    their gaps. Reviewed relationships that stay or arrive, ``r``, have the strength at which their price
    over a contract is the expected one: ``S' = (1 - h) S + r (e / landed price)^(1 - eta)``, landed at the
    expected tariffs.

    With selection, equations (175) and (176), those that arrive and those that stay have prices of their own.

    Equation (81): where a ban begins, the part ``f`` of an origin's relationships is gone before that,
    ``(1 - f) m`` and ``(1 - f) S`` stand for ``m`` and ``S``, and they arrive elsewhere like those that
    leave.

    Parameters
    ----------
    accounts : Accounts
        The base.
    behaviour : Behaviour
        The scenario's parameters.
    expected_landed : (N, N, G) float
        Landed price of each origin, both price and tariff expected.
    contract_power : (N, N, G) float
        Landed price at today's supplier prices and expected tariffs, to the power ``1 - eta``.
    calm : (N, N, G) float
        Reconsiderations a year of relationships that nothing is lost by keeping.
    before : MeanField
        The economy a week earlier.
    barred : (N, N, G) float, optional
        Share of each flow that bans keep out this week; None where nothing is.
    """
    varieties = open_share(accounts.base_share, barred)
    share, obtained = sourcing_shares(varieties, expected_landed, accounts.theta)
    loss = loss_from_staying(expected_landed, obtained)
    hazard = weekly_hazard(
        loss,
        calm,
        behaviour.hazard_loss_response,
        behaviour.hazard_loss_power,
        behaviour.fastest_resourcing,
    )
    mass, strength, ended = before.mass, before.strength, newly_barred(before.barred, barred)
    evicted: Floats | float = 0.0
    if ended is not None:
        if (without := markets_without_origin(accounts.base_share, barred)) is not None:
            # nowhere to go to: relationships sleep until the ban ends
            ended, hazard = np.where(without, 0.0, ended), np.where(without, 0.0, hazard)
        evicted = (ended * mass).sum(axis=0)
        mass, strength = (1.0 - ended) * mass, (1.0 - ended) * strength
    leaving = hazard * np.maximum(mass - share, 0.0)
    gap = np.maximum(share - mass, 0.0)
    all_gaps = gap.sum(axis=0)
    arriving = gap * ((leaving.sum(axis=0) + evicted) / np.where(all_gaps > 0.0, all_gaps, 1.0))
    reviewed = hazard * np.minimum(mass, share) + arriving
    power = power_of_prices(behaviour.short_run_elasticity)
    price_power = obtained**power
    if not behaviour.selection.on:
        strength = (1.0 - hazard) * strength + reviewed * price_power / contract_power
        return mass - leaving + arriving, strength
    come = worth_of_arrivals(
        mass, strength * contract_power, share, price_power, 1.0 + power / accounts.theta
    )
    stay = worth_of_incumbents(mass, share, price_power, come)
    worth = hazard * np.minimum(mass, share) * stay + arriving * come
    return mass - leaving + arriving, (1.0 - hazard) * strength + worth / contract_power
