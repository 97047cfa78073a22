"""Checks of routes: how much of what is declared as a connector's customs finds out, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.connectors import Connectors, connectors_of
from sim.economy.measure_pairs import positions_of, scopes_by_pair
from sim.economy.measure_scope import averaged_by_group
from sim.economy.tariffs import DAYS_IN_WEEK
from sim.scenario.measures import AntiCircumvention
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.behaviour import RoutingBehaviour
    from sim.scenario.measures import Measure
    from sim.world.world import World

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RouteChecks:
    """What customs finds out on each route; index order connector, true origin, destination, group.

    Parameters
    ----------
    detected : (K, N, N, G) float
        Part of the goods routed there that is found out, fraction.
    penalty : (K, N, N, G) float
        Penalty on these, fraction of their value.
    """

    detected: Floats
    penalty: Floats


class CheckSchedule:
    """Checks of every route in any week; None where the scenario's parameters hold for all.

    Parameters
    ----------
    world : World
        Product groups, trade weights, and the base that connectors follow from.
    measures : sequence of Measure
        Acts of policy with identifiers; only those against circumvention have an effect.
    behaviour : RoutingBehaviour
        What is found out, and what it costs, where no measure says so.

    Raises
    ------
    ValueError
        A measure names an economy, product or list that the world does not have, or has merged with others.
    """

    def __init__(self, world: World, measures: Sequence[Measure], behaviour: RoutingBehaviour) -> None:
        self.world, self.behaviour = world, behaviour
        self._measures = tuple(each for each in measures if isinstance(each, AntiCircumvention))
        self._timeline = Timeline(self._measures)
        self._pairs = scopes_by_pair(world, self._measures)
        self._through = {each.id: positions_of(world, each.through) for each in self._measures}
        self._checks = lru_cache(maxsize=None)(self._checks_of)

    @cached_property
    def connectors(self) -> Connectors:
        """Which economies can lend their name to a flow."""
        return connectors_of(self.world)

    def at(self, day: date) -> RouteChecks | None:
        """Checks on a day."""
        return self._checks(tuple(float(self._timeline.is_in_force(each, day)) for each in self._measures))

    def week(self, monday: date) -> RouteChecks | None:
        """Checks of a week, means over its days."""
        days = [monday + timedelta(days=day) for day in range(DAYS_IN_WEEK)]
        return self._checks(
            tuple(
                sum(self._timeline.is_in_force(each, day) for day in days) / DAYS_IN_WEEK
                for each in self._measures
            )
        )

    def _checks_of(self, in_force: tuple[float, ...]) -> RouteChecks | None:
        """Checks where each measure is in force for a part of the time."""
        if not any(in_force):
            return None
        part = dict(zip((each.id for each in self._measures), in_force, strict=True))
        usual = self.behaviour.detected, self.behaviour.penalty
        detected = np.full(self.connectors.economy.shape, usual[0])
        paid = np.full(self.connectors.economy.shape, usual[0] * usual[1])
        for (importer, exporter), pair in self._pairs.items():
            routes = slice(None), exporter, importer
            connector = self.connectors.economy[routes]
            for rank, scope in enumerate(pair.scopes):
                measure = scope.measure
                if not isinstance(measure, AntiCircumvention) or not part[measure.id]:
                    continue
                members = [each.share for each in pair.parts if rank in each.scopes]
                hit = averaged_by_group(self.world, importer, exporter, np.sum(members, axis=0) * scope.share)
                share = part[measure.id] * hit * np.isin(connector, list(self._through[measure.id]))
                penalty = usual[1] if measure.penalty is None else measure.penalty
                detected[routes], paid[routes] = checked(
                    detected[routes], paid[routes], share, measure.detected, penalty, usual
                )
        return RouteChecks(detected, np.divide(paid, detected, out=np.zeros_like(paid), where=detected > 0.0))


def checked(
    detected: Floats,
    paid: Floats,
    share: Floats,
    found_out: float,
    penalty: float,
    usual: tuple[float, float],
) -> tuple[Floats, Floats]:
    """Return what is found out on routes, and the penalties on it, once a measure holds for a share of them.

    Equation (84): ``chi = (1 - s) chi0 + s chi1`` and ``chi phi = (1 - s) chi0 phi0 + s chi1 phi1``; the
    shares of several measures do not overlap.

    Parameters
    ----------
    detected, paid : float array
        Part found out so far; the same times its penalty.
    share : float array
        Share of the goods on each route that the measure covers.
    found_out, penalty : float
        Part of these that is found out, and the penalty on their value.
    usual : (float, float)
        The same where no measure says so.
    """
    chi, phi = usual
    return detected + share * (found_out - chi), paid + share * (found_out * penalty - chi * phi)
