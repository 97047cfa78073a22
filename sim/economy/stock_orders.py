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
    pairs : (N, N) bool
        Origins and destinations concerned, ``P`` of them.
    weeks : (P, G) float
        Weeks of use to hold beyond the target; negative where a cut is awaited.
    saving : (P, G) float
        Log saving on a unit bought ahead or later, net of what it costs to hold.
    left : (P, G) float
        Weeks left to do so, at least one.
    """

    pairs: NDArray[np.bool_]
    weeks: Floats
    saving: Floats
    left: Floats


def ordered_ahead(holding: Stockholding, outlook: Outlook, tariff: Floats) -> Ahead | None:
    """Return what known and feared changes of tariffs are worth to those who order today.

    Equation (31): goods ordered today arrive after ``L`` weeks. A rise ``j`` weeks after that saves
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
    pairs = _pairs_concerned(outlook, tariff)
    cost = holding.behaviour.carrying_cost / WEEKS_PER_YEAR
    most = holding.behaviour.most_weeks_ahead
    transit = holding.transit[pairs][:, None]
    stored = holding.target[pairs] > 0.0
    spare = np.maximum(holding.target[pairs] - holding.behaviour.floor_weeks, 0.0)
    now = np.log1p(tariff[pairs])
    later = [np.log1p(rates[pairs]) for rates in outlook.rates]
    at_arrival = now
    for weeks, logs in zip(outlook.weeks, later, strict=True):
        at_arrival = np.where(weeks <= transit, logs, at_arrival)
    ahead, saving, left = np.zeros_like(now), np.zeros_like(now), np.ones_like(now)
    ends = (*outlook.weeks[1:], 2 * WEEKS_FORESEEN)
    for weeks, logs, end in zip(outlook.weeks, later, ends, strict=False):
        held, lasting = np.maximum(weeks - transit, 0), np.maximum(end - transit, 0)
        change = np.where(stored & (held > 0), logs - at_arrival, 0.0)
        net = change - cost * held
        rise = net > np.maximum(saving, 0.0)
        ahead = np.where(rise, np.minimum(np.minimum(change / cost, most), lasting), ahead)
        cut = (change < 0.0) & (held <= spare) & (ahead == 0.0)
        ahead = np.where(cut, -np.minimum(spare, held), ahead)
        left = np.where(rise | cut, np.maximum(held, 1), left)
        saving = np.where(rise, net, np.where(cut, -change, saving))
    if outlook.fear is not None:
        hazard = outlook.fear.hazard[pairs]
        wait = 1.0 / np.where(hazard > 0.0, hazard, np.inf)
        net = np.where(stored & (hazard > 0.0), outlook.fear.rise[pairs] - cost * wait, 0.0)
        rise = net > np.maximum(saving, 0.0)
        ahead = np.where(rise, np.minimum(net / cost, most), ahead)
        left = np.where(rise, np.maximum(wait, 1.0), left)
        saving = np.where(rise, net, saving)
    return Ahead(pairs, ahead, saving, left)


def _pairs_concerned(outlook: Outlook, tariff: Floats) -> NDArray[np.bool_]:
    """(N, N) pairs whose tariffs are known to change or feared to."""
    found = np.zeros(tariff.shape[:2], dtype=bool)
    for rates in outlook.rates:
        found |= (rates != tariff).any(axis=2)
    if outlook.fear is not None:
        found |= (outlook.fear.rise > 0.0).any(axis=2)
    return found


def orders(holding: Stockholding, inventories: Inventories, ahead: Ahead | None) -> Floats:
    """Return (N, N, G) orders of a week over its use.

    Equation (30): ``1 + speed x (target + transit - cover)`` with cover the weeks of use that are held
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
    change = behaviour.adjustment * (wanted - cover)
    if ahead is not None:
        change[ahead.pairs] = _with_orders_ahead(
            wanted[ahead.pairs], cover[ahead.pairs], ahead, behaviour.adjustment, behaviour.response_to_saving
        )
    return np.asarray(1.0 + np.clip(change, -1.0, behaviour.order_limit))


def _with_orders_ahead(wanted: Floats, cover: Floats, ahead: Ahead, speed: float, response: float) -> Floats:
    """(P, G) orders less use over use: stocks between the usual and what is wanted ahead are left alone."""
    low, high = wanted + np.minimum(ahead.weeks, 0.0), wanted + np.maximum(ahead.weeks, 0.0)
    usual = speed * (np.maximum(low - cover, 0.0) + np.minimum(high - cover, 0.0))
    pace = np.sign(ahead.weeks) * response * ahead.saving
    missing = (wanted + ahead.weeks - cover) / ahead.left
    return np.asarray(usual + np.clip(missing, np.minimum(pace, 0.0), np.maximum(pace, 0.0)))
