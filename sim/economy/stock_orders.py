"""Orders abroad: what is used, what stocks lack, what a tariff to come makes worth while."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.foresight import WEEKS_FORESEEN, Outlook
from sim.economy.inventories import Inventories, Stockholding
from sim.economy.sourcing import WEEKS_PER_YEAR

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ahead:
    """What expected changes of tariffs make buyers order ahead, or put off.

    Parameters
    ----------
    weeks : (N, N, G) float
        Weeks of use to hold beyond the target; negative where a cut is awaited.
    saving : (N, N, G) float
        Log saving on a unit bought ahead or later, net of what it costs to hold.
    left : (N, N, G) float
        Weeks left to do so, at least one.
    """

    weeks: Floats
    saving: Floats
    left: Floats


def ordered_ahead(holding: Stockholding, outlook: Outlook, tariff: Floats) -> Ahead | None:
    """Return what known and feared changes of tariffs are worth to those who order today.

    Equation (21): goods ordered today arrive after ``L`` weeks. A rise ``j`` weeks after that saves
    ``s = log((1 + later tariff) / (1 + tariff on arrival))``, and a week of holding costs ``c``. Use
    up to the week at which ``c x weeks held = s`` is bought ahead, at most ``cap`` weeks of it, if
    ``s > c j``, and no longer than the rise is known to last. An announced cut makes buyers wait for
    it with what they hold above their floor. A rise ``x`` that is feared with the weekly hazard ``q``
    is taken for one that is ``1 / q`` weeks away.

    Parameters
    ----------
    holding : Stockholding
        Targets and transit.
    outlook : Outlook
        Tariffs to come.
    tariff : (N, N, G) float
        Tariffs in force, fractions.

    Returns
    -------
    Ahead or None
        None where nothing is expected.
    """
    if not holding.behaviour.on or (not outlook.weeks and outlook.fear is None):
        return None
    cost = holding.behaviour.carrying_cost / WEEKS_PER_YEAR
    most, floor = holding.behaviour.most_weeks_ahead, holding.behaviour.floor_weeks
    transit = holding.transit[:, :, None]
    stored = holding.target > 0.0
    now = np.log1p(tariff)
    at_arrival = now
    later = []
    for weeks, rates in zip(outlook.weeks, outlook.rates, strict=True):
        logs = np.log1p(rates)
        at_arrival = np.where(weeks <= transit, logs, at_arrival)
        later.append((weeks, logs))
    ahead, saving, left = np.zeros_like(now), np.zeros_like(now), np.ones_like(now)
    spare = np.maximum(holding.target - floor, 0.0)
    ends = (*outlook.weeks[1:], 2 * WEEKS_FORESEEN)
    for (weeks, logs), end in zip(later, ends, strict=False):
        held = np.maximum(weeks - transit, 0)
        change = np.where(stored & (held > 0), logs - at_arrival, 0.0)
        net = change - cost * held
        rise = net > np.maximum(saving, 0.0)
        lasting = np.maximum(end - transit, 0)
        ahead = np.where(rise, np.minimum(np.minimum(change / cost, most), lasting), ahead)
        cut = (change < 0.0) & (held <= spare) & (ahead == 0.0)
        ahead = np.where(cut, -np.minimum(spare, held), ahead)
        left = np.where(rise | cut, np.maximum(held, 1), left)
        saving = np.where(rise, net, np.where(cut, -change, saving))
    if outlook.fear is not None:
        hazard = outlook.fear.hazard
        wait = 1.0 / np.where(hazard > 0.0, hazard, np.inf)
        net = np.where(stored & (hazard > 0.0), outlook.fear.rise - cost * wait, 0.0)
        rise = net > np.maximum(saving, 0.0)
        ahead = np.where(rise, np.minimum(net / cost, most), ahead)
        left = np.where(rise, np.maximum(wait, 1.0), left)
        saving = np.where(rise, net, saving)
    return Ahead(ahead, saving, left)


def orders(holding: Stockholding, inventories: Inventories, ahead: Ahead | None) -> Floats:
    """Return (N, N, G) orders of a week over its use.

    Equation (20): ``1 + speed x (target + transit - cover)`` with cover the weeks of use that are held
    or on their way, plus what is ordered ahead: the weeks still missing spread over the weeks left, at
    most ``response x saving``. Between nothing and ``1 + limit`` times use.

    Parameters
    ----------
    holding : Stockholding
        Targets, transit, parameters.
    inventories : Inventories
        Stocks after the week's reviews.
    ahead : Ahead, optional
        What expected changes of tariffs make buyers order ahead.
    """
    behaviour = holding.behaviour
    use = inventories.use
    wanted = holding.position
    held = inventories.on_hand + inventories.in_transit
    cover = np.divide(held, use, out=wanted.copy(), where=use > 0.0)
    if ahead is None:
        change = behaviour.adjustment * (wanted - cover)
    else:
        low, high = wanted + np.minimum(ahead.weeks, 0.0), wanted + np.maximum(ahead.weeks, 0.0)
        change = behaviour.adjustment * (np.maximum(low - cover, 0.0) + np.minimum(high - cover, 0.0))
        pace = np.sign(ahead.weeks) * behaviour.response_to_saving * ahead.saving
        missing = (wanted + ahead.weeks - cover) / ahead.left
        change += np.clip(missing, np.minimum(pace, 0.0), np.maximum(pace, 0.0))
    return np.asarray(1.0 + np.clip(change, -1.0, behaviour.order_limit))
