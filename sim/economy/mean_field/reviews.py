"""Reviews of relationships where there are infinitely many of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.economy.mean_field.state import MeanField
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
) -> tuple[Floats, Floats]:
    """Return mass and strength of each origin after a week's reviews.

    Equations (56) to (58): of the mass ``m`` of an origin a part ``h`` is reviewed; what exceeds ``pi``
    leaves, ``h max(0, m - pi)``, and is divided among the origins that hold too little in proportion to
    their gaps. Reviewed relationships that stay or arrive, ``r``, have the strength at which their price
    over a contract is the expected one: ``S' = (1 - h) S + r (e / landed price)^(1 - eta)``, landed at the
    expected tariffs.

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
    """
    share, obtained = sourcing_shares(accounts.base_share, expected_landed, accounts.theta)
    loss = loss_from_staying(expected_landed, obtained)
    hazard = weekly_hazard(
        loss,
        calm,
        behaviour.hazard_loss_response,
        behaviour.hazard_loss_power,
        behaviour.fastest_resourcing,
    )
    leaving = hazard * np.maximum(before.mass - share, 0.0)
    gap = np.maximum(share - before.mass, 0.0)
    all_gaps = gap.sum(axis=0)
    arriving = gap * (leaving.sum(axis=0) / np.where(all_gaps > 0.0, all_gaps, 1.0))
    reviewed = hazard * np.minimum(before.mass, share) + arriving
    price_power = obtained ** power_of_prices(behaviour.short_run_elasticity)
    strength = (1.0 - hazard) * before.strength + reviewed * price_power / contract_power
    return before.mass - leaving + arriving, strength
