"""Bans: the share of each flow that embargoes and export controls keep from passing a border."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.measure_pairs import PairScope, scopes_by_pair
from sim.economy.measure_scope import averaged_by_group
from sim.economy.tariffs import DAYS_IN_WEEK
from sim.scenario.measures import is_ban
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.measures import Measure
    from sim.world.world import World

Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""A share that differs from one by less is one: a mean over days adds up in floats."""

FELT_AT_MOST = 1.5
"""A ban that is announced or remembered is felt as a tariff of at most 150 %, of the order of the highest
rates of April 2025, which end most trade (assumed)."""

MAKING_DO = 10.0
"""What a buyer with no origin left pays, over services of the own economy, for what stands in (assumed)."""


class BanSchedule:
    """Barred share of every flow on any day; None where nothing is barred.

    Product by product (six-digit codes), several bans being independent, then averaged within product
    groups with the pair's trade weights, as :class:`sim.economy.tariffs.TariffSchedule` does.

    Parameters
    ----------
    world : World
        Product groups and trade weights.
    measures : sequence of Measure
        Acts of policy with identifiers; those that are no bans have no effect.

    Raises
    ------
    ValueError
        A ban names an economy, product or list that the world does not have, or has merged with others.
    """

    def __init__(self, world: World, measures: Sequence[Measure]) -> None:
        self.world = world
        bans = tuple(measure for measure in measures if is_ban(measure))
        self.timeline = Timeline(bans)
        self._pairs = scopes_by_pair(world, bans)
        self._interval = lru_cache(maxsize=None)(self._share_of_interval)
        self._week = lru_cache(maxsize=8)(self._mean_over_week)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """Days on which a ban comes into force or ceases to be."""
        return self.timeline.changes

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Importer and exporter of every pair that a ban touches, in the order of the economies."""
        names = self.world.economies
        return tuple((names[importer], names[exporter]) for importer, exporter in sorted(self._pairs))

    def at(self, day: date) -> Floats | None:
        """(N, N, G) share barred on a day, read-only; origin, destination, group."""
        return self._interval(bisect_right(self.changes, day))

    def week(self, monday: date) -> Floats | None:
        """(N, N, G) mean share barred over the seven days from a Monday, read-only."""
        return self._week(monday)

    def under(self, timeline: Timeline, day: date) -> Floats | None:
        """Return the barred share on a day as another timeline of the same measures has it.

        Equation (78): ``b = mean over the codes of a group of 1 - prod(1 - coverage)``.

        Parameters
        ----------
        timeline : Timeline
            Which measures are in force when: the schedule's own, or what was known of it on some day.
        day : date
            Day that is looked at.

        Returns
        -------
        (N, N, G) float, read-only, or None
            Share of the flow that may not pass; None where nothing is barred.
        """
        barred = None
        for (importer, exporter), pair in self._pairs.items():
            ranks = [
                rank for rank, scope in enumerate(pair.scopes) if timeline.is_in_force(scope.measure, day)
            ]
            if not ranks:
                continue
            if barred is None:
                barred = np.zeros_like(self.world.base_tariff)
            by_code = _barred_by_code(pair, ranks)
            barred[exporter, importer] = averaged_by_group(self.world, importer, exporter, by_code)
        return None if barred is None else _finished(barred)

    def average(self, importer: str, exporter: str, day: date) -> float:
        """Share of the goods of a pair that is barred on a day, base-year customs values as weights."""
        barred = self.at(day)
        if barred is None:
            return 0.0
        cell = self.world.position(exporter), self.world.position(importer)
        return float(barred[cell] @ self.world.goods_weight[cell])

    def responsible(self, importer: str, exporter: str, day: date) -> tuple[Measure, ...]:
        """Bans in force for a pair on a day."""
        pair = self._pairs.get((self.world.position(importer), self.world.position(exporter)))
        scopes = pair.scopes if pair is not None else ()
        return tuple(each.measure for each in scopes if self.timeline.is_in_force(each.measure, day))

    def _share_of_interval(self, rank: int) -> Floats | None:
        """Share between change ``rank - 1`` and change ``rank``."""
        return self.under(self.timeline, self.changes[rank - 1]) if rank > 0 else None

    def _mean_over_week(self, monday: date) -> Floats | None:
        following = monday + timedelta(days=DAYS_IN_WEEK)
        starts = [monday, *(day for day in self.changes if monday < day < following)]
        if len(starts) == 1:
            return self.at(monday)
        mean = np.zeros_like(self.world.base_tariff)
        for start, end in zip(starts, [*starts[1:], following], strict=True):
            if (barred := self.at(start)) is not None:
                mean += (end - start).days / DAYS_IN_WEEK * barred
        return _finished(mean)


def _barred_by_code(pair: PairScope, ranks: Sequence[int]) -> Floats:
    """(H,) share of each six-digit code of a pair that bans keep out, over the parts of the exporter."""
    barred = np.zeros(len(pair.scopes[0].share))
    for part in pair.parts:
        left = np.ones_like(barred)
        for rank in ranks:
            if rank in part.scopes:
                left *= 1.0 - pair.scopes[rank].share
        barred += part.share * (1.0 - left)
    return barred


def _finished(barred: Floats) -> Floats:
    """Shares within nought and one, and exactly one where rounding is all that is missing."""
    finished = np.where(barred > 1.0 - ROUNDING, 1.0, barred)
    finished.flags.writeable = False
    return finished


def open_share(base_share: Floats, barred: Floats | None) -> Floats:
    """Return the varieties that may still be bought, as shares of the base's.

    Equation (79): ``A (1 - b)``, in place of ``A`` in equations (11) and (12): what is barred drops out of
    the market, and with it what it was worth to choose from it.

    Parameters
    ----------
    base_share : (N, N, G) float
        Share of each origin in a market's base spending.
    barred : (N, N, G) float, optional
        Barred share of each flow; None where nothing is.
    """
    return base_share if barred is None else base_share * (1.0 - barred)


def newly_barred(before: Floats | None, now: Floats | None) -> Floats | None:
    """Return the part of an origin's relationships that a ban ends in a week.

    Equation (80): ``f = max(0, b' - b) / (1 - b)`` where the barred share goes from ``b`` to ``b'``; one as
    long as all is barred.

    Parameters
    ----------
    before, now : (N, N, G) float, optional
        Barred share of last week and of this one; None where nothing is.

    Returns
    -------
    (N, N, G) float or None
        None where nothing is barred now.
    """
    if now is None:
        return None
    was = np.zeros_like(now) if before is None else before
    part = np.maximum(now - was, 0.0) / np.where(was < 1.0, 1.0 - was, 1.0)
    return np.where(now >= 1.0, 1.0, part)


def reviewed_or_ended(hazard: Floats, ended: Floats) -> Floats:
    """Return the probability that a relationship is reviewed or that a ban ends it in a week.

    ``f + (1 - f) h``: those that a ban does not end are reviewed as ever.

    Parameters
    ----------
    hazard, ended : (N, N, G) float
        Probability of a review, and part that a ban ends.
    """
    return np.asarray(ended + (1.0 - ended) * hazard)


def markets_without_origin(base_share: Floats, barred: Floats | None) -> NDArray[np.bool_] | None:
    """Return which markets have nobody left to buy from; None where every market has.

    Sales at home are never barred, so these are markets of goods that the economy does not make.

    Parameters
    ----------
    base_share : (N, N, G) float
        Share of each origin in a market's base spending.
    barred : (N, N, G) float, optional
        Barred share of each flow; None where nothing is.

    Returns
    -------
    (N, G) bool or None
        Destination, group.
    """
    if barred is None or not (barred >= 1.0).any():
        return None
    without = np.asarray(base_share.any(axis=0) & ~open_share(base_share, barred).any(axis=0))
    return without if without.any() else None


def made_do(spending: Floats, without: NDArray[np.bool_] | None, services: int) -> Floats:
    """Return what each market's buyers spend when those with no origin left make do with services.

    Repair, hire and work stand in for the goods: the money stays in the circular flow, and buys little.

    Parameters
    ----------
    spending : (N, G) float
        Spending of each market.
    without : (N, G) bool, optional
        Markets without an origin, from :func:`markets_without_origin`.
    services : int
        Position of services.
    """
    if without is None:
        return spending
    found = np.where(without, 0.0, spending)
    found[:, services] += np.where(without, spending, 0.0).sum(axis=1)
    return found


def price_of_making_do(log_price: Floats, without: NDArray[np.bool_] | None, services: int) -> Floats:
    """Return log prices of markets, those without an origin at what stands in for the goods.

    Equation (82): ``log P = log P[services] + log 10``.

    Parameters
    ----------
    log_price : (N, G) float
        Log price of each market, base = 0.
    without : (N, G) bool, optional
        Markets without an origin, from :func:`markets_without_origin`.
    services : int
        Position of services.
    """
    if without is None:
        return log_price
    return np.where(without, log_price[:, [services]] + np.log(MAKING_DO), log_price)


def felt_tariff(tariff: Floats, barred: Floats | None) -> Floats:
    """Return the tariff as which duties and bans together are felt when they are foreseen or remembered.

    Equation (83): ``1 + t' = (1 + t) min(1 / (1 - b), 1 + 150 %)``.

    Parameters
    ----------
    tariff : (N, N, G) float
        Tariffs, fractions.
    barred : (N, N, G) float, optional
        Barred share of each flow; None where nothing is.
    """
    if barred is None:
        return tariff
    most = 1.0 + FELT_AT_MOST
    felt = (1.0 + tariff) / np.maximum(1.0 - barred, 1.0 / most) - 1.0
    return np.where(barred > 0.0, felt, tariff)  # to the last bit the rate itself where nothing is barred
