"""Tariffs in force: base tariffs plus what the measures of a scenario add, by day and week."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.measure_pairs import scopes_by_pair
from sim.economy.measure_scope import averaged_by_group
from sim.scenario.measures import Exemption, Tariff
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.economy.measure_pairs import PairScope
    from sim.economy.measure_scope import MeasureScope
    from sim.scenario.measures import Measure
    from sim.world.world import Floats, World

DAYS_IN_WEEK = 7


class TariffSchedule:
    """Applied tariff of every pair and product group on any day.

    A measure adds points to the base tariff of the products in its scope. The sum is formed
    for each six-digit code of a pair and averaged within product groups with the pair's trade
    weights (docs/model.md, tariffs):

        additional[h] = sum over authorities a of
                        (sum of rate x coverage x share[h] of tariffs of a)
                        x (product of 1 - coverage x share[h] of exemptions from a)

        applied[o, d, g] = max(0, base[o, d, g] + weighted mean of additional[h] over h in g)

    Exemptions that cover parts of one code are taken as independent: which lines they share
    is not known below six digits, and a whole exemption frees whatever the others do. An
    exporter that the world merges has the mean over its members, each under its own measures.

    Parameters
    ----------
    world : World
        Base tariffs, product groups and trade weights.
    measures : sequence of Measure
        Acts of policy with identifiers; their order has no meaning. Those that levy nothing, bans among
        them, move no tariff.

    Raises
    ------
    ValueError
        A measure names an economy, product or list that the world does not have, or an
        importer that the world merges with others.
    """

    def __init__(self, world: World, measures: Sequence[Measure]) -> None:
        self.world = world
        self.timeline = Timeline(tuple(measures))
        duties = [each for each in measures if isinstance(each, Tariff | Exemption)]
        self._pairs = scopes_by_pair(world, duties)
        self._group_average = lru_cache(maxsize=None)(self._group_average_of)
        self._interval = lru_cache(maxsize=None)(self._rates_of_interval)
        self._week = lru_cache(maxsize=8)(self._mean_over_week)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """Days on which a measure comes into force or ceases to be."""
        return self.timeline.changes

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Importer and exporter of every pair that a measure touches, in the order of the economies."""
        names = self.world.economies
        return tuple((names[importer], names[exporter]) for importer, exporter in sorted(self._pairs))

    def at(self, day: date) -> Floats:
        """Tariff in force on a day.

        Returns
        -------
        (N, N, G) float, read-only
            Origin, destination, product group; fraction of the customs value.
        """
        return self._interval(bisect_right(self.changes, day))

    def week(self, monday: date) -> Floats:
        """Mean tariff over the seven days from ``monday``.

        Returns
        -------
        (N, N, G) float, read-only
            Origin, destination, product group; fraction of the customs value.
        """
        return self._week(monday)

    def _mean_over_week(self, monday: date) -> Floats:
        following = monday + timedelta(days=DAYS_IN_WEEK)
        inside = [day for day in self.changes if monday < day < following]
        if not inside:
            return self.at(monday)
        starts = [monday, *inside]
        days = [(after - before).days for before, after in zip(starts, [*inside, following], strict=True)]
        parts = [count / DAYS_IN_WEEK * self.at(start) for start, count in zip(starts, days, strict=True)]
        mean: Floats = np.sum(parts, axis=0)
        # a pair that no measure touches keeps its base tariff to the last bit
        mean = np.where(self._touched, mean, self.world.base_tariff)
        mean.flags.writeable = False
        return mean

    def under(self, timeline: Timeline, day: date) -> Floats:
        """Tariff on a day as another timeline of the same measures has it.

        Parameters
        ----------
        timeline : Timeline
            Which measures are in force when: the schedule's own, or what was known of it on some day.
        day : date
            Day of the rates.

        Returns
        -------
        (N, N, G) float, read-only
            Fraction of the customs value.
        """
        rates = self.world.base_tariff.copy()
        for (importer, exporter), pair in self._pairs.items():
            if ranks := self._in_force(pair, day, timeline):
                added = self._group_average(importer, exporter, ranks)
                rates[exporter, importer] = np.maximum(0.0, rates[exporter, importer] + added)
        rates.flags.writeable = False
        return rates

    def additional(self, importer: str, exporter: str, day: date) -> Floats:
        """Points that the measures in force add to each six-digit code.

        Returns
        -------
        (H,) float
            Fraction of the customs value; negative where lists cut duties.
        """
        key = (self.world.position(importer), self.world.position(exporter))
        pair = self._pairs.get(key)
        if pair is None:
            return np.zeros(len(self.world.products.codes))
        return self._additional(pair, self._in_force(pair, day))

    def average(self, importer: str, exporter: str, day: date) -> float:
        """Average tariff on goods of a pair, base-year customs values of the groups as weights.

        A pair without trade in the base has the simple mean over groups.
        """
        return self.mean_over_goods(self.at(day), importer, exporter)

    def mean_over_goods(self, tariff: Floats, importer: str, exporter: str) -> float:
        """Average over goods of a tariff array, base-year customs values as weights."""
        cell = self.world.position(exporter), self.world.position(importer)
        goods = self.world.is_goods
        weights = self.world.customs_value[cell][goods]
        if weights.sum() <= 0.0:
            weights = np.ones_like(weights)
        return float(tariff[cell][goods] @ weights / weights.sum())

    def reference_average(self, importer: str, exporter: str, day: date) -> float:
        """Average tariff with fixed pre-war weights, to compare with published averages.

        Six-digit codes are weighed by what the exporter sold before 2018, to the world in China's
        case, so that trade which a prohibitive duty has ended still counts.

        Raises
        ------
        KeyError
            The catalogue knows no base duties by code, or no such weights, for the pair.
        """
        products = self.world.products
        weights = products.reference_weights[exporter]
        tariff = products.statutory[importer, exporter] + self.additional(importer, exporter, day)
        return float(np.maximum(0.0, tariff) @ weights / weights.sum())

    def responsible(self, importer: str, exporter: str, day: date) -> tuple[Measure, ...]:
        """Measures in force for a pair on a day."""
        pair = self._pairs.get((self.world.position(importer), self.world.position(exporter)))
        if pair is None:
            return ()
        return tuple(pair.scopes[rank].measure for rank in self._in_force(pair, day))

    @cached_property
    def _touched(self) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """(N, N, 1) whether a measure ever touches the pair; origin, destination."""
        touched = np.zeros((len(self.world.economies),) * 2 + (1,), dtype=bool)
        for importer, exporter in self._pairs:
            touched[exporter, importer] = True
        return touched

    def _in_force(self, pair: PairScope, day: date, timeline: Timeline | None = None) -> tuple[int, ...]:
        """Ranks, within the pair, of the measures in force."""
        seen = self.timeline if timeline is None else timeline
        return tuple(rank for rank, scope in enumerate(pair.scopes) if seen.is_in_force(scope.measure, day))

    def _additional(self, pair: PairScope, ranks: tuple[int, ...]) -> Floats:
        """(H,) additional points of a pair: the mean over the parts of the exporter."""
        total = np.zeros(len(self.world.products.codes))
        for part in pair.parts:
            total += part.share * self._points([pair.scopes[rank] for rank in ranks if rank in part.scopes])
        return total

    def _points(self, scopes: Sequence[MeasureScope]) -> Floats:
        """(H,) points that measures in force add where all of them apply."""
        total = np.zeros(len(self.world.products.codes))
        tariffs = [scope for scope in scopes if isinstance(scope.measure, Tariff)]
        for authority in sorted({scope.authority for scope in tariffs}):
            points = np.sum([scope.points for scope in tariffs if scope.authority == authority], axis=0)
            for scope in scopes:
                if authority in scope.freed_from:
                    points = points * (1.0 - scope.share)
            total += points
        return total

    def _group_average_of(self, importer: int, exporter: int, ranks: tuple[int, ...]) -> Floats:
        """(G,) additional points of a pair, averaged within groups with the pair's weights."""
        pair = self._pairs[importer, exporter]
        return averaged_by_group(self.world, importer, exporter, self._additional(pair, ranks))

    def _rates_of_interval(self, rank: int) -> Floats:
        """Tariffs between change ``rank - 1`` and change ``rank``."""
        if rank > 0:
            return self.under(self.timeline, self.changes[rank - 1])
        rates = self.world.base_tariff.copy()
        rates.flags.writeable = False
        return rates
