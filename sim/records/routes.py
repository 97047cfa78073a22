"""Routes in use in a week, kept sparse: most flows are what they are declared as."""

from __future__ import annotations

from dataclasses import dataclass

from sim.economy.routing import Routing
from sim.scenario.behaviour import RoutingBehaviour
from sim.world.world import Floats, Integers


@dataclass(frozen=True)
class Routes:
    """The routes on which goods travel in a week.

    Parameters
    ----------
    connector, origin, destination, group : (R,) int
        Positions of the economies and the product group.
    value : (R,) float
        Customs value of the goods routed, USD mn a week.
    own_rate, connector_rate : (R,) float
        Statutory rates on goods of the true origin and of the connector, fractions.
    detected, penalty : (R,) float
        Part that customs finds out; penalty on it, fractions.
    """

    connector: Integers
    origin: Integers
    destination: Integers
    group: Integers
    value: Floats
    own_rate: Floats
    connector_rate: Floats
    detected: Floats
    penalty: Floats


def routes_in_use(behaviour: RoutingBehaviour, routing: Routing, customs_value: Floats) -> Routes:
    """Return the routes that carry anything.

    Parameters
    ----------
    behaviour : RoutingBehaviour
        What is found out where no measure says so.
    routing : Routing
        Shares routed.
    customs_value : (N, N, G) float
        Flows by true origin, USD mn a week.
    """
    _, origin, destination, group = routing.routes
    connector = routing.connector
    detected, penalty = routing.found_out(behaviour)
    return Routes(
        connector=connector,
        origin=origin,
        destination=destination,
        group=group,
        value=routing.share_on * customs_value[origin, destination, group],
        own_rate=routing.statutory[origin, destination, group],
        connector_rate=routing.statutory[connector, destination, group],
        detected=detected,
        penalty=penalty,
    )
