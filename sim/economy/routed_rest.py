"""Where routing leaves the long run: the benchmark at the duties that are really paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.equilibrium import Equilibrium, NoEquilibriumError, long_run
from sim.economy.routing import at_rest, fees_received, no_routing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.economy.deficits import Closure
    from sim.economy.route_checks import RouteChecks
    from sim.scenario.behaviour import RoutingBehaviour
    from sim.world.accounts import Accounts

    Floats = NDArray[np.float64]

SETTLED = 1e-11
"""Largest change of what connectors are paid, over labour income, in the last round."""

MOST_ROUNDS = 40


def routed_long_run(
    accounts: Accounts,
    behaviour: RoutingBehaviour,
    tariff: Floats,
    deficits: Closure = "fixed",
    barred: Floats | None = None,
    checks: RouteChecks | None = None,
) -> Equilibrium:
    """Solve for the equilibrium on which the economy comes to rest when goods are routed.

    Buyers pay the effective duty of equation (64) and the fee; the duty stays in the destination,
    the fee goes to the connectors. To the solver both are tariffs, and fees are gifts from the destination
    to the connectors, found in some rounds because they depend on the flows.

    Parameters
    ----------
    accounts : Accounts
        The base.
    behaviour : RoutingBehaviour
        What routing costs and how much of it there is.
    tariff : (N, N, G) float
        Statutory rates, fractions.
    deficits : str
        Closure of the trade deficits.
    barred : (N, N, G) float, optional
        Share of each flow that bans keep out; nothing where left out.
    checks : RouteChecks, optional
        What is found out by route, where not the same everywhere.

    Returns
    -------
    Equilibrium
        Its ``tariff`` is duty and fee together; its ``transfer`` holds fees received less fees paid.

    Raises
    ------
    sim.economy.equilibrium.NoEquilibriumError
        As :func:`sim.economy.equilibrium.long_run`; or fees do not settle.
    """
    routing = at_rest(behaviour, no_routing(accounts), tariff, accounts.base_tariff, checks)
    if not routing.fee_rate.any():
        return long_run(accounts, routing.charge, deficits, barred=barred)
    gifts = np.zeros(len(accounts.economies))
    for _ in range(MOST_ROUNDS):
        rest = long_run(accounts, routing.charge, deficits, gifts=gifts, barred=barred)
        paid = (rest.customs_value * routing.fee_rate).sum(axis=(0, 2))
        new = fees_received(behaviour, routing, rest.customs_value) - paid
        change = float(np.abs((new - gifts) / accounts.labour_income).max())
        gifts = new
        if change < SETTLED:
            return rest
    raise NoEquilibriumError(f"fees of connectors do not settle: last change {change:.1e} of labour income")
