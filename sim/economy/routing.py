"""Routing: goods of a taxed origin that are declared as another economy's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.connectors import Connectors, connectors_of

if TYPE_CHECKING:
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
        Rates for which ``wanted`` was worked out, fractions of the customs value.
    wanted, share : (K, N, N, G) float
        Part of a flow that would be routed in the end, and that is routed now.
    duty_rate : (N, N, G) float
        Duty that is paid on average on goods by their true origin, penalties included.
    fee_rate : (N, N, G) float
        What connectors are paid for passing the goods on, fraction of the customs value.
    """

    connectors: Connectors
    statutory: Floats
    wanted: Floats
    share: Floats
    duty_rate: Floats
    fee_rate: Floats

    @property
    def charge(self) -> Floats:
        """(N, N, G) duty and fee on goods by their true origin, fraction of the customs value."""
        return self.duty_rate + self.fee_rate

    def by_connector(self, amounts: Floats) -> Floats:
        """(N,) sum over connectors of amounts in the shape of ``share``."""
        where = self.connectors.economy
        sums = np.bincount(where.ravel(), weights=amounts.ravel(), minlength=where.shape[1])
        return np.asarray(sums, dtype=np.float64)


def no_routing(accounts: Accounts) -> Routing:
    """Return the base, where goods are what they are declared as."""
    connectors = connectors_of(accounts)
    nothing = np.zeros(connectors.economy.shape)
    tariff = accounts.base_tariff
    return Routing(connectors, tariff, nothing, nothing, tariff, np.zeros_like(tariff))


def log_gain(behaviour: RoutingBehaviour, connectors: Connectors, tariff: Floats) -> Floats:
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

    Returns
    -------
    (K, N, N, G) float
        Positive where routing is the cheaper.
    """
    found_out = behaviour.detected
    via = (1.0 - found_out) * connectors.rate_of(tariff)
    via += found_out * (tariff + behaviour.penalty) + behaviour.fee
    return np.asarray(np.log((1.0 + tariff) / (1.0 + via)))


def wanted_share(
    behaviour: RoutingBehaviour, connectors: Connectors, tariff: Floats, base_tariff: Floats
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

    Returns
    -------
    (K, N, N, G) float
        Fraction of the flow; zero at base tariffs.
    """
    barrier = np.maximum(np.log((1.0 + base_tariff) / (1.0 + connectors.rate_of(base_tariff))), 0.0)
    gain = np.maximum(log_gain(behaviour, connectors, tariff) - barrier, 0.0)
    room = np.minimum(
        behaviour.ceiling * connectors.suitability, behaviour.cover * connectors.own_over_routed
    )
    return np.asarray(room * -np.expm1(-gain / behaviour.gain_scale))


def rerouted(behaviour: RoutingBehaviour, before: Routing, tariff: Floats, base_tariff: Floats) -> Routing:
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
    """
    if not behaviour.on:
        return replace(before, statutory=tariff, duty_rate=tariff)
    wanted = before.wanted
    if tariff is not before.statutory and not np.array_equal(tariff, before.statutory):
        wanted = wanted_share(behaviour, before.connectors, tariff, base_tariff)
    elif before.share is before.wanted:
        return before
    return routed(
        behaviour, replace(before, statutory=tariff, wanted=wanted, share=_moved(behaviour, before, wanted))
    )


def at_rest(behaviour: RoutingBehaviour, before: Routing, tariff: Floats, base_tariff: Floats) -> Routing:
    """Return routing once it has come to rest at constant tariffs, (N, N, G) fractions."""
    if not behaviour.on:
        return replace(before, statutory=tariff, duty_rate=tariff)
    wanted = wanted_share(behaviour, before.connectors, tariff, base_tariff)
    return routed(behaviour, replace(before, statutory=tariff, wanted=wanted, share=wanted))


def routed(behaviour: RoutingBehaviour, routing: Routing) -> Routing:
    """Return routing with the duty and the fee that its shares amount to.

    Equation (64): on goods of the true origin the destination levies
    ``t - sum_c r[c] ((1 - chi)(t - t[c]) - chi phi)`` of the customs value, and ``f sum_c r[c]`` goes to
    the connectors.
    """
    if not routing.share.any():
        return replace(routing, duty_rate=routing.statutory, fee_rate=np.zeros_like(routing.statutory))
    tariff, found_out = routing.statutory, behaviour.detected
    evaded = (1.0 - found_out) * (tariff - routing.connectors.rate_of(tariff)) - found_out * behaviour.penalty
    return replace(
        routing,
        duty_rate=tariff - (routing.share * evaded).sum(axis=0),
        fee_rate=behaviour.fee * routing.share.sum(axis=0),
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
    if not routing.fee_rate.any():
        return np.zeros(len(customs_value))
    return routing.by_connector(behaviour.fee * routing.share * customs_value)


def _moved(behaviour: RoutingBehaviour, before: Routing, wanted: Floats) -> Floats:
    """(K, N, N, G) shares after a week; the very array that is wanted where they have arrived."""
    gap = wanted - before.share
    if not (np.abs(gap) > NOTHING_LEFT).any():
        return wanted
    speed = np.where(gap > 0.0, behaviour.build_up, behaviour.withdrawal)
    return np.asarray(before.share + speed * gap)
