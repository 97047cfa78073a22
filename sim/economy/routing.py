"""Routing: goods of a taxed origin that are declared as another economy's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.connectors import Connectors, connectors_of

if TYPE_CHECKING:
    from sim.economy.route_checks import RouteChecks
    from sim.scenario.behaviour import RoutingBehaviour
    from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

NOTHING_LEFT = 1e-9
"""A routed share below this has gone."""


@dataclass(frozen=True)
class Routing:
    """How much of every flow is declared as a connector's, and what that makes of its duty.

    ``N`` economies, ``G`` product groups, ``K`` connectors of a flow. Index order connector,
    true origin, destination, group.

    Parameters
    ----------
    connectors : Connectors
        Which economies can lend their name to a flow; fixed.
    statutory : (N, N, G) float
        Rates for which routes were worked out, fractions of the customs value.
    routes : (4, R) int
        Places in (K, N, N, G) of the routes on which anything travels or will: few of all there are.
    wanted_on, share_on : (R,) float
        Part of a flow that would be routed in the end, and that is routed now, on each of these routes.
    duty_rate : (N, N, G) float
        Duty that is paid on average on goods by their true origin, penalties included.
    fee_rate : (N, N, G) float
        What connectors are paid for passing the goods on, fraction of the customs value.
    checks : RouteChecks, optional
        What customs finds out by route; None where the scenario's parameters hold for all.
    """

    connectors: Connectors
    statutory: Floats
    routes: NDArray[np.int64]
    wanted_on: Floats
    share_on: Floats
    duty_rate: Floats
    fee_rate: Floats
    checks: RouteChecks | None = None

    @cached_property
    def charge(self) -> Floats:
        """(N, N, G) duty and fee on goods by their true origin, fraction of the customs value."""
        return self.duty_rate + self.fee_rate

    @property
    def share(self) -> Floats:
        """(K, N, N, G) part of a flow that is routed now."""
        everywhere = np.zeros(self.connectors.economy.shape)
        everywhere[tuple(self.routes)] = self.share_on
        return everywhere

    @cached_property
    def connector(self) -> NDArray[np.int64]:
        """(R,) connector of each route in use."""
        return np.asarray(self.connectors.economy[tuple(self.routes)])

    def found_out(self, behaviour: RoutingBehaviour) -> tuple[Floats, Floats]:
        """(R,) part of the goods on each route in use that customs finds out; penalty on these, fractions."""
        if self.checks is None:
            count = len(self.share_on)
            return np.full(count, behaviour.detected), np.full(count, behaviour.penalty)
        at = tuple(self.routes)
        return self.checks.detected[at], self.checks.penalty[at]

    def by_flow(self, amounts: Floats) -> Floats:
        """(N, N, G) sums over the routes of each flow of (R,) amounts."""
        shape = self.statutory.shape
        flow = np.ravel_multi_index(tuple(self.routes[1:]), shape)
        sums = np.bincount(flow, weights=amounts, minlength=self.statutory.size)
        return np.asarray(sums.reshape(shape), dtype=np.float64)


def no_routing(accounts: Accounts) -> Routing:
    """Return the base, where goods are what they are declared as."""
    tariff, nothing = accounts.base_tariff, np.zeros(0)
    nowhere = np.zeros((4, 0), np.int64)
    return Routing(connectors_of(accounts), tariff, nowhere, nothing, nothing, tariff, np.zeros_like(tariff))


def log_gain(
    behaviour: RoutingBehaviour, connectors: Connectors, tariff: Floats, checks: RouteChecks | None = None
) -> Floats:
    """Return by how much the landed price falls on goods that are routed, log.

    Routed goods pay the connector's rate, or, when they are found out, their own and a penalty; and a fee:
    ``log((1 + t[o]) / (1 + (1 - chi) t[c] + chi (t[o] + phi) + f))``.

    Parameters
    ----------
    behaviour : RoutingBehaviour
        Part detected ``chi``, penalty ``phi``, fee ``f``.
    connectors : Connectors
        Connector of every flow, (K, N, N, G).
    tariff : (N, N, G) float
        Statutory rates, fractions.
    checks : RouteChecks, optional
        What is found out by route, where not the same everywhere.

    Returns
    -------
    (K, N, N, G) float
        Positive where routing is the cheaper.
    """
    found_out = behaviour.detected if checks is None else checks.detected
    penalty = behaviour.penalty if checks is None else checks.penalty
    via = (1.0 - found_out) * connectors.rate_of(tariff)
    via += found_out * (tariff + penalty) + behaviour.fee
    return np.asarray(np.log((1.0 + tariff) / (1.0 + via)))


def wanted_share(
    behaviour: RoutingBehaviour,
    connectors: Connectors,
    tariff: Floats,
    base_tariff: Floats,
    checks: RouteChecks | None = None,
) -> Floats:
    """Return the part of a flow that would be routed in the end.

    Equation (62): ``R = min(ceiling sigma, cover M[c] / M[o]) (1 - exp(-u / scale))`` of the gain ``u``
    less ``max(0, log((1 + t0[o]) / (1 + t0[c])))``, and nothing where that is not positive. ``sigma`` is how
    well a connector suits (:mod:`sim.economy.connectors`), ``M`` the base flows to the destination: goods are
    hidden among the connector's own.

    Parameters
    ----------
    behaviour : RoutingBehaviour
        Ceiling, cover, scale; what enters the gain.
    connectors : Connectors
        Connector of every flow, (K, N, N, G).
    tariff, base_tariff : (N, N, G) float
        Statutory rates now and in the base, fractions. Differences of the base are not exploited:
        what keeps goods from it there, rules of origin for one, stays, and routing has its cost besides.
    checks : RouteChecks, optional
        What is found out by route, where not the same everywhere.

    Returns
    -------
    (K, N, N, G) float
        Fraction of the flow; zero at base tariffs.
    """
    barrier = np.maximum(np.log((1.0 + base_tariff) / (1.0 + connectors.rate_of(base_tariff))), 0.0)
    gain = np.maximum(log_gain(behaviour, connectors, tariff, checks) - barrier, 0.0)
    room = np.minimum(
        behaviour.ceiling * connectors.suitability, behaviour.cover * connectors.own_over_routed
    )
    return np.asarray(room * -np.expm1(-gain / behaviour.gain_scale))


def rerouted(
    behaviour: RoutingBehaviour,
    before: Routing,
    tariff: Floats,
    base_tariff: Floats,
    checks: RouteChecks | None = None,
) -> Routing:
    """Return routing a week later.

    Equation (63): the share moves towards the wanted one, ``r' = r + s (R - r)``, slowly up, since
    premises, papers and partners have to be found, and fast down.

    Parameters
    ----------
    behaviour : RoutingBehaviour
        Speeds ``build_up`` and ``withdrawal`` and all else.
    before : Routing
        A week earlier.
    tariff, base_tariff : (N, N, G) float
        Statutory rates of the week and of the base, fractions.
    checks : RouteChecks, optional
        What is found out by route this week, where not the same everywhere.
    """
    if not behaviour.on:
        return replace(before, statutory=tariff, duty_rate=tariff)
    same_rates = tariff is before.statutory or np.array_equal(tariff, before.statutory)
    if not same_rates or checks is not before.checks:
        before = _on_new_routes(behaviour, before, tariff, base_tariff, checks)
    elif before.share_on is before.wanted_on:
        return before
    gap = before.wanted_on - before.share_on
    if (np.abs(gap) > NOTHING_LEFT).any():
        speed = np.where(gap > 0.0, behaviour.build_up, behaviour.withdrawal)
        return routed(behaviour, replace(before, share_on=before.share_on + speed * gap))
    return routed(behaviour, replace(before, share_on=before.wanted_on))


def at_rest(
    behaviour: RoutingBehaviour,
    before: Routing,
    tariff: Floats,
    base_tariff: Floats,
    checks: RouteChecks | None = None,
) -> Routing:
    """Return routing once it has come to rest at constant tariffs, (N, N, G) fractions."""
    if not behaviour.on:
        return replace(before, statutory=tariff, duty_rate=tariff)
    settled = _on_new_routes(behaviour, before, tariff, base_tariff, checks)
    return routed(behaviour, replace(settled, share_on=settled.wanted_on))


def routed(behaviour: RoutingBehaviour, routing: Routing) -> Routing:
    """Return routing with the duty and the fee that its shares amount to.

    Equation (64): on goods of the true origin the destination levies
    ``t - sum_c r[c] ((1 - chi)(t - t[c]) - chi phi)`` of the customs value, and ``f sum_c r[c]`` goes to
    the connectors.
    """
    tariff = routing.statutory
    if not routing.share_on.any():
        return replace(routing, duty_rate=tariff, fee_rate=np.zeros_like(tariff))
    _, origin, destination, group = routing.routes
    own, lent = tariff[origin, destination, group], tariff[routing.connector, destination, group]
    found_out, penalty = routing.found_out(behaviour)
    evaded = (1.0 - found_out) * (own - lent) - found_out * penalty
    return replace(
        routing,
        duty_rate=tariff - routing.by_flow(routing.share_on * evaded),
        fee_rate=behaviour.fee * routing.by_flow(routing.share_on),
    )


def fees_received(behaviour: RoutingBehaviour, routing: Routing, customs_value: Floats) -> Floats:
    """Return (N,) what connectors are paid for goods passed on, in the unit of the flows.

    Parameters
    ----------
    behaviour : RoutingBehaviour
        The fee.
    routing : Routing
        Shares routed.
    customs_value : (N, N, G) float
        Flows by true origin, before duty.
    """
    _, origin, destination, group = routing.routes
    fees = behaviour.fee * routing.share_on * customs_value[origin, destination, group]
    sums = np.bincount(routing.connector, weights=fees, minlength=len(customs_value))
    return np.asarray(sums, dtype=np.float64)


def _on_new_routes(
    behaviour: RoutingBehaviour,
    before: Routing,
    tariff: Floats,
    base_tariff: Floats,
    checks: RouteChecks | None,
) -> Routing:
    """Routing at new rates or checks, with what was routed before and what will be."""
    share = before.share
    wanted = wanted_share(behaviour, before.connectors, tariff, base_tariff, checks)
    routes = np.stack(np.nonzero((share > 0.0) | (wanted > 0.0)))
    at = tuple(routes)
    return replace(
        before, statutory=tariff, routes=routes, wanted_on=wanted[at], share_on=share[at], checks=checks
    )
